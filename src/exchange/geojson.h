/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Polygons of a GeoJSON FeatureCollection. */
#ifndef OSG_EXCHANGE_GEOJSON_H
#define OSG_EXCHANGE_GEOJSON_H

#include <glib.h>

#include "exchange/findings.h"
#include "osg/error.h"

struct feature {
	int number;               /* in its file, from 1 */
	char *name, *code, *area; /* properties, NULL = not said */
	int population;
	GPtrArray *boundary; /* rings as in struct area */
	double west, south, east, north;
};

/* The polygons of directory/name, outer rings counter-clockwise and holes clockwise; NULL: there is
 * no such file, or it can't be read (a fault). name_key: the property that is the name ("label").
 * Features that are at fault are left out. GPtrArray of struct feature. */
GPtrArray *geojson_read(const char *directory, const char *name, const char *name_key,
			struct findings *findings);

#endif
