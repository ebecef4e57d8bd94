/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A group's events of the year up to the last day, summed once for all hotspots that are judged in
 * it. */
#ifndef HOTSPOT_YEAR_H
#define HOTSPOT_YEAR_H

#include "osg/hotspot.h"

/* All 0 before it is filled. */
struct hotspot_year {
	int last_day, strata;
	int *since;            /* [HOTSPOT_YEAR_DAYS + 1][strata]: of so many last days */
	int *begin;            /* [places + 1]: where each place's begin */
	gint32 *day, *stratum; /* by place */
};

/* The events, all of the year: [events]. */
void hotspot_year_fill(struct hotspot_year *year, const struct hotspot_input *input, int last_day,
		       int events, const gint32 *place, const gint32 *day, const gint32 *stratum);
/* [strata] owned: each reporter's share of a hotspot's year. */
struct hotspot_stratum *hotspot_year_strata(const struct hotspot_year *year,
					    const struct hotspot *hotspot);
void hotspot_year_clear(struct hotspot_year *year);

#endif
