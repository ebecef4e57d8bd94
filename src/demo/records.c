/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo's records. "[measure lampor @2024-W41]" begins one, or changes the one of that name; the
 * lines below are fields of its kind, lists with ";" between. A reference is a name of this file,
 * else of the municipality. Evidence is told by what it is: how many at most, categories, weeks,
 * places. */
#include "config.h"

#include "demo/records.h"

#include <string.h>

#include "osg/key_file.h"
#include "osg/resource.h"
#include "osg/week.h"

struct demo_records {
	const char *name; /* of the file */
	const struct demo_year *year;
	const struct field_form *outer; /* what the municipality has */
	const gint64 *report_keys;
	struct key_file *file;
	GHashTable *keys;       /* "measure lampor" -> key */
	struct field_form form; /* the names of this file before those of the municipality */
};

static gint64 key_named(gpointer data, const char *refers, const char *name)
{
	const struct demo_records *records = data;
	g_autofree char *own = g_strdup_printf("%s %s", refers, name);
	gint64 key = (gint64)GPOINTER_TO_SIZE(g_hash_table_lookup(records->keys, own));

	return key ? key : records->outer->key(records->outer->data, refers, name);
}

struct demo_records *demo_records_new(const char *name, const struct demo_year *year,
				      const struct field_form *form, const gint64 *report_keys)
{
	struct demo_records *records = g_new0(struct demo_records, 1);
	gsize size;
	const char *text = resource_data(name, &size);

	g_assert(text); /* it is a part of the program */
	records->name = name;
	records->year = year;
	records->outer = form;
	records->report_keys = report_keys;
	records->file = key_file_parse(text, size);
	records->keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	records->form = (struct field_form){.key = key_named, .data = records};
	return records;
}

void demo_records_free(struct demo_records *records)
{
	key_file_free(records->file);
	g_hash_table_unref(records->keys);
	g_free(records);
}

/* evidence */

static gboolean is_asked(const struct demo_year *year, const struct demo_report *report,
			 guint32 categories, int from, int to, char *const *places)
{
	const char *place = report->place < 0 ? "" : year->world->places[report->place].name;
	int week = year->first_week + report->week;

	return week >= from && week <= to && (categories >> report->category & 1) &&
	       report->precision <= PLACE_PLACE &&
	       g_strv_contains((const char *const *)places, place);
}

/* "6; SKA BRA; 2024-W37; 2024-W40; Visättra; Visättraskolan" */
static void evidence_add(const struct demo_records *records, const char *value, GArray *evidence)
{
	const struct demo_year *year = records->year;
	g_auto(GStrv) parts = g_strsplit(value, "; ", -1);
	guint most = (guint)g_ascii_strtoull(parts[0], NULL, 10);
	guint32 categories = demo_category_set(year->world, parts[1]);
	int from = week_parse(parts[2], 0, 0), to = week_parse(parts[3], 0, 0);

	for (guint i = 0; i < year->reports->len && evidence->len < most; i++)
		if (records->report_keys[i] &&
		    is_asked(year, DEMO_REPORT(year, i), categories, from, to, parts + 4))
			refs_add(evidence, records->report_keys[i]);
}

/* fields */

static gboolean refs_read(const struct demo_records *records, const struct field *field,
			  const char *value, gpointer record, GError **error)
{
	g_auto(GStrv) names = g_strsplit(value, "; ", -1);
	json_auto_t *list = json_array();

	for (gsize i = 0; names[i]; i++)
		json_array_append_new(list, json_string(names[i]));
	return field_from_json(field, list, record, &records->form, "", error);
}

static gboolean value_read(const struct demo_records *records, const struct key_line *line,
			   gpointer record, GError **error)
{
	const struct record *r = record;
	const struct field *field = fields_find(r->kind->fields, line->name);

	if (!field)
		g_error("%s, line %d: %s has no field %s", records->name, line->number,
			r->kind->name, line->name);
	if (field->kind == FIELD_REFS && strcmp(field->refers, "observation") == 0) {
		evidence_add(records, line->value, FIELD_AT(GArray *, record, field));
		return TRUE;
	}
	if (field->kind == FIELD_REFS)
		return refs_read(records, field, line->value, record, error);
	return field_from_text(field, line->value, record, &records->form, error);
}

/* records */

/* "measure lampor @2024-W41" taken apart; NULL where it is of another week. */
static struct record *record_begin(const struct demo_records *records, struct session *session,
				   const char *group, int week, char **name, GError **error)
{
	g_auto(GStrv) words = g_strsplit(group, " ", 3);
	const struct record_kind *kind = record_kind_named(words[0]);
	struct record *record;
	gint64 key;

	if (!kind || g_strv_length(words) != 3 || *words[2] != '@')
		g_error("%s: [%s] is no record", records->name, group);
	if (week_parse(words[2] + 1, 0, 0) != records->year->first_week + week)
		return NULL;
	*name = g_strdup_printf("%s %s", words[0], words[1]);
	key = (gint64)GPOINTER_TO_SIZE(g_hash_table_lookup(records->keys, *name));
	if (key)
		return session_get(session, kind, key, error);
	record = record_new(kind);
	g_autofree char *of =
		g_strdup_printf("%" G_GUINT64_FORMAT "/record/%s", records->year->seed, *name);
	record->id = id_from_name(DEMO_NAME_SPACE, of);
	return record;
}

static gboolean record_store(struct demo_records *records, struct session *session,
			     struct record *take_record, char *take_name, GError **error)
{
	gboolean ok = !take_record || session_put(session, take_record, error);

	if (take_record && ok)
		g_hash_table_insert(records->keys, g_steal_pointer(&take_name),
				    GSIZE_TO_POINTER((gsize)take_record->key));
	record_free(take_record);
	g_free(take_name);
	return ok;
}

gboolean demo_records_put(struct demo_records *records, struct session *session, int week,
			  GError **error)
{
	const GPtrArray *lines = key_file_lines(records->file);
	struct record *record = NULL;
	char *name = NULL;
	gboolean ok = TRUE;

	for (guint i = 0; ok && i < lines->len; i++) {
		const struct key_line *line = lines->pdata[i];

		if (line->kind == KEY_LINE_BAD)
			g_error("%s, line %d: %s", records->name, line->number, line->text);
		if (line->kind == KEY_LINE_GROUP) {
			ok = record_store(records, session, record, name, error);
			name = NULL;
			record =
				ok ? record_begin(records, session, line->group, week, &name, error)
				   : NULL;
		} else if (line->kind == KEY_LINE_VALUE && record) {
			ok = value_read(records, line, record, error);
			if (!ok)
				g_prefix_error(error, "%s, line %d: ", records->name, line->number);
		}
	}
	if (ok)
		return record_store(records, session, record, name, error);
	record_free(record);
	g_free(name);
	return FALSE;
}
