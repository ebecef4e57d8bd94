/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the scan of a week looks at: the municipality's exact places, and the points away from all
 * of them, in metres, and the counted events of the weeks before, in the arrays of the engine. */
#ifndef OSG_PICTURE_SCAN_DATA_H
#define OSG_PICTURE_SCAN_DATA_H

#include "osg/app.h"
#include "osg/hotspot.h"

#include "picture/week_facts.h"

struct scan_data {
	struct session *session;
	struct week_facts *facts; /* its week's, of the caller */
	int week, last_day;
	gint64 without;    /* organisation whose events are left out, 0 = none */
	GArray *rows;      /* struct observation_row, newest first; some may be of other weeks */
	GArray *events;    /* struct scan_event, oldest first */
	GArray *elsewhere; /* those with neither an exact place nor a point */
	int skipped;       /* of them, those of the year */
	GPtrArray *places; /* const struct place *, borrowed; from named on sites of scan_sites.h */
	int named;
	GPtrArray *own;          /* struct place: the sites */
	const GArray *points;    /* struct scan_point, the facts' */
	GHashTable *sites;       /* cell of the grid -> index in places + 1 */
	double grid;             /* metres of a cell */
	double *x, *y;           /* metres */
	double metres_east;      /* a degree of longitude */
	const GPtrArray *groups; /* struct category_group, the registry's */
	gint32 *place, *day, *stratum;
	guint64 *groups_of;
	int strata;
	int *begun;              /* [strata] day of the first event of each, G_MAXINT = none */
	int *begin;              /* [places + 1] where each place's events begin in by_place */
	int *by_place;           /* [events] indices, of each place oldest first */
	GHashTable *of_category; /* those that were asked for: key -> GPtrArray */
	struct hotspot_input input;
};

enum { SCAN_WEEKS = 130 }; /* that it looks at, its own the last */

/* Of the week's own rows, read through the facts. */
gboolean scan_data_open(struct scan_data *scan, struct week_facts *facts, struct session *session,
			int week, GError **error);
/* The same without the reports of an organisation (key, 0 = of all). */
gboolean scan_data_open_without(struct scan_data *scan, struct week_facts *facts,
				struct session *session, int week, gint64 organisation,
				GError **error);
/* Where an event of the scan was: its own point, else its place; metres. */
void scan_data_point(const struct scan_data *scan, const struct scan_event *event, double *x,
		     double *y);
/* Events of a category: const struct scan_event, oldest first; the scan's own. */
const GPtrArray *scan_data_events_of(const struct scan_data *scan, gint64 category);
/* The codes of a stratum's organisation and of a category (key), borrowed; "?" = there is none. */
const char *scan_stratum_code(const struct scan_data *scan, int stratum);
const char *scan_category_code(const struct scan_data *scan, gint64 category);
void scan_data_clear(struct scan_data *scan);
/* Tells the data of a week's scan from any other without opening it: SHA-256 in hex, owned; NULL =
 * error. */
char *scan_data_fingerprint(struct session *session, struct week_facts *facts, int week,
			    GError **error);

#endif
