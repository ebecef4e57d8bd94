/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of observations: searching, filtering, sorting, linking, withdrawing. */
#include "config.h"

#include <string.h>

#include "ui_fixture.h"
#include "fixture.h"
#include "osg/ui.h"
#include "ui/screen.h"

/* While a key is held the details of the row before stand: a step sends little. */
static void test_details_wait_for_rest(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	g_autofree char *before = surface_row(f.s, 18), *moving = NULL, *resting = NULL;

	ui_key(f.ui, UI_KEY_DOWN);
	ui_draw(f.ui, f.s);
	moving = surface_row(f.s, 18);
	g_assert_cmpstr(moving, ==, before);
	g_assert_cmpint(ui_wait(f.ui), <=, 81);
	ui_settle(f.ui);
	ui_draw(f.ui, f.s);
	resting = surface_row(f.s, 18);
	g_assert_cmpstr(resting, !=, before);
	fixture_close(&f);
}

static void test_the_filter_explains_itself(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", "observations");

	press(&f, "f F1");
	check_shows(&f, "a stroke means or");
	press(&f, "Esc");
	check_shows(&f, "Filter");
	fixture_close(&f);
}

static void test_search_and_step_back(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	guint all = list_shown(ui_list(f.ui));

	press(&f, "/");
	type(&f, "visattra fire");
	g_assert_cmpuint(list_shown(ui_list(f.ui)), <, all);
	press(&f, "Enter");
	check_shows(&f, "/visattra fire");
	press(&f, "Space");
	check_shows(&f, "1 marked");
	press(&f, "Esc");
	check_hides(&f, "1 marked");
	press(&f, "Esc");
	g_assert_cmpuint(list_shown(ui_list(f.ui)), ==, all);
	press(&f, "/");
	type(&f, "zzzz");
	check_shows(&f, "No row has these words.");
	press(&f, "Esc");
	g_assert_cmpuint(list_shown(ui_list(f.ui)), ==, all);
	fixture_close(&f);
}

/* The words may stand in the free text; where too many rows are shown it is said what searches them
 * all. */
static void test_search_in_texts(void)
{
	struct ui_fixture f = fixture_open(4000, "samordnare", "observations");
	guint all = list_shown(ui_list(f.ui));

	press(&f, "/");
	type(&f, "brand"); /* the category is called Fire here */
	g_assert_cmpuint(list_shown(ui_list(f.ui)), >=, 16);
	g_assert_cmpuint(list_shown(ui_list(f.ui)), <, all);
	check_hides(&f, "searches the texts");
	press(&f, "Esc f");
	type(&f, "alla");
	press(&f, "Enter /");
	type(&f, "brand");
	g_assert_cmpuint(list_shown(ui_list(f.ui)), ==, 0);
	check_shows(&f, "f searches the texts too");
	fixture_close(&f);
}

static void test_filter_line(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");

	press(&f, "f");
	type(&f, "skogås brand");
	press(&f, "Enter");
	check_shows(&f, " skogås brand");
	check_hides(&f, "Visättraskolan");
	press(&f, "f");
	type(&f, " \"half");
	press(&f, "Enter");
	check_shows(&f, "! "); /* the reason, and what was typed stays */
	check_shows(&f, "\"half");
	press(&f, "Esc");
	check_shows(&f, " skogås brand");
	press(&f, "Esc");
	check_shows(&f, "all of the week");
	fixture_close(&f);
}

static void test_empty_says_what_to_do(void)
{
	struct ui_fixture f = fixture_open(0, "samordnare", "observations");

	check_shows(&f, "No observations in week 40 yet. a adds one, i reads a file.");
	fixture_close(&f);
}

static void test_link_and_undo(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");

	press(&f, "l");
	check_shows(&f, "Mark the observations that are the same event with Space first.");
	press(&f, "Space Space l");
	check_shows(&f, "2 observations linked, counted once");
	press(&f, "Home");
	check_shows(&f, "= The same event as ");
	check_shows(&f, "L unlink");
	press(&f, "Space Down Space l"); /* one more: as many as undo will say */
	check_shows(&f, "3 observations linked, counted once");
	press(&f, "u");
	check_shows(&f, "Taken back: 3 linked reports");
	press(&f, "Home u");
	check_shows(&f, "Taken back:");
	check_hides(&f, "= The same event as ");
	press(&f, "U");
	check_shows(&f, "Done again:");
	check_shows(&f, "= The same event as ");
	press(&f, "L");
	check_shows(&f, "unlinked");
	check_hides(&f, "= The same event as ");
	fixture_close(&f);
}

static void test_withdraw_needs_a_reason(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	guint all = list_shown(ui_list(f.ui));

	press(&f, "d Enter");
	check_shows(&f, "Say why");
	type(&f, "entered twice");
	press(&f, "Enter");
	check_shows(&f, "1 observation withdrawn");
	g_assert_cmpuint(list_shown(ui_list(f.ui)), ==, all - 1);
	press(&f, "u");
	g_assert_cmpuint(list_shown(ui_list(f.ui)), ==, all);
	fixture_close(&f);
}

static void test_change_by_others_keeps_the_selection(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	struct session *other = fixture_session("samordnare", TRUE);
	gint64 selected, first = list_selected_identity(ui_list(f.ui));

	g_assert_false(ui_poll(f.ui));
	press(&f, "Down Down");
	selected = list_selected_identity(ui_list(f.ui));
	g_assert_true(app_observations_withdraw(other, &first, 1, "entered twice", NULL));
	g_assert_true(ui_poll(f.ui));
	ui_draw(f.ui, f.s);
	g_assert_cmpint(list_selected_identity(ui_list(f.ui)), ==, selected);
	g_assert_cmpint(list_position(ui_list(f.ui)), ==, 1);
	session_close(other);
	fixture_close(&f);
}

static void test_sort(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	gint64 selected = list_selected_identity(ui_list(f.ui));

	press(&f, "s Down Down Enter");
	check_shows(&f, "Place ▴");
	g_assert_cmpint(list_selected_identity(ui_list(f.ui)), ==, selected);
	press(&f, "s Enter");
	check_shows(&f, "Place ▾");
	fixture_close(&f);
}

/* A slip in the filter left an empty list without a word of what was meant. */
static void test_a_slip_in_the_filter_is_told(void)
{
	struct ui_fixture f = fixture_open(50, "samordnare", "observations");

	press(&f, "f");
	type(&f, "flemingsbrg brand");
	press(&f, "Enter");
	check_shows(&f, "was “Flemingsberg” meant?");
	fixture_close(&f);
}

/* Marks wait for what is done to many; the form is of one, and says so. */
static void test_change_with_marks_is_of_the_selected(void)
{
	struct ui_fixture f = fixture_open(50, "samordnare", "observations");

	press(&f, "Space Space e");
	check_shows(&f, "Only the selected one is changed; 2 are marked.");
	press(&f, "Esc");
	check_shows(&f, "2 marked");
	press(&f, "Esc e");
	check_hides(&f, "Only the selected");
	fixture_close(&f);
}

/* A hint names no key to who may not press it; the rest of the sentence stands. */
static void test_hints_are_for_who_may(void)
{
	struct session *lead = NULL;

	for (int may = 0; may < 2; may++) {
		struct ui_fixture f = fixture_open(20, may ? "samordnare" : "huge", "observations");
		struct focus_group *group = record_new(&focus_group_kind);
		struct cause *cause = record_new(&cause_kind);
		g_autofree char *argument = NULL;

		lead = fixture_session("samordnare", TRUE);
		field_set_text(&group->title, "Visättra");
		group->leader = 4;
		cause->focus_group = app_group_start(lead, group, NULL);
		field_set_text(&cause->text, "Dark path");
		g_assert_true(app_group_part_save(lead, (struct record *)cause, NULL, NULL));
		argument = g_strdup_printf("%" G_GINT64_FORMAT, cause->focus_group);
		ui_poll(f.ui);
		ui_open(f.ui, "group", argument);
		press(&f, "");
		check_shows(&f, may ? "No measure yet; i" : "Nothing shows it yet. No");
		(may ? check_shows : check_hides)(&f, "i writes one against it");
		g_autofree char *hint = ui_hint(f.ui, "Closed · {group.new} opens it, with a word"),
				*other = ui_hint(f.ui, "{group.new} adds, {group.next} goes on. "
						       "{group.goal} too.");
		g_assert_cmpstr(hint, ==, may ? "Closed · b opens it, with a word" : "Closed");
		g_assert_cmpstr(other, ==, may ? "b adds, Tab goes on. m too." : "Tab goes on.");
		record_free(cause);
		record_free(group);
		session_close(lead);
		fixture_close(&f);
	}
}

/* Nor the key of another screen's command. What can be asked only of a screen is not asked. */
static void test_hints_ask_about_other_screens(void)
{
	for (int may = 0; may < 2; may++) {
		struct ui_fixture f = fixture_open(20, may ? "samordnare" : "huge", "groups");
		const GArray *all = commands_all();

		check_shows(&f, "There is no focus group yet.");
		(may ? check_shows : check_hides)(&f, "on a hotspot");
		for (guint i = 0; i < all->len; i++) {
			const struct command_place *place =
				&g_array_index(all, struct command_place, i);
			g_autofree char *named = g_strdup_printf("{%s}", place->command->id),
					*hint = ui_hint(f.ui, named);

			g_assert_nonnull(hint);
		}
		fixture_close(&f);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/observations/details-wait-for-rest", test_details_wait_for_rest);
	g_test_add_func("/observations/the-filter-explains-itself",
			test_the_filter_explains_itself);
	g_test_add_func("/observations/search-and-step-back", test_search_and_step_back);
	g_test_add_func("/observations/search-in-texts", test_search_in_texts);
	g_test_add_func("/observations/filter-line", test_filter_line);
	g_test_add_func("/observations/empty-says-what-to-do", test_empty_says_what_to_do);
	g_test_add_func("/observations/link-and-undo", test_link_and_undo);
	g_test_add_func("/observations/withdraw-needs-a-reason", test_withdraw_needs_a_reason);
	g_test_add_func("/observations/change-by-others-keeps-the-selection",
			test_change_by_others_keeps_the_selection);
	g_test_add_func("/observations/sort", test_sort);
	g_test_add_func("/observations/a-slip-in-the-filter", test_a_slip_in_the_filter_is_told);
	g_test_add_func("/observations/change-with-marks",
			test_change_with_marks_is_of_the_selected);
	g_test_add_func("/observations/hints-are-for-who-may", test_hints_are_for_who_may);
	g_test_add_func("/observations/hints-of-other-screens", test_hints_ask_about_other_screens);
	return g_test_run();
}
