/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking a text out for good: out of its record, out of every other that repeats it (drafts, rows
 * that were set aside, fixed pictures) and out of the lines of the record of changes. A line that
 * loses a text keeps its sum, so that the chain goes on; what it sums to now, and what a picture
 * and an import's rows sum to now, is told by the line of the redaction, which the chain holds as
 * any other. */
#include "config.h"

#include "store/redact.h"

#include <string.h>

#include "osg/json.h"

enum { SHORTEST = 8 }; /* bytes of a text that is looked for outside its own record */

struct redacting {
	struct store *store;
	const struct redaction *wanted;
	GHashTable *own;                /* struct id of the records: set */
	GHashTable *looks;              /* ways that the texts are written: set of strings */
	GArray *observations;           /* gint64, keys of those that were changed */
	json_t *lines, *pictures, *ids; /* ids: of the records that were changed */
	int words;                      /* of them are words of people */
	struct redacted *done;
};

/* what is looked for */

static gboolean is_wanted(const struct redaction *wanted, const struct field *field)
{
	return field->kind == FIELD_PROSE &&
	       (!wanted->field || strcmp(wanted->field, field->name) == 0);
}

static char *in_json(const char *text)
{
	json_t *string = json_text(text);
	g_autofree char *quoted = json_print(string, JSON_ENCODE_ANY);

	json_decref(string);
	return g_strndup(quoted + 1, strlen(quoted) - 2);
}

static char *in_place_of(const char *text, const char *from, const char *to)
{
	GString *out = g_string_new(text);

	g_string_replace(out, from, to, 0);
	return g_string_free(out, FALSE);
}

/* As it stands in a field, in JSON (of a picture: in JSON again), in a row that was set aside, in
 * that row's JSON, in a draft. */
static void look_for(struct redacting *r, const char *text)
{
	g_autofree char *in_row = NULL, *once = NULL, *twice = NULL;

	if (!text || strlen(text) < SHORTEST || g_strcmp0(text, r->wanted->marker) == 0)
		return;
	in_row = in_place_of(text, "\"", "\"\"");
	once = in_json(text);
	twice = in_json(once);
	g_hash_table_add(r->looks, g_strdup(text));
	g_hash_table_add(r->looks, g_steal_pointer(&twice));
	g_hash_table_add(r->looks, g_steal_pointer(&once));
	g_hash_table_add(r->looks, in_json(in_row));
	g_hash_table_add(r->looks, in_place_of(text, "\n", "\\n"));
	g_hash_table_add(r->looks, g_steal_pointer(&in_row));
}

static json_t *parsed(const char *text)
{
	json_t *object = text ? json_loads(text, 0, NULL) : NULL;

	return json_is_object(object) ? object : (json_decref(object), NULL);
}

static void look_in_json(struct redacting *r, const struct record_kind *kind, const char *text)
{
	json_t *object = parsed(text);

	for (const struct field *f = kind->fields; object && f->name; f++)
		if (is_wanted(r->wanted, f))
			look_for(r, json_string_value(json_object_get(object, f->name)));
	json_decref(object);
}

/* All that its fields ever held. */
static gboolean look_for_all(struct redacting *r, const struct record *record, GError **error)
{
	g_autoptr(GPtrArray) lines = store_log(r->store, &record->id, 0, error);

	for (const struct field *f = record->kind->fields; f->name; f++)
		if (is_wanted(r->wanted, f))
			look_for(r, FIELD_AT(char *const, record, f));
	for (guint i = 0; lines && i < lines->len; i++) {
		const struct log_line *line = lines->pdata[i];

		if (!line->kind)
			continue;
		look_in_json(r, record->kind, line->before);
		look_in_json(r, record->kind, line->after);
	}
	return lines != NULL;
}

/* taking it out of texts */

/* Owned, NULL = nothing of it stands there. */
static char *text_without(const struct redacting *r, const char *text)
{
	GHashTableIter iter;
	gpointer look;
	GString *out = NULL;

	g_hash_table_iter_init(&iter, r->looks);
	while (text && g_hash_table_iter_next(&iter, &look, NULL)) {
		if (!strstr(out ? out->str : text, look))
			continue;
		if (!out)
			out = g_string_new(text);
		g_string_replace(out, look, r->wanted->marker, 0);
	}
	return out ? g_string_free(out, FALSE) : NULL;
}

/* Own records lose the whole field; TRUE when it changed. */
static gboolean clear_field(const struct redacting *r, struct record *record,
			    const struct field *field, gboolean own)
{
	char **slot = &FIELD_AT(char *, record, field);
	g_autofree char *rest = NULL;

	if (own && is_wanted(r->wanted, field) && *slot &&
	    g_strcmp0(*slot, r->wanted->marker) != 0) {
		field_set_text(slot, r->wanted->marker);
		return TRUE;
	}
	rest = text_without(r, *slot);
	if (rest)
		field_set_text(slot, record->kind == &draft_kind ? NULL : rest);
	return rest != NULL;
}

static void note_record(struct redacting *r, const struct record *record)
{
	const struct picture_record *picture = (const struct picture_record *)record;

	char id[ID_TEXT_SIZE];

	id_format(&record->id, id);
	json_array_append_new(r->ids, json_string(id));
	r->words += kind_is_words(record->kind);
	if (record->kind == &observation_kind)
		g_array_append_val(r->observations, record->key);
	if (record->kind == &draft_kind)
		r->done->drafts++;
	else if (record->kind == &rejected_row_kind)
		r->done->rejected++;
	else if (record->kind == &picture_kind && picture->content) {
		g_autofree char *sum = digest_of_text(picture->content);

		r->done->pictures++;
		json_array_append_new(r->pictures,
				      json_pack("{s:i, s:i, s:s}", "week", picture->week, "number",
						picture->number, "sha256", sum));
	} else {
		r->done->records++;
	}
}

static gboolean clear_record(struct record *record, gpointer data, GError **error)
{
	struct redacting *r = data;
	gboolean own = g_hash_table_contains(r->own, &record->id), changed = FALSE;
	struct record *before = record_copy(record);

	for (const struct field *f = record->kind->fields; f->name; f++)
		if (field_is_text(f))
			changed |= clear_field(r, record, f, own);
	if (changed)
		note_record(r, record);
	changed = !changed || store_put_unlogged(r->store, record, before, error);
	record_free(before);
	return changed;
}

static gboolean clear_records(struct redacting *r, GError **error)
{
	if (r->wanted->everywhere) {
		for (guint i = 0; record_kinds[i]; i++)
			if (!store_each_ever(r->store, record_kinds[i], clear_record, r, error))
				return FALSE;
		return TRUE;
	}
	for (guint i = 0; i < r->wanted->records->len; i++) {
		const struct record *record = r->wanted->records->pdata[i];
		struct record *stored = store_get(r->store, record->kind, record->key, error);
		gboolean ok = stored && clear_record(stored, r, error);

		record_free(stored);
		if (!ok)
			return FALSE;
	}
	return TRUE;
}

/* out of the record of changes */

/* JSON of an own line: the fields as a whole. Owned. */
static char *without_fields(const struct redacting *r, const struct record_kind *kind,
			    const char *text)
{
	json_t *object = parsed(text);
	char *out = NULL;

	for (const struct field *f = kind->fields; object && f->name; f++) {
		const char *value = json_string_value(json_object_get(object, f->name));

		if (value && is_wanted(r->wanted, f))
			json_object_set_new(object, f->name, json_text(r->wanted->marker));
	}
	if (object)
		out = json_print(object, JSON_COMPACT);
	json_decref(object);
	return out;
}

static char *line_without(const struct redacting *r, const struct log_line *line, const char *text)
{
	const struct record_kind *kind = line->kind ? record_kind_named(line->kind) : NULL;
	g_autofree char *own = kind && g_hash_table_contains(r->own, &line->id)
				       ? without_fields(r, kind, text)
				       : NULL;
	char *rest = text_without(r, own ? own : text);

	if (rest)
		return rest;
	return own && g_strcmp0(own, text) != 0 ? g_steal_pointer(&own) : g_strdup(text);
}

static gboolean write_line(struct redacting *r, const struct log_line *line, GError **error)
{
	struct statement *statement = store_query(r->store, QUERY_LOG_REDACT, error);

	if (!statement)
		return FALSE;
	statement_bind_text(statement, 1, line->before);
	statement_bind_text(statement, 2, line->after);
	statement_bind_int(statement, 3, line->key);
	return statement_execute(statement, error);
}

/* sum: of the line before, as it is stored. */
static gboolean clear_line(struct redacting *r, struct log_line *line,
			   const guint8 sum[STORE_HASH_SIZE], GError **error)
{
	guint8 now[STORE_HASH_SIZE];
	g_autofree char *before = g_steal_pointer(&line->before),
			*after = g_steal_pointer(&line->after), *text = NULL;

	line->before = line_without(r, line, before);
	line->after = line_without(r, line, after);
	if (g_strcmp0(line->before, before) == 0 && g_strcmp0(line->after, after) == 0)
		return TRUE;
	memcpy(now, sum, sizeof now);
	log_sum(now, line);
	text = log_sum_text(now);
	json_array_append_new(
		r->lines, json_pack("{s:I, s:s}", "line", (json_int_t)line->key, "sha256", text));
	r->done->lines++;
	return write_line(r, line, error);
}

/* One of the record's lines, if it is there. sum: of the line before, and then of this one. */
static gboolean clear_line_at(struct redacting *r, gint64 key, guint8 sum[STORE_HASH_SIZE],
			      gint64 *last, GError **error)
{
	struct statement *statement = store_query(r->store, QUERY_LOG_LINE, error);
	guint8 own[STORE_HASH_SIZE] = {0};
	enum engine_step step;
	gboolean ok;

	if (!statement)
		return FALSE;
	statement_bind_int(statement, 1, key);
	step = statement_step(statement, error);
	ok = step != ENGINE_FAILED;
	if (step == ENGINE_ROW) {
		struct log_line *line = log_read(statement);

		column_bytes(statement, 9, own, sizeof own);
		statement_reset(statement);
		ok = clear_line(r, line, sum, error);
		memcpy(sum, own, sizeof own);
		*last = key;
		log_line_free(line);
	}
	statement_reset(statement);
	return ok;
}

static gboolean clear_lines(struct redacting *r, GError **error)
{
	gint64 last = 0, end;
	guint8 sum[STORE_HASH_SIZE] = {0};

	if (!store_query_number(r->store, QUERY_LOG_LAST, &end, error))
		return FALSE;
	for (gint64 key = 1; key <= end; key++)
		if (!clear_line_at(r, key, sum, &last, error))
			return FALSE;
	return last == end;
}

/* the line that tells of it */

static json_t *fields_of(const struct redacting *r)
{
	const struct record *first = r->wanted->records->pdata[0];
	json_t *names = json_array();

	for (const struct field *f = first->kind->fields; f->name; f++)
		if (is_wanted(r->wanted, f))
			json_array_append_new(names, json_string(f->name));
	return names;
}

static gboolean tell(struct redacting *r, GError **error)
{
	const struct record *only =
		r->wanted->records->len == 1 ? r->wanted->records->pdata[0] : NULL;
	json_t *detail =
		json_pack("{s:o, s:s, s:i, s:O, s:i, s:O, s:O}", "fields", fields_of(r), "reason",
			  r->wanted->reason, "records", (int)r->wanted->records->len, "ids", r->ids,
			  "words", r->words, "lines", r->lines, "pictures", r->pictures);
	json_t *imported = json_array();
	g_autofree char *text = NULL;

	if (!audit_stretches(r->store, r->observations, imported, error)) {
		json_decref(imported);
		json_decref(detail);
		return FALSE;
	}
	json_object_set_new(detail, "imported", imported);
	text = json_print(detail, JSON_COMPACT);
	json_decref(detail);
	return log_write(r->store, &r->store->change->about, NULL, only ? &only->id : NULL, NULL,
			 text, error);
}

static gboolean clear_index(struct store *store, GError **error)
{
	struct statement *kept = store_query(store, QUERY_COMPUTED_DROP, error);
	struct statement *search = kept && statement_execute(kept, error)
					   ? store_query(store, QUERY_SEARCH_PACK, error)
					   : NULL;

	return search && statement_execute(search, error);
}

static gboolean run(struct redacting *r, GError **error)
{
	for (guint i = 0; i < r->wanted->records->len; i++) {
		const struct record *record = r->wanted->records->pdata[i];

		g_hash_table_add(r->own, (gpointer)&record->id);
		if (r->wanted->everywhere && !look_for_all(r, record, error))
			return FALSE;
	}
	return clear_records(r, error) && clear_lines(r, error) && tell(r, error) &&
	       clear_index(r->store, error);
}

gboolean store_redact(struct store *store, const struct redaction *wanted, struct redacted *done,
		      GError **error)
{
	struct redacting r = {
		.store = store,
		.wanted = wanted,
		.own = g_hash_table_new(id_hash, id_same),
		.looks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.observations = g_array_new(FALSE, FALSE, sizeof(gint64)),
		.lines = json_array(),
		.pictures = json_array(),
		.ids = json_array(),
		.done = done,
	};
	gboolean ok;

	g_assert(store->change && wanted->records->len > 0);
	memset(done, 0, sizeof *done);
	ok = run(&r, error);
	store->change->failed |= !ok;
	g_hash_table_unref(r.own);
	g_hash_table_unref(r.looks);
	g_array_unref(r.observations);
	json_decref(r.lines);
	json_decref(r.pictures);
	json_decref(r.ids);
	return ok;
}

/* Each by itself: the server does it in no transaction. */
static gboolean purge_server(struct store *store, GError **error)
{
	static const char *const tables[] = {"observation", "log",          "search",
					     "draft",       "rejected_row", "picture"};

	for (gsize i = 0; i < G_N_ELEMENTS(tables); i++) {
		g_autofree char *sql = g_strconcat("VACUUM FULL ", tables[i], NULL);
		if (!engine_run(store->engine, sql, error))
			return FALSE;
	}
	return TRUE;
}

gboolean store_purge(struct store *store, GError **error)
{
	if (engine_is_server(store->engine))
		return purge_server(store, error);
	return engine_run(store->engine,
			  "PRAGMA wal_checkpoint(TRUNCATE); VACUUM; "
			  "PRAGMA wal_checkpoint(TRUNCATE)",
			  error);
}

/* what the redactions say, for those who verify */

struct redactions {
	GHashTable *lines;    /* number -> sum of what is left, hex */
	GHashTable *pictures; /* "week number" -> sum of what is left */
	GHashTable *versions; /* id -> how many of them made a version of it */
	int untold;           /* redactions of an older osg, that do not say of which */
};

static void read_versions(struct redactions *r, const json_t *ids)
{
	r->untold += !ids;
	for (gsize i = 0; i < json_array_size(ids); i++) {
		const char *id = json_string_value(json_array_get(ids, i));
		int before = id ? GPOINTER_TO_INT(g_hash_table_lookup(r->versions, id)) : 0;

		if (id)
			g_hash_table_replace(r->versions, g_strdup(id),
					     GINT_TO_POINTER(before + 1));
	}
}

static void read_sums(GHashTable *table, const json_t *list, const char *key)
{
	for (gsize i = 0; i < json_array_size(list); i++) {
		const json_t *item = json_array_get(list, i);
		char *name = g_strdup_printf(
			"%d %d", (int)json_integer_value(json_object_get(item, key)),
			(int)json_integer_value(json_object_get(item, "number")));

		g_hash_table_replace(table, name,
				     g_strdup(json_string_value(json_object_get(item, "sha256"))));
	}
}

static void read_redaction(const struct log_line *line, gpointer data)
{
	struct redactions *r = data;
	json_t *detail = line->kind || !log_is_redaction(line) ? NULL : parsed(line->after);

	if (!detail)
		return;
	read_sums(r->lines, json_object_get(detail, "lines"), "line");
	read_sums(r->pictures, json_object_get(detail, "pictures"), "week");
	read_versions(r, json_object_get(detail, "ids"));
	json_decref(detail);
}

struct redactions *redactions_read(struct store *store, GError **error)
{
	struct redactions *r = g_new0(struct redactions, 1);

	r->lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	r->pictures = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	r->versions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	if (!log_each(store, read_redaction, r, error))
		g_clear_pointer(&r, redactions_free);
	return r;
}

void redactions_free(struct redactions *r)
{
	if (!r)
		return;
	g_hash_table_unref(r->lines);
	g_hash_table_unref(r->pictures);
	g_hash_table_unref(r->versions);
	g_free(r);
}

static gboolean says(GHashTable *table, int a, int b, const char *sum)
{
	g_autofree char *name = g_strdup_printf("%d %d", a, b);

	return g_strcmp0(g_hash_table_lookup(table, name), sum) == 0 && sum;
}

gboolean redactions_explain_line(const struct redactions *r, gint64 line,
				 const guint8 sum[STORE_HASH_SIZE])
{
	g_autofree char *text = log_sum_text(sum);

	return says(r->lines, (int)line, 0, text);
}

gboolean redactions_explain_picture(const struct redactions *r, int week, int number,
				    const char *sum)
{
	return says(r->pictures, week, number, sum);
}

int redactions_of(const struct redactions *r, const struct id *id, int *untold)
{
	char text[ID_TEXT_SIZE];

	*untold = r->untold;
	if (g_hash_table_size(r->versions) == 0)
		return 0;
	id_format(id, text);
	return GPOINTER_TO_INT(g_hash_table_lookup(r->versions, text));
}

gboolean log_is_redaction(const struct log_line *line)
{
	return strcmp(line->what, LOG_REDACT) == 0 || strcmp(line->what, LOG_RETAIN) == 0;
}
