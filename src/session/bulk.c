/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many records at once: an import, which the undo list remembers by its own record and not by each
 * of a million others. */
#include "config.h"

#include "session/session_private.h"

gboolean session_put_bulk(struct session *session, gpointer record, GError **error)
{
	gpointer before = NULL;
	gboolean ok = guard_record(record, &session->found, error) &&
		      store_put(session->store, record, &before, error) &&
		      access_put(session, before, record, error);

	record_free(before);
	return ok;
}

gboolean session_put_imported(struct session *session, struct observation *observation,
			      const char *source_version, GError **error)
{
	return guard_record(observation, &session->found, error) &&
	       store_put_imported(session->store, observation, source_version, error);
}

gboolean session_sources_ahead(struct session *session, const GPtrArray *source_ids, GError **error)
{
	return store_sources_ahead(session->store, source_ids, error);
}

gint64 session_source_key(struct session *session, gint64 organisation, const char *source,
			  const char *source_id, char **version_seen, GError **error)
{
	return store_source_key(session->store, organisation, source, source_id, version_seen,
				error);
}

GPtrArray *session_source_kin(struct session *session, gint64 organisation, const char *source,
			      const char *source_id, GError **error)
{
	return store_source_kin(session->store, organisation, source, source_id, error);
}

gboolean session_source_seen(struct session *session, gint64 observation,
			     const char *source_version, GError **error)
{
	return store_source_seen(session->store, observation, source_version, error);
}

gboolean session_hold_imports(struct session *session, GError **error)
{
	return store_hold_imports(session->store, error);
}

void session_release_imports(struct session *session)
{
	store_release_imports(session->store);
}

void session_set_patience(struct session *session, int milliseconds)
{
	store_set_patience(session->store, milliseconds);
}

gboolean session_pause(struct session *session, struct import_record *import, GError **error)
{
	return store_pause(session->store, import, error);
}

/* taking an import back */

/* Stopped, all is as it was, and that is committed too. */
static gboolean move_import(struct session *session, struct import_record *import,
			    const struct import_move *move, GError **error)
{
	g_autoptr(GError) local = NULL;

	if (!undo_store_begin(session, move->withdrawn ? "undo.import" : "redo.import", error))
		return FALSE;
	if (!store_move_import(session->store, import, move, &local) &&
	    !g_error_matches(local, OSG_ERROR, OSG_ERROR_CANCELLED)) {
		store_rollback(session->store);
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	if (!store_commit(session->store, error))
		return FALSE;
	if (!local)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&local));
	return FALSE;
}

gboolean session_move_import(struct session *session, gint64 import_key, gboolean withdrawn,
			     gboolean (*progress)(gint64 done, gint64 all, gpointer data),
			     gpointer data, GError **error)
{
	const struct import_move move = {.withdrawn = withdrawn,
					 .reason = _("The import was undone."),
					 .progress = progress,
					 .data = data};
	struct import_record *import;
	gboolean done = FALSE;

	if (!session_may(session, ACTION_IMPORT, NULL, error) ||
	    !session_hold_imports(session, error))
		return FALSE;
	import = store_get(session->store, &import_kind, import_key, error);
	if (import && (import->record.withdrawn != 0) == withdrawn)
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE,
				    withdrawn ? _("That import has been taken back already.")
					      : _("That import is there already."));
	else if (import)
		done = move_import(session, import, &move, error);
	record_free(import);
	session_release_imports(session);
	return done;
}

gboolean session_search_is_whole(struct session *session)
{
	return store_search_is_whole(session->store);
}

gboolean session_fill_search(struct session *session, gboolean *more)
{
	return store_fill_search(session->store, more, NULL);
}
