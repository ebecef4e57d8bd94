/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the PostgreSQL engine share: a connection (engine_postgres.c), its statements
 * (postgres_statement.c) on their way there and back (postgres_pipeline.c), what they found
 * (postgres_value.c) and what went wrong (postgres_fault.c). Nobody else includes it: no other file
 * of osg knows libpq. */
#ifndef OSG_STORE_ENGINE_POSTGRES_H
#define OSG_STORE_ENGINE_POSTGRES_H

#include <libpq-fe.h>

#include "osg/library.h"

#include "store/engine_driver.h"

/* clang-format off */
#define POSTGRES_FUNCTIONS(of) \
	of(PQconnectdbParams) of(PQpingParams) of(PQfinish) of(PQreset) of(PQstatus) \
	of(PQtransactionStatus) of(PQerrorMessage) of(PQparameterStatus) \
	of(PQconnectionNeedsPassword) of(PQconnectionUsedPassword) of(PQsetNoticeProcessor) \
	of(PQconninfoParse) of(PQconninfoFree) of(PQfreemem) of(PQexec) of(PQexecParams) \
	of(PQsendPrepare) of(PQsendQueryParams) of(PQresultStatus) of(PQsocket) \
	of(PQenterPipelineMode) of(PQexitPipelineMode) of(PQpipelineSync) \
	of(PQsendQueryPrepared) of(PQgetResult) of(PQconsumeInput) of(PQnotifies) \
	of(PQresultErrorField) of(PQcmdStatus) of(PQclear) of(PQntuples) of(PQnfields) \
	of(PQfname) of(PQftype) of(PQgetisnull) of(PQgetvalue) of(PQgetlength)
/* clang-format on */

/* libpq's functions, looked up by name when the first server is named: whoever works on a file does
 * not wait for them. */
struct postgres_functions {
	POSTGRES_FUNCTIONS(LIBRARY_MEMBER)
};
extern struct postgres_functions libpq;

struct postgres_engine {
	struct engine engine;
	PGconn *connection;
	GHashTable *plans; /* sql -> the number of what the server keeps ready for it */
	guint named;       /* of them so far */
	guint cursors;     /* that were opened so far */
	gint64 last_key;
	GArray *under_way; /* statements whose answers nobody has read yet */
	gboolean in_change, committing;
	gboolean holds; /* what a connection holds goes with it */
	gboolean listens;
	gboolean bulk; /* references are looked at when a change commits */
};

#define POSTGRES_NO_ROW_YET (-1) /* its result has come before its first step */

struct postgres_statement {
	struct statement statement;
	char *sql;
	GArray *parameters;
	gboolean gives_rows; /* of an INSERT or an UPDATE, too */
	gboolean under_way;  /* sent, and its answer has not been read */
	gboolean many;       /* rows: they come a piece at a time */
	guint cursor;        /* number of the one that gives them, 0 = none */
	PGresult *result;    /* NULL = it has not run since it was reset */
	int row;             /* that the last step found */
};

static inline struct postgres_engine *postgres(const struct engine *engine)
{
	return (struct postgres_engine *)engine;
}

static inline struct postgres_statement *own(const struct statement *statement)
{
	return (struct postgres_statement *)statement;
}

/* engine_postgres.c */

gboolean postgres_is_lost(const struct engine *engine);
/* After the server was started anew. Who held something must hear that it is gone: not at once. */
gboolean postgres_connect_again(struct engine *engine, GError **error);

/* postgres_fault.c: all set the error and are FALSE */

#define POSTGRES_MAY_NOT_WRITE N_("“%s” cannot be written: this role may only read there.")
#define POSTGRES_MAY_NOT_READ                                                                      \
	N_("“%s” cannot be read: whoever owns it has not given this role the right to (GRANT " \
	   "SELECT).")

/* message takes the name of the database, of the second what the server or the library says, too,
 * in one line. */
gboolean postgres_refuse(struct engine *engine, GError **error, const char *message);
gboolean postgres_refuse_with(struct engine *engine, GError **error, const char *message,
			      const char *said);
/* The statement that gave result (may be NULL) failed: says why, and that its change cannot be
 * committed. */
gboolean postgres_fail(struct engine *engine, const PGresult *result, GError **error);
gboolean postgres_worked(const PGresult *result);

/* postgres_pipeline.c */

#define POSTGRES_PLAN_NAME 16 /* bytes */

void postgres_pipeline_init(struct postgres_engine *pg);
void postgres_pipeline_clear(struct postgres_engine *pg);
/* Reads the answers to all that is under way; FALSE with the error of the first that failed and
 * that nobody waits for. Before anything is asked in another way. */
gboolean postgres_settle(struct engine *engine, GError **error);
/* Statements without parameters or rows, whose answer nobody waits for; FALSE: the server is gone.
 */
gboolean postgres_send_plain(struct engine *engine, const char *sql);
void postgres_send_ahead(struct statement *statement);
/* Its result is there, and is no fault; else the error says why, and a result may be there. */
gboolean postgres_fetch(struct statement *statement, GError **error);
/* Its answer is not waited for. */
void postgres_forget(struct statement *statement);
gboolean postgres_execute(struct statement *statement, GError **error);

/* postgres_statement.c */

/* Sends it with its parameters; the plan is its number, which the server knows. */
gboolean postgres_send_bound(struct statement *statement, guint plan);

/* Runs this SQL with the statement's parameters; what came of it, also a fault. */
PGresult *postgres_ask(struct statement *statement, const char *sql);

/* postgres_cursor.c */

/* Runs the statement and fetches the first rows. */
gboolean postgres_cursor_open(struct statement *statement, GError **error);
/* The next rows; FALSE: there are none, or the error says why not. */
gboolean postgres_cursor_more(struct statement *statement, GError **error);
void postgres_cursor_close(struct statement *statement);

/* postgres_statement.c and postgres_value.c: rows of the driver's table */

struct statement *postgres_prepare(struct engine *engine, const char *sql, GError **error);
void postgres_free(struct statement *statement);
void postgres_bind_int(struct statement *statement, int parameter, gint64 value);
void postgres_bind_real(struct statement *statement, int parameter, double value);
void postgres_bind_text(struct statement *statement, int parameter, const char *text);
void postgres_bind_bytes(struct statement *statement, int parameter, gconstpointer bytes,
			 gsize length);
void postgres_set_many(struct statement *statement);
enum engine_step postgres_step(struct statement *statement, GError **error);
void postgres_reset(struct statement *statement);
int postgres_column_count(struct statement *statement);
enum column_type postgres_column_type(struct statement *statement, int column);
gint64 postgres_column_int(struct statement *statement, int column);
double postgres_column_real(struct statement *statement, int column);
const char *postgres_column_text(struct statement *statement, int column);
const void *postgres_column_blob(struct statement *statement, int column, gsize *length);

#endif
