/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that cannot be stored, by a rule or by the disk: they stay where they were typed, or come
 * back there, and osg is not ended over them without a word. */
#include "config.h"

#include "fixture.h"
#include "ui/screen.h"
#include "ui_fixture.h"

static struct ui_fixture open_meeting(void)
{
	struct ui_fixture f = fixture_open(50, "samordnare", "meeting");

	ui_run(f.ui, "meeting.open", NULL);
	press(&f, "");
	check_shows(&f, "ROLL CALL");
	return f;
}

/* Escape left the note, and what it said went. */
static void test_a_refused_note_stays(void)
{
	struct ui_fixture f = open_meeting();

	press(&f, "n");
	type(&f, "Call 070-174 06 05 tonight");
	press(&f, "Esc");
	check_shows(&f, "Not saved; in the note");
	check_shows(&f, "Why must it stand there?");
	press(&f, "Esc");
	check_shows(&f, "Call 070-174 06 05 tonight");
	press(&f, "Esc");
	check_shows(&f, "kept as a draft");
	check_hides(&f, "Call 070-174");
	press(&f, "n");
	check_shows(&f, "Call 070-174 06 05 tonight");
	press(&f, "Esc");
	type(&f, "the guard's own line");
	press(&f, "Enter");
	check_hides(&f, "Not saved");
	check_shows(&f, "Call 070-174 06 05 tonight");
	press(&f, "n"); /* stored: no draft stands in its place */
	check_hides(&f, "Your draft is still here.");
	fixture_close(&f);
}

static void test_a_note_that_the_disk_refuses_stays(void)
{
	struct ui_fixture f = open_meeting();

	press(&f, "n");
	type(&f, "Two windows");
	fixture_refuse_changes(TRUE);
	press(&f, "Esc");
	check_shows(&f, "Two windows");
	fixture_refuse_changes(FALSE);
	press(&f, "Esc");
	check_shows(&f, "Two windows");
	check_hides(&f, "kept as a draft");
	fixture_close(&f);
}

/* While a note was written the footer named commands whose letters were then typed. */
static void test_keys_of_writing_are_told(void)
{
	struct ui_fixture f = open_meeting();

	check_hides(&f, "new line");
	press(&f, "n");
	check_row(&f, 23, " Ctrl-S save  Enter new line  Esc save and back  F1 help");
	press(&f, "Esc");
	check_hides(&f, "new line");
	fixture_close(&f);
}

/* Nothing but Ctrl-Q led out of it. */
static void test_words_of_the_picture_become_a_draft(void)
{
	struct ui_fixture f = fixture_open(50, "samordnare", "picture");

	press(&f, "l");
	type(&f, "Calm week");
	fixture_refuse_changes(TRUE);
	press(&f, "Esc");
	check_shows(&f, "Calm week");
	type(&f, ".");
	ui_hang_up(f.ui); /* a pause: no draft is kept either, and that is told once */
	press(&f, "Esc"); /* rewritten: tried anew */
	check_shows(&f, "Calm week.");
	press(&f, "Esc");
	check_hides(&f, "Calm week.");
	check_shows(&f, "kept as a draft");
	fixture_refuse_changes(FALSE);
	press(&f, "l");
	check_shows(&f, "Calm week.");
	press(&f, "^S");
	check_shows(&f, "The situation in words is saved");
	press(&f, "l");
	check_shows(&f, "Calm week.");
	fixture_close(&f);
}

/* Where the disk was full it was said that the database can only be read. */
static void test_why_nothing_is_written_is_said(void)
{
	static const struct {
		const char *unwritable, *said;
	} cases[] = {{"The disk is full.", "The disk is full."},
		     {NULL, "The database can only be read here."}};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct ui_fixture f = fixture_open(50, "samordnare", "observations");
		const struct session_options options = {.file = fixture_file(),
							.as = "samordnare",
							.english = TRUE,
							.read_only = TRUE,
							.unwritable = cases[i].unwritable};
		const struct ui_options screen = {.screen = "observations"};
		struct session *session = session_open(&options, NULL);
		struct ui *ui = ui_new(session, NULL, &screen);

		ui_settle(ui);
		ui_key(ui, 'a');
		ui_draw(ui, f.s);
		check_shows(&f, cases[i].said);
		ui_free(ui);
		session_close(session);
		fixture_close(&f);
	}
}

/* It ended, and what was typed since the disk was full was gone. */
static void test_the_end_waits_for_what_is_not_kept(void)
{
	struct ui_fixture f = fixture_open(50, "samordnare", "observations");

	press(&f, "a");
	fixture_refuse_changes(TRUE);
	type(&f, "fire");
	press(&f, "^Q");
	g_assert_false(ui_done(f.ui));
	check_shows(&f, "cannot be kept now and would be lost");
	type(&f, "s");
	press(&f, "^Q");
	g_assert_false(ui_done(f.ui));
	fixture_refuse_changes(FALSE);
	press(&f, "Esc Esc");
	press(&f, "^Q"); /* tried once more */
	g_assert_true(ui_done(f.ui));
	fixture_close(&f);
}

static void test_the_end_comes_when_it_is_asked_for_twice(void)
{
	struct ui_fixture f = fixture_open(50, "samordnare", "observations");

	press(&f, "a");
	fixture_refuse_changes(TRUE);
	type(&f, "fire");
	press(&f, "^Q ^Q");
	g_assert_true(ui_done(f.ui));
	fixture_refuse_changes(FALSE);
	fixture_close(&f);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/kept/a-refused-note", test_a_refused_note_stays);
	g_test_add_func("/kept/a-note-and-the-disk", test_a_note_that_the_disk_refuses_stays);
	g_test_add_func("/kept/keys-of-writing", test_keys_of_writing_are_told);
	g_test_add_func("/kept/words-of-the-picture", test_words_of_the_picture_become_a_draft);
	g_test_add_func("/kept/why-nothing-is-written", test_why_nothing_is_written_is_said);
	g_test_add_func("/kept/the-end-waits", test_the_end_waits_for_what_is_not_kept);
	g_test_add_func("/kept/the-end-comes", test_the_end_comes_when_it_is_asked_for_twice);
	return g_test_run();
}
