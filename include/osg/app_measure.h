/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people do with measures. Included by osg/app.h. */
#ifndef OSG_APP_MEASURE_H
#define OSG_APP_MEASURE_H

#include "osg/measure.h"
#include "osg/session.h"

/* A measure with its yardstick, which may be NULL, and what follows from them. */
struct measure_item {
	struct measure *measure;
	struct yardstick *yardstick;
	guint lacks;   /* enum measure_lack */
	int days_late; /* 0 = not late */
};
void measure_item_free(gpointer item);

enum measures_which { MEASURES_OPEN, MEASURES_MINE, MEASURES_LATE, MEASURES_ALL };
/* 0 and NULL = whatever. MINE: of the participant's organisation, as owner or contributor. LATE and
 * OPEN leave drafts of long ago out no more than others: a draft is shown until it is decided or
 * dropped. text: every word stands in the title, place, area, group, owner, kind or cause. */
struct measures_query {
	enum measures_which which;
	gint64 organisation, place, area, focus_group, meeting;
	const char *text;
};
/* Late ones first, the latest before all; then by due date, drafts, and what is done or dropped,
 * newest first. GPtrArray of struct measure_item. */
GPtrArray *app_measures(struct session *session, const struct measures_query *query,
			GError **error);
/* Free with measure_item_free. NULL with an error: there is none. */
struct measure_item *app_measure(struct session *session, gint64 key, GError **error);

/* Stores it with its yardstick (NULL = as it was). What lacks nothing is decided from now on
 * (decided = today, unless it says another day); what lacks something is a draft. A measure that is
 * done or dropped keeps its state. The yardstick is fixed beforehand: once the measure is under way
 * it cannot change (OSG_ERROR_RULE). *field (may be NULL) is the field that a refusal is about. */
gboolean app_measure_save(struct session *session, struct measure *measure,
			  struct yardstick *yardstick, const char **field, GError **error);

/* Each is one step of undo. A draft can only be dropped. reason is required for dropping and for
 * moving. */
gboolean app_measure_begin(struct session *session, gint64 key, GError **error);
gboolean app_measure_done(struct session *session, gint64 key, GError **error);
gboolean app_measure_move(struct session *session, gint64 key, int due, const char *reason,
			  GError **error);
gboolean app_measure_drop(struct session *session, gint64 key, const char *reason, GError **error);
/* A line of how it goes, dated now. */
gboolean app_measure_note(struct session *session, gint64 key, const char *text, GError **error);
/* Its lines, newest first. GPtrArray of struct status_line. */
GPtrArray *app_measure_notes(struct session *session, gint64 key, GError **error);
/* Whether this participant may change it (NULL: make one). */
gboolean app_measure_may(struct session *session, const struct measure *measure, GError **error);

#endif
