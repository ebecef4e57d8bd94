/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An indicator as a chart: its readings with their margins, no line over a break; and beside it
 * what is counted in the same unit, kind by kind, against the years before. */
#include "config.h"

#include <math.h>

#include "osg/report.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/words.h"

enum { TICK_ROWS = 8, FEWEST_KINDS = 3, MOST_KINDS = 12, YEARS_BEFORE = 5 };

/* As exactly as it was said: no decimal where there is none. */
static char *figure(double value)
{
	return text_decimal(value, value == floor(value) ? 0 : 1);
}

/* "2017: nästan 400 · margin 380–420 · recorded otherwise from here: …" */
static char *reading_told(const struct indicator *indicator, const struct reading_record *r,
			  gboolean broken)
{
	const struct period period = {r->since, r->until};
	g_autofree char *when = programme_period_format(period), *value = reading_words(r);
	GString *out = g_string_new(NULL);

	g_string_append_printf(out, "%s: %s", when, value);
	if (isfinite(r->low) && isfinite(r->high)) {
		g_autofree char *low = figure(r->low), *high = figure(r->high);

		g_string_append_printf(out, _(" · margin %s–%s"), low, high);
	}
	if (broken)
		g_string_append_printf(out, _(" · recorded otherwise from here: %s"),
				       indicator->break_note ? indicator->break_note : "?");
	if (r->source && *r->source)
		g_string_append_printf(out, " · %s", r->source);
	return g_string_free(out, FALSE);
}

/* A year is one wide; a reading stands in the middle of its period. */
static double time_of(const struct reading_record *r)
{
	int middle = r->since + (r->until - r->since) / 2, year, month, mday;

	day_to_civil(middle, &year, &month, &mday);
	return year + (middle - day_from_civil(year, 1, 1)) / 366.0;
}

/* Whether the border of years that are recorded otherwise lies between both. */
static gboolean is_broken(const struct indicator *indicator, const struct reading_record *before,
			  const struct reading_record *r)
{
	return indicator->break_year && before && day_year(before->since) < indicator->break_year &&
	       day_year(r->since) >= indicator->break_year;
}

/* What the figures are, how they are judged, and what the signs mean. */
static char *readings_sentence(const struct programme *p, const struct indicator *indicator,
			       gboolean margins, gboolean broken)
{
	g_autofree char *change = programme_change_words(p, indicator),
			*judged = words_capital(change);

	return g_strdup_printf("%s%s%s. %s.%s%s", indicator->title, indicator->unit ? ", " : "",
			       indicator->unit ? indicator->unit : "", judged,
			       margins ? _(" The upright lines are the margins.") : "",
			       broken ? _(" No line crosses the dotted border: from there on it is "
					  "recorded otherwise.")
				      : "");
}

struct drawing *report_readings_chart(const struct programme *p, const struct indicator *indicator,
				      int rows)
{
	g_autoptr(GPtrArray) series = programme_series(p, indicator),
			     words = g_ptr_array_new_with_free_func(g_free);
	g_autofree struct chart_reading *readings = g_new0(struct chart_reading, series->len + 1);
	gboolean margins = FALSE, broken = FALSE;
	g_autofree char *sentence = NULL;
	struct drawing *drawing;

	if (!series->len)
		return NULL;
	for (guint i = 0; i < series->len; i++) {
		const struct reading_record *r = series->pdata[i];
		const struct period period = {r->since, r->until};
		gboolean breaks = is_broken(indicator, i ? series->pdata[i - 1] : NULL, r);
		char *label = programme_period_format(period),
		     *told = reading_told(indicator, r, breaks);

		g_ptr_array_add(words, label);
		g_ptr_array_add(words, told);
		readings[i] = (struct chart_reading){time_of(r), r->value, r->low, r->high,
						     breaks,     label,    told};
		margins |= isfinite(r->low) && isfinite(r->high);
		broken |= breaks;
	}
	drawing = chart_readings(readings, (int)series->len, rows);
	sentence = readings_sentence(p, indicator, margins, broken);
	drawing_say(drawing, sentence);
	return drawing;
}

/* kinds of the same unit */

static double value_of(const struct programme *p, const struct indicator *indicator, int year)
{
	const struct period period = {day_from_civil(year, 1, 1), day_from_civil(year, 12, 31)};
	const struct reading_record *r = programme_reading(p, indicator, period);

	return r ? r->value : NAN;
}

/* The least and the most of the years before that are recorded alike. */
static void range_before(const struct programme *p, const struct indicator *indicator, int year,
			 double *lower, double *upper)
{
	int first =
		MAX(year - YEARS_BEFORE, indicator->break_year <= year ? indicator->break_year : 0);

	*lower = *upper = 0;
	for (int y = first; y < year; y++) {
		double value = value_of(p, indicator, y);

		if (!isfinite(value))
			continue;
		*lower = *upper > 0 ? MIN(*lower, value) : value;
		*upper = MAX(*upper, value);
	}
}

static int most_first(gconstpointer a, gconstpointer b)
{
	return ((const struct chart_bar *)b)->value - ((const struct chart_bar *)a)->value;
}

static void add_kinds(GPtrArray *out, const struct programme *p, const struct indicator *indicator)
{
	int year = day_year(p->period.last);
	g_autoptr(GArray) bars = g_array_new(FALSE, FALSE, sizeof(struct chart_bar));
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
	struct drawing *drawing;

	for (guint i = 0; indicator->unit && i < p->indicators->len; i++) {
		const struct indicator *one = p->indicators->pdata[i];
		double value = value_of(p, one, year);
		struct chart_bar bar = {.label = one->title, .value = (int)lround(value)};

		if (g_strcmp0(one->unit, indicator->unit) != 0 || !isfinite(value))
			continue;
		range_before(p, one, year, &bar.lower, &bar.upper);
		bar.words = words_chart_bar(bar.label, bar.value, bar.lower, bar.upper);
		g_ptr_array_add(words, (gpointer)bar.words);
		g_array_append_val(bars, bar);
	}
	if (bars->len < FEWEST_KINDS)
		return;
	g_array_sort(bars, most_first);
	drawing = chart_bars_across((const struct chart_bar *)(gpointer)bars->data,
				    (int)MIN(bars->len, MOST_KINDS));
	drawing_say(drawing, _("Kind by kind. The dots behind are the least and the most of up to "
			       "five years before."));
	g_ptr_array_add(out,
			titled_chart_new(g_strdup_printf(_("%s %d by kind"), indicator->unit, year),
					 drawing));
}

GPtrArray *report_indicator_charts(const struct programme *p, const struct indicator *indicator)
{
	GPtrArray *out = g_ptr_array_new_with_free_func(titled_chart_free);
	struct drawing *drawing = report_readings_chart(p, indicator, TICK_ROWS);

	if (drawing)
		g_ptr_array_add(out, titled_chart_new(g_strdup(indicator->title), drawing));
	add_kinds(out, p, indicator);
	return out;
}
