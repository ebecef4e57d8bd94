/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which row of a source this is, and which rows of a file share an id. */
#ifndef OSG_EXCHANGE_ROW_IDENTITY_H
#define OSG_EXCHANGE_ROW_IDENTITY_H

#include "osg/exchange.h"

/* How an id that was met before is to be taken. */
enum identity {
	IDENTITY_FIRST,   /* not met before */
	IDENTITY_SAME,    /* the same row twice */
	IDENTITY_RESTART, /* another day, place and category: the source counts from 1 again */
	IDENTITY_CLASH    /* the same id for something else: a person has to look */
};

struct row_ids;

struct row_ids *row_ids_new(void);
void row_ids_free(struct row_ids *ids);
/* Remembers the row by its organisation's id and content. *line (may be NULL) is where the id stood
 * first. */
enum identity row_ids_meet(struct row_ids *ids, const char *id, guint64 digest,
			   const struct observation *o, int line, int *first_line);

#endif
