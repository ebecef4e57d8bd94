/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands at each item of the agenda: a function an item, in a table. */
#include "config.h"

#include "screens/meeting_rows.h"

#include "osg/app_programme.h"
#include "osg/when.h"
#include "osg/words.h"

#include <string.h>

#define OBSERVATIONS_SHOWN 6

/* Free text, unless it is hidden from the projector. */
static char *shown_text(const struct meeting_screen *self, const char *text)
{
	if (!text || !*text)
		return NULL;
	return g_strdup(self->hidden ? _("(free text is hidden)") : text);
}

static gint64 now_of(const struct meeting_screen *self)
{
	return session_now(self->session);
}

/* opening */

const struct picture_organisation *meeting_organisation(const struct meeting_screen *self,
							gint64 organisation)
{
	const struct picture *picture = ui_picture(self->ui);
	const struct organisation *called =
		registry_organisation(session_registry(self->session), organisation);

	for (guint i = 0; called && picture && i < picture->organisations->len; i++) {
		const struct picture_organisation *o = picture->organisations->pdata[i];

		if (strcmp(o->code, called->code) == 0)
			return o;
	}
	return NULL;
}

static const char *presence_mark(int presence)
{
	static const char *const marks[] = {
		[PRESENCE_UNKNOWN] = "",  [PRESENCE_PRESENT] = "✓", [PRESENCE_REMOTE] = "✓",
		[PRESENCE_EXCUSED] = "–", [PRESENCE_ABSENT] = "–",
	};

	return marks[presence];
}

static char *reported_words(const struct picture_organisation *o)
{
	if (!o)
		return NULL;
	if (o->roll == ROLL_REPORTED)
		return g_strdup_printf(ngettext("%d report", "%d reports", (gulong)o->reports),
				       o->reports);
	return words_roll(o);
}

static void add_attendance(struct meeting_screen *self, const struct attendance *a)
{
	const struct organisation *o =
		registry_organisation(session_registry(self->session), a->organisation);
	const struct picture_organisation *sent = meeting_organisation(self, a->organisation);
	gboolean plain = a->presence == PRESENCE_UNKNOWN || a->presence == PRESENCE_PRESENT;
	g_autofree char *note = shown_text(self, a->note);
	gboolean silent = sent && sent->roll == ROLL_SILENT;
	struct meeting_row *row;

	row = meeting_row_add(self, ROW_ORGANISATION, a->organisation, presence_mark(a->presence),
			      g_strdup_printf("%-5s %s%s%s", o ? o->code : "?", o ? o->name : "",
					      plain ? "" : " · ",
					      plain ? "" : meeting_presence_word(a->presence)),
			      reported_words(sent));
	row->of = a;
	if (note)
		row->more = g_strdup_printf(_("Why silent: %s"), note);
	else if (silent)
		row->more = ui_hint(self->ui, _("Silent, and nobody has said why. {meeting.why} "
						"notes why; {meeting.nil} says that they have "
						"nothing to report."));
}

static void make_opening(struct meeting_screen *self)
{
	const struct meeting_whole *w = self->whole;
	const struct picture *picture = ui_picture(self->ui);
	g_autofree char *reported = picture ? words_roll_count(picture) : NULL;
	int here = 0;

	for (guint i = 0; i < w->attendance->len; i++) {
		const struct attendance *a = w->attendance->pdata[i];

		here += a->presence == PRESENCE_PRESENT || a->presence == PRESENCE_REMOTE;
	}
	meeting_row_words(
		self, g_strdup(_("Secrecy: we speak of events and places, never of persons; what "
				 "is said here stays here.")));
	meeting_row_heading(self, _("Present"),
			    g_strdup_printf(_("%d of %u here · %s"), here, w->attendance->len,
					    reported ? reported : "–"));
	for (guint i = 0; i < w->attendance->len; i++)
		add_attendance(self, w->attendance->pdata[i]);
}

/* last week */

static gboolean is_late(int due, gint64 now)
{
	int today = time_day(now);

	return due != DAY_NONE && due < today;
}

static void add_carried(struct meeting_screen *self, const struct meeting_decision *d)
{
	g_autofree char *week = d->until_week != WEEK_NONE ? week_name(d->until_week) : NULL;
	gboolean ran_out =
		d->until_week != WEEK_NONE && d->until_week <= self->whole->meeting->week;
	gboolean late = is_late(d->due, now_of(self)) || ran_out;
	struct meeting_row *row =
		meeting_row_add(self, ROW_DECISION, d->record.key, late ? "!" : "",
				meeting_decision_title(self->session, d),
				week ? g_strdup_printf(_("until %s"), week)
				     : meeting_due_words(d->due, now_of(self)));

	row->of = d;
	row->about = d->about;
	row->more = meeting_decision_more(self->session, d);
}

static gboolean is_behind(const GPtrArray *decisions, gint64 measure)
{
	for (guint i = 0; i < decisions->len; i++)
		if (((const struct meeting_decision *)decisions->pdata[i])->measure == measure)
			return TRUE;
	return FALSE;
}

static void add_measure(struct meeting_screen *self, const struct measure *m)
{
	const char *owner = registry_organisation_code(session_registry(self->session), m->owner);
	guint lacks = meeting_measure_lacks(self->session, m);
	g_autofree char *lack = words_lacks(lacks);
	gboolean late = is_late(m->due, now_of(self));
	struct meeting_row *row = meeting_row_add(
		self, ROW_MEASURE, m->record.key,
		m->state == MEASURE_DRAFT ? "~"
		: late                    ? "!"
					  : "",
		g_strdup_printf("%s: %s", owner, m->title ? m->title : "–"),
		m->state == MEASURE_DRAFT && lacks ? g_strdup_printf(_("draft: %s?"), lack)
						   : meeting_due_words(m->due, now_of(self)));

	row->of = m;
	row->about = (struct subject){.place = m->place, .area = m->area, .measure = m->record.key};
	row->more = m->cause_text ? g_strdup_printf(_("Against: %s"), m->cause_text) : NULL;
}

static guint count_late(const struct meeting_screen *self)
{
	const struct meeting_whole *w = self->whole;
	guint late = 0;

	for (guint i = 0; i < w->carried->len; i++)
		late += is_late(((struct meeting_decision *)w->carried->pdata[i])->due,
				now_of(self));
	return late;
}

/* "2 late, 1 within a week". Owned. */
static char *due_words(const struct programme_due *due)
{
	g_autofree char *late =
		g_strdup_printf(ngettext("%d late", "%d late", due->late), due->late);

	return due->soon ? g_strdup_printf(_("%s, %d within a week"), late, due->soon)
			 : g_steal_pointer(&late);
}

static void add_due(struct meeting_screen *self)
{
	if (self->due && self->due->len)
		meeting_row_heading(self, _("Due in the programme"), NULL);
	for (guint i = 0; self->due && i < self->due->len; i++) {
		const struct programme_due *due = self->due->pdata[i];
		g_autofree char *names = shown_text(self, due->names);
		struct meeting_row *row = meeting_row_add(
			self, ROW_DUE, i + 1, due->late ? "!" : "",
			g_strdup_printf("%s: %s", due->title, names), due_words(due));

		row->more = g_strdup_printf("%s.", names);
	}
}

static void make_follow_up(struct meeting_screen *self)
{
	const struct meeting_whole *w = self->whole;
	guint late = count_late(self);
	gboolean more = FALSE;
	g_autofree char *open_words =
		g_strdup_printf(ngettext("%u open", "%u open", w->carried->len), w->carried->len);
	g_autofree char *late_words = g_strdup_printf(ngettext("%u late", "%u late", late), late);

	meeting_row_heading(self, _("Decisions not yet closed"),
			    g_strdup_printf("%s, %s", open_words, late_words));
	for (guint i = 0; i < w->carried->len; i++)
		add_carried(self, w->carried->pdata[i]);
	if (!w->carried->len)
		meeting_row_words(self,
				  g_strdup(_("Everything that was decided before is closed.")));
	for (guint i = 0; i < w->measures->len; i++) {
		const struct measure *m = w->measures->pdata[i];

		if (m->meeting == w->meeting->record.key || is_behind(w->carried, m->record.key) ||
		    is_behind(w->decisions, m->record.key))
			continue;
		if (!more)
			meeting_row_heading(self, _("Other open measures"), NULL);
		more = TRUE;
		add_measure(self, m);
	}
	add_due(self);
}

/* the round */

static char *observation_words(const struct meeting_screen *self, const struct observation_row *row)
{
	const struct registry *v = session_registry(self->session);
	const struct place *place = registry_place(v, row->place);
	const struct area *area = registry_area(v, row->area);
	const struct when when = {row->time_from, row->time_to, row->time_precision};
	g_autofree char *at = when_format(&when, self->whole->meeting->week);

	return g_strdup_printf("  %s  %s, %s", at,
			       registry_label(v, registry_category(v, row->category)),
			       place  ? place->name
			       : area ? area->name
				      : "–");
}

static void add_observations(struct meeting_screen *self, const struct organisation *o)
{
	g_autofree char *filter = filter_for("who", o->code, session_english(self->session));
	int week = self->whole->meeting->week;
	struct listing *listing =
		app_list(self->session, filter, week, week, OBSERVATIONS_SHOWN, NULL);

	for (guint i = 0; listing && i < listing->rows->len; i++)
		meeting_row_words(
			self, observation_words(self, &g_array_index(listing->rows,
								     struct observation_row, i)));
	if (listing && listing->total > listing->rows->len) {
		g_autofree char *more = g_strdup_printf(
			ngettext("  %u more · {meeting.observations} shows them all",
				 "  %u more · {meeting.observations} shows them all",
				 (gulong)listing->total - listing->rows->len),
			(guint)listing->total - listing->rows->len);

		meeting_row_words(self, ui_hint(self->ui, more));
	}
	listing_free(listing);
}

static void make_round(struct meeting_screen *self)
{
	const struct meeting_whole *w = self->whole;

	for (guint i = 0; i < w->attendance->len; i++) {
		const struct attendance *a = w->attendance->pdata[i];
		const struct organisation *o =
			registry_organisation(session_registry(self->session), a->organisation);
		g_autofree char *told = shown_text(self, a->said);
		struct meeting_row *row;

		if (!o)
			continue;
		if (!self->turn)
			self->turn = a->organisation;
		row = meeting_row_add(self, ROW_ORGANISATION, a->organisation, told ? "✓" : "",
				      g_strdup_printf("%-5s %s", o->code, told ? told : o->name),
				      reported_words(meeting_organisation(self, a->organisation)));
		row->of = a;
		row->more = told ? g_strdup_printf("%s: %s", o->name, told) : NULL;
		if (a->organisation == self->turn)
			add_observations(self, o);
	}
}

/* measures and groups */

static void make_measures(struct meeting_screen *self)
{
	const struct meeting_whole *w = self->whole;
	guint of_today = 0, before = 0;

	meeting_row_heading(self, _("Decided today"), NULL);
	for (guint i = 0; i < w->measures->len; i++) {
		const struct measure *m = w->measures->pdata[i];

		if (m->meeting != w->meeting->record.key)
			continue;
		of_today++;
		add_measure(self, m);
	}
	if (!of_today) {
		g_autofree char *text = ui_hint(
			self->ui,
			_("No measure yet. {meeting.decide} decides one; it needs owner, date, "
			  "cause and yardstick."));

		meeting_row_words(self, g_steal_pointer(&text));
	}
	for (guint i = 0; i < w->measures->len; i++) {
		const struct measure *m = w->measures->pdata[i];

		if (m->meeting == w->meeting->record.key || m->state != MEASURE_DRAFT)
			continue;
		if (!before++)
			meeting_row_heading(self, _("Drafts from before"), NULL);
		add_measure(self, m);
	}
}

static void make_groups(struct meeting_screen *self)
{
	const struct meeting_whole *w = self->whole;
	const struct registry *v = session_registry(self->session);

	for (guint i = 0; i < w->groups->len; i++) {
		const struct focus_group *g = w->groups->pdata[i];
		const char *leader = registry_organisation_code(v, g->leader);
		g_autofree char *since = week_name(g->started_week);
		struct meeting_row *row = meeting_row_add(
			self, ROW_GROUP, g->record.key, "", g_strdup(g->title ? g->title : "–"),
			g_strdup_printf(_("%s since %s"), leader, since));

		row->of = g;
		row->about.focus_group = g->record.key;
		row->more = meeting_group_words(self->session, g, w->meeting);
	}
	if (!w->groups->len)
		meeting_row_words(self, g_strdup(_("No focus group is at work.")));
}

/* the week to come */

static void add_event(struct meeting_screen *self, const struct planned_event *e)
{
	const struct registry *v = session_registry(self->session);
	const struct place *place = registry_place(v, e->place);
	const struct area *area = registry_area(v, e->area);
	const char *where = place ? place->name : area ? area->name : NULL;
	g_autofree char *when = meeting_event_words(e), *note = shown_text(self, e->note);
	struct meeting_row *row =
		meeting_row_add(self, ROW_EVENT, e->record.key, "",
				g_strdup_printf("%s  %s%s%s", when, e->title ? e->title : "–",
						where ? " · " : "", where ? where : ""),
				NULL);

	row->of = e;
	row->about.place = e->place;
	row->about.area = place ? 0 : e->area;
	row->more = g_strdup_printf("%s%s%s%s%s", e->title ? e->title : "–", where ? ", " : "",
				    where ? where : "", note ? ". " : "", note ? note : "");
}

static void add_reported_events(struct meeting_screen *self, int week)
{
	struct listing *listing = app_list(self->session, "EVE", week, week, 10, NULL);

	for (guint i = 0; listing && i < listing->rows->len; i++)
		meeting_row_words(
			self, observation_words(self, &g_array_index(listing->rows,
								     struct observation_row, i)));
	listing_free(listing);
}

static void make_ahead(struct meeting_screen *self)
{
	const struct meeting_whole *w = self->whole;
	int next = w->meeting->week + 1;
	g_autoptr(GPtrArray) facts = meeting_ahead_words(self->session, w->meeting->week);
	g_autofree char *name = week_name(next), *dates = week_dates(next);

	meeting_row_heading(self, _("What is known to come"),
			    g_strdup_printf("%s, %s", name, dates));
	for (guint i = 0; i < w->events->len; i++)
		add_event(self, w->events->pdata[i]);
	add_reported_events(self, next);
	for (guint i = 0; i < facts->len; i++)
		meeting_row_words(self, g_strdup(facts->pdata[i]));
}

/* read-back */

static void make_read_back(struct meeting_screen *self)
{
	const struct meeting_whole *w = self->whole;
	g_autoptr(GPtrArray) warnings =
		app_meeting_warnings(self->session, w, self->matters, ui_picture(self->ui));
	g_autofree char *next = meeting_next_words(w);

	meeting_row_heading(self, _("Decided today"), NULL);
	for (guint i = 0; i < w->decisions->len; i++) {
		const struct meeting_decision *d = w->decisions->pdata[i];
		g_autofree char *words = meeting_decision_words(self->session, d);
		struct meeting_row *row =
			meeting_row_add(self, ROW_DECISION, d->record.key, "",
					g_strdup_printf("%d %s", d->position, words), NULL);

		row->of = d;
		row->about = d->about;
		row->more = meeting_decision_more(self->session, d);
	}
	if (!w->decisions->len)
		meeting_row_words(self, g_strdup(_("Nothing is decided today.")));
	if (warnings->len && w->meeting->state == MEETING_OPEN)
		meeting_row_heading(self, _("Left before the meeting is closed"), NULL);
	for (guint i = 0; i < warnings->len && w->meeting->state == MEETING_OPEN; i++)
		meeting_row_words(self, g_strdup_printf("! %s", (char *)warnings->pdata[i]));
	meeting_row_heading(self, _("Next meeting"), g_strdup(next));
}

static void make_own(struct meeting_screen *self)
{
	const struct agenda_item *item = meeting_shown(self);
	g_autofree char *about = subject_words(self->session, &item->about);

	if (*about) {
		struct meeting_row *row =
			meeting_row_add(self, ROW_MATTER, 1, "", g_strdup(about), NULL);

		row->about = item->about;
	}
	if (item->carried_from)
		meeting_row_words(self,
				  g_strdup(_("Carried from a meeting that did not reach it.")));
}

static void (*const makers[])(struct meeting_screen *self) = {
	[AGENDA_OPENING] = make_opening,
	[AGENDA_FOLLOW_UP] = make_follow_up,
	[AGENDA_ROUND] = make_round,
	[AGENDA_PICTURE] = meeting_item_picture,
	[AGENDA_PRIORITIES] = meeting_item_priorities,
	[AGENDA_MEASURES] = make_measures,
	[AGENDA_GROUPS] = make_groups,
	[AGENDA_AHEAD] = make_ahead,
	[AGENDA_READ_BACK] = make_read_back,
	[AGENDA_OWN] = make_own,
};

void meeting_item_rows(struct meeting_screen *self, const struct agenda_item *item)
{
	makers[item->kind](self);
}
