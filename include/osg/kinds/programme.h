/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The year above the week: what has been decided, what is to be reached, what is done about it, and
 * the numbers and checks by which that is told. Ten general kinds: what a camera, a guideline or a
 * school burglary is stands in share/programme and in the records, never here. Included by
 * record.h. */
#ifndef OSG_KINDS_PROGRAMME_H
#define OSG_KINDS_PROGRAMME_H

#include "osg/record.h"

enum mandate_form {
	MANDATE_PROGRAMME,
	MANDATE_AGREEMENT, /* between the municipality and the police, and whoever joins */
	MANDATE_GUIDELINE,
	MANDATE_PLAN,
	MANDATE_PARTNERSHIP, /* with an association */
	MANDATE_PROMISE,     /* to the citizens */
	MANDATE_ANALYSIS,
	MANDATE_RULES
};

/* A decided document. In force from since to until where it was decided, is registered and says by
 * whom (mandate_lacks). */
struct mandate {
	struct record record;
	int form; /* enum mandate_form */
	char *title;
	char *dnr;         /* "KS-2016/47" */
	char *body;        /* who decided: "KF", "KS" */
	int decided;       /* DAY */
	char *paragraph;   /* "§12" */
	int since, until;  /* DAY, both within */
	char **parties;    /* CODES: codes of organisations, or names of those that have none */
	char *purpose;     /* an agreement's, by 9 § of the law */
	char *scope;       /* the areas that it covers, in words */
	int review_months; /* to be followed up that often, 0 = not said */
	gint64 replaces;   /* REF mandate that it ends */
};

enum objective_form {
	OBJECTIVE_AREA, /* one of the programme's five */
	OBJECTIVE_GOAL,
	OBJECTIVE_DIRECTION,
	OBJECTIVE_FOCUS, /* a focus area of an agreement */
	OBJECTIVE_PROMISE
};

/* What is to be reached: one tree. A focus group's own goal is struct goal. */
struct objective {
	struct record record;
	char *code;     /* "1.4", "a": one of a kind within its mandate */
	gint64 parent;  /* REF objective, 0 = at the top */
	int form;       /* enum objective_form */
	char *text;     /* "Minska motivationen att begå brott" */
	gint64 mandate; /* REF: that says so */
	gint64 owner;   /* REF organisation */
	int since, until;
};

enum activity_state { ACTIVITY_PLANNED, ACTIVITY_UNDER_WAY, ACTIVITY_DONE, ACTIVITY_DROPPED };

/* What is done for an objective: also an exercise, a dialogue, an assignment until a date (a
 * function, never a person), an activation of a crisis group. */
struct activity_record {
	struct record record;
	char *form; /* code of share/programme/activities.csv */
	char *title;
	gint64 parent;        /* REF activity that it is a part of */
	gint64 objective;     /* REF */
	gint64 mandate;       /* REF: that asks for it */
	gint64 owner;         /* REF organisation */
	GArray *contributors; /* REFS organisation */
	gint64 place, area;   /* REF */
	int since, until;     /* DAY: when it goes on */
	int due;              /* DAY: when it must be done */
	gint64 observation;   /* REF: what it answers */
	int state;            /* enum activity_state */
	char *reason;         /* why it was dropped */
};

enum better { BETTER_UP, BETTER_DOWN, BETTER_NEITHER };
enum indicator_form { INDICATOR_EXTERNAL, INDICATOR_COUNT, INDICATOR_COMPUTED };
enum indicator_frequency {
	FREQUENCY_YEAR,
	FREQUENCY_TERTIAL,
	FREQUENCY_QUARTER,
	FREQUENCY_MONTH,
	FREQUENCY_ONCE
};

struct indicator {
	struct record record;
	char *code; /* "oj.plats": what texts cite */
	char *title;
	char *unit; /* "per 1 000 invånare", "timmar" */
	int better; /* enum better */
	char *source;
	gint64 objective; /* REF */
	int frequency;    /* enum indicator_frequency */
	int form;         /* enum indicator_form */
	char *filter;     /* COMPUTED: the observations that are counted */
	int break_year;   /* years from here on are recorded otherwise; 0 = never */
	char *break_note; /* what changed */
};

enum reading_precision {
	PRECISION_EXACT,
	PRECISION_ABOUT,  /* "ungefär 30" */
	PRECISION_ALMOST, /* "nästan 400" */
	PRECISION_OVER,   /* "över 200" */
	PRECISION_PRELIMINARY
};

/* A number: the only kind that has one. Of an indicator, and of an activity, an asset or an area,
 * for a period. */
struct reading_record {
	struct record record;
	gint64 indicator, activity, asset, area; /* REF */
	int since, until;                        /* DAY: its period, both within */
	char *said;   /* as it was typed or published: "nästan 400"; value and precision follow */
	double value; /* NAN where only numerator and denominator are known, and follows from them
		       */
	double numerator, denominator; /* of a share; without them it is never summed */
	double low, high;              /* its margin */
	double nation;                 /* the same for the whole country */
	int rank, rank_of;             /* 0 = not said */
	int precision;                 /* enum reading_precision */
	gboolean plan;                 /* what was meant to be, not what came out */
	char *source;
	int published; /* DAY */
	char *reason;  /* why it stands in the place of an earlier one */
};

/* A thing that is looked after: premises, a camera, a system, an offer. */
struct asset {
	struct record record;
	char *form; /* code of share/programme/assets.csv */
	char *title;
	gint64 place;      /* REF */
	gint64 owner;      /* REF organisation */
	char *responsible; /* a function: "rektor" */
	int count;
	int since, until;  /* DAY; until in the past = ended */
	char **properties; /* CODES "key=value", keys of share/programme/assets.csv */
};

enum inspection_state { INSPECTION_INCOMPLETE, INSPECTION_DONE };

/* A round by a list of share/programme/checks.csv. */
struct inspection {
	struct record record;
	char *list; /* code of the list */
	int list_version;
	gint64 asset;        /* REF */
	int due, done;       /* DAY */
	gint64 organisation; /* REF: whose round it is */
	char **answers;      /* CODES "point=ok", "point=fault: what", "point=na: why" */
	int state;           /* enum inspection_state; follows */
};

enum defect_state {
	DEFECT_OPEN,
	DEFECT_WAITING,
	DEFECT_FIXED,
	DEFECT_VERIFIED,
	DEFECT_ACCEPTED,
	DEFECT_NOT_OURS
};

/* What is not as it should be, until somebody has put it right. */
struct defect {
	struct record record;
	gint64 asset, place;    /* REF: where, one of them */
	gint64 inspection;      /* REF: found at */
	char *point;            /* of its list */
	gint64 observation;     /* REF: found by */
	char *text;             /* what is wrong */
	gint64 owner;           /* REF organisation, 0 = unknown, and the clock runs on */
	char *clock;            /* code of share/programme/clocks.csv */
	gint64 started, taken;  /* TIME */
	gint64 due;             /* TIME: typed, or by the clock */
	gint64 waiting_since;   /* TIME */
	char *waiting;          /* what for: "weather", shown and never subtracted */
	gint64 fixed, verified; /* TIME */
	char *how;
	gint64 cost; /* whole kronor, -1 = not said */
	int police_report;
	int state; /* enum defect_state */
};

enum note_form { NOTE_LOG, NOTE_DECISION, NOTE_STATUS, NOTE_TEXT, NOTE_ASSESSMENT };
enum rating {
	RATING_NONE,
	RATING_NOT_BEGUN,
	RATING_ON_TRACK,
	RATING_LATE,
	RATING_MET,
	RATING_PARTLY,
	RATING_NOT_MET,
	RATING_CANNOT_JUDGE
};

/* What somebody wrote about one of the others: a line of a log, a text of the follow-up, an
 * assessment. Never changed: the newest counts. */
struct note_record {
	struct record record;
	gint64 mandate, objective, activity, indicator, asset, defect; /* REF: about, one of them */
	gint64 at;                                                     /* TIME */
	int since, until; /* DAY: the period it is of */
	int form;         /* enum note_form */
	int rating;       /* enum rating */
	char *text;       /* figures as {code of an indicator} */
	gint64 organisation;
	char **cited; /* CODES: what they were when it was written: "oj.plats@2019=110 exact" */
};

/* A print as it was fixed. Never changed. */
struct edition {
	struct record record;
	char *report; /* "follow-up" */
	char *period; /* "2019" */
	int number;   /* 1.. of that report and period */
	char *title;
	char *content;  /* the document, packed */
	char *checksum; /* SHA-256 of content in hex */
	gint64 fixed;   /* TIME */
	char *body, *dnr;
};

extern const struct record_kind mandate_kind, objective_kind, activity_kind, indicator_kind,
	reading_kind, asset_kind, inspection_kind, defect_kind, note_kind, edition_kind;

#endif
