/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of an import: a file or standard input, looked at, counted and summed while they are
 * read. */
#ifndef OSG_APP_IMPORT_SOURCE_H
#define OSG_APP_IMPORT_SOURCE_H

#include <gio/gio.h>

#include "osg/exchange.h"

struct import_source {
	char *name;  /* without folders; for messages and the record */
	gint64 size; /* 0 = not known */
	gboolean empty;
	GInputStream *stream; /* sums what is read from it */
	const struct format *format;
	GBytes *piped; /* all of the standard input, for a second reading; NULL = not read */
};

/* source is all zero, or was cleared. file "-": standard input. format NULL: guessed, but for an
 * empty file. OSG_ERROR_STORE: it cannot be read; OSG_ERROR_FORMAT: nobody can. */
gboolean import_source_open(struct import_source *source, const char *file, const char *format,
			    GError **error);
/* Of a kind whose ids may begin again. */
gboolean import_source_is_table(const struct import_source *source);
/* OSG_ERROR_INPUT: it is no workbook, and the sheet was asked for. */
gboolean import_source_has_sheets(const struct import_source *source, const char *sheet,
				  GError **error);
/* It may be opened again. */
void import_source_clear(struct import_source *source);
void import_source_end(struct import_source *source);
/* SHA-256 of all that was read, hex. Owned. */
char *import_source_checksum(const struct import_source *source);

#endif
