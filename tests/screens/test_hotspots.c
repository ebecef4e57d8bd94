/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Screens 5 and 6 and the chart: a burning school is found beside the screens, shown with its
 * reasons, dismissed, taken back, made a focus group. */
#include "config.h"

#include <string.h>

#include "fixture.h"
#include "osg/ui.h"
#include "ui/drawing_cells.h"
#include "ui/screen.h"

struct hotspots_fixture {
	struct session *session;
	struct ui *ui;
	struct surface *s;
};

/* Until nothing runs beside the screens. */
static void wait_for_jobs(struct hotspots_fixture *f)
{
	ui_settle(f->ui);
	ui_draw(f->ui, f->s);
}

static void fixture_open(struct hotspots_fixture *f, guint observations, const char *handle,
			 int width, int height)
{
	const struct ui_options options = {.screen = "hotspots"};

	fixture_begin(observations);
	f->session = fixture_session(handle, TRUE);
	f->ui = ui_new(f->session, NULL, &options);
	f->s = surface_new(width, height);
	ui_draw(f->ui, f->s);
	wait_for_jobs(f);
}

static void fixture_close(struct hotspots_fixture *f)
{
	surface_free(f->s);
	ui_free(f->ui);
	session_close(f->session);
}

static void press(struct hotspots_fixture *f, guint32 key)
{
	ui_key(f->ui, key);
	ui_draw(f->ui, f->s);
	wait_for_jobs(f);
}

static void type(struct hotspots_fixture *f, const char *text)
{
	for (; *text; text = g_utf8_next_char(text))
		press(f, g_utf8_get_char(text));
	press(f, UI_KEY_ENTER);
}

static void check_shows(const struct hotspots_fixture *f, const char *text, gboolean shown)
{
	g_autofree char *dump = surface_dump(f->s);

	if ((strstr(dump, text) != NULL) != shown)
		g_error("“%s” is %s shown:\n%s", text, shown ? "not" : "still", dump);
}

/* Whether any changed recording stands. */
static void check_changed(const struct hotspots_fixture *f, gboolean wanted)
{
	g_autoptr(GPtrArray) all = session_all(f->session, &recording_change_kind, NULL);
	guint standing = 0;

	for (guint i = 0; i < all->len; i++)
		standing += !((struct record *)all->pdata[i])->withdrawn;
	g_assert_cmpint(standing > 0, ==, wanted);
}

static void test_found(void)
{
	struct hotspots_fixture f;

	fixture_open(&f, 800, "samordnare", 80, 24);
	check_shows(&f, "R▲", TRUE);
	check_shows(&f, "Hotspot 24401 ·", TRUE);
	check_shows(&f, "would be", TRUE);
	check_shows(&f, "What: BRA", TRUE);
	check_shows(&f, "Does it hold?", TRUE);
	check_shows(&f, "A week here", TRUE);
	check_shows(&f, "┤", TRUE);
	press(&f, 'm');
	check_shows(&f, "permutation", FALSE); /* below; the figures come first */
	check_shows(&f, "Method", TRUE);
	press(&f, UI_KEY_ESCAPE);
	press(&f, UI_KEY_ENTER);
	check_shows(&f, "> Observations", TRUE);
	check_shows(&f, "place:", TRUE);
	press(&f, '2'); /* the week's picture tells of it too */
	check_shows(&f, "R▲ Hotspot 24401 ", TRUE);
	fixture_close(&f);
}

static void test_decided(void)
{
	struct hotspots_fixture f;

	fixture_open(&f, 800, "samordnare", 80, 24);
	press(&f, 'd');
	type(&f, "Roadworks");
	check_shows(&f, "Dismissed w.41: Roadworks", TRUE);
	press(&f, 'u');
	check_shows(&f, "Roadworks", FALSE);
	fixture_leave(f.session, "HUGE");
	press(&f, 'F');
	check_shows(&f, "Who leads", TRUE);
	check_shows(&f, "HUGE  Huge", FALSE);
	press(&f, UI_KEY_ENTER);
	check_shows(&f, "Focus group since w.41", TRUE);
	press(&f, 'F');
	check_shows(&f, "works on hotspot", TRUE);
	press(&f, '6');
	check_shows(&f, "What made it start:", TRUE);
	press(&f, 'u');
	check_shows(&f, "There is no focus group yet", TRUE);
	fixture_close(&f);
}

/* An organisation that has begun to report more is written down from both screens, and undone. */
static void test_recording_written_down(void)
{
	static const struct {
		guint32 screen, key;
	} ways[] = {{'2', 'm'}, {'5', 'M'}};
	struct hotspots_fixture f;

	fixture_open(&f, 400, "samordnare", 80, 24);
	fixture_report_more("POL", "NED", 20);
	for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
		press(&f, ways[i].screen);
		ui_reload(f.ui);
		wait_for_jobs(&f);
		press(&f, ways[i].key);
		check_shows(&f, "Write down a changed recording?", TRUE);
		check_shows(&f, "count as recorded", TRUE);
		check_changed(&f, FALSE);
		press(&f, UI_KEY_ENTER);
		check_shows(&f, "Written down as a changed recording: ", TRUE);
		check_changed(&f, TRUE);
		press(&f, 'u');
		check_changed(&f, FALSE);
	}
	fixture_close(&f);
}

/* One key draws the hotspot, the cursor reads its weeks, Tab turns to the next chart. */
static void test_charts(void)
{
	struct hotspots_fixture f;

	fixture_open(&f, 800, "samordnare", 80, 24);
	press(&f, 'D');
	check_shows(&f, "· 1 of 4", TRUE);
	check_shows(&f, "> w.", TRUE);
	check_shows(&f, "· usual ", TRUE);
	press(&f, UI_KEY_HOME);
	check_shows(&f, "> w.41, 9–15 Oct 2023: ", TRUE);
	press(&f, UI_KEY_RIGHT);
	check_shows(&f, "> w.42, 16–22 Oct 2023: ", TRUE);
	press(&f, UI_KEY_TAB);
	check_shows(&f, "By hour · 2 of 4", TRUE);
	check_shows(&f, "> 23–24: ", TRUE);
	press(&f, UI_KEY_TAB);
	check_shows(&f, "What · 3 of 4", TRUE);
	press(&f, UI_KEY_DOWN);
	press(&f, 'y');
	press(&f, UI_KEY_ESCAPE);
	check_shows(&f, "Copied: What", TRUE);
	press(&f, '7'); /* nothing to draw there, and that is said */
	press(&f, 'D');
	check_shows(&f, "There is nothing on this screen to draw.", TRUE);
	fixture_close(&f);
}

static void test_sizes(void)
{
	struct hotspots_fixture f;

	fixture_open(&f, 800, "samordnare", 40, 10);
	check_shows(&f, "R▲", TRUE);
	press(&f, UI_KEY_ENTER); /* no room for details: they open */
	check_shows(&f, "Hotspot 24401", TRUE);
	fixture_close(&f);
	fixture_open(&f, 800, "samordnare", 120, 40);
	check_shows(&f, "By reporter", TRUE);
	check_shows(&f, "By hour", TRUE);
	fixture_close(&f);
}

static void test_empty(void)
{
	struct hotspots_fixture f;

	fixture_open(&f, 0, "samordnare", 80, 24);
	check_shows(&f, "Too few to judge: 0 events", TRUE);
	press(&f, '6');
	check_shows(&f, "There is no focus group yet", TRUE);
	fixture_close(&f);
}

static char *label(int index, gconstpointer data UNUSED)
{
	return g_strdup_printf("w%d", index + 1);
}

static void test_chart(void)
{
	static const int values[] = {0, 1, 2, 4, 8};
	const struct chart chart = {.values = values,
				    .count = 5,
				    .upper = 2,
				    .window = 1,
				    .label = label,
				    .label_every = 4};
	struct surface *s = surface_new(13, 5);
	g_autofree char *unicode = NULL, *ascii = NULL, *words = chart_words(&chart, 3);

	surface_clear(s);
	drawing_columns(s, (struct rectangle){0, 0, 9, 5}, &chart);
	unicode = surface_dump(s);
	g_assert_cmpstr(unicode, ==,
			"  8┤    █\n"
			"   │    █\n"
			"  4┤   ██\n"
			"   │·▄███\n"
			"  0└w1─w5\n");
	s->ascii = TRUE;
	surface_clear(s);
	drawing_columns(s, (struct rectangle){0, 0, 9, 5}, &chart);
	ascii = surface_dump(s);
	g_assert_cmpstr(ascii, ==,
			"  8+    #\n"
			"   |    #\n"
			"  4+   =#\n"
			"   |.===#\n"
			"  0+w1-w5\n");
	g_assert_cmpstr(words, ==, "2 4 8");
	for (int width = 0; width < 13; width++) /* too small is no crash */
		drawing_columns(s, (struct rectangle){0, 0, width, width % 6}, &chart);
	surface_free(s);
}

/* "The picture's words are the coordinator's" was the answer to F and d, then that of d to F. */
static void test_refusals_name_what_is_refused(void)
{
	static const struct {
		guint32 key;
		const char *said;
	} cases[] = {{'F', "Starting a focus group"}, {'d', "Dismissing a hotspot"}};
	struct hotspots_fixture f;

	fixture_open(&f, 800, "huge", 80, 24);
	check_shows(&f, "Visättraskolan", TRUE);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		press(&f, cases[i].key);
		check_shows(&f, cases[i].said, TRUE);
	}
	fixture_close(&f);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hotspots/found", test_found);
	g_test_add_func("/hotspots/decided", test_decided);
	g_test_add_func("/hotspots/charts", test_charts);
	g_test_add_func("/hotspots/recording-written-down", test_recording_written_down);
	g_test_add_func("/hotspots/sizes", test_sizes);
	g_test_add_func("/hotspots/empty", test_empty);
	g_test_add_func("/chart/columns", test_chart);
	g_test_add_func("/hotspots/refusals", test_refusals_name_what_is_refused);
	return g_test_run();
}
