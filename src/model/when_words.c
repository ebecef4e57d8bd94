/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tokens of what was typed: dates, times of day, numbers, and the words of when_vocabulary.c.
 * Knows no day: what "fredag" is, when.c decides. */
#include "config.h"

#include <string.h>

#include "model/when_private.h"
#include "osg/week.h"

#define HOUR 3600

/* numbers */

static int digits_at(const char *p)
{
	int count = 0;

	while (g_ascii_isdigit(p[count]) && count < 9)
		count++;
	return count;
}

static int number_at(const char *p, int digits)
{
	int value = 0;

	for (int i = 0; i < digits; i++)
		value = value * 10 + (p[i] - '0');
	return value;
}

/* "2026-11-14", "2026/11/14", also with "T20:15+01:00" behind it. */
static gsize iso_at(const char *p, struct token *token)
{
	if (digits_at(p) != 4 || !p[4] || !strchr("-/.", p[4]) || digits_at(p + 5) != 2 ||
	    p[7] != p[4] || digits_at(p + 8) != 2)
		return 0;
	token->kind = TOKEN_DATE;
	token->digits = 4;
	token->year = number_at(p, 4);
	token->month = number_at(p + 5, 2);
	token->mday = number_at(p + 8, 2);
	if (p[10] != 't')
		return 10;

	gsize length = strcspn(p, " ");
	g_autofree char *whole = g_strndup(p, length);
	if (!time_parse_rfc3339(whole, &token->value))
		return 0;
	token->kind = TOKEN_INSTANT;
	return length;
}

/* "-6" behind a week of ISO 8601: its Saturday. 0: there is no such day. */
static gsize iso_weekday_at(const char *p, struct token *token)
{
	int weekday = p[1] - '0';

	if (weekday < 1 || weekday > 7)
		return 0;
	token->kind = TOKEN_DATE;
	token->digits = 4;
	day_to_civil(week_monday((int)token->value) + weekday - 1, &token->year, &token->month,
		     &token->mday);
	return strlen("2026-w47-6");
}

/* "2026-w47", "2026-w47-6" */
static gsize iso_week_at(const char *p, struct token *token)
{
	if (digits_at(p) != 4 || p[4] != '-' || p[5] != 'w' || digits_at(p + 6) != 2)
		return 0;
	token->kind = TOKEN_ISO_WEEK;
	token->value = week_from_iso(number_at(p, 4), number_at(p + 6, 2));
	if (token->value == WEEK_NONE)
		return 0;
	return p[8] == '-' && digits_at(p + 9) == 1 && !strchr("/.:", p[10] ? p[10] : ' ')
		       ? iso_weekday_at(p + 8, token)
		       : strlen("2026-w47");
}

/* "14/11", "14/11 2026", "14/11/26", "14.11.2026", "14.11.26": the day comes first, always. */
static gsize slashed_at(const char *p, struct token *token)
{
	int first = digits_at(p), year = 0;
	char mark = p[first];
	if (!first || first > 2 || (mark != '/' && mark != '.'))
		return 0;
	int second = digits_at(p + first + 1);
	if (!second || second > 2)
		return 0;

	const char *end = p + first + 1 + second;
	if (*end == mark || (mark == '/' && *end == '-' && digits_at(end + 1) == 4))
		year = digits_at(end + 1);
	token->mday = number_at(p, first);
	token->month = number_at(p + first + 1, second);
	if (mark == '.' && year != 4 && (year != 2 || !token->mday || token->month - 1u > 11))
		return 0;
	token->kind = TOKEN_DATE;
	if (year == 4 || year == 2) {
		token->digits = year;
		token->year = number_at(end + 1, year) + (year == 2 ? 2000 : 0);
		end += 1 + year;
	}
	return (gsize)(end - p);
}

/* "20:15", "20.15", "20:15:30"; "14.11.26" is a date. */
static gsize clock_at(const char *p, struct token *token)
{
	int hour = digits_at(p), seconds = 0;
	if (!hour || hour > 2 || (p[hour] != ':' && p[hour] != '.') || digits_at(p + hour + 1) != 2)
		return 0;

	const char *end = p + hour + 3;
	int minutes = number_at(p + hour + 1, 2);
	if (*end == p[hour] && digits_at(end + 1) == 2) {
		seconds = number_at(end + 1, 2);
		end += 3;
	}
	token->value = number_at(p, hour) * HOUR + minutes * 60 + seconds;
	if (minutes > 59 || seconds > 59 || token->value > DAY_SECONDS)
		return 0;
	token->kind = TOKEN_CLOCK;
	return (gsize)(end - p);
}

static gsize ordinal_at(const char *p, struct token *token)
{
	static const char *const ends[] = {":e", ":a", "st", "nd", "rd", "th"};
	int digits = digits_at(p);

	for (gsize i = 0; digits && digits < 3 && i < G_N_ELEMENTS(ends); i++)
		if (g_str_has_prefix(p + digits, ends[i]) && !g_ascii_isalpha(p[digits + 2])) {
			token->kind = TOKEN_ORDINAL;
			token->value = number_at(p, digits);
			return (gsize)digits + 2;
		}
	if (digits && digits < 3 && p[digits] == '.' && p[digits + 1] == '-') { /* "1.-3.10" */
		token->kind = TOKEN_ORDINAL;
		token->value = number_at(p, digits);
		return (gsize)digits + 1;
	}
	return 0;
}

/* "20261114", else a number of up to four digits. */
static gsize plain_number_at(const char *p, struct token *token)
{
	int digits = digits_at(p);

	if (digits == 8) {
		token->kind = TOKEN_DATE;
		token->digits = 4;
		token->year = number_at(p, 4);
		token->month = number_at(p + 4, 2);
		token->mday = number_at(p + 6, 2);
		return 8;
	}
	if (digits == 6) { /* "241021"; take_date asks for a year near this one */
		*token = (struct token){.kind = TOKEN_DATE,
					.text = p,
					.digits = 6,
					.year = 2000 + number_at(p, 2),
					.month = number_at(p + 2, 2),
					.mday = number_at(p + 4, 2)};
		return token->month && token->month <= 12 && token->mday && token->mday <= 31 ? 6
											      : 0;
	}
	if (!digits || digits > 4)
		return 0;
	token->kind = TOKEN_NUMBER;
	token->value = number_at(p, digits);
	token->digits = digits;
	return (gsize)digits;
}

static gsize sign_at(const char *p, struct token *token)
{
	static const char *const dashes[] = {"-", "–", "—", "−"};

	for (gsize i = 0; i < G_N_ELEMENTS(dashes); i++)
		if (g_str_has_prefix(p, dashes[i])) {
			token->kind = TOKEN_DASH;
			return strlen(dashes[i]);
		}
	if (*p == '/' && g_unichar_isalpha(g_utf8_get_char(p + 1))) { /* "fre/lör" */
		token->kind = TOKEN_DASH;
		return 1;
	}
	if (*p == '+') {
		token->kind = TOKEN_PLUS;
		return 1;
	}
	if (*p == ',' || *p == '.' || *p == ';') {
		token->kind = TOKEN_FILLER;
		return 1;
	}
	return 0;
}

/* tokens */

static gboolean kind_is_said(enum token_kind kind)
{
	return kind != TOKEN_FILLER && kind != TOKEN_AT && kind != TOKEN_AGO && kind != TOKEN_BOUND;
}

/* Words that say something of the token before or after them are none themselves. */
struct beside {
	gboolean at;       /* "kl" was the word before */
	int bound;         /* what stands before the token to come */
	const char *since; /* where that stands */
};

/* Whether the token stands for itself; what it says of its neighbours is kept otherwise. */
static gboolean settle_beside(struct beside *b, struct token *token, struct token *before)
{
	token->at = b->at;
	b->at = token->kind == TOKEN_AT || (b->at && token->kind == TOKEN_FILLER);
	if (token->kind == TOKEN_AGO && before)
		before->ago = TRUE;
	if (token->kind == TOKEN_BOUND || (token->kind == TOKEN_AGO && token->value && !before)) {
		b->bound = token->kind == TOKEN_BOUND ? (int)token->value : BOUND_SINCE;
		b->since = token->text;
	}
	if (kind_is_said(token->kind)) {
		token->bound = b->bound;
		b->bound = BOUND_NONE;
		return TRUE;
	}
	return FALSE;
}

/* English "on" and "to" are Swedish days: the neighbours tell which is meant. */
static void settle_prepositions(struct token *tokens)
{
	const guint64 said = KIND(NUMBER) | KIND(DATE) | KIND(CLOCK) | KIND(DAY) | KIND(WEEKDAY) |
			     KIND(PART) | KIND(THIS_NIGHT) | KIND(ORDINAL) | KIND(MONTH);

	for (int i = 0; tokens[i].kind != TOKEN_END; i++) {
		struct token *token = &tokens[i];
		gboolean follows = kind_in(tokens[i + 1].kind, said & ~(KIND(MONTH)));
		gboolean two = token->kind == TOKEN_WEEKDAY && token->length == 2;
		if (two && strncmp(token->text, "on", 2) == 0 &&
		    kind_in(tokens[i + 1].kind, KIND(WEEKDAY) | KIND(DATE)))
			token->kind = TOKEN_FILLER;
		else if (two && strncmp(token->text, "to", 2) == 0 && i && follows &&
			 kind_in(tokens[i - 1].kind, said | KIND(MERIDIEM)) &&
			 (i < 2 || tokens[i - 2].kind != TOKEN_WEEK_MARK))
			token->kind = TOKEN_DASH;
	}
}

gboolean when_tokens(const char *text, struct token tokens[TOKENS_MAX], const char **unknown,
		     gsize *unknown_length)
{
	static gsize (*const readers[])(const char *, struct token *) = {
		iso_at,     iso_week_at,     slashed_at, clock_at,
		ordinal_at, plain_number_at, sign_at,    when_word_at,
	};
	struct beside beside = {0};
	int count = 0;

	for (const char *p = text + strspn(text, " "); *p; p += strspn(p, " ")) {
		struct token token = {.text = p};
		for (gsize i = 0; i < G_N_ELEMENTS(readers) && !token.length; i++)
			token.length = readers[i](p, &token);
		if (!token.length || count == TOKENS_MAX - 1) {
			*unknown = p;
			*unknown_length = MAX(1, strcspn(p, " "));
			return FALSE;
		}
		p += token.length;
		if (settle_beside(&beside, &token, count ? &tokens[count - 1] : NULL))
			tokens[count++] = token;
	}
	tokens[count] = (struct token){.kind = TOKEN_END, .text = ""};
	settle_prepositions(tokens);
	*unknown = beside.since;
	*unknown_length = beside.bound ? strlen(beside.since) : 0;
	return !beside.bound;
}
