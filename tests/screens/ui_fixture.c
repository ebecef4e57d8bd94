/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody at the screens: keys in, what is shown out. */
#include "config.h"

#include "ui_fixture.h"

#include <string.h>

#include "ui/fake_store.h"

struct desk sit_down(guint observations, const char *handle, const char *screen)
{
	struct desk desk;
	const struct ui_options options = {.screen = screen};

	fake_begin(observations);
	desk.app = fake_app(handle, TRUE);
	desk.ui = ui_new(desk.app, NULL, &options);
	desk.s = surface_new(80, 24);
	ui_draw(desk.ui, desk.s);
	return desk;
}

void stand_up(struct desk *desk)
{
	surface_free(desk->s);
	ui_free(desk->ui);
	app_close(desk->app);
}

/* Keys as a person would write them: "l" "Enter" "Esc" "Tab" "Down", and texts in "quotes". */
static guint32 key_of(const char *name)
{
	static const struct {
		const char *name;
		guint32 key;
	} names[] = {{"Enter", PRESS_ENTER},     {"Esc", PRESS_ESCAPE},
		     {"Tab", PRESS_TAB},         {"Down", PRESS_DOWN},
		     {"Up", PRESS_UP},           {"End", PRESS_END},
		     {"Home", PRESS_HOME},       {"Space", ' '},
		     {"F1", PRESS_F(1)},         {"^P", PRESS_CTRL('p')},
		     {"^S", PRESS_CTRL('s')},    {"^R", PRESS_CTRL('r')},
		     {"^Q", PRESS_CTRL('q')},    {"^C", PRESS_CTRL('c')},
		     {"^K", PRESS_CTRL('k')},    {"^N", PRESS_CTRL('n')},
		     {"BackTab", PRESS_BACKTAB}, {"Left", PRESS_LEFT},
		     {"Right", PRESS_RIGHT},     {"Backspace", PRESS_BACKSPACE}};

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(names[i].name, name) == 0)
			return names[i].key;
	g_assert_cmpint(g_utf8_strlen(name, -1), ==, 1);
	return g_utf8_get_char(name);
}

void press(struct desk *desk, const char *keys)
{
	g_auto(GStrv) names = g_strsplit(keys, " ", -1);

	for (char **name = names; *name; name++)
		if (**name)
			ui_key(desk->ui, key_of(*name));
	ui_draw(desk->ui, desk->s);
}

void type(struct desk *desk, const char *text)
{
	for (; *text; text = g_utf8_next_char(text))
		ui_key(desk->ui, g_utf8_get_char(text));
	ui_draw(desk->ui, desk->s);
}

void check_shows(const struct desk *desk, const char *text)
{
	g_autofree char *dump = surface_dump(desk->s);

	if (!strstr(dump, text)) {
		g_test_message("%s", dump);
		g_error("“%s” is not shown:\n%s", text, dump);
	}
}

void check_hides(const struct desk *desk, const char *text)
{
	g_autofree char *dump = surface_dump(desk->s);

	if (strstr(dump, text))
		g_error("“%s” is shown:\n%s", text, dump);
}

void check_row(const struct desk *desk, int y, const char *text)
{
	g_autofree char *row = surface_row(desk->s, y);

	g_assert_cmpstr(row, ==, text);
}
