/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo's year in a temporary database and the truth about it, for the tests that compare the
 * two. */
#ifndef TEST_YEAR_H
#define TEST_YEAR_H

#include "osg/store.h"

#include "demo/demo_private.h"

#define YEAR_SEED G_GUINT64_CONSTANT(20200129)

struct year {
	char *folder, *file;
	struct session *session; /* the coordinator's session */
	struct store *store;
	struct demo_world *world;
	struct demo_year *truth;
};

void year_open(struct year *year, guint64 seed, double scale, gboolean quiet);
void year_close(struct year *year);
/* The clock stands at the week's meeting, and only what had been entered by then is known. Week of
 * the year from 0. */
void year_meeting(struct year *year, int week);
struct id year_id(const struct year *year, int report); /* of the observation that became of it */
/* Key of the observation that became of a report, 0 = it was never entered. */
gint64 year_key(const struct year *year, int report);

#endif
