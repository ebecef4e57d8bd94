/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads sixels as a terminal does, for the tests: it shares nothing with what writes them. */
#ifndef OSG_TEST_SIXEL_READ_H
#define OSG_TEST_SIXEL_READ_H

#include <glib.h>

/* Bytes of a picture, from its ESC P on: 0xRRGGBB of each pixel, in parts of a hundred; -1 where
 * nothing was painted. Ends the test where it is no sixels. Owned. */
gint32 *sixel_read(const char *bytes, gsize length, int *width, int *height);

#endif
