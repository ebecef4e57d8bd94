/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a repair. */
#ifndef OSG_STORE_REPAIR_H
#define OSG_STORE_REPAIR_H

#include "osg/repair.h"

#include "store/store_private.h"

/* The records of a kind that its index of ids knows and its table did not give: from the record of
 * changes, or lost. */
void repair_lost_records(struct repair *repair, const struct record_kind *kind, struct repaired *r);
/* The same for the lists of the records with these keys. */
void repair_lost_lists(struct repair *repair, const struct record_kind *kind, const GArray *keys,
		       struct repaired *r);
/* An observation is in both of its tables or in none; what refers to a lost record refers to none.
 */
gboolean repair_references(struct repair *repair, GError **error);
/* Counts and search, from the records. */
gboolean repair_derived(struct repair *repair, GError **error);
/* JSON for the record of changes. Owned. */
char *repair_detail(const struct repair *repair);

#endif
