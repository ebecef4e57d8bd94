/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes rows of cells. Knows nothing of what they mean. */
#include "config.h"

#include "analyst/rows.h"

#include <math.h>

#include "osg/csv.h"
#include "osg/json.h"
#include "osg/table_out.h"
#include "osg/text.h"

struct rows {
	const char *const *names;
	int count;
	enum rows_format format;
	GString *lines;          /* CSV and text */
	json_t *array;           /* JSON */
	struct table_out *table; /* XLSX; NULL = there is none, and why not */
	GError *fault;
};

struct rows_cell rows_text(const char *text)
{
	return (struct rows_cell){.kind = text && *text ? ROWS_CELL_TEXT : ROWS_CELL_NONE,
				  .text = text};
}

struct rows_cell rows_whole(gint64 number)
{
	return (struct rows_cell){.kind = ROWS_CELL_WHOLE, .whole = number};
}

struct rows_cell rows_real(double number)
{
	return (struct rows_cell){.kind = isfinite(number) ? ROWS_CELL_REAL : ROWS_CELL_NONE,
				  .real = number};
}

static char *cell_format(const struct rows_cell *cell)
{
	char buffer[G_ASCII_DTOSTR_BUF_SIZE];

	switch (cell->kind) {
	case ROWS_CELL_TEXT:
		return text_clean(cell->text, -1, FALSE);
	case ROWS_CELL_WHOLE:
		return g_strdup_printf("%" G_GINT64_FORMAT, cell->whole);
	case ROWS_CELL_REAL:
		return g_strdup(g_ascii_formatd(buffer, sizeof buffer, "%.15g", cell->real));
	case ROWS_CELL_NONE:
		break;
	}
	return g_strdup("");
}

static json_t *cell_json(const struct rows_cell *cell)
{
	g_autofree char *text = cell->kind == ROWS_CELL_TEXT ? cell_format(cell) : NULL;

	return text                            ? json_text(text)
	       : cell->kind == ROWS_CELL_WHOLE ? json_integer(cell->whole)
					       : json_number(cell->real);
}

static void add_line(struct rows *rows, const struct rows_cell *cells)
{
	for (int i = 0; i < rows->count; i++) {
		g_autofree char *text = cell_format(&cells[i]);

		if (i)
			g_string_append_c(rows->lines, rows->format == ROWS_CSV ? ',' : '\t');
		if (rows->format == ROWS_TEXT)
			csv_append_bare(rows->lines, text);
		else if (cells[i].kind == ROWS_CELL_TEXT)
			csv_append_text(rows->lines, text, ',');
		else
			csv_append_plain(rows->lines, text, ',');
	}
	g_string_append_c(rows->lines, '\n');
}

static void add_sheet_row(struct table_out *table, const struct rows_cell *cells, int count)
{
	for (int i = 0; i < count; i++) {
		g_autofree char *text = cell_format(&cells[i]);

		if (cells[i].kind == ROWS_CELL_TEXT)
			table_out_text(table, text);
		else
			table_out_number(table, text);
	}
	table_out_end_row(table);
}

static void add_object(struct rows *rows, const struct rows_cell *cells)
{
	json_t *object = json_object();

	for (int i = 0; i < rows->count; i++)
		if (cells[i].kind != ROWS_CELL_NONE)
			json_object_set_new(object, rows->names[i], cell_json(&cells[i]));
	json_array_append_new(rows->array, object);
}

static void begin_sheet(struct rows *rows)
{
	rows->table = table_out_new(TABLE_XLSX, "osg", NULL, &rows->fault);
	for (int i = 0; rows->table && i < rows->count; i++)
		table_out_head(rows->table, rows->names[i]);
	if (rows->table)
		table_out_end_row(rows->table);
}

static void begin_lines(struct rows *rows)
{
	for (int i = 0; i < rows->count; i++)
		g_string_append_printf(rows->lines, "%s%s",
				       !i                         ? ""
				       : rows->format == ROWS_CSV ? ","
								  : "\t",
				       rows->names[i]);
	g_string_append_c(rows->lines, '\n');
}

struct rows *rows_new(const char *const *names, int count, enum rows_format format)
{
	struct rows *rows = g_new0(struct rows, 1);

	rows->names = names;
	rows->count = count;
	rows->format = format;
	rows->lines = g_string_new(NULL);
	rows->array = json_array();
	if (format == ROWS_XLSX)
		begin_sheet(rows);
	else if (format != ROWS_JSON)
		begin_lines(rows);
	return rows;
}

void rows_free(struct rows *rows)
{
	if (!rows)
		return;
	g_string_free(rows->lines, TRUE);
	json_decref(rows->array);
	table_out_free(rows->table);
	g_clear_error(&rows->fault);
	g_free(rows);
}

void rows_add(struct rows *rows, const struct rows_cell *cells)
{
	if (rows->format == ROWS_JSON)
		add_object(rows, cells);
	else if (rows->table)
		add_sheet_row(rows->table, cells, rows->count);
	else if (rows->format != ROWS_XLSX)
		add_line(rows, cells);
}

static gboolean write_sheet(struct rows *rows, GString *out, GError **error)
{
	g_autoptr(GBytes) bytes = NULL;

	if (!rows->table) {
		g_propagate_error(error, g_steal_pointer(&rows->fault));
		return FALSE;
	}
	bytes = table_out_end(rows->table, NULL, error);
	if (bytes)
		g_string_append_len(out, g_bytes_get_data(bytes, NULL),
				    (gssize)g_bytes_get_size(bytes));
	return bytes != NULL;
}

gboolean rows_write(struct rows *rows, GString *out, GError **error)
{
	g_autofree char *json =
		rows->format == ROWS_JSON
			? json_print(rows->array, JSON_INDENT(1) | JSON_REAL_PRECISION(15))
			: NULL;

	if (rows->format == ROWS_XLSX)
		return write_sheet(rows, out, error);
	g_string_append_len(out, rows->lines->str, (gssize)rows->lines->len);
	if (json)
		g_string_append_printf(out, "%s\n", json);
	return TRUE;
}
