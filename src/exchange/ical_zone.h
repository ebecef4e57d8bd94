/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The time zones of an iCalendar file: the ones it describes itself, those of the IANA, and what
 * Windows calls the ones around here. */
#ifndef OSG_EXCHANGE_ICAL_ZONE_H
#define OSG_EXCHANGE_ICAL_ZONE_H

#include <glib.h>

struct ical_zones;

/* From all content lines of a file. */
struct ical_zones *ical_zones_new(const GPtrArray *lines);
void ical_zones_free(struct ical_zones *zones);
/* A wall clock's time as seconds since 1970 UTC. name NULL = here. FALSE: nothing is known of that
 * zone. */
gboolean ical_zone_time(struct ical_zones *zones, const char *name, int day, int seconds,
			gint64 *time);
/* Of a zone that goes as the clocks here: -1 that time of the wall clock was not there that day, +1
 * it came twice (the first is meant), 0 = usual. */
int ical_zone_odd(struct ical_zones *zones, const char *name, int day, int seconds);

#endif
