/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one list and the one line editor, without any screen. */
#include "config.h"

#include <string.h>

#include "ui/edit.h"
#include "ui/list.h"

#include "osg/ui.h"

struct list_rows {
	const char *names[8];
	gint64 identities[8];
	guint count;
};

static guint count(gpointer data)
{
	return ((struct list_rows *)data)->count;
}

static gint64 identity(gpointer data, guint row)
{
	return ((struct list_rows *)data)->identities[row];
}

static void extract(gpointer data, guint row, GString *out)
{
	g_string_append(out, ((struct list_rows *)data)->names[row]);
}

static void extract_number(gpointer data, guint row, GString *out)
{
	g_string_append_printf(out, "%d", (int)((struct list_rows *)data)->identities[row]);
}

static const struct list_column columns[] = {
	{"name", "Name", 10, 1, 0, TEXT_LEFT, extract, NULL},
	{"number", "No", 3, 0, 1, TEXT_RIGHT, extract_number, NULL},
	{NULL},
};
static const struct list_model model = {.columns = columns, .count = count, .identity = identity};

static struct list_rows some(void)
{
	return (struct list_rows){
		{"Öst", "ås", "Ärla", "Göteborg", "Zinken"}, {11, 12, 13, 14, 15}, 5};
}

static char *drawn(struct list *list, int width, int height)
{
	struct surface *s = surface_new(width, height);
	char *dump;

	list_draw(list, s, surface_area(s));
	dump = surface_dump(s);
	surface_free(s);
	return dump;
}

static void test_draws(void)
{
	struct list_rows rows = some();
	struct list *list = list_new(&model, &rows);
	g_autofree char *wide = NULL, *narrow = NULL;

	list_reload(list);
	list_move(list, 1);
	wide = drawn(list, 20, 4);
	g_assert_cmpstr(wide, ==,
			"   Name     No\n   Öst      11\n > ås       12\n   Ärla     13\n");
	narrow = drawn(list, 13, 3);
	g_assert_cmpstr(narrow, ==, "   Name\n   Öst\n > ås\n");
	list_free(list);
}

/* A column that fills takes the rest, and is the first that is cut. */
static void test_room_goes_where_it_is_needed(void)
{
	static const struct list_column with_text[] = {
		{"name", "Name", 4, 1, 0, TEXT_LEFT, extract, NULL},
		{"number", "No", 3, 0, 0, TEXT_RIGHT, extract_number, NULL},
		{"text", "Text", 7, 1, 0, TEXT_LEFT, extract, NULL, .fills = TRUE},
		{NULL},
	};
	static const struct list_model with_text_model = {with_text, count, identity, NULL, NULL};
	struct list_rows rows = some();
	struct list *list = list_new(&with_text_model, &rows);
	g_autofree char *wide = NULL, *narrow = NULL, *smallest = NULL;
	g_autoptr(GPtrArray) whole = NULL;

	list_reload(list);
	list_move_to(list, 3);
	wide = drawn(list, 40, 6);
	g_assert_nonnull(strstr(wide, " > Göteborg 14 Göteborg\n"));
	g_assert_null(list_whole_row(list));
	g_assert_cmpint(list_natural_width(list), ==, G_MAXINT);
	narrow = drawn(list, 20, 6); /* half of what it keeps is for those that are cut */
	g_assert_nonnull(strstr(narrow, " > Göteborg 14 Göt…\n"));
	smallest = drawn(list, 12, 6);
	g_assert_nonnull(strstr(smallest, "\n > Göt… 14"));
	whole = list_whole_row(list);
	g_assert_cmpuint(whole->len, ==, 3);
	g_assert_cmpstr(whole->pdata[2], ==, "Text: Göteborg");
	list_free(list);
}

static void test_selection_follows_the_record(void)
{
	struct list_rows rows = some(), fewer = {{"ny", "Göteborg", "Öst"}, {99, 14, 11}, 3};
	struct list *list = list_new(&model, &rows);

	list_reload(list);
	list_select(list, 14);
	list_sort(list, "name");
	g_assert_cmpint(list_selected_identity(list), ==, 14);
	g_assert_cmpint(list_position(list), ==, 0);
	list_sort(list, "name");
	g_assert_true(list_sort_reversed(list));
	g_assert_cmpint(list_position(list), ==, 4);
	rows = fewer;
	list_reload(list);
	g_assert_cmpint(list_selected_identity(list), ==, 14);
	/* It is gone: the row at the same height is selected. */
	rows.identities[1] = 77;
	list_reload(list);
	g_assert_cmpint(list_selected_identity(list), !=, 0);
	rows.count = 0;
	list_reload(list);
	g_assert_cmpint(list_selected(list), ==, -1);
	list_free(list);
}

static void test_sorts_as_swedes_do(void)
{
	static const char *const expected[] = {"Göteborg", "Zinken", "ås", "Ärla", "Öst"};
	struct list_rows rows = some();
	struct list *list = list_new(&model, &rows);

	list_reload(list);
	list_sort(list, "name");
	for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
		list_move_to(list, i);
		g_assert_cmpstr(rows.names[list_selected(list)], ==, expected[i]);
	}
	list_free(list);
}

static void check_found(struct list *list, const char *typed, guint expected)
{
	list_search(list, typed);
	g_assert_cmpuint(list_shown(list), ==, expected);
}

static void test_search(void)
{
	struct list_rows rows = some();
	struct list *list = list_new(&model, &rows);

	list_reload(list);
	check_found(list, "goteborg", 1);
	check_found(list, "göteborg", 1);
	check_found(list, "ärla", 1);
	check_found(list, "arla", 1);
	check_found(list, "åst", 0); /* an å typed is an å meant */
	check_found(list, "Göt", 1);
	check_found(list, "GÖT", 0); /* capitals typed are capitals meant */
	check_found(list, "st 11", 1);
	check_found(list, "", 5);
	list_free(list);
}

/* The words of a search may stand in any column, what one narrows to in its own only; rows that say
 * nothing there are rows like others. */
static void test_narrows_to_a_value(void)
{
	struct list_rows rows = {{"11", "", "Zinken", ""}, {10, 11, 12, 13}, 4};
	struct list *list = list_new(&model, &rows);
	g_autofree char *text = NULL, *all = NULL;

	list_reload(list);
	list_only(list, &columns[0], "11");
	g_assert_cmpuint(list_shown(list), ==, 1);
	list_only(list, &columns[0], "");
	g_assert_cmpuint(list_shown(list), ==, 2);
	check_found(list, "13", 1);
	text = list_narrowing(list);
	g_assert_cmpstr(text, ==, "/13  Name: –");
	list_show_all(list);
	g_assert_cmpuint(list_shown(list), ==, 4);
	g_assert_false(list_is_narrowed(list));
	all = list_narrowing(list);
	g_assert_null(all);
	list_free(list);
}

static void test_marks(void)
{
	struct list_rows rows = some();
	struct list *list = list_new(&model, &rows);
	g_autoptr(GArray) one = NULL, two = NULL;

	list_reload(list);
	one = list_chosen(list);
	g_assert_cmpuint(one->len, ==, 1);
	list_move_to(list, 3);
	list_toggle_mark(list);
	list_move_to(list, 0);
	list_toggle_mark(list);
	two = list_chosen(list);
	g_assert_cmpuint(two->len, ==, 2);
	g_assert_cmpint(g_array_index(two, gint64, 0), ==, 11);
	g_assert_cmpint(g_array_index(two, gint64, 1), ==, 14);
	rows.count = 2; /* a marked row went away */
	list_reload(list);
	g_assert_cmpuint(list_marked(list), ==, 1);
	list_free(list);
}

static void test_mouse(void)
{
	struct list_rows rows = some();
	struct list *list = list_new(&model, &rows);
	gboolean opened;

	list_reload(list);
	g_free(drawn(list, 20, 5));
	g_assert_true(list_mouse(list, MOUSE_CLICK, 5, 3, &opened));
	g_assert_cmpint(list_selected_identity(list), ==, 13);
	g_assert_false(opened);
	g_assert_true(list_mouse(list, MOUSE_DOUBLE_CLICK, 5, 3, &opened));
	g_assert_true(opened);
	g_assert_true(list_mouse(list, MOUSE_CLICK, 4, 0, &opened));
	g_assert_cmpstr(list_sort_column(list), ==, "name");
	g_assert_false(list_mouse(list, MOUSE_CLICK, 5, 9, &opened));
	list_free(list);
}

static void test_scrolls(void)
{
	struct list_rows rows = some();
	struct list *list = list_new(&model, &rows);
	g_autofree char *end = NULL;

	list_reload(list);
	list_move_to(list, -1);
	end = drawn(list, 13, 3);
	g_assert_cmpstr(end, ==, "   Name\n   Göteborg\n > Zinken\n");
	list_free(list);
}

/* typing */

static void type(struct edit *edit, const char *text)
{
	for (; *text; text = g_utf8_next_char(text))
		g_assert_true(edit_key(edit, g_utf8_get_char(text)));
}

static void test_edit_by_grapheme(void)
{
	struct edit edit;

	edit_init(&edit, "", FALSE);
	type(&edit, "åa\u030a日");
	edit_key(&edit, UI_KEY_BACKSPACE);
	edit_key(&edit, UI_KEY_BACKSPACE);
	g_assert_cmpstr(edit.text->str, ==, "å");
	edit_key(&edit, UI_KEY_HOME);
	type(&edit, "x");
	g_assert_cmpstr(edit.text->str, ==, "xå");
	edit_key(&edit, UI_KEY_DELETE);
	g_assert_cmpstr(edit.text->str, ==, "x");
	g_assert_false(edit_key(&edit, UI_KEY_ENTER));
	g_assert_false(edit_key(&edit, UI_KEY_TAB));
	g_assert_false(edit_key(&edit, 0x07));
	edit_clear(&edit);
}

static void test_paste_is_cleaned(void)
{
	struct edit edit;

	edit_init(&edit, "", FALSE);
	edit_paste(&edit, "rad ett\nrad\033[2J två");
	g_assert_null(strchr(edit.text->str, '\n'));
	g_assert_null(strchr(edit.text->str, '\033'));
	edit_clear(&edit);
}

static void test_edit_lines(void)
{
	struct surface *s = surface_new(8, 3);
	struct edit edit;
	g_autofree char *dump = NULL;

	edit_init(&edit, "", TRUE);
	type(&edit, "en två tre");
	edit_key(&edit, UI_KEY_ENTER);
	type(&edit, "fyra");
	edit_draw(&edit, s, surface_area(s), STYLE_TEXT, TRUE);
	dump = surface_dump(s);
	g_assert_cmpstr(dump, ==, "en två\ntre\nfyra\n");
	g_assert_cmpint(s->cursor_y, ==, 2);
	g_assert_cmpint(s->cursor_x, ==, 4);
	edit_key(&edit, UI_KEY_UP);
	edit_key(&edit, UI_KEY_UP);
	edit_draw(&edit, s, surface_area(s), STYLE_TEXT, TRUE);
	g_assert_cmpint(s->cursor_y, ==, 0);
	surface_free(s);
	edit_clear(&edit);
}

static void test_long_line_keeps_the_cursor_in_sight(void)
{
	struct surface *s = surface_new(6, 1);
	struct edit edit;

	edit_init(&edit, "abcdefghijkl", FALSE);
	edit_draw(&edit, s, surface_area(s), STYLE_TEXT, TRUE);
	g_assert_true(s->cursor_shown);
	g_assert_cmpint(s->cursor_x, ==, 5);
	edit_key(&edit, UI_KEY_HOME);
	edit_draw(&edit, s, surface_area(s), STYLE_TEXT, TRUE);
	g_assert_cmpint(s->cursor_x, ==, 0);
	surface_free(s);
	edit_clear(&edit);
}

struct member_row {
	char *name;
	int number;
};

static guint two(gpointer data UNUSED)
{
	return 2;
}

static gint64 one_more(gpointer data UNUSED, guint row)
{
	return row + 1;
}

static gpointer row_of(gpointer data, guint row)
{
	return (struct member_row *)data + row;
}

/* A column that only shows a member of its row needs no function. */
static void test_columns_of_members(void)
{
	g_autofree char *name = g_strdup("Öst"), *dump = NULL;
	struct member_row rows[] = {{name, 11}, {NULL, -2}};
	static const struct list_column of_members[] = {
		{"name", "Name", 10, 1, 0, TEXT_LEFT, LIST_TEXT(struct member_row, name, "–")},
		{"number", "No", 3, 0, 1, TEXT_RIGHT, LIST_NUMBER(struct member_row, number)},
		{NULL},
	};
	const struct list_model members = {
		.columns = of_members, .count = two, .identity = one_more, .row = row_of};
	struct list *list = list_new(&members, rows);

	list_reload(list);
	dump = drawn(list, 20, 3);
	g_assert_cmpstr(dump, ==, "   Name No\n > Öst  11\n   –    -2\n");
	list_free(list);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/list/room-goes-where-it-is-needed", test_room_goes_where_it_is_needed);
	g_test_add_func("/list/draws", test_draws);
	g_test_add_func("/list/columns-of-members", test_columns_of_members);
	g_test_add_func("/list/selection-follows-the-record", test_selection_follows_the_record);
	g_test_add_func("/list/sorts-as-swedes-do", test_sorts_as_swedes_do);
	g_test_add_func("/list/search", test_search);
	g_test_add_func("/list/narrows-to-a-value", test_narrows_to_a_value);
	g_test_add_func("/list/marks", test_marks);
	g_test_add_func("/list/mouse", test_mouse);
	g_test_add_func("/list/scrolls", test_scrolls);
	g_test_add_func("/edit/by-grapheme", test_edit_by_grapheme);
	g_test_add_func("/edit/paste-is-cleaned", test_paste_is_cleaned);
	g_test_add_func("/edit/lines", test_edit_lines);
	g_test_add_func("/edit/long-line-keeps-the-cursor-in-sight",
			test_long_line_keeps_the_cursor_in_sight);
	return g_test_run();
}
