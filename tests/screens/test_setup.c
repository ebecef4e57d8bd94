/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Setting up on a screen: a seat is made, changed, closed and given a key without a line of SQL;
 * what would lock everybody out or is not understood is said beside its field. */
#include "config.h"

#include <string.h>

#include "fixture.h"
#include "ui_fixture.h"
#include "osg/county.h"
#include "osg/setup.h"
#include "screens/log_lines.h"
#include "session/session_private.h"
#include "ui/screen.h"

static const char key_line[] =
	"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f desk";

static struct participant *seat(struct session *session, const char *handle)
{
	return setup_find(session, setup_kind_named("participant"), handle, NULL);
}

static struct ui_fixture open_setup(const char *handle)
{
	struct ui_fixture f = fixture_open(0, handle, "observations");

	ui_open(f.ui, "setup", NULL);
	ui_settle(f.ui);
	ui_draw(f.ui, f.s);
	return f;
}

static void test_a_seat_is_made_and_closed(void)
{
	struct ui_fixture f = open_setup("samordnare");
	struct participant *made;

	check_shows(&f, "[Seats]");
	press(&f, "b");
	check_shows(&f, "New: participant");
	type(&f, "huge2");
	press(&f, "Tab");
	type(&f, "Reporter two");
	press(&f, "Tab");
	type(&f, "HUGE");
	press(&f, "Tab Right ^S");
	check_shows(&f, "Saved · u takes it back");
	made = seat(f.session, "huge2");
	g_assert_nonnull(made);
	g_assert_cmpint(made->role, ==, ROLE_PARTICIPANT);
	g_assert_true(made->active);
	record_free(made);

	press(&f, "d");
	check_shows(&f, "It is out of use");
	made = seat(f.session, "huge2");
	g_assert_false(made->active);
	record_free(made);
	press(&f, "u");
	made = seat(f.session, "huge2");
	g_assert_true(made->active);
	record_free(made);
	fixture_close(&f);
}

static void test_wrong_values_stand_at_their_field(void)
{
	struct ui_fixture f = open_setup("samordnare");

	press(&f, "b");
	type(&f, "vakt");
	press(&f, "Tab");
	type(&f, "Guards");
	press(&f, "Tab");
	type(&f, "Nobody AB");
	press(&f, "^S");
	check_shows(&f, "no organisation here");
	g_assert_null(seat(f.session, "vakt"));
	press(&f, "Esc Tab Tab b"); /* what there is instead; "expected is: area" helped nobody */
	type(&f, "Torget");
	press(&f, "Down Down");
	type(&f, "59.2");
	press(&f, "^S");
	check_shows(&f, "There is none that is called “59.2”. There are: Flemingsberg,");
	fixture_close(&f);
}

/* What only saving tells is told too late: the field was left long ago. */
static void test_wrong_values_are_told_when_they_are_left(void)
{
	struct ui_fixture f = open_setup("samordnare");

	press(&f, "Tab Tab b");
	type(&f, "Torget");
	press(&f, "Down Down");
	check_hides(&f, "There is none");
	type(&f, "Flemingsbrg");
	press(&f, "Down");
	check_shows(&f, "There is none that is called “Flemingsbrg”. There are:");
	press(&f, "BackTab ^U");
	type(&f, "Flemingsberg");
	press(&f, "Esc Down");
	check_hides(&f, "There is none");
	press(&f, "Down Down Down");
	type(&f, "nord");
	press(&f, "Down");
	check_shows(&f, "“nord”");
	fixture_close(&f);
}

static void test_the_last_coordinator_stays(void)
{
	struct ui_fixture f = open_setup("samordnare");
	g_autoptr(GPtrArray) all = session_all(f.session, &participant_kind, NULL);
	guint left = 0;

	for (guint i = 0; i < all->len; i++) {
		const struct participant *p = all->pdata[i];

		left += p->role == ROLE_COORDINATOR || p->role == ROLE_ADMINISTRATOR;
	}
	g_assert_cmpuint(left, ==, 1);
	press(&f, "/");
	type(&f, "samordnare");
	press(&f, "Enter d");
	check_shows(&f, "That is the last seat that may set anything up");
	fixture_close(&f);
}

static void test_a_key_is_registered_and_revoked(void)
{
	struct ui_fixture f = open_setup("samordnare");

	press(&f, "n");
	type(&f, "not a key");
	press(&f, "Enter");
	check_hides(&f, "Key since");
	press(&f, "Esc n");
	type(&f, key_line);
	press(&f, "Enter");
	check_shows(&f, "opens this seat now");
	check_shows(&f, "Key since");
	press(&f, "v n");
	check_shows(&f, "Keys belong to seats");
	press(&f, "v v v v Tab"); /* the mappings lie between */
	press(&f, "End v");       /* a row of another kind is not the one of the same number */
	check_shows(&f, "> HUGE");
	press(&f, "v v v v Tab z");
	check_shows(&f, "It cannot be undone");
	press(&f, "Esc");
	check_shows(&f, "Key since");
	press(&f, "z Enter");
	check_shows(&f, "opens nothing any more");
	check_hides(&f, "Key since");
	fixture_close(&f);
}

/* It was gone with the next key, before it had been read out. */
static void test_a_code_stays_until_it_is_closed(void)
{
	struct ui_fixture f = open_setup("samordnare");

	press(&f, "t");
	check_shows(&f, "Code for ");
	press(&f, "Down Down");
	check_shows(&f, "it holds for 15 minutes and 5 tries");
	press(&f, "Esc");
	check_hides(&f, "Code for ");
	fixture_close(&f);
}

static gboolean is_on_record(struct session *session, const char *what)
{
	g_autoptr(GPtrArray) lines = session_history(session, NULL, TRUE, 5, NULL);

	for (guint i = 0; i < lines->len; i++)
		if (g_str_equal(((const struct log_line *)lines->pdata[i])->what, what))
			return TRUE;
	return FALSE;
}

static void ask_for_the_county(struct ui_fixture *f)
{
	press(f, ":");
	type(f, "county may see");
	press(f, "Enter");
}

/* Off until somebody says so, and off again; the word is on the record. */
static void test_the_county_may_see_the_counts(void)
{
	struct ui_fixture f = open_setup("samordnare");

	ask_for_the_county(&f);
	press(&f, "Esc");
	g_assert_false(app_county_agrees(f.session));
	ask_for_the_county(&f);
	check_shows(&f, "as on the public page");
	press(&f, "Enter");
	check_shows(&f, "The county may see the counts now");
	g_assert_true(app_county_agrees(f.session));
	g_assert_true(is_on_record(f.session, "county.agree"));
	ask_for_the_county(&f);
	press(&f, "Enter");
	g_assert_false(app_county_agrees(f.session));
	fixture_close(&f);
}

static void test_words_are_read_as_they_are_said(void)
{
	struct ui_fixture f = open_setup("samordnare");
	struct participant *p = seat(f.session, "huge");
	const struct field *role = fields_find(participant_kind.fields, "role");
	g_autoptr(GError) error = NULL;

	g_assert_true(setup_read(f.session, p, role, "Chair", &error));
	g_assert_cmpint(p->role, ==, ROLE_CHAIR);
	g_assert_false(setup_read(f.session, p, role, "king", &error));
	g_assert_nonnull(strstr(error->message, "reporter|participant"));
	g_assert_cmpint(p->role, ==, ROLE_CHAIR);
	record_free(p);
	fixture_close(&f);
}

static void test_others_hear_who_may(void)
{
	struct ui_fixture f = fixture_open(0, "huge", "observations");

	press(&f, "P");
	check_shows(&f, "Only the coordinator or the administrator");
	fixture_close(&f);
}

/* A seat begins with what it is there for, or is told where that is. */
static void test_a_seat_begins_with_what_it_is_for(void)
{
	static const struct {
		enum role role;
		const char *shown;
	} seats[] = {{ROLE_STEERING, "[9 Programme"}, {ROLE_DPO, "C shows the record of changes"}};
	struct ui_fixture f = open_setup("samordnare");
	struct participant *other = seat(f.session, "huge");
	g_autoptr(GError) error = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(seats); i++) {
		struct participant *p = record_new(&participant_kind);
		struct session *session;
		struct ui *ui;

		p->handle = g_strdup_printf("seat%d", (int)i);
		p->title = g_strdup("Seat");
		p->organisation = other->organisation;
		p->role = seats[i].role;
		p->active = 1;
		session_save(f.session, ACTION_SETUP, NULL, p, &error);
		g_assert_no_error(error);
		session = fixture_session(p->handle, TRUE);
		ui = ui_new(session, NULL, NULL);
		ui_settle(ui);
		ui_draw(ui, f.s);
		check_shows(&f, seats[i].shown);
		ui_free(ui);
		session_close(session);
		record_free(p);
	}
	record_free(other);
	fixture_close(&f);
}

/* the record of changes */

static void settle(struct ui_fixture *f, const char *keys)
{
	press(f, keys);
	ui_settle(f->ui);
	ui_draw(f->ui, f->s);
}

static void show(struct ui_fixture *f, const char *words)
{
	press(f, "f ^U");
	type(f, words);
	settle(f, "Enter");
}

static void test_the_record_of_changes_is_read(void)
{
	struct ui_fixture f = open_setup("samordnare");
	struct participant *huge = seat(f.session, "huge");
	char id[ID_TEXT_SIZE];

	press(&f, "Down d");
	check_shows(&f, "It is out of use");
	settle(&f, "C");
	check_shows(&f, "the chain is whole");
	press(&f, "Down Down");
	check_shows(&f, "set up · participant huge");
	check_shows(&f, "In use: yes → no");
	check_shows(&f, "participant huge"); /* as it was made */
	show(&f, "huge");
	check_shows(&f, "No line of the record of changes is so.");
	show(&f, "samordnare 2024-W41");
	check_row(&f, 7, "");
	check_shows(&f, "samordnare 2024-W41");
	show(&f, "2024-W39");
	check_shows(&f, "No line of the record of changes is so.");
	show(&f, "nobody");
	check_shows(&f, "No seat is called “nobody”.");
	press(&f, "Esc");
	id_format(&huge->record.id, id);
	record_free(huge);
	show(&f, id);
	check_shows(&f, "participant huge");
	check_row(&f, 6, "");
	settle(&f, "Esc"); /* all again */
	settle(&f, "o");   /* those of the selected one's record */
	id[8] = '\0';
	check_shows(&f, id);
	press(&f, "v");
	check_shows(&f, "the last with the checksum");
	press(&f, "Esc Enter");
	check_shows(&f, "Change: participant");
	fixture_close(&f);
}

/* "The record of changes is being read …" stood there for ever. */
static void test_what_cannot_be_read_says_so(void)
{
	struct ui_fixture f = fixture_open(0, "huge", "observations");

	ui_open(f.ui, "log", NULL);
	ui_settle(f.ui);
	ui_draw(f.ui, f.s);
	check_hides(&f, "being read");
	check_shows(&f, "This could not be read; M shows why.");
	fixture_close(&f);
}

/* It ended in "…", and nothing said the rest. */
static void test_a_long_hint_is_read_whole(void)
{
	struct ui_fixture f = open_setup("samordnare");

	surface_resize(f.s, 60, 20);
	press(&f, "C f");
	check_shows(&f, "empty = all");
	type(&f, "s");
	check_hides(&f, "empty = all");
	fixture_close(&f);
}

static void test_the_record_of_changes_is_not_for_all(void)
{
	struct ui_fixture f = fixture_open(0, "huge", "groups");

	settle(&f, "C");
	check_shows(&f, "The record of changes is for the coordinator");
	ui_open(f.ui, "log", NULL);
	settle(&f, "Down");
	check_hides(&f, "participant samordnare");
	fixture_close(&f);
}

/* Whatever the table of rights calls it. */
static void test_every_deed_has_words(void)
{
	struct log_line undone = {.what = (char *)"undo.observation.withdraw"},
			unknown = {.what = (char *)"a.b"};
	g_autofree char *said = log_what(&undone), *as_is = log_what(&unknown);

	for (enum action a = ACTION_OBSERVATION_ADD; a <= ACTION_SETUP; a++) {
		struct log_line line = {.what = (char *)access_what(a)};
		g_autofree char *what = log_what(&line);

		g_assert_cmpstr(what, !=, line.what);
	}
	g_assert_cmpstr(said, ==, "undone: withdrawn");
	g_assert_cmpstr(as_is, ==, "a.b");
}

/* What was only shown said "kind observation" and "period 2024-W40, version 0". */
static void test_what_was_shown_is_said_in_words(void)
{
	static const char *const cases[][3] = {
		{"map.show", "{\"period\": \"2024-W40\", \"version\": 0}",
		 "map: week 40, 2024, draft"},
		{"picture.print", "{\"period\": \"2024-Q3\", \"version\": 2}",
		 "situation picture: quarter 3, 2024, version 2"},
		{"observation.list", "{\"kind\": \"observation\"}", "observation"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		const struct log_line line = {.what = (char *)cases[i][0],
					      .after = (char *)cases[i][1]};
		g_autofree char *about = log_about(&line);

		g_assert_cmpstr(about, ==, cases[i][2]);
	}
}

int main(int argc, char *argv[])
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/setup/a-seat-is-made-and-closed", test_a_seat_is_made_and_closed);
	g_test_add_func("/setup/wrong-values-stand-at-their-field",
			test_wrong_values_stand_at_their_field);
	g_test_add_func("/setup/wrong-values-are-told-when-they-are-left",
			test_wrong_values_are_told_when_they_are_left);
	g_test_add_func("/setup/the-last-coordinator-stays", test_the_last_coordinator_stays);
	g_test_add_func("/setup/a-code-stays-until-it-is-closed",
			test_a_code_stays_until_it_is_closed);
	g_test_add_func("/setup/a-key-is-registered-and-revoked",
			test_a_key_is_registered_and_revoked);
	g_test_add_func("/log/cannot-be-read", test_what_cannot_be_read_says_so);
	g_test_add_func("/log/a-long-hint", test_a_long_hint_is_read_whole);
	g_test_add_func("/log/every-deed-has-words", test_every_deed_has_words);
	g_test_add_func("/log/shown", test_what_was_shown_is_said_in_words);
	g_test_add_func("/log/read", test_the_record_of_changes_is_read);
	g_test_add_func("/log/not-for-all", test_the_record_of_changes_is_not_for_all);
	g_test_add_func("/setup/county", test_the_county_may_see_the_counts);
	g_test_add_func("/setup/words-are-read-as-they-are-said",
			test_words_are_read_as_they_are_said);
	g_test_add_func("/setup/others-hear-who-may", test_others_hear_who_may);
	g_test_add_func("/setup/a-seat-begins-with-what-it-is-for",
			test_a_seat_begins_with_what_it_is_for);
	return g_test_run();
}
