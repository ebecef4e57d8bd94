/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A rejected row as its reader kept it: a table of CSV, a line "name,value" for each cell. */
#include "config.h"

#include "osg/record.h"

#include <glib/gi18n.h>
#include <string.h>

#include "osg/csv.h"
#include "osg/text.h"

enum { MOST_SHOWN = 40 }; /* columns of what stood there */

static gboolean rejected_take(const struct csv_row *row, gpointer data)
{
	GPtrArray *fields = data;

	for (int i = 0; row->count == 2 && i < 2; i++)
		g_ptr_array_add(fields, g_strdup(row->cells[i]));
	return TRUE;
}

GPtrArray *rejected_row_fields(const char *row)
{
	GPtrArray *fields = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(csv_reader_auto) reader = csv_reader_new(',', rejected_take, fields);

	if (row && csv_reader_feed(reader, row, strlen(row), NULL))
		csv_reader_end(reader, NULL);
	return fields;
}

char *rejected_row_whole(const struct rejected_row *row)
{
	g_autoptr(GPtrArray) fields = rejected_row_fields(row->row);
	GString *whole = g_string_new(NULL);

	for (guint i = 0; i + 1 < fields->len; i += 2)
		g_string_append_printf(whole, "%s%s: %s", whole->len ? " · " : "",
				       (const char *)fields->pdata[i],
				       (const char *)fields->pdata[i + 1]);
	return g_string_free(whole, FALSE);
}

char *row_place_words(int line)
{
	return line < 0 ? g_strdup_printf(_("record %d"), -line)
			: g_strdup_printf(_("line %d"), line);
}

char *rejected_row_words(const struct rejected_row *row)
{
	g_autofree char *place = row_place_words(row->line);

	if (!row->field)
		return g_strdup_printf("%s: %s", place, row->reason);
	if (!row->value || !*row->value)
		return g_strdup_printf("%s, %s: %s", place, row->field, row->reason);
	g_autofree char *clean = text_clean(row->value, -1, FALSE),
			*value = text_fit(clean, MIN(text_width(clean), MOST_SHOWN), TEXT_LEFT);
	return g_strdup_printf(_("%s, %s “%s”: %s"), place, row->field, value, row->reason);
}
