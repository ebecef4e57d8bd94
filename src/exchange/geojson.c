/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Areas from GeoJSON (RFC 7946): Polygon and MultiPolygon in WGS 84, longitude first. Refuses other
 * geometries, rings that are not closed and coordinates that cannot be degrees. */
#include "config.h"

#include "exchange/geojson.h"

#include <jansson.h>
#include <math.h>

#include "osg/text.h"

struct geojson {
	const char *file;
	int number; /* of the feature, 1-based */
	GString *boundary;
	struct feature *feature;
	GError **error;
};

void feature_free(gpointer data)
{
	struct feature *f = data;

	g_free(f->name);
	g_free(f->code);
	g_free(f->area);
	g_free(f->boundary);
	g_free(f);
}

static gboolean geojson_fail(const struct geojson *g, const char *expected)
{
	g_set_error(g->error, OSG_ERROR, OSG_ERROR_FORMAT, _("%s, feature %d: expected %s."),
		    g->file, g->number, expected);
	return FALSE;
}

static gboolean ring_point(struct geojson *g, const json_t *point)
{
	double lon = json_number_value(json_array_get(point, 0)),
	       lat = json_number_value(json_array_get(point, 1));
	char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];
	struct feature *f = g->feature;

	if (json_array_size(point) < 2 || fabs(lon) > 180 || fabs(lat) > 90)
		return geojson_fail(g,
				    _("points in degrees, longitude first, like [17.98, 59.23]"));
	g_ascii_formatd(x, sizeof x, "%.7g", lon);
	g_ascii_formatd(y, sizeof y, "%.7g", lat);
	g_string_append_printf(
		g->boundary, "%s%s %s",
		g->boundary->len && g->boundary->str[g->boundary->len - 1] != ';' ? " " : "", x, y);
	f->west = MIN(f->west, lon);
	f->east = MAX(f->east, lon);
	f->south = MIN(f->south, lat);
	f->north = MAX(f->north, lat);
	return TRUE;
}

static gboolean ring_read(struct geojson *g, const json_t *ring)
{
	gsize n = json_array_size(ring);

	if (n < 4 || !json_equal(json_array_get(ring, 0), json_array_get(ring, n - 1)))
		return geojson_fail(g, _("rings of four points or more, the last like the first"));
	if (g->boundary->len)
		g_string_append_c(g->boundary, ';');
	for (gsize i = 0; i < n; i++)
		if (!ring_point(g, json_array_get(ring, i)))
			return FALSE;
	return TRUE;
}

static gboolean polygon_read(struct geojson *g, const json_t *rings)
{
	for (gsize i = 0; i < json_array_size(rings); i++)
		if (!ring_read(g, json_array_get(rings, i)))
			return FALSE;
	return TRUE;
}

static gboolean geometry_read(struct geojson *g, const json_t *geometry)
{
	const char *type = json_string_value(json_object_get(geometry, "type"));
	const json_t *coordinates = json_object_get(geometry, "coordinates");

	if (g_strcmp0(type, "Polygon") == 0)
		return polygon_read(g, coordinates);
	if (g_strcmp0(type, "MultiPolygon") != 0)
		return geojson_fail(g, _("a Polygon or MultiPolygon"));
	for (gsize i = 0; i < json_array_size(coordinates); i++)
		if (!polygon_read(g, json_array_get(coordinates, i)))
			return FALSE;
	return TRUE;
}

static char *property(const json_t *properties, const char *key)
{
	const char *text = json_string_value(json_object_get(properties, key));

	return text ? text_clean(text, -1, FALSE) : NULL;
}

static gboolean feature_read(struct geojson *g, const json_t *json, const char *name_key)
{
	const json_t *properties = json_object_get(json, "properties");
	struct feature *f = g->feature;

	f->west = f->south = INFINITY;
	f->east = f->north = -INFINITY;
	f->name = property(properties, name_key);
	if (!f->name)
		f->name = property(properties, "name");
	f->code = property(properties, "code");
	if (!f->code)
		f->code = property(properties, "district_code");
	f->area = property(properties, "area");
	f->population = (int)json_number_value(json_object_get(properties, "population"));
	if (!f->name || !*f->name)
		return geojson_fail(g, _("a property “name”"));
	g->boundary = g_string_new(NULL);
	if (geometry_read(g, json_object_get(json, "geometry"))) {
		f->boundary = g_string_free(g->boundary, FALSE);
		return TRUE;
	}
	g_string_free(g->boundary, TRUE);
	return FALSE;
}

static json_t *geojson_load(const char *directory, const char *name, GError **error)
{
	g_autofree char *path = g_build_filename(directory, name, NULL);
	g_autofree char *bytes = NULL;
	g_autoptr(GError) local = NULL;
	json_error_t bad;
	json_t *json;
	gsize size;

	if (!g_file_get_contents(path, &bytes, &size, &local)) {
		if (!g_error_matches(local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
			g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
				    _("%s could not be read: %s."), path, local->message);
		return NULL;
	}
	json = json_loadb(bytes, size, 0, &bad);
	if (!json)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line %d, column %d: this is no GeoJSON (%s)."), name, bad.line,
			    bad.column, bad.text);
	return json;
}

GPtrArray *geojson_read(const char *directory, const char *name, const char *name_key,
			GError **error)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(feature_free);
	json_t *json = geojson_load(directory, name, error);
	const json_t *list = json_object_get(json, "features");
	gboolean ok = json_is_array(list);

	if (!json)
		return NULL;
	if (!ok)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s: expected a GeoJSON FeatureCollection with “features”."), name);
	for (gsize i = 0; ok && i < json_array_size(list); i++) {
		struct geojson g = {.file = name,
				    .number = (int)i + 1,
				    .feature = g_new0(struct feature, 1),
				    .error = error};

		g_ptr_array_add(all, g.feature);
		ok = feature_read(&g, json_array_get(list, i), name_key);
	}
	json_decref(json);
	return ok ? g_steal_pointer(&all) : NULL;
}
