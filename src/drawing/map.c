/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A map as a drawing: outlines, shading, rings, and dots gathered by the letter they fall on. Where
 * names stand is map_letters.c's. */
#include "config.h"

#include "drawing/map_letters.h"

#include <math.h>
#include <string.h>

#define EARTH_RADIUS 6371008.8 /* metres, mean */
#define METRES_A_DEGREE (EARTH_RADIUS * G_PI / 180)

/* the plane */

struct map_plane map_plane_at(double lon, double lat)
{
	return (struct map_plane){lon, lat, METRES_A_DEGREE * cos(lat * G_PI / 180)};
}

void map_project(const struct map_plane *plane, double lon, double lat, double *x, double *y)
{
	*x = (lon - plane->lon) * plane->east;
	*y = (lat - plane->lat) * METRES_A_DEGREE;
}

void map_unproject(const struct map_plane *plane, double x, double y, double *lon, double *lat)
{
	*lon = plane->lon + x / plane->east;
	*lat = plane->lat + y / METRES_A_DEGREE;
}

struct map_box map_box_empty(void)
{
	return (struct map_box){INFINITY, -INFINITY, INFINITY, -INFINITY};
}

void map_box_hold(struct map_box *box, double x, double y)
{
	box->left = MIN(box->left, x);
	box->right = MAX(box->right, x);
	box->bottom = MIN(box->bottom, y);
	box->top = MAX(box->top, y);
}

/* the map */

static void area_clear(gpointer data)
{
	struct map_area *area = data;

	g_free(area->name);
	g_free(area->figure);
	g_clear_pointer(&area->rings, g_ptr_array_unref);
}

static void ring_clear(gpointer data)
{
	g_free(((struct map_ring *)data)->label);
}

static void name_clear(gpointer data)
{
	g_free(((struct map_name *)data)->text);
}

static GArray *array_of(gsize size, GDestroyNotify clear)
{
	GArray *array = g_array_new(FALSE, TRUE, (guint)size);

	if (clear)
		g_array_set_clear_func(array, clear);
	return array;
}

struct map *map_new(void)
{
	struct map *map = g_new0(struct map, 1);

	map->areas = array_of(sizeof(struct map_area), area_clear);
	map->dots = array_of(sizeof(struct map_dot), NULL);
	map->rings = array_of(sizeof(struct map_ring), ring_clear);
	map->names = array_of(sizeof(struct map_name), name_clear);
	return map;
}

void map_free(struct map *map)
{
	if (!map)
		return;
	g_array_unref(map->areas);
	g_array_unref(map->dots);
	g_array_unref(map->rings);
	g_array_unref(map->names);
	g_free(map);
}

void map_area_add_ring(struct map_area *area, const struct map_plane *plane, const GArray *lonlat)
{
	GArray *ring = g_array_new(FALSE, FALSE, sizeof(double));

	for (guint i = 0; i + 1 < lonlat->len; i += 2) {
		double point[2];

		map_project(plane, g_array_index(lonlat, double, i),
			    g_array_index(lonlat, double, i + 1), &point[0], &point[1]);
		g_array_append_vals(ring, point, 2);
	}
	if (ring->len >= 4 &&
	    memcmp(ring->data, &g_array_index(ring, double, ring->len - 2), 2 * sizeof(double))) {
		double first[2];

		memcpy(first, ring->data, sizeof first);
		g_array_append_vals(ring, first, 2);
	}
	if (!area->rings)
		area->rings = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	g_ptr_array_add(area->rings, ring);
}

static void hold_area(struct map_box *box, const struct map_area *area)
{
	for (guint r = 0; area->rings && r < area->rings->len; r++) {
		const GArray *ring = area->rings->pdata[r];

		for (guint i = 0; i + 1 < ring->len; i += 2)
			map_box_hold(box, g_array_index(ring, double, i),
				     g_array_index(ring, double, i + 1));
	}
}

struct map_box map_extent(const struct map *map)
{
	struct map_box box = map_box_empty();

	for (guint i = 0; i < map->areas->len; i++) /* what lies outside the whole moves nothing */
		if (g_array_index(map->areas, struct map_area, i).whole)
			hold_area(&box, &g_array_index(map->areas, struct map_area, i));
	for (guint i = 0; box.left > box.right && i < map->areas->len; i++)
		hold_area(&box, &g_array_index(map->areas, struct map_area, i));
	if (box.left <= box.right)
		return box;
	for (guint i = 0; i < map->dots->len; i++) {
		const struct map_dot *dot = &g_array_index(map->dots, struct map_dot, i);
		map_box_hold(&box, dot->x, dot->y);
	}
	for (guint i = 0; i < map->names->len; i++) {
		const struct map_name *name = &g_array_index(map->names, struct map_name, i);
		map_box_hold(&box, name->x, name->y);
	}
	return box;
}

/* drawing */

static void draw_outline(struct drawing *drawing, const struct map_area *area)
{
	for (guint r = 0; area->rings && r < area->rings->len; r++) {
		const GArray *ring = area->rings->pdata[r];
		const double *points = (const double *)(const void *)ring->data;

		if (ring->len < 6)
			continue;
		if (area->whole)
			drawing_line(drawing, INK_GROUND, points, ring->len / 2);
		else
			drawing_dotted(drawing, INK_GROUND, points, ring->len / 2);
	}
}

/* Twice the area that a ring encloses, negative where it runs clockwise: a hole. */
static double turned_area(const GArray *ring)
{
	const double *p = (const double *)(const void *)ring->data;
	double sum = 0;

	for (guint i = 0; i + 3 < ring->len; i += 2)
		sum += p[i] * p[i + 3] - p[i + 2] * p[i + 1];
	return sum;
}

/* Which way the outer rings of an area run: as its largest does, whatever was promised. */
static double outer_way(const struct map_area *area)
{
	double largest = 0;

	for (guint r = 0; area->rings && r < area->rings->len; r++) {
		double turned = turned_area(area->rings->pdata[r]);

		largest = fabs(turned) > fabs(largest) ? turned : largest;
	}
	return largest;
}

static void draw_tones(struct drawing *drawing, const struct map *map)
{
	for (guint i = 0; i < map->areas->len; i++) {
		const struct map_area *area = &g_array_index(map->areas, struct map_area, i);
		double way = outer_way(area);

		for (guint r = 0; area->tone && area->rings && r < area->rings->len; r++) {
			const GArray *ring = area->rings->pdata[r];

			if (ring->len >= 8 && turned_area(ring) * way > 0)
				drawing_tone(drawing, area->tone,
					     (const double *)(const void *)ring->data,
					     ring->len / 2);
		}
	}
}

static guint density_tone(double most, double value)
{
	guint tone = TONES;

	while (tone && (value <= 0 || value < map_density_limit(most, tone)))
		tone--;
	return tone;
}

/* A line at a time, neighbours of the same tone as one rectangle. */
static void draw_density(struct drawing *drawing, const struct map *map, const struct letters *l)
{
	const struct map_density *density = map->density;
	double most = map->density_most > 0 ? map->density_most : density->most;

	for (int row = 0; row < l->rows; row++) {
		double low = l->view->box.bottom + row * l->view->line, high = low + l->view->line;
		int from = 0;
		guint tone = 0;

		for (int column = 0; column <= l->columns; column++) {
			double left = l->view->box.left + from * l->view->letter,
			       right = l->view->box.left + column * l->view->letter;
			guint next =
				column == l->columns
					? 0
					: density_tone(most,
						       map_density_at(density,
								      right + l->view->letter / 2,
								      (low + high) / 2));

			if (next == tone)
				continue;
			if (tone)
				drawing_tone(drawing, tone,
					     (const double[]){left, low, right, low, right, high,
							      left, high},
					     4);
			tone = next;
			from = column;
		}
	}
}

static void draw_rings(struct drawing *drawing, const struct map *map, struct letters *l)
{
	for (guint i = 0; i < map->rings->len; i++) {
		const struct map_ring *ring = &g_array_index(map->rings, struct map_ring, i);

		/* A ring smaller than a letter would be nothing but a dot. */
		drawing_ring(drawing, INK_MARK, ring->x, ring->y, MAX(ring->radius, l->view->line));
	}
}

static void draw_ring_labels(struct drawing *drawing, const struct map *map, struct letters *l)
{
	for (guint i = 0; i < map->rings->len; i++) {
		const struct map_ring *ring = &g_array_index(map->rings, struct map_ring, i);
		double above = MAX(ring->radius, l->view->line) + l->view->line / 2;

		if (ring->label)
			letters_place(l, drawing, ring->flagged ? INK_FLAG : INK_MARK, ring->x,
				      ring->y + above, ring->label, 3);
	}
}

/* Dots by the letter that they fall on. */
struct pile {
	guint count[SIGNS], all;
};

static void draw_dots(struct drawing *drawing, const struct map *map, struct letters *l)
{
	g_autofree struct pile *piles = g_new0(struct pile, (gsize)l->columns * l->rows);

	for (guint i = 0; i < map->dots->len; i++) {
		const struct map_dot *dot = &g_array_index(map->dots, struct map_dot, i);
		int column, row;

		if (!letters_at(l, dot->x, dot->y, &column, &row))
			continue;
		piles[row * l->columns + column].count[dot->sign]++;
		piles[row * l->columns + column].all++;
		letters_take(l, column, row, 1);
	}
	for (int i = 0; i < l->columns * l->rows; i++) {
		int column = i % l->columns, row = i / l->columns;
		enum sign most = SIGN_DISC;

		if (!piles[i].all)
			continue;
		for (enum sign sign = 0; sign < SIGNS; sign++)
			if (piles[i].count[sign] > piles[i].count[most])
				most = sign;
		drawing_sign(drawing, INK_MARK, letters_x(l, column), letters_y(l, row), most);
		if (piles[i].all > 1) {
			g_autofree char *number = g_strdup_printf("%u", piles[i].all);

			letters_beside(l, drawing, INK_QUIET, column, row, number);
		}
	}
}

struct drawing *map_drawing(const struct map *map, const struct map_view *view)
{
	const struct map_box *box = &view->box;
	struct drawing *drawing = drawing_new(box->left, box->right, box->bottom, box->top);
	struct letters letters;

	letters_init(&letters, view);
	drawing->equal = TRUE;
	if (map->density && map->density->most > 0)
		draw_density(drawing, map, &letters);
	draw_tones(drawing, map);
	for (guint i = 0; i < map->areas->len; i++)
		draw_outline(drawing, &g_array_index(map->areas, struct map_area, i));
	draw_rings(drawing, map, &letters);
	draw_dots(drawing, map, &letters);
	draw_ring_labels(drawing, map, &letters);
	letters_name_areas(&letters, drawing, map);
	letters_name_places(&letters, drawing, map);
	letters_clear(&letters);
	return drawing;
}
