/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Running another program with bytes in and bytes out. */
#ifndef OSG_RUN_H
#define OSG_RUN_H

#include <gio/gio.h>

/* argv[0] with in as its standard input, in the C locale. FALSE with G_SPAWN_ERROR when it could
 * not be started, OSG_ERROR_STORE with its own words when it failed. in, out and said may be NULL;
 * said: what it wrote to its standard error though all went well, "" = nothing. Owned. */
gboolean run_program(const char *const *argv, GBytes *in, GBytes **out, char **said,
		     GError **error);

/* A program that is started before its input is there; it waits for it. Errors as of run_program.
 */
struct running;
struct running *run_begin(const char *const *argv, GError **error);
/* As run_program from there on. Without in: nobody wants its answer any more. */
gboolean run_end(struct running *take, GBytes *in, GBytes **out, char **said, GError **error);

#endif
