/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has begun to report more: the share that one organisation, in all or in one area, has of all
 * reports, in the last weeks against the weeks before. A change of who reports is information about
 * the source and no alarm about the world.
 *
 * For each window of the last 1, 2, 3, 4, 6, 8 and 12 weeks: c of the n reports of the window are
 * the series', c0 of the n0 before (at most a year, at least eight weeks). With a quarter of a
 * report added to c0, q = n / (n + n0) and T = c + c0, the log likelihood ratio given the sum is c
 * ln(c / (T q)) + c0 ln(c0 / (T (1 - q))); the largest over the windows is the score. Shares cancel
 * season and whatever moves all reports alike. */
#ifndef OSG_REPORTER_H
#define OSG_REPORTER_H

#include <glib.h>

/* From 20 organisations and their areas, some 200 series, a score of at least this comes about once
 * in a year by chance (quiet demo years of seeds 1001-1020). */
#define REPORTER_LIMIT 8.0

struct reporter_change {
	double score; /* 0: nothing to compare, or no more than before */
	int weeks;    /* of the window */
	int now;      /* reports of the series in it */
	int before;   /* in the weeks before that it was compared with */
	double times; /* a week now beside before, of so many reports in all */
};

/* counts: reports of the series; totals: of everybody; the last week is judged. */
void reporter_judge(const int *counts, const int *totals, int weeks,
		    struct reporter_change *change);

#endif
