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

/* The meeting, open and led by this seat, owned; NULL with an error. */
struct meeting *meeting_led(struct session *session, enum action action, gint64 key,
			    GError **error);
/* Whether an open meeting (key) may be changed by this seat: it leads it. */
gboolean meeting_may_change(struct session *session, enum action action, gint64 meeting,
			    GError **error);

/* FALSE, with a rule's sentence; *field (may be NULL) is the field that it is about. */
gboolean app_refuse(GError **error, const char *why);
gboolean app_refuse_field(const char **field, const char *name, GError **error, const char *why);

/* Whether something new may name it; else it is refused beside the field. 0, NULL and DAY_NONE are
 * no names. An organisation that left the group and a place taken back may not be named. */
gboolean app_owner_stands(const struct session *session, gint64 owner, const char **field,
			  const char *name, GError **error);
gboolean app_member_stands(const struct session *session, gint64 organisation, const char **field,
			   const char *name, GError **error);
gboolean app_place_stands(const struct session *session, gint64 place, gint64 area,
			  const char **field, const char *name, GError **error);
gboolean app_places_stand(const struct session *session, const GArray *places, const GArray *areas,
			  const char **field, const char *name, GError **error);
/* A day that has been is none to be done by. */
gboolean app_due_stands(const struct session *session, int due, const char **field,
			const char *name, GError **error);
gboolean app_yardstick_stands(const struct session *session, const struct yardstick *yardstick,
			      const char **field, GError **error);
/* The day it is now, local. */
int app_today(const struct session *session);

/* Stores a new focus group and the steps that every group takes, inside an open change. */
gboolean group_put_new(struct session *session, struct focus_group *group, GError **error);
/* Whether an organisation may lead a group: it is a member now. */
gboolean group_leader_stands(const struct session *session, gint64 leader, const char **field,
			     GError **error);
/* What the group may see of its places, areas and categories in that week and the three before
 * becomes its evidence: it stays as it was then. */
void group_take_evidence(struct session *session, struct focus_group *group, int week);
/* Adds the area that holds a point, if any, to the group's. */
void group_take_area(struct session *session, struct focus_group *group, double lat, double lon);

struct programme;
struct programme_row;
/* A row of the programme at the end; takes the texts, NULL = "". Borrowed. */
struct programme_row *programme_row_add(GPtrArray *rows, char mark, gconstpointer record,
					char *title, char *how, char *who, char *state);
/* programme_law.c: the duties of the law, what shows each, until when. */
GPtrArray *programme_law_rows(const struct programme *programme);

#endif
