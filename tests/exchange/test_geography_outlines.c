/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outlines of a municipality and its areas: axes, rings, parts, and what is no map. */
#include "config.h"

#include <string.h>

#include "../folder.h"
#include "geography_town.h"
#include "osg/geojson.h"

/* k11 */
static void test_swapped_axes(void)
{
	check_refused(
		town_of(NULL,
			COLLECTION(FEATURE("\"name\":\"Provby\"", SQUARE("59", "17", "60", "18"))),
			NULL),
		"changed places");
	check_refused(town_of(NULL, HERE,
			      COLLECTION(FEATURE(
				      "\"label\":\"A\"",
				      SQUARE("17", "59", "17.5",
					     "60")) "," FEATURE("\"label\":\"B\"",
								SQUARE("59", "17.5", "60", "18")))),
		      "regso.geojson, feature 2: expected longitude first");
	/* one point alone */
	check_refused(
		town_of(NULL, HERE,
			COLLECTION(
				"{\"properties\":{\"label\":\"A\"},\"geometry\":{\"type\":"
				"\"Polygon\",\"coordinates\":[[[17,59],[59,18],[18,59.5],[17,59]]]}"
				"}")),
		"regso.geojson, feature 1: expected longitude first");
}

/* k13 */
static void test_byte_order_mark(void)
{
	struct geography_town *t = town_of(NULL, "\xEF\xBB\xBF" HERE, NULL);

	g_assert_no_error(t->error);
	g_assert_cmpstr(t->municipality, ==, "Provby");
	town_end(t);
}

/* What is there, and what it lacks. */
static void test_municipality_without_outline(void)
{
	check_refused(town_of(NULL,
			      COLLECTION("{\"properties\":{\"name\":\"A\"},\"geometry\":null}"),
			      NULL),
		      "municipality.geojson: expected a feature with the outline");
	check_refused(town_of(NULL,
			      COLLECTION(FEATURE("\"name\":\"A\"", SQUARE("18", "59", "18", "59"))),
			      NULL),
		      "feature 1: expected an outline that encloses something");
}

/* The format allows a feature without a shape in three ways. */
static void test_feature_without_geometry(void)
{
	struct geography_town *t =
		town_of(NULL, HERE,
			COLLECTION("{\"properties\":{\"label\":\"A\"}},"
				   "{\"properties\":{\"label\":\"B\"},\"geometry\":"
				   "{\"type\":\"Polygon\",\"coordinates\":[]}}," FEATURE(
					   "\"label\":\"C\"", SQUARE("17", "59", "18", "60"))));

	g_assert_no_error(t->error);
	g_assert_cmpuint(t->notes->len, ==, 2);
	g_assert_nonnull(strstr(t->notes->pdata[0], "feature 1 has no geometry"));
	town_end(t);
}

static void test_map_of_another_kind(void)
{
	struct geography_town t = {.folder = g_dir_make_tmp("osg-XXXXXX", NULL)};

	check_refused(town_of(NULL, "{\"type\":\"Topology\",\"objects\":{}}", NULL),
		      "municipality.geojson: this is TopoJSON. osg reads GeoJSON");
	check_refused(town_of(NULL, HERE, "<?xml version=\"1.0\"?>\n<kml xmlns=\"k\"/>"),
		      "regso.geojson: this is KML");
	town_write(t.folder, "Kommun.GPKG", "SQLite format 3");
	town_read(&t, t.folder);
	g_assert_error(t.error, OSG_ERROR, OSG_ERROR_INPUT);
	g_assert_nonnull(strstr(t.error->message, "Kommun.GPKG: this is GeoPackage"));
	g_assert_nonnull(strstr(t.error->message, "has no municipality.geojson"));
	folder_remove(t.folder);
	g_free(t.folder);
	town_clear(&t);
}

static void test_null_geometry_is_told(void)
{
	struct geography_town *t = town_of(
		NULL, HERE,
		COLLECTION("{\"properties\":{\"label\":\"Tom\"},\"geometry\":null}," FEATURE(
			"\"label\":\"A\"", SQUARE("17", "59", "17.5", "60"))));

	g_assert_no_error(t->error);
	g_assert_cmpuint(t->areas->len, ==, 3); /* with the upper one */
	g_assert_cmpuint(t->notes->len, ==, 1);
	g_assert_nonnull(strstr(t->notes->pdata[0], "regso.geojson, feature 1"));
	town_end(t);
}

/* A bow tie is kept, and where it is twisted is told; a ring that only touches itself is none. */
static void test_outline_that_crosses_itself(void)
{
	struct geography_town *t = town_of(
		NULL, HERE,
		COLLECTION(FEATURE(
			"\"label\":\"Fluga\"",
			"[[[17.1,59.1],[17.5,59.5],[17.5,59.1],["
			"17.1,59.5],[17.1,59.1]]]") "," FEATURE("\"label\":\"Rak\"",
								"[[[17.5,59.5],[17.9,59.5],[17.9,"
								"59.9],[17.7,59.5],"
								"[17.5,59.9],[17.5,59.5]]]")));

	g_assert_no_error(t->error);
	g_assert_cmpuint(t->notes->len, ==, 1);
	g_assert_cmpstr(t->notes->pdata[0], ==,
			"regso.geojson, feature 1: its outline crosses itself near 17.1000, "
			"59.5000; what lies inside may be wrong there.");
	town_end(t);
}

/* Wherever the outline begins. */
static void test_same_outline_is_told(void)
{
	struct geography_town *t = town_of(
		NULL, HERE,
		COLLECTION(FEATURE("\"label\":\"A\"", SQUARE("17", "59", "17.5", "60")) "," FEATURE(
			"\"label\":\"B\"",
			SQUARE("17.5", "59", "18", "60")) "," FEATURE("\"label\":\"C\"",
								      "[[[17.5,59],[17.5,60],[17,"
								      "60],[17,59],[17.5,59]]]")));

	g_assert_no_error(t->error);
	g_assert_cmpuint(t->notes->len, ==, 1);
	g_assert_cmpstr(t->notes->pdata[0], ==,
			"regso.geojson, feature 3 (C) has the same outline as regso.geojson, "
			"feature 1 (A): what happens there is counted in one of them.");
	town_end(t);
}

static void test_area_outside_is_told(void)
{
	struct geography_town *t = town_of(
		NULL, HERE,
		COLLECTION(FEATURE("\"label\":\"Hemma\"",
				   SQUARE("17", "59", "17.5",
					  "60")) "," FEATURE("\"label\":\"Borta\"",
							     SQUARE("12", "57", "12.5", "58"))));

	g_assert_no_error(t->error);
	g_assert_cmpuint(t->notes->len, ==, 1);
	g_assert_cmpstr(t->notes->pdata[0], ==,
			"regso.geojson, feature 2 (Borta) lies outside the municipality; nothing "
			"will be counted there.");
	town_end(t);
}

static void test_municipality_by_name(void)
{
	static const char many[] = COLLECTION(
		FEATURE("\"name\":\"Grannby\"", SQUARE("16", "59", "17", "60")) "," FEATURE(
			"\"name\":\"Provby\"", SQUARE("17", "59", "18", "60")));
	struct geography_town *t = town_of("provby", many, NULL);

	g_assert_no_error(t->error);
	g_assert_cmpstr(t->municipality, ==, "Provby");
	town_end(t);
	check_refused(town_of(NULL, many, NULL), "--municipality: Grannby, Provby");
	check_refused(town_of("Annanby", many, NULL), "“Annanby”");
}

static void test_ring_ends_equal_as_numbers(void)
{
	struct geography_town *t =
		town_of(NULL,
			COLLECTION(FEATURE("\"name\":\"Provby\",\"population\":\"1 234\"",
					   "[[[17,59],[18,59],[18,60],[17,60],[17.0,59.00]]]")),
			NULL);

	g_assert_no_error(t->error);
	g_assert_cmpint(((struct area *)t->areas->pdata[0])->population, ==, 1234);
	town_end(t);
}

/* k29: parts that overlap are inside, a hole is not, whichever way the rings run */
static void test_parts_overlap(void)
{
	struct geography_town *t = town_of(
		NULL,
		"{\"features\":[{\"properties\":{\"name\":\"Provby\"},\"geometry\":{\"type\":"
		"\"MultiPolygon\",\"coordinates\":[[[[17,59],[17,60],[17.6,60],[17.6,59],[17,59]],"
		"[[17.1,59.1],[17.1,59.2],[17.2,59.2],[17.2,59.1],[17.1,59.1]]],"
		"[[[17.3,59],[18,59],[18,60],[17.3,60],[17.3,59]]]]}}]}",
		"{\"features\":[{\"properties\":{\"label\":\"A\"},\"geometry\":{\"type\":"
		"\"MultiPolygon\",\"coordinates\":[[[[17,59],[17,60],[17.6,60],[17.6,59],[17,59]],"
		"[[17.1,59.1],[17.1,59.2],[17.2,59.2],[17.2,59.1],[17.1,59.1]]],"
		"[[[17.3,59],[18,59],[18,60],[17.3,60],[17.3,59]]]]}}]}");
	struct registry *v;

	g_assert_no_error(t->error);
	for (guint i = 0; i < t->areas->len; i++)
		((struct record *)t->areas->pdata[i])->key = i + 1;
	v = registry_new(NULL, g_steal_pointer(&t->areas), NULL, NULL, FALSE);
	t->areas = g_ptr_array_new();
	g_assert_nonnull(registry_area_at(v, 59.5, 17.45));
	g_assert_nonnull(registry_area_at(v, 59.5, 17.1));
	g_assert_null(registry_area_at(v, 59.15, 17.15));
	registry_unref(v);
	town_end(t);
}

static void add_ring(GPtrArray *rings, const double *xy, guint count)
{
	GArray *ring = g_array_new(FALSE, FALSE, sizeof(double));

	g_array_append_vals(ring, xy, count);
	g_ptr_array_add(rings, ring);
}

/* Each ring was a polygon of its own: a GIS filled the holes and complained. */
static void test_a_hole_lies_in_its_polygon(void)
{
	const double outer[] = {0, 0, 0, 9, 9, 9, 9, 0}, /* clockwise and open */
		hole[] = {2, 2, 4, 2, 4, 4, 2, 4, 2, 2}, other[] = {20, 0, 20, 5, 25, 5, 20, 0};
	g_autoptr(GPtrArray) rings = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	json_t *geometry, *polygons, *first, *ring;

	add_ring(rings, outer, G_N_ELEMENTS(outer));
	add_ring(rings, hole, G_N_ELEMENTS(hole));
	add_ring(rings, other, G_N_ELEMENTS(other));
	geometry = geojson_polygons(rings);
	polygons = json_object_get(geometry, "coordinates");
	g_assert_cmpuint(json_array_size(polygons), ==, 2);
	first = json_array_get(polygons, 0);
	g_assert_cmpuint(json_array_size(first), ==, 2);
	ring = json_array_get(first, 0);
	g_assert_cmpuint(json_array_size(ring), ==, 5);
	g_assert_true(json_equal(json_array_get(ring, 0), json_array_get(ring, 4)));
	/* counter-clockwise: from the last corner, (9, 0), to (9, 9) */
	g_assert_cmpfloat(json_number_value(json_array_get(json_array_get(ring, 1), 1)), ==, 9);
	json_decref(geometry);
}

#define AREA(name, rings) FEATURE("\"label\":\"" name "\"", rings)
#define WITH_HOLE                                                                                  \
	"[[[17,59],[18,59],[18,60],[17,60],[17,59]],"                                              \
	"[[17.2,59.2],[17.2,59.4],[17.4,59.4],[17.4,59.2],[17.2,59.2]]]"

/* What lies in two areas is told with how much, but for borders that were drawn twice. */
static void test_areas_that_overlap(void)
{
	static const struct {
		const char *areas, *says; /* NULL: nothing */
	} cases[] = {
		{AREA("A", SQUARE("17", "59", "17.5", "60")) "," AREA(
			 "B", SQUARE("17.5", "59", "18", "60")),
		 NULL},
		{AREA("A", SQUARE("17", "59", "17.5", "60")) "," AREA(
			 "B", SQUARE("17.497", "59", "18", "60")),
		 NULL},
		{AREA("A", SQUARE("17.4", "59", "18", "60")) "," AREA(
			 "B", SQUARE("17", "59", "17.5", "59.5")),
		 "features 1 (A) and 2 (B) overlap: about 20 %"},
		{AREA("A", SQUARE("17", "59", "18", "60")) "," AREA(
			 "B", SQUARE("17.2", "59.2", "17.4", "59.4")),
		 "about 100 %"},
		{AREA("A", WITH_HOLE) "," AREA("B", SQUARE("17.2", "59.2", "17.4", "59.4")), NULL},
		{AREA("A", WITH_HOLE) "," AREA("B", SQUARE("17.2", "59.2", "17.5", "59.4")),
		 "about 33 %"},
		{AREA("A", "[[[17,59],[18,59],[17,60],[17,59]]]") "," AREA(
			 "B", "[[[18,59],[18,60],[17,60],[18,59]]]"),
		 NULL},
		{AREA("A", "[[[17,59],[18,59],[17,60],[17,59]]]") "," AREA(
			 "B", "[[[18,59],[18,60],[17,59],[18,59]]]"),
		 "about 50 %"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *areas = g_strdup_printf(COLLECTION("%s"), cases[i].areas);
		struct geography_town *t = town_of(NULL, HERE, areas);

		g_test_message("%s", cases[i].areas);
		g_assert_no_error(t->error);
		g_assert_cmpuint(t->notes->len, ==, cases[i].says != NULL);
		if (cases[i].says)
			g_assert_nonnull(strstr(t->notes->pdata[0], cases[i].says));
		town_end(t);
	}
}

void add_outline_tests(void)
{
	g_test_add_func("/geography/areas-that-overlap", test_areas_that_overlap);
	g_test_add_func("/geography/swapped-axes", test_swapped_axes);
	g_test_add_func("/geography/byte-order-mark", test_byte_order_mark);
	g_test_add_func("/geography/municipality-without-outline",
			test_municipality_without_outline);
	g_test_add_func("/geography/feature-without-geometry", test_feature_without_geometry);
	g_test_add_func("/geography/map-of-another-kind", test_map_of_another_kind);
	g_test_add_func("/geography/null-geometry-is-told", test_null_geometry_is_told);
	g_test_add_func("/geography/outline-that-crosses-itself", test_outline_that_crosses_itself);
	g_test_add_func("/geography/same-outline-is-told", test_same_outline_is_told);
	g_test_add_func("/geography/area-outside-is-told", test_area_outside_is_told);
	g_test_add_func("/geography/municipality-by-name", test_municipality_by_name);
	g_test_add_func("/geography/ring-ends-equal-as-numbers", test_ring_ends_equal_as_numbers);
	g_test_add_func("/geography/parts-overlap", test_parts_overlap);
	g_test_add_func("/geography/a-hole-lies-in-its-polygon", test_a_hole_lies_in_its_polygon);
}
