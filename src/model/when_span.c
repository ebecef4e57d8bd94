/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a time of day or a part of the day spans on a known day, and what lies beside a time: "strax
 * före 14" is the half hour before it, "igår efter 22" what was left of that day. Knows no range
 * and no calendar: when.c finds the day. */
#include "config.h"

#include "model/when_private.h"
#include "osg/error.h"
#include "osg/text.h"
#include "osg/week.h"

#define HOUR 3600
#define SMALL_HOURS (6 * HOUR) /* what one calls the time after midnight ends with it */

/* Hours since the day's midnight: what is meant by it, and which hours one says it of ("morgonen kl
 * 5"), to 59 minutes past the last. */
static const struct {
	int from, to, first, last;
} parts[] = {
	[PART_NIGHT] = {22, 30, 20, 31},      [PART_MORNING] = {6, 9, 0, 11},
	[PART_FORENOON] = {9, 12, 6, 12},     [PART_LUNCH] = {11, 13, 10, 14},
	[PART_AFTERNOON] = {12, 18, 12, 18},  [PART_EVENING] = {18, 24, 16, 24},
	[PART_MIDNIGHT] = {24, 24, 22, 25},   [PART_LAST_NIGHT] = {18, 30, 17, 30},
	[PART_LONG_MORNING] = {6, 12, 0, 11}, [PART_EARLY] = {4, 9, 0, 11},
	[PART_DAY] = {6, 18, 5, 19},
};

gint64 when_time_at(int day, int seconds)
{
	return time_from_local(day + seconds / DAY_SECONDS, seconds % DAY_SECONDS, FALSE, NULL);
}

static gboolean fits_part(int clock, enum part_of_day part)
{
	return clock >= parts[part].first * HOUR && clock < (parts[part].last + 1) * HOUR;
}

/* The time of day in the part: "kvällen kl 9" is 21, "natten kl 2" the next day's. -1 where one
 * does not say that hour of it: "kvällen kl 2", "morgonen kl 22". */
int when_clock_in_part(int clock, enum part_of_day part)
{
	if (!part || fits_part(clock, part))
		return clock;
	if (clock < 12 * HOUR && part != PART_EVENING && fits_part(clock + DAY_SECONDS, part))
		return clock + DAY_SECONDS;
	if (clock < HOUR && part == PART_EVENING)
		return clock + DAY_SECONDS;
	if (clock >= (part == PART_NIGHT ? 10 : 1) * HOUR && clock < 13 * HOUR &&
	    fits_part(clock + 12 * HOUR, part))
		return clock + 12 * HOUR;
	return -1;
}

void when_set_span(struct when *span, gint64 from, gint64 to, enum time_precision precision)
{
	span->from = from;
	span->to = to;
	span->precision = precision;
}

/* The clocks were put forward over it: no clock showed that time. */
static gboolean refuse_skipped(struct when_reading *r, int day, int seconds)
{
	g_autofree char *date = day_format_iso(day);

	return when_refuse(r,
			   _("%02d:%02d does not exist on %s: the clocks were put forward from "
			     "02:00 to 03:00. Write another time, or the date alone."),
			   seconds / HOUR, seconds / 60 % 60, date);
}

gboolean when_refuse_nights(struct when_reading *r)
{
	return when_refuse(r, _("“%s” can be one night or the next; write for example “%s”."),
			   r->typed, _("the night to Saturday 01"));
}

static gboolean refuse_open(struct when_reading *r)
{
	return when_refuse(r, _("“%s” does not say when it began; write for example “%s”."),
			   r->typed, _("14/11 20-23"));
}

/* Where "after" a time of the day ends: with the part or the day that is said, else now. */
static gint64 end_after(const struct when_reading *r, const struct side *side, int day, int clock,
			gint64 at)
{
	if (side->part == PART_MIDNIGHT)
		return CLAMP(r->now, at + 60, at + SMALL_HOURS);
	if (side->part)
		return when_time_at(day, clock < parts[side->part].to * HOUR
						 ? parts[side->part].to * HOUR
						 : (parts[side->part].last + 1) * HOUR);
	return side_says_date(side) ? when_time_at(day + 1, 0) : MAX(r->now - r->now % 60, at + 60);
}

/* Makes of the span of a time what lies before or after it. */
static gboolean span_beside(struct when_reading *r, const struct side *side, int day, int clock,
			    struct when *span)
{
	gboolean part = side->part && side->part != PART_MIDNIGHT;
	gint64 at = span->from;

	if (side->bound == BOUND_AFTER && !part && side_says_date(side) && clock >= DAY_SECONDS)
		return when_refuse_nights(r);
	span->precision = TIME_INTERVAL;
	if (side->close && side->bound == BOUND_BEFORE) {
		span->from -= HOUR / 2;
	} else if (side->close) {
		span->to += HOUR / 2;
	} else if (side->bound == BOUND_AFTER) {
		span->to = end_after(r, side, day, clock, at);
	} else {
		if (!part && !side_says_date(side))
			return refuse_open(r);
		span->from = when_time_at(day, part ? parts[side->part].first * HOUR : 0);
	}
	return span->from < span->to || refuse_open(r);
}

static gboolean is_beside(const struct side *side)
{
	return side->bound == BOUND_BEFORE || side->bound == BOUND_AFTER;
}

static gboolean span_of_clock(struct when_reading *r, const struct side *side, int day,
			      struct when *span)
{
	int odd = 0, clock = when_clock_in_part(side->clock, side->part);

	if (clock < 0)
		return when_refuse(r,
				   _("%02d:%02d is not at that part of the day; write the "
				     "hour as 0 to 24, for example “%s”."),
				   side->clock / HOUR, side->clock / 60 % 60, _("yesterday 22"));
	gint64 at = time_from_local(day + clock / DAY_SECONDS, clock % DAY_SECONDS, FALSE, &odd);
	if (odd < 0)
		return refuse_skipped(r, day + clock / DAY_SECONDS, clock % DAY_SECONDS);
	int slack = side->about ? HOUR / 2 : 0;
	when_set_span(span, at - slack, at + slack, slack ? TIME_INTERVAL : TIME_EXACT);
	return !is_beside(side) || span_beside(r, side, day, clock, span);
}

static gboolean span_of_part(struct when_reading *r, const struct side *side, int day,
			     struct when *span)
{
	gboolean morning = side->part == PART_MORNING || side->part == PART_LONG_MORNING;
	enum part_of_day part = morning && side->early ? PART_EARLY : side->part;
	gint64 from = when_time_at(day, parts[part].from * HOUR),
	       to = when_time_at(day, parts[part].to * HOUR);

	when_set_span(span, from, to, from == to ? TIME_EXACT : TIME_INTERVAL);
	return !is_beside(side) || span_beside(r, side, day, parts[part].from * HOUR, span);
}

gboolean when_span_of_day(struct when_reading *r, const struct side *side, int day,
			  struct when *span)
{
	if (side->clock >= 0)
		return span_of_clock(r, side, day, span);
	if (side->part)
		return span_of_part(r, side, day, span);
	when_set_span(span, when_time_at(day, 0), when_time_at(day + 1, 0), TIME_DATE);
	return TRUE;
}
