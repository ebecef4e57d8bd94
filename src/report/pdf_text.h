/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts as they are set: measured and drawn many times, laid out once. */
#ifndef OSG_PDF_TEXT_H
#define OSG_PDF_TEXT_H

#include <pango/pangocairo.h>

#include "report/document_private.h"

enum pdf_style {
	STYLE_TITLE,
	STYLE_SECTION,
	STYLE_BODY,
	STYLE_NOTE,
	STYLE_CELL,
	STYLE_CELL_STRONG,
	STYLE_CELL_MARK, /* as strong, in the one colour that calls for a decision */
	STYLE_CELL_TITLE,
	STYLE_CELL_NOTE,
	STYLE_HEAD,
	STYLE_MARK,
	STYLES
};

struct pdf_text {
	enum pdf_style style;
	const char *text;
	double width; /* points; < 0: as wide as the text is */
	enum text_align align;
	int lines;  /* beyond them it ends in "…"; 0 = all are there */
	guint bold; /* bytes at its beginning */
};

/* A document's letters in one size. */
struct pdf_setting {
	double scale; /* of the letters, 1 = as the looks say */
	PangoContext *context;
	PangoAttrList *plain; /* what all text has */
	PangoFontDescription *fonts[STYLES];
	GHashTable *texts;  /* struct pdf_text -> PangoLayout */
	GHashTable *tables; /* of pdf_table: block index -> struct columns */
};

typedef struct pdf_setting PdfSetting; /* for g_autoptr */
struct pdf_setting *pdf_setting_new(const struct document *document, double scale);
void pdf_setting_free(struct pdf_setting *setting);
/* The setting's own. */
PangoLayout *pdf_setting_text(struct pdf_setting *setting, const struct pdf_text *text);

double text_height(PangoLayout *layout);
void pdf_style_colour(cairo_t *cr, enum pdf_style style);
/* How many times as wide and high as A4 the paper is: all else is measured on A4. */
double paper_size(const struct document *document);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PdfSetting, pdf_setting_free)

#endif
