/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as people see it: width in columns, cutting and padding, Swedish folding and collation, and
 * the one filter that keeps untrusted text harmless. All strings are UTF-8. Nothing
 * is measured in bytes. */
#ifndef OSG_TEXT_H
#define OSG_TEXT_H

#include <glib.h>

/* Columns of one character (0, 1 or 2) and of a string. Combining marks, variation selectors and
 * joiners are 0 wide. */
int char_width(gunichar c);
int text_width(const char *text);

enum text_align { TEXT_LEFT, TEXT_RIGHT, TEXT_CENTRE };
/* Appends exactly width columns of text: padded with blanks, or cut by grapheme with "…" as its
 * last column. */
void text_append_fitted(GString *out, const char *text, int width, enum text_align align);
char *text_fit(const char *text, int width, enum text_align align);
/* Byte offset after the last whole grapheme that fits in width columns. *used (may be NULL) gets
 * the columns. */
gsize text_cut(const char *text, int width, int *used);
/* Breaks at blanks (and inside words wider than a line) into lines of at most width columns; "\n"
 * starts a new line. A GPtrArray of owned strings. */
GPtrArray *text_wrap(const char *text, int width);
/* Adds a line as printf makes it to an array of owned strings. */
void text_add_line(GPtrArray *to, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Makes a text harmless: valid UTF-8 (bad bytes become U+FFFD), NFC, no C0/C1 controls, no bidi or
 * zero-width formatting, no private use, at most four combining marks in a row; U+00A0 and other
 * blanks become a plain blank, ends are trimmed. Line breaks survive only with keep_lines. Never
 * NULL. */
char *text_clean(const char *text, gssize length, gboolean keep_lines);
/* Characters of one text that somebody writes. */
#define TEXT_MOST 100000
/* Why a text is too long, a sentence, owned; NULL = it is not. */
char *text_overlong(const char *text);
char *text_too_many(gint64 characters); /* that sentence; owned */
/* Whether text_clean would leave it as it is, told from the characters that most texts are made of;
 * FALSE may only mean that the whole treatment has to tell. Quick. */
gboolean text_is_plain(const char *text, gsize length, gboolean keep_lines);
gboolean text_is_clean(const char *text);
/* Valid UTF-8 without the characters that text_clean drops; blanks and line breaks may stand
 * anywhere. */
gboolean text_is_harmless(const char *text);

/* Folded for finding: lower case, å ä ö é … to a a o e, ß to ss, other marks dropped, runs of
 * blanks and punctuation to one blank. */
char *text_fold(const char *text);
/* Lower case without dropping å ä ö: the first tier of a search. */
char *text_lower(const char *text);
/* Swedish order: … z å ä ö, case and accents second, digits by value ("v9" before "v10"). */
int text_collate(const char *a, const char *b);
/* strcmp of two such keys orders as text_collate does: for sorting many. Owned. */
char *text_collate_key(const char *text);

/* How well typed text matches a candidate, both folded with text_fold. 0 no match; more is better:
 * the whole, a prefix, prefixes of its words in order ("visk" and "vi sk" find "visättra skola"), a
 * substring, the letters in order. */
int text_match(const char *typed, const char *candidate);
/* The same by whole, prefix and prefixes of words only. */
int text_match_words(const char *typed, const char *candidate);

/* Letters to change, to add or to leave out until typed is how candidate begins; both folded. Takes
 * as long as both are long, multiplied. */
int text_slips(const char *typed, const char *candidate);

/* The one of some words (NULL at their end) that a mistyped one is nearest to, byte by byte; NULL:
 * none is near. */
const char *text_nearest(const char *word, const char *const *known);

/* A word of a table in the reader's language: as it is said of this field, else as everywhere. */
const char *text_word(const char *field, const char *word);
/* "1 234 567" with a no-break thin group separator for readers (U+00A0). */
char *text_number(gint64 n);
/* "0,5" or "0.5": the decimal mark of the current language. */
char *text_decimal(double value, int decimals);

#endif
