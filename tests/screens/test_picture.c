/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The screen of the picture, and the way from a problem to its result. */
#include "config.h"

#include <string.h>

#include "ui_fixture.h"
#include "fixture.h"
#include "osg/ui.h"
#include "ui/command.h"
#include "ui/screen.h"

/* One row and 40 blank ones: the room under what stands out was empty. */
static void test_picture_fills_its_room(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);
	guint small = list_shown(ui_list(f.ui));
	gint64 first = list_selected_identity(ui_list(f.ui));

	g_assert_cmpuint(small, >, 1);
	surface_resize(f.s, 120, 40);
	press(&f, "Down"); /* over the rule to the first of the rest */
	g_assert_cmpuint(list_shown(ui_list(f.ui)), >, small);
	g_assert_cmpint(list_position(ui_list(f.ui)), ==, 1);
	check_shows(&f, "\n   ───"); /* the rule begins under the rows */
	press(&f, "Up");
	g_assert_cmpint(list_selected_identity(ui_list(f.ui)), ==, first);
	fixture_close(&f);
}

/* "(v shows all)rows.": the empty list's sentence and the count were drawn over each other. */
static void test_an_empty_picture_is_one_sentence(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);

	press(&f, ". . . .");
	if (list_shown(ui_list(f.ui)) == 0)
		check_hides(&f, "more within the usual");
	check_hides(&f, ")r");
	fixture_close(&f);
}

static void came(gpointer data)
{
	*(gboolean *)data = TRUE;
}

static void test_picture_is_compiled_beside(void)
{
	const struct ui_options options = {.in_background = TRUE};
	struct ui_fixture f;
	gboolean there = FALSE;

	fixture_begin(300);
	f.session = fixture_session("samordnare", TRUE);
	f.ui = ui_new(f.session, NULL, &options);
	f.s = surface_new(80, 24);
	ui_draw(f.ui, f.s);
	check_shows(&f, "is being compiled");
	ui_key(f.ui, 'l');
	ui_draw(f.ui, f.s);
	check_shows(&f, "a moment");
	ui_on_change(f.ui, came, &there);
	while (!there)
		g_main_context_iteration(NULL, TRUE);
	ui_on_change(f.ui, NULL, NULL);
	ui_settle(f.ui);
	ui_draw(f.ui, f.s);
	check_shows(&f, "Silent: BOJ");
	ui_key(f.ui, ','); /* compiled ahead: no moment without it */
	ui_draw(f.ui, f.s);
	check_shows(&f, "w.39");
	check_shows(&f, "events (");
	for (int i = 0; i < 5; i++)
		ui_key(f.ui, ','); /* it ends while the worker is at it */
	fixture_close(&f);
}

static gint64 now_us = G_USEC_PER_SEC;

static gint64 own_clock(void)
{
	return now_us;
}

/* Somebody else does, in a session of their own. */
static void withdraw_elsewhere(void)
{
	struct session *other = fixture_session("samordnare", TRUE);
	struct observation *o = newest_observation(other);

	g_assert_true(app_observations_withdraw(other, &o->record.key, 1, "entered twice", NULL));
	record_free(o);
	session_close(other);
}

/* Forty people's saves would have the weeks beside this one compiled anew, each of them. */
static void test_nothing_ahead_while_others_write(void)
{
	const struct ui_options options = {.in_background = TRUE, .clock = own_clock};
	struct ui_fixture f;
	g_autofree char *before = NULL;

	fixture_begin(300);
	f.session = fixture_session("samordnare", TRUE);
	f.ui = ui_new(f.session, NULL, &options);
	f.s = surface_new(80, 24);
	before = g_strdup_printf("picture %d", session_week(f.session) - 1);
	press(&f, "");
	press(&f, "");
	g_assert_false(ui_is_coming(f.ui, before));
	withdraw_elsewhere();
	g_assert_true(ui_poll(f.ui));
	g_assert_false(ui_is_coming(f.ui, before));
	g_assert_cmpint(ui_wait(f.ui), <=, 2001);
	now_us += 2 * G_USEC_PER_SEC;
	ui_tick(f.ui);
	g_assert_true(ui_is_coming(f.ui, before));
	fixture_close(&f);
}

/* Forty people at their forms compiled a picture each for the count in the header. */
static void test_no_picture_for_the_header_while_others_write(void)
{
	const struct ui_options options = {.clock = own_clock};
	struct ui_fixture f;
	g_autofree char *shown = NULL;

	fixture_begin(300);
	f.session = fixture_session("samordnare", TRUE);
	f.ui = ui_new(f.session, NULL, &options);
	f.s = surface_new(80, 24);
	shown = g_strdup_printf("picture %d", session_week(f.session));
	show_entry(&f, NULL);
	press(&f, "");
	check_shows(&f, "5 of 6 in");
	withdraw_elsewhere();
	g_assert_true(ui_poll(f.ui));
	ui_draw(f.ui, f.s);
	check_shows(&f, "5 of 6 in"); /* as it was */
	g_assert_false(ui_is_coming(f.ui, shown));
	ui_others_write(f.ui);
	now_us += 2 * G_USEC_PER_SEC;
	ui_tick(f.ui);
	g_assert_true(ui_is_coming(f.ui, shown));
	fixture_close(&f);
}

static void test_picture_reads_in_order(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);

	check_shows(&f, "events (");
	check_shows(&f, "Silent: BOJ");
	check_shows(&f, "R▲   Flemingsberg");
	check_shows(&f, "w.39");
	check_shows(&f, "Most events");
	check_shows(&f, "more within the usual (v shows all)");
	press(&f, "Down");
	check_shows(&f, ">");
	press(&f, "v");
	check_hides(&f, "more within the usual");
	press(&f, "Esc");
	check_shows(&f, "more within the usual");
	press(&f, "Enter");
	check_shows(&f, "Method:");
	press(&f, "Esc o");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "observations");
	fixture_close(&f);
}

static void test_highlight_and_undo(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);

	press(&f, "*");
	check_shows(&f, "Highlighted in the summary");
	check_shows(&f, "R▲ * Flemingsberg");
	press(&f, "u");
	check_hides(&f, "R▲ * Flemingsberg");
	fixture_close(&f);
}

static void test_longer_period(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);

	press(&f, "W");
	type(&f, "2024-Q3");
	press(&f, "Enter");
	check_shows(&f, "Quarter 3, 2024");
	check_shows(&f, "Flemingsberg");
	press(&f, ",");
	check_shows(&f, "Quarter 2, 2024");
	press(&f, ". .");
	check_shows(&f, "Quarter 4, 2024");
	press(&f, ", o");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "observations");
	check_shows(&f, "2024-Q3");
	press(&f, "Esc Esc");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "picture");
	press(&f, "W");
	type(&f, "v99");
	press(&f, "Enter");
	check_shows(&f, "is no period");
	fixture_close(&f);
}

static void test_situation_is_never_lost(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);
	const struct picture *picture;

	press(&f, "l");
	type(&f, "Lugn vecka.");
	ui_hang_up(f.ui); /* the line drops */
	surface_free(f.s);
	ui_free(f.ui);
	f.ui = ui_new(f.session, NULL, NULL);
	f.s = surface_new(80, 24);
	ui_settle(f.ui);
	press(&f, "l");
	check_shows(&f, "Lugn vecka.");
	press(&f, "^S");
	picture = ui_picture(f.ui);
	g_assert_cmpstr(picture->situation, ==, "Lugn vecka.");
	fixture_close(&f);
}

/* Left as it was opened, it said "saved · u undoes". */
static void test_situation_untouched_is_not_saved(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);

	press(&f, "l");
	type(&f, "Lugn vecka.");
	press(&f, "^S");
	check_shows(&f, "u takes it back");
	press(&f, "3 2 l Esc");
	check_hides(&f, "u takes it back");
	press(&f, "u");
	g_assert_null(ui_picture(f.ui)->situation);
	fixture_close(&f);
}

static void test_fix_asks_and_needs_a_reason_the_second_time(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);

	press(&f, "S");
	check_shows(&f, "Fix the picture of week 40, version 1?");
	press(&f, "Esc");
	g_assert_cmpint(app_picture_versions(f.session, session_week(f.session)), ==, 0);
	press(&f, "S Enter");
	check_shows(&f, "fixed as version 1");
	check_shows(&f, "FIXED 1");
	press(&f, "S");
	check_shows(&f, "Why a new version");
	type(&f, "late report");
	press(&f, "Enter");
	check_shows(&f, "version 2?");
	press(&f, "Enter");
	check_shows(&f, "FIXED 2");
	fixture_close(&f);
}

static void test_a_reporter_hears_why_not(void)
{
	struct ui_fixture f = fixture_open(300, "huge", NULL);

	check_hides(&f, "S fix");
	press(&f, "S");
	g_assert_cmpint(app_picture_versions(f.session, session_week(f.session)), ==, 0);
	check_hides(&f, "Fix the picture of week");
	fixture_close(&f);
}

/* What is fixed stands until somebody asks for the draft, what came since is told, and undo does
 * not walk past it. */
static void test_a_fixed_one_is_what_is_shown(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "picture");
	struct observation *o = app_observation_new(f.session);
	g_autoptr(GError) error = NULL;

	press(&f, "l");
	type(&f, "lugnt");
	press(&f, "^S");
	press(&f, "S Enter");
	check_shows(&f, "FIXED 1");
	check_shows(&f, "0 new since version 1");
	press(&f, "u");
	check_shows(&f, "Version 1 of w.40 is fixed: what came before it is not taken back.");
	check_shows(&f, "FIXED 1");
	o->category = 2;
	o->area = 1;
	o->time_from = o->time_to = week_start(session_week(f.session)) + 3600;
	o->entered_at = session_now(f.session) + 60;
	g_assert_true(app_observation_save(f.session, o, &error));
	g_assert_no_error(error);
	record_free(o);
	ui_poll(f.ui);
	ui_settle(f.ui);
	press(&f, "Home");
	check_shows(&f, "FIXED 1");
	check_shows(&f, "1 new since version 1 (V shows the draft)");
	press(&f, "V");
	check_shows(&f, "DRAFT");
	check_hides(&f, "since version");
	press(&f, "V");
	check_shows(&f, "FIXED 1");
	fixture_close(&f);
}

static void test_trace_opens_what_is_behind(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "groups");
	struct measure *m = record_new(&measure_kind);
	g_autoptr(GError) error = NULL;

	press(&f, "t");
	check_shows(&f, "There is neither focus group nor measure yet.");
	press(&f, "Esc");
	field_set_text(&m->title, "Lamps are replaced");
	field_set_text(&m->cause_text, "dark path");
	app_measure_save(f.session, m, NULL, NULL, &error);
	g_assert_no_error(error);
	record_free(m);
	press(&f, "t");
	check_shows(&f, "Lamps are replaced");
	check_shows(&f, "Outside of focus groups");
	press(&f, "Enter");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "record");
	press(&f, "Esc Esc");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "groups");
	fixture_close(&f);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/picture/an-empty-one-is-one-sentence",
			test_an_empty_picture_is_one_sentence);
	g_test_add_func("/picture/fills-its-room", test_picture_fills_its_room);
	g_test_add_func("/picture/nothing-ahead-while-others-write",
			test_nothing_ahead_while_others_write);
	g_test_add_func("/picture/no-picture-for-the-header-while-others-write",
			test_no_picture_for_the_header_while_others_write);
	g_test_add_func("/picture/reads-in-order", test_picture_reads_in_order);
	g_test_add_func("/picture/longer-period", test_longer_period);
	g_test_add_func("/picture/highlight-and-undo", test_highlight_and_undo);
	g_test_add_func("/picture/a-fixed-one-is-what-is-shown", test_a_fixed_one_is_what_is_shown);
	g_test_add_func("/picture/is-compiled-beside", test_picture_is_compiled_beside);
	g_test_add_func("/picture/situation-is-never-lost", test_situation_is_never_lost);
	g_test_add_func("/picture/situation-untouched-is-not-saved",
			test_situation_untouched_is_not_saved);
	g_test_add_func("/picture/fix-asks-and-needs-a-reason",
			test_fix_asks_and_needs_a_reason_the_second_time);
	g_test_add_func("/picture/a-reporter-hears-why-not", test_a_reporter_hears_why_not);
	g_test_add_func("/trace/opens-what-is-behind", test_trace_opens_what_is_behind);
	return g_test_run();
}
