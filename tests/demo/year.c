/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "year.h"

#include <glib/gstdio.h>

static gint64 clock_now;

static gint64 year_now(void)
{
	return clock_now;
}

void year_open(struct year *year, guint64 seed, double scale, gboolean quiet)
{
	const struct demo_options demo = {
		.seed = seed, .scale = scale, .quiet = quiet, .now = 1735630200};
	g_autoptr(GError) error = NULL;

	year->folder = g_dir_make_tmp("osg-year-XXXXXX", NULL);
	year->file = g_build_filename(year->folder, "osg.db", NULL);
	year->world = demo_world_new();
	year->truth = demo_year_new(year->world, seed, scale, quiet);
	app_init_demo(year->file, &demo, &error);
	g_assert_no_error(error);
	clock_now = demo_meeting(year->truth, DEMO_WEEKS - 1);
	const struct session_options options = {.file = year->file,
						.door = DOOR_COMMAND,
						.now = year_now,
						.english = TRUE,
						.read_only = TRUE};
	year->session = session_open(&options, &error);
	g_assert_no_error(error);
	year->store = store_open(year->file, STORE_READ, &error);
	g_assert_no_error(error);
}

void year_close(struct year *year)
{
	static const char *const endings[] = {"", "-wal", "-shm"};

	session_close(year->session);
	store_close(year->store);
	demo_year_free(year->truth);
	demo_world_free(year->world);
	for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
		g_autofree char *name = g_strconcat(year->file, endings[i], NULL);

		g_unlink(name);
	}
	g_rmdir(year->folder);
	g_free(year->folder);
	g_free(year->file);
}

void year_meeting(struct year *year, int week)
{
	clock_now = demo_meeting(year->truth, week);
	session_set_week(year->session, year->truth->first_week + week);
	session_look_back(year->session, clock_now);
}

struct id year_id(const struct year *year, int report)
{
	const struct demo_report *r = DEMO_REPORT(year->truth, (guint)report);
	g_autofree char *name = g_strdup_printf("%" G_GUINT64_FORMAT "/%s/%c/%d", year->truth->seed,
						year->world->organisations[r->organisation].code,
						r->origin, r->serial);

	return id_from_name("osg-demo", name);
}

gint64 year_key(const struct year *year, int report)
{
	const struct id id = year_id(year, report);
	struct observation *o = store_find(year->store, &observation_kind, &id, NULL);
	gint64 key = o ? o->record.key : 0;

	record_free(o);
	return key;
}
