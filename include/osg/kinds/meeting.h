/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weekly meeting as records: its agenda, who was there, what was decided about what, and what
 * is brought back later. Included by osg/record.h. */
#ifndef OSG_KINDS_MEETING_H
#define OSG_KINDS_MEETING_H

#include "osg/record.h"

/* What an agenda item, a decision or a reminder is about. A signal is its category and area. All 0:
 * nothing but its own words. */
struct subject {
	gint64 hotspot;
	gint64 category, area;
	gint64 place;
	gint64 focus_group;
	gint64 measure;
};

enum meeting_state { MEETING_PLANNED, MEETING_OPEN, MEETING_CLOSED };

/* A meeting is left and resumed at position; reopened it is open again with a reason. */
struct meeting {
	struct record record;
	int week;           /* the week that is discussed */
	gint64 focus_group; /* REF, 0 = the whole group's weekly meeting */
	gint64 planned_at;  /* TIME */
	int minutes;        /* planned, 60 */
	gint64 started_at, ended_at;
	gint64 chair;          /* REF participant: whose seat leads it now */
	int state;             /* enum meeting_state */
	int position;          /* of the agenda item at hand */
	gint64 position_since; /* TIME it was turned to; TIME_NONE while the meeting is not open */
	char *location;        /* "Kommunhuset, rum 3" */
	char *note;
	char *reason;   /* why it was closed with warnings left, or reopened */
	gint64 picture; /* REF picture that was fixed, 0 = none yet */
};

enum agenda_kind {
	AGENDA_OPENING,    /* roll call, secrecy */
	AGENDA_FOLLOW_UP,  /* last week's decisions, open measures */
	AGENDA_ROUND,      /* each organisation's own */
	AGENDA_PICTURE,    /* signals, hotspots, levels */
	AGENDA_PRIORITIES, /* who goes where */
	AGENDA_MEASURES,
	AGENDA_GROUPS,
	AGENDA_AHEAD, /* the weekend and week to come */
	AGENDA_READ_BACK,
	AGENDA_OWN /* anything else; says what in title or subject */
};

struct agenda_item {
	struct record record;
	gint64 meeting; /* REF */
	int position;   /* 1.. in the order of the agenda */
	int kind;       /* enum agenda_kind */
	char *title;    /* of its own; NULL = as its kind is called */
	int minutes;    /* planned */
	int seconds;    /* used so far */
	gboolean done;
	char *note;
	gint64 carried_from; /* REF agenda_item of an earlier meeting that was not reached */
	struct subject about;
};

enum presence {
	PRESENCE_UNKNOWN,
	PRESENCE_PRESENT,
	PRESENCE_REMOTE,
	PRESENCE_EXCUSED,
	PRESENCE_ABSENT
};

/* One organisation at one meeting. */
struct attendance {
	struct record record;
	gint64 meeting;      /* REF */
	gint64 organisation; /* REF */
	gint64 participant;  /* REF: the seat that came, 0 = not said */
	int presence;        /* enum presence */
	char *note;          /* why it has reported nothing */
	char *said;          /* what it told in its round */
};

/* How an item ends. Each is carried to the next meetings until it is closed. */
enum outcome {
	OUTCOME_MEASURE,   /* measure */
	OUTCOME_GROUP,     /* focus_group */
	OUTCOME_WATCH,     /* until until_week */
	OUTCOME_DISMISSED, /* with reason */
	OUTCOME_NO_ACTION, /* with reason: the answer that a place has a right to */
	OUTCOME_OTHER      /* as text says */
};

struct meeting_decision {
	struct record record;
	gint64 meeting;              /* REF, 0 = decided between meetings */
	int position;                /* 1.. in the order they were made at the meeting */
	int outcome;                 /* enum outcome */
	char *text;                  /* what was decided */
	char *reason;                /* required for DISMISSED and NO_ACTION */
	gint64 owner;                /* REF organisation, 0 = nobody */
	int due;                     /* DAY */
	char *hours;                 /* of who goes where: "Th–Sa 18–01" */
	int until_week;              /* WATCH */
	gint64 measure, focus_group; /* what it led to */
	int closed;                  /* DAY, DAY_NONE = open */
	struct subject about;
	GArray *places; /* REFS place: one answer for several, about says none then */
};

/* The level that was agreed for a district: 0 calm .. 4 acute. What each level means is data. */
struct district_level {
	struct record record;
	gint64 meeting; /* REF */
	int week;
	gint64 area; /* REF area of level AREA_DISTRICT */
	int level;   /* 0..4 */
	char *reason;
};

/* Brought back on a date: it stands on the agenda of the first meeting from then on until done. */
struct reminder {
	struct record record;
	int due;           /* DAY */
	char *text;        /* what for */
	gint64 entered_by; /* REF participant */
	gint64 entered_at;
	gboolean done;
	struct subject about;
};

/* What is known to come: a market day, a derby, pay day. From the calendar or typed. */
struct planned_event {
	struct record record;
	char *title;
	gint64 time_from, time_to; /* TIME; whole days begin and end at local midnight */
	gint64 category;           /* REF, usually EVE; 0 = not said */
	gint64 place, area;        /* REF, 0 = not said */
	gint64 organisation;       /* REF: who tells of it */
	int visitors;              /* expected, -1 = not said */
	char *note;
	char *source, *source_id; /* "ics" and its UID; unique where both are said */
};

extern const struct record_kind meeting_kind, agenda_item_kind, attendance_kind, decision_kind,
	district_level_kind, reminder_kind, planned_event_kind;

#endif
