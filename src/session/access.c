/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may do and see what: two tables.
 *
 * Doing. One row an action: the roles that may do it to their own organisation's records and to
 * others', and what a refusal says.
 *
 * Seeing. An observation says how far it may be seen: by its own organisation, by the group, by the
 * steering group too, by everybody. Each role sees others' from a certain reach on, and all of its
 * own organisation's: access_sees for a record and the store's rows by the same scope. What is the
 * own organisation's alone is in no common number: the counts, the pictures, the hotspots and the
 * roll call are made of what the whole group may see, so they are the same for everybody and
 * nothing hidden can be worked out from them. It is in the lists, the searches and the totals of
 * its own organisation only, and the data protection officer's. */
#include "config.h"

#include "session/session_private.h"

#define ONLY(role) (1u << (role))
#define MEMBERS (ONLY(ROLE_REPORTER) | ONLY(ROLE_PARTICIPANT) | COMPILERS)
#define COMPILERS (ONLY(ROLE_COORDINATOR) | ONLY(ROLE_CHAIR) | ONLY(ROLE_ADMINISTRATOR))
#define EVERYBODY (MEMBERS | ONLY(ROLE_STEERING) | ONLY(ROLE_DPO))
#define LINKERS (COMPILERS | ONLY(ROLE_PARTICIPANT))
#define ALL(roles) (roles), (roles) /* no matter whose record */

static const struct access {
	const char *what;  /* on the record of changes */
	guint own, others; /* roles, for records of the own organisation and of others */
	const char *refusal, *refusal_others; /* NULL = the same */
} access_table[] = {
#define READS_ONLY N_("Your seat reads only: participants and reporters add observations.")
#define OWNERS                                                                                     \
	N_("Your seat reads only: the organisation that reported it may change it."),              \
		N_("It belongs to another organisation: that organisation or the coordinator may " \
		   "change it.")
#define LINKING N_("Linking reports is for participants and the coordinator.")
#define FILES N_("Your seat reads only: it cannot read files in.")
#define WORDS N_("The picture's words are the coordinator's and the chair's.")
#define GROUPS                                                                                     \
	N_("Focus groups are written by participants and the coordinator."),                       \
		N_("Another organisation leads it: that organisation or the coordinator may "      \
		   "change it.")
#define MEASURES                                                                                   \
	N_("Measures are written by participants and the coordinator."),                           \
		N_("Another organisation owns it: that organisation or the coordinator may "       \
		   "change it.")
#define LEADING N_("Leading the meeting is for the chair and the coordinator.")
	[ACTION_OBSERVATION_ADD] = {"observation.add", ALL(MEMBERS), READS_ONLY},
	[ACTION_OBSERVATION_CHANGE] = {"observation.change", MEMBERS, COMPILERS, OWNERS},
	[ACTION_OBSERVATION_WITHDRAW] = {"observation.withdraw", MEMBERS, COMPILERS, OWNERS},
	[ACTION_OBSERVATION_LINK] = {"observation.link", ALL(LINKERS), LINKING},
	[ACTION_OBSERVATION_UNLINK] = {"observation.unlink", ALL(LINKERS), LINKING},
	[ACTION_NIL_REPORT] = {"nil_report.add", MEMBERS, COMPILERS, OWNERS},
	[ACTION_DRAFT] = {"draft.save", ALL(EVERYBODY), READS_ONLY},
	[ACTION_IMPORT] = {"import", ALL(MEMBERS), FILES},
	[ACTION_REJECTED_ACCEPT] = {"rejected_row.accept", ALL(MEMBERS), FILES},
	[ACTION_REJECTED_DISMISS] = {"rejected_row.dismiss", ALL(MEMBERS), FILES},
	[ACTION_PICTURE_SITUATION] = {"picture.situation", ALL(COMPILERS), WORDS},
	[ACTION_PICTURE_HIGHLIGHT] = {"picture.highlight", ALL(COMPILERS), WORDS},
	[ACTION_PICTURE_FIX] = {"picture.fix", ALL(COMPILERS),
				N_("Fixing the picture is for the coordinator and the chair.")},
	[ACTION_HOTSPOT_FIND] = {"hotspot.find", ALL(EVERYBODY), READS_ONLY},
	[ACTION_HOTSPOT_DISMISS] = {"hotspot.dismiss", ALL(COMPILERS), WORDS},
	[ACTION_FOCUS_GROUP_START] = {"focus_group.start", ALL(COMPILERS), WORDS},
	[ACTION_FOCUS_GROUP_CHANGE] = {"focus_group.change", LINKERS, COMPILERS, GROUPS},
	[ACTION_MEASURE_CHANGE] = {"measure.change", LINKERS, COMPILERS, MEASURES},
	[ACTION_MEETING_LEAD] = {"meeting.lead", ALL(COMPILERS), LEADING},
	[ACTION_MEETING_DECIDE] = {"meeting.decide", ALL(COMPILERS), LEADING},
	[ACTION_MEETING_CLOSE] = {"meeting.close", ALL(COMPILERS), LEADING},
	[ACTION_MEETING_REOPEN] = {"meeting.reopen", ALL(COMPILERS), LEADING},
	[ACTION_MEETING_HAND_OVER] = {"meeting.hand_over", ALL(COMPILERS), LEADING},
	[ACTION_MEETING_TELL] = {"meeting.tell", MEMBERS, COMPILERS, OWNERS},
	[ACTION_SETUP] = {"setup", ALL(ONLY(ROLE_COORDINATOR) | ONLY(ROLE_ADMINISTRATOR)),
			  N_("Only the coordinator or the administrator may do that.")},
};

/* seeing */

#define FROM(visibility) (VISIBLE_ALL & ~((1u << (visibility)) - 1))
static const guint seen_of_others[] = {
	[ROLE_REPORTER] = FROM(VISIBLE_OSG),      [ROLE_PARTICIPANT] = FROM(VISIBLE_OSG),
	[ROLE_COORDINATOR] = FROM(VISIBLE_OSG),   [ROLE_CHAIR] = FROM(VISIBLE_OSG),
	[ROLE_STEERING] = FROM(VISIBLE_STEERING), [ROLE_DPO] = FROM(VISIBLE_OWN),
	[ROLE_ADMINISTRATOR] = FROM(VISIBLE_OSG),
};
G_STATIC_ASSERT(FROM(VISIBLE_OSG) == VISIBLE_GROUP && FROM(VISIBLE_OWN) == VISIBLE_ALL &&
		VISIBLE_PUBLIC == 3);

struct scope access_scope(const struct session *session)
{
	const struct participant *who = session->participant;

	if (session->filling) /* nobody works in it yet */
		return (struct scope){VISIBLE_ALL, 0};
	if (!who)
		return (struct scope){VISIBLE_GROUP, 0};
	return (struct scope){seen_of_others[who->role], who->organisation};
}

gboolean access_sees(const struct scope *scope, const struct observation *observation)
{
	return (scope->visible >> observation->visibility & 1) != 0 ||
	       (scope->own && observation->organisation == scope->own);
}

/* doing */

const char *access_what(enum action action)
{
	return access_table[action].what;
}

static gboolean refuse(const char *why, GError **error)
{
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_DENIED, why);
	return FALSE;
}

gboolean session_may_for(const struct session *session, enum action action, gint64 organisation,
			 GError **error)
{
	const struct access *access = &access_table[action];
	const struct participant *who = session->participant;
	gboolean others = who && organisation && organisation != who->organisation;

	g_return_val_if_fail(action < G_N_ELEMENTS(access_table), FALSE);
	if (store_read_only(session->store)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_DENIED,
			    _("The database %s can only be read."), session->file);
		return FALSE;
	}
	if (!who)
		return refuse(_("Nobody is registered as coordinator here: say who you are with "
				"--as."),
			      error);
	if ((others ? access->others : access->own) & ONLY(who->role))
		return TRUE;
	return refuse(_(others && (access->own & ONLY(who->role)) && access->refusal_others
				? access->refusal_others
				: access->refusal),
		      error);
}

static gint64 organisation_of(gconstpointer record)
{
	const struct field *field =
		fields_find(((const struct record *)record)->kind->fields, "organisation");

	return field ? FIELD_AT(const gint64, record, field) : 0;
}

gboolean session_may(const struct session *session, enum action action, gconstpointer record,
		     GError **error)
{
	return session_may_for(session, action, record ? organisation_of(record) : 0, error);
}
