/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV: libcsv splits the bytes, this file adds lines, limits, sentences, guards and tables. Rows in
 * which every delimiter is one, nearly all of a million, are cut here. */
#include "config.h"

#include "osg/csv.h"

#include <csv.h>
#include <string.h>

#include "osg/field.h"
#include "osg/text.h"

#define LONGEST_ROW (1024 * 1024)
#define MOST_CELLS 1024
#define LONGEST_FORGIVEN (64 * 1024 * 1024)
#define KEPT_OF_LONG 200
#define CELL_BLOCK 4096

/* libcsv's own states, which its header does not name. */
enum { LIBCSV_BETWEEN_ROWS = 0, LIBCSV_INSIDE_CELL = 2 };

/* guards */

static gboolean is_formula_sign(const char *text)
{
	static const char *const wide[] = {"＝", "＋", "－", "＠"};

	if (*text && strchr("=+-@", *text))
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(wide); i++)
		if (g_str_has_prefix(text, wide[i]))
			return TRUE;
	return FALSE;
}

/* Marks already there do not matter: so a mark that is put on can be told from the text's own, and
 * comes off alone. */
static gboolean begins_formula(const char *text, gboolean first)
{
	text += strspn(text, "'");
	if (first)
		text += strspn(text, " ");
	return is_formula_sign(text);
}

static char *csv_mark(const char *text, gboolean on)
{
	GString *out = g_string_sized_new(strlen(text) + 2);
	gboolean begin = TRUE;

	for (const char *p = text; *p; p++) {
		gboolean formula = begin && begins_formula(p, p == text);

		if (formula && on)
			g_string_append_c(out, '\'');
		begin = strchr(";,\t\n\r", *p) != NULL;
		if (!formula || on || *p != '\'')
			g_string_append_c(out, *p);
	}
	return g_string_free(out, FALSE);
}

char *csv_guard(const char *text)
{
	return csv_mark(text, TRUE);
}

static char *csv_unguard(const char *text)
{
	return csv_mark(text, FALSE);
}

/* writing */

void csv_append_plain(GString *out, const char *text, char delimiter)
{
	const char special[] = {'"', '\n', '\r', delimiter, '\0'};

	if (!text)
		return;
	if (!strpbrk(text, special) && *text != ' ') {
		g_string_append(out, text);
		return;
	}
	g_string_append_c(out, '"');
	for (; *text; text++) {
		if (*text == '"')
			g_string_append_c(out, '"');
		g_string_append_c(out, *text);
	}
	g_string_append_c(out, '"');
}

void csv_append_text(GString *out, const char *text, char delimiter)
{
	g_autofree char *guarded = text ? csv_guard(text) : NULL;

	csv_append_plain(out, guarded, delimiter);
}

void csv_append_bare(GString *out, const char *text)
{
	g_autofree char *guarded = NULL;
	char *end;

	g_ascii_strtod(text, &end);
	if (*text && !*end)
		g_string_append(out, text);
	else
		g_string_append(out, guarded = csv_guard(text));
}

char **csv_cell_list(const char *cell, char separator)
{
	const char separators[] = {separator, '\0'};
	g_auto(GStrv) parts = g_strsplit(cell ? cell : "", separators, -1);
	char **list = NULL;

	for (char **part = parts; *part; part++)
		if (*g_strstrip(*part))
			codes_add(&list, *part);
	return list;
}

/* reading as it comes */

struct csv_reader {
	struct csv_parser parser;
	gboolean (*row)(const struct csv_row *row, gpointer data);
	gpointer data;
	int line, row_line;
	gboolean after_return; /* the last row ended with CR: a LF belongs to it */
	GString *bytes;        /* the row's cells, a NUL after each */
	GArray *offsets;
	GPtrArray *cells;
	int count;      /* of cells, also of those that are too many */
	GString *fault; /* of the row */
	gboolean forgiving, stopped;
	GError *error;
};

/* libcsv would trim blanks, which belong to the text. */
static int csv_no_blank(unsigned char c UNUSED)
{
	return 0;
}

struct csv_reader *csv_reader_new(char delimiter, gboolean (*row)(const struct csv_row *, gpointer),
				  gpointer data)
{
	struct csv_reader *reader = g_new0(struct csv_reader, 1);

	csv_init(&reader->parser, CSV_REPALL_NL | CSV_APPEND_NULL);
	csv_set_space_func(&reader->parser, csv_no_blank);
	csv_set_delim(&reader->parser, (unsigned char)delimiter);
	reader->row = row;
	reader->data = data;
	reader->line = reader->row_line = 1;
	reader->bytes = g_string_sized_new(1024);
	reader->fault = g_string_new(NULL);
	reader->offsets = g_array_new(FALSE, FALSE, sizeof(gsize));
	reader->cells = g_ptr_array_new();
	return reader;
}

void csv_reader_free(struct csv_reader *reader)
{
	if (!reader)
		return;
	csv_free(&reader->parser);
	g_string_free(reader->bytes, TRUE);
	g_string_free(reader->fault, TRUE);
	g_array_unref(reader->offsets);
	g_ptr_array_unref(reader->cells);
	g_clear_error(&reader->error);
	g_free(reader);
}

void csv_reader_set_line(struct csv_reader *reader, int line)
{
	reader->line = reader->row_line = line;
}

void csv_reader_set_quote(struct csv_reader *reader, char quote)
{
	csv_set_quote(&reader->parser, (unsigned char)quote);
}

void csv_reader_forgive(struct csv_reader *reader)
{
	reader->forgiving = TRUE;
}

static void csv_reader_fail(struct csv_reader *reader, const char *sentence)
{
	reader->stopped = TRUE;
	if (!reader->error)
		reader->error = g_error_new(OSG_ERROR, OSG_ERROR_FORMAT, _("line %d: %s"),
					    reader->row_line, sentence);
}

/* What is wrong with the row alone; the first fault stays. */
static void csv_row_fault(struct csv_reader *reader, char *take_sentence)
{
	if (!reader->forgiving)
		csv_reader_fail(reader, take_sentence);
	else if (!reader->fault->len)
		g_string_assign(reader->fault, take_sentence);
	g_free(take_sentence);
}

/* How much of the cell is kept. */
static gsize csv_cell_size(struct csv_reader *reader, const char *bytes, gsize length)
{
	if (reader->bytes->len + length <= LONGEST_ROW)
		return length;
	csv_row_fault(reader,
		      g_strdup_printf(_("the row is longer than %d letters; probably a closing "
					"quote is missing"),
				      LONGEST_ROW));
	length = MIN(length, KEPT_OF_LONG);
	while (length && ((guchar)bytes[length] & 0xC0) == 0x80)
		length--;
	return length;
}

static void csv_append_cell(struct csv_reader *reader, const char *bytes, gsize length)
{
	if (memchr(bytes, '\'', length)) {
		g_autofree char *part = g_strndup(bytes, length), *text = csv_unguard(part);

		g_string_append(reader->bytes, text);
	} else {
		g_string_append_len(reader->bytes, bytes, (gssize)length);
	}
	g_string_append_c(reader->bytes, '\0');
}

static void csv_on_cell(void *cell, size_t length, void *data)
{
	struct csv_reader *reader = data;
	char *bytes = cell; /* written to where there is a zero byte only */
	gsize offset = reader->bytes->len;

	if (reader->stopped)
		return;
	while (reader->forgiving && length && !bytes[length - 1])
		length--; /* room that a program filled with nothing */
	for (char *zero; length && (zero = memchr(bytes, 0, length)); *zero = '?')
		csv_row_fault(reader, g_strdup(_("there is a zero byte, which no text has; "
						 "expected letters")));
	for (const char *p = bytes, *end = p + length; (p = memchr(p, '\n', (gsize)(end - p))); p++)
		reader->line++;
	if (++reader->count > MOST_CELLS)
		return;
	length = csv_cell_size(reader, bytes, length);
	g_array_append_val(reader->offsets, offset);
	csv_append_cell(reader, bytes, length);
}

/* c: the character that ended the row, -1 at the end of the file. Empty lines come as rows without
 * cells. */
static void csv_on_row(int c, void *data)
{
	struct csv_reader *reader = data;
	gboolean rest = c == '\n' && reader->after_return && reader->offsets->len == 0;
	struct csv_row row = {.line = reader->row_line, .count = (int)reader->offsets->len};

	if (reader->count > MOST_CELLS)
		csv_row_fault(reader,
			      g_strdup_printf(_("the row has %d cells; at most %d are read"),
					      reader->count, MOST_CELLS));
	if (reader->stopped)
		return;
	row.fault = reader->fault->len ? reader->fault->str : NULL;
	g_ptr_array_set_size(reader->cells, 0);
	for (int i = 0; i < row.count; i++)
		g_ptr_array_add(reader->cells,
				reader->bytes->str + g_array_index(reader->offsets, gsize, i));
	row.cells = (char **)reader->cells->pdata;
	if (row.count && !reader->row(&row, reader->data))
		reader->stopped = TRUE;
	g_string_truncate(reader->bytes, 0);
	g_string_truncate(reader->fault, 0);
	g_array_set_size(reader->offsets, 0);
	reader->count = 0;
	if (!rest)
		reader->line++;
	reader->row_line = reader->line;
	reader->after_return = c == '\r';
}

static gboolean csv_reader_answer(struct csv_reader *reader, GError **error)
{
	if (reader->error)
		g_propagate_error(error, g_steal_pointer(&reader->error));
	return !reader->stopped;
}

/* The end of the first row, NULL = it is not all there, or is for libcsv: it has a mark that may
 * frame a cell, or a zero byte. */
static const char *plain_row_end(struct csv_reader *reader, const char *row, const char *end)
{
	const char *last = memchr(row, '\n', (gsize)(end - row)), *first;

	if (!last)
		return NULL;
	first = memchr(row, '\r', (gsize)(last - row));
	if (first)
		last = first;
	return memchr(row, csv_get_quote(&reader->parser), (gsize)(last - row)) ||
			       memchr(row, 0, (gsize)(last - row))
		       ? NULL
		       : last;
}

/* Gives whole rows on as libcsv would. How many bytes they have. */
static gsize take_plain_rows(struct csv_reader *reader, const char *bytes, gsize length)
{
	const char delimiter = (char)csv_get_delim(&reader->parser), *end = bytes + length,
		   *row = bytes, *row_end;

	while (reader->parser.pstate == LIBCSV_BETWEEN_ROWS && !reader->stopped &&
	       (row_end = plain_row_end(reader, row, end))) {
		for (const char *cell = row, *next; row_end > row; cell = next + 1) {
			next = memchr(cell, delimiter, (gsize)(row_end - cell));
			csv_on_cell((gpointer)cell, (gsize)((next ? next : row_end) - cell),
				    reader);
			if (!next)
				break;
		}
		csv_on_row(*row_end, reader);
		row = row_end + 1;
	}
	return (gsize)(row - bytes);
}

gboolean csv_reader_feed(struct csv_reader *reader, const char *bytes, gsize length, GError **error)
{
	gsize plain;

	if (reader->stopped)
		return FALSE;
	plain = take_plain_rows(reader, bytes, length);
	bytes += plain;
	length -= plain;
	/* a cell that does not end is not copied at each of its blocks */
	csv_set_blk_size(&reader->parser,
			 MAX(CELL_BLOCK, csv_get_buffer_size(&reader->parser) / 2));
	if (csv_parse(&reader->parser, bytes, length, csv_on_cell, csv_on_row, reader) != length)
		csv_reader_fail(reader, csv_strerror(csv_error(&reader->parser)));
	else if (csv_get_buffer_size(&reader->parser) >
		 (reader->forgiving ? LONGEST_FORGIVEN : LONGEST_ROW))
		csv_reader_fail(reader,
				reader->parser.quoted
					? _("a quoted text does not end; the closing quote is "
					    "missing")
					: _("a cell is longer than a million letters"));
	return csv_reader_answer(reader, error);
}

gboolean csv_reader_end(struct csv_reader *reader, GError **error)
{
	if (reader->stopped)
		return FALSE;
	/* libcsv tells this only in its strict mode, which refuses much that Excel writes */
	if (reader->parser.quoted && reader->parser.pstate == LIBCSV_INSIDE_CELL)
		csv_reader_fail(reader,
				_("the file ends inside a quoted text; the closing quote is "
				  "missing or the file was cut off"));
	else
		csv_fini(&reader->parser, csv_on_cell, csv_on_row, reader);
	return csv_reader_answer(reader, error);
}

/* a table with a header, whole */

struct csv_table {
	GString *bytes;  /* all cells, a NUL after each */
	GArray *offsets; /* gsize, row after row, the header first */
	GArray *lines;   /* int, of the data rows */
	GArray *cells;   /* int, how many each of them has */
	int columns;
	gboolean ragged;
	char *file;
	GError *error; /* found by csv_table_take */
};

static gboolean csv_table_fail(struct csv_table *table, int line, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

static gboolean csv_table_fail(struct csv_table *table, int line, const char *format, ...)
{
	va_list arguments;
	g_autofree char *sentence = NULL;

	va_start(arguments, format);
	sentence = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	table->error = g_error_new(OSG_ERROR, OSG_ERROR_FORMAT, _("%s, line %d: %s"), table->file,
				   line, sentence);
	return FALSE;
}

static gboolean csv_row_says_nothing(const struct csv_table *table, const struct csv_row *row)
{
	if (!table->ragged && row->count != 1)
		return FALSE;
	for (int i = 0; i < row->count; i++)
		if (strspn(row->cells[i], " ") != strlen(row->cells[i]))
			return FALSE;
	return TRUE;
}

/* As many cells as the header has. */
static gboolean csv_table_keep(struct csv_table *table, const struct csv_row *row)
{
	for (int i = 0; i < table->columns; i++) {
		const char *cell = i < row->count ? row->cells[i] : "";
		gsize offset = table->bytes->len;

		if (!g_utf8_validate(cell, -1, NULL))
			return csv_table_fail(table, row->line,
					      _("cell %d is no UTF-8; save the file as UTF-8."),
					      i + 1);
		g_array_append_val(table->offsets, offset);
		g_string_append_len(table->bytes, cell, (gssize)strlen(cell) + 1);
	}
	return TRUE;
}

static gboolean csv_table_take(const struct csv_row *row, gpointer data)
{
	struct csv_table *table = data;
	int count = row->count;

	if (!table->columns) {
		table->columns = row->count;
		return csv_table_keep(table, row);
	}
	if (csv_row_says_nothing(table, row))
		return TRUE;
	while (table->ragged && count > table->columns && !*row->cells[count - 1])
		count--;
	if (!table->ragged && count != table->columns)
		return csv_table_fail(table, row->line,
				      ngettext("%d cell where the header has %d.",
					       "%d cells where the header has %d.", (gulong)count),
				      count, table->columns);
	g_array_append_val(table->lines, row->line);
	g_array_append_val(table->cells, count);
	return csv_table_keep(table, row);
}

static gboolean csv_table_feed(struct csv_table *table, const char *bytes, gsize length,
			       char delimiter)
{
	g_autoptr(csv_reader_auto) reader = csv_reader_new(delimiter, csv_table_take, table);
	g_autoptr(GError) error = NULL;
	gsize mark = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

	if (csv_reader_feed(reader, bytes + mark, length - mark, &error) &&
	    csv_reader_end(reader, &error) && table->columns)
		return TRUE;
	if (error)
		table->error = g_error_new(OSG_ERROR, OSG_ERROR_FORMAT, "%s, %s.", table->file,
					   error->message);
	else if (!table->error)
		csv_table_fail(table, 1,
			       _("it is empty; a line with the columns' names was "
				 "expected, as id,date,place."));
	return FALSE;
}

static struct csv_table *csv_table_new(gsize length, const char *file, gboolean ragged)
{
	struct csv_table *table = g_new0(struct csv_table, 1);

	table->ragged = ragged;
	table->bytes = g_string_sized_new(length + length / 8 + 64);
	table->offsets = g_array_new(FALSE, FALSE, sizeof(gsize));
	table->lines = g_array_new(FALSE, FALSE, sizeof(int));
	table->cells = g_array_new(FALSE, FALSE, sizeof(int));
	table->file = text_clean(file, -1, FALSE);
	return table;
}

static struct csv_table *csv_table_of(const char *bytes, gsize length, char delimiter,
				      const char *file, gboolean ragged, GError **error)
{
	struct csv_table *table = csv_table_new(length, file, ragged);

	if (csv_table_feed(table, bytes, length, delimiter))
		return table;
	g_propagate_error(error, g_steal_pointer(&table->error));
	csv_table_free(table);
	return NULL;
}

struct csv_table *csv_table_empty(const char *file)
{
	return csv_table_new(0, file, TRUE);
}

void csv_table_add(struct csv_table *table, const char *const *cells, int count, int line)
{
	csv_table_take(&(struct csv_row){.line = line, .count = count, .cells = (char **)cells},
		       table);
}

struct csv_table *csv_table_read(const char *bytes, gsize length, char delimiter, const char *file,
				 GError **error)
{
	return csv_table_of(bytes, length, delimiter, file, FALSE, error);
}

struct csv_table *csv_table_read_ragged(const char *bytes, gsize length, char delimiter,
					const char *file, GError **error)
{
	return csv_table_of(bytes, length, delimiter, file, TRUE, error);
}

void csv_table_free(struct csv_table *table)
{
	if (!table)
		return;
	g_string_free(table->bytes, TRUE);
	g_array_unref(table->offsets);
	g_array_unref(table->lines);
	g_array_unref(table->cells);
	g_free(table->file);
	g_free(table);
}

int csv_table_columns(const struct csv_table *table)
{
	return table->columns;
}

int csv_table_rows(const struct csv_table *table)
{
	return (int)table->lines->len;
}

static const char *csv_table_at(const struct csv_table *table, gsize cell)
{
	return table->bytes->str + g_array_index(table->offsets, gsize, cell);
}

const char *csv_table_name(const struct csv_table *table, int column)
{
	return csv_table_at(table, (gsize)column);
}

int csv_table_column(const struct csv_table *table, const char *name)
{
	for (int i = 0; i < table->columns; i++)
		if (strcmp(csv_table_name(table, i), name) == 0)
			return i;
	return -1;
}

int csv_table_line(const struct csv_table *table, int row)
{
	return g_array_index(table->lines, int, row);
}

int csv_table_cells(const struct csv_table *table, int row)
{
	return g_array_index(table->cells, int, row);
}

const char *csv_table_cell(const struct csv_table *table, int row, int column)
{
	return column < 0 ? ""
			  : csv_table_at(table,
					 ((gsize)row + 1) * (gsize)table->columns + (gsize)column);
}
