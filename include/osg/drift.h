/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slow drift at one place: has its share of all events risen, over the last weeks together,
 * although no single week shows it?
 *
 * For each window of the last L weeks the place's c events there and b in the weeks before are
 * compared given their sum: with n the totals of all places, an event of the place falls into the
 * window with chance q = n_L / (n_L + n_B), or with r q / (1 + (r-1) q) if the place's rate has
 * become r times what it was. The score is the largest log likelihood ratio over L, so the start of
 * the drift need not be known, a place's own past is known only as well as its events tell, and
 * season and coverage cancel. Added to it is ln(min(u, busy) / busy), u the usual events a week:
 * the budget of false alarms is spent where much happens.
 *
 * r = 1.7 and limit = 6 come from 400 simulated quiet half-years of 140 places (rates log-normal,
 * median 0.25 and mean 0.45 a week, season of 20 %): 0.075 false alarms a half-year, falling by a
 * factor of 3.3 for each 1 more; a place that doubles is found after a median of 10, 6, 5 and 4
 * weeks where it had 2, 3, 4 and 6 a week. */
#ifndef OSG_DRIFT_H
#define OSG_DRIFT_H

#include <glib.h>

struct drift_options {
	int window;   /* weeks of the longest window, 26 */
	int baseline; /* most weeks before the window that are looked at, 104 */
	int least;    /* fewest weeks before the window, 26 */
	double ratio; /* r, 1.7 */
	double busy;  /* events a week from which all places count alike, 3 */
	double limit; /* a score of at least this is an alarm, 6 */
};
/* The numbers above. */
void drift_options_init(struct drift_options *options);

struct drift {
	double score;            /* 0 where there is too little history */
	int weeks;               /* of the window that gave it */
	int observed;            /* in the window */
	double expected;         /* in the window, from the share before */
	double usual;            /* events a week before */
	double recurrence_years; /* by chance about once in so many years somewhere among 140
				    places; rough */
};
/* The last of the weeks is judged. counts: of the place; totals: of all places. */
void drift_judge(const int *counts, const int *totals, int weeks,
		 const struct drift_options *options, struct drift *drift);

#endif
