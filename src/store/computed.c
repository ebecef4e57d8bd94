/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was computed from the data and would be computed again: the newest of each name, with the
 * version of the data that it followed from. Never on record, never waited for. */
#include "config.h"

#include "store/store_private.h"

#define CONTENT_MOST (4 * 1024 * 1024) /* bytes */

GBytes *store_computed(struct store *store, const char *name, guint64 version)
{
	struct statement *statement = store_query(store, QUERY_COMPUTED, NULL);
	GBytes *content = NULL;

	if (!statement)
		return NULL;
	statement_bind_text(statement, 1, name);
	statement_bind_int(statement, 2, (gint64)version);
	if (statement_step(statement, NULL) == ENGINE_ROW)
		content = column_content(statement, 0);
	statement_reset(statement);
	return content;
}

static gboolean keep(struct store *store, const char *name, guint64 version, GBytes *content)
{
	struct statement *set = store_query(store, QUERY_COMPUTED_SET, NULL);
	struct statement *limit = store_query(store, QUERY_COMPUTED_LIMIT, NULL);
	gsize length;
	gconstpointer bytes = g_bytes_get_data(content, &length);

	if (!set || !limit)
		return FALSE;
	statement_bind_text(set, 1, name);
	statement_bind_int(set, 2, (gint64)version);
	statement_bind_bytes(set, 3, bytes, length);
	return statement_execute(set, NULL) && statement_execute(limit, NULL);
}

gboolean store_keep_computed(struct store *store, const char *name, guint64 version,
			     GBytes *content)
{
	gboolean done;

	if (store->read_only || store->change || g_bytes_get_size(content) > CONTENT_MOST)
		return FALSE;
	engine_set_patience(store->engine, 0);
	done = engine_begin(store->engine, NULL);
	if (done && (!keep(store, name, version, content) || !engine_commit(store->engine, NULL))) {
		engine_rollback(store->engine);
		done = FALSE;
	}
	engine_set_patience(store->engine, store->patience);
	return done;
}
