/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terminal: shows a ui until it is done. */
#ifndef OSG_TTY_H
#define OSG_TTY_H

#include "osg/error.h"
#include "osg/ui.h"

struct tty_options {
	const char *database; /* file whose changes by others are watched; NULL = only asked once a
				 second */
	gboolean mono;        /* no colours whatever the terminal has; NO_COLOR does the same */
	int escape;           /* milliseconds that a lone Escape is waited on; 0 = 50 */
};

/* Whether standard input and output are a terminal that can show screens, and the locale UTF-8;
 * OSG_ERROR_INPUT says why not. */
gboolean tty_usable(GError **error);
/* Whether the terminal's font has no room for dots and bars: the console of Linux holds at most 512
 * signs. */
gboolean tty_is_console(void);
/* Runs until ui_done, a hang-up or a signal. Returns the exit status: 0, or 128 + signal. */
int tty_run(struct ui *ui, const struct tty_options *options);

#endif
