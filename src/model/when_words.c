/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of dates and times in Swedish and English, and the tokens made of them. A new word is
 * one line of the table. Words stand folded, so that "igar" is understood as well as "igår". Knows
 * no day: what "fredag" is, when.c decides. */
#include "config.h"

#include <string.h>

#include "model/when_private.h"
#include "osg/text.h"
#include "osg/week.h"

#define HOUR 3600

static const struct time_word {
	const char *text; /* folded; up to three words */
	enum token_kind kind;
	gint64 value;
} words[] = {
	/* days */
	{"idag", TOKEN_DAY, 0},
	{"i dag", TOKEN_DAY, 0},
	{"today", TOKEN_DAY, 0},
	{"igar", TOKEN_DAY, -1},
	{"i gar", TOKEN_DAY, -1},
	{"gar", TOKEN_DAY, -1},
	{"yesterday", TOKEN_DAY, -1},
	{"forrgar", TOKEN_DAY, -2},
	{"i forrgar", TOKEN_DAY, -2},
	{"iforrgar", TOKEN_DAY, -2},
	{"day before yesterday", TOKEN_DAY, -2},
	{"imorgon", TOKEN_DAY, 1},
	{"i morgon", TOKEN_DAY, 1},
	{"imorron", TOKEN_DAY, 1},
	{"tomorrow", TOKEN_DAY, 1},
	/* weekdays */
	{"mandag", TOKEN_WEEKDAY, 0},
	{"mandags", TOKEN_WEEKDAY, 0},
	{"mandagen", TOKEN_WEEKDAY, 0},
	{"man", TOKEN_WEEKDAY, 0},
	{"ma", TOKEN_WEEKDAY, 0},
	{"monday", TOKEN_WEEKDAY, 0},
	{"mon", TOKEN_WEEKDAY, 0},
	{"mo", TOKEN_WEEKDAY, 0},
	{"tisdag", TOKEN_WEEKDAY, 1},
	{"tisdags", TOKEN_WEEKDAY, 1},
	{"tisdagen", TOKEN_WEEKDAY, 1},
	{"tis", TOKEN_WEEKDAY, 1},
	{"ti", TOKEN_WEEKDAY, 1},
	{"tuesday", TOKEN_WEEKDAY, 1},
	{"tues", TOKEN_WEEKDAY, 1},
	{"tue", TOKEN_WEEKDAY, 1},
	{"tu", TOKEN_WEEKDAY, 1},
	{"onsdag", TOKEN_WEEKDAY, 2},
	{"onsdags", TOKEN_WEEKDAY, 2},
	{"onsdagen", TOKEN_WEEKDAY, 2},
	{"ons", TOKEN_WEEKDAY, 2},
	{"on", TOKEN_WEEKDAY, 2},
	{"wednesday", TOKEN_WEEKDAY, 2},
	{"wed", TOKEN_WEEKDAY, 2},
	{"we", TOKEN_WEEKDAY, 2},
	{"torsdag", TOKEN_WEEKDAY, 3},
	{"torsdags", TOKEN_WEEKDAY, 3},
	{"torsdagen", TOKEN_WEEKDAY, 3},
	{"tors", TOKEN_WEEKDAY, 3},
	{"tor", TOKEN_WEEKDAY, 3},
	{"to", TOKEN_WEEKDAY, 3},
	{"thursday", TOKEN_WEEKDAY, 3},
	{"thurs", TOKEN_WEEKDAY, 3},
	{"thur", TOKEN_WEEKDAY, 3},
	{"thu", TOKEN_WEEKDAY, 3},
	{"th", TOKEN_WEEKDAY, 3},
	{"fredag", TOKEN_WEEKDAY, 4},
	{"fredags", TOKEN_WEEKDAY, 4},
	{"fredagen", TOKEN_WEEKDAY, 4},
	{"fre", TOKEN_WEEKDAY, 4},
	{"fr", TOKEN_WEEKDAY, 4},
	{"friday", TOKEN_WEEKDAY, 4},
	{"fri", TOKEN_WEEKDAY, 4},
	{"lordag", TOKEN_WEEKDAY, 5},
	{"lordags", TOKEN_WEEKDAY, 5},
	{"lordagen", TOKEN_WEEKDAY, 5},
	{"lor", TOKEN_WEEKDAY, 5},
	{"lo", TOKEN_WEEKDAY, 5},
	{"saturday", TOKEN_WEEKDAY, 5},
	{"sat", TOKEN_WEEKDAY, 5},
	{"sa", TOKEN_WEEKDAY, 5},
	{"sondag", TOKEN_WEEKDAY, 6},
	{"sondags", TOKEN_WEEKDAY, 6},
	{"sondagen", TOKEN_WEEKDAY, 6},
	{"son", TOKEN_WEEKDAY, 6},
	{"so", TOKEN_WEEKDAY, 6},
	{"sunday", TOKEN_WEEKDAY, 6},
	{"sun", TOKEN_WEEKDAY, 6},
	{"su", TOKEN_WEEKDAY, 6},
	/* months */
	{"januari", TOKEN_MONTH, 1},
	{"january", TOKEN_MONTH, 1},
	{"jan", TOKEN_MONTH, 1},
	{"februari", TOKEN_MONTH, 2},
	{"february", TOKEN_MONTH, 2},
	{"feb", TOKEN_MONTH, 2},
	{"mars", TOKEN_MONTH, 3},
	{"march", TOKEN_MONTH, 3},
	{"mar", TOKEN_MONTH, 3},
	{"april", TOKEN_MONTH, 4},
	{"apr", TOKEN_MONTH, 4},
	{"maj", TOKEN_MONTH, 5},
	{"may", TOKEN_MONTH, 5},
	{"juni", TOKEN_MONTH, 6},
	{"june", TOKEN_MONTH, 6},
	{"jun", TOKEN_MONTH, 6},
	{"juli", TOKEN_MONTH, 7},
	{"july", TOKEN_MONTH, 7},
	{"jul", TOKEN_MONTH, 7},
	{"augusti", TOKEN_MONTH, 8},
	{"august", TOKEN_MONTH, 8},
	{"aug", TOKEN_MONTH, 8},
	{"september", TOKEN_MONTH, 9},
	{"sept", TOKEN_MONTH, 9},
	{"sep", TOKEN_MONTH, 9},
	{"oktober", TOKEN_MONTH, 10},
	{"october", TOKEN_MONTH, 10},
	{"okt", TOKEN_MONTH, 10},
	{"oct", TOKEN_MONTH, 10},
	{"november", TOKEN_MONTH, 11},
	{"nov", TOKEN_MONTH, 11},
	{"december", TOKEN_MONTH, 12},
	{"dec", TOKEN_MONTH, 12},
	{"forra manaden", TOKEN_LAST_MONTH, 0},
	{"last month", TOKEN_LAST_MONTH, 0},
	/* parts of a day */
	{"natt", TOKEN_PART, PART_NIGHT},
	{"natten", TOKEN_PART, PART_NIGHT},
	{"night", TOKEN_PART, PART_NIGHT},
	{"i natt", TOKEN_PART, PART_NIGHT},
	{"inatt", TOKEN_PART, PART_NIGHT},
	{"last night", TOKEN_EVE_PART, PART_LAST_NIGHT},
	{"natten till", TOKEN_EVE_PART, PART_NIGHT},
	{"natten mot", TOKEN_EVE_PART, PART_NIGHT},
	{"natt till", TOKEN_EVE_PART, PART_NIGHT},
	{"natt mot", TOKEN_EVE_PART, PART_NIGHT},
	{"natten mellan", TOKEN_BETWEEN, PART_NIGHT},
	{"natt mellan", TOKEN_BETWEEN, PART_NIGHT},
	{"night between", TOKEN_BETWEEN, PART_NIGHT},
	{"morgon", TOKEN_PART, PART_MORNING},
	{"morgonen", TOKEN_PART, PART_MORNING},
	{"i morse", TOKEN_DAY_PART, PART_MORNING},
	{"imorse", TOKEN_DAY_PART, PART_MORNING},
	{"morse", TOKEN_PART, PART_MORNING},
	{"morning", TOKEN_PART, PART_LONG_MORNING},
	{"this morning", TOKEN_DAY_PART, PART_LONG_MORNING},
	{"formiddag", TOKEN_PART, PART_FORENOON},
	{"formiddagen", TOKEN_PART, PART_FORENOON},
	{"fm", TOKEN_PART, PART_FORENOON},
	{"f m", TOKEN_PART, PART_FORENOON},
	{"i formiddags", TOKEN_DAY_PART, PART_FORENOON},
	{"lunch", TOKEN_PART, PART_LUNCH},
	{"lunchtid", TOKEN_PART, PART_LUNCH},
	{"noon", TOKEN_CLOCK, 12 * HOUR},
	{"eftermiddag", TOKEN_PART, PART_AFTERNOON},
	{"eftermiddagen", TOKEN_PART, PART_AFTERNOON},
	{"em", TOKEN_PART, PART_AFTERNOON},
	{"e m", TOKEN_PART, PART_AFTERNOON},
	{"i eftermiddags", TOKEN_DAY_PART, PART_AFTERNOON},
	{"i eftermiddag", TOKEN_DAY_PART, PART_AFTERNOON},
	{"afternoon", TOKEN_PART, PART_AFTERNOON},
	{"this afternoon", TOKEN_DAY_PART, PART_AFTERNOON},
	{"kvall", TOKEN_PART, PART_EVENING},
	{"kvallen", TOKEN_PART, PART_EVENING},
	{"i kvall", TOKEN_DAY_PART, PART_EVENING},
	{"ikvall", TOKEN_DAY_PART, PART_EVENING},
	{"evening", TOKEN_PART, PART_EVENING},
	{"this evening", TOKEN_DAY_PART, PART_EVENING},
	{"tonight", TOKEN_DAY_PART, PART_EVENING},
	{"midnatt", TOKEN_PART, PART_MIDNIGHT},
	{"midnight", TOKEN_PART, PART_MIDNIGHT},
	/* weeks */
	{"v", TOKEN_WEEK_MARK, 0},
	{"vecka", TOKEN_WEEK_MARK, 0},
	{"veckan", TOKEN_WEEK_MARK, 0},
	{"w", TOKEN_WEEK_MARK, 0},
	{"week", TOKEN_WEEK_MARK, 0},
	{"denna vecka", TOKEN_WEEK, 0},
	{"den har veckan", TOKEN_WEEK, 0},
	{"i veckan", TOKEN_WEEK, 0},
	{"this week", TOKEN_WEEK, 0},
	{"forra veckan", TOKEN_WEEK, -1},
	{"last week", TOKEN_WEEK, -1},
	{"helgen", TOKEN_WEEKEND, 0},
	{"i helgen", TOKEN_WEEKEND, 0},
	{"i helgens", TOKEN_WEEKEND, 0},
	{"over helgen", TOKEN_WEEKEND, 0},
	{"weekend", TOKEN_WEEKEND, 0},
	{"this weekend", TOKEN_WEEKEND, 0},
	{"the weekend", TOKEN_WEEKEND, 0},
	{"forra helgen", TOKEN_WEEKEND, -1},
	{"last weekend", TOKEN_WEEKEND, 0},
	/* ago */
	{"min", TOKEN_UNIT, 60},
	{"minut", TOKEN_UNIT, 60},
	{"minuter", TOKEN_UNIT, 60},
	{"minute", TOKEN_UNIT, 60},
	{"minutes", TOKEN_UNIT, 60},
	{"kvart", TOKEN_UNIT, 15 * 60},
	{"halvtimme", TOKEN_UNIT, 30 * 60},
	{"h", TOKEN_UNIT, HOUR},
	{"t", TOKEN_UNIT, HOUR},
	{"tim", TOKEN_UNIT, HOUR},
	{"timme", TOKEN_UNIT, HOUR},
	{"timmar", TOKEN_UNIT, HOUR},
	{"hour", TOKEN_UNIT, HOUR},
	{"hours", TOKEN_UNIT, HOUR},
	{"d", TOKEN_UNIT, DAY_SECONDS},
	{"dag", TOKEN_UNIT, DAY_SECONDS},
	{"dagar", TOKEN_UNIT, DAY_SECONDS},
	{"dygn", TOKEN_UNIT, DAY_SECONDS},
	{"day", TOKEN_UNIT, DAY_SECONDS},
	{"days", TOKEN_UNIT, DAY_SECONDS},
	{"veckor", TOKEN_UNIT, 7 * DAY_SECONDS},
	{"weeks", TOKEN_UNIT, 7 * DAY_SECONDS},
	{"nyss", TOKEN_NOW, 0},
	{"nu", TOKEN_NOW, 0},
	{"just nu", TOKEN_NOW, 0},
	{"precis nu", TOKEN_NOW, 0},
	{"now", TOKEN_NOW, 0},
	{"just now", TOKEN_NOW, 0},
	/* minutes before and after an hour, or half past the one before */
	{"kvart over", TOKEN_MINUTES, 15},
	{"kvart i", TOKEN_MINUTES, -15},
	{"fem over", TOKEN_MINUTES, 5},
	{"fem i", TOKEN_MINUTES, -5},
	{"tio over", TOKEN_MINUTES, 10},
	{"tio i", TOKEN_MINUTES, -10},
	{"tjugo over", TOKEN_MINUTES, 20},
	{"tjugo i", TOKEN_MINUTES, -20},
	{"quarter past", TOKEN_MINUTES, 15},
	{"quarter to", TOKEN_MINUTES, -15},
	{"half past", TOKEN_MINUTES, 30},
	{"five past", TOKEN_MINUTES, 5},
	{"ten past", TOKEN_MINUTES, 10},
	{"twenty past", TOKEN_MINUTES, 20},
	/* numbers */
	{"en", TOKEN_NUMBER, 1},
	{"ett", TOKEN_NUMBER, 1},
	{"tva", TOKEN_NUMBER, 2},
	{"tre", TOKEN_NUMBER, 3},
	{"fyra", TOKEN_NUMBER, 4},
	{"fem", TOKEN_NUMBER, 5},
	{"sex", TOKEN_NUMBER, 6},
	{"sju", TOKEN_NUMBER, 7},
	{"atta", TOKEN_NUMBER, 8},
	{"nio", TOKEN_NUMBER, 9},
	{"tio", TOKEN_NUMBER, 10},
	{"elva", TOKEN_NUMBER, 11},
	{"tolv", TOKEN_NUMBER, 12},
	{"a", TOKEN_NUMBER, 1},
	{"an", TOKEN_NUMBER, 1},
	{"one", TOKEN_NUMBER, 1},
	{"two", TOKEN_NUMBER, 2},
	{"three", TOKEN_NUMBER, 3},
	{"four", TOKEN_NUMBER, 4},
	{"five", TOKEN_NUMBER, 5},
	{"six", TOKEN_NUMBER, 6},
	{"seven", TOKEN_NUMBER, 7},
	{"eight", TOKEN_NUMBER, 8},
	{"nine", TOKEN_NUMBER, 9},
	{"ten", TOKEN_NUMBER, 10},
	{"eleven", TOKEN_NUMBER, 11},
	{"twelve", TOKEN_NUMBER, 12},
	/* between them */
	{"am", TOKEN_MERIDIEM, 0},
	{"a m", TOKEN_MERIDIEM, 0},
	{"pm", TOKEN_MERIDIEM, 12},
	{"p m", TOKEN_MERIDIEM, 12},
	{"forra", TOKEN_PREVIOUS, 0},
	{"last", TOKEN_PREVIOUS, 0},
	{"halv", TOKEN_HALF, 0},
	{"den", TOKEN_ARTICLE, 0},
	{"the", TOKEN_ARTICLE, 0},
	{"ca", TOKEN_ABOUT, 0},
	{"cirka", TOKEN_ABOUT, 0},
	{"runt", TOKEN_ABOUT, 0},
	{"omkring", TOKEN_ABOUT, 0},
	{"omkr", TOKEN_ABOUT, 0},
	{"kring", TOKEN_ABOUT, 0},
	{"about", TOKEN_ABOUT, 0},
	{"around", TOKEN_ABOUT, 0},
	{"tiden", TOKEN_ABOUT, 0},
	{"till", TOKEN_DASH, 0},
	{"och", TOKEN_DASH, 0},
	{"and", TOKEN_DASH, 0},
	{"until", TOKEN_DASH, 0},
	{"tom", TOKEN_DASH, 0},
	{"t o m", TOKEN_DASH, 0},
	{"i", TOKEN_FILLER, 0},
	{"pa", TOKEN_FILLER, 0},
	{"kl", TOKEN_AT, 0},
	{"klockan", TOKEN_AT, 0},
	{"vid", TOKEN_AT, 0},
	{"at", TOKEN_AT, 0},
	{"in", TOKEN_FILLER, 0},
	{"of", TOKEN_FILLER, 0},
	{"under", TOKEN_FILLER, 0},
	{"hela", TOKEN_FILLER, 0},
	{"nagon gang", TOKEN_FILLER, 0},
	{"nan gang", TOKEN_FILLER, 0},
	{"nangang", TOKEN_FILLER, 0},
	{"sent", TOKEN_FILLER, 0},
	{"tidigt", TOKEN_FILLER, 0},
	{"sometime", TOKEN_FILLER, 0},
	{"late", TOKEN_FILLER, 0},
	{"early", TOKEN_FILLER, 0},
	{"mellan", TOKEN_FILLER, 0},
	{"between", TOKEN_FILLER, 0},
	{"fran", TOKEN_FILLER, 0},
	{"from", TOKEN_FILLER, 0},
	{"for", TOKEN_FILLER, 0},
	{"sedan", TOKEN_FILLER, 0},
	{"sen", TOKEN_FILLER, 0},
	{"ago", TOKEN_FILLER, 0},
};

/* words */

static gsize letters_at(const char *p)
{
	const char *start = p;

	while (g_unichar_isalpha(g_utf8_get_char(p)))
		p = g_utf8_next_char(p);
	return (gsize)(p - start);
}

/* Bytes of the first count words, blanks or full stops between them; 0 when there are fewer. */
static gsize words_at(const char *p, int count)
{
	const char *start = p;

	for (int i = 0; i < count; i++) {
		gsize length = letters_at(p + (i ? strspn(p, " .") : 0));
		if (!length)
			return 0;
		p += (i ? strspn(p, " .") : 0) + length;
	}
	return (gsize)(p - start);
}

static const struct time_word *find_word(const char *folded)
{
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (strcmp(words[i].text, folded) == 0)
			return &words[i];
	return NULL;
}

/* The longest phrase of the table that stands here. */
static const struct time_word *match_words(const char *p, gsize *length)
{
	for (int count = 3; count > 0; count--) {
		*length = words_at(p, count);
		if (!*length)
			continue;
		g_autofree char *said = g_strndup(p, *length), *folded = text_fold(said);
		const struct time_word *word = find_word(folded);
		if (word)
			return word;
	}
	*length = letters_at(p);
	return NULL;
}

static const struct time_word *take_named(const char **text, enum token_kind kind)
{
	gsize length = letters_at(*text);
	g_autofree char *said = g_strndup(*text, length), *folded = text_fold(said);
	const struct time_word *word = find_word(folded);

	if (!word || word->kind != kind)
		return NULL;
	*text += length;
	return word;
}

int when_take_month(const char **text)
{
	const struct time_word *word = take_named(text, TOKEN_MONTH);

	return word ? (int)word->value : 0;
}

int when_take_weekday(const char **text)
{
	const struct time_word *word = take_named(text, TOKEN_WEEKDAY);

	return word ? (int)word->value : -1;
}

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

/* "2026-w47" */
static gsize iso_week_at(const char *p, struct token *token)
{
	if (digits_at(p) != 4 || p[4] != '-' || p[5] != 'w' || digits_at(p + 6) != 2)
		return 0;
	token->kind = TOKEN_ISO_WEEK;
	token->value = week_from_iso(number_at(p, 4), number_at(p + 6, 2));
	return token->value == WEEK_NONE ? 0 : 8;
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

static gsize word_at(const char *p, struct token *token)
{
	gsize length;
	const struct time_word *word = match_words(p, &length);
	if (!word)
		return 0;

	token->kind = word->kind;
	token->value = word->value;
	return length;
}

/* tokens */

gboolean when_tokens(const char *text, struct token tokens[TOKENS_MAX], const char **unknown,
		     gsize *unknown_length)
{
	static gsize (*const readers[])(const char *, struct token *) = {
		iso_at,     iso_week_at,     slashed_at, clock_at,
		ordinal_at, plain_number_at, sign_at,    word_at,
	};
	int count = 0;
	gboolean at = FALSE; /* "kl" was the word before */

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
		token.at = at;
		at = token.kind == TOKEN_AT || (at && token.kind == TOKEN_FILLER);
		if (token.kind != TOKEN_FILLER && token.kind != TOKEN_AT)
			tokens[count++] = token;
	}
	tokens[count] = (struct token){.kind = TOKEN_END, .text = ""};
	return TRUE;
}
