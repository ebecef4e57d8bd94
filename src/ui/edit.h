/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text being typed: moves and deletes by grapheme, one line or several. Cleans what is pasted. */
#ifndef OSG_UI_EDIT_H
#define OSG_UI_EDIT_H

#include "osg/surface.h"

struct edit {
	GString *text;
	gsize cursor;   /* byte offset, on a grapheme */
	gboolean lines; /* Enter makes a line break */
	int scroll;     /* first column (one line) or line (several) shown */
	int wrap;       /* width at the last draw, for up and down */
};

void edit_init(struct edit *edit, const char *text, gboolean lines);
void edit_clear(struct edit *edit);
void edit_set(struct edit *edit, const char *text); /* cursor at the end */
/* TRUE when the key was typing or moving; Enter (unless lines), Tab, Escape and unknown keys are
 * the caller's. */
gboolean edit_key(struct edit *edit, guint32 key);
void edit_paste(struct edit *edit, const char *text);
/* Places the cursor on the surface when focused. */
void edit_draw(struct edit *edit, struct surface *s, struct rectangle r, enum style style,
	       gboolean focused);

#endif
