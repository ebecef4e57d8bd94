/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headings of a table as they are compared: folded, and without what stands behind a name:
 * "Kostnad (kr)", "Tid (från)", "Brottstid t.o.m.". */
#ifndef OSG_EXCHANGE_HEADER_NAMES_H
#define OSG_EXCHANGE_HEADER_NAMES_H

#include <glib.h>

struct header_names {
	struct header_name *all;
	int count;
};

/* header: as it stands. */
void header_names_init(struct header_names *names, const char *const *header, int count);
void header_names_clear(struct header_names *names);
/* The heading as a whole, folded. Borrowed. */
const char *header_names_whole(const struct header_names *names, int column);
/* The column of that name (folded): the whole heading, else what is left of one. Of several the one
 * that tells of the event or its beginning, then any other before the day of a report; one that
 * tells of an end, of who reported or, of times, of a length ("Tid (min)") is none. time: a column
 * of dates or times, of which "från" may be said without brackets. -1: there is none. */
int header_names_find(const struct header_names *names, const char *folded, gboolean time);
/* The column whose heading says when it happened, by what it is made of: "När inträffade
 * händelsen?", "Datum/tid skada", "EventDate", before those of reports. *day: it says a day alone.
 * -1: there is none. */
int header_names_event(const struct header_names *names, gboolean *day);
/* The column of the end where this one is the beginning's: "Tid (till)" of "Tid (från)" or "Tid".
 * -1: there is none. */
int header_names_end(const struct header_names *names, int column);

#endif
