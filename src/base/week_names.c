/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What months, days and weeks are called. */
#include "config.h"

#include <stdlib.h>

#include <glib/gi18n.h>

#include "osg/week.h"

const char *month_name(int month)
{
	static const char *const names[] = {
		N_("January"),   N_("February"), N_("March"),    N_("April"),
		N_("May"),       N_("June"),     N_("July"),     N_("August"),
		N_("September"), N_("October"),  N_("November"), N_("December"),
	};

	g_return_val_if_fail(month >= 1 && month <= 12, "");
	return _(names[month - 1]);
}

const char *month_abbreviation(int month)
{
	static const char *const names[] = {
		N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
		N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
	};

	g_return_val_if_fail(month >= 1 && month <= 12, "");
	return _(names[month - 1]);
}

const char *weekday_name(int weekday)
{
	static const char *const names[] = {
		N_("Monday"), N_("Tuesday"),  N_("Wednesday"), N_("Thursday"),
		N_("Friday"), N_("Saturday"), N_("Sunday"),
	};

	g_return_val_if_fail(weekday >= 0 && weekday <= 6, "");
	return _(names[weekday]);
}

const char *weekday_abbreviation(int weekday)
{
	static const char *const names[] = {N_("Mo"), N_("Tu"), N_("We"), N_("Th"),
					    N_("Fr"), N_("Sa"), N_("Su")};

	g_return_val_if_fail(weekday >= 0 && weekday <= 6, "");
	return _(names[weekday]);
}

char *week_name(int week)
{
	int year, number;

	week_to_iso(week, &year, &number);
	return g_strdup_printf(_("w.%d"), number);
}

char *week_name_beside(int week, int beside)
{
	int year, number, here = 0;
	g_autofree char *name = week_name(week);

	if (beside != WEEK_NONE)
		week_to_iso(beside, &here, &number);
	week_to_iso(week, &year, &number);
	return year == here ? g_steal_pointer(&name) : g_strdup_printf("%s %d", name, year);
}

char *week_dates(int week)
{
	return day_range(week_monday(week), week_monday(week) + 6, month_abbreviation);
}

char *day_name(int day)
{
	int year, month, mday;

	if (day == DAY_NONE)
		return g_strdup("–");
	day_to_civil(day, &year, &month, &mday);
	return g_strdup_printf("%s %d %s", weekday_abbreviation(day_weekday(day)), mday,
			       month_abbreviation(month));
}

char *day_name_in(int day, int year)
{
	int own, month, mday;
	g_autofree char *name = day_name(day);

	if (day == DAY_NONE)
		return g_steal_pointer(&name);
	day_to_civil(day, &own, &month, &mday);
	return own == year ? g_steal_pointer(&name) : g_strdup_printf("%s %d", name, own);
}

char *day_name_beside(int day, int beside)
{
	int year, month, mday;

	day_to_civil(beside, &year, &month, &mday);
	return day_name_in(day, year);
}

char *day_name_near(int day, int near)
{
	enum { HALF_A_YEAR = 182 };

	return day != DAY_NONE && abs(day - near) > HALF_A_YEAR ? day_name_in(day, 0)
								: day_name(day);
}

char *day_range(int first, int last, const char *(*month_of)(int))
{
	int year[2], month[2], mday[2];

	day_to_civil(first, &year[0], &month[0], &mday[0]);
	day_to_civil(last, &year[1], &month[1], &mday[1]);
	const char *from = month_of(month[0]), *to = month_of(month[1]);
	if (year[0] != year[1])
		return g_strdup_printf("%d %s %d–%d %s %d", mday[0], from, year[0], mday[1], to,
				       year[1]);
	if (month[0] != month[1])
		return g_strdup_printf("%d %s–%d %s %d", mday[0], from, mday[1], to, year[1]);
	if (mday[0] == mday[1])
		return g_strdup_printf("%d %s %d", mday[0], to, year[1]);
	return g_strdup_printf("%d–%d %s %d", mday[0], mday[1], to, year[1]);
}
