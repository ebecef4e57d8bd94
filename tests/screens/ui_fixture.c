/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody at the screens: keys in, what is shown out. */
#include "config.h"

#include "ui_fixture.h"

#include <string.h>

#include "fixture.h"
#include "ui/screen.h"

struct ui_fixture fixture_open(guint observations, const char *handle, const char *screen)
{
	struct ui_fixture f;
	const struct ui_options options = {.screen = screen};

	fixture_begin(observations);
	f.session = fixture_session(handle, TRUE);
	f.ui = ui_new(f.session, NULL, &options);
	f.s = surface_new(80, 24);
	ui_settle(f.ui);
	ui_draw(f.ui, f.s);
	return f;
}

void fixture_close(struct ui_fixture *f)
{
	surface_free(f->s);
	ui_free(f->ui);
	session_close(f->session);
}

/* Keys as a person would write them: "l" "Enter" "Esc" "Tab" "Down", and texts in "quotes". */
static guint32 key_of(const char *name)
{
	static const struct {
		const char *name;
		guint32 key;
	} names[] = {{"Enter", UI_KEY_ENTER},
		     {"Esc", UI_KEY_ESCAPE},
		     {"Tab", UI_KEY_TAB},
		     {"Down", UI_KEY_DOWN},
		     {"Up", UI_KEY_UP},
		     {"End", UI_KEY_END},
		     {"Home", UI_KEY_HOME},
		     {"Space", ' '},
		     {"F1", UI_KEY_F(1)},
		     {"^P", UI_KEY_CTRL('p')},
		     {"^S", UI_KEY_CTRL('s')},
		     {"^R", UI_KEY_CTRL('r')},
		     {"^Q", UI_KEY_CTRL('q')},
		     {"^C", UI_KEY_CTRL('c')},
		     {"^K", UI_KEY_CTRL('k')},
		     {"^N", UI_KEY_CTRL('n')},
		     {"PgDn", UI_KEY_PAGE_DOWN},
		     {"PgUp", UI_KEY_PAGE_UP},
		     {"^D", UI_KEY_CTRL('d')},
		     {"^U", UI_KEY_CTRL('u')},
		     {"^T", UI_KEY_CTRL('t')},
		     {"PgDn", UI_KEY_PAGE_DOWN},
		     {"PgUp", UI_KEY_PAGE_UP},
		     {"BackTab", UI_KEY_BACKTAB},
		     {"Left", UI_KEY_LEFT},
		     {"Right", UI_KEY_RIGHT},
		     {"Backspace", UI_KEY_BACKSPACE}};

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(names[i].name, name) == 0)
			return names[i].key;
	g_assert_cmpint(g_utf8_strlen(name, -1), ==, 1);
	return g_utf8_get_char(name);
}

void press(struct ui_fixture *f, const char *keys)
{
	g_auto(GStrv) names = g_strsplit(keys, " ", -1);

	ui_settle(f->ui);
	for (char **name = names; *name; name++) {
		if (**name)
			ui_key(f->ui, key_of(*name));
		ui_settle(f->ui);
	}
	ui_draw(f->ui, f->s);
}

void type(struct ui_fixture *f, const char *text)
{
	for (; *text; text = g_utf8_next_char(text))
		ui_key(f->ui, g_utf8_get_char(text));
	ui_draw(f->ui, f->s);
}

void check_shows(const struct ui_fixture *f, const char *text)
{
	g_autofree char *dump = surface_dump(f->s);

	if (!strstr(dump, text)) {
		g_test_message("%s", dump);
		g_error("“%s” is not shown:\n%s", text, dump);
	}
}

void check_hides(const struct ui_fixture *f, const char *text)
{
	g_autofree char *dump = surface_dump(f->s);

	if (strstr(dump, text))
		g_error("“%s” is shown:\n%s", text, dump);
}

void check_row(const struct ui_fixture *f, int y, const char *text)
{
	g_autofree char *row = surface_row(f->s, y);

	g_assert_cmpstr(row, ==, text);
}

void show_entry(struct ui_fixture *f, const char *argument)
{
	ui_open(f->ui, "entry", argument);
	ui_draw(f->ui, f->s);
}

struct observation *newest_observation(struct session *session)
{
	g_autoptr(GPtrArray) all = session_all(session, &observation_kind, NULL);

	return record_copy(all->pdata[all->len - 1]);
}

guint stored_observations(struct session *session)
{
	g_autoptr(GPtrArray) all = session_all(session, &observation_kind, NULL);

	return all->len;
}

guint active_observations(struct session *session)
{
	g_autoptr(GPtrArray) all = session_all(session, &observation_kind, NULL);
	guint count = 0;

	for (guint i = 0; i < all->len; i++)
		count += !((const struct record *)all->pdata[i])->withdrawn;
	return count;
}
