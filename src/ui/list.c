/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one list: an order over the model's rows, and a selection that follows identities, never
 * positions. Rows are not kept: the model is asked again for what is visible. Searching reads
 * every row once and remembers the folded words until the rows change. */
#include "config.h"

#include "ui/list_private.h"

#include <string.h>

#include "osg/error.h"
#include "osg/text.h"

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
	g_free(list->only_text);
	g_free(list);
}

const struct list_column *list_columns(const struct list *list)
{
	return list->model->columns;
}

guint list_row_at(const struct list *list, int position)
{
	return g_array_index(list->order, guint, position);
}

static void append_member(GString *out, const struct list_column *column, gpointer row)
{
	const char *text;

	if (column->is_number) {
		g_string_append_printf(out, "%d", G_STRUCT_MEMBER(int, row, column->offset));
		return;
	}
	text = G_STRUCT_MEMBER(char *, row, column->offset);
	g_string_append(out, text ? text : column->nothing);
}

void list_extract(const struct list *list, const struct list_column *column, guint row,
		  GString *out)
{
	g_string_truncate(out, 0);
	if (column->extract)
		column->extract(list->data, row, out);
	else
		append_member(out, column, list->model->row(list->data, row));
}

/* searching */

static void word_clear(gpointer data)
{
	struct search_word *word = data;

	g_free(word->folded);
	g_free(word->lower);
	g_free(word->typed);
}

GArray *list_search_words(const char *search)
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
		list_extract(list, c, row, cell);
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

static gboolean says_only(const struct list *list, guint row)
{
	g_autoptr(GString) cell = g_string_new(NULL);

	list_extract(list, list->only, row, cell);
	return strcmp(cell->str, list->only_text) == 0;
}

static gboolean row_found(struct list *list, guint row, const GArray *words)
{
	g_autofree char *raw = NULL;

	if (list->only && !says_only(list, row))
		return FALSE;
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
			list_extract(list, list->sort, list_row_at(list, i), cell);
			texts->pdata[list_row_at(list, i)] = g_strdup(cell->str);
		}
	}
	g_array_sort_with_data(list->order, compare_rows, &sorting);
}

void list_set_position(struct list *list, int position)
{
	list->position = CLAMP(position, -1, (int)list->order->len - 1);
	if (list->position < 0 && list->order->len > 0)
		list->position = 0;
	list->identity =
		list->position < 0
			? 0
			: list->model->identity(list->data, list_row_at(list, list->position));
}

static int position_of(const struct list *list, gint64 identity)
{
	for (guint i = 0; identity && i < list->order->len; i++)
		if (list->model->identity(list->data, list_row_at(list, i)) == identity)
			return i;
	return -1;
}

static void make_order(struct list *list)
{
	g_autoptr(GArray) words = list_search_words(list->search);
	guint count = list->model->count(list->data);
	gint64 identity = list->identity;
	int position;

	g_array_set_size(list->order, 0);
	for (guint row = 0; row < count; row++)
		if (row_found(list, row, words))
			g_array_append_val(list->order, row);
	sort_order(list);
	position = position_of(list, identity);
	list_set_position(list, position >= 0 ? position : list->position);
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

void list_only(struct list *list, const struct list_column *column, const char *text)
{
	g_free(list->only_text);
	list->only = column;
	list->only_text = g_strdup(text);
	make_order(list);
}

gboolean list_is_narrowed(const struct list *list)
{
	return *list->search || list->only;
}

char *list_narrowing(const struct list *list)
{
	g_autofree char *only = list->only
					? g_strdup_printf("%s: %s", _(list->only->title),
							  *list->only_text ? list->only_text : "–")
					: NULL;

	if (!*list->search)
		return g_steal_pointer(&only);
	return g_strconcat("/", list->search, only ? "  " : NULL, only, NULL);
}

void list_show_all(struct list *list)
{
	g_clear_pointer(&list->only_text, g_free);
	list->only = NULL;
	list_search(list, "");
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
	return list->position < 0 ? -1 : (int)list_row_at(list, list->position);
}

gint64 list_selected_identity(const struct list *list)
{
	return list->identity;
}

void list_select(struct list *list, gint64 identity)
{
	int position = position_of(list, identity);

	if (position >= 0)
		list_set_position(list, position);
}

void list_move_to(struct list *list, int position)
{
	list_set_position(list, MAX(position < 0 ? (int)list->order->len + position : position, 0));
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
	list_extract(list, column, list_row_at(list, (int)position), out);
}

gboolean list_is_marked(const struct list *list, gint64 identity)
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

		if (list_is_marked(list, identity))
			g_array_append_val(chosen, identity);
	}
	if (chosen->len == 0 && list->position >= 0)
		g_array_append_val(chosen, list->identity);
	return chosen;
}

char *list_position_text(const struct list *list)
{
	g_autofree char *all = text_number(list->order->len);
	g_autofree char *here = text_number(list->position + 1);

	return g_strdup_printf(_("%s of %s"), here, all);
}
