/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of counts: columns over time with an axis, bars with their numbers. Eight steps a row, in
 * ASCII full rows of
 * "#". Every chart can be read as numbers too: chart_words. */
#ifndef OSG_UI_CHART_H
#define OSG_UI_CHART_H

#include "osg/surface.h"

struct chart {
	const int *values; /* [count] oldest first */
	int count;
	double lower, upper; /* the usual range, drawn behind; upper 0 = none */
	int window;          /* the last so many are what it is about */
	/* Owned label of a column, beneath the axis; may be NULL. */
	char *(*label)(int index, gconstpointer data);
	gconstpointer data;
	int label_every; /* columns between labels, counted from the last */
};

/* Draws into r: rows of columns, an axis, labels. Where it is narrow, the oldest are left out. */
void chart_columns(struct surface *s, struct rectangle r, const struct chart *chart);
/* One row: "BEV ████████ 12", the bar as long as value is of most. */
void chart_bar(struct surface *s, struct rectangle r, const char *label, int label_width, int value,
	       int most);
/* The last n values as text, "4 6 9 12"; owned. */
char *chart_words(const struct chart *chart, int n);

#endif
