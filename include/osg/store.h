/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The database as the rest of osg knows it: records in, records out, every change one transaction
 * with its log lines. No type of the engine shows here, and nothing here speaks to people beyond
 * its errors (OSG_ERROR_STORE, OSG_ERROR_CONFLICT). One connection belongs to one thread; a worker
 * opens its own. */
#ifndef OSG_STORE_H
#define OSG_STORE_H

#include <glib.h>

#include "osg/copy.h"
#include "osg/error.h"
#include "osg/log.h"
#include "osg/record.h"
#include "osg/repair.h"
#include "osg/rows.h"

struct store;

/* COPY: one that nobody else knows of, to be looked at before it takes the place of another. */
enum store_mode { STORE_READ, STORE_WRITE, STORE_CREATE, STORE_COPY };

/* Opens a database file. STORE_WRITE migrates an older schema after a backup beside the file
 * (osg.db.before-N), STORE_COPY without one; a newer schema, a file that is no osg database, a
 * missing or read-only one (for STORE_WRITE) are told apart in the message. STORE_CREATE refuses a
 * file that exists. */
struct store *store_open(const char *file, enum store_mode mode, GError **error);
/* The same; while the schema is migrated upgrading (may be NULL) is told of each step (the copy is
 * the first) before it begins, and at the end of step steps + 1. */
struct store *store_open_telling(const char *file, enum store_mode mode,
				 void (*upgrading)(int step, int steps), GError **error);
void store_close(struct store *store);
/* Gives back the memory that nobody needs until the next question. */
void store_rest(struct store *store);
const char *store_file(const struct store *store);
gboolean store_read_only(const struct store *store);
/* A number that moves with every commit that changes a record, by this connection or any other
 * process; drafts and notes do not move it. Costs microseconds. */
guint64 store_version(struct store *store);
/* Whether a server tells from now on that anybody committed: store_news becomes readable (-1 = the
 * connection is lost, until the next question makes it again), store_heard says once that it did.
 * Of a file FALSE: the system watches it. */
gboolean store_listen(struct store *store);
int store_news(const struct store *store);
gboolean store_heard(struct store *store);
/* A number that moves when organisations, areas, places, categories or values changed: the words a
 * session keeps in memory. */
guint64 store_reference_version(struct store *store);

/* writing */

/* A change: begin, put …, commit. Waits up to ten seconds for other writers. Every put writes a log
 * line with before and after, but for drafts: what is being typed is on no record. */
gboolean store_begin(struct store *store, const struct change *change, GError **error);
/* Inserts (key 0: key, id if null, and version are set) or updates the record. An update whose
 * version is not the stored one is OSG_ERROR_CONFLICT and leaves the record as it was. Keeps counts
 * and search index in step. A record that is stored as it is leaves no trace; one that was stored
 * before under its id (a save whose answer was lost) gets its key. After any other error the change
 * can only be rolled back. *before (may be NULL; owned) is the record as it was, NULL when it is
 * new.
 */
gboolean store_put(struct store *store, gpointer record, gpointer *before, GError **error);
/* Like store_put for new observations of one import: no log line each (the import's own line stands
 * for them), indexes built once when the batch is large. Only between store_begin and store_commit.
 */
gboolean store_put_imported(struct store *store, struct observation *observation,
			    const char *source_version, GError **error);
/* A large import leaves its texts out of the search index; until they are in it, words are looked
 * for in the texts themselves. TRUE: all are in it. */
gboolean store_search_is_whole(struct store *store);
/* Puts some thousands of them into it, in a transaction that a writer waits some 20 ms for; *more:
 * call again. */
gboolean store_fill_search(struct store *store, gboolean *more, GError **error);
/* Reading files in is for one at a time: waits some seconds for another one, then OSG_ERROR_STORE
 * says that a file is being read in. Takes out what a broken-off import has left. */
gboolean store_hold_imports(struct store *store, GError **error);
void store_release_imports(struct store *store);
/* How long a change waits while others write, in milliseconds; then OSG_ERROR_STORE. */
void store_set_patience(struct store *store, int milliseconds);
/* Between two rows of an import: when the change has lasted long, commits what is there, so that
 * others may write, and goes on. The first time it hides the import: none of its rows is seen until
 * it has been put as IMPORT_WHOLE and the change committed. Only under store_hold_imports. */
gboolean store_pause(struct store *store, struct import_record *import, GError **error);
/* Withdraws what came with an import, with its reason, and puts back what it changed and nobody
 * has changed since; withdrawn FALSE: the other way round, of what was withdrawn for that reason.
 * One line of the record of changes stands for all its rows. In pieces, in the open change;
 * progress (may be NULL) returns FALSE to stop, and then all is put back as it was
 * (OSG_ERROR_CANCELLED, the change can be committed). */
struct import_move {
	gboolean withdrawn;
	const char *reason;
	gboolean (*progress)(gint64 done, gint64 all, gpointer data);
	gpointer data;
};
gboolean store_move_import(struct store *store, struct import_record *import,
			   const struct import_move *move, GError **error);
/* Texts to be taken out for good. */
struct redaction {
	const GPtrArray *records; /* as they are stored, at least one, of one kind */
	const char *field;        /* NULL = all that people wrote in them */
	const char *marker;       /* what stands there then, NULL = nothing: not with everywhere */
	const char *reason;
	gboolean everywhere; /* wherever else the same text stands, too */
};
struct redacted {
	int records, lines, drafts, rejected, pictures; /* that lost something */
};
/* Takes them out of the records and of what was written of them on the record of changes, whose
 * chain holds: the line of this change tells it. The change is called "redact" or "retain". When it
 * is committed store_purge takes the bytes out of the file: it needs the file for itself. */
gboolean store_redact(struct store *store, const struct redaction *wanted, struct redacted *done,
		      GError **error);
gboolean store_purge(struct store *store, GError **error);
/* Durable when it returns TRUE. */
gboolean store_commit(struct store *store, GError **error);
void store_rollback(struct store *store);
/* The same to begin anew: the reason (NULL: it was broken off) stands on the record where pieces of
 * an import were committed already. */
void store_break_off(struct store *store, const char *reason);

/* reading */

/* NULL without an error: no such record. The caller frees with record_free. */
gpointer store_get(struct store *store, const struct record_kind *kind, gint64 key, GError **error);
gpointer store_find(struct store *store, const struct record_kind *kind, const struct id *id,
		    GError **error);
/* All records of a kind in key order, or those whose field equals value (an integer field). Array
 * frees its records. */
GPtrArray *store_all(struct store *store, const struct record_kind *kind, GError **error);
/* Of several kinds that are read with store_all at once: a server answers them in one journey. */
void store_all_ahead(struct store *store, const struct record_kind *kind);
/* The same with empty lists, for who only counts: such a record is never put back. */
GPtrArray *store_all_bare(struct store *store, const struct record_kind *kind, GError **error);
/* The first STORE_PAGE of them whose key is greater; fewer than that: there are no more. For what
 * goes through many and keeps none. */
#define STORE_PAGE 1000
GPtrArray *store_page(struct store *store, const struct record_kind *kind, gint64 after,
		      GError **error);
GPtrArray *store_where(struct store *store, const struct record_kind *kind, const char *field,
		       gint64 value, GError **error);
/* -1 = error. */
gint64 store_count(struct store *store, const struct record_kind *kind, GError **error);

/* Newest first (time_from, key). *total (may be NULL): how many match in all. GArray of struct
 * observation_row. */
GArray *store_rows(struct store *store, const struct row_query *query, gint64 *total,
		   GError **error);

/* Whether the scope sees another report of the event that an observation (key) is linked to. */
gboolean store_link_told(struct store *store, const struct scope *scope, gint64 report_group,
			 gint64 observation);

/* Counts by week, area and category, kept up to date by every write: counted events and all
 * reports. area 0 = not placed. Withdrawn ones are in neither. Ordered by week. GArray of struct
 * week_count. */
GArray *store_week_counts(struct store *store, int week_from, int week_to, GError **error);
/* How often the observations of each of these weeks were changed, from week_from on: a week whose
 * number is the same has the same rows for the group. Owned; NULL = error. */
gint64 *store_week_moves(struct store *store, int week_from, int week_to, GError **error);
/* Who reported how much, by week: weeks without a report are left out. GArray of struct reporting,
 * by week. */
GArray *store_reporting(struct store *store, int week_from, int week_to, GError **error);
/* First and last week that hold anything; FALSE when empty. */
gboolean store_weeks(struct store *store, int *first, int *last);

/* Asks a server for many source ids (texts, may hold NULL) at once; store_source_key then answers
 * of them without asking, until a change begins or ends. Of a file nothing: it is asked for each.
 */
gboolean store_sources_ahead(struct store *store, const GPtrArray *source_ids, GError **error);
/* The observation of an organisation's source by the source's own id; 0 = none. version_seen (may
 * be NULL, owned) is the digest given to store_put_imported, so that an unchanged row is known
 * without comparing fields. */
gint64 store_source_key(struct store *store, gint64 organisation, const char *source,
			const char *source_id, char **version_seen, GError **error);
/* Observations whose source id is this one, a slash and more: struct source_kin (owned), in the
 * order of their ids; NULL = error. */
GPtrArray *store_source_kin(struct store *store, gint64 organisation, const char *source,
			    const char *source_id, GError **error);
/* Keeps another digest of what the source said, the observation being the same as before. Only in a
 * change. */
gboolean store_source_seen(struct store *store, gint64 observation, const char *source_version,
			   GError **error);

/* How often an organisation used each place or category in the last weeks: key -> count. field is
 * "place" or "category". */
GHashTable *store_use(struct store *store, gint64 organisation, const char *field, int since_week,
		      GError **error);

/* what was computed */

/* Content that follows from the data alone and can be computed again at any time (fitted models,
 * found hotspots, a compiled picture), kept beside the version of the data that it was computed
 * from: store_version, or any number that tells its inputs. The newest of each name is kept, and
 * about 200 names; name also says the form of the content ("models.1"). What is to be proven (a
 * fixed picture) is computed anew and never taken from here. NULL = not kept for this version. */
GBytes *store_computed(struct store *store, const char *name, guint64 version);
/* Moves no version and writes no log line. FALSE when it could not be kept at once (another writer,
 * an open change, a read-only file, more than 4 MiB), which is no fault. */
gboolean store_keep_computed(struct store *store, const char *name, guint64 version,
			     GBytes *content);

/* the record of changes */

/* Newest first; of one record, or of all when id is NULL. GPtrArray of struct log_line. */
GPtrArray *store_log(struct store *store, const struct id *id, guint limit, GError **error);
/* Observations entered, changed and withdrawn in [from, to), each counted once; imports count by
 * what they entered. */
gboolean store_activity(struct store *store, gint64 from, gint64 to, struct activity *activity,
			GError **error);
/* A line that changes nothing: what somebody was shown. id NULL = no single record; detail is JSON.
 */
gboolean store_note(struct store *store, const struct change *change, const struct id *id,
		    const char *detail, GError **error);

/* How many lines it has and the sum of the last, 64 hexadecimal digits (owned). */
gboolean store_log_end(struct store *store, gint64 *lines, char **sum, GError **error);
/* What is wrong with it: which line was edited, put in, moved, taken out or cut off, and what
 * records tell otherwise. Sentences; empty = whole. */
GPtrArray *store_verify_log(struct store *store, GError **error);

/* Integrity of the file, the log's hash chain and every fixed picture's checksum. Sentences about
 * what is wrong; empty = sound. */
GPtrArray *store_check(struct store *store, GError **error);

/* copies */

/* A consistent copy while others write, looked at before it gets its name. Refuses an existing
 * file. */
gboolean store_backup(struct store *store, const char *file, GError **error);

/* Everything that is in one database into another that is made for it, on whatever engine, and both
 * compared, table by table. The change is noted in the new one; the old one stays as it is. */
gboolean store_move(const char *from, const char *to, const struct change *change,
		    struct move_facts *facts, GError **error);

/* Without changing anything on or beside it. FALSE: it is no database of osg that can be read. */
gboolean store_look(const char *file, struct copy_facts *facts, GError **error);

/* How many records of a kind two databases do not have in common. */
gboolean store_compare(struct store *from, struct store *to, const struct record_kind *kind,
		       struct copy_difference *difference, GError **error);

/* Puts a copy in the place of the database file, after what was there has been kept as another
 * file: in one change, which everybody who works in it sees. Where it cannot be used as a database
 * it is renamed, with what lies beside it. keep must not exist; NULL: nothing has
 * the name. */
gboolean store_replace(const char *file, const char *copy, const char *keep, GError **error);

/* Puts all that can be read of a damaged file into a new one, of the name copy: the file itself is
 * only read. NULL: nothing can be read of it, or copy exists. Free with store_repair_free. */
struct repair *store_repair(const char *file, const char *copy, const struct change *change,
			    GError **error);
void store_repair_free(struct repair *repair);

/* As session_county and session_county_roles (osg/county.h). */
gboolean store_county(const char *database, int from, int to, GPtrArray *cells, GPtrArray *silent,
		      GError **error);
char *store_county_roles(struct store *store, const char *role, GError **error);

/* Municipality-wide values in the database itself: "municipality" (name), "demo" ("1"), "seed".
 * NULL = not set. Owned. */
char *store_value(struct store *store, const char *name);
gboolean store_set_value(struct store *store, const char *name, const char *value, GError **error);

#endif
