/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What charts of weeks are drawn from beside the picture: more weeks than it has, what happened in
 * them, and when somebody was there. Included by osg/app.h. */
#ifndef OSG_APP_CHARTS_H
#define OSG_APP_CHARTS_H

#include "osg/session.h"

/* Counted events of each week from first to last, of everything, into values [last - first + 1].
 * FALSE with an error. */
gboolean app_week_totals(struct session *session, int first, int last, int *values, GError **error);

/* Something that makes a week unlike others: from the calendar, recorded otherwise from there on, a
 * measure that was done. */
enum week_mark_kind { WEEK_CALENDAR, WEEK_RECORDING, WEEK_MEASURE };
struct week_mark {
	int week;
	enum week_mark_kind kind;
	char *text; /* in the current language, owned */
};
/* Those of the weeks in the area (key, 0 = anywhere) in order of time: GArray of struct week_mark
 * that frees its texts. Of what is recorded otherwise only what is about one of the categories
 * (CODES, NULL = all). */
GArray *app_week_marks(struct session *session, int first, int last, gint64 area,
		       char *const *categories, GError **error);

/* How many of those who were to be out in the week, as the meetings before had decided ("Th–Sa
 * 18–01"), were out at each hour of the day. -1 with an error, else how many had said their hours.
 */
int app_presence_hours(struct session *session, int week, int hours[24], GError **error);
/* The hours that a text names, "18–01", the last within: added to hours. FALSE: it names none. */
gboolean presence_hours_add(const char *text, int hours[24]);

#endif
