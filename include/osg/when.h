/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates and times as people say them, in Swedish and English: "igår 22", "fre kväll", "14/11
 * 20-23", "i natt", "nyss", "förra tis em", "2026-11-14 20:15", "14 nov kl 9", "v46", "lör-sön",
 * "0930", "-2d". Day comes before month, always. Without a year or a week the nearest such day in
 * the past (today included) is meant: an observation lies behind us. */
#ifndef OSG_WHEN_H
#define OSG_WHEN_H

#include <glib.h>

#include "osg/record.h"

struct when {
	gint64 from, to; /* as in struct observation */
	enum time_precision precision;
};

/* OSG_ERROR_INPUT with a sentence that shows an example; "31 februari" says that the day does not
 * exist. A time after now is refused. */
gboolean when_parse(const char *text, gint64 now, struct when *when, GError **error);
/* A day to come as people say it: "18/10", "fri", "next fri" (of the week after), "v.44" (its
 * Friday), "in two weeks", "+14" (days); of a month or another stretch the last day. Without a year
 * the nearest to come; a day that has been only where it says so. DAY_NONE = it is none. */
int due_parse(const char *text, gint64 now);
/* Such a day at the beginning of a text, "18/12 2025 the lamps come": *rest (within text, may be
 * empty) is what follows. Of "fre 14 lamps" the day alone: the number may belong to the rest. */
int due_begins(const char *text, gint64 now, const char **rest);
/* The day of what has been: "fre" is the past one. DAY_NONE = it is none, or lies ahead. */
int been_parse(const char *text, gint64 now);
/* The nearer of the two, for what may have begun or is to: "1/1". */
int begin_parse(const char *text, gint64 now);
/* What to ask of a text that says no day because it can say two things: “12 okt 24” is a time of
 * day or a year. Owned; NULL = it is not so. */
char *day_question(const char *text, gint64 now);
/* As due_parse, with the time of day: "fre 14", "imorgon 14" and "14" are the next to come; what
 * has been only where the text says so. */
gboolean deadline_parse(const char *text, gint64 now, struct when *when, GError **error);
/* As when_parse, for what may be planned or have been: the nearest such time, whether it has been
 * or is to come.
 */
gboolean moment_parse(const char *text, gint64 now, struct when *when, GError **error);
/* The meaning, echoed while typing: "fre 4 okt 18–24", "sö 6 okt 21:40", "on 2 okt, tid okänd". The
 * year is said where it is not that of week (WEEK_NONE: always). Owned. */
char *when_format(const struct when *when, int week);
/* Years from now's year to the time's, without sign. More than WHEN_FAR is likelier a slip of the
 * hand than meant. */
enum { WHEN_FAR = 3 };
int when_years_off(gint64 time, gint64 now);
/* Whether what was typed is likelier a slip than meant: WHEN_FAR is passed, or the text says no
 * year and the year that was found for it is another one, more than half a year back: "13/10" on 8
 * October; or the time of day comes within an hour, so that the day before was found: "02:15" at
 * two o'clock; or it was said as on a clock of twelve hours, "halv tre" at four in the afternoon.
 */
gboolean when_is_doubtful(const char *text, const struct when *when, gint64 now);
/* The last of these alone. */
gboolean when_is_of_twelve_hours(const char *text, const struct when *when, gint64 now);
/* A text that when_parse reads back as the same meaning, for editing: "2024-10-04 18:00 -
 * 2024-10-05 00:00". Owned. */
char *when_edit(const struct when *when);

/* Formats of files: "%Y-%m-%d", "%d/%m/%Y %I:%M:%S %p", "%Y-%m" … with the letters Y m d H M S I p
 * B(month name) and "iso" for RFC 3339. Strict: the whole text, existing dates only. Precision
 * follows from the letters (no hour = TIME_DATE, only year and month = a month's interval). */
gboolean when_parse_format(const char *text, const char *format, struct when *when);

#endif
