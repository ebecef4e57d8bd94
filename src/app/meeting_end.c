/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a meeting ends: handed to another seat, closed with the picture fixed, opened again with a
 * reason. */
#include "config.h"

#include "app/app_private.h"
#include "osg/meeting.h"
#include "osg/text.h"
#include "osg/week.h"

/* handing over, closing, reopening */

static gboolean may_lead(const struct session *session, const struct participant *p)
{
	return p->active && (p->role == ROLE_COORDINATOR || p->role == ROLE_CHAIR) &&
	       app_takes_part(session, p->organisation);
}

static int by_title(gconstpointer a, gconstpointer b)
{
	const struct participant *x = *(gpointer const *)a, *y = *(gpointer const *)b;

	return text_collate(x->title ? x->title : x->handle, y->title ? y->title : y->handle);
}

GPtrArray *app_meeting_seats(struct session *session, GError **error)
{
	GPtrArray *seats = session_all(session, &participant_kind, error);

	for (guint i = seats ? seats->len : 0; i-- > 0;)
		if (!may_lead(session, seats->pdata[i]))
			g_ptr_array_remove_index(seats, i);
	if (seats)
		g_ptr_array_sort(seats, by_title);
	return seats;
}

gboolean app_meeting_hand_over(struct session *session, gint64 key, gint64 participant,
			       GError **error)
{
	struct meeting *meeting = session_may(session, ACTION_MEETING_HAND_OVER, NULL, error)
					  ? session_get(session, &meeting_kind, key, error)
					  : NULL;
	struct participant *to =
		meeting ? session_get(session, &participant_kind, participant, error) : NULL;
	gboolean ok = FALSE;

	if (to && may_lead(session, to)) {
		meeting->chair = participant;
		ok = session_save(session, ACTION_MEETING_HAND_OVER, NULL, meeting, error);
	} else if (meeting && (!error || !*error)) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("Say which seat takes over, such as samordnare."));
	}
	record_free(to);
	record_free(meeting);
	return ok;
}

/* The newest fixed version of a week; NULL = none. */
static struct picture_record *newest_version(struct session *session, int week, GError **error)
{
	g_autoptr(GPtrArray) all = session_where(session, &picture_kind, "week", week, error);
	const struct picture_record *newest = NULL;

	for (guint i = 0; all && i < all->len; i++) {
		const struct picture_record *p = all->pdata[i];

		if (p->number && (!newest || p->number > newest->number))
			newest = p;
	}
	return newest ? record_copy(newest) : NULL;
}

/* A week that is fixed, with nothing new since, stays as it is. */
static gboolean fix_if_needed(struct session *session, int week, const struct picture *shown,
			      GError **error)
{
	g_autofree char *name = week_name(week);
	g_autofree char *reason = g_strdup_printf(_("after the meeting about %s"), name);

	if (shown->number && !shown->newer)
		return TRUE;
	return app_picture_fix(session, week, reason, error) > 0;
}

/* What is left, all that asks for an answer taken together. */
static GPtrArray *warnings_of(struct session *session, const struct meeting_whole *whole,
			      const struct picture *picture, GError **error)
{
	g_autoptr(GArray) owed = app_meeting_owed(session, whole->meeting->week, error);
	g_autoptr(GPtrArray) matters =
		owed ? app_meeting_matters(session, whole, picture, owed) : NULL;

	return matters ? app_meeting_warnings(session, whole, matters, picture) : NULL;
}

static struct picture *close_picture(struct session *session, struct meeting_whole *whole,
				     const char *reason, GError **error)
{
	struct picture *picture = app_picture_shown(session, whole->meeting->week, FALSE, error);
	g_autoptr(GPtrArray) warnings =
		picture ? warnings_of(session, whole, picture, error) : NULL;

	if (warnings && (!warnings->len || (reason && *reason)))
		return picture;
	if (warnings)
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
			    ngettext("%u warning is left: say why the meeting is closed with it.",
				     "%u warnings are left: say why the meeting is closed with "
				     "them.",
				     warnings->len),
			    warnings->len);
	picture_free(picture);
	return NULL;
}

struct meeting_end {
	struct meeting *meeting;
	struct meeting_whole *whole;
};

static gboolean close_put(struct session *session, gpointer data, GError **error)
{
	const struct meeting_end *closing = data;
	struct agenda_item *item = meeting_item(closing->whole);

	if (item) {
		item->seconds = meeting_item_seconds(closing->whole, item, session_now(session));
		item->done = TRUE;
		if (!session_put(session, item, error))
			return FALSE;
	}
	return session_put(session, closing->meeting, error);
}

/* Why it was closed or opened again stays when it is done once more: the minutes tell all of it. */
static void add_reason(struct meeting *m, const char *reason)
{
	g_autofree char *both = m->reason ? g_strdup_printf("%s; %s", m->reason, reason) : NULL;

	field_set_text(&m->reason, both ? both : reason);
}

gboolean app_meeting_close(struct session *session, gint64 key, const char *reason, GError **error)
{
	struct meeting_end closing = {
		.meeting = meeting_led(session, ACTION_MEETING_CLOSE, key, error)};
	struct picture *picture = NULL;
	struct picture_record *version = NULL;
	gboolean ok = FALSE;

	closing.whole = closing.meeting ? app_meeting_read(session, key, error) : NULL;
	picture = closing.whole ? close_picture(session, closing.whole, reason, error) : NULL;
	if (picture && fix_if_needed(session, closing.meeting->week, picture, error))
		version = newest_version(session, closing.meeting->week, error);
	if (version) {
		closing.meeting->picture = version->record.key;
		closing.meeting->state = MEETING_CLOSED;
		closing.meeting->ended_at = session_now(session);
		if (reason && *reason)
			add_reason(closing.meeting, reason);
		ok = session_change(session, ACTION_MEETING_CLOSE, NULL, close_put, &closing,
				    error);
	}
	record_free(version);
	picture_free(picture);
	meeting_whole_free(closing.whole);
	record_free(closing.meeting);
	return ok;
}

gboolean app_meeting_reopen(struct session *session, gint64 key, const char *reason, GError **error)
{
	g_autofree char *clean = text_clean(reason ? reason : "", -1, FALSE), *again = NULL;
	struct meeting *meeting = session_may(session, ACTION_MEETING_REOPEN, NULL, error)
					  ? session_get(session, &meeting_kind, key, error)
					  : NULL;
	gboolean ok = FALSE;

	if (meeting && meeting->state != MEETING_CLOSED) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE,
				    _("Only a closed meeting is reopened."));
	} else if (meeting && !*clean) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE,
				    _("A meeting is reopened with a reason, such as “decision 2 "
				      "lacked its date”."));
	} else if (meeting) {
		meeting->state = MEETING_OPEN;
		meeting->chair = session_participant(session)->record.key;
		meeting->position_since = session_now(session);
		again = g_strdup_printf(_("opened again: %s"), clean);
		add_reason(meeting, again);
		ok = session_save(session, ACTION_MEETING_REOPEN, NULL, meeting, error);
	}
	record_free(meeting);
	return ok;
}
