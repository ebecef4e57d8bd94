/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of osg and their fields. One table a kind says what a record holds; the store's
 * columns, the change log, copying, comparing and export all follow from it, so a new field is one
 * line in the struct and one in the table.
 *
 * Every record begins with a struct record. Text is owned by the record, NULL means "not said" and
 * is stored as NULL. References are keys (row numbers of this database, 0 = none); ids travel
 * between installations. There is no field for a person. */
#ifndef OSG_RECORD_H
#define OSG_RECORD_H

#include <glib.h>

#include "osg/field.h"
#include "osg/id.h"

struct record_kind {
	const char *name;   /* table and JSON name: "observation" */
	const char *plural; /* what osg list calls them: "observations" */
	const char *title;  /* msgid for people: N_("observation") */
	gsize size;
	const struct field
		*fields; /* ends with name NULL; struct record's own are not among them */
	const char
		*owner; /* REF organisation, participant or the record it is part of, and whose that
			   is: nobody else takes or changes it; NULL = nobody's in particular */
	/* Fills in what follows from the rest and refuses what cannot be: *field is the wrong one.
	 * Through whatever door it comes, each record passes here before it is stored; today is a
	 * day. NULL = there is nothing to say. */
	gboolean (*settle)(gpointer record, int today, const char **field, GError **error);
};

/* What every record has. version counts the changes; a write must present the version it read.
 * Nothing is ever deleted: what was taken back is withdrawn, which lists and counts leave out. */
struct record {
	const struct record_kind *kind;
	gint64 key; /* 0 until stored */
	struct id id;
	int version;
	gboolean withdrawn;
};

/* FIELD_TIME TIME_NONE, FIELD_REAL NAN, weeks WEEK_NONE, cost -1, counted, counts, active, expected
 * and exact 1, visible to the OSG, PLACE_NONE, rest 0: the initial values of the tables. */
gpointer record_new(const struct record_kind *kind);
gpointer record_copy(gconstpointer from);
/* A GDestroyNotify for records of any kind. */
void record_free(gpointer record);
/* Frees the records of an array that do not pass and takes them out of it. records NULL stays
 * NULL; returns records. data goes to passes. */
GPtrArray *records_filter(GPtrArray *records, gboolean (*passes)(gpointer record, gpointer data),
			  gpointer data);
/* Frees what the record owns and leaves it as record_new made it. */
void record_clear(gpointer record);
/* Same content, withdrawn or not (key, id and version aside). */
gboolean record_equal(gconstpointer a, gconstpointer b);
/* The kind of that name ("observation") or plural ("observations"), NULL = none. */
const struct record_kind *record_kind_named(const char *name);

/* the kinds */

enum organisation_kind {
	ORGANISATION_MUNICIPAL,
	ORGANISATION_HOUSING,
	ORGANISATION_GUARD,
	ORGANISATION_POLICE,
	ORGANISATION_FIRE,
	ORGANISATION_OTHER
};

struct organisation {
	struct record record;
	char *code;                /* "HUGE": short, upper case, unique */
	char *name;                /* "Huge Bostäder AB" */
	int kind;                  /* enum organisation_kind */
	int position;              /* order in the roll call */
	int expected;              /* 1: is asked every week (roll call); 0: only a source */
	int first_week, last_week; /* member from and to, WEEK_NONE = open */
	/* 1: not bound by the Public Access to Information and Secrecy Act (2009:400), as
	 * authorities are and companies that chapter 2 section 3 puts beside them; is shown nothing
	 * that is under secrecy. */
	int outside;
	char *mail;   /* of the function, never a person's; NULL = none */
	int withheld; /* 1: its observations are not shown to those outside, though they count */
};
/* What is outside by its nature: all but municipal organisations, police, fire. */
gboolean organisation_is_outside(enum organisation_kind kind);
/* Whether it is in the group in that week; one that is out of use never is. */
gboolean organisation_is_member(const struct organisation *o, int week);
/* A member that is asked what it has to report of that week. */
gboolean organisation_is_asked(const struct organisation *o, int week);

enum role {
	ROLE_REPORTER,
	ROLE_PARTICIPANT,
	ROLE_COORDINATOR,
	ROLE_CHAIR,
	ROLE_STEERING,
	ROLE_DPO,
	ROLE_ADMINISTRATOR
};

/* A seat in the collaboration group: a function at an organisation, not a person's file. */
struct participant {
	struct record record;
	char *handle;        /* "samordnare": what --as takes, unique */
	char *title;         /* "Samordnare": what screens show */
	gint64 organisation; /* REF */
	int role;            /* enum role */
	int active;
	char *account; /* who sits there at the machine: a Unix account, unique; NULL = nobody */
};

enum area_level { AREA_MUNICIPALITY, AREA_DISTRICT, AREA_AREA, AREA_SUBAREA };

struct area {
	struct record record;
	char *code; /* outside code ("0126R001"), may be NULL */
	char *name;
	int level;           /* enum area_level; counting is by AREA_AREA */
	gint64 parent;       /* REF area */
	int population;      /* 0 = unknown */
	GPtrArray *boundary; /* RINGS, longitude first (WGS 84), outer ones counter-clockwise, holes
				clockwise; none if unknown */
};

struct place {
	struct record record;
	char *name;
	char *kind;      /* "skola", "station", "centrum" … free word of the municipality */
	gint64 area;     /* REF area of level AREA_AREA */
	double lat, lon; /* NAN where only the name is known */
	char *owner;     /* who to ask to act there: "HSAB", "kommunen"; NULL = unknown */
	char **aliases;  /* CODES: other names */
	char *address;
	int exact; /* 0: the point stands for a name only, never for distances */
};

struct category {
	struct record record;
	char *code;    /* "SKA", or "SKA.glaskross" for a sub-category */
	gint64 parent; /* REF category, 0 for the upper level */
	char *label_sv, *label_en;
	int weight;                            /* 0..9 */
	char **programme_areas, **focus_areas; /* CODES: numbers of one, letters of the other */
	int finest; /* enum sharing: the finest precision that may be shared */
	int counts; /* 0: kept but never counted (NOL, POS, EVE and the police's summaries) */
	int position;
};

/* Finest place precision that may be shared, from the taxonomy's letters P (place), O (area), K
 * (municipality), – (none). */
enum sharing { SHARE_PLACE, SHARE_AREA, SHARE_MUNICIPALITY, SHARE_NOTHING };

enum time_precision {
	TIME_EXACT,    /* from == to */
	TIME_INTERVAL, /* somewhere in [from, to) */
	TIME_DATE,     /* a day, hour unknown: from is local midnight, to the next */
	TIME_WEEK      /* only the week */
};
enum place_precision {
	PLACE_POINT,
	PLACE_PLACE,
	PLACE_AREA,
	PLACE_NONE, /* not placed */
	PLACE_WORDS /* somebody wrote where, and nobody has placed it; an area may be known */
};
enum known { KNOWN_SEEN, KNOWN_TOLD, KNOWN_RUMOUR };
enum answer { ANSWER_UNKNOWN, ANSWER_YES, ANSWER_NO };
/* AUTHORITIES: under secrecy, for the members that the law binds (struct organisation). */
enum visibility { VISIBLE_OWN, VISIBLE_OSG, VISIBLE_STEERING, VISIBLE_PUBLIC, VISIBLE_AUTHORITIES };

struct observation {
	struct record record;
	int week;                  /* follows from time_from (observation_settle) */
	gint64 time_from, time_to; /* TIME; exact: equal */
	int time_precision;        /* enum time_precision */
	gint64 category;           /* REF, upper level */
	gint64 sub_category;       /* REF, 0 = not said */
	gint64 place;              /* REF, 0 = none */
	gint64 area; /* REF, level AREA_AREA; follows from place or point where those are known */
	double lat, lon;     /* NAN unless a point of its own is known */
	int place_precision; /* follows (observation_settle) */
	char *place_words;   /* where, as somebody wrote it; NULL once a place was chosen */
	gint64 organisation; /* REF: whose observation it is */
	gint64 entered_by;   /* REF participant, 0 = import */
	gint64 entered_at;   /* TIME */
	int known;           /* enum known */
	int police_report;   /* enum answer */
	char *text;          /* what was seen, never who */
	gint64 cost;         /* whole kronor, -1 = not said */
	int visibility;      /* enum visibility */
	char *secrecy;       /* legal basis of VISIBLE_AUTHORITIES ("OSL 18:1"), else NULL */
	char *source;        /* "polisen", mapping id, "typed" */
	char *source_id;   /* the source's own id; (source, source_id) is unique where both are said
			    */
	char *source_link; /* where the source shows it, relative or whole address; may be NULL */
	gint64 import;     /* REF import, 0 = typed */
	gint64 report_group; /* REF report_group, 0 = stands alone */
	gint64 same_as; /* REF observation: somebody thinks it tells of the same event; 0 = not,
			   or it was decided */
	int counted;    /* 1: counts in the picture; 0: a linked report that is not the first of its
			   group, or not an event */
	char *reason;   /* why it was withdrawn */
};

/* Observations that are the same event. The members point here; the first entered that is active
 * counts. */
struct report_group {
	struct record record;
	char *note;
};

struct nil_report {
	struct record record;
	gint64 organisation;
	int week;
	char *note;
	gint64 entered_by, entered_at;
};

enum picture_state { PICTURE_DRAFT, PICTURE_FIXED };

/* A week's situation picture: the draft holds the coordinator's words; each fixed version also its
 * whole content. */
struct picture_record {
	struct record record;
	int week;
	int number;        /* 0 = the draft, 1.. = fixed versions */
	int state;         /* enum picture_state */
	char *situation;   /* "situation in general", free text */
	char *public_text; /* the paragraph on the page for the public */
	char **highlights; /* CODES: highlighted signals as "category/id of the area" */
	char *reason;      /* why it was fixed again */
	char *content;     /* canonical JSON, only when fixed */
	char *checksum;    /* SHA-256 of content in hex */
	gint64 fixed_at, fixed_by;
};

/* What one participant was typing: kept at every pause, offered again. */
struct draft {
	struct record record;
	gint64 participant;
	char *form;    /* "observation" */
	char *content; /* key file text of the fields as typed */
	gint64 saved_at;
	char *held_by; /* session_token of who types it */
};

/* The rows of an import that is not whole are seen by nobody. */
enum import_state {
	IMPORT_WHOLE,
	IMPORT_UNDER_WAY, /* being read in: broken off, its rows are taken out again */
	IMPORT_LEAVING    /* being taken back: broken off, it goes on being taken back */
};

struct import_record {
	struct record record;
	char *file;     /* name without folders */
	char *format;   /* "polisen", "csv" */
	char *mapping;  /* mapping id for csv */
	char *checksum; /* SHA-256 of the bytes */
	gint64 organisation;
	gint64 at, by;
	int read, created, changed, unchanged, set_aside, not_counted;
	int state; /* enum import_state */
};

enum rejected_state { REJECTED_OPEN, REJECTED_ACCEPTED, REJECTED_DISMISSED };

/* A row that could not be read or placed: never dropped. */
struct rejected_row {
	struct record record;
	gint64 import;
	char *file;
	int line;           /* as row_place_words takes it */
	char *field;        /* column or key that failed, NULL = the row as a whole */
	char *value;        /* what stood there */
	char *reason;       /* what was expected */
	char *row;          /* the whole row as read: a key file text of name=value */
	int state;          /* enum rejected_state */
	gint64 observation; /* what became of it */
};

/* The fields of a rejected row, from struct rejected_row's row: name, value, name, value … Owned
 * strings. */
GPtrArray *rejected_row_fields(const char *row);
/* The same in a line: "Datum: 2026-11-31 · Plats: Torget"; empty where the row is not known. Owned.
 */
char *rejected_row_whole(const struct rejected_row *row);
/* "line 4": where a row stands; "record 7" of a file without lines of its own (JSON), for which
 * line is -7. Owned. */
char *row_place_words(int line);
/* "line 4, Datum “5 jan”: expected a date that exists": where, what stood there, what is right. */
char *rejected_row_words(const struct rejected_row *row);

/* A dated marker on a series: from here on it is recorded otherwise ("every graffiti is reported to
 * the police"). */
struct recording_change {
	struct record record;
	int week;
	gint64 category; /* REF */
	gint64 area;     /* REF, 0 = the whole municipality */
	char *note;      /* what changed */
};

enum decision { DECISION_NONE, DECISION_GROUP, DECISION_DISMISSED };

/* A hotspot through the weeks: who it is is told by the places or points it shares with the week
 * before. */
struct hotspot_record {
	struct record record;
	int number;                /* 24421: the first of those that began in 2024-W42 */
	int first_week, last_week; /* found in */
	GArray *places;            /* REFS place: its places as last found */
	int decision;              /* enum decision */
	char *reason;              /* why it was dismissed */
	gint64 decided_at, decided_by;
	double lat, lon, radius; /* its middle and metres round it as last found; NAN where it was
				    kept without */
	char *near;              /* what it is near where it has no places */
};

/* What a week's scan said about a hotspot. fingerprint tells the data that it was computed from. */
struct hotspot_finding {
	struct record record;
	gint64 hotspot; /* REF hotspot, 0 = the week as a whole: computed, whatever was found */
	int week;
	int hotspot_state; /* enum hotspot_state of hotspot.h */
	char *content;     /* JSON of struct picture_hotspot */
	char *fingerprint;
};

extern const struct record_kind recording_change_kind, hotspot_kind, hotspot_finding_kind;
extern const struct record_kind organisation_kind, participant_kind, area_kind, place_kind,
	category_kind, observation_kind, report_group_kind, nil_report_kind, picture_kind,
	draft_kind, import_kind, rejected_row_kind;
/* All kinds, NULL-terminated; what a kind refers to stands before it where it can. */
extern const struct record_kind *const record_kinds[];

#include "osg/kinds/group.h"
#include "osg/kinds/key.h"
#include "osg/kinds/measure.h"
#include "osg/kinds/meeting.h"
#include "osg/kinds/programme.h"

#endif
