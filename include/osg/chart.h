/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of counts as drawings. What is usual and what a chart is about come with the values. */
#ifndef OSG_CHART_H
#define OSG_CHART_H

#include "osg/drawing.h"

/* A chart as it is looked at on its own. */
struct titled_chart {
	char *title;
	struct drawing *drawing;
};
/* Both taken. Free with titled_chart_free. */
struct titled_chart *titled_chart_new(char *take_title, struct drawing *take_drawing);
void titled_chart_free(gpointer chart);

/* Something that happened in a column, as a sign above it. */
struct chart_mark {
	int index;
	enum sign sign;
	char *text; /* owned */
};

struct chart {
	const int *values; /* [count] oldest first */
	int count;
	double lower, upper; /* the usual range, drawn behind; upper 0 = none */
	int window;          /* the last so many are what it is about */
	/* Owned label of a column, beneath the axis; may be NULL, and say NULL. */
	char *(*label)(int index, gconstpointer data);
	gconstpointer data;
	int label_every;     /* columns between labels, counted from the last */
	const int *before;   /* [count] a line to compare with: the year before; NULL = none */
	const GArray *marks; /* struct chart_mark; NULL = none */
	/* Owned: what a cursor tells of a column; NULL = its label and its value. */
	char *(*tell)(const struct chart *chart, int index);
};

/* Columns over time: the last most of them (0 = all), each one unit wide from 0 on; rows says how
 * many lines there are for the labels of the upward axis. */
struct drawing *chart_columns(const struct chart *chart, int most, int rows);
/* What is counted by kind: a bar each, the first on top, with its number. */
struct chart_bar {
	const char *label;
	int value;
	double lower, upper; /* the usual range, drawn behind; upper 0 = none */
	const char *words;   /* what a cursor tells of it; NULL = its label and its value */
};
/* Owned. */
struct drawing *chart_bars_across(const struct chart_bar *bars, int count);
/* How often in each row and column, shaded light to dark; label and cell (both owned) as a cursor
 * tells it. values: [rows * columns], the first row on top. */
struct chart_grid {
	const double *values;
	int rows, columns, label_every; /* of the columns */
	const char *const *row_labels, *const *column_labels;
	char *(*tell)(int row, int column, gconstpointer data);
	gconstpointer data;
};
/* Owned; what grid points to is not needed afterwards. */
struct drawing *chart_grid(const struct chart_grid *grid);
/* Figures of different times with their margins: a line through those that can be compared, none
 * over a break. */
struct chart_reading {
	double at;         /* on the axis of time: a year */
	double value;      /* NAN = none */
	double low, high;  /* its margin; NAN = none */
	gboolean broken;   /* recorded otherwise than the one before */
	const char *label; /* beneath it */
	const char *words; /* what a cursor tells of it */
};
/* readings in the order of time; rows as in chart_columns. Owned. */
struct drawing *chart_readings(const struct chart_reading *readings, int count, int rows);
/* How large a share of total the first of values (most first) have together: a line from none to
 * all of them, with the halfway mark. */
struct drawing *chart_cumulative(const int *values, int count, int total);
/* How many of the first of values (most first) have half of total together; 0 = all are too few. */
int chart_half(const int *values, int count, int total);
/* Small bars, a character each, the same on screen and paper: height 0..7 of a value when largest
 * is the highest of them. Any event shows, and few shall not look like many: a full bar is at least
 * four. */
int chart_level(int value, int largest);
/* "▁▂█"; owned. */
char *chart_bars(const int *values, int count);
/* The last n values as text, "4 6 9 12"; owned. */
char *chart_words(const struct chart *chart, int n);

#endif
