/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A local focus group from its trigger to its exit. Included by osg/record.h. */
#ifndef OSG_KINDS_GROUP_H
#define OSG_KINDS_GROUP_H

#include "osg/record.h"

enum group_form {
	GROUP_LOCAL,      /* a local focus group */
	GROUP_COORDINATOR /* somebody appointed for an area until a date: a child of parent */
};
enum group_state { GROUP_ACTIVE, GROUP_CLOSED };
enum group_exit { EXIT_NONE, EXIT_GOAL_MET, EXIT_HANDED_OVER, EXIT_RAISED };
/* Did it help: four answers and no other. */
enum verdict {
	VERDICT_NONE,
	VERDICT_HELPED,
	VERDICT_NO_DIFFERENCE,
	VERDICT_WORSE,
	VERDICT_UNKNOWN
};

struct focus_group {
	struct record record;
	char *title;
	int form;       /* enum group_form */
	gint64 parent;  /* REF focus_group */
	gint64 hotspot; /* REF hotspot, 0 = started otherwise */
	gint64 leader;  /* REF organisation */
	int started_week;
	int planned_end;        /* DAY */
	int ended_week;         /* WEEK_NONE = active */
	char *mandate;          /* who asked for it, what it may do */
	char *trigger;          /* what was seen that made it start, as it was */
	GArray *evidence;       /* REFS observation: the trigger's */
	char *delimitation;     /* in words; the rest of it in numbers */
	GArray *places;         /* REFS place */
	GArray *areas;          /* REFS area */
	double radius;          /* metres around its places, NAN = none */
	GArray *categories;     /* REFS category */
	int hour_from, hour_to; /* as a yardstick's */
	int state;              /* enum group_state */
	int exit;               /* enum group_exit */
	int verdict;            /* enum verdict */
	char *reason;           /* of the exit */
};

/* An organisation's function in a group, never a person. */
struct group_member {
	struct record record;
	gint64 focus_group;  /* REF */
	gint64 organisation; /* REF */
	char *function;      /* "områdesförvaltare" */
	int since, until;    /* DAY, DAY_NONE = open */
};

/* A step that a group takes; one that must be done keeps it from being closed. */
enum step_state { STEP_OPEN, STEP_DONE, STEP_SKIPPED };
struct group_step {
	struct record record;
	gint64 focus_group; /* REF */
	int position;
	char *code;  /* of the list of steps: "site-visit"; NULL = its own */
	char *title; /* its own */
	gboolean required;
	int due;      /* DAY */
	int state;    /* enum step_state */
	char *reason; /* why it was skipped */
};

enum aspect { ASPECT_PLACE, ASPECT_TARGET, ASPECT_ACTOR, ASPECT_GUARDIAN };

/* One cause of a group's tree. A cause without parent is direct, the others underlying; a parent is
 * of the same group and aspect, and no cause is its own ancestor. */
struct cause {
	struct record record;
	gint64 focus_group; /* REF */
	gint64 parent;      /* REF cause, 0 = direct */
	int aspect;         /* enum aspect */
	int position;       /* among its siblings */
	char *text;
	GArray *evidence; /* REFS observation */
	int influence;    /* 0 none .. 3 much, -1 = not judged */
	gint64 owner;     /* REF organisation that can change it */
};

struct goal {
	struct record record;
	gint64 focus_group; /* REF */
	int position;
	char *text;       /* "under 5 i veckan till v.50" */
	gint64 yardstick; /* REF, 0 = judged by hand */
	int due;          /* DAY */
	int met;          /* enum answer */
};

enum visit_form { VISIT_SITE, VISIT_SAFETY_WALK };
struct site_visit {
	struct record record;
	gint64 focus_group;    /* REF, 0 = none */
	int form;              /* enum visit_form */
	gint64 place, area;    /* REF */
	gint64 at;             /* TIME */
	GArray *organisations; /* REFS: who came */
	char *note;
};

enum site_aspect {
	SITE_LIGHTING,
	SITE_SIGHT_LINES,
	SITE_MAINTENANCE,
	SITE_ACCESS,
	SITE_OWNERSHIP,
	SITE_STAFFING,
	SITE_FLOW,
	SITE_OTHER
};

/* What was seen at a visit. */
struct site_finding {
	struct record record;
	gint64 site_visit; /* REF */
	int position;
	int aspect; /* enum site_aspect */
	char *text;
	gint64 place;   /* REF, 0 = the visit's */
	gint64 owner;   /* REF organisation that can mend it */
	gint64 measure; /* REF: what came of it */
};

extern const struct record_kind focus_group_kind, group_member_kind, group_step_kind, cause_kind,
	goal_kind, site_visit_kind, site_finding_kind;

#endif
