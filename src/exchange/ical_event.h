/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An event of a calendar: its lines read to what, when and how long. */
#ifndef OSG_EXCHANGE_ICAL_EVENT_H
#define OSG_EXCHANGE_ICAL_EVENT_H

#include "exchange/ical_text.h"
#include "exchange/ical_zone.h"

/* An event of the file, as it is understood. */
struct ical_event {
	const GPtrArray *lines; /* struct ical_line */
	int number;             /* of the line that it begins on */
	char *uid;
	int day, seconds; /* of its beginning, on the wall clock of its zone */
	gboolean whole_days, utc;
	char *zone;    /* NULL = here, or utc */
	int days;      /* how long, whole_days */
	gint64 length; /* how long in seconds, otherwise */
	gboolean cancelled;
	/* the fault, reason NULL = none */
	const struct ical_line *at;
	char *reason;
};

/* Frees what it holds. */
void ical_event_clear(struct ical_event *e);
/* Notes the fault, on a line of the event (NULL = the whole); always FALSE. */
gboolean ical_fault(struct ical_event *e, const struct ical_line *at, char *take_reason);
/* lines and number are set. FALSE: a fault was noted. */
gboolean ical_event_read(struct ical_zones *zones, struct ical_event *e);
/* A value of a line in the line's zone, as seconds UTC; whole days begin at midnight here. FALSE: a
 * fault was noted. */
gboolean ical_time(struct ical_zones *zones, struct ical_event *e, const struct ical_line *line,
		   const char *value, gint64 *time, gboolean *date);
/* When the event begins and ends if it is on a day: seconds UTC. */
gint64 ical_begins(struct ical_zones *zones, const struct ical_event *e, int day);
gint64 ical_ends(struct ical_zones *zones, const struct ical_event *e, int day);

#endif
