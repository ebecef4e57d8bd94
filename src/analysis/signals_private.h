/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the signal engine share. */
#ifndef OSG_ANALYSIS_SIGNALS_PRIVATE_H
#define OSG_ANALYSIS_SIGNALS_PRIVATE_H

#include "analysis/distribution.h"
#include "osg/signals.h"

#define SIGNALS_EVENTS_MIN 3 /* fewer this week is never too many */

/* How far the weeks of the last half year lay from what was to be expected of each before it: sums
 * over the weeks. Expected are phi chance + level drift of squares. */
struct misses {
	double squares; /* (seen - expected)^2, one week's limited to 36 times its usual */
	double own;     /* the same, limited to 16 times */
	double chance;  /* expected + expected^2 v, v of the level that it was expected from */
	double drift;   /* expected^2 */
	int weeks;
};

/* What is judged of a series: its week, and its last four weeks together. */
enum { THIS_WEEK, FOUR_WEEKS, SPANS };
#define FOUR 4

/* The distribution that a count is compared with: mean and variance phi mean. */
struct expected {
	double mean; /* NAN where the span is not judged */
	double phi;  /* NAN until spread_apply */
};

struct forecast {
	struct expected of[SPANS];
	double pearson, df; /* of the fit: Pearson's sum and its degrees of freedom */
	double variance;    /* of the logarithm of the mean, over phi */
	struct misses misses;
	int method, weeks;
	gboolean unlike; /* the week is marked and history has no like of it */
};

/* What is common to all series: variance over mean of a week's count when its level is known, and
 * the squared share by which levels move away from what the past says of them (season that is not
 * held, common factors). */
struct spread {
	double phi, level;
	double scale; /* what a fit's own dispersion is to be multiplied with */
};
/* How all series together grow, a week, as a logarithm: the last 52 weeks beside the 52 before,
 * drawn towards 0 as far as it may be chance; 0 with less than 106 weeks. */
double spread_growth(const struct signals_input *input);
/* From the misses of all forecasts, by weighted least squares with a prior that a few weeks
 * outweigh. */
void spread_pool(const struct forecast *const *forecasts, int count, struct spread *spread);
/* Gives a forecast its phi: its own dispersion and its level's own drift drawn to the common ones,
 * its level's error. */
void spread_apply(const struct spread *spread, struct forecast *forecast);

/* Room for one series after another. */
struct forecast_room;
struct forecast_room *forecast_room_new(int weeks);
void forecast_room_free(struct forecast_room *room);
/* exposure: of each week, 0..1. */
void forecast_make(const struct signals_input *input, const struct signals_series *series,
		   const double *exposure, struct forecast_room *room, struct forecast *forecast);
/* The same from input->memory where it is known. */
void forecast_recall(const struct signals_input *input, const struct signals_series *series,
		     const double *exposure, struct forecast_room *room, struct forecast *forecast);
/* One-sided p of a count, and on which side of the mean it is. */
double expected_p(const struct expected *expected, double seen, int *direction);

/* Share of the series' usual reporters that reported, week by week, and usual events a week of each
 * organisation (room for organisations). */
void coverage_make(const struct signals_input *input, const struct signals_series *series,
		   double *coverage, double *usual);

/* CUSUM of the series' share of `whole`; *since the week the run began, -1 when there is no drift.
 * exposures: of series and whole. */
void drift_find(const struct signals_input *input, const struct signals_series *series,
		const double *exposure, const struct signals_series *whole,
		const double *whole_exposure, double threshold, int *since);

/* Fills reasons and organisation of a flagged result. alpha: p below is a signal. */
void reasons_find(const struct signals_input *input, const struct signals_series *series,
		  const double *usual, const struct forecast *forecast, double alpha,
		  struct signals_result *result);
/* The series' events in a span. */
int seen_in(const struct signals_input *input, const int *counts, int span);

#endif
