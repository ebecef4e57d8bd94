/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/held_rows.h"

#include "exchange/headings.h"
#include "exchange/mapping.h"
#include "osg/text.h"

struct held_row {
	struct table_row row;
	char **cells, *sheet, *fault;
};

struct held_rows {
	GPtrArray *rows; /* struct held_row; the header first */
	int column;
};

static void held_row_free(gpointer data)
{
	struct held_row *held = data;

	g_strfreev(held->cells);
	g_free(held->sheet);
	g_free(held->fault);
	g_free(held);
}

static gboolean may_be_category(const char *cell)
{
	g_autofree char *folded = text_fold(cell);
	const struct heading *headings;
	guint all;

	headings = headings_known(&all);
	for (guint i = 0; *folded && i < all; i++)
		if (headings[i].column == COLUMN_CATEGORY && headings[i].only &&
		    g_str_equal(headings[i].folded, folded))
			return TRUE;
	return FALSE;
}

int held_rows_column(const struct table_row *header)
{
	int found = -1;

	for (int i = 0; i < header->count; i++) {
		if (!may_be_category(header->cells[i]))
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

struct table_row held_rows_renamed(const struct table_row *header, int column, const char ***cells,
				   char **name)
{
	struct table_row renamed = *header;

	*name = g_strdup_printf("Kategori (%s)", header->cells[column]);
	*cells = g_memdup2(header->cells, (gsize)header->count * sizeof *header->cells);
	(*cells)[column] = *name;
	renamed.cells = *cells;
	return renamed;
}

struct held_rows *held_rows_new(const struct table_row *header, int column)
{
	struct held_rows *held = g_new0(struct held_rows, 1);

	held->rows = g_ptr_array_new_with_free_func(held_row_free);
	held->column = column;
	held_rows_add(held, header);
	return held;
}

void held_rows_free(struct held_rows *held)
{
	if (!held)
		return;
	g_ptr_array_unref(held->rows);
	g_free(held);
}

int held_rows_add(struct held_rows *held, const struct table_row *row)
{
	struct held_row *kept = g_new0(struct held_row, 1);

	kept->row = *row;
	kept->cells = g_new0(char *, (gsize)row->count + 1);
	for (int i = 0; i < row->count; i++)
		kept->cells[i] = g_strdup(row->cells[i]);
	kept->row.cells = (const char **)kept->cells;
	kept->row.sheet = kept->sheet = g_strdup(row->sheet);
	kept->row.fault = kept->fault = g_strdup(row->fault);
	g_ptr_array_add(held->rows, kept);
	return (int)held->rows->len - 1;
}

gboolean held_rows_tell_category(const struct held_rows *held, const struct registry *registry)
{
	int said = 0, known = 0;

	for (int i = 1; i < held_rows_count(held); i++) {
		const struct table_row row = held_rows_row(held, i);
		const char *cell = held->column < row.count ? row.cells[held->column] : "";

		said += *cell != '\0';
		known += *cell && registry_find_category(registry, cell);
	}
	return 2 * known > said;
}

int held_rows_count(const struct held_rows *held)
{
	return (int)held->rows->len;
}

struct table_row held_rows_row(const struct held_rows *held, int n)
{
	return ((const struct held_row *)held->rows->pdata[n])->row;
}
