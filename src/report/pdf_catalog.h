/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cairo leaves out of a PDF's catalogue. */
#ifndef OSG_PDF_CATALOG_H
#define OSG_PDF_CATALOG_H

#include <glib.h>

/* Adds the language, the marks of a tagged file, title and language as metadata, what the heads of
 * tables are of, and the text alternatives of its figures (char *, in their order). FALSE: it is
 * not in the form that cairo writes; nothing is added. */
gboolean pdf_complete(GByteArray *pdf, const char *title, const char *language,
		      const GPtrArray *alts);

#endif
