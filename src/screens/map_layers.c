/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layers of the map. Which events may stand at a point was decided below (app/map.c): here they are
 * only put where they belong and counted. */
#include "config.h"

#include "screens/map_layers.h"

#include "osg/report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "osg/hotspot.h"

enum { TITLE = 18 }; /* letters of what is written at a mark */

/* A sign a group of categories; the first that holds a category has it. */
static const struct {
	const char *group;
	enum sign sign;
} signs[] = {
	{"violence", SIGN_UP}, {"damage", SIGN_DIAMOND}, {"property", SIGN_SQUARE},
	{"drugs", SIGN_DOWN},  {"disorder", SIGN_DISC},  {"environment", SIGN_CIRCLE},
};

static enum sign sign_of(const struct registry *v, gint64 category)
{
	for (gsize i = 0; i < G_N_ELEMENTS(signs); i++) {
		const struct category_group *group = registry_group(v, signs[i].group);

		if (group && category_group_holds(group, category))
			return signs[i].sign;
	}
	return SIGN_BOX;
}

const char *map_sign_label(const struct registry *v, enum sign sign, gboolean english)
{
	for (gsize i = 0; i < G_N_ELEMENTS(signs); i++) {
		const struct category_group *group = registry_group(v, signs[i].group);

		if (signs[i].sign == sign && group)
			return english ? group->label_en : group->label_sv;
	}
	return NULL;
}

int map_span_weeks(enum map_span span)
{
	static const int weeks[SPANS] = {1, 4, 52};

	return weeks[span];
}

/* on the worker */

static void place_events(struct map_layers *layers, const struct registry *v)
{
	guint count = layers->facts->events->len;

	layers->xy = g_new(double, 2 * count + 1);
	layers->signs = g_new(guint8, count + 1);
	for (guint i = 0; i < count; i++) {
		const struct map_event *event =
			&g_array_index(layers->facts->events, struct map_event, i);

		map_project(&layers->plane, event->lon, event->lat, &layers->xy[2 * i],
			    &layers->xy[2 * i + 1]);
		layers->signs[i] = sign_of(v, event->category);
		layers->all[layers->signs[i]]++;
	}
}

struct map_layers *map_layers_new(struct session *session, enum map_span span, int last,
				  GError **error)
{
	const struct registry *v = session_registry(session);
	struct map_facts *facts = app_map(session, last - map_span_weeks(span) + 1, last, error);
	struct map_layers *layers;

	if (!facts)
		return NULL;
	layers = g_new0(struct map_layers, 1);
	layers->facts = facts;
	layers->plane = map_plane_of(v);
	place_events(layers, v);
	layers->density = map_density_new(layers->xy, facts->events->len,
					  report_map_bandwidth(map_span_weeks(span)));
	return layers;
}

void map_layers_free(struct map_layers *layers)
{
	if (!layers)
		return;
	map_facts_free(layers->facts);
	g_free(layers->xy);
	g_free(layers->signs);
	map_density_free(layers->density);
	g_free(layers);
}

/* the ground */

struct map_plane map_plane_of(const struct registry *v)
{
	const GPtrArray *areas = registry_areas(v), *places = registry_places(v);
	struct map_box box = map_box_empty();

	for (guint i = 0; i < areas->len; i++) {
		const struct area *area = areas->pdata[i];

		for (guint r = 0; r < area->boundary->len; r++) {
			const GArray *ring = area->boundary->pdata[r];
			for (guint k = 0; k + 1 < ring->len; k += 2)
				map_box_hold(&box, g_array_index(ring, double, k),
					     g_array_index(ring, double, k + 1));
		}
	}
	for (guint i = 0; box.left > box.right && i < places->len; i++) {
		const struct place *place = places->pdata[i];

		if (isfinite(place->lat) && isfinite(place->lon))
			map_box_hold(&box, place->lon, place->lat);
	}
	return box.left > box.right
		       ? map_plane_at(0, 0)
		       : map_plane_at((box.left + box.right) / 2, (box.bottom + box.top) / 2);
}

static void add_area(struct map *map, const struct map_plane *plane, const struct area *area)
{
	struct map_area drawn = {.name = g_strdup(area->name),
				 .key = area->record.key,
				 .whole = area->level == AREA_MUNICIPALITY};

	for (guint r = 0; r < area->boundary->len; r++)
		map_area_add_ring(&drawn, plane, area->boundary->pdata[r]);
	g_array_append_val(map->areas, drawn);
}

struct map *map_ground(const struct registry *v, const struct map_plane *plane)
{
	const GPtrArray *areas = registry_areas(v), *places = registry_places(v);
	struct map *map = map_new();

	for (guint i = 0; i < areas->len; i++) {
		const struct area *area = areas->pdata[i];

		if (area->boundary->len && !area->record.withdrawn &&
		    (area->level == AREA_AREA || area->level == AREA_MUNICIPALITY))
			add_area(map, plane, area);
	}
	for (guint i = 0; i < places->len; i++) {
		const struct place *place = places->pdata[i];
		struct map_name name = {0};

		if (place->record.withdrawn || !isfinite(place->lat) || !isfinite(place->lon))
			continue;
		map_project(plane, place->lon, place->lat, &name.x, &name.y);
		name.text = g_strdup(place->name);
		g_array_append_val(map->names, name);
	}
	return map;
}

/* what lies on it */

static void lay_figure(struct map_area *area, int figure, int most, gboolean signed_figure)
{
	if (figure > 0 && most > 0)
		area->tone = CLAMP((guint)(1 + (figure * TONES - 1) / most), 1, TONES);
	if (signed_figure)
		area->figure = figure < 0   ? g_strdup_printf("−%d", -figure)
			       : figure > 0 ? g_strdup_printf("+%d", figure)
					    : g_strdup("0");
	else
		area->figure = g_strdup_printf("%d", figure);
}

static int figure_of(const struct map_facts *facts, const struct map_facts *other, gint64 area,
		     enum map_layer layer)
{
	struct map_count count = map_facts_count(facts, area);

	return layer == LAYER_BEFORE  ? count.now - count.before
	       : layer == LAYER_YEAR  ? count.now - count.year_before
	       : layer == LAYER_OTHER ? count.now - map_facts_count(other, area).now
				      : count.now;
}

/* The most that an area has. */
static int most_of(const struct map *map, const struct map_facts *facts,
		   const struct map_facts *other, enum map_layer layer)
{
	int most = 0;

	for (guint i = 0; i < map->areas->len; i++) {
		const struct map_area *area = &g_array_index(map->areas, struct map_area, i);

		if (!area->whole)
			most = MAX(most, figure_of(facts, other, area->key, layer));
	}
	return most;
}

/* Shaded by how many, or how many more; the darkest is the most of all areas. */
static void lay_figures(struct map *map, const struct map_facts *facts,
			const struct map_facts *other, enum map_layer layer)
{
	int most = most_of(map, facts, other, layer);

	if (other && layer == LAYER_COUNTS)
		most = MAX(most, most_of(map, other, NULL, layer));
	for (guint i = 0; i < map->areas->len; i++) {
		struct map_area *area = &g_array_index(map->areas, struct map_area, i);

		if (!area->whole)
			lay_figure(area, figure_of(facts, other, area->key, layer), most,
				   layer != LAYER_COUNTS);
	}
}

static void add_ring(struct map *map, double x, double y, double radius, char *take_label,
		     gboolean flagged)
{
	const struct map_ring ring = {x, y, radius, take_label, flagged};

	g_array_append_val(map->rings, ring);
}

static void lay_hotspots(struct map *map, const struct map_plane *plane, const struct registry *v,
			 const GPtrArray *hotspots)
{
	for (guint i = 0; hotspots && i < hotspots->len; i++) {
		const struct picture_hotspot *h = hotspots->pdata[i];
		struct map_circle circle;
		double x, y;

		if (h->state == HOTSPOT_GONE || !app_map_circle(v, h, &circle))
			continue;
		map_project(plane, circle.lon, circle.lat, &x, &y);
		if (isfinite(x) && isfinite(y))
			add_ring(map, x, y, circle.radius, g_strdup_printf("%d", h->number),
				 h->flag == SIGNAL_FLAG && h->decision == DECISION_NONE);
	}
}

static void lay_places(struct map *map, const struct map_plane *plane, const GArray *places)
{
	const struct map_box all = {-INFINITY, INFINITY, -INFINITY, INFINITY};

	for (guint i = 0; i < places->len; i++) {
		const struct map_place *at = &g_array_index(places, struct map_place, i);
		gboolean found = isfinite(at->lon) && isfinite(at->lat);
		double x = 0, y = 0;

		if (found)
			map_project(plane, at->lon, at->lat, &x, &y);
		for (guint k = 0; !found && k < map->areas->len; k++) {
			const struct map_area *area =
				&g_array_index(map->areas, struct map_area, k);

			found = area->key == at->area && map_area_middle(area, &all, &x, &y);
		}
		if (found)
			add_ring(map, x, y, 0,
				 text_fit(at->title, MIN(text_width(at->title), TITLE), TEXT_LEFT),
				 FALSE);
	}
}

static void clear(struct map *map)
{
	g_array_set_size(map->dots, 0);
	g_array_set_size(map->rings, 0);
	map->density = NULL;
	map->density_most = 0;
	for (guint i = 0; i < map->areas->len; i++) {
		struct map_area *area = &g_array_index(map->areas, struct map_area, i);

		area->tone = 0;
		g_clear_pointer(&area->figure, g_free);
	}
}

/* Places of what is marked; NULL = hotspots, or nothing. */
static const GArray *marked_places(const struct map_facts *facts, enum map_marks marks)
{
	return marks == MARKS_GROUPS     ? facts->focus_groups
	       : marks == MARKS_MEASURES ? facts->measures
	       : marks == MARKS_PRESENCE ? facts->presence
	       : marks == MARKS_ASSETS   ? facts->assets
					 : NULL;
}

void map_lay(struct map *map, const struct map_layers *layers, const struct map_layers *other,
	     enum map_layer layer, enum map_marks marks, const struct registry *v,
	     const GPtrArray *hotspots)
{
	const GArray *places;

	clear(map);
	if (!layers || (layer == LAYER_OTHER && !other))
		return;
	places = marked_places(layers->facts, marks);
	if (layer == LAYER_DOTS) {
		for (guint i = 0; i < layers->facts->events->len; i++) {
			const struct map_dot dot = {layers->xy[2 * i], layers->xy[2 * i + 1],
						    layers->signs[i]};
			g_array_append_val(map->dots, dot);
		}
	} else if (layer == LAYER_DENSITY) {
		map->density = layers->density;
		map->density_most = MAX(layers->density->most, other ? other->density->most : 0);
	} else {
		lay_figures(map, layers->facts, other ? other->facts : NULL, layer);
	}
	if (marks == MARKS_HOTSPOTS)
		lay_hotspots(map, &layers->plane, v, hotspots);
	else if (places)
		lay_places(map, &layers->plane, places);
}
