/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entry form: few keys, each meaning echoed, nothing lost by Escape or by a database that
 * cannot be written. */
#include "config.h"

#include <string.h>

#include "ui_fixture.h"
#include "fixture.h"
#include "test_entry_form.h"

#include "osg/store.h"
#include "ui/list.h"
#include "ui/screen.h"

static const char sentence[] = "Rutor krossade mot skogen.";

/* A pause in typing. */
static void pause_typing(struct ui_fixture *f)
{
	ui_hang_up(f->ui);
	ui_settle(f->ui);
	ui_draw(f->ui, f->s);
}

/* A known category and place take six keys; the sentence, the time and saving come on top. */
static void test_six_keys(void)
{
	struct ui_fixture f = fixture_open(200, "huge", "observations");
	guint before = stored_observations(f.session);
	struct observation *o;

	show_entry(&f, NULL);
	press(&f, "s k");
	check_shows(&f, "> Criminal damage");
	press(&f, "Tab v i");
	check_shows(&f, "> Visättraskolan");
	press(&f, "Tab");
	type(&f, "fre kväll");
	check_shows(&f, "18–24");
	press(&f, "Tab");
	type(&f, sentence);
	press(&f, "^S");
	check_shows(&f, "Saved: Criminal damage, Visättraskolan");
	g_assert_cmpuint(stored_observations(f.session), ==, before + 1);
	o = newest_observation(f.session);
	g_assert_cmpint(o->category, ==, 2);
	g_assert_cmpint(o->place, ==, 1);
	g_assert_cmpint(o->organisation, ==, 1);
	g_assert_cmpint(o->time_precision, !=, TIME_EXACT);
	g_assert_cmpstr(o->text, ==, sentence);
	record_free(o);
	/* the next one: when and who carry on */
	check_shows(&f, "fre kväll");
	check_hides(&f, sentence);
	/* six keys beside the sentence: two letters and Tab, twice */
	press(&f, "s k Tab v i Tab");
	type(&f, "En ruta till.");
	press(&f, "^S");
	g_assert_cmpuint(stored_observations(f.session), ==, before + 2);
	o = newest_observation(f.session);
	g_assert_cmpint(o->category, ==, 2);
	g_assert_cmpint(o->place, ==, 1);
	g_assert_cmpint(o->time_precision, !=, TIME_EXACT);
	g_assert_cmpstr(o->text, ==, "En ruta till.");
	record_free(o);
	fixture_close(&f);
}

/* Whom one report was kept from, the next was kept from too, without a word. */
static void test_choices_do_not_carry_on(void)
{
	struct ui_fixture f = fixture_open(0, "huge", "observations");
	struct observation *o;

	show_entry(&f, NULL);
	press(&f, "s k Tab v i Tab");
	type(&f, "igår 22");
	press(&f, "Tab Tab t Tab y Tab Tab Left"); /* told, police told, ourselves */
	check_shows(&f, "[ourselves]");
	check_shows(&f, "[told]");
	press(&f, "^S");
	o = newest_observation(f.session);
	g_assert_cmpint(o->visibility, ==, VISIBLE_OWN);
	record_free(o);
	check_shows(&f, "[the group]");
	check_shows(&f, "[seen]");
	check_shows(&f, "[don't know]");
	check_shows(&f, "igår 22");
	fixture_close(&f);
}

static void test_grid(void)
{
	struct ui_fixture f = fixture_open(0, "huge", "observations");

	show_entry(&f, NULL);
	check_row(&f, 3, " New observation   HUGE · Huge Bostäder");
	check_row(&f, 4, " What *");
	check_row(&f, 5, " Where *");
	check_row(&f, 22, " 0 saved today");
	check_row(&f, 23,
		  " Ctrl-S save  Tab next  Esc back, the draft stays  Ctrl-N anew  F1 help");
	type(&f, "brand");
	press(&f, "Tab");
	type(&f, "skog");
	check_row(&f, 4, " What         Fire                         BRA");
	check_row(&f, 5, " Where        skog                       > Skogås centrum  Skogås");
	press(&f, "Tab");
	type(&f, "igår 22");
	check_row(&f, 5, " Where        Skogås centrum               Skogås");
	check_row(&f, 6, " When         igår 22                      Mo 7 Oct 22:00");
	pause_typing(&f);
	check_row(&f, 22, " Draft kept · 0 saved today");
	surface_resize(f.s, 40, 10);
	ui_draw(f.ui, f.s);
	check_row(&f, 1, " What         Fire");
	check_row(&f, 7, " Mo 7 Oct 22:00");
	check_row(&f, 9, " Ctrl-S save  Tab next  F1 help");
	fixture_close(&f);
}

/* Tab went past a time that nobody understands, for something stood there. */
static void test_tab_stops_at_what_is_not_understood(void)
{
	struct ui_fixture f = fixture_open(50, "huge", "observations");

	show_entry(&f, NULL);
	press(&f, "s k Tab v i s Tab");
	type(&f, "igår 25.30");
	press(&f, "Tab");
	type(&f, "Glas kvar.");
	press(&f, "BackTab BackTab Tab");
	type(&f, "zz");
	check_row(&f, 6, " When         igår 25.30zz");
	fixture_close(&f);
}

/* Who typed the whole name of an area was given the place in it that is used most. */
static void test_what_is_called_so_stands_first(void)
{
	struct ui_fixture f = fixture_open(300, "huge", NULL);
	g_autofree char *row = NULL;

	show_entry(&f, NULL);
	press(&f, "Down");
	type(&f, "skogås");
	check_shows(&f, "> Skogås  the whole area");
	check_shows(&f, "Skogås centrum");
	press(&f, "Tab");
	row = surface_row(f.s, 5);
	g_assert_null(strstr(row, "centrum"));
	fixture_close(&f);
}

/* What has gone out of its field at either end says so. */
static void test_cut_texts_have_a_mark(void)
{
	struct ui_fixture f = fixture_open(50, "huge", "observations");

	show_entry(&f, NULL);
	press(&f, "s k Tab");
	type(&f, "parkeringshuset bakom ica, Skogås");
	check_shows(&f, " …gshuset bakom ica, Skogås ");
	press(&f, "Home");
	check_shows(&f, " parkeringshuset bakom ica,… ");
	press(&f, "Tab");
	type(&f, "igår 22");
	press(&f, "Tab");
	for (int i = 0; i < 5; i++)
		type(&f, "Rutor på baksidan är sönder och glaset ligger kvar. ");
	check_shows(&f, "↑\n");
	press(&f, "Up Up Up Up");
	check_shows(&f, "↓\n");
	fixture_close(&f);
}

static void test_what_is_wrong_stands_at_the_field(void)
{
	struct ui_fixture f = fixture_open(50, "huge", "observations");
	guint before = stored_observations(f.session);

	show_entry(&f, NULL);
	type(&f, "brand");
	press(&f, "Tab");
	type(&f, "atlantis");
	check_shows(&f, "kept as words; name the area too");
	press(&f, "Tab");
	type(&f, "igår 22");
	press(&f, "^S");
	check_shows(&f, "Not in the register");
	g_assert_cmpuint(stored_observations(f.session), ==, before);
	check_shows(&f, "igår 22");
	fixture_close(&f);
}

/* What was typed is there again, and the form begins where it always begins: what is typed first
 * is the category. */
static void test_escape_keeps_the_draft(void)
{
	struct ui_fixture f = fixture_open(50, "huge", "observations");

	show_entry(&f, NULL);
	press(&f, "s k Tab v i Tab");
	type(&f, "fre kväll");
	press(&f, "Esc");
	check_hides(&f, "fre kväll");
	show_entry(&f, NULL);
	check_shows(&f, "Criminal damage");
	check_shows(&f, "Visättraskolan");
	g_assert_cmpint(f.s->cursor_y, ==, 4);
	press(&f, "^N");
	check_hides(&f, "fre kväll");
	press(&f, "Esc");
	show_entry(&f, NULL);
	check_hides(&f, "fre kväll");
	fixture_close(&f);
}

static enum style style_at(const struct ui_fixture *f, int x, int y)
{
	return f->s->cells[y * f->s->width + x].style;
}

/* Without colour, and where the cursor is hard to see. */
static void test_focused_field_is_seen(void)
{
	struct ui_fixture f = fixture_open(0, "huge", "observations");

	show_entry(&f, NULL);
	g_assert_cmpint(style_at(&f, 1, 4), ==, STYLE_SELECTED);
	g_assert_cmpint(style_at(&f, 1, 5), ==, STYLE_HEADING);
	press(&f, "Down");
	g_assert_cmpint(style_at(&f, 1, 4), ==, STYLE_HEADING);
	g_assert_cmpint(style_at(&f, 1, 5), ==, STYLE_SELECTED);
	fixture_close(&f);
}

/* One key away from Ctrl-K, it took form and draft at once. */
static void test_beginning_anew_loses_nothing(void)
{
	struct ui_fixture f = fixture_open(50, "huge", "observations");

	show_entry(&f, NULL);
	press(&f, "s k Tab v i Tab");
	type(&f, "fre kväll");
	press(&f, "^N");
	check_hides(&f, "fre kväll");
	check_shows(&f, "Ctrl-N gives back what was typed");
	press(&f, "Esc"); /* nor by leaving */
	show_entry(&f, NULL);
	check_hides(&f, "fre kväll");
	press(&f, "^N");
	check_shows(&f, "fre kväll");
	check_shows(&f, "Visättraskolan");
	press(&f, "Esc");
	show_entry(&f, NULL);
	check_shows(&f, "fre kväll");
	fixture_close(&f);
}

/* Not first when it was all typed. */
static void test_lacking_right_is_told_at_once(void)
{
	struct ui_fixture f = fixture_open(50, "huge", "observations");
	g_autoptr(GPtrArray) all = session_all(f.session, &observation_kind, NULL);
	g_autofree char *argument = NULL;

	for (guint i = 0; !argument && i < all->len; i++) {
		const struct observation *o = all->pdata[i];

		if (o->organisation != 1)
			argument = g_strdup_printf("%" G_GINT64_FORMAT, o->record.key);
	}
	g_assert_nonnull(argument);
	show_entry(&f, argument);
	check_shows(&f, "It belongs to another organisation");
	fixture_close(&f);
}

/* Five rows were blank below errors that ended in "…". */
static void test_errors_are_read_whole(void)
{
	struct ui_fixture f = fixture_open(0, "huge", "observations");

	show_entry(&f, NULL);
	press(&f, "Down Down");
	type(&f, "flemp");
	press(&f, "Down");
	check_shows(&f, "is not understood in a time; write for example");
	check_row(&f, 23,
		  " Ctrl-S save  Tab next  Esc back, the draft stays  Ctrl-N anew  F1 help");
	for (int width = 40; width < 130; width++) {
		surface_resize(f.s, width, 24);
		ui_draw(f.ui, f.s);
		check_shows(&f, "! “flemp”");
		check_shows(&f, "22"); /* its last word */
	}
	fixture_close(&f);
}

/* 2014 for 2024 was stored without a word. */
static void test_year_far_off_is_asked_about(void)
{
	struct ui_fixture f = fixture_open(50, "huge", "observations");
	guint before = stored_observations(f.session);

	show_entry(&f, NULL);
	press(&f, "s k Tab v i Tab");
	type(&f, "2014-10-04");
	check_shows(&f, "10 years ago? Sa 4 Oct 2014");
	press(&f, "^S");
	check_shows(&f, "That is 10 years ago. If it is right, Ctrl-S saves it.");
	g_assert_cmpuint(stored_observations(f.session), ==, before);
	press(&f, "^S");
	check_shows(&f, "Saved: Criminal damage");
	g_assert_cmpuint(stored_observations(f.session), ==, before + 1);
	fixture_close(&f);
}

/* A day to come, without a year, was last year's without a word; and the week it is in has a year.
 */
static void test_day_of_last_year_is_asked_about(void)
{
	struct ui_fixture f = fixture_open(50, "huge", "observations");
	guint before = stored_observations(f.session);

	show_entry(&f, NULL);
	press(&f, "s k Tab v i Tab");
	type(&f, "9/10");
	check_shows(&f, "last year? ");
	press(&f, "^S");
	check_shows(&f, "That is last year, ");
	g_assert_cmpuint(stored_observations(f.session), ==, before);
	press(&f, "^S");
	check_shows(&f, "Saved: Criminal damage, Visättraskolan, w.41 2023 (Esc w goes there)");
	press(&f, "Esc w Enter");
	check_shows(&f, "w.41  9–15 Oct 2023");
	check_hides(&f, "That is last year");
	fixture_close(&f);
}

/* An hour that is still to come today was yesterday's without a word. */
static void test_hour_to_come_is_asked_about(void)
{
	struct ui_fixture f = fixture_open(50, "huge", "observations");
	guint before = stored_observations(f.session);
	int day, seconds;

	time_to_local(session_now(f.session), &day, &seconds);
	g_autofree char *soon =
		g_strdup_printf("%02d:%02d", (seconds + 1800) / 3600, (seconds + 1800) / 60 % 60);
	show_entry(&f, NULL);
	press(&f, "s k Tab v i Tab");
	type(&f, soon);
	check_shows(&f, "not yet today? ");
	press(&f, "^S");
	check_shows(&f, "today it lies ahead");
	g_assert_cmpuint(stored_observations(f.session), ==, before);
	press(&f, "^S");
	g_assert_cmpuint(stored_observations(f.session), ==, before + 1);
	fixture_close(&f);
}

static gint64 clock_now;

static gint64 test_clock(void)
{
	return clock_now;
}

/* Somebody who never pauses still has a draft a second after the first key that was not kept. */
static void test_who_types_steadily_has_a_draft(void)
{
	struct ui_fixture f = fixture_open(50, "huge", "observations");
	const struct ui_options options = {.screen = "observations", .clock = test_clock};
	g_autofree char *draft = NULL;

	ui_free(f.ui);
	clock_now = G_TIME_SPAN_DAY;
	f.ui = ui_new(f.session, NULL, &options);
	show_entry(&f, NULL);
	for (int i = 0; i < 60; i++) {
		ui_key(f.ui, 'x');
		g_assert_cmpint(ui_wait(f.ui), <=, 1001);
		clock_now += 100 * G_TIME_SPAN_MILLISECOND;
		ui_tick(f.ui);
	}
	ui_settle(f.ui);
	draft = app_draft(f.session, "observation");
	g_assert_nonnull(draft);
	g_assert_nonnull(strstr(draft, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"));
	fixture_close(&f);
}

static void test_likely_duplicates(void)
{
	struct ui_fixture f = fixture_open(200, "samordnare", "observations");
	struct observation *o = newest_observation(f.session), *saved;
	guint before;
	struct observation *twin = app_observation_new(f.session);

	twin->category = 2;
	twin->place = 1;
	twin->time_from = twin->time_to = FIXTURE_NOW - 6 * 3600;
	field_set_text(
		&twin->text,
		"Rutor sönder vid gymnastiksalen, många små på baksidan och en stor vid entrén");
	g_assert_true(app_observation_save(f.session, twin, NULL));
	before = stored_observations(f.session);
	show_entry(&f, NULL);
	press(&f, "s k Tab v i Tab");
	type(&f, "idag 02:31");
	pause_typing(&f);
	check_shows(&f, "There already?");
	check_shows(&f, "Ctrl-K links");
	check_shows(&f, "sönder vid gymnastiksalen"); /* on its second line */
	press(&f, "^K");
	press(&f, "Tab");
	type(&f, "Glas.");
	pause_typing(&f); /* the mark stays while the rest is typed */
	press(&f, "^S");
	check_shows(&f, "Saved and linked");
	g_assert_cmpuint(stored_observations(f.session), ==, before + 1);
	saved = newest_observation(f.session);
	g_assert_cmpint(saved->report_group, !=, 0);
	g_assert_cmpint(saved->counted, ==, 0);
	press(&f, "Esc u"); /* both at once */
	g_assert_cmpuint(active_observations(f.session), ==, before);
	record_free(saved);
	record_free(twin);
	record_free(o);
	fixture_close(&f);
}

/* It was stored before linking was refused, and stored again by each Save: now it is stored once,
 * with the proposal. */
static void test_who_may_not_link_makes_no_second_copy(void)
{
	struct ui_fixture f = fixture_open(200, "huge", "observations");
	struct observation *twin = app_observation_new(f.session), *o;
	gint64 key;
	guint before;

	twin->category = 2;
	twin->place = 1;
	twin->time_from = twin->time_to = FIXTURE_NOW - 6 * 3600;
	field_set_text(&twin->text, "Rutor sönder.");
	g_assert_true(app_observation_save(f.session, twin, NULL));
	key = twin->record.key;
	record_free(twin);
	before = stored_observations(f.session);
	show_entry(&f, NULL);
	press(&f, "s k Tab v i Tab");
	type(&f, "idag 02:31");
	pause_typing(&f);
	check_shows(&f, "There already?");
	check_shows(&f, "Ctrl-K proposes");
	press(&f, "^K");
	check_shows(&f, "the coordinator links it");
	press(&f, "^S");
	check_shows(&f, "coordinator links it.");
	check_row(&f, 4, " What *"); /* an empty form for the next */
	g_assert_cmpuint(stored_observations(f.session), ==, before + 1);
	press(&f, "^S"); /* which is no second copy */
	g_assert_cmpuint(stored_observations(f.session), ==, before + 1);
	o = newest_observation(f.session);
	g_assert_cmpint(o->same_as, ==, key);
	g_assert_cmpint(o->report_group, ==, 0);
	g_assert_cmpint(o->counted, ==, 1);
	record_free(o);
	fixture_close(&f);
}

/* One that cannot be linked is not stored either. */
static void test_linking_with_nothing_stores_nothing(void)
{
	struct ui_fixture f = fixture_open(50, "samordnare", "observations");
	guint before = stored_observations(f.session);
	struct observation *o = app_observation_new(f.session);

	o->category = 2;
	o->place = 1;
	o->time_from = o->time_to = FIXTURE_NOW - 6 * 3600;
	g_assert_false(app_observation_add_same(f.session, o, 999999, NULL));
	g_assert_cmpuint(stored_observations(f.session), ==, before);
	record_free(o);
	fixture_close(&f);
}

static void test_read_only_keeps_the_text(void)
{
	struct ui_fixture f = fixture_open(50, "huge", "observations");

	show_entry(&f, NULL);
	type(&f, "brand");
	fixture_refuse_changes(TRUE);
	press(&f, "Tab");
	type(&f, "skog");
	pause_typing(&f);
	check_shows(&f, "!");
	press(&f, "^S");
	check_shows(&f, "Fire");
	check_shows(&f, "skog");
	fixture_refuse_changes(FALSE);
	press(&f, "Tab");
	type(&f, "igår 22");
	pause_typing(&f);
	press(&f, "^S");
	check_shows(&f, "Saved: Fire");
	fixture_close(&f);
}

/* one that is stored */

/* What is wrong with a field while it is typed in, too long to stand beside it, covered the next.
 */
static void test_a_complaint_covers_no_field(void)
{
	struct ui_fixture f = fixture_open(50, "huge", "observations");

	show_entry(&f, NULL);
	check_shows(&f, "[seen]");
	press(&f, "Tab Tab");
	type(&f, "när det var mörkt");
	check_shows(&f, "[seen]");
	check_row(&f, 21,
		  " ! “när” is not understood in a time; write for example “yesterday 22” or");
	check_row(&f, 22, "   “14/11 20-23”.");
	fixture_close(&f);
}

/* Ten megabytes in a field: every key after it would have taken seconds. */
static void test_a_huge_paste_is_refused(void)
{
	struct ui_fixture f = fixture_open(50, "huge", "observations");
	g_autofree char *huge = g_strnfill(10 * 1000 * 1000, 'x');

	show_entry(&f, NULL);
	type(&f, "bra");
	ui_paste(f.ui, huge);
	ui_draw(f.ui, f.s);
	check_shows(&f, "10 000 000 characters are too many");
	check_shows(&f, "was pasted.");
	check_hides(&f, "xxxx");
	check_shows(&f, "bra");
	fixture_close(&f);
}

int main(int argc, char *argv[])
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/entry/a-complaint-covers-no-field", test_a_complaint_covers_no_field);
	g_test_add_func("/entry/a-huge-paste-is-refused", test_a_huge_paste_is_refused);
	g_test_add_func("/entry/six-keys", test_six_keys);
	g_test_add_func("/entry/choices-do-not-carry-on", test_choices_do_not_carry_on);
	g_test_add_func("/entry/grid", test_grid);
	g_test_add_func("/entry/what-is-wrong", test_what_is_wrong_stands_at_the_field);
	g_test_add_func("/entry/tab-stops", test_tab_stops_at_what_is_not_understood);
	g_test_add_func("/entry/cut-has-a-mark", test_cut_texts_have_a_mark);
	g_test_add_func("/entry/what-is-called-so-stands-first",
			test_what_is_called_so_stands_first);
	g_test_add_func("/entry/escape-keeps-the-draft", test_escape_keeps_the_draft);
	g_test_add_func("/entry/focused-field-is-seen", test_focused_field_is_seen);
	g_test_add_func("/entry/beginning-anew-loses-nothing", test_beginning_anew_loses_nothing);
	g_test_add_func("/entry/lacking-right-is-told-at-once", test_lacking_right_is_told_at_once);
	g_test_add_func("/entry/errors-are-read-whole", test_errors_are_read_whole);
	g_test_add_func("/entry/year-far-off-is-asked-about", test_year_far_off_is_asked_about);
	g_test_add_func("/entry/day-of-last-year-is-asked-about",
			test_day_of_last_year_is_asked_about);
	g_test_add_func("/entry/hour-to-come-is-asked-about", test_hour_to_come_is_asked_about);
	g_test_add_func("/entry/who-may-not-link-makes-no-second-copy",
			test_who_may_not_link_makes_no_second_copy);
	g_test_add_func("/entry/linking-with-nothing-stores-nothing",
			test_linking_with_nothing_stores_nothing);
	g_test_add_func("/entry/who-types-steadily-has-a-draft",
			test_who_types_steadily_has_a_draft);
	g_test_add_func("/entry/likely-duplicates", test_likely_duplicates);
	g_test_add_func("/entry/read-only-keeps-the-text", test_read_only_keeps_the_text);
	add_change_tests();
	return g_test_run();
}
