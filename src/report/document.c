/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Building a document and carrying it to another process. Makes every text harmless on its way in,
 * so that no renderer has to. */
#include "config.h"

#include <string.h>

#include "osg/chart.h"
#include "osg/document.h"
#include "report/document_private.h"

#define CHART_HEIGHT 64 /* points */
#define CHART_LABELS 4  /* lines for the labels of its upward axis */
#define MOST_CELL 300   /* columns */
#define MOST_NOTE 1200
#define NO_BREAK "\u00a0"
#define PACKED_TYPE "(asxya(yiasadav))"

static void block_free(gpointer data)
{
	struct block *block = data;
	g_strfreev(block->texts);
	g_free(block->numbers);
	drawing_free(block->drawing);
	g_free(block);
}

static void figure_of_block_free(gpointer data)
{
	struct figure_of_block *figure = data;

	g_free(figure->shown);
	g_free(figure->source);
	g_free(figure->fact);
	g_free(figure);
}

static struct block *add_block(struct document *document, enum block_kind kind, int value,
			       guint texts, gsize numbers)
{
	struct block *block = g_new0(struct block, 1);
	block->kind = kind;
	block->value = value;
	block->text_count = texts;
	block->texts = g_new0(char *, texts + 1);
	block->number_count = numbers;
	block->numbers = g_new0(double, numbers + 1);
	g_ptr_array_add(document->blocks, block);
	return block;
}

/* The blank inside a number is the one that no line breaks at: it stays one. */
static char *clean(const char *text, gboolean keep_lines)
{
	g_auto(GStrv) parts = g_strsplit(text ? text : "", NO_BREAK, -1);

	for (char **part = parts; *part; part++) {
		char *cleaned = text_clean(*part, -1, keep_lines);

		g_free(*part);
		*part = cleaned;
	}
	return g_strjoinv(NO_BREAK, parts);
}

/* Nothing sensible in a table is longer; what is would only push everything else off the page. */
static char *clean_cell(const char *text, int most)
{
	char *whole = clean(text, FALSE);
	if (strlen(whole) <= (gsize)most || text_width(whole) <= most)
		return whole;
	char *cut = text_fit(whole, most, TEXT_LEFT);
	g_free(whole);
	return cut;
}

static struct document *document_empty(void)
{
	struct document *document = g_new0(struct document, 1);
	document->blocks = g_ptr_array_new_with_free_func(block_free);
	document->sources = g_ptr_array_new_with_free_func(figure_of_block_free);
	return document;
}

struct document *document_new(const struct document_setup *setup)
{
	const char *texts[DOCUMENT_TEXTS] = {
		[DOCUMENT_TITLE] = setup->title,       [DOCUMENT_AUTHOR] = setup->author,
		[DOCUMENT_LANGUAGE] = setup->language, [DOCUMENT_LEFT] = setup->left,
		[DOCUMENT_RIGHT] = setup->right,       [DOCUMENT_MARK] = setup->mark,
		[DOCUMENT_FOOT] = setup->foot,
	};
	struct document *document = document_empty();
	for (int i = 0; i < DOCUMENT_TEXTS; i++)
		document->texts[i] = clean(texts[i], FALSE);
	document->created = setup->created;
	document->paper = setup->paper;
	return document;
}

void document_free(struct document *document)
{
	if (!document)
		return;
	for (int i = 0; i < DOCUMENT_TEXTS; i++)
		g_free(document->texts[i]);
	g_ptr_array_unref(document->blocks);
	g_ptr_array_unref(document->sources);
	g_free(document);
}

void document_heading(struct document *document, int level, const char *text)
{
	add_block(document, BLOCK_HEADING, CLAMP(level, 1, 2), 1, 0)->texts[0] = clean(text, FALSE);
}

void document_paragraph(struct document *document, const char *lead, const char *text)
{
	struct block *block = add_block(document, BLOCK_PARAGRAPH, 0, 2, 0);
	block->texts[0] = clean(lead, FALSE);
	block->texts[1] = clean(text, TRUE);
}

void document_said(struct document *document, const char *lead, const char *text)
{
	if (text && *text)
		document_paragraph(document, lead, text);
}

void document_note(struct document *document, const char *text)
{
	add_block(document, BLOCK_NOTE, 0, 1, 0)->texts[0] = clean(text, TRUE);
}

static void add_source(struct document *document, guint block, const char *shown,
		       const char *source, const char *fact)
{
	struct figure_of_block *figure = g_new(struct figure_of_block, 1);

	*figure = (struct figure_of_block){block, clean(shown, FALSE), clean(source, FALSE),
					   clean(fact, FALSE)};
	g_ptr_array_add(document->sources, figure);
}

void document_figure(struct document *document, const char *shown, const char *source,
		     const char *fact)
{
	add_source(document, document->blocks->len - 1, shown, source, fact);
}

void document_table(struct document *document, const struct document_column *columns, int count)
{
	struct block *block = add_block(document, BLOCK_TABLE, count, count, 2 * count);
	for (int i = 0; i < count; i++) {
		block->texts[i] = clean(columns[i].title, FALSE);
		block->numbers[2 * i] = columns[i].share;
		block->numbers[2 * i + 1] = columns[i].align;
	}
}

/* The table that the rows being added belong to. */
static const struct block *open_table(const struct document *document)
{
	guint i = document->blocks->len;
	while (i-- > 0) {
		const struct block *block = document->blocks->pdata[i];
		if (block->kind == BLOCK_TABLE)
			return block;
		g_assert(block->kind == BLOCK_ROW || block->kind == BLOCK_ROW_NOTE);
	}
	g_assert_not_reached();
}

void document_row(struct document *document, const char *const *cells, gboolean strong)
{
	int columns = open_table(document)->value;
	struct block *block = add_block(document, BLOCK_ROW, strong, columns, 0);
	for (int i = 0; i < columns; i++)
		block->texts[i] = clean_cell(cells[i], MOST_CELL);
}

void document_row_bars(struct document *document, int column, const int *values, int count)
{
	struct block *row = document->blocks->pdata[document->blocks->len - 1];
	int most = 0;
	g_assert(row->kind == BLOCK_ROW && column < (int)row->text_count);
	for (int i = 0; i < count; i++)
		most = MAX(most, values[i]);
	g_free(row->numbers);
	row->number_count = (gsize)count + 1;
	row->numbers = g_new0(double, row->number_count);
	row->numbers[0] = column;
	for (int i = 0; i < count; i++)
		row->numbers[i + 1] = chart_level(values[i], most);
	g_free(row->texts[column]);
	row->texts[column] = chart_bars(values, count);
}

void document_row_note(struct document *document, const char *text)
{
	open_table(document);
	add_block(document, BLOCK_ROW_NOTE, 0, 1, 0)->texts[0] = clean_cell(text, MOST_NOTE);
}

static char *caption(struct document *document, const char *sentence)
{
	g_autofree char *text = clean(sentence, FALSE);

	/* TRANSLATORS: beneath a figure: its number, what it shows */
	return g_strdup_printf(_("Figure %d. %s"), ++document->figures, text);
}

void document_grid(struct document *document, const char *const *row_labels, int rows,
		   const char *const *column_labels, int columns, const double *values,
		   const char *sentence)
{
	struct block *block =
		add_block(document, BLOCK_GRID, rows, rows + columns + 1, (gsize)rows * columns);
	for (int i = 0; i < rows + columns; i++)
		block->texts[i] = clean(i < rows ? row_labels[i] : column_labels[i - rows], FALSE);
	block->texts[rows + columns] = caption(document, sentence);
	memcpy(block->numbers, values, sizeof(double) * rows * columns);
}

void document_drawing(struct document *document, struct drawing *take_drawing, int height)
{
	struct block *block = add_block(document, BLOCK_DRAWING, height, 1, 0);

	block->texts[0] = caption(document, take_drawing->sentence);
	block->drawing = take_drawing;
}

void document_beside(struct document *document, struct drawing *take_drawing, int width, int height)
{
	struct block *block = add_block(document, BLOCK_BESIDE, height, 1, 1);

	block->texts[0] = caption(document, take_drawing->sentence);
	block->numbers[0] = width;
	block->drawing = take_drawing;
}

void document_beside_end(struct document *document)
{
	add_block(document, BLOCK_BESIDE_END, 0, 0, 0);
}

void document_chart(struct document *document, const struct chart *chart, const char *sentence)
{
	struct drawing *drawing = chart_columns(chart, 0, CHART_LABELS);

	drawing_say(drawing, sentence);
	document_drawing(document, drawing, CHART_HEIGHT);
}

/* for the renderers */

const struct block *document_block(const struct document *document, guint i)
{
	return document->blocks->pdata[i];
}

guint document_table_end(const struct document *document, guint i)
{
	for (i++; i < document->blocks->len; i++)
		if (document_block(document, i)->kind != BLOCK_ROW &&
		    document_block(document, i)->kind != BLOCK_ROW_NOTE)
			break;
	return i;
}

char *block_lead(const struct block *paragraph)
{
	const char *lead = paragraph->texts[0];
	gboolean whole = !*lead || strchr(".!?:", lead[strlen(lead) - 1]);
	return g_strconcat(lead, whole ? "" : ".", NULL);
}

int table_share(const struct block *table, int column)
{
	return (int)table->numbers[2 * column];
}

enum text_align table_align(const struct block *table, int column)
{
	return (enum text_align)table->numbers[2 * column + 1];
}

int cell_bars(const struct block *row, int column, const double **levels)
{
	if (row->kind != BLOCK_ROW || row->number_count < 2 || (int)row->numbers[0] != column)
		return 0;
	*levels = row->numbers + 1;
	return (int)row->number_count - 1;
}

const char *block_caption(const struct block *figure)
{
	return figure->texts[figure->text_count - 1];
}

gboolean block_is_figure(const struct block *block)
{
	return block->kind == BLOCK_GRID || block->kind == BLOCK_DRAWING ||
	       block->kind == BLOCK_BESIDE;
}

int grid_columns(const struct block *grid)
{
	return (int)grid->text_count - grid->value - 1;
}

double grid_largest(const struct block *grid)
{
	double largest = 0;
	for (gsize i = 0; i < grid->number_count; i++)
		largest = MAX(largest, grid->numbers[i]);
	return largest;
}

/* to another process */

static void pack_block(GVariantBuilder *blocks, const struct block *b)
{
	GVariant *drawing = b->drawing ? g_variant_new_variant(drawing_pack(b->drawing)) : NULL;

	g_variant_builder_add(
		blocks, "(yi@as@ad@av)", (guchar)b->kind, b->value,
		g_variant_new_strv((const char *const *)b->texts, b->text_count),
		g_variant_new_fixed_array(G_VARIANT_TYPE_DOUBLE, b->numbers, b->number_count,
					  sizeof(double)),
		g_variant_new_array(G_VARIANT_TYPE_VARIANT, &drawing, drawing ? 1 : 0));
}

/* As one more block, so that what was packed before there were any is read as ever. */
static void pack_sources(GVariantBuilder *blocks, const GPtrArray *sources)
{
	g_autoptr(GArray) at = g_array_new(FALSE, FALSE, sizeof(double));
	g_autoptr(GPtrArray) texts = g_ptr_array_new();
	struct block block = {.kind = BLOCK_FIGURES};

	for (guint i = 0; i < sources->len; i++) {
		const struct figure_of_block *figure = sources->pdata[i];
		double number = figure->block;

		g_array_append_val(at, number);
		g_ptr_array_add(texts, figure->shown);
		g_ptr_array_add(texts, figure->source);
		g_ptr_array_add(texts, figure->fact);
	}
	block.texts = (char **)texts->pdata;
	block.text_count = texts->len;
	block.numbers = (double *)(gpointer)at->data;
	block.number_count = at->len;
	if (at->len)
		pack_block(blocks, &block);
}

GBytes *document_pack(const struct document *document)
{
	GVariantBuilder blocks;
	g_variant_builder_init(&blocks, G_VARIANT_TYPE("a(yiasadav)"));
	for (guint i = 0; i < document->blocks->len; i++)
		pack_block(&blocks, document_block(document, i));
	pack_sources(&blocks, document->sources);
	g_autoptr(GVariant) packed = g_variant_ref_sink(g_variant_new(
		"(@asxya(yiasadav))",
		g_variant_new_strv((const char *const *)document->texts, DOCUMENT_TEXTS),
		document->created, (guchar)document->paper, &blocks));
	return g_variant_get_data_as_bytes(packed);
}

/* The last block, where it is the figures: they are no block any more. */
static gboolean unpack_sources(struct document *document)
{
	guint count = document->blocks->len;
	const struct block *last = count ? document_block(document, count - 1) : NULL;

	if (!last || last->kind != BLOCK_FIGURES)
		return TRUE;
	if (last->text_count != 3 * last->number_count)
		return FALSE;
	for (guint i = 0; i < last->number_count; i++) {
		if (!(last->numbers[i] >= 0 && last->numbers[i] < count - 1))
			return FALSE;
		add_source(document, (guint)last->numbers[i], last->texts[3 * i],
			   last->texts[3 * i + 1], last->texts[3 * i + 2]);
	}
	g_ptr_array_set_size(document->blocks, (int)count - 1);
	return TRUE;
}

static gboolean unpack_block(struct document *document, GVariant *packed)
{
	guchar kind;
	int value;
	g_autoptr(GVariant) texts = NULL, numbers = NULL, drawings = NULL;
	g_variant_get(packed, "(yi@as@ad@av)", &kind, &value, &texts, &numbers, &drawings);
	gsize count;
	const double *from = g_variant_get_fixed_array(numbers, &count, sizeof(double));
	struct block *block = add_block(document, kind, value, g_variant_n_children(texts), count);
	for (guint i = 0; i < block->text_count; i++)
		g_variant_get_child(texts, i, "s", &block->texts[i]);
	if (count)
		memcpy(block->numbers, from, count * sizeof(double));
	gboolean drawn = kind == BLOCK_DRAWING || kind == BLOCK_BESIDE;
	if (drawn && g_variant_n_children(drawings) == 1) {
		g_autoptr(GVariant) inner = NULL;
		g_variant_get_child(drawings, 0, "v", &inner);
		if (g_variant_is_of_type(inner, G_VARIANT_TYPE(DRAWING_TYPE)))
			block->drawing = drawing_unpack(inner);
	}
	return kind < BLOCK_KINDS && drawn == (block->drawing != NULL) &&
	       (kind != BLOCK_BESIDE || block->number_count == 1);
}

struct document *document_unpack(GBytes *bytes)
{
	g_autoptr(GVariant) packed = g_variant_ref_sink(
		g_variant_new_from_bytes(G_VARIANT_TYPE(PACKED_TYPE), bytes, FALSE));
	if (!g_variant_is_normal_form(packed))
		return NULL;
	g_autoptr(GVariant) texts = NULL, blocks = NULL;
	struct document *document = document_empty();
	guchar paper;
	g_variant_get(packed, "(@asxy@a(yiasadav))", &texts, &document->created, &paper, &blocks);
	gboolean sound = g_variant_n_children(texts) == DOCUMENT_TEXTS && paper <= PAPER_A3;
	document->paper = paper;
	for (int i = 0; sound && i < DOCUMENT_TEXTS; i++)
		g_variant_get_child(texts, i, "s", &document->texts[i]);
	for (gsize i = 0; sound && i < g_variant_n_children(blocks); i++) {
		g_autoptr(GVariant) block = g_variant_get_child_value(blocks, i);
		sound = unpack_block(document, block);
	}
	if (!sound || !unpack_sources(document))
		g_clear_pointer(&document, document_free);
	return document;
}
