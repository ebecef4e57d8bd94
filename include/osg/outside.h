/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outside of osg: files that somebody names, and other programs. Who comes through ssh reaches
 * neither: the door shuts them off, once and for the whole process, before anything else is done.
 * Everything that opens a named file or starts a program asks here first. */
#ifndef OSG_OUTSIDE_H
#define OSG_OUTSIDE_H

#include <glib.h>

/* For the whole process; nothing opens it again. */
void outside_shut(void);
gboolean outside_is_shut(void);
/* A file by the name that somebody gave it; "-" (standard input or output) is always there.
 * OSG_ERROR_DENIED says how files come through ssh. */
gboolean outside_file(const char *name, GError **error);
/* A program of the machine; osg's own typesetter is always there. OSG_ERROR_DENIED. */
gboolean outside_program(const char *program, GError **error);

#endif
