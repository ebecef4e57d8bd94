/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moving over the map. */
#include "config.h"

#include "screens/map_camera.h"

#include <math.h>

#define NEAREST 2.0 /* metres a column: a block of houses fills the window */
#define MARGIN 1.03

/* Metres a column at which a box fits in the window. */
static double fitting(const struct map_camera *c, const struct map_box *box)
{
	return MAX(MAX((box->right - box->left) / c->columns,
		       (box->top - box->bottom) / (2 * c->rows)) *
			   MARGIN,
		   NEAREST);
}

void map_camera_show(struct map_camera *c, const struct map_box *box)
{
	c->scale = MIN(fitting(c, box), fitting(c, &c->extent));
	c->x = c->cursor_x = (box->left + box->right) / 2;
	c->y = c->cursor_y = (box->bottom + box->top) / 2;
	c->whole = FALSE;
}

void map_camera_whole(struct map_camera *c)
{
	double x = c->cursor_x, y = c->cursor_y;

	map_camera_show(c, &c->extent);
	c->whole = TRUE;
	if (x > c->extent.left && x < c->extent.right && y > c->extent.bottom &&
	    y < c->extent.top) {
		c->cursor_x = x;
		c->cursor_y = y;
	}
}

void map_camera_resize(struct map_camera *c, const struct map_box *extent, int columns, int rows)
{
	gboolean first = c->columns == 0,
		 same = c->columns == columns && c->rows == rows &&
			c->extent.left == extent->left && c->extent.right == extent->right &&
			c->extent.top == extent->top && c->extent.bottom == extent->bottom;

	if (same)
		return;
	c->extent = *extent;
	c->columns = MAX(columns, 1);
	c->rows = MAX(rows, 1);
	if (first)
		map_camera_show(c, extent);
	if (first || c->whole)
		map_camera_whole(c);
	else
		map_camera_go(c, c->cursor_x, c->cursor_y);
}

/* How far beyond an edge something lies, less than 0 or more; 0 = within. */
static double beyond(double at, double middle, double half)
{
	return at < middle - half    ? at - (middle - half)
	       : at >= middle + half ? at - (middle + half)
				     : 0;
}

void map_camera_step(struct map_camera *c, int columns, int rows)
{
	double width = c->columns * c->scale, height = 2 * c->rows * c->scale;

	c->cursor_x += columns * c->scale;
	c->cursor_y += rows * 2 * c->scale;
	c->cursor_x = CLAMP(c->cursor_x, c->extent.left - width / 2, c->extent.right + width / 2);
	c->cursor_y = CLAMP(c->cursor_y, c->extent.bottom - height / 2, c->extent.top + height / 2);
	double right = beyond(c->cursor_x, c->x, width / 2),
	       up = beyond(c->cursor_y, c->y, height / 2);
	if (right != 0)
		c->x += right > 0 ? MAX(right, width / 3) : MIN(right, -width / 3);
	if (up != 0)
		c->y += up > 0 ? MAX(up, height / 3) : MIN(up, -height / 3);
	c->whole = c->whole && right == 0 && up == 0;
}

void map_camera_zoom(struct map_camera *c, double factor)
{
	double farthest = fitting(c, &c->extent), scale = c->scale * factor, part;

	if (scale >= farthest) {
		map_camera_whole(c);
		return;
	}
	scale = MAX(scale, NEAREST);
	part = scale / c->scale;
	c->x = c->cursor_x + (c->x - c->cursor_x) * part;
	c->y = c->cursor_y + (c->y - c->cursor_y) * part;
	c->scale = scale;
	c->whole = FALSE;
}

void map_camera_go(struct map_camera *c, double x, double y)
{
	c->cursor_x = x;
	c->cursor_y = y;
	if (beyond(x, c->x, c->columns * c->scale / 2) == 0 &&
	    beyond(y, c->y, c->rows * c->scale) == 0)
		return;
	c->x = x;
	c->y = y;
	c->whole = FALSE;
}

struct map_view map_camera_view(const struct map_camera *c)
{
	double half = c->columns * c->scale / 2, high = c->rows * c->scale;

	return (struct map_view){
		{c->x - half, c->x + half, c->y - high, c->y + high}, c->scale, 2 * c->scale};
}

gboolean map_camera_cell(const struct map_camera *c, double x, double y, int *column, int *row)
{
	struct map_view view = map_camera_view(c);
	double across = floor((x - view.box.left) / view.letter),
	       down = c->rows - 1 - floor((y - view.box.bottom) / view.line);

	if (!(across >= 0 && across < c->columns && down >= 0 && down < c->rows))
		return FALSE;
	*column = (int)across;
	*row = (int)down;
	return TRUE;
}
