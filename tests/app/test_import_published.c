/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every published file, with the figures that its description states. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "import_town.h"

static char *reference(const char *name)
{
	const char *folder = g_getenv("OSG_REFERENCE");

	if (folder && *folder)
		return g_build_filename(folder, "data", name, NULL);
	g_test_skip("OSG_REFERENCE is not set");
	return NULL;
}

static void import_reference(struct import_town *t, const char *name,
			     const struct import_figures *figures)
{
	g_autofree char *file = reference(name);

	g_test_message("%s", name);
	town_takes(t, file, figures);
}

/* a→b: 259 in both, 241 new, 4 changed. c→d: 298 in both, 202 new, 275 changed. Again: nothing. */
static void test_snapshots(void)
{
	struct import_town t;
	g_autofree char *there = reference("polisen");

	if (!there)
		return;
	town_init(&t, NULL);
	import_reference(&t, "polisen/snapshot_a_2024-05-29.json",
			 &(struct import_figures){.read = 500, .created = 500, .not_counted = -1});
	import_reference(
		&t, "polisen/snapshot_a_2024-05-29.json",
		&(struct import_figures){.read = 500, .unchanged = 500, .not_counted = -1});
	import_reference(&t, "polisen/snapshot_b_2024-06-01.json",
			 &(struct import_figures){.read = 500,
						  .created = 241,
						  .changed = 4,
						  .unchanged = 255,
						  .not_counted = -1});
	import_reference(
		&t, "polisen/snapshot_b_2024-06-01.json",
		&(struct import_figures){.read = 500, .unchanged = 500, .not_counted = -1});
	g_assert_cmpint(town_count(&t, ""), ==, 741);
	import_reference(&t, "polisen/snapshot_c_2024-12-02.json",
			 &(struct import_figures){.read = 500, .created = 500, .not_counted = -1});
	import_reference(&t, "polisen/snapshot_d_2024-12-05.json",
			 &(struct import_figures){.read = 500,
						  .created = 202,
						  .changed = 275,
						  .unchanged = 23,
						  .not_counted = -1});
	import_reference(
		&t, "polisen/snapshot_d_2024-12-05.json",
		&(struct import_figures){.read = 500, .unchanged = 500, .not_counted = -1});
	town_clear(&t);
}

/* 202 events of Huddinge; 304 to 2025 and 51 after the change of 2026 are in the archive, 202 and
 * 17 of them in these files. */
static void test_huddinge(void)
{
	struct import_town t;
	g_autofree char *geo = reference("geo");

	if (!geo)
		return;
	town_init(&t, geo);
	import_reference(&t, "polisen/huddinge.json",
			 &(struct import_figures){.read = 202, .created = 202, .not_counted = -1});
	import_reference(
		&t, "polisen/huddinge.json",
		&(struct import_figures){.read = 202, .unchanged = 202, .not_counted = -1});
	import_reference(
		&t, "polisen/sodertorn.json",
		&(struct import_figures){
			.read = 1183, .unchanged = 202, .skipped = 981, .not_counted = -1});
	g_assert_cmpint(town_count(&t, "text:flemingsberg"), >, 10);
	town_clear(&t);
}

/* 105 summaries name a place by the published list; three of them name places of several areas, and
 * so none to count in. */
static void test_places(void)
{
	struct import_town t;
	g_autofree char *geo = reference("geo"),
			*hits_file = geo ? reference("polisen/huddinge_place_hits.csv") : NULL;
	g_autofree char *file = geo ? reference("polisen/huddinge.json") : NULL, *bytes = NULL;
	g_auto(GStrv) lines = NULL;
	struct import_result *r;
	g_autoptr(GHashTable) areas =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	int agree = 0, differ = 0, missed = 0, more = 0;

	if (!geo)
		return;
	g_assert_true(g_file_get_contents(hits_file, &bytes, NULL, NULL));
	lines = g_strsplit(bytes, "\n", -1);
	for (gsize i = 1; lines[i] && *lines[i]; i++) {
		g_auto(GStrv) cells = g_strsplit(lines[i], ",", -1);

		if (g_str_has_prefix(cells[3], "summary"))
			g_hash_table_insert(areas, g_strdup(cells[0]), g_strdup(cells[2]));
	}
	town_init(&t, geo);
	r = app_import(t.session, &(struct import_options){.file = file, .dry_run = TRUE}, NULL);
	g_assert_cmpuint(g_hash_table_size(areas), ==, 105);
	for (guint i = 0; i < r->samples->len; i++) {
		const struct observation *o = r->samples->pdata[i];
		const char *expected = g_hash_table_lookup(areas, o->source_id);
		const struct area *area = registry_area(session_registry(t.session), o->area);

		g_assert_true(isnan(o->lat));
		if (expected && area &&
		    strstr(expected, area->name)) /* two are named in the article, one of them in
						     the summary */
			agree++;
		else if (expected && area)
			differ++;
		else if (expected && !strchr(expected, '|'))
			missed++;
		else if (area)
			more++;
	}
	g_test_message("places: %d agree, %d differ, %d missed, %d more", agree, differ, missed,
		       more);
	g_assert_cmpint(agree, ==, 102);
	g_assert_cmpint(differ, ==, 0);
	g_assert_cmpint(missed, ==, 0);
	import_result_free(r);
	town_clear(&t);
}

static void test_other_files(void)
{
	struct import_town t;
	g_autofree char *there = reference("polisen");

	if (!there)
		return;
	town_init(&t, NULL);
	import_reference(
		&t, "polisen/sodertorn.json",
		&(struct import_figures){.read = 1183, .created = 1183, .not_counted = -1});
	import_reference(&t, "polisen/sodertorn_county_regime.json",
			 &(struct import_figures){.read = 79, .created = 79, .not_counted = -1});
	town_clear(&t);
	town_init(&t, NULL);
	import_reference(&t, "polisen/duplicates.json",
			 &(struct import_figures){.read = 230, .created = 230, .not_counted = -1});
	town_clear(&t);
	town_init(&t, NULL);
	import_reference(&t, "formats/excel_sv/handelser_2024-04_05_cp1252.csv",
			 &(struct import_figures){.read = 85, .created = 85, .not_counted = -1});
	import_reference(&t, "formats/excel_sv/handelser_2024-04_05_utf8bom.csv",
			 &(struct import_figures){.read = 85, .unchanged = 85, .not_counted = -1});
	town_clear(&t);
}

/* The figures of the police in London and Chicago, in a database of Huddinge. */
static void test_foreign_files(void)
{
	static const struct {
		const char *file;
		int rows;
	} months[] = {
		{"formats/uk_police/2018-10-city-of-london-street.csv", 782},
		{"formats/uk_police/2018-11-city-of-london-street.csv", 799},
		{"formats/uk_police/2018-12-city-of-london-street.csv", 760},
		{"formats/uk_police/2019-01-city-of-london-street.csv", 617},
	};
	struct import_town t;
	g_autofree char *geo = reference("geo");

	if (!geo)
		return;
	town_init(&t, geo);
	for (gsize i = 0; i < G_N_ELEMENTS(months); i++) {
		import_reference(&t, months[i].file,
				 &(struct import_figures){.read = months[i].rows,
							  .created = months[i].rows,
							  .not_counted = 0});
		import_reference(&t, months[i].file,
				 &(struct import_figures){.read = months[i].rows,
							  .unchanged = months[i].rows,
							  .not_counted = 0});
	}
	/* One case with two dead stands on two rows, three minutes apart: a person has to look. */
	import_reference(&t, "formats/chicago_crime/chicago_crime_part1.csv",
			 &(struct import_figures){
				 .read = 6000, .created = 5999, .set_aside = 1, .not_counted = 0});
	import_reference(
		&t, "formats/chicago_crime/chicago_crime_part1.csv",
		&(struct import_figures){
			.read = 6000, .unchanged = 5999, .set_aside = 1, .not_counted = 0});
	town_clear(&t);
}

/* Tables that hold no events are refused. */
static void test_no_events(void)
{
	static const char *const files[] = {"formats/fixmystreet/counts_lad_shef_a_2019-10.csv",
					    "polisen/types.csv",
					    "polisen/categories.csv",
					    "geo/places.csv",
					    "geo/population.csv",
					    "polisen/huddinge_text.json",
					    "stats/bra_huddinge_annual.csv",
					    "geo/municipality.geojson",
					    "polisen/huddinge_place_hits.csv",
					    "taxonomy.csv"};
	struct import_town t;
	g_autofree char *there = reference("polisen");

	if (!there)
		return;
	town_init(&t, "");
	for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *file = reference(files[i]);
		g_autoptr(GError) error = NULL;

		g_assert_null(
			app_import(t.session, &(struct import_options){.file = file}, &error));
		g_assert_error(error, OSG_ERROR, OSG_ERROR_FORMAT);
		g_test_message("%s", error->message);
	}
	town_clear(&t);
}

void add_published_tests(void)
{
	g_test_add_func("/import/snapshots", test_snapshots);
	g_test_add_func("/import/huddinge", test_huddinge);
	g_test_add_func("/import/places", test_places);
	g_test_add_func("/import/other-files", test_other_files);
	g_test_add_func("/import/foreign-files", test_foreign_files);
	g_test_add_func("/import/no-events", test_no_events);
}
