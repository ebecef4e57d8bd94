/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user who is at home expects of the keys: own bindings, counts, files, a palette that
 * remembers, and a way from every figure to what is behind it. */
#include "config.h"

#include <string.h>

#include "fixture.h"
#include "../folder.h"
#include "osg/text.h"
#include "ui/screen.h"
#include "ui_fixture.h"

static char *folder;

/* A user with a settings file. */
static struct ui_fixture open_with(const char *text, struct settings **settings)
{
	g_autofree char *file = g_build_filename(folder, "settings.ini", NULL);
	struct ui_fixture f;

	g_assert_true(g_file_set_contents(file, text, -1, NULL));
	fixture_begin(300);
	f.session = fixture_session("samordnare", TRUE);
	*settings = settings_new(file);
	f.ui = ui_new(f.session, *settings, NULL);
	f.s = surface_new(80, 24);
	ui_settle(f.ui);
	ui_draw(f.ui, f.s);
	return f;
}

static void close_with(struct ui_fixture *f, struct settings *settings)
{
	fixture_close(f);
	settings_free(settings);
	keymap_use(NULL);
}

/* own keys */

static void test_own_keys(void)
{
	struct settings *settings;
	struct ui_fixture f = open_with("[keys]\n"
					"observations.filter=F5 Ctrl-B\n"
					"week.earlier=z\n",
					&settings);

	check_hides(&f, "cannot");
	press(&f, "z");
	check_shows(&f, "w.39  23–29 Sep");
	press(&f, ","); /* was its key */
	check_shows(&f, "w.39  23–29 Sep");
	check_shows(&f, ", does nothing here");
	press(&f, "3");
	check_shows(&f, "F5 Ctrl-B filter"); /* the footer keeps its order */
	check_shows(&f, "F5 filters");       /* and a sentence has the key */
	ui_key(f.ui, UI_KEY_F(5));
	type(&f, "brand");
	press(&f, "Enter");
	check_shows(&f, " brand ");
	press(&f, "?");
	check_shows(&f, "F5 Ctrl-B");
	close_with(&f, settings);
}

static void test_own_keys_that_cannot_be(void)
{
	static const struct {
		const char *line, *said;
	} cases[] = {
		{"entry.opne=b", "line 2: there is no command “entry.opne”."},
		{"week.earlier=Hyper-X", "line 2: “Hyper-X” is no key"},
		{"week.earlier=3", "line 2: 3 opens Observations."},
		{"week.earlier=w", "line 2: w is the key of week.jump"},
		{"form.save=s", "line 2: s is typed in the form"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strdup_printf("[keys]\n%s\n", cases[i].line);
		struct settings *settings;
		struct ui_fixture f = open_with(text, &settings);

		surface_resize(f.s, 200, 24);
		ui_draw(f.ui, f.s);
		check_shows(&f, cases[i].said);
		press(&f, ",");
		check_shows(&f, "w.39  23–29 Sep"); /* as delivered */
		close_with(&f, settings);
	}
}

static void test_names_of_keys_are_read_back(void)
{
	for (const struct key_binding *b = keymap(); b->command; b++) {
		g_autofree char *name = key_name(b->key);

		if (b->key != UI_KEY_UP && b->key != UI_KEY_DOWN)
			g_assert_cmpuint(key_parse(name), ==, b->key);
	}
}

/* the rows shown */

static void test_counts_of_a_column(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");

	press(&f, "c");
	check_shows(&f, "How many of each");
	type(&f, "Place");
	press(&f, "Enter");
	check_shows(&f, "Place: ");
	check_shows(&f, "different in ");
	check_shows(&f, "Visättraskolan");
	press(&f, "Enter"); /* the most frequent stands first: only those */
	check_shows(&f, "Place: Visättraskolan");
	check_hides(&f, "Skogås centrum");
	press(&f, "Esc");
	check_shows(&f, "Skogås centrum");
	fixture_close(&f);
}

static void test_rows_shown_go_to_a_file(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	g_autofree char *file = g_build_filename(folder, "rows.csv", NULL), *text = NULL;
	g_auto(GStrv) lines = NULL;

	press(&f, "/");
	type(&f, "brand");
	press(&f, "Enter");
	ui_run(f.ui, "list.export", file);
	press(&f, "Enter");
	check_shows(&f, "rows written to");
	g_assert_true(g_file_get_contents(file, &text, NULL, NULL));
	lines = g_strsplit(text, "\r\n", -1);
	g_assert_true(g_str_has_prefix(lines[0], "\xef\xbb\xbfWhen;Place;What;"));
	g_assert_cmpuint(g_strv_length(lines) - 2, ==, list_shown(ui_list(f.ui)));
	g_assert_null(strstr(text, "Soffa")); /* was not shown */
	ui_run(f.ui, "list.export", file);
	press(&f, "Enter");
	check_shows(&f, "already; name another");
	fixture_close(&f);
}

/* The week shown stood in the name of rows of other weeks. */
static void test_a_file_is_called_what_it_is_of(void)
{
	static const struct {
		const char *filter, *file;
	} cases[] = {{"", "observations-2024-W40.csv"},
		     {"skogås brand|ska", "observations-skogås-brand-ska-2024-W40.csv"},
		     {"place:\"Vårby gård\" v38-v39", "observations-place-Vårby-gård-v38-v39.csv"},
		     {"alla", "observations-alla.csv"}};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct ui_fixture f = fixture_open(300, "samordnare", "observations");

		ui_run(f.ui, "observations.filter", cases[i].filter);
		press(&f, "x");
		check_shows(&f, cases[i].file);
		fixture_close(&f);
	}
}

/* The file's name decides what it becomes. */
static void test_rows_shown_go_to_a_workbook(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	g_autofree char *file = g_build_filename(folder, "rows.xlsx", NULL), *bytes = NULL;
	g_autofree char *other = g_build_filename(folder, "rows.ods", NULL);
	gsize length;

	ui_run(f.ui, "list.export", other);
	press(&f, "Enter");
	check_shows(&f, "ends in .csv or .xlsx");
	press(&f, "Esc");
	g_assert_false(g_file_test(other, G_FILE_TEST_EXISTS));
	ui_run(f.ui, "list.export", file);
	press(&f, "Enter");
	if (g_file_get_contents(file, &bytes, &length, NULL)) {
		check_shows(&f, "rows written to");
		g_assert_cmpmem(bytes, 4, "PK\x03\x04", 4);
	} else {
		check_shows(&f, "Write CSV instead"); /* without libxlsxwriter */
	}
	fixture_close(&f);
}

static void test_copied_sentence(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "picture");
	g_autofree char *copied = NULL, *nothing = NULL;

	press(&f, "y");
	copied = ui_take_copied(f.ui);
	nothing = ui_take_copied(f.ui);
	g_assert_true(copied && strstr(copied, "is usual"));
	g_assert_null(nothing);
	check_shows(&f, "Copied: ");
	fixture_close(&f);
}

/* the palette */

static void test_palette_takes_arguments(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "picture");

	press(&f, ":");
	type(&f, "filter brand -text:soffa");
	check_shows(&f, "> Filter: brand -text:soffa");
	press(&f, "Enter");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "observations");
	check_shows(&f, " brand -text:soffa ");
	press(&f, ":");
	type(&f, "jump 38");
	press(&f, "Enter");
	check_shows(&f, "w.38");
	press(&f, ":"); /* what was run last, with its words */
	check_shows(&f, "> Go to a week: 38");
	check_shows(&f, "Filter: brand -text:soffa");
	type(&f, "soffa");
	press(&f, "Enter");
	check_shows(&f, " brand -text:soffa ");
	fixture_close(&f);
}

/* Used last stands first, also tomorrow; the words that were given stay in memory. */
static void test_palette_remembers(void)
{
	g_autofree char *file = g_build_filename(folder, "state", "osg", "history", NULL),
			*text = NULL;
	struct settings *settings;
	struct ui_fixture f = open_with("", &settings);

	press(&f, ":");
	type(&f, "filter hemligt");
	press(&f, "Enter");
	press(&f, ":");
	type(&f, "roll call");
	press(&f, "Enter");
	close_with(&f, settings);
	g_assert_true(g_file_get_contents(file, &text, NULL, NULL));
	g_assert_nonnull(strstr(text, "roll.open\n"));
	g_assert_null(strstr(text, "hemligt"));
	f = open_with("", &settings);
	press(&f, ":");
	check_shows(&f, "> Roll call");
	close_with(&f, settings);
}

/* behind the figures */

static void test_hours_open_their_observations(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "picture");

	press(&f, "Tab");
	check_shows(&f, "Mo 30 Sep 06–12: about");
	press(&f, "Right Down Up");
	check_shows(&f, "Tu 1 Oct 06–12: about");
	press(&f, "Enter");
	check_shows(&f, "when:\"2024-10-01 06-12\"");
	g_assert_cmpuint(list_shown(ui_list(f.ui)), >, 0);
	for (guint i = 0; i < list_shown(ui_list(f.ui)); i++) {
		g_autoptr(GString) when = g_string_new(NULL);

		list_cell(ui_list(f.ui), list_columns(ui_list(f.ui)), i, when);
		g_assert_true(g_str_has_prefix(when->str, "Tu 1 Oct "));
	}
	press(&f, "Esc");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "picture");
	check_shows(&f, "Tu 1 Oct 06–12: about"); /* where one was */
	fixture_close(&f);
}

static void test_places_open_their_observations(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "picture");

	press(&f, "Tab Tab");
	check_shows(&f, "Visättraskolan: 20 events");
	press(&f, "Enter");
	check_shows(&f, "place:\"Visättraskolan\"");
	g_assert_cmpuint(list_shown(ui_list(f.ui)), >=, 16);
	press(&f, "Esc Esc");
	check_hides(&f, "Visättraskolan: 20 events"); /* back among the rows */
	press(&f, "Enter");
	check_shows(&f, "Usual ");
	fixture_close(&f);
}

static void test_cells_are_clicked(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "picture");
	gboolean found = FALSE;

	for (int y = 0; y < 24 && !found; y++) {
		g_autofree char *row = surface_row(f.s, y);

		found = g_str_has_prefix(row, " 06–12");
		if (found)
			ui_mouse(f.ui, MOUSE_CLICK, 13, y);
	}
	g_assert_true(found);
	ui_draw(f.ui, f.s);
	check_shows(&f, "Tu 1 Oct 06–12: about");
	fixture_close(&f);
}

/* Trial S19: "changed", and nobody knew by whom and what. */
static void test_history_says_who_what_before_and_after(void)
{
	struct ui_fixture f = fixture_open(30, "samordnare", "observations");

	struct observation *o =
		app_observation(f.session, list_selected_identity(ui_list(f.ui)), NULL);

	o->place = 4;
	field_set_text(&o->text, "Släckt.");
	g_assert_true(app_observation_save(f.session, o, NULL));
	o->known = KNOWN_RUMOUR;
	g_assert_true(app_observation_save(f.session, o, NULL));
	record_free(o);
	ui_poll(f.ui);
	press(&f, "Enter");
	check_shows(&f, "Tu 8 Oct 08:31  Samordnare: changed");
	check_shows(&f, "Place: Visättraskolan → Skogås centrum");
	check_shows(&f, "Text: Container i brand 8 → Släckt.");
	check_shows(&f, "How known: seen → rumour");
	check_shows(&f, "osg: init");
	fixture_close(&f);
}

/* Where a text is shown: its row and column, for the mouse. */
static void click_on(struct ui_fixture *f, const char *text)
{
	for (int y = 0; y < f->s->height; y++) {
		g_autofree char *row = surface_row(f->s, y);
		const char *at = strstr(row, text);
		g_autofree char *before = at ? g_strndup(row, (gsize)(at - row)) : NULL;

		if (!at)
			continue;
		ui_mouse(f->ui, MOUSE_CLICK, text_width(before), y);
		ui_draw(f->ui, f->s);
		return;
	}
	check_shows(f, text);
}

/* A click chose a field and nothing else; what is offered could not be taken, nor an answer. */
static void test_mouse_in_a_form(void)
{
	struct ui_fixture f = fixture_open(50, "samordnare", "observations");

	press(&f, "a");
	type(&f, "dam");
	click_on(&f, "Criminal damage");
	check_shows(&f, "What         Criminal damage");
	check_shows(&f, "SKA");
	click_on(&f, "rumour");
	check_shows(&f, "[rumour]");
	click_on(&f, "Where *");
	type(&f, "skog");
	click_on(&f, "Skogås centrum");
	check_shows(&f, "Where        Skogås centrum");
	ui_mouse(f.ui, MOUSE_WHEEL_DOWN, 10, 10);
	type(&f, "yest");
	check_shows(&f, "When         yest");
	fixture_close(&f);
}

static void test_mouse_in_a_prompt(void)
{
	struct ui_fixture f = fixture_open(50, "samordnare", "observations");

	press(&f, "p");
	type(&f, "skog");
	click_on(&f, "      Skogås centrum");
	check_shows(&f, "Place Skogås centrum");
	fixture_close(&f);
}

static void nothing(struct ui *ui G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
}

/* A question longer than its window is read to the end, and no further. */
static void test_wheel_in_a_question(void)
{
	struct ui_fixture f = fixture_open(50, "samordnare", "observations");
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);

	for (int i = 1; i <= 40; i++)
		g_ptr_array_add(lines, g_strdup_printf("Sentence %d.", i));
	confirm_open(f.ui, "Go on?", lines, "go on", nothing, NULL, NULL);
	ui_mouse(f.ui, MOUSE_WHEEL_DOWN, 20, 10);
	press(&f, "");
	check_hides(&f, "Sentence 1.");
	check_shows(&f, "Sentence 2.");
	for (int i = 0; i < 60; i++) {
		ui_mouse(f.ui, MOUSE_WHEEL_DOWN, 20, 10);
		press(&f, "");
	}
	check_shows(&f, "Sentence 40.");
	ui_mouse(f.ui, MOUSE_WHEEL_UP, 20, 10);
	press(&f, "");
	check_hides(&f, "Sentence 40.");
	check_shows(&f, "Sentence 39.");
	fixture_close(&f);
}

/* The whole text filled the rows, and the key that does it again was cut away. */
static void test_undo_names_a_long_text_in_short(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", "measures");
	g_autofree char *title = g_strnfill(2000, 'x');

	ui_open(f.ui, "record", "measure:new");
	type(&f, title);
	press(&f, "^S u");
	check_shows(&f, "xxx… · U does it again");
	press(&f, "U");
	check_shows(&f, "xxx… · u takes it back");
	fixture_close(&f);
}

/* Tab took the first of all organisations for it. */
static void test_marks_are_no_name(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", "groups");

	press(&f, "b Tab");
	type(&f, "???");
	press(&f, "Tab");
	check_shows(&f, "Leads        ???");
	fixture_close(&f);
}

/* What must be one of some words, or a name of the register, is offered wherever it is asked. */
static void test_prompts_offer_what_they_take(void)
{
	struct ui_fixture f = fixture_open(50, "samordnare", "observations");

	ui_run(f.ui, "measures.tried", NULL);
	type(&f, "skog");
	press(&f, "Tab");
	check_shows(&f, "Place, area or group Skogås");
	press(&f, "Esc p");
	type(&f, "skog");
	press(&f, "Tab"); /* areas too: they are taken here */
	check_shows(&f, "Place Skogås");
	check_hides(&f, "Place Skogås centrum");
	fixture_close(&f);
}

/* It went nowhere, without a word. */
static void test_paste_on_answers_is_told(void)
{
	struct ui_fixture f = fixture_open(50, "samordnare", "observations");

	press(&f, "a");
	click_on(&f, "rumour");
	ui_paste(f.ui, "two\nlines");
	ui_draw(f.ui, f.s);
	check_shows(&f, "Nothing was pasted: no text is typed here.");
	fixture_close(&f);
}

int main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	folder = g_dir_make_tmp("osg-power-XXXXXX", NULL);
	g_autofree char *state = g_build_filename(folder, "state", NULL);
	g_setenv("XDG_STATE_HOME", state, TRUE);
	g_test_add_func("/keys/own", test_own_keys);
	g_test_add_func("/keys/own-refused", test_own_keys_that_cannot_be);
	g_test_add_func("/keys/names", test_names_of_keys_are_read_back);
	g_test_add_func("/rows/counts", test_counts_of_a_column);
	g_test_add_func("/rows/file", test_rows_shown_go_to_a_file);
	g_test_add_func("/power/a-file-is-called-what-it-is-of",
			test_a_file_is_called_what_it_is_of);
	g_test_add_func("/rows/workbook", test_rows_shown_go_to_a_workbook);
	g_test_add_func("/rows/copied", test_copied_sentence);
	g_test_add_func("/palette/arguments", test_palette_takes_arguments);
	g_test_add_func("/palette/remembers", test_palette_remembers);
	g_test_add_func("/picture/hours", test_hours_open_their_observations);
	g_test_add_func("/picture/places", test_places_open_their_observations);
	g_test_add_func("/picture/clicked", test_cells_are_clicked);
	g_test_add_func("/history/before-after", test_history_says_who_what_before_and_after);
	g_test_add_func("/power/mouse-in-a-form", test_mouse_in_a_form);
	g_test_add_func("/power/mouse-in-a-prompt", test_mouse_in_a_prompt);
	g_test_add_func("/power/wheel-in-a-question", test_wheel_in_a_question);
	g_test_add_func("/power/undo-names-in-short", test_undo_names_a_long_text_in_short);
	g_test_add_func("/power/marks-are-no-name", test_marks_are_no_name);
	g_test_add_func("/power/prompts-offer", test_prompts_offer_what_they_take);
	g_test_add_func("/power/paste-on-answers", test_paste_on_answers_is_told);
	status = g_test_run();
	folder_remove(folder);
	g_free(folder);
	return status;
}
