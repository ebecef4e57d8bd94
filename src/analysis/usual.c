/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is usual, with no more than a mean and chance: the square root makes the spread of Poisson
 * counts one half whatever the mean, so that twice the difference of the roots is a z (Bartlett
 * 1936; evaluation of short-run change in problem-oriented policing). With fewer
 * than four weeks behind nothing is judged. */
#include "config.h"
#include "osg/analysis.h"

#include <math.h>

#define HISTORY_MAX 52
#define HISTORY_MIN 4
#define Z_NOTICE 2.0
#define Z_FLAG 3.0
#define ROUNDING                                                                                   \
	1e-9 /* 2 (sqrt(9) - sqrt(4)) is exactly two: a flag must not hang on the last bit */

static double mean_count(const int *counts, int n)
{
	double sum = 0;
	for (int i = 0; i < n; i++)
		sum += counts[i];
	return sum / n;
}

static double square(double x)
{
	return x * x;
}

static int flag_of_z(double z)
{
	if (fabs(z) >= Z_FLAG - ROUNDING)
		return 2;
	return fabs(z) >= Z_NOTICE - ROUNDING ? 1 : 0;
}

void usual_poisson(const int *counts, int weeks, struct usual *usual)
{
	int history = CLAMP(weeks - 1, 0, HISTORY_MAX);
	*usual = (struct usual){.weeks = history, .method = "too-few"};
	if (history > 0)
		usual->expected = mean_count(counts + weeks - 1 - history, history);
	if (history < HISTORY_MIN)
		return;
	double root = sqrt(usual->expected);
	usual->lower = square(fmax(0, root - Z_NOTICE / 2));
	usual->upper = square(root + Z_NOTICE / 2);
	usual->z = 2 * (sqrt(counts[weeks - 1]) - root);
	usual->flag = flag_of_z(usual->z);
	usual->method = "poisson-z";
}
