/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo's tables as rows of cells. They are compiled into the program, so a table that lacks a
 * column is a bug and not an error. */
#include "config.h"

#include "osg/resource.h"

#include "demo/demo_private.h"

struct demo_table *demo_table_new(const char *name)
{
	g_autofree char *path = g_strdup_printf("demo/%s.csv", name);
	g_autoptr(GError) error = NULL;
	struct demo_table *table = g_new0(struct demo_table, 1);
	gsize size;
	const char *data = resource_data(path, &size);

	g_assert(data);
	table->name = g_strdup(name);
	table->csv = csv_table_read(data, size, ',', path, &error);
	g_assert_no_error(error);
	return table;
}

void demo_table_free(struct demo_table *table)
{
	if (!table)
		return;
	g_free(table->name);
	csv_table_free(table->csv);
	g_free(table);
}

guint demo_table_rows(const struct demo_table *table)
{
	return (guint)csv_table_rows(table->csv);
}

const char *demo_cell(const struct demo_table *table, guint row, const char *column)
{
	int at = csv_table_column(table->csv, column);

	if (at < 0)
		g_error("demo/%s.csv has no column %s", table->name, column);
	return csv_table_cell(table->csv, (int)row, at);
}

double demo_cell_real(const struct demo_table *table, guint row, const char *column)
{
	return g_ascii_strtod(demo_cell(table, row, column), NULL);
}

int demo_cell_int(const struct demo_table *table, guint row, const char *column)
{
	return (int)g_ascii_strtoll(demo_cell(table, row, column), NULL, 10);
}
