/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong with a file, in words. */
#include "config.h"

#include <string.h>

#include "store/engine_sqlite.h"

#define DISK_FULL                                                                                  \
	N_("The disk that holds “%s” is full. Free some space and try again; nothing was "     \
	   "changed.")
#define DAMAGED                                                                                          \
	N_("“%s” is damaged (%s). “osg check” tells more; restore the last backup if it cannot " \
	   "be repaired.")

static const struct {
	int code;
	const char *message; /* file, then what the engine says */
} faults[] = {
	{SQLITE_FULL, DISK_FULL},
	{SQLITE_IOERR_SHMSIZE, DISK_FULL},
	{SQLITE_IOERR_WRITE, N_("“%s” could not be written: the disk is full, over its quota or "
				"failing. Free some space and try "
				"again; nothing was changed.")},
	{SQLITE_BUSY, N_("“%s” is in use: others were writing to it all the while. Try again.")},
	{SQLITE_NOTADB, N_("“%s” is not a database, or its beginning is damaged.")},
	{SQLITE_CORRUPT, DAMAGED},
	{SQLITE_READONLY, SQLITE_MAY_NOT_WRITE},
	{SQLITE_PERM, SQLITE_MAY_NOT_WRITE},
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
gboolean sqlite_fail(struct engine *engine, GError **error)
{
	int code = sqlite3_extended_errcode(sqlite(engine)->db);

	engine->failed = TRUE;
	if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
		return fail_unique(engine, error);
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _(fault_message(engine)), engine->file,
		    sqlite3_errmsg(sqlite(engine)->db));
	return FALSE;
}

gboolean sqlite_refuse(const char *file, GError **error, const char *message)
{
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, message, file);
	return FALSE;
}
#pragma GCC diagnostic pop
