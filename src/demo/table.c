/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo's tables as rows of cells. They are compiled into the program, so a table that lacks a
 * column is a bug and not an error. Refuses line breaks inside cells. */
#include "config.h"

#include <string.h>

#include "osg/resource.h"

#include "demo/demo_private.h"

/* One line: cells between commas, a cell in quotes may hold commas and doubled quotes. */
static GStrv split_line(const char *line)
{
	g_autoptr(GStrvBuilder) cells = g_strv_builder_new();
	g_autoptr(GString) cell = g_string_new(NULL);
	gboolean quoted = FALSE;
	for (const char *c = line;; c++) {
		if (*c == '\0' || (*c == ',' && !quoted)) {
			g_strv_builder_add(cells, cell->str);
			g_string_truncate(cell, 0);
			if (*c == '\0')
				break;
		} else if (*c == '"' && quoted && c[1] == '"') {
			g_string_append_c(cell, *++c);
		} else if (*c == '"') {
			quoted = !quoted;
		} else {
			g_string_append_c(cell, *c);
		}
	}
	return g_strv_builder_end(cells);
}

struct demo_table *demo_table_new(const char *name)
{
	g_autofree char *path = g_strdup_printf("demo/%s.csv", name);
	const char *data = resource_data(path, NULL);
	g_assert(data);
	struct demo_table *table = g_new0(struct demo_table, 1);
	table->name = g_strdup(name);
	table->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	g_auto(GStrv) lines = g_strsplit(data, "\n", -1);
	for (char **line = lines; *line; line++)
		if (**line)
			g_ptr_array_add(table->rows, split_line(*line));
	return table;
}

void demo_table_free(struct demo_table *table)
{
	if (!table)
		return;
	g_free(table->name);
	g_ptr_array_unref(table->rows);
	g_free(table);
}

guint demo_table_rows(const struct demo_table *table)
{
	return table->rows->len - 1;
}

const char *demo_cell(const struct demo_table *table, guint row, const char *column)
{
	char **head = g_ptr_array_index(table->rows, 0),
	     **cells = g_ptr_array_index(table->rows, row + 1);
	for (int i = 0; head[i] && cells[i]; i++)
		if (!strcmp(head[i], column))
			return cells[i];
	g_error("demo/%s.csv has no column %s in row %u", table->name, column, row + 2);
}

double demo_cell_real(const struct demo_table *table, guint row, const char *column)
{
	return g_ascii_strtod(demo_cell(table, row, column), NULL);
}

int demo_cell_int(const struct demo_table *table, guint row, const char *column)
{
	return (int)g_ascii_strtoll(demo_cell(table, row, column), NULL, 10);
}
