/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A printed thing: built once as a list of blocks, rendered as text (80 columns), PDF (A4), HTML
 * (one file, no scripts) and ODT (to be gone on with in a word processor). All texts are made
 * harmless on their way in (text_clean). Fonts, pages and the meaning of words are not its concern.
 */
#ifndef OSG_DOCUMENT_H
#define OSG_DOCUMENT_H

#include <glib.h>

#include "osg/chart.h"
#include "osg/drawing.h"
#include "osg/error.h"
#include "osg/text.h"

struct document;

enum render { RENDER_TEXT, RENDER_PDF, RENDER_HTML, RENDER_ODT };

enum paper {
	PAPER_A4,
	PAPER_A3 /* one sheet for a wall: the letters are as large as it has room for */
};

struct document_setup {
	const char *title, *author; /* also what the PDF and the HTML say they are */
	const char *language;       /* "sv", "en" */
	const char *left, *right;   /* at the top of every page */
	const char *mark; /* a word that must not be missed beside them ("UTKAST"), NULL = none */
	const char *foot; /* at the bottom of every page, beside "1 (3)" */
	gint64 created;   /* the PDF's date: the same document gives the same bytes */
	enum paper paper;
};

/* An empty document; what setup points to is copied. Free with document_free. */
struct document *document_new(const struct document_setup *setup);
void document_free(struct document *document);

void document_heading(struct document *document, int level,
		      const char *text); /* 1 title, 2 section */
void document_paragraph(struct document *document, const char *lead,
			const char *text); /* lead: words in bold before it, or NULL */
/* The same where there is a text. */
void document_said(struct document *document, const char *lead, const char *text);
void document_note(struct document *document, const char *text); /* small print */

/* A number that stands in the last block: how (as it stands there), where it comes from
 * ("oj.plats@2019") and what it was ("110 exact"). Goes with the document, is not printed. */
void document_figure(struct document *document, const char *shown, const char *source,
		     const char *fact);

/* A table: its columns, then its rows. A column without share is as wide as it needs, the others
 * share the rest. A row's note is a sentence beneath it, from the second column on. */
struct document_column {
	const char *title;
	int share;
	enum text_align align;
};
void document_table(struct document *document, const struct document_column *columns, int count);
void document_row(struct document *document, const char *const *cells,
		  gboolean strong); /* a NULL cell is empty */
/* Small bars instead of a text in a cell of the last row (chart_bars). */
void document_row_bars(struct document *document, int column, const int *values, int count);
void document_row_note(struct document *document, const char *text);

/* Figures are numbered; each has its sentence beneath it, which is also what is read aloud. */

/* A grid of marks whose size follows the value, the largest of all being full; labels at every row
 * and column. */
void document_grid(struct document *document, const char *const *row_labels, int rows,
		   const char *const *column_labels, int columns, const double *values,
		   const char *sentence);
/* A chart or map over the whole width, height points high, over the drawing's own sentence. */
void document_drawing(struct document *document, struct drawing *take_drawing, int height);
/* The same, width points wide at the right side; what is added stands at its left until
 * document_beside_end. */
void document_beside(struct document *document, struct drawing *take_drawing, int width,
		     int height);
void document_beside_end(struct document *document);
/* Columns over time, and the sentence that says what they show. */
void document_chart(struct document *document, const struct chart *chart, const char *sentence);

/* The rendered bytes. The PDF is made by a program of its own (osg-pdf), so that only printing pays
 * for the typesetter. *remark (owned, may be NULL): what the reader should know before it is
 * printed, such as characters that no font has, and where they stand; NULL = nothing. */
GBytes *document_render(const struct document *document, enum render how, char **remark,
			GError **error);

/* How a document will stand on paper, as lines of a screen. */
struct preview_figure {
	const struct drawing *drawing;
	const char *caption; /* beneath it, where it stands beside the text; else NULL */
	guint line;          /* where it begins, */
	int rows;            /* so many lines, not counting the caption */
	int left, width;     /* columns */
};
struct preview {
	GPtrArray *lines; /* of at most PREVIEW_WIDTH columns */
	GArray *figures;  /* struct preview_figure, upon lines that are empty there */
	GArray *pages;    /* guint: the line above each page but the first, empty */
	gboolean paged;   /* FALSE: where pages end is not known, for there is no typesetter */
	struct document *document;
};
enum { PREVIEW_WIDTH = 80 };
/* Takes the document. Free with preview_free. */
struct preview *document_preview(struct document *take_document);
void preview_free(struct preview *preview);
/* From 1: the page that a line stands on. */
int preview_page(const struct preview *preview, guint line);

#endif
