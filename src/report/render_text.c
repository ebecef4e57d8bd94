/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as plain text of 80 columns: for the mail, for the archive, and for whoever has it
 * read aloud; so there are no ruled lines and nothing is cut. The same lines are the preview, with
 * its pages and figures. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "report/columns.h"

#define GAP 2
#define LETTER 6.1 /* points of the paper that a column of the preview is, */
#define LINE 12.0  /* and a line */
#define FEWEST_ROWS 5

/* One rendering. */
struct text_writing {
	const struct document *document;
	GString *out;
	int width;               /* of the text: less where a figure stands beside it */
	struct preview *preview; /* NULL = plain text: no pages, no figures */
	const GArray *breaks;    /* struct page_break */
	guint turned;            /* of them */
	guint lines;             /* ended in out, of the first counted bytes */
	gsize counted;
	guint beside_end; /* the line that the figure beside the text ends before */
};

static void put_blanks(GString *out, int count)
{
	for (int i = 0; i < count; i++)
		g_string_append_c(out, ' ');
}

static void end_line(GString *out)
{
	while (out->len && out->str[out->len - 1] == ' ')
		g_string_truncate(out, out->len - 1);
	g_string_append_c(out, '\n');
}

static void put_wrapped(struct text_writing *w, const char *text, int indent)
{
	g_autoptr(GPtrArray) lines = text_wrap(text, w->width - indent);
	for (guint i = 0; i < lines->len; i++) {
		put_blanks(w->out, indent);
		g_string_append(w->out, lines->pdata[i]);
		end_line(w->out);
	}
}

/* left and right on one line where both fit, else beneath each other. */
static void put_sides(struct text_writing *w, const char *left, const char *right)
{
	int room = PREVIEW_WIDTH - text_width(left) - text_width(right);
	if (room < 3) {
		put_wrapped(w, left, 0);
		put_wrapped(w, right, 0);
		return;
	}
	g_string_append(w->out, left);
	put_blanks(w->out, room);
	g_string_append(w->out, right);
	end_line(w->out);
}

static void put_head(struct text_writing *w)
{
	char *const *texts = w->document->texts;
	const char *mark = texts[DOCUMENT_MARK], *right = texts[DOCUMENT_RIGHT];
	g_autofree char *marked = *mark ? g_strdup_printf("%s · %s", mark, right) : g_strdup(right);
	put_sides(w, texts[DOCUMENT_LEFT], marked);
}

/* pages */

static guint line_number(struct text_writing *w)
{
	for (; w->counted < w->out->len; w->counted++)
		w->lines += w->out->str[w->counted] == '\n';
	return w->lines;
}

/* The foot, with the page's number where there are pages. */
static void put_foot(struct text_writing *w)
{
	const char *foot = w->document->texts[DOCUMENT_FOOT];
	guint pages = w->breaks ? w->breaks->len + 1 : 0;
	g_autofree char *number = g_strdup_printf("%u (%u)", w->turned + 1, pages);

	if (!*foot && !pages)
		return;
	g_string_append_c(w->out, '\n');
	if (pages)
		put_sides(w, foot, number);
	else
		put_wrapped(w, foot, 0);
}

/* The page break that comes before this block, or in it (letter is set); NULL = none. */
static const struct page_break *next_break(const struct text_writing *w, guint block,
					   gboolean inside)
{
	const struct page_break *at =
		w->breaks && w->turned < w->breaks->len
			? &g_array_index(w->breaks, struct page_break, w->turned)
			: NULL;

	return at && at->block == block && (at->letter > 0) == inside ? at : NULL;
}

static void turn_page(struct text_writing *w)
{
	w->width = PREVIEW_WIDTH; /* a figure at the side stays on its page */
	while (line_number(w) < w->beside_end)
		g_string_append_c(w->out, '\n');
	put_foot(w);
	guint line = line_number(w);
	g_array_append_val(w->preview->pages, line);
	w->turned++;
	g_string_append_c(w->out, '\n');
	put_head(w);
}

/* A text that pages may part. */
static void put_running(struct text_writing *w, guint block, const char *text)
{
	const struct page_break *at;
	glong letter = 0;

	while ((at = next_break(w, block, TRUE)) && at->letter > letter &&
	       at->letter <= g_utf8_strlen(text, -1)) {
		g_autofree char *part = g_utf8_substring(text, letter, at->letter);

		letter = at->letter;
		put_wrapped(w, g_strchomp(part), 0);
		turn_page(w);
		g_string_append_c(w->out, '\n');
	}
	put_wrapped(w, g_utf8_offset_to_pointer(text, letter), 0);
}

/* running text */

static void put_heading(struct text_writing *w, guint i)
{
	g_autofree char *upper = g_utf8_strup(document_block(w->document, i)->texts[0], -1);
	put_wrapped(w, upper, 0);
}

static void put_paragraph(struct text_writing *w, guint i)
{
	const struct block *block = document_block(w->document, i);
	g_autofree char *lead = block_lead(block);
	g_autofree char *text =
		g_strconcat(lead, *lead && *block->texts[1] ? " " : "", block->texts[1], NULL);
	put_running(w, i, text);
}

static void put_note(struct text_writing *w, guint i)
{
	put_running(w, i, document_block(w->document, i)->texts[0]);
}

/* tables */

static double measure(const char *text, gconstpointer unused UNUSED)
{
	return text_width(text);
}

static struct columns table_columns(const struct text_writing *w, guint first, guint end)
{
	const struct document *document = w->document;
	const struct block *table = document_block(document, first);
	struct columns columns = {.count = table->value};
	for (guint i = first; i < end; i++)
		if (document_block(document, i)->kind != BLOCK_ROW_NOTE)
			columns_widen(&columns, document_block(document, i), measure, 0, NULL);
	columns_fit(&columns, table, w->width - GAP * (columns.count - 1), FALSE);
	return columns;
}

static int column_width(const struct columns *columns, int i)
{
	return MAX(1, (int)columns->width[i]);
}

static void put_cells(GString *out, const struct block *table, const struct block *row,
		      const struct columns *columns)
{
	GPtrArray *lines[MOST_COLUMNS];
	guint most = 1;
	for (int i = 0; i < columns->count; i++) {
		lines[i] = text_wrap(row->texts[i], column_width(columns, i));
		most = MAX(most, lines[i]->len);
	}
	for (guint line = 0; line < most; line++) {
		for (int i = 0; i < columns->count; i++) {
			const char *text = line < lines[i]->len ? lines[i]->pdata[line] : "";
			text_append_fitted(out, text, column_width(columns, i),
					   table_align(table, i));
			put_blanks(out, GAP);
		}
		end_line(out);
	}
	for (int i = 0; i < columns->count; i++)
		g_ptr_array_unref(lines[i]);
}

static void put_table(struct text_writing *w, guint first)
{
	const struct document *document = w->document;
	guint end = document_table_end(document, first);
	const struct block *table = document_block(document, first);
	struct columns columns = table_columns(w, first, end);
	put_cells(w->out, table, table, &columns);
	for (guint i = first + 1; i < end; i++) {
		const struct block *row = document_block(document, i);
		if (next_break(w, i, FALSE)) {
			turn_page(w);
			g_string_append_c(w->out, '\n');
			put_cells(w->out, table, table, &columns);
		}
		if (row->kind == BLOCK_ROW) {
			put_cells(w->out, table, row, &columns);
			continue;
		}
		put_wrapped(w, row->texts[0], column_width(&columns, 0) + GAP);
		g_string_append_c(w->out, '\n');
	}
	if (g_str_has_suffix(w->out->str, "\n\n") && w->counted < w->out->len)
		g_string_truncate(w->out, w->out->len - 1);
}

/* grids */

static const char *shade(double value, double largest)
{
	static const char *const shades[] = {"", "·", "▪", "■", "█"};
	return value < 0.05 ? shades[0] : shades[CLAMP((int)ceil(4 * value / largest), 1, 4)];
}

static void put_grid(struct text_writing *w, guint i)
{
	const struct block *grid = document_block(w->document, i);
	int rows = grid->value, columns = grid_columns(grid), label = 0, cell = 1;
	double largest = grid_largest(grid);
	for (int n = 0; n < rows + columns; n++)
		*(n < rows ? &label : &cell) =
			MAX(n < rows ? label : cell, text_width(grid->texts[n]));
	for (int row = -1; row < rows; row++) {
		text_append_fitted(w->out, row < 0 ? "" : grid->texts[row], label, TEXT_LEFT);
		for (int column = 0; column < columns; column++) {
			const char *text =
				row < 0 ? grid->texts[rows + column]
					: shade(grid->numbers[row * columns + column], largest);
			put_blanks(w->out, 1);
			text_append_fitted(w->out, text, cell, TEXT_RIGHT);
		}
		end_line(w->out);
	}
	put_wrapped(w, block_caption(grid), 0);
}

/* figures */

/* Bars that lie have a line each. */
static int figure_rows(const struct block *block)
{
	const struct drawing *d = block->drawing;
	int bars = (int)d->up->len;

	return bars && bars == (int)(d->top - d->bottom)
		       ? bars + 1
		       : MAX((int)lround(block->value / LINE), FEWEST_ROWS);
}

static struct preview_figure *add_figure(struct text_writing *w, const struct block *block)
{
	const struct preview_figure figure = {
		.drawing = block->drawing,
		.line = line_number(w),
		.rows = figure_rows(block),
		.width = PREVIEW_WIDTH,
	};

	g_array_append_val(w->preview->figures, figure);
	return &g_array_index(w->preview->figures, struct preview_figure,
			      w->preview->figures->len - 1);
}

static void put_drawing(struct text_writing *w, guint i)
{
	const struct block *block = document_block(w->document, i);

	for (int row = w->preview ? add_figure(w, block)->rows : 0; row > 0; row--)
		g_string_append_c(w->out, '\n');
	put_wrapped(w, block_caption(block), 0);
}

/* What comes next stands at its left. */
static void put_beside(struct text_writing *w, guint i)
{
	const struct block *block = document_block(w->document, i);

	if (!w->preview) {
		put_wrapped(w, block_caption(block), 0);
		return;
	}
	struct preview_figure *figure = add_figure(w, block);
	figure->width = MIN((int)lround(block->numbers[0] / LETTER), PREVIEW_WIDTH / 2);
	figure->left = PREVIEW_WIDTH - figure->width;
	figure->caption = block_caption(block);
	g_autoptr(GPtrArray) caption = text_wrap(figure->caption, figure->width);
	w->beside_end = figure->line + (guint)figure->rows + caption->len;
	w->width = figure->left - GAP;
}

static void put_beside_end(struct text_writing *w)
{
	w->width = PREVIEW_WIDTH;
	while (line_number(w) < w->beside_end)
		g_string_append_c(w->out, '\n');
}

static void put_blocks(struct text_writing *w)
{
	static void (*const put[BLOCK_KINDS])(struct text_writing *, guint) = {
		[BLOCK_HEADING] = put_heading, [BLOCK_PARAGRAPH] = put_paragraph,
		[BLOCK_NOTE] = put_note,       [BLOCK_GRID] = put_grid,
		[BLOCK_DRAWING] = put_drawing, [BLOCK_BESIDE] = put_beside,
		[BLOCK_TABLE] = put_table,
	};
	gboolean close = FALSE; /* to what comes next: no line between */
	put_head(w);
	for (guint i = 0, end; i < w->document->blocks->len; i = end) {
		enum block_kind kind = document_block(w->document, i)->kind;
		end = kind == BLOCK_TABLE ? document_table_end(w->document, i) : i + 1;
		if (next_break(w, i, FALSE)) {
			turn_page(w);
			close = FALSE;
		}
		if (kind == BLOCK_BESIDE_END && w->preview)
			put_beside_end(w);
		if (!put[kind])
			continue;
		if (!close)
			g_string_append_c(w->out, '\n');
		close = kind == BLOCK_HEADING || (kind == BLOCK_BESIDE && w->preview);
		put[kind](w, i);
	}
	put_foot(w);
}

GBytes *render_text(const struct document *document)
{
	struct text_writing w = {
		.document = document, .out = g_string_new(NULL), .width = PREVIEW_WIDTH};

	put_blocks(&w);
	return g_string_free_to_bytes(w.out);
}

struct preview *render_preview(struct document *document, const GArray *breaks)
{
	struct preview *preview = g_new0(struct preview, 1);
	g_autoptr(GString) out = g_string_new(NULL);
	struct text_writing w = {.document = document,
				 .out = out,
				 .width = PREVIEW_WIDTH,
				 .preview = preview,
				 .breaks = breaks};

	preview->document = document;
	preview->paged = breaks != NULL;
	preview->figures = g_array_new(FALSE, FALSE, sizeof(struct preview_figure));
	preview->pages = g_array_new(FALSE, FALSE, sizeof(guint));
	put_blocks(&w);
	g_auto(GStrv) lines = g_strsplit(out->str, "\n", -1);
	preview->lines = g_ptr_array_new_with_free_func(g_free);
	for (char **line = lines; *line; line++)
		g_ptr_array_add(preview->lines, g_strdup(*line));
	return preview;
}

void preview_free(struct preview *preview)
{
	if (!preview)
		return;
	g_ptr_array_unref(preview->lines);
	g_array_unref(preview->figures);
	g_array_unref(preview->pages);
	document_free(preview->document);
	g_free(preview);
}

int preview_page(const struct preview *preview, guint line)
{
	int page = 1;

	for (guint i = 0; i < preview->pages->len; i++)
		page += g_array_index(preview->pages, guint, i) <= line;
	return page;
}
