/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Observations of an import, many at once. Their words go into the search index together, before
 * the change ends; a batch that is large beside what is there drops the index of rows and builds it
 * again: sorting once is quicker than a million insertions here and there. The other indexes grow
 * at their ends, which costs less than reading all rows again. */
#include "config.h"

#include "store/store_private.h"

#define BATCH_LARGE 10000 /* rows from which dropping the indexes may pay */

/* The statement that made the index, as the schema has it: said once, in the migrations. */
static char *index_statement(struct store *store, GError **error)
{
	struct statement *statement = store_query(store, QUERY_ROW_INDEX, error);
	char *sql = NULL;

	if (statement && statement_step(statement, error) == ENGINE_ROW)
		sql = g_strdup(column_text(statement, 0));
	if (statement)
		statement_reset(statement);
	return sql;
}

static gboolean drop(struct store *store, GError **error)
{
	store->change->index_sql = index_statement(store, error);
	return store->change->index_sql &&
	       engine_run(store->engine, "DROP INDEX observation_row", error);
}

/* The first word put into the search index makes every later statement of the change dearer: all of
 * them at the end. */
static gboolean settle_search(struct store *store, GError **error)
{
	if (!store->change->unsearched)
		return TRUE;
	return engine_run(store->engine, dialect_pieces[PIECE_SEARCH_BULK], error) &&
	       search_catch_up(store, error) &&
	       engine_run(store->engine, dialect_pieces[PIECE_SEARCH_USUAL], error);
}

gboolean imported_settle(struct store *store, GError **error)
{
	if (!store->change)
		return TRUE;
	g_autofree char *sql = g_steal_pointer(&store->change->index_sql);
	return (!sql || engine_run(store->engine, sql, error)) && settle_search(store, error);
}

void imported_end(struct store *store)
{
	engine_set_bulk(store->engine, FALSE, NULL);
}

static gboolean many_there(struct store *store, gint64 *many, GError **error)
{
	return store_query_number(store, QUERY_MANY, many, error);
}

/* The highest key stands for how many there are: nothing is ever deleted. */
static gboolean prepare_batch(struct store *store, GError **error)
{
	gint64 many;

	if (store->change->imported++ == 0) {
		if (!many_there(store, &many, error))
			return FALSE;
		store->change->unsearched = many + 1;
		store->change->known =
			g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
		return engine_set_bulk(store->engine, TRUE, error);
	}
	if (store->change->imported % BATCH_LARGE != 0 || store->change->index_sql)
		return TRUE;
	return many_there(store, &many, error) &&
	       (store->change->imported * 4 < many || drop(store, error));
}

gboolean store_put_imported(struct store *store, struct observation *observation,
			    const char *source_version, GError **error)
{
	g_assert(store->change && observation->record.key == 0);
	if (!prepare_batch(store, error) ||
	    !store_insert(store, &observation_kind, &observation->record, error))
		return FALSE;
	week_count_move(store, NULL, observation);
	return source_move(store, NULL, observation, source_version, error) &&
	       search_move(store, observation->record.key, NULL, observation->text, error);
}
