/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One change: asked for, begun, done and committed, or taken back as a whole. */
#include "config.h"

#include "session/session_private.h"

/* Takes title. */
static gboolean run(struct session *session, enum action action, char *take_title,
		    session_function function, gpointer data, GError **error)
{
	if (session_begin(session, action, error)) {
		if (function(session, data, error))
			return session_commit(session, take_title, error);
		session_rollback(session);
	}
	g_free(take_title);
	return FALSE;
}

gboolean session_change(struct session *session, enum action action, char *take_title,
			session_function function, gpointer data, GError **error)
{
	if (session_may(session, action, NULL, error))
		return run(session, action, take_title, function, data, error);
	g_free(take_title);
	return FALSE;
}

gboolean session_save(struct session *session, enum action action, char *take_title,
		      gpointer record, GError **error)
{
	if (session_may(session, action, record, error))
		return run(session, action, take_title, session_put, record, error);
	g_free(take_title);
	return FALSE;
}
