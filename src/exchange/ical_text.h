/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The content lines of an iCalendar file (RFC 5545, 3.1): unfolded, with the line of the file they
 * began on. */
#ifndef OSG_EXCHANGE_ICAL_TEXT_H
#define OSG_EXCHANGE_ICAL_TEXT_H

#include <glib.h>

struct ical_line {
	int number;       /* of the file's line, 1-based */
	char *name;       /* "DTSTART", upper case */
	char *parameters; /* "TZID=Europe/Stockholm;VALUE=DATE", "" = none */
	char *value;      /* as it stands, escapes and all */
};

/* GPtrArray of struct ical_line. Any encoding that decode.h knows; CRLF or LF; what is no content
 * line belongs to the value before it, for some programs forget to fold. */
GPtrArray *ical_lines(const char *bytes, gsize length);
/* The first of a name among some, NULL = none. */
const struct ical_line *ical_find(const GPtrArray *lines, const char *name);
/* Whether it is that line: BEGIN:VEVENT. */
gboolean ical_is(const struct ical_line *line, const char *name, const char *value);
/* A parameter's value without its quotes, NULL = not said. Owned. */
char *ical_parameter(const struct ical_line *line, const char *name);
/* A text value without its escapes, trimmed; NULL for an empty one or no line. Owned. */
char *ical_text(const struct ical_line *line);
/* "20241018", "20241018T170000", "20241018T150000Z": a day (week.h) and seconds of it on a wall
 * clock. FALSE: it is none that exists. */
gboolean ical_wall(const char *text, int *day, int *seconds, gboolean *date, gboolean *utc);
/* "P1DT2H30M", "P2W". FALSE: it is none. */
gboolean ical_duration(const char *text, gint64 *seconds);

#endif
