/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with the rows a list shows: counted by a column, written to a file. Takes them
 * as they stand: searched, in their order. */
#include "config.h"

#include <string.h>

#include "osg/csv.h"
#include "ui/ui_private.h"

/* Columns with words: figures are sorted, not counted. */
static gboolean is_countable(const struct list_column *column)
{
	return *column->title && column->align == TEXT_LEFT && column->compare != list_no_order;
}

/* how many of each */

struct row_count {
	const char *text; /* of the table's key */
	guint rows;
};

static int most_first(gconstpointer a, gconstpointer b)
{
	const struct row_count *x = a, *y = b;

	if (x->rows != y->rows)
		return x->rows < y->rows ? 1 : -1;
	return text_collate(x->text, y->text);
}

static GHashTable *count_cells(const struct list *list, const struct list_column *column)
{
	GHashTable *found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GString) cell = g_string_new(NULL);

	for (guint i = 0; i < list_shown(list); i++) {
		guint before;

		list_cell(list, column, i, cell);
		before = GPOINTER_TO_UINT(g_hash_table_lookup(found, cell->str));
		g_hash_table_insert(found, g_strdup(cell->str), GUINT_TO_POINTER(before + 1));
	}
	return found;
}

static GArray *counts_of(GHashTable *found)
{
	GArray *counts = g_array_new(FALSE, FALSE, sizeof(struct row_count));
	GHashTableIter iter;
	gpointer text, rows;

	g_hash_table_iter_init(&iter, found);
	while (g_hash_table_iter_next(&iter, &text, &rows)) {
		struct row_count count = {text, GPOINTER_TO_UINT(rows)};

		g_array_append_val(counts, count);
	}
	g_array_sort(counts, most_first);
	return counts;
}

/* Only the rows that say so. */
static void count_taken(struct ui *ui, guint line, gpointer texts)
{
	if (ui_list(ui))
		list_search(ui_list(ui), ((GPtrArray *)texts)->pdata[line]);
}

static void show_counts(struct ui *ui, const struct list_column *column)
{
	const struct list *list = ui_list(ui);
	g_autoptr(GHashTable) found = count_cells(list, column);
	g_autoptr(GArray) counts = counts_of(found);
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
	GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *title = g_strdup_printf(
		ngettext("%s: %u of them in %u rows", "%s: %u different in %u rows", counts->len),
		_(column->title), counts->len, list_shown(list));

	for (guint i = 0; i < counts->len; i++) {
		const struct row_count *count = &g_array_index(counts, struct row_count, i);

		g_ptr_array_add(lines, g_strdup_printf("%5u  %s", count->rows,
						       *count->text ? count->text : "–"));
		g_ptr_array_add(texts, g_strdup(count->text));
	}
	choice_open(ui, title, lines, 0, count_taken, texts, (GDestroyNotify)g_ptr_array_unref);
}

static void column_chosen(struct ui *ui, guint line, gpointer columns)
{
	if (ui_list(ui))
		show_counts(ui, ((GPtrArray *)columns)->pdata[line]);
}

void list_run_counts(struct ui *ui, const char *argument)
{
	g_autoptr(GPtrArray) titles = g_ptr_array_new();
	GPtrArray *columns = g_ptr_array_new();

	for (const struct list_column *c = list_columns(ui_list(ui)); c->id; c++) {
		if (!is_countable(c) || (argument && strcmp(argument, c->id) != 0 &&
					 strcmp(argument, _(c->title)) != 0))
			continue;
		g_ptr_array_add(titles, _(c->title));
		g_ptr_array_add(columns, (gpointer)c);
	}
	if (columns->len == 1) {
		show_counts(ui, columns->pdata[0]);
		g_ptr_array_unref(columns);
		return;
	}
	choice_open(ui, _("How many of each"), titles, 0, column_chosen, columns,
		    (GDestroyNotify)g_ptr_array_unref);
}

/* to a file */

static char *rows_as_csv(const struct list *list)
{
	GString *out = g_string_new("\xef\xbb\xbf"); /* spreadsheets take it for Latin-1 without */
	g_autoptr(GString) cell = g_string_new(NULL);
	const struct list_column *columns = list_columns(list);

	for (const struct list_column *c = columns; c->id; c++) {
		if (c != columns)
			g_string_append_c(out, ';');
		csv_append_text(out, *c->title ? _(c->title) : c->id, ';');
	}
	g_string_append(out, "\r\n");
	for (guint i = 0; i < list_shown(list); i++) {
		for (const struct list_column *c = columns; c->id; c++) {
			if (c != columns)
				g_string_append_c(out, ';');
			list_cell(list, c, i, cell);
			csv_append_text(out, cell->str, ';');
		}
		g_string_append(out, "\r\n");
	}
	return g_string_free(out, FALSE);
}

static gboolean export_rows(struct ui *ui, const char *file, gpointer data UNUSED, GError **error)
{
	g_autofree char *text = rows_as_csv(ui_list(ui));
	g_autoptr(GError) cause = NULL;
	guint rows = list_shown(ui_list(ui));

	if (!*file) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("Name a file, for example list.csv."));
		return FALSE;
	}
	if (g_file_test(file, G_FILE_TEST_EXISTS)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("There is a file %s already; name another."), file);
		return FALSE;
	}
	if (!g_file_set_contents_full(file, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
				      &cause)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("%s could not be written: %s"),
			    file, cause->message);
		return FALSE;
	}
	ui_message(ui, MESSAGE_DONE,
		   ngettext("%u row written to %s", "%u rows written to %s", rows), rows, file);
	return TRUE;
}

void list_run_export(struct ui *ui, const char *argument)
{
	g_autofree char *week = week_format(session_week(ui->session)),
			*screen = text_lower(_(ui_screen(ui)->title)),
			*name = g_strdup_printf("%s-%s.csv", screen, week);
	const struct prompt prompt = {.title = _("Write the rows to"),
				      .initial =
					      argument ? argument : g_strdelimit(name, " /", '-'),
				      .hint = _("a CSV file, for a spreadsheet"),
				      .complete = complete_path,
				      .done = export_rows};

	prompt_open(ui, &prompt);
}
