/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days to come, and moments that may have been or be still to come. when.h reads what has been:
 * with its clock set on by as much as may be meant, the same words mean the day to come. */
#include "config.h"

#include "osg/when.h"

#include <string.h>

#include "osg/text.h"
#include "osg/week.h"

enum { HALF_A_YEAR = 183, TEN_YEARS = 3653 }; /* in days */

static gboolean ahead_parse(const char *text, gint64 now, int days, struct when *when)
{
	return when_parse(text, now + (gint64)days * DAY_SECONDS, when, NULL) &&
	       when->from != TIME_NONE;
}

static gboolean has_digit(const char *text)
{
	return strpbrk(text, "0123456789") != NULL;
}

int due_parse(const char *text, gint64 now)
{
	static const struct {
		const char *word;
		int days;
	} words[] = {{"idag", 0},    {"i dag", 0},    {"today", 0},
		     {"imorgon", 1}, {"i morgon", 1}, {"tomorrow", 1}};
	g_autofree char *clean = text_lower(text ? text : "");
	int today, seconds, day, week = WEEK_NONE;
	struct when when;
	gint64 days;

	g_strstrip(clean);
	time_to_local(now, &today, &seconds);
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (strcmp(clean, words[i].word) == 0)
			return today + words[i].days;
	if (*clean == '+')
		return g_ascii_string_to_signed(clean + 1, 10, 0, TEN_YEARS, &days, NULL)
			       ? today + (int)days
			       : DAY_NONE;
	if (*clean == 'v' || *clean == 'w')
		week = week_parse(clean, today, week_of_day(today));
	if (week != WEEK_NONE)
		return week_monday(week) + 4;
	if (!*clean || !ahead_parse(clean, now, has_digit(clean) ? HALF_A_YEAR : 6, &when))
		return DAY_NONE;
	time_to_local(when.from, &day, &seconds);
	return day;
}

gboolean moment_parse(const char *text, gint64 now, struct when *when, GError **error)
{
	struct when ahead;
	gboolean been = when_parse(text, now, when, error);

	if (!has_digit(text))
		return been;
	if (!ahead_parse(text, now, HALF_A_YEAR, &ahead) &&
	    (been || !ahead_parse(text, now, TEN_YEARS, &ahead)))
		return been;
	if (!been || ABS(ahead.from - now) < ABS(when->from - now))
		*when = ahead;
	if (!been)
		g_clear_error(error);
	return TRUE;
}
