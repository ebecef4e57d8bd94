/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question that the entry guard asks: why must it stand there? What was typed stays; Escape
 * goes back to rewrite it. */
#include "config.h"

#include "ui/ui_private.h"

struct reason_asking {
	void (*again)(struct ui *ui, gpointer data);
	gpointer data;
};

/* The reason is for this attempt alone. */
static gboolean stated(struct ui *ui, const char *text, gpointer data, GError **error)
{
	const struct reason_asking *asking = data;

	if (!session_state_reason(ui_session(ui), text, error))
		return FALSE;
	asking->again(ui, asking->data);
	return session_state_reason(ui_session(ui), NULL, error);
}

gboolean reason_ask(struct ui *ui, const GError *error, void (*again)(struct ui *ui, gpointer data),
		    gpointer data)
{
	struct reason_asking *asking;

	if (!g_error_matches(error, OSG_ERROR, OSG_ERROR_REASON))
		return FALSE;
	asking = g_new(struct reason_asking, 1);
	*asking = (struct reason_asking){again, data};
	prompt_open(ui, &(struct prompt){.title = _("Why must it stand there?"),
					 .hint = _("or go back and rewrite the text"),
					 .complaint = error->message,
					 .done = stated,
					 .data = asking,
					 .free_data = g_free});
	return TRUE;
}
