/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entry form upon a report that is stored: what was not touched stays, and others' changes are
 * shown beside one's own. */
#include "config.h"

#include "ui_fixture.h"
#include "fixture.h"
#include "test_entry_form.h"

#include <string.h>

#include "osg/store.h"
#include "ui/screen.h"

/* With a point of its own that the form does not show in full. */
static gint64 put_exact(struct session *session)
{
	struct observation *o = app_observation_new(session);
	gint64 key;

	o->category = 1;
	o->area = 2;
	o->lat = 59.212345678;
	o->lon = 17.987654321;
	o->time_from = FIXTURE_NOW - 50 * 3600;
	o->time_to = o->time_from + 7200;
	o->time_precision = TIME_INTERVAL;
	field_set_text(&o->text, "Brinner.");
	g_assert_true(app_observation_save(session, o, NULL));
	key = o->record.key;
	record_free(o);
	return key;
}

static void change_text(struct ui_fixture *f, gint64 key, const char *text)
{
	g_autofree char *argument = g_strdup_printf("%" G_GINT64_FORMAT, key);

	show_entry(f, argument);
	check_shows(f, "Brinner.");
	press(f, "Down Down Down End");
	type(f, text);
}

static void test_untouched_fields_stay(void)
{
	struct ui_fixture f = fixture_open(50, "samordnare", "observations");
	gint64 key = put_exact(f.session);
	struct observation *before = app_observation(f.session, key, NULL), *after;

	change_text(&f, key, " Ännu.");
	press(&f, "^S");
	after = app_observation(f.session, key, NULL);
	g_assert_cmpstr(after->text, ==, "Brinner. Ännu.");
	field_set_text(&after->text, before->text);
	after->record.version = before->record.version;
	g_assert_true(record_equal(before, after));
	record_free(before);
	record_free(after);
	fixture_close(&f);
}

static void test_escape_stores_nothing(void)
{
	struct ui_fixture f = fixture_open(50, "samordnare", "observations");
	gint64 key = put_exact(f.session);
	struct observation *o;

	change_text(&f, key, " Ännu.");
	press(&f, "Esc");
	o = app_observation(f.session, key, NULL);
	g_assert_cmpstr(o->text, ==, "Brinner.");
	record_free(o);
	/* what was typed is not lost either */
	g_autofree char *argument = g_strdup_printf("%" G_GINT64_FORMAT, key);
	show_entry(&f, argument);
	check_shows(&f, "Brinner. Ännu.");
	press(&f, "^N");
	check_hides(&f, "Ännu");
	fixture_close(&f);
}

/* Both texts are shown, nothing typed is lost, and what only the other touched stays the other's.
 */
static void test_somebody_else_changed_it(void)
{
	struct ui_fixture f = fixture_open(50, "samordnare", "observations");
	gint64 key = put_exact(f.session);
	struct session *other = fixture_session("samordnare", TRUE);
	struct observation *o;

	change_text(&f, key, " Ännu.");
	o = app_observation(other, key, NULL);
	field_set_text(&o->text, "Släckt nu.");
	o->police_report = ANSWER_YES;
	g_assert_true(app_observation_save(other, o, NULL));
	record_free(o);
	press(&f, "^S");
	check_shows(&f, "Somebody else changed it in the meantime, 1 field as you did");
	check_shows(&f, "Brinner. Ännu.");
	check_shows(&f, "Theirs: Släckt nu.");
	press(&f, "^T");
	check_shows(&f, "Yours: Brinner. Ännu.");
	press(&f, "^T");
	check_shows(&f, "Theirs: Släckt nu.");
	o = app_observation(f.session, key, NULL);
	g_assert_cmpstr(o->text, ==, "Släckt nu.");
	record_free(o);
	press(&f, "^S");
	o = app_observation(f.session, key, NULL);
	g_assert_cmpstr(o->text, ==, "Brinner. Ännu.");
	g_assert_cmpint(o->police_report, ==, ANSWER_YES);
	record_free(o);
	session_close(other);
	fixture_close(&f);
}

static void test_both_chose_otherwise(void)
{
	struct ui_fixture f = fixture_open(50, "samordnare", "observations");
	gint64 key = put_exact(f.session);
	g_autofree char *argument = g_strdup_printf("%" G_GINT64_FORMAT, key);
	struct session *other = fixture_session("samordnare", TRUE);
	struct observation *o = app_observation(other, key, NULL);

	show_entry(&f, argument);
	for (int i = 0;
	     i < 12 && !strstr(form_focused(ui_screen(f.ui)->form(ui_self(f.ui))), "known"); i++)
		press(&f, "Down");
	press(&f, "Right");
	o->known = KNOWN_RUMOUR;
	g_assert_true(app_observation_save(other, o, NULL));
	record_free(o);
	press(&f, "^S");
	check_shows(&f, "Theirs: rumour");
	press(&f, "^T ^S");
	o = app_observation(f.session, key, NULL);
	g_assert_cmpint(o->known, ==, KNOWN_RUMOUR);
	record_free(o);
	session_close(other);
	fixture_close(&f);
}

static void test_who_else_writes_is_told(void)
{
	struct ui_fixture f = fixture_open(50, "samordnare", "observations");
	gint64 key = put_exact(f.session);
	struct session *other = fixture_session("huge", TRUE);
	g_autofree char *argument = g_strdup_printf("%" G_GINT64_FORMAT, key),
			*draft = g_strdup_printf("observation %s 1", argument);

	show_entry(&f, argument);
	check_hides(&f, "is writing here too");
	g_assert_true(app_draft_save(other, draft, "[text]\ntext=Brinner ute.\n", NULL));
	ui_reload(f.ui);
	ui_draw(f.ui, f.s);
	check_shows(&f, "is writing here too");
	g_assert_true(app_draft_save(other, draft, NULL, NULL));
	ui_reload(f.ui);
	ui_draw(f.ui, f.s);
	check_hides(&f, "is writing here too");
	session_close(other);
	fixture_close(&f);
}

void add_change_tests(void)
{
	g_test_add_func("/entry/untouched-fields-stay", test_untouched_fields_stay);
	g_test_add_func("/entry/escape-stores-nothing", test_escape_stores_nothing);
	g_test_add_func("/entry/somebody-else-changed-it", test_somebody_else_changed_it);
	g_test_add_func("/entry/both-chose-otherwise", test_both_chose_otherwise);
	g_test_add_func("/entry/who-else-writes", test_who_else_writes_is_told);
}
