/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A screen in which a form is filled in: what all of them do with keys, pastes and clicks, and what
 * is said when somebody else stored the same meanwhile. */
#include "config.h"

#include "ui/form.h"
#include "ui/form_screen.h"
#include "ui/screen.h"
#include "ui/ui_private.h"

enum { PAUSE = 300 };

static struct form *form_of(struct ui *ui, gpointer self)
{
	return ui_screen(ui)->form(self);
}

gboolean form_screen_key(struct ui *ui, gpointer self, guint32 key)
{
	struct form *form = form_of(ui, self);
	guint before = form_changes(form);

	if (!form_press(form, key))
		return FALSE;
	if (form_changes(form) != before)
		ui_plan(ui, PAUSE);
	return TRUE;
}

void form_screen_paste(struct ui *ui, gpointer self, const char *text)
{
	if (form_paste(form_of(ui, self), text))
		ui_plan(ui, PAUSE);
	else
		ui_nothing_pasted(ui);
}

gboolean form_screen_mouse(struct ui *ui, gpointer self, enum mouse what, int x, int y)
{
	struct form *form = form_of(ui, self);
	guint before = form_changes(form);

	if (!form_mouse(form, what, x, y))
		return FALSE;
	if (form_changes(form) != before)
		ui_plan(ui, PAUSE);
	return TRUE;
}

gboolean form_screen_back(struct ui *ui, gpointer self)
{
	return form_back(form_of(ui, self));
}

void form_screen_rebase(struct ui *ui, struct form *form, const struct form *stored)
{
	g_autofree char *theirs = command_keys("form.theirs");
	guint both = form_rebase(form, stored, theirs);

	if (both)
		ui_message(
			ui, MESSAGE_ERROR,
			ngettext("Somebody else changed it in the meantime, %u field as you did: "
				 "{form.theirs} chooses, {form.save} stores.",
				 "Somebody else changed it in the meantime, %u fields as you did: "
				 "{form.theirs} chooses, {form.save} stores.",
				 both),
			both);
	else
		ui_message(
			ui, MESSAGE_ERROR, "%s",
			_("Somebody else changed other fields in the meantime: they are in place. "
			  "{form.save} stores yours too."));
}

static void save_again(struct ui *ui, gpointer data UNUSED)
{
	ui_screen(ui)->save(ui);
}

gboolean form_screen_ask(struct ui *ui, const GError *error)
{
	return reason_ask(ui, error, save_again, NULL);
}

/* drafts */

gboolean form_draft_open(struct ui *ui, struct form_draft *draft, char *take_name,
			 struct form *form)
{
	g_autofree char *typed = take_name ? ui_draft(ui, take_name) : NULL;

	draft->name = take_name;
	if (typed)
		form_restore(form, typed);
	draft->kept = typed != NULL;
	draft->changes = form_changes(form);
	return draft->kept;
}

void form_draft_clear(struct form_draft *draft)
{
	g_clear_pointer(&draft->name, g_free);
	g_clear_pointer(&draft->others, g_free);
}

void form_draft_keep(struct ui *ui, struct form_draft *draft, const struct form *form)
{
	g_autofree char *stored = NULL;

	if (!draft->name || draft->changes == form_changes(form))
		return;
	stored = form_store(form);
	ui_draft_save(ui, draft->name, stored);
	draft->changes = form_changes(form);
	draft->kept = TRUE;
}

void form_draft_drop(struct ui *ui, struct form_draft *draft, const struct form *form)
{
	if (draft->kept)
		ui_draft_save(ui, draft->name, NULL);
	draft->kept = FALSE;
	draft->changes = form_changes(form);
}

void form_draft_others(const struct ui *ui, struct form_draft *draft, gboolean here)
{
	g_free(draft->others);
	draft->others = here ? session_others_writing(ui->session, draft->name) : NULL;
}

char *form_draft_status(const struct ui *ui, const struct form_draft *draft)
{
	const char *said = !draft->kept || ui_draft_waits(ui, draft->name) ? NULL
			   : ui_draft_failing(ui)                          ? _("Draft not kept")
									   : _("Draft kept");
	g_autofree char *writing =
		draft->others ? g_strdup_printf(_("%s is writing here too"), draft->others) : NULL;

	if (said && writing)
		return g_strdup_printf("%s · %s", said, writing);
	return writing ? g_steal_pointer(&writing) : g_strdup(said);
}

/* commands */

static struct form *form_here(struct ui *ui)
{
	return form_of(ui, ui_self(ui));
}

static void run_next(struct ui *ui, const char *argument UNUSED)
{
	form_press(form_here(ui), UI_KEY_TAB);
}

static void run_previous(struct ui *ui, const char *argument UNUSED)
{
	form_press(form_here(ui), UI_KEY_BACKTAB);
}

static void run_save(struct ui *ui, const char *argument UNUSED)
{
	ui_screen(ui)->save(ui);
}

static void run_theirs(struct ui *ui, const char *argument UNUSED)
{
	g_autofree char *keys = command_keys("form.theirs");

	form_swap(form_here(ui), keys);
	ui_plan(ui, PAUSE);
}

static char *no_theirs(struct ui *ui)
{
	return form_is_disputed(form_here(ui))
		       ? NULL
		       : g_strdup(_("Nobody else changed this field while you wrote."));
}

const struct command form_commands[] = {
	{"form.save", N_("Save"), N_("Saves what the form says."), NULL,
	 COMMAND_FORM | COMMAND_WRITES, run_save, NULL},
	{"form.theirs", N_("Theirs or yours"),
	 N_("Takes what somebody else wrote in the field in place of yours, or yours again."), NULL,
	 COMMAND_FORM, run_theirs, no_theirs},
	{"form.next", N_("Next field"),
	 N_("Takes the completion shown and goes to the next field that is empty."), NULL,
	 COMMAND_FORM | COMMAND_MOVE, run_next, NULL},
	{"form.previous", N_("Field before"), N_("Goes to the field before."), NULL,
	 COMMAND_FORM | COMMAND_MOVE, run_previous, NULL},
	{NULL},
};
