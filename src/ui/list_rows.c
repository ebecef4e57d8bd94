/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with the rows a list shows: counted by a column, written to a file. Takes them
 * as they stand: searched, in their order. */
#include "config.h"

#include <string.h>

#include "osg/file.h"
#include "osg/table_out.h"
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

/* What each line of the counts stands for. */
struct counted_column {
	const struct list_column *column;
	GPtrArray *texts;
};

static void counted_free(gpointer data)
{
	struct counted_column *counted = data;

	g_ptr_array_unref(counted->texts);
	g_free(counted);
}

/* Only the rows that say so. */
static void count_taken(struct ui *ui, guint line, gpointer data)
{
	const struct counted_column *counted = data;
	g_autofree char *shown = NULL;

	if (!ui_list(ui))
		return;
	list_only(ui_list(ui), counted->column, counted->texts->pdata[line]);
	shown = list_narrowing(ui_list(ui));
	ui_message(ui, MESSAGE_DONE, _("Only %s. {screen.back} shows all again."), shown);
}

static void show_counts(struct ui *ui, const struct list_column *column)
{
	const struct list *list = ui_list(ui);
	g_autoptr(GHashTable) found = count_cells(list, column);
	g_autoptr(GArray) counts = counts_of(found);
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
	struct counted_column *counted = g_new0(struct counted_column, 1);
	g_autofree char *title = g_strdup_printf(
		ngettext("%s: %u of them in %u rows", "%s: %u different in %u rows", counts->len),
		_(column->title), counts->len, list_shown(list));

	counted->column = column;
	counted->texts = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < counts->len; i++) {
		const struct row_count *count = &g_array_index(counts, struct row_count, i);

		text_add_line(lines, "%5u  %s", count->rows, *count->text ? count->text : "–");
		g_ptr_array_add(counted->texts, g_strdup(count->text));
	}
	choice_open(ui, title, lines, 0, count_taken, counted, counted_free);
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

/* "1 234" and "−2,5" as a program reads them, owned; NULL = no number. */
static char *digits_of(const char *text)
{
	GString *digits = g_string_new(NULL);
	char *rest;

	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c == ',')
			c = '.';
		else if (c == 0x2212)
			c = '-';
		if (!g_unichar_isspace(c))
			g_string_append_unichar(digits, c);
	}
	g_ascii_strtod(digits->str, &rest);
	return g_string_free(digits, *rest || !digits->len ||
					     strspn(digits->str, "-.0123456789") != digits->len);
}

/* A figure is a number where it was set as one: to the right. */
static void put_cell(struct table_out *table, const struct list_column *c, const char *text)
{
	g_autofree char *digits = c->align == TEXT_RIGHT ? digits_of(text) : NULL;

	if (digits)
		table_out_number(table, digits);
	else
		table_out_text(table, text);
}

static GBytes *rows_as(enum table_format format, const struct list *list, const char *title,
		       char **remark, GError **error)
{
	struct table_out *table = table_out_new(format, title, NULL, error);
	g_autoptr(GString) text = g_string_new(NULL);
	const struct list_column *columns = list_columns(list);
	GBytes *bytes;

	if (!table)
		return NULL;
	for (const struct list_column *c = columns; c->id; c++)
		table_out_head(table, *c->title ? _(c->title) : c->id);
	table_out_end_row(table);
	for (guint i = 0; i < list_shown(list); i++) {
		for (const struct list_column *c = columns; c->id; c++) {
			list_cell(list, c, i, text);
			put_cell(table, c, text->str);
		}
		table_out_end_row(table);
	}
	bytes = table_out_end(table, remark, error);
	table_out_free(table);
	return bytes;
}

static gboolean write_rows(struct ui *ui, const char *file, char **remark, GError **error)
{
	enum table_format format = g_str_has_suffix(file, ".xlsx") ? TABLE_XLSX : TABLE_SHEET_CSV;
	g_autoptr(GBytes) bytes =
		rows_as(format, ui_list(ui), _(ui_screen(ui)->title), remark, error);
	g_autoptr(GError) cause = NULL;
	gsize size;
	const char *data = bytes ? g_bytes_get_data(bytes, &size) : NULL;

	if (!data)
		return FALSE;
	if (g_file_set_contents_full(file, data, (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
				     &cause))
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("%s could not be written: %s"), file,
		    file_error_why(cause));
	return FALSE;
}

static gboolean export_rows(struct ui *ui, const char *file, gpointer data UNUSED, GError **error)
{
	g_autofree char *remark = NULL;
	guint rows = list_shown(ui_list(ui));

	if (!g_str_has_suffix(file, ".csv") && !g_str_has_suffix(file, ".xlsx")) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("The name ends in .csv or .xlsx: that says what it becomes, "
				      "for example list.xlsx."));
		return FALSE;
	}
	if (g_file_test(file, G_FILE_TEST_EXISTS)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("There is a file %s already; name another."), file);
		return FALSE;
	}
	if (!write_rows(ui, file, &remark, error))
		return FALSE;
	if (remark)
		ui_message(ui, MESSAGE_ERROR, "%s", remark);
	else
		ui_message(ui, MESSAGE_DONE,
			   ngettext("%u row written to %s", "%u rows written to %s", rows), rows,
			   file);
	return TRUE;
}

/* "händelser-flemingsberg-v38-v40": letters, digits and single dashes of what was said. Owned. */
static char *as_file_name(const char *words)
{
	enum { MOST = 60 };
	GString *out = g_string_new(NULL);
	gboolean dash = FALSE;

	for (const char *p = words; *p && out->len < MOST; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (g_unichar_isalnum(c) && dash && out->len)
			g_string_append_c(out, '-');
		dash = !g_unichar_isalnum(c);
		if (!dash)
			g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}

/* What the rows are of: the screen, the filter that they passed, and the week where that says none.
 * Owned. */
static char *export_name(struct ui *ui)
{
	const struct view *view = ui_view(ui);
	gboolean weeks = FALSE;
	g_autofree char *week = week_format(session_week(ui->session)),
			*screen = text_lower(_(view->ops->title)),
			*filter = view->does.passed ? view->does.passed(ui, view->self, &weeks)
						    : NULL,
			*words = g_strdup_printf("%s %s", screen, filter ? filter : ""),
			*name = as_file_name(words);

	return weeks ? g_strconcat(name, ".csv", NULL) : g_strdup_printf("%s-%s.csv", name, week);
}

void list_run_export(struct ui *ui, const char *argument)
{
	g_autofree char *name = export_name(ui);
	const struct prompt prompt = {.title = _("Write the rows to"),
				      .initial = argument ? argument : name,
				      .hint = _(".csv, or .xlsx for Excel"),
				      .complete = complete_path,
				      .done = export_rows};

	prompt_open(ui, &prompt);
}
