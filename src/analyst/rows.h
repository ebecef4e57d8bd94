/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of an analyst's answer as CSV, JSON, text with tabs or an Excel workbook. */
#ifndef OSG_ANALYST_ROWS_H
#define OSG_ANALYST_ROWS_H

#include <glib.h>

enum rows_format { ROWS_TEXT, ROWS_CSV, ROWS_JSON, ROWS_XLSX };

enum rows_kind { ROWS_CELL_NONE, ROWS_CELL_TEXT, ROWS_CELL_WHOLE, ROWS_CELL_REAL };

struct rows_cell {
	enum rows_kind kind;
	const char *text; /* borrowed until rows_add returns */
	gint64 whole;
	double real;
};

/* NULL and "" are no value. */
struct rows_cell rows_text(const char *text);
struct rows_cell rows_whole(gint64 number);
/* No value when it is not finite. */
struct rows_cell rows_real(double number);

struct rows;
typedef struct rows rows_auto;

/* names: borrowed, for as long as the rows. */
struct rows *rows_new(const char *const *names, int count, enum rows_format format);
void rows_free(struct rows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rows_auto, rows_free)
/* cells: count of them. Texts are cleaned: no control character comes out. */
void rows_add(struct rows *rows, const struct rows_cell *cells);
/* Appends the whole. JSON leaves out what has no value. OSG_ERROR_FORMAT: no workbook can be made
 * (of so many rows). */
gboolean rows_write(struct rows *rows, GString *out, GError **error);

#endif
