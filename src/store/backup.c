/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A consistent copy of the database while others write to it. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>

#include "store/store_private.h"

static gboolean reserve(const char *file, GError **error)
{
	int fd = g_open(file, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

	if (fd >= 0)
		return g_close(fd, NULL);
	if (errno == EEXIST)
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("“%s” already exists; a backup never replaces a file."), file);
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("“%s” cannot be made: %s."), file,
			    g_strerror(errno));
	return FALSE;
}

/* All pages in one step: a stepped copy begins again at every commit by others. */
static gboolean copy_pages(struct store *store, struct store *copy, GError **error)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

	if (sqlite3_open_v2(copy->file, &copy->db, flags, NULL) != SQLITE_OK)
		return store_fail(copy, error);
	sqlite3_backup *backup = sqlite3_backup_init(copy->db, "main", store->db, "main");
	if (!backup)
		return store_fail(copy, error);
	sqlite3_backup_step(backup, -1);
	return sqlite3_backup_finish(backup) == SQLITE_OK || store_fail(copy, error);
}

gboolean store_backup(struct store *store, const char *file, GError **error)
{
	struct store copy = {.file = (char *)file};

	if (!reserve(file, error))
		return FALSE;
	gboolean done = copy_pages(store, &copy, error);
	sqlite3_close(copy.db);
	if (!done)
		g_unlink(file);
	return done;
}
