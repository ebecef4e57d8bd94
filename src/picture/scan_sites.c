/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where events happened that have a point and no named place near it. The grid hangs on the globe,
 * not on the data, so that a cell is the same one next week. */
#include "config.h"

#include "picture/scan_sites.h"

#include <math.h>

#define METRES_A_DEGREE 111195.0
#define POINT_METRES 1.0 /* points closer than that are one */
#define SAME_METRES 250.0

enum { SITES_MOST = 1500 }; /* the scan compares each with those around it */

/* Steps of the grid: the points themselves, then wider until they are few enough. */
static const double grids[] = {POINT_METRES, 250, 500, 1000, 2000};

struct site_cell {
	gint64 key;
	double lat, lon; /* its middle */
};

static struct site_cell cell_of(double lat, double lon, double metres)
{
	double high = metres / METRES_A_DEGREE, row = floor(lat / high),
	       middle = (row + 0.5) * high, wide = high / MAX(cos(middle * G_PI / 180), 0.01),
	       column = floor(lon / wide);

	return (struct site_cell){(gint64)row * G_GINT64_CONSTANT(1000000000) + (gint64)column,
				  middle, (column + 0.5) * wide};
}

gboolean scan_sites_hold(const struct scan_data *scan, const struct observation_row *row)
{
	return isfinite(row->lat) && isfinite(row->lon) &&
	       registry_finest(session_registry(scan->session), row->category, row->sub_category) ==
		       SHARE_PLACE;
}

gboolean scan_is_site(const struct scan_data *scan, int place)
{
	return place >= scan->named;
}

gboolean scan_sites_are_cells(const struct scan_data *scan)
{
	return scan->grid > POINT_METRES;
}

static int site_of(const struct scan_data *scan, double lat, double lon)
{
	struct site_cell cell = cell_of(lat, lon, scan->grid);

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

/* How many cells of a width the events lie in; counted no further than the most. */
static guint cells_of(const GArray *events, double metres, guint *lying)
{
	g_autoptr(GHashTable) cells =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

	*lying = 0;
	for (guint i = 0; i < events->len && g_hash_table_size(cells) <= SITES_MOST; i++) {
		const struct scan_event *e = &g_array_index(events, struct scan_event, i);

		if (e->place >= 0)
			continue;
		struct site_cell cell = cell_of(e->row->lat, e->row->lon, metres);
		g_hash_table_add(cells, g_memdup2(&cell.key, sizeof cell.key));
		++*lying;
	}
	return g_hash_table_size(cells);
}

/* Points of their own tell nothing apart unless most of them come again. */
static double grid_for(const GArray *events)
{
	guint lying, cells = cells_of(events, POINT_METRES, &lying);
	gsize i = 1;

	if (cells <= SITES_MOST && 2 * cells <= lying)
		return POINT_METRES;
	while (i + 1 < G_N_ELEMENTS(grids) && cells_of(events, grids[i], &lying) > SITES_MOST)
		i++;
	return grids[i];
}

static int site_new(struct scan_data *scan, const struct site_cell *cell)
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

void scan_sites_add(struct scan_data *scan)
{
	scan->named = (int)scan->places->len;
	scan->own = g_ptr_array_new_with_free_func(g_free);
	scan->sites = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	scan->grid = grid_for(scan->events);
	for (guint i = 0; i < scan->events->len; i++) {
		struct scan_event *e = &g_array_index(scan->events, struct scan_event, i);

		if (e->place >= 0)
			continue;
		struct site_cell cell = cell_of(e->row->lat, e->row->lon, scan->grid);
		e->place = site_of(scan, e->row->lat, e->row->lon);
		if (e->place < 0)
			e->place = site_new(scan, &cell);
	}
}
