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

gboolean store_backup(struct store *store, const char *file, GError **error)
{
	if (!reserve(file, error))
		return FALSE;
	if (engine_copy(store->engine, file, error))
		return TRUE;
	g_unlink(file);
	return FALSE;
}
