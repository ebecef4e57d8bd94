/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture that is fixed, highlighted in, and kept: what changes it, and what does not. */
#include "config.h"

#include "picture_fixture.h"

#include <string.h>

#include "osg/signals.h"
#include "osg/week.h"
#include "osg/words.h"

#include "picture/hotspot_find.h"
#include "picture/picture_cache.h"
#include "picture/week_facts.h"

static void test_fix(struct fixture *f)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *first = NULL, *again = NULL;
	struct picture *p;

	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	g_assert_true(app_picture_situation(f->session, week_46(), "Lugn vecka.", &error));
	g_assert_cmpint(app_picture_fix(f->session, week_46(), NULL, &error), ==, 1);
	p = picture(f->session, 1);
	g_assert_cmpstr(p->situation, ==, "Lugn vecka.");
	g_assert_cmpint(strlen(p->checksum), ==, 64);
	first = picture_to_json(p, TRUE);
	picture_free(p);

	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 22:00");
	p = picture(f->session, 1); /* never changes */
	g_assert_cmpint(p->counted, ==, 1);
	again = picture_to_json(p, TRUE);
	g_assert_cmpstr(first, ==, again);
	g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, again, -1);
	g_assert_cmpstr(sum, ==, p->checksum);
	picture_free(p);

	g_assert_cmpint(app_picture_fix(f->session, week_46(), "", &error), ==, 0);
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_clear_error(&error);
	g_assert_cmpint(app_picture_fix(f->session, week_46(), "en brand till", &error), ==, 2);
	p = picture(f->session, 2);
	g_assert_cmpint(p->counted, ==, 2);
	g_assert_cmpstr(p->reason, ==, "en brand till");
	picture_free(p);
	g_assert_cmpint(app_picture_versions(f->session, week_46()), ==, 2);
	g_assert_null(app_picture(f->session, period_of_week(week_46()), 3, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_INPUT);
}

static gint64 area_key(struct session *session, const char *name)
{
	return registry_find_area(session_registry(session), name)->record.key;
}

static void test_highlight_undo(struct fixture *f)
{
	gint64 flemingsberg = area_key(f->session, "Flemingsberg");
	struct picture *p;

	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	g_assert_true(app_picture_highlight(f->session, week_46(), "BRA", flemingsberg, NULL));
	p = picture(f->session, 0);
	g_assert_true(signal_of(p, "BRA", "Flemingsberg")->highlighted);
	g_assert_false(signal_of(p, "BRA", NULL)->highlighted);
	picture_free(p);
	g_assert_true(session_undo(f->session, NULL, NULL));
	p = picture(f->session, 0);
	g_assert_false(signal_of(p, "BRA", "Flemingsberg")->highlighted);
	picture_free(p);
}

/* The highlight was kept by the area's name, and lost when the area was called otherwise. */
static void test_highlight_of_renamed_area(struct fixture *f)
{
	gint64 key = area_key(f->session, "Flemingsberg");
	g_autoptr(GError) error = NULL;
	struct area *area;
	struct picture *p;

	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	g_assert_true(app_picture_highlight(f->session, week_46(), "BRA", key, NULL));
	area = session_get(f->session, &area_kind, key, &error);
	field_set_text(&area->name, "Campus");
	session_save(f->session, ACTION_SETUP, g_strdup("area"), area, &error);
	record_free(area);
	g_assert_no_error(error);
	g_assert_true(session_refresh(f->session, &error));
	p = picture(f->session, 0);
	g_assert_true(signal_of(p, "BRA", "Campus")->highlighted);
	g_assert_false(signal_of(p, "BRA", NULL)->highlighted);
	picture_free(p);
}

/* Reports of earlier weeks that came after their meeting are late; how many are still to come
 * follows from how late they used to be. */
static void test_change(struct fixture *f)
{
	struct picture *p;

	fixture_set_now("2026-11-11T10:00:00+01:00");
	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-05 21:00");
	fixture_set_now(FIXTURE_NOW);
	p = picture(f->session, 0);
	g_assert_cmpint(p->change.late, ==, 1);
	g_assert_cmpint(p->change.added, ==, 1);
	picture_free(p);
}

/* The next session begins with the figures, as long as nothing has changed. */
static void test_kept(struct fixture *f)
{
	struct picture *p, *kept;

	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	g_assert_null(app_picture_at_hand(f->session, week_46(), FALSE));
	p = app_picture_shown(f->session, week_46(), FALSE, NULL);
	kept = app_picture_at_hand(f->session, week_46(), FALSE);
	g_assert_nonnull(kept);
	g_autofree char *compiled = picture_to_json(p, FALSE),
			*again = picture_to_json(kept, FALSE);
	g_assert_cmpstr(again, ==, compiled);
	picture_free(p);
	picture_free(kept);
	session_look_back(f->session, session_now(f->session) - 3600);
	g_assert_null(app_picture_at_hand(f->session, week_46(), FALSE));
	session_look_back(f->session, TIME_NONE);
	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 22:00");
	g_assert_null(app_picture_at_hand(f->session, week_46(), FALSE));
	g_assert_null(app_picture_at_hand(f->session, week_46() - 1, FALSE));
}

/* The facts of the last weeks as one sum, owned. */
static char *sum_facts(struct session *session)
{
	g_autoptr(WeekFacts) facts = week_facts_open(session);
	g_autoptr(Digest) sum = digest_new();

	g_assert_true(week_facts_need(facts, week_46() - 9, week_46(), NULL));
	for (int week = week_46() - 9; week <= week_46(); week++) {
		guint count;
		const struct week_report *reports = week_facts_reports(facts, week, &count);

		week_facts_digest(facts, week, sum);
		digest_add(sum, reports, sizeof *reports * count);
	}
	return digest_end_text(sum);
}

/* What is kept must be what would be read anew; looking back, nothing kept is used. Returns whether
 * it is other than before, which it replaces. */
static gboolean facts_moved(struct session *session, char **before)
{
	char *kept = sum_facts(session);
	gboolean moved = g_strcmp0(kept, *before) != 0;

	session_look_back(session, session_now(session) + 3600);
	g_autofree char *anew = sum_facts(session);
	session_look_back(session, TIME_NONE);
	g_assert_cmpstr(kept, ==, anew);
	g_free(*before);
	*before = kept;
	return moved;
}

/* Only the weeks that moved are read anew: every kind of change must move them, those too that move
 * no count. */
static void test_week_facts(struct fixture *f)
{
	struct session *other = fixture_session(f, "bev");
	g_autofree char *sum = NULL;
	gint64 key = fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-11 21:00");

	g_assert_true(facts_moved(f->session, &sum));
	g_assert_false(facts_moved(f->session, &sum));
	g_assert_nonnull(session_computed(f->session, "week facts", 2));

	struct observation *o = app_observation(f->session, key, NULL);
	o->time_from += 60; /* the same week, area and category */
	o->time_to += 60;
	g_assert_true(app_observation_save(f->session, o, NULL));
	record_free(o);
	g_assert_true(facts_moved(f->session, &sum));
	g_assert_true(session_undo(f->session, NULL, NULL));
	g_assert_true(facts_moved(f->session, &sum));

	fixture_observe(other, "NED", "Visättraskolan", "2026-10-13 20:00");
	g_assert_true(facts_moved(f->session, &sum));
	g_assert_true(app_observations_withdraw(f->session, &key, 1, "prov", NULL));
	g_assert_true(facts_moved(f->session, &sum));
	session_close(other);
}

/* Memory grew with every week that was walked through: rows, and what was found. */
static void test_walk(struct fixture *f)
{
	fixture_observe(f->session, "BRA", "Visättraskolan", "2024-10-14 21:00");
	fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	for (int back = 0; back < 90; back++) {
		struct picture *p =
			app_picture(f->session, period_of_week(week_46() - back), 0, NULL);

		g_assert_nonnull(p);
		picture_free(p);
		g_assert_cmpuint(picture_cache_weeks(f->session), <=, PICTURE_CACHE_WEEKS + 8);
		g_assert_cmpuint(hotspots_at_hand(f->session), <=, HOTSPOT_WEEKS_MOST);
	}
	g_assert_cmpuint(hotspots_at_hand(f->session), ==, HOTSPOT_WEEKS_MOST);
}

/* Each of four rows said "worth a glance, but chance" and "marked week: Christmas"; a fall was put
 * down to police that "reported unusually much". */
static void test_told_once(void)
{
	struct picture p = {.week = week_from_iso(2024, 52)};
	struct picture_signal fall = {.category = (char *)"VAL",
				      .flag = SIGNAL_NOTICE,
				      .direction = -1,
				      .method = SIGNALS_EARS,
				      .reasons = SIGNALS_MARKED_WEEK | SIGNALS_ONE_REPORTER,
				      .reporter = (char *)"POL",
				      .label = {.en = (char *)"Violence"}},
			      rise = {.category = (char *)"SKA",
				      .flag = SIGNAL_NOTICE,
				      .direction = 1,
				      .method = SIGNALS_EARS,
				      .reasons = SIGNALS_MARKED_WEEK | SIGNALS_ONE_NIGHT,
				      .label = {.en = (char *)"Damage"}};
	g_autoptr(GPtrArray) rows = g_ptr_array_new();
	guint told;

	g_ptr_array_add(rows, &fall);
	g_ptr_array_add(rows, &rise);
	g_autofree char *together = words_signals_together(&p, rows, &told);
	g_assert_cmpstr(
		together, ==,
		"Lines marked U▲ or U▼ are worth a glance, but chance alone gives as much now and "
		"then. The week is marked: Christmas.");
	g_autofree char *few = words_signal_note(&p, &fall, told),
			*many = words_signal_note(&p, &rise, told);
	g_assert_cmpstr(few, ==,
			"What else it could be: POL reported unusually little; otherwise it would "
			"not stand out.");
	g_assert_cmpstr(many, ==, "What else it could be: most of it happened in one night.");
	rise.reasons = SIGNALS_MARKED_WEEK;
	g_autofree char *nothing = words_signal_note(&p, &rise, told);
	g_assert_cmpstr(nothing, ==, "");
}

void add_fix_tests(void)
{
	g_test_add_func("/picture/told-once", test_told_once);
	fixture_add("/picture/walk", test_walk);
	fixture_add("/picture/kept", test_kept);
	fixture_add("/picture/week-facts", test_week_facts);
	fixture_add("/picture/fix", test_fix);
	fixture_add("/picture/highlight-undo", test_highlight_undo);
	fixture_add("/picture/highlight-of-renamed-area", test_highlight_of_renamed_area);
	fixture_add("/picture/change", test_change);
}
