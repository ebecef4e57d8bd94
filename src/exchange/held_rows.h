/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A header that lacks the category and has one column that may be it ("Händelse", "Rubrik"): it
 * waits with the first rows below it until their cells tell. */
#ifndef OSG_EXCHANGE_HELD_ROWS_H
#define OSG_EXCHANGE_HELD_ROWS_H

#include "exchange/table.h"
#include "osg/registry.h"

#define HELD_ROWS_ENOUGH 50 /* of them tell */

struct held_rows;

/* The only column that is called what a category may be called; -1: none, or several. */
int held_rows_column(const struct table_row *header);
/* The row with another name of the column ("Kategori (Händelse)"), which every mapping for any file
 * knows, also when a row of it is read again. *cells is owned by the caller and borrows from the
 * row; *name is owned by the caller. */
struct table_row held_rows_renamed(const struct table_row *header, int column, const char ***cells,
				   char **name);
/* Owned; free with held_rows_free. */
struct held_rows *held_rows_new(const struct table_row *header, int column);
void held_rows_free(struct held_rows *held);
/* Copies the row. How many there are, without the header. */
int held_rows_add(struct held_rows *held, const struct table_row *row);
/* Whether more than half of the cells that say anything are categories. */
gboolean held_rows_tell_category(const struct held_rows *held, const struct registry *registry);
/* The rows in their order, the header (0) first; borrowed. */
int held_rows_count(const struct held_rows *held);
struct table_row held_rows_row(const struct held_rows *held, int n);

#endif
