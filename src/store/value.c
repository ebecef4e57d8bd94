/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of the database as a whole, and the number that tells a session to read its words again.
 */
#include "config.h"

#include "store/store_private.h"

char *store_value(struct store *store, const char *name)
{
	sqlite3_stmt *statement = store_query(store, QUERY_VALUE, NULL);
	char *value = NULL;

	if (!statement)
		return NULL;
	store_bind_text(statement, 1, name);
	if (store_step(store, statement, NULL) == SQLITE_ROW)
		value = store_column_text(statement, 0);
	sqlite3_reset(statement);
	return value;
}

static gboolean set(struct store *store, const char *name, const char *value, GError **error)
{
	sqlite3_stmt *statement = store_query(store, QUERY_VALUE_SET, error);

	if (!statement)
		return FALSE;
	store->words_moved = TRUE;
	store_bind_text(statement, 1, name);
	store_bind_text(statement, 2, value);
	return store_execute(store, statement, error);
}

/* By itself a change of its own. */
gboolean store_set_value(struct store *store, const char *name, const char *value, GError **error)
{
	static const struct change change = {.what = "value.set"};

	if (store->changing)
		return set(store, name, value, error);
	if (!store_begin(store, &change, error))
		return FALSE;
	if (set(store, name, value, error))
		return store_commit(store, error);
	store_rollback(store);
	return FALSE;
}

guint64 store_reference_version(struct store *store)
{
	guint64 now = store_version(store);

	if (store->words_seen != now || !store->words) {
		g_autofree char *words = store_value(store, "words");
		store->words = words ? g_ascii_strtoull(words, NULL, 10) : 0;
		store->words_seen = now;
	}
	return store->words;
}
