/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A focus group is closed from its own screen and from the meeting: what may not be is told at
 * once, the verdict is counted beside the screens, and then it is closed. */
#include "config.h"

#include "screens/group_closing.h"

struct closing {
	gint64 group;
	enum group_exit exit;
	char *reason;
	enum verdict verdict;
};

static void closing_free(gpointer data)
{
	struct closing *closing = data;

	g_free(closing->reason);
	g_free(closing);
}

/* The task's data is read again in done, when this has ended. */
static gpointer count_verdict(struct task *task UNUSED, struct session *session, gpointer data,
			      GError **error)
{
	struct closing *closing = data;

	closing->verdict = app_group_verdict(session, closing->group, error);
	return closing->verdict == VERDICT_NONE ? NULL : closing;
}

static void close_with(struct ui *ui, gpointer result UNUSED, gpointer data, const GError *failed)
{
	const struct closing *closing = data;
	GError *error = NULL;

	if (failed) {
		ui_message(ui, MESSAGE_ERROR, "%s", failed->message);
	} else if (app_group_close(ui_session(ui), closing->group, closing->exit, closing->reason,
				   closing->verdict, &error)) {
		ui_reload(ui);
		ui_message(ui, MESSAGE_UNDOABLE, "%s", _("The group is closed, with its verdict"));
	} else {
		ui_fail(ui, error);
	}
}

gboolean group_closing_start(struct ui *ui, gint64 group, enum group_exit exit, const char *reason,
			     GError **error)
{
	struct closing *closing;

	if (!app_group_may_close(ui_session(ui), group, exit, reason, error))
		return FALSE;
	closing = g_new0(struct closing, 1);
	*closing = (struct closing){.group = group, .exit = exit, .reason = g_strdup(reason)};
	const struct request request = {.priority = PRIORITY_JOB,
					.title = _("Counting before and after"),
					.work = count_verdict,
					.done = close_with,
					.data = closing,
					.free_data = closing_free};
	ui_start(ui, &request);
	return TRUE;
}
