/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The detectors that a file of parameters asks for, with what they are given. */
#ifndef OSG_ANALYST_SERIES_DETECTORS_H
#define OSG_ANALYST_SERIES_DETECTORS_H

#include "osg/series.h"

/* A hundred years: more is no weekly series, and the charts grow with the cube. */
#define WEEKS_MAX 5200

enum series_kind { SERIES_EARS, SERIES_FARRINGTON, SERIES_CUSUM, SERIES_RATIO };

struct series_detector {
	char *name;
	enum series_kind kind;
	int first; /* first week judged, from 1; 0 = the first that can be */
	struct series_ears ears;
	struct series_farrington farrington;
	struct series_cusum cusum;
	struct series_ratio ratio;
};

/* Of struct series_detector, owned; the order is that of the lines, of which each is one detector,
 * "ears_c1=method:C1 baseline:7 ...". NULL with the error where a line is none, or none is there.
 */
GPtrArray *series_detectors_read(const char *path, GError **error);
/* NULL is fine. */
void series_detector_free(struct series_detector *detector);

#endif
