/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written in one piece: addresses of mail, profiles, number plates, numbers of flats. */
#include "config.h"

#include <string.h>

#include "model/personal_private.h"

/* mail and profiles */

static gboolean is_ascii(const struct personal_text *text, guint i, const char *those)
{
	return text->c[i] && text->c[i] < 0x80 && strchr(those, (int)text->c[i]);
}

static gboolean is_address(const struct personal_text *text, guint i)
{
	return personal_is(text, i, KIND_WORDLY) || is_ascii(text, i, "._%+-");
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

	for (; personal_is(text, i, KIND_WORDLY) || text->c[i] == '-' ||
	       (text->c[i] == '.' && personal_is(text, i + 1, KIND_WORDLY));
	     i++)
		if (text->c[i] == '.')
			dot = i;
	return dot > from && i - dot > 2 ? i : 0;
}

void personal_find_mail(const struct personal_text *text, GArray *matches)
{
	for (guint i = 1; text->has & KIND_AT && i < text->length; i++) {
		guint sign = personal_is(text, i, KIND_AT) ? at_sign(text, i) : 0, from = i, to,
		      domain;

		if (!sign)
			continue;
		domain = i + sign;
		while (sign > 1 && from > 0 && personal_is(text, from - 1, KIND_BLANK))
			from--;
		while (sign > 1 && personal_is(text, domain, KIND_BLANK))
			domain++;
		for (to = from; from > 0 && is_address(text, from - 1); from--)
			;
		domain = domain_end(text, domain);
		if (from < to && domain)
			personal_add(text, matches, "mail", from, domain);
	}
}

static gboolean is_handle(const struct personal_text *text, guint i)
{
	return personal_is(text, i, KIND_WORDLY) || is_ascii(text, i, "._-#");
}

static guint handle_end(const struct personal_text *text, guint from)
{
	guint to = from;

	while (is_handle(text, to))
		to++;
	while (to > from && strchr(".-#", (int)(text->c[to - 1] & 0x7F)))
		to--;
	return to;
}

/* "instagram.com/x": words of letters, a point, letters, a path. */
static void find_links(const struct personal_text *text, GArray *matches)
{
	for (guint i = 0; i < text->word_count; i++) {
		const struct personal_word *word = &text->words[i];
		guint end = domain_end(text, word->from), to = end;
		g_autofree char *host = NULL, *lower = NULL;

		if (!end || text->c[end] != '/' ||
		    !is_handle(text, text->c[end + 1] == '@' ? end + 2 : end + 1))
			continue;
		host = g_strndup(text->bytes + text->at[word->from],
				 text->at[end] - text->at[word->from]);
		lower = g_utf8_strdown(host, -1);
		while (text->c[to] && !personal_is(text, to, KIND_BLANK) && text->c[to] != '\n')
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
		guint to;

		if (text->c[i] != '@' || (i && is_handle(text, i - 1)) ||
		    !(personal_is(text, i + 1, KIND_LETTER) || text->c[i + 1] == '_'))
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
		mark |= !personal_is(text, i, KIND_LETTER) && text->c[i] != '-';
		letter |= personal_is(text, i, KIND_LETTER);
	}
	return mark && letter && to - from > 2;
}

static gboolean between_platform_and_account(const struct personal_text *text, guint i)
{
	return personal_is(text, i, KIND_BLANK | KIND_DASH) || is_ascii(text, i, ":=\"'(");
}

/* "snap: x_y", "på discord heter kontot x#1": the account stands within three words. */
static void find_accounts(const struct personal_text *text, GArray *matches)
{
	for (guint i = 0; i < text->word_count; i++) {
		const struct personal_word *word = &text->words[i];
		guint at = word->to;

		if (!(word->lists & LIST_PLATFORM))
			continue;
		for (guint words = 0; words < 4; words++) {
			guint to;

			while (between_platform_and_account(text, at))
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
	if (text->has & KIND_SLASH)
		find_links(text, matches);
	if (text->has & KIND_AT)
		find_handles(text, matches);
	if (text->lists & LIST_PLATFORM)
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
	return personal_is(text, from, KIND_UPPER) && personal_is(text, from + 1, KIND_UPPER) &&
	       personal_is(text, from + 2, KIND_UPPER);
}

/* The end of "ABC 123", "ABC12D" at from, 0 = none stands there. */
static guint plate_end(const struct personal_text *text, guint from)
{
	guint i = from + 3;

	if (from + 6 > text->length)
		return 0;
	for (guint k = from; k < from + 3; k++)
		if (!is_plate_letter(text->c[k]))
			return 0;
	if (personal_is(text, i, KIND_BLANK) || personal_is(text, i, KIND_DASH))
		i++;
	if (!personal_is(text, i, KIND_DIGIT) || !personal_is(text, i + 1, KIND_DIGIT) ||
	    !(personal_is(text, i + 2, KIND_DIGIT) || is_plate_letter(text->c[i + 2])) ||
	    personal_is(text, i + 3, KIND_WORDLY))
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
	gboolean ends_in_letter = personal_is(text, to - 1, KIND_LETTER);

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

/* The three letters stand right before a digit, or one sign before it. */
void personal_find_plate(const struct personal_text *text, GArray *matches)
{
	for (guint d = 0; d < text->digits->len; d++) {
		guint at = g_array_index(text->digits, struct personal_digit, d).at;

		for (guint before = MIN(at, 4); before >= 3; before--) {
			guint from = at - before;
			gboolean begins = personal_is(text, from, KIND_LETTER) &&
					  !(from && personal_is(text, from - 1, KIND_WORDLY));
			guint to = begins ? plate_end(text, from) : 0;

			if (to && is_plate(text, from, to))
				personal_add(text, matches, "plate", from, to);
		}
	}
}

/* flats */

void personal_find_flat(const struct personal_text *text, GArray *matches)
{
	for (guint i = 0; text->lists & LIST_FLAT && i < text->length; i++) {
		const struct personal_word *word = NULL;
		guint to = i;

		if (!personal_is(text, i, KIND_DIGIT) ||
		    (i && personal_is(text, i - 1, KIND_DIGIT)))
			continue;
		while (personal_is(text, to, KIND_DIGIT))
			to++;
		word = personal_word_before(text, i);
		if (word && word->lists & LIST_FLAT && to - i <= 5)
			personal_add(text, matches, "flat", word->from, to);
	}
}
