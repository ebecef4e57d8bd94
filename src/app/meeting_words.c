/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the meeting, for screen, paper and warnings alike. */
#include "config.h"

#include "osg/calendar.h"
#include "osg/app.h"
#include "osg/meeting.h"
#include "osg/week.h"
#include "osg/words.h"

const char *meeting_item_title(const struct agenda_item *item)
{
	static const char *const titles[] = {
		[AGENDA_OPENING] = N_("Roll call"),     [AGENDA_FOLLOW_UP] = N_("Last week"),
		[AGENDA_ROUND] = N_("The round"),       [AGENDA_PICTURE] = N_("The picture"),
		[AGENDA_PRIORITIES] = N_("Priorities"), [AGENDA_MEASURES] = N_("Measures"),
		[AGENDA_GROUPS] = N_("Focus groups"),   [AGENDA_AHEAD] = N_("Next week"),
		[AGENDA_READ_BACK] = N_("Read-back"),   [AGENDA_OWN] = N_("Other"),
	};

	return item->title ? item->title : _(titles[item->kind]);
}

const char *meeting_presence_word(int presence)
{
	static const char *const words[] = {
		[PRESENCE_UNKNOWN] = N_("not said"), [PRESENCE_PRESENT] = N_("present"),
		[PRESENCE_REMOTE] = N_("on a line"), [PRESENCE_EXCUSED] = N_("excused"),
		[PRESENCE_ABSENT] = N_("absent"),
	};

	return _(words[presence]);
}

char *meeting_due_words(int due, gint64 now)
{
	g_autofree char *day = NULL;
	int today;

	if (due == DAY_NONE)
		return NULL;
	today = time_day(now);
	if (due < today)
		return g_strdup_printf(ngettext("%d day late", "%d days late", today - due),
				       today - due);
	day = day_name_near(due, today);
	return g_strdup_printf(_("by %s"), day);
}

char *subject_words(struct session *session, const struct subject *about)
{
	const struct registry *v = session_registry(session);
	const struct place *place = registry_place(v, about->place);
	const struct category *category = registry_category(v, about->category);
	const struct area *area = registry_area(v, about->area);
	struct hotspot_record *h =
		about->hotspot ? session_get(session, &hotspot_kind, about->hotspot, NULL) : NULL;
	const struct place *first =
		h && h->places->len ? registry_place(v, refs_at(h->places, 0)) : NULL;
	char *out;

	if (h)
		out = g_strdup_printf(_("hotspot %d %s"), h->number,
				      first     ? first->name
				      : h->near ? h->near
						: "");
	else if (place)
		out = g_strdup(place->name);
	else if (category && area)
		out = g_strdup_printf("%s, %s", registry_label(v, category), area->name);
	else
		out = g_strdup(category ? registry_label(v, category) : area ? area->name : "");
	record_free(h);
	return out;
}

char *meeting_outcome_words(struct session *session UNUSED, const struct meeting_decision *d)
{
	g_autofree char *week = d->until_week != WEEK_NONE ? week_name(d->until_week) : NULL;
	const char *reason = d->reason ? d->reason : "–";

	switch (d->outcome) {
	case OUTCOME_WATCH:
		return g_strdup_printf(_("watched until %s"), week ? week : "–");
	case OUTCOME_GROUP:
		return g_strdup(_("focus group started"));
	case OUTCOME_DISMISSED:
		return g_strdup_printf(_("dismissed: %s"), reason);
	case OUTCOME_NO_ACTION:
		return g_strdup_printf(_("no action: %s"), reason);
	default:
		return g_strdup(d->text ? d->text : "–");
	}
}

static char *about_words(struct session *session, const struct meeting_decision *d)
{
	if (d->places->len)
		return g_strdup_printf(ngettext("%u place", "%u places", d->places->len),
				       d->places->len);
	return subject_words(session, &d->about);
}

char *meeting_decision_what(struct session *session, const struct meeting_decision *d)
{
	g_autofree char *about = about_words(session, d),
			*outcome = meeting_outcome_words(session, d);

	if (d->outcome == OUTCOME_GROUP && d->text)
		return g_strdup_printf(_("focus group %s"), d->text);
	if (d->hours && *d->hours)
		return g_strdup_printf("%s, %s%s%s", outcome, about, *about ? ", " : "", d->hours);
	if (d->outcome == OUTCOME_MEASURE || d->outcome == OUTCOME_OTHER || !*about)
		return g_steal_pointer(&outcome);
	return g_strdup_printf("%s – %s", about, outcome);
}

char *meeting_decision_title(struct session *session, const struct meeting_decision *d)
{
	const struct organisation *owner =
		registry_organisation(session_registry(session), d->owner);
	g_autofree char *what = meeting_decision_what(session, d);

	return owner ? g_strdup_printf("%s: %s", owner->code, what) : g_steal_pointer(&what);
}

char *meeting_decision_words(struct session *session, const struct meeting_decision *d)
{
	g_autofree char *title = meeting_decision_title(session, d);
	g_autofree char *day = d->due != DAY_NONE ? day_name(d->due) : NULL;

	return day ? g_strdup_printf(_("%s, by %s"), title, day) : g_steal_pointer(&title);
}

char *meeting_decision_more(struct session *session, const struct meeting_decision *d)
{
	struct measure_item *item = d->measure ? app_measure(session, d->measure, NULL) : NULL;
	g_autofree char *lacks = item ? words_lacks(item->lacks) : NULL;
	g_autofree char *about = subject_words(session, &d->about);
	GString *out = g_string_new(NULL);

	if (*about)
		g_string_append_printf(out, _("About: %s. "), about);
	if (lacks && *lacks)
		g_string_append_printf(out, _("Draft, lacks %s. "), lacks);
	else if (item && item->yardstick && item->yardstick->text)
		g_string_append_printf(out, _("How we know: %s. "), item->yardstick->text);
	if (d->reason && d->outcome != OUTCOME_DISMISSED && d->outcome != OUTCOME_NO_ACTION)
		g_string_append_printf(out, _("Because: %s. "), d->reason);
	measure_item_free(item);
	return g_string_free(out, FALSE);
}

/* the clock */

static int minutes_planned_until(const struct meeting_whole *w, const struct agenda_item *last)
{
	int sum = 0;

	for (guint i = 0; i < w->items->len; i++) {
		const struct agenda_item *item = w->items->pdata[i];

		if (item->position <= last->position)
			sum += item->minutes;
	}
	return sum;
}

static int seconds_used(const struct meeting_whole *w, gint64 now)
{
	int sum = 0;

	for (guint i = 0; i < w->items->len; i++)
		sum += meeting_item_seconds(w, w->items->pdata[i], now);
	return sum;
}

static int seconds_over(const struct meeting_whole *w, gint64 now)
{
	const struct agenda_item *item = meeting_item(w);

	return item && w->meeting->state == MEETING_OPEN
		       ? seconds_used(w, now) - minutes_planned_until(w, item) * 60
		       : 0;
}

gboolean meeting_is_over(const struct meeting_whole *w, gint64 now)
{
	return seconds_over(w, now) >= 60;
}

/* Late is what has been used beyond all that was planned up to this item's end. */
char *meeting_clock_words(const struct meeting_whole *w, gint64 now)
{
	int over = seconds_over(w, now) / 60;

	if (!meeting_item(w) || w->meeting->state != MEETING_OPEN)
		return g_strdup("");
	return over > 0 ? g_strdup_printf(ngettext("%d min over", "%d min over", over), over)
			: g_strdup(_("in time"));
}

char *meeting_left_words(const struct meeting_whole *w, gint64 now)
{
	int left = w->meeting->minutes - seconds_used(w, now) / 60;

	if (w->meeting->state == MEETING_CLOSED)
		return g_strdup(_("closed"));
	return left >= 0 ? g_strdup_printf(ngettext("%d min left", "%d min left", left), left)
			 : g_strdup_printf(ngettext("%d min over time", "%d min over time", -left),
					   -left);
}

/* before and after */

static char *time_words(gint64 at)
{
	g_autofree char *words = NULL;
	int day, seconds;

	time_to_local(at, &day, &seconds);
	words = day_name(day);
	return seconds ? g_strdup_printf("%s %02d:%02d", words, seconds / 3600, seconds / 60 % 60)
		       : g_steal_pointer(&words);
}

char *meeting_when_words(const struct meeting *m)
{
	return time_words(m->started_at != TIME_NONE ? m->started_at : m->planned_at);
}

char *meeting_next_words(const struct meeting_whole *w)
{
	g_autofree char *week = week_name(w->meeting->week + 1);
	g_autofree char *when = NULL;
	int day, seconds;

	time_to_local(w->meeting->planned_at, &day, &seconds);
	when = time_words(time_from_local(day + 7, seconds, FALSE, NULL));
	return g_strdup_printf(_("%s, about %s"), when, week);
}

char *meeting_event_words(const struct planned_event *e)
{
	g_autofree char *from = time_words(e->time_from);
	int first, last, seconds;

	time_to_local(e->time_from, &first, &seconds);
	time_to_local(MAX(e->time_to - 1, e->time_from), &last, &seconds);
	if (last > first + 1 || (last > first && e->time_to - e->time_from >= DAY_SECONDS)) {
		g_autofree char *to = day_name(last);

		return g_strdup_printf("%s–%s", from, to);
	}
	return g_steal_pointer(&from);
}

/* Of the week that is talked about, or said in the week of the meeting, until it closed. */
static gboolean is_line_of(const struct status_line *line, const struct meeting *m)
{
	return line->week <= m->week ||
	       (line->week == m->week + 1 &&
		(m->ended_at == TIME_NONE || line->entered_at <= m->ended_at));
}

char *meeting_group_words(struct session *session, const struct focus_group *g,
			  const struct meeting *m)
{
	int week = m->week;
	g_autoptr(GPtrArray) lines =
		session_where(session, &status_line_kind, "focus_group", g->record.key, NULL);
	const struct status_line *last = NULL;
	GString *out = g_string_new(NULL);

	for (guint i = 0; lines && i < lines->len; i++) {
		const struct status_line *line = lines->pdata[i];

		if (is_line_of(line, m) && (!last || line->week >= last->week))
			last = line;
	}
	if (week < g->started_week) {
		g_autofree char *start = week_name_beside(g->started_week, week);

		g_string_append_printf(out, _("Begins %s."), start);
	} else {
		g_string_append_printf(out, _("Week %d."), week - g->started_week + 1);
	}
	if (g->planned_end != DAY_NONE) {
		g_autofree char *end = day_name(g->planned_end);

		g_string_append_printf(out, _(" Until %s."), end);
	}
	if (last && last->text)
		g_string_append_printf(out, " %s", last->text);
	else if (week >= g->started_week)
		g_string_append_printf(out, " %s", _("No line of status yet: a report is due."));
	return g_string_free(out, FALSE);
}

enum { WAITING_MOST = 6 };

/* "GRAN: Text message to the neighbours, 25 days late" a line, the latest first. */
static void add_late(struct session *session, const GPtrArray *late, GString *out)
{
	const struct registry *v = session_registry(session);

	for (guint i = 0; late && i < MIN(late->len, WAITING_MOST); i++) {
		const struct measure_item *item = late->pdata[i];
		const char *owner = registry_organisation_code(v, item->measure->owner);
		g_autofree char *state =
			words_measure_state(item->measure, item->lacks, item->days_late);

		g_string_append_printf(out, "\n! %s: %s, %s", owner, item->measure->title, state);
	}
	if (late && late->len > WAITING_MOST)
		g_string_append_printf(out, _("\n  and %u more"), late->len - WAITING_MOST);
}

static void add_hotspots(const struct picture *picture, GString *out)
{
	const char *before = _("\n\nHotspots without a decision: ");

	for (guint i = 0; i < picture->hotspots->len; i++) {
		const struct picture_hotspot *h = picture->hotspots->pdata[i];
		g_autofree char *title = words_hotspot_title(h);

		if (!hotspot_is_open(h))
			continue;
		g_string_append_printf(out, "%s%s", before, title);
		before = "; ";
	}
}

static void add_silent(const struct picture *picture, GString *out)
{
	const char *before = _("\n\nSilent: ");

	for (guint i = 0; i < picture->organisations->len; i++) {
		const struct picture_organisation *o = picture->organisations->pdata[i];

		if (o->roll != ROLL_SILENT)
			continue;
		g_string_append_printf(out, "%s%s", before, o->code);
		before = ", ";
	}
}

char *meeting_waits_words(struct session *session, int week, const struct picture *picture)
{
	GString *out = g_string_new(NULL);
	g_autoptr(GPtrArray) decisions =
		session_where(session, &decision_kind, "closed", DAY_NONE, NULL);
	const struct measures_query late_query = {.which = MEASURES_LATE},
				    open_query = {.which = MEASURES_OPEN};
	g_autoptr(GPtrArray) late = app_measures(session, &late_query, NULL),
			     open = app_measures(session, &open_query, NULL);
	g_autofree char *name = week_name(week);

	int decided = decisions ? (int)decisions->len : 0, at_work = open ? (int)open->len : 0,
	    overdue = late ? (int)late->len : 0;
	g_autofree char *decided_words = g_strdup_printf(
				ngettext("%d decision", "%d decisions", decided), decided),
			*measures_words = g_strdup_printf(
				ngettext("%d measure", "%d measures", at_work), at_work),
			*late_words =
				g_strdup_printf(ngettext("%d late", "%d late", overdue), overdue);

	/* TRANSLATORS: "Open before the meeting about w.43: 12 decisions and 12 measures, 1 late."
	 */
	g_string_append_printf(out, _("Open before the meeting about %s: %s and %s, %s."), name,
			       decided_words, measures_words, late_words);
	add_late(session, late, out);
	if (picture) {
		add_hotspots(picture, out);
		add_silent(picture, out);
	}
	return g_string_free(out, FALSE);
}

static void add_year_ago(struct session *session, int week, GPtrArray *out)
{
	int year, number, then, sum = 0;
	g_autoptr(GArray) counts = NULL;
	g_autofree char *name = NULL;

	week_to_iso(week, &year, &number);
	then = week_from_iso(year - 1, MIN(number, 52));
	counts = then != WEEK_NONE ? session_week_counts(session, then, then, NULL) : NULL;
	for (guint i = 0; counts && i < counts->len; i++)
		sum += g_array_index(counts, struct week_count, i).counted;
	name = week_name(week);
	if (sum)
		g_ptr_array_add(out, g_strdup_printf(ngettext("The same week a year ago, %s: %d "
							      "event.",
							      "The same week a year ago, %s: %d "
							      "events.",
							      (gulong)sum),
						     name, sum));
	else
		g_ptr_array_add(out, g_strdup_printf(_("Nothing is kept of %s a year ago."), name));
}

/* The 25th, or the working day before. */
static void add_pay_day(int from, int to, GPtrArray *out)
{
	for (int day = from; day <= to; day++) {
		int year, month, mday, paid = day;
		g_autofree char *words = NULL;

		day_to_civil(day, &year, &month, &mday);
		if (mday != 25)
			continue;
		while (day_weekday(paid) > 4)
			paid--;
		words = day_name(paid);
		g_ptr_array_add(out, g_strdup_printf(_("Pay day: %s."), words));
	}
}

GPtrArray *meeting_ahead_words(struct session *session, int week)
{
	GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
	int next = week + 1;

	for (int w = next; w <= next + 1; w++) {
		const char *mark = calendar_name(calendar_mark(w));
		g_autofree char *name = week_name(w);

		if (*mark)
			g_ptr_array_add(out, g_strdup_printf("%s: %s.", name, mark));
	}
	add_pay_day(week_monday(next), week_monday(next) + 8, out);
	add_year_ago(session, next, out);
	return out;
}
