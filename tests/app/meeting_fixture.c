/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "meeting_fixture.h"

#include <string.h>

gint64 opened(struct fixture *f)
{
	g_autoptr(GError) error = NULL;
	gint64 key = app_meeting_open(f->session, WEEK(f), &error);

	g_assert_no_error(error);
	return key;
}

struct meeting_whole *read_meeting(struct session *session, gint64 key)
{
	g_autoptr(GError) error = NULL;
	struct meeting_whole *w = app_meeting_read(session, key, &error);

	g_assert_no_error(error);
	return w;
}

struct agenda_item *item_of(const struct meeting_whole *w, int kind)
{
	for (guint i = 0; i < w->items->len; i++)
		if (((struct agenda_item *)w->items->pdata[i])->kind == kind)
			return w->items->pdata[i];
	g_error("no such item");
}

const struct meeting_decision *decision_at(const struct meeting_whole *w, guint i)
{
	g_assert_cmpuint(i, <, w->decisions->len);
	return w->decisions->pdata[i];
}

void check_rule(GError *error, const char *part)
{
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_assert_nonnull(strstr(error->message, part));
	g_error_free(error);
}

void close_meeting(struct fixture *f, gint64 key)
{
	g_autoptr(GError) error = NULL;

	g_assert_true(app_meeting_close(f->session, key, "prov", &error));
	g_assert_no_error(error);
}

gint64 week_later(struct fixture *f, const char *now)
{
	fixture_set_now(now);
	session_set_week(f->session, WEEK(f) + 1);
	return opened(f);
}
