/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names the map files that people have instead of GeoJSON. Reads none of them. */
#include "config.h"

#include "exchange/geo_kind.h"

#include <string.h>

#include "osg/error.h"
#include "osg/text.h"

#define LOOKED_AT 1000 /* bytes from the beginning */

static const struct {
	const char *title;
	const char *suffix;
	const char *begins; /* NULL = it is told by holds */
	gsize length;       /* of begins */
	const char *holds;
} kinds[] = {
	{"GeoPackage", ".gpkg", "SQLite format 3", 16, NULL},
	{"shapefile", ".shp", "\0\0\x27\x0A", 4, NULL},
	{"KMZ", ".kmz", "PK\x03\x04", 4, NULL},
	{"KML", ".kml", NULL, 0, "<kml"},
	{"GML", ".gml", NULL, 0, "opengis.net/gml"},
	{"TopoJSON", ".topojson", NULL, 0, "\"Topology\""},
};

const char *geo_kind_of_bytes(const char *bytes, gsize length)
{
	g_autofree char *head = g_strndup(bytes, MIN(length, LOOKED_AT));

	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (kinds[i].begins ? length >= kinds[i].length &&
					      memcmp(bytes, kinds[i].begins, kinds[i].length) == 0
				    : strstr(head, kinds[i].holds) != NULL)
			return kinds[i].title;
	return NULL;
}

static const char *kind_of_name(const char *name)
{
	g_autofree char *lower = g_ascii_strdown(name, -1);

	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (g_str_has_suffix(lower, kinds[i].suffix))
			return kinds[i].title;
	return NULL;
}

char *geo_kind_beside(const char *path, const char **kind)
{
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	g_autofree char *first = NULL;
	const char *name;

	while (folder && (name = g_dir_read_name(folder)))
		if (kind_of_name(name) && (!first || strcmp(name, first) < 0)) {
			g_free(first);
			first = g_strdup(name);
		}
	if (!folder && kind_of_name(path))
		first = g_path_get_basename(path);
	*kind = first ? kind_of_name(first) : NULL;
	return g_steal_pointer(&first);
}

char *geo_kind_words(const char *file, const char *kind)
{
	g_autofree char *clean = text_clean(file, -1, FALSE);

	return g_strdup_printf(_("%s: this is %s. osg reads GeoJSON in degrees (WGS 84); QGIS "
				 "saves a layer as that, and so does “ogr2ogr -f GeoJSON -t_srs "
				 "EPSG:4326 municipality.geojson %s”."),
			       clean, kind, clean);
}
