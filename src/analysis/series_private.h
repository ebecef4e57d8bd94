/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the detectors of series.h share. */
#ifndef OSG_ANALYSIS_SERIES_PRIVATE_H
#define OSG_ANALYSIS_SERIES_PRIVATE_H

#include "analysis/distribution.h"
#include "osg/series.h"

extern const struct series_point series_point_empty;

#endif
