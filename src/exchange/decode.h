/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which characters a file's bytes are: UTF-8, UTF-16 with or without its mark, and the old code
 * pages of Windows, DOS and Macintosh, told from each other by what makes Swedish words. */
#ifndef OSG_EXCHANGE_DECODE_H
#define OSG_EXCHANGE_DECODE_H

#include <gio/gio.h>

#include "osg/error.h"

struct code_page {
	const char *name;   /* for people: "Windows-1252" */
	gunichar high[128]; /* characters of the bytes above ASCII; 0 = not assigned */
};

/* The page in which the bytes hold the most Swedish letters inside words. *sure (may be NULL) is
 * FALSE when another does as well or none makes any. Windows-1252 when nothing speaks against it.
 */
const struct code_page *code_page_guess(const char *bytes, gsize length, gboolean *sure);
/* Whether most of the letters above ASCII are UTF-8, though some byte is not: a damaged file, and
 * no old code page. */
gboolean decode_is_broken_utf8(const char *bytes, gsize length);
/* Each page in turn, NULL behind the last. */
const struct code_page *code_page_nth(int n);
/* Windows-1252, by which garbled UTF-8 is recognised. */
const struct code_page *code_page_windows(void);

/* Bytes at the front that are a mark of UTF-8, also where a program made text of it ("ï»¿") or
 * wrote it twice. */
gsize decode_mark(const char *bytes, gsize length);
/* "UTF-16LE", "UTF-16BE" or NULL, from a mark or from where the zero bytes stand. */
const char *decode_is_utf16(const char *bytes, gsize length);
/* ASCII with Swedish letters as UTF-7 writes them ("+AOU-"). */
gboolean decode_is_utf7(const char *bytes, gsize length);
/* It as UTF-8; a "+" that begins no such letters stays. Owned. */
char *utf7_text(const char *bytes, gsize length, gsize *size);
/* The stream, buffered, UTF-7 read as UTF-8. *encoding is decode_is_utf16's answer about its
 * beginning. */
GInputStream *decode_stream(GInputStream *stream, const char **encoding, GError **error);

/* UTF-16 as it comes. Half a pair of surrogates becomes U+FFFD. */
struct utf16 {
	gboolean big;  /* the high byte stands first */
	gunichar lead; /* of a pair that is not whole yet, 0 = none */
	int byte;      /* one that waits for its other half, -1 = none */
};
void utf16_init(struct utf16 *u, const char *encoding);
void utf16_take(struct utf16 *u, const char *bytes, gsize length, GString *out);
/* What is left at the end. TRUE: it ends in the middle of a character. */
gboolean utf16_end(struct utf16 *u, GString *out);

/* More than a few of the bytes are no text's: control characters, but for the zeros that some
 * programs leave behind a file's end. */
gboolean decode_is_binary(const char *bytes, gsize length);
/* All of a text as UTF-8 without a mark, whatever it was; never NULL. *size: its bytes. Owned. */
char *decode_text(const char *bytes, gsize length, gsize *size);

#endif
