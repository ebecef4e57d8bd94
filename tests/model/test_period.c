/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Periods as people write them, their weeks, and the same a year before. */
#include "config.h"

#include "osg/period.h"

#include <locale.h>

#include "osg/error.h"
#include "osg/week.h"

static int day(const char *iso)
{
	int result = day_parse_iso(iso);

	g_assert_cmpint(result, !=, DAY_NONE);
	return result;
}

/* Tuesday 22 October 2024, week 42 on the screen. */
static struct period read_period(const char *text)
{
	g_autoptr(GError) error = NULL;
	struct period p = {0, 0};

	if (!period_parse(text, day("2024-10-22"), week_from_iso(2024, 42), &p, &error))
		g_error("%s: %s", text, error->message);
	return p;
}

static void test_written(void)
{
	static const struct {
		const char *text, *first, *last, *written;
	} cases[] = {
		{"2024-W40", "2024-09-30", "2024-10-06", "2024-W40"},
		{"v40", "2024-09-30", "2024-10-06", "2024-W40"},
		{"2024-47", "2024-11-18", "2024-11-24", "2024-W47"},
		{"2024-09", "2024-09-01", "2024-09-30", "2024-09"},
		{"2024-9", "2024-09-01", "2024-09-30", "2024-09"},
		{"2024-W42-6", "2024-10-19", "2024-10-19", "2024-10-19..2024-10-19"},
		{"2034-09-01..2034-09-29", "2034-09-01", "2034-09-29", "2034-09-01..2034-09-29"},
		{"september 2024", "2024-09-01", "2024-09-30", "2024-09"},
		{"Sep 2024", "2024-09-01", "2024-09-30", "2024-09"},
		{"september", "2024-09-01", "2024-09-30", "2024-09"},
		{"februari 2024", "2024-02-01", "2024-02-29", "2024-02"},
		{"förra månaden", "2024-09-01", "2024-09-30", "2024-09"},
		{"last month", "2024-09-01", "2024-09-30", "2024-09"},
		{"2024-Q3", "2024-07-01", "2024-09-30", "2024-Q3"},
		{"2024-K3", "2024-07-01", "2024-09-30", "2024-Q3"},
		{"Q3 2024", "2024-07-01", "2024-09-30", "2024-Q3"},
		{"kvartal 3 2024", "2024-07-01", "2024-09-30", "2024-Q3"},
		{"quarter 1", "2024-01-01", "2024-03-31", "2024-Q1"},
		{"kv4", "2024-10-01", "2024-12-31", "2024-Q4"},
		{"förra kvartalet", "2024-07-01", "2024-09-30", "2024-Q3"},
		{"2024", "2024-01-01", "2024-12-31", "2024"},
		{"i år", "2024-01-01", "2024-12-31", "2024"},
		{"last year", "2023-01-01", "2023-12-31", "2023"},
		{"2024-09-01..2024-09-30", "2024-09-01", "2024-09-30", "2024-09"},
		{"2024-09-02..2024-09-08", "2024-09-02", "2024-09-08", "2024-W36"},
		{"2024-09-01..2024-09-29", "2024-09-01", "2024-09-29", "2024-09-01..2024-09-29"},
		{"2024-09-01–2024-09-29", "2024-09-01", "2024-09-29", "2024-09-01..2024-09-29"},
		{"2024-09-01 till 2024-09-29", "2024-09-01", "2024-09-29",
		 "2024-09-01..2024-09-29"},
		{"v36..v40", "2024-09-02", "2024-10-06", "2024-09-02..2024-10-06"},
		{"2024-06..2024-08", "2024-06-01", "2024-08-31", "2024-06-01..2024-08-31"},
		{"2024-10-04", "2024-10-04", "2024-10-04", "2024-10-04..2024-10-04"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct period p = read_period(cases[i].text);
		g_autofree char *first = day_format_iso(p.first), *last = day_format_iso(p.last),
				*written = period_format(p);

		g_test_message("%s", cases[i].text);
		g_assert_cmpstr(first, ==, cases[i].first);
		g_assert_cmpstr(last, ==, cases[i].last);
		g_assert_cmpstr(written, ==, cases[i].written);
	}
}

static void test_refused(void)
{
	static const char *const texts[] = {
		"",
		"smurf",
		"2024-54",
		"2024-Q5",
		"kvartal",
		"2024-Qx",
		"Q3 kvartal",
		"2024-09-31",
		"..",
		"2024-09-30..2024-09-01",
		"2024-09-01..",
		"..2024-09-01",
		"2024-W42-8",
		"v40..",
		"2024-Q3 2024",
		"2024-W54",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GError) error = NULL;
		struct period p;

		g_test_message("%s", texts[i]);
		g_assert_false(period_parse(texts[i], day("2024-10-22"), week_from_iso(2024, 42),
					    &p, &error));
		g_assert_error(error, OSG_ERROR, OSG_ERROR_INPUT);
		g_assert_nonnull(g_strrstr(error->message, "2024-09-30"));
	}
}

static void test_kinds(void)
{
	g_assert_cmpint(period_kind(read_period("v40")), ==, PERIOD_WEEK);
	g_assert_cmpint(period_kind(read_period("2024-02")), ==, PERIOD_MONTH);
	g_assert_cmpint(period_kind(read_period("2024-Q2")), ==, PERIOD_QUARTER);
	g_assert_cmpint(period_kind(read_period("2024")), ==, PERIOD_YEAR);
	g_assert_cmpint(period_kind(read_period("2024-02-01..2024-04-30")), ==, PERIOD_DAYS);
	g_assert_cmpint(period_kind(read_period("2023-02-01..2024-01-31")), ==, PERIOD_DAYS);
	g_assert_cmpint(period_week(read_period("2024-09")), ==, WEEK_NONE);
	g_assert_cmpint(period_days(read_period("2024")), ==, 366);
	/* 30 days and the hour that the clocks give back */
	g_assert_cmpint(period_end(read_period("2024-10")) - period_start(read_period("2024-10")),
			==, 31 * DAY_SECONDS + 3600);
}

/* Every week is in one quarter: 2024 has 13 + 13 + 13 + 13, 2026 has 53. */
static void test_weeks(void)
{
	static const struct {
		const char *period;
		int first_year, first, last_year, last;
	} cases[] = {
		{"2024-Q1", 2024, 1, 2024, 13},  {"2024-Q2", 2024, 14, 2024, 26},
		{"2024-Q3", 2024, 27, 2024, 39}, {"2024-Q4", 2024, 40, 2024, 52},
		{"2026", 2026, 1, 2026, 53},     {"2025-01", 2025, 1, 2025, 5},
		{"v40", 2024, 40, 2024, 40},
	};
	int first, last;

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		period_weeks(read_period(cases[i].period), &first, &last);
		g_test_message("%s", cases[i].period);
		g_assert_cmpint(first, ==, week_from_iso(cases[i].first_year, cases[i].first));
		g_assert_cmpint(last, ==, week_from_iso(cases[i].last_year, cases[i].last));
	}
	period_weeks(read_period("2024-10-04"), &first, &last); /* a Friday has no Thursday */
	g_assert_cmpint(first, >, last);
}

static void test_year_before(void)
{
	static const struct {
		const char *period, *before;
	} cases[] = {
		{"2024-W40", "2023-W40"},
		{"2024-09", "2023-09"},
		{"2024-02", "2023-02"},
		{"2025-02", "2024-02"},
		{"2024-Q3", "2023-Q3"},
		{"2024", "2023"},
		{"2024-02-10..2024-02-29", "2023-02-10..2023-02-28"},
		{"2024-01-01..2024-10-21", "2023-01-01..2023-10-21"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *before =
			period_format(period_year_before(read_period(cases[i].period)));

		g_assert_cmpstr(before, ==, cases[i].before);
	}
}

static void test_step(void)
{
	static const struct {
		const char *period;
		int steps;
		const char *there;
	} cases[] = {
		{"2024-W52", 1, "2025-W01"},
		{"2024-12", 1, "2025-01"},
		{"2024-01", -1, "2023-12"},
		{"2024-Q4", 1, "2025-Q1"},
		{"2024-Q1", -5, "2022-Q4"},
		{"2024", -1, "2023"},
		{"2024-02-10..2024-02-19", 1, "2024-02-20..2024-02-29"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *there =
			period_format(period_step(read_period(cases[i].period), cases[i].steps));

		g_assert_cmpstr(there, ==, cases[i].there);
	}
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "C.UTF-8");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/period/written", test_written);
	g_test_add_func("/period/refused", test_refused);
	g_test_add_func("/period/kinds", test_kinds);
	g_test_add_func("/period/weeks", test_weeks);
	g_test_add_func("/period/year-before", test_year_before);
	g_test_add_func("/period/step", test_step);
	return g_test_run();
}
