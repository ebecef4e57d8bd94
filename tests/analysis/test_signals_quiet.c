/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What quiet years are told as: how many false signals they give, and how widely counts spread
 * where nothing happened. The years are those of the reference: 72 series, negative binomial with
 * variance 1.3 times the mean, season, median 2.7 a week. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "analysis/distribution.h"
#include "osg/random.h"
#include "osg/signals.h"
#include "test_signals.h"

#define SERIES 72

static double draw_count(struct random *r, double mean, double phi)
{
	return count_quantile(random_unit(r), mean, phi);
}

/* Quiet weeks of many series: rows of `weeks`; `together` neighbours share their season. */
static int *quiet_years(guint64 seed, int weeks, double season, int together, double variance)
{
	struct random r;
	random_seed(&r, seed);
	int *counts = g_new(int, (gsize)SERIES *weeks);
	double phase = 0;
	for (int s = 0; s < SERIES; s++) {
		double mean = 2.7 * exp(normal_quantile(random_unit(&r) * 0.998 + 0.001));
		phase = s % together == 0 ? random_unit(&r) : phase;
		for (int t = 0; t < weeks; t++) {
			double wave = 1 + season * cos(2 * G_PI * (t / 52.18 + phase));
			counts[s * weeks + t] = (int)draw_count(&r, mean * wave, variance);
		}
	}
	return counts;
}

struct week_case {
	int upper, lower, drift, glances;
	int rare; /* told as rarer than a year */
};

/* Half a year judged week by week, each with all of the past but at most `history` weeks. */
static struct week_case judge_half_year(guint64 seed, int history, double season, double variance,
					double budget)
{
	int weeks = history + 26;
	g_autofree int *counts = quiet_years(seed, weeks, season, 1, variance);
	gboolean before[SERIES] = {0};
	struct week_case week_count = {0};
	for (int now = history; now < weeks; now++) {
		struct signals_series series[SERIES];
		struct signals_result results[SERIES];
		for (int s = 0; s < SERIES; s++)
			series[s] = (struct signals_series){
				.counts = counts + s * weeks + now - history, .parent = {-1, -1}};
		struct signals_input input = {.weeks = history + 1,
					      .count = SERIES,
					      .series = series,
					      .budget = budget,
					      .glances = 3};
		signals_judge(&input, results);
		for (int s = 0; s < SERIES; s++) {
			week_count.upper += results[s].flag == 2 && results[s].direction > 0;
			week_count.lower += results[s].flag == 2 && results[s].direction < 0;
			week_count.glances += results[s].flag == 1;
			week_count.rare += results[s].flag == 2 && results[s].by_chance < 1 / 52.18;
			week_count.drift += results[s].drift && !before[s];
			before[s] = results[s].drift;
		}
	}
	return week_count;
}

#define RUNS 6

static void test_quiet_years(void)
{
	static const struct {
		int history;
		double season;
		const char *method;
	} cases[] = {{260, 0.3, "farrington"}, {156, 0.3, "farrington"}, {107, 0.3, "farrington"},
		     {80, 0.3, "regression"},  {52, 0.3, "regression"},  {52, 0, "regression"},
		     {30, 0.3, "regression"},  {20, 0.3, "ears"},        {9, 0.3, "ears"},
		     {5, 0.3, "poisson-z"}};
	double budget = signals_budget("one-a-month");
	g_test_message("72 quiet series, one false signal a month (6 in half a year); mean of %d "
		       "half-years",
		       RUNS);
	g_test_message("history  season  method      too many  too few  together");
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct week_case sum = {0};
		for (int run = 0; run < RUNS; run++) {
			struct week_case t = judge_half_year(1000 + 17 * run + i, cases[i].history,
							     cases[i].season, 1.3, budget);
			sum.upper += t.upper;
			sum.lower += t.lower;
		}
		double all = (double)(sum.upper + sum.lower) / RUNS;
		g_test_message("%5d    %.1f     %-10s  %8.2f  %7.2f  %8.2f", cases[i].history,
			       cases[i].season, cases[i].method, (double)sum.upper / RUNS,
			       (double)sum.lower / RUNS, all);
		g_assert_cmpfloat(all, <, 10); /* 6 asked; of six half-years */
	}
}

/* Measured: with 52 weeks of history and a variance of twice the mean, what was told as rarer than
 * once a year came eleven times as often. */
static void test_once_a_year_means_it(void)
{
	int rare = 0;
	for (int run = 0; run < 4; run++)
		rare += judge_half_year(3000 + run, 52, 0.3, 2, signals_budget("one-a-month")).rare;
	g_test_message("told as rarer than once a year in two years: %d", rare);
	g_assert_cmpint(rare, <=, 8);
}

#define AREAS 12
#define CATEGORIES (SERIES / AREAS)

/* Six categories in twelve areas, and the six over all areas. Series 0 grows by `growth` a week
 * from week `from`. False episodes; the week it is found. */
static int drift_episodes(guint64 seed, int history, double season, double growth, int from,
			  int *found)
{
	int weeks = history + 26, total = 0;
	g_autofree int *counts = quiet_years(seed, weeks, season, AREAS, 1.3);
	g_autofree int *whole = g_new0(int, CATEGORIES *weeks);
	gboolean before[SERIES] = {0};
	struct random r;
	random_seed(&r, seed ^ 99);
	for (int t = 0; t < weeks; t++)
		counts[t] = (int)draw_count(&r, 3 * pow(1 + growth, MAX(0, t - from)), 1.1);
	for (int i = 0; i < SERIES * weeks; i++)
		whole[i / (AREAS * weeks) * weeks + i % weeks] += counts[i];
	*found = -1;
	for (int now = history; now < weeks; now++) {
		struct signals_series series[SERIES + CATEGORIES];
		struct signals_result results[SERIES + CATEGORIES];
		for (int s = 0; s < SERIES; s++)
			series[s] = (struct signals_series){.counts = counts + s * weeks,
							    .parent = {-1, SERIES + s / AREAS}};
		for (int c = 0; c < CATEGORIES; c++)
			series[SERIES + c] = (struct signals_series){.counts = whole + c * weeks,
								     .parent = {-1, -1}};
		struct signals_input input = {.weeks = now + 1,
					      .count = SERIES + CATEGORIES,
					      .series = series,
					      .glances = 3};
		input.budget = signals_budget("one-a-month");
		signals_judge(&input, results);
		if (results[0].drift && *found < 0)
			*found = now;
		for (int s = 1; s < SERIES; s++) {
			total += results[s].drift && !before[s];
			before[s] = results[s].drift;
		}
	}
	return total;
}

#define DRIFT_RUNS 4

/* Two per cent a week from three a week, in one of 72 series: never a signal by itself. */
static void test_drift(void)
{
	static const struct {
		int history;
		double season;
	} cases[] = {{52, 0.3}, {130, 0.3}};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		int false_episodes = 0, found = 0, late = 0, from = cases[i].history - 26;
		for (int run = 0; run < DRIFT_RUNS; run++) {
			int week;
			false_episodes += drift_episodes(500 + run, cases[i].history,
							 cases[i].season, 0.02, from, &week);
			found += week >= 0;
			late += week >= 0 ? week - from : 52;
		}
		g_test_message("drift, %d weeks of history: %.2f false episodes in half a year, %d "
			       "of %d found, after "
			       "%.1f weeks",
			       cases[i].history, (double)false_episodes / DRIFT_RUNS, found,
			       DRIFT_RUNS, (double)late / DRIFT_RUNS);
		g_assert_cmpint(found, >=, DRIFT_RUNS - 1);
		g_assert_cmpint(false_episodes, <=, 3 * DRIFT_RUNS);
		g_assert_cmpint(late, <=, 40 * DRIFT_RUNS);
	}
}

/* Reports a week by category, and the areas' shares in per cent, of a municipality of a hundred
 * thousand. */
static const double rates[] = {16.0, 14.1, 13.1, 11.2, 10.9, 9.5, 8.3, 7.7, 7.6, 7.6, 5.9, 5.2,
			       4.7,  4.1,  3.8,  1.4,  1.0,  0.7, 0.5, 0.5, 0.4, 0.3, 0.3, 0.2};
static const double shares[] = {14.6, 10.3, 9.0, 7.7, 7.6, 7.1, 6.4, 6.0,
				6.0,  5.5,  5.3, 4.8, 3.6, 2.9, 2.0, 1.2};
#define KINDS ((int)G_N_ELEMENTS(rates))
#define PLACES ((int)G_N_ELEMENTS(shares))
/* Row (kind, place); the last kind is all kinds, the last place the municipality. */
#define CELL(kind, place) ((kind) * (PLACES + 1) + (place))
#define CELLS CELL(KINDS + 1, 0)

static void fill_municipality(guint64 seed, int weeks, int *counts)
{
	struct random r;
	random_seed(&r, seed);
	for (int t = 0; t < weeks; t++) {
		double common = 1 + 0.13 * normal_quantile(random_unit(&r) * 0.998 + 0.001);
		for (int i = 0; i < KINDS * PLACES; i++) {
			int kind = i / PLACES, place = i % PLACES;
			double season = 1 + 0.2 * cos(2 * G_PI * (t / 52.18 + kind / 5.0));
			int n = (int)draw_count(
				&r, rates[kind] * shares[place] / 100 * season * common, 1);
			counts[CELL(kind, place) * weeks + t] = n;
			counts[CELL(KINDS, place) * weeks + t] += n;
			counts[CELL(kind, PLACES) * weeks + t] += n;
			counts[CELL(KINDS, PLACES) * weeks + t] += n;
		}
	}
}

static void test_quiet_municipality(void)
{
	enum { RUN = 3, PAST = 26, ALL = 52 };
	static struct signals_result results[CELLS];
	static struct signals_series series[CELLS];
	int flags = 0, drifts = 0, glances = 0;
	for (int run = 0; run < RUN; run++) {
		g_autofree int *counts = g_new0(int, CELLS *ALL);
		g_autofree gboolean *before = g_new0(gboolean, CELLS);
		fill_municipality(70 + run, ALL, counts);
		for (int i = 0; i < CELLS; i++) {
			int kind = i / (PLACES + 1), place = i % (PLACES + 1);
			series[i] = (struct signals_series){.counts = counts + i * ALL,
							    .parent = {-1, -1}};
			series[i].parent[0] = kind < KINDS ? CELL(KINDS, place) : -1;
			series[i].parent[1] = place < PLACES ? CELL(kind, PLACES) : -1;
		}
		struct signals_input input = {.count = CELLS,
					      .series = series,
					      .glances = 3,
					      .budget = signals_budget("one-a-month")};
		for (input.weeks = PAST + 1; input.weeks <= ALL; input.weeks++) {
			/* the arrays are longer than the weeks known: the last known is judged */
			signals_judge(&input, results);
			for (int i = 0; i < CELLS; i++) {
				flags += results[i].flag == 2;
				glances += results[i].flag == 1;
				drifts += results[i].drift && !before[i];
				before[i] = results[i].drift;
			}
		}
	}
	g_test_message("%d series of a quiet municipality in its first year: %.1f false signals, "
		       "%.1f drifts in half a "
		       "year; %.1f "
		       "glances a week",
		       CELLS, (double)flags / RUN, (double)drifts / RUN,
		       (double)glances / RUN / (ALL - PAST));
	g_assert_cmpint(flags, <=, 12 * RUN);
	g_assert_cmpint(drifts, <=, 6 * RUN);
}

/* The total of the areas varies more than chance (a common factor of 13 %): it must not cry every
 * month for it. */
static void test_total_is_overdispersed(void)
{
	int counts[200], cries = 0;
	struct random r;
	random_seed(&r, 4);
	for (int t = 0; t < 200; t++)
		counts[t] = (int)draw_count(&r, 135, 1 + 135 * 0.13 * 0.13);
	struct signals_series series = {.counts = counts, .parent = {-1, -1}};
	for (int now = 60; now < 200; now++) {
		struct signals_result result;
		struct signals_input input = {.weeks = now + 1,
					      .count = 1,
					      .series = &series,
					      .budget = 0.003,
					      .glances = 3};
		signals_judge(&input, &result);
		cries += result.flag == 2;
	}
	g_assert_cmpint(cries, <=, 2);
}

/* Measured: where counts vary by twice their mean, lines of hardly any event were judged as if by
 * chance alone, since nothing but zeros has no spread. What was told as rarer than once
 * a year came three to four times as often in nested municipalities. */
static void test_empty_line_has_the_spread_of_all(void)
{
	enum { MANY = 72, PAST = 52 };
	g_autofree int *counts = quiet_years(77, PAST + 1, 0, MANY, 2);
	struct signals_series series[MANY];
	struct signals_result results[MANY];
	double phi = 0;

	memset(counts, 0, sizeof(int) * PAST);
	for (int s = 0; s < MANY; s++)
		series[s] = (struct signals_series){.counts = counts + s * (PAST + 1),
						    .parent = {-1, -1}};
	const struct signals_input input = {
		.weeks = PAST + 1, .count = MANY, .series = series, .budget = 0.25};
	signals_judge(&input, results);
	for (int s = 1; s < MANY; s++)
		phi += results[s].phi / (MANY - 1);
	g_assert_cmpfloat(phi, >, 1.6);
	g_assert_cmpfloat(results[0].phi, >, 1.5);
}

/* The last week's variance over mean of all lines; the first has so many times its events in the
 * weeks from..to before it. */
static double spreads(guint64 seed, double variance, int from, int to, int times, double *first)
{
	enum { PAST = 156 };
	g_autofree int *counts = quiet_years(seed, PAST + 1, 0, SERIES, variance);
	struct signals_series series[SERIES];
	struct signals_result results[SERIES];
	double phi = 0;

	for (int t = PAST - from; t <= PAST - to; t++)
		counts[t] *= times;
	for (int s = 0; s < SERIES; s++)
		series[s] = (struct signals_series){.counts = counts + s * (PAST + 1),
						    .parent = {-1, -1}};
	const struct signals_input input = {
		.weeks = PAST + 1, .count = SERIES, .series = series, .budget = 0.25};
	signals_judge(&input, results);
	for (int s = 0; s < SERIES; s++)
		phi += results[s].phi / SERIES;
	*first = results[0].phi;
	return phi;
}

/* Measured: of bursts of four weeks fewer were found than by the best known, since their first
 * weeks widened the range of the next. */
static void test_burst_widens_no_range(void)
{
	double quiet, burst, old;

	spreads(10, 1.3, 3, 1, 1, &quiet);
	spreads(10, 1.3, 3, 1, 4, &burst);
	spreads(10, 1.3, 12, 8, 4, &old);
	NEAR(burst, quiet, 1e-9);
	g_assert_cmpfloat(old, >, quiet + 0.1);
}

/* Measured: at a variance of twice the mean the common one came out as 1.85, as rare weeks were cut
 * off and few events weighed as if by chance alone; what was told as rarer than a year came 2.6
 * times as often. */
static void test_spread_is_learnt_whole(void)
{
	double phi = 0, first;

	for (guint64 seed = 0; seed < 8; seed++)
		phi += spreads(300 + seed, 2, 0, 0, 1, &first) / 8;
	g_assert_cmpfloat(phi, >, 1.95);
	g_assert_cmpfloat(phi, <, 2.2);
}

static void test_nothing_ever_happened(void)
{
	int zeros[300] = {0};
	struct signals_series series = {.counts = zeros, .parent = {-1, -1}};
	struct signals_result r;
	for (int weeks = 5; weeks <= 300; weeks += 59) {
		struct signals_input input = {.weeks = weeks,
					      .count = 1,
					      .series = &series,
					      .budget = 0.25,
					      .glances = 3};
		zeros[weeks - 1] = 0;
		signals_judge(&input, &r);
		g_assert_cmpint(r.flag, ==, 0);
		g_assert_true(r.expected >= 0 && r.expected < 0.2 && r.upper >= 2 && r.lower == 0);
		zeros[weeks - 1] = 2; /* two are no signal, whatever their p */
		signals_judge(&input, &r);
		g_assert_cmpint(r.flag, ==, 0);
		zeros[weeks - 1] = 12;
		signals_judge(&input, &r);
		g_assert_cmpint(r.flag, ==, 2);
		zeros[weeks - 1] = 0;
	}
}

static void test_budget_words(void)
{
	NEAR(signals_budget("one-a-month") / 72, 0.003, 0.0003);
	g_assert_true(isnan(signals_budget("often")) && isnan(signals_budget(NULL)));
	for (int i = 0; signals_budget_words[i]; i++)
		g_assert_true(signals_budget(signals_budget_words[i]) > 0);
}

void add_quiet_tests(void)
{
	g_test_add_func("/signals/quiet-years", test_quiet_years);
	g_test_add_func("/signals/once-a-year-means-it", test_once_a_year_means_it);
	g_test_add_func("/signals/drift", test_drift);
	g_test_add_func("/signals/quiet-municipality", test_quiet_municipality);
	g_test_add_func("/signals/total-is-overdispersed", test_total_is_overdispersed);
	g_test_add_func("/signals/empty-line-has-the-spread-of-all",
			test_empty_line_has_the_spread_of_all);
	g_test_add_func("/signals/burst-widens-no-range", test_burst_widens_no_range);
	g_test_add_func("/signals/spread-is-learnt-whole", test_spread_is_learnt_whole);
	g_test_add_func("/signals/nothing-ever-happened", test_nothing_ever_happened);
	g_test_add_func("/signals/budget-words", test_budget_words);
}
