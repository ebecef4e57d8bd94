/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a cursor tells of a chart: a week, an hour, a kind, a place, a reading. */
#include "config.h"

#include <math.h>

#include "osg/error.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/words.h"

static void append_usual(GString *out, double lower, double upper)
{
	g_autofree char *range = upper > 0 ? words_range(lower, upper) : NULL;

	if (range)
		/* TRANSLATORS: of a count: "2–5 is usual" */
		g_string_append_printf(out, _(" · usual %s"), range);
}

char *words_chart_week(int week, int value, double lower, double upper, int before)
{
	g_autofree char *name = week_name(week), *dates = week_dates(week);
	GString *out = g_string_new(NULL);

	g_string_append_printf(out, "%s, %s: %d", name, dates, value);
	append_usual(out, lower, upper);
	if (before >= 0)
		g_string_append_printf(out, _(" · a year before %d"), before);
	return g_string_free(out, FALSE);
}

char *words_chart_hour(int weekday, int hour, double value)
{
	g_autofree char *count =
		value == floor(value) ? g_strdup_printf("%.0f", value) : words_count(value);

	return weekday < 0 ? g_strdup_printf("%02d–%02d: %s", hour, hour + 1, count)
			   : g_strdup_printf("%s %02d–%02d: %s", weekday_name(weekday), hour,
					     hour + 1, count);
}

char *words_chart_bar(const char *label, int value, double lower, double upper)
{
	GString *out = g_string_new(NULL);

	g_string_append_printf(out, "%s: %d", label, value);
	append_usual(out, lower, upper);
	return g_string_free(out, FALSE);
}

char *words_chart_share(const char *name, int value, int sum, int total)
{
	return g_strdup_printf(_("%s: %d · with those before it %d of %d"), name, value, sum,
			       total);
}
