/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import_town.h"

#include <string.h>

#include "../folder.h"
#include "osg/week.h"

#define NOW G_GINT64_CONSTANT(1795000000) /* 2026-11-18 */

static gint64 clock_now(void)
{
	return NOW;
}

static char *town_path(const struct import_town *t, const char *name)
{
	return g_build_filename(t->folder, name, NULL);
}

char *town_write(const struct import_town *t, const char *name, const char *text)
{
	char *path = town_path(t, name);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	return path;
}

static void town_open(struct import_town *t)
{
	const struct session_options options = {
		.file = t->database, .door = DOOR_COMMAND, .now = clock_now};
	g_autoptr(GError) error = NULL;

	t->session = session_open(&options, &error);
	g_assert_no_error(error);
}

void town_init(struct import_town *t, const char *from)
{
	g_autoptr(GError) error = NULL;

	t->folder = g_dir_make_tmp("osg-XXXXXX", NULL);
	t->database = town_path(t, "osg.db");
	if (from && !*from) {
		g_autofree char *boundary =
			town_write(t, "municipality.geojson",
				   "{\"features\":[{\"properties\":{\"name\":\"Provköping\"},"
				   "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
				   "[[[18,59.2],[18.1,59.2],[18.1,59.3],[18,59.3],[18,59.2]]]}}]}");
		g_autofree char *areas = town_write(
			t, "regso.geojson",
			"{\"features\":[{\"properties\":{\"name\":\"Norrby\"},\"geometry\":"
			"{\"type\":\"Polygon\",\"coordinates\":"
			"[[[18,59.2],[18.1,59.2],[18.1,59.3],[18,59.3],[18,59.2]]]}}]}");
		g_autofree char *places =
			town_write(t, "places.csv",
				   "name,latitude,longitude\nNorrby skola,59.27,18.05\n"
				   "Torget,59.25,18.02\nHamnen,59.22,18.07\n");

		g_assert_true(boundary && areas && places);

		from = t->folder;
	}
	g_assert_true(app_init(t->database, from, NULL, NOW, NULL, &error));
	g_assert_no_error(error);
	town_open(t);
}

void town_clear(struct import_town *t)
{
	session_close(t->session);
	folder_remove(t->folder);
	g_free(t->folder);
	g_free(t->database);
}

struct import_result *town_import(struct import_town *t, const char *file,
				  const struct import_figures *f)
{
	const struct import_options options = {.file = file};
	g_autoptr(GError) error = NULL;
	struct import_result *r = app_import(t->session, &options, &error);

	g_assert_no_error(error);
	g_assert_nonnull(r);
	g_assert_cmpint(r->read, ==, f->read);
	g_assert_cmpint(r->created, ==, f->created);
	g_assert_cmpint(r->changed, ==, f->changed);
	g_assert_cmpint(r->unchanged, ==, f->unchanged);
	g_assert_cmpint(r->set_aside, ==, f->set_aside);
	g_assert_cmpint(r->skipped, ==, f->skipped);
	if (f->not_counted >= 0)
		g_assert_cmpint(r->not_counted, ==, f->not_counted);
	return r;
}

void town_takes(struct import_town *t, const char *file, const struct import_figures *figures)
{
	import_result_free(town_import(t, file, figures));
}

gboolean says(const GPtrArray *notes, const char *words)
{
	for (guint i = 0; i < notes->len; i++)
		if (strstr(notes->pdata[i], words))
			return TRUE;
	return FALSE;
}

int town_count(struct import_town *t, const char *filter)
{
	g_autoptr(GError) error = NULL;
	struct listing *l = app_list(t->session, filter, WEEK_NONE, WEEK_NONE, 0, &error);
	int total;

	g_assert_no_error(error);
	total = (int)l->total;
	listing_free(l);
	return total;
}
