/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo's meetings: one a week with its agenda, who came, the levels, and the decisions that led
 * to the measures and focus groups of records.h. The last one is only planned: the user leads it.
 */
#ifndef OSG_DEMO_MEETINGS_H
#define OSG_DEMO_MEETINGS_H

#include "demo/demo_private.h"
#include "osg/session.h"

/* Keys by number, as the municipality has them. */
struct demo_seats {
	const gint64 *organisations, *areas;
	gint64 chair;
};

/* Stores the meeting about a week (0 .. DEMO_WEEKS - 1), after that week's records, inside an open
 * change; what was decided before is closed as far as its measure is. */
gboolean demo_meeting_put(struct session *session, const struct demo_year *year,
			  const struct demo_seats *seats, int week, GError **error);

#endif
