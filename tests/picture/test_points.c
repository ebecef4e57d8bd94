/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hotspots away from every named place: found by points or by cells of a grid, followed, told by
 * what is near, decided about. */
#include "config.h"

#include <string.h>

#include "hotspot_town.h"
#include "osg/app_map.h"
#include "osg/field.h"
#include "osg/scan.h"
#include "osg/words.h"

/* 700 m north-east of Plats 1, in the middle of a cell of 250 m. */
#define FAR_LAT 59.3250
#define FAR_LON 17.8087

static double near_by(struct hotspot_town *t, double metres)
{
	return (random_unit(&t->random) - 0.5) * metres / 111195.0;
}

/* count events in a week in a square of so many metres, each at a point of its own, or all at the
 * one. */
static void plant(struct hotspot_town *t, int week, int count, double metres, const char *words)
{
	for (int i = 0; i < count; i++)
		town_observe_at(t, week, FAR_LAT + near_by(t, metres), FAR_LON + near_by(t, metres),
				words, t->organisations[i % 2]);
}

/* Three events a week all over a square of some kilometres, at points that never come again or at
 * ten that do, and a cluster in the last two weeks. */
static void points_open(struct hotspot_town *t, double metres, const char *words)
{
	town_open(t, 52);
	town_begin_change(t);
	for (int w = t->week - 51; w <= t->week; w++)
		for (int i = 0; i < 3; i++) {
			double step = metres > 0 ? near_by(t, 1000)
						 : 0.0045 * (double)random_below(&t->random, 10);

			town_observe_at(t, w, 59.38 + step, 17.95 + step, NULL,
					t->organisations[i % 2]);
		}
	plant(t, t->week - 1, 8, metres, words);
	plant(t, t->week, 14, metres, words);
	g_assert_true(store_commit(t->store, NULL));
	g_assert_true(session_refresh(t->f.session, NULL));
}

/* The one without a named place. */
static const struct picture_hotspot *unnamed(const struct hotspot_week *found)
{
	for (guint i = 0; i < found->list->len; i++) {
		const struct picture_hotspot *h = found->list->pdata[i];

		if (h->points->len && !h->places)
			return h;
	}
	return NULL;
}

static void test_cells(void)
{
	struct hotspot_town t;

	points_open(&t, 120, NULL);
	struct hotspot_week *before = town_look(t.f.session, t.week - 1),
			    *now = town_look(t.f.session, t.week);
	const struct picture_hotspot *then = unnamed(before), *h = unnamed(now);

	g_assert_nonnull(then);
	g_assert_nonnull(h);
	g_assert_cmpint(h->flag, ==, SIGNAL_FLAG);
	g_assert_cmpint(h->observed, >=, 20);
	g_assert_cmpfloat(h->expected, <, 2);
	g_assert_cmpint((int)g_strv_length(h->evidence), ==, h->observed);
	g_assert_cmpfloat(distance_metres(h->lat, h->lon, FAR_LAT, FAR_LON), <, 300);
	g_assert_cmpfloat(h->radius, >=, 125);
	/* followed by its cells, whatever point of them is the newest */
	g_assert_cmpint(h->number, ==, then->number);
	g_assert_cmpint(h->since, ==, t.week - 1);
	g_assert_cmpint(now->basis.skipped, ==, 0);
	check_says(words_hotspot_title(h), " m north-east of Plats 1");
	check_says(words_hotspot_sentence(h), " m north-east of Plats 1");
	hotspot_week_free(before);
	hotspot_week_free(now);
	town_close(&t);
}

static void test_points_that_come_again(void)
{
	struct hotspot_town t;

	points_open(&t, 0, "Storgatan");
	struct hotspot_week *now = town_look(t.f.session, t.week);
	const struct picture_hotspot *h = unnamed(now);

	g_assert_nonnull(h);
	g_assert_cmpuint(h->points->len, ==, 1);
	g_assert_cmpint(((struct picture_point *)h->points->pdata[0])->count, ==, h->observed);
	g_assert_cmpfloat(distance_metres(h->lat, h->lon, FAR_LAT, FAR_LON), <, 2);
	g_assert_cmpfloat(h->radius, <, 1);
	g_autofree char *title = words_hotspot_title(h);
	g_assert_true(g_str_has_prefix(title, "near Storgatan"));
	hotspot_week_free(now);
	town_close(&t);
}

/* What may not be told with its point is not scanned by it. */
static void test_not_told_by_point(void)
{
	struct hotspot_town t;
	const struct category *alone;

	town_open(&t, 52);
	alone = registry_find_category(session_registry(t.f.session), "NAE");
	g_assert_cmpint(alone->finest, !=, SHARE_PLACE);
	t.categories[0] = t.categories[1] = alone->record.key;
	town_begin_change(&t);
	plant(&t, t.week, 14, 120, NULL);
	g_assert_true(store_commit(t.store, NULL));
	g_assert_true(session_refresh(t.f.session, NULL));
	struct hotspot_week *now = town_look(t.f.session, t.week);
	g_assert_null(unnamed(now));
	g_assert_cmpint(now->basis.skipped, ==, 14);
	hotspot_week_free(now);
	town_close(&t);
}

static void test_shown(void)
{
	struct hotspot_town t;
	g_autoptr(GError) error = NULL;

	points_open(&t, 120, NULL);
	struct hotspot_week *now = town_look(t.f.session, t.week);
	const struct picture_hotspot *h = unnamed(now);
	g_autofree char *map = app_export_map(t.f.session, "hotspots", t.week, t.week, &error);
	g_assert_no_error(error);
	g_assert_nonnull(strstr(map, " m north-east of Plats 1"));
	g_autofree char *filter = app_hotspot_filter(t.f.session, h);
	struct listing *list = app_list(t.f.session, filter, WEEK_NONE, t.week, 0, &error);
	g_assert_no_error(error);
	g_assert_cmpint((int)list->total, ==, h->observed);
	listing_free(list);
	hotspot_week_free(now);
	town_close(&t);
}

static void test_decided(void)
{
	struct hotspot_town t;
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) groups = NULL;
	const struct focus_group *group;
	int number;

	points_open(&t, 120, NULL);
	town_begin_change(&t);
	plant(&t, t.week - 14, 12, 120, NULL);
	g_assert_true(store_commit(t.store, NULL));
	struct hotspot_week *then = town_look(t.f.session, t.week - 14);
	g_assert_true(app_hotspot_dismiss(t.f.session, unnamed(then)->number, "Roadworks", &error));
	hotspot_week_free(then);

	/* told with the next one there */
	struct hotspot_week *now = town_look(t.f.session, t.week);
	g_assert_cmpint(unnamed(now)->decision, ==, DECISION_NONE);
	check_says(words_hotspot_earlier(unnamed(now)), "dismissed (Roadworks)");
	number = unnamed(now)->number;
	hotspot_week_free(now);

	g_assert_cmpint(app_focus_group_start(t.f.session, t.week, number, NULL, t.organisations[0],
					      &error),
			>, 0);
	g_assert_no_error(error);
	groups = app_focus_groups(t.f.session, &error);
	group = groups->pdata[0];
	g_assert_nonnull(strstr(group->title, "Plats 1"));
	g_assert_nonnull(strstr(group->delimitation, "Plats 1"));
	g_assert_cmpuint(group->evidence->len, >=, 20);
	now = town_look(t.f.session, t.week);
	g_assert_cmpint(unnamed(now)->decision, ==, DECISION_GROUP);
	hotspot_week_free(now);
	town_close(&t);
}

/* One reporter, one point, one hour, or nothing before: a sentence, and no hotspot. */
static void test_nothing_to_compare(void)
{
	static const struct {
		int weeks;
		const char *says;
	} files[] = {{52, "are at one point"}, {1, "all in one week"}};

	for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
		struct hotspot_town t;

		town_open(&t, 0);
		town_begin_change(&t);
		for (int w = 0; w < files[i].weeks; w++)
			for (int n = 0; n < 6; n++)
				town_observe_at(&t, t.week - w, FAR_LAT + (i ? 0.004 * n : 0),
						FAR_LON, NULL, t.organisations[0]);
		g_assert_true(store_commit(t.store, NULL));
		g_assert_true(session_refresh(t.f.session, NULL));
		struct hotspot_week *now = town_look(t.f.session, t.week);
		g_assert_cmpuint(now->list->len, ==, 0);
		check_says(words_hotspot_remark(&now->basis), "Too few to judge: ");
		check_says(words_hotspot_remark(&now->basis), files[i].says);
		hotspot_week_free(now);
		town_close(&t);
	}
}

/* As they were kept before points were known: read, with nothing at points. */
static void test_kept_before(void)
{
	g_autoptr(GError) error = NULL;
	struct picture_hotspot *h =
		picture_hotspot_from_json("{\"number\":24421,\"places\":[\"Visättraskolan\"],"
					  "\"place_keys\":[],\"lat\":59.2,\"lon\":17.9}",
					  &error);

	g_assert_no_error(error);
	g_assert_cmpuint(h->points->len, ==, 0);
	g_assert_null(h->near);
	check_says(words_hotspot_title(h), "Visättraskolan");
	picture_hotspot_free(h);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/points/cells", test_cells);
	g_test_add_func("/points/that-come-again", test_points_that_come_again);
	g_test_add_func("/points/not-told-by-point", test_not_told_by_point);
	g_test_add_func("/points/shown", test_shown);
	g_test_add_func("/points/decided", test_decided);
	g_test_add_func("/points/nothing-to-compare", test_nothing_to_compare);
	g_test_add_func("/points/kept-before", test_kept_before);
	return g_test_run();
}
