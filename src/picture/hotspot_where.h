/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a hotspot is: its named places, and the points away from all of them. */
#ifndef OSG_PICTURE_HOTSPOT_WHERE_H
#define OSG_PICTURE_HOTSPOT_WHERE_H

#include "picture/scan_data.h"

/* Fills in places, points, area, middle, radius and, where nothing has a name, what it is near.
 * behind: const struct scan_event, its events. */
void hotspot_where(const struct scan_data *scan, const struct hotspot *found,
		   const GPtrArray *behind, struct picture_hotspot *h);
/* words: const char * as somebody wrote it of each event at a point, NULL = nothing. Where half of
 * them or more say the same, that is what it is near. */
void hotspot_where_called(const GPtrArray *words, struct picture_hotspot *h);
/* Near what a point is: *near owned, NULL = nothing named within 5 km; octant 0 = the point lies
 * north of it, 1 = north-east … */
void hotspot_where_near(const struct registry *v, double lat, double lon, char **near, int *metres,
			int *octant);
/* Says how finely it may be put on a map; where that is no point, its point is forgotten. */
void hotspot_share(const struct registry *v, struct picture_hotspot *h);
/* Whether a stored hotspot without a named place is at the same points as one of a week. */
gboolean hotspot_same_points(const struct hotspot_record *record, const struct picture_hotspot *h);

#endif
