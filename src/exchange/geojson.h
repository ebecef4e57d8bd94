/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Polygons of a GeoJSON FeatureCollection. */
#ifndef OSG_EXCHANGE_GEOJSON_H
#define OSG_EXCHANGE_GEOJSON_H

#include <glib.h>

#include "osg/error.h"

struct feature {
	char *name, *code, *area; /* properties, NULL = not said */
	int population;
	char *boundary; /* as in struct area */
	double west, south, east, north;
};

void feature_free(gpointer feature);
/* The polygons of directory/name; NULL without an error: there is no such file. name_key: the
 * property that is the name
 * ("label"). GPtrArray of struct feature. OSG_ERROR_FORMAT names file, feature and what was
 * expected. */
GPtrArray *geojson_read(const char *directory, const char *name, const char *name_key,
			GError **error);

#endif
