/* SPDX-License-Identifier: GPL-3.0-or-later */
/* References during an import, when the engine's own check of each is switched off: what has been
 * looked up once is remembered. */
#include "config.h"

#include "store/store_private.h"

static gboolean look_up(struct store *store, const struct record_kind *kind, gint64 key,
			GError **error)
{
	struct statement *statement = kind_statement(store, kind, KIND_HAS, error);
	gint64 there;

	if (!statement)
		return FALSE;
	statement_bind_int(statement, 1, key);
	if (!statement_number(statement, &there, error))
		return FALSE;
	if (!there)
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("This refers to something that is not there: %s %d."), _(kind->title),
			    (int)key);
	return there != 0;
}

static gboolean known(struct store *store, const struct field *f, gint64 key, GError **error)
{
	GHashTable *keys = g_hash_table_lookup(store->change->known, f->refers);

	if (!keys) {
		keys = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
		g_hash_table_insert(store->change->known, (gpointer)f->refers, keys);
	}
	if (g_hash_table_contains(keys, &key))
		return TRUE;
	if (!look_up(store, record_kind_named(f->refers), key, error))
		return FALSE;
	g_hash_table_add(keys, g_memdup2(&key, sizeof key));
	return TRUE;
}

gboolean references_known(struct store *store, const struct record_kind *kind, gconstpointer record,
			  GError **error)
{
	for (const struct field *f = kind->fields; f->name; f++) {
		if (f->kind != FIELD_REF) /* an import puts no record with a list of them */
			continue;
		gint64 key = FIELD_AT(const gint64, record, f);
		if (key && !known(store, f, key, error)) {
			store->change->failed = TRUE;
			return FALSE;
		}
	}
	return TRUE;
}
