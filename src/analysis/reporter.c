/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reporter's share of all reports, now against before. */
#include "config.h"
#include "osg/reporter.h"

#include <math.h>

#define LEAST_REPORTS 3
#define LEAST_WEEKS 8
#define YEAR 52
#define ADDED 0.25 /* so that the first report ever has something to be compared with */

static const int windows[] = {1, 2, 3, 4, 6, 8, 12};

static int sum(const int *counts, int from, int to)
{
	int n = 0;

	for (int t = from; t < to; t++)
		n += counts[t];
	return n;
}

static double score_of(double c, double n, double c0, double n0)
{
	double q = n / (n + n0), all = c + c0;

	if (!(n > 0 && n0 > 0) || c <= all * q)
		return 0;
	return c * log(c / (all * q)) + c0 * log(c0 / (all * (1 - q)));
}

void reporter_judge(const int *counts, const int *totals, int weeks, struct reporter_change *change)
{
	*change = (struct reporter_change){0};
	for (gsize i = 0; i < G_N_ELEMENTS(windows); i++) {
		int from = weeks - windows[i], past = MAX(from - YEAR, 0);

		if (from - past < LEAST_WEEKS)
			return;
		int c = sum(counts, from, weeks), n = sum(totals, from, weeks);
		int c0 = sum(counts, past, from), n0 = sum(totals, past, from);
		double score = c >= LEAST_REPORTS ? score_of(c, n, c0 + ADDED, n0) : 0;

		if (score > change->score)
			*change = (struct reporter_change){score, windows[i], c, c0,
							   c * (double)n0 / (n * (c0 + ADDED))};
	}
}
