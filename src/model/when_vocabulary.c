/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of dates and times in Swedish and English. A new word is one line of the table. Words
 * stand folded, so that "igar" is understood as well as "igår". */
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
	{"i natt", TOKEN_THIS_NIGHT, PART_NIGHT},
	{"inatt", TOKEN_THIS_NIGHT, PART_NIGHT},
	{"nattetid", TOKEN_PART, PART_NIGHT},
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
	{"morgonkvisten", TOKEN_PART, PART_EARLY},
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
	{"lunchen", TOKEN_PART, PART_LUNCH},
	{"lunchtid", TOKEN_PART, PART_LUNCH},
	{"efter lunch", TOKEN_PART, PART_AFTERNOON},
	{"efter lunchen", TOKEN_PART, PART_AFTERNOON},
	{"after lunch", TOKEN_PART, PART_AFTERNOON},
	{"fore lunch", TOKEN_PART, PART_FORENOON},
	{"fore lunchen", TOKEN_PART, PART_FORENOON},
	{"innan lunch", TOKEN_PART, PART_FORENOON},
	{"before lunch", TOKEN_PART, PART_FORENOON},
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
	{"kvallstid", TOKEN_PART, PART_EVENING},
	{"kvallskvisten", TOKEN_PART, PART_EVENING},
	{"dagtid", TOKEN_PART, PART_DAY},
	{"under dagen", TOKEN_PART, PART_DAY},
	{"pa dagen", TOKEN_PART, PART_DAY},
	{"daytime", TOKEN_PART, PART_DAY},
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
	{"halv timme", TOKEN_UNIT, 30 * 60},
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
	{"dgr", TOKEN_UNIT, DAY_SECONDS},
	{"dygn", TOKEN_UNIT, DAY_SECONDS},
	{"day", TOKEN_UNIT, DAY_SECONDS},
	{"days", TOKEN_UNIT, DAY_SECONDS},
	{"veckor", TOKEN_UNIT, 7 * DAY_SECONDS},
	{"weeks", TOKEN_UNIT, 7 * DAY_SECONDS},
	{"nyss", TOKEN_NOW, 0},
	{"nu", TOKEN_NOW, 0},
	{"just nu", TOKEN_NOW, 0},
	{"precis nu", TOKEN_NOW, 0},
	{"alldeles nyss", TOKEN_NOW, 0},
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
	{"et", TOKEN_NUMBER, 1}, /* "ettiden" */
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
	{"tretton", TOKEN_NUMBER, 13},
	{"fjorton", TOKEN_NUMBER, 14},
	{"femton", TOKEN_NUMBER, 15},
	{"sexton", TOKEN_NUMBER, 16},
	{"sjutton", TOKEN_NUMBER, 17},
	{"arton", TOKEN_NUMBER, 18},
	{"nitton", TOKEN_NUMBER, 19},
	{"tjugo", TOKEN_NUMBER, 20},
	{"tjugoett", TOKEN_NUMBER, 21},
	{"tjugotva", TOKEN_NUMBER, 22},
	{"tjugotre", TOKEN_NUMBER, 23},
	{"tjugofyra", TOKEN_NUMBER, 24},
	{"tjugoet", TOKEN_NUMBER, 21},
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
	/* beside a time */
	{"fore", TOKEN_BOUND, BOUND_BEFORE},
	{"innan", TOKEN_BOUND, BOUND_BEFORE},
	{"before", TOKEN_BOUND, BOUND_BEFORE},
	{"efter", TOKEN_BOUND, BOUND_AFTER},
	{"after", TOKEN_BOUND, BOUND_AFTER},
	{"fran", TOKEN_BOUND, BOUND_SINCE},
	{"from", TOKEN_BOUND, BOUND_SINCE},
	{"fr o m", TOKEN_BOUND, BOUND_SINCE},
	{"since", TOKEN_BOUND, BOUND_SINCE},
	{"strax fore", TOKEN_BOUND, BOUND_BEFORE + BOUND_CLOSE},
	{"strax innan", TOKEN_BOUND, BOUND_BEFORE + BOUND_CLOSE},
	{"lite fore", TOKEN_BOUND, BOUND_BEFORE + BOUND_CLOSE},
	{"lite innan", TOKEN_BOUND, BOUND_BEFORE + BOUND_CLOSE},
	{"precis fore", TOKEN_BOUND, BOUND_BEFORE + BOUND_CLOSE},
	{"precis innan", TOKEN_BOUND, BOUND_BEFORE + BOUND_CLOSE},
	{"just fore", TOKEN_BOUND, BOUND_BEFORE + BOUND_CLOSE},
	{"just innan", TOKEN_BOUND, BOUND_BEFORE + BOUND_CLOSE},
	{"just before", TOKEN_BOUND, BOUND_BEFORE + BOUND_CLOSE},
	{"shortly before", TOKEN_BOUND, BOUND_BEFORE + BOUND_CLOSE},
	{"strax efter", TOKEN_BOUND, BOUND_AFTER + BOUND_CLOSE},
	{"strax over", TOKEN_BOUND, BOUND_AFTER + BOUND_CLOSE},
	{"lite efter", TOKEN_BOUND, BOUND_AFTER + BOUND_CLOSE},
	{"lite over", TOKEN_BOUND, BOUND_AFTER + BOUND_CLOSE},
	{"precis efter", TOKEN_BOUND, BOUND_AFTER + BOUND_CLOSE},
	{"just efter", TOKEN_BOUND, BOUND_AFTER + BOUND_CLOSE},
	{"just after", TOKEN_BOUND, BOUND_AFTER + BOUND_CLOSE},
	{"shortly after", TOKEN_BOUND, BOUND_AFTER + BOUND_CLOSE},
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
	{"circa", TOKEN_ABOUT, 0},
	{"ungefar", TOKEN_ABOUT, 0},
	{"ung", TOKEN_ABOUT, 0},
	{"kring", TOKEN_ABOUT, 0},
	{"about", TOKEN_ABOUT, 0},
	{"around", TOKEN_ABOUT, 0},
	{"tiden", TOKEN_ABOUT, 0},
	{"snaret", TOKEN_ABOUT, 0},
	{"till", TOKEN_DASH, 0},
	{"och", TOKEN_DASH, 0},
	{"and", TOKEN_DASH, 0},
	{"until", TOKEN_DASH, 0},
	{"tills", TOKEN_DASH, 0},
	{"fram till", TOKEN_DASH, 0},
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
	{"tidigt", TOKEN_EARLY, 0},
	{"tidig", TOKEN_EARLY, 0},
	{"tidigare", TOKEN_FILLER, 0},
	{"earlier", TOKEN_FILLER, 0},
	{"precis", TOKEN_FILLER, 0},
	{"exakt", TOKEN_FILLER, 0},
	{"exactly", TOKEN_FILLER, 0},
	{"hela dagen", TOKEN_FILLER, 0},
	{"sometime", TOKEN_FILLER, 0},
	{"late", TOKEN_FILLER, 0},
	{"early", TOKEN_EARLY, 0},
	{"mellan", TOKEN_FILLER, 0},
	{"between", TOKEN_FILLER, 0},
	{"for", TOKEN_FILLER, 0},
	{"sedan", TOKEN_AGO, 1},
	{"sen", TOKEN_AGO, 0},
	{"ago", TOKEN_AGO, 0},
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

gsize when_word_at(const char *p, struct token *token)
{
	gsize length;
	const struct time_word *word = match_words(p, &length);
	if (!word)
		return 0;

	token->kind = word->kind;
	token->value = word->value;
	return length;
}
