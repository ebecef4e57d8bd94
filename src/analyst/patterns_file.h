/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reporters, nights, hours and drift without a database: a file of events in, rows out. */
#ifndef OSG_ANALYST_PATTERNS_FILE_H
#define OSG_ANALYST_PATTERNS_FILE_H

#include "analyst/rows.h"
#include "osg/error.h"

enum pattern { PATTERN_REPORTER, PATTERN_NIGHTS, PATTERN_HOURS, PATTERN_DRIFT };

/* input: events as CSV, an event a row. Needed columns: date and reporter; time (2024-10-21 22:40
 * or RFC 3339), x, y and perhaps category; time, category and area; date and place. The last week
 * that has an event is judged; nights looks at every week. OSG_ERROR_FORMAT: a cell that cannot be
 * read; OSG_ERROR_RULE: what is there cannot be judged, and why. notes: gets
 * sentences (owned) about what was not used. */
gboolean patterns_file_run(enum pattern pattern, const char *input, enum rows_format format,
			   GString *out, GPtrArray *notes, GError **error);

#endif
