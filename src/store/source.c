/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of sources and the observations they became. */
#include "config.h"

#include "store/store_private.h"

static gboolean named(const struct observation *o)
{
	return o && o->source && o->source_id;
}

static gboolean same(const struct observation *a, const struct observation *b)
{
	return named(a) && named(b) && g_str_equal(a->source, b->source) && g_str_equal(a->source_id, b->source_id);
}

static gboolean run(struct store *store, enum store_query query, const struct observation *o, const char *digest,
		    GError **error)
{
	sqlite3_stmt *statement = store_query(store, query, error);

	if (!statement)
		return FALSE;
	store_bind_text(statement, 1, o->source);
	store_bind_text(statement, 2, o->source_id);
	if (query == QUERY_SOURCE_ADD) {
		sqlite3_bind_int64(statement, 3, o->record.key);
		store_bind_text(statement, 4, digest);
	}
	return store_execute(store, statement, error);
}

gboolean source_move(struct store *store, const struct observation *before, const struct observation *after,
		     const char *digest, GError **error)
{
	if (same(before, after))
		return TRUE;
	return (!named(before) || run(store, QUERY_SOURCE_DROP, before, NULL, error)) &&
	       (!named(after) || run(store, QUERY_SOURCE_ADD, after, digest, error));
}

gint64 store_source_key(struct store *store, const char *source, const char *source_id, char **version_seen,
			GError **error)
{
	sqlite3_stmt *statement = store_query(store, QUERY_SOURCE_KEY, error);
	gint64 key = 0;

	if (version_seen)
		*version_seen = NULL;
	if (!statement)
		return 0;
	store_bind_text(statement, 1, source);
	store_bind_text(statement, 2, source_id);
	if (store_step(store, statement, error) == SQLITE_ROW) {
		key = sqlite3_column_int64(statement, 0);
		if (version_seen)
			*version_seen = store_column_text(statement, 1);
	}
	sqlite3_reset(statement);
	return key;
}

gboolean store_source_seen(struct store *store, gint64 observation, const char *source_version, GError **error)
{
	sqlite3_stmt *statement = store_query(store, QUERY_SOURCE_SEEN, error);

	g_assert(store->changing);
	if (!statement)
		return FALSE;
	store_bind_text(statement, 1, source_version);
	sqlite3_bind_int64(statement, 2, observation);
	return store_execute(store, statement, error);
}
