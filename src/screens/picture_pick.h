/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of the hours or places beside the rows of the picture, picked to see its observations. */
#ifndef OSG_SCREENS_PICTURE_PICK_H
#define OSG_SCREENS_PICTURE_PICK_H

#include "osg/picture.h"
#include "osg/surface.h"

enum facts_part { FACTS_NONE, FACTS_HOURS, FACTS_PLACES };

struct facts_pick {
	enum facts_part part;
	int day, row;                   /* of the hours: weekday, row as drawn */
	int place;                      /* of the places */
	struct rectangle hours, places; /* where they were drawn last; height 0 = nowhere */
	gboolean figures;               /* instead of shades, for those who do not see */
};

#define FACTS_HOUR_ROWS 4
/* The quarter of the day in a row: the night stands last. */
int facts_quarter(int row);
/* How many events lie in an hour cell; one that may have happened at any of several times counts
 * in parts. */
double facts_cell(const struct picture *picture, int day, int row);

/* To the next of what was drawn, at last to none. */
void facts_pick_next(struct facts_pick *pick, const struct picture *picture);
/* Arrows; TRUE when the key was one. */
gboolean facts_pick_key(struct facts_pick *pick, const struct picture *picture, guint32 key);
/* TRUE when something stands there: it is picked. */
gboolean facts_pick_click(struct facts_pick *pick, const struct picture *picture, int x, int y);
/* The place that is picked, NULL = none is. */
const struct picture_place *facts_pick_place(const struct facts_pick *pick,
					     const struct picture *picture);
/* What is picked in words: "Fr 4 Oct 18–24: about 3 events"; owned. */
char *facts_pick_words(const struct facts_pick *pick, const struct picture *picture);
/* The filter of its observations; owned. */
char *facts_pick_filter(const struct facts_pick *pick, const struct picture *picture,
			gboolean english);

#endif
