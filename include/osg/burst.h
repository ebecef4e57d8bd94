/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One night: three or more events of one category within 500 m and six hours, against the year's
 * rate there. What a week's count hides shows in its hours.
 *
 * With r events a week of the category in the area, as if all lay within reach of each other, a
 * follow-up is Poisson with mean m = 4 r 6 / 168: four times an even share of the hours, because
 * events keep to theirs. Of k or more in one stretch chance gives r P(at least k - 1 of mean m) a
 * week; summed over all lines, each from the count on that is as rare, it is how often such a thing
 * comes anywhere. */
#ifndef OSG_BURST_H
#define OSG_BURST_H

#include <glib.h>

#define BURST_METRES 500.0
#define BURST_SECONDS (6 * 3600)
#define BURST_LEAST 3
#define BURST_MOST_EVENTS 20000 /* a week; of more nothing is said */

struct burst_event {
	double x, y;     /* metres */
	gint64 from, to; /* seconds; known no better than six hours: left out by the caller */
	int line;        /* category and area */
};

struct burst {
	int first; /* index of its first event */
	int count;
	gint64 from, to;  /* of the first and the last */
	double by_chance; /* a week, over all lines */
};

/* The rarest burst; FALSE where there is none. events: a week's, in any order; rates: events a week
 * of each line, the week apart; lines: how many there are. in: [count] 1 for each event of it, may
 * be NULL. */
gboolean burst_find(const struct burst_event *events, int count, const double *rates, int lines,
		    struct burst *burst, guint8 *in);

#endif
