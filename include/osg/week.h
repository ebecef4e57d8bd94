/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days, ISO 8601 weeks and Swedish clock time.
 *
 * A day is a number: days since 1970-01-01. A week is a number: 0 is 1970-W01 (Monday 1969-12-29),
 * so that weeks can index arrays and be subtracted. A time is seconds since 1970 UTC. Local time is
 * Europe/Stockholm under the European Union's summer time rule, worked out here without the
 * system's zone files, which small machines lack. The clock is a parameter
 * everywhere. */
#ifndef OSG_WEEK_H
#define OSG_WEEK_H

#include <glib.h>

#define WEEK_NONE G_MININT32
#define DAY_NONE G_MININT32
#define TIME_NONE G_MININT64
#define DAY_SECONDS 86400

/* Days. Month 1..12, day of month 1..31. day_from_civil gives DAY_NONE for a date that does not
 * exist (31 February). */
int day_from_civil(int year, int month, int mday);
void day_to_civil(int day, int *year, int *month, int *mday);
int day_year(int day);
int day_weekday(int day); /* 0 Monday .. 6 Sunday */
/* ISO date "2026-11-17"; exactly ten characters. DAY_NONE when it is none. */
int day_parse_iso(const char *text);
char *day_format_iso(int day);

/* Weeks. */
int week_of_day(int day);
int week_of_time(gint64 time);
int week_monday(int week);               /* the day */
gint64 week_start(int week);             /* Monday 00:00 local, as UTC seconds */
gint64 week_end(int week);               /* the next Monday 00:00 local: exclusive */
int week_from_iso(int year, int number); /* WEEK_NONE unless that year has that week */
void week_to_iso(int week, int *year, int *number);
char *week_format(int week); /* "2026-W47" */
/* "2026-W47", "2026-47", "v47", "v.47", "47", "v47 2025", "nu"/"now", "nästa", "förra", "-1", "+2".
 * Words are relative to today (a day); steps, and numbers without a year, to the week near: the
 * nearest of that number, of two as near the earlier. WEEK_NONE if none of these. */
int week_parse(const char *text, int today, int near);
/* Two of them: "v36-v43", "v36 – v43", "36-43", "2026-W36 2026-W43". FALSE: they are not. */
gboolean weeks_parse(const char *text, int today, int near, int *from, int *to);

/* Local time. seconds is the wall clock's seconds since midnight (0..86399, also on the days with
 * 23 or 25 hours). */
void time_to_local(gint64 time, int *day, int *seconds);
int time_day(gint64 time); /* the day alone */
/* A time that the spring change skips is moved forward an hour; of the two that the autumn change
 * makes, the first is meant unless second is TRUE. *odd (may be NULL) tells 0 usual, -1 did not
 * exist, +1 was ambiguous. */
gint64 time_from_local(int day, int seconds, gboolean second, int *odd);
/* Seconds that local time is ahead of UTC: 3600 or 7200. */
int time_offset(gint64 time);
/* RFC 3339 with the local offset: "2026-11-17T22:15:00+01:00". */
char *time_format_rfc3339(gint64 time);
/* RFC 3339 and the looser forms that feeds send: 'T' or blanks between, one- or two-digit hour,
 * seconds optional, offset "Z", "+01:00", "+0100" or none (local). FALSE when it is no time. */
gboolean time_parse_rfc3339(const char *text, gint64 *time);

/* ISO names for a reader: month and weekday in the current language, all lower case. */
const char *month_name(int month);             /* "november" */
const char *month_abbreviation(int month);     /* "nov" */
const char *weekday_name(int weekday);         /* "tisdag" */
const char *weekday_abbreviation(int weekday); /* "ti", "tu" */
/* Names for a reader, owned: "v.39"; beside another week, where the year is that one's; of another
 * year, or beside none, "v.39 2023". */
char *week_name(int week);
char *week_name_beside(int week, int beside);
/* "fr 4 okt"; "–" for none. */
char *day_name(int day);
/* The same; in another year than that one "fr 4 okt 2023". */
char *day_name_in(int day, int year);
/* The same, the year of another day being known. */
char *day_name_beside(int day, int beside);
/* "fr 4 okt"; where it is more than half a year from that day "fr 4 okt 2023", for the one without
 * a year is the nearest. */
char *day_name_near(int day, int near);
/* "16–22 nov 2026", "30 sep–6 okt 2024", "30 dec 2024–5 jan 2025", with month_name or
 * month_abbreviation. */
char *day_range(int first, int last, const char *(*month_of)(int));
char *week_dates(int week);

#endif
