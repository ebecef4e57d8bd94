/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed in other forms than the one for observations: records, rows that were set aside,
 * what stands in a file; and help in a form. */
#include "config.h"

#include <string.h>

#include "ui_fixture.h"
#include "fixture.h"
#include <glib/gstdio.h>

#include "osg/kinds/programme.h"
#include "osg/store.h"
#include "ui/list.h"
#include "ui/screen.h"

/* At 02:00 there was no way on: now Save asks once and keeps the words, with the area they name. */
static void test_unknown_place_is_kept_as_words(void)
{
	struct ui_fixture f = fixture_open(50, "huge", "observations");
	guint before = stored_observations(f.session);
	struct observation *o;

	show_entry(&f, NULL);
	press(&f, "s k Tab");
	type(&f, "bakom kiosken, Skogås");
	check_shows(&f, "kept as words in Skogås");
	press(&f, "Tab");
	type(&f, "igår 22");
	press(&f, "^S");
	check_shows(&f, "Not in the register. Ctrl-S keeps it as words");
	g_assert_cmpuint(stored_observations(f.session), ==, before);
	press(&f, "^S");
	check_shows(&f, "Saved: Criminal damage");
	g_assert_cmpuint(stored_observations(f.session), ==, before + 1);
	o = newest_observation(f.session);
	g_assert_cmpstr(o->place_words, ==, "bakom kiosken, Skogås");
	g_assert_cmpint(o->place_precision, ==, PLACE_WORDS);
	g_assert_cmpint(o->area, !=, 0);
	record_free(o);
	fixture_close(&f);
}

/* What each wrote in fields of their own is both stored; the choice of who is kept from what is a
 * field as others. */
static void test_two_write_the_same_measure(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", "measures");
	struct session *other = fixture_session("samordnare", TRUE);
	struct measure *m = record_new(&measure_kind);
	g_autofree char *form = NULL;

	field_set_text(&m->title, "Lampor");
	g_assert_true(app_measure_save(f.session, m, NULL, NULL, NULL));
	form = g_strdup_printf("measure:%" G_GINT64_FORMAT, m->record.key);
	ui_open(f.ui, "record", form);
	type(&f, " på gångvägen");
	m->cost = 5000;
	g_assert_true(app_measure_save(other, m, NULL, NULL, NULL));
	press(&f, "^S");
	check_shows(&f, "Somebody else changed other fields");
	check_shows(&f, "5000");
	press(&f, "^S");
	record_free(m);
	m = session_get(f.session, &measure_kind, g_ascii_strtoll(form + 8, NULL, 10), NULL);
	g_assert_cmpstr(m->title, ==, "Lampor på gångvägen");
	g_assert_cmpint(m->cost, ==, 5000);
	record_free(m);
	session_close(other);
	fixture_close(&f);
}

/* Who has left is named by what there is already; a form offers it no more and says why not. */
static void test_who_left_is_offered_no_more(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", "measures");
	struct measure *m = record_new(&measure_kind);
	g_autofree char *form = NULL;

	field_set_text(&m->title, "Lampor");
	m->owner = registry_find_organisation(session_registry(f.session), "HUGE")->record.key;
	g_assert_true(app_measure_save(f.session, m, NULL, NULL, NULL));
	form = g_strdup_printf("measure:%" G_GINT64_FORMAT, m->record.key);
	record_free(m);
	ui_open(f.ui, "record", "measure:new");
	press(&f, "Down Down h u");
	check_shows(&f, "Huge Bost");
	press(&f, "Esc Esc");
	fixture_leave(f.session, "HUGE");
	ui_open(f.ui, "record", "measure:new");
	press(&f, "Down Down h u");
	check_hides(&f, "Huge Bost");
	press(&f, "Esc Esc");
	ui_open(f.ui, "record", form);
	press(&f, "Down");
	check_shows(&f, "no member now: Huge Bost");
	fixture_close(&f);
}

/* a row that was set aside */

static void put_rejected(void)
{
	const struct change change = {.at = FIXTURE_NOW, .door = DOOR_COMMAND, .what = "import"};
	struct store *store = store_open(fixture_file(), STORE_WRITE, NULL);
	struct import_record *import = record_new(&import_kind);
	struct rejected_row *rejected = record_new(&rejected_row_kind);

	field_set_text(&import->file, "rond.csv");
	field_set_text(&import->format, "by hand");
	g_assert_true(store_begin(store, &change, NULL));
	g_assert_true(store_put(store, import, NULL, NULL));
	rejected->import = import->record.key;
	rejected->line = 7;
	field_set_text(&rejected->file, "rond.csv");
	field_set_text(&rejected->field, "Plats");
	field_set_text(&rejected->value, "Visätra");
	field_set_text(&rejected->reason, "No place is called Visätra.");
	field_set_text(&rejected->row, "Tid,22:10\nPlats,Visätra\n");
	g_assert_true(store_put(store, rejected, NULL, NULL));
	g_assert_true(store_commit(store, NULL));
	store_close(store);
	record_free(import);
	record_free(rejected);
}

static void test_set_aside_row(void)
{
	struct ui_fixture f = fixture_open(50, "samordnare", "observations");
	guint before = stored_observations(f.session);

	put_rejected();
	ui_poll(f.ui);
	press(&f, "R");
	check_shows(&f, "No place is called Visätra.");
	press(&f, "Enter");
	check_shows(&f, "rond.csv, line 7, Plats “Visätra”: No place is called Visätra.");
	check_shows(&f, "As it stood: Tid: 22:10 · Plats: Visätra");
	type(&f, "ska");
	press(&f, "Tab");
	type(&f, "vis");
	press(&f, "Tab");
	type(&f, "igår 22");
	press(&f, "^S");
	check_hides(&f, "No place is called Visätra.");
	check_shows(&f, "No row is set aside");
	g_assert_cmpuint(stored_observations(f.session), ==, before + 1);
	press(&f, "u");
	check_shows(&f, "No place is called Visätra.");
	fixture_close(&f);
}

/* What stands in a file is lost only when somebody says so. */
static void test_print_asks_before_it_writes_over(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "print");
	g_autofree char *folder = g_dir_make_tmp("osg-print-XXXXXX", NULL),
			*file = g_build_filename(folder, "a.txt", NULL), *text = NULL;

	press(&f, "o");
	check_shows(&f, "Nowhere yet");
	g_assert_true(g_file_set_contents(file, "mine", -1, NULL));
	ui_run(f.ui, "print.save", file);
	press(&f, "Enter");
	check_shows(&f, "Write over the file?");
	press(&f, "Esc");
	ui_settle(f.ui);
	g_assert_true(g_file_get_contents(file, &text, NULL, NULL));
	g_assert_cmpstr(text, ==, "mine");
	ui_run(f.ui, "print.save", file);
	press(&f, "Enter Enter");
	ui_settle(f.ui);
	g_clear_pointer(&text, g_free);
	g_assert_true(g_file_get_contents(file, &text, NULL, NULL));
	g_assert_nonnull(strstr(text, "Huddinge"));
	press(&f, "o");
	check_shows(&f, "Written to");
	g_remove(file);
	g_rmdir(folder);
	fixture_close(&f);
}

static void write_program(const char *folder, const char *name, const char *lines)
{
	g_autofree char *file = g_build_filename(folder, name, NULL);

	g_assert_true(g_file_set_contents(file, lines, -1, NULL));
	g_assert_cmpint(g_chmod(file, 0755), ==, 0);
}

static gboolean is_printed(const char *folder)
{
	g_autofree char *paper = g_build_filename(folder, "paper", NULL);

	return g_file_test(paper, G_FILE_TEST_EXISTS);
}

static void remove_all(const char *folder)
{
	static const char *const names[] = {"osg-pdf", "lp", "paper"};

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *file = g_build_filename(folder, names[i], NULL);

		g_remove(file);
	}
	g_rmdir(folder);
}

/* A character that no font has is told of before there is paper; who wants it so prints it. */
static void test_print_tells_of_empty_boxes_first(void)
{
	g_autofree char *folder = g_dir_make_tmp("osg-print-XXXXXX", NULL),
			*path = g_strdup(g_getenv("PATH")),
			*fonts = g_strdup(g_getenv("OSG_LIBEXECDIR")),
			*search = g_strconcat(folder, ":", path, NULL);
	g_autofree char *lp = g_strdup_printf(
		"#!/bin/sh\ncat >'%s/paper'\necho 'request id is P-1 (1 file(s))'\n", folder);
	struct ui_fixture f;

	write_program(folder, "lp", lp);
	write_program(folder, "osg-pdf",
		      "#!/bin/sh\ncat >/dev/null\ntest \"$1\" || { echo PDF; echo 'Ж i en gränd' "
		      ">&2; }\n");
	g_setenv("PATH", search, TRUE);
	g_setenv("OSG_LIBEXECDIR", folder, TRUE);
	f = fixture_open(300, "samordnare", "print");
	press(&f, "p Enter");
	ui_settle(f.ui);
	ui_draw(f.ui, f.s);
	check_shows(&f, "Print it nevertheless?");
	check_shows(&f, "i en gränd");
	g_assert_false(is_printed(folder));
	press(&f, "Esc");
	ui_settle(f.ui);
	g_assert_false(is_printed(folder));
	press(&f, "p Enter");
	ui_settle(f.ui);
	press(&f, "Enter");
	ui_settle(f.ui);
	ui_draw(f.ui, f.s);
	g_assert_true(is_printed(folder));
	press(&f, "o");
	check_shows(&f, "Sent to the printer: P-1");
	fixture_close(&f);
	g_setenv("PATH", path, TRUE);
	if (fonts)
		g_setenv("OSG_LIBEXECDIR", fonts, TRUE);
	else
		g_unsetenv("OSG_LIBEXECDIR");
	remove_all(folder);
}

/* A thematic study was to be had on the command line only. */
static void test_print_theme_is_filled_in(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "print");

	ui_run(f.ui, "print.report", "theme");
	ui_settle(f.ui);
	ui_draw(f.ui, f.s);
	check_shows(&f, "A thematic study is about a category");
	press(&f, "f");
	type(&f, "bran");
	press(&f, "Tab");
	type(&f, "2024-2023");
	press(&f, "^S");
	check_shows(&f, "Thematic study"); /* the form stays with what is wrong */
	press(&f, "Backspace Backspace Backspace Backspace Backspace ^S");
	ui_settle(f.ui);
	ui_draw(f.ui, f.s);
	check_shows(&f, "FIRE IN HUDDINGE");
	check_shows(&f, "2024");
	fixture_close(&f);
}

static void test_other_screens(void)
{
	static const struct {
		const char *screen, *empty, *full;
	} rows[] = {
		{"rejected", "No row is set aside", "No place is ca"},
		{"roll", "Huge", "Huge"},
		{"settings", "Theme", "Theme"},
		{"print", "Huddinge", "Huddinge"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		for (int full = 0; full < 2; full++) {
			struct ui_fixture f =
				fixture_open(full ? 300 : 0, "samordnare", "observations");

			if (full)
				put_rejected();
			ui_poll(f.ui);
			ui_open(f.ui, rows[i].screen, NULL);
			ui_settle(f.ui);
			ui_draw(f.ui, f.s);
			check_shows(&f, full ? rows[i].full : rows[i].empty);
			surface_resize(f.s, 40, 10);
			ui_draw(f.ui, f.s);
			check_shows(&f, full ? rows[i].full : rows[i].empty);
			surface_resize(f.s, 1, 1);
			ui_draw(f.ui, f.s);
			press(&f, "Down Enter Esc");
			fixture_close(&f);
		}
}

/* Help in a form names the keys that work there, and no letter. */
static void test_help_in_a_form(void)
{
	struct ui_fixture f = fixture_open(0, "huge", "observations");

	show_entry(&f, NULL);
	surface_resize(f.s, 80, 60);
	press(&f, "F1");
	check_shows(&f, "Ctrl-S        Save");
	check_shows(&f, "Tab           Next field");
	check_shows(&f, "Shift-Tab     Field before");
	check_shows(&f, "Esc Ctrl-C    Back");
	check_shows(&f, "Ctrl-P        Find a command");
	check_hides(&f, "Read a file in");
	fixture_close(&f);
}

/* The proposal read a year of rows while the screen stood still. It goes on; what it finds is
 * filled in when it comes, and goes by what was typed until then. */
static void test_proposal_is_worked_out_beside_the_screen(void)
{
	struct ui_fixture f = fixture_open(200, "samordnare", "measures");

	ui_open(f.ui, "record", "measure:new");
	type(&f, "Lampor");
	press(&f, "Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab");
	type(&f, "Visättraskolan");
	ui_settle(f.ui);
	ui_key(f.ui, UI_KEY_CTRL('f'));
	ui_draw(f.ui, f.s);
	check_hides(&f, "2024-W48");
	press(&f, "Tab Tab"); /* hours; it has come */
	check_shows(&f, "2024-W48");
	fixture_close(&f);
}

/* A letter alone told nobody what it stands for. */
static void test_focus_area_says_what_it_is(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", "measures");
	struct objective *area = record_new(&objective_kind);

	field_set_text(&area->code, "b");
	field_set_text(&area->text, "Minska brottsligheten runt stationerna");
	area->form = OBJECTIVE_FOCUS;
	g_assert_true(session_begin(f.session, ACTION_SETUP, NULL));
	g_assert_true(session_put(f.session, area, NULL));
	g_assert_true(session_commit(f.session, NULL, NULL));
	record_free(area);
	ui_open(f.ui, "record", "measure:new");
	press(&f, "Tab Tab Tab Tab Tab Tab Tab");
	type(&f, "stationerna");
	press(&f, "Tab");
	check_shows(&f, "Minska brottsligheten runt");
	press(&f, "BackTab");
	ui_key(f.ui, UI_KEY_CTRL('u'));
	type(&f, "x");
	check_shows(&f, "no focus area of the agreement");
	fixture_close(&f);
}

static void test_form_of_what_was_taken_back_is_not_saved(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", "measures");
	struct measure *m = record_new(&measure_kind);
	g_autofree char *form = NULL;

	field_set_text(&m->title, "Lampor");
	g_assert_true(app_measure_save(f.session, m, NULL, NULL, NULL));
	g_assert_true(session_undo(f.session, NULL, NULL));
	form = g_strdup_printf("measure:%" G_GINT64_FORMAT, m->record.key);
	ui_open(f.ui, "record", form);
	press(&f, "^S");
	check_shows(&f, "taken back meanwhile");
	record_free(m);
	fixture_close(&f);
}

static gint64 group_ready_to_close(struct session *session)
{
	struct focus_group *group = record_new(&focus_group_kind);
	struct group_member *member = record_new(&group_member_kind);
	g_autoptr(GPtrArray) steps = NULL;
	gint64 key;

	field_set_text(&group->title, "Visättra");
	group->leader = member->organisation = 1;
	key = member->focus_group = app_group_start(session, group, NULL);
	g_assert_true(app_group_part_save(session, member, NULL, NULL));
	steps = session_where(session, &group_step_kind, "focus_group", key, NULL);
	for (guint i = 0; i < steps->len; i++)
		g_assert_true(app_group_step(session, ((struct record *)steps->pdata[i])->key,
					     STEP_DONE, "in the minutes", NULL));
	record_free(group);
	record_free(member);
	return key;
}

/* The verdict counted all weeks of both windows while the screen stood still. */
static void test_verdict_is_counted_beside_the_screen(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", "groups");
	gint64 key = group_ready_to_close(f.session);
	g_autofree char *argument = g_strdup_printf("%" G_GINT64_FORMAT, key);
	struct focus_group *group;

	ui_open(f.ui, "group", argument);
	ui_run(f.ui, "group.close", NULL);
	press(&f, "Enter");
	type(&f, "goal met in 7 of 7 weeks");
	ui_key(f.ui, UI_KEY_ENTER);
	group = session_get(f.session, &focus_group_kind, key, NULL);
	g_assert_cmpint(group->state, ==, GROUP_ACTIVE);
	record_free(group);
	press(&f, "");
	check_shows(&f, "closed, with its verdict");
	group = session_get(f.session, &focus_group_kind, key, NULL);
	g_assert_cmpint(group->state, ==, GROUP_CLOSED);
	g_assert_cmpint(group->verdict, ==, VERDICT_UNKNOWN);
	record_free(group);
	fixture_close(&f);
}

static void test_what_was_written_is_selected(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", "measures");
	struct measure *m;
	gint64 keys[2];

	for (int i = 0; i < 2; i++) { /* the older stands first: both are drafts */
		m = record_new(&measure_kind);
		field_set_text(&m->title, "Lampor");
		g_assert_true(app_measure_save(f.session, m, NULL, NULL, NULL));
		keys[i] = m->record.key;
		record_free(m);
	}
	ui_reload(f.ui);
	press(&f, "Home");
	g_assert_cmpint(list_selected_identity(ui_list(f.ui)), ==, keys[0]);
	ui_open(f.ui, "record", "measure:new");
	type(&f, "Mer bevakning");
	press(&f, "^S");
	check_shows(&f, "Saved as a draft");
	g_assert_cmpint(list_selected_identity(ui_list(f.ui)), >, keys[1]);
	fixture_close(&f);
}

/* A cause was written and the next key met the one before. */
static void test_a_written_cause_is_selected(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", "groups");
	gint64 key = group_ready_to_close(f.session);
	g_autofree char *argument = g_strdup_printf("%" G_GINT64_FORMAT, key);

	ui_open(f.ui, "group", argument);
	for (int i = 0; i < 2; i++) {
		press(&f, "b");
		type(&f, i ? "Ingen bor nära" : "Mörk stig");
		press(&f, "^S");
		check_shows(&f, i ? "> Ingen bor nära" : "> Mörk stig");
	}
	fixture_close(&f);
}

static void test_evidence_is_completed(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", "groups");
	gint64 key = group_ready_to_close(f.session);
	g_autofree char *argument = g_strdup_printf("%" G_GINT64_FORMAT, key);

	ui_open(f.ui, "group", argument);
	press(&f, "b");
	type(&f, "Mörk stig");
	press(&f, "^S e");
	type(&f, "flem");
	press(&f, "Tab");
	check_shows(&f, "Which observations show it Flemingsberg");
	fixture_close(&f);
}

static void test_closed_group_is_written_in_no_more(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", "groups");
	gint64 key = group_ready_to_close(f.session);
	g_autofree char *argument = g_strdup_printf("%" G_GINT64_FORMAT, key);

	g_assert_true(
		app_group_close(f.session, key, EXIT_GOAL_MET, "goal met", VERDICT_UNKNOWN, NULL));
	ui_open(f.ui, "group", argument);
	ui_run(f.ui, "group.new", NULL);
	press(&f, "");
	check_shows(&f, "The group is closed; nothing more is written in it.");
	check_hides(&f, "New: Cause");
	fixture_close(&f);
}

/* Opened from elsewhere the form says it before one types. */
static void test_form_of_a_closed_group_refuses_at_once(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", "groups");
	gint64 key = group_ready_to_close(f.session);
	g_autofree char *form = g_strdup_printf("cause:new\nfocus_group=%" G_GINT64_FORMAT, key);

	g_assert_true(
		app_group_close(f.session, key, EXIT_GOAL_MET, "goal met", VERDICT_UNKNOWN, NULL));
	ui_open(f.ui, "record", form);
	press(&f, "");
	check_shows(&f, "The group is closed; nothing more is written in it.");
	fixture_close(&f);
}

static struct focus_group *newest_group(struct session *session)
{
	g_autoptr(GPtrArray) all = session_all(session, &focus_group_kind, NULL);

	return record_copy(all->pdata[all->len - 1]);
}

/* What made it start and what was reported there is kept as it stands. */
static void test_group_begins_with_a_row_of_the_picture(void)
{
	struct ui_fixture f = fixture_open(200, "samordnare", "picture");
	struct focus_group *group;

	press(&f, "v");
	list_search(ui_list(f.ui), "flemingsberg criminal");
	press(&f, "Home F Tab");
	check_shows(&f, "New: Focus group");
	type(&f, "HUGE");
	press(&f, "^S");
	check_shows(&f, "Saved");
	group = newest_group(f.session);
	g_assert_cmpstr(group->title, ==, "Flemingsberg");
	g_assert_cmpuint(group->areas->len, ==, 1);
	g_assert_cmpuint(group->categories->len, ==, 1);
	g_assert_cmpuint(group->evidence->len, >, 0);
	g_assert_nonnull(strstr(group->trigger, "Criminal damage in Flemingsberg"));
	record_free(group);
	fixture_close(&f);
}

static void test_group_and_measure_begin_with_a_place_of_the_picture(void)
{
	struct ui_fixture f = fixture_open(200, "samordnare", "picture");
	struct focus_group *group;

	press(&f, "Tab Tab F Tab");
	type(&f, "HUGE");
	press(&f, "^S");
	check_shows(&f, "Saved");
	group = newest_group(f.session);
	g_assert_cmpuint(group->places->len, ==, 1);
	g_assert_cmpuint(group->evidence->len, >, 0);
	press(&f, "b");
	check_shows(&f, "New: Measure");
	check_shows(&f, group->title);
	record_free(group);
	fixture_close(&f);
}

int main(int argc, char *argv[])
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/forms/unknown-place-is-kept-as-words",
			test_unknown_place_is_kept_as_words);
	g_test_add_func("/forms/proposal-beside-the-screen",
			test_proposal_is_worked_out_beside_the_screen);
	g_test_add_func("/forms/verdict-beside-the-screen",
			test_verdict_is_counted_beside_the_screen);
	g_test_add_func("/forms/what-was-written-is-selected", test_what_was_written_is_selected);
	g_test_add_func("/forms/form-of-a-closed-group",
			test_form_of_a_closed_group_refuses_at_once);
	g_test_add_func("/forms/closed-group", test_closed_group_is_written_in_no_more);
	g_test_add_func("/forms/a-written-cause-is-selected", test_a_written_cause_is_selected);
	g_test_add_func("/forms/evidence-is-completed", test_evidence_is_completed);
	g_test_add_func("/forms/group-of-a-row", test_group_begins_with_a_row_of_the_picture);
	g_test_add_func("/forms/group-of-a-place",
			test_group_and_measure_begin_with_a_place_of_the_picture);
	g_test_add_func("/forms/focus-area", test_focus_area_says_what_it_is);
	g_test_add_func("/forms/taken-back-meanwhile",
			test_form_of_what_was_taken_back_is_not_saved);
	g_test_add_func("/forms/two-write-the-same-measure", test_two_write_the_same_measure);
	g_test_add_func("/forms/who-left", test_who_left_is_offered_no_more);
	g_test_add_func("/asides/mend-and-undo", test_set_aside_row);
	g_test_add_func("/screens/other", test_other_screens);
	g_test_add_func("/print/asks-before-it-writes-over", test_print_asks_before_it_writes_over);
	g_test_add_func("/print/tells-of-empty-boxes-first", test_print_tells_of_empty_boxes_first);
	g_test_add_func("/print/theme-is-filled-in", test_print_theme_is_filled_in);
	g_test_add_func("/help/in-a-form", test_help_in_a_form);
	return g_test_run();
}
