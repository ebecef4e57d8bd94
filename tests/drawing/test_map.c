/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maps: the plane, smoothing that loses nothing, outlines that close, and names that hide nothing.
 */
#include "config.h"

#include <math.h>

#include "osg/map.h"

static void test_plane(void)
{
	const struct map_plane plane = map_plane_at(18, 59.2);
	double x, y, lon, lat;

	map_project(&plane, 18.1, 59.3, &x, &y);
	/* R cos 59.2° and R, times 0.1°. */
	g_assert_cmpfloat_with_epsilon(x, 5693.8, 1);
	g_assert_cmpfloat_with_epsilon(y, 11119.5, 1);
	map_unproject(&plane, x, y, &lon, &lat);
	g_assert_cmpfloat_with_epsilon(lon, 18.1, 1e-9);
	g_assert_cmpfloat_with_epsilon(lat, 59.3, 1e-9);
}

static void test_density_keeps_the_sum(void)
{
	const double xy[] = {0, 0, 100, 2000, -500, 30, 0, 0};
	struct map_density *d = map_density_new(xy, 4, 400);
	double sum = 0;

	for (int i = 0; i < d->columns * d->rows; i++)
		sum += d->values[i] * d->step * d->step / 1e6;
	g_assert_cmpfloat_with_epsilon(sum, 4, 1e-9);
	g_assert_cmpfloat(map_density_at(d, 0, 0), >, map_density_at(d, 100, 2000));
	g_assert_cmpfloat(map_density_at(d, 1e6, 0), ==, 0);
	g_assert_cmpfloat(map_density_limit(d->most, TONES), <, d->most);
	map_density_free(d);
	d = map_density_new(NULL, 0, 400);
	g_assert_cmpfloat(map_density_at(d, 0, 0), ==, 0);
	map_density_free(d);
}

static void add_area(struct map *map, const char *name, double west, double south, double east,
		     double north)
{
	const struct map_plane plane = map_plane_at(0, 0);
	const double corners[] = {west, south, east, south, east, north, west, north};
	g_autoptr(GArray) ring = g_array_new(FALSE, FALSE, sizeof(double));
	struct map_area area = {.name = g_strdup(name)};

	g_array_append_vals(ring, corners, G_N_ELEMENTS(corners));
	map_area_add_ring(&area, &plane, ring);
	g_array_append_val(map->areas, area);
}

static void test_rings_end_where_they_began(void)
{
	struct map *map = map_new();
	struct drawing *drawing = drawing_new(-10, 10, -10, 10);

	add_area(map, "A", 0, 0, .01, .01);
	const GArray *ring = g_array_index(map->areas, struct map_area, 0).rings->pdata[0];
	g_assert_cmpuint(ring->len, ==, 10);
	g_assert_cmpfloat(g_array_index(ring, double, 0), ==, g_array_index(ring, double, 8));
	g_assert_cmpfloat(g_array_index(ring, double, 1), ==, g_array_index(ring, double, 9));
	drawing_ring(drawing, INK_MARK, 1, 2, 3);
	const struct drawn *d = drawing->shapes->pdata[0];
	g_assert_cmpfloat(d->points[0], ==, d->points[2 * d->count - 2]);
	g_assert_cmpfloat(d->points[1], ==, d->points[2 * d->count - 1]);
	drawing_free(drawing);
	map_free(map);
}

/* Where a text or a sign lies, in letters; -1 = it is neither. */
static int letters_of(const struct drawn *d, const struct map_view *view, int *column, int *row)
{
	*column = (int)floor((d->points[0] - view->box.left) / view->letter);
	*row = (int)floor((d->points[1] - view->box.bottom) / view->line);
	return d->kind == SHAPE_TEXT ? text_width(d->text) : d->kind == SHAPE_SIGN ? 1 : -1;
}

/* Three areas on one another, and dots in the middle of them. */
static void test_names_hide_nothing(void)
{
	struct map *map = map_new();
	const struct map_view view = {{0, 40, 0, 40}, 1, 2};
	const struct map_dot dots[] = {{20, 20, SIGN_UP}, {20, 20, SIGN_UP}, {24, 21, SIGN_DISC}};
	int names = 0;

	for (int i = 0; i < 3; i++)
		add_area(map, i ? "Skogås" : "Flemingsberg", 0, 0, 40 / 111195., 40 / 111195.);
	g_array_append_vals(map->dots, dots, G_N_ELEMENTS(dots));
	struct drawing *drawing = map_drawing(map, &view);
	for (guint i = 0; i < drawing->shapes->len; i++) {
		int column, row,
			width = letters_of(drawing->shapes->pdata[i], &view, &column, &row);

		names += width > 3;
		for (guint k = i + 1; width > 0 && k < drawing->shapes->len; k++) {
			int at, line,
				wide = letters_of(drawing->shapes->pdata[k], &view, &at, &line);

			g_assert_true(wide < 0 || line != row || at >= column + width ||
				      column >= at + wide);
		}
	}
	g_assert_cmpint(names, ==, 3);
	drawing_free(drawing);
	map_free(map);
}

/* Two at a point are one sign and their number. */
static void test_dots_are_gathered(void)
{
	struct map *map = map_new();
	const struct map_view view = {{0, 10, 0, 10}, 1, 2};
	const struct map_dot dots[] = {
		{5, 5, SIGN_UP}, {5.2, 5.1, SIGN_UP}, {5.1, 5, SIGN_DISC}, {50, 50, SIGN_DISC}};
	struct drawing *drawing;

	g_array_append_vals(map->dots, dots, G_N_ELEMENTS(dots));
	drawing = map_drawing(map, &view);
	g_assert_cmpuint(drawing->shapes->len, ==, 2);
	const struct drawn *sign = drawing->shapes->pdata[0], *number = drawing->shapes->pdata[1];
	g_assert_cmpint(sign->detail, ==, SIGN_UP);
	g_assert_cmpstr(number->text, ==, "3");
	drawing_free(drawing);
	map_free(map);
}

/* The demo's own outlines ran clockwise: its areas stayed white. */
static void test_outlines_either_way_are_shaded(void)
{
	const struct map_view view = {{0, 10, 0, 10}, 1, 2};

	for (int clockwise = 0; clockwise < 2; clockwise++) {
		struct map *map = map_new();
		double end = 10 / 111195.;
		gboolean shaded = FALSE;

		add_area(map, "A", clockwise ? end : 0, 0, clockwise ? 0 : end, end);
		g_array_index(map->areas, struct map_area, 0).tone = 2;
		struct drawing *drawing = map_drawing(map, &view);
		for (guint i = 0; i < drawing->shapes->len; i++)
			shaded |= ((const struct drawn *)drawing->shapes->pdata[i])->kind ==
				  SHAPE_TONE;
		g_assert_true(shaded);
		drawing_free(drawing);
		map_free(map);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/map/plane", test_plane);
	g_test_add_func("/map/density-keeps-the-sum", test_density_keeps_the_sum);
	g_test_add_func("/map/rings-end-where-they-began", test_rings_end_where_they_began);
	g_test_add_func("/map/names-hide-nothing", test_names_hide_nothing);
	g_test_add_func("/map/outlines-either-way-are-shaded", test_outlines_either_way_are_shaded);
	g_test_add_func("/map/dots-are-gathered", test_dots_are_gathered);
	return g_test_run();
}
