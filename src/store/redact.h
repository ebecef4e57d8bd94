/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the redactions on the record of changes say, for the checks that would take them for
 * forgeries. */
#ifndef OSG_STORE_REDACT_H
#define OSG_STORE_REDACT_H

#include "store/store_private.h"

struct redactions;

struct redactions *redactions_read(struct store *store, GError **error);
void redactions_free(struct redactions *r);
/* Whether a redaction left the line with this sum. */
gboolean redactions_explain_line(const struct redactions *r, gint64 line,
				 const guint8 sum[STORE_HASH_SIZE]);
gboolean redactions_explain_picture(const struct redactions *r, int week, int number,
				    const char *sum);
/* How many versions redactions made of a record; untold: as many more may have, which do not say of
 * which records. */
int redactions_of(const struct redactions *r, const struct id *id, int *untold);
gboolean log_is_redaction(const struct log_line *line);

#endif
