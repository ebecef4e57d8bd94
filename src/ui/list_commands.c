/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of every list: moving, searching, sorting, marking, copying. */
#include "config.h"

#include "ui/command.h"

#include <string.h>

#include "ui/ui_private.h"

/* A screen that opens nothing shows what its columns have cut. */
static void open_whole_row(struct ui *ui)
{
	GPtrArray *lines = list_whole_row(ui_list(ui));

	if (lines)
		text_viewer_open(ui, _("The row in full"), lines);
}

static void run_open(struct ui *ui, const char *argument UNUSED)
{
	struct view *view = ui_view(ui);

	if (list_selected(ui_list(ui)) < 0)
		return;
	if (view->does.enter)
		view->does.enter(ui, view->self);
	else
		open_whole_row(ui);
}

static char *no_open_row(struct ui *ui)
{
	return list_selected(ui_list(ui)) >= 0 ? NULL : g_strdup(_("There is no row to open."));
}

static char *no_open(struct ui *ui)
{
	g_autoptr(GPtrArray) whole = ui_view(ui)->does.enter ? NULL : list_whole_row(ui_list(ui));

	if (!ui_view(ui)->does.enter && !whole)
		return g_strdup(_("The row shows all there is."));
	return no_open_row(ui);
}

static void searching(struct ui *ui, const char *text)
{
	struct list *list = ui_list(ui);

	if (list)
		list_search(list, text);
}

static gboolean searched(struct ui *ui, const char *text, gpointer data UNUSED,
			 GError **error UNUSED)
{
	searching(ui, text);
	return TRUE;
}

static void search_abandoned(struct ui *ui)
{
	searching(ui, "");
}

static void run_search(struct ui *ui, const char *argument)
{
	const struct prompt prompt = {.title = "/",
				      .initial = list_search_text(ui_list(ui)),
				      .hint = _("words of the row"),
				      .changed = searching,
				      .done = searched,
				      .abandoned = search_abandoned};

	if (argument)
		searching(ui, argument);
	else
		prompt_open(ui, &prompt);
}

static void sort_chosen(struct ui *ui, guint line, gpointer data)
{
	struct list *list = ui_list(ui);
	GPtrArray *ids = data;

	if (list)
		list_sort(list, ids->pdata[line]);
}

static void run_sort(struct ui *ui, const char *argument)
{
	struct list *list = ui_list(ui);
	g_autoptr(GPtrArray) titles = g_ptr_array_new();
	GPtrArray *ids = g_ptr_array_new();
	guint here = 0;

	if (argument) {
		list_sort(list, argument);
		g_ptr_array_unref(ids);
		return;
	}
	g_ptr_array_add(titles, _("the usual order"));
	g_ptr_array_add(ids, NULL);
	for (const struct list_column *c = list_columns(list); c->id; c++) {
		if (!*c->title || c->compare == list_no_order)
			continue;
		if (g_strcmp0(list_sort_column(list), c->id) == 0)
			here = ids->len;
		g_ptr_array_add(titles, _(c->title));
		g_ptr_array_add(ids, (gpointer)c->id);
	}
	choice_open(ui, _("Sort by"), titles, here, sort_chosen, ids,
		    (GDestroyNotify)g_ptr_array_unref);
}

static void run_mark(struct ui *ui, const char *argument UNUSED)
{
	list_toggle_mark(ui_list(ui));
}

static char *no_rows(struct ui *ui)
{
	return list_shown(ui_list(ui)) ? NULL : g_strdup(_("The list is empty."));
}

static void run_up(struct ui *ui, const char *argument UNUSED)
{
	list_move(ui_list(ui), -1);
}

static void run_down(struct ui *ui, const char *argument UNUSED)
{
	list_move(ui_list(ui), 1);
}

static void run_page_up(struct ui *ui, const char *argument UNUSED)
{
	list_page(ui_list(ui), -1);
}

static void run_page_down(struct ui *ui, const char *argument UNUSED)
{
	list_page(ui_list(ui), 1);
}

static void run_first(struct ui *ui, const char *argument UNUSED)
{
	list_move_to(ui_list(ui), 0);
}

static void run_last(struct ui *ui, const char *argument UNUSED)
{
	list_move_to(ui_list(ui), -1);
}

static void run_half_up(struct ui *ui, const char *argument UNUSED)
{
	list_half_page(ui_list(ui), -1);
}

static void run_half_down(struct ui *ui, const char *argument UNUSED)
{
	list_half_page(ui_list(ui), 1);
}

static char *no_copy(struct ui *ui)
{
	if (!ui_view(ui)->does.sentence)
		return g_strdup(_("Nothing is said of the row that could be copied."));
	return no_open_row(ui);
}

static void run_copy(struct ui *ui, const char *argument UNUSED)
{
	struct view *view = ui_view(ui);
	g_autofree char *first = NULL;

	g_free(ui->copied);
	ui->copied = view->does.sentence(ui, view->self);
	first = g_strndup(ui->copied ? ui->copied : "", ui->copied ? strcspn(ui->copied, "\n") : 0);
	ui_message(ui, MESSAGE_DONE, _("Copied: %s"), first);
}

const struct command list_commands[] = {
	{"list.open", N_("Open"), N_("Opens the selected row: what lies behind it, or all of it."),
	 NULL, COMMAND_LIST, run_open, no_open},
	{"list.search", N_("Search in the list"),
	 N_("Narrows the list while you type; {screen.back} shows all again."), N_("Words"),
	 COMMAND_LIST, run_search, NULL},
	{"list.sort", N_("Sort"),
	 N_("Orders the list by a column; the same column again reverses."), N_("Column"),
	 COMMAND_LIST, run_sort, NULL},
	{"list.mark", N_("Mark"), N_("Marks the row for what comes next, or takes the mark off."),
	 NULL, COMMAND_LIST, run_mark, no_rows},
	{"list.up", N_("Up"), N_("To the row above."), NULL, COMMAND_LIST | COMMAND_MOVE, run_up,
	 NULL},
	{"list.down", N_("Down"), N_("To the row below."), NULL, COMMAND_LIST | COMMAND_MOVE,
	 run_down, NULL},
	{"list.page-up", N_("Page up"), N_("A page of rows up."), NULL, COMMAND_LIST | COMMAND_MOVE,
	 run_page_up, NULL},
	{"list.page-down", N_("Page down"), N_("A page of rows down."), NULL,
	 COMMAND_LIST | COMMAND_MOVE, run_page_down, NULL},
	{"list.half-up", N_("Half a page up"), N_("Half a page of rows up."), NULL,
	 COMMAND_LIST | COMMAND_MOVE, run_half_up, NULL},
	{"list.half-down", N_("Half a page down"), N_("Half a page of rows down."), NULL,
	 COMMAND_LIST | COMMAND_MOVE, run_half_down, NULL},
	{"list.copy", N_("Copy"), N_("Copies what is said of the selected row."), NULL,
	 COMMAND_LIST, run_copy, no_copy},
	{"list.counts", N_("How many of each"),
	 N_("Counts the rows shown by a column, most first; taking one shows only those."),
	 N_("Column"), COMMAND_LIST, list_run_counts, no_rows},
	{"list.export", N_("Write the rows to a file"),
	 N_("Writes the rows as they are shown to a file for a spreadsheet: CSV, or Excel."),
	 N_("File"), COMMAND_LIST | COMMAND_OUTSIDE, list_run_export, no_rows},
	{"list.first", N_("First"), N_("To the first row."), NULL, COMMAND_LIST | COMMAND_MOVE,
	 run_first, NULL},
	{"list.last", N_("Last"), N_("To the last row."), NULL, COMMAND_LIST | COMMAND_MOVE,
	 run_last, NULL},
	{NULL},
};

/* all */
