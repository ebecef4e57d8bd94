/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the detectors of series.h share. */
#ifndef OSG_ANALYSIS_SERIES_PRIVATE_H
#define OSG_ANALYSIS_SERIES_PRIVATE_H

#include "analysis/distribution.h"
#include "osg/series.h"

extern const struct series_point series_point_empty;

/* The level that each week 0..week of the baseline belongs to. Level 0 is the season judged; the
 * rest of the year before it is cut into equal blocks, the first ones a week longer where it does
 * not come out even. -1: not in the baseline. Years and half window must fit. */
void series_farrington_groups(const struct series_farrington *farrington, int week, gint8 *group);

#endif
