/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drawing on the grid of cells: bars in eighths of a cell, lines, dots and areas in braille; "#",
 * "*" and "." where only ASCII is to be had. */
#ifndef OSG_UI_DRAWING_CELLS_H
#define OSG_UI_DRAWING_CELLS_H

#include "osg/chart.h"
#include "osg/surface.h"

/* Draws into r: the axes with their labels, then the shapes. Returns the cells inside the axes;
 * nothing, of width 0, where there is no room. */
struct rectangle drawing_cells(struct surface *s, struct rectangle r,
			       const struct drawing *drawing);
/* Where a cursor stands on what was drawn there: a whole column, or a cell. */
void drawing_cursor(struct surface *s, struct rectangle plane, const struct drawing *drawing,
		    const struct told_point *told);
/* The character of a sign and of a tone (0 = blank): for legends. */
const char *sign_glyph(enum sign sign, gboolean ascii);
const char *tone_glyph(guint tone, gboolean ascii);
/* Columns over time, one to three cells each; the oldest are left out where it is narrow. */
void drawing_columns(struct surface *s, struct rectangle r, const struct chart *chart);
/* One row: "BEV ████████ 12", the bar as long as value is of most. */
void drawing_row(struct surface *s, struct rectangle r, const char *label, int label_width,
		 int value, int most);

#endif
