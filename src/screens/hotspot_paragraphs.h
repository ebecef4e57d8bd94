/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hotspot as screens tell it, paragraph by paragraph: what, where, since when, how sure, who,
 * what else, what before.
 */
#ifndef OSG_UI_HOTSPOT_PARAGRAPHS_H
#define OSG_UI_HOTSPOT_PARAGRAPHS_H

#include "osg/picture.h"
#include "osg/surface.h"

struct paragraph {
	enum style style;
	char *text;
};
/* GArray of struct paragraph that frees its texts. */
GArray *hotspot_paragraphs(const struct picture_hotspot *h, int week);

#endif
