/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map driven by keys: what lies under the cursor, where one gets to, and that nothing is shown
 * finer than it may be. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "fixture.h"
#include "osg/report.h"
#include "picture/hotspot_where.h"
#include "screens/map_layers.h"
#include "ui/screen.h"
#include "ui/ui_private.h"
#include "ui_fixture.h"

static gint64 now_us = 1000000;

static gint64 own_clock(void)
{
	return now_us;
}

static void clock_moves(int milliseconds)
{
	now_us += (gint64)milliseconds * 1000;
}

static struct ui_fixture open_map(void)
{
	const struct ui_options options = {.clock = own_clock};
	struct ui_fixture f = {0};

	f.session = fixture_session("samordnare", TRUE);
	f.ui = ui_new(f.session, NULL, &options);
	f.s = surface_new(120, 40);
	ui_open(f.ui, "map", NULL);
	press(&f, "");
	return f;
}

/* The cursor stands where most happened: sixteen fires and more at the school. */
static void test_what_lies_under_the_cursor(void)
{
	struct ui_fixture f;

	fixture_begin(300);
	fixture_draw_areas();
	f = open_map();
	check_shows(&f, "Visättraskolan");
	check_shows(&f, "Fire");
	press(&f, "Up Up");
	check_hides(&f, "Fire  ");
	fixture_close(&f);
}

/* Two places at one point: the one that was named is meant, not the one with more events. */
static void test_the_named_place_is_meant(void)
{
	struct ui_fixture f;
	const struct registry *v;
	const struct place *school;
	struct place *street;
	GError *error = NULL;

	fixture_begin(300);
	fixture_draw_areas();
	f = open_map();
	v = session_registry(f.session);
	school = registry_find_place(v, "Visättraskolan");
	street = record_copy(registry_find_place(v, "Mangårdsvägen"));
	street->lat = school->lat;
	street->lon = school->lon;
	g_assert_true(session_save(f.session, ACTION_SETUP, NULL, street, &error));
	record_free(street);
	ui_reload(f.ui);
	press(&f, "/");
	type(&f, "mangårdsvägen");
	press(&f, "Enter Enter");
	check_shows(&f, "place:\"Mangårdsvägen\"");
	fixture_close(&f);
}

/* No outline and no point: the lists work, and the map says why it is none and what helps. */
static void test_no_geometry_at_all(void)
{
	struct ui_fixture f;
	const GPtrArray *places;
	g_autoptr(GError) error = NULL;

	fixture_begin(300);
	f = open_map();
	g_assert_true(session_begin(f.session, ACTION_SETUP, &error));
	places = registry_places(session_registry(f.session));
	for (guint i = 0; i < places->len; i++) {
		struct place *place = record_copy(places->pdata[i]);

		place->lat = place->lon = NAN;
		place->exact = FALSE;
		g_assert_true(session_put(f.session, place, &error));
		record_free(place);
	}
	g_assert_true(session_commit(f.session, g_strdup("places without points"), &error));
	ui_reload(f.ui);
	press(&f, "");
	check_shows(&f, "There is no map: no area has an outline and no place a point.");
	check_shows(&f, "Visättraskolan  2"); /* by area and place instead */
	press(&f, "3");
	check_shows(&f, "Visättraskolan");
	fixture_close(&f);
}

static void test_enter_opens_the_observations(void)
{
	struct ui_fixture f;

	fixture_begin(300);
	fixture_draw_areas();
	f = open_map();
	press(&f, "Enter");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "observations");
	check_shows(&f, "place:");
	check_shows(&f, "Visättraskolan");
	press(&f, "Esc");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "map");
	fixture_close(&f);
}

static void test_go_to_an_area(void)
{
	struct ui_fixture f;

	fixture_begin(300);
	fixture_draw_areas();
	f = open_map();
	press(&f, "/");
	type(&f, "skogås");
	press(&f, "Enter");
	check_shows(&f, "3 events, w.39 6");
	check_hides(&f, "Visättraskolan");
	press(&f, "/");
	type(&f, "österskol"); /* Enter takes what is offered */
	press(&f, "Enter");
	check_shows(&f, "Österskolan");
	check_hides(&f, "Flemingsberg");
	press(&f, "0");
	check_shows(&f, "Flemingsberg");
	fixture_close(&f);
}

static void test_focus_group_from_the_place(void)
{
	struct ui_fixture f;

	fixture_begin(0);
	fixture_draw_areas();
	f = open_map();
	press(&f, "/");
	type(&f, "skogås centrum");
	press(&f, "Enter F");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "record");
	check_shows(&f, "Skogås centrum");
	fixture_close(&f);
}

static void test_measure_in_the_area(void)
{
	struct ui_fixture f;

	fixture_begin(0);
	fixture_draw_areas();
	f = open_map();
	press(&f, "/");
	type(&f, "vårby");
	press(&f, "Enter b");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "record");
	check_shows(&f, "Vårby");
	fixture_close(&f);
}

/* The sign of a category that may only be told per area is nowhere, its events are counted. */
static void test_no_dot_finer_than_shared(void)
{
	g_autoptr(GError) error = NULL;
	struct map_facts *before, *area, *whole;
	struct session *session;
	int week = week_from_iso(2024, 40);

	fixture_begin(300);
	session = fixture_session("samordnare", TRUE);
	before = app_map(session, week, week, &error);
	g_assert_no_error(error);
	fixture_share("BRA", SHARE_AREA);
	g_assert_true(session_refresh(session, NULL));
	area = app_map(session, week, week, &error);
	g_assert_no_error(error);
	g_assert_cmpint(area->counted, ==, before->counted);
	g_assert_cmpuint(area->events->len, <, before->events->len);
	g_assert_cmpint(area->in_area + (int)area->events->len, ==, area->counted);
	for (guint i = 0; i < area->events->len; i++)
		g_assert_cmpint(g_array_index(area->events, struct map_event, i).category, !=, 1);
	g_assert_cmpint(map_facts_count(area, 1).now, ==, map_facts_count(before, 1).now);
	fixture_share("BRA", SHARE_MUNICIPALITY);
	g_assert_true(session_refresh(session, NULL));
	whole = app_map(session, week, week, &error);
	g_assert_cmpint(whole->whole, ==, area->in_area);
	g_assert_cmpint(map_facts_count(whole, 1).now, <, map_facts_count(before, 1).now);
	map_facts_free(before);
	map_facts_free(area);
	map_facts_free(whole);
	session_close(session);
}

static int sum_of(const struct map_facts *facts, gsize member)
{
	int sum = 0;

	for (guint i = 0; i < facts->areas->len; i++)
		sum += G_STRUCT_MEMBER(int, &g_array_index(facts->areas, struct map_count, i),
				       member);
	return sum;
}

/* What an area had before, and a year before, is what it had in those weeks. */
static void test_before_and_a_year_before(void)
{
	static const int lengths[] = {1, 4, 26, 52}, ends[] = {0, 1, 30, 52};
	struct session *session;
	int seen = 0;

	fixture_begin(300);
	session = fixture_session("samordnare", TRUE);
	for (gsize i = 0; i < G_N_ELEMENTS(lengths) * G_N_ELEMENTS(ends); i++) {
		int weeks = lengths[i / 4], last = week_from_iso(2024, 40) + ends[i % 4],
		    first = last - weeks + 1;
		struct map_facts *now = app_map(session, first, last, NULL),
				 *before = app_map(session, first - weeks, last - weeks, NULL),
				 *year = app_map(session, first - 52, last - 52, NULL);

		g_assert_cmpint(sum_of(now, G_STRUCT_OFFSET(struct map_count, before)), ==,
				sum_of(before, G_STRUCT_OFFSET(struct map_count, now)));
		g_assert_cmpint(sum_of(now, G_STRUCT_OFFSET(struct map_count, year_before)), ==,
				sum_of(year, G_STRUCT_OFFSET(struct map_count, now)));
		g_assert_cmpint(now->counted, >=,
				sum_of(now, G_STRUCT_OFFSET(struct map_count, now)));
		seen += before->counted > 0 && year->counted > 0;
		map_facts_free(now);
		map_facts_free(before);
		map_facts_free(year);
	}
	g_assert_cmpint(seen, >, 2);
	session_close(session);
}

/* What may only be told per area is no point in a GIS either. */
static void test_no_point_for_a_gis_finer_than_shared(void)
{
	struct session *session;
	int week = week_from_iso(2024, 40);
	g_autoptr(GError) error = NULL;
	g_autofree char *dots = NULL, *shared = NULL, *areas = NULL, *none = NULL;

	fixture_begin(300);
	fixture_draw_areas();
	session = fixture_session("samordnare", TRUE);
	dots = app_export_map(session, "dots", week, week, &error);
	g_assert_no_error(error);
	g_assert_nonnull(strstr(dots, "\"BRA\""));
	fixture_share("BRA", SHARE_AREA);
	g_assert_true(session_refresh(session, NULL));
	shared = app_export_map(session, "dots", week, week, &error);
	g_assert_null(strstr(shared, "\"BRA\""));
	areas = app_export_map(session, "areas", week, week, &error);
	g_assert_nonnull(strstr(areas, "MultiPolygon"));
	none = app_export_map(session, "roads", week, week, &error);
	g_assert_error(error, OSG_ERROR, OSG_ERROR_INPUT);
	session_close(session);
}

static guint features_of(struct session *session, const char *layer, int week)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text = report_map_layer(session, layer, week, week, &error);
	json_t *whole;
	guint count;

	g_assert_no_error(error);
	whole = json_loads(text, 0, NULL);
	count = (guint)json_array_size(json_object_get(whole, "features"));
	json_decref(whole);
	return count;
}

/* Density is of the dots and no others, for the eye, the list beside it and a GIS. */
static void test_density_and_list_no_finer_than_shared(void)
{
	static const char *const codes[] = {"BRA", "SKA", "NED", "UNG", "EVE"};
	struct ui_fixture f;
	int week = week_from_iso(2024, 40);
	guint all, less;

	fixture_begin(300);
	fixture_draw_areas();
	f = open_map();
	all = features_of(f.session, "density", week);
	g_assert_cmpuint(all, >, 100);
	fixture_share("BRA", SHARE_AREA);
	g_assert_true(session_refresh(f.session, NULL));
	ui_reload(f.ui);
	press(&f, "");
	check_hides(&f, "Fire  "); /* where sixteen of them are */
	less = features_of(f.session, "density", week);
	g_assert_cmpuint(less, !=, all);
	for (gsize i = 0; i < G_N_ELEMENTS(codes); i++)
		fixture_share(codes[i], SHARE_AREA);
	g_assert_true(session_refresh(f.session, NULL));
	g_assert_cmpuint(features_of(f.session, "density", week), ==, 0);
	g_assert_cmpuint(features_of(f.session, "dots", week), ==, 0);
	fixture_close(&f);
}

static void share_again(struct session *session, struct picture_hotspot *h)
{
	h->lat = 59.22;
	h->lon = 17.94;
	hotspot_share(session_registry(session), h);
}

/* A hotspot of nothing but what is told per area is a circle around its area, and in a GIS its
 * outline; with a kind that may stand at a point it stands there. */
static void test_hotspot_no_finer_than_shared(void)
{
	struct picture_share fires = {(char *)"BRA", 5}, damage = {(char *)"SKA", 2};
	g_autoptr(GPtrArray) categories = g_ptr_array_new();
	struct picture_hotspot h = {
		.radius = 80, .area = (char *)"Flemingsberg", .categories = categories};
	struct map_circle circle;
	struct session *session;

	fixture_begin(0);
	fixture_draw_areas();
	g_ptr_array_add(categories, &fires);
	fixture_share("BRA", SHARE_AREA);
	session = fixture_session("samordnare", TRUE);
	share_again(session, &h);
	g_assert_true(isnan(h.lat) && isnan(h.lon)); /* no file tells it */
	g_assert_true(app_map_circle(session_registry(session), &h, &circle));
	g_assert_cmpint(circle.area, >, 0);
	g_assert_cmpfloat(circle.radius, >, 500);
	g_ptr_array_add(categories, &damage);
	share_again(session, &h);
	g_assert_true(app_map_circle(session_registry(session), &h, &circle));
	g_assert_cmpint(circle.area, ==, 0);
	g_assert_cmpfloat(circle.lat, ==, h.lat);
	fixture_share("BRA", SHARE_MUNICIPALITY);
	fixture_share("SKA", SHARE_MUNICIPALITY);
	g_assert_true(session_refresh(session, NULL));
	share_again(session, &h);
	g_assert_false(app_map_circle(session_registry(session), &h, &circle));
	g_assert_cmpint(circle.area, ==, 0);
	session_close(session);
}

/* Weeks pass by one after the other and end at the one that every screen shows. */
static void test_weeks_pass_by(void)
{
	struct ui_fixture f;
	int frames = 0;

	fixture_begin(300);
	fixture_draw_areas();
	f = open_map();
	check_shows(&f, "Dots · w.40");
	press(&f, "Space");
	check_shows(&f, "w.28");
	while (ui_wait(f.ui) >= 0 && frames++ < 1000) {
		clock_moves(ui_wait(f.ui));
		ui_tick(f.ui);
		ui_settle(f.ui);
	}
	press(&f, "");
	check_shows(&f, "Dots · w.40");
	press(&f, "Space Space");
	check_shows(&f, "Dots · w.40");
	press(&f, "Space"); /* a terminal that goes away stores what every screen holds */
	ui_open(f.ui, "settings", NULL);
	ui_hang_up(f.ui);
	fixture_close(&f);
}

static struct settings *pictures_chosen(void)
{
	g_setenv("OSG_GRAPHICS", "sixel", TRUE);
	struct settings *settings = settings_new("");
	g_assert_cmpstr(settings_get(settings, "screen", "graphics"), ==, "sixel");
	return settings;
}

/* A picture is asked for once all that is on it has come; until then there are cells. */
static void test_one_picture(void)
{
	struct settings *settings = pictures_chosen();
	const struct ui_options options = {0};
	struct ui_fixture f = {.s = surface_new(120, 40)};

	fixture_begin(300);
	fixture_draw_areas();
	f.session = fixture_session("samordnare", TRUE);
	f.ui = ui_new(f.session, settings, &options);
	ui_settle(f.ui);
	ui_open(f.ui, "map", NULL);
	ui_draw(f.ui, f.s);
	g_assert_cmpuint(f.ui->graphics.used, ==, 0);
	check_shows(&f, "⠤");
	ui_settle(f.ui);
	ui_draw(f.ui, f.s);
	g_assert_cmpuint(f.ui->graphics.used, ==, 1);
	fixture_close(&f);
	settings_free(settings);
}

/* Where the window is too large for one, the cells stay and the status line says why. */
static void test_no_picture_of_so_many_pixels(void)
{
	struct settings *settings = pictures_chosen();
	const struct ui_options options = {0};
	struct ui_fixture f = {.s = surface_new(120, 40)};

	fixture_begin(0);
	fixture_draw_areas();
	f.session = fixture_session("samordnare", TRUE);
	f.ui = ui_new(f.session, settings, &options);
	ui_set_cell(f.ui, 80, 80);
	ui_open(f.ui, "map", NULL);
	press(&f, "");
	check_shows(&f, "more pixels than a picture may have");
	press(&f, "Up");
	g_assert_cmpuint(f.ui->messages->len, ==, 1);
	fixture_close(&f);
	settings_free(settings);
}

/* The darkest tone means the same on both sides. */
static void test_side_by_side(void)
{
	struct ui_fixture f;

	fixture_begin(300);
	fixture_draw_areas();
	f = open_map();
	press(&f, "s");
	check_shows(&f, "w.39 beside w.40");
	press(&f, "v v v"); /* density, counts, difference */
	check_shows(&f, "Difference");
	press(&f, "s s");
	check_hides(&f, "beside");
	check_shows(&f, "Events per area");
	press(&f, "J");
	type(&f, "30");
	press(&f, "Enter");
	check_shows(&f, "w.30 beside w.40");
	fixture_close(&f);
}

static void test_tones_mean_the_same_on_both(void)
{
	const double one[] = {0, 0}, three[] = {0, 0, 0, 0, 0, 0};
	struct map_facts few = {.events = g_array_new(FALSE, FALSE, sizeof(struct map_event)),
				.areas = g_array_new(FALSE, FALSE, sizeof(struct map_count))},
			 many = few;
	struct map_layers a = {.facts = &few, .density = map_density_new(one, 1, 100)},
			  b = {.facts = &many, .density = map_density_new(three, 3, 100)};
	const struct map_count single = {.area = 7, .now = 1}, triple = {.area = 7, .now = 9};
	const struct map_area area = {.key = 7};
	struct map *map = map_new();

	many.areas = g_array_new(FALSE, FALSE, sizeof(struct map_count));
	g_array_append_val(few.areas, single);
	g_array_append_val(many.areas, triple);
	g_array_append_val(map->areas, area);
	map_lay(map, &a, NULL, LAYER_COUNTS, MARKS_NONE, NULL, NULL);
	g_assert_cmpuint(g_array_index(map->areas, struct map_area, 0).tone, ==, TONES);
	map_lay(map, &a, &b, LAYER_COUNTS, MARKS_NONE, NULL, NULL);
	g_assert_cmpuint(g_array_index(map->areas, struct map_area, 0).tone, ==, 1);
	map_lay(map, &b, &a, LAYER_OTHER, MARKS_NONE, NULL, NULL);
	g_assert_cmpstr(g_array_index(map->areas, struct map_area, 0).figure, ==, "+8");
	map_lay(map, &a, &b, LAYER_DENSITY, MARKS_NONE, NULL, NULL);
	g_assert_cmpfloat(map->density_most, ==, b.density->most);
	map_free(map);
	map_density_free(a.density);
	map_density_free(b.density);
	g_array_unref(few.events);
	g_array_unref(few.areas);
	g_array_unref(many.areas);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/map/what-lies-under-the-cursor", test_what_lies_under_the_cursor);
	g_test_add_func("/map/enter-opens-the-observations", test_enter_opens_the_observations);
	g_test_add_func("/map/go-to-an-area", test_go_to_an_area);
	g_test_add_func("/map/the-named-place-is-meant", test_the_named_place_is_meant);
	g_test_add_func("/map/focus-group-from-the-place", test_focus_group_from_the_place);
	g_test_add_func("/map/measure-in-the-area", test_measure_in_the_area);
	g_test_add_func("/map/no-dot-finer-than-shared", test_no_dot_finer_than_shared);
	g_test_add_func("/map/no-point-for-a-gis-finer-than-shared",
			test_no_point_for_a_gis_finer_than_shared);
	g_test_add_func("/map/before-and-a-year-before", test_before_and_a_year_before);
	g_test_add_func("/map/weeks-pass-by", test_weeks_pass_by);
	g_test_add_func("/map/side-by-side", test_side_by_side);
	g_test_add_func("/map/tones-mean-the-same-on-both", test_tones_mean_the_same_on_both);
	g_test_add_func("/map/one-picture", test_one_picture);
	g_test_add_func("/map/no-picture-of-so-many-pixels", test_no_picture_of_so_many_pixels);
	g_test_add_func("/map/no-geometry-at-all", test_no_geometry_at_all);
	g_test_add_func("/map/density-and-list-no-finer-than-shared",
			test_density_and_list_no_finer_than_shared);
	g_test_add_func("/map/hotspot-no-finer-than-shared", test_hotspot_no_finer_than_shared);
	return g_test_run();
}
