/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the picture. */
#ifndef OSG_PICTURE_ROWS_H
#define OSG_PICTURE_ROWS_H

#include "osg/picture.h"
#include "ui/screen.h"

struct picture_rows {
	struct ui *ui;
	struct list *list;
	GPtrArray *signals; /* of the picture, borrowed: those shown */
	guint outstanding;  /* of them, those that stand out: they come first */
	guint usual;        /* signals left out */
	guint room;         /* rows that the last frame had */
	gboolean all;
	gint64 selected; /* kept over the moment without a picture */
};

void picture_rows_init(struct picture_rows *rows, struct ui *ui);
void picture_rows_clear(struct picture_rows *rows);
/* Takes the signals of ui_picture: all, or what stands out and beneath it as many of the rest as
 * have room, the farthest from the usual first. */
void picture_rows_load(struct picture_rows *rows);
/* Borrowed until the next load; NULL = none. */
const struct picture_signal *picture_rows_selected(const struct picture_rows *rows);
/* Draws them and, beneath, how many were left out. The row after the last. */
int picture_rows_draw(struct picture_rows *rows, struct surface *s, struct rectangle r);

#endif
