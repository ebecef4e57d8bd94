/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backups: one file, or a folder of them that is thinned out as they grow old. */
#include "config.h"

#include "osg/database.h"
#include "osg/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "osg/file.h"
#include "osg/week.h"

#define SEALED ".sealed"

/* names */

/* "osg-2024-10-22T063100Z.db": in UTC, so that names stand in the order of time. Owned. */
static char *name_of_time(gint64 at)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(at);

	return g_date_time_format(time, "osg-%Y-%m-%dT%H%M%SZ.db");
}

/* FALSE: it is none of ours. */
static gboolean time_of_name(const char *name, gint64 *at)
{
	int y, month, d, h, m, s, length = 0;

	if (sscanf(name, "osg-%4d-%2d-%2dT%2d%2d%2dZ.db%n", &y, &month, &d, &h, &m, &s, &length) !=
		    6 ||
	    !length || (name[length] && strcmp(name + length, SEALED) != 0))
		return FALSE;
	g_autoptr(GDateTime) time = g_date_time_new_utc(y, month, d, h, m, s);
	g_autofree char *again = time ? name_of_time(g_date_time_to_unix(time)) : NULL;
	if (!again || !g_str_has_prefix(name, again))
		return FALSE;
	*at = g_date_time_to_unix(time);
	return TRUE;
}

/* the rule */

/* The number of the day, week or month that a time lies in. */
static int span_of(gint64 time, int unit)
{
	int day = time_day(time), year, month, mday;

	if (unit == 0)
		return day;
	if (unit == 1)
		return week_of_day(day);
	day_to_civil(day, &year, &month, &mday);
	return year * 12 + month;
}

/* Which of these times (newest first) the rule lets go. GArray of guint, their places. */
static GArray *backup_surplus(const GArray *times, const struct backup_rule *rule)
{
	const int limits[] = {rule->days, rule->weeks, rule->months};
	int last[G_N_ELEMENTS(limits)] = {G_MININT, G_MININT, G_MININT}, taken[3] = {0};
	GArray *surplus = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint i = 0; i < times->len; i++) {
		gboolean stays = i == 0;

		for (int unit = 0; unit < (int)G_N_ELEMENTS(limits); unit++) {
			int span = span_of(g_array_index(times, gint64, i), unit);

			if (span == last[unit])
				continue;
			last[unit] = span;
			stays |= taken[unit]++ < limits[unit];
		}
		if (!stays)
			g_array_append_val(surplus, i);
	}
	return surplus;
}

/* a folder */

static int newest_first(gconstpointer a, gconstpointer b)
{
	const struct backup_file *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;

	return x->at < y->at ? 1 : x->at > y->at ? -1 : strcmp(y->name, x->name);
}

static void backup_file_free(gpointer data)
{
	struct backup_file *file = data;

	g_free(file->name);
	g_free(file->why);
	g_free(file->facts.fault);
	g_free(file);
}

static gboolean is_database(const char *path)
{
	FILE *stream = g_fopen(path, "rbe");
	char head[15];
	gboolean is = stream && fread(head, 1, sizeof head, stream) == sizeof head &&
		      memcmp(head, "SQLite format 3", sizeof head) == 0;

	if (stream)
		fclose(stream);
	return is;
}

/* Those that carry a time in their name, newest first; others: also other databases. */
static GPtrArray *read_folder(const char *folder, gboolean others, GError **error)
{
	g_autoptr(GError) local = NULL;
	g_autoptr(GDir) dir = g_dir_open(folder, 0, &local);
	GPtrArray *files = dir ? g_ptr_array_new_with_free_func(backup_file_free) : NULL;
	const char *name;

	if (!dir)
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("%s could not be read: %s."),
			    folder, file_error_why(local));
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		GStatBuf about;
		gint64 at;
		gboolean ours = time_of_name(name, &at);

		if (g_lstat(path, &about) != 0 || !S_ISREG(about.st_mode) ||
		    (!ours && !(others && (seal_is_sealed(path) || is_database(path)))))
			continue;
		struct backup_file *file = g_new0(struct backup_file, 1);
		*file = (struct backup_file){.name = g_strdup(name),
					     .at = ours ? at : about.st_mtime,
					     .size = about.st_size,
					     .facts.last_change = TIME_NONE};
		g_ptr_array_add(files, file);
	}
	if (files)
		g_ptr_array_sort(files, newest_first);
	return files;
}

static void thin_out(const struct backup_options *options, struct backup_result *result)
{
	g_autoptr(GPtrArray) files = read_folder(options->folder, FALSE, NULL);
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(gint64));

	for (guint i = 0; files && i < files->len; i++)
		g_array_append_val(times, ((struct backup_file *)files->pdata[i])->at);
	g_autoptr(GArray) surplus = backup_surplus(times, &options->rule);
	result->kept = (int)times->len;
	for (guint i = 0; i < surplus->len && options->rule.days; i++) {
		const struct backup_file *file = files->pdata[g_array_index(surplus, guint, i)];
		g_autofree char *path = g_build_filename(options->folder, file->name, NULL);

		/* the new one stays, even if the clock stood later when the others were made */
		if (g_strcmp0(path, result->file) == 0 || g_unlink(path) != 0)
			continue;
		g_ptr_array_add(result->removed, g_strdup(file->name));
		result->kept--;
	}
}

/* making */

void backup_result_clear(struct backup_result *result)
{
	g_clear_pointer(&result->file, g_free);
	g_clear_pointer(&result->removed, g_ptr_array_unref);
}

/* The open copy lies beside the database and not where the sealed one goes: that is somebody
 * else's disk. */
static gboolean backup_sealed(struct session *session, const struct backup_options *options,
			      const char *file, GError **error)
{
	g_autofree char *own = g_build_filename(g_get_user_runtime_dir(), "osg", NULL);
	const char *beside =
		database_on_server(session_file(session)) ? own : session_file(session);
	g_autofree char *open = g_strdup_printf("%s.sealing-%d", beside, getpid());
	g_autofree char *part = g_strconcat(file, ".part", NULL);
	gboolean done = session_backup(session, open, error);

	g_unlink(part);
	done = done && seal_file(open, part, options->seal, error);
	if (done && link(part, file) != 0)
		done = file_copy_refused(file, error);
	g_unlink(part);
	g_unlink(open);
	return done;
}

/* sending */

#define SENT_AT_ONCE 65536

static gboolean write_all(int descriptor, const char *bytes, gssize length)
{
	while (length > 0) {
		gssize done = write(descriptor, bytes, (gsize)length);

		if (done < 0 && errno != EINTR)
			return FALSE;
		bytes += MAX(done, 0);
		length -= MAX(done, 0);
	}
	return TRUE;
}

static gboolean send_bytes(int from, GError **error)
{
	g_autofree char *bytes = g_malloc(SENT_AT_ONCE);
	struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
	gboolean done = TRUE;
	gssize length;

	sigaction(SIGPIPE, &ignore, &before);
	while (done && (length = read(from, bytes, SENT_AT_ONCE)) != 0)
		done = length > 0 && write_all(STDOUT_FILENO, bytes, length);
	if (!done)
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("Standard output cannot be written: %s."), file_why(errno));
	sigaction(SIGPIPE, &before, NULL);
	return done;
}

/* A whole copy is made first, and has no name any more when its first byte goes out: whatever
 * happens to this program, nothing is left. */
static gboolean backup_send(struct session *session, const struct backup_options *options,
			    GError **error)
{
	g_autofree char *own = g_build_filename(g_get_tmp_dir(), "osg", NULL);
	gboolean outside = database_on_server(session_file(session)) || session_read_only(session);
	g_autofree char *copy =
		g_strdup_printf("%s.sending-%d", outside ? own : session_file(session), getpid());
	gboolean made, done = FALSE;
	int from;

	g_unlink(copy);
	made = options->seal ? backup_sealed(session, options, copy, error)
			     : session_backup(session, copy, error);
	from = made ? g_open(copy, O_RDONLY | O_CLOEXEC, 0) : -1;
	g_unlink(copy);
	if (from >= 0) {
		done = send_bytes(from, error);
		g_close(from, NULL);
	} else if (made) {
		file_copy_refused(copy, error);
	}
	return done;
}

gboolean app_backup(struct session *session, const struct backup_options *options,
		    struct backup_result *result, GError **error)
{
	g_autofree char *name = name_of_time(session_now(session));
	gboolean done;

	*result = (struct backup_result){.removed = g_ptr_array_new_with_free_func(g_free)};
	if (g_strcmp0(options->file, BACKUP_SENT) == 0)
		return backup_send(session, options, error);
	if (options->file)
		result->file = g_strdup(options->file);
	else
		result->file = g_strdup_printf("%s/%s%s", options->folder, name,
					       options->seal ? SEALED : "");
	if (g_file_test(result->file, G_FILE_TEST_EXISTS)) {
		errno = EEXIST;
		return file_copy_refused(result->file, error);
	}
	done = options->seal ? backup_sealed(session, options, result->file, error)
			     : session_backup(session, result->file, error);
	if (done && options->folder)
		thin_out(options, result);
	return done;
}

/* looking */

static void look(struct backup_file *file, const char *path, const struct crypt_key *key,
		 const char *scratch)
{
	g_autofree char *open = g_strdup_printf("%s.looking-%d", scratch, getpid());
	g_autoptr(GError) error = NULL;

	file->sealed = seal_is_sealed(path);
	if (!file->sealed)
		file->looked = session_look(path, &file->facts, &error);
	else if (key)
		file->looked = seal_open(path, open, key, &error) &&
			       session_look(open, &file->facts, &error);
	else
		file->why = g_strdup(_("sealed: --key FILE looks into it"));
	if (file->sealed && key)
		g_unlink(open);
	if (error)
		file->why = g_strdup(error->message);
}

GPtrArray *app_backups(const char *folder, const struct crypt_key *key, const char *database,
		       GError **error)
{
	GPtrArray *files = read_folder(folder, TRUE, error);
	g_autofree char *own = g_canonicalize_filename(database, NULL);

	for (guint i = files ? files->len : 0; i-- > 0;) {
		struct backup_file *file = files->pdata[i];
		g_autofree char *path = g_build_filename(folder, file->name, NULL),
				*whole = g_canonicalize_filename(path, NULL);

		if (g_str_equal(whole, own))
			g_ptr_array_remove_index(files, i);
		else
			look(file, path, key, database);
	}
	return files;
}
