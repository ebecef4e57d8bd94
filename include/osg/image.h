/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drawing as pixels of a few colours, for terminals that show pictures. It lies upon the cells
 * that the same drawing would fill, pixel for cell; osg-pdf makes it, since that has the fonts. */
#ifndef OSG_IMAGE_H
#define OSG_IMAGE_H

#include "osg/drawing.h"

/* As many colours as a VT340 has: paper, inks, tones, and the inks half as strong for edges. */
enum { IMAGE_COLOURS = 16, IMAGE_MOST_PIXELS = 10000000 };

/* What the picture is drawn upon: it never shows through, since a terminal does not say which
 * colour it has. */
enum image_ground { IMAGE_DARK, IMAGE_LIGHT, IMAGE_GREY, IMAGE_GROUNDS };

struct image_wish {
	int columns, rows;           /* cells */
	int cell_width, cell_height; /* pixels of one */
	enum image_ground ground;
	gboolean png; /* as a PNG file instead of as pixels */
};

struct image {
	guint64 serial; /* no other image of this process has it */
	struct image_wish wish;
	int width, height;                /* pixels */
	guint8 colours[IMAGE_COLOURS][3]; /* red, green, blue */
	GBytes *bytes; /* a colour's index for each pixel, row by row from the top; or the PNG */
};

/* Whether that many pixels can be asked for at all. */
gboolean image_wish_fits(const struct image_wish *wish);
/* What osg-pdf reads. Owned; equal for the same picture. */
GBytes *image_pack_wish(const struct image_wish *wish, const struct drawing *drawing);
/* Of such bytes; the drawing is owned. NULL: they are none. */
struct drawing *image_unpack_wish(GBytes *packed, struct image_wish *wish);

/* What it answers, and back. NULL: the answer is none, or not of the size that was wished for. */
GBytes *image_pack(const guint8 colours[IMAGE_COLOURS][3], const guint8 *bytes, gsize length);
struct image *image_unpack(GBytes *packed, const struct image_wish *wish);
struct image *image_ref(struct image *image);
void image_unref(struct image *image); /* NULL is fine */

#endif
