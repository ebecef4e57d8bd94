/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verdict on a measure: the difference of the changes with an interval for overdispersed
 * counts, the checks that must be silent, and what refuses. The difference of numbers carries the
 * verdict, fixed here once, so that nobody chooses between it and the ratio after the fact. */
#include "config.h"

#include "osg/evaluation.h"

#include <math.h>

#define EVEN_CHANCE 1.959963984540054
#define REPORTING_CHANGE 0.25
#define WEEKS_A_YEAR 52.1775

/* Pearson's over the windows of the series; fewer than eight degrees of freedom say nothing. */
static double dispersion_of(const double *const *series, int count, int before, int after)
{
	double sum = 0;
	int freedom = 0;

	for (int i = 0; i < 2 * count; i++) {
		const double *counts = series[i / 2];
		int from = i % 2 ? before : 0, until = i % 2 ? before + after : before;
		double mean = 0, squares = 0;

		for (int t = from; t < until && counts; t++)
			mean += counts[t] / (until - from);
		if (mean <= 0)
			continue;
		for (int t = from; t < until; t++)
			squares += (counts[t] - mean) * (counts[t] - mean);
		sum += squares / mean;
		freedom += until - from - 1;
	}
	return freedom >= 8 ? fmax(sum / freedom, 1) : 1;
}

static double window_sum(const double *counts, int from, int until)
{
	double sum = 0;

	for (int t = from; t < until && counts; t++)
		sum += counts[t];
	return sum;
}

static struct evaluation_counts counts_of(const double *const series[EVALUATION_AREAS], int from,
					  int middle, int until)
{
	struct evaluation_counts counts = {.harm = 1};

	for (int a = 0; a < EVALUATION_AREAS; a++) {
		counts.before[a] = window_sum(series[a], from, middle);
		counts.after[a] = window_sum(series[a], middle, until);
	}
	return counts;
}

/* In events of the treated place and the after window, whatever the areas' sizes and the windows'
 * lengths. */
static struct evaluation_weights weights_of(const struct evaluation_case *c, int before, int after)
{
	struct evaluation_weights weights = evaluation_equal;

	weights.before = (double)before / after;
	for (int a = 0; a < EVALUATION_AREAS; a++)
		if (c->size[a] > 0)
			weights.area[a] = c->size[a];
	return weights;
}

/* A span of weeks and where its after window begins. */
struct span {
	int from, middle, until;
};

static void wdd_of(const struct evaluation_case *c, const double *const series[EVALUATION_AREAS],
		   struct span span, double dispersion, struct evaluation_estimate *wdd)
{
	struct evaluation_counts counts = counts_of(series, span.from, span.middle, span.until);
	struct evaluation_weights weights =
		weights_of(c, span.middle - span.from, span.until - span.middle);

	evaluation_wdd(&counts, 1, &weights, dispersion, c->level, wdd);
}

static gboolean is_loud(const struct evaluation_estimate *estimate)
{
	return estimate->error > 0 && (estimate->low > 0 || estimate->high < 0);
}

/* The checks that must be silent: a category out of the measure's reach, and a measure that never
 * was in the middle of the before window. */
static void checks_make(const struct evaluation_case *c, struct evaluation *e)
{
	const double *const control[EVALUATION_AREAS] = {c->control, c->control_comparison};
	const double *const treated[EVALUATION_AREAS] = {c->treated, c->comparison};
	int end = c->before + c->after;

	if (c->control) {
		double dispersion = dispersion_of(control, 2, c->before, c->after);

		wdd_of(c, control, (struct span){0, c->before, end}, dispersion, &e->control);
		if (is_loud(&e->control))
			e->reasons |= EVALUATION_CONTROL;
	}
	if (c->before >= 8) {
		wdd_of(c, treated, (struct span){0, c->before / 2, c->before}, e->dispersion,
		       &e->false_date);
		if (is_loud(&e->false_date))
			e->reasons |= EVALUATION_FALSE_DATE;
	}
}

/* The reporter without whom it points the other way. */
static void reporters_check(const struct evaluation_case *c, struct evaluation *e)
{
	e->one_reporter = -1;
	for (int i = 0; i < c->reporters && c->without && e->one_reporter < 0; i++) {
		const double *const series[EVALUATION_AREAS] = {c->without[i], c->comparison,
								c->buffer, c->buffer_comparison};
		struct evaluation_estimate wdd;

		wdd_of(c, series, (struct span){0, c->before, c->before + c->after}, e->dispersion,
		       &wdd);
		if (is_loud(&e->wdd) && wdd.estimate * e->wdd.estimate <= 0) {
			e->one_reporter = i;
			e->reasons |= EVALUATION_ONE_REPORTER;
		}
	}
}

static void refusals_find(const struct evaluation_case *c, struct evaluation *e)
{
	double before = c->reporting_before, after = c->reporting_after;
	double there = e->counts.before[EVALUATION_COMPARISON],
	       here = e->counts.before[EVALUATION_TREATED],
	       size = weights_of(c, 1, 1).area[EVALUATION_COMPARISON];
	const struct evaluation_plan plan = {
		.rate = c->before > 0 ? here / c->before : 0,
		.comparison = there > 0 ? here * size * size / there : 0,
		.dispersion = e->dispersion,
		.z = EVEN_CHANCE,
		.before = c->before,
		.after = c->after,
	};

	e->detectable = evaluation_detectable(&plan);
	if (!c->comparison || there <= 0)
		e->reasons |= EVALUATION_NO_COMPARISON;
	else if (isnan(e->detectable) && !is_loud(&e->wdd))
		e->reasons |= EVALUATION_TOO_FEW;
	if (before > 0 && fabs(after - before) > REPORTING_CHANGE * before)
		e->reasons |= EVALUATION_REPORTING;
	if (c->recording_changed)
		e->reasons |= EVALUATION_RECORDING;
	if (c->trigger_inside)
		e->reasons |= EVALUATION_CHOSEN_BAD;
}

static void cautions_find(struct evaluation *e)
{
	gboolean helped = e->wdd.high<0, ratio_helped = e->ratio.high<1, worse = e->wdd.low> 0,
				      ratio_worse = e->ratio.low> 1;

	if (helped != ratio_helped || worse != ratio_worse)
		e->reasons |= EVALUATION_SHARE_DIFFERS;
	if (isfinite(e->wdq.wdq) && e->wdq.wdq <= -0.5)
		e->reasons |= EVALUATION_MOVED;
	if (is_loud(&e->poisson) && !is_loud(&e->wdd))
		e->reasons |= EVALUATION_OVERDISPERSED;
}

void evaluation_judge(const struct evaluation_case *c, struct evaluation *e)
{
	const double *const series[EVALUATION_AREAS] = {c->treated, c->comparison, c->buffer,
							c->buffer_comparison};
	const struct evaluation_series weeks = {c->treated, NULL,         c->before + c->after,
						c->before,  WEEKS_A_YEAR, 2};
	int end = c->before + c->after;
	struct evaluation_weights weights;

	*e = (struct evaluation){
		.verdict = EVALUATION_CANNOT_TELL, .detectable = NAN, .one_reporter = -1};
	if (c->before < 1 || c->after < 1 || !c->treated) {
		e->reasons = EVALUATION_TOO_FEW;
		return;
	}
	weights = weights_of(c, c->before, c->after);
	e->counts = counts_of(series, 0, c->before, end);
	e->dispersion = dispersion_of(series, EVALUATION_AREAS, c->before, c->after);
	evaluation_wdd(&e->counts, 1, &weights, e->dispersion, c->level, &e->wdd);
	evaluation_wdd(&e->counts, 1, &weights, 1, c->level, &e->poisson);
	evaluation_wdq(&e->counts, &e->wdq);
	e->wdq.gross = e->counts.before[EVALUATION_TREATED] / weights.before -
		       e->counts.after[EVALUATION_TREATED];
	evaluation_ratio(&e->counts, e->dispersion, c->level, &e->ratio);
	evaluation_season(&weeks, c->level, &e->season);
	checks_make(c, e);
	reporters_check(c, e);
	refusals_find(c, e);
	cautions_find(e);
	if (e->reasons & EVALUATION_REFUSALS)
		return;
	e->verdict = e->wdd.high < 0  ? EVALUATION_HELPED
		     : e->wdd.low > 0 ? EVALUATION_WORSE
				      : EVALUATION_NO_DIFFERENCE;
}
