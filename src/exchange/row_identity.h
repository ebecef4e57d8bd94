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

/* An id as it is compared: of a GUID neither case nor braces matter, and of a number no zeros in
 * front, which a spreadsheet takes off. Owned. */
char *source_id_plain(const char *id);
/* The number of a sheet of the file, from 0 in the order in which they are met; over a second
 * reading it stays. */
int row_ids_sheet(struct row_ids *ids, const char *name);
/* Where a row stands, for row_ids_meet; sheet -1: the file has none. */
int row_ids_line(int sheet, int line);
/* "line 4", "record 4", "line 4 of “feb”". Owned. */
char *row_ids_place(const struct row_ids *ids, int line);
/* Remembers the row by its organisation's id and content. *line (may be NULL) is where the id stood
 * first. */
enum identity row_ids_meet(struct row_ids *ids, const char *id, guint64 digest,
			   const struct observation *o, int line, int *first_line);

/* The day of the event that an id stands for here, of a row that row_ids_ask named in a reading
 * before; DAY_NONE: it was not named. */
int row_ids_asked(const struct row_ids *ids, guint64 digest);

#endif
