/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Garbled letters: a program took UTF-8 for an old code page, so that each letter became two or
 * three signs. They are put right one by one, for the rest of a cell may be in order; only signs
 * that make a letter or a mark of Western text are believed, since "Ö”" is no Hebrew accent. */
#include "config.h"

#include "exchange/table_cell.h"

#include <string.h>

#include "exchange/decode.h"
#include "exchange/html_text.h"

#define MOST_ROUNDS 3 /* how often a text may have been garbled */
#define LOST "\xEF\xBF\xBD"

/* The byte that a program read as c, -1 = none. Control characters
 * are bytes that a page leaves unassigned, or Latin-1's. */
static int byte_of(const struct code_page *page, gunichar c)
{
	if (c < 128)
		return (int)c;
	for (int i = 0; i < 128; i++)
		if (page->high[i] == c)
			return 128 + i;
	return c < 0xA0 ? (int)c : -1;
}

static gboolean is_expected(gunichar c)
{
	return (c >= 0x80 && c <= 0xFF) || (c >= 0x2010 && c <= 0x203A) || c == 0x20AC ||
	       c == 0x2122 || c == 0x2212 || c == 0xFEFF || c == 0xFFFD ||
	       (c >= 0x2600 && c <= 0x27BF) || c >= 0x1F000;
}

static int bytes_wanted(int lead)
{
	return lead >= 0xF0 && lead <= 0xF4 ? 4
	       : lead >= 0xE0               ? (lead <= 0xEF ? 3 : 0)
	       : lead >= 0xC2               ? 2
					    : 0;
}

/* What the signs at *text stand for, which is moved behind them; 0 = for themselves. */
static gunichar take_garbled(const struct code_page *page, const char **text)
{
	const char *p = *text;
	int wanted = bytes_wanted(byte_of(page, g_utf8_get_char(p))), n = 0;
	char bytes[4];
	gunichar c;

	for (; *p && n < wanted; p = g_utf8_next_char(p)) {
		int byte = byte_of(page, g_utf8_get_char(p));

		if (n && (byte < 0x80 || byte > 0xBF))
			return 0;
		bytes[n++] = (char)byte;
	}
	if (!wanted || n < wanted)
		return 0;
	c = g_utf8_get_char_validated(bytes, n);
	if (c == (gunichar)-1 || c == (gunichar)-2 || !is_expected(c))
		return 0;
	*text = p;
	return c;
}

/* NULL: nothing in it is garbled by that page. */
static char *repair_signs(const struct code_page *page, const char *text)
{
	GString *out = g_string_sized_new(strlen(text));
	gboolean found = FALSE;

	while (*text) {
		gunichar c = (guchar)*text >= 128 ? take_garbled(page, &text) : 0;

		found |= c != 0;
		if (!c) {
			c = g_utf8_get_char(text);
			text = g_utf8_next_char(text);
		}
		g_string_append_unichar(out, c);
	}
	return g_string_free(out, !found);
}

/* The whole text as bytes of the page, which may be letters of any alphabet. NULL: it is not that.
 */
static char *repair_whole(const struct code_page *page, const char *text)
{
	g_autoptr(GString) bytes = g_string_sized_new(64);

	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		int byte = byte_of(page, g_utf8_get_char(p));

		if (byte < 0)
			return NULL;
		g_string_append_c(bytes, (char)byte);
	}
	return g_utf8_validate_len(bytes->str, bytes->len, NULL)
		       ? g_string_free(g_steal_pointer(&bytes), FALSE)
		       : NULL;
}

static char *repair_once(const char *text)
{
	char *better = strstr(text, "Ã") ? repair_whole(code_page_windows(), text) : NULL;

	for (int page = 0; !better && code_page_nth(page); page++)
		better = repair_signs(code_page_nth(page), text);
	return better;
}

char *garbled_repair(const char *text)
{
	char *best = repair_once(text);

	for (int round = 1; best && round < MOST_ROUNDS; round++) {
		char *better = repair_once(best);

		if (!better)
			break;
		g_free(best);
		best = better;
	}
	return best;
}

/* First signs of what was two bytes or more: as Windows, Macintosh and DOS show them. */
static gboolean may_be_garbled(const char *text)
{
	for (const guchar *p = (const guchar *)text; *p; p++) {
		if (*p < 0xC2)
			continue;
		if (*p == 0xC3 && strchr("\x82\x83\x94\xA2\xAF\xB0", p[1]) && p[1])
			return TRUE;
		if ((*p == 0xC2 && p[1] == 0xAC) ||
		    (*p == 0xE2 &&
		     (p[1] == 0x88 || p[1] == 0x94 || (p[1] == 0x80 && p[2] == 0x9A))))
			return TRUE;
	}
	return FALSE;
}

/* ="0701": how a program keeps Excel from reading a text as a number. NULL: it is not that. */
static char *unwrap(const char *cell)
{
	gsize length = strlen(cell);

	return length >= 3 && g_str_has_prefix(cell, "=\"") && cell[length - 1] == '"' &&
			       !memchr(cell + 2, '"', length - 3)
		       ? g_strndup(cell + 2, length - 3)
		       : NULL;
}

static void count_at(int *count, int *first, int line)
{
	if (!(*count)++)
		*first = line;
}

/* The word around a place of the text, cut to what there is room for. */
static void copy_word(char *to, gsize room, const char *text, const char *at)
{
	const char *end = at + strcspn(at, " \t\n");
	gsize length;

	while (at > text && !strchr(" \t\n", at[-1]))
		at--;
	length = MIN((gsize)(end - at), room - 1);
	while (length && ((guchar)at[length] & 0xC0) == 0x80)
		length--;
	memcpy(to, at, length);
	to[length] = '\0';
}

/* Where they begin to differ. */
static void take_example(struct cell_example *example, const char *was, const char *is)
{
	gsize same = 0;

	while (was[same] && was[same] == is[same])
		same++;
	while (same && ((guchar)was[same] & 0xC0) == 0x80)
		same--;
	copy_word(example->was, sizeof example->was, was, was + same);
	copy_word(example->is, sizeof example->is, is, is + same);
}

/* Takes the better text, where there is one, in the place of the one before. */
static gboolean take_better(char **text, const char *cell, char *take_better, int *count,
			    struct cell_example *example)
{
	if (!take_better)
		return FALSE;
	if (!(*count)++)
		take_example(example, *text ? *text : cell, take_better);
	g_free(*text);
	*text = take_better;
	return TRUE;
}

static void look_for_rest(const char *cell, int line, struct cell_facts *facts)
{
	const char *odd = strstr(cell, "Ã");

	if (!odd)
		odd = strstr(cell, "â€");
	if (odd && !facts->left)
		copy_word(facts->stays.was, sizeof facts->stays.was, cell, odd);
	if (odd)
		count_at(&facts->left, &facts->left_line, line);
}

/* "V?rby": what a program writes for a letter that its code page does not have. Addresses of the
 * web have it otherwise. */
static gboolean asks_inside_word(const char *cell)
{
	if (strstr(cell, "://"))
		return FALSE;
	for (const char *p = cell; (p = strchr(p, '?')); p++)
		if (p > cell && g_ascii_isalpha(p[-1]) && g_ascii_islower(p[1]))
			return TRUE;
	return FALSE;
}

static gboolean has_high(const char *bytes, gsize length)
{
	guint64 all = 0, eight;
	gsize i = 0;

	for (; i + sizeof eight <= length; i += sizeof eight) {
		memcpy(&eight, bytes + i, sizeof eight);
		all |= eight;
	}
	for (; i < length; i++)
		all |= (guchar)bytes[i];
	return (all & 0x8080808080808080u) != 0;
}

int cell_signs(const char *bytes, gsize length)
{
	static const char marks[] = "&<=?";
	int signs = has_high(bytes, length) ? SIGN_HIGH : 0;

	for (int i = 0; marks[i]; i++)
		signs |= memchr(bytes, marks[i], length) ? SIGN_AMPERSAND << i : 0;
	return signs;
}

char *cell_mend(const char *cell, int signs, int line, struct cell_facts *facts)
{
	char *better = *cell == '=' ? unwrap(cell) : NULL;
	const char *text = better ? better : cell;

	if (signs & (SIGN_AMPERSAND | SIGN_LESS) && strpbrk(text, "&<") &&
	    take_better(&better, cell, html_to_text(text), &facts->html, &facts->plain))
		signs = cell_signs(better, strlen(better));
	text = better ? better : cell;
	if (signs & SIGN_HIGH && may_be_garbled(text)) {
		take_better(&better, cell, garbled_repair(text), &facts->repaired, &facts->mended);
		look_for_rest(better ? better : cell, line, facts);
	}
	if (signs & SIGN_HIGH && strstr(better ? better : cell, LOST))
		count_at(&facts->lost, &facts->lost_line, line);
	if (signs & SIGN_ASKS && asks_inside_word(better ? better : cell))
		count_at(&facts->asked, &facts->asked_line, line);
	return better;
}
