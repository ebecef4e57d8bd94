/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one list: columns from a table, rows from callbacks, selection by identity, sorting,
 * narrowing while typing, marks, mouse. Never holds what it shows; asks for the texts of visible
 * rows only. */
#ifndef OSG_UI_LIST_H
#define OSG_UI_LIST_H

#include "osg/surface.h"

struct list_column {
	const char *id;
	const char *title; /* msgid */
	int width;  /* it keeps when room is scarce; beyond it, it is as wide as its content */
	int share;  /* of scarce room; 0 = gets what it needs before those that share */
	int leaves; /* leaves first in a narrow list: highest number goes first, 0 stays */
	enum text_align align;
	/* Appends the text of a row; NULL = a member of the row says it (LIST_TEXT, LIST_NUMBER).
	 */
	void (*extract)(gpointer data, guint row, GString *out);
	/* Order of two rows; NULL = by text_collate of the extracted texts; list_no_order = nobody
	 * sorts by this. */
	int (*compare)(gpointer data, guint a, guint b);
	enum style (*style)(gpointer data, guint row); /* NULL = as the row */
	int most;            /* never wider than this; 0 = as its content */
	gboolean fills;      /* takes all that is left over; its texts are not measured */
	gsize offset;        /* of the member that says it */
	gboolean is_number;  /* it is an int, no char * */
	const char *nothing; /* what stands for a text that is NULL */
};

/* In place of extract: a member of the row, of the only type that it may have. */
#define LIST_MEMBER(type, member, of)                                                              \
	(offsetof(type, member) * _Generic(((type *)NULL)->member, of : 1))
#define LIST_TEXT(type, member, instead)                                                           \
	.offset = LIST_MEMBER(type, member, char *), .nothing = (instead)
#define LIST_NUMBER(type, member) .offset = LIST_MEMBER(type, member, int), .is_number = TRUE

/* compare of a column by which nobody sorts: rows stay as they are. */
int list_no_order(gpointer data, guint a, guint b);

struct list_model {
	const struct list_column *columns; /* id NULL ends */
	guint (*count)(gpointer data);
	gint64 (*identity)(gpointer data, guint row);
	/* What the members of columns are of. May be NULL when there are none. */
	gpointer (*row)(gpointer data, guint row);
	/* Appends what `/` looks in, before folding; NULL = all columns. */
	void (*search_text)(gpointer data, guint row, GString *out);
	/* Draws a cell itself (a sparkline) and returns TRUE, or FALSE for the text. May be NULL.
	 */
	gboolean (*paint)(gpointer data, guint row, const struct list_column *column,
			  struct surface *s, int x, int y, int width, enum style style);
	/* Another heading for a column (owned), NULL = its title. May be NULL. */
	char *(*heading)(gpointer data, const struct list_column *column);
	/* How many rows stand above a rule; 0 = no rule. Drawn while the rows stand in the model's
	 * own order and all are shown. May be NULL. */
	guint (*above)(gpointer data);
};

struct list;

struct list *list_new(const struct list_model *model, gpointer data);
void list_free(struct list *list);
const struct list_column *list_columns(const struct list *list);
/* The rows changed: order and narrowing are made again, the selected identity stays selected where
 * it still is. */
void list_reload(struct list *list);

/* Selected row of the model, -1 = none. */
int list_selected(const struct list *list);
gint64 list_selected_identity(const struct list *list); /* 0 = none */
void list_select(struct list *list, gint64 identity);
void list_move(struct list *list, int by);          /* stops at the ends */
void list_move_to(struct list *list, int position); /* among those shown; negative: from the end */
void list_page(struct list *list, int pages);
void list_half_page(struct list *list, int halves);
guint list_shown(const struct list *list);  /* after narrowing */
int list_position(const struct list *list); /* 0-based among those shown, -1 = none */
/* The text of a cell in place of what out held. position: among those shown. */
void list_cell(const struct list *list, const struct list_column *column, guint position,
	       GString *out);

/* The selected row in full, a line a column, owned; NULL when the last frame showed all of it. */
GPtrArray *list_whole_row(const struct list *list);

/* Marks, by identity. Without any mark the selected row is meant. */
void list_toggle_mark(struct list *list);
void list_clear_marks(struct list *list);
guint list_marked(const struct list *list);
GArray *list_chosen(const struct list *list); /* of gint64 */

/* Narrowing: every word must stand in the row, folded; with å ä ö or capitals typed, those must
 * agree. "" shows all. */
void list_search(struct list *list, const char *text);
const char *list_search_text(const struct list *list);
/* The same to the rows that show this very text (possibly "") in a column. */
void list_only(struct list *list, const struct list_column *column, const char *text);
gboolean list_is_narrowed(const struct list *list);
/* "/words" or "Who: POL", owned; NULL where all is shown. */
char *list_narrowing(const struct list *list);
void list_show_all(struct list *list);

/* Sorting: by column id; the same one again reverses. NULL = the model's own order. */
void list_sort(struct list *list, const char *column);
const char *list_sort_column(const struct list *list);
gboolean list_sort_reversed(const struct list *list);

/* Columns that everything in it needs; all that there is where a column fills. */
int list_natural_width(struct list *list);
/* One row of headings and the rows beneath; the cursor is put on the selected row. */
void list_draw(struct list *list, struct surface *s, struct rectangle r);
void list_draw_bare(struct list *list, struct surface *s,
		    struct rectangle r); /* without headings */
/* Click selects, a heading sorts, the wheel moves. TRUE when it was on the list; *opened: a second
 * click on the selected row. */
gboolean list_mouse(struct list *list, int what, int x, int y, gboolean *opened);
/* "13 of 148", owned. */
char *list_position_text(const struct list *list);

#endif
