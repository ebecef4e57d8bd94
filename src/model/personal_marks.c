/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written in one piece: addresses of mail, profiles, number plates, numbers of flats. */
#include "config.h"

#include <string.h>

#include "model/personal_private.h"

/* mail and profiles */

static gboolean is_address(gunichar c)
{
	return personal_is_wordly(c) || (c && c < 0x80 && strchr("._%+-", (int)c));
}

/* Characters that stand for @ at i: "@", "(at)", "[at]". */
static guint at_sign(const struct personal_text *text, guint i)
{
	static const char opening[] = "([{", closing[] = ")]}";
	const char *bracket;

	if (text->c[i] == '@' || text->c[i] == 0xFF20)
		return 1;
	bracket = text->c[i] && text->c[i] < 0x80 ? strchr(opening, (int)text->c[i]) : NULL;
	if (bracket && i + 3 < text->length && (text->c[i + 1] | 0x20) == 'a' &&
	    (text->c[i + 2] | 0x20) == 't' &&
	    text->c[i + 3] == (gunichar)closing[bracket - opening])
		return 4;
	return 0;
}

/* The end of "example.org" from a character on, 0 = there is none. */
static guint domain_end(const struct personal_text *text, guint from)
{
	guint i = from, dot = 0;

	for (; personal_is_wordly(text->c[i]) || text->c[i] == '-' ||
	       (text->c[i] == '.' && personal_is_wordly(text->c[i + 1]));
	     i++)
		if (text->c[i] == '.')
			dot = i;
	return dot > from && i - dot > 2 ? i : 0;
}

void personal_find_mail(const struct personal_text *text, GArray *matches)
{
	for (guint i = 1; i < text->length; i++) {
		guint sign = at_sign(text, i), from = i, to, domain;

		if (!sign)
			continue;
		domain = i + sign;
		while (sign > 1 && from > 0 && personal_is_blank(text->c[from - 1]))
			from--;
		while (sign > 1 && personal_is_blank(text->c[domain]))
			domain++;
		for (to = from; from > 0 && is_address(text->c[from - 1]); from--)
			;
		domain = domain_end(text, domain);
		if (from < to && domain)
			personal_add(text, matches, "mail", from, domain);
	}
}

static gboolean is_handle(gunichar c)
{
	return personal_is_wordly(c) || (c && c < 0x80 && strchr("._-#", (int)c));
}

static guint handle_end(const struct personal_text *text, guint from)
{
	guint to = from;

	while (is_handle(text->c[to]))
		to++;
	while (to > from && strchr(".-#", (int)(text->c[to - 1] & 0x7F)))
		to--;
	return to;
}

/* "instagram.com/x": words of letters, a point, letters, a path. */
static void find_links(const struct personal_text *text, GArray *matches)
{
	for (guint i = 0; i < text->words->len; i++) {
		const struct personal_word *word =
			&g_array_index(text->words, struct personal_word, i);
		guint end = domain_end(text, word->from), to = end;
		g_autofree char *host = NULL, *lower = NULL;

		if (!end || text->c[end] != '/' ||
		    !is_handle(text->c[end + 1] == '@' ? text->c[end + 2] : text->c[end + 1]))
			continue;
		host = g_strndup(text->bytes + text->at[word->from],
				 text->at[end] - text->at[word->from]);
		lower = g_utf8_strdown(host, -1);
		while (text->c[to] && !personal_is_blank(text->c[to]) && text->c[to] != '\n')
			to++;
		while (strchr(".,;:!?)”\"'", (int)(text->c[to - 1] & 0x7F)))
			to--;
		if (personal_lists(lower) & LIST_HOST)
			personal_add(text, matches, "profile", word->from, to);
	}
}

/* "@someone" */
static void find_handles(const struct personal_text *text, GArray *matches)
{
	for (guint i = 0; i < text->length; i++) {
		gunichar before = i ? text->c[i - 1] : ' ';
		guint to;

		if (text->c[i] != '@' || is_handle(before) ||
		    !(g_unichar_isalpha(text->c[i + 1]) || text->c[i + 1] == '_'))
			continue;
		to = handle_end(text, i + 1);
		if (to - i > 2)
			personal_add(text, matches, "profile", i, to);
	}
}

/* A name that only an account has: a digit, a point or an underscore between its letters. */
static gboolean looks_like_account(const struct personal_text *text, guint from, guint to)
{
	gboolean mark = FALSE, letter = FALSE;

	for (guint i = from; i < to; i++) {
		mark |= !g_unichar_isalpha(text->c[i]) && text->c[i] != '-';
		letter |= g_unichar_isalpha(text->c[i]);
	}
	return mark && letter && to - from > 2;
}

static gboolean between_platform_and_account(gunichar c)
{
	return personal_is_blank(c) || personal_is_dash(c) ||
	       (c && c < 0x80 && strchr(":=\"'(", (int)c));
}

/* "snap: x_y", "på discord heter kontot x#1": the account stands within three words. */
static void find_accounts(const struct personal_text *text, GArray *matches)
{
	for (guint i = 0; i < text->words->len; i++) {
		const struct personal_word *word =
			&g_array_index(text->words, struct personal_word, i);
		guint at = word->to;

		if (!(word->lists & LIST_PLATFORM))
			continue;
		for (guint words = 0; words < 4; words++) {
			guint to;

			while (between_platform_and_account(text->c[at]))
				at++;
			to = handle_end(text, at);
			if (to == at)
				break;
			if (looks_like_account(text, at, to)) {
				personal_add(text, matches, "profile", at, to);
				break;
			}
			at = to;
		}
	}
}

void personal_find_profile(const struct personal_text *text, GArray *matches)
{
	find_links(text, matches);
	find_handles(text, matches);
	find_accounts(text, matches);
}

/* number plates */

/* I, Q, V, Å, Ä and Ö are on none (Transportstyrelsen). */
static gboolean is_plate_letter(gunichar c)
{
	c = c < 0x80 ? (gunichar)g_ascii_toupper((char)c) : c;
	return c < 0x80 && g_ascii_isupper((char)c) && !strchr("IQV", (int)c);
}

static gboolean is_upper(const struct personal_text *text, guint from)
{
	return g_unichar_isupper(text->c[from]) && g_unichar_isupper(text->c[from + 1]) &&
	       g_unichar_isupper(text->c[from + 2]);
}

/* The end of "ABC 123", "ABC12D" at from, 0 = none stands there. */
static guint plate_end(const struct personal_text *text, guint from)
{
	guint i = from + 3;

	if (from + 6 > text->length || (from && personal_is_wordly(text->c[from - 1])))
		return 0;
	for (guint k = from; k < from + 3; k++)
		if (!is_plate_letter(text->c[k]))
			return 0;
	if (personal_is_blank(text->c[i]) || personal_is_dash(text->c[i]))
		i++;
	if (!personal_is_digit(text->c[i]) || !personal_is_digit(text->c[i + 1]) ||
	    !(personal_is_digit(text->c[i + 2]) || is_plate_letter(text->c[i + 2])) ||
	    personal_is_wordly(text->c[i + 3]))
		return 0;
	return i + 3;
}

/* What is said before it decides: "skylt abc123" is one, "kamerapunkt DEF 045" is none. Without
 * that it is one in capitals, and not a word. */
static gboolean is_plate(const struct personal_text *text, guint from, guint to)
{
	const struct personal_word *before = personal_word_before(text, from);
	g_autofree char *letters = g_strndup(text->bytes + text->at[from], 3);
	g_autofree char *lower = g_ascii_strdown(letters, -1);
	gboolean ends_in_letter = g_unichar_isalpha(text->c[to - 1]);

	if (before && before->lists & LIST_VEHICLE)
		return TRUE;
	if (personal_lists(lower) & LIST_PLATE_STOP)
		return FALSE;
	if (before &&
	    (before->lists & LIST_THING || g_str_has_suffix(before->lower, "punkt") ||
	     g_str_has_suffix(before->lower, "skåp") || g_str_has_suffix(before->lower, "nummer")))
		return FALSE;
	return is_upper(text, from) || (ends_in_letter && to - from == 6);
}

void personal_find_plate(const struct personal_text *text, GArray *matches)
{
	for (guint i = 0; i < text->length; i++) {
		guint to = plate_end(text, i);

		if (to && is_plate(text, i, to))
			personal_add(text, matches, "plate", i, to);
	}
}

/* flats */

void personal_find_flat(const struct personal_text *text, GArray *matches)
{
	for (guint i = 0; i < text->length; i++) {
		const struct personal_word *word = NULL;
		guint to = i;

		if (!personal_is_digit(text->c[i]) || (i && personal_is_digit(text->c[i - 1])))
			continue;
		while (personal_is_digit(text->c[to]))
			to++;
		word = personal_word_before(text, i);
		if (word && word->lists & LIST_FLAT && to - i <= 5)
			personal_add(text, matches, "flat", word->from, to);
	}
}
