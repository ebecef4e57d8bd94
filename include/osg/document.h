/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A printed thing, built once and rendered as text (80 columns), PDF (A4, pango and cairo) and HTML (one file, no scripts). */
#ifndef OSG_DOCUMENT_H
#define OSG_DOCUMENT_H

#include <glib.h>

#include "osg/error.h"
#include "osg/text.h"

struct document;

enum render { RENDER_TEXT, RENDER_PDF, RENDER_HTML };

/* left and right stand at the top of every page, foot at the bottom beside "1 (3)". created: for the PDF's date, so that the same document gives the same bytes. */
struct document *document_new(const char *title, const char *language, const char *left, const char *right,
                              const char *foot, gint64 created);
void document_free(struct document *document);

void document_heading(struct document *document, int level, const char *text); /* 1 title, 2 section, 3 below */
void document_paragraph(struct document *document, const char *text);
void document_note(struct document *document, const char *text);              /* small print */
/* Columns: title, share of the width (0 = as wide as needed), alignment. Then cells row by row; NULL cell = empty. */
struct document_column {
	const char *title;
	int share;
	enum text_align align;
};
void document_table(struct document *document, const struct document_column *columns, int count);
void document_row(struct document *document, const char *const *cells, gboolean strong);
/* A grid of shades: rows x columns values with labels; shades 0..4 by share of the largest, with the figures in HTML and text marks " ·▪■█". */
void document_grid(struct document *document, const char *const *row_labels, int rows, const char *const *column_labels,
                   int columns, const double *values);
/* Small bars in a row of a table are a cell text of "▁▂▃▄▅▆▇█"; no block of their own. */
void document_page_break(struct document *document);

/* The rendered bytes. text_width: columns of RENDER_TEXT (80). */
GBytes *document_render(const struct document *document, enum render how, GError **error);
/* How many pages the PDF has, after layout. */
int document_pages(const struct document *document);

#endif
