/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass over the folder that organisations put files into. A file is first taken into a folder
 * of osg's own, so that nobody can exchange it for a link while it is read; what a pass that was
 * killed has left there, the next one reads. Reading a file again changes nothing, so no list of
 * what was read is needed. */
#include "config.h"

#include "osg/app.h"
#include "osg/bundle.h"
#include "osg/file.h"
#include "osg/inbox.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "osg/outside.h"
#include "osg/text.h"

#define TAKING ".taking"
#define SETTLED 10 /* seconds that nobody has written to it */

struct pass {
	struct session *session;
	const char *folder;
	GPtrArray *files; /* struct inbox_file */
};

static void inbox_file_free(gpointer data)
{
	struct inbox_file *file = data;

	g_free(file->name);
	g_free(file->words);
	g_free(file->path);
	g_free(file);
}

static struct inbox_file *file_add(struct pass *pass, const char *organisation, const char *name)
{
	struct inbox_file *file = g_new0(struct inbox_file, 1);
	g_autofree char *whole =
		organisation ? g_build_filename(organisation, name, NULL) : g_strdup(name);

	file->name = text_clean(whole, -1, FALSE);
	g_ptr_array_add(pass->files, file);
	return file;
}

static void file_left(struct inbox_file *file, const char *why)
{
	file->state = INBOX_LEFT;
	file->words = g_strdup(why);
}

/* taking a file */

/* A lease is refused while somebody has the file open for writing. */
static gboolean is_being_written(const char *path)
{
	int fd = g_open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0);
	gboolean busy = fd >= 0 && fcntl(fd, F_SETLEASE, F_RDLCK) < 0 && errno == EAGAIN;

	if (fd >= 0) {
		fcntl(fd, F_SETLEASE, F_UNLCK);
		g_close(fd, NULL);
	}
	return busy;
}

/* What programs call a file that is not whole yet. */
static gboolean has_unfinished_name(const char *name)
{
	static const char *const endings[] = {".part", ".tmp", ".filepart", ".crdownload", "~"};

	for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
		if (g_str_has_suffix(name, endings[i]))
			return TRUE;
	return name[0] == '.';
}

/* NULL = it may be taken. */
static const char *why_not(const char *path, const char *name)
{
	GStatBuf about;

	if (has_unfinished_name(name))
		return _("its name says that it is not whole yet");
	if (g_lstat(path, &about) != 0)
		return _("it cannot be reached");
	if (!S_ISREG(about.st_mode) || about.st_nlink != 1)
		return _("it is no plain file");
	if (g_get_real_time() / G_USEC_PER_SEC - about.st_mtime < SETTLED || is_being_written(path))
		return _("it is still being written; the next pass looks again");
	return NULL;
}

static char *folder_in(const struct pass *pass, const char *into, const char *organisation)
{
	return g_build_filename(pass->folder, into, organisation, NULL);
}

/* "folder/done/HUGE/20241022T063100Z-name", which nothing has; its folder is made if it can be.
 * Owned. */
static char *place_in(struct pass *pass, const char *into, const char *organisation,
		      const char *name, gboolean dated)
{
	g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc(session_now(pass->session));
	g_autofree char *stamp = dated ? g_date_time_format(now, "%Y%m%dT%H%M%SZ-") : g_strdup(""),
			*parent = folder_in(pass, into, organisation);
	char *path = g_strdup_printf("%s/%s%s", parent, stamp, name);

	g_mkdir_with_parents(parent, 0700);
	for (int n = 2; g_file_test(path, G_FILE_TEST_EXISTS); n++) {
		g_free(path);
		path = g_strdup_printf("%s/%s%d-%s", parent, stamp, n, name);
	}
	return path;
}

/* Back to where it lay. Where another one of its name has come the next pass finds it here. */
static void give_back(struct pass *pass, const char *taken, const char *organisation,
		      const char *name)
{
	g_autofree char *folder = folder_in(pass, organisation, NULL),
			*path = g_build_filename(folder, name, NULL);

	renameat2(AT_FDCWD, taken, AT_FDCWD, path, RENAME_NOREPLACE);
}

/* Folders that were made for files and hold none. */
static void remove_empty(struct pass *pass, const char *into, const char *organisation)
{
	g_autofree char *folder = folder_in(pass, into, organisation),
			*above = folder_in(pass, into, NULL);

	g_rmdir(folder);
	g_rmdir(above);
}

/* reading it */

static void add_figures(GString *words, int created, int changed, int unchanged, int aside)
{
	g_string_append_printf(words, _("%d new, %d changed, %d unchanged, %d set aside"), created,
			       changed, unchanged, aside);
	g_string_append(words, ".\n");
}

static char *result_words(const struct import_result *result)
{
	GString *words = g_string_new(NULL);

	add_figures(words, result->created, result->changed, result->unchanged, result->set_aside);
	for (guint i = 0; i < result->notes->len; i++)
		g_string_append_printf(words, "%s\n", (const char *)result->notes->pdata[i]);
	for (guint i = 0; i < result->rejected->len; i++) {
		g_autofree char *row = rejected_row_words(result->rejected->pdata[i]);

		g_string_append_printf(words, "%s\n", row);
	}
	return g_string_free(words, FALSE);
}

static gboolean read_bundle(struct pass *pass, const char *path, struct inbox_file *file,
			    GError **error)
{
	struct bundle_result result = {0};
	gboolean done = bundle_take(pass->session, path, &result, error);
	g_autoptr(GString) words = g_string_new(NULL);

	if (done && result.replayed)
		g_string_append(words, _("The bundle was taken before; nothing was done.\n"));
	else if (done)
		add_figures(words, result.created, result.changed, result.unchanged,
			    result.set_aside);
	for (guint i = 0; done && i < result.notes->len; i++)
		g_string_append_printf(words, "%s\n", (const char *)result.notes->pdata[i]);
	if (done)
		file->words = g_strdup(words->str);
	bundle_result_clear(&result);
	return done;
}

static gboolean read_table(struct pass *pass, const char *path, const char *organisation,
			   struct inbox_file *file, GError **error)
{
	const struct import_options options = {.file = path, .organisation = organisation};
	struct import_result *result = app_import(pass->session, &options, error);

	if (!result)
		return FALSE;
	file->words = result_words(result);
	if (result->set_aside && !result->created && !result->changed && !result->unchanged)
		file->state = INBOX_ASIDE;
	import_result_free(result);
	return TRUE;
}

/* FALSE: it is not the file's fault, and the pass ends. */
static gboolean read_in(struct pass *pass, const char *path, const char *organisation,
			struct inbox_file *file, GError **error)
{
	g_autoptr(GError) local = NULL;

	if (bundle_is_bundle(path) ? read_bundle(pass, path, file, &local)
				   : read_table(pass, path, organisation, file, &local))
		return TRUE;
	if (g_error_matches(local, OSG_ERROR, OSG_ERROR_STORE)) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	file->state = INBOX_ASIDE;
	file->words = g_strdup_printf("%s\n", local->message);
	return TRUE;
}

/* The report first: a file without one would lie there as if it had not been read. */
static gboolean put_away(struct pass *pass, const char *taken, const char *organisation,
			 const char *name, struct inbox_file *file, GError **error)
{
	const char *into = file->state == INBOX_DONE ? "done" : "aside";
	g_autofree char *report = NULL;
	g_autoptr(GError) local = NULL;
	const char *why;

	file->path = place_in(pass, into, organisation, name, TRUE);
	report = g_strconcat(file->path, ".txt", NULL);
	if (!g_file_set_contents(report, file->words, -1, &local))
		why = file_error_why(local);
	else if (g_rename(taken, file->path) != 0)
		why = file_why(errno);
	else
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("“%s” cannot be made: %s."), file->path,
		    why);
	g_unlink(report);
	remove_empty(pass, into, organisation);
	return FALSE;
}

/* What could not be read for a reason that is not its own stays in the inbox. */
static gboolean read_taken(struct pass *pass, const char *taken, const char *organisation,
			   const char *name, struct inbox_file *file, GError **error)
{
	if (read_in(pass, taken, organisation, file, error) &&
	    put_away(pass, taken, organisation, name, file, error))
		return TRUE;
	give_back(pass, taken, organisation, name);
	return FALSE;
}

static gboolean take_file(struct pass *pass, const char *organisation, const char *name,
			  GError **error)
{
	struct inbox_file *file = file_add(pass, organisation, name);
	g_autofree char *path =
		g_build_filename(pass->folder, organisation ? organisation : "", name, NULL);
	g_autofree char *taken = NULL;
	const char *why = why_not(path, name);

	if (why) {
		file_left(file, why);
		return TRUE;
	}
	taken = place_in(pass, TAKING, organisation, name, FALSE);
	if (g_rename(path, taken) != 0) {
		file_left(file, file_why(errno));
		return TRUE;
	}
	/* looked at again where nobody else comes */
	why = why_not(taken, name);
	if (why) {
		give_back(pass, taken, organisation, name);
		file_left(file, why);
		return TRUE;
	}
	return read_taken(pass, taken, organisation, name, file, error);
}

/* the folders */

static int by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names in a folder in their order; files or subfolders. */
static GPtrArray *names_in(const char *folder, gboolean folders, GError **error)
{
	g_autoptr(GError) local = NULL;
	g_autoptr(GDir) dir = outside_file(folder, error) ? g_dir_open(folder, 0, &local) : NULL;
	GPtrArray *names = dir ? g_ptr_array_new_with_free_func(g_free) : NULL;
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		GStatBuf about;

		if (g_lstat(path, &about) == 0 && !S_ISDIR(about.st_mode) == !folders)
			g_ptr_array_add(names, g_strdup(name));
	}
	if (names)
		g_ptr_array_sort(names, by_name);
	else if (local)
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("%s could not be read: %s."),
			    folder, file_error_why(local));
	return names;
}

static gboolean is_own_folder(const char *name)
{
	return g_str_equal(name, "done") || g_str_equal(name, "aside") || name[0] == '.';
}

static gboolean take_all(struct pass *pass, const char *organisation, const GPtrArray *names,
			 const char *taking, GError **error)
{
	g_autoptr(GPtrArray) left = names_in(taking, FALSE, error);

	for (guint i = 0; left && i < left->len; i++) {
		struct inbox_file *file = file_add(pass, organisation, left->pdata[i]);
		g_autofree char *path = g_build_filename(taking, left->pdata[i], NULL);

		if (!read_taken(pass, path, organisation, left->pdata[i], file, error))
			return FALSE;
	}
	for (guint i = 0; left && i < names->len; i++)
		if (!take_file(pass, organisation, names->pdata[i], error))
			return FALSE;
	return left != NULL;
}

/* All files of one organisation (NULL: whose the file itself says), new or left by a pass that was
 * killed. */
static gboolean pass_over(struct pass *pass, const char *organisation, GError **error)
{
	g_autofree char *folder = folder_in(pass, organisation, NULL),
			*taking = folder_in(pass, TAKING, organisation);
	g_autoptr(GPtrArray) names = names_in(folder, FALSE, error);
	gboolean done;

	if (!names)
		return FALSE;
	g_mkdir_with_parents(taking, 0700);
	done = take_all(pass, organisation, names, taking, error);
	remove_empty(pass, TAKING, organisation);
	return done;
}

static gboolean pass_over_all(struct pass *pass, GError **error)
{
	g_autoptr(GPtrArray) folders = names_in(pass->folder, TRUE, error);

	if (!folders || !pass_over(pass, NULL, error))
		return FALSE;
	for (guint i = 0; i < folders->len; i++) {
		const char *name = folders->pdata[i];

		if (is_own_folder(name))
			continue;
		if (!registry_find_organisation(session_registry(pass->session), name))
			file_left(file_add(pass, name, ""),
				  _("no organisation has this code or name"));
		else if (!pass_over(pass, name, error))
			return FALSE;
	}
	return TRUE;
}

GPtrArray *app_inbox(struct session *session, const char *folder, GError **error)
{
	struct pass pass = {.session = session, .folder = folder};

	if (!session_may(session, ACTION_IMPORT, NULL, error))
		return NULL;
	pass.files = g_ptr_array_new_with_free_func(inbox_file_free);
	if (!pass_over_all(&pass, error))
		g_clear_pointer(&pass.files, g_ptr_array_unref);
	return pass.files;
}
