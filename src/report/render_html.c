/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as one HTML file: no scripts, nothing fetched from elsewhere, readable without its
 * style sheet, printable with it. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "report/document_private.h"

static const char style_sheet[] =
	"body{font:16px/1.45 system-ui,\"DejaVu "
	"Sans\",Arial,sans-serif;color:#1a1a1a;background:#fff;max-width:50rem;"
	"margin:1.5rem auto;padding:0 1rem}\n"
	"header,footer{display:flex;flex-wrap:wrap;gap:.2rem "
	"1rem;justify-content:space-between;font-size:.85rem;color:#444}\n"
	"header{border-bottom:1px solid #888;padding-bottom:.3rem}\n"
	"footer{border-top:1px solid #bbb;margin-top:2rem;padding-top:.3rem}\n"
	"header strong{color:#a11;border:1px solid #a11;padding:0 .5em}\n"
	"h1,h2{color:#142942;line-height:1.2}\nh1{font-size:1.9rem;margin:1.2rem 0 .2rem}\n"
	"h2{font-size:1.15rem;margin:1.6rem 0 .3rem}\np{margin:.3rem "
	"0;white-space:pre-line}\nsmall{color:#444}\n"
	"table{border-collapse:collapse;width:100%;margin:.4rem "
	"0;font-size:.93rem;font-variant-numeric:tabular-nums}\n"
	"th{font-weight:normal;font-size:.82rem;color:#444;border-bottom:1px solid #444}\n"
	"th,td{padding:.2rem .6rem .2rem 0;text-align:left;vertical-align:top}\n"
	"tbody tr{border-top:1px solid #ddd}\ntbody tr.note{border-top:0}\n"
	".r{text-align:right}\n.c{text-align:center}\n.strong{font-weight:bold}\n.note "
	"td{font-size:.88rem;color:#333}\n"
	".bars{letter-spacing:-.05em;white-space:nowrap;color:#555}\n"
	"figure{margin:.4rem "
	"0}svg{max-width:100%;height:auto}figcaption{font-size:.85rem;color:#444}\n"
	".grid th[scope=row]{border-bottom:0}.grid td,.grid thead "
	"th{text-align:center;padding:.1rem;font-size:.75rem}\n.grid "
	"th{padding-right:.4rem}\n"
	".s1{background:#eef1f5}.s2{background:#cbd5e1}.s3{background:#8a9db5}.s4{background:#"
	"2f4a6b;color:#fff}\n"
	".pair{display:flex;flex-direction:row-reverse;gap:1.5rem;align-items:flex-start}"
	".pair>div{flex:1;min-width:0}.beside{max-width:45%}\n"
	".table{overflow-x:auto}\n"
	"@media(max-width:40rem){.pair{display:block}.beside{max-width:none}"
	"table{font-size:.85rem;hyphens:auto;-webkit-hyphens:auto}th,td{padding-right:.35rem}"
	".r{white-space:nowrap}.grid td,.grid thead th{font-size:.6rem;padding:.1rem 0}}\n"
	"@media "
	"print{.table{overflow:visible}@page{size:A4;margin:16mm}html{font-size:9.5pt}"
	"body{font-size:1rem;line-height:1.35;max-width:none;margin:0;padding:0}"
	"h1{margin-top:.6rem}h2{margin-top:1.1rem}tbody td{padding-top:.1rem;padding-bottom:.1rem}"
	"h2{break-after:avoid}tr,.grid{break-inside:avoid}tr.note{break-before:avoid}thead{display:"
	"table-header-group}"
	".s1,.s2,.s3,.s4{print-color-adjust:exact;-webkit-print-color-adjust:exact}}\n";

static void put_element(GString *out, const char *open, const char *text, const char *close)
{
	g_autofree char *escaped = g_markup_escape_text(text, -1);
	g_string_append_printf(out, "%s%s%s", open, escaped, close);
}

static void put_heading(GString *out, const struct block *block)
{
	if (block->value == 1)
		put_element(out, "<h1>", block->texts[0], "</h1>\n");
	else
		put_element(out, "<h2>", block->texts[0], "</h2>\n");
}

static void put_paragraph(GString *out, const struct block *block)
{
	g_autofree char *lead = block_lead(block);
	g_string_append(out, "<p>");
	if (*lead)
		put_element(out, "<strong>", lead, "</strong> ");
	put_element(out, "", block->texts[1], "</p>\n");
}

static void put_note(GString *out, const struct block *block)
{
	put_element(out, "<p><small>", block->texts[0], "</small></p>\n");
}

/* tables */

static void put_cells(GString *out, const struct block *table, const struct block *row,
		      const char *element)
{
	static const char *const classes[] = {
		[TEXT_LEFT] = "", [TEXT_RIGHT] = " class=\"r\"", [TEXT_CENTRE] = " class=\"c\""};
	const double *levels;
	g_string_append(out,
			row->kind == BLOCK_ROW && row->value ? "<tr class=\"strong\">" : "<tr>");
	for (int i = 0; i < table->value; i++) {
		g_string_append_printf(out, "<%s%s>", element, classes[table_align(table, i)]);
		if (cell_bars(row, i, &levels))
			put_element(out, "<span class=\"bars\" aria-hidden=\"true\">",
				    row->texts[i], "</span>");
		else
			put_element(out, "", row->texts[i], "");
		g_string_append_printf(out, "</%.2s>", element);
	}
	g_string_append(out, "</tr>\n");
}

static void put_table(GString *out, const struct document *document, guint first, guint end)
{
	const struct block *table = document_block(document, first);
	g_string_append(out, "<div class=\"table\"><table>\n<thead>");
	put_cells(out, table, table, "th scope=\"col\"");
	g_string_append(out, "</thead>\n<tbody>\n");
	for (guint i = first + 1; i < end; i++) {
		const struct block *row = document_block(document, i);
		if (row->kind == BLOCK_ROW) {
			put_cells(out, table, row, "td");
			continue;
		}
		g_string_append_printf(out, "<tr class=\"note\"><td></td><td colspan=\"%d\">",
				       MAX(1, table->value - 1));
		put_element(out, "", row->texts[0], "</td></tr>\n");
	}
	g_string_append(out, "</tbody>\n</table></div>\n");
}

/* Figures stand in the grid's cells: a shade alone would say nothing to many. */
static void put_grid_cell(GString *out, double value, double largest)
{
	if (value < 0.05) {
		g_string_append(out, "<td></td>");
		return;
	}
	int shade = CLAMP((int)ceil(4 * value / largest), 1, 4);
	if (value < 0.5)
		g_string_append_printf(out, "<td class=\"s%d\">·</td>", shade);
	else
		g_string_append_printf(out, "<td class=\"s%d\">%.0f</td>", shade, value);
}

static void put_grid(GString *out, const struct block *grid)
{
	int rows = grid->value, columns = grid_columns(grid);
	double largest = grid_largest(grid);
	g_string_append(out, "<figure><table class=\"grid\">\n<thead><tr><td></td>");
	for (int i = 0; i < columns; i++)
		put_element(out, "<th scope=\"col\">", grid->texts[rows + i], "</th>");
	g_string_append(out, "</tr></thead>\n<tbody>\n");
	for (int row = 0; row < rows; row++) {
		put_element(out, "<tr><th scope=\"row\">", grid->texts[row], "</th>");
		for (int i = 0; i < columns; i++)
			put_grid_cell(out, grid->numbers[row * columns + i], largest);
		g_string_append(out, "</tr>\n");
	}
	g_string_append(out, "</tbody>\n</table>\n");
	put_element(out, "<figcaption>", block_caption(grid), "</figcaption></figure>\n");
}

static void put_drawing(GString *out, const struct block *block)
{
	gboolean beside = block->kind == BLOCK_BESIDE;
	int width = beside ? (int)block->numbers[0] * 3 / 2 : 720;
	g_autofree char *svg = drawing_svg(block->drawing, width, block->value * 3 / 2);
	g_string_append_printf(out, "%s<figure%s>\n%s", beside ? "<div class=\"pair\">" : "",
			       beside ? " class=\"beside\"" : "", svg);
	put_element(out, "<figcaption>", block_caption(block), "</figcaption></figure>\n");
	g_string_append(out, beside ? "<div>\n" : "");
}

static void put_beside_end(GString *out, const struct block *block UNUSED)
{
	g_string_append(out, "</div></div>\n");
}

/* the whole */

static void put_head(GString *out, const struct document *document)
{
	char *const *texts = document->texts;
	g_autofree char *language = g_markup_escape_text(texts[DOCUMENT_LANGUAGE], -1);
	g_autofree char *author = g_markup_escape_text(texts[DOCUMENT_AUTHOR], -1);
	g_string_append_printf(
		out,
		"<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
		"<meta name=\"author\" content=\"%s\"/>\n",
		language, author);
	put_element(out, "<title>", texts[DOCUMENT_TITLE], "</title>\n");
	g_string_append_printf(out, "<style>\n%s%s</style>\n</head>\n<body>\n<header>", style_sheet,
			       document->paper == PAPER_A3 ? "@page{size:A3}\n" : "");
	put_element(out, "<span>", texts[DOCUMENT_LEFT], "</span>");
	if (*texts[DOCUMENT_MARK])
		put_element(out, "<strong>", texts[DOCUMENT_MARK], "</strong>");
	put_element(out, "<span>", texts[DOCUMENT_RIGHT], "</span></header>\n<main>\n");
}

GBytes *render_html(const struct document *document)
{
	static void (*const put[BLOCK_KINDS])(GString *, const struct block *) = {
		[BLOCK_HEADING] = put_heading,
		[BLOCK_PARAGRAPH] = put_paragraph,
		[BLOCK_NOTE] = put_note,
		[BLOCK_GRID] = put_grid,
		[BLOCK_DRAWING] = put_drawing,
		[BLOCK_BESIDE] = put_drawing,
		[BLOCK_BESIDE_END] = put_beside_end,
	};
	GString *out = g_string_new(NULL);
	put_head(out, document);
	for (guint i = 0, end; i < document->blocks->len; i = end) {
		const struct block *block = document_block(document, i);
		end = block->kind == BLOCK_TABLE ? document_table_end(document, i) : i + 1;
		if (block->kind == BLOCK_TABLE)
			put_table(out, document, i, end);
		else if (put[block->kind])
			put[block->kind](out, block);
	}
	put_element(out, "</main>\n<footer><span>", document->texts[DOCUMENT_FOOT],
		    "</span></footer>\n</body>\n</html>\n");
	return g_string_free_to_bytes(out);
}
