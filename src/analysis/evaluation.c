/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Before and after in four counts: difference, quotient, ratio, and what could be found at all. */
#include "config.h"

#include "osg/evaluation.h"

#include <math.h>

#include "analysis/distribution.h"

const struct evaluation_weights evaluation_equal = {{1, 1, 1, 1}, 1, 1};

void evaluation_wdd(const struct evaluation_counts *counts, int categories,
		    const struct evaluation_weights *weights, double dispersion, double level,
		    struct evaluation_estimate *wdd)
{
	static const double sign[EVALUATION_AREAS] = {1, -1, 1, -1};
	double estimate = 0, variance = 0, reach = normal_quantile((1 + level) / 2);

	for (int c = 0; c < categories; c++)
		for (int a = 0; a < EVALUATION_AREAS; a++) {
			double before = counts[c].harm / (weights->area[a] * weights->before),
			       after = counts[c].harm / (weights->area[a] * weights->after);

			estimate += sign[a] *
				    (counts[c].after[a] * after - counts[c].before[a] * before);
			variance += counts[c].after[a] * after * after +
				    counts[c].before[a] * before * before;
		}
	wdd->estimate = estimate;
	wdd->error = sqrt(variance * dispersion);
	wdd->z = wdd->error > 0 ? estimate / wdd->error : 0;
	wdd->low = estimate - reach * wdd->error;
	wdd->high = estimate + reach * wdd->error;
}

void evaluation_wdq(const struct evaluation_counts *counts, struct evaluation_wdq *wdq)
{
	const double *before = counts->before, *after = counts->after;
	double c0 = before[EVALUATION_COMPARISON], c1 = after[EVALUATION_COMPARISON],
	       t0 = before[EVALUATION_TREATED], t1 = after[EVALUATION_TREATED],
	       d0 = before[EVALUATION_BUFFER], d1 = after[EVALUATION_BUFFER];

	*wdq = (struct evaluation_wdq){.gross = t0 - t1, .net = NAN, .wdq = NAN, .total = NAN};
	if (c0 <= 0 || c1 <= 0) {
		wdq->refusal = EVALUATION_WDQ_NO_COMPARISON;
		return;
	}
	wdq->net = t0 / c0 - t1 / c1;
	wdq->total = t0 * c1 / c0 - t1 + d0 * c1 / c0 - d1;
	if (wdq->net > 0)
		wdq->wdq = (d1 / c1 - d0 / c0) / -wdq->net;
	else
		wdq->refusal = EVALUATION_WDQ_NO_SUCCESS;
}

void evaluation_ratio(const struct evaluation_counts *counts, double dispersion, double level,
		      struct evaluation_ratio *ratio)
{
	double cells[] = {counts->before[EVALUATION_TREATED], counts->after[EVALUATION_TREATED],
			  counts->before[EVALUATION_COMPARISON],
			  counts->after[EVALUATION_COMPARISON]};
	double reach = normal_quantile((1 + level) / 2), variance = 0;

	ratio->halved = cells[0] <= 0 || cells[1] <= 0 || cells[2] <= 0 || cells[3] <= 0;
	for (int i = 0; i < 4; i++) {
		cells[i] += ratio->halved ? 0.5 : 0;
		variance += 1 / cells[i];
	}
	ratio->ratio = cells[1] / cells[0] / (cells[3] / cells[2]);
	ratio->log = log(ratio->ratio);
	ratio->error = sqrt(variance * dispersion);
	ratio->low = exp(ratio->log - reach * ratio->error);
	ratio->high = exp(ratio->log + reach * ratio->error);
}

/* How far a fall by the share lies beyond what the test asks for. */
static double detectable_margin(const struct evaluation_plan *p, double share)
{
	double w = (double)p->after / p->before, n0 = p->rate * p->before, n1 = p->rate * p->after;
	double variance = n0 * w * w + n1 * (1 - share) + (n0 * w * w + n1) / p->comparison;

	return share * n1 - p->z * sqrt(p->dispersion * variance);
}

double evaluation_detectable(const struct evaluation_plan *plan)
{
	double low = 0, high = 1;

	if (plan->before < 1 || plan->after < 1 || !(plan->rate > 0) || !(plan->comparison > 0) ||
	    detectable_margin(plan, 1) < 0)
		return NAN;
	for (int i = 0; i < 60; i++) {
		double middle = (low + high) / 2;

		if (detectable_margin(plan, middle) < 0)
			low = middle;
		else
			high = middle;
	}
	return high;
}
