/* SPDX-License-Identifier: GPL-3.0-or-later */
/* More at certain hours: category x area x slot (weekend nights, other nights, day) over the last 1
 * to 12 weeks, against a past that is drawn to what the category has in that slot and the area has
 * of all: a line of nearly nothing has too little past of its own.
 *
 * With n events in all in the window and N in the past, x of the line in the past and A = those of
 * 26 weeks: expected E = n (x + A p_slot p_area + 1/2) / (N + A), p_slot the share of category and slot,
 * p_area of the area. Score c ln(c / E) - (c - E) of the c in the window, the largest over the
 * windows. */
#ifndef OSG_SLOTS_H
#define OSG_SLOTS_H

#include <glib.h>

enum hour_slot { SLOT_WEEKEND_NIGHT, SLOT_NIGHT, SLOT_DAY, SLOTS };

/* Friday and Saturday 18-03; the other nights 18-03; all other hours. Weekday 0 = Monday. */
enum hour_slot slot_of(int weekday, int hour);

struct slots_input {
	int lines, weeks;
	const int *counts; /* [lines][weeks], the last is judged */
	const int *kind;   /* [lines] category and slot, 0..kinds-1 */
	const int *area;   /* [lines] 0..areas-1 */
	int kinds, areas;
};

struct slots_finding {
	int line; /* -1 none */
	double score;
	int weeks; /* of the window */
	int observed;
	double expected;
};

/* Some 1,200 lines give a score of at least this about once a year by chance (quiet demo years of
 * seeds 1001-1025). */
#define SLOTS_LIMIT 10.5

/* The line with the highest score; needs 12 weeks of past. skip: [lines] 1 = told by others, may be
 * NULL. */
void slots_find(const struct slots_input *input, const guint8 *skip, struct slots_finding *finding);

#endif
