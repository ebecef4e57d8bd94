/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a measure lacks, when it is late. */
#include "config.h"

#include "osg/measure.h"

#include <glib/gi18n.h>

#include "osg/week.h"

gboolean yardstick_counts(const struct yardstick *y)
{
	return y && (y->places->len || y->area) && y->before_from != WEEK_NONE &&
	       y->before_to != WEEK_NONE && y->after_from != WEEK_NONE && y->after_to != WEEK_NONE;
}

guint measure_lacks(const struct measure *m, const struct yardstick *y)
{
	gboolean said = y && y->text && *y->text;

	return (m->owner ? 0 : LACKS_OWNER) | (m->due != DAY_NONE ? 0 : LACKS_DUE) |
	       (m->cause || (m->cause_text && *m->cause_text) ? 0 : LACKS_CAUSE) |
	       (said || yardstick_counts(y) ? 0 : LACKS_YARDSTICK);
}

static gboolean refuse(GError **error, const char *why)
{
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE, why);
	return FALSE;
}

gboolean yardstick_check(const struct yardstick *y, GError **error)
{
	if (!yardstick_counts(y))
		return TRUE;
	if (y->before_to < y->before_from || y->after_to < y->after_from)
		return refuse(error, _("The weeks of the yardstick end before they begin; such as "
				       "v.1–36 before and v.45–52 after."));
	if (y->after_from <= y->before_to)
		return refuse(error, _("The weeks after must begin when the weeks before have "
				       "ended."));
	return TRUE;
}

gboolean measure_is_open(const struct measure *m)
{
	return m->state == MEASURE_DECIDED || m->state == MEASURE_UNDER_WAY;
}

int measure_days_late(const struct measure *m, int today)
{
	return measure_is_open(m) && m->due != DAY_NONE ? MAX(today - m->due, 0) : 0;
}
