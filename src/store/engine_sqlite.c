/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine on SQLite: opening a database file safely, statements, and saying in words what went
 * wrong. The only file of osg that knows SQLite's functions; knows nothing of records. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "osg/file.h"
#include "osg/text.h"

#include "store/engine_driver.h"

#define CACHE_USUAL "-2000" /* KiB */
#define CACHE_BULK "-65536"
#define PAGE "8192"        /* bytes: a page holds some thirty texts */
#define LOG_LEFT "4194304" /* bytes of the log beside the file that stay after a long change */
#define LOG_USUAL "500"    /* pages in it, then they are put into the file */
#define LOG_BULK                                                                                   \
	"10000" /* each page of a long change is then put there once, not at every piece           \
		 */

#define LOOK_AGAIN 5000 /* microseconds */

struct sqlite_engine {
	struct engine engine;
	sqlite3 *db;
	ino_t log_inode; /* of the file's "-wal", 0 = not seen yet */
	gint64 waiting;  /* since when a statement waits for others, by the monotonic clock */
};

struct sqlite_statement {
	struct statement statement;
	sqlite3_stmt *prepared;
};

static struct sqlite_engine *sqlite(const struct engine *engine)
{
	return (struct sqlite_engine *)engine;
}

static sqlite3_stmt *prepared(const struct statement *statement)
{
	return ((const struct sqlite_statement *)statement)->prepared;
}

/* what went wrong */

#define DISK_FULL                                                                                  \
	N_("The disk that holds “%s” is full. Free some space and try again; nothing was "     \
	   "changed.")
#define DAMAGED                                                                                          \
	N_("“%s” is damaged (%s). “osg check” tells more; restore the last backup if it cannot " \
	   "be repaired.")
#define READ_ONLY N_("“%s” cannot be written: the file, its folder or the medium is read-only.")

static const struct {
	int code;
	const char *message; /* file, then what the engine says */
} faults[] = {
	{SQLITE_FULL, DISK_FULL},
	{SQLITE_IOERR_SHMSIZE, DISK_FULL},
	{SQLITE_IOERR_WRITE, N_("“%s” could not be written: the disk is full, over its quota or "
				"failing. Free some space and try "
				"again; nothing was changed.")},
	{SQLITE_BUSY,
	 N_("“%s” is in use: another program has been writing to it for ten seconds. Try again.")},
	{SQLITE_NOTADB, N_("“%s” is not a database, or its beginning is damaged.")},
	{SQLITE_CORRUPT, DAMAGED},
	{SQLITE_READONLY, READ_ONLY},
	{SQLITE_PERM, READ_ONLY},
	{SQLITE_CANTOPEN,
	 N_("“%s” cannot be opened: check the rights to the file and its folder (%s).")},
};

static const char *fault_message(struct engine *engine)
{
	int code = sqlite3_extended_errcode(sqlite(engine)->db);

	for (gsize i = 0; i < G_N_ELEMENTS(faults); i++)
		if (faults[i].code == code || faults[i].code == (code & 0xff))
			return faults[i].message;
	return N_("The database “%s” could not be used: %s.");
}

/* "UNIQUE constraint failed: organisation.code" is the user's mistake, not the file's. */
static gboolean fail_unique(struct engine *engine, GError **error)
{
	const char *field = strrchr(sqlite3_errmsg(sqlite(engine)->db), ':');

	g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
		    _("This is already there: %s must be unique."), field ? field + 2 : "id");
	return FALSE;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
/* Always FALSE. */
static gboolean fail(struct engine *engine, GError **error)
{
	int code = sqlite3_extended_errcode(sqlite(engine)->db);

	engine->failed = TRUE;
	if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
		return fail_unique(engine, error);
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _(fault_message(engine)), engine->file,
		    sqlite3_errmsg(sqlite(engine)->db));
	return FALSE;
}

static gboolean refuse(const char *file, GError **error, const char *message)
{
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, message, file);
	return FALSE;
}
#pragma GCC diagnostic pop

/* functions for SQL */

static void fold(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);

	(void)count;
	if (text)
		sqlite3_result_text(context, text_fold(text), -1, g_free);
}

/* osg_holds(text, folded): does the folded needle stand in the text where a word begins. */
static void holds(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);
	const char *needle = (const char *)sqlite3_value_text(values[1]);

	(void)count;
	if (!text || !needle) {
		sqlite3_result_int(context, 0);
		return;
	}
	g_autofree char *folded = text_fold(text);
	const char *at = folded;
	while ((at = strstr(at, needle)) && at != folded && at[-1] != ' ')
		at++;
	sqlite3_result_int(context, at != NULL);
}

static void add_functions(sqlite3 *db)
{
	int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;

	sqlite3_create_function(db, "osg_fold", 1, flags, NULL, fold, NULL, NULL);
	sqlite3_create_function(db, "osg_holds", 2, flags, NULL, holds, NULL, NULL);
}

/* opening */

static gboolean file_usable(const char *file, GError **error)
{
	GStatBuf about;

	if (g_stat(file, &about) < 0) {
		if (errno == ENOENT)
			return refuse(file, error,
				      _("There is no database “%s”. “osg init” makes one."));
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("“%s” cannot be reached: %s."),
			    file, file_why(errno));
		return FALSE;
	}
	if (S_ISDIR(about.st_mode))
		return refuse(file, error, _("“%s” is a folder, not a database file."));
	if (!S_ISREG(about.st_mode))
		return refuse(file, error, _("“%s” is not an ordinary file."));
	if (about.st_size == 0)
		return refuse(
			file, error,
			_("“%s” is empty: it is not a database. Remove it and run “osg init”."));
	return TRUE;
}

/* Made here and not by the engine, so that of two that create it at once only one succeeds. */
static gboolean file_create(const char *file, GError **error)
{
	int fd = g_open(file, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

	if (fd >= 0)
		return g_close(fd, NULL);
	if (errno == EEXIST)
		return refuse(file, error,
			      _("“%s” already exists. Choose another name, or remove it first."));
	if (errno == ENOENT)
		return refuse(file, error, _("“%s” cannot be made: its folder does not exist."));
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("“%s” cannot be made: %s."), file,
		    file_why(errno));
	return FALSE;
}

/* Asks again often: the pause between two pieces of a long import is short, and whoever sleeps
 * longer misses it. */
static int wait_turn(void *data, int times)
{
	struct engine *engine = data;
	gint64 now = g_get_monotonic_time();

	if (times == 0)
		sqlite(engine)->waiting = now;
	if (now - sqlite(engine)->waiting >= engine->patience * (gint64)G_TIME_SPAN_MILLISECOND)
		return 0;
	g_usleep(LOOK_AGAIN);
	return 1;
}

static void harden(sqlite3 *db)
{
	static const struct {
		int option, value;
	} options[] = {
		{SQLITE_DBCONFIG_DQS_DML, 0},     {SQLITE_DBCONFIG_DQS_DDL, 0},
		{SQLITE_DBCONFIG_DEFENSIVE, 1},   {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
		{SQLITE_DBCONFIG_ENABLE_FKEY, 1}, {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(options); i++)
		sqlite3_db_config(db, options[i].option, options[i].value, NULL);
	add_functions(db);
}

/* Nobody asks how much memory the engine has; counting it takes a lock at every allocation. */
static void configure(void)
{
	static gsize once;

	if (g_once_init_enter(&once)) {
		sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
		g_once_init_leave(&once, 1);
	}
}

static gboolean connect_to(struct engine *engine, const char *name, int flags, GError **error)
{
	configure();
	flags |= SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	if (sqlite3_open_v2(name, &sqlite(engine)->db, flags, NULL) != SQLITE_OK)
		return fail(engine, error);
	harden(sqlite(engine)->db);
	engine->patience = ENGINE_PATIENCE;
	sqlite3_busy_handler(sqlite(engine)->db, wait_turn, engine);
	/* The first statement that reads the file: a wrong one shows here. */
	return engine_run(engine,
			  "PRAGMA temp_store = MEMORY; PRAGMA synchronous = FULL; PRAGMA "
			  "journal_size_limit = " LOG_LEFT
			  "; PRAGMA wal_autocheckpoint = " LOG_USUAL "; PRAGMA user_version;",
			  error);
}

/* A database that was closed cleanly on a medium that cannot hold the engine's -shm beside it. */
static gboolean open_immutable(struct engine *engine, GError **error)
{
	g_autofree char *log = g_strconcat(engine->file, "-wal", NULL);
	g_autofree char *path = g_canonicalize_filename(engine->file, NULL);
	g_autofree char *uri = g_filename_to_uri(path, NULL, NULL);
	g_autofree char *name = g_strconcat(uri, "?immutable=1", NULL);
	GStatBuf about;

	if (g_stat(log, &about) == 0 && about.st_size > 0)
		return refuse(
			engine->file, error,
			_("“%s” was not closed properly and lies on a read-only medium: copy it, "
			  "with the "
			  "files “-wal” and “-shm” beside it, to a folder that can be written."));
	sqlite3_close(sqlite(engine)->db);
	return connect_to(engine, name, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
}

/* The medium or a full disk does not let the engine make what it keeps beside the file. */
static gboolean lacks_room_beside(int code)
{
	return (code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_READONLY ||
	       code == SQLITE_FULL || code == SQLITE_IOERR_SHMSIZE || code == SQLITE_IOERR_WRITE ||
	       code == SQLITE_IOERR_SHMOPEN;
}

static gboolean open_reading(struct engine *engine, GError **error)
{
	g_autoptr(GError) local = NULL;

	if (connect_to(engine, engine->file, SQLITE_OPEN_READONLY, &local))
		return TRUE;
	if (lacks_room_beside(sqlite3_extended_errcode(sqlite(engine)->db)) &&
	    g_access(engine->file, R_OK) == 0)
		return open_immutable(engine, error);
	g_propagate_error(error, g_steal_pointer(&local));
	return FALSE;
}

static gboolean open_writing(struct engine *engine, GError **error)
{
	if (!connect_to(engine, engine->file, SQLITE_OPEN_READWRITE, error))
		return FALSE;
	if (sqlite3_db_readonly(sqlite(engine)->db, "main"))
		return refuse(engine->file, error, _(READ_ONLY));
	return TRUE;
}

static gboolean create(struct engine *engine, GError **error)
{
	if (!file_create(engine->file, error))
		return FALSE;
	if (connect_to(engine, engine->file, SQLITE_OPEN_READWRITE, error) &&
	    engine_run(engine, "PRAGMA page_size = " PAGE "; PRAGMA journal_mode = WAL", error))
		return TRUE;
	g_unlink(engine->file);
	return FALSE;
}

/* SQLite shares a database of its memory file system among all that name it with a slash. */
static gboolean open_memory(struct engine *engine, enum engine_mode mode, GError **error)
{
	const char *name = strchr(engine->file, ':') + 1;
	g_autofree char *uri = g_strconcat("file:/", name, "?vfs=memdb", NULL);
	int flags = mode == ENGINE_READ ? SQLITE_OPEN_READONLY
					: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;

	if (g_str_equal(engine->file, ":memory:"))
		return connect_to(engine, engine->file, flags, error);
	return connect_to(engine, uri, flags | SQLITE_OPEN_URI, error);
}

static gboolean sqlite_open(struct engine *engine, enum engine_mode mode, GError **error)
{
	if (mode == ENGINE_STILL)
		return file_usable(engine->file, error) && open_immutable(engine, error);
	if (g_str_equal(engine->file, ":memory:") || g_str_has_prefix(engine->file, "memory:"))
		return open_memory(engine, mode, error);
	if (mode == ENGINE_CREATE)
		return create(engine, error);
	return file_usable(engine->file, error) &&
	       (mode == ENGINE_READ ? open_reading(engine, error) : open_writing(engine, error));
}

/* SQLite tells of its file only; the log beside it is the same one as long as anybody is connected.
 */
static gboolean log_moved(struct engine *engine)
{
	g_autofree char *log = g_strconcat(engine->file, "-wal", NULL);
	GStatBuf about;

	if (g_stat(log, &about) < 0)
		return sqlite(engine)->log_inode != 0;
	if (!sqlite(engine)->log_inode)
		sqlite(engine)->log_inode = about.st_ino;
	return sqlite(engine)->log_inode != about.st_ino;
}

/* Of a file that has another name now, or none, the engine would remove what lies beside the one
 * that has its name: the log of a database that others write to. */
static void leave_log_alone(struct engine *engine)
{
	int moved = 0;

	sqlite3_file_control(sqlite(engine)->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	if (moved || (sqlite(engine)->log_inode && log_moved(engine)))
		sqlite3_db_config(sqlite(engine)->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}

static void sqlite_close(struct engine *engine)
{
	if (sqlite(engine)->db)
		leave_log_alone(engine);
	sqlite3_close(sqlite(engine)->db);
}

/* transactions */

/* What is written into a file that was moved, removed or replaced under us, nobody finds again. */
static gboolean still_there(struct engine *engine, GError **error)
{
	int moved = 0;

	sqlite3_file_control(sqlite(engine)->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	if (!moved && !log_moved(engine))
		return TRUE;
	return refuse(engine->file, error,
		      _("“%s” has been moved, removed or replaced while it was open, so nothing "
			"was saved. Keep what you wrote, and open the database again."));
}

static gboolean sqlite_begin(struct engine *engine, GError **error)
{
	if (!engine_run(engine, "BEGIN IMMEDIATE", error))
		return FALSE;
	engine->failed = FALSE;
	if (still_there(engine, error))
		return TRUE;
	engine_rollback(engine);
	return FALSE;
}

static gboolean sqlite_commit(struct engine *engine, GError **error)
{
	if (engine->failed || sqlite3_get_autocommit(sqlite(engine)->db)) {
		engine_rollback(engine);
		return refuse(engine->file, error,
			      _("“%s”: the change failed halfway and was taken back as a whole."));
	}
	/* Looked at again after it: durable is what lies in the file that has the name. */
	if (still_there(engine, error) && engine_run(engine, "COMMIT", error))
		return still_there(engine, error);
	engine_rollback(engine);
	return FALSE;
}

static void sqlite_rollback(struct engine *engine)
{
	if (!sqlite3_get_autocommit(sqlite(engine)->db))
		sqlite3_exec(sqlite(engine)->db, "ROLLBACK", NULL, NULL, NULL);
}

static gboolean sqlite_set_bulk(struct engine *engine, gboolean bulk, GError **error)
{
	sqlite3_db_config(sqlite(engine)->db, SQLITE_DBCONFIG_ENABLE_FKEY, !bulk, NULL);
	if (bulk)
		return engine_run(engine,
				  "PRAGMA cache_size = " CACHE_BULK
				  "; PRAGMA wal_autocheckpoint = " LOG_BULK,
				  error);
	/* No later save waits for what a long change has left in the log. */
	sqlite3_exec(sqlite(engine)->db,
		     "PRAGMA cache_size = " CACHE_USUAL "; PRAGMA wal_autocheckpoint = " LOG_USUAL
		     "; PRAGMA wal_checkpoint(PASSIVE)",
		     NULL, NULL, NULL);
	sqlite3_db_release_memory(sqlite(engine)->db);
	return TRUE;
}

static void sqlite_rest(struct engine *engine)
{
	sqlite3_db_release_memory(sqlite(engine)->db);
}

static gboolean sqlite_run(struct engine *engine, const char *sql, GError **error)
{
	return sqlite3_exec(sqlite(engine)->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
	       fail(engine, error);
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
		fail(&copy.engine, error);
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
		fail(engine, error);
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
		fail(engine, error);
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
	int code = sqlite3_step(prepared(statement));

	if (code == SQLITE_ROW)
		return ENGINE_ROW;
	if (code == SQLITE_DONE)
		return ENGINE_DONE;
	fail(statement->engine, error);
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
