/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "picture_fixture.h"

#include "osg/week.h"

int week_46(void)
{
	return week_from_iso(2026, 46);
}

struct picture *picture(struct session *session, int number)
{
	g_autoptr(GError) error = NULL;
	struct picture *p = app_picture(session, period_of_week(week_46()), number, &error);

	g_assert_no_error(error);
	return p;
}

const struct picture_signal *signal_of(const struct picture *p, const char *category,
				       const char *area)
{
	for (guint i = 0; i < p->signals->len; i++) {
		const struct picture_signal *s = p->signals->pdata[i];

		if (strcmp(s->category, category) == 0 && g_strcmp0(s->area, area) == 0)
			return s;
	}
	return NULL;
}
