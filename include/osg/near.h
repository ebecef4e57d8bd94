/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where events follow on each other near by, just now: Knox's pairs (within 200 m and 7 days) in
 * one zone and the last weeks, instead of a whole year's everywhere.
 *
 * For zones of 700, 1500, 2500 and 3500 m round each place and windows of the last 3, 4, 6 and 8
 * weeks: K = close pairs in zone and window; E = pairs of the zone that are close in space, times
 * the share of all pairs that are close in time and lie in the window, plus 0.3. Score K ln(K / E)
 * - (K - E), the largest over zones; judged by permuting the times over the events (Besag and
 * Clifford 1991: stops after ten as good), and by Gumbel's distribution beyond them, as the scan
 * is. */
#ifndef OSG_NEAR_H
#define OSG_NEAR_H

#include <glib.h>

#define NEAR_REPEAT_METRES 200.0
#define NEAR_REPEAT_DAYS 7
#define NEAR_REPEAT_MOST 5000 /* a year; of more nothing is said */

struct near_input {
	int events;
	const double *x, *y; /* metres */
	const gint32 *day;   /* of the last 52 weeks */
	int last_day;        /* of the judged week */
	int centres;
	const double *centre_x, *centre_y;
	int replications; /* 999 */
	guint64 seed;
};

struct near_repeat {
	int centre;    /* -1 = none: too few, too many, or no close pair */
	double radius; /* metres */
	int weeks;     /* of the window */
	int pairs;
	double expected, score;
	double p; /* of so good a zone anywhere */
};

void near_repeat_find(const struct near_input *input, struct near_repeat *found);

#endif
