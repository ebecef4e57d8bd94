/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mappings: found by id, shipped ones and own ones. Reads no line (mapping_read.c does) and touches
 * no row (convert.c does). */
#include "config.h"

#include "exchange/mapping.h"

#include <gio/gio.h>
#include <string.h>

#include "osg/exchange.h"
#include "osg/file.h"
#include "osg/outside.h"
#include "osg/resource.h"

static const char *const column_names[COLUMNS] = {
	[COLUMN_ID] = "id",
	[COLUMN_WHEN] = "when",
	[COLUMN_TO] = "to",
	[COLUMN_DATE] = "date",
	[COLUMN_TIME] = "time",
	[COLUMN_TO_DATE] = "to_date",
	[COLUMN_TO_TIME] = "to_time",
	[COLUMN_CATEGORY] = "category",
	[COLUMN_SUB] = "sub",
	[COLUMN_PLACE] = "place",
	[COLUMN_AREA] = "area",
	[COLUMN_ADDRESS] = "address",
	[COLUMN_LAT] = "lat",
	[COLUMN_LON] = "lon",
	[COLUMN_X] = "x",
	[COLUMN_Y] = "y",
	[COLUMN_POSITION] = "position",
	[COLUMN_ORGANISATION] = "organisation",
	[COLUMN_MUNICIPALITY] = "municipality",
	[COLUMN_TEXT] = "text",
	[COLUMN_SEARCH] = "search",
	[COLUMN_KNOWN] = "known",
	[COLUMN_POLICE_REPORT] = "police_report",
	[COLUMN_COST] = "cost",
};

const char *const coordinate_systems[] = {"wgs84", "sweref99tm", "sweref991800", "any", NULL};

const char *coordinate_system_name(enum coordinate_system system)
{
	return coordinate_systems[system];
}

const char *column_name(enum column column)
{
	return column_names[column];
}

void mapping_free(struct mapping *mapping)
{
	if (!mapping)
		return;
	g_free(mapping->id);
	g_free(mapping->title);
	g_free(mapping->title_sv);
	g_free(mapping->organisation);
	g_free(mapping->source);
	g_free(mapping->sheet);
	g_free(mapping->other);
	g_strfreev(mapping->unused);
	g_strfreev(mapping->formats);
	for (int i = 0; i < COLUMNS; i++)
		g_clear_pointer(&mapping->columns[i], g_ptr_array_unref);
	g_clear_pointer(&mapping->words, g_hash_table_unref);
	g_clear_pointer(&mapping->not_counted, g_hash_table_unref);
	key_file_free(mapping->file);
	g_free(mapping);
}

/* finding one */

char *mapping_folder(void)
{
	return g_build_filename(g_get_user_config_dir(), "osg", "mappings", NULL);
}

static void mapping_add_id(GPtrArray *ids, const char *name)
{
	char *id;

	if (!g_str_has_suffix(name, ".ini"))
		return;
	id = g_strndup(name, strlen(name) - 4);
	if (g_ptr_array_find_with_equal_func(ids, id, g_str_equal, NULL))
		g_free(id);
	else
		g_ptr_array_add(ids, id);
}

static int mapping_compare_ids(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *mapping_list(void)
{
	GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) built_in = resource_list("mappings/");
	g_autofree char *folder = mapping_folder();
	g_autoptr(GDir) own = g_dir_open(folder, 0, NULL);
	const char *name;

	while (own && (name = g_dir_read_name(own)))
		mapping_add_id(ids, name);
	for (guint i = 0; built_in && i < built_in->len; i++)
		mapping_add_id(ids, built_in->pdata[i]);
	g_ptr_array_sort(ids, mapping_compare_ids);
	return ids;
}

static struct mapping *mapping_load_file(const char *path, GError **error)
{
	g_autofree char *base = g_filename_display_basename(path);
	gsize size = 0;
	g_autofree char *bytes = file_load(path, MAPPING_LARGEST, &size, NULL, error);
	struct mapping *mapping;

	if (!bytes)
		return NULL;
	if (g_str_has_suffix(base, ".ini"))
		base[strlen(base) - 4] = '\0';
	mapping = mapping_parse(base, bytes, size, error);
	if (mapping)
		mapping->own = TRUE;
	return mapping;
}

struct mapping *mapping_load(const char *id_or_file, GError **error)
{
	g_autofree char *name = g_strconcat(id_or_file, ".ini", NULL);
	g_autofree char *folder = mapping_folder();
	g_autofree char *own = g_build_filename(folder, name, NULL);
	g_autofree char *path = g_strconcat("mappings/", name, NULL);
	g_autoptr(GPtrArray) ids = NULL;
	g_autofree char *known = NULL;
	const char *bytes;
	gsize size;

	if (strchr(id_or_file, G_DIR_SEPARATOR) || g_str_has_suffix(id_or_file, ".ini"))
		return outside_file(id_or_file, error) ? mapping_load_file(id_or_file, error)
						       : NULL;
	if (g_file_test(own, G_FILE_TEST_IS_REGULAR))
		return mapping_load_file(own, error);
	bytes = resource_data(path, &size);
	if (bytes)
		return mapping_parse(id_or_file, bytes, size, error);
	ids = mapping_list();
	g_ptr_array_add(ids, NULL);
	known = g_strjoinv(", ", (char **)ids->pdata);
	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
		    _("There is no mapping “%s”. There are: %s; or name a key file."), id_or_file,
		    known);
	return NULL;
}
