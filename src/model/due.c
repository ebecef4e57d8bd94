/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days to come, and moments that may have been or be still to come. when.h reads what has been:
 * with its clock set on by as much as may be meant, the same words mean the day to come. */
#include "config.h"

#include "osg/when.h"

#include <string.h>

#include "model/when_private.h"
#include "osg/text.h"
#include "osg/week.h"

enum { HALF_A_YEAR = 183, TEN_YEARS = 3653 }; /* in days */
enum { DAY_IN_WORDS = 4 };                    /* "den 18 december 2025" */

/* The clock is set to a second that nobody types: what ends there says "until now", and nothing of
 * days to come. */
static gboolean ahead_parse(const char *text, gint64 now, int days, struct when *when)
{
	gint64 clock = now - now % 60 + 59 + (gint64)days * DAY_SECONDS;

	return when_parse_ahead(text, now, clock, when, NULL) && when->from != TIME_NONE &&
	       when->from != clock && when->to != clock;
}

static gboolean has_digit(const char *text)
{
	return strpbrk(text, "0123456789") != NULL;
}

/* Moves text past word and the blanks after it. */
static gboolean word_taken(const char **text, const char *word)
{
	gsize length = strlen(word);

	if (strncmp(*text, word, length) != 0 || (*text)[length] != ' ')
		return FALSE;
	*text += length + strspn(*text + length, " ");
	return TRUE;
}

/* "nästa fre", "nästa vecka" (its Friday). */
static int next_week_day(const char *rest, gint64 now, int today)
{
	int monday = week_monday(week_of_day(today) + 1), day;
	struct when when;

	if (g_str_equal(rest, "vecka") || g_str_equal(rest, "week"))
		return monday + 4;
	if (has_digit(rest) || !ahead_parse(rest, now, 6, &when))
		return DAY_NONE;
	day = time_day(when.from);
	return monday + day_weekday(day);
}

/* "2 veckor", "tre dagar" */
static int days_from_now(const char *rest, int today)
{
	static const struct {
		const char *word;
		int count;
	} numbers[] = {{"en", 1},  {"två", 2}, {"tre", 3},   {"fyra", 4}, {"a", 1},
		       {"one", 1}, {"two", 2}, {"three", 3}, {"four", 4}},
	  units[] = {{"dag", 1},   {"dagar", 1},  {"day", 1},  {"days", 1},
		     {"vecka", 7}, {"veckor", 7}, {"week", 7}, {"weeks", 7}};
	char *end = NULL;
	int count = (int)CLAMP(g_ascii_strtoll(rest, &end, 10), 0, TEN_YEARS);
	const char *unit = end + strspn(end, " ");

	for (gsize i = 0; end == rest && i < G_N_ELEMENTS(numbers); i++)
		if (word_taken(&unit, numbers[i].word)) {
			count = numbers[i].count;
			break;
		}
	for (gsize i = 0; count && i < G_N_ELEMENTS(units); i++)
		if (g_str_equal(unit, units[i].word) && count * units[i].count <= TEN_YEARS)
			return today + count * units[i].count;
	return DAY_NONE;
}

static gboolean begins_with(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (g_str_has_prefix(text, *words))
			return TRUE;
	return FALSE;
}

static gboolean holds(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strstr(text, *words))
			return TRUE;
	return FALSE;
}

/* "förra fredagen", "i fredags", "21:40 igår", "för 2 h sedan", "-2d": said of what has been,
 * whatever day comes next. */
static gboolean is_of_the_past(const char *text)
{
	static const char *const begin[] = {"förra ", "senaste ", "last ", "i morse", "imorse",
					    "sedan ", "since ",   "nyss",  "i förr",  NULL};
	static const char *const within[] = {"igår",    "i går",  "förrgår", "yesterday",
					     " förra ", " last ", NULL};

	return begins_with(text, begin) || holds(text, within) ||
	       (text[0] == '-' && g_ascii_isdigit(text[1])) || g_str_has_suffix(text, " sedan") ||
	       g_str_has_suffix(text, " sen") || g_str_has_suffix(text, " ago") ||
	       (g_str_has_prefix(text, "i ") &&
		(g_str_has_suffix(text, "dags") || strstr(text, "dags ")));
}

/* Whether the words move with the day on which they are said, as "14", "i natt" do: no day to come.
 */
static gboolean floats(const char *text, gint64 now, int days)
{
	struct when one, other;

	return ahead_parse(text, now, days, &one) && ahead_parse(text, now, days - 1, &other) &&
	       ABS(one.from - other.from - DAY_SECONDS) <= 3600;
}

/* Its first day; or by when it is done: of a week its Friday, of longer ones the last day. */
static int day_of(const struct when *when, gboolean last)
{
	int first = time_day(when->from), end, seconds;

	time_to_local(when->to, &end, &seconds);
	if (!last || end - first <= 1)
		return first;
	return end - first == 7 && day_weekday(first) == 0 ? first + 4 : end - (seconds == 0);
}

/* "fre 14" is within a week, "den 31" within two months, "2/3" within half a year; a day that has
 * been where no other is. */
static int day_said(const char *text, gint64 now, int today, gboolean last)
{
	static const int horizons[] = {6, 31, 62, HALF_A_YEAR};
	struct when when;
	int day = DAY_NONE;

	if (is_of_the_past(text))
		return when_parse(text, now, &when, NULL) ? day_of(&when, last) : DAY_NONE;
	if (floats(text, now, 6))
		return DAY_NONE;
	for (gsize i = 0; i < G_N_ELEMENTS(horizons); i++) {
		if (!ahead_parse(text, now, horizons[i], &when))
			continue;
		day = day_of(&when, last);
		if (day >= today)
			break;
	}
	/* with its year */
	if (day == DAY_NONE && ahead_parse(text, now, TEN_YEARS, &when) &&
	    !floats(text, now, TEN_YEARS))
		day = day_of(&when, last);
	return day;
}

/* What says a day by itself. */
static const struct {
	const char *word;
	int days;
} words[] = {{"idag", 0},       {"i dag", 0},    {"today", 0},   {"imorgon", 1},
	     {"i morgon", 1},   {"tomorrow", 1}, {"imorron", 1}, {"i övermorgon", 2},
	     {"övermorgon", 2}, {"ikväll", 0},   {"i kväll", 0}, {"tonight", 0}};

static gboolean is_this_week(const char *text)
{
	static const char *const said[] = {"denna vecka", "den här veckan", "denna veckan",
					   "i veckan",    "this week",      NULL};

	return g_strv_contains(said, text);
}

/* "18.10" is a day where days are asked for, as "18/10" is, with a year behind it or not.
 * Lower-case, without blanks around it; owned. */
static char *day_text(const char *text)
{
	char *clean = g_strstrip(text_lower(text ? text : ""));
	gsize mday = strspn(clean, "0123456789"),
	      month = clean[mday] == '.' ? strspn(clean + mday + 1, "0123456789") : 0;
	const char *rest = clean + mday + 1 + month;

	if (mday && mday <= 2 && month && month <= 2 && !rest[strspn(rest, " 0123456789")])
		clean[mday] = '/';
	return clean;
}

static int coming_parse(const char *text, gint64 now, gboolean last)
{
	g_autofree char *clean = day_text(text);
	int today, week = WEEK_NONE;
	const char *said = clean;
	gint64 days;

	today = time_day(now);
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (strcmp(clean, words[i].word) == 0)
			return today + words[i].days;
	if (word_taken(&said, "nästa") || word_taken(&said, "next"))
		return next_week_day(said, now, today);
	if (word_taken(&said, "om") || word_taken(&said, "in"))
		return days_from_now(said, today);
	if (word_taken(&said, "på") || word_taken(&said, "on") || word_taken(&said, "senast"))
		return coming_parse(said, now, last);
	if (*clean == '+')
		return g_ascii_string_to_signed(clean + 1, 10, 0, TEN_YEARS, &days, NULL)
			       ? today + (int)days
			       : DAY_NONE;
	if (*clean == 'v' || *clean == 'w')
		week = week_parse(clean, today, week_of_day(today));
	if (is_this_week(clean))
		week = week_of_day(today);
	if (week != WEEK_NONE)
		return week_monday(week) + (last ? 4 : 0);
	return *clean ? day_said(clean, now, today, last) : DAY_NONE;
}

int due_parse(const char *text, gint64 now)
{
	return coming_parse(text, now, TRUE);
}

/* "okt 24 lamps": a day, or a month and its year; none, where due_parse asks. */
static gboolean is_month_and_digits(const char *text)
{
	return when_take_month(&text) && text[0] == ' ' && g_ascii_isdigit(text[1]);
}

int due_begins(const char *text, gint64 now, const char **rest)
{
	const char *end = text;
	int found = DAY_NONE;

	*rest = text;
	for (int count = 0; count < DAY_IN_WORDS && *end; count++) {
		g_autofree char *first = NULL;
		int day;

		end += strspn(end, " ");
		end += strcspn(end, " ");
		first = g_strndup(text, (gsize)(end - text));
		day = due_parse(first, now);
		if (day == DAY_NONE && count == 1 && is_month_and_digits(first)) {
			*rest = text;
			return DAY_NONE;
		}
		if (day == DAY_NONE || day == found)
			continue;
		found = day;
		*rest = end + strspn(end, " ");
	}
	return found;
}

char *day_question(const char *text, gint64 now)
{
	g_autofree char *clean = day_text(text);
	g_autoptr(GError) error = NULL;
	struct when_reading r = {.now = now, .error = &error};
	struct when when;

	return !when_read(&r, clean, now, &when) && r.asked ? g_strdup(error->message) : NULL;
}

int been_parse(const char *text, gint64 now)
{
	g_autofree char *clean = day_text(text);
	struct when when;

	return when_parse(clean, now, &when, NULL) ? time_day(when.from) : DAY_NONE;
}

int begin_parse(const char *text, gint64 now)
{
	int been = been_parse(text, now), due = coming_parse(text, now, FALSE);
	int today = time_day(now);

	if (been == DAY_NONE || due == DAY_NONE)
		return due == DAY_NONE ? been : due;
	return ABS(today - been) < ABS(due - today) ? been : due;
}

/* "2024-10-23 14" of "imorgon 14". Owned, NULL: it begins with no such word. */
static char *with_day(const char *text, int today)
{
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		const char *rest = text;
		g_autofree char *day = day_format_iso(today + words[i].days);

		if (word_taken(&rest, words[i].word) && has_digit(rest))
			return g_strconcat(day, " ", rest, NULL);
		if (g_str_equal(text, words[i].word))
			return g_steal_pointer(&day);
	}
	return NULL;
}

/* "imorgon", "nästa fredag": the day as a whole. */
static gboolean day_to_come(const char *text, gint64 now, struct when *when)
{
	int day = due_parse(text, now);

	if (day == DAY_NONE || day < time_day(now))
		return FALSE;
	when->from = time_from_local(day, 0, FALSE, NULL);
	when->to = time_from_local(day + 1, 0, FALSE, NULL);
	when->precision = TIME_DATE;
	return TRUE;
}

gboolean deadline_parse(const char *text, gint64 now, struct when *when, GError **error)
{
	static const int horizons[] = {1, 6, 7, 31, 62, HALF_A_YEAR, TEN_YEARS};
	g_autofree char *clean = text_lower(text ? text : ""),
			*dated = with_day(g_strstrip(clean), time_day(now));
	const char *said = dated ? dated : clean;
	gboolean been = when_parse(said, now, when, error);

	if (been && (is_of_the_past(said) || when->from >= now || when->to > now))
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(horizons); i++) {
		struct when ahead;

		if ((been && horizons[i] == TEN_YEARS) ||
		    (i > 0 && floats(said, now, horizons[i])) ||
		    !ahead_parse(said, now, horizons[i], &ahead) ||
		    (ahead.from < now && ahead.to <= now))
			continue;
		*when = ahead;
		if (!been)
			g_clear_error(error);
		return TRUE;
	}
	if (!been && day_to_come(said, now, when)) {
		g_clear_error(error);
		return TRUE;
	}
	return been;
}

/* "14.30" is the next where that is today, "14/11" the one within half a year. */
static gboolean nearest_ahead(const char *text, gint64 now, struct when *when)
{
	if (!floats(text, now, 6))
		return ahead_parse(text, now, HALF_A_YEAR, when) && !floats(text, now, HALF_A_YEAR);
	return ahead_parse(text, now, 1, when) && time_day(when->from) == time_day(now);
}

gboolean moment_parse(const char *text, gint64 now, struct when *when, GError **error)
{
	g_autofree char *clean = text_lower(text);
	gboolean been = when_parse(text, now, when, error), read = been;
	struct when ahead;

	if (been && (!has_digit(text) || is_of_the_past(g_strstrip(clean))))
		return TRUE;
	if (!has_digit(text)) {
		read = day_to_come(text, now, when);
	} else if (nearest_ahead(text, now, &ahead) ||
		   (!been && ahead_parse(text, now, TEN_YEARS, &ahead) &&
		    !floats(text, now, TEN_YEARS))) {
		if (!been || ABS(ahead.from - now) < ABS(when->from - now))
			*when = ahead;
		read = TRUE;
	}
	if (read && !been)
		g_clear_error(error);
	return read;
}
