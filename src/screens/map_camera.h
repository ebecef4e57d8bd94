/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What part of the plane the map screen looks at, and where its cursor is. Plain numbers. */
#ifndef OSG_SCREENS_MAP_CAMERA_H
#define OSG_SCREENS_MAP_CAMERA_H

#include "osg/map.h"

struct map_camera {
	struct map_box extent; /* the whole municipality */
	int columns, rows;     /* of cells */
	double x, y;           /* middle, metres */
	double scale;          /* metres a column; a row is twice as high */
	double cursor_x, cursor_y;
	gboolean whole; /* as far away as it goes: stays so when the window changes */
};

/* Another window or another extent; begins with the whole, the cursor in the middle. */
void map_camera_resize(struct map_camera *camera, const struct map_box *extent, int columns,
		       int rows);
void map_camera_whole(struct map_camera *camera);
/* The cursor by so many cells, right and up; at the edge the map moves beneath it. */
void map_camera_step(struct map_camera *camera, int columns, int rows);
/* Nearer (factor < 1) or farther, around the cursor: from one block to the whole. */
void map_camera_zoom(struct map_camera *camera, double factor);
/* The cursor there; the map follows if it has to. */
void map_camera_go(struct map_camera *camera, double x, double y);
/* A box fills the window, the cursor in its middle. */
void map_camera_show(struct map_camera *camera, const struct map_box *box);
struct map_view map_camera_view(const struct map_camera *camera);
/* The cell of a point, rows from above; FALSE outside. */
gboolean map_camera_cell(const struct map_camera *camera, double x, double y, int *column,
			 int *row);

#endif
