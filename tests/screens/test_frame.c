/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands round every screen: header, footer, palette, messages, mouse and the way back. */
#include "config.h"

#include "ui_fixture.h"
#include "test_screens.h"

#include <string.h>

#include "osg/ui.h"
#include "ui/command.h"
#include "ui/screen.h"

static void test_frame(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);

	ui_tick(f.ui);
	ui_draw(f.ui, f.s);
	check_row(
		&f, 0,
		" Huddinge OSG  w.40  30 Sep–6 Oct 2024  DRAFT  5 of 6 in       Samordnare 08:31");
	check_shows(&f, "[2 Picture]3 Observations ");
	check_shows(&f, "? help");
	press(&f, "3");
	check_shows(&f, " 2 Picture[3 Observations]");
	g_assert_true(f.s->cursor_shown);
	surface_resize(f.s, 40, 10);
	ui_draw(f.ui, f.s);
	check_shows(&f, "w.40");
	check_shows(&f, "? help");
	fixture_close(&f);
}

static void test_week_moves_everywhere(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);

	press(&f, ",");
	check_shows(&f, "w.39  23–29 Sep 2024");
	press(&f, "3");
	check_shows(&f, "w.39");
	press(&f, ". .");
	check_shows(&f, "w.41");
	press(&f, "w");
	type(&f, "v38");
	press(&f, "Enter");
	check_shows(&f, "w.38");
	press(&f, "2");
	check_shows(&f, "w.38");
	press(&f, "w");
	type(&f, "99");
	press(&f, "Enter");
	check_shows(&f, "is no week");
	press(&f, "Esc");
	check_shows(&f, "w.38");
	fixture_close(&f);
}

static void test_unknown_key_says_where_help_is(void)
{
	struct ui_fixture f = fixture_open(10, "samordnare", NULL);

	press(&f, "z");
	check_shows(&f, "z does nothing here. ? shows the keys.");
	press(&f, "? e");
	check_shows(&f, "e does nothing here; Esc closes.");
	press(&f, "Esc");
	fixture_close(&f);
}

/* What lies over a screen takes its keys: they stood in the footer and were typed into the field.
 */
static void test_footer_under_a_question(void)
{
	struct ui_fixture f = fixture_open(10, "samordnare", "observations");

	check_shows(&f, " ? help");
	press(&f, "f");
	check_hides(&f, "? help");
	check_row(&f, 23, " Enter done  Esc back");
	press(&f, "Esc");
	check_shows(&f, " ? help");
	press(&f, "?");
	check_row(&f, 23, "");
	fixture_close(&f);
}

/* Where one is upon a tab stood over half of the tab itself: "8[ > Setting up". */
static void test_no_tab_is_cut(void)
{
	struct ui_fixture f = fixture_open(10, "samordnare", NULL);

	surface_resize(f.s, 80, 24);
	press(&f, "9 P");
	check_shows(&f, "8[9 Programme] > Set up");
	fixture_close(&f);
}

/* One may not say it for others; that was heard when the remark was typed. */
static void test_nil_is_one_s_own_to_say(void)
{
	struct ui_fixture f = fixture_open(0, "huge", NULL);

	((struct participant *)session_participant(f.session))->organisation = 4;
	press(&f, "r");
	check_shows(&f, "> Barn- och utbildning"); /* one comes for one's own */
	fixture_close(&f);
	f = fixture_open(0, "huge", NULL);
	press(&f, "r n");
	check_shows(&f, "HUGE: nothing to report; a remark");
	press(&f, "Esc Down n");
	check_shows(&f, "That is for POL to say, or for the coordinator.");
	check_hides(&f, "a remark");
	check_hides(&f, "n nothing to report");
	fixture_close(&f);
}

/* As on every other row of tabs. */
static void test_tab_goes_on_in_setting_up(void)
{
	struct ui_fixture f = fixture_open(10, "samordnare", NULL);

	press(&f, "P");
	check_shows(&f, "[Seats]");
	press(&f, "Tab");
	check_shows(&f, "[Organisations]");
	press(&f, "Left");
	check_shows(&f, "[Seats]");
	press(&f, "9 Right Right Left");
	check_shows(&f, "[Agreement]");
	fixture_close(&f);
}

static void test_a_long_seat_keeps_the_clock(void)
{
	struct ui_fixture f = fixture_open(10, "samordnare", NULL);
	struct participant *who = (struct participant *)session_participant(f.session);

	surface_resize(f.s, 80, 24);
	ui_draw(f.ui, f.s);
	check_shows(&f, "Samordnare 08:31");
	g_free(who->title);
	who->title = g_strdup("Samordnare och säkerhetsstrateg i kommunledningen");
	ui_draw(f.ui, f.s);
	check_shows(&f, "Samordnare och");
	check_shows(&f, "… 08:31");
	fixture_close(&f);
}

/* What a seat may not begin does not stand in its footer. */
static void test_footer_says_what_the_seat_may(void)
{
	static const char *const screens_of_new[] = {"groups", "measures"};

	for (gsize i = 0; i < G_N_ELEMENTS(screens_of_new); i++) {
		struct ui_fixture f = fixture_open(10, "samordnare", screens_of_new[i]);

		check_shows(&f, "b new");
		fixture_close(&f);
		f = fixture_open(10, "huge", screens_of_new[i]);
		check_hides(&f, "b new");
		press(&f, "b");
		check_hides(&f, "Ctrl-S");
		fixture_close(&f);
	}
}

static void test_palette(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);

	press(&f, ":");
	type(&f, "obse");
	check_shows(&f, "Observations");
	press(&f, "Enter");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "observations");
	press(&f, "^P");
	type(&f, "v39");
	check_shows(&f, "Week 39");
	press(&f, "Enter");
	check_shows(&f, "w.39");
	press(&f, ":");
	type(&f, "skogas");
	press(&f, "Enter");
	check_shows(&f, "\"Skogås\"");
	check_hides(&f, "Visättraskolan");
	press(&f, ":");
	type(&f, "qqqq");
	check_shows(&f, "Nothing is called that.");
	press(&f, "Esc");
	fixture_close(&f);
}

/* What was used last stands first, what cannot be done now last; places, organisations, categories
 * and settings are found too, and words of the help. */
static void test_palette_knows_more(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");

	press(&f, ":");
	type(&f, "BUF");
	check_shows(&f, "Barn- och utbildning");
	press(&f, "Enter");
	check_shows(&f, "who:BUF");
	press(&f, "Esc :");
	type(&f, "mangards");
	press(&f, "Enter");
	check_shows(&f, "place:\"Mangårdsvägen\"");
	press(&f, "Esc :");
	type(&f, "litter");
	press(&f, "Enter");
	check_shows(&f, "what:NED");
	press(&f, "Esc :");
	type(&f, "theme");
	press(&f, "Enter");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "settings");
	press(&f, "Esc : Up");
	check_hides(&f, "> Break the link"); /* nothing is linked here: it stands last */
	fixture_close(&f);
}

/* What a screen without a tab can do is found everywhere; what it would do to a row waits until the
 * row is chosen. Who may not open it hears so. */
static void test_palette_knows_what_lies_behind(void)
{
	struct ui_fixture f = fixture_open(10, "samordnare", "observations");

	press(&f, ":");
	type(&f, "set up a new");
	press(&f, "Enter");
	check_shows(&f, "New: participant");
	press(&f, "Esc Esc :");
	type(&f, "undo");
	check_hides(&f, "Mappings"); /* which says how tables are understood */
	press(&f, "Esc :");
	type(&f, "out of use");
	check_shows(&f, "> Set up: In or out of use");
	press(&f, "Enter");
	check_shows(&f, "Choose the row, then d: In or out of use.");
	press(&f, "d");
	check_hides(&f, "Choose the row");
	fixture_close(&f);

	f = fixture_open(10, "huge", "observations");
	press(&f, ":");
	type(&f, "set up a new");
	check_shows(&f, "Only the coordinator");
	press(&f, "Enter");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "observations");
	fixture_close(&f);
}

static void test_messages_are_kept(void)
{
	struct ui_fixture f = fixture_open(10, "samordnare", NULL);

	ui_message(f.ui, MESSAGE_ERROR, "The printer has no paper.");
	press(&f, "Down");
	check_shows(&f, "! The printer has no paper.");
	press(&f, "M");
	check_shows(&f, "Earlier messages");
	check_shows(&f, "08:31 ! The printer has no paper.");
	fixture_close(&f);
}

static void test_long_error_is_read_whole(void)
{
	struct ui_fixture f = fixture_open(10, "samordnare", NULL);

	ui_message(f.ui, MESSAGE_ERROR,
		   "The file pol_v40.csv could not be read: line 12, column “Datum”, says “31 "
		   "februari” but a day like "
		   "2024-10-04 was expected.");
	ui_draw(f.ui, f.s);
	check_shows(&f, "The file pol_v40.csv");
	check_shows(&f, "expected.");
	fixture_close(&f);
}

static void test_only_ctrl_q_ends(void)
{
	struct ui_fixture f = fixture_open(10, "samordnare", NULL);

	press(&f, "q Esc ^C q");
	g_assert_false(ui_done(f.ui));
	check_shows(&f, "Ctrl-Q ends osg.");
	press(&f, ": ^Q");
	g_assert_true(ui_done(f.ui));
	fixture_close(&f);
}

static void test_mouse(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);
	gint64 first;

	ui_mouse(f.ui, MOUSE_CLICK, 26, 1);
	ui_draw(f.ui, f.s);
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "observations");
	first = list_selected_identity(ui_list(f.ui));
	ui_mouse(f.ui, MOUSE_WHEEL_DOWN, 10, 8);
	g_assert_cmpint(list_position(ui_list(f.ui)), ==, 3);
	ui_mouse(f.ui, MOUSE_CLICK, 10, 5);
	g_assert_cmpint(list_selected_identity(ui_list(f.ui)), ==, first);
	ui_mouse(f.ui, MOUSE_DOUBLE_CLICK, 10, 5);
	ui_draw(f.ui, f.s);
	check_shows(&f, "Esc closes");
	fixture_close(&f);
}

/* A drill-down is left to the row and the rows that were shown; a digit is the screen itself. */
static void test_the_way_back(void)
{
	static const char *const ways[] = {"Esc", "q"};

	for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
		struct ui_fixture f = fixture_open(300, "samordnare", NULL);
		gint64 row;

		press(&f, "v Down Down");
		row = list_selected_identity(ui_list(f.ui));
		press(&f, "o");
		check_shows(&f, "> Observations");
		press(&f, "/");
		type(&f, "vis");
		press(&f, "Enter Esc"); /* the search first */
		g_assert_cmpstr(ui_screen(f.ui)->id, ==, "observations");
		press(&f, ways[i]);
		g_assert_cmpstr(ui_screen(f.ui)->id, ==, "picture");
		g_assert_cmpint(list_selected_identity(ui_list(f.ui)), ==, row);
		check_hides(&f, "more within the usual");
		press(&f, "o 3");
		check_shows(&f, "[3 Observations]");
		check_shows(&f, "all of the week");
		press(&f, "2");
		check_hides(&f, "> Observations");
		g_assert_cmpstr(ui_screen(f.ui)->id, ==, "picture");
		fixture_close(&f);
	}
}

static void test_keys_of_the_family(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	struct list *list = ui_list(f.ui);
	g_autofree char *copied = NULL;

	press(&f, "j j k");
	g_assert_cmpint(list_position(list), ==, 1);
	press(&f, "G");
	g_assert_cmpint(list_position(list), ==, (int)list_shown(list) - 1);
	press(&f, "g");
	g_assert_cmpint(list_position(list), ==, 0);
	press(&f, "^D");
	g_assert_cmpint(list_position(list), >, 3);
	press(&f, "^U");
	g_assert_cmpint(list_position(list), ==, 0);
	press(&f, "y");
	copied = ui_take_copied(f.ui);
	g_assert_nonnull(strchr(copied, '\n'));
	g_assert_null(ui_take_copied(f.ui));
	press(&f, "*"); /* of another screen: said where */
	check_shows(&f, "* does nothing here; on Picture (2) it is");
	fixture_close(&f);
}

static void test_messages_go_with_their_screen(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");

	press(&f, "z");
	check_shows(&f, "z does nothing here");
	ui_message(f.ui, MESSAGE_ERROR, "This is wrong.");
	press(&f, "2");
	check_hides(&f, "This is wrong.");
	press(&f, "3");
	check_hides(&f, "This is wrong.");
	ui_message(f.ui, MESSAGE_ERROR, "This is wrong.");
	press(&f, "w");
	check_hides(&f, "This is wrong.");
	fixture_close(&f);
}

static void test_a_long_message_covers_no_row(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	g_autofree char *last = NULL;

	press(&f, "End");
	last = surface_row(f.s, f.s->cursor_y);
	ui_message(f.ui, MESSAGE_ERROR,
		   "The file pol_v40.csv could not be read: line 12, column “Datum”, says “31 "
		   "februari” but a day like 2024-10-04 was expected.");
	ui_draw(f.ui, f.s);
	check_shows(&f, last);
	check_shows(&f, "expected.");
	fixture_close(&f);
}

/* Every {command} in a sentence is a key of the keymap, in both languages. */
static void test_sentences_have_the_keys_of_the_keymap(void)
{
	g_autofree char *known = command_sentence("{entry.open} adds, {hotspots} finds");
	g_autofree char *unknown = command_sentence("{nothing.here} {");
	g_autofree char *file = g_test_build_filename(G_TEST_DIST, "..", "po", "sv.po", NULL);
	g_autofree char *po = NULL;
	g_autoptr(GRegex) named = g_regex_new("\\{[a-z][a-z.-]*\\}", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;

	g_assert_cmpstr(known, ==, "a adds, 5 finds");
	g_assert_cmpstr(unknown, ==, "{nothing.here} {");
	g_assert_true(g_file_get_contents(file, &po, NULL, NULL));
	g_regex_match(named, po, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
		g_autofree char *name = g_match_info_fetch(match, 0);
		g_autofree char *key = command_sentence(name);

		g_assert_cmpstr(key, !=, name);
	}
}

/* The key that writes down a changed recording says why it does not. */
static void test_no_recording_to_write_down(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);

	press(&f, "2 m");
	check_shows(&f, "No organisation has begun to report more");
	press(&f, "3");
	check_hides(&f, "No organisation has begun to report more");
	press(&f, "M");
	check_shows(&f, "No organisation has begun to report more");
	fixture_close(&f);
}

/* Rows in different states differ in their text, not only in their style. */
static void test_states_differ_in_text(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	g_autofree char *selected = NULL, *marked = NULL, *plain = NULL;

	press(&f, "Space Down");
	marked = surface_row(f.s, 5);
	plain = surface_row(f.s, 6);
	selected = surface_row(f.s, 7);
	g_assert_true(g_str_has_prefix(marked, "•  "));
	g_assert_true(g_str_has_prefix(plain, "   "));
	g_assert_true(g_str_has_prefix(selected, " > "));
	ui_message(f.ui, MESSAGE_ERROR, "x");
	ui_draw(f.ui, f.s);
	check_row(&f, 22, " ! x");
	check_shows(&f, "[3 Observations]");
	fixture_close(&f);
}

void add_frame_tests(void)
{
	g_test_add_func("/frame/rows", test_frame);
	g_test_add_func("/frame/week-moves-everywhere", test_week_moves_everywhere);
	g_test_add_func("/frame/unknown-key", test_unknown_key_says_where_help_is);
	g_test_add_func("/screens/footer-under-a-question", test_footer_under_a_question);
	g_test_add_func("/screens/tab-goes-on-in-setting-up", test_tab_goes_on_in_setting_up);
	g_test_add_func("/screens/nil-is-one-s-own-to-say", test_nil_is_one_s_own_to_say);
	g_test_add_func("/frame/no-tab-is-cut", test_no_tab_is_cut);
	g_test_add_func("/frame/a-long-seat-keeps-the-clock", test_a_long_seat_keeps_the_clock);
	g_test_add_func("/screens/footer-says-what-the-seat-may",
			test_footer_says_what_the_seat_may);
	g_test_add_func("/frame/palette", test_palette);
	g_test_add_func("/frame/palette-knows-more", test_palette_knows_more);
	g_test_add_func("/frame/palette-knows-what-lies-behind",
			test_palette_knows_what_lies_behind);
	g_test_add_func("/frame/messages-are-kept", test_messages_are_kept);
	g_test_add_func("/frame/long-error-is-read-whole", test_long_error_is_read_whole);
	g_test_add_func("/frame/only-ctrl-q-ends", test_only_ctrl_q_ends);
	g_test_add_func("/frame/mouse", test_mouse);
	g_test_add_func("/frame/the-way-back", test_the_way_back);
	g_test_add_func("/frame/keys-of-the-family", test_keys_of_the_family);
	g_test_add_func("/frame/messages-go-with-their-screen", test_messages_go_with_their_screen);
	g_test_add_func("/frame/a-long-message-covers-no-row", test_a_long_message_covers_no_row);
	g_test_add_func("/frame/sentences-have-the-keys-of-the-keymap",
			test_sentences_have_the_keys_of_the_keymap);
	g_test_add_func("/screens/no-recording-to-write-down", test_no_recording_to_write_down);
	g_test_add_func("/mono/states-differ-in-text", test_states_differ_in_text);
}
