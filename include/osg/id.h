/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Record identities: random UUIDs with a millisecond prefix (RFC 9562 version 7), so that rows made
 * in order sort in order. The random part comes from libuuid; within one millisecond it is counted
 * up. */
#ifndef OSG_ID_H
#define OSG_ID_H

#include <glib.h>

struct id {
	guint8 bytes[16];
};

#define ID_TEXT_SIZE 37 /* 36 characters and the NUL */

/* A new id for the moment now_ms (milliseconds since 1970 UTC). Not thread safe across threads
 * without a lock: it has one. */
struct id id_new(gint64 now_ms);
/* The id that a text always gives (RFC 9562 version 8 from SHA-256 of name within a namespace): for
 * demo and taxonomy records that must be the same everywhere. */
struct id id_from_name(const char *name_space, const char *name);
gboolean id_is_null(const struct id *id);
gboolean id_equal(const struct id *a, const struct id *b);
void id_format(const struct id *id, char text[ID_TEXT_SIZE]);
/* FALSE unless text is 36 characters of the 8-4-4-4-12 form; braces and blanks are refused. */
gboolean id_parse(const char *text, struct id *id);

#endif
