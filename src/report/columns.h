/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How wide the columns of a table are. */
#ifndef OSG_COLUMNS_H
#define OSG_COLUMNS_H

#include "report/document_private.h"

#define MOST_COLUMNS 32

struct columns {
	int count;
	double width[MOST_COLUMNS]; /* first what each would like, after columns_fit what it gets */
	double least[MOST_COLUMNS]; /* its longest word */
};

/* The width of a text in the renderer's own unit. */
typedef double (*columns_measure)(const char *text, gconstpointer data);

/* Widens to hold the cells; a small bar is bar wide, 0 = as the characters of its text. */
void columns_widen(struct columns *columns, const struct block *cells, columns_measure measure,
		   double bar, gconstpointer data);
/* Everybody gets the longest word, then as much of what it would like as there is room for, alike;
 * what is left over when stretch is divided by the table's shares. */
void columns_fit(struct columns *columns, const struct block *table, double room, gboolean stretch);

#endif
