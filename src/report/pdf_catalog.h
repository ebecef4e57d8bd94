/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cairo leaves out of a PDF's catalogue. */
#ifndef OSG_PDF_CATALOG_H
#define OSG_PDF_CATALOG_H

#include <glib.h>

/* Appends an update that says the document's language, that its structure is tagged, and that its
 * title, not the file name, is to be shown. Leaves a file whose structure it does not recognise as
 * it is and returns FALSE. */
gboolean pdf_complete_catalogue(GByteArray *pdf, const char *language);

#endif
