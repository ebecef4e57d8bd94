/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a meeting decides: what it must name, what is owed an answer, and what is carried to the
 * next. */
#include "config.h"

#include "meeting_fixture.h"

#include <string.h>

#include "osg/week.h"

static void test_a_measure_that_lacks_something_is_a_draft(void)
{
	struct fixture f;
	struct resolution r = nothing;
	struct meeting_whole *w;
	struct measure *m;
	gint64 key;

	fixture_open(&f);
	key = opened(&f);
	r.outcome = OUTCOME_MEASURE;
	r.text = "Lampor på gångvägen byts";
	r.owner = fixture_organisation(&f, "HUGE");
	r.about.place = fixture_place(&f, "Visättraskolan");
	g_assert_cmpint(app_meeting_decide(f.session, key, &r, NULL), >, 0);
	w = read_meeting(f.session, key);
	m = w->measures->pdata[0];
	g_assert_cmpint(m->state, ==, MEASURE_DRAFT);
	g_assert_cmpuint(meeting_measure_lacks(f.session, m), ==,
			 LACKS_DUE | LACKS_CAUSE | LACKS_YARDSTICK);
	meeting_whole_free(w);
	r.due = day_from_civil(2026, 12, 1);
	r.cause = "Mörk gångväg";
	r.yardstick = "SKA vid skolan, högst 2 i veckan";
	g_assert_cmpint(app_meeting_decide(f.session, key, &r, NULL), >, 0);
	w = read_meeting(f.session, key);
	m = w->measures->pdata[0]; /* the one with a date comes first */
	g_assert_cmpint(m->state, ==, MEASURE_DECIDED);
	g_assert_cmpint(m->meeting, ==, key);
	g_assert_cmpint(decision_at(w, 1)->measure, ==, m->record.key);
	meeting_whole_free(w);
	g_assert_true(session_undo(f.session, NULL, NULL)); /* decision, measure and yardstick */
	w = read_meeting(f.session, key);
	g_assert_cmpuint(w->measures->len, ==, 1);
	g_assert_cmpuint(w->decisions->len, ==, 1);
	meeting_whole_free(w);
	fixture_close(&f);
}

/* A decision names who takes part, days to come and places that are there. */
static void test_a_decision_names_what_is_there(void)
{
	GError *error = NULL;
	struct fixture f;
	struct resolution r = nothing;
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(gint64));
	gint64 key, gone;

	fixture_open(&f);
	key = opened(&f);
	gone = fixture_withdraw_place(f.session, "Visättraskolan");
	fixture_leave(f.session, "BEV");
	r.outcome = OUTCOME_MEASURE;
	r.text = "Lampor på gångvägen byts";
	r.owner = fixture_organisation(&f, "BEV");
	g_assert_cmpint(app_meeting_decide(f.session, key, &r, &error), ==, 0);
	check_rule(g_steal_pointer(&error), "owner");
	r.owner = fixture_organisation(&f, "HUGE");
	r.due = day_from_civil(2026, 11, 16);
	g_assert_cmpint(app_meeting_decide(f.session, key, &r, &error), ==, 0);
	check_rule(g_steal_pointer(&error), "day to come");
	r.due = day_from_civil(2026, 11, 17);
	r.about.place = gone;
	g_assert_cmpint(app_meeting_decide(f.session, key, &r, &error), ==, 0);
	check_rule(g_steal_pointer(&error), "place");
	r.about.place = 0;
	refs_add(places, gone);
	r.places = places;
	g_assert_cmpint(app_meeting_decide(f.session, key, &r, &error), ==, 0);
	check_rule(g_steal_pointer(&error), "places");
	r.places = NULL;
	g_assert_cmpint(app_meeting_decide(f.session, key, &r, &error), >, 0);
	g_assert_no_error(error);
	fixture_close(&f);
}

static void test_endings_need_their_reason(void)
{
	GError *error = NULL;
	struct fixture f;
	struct resolution r = nothing;
	gint64 key;

	fixture_open(&f);
	key = opened(&f);
	r.about.place = fixture_place(&f, "Skogås centrum");
	r.outcome = OUTCOME_DISMISSED;
	g_assert_cmpint(app_meeting_decide(f.session, key, &r, &error), ==, 0);
	check_rule(error, "reason");
	error = NULL;
	r.outcome = OUTCOME_WATCH;
	r.until_week = WEEK(&f);
	g_assert_cmpint(app_meeting_decide(f.session, key, &r, &error), ==, 0);
	check_rule(error, "later than the meeting");
	r.until_week = WEEK(&f) + 4;
	g_assert_cmpint(app_meeting_decide(f.session, key, &r, NULL), >, 0);
	fixture_close(&f);
}

/* Alone or among those that one answer does for. */
static gboolean asks(const GPtrArray *matters, gint64 place)
{
	for (guint i = 0; i < matters->len; i++) {
		const struct matter *m = matters->pdata[i];

		if ((m->kind == MATTER_PLACE && m->about.place == place && !m->made) ||
		    (m->places && refs_contain(m->places, place)))
			return TRUE;
	}
	return FALSE;
}

static void check_owed(struct fixture *f, gint64 key, gboolean owed)
{
	struct meeting_whole *w = read_meeting(f->session, key);
	g_autoptr(GArray) places = app_meeting_owed(f->session, w->meeting->week, NULL);
	g_autoptr(GPtrArray) matters = app_meeting_matters(f->session, w, NULL, places);

	g_assert_cmpint(asks(matters, fixture_place(f, "Visättraskolan")), ==, owed);
	meeting_whole_free(w);
}

static void test_a_place_with_three_reports_stays_until_answered(void)
{
	struct fixture f;
	struct resolution r = nothing;
	gint64 key;

	fixture_open(&f);
	fixture_observe(f.session, "BRA", "Visättraskolan", "2026-11-02 20:00");
	fixture_observe(f.session, "SKA", "Visättraskolan", "2026-11-09 20:00");
	key = opened(&f);
	check_owed(&f, key, FALSE); /* two are not three */
	fixture_observe(f.session, "KLO", "Visättraskolan", "2026-11-12 20:00");
	check_owed(&f, key, TRUE);
	close_meeting(&f, key);
	for (int week = 24; week < 29; week++) /* it is carried, though nothing new comes */
		key = week_later(&f, "2026-11-24T09:00:00+01:00");
	check_owed(&f, key, TRUE);
	r.about.place = fixture_place(&f, "Visättraskolan");
	r.outcome = OUTCOME_NO_ACTION;
	r.reason = "Vanlig skötsel räcker";
	g_assert_cmpint(app_meeting_decide(f.session, key, &r, NULL), >, 0);
	check_owed(&f, key, FALSE);
	key = week_later(&f, "2026-12-22T09:00:00+01:00");
	check_owed(&f, key, FALSE); /* answered once: only new reports ask again */
	fixture_close(&f);
}

static void test_one_answer_does_for_several_places(void)
{
	struct fixture f;
	struct resolution r = nothing;
	g_autoptr(GArray) both = g_array_new(FALSE, FALSE, sizeof(gint64));
	gint64 key;

	fixture_open(&f);
	fixture_observe(f.session, "BRA", "Visättraskolan", "2026-11-02 20:00");
	fixture_observe(f.session, "SKA", "Visättraskolan", "2026-11-09 20:00");
	fixture_observe(f.session, "KLO", "Visättraskolan", "2026-11-12 20:00");
	key = opened(&f);
	refs_add(both, fixture_place(&f, "Skogås centrum"));
	refs_add(both, fixture_place(&f, "Visättraskolan"));
	check_owed(&f, key, TRUE);
	r.places = both;
	r.outcome = OUTCOME_NO_ACTION;
	r.reason = "Inom det vanliga";
	g_assert_cmpint(app_meeting_decide(f.session, key, &r, NULL), >, 0);
	check_owed(&f, key, FALSE);
	close_meeting(&f, key);
	key = week_later(&f, "2026-11-24T09:00:00+01:00");
	check_owed(&f, key, FALSE);
	fixture_close(&f);
}

static void test_decisions_are_carried_until_closed(void)
{
	struct fixture f;
	struct resolution r = nothing;
	struct meeting_whole *w;
	gint64 key, made;

	fixture_open(&f);
	key = opened(&f);
	r.outcome = OUTCOME_OTHER;
	r.text = "Bjud in skolan till nästa möte";
	r.due = day_from_civil(2026, 11, 20);
	made = app_meeting_decide(f.session, key, &r, NULL);
	close_meeting(&f, key);
	key = week_later(&f, "2026-11-24T09:00:00+01:00");
	w = read_meeting(f.session, key);
	g_assert_cmpuint(w->carried->len, ==, 1);
	meeting_whole_free(w);
	g_assert_true(app_decision_move(f.session, made, day_from_civil(2026, 12, 4), "lov", NULL));
	g_assert_false(app_decision_move(f.session, made, day_from_civil(2026, 11, 1), "x", NULL));
	g_assert_false(app_decision_drop(f.session, made, "", NULL));
	g_assert_true(app_decision_done(f.session, made, NULL));
	w = read_meeting(f.session, key);
	g_assert_cmpuint(w->carried->len, ==, 0);
	meeting_whole_free(w);
	fixture_close(&f);
}

static void test_what_is_brought_back_stands_there_on_its_day(void)
{
	const struct subject none = {0};
	struct fixture f;
	struct meeting_whole *w;
	gint64 key;

	fixture_open(&f);
	key = opened(&f);
	g_assert_true(
		app_remind(f.session, &none, day_from_civil(2026, 11, 23), "Skolfesten", NULL));
	w = read_meeting(f.session, key);
	g_autoptr(GPtrArray) now = app_meeting_matters(f.session, w, NULL, NULL);
	g_assert_cmpuint(now->len, ==, 0);
	meeting_whole_free(w);
	key = week_later(&f, "2026-11-24T09:00:00+01:00");
	w = read_meeting(f.session, key);
	g_autoptr(GPtrArray) then = app_meeting_matters(f.session, w, NULL, NULL);
	g_assert_cmpuint(then->len, ==, 1);
	g_assert_cmpstr(((struct matter *)then->pdata[0])->title, ==, "Skolfesten");
	meeting_whole_free(w);
	fixture_close(&f);
}

/* An ordinary week showed the chair nothing of what stands out a little. */
static void test_what_is_worth_a_glance_is_shown_and_not_owed(void)
{
	struct fixture f;
	struct meeting_whole *w;
	struct picture *p = picture_new();
	static const int flags[] = {SIGNAL_FLAG, SIGNAL_NOTICE, SIGNAL_NONE};
	gint64 key;

	fixture_open(&f);
	key = opened(&f);
	for (gsize i = 0; i < G_N_ELEMENTS(flags); i++) {
		struct picture_signal *s = g_new0(struct picture_signal, 1);

		s->category = g_strdup("*");
		s->flag = flags[i];
		s->direction = 1;
		s->now = (int)i;
		g_ptr_array_add(p->signals, s);
	}
	p->week = WEEK(&f);
	w = read_meeting(f.session, key);
	g_autoptr(GPtrArray) matters = app_meeting_matters(f.session, w, p, NULL);
	g_autoptr(GPtrArray) glances = app_meeting_glances(f.session, w, p);
	g_assert_cmpuint(matters->len, ==, 1);
	g_assert_cmpuint(glances->len, ==, 1);
	g_assert_nonnull(strstr(((struct matter *)glances->pdata[0])->title, " 1 ("));
	meeting_whole_free(w);
	picture_free(p);
	fixture_close(&f);
}

/* Nothing that its start must have is missing because a meeting started it. */
static void test_a_group_of_the_meeting_has_steps_and_evidence(void)
{
	g_autoptr(GError) error = NULL;
	struct fixture f;
	struct resolution r = nothing;
	struct dossier *d;
	gint64 key, seen, elsewhere;
	struct meeting_decision *decision;

	fixture_open(&f);
	seen = fixture_observe(f.session, "SKA", "Visättraskolan", "2026-11-12 20:00");
	elsewhere = fixture_observe(f.session, "SKA", "Skogås centrum", "2026-11-12 20:00");
	key = opened(&f);
	r.outcome = OUTCOME_GROUP;
	r.about.place = fixture_place(&f, "Visättraskolan");
	r.text = "Visättra";
	r.owner = fixture_organisation(&f, "HUGE");
	key = app_meeting_decide(f.session, key, &r, &error);
	g_assert_no_error(error);
	decision = session_get(f.session, &decision_kind, key, NULL);
	d = app_dossier(f.session, decision->focus_group, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(d->steps->len, >, 3);
	g_assert_true(refs_contain(d->group->evidence, seen));
	g_assert_false(refs_contain(d->group->evidence, elsewhere));
	g_assert_nonnull(d->group->trigger);
	dossier_free(d);
	record_free(decision);
	fixture_close(&f);
}

/* Before it begins it has no week yet, and owes no line. */
static void test_a_group_that_has_not_begun_says_when_it_does(void)
{
	struct fixture f;
	struct focus_group *g = record_new(&focus_group_kind);
	struct meeting meeting = {.ended_at = TIME_NONE};
	g_autofree char *before = NULL, *after = NULL;

	fixture_open(&f);
	meeting.week = WEEK(&f);
	g->started_week = WEEK(&f) + 1;
	before = meeting_group_words(f.session, g, &meeting);
	meeting.week++;
	after = meeting_group_words(f.session, g, &meeting);
	g_assert_cmpstr(before, ==, "Begins w.47.");
	g_assert_nonnull(strstr(after, "Week 1."));
	record_free(g);
	fixture_close(&f);
}

static void test_who_goes_where_and_when(void)
{
	g_autoptr(GError) error = NULL;
	struct fixture f;
	struct resolution r = nothing;
	g_autofree char *words = NULL;
	struct meeting_whole *w;
	gint64 key;

	fixture_open(&f);
	key = opened(&f);
	r.outcome = OUTCOME_OTHER;
	r.about.place = fixture_place(&f, "Visättraskolan");
	r.text = "rond";
	r.hours = "to–lö 18–01";
	r.owner = fixture_organisation(&f, "BEV");
	g_assert_cmpint(app_meeting_decide(f.session, key, &r, &error), >, 0);
	w = read_meeting(f.session, key);
	words = meeting_decision_words(f.session, decision_at(w, 0));
	g_assert_cmpstr(words, ==, "BEV: rond, Visättraskolan, to–lö 18–01");
	meeting_whole_free(w);
	fixture_close(&f);
}

void add_decision_tests(void)
{
	g_test_add_func("/meeting/a-measure-that-lacks-something-is-a-draft",
			test_a_measure_that_lacks_something_is_a_draft);
	g_test_add_func("/meeting/a-decision-names-what-is-there",
			test_a_decision_names_what_is_there);
	g_test_add_func("/meeting/endings-need-their-reason", test_endings_need_their_reason);
	g_test_add_func("/meeting/a-place-with-three-reports-stays-until-answered",
			test_a_place_with_three_reports_stays_until_answered);
	g_test_add_func("/meeting/one-answer-does-for-several-places",
			test_one_answer_does_for_several_places);
	g_test_add_func("/meeting/decisions-are-carried-until-closed",
			test_decisions_are_carried_until_closed);
	g_test_add_func("/meeting/what-is-brought-back-stands-there-on-its-day",
			test_what_is_brought_back_stands_there_on_its_day);
	g_test_add_func("/meeting/worth-a-glance-is-shown-and-not-owed",
			test_what_is_worth_a_glance_is_shown_and_not_owed);
	g_test_add_func("/meeting/a-group-of-the-meeting-has-steps-and-evidence",
			test_a_group_of_the_meeting_has_steps_and_evidence);
	g_test_add_func("/meeting/a-group-that-has-not-begun-says-when-it-does",
			test_a_group_that_has_not_begun_says_when_it_does);
	g_test_add_func("/meeting/who-goes-where-and-when", test_who_goes_where_and_when);
}
