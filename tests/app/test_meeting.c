/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weekly meeting: opened, led, decided in, closed; left and resumed, handed over, carried to
 * the next. */
#include "config.h"

#include <string.h>

#include "fixture.h"
#include "osg/app_programme.h"
#include "osg/meeting.h"
#include "osg/week.h"
#include "osg/when.h"
#include "osg/words.h"

#define WEEK(f) session_week((f)->session)

static gint64 opened(struct fixture *f)
{
	g_autoptr(GError) error = NULL;
	gint64 key = app_meeting_open(f->session, WEEK(f), &error);

	g_assert_no_error(error);
	return key;
}

static struct meeting_whole *read_meeting(struct session *session, gint64 key)
{
	g_autoptr(GError) error = NULL;
	struct meeting_whole *w = app_meeting_read(session, key, &error);

	g_assert_no_error(error);
	return w;
}

static struct agenda_item *item_of(const struct meeting_whole *w, int kind)
{
	for (guint i = 0; i < w->items->len; i++)
		if (((struct agenda_item *)w->items->pdata[i])->kind == kind)
			return w->items->pdata[i];
	g_error("no such item");
}

static const struct meeting_decision *decision_at(const struct meeting_whole *w, guint i)
{
	g_assert_cmpuint(i, <, w->decisions->len);
	return w->decisions->pdata[i];
}

static void check_rule(GError *error, const char *part)
{
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_assert_nonnull(strstr(error->message, part));
	g_error_free(error);
}

static const struct resolution nothing = {.due = DAY_NONE, .until_week = WEEK_NONE};

static void test_opens_with_the_agenda(void)
{
	struct fixture f;
	struct meeting_whole *w;
	int minutes = 0;

	fixture_open(&f);
	w = read_meeting(f.session, opened(&f));
	for (guint i = 0; i < w->items->len; i++)
		minutes += ((struct agenda_item *)w->items->pdata[i])->minutes;
	g_assert_cmpuint(w->items->len, ==, 9);
	g_assert_cmpint(minutes, ==, 60);
	g_assert_cmpint(meeting_item(w)->kind, ==, AGENDA_OPENING);
	g_assert_cmpint(w->attendance->len, >=, 2);
	meeting_whole_free(w);
	fixture_close(&f);
}

static void test_is_resumed_where_it_was_left(void)
{
	g_autoptr(GError) error = NULL;
	struct fixture f;
	struct meeting_whole *w;
	gint64 key;

	fixture_open(&f);
	key = opened(&f);
	w = read_meeting(f.session, key);
	g_assert_true(app_meeting_turn(f.session, key, 4, &error));
	g_assert_true(app_meeting_note(f.session, item_of(w, AGENDA_PICTURE)->record.key,
				       "Sbff visar fil", FALSE, &error));
	meeting_whole_free(w);
	session_close(f.session); /* the terminal is gone in the middle of a word */
	f.session = fixture_session(&f, "kansli");
	g_assert_cmpint(opened(&f), ==, key);
	w = read_meeting(f.session, key);
	g_assert_cmpint(meeting_item(w)->kind, ==, AGENDA_PICTURE);
	g_assert_cmpstr(meeting_item(w)->note, ==, "Sbff visar fil");
	meeting_whole_free(w);
	fixture_close(&f);
}

static void test_time_goes_to_the_item_at_hand(void)
{
	struct fixture f;
	struct meeting_whole *w;
	g_autofree char *clock = NULL, *left = NULL;
	gint64 key;

	fixture_open(&f);
	key = opened(&f);
	fixture_set_now("2026-11-17T09:39:00+01:00"); /* nine minutes of five */
	w = read_meeting(f.session, key);
	clock = meeting_clock_words(w, fixture_now());
	left = meeting_left_words(w, fixture_now());
	g_assert_cmpstr(clock, ==, "4 min over");
	g_assert_cmpstr(left, ==, "51 min left");
	meeting_whole_free(w);
	g_assert_true(app_meeting_turn(f.session, key, 2, NULL));
	fixture_set_now("2026-11-17T09:40:00+01:00");
	w = read_meeting(f.session, key);
	g_assert_cmpint(item_of(w, AGENDA_OPENING)->seconds, ==, 540);
	g_assert_true(item_of(w, AGENDA_OPENING)->done);
	g_assert_cmpint(meeting_item_seconds(w, meeting_item(w), fixture_now()), ==, 60);
	meeting_whole_free(w);
	fixture_close(&f);
}

static void test_a_second_chair_watches_until_handed_over(void)
{
	GError *error = NULL;
	struct fixture f;
	struct meeting_whole *w;
	struct session *other;
	gint64 key;

	fixture_open(&f);
	{
		struct participant *p = record_new(&participant_kind);

		field_set_text(&p->handle, "ordf");
		field_set_text(&p->title, "Ordförande");
		p->organisation = fixture_organisation(&f, "HUGE");
		p->role = ROLE_CHAIR;
		p->active = 1;
		g_assert_true(session_save(f.session, ACTION_SETUP, NULL, p, NULL));
		record_free(p);
	}
	key = opened(&f);
	other = fixture_session(&f, "ordf");
	g_assert_cmpint(app_meeting_open(other, WEEK(&f), NULL), ==, key);
	g_assert_false(app_meeting_turn(other, key, 2, &error));
	check_rule(error, "leads this meeting");
	error = NULL;
	g_assert_true(app_meeting_hand_over(f.session, key, session_participant(other)->record.key,
					    NULL));
	g_assert_true(app_meeting_turn(other, key, 2, NULL));
	g_assert_false(app_meeting_turn(f.session, key, 3, &error));
	check_rule(error, "Ordförande leads");
	w = read_meeting(f.session, key); /* what the other did is seen here */
	g_assert_cmpint(w->meeting->position, ==, 2);
	meeting_whole_free(w);
	session_close(other);
	fixture_close(&f);
}

/* Nor is a meeting handed to the seat of an organisation that left, nor is that waited for. */
static void test_who_left_is_waited_for_no_more(void)
{
	GError *error = NULL;
	struct fixture f;
	g_autoptr(GPtrArray) seats = NULL;
	gint64 key;
	int week;

	fixture_open(&f);
	week = WEEK(&f);
	key = opened(&f);
	fixture_leave(f.session, "BEV");
	g_assert_true(
		app_nil_report(f.session, fixture_organisation(&f, "BEV"), week, NULL, &error));
	g_assert_no_error(error);
	g_assert_false(
		app_nil_report(f.session, fixture_organisation(&f, "BEV"), week + 1, NULL, &error));
	check_rule(g_steal_pointer(&error), "no member of the group in 2026-W47");
	seats = app_meeting_seats(f.session, NULL);
	g_assert_cmpuint(seats->len, ==, 2);
	fixture_leave(f.session, "HUGE");
	g_clear_pointer(&seats, g_ptr_array_unref);
	seats = app_meeting_seats(f.session, NULL);
	g_assert_cmpuint(seats->len, ==, 1);
	g_assert_false(app_meeting_hand_over(f.session, key,
					     session_participant(f.session)->record.key, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_INPUT);
	g_clear_error(&error);
	fixture_close(&f);
}

static void test_an_organisation_tells_in_its_own_round_only(void)
{
	GError *error = NULL;
	struct fixture f;
	struct session *huge;
	struct meeting_whole *w;
	struct attendance *own = NULL, *others = NULL;

	fixture_open(&f);
	w = read_meeting(f.session, opened(&f));
	for (guint i = 0; i < w->attendance->len; i++) {
		struct attendance *a = w->attendance->pdata[i];

		if (a->organisation == fixture_organisation(&f, "HUGE"))
			own = a;
		if (a->organisation == fixture_organisation(&f, "BEV"))
			others = a;
	}
	huge = fixture_session(&f, "huge");
	g_assert_true(app_meeting_say(huge, own->record.key, "Två bilbränder", TRUE, NULL));
	g_assert_false(app_meeting_say(huge, others->record.key, "Lugnt", TRUE, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_DENIED);
	g_clear_error(&error);
	g_assert_false(
		app_meeting_note(huge, item_of(w, AGENDA_ROUND)->record.key, "x", TRUE, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_DENIED);
	g_clear_error(&error);
	session_close(huge);
	meeting_whole_free(w);
	fixture_close(&f);
}

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

static void close_meeting(struct fixture *f, gint64 key)
{
	g_autoptr(GError) error = NULL;

	g_assert_true(app_meeting_close(f->session, key, "prov", &error));
	g_assert_no_error(error);
}

static gint64 week_later(struct fixture *f, const char *now)
{
	fixture_set_now(now);
	session_set_week(f->session, WEEK(f) + 1);
	return opened(f);
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

static void test_points_not_reached_are_carried(void)
{
	struct fixture f;
	struct meeting_whole *w;
	struct agenda_item *own;
	gint64 key;

	fixture_open(&f);
	key = opened(&f);
	g_assert_true(app_meeting_add_item(f.session, key, "Skolstarten", NULL, NULL));
	w = read_meeting(f.session, key);
	own = item_of(w, AGENDA_OWN);
	g_assert_cmpint(own->position, ==, 9);
	g_assert_cmpint(item_of(w, AGENDA_READ_BACK)->position, ==, 10);
	meeting_whole_free(w);
	close_meeting(&f, key);
	key = week_later(&f, "2026-11-24T09:00:00+01:00");
	w = read_meeting(f.session, key);
	g_assert_cmpstr(item_of(w, AGENDA_OWN)->title, ==, "Skolstarten");
	g_assert_cmpint(item_of(w, AGENDA_OWN)->carried_from, >, 0);
	meeting_whole_free(w);
	fixture_close(&f);
}

static void test_closing_fixes_the_picture_once(void)
{
	GError *error = NULL;
	struct fixture f;
	struct meeting_whole *w;
	gint64 key;

	fixture_open(&f);
	key = opened(&f);
	g_assert_false(app_meeting_close(f.session, key, NULL, &error)); /* all are silent */
	check_rule(error, "say why");
	g_assert_cmpint(app_picture_versions(f.session, WEEK(&f)), ==, 0);
	close_meeting(&f, key);
	g_assert_cmpint(app_picture_versions(f.session, WEEK(&f)), ==, 1);
	w = read_meeting(f.session, key);
	g_assert_cmpint(w->meeting->state, ==, MEETING_CLOSED);
	g_assert_cmpint(w->meeting->picture, >, 0);
	meeting_whole_free(w);
	error = NULL;
	g_assert_false(app_meeting_turn(f.session, key, 2, &error));
	check_rule(error, "closed");
	error = NULL;
	g_assert_false(app_meeting_reopen(f.session, key, " ", &error));
	check_rule(error, "reason");
	g_assert_true(app_meeting_reopen(f.session, key, "beslut 2 saknade datum", NULL));
	close_meeting(&f, key); /* nothing has come since: the version stays the one */
	g_assert_cmpint(app_picture_versions(f.session, WEEK(&f)), ==, 1);
	w = read_meeting(f.session, key); /* why it was opened again stays in the minutes */
	g_assert_nonnull(strstr(w->meeting->reason, "opened again: beslut 2 saknade datum"));
	meeting_whole_free(w);
	fixture_close(&f);
}

static void test_levels_have_anchors_and_are_kept_by_week(void)
{
	struct fixture f;
	struct meeting_whole *w;
	gint64 key, area;

	fixture_open(&f);
	key = opened(&f);
	area = registry_find_area(session_registry(f.session), "Skogås")->record.key;
	g_assert_cmpstr(words_level_name(4), ==, "acute");
	g_assert_null(words_level_anchor(5));
	g_assert_true(app_meeting_level(f.session, key, area, 3, NULL));
	g_assert_true(app_meeting_level(f.session, key, area, 2, NULL)); /* changed, not doubled */
	close_meeting(&f, key);
	key = week_later(&f, "2026-11-24T09:00:00+01:00");
	w = read_meeting(f.session, key);
	g_assert_cmpint(meeting_level(w->levels, area), ==, -1);
	g_assert_cmpint(meeting_level(w->levels_before, area), ==, 2);
	g_assert_cmpuint(w->levels_before->len, ==, 1);
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

/* "Th–Sa 18–01": seven hours; two shifts in one text; a date or a word is none. */
static void test_hours_that_people_write(void)
{
	int hours[24] = {0};

	g_assert_true(presence_hours_add("Th–Sa 18–01", hours));
	g_assert_cmpint(hours[18], ==, 1);
	g_assert_cmpint(hours[0], ==, 1);
	g_assert_cmpint(hours[1], ==, 0);
	g_assert_cmpint(hours[17], ==, 0);
	g_assert_true(presence_hours_add("må 06-08, ti 17:30 - 19", hours));
	g_assert_cmpint(hours[7], ==, 1);
	g_assert_cmpint(hours[18], ==, 2);
	g_assert_false(presence_hours_add("evenings", hours));
	g_assert_false(presence_hours_add("2026-11-12", hours));
	g_assert_false(presence_hours_add("", hours));
}

/* What a meeting decided holds from the week after on, until it is closed. */
static void test_presence_by_hour(void)
{
	struct fixture f;
	struct resolution r = nothing;
	int hours[24], week;
	g_autoptr(GError) error = NULL;

	fixture_open(&f);
	week = WEEK(&f);
	r.outcome = OUTCOME_OTHER;
	r.text = "Guards at the station";
	r.hours = "to–lö 18–01";
	r.about.place = fixture_place(&f, "Visättraskolan");
	r.owner = fixture_organisation(&f, "BEV");
	app_meeting_decide(f.session, opened(&f), &r, &error);
	g_assert_no_error(error);
	g_assert_cmpint(app_presence_hours(f.session, week, hours, &error), ==, 0);
	g_assert_cmpint(app_presence_hours(f.session, week + 1, hours, &error), ==, 1);
	g_assert_cmpint(hours[23], ==, 1);
	g_assert_cmpint(hours[12], ==, 0);
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

/* Written while the meeting is held, a line is of the week of the meeting; it told the one before.
 */
static void test_a_line_of_the_meeting_is_told_there(void)
{
	struct fixture f;
	struct focus_group *g = record_new(&focus_group_kind);
	struct meeting meeting = {.ended_at = TIME_NONE};
	g_autofree char *told = NULL, *after = NULL;

	fixture_open(&f);
	meeting.week = WEEK(&f);
	field_set_text(&g->title, "Skolan");
	g->leader = 1;
	g_assert_cmpint(app_group_start(f.session, g, NULL), !=, 0);
	g_assert_true(app_group_status(f.session, g->record.key, "Filmen visad.", NULL));
	told = meeting_group_words(f.session, g, &meeting);
	g_assert_nonnull(strstr(told, "Filmen visad."));
	meeting.ended_at = fixture_now() - 60;
	after = meeting_group_words(f.session, g, &meeting);
	g_assert_null(strstr(after, "Filmen visad."));
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

static void add_activity(struct fixture *f, gint64 objective, const char *title, int due)
{
	struct activity_record *a = record_new(&activity_kind);
	g_autoptr(GError) error = NULL;

	a->title = g_strdup(title);
	a->objective = objective;
	a->owner = fixture_organisation(f, "HUGE");
	a->until = due;
	session_save(f->session, ACTION_PROGRAMME_STEER, NULL, a, &error);
	g_assert_no_error(error);
	record_free(a);
}

static gint64 add_goal(struct fixture *f)
{
	struct mandate *m = record_new(&mandate_kind);
	struct objective *o = record_new(&objective_kind);
	g_autoptr(GError) error = NULL;
	gint64 key;

	m->title = g_strdup("Programme");
	m->since = day_from_civil(2026, 1, 1);
	m->until = day_from_civil(2027, 12, 31);
	session_save(f->session, ACTION_PROGRAMME_STEER, NULL, m, &error);
	g_assert_no_error(error);
	o->code = g_strdup("1");
	o->text = g_strdup("Fewer fires");
	o->mandate = m->record.key;
	o->owner = fixture_organisation(f, "HUGE");
	session_save(f->session, ACTION_PROGRAMME_STEER, NULL, o, &error);
	g_assert_no_error(error);
	key = o->record.key;
	record_free(o);
	record_free(m);
	return key;
}

/* Late now, late before the next meeting, and what has time. */
static void test_the_programme_says_what_is_due_before_the_next(void)
{
	struct fixture f;
	struct programme *p;
	g_autoptr(GPtrArray) due = NULL;
	gboolean told = FALSE;
	int today = day_from_civil(2026, 11, 17);
	gint64 goal;

	fixture_open(&f);
	goal = add_goal(&f);
	add_activity(&f, goal, "Checked stairs", today - 3);
	add_activity(&f, goal, "Walk at night", today + 5);
	add_activity(&f, goal, "Course in spring", today + 30);
	p = app_programme(f.session,
			  (struct period){day_from_civil(2026, 1, 1), day_from_civil(2026, 12, 31)},
			  NULL);
	due = programme_due(p, today + 7);
	for (guint i = 0; i < due->len; i++) {
		const struct programme_due *sort = due->pdata[i];

		if (strcmp(sort->title, "Activities") != 0)
			continue;
		told = TRUE;
		g_assert_cmpint(sort->late, ==, 1);
		g_assert_cmpint(sort->soon, ==, 1);
		g_assert_nonnull(strstr(sort->names, "Walk at night (HUGE)"));
		g_assert_null(strstr(sort->names, "Course in spring"));
	}
	g_assert_true(told);
	programme_free(p);
	fixture_close(&f);
}

/* Years of rounds are read without their answers, but not the one that is begun. */
static void test_a_round_that_is_begun_has_its_answers(void)
{
	struct fixture f;
	struct asset *a = record_new(&asset_kind);
	struct check_state state;
	struct programme *p;
	g_autoptr(GError) error = NULL;
	gint64 round = 0;

	fixture_open(&f);
	a->form = g_strdup("premises");
	a->title = g_strdup("School");
	a->owner = fixture_organisation(&f, "HUGE");
	session_save(f.session, ACTION_PROGRAMME_WORK, NULL, a, &error);
	g_assert_no_error(error);
	g_assert_true(app_round_answer(f.session, a->record.key, &round, "1", "ok", &error));
	g_assert_true(app_round_answer(f.session, a->record.key, &round, "2", "ok", &error));
	p = app_programme(f.session,
			  (struct period){day_from_civil(2026, 1, 1), day_from_civil(2026, 12, 31)},
			  NULL);
	g_assert_true(programme_check_state(p, a, &state));
	g_assert_nonnull(state.open);
	g_assert_cmpuint(inspection_open_points(state.open), ==, 7);
	programme_free(p);
	record_free(a);
	fixture_close(&f);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*test)(void);
	} tests[] = {
		{"opens-with-the-agenda", test_opens_with_the_agenda},
		{"is-resumed-where-it-was-left", test_is_resumed_where_it_was_left},
		{"time-goes-to-the-item-at-hand", test_time_goes_to_the_item_at_hand},
		{"a-second-chair-watches-until-handed-over",
		 test_a_second_chair_watches_until_handed_over},
		{"who-left", test_who_left_is_waited_for_no_more},
		{"an-organisation-tells-in-its-own-round-only",
		 test_an_organisation_tells_in_its_own_round_only},
		{"a-measure-that-lacks-something-is-a-draft",
		 test_a_measure_that_lacks_something_is_a_draft},
		{"a-decision-names-what-is-there", test_a_decision_names_what_is_there},
		{"endings-need-their-reason", test_endings_need_their_reason},
		{"a-place-with-three-reports-stays-until-answered",
		 test_a_place_with_three_reports_stays_until_answered},
		{"one-answer-does-for-several-places", test_one_answer_does_for_several_places},
		{"decisions-are-carried-until-closed", test_decisions_are_carried_until_closed},
		{"points-not-reached-are-carried", test_points_not_reached_are_carried},
		{"closing-fixes-the-picture-once", test_closing_fixes_the_picture_once},
		{"a-line-of-the-meeting-is-told-there", test_a_line_of_the_meeting_is_told_there},
		{"levels-have-anchors-and-are-kept-by-week",
		 test_levels_have_anchors_and_are_kept_by_week},
		{"what-is-brought-back-stands-there-on-its-day",
		 test_what_is_brought_back_stands_there_on_its_day},
		{"worth-a-glance-is-shown-and-not-owed",
		 test_what_is_worth_a_glance_is_shown_and_not_owed},
		{"a-group-of-the-meeting-has-steps-and-evidence",
		 test_a_group_of_the_meeting_has_steps_and_evidence},
		{"a-group-that-has-not-begun-says-when-it-does",
		 test_a_group_that_has_not_begun_says_when_it_does},
		{"hours-that-people-write", test_hours_that_people_write},
		{"presence-by-hour", test_presence_by_hour},
		{"who-goes-where-and-when", test_who_goes_where_and_when},
		{"a-round-that-is-begun-has-its-answers",
		 test_a_round_that_is_begun_has_its_answers},
		{"the-programme-says-what-is-due-before-the-next",
		 test_the_programme_says_what_is_due_before_the_next},
	};

	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(tests); i++) {
		g_autofree char *path = g_strconcat("/meeting/", tests[i].name, NULL);

		g_test_add_func(path, tests[i].test);
	}
	return g_test_run();
}
