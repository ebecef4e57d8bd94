/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a print to look at on the screen: each drawing as it is printed, each grid of
 * marks as a drawing. */
#include "config.h"

#include "osg/report.h"
#include "osg/words.h"
#include "report/document_private.h"

enum { NARROW = 12 }; /* columns that may all have a label */

static char *tell_cell(int row, int column, gconstpointer data)
{
	const struct block *grid = data;
	int rows = grid->value, columns = grid_columns(grid);
	g_autofree char *count = words_count(grid->numbers[row * columns + column]);

	return g_strdup_printf("%s %s: %s", grid->texts[row], grid->texts[rows + column], count);
}

static struct drawing *grid_drawing(const struct block *block)
{
	int rows = block->value, columns = grid_columns(block);
	const struct chart_grid grid = {.values = block->numbers,
					.rows = rows,
					.columns = columns,
					.label_every = columns > NARROW ? 3 : 1,
					.row_labels = (const char *const *)block->texts,
					.column_labels = (const char *const *)block->texts + rows,
					.tell = tell_cell,
					.data = block};

	return chart_grid(&grid);
}

GPtrArray *report_document_charts(const struct document *document)
{
	GPtrArray *out = g_ptr_array_new_with_free_func(titled_chart_free);
	const char *title = document->texts[DOCUMENT_TITLE];

	for (guint i = 0; i < document->blocks->len; i++) {
		const struct block *block = document_block(document, i);
		struct drawing *drawing;

		if (!block_is_figure(block))
			continue;
		drawing = block->kind == BLOCK_GRID ? grid_drawing(block)
						    : drawing_copy(block->drawing);
		drawing_say(drawing, block_caption(block));
		g_ptr_array_add(out, titled_chart_new(g_strdup(title), drawing));
	}
	return out;
}
