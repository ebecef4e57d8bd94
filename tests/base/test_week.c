/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days, ISO weeks at year ends, and the two nights of the year that have another length. */
#include "config.h"

#include "osg/week.h"

static void test_iso_weeks(void)
{
	static const struct {
		const char *day, *week;
	} cases[] = {
		{"2020-12-31", "2020-W53"}, {"2021-01-03", "2020-W53"}, {"2021-01-04", "2021-W01"},
		{"2024-12-29", "2024-W52"}, {"2024-12-30", "2025-W01"}, {"2026-12-31", "2026-W53"},
		{"2027-01-03", "2026-W53"}, {"2027-01-04", "2027-W01"}, {"1969-12-29", "1970-W01"},
		{"1969-12-28", "1969-W52"}, {"2000-02-29", "2000-W09"}, {"2024-09-30", "2024-W40"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		int day = day_parse_iso(cases[i].day), year, number;
		g_autofree char *week = week_format(week_of_day(day)), *back = day_format_iso(day);
		g_assert_cmpstr(week, ==, cases[i].week);
		g_assert_cmpstr(back, ==, cases[i].day);
		week_to_iso(week_of_day(day), &year, &number);
		g_assert_cmpint(week_from_iso(year, number), ==, week_of_day(day));
	}
	g_assert_cmpint(week_from_iso(2025, 53), ==, WEEK_NONE);
	g_assert_cmpint(week_from_iso(1970, 1), ==, 0);
	g_assert_cmpint(week_from_iso(2026, 0), ==, WEEK_NONE);
}

/* Every day of 400 years against GLib's calendar. */
static void test_calendar(void)
{
	g_autoptr(GDate) date = g_date_new_dmy(1, 1, 1800);

	for (int i = 0; i < 146097; i++, g_date_add_days(date, 1)) {
		int day = day_from_civil(g_date_get_year(date), (int)g_date_get_month(date),
					 g_date_get_day(date)),
		    year, month, mday;
		g_assert_cmpint(day, ==, (int)g_date_get_julian(date) - 719163);
		g_assert_cmpint(day_weekday(day), ==, (int)g_date_get_weekday(date) - 1);
		day_to_civil(day, &year, &month, &mday);
		g_assert_true(year == g_date_get_year(date) &&
			      month == (int)g_date_get_month(date) && mday == g_date_get_day(date));
		int iso_year, number;
		week_to_iso(week_of_day(day), &iso_year, &number);
		g_assert_cmpint(number, ==, (int)g_date_get_iso8601_week_of_year(date));
	}
}

static void test_no_such_day(void)
{
	static const char *const none[] = {"2026-02-29", "2026-02-31", "2026-13-01",  "2026-00-10",
					   "2026-1-01",  "2026-11-1",  "2026-11-17 ", " 2026-11-17",
					   "26-11-17",   "",           "2026/11/17",  "2026-11-1x"};

	for (gsize i = 0; i < G_N_ELEMENTS(none); i++)
		g_assert_cmpint(day_parse_iso(none[i]), ==, DAY_NONE);
	g_assert_cmpint(day_from_civil(2024, 2, 29), !=, DAY_NONE);
	g_assert_cmpint(day_from_civil(1900, 2, 29), ==, DAY_NONE);
}

static void test_summer_time(void)
{
	static const struct {
		const char *day;
		int seconds;
		gboolean second;
		int odd;
		const char *written;
	} cases[] = {
		{"2026-03-29", 7199, FALSE, 0, "2026-03-29T01:59:59+01:00"},
		{"2026-03-29", 9000, FALSE, -1, "2026-03-29T03:30:00+02:00"},
		{"2026-03-29", 10800, FALSE, 0, "2026-03-29T03:00:00+02:00"},
		{"2026-10-25", 9000, FALSE, 1, "2026-10-25T02:30:00+02:00"},
		{"2026-10-25", 9000, TRUE, 1, "2026-10-25T02:30:00+01:00"},
		{"2026-10-25", 10800, FALSE, 0, "2026-10-25T03:00:00+01:00"},
		{"2026-10-25", 7199, FALSE, 0, "2026-10-25T01:59:59+02:00"},
		{"2026-07-01", 43200, FALSE, 0, "2026-07-01T12:00:00+02:00"},
		{"2026-12-31", 86399, TRUE, 0, "2026-12-31T23:59:59+01:00"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		int odd, day;
		gint64 back;
		gint64 time = time_from_local(day_parse_iso(cases[i].day), cases[i].seconds,
					      cases[i].second, &odd);
		g_autofree char *written = time_format_rfc3339(time);
		g_assert_cmpstr(written, ==, cases[i].written);
		g_assert_cmpint(odd, ==, cases[i].odd);
		g_assert_true(time_parse_rfc3339(written, &back));
		g_assert_cmpint(back, ==, time);
		time_to_local(time, &day, &odd);
		g_assert_cmpint(day, ==, day_parse_iso(cases[i].day));
	}
	int spring = week_from_iso(2026, 13), autumn = week_from_iso(2026, 43);
	g_assert_cmpint(week_end(spring) - week_start(spring), ==, 167 * 3600);
	g_assert_cmpint(week_end(autumn) - week_start(autumn), ==, 169 * 3600);
	g_assert_cmpint(week_of_time(week_end(autumn) - 1), ==, autumn);
	g_assert_cmpint(week_of_time(week_end(autumn)), ==, autumn + 1);
	g_assert_cmpint(week_of_time(TIME_NONE), ==, WEEK_NONE);
}

/* The rule against the system's own zone where that is there. */
static void test_zone(void)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Stockholm");

	if (!zone) {
		g_test_skip("no zone file for Europe/Stockholm");
		return;
	}
	for (gint64 time = 820454400; time < 1893456000; time += 1801 * 7) { /* 1996 to 2030 */
		int i = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, time);
		g_assert_cmpint(time_offset(time), ==, g_time_zone_get_offset(zone, i));
	}
}

static void test_loose_times(void)
{
	static const struct {
		const char *text, *written;
	} cases[] = {
		{"2024-05-29 9:05:00 +02:00", "2024-05-29T09:05:00+02:00"},
		{"2024-12-31 14:22:31 +01:00", "2024-12-31T14:22:31+01:00"},
		{"2026-11-17T22:15:00Z", "2026-11-17T23:15:00+01:00"},
		{"2026-11-17T22:15", "2026-11-17T22:15:00+01:00"},
		{"2026-11-17T22:15:00.123+0100", "2026-11-17T22:15:00+01:00"},
		{"2026-11-17 22:15:00+00", "2026-11-17T23:15:00+01:00"},
		{"2026-11-17", NULL},
		{"2026-11-17T24:00", NULL},
		{"2026-11-17T22:60", NULL},
		{"2026-11-17T22:15:00+25:00", NULL},
		{"2026-11-17T14:30-15:15", NULL},
		{"2026-11-17 22:30-02:00", NULL},
		{"2026-11-17 22:15:00-02", "2026-11-18T01:15:00+01:00"},
		{"2026-11-17T22:15:00 x", NULL},
		{"2026-02-30T22:15", NULL},
		{"", NULL},
		{"2026-11-17T2215", NULL},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		gint64 time = 0;
		gboolean read = time_parse_rfc3339(cases[i].text, &time);
		g_assert_cmpint(read, ==, cases[i].written != NULL);
		g_autofree char *written = read ? time_format_rfc3339(time) : NULL;
		g_assert_cmpstr(written, ==, cases[i].written);
	}
}

static void test_week_parse(void)
{
	static const struct {
		const char *text, *week;
	} cases[] = {
		{"2026-W47", "2026-W47"},
		{"2026-47", "2026-W47"},
		{"v47", "2026-W47"},
		{"V.47", "2026-W47"},
		{"w.47", "2026-W47"},
		{"47", "2026-W47"},
		{"v47 2025", "2025-W47"},
		{"nu", "2026-W47"},
		{"now", "2026-W47"},
		{"-1", "2026-W46"},
		{"+2", "2026-W49"},
		{" vecka 3 ", "2027-W03"},
		{"week 51", "2026-W51"},
		{"v52", "2026-W52"},
		{"v53", "2026-W53"},
		{"nästa", "2026-W48"},
		{"förra veckan", "2026-W46"},
		{"v54", NULL},
		{"v0", NULL},
		{"2025-W53", NULL},
		{"x", NULL},
		{"", NULL},
		{"2026", NULL},
		{"v", NULL},
		{"-", NULL},
		{"v47x", NULL},
		{"4747", NULL},
	};
	int today = day_parse_iso("2026-11-17");

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		int week = week_parse(cases[i].text, today, week_of_day(today));
		g_autofree char *written = week == WEEK_NONE ? NULL : week_format(week);
		g_test_message("%s", cases[i].text);
		g_assert_cmpstr(written, ==, cases[i].week);
	}
}

/* Trial B5: in 2026, looking at 2024, w 42 led to the empty week 42 of 2026. */
static void test_bare_week_is_near_where_one_stands(void)
{
	static const struct {
		int year, week;
		const char *text, *found;
	} cases[] = {
		{2024, 52, "42", "2024-W42"}, {2024, 52, "v40", "2024-W40"},
		{2024, 52, "-1", "2024-W51"}, {2024, 52, "+1", "2025-W01"},
		{2024, 52, "3", "2025-W03"},  {2024, 52, "nu", "2026-W48"},
		{2025, 2, "v50", "2024-W50"}, {2025, 26, "v52", "2024-W52"},
		{2018, 40, "53", "2020-W53"}, {2018, 20, "53", "2015-W53"},
	};
	int today = day_parse_iso("2026-11-28");

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		int near = week_from_iso(cases[i].year, cases[i].week);
		g_autofree char *found = week_format(week_parse(cases[i].text, today, near));

		g_assert_cmpstr(found, ==, cases[i].found);
	}
}

/* Measures and groups of several years stood beside each other, all without one. */
static void test_the_year_where_another_is_nearer(void)
{
	static const struct {
		int year, month, mday;
		const char *said;
	} cases[] = {{2024, 12, 31, "Tu 31 Dec"},      {2025, 1, 17, "Fr 17 Jan"},
		     {2024, 7, 10, "We 10 Jul"},       {2024, 6, 20, "Th 20 Jun 2024"},
		     {2023, 12, 31, "Su 31 Dec 2023"}, {2025, 12, 30, "Tu 30 Dec 2025"}};
	int near = day_from_civil(2024, 12, 31);

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *said = day_name_near(
			day_from_civil(cases[i].year, cases[i].month, cases[i].mday), near);

		g_assert_cmpstr(said, ==, cases[i].said);
	}
}

static void test_names(void)
{
	g_autofree char *one = week_dates(week_from_iso(2026, 47)),
			*two = week_dates(week_from_iso(2024, 40)),
			*three = week_dates(week_from_iso(2025, 1));

	g_assert_cmpstr(one, ==, "16–22 Nov 2026");
	g_assert_cmpstr(two, ==, "30 Sep–6 Oct 2024");
	g_assert_cmpstr(three, ==, "30 Dec 2024–5 Jan 2025");
}

static void test_two_weeks(void)
{
	static const char *const said[] = {
		"v41-v44",           "v41-44",  "v41 - v44",          "v41–44", "41 44", "v41 -v44",
		"2024-W41 2024-W44", "v41- 44", "2024-W41 – 2024-W44"};
	static const char *const refused[] = {"v41", "v41-", "-3 -", "v41-v54", "", "41-44-47"};
	int today = day_from_civil(2024, 10, 22), near = week_from_iso(2024, 43), from, to;

	for (gsize i = 0; i < G_N_ELEMENTS(said); i++) {
		g_test_message("%s", said[i]);
		g_assert_true(weeks_parse(said[i], today, near, &from, &to));
		g_assert_cmpint(from, ==, week_from_iso(2024, 41));
		g_assert_cmpint(to, ==, week_from_iso(2024, 44));
	}
	for (gsize i = 0; i < G_N_ELEMENTS(refused); i++) {
		g_test_message("%s", refused[i]);
		g_assert_false(weeks_parse(refused[i], today, near, &from, &to));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/week/iso", test_iso_weeks);
	g_test_add_func("/week/calendar", test_calendar);
	g_test_add_func("/week/no-such-day", test_no_such_day);
	g_test_add_func("/week/summer-time", test_summer_time);
	g_test_add_func("/week/zone", test_zone);
	g_test_add_func("/week/loose-times", test_loose_times);
	g_test_add_func("/week/parse", test_week_parse);
	g_test_add_func("/week/two", test_two_weeks);
	g_test_add_func("/week/bare-is-near-where-one-stands",
			test_bare_week_is_near_where_one_stands);
	g_test_add_func("/week/names", test_names);
	g_test_add_func("/week/the-year-where-another-is-nearer",
			test_the_year_where_another_is_nearer);
	return g_test_run();
}
