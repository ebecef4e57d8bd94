/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weeks behind a chart: their counts, what happened in them, who was out at which hour. */
#include "config.h"

#include "osg/app.h"

#include <string.h>

#include "osg/calendar.h"
#include "osg/week.h"

gboolean app_week_totals(struct session *session, int first, int last, int *values, GError **error)
{
	g_autoptr(GArray) counts = session_week_counts(session, first, last, error);

	if (!counts)
		return FALSE;
	memset(values, 0, sizeof *values * (gsize)(last - first + 1));
	for (guint i = 0; i < counts->len; i++) {
		const struct week_count *c = &g_array_index(counts, struct week_count, i);

		values[c->week - first] += c->counted;
	}
	return TRUE;
}

/* what makes a week unlike others */

struct marking {
	const struct registry *v;
	int first, last;
	gint64 area;
	char *const *categories;
	GArray *out;
};

static void mark_clear(gpointer data)
{
	g_free(((struct week_mark *)data)->text);
}

static void add_mark(const struct marking *m, int week, enum week_mark_kind kind, const char *text)
{
	const struct week_mark mark = {week, kind, g_strdup(text)};

	g_array_append_val(m->out, mark);
}

static void mark_calendar(const struct marking *m)
{
	for (int week = m->first; week <= m->last; week++) {
		enum calendar_mark mark = calendar_mark(week);

		if (mark != CALENDAR_ORDINARY)
			add_mark(m, week, WEEK_CALENDAR, calendar_name(mark));
	}
}

static gboolean is_within(const struct marking *m, gint64 area)
{
	for (const struct area *a = registry_area(m->v, area); a;
	     a = registry_area(m->v, a->parent))
		if (a->record.key == m->area)
			return TRUE;
	return !m->area;
}

static gboolean is_about(const struct marking *m, const struct recording_change *change)
{
	const struct category *category = registry_category(m->v, change->category);

	return (!change->area || is_within(m, change->area)) &&
	       (!category || !m->categories || !*m->categories ||
		g_strv_contains((const char *const *)m->categories, category->code));
}

static gboolean mark_recordings(const struct marking *m, struct session *session, GError **error)
{
	g_autoptr(GPtrArray) all = session_all(session, &recording_change_kind, error);

	for (guint i = 0; all && i < all->len; i++) {
		const struct recording_change *change = all->pdata[i];

		if (change->week >= m->first && change->week <= m->last && is_about(m, change))
			add_mark(m, change->week, WEEK_RECORDING, change->note);
	}
	return all != NULL;
}

static gboolean mark_measures(const struct marking *m, struct session *session, GError **error)
{
	g_autoptr(GPtrArray) all = session_all(session, &measure_kind, error);

	for (guint i = 0; all && i < all->len; i++) {
		const struct measure *measure = all->pdata[i];
		const struct place *place = registry_place(m->v, measure->place);
		int week =
			measure->finished == DAY_NONE ? WEEK_NONE : week_of_day(measure->finished);

		if (measure->state == MEASURE_DONE && week >= m->first && week <= m->last &&
		    is_within(m, place ? place->area : measure->area))
			add_mark(m, week, WEEK_MEASURE, measure->title);
	}
	return all != NULL;
}

static int by_week(gconstpointer a, gconstpointer b)
{
	return ((const struct week_mark *)a)->week - ((const struct week_mark *)b)->week;
}

GArray *app_week_marks(struct session *session, int first, int last, gint64 area,
		       char *const *categories, GError **error)
{
	const struct marking m = {session_registry(session),
				  first,
				  last,
				  area,
				  categories,
				  g_array_new(FALSE, FALSE, sizeof(struct week_mark))};

	g_array_set_clear_func(m.out, mark_clear);
	mark_calendar(&m);
	if (mark_recordings(&m, session, error) && mark_measures(&m, session, error)) {
		g_array_sort(m.out, by_week);
		return m.out;
	}
	g_array_unref(m.out);
	return NULL;
}

/* who was out */

/* One or two digits, and nothing before or after that makes it another number: 0..24, else -1. */
static int hour_at(const char *text, const char *begin, const char **end)
{
	int hour = 0;

	*end = text;
	if (!g_ascii_isdigit(*text) ||
	    (text > begin && (g_ascii_isdigit(text[-1]) || text[-1] == '-'))) /* of a date */
		return -1;
	while (g_ascii_isdigit(**end) && *end - text < 3)
		hour = hour * 10 + (*(*end)++ - '0');
	if (**end == ':' || **end == '.') /* 18:30: the hour it begins in */
		for ((*end)++; g_ascii_isdigit(**end);)
			(*end)++;
	return *end - text > 0 && hour <= 24 ? hour : -1;
}

static const char *after_dash(const char *text)
{
	while (*text == ' ')
		text++;
	if (*text == '-')
		text++;
	else if (g_str_has_prefix(text, "–"))
		text += strlen("–");
	else
		return NULL;
	while (*text == ' ')
		text++;
	return text;
}

gboolean presence_hours_add(const char *text, int hours[24])
{
	gboolean any = FALSE;

	for (const char *at = text; *at; at++) {
		const char *end, *to;
		int first = hour_at(at, text, &end), last;

		if (first < 0 || !(to = after_dash(end)) || (last = hour_at(to, to, &end)) < 0)
			continue;
		any = TRUE;
		for (int hour = first % 24, n = (last - first + 24) % 24; n > 0;
		     n--, hour = (hour + 1) % 24)
			hours[hour]++;
		at = end - 1;
	}
	return any;
}

/* Whether it was in force in the week: decided at the meeting of a week before, and not over. */
static gboolean is_in_force(struct session *session, const struct meeting_decision *d, int week,
			    GHashTable *weeks)
{
	struct meeting *meeting;
	gpointer of;

	if (!d->hours || !*d->hours || (d->closed != DAY_NONE && d->closed < week_monday(week)))
		return FALSE;
	if (!d->meeting)
		return TRUE;
	if (!g_hash_table_lookup_extended(weeks, GINT_TO_POINTER((int)d->meeting), NULL, &of)) {
		meeting = session_get(session, &meeting_kind, d->meeting, NULL);
		of = GINT_TO_POINTER(meeting ? meeting->week : WEEK_NONE);
		record_free(meeting);
		g_hash_table_insert(weeks, GINT_TO_POINTER((int)d->meeting), of);
	}
	return GPOINTER_TO_INT(of) < week;
}

int app_presence_hours(struct session *session, int week, int hours[24], GError **error)
{
	g_autoptr(GPtrArray) all = session_all(session, &decision_kind, error);
	g_autoptr(GHashTable) weeks = g_hash_table_new(NULL, NULL);
	int found = 0;

	memset(hours, 0, sizeof *hours * 24);
	for (guint i = 0; all && i < all->len; i++) {
		const struct meeting_decision *d = all->pdata[i];

		if (is_in_force(session, d, week, weeks))
			found += presence_hours_add(d->hours, hours);
	}
	return all ? found : -1;
}
