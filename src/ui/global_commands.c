/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that hold everywhere: weeks, undo, back, what opens a screen. */
#include "config.h"

#include "ui/command.h"

#include "ui/chart_viewer.h"
#include "ui/import_move.h"
#include "ui/ui_private.h"

static void run_help(struct ui *ui, const char *argument UNUSED)
{
	help_open(ui);
}

static void run_palette(struct ui *ui, const char *argument UNUSED)
{
	palette_open(ui);
}

static void run_messages(struct ui *ui, const char *argument UNUSED)
{
	messages_open(ui);
}

static void run_earlier(struct ui *ui, const char *argument UNUSED)
{
	ui_set_week(ui, session_week(ui->session) - 1);
}

static void run_later(struct ui *ui, const char *argument UNUSED)
{
	ui_set_week(ui, session_week(ui->session) + 1);
}

static gboolean jump(struct ui *ui, const char *text, gpointer data UNUSED, GError **error)
{
	int day = time_day(session_now(ui->session)), week;

	week = week_parse(text, day, session_week(ui->session));
	if (week == WEEK_NONE) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("“%s” is no week. Write it as 40, v40, 2024-W40 or -1."), text);
		return FALSE;
	}
	ui_set_week(ui, week);
	return TRUE;
}

static void run_jump(struct ui *ui, const char *argument)
{
	g_autofree char *newest = ui->newest == WEEK_NONE ? NULL : week_format(ui->newest);
	const struct prompt prompt = {
		.title = _("Week"), .initial = newest, .hint = _("40, 2024-W40, -1"), .done = jump};
	g_autoptr(GError) error = NULL;

	ui->newest = WEEK_NONE;

	if (!argument)
		prompt_open(ui, &prompt);
	else if (!jump(ui, argument, NULL, &error))
		ui_fail(ui, g_steal_pointer(&error));
}

static char *no_undo(struct ui *ui)
{
	const char *closed = session_undo_closed(ui->session);

	if (session_undo_title(ui->session))
		return NULL;
	return g_strdup(closed ? closed : _("There is nothing to take back."));
}

static char *no_redo(struct ui *ui)
{
	return session_redo_title(ui->session) ? NULL
					       : g_strdup(_("There is nothing to do again."));
}

/* What was taken back may be a whole text: the key stands after it. Owned. */
static char *change_name(const char *what)
{
	enum { ROOM = 40 };

	return text_width(what) > ROOM ? text_fit(what, ROOM, TEXT_LEFT) : g_strdup(what);
}

static void run_undo(struct ui *ui, const char *argument UNUSED)
{
	g_autofree char *what = NULL, *name = NULL;
	GError *error = NULL;

	if (import_move_start(ui, TRUE))
		return;
	if (!session_undo(ui->session, &what, &error)) {
		ui_fail(ui, error);
		return;
	}
	ui_reload(ui);
	name = change_name(what);
	ui_message(ui, MESSAGE_DONE, _("Taken back: %s · {change.redo} does it again"), name);
}

static void run_redo(struct ui *ui, const char *argument UNUSED)
{
	g_autofree char *what = NULL, *name = NULL;
	GError *error = NULL;

	if (import_move_start(ui, FALSE))
		return;
	if (!session_redo(ui->session, &what, &error)) {
		ui_fail(ui, error);
		return;
	}
	ui_reload(ui);
	name = change_name(what);
	ui_message(ui, MESSAGE_UNDOABLE, _("Done again: %s"), name);
}

static void run_back(struct ui *ui, const char *argument UNUSED)
{
	struct view *view = ui_view(ui);

	if (!ui_cancel(ui, NULL) && !(view->does.back && view->does.back(ui, view->self)))
		ui_leave(ui);
}

static void run_leave(struct ui *ui, const char *argument UNUSED)
{
	if (ui->tabs[ui->tab]->len > 1)
		ui_leave(ui);
	else
		ui_message(ui, MESSAGE_HINT, _("{program.quit} ends osg."));
}

static void run_quit(struct ui *ui, const char *argument UNUSED)
{
	ui_quit(ui);
}

static void run_mouse(struct ui *ui, const char *argument UNUSED)
{
	ui->mouse_off = !ui->mouse_off;
	ui_message(ui, MESSAGE_DONE, "%s",
		   ui->mouse_off ? _("The mouse is the terminal's own now.")
				 : _("The mouse works in osg; hold Shift to mark text."));
}

/* screens without a tab */

static void run_entry(struct ui *ui, const char *argument UNUSED)
{
	ui_open(ui, "entry", NULL);
}

static void run_import(struct ui *ui, const char *argument)
{
	prompt_file(ui, _("Read in"), argument, _("a file: the police's feed or a partner's CSV"),
		    "import");
}

/* On the import's screen most likely the earlier one of the same file. */
static void run_import_undo(struct ui *ui, const char *argument)
{
	import_move_ask(ui, argument);
}

static void run_roll(struct ui *ui, const char *argument UNUSED)
{
	ui_open(ui, "roll", NULL);
}

static void run_rejected(struct ui *ui, const char *argument UNUSED)
{
	ui_open(ui, "rejected", NULL);
}

static void run_settings(struct ui *ui, const char *argument UNUSED)
{
	ui_open(ui, "settings", NULL);
}

static void run_setup(struct ui *ui, const char *argument)
{
	ui_open(ui, "setup", argument);
}

static void run_log(struct ui *ui, const char *argument UNUSED)
{
	ui_open(ui, "log", NULL);
}

static gboolean open_period(struct ui *ui, const char *text, gpointer data UNUSED, GError **error)
{
	struct period period;
	int today = time_day(session_now(ui->session));

	if (!period_parse(text, today, session_week(ui->session), &period, error))
		return FALSE;
	g_autofree char *name = period_format(period);
	ui_open(ui, "period", name);
	return TRUE;
}

static void run_period(struct ui *ui, const char *argument)
{
	const struct prompt prompt = {
		.title = _("Month, quarter or year"),
		.hint = _("2024-09, 2024-Q3, 2024, 2024-09-01..2024-09-30, last month"),
		.done = open_period};
	GError *error = NULL;

	if (!argument)
		prompt_open(ui, &prompt);
	else if (!open_period(ui, argument, NULL, &error))
		ui_fail(ui, error);
}

GPtrArray *complete_place(struct ui *ui, const char *text)
{
	enum { OFFERED = 8 };
	const struct registry *v = session_registry(ui_session(ui));
	const GPtrArray *areas = registry_areas(v);
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *typed = text_fold(text);
	GHashTable *use = session_use_of_places(ui_session(ui));
	struct match found[OFFERED];
	int n = registry_complete_places(v, text, use, found, OFFERED);

	if (!n)
		n = registry_nearly_places(v, text, use, found, OFFERED);
	for (guint i = 0; *typed && i < areas->len; i++) {
		const struct area *area = areas->pdata[i];
		g_autofree char *name = text_fold(area->name);

		if (g_str_has_prefix(name, typed))
			g_ptr_array_add(lines, g_strdup(area->name));
	}
	for (int i = 0; i < n; i++)
		g_ptr_array_add(lines, g_strdup(((const struct place *)found[i].record)->name));
	return lines;
}

/* What was tried at a place that somebody names. */
static gboolean tried_there(struct ui *ui, const char *text, gpointer data UNUSED,
			    GError **error UNUSED)
{
	ui_open(ui, "measures", text);
	return TRUE;
}

static void run_tried(struct ui *ui, const char *argument)
{
	const struct prompt prompt = {.title = _("Place, area or group"),
				      .hint = _("visättra"),
				      .complete = complete_place,
				      .done = tried_there};

	if (argument)
		ui_open(ui, "measures", argument);
	else
		prompt_open(ui, &prompt);
}

static char *no_charts(struct ui *ui)
{
	const struct view *view = ui_view(ui);

	if (!view->does.charts)
		return g_strdup(_("There is nothing on this screen to draw."));
	return view->does.no_charts ? view->does.no_charts(ui, view->self) : NULL;
}

static void run_charts(struct ui *ui, const char *argument UNUSED)
{
	const struct view *view = ui_view(ui);
	GError *error = NULL;
	GPtrArray *charts = view->does.charts(ui, view->self, &error);

	if (error)
		ui_fail(ui, error);
	else if (charts && charts->len)
		chart_viewer_open(ui, g_steal_pointer(&charts));
	else
		ui_message(ui, MESSAGE_HINT, "%s", _("There is nothing to draw here yet."));
	g_clear_pointer(&charts, g_ptr_array_unref);
}

const struct command global_commands[] = {
	{"measures.tried", N_("What was tried there"),
	 N_("Shows the measures that were taken at a place, in an area or a group, and whether "
	    "they "
	    "helped."),
	 N_("Place, area or group"), 0, run_tried, NULL},
	{"entry.open", N_("New observation"),
	 N_("Opens the entry form; a draft that was left is still there."), NULL, COMMAND_WRITES,
	 run_entry, NULL, NEEDS(ACTION_OBSERVATION_ADD)},
	{"import.open", N_("Read a file in"),
	 N_("Shows what a file would bring, then takes it in."), N_("File"),
	 COMMAND_WRITES | COMMAND_OUTSIDE, run_import, NULL, NEEDS(ACTION_IMPORT)},
	{"import.undo", N_("Take an import back"),
	 N_("Withdraws everything that a file brought, of any day; then a better one can be read."),
	 NULL, COMMAND_WRITES, run_import_undo, NULL, NEEDS(ACTION_IMPORT)},
	{"roll.open", N_("Roll call"),
	 N_("Shows who has reported, who has nothing to report and who is silent."), NULL, 0,
	 run_roll, NULL},
	{"rejected.open", N_("Rows set aside"),
	 N_("Shows what could not be read or placed, to mend it or leave it out."), NULL, 0,
	 run_rejected, NULL},
	{"settings.open", N_("Settings"), N_("Language, theme, mouse, printer."), NULL, 0,
	 run_settings, NULL},
	{"setup.open", N_("Set up"),
	 N_("Seats and their keys, organisations, places, categories, changed recordings."), NULL,
	 0, run_setup, NULL, NEEDS(ACTION_SETUP)},
	{"log.open", N_("Record of changes"),
	 N_("Who did what, when and through which door, and whether the chain is whole."), NULL, 0,
	 run_log, NULL, NEEDS(ACTION_LOG_READ)},
	{"week.earlier", N_("The week before"), N_("Shows the week before on every screen."), NULL,
	 0, run_earlier, NULL},
	{"week.later", N_("The week after"), N_("Shows the week after on every screen."), NULL, 0,
	 run_later, NULL},
	{"week.jump", N_("Go to a week"),
	 N_("Asks for a week: 40 (the one nearest), 2024-W40, or -1 for the one before."),
	 N_("Week"), 0, run_jump, NULL},
	{"period.open", N_("Month, quarter, year"),
	 N_("Counts a longer period beside the same a year before: 2024-09, 2024-Q3, 2024, "
	    "2024-09-01..2024-09-30."),
	 N_("Period"), 0, run_period, NULL},
	{"chart.open", N_("Charts"),
	 N_("Draws what the screen is about, large, with a cursor that reads out each value."),
	 NULL, 0, run_charts, no_charts},
	{"change.undo", N_("Undo"), N_("Takes back the last change that was made here."), NULL,
	 COMMAND_WRITES, run_undo, no_undo},
	{"change.redo", N_("Redo"), N_("Does again what undo took back."), NULL, COMMAND_WRITES,
	 run_redo, no_redo},
	{"palette.open", N_("Find a command"),
	 N_("Finds commands, screens, weeks and areas by a few letters."), NULL, 0, run_palette,
	 NULL},
	{"messages.open", N_("Earlier messages"), N_("Shows what the status row has said."), NULL,
	 0, run_messages, NULL},
	{"mouse.toggle", N_("Mouse on or off"),
	 N_("Gives the mouse back to the terminal, for marking and copying text."), NULL, 0,
	 run_mouse, NULL},
	{"screen.back", N_("Back"),
	 N_("One step back; nothing that was typed is lost. Stops a long job."), NULL, COMMAND_MOVE,
	 run_back, NULL},
	{"screen.leave", N_("Leave the screen"), N_("Goes back to the screen before."), NULL,
	 COMMAND_MOVE, run_leave, NULL},
	{"program.quit", N_("End osg"), N_("Everything is saved already."), NULL, 0, run_quit,
	 NULL},
	{"help.open", N_("Help"), N_("Shows every key that works here."), NULL, 0, run_help, NULL},
	{NULL},
};
