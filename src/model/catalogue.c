/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists that people choose from, each read once. */
#include "config.h"

#include "osg/catalogue.h"

#include "osg/csv.h"
#include "osg/record.h"
#include "osg/resource.h"

static int read_aspect(const char *cell)
{
	return field_word_index(fields_find(cause_kind.fields, "aspect"), cell);
}

static int read_required(const char *cell)
{
	return g_str_equal(cell, "1");
}

struct catalogue measure_catalogue = {"measures/kinds.csv", read_aspect, NULL};
struct catalogue step_catalogue = {"measures/steps.csv", read_required, NULL};

static GPtrArray *read_entries(const struct catalogue *catalogue)
{
	gsize size;
	const char *data = resource_data(catalogue->file, &size);
	GPtrArray *entries = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(csv_table_auto) table = csv_table_read(data, size, ',', catalogue->file, &error);

	g_assert_no_error(error); /* it is a part of the program */
	for (int row = 0; row < csv_table_rows(table); row++) {
		struct catalogue_entry *entry = g_new0(struct catalogue_entry, 1);

		entry->code = g_strdup(csv_table_cell(table, row, 0));
		entry->value = catalogue->value(csv_table_cell(table, row, 1));
		entry->label_sv = g_strdup(csv_table_cell(table, row, 2));
		entry->label_en = g_strdup(csv_table_cell(table, row, 3));
		g_ptr_array_add(entries, entry);
	}
	return entries;
}

const GPtrArray *catalogue_entries(struct catalogue *catalogue)
{
	if (g_once_init_enter(&catalogue->entries))
		g_once_init_leave(&catalogue->entries, read_entries(catalogue));
	return catalogue->entries;
}

const struct catalogue_entry *catalogue_find(struct catalogue *catalogue, const char *code)
{
	const GPtrArray *entries = catalogue_entries(catalogue);

	for (guint i = 0; code && i < entries->len; i++) {
		const struct catalogue_entry *entry = entries->pdata[i];

		if (g_str_equal(entry->code, code))
			return entry;
	}
	return NULL;
}

const char *catalogue_label(const struct catalogue_entry *entry, gboolean english)
{
	if (!entry)
		return "";
	return english ? entry->label_en : entry->label_sv;
}
