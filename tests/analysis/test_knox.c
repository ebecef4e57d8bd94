/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Knox tables and the space-time K against the reference, and small tables counted by hand. Says
 * which cases it ran. */
#include "config.h"

#include <math.h>

#include "assert_near.h"
#include "analyst/knox_file.h"
#include "analyst/sheet.h"
#include "osg/knox.h"
#include "osg/random.h"

static char *reference(const char *name, const char *file)
{
	const char *root = g_getenv("OSG_REFERENCE");
	return root && *root
		       ? g_build_filename(root, "reference", "hotspots", "pairs", name, file, NULL)
		       : NULL;
}

static double number(const char *text)
{
	return *text ? g_ascii_strtod(text, NULL) : NAN;
}

static void assert_chance(double got, double expected)
{
	double likely = MAX(expected, 0.001), error = sqrt(likely * (1 - likely) * 2 / 999);
	if (fabs(got - likely) > 4 * error + 0.001)
		g_error("p is %g where %g +- %g was expected", got, expected, error);
}

static void knox_row(const struct plain_sheet *expected, char **cells)
{
	for (int c = 1; c <= 6; c++)
		g_assert_cmpfloat(number(cells[c]), ==, number(plain_sheet_cell(expected, c)));
	for (int c = 7; c <= 9; c++)
		assert_near(number(cells[c]), number(plain_sheet_cell(expected, c)), 1e-6);
	assert_chance(number(cells[10]), number(plain_sheet_cell(expected, 10)));
	assert_chance(number(cells[11]), number(plain_sheet_cell(expected, 11)));
	double sd = number(plain_sheet_cell(expected, 13));
	g_assert_cmpfloat(fabs(number(cells[12]) - number(plain_sheet_cell(expected, 12))), <,
			  4 * sd * sqrt(2.0 / 999));
	assert_near(number(cells[13]), sd, 0.2);
}

static void k_row(const struct plain_sheet *expected, char **cells)
{
	for (int c = 0; c <= 6; c++)
		assert_near(number(cells[c]), number(plain_sheet_cell(expected, c)), 1e-6);
}

static void test_reference(gconstpointer data)
{
	const char *name = data;
	g_autofree char *parameters = reference(name, "parameters.txt"),
			*path = reference(name, "expected.csv");
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) out = g_string_new(NULL);
	int row = 0;
	if (!parameters || !g_file_test(parameters, G_FILE_TEST_EXISTS)) {
		g_test_skip("no reference data: OSG_REFERENCE is not set");
		return;
	}
	g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
	g_assert_true(knox_file_run(NULL, parameters, ROWS_CSV, out, notes, &error));
	g_assert_no_error(error);
	g_auto(GStrv) lines = g_strsplit(out->str, "\n", -1);
	g_autoptr(sheet_auto) expected = plain_sheet_open(path, NULL, NULL, &error);
	while (plain_sheet_next(expected)) {
		g_auto(GStrv) cells = g_strsplit(lines[++row], ",", -1);
		if (g_str_has_prefix(name, "knox"))
			knox_row(expected, cells);
		else
			k_row(expected, cells);
	}
	g_assert_cmpint(row, >, 8);
	g_assert_cmpstr(lines[row + 1], ==, "");
	g_test_message("%s: %d rows agree", name, row);
}

static void test_by_hand(void)
{
	static const double x[] = {0, 3, 10, 10}, y[] = {0, 4, 10, 10}, time[] = {1, 2, 9, 30},
			    eps_t[] = {1, 7}, eps_s[] = {0, 5};
	struct knox_input input = {4, x, y, time};
	struct knox_cell cells[4];
	g_assert_true(knox_table(&input, eps_t, 2, eps_s, 2, 99, 0, 1, cells, NULL));
	g_assert_cmpint(cells[0].pairs, ==, 6);
	g_assert_cmpint(cells[0].close_time, ==, 1);  /* 1-2 */
	g_assert_cmpint(cells[2].close_time, ==, 2);  /* and 2-9: closed limit */
	g_assert_cmpint(cells[0].close_space, ==, 1); /* the equal points */
	g_assert_cmpint(cells[1].close_space, ==, 2); /* and the 3-4-5 triangle */
	g_assert_cmpint(cells[0].observed, ==, 0);
	g_assert_cmpint(cells[1].observed, ==, 1);
	g_assert_cmpfloat_with_epsilon(cells[1].expected, 2.0 / 6, 1e-12);
	g_assert_cmpfloat_with_epsilon(cells[1].p_poisson, 1 - exp(-2.0 / 6) * (1 + 2.0 / 6),
				       1e-12);
	g_assert_cmpfloat_with_epsilon(cells[1].p_pairs, 2.0 / 6, 1e-9);
	g_assert_cmpfloat(cells[0].p_time, ==, 1);
}

/* Whole days are counted eight permutations at a time, other times one by one: the same times half
 * a day later must give the same table. */
static void test_days_as_other_times(void)
{
	static const double eps_t[] = {7, 14}, eps_s[] = {200, 500};
	double x[120], y[120], day[120], noon[120];
	struct knox_cell cells[4], others[4];
	struct random random;

	random_seed_stream(&random, 7, 1);
	for (int i = 0; i < 120; i++) {
		x[i] = random_below(&random, 3000);
		y[i] = random_below(&random, 3000);
		day[i] = 19000 + random_below(&random, 364);
		noon[i] = day[i] + 0.5;
	}
	for (int enough = 0; enough <= 10; enough += 10) { /* all of them, and stopped early */
		const struct knox_input days = {120, x, y, day}, times = {120, x, y, noon};

		g_assert_true(knox_table(&days, eps_t, 2, eps_s, 2, 199, enough, 1, cells, NULL));
		g_assert_true(knox_table(&times, eps_t, 2, eps_s, 2, 199, enough, 1, others, NULL));
		for (int i = 0; i < 4; i++) {
			g_assert_cmpint(cells[i].observed, ==, others[i].observed);
			g_assert_cmpfloat(cells[i].p_time, ==, others[i].p_time);
			g_assert_cmpfloat(cells[i].mean, ==, others[i].mean);
			g_assert_cmpfloat(cells[i].deviation, ==, others[i].deviation);
			g_assert_cmpfloat(cells[i].mean, >, 0);
		}
	}
}

static void test_refused(void)
{
	static const double x[] = {0, 1}, good[] = {1}, bad[] = {-1};
	struct knox_input input = {1, x, x, x};
	struct knox_cell cell;
	struct space_time_k k;
	g_autoptr(GError) few = NULL, limit = NULL, many = NULL, flat = NULL;
	g_assert_false(knox_table(&input, good, 1, good, 1, 9, 0, 1, &cell, &few));
	g_assert_error(few, OSG_ERROR, OSG_ERROR_RULE);
	input.events = 2;
	g_assert_false(knox_table(&input, bad, 1, good, 1, 9, 0, 1, &cell, &limit));
	g_assert_error(limit, OSG_ERROR, OSG_ERROR_INPUT);
	input.events = 10000000;
	g_assert_false(knox_table(&input, good, 1, good, 1, 9, 0, 1, &cell, &many));
	g_assert_error(many, OSG_ERROR, OSG_ERROR_INPUT);
	g_assert_false(space_time_k(&input, x, x, 2, 0, 10, good, 1, good, 1, &k, &flat));
	g_assert_error(flat, OSG_ERROR, OSG_ERROR_INPUT);
}

int main(int argc, char **argv)
{
	static const char *const cases[] = {"knox-arson-chicago", "knox-burkitt-uganda",
					    "stk-burkitt-uganda"};
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/knox/by-hand", test_by_hand);
	g_test_add_func("/knox/days-as-other-times", test_days_as_other_times);
	g_test_add_func("/knox/refused", test_refused);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/knox/reference/%s", cases[i]);
		g_test_add_data_func(path, cases[i], test_reference);
	}
	return g_test_run();
}
