/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Areas from GeoJSON (RFC 7946): Polygon and MultiPolygon in WGS 84, longitude first. Refuses other
 * geometries, rings that are not closed, coordinates that cannot be degrees, and such that have
 * changed places; passes features without a geometry over, and tells of outlines that cross
 * themselves. */
#include "config.h"

#include "exchange/geo_kind.h"
#include "exchange/geojson.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "exchange/decode.h"
#include "exchange/html_text.h"
#include "osg/number.h"
#include "osg/field.h"
#include "osg/file.h"
#include "osg/json.h"
#include "osg/text.h"

#define GEOJSON_LARGEST (256 << 20) /* bytes */

struct geojson {
	const char *file;
	struct feature *feature;
	struct findings *findings;
};

static void feature_free(gpointer data)
{
	struct feature *f = data;

	g_free(f->name);
	g_free(f->code);
	g_free(f->area);
	g_ptr_array_unref(f->boundary);
	g_free(f);
}

/* Always FALSE. */
static gboolean geojson_fail(const struct geojson *g, const char *expected)
{
	g_ptr_array_add(g->findings->faults,
			g_strdup_printf(_("%s, feature %d: expected %s."), g->file,
					g->feature->number, expected));
	return FALSE;
}

/* rings */

static double ring_at(const json_t *ring, gsize point, gsize axis)
{
	return json_number_value(json_array_get(json_array_get(ring, point), axis));
}

/* Twice the area, positive where the ring runs counter-clockwise. */
static double ring_turn(const json_t *ring)
{
	double sum = 0;

	for (gsize i = 0; i + 1 < json_array_size(ring); i++)
		sum += ring_at(ring, i, 0) * ring_at(ring, i + 1, 1) -
		       ring_at(ring, i + 1, 0) * ring_at(ring, i, 1);
	return sum;
}

/* Sweden lies between 55 and 70 degrees north, 10 and 25 east: no place there is right both ways.
 */
static gboolean is_swapped(double lon, double lat)
{
	return lon > 54 && lon < 71 && lat > 9 && lat < 26;
}

static gboolean ring_check(const struct geojson *g, const json_t *ring)
{
	gsize n = json_array_size(ring);

	if (n < 4 || ring_at(ring, 0, 0) != ring_at(ring, n - 1, 0) ||
	    ring_at(ring, 0, 1) != ring_at(ring, n - 1, 1))
		return geojson_fail(g, _("rings of four points or more, the last like the first"));
	for (gsize i = 0; i < n; i++) {
		const json_t *point = json_array_get(ring, i);

		if (fabs(ring_at(ring, i, 0)) > 10000 || fabs(ring_at(ring, i, 1)) > 10000)
			return geojson_fail(
				g, _("points in degrees (WGS 84), longitude first, like [17.98, "
				     "59.23]; these are metres, as in SWEREF 99: QGIS saves a "
				     "layer in WGS 84, and so does “ogr2ogr -t_srs EPSG:4326”"));
		if (json_array_size(point) < 2 || !json_is_number(json_array_get(point, 0)) ||
		    !json_is_number(json_array_get(point, 1)) || fabs(ring_at(ring, i, 0)) > 180 ||
		    fabs(ring_at(ring, i, 1)) > 90)
			return geojson_fail(
				g, _("points in degrees, longitude first, like [17.98, 59.23]"));
		if (is_swapped(ring_at(ring, i, 0), ring_at(ring, i, 1)))
			return geojson_fail(g,
					    _("longitude first, like [17.98, 59.23]; latitude and "
					      "longitude seem to have changed places"));
	}
	return TRUE;
}

/* Degrees to about a metre: finer than any boundary is drawn. */
static double to_metre(double degrees)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];

	return g_ascii_strtod(g_ascii_formatd(text, sizeof text, "%.7g", degrees), NULL);
}

/* rings that cross themselves */

struct edge {
	double x0, y0, x1, y1; /* from west to east */
};

static int from_west(gconstpointer a, gconstpointer b)
{
	double x = ((const struct edge *)a)->x0, y = ((const struct edge *)b)->x0;

	return (x > y) - (x < y);
}

/* Which side of the edge a point lies on: positive to the left. */
static double side_of(const struct edge *e, double x, double y)
{
	return (e->x1 - e->x0) * (y - e->y0) - (e->y1 - e->y0) * (x - e->x0);
}

/* Both go through each other; touching is no crossing. */
static gboolean edges_cross(const struct edge *a, const struct edge *b)
{
	return side_of(a, b->x0, b->y0) * side_of(a, b->x1, b->y1) < 0 &&
	       side_of(b, a->x0, a->y0) * side_of(b, a->x1, a->y1) < 0;
}

static struct edge *edges_of(const double *points, guint count)
{
	struct edge *edges = g_new(struct edge, count + 1);

	for (guint i = 0; i < count; i++) {
		const double *a = points + 2 * i, *b = a + 2;
		gboolean turn = a[0] > b[0];

		edges[i] = turn ? (struct edge){b[0], b[1], a[0], a[1]}
				: (struct edge){a[0], a[1], b[0], b[1]};
	}
	qsort(edges, count, sizeof *edges, from_west);
	return edges;
}

/* Twisted somewhere: what is inside is not what was drawn. It is kept, with a word about where. */
static void note_crossing(const struct geojson *g, const GArray *line)
{
	guint count = line->len / 2 - 1;
	g_autofree struct edge *edges = edges_of((const double *)(gpointer)line->data, count);

	for (guint i = 0; g->findings->notes && i < count; i++)
		for (guint k = i + 1; k < count && edges[k].x0 <= edges[i].x1; k++) {
			if (!edges_cross(&edges[i], &edges[k]))
				continue;
			g_ptr_array_add(
				g->findings->notes,
				g_strdup_printf(
					_("%s, feature %d: its outline crosses itself near "
					  "%.4f, %.4f; what lies inside may be wrong there."),
					g->file, g->feature->number, edges[k].x0, edges[k].y0));
			return;
		}
}

/* Appends the ring, counter-clockwise for an outer one, so that parts that overlap are inside and
 * holes are not. */
static gboolean ring_read(struct geojson *g, const json_t *ring, gboolean hole)
{
	gsize n = json_array_size(ring);
	struct feature *f = g->feature;
	GArray *line;
	gboolean turn;

	if (!ring_check(g, ring))
		return FALSE;
	turn = (ring_turn(ring) < 0) != hole;
	line = rings_add(f->boundary);
	for (gsize i = 0; i < n; i++) {
		gsize at = turn ? n - 1 - i : i;
		double lon = ring_at(ring, at, 0), lat = ring_at(ring, at, 1);
		double point[] = {to_metre(lon), to_metre(lat)};

		g_array_append_vals(line, point, 2);
		f->west = MIN(f->west, lon);
		f->east = MAX(f->east, lon);
		f->south = MIN(f->south, lat);
		f->north = MAX(f->north, lat);
	}
	note_crossing(g, line);
	return TRUE;
}

static gboolean polygon_read(struct geojson *g, const json_t *rings)
{
	if (json_array_size(rings) == 0)
		return geojson_fail(g, _("a polygon with a ring"));
	for (gsize i = 0; i < json_array_size(rings); i++)
		if (!ring_read(g, json_array_get(rings, i), i > 0))
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
	return json_array_size(coordinates) > 0 || geojson_fail(g, _("a polygon with a ring"));
}

/* features */

/* Whatever its case; NULL: it has none. */
static const json_t *property_named(const json_t *properties, const char *key)
{
	const char *name;
	json_t *value;

	json_object_foreach((json_t *)properties, name,
			    value) if (g_ascii_strcasecmp(name, key) == 0) return value;
	return NULL;
}

/* A code may be written as a number. */
static char *property(const json_t *properties, const char *key)
{
	const json_t *value = property_named(properties, key);
	g_autofree char *number =
		json_is_integer(value)
			? g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value))
			: NULL;
	const char *text = number ? number : json_string_value(value);
	g_autofree char *plain = text ? html_to_text(text) : NULL, *clean = NULL;

	clean = text ? text_clean(plain ? plain : text, -1, FALSE) : NULL;
	return clean && !number_is_unsaid(clean) ? g_steal_pointer(&clean) : NULL;
}

static gboolean population_read(const struct geojson *g, const json_t *value)
{
	double number = json_number_value(value);

	if (!value || json_is_null(value) ||
	    (json_is_string(value) && number_is_unsaid(json_string_value(value))))
		return TRUE;
	if (json_is_string(value)
		    ? number_read_count(json_string_value(value), &g->feature->population)
		    : json_is_number(value) && number >= 0 && number <= G_MAXINT &&
			      number == floor(number)) {
		if (json_is_number(value))
			g->feature->population = (int)number;
		return TRUE;
	}
	return geojson_fail(g, _("a population like 1234"));
}

/* The first of them that says anything. */
static char *property_of(const json_t *properties, const char *const *keys)
{
	char *text = NULL;

	for (; !text && *keys; keys++)
		text = property(properties, *keys);
	return text;
}

static gboolean feature_read(struct geojson *g, const json_t *json, const char *name_key)
{
	/* also as Statistics Sweden and Lantmäteriet call them */
	static const char *const names[] = {"name",   "namn",       "regsonamn", "distriktnamn",
					    "knnamn", "kommunnamn", NULL};
	static const char *const codes[] = {"code",        "district_code", "kod",       "regsokod",
					    "distriktkod", "knkod",         "kommunkod", NULL};
	static const char *const areas[] = {"area", "område", NULL};
	const json_t *properties = json_object_get(json, "properties");
	struct feature *f = g->feature;
	gboolean ok;

	f->west = f->south = INFINITY;
	f->east = f->north = -INFINITY;
	f->name = property(properties, name_key);
	f->name = f->name ? f->name : property_of(properties, names);
	f->code = property_of(properties, codes);
	f->area = property_of(properties, areas);
	if (!f->name || !*f->name)
		return geojson_fail(g, _("a property “name”"));
	ok = population_read(g, json_object_get(properties, "population")) &&
	     geometry_read(g, json_object_get(json, "geometry"));
	if (ok && (!(f->east > f->west) || !(f->north > f->south)))
		return geojson_fail(g, _("an outline that encloses something"));
	return ok;
}

static json_t *geojson_load(const char *directory, const char *name, struct findings *findings)
{
	g_autofree char *path = g_build_filename(directory, name, NULL);
	g_autofree char *bytes = NULL, *text = NULL;
	g_autoptr(GError) local = NULL;
	const char *kind;
	json_error_t bad;
	gboolean missing;
	json_t *json;
	gsize size;

	bytes = file_load(path, GEOJSON_LARGEST, &size, &missing, &local);
	if (!bytes) {
		if (!missing)
			g_ptr_array_add(findings->faults, g_strdup(local->message));
		return NULL;
	}
	kind = geo_kind_of_bytes(bytes, size);
	if (kind) {
		g_ptr_array_add(findings->faults, geo_kind_words(name, kind));
		return NULL;
	}
	text = decode_text(bytes, size, &size);
	json = json_loadb(text, size, JSON_REJECT_DUPLICATES, &bad);
	if (!json) {
		g_autofree char *why = json_fault_words(&bad);

		g_ptr_array_add(findings->faults,
				g_strdup_printf(_("%s, line %d, column %d: this is no GeoJSON "
						  "(%s)."),
						name, bad.line, bad.column, why));
	}
	return json;
}

/* None, null, or a shape without a single point: the format allows them all. */
static gboolean geometry_is_missing(const json_t *geometry)
{
	const json_t *coordinates = json_object_get(geometry, "coordinates");

	return !geometry || json_is_null(geometry) ||
	       (json_is_array(coordinates) && !json_array_size(coordinates));
}

/* The features, of a single one as well; a new reference. NULL: there are none. */
static json_t *features_of(json_t *json)
{
	const char *type = json_string_value(json_object_get(json, "type"));
	json_t *list = json_is_array(json) ? json : json_object_get(json, "features");

	if (g_strcmp0(type, "Feature") == 0)
		return json_pack("[O]", json);
	return json_is_array(list) ? json_incref(list) : NULL;
}

GPtrArray *geojson_read(const char *directory, const char *name, const char *name_key,
			struct findings *findings)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(feature_free);
	json_t *json = geojson_load(directory, name, findings);
	json_t *list = features_of(json);
	guint before = findings->faults->len;

	if (!json)
		return NULL;
	if (!list)
		g_ptr_array_add(findings->faults,
				g_strdup_printf(_("%s: expected a GeoJSON FeatureCollection with "
						  "“features”."),
						name));
	for (gsize i = 0; i < json_array_size(list); i++) {
		const json_t *item = json_array_get(list, i);
		struct geojson g = {
			.file = name, .feature = g_new0(struct feature, 1), .findings = findings};

		g.feature->boundary = rings_new();
		g.feature->number = (int)i + 1;
		if (geometry_is_missing(json_object_get(item, "geometry"))) {
			if (findings->notes)
				g_ptr_array_add(findings->notes,
						g_strdup_printf(_("%s, feature %d has no geometry "
								  "and was passed over."),
								name, g.feature->number));
			feature_free(g.feature);
		} else if (feature_read(&g, item, name_key)) {
			g_ptr_array_add(all, g.feature);
		} else {
			feature_free(g.feature);
		}
	}
	if (list && !all->len && findings->notes && findings->faults->len == before)
		text_add_line(findings->notes, _("%s holds no areas."), name);
	json_decref(list);
	json_decref(json);
	return g_steal_pointer(&all);
}
