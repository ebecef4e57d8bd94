/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures and how one will know whether they helped. Included by osg/record.h. */
#ifndef OSG_KINDS_MEASURE_H
#define OSG_KINDS_MEASURE_H

#include "osg/record.h"

enum measure_state {
	MEASURE_DRAFT, /* lacks owner, due, cause or yardstick; never counted as decided */
	MEASURE_DECIDED,
	MEASURE_UNDER_WAY,
	MEASURE_DONE,
	MEASURE_DROPPED /* with reason */
};

struct measure {
	struct record record;
	char *title;          /* "Lampor på gångvägen byts" */
	char *kind;           /* id of the catalogue: "lighting" */
	gint64 owner;         /* REF organisation, 0 = nobody yet */
	GArray *contributors; /* REFS organisation */
	int due;              /* DAY */
	gint64 place, area;   /* REF: where; one of them, or the group's */
	gint64 focus_group;   /* REF, 0 = none */
	char *focus_area;     /* letter of the agreement's: "a" */
	gint64 cause;         /* REF: what it attacks */
	char *cause_text;     /* the same in words where there is no cause tree */
	gint64 meeting;       /* REF: decided there */
	int decided;          /* DAY */
	int finished;         /* DAY it was done or dropped */
	gint64 cost;          /* whole kronor, -1 = not said */
	int state;            /* enum measure_state */
	char *text;           /* more about it */
	char *reason;         /* why it was dropped, or moved last */
};

/* What is counted before and after, fixed before anything is done: of a measure, of a goal, or of a
 * group as a whole. */
struct yardstick {
	struct record record;
	gint64 measure, focus_group; /* REF: whose it is, one of them */
	GArray *categories;          /* REFS; empty = all that count */
	GArray *places;              /* REFS: where; empty = area */
	gint64 area;                 /* REF */
	int hour_from,
		hour_to; /* local hours [from, to), past midnight when to < from; 0, 24 = all */
	int before_from, before_to; /* WEEK, inclusive */
	int after_from, after_to;
	GArray *comparison_places, *comparison_areas; /* REFS */
	char *comparison_reason;                      /* why they are alike */
	double target;                                /* at most so many a week, NAN = not said */
	char *text;                                   /* in words */
};

/* A line about how it goes: a group's weekly line to the OSG, a measure's follow-up. */
struct status_line {
	struct record record;
	gint64 focus_group, measure; /* REF: of which, one of them */
	int week;
	char *text;
	gint64 entered_by, entered_at;
};

extern const struct record_kind measure_kind, yardstick_kind, status_line_kind;

#endif
