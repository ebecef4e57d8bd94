/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What no single week shows: a series whose share of the whole quietly grows (CUSUM, Page 1954),
 * and how much of the last weeks is still to come (reporting triangle). A drift
 * needs twenty weeks and five events of share. */
#include "config.h"

#include <math.h>

#include "analysis/signals_private.h"

#define LOOK_BACK                                                                                  \
	72 /* the share is that of weeks t-72..t-13: the gap keeps a drift out of its own baseline \
	    */
#define GAP 12
#define BASELINE_WEEKS 20
#define BASELINE_EVENTS 5
#define RUN_WEEKS 52 /* the run that is told began at most a year ago */
#define GROWTH 1.5
#define PHI 1.3
#define REPORTS_MIN 30

struct drift_share {
	double part, whole;
	int weeks;
};

/* Adds a week to the share, or takes it out (sign -1). */
static void share_add(struct drift_share *share, const struct signals_series *series,
		      const struct signals_series *whole, const double *exposure,
		      const double *whole_exposure, int week, int sign)
{
	if (week < series->changed || exposure[week] <= 0 || whole_exposure[week] <= 0)
		return;
	share->part += sign * series->counts[week];
	share->whole += sign * whole->counts[week] * exposure[week] / whole_exposure[week];
	share->weeks += sign;
}

void drift_find(const struct signals_input *input, const struct signals_series *series,
		const double *exposure, const struct signals_series *whole,
		const double *whole_exposure, double threshold, int *since)
{
	double sum = 0;
	int began = -1, first = MAX(0, input->weeks - RUN_WEEKS);
	struct drift_share share = {0};
	*since = -1;
	for (int t = MAX(0, first - LOOK_BACK); t < first - GAP; t++)
		share_add(&share, series, whole, exposure, whole_exposure, t, 1);
	for (int t = first; t < input->weeks; t++) {
		if (t > first && t - 1 - GAP >= 0)
			share_add(&share, series, whole, exposure, whole_exposure, t - 1 - GAP, 1);
		if (t > first && t - 1 - LOOK_BACK >= 0)
			share_add(&share, series, whole, exposure, whole_exposure,
				  t - 1 - LOOK_BACK, -1);
		if (share.weeks < BASELINE_WEEKS || share.part < BASELINE_EVENTS ||
		    share.whole <= 0 || whole_exposure[t] <= 0)
			continue;
		double mu = (share.part + 0.5) / share.whole * whole->counts[t] * exposure[t] /
			    whole_exposure[t];
		double before = sum;
		sum = fmax(0, sum + (series->counts[t] * log(GROWTH) - (GROWTH - 1) * mu) / PHI);
		if (sum > 0 && before <= 0)
			began = t;
	}
	if (sum >= threshold)
		*since = began;
}

/* Of the reports with a delay of at most d weeks, the share that came in week d itself; only weeks
 * old enough to know.
 */
static double late_share(const int *triangle, int weeks, int delays, int d)
{
	double late = 0, all = 0;
	for (int w = 0; w + d < weeks; w++)
		for (int j = 0; j <= d; j++) {
			int n = triangle[(gsize)w * delays + j];
			all += n;
			late += j == d ? n : 0;
		}
	return all > 0 ? late / all : 0;
}

gboolean signals_completeness(const int *triangle, int weeks, int delays, double *complete)
{
	double reports = 0, share = 1;
	for (int w = 0; w < weeks; w++)
		for (int d = 0; d < delays && w + d < weeks; d++)
			reports += triangle[(gsize)w * delays + d];
	for (int d = delays - 1; d >= 0; d--) {
		complete[d] = reports < REPORTS_MIN ? 1 : share;
		share *= 1 - late_share(triangle, weeks, delays, d);
	}
	return reports >= REPORTS_MIN;
}
