/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of focus groups: the steps that one takes (share/measures/steps.csv) and the tree of
 * its causes. Knows no database and no clock. */
#ifndef OSG_GROUP_H
#define OSG_GROUP_H

#include "osg/error.h"
#include "osg/record.h"

/* Its own title, or that of its code. Borrowed. */
const char *group_step_label(const struct group_step *step, gboolean english);

/* A cause where it stands in the tree. */
struct cause_node {
	const struct cause *cause; /* borrowed */
	int depth;                 /* 0 = direct */
	guint last;                /* bit d: at depth d no sibling follows */
};
/* In the order of the tree: by aspect, then siblings by position. A cause whose parent is not there
 * stands as direct; none is left out. GArray of struct cause_node. */
GArray *cause_tree(const GPtrArray *causes);
/* Whether a cause may stand as it says among the causes of its group. OSG_ERROR_RULE, and *field
 * (may be NULL) is the field that it is about: no text, a parent of another aspect or group, a loop
 * (it would be its own ancestor), an influence outside 0..3. */
gboolean cause_check(const struct cause *cause, const GPtrArray *causes, const char **field,
		     GError **error);

/* What happened in a group, from the record of changes. */
struct group_moment {
	gint64 at;
	const struct record_kind *kind; /* of what was touched */
	gboolean begun;                 /* it was new */
	char *title;                    /* what it is called; owned */
	char *change; /* "done", "dropped": the new word of its state, owned, NULL = none */
};

/* Problem - cause - measure - result, a row each way through it. What is missing is NULL. */
enum trace_gap {
	TRACE_NO_CAUSE = 1 << 0,    /* a problem that nobody has looked into */
	TRACE_NO_MEASURE = 1 << 1,  /* a cause that nothing is done about */
	TRACE_NO_EVIDENCE = 1 << 2, /* a cause that nothing shows */
	TRACE_NO_PROBLEM = 1 << 3,  /* a measure that attacks no cause of a group */
	TRACE_NO_RESULT = 1 << 4    /* done, and nobody will know whether it helped */
};
struct trace_row {
	char *problem, *cause, *measure; /* owned */
	gint64 group, cause_key, measure_key;
	int state;            /* enum measure_state */
	enum verdict verdict; /* of the measure, or of its group; VERDICT_NONE = not yet */
	guint gaps;           /* enum trace_gap */
};

/* An organisation that ought to be a member. */
struct member_proposal {
	gint64 organisation;
	int reports;
	gint64 owns; /* place of the group's, 0 = none */
};

#endif
