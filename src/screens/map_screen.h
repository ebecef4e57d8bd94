/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the map screen share: its state, and what lies under its cursor. */
#ifndef OSG_SCREENS_MAP_SCREEN_H
#define OSG_SCREENS_MAP_SCREEN_H

#include "osg/hotspot.h"
#include "screens/map_camera.h"
#include "screens/map_layers.h"
#include "ui/screen.h"

#define MAP_NEAR 25.0 /* metres a column: nearer, places have their names */
#define MAP_ZOOM 1.5

/* What the weeks shown are set beside. */
enum map_compare {
	COMPARE_NOTHING,
	COMPARE_BEFORE, /* as many weeks right before */
	COMPARE_YEAR,   /* the same weeks a year before */
	COMPARE_WEEK,   /* as many weeks that end with one that was chosen */
	COMPARES
};

struct map_screen {
	struct ui *ui;
	struct session *session;
	struct map_plane plane;
	struct map *map;                     /* the ground with what lies on it */
	const struct map_layers *layers;     /* borrowed until the next load; NULL = coming */
	const struct hotspot_week *hotspots; /* the same */
	struct map *other_map;               /* the ground again, with what is compared */
	const struct map_layers *other;      /* borrowed as layers; NULL = coming, or nothing is */
	struct map_camera camera;
	struct rectangle drawn; /* where the map stood last */
	enum map_layer layer;
	enum map_marks marks;
	enum map_span span;
	enum map_compare compare;
	int chosen_week; /* of COMPARE_WEEK */
	int back;        /* weeks before the week that every screen shows, while weeks pass by */
	gboolean playing;
	gboolean stands;  /* nothing of what is shown is still to come */
	int hotspot;      /* the one last gone to, -1 = none */
	gint64 named;     /* the place last gone to by its name, 0 = none */
	gboolean at_rest; /* the cursor was moved by nobody yet */
	int scroll;       /* of the list that stands in place of the map */
};

/* Whether there is anything to draw a map of. */
gboolean map_has_ground(const struct map_screen *self);
/* Why it cannot be moved over, owned; NULL = it can. */
char *map_refuses(struct ui *ui);
/* Reads anew what is shown, after another stretch of time or other marks were chosen; what went
 * wrong is told. */
void map_show(struct ui *ui);
/* Lays the layer and the marks upon the ground anew; cheap. */
void map_relay(struct map_screen *self);
extern const struct command map_commands[];

/* time */

/* The last week of the stretch that is shown, and of the one that it is compared with (WEEK_NONE =
 * with none). */
int map_last_week(const struct map_screen *self);
int map_other_week(const struct map_screen *self);
/* A week of the play is over. */
void map_time_tick(struct ui *ui, gpointer self);
void map_run_span(struct ui *ui, const char *argument);
void map_run_play(struct ui *ui, const char *argument);
void map_run_compare(struct ui *ui, const char *argument);
void map_run_choose(struct ui *ui, const char *argument); /* the week to compare with */

/* going somewhere */

void map_run_jump(struct ui *ui, const char *argument);
char *map_no_hotspot(struct ui *ui);
void map_run_next(struct ui *ui, const char *argument);
void map_run_previous(struct ui *ui, const char *argument);

/* What lies under the cursor; area, place and hotspot NULL = none. */
struct map_under {
	const struct area *area;
	const struct place *place;
	GArray *events; /* guint, of the facts' */
	const struct picture_hotspot *hotspot;
};
struct map_under map_under(const struct map_screen *self);
void map_under_clear(struct map_under *under);

/* "week 40", "w.37–w.40": the stretch of weeks that ends with that one. Owned. */
char *map_span_words(const struct map_screen *self, int last_week);
/* "Dots", "Density" …; "hotspots" … Borrowed. */
const char *map_layer_words(enum map_layer layer);
const char *map_marks_words(enum map_marks marks);

/* Beside the map: what is under the cursor, the legend, what the map does not show. */
void map_draw_beside(const struct map_screen *self, struct surface *s, struct rectangle r);
/* In place of the map: why there is none, and the places by area. Rows of the whole. */
int map_draw_list(const struct map_screen *self, struct surface *s, struct rectangle r);

#endif
