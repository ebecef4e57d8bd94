/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of persons, by their shape and by lists, and words on what is sensitive about a person.
 * Streets, schools, firms and the places of the municipality have names of the same shape: they are
 * told by what stands around. A name can only be likely. */
#include "config.h"

#include <string.h>

#include "model/personal_private.h"

static const struct personal_word *word_at(const struct personal_text *text, guint i)
{
	return i < text->word_count ? &text->words[i] : NULL;
}

/* One blank, or "." and a blank after an initial. */
static gboolean adjoin(const struct personal_text *text, const struct personal_word *a,
		       const struct personal_word *b)
{
	guint i = a->to;

	if (a->to - a->from == 1 && text->c[i] == '.')
		i++;
	while (i < b->from && personal_is(text, i, KIND_BLANK))
		i++;
	return i == b->from && i > a->to;
}

static gboolean is_known(const struct personal_text *text, const char *lower)
{
	return text->known && g_hash_table_contains(text->known, lower);
}

static gboolean is_known_pair(const struct personal_text *text, const struct personal_word *a,
			      const struct personal_word *b)
{
	g_autofree char *pair = g_strjoin(" ", a->lower, b->lower, NULL);

	return is_known(text, pair);
}

static gboolean is_roman(const struct personal_word *word)
{
	return word->shape == WORD_CAPITALS &&
	       strspn(word->lower, "ivxlcdm") == strlen(word->lower);
}

/* "Karl Johans park", "Karl XII:s väg", "Sankt Eriks backe": the word after next is a place's. */
static gboolean names_a_place(const struct personal_text *text, guint i)
{
	const struct personal_word *b = word_at(text, i), *next = word_at(text, i + 1);

	if (personal_ends(LIST_PLACE_END, b->lower, 0) || is_roman(b))
		return TRUE;
	if (next && adjoin(text, b, next) && next->lists & LIST_PLACE_NOUN)
		return b->lower[strlen(b->lower) - 1] == 's' || next->shape != WORD_LOWER;
	return FALSE;
}

enum likeness { UNLIKE, LIKE, LISTED };

static enum likeness like_surname(const struct personal_text *text, const struct personal_word *w)
{
	g_autofree char *base = g_strdup(w->lower);
	gsize length = strlen(base);

	if (w->lists & LIST_NOT_NAME || is_known(text, w->lower))
		return UNLIKE;
	if (w->lists & LIST_SURNAME)
		return LISTED;
	if (g_str_has_suffix(base, "ssons")) /* "Anderssons" */
		base[length - 1] = '\0';
	return personal_ends(LIST_ENDING, base, 2) ? LIKE : UNLIKE;
}

static gboolean ends_in_sson(const struct personal_word *word)
{
	return word->length >= 4 && memcmp(word->lower + word->length - 4, "sson", 4) == 0;
}

/* Whether two words have the shape of first name and surname: in title case, or told by the lists.
 */
static gboolean is_shaped(const struct personal_word *a, const struct personal_word *b)
{
	return (a->shape == WORD_TITLE && b->shape == WORD_TITLE) || a->lists & LIST_FIRST ||
	       (a->to - a->from > 1 && ends_in_sson(b));
}

static gboolean is_full_name(const struct personal_text *text, guint i)
{
	const struct personal_word *a = word_at(text, i), *b = word_at(text, i + 1);
	gboolean first = (a->lists & LIST_FIRST) != 0;
	enum likeness surname;

	if (i > 0 && word_at(text, i - 1)->lists & LIST_SAINT)
		return FALSE;
	if (!b || !is_shaped(a, b) || !adjoin(text, a, b) || a->lists & LIST_NOT_NAME ||
	    b->lists & LIST_NOT_NAME || is_known_pair(text, a, b) || names_a_place(text, i + 1) ||
	    (!first && is_known(text, a->lower)))
		return FALSE;
	surname = like_surname(text, b);
	if (a->shape == WORD_TITLE && b->shape == WORD_TITLE)
		return first ? !is_known(text, b->lower)
			     : surname == LIKE && !personal_ends(LIST_PLACE_END, a->lower, 1);
	return (first && surname != UNLIKE) || ends_in_sson(b);
}

/* "fru X", "herr X" */
static gboolean is_titled(const struct personal_text *text, guint i)
{
	const struct personal_word *title = word_at(text, i), *name = word_at(text, i + 1);

	return name && title->lists & LIST_TITLE && adjoin(text, title, name) &&
	       !names_a_place(text, i + 1) && !(name->lists & LIST_NOT_NAME) &&
	       (name->shape == WORD_TITLE || like_surname(text, name) != UNLIKE ||
		name->lists & LIST_FIRST);
}

/* "en person som heter X", "mannen kallas X" */
static gboolean is_called(const struct personal_text *text, guint i)
{
	const struct personal_word *called = word_at(text, i), *name = word_at(text, i + 1);
	gboolean person = FALSE;

	if (!name || !(called->lists & LIST_CALLED) || names_a_place(text, i + 1) ||
	    name->lists & LIST_NOT_NAME || is_known(text, name->lower))
		return FALSE;
	for (guint k = i >= 4 ? i - 4 : 0; k < i; k++)
		person |= (word_at(text, k)->lists & LIST_PERSON) != 0;
	return person && (name->shape == WORD_TITLE || name->lists & LIST_FIRST);
}

/* The surname after the name too. */
static guint name_end(const struct personal_text *text, guint i)
{
	const struct personal_word *a = word_at(text, i), *b = word_at(text, i + 1);

	return b && adjoin(text, a, b) && like_surname(text, b) != UNLIKE ? b->to : a->to;
}

void personal_find_name(const struct personal_text *text, GArray *matches)
{
	for (guint i = 0; i < text->word_count; i++) {
		if (is_titled(text, i) || is_called(text, i))
			personal_add(text, matches, "name", word_at(text, i + 1)->from,
				     name_end(text, i + 1));
		else if (is_full_name(text, i))
			personal_add(text, matches, "name", word_at(text, i)->from,
				     name_end(text, i + 1));
	}
}

/* A suspicion is one of somebody only where a name or a number says of whom. */
void personal_find_sensitive(const struct personal_text *text, GArray *matches)
{
	guint lists = LIST_SENSITIVE | (matches->len ? LIST_SUSPICION : 0);

	for (guint i = 0; i < text->word_count; i++) {
		const struct personal_word *word = word_at(text, i);

		if (word->lists & lists)
			personal_add(text, matches, "sensitive", word->from, word->to);
	}
}
