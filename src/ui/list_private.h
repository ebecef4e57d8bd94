/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of the list, for list.c and list_draw.c. */
#ifndef OSG_UI_LIST_PRIVATE_H
#define OSG_UI_LIST_PRIVATE_H

#include "ui/list.h"

#define MOST_COLUMNS 16

struct list {
	const struct list_model *model;
	gpointer data;
	GArray *order;           /* guint of the rows shown */
	GPtrArray *search_texts; /* by row, filled as needed */
	char *search;
	const struct list_column *only; /* shows only rows that say only_text here; NULL = all */
	char *only_text;
	const struct list_column *sort;
	gboolean reversed;
	gint64 identity; /* selected, 0 = none */
	int position, scroll;
	GHashTable *marks;     /* gint64 */
	struct rectangle rows; /* as drawn last */
	struct {
		const struct list_column *column;
		int x, width;
	} places[MOST_COLUMNS];
	int place_count;
	int natural[MOST_COLUMNS]; /* width of the content, by column of the model */
	gboolean measured;
};

struct search_word {
	char *folded, *lower, *typed;
	gboolean exact_case, exact_letters; /* capitals, or å ä ö, were typed */
};

/* The row of the model at a position in the order. */
guint list_row_at(const struct list *list, int position);
/* What a column shows of a row, in place of what out held. */
void list_extract(const struct list *list, const struct list_column *column, guint row,
		  GString *out);
/* struct search_word of what is searched. Owned. */
GArray *list_search_words(const char *search);
gboolean list_is_marked(const struct list *list, gint64 identity);
/* Selects the row at the position, or the nearest there is. */
void list_set_position(struct list *list, int position);

#endif
