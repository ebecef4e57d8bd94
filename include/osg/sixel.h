/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Images as sixels, the graphics of DEC's terminals that many of today's speak: VT330/VT340
 * Programmer Reference Manual, volume 2 (EK-VT3XX-GP), chapter 14.
 *
 *   ESC P 0;1;0 q           P2 = 1: what is not painted stays as it was
 *   " 1;1;WIDTH;HEIGHT      raster attributes: square pixels
 *   # N ; 2 ; R ; G ; B     colour N in parts of a hundred; # N alone chooses it
 *   ? … ~                   a column of six pixels, bit 0 the topmost, + 63; ! COUNT repeats it
 *   $  -                    back to the left edge; the next six rows
 *   ESC \
 *
 * Each strip is first filled with the colour that most of it has, then the others are painted over
 * that: a map is mostly paper. */
#ifndef OSG_SIXEL_H
#define OSG_SIXEL_H

#include "osg/image.h"

/* Appends a part of an image that has pixels, in pixels from its upper left corner, within it. */
void sixel_append(GString *out, const struct image *image, int x, int y, int width, int height);

#endif
