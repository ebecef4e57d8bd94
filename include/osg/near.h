/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where events of one kind gather just now, as burglaries do when somebody works through a part of
 * the town: one kind alone, zones of some streets to some parts of the town, weeks to a quarter.
 *
 * For zones of 700, 1500, 2500 and 3500 m round each place and windows of the last 2, 3, 4, 6, 8
 * and 12 weeks: c = events in zone and window; e = events of the zone in the year times the share
 * of all that lie in the window. An event whose area alone is known counts in a zone as the share
 * of its area's events with a point that the zone holds, where that is 0.3 or more. With n in all,
 * score c ln(c / e) + (n - c) ln((n - c) / (n - e)), the largest over zones and windows with c at
 * least 4; judged by dealing the days anew over the events (Besag and Clifford 1991: stops after
 * ten as good), and by Gumbel's distribution beyond them, as the scan is.
 *
 * Pairs close by and soon after each other (Knox) are counted for the reader. They do not judge: as
 * a third of burglaries come without a point, most pairs are lost, and of 50 demo years
 * (1001-1050, half a false finding a year) their excess found the series in its place in 1, the
 * count without the events of areas in 7, this in 14. */
#ifndef OSG_NEAR_H
#define OSG_NEAR_H

#include <glib.h>

#define NEAR_REPEAT_METRES 200.0
#define NEAR_REPEAT_DAYS 7
#define NEAR_MOST 5000 /* events a year; of more nothing is said */

struct near_input {
	int events;
	const double *x, *y; /* metres; NAN = its area alone is known */
	const int *area;     /* 0..areas-1, -1 = not known */
	const gint32 *day;   /* of the last 52 weeks */
	int last_day;        /* of the judged week */
	int centres, areas;
	const double *centre_x, *centre_y;
	const int *centre_area; /* as area */
	int replications;       /* 999 */
	guint64 seed;
};

struct near_gathering {
	int centre;    /* -1 = none: too few, too many, or nothing more than usual */
	double radius; /* metres */
	int weeks;     /* of the window */
	double count, expected, score;
	int pairs; /* of its events: within NEAR_REPEAT_METRES and NEAR_REPEAT_DAYS */
	double p;  /* of so good a zone anywhere */
};

void near_find(const struct near_input *input, struct near_gathering *found);

#endif
