/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Focus groups at the meeting: their line of the week, and their end, without leaving the point. */
#include "config.h"

#include "screens/group_closing.h"
#include "screens/meeting_rows.h"

#include "osg/words.h"

static const struct focus_group *group_here(const struct meeting_screen *self)
{
	const struct meeting_row *row = meeting_row_selected(self);

	return row && row->kind == ROW_GROUP ? row->of : NULL;
}

char *meeting_no_new_group(struct ui *ui)
{
	const struct meeting_row *row = meeting_row_selected(meeting_of(ui));
	const struct matter *m = row && row->kind == ROW_MATTER ? row->of : NULL;
	const struct picture *picture = m && m->number ? ui_picture(ui) : NULL;
	char *refused = meeting_refuses(ui);

	for (guint i = 0; !refused && picture && i < picture->hotspots->len; i++) {
		const struct picture_hotspot *h = picture->hotspots->pdata[i];
		g_autoptr(GError) error = NULL;

		if (h->number == m->number && !app_hotspot_is_free(ui_session(ui), h, &error))
			refused = g_strdup_printf(_("%s {groups} shows it."), error->message);
	}
	return refused;
}

char *meeting_no_group(struct ui *ui)
{
	const struct focus_group *group = group_here(meeting_of(ui));
	g_autoptr(GError) error = NULL;

	if (!group)
		return g_strdup(_("Select a focus group, at the point “Focus groups”."));
	return app_group_may(ui_session(ui), group, &error) ? NULL : g_strdup(error->message);
}

/* Of a group, and how it ends: copied, for the rows are made anew while one types. */
struct group_answer {
	gint64 group;
	enum group_exit exit;
};

static void ask(struct ui *ui, const char *title, const char *hint, struct group_answer answer,
		gboolean (*done)(struct ui *, const char *, gpointer, GError **))
{
	const struct prompt prompt = {.title = title,
				      .hint = hint,
				      .done = done,
				      .data = g_memdup2(&answer, sizeof answer),
				      .free_data = g_free};

	prompt_open(ui, &prompt);
}

static gboolean status_written(struct ui *ui, const char *text, gpointer data, GError **error)
{
	const struct group_answer *answer = data;

	if (!app_group_status(ui_session(ui), answer->group, text, error))
		return FALSE;
	ui_reload(ui);
	ui_message(ui, MESSAGE_UNDOABLE, "%s", _("The line of the week is kept"));
	return TRUE;
}

void meeting_run_status(struct ui *ui, const char *argument UNUSED)
{
	const struct focus_group *group = group_here(meeting_of(ui));

	ask(ui, _("Line to the OSG this week"), _("lamps in place, club open late from Thursday"),
	    (struct group_answer){.group = group->record.key}, status_written);
}

static gboolean stopped(struct ui *ui, const char *why, gpointer data, GError **error)
{
	const struct group_answer *answer = data;

	return group_closing_start(ui, answer->group, answer->exit, why, error);
}

static void exit_chosen(struct ui *ui, guint line, gpointer data)
{
	const struct group_answer *answer = data;

	ask(ui, _("Why it ends"), _("goal met in 7 of 7 weeks"),
	    (struct group_answer){answer->group, EXIT_GOAL_MET + line}, stopped);
}

/* What is open in it is refused by name, where the reason is typed. */
void meeting_stop_group(struct ui *ui)
{
	const struct focus_group *group = group_here(meeting_of(ui));
	const struct group_answer answer = {.group = group->record.key};
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);

	for (int exit = EXIT_GOAL_MET; exit <= EXIT_RAISED; exit++)
		g_ptr_array_add(lines, g_strdup(words_exit(exit)));
	choice_open(ui, _("How it ends"), lines, 0, exit_chosen, g_memdup2(&answer, sizeof answer),
		    g_free);
}
