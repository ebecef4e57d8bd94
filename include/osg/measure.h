/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of measures: what one lacks before it counts as decided. Knows no database and no
 * clock.
 */
#ifndef OSG_MEASURE_H
#define OSG_MEASURE_H

#include "osg/error.h"
#include "osg/record.h"

/* What a measure lacks: bits. */
enum measure_lack {
	LACKS_OWNER = 1 << 0,
	LACKS_DUE = 1 << 1,
	LACKS_CAUSE = 1 << 2,
	LACKS_YARDSTICK = 1 << 3
};
/* yardstick NULL = there is none. */
guint measure_lacks(const struct measure *measure, const struct yardstick *yardstick);
/* Whether it says what is counted, where, and before and after which weeks: only then can it be
 * worked out whether the measure helped. Words alone are a yardstick that people read. */
gboolean yardstick_counts(const struct yardstick *yardstick);
/* OSG_ERROR_RULE: windows that end before they begin, or an after that begins before before ends.
 */
gboolean yardstick_check(const struct yardstick *yardstick, GError **error);

/* Decided and not yet done or dropped. */
gboolean measure_is_open(const struct measure *measure);
/* Whole days past its due day; 0 or less: not late, or not open. */
int measure_days_late(const struct measure *measure, int today);

#endif
