/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a list is drawn: the widths of its columns, its rows with what was searched, the rule, and
 * what a click meets. */
#include "config.h"

#include "ui/list_private.h"

#include <string.h>

#include "osg/error.h"
#include "osg/text.h"
#include "osg/ui.h"

#define GUTTER 3 /* mark, ">", blank */
#define MEASURED                                                                                   \
	200 /* rows whose width is asked for: the columns stand still while one scrolls            \
	     */

static char *heading_text(const struct list *list, const struct list_column *column)
{
	char *own = list->model->heading ? list->model->heading(list->data, column) : NULL;

	return own ? own : g_strdup(*column->title ? _(column->title) : "");
}

/* What the columns need to show everything. */
static void measure(struct list *list)
{
	guint count = MIN(list->model->count(list->data), MEASURED), i = 0;
	g_autoptr(GString) cell = g_string_new(NULL);

	if (list->measured)
		return;
	list->measured = TRUE;
	for (const struct list_column *c = list->model->columns; c->id && i < MOST_COLUMNS;
	     c++, i++) {
		g_autofree char *title = heading_text(list, c);
		int most = text_width(title) + (*title && c == list->sort ? 2 : 0);

		for (guint row = 0; !c->fills && row < count; row++) {
			list_extract(list, c, row, cell);
			most = MAX(most, text_width(cell->str));
		}
		list->natural[i] = MAX(c->fills ? MAX(most, c->width) : most, 1);
		if (c->most)
			list->natural[i] = MIN(list->natural[i], c->most);
	}
}

static int natural_of(const struct list *list, const struct list_column *column)
{
	return list->natural[column - list->model->columns];
}

static int least_of(const struct list *list, const struct list_column *column)
{
	return MIN(column->width, natural_of(list, column));
}

static int least_width(const struct list *list, const struct list_column *const *columns, int count)
{
	int sum = GUTTER - 1;

	for (int i = 0; i < count; i++)
		sum += least_of(list, columns[i]) + 1;
	return sum;
}

int list_natural_width(struct list *list)
{
	int sum = GUTTER, i = 0;

	measure(list);
	for (const struct list_column *c = list->model->columns; c->id; c++, i++) {
		if (c->fills)
			return G_MAXINT;
		sum += list->natural[i] + 1;
	}
	return sum;
}

static int drop_column(const struct list_column **columns, int count)
{
	int goes = -1;

	for (int i = 0; i < count; i++)
		if (columns[i]->leaves > 0 &&
		    (goes < 0 || columns[i]->leaves > columns[goes]->leaves))
			goes = i;
	if (goes < 0)
		return count;
	memmove(&columns[goes], &columns[goes + 1], sizeof columns[0] * (count - goes - 1));
	return count - 1;
}

/* Gives of what is left to the columns that need more: first to those that do not share, then by
 * share; the rest to those that fill. */
static void give_room(struct list *list, int left)
{
	gboolean given = TRUE;

	for (int i = 0; i < list->place_count; i++) {
		const struct list_column *c = list->places[i].column;
		int more = c->share || c->fills
				   ? 0
				   : MIN(natural_of(list, c) - list->places[i].width, left);

		list->places[i].width += more;
		left -= more;
	}
	while (left > 0 && given) {
		given = FALSE;
		for (int i = 0; i < list->place_count && left > 0; i++) {
			const struct list_column *c = list->places[i].column;
			int room = c->fills ? 0 : natural_of(list, c) - list->places[i].width,
			    more = MIN(MIN(c->share, room), left);

			list->places[i].width += more;
			left -= more;
			given |= more > 0;
		}
	}
	for (int i = 0; i < list->place_count && left > 0; i++)
		if (list->places[i].column->fills) {
			list->places[i].width += left;
			left = 0;
		}
}

/* Where no column can leave the widest give way. */
static void take_room(struct list *list, int over)
{
	enum { LEAST = 4 };

	for (int widest; over > 0; over--, list->places[widest].width--) {
		widest = 0;
		for (int i = 1; i < list->place_count; i++)
			if (list->places[i].width > list->places[widest].width)
				widest = i;
		if (list->places[widest].width <= LEAST)
			return;
	}
}

/* Half of what keeps a column that fills is for the others, as long as those are cut: its own texts
 * are always. How much that is. */
static int lend_room(struct list *list)
{
	int lent = 0;

	for (int i = 0; i < list->place_count; i++) {
		int half = list->places[i].column->fills ? list->places[i].width / 2 : 0;

		list->places[i].width -= half;
		lent += half;
	}
	return lent;
}

static void place_columns(struct list *list, int x, int width)
{
	const struct list_column *columns[MOST_COLUMNS];
	int count = 0, kept;

	measure(list);
	for (const struct list_column *c = list->model->columns; c->id && count < MOST_COLUMNS; c++)
		columns[count++] = c;
	while (least_width(list, columns, count) > width &&
	       (kept = drop_column(columns, count)) < count)
		count = kept;
	list->place_count = count;
	for (int i = 0; i < count; i++) {
		list->places[i].column = columns[i];
		list->places[i].width = MAX(least_of(list, columns[i]), 1);
	}
	if (least_width(list, columns, count) > width)
		take_room(list, least_width(list, columns, count) - width);
	else
		give_room(list, lend_room(list) + width - least_width(list, columns, count));
	x += GUTTER;
	for (int i = 0; i < count; i++) {
		list->places[i].x = x;
		x += list->places[i].width + 1;
	}
}

/* Columns that had no room are not in their places. */
static gboolean is_cut(const struct list *list, const struct list_column *column, const char *text)
{
	for (int i = 0; i < list->place_count; i++)
		if (list->places[i].column == column)
			return text_width(text) > list->places[i].width;
	return *text != '\0';
}

GPtrArray *list_whole_row(const struct list *list)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) cell = g_string_new(NULL);
	gboolean cut = FALSE;

	for (const struct list_column *c = list->model->columns; c->id && list->position >= 0;
	     c++) {
		g_autofree char *title = heading_text(list, c);

		list_cell(list, c, (guint)list->position, cell);
		cut |= is_cut(list, c, cell->str);
		if (cell->len)
			text_add_line(lines, "%s%s%s", title, *title ? ": " : "", cell->str);
	}
	if (!cut)
		g_clear_pointer(&lines, g_ptr_array_unref);
	return lines;
}

static void draw_headings(struct list *list, struct surface *s, int y, int end)
{
	for (int i = 0; i < list->place_count; i++) {
		const struct list_column *column = list->places[i].column;
		gboolean sorted = column == list->sort;
		g_autofree char *own = heading_text(list, column);
		g_autofree char *title =
			g_strconcat(own, sorted ? (list->reversed ? " ▾" : " ▴") : NULL, NULL);
		int width = MIN(list->places[i].width, end - list->places[i].x);

		surface_fitted(s, list->places[i].x, y, width, STYLE_HEADING, column->align, title);
		/* Only the words are underlined, so that columns stay apart. */
		for (int x = list->places[i].x; x < list->places[i].x + width; x++) {
			struct cell *cell = surface_cell(s, x, y);

			if (cell && cell->characters[0] == ' ' && column->align == TEXT_LEFT &&
			    x >= list->places[i].x + text_width(title))
				cell->style = STYLE_TEXT;
		}
	}
}

static gunichar plain_letter(gunichar c)
{
	gunichar parts[4] = {c};

	g_unichar_fully_decompose(c, FALSE, parts, G_N_ELEMENTS(parts));
	return g_unichar_tolower(parts[0]);
}

/* Marks the cells of a row where a searched word stands. */
static void show_matches(struct surface *s, int x, int y, int width, const GArray *words)
{
	for (guint i = 0; i < words->len; i++) {
		const char *word = g_array_index(words, struct search_word, i).folded;
		int length = g_utf8_strlen(word, -1);

		for (int from = x; from + length <= x + width; from++) {
			const char *p = word;
			int at = 0;

			for (; at < length; at++, p = g_utf8_next_char(p)) {
				const struct cell *cell = surface_cell(s, from + at, y);

				if (!cell ||
				    plain_letter(cell->characters[0]) != g_utf8_get_char(p))
					break;
			}
			if (at == length)
				surface_restyle(s, (struct rectangle){from, y, length, 1},
						STYLE_MATCH);
		}
	}
}

static void draw_row(struct list *list, struct surface *s, int y, int position, const GArray *words)
{
	guint row = list_row_at(list, position);
	gboolean here = position == list->position,
		 marked = list_is_marked(list, list->model->identity(list->data, row));
	enum style base = here ? STYLE_SELECTED : marked ? STYLE_MARKED : STYLE_TEXT;
	g_autoptr(GString) cell = g_string_new(NULL);
	int end = list->rows.x + list->rows.width;

	surface_fill(s, (struct rectangle){list->rows.x, y, list->rows.width, 1}, base, ' ');
	surface_text(s, list->rows.x, y, 1, base, marked ? "•" : " ");
	surface_text(s, list->rows.x + 1, y, 1, base, here ? ">" : " ");
	for (int i = 0; i < list->place_count; i++) {
		const struct list_column *column = list->places[i].column;
		int x = list->places[i].x, width = MIN(list->places[i].width, end - x);
		enum style style = column->style ? column->style(list->data, row) : STYLE_TEXT;

		if (width <= 0 || (list->model->paint && list->model->paint(list->data, row, column,
									    s, x, y, width, base)))
			continue;
		list_extract(list, column, row, cell);
		if (style == STYLE_TEXT)
			style = base;
		surface_fill(s, (struct rectangle){x, y, width, 1}, base, ' ');
		if (column->align == TEXT_LEFT)
			surface_text(s, x, y, width, style, cell->str);
		else
			surface_fitted(s, x, y, width, style, column->align, cell->str);
	}
	if (words->len)
		show_matches(s, list->rows.x + GUTTER, y, list->rows.width - GUTTER, words);
	if (here)
		surface_cursor(s, list->rows.x, y);
}

/* Rows above the rule, 0 = there is none now. A line is a row or the rule. */
static int rows_above(const struct list *list)
{
	int above = list->model->above && !list->sort && !list_is_narrowed(list)
			    ? (int)list->model->above(list->data)
			    : 0;

	return above < (int)list->order->len ? above : 0;
}

static int line_of(int position, int above)
{
	return position + (above && position >= above);
}

/* -1 = the rule */
static int position_at(int line, int above)
{
	return above && line == above ? -1 : line - (above && line > above);
}

void list_draw_bare(struct list *list, struct surface *s, struct rectangle r)
{
	g_autoptr(GArray) words = list_search_words(list->search);

	/* The last cell of the screen stays free: beyond it a terminal is lost and must be told
	 * where it is. */
	r.width -= r.width > 1 && r.x + r.width == s->width;
	list->rows = r;
	place_columns(list, r.x, r.width);
	int above = rows_above(list), lines = line_of((int)list->order->len, above),
	    here = line_of(list->position, above);

	list->scroll = CLAMP(list->scroll, MAX(here - r.height + 1, 0), MAX(here, 0));
	list->scroll = CLAMP(list->scroll, 0, MAX(lines - r.height, 0));
	for (int y = 0; y < r.height && y + list->scroll < lines; y++) {
		int position = position_at(y + list->scroll, above);

		if (position < 0)
			surface_rule(s, r.x + GUTTER, r.y + y, r.width - GUTTER);
		else
			draw_row(list, s, r.y + y, position, words);
	}
}

void list_draw(struct list *list, struct surface *s, struct rectangle r)
{
	if (r.height < 2) {
		list_draw_bare(list, s, r);
		return;
	}
	list_draw_bare(list, s, (struct rectangle){r.x, r.y + 1, r.width, r.height - 1});
	draw_headings(list, s, r.y, r.x + r.width);
}

static gboolean click_heading(struct list *list, int x)
{
	for (int i = 0; i < list->place_count; i++)
		if (x >= list->places[i].x && x < list->places[i].x + list->places[i].width) {
			list_sort(list, list->places[i].column->id);
			return TRUE;
		}
	return FALSE;
}

gboolean list_mouse(struct list *list, int what, int x, int y, gboolean *opened)
{
	const struct rectangle *r = &list->rows;
	int position = position_at(y - r->y + list->scroll, rows_above(list));

	*opened = FALSE;
	if (x < r->x || x >= r->x + r->width || y < r->y - 1 || y >= r->y + r->height)
		return FALSE;
	if (what == MOUSE_WHEEL_UP || what == MOUSE_WHEEL_DOWN) {
		list_move(list, what == MOUSE_WHEEL_UP ? -3 : 3);
		return TRUE;
	}
	if (y == r->y - 1)
		return what == MOUSE_CLICK && click_heading(list, x);
	if (position < 0 || position >= (int)list->order->len)
		return FALSE;
	list_set_position(list, position);
	*opened = what == MOUSE_DOUBLE_CLICK;
	return TRUE;
}
