/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The year's marks. Breaks are those of the Stockholm region's school years; Easter by the
 * Gregorian computus (Meeus 1991). */
#include "config.h"

#include "osg/calendar.h"

#include <glib.h>
#include <glib/gi18n.h>

#include "osg/week.h"

static const char *const names[] = {
	[CALENDAR_ORDINARY] = "",
	[CALENDAR_NEW_YEAR] = N_("New Year"),
	[CALENDAR_WINTER_BREAK] = N_("winter break"),
	[CALENDAR_EASTER] = N_("Easter break"),
	[CALENDAR_VALBORG] = N_("Valborg"),
	[CALENDAR_SCHOOL_END] = N_("end of school"),
	[CALENDAR_SUMMER_BREAK] = N_("summer break"),
	[CALENDAR_AUTUMN_BREAK] = N_("Halloween and autumn break"),
	[CALENDAR_LUCIA] = N_("Lucia"),
	[CALENDAR_CHRISTMAS] = N_("Christmas"),
};

/* The same ISO weeks each year. */
static const struct {
	int first, last;
	enum calendar_mark mark;
} breaks[] = {
	{9, 9, CALENDAR_WINTER_BREAK},
	{24, 24, CALENDAR_SCHOOL_END},
	{25, 33, CALENDAR_SUMMER_BREAK},
	{44, 44, CALENDAR_AUTUMN_BREAK},
};

/* The week in which a date lies. */
static const struct {
	int month, day;
	enum calendar_mark mark;
} feasts[] = {
	{1, 1, CALENDAR_NEW_YEAR},    {4, 30, CALENDAR_VALBORG},   {12, 13, CALENDAR_LUCIA},
	{12, 24, CALENDAR_CHRISTMAS}, {12, 31, CALENDAR_NEW_YEAR},
};

static int easter_sunday(int year)
{
	int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25,
	    g = (b - f + 1) / 3;
	int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4,
	    l = (32 + 2 * e + 2 * i - h - k) % 7;
	int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;

	return day_from_civil(year, n / 31, n % 31 + 1);
}

enum calendar_mark calendar_mark(int week)
{
	int year, number, civil, month, mday;

	week_to_iso(week, &year, &number);
	day_to_civil(week_monday(week), &civil, &month, &mday);
	for (gsize i = 0; i < G_N_ELEMENTS(feasts); i++)
		for (int y = civil; y <= civil + 1; y++)
			if (week_of_day(day_from_civil(y, feasts[i].month, feasts[i].day)) == week)
				return feasts[i].mark;
	/* the schools are closed in the week after Easter Sunday */
	if (week == week_of_day(easter_sunday(year)) + 1)
		return CALENDAR_EASTER;
	for (gsize i = 0; i < G_N_ELEMENTS(breaks); i++)
		if (number >= breaks[i].first && number <= breaks[i].last)
			return breaks[i].mark;
	return CALENDAR_ORDINARY;
}

gboolean calendar_is_working_day(int day)
{
	static const struct {
		int month, day;
	} fixed[] = {{1, 1}, {1, 6}, {5, 1}, {6, 6}, {12, 24}, {12, 25}, {12, 26}, {12, 31}};
	/* Good Friday, Easter Monday, Ascension Day */
	static const int after_easter[] = {-2, 1, 39};
	int year, month, mday, weekday = day_weekday(day);

	day_to_civil(day, &year, &month, &mday);
	if (weekday > 4 || (month == 6 && weekday == 4 && mday >= 19 && mday <= 25))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(fixed); i++)
		if (fixed[i].month == month && fixed[i].day == mday)
			return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(after_easter); i++)
		if (day == easter_sunday(year) + after_easter[i])
			return FALSE;
	return TRUE;
}

const char *calendar_name(enum calendar_mark mark)
{
	return *names[mark] ? _(names[mark]) : "";
}
