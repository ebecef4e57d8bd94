/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All commands gathered, found and run. A command never asks which screen it came from. */
#include "config.h"

#include "ui/command.h"

#include <string.h>

#include "osg/outside.h"
#include "ui/ui_private.h"

/* A selection that has not moved for so long shows its details. */
#define RESTS_AFTER (80 * G_TIME_SPAN_MILLISECOND)

static void gather(GArray *all, const struct command *commands, const struct screen_ops *screen)
{
	for (const struct command *c = commands; c && c->id; c++) {
		struct command_place place = {c, screen};

		g_array_append_val(all, place);
	}
}

const GArray *commands_all(void)
{
	static GArray *all;

	if (g_once_init_enter(&all)) {
		GArray *made = g_array_new(FALSE, FALSE, sizeof(struct command_place));

		for (const struct screen_ops *const *screen = screens; *screen; screen++)
			gather(made, (*screen)->commands, *screen);
		gather(made, form_commands, NULL);
		gather(made, list_commands, NULL);
		gather(made, global_commands, NULL);
		g_once_init_leave(&all, made);
	}
	return all;
}

const struct command *command_find(const char *id, const struct screen_ops **screen)
{
	const GArray *all = commands_all();

	for (guint i = 0; i < all->len; i++) {
		const struct command_place *place = &g_array_index(all, struct command_place, i);

		if (strcmp(place->command->id, id) != 0)
			continue;
		if (screen)
			*screen = place->screen;
		return place->command;
	}
	return NULL;
}

const struct command *command_door(const struct screen_ops *screen)
{
	g_autofree char *id = screen ? g_strconcat(screen->id, ".open", NULL) : NULL;
	const struct screen_ops *of = NULL;
	const struct command *door =
		id && !screen->digit && !screen->form ? command_find(id, &of) : NULL;

	return door && !of && !door->argument ? door : NULL;
}

char *command_barred(struct ui *ui, const struct command *command, gboolean shown)
{
	char *why = command->needs ? ui_may_not(ui, (enum action)(command->needs - 1)) : NULL;

	return !why && shown && command->may_not ? command->may_not(ui) : why;
}

char *command_refusal(struct ui *ui, const struct command *command)
{
	char *refusal = NULL;

	if ((command->flags & COMMAND_LIST) && !ui_list(ui))
		return g_strdup(_("There is no list here."));
	if ((command->flags & COMMAND_FORM) && !ui_screen(ui)->form)
		return g_strdup(_("There is no form here."));
	if ((command->flags & COMMAND_OUTSIDE) && outside_is_shut())
		return g_strdup(
			_("Through ssh there are no files and printers here: it is done "
			  "from your own computer, with ssh HOST import, export or print."));
	if (command->flags & COMMAND_WRITES)
		refusal = session_writes_not(ui->session);
	if (!refusal)
		refusal = command_barred(ui, command, TRUE);
	return !refusal && command->refused ? command->refused(ui) : refusal;
}

/* Which row it shall be about is not for the palette to guess. Owned. */
static char *choose_first(const struct command *command)
{
	g_autofree char *key = command_keys(command->id);

	return g_strdup_printf(_("Choose the row, then %s: %s."), key, _(command->title));
}

void ui_run_command(struct ui *ui, const struct command *command, const struct screen_ops *screen,
		    const char *argument)
{
	gboolean elsewhere = screen && ui_screen(ui) != screen;
	const struct command *door = elsewhere ? command_door(screen) : NULL;
	g_autofree char *refusal = door ? command_refusal(ui, door) : NULL;

	if (elsewhere && !refusal)
		ui_open(ui, screen->id, NULL);
	if (!refusal)
		refusal = command_refusal(ui, command);
	if (elsewhere && !refusal && (command->flags & COMMAND_ROW))
		refusal = choose_first(command);
	if (refusal)
		ui_message(ui, MESSAGE_HINT, "%s", refusal);
	else
		command->run(ui, argument);
	if ((command->flags & COMMAND_MOVE) && (command->flags & COMMAND_LIST))
		ui->rests_at = ui_clock(ui) + RESTS_AFTER;
}

void ui_run(struct ui *ui, const char *id, const char *argument)
{
	const struct screen_ops *screen = NULL;
	const struct command *command = command_find(id, &screen);

	g_return_if_fail(command != NULL);
	ui_run_command(ui, command, screen, argument);
}
