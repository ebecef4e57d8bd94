/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a file in as one act: looked through, stored, taken back; what is left is gone. */
#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "osg/week.h"
#include "ui/screen.h"
#include "ui_fixture.h"

#define LONG_TEXT                                                                                  \
	"Someone has broken the lamps along the whole path behind the school, all of nine, and "   \
	"the glass lies where the children walk in the morning, swept at ten"

/* Two rows of the week before the one shown, and one whose day cannot be read. */
static char *write_file(void)
{
	static const char rows[] = "Datum;Kategori;Plats;Beskrivning\n"
				   "2024-09-24 20:00;SKA;Visättraskolan;" LONG_TEXT "\n"
				   "2024-09-25 20:00;SKA;Visättraskolan;second\n"
				   "yesterday-ish;SKA;Visättraskolan;third\n";
	g_autoptr(GError) error = NULL;
	char *file;
	int fd = g_file_open_tmp("rond-XXXXXX.csv", &file, &error);

	g_assert_no_error(error);
	close(fd);
	g_assert_true(g_file_set_contents(file, rows, -1, NULL));
	return file;
}

static void look_through(struct ui_fixture *f, const char *file)
{
	press(f, "i");
	type(f, file);
	press(f, "Enter");
	check_shows(f, "This is what would happen");
}

static guint week_before(const struct ui_fixture *f)
{
	struct listing *listing =
		app_list(f->session, "", week_from_iso(2024, 39), week_from_iso(2024, 39), 0, NULL);
	guint count = (guint)listing->rows->len;

	listing_free(listing);
	return count;
}

/* A file that was read with faults, and a better one of the same name: the first goes, whoever read
 * it and whenever, after a question, and comes back with one key. */
static void test_an_earlier_one_goes(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	g_autofree char *file = write_file();
	const struct import_options options = {.file = file};
	guint before = week_before(&f);

	import_result_free(app_import(f.session, &options, NULL));
	session_close_undo(f.session, NULL); /* as if it had been somebody else */
	g_assert_cmpuint(week_before(&f), ==, before + 2);
	look_through(&f, file);
	check_shows(&f, "A file of this name was read");
	press(&f, "t");
	check_shows(&f, "Which import?");
	press(&f, "Enter");
	check_shows(&f, "What it brought is withdrawn");
	press(&f, "Esc");
	g_assert_cmpuint(week_before(&f), ==, before + 2);
	press(&f, "t Enter Enter");
	ui_settle(f.ui);
	ui_draw(f.ui, f.s);
	check_shows(&f, "Taken back: Import of");
	g_assert_cmpuint(week_before(&f), ==, before);
	check_shows(&f, "new rows 2");
	check_hides(&f, "A file of this name was read");
	press(&f, "U");
	ui_settle(f.ui);
	g_assert_cmpuint(week_before(&f), ==, before + 2);
	g_unlink(file);
	fixture_close(&f);
}

/* A row that is cut opens whole; "this row shows all there is" was the answer. */
static void test_a_cut_row_opens(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	g_autofree char *file = write_file();

	look_through(&f, file);
	check_shows(&f, "new rows 2");
	check_shows(&f, "set aside 1");
	check_hides(&f, "and the glass");
	press(&f, "Enter");
	check_shows(&f, "and the glass");
	press(&f, "Esc m");
	check_shows(&f, "yesterday-ish");
	/* put right, one begins where something is wanting */
	press(&f, "Esc S");
	ui_settle(f.ui);
	press(&f, "Esc R Enter");
	type(&f, "igår 22");
	check_shows(&f, " When         igår 22 ");
	fixture_close(&f);
	g_unlink(file);
}

/* Seven rows set aside were told as four, above empty lines. */
static void test_all_remarks_that_have_room(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	g_autoptr(GString) rows = g_string_new("Datum;Kategori;Plats;Beskrivning\n"
					       "2024-09-24 20:00;SKA;Visättraskolan;first\n");
	g_autofree char *file = write_file();

	for (int i = 1; i <= 7; i++)
		g_string_append_printf(rows, "%d-ish;SKA;Visättraskolan;x\n", i);
	g_assert_true(g_file_set_contents(file, rows->str, -1, NULL));
	look_through(&f, file);
	check_shows(&f, "set aside 7");
	check_shows(&f, "7-ish");
	check_shows(&f, "first");
	for (int i = 8; i <= 40; i++)
		g_string_append_printf(rows, "%d-ish;SKA;Visättraskolan;x\n", i);
	g_assert_true(g_file_set_contents(file, rows->str, -1, NULL));
	press(&f, "Esc");
	look_through(&f, file);
	check_shows(&f, "8-ish");
	check_hides(&f, "40-ish");
	check_shows(&f, "m shows all remarks");
	check_shows(&f, "first");
	fixture_close(&f);
	g_unlink(file);
}

/* Stored, the week it lies in is offered, and undo takes all of it back. */
static void test_stored_and_taken_back(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	g_autofree char *file = write_file();
	guint before = week_before(&f);

	look_through(&f, file);
	g_assert_cmpuint(week_before(&f), ==, before);
	press(&f, "S");
	g_assert_cmpuint(week_before(&f), ==, before + 2);
	check_shows(&f, "Stored: 2 new. 1 row set aside; R shows it. The newest lies in w.39; w ");
	press(&f, "u");
	g_assert_cmpuint(week_before(&f), ==, before);
	check_shows(&f, "Taken back: Import of");
	check_shows(&f, " · U does it again");
	check_shows(&f, "This is what would happen");
	fixture_close(&f);
	g_unlink(file);
}

/* A trial that was left stood in the way of the picture, and under the next one. */
static void test_left_is_gone(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	g_autofree char *file = write_file();

	look_through(&f, file);
	press(&f, "2");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "picture");
	check_hides(&f, "This is what would happen");
	press(&f, "3");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "observations");
	check_hides(&f, "This is what would happen");
	look_through(&f, file);
	press(&f, "S Esc");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "observations");
	fixture_close(&f);
	g_unlink(file);
}

/* Where one sets up: how it understands its columns, removed and brought back; one that comes with
 * osg stays. */
static void check_mappings(struct ui_fixture *f)
{
	press(f, "P Left");
	check_shows(f, "[Mappings]");
	press(f, "d");
	check_shows(f, "It comes with osg");
	press(f, "u");
	check_shows(f, "No mapping was removed here.");
	press(f, "/ r o n d Enter");
	check_shows(f, "own");
	check_shows(f, "place: Var");
	check_shows(f, "1 word of the file stands for a category.");
	press(f, "d");
	check_shows(f, "“rond” is removed; u brings it back.");
	check_hides(f, "place: Var");
	press(f, "u");
	check_shows(f, "“rond” is as it was.");
	check_shows(f, "place: Var");
	press(f, "Esc Tab");
	check_shows(f, "[Seats]");
}

/* A table that no mapping knows is not the end: its columns are said on the spot, and the trial
 * that failed is made again with them. */
static void test_columns_are_said(void)
{
	static const char rows[] = "Dag;Vad det var;Var\n2024-09-24;Glasruta;Visättraskolan\n"
				   "2024-09-25;Glasruta;Visättraskolan\n2024-09-26;SKA;"
				   "Visättraskolan\n";
	g_autofree char *folder = g_dir_make_tmp("mapping-XXXXXX", NULL),
			*file = g_build_filename(folder, "rond.csv", NULL);
	struct ui_fixture f;

	g_assert_true(g_file_set_contents(file, rows, -1, NULL));
	f = fixture_open(300, "samordnare", "observations");
	press(&f, "i");
	type(&f, file);
	press(&f, "Enter");
	check_shows(&f, "If it is a table, n says");
	press(&f, "n");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "mapping");
	check_shows(&f, "Of the first 3 rows 1 can be read.");
	check_shows(&f, "“Glasruta”");
	press(&f, "G Enter");
	type(&f, "SKA");
	press(&f, "Enter");
	check_shows(&f, "Of the first 3 rows 3 can be read.");
	press(&f, "o");
	type(&f, "BEV");
	press(&f, "Enter g Enter");
	type(&f, "not used");
	press(&f, "Enter");
	check_shows(&f, "Which column says when it happened is not known yet");
	press(&f, "S");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "mapping");
	press(&f, "g Enter");
	type(&f, "date");
	press(&f, "Enter S Enter");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "import");
	check_shows(&f, "new rows 3");
	check_shows(&f, "mapping rond");
	check_mappings(&f);
	fixture_close(&f);
	g_unlink(file);
	g_rmdir(folder);
}

int main(int argc, char **argv)
{
	g_autofree char *config = g_dir_make_tmp("config-XXXXXX", NULL);

	g_setenv("XDG_CONFIG_HOME", config, TRUE);
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/import/a-cut-row-opens", test_a_cut_row_opens);
	g_test_add_func("/import/all-remarks-that-have-room", test_all_remarks_that_have_room);
	g_test_add_func("/import/an-earlier-one-goes", test_an_earlier_one_goes);
	g_test_add_func("/import/stored-and-taken-back", test_stored_and_taken_back);
	g_test_add_func("/import/left-is-gone", test_left_is_gone);
	g_test_add_func("/import/columns-are-said", test_columns_are_said);
	int status = g_test_run();
	g_autofree char *clean = g_strdup_printf("rm -rf '%s'", config);

	return system(clean) == 0 ? status : 1;
}
