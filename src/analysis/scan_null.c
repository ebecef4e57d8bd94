/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The null distribution: the largest LLR of each replication. A replication draws which events fall
 * into the intervals of the windows (a partial Fisher-Yates within each stratum, put back
 * afterwards); a block of replications is then counted in lanes. Limits come from a level that
 * nearly every replication reaches; those that do not are scanned again with a lower one, in the
 * end with none, so that every maximum is exact. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "osg/compare.h"
#include "osg/random.h"
#include "scan_internal.h"

#define LOWER 0.75       /* each round's level, of the one before */
#define HOPELESS_STEP 16 /* replications after which one looks whether it is */
#define HOPELESS 1e-6    /* so seldom does a search end that would have found something */

/* What one thread works in. */
struct bench {
	guint16 *site;    /* [events] a copy to shuffle */
	guint32 *swapped; /* [events] */
	guint16 *drawn;   /* [events drawn][SCAN_LANES] */
	gpointer counts;  /* [sites * windows][SCAN_LANES] */
};

struct null_run {
	const struct scan_model *model;
	struct scan_tile *tile;
	struct bench *benches;
	scan_lanes_function walk;
	gboolean wide;
	int threads;
	const int *list; /* replications to scan now */
	int count;
	double *best; /* [all replications] */
	const struct scan_level *level;
	double from, to;
};

static const int *stratum_first(const struct scan_model *m, int stratum)
{
	return m->first + (gsize)stratum * (gsize)(m->intervals + 1);
}

/* How far back the windows of a tile reach. */
static int tile_reach(const struct scan_model *m, const struct scan_tile *tile)
{
	return MIN(tile->end + tile->ends - 1 + m->options->longest, m->intervals);
}

static void draw(const struct scan_model *m, struct bench *bench, int reach, int lane,
		 int replication)
{
	struct random random;
	guint16 *to = bench->drawn + lane;
	random_seed_stream(&random, m->options->seed, (guint64)replication);
	for (int s = 0; s < m->strata; s++) {
		const int *first = stratum_first(m, s);
		const guint16 *original = m->event_site + first[0];
		guint16 *site = bench->site + first[0];
		guint32 size = (guint32)(first[m->intervals] - first[0]),
			need = (guint32)(first[reach] - first[0]);
		for (guint32 i = 0; i < need; i++) {
			guint32 j = i + random_below(&random, size - i);
			guint16 taken = site[j];
			site[j] = site[i];
			site[i] = taken;
			bench->swapped[i] = j;
			*to = taken;
			to += SCAN_LANES;
		}
		for (guint32 i = 0; i < need; i++)
			site[bench->swapped[i]] = original[bench->swapped[i]];
		memcpy(site, original, need * sizeof *site);
	}
}

#define COUNT_DRAWN(NUMBER)                                                                        \
	do {                                                                                       \
		NUMBER *counts = bench->counts;                                                    \
		const guint16 *drawn = bench->drawn;                                               \
		for (int s = 0; s < m->strata; s++) {                                              \
			const int *first = stratum_first(m, s);                                    \
			const guint16 *stratum = drawn;                                            \
			drawn += (gsize)(first[reach] - first[0]) * SCAN_LANES;                    \
			for (int t = end; t < until; t++) {                                        \
				gsize w = (gsize)MAX(t - end - m->options->shortest + 1, 0);       \
				for (int i = first[t]; i < first[t + 1]; i++)                      \
					for (gsize lane = 0; lane < lanes; lane++) {               \
						gsize site = stratum[(gsize)(i - first[0]) *       \
									     SCAN_LANES +          \
								     lane];                        \
						counts[(site * windows + w) * SCAN_LANES +         \
						       lane]++;                                    \
					}                                                          \
			}                                                                          \
		}                                                                                  \
		for (gsize site = 0; site < (gsize)m->sites; site++)                               \
			for (gsize i = 0; i < (windows - 1) * SCAN_LANES; i++)                     \
				counts[site * windows * SCAN_LANES + SCAN_LANES + i] +=            \
					counts[site * windows * SCAN_LANES + i];                   \
	} while (0)

/* Events of each site in the nested windows of an end; lanes that are not used have none. */
static void count_drawn(const struct null_run *run, struct bench *bench, gsize lanes, int end,
			int reach)
{
	const struct scan_model *m = run->model;
	gsize windows = (gsize)m->windows, size = (gsize)m->sites * windows * SCAN_LANES;
	int until = MIN(end + m->options->shortest + m->windows - 1, m->intervals);
	memset(bench->counts, 0, size * (run->wide ? sizeof(gint32) : sizeof(gint16)));
	if (run->wide)
		COUNT_DRAWN(gint32);
	else
		COUNT_DRAWN(gint16);
}

static void null_block(gpointer shared, int unit, int worker)
{
	struct null_run *run = shared;
	struct bench *bench = &run->benches[worker];
	const struct scan_model *m = run->model;
	int from = unit * SCAN_LANES, lanes = MIN(SCAN_LANES, run->count - from),
	    reach = tile_reach(m, run->tile);
	double best[SCAN_LANES] = {0};
	for (int lane = 0; lane < lanes; lane++)
		draw(m, bench, reach, lane, run->list[from + lane]);
	for (int e = 0; e < run->tile->ends; e++) {
		struct scan_block block = {m, run->tile, e, bench->counts, best};
		count_drawn(run, bench, (gsize)lanes, run->tile->end + e, reach);
		run->walk(&block);
	}
	for (int lane = 0; lane < lanes; lane++) {
		double *sofar = &run->best[run->list[from + lane]];
		*sofar = MAX(*sofar, best[lane]);
	}
}

static gboolean null_tile(const struct scan_model *m, struct scan_tile *tile, gpointer data)
{
	struct null_run *run = data;
	scan_tile_limits(m, tile, run->level, run->wide);
	run->tile = tile;
	struct scan_units units = {run->threads,     null_block, run,    m->options->progress,
				   m->options->data, run->from,  run->to};
	return scan_units_run(&units, (run->count + SCAN_LANES - 1) / SCAN_LANES);
}

/* Scans the listed replications at falling levels until the maximum of each is known; the list is
 * used up. */
static gboolean null_list(struct null_run *run, int *list, int count, double level)
{
	for (int round = 0; count > 0; round++) {
		struct scan_level *now = scan_level_new(run->model, level);
		int left = 0;
		run->list = list;
		run->count = count;
		run->level = now;
		gboolean fine = scan_tiles(run->model, null_tile, run);
		scan_level_free(now);
		if (!fine)
			return FALSE;
		for (int i = 0; i < count; i++)
			if (run->best[list[i]] < level)
				list[left++] = list[i];
		count = left;
		level = round < 5 ? level * LOWER : 0;
	}
	return TRUE;
}

/* The level that all but a few of the replications so far reach. */
static double likely_level(const double *best, int count)
{
	g_autofree double *sorted = g_memdup2(best, sizeof *best * (gsize)count);
	qsort(sorted, (gsize)count, sizeof *sorted, compare_doubles);
	return sorted[count / 32];
}

static int exceeding(const double *best, int count, double observed, int enough)
{
	for (int i = 0, above = 0; i < count; i++)
		if (best[i] >= observed - 1e-9 * observed && ++above == enough)
			return i + 1;
	return 0;
}

/* Chance of so many or more of n where each has the chance p. */
static double binomial_tail(int count, int n, double p)
{
	double term = pow(1 - p, n), below = 0;

	for (int k = 0; k < count; term *= (double)(n - k) / (k + 1) * p / (1 - p), k++)
		below += term;
	return fmax(1 - below, 0);
}

/* Whether more replications would hardly bring the chance of what was observed down to `chance`. */
static gboolean is_hopeless(const double *best, int count, double observed, double chance)
{
	int above = 0;

	for (int i = 0; i < count; i++)
		above += best[i] >= observed - 1e-9 * observed;
	return above > 0 && chance > 0 && chance < 1 &&
	       binomial_tail(above, count, chance) < HOPELESS;
}

static gsize most_drawn(const struct scan_model *m)
{
	gsize drawn = 0;
	int reach = m->ends > 1 ? m->intervals : MIN(m->options->longest, m->intervals);
	for (int s = 0; s < m->strata; s++)
		drawn += (gsize)(stratum_first(m, s)[reach] - stratum_first(m, s)[0]);
	return drawn;
}

static void benches_make(struct null_run *run)
{
	const struct scan_model *m = run->model;
	gsize drawn = most_drawn(m), size = (gsize)m->sites * (gsize)m->windows * SCAN_LANES;
	run->benches = g_new0(struct bench, run->threads);
	for (int i = 0; i < run->threads; i++) {
		struct bench *bench = &run->benches[i];
		bench->site = g_memdup2(m->event_site, sizeof(guint16) * (gsize)m->events);
		bench->swapped = g_new(guint32, drawn);
		bench->drawn = g_new(guint16, drawn * SCAN_LANES);
		bench->counts =
			g_aligned_alloc(size, run->wide ? sizeof(gint32) : sizeof(gint16), 64);
	}
}

static void benches_free(struct null_run *run)
{
	for (int i = 0; i < run->threads; i++) {
		g_free(run->benches[i].site);
		g_free(run->benches[i].swapped);
		g_free(run->benches[i].drawn);
		g_aligned_free(run->benches[i].counts);
	}
	g_free(run->benches);
}

/* A first guess of the level from the number of cylinders; only speed depends on it. */
static double first_level(const struct scan_model *m)
{
	return 0.32 * log((double)MAX(m->zone_start[m->sites], 2) * m->windows * m->ends);
}

gboolean scan_null_run(const struct scan_model *m, double observed, struct scan_null *null)
{
	double hopeless = m->options->hopeless;
	int all = m->options->replications, done = 0,
	    pilot = MIN(all, hopeless > 0 ? HOPELESS_STEP : SCAN_LANES),
	    step = hopeless > 0 ? HOPELESS_STEP : 4 * SCAN_LANES;
	struct null_run run = {.model = m, .wide = m->most_in_window > G_MAXINT16 - 1};
	g_autofree int *list = g_new(int, MAX(all, 1));
	double level = first_level(m);
	gboolean fine = TRUE;
	run.best = g_new0(double, MAX(all, 1));
	run.threads = scan_thread_count(m->options->threads, (all + SCAN_LANES - 1) / SCAN_LANES);
	run.walk = scan_lanes_choose(m->windows, run.wide, m->options->path, &null->path);
	benches_make(&run);
	while (fine && done < all) {
		int more = done == 0                ? pilot
			   : m->options->stop_after ? MIN(all - done, MAX(done, step))
						    : all - done;
		for (int i = 0; i < more; i++)
			list[i] = done + i;
		run.from = (double)done / all;
		run.to = (double)(done + more) / all;
		fine = null_list(&run, list, more, level);
		done += more;
		level = likely_level(run.best, done);
		int enough = m->options->stop_after
				     ? exceeding(run.best, done, observed, m->options->stop_after)
				     : 0;
		if (enough) {
			done = enough;
			break;
		}
		if (is_hopeless(run.best, done, observed, hopeless))
			break;
	}
	benches_free(&run);
	null->maxima = run.best;
	null->replications = done;
	return fine;
}
