/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two counts of the same kind: whether they differ by more than chance. */
#include "config.h"

#include "osg/analysis.h"

#include <math.h>

#include "analysis/distribution.h"

enum { LEAST_DEGREES = 4 };

void count_compare(int now, int before, double ratio, double phi, double level,
		   struct count_comparison *out)
{
	double mean = (before + 0.5) * ratio, spread = fmax(phi, 1) * (1 + ratio);
	double fewer = count_cdf(now, mean, spread), more = count_upper(now, mean, spread);

	out->lower = count_quantile(level / 2, mean, spread);
	out->upper = count_quantile(1 - level / 2, mean, spread);
	out->p_value = fmin(2 * fmin(fewer, more), 1);
	out->direction = (now > out->upper) - (now < out->lower);
}

/* Pearson's chi-square around the mean; *degrees grows by what it is worth. */
static double chi_square(const int *counts, int n, int *degrees)
{
	double sum = 0, square = 0;

	for (int i = 0; i < n; i++)
		sum += counts[i];
	if (n < 2 || sum <= 0)
		return 0;
	for (int i = 0; i < n; i++)
		square += (counts[i] - sum / n) * (counts[i] - sum / n);
	*degrees += n - 1;
	return square / (sum / n);
}

double count_dispersion(const int *first, int first_count, const int *second, int second_count)
{
	int degrees = 0;
	double square = chi_square(first, first_count, &degrees);

	square += chi_square(second, second_count, &degrees);
	return degrees < LEAST_DEGREES ? 1 : fmax(square / degrees, 1);
}
