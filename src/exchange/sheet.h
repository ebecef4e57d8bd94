/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small CSV file held whole, its cells found by the names of its columns: the files that set a
 * municipality up. */
#ifndef OSG_EXCHANGE_SHEET_H
#define OSG_EXCHANGE_SHEET_H

#include <glib.h>

#include "exchange/findings.h"
#include "osg/error.h"

struct sheet {
	char *file;
	char **header;   /* folded */
	char **shown;    /* the same as they stand */
	int line;        /* of the header */
	GPtrArray *rows; /* struct sheet_row */
};

struct sheet_row {
	int line;
	char **cells; /* clean texts */
};

struct sheet *sheet_from_bytes(const char *bytes, gsize size, const char *file, GError **error);
/* NULL without an error: there is no such file. */
struct sheet *sheet_from_file(const char *directory, const char *name, GError **error);
void sheet_free(struct sheet *sheet);
/* The cell of a column by its English name, or the other one that people use ("namn"); "" where
 * there is none, or where it says nothing ("-", "NULL", "okänt"). */
const char *sheet_cell(const struct sheet *sheet, const struct sheet_row *row, const char *name);
/* The same as it stands. */
const char *sheet_said(const struct sheet *sheet, const struct sheet_row *row, const char *name);
/* What the column is called there; the name itself where there is none. */
const char *sheet_heading(const struct sheet *sheet, const char *name);
gboolean sheet_has(const struct sheet *sheet, const char *name);
/* Finds the header below titles. names: the columns that something is made of, NULL at the end; the
 * first needed of them must be there. One that is missing, and one that is nearly a column that is
 * not there, is a fault; the others are told. FALSE: there was a fault. */
gboolean sheet_columns(struct sheet *sheet, const char *const *names, int needed,
		       struct findings *findings);
/* OSG_ERROR_FORMAT naming file, line and column. Always FALSE. */
gboolean sheet_fail(const struct sheet *sheet, const struct sheet_row *row, const char *column,
		    const char *expected, GError **error);

#endif
