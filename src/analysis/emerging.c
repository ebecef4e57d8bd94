/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gi*, Mann-Kendall and the classes made of them. Without variation z is NaN
 * and the class is none. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "osg/emerging.h"

#include "osg/compare.h"

void emerging_field_init(struct emerging_field *f)
{
	gsize cells = (gsize)f->places * (gsize)f->intervals;
	double sum = 0, squares = 0;
	for (gsize i = 0; i < cells; i++) {
		sum += f->counts[i];
		squares += (double)f->counts[i] * f->counts[i];
	}
	f->mean = sum / cells;
	f->deviation = sqrt(MAX(squares / cells - f->mean * f->mean, 0));
}

/* Sum of the neighbours' counts in one interval, for each interval. */
static int near_sums(const struct emerging_field *f, int place, double *sums)
{
	int near = 0;
	memset(sums, 0, sizeof *sums * (gsize)f->intervals);
	for (int j = 0; j < f->places; j++) {
		if (hypot(f->x[j] - f->x[place], f->y[j] - f->y[place]) > f->band)
			continue;
		near++;
		for (int t = 0; t < f->intervals; t++)
			sums[t] += f->counts[(gsize)j * (gsize)f->intervals + (gsize)t];
	}
	return near;
}

void emerging_gi_star(const struct emerging_field *f, int place, double *z, int *neighbours)
{
	double n = (double)f->places * f->intervals;
	g_autofree double *sums = g_new(double, MAX(f->intervals, 1));
	int near = near_sums(f, place, sums);
	for (int t = 0; t < f->intervals; t++) {
		int back = MIN(f->lags, t), weights = near * (back + 1);
		double sum = 0;
		for (int u = t - back; u <= t; u++)
			sum += sums[u];
		double spread =
			f->deviation * sqrt((n * weights - (double)weights * weights) / (n - 1));
		z[t] = spread > 0 ? (sum - f->mean * weights) / spread : NAN;
		if (neighbours)
			neighbours[t] = weights;
	}
}

/* Kendall's score and, of the ties, what they take from the variance and from the pairs. */
static double score(const double *values, int n)
{
	double s = 0;
	for (int i = 0; i < n; i++)
		for (int j = 0; j < i; j++)
			s += (values[i] > values[j]) - (values[i] < values[j]);
	return s;
}

static void ties(const double *values, int n, double *variance, double *pairs)
{
	g_autofree double *sorted = g_memdup2(values, sizeof *values * (gsize)n);
	qsort(sorted, (gsize)n, sizeof *sorted, compare_doubles);
	*variance = *pairs = 0;
	for (int from = 0, until; from < n; from = until) {
		for (until = from + 1; until < n && sorted[until] == sorted[from]; until++)
			;
		double t = until - from;
		*variance += t * (t - 1) * (2 * t + 5);
		*pairs += t * (t - 1) / 2;
	}
}

void mann_kendall(const double *values, int n, struct mann_kendall *trend)
{
	double tied_variance, tied_pairs, pairs = n * (n - 1.0) / 2;
	*trend = (struct mann_kendall){.p = 1};
	if (n < 2)
		return;
	trend->s = score(values, n);
	ties(values, n, &tied_variance, &tied_pairs);
	trend->variance = (n * (n - 1.0) * (2.0 * n + 5) - tied_variance) / 18;
	if (!(trend->variance > 0))
		return;
	double corrected = fabs(trend->s) - (trend->s != 0);
	trend->tau = trend->s / (sqrt(pairs - tied_pairs) * sqrt(pairs));
	trend->p = erfc(corrected / sqrt(2 * trend->variance));
}

/* side +1: hot, -1: cold. */
static enum emerging_class class_of(const double *z, int n, double critical, int side, int trend)
{
	int hot = 0, run = 0;
	gboolean other = FALSE;
	for (int t = 0; t < n; t++) {
		gboolean now = side * z[t] >= critical;
		hot += now;
		run = now ? run + 1 : 0;
		other |= side * z[t] <= -critical;
	}
	if (hot == 0)
		return EMERGING_NONE;
	if (hot >= 0.9 * n && run == 0)
		return EMERGING_HISTORICAL;
	if (hot >= 0.9 * n)
		return trend > 0   ? EMERGING_INTENSIFYING
		       : trend < 0 ? EMERGING_DIMINISHING
				   : EMERGING_PERSISTENT;
	if (run == 0)
		return EMERGING_NONE;
	if (run == hot)
		return run == 1 ? EMERGING_NEW : EMERGING_CONSECUTIVE;
	return other ? EMERGING_OSCILLATING : EMERGING_SPORADIC;
}

void emerging_classify(const double *z, int n, double critical, double trend_p,
		       struct emerging *emerging)
{
	memset(emerging, 0, sizeof *emerging);
	mann_kendall(z, n, &emerging->trend);
	int trend = emerging->trend.p > trend_p ? 0 : emerging->trend.s > 0 ? 1 : -1;
	for (int t = 0; t < n; t++) {
		emerging->hot += z[t] >= critical;
		emerging->cold += z[t] <= -critical;
	}
	emerging->class = class_of(z, n, critical, 1, trend);
	if (emerging->class == EMERGING_NONE) {
		emerging->class = class_of(z, n, critical, -1, -trend);
		emerging->is_cold = emerging->class != EMERGING_NONE;
	}
}

const char *emerging_word(const struct emerging *emerging)
{
	static const char *const words[][2] = {
		[EMERGING_NONE] = {"none", "none"},
		[EMERGING_NEW] = {"new-hot", "new-cold"},
		[EMERGING_CONSECUTIVE] = {"consecutive-hot", "consecutive-cold"},
		[EMERGING_INTENSIFYING] = {"intensifying-hot", "intensifying-cold"},
		[EMERGING_PERSISTENT] = {"persistent-hot", "persistent-cold"},
		[EMERGING_DIMINISHING] = {"diminishing-hot", "diminishing-cold"},
		[EMERGING_SPORADIC] = {"sporadic-hot", "sporadic-cold"},
		[EMERGING_OSCILLATING] = {"oscillating-hot", "oscillating-cold"},
		[EMERGING_HISTORICAL] = {"historical-hot", "historical-cold"},
	};
	return words[emerging->class][emerging->is_cold];
}
