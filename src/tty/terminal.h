/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ncurses behind the surface: enters and leaves the terminal, shows surfaces, decodes keys. For
 * this room only. */
#ifndef OSG_TTY_TERMINAL_H
#define OSG_TTY_TERMINAL_H

#include "osg/ui.h"

/* FALSE: the terminal could not be used. */
gboolean terminal_enter(int escape_milliseconds, gboolean mono);
void terminal_leave(void);
/* The same around a stop: the shell gets its terminal, then we take it again. */
void terminal_pause(void);
void terminal_resume(void);
/* The kernel's idea of the size. */
void terminal_size(int *width, int *height);
/* Pixels of a cell; 0, 0 where it is not told. */
void terminal_cell(int *width, int *height);
void terminal_resized(int width, int height);
void terminal_redraw(void); /* the next show paints everything */
/* Gives text to the clipboard of the terminal (OSC 52), where it has one. */
void terminal_copy(const char *text);
void terminal_mouse(gboolean wanted);
/* Sends what differs from what was shown last, inside one synchronized update: letters, then the
 * pictures that lie upon them, in the way that the terminal knows. */
void terminal_show(const struct surface *s, enum theme theme, enum graphics graphics);

enum event_kind { EVENT_NONE, EVENT_KEY, EVENT_PASTE, EVENT_MOUSE };

struct event {
	enum event_kind kind;
	guint32 key;
	char *paste;       /* owned by the receiver; NULL = it is longer than any text */
	gint64 characters; /* of the paste */
	enum mouse mouse;
	int x, y;
};
/* The next thing the user did; EVENT_NONE = nothing (more) waits. */
struct event terminal_read(void);

#endif
