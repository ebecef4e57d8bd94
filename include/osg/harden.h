/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A process gives up what it does not need, so that a fault in it can be used for less. What the
 * kernel does not know is left out without a word; osg doctor says what there is. */
#ifndef OSG_HARDEN_H
#define OSG_HARDEN_H

#include <glib.h>

enum harden {
	HARDEN_PRIVILEGES = 1 << 0, /* no program that it starts has more rights than it */
	HARDEN_PROGRAMS = 1 << 1,   /* starts no program, opens no connection, traces nobody */
	HARDEN_FILES = 1 << 2       /* writes in the database's folder only, reads what the system
				       and osg have for everybody */
};

/* For every process, at its start; flags that took hold. */
guint harden_start(void);
/* For the screens of somebody who came through the ssh door, before any thread: nothing leads out
 * of them. Cannot be taken back. */
guint harden_screens(const char *database);
/* What harden_screens can do here: tried by a process of its own. */
guint harden_available(const char *database);

#endif
