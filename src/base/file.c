/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading what somebody named: see the header. Asks nobody whether it may be read (outside.c). */
#include "config.h"

#include "osg/file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <unistd.h>

#include "osg/error.h"
#include "osg/text.h"

#define CHUNK 65536

static const struct {
	int number, io; /* an errno; GIO's word for it, -1 = it has none */
	const char *words;
} reasons[] = {
	{ENOENT, G_IO_ERROR_NOT_FOUND, N_("there is no such file")},
	{EISDIR, G_IO_ERROR_IS_DIRECTORY, N_("it is a folder")},
	{ENOTDIR, G_IO_ERROR_NOT_DIRECTORY, N_("a part of the path is no folder")},
	{EACCES, G_IO_ERROR_PERMISSION_DENIED, N_("permission is denied")},
	{EPERM, -1, N_("the system does not permit it")},
	{EEXIST, G_IO_ERROR_EXISTS, N_("there is a file of that name already")},
	{ENOSPC, G_IO_ERROR_NO_SPACE, N_("the disk is full")},
	{EDQUOT, -1, N_("the quota of disk space is used up")},
	{EROFS, G_IO_ERROR_READ_ONLY, N_("the file system is read-only")},
	{ENAMETOOLONG, G_IO_ERROR_FILENAME_TOO_LONG, N_("the name is too long")},
	{ELOOP, G_IO_ERROR_TOO_MANY_LINKS, N_("its links lead in a circle")},
	{EMFILE, G_IO_ERROR_TOO_MANY_OPEN_FILES, N_("too many files are open")},
	{EFBIG, -1, N_("it would become too large")},
	{EIO, -1, N_("the disk gives an error")},
	{EBUSY, G_IO_ERROR_BUSY, N_("it is in use")},
	{EPIPE, G_IO_ERROR_BROKEN_PIPE, N_("nobody reads it any more")},
	{EINVAL, G_IO_ERROR_INVALID_ARGUMENT, N_("the system cannot use it so")},
};

const char *file_why(int number)
{
	for (gsize i = 0; i < G_N_ELEMENTS(reasons); i++)
		if (reasons[i].number == number)
			return _(reasons[i].words);
	return g_strerror(number);
}

char *file_temporary_folder(const char *pattern, GError **error)
{
	g_autoptr(GError) local = NULL;
	char *folder = g_dir_make_tmp(pattern, &local);

	if (!folder)
		g_set_error(
			error, OSG_ERROR, OSG_ERROR_STORE,
			_("The folder for temporary files, %s, cannot be used: %s. TMPDIR names "
			  "another."),
			g_get_tmp_dir(), file_error_why(local));
	return folder;
}

gboolean file_copy_refused(const char *path, GError **error)
{
	if (errno == EEXIST)
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("“%s” already exists; a backup never replaces a file."), path);
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("“%s” cannot be made: %s."), path,
			    file_why(errno));
	return FALSE;
}

/* GLib has no code for some causes: they stand at the end of its sentence alone. */
static gboolean is_told(const GError *error, int number)
{
	return (g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_FAILED) ||
		g_error_matches(error, G_IO_ERROR, G_IO_ERROR_FAILED)) &&
	       g_str_has_suffix(error->message, g_strerror(number));
}

const char *file_error_why(const GError *error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(reasons); i++) {
		int number = reasons[i].number;

		if ((error->domain == G_FILE_ERROR &&
		     error->code == (int)g_file_error_from_errno(number) &&
		     error->code != G_FILE_ERROR_FAILED) ||
		    (error->domain == G_IO_ERROR && error->code == reasons[i].io) ||
		    is_told(error, number))
			return _(reasons[i].words);
	}
	return error->message;
}

/* Up to one byte more than most; NULL with errno. */
static GByteArray *load_some(int fd, gsize most)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	gssize n = 1;

	while (n > 0 && (!most || bytes->len <= most)) {
		guint at = bytes->len;

		g_byte_array_set_size(bytes, at + CHUNK);
		do
			n = read(fd, bytes->data + at, CHUNK);
		while (n < 0 && errno == EINTR);
		g_byte_array_set_size(bytes, at + (guint)MAX(n, 0));
	}
	return n < 0 ? NULL : g_steal_pointer(&bytes);
}

char *file_load(const char *path, gsize most, gsize *length, gboolean *missing, GError **error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	g_autoptr(GByteArray) bytes = fd >= 0 ? load_some(fd, most) : NULL;
	int why = errno;
	g_autofree char *shown = text_clean(path, -1, FALSE);

	if (fd >= 0)
		close(fd);
	if (missing)
		*missing = !bytes && why == ENOENT;
	if (!bytes) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("%s could not be read: %s."),
			    shown, file_why(why));
		return NULL;
	}
	if (most && bytes->len > most) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s is larger than %d MB; files of this kind are far smaller. Is it "
			      "another file?"),
			    shown, (int)(most >> 20));
		return NULL;
	}
	*length = bytes->len;
	g_byte_array_append(bytes, (const guint8 *)"", 1);
	return (char *)g_byte_array_free(g_steal_pointer(&bytes), FALSE);
}
