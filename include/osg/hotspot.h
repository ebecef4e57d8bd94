/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The week's hotspots: what the scan (sudden, several neighbouring places) and the drift (slow, one
 * place) find together, for all events and for each group of categories, with and without the
 * reporters as strata. Facts only; plain arrays, no text. */
#ifndef OSG_HOTSPOT_H
#define OSG_HOTSPOT_H

#include <glib.h>

#include "osg/drift.h"
#include "osg/scan.h"

enum { HOTSPOT_YEAR_DAYS = 364 }; /* up to the last day: what a scan compares with */

/* The arrays stay the caller's. Count linked reports once before. */
struct hotspot_input {
	int places;
	const double *x, *y; /* metres */
	int events;
	const gint32 *place, *day;
	const gint32 *stratum;    /* reporting organisation 0..strata-1; NULL = not known */
	const guint64 *groups_of; /* bit g: belongs to category group g, an event may be in several;
				     NULL = not known */
	int strata, groups;       /* groups at most 64 */
};

struct hotspot_options {
	int last_day;            /* of analysis: weeks end on it */
	double recurrence_years; /* a scan is shown from this on, for all groups together: 5 */
	const double *share;     /* [1 + groups] of the budget of false hotspots: that of all events
				    first, summing to 1;     NULL = alike */
	double radius;           /* metres, 1,500 */
	int longest;             /* weeks of the longest window, 4 */
	int replications;        /* 999; 0 = chances from what the maxima of a scan of that size
				    usually are, for weeks that are only looked back at */
	gboolean usual_limit;    /* shown is what passes the limit by those chances: the same, with
				    replications or without */
	guint64 seed;
	int threads;
	struct drift_options drift;
	gboolean (*progress)(double done, gpointer data); /* as in scan_options */
	gpointer data;
};
void hotspot_options_init(struct hotspot_options *options, int last_day);

/* How unusual the events of a hotspot are, judged in one way. */
struct hotspot_chance {
	double expected, llr;
	double p;                /* Gumbel's where fewer than ten replications were as good */
	double recurrence_years; /* by chance about once in so many years, all groups together */
	gboolean shown;          /* passes the limit */
};

enum hotspot_found { HOTSPOT_SCAN = 1, HOTSPOT_DRIFT = 2 };

/* One reporter's events in the year up to the last day: in the hotspot's places and days, in its
 * places, in its days, all. */
struct hotspot_stratum {
	int observed, zone, window, all;
};

struct hotspot {
	int centre;   /* place */
	int *members; /* [count] places, nearest first */
	int count;
	double radius; /* metres */
	int first_day, last_day;
	int observed;
	struct hotspot_chance plain;      /* all events alike */
	struct hotspot_chance stratified; /* within reporters; like plain without strata */
	gboolean differs; /* one is shown and the other is not: perhaps a new or suddenly diligent
			     reporter */
	gboolean tie;
	struct hotspot_stratum *by_stratum; /* [strata, at least 1] of its group's events */
	int found;                          /* enum hotspot_found, one or both */
	struct drift drift;                 /* of the centre, when found by it */
	int group;                          /* -1 = all events */
	guint64 also;                       /* bit g: found in group g too */
};

struct hotspots {
	enum scan_verdict verdict; /* of the scan of all events */
	struct hotspot *list;      /* [count] rarest first */
	int count;
};

/* Errors as of scan_run. Too little history is none: see verdict; the list is then empty or holds
 * drift only. */
gboolean hotspots_find(const struct hotspot_input *input, const struct hotspot_options *options,
		       struct hotspots *hotspots, GError **error);
void hotspots_clear(struct hotspots *hotspots);
/* The best recurrence of the ways it was found. */
double hotspot_recurrence(const struct hotspot *hotspot);

enum hotspot_state { HOTSPOT_NEW, HOTSPOT_GROWING, HOTSPOT_STEADY, HOTSPOT_FADING, HOTSPOT_GONE };

/* How many places two of them share. */
int hotspot_shared(const struct hotspot *a, const struct hotspot *b);
/* Which of the hotspots before is which now: those that share at least half of the places of the
 * smaller, the largest share first, each used once. before_of: [now->count] index or -1 = new.
 * states: [now->count]; growing and fading: events beyond the expected ones a week changed by more
 * than a quarter. state_before: [before->count], HOTSPOT_GONE or what became of it. */
void hotspots_follow(const struct hotspots *before, const struct hotspots *now, int *before_of,
		     enum hotspot_state *states, enum hotspot_state *state_before);

#endif
