/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A consistent copy of the database while others write to it. Until it is whole its name ends in
 * ".part". */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "store/store_private.h"

/* errno tells why; always FALSE. */
static gboolean cannot_make(const char *file, GError **error)
{
	if (errno == EEXIST)
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("“%s” already exists; a backup never replaces a file."), file);
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("“%s” cannot be made: %s."), file,
			    g_strerror(errno));
	return FALSE;
}

static gboolean reserve(const char *file, GError **error)
{
	int fd = g_open(file, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

	return fd >= 0 ? g_close(fd, NULL) : cannot_make(file, error);
}

/* A link and not a renaming: a file that has come to the name meanwhile is not replaced. */
static gboolean give_name(const char *part, const char *file, GError **error)
{
	if (link(part, file) == 0 || (errno != EEXIST && g_rename(part, file) == 0))
		return TRUE;
	return cannot_make(file, error);
}

gboolean store_backup(struct store *store, const char *file, GError **error)
{
	g_autofree char *part = g_strconcat(file, ".part", NULL);
	gboolean done;

	if (g_file_test(file, G_FILE_TEST_EXISTS)) {
		errno = EEXIST;
		return cannot_make(file, error);
	}
	g_unlink(part);
	done = reserve(part, error) && engine_copy(store->engine, part, error) &&
	       give_name(part, file, error);
	g_unlink(part);
	return done;
}
