/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a screen with a form leaves to the form screen of all. */
#ifndef OSG_UI_FORM_SCREEN_H
#define OSG_UI_FORM_SCREEN_H

#include "osg/ui.h"
#include "ui/form.h"

gboolean form_screen_key(struct ui *ui, gpointer self, guint32 key);
void form_screen_paste(struct ui *ui, gpointer self, const char *text);
gboolean form_screen_mouse(struct ui *ui, gpointer self, enum mouse what, int x, int y);
gboolean form_screen_back(struct ui *ui, gpointer self);
/* Somebody else stored it meanwhile: stored is a form that says what stands there now
 * (form_rebase), and the status row tells what is to be chosen. */
void form_screen_rebase(struct ui *ui, struct form *form, const struct form *stored);
/* As reason_ask: the screen's own save is done again. */
gboolean form_screen_ask(struct ui *ui, const GError *error);
/* "Draft kept · Bevakning is writing here too": name is the draft's, others as
 * session_others_writing has them. Owned, NULL = nothing to say. */
char *form_screen_status(const struct ui *ui, const char *draft, gboolean kept, const char *others);

#endif
