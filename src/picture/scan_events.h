/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counted rows as a scan sees them: the same whichever week it is of. */
#ifndef OSG_PICTURE_SCAN_EVENTS_H
#define OSG_PICTURE_SCAN_EVENTS_H

#include "osg/session.h"

/* One counted event of a scan. */
struct scan_event {
	const struct observation_row *row;
	gint32 place; /* index among the places that are scanned (scan_is_place), -1 = none */
	gint32 point; /* index among the points; -1 = it has none, or it may not be told */
	gint32 day, stratum;
	guint64 groups;
};

/* A point away from all places, to a metre. */
struct scan_point {
	double lat, lon;
};

struct scan_events {
	GArray *list;      /* struct scan_event, in the order of the rows */
	GArray *points;    /* struct scan_point, of those without a place */
	GHashTable *cells; /* key of a point's cell -> index + 1 */
};

/* Whether it is among those where a scan counts, which are numbered in the registry's order. */
gboolean scan_is_place(const struct place *place);
/* Strata: the registry's organisations in its order; the last: not known. */
int scan_strata(const struct registry *registry);
void scan_events_init(struct scan_events *events);
void scan_events_clear(struct scan_events *events);
/* Adds those of the rows from `from` on, in the order of the rows. */
void scan_events_add(struct scan_events *events, const struct registry *registry,
		     const GArray *rows, guint from);

#endif
