/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages, their head and foot, and the kinds of text on them: one table says how each looks. Pango
 * is told 72 dots an inch, so that a point is a point. Knows nothing of blocks. */
#include "config.h"

#include "report/pdf_page.h"

#include <string.h>

#define WORDS_AROUND 50 /* columns of the text that a missing character stands in */
#define HEAD_Y 30.0
#define FOOT_Y 806.0
#define HEAD_GAP 10.0
#define MARK_PAD 12.0 /* the frame around the mark */
#define FAMILIES "DejaVu Sans Condensed, DejaVu Sans, Sans"

struct pdf_look {
	const char *font;
	double red, green, blue;
	double spacing; /* of lines, in heights */
};

static const struct pdf_look looks[STYLES] = {
	[STYLE_TITLE] = {FAMILIES " Bold 19", 0.08, 0.16, 0.26, 1.0},
	[STYLE_SECTION] = {FAMILIES " Bold 11", 0.08, 0.16, 0.26, 1.0},
	[STYLE_BODY] = {FAMILIES " 9.5", 0.1, 0.1, 0.1, 1.12},
	[STYLE_NOTE] = {FAMILIES " 8", 0.3, 0.3, 0.3, 1.1},
	[STYLE_CELL] = {FAMILIES " 9", 0.1, 0.1, 0.1, 1.0},
	[STYLE_CELL_STRONG] = {FAMILIES " Bold 9", 0.1, 0.1, 0.1, 1.0},
	[STYLE_CELL_MARK] = {FAMILIES " Bold 9", 0.7, 0.1, 0.1, 1.0},
	[STYLE_CELL_TITLE] = {FAMILIES " 8", 0.3, 0.3, 0.3, 1.0},
	[STYLE_CELL_NOTE] = {FAMILIES " 8.5", 0.25, 0.25, 0.25, 1.05},
	[STYLE_HEAD] = {FAMILIES " 8.5", 0.3, 0.3, 0.3, 1.0},
	[STYLE_MARK] = {FAMILIES " Bold 10", 0.7, 0.1, 0.1, 1.0},
};

void pages_colour(struct pages *pages, enum pdf_style style)
{
	cairo_set_source_rgb(pages->cr, looks[style].red, looks[style].green, looks[style].blue);
}

/* In print the blank inside a number is a thin one. */
static void set_text(PangoLayout *layout, const char *text)
{
	g_autofree char *thin = NULL;

	if (strstr(text, "\u00a0")) {
		g_auto(GStrv) parts = g_strsplit(text, "\u00a0", -1);

		thin = g_strjoinv("\u202f", parts);
	}
	pango_layout_set_text(layout, thin ? thin : text, -1);
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

PangoLayout *pages_text(const struct pages *pages, enum pdf_style style, const char *text,
			double width, enum text_align align)
{
	static const PangoAlignment alignments[] = {
		[TEXT_LEFT] = PANGO_ALIGN_LEFT,
		[TEXT_RIGHT] = PANGO_ALIGN_RIGHT,
		[TEXT_CENTRE] = PANGO_ALIGN_CENTER,
	};
	PangoLayout *layout = pango_layout_new(pages->context);
	pango_layout_set_font_description(layout, pages->fonts[style]);
	pango_layout_set_line_spacing(layout, looks[style].spacing);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_alignment(layout, alignments[align]);
	pango_layout_set_width(layout, width < 0 ? -1 : pango_units_from_double(width));
	set_text(layout, text);
	pango_layout_set_attributes(layout, pages->plain);
	if (pages->missing && pango_layout_get_unknown_glyphs_count(layout))
		note_missing(pages, layout, text);
	return layout;
}

double text_height(PangoLayout *layout)
{
	int height;
	pango_layout_get_size(layout, NULL, &height);
	return pango_units_to_double(height);
}

double text_natural_width(const struct pages *pages, enum pdf_style style, const char *text)
{
	int width;
	g_autoptr(PangoLayout) layout = pages_text(pages, style, text, -1, TEXT_LEFT);
	pango_layout_get_size(layout, &width, NULL);
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
	g_autoptr(PangoLayout) layout = pages_text(pages, STYLE_HEAD, text, width, align);
	pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
	pages_show(pages, layout, STYLE_HEAD, x, y);
}

/* The mark in a frame of that width. */
static void show_mark(struct pages *pages, const char *mark, double x, double y, double width)
{
	if (!*mark)
		return;
	g_autoptr(PangoLayout) layout = pages_text(pages, STYLE_MARK, mark, width, TEXT_CENTRE);
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

double paper_size(const struct document *document)
{
	return document->paper == PAPER_A3 ? G_SQRT2 : 1;
}

void pages_begin(struct pages *pages, const struct document *document, cairo_surface_t *surface,
		 struct extent extent, GHashTable *missing)
{
	*pages = (struct pages){.document = document,
				.cr = cairo_create(surface),
				.extent = extent,
				.page = 1,
				.width = TEXT_COLUMN,
				.missing = missing};
	cairo_scale(pages->cr, paper_size(document), paper_size(document));
	pages->context = pango_cairo_create_context(pages->cr);
	pango_cairo_context_set_resolution(pages->context, 72);
	/* Where a glyph stands is decided by the printer's resolution, not by a screen's. */
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(pages->context, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(pages->context, FALSE);
	pango_context_set_language(pages->context,
				   pango_language_from_string(document->texts[DOCUMENT_LANGUAGE]));
	pango_context_set_base_dir(pages->context, PANGO_DIRECTION_LTR);
	/* A ligature would be one letter to whoever searches or copies. */
	pages->plain = pango_attr_list_new();
	pango_attr_list_insert(pages->plain, pango_attr_font_features_new("liga=0, clig=0"));
	for (int i = 0; i < STYLES; i++) {
		PangoFontDescription *font = pango_font_description_from_string(looks[i].font);

		pango_font_description_set_size(
			font, (int)(pango_font_description_get_size(font) * extent.scale));
		pages->fonts[i] = font;
	}
	pages->y = PAGE_TOP;
	show_head(pages);
}

struct extent pages_end(struct pages *pages)
{
	show_foot(pages);
	cairo_show_page(pages->cr);
	cairo_destroy(pages->cr);
	g_object_unref(pages->context);
	pango_attr_list_unref(pages->plain);
	for (int i = 0; i < STYLES; i++)
		pango_font_description_free(pages->fonts[i]);
	return (struct extent){pages->page, pages->y, pages->extent.scale};
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
