/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the file is sound: its pages, its references, its counts, its record of changes and every
 * fixed picture. Changes nothing. */
#include "config.h"

#include "store/store_private.h"

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
	 "WHERE withdrawn = 0 GROUP BY 1, 2, 3) GROUP BY week, area, category "
	 "HAVING count(*) <> 2 OR min(counted) <> max(counted) OR min(reports) <> max(reports) "
	 "LIMIT 20",
	 N_("A count does not agree with the observations")},
	{"SELECT 'week ' || week FROM (SELECT week, counted, reports, 1 AS side FROM week_total "
	 "WHERE reports <> 0 "
	 "UNION ALL "
	 "SELECT week, sum(counted), sum(reports), 2 FROM week_count GROUP BY week) GROUP BY week "
	 "HAVING count(*) <> 2 OR min(counted) <> max(counted) OR min(reports) <> max(reports) "
	 "LIMIT 20",
	 N_("A count does not agree with the observations")},
	{"SELECT 'observation ' || key FROM (SELECT key, week, owner, 1 AS side FROM observation "
	 "UNION "
	 "ALL SELECT key, week, coalesce(organisation, 0), 2 FROM observation_row) GROUP BY key "
	 "HAVING "
	 "count(*) <> 2 OR min(week) <> max(week) OR min(owner) <> max(owner) LIMIT 20",
	 N_("An observation's texts and numbers do not belong together")},
};

static void check_picture(struct statement *statement, GPtrArray *faults)
{
	g_autofree char *content = g_strdup(column_text(statement, 2)),
			*stated = g_strdup(column_text(statement, 3));
	g_autofree char *sum =
		content ? g_compute_checksum_for_string(G_CHECKSUM_SHA256, content, -1) : NULL;
	g_autofree char *week = NULL;

	if (sum && g_strcmp0(sum, stated) == 0)
		return;
	week = week_format(column_small(statement, 0));
	g_ptr_array_add(
		faults,
		g_strdup_printf(_("The fixed picture of %s, version %d, is not what was fixed."),
				week, column_small(statement, 1)));
}

static gboolean check_pictures(struct store *store, GPtrArray *faults, GError **error)
{
	struct statement *statement = store_query(store, QUERY_PICTURES, error);
	enum engine_step step = ENGINE_FAILED;

	while (statement && (step = statement_step(statement, error)) == ENGINE_ROW)
		check_picture(statement, faults);
	if (statement)
		statement_reset(statement);
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
		if (!check_rows(store, checks[i].sql ? checks[i].sql : query_sql(checks[i].query),
				_(checks[i].sentence), faults, &local))
			note_failure(faults, &local);
	if (!log_check(store, faults, &local))
		note_failure(faults, &local);
	if (!check_pictures(store, faults, &local))
		note_failure(faults, &local);
	return g_steal_pointer(&faults);
}
