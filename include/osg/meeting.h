/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weekly meeting, from the roll call to the fixed picture: what the chair does, one function
 * each. Every change is stored as it is made, so a meeting that is left is resumed where it was.
 * The seat in meeting->chair leads; every other one watches until it is handed over. */
#ifndef OSG_MEETING_H
#define OSG_MEETING_H

#include "osg/measure.h"
#include "osg/picture.h"
#include "osg/session.h"

/* reading */

/* A meeting with all that belongs to it, read at once. */
struct meeting_whole {
	struct meeting *meeting;
	GPtrArray *items;      /* struct agenda_item, by position */
	GPtrArray *attendance; /* struct attendance, one a member, in the order of the roll call */
	GPtrArray *decisions;  /* struct meeting_decision of this meeting, by position */
	GPtrArray *carried;    /* of earlier meetings, not closed: the first due first */
	GPtrArray *levels;     /* struct district_level of this week */
	GPtrArray *levels_before; /* of the latest week before that has any */
	GPtrArray *measures; /* struct measure: not done and not dropped, the first due first */
	GPtrArray *groups;   /* struct focus_group: active */
	GPtrArray *events;   /* struct planned_event: the week to come and its weekend, in order */
};
/* By the key of its record; NULL with an error where there is none. Owned. */
struct meeting_whole *app_meeting_read(struct session *session, gint64 meeting, GError **error);
void meeting_whole_free(struct meeting_whole *whole);
/* The key of the whole group's meeting about a week, 0 without an error = there is none. */
gint64 app_meeting_of_week(struct session *session, int week, GError **error);
/* The item at hand; never NULL in a meeting with an agenda. */
struct agenda_item *meeting_item(const struct meeting_whole *whole);
/* Seconds it has taken so far, with what is running at now. */
int meeting_item_seconds(const struct meeting_whole *whole, const struct agenda_item *item,
			 gint64 now);
/* The districts that have a level, in Swedish order: areas of level AREA_DISTRICT, or AREA_AREA
 * where there are none. Borrowed elements. */
GPtrArray *meeting_districts(const struct session *session);
/* The level of an area among some, -1 = none was agreed. */
int meeting_level(const GPtrArray *levels, gint64 area);
/* Whether this participant leads it; the error says who does. */
gboolean meeting_leads(struct session *session, const struct meeting *meeting, GError **error);

/* leading */

/* The week's meeting: begun from the agenda of share/meeting with what was not reached the week
 * before and what is brought back, or resumed as it was. Its key, 0 = failed. */
gint64 app_meeting_open(struct session *session, int week, GError **error);
/* Turns to an item, by its position; the one that is left has its time added and, going forward, is
 * done. */
gboolean app_meeting_turn(struct session *session, gint64 meeting, int position, GError **error);
gboolean app_meeting_note(struct session *session, gint64 item, const char *text, gboolean final,
			  GError **error);
/* A point of one's own at the end of the agenda, before the read-back. */
gboolean app_meeting_add_item(struct session *session, gint64 meeting, const char *title,
			      const struct subject *about, GError **error);
gboolean app_meeting_presence(struct session *session, gint64 attendance, enum presence presence,
			      GError **error);
/* Why an organisation has reported nothing. */
gboolean app_meeting_excuse(struct session *session, gint64 attendance, const char *text,
			    GError **error);
/* What an organisation tells in its round: its own seats may write it too, whoever leads. */
gboolean app_meeting_say(struct session *session, gint64 attendance, const char *text,
			 gboolean final, GError **error);
gboolean app_meeting_level(struct session *session, gint64 meeting, gint64 area, int level,
			   GError **error);
/* Every district that has no level yet keeps its last one. How many, -1 = failed. */
int app_meeting_keep_levels(struct session *session, gint64 meeting, GError **error);
/* Another seat leads from now on: from the one that leads, or taken over where that one is gone. */
gboolean app_meeting_hand_over(struct session *session, gint64 meeting, gint64 participant,
			       GError **error);
/* Ends it: fixes the picture of its week unless the newest version holds all that has come. With
 * warnings left it needs a reason (OSG_ERROR_RULE). */
gboolean app_meeting_close(struct session *session, gint64 meeting, const char *reason,
			   GError **error);
gboolean app_meeting_reopen(struct session *session, gint64 meeting, const char *reason,
			    GError **error);
/* What is left before it can be closed: sentences. picture NULL = nothing is said of who is silent.
 */
GPtrArray *app_meeting_warnings(struct session *session, const struct meeting_whole *whole,
				const GPtrArray *matters, const struct picture *picture);
/* The seats that may lead, in the order of their titles. GPtrArray of struct participant. */
GPtrArray *app_meeting_seats(struct session *session, GError **error);

/* what asks for an answer */

enum matter_kind {
	MATTER_HOTSPOT,
	MATTER_SIGNAL,
	MATTER_PLACE,
	MATTER_PLACES, /* all that are owed and within their own usual: one answer does */
	MATTER_REMINDER
};

/* Something on the agenda that ends in a decision, and stays until it has one. */
struct matter {
	enum matter_kind kind;
	struct subject about;
	int number;                    /* of a hotspot */
	gint64 reminder;               /* key */
	char *title, *sentence;        /* "Hotspot 1 Visättra, growing"; why it stands here */
	struct meeting_decision *made; /* the answer it has, NULL = none yet; owned */
	GArray *places;                /* REFS of MATTER_PLACES without an answer, else NULL */
};
/* A place with ANSWER_REPORTS events or more in ANSWER_DAYS days and no decision since. */
enum { ANSWER_REPORTS = 3, ANSWER_DAYS = 28 };
struct owed {
	gint64 place;
	int most;       /* events in the last ANSWER_DAYS days, or before in the densest ones */
	gboolean above; /* more than its own usual of half a year: to be spoken of by itself */
};
/* As the meeting about a week finds them: those above their usual first, then most events. GArray
 * of struct owed. Reads half a year of rows: for a worker. */
GArray *app_meeting_owed(struct session *session, int week, GError **error);
/* Hotspots, then signals beyond the budget, then reminders that are due, then the places owed.
 * picture, owed NULL = not there yet. GPtrArray of struct matter. */
GPtrArray *app_meeting_matters(struct session *session, const struct meeting_whole *whole,
			       const struct picture *picture, const GArray *owed);
/* The hotspots and signals that are only worth a glance: they may have an answer, none is owed.
 * picture NULL = not there yet. GPtrArray of struct matter. */
GPtrArray *app_meeting_glances(struct session *session, const struct meeting_whole *whole,
			       const struct picture *picture);
/* All of it the same; so are two that name nothing. */
gboolean subject_equal(const struct subject *a, const struct subject *b);
/* "Visättraskolan", "Brand, Flemingsberg": what it is about; "" for nothing. Owned. */
char *subject_words(struct session *session, const struct subject *about);

/* deciding */

/* What is decided. Texts are borrowed; owner 0, due DAY_NONE, until_week WEEK_NONE = not said. */
struct resolution {
	struct subject about;
	const GArray *places; /* REFS: one answer for several; NULL = about alone */
	enum outcome outcome;
	const char *text;      /* what is done; the title of a measure or a group */
	const char *reason;    /* DISMISSED, NO_ACTION: required */
	gint64 owner;          /* organisation */
	int due;               /* day */
	const char *hours;     /* when in the week somebody goes there */
	int until_week;        /* WATCH: required, later than the meeting's */
	const char *kind;      /* of a measure: id of the catalogue */
	const char *cause;     /* of a measure: what it attacks */
	const char *yardstick; /* of a measure: how one will know */
};
/* One decision with what it leads to, in one change. A measure that lacks owner, date, cause or
 * yardstick is kept as a draft. Its key, 0 = failed. */
gint64 app_meeting_decide(struct session *session, gint64 meeting,
			  const struct resolution *resolution, GError **error);
/* What a measure lacks before it counts as decided: enum measure_lack; 0 = nothing. */
guint meeting_measure_lacks(struct session *session, const struct measure *measure);
/* What became of a decision, with the measure behind it. */
gboolean app_decision_done(struct session *session, gint64 decision, GError **error);
gboolean app_decision_move(struct session *session, gint64 decision, int due, const char *reason,
			   GError **error);
gboolean app_decision_drop(struct session *session, gint64 decision, const char *reason,
			   GError **error);
/* Brings a subject back on a day. */
gboolean app_remind(struct session *session, const struct subject *about, int due, const char *text,
		    GError **error);

/* words */

/* "Roll call", or its own title. Borrowed. */
const char *meeting_item_title(const struct agenda_item *item);
/* "present", "not said". */
const char *meeting_presence_word(int presence);
/* "HUGE: lamps on the path mended", and the same with ", by 18 Oct". Owned. */
char *meeting_decision_title(struct session *session, const struct meeting_decision *decision);
char *meeting_decision_words(struct session *session, const struct meeting_decision *decision);
/* The same without who and when, for a table. Owned. */
char *meeting_decision_what(struct session *session, const struct meeting_decision *decision);
/* What its measure lacks or how it will be known, and why it was moved; NULL = nothing. Owned. */
char *meeting_decision_more(struct session *session, const struct meeting_decision *decision);
/* "watched until w.44", "dismissed: roadworks": how it ended. Owned. */
char *meeting_outcome_words(struct session *session, const struct meeting_decision *decision);
/* "in time", "4 min over", "33 min left": the clock in words. Owned. */
char *meeting_clock_words(const struct meeting_whole *whole, gint64 now);
char *meeting_left_words(const struct meeting_whole *whole, gint64 now);
gboolean meeting_is_over(const struct meeting_whole *whole, gint64 now);
/* "Tu 8 Oct 09:00": when it began, or is planned. Owned. */
char *meeting_when_words(const struct meeting *meeting);
/* "Tu 15 Oct 09:00, about w.41": a week after this one. Owned. */
char *meeting_next_words(const struct meeting_whole *whole);
/* What waits for a meeting, in lines: "4 decisions and 3 measures are open …", the late ones, the
 * hotspots without a decision and who is silent (picture NULL = not known yet). Owned. */
char *meeting_waits_words(struct session *session, int week, const struct picture *picture);
/* "Week 3. Until 31 Dec. …": how a group stands at a meeting, and its last line by then. Owned. */
char *meeting_group_words(struct session *session, const struct focus_group *group,
			  const struct meeting *meeting);
/* "Fri 11 Oct 19:00", "Fri 11 Oct–Su 13 Oct". Owned. */
char *meeting_event_words(const struct planned_event *event);
/* What the calendar knows of the days after a week: school holidays, pay day, and how the same week
 * was a year ago. GPtrArray of sentences. */
GPtrArray *meeting_ahead_words(struct session *session, int week);
/* "5 days late", "by Fri 18 Oct"; NULL when no day is said. Owned. */
char *meeting_due_words(int due, gint64 now);

#endif
