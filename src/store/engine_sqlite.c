/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine on SQLite: transactions, copies and statements. Knows nothing of records. */
#include "config.h"

#include "store/engine_sqlite.h"

#define CACHE_USUAL "-2000" /* KiB */
#define CACHE_BULK "-65536"

struct sqlite_statement {
	struct statement statement;
	sqlite3_stmt *prepared;
};

static sqlite3_stmt *prepared(const struct statement *statement)
{
	return ((const struct sqlite_statement *)statement)->prepared;
}

/* transactions */

/* Where there is no room SQLite rolls back by itself: each statement after that would be a
 * transaction of its own, and stay. */
static gboolean is_taken_back(struct engine *engine, GError **error)
{
	if (!sqlite(engine)->within || !sqlite3_get_autocommit(sqlite(engine)->db))
		return FALSE;
	engine->failed = TRUE;
	sqlite_refuse(engine->file, error,
		      _("“%s”: the change failed halfway and was taken back as a whole."));
	return TRUE;
}

static gboolean sqlite_begin(struct engine *engine, GError **error)
{
	if (!engine_run(engine, "BEGIN IMMEDIATE", error))
		return FALSE;
	engine->failed = FALSE;
	sqlite(engine)->within = TRUE;
	if (sqlite_still_there(engine, error))
		return TRUE;
	engine_rollback(engine);
	return FALSE;
}

static gboolean sqlite_commit(struct engine *engine, GError **error)
{
	if (engine->failed || sqlite3_get_autocommit(sqlite(engine)->db)) {
		engine_rollback(engine);
		return sqlite_refuse(
			engine->file, error,
			_("“%s”: the change failed halfway and was taken back as a whole."));
	}
	sqlite(engine)->within = FALSE;
	/* Looked at again after it: durable is what lies in the file that has the name. */
	if (sqlite_still_there(engine, error) && engine_run(engine, "COMMIT", error))
		return sqlite_still_there(engine, error);
	engine_rollback(engine);
	return FALSE;
}

static void sqlite_rollback(struct engine *engine)
{
	sqlite(engine)->within = FALSE;
	if (!sqlite3_get_autocommit(sqlite(engine)->db))
		sqlite3_exec(sqlite(engine)->db, "ROLLBACK", NULL, NULL, NULL);
}

static gboolean sqlite_set_bulk(struct engine *engine, gboolean bulk, GError **error)
{
	sqlite3_db_config(sqlite(engine)->db, SQLITE_DBCONFIG_ENABLE_FKEY, !bulk, NULL);
	sqlite(engine)->bulk = bulk;
	if (bulk)
		return engine_run(engine, "PRAGMA cache_size = " CACHE_BULK, error);
	/* No later save waits for what a long change has left in the log. */
	sqlite3_exec(sqlite(engine)->db,
		     "PRAGMA cache_size = " CACHE_USUAL "; PRAGMA wal_checkpoint(PASSIVE)", NULL,
		     NULL, NULL);
	sqlite3_db_release_memory(sqlite(engine)->db);
	return TRUE;
}

static void sqlite_rest(struct engine *engine)
{
	sqlite3_db_release_memory(sqlite(engine)->db);
}

static gboolean sqlite_run(struct engine *engine, const char *sql, GError **error)
{
	if (is_taken_back(engine, error))
		return FALSE;
	return sqlite3_exec(sqlite(engine)->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
	       sqlite_fail(engine, error);
}

/* All pages in one step: a stepped copy begins again at every commit by others. */
static gboolean sqlite_copy(struct engine *engine, const char *file, GError **error)
{
	struct sqlite_engine copy = {.engine = {.file = (char *)file}};
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	gboolean done = FALSE;

	if (sqlite3_open_v2(file, &copy.db, flags, NULL) == SQLITE_OK) {
		sqlite3_backup *backup =
			sqlite3_backup_init(copy.db, "main", sqlite(engine)->db, "main");
		if (backup) {
			sqlite3_backup_step(backup, -1);
			done = sqlite3_backup_finish(backup) == SQLITE_OK;
		}
	}
	if (!done)
		sqlite_fail(&copy.engine, error);
	sqlite3_close(copy.db);
	return done;
}

static gboolean keep_what_was(struct engine *engine,
			      gboolean (*keep)(struct engine *reader, gpointer data,
					       GError **error),
			      gpointer data, GError **error)
{
	struct engine *reader = engine_open(engine->file, ENGINE_READ, error);
	gboolean kept = reader && keep(reader, data, error);

	engine_close(reader);
	return kept;
}

/* A step of no pages takes the writer's lock and copies nothing: between what is kept and what
 * comes there is no room for anybody's save. */
static gboolean sqlite_replace(struct engine *engine, const char *copy,
			       gboolean (*keep)(struct engine *reader, gpointer data,
						GError **error),
			       gpointer data, GError **error)
{
	struct engine *from = engine_open(copy, ENGINE_STILL, error);
	sqlite3_backup *backup =
		from ? sqlite3_backup_init(sqlite(engine)->db, "main", sqlite(from)->db, "main")
		     : NULL;
	gboolean locked = backup && sqlite3_backup_step(backup, 0) == SQLITE_OK;
	gboolean kept = locked && keep_what_was(engine, keep, data, error);
	gboolean done;

	if (kept)
		sqlite3_backup_step(backup, -1);
	done = sqlite3_backup_finish(backup) == SQLITE_OK && kept;
	if (!done && from && (kept || !locked))
		sqlite_fail(engine, error);
	engine_close(from);
	return done;
}

/* statements */

static struct statement *sqlite_prepare(struct engine *engine, const char *sql, GError **error)
{
	struct sqlite_statement *statement;
	sqlite3_stmt *made = NULL;

	if (sqlite3_prepare_v3(sqlite(engine)->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &made,
			       NULL) != SQLITE_OK) {
		sqlite_fail(engine, error);
		return NULL;
	}
	statement = g_new(struct sqlite_statement, 1);
	statement->prepared = made;
	return &statement->statement;
}

static void sqlite_free(struct statement *statement)
{
	sqlite3_finalize(prepared(statement));
}

static void sqlite_bind_int(struct statement *statement, int parameter, gint64 value)
{
	sqlite3_bind_int64(prepared(statement), parameter, value);
}

static void sqlite_bind_real(struct statement *statement, int parameter, double value)
{
	sqlite3_bind_double(prepared(statement), parameter, value); /* NAN becomes NULL */
}

static void sqlite_bind_text(struct statement *statement, int parameter, const char *text)
{
	sqlite3_bind_text(prepared(statement), parameter, text, -1, SQLITE_STATIC);
}

static void sqlite_bind_bytes(struct statement *statement, int parameter, gconstpointer bytes,
			      gsize length)
{
	sqlite3_bind_blob64(prepared(statement), parameter, bytes, length, SQLITE_STATIC);
}

static enum engine_step sqlite_step(struct statement *statement, GError **error)
{
	int code;

	if (is_taken_back(statement->engine, error))
		return ENGINE_FAILED;
	code = sqlite3_step(prepared(statement));
	if (code == SQLITE_ROW)
		return ENGINE_ROW;
	if (code == SQLITE_DONE)
		return ENGINE_DONE;
	sqlite_fail(statement->engine, error);
	sqlite3_reset(prepared(statement));
	return ENGINE_FAILED;
}

static void sqlite_reset(struct statement *statement)
{
	sqlite3_reset(prepared(statement));
}

static gint64 sqlite_last_key(struct engine *engine)
{
	return sqlite3_last_insert_rowid(sqlite(engine)->db);
}

static int sqlite_column_count(struct statement *statement)
{
	return sqlite3_column_count(prepared(statement));
}

static enum column_type sqlite_column_type(struct statement *statement, int column)
{
	switch (sqlite3_column_type(prepared(statement), column)) {
	case SQLITE_INTEGER:
		return COLUMN_INT;
	case SQLITE_FLOAT:
		return COLUMN_REAL;
	case SQLITE_TEXT:
		return COLUMN_TEXT;
	case SQLITE_BLOB:
		return COLUMN_BYTES;
	default:
		return COLUMN_NULL;
	}
}

static gint64 sqlite_column_int(struct statement *statement, int column)
{
	return sqlite3_column_int64(prepared(statement), column);
}

static double sqlite_column_real(struct statement *statement, int column)
{
	return sqlite3_column_double(prepared(statement), column);
}

static const char *sqlite_column_text(struct statement *statement, int column)
{
	return (const char *)sqlite3_column_text(prepared(statement), column);
}

static const void *sqlite_column_blob(struct statement *statement, int column, gsize *length)
{
	const void *bytes = sqlite3_column_blob(prepared(statement), column);

	*length = (gsize)sqlite3_column_bytes(prepared(statement), column);
	return bytes;
}

const struct engine_driver engine_sqlite = {
	.size = sizeof(struct sqlite_engine),
	.dialect = &dialect_sqlite,
	.open = sqlite_open,
	.close = sqlite_close,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
	.set_bulk = sqlite_set_bulk,
	.rest = sqlite_rest,
	.run = sqlite_run,
	.copy = sqlite_copy,
	.replace = sqlite_replace,
	.prepare = sqlite_prepare,
	.free = sqlite_free,
	.bind_int = sqlite_bind_int,
	.bind_real = sqlite_bind_real,
	.bind_text = sqlite_bind_text,
	.bind_bytes = sqlite_bind_bytes,
	.step = sqlite_step,
	.reset = sqlite_reset,
	.last_key = sqlite_last_key,
	.column_count = sqlite_column_count,
	.column_type = sqlite_column_type,
	.column_int = sqlite_column_int,
	.column_real = sqlite_column_real,
	.column_text = sqlite_column_text,
	.column_blob = sqlite_column_blob,
};
