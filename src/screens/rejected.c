/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rejected rows: those of files that could not be read or placed. Each says where it stood and what
 * was expected; Enter opens the entry form with what could be read, d says that the row is not
 * wanted. */
#include "config.h"

#include <stdlib.h>

#include "screens/screens.h"

static int compare_line(gpointer self, guint a, guint b)
{
	const struct rejected_row *one = list_row(self, a), *other = list_row(self, b);

	return abs(one->line) - abs(other->line);
}

static void show_line(gpointer self, guint row, GString *out)
{
	const struct rejected_row *rejected = list_row(self, row);

	g_string_append_printf(out, "%d", abs(rejected->line));
}

static const struct list_column columns[] = {
	{"file", N_("File"), 16, 2, 1, TEXT_LEFT, LIST_TEXT(struct rejected_row, file, "")},
	{"line", N_("Line"), 5, 0, 0, TEXT_RIGHT, .extract = show_line, .compare = compare_line},
	{"field", N_("Field"), 10, 1, 2, TEXT_LEFT, LIST_TEXT(struct rejected_row, field, "")},
	{"value", N_("What stood there"), 14, 2, 0, TEXT_LEFT,
	 LIST_TEXT(struct rejected_row, value, "")},
	{"reason", N_("What was expected"), 20, 3, 0, TEXT_LEFT,
	 LIST_TEXT(struct rejected_row, reason, "")},
	{NULL},
};

static GPtrArray *rows(struct ui *ui, gpointer self UNUSED, GError **error)
{
	return app_rejected_rows(ui_session(ui), error);
}

/* The reason in full, then the whole row as it stood in the file. */
static GPtrArray *details(gpointer self UNUSED, gconstpointer row)
{
	const struct rejected_row *rejected = row;
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(lines, g_strdup(rejected->reason));
	g_ptr_array_add(lines, rejected_row_whole(rejected));
	return lines;
}

static const struct list_screen list = {
	.columns = columns,
	.rows = rows,
	.details = details,
	.detail_rows = 6,
	.empty = N_("No row is set aside: everything that was read is in the picture."),
};

/* Enter mends it: the entry form opens with what could be read. */
static void mend(struct ui *ui, gpointer self)
{
	const struct rejected_row *row = list_row_selected(self);
	g_autofree char *argument = g_strdup_printf("rejected:%" G_GINT64_FORMAT, row->record.key);

	ui_open(ui, "entry", argument);
}

static void run_dismiss(struct ui *ui, const char *argument UNUSED)
{
	const struct list_view *self = ui_self(ui);
	g_autoptr(GArray) chosen = list_chosen(self->list);
	GError *error = NULL;

	for (guint i = 0; i < chosen->len; i++)
		for (guint row = 0; row < self->rows->len; row++) {
			struct rejected_row *rejected = self->rows->pdata[row];

			if (rejected->record.key != g_array_index(chosen, gint64, i))
				continue;
			if (!app_rejected_row_dismiss(self->session, rejected, &error)) {
				ui_fail(ui, error);
				return;
			}
		}
	list_clear_marks(self->list);
	ui_reload(ui);
	ui_message(ui, MESSAGE_UNDOABLE,
		   ngettext("%u row left out", "%u rows left out, each by itself", chosen->len),
		   chosen->len);
}

static const struct command commands[] = {
	{"rejected.dismiss", N_("Leave out"),
	 N_("Says that the selected or marked rows are not wanted."), NULL,
	 COMMAND_WRITES | COMMAND_ROW, run_dismiss, list_screen_no_row},
	{NULL},
};

const struct screen_ops screen_rejected = {
	.id = "rejected",
	.title = N_("Set aside"),
	.commands = commands,
	.rows = &list,
	.enter = mend,
};
