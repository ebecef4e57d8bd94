/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scan of files: the reference cases, one by one, and files that are refused. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "assert_near.h"
#include "analyst/scan_file.h"
#include "../folder.h"
#include "analyst/sheet.h"
#include "osg/scan.h"
#include "test_scan.h"

static char *reference(const char *name, const char *file)
{
	const char *root = g_getenv("OSG_REFERENCE");
	return root && *root
		       ? g_build_filename(root, "reference", "hotspots", "scan", name, file, NULL)
		       : NULL;
}

/* Written rows by "analysis_end rank", each a table of column -> text. */
static GHashTable *rows_written(const char *csv)
{
	GHashTable *rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
						 (GDestroyNotify)g_hash_table_unref);
	g_auto(GStrv) lines = g_strsplit(csv, "\n", -1);
	g_auto(GStrv) header = g_strsplit(lines[0], ",", -1);
	for (int i = 1; lines[i] && *lines[i]; i++) {
		g_auto(GStrv) cells = g_strsplit(lines[i], ",", -1);
		GHashTable *row = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
		g_assert_cmpuint(g_strv_length(cells), ==, g_strv_length(header));
		for (int c = 0; cells[c]; c++)
			g_hash_table_insert(row, g_strdup(header[c]), g_strdup(cells[c]));
		const char *end = g_hash_table_lookup(row, "analysis_end");
		const char *rank = g_hash_table_lookup(row, "rank");
		g_hash_table_insert(rows, g_strdup_printf("%s %s", end ? end : "", rank), row);
	}
	return rows;
}

static double expected_number(const struct plain_sheet *expected, const char *column)
{
	const char *text = plain_sheet_cell(expected, plain_sheet_need(expected, column, NULL));
	return *text ? g_ascii_strtod(text, NULL) : NAN;
}

static double written_number(GHashTable *row, const char *column)
{
	const char *text = g_hash_table_lookup(row, column);
	return *text ? g_ascii_strtod(text, NULL) : NAN;
}

static void row_check(const struct plain_sheet *expected, GHashTable *row, int replications)
{
	static const char *const exact[] = {"centre",   "n_places", "start",  "end",
					    "observed", "tie",      "members"};
	static const char *const close[] = {"radius_km", "expected", "observed_over_expected",
					    "llr"};
	for (gsize i = 0; i < G_N_ELEMENTS(exact); i++)
		g_assert_cmpstr(
			g_hash_table_lookup(row, exact[i]), ==,
			plain_sheet_cell(expected, plain_sheet_need(expected, exact[i], NULL)));
	for (gsize i = 0; i < G_N_ELEMENTS(close); i++)
		assert_near(written_number(row, close[i]), expected_number(expected, close[i]),
			    1e-6);
	double p_ref = expected_number(expected, "p_ref"),
	       n_ref = expected_number(expected, "p_ref_replications");
	double p = written_number(row, "p_value"), least = 1.0 / (replications + 1);
	if (isnan(p_ref)) {
		p_ref = expected_number(expected, "p_value");
		n_ref = 999;
	}
	/* a p-value of few replications cannot be below 1 / (replications + 1) */
	double likely = MAX(p_ref, least),
	       error = sqrt(likely * (1 - likely) * (1.0 / replications + 1 / n_ref));
	if (fabs(p - likely) > 4 * error + 1e-12)
		g_error("p is %g where %g +- %g was expected", p, p_ref, error);
	/* far beyond the replications both figures are mostly their own chance: see gumbel_check
	 * for those */
	double gumbel = expected_number(expected, "gumbel_p");
	if (gumbel >= 0.02 && gumbel < 0.1 && replications >= 999)
		assert_near(written_number(row, "gumbel_p"), gumbel, 0.25);
}

/* Gumbel's p from the tool's own maxima; the tool prints two digits. */
static void gumbel_check(const char *name, const struct plain_sheet *expected)
{
	g_autofree char *path = reference(name, "null_llr.csv");
	double sum = 0, squares = 0, llr, gumbel = expected_number(expected, "gumbel_p");
	int count = 0;
	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return;
	g_autoptr(sheet_auto) null = plain_sheet_open(path, NULL, NULL, NULL);
	while (plain_sheet_next(null)) {
		g_assert_true(plain_sheet_number(null, 1, &llr, NULL));
		sum += llr;
		squares += llr * llr;
		count++;
	}
	double mean = sum / count, deviation = sqrt((squares - sum * mean) / count);
	double got = scan_gumbel(expected_number(expected, "llr"), mean, deviation);
	double digit = pow(10, floor(log10(gumbel)) - 1); /* the second */
	g_assert_cmpfloat(fabs(got - gumbel), <=, MAX(1e-3 * gumbel, 0.501 * digit));
}

static void test_reference(gconstpointer data)
{
	const char *name = data;
	g_autofree char *parameters = reference(name, "parameters.txt"),
			*path = reference(name, "expected.csv");
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) out = g_string_new(NULL);
	if (!parameters || !g_file_test(parameters, G_FILE_TEST_EXISTS)) {
		g_test_skip("no reference data: OSG_REFERENCE is not set");
		return;
	}
	struct scan_file *file = scan_file_read(NULL, NULL, parameters, &error);
	g_assert_no_error(error);
#ifdef __SANITIZE_ADDRESS__
	file->options.replications = file->options.retrospective ? 19
				     : file->ends->len > 0       ? 99
								 : 199;
#endif
	g_assert_true(scan_file_run(file, ROWS_CSV, out, &error));
	g_assert_no_error(error);
	g_autoptr(GHashTable) rows = rows_written(out->str);
	g_autoptr(sheet_auto) expected = plain_sheet_open(path, NULL, NULL, &error);
	int checked = 0;
	while (plain_sheet_next(expected)) {
		int end = plain_sheet_column(expected, "analysis_end"),
		    rank = plain_sheet_need(expected, "rank", NULL);
		g_autofree char *key = g_strdup_printf("%s %s", plain_sheet_cell(expected, end),
						       plain_sheet_cell(expected, rank));
		GHashTable *row = g_hash_table_lookup(rows, key);
		g_assert_nonnull(row);
		row_check(expected, row, file->options.replications);
		gumbel_check(name, expected);
		checked++;
	}
	g_assert_cmpint(checked, >, 3);
	g_test_message("%s: %d clusters agree (%d replications)", name, checked,
		       file->options.replications);
	scan_file_free(file);
}

static char *write_file(const char *folder, const char *name, const char *text)
{
	char *path = g_build_filename(folder, name, NULL);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	return path;
}

static void test_files_refused(void)
{
	static const char *const good_events =
		"id,date,place\n1,2026-01-02,a\n2,2026-03-03,b\n3,2026-03-03,a\n";
	static const char *const good_places = "place,x,y\na,1,2\nb,3,4\n",
				 *const good = "start=2026-01-01\nend=2026-04-01\n";
	static const struct {
		const char *events, *places, *parameters, *says;
	} cases[] = {
		{"id,date,place\n1,2026-02-31,a\n", NULL, NULL,
		 "events.csv, line 2, date: “2026-02-31”"},
		{"id,date,place\n1,2026-02-01,zz\n", NULL, NULL, "events.csv, line 2, place: “zz”"},
		{"id,date\n1,2026-02-01\n", NULL, NULL, "“place”"},
		{"id,date,place\n1,2026-02-01\n", NULL, NULL,
		 "line 2, place: the place has no name"},
		{"id,date,place\n1,2026-02-01,a,b\n", NULL, NULL, "line 2: 4 cells"},
		{"", NULL, NULL, "is empty"},
		{NULL, "place,x,y\na,,2\nb,3,4\n", NULL, "places.csv, line 2, x: “” is no number"},
		{NULL, "place,x,y\na,1,2\na,3,4\n", NULL, "line 3, place"},
		{NULL, "place,lat,lon\na,95,2\nb,3,4\n", "end=2026-04-01\ncoordinates=latlon\n",
		 "line 2, lat"},
		{NULL, "place,lat,lon\na,0,0\nb,3,4\n", "end=2026-04-01\ncoordinates=latlon\n",
		 "line 2, lat: 0, 0 lies in the Atlantic"},
		{NULL, NULL, "start=2026-01-01\n", "end: is missing"},
		{NULL, NULL, "start=2026-05-01\nend=2026-04-01\n", "line 2, end"},
		{NULL, NULL, "end=2026-04-01\naggregate_days=0\n", "line 2, aggregate_days"},
		{NULL, NULL, "end=2026-04-01\nmax_window_days=10\n", "line 2, max_window_days"},
		{NULL, NULL, "end=2026-04-01\nmax_spatial_fraction=seven\n", "“seven”"},
		{NULL, NULL, "end=2026-04-01\nmax_spatial_fraction=7\n",
		 "line 2, max_spatial_fraction"},
		{NULL, NULL, "end=2026-04-01\nmodel=poisson\n", "“poisson”"},
		{NULL, NULL, "end=2026-04-01\nstrata=org\n", "“org”"},
		{NULL, NULL, "end=2026-04-01\nends=2026-04-01,yesterday\n", "“yesterday”"},
		{NULL, NULL, "rubbish\n", "line 1: “rubbish”"},
		{NULL, NULL, "end=2026-04-01\nmax_radius_km=-3\n", "line 2, max_radius_km"},
	};
	g_autofree char *folder = g_dir_make_tmp("osg-scan-XXXXXX", NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *events = write_file(
			folder, "events.csv", cases[i].events ? cases[i].events : good_events);
		g_autofree char *places = write_file(
			folder, "places.csv", cases[i].places ? cases[i].places : good_places);
		g_autofree char *parameters = write_file(
			folder, "parameters.txt", cases[i].parameters ? cases[i].parameters : good);
		g_autoptr(GError) error = NULL;
		struct scan_file *file = scan_file_read(events, places, parameters, &error);
		g_assert_null(file);
		g_assert_nonnull(error);
		if (!strstr(error->message, cases[i].says))
			g_error("case %d says: %s", (int)i, error->message);
	}
	g_autofree char *events =
		write_file(folder, "events.csv",
			   "\xef\xbb\xbfid,date,place,x,y\r\n1,2026-04-09,a,1,2\r\n\r\n");
	g_autofree char *parameters = write_file(folder, "parameters.txt", good);
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) out = g_string_new(NULL);
	struct scan_file *file = scan_file_read(events, NULL, parameters, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(file->notes->len, ==, 1);
	g_assert_nonnull(strstr(file->notes->pdata[0],
				"events.csv, line 2, date: 1 event lies after the last day that is "
				"looked at, 2026-04-01"));
	g_assert_false(scan_file_run(file, ROWS_CSV, out, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_assert_nonnull(strstr(error->message, "Too few to judge: events 0, "));
	scan_file_free(file);
	folder_remove(folder);
}

void add_file_tests(void)
{
	static const char *const cases[] = {
		"arson-chicago-retrospective", "burglary-chicago-2016w51",
		"burglary-chicago-2016w51-r3", "municipality-injected",
		"municipality-neworg",         "municipality-neworg-stratified",
		"municipality-null-rolling",   "mvt-bronx-2016w52",
		"mvt-bronx-rolling",           "nycfever-2001",
		"polis-fire-2026w33",          "stress-500",
	};

	g_test_add_func("/scan/files-refused", test_files_refused);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/scan/reference/%s", cases[i]);

		g_test_add_data_func(path, cases[i], test_reference);
	}
}
