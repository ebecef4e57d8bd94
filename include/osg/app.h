/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user can do, one function a use case. Screens and verbs call this; every change is one
 * transaction with its log lines and can be undone in the session. */
#ifndef OSG_APP_H
#define OSG_APP_H

#include <glib.h>
#include <jansson.h>

#include "osg/error.h"
#include "osg/filter.h"
#include "osg/meeting.h"
#include "osg/picture.h"
#include "osg/record.h"
#include "osg/registry.h"
#include "osg/session.h"
#include "osg/table_out.h"

/* records of any kind */

/* How they are written: references by name, or by id where the name is not read back as the same
 * record. */
struct field_form app_record_form(struct session *session);
/* With its id; new. */
json_t *app_record_json(struct session *session, gconstpointer record);
/* Of whatever kind; NULL without an error: there is none, or not for this participant. */
gpointer app_record_find(struct session *session, const struct id *id, GError **error);
/* Those of a kind, but withdrawn ones, whose fields hold all of the words, in key order; references
 * are looked for by name. Reads every record: observations are found by a filter (app_list). */
GPtrArray *app_search(struct session *session, const struct record_kind *kind, const char *words,
		      GError **error);

/* members */

/* Whether an organisation is in the group this week: who is not is named by what there is already,
 * and offered nowhere. Those who are, in the order of the roll call (the array owned, what is in it
 * borrowed); those that are meant by what was typed. */
gboolean app_takes_part(const struct session *session, gint64 organisation);
GPtrArray *app_members(const struct session *session);
int app_complete_members(const struct session *session, const char *typed, struct match *out,
			 int most);
/* Its name, and that it is no member now where it is none. Owned. */
char *app_member_name(const struct session *session, const struct organisation *o);

/* observations */

/* A new one with organisation, participant, visibility and source filled in. Free with
 * record_free(o). */
struct observation *app_observation_new(struct session *session);
struct observation *app_observation(struct session *session, gint64 key, GError **error);
/* Checks, settles and stores; new or changed. */
gboolean app_observation_save(struct session *session, struct observation *o, GError **error);
/* A new one that tells of the same event as another: stored and linked, or neither. Who may not
 * link stores it with the proposal, which app_observations_link takes up and
 * app_observations_unlink drops. */
gboolean app_observation_add_same(struct session *session, struct observation *o, gint64 same,
				  GError **error);
gboolean app_observations_withdraw(struct session *session, const gint64 *keys, gsize count,
				   const char *reason, GError **error);
/* Where it was, for those that were only told in words: a place, or an area (the other 0). */
gboolean app_observations_place(struct session *session, const gint64 *keys, gsize count,
				gint64 place, gint64 area, GError **error);
/* The same event: one report group of all of them, of what they were proposed to be the same as,
 * and of whatever groups they are in. */
gboolean app_observations_link(struct session *session, const gint64 *keys, gsize count,
			       GError **error);
gboolean app_observations_unlink(struct session *session, const gint64 *keys, gsize count,
				 GError **error);
/* Members of an observation's group, itself included; empty when it stands alone. GPtrArray of
 * struct observation. */
GPtrArray *app_linked(struct session *session, const struct observation *o, GError **error);

struct listing {
	GArray *rows; /* struct observation_row, newest first */
	gint64 total; /* that match, may be more than rows */
	struct filter *filter;
};
/* week WEEK_NONE = all weeks. "v40" in the filter is the one nearest to the week near (WEEK_NONE:
 * to the newest data). At most limit rows (0: 5,000). */
struct listing *app_list(struct session *session, const char *filter, int week, int near,
			 guint limit, GError **error);
/* The common rows of the weeks that a period touches, as they are known now; that they were read is
 * on the record as what ("theme.print"). GArray of struct observation_row. */
GArray *app_period_rows(struct session *session, struct period period, const char *what,
			GError **error);
void listing_free(struct listing *listing);

/* How many events each combination of the named things has: "day", "week", "category", "area",
 * "place", "organisation", "hour", NULL-terminated. As app_list for filter, week and near. */
struct total {
	char **labels; /* one a name, in the session's language */
	int counted, reports;
};
/* In the order of the first, then the second … days and weeks by time, the rest by most events.
 * GPtrArray of struct total. OSG_ERROR_INPUT names what can be said. */
GPtrArray *app_totals(struct session *session, const char *filter, int week, int near,
		      const char *const *by, GError **error);
/* A week's days across, its categories down, as lines of text. */
GPtrArray *app_totals_table(struct session *session, int week, GError **error);

/* What a text is as a position. */
enum point_read {
	POINT_NONE,    /* it is none: a name perhaps, or a number alone */
	POINT_HERE,    /* in the municipality */
	POINT_SWAPPED, /* it would be, with latitude and longitude the other way round */
	POINT_OUTSIDE,
	POINT_UNREADABLE /* metres of SWEREF 99, which this osg cannot read: PROJ is not there */
};

/* "59.2363, 17.9822", "59,2363 17,9822", "6567000 668000" (SWEREF 99 TM or 18 00): to degrees of
 * WGS 84. lat and lon are NAN for NONE and UNREADABLE. */
enum point_read app_point(const struct session *session, const char *text, double *lat,
			  double *lon);

/* Likely the same event as a draft, best first: stored observations of the days around, near it.
 * GArray of struct likely. */
struct likely {
	gint64 key;
	int likeness;  /* 0..100 */
	double metres; /* NAN when not known */
};
GArray *app_likely(struct session *session, const struct observation *draft, guint most,
		   GError **error);

/* Drafts of forms: kept at every pause, survive a crash. Two sessions of one participant keep two.
 * content is the form's own text; NULL = none. app_draft tells what is offered: this session's, or
 * else the newest that a session which is gone has left; app_draft_take makes it this session's. */
char *app_draft(struct session *session, const char *form);
gboolean app_draft_take(struct session *session, const char *form, GError **error);
gboolean app_draft_save(struct session *session, const char *form, const char *content,
			GError **error); /* NULL content drops it */

/* An organisation (key) has nothing to report for a week; note may be NULL. OSG_ERROR_RULE: it is
 * no member then, or it has reported. */
gboolean app_nil_report(struct session *session, gint64 organisation, int week, const char *note,
			GError **error);

/* the picture */

/* Each says on the record of changes that the picture was read or printed. */

/* The draft of a period as it is now; number > 0: that fixed version of a week, from its stored
 * content. OSG_ERROR_INPUT: the period lies ahead, or has no such version. */
struct picture *app_picture(struct session *session, struct period period, int number,
			    GError **error);
struct picture *app_picture_printed(struct session *session, struct period period, int number,
				    GError **error);
int app_picture_versions(struct session *session, int week); /* how many fixed, 0 = only a draft */
/* What a screen shows: the newest fixed version, or the draft where there is none or it is asked
 * for. The draft is without hotspots that would have to be looked for first: a screen must not
 * wait. */
struct picture *app_picture_shown(struct session *session, int week, gboolean draft,
				  GError **error);
/* The same before anybody looks at it, and then somebody's look, at the roll call alone or at all
 * of it. */
struct picture *app_picture_ahead(struct session *session, int week, gboolean draft,
				  GError **error);
void app_picture_look(struct session *session, const struct picture *picture, gboolean roll_only);
/* What the first look at the current week would have to wait for, found and kept. */
void app_look_ahead(struct session *session);
/* That of app_picture_ahead where it need not be compiled; NULL where it must be. */
struct picture *app_picture_at_hand(struct session *session, int week, gboolean draft);
gboolean app_picture_situation(struct session *session, int week, const char *text, GError **error);
/* The paragraph on the week's public page, in the draft: a version fixed later has it.
 * OSG_ERROR_RULE: it could tell who somebody is; that no reason opens. */
gboolean app_picture_public_text(struct session *session, int week, const char *text,
				 GError **error);
/* Whether the public page may hold it; NULL may. */
gboolean app_public_text_allowed(struct session *session, const char *text, GError **error);
/* Turns a signal's highlight on or off. area 0 = the whole municipality. */
gboolean app_picture_highlight(struct session *session, int week, const char *category, gint64 area,
			       GError **error);
/* Writes down that each category of a reporter's finding is recorded otherwise from its first week
 * on, in its area, as one step that undo takes back. note: what changed. Who may set up.
 * OSG_ERROR_RULE when the finding is of another kind. */
gboolean app_recording_mark(struct session *session, const struct picture_finding *finding,
			    const char *note, GError **error);
/* What is missing before it is fixed: sentences (silent organisations, rows set aside, no situation
 * text). Never forbids. */
GPtrArray *app_picture_missing(struct session *session, int week, GError **error);
/* Stores canonical JSON and its SHA-256 as the next version; version 2 and later need a reason
 * (OSG_ERROR_RULE). Returns the number, 0 = failed. */
int app_picture_fix(struct session *session, int week, const char *reason, GError **error);

/* hotspots */

/* What the scan of a week found: the year up to its end, as known (session_look_back). */
struct hotspot_week {
	int week;
	char *fingerprint; /* of the data */
	struct hotspot_basis basis;
	GPtrArray *list; /* struct picture_hotspot: rarest first, then those that are gone */
};
void hotspot_week_free(struct hotspot_week *found);

/* What was stored for this very data, else found anew and, unless the database is only read or
 * looked back on, stored. Takes a second or so when nothing is stored. That somebody is shown it is
 * on the record of changes. */
struct hotspot_week *app_hotspots(struct session *session, int week, GError **error);
/* The same before anybody looks at it, and then somebody's look. progress (may be NULL) returns
 * FALSE to cancel. */
struct hotspot_week *app_hotspots_ahead(struct session *session, int week,
					gboolean (*progress)(double done, gpointer data),
					gpointer data, GError **error);
void app_hotspots_look(struct session *session, const struct hotspot_week *found);
/* The same only if it is at hand; NULL without an error: it has to be found. */
struct hotspot_week *app_hotspots_ready(struct session *session, int week, GError **error);
/* What another session (a worker's) found is at hand here too. */
void app_hotspots_take(struct session *session, const struct hotspot_week *found);
/* "Visättraskolan|Mangårdsvägen v37-v40": a filter for its observations. Owned. */
char *app_hotspot_filter(struct session *session, const struct picture_hotspot *hotspot);
/* Decisions, by number; both can be undone. Dismissing needs a reason (OSG_ERROR_RULE). */
gboolean app_hotspot_dismiss(struct session *session, int number, const char *reason,
			     GError **error);
/* Whether no focus group works on it, or at its places, already (OSG_ERROR_RULE names it). */
gboolean app_hotspot_is_free(struct session *session, const struct picture_hotspot *hotspot,
			     GError **error);
/* A focus group with the hotspot's evidence and its sentence as trigger; leader: an organisation's
 * key. title NULL = the hotspot's. Returns its key, 0 = failed. */
gint64 app_focus_group_start(struct session *session, int week, int number, const char *title,
			     gint64 leader, GError **error);
/* What made it start, or why that is not told; NULL: nothing was said. Borrowed. */
const char *app_focus_group_trigger(const struct session *session, const struct focus_group *group);
/* Those that are not withdrawn, newest first. GPtrArray of struct focus_group. */
GPtrArray *app_focus_groups(struct session *session, GError **error);

/* importing */

struct import_options {
	const char *file;         /* "-" = standard input */
	const char *format;       /* NULL = guessed */
	const char *mapping;      /* id or file; NULL = guessed from the header */
	const char *sheet;        /* of a workbook; NULL = the mapping's, or those of one shape */
	const char *organisation; /* code; NULL = the mapping's or the format's */
	gboolean dry_run;         /* everything but the writing: the preview */
	gboolean explain;         /* a dry run that says how each column is understood */
	gboolean everywhere;      /* also events of other municipalities: kept, neither placed nor
				     counted */
	/* Called now and then from the importing thread: bytes done of all (0 = unknown), rows
	 * read. Return FALSE to cancel. May be NULL. */
	gboolean (*progress)(gint64 done, gint64 all, int rows, gpointer data);
	gpointer data;
};

/* How a column of a table is understood. */
struct import_column {
	char *name;    /* as in the file */
	char *meaning; /* translated, NULL = it is not used */
	char *sample;  /* the first cell that is not empty, NULL = all are */
	char *read;    /* what that row's became of it, NULL = as it stands */
};

struct import_result {
	char *file, *format, *mapping;
	int read, created, changed, unchanged, set_aside; /* with skipped they add up to read */
	int skipped;         /* events of other municipalities, read past */
	int not_counted;     /* of those kept: no single events (shift summaries) or elsewhere */
	GPtrArray *rejected; /* struct rejected_row: what was set aside, the first 1,000 */
	GPtrArray
		*samples; /* struct observation: the first 200 as they would be stored (preview) */
	GPtrArray *notes; /* sentences: "4 places found by a nearby point", encoding, delimiter,
			     columns not used */
	GPtrArray *understood; /* struct import_column, in the file's order; with explain only */
	int newest;    /* week of the newest observation that is new or changed, WEEK_NONE */
	gint64 import; /* key, 0 for a dry run or when nothing changed */
};

/* Visible when it is whole; on any error nothing is changed. */
struct import_result *app_import(struct session *session, const struct import_options *options,
				 GError **error);
void import_result_free(struct import_result *result);

GPtrArray *app_rejected_rows(struct session *session,
			     GError **error); /* open ones, struct rejected_row, oldest first */
/* The observation that the rejected row would become, as far as it could be read, for the entry
 * form. */
struct observation *app_rejected_row_observation(struct session *session,
						 const struct rejected_row *row, GError **error);
/* Stores o as what became of the row / says that the row is not wanted. */
gboolean app_rejected_row_accept(struct session *session, struct rejected_row *row,
				 struct observation *o, GError **error);
gboolean app_rejected_row_dismiss(struct session *session, struct rejected_row *row,
				  GError **error);

/* All records of a kind in key order, ending "csv", "json" or "geojson"; app_import reads it back.
 * Handed on piece by piece as they are read, so that nothing is held whole; an error may come
 * behind the first pieces. OSG_ERROR_INPUT, before any, for another ending. */
gboolean app_export_to(struct session *session, const struct record_kind *kind, const char *ending,
		       void (*write)(const char *bytes, gsize length, gpointer data), gpointer data,
		       GError **error);
/* The same as one text; owned. */
char *app_export(struct session *session, const struct record_kind *kind, const char *ending,
		 GError **error);

/* A kind's fields as a row of heads, and a record as the row beneath them; references by name. */
void app_table_head(struct table_out *table, const struct record_kind *kind);
void app_table_record(struct session *session, struct table_out *table, gconstpointer record);
/* All records of a kind as an Excel workbook, for people to work on. remark: table_out_end.
 * OSG_ERROR_FORMAT: osg was built without. */
GBytes *app_export_workbook(struct session *session, const struct record_kind *kind, char **remark,
			    GError **error);

/* The meetings, or the days by which open measures are to be done, as an iCalendar file. Owned. */
char *app_export_calendar(struct session *session, const struct record_kind *kind, GError **error);

/* who may come in */

/* Registers the key of a .pub file's line for a seat; label (may be NULL) says where it is kept.
 * OSG_ERROR_RULE when it opens a seat already. Free with record_free. */
struct public_key *app_key_add(struct session *session, const char *handle, const char *line,
			       const char *label, GError **error);
/* name: its fingerprint, the beginning of that, or its id. Who came with it is sent out at the next
 * refresh. Free with record_free. */
struct public_key *app_key_revoke(struct session *session, const char *name, GError **error);
/* A code to be told over the phone, owned; now: of the clock, not of the demo's. */
char *app_key_code(struct session *session, const char *handle, gint64 now, GError **error);

/* setting up */

/* Creates a database with the taxonomy. directory: GeoJSON and CSV files (municipality, areas,
 * places, organisations); NULL = none. notes: owned sentences about what was passed over, may be
 * NULL. */
gboolean app_init(const char *file, const char *directory, const char *municipality, gint64 now,
		  GPtrArray *notes, GError **error);
/* Removes a database's file, with what is kept beside it. */
void app_database_remove(const char *file);

struct demo_options {
	guint64 seed;   /* standard 20200129 */
	double scale;   /* 0.25 .. 10 */
	gboolean quiet; /* without the planted signals */
	gint64 now;
	gboolean (*progress)(gint64 done, gint64 all, int rows, gpointer data);
	gpointer data;
};
gboolean app_init_demo(const char *file, const struct demo_options *options, GError **error);
/* The same year as the organisations' own files, one a week each, and the truth beside them
 * (truth_*.csv, the meetings as .ics). The folder is made when it is not there; files in it are
 * replaced. Where one cannot be written nothing new stays. */
gboolean app_demo_files(const char *directory, const struct demo_options *options, GError **error);

#include "osg/app_group.h"
#include "osg/app_charts.h"
#include "osg/app_map.h"
#include "osg/app_measure.h"

/* What the register of processings says of this one (GDPR article 30), in the session's language. A
 * new reference. */
json_t *app_register(struct session *session);

/* the record of changes */

/* Which lines: 0, a null id, DAY_NONE and limit 0 = all. Days are local, both ends included. */
struct log_query {
	gint64 who; /* key of a seat */
	struct id record;
	int since, until;
	guint limit;
};
/* "samordnare 2024-10": a seat's handle, a period, the id of a record, in any order; "" = all. The
 * limit stays. OSG_ERROR_INPUT: a word is none of them. */
gboolean app_log_filter(struct session *session, const char *text, struct log_query *query,
			GError **error);
/* The newest of those lines that the seat may see, newest first. GPtrArray of struct log_line. */
GPtrArray *app_log(struct session *session, const struct log_query *query, GError **error);

/* Whether the chain is whole. */
struct log_state {
	GPtrArray *faults; /* sentences; empty = it is */
	gint64 count;      /* of its lines */
	char *sum;         /* of the last line */
};
struct log_state *app_log_state(struct session *session, GError **error);
void log_state_free(struct log_state *state);

#endif
