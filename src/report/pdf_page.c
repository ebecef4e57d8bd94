/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages, their head and foot, and texts put on them. Knows nothing of blocks. */
#include "config.h"

#include "report/pdf_page.h"

#include <string.h>

#define WORDS_AROUND 50 /* columns of the text that a missing character stands in */
#define HEAD_Y 30.0
#define FOOT_Y 806.0
#define HEAD_GAP 10.0
#define MARK_PAD 12.0 /* the frame around the mark */

void pages_colour(struct pages *pages, enum pdf_style style)
{
	pdf_style_colour(pages->cr, style);
}

/* Each character by itself: which of them it is, Pango does not say. */
static void note_missing(const struct pages *pages, PangoLayout *whole, const char *text)
{
	g_autoptr(PangoLayout) alone = pango_layout_copy(whole);

	for (const char *at = text; *at; at = g_utf8_next_char(at)) {
		g_autofree char *character = g_strndup(at, (gsize)(g_utf8_next_char(at) - at));

		pango_layout_set_text(alone, character, -1);
		if (pango_layout_get_unknown_glyphs_count(alone) &&
		    !g_hash_table_contains(pages->missing, character))
			g_hash_table_insert(pages->missing, g_strdup(character),
					    text_fit(text, WORDS_AROUND, TEXT_LEFT));
	}
}

PangoLayout *pages_set(const struct pages *pages, const struct pdf_text *text)
{
	PangoLayout *layout = pdf_setting_text(pages->setting, text);

	if (pages->missing && pango_layout_get_unknown_glyphs_count(layout))
		note_missing(pages, layout, text->text);
	return layout;
}

PangoLayout *pages_text(const struct pages *pages, enum pdf_style style, const char *text,
			double width, enum text_align align)
{
	return pages_set(pages, &(struct pdf_text){style, text, width, align, 0, 0});
}

double text_natural_width(const struct pages *pages, enum pdf_style style, const char *text)
{
	int width;
	pango_layout_get_size(pages_text(pages, style, text, -1, TEXT_LEFT), &width, NULL);
	return pango_units_to_double(width) + 0.1;
}

void pages_show(struct pages *pages, PangoLayout *layout, enum pdf_style style, double x, double y)
{
	pages_colour(pages, style);
	cairo_move_to(pages->cr, x, y);
	pango_cairo_show_layout(pages->cr, layout);
}

static void rule(struct pages *pages, double y, double width, double thickness, double grey)
{
	cairo_set_source_rgb(pages->cr, grey, grey, grey);
	cairo_rectangle(pages->cr, PAGE_LEFT, y, width, thickness);
	cairo_fill(pages->cr);
}

void pages_rule(struct pages *pages, double y, double thickness, double grey)
{
	rule(pages, y, pages->width, thickness, grey);
}

/* One line of the head or foot, cut with an ellipsis where it cannot fit. */
static void show_line(struct pages *pages, const char *text, double x, double y, double width,
		      enum text_align align)
{
	const struct pdf_text line = {STYLE_HEAD, text, width, align, 1, 0};

	pages_show(pages, pages_set(pages, &line), STYLE_HEAD, x, y);
}

/* The mark in a frame of that width. */
static void show_mark(struct pages *pages, const char *mark, double x, double y, double width)
{
	if (!*mark)
		return;
	PangoLayout *layout = pages_text(pages, STYLE_MARK, mark, width, TEXT_CENTRE);
	pages_show(pages, layout, STYLE_MARK, x, y - 1.5);
	cairo_set_line_width(pages->cr, 0.8);
	cairo_rectangle(pages->cr, x, y - 3, width, text_height(layout) + 3);
	cairo_stroke(pages->cr);
}

static void show_head(struct pages *pages)
{
	char *const *texts = pages->document->texts;
	double right = text_natural_width(pages, STYLE_HEAD, texts[DOCUMENT_RIGHT]);
	right = MIN(right, TEXT_COLUMN / 2);
	double mark =
		*texts[DOCUMENT_MARK]
			? text_natural_width(pages, STYLE_MARK, texts[DOCUMENT_MARK]) + MARK_PAD
			: 0;
	double edge = PAGE_LEFT + TEXT_COLUMN - right - HEAD_GAP;
	show_line(pages, texts[DOCUMENT_LEFT], PAGE_LEFT, HEAD_Y,
		  MAX(edge - mark - HEAD_GAP - PAGE_LEFT, 0), TEXT_LEFT);
	show_mark(pages, texts[DOCUMENT_MARK], edge - mark, HEAD_Y, mark);
	show_line(pages, texts[DOCUMENT_RIGHT], edge + HEAD_GAP, HEAD_Y, right, TEXT_RIGHT);
	rule(pages, HEAD_Y + 16, TEXT_COLUMN, 0.6, 0.55);
}

/* Drawn when the page is full, so that whoever has it read aloud hears it last. */
static void show_foot(struct pages *pages)
{
	char *const *texts = pages->document->texts;
	g_autofree char *number =
		g_strdup_printf("%d (%d)", pages->page, MAX(pages->extent.pages, pages->page));
	rule(pages, FOOT_Y - 5, TEXT_COLUMN, 0.4, 0.7);
	show_line(pages, texts[DOCUMENT_FOOT], PAGE_LEFT, FOOT_Y, TEXT_COLUMN - 50, TEXT_LEFT);
	show_line(pages, number, PAGE_LEFT + TEXT_COLUMN - 50, FOOT_Y, 50, TEXT_RIGHT);
}

void pages_begin(struct pages *pages, const struct document *document, cairo_surface_t *surface,
		 struct pdf_setting *setting, struct extent extent, GHashTable *missing)
{
	*pages = (struct pages){.document = document,
				.cr = cairo_create(surface),
				.setting = setting,
				.extent = extent,
				.page = 1,
				.width = TEXT_COLUMN,
				.missing = missing};
	cairo_scale(pages->cr, paper_size(document), paper_size(document));
	pages->y = PAGE_TOP;
	show_head(pages);
}

struct extent pages_end(struct pages *pages)
{
	show_foot(pages);
	cairo_show_page(pages->cr);
	cairo_destroy(pages->cr);
	return (struct extent){pages->page, pages->y};
}

void pages_next(struct pages *pages)
{
	show_foot(pages);
	cairo_show_page(pages->cr);
	if (pages->breaks)
		g_array_append_val(pages->breaks, pages->at);
	pages->page++;
	pages->y = PAGE_TOP;
	pages->beside_end = 0; /* it stayed on the page before */
	show_head(pages);
}

void pages_need(struct pages *pages, double height)
{
	if (pages->y > PAGE_TOP && pages->y + height > PAGE_BOTTOM)
		pages_next(pages);
}

void pages_tag_begin(struct pages *p, const char *tag)
{
	cairo_tag_begin(p->cr, tag, NULL);
}

void pages_tag_end(struct pages *p, const char *tag)
{
	cairo_tag_end(p->cr, tag);
}
