/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawings on the screen: cells at once, and the picture upon them when it has been made, where the
 * setting asks for pictures. No key waits for one. */
#ifndef OSG_UI_GRAPHICS_H
#define OSG_UI_GRAPHICS_H

#include "osg/image.h"
#include "osg/ui.h"
#include "ui/drawing_cells.h"

enum { MOST_IMAGE_BYTES = 200 * 1024 }; /* of one picture: a slow line carries it in seconds */

/* The pictures of a frame, in the order that they are drawn. */
struct graphics_state {
	struct {
		GBytes *wish;        /* the last one asked for; NULL = none */
		struct image *image; /* of that wish; NULL = it is coming, or it cannot be had */
	} slots[SURFACE_IMAGES];
	guint used; /* by the frame that is drawn */
	int cell_width, cell_height;
	gboolean told; /* that pictures cannot be had */
};

void graphics_clear(struct graphics_state *graphics);
/* The setting was chosen anew: says so if nothing comes of it. */
void graphics_chosen(struct ui *ui);
/* As drawing_cells, with the picture of what is inside the axes upon it. */
struct rectangle graphics_drawing(struct ui *ui, struct surface *s, struct rectangle r,
				  const struct drawing *drawing);

#endif
