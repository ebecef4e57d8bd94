/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A4 pages with head and foot, and the texts on them. */
#ifndef OSG_PDF_PAGE_H
#define OSG_PDF_PAGE_H

#include <pango/pangocairo.h>

#include "report/document_private.h"

/* All measures are points. */
#define PAGE_WIDTH 595.276
#define PAGE_HEIGHT 841.890
#define PAGE_LEFT 54.0
#define PAGE_TOP 58.0
#define PAGE_BOTTOM 794.0
#define TEXT_COLUMN (PAGE_WIDTH - 2 * PAGE_LEFT)

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

/* How much paper a document takes. */
struct extent {
	int pages;     /* 0: they are being counted */
	double bottom; /* where the last page's text ends */
	double scale;  /* of the letters, 1 = as the looks say */
};

struct pages {
	const struct document *document;
	cairo_t *cr;
	PangoContext *context;
	PangoAttrList *plain; /* what all text has */
	PangoFontDescription *fonts[STYLES];
	GHashTable *tables;  /* of pdf_table: block index -> struct columns */
	double y;            /* where the next block begins */
	double width;        /* of the text: TEXT_COLUMN, or what a figure beside it leaves */
	double beside_end;   /* where that figure ends */
	GHashTable *missing; /* characters that no font has: as text -> the words it stands in;
				 NULL = not looked for */
	int page;
	struct extent extent;
	struct page_break at; /* what is being drawn */
	GArray *breaks;       /* of struct page_break: noted where a page begins; NULL = not */
};

/* How many times as wide and high as A4 the paper is: all else is measured on A4. */
double paper_size(const struct document *document);
void pages_begin(struct pages *pages, const struct document *document, cairo_surface_t *surface,
		 struct extent extent, GHashTable *missing);
/* How much there was. */
struct extent pages_end(struct pages *pages);
void pages_next(struct pages *pages);
/* Begins the next page unless height fits on this one. */
void pages_need(struct pages *pages, double height);

/* width < 0: as wide as the text is. Free with g_object_unref. */
PangoLayout *pages_text(const struct pages *pages, enum pdf_style style, const char *text,
			double width, enum text_align align);
double text_height(PangoLayout *layout);
double text_natural_width(const struct pages *pages, enum pdf_style style, const char *text);
void pages_show(struct pages *pages, PangoLayout *layout, enum pdf_style style, double x, double y);
void pages_rule(struct pages *pages, double y, double thickness, double grey);
void pages_colour(struct pages *pages, enum pdf_style style);
/* What is drawn between them is such a thing ("P", "TD") to those who listen. */
void pages_tag_begin(struct pages *pages, const char *tag);
void pages_tag_end(struct pages *pages, const char *tag);

#endif
