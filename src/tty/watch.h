/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells when a database was written by anybody: a file or its write-ahead log, or what a server
 * says. For this room only. */
#ifndef OSG_TTY_WATCH_H
#define OSG_TTY_WATCH_H

#include <glib.h>

struct watch;

/* A server that tells when it was written to. */
struct news {
	int (*descriptor)(gpointer of); /* that becomes readable; -1 = it is gone */
	gboolean (*heard)(gpointer of); /* since it was last asked */
	gpointer of;
};

/* changed runs on the main loop. Where the system cannot tell, it runs once a second. */
struct watch *watch_new(const char *file, void (*changed)(gpointer data), gpointer data);
/* changed runs for each of the news; while the server is gone after one second, two, four … for it
 * to look whether it is there again. */
struct watch *watch_server(const struct news *news, void (*changed)(gpointer data), gpointer data);
void watch_free(struct watch *watch);

#endif
