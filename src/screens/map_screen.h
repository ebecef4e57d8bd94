/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the map screen share: its state, and what lies under its cursor. */
#ifndef OSG_SCREENS_MAP_SCREEN_H
#define OSG_SCREENS_MAP_SCREEN_H

#include "osg/hotspot.h"
#include "screens/map_camera.h"
#include "screens/map_layers.h"
#include "ui/screen.h"

struct map_screen {
	struct ui *ui;
	struct session *session;
	struct map_plane plane;
	struct map *map;                     /* the ground with what lies on it */
	const struct map_layers *layers;     /* borrowed until the next load; NULL = coming */
	const struct hotspot_week *hotspots; /* the same */
	struct map_camera camera;
	struct rectangle drawn; /* where the map stood last */
	enum map_layer layer;
	enum map_marks marks;
	enum map_span span;
	int hotspot;      /* the one last gone to, -1 = none */
	gboolean at_rest; /* the cursor was moved by nobody yet */
	int scroll;       /* of the list that stands in place of the map */
};

/* Whether there is anything to draw a map of. */
gboolean map_has_ground(const struct map_screen *self);

/* What lies under the cursor; area, place and hotspot NULL = none. */
struct map_under {
	const struct area *area;
	const struct place *place;
	GArray *events; /* guint, of the facts' */
	const struct picture_hotspot *hotspot;
};
struct map_under map_under(const struct map_screen *self);
void map_under_clear(struct map_under *under);

/* "week 40", "w.37–w.40": the stretch of weeks that is shown. Owned. */
char *map_span_words(const struct map_screen *self);
/* "Dots", "Density" …; "hotspots" … Borrowed. */
const char *map_layer_words(enum map_layer layer);
const char *map_marks_words(enum map_marks marks);

/* Beside the map: what is under the cursor, the legend, what the map does not show. */
void map_draw_beside(const struct map_screen *self, struct surface *s, struct rectangle r);
/* In place of the map: why there is none, and the places by area. Rows of the whole. */
int map_draw_list(const struct map_screen *self, struct surface *s, struct rectangle r);

#endif
