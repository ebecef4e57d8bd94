/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the texts of a map stand: none over another, none over a dot. */
#include "config.h"

#include "drawing/map_letters.h"

#include <math.h>
#include <stdlib.h>

#include "osg/compare.h"

enum { SCANS = 24, AWAY = 6 }; /* lines looked at for a middle; letters a name may move */

void letters_init(struct letters *l, const struct map_view *view)
{
	l->view = view;
	l->columns = MAX((int)lround((view->box.right - view->box.left) / view->letter), 1);
	l->rows = MAX((int)lround((view->box.top - view->box.bottom) / view->line), 1);
	l->taken = g_new0(guint8, (gsize)l->columns * l->rows);
}

void letters_clear(struct letters *l)
{
	g_free(l->taken);
}

gboolean letters_at(const struct letters *l, double x, double y, int *column, int *row)
{
	double across = (x - l->view->box.left) / l->view->letter,
	       up = (y - l->view->box.bottom) / l->view->line;

	if (!(across >= 0 && across < l->columns && up >= 0 && up < l->rows))
		return FALSE;
	*column = (int)across;
	*row = (int)up;
	return TRUE;
}

double letters_x(const struct letters *l, int column)
{
	return l->view->box.left + (column + .5) * l->view->letter;
}

double letters_y(const struct letters *l, int row)
{
	return l->view->box.bottom + (row + .5) * l->view->line;
}

void letters_take(struct letters *l, int column, int row, int width)
{
	for (int i = MAX(column, 0); i < MIN(column + width, l->columns); i++)
		l->taken[row * l->columns + i] = 1;
}

static gboolean is_free(const struct letters *l, int column, int row, int width)
{
	if (row < 0 || row >= l->rows || column < 0 || column + width > l->columns)
		return FALSE;
	for (int i = MAX(column - 1, 0); i < MIN(column + width + 1, l->columns); i++)
		if (l->taken[row * l->columns + i])
			return FALSE;
	return TRUE;
}

static void put(struct letters *l, struct drawing *drawing, enum ink ink, int column, int row,
		const char *text)
{
	drawing_text(drawing, ink, letters_x(l, column), letters_y(l, row), TEXT_LEFT, text);
	letters_take(l, column, row, text_width(text));
}

gboolean letters_place(struct letters *l, struct drawing *drawing, enum ink ink, double x, double y,
		       const char *text, int lines)
{
	int width = text_width(text);
	int middle = (int)floor((x - l->view->box.left) / l->view->letter) - width / 2,
	    row = (int)floor((y - l->view->box.bottom) / l->view->line);

	/* A line away is as far as two letters: that is how it looks. */
	for (int away = 0; away <= AWAY; away++)
		for (int up = 0; up <= MIN(away / 2, lines); up++)
			for (int side = 0; side < 4; side++) {
				int r = row + (side & 1 ? -up : up),
				    c = middle + (side & 2 ? -(away - 2 * up) : away - 2 * up);

				if (!is_free(l, c, r, width))
					continue;
				put(l, drawing, ink, c, r, text);
				return TRUE;
			}
	return FALSE;
}

gboolean letters_beside(struct letters *l, struct drawing *drawing, enum ink ink, int column,
			int row, const char *text)
{
	int width = text_width(text);

	for (int i = 1; i <= width; i++)
		if (column + i >= l->columns || l->taken[row * l->columns + column + i])
			return FALSE;
	put(l, drawing, ink, column + 1, row, text);
	return TRUE;
}

/* names */

/* Where a level line crosses the edges of an area, from left to right. */
static void find_crossings(const struct map_area *area, double y, GArray *found)
{
	g_array_set_size(found, 0);
	for (guint r = 0; r < area->rings->len; r++) {
		const GArray *ring = area->rings->pdata[r];
		const double *p = (const double *)(const void *)ring->data;

		for (guint i = 0; i + 3 < ring->len; i += 2) {
			if ((p[i + 1] > y) == (p[i + 3] > y))
				continue;
			double x =
				(p[i + 2] - p[i]) * (y - p[i + 1]) / (p[i + 3] - p[i + 1]) + p[i];
			g_array_append_val(found, x);
		}
	}
	g_array_sort(found, compare_doubles);
}

/* The width of the widest part of an area that the box shows, and its middle; 0 = none. */
static double widest_part(const struct map_area *area, const struct map_box *box, double *x,
			  double *y)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(double));
	struct map_box seen = map_box_empty();
	double widest = 0;

	for (guint r = 0; area->rings && r < area->rings->len; r++) {
		const GArray *ring = area->rings->pdata[r];
		for (guint i = 0; i + 1 < ring->len; i += 2)
			map_box_hold(&seen, g_array_index(ring, double, i),
				     g_array_index(ring, double, i + 1));
	}
	double low = MAX(seen.bottom, box->bottom), high = MIN(seen.top, box->top);
	for (int i = 0; low < high && i < SCANS; i++) {
		double at = low + (high - low) * (i + .5) / SCANS;
		/* Of parts as wide, the one in the middle. */
		double likes = 1 - .4 * fabs((i + .5) / SCANS - .5);

		find_crossings(area, at, found);
		for (guint k = 0; k + 1 < found->len; k += 2) {
			double left = MAX(g_array_index(found, double, k), box->left),
			       right = MIN(g_array_index(found, double, k + 1), box->right);

			if ((right - left) * likes <= widest)
				continue;
			widest = (right - left) * likes;
			*x = (left + right) / 2;
			*y = at;
		}
	}
	return widest;
}

gboolean map_area_middle(const struct map_area *area, const struct map_box *box, double *x,
			 double *y)
{
	return widest_part(area, box, x, y) > 0;
}

struct named {
	const struct map_area *area;
	double width, x, y;
};

static int compare_widths(gconstpointer a, gconstpointer b)
{
	return compare_doubles(&((const struct named *)a)->width,
			       &((const struct named *)b)->width);
}

static void name_area(struct letters *l, struct drawing *drawing, const struct named *n)
{
	g_autofree char *both = n->area->figure
					? g_strdup_printf("%s %s", n->area->name, n->area->figure)
					: g_strdup(n->area->name);

	if (!letters_place(l, drawing, INK_QUIET, n->x, n->y, both, 2) && n->area->figure)
		letters_place(l, drawing, INK_QUIET, n->x, n->y, n->area->figure, 2);
}

void letters_name_areas(struct letters *l, struct drawing *drawing, const struct map *map)
{
	g_autoptr(GArray) seen = g_array_new(FALSE, FALSE, sizeof(struct named));

	for (guint i = 0; i < map->areas->len; i++) {
		struct named n = {.area = &g_array_index(map->areas, struct map_area, i)};

		if (n.area->whole || !n.area->name)
			continue;
		n.width = widest_part(n.area, &l->view->box, &n.x, &n.y);
		if (n.width > 0)
			g_array_append_val(seen, n);
	}
	g_array_sort(seen, compare_widths);
	for (guint i = 0; i < seen->len; i++)
		name_area(l, drawing, &g_array_index(seen, struct named, i));
}

void letters_name_places(struct letters *l, struct drawing *drawing, const struct map *map)
{
	for (guint i = 0; i < map->names->len; i++) {
		const struct map_name *name = &g_array_index(map->names, struct map_name, i);
		int column, row;

		if (letters_at(l, name->x, name->y, &column, &row))
			letters_place(l, drawing, INK_QUIET, name->x, name->y + l->view->line,
				      name->text, 1);
	}
}
