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

/* The first cells of two lines are numbers or dates alike: "2024-01-05" and "2024-02-11", "9" and
 * "10". */
static gboolean begin_alike(const char *a, const char *b, const char *end, char delimiter,
			    char quote)
{
	gboolean digits = FALSE;

	for (a += *a == quote; b < end && *a != delimiter && *b != delimiter; a++, b++) {
		digits = g_ascii_isdigit(*a) && g_ascii_isdigit(*b);
		if (*a != *b && !digits)
			return FALSE;
		while (digits && g_ascii_isdigit(a[1]) && !g_ascii_isdigit(b[1]))
			a++;
		while (digits && b + 1 < end && g_ascii_isdigit(b[1]) && !g_ascii_isdigit(a[1]))
			b++;
	}
	return digits && b < end && *a == *b;
}

static int cells_between(const char *p, const char *end, char delimiter)
{
	int count = 1;

	for (; p < end; p++)
		count += *p == delimiter;
	return count;
}

/* Whole rows of the table lie between the marks, or the last of them ends behind the second; row:
 * where the one that opens them begins. */
static gboolean frame_swallows(const char *row, const char *open, const char *close,
			       const char *end, char delimiter, char quote, int columns)
{
	const char *line = memchr(open, '\n', (gsize)(close - open));

	while (columns >= 3 && line) {
		const char *next = memchr(line + 1, '\n', (gsize)(close - line - 1)),
			   *stop = next ? next : close;

		while (!next && stop < end && !ends_row(*stop))
			stop++;
		if (cells_between(line + 1, stop, delimiter) >= columns &&
		    (next || begin_alike(row, line + 1, close, delimiter, quote)))
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
		if (close && !frame_swallows(begin, open, close, end, delimiter, quote, columns)) {
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
