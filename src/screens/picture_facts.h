/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the picture says beside its rows. */
#ifndef OSG_UI_PICTURE_FACTS_H
#define OSG_UI_PICTURE_FACTS_H

#include "screens/picture_pick.h"

#define PICTURE_FACTS_ROWS 5

/* How many, usual, expected, who has reported; in the third row the rarest hotspot. One row to
 * three. */
void picture_draw_roll(const struct picture *picture, struct surface *s, struct rectangle r);
/* Weekdays and quarters of the day, and the places with most events. What is picked is shown, and
 * where they stand is written down. */
void picture_draw_grid(const struct picture *picture, struct surface *s, struct rectangle r,
		       struct facts_pick *pick);
void picture_draw_places(const struct picture *picture, struct surface *s, struct rectangle r,
			 struct facts_pick *pick);
/* Both side by side. */
void picture_draw_facts(const struct picture *picture, struct surface *s, struct rectangle r,
			struct facts_pick *pick);
/* The situation in words at the bottom, leaving half to the figures. Rows taken. */
int picture_draw_situation(const struct picture *picture, struct surface *s, struct rectangle r);

#endif
