/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A meeting as it stands: the records that belong to it and what is carried to it from before. */
#include "config.h"

#include <string.h>

#include "osg/meeting.h"
#include "osg/week.h"

#define AHEAD_DAYS 9 /* the weekend and the week to come */

/* districts */

GPtrArray *meeting_districts(const struct session *session)
{
	const GPtrArray *areas = registry_areas(session_registry(session));
	GPtrArray *out = g_ptr_array_new();

	for (int level = AREA_DISTRICT; level <= AREA_AREA && !out->len; level++)
		for (guint i = 0; i < areas->len; i++)
			if (((const struct area *)areas->pdata[i])->level == level)
				g_ptr_array_add(out, areas->pdata[i]);
	return out;
}

int meeting_level(const GPtrArray *levels, gint64 area)
{
	for (guint i = 0; i < levels->len; i++) {
		const struct district_level *l = levels->pdata[i];

		if (l->area == area)
			return l->level;
	}
	return -1;
}

/* finding */

static GPtrArray *records_new(void)
{
	return g_ptr_array_new_with_free_func(record_free);
}

gint64 app_meeting_of_week(struct session *session, int week, GError **error)
{
	g_autoptr(GPtrArray) all = session_where(session, &meeting_kind, "week", week, error);

	for (guint i = 0; all && i < all->len; i++) {
		const struct meeting *m = all->pdata[i];

		if (!m->focus_group)
			return m->record.key;
	}
	return 0;
}

static int by_item(gconstpointer a, gconstpointer b)
{
	const struct agenda_item *x = *(gpointer const *)a, *y = *(gpointer const *)b;

	return x->position - y->position;
}

static int by_made(gconstpointer a, gconstpointer b)
{
	const struct meeting_decision *x = *(gpointer const *)a, *y = *(gpointer const *)b;

	return x->position - y->position;
}

/* A watch is due with its week. */
static int decision_due(const struct meeting_decision *d)
{
	if (d->due != DAY_NONE)
		return d->due;
	return d->until_week != WEEK_NONE ? week_monday(d->until_week) + 6 : G_MAXINT;
}

static int by_decision_due(gconstpointer a, gconstpointer b)
{
	int x = decision_due(*(gpointer const *)a), y = decision_due(*(gpointer const *)b);

	return (x > y) - (x < y);
}

static int measure_due(const struct measure *m)
{
	return m->due == DAY_NONE ? G_MAXINT : m->due;
}

static int by_measure_due(gconstpointer a, gconstpointer b)
{
	int x = measure_due(*(gpointer const *)a), y = measure_due(*(gpointer const *)b);

	return (x > y) - (x < y);
}

static int by_begin(gconstpointer a, gconstpointer b)
{
	const struct planned_event *x = *(gpointer const *)a, *y = *(gpointer const *)b;

	return (x->time_from > y->time_from) - (x->time_from < y->time_from);
}

static gboolean is_carried(gpointer record, gpointer of)
{
	const struct meeting_decision *d = record;
	const struct meeting *meeting = of;

	return d->meeting != meeting->record.key && d->closed == DAY_NONE;
}

static gboolean is_open_measure(gpointer record, gpointer meeting UNUSED)
{
	const struct measure *m = record;

	return m->state != MEASURE_DONE && m->state != MEASURE_DROPPED;
}

/* As it was at a meeting that is closed. */
static gboolean is_active_group(gpointer record, gpointer of)
{
	const struct focus_group *g = record;
	const struct meeting *meeting = of;

	if (meeting->state != MEETING_CLOSED)
		return g->state == GROUP_ACTIVE;
	return g->started_week <= meeting->week + 1 &&
	       (g->ended_week == WEEK_NONE || g->ended_week > meeting->week);
}

static gboolean is_ahead(gpointer record, gpointer meeting)
{
	const struct planned_event *e = record;
	gint64 from = week_end(((const struct meeting *)meeting)->week);

	return e->time_to >= from && e->time_from < from + AHEAD_DAYS * DAY_SECONDS;
}

/* Of the latest week before that has any. */
static GPtrArray *levels_before(struct session *session, int week, GError **error)
{
	GPtrArray *all = session_all(session, &district_level_kind, error);
	int latest = WEEK_NONE;

	for (guint i = 0; all && i < all->len; i++) {
		int w = ((const struct district_level *)all->pdata[i])->week;

		if (w < week)
			latest = MAX(latest, w);
	}
	for (guint i = all ? all->len : 0; i-- > 0;)
		if (((const struct district_level *)all->pdata[i])->week != latest)
			g_ptr_array_remove_index(all, i);
	return all;
}

/* By the roll call's order; an organisation that joined since stands there too, not stored yet. */
static GPtrArray *attendance_read(struct session *session, const struct meeting *meeting,
				  GError **error)
{
	const GPtrArray *organisations = registry_organisations(session_registry(session));
	g_autoptr(GPtrArray) all =
		session_where(session, &attendance_kind, "meeting", meeting->record.key, error);
	GPtrArray *out = all ? records_new() : NULL;

	for (guint i = 0; out && i < organisations->len; i++) {
		const struct organisation *o = organisations->pdata[i];

		for (guint a = 0; a < all->len; a++)
			if (((struct attendance *)all->pdata[a])->organisation == o->record.key)
				g_ptr_array_add(out, record_copy(all->pdata[a]));
	}
	return out;
}

struct meeting_whole *app_meeting_read(struct session *session, gint64 key, GError **error)
{
	struct meeting_whole *w = g_new0(struct meeting_whole, 1);

	w->meeting = session_get(session, &meeting_kind, key, error);
	if (w->meeting &&
	    (w->items = session_where(session, &agenda_item_kind, "meeting", key, error)) &&
	    (w->attendance = attendance_read(session, w->meeting, error)) &&
	    (w->decisions = session_where(session, &decision_kind, "meeting", key, error)) &&
	    (w->carried = records_filter(
		     session_where(session, &decision_kind, "closed", DAY_NONE, error), is_carried,
		     w->meeting)) &&
	    (w->levels = session_where(session, &district_level_kind, "week", w->meeting->week,
				       error)) &&
	    (w->levels_before = levels_before(session, w->meeting->week, error)) &&
	    (w->measures = records_filter(session_all(session, &measure_kind, error),
					  is_open_measure, w->meeting)) &&
	    (w->groups = records_filter(session_all(session, &focus_group_kind, error),
					is_active_group, w->meeting)) &&
	    (w->events = records_filter(session_all(session, &planned_event_kind, error), is_ahead,
					w->meeting))) {
		g_ptr_array_sort(w->items, by_item);
		g_ptr_array_sort(w->decisions, by_made);
		g_ptr_array_sort(w->carried, by_decision_due);
		g_ptr_array_sort(w->measures, by_measure_due);
		g_ptr_array_sort(w->events, by_begin);
		return w;
	}
	if (error && !*error)
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("There is no such meeting."));
	meeting_whole_free(w);
	return NULL;
}

void meeting_whole_free(struct meeting_whole *w)
{
	GPtrArray *arrays[9];

	if (!w)
		return;
	memcpy(arrays,
	       (GPtrArray *[]){w->items, w->attendance, w->decisions, w->carried, w->levels,
			       w->levels_before, w->measures, w->groups, w->events},
	       sizeof arrays);
	for (gsize i = 0; i < G_N_ELEMENTS(arrays); i++)
		if (arrays[i])
			g_ptr_array_unref(arrays[i]);
	record_free(w->meeting);
	g_free(w);
}

struct agenda_item *meeting_item(const struct meeting_whole *w)
{
	for (guint i = 0; i < w->items->len; i++) {
		struct agenda_item *item = w->items->pdata[i];

		if (item->position >= w->meeting->position)
			return item;
	}
	return w->items->len ? w->items->pdata[w->items->len - 1] : NULL;
}

int meeting_item_seconds(const struct meeting_whole *w, const struct agenda_item *item, gint64 now)
{
	gint64 since = w->meeting->position_since;

	if (item != meeting_item(w) || w->meeting->state != MEETING_OPEN || since == TIME_NONE)
		return item->seconds;
	return item->seconds + (int)CLAMP(now - since, 0, DAY_SECONDS);
}

gboolean meeting_leads(struct session *session, const struct meeting *meeting, GError **error)
{
	const struct participant *me = session_participant(session);
	struct participant *chair;

	if (me && meeting->chair == me->record.key)
		return TRUE;
	chair = session_get(session, &participant_kind, meeting->chair, NULL);
	g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
		    _("%s leads this meeting: you watch until it is handed over."),
		    chair && chair->title ? chair->title : "?");
	record_free(chair);
	return FALSE;
}
