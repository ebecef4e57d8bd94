/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cylinders in tiles of bounded memory: expected count of each, and the count from which it is a
 * hit. LLR falls as the expected count grows, so for each count there is a largest expected count
 * that still reaches a level; along the zones of a centre the expected counts only grow, and the
 * limits are found by walking once. */
#include "config.h"

#include <math.h>

#include "scan_internal.h"

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

double *scan_largest_expected(const struct scan_model *m, double level)
{
	int most = m->most_in_window;
	double *largest = g_new(double, most + 2);
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
	return largest;
}

struct tile_fill {
	const struct scan_model *model;
	struct scan_tile *tile;
	const double *largest;
	gboolean wide;
};

static inline const gint64 *site_expected(const struct scan_model *m, int end, int site)
{
	return m->expected + ((gsize)end * (gsize)m->sites + (gsize)site) * (gsize)m->windows;
}

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
				sum += site_expected(m, tile->end + e, m->zone_site[z])[w];
				*mu = (double)sum / m->unit;
			}
		}
}

/* A window that would begin before the history is none. */
static inline gboolean window_exists(const struct scan_model *m, int end, int window)
{
	return end + m->options->shortest + window <= m->intervals;
}

static void fill_limits(gpointer shared, int unit, int worker UNUSED)
{
	struct tile_fill *fill = shared;
	const struct scan_model *m = fill->model;
	struct scan_tile *tile = fill->tile;
	const double *largest = fill->largest;
	int centre = tile->centre + unit, never = fill->wide ? G_MAXINT32 : G_MAXINT16,
	    most = m->most_in_window;
	gsize windows = (gsize)m->windows,
	      size = (m->zone_start[centre + 1] - m->zone_start[centre]) * windows;
	for (int e = 0; e < tile->ends; e++)
		for (gsize w = 0; w < windows; w++) {
			gsize from = cylinder(m, tile, e, centre);
			const double *mu = tile->mu + from;
			int count = window_exists(m, tile->end + e, (int)w) ? 0 : most + 1;
			gint16 *narrow = (gint16 *)tile->limit + from;
			gint32 *wide = (gint32 *)tile->limit + from;
			for (gsize i = w; i < size; i += windows) {
				while (largest[count] < mu[i])
					count++;
				int limit = count > most ? never : count - 1;
				if (fill->wide)
					wide[i] = limit;
				else
					narrow[i] = (gint16)limit;
			}
		}
}

static void tile_fill(const struct scan_model *m, struct scan_tile *tile, const double *largest,
		      gboolean wide, void (*work)(gpointer, int, int))
{
	struct tile_fill fill = {m, tile, largest, wide};
	int threads = scan_thread_count(m->options->threads,
					(int)MIN(tile->zones * (gsize)tile->ends / 20000, 256));
	struct scan_units units = {threads, work, &fill};
	scan_units_run(&units, tile->centres);
}

void scan_tile_limits(const struct scan_model *m, struct scan_tile *tile, const double *largest,
		      gboolean wide)
{
	tile_fill(m, tile, largest, wide, fill_limits);
}

/* what was observed */

static int *observed_counts(const struct scan_model *m, int end)
{
	int *counts = g_new0(int, (gsize)m->sites *(gsize)m->windows);
	for (int s = 0; s < m->strata; s++) {
		const int *first = m->first + (gsize)s * (gsize)(m->intervals + 1);
		int latest = first[end];
		for (int w = 0; w < m->windows; w++) {
			int until = first[MIN(end + m->options->shortest + w, m->intervals)];
			for (int i = latest; i < until; i++)
				counts[m->event_site[i] * m->windows + w]++;
		}
	}
	return counts;
}

static void best_take(struct scan_best *best, double llr, const struct scan_best *found)
{
	double near = 1e-9 * llr;
	if (llr > best->llr + near) {
		*best = *found;
		best->llr = llr;
	} else if (llr > best->llr - near) {
		best->tie = TRUE;
	}
}

static void observed_centre(const struct scan_model *m, const struct scan_tile *tile, int e,
			    int centre, const int *counts, struct scan_best *best)
{
	guint32 from = m->zone_start[centre], until = m->zone_start[centre + 1];
	for (int w = 0; w < m->windows; w++) {
		const double *mu = tile->mu + cylinder(m, tile, e, centre) + w;
		int sum = 0;
		if (!window_exists(m, tile->end + e, w))
			continue;
		for (guint32 z = from; z < until; z++, mu += m->windows) {
			int more = counts[m->zone_site[z] * m->windows + w];
			sum += more;
			if (more == 0 || sum < m->options->least || sum <= *mu)
				continue;
			struct scan_best found = {0, *mu,  sum, (int)(z - from), tile->end + e,
						  w, FALSE};
			best_take(best, scan_llr(sum, *mu, m->events), &found);
		}
	}
}

void scan_tile_observed(const struct scan_model *m, const struct scan_tile *tile,
			struct scan_best *best)
{
	for (int e = 0; e < tile->ends; e++) {
		g_autofree int *counts = observed_counts(m, tile->end + e);
		for (int c = tile->centre; c < tile->centre + tile->centres; c++)
			observed_centre(m, tile, e, c, counts, &best[c]);
	}
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

gboolean scan_tiles(const struct scan_model *m,
		    gboolean (*visit)(const struct scan_model *, struct scan_tile *, gpointer),
		    gpointer data)
{
	gboolean go_on = TRUE;
	for (int centre = 0; centre < m->sites && go_on;) {
		struct scan_tile tile = {.centre = centre, .centres = tile_centres(m, centre)};
		tile.zones = m->zone_start[centre + tile.centres] - m->zone_start[centre];
		int ends = (int)CLAMP(SCAN_TILE / (MAX(tile.zones, 1) * (gsize)m->windows), 1,
				      (gsize)m->ends);
		gsize size = MAX(tile.zones, 1) * (gsize)m->windows * (gsize)ends;
		tile.mu = g_new(double, size);
		tile.limit = g_new(gint32, size);
		for (tile.end = 0; tile.end < m->ends && go_on; tile.end += ends) {
			tile.ends = MIN(ends, m->ends - tile.end);
			tile_fill(m, &tile, NULL, FALSE, fill_mu);
			go_on = visit(m, &tile, data);
		}
		g_free(tile.mu);
		g_free(tile.limit);
		centre += tile.centres;
	}
	return go_on;
}
