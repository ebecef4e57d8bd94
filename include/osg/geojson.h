/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Geometries as GeoJSON has them (RFC 7946): WGS 84, longitude first. */
#ifndef OSG_GEOJSON_H
#define OSG_GEOJSON_H

#include <glib.h>
#include <jansson.h>

/* New references. A Point; null where a coordinate is NAN. */
json_t *geojson_point(double lon, double lat);
/* A MultiPolygon of rings as struct area keeps them: each that runs the other way than the first is
 * a hole of the outer one before it. Outer rings come out counter-clockwise, all of them closed;
 * null when there is none. */
json_t *geojson_polygons(const GPtrArray *rings);

#endif
