/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weekly meeting: opened, led, closed; left and resumed, handed over. */
#include "config.h"

#include <string.h>

#include "meeting_fixture.h"
#include "osg/week.h"
#include "osg/when.h"
#include "osg/words.h"

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

/* It is stored at every pause, and was taken back to the last of them or not at all. */
static void test_a_note_is_undone_as_a_whole(void)
{
	static const char *const typed[] = {"Sb", "Sbff vis", "Sbff visar film"};
	g_autoptr(GError) error = NULL;
	struct fixture f;
	struct meeting_whole *w;
	gint64 key, item;

	fixture_open(&f);
	key = opened(&f);
	w = read_meeting(f.session, key);
	item = item_of(w, AGENDA_PICTURE)->record.key;
	meeting_whole_free(w);
	g_assert_true(app_meeting_note(f.session, item, "Before", TRUE, &error));
	for (gsize i = 0; i < G_N_ELEMENTS(typed); i++)
		g_assert_true(app_meeting_note(f.session, item, typed[i], FALSE, &error));
	g_assert_true(app_meeting_note(f.session, item, typed[2], TRUE, &error));
	for (int undone = 0; undone < 2; undone++) {
		g_assert_true(session_undo(f.session, NULL, &error));
		w = read_meeting(f.session, key);
		g_assert_cmpstr(item_of(w, AGENDA_PICTURE)->note, ==, undone ? NULL : "Before");
		meeting_whole_free(w);
	}
	fixture_close(&f);
}

static void test_what_is_told_is_undone_as_a_whole(void)
{
	static const char *const typed[] = {"Tw", "Two wind", "Two windows"};
	g_autoptr(GError) error = NULL;
	struct fixture f;
	struct meeting_whole *w;
	gint64 key, told;

	fixture_open(&f);
	key = opened(&f);
	w = read_meeting(f.session, key);
	told = ((const struct attendance *)w->attendance->pdata[0])->record.key;
	meeting_whole_free(w);
	g_assert_true(app_meeting_say(f.session, told, "Before", TRUE, &error));
	for (gsize i = 0; i < G_N_ELEMENTS(typed); i++)
		g_assert_true(app_meeting_say(f.session, told, typed[i], FALSE, &error));
	g_assert_true(app_meeting_say(f.session, told, typed[2], TRUE, &error));
	for (int undone = 0; undone < 2; undone++) {
		struct attendance *a;

		g_assert_true(session_undo(f.session, NULL, &error));
		a = session_get(f.session, &attendance_kind, told, &error);
		g_assert_cmpstr(a->said, ==, undone ? NULL : "Before");
		record_free(a);
	}
	fixture_close(&f);
}

/* The page was turned since: undone with the note, the point had taken no time and was not done. */
static void test_undoing_a_note_leaves_the_time(void)
{
	g_autoptr(GError) error = NULL;
	struct fixture f;
	struct meeting_whole *w;
	gint64 key, item;

	fixture_open(&f);
	key = opened(&f);
	w = read_meeting(f.session, key);
	item = item_of(w, AGENDA_OPENING)->record.key;
	meeting_whole_free(w);
	g_assert_true(app_meeting_note(f.session, item, "All here", TRUE, &error));
	fixture_set_now("2026-11-17T09:39:00+01:00");
	g_assert_true(app_meeting_turn(f.session, key, 2, &error));
	for (int redone = 0; redone < 2; redone++) {
		g_assert_true(redone ? session_redo(f.session, NULL, &error)
				     : session_undo(f.session, NULL, &error));
		w = read_meeting(f.session, key);
		g_assert_cmpstr(item_of(w, AGENDA_OPENING)->note, ==, redone ? "All here" : NULL);
		g_assert_cmpint(item_of(w, AGENDA_OPENING)->seconds, ==, 540);
		g_assert_true(item_of(w, AGENDA_OPENING)->done);
		meeting_whole_free(w);
	}
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
	check_rule(g_steal_pointer(&error), "no member of the group in w.47 2026");
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

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/meeting/opens-with-the-agenda", test_opens_with_the_agenda);
	g_test_add_func("/meeting/is-resumed-where-it-was-left", test_is_resumed_where_it_was_left);
	g_test_add_func("/meeting/a-note-is-undone-as-a-whole", test_a_note_is_undone_as_a_whole);
	g_test_add_func("/meeting/what-is-told-is-undone-as-a-whole",
			test_what_is_told_is_undone_as_a_whole);
	g_test_add_func("/meeting/undoing-a-note-leaves-the-time",
			test_undoing_a_note_leaves_the_time);
	g_test_add_func("/meeting/time-goes-to-the-item-at-hand",
			test_time_goes_to_the_item_at_hand);
	g_test_add_func("/meeting/a-second-chair-watches-until-handed-over",
			test_a_second_chair_watches_until_handed_over);
	g_test_add_func("/meeting/who-left", test_who_left_is_waited_for_no_more);
	g_test_add_func("/meeting/an-organisation-tells-in-its-own-round-only",
			test_an_organisation_tells_in_its_own_round_only);
	g_test_add_func("/meeting/points-not-reached-are-carried",
			test_points_not_reached_are_carried);
	g_test_add_func("/meeting/closing-fixes-the-picture-once",
			test_closing_fixes_the_picture_once);
	g_test_add_func("/meeting/a-line-of-the-meeting-is-told-there",
			test_a_line_of_the_meeting_is_told_there);
	g_test_add_func("/meeting/levels-have-anchors-and-are-kept-by-week",
			test_levels_have_anchors_and_are_kept_by_week);
	g_test_add_func("/meeting/hours-that-people-write", test_hours_that_people_write);
	g_test_add_func("/meeting/presence-by-hour", test_presence_by_hour);
	add_decision_tests();
	add_programme_tests();
	return g_test_run();
}
