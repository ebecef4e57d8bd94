/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every screen on the surface: all sizes, empty and full, keys in and text out, what colours may
 * not say alone. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ui_fixture.h"
#include "fixture.h"
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

static void test_frame(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);

	ui_tick(f.ui);
	ui_draw(f.ui, f.s);
	check_row(
		&f, 0,
		" Huddinge OSG  w.40  30 Sep–6 Oct 2024  DRAFT  5 of 6 in       Samordnare 08:31");
	check_shows(&f, "[2 Picture]3 Observations ");
	check_shows(&f, "? help");
	press(&f, "3");
	check_shows(&f, " 2 Picture[3 Observations]");
	g_assert_true(f.s->cursor_shown);
	surface_resize(f.s, 40, 10);
	ui_draw(f.ui, f.s);
	check_shows(&f, "w.40");
	check_shows(&f, "? help");
	fixture_close(&f);
}

static void test_week_moves_everywhere(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);

	press(&f, ",");
	check_shows(&f, "w.39  23–29 Sep 2024");
	press(&f, "3");
	check_shows(&f, "w.39");
	press(&f, ". .");
	check_shows(&f, "w.41");
	press(&f, "w");
	type(&f, "v38");
	press(&f, "Enter");
	check_shows(&f, "w.38");
	press(&f, "2");
	check_shows(&f, "w.38");
	press(&f, "w");
	type(&f, "99");
	press(&f, "Enter");
	check_shows(&f, "is no week");
	press(&f, "Esc");
	check_shows(&f, "w.38");
	fixture_close(&f);
}

static void test_unknown_key_says_where_help_is(void)
{
	struct ui_fixture f = fixture_open(10, "samordnare", NULL);

	press(&f, "z");
	check_shows(&f, "z does nothing here. ? shows the keys.");
	fixture_close(&f);
}

static void test_palette(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);

	press(&f, ":");
	type(&f, "obse");
	check_shows(&f, "Observations");
	press(&f, "Enter");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "observations");
	press(&f, "^P");
	type(&f, "v39");
	check_shows(&f, "Week 39");
	press(&f, "Enter");
	check_shows(&f, "w.39");
	press(&f, ":");
	type(&f, "skogas");
	press(&f, "Enter");
	check_shows(&f, "\"Skogås\"");
	check_hides(&f, "Visättraskolan");
	press(&f, ":");
	type(&f, "qqqq");
	check_shows(&f, "Nothing is called that.");
	press(&f, "Esc");
	fixture_close(&f);
}

/* What was used last stands first, what cannot be done now last; places, organisations, categories
 * and settings are found too, and words of the help. */
static void test_palette_knows_more(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");

	press(&f, ":");
	type(&f, "BUF");
	check_shows(&f, "Barn- och utbildning");
	press(&f, "Enter");
	check_shows(&f, "who:BUF");
	press(&f, "Esc :");
	type(&f, "mangards");
	press(&f, "Enter");
	check_shows(&f, "place:\"Mangårdsvägen\"");
	press(&f, "Esc :");
	type(&f, "litter");
	press(&f, "Enter");
	check_shows(&f, "what:NED");
	press(&f, "Esc :");
	type(&f, "theme");
	press(&f, "Enter");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "settings");
	press(&f, "Esc : Up");
	check_hides(&f, "> Break the link"); /* nothing is linked here: it stands last */
	fixture_close(&f);
}

static void test_messages_are_kept(void)
{
	struct ui_fixture f = fixture_open(10, "samordnare", NULL);

	ui_message(f.ui, MESSAGE_ERROR, "The printer has no paper.");
	press(&f, "Down");
	check_shows(&f, "! The printer has no paper.");
	press(&f, "M");
	check_shows(&f, "Earlier messages");
	check_shows(&f, "08:31 ! The printer has no paper.");
	fixture_close(&f);
}

static void test_long_error_is_read_whole(void)
{
	struct ui_fixture f = fixture_open(10, "samordnare", NULL);

	ui_message(f.ui, MESSAGE_ERROR,
		   "The file pol_v40.csv could not be read: line 12, column “Datum”, says “31 "
		   "februari” but a day like "
		   "2024-10-04 was expected.");
	ui_draw(f.ui, f.s);
	check_shows(&f, "The file pol_v40.csv");
	check_shows(&f, "expected.");
	fixture_close(&f);
}

static void test_only_ctrl_q_ends(void)
{
	struct ui_fixture f = fixture_open(10, "samordnare", NULL);

	press(&f, "q Esc ^C q");
	g_assert_false(ui_done(f.ui));
	check_shows(&f, "Ctrl-Q ends osg.");
	press(&f, ": ^Q");
	g_assert_true(ui_done(f.ui));
	fixture_close(&f);
}

static void test_mouse(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);
	gint64 first;

	ui_mouse(f.ui, MOUSE_CLICK, 26, 1);
	ui_draw(f.ui, f.s);
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "observations");
	first = list_selected_identity(ui_list(f.ui));
	ui_mouse(f.ui, MOUSE_WHEEL_DOWN, 10, 8);
	g_assert_cmpint(list_position(ui_list(f.ui)), ==, 3);
	ui_mouse(f.ui, MOUSE_CLICK, 10, 5);
	g_assert_cmpint(list_selected_identity(ui_list(f.ui)), ==, first);
	ui_mouse(f.ui, MOUSE_DOUBLE_CLICK, 10, 5);
	ui_draw(f.ui, f.s);
	check_shows(&f, "Esc closes");
	fixture_close(&f);
}

/* One row and 40 blank ones: the room under what stands out was empty. */
static void test_picture_fills_its_room(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);
	guint small = list_shown(ui_list(f.ui));
	gint64 first = list_selected_identity(ui_list(f.ui));

	g_assert_cmpuint(small, >, 1);
	surface_resize(f.s, 120, 40);
	press(&f, "Down"); /* over the rule to the first of the rest */
	g_assert_cmpuint(list_shown(ui_list(f.ui)), >, small);
	g_assert_cmpint(list_position(ui_list(f.ui)), ==, 1);
	check_shows(&f, "\n   ───"); /* the rule begins under the rows */
	press(&f, "Up");
	g_assert_cmpint(list_selected_identity(ui_list(f.ui)), ==, first);
	fixture_close(&f);
}

/* A drill-down is left to the row and the rows that were shown; a digit is the screen itself. */
static void test_the_way_back(void)
{
	static const char *const ways[] = {"Esc", "q"};

	for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
		struct ui_fixture f = fixture_open(300, "samordnare", NULL);
		gint64 row;

		press(&f, "v Down Down");
		row = list_selected_identity(ui_list(f.ui));
		press(&f, "o");
		check_shows(&f, "> Observations");
		press(&f, "/");
		type(&f, "vis");
		press(&f, "Enter Esc"); /* the search first */
		g_assert_cmpstr(ui_screen(f.ui)->id, ==, "observations");
		press(&f, ways[i]);
		g_assert_cmpstr(ui_screen(f.ui)->id, ==, "picture");
		g_assert_cmpint(list_selected_identity(ui_list(f.ui)), ==, row);
		check_hides(&f, "more within the usual");
		press(&f, "o 3");
		check_shows(&f, "[3 Observations]");
		check_shows(&f, "all of the week");
		press(&f, "2");
		check_hides(&f, "> Observations");
		g_assert_cmpstr(ui_screen(f.ui)->id, ==, "picture");
		fixture_close(&f);
	}
}

static void test_keys_of_the_family(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	struct list *list = ui_list(f.ui);
	g_autofree char *copied = NULL;

	press(&f, "j j k");
	g_assert_cmpint(list_position(list), ==, 1);
	press(&f, "G");
	g_assert_cmpint(list_position(list), ==, (int)list_shown(list) - 1);
	press(&f, "g");
	g_assert_cmpint(list_position(list), ==, 0);
	press(&f, "^D");
	g_assert_cmpint(list_position(list), >, 3);
	press(&f, "^U");
	g_assert_cmpint(list_position(list), ==, 0);
	press(&f, "y");
	copied = ui_take_copied(f.ui);
	g_assert_nonnull(strchr(copied, '\n'));
	g_assert_null(ui_take_copied(f.ui));
	press(&f, "*"); /* of another screen: said where */
	check_shows(&f, "* does nothing here; on Picture (2) it is");
	fixture_close(&f);
}

/* While a key is held the details of the row before stand: a step sends little. */
static void test_details_wait_for_rest(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	g_autofree char *before = surface_row(f.s, 18), *moving = NULL, *resting = NULL;

	ui_key(f.ui, UI_KEY_DOWN);
	ui_draw(f.ui, f.s);
	moving = surface_row(f.s, 18);
	g_assert_cmpstr(moving, ==, before);
	g_assert_cmpint(ui_wait(f.ui), <=, 81);
	ui_settle(f.ui);
	ui_draw(f.ui, f.s);
	resting = surface_row(f.s, 18);
	g_assert_cmpstr(resting, !=, before);
	fixture_close(&f);
}

static void test_the_filter_explains_itself(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", "observations");

	press(&f, "f F1");
	check_shows(&f, "a stroke means or");
	press(&f, "Esc");
	check_shows(&f, "Filter");
	fixture_close(&f);
}

static void test_messages_go_with_their_screen(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");

	press(&f, "z");
	check_shows(&f, "z does nothing here");
	ui_message(f.ui, MESSAGE_ERROR, "This is wrong.");
	press(&f, "2");
	check_hides(&f, "This is wrong.");
	press(&f, "3");
	check_hides(&f, "This is wrong.");
	fixture_close(&f);
}

static void test_a_long_message_covers_no_row(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	g_autofree char *last = NULL;

	press(&f, "End");
	last = surface_row(f.s, f.s->cursor_y);
	ui_message(f.ui, MESSAGE_ERROR,
		   "The file pol_v40.csv could not be read: line 12, column “Datum”, says “31 "
		   "februari” but a day like 2024-10-04 was expected.");
	ui_draw(f.ui, f.s);
	check_shows(&f, last);
	check_shows(&f, "expected.");
	fixture_close(&f);
}

/* "(v shows all)rows.": the empty list's sentence and the count were drawn over each other. */
static void test_an_empty_picture_is_one_sentence(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);

	press(&f, ". . . .");
	if (list_shown(ui_list(f.ui)) == 0)
		check_hides(&f, "more within the usual");
	check_hides(&f, ")r");
	fixture_close(&f);
}

/* Every {command} in a sentence is a key of the keymap, in both languages. */
static void test_sentences_have_the_keys_of_the_keymap(void)
{
	g_autofree char *known = command_sentence("{entry.open} adds, {hotspots} finds");
	g_autofree char *unknown = command_sentence("{nothing.here} {");
	g_autofree char *file = g_test_build_filename(G_TEST_DIST, "..", "po", "sv.po", NULL);
	g_autofree char *po = NULL;
	g_autoptr(GRegex) named = g_regex_new("\\{[a-z][a-z.-]*\\}", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;

	g_assert_cmpstr(known, ==, "a adds, 5 finds");
	g_assert_cmpstr(unknown, ==, "{nothing.here} {");
	g_assert_true(g_file_get_contents(file, &po, NULL, NULL));
	g_regex_match(named, po, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
		g_autofree char *name = g_match_info_fetch(match, 0);
		g_autofree char *key = command_sentence(name);

		g_assert_cmpstr(key, !=, name);
	}
}

/* observations */

static void test_search_and_step_back(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	guint all = list_shown(ui_list(f.ui));

	press(&f, "/");
	type(&f, "visattra fire");
	g_assert_cmpuint(list_shown(ui_list(f.ui)), <, all);
	press(&f, "Enter");
	check_shows(&f, "/visattra fire");
	press(&f, "Space");
	check_shows(&f, "1 marked");
	press(&f, "Esc");
	check_hides(&f, "1 marked");
	press(&f, "Esc");
	g_assert_cmpuint(list_shown(ui_list(f.ui)), ==, all);
	press(&f, "/");
	type(&f, "zzzz");
	check_shows(&f, "No row has these words.");
	press(&f, "Esc");
	g_assert_cmpuint(list_shown(ui_list(f.ui)), ==, all);
	fixture_close(&f);
}

/* The words may stand in the free text; where too many rows are shown it is said what searches them
 * all. */
static void test_search_in_texts(void)
{
	struct ui_fixture f = fixture_open(4000, "samordnare", "observations");
	guint all = list_shown(ui_list(f.ui));

	press(&f, "/");
	type(&f, "brand"); /* the category is called Fire here */
	g_assert_cmpuint(list_shown(ui_list(f.ui)), >=, 16);
	g_assert_cmpuint(list_shown(ui_list(f.ui)), <, all);
	check_hides(&f, "searches the texts");
	press(&f, "Esc f");
	type(&f, "alla");
	press(&f, "Enter /");
	type(&f, "brand");
	g_assert_cmpuint(list_shown(ui_list(f.ui)), ==, 0);
	check_shows(&f, "f searches the texts too");
	fixture_close(&f);
}

static void test_filter_line(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");

	press(&f, "f");
	type(&f, "skogås brand");
	press(&f, "Enter");
	check_shows(&f, " skogås brand");
	check_hides(&f, "Visättraskolan");
	press(&f, "f");
	type(&f, " \"half");
	press(&f, "Enter");
	check_shows(&f, "! "); /* the reason, and what was typed stays */
	check_shows(&f, "\"half");
	press(&f, "Esc");
	check_shows(&f, " skogås brand");
	press(&f, "Esc");
	check_shows(&f, "all of the week");
	fixture_close(&f);
}

static void test_empty_says_what_to_do(void)
{
	struct ui_fixture f = fixture_open(0, "samordnare", "observations");

	check_shows(&f, "No observations in week 40 yet. a adds one, i reads a file.");
	fixture_close(&f);
}

static void test_link_and_undo(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");

	press(&f, "l");
	check_shows(&f, "Mark the observations that are the same event with Space first.");
	press(&f, "Space Space l");
	check_shows(&f, "2 observations linked, counted once");
	press(&f, "Home");
	check_shows(&f, "= The same event as ");
	check_shows(&f, "L unlink");
	press(&f, "u");
	check_shows(&f, "Taken back:");
	check_hides(&f, "= The same event as ");
	press(&f, "U");
	check_shows(&f, "Done again:");
	check_shows(&f, "= The same event as ");
	press(&f, "L");
	check_shows(&f, "unlinked");
	check_hides(&f, "= The same event as ");
	fixture_close(&f);
}

static void test_withdraw_needs_a_reason(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	guint all = list_shown(ui_list(f.ui));

	press(&f, "d Enter");
	check_shows(&f, "Say why");
	type(&f, "entered twice");
	press(&f, "Enter");
	check_shows(&f, "1 observation withdrawn");
	g_assert_cmpuint(list_shown(ui_list(f.ui)), ==, all - 1);
	press(&f, "u");
	g_assert_cmpuint(list_shown(ui_list(f.ui)), ==, all);
	fixture_close(&f);
}

static void test_change_by_others_keeps_the_selection(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	struct session *other = fixture_session("samordnare", TRUE);
	gint64 selected, first = list_selected_identity(ui_list(f.ui));

	g_assert_false(ui_poll(f.ui));
	press(&f, "Down Down");
	selected = list_selected_identity(ui_list(f.ui));
	g_assert_true(app_observations_withdraw(other, &first, 1, "entered twice", NULL));
	g_assert_true(ui_poll(f.ui));
	ui_draw(f.ui, f.s);
	g_assert_cmpint(list_selected_identity(ui_list(f.ui)), ==, selected);
	g_assert_cmpint(list_position(ui_list(f.ui)), ==, 1);
	session_close(other);
	fixture_close(&f);
}

static void test_sort(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	gint64 selected = list_selected_identity(ui_list(f.ui));

	press(&f, "s Down Down Enter");
	check_shows(&f, "Place ▴");
	g_assert_cmpint(list_selected_identity(ui_list(f.ui)), ==, selected);
	press(&f, "s Enter");
	check_shows(&f, "Place ▾");
	fixture_close(&f);
}

/* the picture */

static void came(gpointer data)
{
	*(gboolean *)data = TRUE;
}

static void test_picture_is_compiled_beside(void)
{
	const struct ui_options options = {.in_background = TRUE};
	struct ui_fixture f;
	gboolean there = FALSE;

	fixture_begin(300);
	f.session = fixture_session("samordnare", TRUE);
	f.ui = ui_new(f.session, NULL, &options);
	f.s = surface_new(80, 24);
	ui_draw(f.ui, f.s);
	check_shows(&f, "is being compiled");
	ui_key(f.ui, 'l');
	ui_draw(f.ui, f.s);
	check_shows(&f, "a moment");
	ui_on_change(f.ui, came, &there);
	while (!there)
		g_main_context_iteration(NULL, TRUE);
	ui_on_change(f.ui, NULL, NULL);
	ui_settle(f.ui);
	ui_draw(f.ui, f.s);
	check_shows(&f, "Silent: BOJ");
	ui_key(f.ui, ','); /* compiled ahead: no moment without it */
	ui_draw(f.ui, f.s);
	check_shows(&f, "w.39");
	check_shows(&f, "events (");
	for (int i = 0; i < 5; i++)
		ui_key(f.ui, ','); /* it ends while the worker is at it */
	fixture_close(&f);
}

static void test_picture_reads_in_order(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);

	check_shows(&f, "events (");
	check_shows(&f, "Silent: BOJ");
	check_shows(&f, "R▲   Flemingsberg");
	check_shows(&f, "w.39");
	check_shows(&f, "Most events");
	check_shows(&f, "more within the usual (v shows all)");
	press(&f, "Down");
	check_shows(&f, ">");
	press(&f, "v");
	check_hides(&f, "more within the usual");
	press(&f, "Esc");
	check_shows(&f, "more within the usual");
	press(&f, "Enter");
	check_shows(&f, "Method:");
	press(&f, "Esc o");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "observations");
	fixture_close(&f);
}

static void test_highlight_and_undo(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);

	press(&f, "*");
	check_shows(&f, "Highlighted in the summary");
	check_shows(&f, "R▲ * Flemingsberg");
	press(&f, "u");
	check_hides(&f, "R▲ * Flemingsberg");
	fixture_close(&f);
}

static void test_longer_period(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);

	press(&f, "W");
	type(&f, "2024-Q3");
	press(&f, "Enter");
	check_shows(&f, "Quarter 3, 2024");
	check_shows(&f, "Flemingsberg");
	press(&f, ",");
	check_shows(&f, "Quarter 2, 2024");
	press(&f, ". .");
	check_shows(&f, "Quarter 4, 2024");
	press(&f, ", o");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "observations");
	check_shows(&f, "2024-Q3");
	press(&f, "Esc Esc");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "picture");
	press(&f, "W");
	type(&f, "v99");
	press(&f, "Enter");
	check_shows(&f, "is no period");
	fixture_close(&f);
}

static void test_situation_is_never_lost(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);
	const struct picture *picture;

	press(&f, "l");
	type(&f, "Lugn vecka.");
	ui_hang_up(f.ui); /* the line drops */
	surface_free(f.s);
	ui_free(f.ui);
	f.ui = ui_new(f.session, NULL, NULL);
	f.s = surface_new(80, 24);
	ui_settle(f.ui);
	press(&f, "l");
	check_shows(&f, "Lugn vecka.");
	press(&f, "^S");
	picture = ui_picture(f.ui);
	g_assert_cmpstr(picture->situation, ==, "Lugn vecka.");
	fixture_close(&f);
}

/* The key that writes down a changed recording says why it does not. */
static void test_no_recording_to_write_down(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);

	press(&f, "2 m");
	check_shows(&f, "No organisation has begun to report more");
	press(&f, "3");
	check_hides(&f, "No organisation has begun to report more");
	press(&f, "M");
	check_shows(&f, "No organisation has begun to report more");
	fixture_close(&f);
}

/* Left as it was opened, it said "saved · u undoes". */
static void test_situation_untouched_is_not_saved(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);

	press(&f, "l");
	type(&f, "Lugn vecka.");
	press(&f, "^S");
	check_shows(&f, "u takes it back");
	press(&f, "3 2 l Esc");
	check_hides(&f, "u takes it back");
	press(&f, "u");
	g_assert_null(ui_picture(f.ui)->situation);
	fixture_close(&f);
}

static void test_fix_asks_and_needs_a_reason_the_second_time(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", NULL);

	press(&f, "S");
	check_shows(&f, "Fix the picture of week 40, version 1?");
	press(&f, "Esc");
	g_assert_cmpint(app_picture_versions(f.session, session_week(f.session)), ==, 0);
	press(&f, "S Enter");
	check_shows(&f, "fixed as version 1");
	check_shows(&f, "FIXED 1");
	press(&f, "S");
	check_shows(&f, "Why a new version");
	type(&f, "late report");
	press(&f, "Enter");
	check_shows(&f, "version 2?");
	press(&f, "Enter");
	check_shows(&f, "FIXED 2");
	fixture_close(&f);
}

static void test_a_reporter_hears_why_not(void)
{
	struct ui_fixture f = fixture_open(300, "huge", NULL);

	check_hides(&f, "S fix");
	press(&f, "S");
	g_assert_cmpint(app_picture_versions(f.session, session_week(f.session)), ==, 0);
	check_hides(&f, "Fix the picture of week");
	fixture_close(&f);
}

/* What is fixed stands until somebody asks for the draft, what came since is told, and undo does
 * not walk past it. */
static void test_a_fixed_one_is_what_is_shown(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "picture");
	struct observation *o = app_observation_new(f.session);
	g_autoptr(GError) error = NULL;

	press(&f, "l");
	type(&f, "lugnt");
	press(&f, "^S");
	press(&f, "S Enter");
	check_shows(&f, "FIXED 1");
	check_shows(&f, "0 new since version 1");
	press(&f, "u");
	check_shows(&f, "Version 1 of w.40 is fixed: what came before it is not taken back.");
	check_shows(&f, "FIXED 1");
	o->category = 2;
	o->area = 1;
	o->time_from = o->time_to = week_start(session_week(f.session)) + 3600;
	o->entered_at = session_now(f.session) + 60;
	g_assert_true(app_observation_save(f.session, o, &error));
	g_assert_no_error(error);
	record_free(o);
	ui_poll(f.ui);
	ui_settle(f.ui);
	press(&f, "Home");
	check_shows(&f, "FIXED 1");
	check_shows(&f, "1 new since version 1 (V shows the draft)");
	press(&f, "V");
	check_shows(&f, "DRAFT");
	check_hides(&f, "since version");
	press(&f, "V");
	check_shows(&f, "FIXED 1");
	fixture_close(&f);
}

/* without colour */

/* Rows in different states differ in their text, not only in their style. */
static void test_states_differ_in_text(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "observations");
	g_autofree char *selected = NULL, *marked = NULL, *plain = NULL;

	press(&f, "Space Down");
	marked = surface_row(f.s, 5);
	plain = surface_row(f.s, 6);
	selected = surface_row(f.s, 7);
	g_assert_true(g_str_has_prefix(marked, "•  "));
	g_assert_true(g_str_has_prefix(plain, "   "));
	g_assert_true(g_str_has_prefix(selected, " > "));
	ui_message(f.ui, MESSAGE_ERROR, "x");
	ui_draw(f.ui, f.s);
	check_row(&f, 22, " ! x");
	check_shows(&f, "[3 Observations]");
	fixture_close(&f);
}

/* from problem to result */

static void test_trace_opens_what_is_behind(void)
{
	struct ui_fixture f = fixture_open(300, "samordnare", "groups");
	struct measure *m = app_measure_new(f.session);
	g_autoptr(GError) error = NULL;

	press(&f, "t");
	check_shows(&f, "There is neither focus group nor measure yet.");
	press(&f, "Esc");
	field_set_text(&m->title, "Lamps are replaced");
	field_set_text(&m->cause_text, "dark path");
	app_measure_save(f.session, m, NULL, NULL, &error);
	g_assert_no_error(error);
	record_free(m);
	press(&f, "t");
	check_shows(&f, "Lamps are replaced");
	check_shows(&f, "Outside of focus groups");
	press(&f, "Enter");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "record");
	press(&f, "Esc Esc");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "groups");
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
	g_test_add_func("/frame/rows", test_frame);
	g_test_add_func("/frame/week-moves-everywhere", test_week_moves_everywhere);
	g_test_add_func("/frame/unknown-key", test_unknown_key_says_where_help_is);
	g_test_add_func("/frame/palette", test_palette);
	g_test_add_func("/frame/palette-knows-more", test_palette_knows_more);
	g_test_add_func("/frame/messages-are-kept", test_messages_are_kept);
	g_test_add_func("/frame/long-error-is-read-whole", test_long_error_is_read_whole);
	g_test_add_func("/frame/only-ctrl-q-ends", test_only_ctrl_q_ends);
	g_test_add_func("/frame/mouse", test_mouse);
	g_test_add_func("/frame/the-way-back", test_the_way_back);
	g_test_add_func("/frame/keys-of-the-family", test_keys_of_the_family);
	g_test_add_func("/observations/details-wait-for-rest", test_details_wait_for_rest);
	g_test_add_func("/observations/the-filter-explains-itself",
			test_the_filter_explains_itself);
	g_test_add_func("/frame/messages-go-with-their-screen", test_messages_go_with_their_screen);
	g_test_add_func("/frame/a-long-message-covers-no-row", test_a_long_message_covers_no_row);
	g_test_add_func("/frame/sentences-have-the-keys-of-the-keymap",
			test_sentences_have_the_keys_of_the_keymap);
	g_test_add_func("/picture/an-empty-one-is-one-sentence",
			test_an_empty_picture_is_one_sentence);
	g_test_add_func("/observations/search-and-step-back", test_search_and_step_back);
	g_test_add_func("/observations/search-in-texts", test_search_in_texts);
	g_test_add_func("/observations/filter-line", test_filter_line);
	g_test_add_func("/observations/empty-says-what-to-do", test_empty_says_what_to_do);
	g_test_add_func("/observations/link-and-undo", test_link_and_undo);
	g_test_add_func("/observations/withdraw-needs-a-reason", test_withdraw_needs_a_reason);
	g_test_add_func("/observations/change-by-others-keeps-the-selection",
			test_change_by_others_keeps_the_selection);
	g_test_add_func("/observations/sort", test_sort);
	g_test_add_func("/picture/fills-its-room", test_picture_fills_its_room);
	g_test_add_func("/picture/reads-in-order", test_picture_reads_in_order);
	g_test_add_func("/picture/longer-period", test_longer_period);
	g_test_add_func("/picture/highlight-and-undo", test_highlight_and_undo);
	g_test_add_func("/picture/a-fixed-one-is-what-is-shown", test_a_fixed_one_is_what_is_shown);
	g_test_add_func("/picture/is-compiled-beside", test_picture_is_compiled_beside);
	g_test_add_func("/picture/situation-is-never-lost", test_situation_is_never_lost);
	g_test_add_func("/screens/no-recording-to-write-down", test_no_recording_to_write_down);
	g_test_add_func("/picture/situation-untouched-is-not-saved",
			test_situation_untouched_is_not_saved);
	g_test_add_func("/picture/fix-asks-and-needs-a-reason",
			test_fix_asks_and_needs_a_reason_the_second_time);
	g_test_add_func("/picture/a-reporter-hears-why-not", test_a_reporter_hears_why_not);
	g_test_add_func("/mono/states-differ-in-text", test_states_differ_in_text);
	g_test_add_func("/trace/opens-what-is-behind", test_trace_opens_what_is_behind);
	return g_test_run();
}
