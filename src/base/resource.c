/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that share/resources.c holds; the disk is not looked at. */
#include "config.h"

#include "osg/resource.h"

#include <gio/gio.h>

/* made by glib-compile-resources */
GResource *osg_get_resource(void);
void osg_register_resource(void);

static GResource *resources(void)
{
	static gsize registered;
	static GResource *resource;

	if (g_once_init_enter(&registered)) {
		osg_register_resource();
		resource = osg_get_resource();
		g_once_init_leave(&registered, 1);
	}
	return resource;
}

/* Uncompressed resources are borrowed from the program itself, and GLib ends each with a NUL:
 * dropping the GBytes is harmless. */
const char *resource_data(const char *path, gsize *size)
{
	g_autofree char *full = g_strconcat("/osg/", path, NULL);
	g_autoptr(GBytes) bytes =
		g_resource_lookup_data(resources(), full, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

	return bytes ? g_bytes_get_data(bytes, size) : NULL;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
	return g_strcmp0(*(char *const *)a, *(char *const *)b);
}

GPtrArray *resource_list(const char *folder)
{
	g_autofree char *full = g_strconcat("/osg/", folder, NULL);
	g_auto(GStrv) names = g_resource_enumerate_children(resources(), full,
							    G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
	GPtrArray *list = g_ptr_array_new_with_free_func(g_free);

	for (char **name = names; name && *name; name++)
		g_ptr_array_add(list, g_strdup(*name));
	g_ptr_array_sort(list, compare_names);
	return list;
}
