/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables on pages: a row and its notes stay together, and titles are repeated. */
#include "config.h"

#include "report/pdf_table.h"

#include "report/columns.h"

#define GAP 9.0 /* between columns */
#define PAD 1.5 /* above and below a cell's text */
#define BAR 4.0 /* from bar to bar */
#define BAR_HEIGHT 8.5
#define CELL_LINES 12 /* the most a cell may have; beyond it ends in "…" */

struct text_measure {
	const struct pages *pages;
	enum pdf_style style;
};

static double measure_cell(const char *text, gconstpointer data)
{
	const struct text_measure *m = data;

	return text_natural_width(m->pages, m->style, text);
}

static enum pdf_style row_style(const struct block *row)
{
	if (row->kind == BLOCK_TABLE)
		return STYLE_CELL_TITLE;
	return row->value ? STYLE_CELL_STRONG : STYLE_CELL;
}

static struct columns measure_table(const struct pages *p, guint first)
{
	const struct block *table = document_block(p->document, first);
	struct columns columns = {.count = table->value};
	guint end = document_table_end(p->document, first);
	for (guint i = first; i < end; i++) {
		const struct block *row = document_block(p->document, i);
		struct text_measure measure = {p, row->kind == BLOCK_TABLE ? STYLE_CELL_TITLE
									   : STYLE_CELL_STRONG};
		if (row->kind != BLOCK_ROW_NOTE)
			columns_widen(&columns, row, measure_cell, BAR, &measure);
	}
	columns_fit(&columns, table, p->width - GAP * (columns.count - 1), TRUE);
	return columns;
}

/* Measured once: words are many and every layout costs. */
static const struct columns *table_columns(struct pages *p, guint first)
{
	struct columns *columns = g_hash_table_lookup(p->setting->tables, GUINT_TO_POINTER(first));
	if (!columns) {
		columns = g_new(struct columns, 1);
		*columns = measure_table(p, first);
		g_hash_table_insert(p->setting->tables, GUINT_TO_POINTER(first), columns);
	}
	return columns;
}

static double column_x(const struct columns *columns, int column)
{
	double x = PAGE_LEFT;
	for (int i = 0; i < column; i++)
		x += columns->width[i] + GAP;
	return x;
}

static PangoLayout *cell_layout(const struct pages *p, enum pdf_style style, const char *text,
				double width, enum text_align align)
{
	return pages_set(p, &(struct pdf_text){style, text, width, align, CELL_LINES, 0});
}

/* The last bar, the present, is the dark one. */
static void draw_bars(struct pages *p, const double *levels, int count, double x, double y)
{
	for (int i = 0; i < count; i++) {
		double grey = i + 1 == count ? 0.15 : 0.62,
		       height = MAX(levels[i] * BAR_HEIGHT / 7, 0.6);
		cairo_set_source_rgb(p->cr, grey, grey, grey);
		cairo_rectangle(p->cr, x + i * BAR, y + BAR_HEIGHT - height, BAR - 1, height);
		cairo_fill(p->cr);
	}
}

/* A mark that calls for a decision is red as well; the letter says it already. */
static enum pdf_style cell_style(const struct block *row, int column, enum pdf_style style)
{
	return column == 0 && g_str_has_prefix(row->texts[0], "R▲") ? STYLE_CELL_MARK : style;
}

/* Draws a line of cells, or only measures it; its height. */
static double row_cells(struct pages *p, const struct block *table, const struct block *row,
			const struct columns *c, enum pdf_style style, const char *tag,
			gboolean draw)
{
	double height = 0, x = PAGE_LEFT;
	for (int i = 0; i < c->count; x += c->width[i++] + GAP) {
		const double *levels;
		int bars = cell_bars(row, i, &levels);
		enum pdf_style own = cell_style(row, i, style);
		PangoLayout *layout = cell_layout(p, own, bars ? "" : row->texts[i], c->width[i],
						  table_align(table, i));
		height = MAX(height, text_height(layout) + 2 * PAD);
		if (!draw)
			continue;
		pages_tag_begin(p, tag);
		if (bars)
			draw_bars(p, levels, bars, x, p->y + PAD + 0.6);
		else
			pages_show(p, layout, own, x, p->y + PAD);
		pages_tag_end(p, tag);
	}
	return height;
}

static double draw_row(struct pages *p, const struct block *table, const struct block *row,
		       const struct columns *c, gboolean draw)
{
	if (row->kind == BLOCK_ROW)
		return row_cells(p, table, row, c, row_style(row), "TD", draw);
	double x = c->count > 1 ? column_x(c, 1) : PAGE_LEFT;
	PangoLayout *layout =
		cell_layout(p, STYLE_CELL_NOTE, row->texts[0], PAGE_LEFT + p->width - x, TEXT_LEFT);
	if (draw) {
		pages_tag_begin(p, "TD");
		pages_show(p, layout, STYLE_CELL_NOTE, x, p->y);
		pages_tag_end(p, "TD");
	}
	return text_height(layout) + 2 * PAD;
}

static void draw_titles(struct pages *p, const struct block *table, const struct columns *c)
{
	pages_tag_begin(p, "TR");
	p->y += row_cells(p, table, table, c, STYLE_CELL_TITLE, "TH", TRUE);
	pages_tag_end(p, "TR");
	pages_rule(p, p->y, 0.7, 0.3);
	p->y += 1;
}

/* Height of row i and its notes; *next is the row after. */
static double row_group(struct pages *p, const struct block *table, const struct columns *c,
			guint i, guint end, guint *next)
{
	double height = draw_row(p, table, document_block(p->document, i), c, FALSE);
	for (i++; i < end && document_block(p->document, i)->kind == BLOCK_ROW_NOTE; i++)
		height += draw_row(p, table, document_block(p->document, i), c, FALSE);
	*next = i;
	return height;
}

void pdf_table_draw(struct pages *p, guint first, guint end)
{
	const struct block *table = document_block(p->document, first);
	const struct columns *columns = table_columns(p, first);
	pages_tag_begin(p, "Table");
	draw_titles(p, table, columns);
	for (guint i = first + 1, next, after; i < end; i = next) {
		double need = row_group(p, table, columns, i, end, &next);

		/* a last row does not go over alone */
		if (next < end && i > first + 1) {
			double last = row_group(p, table, columns, next, end, &after);

			need += after == end ? last : 0;
		}
		p->at.block = i;
		if (p->y + need > PAGE_BOTTOM) {
			pages_next(p);
			draw_titles(p, table, columns);
		} else if (i > first + 1) {
			pages_rule(p, p->y, 0.3, 0.8);
		}
		for (guint row = i; row < next; row++) {
			const struct block *block = document_block(p->document, row);
			pages_tag_begin(p, "TR");
			p->y += draw_row(p, table, block, columns, TRUE);
			pages_tag_end(p, "TR");
		}
	}
	pages_tag_end(p, "Table");
	pages_rule(p, p->y, 0.3, 0.5);
	p->y += 5;
}

double pdf_table_need(struct pages *p, guint first)
{
	const struct block *table = document_block(p->document, first);
	const struct columns *columns = table_columns(p, first);
	guint end = document_table_end(p->document, first), next = first + 1;
	double need = 25;

	if (next == end)
		return 20;
	for (int row = 0; row < 2 && next < end; row++)
		need += row_group(p, table, columns, next, end, &next);
	return need;
}
