/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo municipality as a database: a year as its members and its coordinator would have entered
 * it, one change a week, so that the record of changes reads like a year. What nobody had sent by
 * the last meeting is not there. Refuses to write into a file that exists. */
#include "config.h"

#include <glib/gstdio.h>

#include "osg/week.h"

#include "demo/fill.h"
#include "demo/meetings.h"
#include "demo/records.h"

#define RECORDING_CHANGE_WEEK "2024-W14" /* signal 4 */
#define RECORDING_CHANGE_CATEGORY "SKA"

gint64 demo_week_time(const struct demo_fill *fill, int week)
{
	return demo_meeting(fill->year, week) - 60;
}

gint64 demo_put(struct demo_fill *fill, gpointer take_record, char *take_name, GError **error)
{
	struct record *record = take_record;
	record->id = id_from_name(DEMO_NAME_SPACE, take_name);
	gint64 key = session_put(fill->session, record, error) ? record->key : 0;
	record_free(record);
	g_free(take_name);
	return key;
}

/* What the coordinator wrote about the week. */
static gboolean put_situation(struct demo_fill *fill, int week, GError **error)
{
	const struct demo_table *table = demo_world_table(fill->year->world, "situations");
	for (guint i = 0; i < demo_table_rows(table); i++) {
		if (week_parse(demo_cell(table, i, "week"), 0, 0) != fill->year->first_week + week)
			continue;
		struct picture_record *picture = record_new(&picture_kind);
		picture->week = fill->year->first_week + week;
		picture->state = PICTURE_DRAFT;
		field_set_text(&picture->situation, demo_cell(table, i, "text"));
		if (!demo_put(fill, picture, RECORD_NAME("picture/%d", week), error))
			return FALSE;
	}
	return TRUE;
}

/* From this week on the municipality takes all graffiti and damage to the police; the coordinator
 * knows, and notes it.
 */
static gboolean put_recording_change(struct demo_fill *fill, int week, GError **error)
{
	struct recording_change *change;

	if (fill->year->first_week + week != week_parse(RECORDING_CHANGE_WEEK, 0, 0))
		return TRUE;
	change = record_new(&recording_change_kind);
	change->week = fill->year->first_week + week;
	change->category = demo_category_key(
		fill, demo_find_category(fill->year->world, RECORDING_CHANGE_CATEGORY), NULL);
	field_set_text(&change->note,
		       "Kommunen polisanmäler från och med nu allt klotter och all skadegörelse.");
	return demo_put(fill, change, RECORD_NAME("recording/%d", week), error) != 0;
}

/* A name of the municipality, for the records that refer to it. */
static gint64 key_named(gpointer data, const char *refers, const char *name)
{
	const struct demo_fill *fill = data;
	const struct demo_world *world = fill->year->world;
	int i = -1;

	if (strcmp(refers, "organisation") == 0)
		return (i = demo_find_organisation(world, name)) < 0 ? 0 : fill->organisations[i];
	if (strcmp(refers, "place") == 0)
		return (i = demo_find_place(world, name)) < 0 ? 0 : fill->places[i];
	if (strcmp(refers, "area") == 0)
		return (i = demo_find_area(world, name)) < 0 ? 0 : fill->areas[i];
	if (strcmp(refers, "category") == 0)
		return (gint64)GPOINTER_TO_SIZE(g_hash_table_lookup(fill->categories, name));
	return strcmp(refers, "participant") == 0 ? fill->coordinator : 0;
}

/* What the group wrote, but nothing that lies after now. */
static gboolean put_records(struct demo_fill *fill, int week, GError **error)
{
	const struct demo_seats seats = {fill->organisations, fill->areas, fill->chair};

	return demo_meeting(fill->year, week) > fill->options->now ||
	       (demo_records_put(fill->records, fill->session, week, error) &&
		demo_meeting_put(fill->session, fill->year, &seats, week, error));
}

static gboolean fill_week(struct demo_fill *fill, int week, GError **error)
{
	const struct change change = {.at = demo_week_time(fill, week),
				      .who = fill->coordinator,
				      .door = DOOR_FILE,
				      .what = "demo.week"};
	if (!session_begin_at(fill->session, &change, error))
		return FALSE;
	if (demo_put_reports(fill, week, error) &&
	    (fill->year->quiet ||
	     (put_situation(fill, week, error) && put_recording_change(fill, week, error) &&
	      put_records(fill, week, error))))
		return session_commit(fill->session, NULL, error);
	session_rollback(fill->session);
	return FALSE;
}

static gboolean fill_municipality(struct demo_fill *fill, GError **error)
{
	const struct change change = {
		.at = week_start(fill->year->first_week), .door = DOOR_FILE, .what = "demo.init"};
	if (!session_begin_at(fill->session, &change, error))
		return FALSE;
	if (demo_put_municipality(fill, error))
		return session_commit(fill->session, NULL, error);
	session_rollback(fill->session);
	return FALSE;
}

static gboolean fill_database(struct demo_fill *fill, GError **error)
{
	gboolean ok = fill_municipality(fill, error);
	for (int week = 0; ok && week < DEMO_WEEKS; week++)
		ok = fill_week(fill, week, error);
	return ok;
}

/* The programme stands above the weeks: it is entered in one change, in the last of them. */
static gboolean fill_programme(struct demo_fill *fill, const struct field_form *form,
			       GError **error)
{
	const struct change change = {.at = demo_week_time(fill, DEMO_WEEKS - 1),
				      .who = fill->coordinator,
				      .door = DOOR_FILE,
				      .what = "demo.programme"};
	struct demo_records *records;
	gboolean ok;

	if (fill->year->quiet)
		return TRUE;
	if (!session_begin_at(fill->session, &change, error))
		return FALSE;
	records = demo_records_new("demo/programme.ini", fill->year, form, fill->keys);
	ok = demo_records_put(records, fill->session, 0, error);
	demo_records_free(records);
	if (ok)
		return session_commit(fill->session, NULL, error);
	session_rollback(fill->session);
	return FALSE;
}

gboolean app_init_demo(const char *file, const struct demo_options *options, GError **error)
{
	struct session *session = session_create(file, error);
	if (!session)
		return FALSE;
	struct demo_world *world = demo_world_new();
	struct demo_year *year =
		demo_year_new(world, options->seed, options->scale, options->quiet);
	g_autofree gint64 *keys = g_new0(gint64, year->reports->len + 1);
	g_autoptr(GHashTable) categories =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct demo_fill fill = {.session = session,
				 .options = options,
				 .year = year,
				 .writer = demo_writer_new(year),
				 .categories = categories,
				 .keys = keys};
	const struct field_form form = {.key = key_named, .data = &fill};
	gboolean ok;

	fill.records = demo_records_new("demo/records.ini", year, &form, keys);
	ok = fill_database(&fill, error) && fill_programme(&fill, &form, error);
	demo_records_free(fill.records);
	demo_writer_free(fill.writer);
	demo_year_free(year);
	demo_world_free(world);
	session_close(session);
	if (!ok)
		g_unlink(file);
	return ok;
}
