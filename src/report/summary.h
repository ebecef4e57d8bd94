/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sections of the summary, each adding to the document what the picture says of it. */
#ifndef OSG_REPORT_SUMMARY_H
#define OSG_REPORT_SUMMARY_H

#include "osg/document.h"
#include "osg/picture.h"

/* the first page: summary_first.c */
void summary_heading(struct document *document, const struct picture *picture);
void summary_situation(struct document *document, const struct picture *picture);
void summary_hotspots(struct document *document, const struct picture *picture);
void summary_findings(struct document *d, const struct picture *p);
void summary_signals(struct document *document, const struct picture *picture);
void summary_decisions(struct document *document, const struct picture *picture);
void summary_coming(struct document *document, const struct picture *picture);
void summary_trust(struct document *document, const struct picture *picture);
void summary_groups(struct document *document, const struct picture *picture);

/* the small map: summary_map.c */

/* What a district is called on the map: "C"; "" where there is no map. Owned. */
char *summary_map_letter(const struct picture *picture, const struct picture_district *district);
enum summary_map {
	SUMMARY_MAP_LEVELS, /* shaded by level, hotspots as rings */
	SUMMARY_MAP_EVENTS, /* shaded by events, hotspots as rings */
	SUMMARY_MAP_PUBLIC  /* shaded by level, and nothing else */
};
/* The districts; *height (points) is what it needs at that width. NULL where no outline is known.
 * Free with drawing_free. */
struct drawing *summary_map(const struct picture *picture, enum summary_map kind, int width,
			    int *height);

/* a period longer than a week: summary_period.c */
void summary_weeks(struct document *document, const struct picture *picture);
void summary_lines(struct document *document, const struct picture *picture);
void summary_reading_period(struct document *document, const struct picture *picture);

/* In small print: it stands on every summary, and shall not cost a page. */
void summary_how_to_read(struct document *document, const char *lead, const char *text);
void summary_numbers_to_read(struct document *document);

#endif
