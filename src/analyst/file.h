/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of an analyst: bytes held whole, and what is quoted of them. */
#ifndef OSG_ANALYST_FILE_H
#define OSG_ANALYST_FILE_H

#include <glib.h>

/* A whole file. OSG_ERROR_STORE when it cannot be read, OSG_ERROR_INPUT when it is larger than most
 * bytes. *name: what messages call it, clean. Owned, with a NUL at the end. */
char *analyst_file_load(const char *path, gsize most, gsize *length, char **name, GError **error);
/* What stood there, for a message: clean, 40 characters at most. Owned. */
char *analyst_quote(const char *text);
/* A finite number and nothing else but blanks around it. */
gboolean analyst_number(const char *text, double *number);

#endif
