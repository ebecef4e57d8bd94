/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people do with focus groups: started, written, followed, closed. Included by osg/app.h. */
#ifndef OSG_APP_GROUP_H
#define OSG_APP_GROUP_H

#include "osg/app_measure.h"
#include "osg/group.h"

/* A group with all that belongs to it. */
struct dossier {
	struct focus_group *group;
	struct yardstick *yardstick; /* of the group as a whole; NULL = none yet */
	GPtrArray *members;          /* struct group_member */
	GPtrArray *steps;            /* struct group_step, in order */
	GPtrArray *causes;           /* struct cause, as stored; cause_tree orders them */
	GPtrArray *goals;            /* struct goal */
	GPtrArray *visits;           /* struct site_visit, oldest first */
	GPtrArray *findings;         /* struct site_finding of these visits */
	GPtrArray *notes;            /* struct status_line, newest first */
	GPtrArray *meetings;         /* struct meeting of its own */
	GPtrArray *coordinators;     /* struct focus_group: appointed by it for an area */
	GPtrArray *measures;         /* struct measure_item */
};
/* Free with dossier_free. NULL with an error: there is no such group. */
struct dossier *app_dossier(struct session *session, gint64 key, GError **error);
void dossier_free(gpointer dossier);
/* The newest whose name begins like that, without regard to case; 0 with an error: there is none.
 */
gint64 app_focus_group_named(struct session *session, const char *name, GError **error);

/* Whether this participant may change it (NULL: start one). */
gboolean app_group_may(struct session *session, const struct focus_group *group, GError **error);
/* Whether this participant may write parts of it, as who leads it and its members may; a closed one
 * is written in no more. 0 = of no group. */
gboolean app_group_may_write(struct session *session, gint64 group, GError **error);
/* A group that is started from something else than a hotspot: the caller has filled it in; stores
 * it with the steps that every group takes, and without evidence with what was reported there in
 * the week that session looks at and the three before. Returns its key, 0 = failed. */
gint64 app_group_start(struct session *session, struct focus_group *group, GError **error);
/* Stores what was changed, with the yardstick of the group as a whole (NULL = as it was). *field
 * (may be NULL) is the field that a refusal is about. */
gboolean app_group_save(struct session *session, struct focus_group *group,
			struct yardstick *yardstick, const char **field, GError **error);

/* A member, cause, goal, visit, finding or step of its own, new or changed; *field as above. */
gboolean app_group_part_save(struct session *session, gpointer record, const char **field,
			     GError **error);
/* Takes one of them back. A cause with others under it: they go up to where it stood. */
gboolean app_group_part_withdraw(struct session *session, gpointer record, GError **error);
/* The line of this week to the OSG; a second one replaces it. */
gboolean app_group_status(struct session *session, gint64 group, const char *text, GError **error);
/* Adds the observations that a filter finds ("visättra ska v37-v40") to a cause's evidence. How
 * many were new, -1 = failed. */
int app_cause_evidence(struct session *session, gint64 cause, const char *filter, GError **error);
struct listing;
/* Adds what was found (keys) to evidence, but for what the whole group may not see: everybody is
 * told how many there are. How many were new; *hidden (may be NULL): how many were left out. */
guint app_evidence_add(GArray *evidence, const struct listing *found, guint *hidden);

/* Whether a step is taken: marked so, or what it asks for is there. */
gboolean dossier_step_is_met(const struct dossier *dossier, const struct group_step *step);
gboolean app_group_step(struct session *session, gint64 step, enum step_state state,
			const char *reason, GError **error);
/* Steps that must be taken and are not: GPtrArray of struct group_step, borrowed. */
GPtrArray *dossier_open_steps(const struct dossier *dossier);
/* The verdict that its yardstick gives, as the counts are now: cannot be told where it has none.
 * VERDICT_NONE with an error. Some 10 ms: for a worker. */
enum verdict app_group_verdict(struct session *session, gint64 group, GError **error);
/* Whether it may end like that. OSG_ERROR_RULE while a step that must be taken is open, naming it;
 * reason is required. */
gboolean app_group_may_close(struct session *session, gint64 group, enum group_exit exit,
			     const char *reason, GError **error);
/* Ends it; steps that may be taken stay as they are. */
gboolean app_group_close(struct session *session, gint64 group, enum group_exit exit,
			 const char *reason, enum verdict verdict, GError **error);

/* What happened in it, oldest first. GArray of struct group_moment. */
GArray *app_group_timeline(struct session *session, const struct dossier *dossier, GError **error);

/* From problem to cause, measure and result, a row a chain, and where it is broken. group 0 = all
 * groups, and measures outside of them. GPtrArray of struct trace_row. */
GPtrArray *app_trace(struct session *session, gint64 group, GError **error);

/* Organisations that ought to be members: they reported there in the year before, or own a place
 * there. Most reports first. GArray of struct member_proposal. */
GArray *app_group_proposals(struct session *session, const struct dossier *dossier, GError **error);

#endif
