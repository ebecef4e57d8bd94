/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies upon the cells: which images the terminal shows where, and what to send so that it
 * shows those of a surface. Knows no curses. For this room only. */
#ifndef OSG_TTY_IMAGES_H
#define OSG_TTY_IMAGES_H

#include "osg/ui.h"

/* What the terminal shows now. */
struct images_shown {
	guint64 serials[SURFACE_IMAGES]; /* of the images it has; 0 = none */
	guint8 *cells;                   /* as cell.image; NULL = nothing of any */
	int width, height;
};

/* Appends what brings the terminal from what it shows to what the surface has. rewritten (one a
 * cell, may be NULL): letters were sent there, so that a sixel is gone. */
void images_append(GString *out, struct images_shown *shown, const struct surface *s,
		   enum graphics how, const guint8 *rewritten);
/* Appends what takes all of them away, sixels apart: those go with the letters that come. Then
 * the terminal shows none, as far as is known. */
void images_remove(GString *out, struct images_shown *shown, enum graphics how);

#endif
