/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row kept as text, a line of CSV "name,value" for each cell, so that it can be shown and read
 * again: rejected_row_fields. */
#ifndef OSG_EXCHANGE_ROW_TEXT_H
#define OSG_EXCHANGE_ROW_TEXT_H

#include <glib.h>

void row_text_append(GString *out, const char *name, const char *value);
/* FNV-1a: for telling whether a row changed, never for trust. Start with ROW_DIGEST_START; a NUL
 * goes in after each text. */
#define ROW_DIGEST_START G_GUINT64_CONSTANT(14695981039346656037)
guint64 row_digest(guint64 digest, const char *text);

#endif
