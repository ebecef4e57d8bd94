/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Observations of an import, many at once. Their words go into the search index together, before
 * the change ends; a batch that is large beside what is there drops the index of rows and builds it
 * again: sorting once is quicker than a million insertions here and there. The other indexes grow
 * at their ends, which costs less than reading all rows again. */
#include "config.h"

#include "store/store_private.h"

#define BATCH_LARGE 10000      /* rows from which dropping the indexes may pay */
#define CACHE_IMPORT "-131072" /* KiB */
#define CACHE_SESSION "-2000"

/* The search index gathers more words before it writes, and does not merge what it wrote. */
static const char search_gathers[] =
	"INSERT INTO search (search, rank) VALUES ('hashsize', 16777216), ('automerge', 0)";
static const char search_usual[] =
	"INSERT INTO search (search, rank) VALUES ('hashsize', 1048576), ('automerge', 4)";

/* The statement that made the index, as the schema has it: said once, in the migrations. */
static char *index_statement(struct store *store, GError **error)
{
	sqlite3_stmt *statement =
		store_prepare(store, "SELECT sql FROM sqlite_schema WHERE name = 'observation_row'",
			      FALSE, error);
	char *sql = NULL;

	if (statement && store_step(store, statement, error) == SQLITE_ROW)
		sql = store_column_text(statement, 0);
	sqlite3_finalize(statement);
	return sql;
}

static gboolean drop(struct store *store, GError **error)
{
	store->index_sql = index_statement(store, error);
	return store->index_sql && store_run(store, "DROP INDEX observation_row", error);
}

/* The first word put into the search index makes every later statement of the change dearer: all of
 * them at the end. */
static gboolean settle_search(struct store *store, GError **error)
{
	if (!store->unsearched)
		return TRUE;
	return store_run(store, search_gathers, error) && search_catch_up(store, error) &&
	       store_run(store, search_usual, error);
}

gboolean imported_settle(struct store *store, GError **error)
{
	g_autofree char *sql = g_steal_pointer(&store->index_sql);

	return (!sql || store_run(store, sql, error)) && settle_search(store, error);
}

void imported_end(struct store *store)
{
	g_clear_pointer(&store->index_sql, g_free);
	store->unsearched = 0;
	references_end(store);
	sqlite3_exec(store->db, "PRAGMA cache_size = " CACHE_SESSION, NULL, NULL, NULL);
	sqlite3_db_release_memory(store->db);
}

static gboolean many_there(struct store *store, gint64 *many, GError **error)
{
	sqlite3_stmt *statement = store_query(store, QUERY_MANY, error);

	return statement && store_number(store, statement, many, error);
}

/* The highest key stands for how many there are: nothing is ever deleted. */
static gboolean prepare_batch(struct store *store, GError **error)
{
	gint64 many;

	if (store->imported++ == 0) {
		if (!many_there(store, &many, error))
			return FALSE;
		store->unsearched = many + 1;
		references_begin(store);
		return store_run(store, "PRAGMA cache_size = " CACHE_IMPORT, error);
	}
	if (store->imported % BATCH_LARGE != 0 || store->index_sql)
		return TRUE;
	return many_there(store, &many, error) &&
	       (store->imported * 4 < many || drop(store, error));
}

gboolean store_put_imported(struct store *store, struct observation *observation,
			    const char *source_version, GError **error)
{
	g_assert(store->changing && observation->record.key == 0);
	if (!prepare_batch(store, error) ||
	    !store_insert(store, &observation_kind, &observation->record, error))
		return FALSE;
	week_count_move(store, NULL, observation);
	return source_move(store, NULL, observation, source_version, error) &&
	       search_move(store, observation->record.key, NULL, observation->text, error);
}
