/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a meeting ends: closed after a look at what lacks, opened again with a reason, handed to
 * another seat. */
#include "config.h"

#include "screens/meeting_rows.h"

/* the end of the meeting */

static gboolean closed(struct ui *ui, const char *reason, gpointer data UNUSED, GError **error)
{
	struct meeting_screen *self = meeting_of(ui);
	int week = session_week(self->session);

	if (!app_meeting_close(self->session, self->whole->meeting->record.key, reason, error))
		return FALSE;
	ui_show_draft(ui, FALSE);
	ui_message(ui, MESSAGE_DONE,
		   _("The picture is fixed as version %d and the meeting closed · {meeting.print} "
		     "prints the minutes"),
		   app_picture_versions(self->session, week));
	return TRUE;
}

static void close_confirmed(struct ui *ui, gpointer data)
{
	GError *error = NULL;

	if (!closed(ui, NULL, data, &error))
		ui_fail(ui, error);
}

/* Everything is read back first. */
void meeting_run_close(struct ui *ui, const char *argument)
{
	struct meeting_screen *self = meeting_of(ui);
	const struct agenda_item *item = meeting_shown(self);
	g_autoptr(GPtrArray) warnings =
		app_meeting_warnings(self->session, self->whole, self->matters, ui_picture(ui));
	const struct prompt prompt = {.title = _("Closed with warnings left, because"),
				      .initial = argument,
				      .hint = _("decided by the chair on Thursday"),
				      .done = closed};
	g_autoptr(GPtrArray) lines = g_ptr_array_new();

	if (item->kind != AGENDA_READ_BACK) {
		app_meeting_turn(self->session, self->whole->meeting->record.key,
				 (int)self->whole->items->len, NULL);
		ui_reload(ui);
		ui_message(ui, MESSAGE_HINT,
			   _("Read back what was decided; {meeting.close} then closes."));
		return;
	}
	g_ptr_array_add(lines, _("The picture of the week is fixed and never changes; the minutes "
				 "can be printed. What is open is carried to the next meeting."));
	if (warnings->len)
		prompt_open(ui, &prompt);
	else
		confirm_open(ui, _("Fix the picture and close the meeting?"), lines, _("close"),
			     close_confirmed, NULL, NULL);
}

static gboolean reopened(struct ui *ui, const char *reason, gpointer data UNUSED, GError **error)
{
	struct meeting_screen *self = meeting_of(ui);

	if (!app_meeting_reopen(self->session, self->whole->meeting->record.key, reason, error))
		return FALSE;
	ui_reload(ui);
	ui_message(ui, MESSAGE_DONE, "%s",
		   _("The meeting is open again: {meeting.close} closes it."));
	return TRUE;
}

char *meeting_no_reopen(struct ui *ui)
{
	const struct meeting_screen *self = meeting_of(ui);

	if (!self->whole || self->whole->meeting->state != MEETING_CLOSED)
		return g_strdup(_("Only a closed meeting is reopened."));
	return NULL;
}

void meeting_run_reopen(struct ui *ui, const char *argument)
{
	const struct prompt prompt = {.title = _("Opened again, because"),
				      .initial = argument,
				      .hint = _("decision 2 lacked its date"),
				      .done = reopened};

	prompt_open(ui, &prompt);
}

/* to another seat */

char *meeting_no_hand_over(struct ui *ui)
{
	const struct meeting_screen *self = meeting_of(ui);

	if (session_read_only(self->session))
		return session_writes_not(self->session);
	if (!self->whole || self->whole->meeting->state != MEETING_OPEN)
		return g_strdup(_("The meeting is not open now."));
	return ui_may_not(ui, ACTION_MEETING_HAND_OVER);
}

static void seat_chosen(struct ui *ui, guint line, gpointer data)
{
	struct meeting_screen *self = meeting_of(ui);
	const struct participant *to = ((GPtrArray *)data)->pdata[line];
	GError *error = NULL;

	if (!app_meeting_hand_over(self->session, self->whole->meeting->record.key, to->record.key,
				   &error)) {
		ui_fail(ui, error);
		return;
	}
	ui_reload(ui);
	ui_message(ui, MESSAGE_DONE, _("%s leads the meeting now"), to->title ? to->title : "–");
}

void meeting_run_hand_over(struct ui *ui, const char *argument UNUSED)
{
	struct meeting_screen *self = meeting_of(ui);
	GPtrArray *seats = app_meeting_seats(self->session, NULL);
	g_autoptr(GPtrArray) lines = g_ptr_array_new();
	guint here = 0;

	for (guint i = 0; seats && i < seats->len; i++) {
		const struct participant *p = seats->pdata[i];

		if (p->record.key != self->whole->meeting->chair)
			here = i;
		g_ptr_array_add(lines, p->title ? p->title : p->handle);
	}
	if (seats)
		choice_open(ui, _("Who leads from now on"), lines, here, seat_chosen, seats,
			    (GDestroyNotify)g_ptr_array_unref);
}
