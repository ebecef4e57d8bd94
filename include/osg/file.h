/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that people name: read whole up to a bound, and why one could not be used in words of our
 * own, since the system's are English wherever its translations are not installed. */
#ifndef OSG_FILE_H
#define OSG_FILE_H

#include <glib.h>

/* "there is no such file", of an errno; the system's words where there are none of ours. Never
 * NULL, no full stop; static or interned. */
const char *file_why(int number);
/* The same of an error of GLib's files and streams; of any other its own message, borrowed. */
const char *file_error_why(const GError *error);
/* A new folder of this user alone among the temporary files, as g_dir_make_tmp's; owned. NULL with
 * OSG_ERROR_STORE. */
char *file_temporary_folder(const char *pattern, GError **error);
/* A copy could not get that name, and errno says why: OSG_ERROR_STORE; always FALSE. */
gboolean file_copy_refused(const char *path, GError **error);
/* The whole file, with a zero byte behind it; owned. OSG_ERROR_STORE: it cannot be read;
 * OSG_ERROR_FORMAT: it is larger than most bytes (0 = as large as it is). The sentence names the
 * file, clean. *missing (may be NULL) is whether there is none of that name. */
char *file_load(const char *path, gsize most, gsize *length, gboolean *missing, GError **error);

#endif
