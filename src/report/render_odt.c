/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as an OpenDocument text, to be gone on with in a word processor: headings of its
 * outline, tables whose heads stand on every page, charts as pictures with their text alternative,
 * header and footer with the number of the page. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "osg/week.h"
#include "report/columns.h"
#include "report/odt_file.h"

#define LETTERS 95 /* of small print on a line */
#define LINE_CM 17.4
#define POINT_CM 0.0353

#define NAMESPACES                                                                                 \
	"xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "                       \
	"xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "                         \
	"xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "                           \
	"xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "                         \
	"xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "                        \
	"xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" "                \
	"xmlns:xlink=\"http://www.w3.org/1999/xlink\" "                                            \
	"xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "                                           \
	"xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" "                           \
	"xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" "                  \
	"office:version=\"1.3\""
#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

struct odt {
	const struct document *document;
	GString *styles, *body; /* automatic styles, and what stands in the text */
	int tables;
	GPtrArray *pictures; /* of owned SVG texts */
};

/* Lines of a text are lines there too. */
static void put_text(GString *out, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line; line++) {
		g_autofree char *escaped = g_markup_escape_text(*line, -1);

		g_string_append_printf(out, "%s%s", line == lines ? "" : "<text:line-break/>",
				       escaped);
	}
}

static void put_styled(GString *out, const char *style, const char *text)
{
	g_string_append_printf(out, "<text:p text:style-name=\"%s\">", style);
	put_text(out, text);
	g_string_append(out, "</text:p>\n");
}

static void put_heading(struct odt *o, const struct block *block)
{
	g_string_append_printf(o->body,
			       "<text:h text:style-name=\"Heading_20_%d\" "
			       "text:outline-level=\"%d\">",
			       block->value, block->value);
	put_text(o->body, block->texts[0]);
	g_string_append(o->body, "</text:h>\n");
}

static void put_paragraph(struct odt *o, const struct block *block)
{
	g_autofree char *lead = block_lead(block);

	g_string_append(o->body, "<text:p text:style-name=\"Text_20_body\">");
	if (*lead) {
		g_string_append(o->body, "<text:span text:style-name=\"Strong_20_Emphasis\">");
		put_text(o->body, lead);
		g_string_append(o->body, "</text:span> ");
	}
	put_text(o->body, block->texts[1]);
	g_string_append(o->body, "</text:p>\n");
}

static void put_note(struct odt *o, const struct block *block)
{
	put_styled(o->body, "Note", block->texts[0]);
}

/* tables */

static double measure(const char *text, gconstpointer unused UNUSED)
{
	return text_width(text) + 2;
}

static void open_table(struct odt *o, const double *widths, int count)
{
	g_string_append_printf(o->body,
			       "<table:table table:name=\"T%d\" table:style-name=\"Table\">\n",
			       ++o->tables);
	for (int i = 0; i < count; i++) {
		g_string_append_printf(o->styles,
				       "<style:style style:name=\"T%d.%d\" "
				       "style:family=\"table-column\">"
				       "<style:table-column-properties "
				       "style:rel-column-width=\"%d*\"/></style:style>\n",
				       o->tables, i, (int)(widths[i] * 100) + 1);
		g_string_append_printf(o->body,
				       "<table:table-column table:style-name=\"T%d.%d\"/>\n",
				       o->tables, i);
	}
}

static void open_cell(GString *out, const char *style)
{
	g_string_append_printf(out,
			       "<table:table-cell table:style-name=\"%s\" "
			       "office:value-type=\"string\">",
			       style);
}

static void put_cell(GString *out, const char *cell, const char *style, const char *text)
{
	open_cell(out, cell);
	put_styled(out, style, text);
	g_string_append(out, "</table:table-cell>\n");
}

static void put_cells(struct odt *o, const struct block *table, const struct block *row)
{
	static const char *const styles[][3] = {
		{"Cell", "Cell_20_Right", "Cell_20_Center"},
		{"Cell_20_Strong", "Cell_20_Strong_20_Right", "Cell_20_Strong_20_Center"},
		{"Head", "Head_20_Right", "Head_20_Center"}};
	int sort = row->kind == BLOCK_TABLE ? 2 : row->value ? 1 : 0;

	g_string_append(o->body, "<table:table-row table:style-name=\"Row\">\n");
	for (int i = 0; i < table->value; i++)
		put_cell(o->body, sort == 2 ? "HeadCell" : "BodyCell",
			 styles[sort][table_align(table, i)], row->texts[i]);
	g_string_append(o->body, "</table:table-row>\n");
}

/* A sentence beneath a row, from the second column on. */
static void put_row_note(struct odt *o, const struct block *table, const struct block *row)
{
	int columns = table->value, rest = MAX(columns - 1, 1);

	g_string_append(o->body, "<table:table-row table:style-name=\"Row\">\n");
	if (columns > 1)
		put_cell(o->body, "NoteCell", "Cell", "");
	g_string_append_printf(o->body,
			       "<table:table-cell table:style-name=\"NoteCell\" "
			       "table:number-columns-spanned=\"%d\" "
			       "office:value-type=\"string\">",
			       rest);
	put_styled(o->body, "Note", row->texts[0]);
	g_string_append(o->body, "</table:table-cell>\n");
	for (int i = 1; i < rest; i++)
		g_string_append(o->body, "<table:covered-table-cell/>\n");
	g_string_append(o->body, "</table:table-row>\n");
}

static void put_table(struct odt *o, guint first, guint end)
{
	const struct block *table = document_block(o->document, first);
	struct columns columns = {.count = table->value};

	for (guint i = first; i < end; i++)
		if (document_block(o->document, i)->kind != BLOCK_ROW_NOTE)
			columns_widen(&columns, document_block(o->document, i), measure, 0, NULL);
	columns_fit(&columns, table, LETTERS, TRUE);
	open_table(o, columns.width, columns.count);
	g_string_append(o->body, "<table:table-header-rows>\n");
	put_cells(o, table, table);
	g_string_append(o->body, "</table:table-header-rows>\n");
	for (guint i = first + 1; i < end; i++) {
		const struct block *row = document_block(o->document, i);

		if (row->kind == BLOCK_ROW)
			put_cells(o, table, row);
		else
			put_row_note(o, table, row);
	}
	g_string_append(o->body, "</table:table>\n");
}

/* grids */

/* The figure stands in the cell: a shade alone would say nothing to many. */
static void put_grid_cell(GString *out, double value, double largest)
{
	int shade = value < 0.05 ? 0 : CLAMP((int)ceil(4 * value / largest), 1, 4);
	g_autofree char *cell = g_strdup_printf("Shade%d", shade),
			*text = value < 0.05  ? g_strdup("")
				: value < 0.5 ? g_strdup("·")
					      : g_strdup_printf("%.0f", value);

	put_cell(out, cell, shade == 4 ? "Cell_20_Dark" : "Cell_20_Center", text);
}

static void put_grid(struct odt *o, const struct block *grid)
{
	int rows = grid->value, columns = grid_columns(grid);
	g_autofree double *widths = g_new(double, columns + 1);

	widths[0] = 3;
	for (int i = 1; i <= columns; i++)
		widths[i] = 1;
	open_table(o, widths, columns + 1);
	g_string_append(o->body, "<table:table-header-rows>\n<table:table-row "
				 "table:style-name=\"Row\">\n");
	put_cell(o->body, "HeadCell", "Head", "");
	for (int i = 0; i < columns; i++)
		put_cell(o->body, "HeadCell", "Head_20_Center", grid->texts[rows + i]);
	g_string_append(o->body, "</table:table-row>\n</table:table-header-rows>\n");
	for (int row = 0; row < rows; row++) {
		g_string_append(o->body, "<table:table-row table:style-name=\"Row\">\n");
		put_cell(o->body, "Shade0", "Cell", grid->texts[row]);
		for (int i = 0; i < columns; i++)
			put_grid_cell(o->body, grid->numbers[row * columns + i],
				      grid_largest(grid));
		g_string_append(o->body, "</table:table-row>\n");
	}
	g_string_append(o->body, "</table:table>\n");
	put_styled(o->body, "Caption", block_caption(grid));
}

/* pictures */

static char *picture_name(guint number)
{
	return g_strdup_printf("Pictures/figure%u.svg", number);
}

/* SVG as a file of its own says so, and how high it is. */
static char *picture_of(const struct block *block, int width, int height)
{
	static const char opening[] = "<svg ";
	g_autofree char *svg = drawing_svg(block->drawing, width, height);

	g_assert(g_str_has_prefix(svg, opening));
	return g_strdup_printf("%s<svg xmlns=\"http://www.w3.org/2000/svg\" height=\"%d\" "
			       "font-family=\"DejaVu Sans, sans-serif\" %s",
			       XML_HEAD, height, svg + strlen(opening));
}

static void put_drawing(struct odt *o, const struct block *block)
{
	int width = block->kind == BLOCK_BESIDE ? (int)block->numbers[0] * 3 / 2 : 720,
	    height = block->value * 3 / 2;
	double cm = block->kind == BLOCK_BESIDE ? block->numbers[0] * POINT_CM : LINE_CM;
	g_autofree char *name = NULL, *caption = g_markup_escape_text(block_caption(block), -1);

	g_ptr_array_add(o->pictures, picture_of(block, width, height));
	name = picture_name(o->pictures->len);
	g_string_append_printf(
		o->body,
		"<text:p text:style-name=\"Figure\"><draw:frame draw:name=\"Figure %u\" "
		"text:anchor-type=\"as-char\" svg:width=\"%.2fcm\" svg:height=\"%.2fcm\">"
		"<draw:image xlink:href=\"%s\" xlink:type=\"simple\" xlink:show=\"embed\" "
		"xlink:actuate=\"onLoad\" draw:mime-type=\"image/svg+xml\"/>"
		"<svg:title>%s</svg:title><svg:desc>%s</svg:desc></draw:frame></text:p>\n",
		o->pictures->len, cm, cm * height / width, name, caption, caption);
	put_styled(o->body, "Caption", block_caption(block));
}

/* the parts of the file */

static const struct {
	const char *name, *cell;
} cell_styles[] = {
	{"HeadCell", "fo:border=\"none\" fo:border-bottom=\"0.5pt solid #444444\""},
	{"BodyCell", "fo:border-bottom=\"0.25pt solid #dddddd\""},
	{"NoteCell", ""},
	{"Shade0", ""},
	{"Shade1", "fo:background-color=\"#eef1f5\""},
	{"Shade2", "fo:background-color=\"#cbd5e1\""},
	{"Shade3", "fo:background-color=\"#8a9db5\""},
	{"Shade4", "fo:background-color=\"#2f4a6b\""},
};

/* Those of tables belong to the text, not to the document's own. */
static void put_table_styles(GString *out)
{
	g_string_append(
		out, "<style:style style:name=\"Table\" style:family=\"table\">"
		     "<style:table-properties style:rel-width=\"100%\" table:align=\"margins\" "
		     "fo:margin-top=\"0.1cm\" fo:margin-bottom=\"0.3cm\"/></style:style>\n"
		     "<style:style style:name=\"Row\" style:family=\"table-row\">"
		     "<style:table-row-properties fo:keep-together=\"always\"/></style:style>\n");
	for (gsize i = 0; i < G_N_ELEMENTS(cell_styles); i++)
		g_string_append_printf(out,
				       "<style:style style:name=\"%s\" "
				       "style:family=\"table-cell\"><style:table-cell-properties "
				       "fo:padding-top=\"0.05cm\" fo:padding-bottom=\"0.05cm\" "
				       "fo:padding-left=\"0cm\" fo:padding-right=\"0.2cm\" "
				       "%s/></style:style>\n",
				       cell_styles[i].name, cell_styles[i].cell);
}

static char *content_part(struct odt *o)
{
	static void (*const put[BLOCK_KINDS])(struct odt *, const struct block *) = {
		[BLOCK_HEADING] = put_heading, [BLOCK_PARAGRAPH] = put_paragraph,
		[BLOCK_NOTE] = put_note,       [BLOCK_GRID] = put_grid,
		[BLOCK_DRAWING] = put_drawing, [BLOCK_BESIDE] = put_drawing,
	};

	put_table_styles(o->styles);
	for (guint i = 0, end; i < o->document->blocks->len; i = end) {
		const struct block *block = document_block(o->document, i);

		end = block->kind == BLOCK_TABLE ? document_table_end(o->document, i) : i + 1;
		if (block->kind == BLOCK_TABLE)
			put_table(o, i, end);
		else if (put[block->kind])
			put[block->kind](o, block);
	}
	return g_strdup_printf(XML_HEAD "<office:document-content " NAMESPACES ">\n"
					"<office:automatic-styles>\n%s</office:automatic-styles>\n"
					"<office:body><office:text>\n%s</office:text></office:body>"
					"\n</office:document-content>\n",
			       o->styles->str, o->body->str);
}

static void put_paragraph_style(GString *out, const char *name, const char *parent,
				const char *paragraph, const char *text)
{
	g_string_append_printf(out,
			       "<style:style style:name=\"%s\" style:family=\"paragraph\" "
			       "style:parent-style-name=\"%s\"><style:paragraph-properties %s/>"
			       "<style:text-properties %s/></style:style>\n",
			       name, parent, paragraph, text);
}

static const struct {
	const char *name, *parent, *paragraph, *text;
} paragraph_styles[] = {
	{"Text_20_body", "Standard", "fo:margin-bottom=\"0.15cm\"", ""},
	{"Heading_20_1", "Standard", "fo:margin-bottom=\"0.2cm\" fo:keep-with-next=\"always\"",
	 "fo:font-size=\"19pt\" fo:font-weight=\"bold\" fo:color=\"#142942\""},
	{"Heading_20_2", "Standard",
	 "fo:margin-top=\"0.45cm\" fo:margin-bottom=\"0.1cm\" fo:keep-with-next=\"always\"",
	 "fo:font-size=\"12pt\" fo:font-weight=\"bold\" fo:color=\"#142942\""},
	{"Note", "Standard", "fo:margin-bottom=\"0.1cm\"",
	 "fo:font-size=\"8.5pt\" fo:color=\"#444444\""},
	{"Caption", "Note", "fo:margin-bottom=\"0.3cm\"", ""},
	{"Figure", "Standard", "fo:margin-top=\"0.2cm\" fo:keep-with-next=\"always\"", ""},
	{"Cell", "Standard", "", "fo:font-size=\"9pt\""},
	{"Cell_20_Right", "Cell", "fo:text-align=\"end\"", ""},
	{"Cell_20_Center", "Cell", "fo:text-align=\"center\"", ""},
	{"Cell_20_Dark", "Cell_20_Center", "", "fo:color=\"#ffffff\""},
	{"Cell_20_Strong", "Cell", "", "fo:font-weight=\"bold\""},
	{"Cell_20_Strong_20_Right", "Cell_20_Strong", "fo:text-align=\"end\"", ""},
	{"Cell_20_Strong_20_Center", "Cell_20_Strong", "fo:text-align=\"center\"", ""},
	{"Head", "Standard", "fo:keep-with-next=\"always\"",
	 "fo:font-size=\"8.5pt\" fo:color=\"#444444\""},
	{"Head_20_Right", "Head", "fo:text-align=\"end\"", ""},
	{"Head_20_Center", "Head", "fo:text-align=\"center\"", ""},
	{"Header", "Standard", "", "fo:font-size=\"8.5pt\" fo:color=\"#444444\""},
	{"Footer", "Header", "", ""},
};

static void put_side(GString *out, const char *text)
{
	g_autofree char *escaped = g_markup_escape_text(text, -1);

	g_string_append(out, escaped);
}

/* Left and right at the ends of the line, the foot beside the number of the page. */
static void put_page(GString *out, const struct document *document)
{
	const char *mark = document->texts[DOCUMENT_MARK];

	g_string_append(out, "<office:master-styles><style:master-page style:name=\"Standard\" "
			     "style:page-layout-name=\"Page\"><style:header><text:p "
			     "text:style-name=\"Header\">");
	put_side(out, document->texts[DOCUMENT_LEFT]);
	g_string_append(out, "<text:tab/>");
	if (*mark) {
		g_string_append(out, "<text:span text:style-name=\"Strong_20_Emphasis\">");
		put_side(out, mark);
		g_string_append(out, "</text:span> · ");
	}
	put_side(out, document->texts[DOCUMENT_RIGHT]);
	g_string_append(out, "</text:p></style:header><style:footer><text:p "
			     "text:style-name=\"Footer\">");
	put_side(out, document->texts[DOCUMENT_FOOT]);
	g_string_append(out, "<text:tab/><text:page-number text:select-page=\"current\">1"
			     "</text:page-number> (<text:page-count>1</text:page-count>)"
			     "</text:p></style:footer></style:master-page></office:master-styles>"
			     "\n");
}

static void put_default_style(GString *out, const struct document *document)
{
	gboolean english = strcmp(document->texts[DOCUMENT_LANGUAGE], "en") == 0;

	g_string_append_printf(
		out,
		"<style:default-style style:family=\"paragraph\"><style:paragraph-properties "
		"style:tab-stop-distance=\"1cm\"/><style:text-properties "
		"style:font-name=\"DejaVu Sans\" fo:font-family=\"'DejaVu Sans'\" "
		"fo:font-size=\"10pt\" fo:language=\"%s\" fo:country=\"%s\"/>"
		"</style:default-style>\n<style:style style:name=\"Standard\" "
		"style:family=\"paragraph\"/>\n<style:style "
		"style:name=\"Strong_20_Emphasis\" style:family=\"text\"><style:text-properties "
		"fo:font-weight=\"bold\"/></style:style>\n",
		english ? "en" : "sv", english ? "GB" : "SE");
}

static char *styles_part(const struct document *document)
{
	gboolean wall = document->paper == PAPER_A3;
	GString *out = g_string_new(XML_HEAD "<office:document-styles " NAMESPACES ">\n"
					     "<office:styles>\n");

	put_default_style(out, document);
	for (gsize i = 0; i < G_N_ELEMENTS(paragraph_styles); i++) {
		if (strcmp(paragraph_styles[i].name, "Header") == 0) {
			g_string_append_printf(
				out,
				"<style:style style:name=\"Header\" style:family=\"paragraph\" "
				"style:parent-style-name=\"Standard\"><style:paragraph-properties>"
				"<style:tab-stops><style:tab-stop style:position=\"%.1fcm\" "
				"style:type=\"right\"/></style:tab-stops>"
				"</style:paragraph-properties><style:text-properties %s/>"
				"</style:style>\n",
				wall ? 26.1 : LINE_CM, paragraph_styles[i].text);
			continue;
		}
		put_paragraph_style(out, paragraph_styles[i].name, paragraph_styles[i].parent,
				    paragraph_styles[i].paragraph, paragraph_styles[i].text);
	}
	g_string_append_printf(
		out,
		"</office:styles>\n<office:automatic-styles><style:page-layout "
		"style:name=\"Page\"><style:page-layout-properties fo:page-width=\"%s\" "
		"fo:page-height=\"%s\" fo:margin=\"1.8cm\"/><style:header-style>"
		"<style:header-footer-properties fo:margin-bottom=\"0.5cm\"/>"
		"</style:header-style><style:footer-style><style:header-footer-properties "
		"fo:margin-top=\"0.5cm\"/></style:footer-style></style:page-layout>"
		"</office:automatic-styles>\n",
		wall ? "29.7cm" : "21cm", wall ? "42cm" : "29.7cm");
	put_page(out, document);
	g_string_append(out, "</office:document-styles>\n");
	return g_string_free(out, FALSE);
}

static char *meta_part(const struct document *document)
{
	g_autofree char *created = time_format_rfc3339(document->created);

	return g_markup_printf_escaped(
		XML_HEAD "<office:document-meta " NAMESPACES "><office:meta>"
			 "<meta:generator>osg</meta:generator><dc:title>%s</dc:title>"
			 "<meta:initial-creator>%s</meta:initial-creator>"
			 "<dc:creator>%s</dc:creator><dc:language>%s</dc:language>"
			 "<meta:creation-date>%.19s</meta:creation-date><dc:date>%.19s</dc:date>"
			 "</office:meta></office:document-meta>\n",
		document->texts[DOCUMENT_TITLE], document->texts[DOCUMENT_AUTHOR],
		document->texts[DOCUMENT_AUTHOR], document->texts[DOCUMENT_LANGUAGE], created,
		created);
}

static char *manifest_part(guint pictures)
{
	GString *out = g_string_new(
		XML_HEAD "<manifest:manifest "
			 "xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
			 "manifest:version=\"1.3\">\n<manifest:file-entry "
			 "manifest:full-path=\"/\" manifest:version=\"1.3\" "
			 "manifest:media-type=\"application/vnd.oasis.opendocument.text\"/>\n");

	for (gsize i = 0; i < 3; i++)
		g_string_append_printf(out,
				       "<manifest:file-entry manifest:full-path=\"%s.xml\" "
				       "manifest:media-type=\"text/xml\"/>\n",
				       ((const char *[]){"content", "styles", "meta"})[i]);
	for (guint i = 1; i <= pictures; i++) {
		g_autofree char *name = picture_name(i);

		g_string_append_printf(out,
				       "<manifest:file-entry manifest:full-path=\"%s\" "
				       "manifest:media-type=\"image/svg+xml\"/>\n",
				       name);
	}
	g_string_append(out, "</manifest:manifest>\n");
	return g_string_free(out, FALSE);
}

static void add_part(GArray *members, const char *name, char *take_text)
{
	const struct odt_member member = {name, g_bytes_new_take(take_text, strlen(take_text)),
					  members->len == 0};

	g_array_append_val(members, member);
}

static void member_clear(gpointer data)
{
	g_bytes_unref(((struct odt_member *)data)->bytes);
}

GBytes *render_odt(const struct document *document, GError **error)
{
	g_autoptr(GString) styles = g_string_new(NULL), body = g_string_new(NULL);
	g_autoptr(GPtrArray) pictures = g_ptr_array_new(),
			     names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GArray) members = g_array_new(FALSE, FALSE, sizeof(struct odt_member));
	struct odt odt = {document, styles, body, 0, pictures};

	g_array_set_clear_func(members, member_clear);
	add_part(members, "mimetype", g_strdup("application/vnd.oasis.opendocument.text"));
	add_part(members, "content.xml", content_part(&odt));
	add_part(members, "styles.xml", styles_part(document));
	add_part(members, "meta.xml", meta_part(document));
	for (guint i = 0; i < pictures->len; i++) {
		g_ptr_array_add(names, picture_name(i + 1));
		add_part(members, names->pdata[i], pictures->pdata[i]);
	}
	add_part(members, "META-INF/manifest.xml", manifest_part(pictures->len));
	return odt_file_write((const struct odt_member *)(gpointer)members->data, members->len,
			      document->created, error);
}
