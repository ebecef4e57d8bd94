/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as plain text of 80 columns: for the mail, for the archive, and for whoever has it
 * read aloud; so there are no ruled lines and nothing is cut. Has no pages. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "report/columns.h"

#define WIDTH 80
#define GAP 2

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

static void put_wrapped(GString *out, const char *text, int indent)
{
	g_autoptr(GPtrArray) lines = text_wrap(text, WIDTH - indent);
	for (guint i = 0; i < lines->len; i++) {
		put_blanks(out, indent);
		g_string_append(out, lines->pdata[i]);
		end_line(out);
	}
}

/* left and right on one line where both fit, else beneath each other. */
static void put_sides(GString *out, const char *left, const char *right)
{
	int room = WIDTH - text_width(left) - text_width(right);
	if (room < 3) {
		put_wrapped(out, left, 0);
		put_wrapped(out, right, 0);
		return;
	}
	g_string_append(out, left);
	put_blanks(out, room);
	g_string_append(out, right);
	end_line(out);
}

static void put_head(GString *out, const struct document *document)
{
	const char *mark = document->texts[DOCUMENT_MARK], *right = document->texts[DOCUMENT_RIGHT];
	g_autofree char *marked = *mark ? g_strdup_printf("%s · %s", mark, right) : g_strdup(right);
	put_sides(out, document->texts[DOCUMENT_LEFT], marked);
}

static void put_heading(GString *out, const struct block *block)
{
	g_autofree char *upper = g_utf8_strup(block->texts[0], -1);
	put_wrapped(out, upper, 0);
}

static void put_paragraph(GString *out, const struct block *block)
{
	g_autofree char *lead = block_lead(block);
	g_autofree char *text =
		g_strconcat(lead, *lead && *block->texts[1] ? " " : "", block->texts[1], NULL);
	put_wrapped(out, text, 0);
}

static void put_note(GString *out, const struct block *block)
{
	put_wrapped(out, block->texts[0], 0);
}

/* tables */

static double measure(const char *text, gconstpointer unused)
{
	(void)unused;
	return text_width(text);
}

static struct columns table_columns(const struct document *document, guint first, guint end)
{
	const struct block *table = document_block(document, first);
	struct columns columns = {.count = table->value};
	for (guint i = first; i < end; i++)
		if (document_block(document, i)->kind != BLOCK_ROW_NOTE)
			columns_widen(&columns, document_block(document, i), measure, 0, NULL);
	columns_fit(&columns, table, WIDTH - GAP * (columns.count - 1), FALSE);
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

static void put_table(GString *out, const struct document *document, guint first, guint end)
{
	const struct block *table = document_block(document, first);
	struct columns columns = table_columns(document, first, end);
	put_cells(out, table, table, &columns);
	for (guint i = first + 1; i < end; i++) {
		const struct block *row = document_block(document, i);
		if (row->kind == BLOCK_ROW) {
			put_cells(out, table, row, &columns);
			continue;
		}
		put_wrapped(out, row->texts[0], column_width(&columns, 0) + GAP);
		g_string_append_c(out, '\n');
	}
	if (g_str_has_suffix(out->str, "\n\n"))
		g_string_truncate(out, out->len - 1);
}

/* grids */

static const char *shade(double value, double largest)
{
	static const char *const shades[] = {"", "·", "▪", "■", "█"};
	return value < 0.05 ? shades[0] : shades[CLAMP((int)ceil(4 * value / largest), 1, 4)];
}

static void put_grid(GString *out, const struct block *grid)
{
	int rows = grid->value, columns = grid_columns(grid), label = 0, cell = 1;
	double largest = grid_largest(grid);
	for (int i = 0; i < rows + columns; i++)
		*(i < rows ? &label : &cell) =
			MAX(i < rows ? label : cell, text_width(grid->texts[i]));
	for (int row = -1; row < rows; row++) {
		text_append_fitted(out, row < 0 ? "" : grid->texts[row], label, TEXT_LEFT);
		for (int column = 0; column < columns; column++) {
			const char *text =
				row < 0 ? grid->texts[rows + column]
					: shade(grid->numbers[row * columns + column], largest);
			put_blanks(out, 1);
			text_append_fitted(out, text, cell, TEXT_RIGHT);
		}
		end_line(out);
	}
	put_wrapped(out, block_caption(grid), 0);
}

static void put_drawing(GString *out, const struct block *block)
{
	put_wrapped(out, block_caption(block), 0);
}

GBytes *render_text(const struct document *document)
{
	static void (*const put[BLOCK_KINDS])(GString *, const struct block *) = {
		[BLOCK_HEADING] = put_heading, [BLOCK_PARAGRAPH] = put_paragraph,
		[BLOCK_NOTE] = put_note,       [BLOCK_GRID] = put_grid,
		[BLOCK_DRAWING] = put_drawing, [BLOCK_BESIDE] = put_drawing,
	};
	GString *out = g_string_new(NULL);
	gboolean after_heading = FALSE;
	put_head(out, document);
	for (guint i = 0, end; i < document->blocks->len; i = end) {
		const struct block *block = document_block(document, i);
		end = block->kind == BLOCK_TABLE ? document_table_end(document, i) : i + 1;
		if (block->kind == BLOCK_PAGE_BREAK || block->kind == BLOCK_BESIDE_END)
			continue;
		if (!after_heading)
			g_string_append_c(out, '\n');
		after_heading = block->kind == BLOCK_HEADING;
		if (block->kind == BLOCK_TABLE)
			put_table(out, document, i, end);
		else if (put[block->kind])
			put[block->kind](out, block);
	}
	if (*document->texts[DOCUMENT_FOOT]) {
		g_string_append_c(out, '\n');
		put_wrapped(out, document->texts[DOCUMENT_FOOT], 0);
	}
	return g_string_free_to_bytes(out);
}
