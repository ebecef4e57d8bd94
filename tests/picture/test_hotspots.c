/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hotspots of a week: a planted cluster is found and kept; a new reporter is told from a new
 * problem; too little data says so. */
#include "config.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "hotspot_town.h"
#include "osg/scan.h"
#include "osg/words.h"
#include "test_hotspots.h"

static void test_found_and_kept(void)
{
	struct hotspot_town t;
	struct hotspot_week *found, *again;
	const struct picture_hotspot *h;

	town_open(&t, 52);
	town_plant(&t, t.week, 14, -1);
	g_assert_null(app_hotspots_ready(t.f.session, t.week, NULL));
	found = town_look(t.f.session, t.week);
	h = at_school(found);
	g_assert_nonnull(h);
	g_assert_cmpint(h->state, ==, HOTSPOT_NEW);
	g_assert_cmpint(h->flag, ==, SIGNAL_FLAG);
	g_assert_cmpint(h->last_week, ==, t.week);
	g_assert_cmpint(h->observed, >=, 14);
	g_assert_cmpfloat(h->expected, <, h->observed / 2.0);
	g_assert_cmpint(h->history[PICTURE_HOTSPOT_WEEKS - 1], >=, 14);
	g_assert_cmpint((int)g_strv_length(h->evidence), ==, h->observed);
	check_says(words_hotspot_sentence(h), "Visättraskolan");
	check_says(words_hotspot_holds(h), "without any one of them");

	/* another session has it at hand, and it is the same */
	struct session *other = fixture_session(&t.f, "bev");
	again = app_hotspots_ready(other, t.week, NULL);
	g_assert_nonnull(again);
	g_autofree char *one = picture_hotspot_to_json(h),
			*two = picture_hotspot_to_json(at_school(again));
	g_assert_cmpstr(one, ==, two);
	g_assert_cmpfloat(h->lat, ==, at_school(again)->lat);
	g_assert_cmpfloat(h->lon, ==, at_school(again)->lon);
	session_close(other);
	hotspot_week_free(found);
	hotspot_week_free(again);

	/* until the data of the week changes */
	town_plant(&t, t.week, 1, 0);
	g_assert_null(app_hotspots_ready(t.f.session, t.week, NULL));
	town_close(&t);
}

/* Both by chance about once in seven years: four and five events are news, five and four stood out
 * the week before. */
static void test_flagged_sooner_when_seen_before(void)
{
	static const struct {
		int before, now, flag;
	} cases[] = {{4, 5, SIGNAL_NOTICE}, {5, 4, SIGNAL_FLAG}};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct hotspot_town t;
		struct hotspot_week *found;

		town_open(&t, 52);
		town_plant(&t, t.week - 1, cases[i].before, -1);
		town_plant(&t, t.week, cases[i].now, -1);
		found = town_look(t.f.session, t.week);
		g_assert_cmpfloat(at_school(found)->recurrence_years, >, HOTSPOT_SEEN_YEARS);
		g_assert_cmpfloat(at_school(found)->recurrence_years, <, HOTSPOT_FLAG_YEARS);
		g_assert_cmpint(at_school(found)->flag, ==, cases[i].flag);
		hotspot_week_free(found);
		town_close(&t);
	}
}

static char *picture_said(struct session *session, int week)
{
	g_autoptr(GError) error = NULL;
	struct picture *picture = app_picture(session, period_of_week(week), 0, &error);
	json_t *words;
	char *said;

	g_assert_no_error(error);
	words = words_picture_json(picture);
	said = json_dumps(words, JSON_COMPACT);
	json_decref(words);
	picture_free(picture);
	return said;
}

/* Who is told no finer than the district reads it in the words as well, and it stays stored as it
 * was found. */
static void test_told_by_district(void)
{
	struct hotspot_town t;
	struct session *steering, *other;
	struct hotspot_week *found, *again;
	const struct picture_hotspot *h;

	town_open(&t, 52);
	town_plant(&t, t.week, 14, -1);
	steering = fixture_session(&t.f, "styrgrupp");
	found = town_look(steering, t.week);
	g_assert_cmpuint(found->list->len, >, 0);
	h = found->list->pdata[0];
	g_autofree char *title = words_hotspot_title(h), *sentence = words_hotspot_sentence(h),
			*filter = app_hotspot_filter(steering, h),
			*picture = picture_said(steering, t.week);
	g_assert_null(strstr(title, "Visättraskolan"));
	g_assert_nonnull(strstr(title, h->area));
	g_assert_null(strstr(sentence, "Visättraskolan"));
	g_assert_nonnull(strstr(sentence, h->area));
	g_assert_nonnull(strstr(filter, h->area));
	g_assert_true(isnan(h->lat) && h->finest == SHARE_AREA);
	g_assert_null(strstr(picture, "Visättraskolan"));
	g_assert_nonnull(strstr(picture, "\"places\":[{"));

	other = fixture_session(&t.f, "kansli");
	again = app_hotspots_ready(other, t.week, NULL);
	g_assert_nonnull(again);
	check_says(words_hotspot_title(at_school(again)), "Visättraskolan");
	g_autofree char *all = picture_said(other, t.week);
	g_assert_nonnull(strstr(all, "Visättraskolan"));
	session_close(steering);
	session_close(other);
	hotspot_week_free(found);
	hotspot_week_free(again);
	town_close(&t);
}

static double told_least, told_last;

static void hear(double done)
{
	told_least = MIN(told_least, done);
	told_last = done;
}

/* Who asks for a long search hears how far it is, and that it has ended. */
static void test_search_is_told(void)
{
	struct hotspot_town t;

	town_open(&t, 52);
	told_least = 2;
	told_last = -1;
	session_on_progress(t.f.session, hear);
	hotspot_week_free(town_look(t.f.session, t.week));
	g_assert_cmpfloat(told_least, >=, 0);
	g_assert_cmpfloat(told_least, <, 1);
	g_assert_cmpfloat(told_last, ==, 1);
	told_last = -1;
	hotspot_week_free(town_look(t.f.session, t.week)); /* known: nothing is searched */
	g_assert_cmpfloat(told_last, ==, -1);
	town_close(&t);
}

/* A new organisation that reports its one place much is no new problem, and is said to be so. */
static void test_new_reporter(void)
{
	struct hotspot_town t;
	struct hotspot_week *found;
	struct organisation *o;

	town_open(&t, 52);
	town_begin_change(&t);
	o = record_new(&organisation_kind);
	o->code = g_strdup("NY");
	o->name = g_strdup("Nya värden");
	town_put(&t, o);
	t.organisations[1] = o->record.key;
	record_free(o);
	g_assert_true(store_commit(t.store, NULL));
	town_plant(&t, t.week - 1, 12, 1);
	town_plant(&t, t.week, 12, 1);
	g_assert_true(session_refresh(t.f.session, NULL));
	found = town_look(t.f.session, t.week);
	g_assert_nonnull(at_school(found));
	g_assert_true(at_school(found)->alike);
	g_assert_false(at_school(found)->within);
	g_assert_true(at_school(found)->reasons & HOTSPOT_NEW_REPORTER);
	g_assert_cmpstr(at_school(found)->reporter, ==, "NY");
	check_says(words_hotspot_holds(at_school(found)), "NY");
	hotspot_week_free(found);
	town_close(&t);
}

/* Burglaries gather in an area, at one place, in the last three weeks; some happen anywhere in the
 * year. */
static void test_near_repeat(void)
{
	struct hotspot_town t;
	struct hotspot_week *found;
	struct picture *picture;

	town_open(&t, 52);
	found = town_look(t.f.session, t.week);
	g_assert_cmpint(found->basis.near_days, ==, 0);
	hotspot_week_free(found);
	town_begin_change(&t);
	for (int i = 0; i < 80; i++)
		town_observe(&t, t.week - (int)random_below(&t.random, 50),
			     (int)random_below(&t.random, TOWN_PLACES), 2, t.organisations[0]);
	for (int i = 0; i < 12; i++)
		town_observe(&t, t.week - i % 3, 3, 2, t.organisations[i % 2]);
	g_assert_true(store_commit(t.store, NULL));
	found = town_look(t.f.session, t.week);
	g_assert_cmpint(found->basis.near_days, ==, 7);
	g_assert_cmpint(found->basis.near_weeks, <=, 4);
	g_assert_cmpint(found->basis.near_radius, ==, 300); /* the town is one area */
	g_assert_cmpint(found->basis.near_place, !=, 0);
	g_assert_cmpint(found->basis.near_there, >, 0);
	g_assert_cmpfloat(found->basis.near_count, >, 2 * found->basis.near_expected);
	g_assert_cmpint(found->basis.near_pairs, >, 0);
	hotspot_week_free(found);
	picture = app_picture(t.f.session, period_of_week(t.week), 0, NULL);
	g_assert_cmpint(picture->findings->len, >=, 1);
	check_says(words_finding_sentence(picture, picture->findings->pdata[0]), "gathers round");
	picture_free(picture);
	town_close(&t);
}

static const struct picture_finding *find_reporter(const struct picture *picture)
{
	for (guint i = 0; i < picture->findings->len; i++)
		if (((struct picture_finding *)picture->findings->pdata[i])->kind ==
		    FINDING_REPORTER)
			return picture->findings->pdata[i];
	return NULL;
}

/* Who has begun to report more is offered as a changed recording; written down it is told no more,
 * and undo takes it back. */
static void test_reporter_written_down(void)
{
	struct hotspot_town t;
	g_autoptr(GError) error = NULL;
	struct picture *picture;
	const struct picture_finding *f;

	town_open(&t, 30);
	t.organisations[1] =
		registry_find_organisation(session_registry(t.f.session), "POL")->record.key;
	for (int w = 0; w < 3; w++)
		town_plant(&t, t.week - w, 6, 1);
	picture = app_picture(t.f.session, period_of_week(t.week), 0, &error);
	f = find_reporter(picture);
	g_assert_nonnull(f);
	g_assert_cmpstr(f->reporter, ==, "POL");
	g_assert_cmpint(f->since, ==, t.week - 1); /* week 44 is a break: left out */
	g_assert_true(codes_contain(f->categories, "SKA") && codes_contain(f->categories, "UNG"));
	g_assert_true(app_recording_mark(t.f.session, f, "POL reports", &error));
	g_assert_no_error(error);
	picture_free(picture);
	g_autoptr(GPtrArray) changes = session_all(t.f.session, &recording_change_kind, NULL);
	g_assert_cmpuint(changes->len, ==, 2);
	g_assert_cmpint(((struct recording_change *)changes->pdata[0])->week, ==, t.week - 1);
	picture = app_picture(t.f.session, period_of_week(t.week), 0, &error);
	g_assert_null(find_reporter(picture));
	picture_free(picture);
	g_autofree char *what = NULL;
	g_assert_true(session_undo(t.f.session, &what, &error)); /* one step */
	picture = app_picture(t.f.session, period_of_week(t.week), 0, &error);
	f = find_reporter(picture);
	g_assert_nonnull(f);
	struct picture_finding other = *f;

	other.kind = FINDING_NIGHT;
	g_assert_false(app_recording_mark(t.f.session, &other, "x", &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	picture_free(picture);
	town_close(&t);
}

/* Linked reports are one event. */
static void test_linked_count_once(void)
{
	struct hotspot_town t;
	struct hotspot_week *found;

	town_open(&t, 52);
	town_begin_change(&t);
	for (int i = 0; i < 14; i++) {
		struct observation *o = record_new(&observation_kind);

		o->time_from = o->time_to = week_start(t.week) + 3600 * i;
		o->week = t.week;
		o->category = t.categories[0];
		o->place = t.places[0];
		o->organisation = t.organisations[0];
		o->entered_at = o->time_from;
		o->counted = i == 0;
		town_put(&t, o);
		record_free(o);
	}
	g_assert_true(store_commit(t.store, NULL));
	found = town_look(t.f.session, t.week);
	g_assert_true(!at_school(found) || at_school(found)->flag != SIGNAL_FLAG);
	hotspot_week_free(found);
	town_close(&t);
}

static void test_too_little(void)
{
	struct hotspot_town t;
	struct hotspot_week *found;

	town_open(&t, 1);
	found = town_look(t.f.session, t.week);
	g_assert_cmpint(found->basis.verdict, !=, SCAN_JUDGED);
	g_assert_cmpuint(found->list->len, ==, 0);
	check_says(words_hotspot_remark(&found->basis), "Too few to judge: 24 events");
	hotspot_week_free(found);
	town_close(&t);
}

/* A database that can only be read is looked at all the same, and nothing is written when one looks
 * back. */
static void test_nothing_stored(void)
{
	struct hotspot_town t;
	struct hotspot_week *found, *then;
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) rows = NULL;

	town_open(&t, 52);
	town_plant(&t, t.week, 14, -1);
	session_look_back(t.f.session, week_start(t.week));
	then = town_look(t.f.session, t.week);
	g_assert_null(at_school(then));
	session_look_back(t.f.session, TIME_NONE);
	const struct session_options options = {.file = t.f.file,
						.door = DOOR_COMMAND,
						.now = fixture_now,
						.english = TRUE,
						.read_only = TRUE};
	struct session *reader = session_open(&options, &error);
	g_assert_no_error(error);
	found = town_look(reader, t.week);
	g_assert_nonnull(at_school(found));
	rows = session_all(reader, &hotspot_finding_kind, &error);
	g_assert_cmpuint(rows->len, ==, 0);
	hotspot_week_free(then);
	hotspot_week_free(found);
	session_close(reader);
	town_close(&t);
}

/* Fixed with the picture, and read back as it was. */
static void test_frozen(void)
{
	struct hotspot_town t;
	struct picture *draft, *fixed;
	g_autoptr(GError) error = NULL;

	town_open(&t, 52);
	town_plant(&t, t.week, 14, -1);
	draft = app_picture(t.f.session, period_of_week(t.week), 0, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(draft->hotspots->len, >, 0);
	g_assert_cmpint(app_picture_fix(t.f.session, t.week, NULL, &error), ==, 1);
	town_plant(&t, t.week, 20, -1);
	fixed = app_picture(t.f.session, period_of_week(t.week), 1, &error);
	g_assert_cmpuint(fixed->hotspots->len, ==, draft->hotspots->len);
	g_autofree char *one = picture_hotspot_to_json(draft->hotspots->pdata[0]);
	g_autofree char *two = picture_hotspot_to_json(fixed->hotspots->pdata[0]);
	g_assert_cmpstr(one, ==, two);
	picture_free(draft);
	picture_free(fixed);
	town_close(&t);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hotspots/flagged-sooner-when-seen-before",
			test_flagged_sooner_when_seen_before);
	g_test_add_func("/hotspots/found-and-kept", test_found_and_kept);
	g_test_add_func("/hotspots/told-by-district", test_told_by_district);
	g_test_add_func("/hotspots/search-is-told", test_search_is_told);
	g_test_add_func("/hotspots/new-reporter", test_new_reporter);
	g_test_add_func("/hotspots/near-repeat", test_near_repeat);
	g_test_add_func("/hotspots/linked-count-once", test_linked_count_once);
	g_test_add_func("/hotspots/too-little", test_too_little);
	g_test_add_func("/hotspots/nothing-stored", test_nothing_stored);
	g_test_add_func("/hotspots/reporter-written-down", test_reporter_written_down);
	g_test_add_func("/hotspots/frozen", test_frozen);
	add_week_tests();
	return g_test_run();
}
