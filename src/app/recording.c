/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing down that something is recorded otherwise from a week on, offered where the picture tells
 * of an organisation that has begun to report more. */
#include "config.h"

#include "osg/app.h"

static gboolean put_change(struct session *session, const struct picture_finding *f,
			   const char *code, const char *note, GError **error)
{
	const struct category *category = registry_find_category(session_registry(session), code);
	struct recording_change *change;
	gboolean ok;

	if (!category)
		return TRUE; /* taken out of use since the picture was compiled */
	change = record_new(&recording_change_kind);
	change->week = f->since;
	change->category = category->record.key;
	change->area = f->area_key;
	field_set_text(&change->note, note);
	ok = session_put(session, change, error);
	record_free(change);
	return ok;
}

gboolean app_recording_mark(struct session *session, const struct picture_finding *finding,
			    const char *note, GError **error)
{
	gboolean ok = TRUE;

	if (finding->kind != FINDING_REPORTER || !finding->categories) {
		g_set_error(
			error, OSG_ERROR, OSG_ERROR_RULE,
			_("Only where an organisation reports more is there a changed recording "
			  "to write down."));
		return FALSE;
	}
	if (!session_may(session, ACTION_SETUP, NULL, error) ||
	    !session_begin(session, ACTION_SETUP, error))
		return FALSE;
	for (char **code = finding->categories; ok && *code; code++)
		ok = put_change(session, finding, *code, note, error);
	if (ok)
		return session_commit(
			session, g_strdup_printf(_("changed recording, %s"), finding->reporter),
			error);
	session_rollback(session);
	return FALSE;
}
