/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long osg scan takes, the whole process from start to end, beside the times listed for SaTScan
 * on another machine (999 replications, whole process): the ratio is a hint, not a measurement.
 * Then the two cases with a limit of their own, inside this process: a municipality's week and a
 * large one. */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "analyst/sheet.h"
#include "osg/hotspot.h"
#include "osg/random.h"

#define ROUNDS 7

static int compare_double(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double median(double *times, int count)
{
	qsort(times, (gsize)count, sizeof *times, compare_double);
	return times[count / 2];
}

static double process_seconds(const char *parameters, const char *threads, int rounds)
{
	const char *program = g_getenv("OSG_PROGRAM");
	const char *const arguments[] = {program ? program : "./osg",
					 "--csv",
					 "scan",
					 "--parameters",
					 parameters,
					 "--threads",
					 threads,
					 NULL};
	double times[ROUNDS];

	for (int i = 0; i < rounds; i++) {
		gint64 start = g_get_monotonic_time();
		g_autoptr(GError) error = NULL;
		int status = 0;

		if (!g_spawn_sync(NULL, (char **)arguments, NULL,
				  G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
				  NULL, NULL, NULL, &status, &error) ||
		    !g_spawn_check_wait_status(status, &error)) {
			fprintf(stderr, "bench_scan: %s: %s\n", parameters, error->message);
			return NAN;
		}
		times[i] = (double)(g_get_monotonic_time() - start) / 1e6;
	}
	return median(times, rounds);
}

static double tool_seconds(const char *root, const char *name, const char *threads)
{
	g_autofree char *path = g_build_filename(root, "timings.csv", NULL);
	g_autoptr(sheet_auto) sheet = plain_sheet_open(path, NULL, NULL, NULL);
	double seconds = NAN;
	while (plain_sheet_next(sheet))
		if (!strcmp(plain_sheet_cell(sheet, plain_sheet_column(sheet, "case")), name) &&
		    !strcmp(plain_sheet_cell(sheet, plain_sheet_column(sheet, "threads")),
			    threads) &&
		    !strcmp(plain_sheet_cell(sheet, plain_sheet_column(sheet, "p_value_mode")),
			    "fixed-999"))
			plain_sheet_number(sheet, plain_sheet_column(sheet, "wall_median_s"),
					   &seconds, NULL);
	return seconds;
}

static void reference_table(const char *root)
{
	static const char *const cases[] = {
		"nycfever-2001",
		"mvt-bronx-2016w52",
		"burglary-chicago-2016w51",
		"burglary-chicago-2016w51-r3",
		"polis-fire-2026w33",
		"municipality-injected",
		"municipality-neworg",
		"municipality-neworg-stratified",
		"stress-500",
		"arson-chicago-retrospective",
	};
	printf("SaTScan: listed times, other machine\n");
	printf("%-32s %28s %28s %8s\n", "999 replications, ms", "SaTScan: 1 thread  2 threads",
	       "osg: 1 thread  2 threads", "ratio");
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path =
			g_build_filename(root, "scan", cases[i], "parameters.txt", NULL);
		int rounds = strstr(cases[i], "retrospective") ? 3 : ROUNDS;
		double tool_one = tool_seconds(root, cases[i], "1"),
		       tool_two = tool_seconds(root, cases[i], "2");
		double one = process_seconds(path, "1", rounds),
		       two = process_seconds(path, "2", rounds);
		printf("%-32s %17.1f %10.1f %17.1f %10.1f %7.0fx\n", cases[i], 1e3 * tool_one,
		       1e3 * tool_two, 1e3 * one, 1e3 * two, tool_two / two);
	}
}

/* made here */

struct made {
	double x[500], y[500];
	gint32 place[20000], day[20000];
	guint64 groups[20000];
};

static void make(struct made *made, int places, int events, int groups)
{
	struct random random;
	random_seed(&random, 1);
	for (int p = 0; p < places; p++) {
		made->x[p] = 12000 * random_unit(&random);
		made->y[p] = 12000 * random_unit(&random);
	}
	for (int i = 0; i < events; i++) {
		made->place[i] = (gint32)(places * random_unit(&random) * random_unit(&random));
		made->day[i] = (gint32)random_below(&random, 364);
		made->groups[i] = G_GUINT64_CONSTANT(1) << random_below(&random, (guint32)groups);
	}
}

/* All events and eleven groups: twelve scans, with drift beside them. */
static double week_seconds(struct made *made, int threads)
{
	double times[ROUNDS];
	make(made, 60, 3200, 11);
	struct hotspot_input input = {.places = 60,
				      .x = made->x,
				      .y = made->y,
				      .events = 3200,
				      .place = made->place,
				      .day = made->day,
				      .groups_of = made->groups,
				      .groups = 11};
	for (int i = 0; i < ROUNDS; i++) {
		struct hotspot_options options;
		struct hotspots hotspots;
		hotspot_options_init(&options, 363);
		options.threads = threads;
		gint64 start = g_get_monotonic_time();
		hotspots_find(&input, &options, &hotspots, NULL);
		times[i] = (double)(g_get_monotonic_time() - start) / 1e6;
		hotspots_clear(&hotspots);
	}
	return median(times, ROUNDS);
}

static double large_seconds(struct made *made, int threads)
{
	double times[ROUNDS];
	make(made, 500, 20000, 1);
	struct scan_input input = {.places = 500,
				   .x = made->x,
				   .y = made->y,
				   .events = 20000,
				   .place = made->place,
				   .day = made->day};
	for (int i = 0; i < ROUNDS; i++) {
		struct scan_options options;
		struct scan_result result;
		scan_options_init(&options, 363);
		options.threads = threads;
		gint64 start = g_get_monotonic_time();
		scan_run(&input, &options, &result, NULL);
		times[i] = (double)(g_get_monotonic_time() - start) / 1e6;
		scan_result_clear(&result);
	}
	return median(times, ROUNDS);
}

int main(void)
{
	const char *root = g_getenv("OSG_REFERENCE");
	g_autofree char *folder =
		g_build_filename(root && *root ? root : "/", "reference", "hotspots", NULL);
	g_autofree struct made *made = g_new0(struct made, 1);
	struct rusage usage;
	if (g_file_test(folder, G_FILE_TEST_IS_DIR))
		reference_table(folder);
	else
		printf("no reference data: OSG_REFERENCE is not set\n");
	printf("a municipality's week, 60 places, 52 weeks, 12 scans (wanted: 100 ms)  1 thread "
	       "%.1f ms, 2 threads "
	       "%.1f ms\n",
	       1e3 * week_seconds(made, 1), 1e3 * week_seconds(made, 2));
	printf("500 places, 20,000 events (wanted: 300 ms)                            1 thread "
	       "%.1f ms, 2 threads %.1f "
	       "ms\n",
	       1e3 * large_seconds(made, 1), 1e3 * large_seconds(made, 2));
	getrusage(RUSAGE_SELF, &usage);
	printf("most memory of all of these: %.0f MB (wanted: 100 MB)\n",
	       (double)usage.ru_maxrss / 1024);
	return 0;
}
