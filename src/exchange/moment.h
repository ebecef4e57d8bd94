/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a row happened: dates and clock times as they stand in files, strictly. */
#ifndef OSG_EXCHANGE_MOMENT_H
#define OSG_EXCHANGE_MOMENT_H

#include "osg/when.h"

/* The cells of one end of a time; any may be "". */
struct moment_cells {
	const char *when; /* date and time in one */
	const char *date, *time;
};

enum moment_fault { MOMENT_FINE, MOMENT_EMPTY, MOMENT_WHEN, MOMENT_DATE, MOMENT_TIME };

/* formats: of when and date, tried in order; ISO 8601 is always understood. On a fault *reason
 * (owned) says what was expected. */
enum moment_fault moment_read(const struct moment_cells *cells, char *const *formats,
			      struct when *when, char **reason);
/* "22:15", "22.15", "2215", "9", "22:15:30", "24:00": seconds since midnight; -1 unknown ("", "?",
 * "okänd"); -2 no time. */
int clock_read(const char *text);
/* Joins the two ends. Exact when they are equal; FALSE when the end lies before the beginning. */
gboolean moment_span(const struct when *from, const struct when *to, struct when *when);

#endif
