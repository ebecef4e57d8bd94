/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tty/paste.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include "osg/text.h"

static const char end[] = "\033[201~";
enum { END = sizeof end - 1, LOOKED_AHEAD = 16 };

void paste_begin(struct paste *paste)
{
	*paste = (struct paste){.text = g_string_new(NULL), .since_escape = LOOKED_AHEAD};
}

void paste_add(struct paste *paste, gunichar c)
{
	gboolean broken = c == '\n' && paste->last == '\r';

	paste->last = c;
	paste->since_escape = c == '\033' ? 0 : paste->since_escape + 1;
	if (broken)
		return;
	paste->characters++;
	if (paste->characters <= TEXT_MOST)
		g_string_append_unichar(paste->text, c == '\r' ? '\n' : c);
}

gboolean paste_is_full(const struct paste *paste)
{
	return paste->text && paste->characters > TEXT_MOST && paste->since_escape >= LOOKED_AHEAD;
}

static void count(struct paste *paste, guchar byte)
{
	paste->characters += (byte & 0xc0) != 0x80; /* the first of a character */
	paste->matched = byte == (guchar)end[paste->matched] ? paste->matched + 1
			 : byte == (guchar)end[0]            ? 1
							     : 0;
}

/* So few at a time as the end still lacks: what comes after it is the next key. */
gboolean paste_drop(struct paste *paste, int fd)
{
	char bytes[END];
	int waiting = 0;

	if (ioctl(fd, FIONREAD, &waiting) < 0)
		return FALSE;
	while (waiting > 0) {
		gssize got = read(fd, bytes, (gsize)MIN(waiting, END - paste->matched));

		if (got <= 0)
			return FALSE;
		waiting -= (int)got;
		for (gssize i = 0; i < got; i++)
			count(paste, (guchar)bytes[i]);
		if (paste->matched == END) {
			paste->characters -= END;
			return TRUE;
		}
	}
	return FALSE;
}

char *paste_end(struct paste *paste)
{
	char *text = g_string_free(g_steal_pointer(&paste->text), FALSE);

	if (paste->characters > TEXT_MOST)
		g_clear_pointer(&text, g_free);
	return text;
}
