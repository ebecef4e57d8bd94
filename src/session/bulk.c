/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many records at once: an import, which the undo list remembers by its own record and not by each
 * of a million others. */
#include "config.h"

#include "session/session_private.h"

gboolean session_put_bulk(struct session *session, gpointer record, GError **error)
{
	return guard_record(record, error) && store_put(session->store, record, NULL, error);
}

gboolean session_put_imported(struct session *session, struct observation *observation,
			      const char *source_version, GError **error)
{
	return guard_record(observation, error) &&
	       store_put_imported(session->store, observation, source_version, error);
}

gint64 session_source_key(struct session *session, gint64 organisation, const char *source,
			  const char *source_id, char **version_seen, GError **error)
{
	return store_source_key(session->store, organisation, source, source_id, version_seen,
				error);
}

gboolean session_source_seen(struct session *session, gint64 observation,
			     const char *source_version, GError **error)
{
	return store_source_seen(session->store, observation, source_version, error);
}

/* taking an import back */

static gboolean undo_observations(struct session *session, gint64 key, gboolean withdrawn,
				  GError **error)
{
	g_autoptr(GPtrArray) all =
		store_where(session->store, &observation_kind, "import", key, error);
	const char *reason = _("The import was undone.");

	for (guint n = 0; all && n < all->len; n++) {
		struct observation *o = all->pdata[n];
		gboolean mine =
			withdrawn ? !o->record.withdrawn : g_strcmp0(o->reason, reason) == 0;

		if (!mine)
			continue;
		o->record.withdrawn = withdrawn;
		field_set_text(&o->reason, withdrawn ? reason : NULL);
		if (!store_put(session->store, o, NULL, error))
			return FALSE;
	}
	return all != NULL;
}

static gboolean undo_rejected(struct session *session, gint64 key, gboolean withdrawn,
			      GError **error)
{
	g_autoptr(GPtrArray) all =
		store_where(session->store, &rejected_row_kind, "import", key, error);

	for (guint n = 0; all && n < all->len; n++) {
		struct rejected_row *rejected = all->pdata[n];

		if (rejected->state != (withdrawn ? REJECTED_OPEN : REJECTED_DISMISSED))
			continue;
		rejected->state = withdrawn ? REJECTED_DISMISSED : REJECTED_OPEN;
		if (!store_put(session->store, rejected, NULL, error))
			return FALSE;
	}
	return all != NULL;
}

gboolean bulk_set_withdrawn(struct session *session, gint64 import_key, gboolean withdrawn,
			    GError **error)
{
	struct import_record *record = session_get(session, &import_kind, import_key, error);
	gboolean ok;

	if (!record)
		return FALSE;
	record->record.withdrawn = withdrawn;
	ok = store_put(session->store, record, NULL, error) &&
	     undo_observations(session, import_key, withdrawn, error) &&
	     undo_rejected(session, import_key, withdrawn, error);
	record_free(record);
	return ok;
}

gboolean session_fill_search(struct session *session, gboolean *more, GError **error)
{
	return store_fill_search(session->store, more, error);
}
