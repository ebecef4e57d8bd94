/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A4 pages with head and foot, and the texts on them. */
#ifndef OSG_PDF_PAGE_H
#define OSG_PDF_PAGE_H

#include "report/pdf_text.h"

/* All measures are points. */
#define PAGE_WIDTH 595.276
#define PAGE_HEIGHT 841.890
#define PAGE_LEFT 54.0
#define PAGE_TOP 58.0
#define PAGE_BOTTOM 794.0
#define TEXT_COLUMN (PAGE_WIDTH - 2 * PAGE_LEFT)

/* How much paper a document takes. */
struct extent {
	int pages;     /* 0: they are being counted */
	double bottom; /* where the last page's text ends */
};

struct pages {
	const struct document *document;
	cairo_t *cr;
	struct pdf_setting *setting;
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

void pages_begin(struct pages *pages, const struct document *document, cairo_surface_t *surface,
		 struct pdf_setting *setting, struct extent extent, GHashTable *missing);
/* How much there was. */
struct extent pages_end(struct pages *pages);
void pages_next(struct pages *pages);
/* Begins the next page unless height fits on this one. */
void pages_need(struct pages *pages, double height);

/* Both are the setting's own. */
PangoLayout *pages_set(const struct pages *pages, const struct pdf_text *text);
PangoLayout *pages_text(const struct pages *pages, enum pdf_style style, const char *text,
			double width, enum text_align align);
double text_natural_width(const struct pages *pages, enum pdf_style style, const char *text);
void pages_show(struct pages *pages, PangoLayout *layout, enum pdf_style style, double x, double y);
void pages_rule(struct pages *pages, double y, double thickness, double grey);
void pages_colour(struct pages *pages, enum pdf_style style);
/* What is drawn between them is such a thing ("P", "TD") to those who listen. */
void pages_tag_begin(struct pages *pages, const char *tag);
void pages_tag_end(struct pages *pages, const char *tag);

#endif
