/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers in, numbers out: what a picture of a week is computed with. Plain C on arrays; knows no
 * store, clock, language or screen. The engines behind have headers of their own: scan.h, series.h,
 * knox.h, emerging.h, drift.h. */
#ifndef OSG_ANALYSIS_H
#define OSG_ANALYSIS_H

#include <glib.h>

/* A count beside an earlier one of the same kind: as many as if nothing had changed. */
struct count_comparison {
	double lower, upper; /* counts outside are farther off than chance explains */
	double p_value;      /* chance to be so far off, or farther, on either side */
	int direction;       /* -1 fewer, 0 within, +1 more */
};

/* before events in a stretch; now in another, ratio times as long. The rate behind before is itself
 * uncertain: with Jeffreys' prior the count to expect is negative binomial with mean
 * (before + 1/2) ratio and variance phi (1 + ratio) times that (Bayesian prediction of a Poisson
 * count; phi, at least 1, widens it as quasi-Poisson does). level: chance of a count outside
 * without any change. */
void count_compare(int now, int before, double ratio, double phi, double level,
		   struct count_comparison *out);
/* Variance over mean of weekly counts around the mean of their own stretch (Pearson's chi-square
 * over its degrees of freedom), at least 1; 1 when there are fewer than four degrees. */
double count_dispersion(const int *first, int first_count, const int *second, int second_count);

/* Spreads one event over the weekday x hour grid: each whole or part hour of [from, to) gets its
 * share of weight (aoristic analysis, Ratcliffe 2000). hour_of_week of a moment is (day % 7, hour)
 * in local time, passed as seconds since local Monday 00:00; intervals of a week and more spread
 * evenly. */
void aoristic_add(double grid[7][24], double from, double to, double weight);

#endif
