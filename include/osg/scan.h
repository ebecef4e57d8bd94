/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Space-time permutation scan (Kulldorff et al. 2005, PLoS Medicine 2:e59): which places and last
 * days hold more events than the places' and the days' own totals explain. Plain arrays in,
 * clusters out; knows no store, clock, language or screen.
 *
 * N events, each at a place and in an interval of interval_days days; the intervals are counted
 * back from the last day. For a zone Z (places round a centre) and a window W (intervals): expected
 * mu = sum over strata of C_s(Z) C_s(W) / N_s, observed c, and where c > mu LLR = c ln(c/mu) +
 * (N-c) ln((N-c)/(N-mu)). The largest LLR is judged by permuting the intervals over the events
 * within each stratum. Replication r draws from its own random stream (seed, r), so that the result
 * depends on the seed alone, never on threads or on the processor. */
#ifndef OSG_SCAN_H
#define OSG_SCAN_H

#include <glib.h>

#include "osg/error.h"

/* The arrays stay the caller's. */
struct scan_input {
	int places;
	const double *x,
		*y; /* [places] plane: any one unit; sphere: longitude and latitude in degrees */
	gboolean sphere; /* distance is the straight chord in km on a sphere of 6,367 km */
	int events;
	const gint32 *place;   /* [events] index of the place */
	const gint32 *day;     /* [events] day; outside of [first_day, last_day] it is left out */
	const gint32 *stratum; /* [events] 0..strata-1 (reporting organisation), or NULL = one */
	int strata;            /* 0 counts as one */
	const struct scan_near *near; /* of these places and the radius of the options, for several
					 scans of them; NULL = sought here */
	struct scan_zones *zones; /* of these places and events, for several scans of them, also at
				     once; NULL = sought here */
};

struct scan_result;

struct scan_options {
	int first_day, last_day; /* the history, both included; the last is the day of analysis */
	int interval_days;
	int shortest, longest;  /* windows, in intervals */
	gboolean retrospective; /* windows that end anywhere, not only on the last day */
	double radius;    /* largest distance from the centre, in the unit of the input; 0 = none */
	double share;     /* a zone holds at most this share of all events (0.5) */
	int least;        /* fewest events of a cluster (2) */
	int replications; /* 999; 0 = clusters without p */
	int stop_after;   /* stop when so many replications exceeded the best cluster; 0 = never */
	/* The LLR below which no cluster is wanted, once events and cylinders are known. May be
	 * NULL: 0. */
	double (*floor)(const struct scan_result *result, gpointer data);
	gpointer floor_data;
	double hopeless; /* a chance above it interests nobody: stop when it is all but sure that
			    the best cluster's lies there; 0 = never */
	guint64 seed;
	int threads;      /* 0 = one for each processor */
	int clusters;     /* at most so many are given */
	const char *path; /* how lanes are added, as in the result; NULL = the fastest. One that the
			     processor has not is "portable"; all give the same */
	/* Called on the calling thread with the share done, 0..1. Return FALSE to cancel. May be
	 * NULL. */
	gboolean (*progress)(double done, gpointer data);
	gpointer data;
};

/* 364 days of weeks, windows of 1 to 4, no radius, half of the events, 999 replications. */
void scan_options_init(struct scan_options *options, int last_day);

/* Why there is nothing to judge. */
enum scan_verdict {
	SCAN_JUDGED,
	SCAN_TOO_FEW_EVENTS, /* fewer events than a cluster needs, or none outside or inside of the
				windows */
	SCAN_ONE_PLACE,      /* all at the same coordinates */
	SCAN_ONE_INTERVAL,   /* all in the same interval, or a history no longer than the windows */
};

struct scan_cluster {
	int centre;   /* place */
	int *members; /* [count] places, nearest first: places without events between the others
			 included */
	int count;
	double radius; /* distance of the farthest member; sphere: along the surface, km */
	int first_day, last_day;
	int observed;
	double expected, llr;
	double p;      /* rank / (replications + 1); NAN without replications */
	double gumbel; /* from mean and deviation of the replicated maxima; NAN with fewer than 10
			  of them */
	double recurrence_days; /* interval_days / p; NAN for a retrospective scan */
	gboolean tie;   /* another cluster, elsewhere or at another time, is exactly as good */
	gboolean alike; /* a zone or window that overlaps this one is exactly as good */
};

struct scan_result {
	enum scan_verdict verdict;
	struct scan_cluster *clusters; /* [count] best first; a later one shares no place with an
					  earlier one that overlaps it in time */
	int count;
	int events, places_used, intervals; /* in the history; places that hold any of them */
	int replications;                   /* run; fewer than asked for when stopped early */
	double *maxima;                     /* [replications] the largest LLR of each */
	double mean, deviation; /* of the maxima; the deviation is that of all of them (divided by
				   their number) */
	gint64 cylinders;       /* looked at in each replication */
	const char *path;       /* "avx512", "avx2", "portable", "wide": how lanes were added */
};

/* FALSE with OSG_ERROR_INPUT (an option or array that means nothing) or OSG_ERROR_CANCELLED. Clear
 * the result with scan_result_clear. */
gboolean scan_run(const struct scan_input *input, const struct scan_options *options,
		  struct scan_result *result, GError **error);
void scan_result_clear(struct scan_result *result);

/* Which places lie within a radius (> 0) of which, on a plane, for scan_input. Owned; NULL = too
 * many, the scan says so. */
struct scan_near *scan_near_new(int places, const double *x, const double *y, double radius);
void scan_near_free(struct scan_near *near);

/* The zones of some events, found by the first scan that has them in its input: each scan of them
 * has the same places, near, events (but for strata), history, radius and share. */
struct scan_zones *scan_zones_new(void);
void scan_zones_free(struct scan_zones *zones);

/* LLR of count events among total where expected were to be expected; 0 unless count > expected. */
double scan_llr(double count, double expected, double total);
/* The chance of a maximum of at least llr when maxima have that mean and standard deviation and
 * Gumbel's distribution.
 */
double scan_gumbel(double llr, double mean, double deviation);
/* The LLR of which that is the chance, 0 < p < 1. */
double scan_gumbel_llr(double p, double mean, double deviation);

#endif
