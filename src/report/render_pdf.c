/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as A4 pages: gone through twice with the same code, first to count the pages, then to
 * draw them. A heading never stands alone at the bottom. Structure is tagged for those who listen
 * to it.
 */
#include "config.h"

#include <cairo-pdf.h>
#include <math.h>

#include "osg/week.h"
#include "report/drawing_cairo.h"
#include "report/pdf_catalog.h"
#include "report/pdf_page.h"
#include "report/pdf_table.h"
#include "report/render_pdf.h"

#define ROW_LABEL 26.0 /* of a grid */
#define GRID_ROW 12.0
#define BESIDE_GAP 18.0 /* between a figure at the side and the text */
#define FEW_LINES 240.0 /* a last page no fuller than this is better not there */

/* running text */

static PangoLayout *paragraph_layout(const struct pages *p, const struct block *block)
{
	if (block->kind == BLOCK_NOTE)
		return pages_text(p, STYLE_NOTE, block->texts[0], p->width, TEXT_LEFT);
	g_autofree char *lead = block_lead(block);
	g_autofree char *whole =
		g_strconcat(lead, *lead && *block->texts[1] ? " " : "", block->texts[1], NULL);
	const struct pdf_text text = {STYLE_BODY, whole, p->width,
				      TEXT_LEFT,  0,     (guint)strlen(lead)};

	return pages_set(p, &text);
}

/* Line by line, so that a long text goes over to the next page. */
static void draw_lines(struct pages *p, PangoLayout *layout, enum pdf_style style)
{
	PangoLayoutIter *iter = pango_layout_get_iter(layout);
	double begin = p->y, top = 0;
	do {
		int y0, y1;
		pango_layout_iter_get_line_yrange(iter, &y0, &y1);
		if (begin + pango_units_to_double(y1) - top > PAGE_BOTTOM &&
		    pango_units_to_double(y0) > top) {
			p->at.letter = (guint)g_utf8_pointer_to_offset(
				pango_layout_get_text(layout),
				pango_layout_get_text(layout) + pango_layout_iter_get_index(iter));
			pages_next(p);
			p->at.letter = 0;
			begin = p->y;
			top = pango_units_to_double(y0);
		}
		pages_colour(p, style);
		cairo_move_to(p->cr, PAGE_LEFT,
			      begin + pango_units_to_double(pango_layout_iter_get_baseline(iter)) -
				      top);
		pango_cairo_show_layout_line(p->cr, pango_layout_iter_get_line_readonly(iter));
		p->y = begin + pango_units_to_double(y1) - top;
	} while (pango_layout_iter_next_line(iter));
	pango_layout_iter_free(iter);
}

static void draw_paragraph(struct pages *p, const struct block *block)
{
	PangoLayout *layout = paragraph_layout(p, block);
	pages_need(p, MIN(text_height(layout), 30));
	pages_tag_begin(p, "P");
	draw_lines(p, layout, block->kind == BLOCK_NOTE ? STYLE_NOTE : STYLE_BODY);
	pages_tag_end(p, "P");
	p->y += 5;
}

static enum pdf_style heading_style(const struct block *block)
{
	return block->value == 1 ? STYLE_TITLE : STYLE_SECTION;
}

static void add_outline(struct pages *p, const char *title)
{
	cairo_surface_t *surface = cairo_get_target(p->cr);
	if (cairo_surface_get_type(surface) != CAIRO_SURFACE_TYPE_PDF)
		return;
	g_autofree char *place =
		g_strdup_printf("page=%d pos=[%d %d]", p->page, (int)PAGE_LEFT, (int)p->y);
	cairo_pdf_surface_add_outline(surface, CAIRO_PDF_OUTLINE_ROOT, title, place, 0);
}

static void draw_heading(struct pages *p, const struct block *block)
{
	static const char *const tags[] = {"", "H1", "H2"};
	enum pdf_style style = heading_style(block);
	PangoLayout *layout = pages_text(p, style, block->texts[0], p->width, TEXT_LEFT);
	if (p->y > PAGE_TOP && style == STYLE_SECTION)
		p->y += 7;
	add_outline(p, block->texts[0]);
	pages_tag_begin(p, tags[block->value]);
	draw_lines(p, layout, style);
	pages_tag_end(p, tags[block->value]);
	p->y += 3;
}

/* grids */

static PangoLayout *caption_layout(struct pages *p, const struct block *figure, double width)
{
	return pages_text(p, STYLE_NOTE, block_caption(figure), width, TEXT_LEFT);
}

static void draw_caption(struct pages *p, const struct block *figure, double x, double width)
{
	PangoLayout *layout = caption_layout(p, figure, width);

	pages_tag_begin(p, "Caption");
	pages_show(p, layout, STYLE_NOTE, x, p->y);
	pages_tag_end(p, "Caption");
	p->y += text_height(layout) + 6;
}

/* With its caption. */
static double figure_height(struct pages *p, const struct block *figure)
{
	double width = figure->kind == BLOCK_BESIDE ? figure->numbers[0] : p->width;
	double drawn =
		figure->kind == BLOCK_GRID ? GRID_ROW * (figure->value + 1) + 3 : figure->value;
	PangoLayout *layout = caption_layout(p, figure, width);

	return drawn + text_height(layout) + 6;
}

static void grid_text(struct pages *p, const char *text, double x, double width,
		      enum text_align align)
{
	PangoLayout *layout = pages_text(p, STYLE_CELL_TITLE, text, width, align);
	pages_show(p, layout, STYLE_CELL_TITLE, x, p->y + (GRID_ROW - text_height(layout)) / 2);
}

/* A square whose area follows the value. */
static void grid_mark(struct pages *p, double share, double x, double y)
{
	double side = (GRID_ROW - 2) * sqrt(share);
	pages_colour(p, STYLE_SECTION);
	cairo_rectangle(p->cr, x - side / 2, y - side / 2, side, side);
	cairo_fill(p->cr);
}

/* A thin line up from the bottom, so that the eye keeps its column. */
static void grid_guide(struct pages *p, double x, double height)
{
	cairo_set_source_rgb(p->cr, 0.8, 0.8, 0.8);
	cairo_rectangle(p->cr, x, p->y - height, 0.3, height);
	cairo_fill(p->cr);
}

static void draw_grid(struct pages *p, const struct block *grid)
{
	int rows = grid->value, columns = grid_columns(grid);
	double step = (p->width - ROW_LABEL) / MAX(columns, 1), largest = grid_largest(grid);
	pages_tag_begin(p, "Figure");
	for (int i = 0; i < columns; i++)
		grid_text(p, grid->texts[rows + i], PAGE_LEFT + ROW_LABEL + i * step, step,
			  TEXT_CENTRE);
	p->y += GRID_ROW;
	for (int row = 0; row < rows; row++, p->y += GRID_ROW) {
		pages_rule(p, p->y, 0.3, 0.8);
		grid_text(p, grid->texts[row], PAGE_LEFT, ROW_LABEL, TEXT_LEFT);
		for (int i = 0; i < columns; i++) {
			double value = grid->numbers[row * columns + i];
			if (value > 0)
				grid_mark(p, value / largest,
					  PAGE_LEFT + ROW_LABEL + (i + 0.5) * step,
					  p->y + GRID_ROW / 2);
		}
	}
	pages_rule(p, p->y, 0.3, 0.5);
	for (int quarter = 1; quarter < 4 && columns >= 12; quarter++)
		grid_guide(p, PAGE_LEFT + ROW_LABEL + step * columns * quarter / 4,
			   GRID_ROW * rows);
	pages_tag_end(p, "Figure");
	p->y += 3;
	draw_caption(p, grid, PAGE_LEFT, p->width);
}

/* drawings */

static void draw_drawing(struct pages *p, const struct block *block)
{
	pages_tag_begin(p, "Figure");
	drawing_cairo(p, block->drawing, PAGE_LEFT, p->width, block->value);
	pages_tag_end(p, "Figure");
	p->y += block->value;
	draw_caption(p, block, PAGE_LEFT, p->width);
}

/* The text goes on at its left, where it began. */
static void draw_beside(struct pages *p, const struct block *block)
{
	double width = block->numbers[0], x = PAGE_LEFT + TEXT_COLUMN - width, y = p->y;

	pages_tag_begin(p, "Figure");
	drawing_cairo(p, block->drawing, x, width, block->value);
	pages_tag_end(p, "Figure");
	p->y += block->value;
	draw_caption(p, block, x, width);
	p->beside_end = p->y;
	p->width = TEXT_COLUMN - width - BESIDE_GAP;
	p->y = y;
}

static void end_beside(struct pages *p)
{
	p->y = MAX(p->y, p->beside_end);
	p->beside_end = 0;
	p->width = TEXT_COLUMN;
}

/* the whole */

/* What block i needs on one page to begin there: a heading does not leave what it heads, a grid's
 * introduction not the grid. */
static double need_of(struct pages *p, guint i)
{
	if (i >= p->document->blocks->len)
		return 0;
	const struct block *block = document_block(p->document, i);
	if (block->kind == BLOCK_HEADING) {
		PangoLayout *layout =
			pages_text(p, heading_style(block), block->texts[0], p->width, TEXT_LEFT);
		return text_height(layout) + 12 + need_of(p, i + 1);
	}
	if (block->kind == BLOCK_PARAGRAPH) {
		PangoLayout *layout = paragraph_layout(p, block);
		gboolean introduces = i + 1 < p->document->blocks->len &&
				      block_is_figure(document_block(p->document, i + 1));
		return MIN(text_height(layout), 60) + 5 + (introduces ? need_of(p, i + 1) : 0);
	}
	if (block_is_figure(block))
		return figure_height(p, block);
	return block->kind == BLOCK_TABLE ? pdf_table_need(p, i) : 20;
}

static void draw_block(struct pages *p, guint i, guint end)
{
	const struct block *block = document_block(p->document, i);
	switch (block->kind) {
	case BLOCK_HEADING:
		draw_heading(p, block);
		break;
	case BLOCK_PARAGRAPH:
	case BLOCK_NOTE:
		draw_paragraph(p, block);
		break;
	case BLOCK_TABLE:
		pdf_table_draw(p, i, end);
		break;
	case BLOCK_GRID:
		draw_grid(p, block);
		break;
	case BLOCK_DRAWING:
		draw_drawing(p, block);
		break;
	case BLOCK_BESIDE:
		draw_beside(p, block);
		break;
	case BLOCK_BESIDE_END:
		end_beside(p);
		break;
	default:
		pages_next(p);
	}
}

static struct extent draw_document(const struct document *document, cairo_surface_t *surface,
				   struct pdf_setting *setting, struct extent extent,
				   GHashTable *missing, GArray *breaks)
{
	struct pages pages;
	pages_begin(&pages, document, surface, setting, extent, missing);
	pages.breaks = breaks;
	pages_tag_begin(&pages, "Document");
	for (guint i = 0, end; i < document->blocks->len; i = end) {
		enum block_kind kind = document_block(document, i)->kind;
		pages.at.block = i;
		end = kind == BLOCK_TABLE ? document_table_end(document, i) : i + 1;
		if (kind == BLOCK_HEADING || kind == BLOCK_TABLE ||
		    block_is_figure(document_block(document, i)))
			pages_need(&pages, need_of(&pages, i));
		draw_block(&pages, i, end);
	}
	pages_tag_end(&pages, "Document");
	return pages_end(&pages);
}

static struct extent measure(const struct document *document, struct pdf_setting *setting)
{
	cairo_surface_t *surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
	struct extent extent =
		draw_document(document, surface, setting, (struct extent){0}, NULL, NULL);

	cairo_surface_destroy(surface);
	return extent;
}

/* The largest letters, of some ever smaller, that fit on so many pages; NULL = none do. Found by
 * halving, for each trial sets the whole document. *extent: how much they take. */
static struct pdf_setting *largest_fitting(const struct document *document, const double *scales,
					   gsize count, int pages, struct extent *extent)
{
	struct pdf_setting *largest = NULL;

	for (gsize from = 0, to = count; from < to;) {
		gsize middle = (from + to - 1) / 2;
		struct pdf_setting *setting = pdf_setting_new(document, scales[middle]);
		struct extent took = measure(document, setting);

		if (took.pages > pages) {
			pdf_setting_free(setting);
			from = middle + 1;
			continue;
		}
		pdf_setting_free(largest);
		largest = setting;
		*extent = took;
		to = middle;
	}
	return largest;
}

/* A sheet for the wall has the largest letters that it has room for. */
static struct pdf_setting *lay_out_sheet(const struct document *document, struct extent *extent)
{
	static const double scales[] = {1.6, 1.45, 1.3, 1.2, 1.1, 1, 0.94, 0.88};
	gsize count = G_N_ELEMENTS(scales);
	struct pdf_setting *largest = largest_fitting(document, scales, count, 1, extent);

	return largest ? largest
		       : largest_fitting(document, scales + count - 1, 1, G_MAXINT, extent);
}

/* How many pages, and how large the letters: a last page of a few lines is saved by smaller ones
 * where a little smaller is enough. */
static struct pdf_setting *lay_out(const struct document *document, struct extent *extent)
{
	if (document->paper == PAPER_A3)
		return lay_out_sheet(document, extent);
	static const double smaller[] = {0.97, 0.94, 0.91, 0.88};
	struct pdf_setting *whole = pdf_setting_new(document, 1), *saving = NULL;

	*extent = measure(document, whole);
	if (extent->pages > 1 && extent->bottom <= PAGE_TOP + FEW_LINES)
		saving = largest_fitting(document, smaller, G_N_ELEMENTS(smaller),
					 extent->pages - 1, extent);
	if (!saving)
		return whole;
	pdf_setting_free(whole);
	return saving;
}

static cairo_status_t append_bytes(void *closure, const unsigned char *data, unsigned int length)
{
	g_byte_array_append(closure, data, length);
	return CAIRO_STATUS_SUCCESS;
}

static void set_metadata(cairo_surface_t *surface, const struct document *document)
{
	g_autofree char *created = time_format_rfc3339(document->created);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
				       document->texts[DOCUMENT_TITLE]);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR,
				       document->texts[DOCUMENT_AUTHOR]);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "osg");
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created);
}

GByteArray *render_pdf(const struct document *document, GHashTable *missing, GError **error)
{
	GByteArray *pdf = g_byte_array_new();
	double size = paper_size(document);
	struct extent extent;
	g_autoptr(PdfSetting) setting = lay_out(document, &extent);
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
		append_bytes, pdf, size * PAGE_WIDTH, size * PAGE_HEIGHT);
	set_metadata(surface, document);
	draw_document(document, surface, setting, extent, missing, NULL);
	cairo_surface_finish(surface);
	cairo_status_t status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	if (status != CAIRO_STATUS_SUCCESS) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, "%s",
			    cairo_status_to_string(status));
		g_byte_array_unref(pdf);
		return NULL;
	}
	g_autoptr(GPtrArray) captions = g_ptr_array_new();
	for (guint i = 0; i < document->blocks->len; i++)
		if (block_is_figure(document_block(document, i)))
			g_ptr_array_add(captions,
					(gpointer)block_caption(document_block(document, i)));
	pdf_complete(pdf, document->texts[DOCUMENT_TITLE], document->texts[DOCUMENT_LANGUAGE],
		     captions);
	return pdf;
}

GArray *render_pdf_breaks(const struct document *document)
{
	GArray *breaks = g_array_new(FALSE, FALSE, sizeof(struct page_break));
	struct extent extent;
	g_autoptr(PdfSetting) setting = lay_out(document, &extent);
	cairo_surface_t *surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);

	draw_document(document, surface, setting, extent, NULL, breaks);
	cairo_surface_destroy(surface);
	return breaks;
}
