/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The programme's screens: from a figure of the printed year to its reading, its observations and
 * its form, and back. */
#include "config.h"

#include <string.h>

#include "osg/setup.h"
#include "osg/week.h"
#include "ui/screen.h"
#include "ui_fixture.h"

/* A record of the programme with fields as people write them: "code=1|text=Safety". */
static gint64 made(struct session *session, const char *kind, const char *fields)
{
	const struct setup_kind *of = setup_kind_named(kind);
	gpointer record = record_new(of->kind);
	g_auto(GStrv) each = g_strsplit(fields, "|", -1);
	const char *field;
	gint64 key;
	g_autoptr(GError) error = NULL;

	for (char **f = each; *f; f++) {
		char *value = strchr(*f, '=');

		*value = '\0';
		setup_read(session, record, fields_find(of->kind->fields, *f), value + 1, &error);
		g_assert_no_error(error);
	}
	setup_save(session, of, record, &field, &error);
	g_assert_no_error(error);
	key = ((struct record *)record)->key;
	record_free(record);
	return key;
}

/* The year of the screen's week with an area, two figures and a sentence that cites one. */
static struct ui_fixture open_year(const char *screen)
{
	struct ui_fixture f = fixture_open(30, "samordnare", screen);
	int year, month, mday;
	g_autofree char *days = NULL, *reading = NULL, *note = NULL;

	day_to_civil(week_monday(session_week(f.session)) + 3, &year, &month, &mday);
	days = g_strdup_printf("since=%d-01-01|until=%d-12-31", year, year);
	made(f.session, "mandate", "form=programme|title=Programme");
	made(f.session, "objective", "code=1|text=Safety|mandate=Programme");
	made(f.session, "indicator", "code=sch.n|title=Schools trained|form=count|objective=1");
	made(f.session, "indicator",
	     "code=osg.all|title=Reported|form=computed|filter=-nothing|objective=1");
	reading = g_strdup_printf("indicator=sch.n|said=almost 16|source=The list|%s", days);
	made(f.session, "reading", reading);
	note = g_strdup_printf("text=So {sch.n} schools were trained.|form=text|objective=1|%s",
			       days);
	made(f.session, "note", note);
	ui_reload(f.ui);
	ui_settle(f.ui);
	return f;
}

/* A form is for people: times as they write them, the year where it is another one, and nothing
 * where nothing was said. */
static void test_form_speaks_as_people_do(void)
{
	struct ui_fixture f = open_year("programme");
	gint64 key = made(f.session, "defect",
			  "text=Door ajar|started=2019-04-06T10:00|due=2019-04-08T10:00");
	g_autofree char *form = g_strdup_printf("defect:%" G_GINT64_FORMAT, key);
	struct defect *d;

	ui_open(f.ui, "record", form);
	ui_settle(f.ui);
	press(&f, "Tab");
	check_shows(&f, "2019-04-06 10:00");
	check_shows(&f, "Sa 6 Apr 2019 10:00");
	check_hides(&f, "-1"); /* the cost */
	press(&f, "^S");
	d = session_get(f.session, &defect_kind, key, NULL);
	g_assert_cmpint(d->cost, ==, -1);
	g_assert_cmpint(d->due - d->started, ==, 2 * 86400);
	record_free(d);
	fixture_close(&f);
}

/* "Defects past their time 1" is a line of no record: there is nothing to change, and no crash. */
static void test_line_that_counts_has_no_form(void)
{
	struct ui_fixture f = open_year("programme");

	made(f.session, "defect", "text=Door ajar|started=2019-04-06T10:00|due=2019-04-08T10:00");
	ui_reload(f.ui);
	ui_settle(f.ui);
	press(&f, "Home c");
	check_shows(&f, "The line counts several");
	press(&f, "Enter");
	check_shows(&f, "Esc closes");
	fixture_close(&f);
}

/* The words of an assessment are offered, and what was taken is understood. */
static void test_assessment_is_completed(void)
{
	struct ui_fixture f = open_year("programme");

	list_search(ui_list(f.ui), "Safety");
	press(&f, "Home d");
	type(&f, "on");
	press(&f, "Tab");
	check_shows(&f, "Assessment, and why on-track:");
	type(&f, "two of three are done");
	press(&f, "Enter");
	check_shows(&f, "Assessed");
	fixture_close(&f);
}

/* "There are: ." was said of what has no place in the registry. */
static void test_a_wrong_reference_tells_what_there_is(void)
{
	static const struct {
		const char *kind, *field, *said;
	} cases[] = {{"objective", "mandate", "There are: Programme."},
		     {"objective", "parent", "There are: 1."},
		     {"activity", "parent", "There are: none yet."}};
	struct ui_fixture f = open_year("programme");

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		const struct record_kind *kind = setup_kind_named(cases[i].kind)->kind;
		gpointer record = record_new(kind);
		g_autoptr(GError) error = NULL;

		setup_read(f.session, record, fields_find(kind->fields, cases[i].field), "Nowhere",
			   &error);
		g_assert_nonnull(strstr(error->message, cases[i].said));
		record_free(record);
	}
	fixture_close(&f);
}

/* Late ones stood first, but those in any order. */
static void test_the_latest_stands_first(void)
{
	static const char *const fields[] = {
		"text=Third|started=2019-04-06T10:00|due=2019-04-08T10:00",
		"text=First|started=2019-02-06T10:00|due=2019-02-08T10:00",
		"text=Second|started=2019-03-06T10:00|due=2019-03-08T10:00"};
	static const char *const wanted[] = {"First", "Second", "Third"};
	struct ui_fixture f = open_year("programme");

	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
		made(f.session, "defect", fields[i]);
	ui_reload(f.ui);
	ui_settle(f.ui);
	press(&f, "Home Enter"); /* the line that counts them tells them in that order, too */
	g_autofree char *all = surface_dump(f.s);
	for (gsize i = 0; i + 1 < G_N_ELEMENTS(wanted); i++)
		g_assert_true(strstr(all, wanted[i]) < strstr(all, wanted[i + 1]));
	press(&f, "Esc Tab Tab Tab Tab");
	check_shows(&f, "[Defects]");
	for (int i = 0; i < (int)G_N_ELEMENTS(wanted); i++) {
		g_autofree char *row = surface_row(f.s, 4 + i);

		g_assert_nonnull(strstr(row, wanted[i]));
	}
	fixture_close(&f);
}

static void test_figure_opens_its_source(void)
{
	struct ui_fixture f = open_year("print");

	ui_open(f.ui, "print", "follow-up");
	ui_settle(f.ui);
	press(&f, "k");
	check_shows(&f, "Figures and their sources");
	press(&f, "/");
	type(&f, "trained.");
	press(&f, "Enter");
	check_shows(&f, "almost 16 So almost 16 schools were trained.");
	press(&f, "Enter");
	check_shows(&f, "Schools trained: almost 16. As it was read from The list.");
	check_shows(&f, "“almost 16”.");
	check_shows(&f, "in force");
	press(&f, "Enter");
	check_shows(&f, "Change: reading");
	press(&f, "Esc Esc");
	check_shows(&f, "Where it stands");
	fixture_close(&f);
}

static void test_count_opens_its_observations(void)
{
	struct ui_fixture f = open_year("print");

	ui_open(f.ui, "print", "follow-up");
	ui_settle(f.ui);
	press(&f, "k / ");
	type(&f, "Reported");
	press(&f, "Enter Enter");
	check_shows(&f, "The number of events that “-nothing” finds in");
	press(&f, "Enter");
	check_shows(&f, "-nothing 20");
	fixture_close(&f);
}

/* The year chosen for the print was forgotten on the way: the figures were of the week's year. */
static void test_figures_are_of_the_year_of_the_print(void)
{
	struct ui_fixture f = open_year("print");

	ui_open(f.ui, "print", "follow-up");
	ui_settle(f.ui);
	press(&f, "f");
	type(&f, "2015");
	press(&f, "^S");
	ui_settle(f.ui);
	press(&f, "k");
	ui_settle(f.ui);
	check_shows(&f, "Figures and their sources");
	check_shows(&f, "2015");
	fixture_close(&f);
}

/* An indicator of three years, the last of them recorded otherwise, with a margin. */
static struct ui_fixture open_indicator(void)
{
	struct ui_fixture f = fixture_open(0, "samordnare", "programme");
	int year, month, mday;

	day_to_civil(week_monday(session_week(f.session)) + 3, &year, &month, &mday);
	made(f.session, "mandate", "form=programme|title=Programme");
	made(f.session, "objective", "code=1|text=Safety|mandate=Programme");
	g_autofree char *indicator = g_strdup_printf(
		"code=oj|title=Rank of safety|form=count|objective=1|unit=place|break_year=%d|"
		"break_note=another survey",
		year);
	made(f.session, "indicator", indicator);
	for (int back = 2; back >= 0; back--) {
		g_autofree char *reading = g_strdup_printf(
			"indicator=oj|said=%d|%ssource=The list|since=%d-01-01|until=%d-12-31",
			110 + back, back ? "" : "low=100|high=120|", year - back, year - back);

		made(f.session, "reading", reading);
	}
	ui_reload(f.ui);
	press(&f, "Tab Tab");
	return f;
}

static void test_readings_are_drawn(void)
{
	struct ui_fixture f = open_indicator();

	check_shows(&f, "100┤"); /* the axis, beneath the list */
	check_shows(&f, "■");    /* the newest reading */
	press(&f, "D");
	check_shows(&f, "2024: 110 · margin 100–120 · recorded otherwise from here: another");
	check_shows(&f, "No line crosses the dotted border");
	press(&f, "Left");
	check_shows(&f, "> 2023: 111");
	press(&f, "Left Left Left"); /* there is no more */
	check_shows(&f, "> 2022: 112");
	press(&f, "Esc");
	check_hides(&f, "> 2022: 112");
	fixture_close(&f);
}

/* The agreement is the coordinator's and the chair's: others are not offered its form. */
static void test_form_is_offered_to_who_may(void)
{
	struct ui_fixture f = open_year("programme");
	struct participant *who = (struct participant *)session_participant(f.session);

	press(&f, "Right");
	check_shows(&f, "c change");
	who->role = ROLE_REPORTER;
	ui_draw(f.ui, f.s);
	check_hides(&f, "c change");
	press(&f, "c");
	check_shows(&f, "coordinator and the chair");
	fixture_close(&f);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/programme/a-wrong-reference", test_a_wrong_reference_tells_what_there_is);
	g_test_add_func("/programme/assessment-is-completed", test_assessment_is_completed);
	g_test_add_func("/programme/the-latest-stands-first", test_the_latest_stands_first);
	g_test_add_func("/programme/line-that-counts", test_line_that_counts_has_no_form);
	g_test_add_func("/programme/form-speaks-as-people-do", test_form_speaks_as_people_do);
	g_test_add_func("/programme/form-is-offered-to-who-may", test_form_is_offered_to_who_may);
	g_test_add_func("/programme/figure-opens-its-source", test_figure_opens_its_source);
	g_test_add_func("/programme/count-opens-its-observations",
			test_count_opens_its_observations);
	g_test_add_func("/programme/figures-are-of-the-year-of-the-print",
			test_figures_are_of_the_year_of_the_print);
	g_test_add_func("/programme/readings-are-drawn", test_readings_are_drawn);
	return g_test_run();
}
