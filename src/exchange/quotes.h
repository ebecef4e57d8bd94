/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows whose quotation marks are not what CSV means by them. */
#ifndef OSG_EXCHANGE_QUOTES_H
#define OSG_EXCHANGE_QUOTES_H

#include <glib.h>

/* Takes the first row off bytes (begin..end) into out so that every mark in it is as RFC 4180 has
 * it: a cell that begins with a mark which is not its frame, or whose frame never closes, becomes
 * the text that stands there, to the next delimiter. quote: the mark. columns: of the table, 0 =
 * not known; a frame that would hold whole rows of so many is none. last: no more bytes come.
 * Returns how many bytes were taken, 0 = the row is not all there yet. */
gsize quotes_take_row(const char *begin, const char *end, char delimiter, char quote, int columns,
		      gboolean last, GString *out);

#endif
