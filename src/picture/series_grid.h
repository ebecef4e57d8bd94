/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The series of a week's signals while they are judged (signals.c) and become the picture's lines
 * (signal_lines.c). */
#ifndef OSG_PICTURE_SERIES_GRID_H
#define OSG_PICTURE_SERIES_GRID_H

#include "osg/signals.h"
#include "picture/compile.h"

/* Series stand in a grid: category 0 is all of them, area 0 the whole municipality; groups follow
 * the categories. */
struct series_grid {
	const struct compile *c;
	int weeks, areas, categories, kinds; /* kinds: categories and groups */
	GPtrArray *groups;                   /* struct category_group that share no category */
	int *counts;                         /* [kind][area][week] */
	struct signals_series *series;
	int *at;    /* grid position of each series */
	int *index; /* series of a grid position, -1 = nothing ever happened there */
	struct signals_result *results;
	struct signals_input input;
	guint8 *reported, *marked;
	double *complete;
	int *by;          /* [category][organisation][week] */
	GPtrArray *extra; /* int arrays of the lines looked at twice */
};

/* A category's or a group's counts in an area, by week. */
static inline int *counts_of(const struct series_grid *b, int kind, int area)
{
	return b->counts + ((gsize)kind * b->areas + area) * b->weeks;
}

/* NULL = it is a category. */
static inline const struct category_group *group_of(const struct series_grid *b, int kind)
{
	return kind >= b->categories ? b->groups->pdata[kind - b->categories] : NULL;
}

/* signal_lines.c: fills in the picture's signals and its totals. */
void signal_lines(const struct series_grid *b, struct picture *picture);

#endif
