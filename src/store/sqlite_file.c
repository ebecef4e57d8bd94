/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file that SQLite works on: whether it can be used, made, opened safely on any medium, and
 * still what its name says when something is stored. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "osg/file.h"
#include "osg/text.h"

#include "store/engine_sqlite.h"

#define PAGE "8192"        /* bytes: a page holds some thirty texts */
#define LOG_LEFT "4194304" /* bytes of the log beside the file that stay after a long change */
#define LOOK_AGAIN 5000    /* microseconds */

/* functions for SQL */

static void fold(sqlite3_context *context, int count UNUSED, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);

	if (text)
		sqlite3_result_text(context, text_fold(text), -1, g_free);
}

/* osg_holds(text, folded): does the folded needle stand in the text where a word begins. */
static void holds(sqlite3_context *context, int count UNUSED, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);
	const char *needle = (const char *)sqlite3_value_text(values[1]);

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
			return sqlite_refuse(file, error,
					     _("There is no database “%s”. “osg init” makes one."));
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("“%s” cannot be reached: %s."),
			    file, file_why(errno));
		return FALSE;
	}
	if (S_ISDIR(about.st_mode))
		return sqlite_refuse(file, error, _("“%s” is a folder, not a database file."));
	if (!S_ISREG(about.st_mode))
		return sqlite_refuse(file, error, _("“%s” is not an ordinary file."));
	if (about.st_size == 0)
		return sqlite_refuse(
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
		return sqlite_refuse(
			file, error,
			_("“%s” already exists. Choose another name, or remove it first."));
	if (errno == ENOENT)
		return sqlite_refuse(file, error,
				     _("“%s” cannot be made: its folder does not exist."));
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

/* Pages in the log beside the file. A long change puts each into the file once, not at every piece;
 * who saves beside it does not wait for what it has left there. */
enum { LOG_USUAL = 500, LOG_OF_OTHERS = 1000, LOG_BULK = 10000 };

static int log_grew(void *data, sqlite3 *db, const char *name, int pages)
{
	const struct sqlite_engine *engine = data;
	gboolean usual = !engine->bulk && pages >= LOG_USUAL && pages < LOG_OF_OTHERS;

	if (usual || pages >= LOG_BULK)
		sqlite3_wal_checkpoint_v2(db, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	return SQLITE_OK;
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
		return sqlite_fail(engine, error);
	harden(sqlite(engine)->db);
	engine->patience = ENGINE_PATIENCE;
	sqlite3_busy_handler(sqlite(engine)->db, wait_turn, engine);
	sqlite3_wal_hook(sqlite(engine)->db, log_grew, sqlite(engine));
	/* The first statement that reads the file: a wrong one shows here. */
	return engine_run(engine,
			  "PRAGMA temp_store = MEMORY; PRAGMA synchronous = FULL; PRAGMA "
			  "journal_size_limit = " LOG_LEFT "; PRAGMA user_version;",
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
		return sqlite_refuse(
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
		return sqlite_refuse(engine->file, error, _(SQLITE_MAY_NOT_WRITE));
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

gboolean sqlite_open(struct engine *engine, enum engine_mode mode, GError **error)
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

gboolean sqlite_still_there(struct engine *engine, GError **error)
{
	int moved = 0;

	sqlite3_file_control(sqlite(engine)->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	if (!moved && !log_moved(engine))
		return TRUE;
	return sqlite_refuse(
		engine->file, error,
		_("“%s” has been moved, removed or replaced while it was open, so nothing "
		  "was saved. Keep what you wrote, and open the database again."));
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

void sqlite_close(struct engine *engine)
{
	if (sqlite(engine)->db)
		leave_log_alone(engine);
	sqlite3_close(sqlite(engine)->db);
}
