/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files that read a municipality's folder. */
#ifndef OSG_EXCHANGE_GEOGRAPHY_PRIVATE_H
#define OSG_EXCHANGE_GEOGRAPHY_PRIVATE_H

#include "exchange/findings.h"
#include "exchange/projection.h"

struct geography {
	const char *directory;
	struct findings findings;
	GPtrArray *areas, *places, *organisations;
	GHashTable *by_name; /* folded name of an AREA_AREA -> position + 1 */
	GHashTable *names;   /* what must not stand twice -> where it stood */
	GArray *lines;       /* of places.csv, where each place stands: int */
	struct sweref sweref;
	int lost;           /* places whose area is not known, because no area is */
	GString *strangers; /* codes of population.csv that no area has */
	int strange;        /* how many */
	int unsaid;         /* rows of population.csv that say no number */
	double west, south, east, north;
};

/* FALSE, with a fault that names both, when the name stood somewhere before. */
gboolean geography_name(struct geography *g, char *take_name, char *take_where);
/* Notes the areas of a file (struct feature, sorted anew) that overlap by more than a sliver, the
 * first of them. */
void geography_overlaps(struct geography *g, const char *file, GPtrArray *features);
/* places.csv */
void geography_places(struct geography *g);

#endif
