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

/* What was typed in a form is kept under a name at every pause, until it is saved. */
struct form_draft {
	char *name;
	char *others;  /* who else writes in it, NULL = nobody */
	guint changes; /* form_changes when it was kept */
	gboolean kept; /* there is one */
};

/* A form that was just made, and settled, gets what was typed in it before; TRUE: there was a
 * draft. take_name NULL: nothing is kept. */
gboolean form_draft_open(struct ui *ui, struct form_draft *draft, char *take_name,
			 struct form *form);
void form_draft_clear(struct form_draft *draft);
/* Only where something was typed since. */
void form_draft_keep(struct ui *ui, struct form_draft *draft, const struct form *form);
/* What the form says now is no draft. */
void form_draft_drop(struct ui *ui, struct form_draft *draft, const struct form *form);
/* Looks for who else writes in it; here FALSE: nobody can. */
void form_draft_others(const struct ui *ui, struct form_draft *draft, gboolean here);
/* "Draft kept · Bevakning is writing here too". Owned, NULL = nothing to say. */
char *form_draft_status(const struct ui *ui, const struct form_draft *draft);

#endif
