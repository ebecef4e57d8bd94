/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as PDF. Only osg-pdf has it. */
#ifndef OSG_RENDER_PDF_H
#define OSG_RENDER_PDF_H

#include "report/document_private.h"

/* Tagged (headings, paragraphs, tables), with outline, title and language; the same document gives
 * the same bytes. missing is filled with the characters that no font has, each as text with the
 * words it stands in (both owned by the table). */
GByteArray *render_pdf(const struct document *document, GHashTable *missing, GError **error);
/* Where the second page begins and each after it: of struct page_break. */
GArray *render_pdf_breaks(const struct document *document);

#endif
