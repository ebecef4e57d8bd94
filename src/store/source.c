/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sources call their rows, and what they last said of them. */
#include "config.h"

#include "store/store_private.h"

gint64 store_source_key(struct store *store, gint64 organisation, const char *source,
			const char *source_id, char **version_seen, GError **error)
{
	struct statement *statement = store_query(store, QUERY_SOURCE, error);
	gint64 key = 0;

	if (version_seen)
		*version_seen = NULL;
	if (!statement)
		return 0;
	statement_bind_text(statement, 1, source_id);
	statement_bind_text(statement, 2, source);
	statement_bind_int(statement, 3, organisation);
	if (statement_step(statement, error) == ENGINE_ROW) {
		key = column_int(statement, 0);
		if (version_seen)
			*version_seen = g_strdup(column_text(statement, 1));
	}
	statement_reset(statement);
	return key;
}

gboolean store_source_seen(struct store *store, gint64 observation, const char *source_version,
			   GError **error)
{
	struct statement *statement = store_query(store, QUERY_SOURCE_SEEN, error);

	g_assert(store->change);
	if (!statement)
		return FALSE;
	statement_bind_text(statement, 1, source_version);
	statement_bind_int(statement, 2, observation);
	return statement_execute(statement, error);
}
