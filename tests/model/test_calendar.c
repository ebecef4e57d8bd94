/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The year's marks: Easter and the breaks, in years with and without a week 53. */
#include "config.h"

#include "osg/calendar.h"

#include <glib.h>

#include "osg/week.h"

static void test_marks(void)
{
	static const struct {
		int year, number;
		enum calendar_mark mark;
	} cases[] = {
		/* the week after Easter Sunday: 31 March 2024, 20 April 2025, 5 April 2026, 25
		   April 2038, 22 March 1818 */
		{2024, 13, CALENDAR_ORDINARY},
		{2024, 14, CALENDAR_EASTER},
		{2024, 15, CALENDAR_ORDINARY},
		{2025, 16, CALENDAR_ORDINARY},
		{2025, 17, CALENDAR_EASTER},
		{2026, 14, CALENDAR_ORDINARY},
		{2026, 15, CALENDAR_EASTER},
		{2038, 17, CALENDAR_VALBORG}, /* 30 April is a Friday: Valborg it is */
		{1818, 13, CALENDAR_EASTER},
		/* feasts by their date */
		{2024, 1, CALENDAR_NEW_YEAR}, /* 1 January, a Monday */
		{2025, 1, CALENDAR_NEW_YEAR}, /* 31 December 2024 and 1 January 2025 */
		{2024, 18, CALENDAR_VALBORG}, /* 30 April, a Tuesday */
		{2026, 18, CALENDAR_VALBORG}, /* a Thursday */
		{2024, 50, CALENDAR_LUCIA},   /* 13 December, a Friday */
		{2024, 51, CALENDAR_ORDINARY},
		{2024, 52, CALENDAR_CHRISTMAS}, /* 24 December, a Tuesday */
		/* breaks by their week */
		{2024, 8, CALENDAR_ORDINARY},
		{2024, 9, CALENDAR_WINTER_BREAK},
		{2024, 24, CALENDAR_SCHOOL_END},
		{2024, 25, CALENDAR_SUMMER_BREAK},
		{2024, 33, CALENDAR_SUMMER_BREAK},
		{2024, 34, CALENDAR_ORDINARY},
		{2024, 44, CALENDAR_AUTUMN_BREAK},
		{2024, 40, CALENDAR_ORDINARY},
		/* years of 53 weeks */
		{2020, 52, CALENDAR_CHRISTMAS}, /* 24 December, a Thursday */
		{2020, 53, CALENDAR_NEW_YEAR},  /* 31 December and 1 January 2021 */
		{2021, 1, CALENDAR_ORDINARY},   /* begins on 4 January */
		{2026, 53, CALENDAR_NEW_YEAR},
		{2027, 1, CALENDAR_ORDINARY},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		int week = week_from_iso(cases[i].year, cases[i].number);

		g_assert_cmpint(week, !=, WEEK_NONE);
		if (calendar_mark(week) != cases[i].mark)
			g_test_message("%d-W%d", cases[i].year, cases[i].number);
		g_assert_cmpint(calendar_mark(week), ==, cases[i].mark);
	}
	g_assert_cmpint(week_from_iso(2025, 53), ==, WEEK_NONE);
}

/* Each year has one of each, whatever its first day; an Easter break as late as Valborg goes by
 * that name. */
static void test_once_a_year(void)
{
	static const enum calendar_mark once[] = {CALENDAR_WINTER_BREAK, CALENDAR_EASTER,
						  CALENDAR_SCHOOL_END,   CALENDAR_AUTUMN_BREAK,
						  CALENDAR_LUCIA,        CALENDAR_CHRISTMAS};

	for (int year = 2000; year < 2100; year++) {
		int counts[CALENDAR_CHRISTMAS + 1] = {0};

		for (int number = 1; number <= 53; number++)
			if (week_from_iso(year, number) != WEEK_NONE)
				counts[calendar_mark(week_from_iso(year, number))]++;
		for (gsize i = 0; i < G_N_ELEMENTS(once); i++)
			if (once[i] != CALENDAR_EASTER || counts[CALENDAR_EASTER])
				g_assert_cmpint(counts[once[i]], ==, 1);
		g_assert_cmpint(counts[CALENDAR_SUMMER_BREAK], ==, 9);
		g_assert_cmpint(counts[CALENDAR_NEW_YEAR], <=,
				2); /* 2012 has none: both lie in its neighbours */
	}
}

static void test_names(void)
{
	g_assert_cmpstr(calendar_name(CALENDAR_ORDINARY), ==, "");
	for (int mark = CALENDAR_ORDINARY + 1; mark <= CALENDAR_CHRISTMAS; mark++)
		g_assert_cmpint(calendar_name((enum calendar_mark)mark)[0], !=, '\0');
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/calendar/marks", test_marks);
	g_test_add_func("/calendar/once-a-year", test_once_a_year);
	g_test_add_func("/calendar/names", test_names);
	return g_test_run();
}
