/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of the database as a whole, and the number that tells a session to read its words again.
 */
#include "config.h"

#include "store/store_private.h"

char *store_value(struct store *store, const char *name)
{
	struct statement *statement = store_query(store, QUERY_VALUE, NULL);
	char *value = NULL;

	if (!statement)
		return NULL;
	statement_bind_text(statement, 1, name);
	if (statement_step(statement, NULL) == ENGINE_ROW)
		value = g_strdup(column_text(statement, 0));
	statement_reset(statement);
	return value;
}

static gboolean set(struct store *store, const char *name, const char *value, GError **error)
{
	struct statement *statement = store_query(store, QUERY_VALUE_SET, error);

	if (!statement)
		return FALSE;
	store->change->words_moved++;
	statement_bind_text(statement, 1, name);
	statement_bind_text(statement, 2, value);
	return statement_execute(statement, error) &&
	       log_tell(store, VALUE_SET, json_pack("{s:s?}", name, value), error);
}

gboolean words_settle(struct store *store, GError **error)
{
	struct statement *statement;

	if (!store->change->words_moved)
		return TRUE;
	statement = store_query(store, QUERY_WORDS_MOVED, error);
	if (!statement)
		return FALSE;
	statement_bind_int(statement, 1, store->change->words_moved);
	store->change->words_moved = 0;
	return statement_execute(statement, error);
}

/* By itself a change of its own. */
gboolean store_set_value(struct store *store, const char *name, const char *value, GError **error)
{
	static const struct change change = {.what = VALUE_SET};

	if (store->change)
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

	if (store->reference_seen != now || !store->reference) {
		g_autofree char *words = store_value(store, WORDS_MOVED);
		store->reference = words ? g_ascii_strtoull(words, NULL, 10) : 0;
		store->reference_seen = now;
	}
	return store->reference;
}
