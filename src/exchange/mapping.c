/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mappings: read from key files and found by id. Touches no row (convert.c does). */
#include "config.h"

#include "exchange/mapping.h"

#include <gio/gio.h>
#include <string.h>

#include "exchange/decode.h"
#include "exchange/number.h"
#include "exchange/table.h"
#include "osg/csv.h"
#include "osg/exchange.h"
#include "osg/outside.h"
#include "osg/resource.h"
#include "osg/text.h"

static const char *const column_names[COLUMNS] = {
	[COLUMN_ID] = "id",
	[COLUMN_WHEN] = "when",
	[COLUMN_TO] = "to",
	[COLUMN_DATE] = "date",
	[COLUMN_TIME] = "time",
	[COLUMN_TO_DATE] = "to_date",
	[COLUMN_TO_TIME] = "to_time",
	[COLUMN_CATEGORY] = "category",
	[COLUMN_SUB] = "sub",
	[COLUMN_PLACE] = "place",
	[COLUMN_AREA] = "area",
	[COLUMN_ADDRESS] = "address",
	[COLUMN_LAT] = "lat",
	[COLUMN_LON] = "lon",
	[COLUMN_X] = "x",
	[COLUMN_Y] = "y",
	[COLUMN_POSITION] = "position",
	[COLUMN_ORGANISATION] = "organisation",
	[COLUMN_MUNICIPALITY] = "municipality",
	[COLUMN_TEXT] = "text",
	[COLUMN_SEARCH] = "search",
	[COLUMN_KNOWN] = "known",
	[COLUMN_POLICE_REPORT] = "police_report",
	[COLUMN_COST] = "cost",
};

static const char *const system_names[] = {"wgs84", "sweref99tm", "sweref991800", "any", NULL};

const char *coordinate_system_name(enum coordinate_system system)
{
	return system_names[system];
}

const char *column_name(enum column column)
{
	return column_names[column];
}

void mapping_free(struct mapping *mapping)
{
	if (!mapping)
		return;
	g_free(mapping->id);
	g_free(mapping->title);
	g_free(mapping->title_sv);
	g_free(mapping->organisation);
	g_free(mapping->source);
	g_free(mapping->other);
	g_strfreev(mapping->unused);
	g_strfreev(mapping->formats);
	for (int i = 0; i < COLUMNS; i++)
		g_clear_pointer(&mapping->columns[i], g_ptr_array_unref);
	g_clear_pointer(&mapping->words, g_hash_table_unref);
	g_clear_pointer(&mapping->not_counted, g_hash_table_unref);
	g_free(mapping);
}

/* reading a key file */

struct types {
	GHashTable *words, *not_counted;
};

static gboolean types_row(const struct table_row *row, gpointer data)
{
	struct types *types = data;
	char *word;

	if (row->line == 1 || row->count < 3)
		return TRUE;
	word = text_fold(row->cells[0]);
	if (g_strcmp0(row->cells[2], "0") == 0)
		g_hash_table_add(types->not_counted, g_strdup(word));
	g_hash_table_replace(types->words, word, g_strdup(row->cells[1]));
	return TRUE;
}

void mapping_read_types(const char *name, GHashTable *words, GHashTable *not_counted)
{
	g_autofree char *path = g_strconcat("mappings/", name, NULL);
	struct types types = {words, not_counted};
	const struct table_options options = {
		.file = path, .delimiter = ',', .row = types_row, .data = &types};
	g_autoptr(GInputStream) stream = NULL;
	gsize size;
	const char *bytes = resource_data(path, &size);

	if (!bytes)
		return;
	stream = g_memory_input_stream_new_from_data(bytes, (gssize)size, NULL);
	table_read(stream, &options, NULL, NULL);
}

static const char *const loose_words[] = {"true", "false", NULL};
static const char *const midnight_words[] = {"unknown", "known", NULL};
static const char *const report_words[] = {"yes", "no", "unknown", NULL};
static const char *const outside_words[] = {"keep", "refuse", NULL};

/* What a mapping may say beside [columns] and [words]; anything else is a slip of the pen that
 * would silently do nothing. */
static const struct {
	const char *group, *key;
	const char *const *words; /* what may stand there; NULL = any text */
} mapping_keys[] = {
	{"mapping", "title", NULL},
	{"mapping", "title_sv", NULL},
	{"mapping", "organisation", NULL},
	{"mapping", "source", NULL},
	{"mapping", "other", NULL},
	{"mapping", "types", NULL},
	{"mapping", "delimiter", NULL},
	{"mapping", "skip", NULL},
	{"mapping", "loose", loose_words},
	{"time", "formats", NULL},
	{"time", "midnight", midnight_words},
	{"values", "police_report", report_words},
	{"coordinates", "system", system_names},
	{"coordinates", "outside", outside_words},
	{"coordinates", "near", NULL},
};

/* The line of a key in the file's bytes, for messages; GKeyFile does not tell. 0 = none. */
static int mapping_line(const char *bytes, const char *group, const char *key)
{
	g_auto(GStrv) lines = g_strsplit(bytes, "\n", -1);
	g_autofree char *head = g_strdup_printf("[%s]", group);
	gboolean inside = FALSE;

	for (int i = 0; lines[i]; i++) {
		const char *line = g_strstrip(lines[i]);
		gsize length = strcspn(line, "=");

		while (length && line[length - 1] == ' ')
			length--;
		if (*line == '[')
			inside = g_str_equal(line, head);
		if (inside &&
		    (key ? strlen(key) == length && strncmp(line, key, length) == 0 : *line == '['))
			return i + 1;
	}
	return 0;
}

struct mapping_reading {
	const char *id, *bytes;
	GKeyFile *file;
	GError **error;
};

static gboolean mapping_refuse(const struct mapping_reading *r, const char *group, const char *key,
			       const char *format, ...) G_GNUC_PRINTF(4, 5);

/* Always FALSE. */
static gboolean mapping_refuse(const struct mapping_reading *r, const char *group, const char *key,
			       const char *format, ...)
{
	va_list arguments;
	g_autofree char *sentence = NULL;

	va_start(arguments, format);
	sentence = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_set_error(r->error, OSG_ERROR, OSG_ERROR_FORMAT, _("Mapping %s, line %d: %s"), r->id,
		    mapping_line(r->bytes, group, key), sentence);
	return FALSE;
}

static char *mapping_text(const struct mapping_reading *r, const char *group, const char *key)
{
	g_autofree char *text = g_key_file_get_string(r->file, group, key, NULL);

	return text ? text_clean(text, -1, FALSE) : NULL;
}

static gboolean mapping_check_key(const struct mapping_reading *r, const char *group,
				  const char *key)
{
	g_autofree char *text = mapping_text(r, group, key), *expected = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(mapping_keys); i++) {
		const char *const *words = mapping_keys[i].words;

		if (!g_str_equal(mapping_keys[i].group, group) ||
		    !g_str_equal(mapping_keys[i].key, key))
			continue;
		if (!words || !text || g_strv_contains(words, text))
			return TRUE;
		expected = g_strjoinv("|", (char **)words);
		return mapping_refuse(r, group, key, _("%s is “%s”; expected one of %s."), key,
				      text, expected);
	}
	return mapping_refuse(r, group, key, _("[%s] has no “%s”; see osg-mapping(5)."), group,
			      key);
}

static gboolean mapping_check_keys(const struct mapping_reading *r)
{
	static const char *const free_groups[] = {"columns", "words", NULL};
	g_auto(GStrv) groups = g_key_file_get_groups(r->file, NULL);

	for (gsize g = 0; groups[g]; g++) {
		g_auto(GStrv) keys = g_key_file_get_keys(r->file, groups[g], NULL, NULL);

		for (gsize k = 0; !g_strv_contains(free_groups, groups[g]) && keys && keys[k]; k++)
			if (!mapping_check_key(r, groups[g], keys[k]))
				return FALSE;
	}
	return TRUE;
}

static void free_names(gpointer names)
{
	g_strfreev(names);
}

/* "Datum;Händelse + Plats": alternatives, each one column or several that are joined. NULL where
 * nothing is said. */
static GPtrArray *mapping_alternatives(const char *text)
{
	g_auto(GStrv) all = csv_cell_list(text, ';');
	GPtrArray *alternatives = all ? g_ptr_array_new_with_free_func(free_names) : NULL;

	for (char **one = all; one && *one; one++)
		g_ptr_array_add(alternatives, g_strsplit(*one, " + ", MAPPING_MOST_JOINED));
	return alternatives;
}

static gboolean mapping_read_columns(struct mapping *m, const struct mapping_reading *r)
{
	g_auto(GStrv) keys = g_key_file_get_keys(r->file, "columns", NULL, NULL);

	for (gsize i = 0; keys && keys[i]; i++) {
		g_autofree char *text = mapping_text(r, "columns", keys[i]);
		int c = 0;

		if (g_str_equal(keys[i], "unused")) {
			m->unused = csv_cell_list(text, ';');
			continue;
		}
		while (c < COLUMNS && !g_str_equal(column_names[c], keys[i]))
			c++;
		if (c == COLUMNS)
			return mapping_refuse(r, "columns", keys[i],
					      _("[columns] has no “%s”; expected date, category, "
						"place, text or another of osg-mapping(5)."),
					      keys[i]);
		m->columns[c] = mapping_alternatives(text);
	}
	if (m->columns[COLUMN_CATEGORY] && (m->columns[COLUMN_WHEN] || m->columns[COLUMN_DATE]))
		return TRUE;
	return mapping_refuse(r, "columns", NULL,
			      _("[columns] must say which column is the time (when or date) and "
				"which the category, for example “date=Datum”."));
}

/* A letter that no reader knows would set every row aside. */
static gboolean mapping_read_formats(struct mapping *m, const struct mapping_reading *r)
{
	static const char *const standard[] = {"iso", "%Y-%m-%d %H:%M", "%Y-%m-%d", NULL};
	static const char letters[] = "YmdHMSIpB";

	m->formats = g_key_file_get_string_list(r->file, "time", "formats", NULL, NULL);
	if (!m->formats)
		m->formats = g_strdupv((char **)standard);
	for (gsize i = 0; m->formats[i]; i++) {
		const char *p = m->formats[i];

		while ((p = strchr(p, '%'))) {
			if (!p[1] || !strchr(letters, p[1]))
				return mapping_refuse(
					r, "time", "formats",
					_("“%%%c” in “%s” is not known; expected %%Y %%m %%d %%H "
					  "%%M %%S %%I %%p %%B, or iso."),
					p[1] ? p[1] : '%', m->formats[i]);
			p += 2;
		}
		if (!strstr(m->formats[i], "%Y") && !g_str_equal(m->formats[i], "iso"))
			return mapping_refuse(r, "time", "formats",
					      _("“%s” has no year; expected a format like %s."),
					      m->formats[i], "%Y-%m-%d %H:%M");
	}
	return TRUE;
}

static gboolean mapping_read_numbers(struct mapping *m, const struct mapping_reading *r)
{
	static const char *const metres[] = {"m", NULL};
	g_autofree char *near = mapping_text(r, "coordinates", "near");
	g_autofree char *skip = mapping_text(r, "mapping", "skip");

	m->near = 50;
	if (near && (!number_read(near, NUMBER_DECIMAL, metres, &m->near) || m->near < 0))
		return mapping_refuse(r, "coordinates", "near",
				      _("near is “%s”; expected metres like 50."), near);
	if (skip && !number_read_count(skip, &m->skip))
		return mapping_refuse(r, "mapping", "skip",
				      _("skip is “%s”; expected a number of lines like 2."), skip);
	return TRUE;
}

/* A key file would read ";" as the start of a list and trims blanks; "tab" is said as a word. */
static gboolean mapping_read_delimiter(struct mapping *m, const struct mapping_reading *r)
{
	g_autofree char *text = g_key_file_get_string(r->file, "mapping", "delimiter", NULL);

	if (!text || !*text)
		return TRUE;
	m->delimiter = g_ascii_strcasecmp(text, "tab") == 0 ? '\t' : text[0];
	return (m->delimiter == '\t' || (!text[1] && g_ascii_ispunct(*text) && *text != '"')) ||
	       mapping_refuse(r, "mapping", "delimiter",
			      _("the delimiter is “%s”; expected one sign like , or the word tab."),
			      text);
}

static void mapping_read_words(struct mapping *m, const struct mapping_reading *r)
{
	g_auto(GStrv) keys = g_key_file_get_keys(r->file, "words", NULL, NULL);
	g_autofree char *types = mapping_text(r, "mapping", "types");

	m->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	m->not_counted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	if (types)
		mapping_read_types(types, m->words, m->not_counted);
	for (gsize i = 0; keys && keys[i]; i++)
		g_hash_table_replace(m->words, text_fold(keys[i]),
				     mapping_text(r, "words", keys[i]));
}

static gboolean mapping_read(struct mapping *m, const struct mapping_reading *r)
{
	g_autofree char *midnight = NULL, *report = NULL, *system = NULL, *outside = NULL;

	m->id = text_clean(r->id, -1, FALSE);
	if (!mapping_check_keys(r) || !mapping_read_columns(m, r) || !mapping_read_formats(m, r) ||
	    !mapping_read_numbers(m, r) || !mapping_read_delimiter(m, r))
		return FALSE;
	m->title = mapping_text(r, "mapping", "title");
	m->title_sv = mapping_text(r, "mapping", "title_sv");
	m->organisation = mapping_text(r, "mapping", "organisation");
	m->source = mapping_text(r, "mapping", "source");
	m->other = mapping_text(r, "mapping", "other");
	m->loose = g_key_file_get_boolean(r->file, "mapping", "loose", NULL);
	midnight = mapping_text(r, "time", "midnight");
	report = mapping_text(r, "values", "police_report");
	outside = mapping_text(r, "coordinates", "outside");
	system = mapping_text(r, "coordinates", "system");
	m->midnight_unknown = g_strcmp0(midnight, "unknown") == 0;
	m->police_report = g_strcmp0(report, "yes") == 0  ? ANSWER_YES
			   : g_strcmp0(report, "no") == 0 ? ANSWER_NO
							  : ANSWER_UNKNOWN;
	m->outside_keep = g_strcmp0(outside, "keep") == 0;
	for (int i = 0; system && system_names[i]; i++)
		if (g_str_equal(system, system_names[i]))
			m->system = (enum coordinate_system)i;
	if (!m->source)
		m->source = g_strdup(m->id);
	mapping_read_words(m, r);
	return TRUE;
}

struct mapping *mapping_parse(const char *id, const char *bytes, gsize size, GError **error)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autofree char *text = decode_text(bytes, size, &size, NULL, NULL);
	g_autoptr(GError) local = NULL;
	const struct mapping_reading reading = {id, text, file, error};
	struct mapping *m;

	if (!g_key_file_load_from_data(file, text, size, G_KEY_FILE_NONE, &local)) {
		g_autofree char *why = text_clean(local->message, -1, FALSE);

		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT, _("Mapping %s is no key file: %s"),
			    id, why);
		return NULL;
	}
	m = g_new0(struct mapping, 1);
	if (mapping_read(m, &reading))
		return m;
	mapping_free(m);
	return NULL;
}

/* finding one */

char *mapping_folder(void)
{
	return g_build_filename(g_get_user_config_dir(), "osg", "mappings", NULL);
}

static void mapping_add_id(GPtrArray *ids, const char *name)
{
	char *id;

	if (!g_str_has_suffix(name, ".ini"))
		return;
	id = g_strndup(name, strlen(name) - 4);
	if (g_ptr_array_find_with_equal_func(ids, id, g_str_equal, NULL))
		g_free(id);
	else
		g_ptr_array_add(ids, id);
}

static int mapping_compare_ids(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *mapping_list(void)
{
	GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) built_in = resource_list("mappings/");
	g_autofree char *folder = mapping_folder();
	g_autoptr(GDir) own = g_dir_open(folder, 0, NULL);
	const char *name;

	while (own && (name = g_dir_read_name(own)))
		mapping_add_id(ids, name);
	for (guint i = 0; built_in && i < built_in->len; i++)
		mapping_add_id(ids, built_in->pdata[i]);
	g_ptr_array_sort(ids, mapping_compare_ids);
	return ids;
}

static struct mapping *mapping_load_file(const char *path, GError **error)
{
	g_autofree char *bytes = NULL, *base = g_filename_display_basename(path);
	g_autoptr(GError) local = NULL;
	gsize size;

	if (!g_file_get_contents(path, &bytes, &size, &local)) {
		g_autofree char *why = text_clean(local->message, -1, FALSE);

		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("The mapping could not be read: %s."), why);
		return NULL;
	}
	if (g_str_has_suffix(base, ".ini"))
		base[strlen(base) - 4] = '\0';
	return mapping_parse(base, bytes, size, error);
}

struct mapping *mapping_load(const char *id_or_file, GError **error)
{
	g_autofree char *name = g_strconcat(id_or_file, ".ini", NULL);
	g_autofree char *folder = mapping_folder();
	g_autofree char *own = g_build_filename(folder, name, NULL);
	g_autofree char *path = g_strconcat("mappings/", name, NULL);
	g_autoptr(GPtrArray) ids = NULL;
	g_autofree char *known = NULL;
	const char *bytes;
	gsize size;

	if (strchr(id_or_file, G_DIR_SEPARATOR) || g_str_has_suffix(id_or_file, ".ini"))
		return outside_file(id_or_file, error) ? mapping_load_file(id_or_file, error)
						       : NULL;
	if (g_file_test(own, G_FILE_TEST_IS_REGULAR))
		return mapping_load_file(own, error);
	bytes = resource_data(path, &size);
	if (bytes)
		return mapping_parse(id_or_file, bytes, size, error);
	ids = mapping_list();
	g_ptr_array_add(ids, NULL);
	known = g_strjoinv(", ", (char **)ids->pdata);
	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
		    _("There is no mapping “%s”. There are: %s; or name a key file."), id_or_file,
		    known);
	return NULL;
}
