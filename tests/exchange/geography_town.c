/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "geography_town.h"

#include <string.h>

#include "../folder.h"

static void free_area(gpointer r)
{
	record_free(r);
}

static void free_place(gpointer r)
{
	record_free(r);
}

static void free_organisation(gpointer r)
{
	record_free(r);
}

void town_read(struct geography_town *t, const char *folder)
{
	t->areas = g_ptr_array_new_with_free_func(free_area);
	t->places = g_ptr_array_new_with_free_func(free_place);
	t->organisations = g_ptr_array_new_with_free_func(free_organisation);
	t->notes = g_ptr_array_new_with_free_func(g_free);
	t->ok = geography_read(folder, t->name, t->areas, t->places, t->organisations,
			       &t->municipality, t->notes, &t->error);
}

void town_clear(struct geography_town *t)
{
	g_ptr_array_unref(t->areas);
	g_ptr_array_unref(t->places);
	g_ptr_array_unref(t->organisations);
	g_ptr_array_unref(t->notes);
	g_free(t->municipality);
	g_clear_error(&t->error);
}

void town_write(const char *folder, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

struct geography_town *town_of(const char *name, const char *municipality, const char *areas)
{
	struct geography_town *t = g_new0(struct geography_town, 1);

	t->folder = g_dir_make_tmp("osg-XXXXXX", NULL);
	t->name = name;
	town_write(t->folder, "municipality.geojson", municipality);
	if (areas)
		town_write(t->folder, "regso.geojson", areas);
	town_read(t, t->folder);
	if (t->error)
		g_test_message("%s", t->error->message);
	return t;
}

void town_end(struct geography_town *t)
{
	folder_remove(t->folder);
	g_free(t->folder);
	town_clear(t);
	g_free(t);
}

void check_refused(struct geography_town *t, const char *says)
{
	g_assert_false(t->ok);
	g_assert_error(t->error, OSG_ERROR, OSG_ERROR_FORMAT);
	g_assert_nonnull(strstr(t->error->message, says));
	town_end(t);
}
