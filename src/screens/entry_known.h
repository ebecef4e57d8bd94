/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands below the entry form: what is known already of the event that is typed, and the
 * organisation's latest. */
#ifndef OSG_SCREENS_ENTRY_KNOWN_H
#define OSG_SCREENS_ENTRY_KNOWN_H

#include "screens/screens.h"

/* Zeroed = nothing is known. */
struct entry_known {
	GArray *likely; /* struct likely; NULL = not looked for */
	gint64 same;    /* the one of them that is the same event, 0 = none */
	int today;      /* entered by the organisation today */
	char *recent;   /* its latest, in words; NULL = none */
};

void entry_known_clear(struct entry_known *known);
/* The likely duplicates of o, which is settled for it; NULL = there are none. The one that was said
 * to be the same stays so while it is among them. */
void entry_known_likely(struct entry_known *known, struct session *session, struct observation *o);
void entry_known_recent(struct entry_known *known, struct session *session);
/* The same event is the likeliest, then the others one by one, then none; what that means for
 * saving, translated. */
const char *entry_known_next(struct entry_known *known, struct session *session);
/* From row y on and before end. The row after them. */
int entry_known_draw_likely(const struct entry_known *known, struct session *session,
			    struct surface *s, int y, int end);
/* In the last rows before end, in full where they are free: a sentence; the organisation's latest.
 * Rows taken. */
int entry_known_draw_last(const char *text, struct surface *s, int y, int end);
int entry_known_draw_recent(const struct entry_known *known, struct surface *s, int y, int end);

#endif
