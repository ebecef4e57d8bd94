/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Images for terminals that speak kitty's graphics protocol
 * (https://sw.kovidgoyal.net/kitty/graphics-protocol/). Each command is
 *
 *   ESC _ G KEY=VALUE , … ; BASE64 ESC \
 *
 * An image is sent once (a=t, f=100 a PNG, i=its number) in pieces of at most 4096 letters, m=1 in
 * all but the last; then parts of it are put upon cells (a=p: x, y, w, h pixels of it, c, r cells;
 * C=1 the cursor stays), and taken away (a=d: d=i the parts, d=I the image too). q=2 in all of
 * them: the terminal answers nothing, which would be read as keys. */
#ifndef OSG_KITTY_H
#define OSG_KITTY_H

#include "osg/image.h"

enum { KITTY_PIECE = 4096 };

/* Appends the command that sends an image that is a PNG, as number id (1 …). */
void kitty_send(GString *out, guint id, const struct image *image);
/* Appends the command that puts a part of it, in cells from its upper left corner, at the cursor.
 * part (1 …) tells it from the others that are shown. */
void kitty_put(GString *out, guint id, guint part, const struct image *image, int x, int y,
	       int columns, int rows);
/* Appends the command that takes away what is shown of it; forget: and the image. */
void kitty_remove(GString *out, guint id, gboolean forget);

#endif
