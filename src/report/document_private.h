/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a document is made of, for the renderers. Every block has the same shape, so that a document
 * goes to another process in one line. */
#ifndef OSG_DOCUMENT_PRIVATE_H
#define OSG_DOCUMENT_PRIVATE_H

#include "osg/document.h"

enum block_kind {
	BLOCK_HEADING,   /* value: level; texts: one */
	BLOCK_PARAGRAPH, /* texts: lead ("" = none), text */
	BLOCK_NOTE,      /* texts: one */
	BLOCK_TABLE,     /* value: columns; texts: titles; numbers: share and alignment of each */
	BLOCK_ROW,      /* value: strong; texts: cells; numbers: column and heights of small bars */
	BLOCK_ROW_NOTE, /* texts: one */
	BLOCK_GRID,    /* value: rows; texts: labels of the rows, then of the columns, caption last;
			  numbers: values row by row */
	BLOCK_DRAWING, /* value: height in points; texts: caption; drawing */
	BLOCK_BESIDE,  /* the same at the right side; numbers: width in points */
	BLOCK_BESIDE_END,
	BLOCK_FIGURES, /* only in what is packed: texts: how each is shown, its source, its fact;
			  numbers: the block that each stands in */
	BLOCK_KINDS
};

/* Of document_figure. */
struct figure_of_block {
	guint block;
	char *shown, *source, *fact; /* owned, never NULL */
};

struct block {
	enum block_kind kind;
	int value;
	char **texts;
	guint text_count;
	double *numbers;
	gsize number_count;
	struct drawing *drawing; /* owned; NULL but for BLOCK_DRAWING and BLOCK_BESIDE */
};

enum document_text {
	DOCUMENT_TITLE,
	DOCUMENT_AUTHOR,
	DOCUMENT_LANGUAGE,
	DOCUMENT_LEFT,
	DOCUMENT_RIGHT,
	DOCUMENT_MARK,
	DOCUMENT_FOOT,
	DOCUMENT_TEXTS
};

struct document {
	char *texts[DOCUMENT_TEXTS]; /* never NULL */
	gint64 created;
	enum paper paper;
	GPtrArray *blocks;  /* of struct block; the rows of a table follow it */
	int figures;        /* so far */
	GPtrArray *sources; /* of struct figure_of_block, in order of the blocks */
};

/* A page begins before that block, a row of a table being one; at that letter of its text, lead and
 * all. */
struct page_break {
	guint block, letter;
};

const struct block *document_block(const struct document *document, guint i);
/* The first block after i that is not a row or a row's note. */
guint document_table_end(const struct document *document, guint i);
/* A paragraph's lead as a sentence: "Underlag.", "" = none. Owned. */
char *block_lead(const struct block *paragraph);
int table_share(const struct block *table, int column);
enum text_align table_align(const struct block *table, int column);
/* The heights 0..7 of the small bars of a row's cell; 0 bars = it is a text. */
int cell_bars(const struct block *row, int column, const double **levels);
/* "Figure 2. Most on Friday …"; of a figure. Borrowed. */
const char *block_caption(const struct block *figure);
gboolean block_is_figure(const struct block *block);
int grid_columns(const struct block *grid);
double grid_largest(const struct block *grid);

GBytes *document_pack(const struct document *document);
struct document *document_unpack(GBytes *packed); /* NULL when the bytes are no document */

GBytes *render_text(const struct document *document);
/* breaks: of struct page_break, in their order; NULL = not known. */
struct preview *render_preview(struct document *take_document, const GArray *breaks);
GBytes *render_html(const struct document *document);
GBytes *render_odt(const struct document *document, GError **error);
#endif
