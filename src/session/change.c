/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One change: begun, done and committed, or taken back as a whole. */
#include "config.h"

#include "session/session_private.h"

gboolean session_change(struct session *session, const char *what, char *take_title,
			session_function function, gpointer data, GError **error)
{
	if (session_begin(session, what, error)) {
		if (function(session, data, error))
			return session_commit(session, take_title, error);
		session_rollback(session);
	}
	g_free(take_title);
	return FALSE;
}

gboolean session_save(struct session *session, const char *what, char *take_title, gpointer record,
		      GError **error)
{
	return session_change(session, what, take_title, session_put, record, error);
}
