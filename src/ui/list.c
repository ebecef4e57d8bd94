/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one list: an order over the model's rows, and a selection that follows identities, never
 * positions. Rows are not kept: the model is asked again for what is visible. Searching reads
 * every row once and remembers the folded words until the rows change. */
#include "config.h"

#include "ui/list.h"

#include <string.h>

#include "osg/error.h"
#include "osg/ui.h"

#define GUTTER 3 /* mark, ">", blank */
#define MOST_COLUMNS 16
#define MEASURED                                                                                   \
	200 /* rows whose width is asked for: the columns stand still while one scrolls            \
	     */

struct list {
	const struct list_model *model;
	gpointer data;
	GArray *order;           /* guint of the rows shown */
	GPtrArray *search_texts; /* by row, filled as needed */
	char *search;
	const struct list_column *sort;
	gboolean reversed;
	gint64 identity; /* selected, 0 = none */
	int position, scroll;
	GHashTable *marks;     /* gint64 */
	struct rectangle rows; /* as drawn last */
	struct {
		const struct list_column *column;
		int x, width;
	} places[MOST_COLUMNS];
	int place_count;
	int natural[MOST_COLUMNS]; /* width of the content, by column of the model */
	gboolean measured;
};

struct list *list_new(const struct list_model *model, gpointer data)
{
	struct list *list = g_new0(struct list, 1);

	list->model = model;
	list->data = data;
	list->order = g_array_new(FALSE, FALSE, sizeof(guint));
	list->search_texts = g_ptr_array_new_with_free_func(g_free);
	list->search = g_strdup("");
	list->position = -1;
	list->marks = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	return list;
}

void list_free(struct list *list)
{
	if (!list)
		return;
	g_array_unref(list->order);
	g_ptr_array_unref(list->search_texts);
	g_hash_table_unref(list->marks);
	g_free(list->search);
	g_free(list);
}

const struct list_column *list_columns(const struct list *list)
{
	return list->model->columns;
}

static guint row_at(const struct list *list, int position)
{
	return g_array_index(list->order, guint, position);
}

static void extract(const struct list *list, const struct list_column *column, guint row,
		    GString *out)
{
	g_string_truncate(out, 0);
	column->extract(list->data, row, out);
}

/* searching */

struct search_word {
	char *folded, *lower, *typed;
	gboolean exact_case, exact_letters; /* capitals, or å ä ö, were typed */
};

static void word_clear(gpointer data)
{
	struct search_word *word = data;

	g_free(word->folded);
	g_free(word->lower);
	g_free(word->typed);
}

static GArray *words_of(const char *search)
{
	GArray *words = g_array_new(FALSE, FALSE, sizeof(struct search_word));
	g_auto(GStrv) parts = g_strsplit(search, " ", -1);

	g_array_set_clear_func(words, word_clear);
	for (char **part = parts; *part; part++) {
		struct search_word word = {text_fold(*part), text_lower(*part), g_strdup(*part)};

		word.exact_case = strcmp(word.lower, word.typed) != 0;
		word.exact_letters = !g_str_is_ascii(word.lower);
		if (*word.folded)
			g_array_append_val(words, word);
		else
			word_clear(&word);
	}
	return words;
}

static char *make_search_text(const struct list *list, guint row)
{
	GString *out = g_string_new(NULL);
	g_autoptr(GString) cell = g_string_new(NULL);

	if (list->model->search_text)
		list->model->search_text(list->data, row, out);
	for (const struct list_column *c = list->model->columns; !list->model->search_text && c->id;
	     c++) {
		extract(list, c, row, cell);
		g_string_append_printf(out, "%s ", cell->str);
	}
	return g_string_free(out, FALSE);
}

static const char *search_text(struct list *list, guint row)
{
	g_autofree char *raw = NULL;

	if (list->search_texts->len <= row)
		g_ptr_array_set_size(list->search_texts, row + 1);
	if (!list->search_texts->pdata[row]) {
		raw = make_search_text(list, row);
		list->search_texts->pdata[row] = text_fold(raw);
	}
	return list->search_texts->pdata[row];
}

static gboolean word_agrees(const struct search_word *word, const char *raw)
{
	g_autofree char *lower = word->exact_case ? NULL : text_lower(raw);

	return strstr(lower ? lower : raw, lower ? word->lower : word->typed) != NULL;
}

static gboolean row_found(struct list *list, guint row, const GArray *words)
{
	g_autofree char *raw = NULL;

	for (guint i = 0; i < words->len; i++) {
		const struct search_word *word = &g_array_index(words, struct search_word, i);

		if (!strstr(search_text(list, row), word->folded))
			return FALSE;
		if (!word->exact_case && !word->exact_letters)
			continue;
		if (!raw)
			raw = make_search_text(list, row);
		if (!word_agrees(word, raw))
			return FALSE;
	}
	return TRUE;
}

/* order */

int list_no_order(gpointer data UNUSED, guint a UNUSED, guint b UNUSED)
{
	return 0;
}

struct sorting {
	const struct list *list;
	GPtrArray *texts; /* by row, where the column has no compare */
};

static int compare_rows(gconstpointer a, gconstpointer b, gpointer data)
{
	const struct sorting *sorting = data;
	guint left = *(const guint *)a, right = *(const guint *)b;
	const struct list *list = sorting->list;
	int order = list->sort->compare ? list->sort->compare(list->data, left, right)
					: text_collate(sorting->texts->pdata[left],
						       sorting->texts->pdata[right]);

	if (list->reversed)
		order = -order;
	return order ? order : (left > right) - (left < right);
}

static void sort_order(struct list *list)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	struct sorting sorting = {list, texts};
	g_autoptr(GString) cell = g_string_new(NULL);

	if (!list->sort)
		return;
	if (!list->sort->compare) {
		g_ptr_array_set_size(texts, list->model->count(list->data));
		for (guint i = 0; i < list->order->len; i++) {
			extract(list, list->sort, row_at(list, i), cell);
			texts->pdata[row_at(list, i)] = g_strdup(cell->str);
		}
	}
	g_array_sort_with_data(list->order, compare_rows, &sorting);
}

static void set_position(struct list *list, int position)
{
	list->position = CLAMP(position, -1, (int)list->order->len - 1);
	if (list->position < 0 && list->order->len > 0)
		list->position = 0;
	list->identity = list->position < 0
				 ? 0
				 : list->model->identity(list->data, row_at(list, list->position));
}

static int position_of(const struct list *list, gint64 identity)
{
	for (guint i = 0; identity && i < list->order->len; i++)
		if (list->model->identity(list->data, row_at(list, i)) == identity)
			return i;
	return -1;
}

static void make_order(struct list *list)
{
	g_autoptr(GArray) words = words_of(list->search);
	guint count = list->model->count(list->data);
	gint64 identity = list->identity;
	int position;

	g_array_set_size(list->order, 0);
	for (guint row = 0; row < count; row++)
		if (words->len == 0 || row_found(list, row, words))
			g_array_append_val(list->order, row);
	sort_order(list);
	position = position_of(list, identity);
	set_position(list, position >= 0 ? position : list->position);
}

static void drop_lost_marks(struct list *list)
{
	g_autoptr(GHashTable) here = NULL;
	GHashTableIter iter;
	gpointer key;
	guint count = list->model->count(list->data);

	if (g_hash_table_size(list->marks) == 0)
		return;
	here = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	for (guint row = 0; row < count; row++) {
		gint64 identity = list->model->identity(list->data, row);

		g_hash_table_add(here, g_memdup2(&identity, sizeof identity));
	}
	g_hash_table_iter_init(&iter, list->marks);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		if (!g_hash_table_contains(here, key))
			g_hash_table_iter_remove(&iter);
}

void list_reload(struct list *list)
{
	g_ptr_array_set_size(list->search_texts, 0);
	list->measured = FALSE;
	make_order(list);
	drop_lost_marks(list);
}

void list_search(struct list *list, const char *text)
{
	g_free(list->search);
	list->search = g_strdup(text ? text : "");
	make_order(list);
}

const char *list_search_text(const struct list *list)
{
	return list->search;
}

void list_sort(struct list *list, const char *column)
{
	const struct list_column *found = NULL;

	for (const struct list_column *c = list->model->columns; column && c->id; c++)
		if (g_strcmp0(c->id, column) == 0 && c->compare != list_no_order)
			found = c;
	list->reversed = found && found == list->sort && !list->reversed;
	list->sort = found;
	list->measured = FALSE;
	make_order(list);
}

const char *list_sort_column(const struct list *list)
{
	return list->sort ? list->sort->id : NULL;
}

gboolean list_sort_reversed(const struct list *list)
{
	return list->reversed;
}

/* selection and marks */

int list_selected(const struct list *list)
{
	return list->position < 0 ? -1 : (int)row_at(list, list->position);
}

gint64 list_selected_identity(const struct list *list)
{
	return list->identity;
}

void list_select(struct list *list, gint64 identity)
{
	int position = position_of(list, identity);

	if (position >= 0)
		set_position(list, position);
}

void list_move_to(struct list *list, int position)
{
	set_position(list, MAX(position < 0 ? (int)list->order->len + position : position, 0));
}

void list_move(struct list *list, int by)
{
	list_move_to(list, MAX(list->position + by, 0));
}

void list_page(struct list *list, int pages)
{
	list_move(list, pages * MAX(list->rows.height - 1, 1));
}

void list_half_page(struct list *list, int halves)
{
	list_move(list, halves * MAX(list->rows.height / 2, 1));
}

guint list_shown(const struct list *list)
{
	return list->order->len;
}

int list_position(const struct list *list)
{
	return list->position;
}

void list_cell(const struct list *list, const struct list_column *column, guint position,
	       GString *out)
{
	extract(list, column, row_at(list, (int)position), out);
}

static gboolean is_marked(const struct list *list, gint64 identity)
{
	return g_hash_table_contains(list->marks, &identity);
}

void list_toggle_mark(struct list *list)
{
	if (list->position < 0)
		return;
	if (!g_hash_table_remove(list->marks, &list->identity))
		g_hash_table_add(list->marks, g_memdup2(&list->identity, sizeof list->identity));
	list_move(list, 1);
}

void list_clear_marks(struct list *list)
{
	g_hash_table_remove_all(list->marks);
}

guint list_marked(const struct list *list)
{
	return g_hash_table_size(list->marks);
}

GArray *list_chosen(const struct list *list)
{
	GArray *chosen = g_array_new(FALSE, FALSE, sizeof(gint64));
	guint count = list->model->count(list->data);

	/* In the order of the rows, so that the same marks always do the same. */
	for (guint row = 0; list_marked(list) && row < count; row++) {
		gint64 identity = list->model->identity(list->data, row);

		if (is_marked(list, identity))
			g_array_append_val(chosen, identity);
	}
	if (chosen->len == 0 && list->position >= 0)
		g_array_append_val(chosen, list->identity);
	return chosen;
}

/* drawing */

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
			extract(list, c, row, cell);
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
	give_room(list, width - least_width(list, columns, count));
	x += GUTTER;
	for (int i = 0; i < count; i++) {
		list->places[i].x = x;
		x += list->places[i].width + 1;
	}
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

static void draw_row(struct list *list, struct surface *s, int y, int position, const GArray *words,
		     gboolean focused)
{
	guint row = row_at(list, position);
	gboolean here = position == list->position,
		 marked = is_marked(list, list->model->identity(list->data, row));
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
		extract(list, column, row, cell);
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
	if (here && focused)
		surface_cursor(s, list->rows.x, y);
}

/* Rows above the rule, 0 = there is none now. A line is a row or the rule. */
static int rows_above(const struct list *list)
{
	int above = list->model->above && !list->sort && !*list->search
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

void list_draw_bare(struct list *list, struct surface *s, struct rectangle r, gboolean focused)
{
	g_autoptr(GArray) words = words_of(list->search);

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
			draw_row(list, s, r.y + y, position, words, focused);
	}
}

void list_draw(struct list *list, struct surface *s, struct rectangle r, gboolean focused)
{
	if (r.height < 2) {
		list_draw_bare(list, s, r, focused);
		return;
	}
	list_draw_bare(list, s, (struct rectangle){r.x, r.y + 1, r.width, r.height - 1}, focused);
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
	set_position(list, position);
	*opened = what == MOUSE_DOUBLE_CLICK;
	return TRUE;
}

char *list_position_text(const struct list *list)
{
	g_autofree char *all = text_number(list->order->len);
	g_autofree char *here = text_number(list->position + 1);

	return g_strdup_printf(_("%s of %s"), here, all);
}
