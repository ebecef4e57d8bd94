/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Screens 5 and 6 and the chart: a burning school is found beside the screens, shown with its
 * reasons, dismissed, taken back, made a focus group. */
#include "config.h"

#include <string.h>

#include "ui/fake_store.h"
#include "osg/ui.h"
#include "ui/drawing_cells.h"
#include "ui/job.h"

struct desk {
	struct session *session;
	struct ui *ui;
	struct surface *s;
};

/* Until nothing runs beside the screens. */
static void wait_for_jobs(struct desk *desk)
{
	while (job_running(desk->ui))
		g_main_context_iteration(NULL, TRUE);
	ui_draw(desk->ui, desk->s);
}

static void sit_down(struct desk *desk, guint observations, int width, int height)
{
	const struct ui_options options = {.screen = "hotspots"};

	fake_begin(observations);
	desk->session = fake_app("samordnare", TRUE);
	desk->ui = ui_new(desk->session, NULL, &options);
	desk->s = surface_new(width, height);
	ui_draw(desk->ui, desk->s);
	wait_for_jobs(desk);
}

static void stand_up(struct desk *desk)
{
	surface_free(desk->s);
	ui_free(desk->ui);
	session_close(desk->session);
}

static void press(struct desk *desk, guint32 key)
{
	ui_key(desk->ui, key);
	ui_draw(desk->ui, desk->s);
	wait_for_jobs(desk);
}

static void type(struct desk *desk, const char *text)
{
	for (; *text; text = g_utf8_next_char(text))
		press(desk, g_utf8_get_char(text));
	press(desk, UI_KEY_ENTER);
}

static void check_shows(const struct desk *desk, const char *text, gboolean shown)
{
	g_autofree char *dump = surface_dump(desk->s);

	if ((strstr(dump, text) != NULL) != shown)
		g_error("“%s” is %s shown:\n%s", text, shown ? "not" : "still", dump);
}

static void test_found(void)
{
	struct desk desk;

	sit_down(&desk, 800, 80, 24);
	check_shows(&desk, "R▲", TRUE);
	check_shows(&desk, "Hotspot 1 ·", TRUE);
	check_shows(&desk, "would be", TRUE);
	check_shows(&desk, "What: BRA", TRUE);
	check_shows(&desk, "Does it hold?", TRUE);
	check_shows(&desk, "A week here", TRUE);
	check_shows(&desk, "┤", TRUE);
	press(&desk, 'm');
	check_shows(&desk, "permutation", FALSE); /* below; the figures come first */
	check_shows(&desk, "Method", TRUE);
	press(&desk, UI_KEY_ESCAPE);
	press(&desk, UI_KEY_ENTER);
	check_shows(&desk, "[3 Observations]", TRUE);
	check_shows(&desk, "place:", TRUE);
	press(&desk, '2'); /* the week's picture tells of it too */
	check_shows(&desk, "R▲ Hotspot 1 ", TRUE);
	stand_up(&desk);
}

static void test_decided(void)
{
	struct desk desk;

	sit_down(&desk, 800, 80, 24);
	press(&desk, 'd');
	type(&desk, "Roadworks");
	check_shows(&desk, "Dismissed w.41: Roadworks", TRUE);
	press(&desk, 'u');
	check_shows(&desk, "Roadworks", FALSE);
	press(&desk, 'F');
	check_shows(&desk, "Who leads", TRUE);
	press(&desk, UI_KEY_ENTER);
	check_shows(&desk, "Focus group since w.41", TRUE);
	press(&desk, '6');
	check_shows(&desk, "What made it start:", TRUE);
	press(&desk, 'u');
	check_shows(&desk, "There is no focus group yet", TRUE);
	stand_up(&desk);
}

static void test_sizes(void)
{
	struct desk desk;

	sit_down(&desk, 800, 40, 10);
	check_shows(&desk, "R▲", TRUE);
	press(&desk, UI_KEY_ENTER); /* no room for details: they open */
	check_shows(&desk, "Hotspot 1", TRUE);
	stand_up(&desk);
	sit_down(&desk, 800, 120, 40);
	check_shows(&desk, "By reporter", TRUE);
	check_shows(&desk, "By hour", TRUE);
	stand_up(&desk);
}

static void test_empty(void)
{
	struct desk desk;

	sit_down(&desk, 0, 80, 24);
	check_shows(&desk, "Too few to judge: 0 events", TRUE);
	press(&desk, '6');
	check_shows(&desk, "There is no focus group yet", TRUE);
	stand_up(&desk);
}

static char *label(int index, gconstpointer data)
{
	(void)data;
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
			"  4+   ##\n"
			"   |.####\n"
			"  0+w1-w5\n");
	g_assert_cmpstr(words, ==, "2 4 8");
	for (int width = 0; width < 13; width++) /* too small is no crash */
		drawing_columns(s, (struct rectangle){0, 0, width, width % 6}, &chart);
	surface_free(s);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hotspots/found", test_found);
	g_test_add_func("/hotspots/decided", test_decided);
	g_test_add_func("/hotspots/sizes", test_sizes);
	g_test_add_func("/hotspots/empty", test_empty);
	g_test_add_func("/chart/columns", test_chart);
	return g_test_run();
}
