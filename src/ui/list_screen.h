/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A screen that is a list of rows with the details of the selected one beside or below it. Its
 * screen_ops name a struct list_screen; what it does not give itself (open, load, draw, list,
 * enter, back, close) is done here. */
#ifndef OSG_UI_LIST_SCREEN_H
#define OSG_UI_LIST_SCREEN_H

#include "ui/list.h"

struct drawing;
struct ui;
struct session;

struct list_screen {
	gsize size; /* of its data, which begins with struct list_view; 0 = nothing more */
	const struct list_column *columns; /* their data is the screen's */
	/* The rows to show, owned. NULL without an error: they are coming. */
	GPtrArray *(*rows)(struct ui *ui, gpointer self, GError **error);
	gint64 (*identity)(gconstpointer row); /* NULL = rows are records: their keys */
	/* Another heading for a column (owned), NULL = its title. May be NULL. */
	char *(*heading)(gpointer self, const struct list_column *column);
	/* What is told of a row, the first line is its title; owned lines. Enter shows all of it.
	 * May be NULL. */
	GPtrArray *(*details)(gpointer self, gconstpointer row);
	/* A drawing between the second and the third of those lines, for so many rows; owned, NULL
	 * = none of this row. May be NULL. */
	struct drawing *(*figure)(gpointer self, gconstpointer row, int rows);
	int detail_rows;    /* below the list in a narrow window */
	const char *empty;  /* msgid: there is no row, and {command.id} that helps */
	const char *coming; /* msgid: they are being read; NULL = the same */
};

/* First member of the data of such a screen. */
struct list_view {
	struct ui *ui;
	struct session *session;
	struct list *list;
	GPtrArray *rows; /* NULL = not there yet */
	gboolean failed; /* they could not be read */
	GPtrArray *told; /* the details as they stand on the screen */
	const struct list_screen *spec;
	struct list_model model;
};

gpointer list_row(gpointer self, guint row);
gpointer list_row_selected(gpointer self); /* NULL = none */
char *list_screen_no_row(struct ui *ui);   /* for a command's refused */

/* For ui.c, and for a screen that does only a little more. */
gpointer list_screen_open(struct ui *ui, const struct list_screen *spec);
gboolean list_screen_load(struct ui *ui, gpointer self, GError **error);
void list_screen_draw(struct ui *ui, gpointer self, struct surface *s, struct rectangle body);
struct list *list_screen_list(gpointer self);
void list_screen_enter(struct ui *ui, gpointer self);
char *list_screen_sentence(struct ui *ui, gpointer self);
gboolean list_screen_back(struct ui *ui, gpointer self);
void list_screen_close(gpointer self);

#endif
