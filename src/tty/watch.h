/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells when a database file or its write-ahead log was written by anybody. For this room only. */
#ifndef OSG_TTY_WATCH_H
#define OSG_TTY_WATCH_H

#include <glib.h>

struct watch;
/* changed runs on the main loop. Where the system cannot tell, it runs once a second. */
struct watch *watch_new(const char *file, void (*changed)(gpointer data), gpointer data);
void watch_free(struct watch *watch);

#endif
