/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The database engine as the store uses it: a connection, statements, one transaction at a time. No
 * type of any engine shows here: engine_sqlite.c and engine_postgres.c are behind it, and the name
 * of the database says which. SQL that only one engine understands stands in its dialect (query.h).
 * A connection belongs to one thread. */
#ifndef OSG_STORE_ENGINE_H
#define OSG_STORE_ENGINE_H

#include <glib.h>

#include "osg/error.h"

#include "store/query.h"

#define ENGINE_PATIENCE 10000 /* milliseconds that a writer waits for another one */

struct engine;
struct statement;

/* STILL: a copy that nobody writes, on whatever medium; nothing is made beside it. */
enum engine_mode { ENGINE_READ, ENGINE_WRITE, ENGINE_CREATE, ENGINE_STILL };

enum column_type { COLUMN_NULL, COLUMN_INT, COLUMN_REAL, COLUMN_TEXT, COLUMN_BYTES };

/* What a step found; ENGINE_FAILED has set the error. */
enum engine_step { ENGINE_ROW, ENGINE_DONE, ENGINE_FAILED };

/* connection */

/* Opens a database: "postgresql://…" or "postgres://…" (libpq says what stands there) on a server,
 * all else a file. ":memory:" is a database of this connection alone, "memory:NAME" one of
 * all connections of this process that name it, until the last is closed; ENGINE_CREATE begins it.
 * A file that is missing, empty, no database, not writable is told apart in the message. */
struct engine *engine_open(const char *file, enum engine_mode mode, GError **error);
/* Ends an open transaction without its changes. Statements must have been freed. NULL is ignored.
 */
void engine_close(struct engine *engine);
const char *engine_file(const struct engine *engine);
/* It lies on a server: there is no file, and no copy of one. */
gboolean engine_is_server(const struct engine *engine);
/* What it understands. */
const struct dialect *engine_dialect(const struct engine *engine);
/* How long a writer waits for another one; ENGINE_PATIENCE unless said otherwise. */
void engine_set_patience(struct engine *engine, int milliseconds);
/* One writer at a time. After a statement of the transaction has failed, engine_commit refuses and
 * only engine_rollback is left (a failed commit is rolled back already). */
gboolean engine_begin(struct engine *engine, GError **error);
gboolean engine_commit(struct engine *engine, GError **error);
void engine_rollback(struct engine *engine);
/* Of the open transaction: the statements that failed were attempts, and it may be committed. */
void engine_forgive(struct engine *engine);
/* Many rows in one transaction: more memory, and the caller checks references itself. */
gboolean engine_set_bulk(struct engine *engine, gboolean bulk, GError **error);
/* Of a server's database, without waiting: reading files in is for this connection, until it lets
 * go of it or ends. */
gboolean engine_hold(struct engine *engine);
void engine_let_go(struct engine *engine);
/* From now on a server tells when anybody stores something; FALSE: it is a file, which the system
 * watches, or the server does not answer. */
gboolean engine_listen(struct engine *engine);
/* What becomes readable then, and when the connection is lost; -1 = there is none. */
int engine_news(const struct engine *engine);
/* Whether something was told since it was last asked; does not wait, asks nobody. */
gboolean engine_heard(struct engine *engine);
/* Gives back what it keeps in memory of the file; reading it again costs little. */
void engine_rest(struct engine *engine);
/* Statements without parameters or rows, separated by semicolons. */
gboolean engine_run(struct engine *engine, const char *sql, GError **error);
/* A consistent copy of the whole database, as it is at this moment, into an empty file. This and
 * the next are for files, not for servers. */
gboolean engine_copy(struct engine *engine, const char *file, GError **error);
/* Puts the content of a copy in place of everything that is there: one change, which all other
 * connections see as they see any other. First, when nobody can write any more, keep is called
 * with a connection that reads what is going to go; FALSE leaves all as it was. */
gboolean engine_replace(struct engine *engine, const char *copy,
			gboolean (*keep)(struct engine *reader, gpointer data, GError **error),
			gpointer data, GError **error);

/* statements */

/* NULL with error. Parameters are $1, $2 … in ascending order. */
struct statement *engine_prepare(struct engine *engine, const char *sql, GError **error);
void statement_free(struct statement *statement);
/* Texts and bytes are borrowed until the statement is reset; NULL and NAN become NULL. */
void statement_bind_int(struct statement *statement, int parameter, gint64 value);
void statement_bind_real(struct statement *statement, int parameter, double value);
void statement_bind_text(struct statement *statement, int parameter, const char *text);
void statement_bind_bytes(struct statement *statement, int parameter, gconstpointer bytes,
			  gsize length);
/* Its rows may be a million: a server then gives them a few thousand at a time. For good; of a
 * SELECT whose rows are read to the last one, or that is reset. */
void statement_set_many(struct statement *statement);
/* Of several SELECTs that will be stepped soon: a server answers them in one journey. */
void statement_send_ahead(struct statement *statement);
enum engine_step statement_step(struct statement *statement, GError **error);
void statement_reset(struct statement *statement);
/* Binds all columns of the row that from found, on whatever engine, to the parameters from 1 on. */
void statement_bind_row(struct statement *statement, struct statement *from);
/* Of the row that the last step found. */
int statement_columns(struct statement *statement);
/* Runs a statement that gives no rows, and resets it. In a change what a server has against it may
 * be told by a later statement, or by engine_commit. */
gboolean statement_execute(struct statement *statement, GError **error);
/* First column of the first row, 0 when there is none; resets. */
gboolean statement_number(struct statement *statement, gint64 *number, GError **error);
/* The key of the row that the last INSERT made. */
gint64 engine_last_key(struct engine *engine);

/* Columns of the row that the last step found, from 0. */
enum column_type statement_column_type(struct statement *statement, int column);
gboolean column_is_null(struct statement *statement, int column);
gint64 column_int(struct statement *statement, int column);
/* The same for members of type int: what does not fit is brought to the nearest that does. */
int column_small(struct statement *statement, int column);
double column_real(struct statement *statement, int column);
/* Borrowed until the next step; NULL for NULL. */
const char *column_text(struct statement *statement, int column);
/* Borrowed until the next step; NULL for NULL. */
const void *column_blob(struct statement *statement, int column, gsize *length);
/* Copies exactly length bytes; FALSE, and nothing copied, when the column holds another number. */
gboolean column_bytes(struct statement *statement, int column, gpointer bytes, gsize length);
/* All of them, owned; NULL for NULL. */
GBytes *column_content(struct statement *statement, int column);

#endif
