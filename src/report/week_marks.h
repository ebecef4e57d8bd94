/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened in the weeks of a chart. */
#ifndef OSG_REPORT_WEEK_MARKS_H
#define OSG_REPORT_WEEK_MARKS_H

#include "osg/picture.h"

/* struct chart_mark above the weeks of a chart that begins with first; frees its texts. happened:
 * struct week_mark. */
GArray *week_marks_signs(const GArray *happened, int first);
/* The same of what the picture knows, so that a fixed one is drawn the same for ever. */
GArray *week_marks_of_picture(const struct picture *picture, int first);
/* Appends " ○ feasts and breaks, ◆ recorded otherwise from here." of those that there are. */
void week_marks_explain(GString *sentence, const GArray *marks);

#endif
