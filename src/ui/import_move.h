/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole import is taken back, or brought back, beside the screens. */
#ifndef OSG_UI_IMPORT_MOVE_H
#define OSG_UI_IMPORT_MOVE_H

#include <glib.h>

struct ui;

/* What is next on the list of undo (or redo); FALSE: that is no import. */
gboolean import_move_start(struct ui *ui, gboolean undo);
/* Asks which of the imports that stand, of any session, is to go, and whether it is meant; one of a
 * file with this name (may be NULL) comes first. Redo brings it back. */
void import_move_ask(struct ui *ui, const char *name);

#endif
