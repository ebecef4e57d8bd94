/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a week's hotspots: finding, following, storing. */
#ifndef OSG_PICTURE_HOTSPOT_FIND_H
#define OSG_PICTURE_HOTSPOT_FIND_H

#include "picture/scan_data.h"

/* One of which nothing is known yet. Free with hotspot_week_free. */
struct hotspot_week *hotspot_week_new(int week);

/* How closely a week is looked at. What is gone is still told the week after, so that the week
 * before the one that is opened is described; of those before it an outline is enough to follow
 * them. */
enum hotspot_look {
	HOTSPOT_LOOK_FULL,
	HOTSPOT_LOOK_BRIEF,   /* chances are what they usually are (osg/hotspot.h), burglaries that
				 gather are left out */
	HOTSPOT_LOOK_OUTLINE, /* as brief, without evidence, hours, history and alternatives */
};

/* What stands out in a scan, which alone is read: it may be done on a thread of its own. threads: 0
 * = one for each processor. Clear found with hotspots_clear. */
gboolean hotspots_scan(const struct scan_data *scan, enum hotspot_look look, int threads,
		       gboolean (*progress)(double done, gpointer data), gpointer data,
		       struct hotspots *found, GError **error);
/* What that shows, in facts: list with states, numbers and since not yet told; the verdict too. */
gboolean hotspots_describe(struct scan_data *scan, enum hotspot_look look,
			   const struct hotspots *found, struct hotspot_week *out, GError **error);
/* Both. */
gboolean hotspots_look(struct scan_data *scan, enum hotspot_look look, struct hotspot_week *out,
		       gboolean (*progress)(double done, gpointer data), gpointer data,
		       GError **error);
/* Where burglaries gather, more than chance gives. */
void gathering_look(const struct scan_data *scan, struct hotspot_basis *basis);
/* As app_hotspots_ahead and app_hotspots_ready, by facts that are at hand. */
struct hotspot_week *hotspots_by(struct session *session, struct week_facts *facts, int week,
				 gboolean (*progress)(double done, gpointer data), gpointer data,
				 GError **error);
struct hotspot_week *hotspots_ready_by(struct session *session, struct week_facts *facts, int week,
				       GError **error);

/* As stored, of whatever data; NULL = never, or it cannot be read. Owned. */
struct hotspot_week *hotspots_stored(struct session *session, int week);
/* Within a change. */
gboolean hotspots_put(struct session *session, const struct hotspot_week *found, GError **error);
/* The record of a number, NULL = none. */
struct hotspot_record *hotspot_find_number(struct session *session, int number, GError **error);
/* All numbers that were ever given, as pointers. */
GHashTable *hotspot_numbers(struct session *session);
/* How many weeks the session holds. */
enum { HOTSPOT_WEEKS_MOST = 64 };
guint hotspots_at_hand(struct session *session);
/* Fills in what was decided. */
gboolean hotspots_decisions(struct session *session, struct hotspot_week *found, GError **error);

#endif
