/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where events happened that have a point and no named place near it. */
#include "config.h"

#include "picture/scan_sites.h"

#include <math.h>

#include "picture/scan_cell.h"

#define SAME_METRES 250.0

enum { SITES_MOST = 1500 }; /* the scan compares each with those around it */

/* Steps of the grid: the points themselves, then wider until they are few enough. */
static const double grids[] = {SCAN_POINT_METRES, 250, 500, 1000, 2000};

gboolean scan_is_site(const struct scan_data *scan, int place)
{
	return place >= scan->named;
}

gboolean scan_sites_are_cells(const struct scan_data *scan)
{
	return scan->grid > SCAN_POINT_METRES;
}

static int site_of(const struct scan_data *scan, double lat, double lon)
{
	struct scan_cell cell = scan_cell_of(lat, lon, scan->grid);

	return GPOINTER_TO_INT(g_hash_table_lookup(scan->sites, &cell.key)) - 1;
}

int scan_sites_at(const struct scan_data *scan, double lat, double lon)
{
	int at = scan->sites ? site_of(scan, lat, lon) : -1;
	double nearest = SAME_METRES;

	for (guint i = (guint)scan->named; at < 0 && i < scan->places->len; i++) {
		const struct place *site = scan->places->pdata[i];
		double away = distance_metres(lat, lon, site->lat, site->lon);

		if (away <= nearest) {
			nearest = away;
			at = (int)i;
		}
	}
	return at;
}

/* The points of the scan's events, by index, in the order in which they come; how many events lie
 * in them. */
static GArray *points_of(const struct scan_data *scan, guint *lying)
{
	GArray *points = g_array_new(FALSE, FALSE, sizeof(gint32));
	g_autofree guint8 *seen = g_new0(guint8, scan->points->len + 1);

	*lying = 0;
	for (guint i = 0; i < scan->events->len; i++) {
		const struct scan_event *e = &g_array_index(scan->events, struct scan_event, i);

		if (e->place >= 0)
			continue;
		++*lying;
		if (!seen[e->point])
			g_array_append_val(points, e->point);
		seen[e->point] = 1;
	}
	return points;
}

static const struct scan_point *point_at(const struct scan_data *scan, const GArray *points,
					 guint i)
{
	return &g_array_index(scan->points, struct scan_point, g_array_index(points, gint32, i));
}

/* How many cells of a width the points lie in; counted no further than the most. */
static guint cells_of(const struct scan_data *scan, const GArray *points, double metres)
{
	g_autoptr(GHashTable) cells =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

	for (guint i = 0; i < points->len && g_hash_table_size(cells) <= SITES_MOST; i++) {
		const struct scan_point *point = point_at(scan, points, i);
		struct scan_cell cell = scan_cell_of(point->lat, point->lon, metres);

		g_hash_table_add(cells, g_memdup2(&cell.key, sizeof cell.key));
	}
	return g_hash_table_size(cells);
}

/* Points of their own tell nothing apart unless most of them come again. */
static double grid_for(const struct scan_data *scan, const GArray *points, guint lying)
{
	gsize i = 1;

	if (points->len <= SITES_MOST && 2 * points->len <= lying)
		return grids[0];
	while (i + 1 < G_N_ELEMENTS(grids) && cells_of(scan, points, grids[i]) > SITES_MOST)
		i++;
	return grids[i];
}

static int site_new(struct scan_data *scan, const struct scan_cell *cell)
{
	const struct area *area =
		registry_area_at(session_registry(scan->session), cell->lat, cell->lon);
	struct place *site = g_new0(struct place, 1);

	site->area = area ? area->record.key : 0;
	site->lat = cell->lat;
	site->lon = cell->lon;
	site->exact = 1;
	g_ptr_array_add(scan->own, site);
	g_ptr_array_add(scan->places, site);
	g_hash_table_insert(scan->sites, g_memdup2(&cell->key, sizeof cell->key),
			    GINT_TO_POINTER((int)scan->places->len));
	return (int)scan->places->len - 1;
}

static int site_for(struct scan_data *scan, const struct scan_point *point)
{
	struct scan_cell cell = scan_cell_of(point->lat, point->lon, scan->grid);
	int at = site_of(scan, point->lat, point->lon);

	return at >= 0 ? at : site_new(scan, &cell);
}

void scan_sites_add(struct scan_data *scan)
{
	guint lying;
	g_autoptr(GArray) points = points_of(scan, &lying);
	g_autofree int *site = g_new(int, scan->points->len + 1); /* of each point */

	scan->named = (int)scan->places->len;
	scan->own = g_ptr_array_new_with_free_func(g_free);
	scan->sites = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	scan->grid = grid_for(scan, points, lying);
	for (guint i = 0; i < points->len; i++)
		site[g_array_index(points, gint32, i)] = site_for(scan, point_at(scan, points, i));
	for (guint i = 0; i < scan->events->len; i++) {
		struct scan_event *e = &g_array_index(scan->events, struct scan_event, i);

		if (e->place < 0)
			e->place = site[e->point];
	}
}
