/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copy in the place of the database: what would be lost and gained is told first, and the one
 * that was there is kept. The copy is upgraded, and put on its own record of changes, before it
 * gets there: nobody ever sees it half done. */
#include "config.h"

#include "osg/app.h"
#include "osg/database.h"
#include "osg/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "osg/file.h"
#include "osg/json.h"
#include "osg/text.h"
#include "osg/week.h"

/* "osg.db.before-restore-20241022T083100", which nothing has. Owned. */
static char *restore_keep_name(const struct session_options *database)
{
	g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc(database->now());
	g_autofree char *stamp = g_date_time_format(now, "%Y%m%dT%H%M%SZ");
	char *name = g_strdup_printf("%s.before-restore-%s", database->file, stamp);

	for (int n = 2; g_file_test(name, G_FILE_TEST_EXISTS); n++) {
		g_free(name);
		name = g_strdup_printf("%s.before-restore-%s-%d", database->file, stamp, n);
	}
	return name;
}

/* Nobody else may read it meanwhile. */
static gboolean copy_plain(const char *from, const char *to, GError **error)
{
	g_autoptr(GFile) source = g_file_new_for_path(from);
	g_autoptr(GError) local = NULL;
	g_autoptr(GFileInputStream) in = g_file_read(source, NULL, &local);
	int fd = in ? g_open(to, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600) : -1;
	gboolean done = FALSE;

	if (fd >= 0) {
		g_autoptr(GOutputStream) out = g_unix_output_stream_new(fd, TRUE);

		done = g_output_stream_splice(out, G_INPUT_STREAM(in),
					      G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL,
					      &local) >= 0;
	} else if (in) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("“%s” cannot be made: %s."), to,
			    file_why(errno));
	}
	if (local)
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("%s could not be copied: %s."),
			    from, file_error_why(local));
	return done;
}

/* the copy */

static gboolean is_whole(const struct restore *restore, GError **error)
{
	if (!restore->copy.fault)
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
		    _("“%s” is damaged (%s) and is not put in place. “osg --db %s check --repair” "
		      "saves what can be saved of it."),
		    restore->from, restore->copy.fault, restore->from);
	return FALSE;
}

/* The bytes beside the database, as any copy is looked at: nothing is made beside the one that was
 * given. */
static gboolean fetch(struct restore *restore, const struct crypt_key *key, GError **error)
{
	if (seal_is_sealed(restore->from)) {
		const struct crypt_key none = {.use = CRYPT_SEAL};

		return seal_open(restore->from, restore->part, key ? key : &none, error) &&
		       session_look(restore->part, &restore->copy, error) &&
		       is_whole(restore, error);
	}
	return session_look(restore->from, &restore->copy, error) && is_whole(restore, error) &&
	       copy_plain(restore->from, restore->part, error);
}

/* the database */

static gboolean look_at_present(struct restore *restore, struct session *present, GError **error)
{
	g_autoptr(GPtrArray) lines = NULL;
	g_autofree char *sum = NULL;

	if (!session_may(present, ACTION_SETUP, NULL, error) ||
	    !session_log_end(present, &restore->present.log_lines, &sum, error))
		return FALSE;
	lines = session_history(present, NULL, TRUE, 1, error);
	if (lines && lines->len)
		restore->present.last_change = ((struct log_line *)lines->pdata[0])->at;
	return lines != NULL;
}

static gboolean compare(struct restore *restore, struct session *present, GError **error)
{
	for (gsize k = 0; record_kinds[k]; k++) {
		struct restore_change change = {.kind = record_kinds[k]};
		struct copy_difference *d = &change.difference;

		if (!session_compare(present, restore->session, record_kinds[k], d, error))
			return FALSE;
		if (d->gone || d->new || d->other)
			g_ptr_array_add(restore->changes, g_memdup2(&change, sizeof change));
	}
	return TRUE;
}

/* One that cannot be used is no fault of the copy; who may not replace it is refused. */
static gboolean meet_present(struct restore *restore, const struct session_options *database,
			     GError **error)
{
	g_autoptr(GError) local = NULL;
	struct session *present;
	gboolean done;

	if (!g_file_test(database->file, G_FILE_TEST_EXISTS))
		return TRUE;
	restore->keep = restore_keep_name(database);
	present = session_open(database, &local);
	done = present && look_at_present(restore, present, &local) &&
	       compare(restore, present, &local);
	session_close(present);
	if (done)
		return TRUE;
	if (g_error_matches(local, OSG_ERROR, OSG_ERROR_DENIED)) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	restore->present.fault = g_strdup(local->message);
	return TRUE;
}

static struct session *open_copy(const struct restore *restore,
				 const struct session_options *database, GError **error)
{
	struct session_options options = *database;

	options.file = restore->part;
	options.copy = TRUE;
	options.read_only = FALSE;
	return session_open(&options, error);
}

struct restore *restore_open(const struct session_options *database, const char *copy,
			     const struct crypt_key *key, GError **error)
{
	struct restore *restore;

	if (database_on_server(database->file)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("“%s” lies on a server, and a copy takes nobody's place there: move "
			      "it into a new database or schema (osg move)."),
			    database->file);
		return NULL;
	}
	restore = g_new0(struct restore, 1);
	restore->file = g_strdup(database->file);
	restore->from = g_strdup(copy);
	restore->part = g_strdup_printf("%s.restoring-%d", database->file, getpid());
	restore->copy.last_change = restore->present.last_change = TIME_NONE;
	restore->changes = g_ptr_array_new_with_free_func(g_free);
	g_unlink(restore->part);
	if (fetch(restore, key, error))
		restore->session = open_copy(restore, database, error);
	if (restore->session)
		restore->faults = session_check(restore->session, error);
	if (restore->faults && meet_present(restore, database, error))
		return restore;
	restore_free(restore);
	return NULL;
}

/* What happened stays on record where the restored one goes on: how far the record of the other
 * one had come, so that nobody can say that there was none. */
static gboolean put_on_record(struct restore *restore, GError **error)
{
	g_autofree char *name = g_path_get_basename(restore->from),
			*clean = text_clean(name, -1, FALSE);
	json_t *detail = json_pack("{s:s, s:I}", "from", clean, "lines_before",
				   (json_int_t)restore->present.log_lines);
	g_autofree char *text = json_print(detail, JSON_COMPACT | JSON_SORT_KEYS);

	json_decref(detail);
	return session_note(restore->session, "database.restore", text, error);
}

gboolean restore_apply(struct restore *restore, GError **error)
{
	if (!put_on_record(restore, error))
		return FALSE;
	g_clear_pointer(&restore->session, session_close);
	return session_replace(restore->file, restore->part, restore->keep, error);
}

void restore_free(struct restore *restore)
{
	if (!restore)
		return;
	session_close(restore->session);
	app_database_remove(restore->part);
	g_ptr_array_unref(restore->changes);
	if (restore->faults)
		g_ptr_array_unref(restore->faults);
	g_free(restore->copy.fault);
	g_free(restore->present.fault);
	g_free(restore->keep);
	g_free(restore->part);
	g_free(restore->file);
	g_free(restore->from);
	g_free(restore);
}
