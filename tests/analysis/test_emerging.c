/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gi*, Mann-Kendall and the classes against the reference, and each class once by hand. Says which
 * cases it ran. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "analyst/emerging_file.h"
#include "analyst/sheet.h"
#include "osg/emerging.h"

static char *reference(const char *name, const char *file)
{
	const char *root = g_getenv("OSG_REFERENCE");
	return root && *root
		       ? g_build_filename(root, "reference", "hotspots", "local", name, file, NULL)
		       : NULL;
}

/* Exact columns (tolerance 0) are compared as text, the others relatively, those below zero
 * absolutely. */
static void compare(const char *name, const char *file, gboolean classes, const double *tolerance)
{
	g_autofree char *parameters = reference(name, "parameters.txt"),
			*path = reference(name, file);
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) out = g_string_new(NULL);
	int row = 0;
	g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
	g_assert_true(
		emerging_file_run(NULL, NULL, parameters, classes, ROWS_CSV, out, notes, &error));
	g_assert_no_error(error);
	g_auto(GStrv) lines = g_strsplit(out->str, "\n", -1);
	g_autoptr(sheet_auto) expected = plain_sheet_open(path, NULL, NULL, &error);
	while (plain_sheet_next(expected)) {
		g_auto(GStrv) cells = g_strsplit(lines[++row], ",", -1);
		for (int c = 0; cells[c]; c++) {
			double want = g_ascii_strtod(plain_sheet_cell(expected, c), NULL),
			       got = g_ascii_strtod(cells[c], NULL);
			double most = tolerance[c] < 0 ? -tolerance[c]
						       : tolerance[c] * MAX(fabs(want), 1e-9);
			if (tolerance[c] != 0
				    ? fabs(want - got) > most
				    : strcmp(cells[c], plain_sheet_cell(expected, c)) != 0)
				g_error("%s row %d column %d: %s where %s was expected", name, row,
					c, cells[c], plain_sheet_cell(expected, c));
		}
	}
	g_assert_cmpstr(lines[row + 1], ==, "");
	g_test_message("%s: %d rows of %s agree", name, row, file);
}

static void test_reference(gconstpointer data)
{
	static const double z[] = {0, 0, 0, 0, 1e-6};
	/* the tool of Mann-Kendall's test computes in single precision: its p is off in the seventh
	 * decimal */
	static const double classes[] = {0, 0, 0, 0, 1e-6, 1e-6, -2e-7, 0};
	g_autofree char *parameters = reference(data, "parameters.txt");
	if (!parameters || !g_file_test(parameters, G_FILE_TEST_EXISTS)) {
		g_test_skip("no reference data: OSG_REFERENCE is not set");
		return;
	}
	compare(data, "expected.csv", FALSE, z);
	compare(data, "expected_class.csv", TRUE, classes);
}

/* One letter an interval: H hot, C cold, anything else neither; small steps make or hide a trend.
 */
static void test_classes(void)
{
	static const struct {
		const char *intervals, *word;
		double step;
	} cases[] = {
		{"..........", "none", 0},
		{".........H", "new-hot", 0},
		{".......HHH", "consecutive-hot", 0},
		{"HHHHHHHHHH", "persistent-hot", 0},
		{"HHHHHHHHHH", "intensifying-hot", 0.1},
		{"HHHHHHHHHH", "diminishing-hot", -0.1},
		{"HHHHHHHHH.", "historical-hot", 0},
		{".HH...H..H", "sporadic-hot", 0},
		{"CHH...H..H", "oscillating-hot", 0},
		{"HH......H.", "none", 0},
		{".........C", "new-cold", 0},
		{"CCCCCCCCCC", "intensifying-cold", -0.1},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct emerging emerging;
		double z[10];
		for (int t = 0; t < 10; t++)
			z[t] = (cases[i].intervals[t] == 'H'   ? 4
				: cases[i].intervals[t] == 'C' ? -4
							       : 0) +
			       cases[i].step * t;
		emerging_classify(z, 10, 1.96, 0.05, &emerging);
		g_assert_cmpstr(emerging_word(&emerging), ==, cases[i].word);
	}
}

static void test_mann_kendall(void)
{
	static const double rising[] = {1, 2, 2, 4, 5}, same[] = {3, 3, 3};
	struct mann_kendall trend;
	mann_kendall(rising, 5, &trend);
	g_assert_cmpfloat(trend.s, ==, 9);
	g_assert_cmpfloat_with_epsilon(trend.variance, (5 * 4 * 15 - 2 * 1 * 9) / 18.0, 1e-12);
	g_assert_cmpfloat_with_epsilon(trend.tau, 9 / sqrt(90), 1e-12);
	mann_kendall(same, 3, &trend);
	g_assert_cmpfloat(trend.p, ==, 1);
	g_assert_cmpfloat(trend.tau, ==, 0);
}

static void test_no_variation(void)
{
	static const int counts[] = {2, 2, 2, 2};
	static const double x[] = {0, 1};
	struct emerging_field field = {counts, 2, 2, x, x, .band = 5, .lags = 1};
	struct emerging emerging;
	double z[2];
	emerging_field_init(&field);
	emerging_gi_star(&field, 0, z, NULL);
	g_assert_true(isnan(z[0]));
	emerging_classify(z, 2, 1.96, 0.05, &emerging);
	g_assert_cmpstr(emerging_word(&emerging), ==, "none");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/emerging/classes", test_classes);
	g_test_add_func("/emerging/mann-kendall", test_mann_kendall);
	g_test_add_func("/emerging/no-variation", test_no_variation);
	g_test_add_data_func("/emerging/reference/burglary-chicago", "ehsa-burglary-chicago",
			     test_reference);
	g_test_add_data_func("/emerging/reference/municipality-injected",
			     "ehsa-municipality-injected", test_reference);
	return g_test_run();
}
