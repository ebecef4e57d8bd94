/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cell like "Stopp" ropade någon begins with a mark that frames nothing. A reader that believes
 * in the frame would swallow the rows up to the next mark. */
#include "config.h"

#include "exchange/quotes.h"

#include <string.h>

#define LONGEST_FRAME (1024 * 1024) /* as long as a row may be */

static gboolean ends_row(char c)
{
	return c == '\n' || c == '\r';
}

static const char *cell_end(const char *p, const char *end, char delimiter)
{
	while (p < end && *p != delimiter && !ends_row(*p))
		p++;
	return p;
}

/* The closing mark of the frame that opens at p. NULL: it is no frame, or (*more) this cannot be
 * told yet. */
static const char *frame_close(const char *p, const char *end, char delimiter, char quote,
			       gboolean last, gboolean *more)
{
	const char *limit = end - p > LONGEST_FRAME ? p + LONGEST_FRAME : end;
	const char *q = p + 1;

	for (; q < limit && (q = memchr(q, quote, (gsize)(limit - q))); q++) {
		const char *after = q + 1;

		if (after < limit && *after == quote) {
			q++;
			continue;
		}
		while (after < limit && *after == ' ')
			after++;
		*more = after == end && !last;
		if (*more)
			return NULL;
		return after == limit || *after == delimiter || ends_row(*after) ? q : NULL;
	}
	*more = !last && limit == end;
	return NULL;
}

/* Whole rows of the table lie between the marks. */
static gboolean frame_swallows(const char *open, const char *close, char delimiter, int columns)
{
	const char *line = memchr(open, '\n', (gsize)(close - open));

	while (columns >= 3 && line) {
		const char *next = memchr(line + 1, '\n', (gsize)(close - line - 1));
		int count = 1;

		for (const char *p = line + 1; next && p < next; p++)
			count += *p == delimiter;
		if (next && count >= columns)
			return TRUE;
		line = next;
	}
	return FALSE;
}

static void append_framed(GString *out, char quote, const char *p, const char *end)
{
	g_string_append_c(out, quote);
	for (; p < end; p++) {
		if (*p == quote)
			g_string_append_c(out, quote);
		g_string_append_c(out, *p);
	}
	g_string_append_c(out, quote);
}

gsize quotes_take_row(const char *begin, const char *end, char delimiter, char quote, int columns,
		      gboolean last, GString *out)
{
	const char *p = begin;

	g_string_truncate(out, 0);
	for (;;) {
		const char *open = p, *close = NULL;
		gboolean more = FALSE;

		while (open < end && *open == ' ')
			open++;
		if (open < end && *open == quote)
			close = frame_close(open, end, delimiter, quote, last, &more);
		if (more)
			return 0;
		if (close && !frame_swallows(open, close, delimiter, columns)) {
			g_string_append_len(out, open, close + 1 - open);
			p = cell_end(close + 1, end, delimiter);
		} else {
			const char *cell = p;

			p = cell_end(p, end, delimiter);
			if (open < end && *open == quote)
				append_framed(out, quote, cell, p);
			else
				g_string_append_len(out, cell, p - cell);
		}
		if (p == end)
			return last ? (gsize)(p - begin) : 0;
		g_string_append_c(out, *p);
		if (ends_row(*p++))
			return (gsize)(p - begin);
	}
}
