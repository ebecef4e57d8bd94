/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cylinders in tiles of bounded memory: expected count of each, and the count from which it is a
 * hit. LLR falls as the expected count grows, so for each count there is a largest expected count
 * that still reaches a level; along the zones of a centre the expected counts only grow, and the
 * limits are found by walking once. */
#include "config.h"

#include <math.h>

#include "scan_internal.h"

#define CELLS_A_COUNT 16.0
#define MOST_CELLS 65536.0

double scan_llr(double count, double expected, double total)
{
	if (!(count > expected) || !(expected > 0))
		return 0;
	double rest = total - count;
	double llr = count * log(count / expected);
	return rest > 0 ? llr + rest * log1p((expected - count) / (total - expected)) : llr;
}

/* Newton from the left, where the falling convex LLR lies above the level: never oversteps by more
 * than what is added in the end. */
static double largest_expected(double count, double level, double total, double mu)
{
	for (int i = 0; i < 60; i++) {
		double over = scan_llr(count, mu, total) - level;
		double slope = (total - count) / (total - mu) - count / mu;
		if (!(slope < 0))
			break;
		double step = -over / slope;
		mu += step;
		if (fabs(step) <= 1e-6 * mu) /* the next one were its square */
			break;
	}
	return mu;
}

static void find_largest(const struct scan_model *m, double level, double *largest)
{
	int most = m->most_in_window;
	double mu = exp(-level - 1) / 2, before = mu;
	for (int c = 0; c <= most; c++) {
		if (c > 0 && level >= 1e-3 && c < m->events) {
			/* it grows faster and faster, so that the line through the last two stays
			   to the left */
			double ahead = MAX(2 * mu - before, mu * (1 - 1e-8));

			before = c > 1 ? mu : 0;
			mu = largest_expected(c, level, m->events, MIN(ahead, c * (1 - 1e-8)));
		}
		largest[c] = c < MAX(m->options->least, 1)    ? -1
			     : level < 1e-3 || c == m->events ? c
							      : MIN(mu * (1 + 1e-9), c);
	}
	largest[most + 1] = INFINITY;
}

/* Where to begin to look for the least count of a level, by expected count: one walk over both. */
static void find_cells(struct scan_level *level, int most)
{
	double end = MAX(level->largest[most], 1);
	level->scale = MIN(CELLS_A_COUNT, MOST_CELLS / end);
	level->cells = (int)(end * level->scale) + 1;
	level->least = g_new(int, level->cells + 1);
	for (int cell = 0, count = 0; cell <= level->cells; cell++) {
		while (level->largest[count] < cell / level->scale)
			count++;
		level->least[cell] = count;
	}
}

struct scan_level *scan_level_new(const struct scan_model *m, double llr)
{
	struct scan_level *level = g_new(struct scan_level, 1);
	level->largest = g_new(double, m->most_in_window + 2);
	find_largest(m, llr, level->largest);
	find_cells(level, m->most_in_window);
	return level;
}

void scan_level_free(struct scan_level *level)
{
	g_free(level->largest);
	g_free(level->least);
	g_free(level);
}

/* The least count that reaches the level where so many are expected. */
static inline int level_count(const struct scan_level *level, double expected)
{
	int count = level->least[(int)MIN(expected * level->scale, level->cells)];
	while (level->largest[count] < expected)
		count++;
	return count;
}

struct tile_fill {
	const struct scan_model *model;
	struct scan_tile *tile;
	const struct scan_level *level;
	gboolean wide;
};

static inline gsize cylinder(const struct scan_model *m, const struct scan_tile *tile, int end,
			     int centre)
{
	gsize zone = m->zone_start[centre] - m->zone_start[tile->centre];
	return ((gsize)end * tile->zones + zone) * (gsize)m->windows;
}

static void fill_mu(gpointer shared, int unit, int worker UNUSED)
{
	struct tile_fill *fill = shared;
	const struct scan_model *m = fill->model;
	struct scan_tile *tile = fill->tile;
	int centre = tile->centre + unit;
	for (int e = 0; e < tile->ends; e++)
		for (int w = 0; w < m->windows; w++) {
			double *mu = tile->mu + cylinder(m, tile, e, centre) + w;
			gint64 sum = 0;
			for (guint32 z = m->zone_start[centre]; z < m->zone_start[centre + 1];
			     z++, mu += m->windows) {
				sum += scan_site_expected(m, tile->end + e, m->zone_site[z])[w];
				*mu = (double)sum / m->unit;
			}
		}
}

static void fill_limits(gpointer shared, int unit, int worker UNUSED)
{
	struct tile_fill *fill = shared;
	const struct scan_model *m = fill->model;
	struct scan_tile *tile = fill->tile;
	int centre = tile->centre + unit, never = fill->wide ? G_MAXINT32 : G_MAXINT16;
	gsize zones = m->zone_start[centre + 1] - m->zone_start[centre];
	for (int e = 0; e < tile->ends; e++) {
		gsize at = cylinder(m, tile, e, centre);
		int exist = scan_windows_exist(m, tile->end + e);
		for (gsize z = 0; z < zones; z++)
			for (int w = 0; w < m->windows; w++, at++) {
				int count = w < exist ? level_count(fill->level, tile->mu[at])
						      : m->most_in_window + 1;
				int limit = count > m->most_in_window ? never : count - 1;
				if (fill->wide)
					((gint32 *)tile->limit)[at] = limit;
				else
					((gint16 *)tile->limit)[at] = (gint16)limit;
			}
	}
}

static void tile_fill(const struct scan_model *m, struct scan_tile *tile,
		      const struct scan_level *level, gboolean wide,
		      void (*work)(gpointer, int, int))
{
	struct tile_fill fill = {m, tile, level, wide};
	int threads = scan_thread_count(m->options->threads,
					(int)MIN(tile->zones * (gsize)tile->ends / 20000, 256));
	struct scan_units units = {threads, work, &fill};
	scan_units_run(&units, tile->centres);
}

void scan_tile_limits(const struct scan_model *m, struct scan_tile *tile,
		      const struct scan_level *level, gboolean wide)
{
	tile_fill(m, tile, level, wide, fill_limits);
}

/* tiles */

/* As many centres from `centre` on as one end of a tile holds. */
static int tile_centres(const struct scan_model *m, int centre)
{
	int centres = 1;
	while (centre + centres < m->sites &&
	       (gsize)(m->zone_start[centre + centres + 1] - m->zone_start[centre]) *
			       (gsize)m->windows <=
		       SCAN_TILE)
		centres++;
	return centres;
}

/* The tile is the next one, unless it is that already: where there is one alone, it is filled once.
 */
static void tile_move(const struct scan_model *m, struct scan_tile *tile, int centre, int centres,
		      int end, int ends)
{
	gsize zones = MAX(m->zone_start[centre + centres] - m->zone_start[centre], 1),
	      size = zones * (gsize)m->windows * (gsize)ends;
	if (tile->centre == centre && tile->centres == centres && tile->end == end &&
	    tile->ends == ends)
		return;
	if (size > tile->room) {
		g_free(tile->mu);
		g_free(tile->limit);
		tile->mu = g_new(double, size);
		tile->limit = g_new(gint32, size);
		tile->room = size;
	}
	tile->centre = centre;
	tile->centres = centres;
	tile->end = end;
	tile->ends = ends;
	tile->zones = zones;
	tile_fill(m, tile, NULL, FALSE, fill_mu);
}

gboolean scan_tiles(const struct scan_model *m,
		    gboolean (*visit)(const struct scan_model *, struct scan_tile *, gpointer),
		    gpointer data)
{
	gboolean go_on = TRUE;
	for (int centre = 0, centres; centre < m->sites && go_on; centre += centres) {
		centres = tile_centres(m, centre);
		gsize zones = MAX(m->zone_start[centre + centres] - m->zone_start[centre], 1);
		int ends = (int)CLAMP(SCAN_TILE / (zones * (gsize)m->windows), 1, (gsize)m->ends);
		for (int end = 0; end < m->ends && go_on; end += ends) {
			tile_move(m, m->tile, centre, centres, end, MIN(ends, m->ends - end));
			go_on = visit(m, m->tile, data);
		}
	}
	return go_on;
}
