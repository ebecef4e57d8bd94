/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the store share. Nothing outside this room and its tests includes it. */
#ifndef OSG_STORE_PRIVATE_H
#define OSG_STORE_PRIVATE_H

#include <sqlite3.h>

#include "osg/store.h"
#include "osg/week.h"

#include "store/query.h"

#define STORE_APPLICATION 0x4f534731 /* "OSG1" */
#define STORE_PATIENCE 10000         /* milliseconds to wait for other writers */
#define STORE_HASH_SIZE 32

#define KIND_COUNT 16 /* record_kinds */

enum kind_query { KIND_GET, KIND_HAS, KIND_FIND, KIND_ALL, KIND_INSERT, KIND_UPDATE, KIND_QUERIES };

struct store {
	sqlite3 *db;
	char *file;
	gboolean read_only;
	sqlite3_stmt *queries[QUERY_COUNT];
	sqlite3_stmt *kinds[KIND_COUNT][KIND_QUERIES];
	guint commits;        /* by this connection; data_version tells of the others' */
	guint64 commits_seen; /* both of them, when moved was read */
	gint64 moved;
	guint64 words_seen; /* store_version at which words was read */
	guint64 words;

	gboolean changing; /* between begin and commit */
	gboolean failed;   /* a statement of this change failed: it can only be rolled back */
	gboolean words_moved;
	struct change change; /* what is owned */
	gboolean head_known;
	guint8 head[STORE_HASH_SIZE]; /* of the last log line */
	GHashTable *week_count;       /* struct week_count, deltas not yet written */
	gint64 imported;              /* rows of store_put_imported in this change */
	char *index_sql; /* makes the secondary indexes of observation again; NULL = they are there
			  */
	GHashTable *known; /* during an import: references that were looked up */
	gint64 unsearched; /* observations from this key on are not in the search index yet; 0 = all
			      are */
	gint64 free_slot;  /* of source_row, for what was last asked for and not found; 0 = none */
};

/* driver.c */
/* Sets error in words from what the engine said last; always FALSE. */
gboolean store_fail(struct store *store, GError **error);
gboolean store_run(struct store *store, const char *sql, GError **error);
/* A prepared, reset statement of the table of queries; NULL with error. */
sqlite3_stmt *store_query(struct store *store, enum store_query query, GError **error);
sqlite3_stmt *store_prepare(struct store *store, const char *sql, gboolean keep, GError **error);
/* Steps once: SQLITE_ROW or SQLITE_DONE; anything else has set error. */
int store_step(struct store *store, sqlite3_stmt *statement, GError **error);
/* Runs a statement that gives no rows, and resets it. */
gboolean store_execute(struct store *store, sqlite3_stmt *statement, GError **error);
/* First column of the first row, 0 when there is none; resets. */
gboolean store_number(struct store *store, sqlite3_stmt *statement, gint64 *number, GError **error);
void store_bind_text(sqlite3_stmt *statement, int index,
		     const char *text); /* borrowed until reset */
void store_bind_id(sqlite3_stmt *statement, int index, const struct id *id);
char *store_column_text(sqlite3_stmt *statement, int column); /* owned, NULL for NULL */

/* migrate.c */
int store_schema_newest(void);
gboolean store_migrate(struct store *store, gboolean fresh, GError **error);

/* kind.c */
guint kind_index(const struct record_kind *kind);
sqlite3_stmt *kind_statement(struct store *store, const struct record_kind *kind,
			     enum kind_query query, GError **error);
char *kind_sql(const struct record_kind *kind, enum kind_query query);
/* Binds the fields from parameter index on; the parameter after the last. */
int kind_bind(sqlite3_stmt *statement, int index, const struct record_kind *kind,
	      gconstpointer record);
/* The record of a row made by KIND_GET's columns. */
gpointer kind_read(sqlite3_stmt *statement, const struct record_kind *kind);
/* JSON objects of the fields of a and b that differ; a NULL = as record_new makes it, and then
 * *before is NULL. */
void kind_difference(const struct record_kind *kind, gconstpointer a, gconstpointer b,
		     char **before, char **after);

/* get.c */
char *where_sql(const struct record_kind *kind, const struct field *field);

/* put.c */
/* A new row without anything that follows from it. */
gboolean store_insert(struct store *store, const struct record_kind *kind, struct record *record,
		      GError **error);

/* log.c */
gboolean log_write(struct store *store, const struct change *change, const char *kind,
		   const struct id *id, const char *before, const char *after, GError **error);
gboolean log_check(struct store *store, GPtrArray *faults, GError **error);

/* week_count.c */
void week_count_move(struct store *store, const struct observation *before,
		     const struct observation *after);
gboolean week_count_flush(struct store *store, GError **error);

/* search.c */
void search_functions(sqlite3 *db);
gboolean search_move(struct store *store, gint64 key, const char *before, const char *after,
		     GError **error);
/* Puts what a large import left out into the index. */
gboolean search_catch_up(struct store *store, GError **error);
/* The index's words for a folded text; *exact FALSE: what it finds must be looked at again. NULL =
 * no words in it. */
char *search_expression(const char *folded, gboolean *exact);

/* source.c */
gboolean source_move(struct store *store, const struct observation *before,
		     const struct observation *after, const char *digest, GError **error);

/* reference.c */
/* Between them references are checked here and not by the engine. */
void references_begin(struct store *store);
void references_end(struct store *store);
gboolean references_known(struct store *store, const struct record_kind *kind, gconstpointer record,
			  GError **error);

/* imported.c */
/* Puts back the indexes that a large import dropped. */
gboolean imported_settle(struct store *store, GError **error);
/* Back to the small memory of a session. */
void imported_end(struct store *store);

/* rows.c: the SQL of a query, for its test. Owned. */
char *rows_sql(const struct row_query *query, gboolean by_hits);

#endif
