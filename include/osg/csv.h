/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one reader and the one writer of CSV, over libcsv. Bytes in, cells out: what the columns
 * mean, which encoding and which delimiter a stranger's file has, is for exchange/ to find out.
 *
 * Text that a spreadsheet would take for a formula is guarded by a ' before it: at the start of a
 * cell and after each ; , tab or line break inside it (where a program that splits at another
 * delimiter would begin a cell) when = + - @ stand there. The reader takes the same marks off
 * again, so that every text comes back as it was. */
#ifndef OSG_CSV_H
#define OSG_CSV_H

#include "osg/error.h"

/* writing */

/* A cell of text: guarded, and in quotes where it needs them. NULL = "". Cells are separated by the
 * caller. */
void csv_append_text(GString *out, const char *text, char delimiter);
/* The cell of a line that is parted by tabs and has no frames, for a pipe or a clipboard: a number
 * as it stands, a text that starts no formula. */
void csv_append_bare(GString *out, const char *text);
/* A cell that osg made itself (a number, a date, a code): never guarded. */
void csv_append_plain(GString *out, const char *text, char delimiter);
/* The text with its guards. Owned, never NULL for text. */
char *csv_guard(const char *text);
/* The entries of a cell that holds a list ("a|b", "a; b"), without spaces around them and without
 * empty ones. cell may be NULL. Owned; NULL = none. */
char **csv_cell_list(const char *cell, char separator);

/* reading as it comes */

struct csv_row {
	int line;     /* of the file, from 1, where the row begins */
	int count;    /* of cells, at least 1; empty lines make no row */
	char **cells; /* bytes with a NUL after each, without quotes and guards; until the callback
			 returns */
	const char *fault; /* of a forgiving reader: why the cells are not what stands there */
};

struct csv_reader;
typedef struct csv_reader csv_reader_auto;

/* row: FALSE stops the reading. */
struct csv_reader *csv_reader_new(char delimiter, gboolean (*row)(const struct csv_row *, gpointer),
				  gpointer data);
void csv_reader_free(struct csv_reader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(csv_reader_auto, csv_reader_free)
/* The next row begins on this line of the file: for a caller that took lines off the top. */
void csv_reader_set_line(struct csv_reader *reader, int line);
/* The mark that frames cells instead of ". */
void csv_reader_set_quote(struct csv_reader *reader, char quote);
/* A zero byte and what is too long cost their row alone: it comes with its fault, the zero bytes as
 * "?" but for those that end a cell, a cell that is too long cut off, those that are too many left
 * out. */
void csv_reader_forgive(struct csv_reader *reader);
/* FALSE without an error: the callback stopped it. OSG_ERROR_FORMAT, "line N: sentence", for a zero
 * byte, a row longer than 1 MiB or of more than 1,024 cells, and at the end for a quote that is
 * never closed. */
gboolean csv_reader_feed(struct csv_reader *reader, const char *bytes, gsize length,
			 GError **error);
gboolean csv_reader_end(struct csv_reader *reader, GError **error);

/* a table with a header, whole */

struct csv_table;
typedef struct csv_table csv_table_auto;

/* UTF-8 with or without a byte order mark. Rows that are short or long are an error, "file, line N:
 * sentence", as are an empty table and bytes that are no UTF-8. */
struct csv_table *csv_table_read(const char *bytes, gsize length, char delimiter, const char *file,
				 GError **error);
/* The same of a table that went through other programs: rows without any content are passed over,
 * and a short or long row is one (csv_table_cells). */
struct csv_table *csv_table_read_ragged(const char *bytes, gsize length, char delimiter,
					const char *file, GError **error);
/* A ragged one to be filled, the header first; file is for messages. */
struct csv_table *csv_table_empty(const char *file);
/* Cells in UTF-8, copied. */
void csv_table_add(struct csv_table *table, const char *const *cells, int count, int line);
void csv_table_free(struct csv_table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(csv_table_auto, csv_table_free)
int csv_table_columns(const struct csv_table *table);
/* Of data rows; the header is none. */
int csv_table_rows(const struct csv_table *table);
const char *csv_table_name(const struct csv_table *table, int column);
/* -1: there is none. */
int csv_table_column(const struct csv_table *table, const char *name);
/* Line of the file, from 1. */
int csv_table_line(const struct csv_table *table, int row);
/* How many cells stand in the row, without the empty ones that are more than the header has. */
int csv_table_cells(const struct csv_table *table, int row);
/* "" for column -1, and for one that the row lacks. Borrowed from the table. */
const char *csv_table_cell(const struct csv_table *table, int row, int column);

#endif
