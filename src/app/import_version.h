/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a source said about an observation, as a digest: of the whole row, and of what each part of
 * it came to. The first tells whether the row changed; the others which parts did, so that what a
 * person put right here is not overwritten by a change elsewhere in the row. */
#ifndef OSG_APP_IMPORT_VERSION_H
#define OSG_APP_IMPORT_VERSION_H

#include "osg/record.h"

/* digest: the reader's. Owned. */
char *import_version_make(guint64 digest, const struct observation *o);
gboolean import_version_same(const char *seen, const char *now);
/* Copies the parts that the source changed since seen (NULL: all) from the new row to the stored
 * observation. TRUE: anything differs now. */
gboolean import_version_apply(const char *seen, const char *now, const struct observation *row,
			      struct observation *stored);
/* The other way about: the parts that the source says as before become the stored observation's own
 * in what is compared with it. */
void import_version_unchanged(const char *seen, const char *now, const struct observation *row,
			      struct observation *stored);

#endif
