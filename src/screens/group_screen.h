/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The screen of a focus group inside: what it holds, for its two files. */
#ifndef OSG_SCREENS_GROUP_SCREEN_H
#define OSG_SCREENS_GROUP_SCREEN_H

#include "screens/group_sections.h"
#include "ui/screen.h"

struct group_screen {
	struct ui *ui;
	struct session *session;
	gint64 key;
	struct dossier *dossier;           /* NULL = it could not be read */
	const struct before_after *result; /* borrowed from the worker */
	enum section section;
	GPtrArray *rows; /* struct section_row */
	struct list_column columns[SECTION_CELLS + 1];
	struct list_model model;
	struct list *list;
	gboolean fishbone;
};

extern const struct command group_commands[];
/* The record of the selected row, NULL = none, or a heading. Borrowed. */
const struct record *group_selected(struct ui *ui);
void group_show(struct group_screen *self, enum section section);

#endif
