/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a repair makes of the records that could not be read: the record of changes holds every
 * field of each as it was saved, but for imported rows; ids are known from their index. What is
 * left of a record that lies in two tables is kept. */
#include "config.h"

#include "osg/json.h"

#include "store/redact.h"
#include "store/repair.h"

/* written anew */

/* As its lines tell it; NULL = they do not begin with the making of it. */
static gpointer record_of_log(const struct repair *repair, const struct record_kind *kind,
			      const struct id *id)
{
	g_autoptr(GPtrArray) lines = store_log(repair->to, id, 0, NULL);
	struct record *record = NULL;
	int untold;

	for (guint i = lines ? lines->len : 0; i-- > 0;) { /* the oldest last */
		const struct log_line *line = lines->pdata[i];
		json_t *after;

		if (g_strcmp0(line->kind, kind->name) != 0)
			continue;
		if (!record && line->before)
			return NULL;
		if (!record) {
			record = record_new(kind);
			record->id = *id;
		}
		after = line->after ? json_loads(line->after, 0, NULL) : NULL;
		if (json_is_object(after))
			fields_from_json(kind->fields, after, record, NULL, "", NULL);
		if (json_object_get(after, "withdrawn"))
			record->withdrawn = json_is_true(json_object_get(after, "withdrawn"));
		json_decref(after);
		record->version++;
	}
	if (record && repair->redactions)
		record->version += redactions_of(repair->redactions, id, &untold);
	return record;
}

static gboolean run_with(struct repair *repair, const char *sql, const gint64 *values, int count)
{
	struct statement *statement = engine_prepare(repair->to->engine, sql, NULL);
	gboolean done;

	for (int i = 0; statement && i < count; i++)
		statement_bind_int(statement, i + 1, values[i]);
	done = statement && statement_execute(statement, NULL);
	statement_free(statement);
	return done;
}

static gint64 number_with(struct repair *repair, const char *sql, gint64 value)
{
	struct statement *statement = engine_prepare(repair->to->engine, sql, NULL);
	gint64 number = 0;

	if (statement) {
		statement_bind_int(statement, 1, value);
		statement_number(statement, &number, NULL);
	}
	statement_free(statement);
	return number;
}

/* The record gets the key that it had: everything that refers to it knows it by that. Lists that
 * could be read stay as they are. */
static gboolean put_at(struct repair *repair, struct record *record, gint64 key)
{
	const struct record_kind *kind = record->kind;
	int version = record->version;
	gint64 moved[2];
	g_autofree char *sql = g_strdup_printf(
		"UPDATE \"%s\" SET \"key\" = $1, \"version\" = $2 WHERE \"key\" = $3", kind->name);

	if (!store_insert(repair->to, kind, record, NULL, NULL))
		return FALSE;
	moved[0] = key;
	moved[1] = record->key;
	for (const struct field *f = kind->fields; f->name; f++) {
		g_autofree char *move = NULL, *drop = NULL;

		if (!field_is_list(f))
			continue;
		move = g_strdup_printf("UPDATE OR IGNORE \"%s_%s\" SET record = $1 WHERE record = "
				       "$2",
				       kind->name, f->name);
		drop = g_strdup_printf("DELETE FROM \"%s_%s\" WHERE record = $1", kind->name,
				       f->name);
		if (key != record->key &&
		    (!run_with(repair, move, moved, 2) || !run_with(repair, drop, &moved[1], 1)))
			return FALSE;
	}
	if (!run_with(repair, sql, (gint64[]){key, version, record->key}, 3))
		return FALSE;
	record->key = key;
	record->version = version;
	return kind != &observation_kind ||
	       number_with(repair, "SELECT count(*) FROM observation_row WHERE key = $1", key) ||
	       store_insert_row(repair->to, (const struct observation *)record, NULL);
}

static gboolean write_anew(struct repair *repair, const struct record_kind *kind,
			   const struct id *id, gint64 key)
{
	struct record *record = record_of_log(repair, kind, id);
	gboolean done = record && put_at(repair, record, key);

	record_free(record);
	return done;
}

/* An observation whose texts are lost and not on the record, since a file brought it: its numbers
 * still count, under its own id. */
static void keep_numbers(struct repair *repair, const struct id *id, gint64 key)
{
	struct statement *statement = engine_prepare(
		repair->to->engine,
		"INSERT INTO observation (key, id, version, week, owner) SELECT key, $1, 1, week, "
		"coalesce(organisation, 0) FROM observation_row WHERE key = $2",
		NULL);

	if (statement) {
		statement_bind_bytes(statement, 1, id->bytes, sizeof id->bytes);
		statement_bind_int(statement, 2, key);
		statement_execute(statement, NULL);
	}
	statement_free(statement);
}

/* From both ends of the index, which may be damaged itself. */
static void each_id(struct repair *repair, const struct record_kind *kind,
		    void (*function)(struct repair *, const struct record_kind *, const struct id *,
				     gint64, struct repaired *),
		    struct repaired *r)
{
	static const char *const orders[] = {"", "DESC"};

	for (gsize i = 0; i < G_N_ELEMENTS(orders); i++) {
		g_autofree char *sql = g_strdup_printf("SELECT id, key FROM \"%s\" ORDER BY id %s",
						       kind->name, orders[i]);
		struct statement *ids = engine_prepare(repair->from, sql, NULL);
		enum engine_step step = ENGINE_FAILED;
		struct id id;

		while (ids && (step = statement_step(ids, NULL)) == ENGINE_ROW)
			if (column_bytes(ids, 0, id.bytes, sizeof id.bytes))
				function(repair, kind, &id, column_int(ids, 1), r);
		statement_free(ids);
		if (step == ENGINE_DONE)
			return;
	}
}

static void rescue(struct repair *repair, const struct record_kind *kind, const struct id *id,
		   gint64 key, struct repaired *r)
{
	struct statement *has = kind_statement(repair->to, kind, KIND_HAS, NULL);
	gint64 there = 0;

	if (!has)
		return;
	statement_bind_int(has, 1, key);
	statement_number(has, &there, NULL);
	if (there)
		return;
	if (write_anew(repair, kind, id, key)) {
		r->rewritten++;
		return;
	}
	r->lost++;
	if (kind != &observation_kind)
		return;
	keep_numbers(repair, id, key);
	repair->without_texts +=
		number_with(repair, "SELECT count(*) FROM observation WHERE key = $1", key);
}

void repair_lost_records(struct repair *repair, const struct record_kind *kind, struct repaired *r)
{
	each_id(repair, kind, rescue, r);
}

void repair_lost_lists(struct repair *repair, const struct record_kind *kind, const GArray *keys,
		       struct repaired *r)
{
	for (guint i = 0; i < keys->len; i++) {
		gint64 key = g_array_index(keys, gint64, i);
		struct record *stored = store_get(repair->to, kind, key, NULL);
		struct record *told = stored ? record_of_log(repair, kind, &stored->id) : NULL;

		if (told) {
			told->key = key;
			lists_write(repair->to, stored, told, NULL);
		} else if (stored) {
			r->lost++;
		}
		record_free(stored);
		record_free(told);
	}
}

/* what belongs together */

/* Numbers on damaged pages, or texts whose id is not known either. */
static gboolean pair_observations(struct repair *repair, GError **error)
{
	static const char lonely[] = "SELECT count(*) FROM observation AS o WHERE $1 = $1 AND NOT "
				     "EXISTS (SELECT 1 FROM observation_row AS r WHERE r.week = "
				     "o.week AND r.key = o.key)";
	static const char nameless[] = "SELECT count(*) FROM observation_row AS r WHERE $1 = $1 "
				       "AND NOT EXISTS (SELECT 1 FROM observation AS o WHERE "
				       "o.key = r.key)";

	repair->without_numbers = number_with(repair, lonely, 1);
	repair->without_texts += number_with(repair, nameless, 1);
	return engine_run(
		repair->to->engine,
		"INSERT INTO observation (key, id, version, week, owner) SELECT r.key, "
		"randomblob(16), 1, r.week, coalesce(r.organisation, 0) FROM observation_row AS r "
		"WHERE NOT EXISTS (SELECT 1 FROM observation AS o WHERE o.key = r.key);"
		"INSERT INTO observation_row (week, key, time_precision, place_precision, "
		"organisation, known, police_report, cost, visibility, counted, withdrawn) SELECT "
		"o.week, o.key, 3, 3, nullif(o.owner, 0), 0, 0, -1, 1, 0, 0 FROM observation AS o "
		"WHERE NOT EXISTS (SELECT 1 FROM observation_row AS r WHERE r.week = o.week AND "
		"r.key = o.key)",
		error);
}

static gboolean drop_loose(struct repair *repair, const char *from, const char *where,
			   const char *then, GError **error)
{
	g_autofree char *count =
		g_strdup_printf("SELECT count(*) FROM \"%s\" WHERE $1 = $1 AND %s", from, where);
	g_autofree char *sql = g_strdup_printf("%s WHERE %s", then, where);

	repair->loose_references += number_with(repair, count, 1);
	return engine_run(repair->to->engine, sql, error);
}

static gboolean tie_list(struct repair *repair, const struct record_kind *kind,
			 const struct field *f, GError **error)
{
	g_autofree char *table = g_strconcat(kind->name, "_", f->name, NULL);
	g_autofree char *then = g_strdup_printf("DELETE FROM \"%s\"", table);
	g_autofree char *record =
		g_strdup_printf("record NOT IN (SELECT key FROM \"%s\")", kind->name);
	g_autofree char *value =
		f->kind == FIELD_REFS
			? g_strdup_printf("value NOT IN (SELECT key FROM \"%s\")", f->refers)
			: NULL;

	return drop_loose(repair, table, record, then, error) &&
	       (!value || drop_loose(repair, table, value, then, error));
}

static gboolean tie_reference(struct repair *repair, const struct record_kind *kind,
			      const struct field *f, GError **error)
{
	const char *table = kind == &observation_kind ? "observation_row" : kind->name;
	g_autofree char *then = g_strdup_printf("UPDATE \"%s\" SET \"%s\" = NULL", table, f->name);
	g_autofree char *where =
		g_strdup_printf("\"%s\" NOT IN (SELECT key FROM \"%s\")", f->name, f->refers);

	return drop_loose(repair, table, where, then, error);
}

gboolean repair_references(struct repair *repair, GError **error)
{
	if (!pair_observations(repair, error))
		return FALSE;
	for (gsize k = 0; record_kinds[k]; k++)
		for (const struct field *f = record_kinds[k]->fields; f->name; f++) {
			if (field_is_list(f) && !tie_list(repair, record_kinds[k], f, error))
				return FALSE;
			if (f->kind == FIELD_REF &&
			    !tie_reference(repair, record_kinds[k], f, error))
				return FALSE;
		}
	return TRUE;
}

/* what follows from them */

gboolean repair_derived(struct repair *repair, GError **error)
{
	return engine_run(
		       repair->to->engine,
		       "DELETE FROM week_count; DELETE FROM week_total;"
		       "INSERT INTO week_count (week, area, category, counted, reports) SELECT "
		       "week, coalesce(area, 0), coalesce(category, 0), sum(counted <> 0), "
		       "count(*) FROM observation_row WHERE withdrawn = 0 AND " COMMON(
			       "visibility") " "
					     "AND " SEEN("import") " GROUP BY 1, 2, 3;"
								   "INSERT INTO week_total (week, "
								   "counted, reports) SELECT "
								   "week, "
								   "sum(counted), sum(reports) "
								   "FROM week_count GROUP BY week",
		       error) &&
	       search_add_stretch(repair->to, G_MININT64, G_MAXINT64, error);
}

char *repair_detail(const struct repair *repair)
{
	json_t *lost = json_object();
	char *text;

	for (guint i = 0; i < repair->tables->len; i++) {
		const struct repaired *r = repair->tables->pdata[i];

		if (r->lost || r->rewritten)
			json_object_set_new(lost, r->name,
					    json_pack("{s:I, s:I}", "lost", (json_int_t)r->lost,
						      "rewritten", (json_int_t)r->rewritten));
	}
	json_object_set_new(lost, "without_numbers", json_integer(repair->without_numbers));
	json_object_set_new(lost, "without_texts", json_integer(repair->without_texts));
	text = json_print(lost, JSON_COMPACT | JSON_SORT_KEYS);
	json_decref(lost);
	return text;
}
