/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the file is sound: its pages, its references, its counts, its record of changes and every
 * fixed picture. Changes nothing. */
#include "config.h"

#include <string.h>

#include "osg/text.h"

#include "store/redact.h"

/* Rows say what is wrong; "ok" is nothing. */
static gboolean check_rows(struct store *store, const char *sql, const char *sentence,
			   GPtrArray *faults, GError **error)
{
	struct statement *statement = engine_prepare(store->engine, sql, error);
	enum engine_step step = ENGINE_FAILED;

	while (statement && (step = statement_step(statement, error)) == ENGINE_ROW) {
		const char *what = column_text(statement, 0);
		if (what && !g_str_equal(what, "ok"))
			g_ptr_array_add(faults, g_strconcat(sentence, ": ", what, NULL));
	}
	statement_free(statement);
	return step == ENGINE_DONE;
}

/* sql NULL = the engine's own query */
static const struct {
	const char *sql, *sentence;
	enum store_query query;
} checks[] = {
	{NULL, N_("The file is damaged"), QUERY_CHECK_FILE},
	{NULL, N_("A record refers to one that is not there"), QUERY_CHECK_REFERENCES},
	{"SELECT 'week ' || week || ', area ' || area || ', category ' || category FROM ("
	 "SELECT *, 1 AS side FROM week_count UNION ALL "
	 "SELECT week, coalesce(area, 0), coalesce(category, 0), sum(CASE WHEN counted <> 0 THEN 1 "
	 "ELSE 0 END), count(*), 2 "
	 "FROM observation_row "
	 "WHERE withdrawn = 0 AND " COMMON("visibility") " AND " SEEN(
		 "import") " GROUP BY 1, 2, 3) AS sides GROUP BY week, area, category "
			   "HAVING count(*) <> 2 OR min(counted) <> max(counted) OR min(reports) "
			   "<> max(reports) "
			   "LIMIT 20",
	 N_("A count does not agree with the observations")},
	{"SELECT 'week ' || week FROM (SELECT week, counted, reports, 1 AS side FROM week_total "
	 "WHERE reports <> 0 "
	 "UNION ALL "
	 "SELECT week, sum(counted), sum(reports), 2 FROM week_count GROUP BY week) AS sides GROUP "
	 "BY week "
	 "HAVING count(*) <> 2 OR min(counted) <> max(counted) OR min(reports) <> max(reports) "
	 "LIMIT 20",
	 N_("A count does not agree with the observations")},
	{"SELECT 'observation ' || key FROM (SELECT key, week, owner, 1 AS side FROM observation "
	 "UNION "
	 "ALL SELECT key, week, coalesce(organisation, 0), 2 FROM observation_row) AS sides GROUP "
	 "BY key "
	 "HAVING "
	 "count(*) <> 2 OR min(week) <> max(week) OR min(owner) <> max(owner) LIMIT 20",
	 N_("An observation's texts and numbers do not belong together")},
};

/* The places of what a list holds are 0, 1, 2 … */
static gboolean check_list(struct store *store, const char *table, GPtrArray *faults,
			   GError **error)
{
	g_autofree char *sql = g_strdup_printf("SELECT '%s, record ' || record FROM \"%s\" GROUP "
					       "BY record HAVING min(position) <> "
					       "0 OR max(position) <> count(*) - 1 LIMIT 20",
					       table, table);

	return check_rows(store, sql, _("A list has a gap"), faults, error);
}

static gboolean check_lists(struct store *store, GPtrArray *faults, GError **error)
{
	for (guint i = 0; record_kinds[i]; i++)
		for (const struct field *f = record_kinds[i]->fields; f->name; f++) {
			g_autofree char *table =
				g_strconcat(record_kinds[i]->name, "_", f->name, NULL);

			if (field_is_list(f) && !check_list(store, table, faults, error))
				return FALSE;
		}
	return TRUE;
}

/* SQL that stands in the file and not in a new one, or the other way round: a trigger somebody
 * planted, a table that was altered. */
static GHashTable *schema_objects(struct store *store, enum store_query query, GError **error)
{
	struct statement *statement = store_query(store, query, error);
	GHashTable *objects = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	enum engine_step step = ENGINE_FAILED;

	while (statement && (step = statement_step(statement, error)) == ENGINE_ROW)
		g_hash_table_add(objects, g_strdup(column_text(statement, 0)));
	if (statement)
		statement_reset(statement);
	if (step != ENGINE_DONE)
		g_clear_pointer(&objects, g_hash_table_unref);
	return objects;
}

static void note_strange(GHashTable *objects, GHashTable *others, GPtrArray *faults)
{
	GHashTableIter iter;
	gpointer object;

	g_hash_table_iter_init(&iter, objects);
	while (g_hash_table_iter_next(&iter, &object, NULL))
		if (!g_hash_table_contains(others, object)) {
			g_autofree char *head = g_strndup(object, strcspn(object, "\n"));
			g_ptr_array_add(
				faults,
				g_strdup_printf(_("The tables are not those of osg: %s."), head));
		}
}

static gboolean check_schema(struct store *store, GPtrArray *faults, GError **error)
{
	enum store_query objects =
		engine_is_server(store->engine) ? QUERY_SCHEMA_COLUMNS : QUERY_SCHEMA_OBJECTS;
	struct store *new = store_open(":memory:", STORE_CREATE, error);
	g_autoptr(GHashTable) expected = new ? schema_objects(new, objects, error) : NULL;
	g_autoptr(GHashTable) found = expected ? schema_objects(store, objects, error) : NULL;

	if (found) {
		note_strange(found, expected, faults);
		note_strange(expected, found, faults);
	}
	store_close(new);
	return found != NULL;
}

static void check_picture(struct statement *statement, const struct redactions *redactions,
			  GPtrArray *faults)
{
	g_autofree char *content = g_strdup(column_text(statement, 2)),
			*stated = g_strdup(column_text(statement, 3));
	g_autofree char *sum = content ? digest_of_text(content) : NULL;
	g_autofree char *week = NULL;

	if (sum && (g_strcmp0(sum, stated) == 0 ||
		    redactions_explain_picture(redactions, column_small(statement, 0),
					       column_small(statement, 1), sum)))
		return;
	week = week_format(column_small(statement, 0));
	g_ptr_array_add(
		faults,
		g_strdup_printf(_("The fixed picture of %s, version %d, is not what was fixed."),
				week, column_small(statement, 1)));
}

static gboolean check_pictures(struct store *store, GPtrArray *faults, GError **error)
{
	struct redactions *redactions = redactions_read(store, error);
	struct statement *statement = redactions ? store_query(store, QUERY_PICTURES, error) : NULL;
	enum engine_step step = ENGINE_FAILED;

	while (statement && (step = statement_step(statement, error)) == ENGINE_ROW)
		check_picture(statement, redactions, faults);
	redactions_free(redactions);
	if (statement)
		statement_reset(statement);
	return step == ENGINE_DONE;
}

/* Of the newest and of the oldest texts the first word must be found. */
static gboolean check_search(struct store *store, GPtrArray *faults, GError **error)
{
	struct statement *some = store_query(store, QUERY_SOME_TEXTS, error);
	struct statement *hit = some ? store_query(store, QUERY_SEARCH_HOLDS, error) : NULL;
	enum engine_step step = ENGINE_FAILED;
	gint64 hidden = 0; /* its texts come into the search with it */
	int missed = 0;

	if (!store_search_is_whole(store) ||
	    (store_query_number(store, QUERY_IMPORT_HIDDEN, &hidden, error) && hidden))
		return TRUE;
	while (hit && (step = statement_step(some, error)) == ENGINE_ROW) {
		g_autofree char *folded = text_fold(column_text(some, 1));
		gboolean exact;
		gint64 found;
		*(strchrnul(folded, ' ')) = '\0';
		g_autofree char *expression =
			search_expression(engine_dialect(store->engine), folded, &exact);
		if (!expression)
			continue;
		statement_bind_text(hit, 1, expression);
		statement_bind_int(hit, 2, column_int(some, 0));
		if (!statement_number(hit, &found, error)) {
			step = ENGINE_FAILED;
			break;
		}
		missed += !found;
	}
	if (some)
		statement_reset(some);
	if (missed)
		g_ptr_array_add(faults, g_strdup_printf(_("The search does not find what stands in "
							  "%d observations that were looked for."),
							missed));
	return step == ENGINE_DONE;
}

/* A check that cannot be finished is itself a finding: the others still run. */
static void note_failure(GPtrArray *faults, GError **error)
{
	if (*error)
		g_ptr_array_add(faults, g_strdup((*error)->message));
	g_clear_error(error);
}

GPtrArray *store_check(struct store *store, GError **error)
{
	g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
	GError *local = NULL;

	if (store->change) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("A change is going on; check the database when it is done."));
		return NULL;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(checks); i++)
		if (!check_rows(store,
				checks[i].sql
					? checks[i].sql
					: query_sql(engine_dialect(store->engine), checks[i].query),
				_(checks[i].sentence), faults, &local))
			note_failure(faults, &local);
	if (!check_lists(store, faults, &local))
		note_failure(faults, &local);
	if (!log_check(store, faults, &local))
		note_failure(faults, &local);
	if (!check_pictures(store, faults, &local))
		note_failure(faults, &local);
	if (!check_search(store, faults, &local))
		note_failure(faults, &local);
	if (!check_schema(store, faults, &local))
		note_failure(faults, &local);
	if (!audit_check(store, faults, &local))
		note_failure(faults, &local);
	return g_steal_pointer(&faults);
}
