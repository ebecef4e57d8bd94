/* SPDX-License-Identifier: GPL-3.0-or-later */
/* More of a category in an area over the last 1 to 26 weeks, at certain hours (weekend nights,
 * other nights, day) or at any: a line of nearly nothing has too little past of its own, so that
 * its past is drawn to what the category has in that slot and the area has of all.
 *
 * With n events in all in the window and N in the past, p_slot the share of category and slot and
 * p_area of the area, the past says of a line with x events that it has (x + k) / (N p_slot p_area
 * + k) times its product of shares, k = 2 (the mean of a gamma of that shape, and so its own where
 * x is large). Expected E = n p_slot p_area times that, times what the category has risen by
 * elsewhere, if it has: a season is no drift. The score is the log likelihood ratio of the window
 * against the past, c ln(c / (T q)) + y ln(y / (T (1 - q))) with y = x + k, T = c + y and q = E /
 * (E + y); the largest over lines and windows is told. So a line of many must rise as far as its
 * past is uncertain. */
#ifndef OSG_SLOTS_H
#define OSG_SLOTS_H

#include <glib.h>

/* SLOT_ANY: not by hours; SLOTS hours, SLOT_KINDS with it. */
enum hour_slot { SLOT_WEEKEND_NIGHT, SLOT_NIGHT, SLOT_DAY, SLOTS, SLOT_ANY = SLOTS, SLOT_KINDS };

/* Friday and Saturday 18-03; the other nights 18-03; all other hours. Weekday 0 = Monday. */
enum hour_slot slot_of(int weekday, int hour);

#define SLOTS_LONGEST 12 /* weeks of a window */
#define SLOTS_LEAST_SLOW 4
#define SLOTS_LONGEST_SLOW 26

struct slots_input {
	int lines, weeks;
	const int *counts; /* [lines][weeks], the last is judged */
	const int *kind;   /* [lines] category and slot, 0..kinds-1 */
	const int *area;   /* [lines] 0..areas-1 */
	int kinds, areas;
	const guint8 *slow; /* [lines] 1 = windows of SLOTS_LEAST_SLOW to SLOTS_LONGEST_SLOW; may be
			       NULL */
};

struct slots_finding {
	int line; /* -1 none */
	double score;
	int weeks; /* of the window */
	int observed;
	double expected;
};

/* Some 1,500 lines give a score of at least this three times in ten quiet demo years of the seeds
 * 1001-1039, where 8.5 gave five; two more a week for seven weeks reach it in 38 of those 39. */
#define SLOTS_LIMIT 9.0

/* The line with the highest score; needs 12 weeks of past. skip: [lines] 1 = told by others, may be
 * NULL. */
void slots_find(const struct slots_input *input, const guint8 *skip, struct slots_finding *finding);

#endif
