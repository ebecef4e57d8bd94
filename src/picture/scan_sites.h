/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places of the scan for events that happened away from every named one: the points themselves
 * where they come again, else the middles of a grid. */
#ifndef OSG_PICTURE_SCAN_SITES_H
#define OSG_PICTURE_SCAN_SITES_H

#include "picture/scan_data.h"

/* Gives every event whose place is -1 and that has a point a site of its own at the end of
 * scan->places: a struct place of key 0 without a name, in the area that holds it. */
void scan_sites_add(struct scan_data *scan);
/* The site that holds a point of an earlier scan, else the nearest within 250 m; index in
 * scan->places, -1 = none. */
int scan_sites_at(const struct scan_data *scan, double lat, double lon);
gboolean scan_is_site(const struct scan_data *scan, int place);
/* FALSE where sites are the points themselves. */
gboolean scan_sites_are_cells(const struct scan_data *scan);

#endif
