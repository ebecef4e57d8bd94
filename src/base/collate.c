/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding and sorting Swedish text: folding, lower case, collation and how well typed letters match
 * a name. The part of osg/text.h that compares. Needs no locale: a small machine has none for
 * Swedish. */
#include "config.h"

#include "osg/text.h"

#include <string.h>

/* folding */

#define FOLDS 0x250 /* Latin letters that are looked up; the rest is worked out */

/* What no decomposition gives. */
static const struct {
	gunichar c;
	const char *folded;
} letters[] = {
	{0xdf, "ss"}, {0xe6, "ae"}, {0xf8, "o"},  {0xf0, "d"},   {0xfe, "th"}, {0x111, "d"},
	{0x127, "h"}, {0x131, "i"}, {0x142, "l"}, {0x153, "oe"}, {0x14b, "n"}, {0x167, "t"},
};

static char folds[FOLDS][4]; /* "" = a blank */

static void fold_character(gunichar c, char folded[4])
{
	gunichar lower = g_unichar_tolower(c), parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

	folded[0] = '\0';
	for (gsize i = 0; i < G_N_ELEMENTS(letters); i++)
		if (letters[i].c == lower) {
			g_strlcpy(folded, letters[i].folded, 4);
			return;
		}
	g_unichar_fully_decompose(lower, FALSE, parts, G_N_ELEMENTS(parts));
	if (g_unichar_isalnum(parts[0]))
		folded[g_unichar_to_utf8(parts[0], folded)] = '\0';
}

static void fill_folds(void)
{
	static gsize filled;

	if (!g_once_init_enter(&filled))
		return;
	for (gunichar c = 0; c < FOLDS; c++)
		fold_character(c, folds[c]);
	g_once_init_leave(&filled, 1);
}

/* Appends a letter or digit that is not in the table, decomposed and lower case; FALSE for a blank.
 */
static gboolean append_folded(GString *out, gunichar c)
{
	gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
	gsize count =
		g_unichar_fully_decompose(g_unichar_tolower(c), TRUE, parts, G_N_ELEMENTS(parts));
	gboolean kept = FALSE;

	for (gsize i = 0; i < count; i++)
		if (g_unichar_isalnum(parts[i])) {
			g_string_append_unichar(out, g_unichar_tolower(parts[i]));
			kept = TRUE;
		}
	return kept;
}

/* A run of ASCII, which nearly all of a text is: what comes of it is never longer, but for a blank
 * that was waiting. Returns its end. */
static const char *append_plain(GString *out, const char *text, gboolean *blank)
{
	gsize from = out->len, length = 0;

	while (text[length] && (guchar)text[length] < 0x80)
		length++;
	g_string_set_size(out, from + length + 1);
	char *to = out->str + from;
	for (const char *end = text + length; text < end; text++) {
		char folded = folds[(guchar)*text][0];
		if (folded && *blank)
			*to++ = ' ';
		if (folded)
			*to++ = folded;
		*blank = !folded && to > out->str;
	}
	g_string_truncate(out, (gsize)(to - out->str));
	return text;
}

char *text_fold(const char *text)
{
	GString *out = g_string_sized_new(strlen(text) + 1);
	gboolean blank = FALSE;

	fill_folds();
	for (const char *p = text; *(p = append_plain(out, p, &blank)); p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		gsize before = out->len + blank;
		if ((c >= FOLDS && (g_unichar_ismark(c) || g_unichar_iszerowidth(c))) || c == 0xAD)
			continue; /* drawn on the letter before, or not at all */
		if (blank)
			g_string_append_c(out, ' ');
		if (c < FOLDS)
			g_string_append(out, folds[c]);
		else
			append_folded(out, c);
		if (out->len == before) { /* nothing came: a blank, and never two or one in front */
			g_string_truncate(out, before - blank);
			blank = out->len > 0;
		} else {
			blank = FALSE;
		}
	}
	return g_string_free(out, FALSE);
}

char *text_lower(const char *text)
{
	const guchar *p = (const guchar *)text;

	while (*p && *p < 0x80)
		p++;
	return *p ? g_utf8_strdown(text, -1) : g_ascii_strdown(text, -1);
}

/* sorting */

enum { WEIGHT_END, WEIGHT_BLANK, WEIGHT_DIGITS, WEIGHT_LETTER };

/* What Swedish sorts by its own place or as another letter. */
static guint32 letter_weight(gunichar lower)
{
	static const struct {
		gunichar c;
		guint32 place;
	} own[] = {
		{0xe5, 26}, {0xe4, 27},        {0xe6, 27},        {0xf6, 28},
		{0xf8, 28}, {0xfc, 'y' - 'a'}, {0xf0, 'd' - 'a'}, {0x142, 'l' - 'a'},
	};
	gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

	for (gsize i = 0; i < G_N_ELEMENTS(own); i++)
		if (own[i].c == lower)
			return WEIGHT_LETTER + own[i].place;
	g_unichar_fully_decompose(lower, FALSE, parts, G_N_ELEMENTS(parts));
	return WEIGHT_LETTER + (parts[0] < 0x80 ? parts[0] - 'a' : parts[0]);
}

/* The next thing that counts, and moves past it. A run of blanks and punctuation is one blank. */
static guint32 take_weight(const char **text, const char **digits, gsize *digit_count)
{
	const char *p = *text;
	guint32 weight = WEIGHT_END;

	while (*p && !g_unichar_isalnum(g_utf8_get_char(p))) {
		if (!g_unichar_ismark(g_utf8_get_char(p)))
			weight = WEIGHT_BLANK;
		p = g_utf8_next_char(p);
	}
	if (weight == WEIGHT_BLANK || !*p) {
		*text = p;
		return *p ? weight : WEIGHT_END;
	}
	if (g_ascii_isdigit(*p)) {
		p += strspn(p, "0");
		*digits = p;
		*digit_count = strspn(p, "0123456789");
		*text = p + *digit_count;
		return WEIGHT_DIGITS;
	}
	*text = g_utf8_next_char(p);
	return letter_weight(g_unichar_tolower(g_utf8_get_char(p)));
}

int text_collate(const char *a, const char *b)
{
	const char *p = a, *q = b, *p_digits = NULL, *q_digits = NULL;
	gsize p_count = 0, q_count = 0;
	guint32 p_weight, q_weight;

	do {
		p_weight = take_weight(&p, &p_digits, &p_count);
		q_weight = take_weight(&q, &q_digits, &q_count);
		if (p_weight != q_weight)
			return p_weight < q_weight ? -1 : 1;
		if (p_weight != WEIGHT_DIGITS)
			continue;
		int order = p_count == q_count  ? memcmp(p_digits, q_digits, p_count)
			    : p_count < q_count ? -1
						: 1;
		if (order)
			return order < 0 ? -1 : 1;
	} while (p_weight != WEIGHT_END);
	int order = strcmp(a, b); /* the same letters: case and accents decide */
	return (order > 0) - (order < 0);
}

/* Weights as UTF-8, which keeps their order; one more than they are, so that none is the end of the
 * key. */
char *text_collate_key(const char *text)
{
	GString *key = g_string_sized_new(2 * strlen(text) + 4);
	const char *p = text, *digits = NULL;
	gsize count = 0;
	guint32 weight;

	do {
		weight = take_weight(&p, &digits, &count);
		g_string_append_unichar(key, weight + 1);
		if (weight == WEIGHT_DIGITS) {
			g_string_append_unichar(key, (gunichar)count + 1);
			g_string_append_len(key, digits, (gssize)count);
		}
	} while (weight != WEIGHT_END);
	g_string_append(key, text);
	return g_string_free(key, FALSE);
}

/* matching */

enum {
	MATCH_LETTERS = 200,
	MATCH_SUBSTRING = 400,
	MATCH_WORDS = 600,
	MATCH_PREFIX = 800,
	MATCH_WHOLE = 1000
};

static const char *next_word(const char *p)
{
	p = strchr(p, ' ');
	return p ? p + 1 : NULL;
}

/* Whether typed (blanks in it begin a new word) is made of prefixes of words of the candidate, in
 * order. begun: inside a word. */
static gboolean matches_words(const char *typed, const char *candidate, int depth)
{
	while (*typed == ' ')
		typed++;
	if (!*typed)
		return TRUE;
	if (depth > 8)
		return FALSE;
	for (const char *word = candidate; word; word = next_word(word)) {
		gsize same = 0;
		while (typed[same] && typed[same] != ' ' && typed[same] == word[same])
			same++;
		const char *rest = next_word(word);
		for (gsize taken = same; taken > 0; taken--) { /* as much as possible first */
			if (!typed[taken])
				return TRUE;
			if (rest && matches_words(typed + taken, rest, depth + 1))
				return TRUE;
			if (typed[taken] == ' ')
				break;
		}
	}
	return FALSE;
}

/* Letters in order, the first at the beginning of a word. Returns how many gaps lie between them,
 * -1 for no match. */
static int count_gaps(const char *typed, const char *candidate)
{
	int best = -1;

	for (const char *word = candidate; word; word = next_word(word)) {
		const char *t = typed, *c = word;
		int gaps = 0;
		if (*c != *t)
			continue;
		while (*t && *c) {
			if (*t == ' ') {
				t++;
			} else if (*t == *c) {
				t++;
				c++;
			} else {
				gaps++;
				while (*c && *c != *t)
					c++;
			}
		}
		if (!*t && (best < 0 || gaps < best))
			best = gaps;
	}
	return best;
}

int text_match_words(const char *typed, const char *candidate)
{
	gsize typed_length = strlen(typed), length = strlen(candidate);
	if (!typed_length)
		return 1;

	int spare = (int)MIN(length > typed_length ? length - typed_length : 0,
			     150); /* the shorter name is the better one */
	if (strncmp(typed, candidate, typed_length) == 0)
		return (candidate[typed_length] ? MATCH_PREFIX : MATCH_WHOLE) - spare;
	return matches_words(typed, candidate, 0) ? MATCH_WORDS - spare : 0;
}

int text_match(const char *typed, const char *candidate)
{
	int score = text_match_words(typed, candidate);
	if (score)
		return score;

	gsize typed_length = strlen(typed), length = strlen(candidate);
	int spare = (int)MIN(length > typed_length ? length - typed_length : 0, 150);
	if (strstr(candidate, typed))
		return MATCH_SUBSTRING - spare;
	int gaps = typed_length > 1 ? count_gaps(typed, candidate) : -1;
	return gaps < 0 ? 0 : MAX(1, MATCH_LETTERS - spare - 5 * gaps);
}

/* how far two words are from each other */

static int cheapest(int a, int b, int c)
{
	return MIN(MIN(a, b), c);
}

/* Letters to change, to add or to leave out, from a to each beginning of b: one number more than b
 * has bytes, owned. */
static int *distances(const char *a, const char *b)
{
	int n = (int)strlen(b), *row = g_new(int, (gsize)n + 1);

	for (int j = 0; j <= n; j++)
		row[j] = j;
	for (int i = 1; a[i - 1]; i++) {
		int corner = row[0];

		row[0] = i;
		for (int j = 1; j <= n; j++) {
			int above = row[j];

			row[j] = cheapest(above + 1, row[j - 1] + 1,
					  corner + (a[i - 1] != b[j - 1]));
			corner = above;
		}
	}
	return row;
}

static int distance(const char *a, const char *b)
{
	g_autofree int *row = distances(a, b);

	return row[strlen(b)];
}

int text_slips(const char *typed, const char *candidate)
{
	g_autofree int *row = distances(typed, candidate);
	int least = row[0];

	for (gsize j = strlen(candidate); j > 0; j--)
		least = MIN(least, row[j]);
	return least;
}

const char *text_nearest(const char *word, const char *const *known)
{
	const char *nearest = NULL;
	int length = (int)strlen(word), best = length < 4 ? 2 : MAX(length / 3, 2) + 1;

	if (length > 40)
		return NULL;
	for (; *known; known++) {
		int far = distance(word, *known);

		if (far < best) {
			best = far;
			nearest = *known;
		}
	}
	return nearest;
}
