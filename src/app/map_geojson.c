/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map's layers as GeoJSON, for whoever has a GIS: the same facts as on the screen, so nothing
 * is at a finer point than it may be shown at. */
#include "config.h"

#include "app/app_private.h"

#include <math.h>

#include "osg/geojson.h"
#include "osg/hotspot.h"
#include "osg/json.h"
#include "osg/week.h"
#include "osg/words.h"

static void add_feature(json_t *features, json_t *take_geometry, json_t *take_properties)
{
	json_array_append_new(features, json_pack("{s:s, s:o, s:o}", "type", "Feature", "geometry",
						  take_geometry, "properties", take_properties));
}

static json_t *name_of_area(const struct registry *v, gint64 key)
{
	const struct area *area = registry_area(v, key);

	return json_text(area ? area->name : NULL);
}

static json_t *time_text(gint64 time)
{
	g_autofree char *text = time_format_rfc3339(time);

	return json_text(text);
}

static void add_dots(json_t *features, const struct registry *v, const struct map_facts *facts)
{
	for (guint i = 0; i < facts->events->len; i++) {
		const struct map_event *e = &g_array_index(facts->events, struct map_event, i);
		const struct place *place = registry_place(v, e->place);
		const struct category *category = registry_category(v, e->category);

		add_feature(features, geojson_point(e->lon, e->lat),
			    json_pack("{s:o, s:o, s:o, s:o, s:o}", "category",
				      json_text(category ? category->code : NULL), "place",
				      json_text(place ? place->name : NULL), "area",
				      name_of_area(v, e->area), "from", time_text(e->time_from),
				      "to", time_text(e->time_to)));
	}
}

static void add_areas(json_t *features, const struct registry *v, const struct map_facts *facts)
{
	const GPtrArray *areas = registry_areas(v);

	for (guint i = 0; i < areas->len; i++) {
		const struct area *area = areas->pdata[i];
		struct map_count count = map_facts_count(facts, area->record.key);

		if (area->level != AREA_AREA || area->record.withdrawn)
			continue;
		json_t *before = facts->year_known ? json_integer(count.year_before) : json_null();
		add_feature(features, geojson_polygons(area->boundary),
			    json_pack("{s:o, s:i, s:i, s:o}", "area", json_text(area->name),
				      "events", count.now, "before", count.before, "year_before",
				      before));
	}
}

/* Where no point may be told, the area's name says where. */
static void add_places(json_t *features, const struct registry *v, const GArray *places)
{
	for (guint i = 0; i < places->len; i++) {
		const struct map_place *at = &g_array_index(places, struct map_place, i);

		add_feature(features, geojson_point(at->lon, at->lat),
			    json_pack("{s:o, s:o}", "title", json_text(at->title), "area",
				      name_of_area(v, at->area)));
	}
}

/* A circle where it may be told, else the area as it is; nowhere where that may not be told. */
static void add_hotspot(json_t *features, const struct registry *v, const struct picture_hotspot *h)
{
	struct map_circle circle;
	gboolean found = app_map_circle(v, h, &circle);
	const struct area *area = registry_area(v, circle.area);
	g_autofree char *title = area    ? g_strdup(area->name)
				 : found ? words_hotspot_title(h)
					 : NULL;

	add_feature(features,
		    area    ? geojson_polygons(area->boundary)
		    : found ? geojson_point(circle.lon, circle.lat)
			    : json_null(),
		    json_pack("{s:i, s:o, s:o, s:o}", "number", h->number, "title",
			      json_text(title), "radius_m",
			      found && !area ? json_number(circle.radius) : json_null(), "area",
			      json_text(area ? area->name : NULL)));
}

static gboolean add_hotspots(json_t *features, struct session *session, int week, GError **error)
{
	struct hotspot_week *found = app_hotspots(session, week, error);

	for (guint i = 0; found && i < found->list->len; i++) {
		const struct picture_hotspot *h = found->list->pdata[i];

		if (h->state != HOTSPOT_GONE)
			add_hotspot(features, session_registry(session), h);
	}
	hotspot_week_free(found);
	return found != NULL;
}

static const struct {
	const char *layer;
	gsize places; /* offset of the places it shows in struct map_facts; 0 = it shows others */
} layers[] = {
	{"dots", 0},
	{"areas", 0},
	{"hotspots", 0},
	{"focus-groups", G_STRUCT_OFFSET(struct map_facts, focus_groups)},
	{"measures", G_STRUCT_OFFSET(struct map_facts, measures)},
	{"presence", G_STRUCT_OFFSET(struct map_facts, presence)},
	{"assets", G_STRUCT_OFFSET(struct map_facts, assets)},
};

static gboolean add_layer(json_t *features, struct session *session, const struct map_facts *facts,
			  gsize layer, GError **error)
{
	const struct registry *v = session_registry(session);

	if (layers[layer].places)
		add_places(features, v, G_STRUCT_MEMBER(GArray *, facts, layers[layer].places));
	else if (layer == 0)
		add_dots(features, v, facts);
	else if (layer == 1)
		add_areas(features, v, facts);
	else
		return add_hotspots(features, session, facts->last_week, error);
	return TRUE;
}

static gboolean find_layer(const char *name, gsize *layer, GError **error)
{
	g_autoptr(GString) known = g_string_new(NULL);

	for (*layer = 0; *layer < G_N_ELEMENTS(layers); ++*layer) {
		if (g_str_equal(layers[*layer].layer, name))
			return TRUE;
		g_string_append_printf(known, "%s%s", *layer ? ", " : "density, ",
				       layers[*layer].layer);
	}
	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
		    _("The map has no layer “%s”. There are: %s."), name, known->str);
	return FALSE;
}

char *app_export_map(struct session *session, const char *layer, int first_week, int last_week,
		     GError **error)
{
	struct map_facts *facts;
	json_t *features, *whole;
	char *text = NULL;
	gsize which;

	if (!find_layer(layer, &which, error))
		return NULL;
	facts = app_map(session, first_week, last_week, error);
	if (!facts)
		return NULL;
	features = json_array();
	whole = json_pack("{s:s, s:o}", "type", "FeatureCollection", "features", features);
	if (add_layer(features, session, facts, which, error)) {
		app_map_look(session, facts);
		text = json_print(whole, JSON_INDENT(1));
	}
	json_decref(whole);
	map_facts_free(facts);
	return text;
}
