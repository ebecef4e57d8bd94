/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of app share. */
#ifndef OSG_APP_PRIVATE_H
#define OSG_APP_PRIVATE_H

#include "osg/app.h"

/* An observation to work on; app_observation is for people to read. */
struct observation *observation_get(struct session *session, gint64 key, GError **error);

/* One counts in each report group: the first entered that is active. Call after members changed,
 * inside an open change. */
gboolean report_group_recount(struct session *session, gint64 report_group, GError **error);

/* Links observations and what they are linked with already, inside an open change. */
gboolean report_group_link(struct session *session, const gint64 *keys, gsize count,
			   GError **error);

/* The record of a hotspot that an action may be taken on. NULL with an error: it may not, there is
 * none, or a focus group works on it already. */
struct hotspot_record *hotspot_undecided(struct session *session, enum action action, int number,
					 GError **error);
void hotspot_decide(const struct session *session, struct hotspot_record *record,
		    enum decision decision, const char *reason);

/* Whether an open meeting (key) may be changed by this seat: it leads it. */
gboolean meeting_may_change(struct session *session, enum action action, gint64 meeting,
			    GError **error);

/* FALSE, with a rule's sentence. */
gboolean app_refuse(GError **error, const char *why);
/* The day it is now, local. */
int app_today(const struct session *session);

/* A measure with its yardstick and what follows from them. */
struct measure_item *measure_item_new(const struct session *session, struct measure *take_measure,
				      struct yardstick *take_yardstick);
/* Stores a new focus group and the steps that every group takes, inside an open change. */
gboolean group_put_new(struct session *session, struct focus_group *group, GError **error);

#endif
