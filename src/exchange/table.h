/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of cells from a text table (CSV), decoded to UTF-8: the bytes' side of a CSV file, without
 * any meaning of columns. */
#ifndef OSG_EXCHANGE_TABLE_H
#define OSG_EXCHANGE_TABLE_H

#include <gio/gio.h>

#include "exchange/table_cell.h"
#include "osg/error.h"

/* More than a sheet of a workbook has: line + n * LINES_OF_A_SHEET is a line of the n-th, from 0.
 */
#define LINES_OF_A_SHEET (1 << 21)
#define TABLE_TITLE_LINES 100 /* a header further down than that is none */

struct table_row {
	int line; /* 1-based line of the file where the row begins; negative: number of a record */
	const char *sheet; /* of a workbook that has several; borrowed as the cells; else NULL */
	int count;
	const char **cells; /* UTF-8, borrowed until the callback returns */
	const char *fault;  /* why the bytes could not be read, NULL = they could; the cells then
			       hold U+FFFD */
	int fault_cell;     /* 0-based */
};

/* What becomes of a sheet of a workbook, and of those behind it. */
enum sheet_fate {
	SHEET_OTHER, /* it is not what is looked for; the next may be */
	SHEET_TAKEN, /* the next may be more of it */
	SHEET_LAST   /* no other is looked at */
};

struct table_options {
	const char *file; /* for messages */
	char delimiter;   /* 0 = guessed; where the file has another, that is taken */
	gboolean (*row)(const struct table_row *row, gpointer data); /* FALSE stops */
	gboolean exact; /* of a workbook: cells as they stand, without repairs */
	gboolean (*progress)(gint64 bytes, gpointer data); /* may be NULL; FALSE cancels */
	const char *sheet; /* of a workbook, shown or not: no other is looked at; NULL = all that
			      are shown */
	/* After a sheet of a workbook whose rows were given, to the end or as far as row took them.
	 * NULL: the first is the last. */
	enum sheet_fate (*ended)(const char *sheet, gpointer data);
	gpointer data;
};

/* What was found out on the way. */
struct table_facts {
	char delimiter;
	const char *encoding; /* "UTF-8", "Windows-1252", "UTF-16" … */
	gboolean sure;        /* FALSE: another encoding would read the file as well */
	struct cell_facts cells;
	gboolean cut; /* it ends in the middle of a character */
	/* of a workbook */
	int passed_over;                                /* sheets that were not taken */
	int hidden_sheets, hidden_rows, hidden_columns; /* of those; and of what was read */
	int merged;    /* cells over several rows: their value was taken for each */
	int valueless; /* formulas that had no value when it was saved */
};

/* FALSE without an error: the callback stopped it. OSG_ERROR_FORMAT for a binary file or a row that
 * does not end. facts may be NULL. */
gboolean table_read(GInputStream *stream, const struct table_options *options,
		    struct table_facts *facts, GError **error);
/* The delimiter of a file by its first lines: ; , or tab, whichever parts most of them into the
 * same number of cells; 0 = none of them. */
char table_guess_delimiter(const char *head, gsize length);

#endif
