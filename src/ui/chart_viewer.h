/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts over a screen: any drawing, with a cursor that reads it out, its sentence beneath. For
 * ears and fingers (--plain) the same as lines. */
#ifndef OSG_UI_CHART_VIEWER_H
#define OSG_UI_CHART_VIEWER_H

#include "osg/chart.h"

struct ui;

/* Takes the charts: GPtrArray of struct titled_chart, at least one. */
void chart_viewer_open(struct ui *ui, GPtrArray *take_charts);

#endif
