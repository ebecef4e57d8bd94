/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the mappings there are say, in words: which column is what, whose rows they are. */
#include "config.h"

#include "exchange/mapping.h"
#include "osg/mapping_draft.h"
#include "osg/text.h"

static void told_free(gpointer data)
{
	struct mapping_told *told = data;

	g_free(told->id);
	g_free(told->title);
	g_free(told->organisation);
	if (told->columns)
		g_ptr_array_unref(told->columns);
	g_free(told->fault);
	g_free(told);
}

/* "Händelse or Typ": what the first of these columns is that a file has; "Datum + Tid" is both. */
static char *names_of(const GPtrArray *alternatives)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < alternatives->len; i++) {
		g_autofree char *joined = g_strjoinv(" + ", alternatives->pdata[i]);

		g_string_append_printf(out, "%s%s", i ? _(" or ") : "", joined);
	}
	return g_string_free(out, FALSE);
}

static struct mapping_told *told_new(const char *id, gboolean english)
{
	struct mapping_told *told = g_new0(struct mapping_told, 1);
	g_autoptr(GError) error = NULL;
	struct mapping *mapping = mapping_load(id, &error);

	told->id = g_strdup(id);
	told->own = mapping_is_own(id);
	if (!mapping) {
		told->fault = g_strdup(error->message);
		return told;
	}
	told->title = g_strdup(!english && mapping->title_sv ? mapping->title_sv : mapping->title);
	told->organisation = g_strdup(mapping->organisation);
	told->words = mapping->words ? g_hash_table_size(mapping->words) : 0;
	told->columns = g_ptr_array_new_with_free_func(g_free);
	for (int c = 0; c < COLUMNS; c++) {
		g_autofree char *names = mapping->columns[c] ? names_of(mapping->columns[c]) : NULL;

		if (names)
			text_add_line(told->columns, "%s: %s", column_title((enum column)c), names);
	}
	mapping_free(mapping);
	return told;
}

GPtrArray *mapping_told_all(gboolean english)
{
	g_autoptr(GPtrArray) ids = mapping_list();
	GPtrArray *all = g_ptr_array_new_with_free_func(told_free);

	for (guint i = 0; i < ids->len; i++)
		g_ptr_array_add(all, told_new(ids->pdata[i], english));
	return all;
}
