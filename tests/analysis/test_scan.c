/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scan against small cases whose answer is known. */
#include "config.h"

#include <math.h>
#include <string.h>
#include <sys/resource.h>

#include "assert_near.h"
#include "analysis/scan_internal.h"
#include "osg/random.h"
#include "osg/scan.h"
#include "test_scan.h"

struct world {
	double x[64], y[64];
	GArray *place, *day, *stratum;
	struct scan_input input;
	struct scan_options options;
};

static void world_event(struct world *w, int place, int day, int stratum)
{
	gint32 p = place, d = day, s = stratum;
	g_array_append_val(w->place, p);
	g_array_append_val(w->day, d);
	g_array_append_val(w->stratum, s);
}

/* places on a grid of 8 x 8 km, `each` events at each on random days before `days`; the history
 * ends on day 363 */
static void world_fill(struct world *w, int places, int each, guint32 days, guint64 seed)
{
	struct random random;
	random_seed(&random, seed);
	memset(w, 0, sizeof *w);
	w->place = g_array_new(FALSE, FALSE, sizeof(gint32));
	w->day = g_array_new(FALSE, FALSE, sizeof(gint32));
	w->stratum = g_array_new(FALSE, FALSE, sizeof(gint32));
	for (int p = 0; p < places; p++) {
		w->x[p] = 1000.0 * (p % 8);
		w->y[p] = 1000.0 * (p / 8);
		for (int i = 0; i < each; i++)
			world_event(w, p, (int)random_below(&random, days), p % 2);
	}
	scan_options_init(&w->options, 363);
	w->options.threads = 2;
	w->input = (struct scan_input){.places = places, .x = w->x, .y = w->y};
}

static void world_init(struct world *w, int places, int each, guint64 seed)
{
	world_fill(w, places, each, 364, seed);
}

static void world_arm(struct world *w)
{
	w->input.events = (int)w->day->len;
	w->input.place = (gpointer)w->place->data;
	w->input.day = (gpointer)w->day->data;
}

static void world_clear(struct world *w)
{
	g_array_unref(w->place);
	g_array_unref(w->day);
	g_array_unref(w->stratum);
}

static void world_scan(struct world *w, struct scan_result *result)
{
	g_autoptr(GError) error = NULL;
	world_arm(w);
	scan_run(&w->input, &w->options, result, &error);
	g_assert_no_error(error);
}

static void test_planted(void)
{
	struct world w;
	struct scan_result result;
	world_fill(&w, 64, 12, 336, 7);
	for (int i = 0; i < 6; i++) {
		world_event(&w, 0, 363 - i, 0);
		world_event(&w, 1, 363 - i, 0);
	}
	world_scan(&w, &result);
	g_assert_cmpint(result.verdict, ==, SCAN_JUDGED);
	g_assert_cmpint(result.clusters[0].count, ==, 2);
	g_assert_cmpint(result.clusters[0].members[0], ==, 0);
	g_assert_cmpint(result.clusters[0].members[1], ==, 1);
	g_assert_cmpint(result.clusters[0].first_day, ==, 357);
	g_assert_cmpfloat(result.clusters[0].p, ==, 0.001);
	g_assert_cmpfloat(result.clusters[0].recurrence_days, ==, 7000);
	scan_result_clear(&result);
	world_clear(&w);
}

/* The best by trying every cylinder in the plainest way. */
static double plain_best(const struct world *w)
{
	double best = 0;
	int n = w->input.events;
	for (int c = 0; c < w->input.places; c++)
		for (int r = 0; r < w->input.places; r++)
			for (int length = 1; length <= 4; length++) {
				double radius = hypot(w->x[r] - w->x[c], w->y[r] - w->y[c]);
				int zone = 0, window = 0, both = 0;
				for (int i = 0; i < n; i++) {
					int p = w->input.place[i];
					double d = hypot(w->x[p] - w->x[c], w->y[p] - w->y[c]);
					gboolean in = d < radius || (d == radius && p <= r),
						 late = w->input.day[i] > 363 - 7 * length;
					zone += in;
					window += late;
					both += in && late;
				}
				if (zone * 2 <= n && both >= 2)
					best = MAX(best,
						   scan_llr(both, (double)zone * window / n, n));
			}
	return best;
}

static void test_exhaustive(void)
{
	for (guint64 seed = 1; seed <= 6; seed++) {
		struct world w;
		struct scan_result result;
		world_init(&w, 20, 5, seed);
		w.options.replications = 0;
		world_scan(&w, &result);
		assert_near(result.clusters[0].llr, plain_best(&w), 1e-9);
		scan_result_clear(&result);
		world_clear(&w);
	}
}

static void assert_same(const struct scan_result *a, const struct scan_result *b)
{
	g_assert_cmpint(a->replications, ==, b->replications);
	for (int i = 0; i < a->replications; i++)
		g_assert_cmpfloat(a->maxima[i], ==, b->maxima[i]);
	g_assert_cmpint(a->count, ==, b->count);
	for (int i = 0; i < a->count; i++)
		g_assert_cmpfloat(a->clusters[i].p, ==, b->clusters[i].p);
}

static void test_same_everywhere(void)
{
	static const struct {
		int threads, longest;
		const char *path;
		gboolean retrospective;
	} ways[] = {{1, 4, NULL, FALSE}, {2, 4, "portable", FALSE}, {3, 4, "avx2", FALSE},
		    {1, 3, NULL, FALSE}, {2, 3, "portable", FALSE}, {3, 3, "avx2", FALSE},
		    {2, 4, NULL, TRUE},  {1, 4, "portable", TRUE}};
	struct scan_result results[G_N_ELEMENTS(ways)];
	struct world w;
	world_init(&w, 40, 9, 3);
	w.options.replications = 199;
	for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
		w.options.threads = ways[i].threads;
		w.options.longest = ways[i].longest;
		w.options.path = ways[i].path;
		w.options.retrospective = ways[i].retrospective;
		world_scan(&w, &results[i]);
	}
	assert_same(&results[0], &results[1]);
	assert_same(&results[0], &results[2]);
	assert_same(&results[3], &results[4]);
	assert_same(&results[3], &results[5]);
	assert_same(&results[6], &results[7]);
	g_assert_cmpstr(results[1].path, ==, "portable");
	g_assert_cmpfloat(results[0].mean, <, results[6].mean);
	for (gsize i = 0; i < G_N_ELEMENTS(ways); i++)
		scan_result_clear(&results[i]);
	world_clear(&w);
}

/* More events in the window than 16 bits hold. */
static void test_wide(void)
{
	struct world w;
	struct scan_result result;
	world_init(&w, 6, 100000, 5);
	w.options.replications = 19;
	world_scan(&w, &result);
	g_assert_cmpstr(result.path, ==, "wide");
	g_assert_cmpfloat(result.clusters[0].p, >, 0.04);
	assert_near(result.clusters[0].llr,
		    scan_llr(result.clusters[0].observed, result.clusters[0].expected, 600000),
		    1e-12);
	scan_result_clear(&result);
	world_clear(&w);
}

/* A reporter that begins to report is a cluster, until the reporters are strata. */
static void test_strata(void)
{
	struct world w;
	struct scan_result plain, stratified;
	world_init(&w, 64, 12, 11);
	for (int i = 0; i < 20; i++)
		world_event(&w, i % 3, 350 + i % 14, 2);
	world_scan(&w, &plain);
	w.input.stratum = (gpointer)w.stratum->data;
	w.input.strata = 3;
	world_scan(&w, &stratified);
	g_assert_cmpfloat(plain.clusters[0].p, ==, 0.001);
	g_assert_cmpfloat(stratified.clusters[0].p, >, 0.05);
	scan_result_clear(&plain);
	scan_result_clear(&stratified);
	world_clear(&w);
}

static void test_equal_places(void)
{
	struct world w;
	struct scan_result result;
	world_init(&w, 30, 10, 2);
	w.x[17] = w.x[4];
	w.y[17] = w.y[4];
	for (int i = 0; i < 9; i++)
		world_event(&w, 17, 360, 0);
	world_scan(&w, &result);
	g_assert_cmpint(result.clusters[0].centre, ==, 4);
	g_assert_cmpint(result.clusters[0].count, ==, 2);
	g_assert_cmpint(result.clusters[0].members[1], ==, 17);
	g_assert_cmpfloat(result.clusters[0].radius, ==, 0);
	scan_result_clear(&result);
	world_clear(&w);
}

static void test_ties(void)
{
	struct world w;
	struct scan_result result;
	world_init(&w, 48, 0, 1);
	for (int p = 0; p < 48; p++)
		for (int i = 0; i < 6; i++)
			world_event(&w, p, 10 + 40 * i, 0);
	for (int i = 0; i < 3; i++) {
		world_event(&w, 0, 362, 0);
		world_event(&w, 47, 362, 0);
	}
	world_scan(&w, &result);
	g_assert_cmpint(result.clusters[0].centre, ==, 0);
	g_assert_cmpint(result.clusters[1].centre, ==, 47);
	g_assert_true(result.clusters[0].tie && result.clusters[1].tie);
	scan_result_clear(&result);
	world_clear(&w);
}

static void test_early(void)
{
	struct world w;
	struct scan_result all, early;
	world_init(&w, 40, 9, 3);
	world_scan(&w, &all);
	w.options.stop_after = 10;
	world_scan(&w, &early);
	int above = 0, at = 0;
	while (above < 10)
		above += all.maxima[at++] >= all.clusters[0].llr;
	g_assert_cmpint(early.replications, ==, at);
	g_assert_cmpfloat(early.clusters[0].p, ==, 10.0 / at);
	scan_result_clear(&all);
	scan_result_clear(&early);
	world_clear(&w);
}

/* A scan that finds nothing ends after a few replications, one that finds something has them all.
 */
static void test_hopeless(void)
{
	struct world w;
	struct scan_result nothing, all, found;

	world_init(&w, 40, 9, 3);
	w.options.hopeless = 0.02;
	world_scan(&w, &nothing);
	g_assert_cmpint(nothing.replications, <, 200);
	g_assert_cmpfloat(nothing.clusters[0].p, >, w.options.hopeless);
	for (int i = 0; i < 12; i++)
		world_event(&w, 3, 360, 0);
	world_scan(&w, &found);
	w.options.hopeless = 0;
	world_scan(&w, &all);
	g_assert_cmpfloat(found.clusters[0].p, <, 0.02);
	assert_same(&found, &all);
	scan_result_clear(&nothing);
	scan_result_clear(&found);
	scan_result_clear(&all);
	world_clear(&w);
}

static gboolean stop_at_once(double done, gpointer data)
{
	*(int *)data += done >= 0 && done <= 1;
	return FALSE;
}

static void test_cancel(void)
{
	struct world w;
	struct scan_result result;
	g_autoptr(GError) error = NULL;
	int told = 0;
	world_init(&w, 40, 9, 3);
	w.options.progress = stop_at_once;
	w.options.data = &told;
	world_arm(&w);
	g_assert_false(scan_run(&w.input, &w.options, &result, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_CANCELLED);
	g_assert_cmpint(told, ==, 1);
	g_assert_null(result.maxima);
	world_clear(&w);
}

struct manners {
	GMutex lock;
	GCond moved;
	int nice[2], seen;
};

/* Each of the two waits until the other works too. */
static void note_manners(gpointer shared, int unit UNUSED, int worker)
{
	struct manners *m = shared;

	g_mutex_lock(&m->lock);
	m->nice[worker] = getpriority(PRIO_PROCESS, 0);
	m->seen |= 1 << worker;
	g_cond_broadcast(&m->moved);
	while (m->seen != 3)
		g_cond_wait(&m->moved, &m->lock);
	g_mutex_unlock(&m->lock);
}

/* Whoever asks keeps its turn; those that help give way. */
static void test_helpers_give_way(void)
{
	struct manners m = {.nice = {-1, -1}};
	const struct scan_units units = {.threads = 2, .work = note_manners, .shared = &m};
	int mine = getpriority(PRIO_PROCESS, 0);

	g_mutex_init(&m.lock);
	g_cond_init(&m.moved);
	g_assert_true(scan_units_run(&units, 2));
	g_assert_cmpint(m.nice[0], ==, mine);
#ifdef __linux__
	g_assert_cmpint(m.nice[1], >=, MAX(mine, MIN(mine + 1, 5)));
#endif
	g_cond_clear(&m.moved);
	g_mutex_clear(&m.lock);
}

static enum scan_verdict verdict_of(struct world *w)
{
	struct scan_result result;
	world_scan(w, &result);
	enum scan_verdict verdict = result.verdict;
	g_assert_true(verdict == SCAN_JUDGED || result.count == 0);
	scan_result_clear(&result);
	world_clear(w);
	return verdict;
}

static void test_too_little(void)
{
	struct world w;
	world_init(&w, 10, 0, 1);
	g_assert_cmpint(verdict_of(&w), ==, SCAN_TOO_FEW_EVENTS);
	world_init(&w, 10, 0, 1);
	world_event(&w, 3, 362, 0);
	g_assert_cmpint(verdict_of(&w), ==, SCAN_TOO_FEW_EVENTS);
	world_init(&w, 1, 50, 1);
	g_assert_cmpint(verdict_of(&w), ==, SCAN_ONE_PLACE);
	world_init(&w, 10, 40, 1);
	memset(w.x, 0, sizeof w.x);
	memset(w.y, 0, sizeof w.y);
	g_assert_cmpint(verdict_of(&w), ==, SCAN_ONE_PLACE);
	world_init(&w, 10, 0, 1);
	for (int i = 0; i < 20; i++)
		world_event(&w, i % 10, 358 + i % 6, 0);
	g_assert_cmpint(verdict_of(&w), ==, SCAN_ONE_INTERVAL);
	world_init(&w, 10, 10, 1); /* all after the day of analysis */
	w.options.first_day -= 1000;
	w.options.last_day -= 1000;
	g_assert_cmpint(verdict_of(&w), ==, SCAN_TOO_FEW_EVENTS);
}

static void test_nonsense(void)
{
	struct world w;
	struct scan_result result;
	world_init(&w, 10, 10, 1);
	for (int i = 0; i < 8; i++) {
		g_autoptr(GError) error = NULL;
		scan_options_init(&w.options, 363);
		world_arm(&w);
		w.options.last_day = i == 0 ? -1 : 363;
		w.options.interval_days = i == 1 ? 0 : 7;
		w.options.longest = i == 2 ? 0 : 4;
		w.options.share = i == 3 ? NAN : 0.5;
		w.options.radius = i == 4 ? -1 : 0;
		w.options.replications = i == 5 ? -1 : 99;
		w.x[3] = i == 6 ? NAN : 3000;
		if (i == 7)
			w.input.places = 5;
		g_assert_false(scan_run(&w.input, &w.options, &result, &error));
		g_assert_error(error, OSG_ERROR, OSG_ERROR_INPUT);
	}
	world_clear(&w);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/scan/planted", test_planted);
	g_test_add_func("/scan/exhaustive", test_exhaustive);
	g_test_add_func("/scan/same-everywhere", test_same_everywhere);
	g_test_add_func("/scan/wide", test_wide);
	g_test_add_func("/scan/strata", test_strata);
	g_test_add_func("/scan/equal-places", test_equal_places);
	g_test_add_func("/scan/ties", test_ties);
	g_test_add_func("/scan/early", test_early);
	g_test_add_func("/scan/hopeless", test_hopeless);
	g_test_add_func("/scan/cancel", test_cancel);
	g_test_add_func("/scan/helpers-give-way", test_helpers_give_way);
	g_test_add_func("/scan/too-little", test_too_little);
	g_test_add_func("/scan/nonsense", test_nonsense);
	add_file_tests();
	return g_test_run();
}
