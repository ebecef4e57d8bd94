/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The events that a yardstick counts, for the verdict and for what could be shown at all. */
#ifndef OSG_PICTURE_SPAN_COUNT_H
#define OSG_PICTURE_SPAN_COUNT_H

#include "osg/before_after.h"
#include "osg/registry.h"
#include "osg/rows.h"

enum { RING_METRES = 300 };

/* The rows of the weeks that a yardstick looks at, and where each belongs. */
struct span_count {
	struct session *session;
	const struct registry *v;
	const struct yardstick *y;
	GHashTable *treated, *ring, *comparison; /* sets of place keys */
	GArray *rows;
};

/* OSG_ERROR_RULE: the yardstick does not say what is counted where and when. */
gboolean span_is_complete(const struct yardstick *y, GError **error);
/* Reads the weeks from..to. Free what it holds with span_clear. */
gboolean span_open(struct span_count *c, struct session *session, const struct yardstick *y,
		   int from, int to, GError **error);
void span_clear(struct span_count *c);
gboolean span_has_category(const struct yardstick *y, gint64 category);
/* Whether it lies within the hours; an event whose hour is not known lies in all of them alone. */
gboolean span_has_hour(const struct yardstick *y, const struct observation_row *row);
/* Its place, or the nearest to its point; 0 = none. */
gint64 span_place_of(const struct span_count *c, const struct observation_row *row);
/* Whether distances to it mean anything. */
gboolean place_is_known(const struct place *place);
/* Index into the windows laid end to end, -1 = between them. */
int span_slot(const struct yardstick *y, int week);
/* Adds the rows that match to series [EVALUATION_AREAS], each of length slots, NULL = not wanted.
 * category 0: as the yardstick says; without: leaves out an organisation, 0 = nobody. */
void span_series(const struct span_count *c, gint64 category, gint64 without,
		 double *const series[EVALUATION_AREAS]);
/* Which of them an event belongs to, -1 = none. */
int span_area_of(const struct span_count *c, const struct observation_row *row);
/* All series of b, allocated where the yardstick has such a place; its windows are set. */
void span_count_all(const struct span_count *c, struct before_after *b);
/* Of counts [from, until); counts may be NULL. */
double span_sum(const double *counts, int from, int until);
/* The latest change of recording that concerns it, from (exclusive) to (inclusive), WEEK_NONE =
 * none. */
gboolean span_recording_changed(const struct span_count *c, int from, int to, int *week,
				GError **error);

#endif
