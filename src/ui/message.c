/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was said in the status row: how it is worded, how long it stays, and the last of it kept. */
#include "config.h"

#include "osg/text.h"
#include "ui/ui_private.h"

#define MESSAGE_STAYS (2 * G_USEC_PER_SEC)
#define MESSAGES_KEPT 200

void message_free(gpointer data)
{
	struct message *line = data;

	g_free(line->text);
	g_free(line);
}

/* What the session did to the words that were stored is said in the same breath. */
static char *with_remark(struct ui *ui, char *take_text)
{
	const char *remark = session_take_remark(ui->session);
	char *both;

	if (!remark)
		return take_text;
	both = g_strdup_printf("%s · %s", take_text, remark);
	g_free(take_text);
	return both;
}

void ui_message(struct ui *ui, enum message_kind kind, const char *format, ...)
{
	struct message *line = g_new0(struct message, 1);
	g_autofree char *said = NULL, *text = NULL;
	va_list arguments;

	va_start(arguments, format);
	said = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	text = ui_hint(ui, said);
	if (kind == MESSAGE_UNDOABLE || kind == MESSAGE_DONE)
		text = with_remark(ui, text);
	if (kind == MESSAGE_UNDOABLE) {
		g_autofree char *undo = command_keys("change.undo"), *done = g_steal_pointer(&text),
				*back = command_sentence("{screen.back} "),
				*keys = g_strconcat(ui_screen(ui)->form ? back : "", undo, NULL);

		text = g_strdup_printf(_("%s · %s takes it back"), done, keys);
	}
	line->kind = kind;
	line->text = text_clean(text, -1, FALSE);
	line->at = session_now(ui->session);
	line->seen = ui_clock(ui);
	line->input = ui->inputs;
	g_ptr_array_add(ui->messages, line);
	if (ui->messages->len > MESSAGES_KEPT)
		g_ptr_array_remove_index(ui->messages, 0);
	ui->message_shown = TRUE;
}

void ui_fail(struct ui *ui, GError *take_error)
{
	ui_message(ui, MESSAGE_ERROR, "%s",
		   take_error ? take_error->message : _("That did not work."));
	g_clear_error(&take_error);
}

void message_hide(struct ui *ui)
{
	const struct message *last =
		ui->messages->len ? ui->messages->pdata[ui->messages->len - 1] : NULL;

	if (last && (last->kind == MESSAGE_HINT || ui_clock(ui) - last->seen >= MESSAGE_STAYS))
		ui->message_shown = FALSE;
}

void message_hide_old(struct ui *ui)
{
	const struct message *last =
		ui->messages->len ? ui->messages->pdata[ui->messages->len - 1] : NULL;

	if (last && last->input != ui->inputs)
		ui->message_shown = FALSE;
}
