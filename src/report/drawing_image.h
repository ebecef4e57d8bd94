/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drawing as pixels, for a terminal that shows pictures. */
#ifndef OSG_DRAWING_IMAGE_H
#define OSG_DRAWING_IMAGE_H

#include "osg/image.h"

/* What image_unpack reads, of the size that is wished for. NULL: there is no memory for it. */
GBytes *drawing_image(const struct image_wish *wish, const struct drawing *drawing);

#endif
