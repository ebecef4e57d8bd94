/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening and closing a store, its prepared queries, and the numbers that tell that something
 * changed. */
#include "config.h"

#include <glib/gstdio.h>

#include "store/store_private.h"

struct statement *store_query(struct store *store, enum store_query query, GError **error)
{
	if (!store->queries[query])
		store->queries[query] = engine_prepare(
			store->engine, query_sql(engine_dialect(store->engine), query), error);
	return store->queries[query];
}

struct statement *store_statement(struct store *store, const char *sql, GError **error)
{
	struct statement *statement = g_hash_table_lookup(store->statements, sql);

	if (!statement && (statement = engine_prepare(store->engine, sql, error)))
		g_hash_table_insert(store->statements, g_strdup(sql), statement);
	return statement;
}

gboolean store_query_number(struct store *store, enum store_query query, gint64 *number,
			    GError **error)
{
	struct statement *statement = store_query(store, query, error);

	return statement && statement_number(statement, number, error);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static gboolean refuse(const char *file, GError **error, const char *message)
{
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, message, file);
	return FALSE;
}
#pragma GCC diagnostic pop

static gboolean schema_usable(struct store *store, enum store_mode mode, GError **error)
{
	gint64 application, schema = 0, newest = store_schema_newest();

	if (!store_query_number(store, QUERY_APPLICATION, &application, error) ||
	    (application == STORE_APPLICATION &&
	     !store_query_number(store, QUERY_SCHEMA, &schema, error)))
		return FALSE;
	if (application != STORE_APPLICATION || schema < 1)
		return refuse(store->file, error, _("“%s” is a database, but not one of osg."));
	if (schema > newest) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("“%s” was written by a newer osg (schema %d, this one knows %d). "
			      "Nothing was changed; "
			      "use the newer program."),
			    store->file, (int)schema, (int)newest);
		return FALSE;
	}
	if (schema < newest && mode == STORE_READ)
		return refuse(store->file, error,
			      _("“%s” was written by an older osg. Open it once for writing to "
				"upgrade it."));
	return schema == newest || store_migrate(store, mode == STORE_COPY, error);
}

/* What an import has left that was killed; of one that goes on, nothing. */
static gboolean take_out_broken_off(struct store *store, GError **error)
{
	gint64 hidden;
	gboolean done;

	if (!store_query_number(store, QUERY_IMPORT_HIDDEN, &hidden, error))
		return FALSE;
	if (!hidden || !hold_try(store))
		return TRUE;
	done = (store->hold < 0 && !store->holds) || pieces_clean(store, NULL, error);
	store_release_imports(store);
	return done;
}

void store_drop_file(const char *file)
{
	static const char *const beside[] = {"", "-journal", "-wal", "-shm"};

	for (gsize i = 0; i < G_N_ELEMENTS(beside); i++) {
		g_autofree char *name = g_strconcat(file, beside[i], NULL);

		g_unlink(name);
	}
}

struct store *store_open(const char *file, enum store_mode mode, GError **error)
{
	return store_open_telling(file, mode, NULL, error);
}

struct store *store_open_telling(const char *file, enum store_mode mode,
				 void (*upgrading)(int step, int steps), GError **error)
{
	static const enum engine_mode modes[] = {[STORE_READ] = ENGINE_READ,
						 [STORE_WRITE] = ENGINE_WRITE,
						 [STORE_CREATE] = ENGINE_CREATE,
						 [STORE_COPY] = ENGINE_WRITE};
	struct store *store = g_new0(struct store, 1);
	gboolean made;

	store->file = g_strdup(file);
	store->kinds = kind_statements_new();
	store->statements = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
						  (GDestroyNotify)statement_free);
	store->read_only = mode == STORE_READ;
	store->upgrading = upgrading;
	store->hold = -1;
	store->piece = PIECE_RECORDS;
	store->patience = ENGINE_PATIENCE;
	store->engine = engine_open(file, modes[mode], error);
	if (store->engine &&
	    (mode == STORE_CREATE ? store_migrate(store, TRUE, error)
				  : schema_usable(store, mode, error)) &&
	    (mode != STORE_WRITE || take_out_broken_off(store, error)))
		return store;
	made = store->engine && mode == STORE_CREATE && !engine_is_server(store->engine);
	store_close(store);
	if (made)
		store_drop_file(file);
	return NULL;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	if (store->engine)
		store_rollback(store);
	store_release_imports(store);
	for (gsize i = 0; i < QUERY_END; i++)
		statement_free(store->queries[i]);
	g_hash_table_unref(store->statements);
	g_hash_table_unref(store->kinds);
	engine_close(store->engine);
	g_free(store->file);
	g_free(store);
}

void store_rest(struct store *store)
{
	engine_rest(store->engine);
}

const char *store_file(const struct store *store)
{
	return store->file;
}

gboolean store_read_only(const struct store *store)
{
	return store->read_only;
}

gboolean store_listen(struct store *store)
{
	return engine_listen(store->engine);
}

int store_news(const struct store *store)
{
	return engine_news(store->engine);
}

gboolean store_heard(struct store *store)
{
	return engine_heard(store->engine);
}

/* Drafts are commits too, but nothing that anybody looks at moves with them. */
guint64 store_version(struct store *store)
{
	gint64 others;

	if (!store_query_number(store, QUERY_DATA_VERSION, &others, NULL))
		others = 0;
	guint64 commits = (guint64)store->commits << 32 | (guint32)others;
	if (commits != store->commits_seen &&
	    store_query_number(store, QUERY_MOVED, &store->moved, NULL))
		store->commits_seen = commits;
	return (guint64)store->moved;
}
