/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people call the columns of their tables, in Swedish and English (share/mappings/
 * headings.csv): one list for what is read without a mapping of its own and for what is proposed.
 */
#ifndef OSG_EXCHANGE_HEADINGS_H
#define OSG_EXCHANGE_HEADINGS_H

#include "exchange/mapping.h"

struct heading {
	enum column column;
	char *folded;
	gboolean only; /* too little to read by: it is proposed, and a person says */
};

/* All of them, of a column the surest first. Of the program. */
const struct heading *headings_known(guint *count);

#endif
