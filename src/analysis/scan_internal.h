/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the scan share. Words: a site is all places at the same coordinates; a zone is
 * a centre and its nearest sites; an end is the interval in which a window ends, 0 = the latest; a
 * cylinder is a zone with a window. */
#ifndef SCAN_INTERNAL_H
#define SCAN_INTERNAL_H

#include "osg/scan.h"

#define SCAN_EARTH_KM 6367.0
#define SCAN_LANES 32         /* replications that are counted side by side */
#define SCAN_MOST_SITES 65000 /* sites are 16 bits wide in the tables */
#define SCAN_TILE (1 << 22)   /* cylinders whose limits are kept at once: 10 bytes each, or 12 */

struct scan_model {
	const struct scan_options *options;
	/* sites */
	int sites;
	int *site_of_place; /* [places] */
	int *place_of_site; /* [sites] the first place there */
	int *site_begin;    /* [sites + 1] where each site's places begin in site_place */
	int *site_place;    /* [places] of one site in the order of the input */
	double *x, *y, *z;  /* [sites] */
	int *site_events;   /* [sites] */
	/* events by stratum, latest interval first */
	int events, strata, intervals;
	guint16 *event_site; /* [events] */
	int *first;          /* [strata * (intervals + 1)] where the events of an interval begin */
	/* windows */
	int windows; /* of one end: lengths shortest..longest */
	int ends;
	/* expected counts as whole numbers of 1/unit, so that sums do not depend on their order */
	double unit;
	gint64 *expected; /* [ends * sites * windows] */
	int most_in_window;
	const struct scan_near *near; /* whose the sites are; NULL = sought here */
	/* zones: of each centre, the sites with events added one by one */
	const struct scan_zones *shared; /* whose they are; NULL = the model's own */
	guint32 *zone_start;             /* [sites + 1] */
	guint16 *zone_site;
	struct scan_tile *tile; /* the one at work */
};

static inline const gint64 *scan_site_expected(const struct scan_model *m, int end, int site)
{
	return m->expected + ((gsize)end * (gsize)m->sites + (gsize)site) * (gsize)m->windows;
}

/* A window that would begin before the history is none: so many are. */
static inline int scan_windows_exist(const struct scan_model *m, int end)
{
	return CLAMP(m->intervals - end - m->options->shortest + 1, 0, m->windows);
}

/* Part of all cylinders: some ends and some centres, with what the counts are compared with. */
struct scan_tile {
	int end, ends;
	int centre, centres;
	gsize zones;    /* of these centres */
	double *mu;     /* [ends * zones * windows] */
	gpointer limit; /* [same] 16 or 32 bits: a larger count may be a hit */
	gsize room;     /* what both have room for */
};

/* An LLR, and which count reaches it where so many are expected. */
struct scan_level {
	double *largest; /* [most_in_window + 2] the largest expected count for which a count
			    reaches it; less than 0 where none does */
	int *least;      /* [cells + 1] the least count for which that may be, by expected count */
	double scale;    /* cells a count */
	int cells;
};

/* What the LLR of count > expected is at the most, without a logarithm: ln r <= (r - 1)(r + 5) /
 * (4 r + 2) from r = 1 on, by no more than 1 % to r = 2; ln(1 + x) <= x. */
static inline double scan_llr_bound(double count, double expected, double total)
{
	double over = count - expected;
	return count * over * (count + 5 * expected) / (expected * (4 * count + 2 * expected)) -
	       over * (total - count) / (total - expected);
}

/* The best cylinder of a centre. */
struct scan_best {
	double llr, mu;
	int count;
	int zone; /* sites with events added after the first, from 0 */
	int end, window;
	gboolean tie;
};

/* scan_model.c */
gboolean scan_model_init(struct scan_model *model, const struct scan_input *input,
			 const struct scan_options *options, struct scan_result *result,
			 GError **error);
/* The sites alone. */
gboolean scan_model_sites(struct scan_model *model, const struct scan_input *input, GError **error);
void scan_model_clear(struct scan_model *model);

/* scan_zones.c */
gboolean scan_zones_make(struct scan_model *model, struct scan_zones *shared, GError **error);
/* All sites within the radius by distance from a centre (ties by index). site: [sites]; how many.
 */
int scan_sites_near(const struct scan_model *model, int centre, guint16 *site);
/* The sites as they were found for all scans of these places; they stay near's. */
void scan_near_sites(const struct scan_near *near, struct scan_model *model);
double scan_distance(const struct scan_model *model, int a, int b);

/* scan_tile.c: calls visit for each tile; FALSE stops. */
gboolean scan_tiles(const struct scan_model *model,
		    gboolean (*visit)(const struct scan_model *, struct scan_tile *, gpointer),
		    gpointer data);
struct scan_level *scan_level_new(const struct scan_model *model, double llr);
void scan_level_free(struct scan_level *level);
/* Fills the limits so that every cylinder that reaches the level is a hit. wide: 32 bits. */
void scan_tile_limits(const struct scan_model *model, struct scan_tile *tile,
		      const struct scan_level *level, gboolean wide);

/* scan_observed.c: of each centre, [sites]; those below the floor are left out, llr 0. */
void scan_observe(const struct scan_model *model, double floor, struct scan_best *best);

/* scan_null.c: the maxima of replications; FALSE = cancelled. */
struct scan_null {
	double *maxima;
	int replications;
	const char *path;
};
gboolean scan_null_run(const struct scan_model *model, double observed, struct scan_null *null);

/* scan_simd.c: one tile for one block of replications. */
struct scan_block {
	const struct scan_model *model;
	const struct scan_tile *tile;
	int end;              /* in the tile */
	gconstpointer counts; /* [sites * windows][SCAN_LANES] */
	double *best;         /* [SCAN_LANES] */
};
typedef void (*scan_lanes_function)(const struct scan_block *block);
/* wanted: a path, NULL = the fastest; *path: the one that is taken. */
scan_lanes_function scan_lanes_choose(int windows, gboolean wide, const char *wanted,
				      const char **path);

/* scan_threads.c: units 0..count-1 over threads; the calling thread takes part and tells progress
 * from part `from` to `to`. FALSE = cancelled. */
struct scan_units {
	int threads;
	void (*work)(gpointer shared, int unit, int worker);
	gpointer shared;
	gboolean (*progress)(double done, gpointer data);
	gpointer data;
	double from, to;
};
gboolean scan_units_run(const struct scan_units *units, int count);
int scan_thread_count(int wanted, int most);

#endif
