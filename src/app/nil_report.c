/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Nothing to report": what an organisation says of a week instead of being silent. */
#include "config.h"

#include "osg/app.h"
#include "osg/week.h"

/* Who has reported has something to report; a nil report beside it would be counted as calm. */
static gboolean has_not_reported(struct session *session, const struct organisation *o, int week,
				 GError **error)
{
	g_autoptr(GArray) reporting = session_reporting(session, week, week, error);

	for (guint i = 0; reporting && i < reporting->len; i++) {
		const struct reporting *r = &g_array_index(reporting, struct reporting, i);

		if (r->organisation != o->record.key || !r->reports)
			continue;
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
			    ngettext("%s has reported %d observation this week: that is no nil "
				     "report.",
				     "%s has reported %d observations this week: that is no nil "
				     "report.",
				     r->reports),
			    o->code, r->reports);
		return FALSE;
	}
	return reporting != NULL;
}

/* What has not begun nobody knows, and a slip of the year is no week to tell about. */
static gboolean may_be_told(struct session *session, int week, const char *name, GError **error)
{
	enum { FAR_BACK = 5 * 53 };
	int now = week_of_time(session_now(session));

	if (week <= now && week >= now - FAR_BACK)
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
		    week > now ? _("%s lies ahead: nobody knows yet whether there is something to "
				   "report.")
			       : _("%s lies more than five years back; is the year right?"),
		    name);
	return FALSE;
}

gboolean app_nil_report(struct session *session, gint64 organisation, int week, const char *note,
			GError **error)
{
	const struct organisation *o =
		registry_organisation(session_registry(session), organisation);
	g_autofree char *name = week_name_beside(week, WEEK_NONE);
	struct nil_report *nil;
	gboolean ok;

	if (!o) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("Say which organisation has nothing to report."));
		return FALSE;
	}
	if (!may_be_told(session, week, name, error))
		return FALSE;
	if (!organisation_is_member(o, week)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("%s is no member of the group in %s: nobody waits for its report."),
			    o->code, name);
		return FALSE;
	}
	if (!session_may_for(session, ACTION_NIL_REPORT, organisation, error) ||
	    !has_not_reported(session, o, week, error))
		return FALSE;
	nil = record_new(&nil_report_kind);
	nil->organisation = organisation;
	nil->week = week;
	nil->entered_by = session_participant(session)->record.key;
	nil->entered_at = session_now(session);
	field_set_text(&nil->note, note);
	ok = session_save(session, ACTION_NIL_REPORT,
			  g_strdup_printf(_("nothing to report from %s, %s"), o->code, name), nil,
			  error);
	record_free(nil);
	return ok;
}
