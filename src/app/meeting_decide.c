/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decisions: each with what it leads to, in one change; and what became of it later. */
#include "config.h"

#include "app/app_private.h"
#include "osg/meeting.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/when.h"

#include <string.h>

struct deciding {
	struct meeting_decision *decision;
	struct measure *measure;      /* NULL = it leads to none */
	struct yardstick *yardstick;  /* NULL = none was said */
	struct focus_group *group;    /* NULL = it starts none */
	struct hotspot_record *about; /* the hotspot that it decides, NULL = none */
};

/* the rules */

static gboolean says_enough(const struct meeting *meeting, const struct resolution *r,
			    GError **error)
{
	gboolean reasoned = r->reason && *r->reason, titled = r->text && *r->text;

	switch (r->outcome) {
	case OUTCOME_DISMISSED:
		return reasoned || app_refuse(error, _("It is dismissed with a reason, such as "
						       "“roadworks, over in week 42”."));
	case OUTCOME_NO_ACTION:
		return reasoned ||
		       app_refuse(error, _("No action is an answer too, with its reason, "
					   "such as “ordinary cleaning is enough”."));
	case OUTCOME_WATCH:
		return (r->until_week != WEEK_NONE && r->until_week > meeting->week) ||
		       app_refuse(error,
				  _("Say until which week it is watched, later than the meeting's "
				    "own: for example v.44."));
	default:
		return titled ||
		       app_refuse(error,
				  _("Say what is decided, such as “lamps on the path mended”."));
	}
}

/* Who, until when and where are of the group as it is now. */
static gboolean names_stand(struct session *session, const struct resolution *r, GError **error)
{
	return app_owner_stands(session, r->owner, NULL, NULL, error) &&
	       app_due_stands(session, r->due, NULL, NULL, error) &&
	       app_place_stands(session, r->about.place, r->about.area, NULL, NULL, error) &&
	       app_places_stand(session, r->places, NULL, NULL, NULL, error);
}

/* what it leads to */

static struct measure *measure_make(const struct meeting *meeting, const struct resolution *r,
				    gint64 now)
{
	struct measure *m = record_new(&measure_kind);
	field_set_text(&m->title, r->text);
	field_set_text(&m->kind, r->kind);
	field_set_text(&m->cause_text, r->cause);
	m->owner = r->owner;
	m->due = r->due;
	m->place = r->about.place;
	m->area = r->about.place ? 0 : r->about.area;
	m->focus_group = r->about.focus_group;
	m->meeting = meeting->record.key;
	m->decided = time_day(now);
	return m;
}

static struct yardstick *yardstick_make(const struct resolution *r)
{
	struct yardstick *y;

	if (!r->yardstick || !*r->yardstick)
		return NULL;
	y = record_new(&yardstick_kind);
	field_set_text(&y->text, r->yardstick);
	if (r->about.category)
		refs_add(y->categories, r->about.category);
	if (r->about.place)
		refs_add(y->places, r->about.place);
	else
		y->area = r->about.area;
	return y;
}

static struct focus_group *group_make(struct session *session, const struct meeting *meeting,
				      const struct resolution *r,
				      const struct hotspot_record *hotspot)
{
	struct focus_group *g = record_new(&focus_group_kind);
	g_autofree char *about = subject_words(session, &r->about);

	field_set_text(&g->title, r->text);
	field_set_text(&g->trigger, r->reason && *r->reason ? r->reason : about);
	g->leader = r->owner;
	g->hotspot = r->about.hotspot;
	g->started_week = meeting->week + 1;
	g->planned_end = r->due;
	for (guint i = 0; hotspot && i < hotspot->places->len; i++)
		refs_add(g->places, refs_at(hotspot->places, i));
	if (hotspot && !hotspot->places->len)
		group_take_area(session, g, hotspot->lat, hotspot->lon);
	if (r->about.place)
		refs_add(g->places, r->about.place);
	if (r->about.area)
		refs_add(g->areas, r->about.area);
	if (r->about.category)
		refs_add(g->categories, r->about.category);
	group_take_evidence(session, g, meeting->week);
	return g;
}

guint meeting_measure_lacks(struct session *session, const struct measure *m)
{
	g_autoptr(GPtrArray) yardsticks =
		m->record.key
			? session_where(session, &yardstick_kind, "measure", m->record.key, NULL)
			: NULL;

	return measure_lacks(m, yardsticks && yardsticks->len ? yardsticks->pdata[0] : NULL);
}

static gboolean measure_put(struct session *session, struct deciding *d, GError **error)
{
	d->measure->state =
		measure_lacks(d->measure, d->yardstick) ? MEASURE_DRAFT : MEASURE_DECIDED;
	if (!session_put(session, d->measure, error))
		return FALSE;
	d->decision->measure = d->measure->record.key;
	if (!d->yardstick)
		return TRUE;
	d->yardstick->measure = d->measure->record.key;
	return session_put(session, d->yardstick, error);
}

static gboolean decide_put(struct session *session, gpointer data, GError **error)
{
	struct deciding *d = data;

	if (d->measure && !measure_put(session, d, error))
		return FALSE;
	if (d->group && !group_put_new(session, d->group, error))
		return FALSE;
	if (d->group)
		d->decision->focus_group = d->group->record.key;
	if (d->about && !session_put(session, d->about, error))
		return FALSE;
	return session_put(session, d->decision, error);
}

static int next_position(struct session *session, gint64 meeting)
{
	g_autoptr(GPtrArray) made =
		session_where(session, &decision_kind, "meeting", meeting, NULL);
	int most = 0;

	for (guint i = 0; made && i < made->len; i++)
		most = MAX(most, ((const struct meeting_decision *)made->pdata[i])->position);
	return most + 1;
}

/* What ends at once is closed as it is made; the rest is carried. */
static int closed_day(const struct resolution *r, gint64 now)
{
	return r->outcome == OUTCOME_DISMISSED || r->outcome == OUTCOME_NO_ACTION ? time_day(now)
										  : DAY_NONE;
}

static struct meeting_decision *
decision_make(struct session *session, const struct meeting *meeting, const struct resolution *r)
{
	struct meeting_decision *d = record_new(&decision_kind);

	d->meeting = meeting->record.key;
	d->position = next_position(session, meeting->record.key);
	d->outcome = (int)r->outcome;
	d->about = r->about;
	d->owner = r->owner;
	d->due = r->due;
	d->until_week = r->outcome == OUTCOME_WATCH ? r->until_week : WEEK_NONE;
	d->closed = closed_day(r, session_now(session));
	for (guint i = 0; r->places && i < r->places->len; i++)
		refs_add(d->places, refs_at(r->places, i));
	field_set_text(&d->text, r->text);
	field_set_text(&d->reason, r->reason);
	field_set_text(&d->hours, r->hours);
	return d;
}

/* The hotspot itself tells screen 5 what was decided about it. */
static struct hotspot_record *hotspot_decided(struct session *session, const struct resolution *r,
					      GError **error)
{
	struct hotspot_record *h =
		r->about.hotspot ? session_get(session, &hotspot_kind, r->about.hotspot, error)
				 : NULL;

	if (h && r->outcome == OUTCOME_GROUP)
		hotspot_decide(session, h, DECISION_GROUP, NULL);
	else if (h && (r->outcome == OUTCOME_DISMISSED || r->outcome == OUTCOME_NO_ACTION))
		hotspot_decide(session, h, DECISION_DISMISSED, r->reason);
	else
		g_clear_pointer(&h, record_free);
	return h;
}

gint64 app_meeting_decide(struct session *session, gint64 key, const struct resolution *r,
			  GError **error)
{
	struct meeting *meeting = meeting_may_change(session, ACTION_MEETING_DECIDE, key, error)
					  ? session_get(session, &meeting_kind, key, error)
					  : NULL;
	struct deciding d = {0};
	g_autofree char *what = NULL;
	gint64 made = 0;

	if (!meeting || !says_enough(meeting, r, error) || !names_stand(session, r, error)) {
		record_free(meeting);
		return 0;
	}
	d.decision = decision_make(session, meeting, r);
	d.about = hotspot_decided(session, r, error);
	if (r->outcome == OUTCOME_MEASURE) {
		d.measure = measure_make(meeting, r, session_now(session));
		d.yardstick = yardstick_make(r);
	} else if (r->outcome == OUTCOME_GROUP) {
		d.group = group_make(session, meeting, r, d.about);
	}
	what = r->text && *r->text ? g_strdup(r->text) : subject_words(session, &r->about);
	if (session_change(session, ACTION_MEETING_DECIDE, g_strdup_printf(_("decision, %s"), what),
			   decide_put, &d, error))
		made = d.decision->record.key;
	record_free(d.decision);
	record_free(d.measure);
	record_free(d.yardstick);
	record_free(d.group);
	record_free(d.about);
	record_free(meeting);
	return made;
}

/* what became of it */

static gboolean both_put(struct session *session, gpointer data, GError **error)
{
	struct deciding *d = data;

	return (!d->measure || session_put(session, d->measure, error)) &&
	       session_put(session, d->decision, error);
}

/* The decision and its measure, changed by change, in one step of undo. */
static gboolean follow(struct session *session, gint64 key, const char *title,
		       void (*change)(struct deciding *d, int today, gconstpointer data),
		       gconstpointer data, GError **error)
{
	struct deciding d = {0};
	gboolean ok = FALSE;

	if (!session_may(session, ACTION_MEETING_DECIDE, NULL, error))
		return FALSE;
	d.decision = session_get(session, &decision_kind, key, error);
	if (d.decision && d.decision->measure)
		d.measure = session_get(session, &measure_kind, d.decision->measure, error);
	if (d.decision) {
		change(&d, time_day(session_now(session)), data);
		ok = session_change(
			session, ACTION_MEETING_DECIDE,
			g_strdup_printf("%s, %s", title, d.decision->text ? d.decision->text : "–"),
			both_put, &d, error);
	}
	record_free(d.decision);
	record_free(d.measure);
	return ok;
}

static void done(struct deciding *d, int today, gconstpointer data UNUSED)
{
	d->decision->closed = today;
	if (d->measure) {
		d->measure->state = MEASURE_DONE;
		d->measure->finished = today;
	}
}

gboolean app_decision_done(struct session *session, gint64 decision, GError **error)
{
	return follow(session, decision, _("done"), done, NULL, error);
}

struct later_day {
	int due;
	const char *reason;
};

static void move(struct deciding *d, int today UNUSED, gconstpointer data)
{
	const struct later_day *to = data;

	if (d->decision->until_week != WEEK_NONE)
		d->decision->until_week = week_of_day(to->due);
	else
		d->decision->due = to->due;
	field_set_text(&d->decision->reason, to->reason);
	if (d->measure) {
		d->measure->due = to->due;
		field_set_text(&d->measure->reason, to->reason);
	}
}

gboolean app_decision_move(struct session *session, gint64 decision, int due, const char *reason,
			   GError **error)
{
	const struct later_day to = {due, reason};
	int today = time_day(session_now(session));

	if (due == DAY_NONE || due < today)
		return app_refuse(error,
				  _("It is moved to a day that is still to come, such as 18/10."));
	return follow(session, decision, _("moved"), move, &to, error);
}

static void drop(struct deciding *d, int today, gconstpointer reason)
{
	d->decision->closed = today;
	field_set_text(&d->decision->reason, reason);
	if (d->measure) {
		d->measure->state = MEASURE_DROPPED;
		d->measure->finished = today;
		field_set_text(&d->measure->reason, reason);
	}
}

gboolean app_decision_drop(struct session *session, gint64 decision, const char *reason,
			   GError **error)
{
	if (!reason || !*reason)
		return app_refuse(error,
				  _("It is dropped with a reason, such as “the place is rebuilt in "
				    "spring”."));
	return follow(session, decision, _("dropped"), drop, reason, error);
}

gboolean app_remind(struct session *session, const struct subject *about, int due, const char *text,
		    GError **error)
{
	g_autofree char *clean = text_clean(text ? text : "", -1, FALSE);
	struct reminder *r;
	gboolean ok;

	if (due == DAY_NONE || (!*clean && subject_equal(about, &(struct subject){0})))
		return app_refuse(error,
				  _("Say what is brought back and on which day, such as 18/10."));
	r = record_new(&reminder_kind);
	r->about = *about;
	r->due = due;
	r->entered_by = session_participant(session)->record.key;
	r->entered_at = session_now(session);
	field_set_text(&r->text, clean);
	ok = session_save(session, ACTION_MEETING_DECIDE,
			  g_strdup_printf(_("brought back, %s"), *clean ? clean : "–"), r, error);
	record_free(r);
	return ok;
}
