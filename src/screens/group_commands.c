/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done on the screen of a focus group. */
#include "config.h"

#include "screens/group_closing.h"
#include "screens/group_screen.h"
#include "screens/observation_filter.h"

#include "osg/words.h"

static void turn(struct ui *ui, int by)
{
	struct group_screen *self = ui_self(ui);

	group_show(self, (enum section)(((int)self->section + by) % SECTIONS));
}

static void run_next(struct ui *ui, const char *argument UNUSED)
{
	turn(ui, 1);
}

static void run_previous(struct ui *ui, const char *argument UNUSED)
{
	turn(ui, SECTIONS - 1);
}

static char *may_not(struct ui *ui)
{
	const struct group_screen *self = ui_self(ui);
	g_autoptr(GError) error = NULL;

	if (!self->dossier)
		return g_strdup(_("There is no such focus group."));
	return app_group_may(self->session, self->dossier->group, &error)
		       ? NULL
		       : g_strdup(error->message);
}

/* A closed group is written in no more. */
static char *may_not_write(struct ui *ui)
{
	const struct group_screen *self = ui_self(ui);
	g_autoptr(GError) error = NULL;

	if (!self->dossier)
		return may_not(ui);
	return app_group_may_write(self->session, self->key, &error) ? NULL
								     : g_strdup(error->message);
}

/* A new part of the group; field (NULL = none) says which row it belongs to. */
static void open_form(struct ui *ui, const char *form, const char *field, gint64 key)
{
	const struct group_screen *self = ui_self(ui);
	g_autofree char *argument =
		g_strdup_printf("%s:new\nfocus_group=%" G_GINT64_FORMAT "\n%s=%" G_GINT64_FORMAT,
				form, self->key, field ? field : "", key);

	ui_open(ui, "record", argument);
}

/* What a part's new row is. On a visit a finding, beside goals a goal. */
static void run_new(struct ui *ui, const char *argument UNUSED)
{
	const struct group_screen *self = ui_self(ui);
	const struct record *record = group_selected(ui);

	if (self->section == SECTION_MEASURES)
		open_form(ui, "measure", NULL, 0);
	else if (self->section == SECTION_VISITS && record && record->kind == &site_visit_kind)
		open_form(ui, "finding", "site_visit", record->key);
	else if (self->section == SECTION_VISITS)
		open_form(ui, "visit", NULL, 0);
	else if (self->section == SECTION_STEPS && record && record->kind == &goal_kind)
		open_form(ui, "goal", NULL, 0);
	else if (self->section == SECTION_STEPS)
		open_form(ui, "member", NULL, 0);
	else
		open_form(ui, "cause", NULL, 0);
}

static char *no_cause(struct ui *ui)
{
	const struct record *record = group_selected(ui);

	return record && record->kind == &cause_kind
		       ? NULL
		       : g_strdup(_("Choose a cause first, in the part Causes."));
}

static void run_below(struct ui *ui, const char *argument UNUSED)
{
	open_form(ui, "cause", "parent", group_selected(ui)->key);
}

static void run_measure(struct ui *ui, const char *argument UNUSED)
{
	open_form(ui, "measure", "cause", group_selected(ui)->key);
}

static void run_goal(struct ui *ui, const char *argument UNUSED)
{
	open_form(ui, "goal", NULL, 0);
}

static gboolean changed(struct ui *ui, const char *said)
{
	ui_reload(ui);
	ui_message(ui, MESSAGE_UNDOABLE, "%s", said);
	return TRUE;
}

static void ask(struct ui *ui, const char *title, const char *hint, gint64 key,
		gboolean (*done)(struct ui *, const char *, gpointer, GError **),
		GPtrArray *(*complete)(struct ui *, const char *))
{
	const struct prompt prompt = {.title = title,
				      .hint = hint,
				      .complete = complete,
				      .done = done,
				      .data = g_memdup2(&key, sizeof key),
				      .free_data = g_free};

	prompt_open(ui, &prompt);
}

static gboolean evidence_found(struct ui *ui, const char *text, gpointer key, GError **error)
{
	int added = app_cause_evidence(ui_session(ui), *(const gint64 *)key, text, error);
	g_autofree char *said =
		g_strdup_printf(ngettext("%d event more shows the cause",
					 "%d events more show the cause", (gulong)MAX(added, 0)),
				added);

	return added >= 0 && changed(ui, said);
}

static void run_evidence(struct ui *ui, const char *argument UNUSED)
{
	ask(ui, _("Which observations show it"), _("visättra ska v37-v40"), group_selected(ui)->key,
	    evidence_found, observation_filter_complete);
}

static char *no_step(struct ui *ui)
{
	const struct record *record = group_selected(ui);

	return record && record->kind == &group_step_kind
		       ? NULL
		       : g_strdup(_("Choose a step first, in the part Steps and members."));
}

static void run_step(struct ui *ui, const char *argument UNUSED)
{
	GError *error = NULL;

	if (app_group_step(ui_session(ui), group_selected(ui)->key, STEP_DONE, NULL, &error))
		changed(ui, _("The step is done"));
	else
		ui_fail(ui, error);
}

static char *no_part(struct ui *ui)
{
	const struct record *record = group_selected(ui);
	static const struct record_kind *const parts[] = {
		&group_member_kind, &cause_kind, &goal_kind, &site_visit_kind, &site_finding_kind};

	for (gsize i = 0; record && i < G_N_ELEMENTS(parts); i++)
		if (record->kind == parts[i])
			return NULL;
	return g_strdup(_("This row is not one that can be taken back."));
}

static void run_withdraw(struct ui *ui, const char *argument UNUSED)
{
	struct record *record = record_copy(group_selected(ui));
	GError *error = NULL;

	if (app_group_part_withdraw(ui_session(ui), record, &error))
		changed(ui, _("It is taken back"));
	else
		ui_fail(ui, error);
	record_free(record);
}

static gboolean status_written(struct ui *ui, const char *text, gpointer key, GError **error)
{
	return app_group_status(ui_session(ui), *(const gint64 *)key, text, error) &&
	       changed(ui, _("The line of the week is kept"));
}

static void run_status(struct ui *ui, const char *argument UNUSED)
{
	ask(ui, _("Line to the OSG this week"), _("lamps in place, club open late from Thursday"),
	    ((struct group_screen *)ui_self(ui))->key, status_written, NULL);
}

static void run_change(struct ui *ui, const char *argument UNUSED)
{
	g_autofree char *form = g_strdup_printf("group:%" G_GINT64_FORMAT,
						((struct group_screen *)ui_self(ui))->key);

	ui_open(ui, "record", form);
}

static void run_fishbone(struct ui *ui, const char *argument UNUSED)
{
	struct group_screen *self = ui_self(ui);

	if (self->section != SECTION_CAUSES) {
		group_show(self, SECTION_CAUSES);
		self->fishbone = TRUE;
	} else {
		self->fishbone = !self->fishbone;
	}
}

static void run_print(struct ui *ui, const char *argument UNUSED)
{
	g_autofree char *report = g_strdup_printf("dossier:%" G_GINT64_FORMAT,
						  ((struct group_screen *)ui_self(ui))->key);

	ui_open(ui, "print", report);
}

/* How it ends, then why. */
static gboolean closed(struct ui *ui, const char *text, gpointer exit, GError **error)
{
	const struct group_screen *self = ui_self(ui);

	return group_closing_start(ui, self->key, (enum group_exit) * (const gint64 *)exit, text,
				   error);
}

static void exit_chosen(struct ui *ui, guint line, gpointer data UNUSED)
{
	ask(ui, _("Why it ends"), _("goal met in 7 of 7 weeks"), EXIT_GOAL_MET + line, closed,
	    NULL);
}

static char *cannot_close(struct ui *ui)
{
	const struct group_screen *self = ui_self(ui);
	g_autoptr(GPtrArray) open = self->dossier ? dossier_open_steps(self->dossier) : NULL;

	if (!open || !open->len)
		return NULL;
	return g_strdup_printf(_("It cannot be closed yet, this must be done first: %s."),
			       group_step_label(open->pdata[0], session_english(self->session)));
}

static void run_close(struct ui *ui, const char *argument UNUSED)
{
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);

	for (int exit = EXIT_GOAL_MET; exit <= EXIT_RAISED; exit++)
		g_ptr_array_add(lines, g_strdup(words_exit(exit)));
	choice_open(ui, _("How it ends"), lines, 0, exit_chosen, NULL, NULL);
}

const struct command group_commands[] = {
	{"group.next", N_("Next part"), N_("Goes to the next part of the group."), NULL,
	 COMMAND_MOVE, run_next, NULL},
	{"group.previous", N_("Part before"), N_("Goes to the part before."), NULL, COMMAND_MOVE,
	 run_previous, NULL},
	{"group.new", N_("New row"),
	 N_("Writes a cause, a measure, a member or a visit; on a visit a finding."), NULL,
	 COMMAND_WRITES, run_new, NULL, 0, may_not_write},
	{"group.below", N_("Cause under it"), N_("Writes what lies under the selected cause."),
	 NULL, COMMAND_WRITES, run_below, no_cause, 0, may_not_write},
	{"group.measure", N_("Measure against it"),
	 N_("Writes a measure with the selected cause filled in."), NULL, COMMAND_WRITES,
	 run_measure, no_cause, 0, may_not_write},
	{"group.goal", N_("New goal"), N_("Writes a goal of the group."), NULL, COMMAND_WRITES,
	 run_goal, NULL, 0, may_not_write},
	{"group.evidence", N_("Evidence"),
	 N_("Adds the observations that a filter finds to what shows the selected cause."), NULL,
	 COMMAND_WRITES, run_evidence, no_cause, 0, may_not_write},
	{"group.step", N_("Step done"), N_("Marks the selected step as done."), NULL,
	 COMMAND_WRITES, run_step, no_step, 0, may_not_write},
	{"group.withdraw", N_("Take back"),
	 N_("Takes back the selected cause, member, goal, visit or finding."), NULL, COMMAND_WRITES,
	 run_withdraw, no_part, 0, may_not_write},
	{"group.status", N_("Line of the week"), N_("Writes this week's line to the OSG."), NULL,
	 COMMAND_WRITES, run_status, NULL, 0, may_not_write},
	{"group.change", N_("Change the group"),
	 N_("Name, leader, mandate, delimitation and yardstick of the group."), NULL,
	 COMMAND_WRITES, run_change, NULL, 0, may_not},
	{"group.fishbone", N_("Fishbone"),
	 N_("Shows the causes as a fishbone, or as a tree again."), NULL, 0, run_fishbone, NULL},
	{"group.print", N_("Print the dossier"), N_("Shows the group's dossier as it is printed."),
	 NULL, 0, run_print, NULL},
	{"group.close", N_("Close the group"),
	 N_("Ends the group with how and why; refused while a step that must be done is open."),
	 NULL, COMMAND_WRITES, run_close, cannot_close, 0, may_not_write},
	{NULL},
};
