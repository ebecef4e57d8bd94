/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the signal engine share. */
#ifndef OSG_ANALYSIS_SIGNALS_PRIVATE_H
#define OSG_ANALYSIS_SIGNALS_PRIVATE_H

#include "analysis/distribution.h"
#include "osg/signals.h"

#define SIGNALS_EVENTS_MIN 3 /* fewer this week is never too many */

/* The distribution that this week's count is compared with. */
struct forecast {
	double mean, phi;
	int method, weeks;
	gboolean unlike; /* the week is marked and history has no like of it */
};

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
double forecast_p(const struct forecast *forecast, double seen, int *direction);

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

#endif
