/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the SQLite engine share: transactions and statements (engine_sqlite.c), the
 * file they work on (sqlite_file.c) and what went wrong (sqlite_fault.c). Nobody else includes it:
 * no other file of osg knows SQLite's functions. */
#ifndef OSG_STORE_ENGINE_SQLITE_H
#define OSG_STORE_ENGINE_SQLITE_H

#include <sqlite3.h>
#include <sys/types.h>

#include "store/engine_driver.h"

struct sqlite_engine {
	struct engine engine;
	sqlite3 *db;
	ino_t log_inode; /* of the file's "-wal", 0 = not seen yet */
	gboolean bulk;   /* in a long change */
	gboolean within; /* a transaction was begun, and neither committed nor rolled back by us */
	gint64 waiting;  /* since when a statement waits for others, by the monotonic clock */
};

static inline struct sqlite_engine *sqlite(const struct engine *engine)
{
	return (struct sqlite_engine *)engine;
}

/* sqlite_file.c */

/* Rows of the driver's table. */
gboolean sqlite_open(struct engine *engine, enum engine_mode mode, GError **error);
void sqlite_close(struct engine *engine);
/* What is written into a file that was moved, removed or replaced under us, nobody finds again. */
gboolean sqlite_still_there(struct engine *engine, GError **error);

/* sqlite_fault.c: both set the error and are FALSE */

#define SQLITE_MAY_NOT_WRITE                                                                       \
	N_("“%s” cannot be written: the file, its folder or the medium is read-only.")

/* A statement failed: says why, and that its change cannot be committed. */
gboolean sqlite_fail(struct engine *engine, GError **error);
/* message takes the file's name. */
gboolean sqlite_refuse(const char *file, GError **error, const char *message);

#endif
