/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates and times as people say them. Tokens fill the two sides of a range ("fre 17 – mån 8"; most
 * texts have one); each side is then resolved to a span against the present, which is a parameter.
 * Says no to what lies ahead, and to days that do not exist. */
#include "config.h"

#include "osg/when.h"

#include <string.h>

#include "model/when_private.h"
#include "osg/error.h"
#include "osg/text.h"
#include "osg/week.h"

#define HOUR 3600
#define LOOK_BACK 40 /* years in which a 29 February or a day of the month is looked for */
#define HALF_YEAR (G_GINT64_CONSTANT(183) * 24 * 3600)
#define SHORTEST_MONTH (G_GINT64_CONSTANT(28) * 24 * 3600 - HOUR)
#define LONGEST_NIGHT (20 * HOUR) /* "16–10" ends the next day, "22–21" is a slip */
#define CLOCK_SLACK 60            /* seconds that a sender's clock may be ahead */

/* resolving */

gboolean when_refuse(struct when_reading *r, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_propagate_error(r->error, g_error_new_valist(OSG_ERROR, OSG_ERROR_INPUT, format, args));
	va_end(args);
	return FALSE;
}

gboolean when_refuse_word(struct when_reading *r, const char *word, gsize length)
{
	g_autofree char *said = g_strndup(word, length);

	return when_refuse(r,
			   _("“%s” is not understood in a time; write for example “%s” or “%s”."),
			   said, _("yesterday 22"), _("14/11 20-23"));
}

gboolean when_refuse_whole(struct when_reading *r)
{
	return when_refuse(r,
			   _("“%s” is not understood as a time; write for example “%s” or “%s”."),
			   r->typed, _("yesterday 22"), _("14/11 20-23"));
}

gboolean when_refuse_two(struct when_reading *r)
{
	return when_refuse(r, _("“%s” says two different times; leave one of them out."), r->typed);
}

static gboolean refuse_day(struct when_reading *r, const struct side *side)
{
	if (side->month < 1 || side->month > 12)
		return when_refuse(r,
				   _("There is no month %d; the day comes first, for example %s."),
				   side->month, "14/11");
	if (side->year)
		return when_refuse(r, _("The day %d %s %d does not exist."), side->mday,
				   month_name(side->month), side->year);
	return when_refuse(r, _("The day %d %s does not exist."), side->mday,
			   month_name(side->month));
}

/* The latest such day not after limit; with forward the first not before it. DAY_NONE when there is
 * none. */
static int nearest_date(const struct side *side, int limit, gboolean forward)
{
	int year, month, mday, step = forward ? 1 : -1;

	day_to_civil(limit, &year, &month, &mday);
	if (side->year)
		return day_from_civil(side->year, side->month ? side->month : month, side->mday);
	for (int i = 0; i < LOOK_BACK; i++) {
		int day = day_from_civil(year, side->month ? side->month : month, side->mday);
		if (day != DAY_NONE && (forward ? day >= limit : day <= limit))
			return day;
		if (side->month) {
			year += step;
		} else {
			month += step;
			if (month < 1 || month > 12) {
				year += step;
				month = forward ? 1 : 12;
			}
		}
	}
	return DAY_NONE;
}

/* The day of the weekday near limit, in the week or weekend that is said with it. */
static int nearest_weekday(const struct when_reading *r, const struct side *side, int limit,
			   gboolean forward)
{
	int week = side->weekend != WEEK_NONE ? side->weekend
		   : side->week != WEEK_NONE  ? side->week
		   : side->previous           ? week_of_day(r->today) - 1
					      : WEEK_NONE;

	if (week != WEEK_NONE)
		return week_monday(week) + side->weekday;
	if (side->been && !forward && limit == r->today)
		limit--;
	int distance =
		forward ? side->weekday - day_weekday(limit) : day_weekday(limit) - side->weekday;
	distance = (distance + 7) % 7;
	return forward ? limit + distance : limit - distance;
}

/* Whether the day is all that the side says of it: "igår lördag", "v46 20/10" may not be so. */
static gboolean check_day(struct when_reading *r, const struct side *side, int day)
{
	gboolean weekend = side->weekend == WEEK_NONE ||
			   (week_of_day(day) == side->weekend && day_weekday(day) >= 4);

	if (side->weekday >= 0 && side->weekday != day_weekday(day)) {
		g_autofree char *date = day_format_iso(day);
		return when_refuse(r, _("%s is a %s, not a %s; leave one of the two out."), date,
				   weekday_name(day_weekday(day)), weekday_name(side->weekday));
	}
	if ((side->day != DAY_NONE && side->day != day) || !weekend ||
	    (side->week != WEEK_NONE && side->week != week_of_day(day)))
		return when_refuse_two(r);
	return TRUE;
}

/* The day that a side says, near limit; DAY_NONE without an error when it says none. */
static gboolean resolve_day(struct when_reading *r, const struct side *side, int limit,
			    gboolean forward, int *day)
{
	*day = side->day;
	if (side->mday) {
		*day = nearest_date(side, limit, forward);
		if (*day == DAY_NONE)
			return refuse_day(r, side);
	} else if (side->day == DAY_NONE && side->weekday >= 0) {
		*day = nearest_weekday(r, side, limit, forward);
	}
	if (*day == DAY_NONE)
		return TRUE;
	if (!check_day(r, side, *day))
		return FALSE;
	*day -= side->eve;
	return TRUE;
}

/* The latest such month that has begun by limit. */
static void span_of_month(const struct side *side, int limit, gboolean forward, struct when *span)
{
	int year, month, mday;

	day_to_civil(limit, &year, &month, &mday);
	if (side->year)
		year = side->year;
	else if (forward ? side->month < month : side->month > month)
		year += forward ? 1 : -1;
	int first = day_from_civil(year, side->month, 1);
	int next = side->month == 12 ? day_from_civil(year + 1, 1, 1)
				     : day_from_civil(year, side->month + 1, 1);
	when_set_span(span, when_time_at(first, 0), when_time_at(next, 0), TIME_INTERVAL);
}

/* Whether what it says can be said together: "nu kl 22" and "v46 kl 22" cannot. */
static gboolean check_side(struct when_reading *r, const struct side *side, int day)
{
	gboolean hour = side->clock >= 0 || side->part;
	gboolean date = side->day != DAY_NONE || side->weekday >= 0 || side->week != WEEK_NONE ||
			side->weekend != WEEK_NONE || side->mday || side->month;

	if (side->instant != TIME_NONE && (hour || date))
		return when_refuse_two(r);
	if (side->bound && side->bound != BOUND_SINCE && side->clock < 0 &&
	    side->part != PART_MIDNIGHT)
		return when_refuse_whole(r);
	if (day == DAY_NONE && hour && (date || side->previous))
		return when_refuse(
			r, _("“%s” says an hour but not which day; write for example “%s”."),
			r->typed, _("yesterday 22"));
	if (day == DAY_NONE && (side->previous || (side->week != WEEK_NONE && side->month)))
		return when_refuse_whole(r);
	return TRUE;
}

/* What a side means near the day limit: the latest that is not after it, or with forward the first
 * from it. */
static gboolean resolve(struct when_reading *r, const struct side *side, int limit,
			gboolean forward, struct when *span)
{
	int day;

	if (!resolve_day(r, side, limit, forward, &day) || !check_side(r, side, day))
		return FALSE;
	if (side->instant != TIME_NONE) {
		when_set_span(span, side->instant, side->instant, TIME_EXACT);
		return TRUE;
	}
	if (day != DAY_NONE)
		return when_span_of_day(r, side, day, span);
	if (side->clock >= 0 || side->part)
		return when_span_of_day(r, side, side->eve ? limit - 1 : limit, span);
	if (side->weekend != WEEK_NONE)
		when_set_span(span, when_time_at(week_monday(side->weekend) + 5, 0),
			      week_end(side->weekend), TIME_INTERVAL);
	else if (side->week != WEEK_NONE)
		when_set_span(span, week_start(side->week), week_end(side->week), TIME_WEEK);
	else if (side->month)
		span_of_month(side, limit, forward, span);
	else
		return when_refuse_whole(r);
	return TRUE;
}

/* A day that stands at the end of an interval of hours is the day of its beginning: "22–02 i
 * fredags", "mellan 22 och 02 natten mot lördag"; in "22 – lör 02" it is that of the end alone. */
static void move_day(struct side *left, struct side *right)
{
	struct side end = *right;

	if (side_says_date(left) || (right->clock < 0 && !right->part) || right->date_first ||
	    right->instant != TIME_NONE)
		return;
	*right = (struct side){.day = DAY_NONE,
			       .weekday = -1,
			       .week = WEEK_NONE,
			       .weekend = WEEK_NONE,
			       .clock = end.clock,
			       .instant = TIME_NONE,
			       .meridiem = end.meridiem,
			       .part = end.part,
			       .bound = end.bound,
			       .about = end.about};
	end.clock = left->clock;
	end.bound = left->bound;
	end.tonight |= left->tonight;
	end.early |= left->early;
	end.meridiem = left->meridiem;
	end.about = left->about;
	end.part = left->part ? left->part : PART_NONE;
	*left = end;
}

/* "9-11 natten mot lördag": 11 is 23 there, and 9 is no hour of a night. */
static gboolean share_half(const struct side *left, const struct side *right)
{
	return left->clock >= HOUR && left->clock < 12 * HOUR && right->clock < 12 * HOUR &&
	       when_clock_in_part(right->clock, right->part) == right->clock + 12 * HOUR;
}

/* A part or half of the day that one hour has is the other's too where that can be: "9–11 på
 * kvällen", "10–11 pm", "fre kväll 20–02". */
static void share_part(struct side *left, struct side *right)
{
	if (left->clock < 0 || right->clock < 0)
		return;
	if (!right->part && !side_says_date(right) &&
	    when_clock_in_part(right->clock, left->part) >= 0)
		right->part = left->part;
	else if (!left->part &&
		 (when_clock_in_part(left->clock, right->part) >= 0 || share_half(left, right)) &&
		 (side_says_date(left) || !side_says_date(right)))
		left->part = right->part;
	if (right->meridiem && !left->meridiem && left->clock < 12 * HOUR &&
	    left->clock + 12 * HOUR < right->clock)
		left->clock += 12 * HOUR;
}

/* What one side leaves out, the other says: "14–15 nov", "20–23 igår", "fre kväll 20–22". */
static void share(struct side *left, struct side *right)
{
	move_day(left, right);
	if (left->mday && !left->month && right->month)
		left->month = right->month;
	if (left->mday && !left->year && right->year)
		left->year = right->year;
	if (right->mday && !right->month)
		right->month = left->month;
	if (left->weekday >= 0 && left->week != WEEK_NONE && right->weekday >= 0 &&
	    right->week == WEEK_NONE)
		right->week = left->week;
	share_part(left, right);
}

/* Whether its year was looked for, forward: "30/12–2/1" ends in the next one, "20/10–19/10" is a
 * slip and no year long. */
static gboolean is_next_year(const struct side *side)
{
	return !side->year && (side->mday || side->month);
}

static gint64 end_of(const struct when *span)
{
	return span->precision == TIME_EXACT ? span->from : span->to;
}

/* The end of an interval that began at from on day: of an hour without a day the first that follows
 * ("22–02"; "i natt mellan 01 och 03" begins on the day after its night). */
static gboolean resolve_end(struct when_reading *r, const struct side *right, int day, gint64 from,
			    gint64 *to)
{
	gboolean dated = side_says_date(right);
	struct when end;

	for (int ahead = dated ? 0 : -1; ahead < 2; ahead++) {
		if (!resolve(r, right, day + ahead, TRUE, &end))
			return FALSE;
		*to = end_of(&end);
		if (dated || *to > from)
			break;
	}
	return TRUE;
}

/* Whether an hour ends what began with no hour: "fre – 14", "igår till 14". */
static gboolean lacks_beginning(const struct side *left, const struct side *right)
{
	return left->clock < 0 && !left->part && left->instant == TIME_NONE && right->clock >= 0 &&
	       !side_says_date(right);
}

/* "fre-lör natt": the night between them, or until the second one's. */
static gboolean ends_with_night(const struct side *left, const struct side *right)
{
	return right->part == PART_NIGHT && !right->eve && side_says_date(right) &&
	       side_says_date(left) && left->clock < 0 && !left->part;
}

static gboolean resolve_range(struct when_reading *r, int limit, struct when *when)
{
	struct side *left = &r->sides[0], *right = &r->sides[1];
	gboolean night = left->clock >= right->clock && right->clock >= 0 && !side_says_date(right);
	gint64 to;
	int day;

	if (lacks_beginning(left, right) ||
	    (!side_says_date(left) && side_says_date(right) && right->instant == TIME_NONE))
		return when_refuse(r, _("“%s” does not say when it began; write for example “%s”."),
				   r->typed, _("14/11 20-23"));
	if (!resolve(r, left, limit, FALSE, when))
		return FALSE;
	if (ends_with_night(left, right))
		return when_refuse_nights(r);
	day = time_day(when->from);
	if (day == DAY_NONE) /* after the year 9999 */
		return when_refuse_whole(r);
	if (!resolve_end(r, right, day, when->from, &to))
		return FALSE;
	if (to <= when->from || (night && to - when->from > LONGEST_NIGHT) ||
	    (is_next_year(right) && to - when->from > HALF_YEAR))
		return when_refuse(r, _("“%s” ends before it begins."), r->typed);
	when_set_span(when, when->from, to, TIME_INTERVAL);
	return TRUE;
}

/* "natten mellan fredag och lördag", "natten 13–14 nov": one night, begun on the first day; an hour
 * said with the second is in it. */
static gboolean join_night(struct when_reading *r)
{
	struct side *left = &r->sides[0], *right = &r->sides[1];
	int begun, ended;

	if (r->slash && right->part == PART_NIGHT && !left->part) { /* "fre/lör natt" */
		left->part = right->part;
		right->part = PART_NONE;
		r->between = TRUE;
	}
	if (!r->between || r->count != 2 || !side_says_date(left) || !side_says_date(right) ||
	    left->clock >= 0 || right->part)
		return TRUE;
	if (!resolve_day(r, left, r->today, FALSE, &begun) ||
	    !resolve_day(r, right, begun == DAY_NONE ? r->today : begun, TRUE, &ended))
		return FALSE;
	if (begun == DAY_NONE || ended != begun + 1)
		return when_refuse_two(r);
	left->clock = right->clock;
	left->about = right->about;
	left->bound = right->bound;
	left->close = right->close;
	r->count = 1;
	return TRUE;
}

static gboolean resolve_all(struct when_reading *r, int limit, struct when *when)
{
	return r->count == 1 ? resolve(r, &r->sides[0], limit, FALSE, when)
			     : resolve_range(r, limit, when);
}

/* Days to look further back when a meaning lies ahead: a weekday and a time of day come again, a
 * date does not. */
static int tries(const struct side *side)
{
	gboolean fixed = side->day != DAY_NONE || side->week != WEEK_NONE ||
			 side->weekend != WEEK_NONE || side->mday || side->month ||
			 side->instant != TIME_NONE || side->previous;

	return fixed ? 1 : side->weekday >= 0 ? 8 : 3;
}

/* Whether the end is a part of the day, or about an hour: it may hold the present. */
static gboolean ends_vaguely(const struct when_reading *r)
{
	const struct side *last = &r->sides[r->count - 1];

	return last->about || last->bound || (last->part && last->clock < 0);
}

static gint64 end_of_month(int today)
{
	int year, month, mday;

	day_to_civil(today, &year, &month, &mday);
	return when_time_at(day_from_civil(year + month / 12, month % 12 + 1, 1), 0);
}

/* An hour that was typed as the end has passed, and so has the day; a part of the day, a week or a
 * month that it lies in may go on (a month is stored as the days from its first to the next one's).
 */
static gboolean ends_ahead(const struct when_reading *r, const struct when *when)
{
	const struct side *end = &r->sides[1];
	gboolean day = end->weekday >= 0 || end->mday || end->day != DAY_NONE;
	gint64 month = end_of_month(r->today);

	if (r->count == 1 || ends_vaguely(r) ||
	    (when->to == month && month - when->from >= SHORTEST_MONTH))
		return FALSE;
	if (end->clock >= 0)
		return when->to > r->now + CLOCK_SLACK;
	if (end->week != WEEK_NONE && !day)
		return when->to > week_end(week_of_day(r->today));
	return day ? when->to > when_time_at(r->today + 1, 0) : end->month && when->to > month;
}

static gboolean is_ahead(const struct when_reading *r, const struct when *when)
{
	return when->from > r->now + CLOCK_SLACK || ends_ahead(r, when) ||
	       (ends_vaguely(r) && when->precision == TIME_INTERVAL && when->from >= r->now);
}

/* "ca 14" at 13:44 was until now at the latest, and "från 13" until now. */
static void end_now(const struct when_reading *r, struct when *when)
{
	if (r->count == 1 && r->sides[0].bound == BOUND_SINCE)
		when_set_span(when, when->from, MAX(r->now - r->now % 60, when->from + 60),
			      TIME_INTERVAL);
	if (when->precision == TIME_INTERVAL && ends_vaguely(r) && when->to > r->now)
		when->to = MAX(r->now - r->now % 60, when->from + 60);
}

/* "i natt" is no night before the last one. */
static gboolean is_other_night(const struct when_reading *r, const struct when *when)
{
	return r->sides[0].tonight && when->from < when_time_at(r->today - 1, 12 * HOUR);
}

static gboolean resolve_in_past(struct when_reading *r, struct when *when)
{
	int most = tries(&r->sides[0]);
	struct when found;

	for (int back = 0; back < most; back++) {
		if (!resolve_all(r, r->today - back, &found))
			return FALSE;
		if (back && is_other_night(r, &found))
			break;
		*when = found;
		if (!is_ahead(r, when)) {
			end_now(r, when);
			return TRUE;
		}
	}
	g_autofree char *meaning = when_format(when, week_of_day(r->today));
	return when_refuse(r, _("%s lies ahead; write when it happened, for example “%s”."),
			   meaning, _("yesterday 22"));
}

static gboolean begins_part(const char *text)
{
	static const char *const names[] = {"natt",        "morgon", "förmiddag",
					    "eftermiddag", "kväll",  NULL};

	for (int i = 0; names[i]; i++)
		if (g_str_has_prefix(text, names[i]))
			return TRUE;
	return FALSE;
}

/* "fredagskväll" is "fredag kväll", "lördagnatt" "lördag natt", "tvåtiden" "två tiden", "c:a" "ca".
 * Owned. */
static char *split_compounds(const char *lower)
{
	GString *out = g_string_new(NULL);

	for (const char *p = lower; *p;) {
		gboolean day = p > lower && g_str_has_prefix(p, "dag");
		gboolean about = g_str_has_prefix(p, "tiden") || g_str_has_prefix(p, "snåret");
		const char *after = day ? p + 3 + (p[3] == 's') : p;

		if (out->len && about && g_unichar_isalpha(g_utf8_get_char(g_utf8_prev_char(p))))
			g_string_append_c(out, ' ');
		if (g_str_has_prefix(p, "c:a")) {
			g_string_append(out, "ca");
			p += 3;
			continue;
		}
		if (day && begins_part(after)) {
			g_string_append(out, "dag ");
			p = after;
			continue;
		}
		g_string_append_c(out, *p++);
	}
	return g_string_free(out, FALSE);
}

gboolean when_read(struct when_reading *r, const char *text, gint64 now, struct when *when)
{
	g_autofree char *clean = text_clean(text, -1, FALSE), *all = text_lower(clean),
			*lower = split_compounds(all);
	struct token tokens[TOKENS_MAX + 4] = {
		0}; /* looking ahead of the last token finds nothing */
	const char *unknown;
	gsize length;
	int month, mday;

	for (int i = 0; i < TOKENS_MAX + 4; i++)
		tokens[i] = (struct token){.kind = TOKEN_END, .text = ""};
	r->typed = clean;
	r->today = time_day(r->now);
	day_to_civil(time_day(now), &r->year, &month, &mday);
	if (!when_ask_year(r))
		return FALSE;
	if (!when_tokens(lower, tokens, &unknown, &length))
		return when_refuse_word(r, unknown, length);
	if (!when_read_sides(r, tokens))
		return FALSE;
	if (r->count == 2)
		share(&r->sides[0], &r->sides[1]);
	if (!join_night(r))
		return FALSE;
	return resolve_in_past(r, when);
}

gboolean when_parse_ahead(const char *text, gint64 now, gint64 clock, struct when *when,
			  GError **error)
{
	struct when_reading r = {.now = clock, .error = error};

	return when_read(&r, text, now, when);
}

gboolean when_parse(const char *text, gint64 now, struct when *when, GError **error)
{
	return when_parse_ahead(text, now, now, when, error);
}
