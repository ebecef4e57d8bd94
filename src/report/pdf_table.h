/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables on pages. */
#ifndef OSG_PDF_TABLE_H
#define OSG_PDF_TABLE_H

#include "report/pdf_page.h"

/* Draws the table whose blocks are first up to end, from p->y on. */
void pdf_table_draw(struct pages *p, guint first, guint end);
/* The height in points that the titles and the first two rows need to begin on a page. */
double pdf_table_need(struct pages *p, guint first);

#endif
