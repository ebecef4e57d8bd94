/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the entry guard asks of a row that is read in. */
#ifndef OSG_EXCHANGE_ROW_GUARD_H
#define OSG_EXCHANGE_ROW_GUARD_H

#include "osg/exchange.h"

/* What tells who somebody is in the words of an observation, and what to write instead: the row is
 * to be set aside for somebody to look at. Owned, NULL = nothing, or the reader is not asked to
 * look. *field: the observation's field that has those words. */
char *row_guard(const struct reader_options *options, const struct observation *observation,
		const struct field **field);
/* Whether the text is one of which that is to be said. */
gboolean row_guard_text(const struct reader_options *options, const char *text);

#endif
