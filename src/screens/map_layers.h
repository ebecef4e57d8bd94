/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the map screen lays upon the ground: worked out beside the screens, drawn from then on. */
#ifndef OSG_SCREENS_MAP_LAYERS_H
#define OSG_SCREENS_MAP_LAYERS_H

#include "osg/app.h"
#include "osg/map.h"

enum map_layer {
	LAYER_DOTS,
	LAYER_DENSITY,
	LAYER_COUNTS,
	LAYER_BEFORE,
	LAYER_YEAR,
	LAYER_OTHER, /* change from what it is set beside, instead of the two before it */
	LAYERS
};
enum map_marks {
	MARKS_HOTSPOTS,
	MARKS_GROUPS,
	MARKS_MEASURES,
	MARKS_PRESENCE,
	MARKS_ASSETS,
	MARKS_NONE,
	MARKS
};
enum map_span { SPAN_WEEK, SPAN_FOUR_WEEKS, SPAN_YEAR, SPANS };

struct map_layers {
	struct map_facts *facts;
	struct map_plane plane;
	double *xy;     /* [2 * events] in the plane */
	guint8 *signs;  /* [events] enum sign */
	int all[SIGNS]; /* events of each */
	struct map_density *density;
};

/* On the worker: everything of so many weeks that end with last. */
struct map_layers *map_layers_new(struct session *session, enum map_span span, int last,
				  GError **error);
void map_layers_free(struct map_layers *layers);
int map_span_weeks(enum map_span span);

/* Around the middle of the municipality's outlines, else of its places. */
struct map_plane map_plane_of(const struct registry *v);
/* Outlines of areas and names of places; nothing where there are none. */
struct map *map_ground(const struct registry *v, const struct map_plane *plane);
/* Lays the layer and the marks upon the ground, in place of what lay there. other: what it is set
 * beside, NULL = nothing; the darkest tone means the same on both. hotspots may be NULL. */
void map_lay(struct map *map, const struct map_layers *layers, const struct map_layers *other,
	     enum map_layer layer, enum map_marks marks, const struct registry *v,
	     const GPtrArray *hotspots);
/* What a sign stands for, in the registry's language; NULL: what is in no group. */
const char *map_sign_label(const struct registry *v, enum sign sign, gboolean english);

#endif
