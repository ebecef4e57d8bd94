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
#define FIRST_YEAR 1990 /* a year before it is a slip of the finger */
#define LAST_YEAR 2099
#define CLOCK_SLACK 60 /* seconds that a sender's clock may be ahead */

/* What one side says; each field has a value for "not said". */
struct side {
	int day;     /* DAY_NONE */
	int weekday; /* -1 */
	gboolean previous;
	int week, weekend;     /* WEEK_NONE */
	int mday, month, year; /* 0 */
	int clock;             /* -1; seconds since midnight, 86400 = its end */
	enum part_of_day part; /* PART_NONE */
	gboolean eve;          /* the part began the evening before */
	gboolean about;
	gint64 instant; /* TIME_NONE */
	gint64 unit;    /* an "ago" of that many seconds, 0 */
	gboolean empty;
};

struct when_reading {
	gint64 now;
	int today;
	struct side sides[2];
	int count;
	const char *typed;
	GError **error;
};

static const struct {
	int from, to; /* hours since the day's midnight */
} parts[] = {
	[PART_NIGHT] = {22, 30},    [PART_MORNING] = {6, 9},      [PART_FORENOON] = {9, 12},
	[PART_LUNCH] = {11, 13},    [PART_AFTERNOON] = {12, 18},  [PART_EVENING] = {18, 24},
	[PART_MIDNIGHT] = {24, 24}, [PART_LAST_NIGHT] = {18, 30}, [PART_LONG_MORNING] = {6, 12},
};

static const struct side nothing_said = {
	.day = DAY_NONE,
	.weekday = -1,
	.week = WEEK_NONE,
	.weekend = WEEK_NONE,
	.clock = -1,
	.instant = TIME_NONE,
	.empty = TRUE,
};

static gboolean refuse(struct when_reading *r, const char *format, ...) G_GNUC_PRINTF(2, 3);

static gboolean refuse(struct when_reading *r, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_propagate_error(r->error, g_error_new_valist(OSG_ERROR, OSG_ERROR_INPUT, format, args));
	va_end(args);
	return FALSE;
}

static gboolean refuse_word(struct when_reading *r, const char *word, gsize length)
{
	g_autofree char *said = g_strndup(word, length);

	return refuse(r,
		      _("\"%s\" is not understood in a time; write for example \"%s\" or \"%s\"."),
		      said, _("yesterday 22"), _("14/11 20-23"));
}

static gboolean refuse_whole(struct when_reading *r)
{
	return refuse(r,
		      _("\"%s\" is not understood as a time; write for example \"%s\" or \"%s\"."),
		      r->typed, _("yesterday 22"), _("14/11 20-23"));
}

/* reading tokens */

static gboolean says_date(const struct side *side)
{
	return side->day != DAY_NONE || side->weekday >= 0 || side->week != WEEK_NONE ||
	       side->weekend != WEEK_NONE || side->mday || side->month ||
	       side->instant != TIME_NONE;
}

static gboolean is_number(const struct token *token)
{
	return (token->kind == TOKEN_NUMBER && token->digits <= 2) || token->kind == TOKEN_ORDINAL;
}

/* Whether the number at i is a day of the month: "14 nov", "14–15 nov", "14-15/11", "nov 14", "den
 * 14", "14:e". */
static gboolean is_mday(const struct side *side, const struct token *tokens, int i)
{
	const struct token *token = &tokens[i];

	if (token->kind == TOKEN_ORDINAL || token[1].kind == TOKEN_MONTH)
		return TRUE;
	if (i && !side->mday && (token[-1].kind == TOKEN_MONTH || token[-1].kind == TOKEN_ARTICLE))
		return TRUE;
	if (i >= 3 && token[-1].kind == TOKEN_DASH && is_number(&token[-2]) &&
	    token[-3].kind == TOKEN_MONTH && (i < 4 || !is_number(&token[-4])))
		return TRUE;
	if (token[1].kind != TOKEN_DASH || says_date(side)) /* "19/10 18 - 20/10 07": an hour */
		return FALSE;
	return (token[2].kind == TOKEN_DATE && !token[2].year) ||
	       (is_number(&token[2]) && token[3].kind == TOKEN_MONTH);
}

static gboolean is_year(const struct token *tokens, int i)
{
	gboolean after =
		i && (tokens[i - 1].kind == TOKEN_MONTH || tokens[i - 1].kind == TOKEN_DATE ||
		      (i > 1 && (tokens[i - 2].kind == TOKEN_WEEK_MARK ||
				 tokens[i - 2].kind == TOKEN_MONTH)));

	return after && tokens[i].digits == 4 && tokens[i].value >= FIRST_YEAR &&
	       tokens[i].value <= LAST_YEAR;
}

/* "9", "0930"; FALSE when there is no such time of day or one is said already. */
static gboolean set_clock(struct side *side, gint64 seconds)
{
	if (side->clock >= 0 || seconds < 0 || seconds > DAY_SECONDS)
		return FALSE;
	side->clock = (int)seconds;
	return TRUE;
}

static gboolean set_ago(struct when_reading *r, struct side *side, gint64 count, gint64 unit)
{
	side->unit = unit;
	if (unit < DAY_SECONDS)
		side->instant = (r->now - count * unit) / 60 * 60;
	else if (unit == DAY_SECONDS)
		side->day = r->today - (int)count;
	else
		side->week = week_of_day(r->today) - (int)count;
	return TRUE;
}

/* A number is what its neighbours make of it. Returns how many tokens it took, 0 when it means
 * nothing here. */
static int take_number(struct when_reading *r, struct side *side, const struct token *tokens, int i)
{
	const struct token *token = &tokens[i];

	if (is_year(tokens, i)) {
		side->year = (int)token->value;
		return 1;
	}
	if (token[1].kind == TOKEN_UNIT)
		return set_ago(r, side, token->value, token[1].value) ? 2 : 0;
	if (is_mday(side, tokens, i)) {
		side->mday = (int)token->value;
		return side->mday >= 1 && side->mday <= 31;
	}
	if (token->digits == 4 || token->digits == 3)
		return token->value % 100 < 60 &&
		       set_clock(side, token->value / 100 * HOUR + token->value % 100 * 60);
	return set_clock(side, token->value * HOUR);
}

static int take_week_number(struct when_reading *r, struct side *side, const struct token *tokens,
			    int i)
{
	const struct token *number = &tokens[i + 1], *year = &tokens[i + 2];
	if (number->kind != TOKEN_NUMBER || number->digits > 2)
		return 0;

	gboolean has_year = year->kind == TOKEN_NUMBER && is_year(tokens, i + 2);
	int iso_year, iso_number, back = 0;
	week_to_iso(week_of_day(r->today), &iso_year, &iso_number);
	if (has_year)
		side->week = week_from_iso((int)year->value, (int)number->value);
	else
		while (back < 8 && (side->week = week_from_iso(iso_year - back, (int)number->value),
				    side->week == WEEK_NONE || side->week > week_of_day(r->today)))
			back++;
	if (back == 8)
		side->week = WEEK_NONE;
	return side->week == WEEK_NONE ? 0 : has_year ? 3 : 2;
}

static gboolean set_part(struct when_reading *r, struct side *side, const struct token *token)
{
	if (side->part)
		return FALSE;
	side->part = (enum part_of_day)token->value;
	if (token->kind == TOKEN_DAY_PART)
		side->day = r->today;
	side->eve = token->kind == TOKEN_EVE_PART;
	return TRUE;
}

static gboolean apply_meridiem(struct side *side, int hours)
{
	if (side->clock < 0 || side->clock >= 13 * HOUR ||
	    side->clock < (side->clock < HOUR ? HOUR : 0))
		return FALSE;
	side->clock = side->clock % (12 * HOUR) + hours * HOUR;
	return TRUE;
}

/* "halv tio" is half past nine. */
static int take_half(struct side *side, const struct token *number)
{
	gboolean hour = number->kind == TOKEN_NUMBER && number->value >= 1 && number->value <= 24;

	return hour && set_clock(side, number->value * HOUR - HOUR / 2) ? 2 : 0;
}

/* A part that is 0 would be "not said": it was said, and is wrong. */
static int take_date(struct side *side, const struct token *token)
{
	if (side->mday || !token->mday || !token->month ||
	    (token->digits && (token->year < FIRST_YEAR || token->year > LAST_YEAR)))
		return 0;
	side->mday = token->mday;
	side->month = token->month;
	side->year = token->year;
	return 1;
}

/* Reads the token at i into the side; how many tokens it took, 0 for a refusal. */
static int take_token(struct when_reading *r, struct side *side, const struct token *tokens, int i)
{
	const struct token *token = &tokens[i];

	switch (token->kind) {
	case TOKEN_FILLER:
	case TOKEN_ARTICLE:
		return 1;
	case TOKEN_NUMBER:
	case TOKEN_ORDINAL:
		return take_number(r, side, tokens, i);
	case TOKEN_DATE:
		return take_date(side, token);
	case TOKEN_CLOCK:
		return set_clock(side, token->value);
	case TOKEN_INSTANT:
		side->instant = token->value;
		return 1;
	case TOKEN_NOW:
		side->instant = r->now / 60 * 60;
		return 1;
	case TOKEN_DAY:
		side->day = r->today + (int)token->value;
		return 1;
	case TOKEN_WEEKDAY:
		side->weekday = (int)token->value;
		return 1;
	case TOKEN_MONTH:
		side->month = (int)token->value;
		return 1;
	case TOKEN_LAST_MONTH: {
		int year, month, mday;
		day_to_civil(r->today, &year, &month, &mday);
		side->month = month == 1 ? 12 : month - 1;
		side->year = month == 1 ? year - 1 : year;
		return 1;
	}
	case TOKEN_PART:
	case TOKEN_DAY_PART:
	case TOKEN_EVE_PART:
		return set_part(r, side, token);
	case TOKEN_WEEK:
		side->week = week_of_day(r->today) + (int)token->value;
		return 1;
	case TOKEN_ISO_WEEK:
		side->week = (int)token->value;
		return 1;
	case TOKEN_WEEKEND:
		side->weekend =
			week_of_day(r->today) - (day_weekday(r->today) < 5) + (int)token->value;
		return 1;
	case TOKEN_WEEK_MARK:
		return take_week_number(r, side, tokens, i);
	case TOKEN_PREVIOUS:
		side->previous = TRUE;
		return 1;
	case TOKEN_HALF:
		return take_half(side, token + 1);
	case TOKEN_MERIDIEM:
		return apply_meridiem(side, (int)token->value);
	case TOKEN_ABOUT:
		side->about = TRUE;
		return 1;
	default:
		return 0;
	}
}

/* "-2d", "+1v": a sign at the beginning, a number and its unit. */
static int take_signed(struct when_reading *r, struct side *side, const struct token *tokens, int i)
{
	const struct token *sign = &tokens[i];
	gint64 unit = sign[2].kind == TOKEN_UNIT        ? sign[2].value
		      : sign[2].kind == TOKEN_WEEK_MARK ? 7 * DAY_SECONDS
							: 0;

	if (!side->empty || sign[1].kind != TOKEN_NUMBER || !unit)
		return 0;
	set_ago(r, side, sign->kind == TOKEN_PLUS ? -sign[1].value : sign[1].value, unit);
	return 3;
}

static gboolean read_tokens(struct when_reading *r, const struct token *tokens)
{
	struct side *side = &r->sides[0];

	r->count = 1;
	r->sides[0] = r->sides[1] = nothing_said;
	for (int i = 0; tokens[i].kind != TOKEN_END;) {
		const struct token *token = &tokens[i];
		gboolean sign = token->kind == TOKEN_DASH || token->kind == TOKEN_PLUS;
		int taken = sign ? take_signed(r, side, tokens, i) : take_token(r, side, tokens, i);
		if (taken) {
			side->empty = FALSE;
		} else if (token->kind == TOKEN_DASH &&
			   token[1].kind == TOKEN_ABOUT) { /* "22-tiden" */
			taken = 1;
		} else if (token->kind == TOKEN_DASH && r->count == 1 && !side->empty &&
			   token[1].kind != TOKEN_END) {
			side = &r->sides[r->count++];
			taken = 1;
		} else {
			const struct token *last =
				token->kind == TOKEN_WEEK_MARK && is_number(token + 1) ? token + 1
										       : token;
			return refuse_word(r, token->text,
					   (gsize)(last->text - token->text) + last->length);
		}
		i += taken;
	}
	return !r->sides[r->count - 1].empty || refuse_whole(r);
}

/* resolving */

static gboolean refuse_day(struct when_reading *r, const struct side *side)
{
	if (side->month < 1 || side->month > 12)
		return refuse(r, _("There is no month %d; the day comes first, for example %s."),
			      side->month, "14/11");
	if (side->year)
		return refuse(r, _("The day %d %s %d does not exist."), side->mday,
			      month_name(side->month), side->year);
	return refuse(r, _("The day %d %s does not exist."), side->mday, month_name(side->month));
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

/* The day that a side says, near limit; DAY_NONE without an error when it says none. */
static gboolean resolve_day(struct when_reading *r, const struct side *side, int limit,
			    gboolean forward, int *day)
{
	*day = side->day;
	if (side->mday) {
		*day = nearest_date(side, limit, forward);
		if (*day == DAY_NONE)
			return refuse_day(r, side);
		if (side->weekday >= 0 && side->weekday != day_weekday(*day)) {
			g_autofree char *date = day_format_iso(*day);
			return refuse(r, _("%s is a %s, not a %s; leave one of the two out."), date,
				      weekday_name(day_weekday(*day)), weekday_name(side->weekday));
		}
	} else if (side->weekday >= 0 && side->week != WEEK_NONE) {
		*day = week_monday(side->week) + side->weekday;
	} else if (side->weekday >= 0 && side->previous) {
		*day = week_monday(week_of_day(r->today) - 1) + side->weekday;
	} else if (side->weekday >= 0) {
		int distance = forward ? side->weekday - day_weekday(limit)
				       : day_weekday(limit) - side->weekday;
		distance = (distance + 7) % 7;
		*day = forward ? limit + distance : limit - distance;
	}
	if (*day != DAY_NONE && side->eve)
		(*day)--;
	return TRUE;
}

static gint64 time_at(int day, int seconds)
{
	return time_from_local(day + seconds / DAY_SECONDS, seconds % DAY_SECONDS, FALSE, NULL);
}

/* "kvällen kl 9" is 21; "natten kl 2" is the next day's. */
static int clock_in_part(int clock, enum part_of_day part)
{
	gboolean late = part == PART_EVENING || part == PART_AFTERNOON || part == PART_LAST_NIGHT ||
			part == PART_NIGHT;
	gboolean night = part == PART_NIGHT || part == PART_LAST_NIGHT;

	if (night && clock < 7 * HOUR)
		return clock + DAY_SECONDS;
	return late && clock < 12 * HOUR ? clock + 12 * HOUR : clock;
}

static void set_span(struct when *span, gint64 from, gint64 to, enum time_precision precision)
{
	span->from = from;
	span->to = to;
	span->precision = precision;
}

/* The clocks were put forward over it: no clock showed that time. */
static gboolean refuse_skipped(struct when_reading *r, int day, int seconds)
{
	g_autofree char *date = day_format_iso(day);

	return refuse(r,
		      _("%02d:%02d does not exist on %s: the clocks were put forward from 02:00 to "
			"03:00. Write another time, or the date alone."),
		      seconds / HOUR, seconds / 60 % 60, date);
}

static gboolean span_of_day(struct when_reading *r, const struct side *side, int day,
			    struct when *span)
{
	int odd = 0;

	if (side->clock >= 0) {
		int clock = clock_in_part(side->clock, side->part);
		gint64 at = time_from_local(day + clock / DAY_SECONDS, clock % DAY_SECONDS, FALSE,
					    &odd);
		if (odd < 0)
			return refuse_skipped(r, day + clock / DAY_SECONDS, clock % DAY_SECONDS);
		int slack = side->about ? HOUR / 2 : 0;
		set_span(span, at - slack, at + slack, slack ? TIME_INTERVAL : TIME_EXACT);
	} else if (side->part) {
		gint64 from = time_at(day, parts[side->part].from * HOUR),
		       to = time_at(day, parts[side->part].to * HOUR);
		set_span(span, from, to, from == to ? TIME_EXACT : TIME_INTERVAL);
	} else {
		set_span(span, time_at(day, 0), time_at(day + 1, 0), TIME_DATE);
	}
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
	set_span(span, time_at(first, 0), time_at(next, 0), TIME_INTERVAL);
}

/* What a side means near the day limit: the latest that is not after it, or with forward the first
 * from it. */
static gboolean resolve(struct when_reading *r, const struct side *side, int limit,
			gboolean forward, struct when *span)
{
	int day;

	if (side->instant != TIME_NONE) {
		set_span(span, side->instant, side->instant, TIME_EXACT);
		return TRUE;
	}
	if (!resolve_day(r, side, limit, forward, &day))
		return FALSE;
	if (day != DAY_NONE)
		return span_of_day(r, side, day, span);
	if (side->clock >= 0 || side->part)
		return span_of_day(r, side, side->eve ? limit - 1 : limit, span);
	if (side->week != WEEK_NONE)
		set_span(span, week_start(side->week), week_end(side->week), TIME_WEEK);
	else if (side->weekend != WEEK_NONE)
		set_span(span, time_at(week_monday(side->weekend) + 5, 0), week_end(side->weekend),
			 TIME_INTERVAL);
	else if (side->month)
		span_of_month(side, limit, forward, span);
	else
		return refuse_whole(r);
	return TRUE;
}

/* What one side leaves out, the other says: "14–15 nov", "20–23 igår", "fre kväll 20–22". */
static void share(struct side *left, struct side *right)
{
	if (!says_date(left) && says_date(right)) {
		left->day = right->day;
		left->weekday = right->weekday;
		left->previous = right->previous;
		left->week = right->week;
		left->mday = right->mday;
	}
	if (left->mday && !left->month && right->month)
		left->month = right->month;
	if (left->mday && !left->year && right->year)
		left->year = right->year;
	if (right->mday && !right->month)
		right->month = left->month;
	if (left->weekday >= 0 && left->week != WEEK_NONE && right->weekday >= 0 &&
	    right->week == WEEK_NONE)
		right->week = left->week;
	if (!right->part && right->clock >= 0 && !says_date(right) && left->clock >= 0)
		right->part = left->part;
}

/* Whether its year was looked for, forward: "30/12–2/1" ends in the next one, "20/10–19/10" is a
 * slip and no year long. */
static gboolean is_next_year(const struct side *side)
{
	return !side->year && (side->mday || side->month);
}

static gboolean resolve_range(struct when_reading *r, int limit, struct when *when)
{
	struct side *left = &r->sides[0], *right = &r->sides[1];
	gboolean same_day = !says_date(right) ||
			    (left->clock >= 0 && right->clock >= 0 && right->mday == left->mday &&
			     right->day == left->day && right->weekday == left->weekday);
	struct when end;
	int day, seconds;

	if (!resolve(r, left, limit, FALSE, when))
		return FALSE;
	time_to_local(when->from, &day, &seconds);
	if (!resolve(r, right, day, TRUE, &end))
		return FALSE;
	gint64 to = end.precision == TIME_EXACT ? end.from : end.to;
	if (same_day && to <= when->from && !says_date(right)) { /* "22–02": over midnight */
		if (!resolve(r, right, day + 1, TRUE, &end))
			return FALSE;
		to = end.precision == TIME_EXACT ? end.from : end.to;
	}
	if (to <= when->from || (is_next_year(right) && to - when->from > HALF_YEAR))
		return refuse(r, _("\"%s\" ends before it begins."), r->typed);
	set_span(when, when->from, to, TIME_INTERVAL);
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

static gboolean is_ahead(const struct when_reading *r, const struct when *when)
{
	gboolean days = r->count == 2 && r->sides[1].weekday >= 0;

	return when->from > r->now + CLOCK_SLACK || (days && when->to > time_at(r->today + 1, 0));
}

static gboolean resolve_in_past(struct when_reading *r, struct when *when)
{
	int most = tries(&r->sides[0]);

	for (int back = 0; back < most; back++) {
		if (!resolve_all(r, r->today - back, when))
			return FALSE;
		if (!is_ahead(r, when))
			return TRUE;
	}
	if (when->from <= r->now + CLOCK_SLACK)
		return TRUE;
	g_autofree char *meaning = when_format(when, week_of_day(r->today));
	return refuse(r, _("%s lies ahead; write when it happened, for example \"%s\"."), meaning,
		      _("yesterday 22"));
}

gboolean when_parse(const char *text, gint64 now, struct when *when, GError **error)
{
	g_autofree char *clean = text_clean(text, -1, FALSE), *lower = text_lower(clean);
	struct when_reading r = {.now = now, .typed = clean, .error = error};
	struct token tokens[TOKENS_MAX + 4] = {
		0}; /* looking ahead of the last token finds nothing */
	const char *unknown;
	gsize length;
	int seconds;

	for (int i = 0; i < TOKENS_MAX + 4; i++)
		tokens[i] = (struct token){.kind = TOKEN_END, .text = ""};
	time_to_local(now, &r.today, &seconds);
	if (!when_tokens(lower, tokens, &unknown, &length))
		return refuse_word(&r, unknown, length);
	if (!read_tokens(&r, tokens))
		return FALSE;
	if (r.count == 2)
		share(&r.sides[0], &r.sides[1]);
	return resolve_in_past(&r, when);
}
