/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a zip archive, held in memory, within bounds. libzip is loaded when the first one is
 * opened. */
#ifndef OSG_EXCHANGE_ARCHIVE_H
#define OSG_EXCHANGE_ARCHIVE_H

#include "osg/error.h"

struct archive;

/* Whether libzip is there: built with, and found. */
gboolean archive_loads(void);

/* bytes stay the caller's until archive_close. OSG_ERROR_FORMAT: it is none, or not all of it. */
struct archive *archive_open(const GByteArray *bytes, const char *file, GError **error);
void archive_close(struct archive *archive); /* NULL is allowed */
/* One part, whole. NULL without an error: there is none of that name. OSG_ERROR_FORMAT: it cannot
 * be read, wants a password, or is larger than WHOLE_LARGEST, whatever the archive says of it. */
GBytes *archive_part(struct archive *archive, const char *name, GError **error);

#endif
