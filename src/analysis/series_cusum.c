/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts that add up small excesses until they are no chance: CUSUM of transformed counts,
 * likelihood-ratio CUSUM, generalised likelihood ratio. The usual mean
 * comes from the caller. */
#include "config.h"
#include "osg/series.h"

#include <math.h>

#include "analysis/series_private.h"

const struct series_point series_point_empty = {.expected = NAN,
						.upper = NAN,
						.alarm = -1,
						.phi = NAN,
						.trend_used = -1,
						.trend = NAN,
						.score = NAN,
						.p_value = NAN,
						.statistic = NAN};

static double transformed(double x, const struct series_cusum *c)
{
	double m = c->mean;
	switch (c->transform) {
	case SERIES_ROSSI:
		return (x - 3 * m + 2 * sqrt(x * m)) / (2 * sqrt(m));
	case SERIES_ANSCOMBE:
		return 1.5 * (pow(x, 2.0 / 3) - pow(m, 2.0 / 3)) / pow(m, 1.0 / 6);
	case SERIES_PEARSON_NB:
		return (x - m) / sqrt(m + c->alpha * m * m);
	default:
		return (x - m) / sqrt(m);
	}
}

/* The count whose transformed value is `value`: the inverse of the above. */
static double count_reaching(double value, const struct series_cusum *c)
{
	double m = c->mean, root;
	switch (c->transform) {
	case SERIES_ROSSI:
		root = 4 * m * m + 2 * pow(m, 1.5) * value;
		return root < 0 ? 0 : 2 * value * sqrt(m) + 5 * m - 2 * sqrt(root);
	case SERIES_ANSCOMBE:
		root = 2.0 / 3 * pow(m, 1.0 / 6) * value + pow(m, 2.0 / 3);
		return root < 0 ? 0 : pow(root, 1.5);
	case SERIES_PEARSON_NB:
		return sqrt(m + c->alpha * m * m) * value + m;
	default:
		return ceil(sqrt(m) * value + m);
	}
}

void series_cusum(const int *counts, int n, int first, const struct series_cusum *cusum,
		  struct series_point *points)
{
	double sum = 0;
	for (int t = 0; t < n; t++) {
		points[t] = series_point_empty;
		if (t < first)
			continue;
		points[t].judged = TRUE;
		points[t].expected = cusum->mean;
		points[t].upper = fmax(0, count_reaching(cusum->h + cusum->k - sum, cusum));
		points[t].statistic = sum = fmax(0, sum + transformed(counts[t], cusum) - cusum->k);
		points[t].alarm = sum >= cusum->h;
	}
}

static double log_ratio(double x, double mu, double kappa, double alpha)
{
	if (alpha > 0)
		return kappa * x +
		       (x + 1 / alpha) * log((1 + alpha * mu) / (1 + alpha * mu * exp(kappa)));
	return kappa * x + (1 - exp(kappa)) * mu;
}

static double log_ratio_sum(const int *x, const double *mu, int n, double kappa, double alpha)
{
	double sum = 0;
	for (int i = 0; i < n; i++)
		sum += log_ratio(x[i], mu[i], kappa, alpha);
	return sum;
}

/* The log likelihood is concave in kappa and flat at infinity only, so Newton's steps, none longer
 * than one, cannot miss. */
static double kappa_estimated(const int *x, const double *mu, int n, double alpha, double kappa)
{
	for (int iteration = 0; iteration < 200; iteration++) {
		double score = 0, information = 0, growth = exp(kappa);
		for (int i = 0; i < n; i++) {
			double scale = 1 + alpha * growth * mu[i];
			score += (x[i] - growth * mu[i]) / scale;
			information += growth * mu[i] * (alpha * x[i] + 1) / (scale * scale);
		}
		double move = CLAMP(score / information, -1, 1);
		kappa += move;
		if (!(fabs(move) > 1e-9) || kappa < -18)
			break;
	}
	return fmax(0, kappa);
}

/* Most that any beginning from `low` to `high` before week t explains. */
static double ratio_generalised(const int *x, const double *mu, int from, int t,
				const struct series_ratio *ratio)
{
	int low = ratio->window > 0 ? MAX(from, t - ratio->window) : from,
	    high = t - (ratio->least - 1);
	double best = 0, kappa = 0.5;
	for (int k = low; k <= high; k++) {
		kappa = kappa_estimated(x + k, mu + k, t - k + 1, ratio->alpha, kappa);
		best = fmax(best, log_ratio_sum(x + k, mu + k, t - k + 1, kappa, ratio->alpha));
	}
	return best;
}

void series_ratio(const int *counts, const double *mu, int n, int first,
		  const struct series_ratio *ratio, struct series_point *points)
{
	gboolean estimated = isnan(ratio->kappa);
	int from = first;
	double sum = 0;
	for (int t = 0; t < n; t++) {
		points[t] = series_point_empty;
		if (t < first)
			continue;
		if (estimated)
			sum = ratio_generalised(counts, mu, from, t, ratio);
		else
			sum = fmax(0,
				   sum + log_ratio(counts[t], mu[t], ratio->kappa, ratio->alpha));
		points[t].judged = TRUE;
		points[t].expected = mu[t];
		points[t].statistic = sum;
		points[t].alarm = estimated ? sum >= ratio->limit : sum > ratio->limit;
		if (points[t].alarm) {
			from = t + 1;
			sum = 0;
		}
	}
}
