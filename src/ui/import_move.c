/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking a whole import back: the last change of this session, or any that stands. */
#include "config.h"

#include "osg/text.h"
#include "osg/week.h"
#include "ui/command.h"
#include "ui/import_move.h"
#include "ui/overlay.h"
#include "ui/ui_private.h"
#include "ui/worker.h"

/* An import may have a million rows: it is taken back, or brought back, beside the screens. */
struct moving_import {
	gint64 import;
	gboolean undo;
	char *title;
	struct task *task;
};

static void import_move_free(gpointer data)
{
	struct moving_import *move = data;

	g_free(move->title);
	g_free(move);
}

static gboolean import_move_progress(gint64 done, gint64 all, gpointer data)
{
	const struct moving_import *move = data;
	g_autofree char *number = text_number(done);
	g_autofree char *words =
		g_strdup_printf(ngettext("%s row", "%s rows", (gulong)done), number);

	return task_progress(move->task, all ? (double)done / (double)all : -1, words);
}

static gpointer move_import(struct task *task, struct session *session, gpointer data,
			    GError **error)
{
	struct moving_import *move = data;

	move->task = task;
	return session_move_import(session, move->import, move->undo, import_move_progress, move,
				   error)
		       ? data
		       : NULL;
}

static void import_moved(struct ui *ui, gpointer result UNUSED, gpointer data, const GError *error)
{
	const struct moving_import *move = data;

	if (error) {
		ui_message(ui, MESSAGE_ERROR, "%s", error->message);
		return;
	}
	session_import_moved(ui->session, move->import, move->undo);
	ui_reload(ui);
	if (move->undo)
		ui_message(ui, MESSAGE_DONE, _("Taken back: %s · {change.redo} does it again"),
			   move->title);
	else
		ui_message(ui, MESSAGE_UNDOABLE, _("Done again: %s"), move->title);
}

/* FALSE: what is next on the list is no import. */
gboolean import_move_start(struct ui *ui, gboolean undo)
{
	struct moving_import *move;
	struct request request = {.key = "move import",
				  .priority = PRIORITY_JOB,
				  .title = undo ? _("Taking the import back")
						: _("Bringing the import back"),
				  .work = move_import,
				  .done = import_moved,
				  .free_data = import_move_free};

	if (!session_undo_import(ui->session, undo))
		return FALSE;
	if (ui_is_coming(ui, request.key))
		return TRUE;
	move = g_new0(struct moving_import, 1);
	move->import = session_undo_import(ui->session, undo);
	move->undo = undo;
	move->title =
		g_strdup(undo ? session_undo_title(ui->session) : session_redo_title(ui->session));
	request.data = move;
	ui_start(ui, &request);
	return TRUE;
}

/* any that stands */

/* Newest first; those of a file with that name before all others. */
static int by_likelihood(gconstpointer a, gconstpointer b, gpointer name)
{
	const struct import_record *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;
	gboolean xs = g_strcmp0(x->file, name) == 0, ys = g_strcmp0(y->file, name) == 0;

	if (name && xs != ys)
		return xs ? -1 : 1;
	return x->record.key > y->record.key ? -1 : x->record.key < y->record.key;
}

/* "22 Oct 09:31  huge_v46.csv  34 new". Owned. */
static char *import_line(const struct import_record *import)
{
	g_autofree char *number = text_number(import->created), *day = NULL;
	int at, seconds;

	time_to_local(import->at, &at, &seconds);
	day = day_name(at);
	return g_strdup_printf(ngettext("%s %02d:%02d  %s  %s new", "%s %02d:%02d  %s  %s new",
					(gulong)import->created),
			       day, seconds / 3600, seconds / 60 % 60, import->file, number);
}

/* It is next on the list of undo, and goes as if it had been made here. */
static void take_back(struct ui *ui, gpointer data)
{
	const struct import_record *import = data;

	session_note_import(ui->session, import->record.key,
			    g_strdup_printf(_("Import of %s"), import->file));
	import_move_start(ui, TRUE);
}

static void import_chosen(struct ui *ui, guint line, gpointer imports)
{
	const struct import_record *import = ((GPtrArray *)imports)->pdata[line];
	g_autofree char *what = import_line(import);
	g_autoptr(GPtrArray) lines = g_ptr_array_new();

	g_ptr_array_add(lines, what);
	g_ptr_array_add(lines, _("What it brought is withdrawn. What it changed, and nobody "
				 "since, is as it was before."));
	confirm_open(ui, _("Take the import back?"), lines, _("take back"), take_back,
		     record_copy(import), record_free);
}

void import_move_ask(struct ui *ui, const char *name)
{
	GError *error = NULL;
	GPtrArray *all = session_all(ui->session, &import_kind, &error);
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);

	if (!all) {
		ui_fail(ui, error);
		return;
	}
	g_ptr_array_sort_with_data(all, by_likelihood, (gpointer)name);
	for (guint i = 0; i < all->len; i++)
		g_ptr_array_add(lines, import_line(all->pdata[i]));
	if (all->len) {
		choice_open(ui, _("Which import?"), lines, 0, import_chosen, all,
			    (GDestroyNotify)g_ptr_array_unref);
		return;
	}
	ui_message(ui, MESSAGE_HINT, "%s", _("No import stands that could be taken back."));
	g_ptr_array_unref(all);
}
