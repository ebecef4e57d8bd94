/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What else a hotspot could be. */
#ifndef OSG_PICTURE_HOTSPOT_ALTERNATIVES_H
#define OSG_PICTURE_HOTSPOT_ALTERNATIVES_H

#include "picture/scan_data.h"

/* One hotspot being described. */
struct description {
	const struct scan_data *scan;
	const struct hotspot *found;
	guint8 *member;    /* [places] */
	GPtrArray *behind; /* const struct scan_event: its events, oldest first */
	struct picture_hotspot *h;
};

/* Whether an event is of the categories that the hotspot is of. */
static inline gboolean hotspot_counts(const struct hotspot *found, const struct scan_event *event)
{
	return found->group < 0 || event->groups >> found->group & 1;
}

/* Fills in the reasons that speak against it, with their figures; all else is described before.
 * changes: struct recording_change. */
void hotspot_alternatives(struct description *look, const GPtrArray *changes);

#endif
