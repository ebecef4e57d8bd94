/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a row happened: dates and clock times as they stand in files, strictly. */
#ifndef OSG_EXCHANGE_TIME_READ_H
#define OSG_EXCHANGE_TIME_READ_H

#include "osg/when.h"

/* The cells of one end of a time; any may be "". */
struct time_cells {
	const char *when; /* date and time in one */
	const char *date, *time;
	gboolean
		timed; /* the file has a column for the time of day: midnight in the date is none */
	int today;     /* dates are also read in every way that is one day alone (date_text.h) */
	gboolean strict; /* only as ISO 8601 and the formats have them */
};

enum time_cell { TIME_CELL_FINE, TIME_CELL_EMPTY, TIME_CELL_WHEN, TIME_CELL_DATE, TIME_CELL_TIME };

/* formats: of when and date, tried in order; ISO 8601 is always understood. On a fault *reason
 * (owned) says what was expected. */
enum time_cell time_read(const struct time_cells *cells, char *const *formats, struct when *when,
			 char **reason);
/* 1: the hour of an exact time, or of an end of an interval, came twice that night, and this is the
 * first. */
int time_came_twice(const struct when *when);
/* Excel's fractions of a day are known too ("0,59375" is 14:15); "0.25" is none, since it may be a
 * quarter past midnight as well. "22:15", "22.15", "kl 22:15", "2215", "9", "22:15:30", "10:15 PM",
 * "24:00": seconds since midnight; -1 unknown ("", "?", "okänd"); -2 no time. */
int clock_read(const char *text);
/* The same of a cell that may carry a date of its own: a spreadsheet's first days, or that day. */
int clock_of_cell(const char *text, int day);
/* Whether the text is a day with a time of day, as time_read's "when" is without formats. */
gboolean time_is_whole(const char *text, int today, struct when *when);
/* FALSE, with *reason (owned): the clocks were put forward over that hour. */
gboolean time_at_clock(int day, int seconds, struct when *when, char **reason);
/* Whether it is from one time to another, as "22:30-23:00" says, and no month. */
gboolean time_is_span(const struct when *when);
/* Whether the end is where the span ends, or its day. */
gboolean time_span_agrees(const struct when *span, const struct when *end);
/* Joins the two ends. Exact when they are equal; FALSE when the end lies before the beginning. */
gboolean time_span_join(const struct when *from, const struct when *to, struct when *when);

#endif
