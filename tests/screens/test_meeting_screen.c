/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The meeting on its screen: its points from the first to the read-back, and what is decided there.
 */
#include "config.h"

#include "ui_fixture.h"
#include "test_screens.h"

#include "osg/text.h"

/* The digit of a level, typed with the cursor elsewhere, left the meeting for a tab. */
static void test_a_level_leaves_no_meeting(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "meeting");

	press(&f, "Enter PgDn PgDn PgDn");
	check_shows(&f, "4 THE PICTURE");
	press(&f, "3");
	check_shows(&f, "3 is a level at this point: Flemingsberg is selected");
	check_shows(&f, "4 THE PICTURE");
	press(&f, "3");
	check_shows(&f, "4 THE PICTURE");
	press(&f, "Up");
	check_shows(&f, "3 = ");
	press(&f, "PgDn 3");
	check_hides(&f, "5 PRIORITIES");
	fixture_close(&f);
}

/* At the read-back nothing told the key that closes, and the one to the next point did nothing. */
static void test_the_last_point_tells_how_to_close(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "meeting");

	press(&f, "Enter PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn");
	check_shows(&f, "9 READ-BACK");
	check_shows(&f, "S fixes the picture and closes the meeting");
	check_hides(&f, "next point");
	press(&f, "PgDn");
	check_shows(&f, "This is the last point. S fixes");
	press(&f, "p");
	check_shows(&f, "there was no roll call."); /* not: all were absent */
	fixture_close(&f);
}

/* A cause and a yardstick are asked of measures alone. */
static void test_what_a_decision_must_say(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "meeting");

	press(&f, "Enter PgDn PgDn b");
	check_shows(&f, "measure [other]");
	check_shows(&f, "Done by *");
	check_hides(&f, "Cause *");
	check_hides(&f, "How we know *");
	press(&f, "Down Down Down Left");
	check_shows(&f, "[measure] other");
	check_shows(&f, "Cause *");
	check_shows(&f, "How we know *");
	fixture_close(&f);
}

/* What was decided can be put right from where it is read back. */
static void test_a_decided_measure_opens(void)
{
	static const char *const typed[] = {"Lampor", "HUGE", "18/10", "mörkt", "högst 2"};
	struct ui_fixture f = fixture_open(300, "samordnare", "meeting");

	press(&f, "Enter PgDn PgDn PgDn PgDn PgDn b");
	for (gsize i = 0; i < G_N_ELEMENTS(typed); i++) {
		type(&f, typed[i]);
		press(&f, "Tab");
	}
	press(&f, "^S PgDn PgDn PgDn");
	check_shows(&f, "9 READ-BACK");
	press(&f, "Enter");
	check_shows(&f, "Change: Measure");
	check_shows(&f, "högst 2");
	fixture_close(&f);
}

/* It had been told how days are written. */
static void test_a_year_or_an_hour_is_asked_about(void)
{
	static const char *const typed[] = {"Lampor", "HUGE", "12 okt 24"};
	struct ui_fixture f = fixture_open(300, "samordnare", "meeting");

	surface_resize(f.s, 80, 24);
	press(&f, "Enter PgDn PgDn PgDn PgDn PgDn b");
	for (gsize i = 0; i < G_N_ELEMENTS(typed); i++) {
		type(&f, typed[i]);
		press(&f, "Tab");
	}
	check_shows(&f, "“12 okt 24” can be a time of day and a year; write");
	press(&f, "^S");
	check_shows(&f, "“12 okt 24” can be a time of day and a year; write");
	fixture_close(&f);
}

/* What stood below the rows that have room was not told; a heading stood over nothing. */
static void test_a_point_says_that_there_is_more(void)
{
	struct ui_fixture f = fixture_open(0, "samordnare", "meeting");

	surface_resize(f.s, 80, 14);
	press(&f, "Enter");
	check_shows(&f, "1 ROLL CALL");
	check_shows(&f, "↓ more");
	for (int i = 0; i < 6; i++)
		press(&f, "Down");
	check_shows(&f, "> ");
	check_hides(&f, "↓ more");
	press(&f, "PgDn PgDn PgDn");
	check_hides(&f, "of 0 without an answer");
	press(&f, "PgDn PgDn");
	check_shows(&f, "6 MEASURES");
	check_hides(&f, "Drafts from before");
	fixture_close(&f);
}

/* What fills its row to the last column had an empty one below. */
static void test_a_full_row_takes_one(void)
{
	static const char *const typed[] = {"Lampor vid skolan.", "HUGE", "18/10", "", "högst 2"};
	struct ui_fixture f = fixture_open(300, "samordnare", "meeting");
	gboolean found = FALSE;

	press(&f, "Enter PgDn PgDn PgDn PgDn PgDn b");
	for (gsize i = 0; i < G_N_ELEMENTS(typed); i++) {
		type(&f, typed[i]);
		press(&f, i == 3 ? "Down" : "Tab");
	}
	press(&f, "^S PgDn PgDn PgDn");
	for (int y = 0; y < 20; y++) {
		g_autofree char *row = surface_row(f.s, y), *below = surface_row(f.s, y + 1);

		if (!g_str_has_suffix(row, "” is a draft: it lacks cause"))
			continue;
		g_assert_cmpint(text_width(row), ==, 79);
		g_assert_false(g_str_has_suffix(below, "│"));
		found = TRUE;
	}
	g_assert_true(found);
	fixture_close(&f);
}

void add_meeting_tests(void)
{
	g_test_add_func("/screens/a-level-leaves-no-meeting", test_a_level_leaves_no_meeting);
	g_test_add_func("/screens/the-last-point-tells-how-to-close",
			test_the_last_point_tells_how_to_close);
	g_test_add_func("/screens/what-a-decision-must-say", test_what_a_decision_must_say);
	g_test_add_func("/screens/a-decided-measure-opens", test_a_decided_measure_opens);
	g_test_add_func("/screens/a-year-or-an-hour-is-asked-about",
			test_a_year_or_an_hour_is_asked_about);
	g_test_add_func("/screens/a-point-says-that-there-is-more",
			test_a_point_says_that_there_is_more);
	g_test_add_func("/screens/a-full-row-takes-one", test_a_full_row_takes_one);
}
