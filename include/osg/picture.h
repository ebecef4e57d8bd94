/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The situation picture of a period: everything that screen, paper, JSON and CSV show, computed
 * once. A week is the usual one: it has signals and hotspots, which are judged week by week, beside
 * the week before. A longer one has lines beside the same period a year before instead.
 * Facts only: keys, names as they were, numbers and reasons, so that a fixed picture needs nothing
 * else to be shown again. What they say in words is made when it is read (osg/words.h); sentences
 * that people typed are the only ones here. */
#ifndef OSG_PICTURE_H
#define OSG_PICTURE_H

#include <glib.h>
#include <jansson.h>

#include "osg/period.h"

/* What something is called, in both languages; either may be NULL. */
struct picture_label {
	char *sv, *en;
};

enum roll { ROLL_REPORTED, ROLL_NIL, ROLL_SILENT, ROLL_NOT_MEMBER };

struct picture_organisation {
	char *code, *name;
	int roll;             /* enum roll */
	int reports, counted; /* in the period */
	int last_week;        /* reports in the period before */
	double mean4;         /* of a week */
	int silent_weeks;     /* of a week: weeks in a row without any word, this one included */
	char *note;           /* the nil report's, or NULL */
	int weeks_asked, weeks_answered; /* of the period's weeks that are over */
};

/* Within the usual; worth a glance (the highest of the rest); beyond the limit that the budget of
 * false signals sets. */
enum signal_flag { SIGNAL_NONE, SIGNAL_NOTICE, SIGNAL_FLAG };

/* One line: category x area, this week against what is usual. */
struct picture_signal {
	char *category;             /* code, of a group its id ("public"); "*" all events */
	char **categories;          /* CODES: what it counts, none = all */
	struct picture_label label; /* the category's or the group's */
	gint64 area_key;            /* 0 = the whole municipality */
	char *area;                 /* its name, NULL as above */
	int now, last;              /* counted events this week and the week before */
	double mean4, mean52;
	int weeks;                     /* weeks of history behind mean52 (0..52) */
	double expected, lower, upper; /* usual and its range */
	int together;             /* weeks that stand out together, not this one alone; else 0 */
	int seen_together;        /* counted in them */
	double expected_together; /* usual for so many weeks */
	double z;                 /* distance from the expected in standard deviations */
	int flag;                 /* enum signal_flag */
	int direction;            /* -1 fewer, 0, +1 more than usual */
	gboolean highlighted;
	int method;       /* enum signals_method */
	int history[14];  /* the last 14 weeks, this one last */
	double p_value;   /* chance of so many or more (so few or fewer); 1 when too few to judge */
	double by_chance; /* so improbable lines a week, of all series, were there only chance; NAN
			     within the limits */
	int reasons;      /* enum signals_reason: what else it could be */
	char *reporter;   /* code of the organisation that they mean, or NULL */
	gboolean drift;   /* quietly more and more over the weeks */
	int drift_since;  /* week, or WEEK_NONE */
};

/* What other detectors than those of lines and places see. */
enum finding_kind {
	FINDING_REPORTER,  /* an organisation has begun to report more: of the source, no alarm */
	FINDING_NIGHT,     /* several of a kind within hours at one place */
	FINDING_HOURS,     /* a category in an area, at certain hours or at any, over weeks */
	FINDING_NEAR,      /* older pictures: pairs of burglaries near by, soon after each other */
	FINDING_GATHERING, /* burglaries gather in an area */
	FINDING_KINDS,
};

struct picture_finding {
	int kind;                   /* enum finding_kind */
	char *category;             /* code, or NULL */
	struct picture_label label; /* the category's */
	gint64 area_key;            /* 0 = the whole municipality */
	char *area, *place;         /* names, or NULL */
	char *reporter, *name;      /* code and name of the organisation, or NULL = all */
	int slot;                   /* enum hour_slot */
	int since, weeks;           /* the window, up to the picture's week */
	int count;                  /* events, reports or pairs in it */
	int pairs;                  /* of the events: near by and soon after each other */
	int there;                  /* of the events: at the place; 0 = not said */
	double expected;
	double times;      /* as many as before; 0 = there was nothing before */
	double by_chance;  /* of the search that found it */
	gint64 from, to;   /* of the first and the last, TIME_NONE = not said */
	int metres;        /* round the place; 0 = in the area */
	int explains;      /* lines of the picture that stood out because of it */
	char **categories; /* CODES: what the organisation reports in the window, NULL = not said */
};

struct picture_place {
	gint64 key, area_key; /* 0 = in no area */
	char *name, *area;
	int now, last;  /* counted events of the period and of the one before */
	int busy_weeks; /* in how many of the picture's place_weeks something happened here */
	char *category; /* code of the most frequent */
	struct picture_label label; /* the category's */
	/* of these, what may be told at a place to everybody (registry_finest); pictures that do
	 * not say (older ones) have none */
	int shared_now, shared_last, shared_weeks;
	char *shared_category;
	int hidden_now, hidden_last; /* of these, what may not be told even by district */
};

/* One line of a period longer than a week: category x area, beside the same period a year before.
 * What is beside it are the events of the organisations that reported in both: who came or left
 * changes no comparison. */
struct picture_line {
	char *category;             /* code, "*" all events */
	struct picture_label label; /* the category's */
	gint64 area_key;            /* 0 = the whole municipality */
	char *area;                 /* its name, NULL as above */
	int now;                    /* counted events */
	int comparable, before;     /* those of both: now, and a year before */
	double lower, upper;        /* as many as if nothing had changed; NAN: not compared */
	double p_value;             /* so far from it by chance, or farther; 1 when not compared */
	int direction;              /* outside: -1 fewer, +1 more; 0 within */
};

/* A week of a longer period. */
struct picture_week {
	int week;
	int counted; /* events */
};

/* Something that makes a week of a printed chart unlike others. */
struct picture_mark {
	int week;
	int kind; /* enum week_mark_kind */
};

#define PICTURE_HOTSPOT_WEEKS 52
/* A hotspot is flagged where chance gives one in so many years, all scans together; one that stood
 * out before, already at HOTSPOT_SEEN_YEARS, and in a second week of HOTSPOT_AGAIN_YEARS. Of 28
 * quiet half-years 4 to 5 then tell of one, of 50 demo years 48 find the planted autumn (`make
 * judgement`). */
#define HOTSPOT_FLAG_YEARS 10.0
#define HOTSPOT_SEEN_YEARS 5.0
#define HOTSPOT_AGAIN_YEARS 2.0

/* Why a hotspot might be something else than a new problem. */
enum hotspot_reason {
	HOTSPOT_NEW_REPORTER =
		1, /* without reporter, who began in the last eight weeks, it would not stand out */
	HOTSPOT_ONE_REPORTER = 128,   /* the same of one who has reported before */
	HOTSPOT_ONE_NIGHT = 2,        /* half of it or more in one night */
	HOTSPOT_ONE_OBJECT = 4,       /* most of it the same thing at the same place */
	HOTSPOT_RECORDING_CHANGE = 8, /* changed is recorded otherwise; see without */
	HOTSPOT_MARKED_WEEK = 16,     /* a week of it is unlike others */
	HOTSPOT_UNEVEN = 64, /* within the reporters it does not stand out, though no single one
				explains it */
	HOTSPOT_HIDDEN = 32, /* only within the reporters does it stand out */
};

/* How many of a hotspot's events have a code. */
struct picture_share {
	char *code;
	int count;
};

/* A point of a hotspot that has no name, or the middle of a cell of them. */
struct picture_point {
	double lat, lon;
	int count; /* of its events */
};

/* What was decided before about another hotspot at the same places. */
struct picture_earlier {
	int week;
	int decision; /* enum decision */
	char *text;   /* why it was dismissed, or the group's title; people wrote it */
};

/* A place and period with more events than chance explains. */
struct picture_hotspot {
	int number;    /* the same from week to week */
	int state;     /* enum hotspot_state */
	int flag;      /* enum signal_flag: beyond the budget of false ones, or worth a glance */
	int since;     /* the week it was first found in */
	char **places; /* names, most events first, NULL-terminated */
	GArray *place_keys; /* gint64, of the same places */
	GPtrArray *points; /* struct picture_point: those away from every named place, most first */
	char *near;        /* where none of it has a name: what it is near, or NULL */
	int near_metres;   /* from that, 0 = at it */
	int near_octant;   /* it lies so of that: 0 north, 1 north-east … */
	char *area;
	int finest;  /* enum sharing: how finely it may be put on a map; pictures that do not say
			(older  ones) put it in its area */
	char *group; /* id of the group of categories, NULL = all events */
	struct picture_label label; /* the group's */
	double lat, lon, radius;    /* of the centre; metres to the farthest place */
	int first_week, last_week;  /* the window */
	int observed;
	double expected;         /* given how busy the places and the weeks are */
	double expected_within;  /* the same within each reporter */
	double recurrence_years; /* by chance about once in so many years */
	int rare_weeks;          /* up to this one in which that was HOTSPOT_AGAIN_YEARS or more */
	gboolean sudden, slow;   /* found by the scan; by the drift at one place */
	gboolean alike, within;  /* stands out with all reporters alike; within the reporters */
	gboolean tie;
	GPtrArray *categories; /* struct picture_share: UNG 14, SKA 9 … most first */
	GPtrArray *reporters;  /* struct picture_share: BEV 12, SBFF 9 … */
	char **evidence;       /* ids of the observations, NULL-terminated */
	/* of these, what may be told at a place to everybody (registry_finest); pictures that do
	 * not say (older ones) have none */
	GPtrArray *shared_categories;
	char **shared_evidence;
	int history[PICTURE_HOTSPOT_WEEKS]; /* events a week at its places, the last week last */
	double lower, upper;                /* usual a week before the window */
	int weekdays[7];
	double hours[24], hours_unknown;
	int reasons;              /* enum hotspot_reason */
	char *reporter, *changed; /* codes */
	int most_in_a_night;
	int without; /* events left without the reporter */
	double expected_without;
	int unchanged; /* events left without the category that is recorded otherwise */
	double expected_unchanged;
	gboolean stands_without_any; /* also without any single reporter */
	char *emerging;              /* emerging_word of the centre over the year */
	int decision;                /* enum decision */
	char *reason;                /* why it was dismissed, or the group's title */
	gint64 answering;            /* key of that group, 0 = none; not kept with it */
	int decided_week;            /* WEEK_NONE = no decision */
	GPtrArray *earlier;          /* struct picture_earlier */
};

/* Where a hotspot stands on a map. */
struct map_circle {
	double lon, lat, radius; /* metres */
	gboolean whole_area;     /* it is told per area only, and the circle is the area's */
	gint64 area;             /* key of that, where it was asked for; 0 = its own circle */
};
/* Where no kind of what is in it may be told at a point, it is told per area: around rings, the
 * outline of its area (NULL = not known). FALSE: it may not be told so finely either, or nobody
 * knows where the area is. Screens, paper and files ask this and nothing else. */
gboolean picture_hotspot_circle(const struct picture_hotspot *hotspot, const GPtrArray *rings,
				struct map_circle *circle);

/* What the search for a week's hotspots rested on: a year of events. All zero when there was none.
 */
struct hotspot_basis {
	int verdict;         /* enum scan_verdict of all events */
	int events, skipped; /* counted events that were looked at; that have no exact place */
	/* Where burglaries gather; near_days 0 = not more than chance gives. Events in an area in
	 * the last weeks, and pairs of them within near_metres and near_days; near_there of them
	 * at a place or round a point. Where areas tell too little apart there is none, but the
	 * events within near_radius of the place or point. Older pictures with near_count 0 expect
	 * pairs; place 0: anywhere in the year.
	 */
	int near_days, near_metres, near_pairs;
	double near_count, near_expected, near_p;
	gint64 near_area, near_reporter; /* reporter: whose events alone they are, 0 = all */
	int near_there;
	gint64 near_place;
	double near_lat, near_lon; /* where place is 0: round that point, unless NAN or 0 */
	int near_radius, near_weeks;
};

/* A district as it was agreed at the week's meeting, and its outline for a small map. */
struct picture_district {
	gint64 key;
	char *name;
	int level, before; /* 0 calm .. 4 acute, of the week and of the latest one before that has
			      any; -1 = not said */
	int now, last;     /* counted events of the week and of the week before */
	int hidden_now, hidden_last; /* of these, what may not be told by district */
	GPtrArray *outline;          /* RINGS, longitude first, thinned to OUTLINE_METRES */
};
#define OUTLINE_METRES 40.0

/* What the week's meeting decided, with the names as they were. */
struct picture_decision {
	int position; /* 1.. */
	int outcome;  /* enum outcome */
	char *text, *reason;
	char *owner; /* code of the organisation, NULL = nobody */
	int due;     /* DAY */
	int until_week;
	char *hours;
	char *yardstick; /* how one will know, in words */
	/* What it is about; hotspot 0, the others NULL = not said. */
	int hotspot;
	char *place, *area;
	struct picture_label category;
	int places; /* one answer for so many places, 0 = about the above */
};

/* Something of the week after: an event that is planned, or a measure that is due. */
struct picture_coming {
	char *title, *place;
	char *owner;               /* code of the organisation; NULL = not said */
	gint64 time_from, time_to; /* of an event; TIME_NONE: due */
	int due;                   /* DAY, of a measure */
};

/* An active focus group, with its last line by that week. */
struct picture_group {
	char *title, *leader, *text;
	int started_week, planned_end; /* DAY */
};

/* Counted events of a category that may be told to anybody, of the whole municipality. */
struct picture_tally {
	char *category;
	struct picture_label label;
	int count;
};

struct picture_change {
	int added, changed, withdrawn; /* entered, changed, withdrawn since last week's meeting that
					  belong to earlier weeks or this */
	int late; /* reports entered for earlier weeks since the week before was compiled */
};

/* Whether the week can be judged at all: silence is not calm, a short history says nothing, and
 * events that are dated by month or longer are of no week. */
enum picture_judged { PICTURE_JUDGED, PICTURE_TOO_SHORT, PICTURE_SILENT, PICTURE_BY_MONTH };
/* The same of the hotspots; not sought: they are being looked for. */
enum hotspots_judged { HOTSPOTS_JUDGED, HOTSPOTS_TOO_FEW, HOTSPOTS_NOT_SOUGHT };

struct picture {
	struct period period;
	/* What last, last_week and last_counted are of: the week before; of a longer period the
	 * same days a year before, as far as the period has gone. */
	struct period before;
	int week;   /* WEEK_NONE of a longer period */
	int number; /* 0 draft, else the fixed version */
	char *municipality;
	char *reason;     /* of a version 2 and later */
	char *checksum;   /* of the fixed content, NULL for a draft */
	gint64 log_lines; /* of the record of changes when it was fixed, 0 for a draft */
	char *log_sum;    /* of the last of them: who has the picture can tell later
			     whether they still stand there */
	gint64 compiled_at, fixed_at; /* fixed_at TIME_NONE for a draft */
	int counted, reports;         /* in the period: events and reports */
	int last_counted;
	double mean4, mean52;
	double lower, upper;      /* usual range of the total */
	int weeks;                /* weeks of history */
	int judged;               /* enum picture_judged */
	int usual_week;           /* whose usual range it is: an earlier one when nobody reported */
	int newer;                /* reports since it was fixed; not part of its content */
	int hotspots_judged;      /* enum hotspots_judged */
	int unplaced;             /* counted events that have no area; they are in every total */
	int not_counted;          /* kept but no events: summaries, positive observations */
	int expected_late;        /* estimated reports still to come, 0 unknown */
	char *situation;          /* "situation in general", may be NULL */
	char *public_text;        /* the paragraph on the page for the public, may be NULL */
	GPtrArray *organisations; /* struct picture_organisation */
	int series;               /* lines judged together */
	int weeks_seen;           /* that they were judged from, this one included; 0 = not said */
	GPtrArray *signals;       /* struct picture_signal: flagged first by |z|, then the rest by
				     category and area */
	GPtrArray *findings;      /* struct picture_finding */
	GPtrArray *places;        /* struct picture_place: most first, at most 20 */
	int place_weeks;          /* the last eight weeks; of a longer period all of its own */
	gboolean compared;        /* of a longer period: the year before is known */
	int comparable;           /* of counted, those of both; see struct picture_line */
	GPtrArray *breakdown;     /* struct picture_line: outside first, then most first */
	GPtrArray *marks;         /* struct picture_mark: in the weeks of a longer period, or in the
				     year of the first hotspot, in its area */
	GPtrArray *weekly;        /* struct picture_week: those of a longer period that are over */
	double grid[7][24];       /* events by weekday and hour; intervals spread over their hours
				     (aoristic) */
	double grid_unknown;      /* events whose hour is not known at all */
	struct picture_change change;
	/* Of a week, as they stood when it was compiled: what people agreed and what they know of
	 * the week after; the names are those of then. */
	GPtrArray *districts;     /* struct picture_district, in Swedish order */
	GPtrArray *outline;       /* RINGS, of the municipality */
	GPtrArray *decisions;     /* struct picture_decision, by position */
	char *priorities;         /* the meeting's note, may be NULL */
	GPtrArray *coming;        /* struct picture_coming, in order of time */
	int coming_year_ago;      /* counted events of the week after, a year ago; -1 unknown */
	GPtrArray *focus_groups;  /* struct picture_group */
	GPtrArray *public_counts; /* struct picture_tally, by category */
	char **measures;          /* CODES: kinds of the measures under way */
	GPtrArray *hotspots; /* struct picture_hotspot: rarest first, then those that are gone since
				the week before */
	struct hotspot_basis hotspot_basis;
};

struct observation_row;
/* Adds an event to the hours of the week, spread over those that it may have happened in. */
void picture_add_hours(struct picture *picture, const struct observation_row *row);
/* Nothing counted yet. Free with picture_free. */
struct picture *picture_new(void);
void picture_free(struct picture *picture);
/* As finely as the session's participant may know where it was: places and hotspots that may only
 * be told by district are named by it. For what is shown or printed, never for what is stored. */
struct session;
void picture_tell(const struct session *session, struct picture *picture);
/* A picture as app_picture reads it, for everybody: to work with, not to show before it is told.
 * what: how it is read, for the record of changes. */
struct picture *picture_whole(struct session *session, struct period period, int number,
			      const char *what, GError **error);
struct organisation;
/* For a paper that goes to an organisation, whoever makes it: as finely as both may know it. */
void picture_tell_to(const struct session *session, const struct organisation *recipient,
		     struct picture *picture);
/* The same of struct picture_hotspot. */
void hotspots_tell(const struct session *session, GPtrArray *hotspots);
void picture_organisation_free(gpointer organisation);
void picture_line_free(gpointer line);
void picture_place_free(gpointer place);
/* Canonical: keys sorted, no blanks, reals with at most six significant digits: the same picture
 * gives the same bytes. Without number, checksum, reason and fixed_at when content_only (what is
 * stored and summed). Owned. */
char *picture_to_json(const struct picture *picture, gboolean content_only);
/* What picture_to_json wrote, of any version; members it lacks are as new. OSG_ERROR_FORMAT naming
 * the member. Owned. */
struct picture *picture_from_json(const char *json, GError **error);
/* The content as bytes, for what is kept on this machine, and back; NULL = bytes of another
 * version, or cut short. Owned. */
GBytes *picture_to_bytes(const struct picture *picture);
struct picture *picture_from_bytes(GBytes *bytes);
/* The same as a value, new; for those who add to it. */
json_t *picture_json(const struct picture *picture, gboolean content_only);
/* The canonical text of a value. Takes it. */
char *picture_canonical(json_t *take_value);

struct picture_hotspot *picture_hotspot_new(void); /* nothing found yet, no decision */
/* One hotspot in the same form, all members. */
json_t *picture_hotspot_json(const struct picture_hotspot *hotspot);
char *picture_hotspot_to_json(const struct picture_hotspot *hotspot);
struct picture_hotspot *picture_hotspot_from_json(const char *json, GError **error);
struct picture_hotspot *picture_hotspot_copy(const struct picture_hotspot *hotspot);
void picture_hotspot_free(gpointer hotspot);

/* What a search rested on, kept beside what it found. Owned. */
char *hotspot_basis_to_json(const struct hotspot_basis *basis);
gboolean hotspot_basis_from_json(const char *json, struct hotspot_basis *basis, GError **error);

#endif
