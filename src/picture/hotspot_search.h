/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking for the hotspots of one week after the other, nothing followed yet. */
#ifndef OSG_PICTURE_HOTSPOT_SEARCH_H
#define OSG_PICTURE_HOTSPOT_SEARCH_H

#include "picture/hotspot_find.h"

struct hotspot_search {
	struct session *session;
	gboolean store; /* what is found */
	struct week_facts *facts;
	int done, runs; /* weeks; runs: as many as there will be at the least */
	gboolean (*progress)(double done, gpointer data);
	gpointer data;
};

enum { HOTSPOT_SEARCH_MOST = 2 }; /* weeks at once: each holds a scan in memory */

/* A week in full: its scan, which is open and is not cleared, has that fingerprint. Owned; NULL =
 * error. */
struct hotspot_week *hotspot_search_full(struct hotspot_search *search, struct scan_data *scan,
					 const char *fingerprint, GError **error);
/* Looks at count weeks side by side, the newest given, and adds them at the end, newest first. */
gboolean hotspot_search_back(struct hotspot_search *search, int week, int count,
			     enum hotspot_look look, GPtrArray *weeks, GError **error);
/* Whether a week was looked at in no more than outline. */
gboolean hotspot_search_outline(const struct hotspot_week *found);

#endif
