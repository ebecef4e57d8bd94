/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "calendar_fixture.h"

#include "osg/meeting.h"
#include "osg/week.h"

struct import_result *calendar_read(struct fixture *f, const char *bytes)
{
	g_autofree char *path = g_build_filename(f->folder, "kalender.ics", NULL);
	const struct import_options options = {.file = path};
	g_autoptr(GError) error = NULL;
	struct import_result *result;

	g_assert_true(g_file_set_contents(path, bytes, -1, NULL));
	result = app_import(f->session, &options, &error);
	g_assert_no_error(error);
	return result;
}

struct import_result *calendar_read_events(struct fixture *f, const char *events)
{
	g_autoptr(GString) all = g_string_new("BEGIN:VCALENDAR\nVERSION:2.0\n");

	g_string_append_printf(all, "%sEND:VCALENDAR\n", events);
	g_string_replace(all, "\n", "\r\n", 0);
	return calendar_read(f, all->str);
}

void calendar_check_counts(struct import_result *take_result, int created, int changed,
			   int unchanged, int aside)
{
	g_assert_cmpint(take_result->created, ==, created);
	g_assert_cmpint(take_result->changed, ==, changed);
	g_assert_cmpint(take_result->unchanged, ==, unchanged);
	g_assert_cmpint(take_result->set_aside, ==, aside);
	import_result_free(take_result);
}

static int by_begin(gconstpointer a, gconstpointer b)
{
	const struct planned_event *x = *(gpointer const *)a, *y = *(gpointer const *)b;

	return (x->time_from > y->time_from) - (x->time_from < y->time_from);
}

GPtrArray *calendar_events(struct fixture *f)
{
	GPtrArray *all = session_all(f->session, &planned_event_kind, NULL);

	g_assert_nonnull(all);
	g_ptr_array_sort(all, by_begin);
	return all;
}

void calendar_check_events(struct fixture *f, const char *expected)
{
	g_autoptr(GPtrArray) all = calendar_events(f);
	g_autoptr(GString) got = g_string_new(NULL);

	for (guint i = 0; i < all->len; i++) {
		const struct planned_event *e = all->pdata[i];
		g_autofree char *when = time_format_rfc3339(e->time_from);

		g_string_append_printf(got, "%s%.16s %s", i ? "|" : "", when, e->title);
	}
	g_assert_cmpstr(got->str, ==, expected);
}
