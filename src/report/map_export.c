/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map's density as GeoJSON, beside the layers that app/ writes: squares of the same smoothed
 * grid that the screen shades, made of the events that may be told at a point and of no others. */
#include "config.h"

#include <math.h>

#include "osg/json.h"
#include "osg/map.h"
#include "osg/report.h"

/* Fewer points are smoothed more. */
double report_map_bandwidth(int weeks)
{
	return weeks <= 1 ? 600 : weeks <= 4 ? 450 : 350;
}

static struct map_density *density_of(const struct map_facts *facts, const struct map_plane *plane)
{
	guint count = facts->events->len;
	g_autofree double *xy = g_new(double, 2 * (gsize)count + 1);

	for (guint i = 0; i < count; i++) {
		const struct map_event *e = &g_array_index(facts->events, struct map_event, i);

		map_project(plane, e->lon, e->lat, &xy[2 * i], &xy[2 * i + 1]);
	}
	return map_density_new(xy, count,
			       report_map_bandwidth(facts->last_week - facts->first_week + 1));
}

/* One square of the grid, its outline given back to the earth. */
static json_t *square(const struct map_plane *plane, const struct map_density *d, int column,
		      int row)
{
	static const int corners[][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}};
	json_t *ring = json_array();

	for (gsize i = 0; i < G_N_ELEMENTS(corners); i++) {
		double lon, lat;

		map_unproject(plane, d->left + (column + corners[i][0]) * d->step,
			      d->bottom + (row + corners[i][1]) * d->step, &lon, &lat);
		json_array_append_new(ring, json_pack("[f, f]", lon, lat));
	}
	return json_pack("{s:s, s:[o]}", "type", "Polygon", "coordinates", ring);
}

static guint tone_of(const struct map_density *d, double value)
{
	guint tone = 0;

	while (tone < TONES && value >= map_density_limit(d->most, tone + 1))
		tone++;
	return tone;
}

/* Squares that the screen leaves blank are left out. */
static json_t *features_of(const struct map_plane *plane, const struct map_density *d)
{
	json_t *features = json_array();

	for (int i = 0; d && i < d->rows * d->columns; i++) {
		guint tone = tone_of(d, d->values[i]);

		if (tone && d->most > 0)
			json_array_append_new(
				features,
				json_pack("{s:s, s:o, s:{s:f, s:i, s:f}}", "type", "Feature",
					  "geometry",
					  square(plane, d, i % d->columns, i / d->columns),
					  "properties", "events_per_km2", d->values[i], "tone",
					  (int)tone, "bandwidth_m", d->bandwidth));
	}
	return features;
}

/* Squares are reckoned in a plane that touches the earth in the middle of the events. */
static struct map_plane plane_of(const struct map_facts *facts)
{
	double west = INFINITY, east = -INFINITY, south = INFINITY, north = -INFINITY;

	for (guint i = 0; i < facts->events->len; i++) {
		const struct map_event *e = &g_array_index(facts->events, struct map_event, i);

		west = MIN(west, e->lon);
		east = MAX(east, e->lon);
		south = MIN(south, e->lat);
		north = MAX(north, e->lat);
	}
	return facts->events->len ? map_plane_at((west + east) / 2, (south + north) / 2)
				  : map_plane_at(0, 0);
}

static char *density_json(const struct map_facts *facts)
{
	const struct map_plane plane = plane_of(facts);
	struct map_density *density = density_of(facts, &plane);
	json_t *whole = json_pack("{s:s, s:o}", "type", "FeatureCollection", "features",
				  features_of(&plane, density));
	char *text = json_print(whole, JSON_INDENT(1) | JSON_REAL_PRECISION(9));

	json_decref(whole);
	map_density_free(density);
	return text;
}

char *report_map_layer(struct session *session, const char *layer, int first_week, int last_week,
		       GError **error)
{
	struct map_facts *facts;
	char *text;

	if (!g_str_equal(layer, "density"))
		return app_export_map(session, layer, first_week, last_week, error);
	facts = app_map(session, first_week, last_week, error);
	if (!facts)
		return NULL;
	text = density_json(facts);
	app_map_look(session, facts);
	map_facts_free(facts);
	return text;
}
