/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drawing on an A4 page. */
#ifndef OSG_DRAWING_CAIRO_H
#define OSG_DRAWING_CAIRO_H

#include "report/pdf_page.h"

/* At pages->y, between left and left + width, height points high. */
void drawing_cairo(struct pages *pages, const struct drawing *drawing, double left, double width,
		   double height);

#endif
