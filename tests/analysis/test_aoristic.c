/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The aoristic grid against intervals that were spread by hand. */
#include "config.h"
#include "osg/analysis.h"

#include <math.h>

#define NEAR(a, b, tolerance) g_assert_cmpfloat_with_epsilon(a, b, tolerance)

static double total(double grid[7][24])
{
	double sum = 0;
	for (int day = 0; day < 7; day++)
		for (int hour = 0; hour < 24; hour++)
			sum += grid[day][hour];
	return sum;
}

static void test_eight_hours_are_an_eighth_each(void)
{
	double grid[7][24] = {0};
	aoristic_add(grid, 8 * 3600, 16 * 3600, 1);
	for (int hour = 0; hour < 24; hour++)
		NEAR(grid[0][hour], hour >= 8 && hour < 16 ? 0.125 : 0, 1e-12);
}

static void test_part_hours(void)
{
	double grid[7][24] = {0};
	aoristic_add(grid, 22.5 * 3600, 24.5 * 3600, 2); /* Monday 22:30 to Tuesday 00:30 */
	NEAR(grid[0][22], 0.5, 1e-12);
	NEAR(grid[0][23], 1.0, 1e-12);
	NEAR(grid[1][0], 0.5, 1e-12);
	NEAR(total(grid), 2, 1e-12);
}

static void test_moment_and_whole_hour(void)
{
	double grid[7][24] = {0};
	aoristic_add(grid, (2 * 24 + 13) * 3600.0, (2 * 24 + 13) * 3600.0, 1);
	aoristic_add(grid, (2 * 24 + 13) * 3600.0, (2 * 24 + 14) * 3600.0, 1);
	NEAR(grid[2][13], 2, 1e-12);
	NEAR(total(grid), 2, 1e-12);
}

static void test_the_week_is_round(void)
{
	double grid[7][24] = {0};
	aoristic_add(grid, -1800, 1800, 1);             /* Sunday 23:30 to Monday 00:30 */
	aoristic_add(grid, 604800 - 1800, 606600, 1);   /* the same, a week later */
	aoristic_add(grid, -604800 - 1800, -603000, 1); /* the same, a week earlier */
	NEAR(grid[6][23], 1.5, 1e-12);
	NEAR(grid[0][0], 1.5, 1e-12);
}

static void test_long_intervals_are_even(void)
{
	double grid[7][24] = {0};
	aoristic_add(grid, 3600, 3600 + 9 * 86400, 168);
	NEAR(grid[0][0], 1, 1e-12);
	NEAR(grid[6][23], 1, 1e-12);
	NEAR(total(grid), 168, 1e-9);
}

static void test_no_interval_adds_nothing(void)
{
	double grid[7][24] = {0};
	aoristic_add(grid, 3600, 0, 1);
	aoristic_add(grid, NAN, 3600, 1);
	aoristic_add(grid, -INFINITY, INFINITY, 1);
	NEAR(total(grid), 0, 1e-300);
	aoristic_add(grid, -1e-9, -1e-9, 1);
	aoristic_add(grid, 1e300, 1e300, 1);
	NEAR(total(grid), 2, 1e-12);
}

/* Quantiles of the negative binomial summed up term by term, outside this program: size
 * mean / (spread - 1) and probability 1 / spread, with mean (before + 1/2) ratio and spread
 * phi (1 + ratio). */
static void test_count_beside_an_earlier(void)
{
	static const struct {
		int before;
		double ratio, phi, level, lower, upper;
	} cases[] = {
		{10, 1, 1, 0.05, 3, 21},    {10, 1, 1, 0.001, 0, 31},   {0, 1, 1, 0.05, 0, 3},
		{100, 1, 1, 0.05, 74, 130}, {100, 1, 2, 0.05, 65, 143}, {40, 0.5, 1.5, 0.01, 6, 41},
	};
	struct count_comparison c;

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		count_compare(25, cases[i].before, cases[i].ratio, cases[i].phi, cases[i].level,
			      &c);
		g_assert_cmpfloat(c.lower, ==, cases[i].lower);
		g_assert_cmpfloat(c.upper, ==, cases[i].upper);
		g_assert_cmpint(c.direction, ==, (25 > c.upper) - (25 < c.lower));
	}
	count_compare(25, 10, 1, 1, 0.05, &c);
	NEAR(c.p_value, 0.012384837064597809, 1e-9);
	count_compare(2, 10, 1, 1, 0.05, &c);
	g_assert_cmpint(c.direction, ==, -1);
}

static void test_weeks_that_fall_unevenly(void)
{
	static const int even[] = {3, 3, 3, 3}, uneven[] = {0, 12, 0, 12};

	NEAR(count_dispersion(even, 4, even, 4), 1, 1e-12);
	/* (36 + 36 + 36 + 36) / 6 = 24 over 3 degrees, and nothing over the other 3 */
	NEAR(count_dispersion(uneven, 4, even, 4), 4, 1e-12);
	NEAR(count_dispersion(uneven, 4, NULL, 0), 1, 1e-12); /* too few to say */
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/aoristic/eight-hours", test_eight_hours_are_an_eighth_each);
	g_test_add_func("/aoristic/part-hours", test_part_hours);
	g_test_add_func("/aoristic/moment", test_moment_and_whole_hour);
	g_test_add_func("/aoristic/round-week", test_the_week_is_round);
	g_test_add_func("/aoristic/long", test_long_intervals_are_even);
	g_test_add_func("/aoristic/no-interval", test_no_interval_adds_nothing);
	g_test_add_func("/comparison/count-beside-an-earlier", test_count_beside_an_earlier);
	g_test_add_func("/comparison/uneven-weeks", test_weeks_that_fall_unevenly);
	return g_test_run();
}
