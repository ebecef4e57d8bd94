/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts to look at on the screen: which there are of a picture and of a hotspot, each with its
 * title, its sentence and what a cursor tells. Counts nothing itself. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "osg/report.h"
#include "osg/week.h"
#include "osg/words.h"

#include "report/week_marks.h"

enum { YEAR = 52, SIGNAL_WEEKS = 14, MOST_BARS = 12, TICK_ROWS = 8 };

static GPtrArray *charts_new(void)
{
	return g_ptr_array_new_with_free_func(titled_chart_free);
}

static void add(GPtrArray *out, char *take_title, struct drawing *take_drawing)
{
	g_ptr_array_add(out, titled_chart_new(take_title, take_drawing));
}

/* weeks */

struct weeks {
	int first;
};

static char *week_label(int index, gconstpointer weeks)
{
	return week_name(((const struct weeks *)weeks)->first + index);
}

static char *tell_week(const struct chart *chart, int index)
{
	return words_chart_week(((const struct weeks *)chart->data)->first + index,
				chart->values[index], chart->lower, chart->upper,
				chart->before ? chart->before[index] : -1);
}

/* Draws a chart of weeks; the sentence is taken and gets the meaning of the signs. */
static gboolean add_weeks(GPtrArray *out, struct session *session, struct chart *chart,
			  const struct weeks *weeks, gint64 area, char *const *categories,
			  char *take_title, GString *take_sentence, GError **error)
{
	g_autoptr(GArray) happened = app_week_marks(
		session, weeks->first, weeks->first + chart->count - 1, area, categories, error),
			  marks = happened ? week_marks_signs(happened, weeks->first) : NULL;
	g_autoptr(GString) sentence = take_sentence;
	struct drawing *drawing;

	if (!happened) {
		g_free(take_title);
		return FALSE;
	}
	chart->marks = marks;
	chart->label = week_label;
	chart->tell = tell_week;
	chart->data = weeks;
	drawing = chart_columns(chart, 0, TICK_ROWS);
	week_marks_explain(sentence, marks);
	drawing_say(drawing, sentence->str);
	add(out, take_title, drawing);
	return TRUE;
}

static gboolean add_signal(GPtrArray *out, struct session *session, const struct picture *p,
			   const struct picture_signal *signal, GError **error)
{
	const struct weeks weeks = {p->week - SIGNAL_WEEKS + 1};
	struct chart chart = {.values = signal->history,
			      .count = SIGNAL_WEEKS,
			      .lower = MAX(signal->lower, 0),
			      .upper = signal->weeks ? signal->upper : 0,
			      .window = 1,
			      .label_every = 2};
	g_autofree char *what = words_signal_what(signal), *said = words_signal_sentence(p, signal);
	GString *sentence = g_string_new(said);

	return add_weeks(out, session, &chart, &weeks, signal->area_key, signal->categories,
			 signal->area ? g_strdup_printf("%s, %s", what, signal->area)
				      : g_strdup(what),
			 sentence, error);
}

static int year_sum(const int *weeks)
{
	int sum = 0;

	for (int i = 0; i < YEAR; i++)
		sum += weeks[i];
	return sum;
}

/* Weeks before anything was kept: they are not known, and none is not the same. */
static int unknown_weeks(const int *values, int count)
{
	int unknown = 0;

	while (unknown < count - 1 && !values[unknown])
		unknown++;
	return unknown;
}

/* The year up to the week, the year before it as a line. */
static gboolean add_year(GPtrArray *out, struct session *session, const struct picture *p,
			 GError **error)
{
	struct weeks weeks = {p->week - YEAR + 1};
	int values[2 * YEAR], before, unknown;
	struct chart chart = {
		.values = values + YEAR, .count = YEAR, .window = 1, .label_every = 6};
	GString *sentence;

	if (!app_week_totals(session, p->week - 2 * YEAR + 1, p->week, values, error))
		return FALSE;
	before = year_sum(values);
	unknown = before ? 0 : unknown_weeks(chart.values, YEAR);
	weeks.first += unknown;
	chart.values += unknown;
	chart.count -= unknown;
	chart.before = before ? values : NULL;
	sentence = g_string_new(NULL);
	g_string_append_printf(sentence, _("Events a week over a year, %d together."),
			       year_sum(values + YEAR));
	g_string_append_c(sentence, ' ');
	if (before)
		g_string_append_printf(sentence, _("The lines are the year before, %d together."),
				       before);
	else
		g_string_append(sentence, _("Of the year before nothing is kept."));
	return add_weeks(out, session, &chart, &weeks, 0, NULL,
			 g_strdup(_("This year against last")), sentence, error);
}

/* kinds */

static void add_bars(GPtrArray *out, const GArray *bars, const char *title, const char *sentence)
{
	struct drawing *drawing;

	if (!bars->len)
		return;
	drawing = chart_bars_across((const struct chart_bar *)(gpointer)bars->data,
				    (int)MIN(bars->len, MOST_BARS));
	drawing_say(drawing, sentence);
	add(out, g_strdup(title), drawing);
}

static void add_bar(GArray *bars, GPtrArray *words, const char *label, int value, double lower,
		    double upper)
{
	const struct chart_bar bar = {label, value, lower, upper,
				      words_chart_bar(label, value, lower, upper)};

	g_ptr_array_add(words, (gpointer)bar.words);
	g_array_append_val(bars, bar);
}

static int most_first(gconstpointer a, gconstpointer b)
{
	return ((const struct chart_bar *)b)->value - ((const struct chart_bar *)a)->value;
}

static gboolean is_kind(const struct picture_signal *signal)
{
	return !signal->area_key && signal->categories && signal->categories[0] &&
	       !signal->categories[1];
}

static void add_kinds(GPtrArray *out, const struct picture *p)
{
	g_autoptr(GArray) bars = g_array_new(FALSE, FALSE, sizeof(struct chart_bar));
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < p->signals->len; i++) {
		const struct picture_signal *s = p->signals->pdata[i];

		if (is_kind(s))
			add_bar(bars, words, words_label(&s->label), s->now, MAX(s->lower, 0),
				s->weeks ? s->upper : 0);
	}
	g_array_sort(bars, most_first);
	add_bars(out, bars, _("Kinds against the usual"),
		 _("Events of the week by kind, in the whole municipality. The dots behind are "
		   "what is usual; a bar that is marked goes beyond."));
}

/* Of a longer period: beside the year before, which is drawn as the range from none to as many. */
static void add_kinds_of_period(GPtrArray *out, const struct picture *p)
{
	g_autoptr(GArray) bars = g_array_new(FALSE, FALSE, sizeof(struct chart_bar));
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < p->breakdown->len; i++) {
		const struct picture_line *line = p->breakdown->pdata[i];

		if (!line->area_key && strcmp(line->category, "*") != 0)
			add_bar(bars, words, words_label(&line->label), line->now,
				isnan(line->lower) ? 0 : line->lower,
				isnan(line->upper) ? 0 : line->upper);
	}
	g_array_sort(bars, most_first);
	add_bars(out, bars, _("Kinds against the year before"),
		 p->compared
			 ? _("Events of the period by kind. The dots behind are as many as if "
			     "nothing had changed since the year before.")
			 : _("Events of the period by kind. Of the year before nothing is kept."));
}

/* hours */

static char *tell_hour(int row, int column, gconstpointer picture)
{
	return words_chart_hour(row, column, ((const struct picture *)picture)->grid[row][column]);
}

static void add_grid(GPtrArray *out, const struct picture *p)
{
	static const char *const hours[] = {"00", "01", "02", "03", "04", "05", "06", "07",
					    "08", "09", "10", "11", "12", "13", "14", "15",
					    "16", "17", "18", "19", "20", "21", "22", "23"};
	const char *days[7];
	const struct chart_grid grid = {.values = &p->grid[0][0],
					.rows = 7,
					.columns = 24,
					.label_every = 3,
					.row_labels = days,
					.column_labels = hours,
					.tell = tell_hour,
					.data = p};
	g_autofree char *busiest = words_busiest(p);
	struct drawing *drawing;

	if (!words_any_hours(p))
		return;
	for (int day = 0; day < 7; day++)
		days[day] = weekday_abbreviation(day);
	drawing = chart_grid(&grid);
	drawing_say(drawing, busiest);
	add(out, g_strdup(_("When in the week")), drawing);
}

static char *hour_label(int index, gconstpointer data UNUSED)
{
	return index % 3 ? NULL : g_strdup_printf("%02d", index);
}

static char *tell_presence(const struct chart *chart, int index)
{
	const struct picture *p = chart->data;
	double sum = 0;

	for (int day = 0; day < 7; day++)
		sum += p->grid[day][index];
	g_autofree char *words = words_chart_hour(-1, index, sum);

	return g_strdup_printf(ngettext("%s events · %d out then", "%s events · %d out then",
					(gulong)chart->before[index]),
			       words, chart->before[index]);
}

/* Hours with most events in which nobody was out: what the chart is for. */
static char *unwatched(const int *events, const int *out)
{
	GString *hours = g_string_new(NULL);
	int most = 0;

	for (int hour = 0; hour < 24; hour++)
		most = MAX(most, events[hour]);
	for (int hour = 0; hour < 24; hour++)
		if (!out[hour] && events[hour] > 0 && 2 * events[hour] >= most)
			g_string_append_printf(hours, "%s%02d–%02d", hours->len ? ", " : "", hour,
					       hour + 1);
	return g_string_free(hours, FALSE);
}

static gboolean add_presence(GPtrArray *out, struct session *session, const struct picture *p,
			     GError **error)
{
	int there[24], events[24], said = app_presence_hours(session, p->week, there, error);
	const struct chart chart = {.values = events,
				    .count = 24,
				    .label = hour_label,
				    .data = p,
				    .label_every = 1,
				    .before = there,
				    .tell = tell_presence};
	g_autofree char *sentence = NULL, *alone = NULL;
	struct drawing *drawing;

	if (said < 1 || !words_any_hours(p))
		return said >= 0;
	for (int hour = 0; hour < 24; hour++) {
		double sum = 0;

		for (int day = 0; day < 7; day++)
			sum += p->grid[day][hour];
		events[hour] = (int)lround(sum);
	}
	alone = unwatched(events, there);
	sentence = g_strdup_printf(
		ngettext("Columns: events by hour. Lines: how many were to be out then, of %d "
			 "decision with hours.",
			 "Columns: events by hour. Lines: how many were to be out then, of %d "
			 "decisions with hours.",
			 (gulong)said),
		said);
	drawing = chart_columns(&chart, 0, TICK_ROWS);
	if (*alone) {
		g_autofree char *both =
			g_strdup_printf(_("%s Many events and nobody out: %s."), sentence, alone);
		drawing_say(drawing, both);
	} else {
		drawing_say(drawing, sentence);
	}
	add(out, g_strdup(_("Presence against events by hour")), drawing);
	return TRUE;
}

/* places */

static void add_places(GPtrArray *out, const struct picture *p)
{
	int count = (int)p->places->len, sum = 0, half;
	g_autofree int *values = g_new0(int, count + 1);
	g_autofree char *sentence = NULL;
	struct drawing *drawing;

	if (count < 2 || p->counted < 1)
		return;
	for (int i = 0; i < count; i++)
		values[i] = ((const struct picture_place *)p->places->pdata[i])->now;
	drawing = chart_cumulative(values, count, p->counted);
	for (int i = 0; i < count; i++) {
		const struct picture_place *place = p->places->pdata[i];
		g_autofree char *name = words_place(place), *words = NULL;

		sum += place->now;
		words = words_chart_share(name, place->now, sum, p->counted);
		drawing_tell(drawing, i + 1 - 1e-6, NAN, words);
	}
	half = chart_half(values, count, p->counted);
	sentence = half ? g_strdup_printf(ngettext("%d place has half of the %d events.",
						   "%d places have half of the %d events.",
						   (gulong)half),
					  half, p->counted)
			: g_strdup_printf(_("The %d places with most events have %d of %d."), count,
					  sum, p->counted);
	drawing_say(drawing, sentence);
	add(out, g_strdup(_("Share of the places with most events")), drawing);
}

/* together */

static char *tell_weekly(const struct chart *chart, int index)
{
	const GPtrArray *weekly = chart->data;

	return words_chart_week(((const struct picture_week *)weekly->pdata[index])->week,
				chart->values[index], 0, 0, -1);
}

static void add_weeks_of_period(GPtrArray *out, const struct picture *p)
{
	g_autofree int *values = g_new(int, p->weekly->len + 1);
	struct chart chart = report_weeks_chart(p, values);
	g_autofree char *whole = words_whole(p);
	g_autoptr(GString) sentence = g_string_new(whole);
	g_autoptr(GArray) marks = NULL;
	struct drawing *drawing;

	if (p->weekly->len < 2)
		return;
	chart.tell = tell_weekly;
	chart.marks = marks = report_weeks_marks(p);
	week_marks_explain(sentence, marks);
	drawing = chart_columns(&chart, 0, TICK_ROWS);
	drawing_say(drawing, sentence->str);
	add(out, g_strdup(_("Events a week")), drawing);
}

GPtrArray *report_picture_charts(struct session *session, const struct picture *p,
				 const struct picture_signal *selected, GError **error)
{
	GPtrArray *out = charts_new();
	gboolean week = p->week != WEEK_NONE;

	if (week && ((selected && !add_signal(out, session, p, selected, error)) ||
		     !add_year(out, session, p, error))) {
		g_ptr_array_unref(out);
		return NULL;
	}
	if (week)
		add_kinds(out, p);
	else
		add_weeks_of_period(out, p), add_kinds_of_period(out, p);
	add_grid(out, p);
	add_places(out, p);
	if (week && !add_presence(out, session, p, error))
		g_clear_pointer(&out, g_ptr_array_unref);
	return out;
}

/* hotspots */

static void add_shares(GPtrArray *out, const GPtrArray *shares, const char *title,
		       const char *sentence)
{
	g_autoptr(GArray) bars = g_array_new(FALSE, FALSE, sizeof(struct chart_bar));
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < shares->len; i++) {
		const struct picture_share *share = shares->pdata[i];

		add_bar(bars, words, share->code, share->count, 0, 0);
	}
	add_bars(out, bars, title, sentence);
}

static char *tell_hotspot_hour(const struct chart *chart, int index)
{
	return words_chart_hour(-1, index,
				((const struct picture_hotspot *)chart->data)->hours[index]);
}

static void add_hotspot_hours(GPtrArray *out, const struct picture_hotspot *h)
{
	int values[24];
	const struct chart chart = {.values = values,
				    .count = 24,
				    .label = hour_label,
				    .data = h,
				    .label_every = 1,
				    .tell = tell_hotspot_hour};
	g_autofree char *when = words_hotspot_when(h);
	struct drawing *drawing;

	for (int hour = 0; hour < 24; hour++)
		values[hour] = (int)lround(h->hours[hour]);
	drawing = chart_columns(&chart, 0, TICK_ROWS);
	drawing_say(drawing, when);
	add(out, g_strdup(_("By hour")), drawing);
}

GPtrArray *report_hotspot_charts(struct session *session, const struct picture_hotspot *h,
				 GError **error)
{
	GPtrArray *out = charts_new();
	const struct weeks weeks = {h->last_week - PICTURE_HOTSPOT_WEEKS + 1};
	struct chart chart = {.values = h->history,
			      .count = PICTURE_HOTSPOT_WEEKS,
			      .lower = h->lower,
			      .upper = h->upper,
			      .window = h->last_week - h->first_week + 1,
			      .label_every = 6};
	const struct area *area =
		registry_find_area(session_registry(session), h->area ? h->area : "");
	g_autofree char *said = words_hotspot_sentence(h);
	GString *sentence = g_string_new(said);

	if (!add_weeks(out, session, &chart, &weeks, area ? area->record.key : 0, NULL,
		       words_hotspot_title(h), sentence, error)) {
		g_ptr_array_unref(out);
		return NULL;
	}
	add_hotspot_hours(out, h);
	add_shares(out, h->categories, _("What"), _("Events of the hotspot by kind."));
	add_shares(out, h->reporters, _("By reporter"), _("Events of the hotspot by reporter."));
	return out;
}

/* before and after */

static char *tell_before_after(const struct chart *chart, int index)
{
	return words_chart_week(before_after_week(chart->data, index), chart->values[index], 0, 0,
				-1);
}

GPtrArray *report_before_after_charts(const struct before_after *b)
{
	static const struct {
		enum evaluation_area area;
		const char *title;
	} areas[] = {{EVALUATION_TREATED, N_("Before and after")},
		     {EVALUATION_COMPARISON, N_("What it is compared with")},
		     {EVALUATION_BUFFER, N_("The ring around")}};
	GPtrArray *out = charts_new();
	g_autofree int *values = g_new(int, b->before + b->after);
	struct chart chart = report_before_after_chart(b, values);
	g_autofree char *verdict = words_before_after(b);

	chart.tell = tell_before_after;
	for (gsize i = 0; i < G_N_ELEMENTS(areas); i++) {
		const double *counts = b->counts[areas[i].area];
		struct drawing *drawing;

		for (int k = 0; counts && k < chart.count; k++)
			values[k] = (int)counts[k];
		if (!counts)
			continue;
		drawing = chart_columns(&chart, 0, TICK_ROWS);
		drawing_say(drawing, verdict);
		add(out, g_strdup(_(areas[i].title)), drawing);
	}
	return out;
}
