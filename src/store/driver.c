/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine: opening a database file safely, statements, and saying in words what went wrong.
 * Knows nothing of records. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/store_private.h"

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

static const char *fault_message(struct store *store)
{
	int code = sqlite3_extended_errcode(store->db);

	for (gsize i = 0; i < G_N_ELEMENTS(faults); i++)
		if (faults[i].code == code || faults[i].code == (code & 0xff))
			return faults[i].message;
	return N_("The database “%s” could not be used: %s.");
}

/* "UNIQUE constraint failed: organisation.code" is the user's mistake, not the file's. */
static gboolean fail_unique(struct store *store, GError **error)
{
	const char *field = strrchr(sqlite3_errmsg(store->db), ':');

	g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
		    _("This is already there: %s must be unique."), field ? field + 2 : "id");
	return FALSE;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
gboolean store_fail(struct store *store, GError **error)
{
	int code = sqlite3_extended_errcode(store->db);

	store->failed = store->changing;
	if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
		return fail_unique(store, error);
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _(fault_message(store)), store->file,
		    sqlite3_errmsg(store->db));
	return FALSE;
}
#pragma GCC diagnostic pop

gboolean store_run(struct store *store, const char *sql, GError **error)
{
	return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
	       store_fail(store, error);
}

sqlite3_stmt *store_prepare(struct store *store, const char *sql, gboolean keep, GError **error)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v3(store->db, sql, -1, keep ? SQLITE_PREPARE_PERSISTENT : 0, &statement,
			       NULL) != SQLITE_OK)
		store_fail(store, error);
	return statement;
}

sqlite3_stmt *store_query(struct store *store, enum store_query query, GError **error)
{
	if (!store->queries[query])
		store->queries[query] = store_prepare(store, store_queries[query], TRUE, error);
	return store->queries[query];
}

int store_step(struct store *store, sqlite3_stmt *statement, GError **error)
{
	int code = sqlite3_step(statement);

	if (code != SQLITE_ROW && code != SQLITE_DONE) {
		store_fail(store, error);
		sqlite3_reset(statement);
	}
	return code;
}

gboolean store_execute(struct store *store, sqlite3_stmt *statement, GError **error)
{
	gboolean done = store_step(store, statement, error) == SQLITE_DONE;

	sqlite3_reset(statement);
	return done;
}

gboolean store_number(struct store *store, sqlite3_stmt *statement, gint64 *number, GError **error)
{
	int code = store_step(store, statement, error);

	*number = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
	sqlite3_reset(statement);
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

void store_bind_text(sqlite3_stmt *statement, int index, const char *text)
{
	sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);
}

void store_bind_id(sqlite3_stmt *statement, int index, const struct id *id)
{
	sqlite3_bind_blob(statement, index, id->bytes, sizeof id->bytes, SQLITE_STATIC);
}

char *store_column_text(sqlite3_stmt *statement, int column)
{
	return g_strdup((const char *)sqlite3_column_text(statement, column));
}

/* opening */

static gboolean refuse(const char *file, GError **error, const char *message)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, message, file);
#pragma GCC diagnostic pop
	return FALSE;
}

static gboolean file_usable(const char *file, GError **error)
{
	GStatBuf about;

	if (g_stat(file, &about) < 0) {
		if (errno == ENOENT)
			return refuse(file, error,
				      _("There is no database “%s”. “osg init” makes one."));
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("“%s” cannot be reached: %s."),
			    file, g_strerror(errno));
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
		    g_strerror(errno));
	return FALSE;
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
	sqlite3_busy_timeout(db, STORE_PATIENCE);
	search_functions(db);
}

static gboolean open_engine(struct store *store, const char *name, int flags, GError **error)
{
	flags |= SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	if (sqlite3_open_v2(name, &store->db, flags, NULL) != SQLITE_OK)
		return store_fail(store, error);
	harden(store->db);
	/* The first statement that reads the file: a wrong one shows here. */
	return store_run(
		store,
		"PRAGMA temp_store = MEMORY; PRAGMA synchronous = FULL; PRAGMA user_version;",
		error);
}

/* A database that was closed cleanly on a medium that cannot hold the engine's -shm beside it. */
static gboolean open_immutable(struct store *store, GError **error)
{
	g_autofree char *log = g_strconcat(store->file, "-wal", NULL);
	g_autofree char *path = g_canonicalize_filename(store->file, NULL);
	g_autofree char *uri = g_filename_to_uri(path, NULL, NULL);
	g_autofree char *name = g_strconcat(uri, "?immutable=1", NULL);
	GStatBuf about;

	if (g_stat(log, &about) == 0 && about.st_size > 0)
		return refuse(
			store->file, error,
			_("“%s” was not closed properly and lies on a read-only medium: copy it, "
			  "with the "
			  "files “-wal” and “-shm” beside it, to a folder that can be written."));
	sqlite3_close(store->db);
	return open_engine(store, name, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
}

static gboolean open_reading(struct store *store, GError **error)
{
	g_autoptr(GError) local = NULL;

	if (open_engine(store, store->file, SQLITE_OPEN_READONLY, &local))
		return TRUE;
	int code = sqlite3_errcode(store->db) & 0xff;
	if ((code == SQLITE_CANTOPEN || code == SQLITE_READONLY) &&
	    g_access(store->file, R_OK) == 0)
		return open_immutable(store, error);
	g_propagate_error(error, g_steal_pointer(&local));
	return FALSE;
}

static gboolean open_writing(struct store *store, GError **error)
{
	if (!open_engine(store, store->file, SQLITE_OPEN_READWRITE, error))
		return FALSE;
	if (sqlite3_db_readonly(store->db, "main"))
		return refuse(store->file, error, _(READ_ONLY));
	return TRUE;
}

static gboolean pragma(struct store *store, const char *sql, gint64 *value, GError **error)
{
	sqlite3_stmt *statement = store_prepare(store, sql, FALSE, error);
	gboolean done = statement && store_number(store, statement, value, error);

	sqlite3_finalize(statement);
	return done;
}

static gboolean schema_usable(struct store *store, enum store_mode mode, GError **error)
{
	gint64 application, schema, newest = store_schema_newest();

	if (!pragma(store, "PRAGMA application_id", &application, error) ||
	    !pragma(store, "PRAGMA user_version", &schema, error))
		return FALSE;
	if (application != STORE_APPLICATION || schema < 1)
		return refuse(store->file, error, _("“%s” is a database, but not one of osg."));
	if (schema > newest) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("“%s” was written by a newer osg (schema %d, this one knows %d). "
			      "Nothing was changed; "
			      "use the newer program."),
			    store->file, (int)schema, (int)newest);
		return FALSE;
	}
	if (schema < newest && mode == STORE_READ)
		return refuse(store->file, error,
			      _("“%s” was written by an older osg. Open it once for writing to "
				"upgrade it."));
	return schema == newest || store_migrate(store, FALSE, error);
}

static gboolean create(struct store *store, GError **error)
{
	if (!file_create(store->file, error))
		return FALSE;
	if (open_engine(store, store->file, SQLITE_OPEN_READWRITE, error) &&
	    store_run(store, "PRAGMA journal_mode = WAL", error) &&
	    store_migrate(store, TRUE, error))
		return TRUE;
	sqlite3_close(g_steal_pointer(&store->db));
	g_unlink(store->file);
	return FALSE;
}

static gboolean open_existing(struct store *store, enum store_mode mode, GError **error)
{
	return file_usable(store->file, error) &&
	       (mode == STORE_READ ? open_reading(store, error) : open_writing(store, error)) &&
	       schema_usable(store, mode, error);
}

struct store *store_open(const char *file, enum store_mode mode, GError **error)
{
	struct store *store = g_new0(struct store, 1);

	store->file = g_strdup(file);
	store->read_only = mode == STORE_READ;
	if (mode == STORE_CREATE ? create(store, error) : open_existing(store, mode, error))
		return store;
	store_close(store);
	return NULL;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	store_rollback(store);
	for (gsize i = 0; i < QUERY_COUNT; i++)
		sqlite3_finalize(store->queries[i]);
	for (gsize i = 0; i < KIND_COUNT * KIND_QUERIES; i++)
		sqlite3_finalize(store->kinds[i / KIND_QUERIES][i % KIND_QUERIES]);
	sqlite3_close(store->db);
	g_clear_pointer(&store->week_count, g_hash_table_unref);
	g_free(store->file);
	g_free(store);
}

const char *store_file(const struct store *store)
{
	return store->file;
}

gboolean store_read_only(const struct store *store)
{
	return store->read_only;
}

/* Drafts are commits too, but nothing that anybody looks at moves with them. */
guint64 store_version(struct store *store)
{
	sqlite3_stmt *statement = store_query(store, QUERY_DATA_VERSION, NULL);
	gint64 others;
	guint64 commits;

	if (!statement || !store_number(store, statement, &others, NULL))
		others = 0;
	commits = (guint64)store->commits << 32 | (guint32)others;
	if (commits == store->commits_seen)
		return (guint64)store->moved;
	statement = store_query(store, QUERY_MOVED, NULL);
	if (statement && store_number(store, statement, &store->moved, NULL))
		store->commits_seen = commits;
	return (guint64)store->moved;
}
