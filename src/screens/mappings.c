/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mappings of partners' tables: which there are and how each understands its columns. A new one
 * is made of a file, on the screen that asks what its columns are; one's own can be removed. */
#include "config.h"

#include "osg/app_mapping.h"
#include "osg/text.h"
#include "screens/screens.h"
#include "screens/setup.h"

struct mappings_screen {
	struct list_view view; /* first; rows are struct mapping_told */
	char *removed;         /* the last one, NULL = none */
};

static void extract_whose(gpointer self, guint row, GString *out)
{
	const struct mapping_told *told = list_row(self, row);

	g_string_append(out, told->organisation ? told->organisation : _("whoever reads in"));
}

static void extract_state(gpointer self, guint row, GString *out)
{
	const struct mapping_told *told = list_row(self, row);

	g_string_append(out, told->fault ? _("cannot be read") : told->own ? _("own") : "osg");
}

static enum style state_style(gpointer self, guint row)
{
	return ((const struct mapping_told *)list_row(self, row))->fault ? STYLE_NOTICE
									 : STYLE_TEXT;
}

static const struct list_column columns[] = {
	{"name", N_("Mapping"), 14, 1, 0, TEXT_LEFT, LIST_TEXT(struct mapping_told, id, "")},
	{"title", N_("Of what"), 30, 3, 0, TEXT_LEFT, LIST_TEXT(struct mapping_told, title, "")},
	{"whose", N_("Whose rows"), 10, 0, 2, TEXT_LEFT, extract_whose, NULL},
	{"state", N_("From"), 6, 0, 1, TEXT_LEFT, extract_state, NULL, state_style},
	{NULL},
};

static GPtrArray *rows(struct ui *ui, gpointer self UNUSED, GError **error)
{
	return session_may(ui_session(ui), ACTION_SETUP, NULL, error)
		       ? mapping_told_all(session_english(ui_session(ui)))
		       : NULL;
}

static gint64 identity(gconstpointer row)
{
	return (gint64)g_str_hash(((const struct mapping_told *)row)->id) + 1;
}

static GPtrArray *details(gpointer self UNUSED, gconstpointer row)
{
	const struct mapping_told *told = row;
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(lines, g_strdup(told->title ? told->title : told->id));
	if (told->fault)
		g_ptr_array_add(lines, g_strdup(told->fault));
	for (guint i = 0; told->columns && i < told->columns->len; i++)
		g_ptr_array_add(lines, g_strdup(told->columns->pdata[i]));
	if (told->words)
		text_add_line(lines,
			      ngettext("%u word of the file stands for a category.",
				       "%u words of the file stand for categories.", told->words),
			      told->words);
	return lines;
}

static const struct list_screen list = {
	.size = sizeof(struct mappings_screen),
	.columns = columns,
	.rows = rows,
	.identity = identity,
	.details = details,
	.detail_rows = 9,
	.empty = N_("There is no mapping. {mappings.new} makes one of a file."),
};

static char *mappings_status(struct ui *ui, gpointer self UNUSED)
{
	return setup_tabs(ui, NULL);
}

static void mappings_close(gpointer data)
{
	g_free(((struct mappings_screen *)data)->removed);
	list_screen_close(data);
}

/* what can be done */

static void run_new(struct ui *ui, const char *argument)
{
	prompt_file(ui, _("Of the file"), argument,
		    _("a table that the partner sends: CSV or Excel"), "mapping");
}

static char *no_remove(struct ui *ui)
{
	const struct mapping_told *told = list_row_selected(ui_self(ui));

	if (told && !told->own)
		return g_strdup(_("It comes with osg; one of your own with the same name takes its "
				  "place."));
	return told ? NULL : list_screen_no_row(ui);
}

static void run_remove(struct ui *ui, const char *argument UNUSED)
{
	struct mappings_screen *self = ui_self(ui);
	const struct mapping_told *told = list_row_selected(self);
	GError *error = NULL;

	if (!mapping_remove(told->id, &error)) {
		ui_fail(ui, error);
		return;
	}
	g_free(self->removed);
	self->removed = g_strdup(told->id);
	ui_reload(ui);
	ui_message(ui, MESSAGE_DONE, _("“%s” is removed; {mappings.back} brings it back."),
		   self->removed);
}

static char *no_back(struct ui *ui)
{
	return ((struct mappings_screen *)ui_self(ui))->removed
		       ? NULL
		       : g_strdup(_("No mapping was removed here."));
}

static void run_back(struct ui *ui, const char *argument UNUSED)
{
	struct mappings_screen *self = ui_self(ui);
	g_autofree char *id = g_steal_pointer(&self->removed);
	GError *error = NULL;

	if (!mapping_take_back(id, &error)) {
		ui_fail(ui, error);
		return;
	}
	ui_reload(ui);
	ui_message(ui, MESSAGE_DONE, _("“%s” is as it was."), id);
}

static const struct command commands[] = {
	{"mappings.new", N_("New mapping"),
	 N_("Asks what the columns of a partner's file are, and keeps it for all like it."),
	 N_("File"), COMMAND_OUTSIDE, run_new, NULL, NEEDS(ACTION_SETUP)},
	{"mappings.remove", N_("Remove it"), N_("Removes the selected mapping of one's own."), NULL,
	 0, run_remove, no_remove, NEEDS(ACTION_SETUP)},
	{"mappings.back", N_("Bring it back"), N_("Brings back the mapping that was removed last."),
	 NULL, 0, run_back, no_back, NEEDS(ACTION_SETUP)},
	{NULL},
};

const struct screen_ops screen_mappings = {
	.id = "mappings",
	.title = N_("Mappings"),
	.commands = commands,
	.rows = &list,
	.status = mappings_status,
	.close = mappings_close,
};
