/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the store share. Nothing outside this room and its tests includes it. */
#ifndef OSG_STORE_PRIVATE_H
#define OSG_STORE_PRIVATE_H

#include <jansson.h>

#include "osg/digest.h"
#include "osg/store.h"
#include "osg/week.h"

#include "store/engine.h"
#include "store/query.h"

#define STORE_APPLICATION 0x4f534731 /* "OSG1" */
#define STORE_HASH_SIZE DIGEST_SIZE

/* What the line of the record of changes is called that stands for an import's rows. */
#define IMPORTED_ROWS "import.rows"
/* And the one for all rows of an import that are withdrawn, or come back. */
#define IMPORT_MOVED "import.moved"
/* And the one for a value of the database as a whole. */
#define VALUE_SET "value.set"
/* And the one for what sources last said of rows that were there before. */
#define SOURCES_MOVED "import.sources"
/* And the one that says that the last line was not the one that had been written. */
#define LOG_END_MOVED "log.end"
/* The value that counts how often the words of people, or a value, were put. */
#define WORDS_MOVED "words"
#define PIECE_RECORDS 40000
/* Their rows a server may well give at once. */
#define FEW_WEEKS 8
#define FEW_ROWS 10000

enum kind_query {
	KIND_GET,
	KIND_HAS,
	KIND_FIND,
	KIND_ALL,
	KIND_PAGE,      /* the STORE_PAGE first after a key */
	KIND_PAGE_EVER, /* the same, with an import's that nobody sees yet */
	KIND_INSERT,
	KIND_INSERT_AT,
	KIND_UPDATE,
	KIND_ROW_INSERT, /* of observations only, as the next */
	KIND_ROW_UPDATE,
	KIND_QUERIES
};

/* The two tables of observations; other kinds have the first alone. */
enum kind_part { PART_MAIN, PART_ROW };

/* A change between begin and commit. */
struct open_change {
	struct change about; /* what is owned */
	gboolean failed;     /* it can only be rolled back */
	gboolean bulk;
	gint64 words_moved; /* how many words or values were put */
	gboolean head_known;
	guint8 head[STORE_HASH_SIZE];    /* of the last log line */
	gboolean head_moved;             /* it is one of this change's */
	guint8 sources[STORE_HASH_SIZE]; /* what it moves the sum of sources by (source_sum.c) */
	GHashTable *week_counts;         /* struct week_count, differences not yet written */
	/* of an import */
	gint64 imported;                   /* rows of store_put_imported so far */
	gint64 imported_from, imported_to; /* their keys */
	struct digest *imported_sum;       /* of what they hold */
	GHashTable *known; /* field's refers -> keys that were looked up; NULL = the engine checks
			      them */
	GArray *unlaid;  /* struct observation: imported, their numbers not yet in the table; NULL =
			    none */
	gint64 next_key; /* of an observation; 0 = the engine gives it */
	gint64 unsearched; /* observations from this key on are not in the search index yet; 0 = all
			      are */
	/* of a change in pieces */
	gint64 began;              /* this piece, by the monotonic clock */
	guint written;             /* records of this piece */
	guint asked;               /* how often whether it is long enough */
	gint64 importing;          /* the import whose rows it puts, 0 = none */
	GHashTable *import_counts; /* as week_counts, of its rows; NULL = none */
	gint64 hidden;      /* the import whose rows nobody sees meanwhile, 0 = one piece so far */
	gboolean cleans;    /* takes out what was broken off: failing, it is left to the next */
	GArray *left_texts; /* struct key_stretch of earlier pieces, for the search; NULL = none */
};

/* Keys of observations that one piece wrote: nobody else's lie between them. */
struct key_stretch {
	gint64 from, to;
};

struct store {
	struct engine *engine;
	char *file;
	gboolean read_only;
	void (*upgrading)(int step, int steps); /* as store_open_telling has it */
	struct open_change *change;             /* NULL = none */
	struct statement *queries[QUERY_END];
	GHashTable *statements; /* SQL -> statement: what is asked again and again, in few ways */
	GHashTable *kinds;    /* record kind -> its KIND_QUERIES statements, NULL until asked for */
	guint commits;        /* by this connection; data_version tells of the others' */
	guint64 commits_seen; /* both of them, when moved was read */
	gint64 moved;
	guint64 reference_seen; /* store_version at which reference was read */
	guint64 reference;
	GHashTable *sources; /* what was asked ahead, by source id (source.c); NULL = nothing */
	int patience;        /* milliseconds */
	guint piece;         /* records of a long change that are committed together */
	int hold; /* descriptor of the file that says who reads a file in; -1 = not this store */
	gboolean holds; /* the same of a server: reading a file in is for this store */
};

/* store.c */
/* A prepared, reset statement of the table of queries; NULL with error. */
struct statement *store_query(struct store *store, enum store_query query, GError **error);
/* The same of a statement that is put together: of which there are few, each asked often. */
struct statement *store_statement(struct store *store, const char *sql, GError **error);
/* The number that a query without parameters finds. */
gboolean store_query_number(struct store *store, enum store_query query, gint64 *number,
			    GError **error);

/* A file that was being made, with what the engine lays beside it. */
void store_drop_file(const char *file);

/* migrate.c */
int store_schema_newest(void);
gboolean store_migrate(struct store *store, gboolean fresh, GError **error);

/* kind.c */
/* For store->kinds. */
GHashTable *kind_statements_new(void);
/* Where the statement of a kind or of a list field is kept. */
struct statement **kind_statement_slot(struct store *store, gconstpointer of, int query);
struct statement *kind_statement(struct store *store, const struct record_kind *kind,
				 enum kind_query query, GError **error);
/* dialect: of a KIND_INSERT, how its row gets its key. */
char *kind_sql(const struct dialect *dialect, const struct record_kind *kind,
	       enum kind_query query);
/* The condition of what is on a list: nothing that came with an import which nobody sees yet. */
const char *kind_seen(const struct record_kind *kind);
/* Binds the fields of a part from parameter index on; the parameter after the last. */
int kind_bind(struct statement *statement, int index, const struct record_kind *kind,
	      enum kind_part part, gconstpointer record);
/* The record of a row made by KIND_GET's columns. */
gpointer kind_read(struct statement *statement, const struct record_kind *kind);
/* JSON objects of the fields of a and b that differ; a NULL = as record_new makes it, and then
 * *before is NULL. */
void kind_difference(const struct record_kind *kind, gconstpointer a, gconstpointer b,
		     char **before, char **after);
/* Whether a field is what the differences tell: it, or of what was found by reckoning its digest.
 */
gboolean kind_is_told(const struct record_kind *kind, const struct field *field, gconstpointer told,
		      gconstpointer is);

/* get.c */
/* All of a kind, with the rows of an import that nobody sees yet, in the order of their keys and a
 * page in memory at a time; each may change its record, and says FALSE with an error to end. */
gboolean store_each_ever(struct store *store, const struct record_kind *kind,
			 gboolean (*each)(struct record *record, gpointer data, GError **error),
			 gpointer data, GError **error);
char *where_sql(const struct record_kind *kind, const struct field *field);

/* schema.c */
/* CREATE TABLE of a kind and of its lists. Owned. */
char *kind_schema(const struct record_kind *kind);

/* lists.c */
gboolean lists_read(struct store *store, gpointer record, GError **error);
/* Of many records of a kind, in the order of their keys. */
/* Sends what lists_read_all will ask, see store_all_ahead. */
void lists_ahead(struct store *store, const struct record_kind *kind);
gboolean lists_read_all(struct store *store, const struct record_kind *kind,
			const GPtrArray *records, GError **error);
/* What differs from before (NULL = new). */
gboolean lists_write(struct store *store, const struct record *before, const struct record *record,
		     GError **error);

/* source.c */
/* An observation of a source was put: what was asked ahead is true again. */
void source_known(struct store *store, const struct observation *observation,
		  const char *source_version);
/* From here on others may have put some. */
void sources_forget(struct store *store);

/* source_sum.c */
/* Puts what a source last said of an observation into the sum, or, said of it before, takes it out.
 * version NULL: nothing. */
void sources_turn(guint8 sum[STORE_HASH_SIZE], gint64 observation, const char *version);
/* What the open change moves the sum by, as hexadecimal digits, which then stand on the record of
 * changes. Owned; NULL = nothing. */
char *sources_moved(struct store *store);
/* A line for what no line says yet. */
gboolean sources_log(struct store *store, GError **error);
/* The sum of what stands. */
gboolean sources_sum(struct store *store, guint8 sum[STORE_HASH_SIZE], GError **error);
/* Puts on the record of changes what stands, whatever it said before: it was not kept then, or what
 * it was kept of is lost. Needs an open change. */
gboolean sources_begin(struct store *store, GError **error);

/* put.c */
/* A change within a transaction that is going on; ends with change_end. */
void change_open(struct store *store, const struct change *change);
void change_end(struct store *store);
/* A new row without anything that follows from it; of an observation only its texts. */
gboolean store_insert(struct store *store, const struct record_kind *kind, struct record *record,
		      const char *source_version, GError **error);
/* Stores record in place of before with all that follows from it, but writes no line. */
gboolean store_put_unlogged(struct store *store, struct record *record, const struct record *before,
			    GError **error);
/* The numbers of an observation that store_insert has put. */
gboolean store_insert_row(struct store *store, const struct observation *observation,
			  GError **error);

/* log.c */
gboolean log_write(struct store *store, const struct change *change, const char *kind,
		   const struct id *id, const char *before, const char *after, GError **error);
/* Of the open change, about no record: what was done, and what came of it. */
gboolean log_tell(struct store *store, const char *what, json_t *take_after, GError **error);
/* A row of QUERY_LOG_CHAIN; free with log_line_free. */
struct log_line *log_read(struct statement *statement);
/* hash is that of the line before and becomes this line's. */
void log_sum(guint8 hash[STORE_HASH_SIZE], const struct log_line *line);
/* As 64 hexadecimal digits. Owned. */
char *log_sum_text(const guint8 hash[STORE_HASH_SIZE]);
/* Keeps which line is the last: once all of a commit's are written. */
gboolean log_keep_end(struct store *store, GError **error);
/* log_check.c */
gboolean log_check(struct store *store, GPtrArray *faults, GError **error);

/* Calls function with every line, oldest first. */
gboolean log_each(struct store *store, void (*function)(const struct log_line *line, gpointer data),
		  gpointer data, GError **error);

/* audit.c */
/* Adds a new imported observation to the checksum of its import. */
void imported_sum(struct digest *sum, const struct observation *observation);
gboolean audit_check(struct store *store, GPtrArray *faults, GError **error);

/* Of the imports that observations (keys) came with, what their rows sum to now: {from, to, sha256}
 * into imported. */
gboolean audit_stretches(struct store *store, const GArray *observations, json_t *imported,
			 GError **error);

/* audit_trail.c: for hash tables of struct id */
guint id_hash(gconstpointer key);
gboolean id_same(gconstpointer a, gconstpointer b);

/* week_count.c */
void week_count_move(struct store *store, const struct observation *before,
		     const struct observation *after);
gboolean week_count_flush(struct store *store, GError **error);
/* Of organisations, areas, places and categories: what a session keeps of them is read again. */
gboolean kind_is_words(const struct record_kind *kind);
/* The words that were put in this change move their number. */
gboolean words_settle(struct store *store, GError **error);

/* Takes what an import of an earlier change has counted away, until this one shows it again. */
gboolean week_count_hide(struct store *store, gint64 import, GError **error);
/* Counts what an import holds anew, where its rows were moved without week_count_move. */
gboolean week_count_import(struct store *store, gint64 import, GError **error);
/* What the import counts is seen from this commit on. */
void week_count_show(struct store *store);

/* hold.c */
/* Without waiting; FALSE: another one reads a file in, or the file cannot be made. */
gboolean hold_try(struct store *store);

/* pieces.c */
/* Hides an import, unless this change has done so: nobody sees its rows until it is put as whole.
 */
gboolean import_hide(struct store *store, struct import_record *import, enum import_state state,
		     GError **error);
/* As store_pause, of an import that is hidden; looks at the clock each time. */
gboolean pieces_pause(struct store *store, GError **error);
/* Takes out what a broken-off import has left, or goes on taking back one that was being taken
 * back. reason: why, NULL: it was broken off. Only while nobody else reads a file in. */
gboolean pieces_clean(struct store *store, const char *reason, GError **error);

/* take_back.c */
/* Of an import that was broken off: what nobody has seen is removed, the rest withdrawn. */
gboolean import_take_out(struct store *store, struct import_record *import, const char *reason,
			 GError **error);

/* put.c */
gboolean schema_unmoved(struct store *store, GError **error);
/* The open change has many rows: more memory until it ends, and references are not checked. */
gboolean change_bulk(struct store *store, GError **error);

/* search.c */
gboolean search_move(struct store *store, gint64 key, const char *before, const char *after,
		     GError **error);
/* Puts the texts of observations from .. until into the index, or leaves them for later. */
gboolean search_add_stretch(struct store *store, gint64 from, gint64 until, GError **error);
gboolean search_leave_stretch(struct store *store, gint64 from, gint64 until, GError **error);
/* The index's words for a folded text; *exact FALSE: what it finds must be looked at again. NULL =
 * no words in it. */
char *search_expression(const struct dialect *dialect, const char *folded, gboolean *exact);

/* move.c */
/* Into a database that is made for it, all or nothing. */
gboolean store_copy_into(struct store *from, const char *file, struct move_facts *facts,
			 GError **error);

/* reference.c */
gboolean references_known(struct store *store, const struct record_kind *kind, gconstpointer record,
			  GError **error);

/* imported.c */
/* Puts the numbers of imported observations where they belong: before anything reads them. */
gboolean imported_lay(struct store *store, GError **error);
/* The same, and brings the search index up to a large import. */
gboolean imported_settle(struct store *store, GError **error);
/* Puts the rows of an import on the record of changes. */
gboolean imported_log(struct store *store, GError **error);

/* rows.c: the SQL of a query, for its test. Owned. */
char *rows_sql(const struct dialect *dialect, const struct row_query *query, gboolean by_hits);

#endif
