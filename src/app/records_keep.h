/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file with records of osg's own leaves as it is here. */
#ifndef OSG_APP_RECORDS_KEEP_H
#define OSG_APP_RECORDS_KEEP_H

#include "osg/record.h"

/* The fields that the file does not say (says: those that it does; NULL = all). stored may be NULL,
 * here and below. */
void records_keep_unsaid(const char *const *says, const struct record *stored,
			 struct record *record);
/* What a list that was written earlier, for somebody else or by a spreadsheet does not know.
 * foreign: another program wrote it, and knows what it withdraws. */
void records_keep(gboolean foreign, const struct record *stored, struct record *record);

#endif
