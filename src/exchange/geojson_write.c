/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Geometries as GeoJSON, so that a GIS has nothing to complain about: holes in their polygon, rings
 * closed, outer ones counter-clockwise. */
#include "config.h"

#include "osg/geojson.h"

#include <math.h>

enum { LEAST_POINTS = 3 };

json_t *geojson_point(double lon, double lat)
{
	return isnan(lon) || isnan(lat)
		       ? json_null()
		       : json_pack("{s:s, s:[f,f]}", "type", "Point", "coordinates", lon, lat);
}

/* Twice the area, positive where the ring runs counter-clockwise. */
static double turned_area(const double *p, guint points)
{
	double sum = 0;

	for (guint i = 0; i < points; i++) {
		guint next = (i + 1) % points;

		sum += p[2 * i] * p[2 * next + 1] - p[2 * next] * p[2 * i + 1];
	}
	return sum;
}

static json_t *ring_json(const double *p, guint points, gboolean reversed)
{
	json_t *ring = json_array();

	for (guint i = 0; i < points; i++) {
		guint at = reversed ? points - 1 - i : i;

		json_array_append_new(ring, json_pack("[f,f]", p[2 * at], p[2 * at + 1]));
	}
	if (!json_equal(json_array_get(ring, 0), json_array_get(ring, points - 1)))
		json_array_append(ring, json_array_get(ring, 0));
	return ring;
}

json_t *geojson_polygons(const GPtrArray *rings)
{
	json_t *polygons = json_array();
	double way = 0;

	for (guint r = 0; rings && r < rings->len; r++) {
		const GArray *ring = rings->pdata[r];
		const double *p = (const double *)(const void *)ring->data;
		guint points = ring->len / 2;
		double turned = points ? turned_area(p, points) : 0;

		if (points < LEAST_POINTS)
			continue;
		way = way == 0 ? turned : way;
		json_t *written = ring_json(p, points, way < 0);
		if (turned * way >= 0)
			json_array_append_new(polygons, json_pack("[o]", written));
		else
			json_array_append_new(
				json_array_get(polygons, json_array_size(polygons) - 1), written);
	}
	if (json_array_size(polygons))
		return json_pack("{s:s, s:o}", "type", "MultiPolygon", "coordinates", polygons);
	json_decref(polygons);
	return json_null();
}
