/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of cells from a text table (CSV), decoded to UTF-8: the bytes' side of a CSV file, without
 * any meaning of columns. */
#ifndef OSG_EXCHANGE_TABLE_H
#define OSG_EXCHANGE_TABLE_H

#include <gio/gio.h>

#include "exchange/table_cell.h"
#include "osg/error.h"

#define TABLE_TITLE_LINES 100 /* a header further down than that is none */

struct table_row {
	int line; /* 1-based line of the file where the row begins */
	int count;
	const char **cells; /* UTF-8, borrowed until the callback returns */
	const char *fault;  /* why the bytes could not be read, NULL = they could; the cells then
			       hold U+FFFD */
	int fault_cell;     /* 0-based */
};

struct table_options {
	const char *file; /* for messages */
	char delimiter;   /* 0 = guessed from the first line */
	gboolean (*row)(const struct table_row *row, gpointer data); /* FALSE stops */
	gboolean (*progress)(gint64 bytes, gpointer data); /* may be NULL; FALSE cancels */
	/* After a sheet of a workbook: whether it was what is looked for; where not, the next is
	 * read. NULL: it was. */
	gboolean (*found)(gpointer data);
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
	char *sheet;     /* the one that was read, owned by the caller; NULL = it is a text file */
	int passed_over; /* other sheets */
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
