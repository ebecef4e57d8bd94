/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed: few keys, each meaning echoed, nothing lost by Escape, by others, by a database
 * that cannot be written; what was not touched stays as it was. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "ui_fixture.h"
#include "ui/fake_store.h"
#include "osg/observation.h"
#include "osg/store.h"
#include "ui/screen.h"

static const char sentence[] = "Rutor krossade mot skogen.";

/* A pause in typing. */
static void pause_typing(struct desk *desk)
{
	ui_hang_up(desk->ui);
	ui_draw(desk->ui, desk->s);
}

static struct observation *newest(struct session *session)
{
	g_autoptr(GPtrArray) all = session_all(session, &observation_kind, NULL);

	return record_copy(all->pdata[all->len - 1]);
}

static guint stored_observations(struct session *session)
{
	g_autoptr(GPtrArray) all = session_all(session, &observation_kind, NULL);

	return all->len;
}

static void show_entry(struct desk *desk, const char *argument)
{
	ui_open(desk->ui, "entry", argument);
	ui_draw(desk->ui, desk->s);
}

/* a new one */

/* A known category and place take six keys; the sentence, the time and saving come on top. */
static void test_six_keys(void)
{
	struct desk desk = sit_down(200, "huge", "observations");
	guint before = stored_observations(desk.session);
	struct observation *o;

	show_entry(&desk, NULL);
	press(&desk, "s k");
	check_shows(&desk, "> Criminal damage");
	press(&desk, "Tab v i");
	check_shows(&desk, "> Visättraskolan");
	press(&desk, "Tab");
	type(&desk, "fre kväll");
	check_shows(&desk, "18–24");
	press(&desk, "Tab");
	type(&desk, sentence);
	press(&desk, "^S");
	check_shows(&desk, "Saved: Criminal damage, Visättraskolan");
	g_assert_cmpuint(stored_observations(desk.session), ==, before + 1);
	o = newest(desk.session);
	g_assert_cmpint(o->category, ==, 2);
	g_assert_cmpint(o->place, ==, 1);
	g_assert_cmpint(o->organisation, ==, 1);
	g_assert_cmpint(o->time_precision, !=, TIME_EXACT);
	g_assert_cmpstr(o->text, ==, sentence);
	record_free(o);
	/* the next one: when and who carry on */
	check_shows(&desk, "fre kväll");
	check_hides(&desk, sentence);
	press(&desk, "s k Tab v i Tab ^S");
	g_assert_cmpuint(stored_observations(desk.session), ==, before + 2);
	stand_up(&desk);
}

static void test_grid(void)
{
	struct desk desk = sit_down(0, "huge", "observations");

	show_entry(&desk, NULL);
	check_row(&desk, 3, " New observation   HUGE · Huge Bostäder");
	check_row(&desk, 4, " What *");
	check_row(&desk, 5, " Where *");
	check_row(&desk, 22, " 0 saved today");
	check_row(&desk, 23,
		  " Ctrl-S save  Tab next  Esc back, the draft stays  Ctrl-N anew  F1 help");
	type(&desk, "brand");
	press(&desk, "Tab");
	type(&desk, "skog");
	check_row(&desk, 4, " What         Fire                         BRA");
	check_row(&desk, 5, " Where        skog                       > Skogås centrum  Skogås");
	press(&desk, "Tab");
	type(&desk, "igår 22");
	check_row(&desk, 5, " Where        Skogås centrum               Skogås");
	check_row(&desk, 6, " When         igår 22                      mo 7 oct 22:00");
	pause_typing(&desk);
	check_row(&desk, 22, " Draft kept · 0 saved today");
	surface_resize(desk.s, 40, 10);
	ui_draw(desk.ui, desk.s);
	check_row(&desk, 1, " What         Fire");
	check_row(&desk, 7, " mo 7 oct 22:00");
	check_row(&desk, 9, " Ctrl-S save  Tab next  F1 help");
	stand_up(&desk);
}

static void test_what_is_wrong_stands_at_the_field(void)
{
	struct desk desk = sit_down(50, "huge", "observations");
	guint before = stored_observations(desk.session);

	show_entry(&desk, NULL);
	type(&desk, "brand");
	press(&desk, "Tab");
	type(&desk, "atlantis");
	check_shows(&desk, "no place");
	press(&desk, "Tab");
	type(&desk, "igår 22");
	press(&desk, "^S");
	check_shows(&desk, "There is no such place");
	g_assert_cmpuint(stored_observations(desk.session), ==, before);
	check_shows(&desk, "igår 22");
	stand_up(&desk);
}

/* Where the draft was left it goes on: the same field, the same letter. */
static void test_escape_keeps_the_draft(void)
{
	struct desk desk = sit_down(50, "huge", "observations");
	int x, y;

	show_entry(&desk, NULL);
	press(&desk, "s k Tab v i Tab");
	type(&desk, "fre kväll");
	press(&desk, "Left Left");
	x = desk.s->cursor_x;
	y = desk.s->cursor_y;
	press(&desk, "Esc");
	check_hides(&desk, "fre kväll");
	show_entry(&desk, NULL);
	check_shows(&desk, "Criminal damage");
	check_shows(&desk, "Visättraskolan");
	g_assert_cmpint(desk.s->cursor_x, ==, x);
	g_assert_cmpint(desk.s->cursor_y, ==, y);
	press(&desk, "^N");
	check_hides(&desk, "fre kväll");
	press(&desk, "Esc");
	show_entry(&desk, NULL);
	check_hides(&desk, "fre kväll");
	stand_up(&desk);
}

static void test_likely_duplicates(void)
{
	struct desk desk = sit_down(200, "samordnare", "observations");
	struct observation *o = newest(desk.session), *saved;
	struct observation *twin = app_observation_new(desk.session);

	twin->category = 2;
	twin->place = 1;
	twin->time_from = twin->time_to = FAKE_NOW - 6 * 3600;
	record_set_text(
		&twin->text,
		"Rutor sönder vid gymnastiksalen, många små på baksidan och en stor vid entrén");
	g_assert_true(app_observation_save(desk.session, twin, NULL));
	show_entry(&desk, NULL);
	press(&desk, "s k Tab v i Tab");
	type(&desk, "idag 02:31");
	pause_typing(&desk);
	check_shows(&desk, "There already?");
	check_shows(&desk, "Ctrl-K links");
	check_shows(&desk, "sönder vid gymnastiksalen"); /* on its second line */
	press(&desk, "^K");
	press(&desk, "Tab");
	type(&desk, "Glas.");
	pause_typing(&desk); /* the mark stays while the rest is typed */
	press(&desk, "^S");
	check_shows(&desk, "Saved and linked");
	saved = newest(desk.session);
	g_assert_cmpint(saved->report_group, !=, 0);
	g_assert_cmpint(saved->counted, ==, 0);
	record_free(saved);
	record_free(twin);
	record_free(o);
	stand_up(&desk);
}

static void test_read_only_keeps_the_text(void)
{
	struct desk desk = sit_down(50, "huge", "observations");

	show_entry(&desk, NULL);
	type(&desk, "brand");
	fake_read_only(TRUE);
	press(&desk, "Tab");
	type(&desk, "skog");
	pause_typing(&desk);
	check_shows(&desk, "!");
	press(&desk, "^S");
	check_shows(&desk, "Fire");
	check_shows(&desk, "skog");
	fake_read_only(FALSE);
	press(&desk, "Tab");
	type(&desk, "igår 22");
	pause_typing(&desk);
	press(&desk, "^S");
	check_shows(&desk, "Saved: Fire");
	stand_up(&desk);
}

/* one that is stored */

/* With a point of its own that the form does not show in full. */
static gint64 put_exact(struct session *session)
{
	struct observation *o = app_observation_new(session);
	gint64 key;

	o->category = 1;
	o->area = 2;
	o->lat = 59.212345678;
	o->lon = 17.987654321;
	o->time_from = FAKE_NOW - 50 * 3600;
	o->time_to = o->time_from + 7200;
	o->time_precision = TIME_INTERVAL;
	record_set_text(&o->text, "Brinner.");
	g_assert_true(app_observation_save(session, o, NULL));
	key = o->record.key;
	record_free(o);
	return key;
}

static void change_text(struct desk *desk, gint64 key, const char *text)
{
	g_autofree char *argument = g_strdup_printf("%" G_GINT64_FORMAT, key);

	show_entry(desk, argument);
	check_shows(desk, "Brinner.");
	press(desk, "Down Down Down End");
	type(desk, text);
}

static void test_untouched_fields_stay(void)
{
	struct desk desk = sit_down(50, "samordnare", "observations");
	gint64 key = put_exact(desk.session);
	struct observation *before = app_observation(desk.session, key, NULL), *after;

	change_text(&desk, key, " Ännu.");
	press(&desk, "^S");
	after = app_observation(desk.session, key, NULL);
	g_assert_cmpstr(after->text, ==, "Brinner. Ännu.");
	record_set_text(&after->text, before->text);
	after->record.version = before->record.version;
	g_assert_true(record_equal(before, after));
	record_free(before);
	record_free(after);
	stand_up(&desk);
}

static void test_escape_stores_nothing(void)
{
	struct desk desk = sit_down(50, "samordnare", "observations");
	gint64 key = put_exact(desk.session);
	struct observation *o;

	change_text(&desk, key, " Ännu.");
	press(&desk, "Esc");
	o = app_observation(desk.session, key, NULL);
	g_assert_cmpstr(o->text, ==, "Brinner.");
	record_free(o);
	/* what was typed is not lost either */
	g_autofree char *argument = g_strdup_printf("%" G_GINT64_FORMAT, key);
	show_entry(&desk, argument);
	check_shows(&desk, "Brinner. Ännu.");
	press(&desk, "^N");
	check_hides(&desk, "Ännu");
	stand_up(&desk);
}

/* Both texts are shown, nothing typed is lost, and what only the other touched stays the other's.
 */
static void test_somebody_else_changed_it(void)
{
	struct desk desk = sit_down(50, "samordnare", "observations");
	gint64 key = put_exact(desk.session);
	struct session *other = fake_app("samordnare", TRUE);
	struct observation *o;

	change_text(&desk, key, " Ännu.");
	o = app_observation(other, key, NULL);
	record_set_text(&o->text, "Släckt nu.");
	o->police_report = ANSWER_YES;
	g_assert_true(app_observation_save(other, o, NULL));
	record_free(o);
	press(&desk, "^S");
	check_shows(&desk, "Somebody else changed it");
	check_shows(&desk, "Brinner. Ännu.");
	check_shows(&desk, "Släckt nu.");
	o = app_observation(desk.session, key, NULL);
	g_assert_cmpstr(o->text, ==, "Släckt nu.");
	record_free(o);
	press(&desk, "^S");
	o = app_observation(desk.session, key, NULL);
	g_assert_cmpstr(o->text, ==, "Brinner. Ännu.");
	g_assert_cmpint(o->police_report, ==, ANSWER_YES);
	record_free(o);
	session_close(other);
	stand_up(&desk);
}

/* a row that was set aside */

static void put_rejected(void)
{
	const struct change change = {.at = FAKE_NOW, .door = DOOR_COMMAND, .what = "import"};
	struct store *store = store_open("memory", STORE_WRITE, NULL);
	struct import_record *import = record_new(&import_kind);
	struct rejected_row *rejected = record_new(&rejected_row_kind);

	record_set_text(&import->file, "rond.csv");
	record_set_text(&import->format, "by hand");
	g_assert_true(store_begin(store, &change, NULL));
	g_assert_true(store_put(store, import, NULL));
	rejected->import = import->record.key;
	rejected->line = 7;
	record_set_text(&rejected->file, "rond.csv");
	record_set_text(&rejected->reason, "No place is called Visätra.");
	g_assert_true(store_put(store, rejected, NULL));
	g_assert_true(store_commit(store, NULL));
	store_close(store);
	record_free(import);
	record_free(rejected);
}

static void test_set_aside_row(void)
{
	struct desk desk = sit_down(50, "samordnare", "observations");
	guint before = stored_observations(desk.session);

	put_rejected();
	ui_poll(desk.ui);
	press(&desk, "R");
	check_shows(&desk, "No place is called Visätra.");
	press(&desk, "Enter");
	check_shows(&desk, "rond.csv, line 7: No place is called Visätra.");
	type(&desk, "ska");
	press(&desk, "Tab");
	type(&desk, "vis");
	press(&desk, "Tab");
	type(&desk, "igår 22");
	press(&desk, "^S");
	check_hides(&desk, "No place is called Visätra.");
	check_shows(&desk, "No row is set aside");
	g_assert_cmpuint(stored_observations(desk.session), ==, before + 1);
	press(&desk, "u");
	check_shows(&desk, "No place is called Visätra.");
	stand_up(&desk);
}

/* the screens without a form */

static void test_other_screens(void)
{
	static const struct {
		const char *screen, *empty, *full;
	} rows[] = {
		{"rejected", "No row is set aside", "No place is call"},
		{"roll", "Huge", "Huge"},
		{"settings", "Theme", "Theme"},
		{"print", "Huddinge", "Huddinge"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		for (int full = 0; full < 2; full++) {
			struct desk desk = sit_down(full ? 300 : 0, "samordnare", "observations");

			if (full)
				put_rejected();
			ui_poll(desk.ui);
			ui_open(desk.ui, rows[i].screen, NULL);
			ui_draw(desk.ui, desk.s);
			check_shows(&desk, full ? rows[i].full : rows[i].empty);
			surface_resize(desk.s, 40, 10);
			ui_draw(desk.ui, desk.s);
			check_shows(&desk, full ? rows[i].full : rows[i].empty);
			surface_resize(desk.s, 1, 1);
			ui_draw(desk.ui, desk.s);
			press(&desk, "Down Enter Esc");
			stand_up(&desk);
		}
}

/* Help in a form names the keys that work there, and no letter. */
static void test_help_in_a_form(void)
{
	struct desk desk = sit_down(0, "huge", "observations");

	show_entry(&desk, NULL);
	surface_resize(desk.s, 80, 60);
	press(&desk, "F1");
	check_shows(&desk, "Ctrl-S        Save");
	check_shows(&desk, "Tab           Next field");
	check_shows(&desk, "Shift-Tab     Field before");
	check_shows(&desk, "Esc Ctrl-C    Back");
	check_shows(&desk, "Ctrl-P        Find a command");
	check_hides(&desk, "Read a file in");
	stand_up(&desk);
}

int main(int argc, char *argv[])
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/entry/six-keys", test_six_keys);
	g_test_add_func("/entry/grid", test_grid);
	g_test_add_func("/entry/what-is-wrong", test_what_is_wrong_stands_at_the_field);
	g_test_add_func("/entry/escape-keeps-the-draft", test_escape_keeps_the_draft);
	g_test_add_func("/entry/likely-duplicates", test_likely_duplicates);
	g_test_add_func("/entry/read-only-keeps-the-text", test_read_only_keeps_the_text);
	g_test_add_func("/entry/untouched-fields-stay", test_untouched_fields_stay);
	g_test_add_func("/entry/escape-stores-nothing", test_escape_stores_nothing);
	g_test_add_func("/entry/somebody-else-changed-it", test_somebody_else_changed_it);
	g_test_add_func("/asides/mend-and-undo", test_set_aside_row);
	g_test_add_func("/screens/other", test_other_screens);
	g_test_add_func("/help/in-a-form", test_help_in_a_form);
	return g_test_run();
}
