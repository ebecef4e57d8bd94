/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens fill the two sides of a range ("fre 17 – mån 8"; most texts have one). A word that says
 * again what is said already, and otherwise, is refused: which of the two was meant cannot be
 * known. Knows no calendar beyond the number of a week: when.c says what a side means. */
#include "config.h"

#include <string.h>

#include "model/when_private.h"
#include "osg/error.h"
#include "osg/week.h"

#define HOUR 3600
#define FIRST_YEAR 1990 /* a year before it is a slip of the finger */
#define LAST_YEAR 2099

static const struct side nothing_said = {
	.day = DAY_NONE,
	.weekday = -1,
	.week = WEEK_NONE,
	.weekend = WEEK_NONE,
	.clock = -1,
	.instant = TIME_NONE,
	.maybe_year = -1,
	.empty = TRUE,
};

/* reading tokens */

#define TWICE -1 /* instead of the tokens taken: it is said already, and otherwise */

gboolean side_says_date(const struct side *side)
{
	return side->day != DAY_NONE || side->weekday >= 0 || side->week != WEEK_NONE ||
	       side->weekend != WEEK_NONE || side->mday || side->month ||
	       side->instant != TIME_NONE;
}

static gboolean is_number(const struct token *token)
{
	return (token->kind == TOKEN_NUMBER && token->digits <= 2) || token->kind == TOKEN_ORDINAL;
}

/* "10 fm", "10 på kvällen", "10-tiden", behind a day that is later: "den 18 - 10 fm". */
static gboolean says_clock(const struct token *number)
{
	enum token_kind next = number[1].kind == TOKEN_DASH ? number[2].kind : number[1].kind;

	return next == TOKEN_PART || next == TOKEN_MERIDIEM || next == TOKEN_ABOUT;
}

/* Whether the number at i is a day of the month: "14 nov", "14–15 nov", "14-15/11", "nov 14", "den
 * 14", "den 14–15", "14:e". */
static gboolean is_mday(const struct side *side, const struct token *tokens, int i)
{
	const struct token *token = &tokens[i];

	if (token->at)
		return FALSE;
	if (token->kind == TOKEN_ORDINAL || (token[1].kind == TOKEN_MONTH && is_number(token)))
		return TRUE;
	if (i && !side->mday && (token[-1].kind == TOKEN_MONTH || token[-1].kind == TOKEN_ARTICLE))
		return TRUE;
	if (i >= 3 && token[-1].kind == TOKEN_DASH && is_number(&token[-2]) &&
	    (token[-3].kind == TOKEN_MONTH || token[-3].kind == TOKEN_ARTICLE) &&
	    (i < 4 || !is_number(&token[-4])))
		return token->value > token[-2].value || !says_clock(token);
	if (token[1].kind != TOKEN_DASH ||
	    side_says_date(side)) /* "19/10 18 - 20/10 07": an hour */
		return FALSE;
	return (token[2].kind == TOKEN_DATE && !token[2].year) ||
	       (is_number(&token[2]) && token[3].kind == TOKEN_MONTH);
}

static gboolean is_year(const struct token *tokens, int i)
{
	gboolean after = i && (tokens[i - 1].kind == TOKEN_MONTH ||
			       (tokens[i - 1].kind == TOKEN_DATE && !tokens[i - 1].year) ||
			       (i > 1 && (tokens[i - 2].kind == TOKEN_WEEK_MARK ||
					  tokens[i - 2].kind == TOKEN_MONTH)));

	return after && tokens[i].digits == 4 && tokens[i].value >= FIRST_YEAR &&
	       tokens[i].value <= LAST_YEAR;
}

/* "9", "0930": 1; 0 when there is no such time of day, TWICE when one is said already. */
static int set_clock(struct side *side, gint64 seconds)
{
	if (seconds < 0 || seconds > DAY_SECONDS)
		return 0;
	if (side->clock >= 0)
		return TWICE;
	side->clock = (int)seconds;
	side->date_first |= !side->part && side_says_date(side);
	return 1;
}

/* Sets what was not said; TWICE where something else was. */
static int set_once(int *field, int unsaid, int value)
{
	if (*field != unsaid && *field != value)
		return TWICE;
	*field = value;
	return 1;
}

static int set_instant(struct side *side, gint64 instant)
{
	if (side->instant != TIME_NONE)
		return TWICE;
	side->instant = instant;
	return 1;
}

static int set_ago(struct when_reading *r, struct side *side, gint64 count, gint64 unit)
{
	if (unit < DAY_SECONDS)
		return set_instant(side, (r->now - count * unit) / 60 * 60);
	if (unit == DAY_SECONDS)
		return set_once(&side->day, DAY_NONE, r->today - (int)count);
	return set_once(&side->week, WEEK_NONE, week_of_day(r->today) - (int)count);
}

/* Seconds that the word for a time counts, 0 for another word: "2 veckor", but in "fre 22 v 40" the
 * week has its number. */
static gint64 unit_at(const struct token *token)
{
	if (token->kind == TOKEN_UNIT)
		return token->value;
	return token->kind == TOKEN_WEEK_MARK && token[1].kind != TOKEN_NUMBER ? 7 * DAY_SECONDS
									       : 0;
}

/* The latest week of that number; of one that ends weeks, the first from theirs on. */
static int nearest_week(const struct when_reading *r, const struct side *side, int number)
{
	const struct side *left = &r->sides[0];
	gboolean ends = side != left && left->week != WEEK_NONE;
	int limit = ends ? left->week : week_of_day(r->today), year, limit_number;

	week_to_iso(limit, &year, &limit_number);
	for (int i = 0; i < 8; i++) { /* a week 53 is not in every year */
		int week = week_from_iso(ends ? year + i : year - i, number);
		if (week != WEEK_NONE && (ends ? week >= limit : week <= limit))
			return week;
	}
	return WEEK_NONE;
}

/* "v 40-42 2023": the year is that of both. */
static void share_year(struct side *left, int last)
{
	int year, number, own;

	if (left->week == WEEK_NONE || !left->week_open)
		return;
	week_to_iso(left->week, &own, &number);
	week_to_iso(last, &year, &own);
	int week = week_from_iso(number <= own ? year : year - 1, number);
	if (week != WEEK_NONE)
		left->week = week;
}

/* "v 40"; "v 40-42": the number at i, with a year or without. How many tokens it took. */
static int take_week_at(struct when_reading *r, struct side *side, const struct token *tokens,
			int i)
{
	const struct token *number = &tokens[i], *year = &tokens[i + 1];
	if (number->kind != TOKEN_NUMBER || number->digits > 2)
		return 0;

	gboolean has_year = year->kind == TOKEN_NUMBER && is_year(tokens, i + 1);
	int week = has_year ? week_from_iso((int)year->value, (int)number->value)
			    : nearest_week(r, side, (int)number->value);
	if (week == WEEK_NONE)
		return 0;
	side->week_open = !has_year;
	if (has_year && side != &r->sides[0])
		share_year(&r->sides[0], week);
	if (side->weekend != WEEK_NONE)
		side->weekend = week; /* "helgen v40" */
	if (set_once(&side->week, WEEK_NONE, week) == TWICE)
		return TWICE;
	return has_year ? 2 : 1;
}

static int take_week_number(struct when_reading *r, struct side *side, const struct token *tokens,
			    int i)
{
	int taken = take_week_at(r, side, tokens, i + 1);

	return taken > 0 ? taken + 1 : taken;
}

static int take_week(struct when_reading *r, struct side *side, const struct token *tokens, int i)
{
	int this_week = week_of_day(r->today), said = (int)tokens[i].value;

	if (tokens[i].kind == TOKEN_WEEK)
		return set_once(&side->week, WEEK_NONE, this_week + said);
	if (tokens[i].kind == TOKEN_ISO_WEEK)
		return set_once(&side->week, WEEK_NONE, said);
	if (tokens[i].kind == TOKEN_WEEK_MARK)
		return take_week_number(r, side, tokens, i);
	if (side->week == WEEK_NONE)
		return set_once(&side->weekend, WEEK_NONE,
				this_week - (day_weekday(r->today) < 5) + said);
	return set_once(&side->weekend, WEEK_NONE, side->week);
}

/* Whether the number at i ends weeks: "v 40-42". */
static gboolean ends_weeks(const struct when_reading *r, const struct side *side,
			   const struct token *tokens, int i)
{
	const struct side *left = &r->sides[0];

	return side != left && side->empty && left->week != WEEK_NONE && left->weekday < 0 &&
	       left->clock < 0 && !left->part && !tokens[i].at && tokens[i].digits <= 2;
}

/* "en och en halv timme" */
static gboolean is_and_a_half(const struct token *token)
{
	return token[1].kind == TOKEN_DASH && g_ascii_isalpha(*token[1].text) &&
	       token[2].kind == TOKEN_NUMBER && token[2].value == 1 &&
	       token[3].kind == TOKEN_UNIT && g_str_has_prefix(token[3].text, "halv ");
}

/* "10 October 18, 2024": an hour or a day before a day with its year, or the other way round. */
static gboolean is_month_first(const struct side *side, const struct token *tokens, int i)
{
	return i > 2 && tokens[i - 2].kind == TOKEN_MONTH && is_number(&tokens[i - 1]) &&
	       !tokens[i - 1].at && is_number(&tokens[i - 3]) && side->clock >= 0;
}

/* "12 okt 18", "okt 12 18": two digits behind a day and its month. Behind "6/10" they are an hour,
 * but for 24, which hardly anybody says, and more. */
static gboolean is_behind_day(const struct side *side, const struct token *tokens, int i)
{
	const struct token *token = &tokens[i];

	return i > 0 && token->kind == TOKEN_NUMBER && token->digits == 2 && !token->at &&
	       !side->year && side->mday && !is_year(tokens, i + 1) &&
	       (token[-1].kind == TOKEN_MONTH ||
		(token[-1].kind == TOKEN_DATE && token->value >= 24) ||
		(i > 1 && token[-2].kind == TOKEN_MONTH && is_number(&token[-1])));
}

/* Two digits that are no hour are a year that has been or is near; of others when_ask_years asks.
 */
static int take_behind_day(const struct when_reading *r, struct side *side, int digits)
{
	if (digits <= 24) {
		side->maybe_year = digits;
		return set_clock(side, digits * HOUR);
	}
	if (2000 + digits > r->year + WHEN_FAR)
		return 0;
	return side->clock >= 0 || (side != &r->sides[0] && r->sides[0].clock >= 0)
		       ? TWICE
		       : set_once(&side->year, 0, 2000 + digits);
}

/* "okt 24" alone is a day to one reader and a month to another. */
static int take_mday(const struct when_reading *r, struct side *side, const struct token *token)
{
	gboolean alone =
		side->clock < 0 && (token[1].kind == TOKEN_END || token[1].kind == TOKEN_DASH);

	if (token->value < 1 || token->value > 31)
		return 0;
	if (alone && token->digits == 2 && side->month && token[-1].kind == TOKEN_MONTH &&
	    when_is_near_year(r, (int)token->value))
		side->maybe_year = (int)token->value;
	return set_once(&side->mday, 0, (int)token->value);
}

/* A number is what its neighbours make of it. Returns how many tokens it took, 0 when it means
 * nothing here. */
static int take_number(struct when_reading *r, struct side *side, const struct token *tokens, int i)
{
	const struct token *token = &tokens[i];

	if (is_and_a_half(token))
		return set_ago(r, side, 1, token->value * HOUR + HOUR / 2) > 0 ? 4 : TWICE;
	if (is_year(tokens, i))
		return is_month_first(side, tokens, i)
			       ? TWICE
			       : set_once(&side->year, 0, (int)token->value);
	if (unit_at(&token[1])) {
		if (token[1].length == 1 && token[1].value == HOUR && !token[1].ago)
			return 0; /* "22h" is a time of day to some */
		int taken = set_ago(r, side, token->value, unit_at(&token[1]));
		return taken > 0 ? 2 : taken;
	}
	if (is_mday(side, tokens, i))
		return take_mday(r, side, token);
	if (is_behind_day(side, tokens, i))
		return take_behind_day(r, side, (int)token->value);
	if (ends_weeks(r, side, tokens, i))
		return take_week_at(r, side, tokens, i);
	if (token->digits == 4 || token->digits == 3)
		return token->value % 100 < 60 ? set_clock(side, token->value / 100 * HOUR +
									 token->value % 100 * 60)
					       : 0;
	return set_clock(side, token->value * HOUR);
}

static int set_part(struct when_reading *r, struct side *side, const struct token *token)
{
	if (side->part)
		return TWICE;
	side->part = (enum part_of_day)token->value;
	side->tonight = token->kind == TOKEN_THIS_NIGHT;
	side->eve = token->kind == TOKEN_EVE_PART;
	side->date_first |= side->clock < 0 && side_says_date(side);
	return token->kind == TOKEN_DAY_PART ? set_once(&side->day, DAY_NONE, r->today) : 1;
}

static int apply_meridiem(struct side *side, int hours)
{
	if (side->meridiem || side->clock < 0 || side->clock >= 13 * HOUR ||
	    side->clock < (side->clock < HOUR ? HOUR : 0))
		return 0;
	side->clock = side->clock % (12 * HOUR) + hours * HOUR;
	side->meridiem = TRUE;
	return 1;
}

/* "halv tio" is half past nine; "kvart över nio", "fem i halv tio". */
static int take_minutes(struct side *side, const struct token *token)
{
	gint64 minutes = token->kind == TOKEN_MINUTES ? token->value : 0;
	const struct token *half = token->kind == TOKEN_MINUTES ? token + 1 : token;
	const struct token *number = half->kind == TOKEN_HALF ? half + 1 : half;

	if (number->kind != TOKEN_NUMBER || number->digits > 2 || number->value < 1 ||
	    number->value > 24)
		return 0;
	if (half->kind == TOKEN_HALF)
		minutes -= 30;
	int taken = set_clock(side, number->value * HOUR + minutes * 60);
	return taken > 0 ? (int)(number - token) + 1 : taken;
}

/* A part that is 0 would be "not said": it was said, and is wrong. */
static int take_date(const struct when_reading *r, struct side *side, const struct token *token)
{
	if (token->digits == 6 &&
	    (token->year > r->year || !when_is_near_year(r, token->year - 2000)))
		return 0;
	if (!token->mday || !token->month ||
	    (token->digits && (token->year < FIRST_YEAR || token->year > LAST_YEAR)))
		return 0;
	if (side->mday || (side->month && side->month != token->month))
		return TWICE;
	side->mday = token->mday;
	side->month = token->month;
	side->year = token->year;
	return 1;
}

static int take_last_month(struct when_reading *r, struct side *side)
{
	int year, month, mday;

	day_to_civil(r->today, &year, &month, &mday);
	side->year = month == 1 ? year - 1 : year;
	return set_once(&side->month, 0, month == 1 ? 12 : month - 1);
}

/* "natten fre–lör", "natten mellan fredag och lördag" */
static int take_night(struct when_reading *r, struct side *side, const struct token *tokens, int i)
{
	if (i == 0)
		r->between = TRUE;
	return set_part(r, side, &tokens[i]);
}

/* "jul" is July beside a day or another month only: alone it is Swedish for Christmas. */
static gboolean is_christmas(const struct token *tokens, int i)
{
	const guint64 beside = KIND(NUMBER) | KIND(ORDINAL) | KIND(DASH);
	const struct token *next = &tokens[i + 1];

	if (tokens[i].kind != TOKEN_MONTH || tokens[i].length != 3 ||
	    strncmp(tokens[i].text, "jul", 3) != 0 || (i && kind_in(tokens[i - 1].kind, beside)))
		return FALSE;
	return !kind_in(next->kind, beside) || next->digits > 2 || next->at;
}

/* "i fredags" on a Friday was a week ago. */
static int take_weekday(struct side *side, const struct token *token)
{
	side->been |= token->length > 4 && strncmp(token->text + token->length - 4, "dags", 4) == 0;
	return set_once(&side->weekday, -1, (int)token->value);
}

/* "timme sedan", "kvart sen" */
static int take_unit(struct when_reading *r, struct side *side, const struct token *token)
{
	static const char *const single[] = {"kvart", "halv", "timme"};

	for (gsize i = 0; token->ago && i < G_N_ELEMENTS(single); i++)
		if (g_str_has_prefix(token->text, single[i]))
			return set_ago(r, side, 1, token->value);
	return 0;
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
		return take_date(r, side, token);
	case TOKEN_CLOCK:
		return set_clock(side, token->value);
	case TOKEN_INSTANT:
		return set_instant(side, token->value);
	case TOKEN_NOW:
		return set_instant(side, r->now / 60 * 60);
	case TOKEN_DAY:
		return set_once(&side->day, DAY_NONE, r->today + (int)token->value);
	case TOKEN_WEEKDAY:
		return take_weekday(side, token);
	case TOKEN_MONTH:
		return is_christmas(tokens, i) ? 0 : set_once(&side->month, 0, (int)token->value);
	case TOKEN_LAST_MONTH:
		return take_last_month(r, side);
	case TOKEN_BETWEEN:
		r->between = TRUE;
		return set_part(r, side, token);
	case TOKEN_UNIT:
		return take_unit(r, side, token);
	case TOKEN_EARLY:
		side->early = TRUE;
		return 1;
	case TOKEN_PART:
	case TOKEN_THIS_NIGHT:
		return token->value == PART_NIGHT ? take_night(r, side, tokens, i)
						  : set_part(r, side, token);
	case TOKEN_DAY_PART:
	case TOKEN_EVE_PART:
		return set_part(r, side, token);
	case TOKEN_WEEK:
	case TOKEN_ISO_WEEK:
	case TOKEN_WEEKEND:
	case TOKEN_WEEK_MARK:
		return take_week(r, side, tokens, i);
	case TOKEN_PREVIOUS:
		side->previous = TRUE;
		return 1;
	case TOKEN_HALF:
	case TOKEN_MINUTES:
		return take_minutes(side, token);
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
	gint64 unit = unit_at(&sign[2]);

	if (!side->empty || sign[1].kind != TOKEN_NUMBER || !unit)
		return 0;
	int taken =
		set_ago(r, side, sign->kind == TOKEN_PLUS ? -sign[1].value : sign[1].value, unit);
	return taken > 0 ? 3 : taken;
}

/* "6/10-24", "6 okt -24": the year, written close to its dash; of "kl 20 6/10-24" nobody knows. */
static int take_dashed_year(struct when_reading *r, struct side *side, const struct token *tokens,
			    int i)
{
	const struct token *dash = &tokens[i], *number = &tokens[i + 1];

	if (!i || !side->mday || side->year || number->kind != TOKEN_NUMBER ||
	    number->digits != 2 || number->text != dash->text + dash->length ||
	    (dash[-1].kind != TOKEN_DATE && dash[-1].kind != TOKEN_MONTH))
		return 0;
	if (!when_is_near_year(r, (int)number->value))
		return 0;
	if (side->clock >= 0 && number->value <= 24)
		return TWICE;
	side->year = 2000 + (int)number->value;
	return 2;
}

/* What stands before the token, of its side: "före", "strax efter", "från". */
static int take_bound(struct side *side, const struct token *token)
{
	if (!token->bound)
		return 1;
	if (side->bound)
		return TWICE;
	side->bound = (enum time_bound)(token->bound & ~BOUND_CLOSE);
	side->close = token->bound & BOUND_CLOSE;
	return 1;
}

static gboolean begins_other_side(const struct when_reading *r, const struct token *token)
{
	return token->kind == TOKEN_DASH && r->count == 1 && !r->sides[0].empty &&
	       token[1].kind != TOKEN_END;
}

static gboolean refuse_token(struct when_reading *r, const struct token *token, int taken)
{
	if (taken == TWICE)
		return when_refuse_two(r);
	if (token->kind == TOKEN_DASH && r->count == 2 && token[1].kind != TOKEN_DASH &&
	    (side_says_date(&r->sides[0]) || side_says_date(&r->sides[1]))) /* not "6-10-2024" */
		return when_refuse(
			r,
			_("“%s” is more than one interval; write one of them, for example “%s”."),
			r->typed, _("14/11 20-23"));
	if (token->kind == TOKEN_DASH && g_ascii_isalpha(*token->text) && r->sides[0].empty)
		return when_refuse(r, _("“%s” does not say when it began; write for example “%s”."),
				   r->typed, _("14/11 20-23"));
	const struct token *last = (token->kind == TOKEN_WEEK_MARK && is_number(token + 1)) ||
						   (is_number(token) && token[1].kind == TOKEN_UNIT)
					   ? token + 1
					   : token;
	return when_refuse_word(r, token->text, (gsize)(last->text - token->text) + last->length);
}

/* How many tokens the one at i and those that belong to it are; 0 or TWICE for a refusal. */
static int take_any(struct when_reading *r, struct side *side, const struct token *tokens, int i)
{
	const struct token *token = &tokens[i];

	if (token->kind != TOKEN_DASH && token->kind != TOKEN_PLUS)
		return take_token(r, side, tokens, i);
	int taken = take_signed(r, side, tokens, i);
	return taken ? taken : take_dashed_year(r, side, tokens, i);
}

/* An interval has its ends: "efter 13 och före 14" is 13 to 14. */
static gboolean settle_bounds(struct when_reading *r)
{
	struct side *left = &r->sides[0], *right = &r->sides[1];

	if (r->count == 1)
		return TRUE;
	if (left->bound == BOUND_BEFORE || (right->bound && right->bound != BOUND_BEFORE))
		return when_refuse_whole(r);
	left->bound = right->bound = BOUND_NONE;
	return TRUE;
}

gboolean when_read_sides(struct when_reading *r, struct token *tokens)
{
	struct side *side = &r->sides[0];

	r->count = 1;
	r->sides[0] = r->sides[1] = nothing_said;
	for (int i = 0; tokens[i].kind != TOKEN_END;) {
		const struct token *token = &tokens[i];
		int taken = take_any(r, side, tokens, i);
		if (taken > 0 && take_bound(side, token) == TWICE)
			taken = TWICE;
		if (taken > 0) {
			side->empty = FALSE;
		} else if (token->kind == TOKEN_DASH &&
			   token[1].kind == TOKEN_ABOUT) { /* "22-tiden" */
			taken = 1;
		} else if (!taken && begins_other_side(r, token)) {
			side = &r->sides[r->count++];
			r->slash = *token->text == '/';
			taken = 1;
		} else {
			return refuse_token(r, token, taken);
		}
		i += taken;
	}
	if (r->sides[r->count - 1].empty)
		return when_refuse_whole(r);
	return when_ask_years(r) && settle_bounds(r);
}
