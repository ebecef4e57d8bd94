/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every screen on the surface, at all sizes, empty and full, whatever is pressed; and the tables of
 * commands and keys. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ui_fixture.h"
#include "test_screens.h"
#include "osg/app.h"
#include "osg/app_measure.h"
#include "osg/random.h"
#include "osg/ui.h"
#include "ui/command.h"
#include "ui/screen.h"

/* every screen, every size */

static const struct {
	int width, height;
} sizes[] = {{80, 24}, {40, 10}, {20, 5}, {1, 1}, {240, 67}, {119, 30}, {120, 16}, {41, 17}};

static void check_frame(struct ui_fixture *f, const char *screen UNUSED)
{
	struct surface *s = f->s;

	ui_draw(f->ui, s);
	if (s->cursor_shown)
		g_assert_nonnull(surface_cell(s, s->cursor_x, s->cursor_y));
	for (int i = 0; i < s->width * s->height; i++) {
		g_assert_cmpint(s->cells[i].style, <, STYLE_COUNT);
		g_assert_true(s->cells[i].width == 0 ||
			      g_unichar_isprint(s->cells[i].characters[0]));
	}
	if (s->width >= 40 && s->height >= 10)
		check_shows(f, "w.40");
	else if (s->width > 10)
		check_shows(f, "osg needs");
}

static void all_sizes(guint observations, const char *handle)
{
	for (int i = 0; screens[i]; i++) {
		struct ui_fixture f = fixture_open(observations, handle, NULL);

		ui_open(f.ui, screens[i]->id, NULL);
		for (gsize size = 0; size < G_N_ELEMENTS(sizes); size++) {
			surface_resize(f.s, sizes[size].width, sizes[size].height);
			check_frame(&f, screens[i]->id);
			press(&f, "?");
			press(&f, "Esc");
			ui_key(f.ui, UI_KEY_F(1));
			ui_draw(f.ui, f.s);
			ui_key(f.ui, UI_KEY_ESCAPE);
			ui_key(f.ui, UI_KEY_CTRL('p'));
			check_frame(&f, screens[i]->id);
			ui_key(f.ui, UI_KEY_ESCAPE);
		}
		fixture_close(&f);
	}
}

static void test_all_sizes_empty(void)
{
	all_sizes(0, "samordnare");
}

static void test_all_sizes_full(void)
{
	all_sizes(10000, "samordnare");
}

static void test_all_sizes_reporter(void)
{
	all_sizes(100, "huge");
}

/* Whatever is pressed, at whatever size: nothing breaks and the frame is whole. */
static void test_any_keys(void)
{
	g_autofree char *before = g_get_current_dir(),
			*folder = g_dir_make_tmp("osg-keys-XXXXXX", NULL);
	g_autoptr(GDir) written = NULL;
	const char *name;

	g_assert_cmpint(g_chdir(folder), ==, 0); /* some keys write files */
	static const guint32 keys[] = {
		'1',
		'2',
		'3',
		'8',
		',',
		'.',
		'w',
		'u',
		'U',
		':',
		'M',
		'q',
		'?',
		'/',
		's',
		' ',
		'l',
		'L',
		'd',
		'f',
		'v',
		'o',
		'S',
		'*',
		'a',
		'e',
		'i',
		'R',
		'I',
		'p',
		'x',
		'b',
		'r',
		0xe5,
		0x65e5,
		UI_KEY_UP,
		UI_KEY_DOWN,
		UI_KEY_LEFT,
		UI_KEY_RIGHT,
		UI_KEY_HOME,
		UI_KEY_END,
		UI_KEY_PAGE_UP,
		UI_KEY_PAGE_DOWN,
		UI_KEY_DELETE,
		UI_KEY_BACKSPACE,
		UI_KEY_ENTER,
		UI_KEY_ENTER,
		UI_KEY_TAB,
		UI_KEY_BACKTAB,
		UI_KEY_ESCAPE,
		UI_KEY_ESCAPE,
		UI_KEY_F(1),
		UI_KEY_CTRL('p'),
		UI_KEY_CTRL('r'),
		UI_KEY_CTRL('c'),
		UI_KEY_CTRL('k'),
		UI_KEY_NONE,
	};
	struct ui_fixture f = fixture_open(200, "samordnare", NULL);
	struct random random;

	random_seed(&random, 7);
	for (int i = 0; i < 4000; i++) {
		guint32 r = random_below(&random, 100);

		if (r < 90)
			ui_key(f.ui, keys[random_below(&random, G_N_ELEMENTS(keys))]);
		else if (r < 93)
			ui_mouse(f.ui, random_below(&random, 4), random_below(&random, 90),
				 random_below(&random, 30));
		else if (r < 95)
			ui_paste(f.ui, "två\nrader \033[2J");
		else if (r < 97)
			ui_tick(f.ui);
		else
			surface_resize(f.s, sizes[r % G_N_ELEMENTS(sizes)].width,
				       sizes[r % G_N_ELEMENTS(sizes)].height);
		ui_draw(f.ui, f.s);
		if (i % 16 == 0)
			ui_settle(f.ui);
	}
	fixture_close(&f);
	written = g_dir_open(folder, 0, NULL);
	while ((name = g_dir_read_name(written)))
		g_unlink(name);
	g_assert_cmpint(g_chdir(before), ==, 0);
	g_rmdir(folder);
}

/* the tables */

static void test_commands_are_whole(void)
{
	const GArray *all = commands_all();
	g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < all->len; i++) {
		const struct command *command = g_array_index(all, struct command_place, i).command;
		g_autofree char *keys = command_keys(command->id);

		g_assert_true(g_hash_table_add(ids, (gpointer)command->id));
		g_assert_cmpstr(command->title, !=, "");
		g_assert_true(g_str_has_suffix(command->help, "."));
		g_assert_nonnull(command->run);
		g_assert_true(*keys || !(command->flags & COMMAND_MOVE));
	}
	for (const struct key_binding *b = keymap(); b->command; b++)
		if (!command_find(b->command, NULL))
			g_error("the key of %s leads nowhere: %s", b->context, b->command);
}

static void test_no_key_twice(void)
{
	for (const struct key_binding *a = keymap(); a->command; a++)
		for (const struct key_binding *b = a + 1; b->command; b++)
			if (a->key == b->key && strcmp(a->context, b->context) == 0)
				g_error("a key stands twice in %s: %s and %s", a->context,
					a->command, b->command);
}

static void test_keys_of_a_swedish_keyboard(void)
{
	for (const struct key_binding *b = keymap(); b->command; b++) {
		g_autofree char *keys = command_keys(b->command);
		const struct command *command = command_find(b->command, NULL);

		if (b->key >= UI_KEY_NONE)
			continue;
		/* What needs AltGr has another key as well. */
		if (strchr("[]{}\\|@~$^`", b->key))
			g_assert_nonnull(strchr(keys, ' '));
		/* A split arrow arrives as one of these: nothing may be written by it. */
		if (strchr("OABCDHF~", b->key))
			g_assert_cmpint(command->flags & COMMAND_WRITES, ==, 0);
	}
	for (int i = 0; screens[i]; i++)
		g_assert_true(screens[i]->digit == 0 ||
			      (screens[i]->digit >= '1' && screens[i]->digit <= '9'));
}

static void test_help_says_every_key(void)
{
	for (int i = 0; screens[i]; i++) {
		struct ui_fixture f = fixture_open(50, "samordnare", NULL);

		ui_open(f.ui, screens[i]->id, NULL);
		surface_resize(f.s, 100, 120);
		ui_key(f.ui, UI_KEY_F(1));
		ui_draw(f.ui, f.s);
		for (const struct command *c = screens[i]->commands; c && c->id; c++) {
			g_autofree char *keys = command_keys(c->id);

			if (!*keys)
				continue;
			check_shows(&f, keys);
			check_shows(&f, c->title);
		}
		fixture_close(&f);
	}
}

/* the frame */

/* without colour */

/* "21 in four weeks" opened the seven of the meeting's week. */
static void test_a_place_opens_the_weeks_it_counts(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "meeting");

	press(&f, "Enter PgDn PgDn PgDn Down");
	check_shows(&f, "Visättraskolan, 21 in four weeks");
	press(&f, "Enter");
	check_shows(&f, "2024-W37-2024-W40");
	check_shows(&f, "1 of 21");
	press(&f, "Esc Down Down");
	check_shows(&f, "> ! 4 more places, within their usual");
	press(&f, "Enter");
	check_shows(&f, "place:\"Flemingsbergs station\"|place:");
	fixture_close(&f);
}

/* What was dropped left the list, and the next key met the first row instead of the next. */
static void test_the_next_row_comes_in_its_place(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "meeting");
	static const char *const titles[] = {"Lampor", "Rond", "Staket"};

	for (gsize i = 0; i < G_N_ELEMENTS(titles); i++) {
		struct measure *m = record_new(&measure_kind);

		field_set_text(&m->title, titles[i]);
		g_assert_true(app_measure_save(f.session, m, NULL, NULL, NULL));
		record_free(m);
	}
	press(&f, "Enter PgDn Down");
	check_shows(&f, "> ~ –: Rond");
	press(&f, "d");
	type(&f, "platsen byggs om");
	press(&f, "Enter");
	check_shows(&f, "Dropped: –: Rond");
	check_shows(&f, "> ~ –: Staket");
	fixture_close(&f);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/screens/all-sizes/empty", test_all_sizes_empty);
	g_test_add_func("/screens/all-sizes/10000", test_all_sizes_full);
	g_test_add_func("/screens/all-sizes/reporter", test_all_sizes_reporter);
	g_test_add_func("/screens/any-keys", test_any_keys);
	g_test_add_func("/tables/commands-are-whole", test_commands_are_whole);
	g_test_add_func("/tables/no-key-twice", test_no_key_twice);
	g_test_add_func("/tables/keys-of-a-swedish-keyboard", test_keys_of_a_swedish_keyboard);
	g_test_add_func("/tables/help-says-every-key", test_help_says_every_key);
	add_frame_tests();
	add_meeting_tests();
	g_test_add_func("/meeting/the-next-row-comes-in-its-place",
			test_the_next_row_comes_in_its_place);
	g_test_add_func("/meeting/a-place-opens-the-weeks-it-counts",
			test_a_place_opens_the_weeks_it_counts);
	return g_test_run();
}
