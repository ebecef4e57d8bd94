/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The letters and lines of a map: which are taken, and where a text finds room. */
#ifndef OSG_DRAWING_MAP_LETTERS_H
#define OSG_DRAWING_MAP_LETTERS_H

#include "osg/map.h"

struct letters {
	const struct map_view *view;
	int columns, rows;
	guint8 *taken; /* [rows * columns], rows from below */
};

void letters_init(struct letters *l, const struct map_view *view);
void letters_clear(struct letters *l);
/* The letter that a point falls on; FALSE outside. */
gboolean letters_at(const struct letters *l, double x, double y, int *column, int *row);
/* The middle of a letter. */
double letters_x(const struct letters *l, int column);
double letters_y(const struct letters *l, int row);
void letters_take(struct letters *l, int column, int row, int width);
/* Draws a text where it is free, as near around the point as can be but at most so many lines
 * away. FALSE: there was no room. */
gboolean letters_place(struct letters *l, struct drawing *drawing, enum ink ink, double x, double y,
		       const char *text, int lines);
/* Directly to the right of a letter, or not at all. */
gboolean letters_beside(struct letters *l, struct drawing *drawing, enum ink ink, int column,
			int row, const char *text);
/* The smallest first: they have least room to choose from. */
void letters_name_areas(struct letters *l, struct drawing *drawing, const struct map *map);
void letters_name_places(struct letters *l, struct drawing *drawing, const struct map *map);

#endif
