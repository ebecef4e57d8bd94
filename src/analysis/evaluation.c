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

void evaluation_bayes(double usual, double size, double years, double shape, double seen,
		      struct evaluation_bayes *bayes)
{
	bayes->weight = 1 / (1 + usual * years / shape);
	bayes->expected = bayes->weight * usual * size * years + (1 - bayes->weight) * seen;
	bayes->error = sqrt((1 - bayes->weight) * bayes->expected);
}

/* changes at short range */

double evaluation_poisson_z(double now, double before)
{
	return 2 * (sqrt(now) - sqrt(before));
}

static double poisson(int k, double mean)
{
	if (k < 0)
		return 0;
	return mean > 0 ? exp(k * log(mean) - mean - lgamma(k + 1.0)) : k == 0;
}

static double standardised(double k1, double n1, double k2, double n2)
{
	double variance = k1 / (n1 * n1) + k2 / (n2 * n2);

	return variance > 0 ? fabs(k1 / n1 - k2 / n2) / sqrt(variance) : 0;
}

double evaluation_e_test(int k1, double n1, int k2, double n2)
{
	double rate = (k1 + k2) / (n1 + n2), seen = standardised(k1, n1, k2, n2), sum = 0;
	int most1, most2;

	if (k1 + k2 == 0)
		return NAN;
	most1 = (int)(n1 * rate + 12 * sqrt(n1 * rate) + 30);
	most2 = (int)(n2 * rate + 12 * sqrt(n2 * rate) + 30);
	for (int i = 0; i <= most1; i++)
		for (int j = 0; j <= most2; j++)
			if (standardised(i, n1, j, n2) >= seen * (1 - 1e-12))
				sum += poisson(i, n1 * rate) * poisson(j, n2 * rate);
	return MIN(sum, 1);
}

int evaluation_upper_limit(double alpha, double mean)
{
	int k = 0;

	while (count_upper(k, mean, 1) > alpha)
		k++;
	return k;
}

static double below(int k, double mean)
{
	return k < 0 ? 0 : count_cdf(k, mean, 1);
}

/* Naus' chance that no window of two (three) neighbours in a row holds k. */
static double naus_two(int k, double m)
{
	return pow(below(k - 1, m), 2) - (k - 1) * poisson(k, m) * poisson(k - 2, m) -
	       (k - 1 - m) * poisson(k, m) * below(k - 3, m);
}

static double naus_three(int k, double m)
{
	double p = poisson(k, m), f = below(k - 1, m);
	double sum = f * f * f - 2 * p * f * ((k - 1) * below(k - 2, m) - m * below(k - 3, m)) +
		     0.5 * p * p *
			     ((k - 1.0) * (k - 2) * below(k - 3, m) -
			      2 * (k - 2) * m * below(k - 4, m) + m * m * below(k - 5, m));

	for (int r = 1; r < k; r++)
		sum += poisson(2 * k - r, m) * pow(below(r - 1, m), 2);
	for (int r = 2; r < k; r++)
		sum -= poisson(2 * k - r, m) * poisson(r, m) *
		       ((r - 1) * below(r - 2, m) - m * below(r - 3, m));
	return sum;
}

double evaluation_series_scan(int length, int window, double mean, int count)
{
	double two = naus_two(count, mean), three = naus_three(count, mean);

	return 1 - two * pow(three / two, length - window);
}

double evaluation_repeat_share(int events, int places)
{
	return events > 0 ? 1 - (double)places / events : NAN;
}
