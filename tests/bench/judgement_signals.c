/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quiet worlds: 72 flat series, or the 24 categories in 16 areas of a municipality with everything
 * that holds them. Counts are negative binomial; season, growth and variance differ from world to
 * world. Each week of a half-year is judged from the weeks before it. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "analysis/distribution.h"
#include "judgement.h"
#include "osg/random.h"
#include "osg/series.h"
#include "osg/signals.h"

enum { HALF_YEAR = 26, BURST = 4 };
static guint64 seeds; /* of the simulated years begin here */
#define WEEKS_A_YEAR 52.18
#define ASKED 6.0 /* false signals in a half-year at one a month */
#define FLAT 72

struct quiet_world {
	int history;
	double variance, growth, season; /* over the mean; a year; amplitude */
	gboolean nested;
};

/* Rows of counts with the rows that hold them. */
struct count_rows {
	int rows, weeks, leaves; /* leaves come first in `leaf` */
	int *count;              /* [rows][weeks] */
	int (*parent)[2];
	int *leaf;
	double *mean; /* [leaves] of an ordinary week */
};

static const double told_years[] = {1, 5, 10};
#define TOLD G_N_ELEMENTS(told_years)

struct quiet_tally {
	double more, fewer, told[TOLD];
};

static int draw(struct random *r, double mean, double phi)
{
	return (int)count_quantile(random_unit(r), mean, phi);
}

static double draw_normal(struct random *r)
{
	return normal_quantile(random_unit(r) * 0.998 + 0.001);
}

static void counts_init(struct count_rows *c, int rows, int leaves, int weeks)
{
	*c = (struct count_rows){.rows = rows, .weeks = weeks, .leaves = leaves};
	c->count = g_new0(int, (gsize)rows *weeks);
	c->parent = g_malloc_n(rows, sizeof *c->parent);
	c->leaf = g_new(int, leaves);
	c->mean = g_new(double, leaves);
}

static void counts_clear(struct count_rows *c)
{
	g_free(c->count);
	g_free(c->parent);
	g_free(c->leaf);
	g_free(c->mean);
}

static void fill_flat(struct random *r, const struct quiet_world *w, struct count_rows *c)
{
	counts_init(c, FLAT, FLAT, w->history + HALF_YEAR);
	for (int s = 0; s < FLAT; s++) {
		double mean = 2.7 * exp(draw_normal(r)), phase = random_unit(r);

		c->leaf[s] = s;
		c->mean[s] = mean;
		c->parent[s][0] = c->parent[s][1] = -1;
		for (int t = 0; t < c->weeks; t++) {
			double wave = 1 + w->season * cos(2 * G_PI * (t / WEEKS_A_YEAR + phase)),
			       grown = pow(1 + w->growth, (t - w->history) / WEEKS_A_YEAR);

			c->count[s * c->weeks + t] = draw(r, mean * wave * grown, w->variance);
		}
	}
}

/* Reports a week by category, and the areas' shares in per cent (the demo's). */
static const double rates[] = {16.0, 14.1, 13.1, 11.2, 10.9, 9.5, 8.3, 7.7, 7.6, 7.6, 5.9, 5.2,
			       4.7,  4.1,  3.8,  1.4,  1.0,  0.7, 0.5, 0.5, 0.4, 0.3, 0.3, 0.2};
static const double shares[] = {14.6, 10.3, 9.0, 7.7, 7.6, 7.1, 6.4, 6.0,
				6.0,  5.5,  5.3, 4.8, 3.6, 2.9, 2.0, 1.2};
#define KINDS ((int)G_N_ELEMENTS(rates))
#define PLACES ((int)G_N_ELEMENTS(shares))
#define CELL(kind, place) ((kind) * (PLACES + 1) + (place)) /* the last of each is all of them */

static void cell_add(struct count_rows *c, int cell, int week, int n)
{
	c->count[cell * c->weeks + week] += n;
}

static void fill_nested(struct random *r, const struct quiet_world *w, struct count_rows *c)
{
	counts_init(c, CELL(KINDS + 1, 0), KINDS * PLACES, w->history + HALF_YEAR);
	for (int i = 0; i < c->rows; i++) {
		int kind = i / (PLACES + 1), place = i % (PLACES + 1);

		c->parent[i][0] = kind < KINDS ? CELL(KINDS, place) : -1;
		c->parent[i][1] = place < PLACES ? CELL(kind, PLACES) : -1;
	}
	for (int i = 0; i < c->leaves; i++) {
		c->leaf[i] = CELL(i / PLACES, i % PLACES);
		c->mean[i] = rates[i / PLACES] * shares[i % PLACES] / 100;
	}
	for (int t = 0; t < c->weeks; t++) {
		double common = (1 + 0.13 * draw_normal(r)) *
				pow(1 + w->growth, (t - w->history) / WEEKS_A_YEAR);

		for (int i = 0; i < c->leaves; i++) {
			int kind = i / PLACES, place = i % PLACES;
			double wave =
				1 + w->season * cos(2 * G_PI * (t / WEEKS_A_YEAR + kind / 5.0));
			int n = draw(r, c->mean[i] * wave * common, w->variance);

			cell_add(c, CELL(kind, place), t, n);
			cell_add(c, CELL(KINDS, place), t, n);
			cell_add(c, CELL(kind, PLACES), t, n);
			cell_add(c, CELL(KINDS, PLACES), t, n);
		}
	}
}

static void fill(struct random *r, const struct quiet_world *w, struct count_rows *c)
{
	(w->nested ? fill_nested : fill_flat)(r, w, c);
}

/* The week `now` judged from all weeks before it; results of c->rows. */
static void judge(const struct count_rows *c, int history, int now, struct signals_result *results)
{
	g_autofree struct signals_series *series = g_new(struct signals_series, c->rows);

	for (int i = 0; i < c->rows; i++)
		series[i] = (struct signals_series){.counts = c->count + (gsize)i * c->weeks + now -
							      history,
						    .parent = {c->parent[i][0], c->parent[i][1]}};
	const struct signals_input input = {.weeks = history + 1,
					    .count = c->rows,
					    .series = series,
					    .budget = signals_budget("one-a-month"),
					    .glances = 3};
	signals_judge(&input, results);
}

static void count_told(const struct signals_result *r, int history, struct quiet_tally *tally)
{
	double years = 1 / r->by_chance / WEEKS_A_YEAR;

	tally->more += r->direction > 0;
	tally->fewer += r->direction < 0;
	for (gsize i = 0; i < TOLD; i++)
		tally->told[i] +=
			years >= told_years[i] && told_years[i] * WEEKS_A_YEAR <= history + 1;
}

static void quiet_half_year(guint64 seed, const struct quiet_world *w, struct quiet_tally *tally)
{
	struct count_rows c;
	struct random r;

	random_seed(&r, seed);
	fill(&r, w, &c);
	g_autofree struct signals_result *results = g_new(struct signals_result, c.rows);
	for (int now = w->history; now < c.weeks; now++) {
		judge(&c, w->history, now, results);
		for (int i = 0; i < c.rows; i++)
			if (results[i].flag == 2)
				count_told(&results[i], w->history, tally);
	}
	counts_clear(&c);
}

static char *world_name(const struct quiet_world *w)
{
	return g_strdup_printf("%-6s %3d w, variance %.1f, %+3.0f %%/y, season %.1f",
			       w->nested ? "nested" : "flat", w->history, w->variance,
			       100 * w->growth, w->season);
}

/* At most 1.3 times as often as told, or within two deviations of that. */
static gboolean is_honest(double told, double due)
{
	return told <= 1.3 * due + 2 * sqrt(1.3 * due);
}

static void told_text(GString *out, const struct quiet_tally *tally, const struct quiet_world *w,
		      int runs, gboolean *honest)
{
	for (gsize i = 0; i < TOLD; i++) {
		double due = runs * HALF_YEAR / WEEKS_A_YEAR / told_years[i];

		if (told_years[i] * WEEKS_A_YEAR > w->history + 1) {
			g_string_append(out, "        -");
			continue;
		}
		g_string_append_printf(out, " %4.0f/%-4.1f", tally->told[i], due);
		*honest = *honest && is_honest(tally->told[i], due);
	}
}

static void tally_add(struct quiet_tally *sum, const struct quiet_tally *one)
{
	sum->more += one->more;
	sum->fewer += one->fewer;
	for (gsize i = 0; i < TOLD; i++)
		sum->told[i] += one->told[i];
}

static void world_row(const struct quiet_world *w, int number, int runs, struct quiet_tally *tally)
{
	g_autofree char *name = world_name(w);
	g_autoptr(GString) told = g_string_new(NULL);
	gboolean honest = TRUE;

	*tally = (struct quiet_tally){0};
	for (int run = 0; run < runs; run++)
		quiet_half_year(seeds + 1000 * (guint64)number + run, w, tally);
	told_text(told, tally, w, runs, &honest);
	double all = (tally->more + tally->fewer) / runs, error = 2 * sqrt(ASKED / runs);
	judgement_row(all >= 4 - error && all <= 7 + error && honest, name, "4-7; at most 1.3",
		      "%5.1f + %-4.1f %s", tally->more / runs, tally->fewer / runs, told->str);
}

/* One thing at a time, and what is worst together. */
static int worlds_make(struct quiet_world *worlds)
{
	static const int histories[] = {52, 80, 107, 156, 260};
	static const struct quiet_world kinds[] = {
		{.variance = 1.3, .season = 0.3},
		{.variance = 1.3},
		{.variance = 1, .season = 0.3},
		{.variance = 2, .season = 0.3},
		{.variance = 1.3, .season = 0.3, .growth = 0.15},
		{.variance = 1.3, .season = 0.3, .growth = -0.15},
		{.variance = 2, .growth = 0.15},
		{.variance = 1, .season = 0.2, .nested = TRUE},
		{.variance = 1.3, .season = 0.2, .nested = TRUE, .growth = 0.15},
	};
	int n = 0;

	for (gsize k = 0; k < G_N_ELEMENTS(kinds); k++)
		for (gsize h = 0; h < G_N_ELEMENTS(histories); h++) {
			worlds[n] = kinds[k];
			worlds[n++].history = histories[h];
		}
	return n;
}

#define WORLDS_MOST 64

static void quiet_worlds(int runs)
{
	struct quiet_world worlds[WORLDS_MOST];
	struct quiet_tally all = {0};
	int count = worlds_make(worlds);
	gboolean honest = TRUE;
	g_autoptr(GString) told = g_string_new(NULL);

	judgement_head("Quiet half-years: false signals, and those told as rarer than N years of "
		       "so many due",
		       "more + fewer    1 y told/due   5 y   10 y");
	for (int i = 0; i < count; i++) {
		/* a nested municipality has six times the series */
		int some = worlds[i].nested ? MAX(runs / 4, 1) : runs;
		struct quiet_tally tally;

		world_row(&worlds[i], i, some, &tally);
		tally_add(&all, &tally);
	}
	for (gsize i = 0; i < TOLD; i++) {
		double due = 0;

		for (int w = 0; w < count; w++)
			if (told_years[i] * WEEKS_A_YEAR <= worlds[w].history + 1)
				due += (worlds[w].nested ? MAX(runs / 4, 1) : runs) * HALF_YEAR /
				       WEEKS_A_YEAR / told_years[i];
		g_string_append_printf(told, " %4.0f/%-4.1f", all.told[i], due);
		honest = honest && all.told[i] <= 1.3 * due;
	}
	judgement_row(honest, "all worlds together", "at most 1.3", "            %s", told->str);
}

/* what is found, beside the best known at the same false rate */

static double farrington_p(const int *counts, int week)
{
	struct series_farrington f = series_farrington_improved;
	struct series_point point;

	f.years = MIN(f.years, (week - f.half_window) / f.frequency);
	series_farrington_week(counts, week, &f, &point);
	/* it says nothing of five cases in four weeks or fewer */
	return isnan(point.expected) || counts[week] <= point.expected ? 1 : point.p_value;
}

static int compare_double(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The p that as many quiet weeks lie below as we gave false signals. */
static double rival_limit(const struct quiet_world *w, int runs, double false_signals)
{
	g_autoptr(GArray) quiet = g_array_new(FALSE, FALSE, sizeof(double));

	for (int run = 0; run < runs; run++) {
		struct count_rows c;
		struct random r;

		random_seed(&r, seeds + 900000 + (guint64)run);
		fill(&r, w, &c);
		for (int i = 0; i < c.rows; i++)
			for (int now = w->history; now < c.weeks; now++) {
				double p = farrington_p(c.count + (gsize)i * c.weeks, now);

				g_array_append_val(quiet, p);
			}
		counts_clear(&c);
	}
	g_array_sort(quiet, compare_double);
	return g_array_index(quiet, double, MIN((guint)false_signals, quiet->len - 1));
}

/* A burst of four weeks in every series in turn, a sixth of them at a time. */
static void power_half_year(guint64 seed, const struct quiet_world *w, double times, double limit,
			    double *ours, double *theirs, double *tried)
{
	enum { STEP = 12 };
	struct count_rows c;
	struct random r;

	random_seed(&r, seed);
	fill(&r, w, &c);
	for (int s = (int)(seed % STEP); s < c.leaves; s += STEP)
		for (int t = w->history; t < w->history + BURST; t++) {
			int *n = &c.count[(gsize)c.leaf[s] * c.weeks + t];

			*n += draw(&r, (times - 1) * c.mean[s], 1);
		}
	g_autofree struct signals_result *results = g_new(struct signals_result, c.rows);
	g_autofree gboolean *found = g_new0(gboolean, c.leaves * 2);
	for (int now = w->history; now < w->history + BURST; now++) {
		judge(&c, w->history, now, results);
		for (int s = (int)(seed % STEP); s < c.leaves; s += STEP) {
			const struct signals_result *r1 = &results[c.leaf[s]];

			found[2 * s] |= r1->flag == 2 && r1->direction > 0;
			found[2 * s + 1] |=
				farrington_p(c.count + (gsize)c.leaf[s] * c.weeks, now) < limit;
		}
	}
	for (int s = (int)(seed % STEP); s < c.leaves; s += STEP) {
		*ours += found[2 * s];
		*theirs += found[2 * s + 1];
		*tried += 1;
	}
	counts_clear(&c);
}

static void power(int runs)
{
	static const struct quiet_world w = {.history = 156, .variance = 1.3, .season = 0.3};
	struct quiet_tally quiet = {0};

	judgement_head("A burst of four weeks in one of 72 series, 156 weeks of history, at the "
		       "same false rate",
		       "osg  Farrington flexible");
	for (int run = 0; run < runs; run++)
		quiet_half_year(seeds + 900000 + (guint64)run, &w, &quiet);
	double limit = rival_limit(&w, runs, quiet.more);
	for (double times = 2; times <= 3; times++) {
		double ours = 0, theirs = 0, tried = 0;
		g_autofree char *name = g_strdup_printf("%.0f times as many", times);

		for (int run = 0; run < 2 * runs; run++)
			power_half_year(seeds + 910000 + (guint64)run, &w, times, limit, &ours,
					&theirs, &tried);
		judgement_row(ours > theirs, name, "more than Farrington", "%.3f %.3f  (of %.0f)",
			      ours / tried, theirs / tried, tried);
	}
}

void judgement_signals(guint64 first, int runs)
{
	seeds = 1000 * (first - 1);
	quiet_worlds(runs);
	power(runs);
}
