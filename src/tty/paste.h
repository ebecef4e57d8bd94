/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bracketed paste as it comes in. What is longer than any text is read to its end, counted and
 * dropped: letter by letter through curses ten million would take the screen for half a minute. */
#ifndef OSG_TTY_PASTE_H
#define OSG_TTY_PASTE_H

#include <glib.h>

struct paste {
	GString *text;     /* NULL = there is none under way */
	gint64 characters; /* so far */
	int since_escape;  /* characters; curses may have looked ahead after one */
	gunichar last;     /* a line break may come as two */
	int matched;       /* bytes of the end that were just read */
};

void paste_begin(struct paste *paste);
void paste_add(struct paste *paste, gunichar c);
/* It holds more than any text may, and the rest is for paste_drop. */
gboolean paste_is_full(const struct paste *paste);
/* Reads of fd what waits there, and never more than the paste; TRUE: its end has come. */
gboolean paste_drop(struct paste *paste, int fd);
/* Ends it. The text, owned; NULL where it was too long. */
char *paste_end(struct paste *paste);

#endif
