/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An event of a calendar, understood or faulty. What is said twice, or not at all, is a fault: of
 * two times nobody can tell which is meant. */
#include "config.h"

#include "exchange/ical_event.h"

#include <string.h>

#include "osg/digest.h"
#include "osg/error.h"
#include "osg/week.h"

#define MOST_LETTERS 1000 /* of a title */

void ical_event_clear(struct ical_event *e)
{
	g_free(e->uid);
	g_free(e->zone);
	g_free(e->reason);
}

gboolean ical_fault(struct ical_event *e, const struct ical_line *at, char *take_reason)
{
	e->at = at;
	e->reason = take_reason;
	return FALSE;
}

/* times */

/* A value of a line in the line's zone; whole days begin at midnight here. */
gboolean ical_time(struct ical_zones *zones, struct ical_event *e, const struct ical_line *line,
		   const char *value, gint64 *time, gboolean *date)
{
	g_autofree char *zone = ical_parameter(line, "TZID");
	gboolean utc;
	int day, seconds;

	if (!ical_wall(value, &day, &seconds, date, &utc))
		return ical_fault(e, line,
				  g_strdup_printf(_("“%s” is no day or time; expected one like "
						    "20241018 or 20241018T170000"),
						  value));
	if (utc) {
		*time = (gint64)day * DAY_SECONDS + seconds;
		return TRUE;
	}
	if (ical_zone_time(zones, *date ? NULL : zone, day, seconds, time))
		return TRUE;
	return ical_fault(e, line,
			  g_strdup_printf(_("the time zone “%s” is not known; expected one like "
					    "Europe/Stockholm"),
					  zone));
}

/* When the series' time of a day begins. */
gint64 ical_begins(struct ical_zones *zones, const struct ical_event *e, int day)
{
	gint64 time = 0;

	if (e->utc)
		return (gint64)day * DAY_SECONDS + e->seconds;
	ical_zone_time(zones, e->zone, day, e->seconds, &time);
	return time;
}

gint64 ical_ends(struct ical_zones *zones, const struct ical_event *e, int day)
{
	return e->whole_days ? ical_begins(zones, e, day + e->days)
			     : ical_begins(zones, e, day) + e->length;
}

static gboolean read_length(struct ical_zones *zones, struct ical_event *e,
			    const struct ical_line *start)
{
	const struct ical_line *end = ical_find(e->lines, "DTEND"),
			       *duration = ical_find(e->lines, "DURATION");
	gint64 begins = ical_begins(zones, e, e->day), ends = begins;
	gboolean date;

	if (end && duration)
		return ical_fault(e, duration,
				  g_strdup(_("DTEND says when it ends already; expected one "
					     "of the two")));
	if (end && !ical_time(zones, e, end, end->value, &ends, &date))
		return FALSE;
	if (!end && duration && !ical_duration(duration->value, &e->length))
		return ical_fault(e, duration,
				  g_strdup_printf(_("“%s” is no length; expected one like PT1H30M"),
						  duration->value));
	if (end)
		e->length = ends - begins;
	if (e->length < 0)
		return ical_fault(e, end ? end : start, g_strdup(_("it ends before it begins")));
	if (e->length > (gint64)366 * DAY_SECONDS)
		return ical_fault(e, end ? end : start, g_strdup(_("it lasts more than a year")));
	/* to the nearest day: the clocks may change in between */
	e->days = MAX((int)((e->length + DAY_SECONDS / 2) / DAY_SECONDS), 1);
	return TRUE;
}

static gboolean is_word(const GPtrArray *lines, const char *name, const char *value)
{
	const struct ical_line *line = ical_find(lines, name);

	return line && g_ascii_strcasecmp(line->value, value) == 0;
}

/* Those without a UID: what it is and when it begins. */
static char *event_uid(const GPtrArray *lines, const struct ical_line *start)
{
	char *uid = ical_text(ical_find(lines, "UID"));
	const struct ical_line *summary = ical_find(lines, "SUMMARY");
	g_autofree char *both = NULL;

	if (uid)
		return uid;
	both = g_strdup_printf("%s\n%s", start->value, summary ? summary->value : "");
	return digest_of_text(both);
}

/* Which of two is meant nobody can tell. */
static gboolean check_once(struct ical_event *e)
{
	static const char *const once[] = {"UID",      "SUMMARY", "DTSTART",       "DTEND",
					   "DURATION", "RRULE",   "RECURRENCE-ID", NULL};

	for (guint i = 0; i < e->lines->len; i++) {
		const struct ical_line *line = e->lines->pdata[i],
				       *first = ical_find(e->lines, line->name);

		if (first != line && g_strv_contains(once, line->name))
			return ical_fault(
				e, line,
				g_strdup_printf(_("%s stands on line %d already; expected it "
						  "once"),
						line->name, first->number));
	}
	return TRUE;
}

/* A title says what it is; what is called off needs none. */
static gboolean check_title(struct ical_event *e)
{
	const struct ical_line *line = ical_find(e->lines, "SUMMARY");
	g_autofree char *title = ical_text(line);

	if (!title && !e->cancelled)
		return ical_fault(e, line ? line : e->lines->pdata[0],
				  g_strdup(_("SUMMARY is missing: it does not say what it is")));
	if (title && g_utf8_strlen(title, -1) > MOST_LETTERS)
		return ical_fault(
			e, NULL,
			g_strdup_printf(_("its title is longer than %d letters"), MOST_LETTERS));
	return TRUE;
}

gboolean ical_event_read(struct ical_zones *zones, struct ical_event *e)
{
	const struct ical_line *start = ical_find(e->lines, "DTSTART");
	gint64 time;

	if (!check_once(e))
		return FALSE;
	if (!start)
		return ical_fault(
			e, e->lines->len ? e->lines->pdata[0] : NULL,
			g_strdup(_("DTSTART is missing: it does not say when it begins")));
	e->uid = event_uid(e->lines, start);
	e->cancelled = is_word(e->lines, "STATUS", "CANCELLED") ||
		       is_word(e->lines, "CLASS", "PRIVATE") ||
		       is_word(e->lines, "CLASS", "CONFIDENTIAL");
	if (!ical_time(zones, e, start, start->value, &time, &e->whole_days))
		return FALSE;
	ical_wall(start->value, &e->day, &e->seconds, &e->whole_days, &e->utc);
	if (e->day < day_from_civil(1970, 1, 1) || e->day > day_from_civil(2199, 12, 31))
		return ical_fault(
			e, start,
			g_strdup_printf(_("“%s” is not of our time; expected a year from 1970 "
					  "to 2199"),
					start->value));
	e->zone = e->whole_days || e->utc ? NULL : ical_parameter(start, "TZID");
	return read_length(zones, e, start) && check_title(e);
}
