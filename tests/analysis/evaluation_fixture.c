/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "evaluation_fixture.h"

#include <math.h>

void near(double got, double want, double digits)
{
	if (!(fabs(got - want) <= digits))
		g_error("%.6f where %.6f is expected", got, want);
}

double poisson_draw(struct random *random, double mean)
{
	double limit = exp(-mean), product = 1;
	int k = 0;

	do {
		k++;
		product *= (random_below(random, 1000000000) + 0.5) / 1e9;
	} while (product > limit);
	return k - 1;
}

void draw_weeks(struct random *random, double *weeks, int count, double mean)
{
	for (int t = 0; t < count; t++)
		weeks[t] = poisson_draw(random, mean);
}
