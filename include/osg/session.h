/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one gate to the data: who works, through which door, what they may do and see, what they
 * change and how it is taken back. Nobody but this room calls the store. A session belongs to one
 * participant and one thread. */
#ifndef OSG_SESSION_H
#define OSG_SESSION_H

#include <glib.h>

#include "osg/copy.h"
#include "osg/error.h"
#include "osg/log.h"
#include "osg/period.h"
#include "osg/record.h"
#include "osg/registry.h"
#include "osg/repair.h"
#include "osg/rows.h"
#include "osg/week.h"

struct session;

struct session_options {
	const char *file; /* database */
	const char *as;   /* participant's handle; NULL = the account's seat */
	const char
		*account; /* Unix account at the machine; without a seat: the first coordinator */
	const char *key;  /* id of the public key that somebody came with, and nothing else counts;
			     NULL = none */
	enum door door;
	gint64 (*now)(void);                    /* the clock */
	void (*upgrading)(int step, int steps); /* as store_open_telling has it; may be NULL */
	gboolean english;                       /* language of labels and sentences */
	gboolean read_only;
	const char *unwritable; /* with read_only: the sentence that refuses what would write;
				   NULL: that it can only be read */
	gboolean copy; /* one's own, about to take the database's place: no other one is made of it
			  before it is upgraded */
};

/* Opens the database as a participant through a door. OSG_ERROR_STORE when it cannot be opened,
 * OSG_ERROR_DENIED when the participant is not known or no longer active. Free with session_close.
 */
struct session *session_open(const struct session_options *options, GError **error);
void session_close(struct session *session);
/* Gives back the memory that nobody needs until the next question: of a session that waits. */
void session_rest(struct session *session);
/* Another session of the same database for a worker thread (import, print); they share the
 * registry for as long as it stands. */
struct session *session_open_again(struct session *session, GError **error);
/* A new database with nobody in it, to be filled by session_begin_at, session_put and
 * session_set_value: no rights are asked, nothing can be undone. Refuses a file that exists. */
struct session *session_create(const char *file, GError **error);

/* Names this session and those opened again from it, and whether that of a token still runs. */
const char *session_token(const struct session *session);
gboolean session_runs(const char *token);

/* Whether the participant may still go on: the seat is not closed and the key not revoked. Takes on
 * what changed about the seat. OSG_ERROR_DENIED. Cheap: for every refresh; changes ask it
 * themselves, all but drafts. */
gboolean session_admits(struct session *session, GError **error);

/* Asked by the ssh server of a key that is offered (only its type and body are looked at), before
 * there is a session. */
enum key_answer {
	KEY_UNKNOWN, /* or not known to be one; also with an error */
	KEY_OPENS,
	KEY_MAY_BE_REGISTERED /* unknown, and somebody has been told a code */
};
enum key_answer session_ask_key(const char *file, const struct public_key *offered, gint64 now,
				struct id *id, GError **error);
/* Registers key for the seat that the code was made for. OSG_ERROR_DENIED: the code is not right.
 */
gboolean session_redeem_code(const char *file, const char *typed, struct public_key *key,
			     gint64 now, GError **error);

/* The clock. In the demo the day it was made is the Tuesday on which its last week is talked about,
 * and days pass from there; a clock that stands before that is taken as it is. */
gint64 session_now(const struct session *session);
const struct registry *
session_registry(const struct session *session); /* until the next session_refresh */
const struct participant *session_participant(const struct session *session);
const struct organisation *
session_organisation(const struct session *session); /* the participant's */
const char *session_municipality(const struct session *session);
const char *session_file(const struct session *session); /* the database's */
/* A value of the whole municipality ("municipality", "demo", "signal_budget"), NULL = not set.
 * Owned. */
char *session_value(const struct session *session, const char *name);
gboolean session_set_value(struct session *session, const char *name, const char *value,
			   GError **error);
gboolean session_english(const struct session *session);
gboolean session_read_only(const struct session *session);
/* Why nothing can be written, a sentence; NULL: it can. Owned. */
char *session_writes_not(const struct session *session);
/* Moves with every change by anybody. Cheap: for the watcher. */
guint64 session_version(struct session *session);
/* As store_listen, store_news and store_heard: a server tells the watcher when to look. */
gboolean session_listen(struct session *session);
int session_news(const struct session *session);
gboolean session_heard(struct session *session);
/* Reads words and names again when somebody changed them. */
gboolean session_refresh(struct session *session, GError **error);

/* The week that every screen looks at. Starts as the week to be discussed: the last whole week
 * until Wednesday, then the current. */
int session_week(const struct session *session);
void session_set_week(struct session *session, int week);
/* Compiles pictures from what had been entered by then; TIME_NONE = everything. */
void session_look_back(struct session *session, gint64 at);
gint64 session_known_at(const struct session *session);
gboolean session_weeks(struct session *session, int *first, int *last); /* that hold anything */

/* What a room above keeps with the session (the counts behind the pictures), freed with it. name
 * is static. NULL = nothing is kept. */
gpointer session_kept(const struct session *session, const char *name);
void session_keep(struct session *session, const char *name, gpointer take_data,
		  GDestroyNotify free_data);

/* Who is told how far a long search has come, 0 to 1, the end included; NULL = nobody, as at first.
 * A session opened again does not tell. */
void session_on_progress(struct session *session, void (*progress)(double done));
void session_progress(const struct session *session, double done);

/* doing */

/* Each is a row of the table in access.c: which roles, to whose records, and its verb on the record
 * of changes. */
enum action {
	ACTION_OBSERVATION_ADD,
	ACTION_OBSERVATION_CHANGE,
	ACTION_OBSERVATION_WITHDRAW,
	ACTION_OBSERVATION_LINK,
	ACTION_OBSERVATION_UNLINK,
	ACTION_NIL_REPORT,
	ACTION_DRAFT,
	ACTION_IMPORT,
	ACTION_IMPORT_RECORDS, /* osg's own, written by osg export */
	ACTION_BUNDLE,         /* signed records of another installation */
	ACTION_REJECTED_ACCEPT,
	ACTION_REJECTED_DISMISS,
	ACTION_PICTURE_SITUATION,
	ACTION_PICTURE_HIGHLIGHT,
	ACTION_PICTURE_FIX,
	ACTION_HOTSPOT_FIND,
	ACTION_HOTSPOT_DISMISS,
	ACTION_FOCUS_GROUP_START,
	ACTION_FOCUS_GROUP_CHANGE,
	ACTION_MEASURE_CHANGE,
	ACTION_MEETING_LEAD,   /* open, turn pages, roll call, notes, levels */
	ACTION_MEETING_DECIDE, /* decide, and say what became of it */
	ACTION_MEETING_CLOSE,
	ACTION_MEETING_REOPEN,
	ACTION_MEETING_HAND_OVER, /* to another seat */
	ACTION_MEETING_TELL,      /* an organisation's own word in its round */
	ACTION_REMIND,            /* letters to who is silent */
	ACTION_PROGRAMME_STEER,   /* mandates, objectives, indicators, assessments, editions */
	ACTION_PROGRAMME_WORK,    /* activities, readings, assets, rounds, defects, notes */
	ACTION_REDACT,
	ACTION_RETAIN,
	ACTION_LOG_READ,
	ACTION_SETUP
};
/* Whether this participant may do it to record; NULL: to any at all. OSG_ERROR_DENIED says who may.
 * Cheap: ask it before a form opens. */
gboolean session_may(const struct session *session, enum action action, gconstpointer record,
		     GError **error);
/* The same for a new record that belongs to an organisation (key). */
gboolean session_may_for(const struct session *session, enum action action, gint64 organisation,
			 GError **error);
/* And for a new record that is part of a stored one: a cause of a focus group, in which those write
 * who lead it or are its members. */
gboolean session_may_within(struct session *session, enum action action,
			    const struct record_kind *kind, gint64 key, GError **error);
/* Whether a role may do it to records of its own organisation. */
gboolean session_role_may(enum role role, enum action action);

/* undo */

/* Takes back the last change of this session. *what (owned) says what: "Brand, Visättraskolan".
 * OSG_ERROR_RULE when there is none, OSG_ERROR_CONFLICT when somebody changed the record since. */
gboolean session_undo(struct session *session, char **what, GError **error);
gboolean session_redo(struct session *session, char **what, GError **error);
/* What came before stays: undo stops here, and says why (taken, a sentence). */
void session_close_undo(struct session *session, char *take_why);
/* Why there is nothing more to undo, borrowed: "Version 1 …"; NULL = nothing was done yet. */
const char *session_undo_closed(const struct session *session);
/* What undo and redo would take, borrowed, NULL = nothing. */
const char *session_undo_title(const struct session *session);
const char *session_redo_title(const struct session *session);

/* reading */

/* Whole records. NULL without an error: there is no such record, or not for this participant. The
 * caller frees with record_free. */
gpointer session_get(struct session *session, const struct record_kind *kind, gint64 key,
		     GError **error);
gpointer session_find(struct session *session, const struct record_kind *kind, const struct id *id,
		      GError **error);
/* As session_all, for somebody to read: that is on the record of changes. */
GPtrArray *session_list(struct session *session, const struct record_kind *kind, GError **error);
/* All of a kind in key order, or those whose field equals value (an integer field); what was
 * withdrawn is left out. */
GPtrArray *session_all(struct session *session, const struct record_kind *kind, GError **error);
GPtrArray *session_where(struct session *session, const struct record_kind *kind, const char *field,
			 gint64 value, GError **error);
/* As session_all with empty lists, for who only counts: such a record is never put back. */
GPtrArray *session_all_bare(struct session *session, const struct record_kind *kind,
			    GError **error);
/* Active ones with where they are as written, whoever asks: for what is the same for everybody and
 * shows nothing of it (which group answers for a hotspot). */
GPtrArray *session_all_common(struct session *session, const struct record_kind *kind,
			      GError **error);
/* Hands all of a kind to each one after another, as session_all has them, and keeps none. FALSE:
 * they could not be read to the end; an error before the first hands none. */
gboolean session_each(struct session *session, const struct record_kind *kind,
		      void (*each)(gconstpointer record, gpointer data), gpointer data,
		      GError **error);
/* The same with what was withdrawn. */
GPtrArray *session_all_ever(struct session *session, const struct record_kind *kind,
			    GError **error);
GPtrArray *session_where_ever(struct session *session, const struct record_kind *kind,
			      const char *field, gint64 value, GError **error);
/* Whether one was ever stored, whoever may see it: how many is told by session_rows, to whom they
 * are shown. */
gboolean session_has_any(struct session *session, const struct record_kind *kind);
/* As the store's functions of the same name, for what this participant may see, and with where it
 * was no finer than they may be told. */
GArray *session_rows(struct session *session, const struct row_query *query, gint64 *total,
		     GError **error);
/* What the whole group may see, the same for everybody: for what the group counts. */
GArray *session_common_rows(struct session *session, const struct row_query *query, GError **error);
/* The observation of one of those rows as it is written: for what is found once and kept for
 * everybody, never for what is shown. Free with record_free; NULL without an error when it is in
 * them no more. */
struct observation *session_common_observation(struct session *session, gint64 key, GError **error);
/* Whether what was decided and is done somewhere (a measure, a focus group) is told to this
 * participant as it is written; else its places, and what made a group start, are left out. */
gboolean session_tells_whole(const struct session *session, gconstpointer record);
/* How finely this participant may be told where one of those was; of one whose row is not shown to
 * them: in its area, as the counts tell. What a map may show is less (registry_finest). */
enum sharing session_finest(struct session *session, const struct observation_row *row);
/* The same of something compiled from many organisations' rows that may be told so finely at most.
 */
enum sharing session_told(const struct session *session, enum sharing finest);
/* Takes out of a record what its reader may not be told, before it is shown or written as it is
 * stored: where it was of what was found for everybody (a hotspot, a fixed picture), of an
 * observation the link to one that is hidden. Such a record is never put back. */
void session_tell(const struct session *session, gpointer record);
GArray *session_week_counts(struct session *session, int week_from, int week_to, GError **error);
gint64 *session_week_moves(struct session *session, int week_from, int week_to, GError **error);
GArray *session_reporting(struct session *session, int week_from, int week_to, GError **error);
gboolean session_activity(struct session *session, gint64 from, gint64 to,
			  struct activity *activity, GError **error);
/* Other sessions that have a draft of the same form at this moment, by the titles of their seats:
 * "Bevakning, Samordnare"; owned, NULL = nobody has. What they write is theirs until it is saved.
 */
char *session_others_writing(struct session *session, const char *form);
/* How often the participant's organisation used each place / category lately: for completion.
 * Borrowed, NULL = none. */
GHashTable *session_use_of_places(struct session *session);
GHashTable *session_use_of_categories(struct session *session);

/* What was computed before from the same data (store_computed): survives the session. */
GBytes *session_computed(struct session *session, const char *name, guint64 version);
gboolean session_keep_computed(struct session *session, const char *name, guint64 version,
			       GBytes *content);

/* changes */

/* What a change does between begin and commit: puts records. FALSE with error takes all of it
 * back. */
typedef gboolean (*session_function)(struct session *session, gpointer data, GError **error);

/* One act: asks the table, begins, runs function, commits, or rolls back. One transaction and one
 * entry of the undo list; title (taken, NULL = cannot be undone) is what undo shows. */
gboolean session_change(struct session *session, enum action action, char *take_title,
			session_function function, gpointer data, GError **error);
/* The same for an act on one record, which is stored. */
gboolean session_save(struct session *session, enum action action, char *take_title,
		      gpointer record, GError **error);
/* The parts, for changes that read as they write (an import). */
gboolean session_begin(struct session *session, enum action action, GError **error);
gboolean session_begin_at(struct session *session, const struct change *change, GError **error);
/* Stores record (new or changed) in the open change and remembers what it was before. Whose the
 * stored one is, and whose it becomes, is asked of the table for the change's action: FALSE with
 * OSG_ERROR_DENIED. Texts are cleaned in record itself. */
gboolean session_put(struct session *session, gpointer record, GError **error);
gboolean session_commit(struct session *session, char *take_title, GError **error);
/* What is stored while it is typed is one change for undo: from TRUE on, titled changes of one same
 * record join; FALSE ends it. */
void session_typing(struct session *session, gboolean goes_on);
/* Texts that people write are looked through for what tells who somebody is (osg/personal.h). An
 * identity number is refused: OSG_ERROR_RULE. The rest is refused with OSG_ERROR_REASON unless a
 * reason was stated; what stood there before is not asked about again. The reason holds until the
 * next change is committed, and is on the record of changes ("observation.reason"). NULL takes it
 * back. FALSE: it is no reason, or holds an identity number itself. */
gboolean session_state_reason(struct session *session, const char *reason, GError **error);
const char *session_reason(const struct session *session); /* borrowed, NULL = none */
/* Words that are no names here, for personal_scan; borrowed until the next session_refresh. */
GHashTable *session_known_words(struct session *session);
/* What the guard did to the texts of the last change, a sentence that its writer should read; NULL
 * = nothing, or said before. */
const char *session_take_remark(struct session *session);
/* Takes back what was put since begin; does nothing when nothing was begun. */
void session_rollback(struct session *session);
/* The same to begin anew; the reason stands on the record where parts were committed already. */
void session_break_off(struct session *session, const char *reason);

/* many at once */

/* The open change is an import: undo withdraws everything that refers to the import's record (key),
 * redo brings it back. Records put by session_put_bulk are not remembered one by one. */
void session_remember_import(struct session *session, gint64 import_key);
gboolean session_put_bulk(struct session *session, gpointer record, GError **error);
/* New observations of one import: no log line each, the import's own stands for them.
 * source_version is the digest of the row as its source has it. */
gboolean session_put_imported(struct session *session, struct observation *observation,
			      const char *source_version, GError **error);
/* As store_sources_ahead: those of the next rows. */
gboolean session_sources_ahead(struct session *session, const GPtrArray *source_ids,
			       GError **error);
/* The observation of a source's own id, 0 = none; version_seen (owned) the digest given when it was
 * last seen. */
gint64 session_source_key(struct session *session, gint64 organisation, const char *source,
			  const char *source_id, char **version_seen, GError **error);
/* As store_source_kin. */
GPtrArray *session_source_kin(struct session *session, gint64 organisation, const char *source,
			      const char *source_id, GError **error);
gboolean session_source_seen(struct session *session, gint64 observation,
			     const char *source_version, GError **error);

/* As the store's functions of the same name: reading files in is for one at a time; between two
 * rows of an import others may write, and nobody sees it before it is committed. */
gboolean session_hold_imports(struct session *session, GError **error);
void session_release_imports(struct session *session);
/* As the store's: who draws the screen cannot wait long for others. */
void session_set_patience(struct session *session, int milliseconds);
gboolean session_pause(struct session *session, struct import_record *import, GError **error);
/* Takes a whole import back, with what it changed of others' rows, or (withdrawn FALSE) brings it
 * back: a change of its own, in pieces. progress (may be NULL) returns FALSE to stop: then nothing
 * has changed. */
gboolean session_move_import(struct session *session, gint64 import_key, gboolean withdrawn,
			     gboolean (*progress)(gint64 done, gint64 all, gpointer data),
			     gpointer data, GError **error);
/* An import that another session made for this one is on this one's list for undo: title taken. */
void session_note_import(struct session *session, gint64 import_key, char *take_title);
/* The import that undo (redo) would take (bring) back, 0 = it is something else; and that another
 * session has done so. */
gint64 session_undo_import(const struct session *session, gboolean undo);
void session_import_moved(struct session *session, gint64 import_key, gboolean undo);

/* As store_search_is_whole. */
gboolean session_search_is_whole(struct session *session);
/* After a large import: fills the search a little at a time (store_fill_search), beside everything
 * else. FALSE: what is left is filled another time. */
gboolean session_fill_search(struct session *session, gboolean *more);

/* the record */

/* Newest first, of one record, or of all when id is NULL, without those of observations that this
 * participant may not see; shown: with the lines on who was shown it. GPtrArray of struct log_line.
 */
GPtrArray *session_history(struct session *session, const struct id *id, gboolean shown,
			   guint limit, GError **error);

/* For functions that read in order to show, in this room, picture/ and app/; screens, verbs and
 * prints have nothing to do with it. A line each on the record of changes, once a session: of one
 * record ("observation.show"), of what a period came to ("picture.print"; version 0 = the draft),
 * of a whole list ("observation.list"). */
void session_shown(struct session *session, gconstpointer record);
void session_shown_period(struct session *session, const char *what, struct period period,
			  int version);
void session_shown_list(struct session *session, const struct record_kind *kind, const char *how);
/* What somebody wished through ssh and was refused. */
void session_note_refusal(struct session *session, const char *command);
/* The lines are written with the next change and when the session ends; now: */
void session_flush_shown(struct session *session);
/* For another session of the same participant to write on its thread: pending lines (owned), NULL =
 * none; and there, which leaves pending empty. */
GPtrArray *session_lend_shown(struct session *session);
void session_take_shown(struct session *session, GPtrArray *pending);

/* As store_log_end and store_verify_log. */
gboolean session_log_end(struct session *session, gint64 *count, char **sum, GError **error);
GPtrArray *session_verify_log(struct session *session, GError **error);

/* taking texts out */

#define RETAIN_MONTHS 24 /* where the value "retain_months" says nothing */

/* What was taken out of how many, and files beside the database that may still hold it: owned
 * names, which nobody but their owner can clean. */
struct redact_report {
	int records, log_lines, drafts, rejected, pictures;
	GPtrArray *backups;
};
void redact_report_clear(struct redact_report *report);
/* Takes the texts of a record (field NULL = all of them) out for good: of the record, its history,
 * drafts, rows set aside, the search and fixed pictures. On the record of changes stands who did it
 * and why; nothing is undone from here. report is cleared by the caller. */
gboolean session_redact(struct session *session, gconstpointer record, const char *field,
			const char *reason, struct redact_report *report, GError **error);
/* Takes out what people wrote in observations and nil reports older than so many months; rows and
 * counts stay. dry_run: only counts. */
gboolean session_retain(struct session *session, int months, gboolean dry_run,
			struct redact_report *report, GError **error);
/* The value, or RETAIN_MONTHS. */
int session_retain_months(const struct session *session);

/* Integrity and copies. */
GPtrArray *session_check(struct session *session, GError **error);
gboolean session_backup(struct session *session, const char *file, GError **error);
/* As the store's functions of the same name; without a session, for what cannot be opened too. */
gboolean session_look(const char *file, struct copy_facts *facts, GError **error);
gboolean session_move(const char *from, const char *to, gint64 now, enum door door,
		      struct move_facts *facts, GError **error);
gboolean session_compare(struct session *from, struct session *to, const struct record_kind *kind,
			 struct copy_difference *difference, GError **error);
gboolean session_replace(const char *file, const char *copy, const char *keep, GError **error);
struct repair *session_repair(const char *file, const char *copy, gint64 now, enum door door,
			      GError **error);
void session_repair_free(struct repair *repair);
/* A line on the record of changes that changes nothing; detail is JSON. */
gboolean session_note(struct session *session, const char *what, const char *detail,
		      GError **error);

#endif
