/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the analyst's tables, by the readers of every other table. A cell that is no number or no
 * date is an error with its line. */
#include "config.h"

#include "analyst/sheet.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "exchange/table.h"
#include "exchange/workbook.h"
#include "osg/file.h"
#include "osg/number.h"
#include "osg/text.h"
#include "osg/week.h"

#define MOST_BYTES (256 * 1024 * 1024)
#define CHUNK (256 * 1024)
#define LARGEST 1e9

struct plain_sheet {
	char *name;
	GStringChunk *text;
	GPtrArray *names; /* of the columns */
	GPtrArray *cells; /* of all rows, as many each as there are names */
	GArray *lines;    /* of the file, where each row begins */
	int row;
	int line;      /* of the header */
	guint covers;  /* rows of sheets without a header */
	gboolean book; /* a workbook leaves out what is empty at the end of a row */
	GError *error; /* what a row was refused for */
	const char *const *needed;
	GPtrArray *above; /* rows before a header was found: struct title_row */
};

struct title_row {
	char **cells;
	int line;
};

/* What the columns are called in Swedish tables. */
static const struct {
	const char *name, *swedish;
} other_names[] = {
	{"date", "datum"},         {"time", "tidpunkt"},     {"time", "tid"},
	{"place", "plats"},        {"category", "kategori"}, {"area", "område"},
	{"reporter", "rapportör"}, {"count", "antal"},       {"lat", "latitud"},
	{"lon", "longitud"},
};

/* files */

/* A device or a pipe has no size, so the limit holds while reading. NULL: errno says why. */
static char *stream_load(FILE *stream, gsize most, gsize *length)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	gsize n;

	do {
		guint at = bytes->len;

		g_byte_array_set_size(bytes, at + CHUNK);
		n = fread(bytes->data + at, 1, CHUNK, stream);
		g_byte_array_set_size(bytes, at + (guint)n);
	} while (n > 0 && bytes->len <= most);
	if (ferror(stream))
		return NULL;
	*length = bytes->len;
	g_byte_array_append(bytes, (const guint8 *)"", 1);
	return (char *)g_byte_array_free(g_steal_pointer(&bytes), FALSE);
}

char *analyst_file_load(const char *path, gsize most, gsize *length, char **name, GError **error)
{
	g_autofree char *base = g_path_get_basename(path), *clean = text_clean(base, -1, FALSE);
	FILE *stream = fopen(path, "rb");
	g_autofree char *bytes = stream ? stream_load(stream, most, length) : NULL;
	int reason = errno;

	if (stream)
		fclose(stream);
	if (!bytes) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("%s could not be read: %s."), path,
			    file_why(reason));
		return NULL;
	}
	if (*length > most) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("%s is larger than %d MiB; give a part of it."), clean,
			    (int)(most >> 20));
		return NULL;
	}
	*name = g_steal_pointer(&clean);
	return g_steal_pointer(&bytes);
}

char *analyst_quote(const char *text)
{
	g_autofree char *clean = text_clean(text, -1, FALSE);

	return g_utf8_strlen(clean, -1) > 40 ? g_utf8_substring(clean, 0, 40)
					     : g_steal_pointer(&clean);
}

gboolean analyst_number(const char *text, double *number)
{
	char *end = NULL;

	*number = g_ascii_strtod(text, &end);
	return end != text && end[strspn(end, " ")] == '\0' && isfinite(*number);
}

/* tables */

/* What a heading is looked for by: Datum, DATE and date are one. Owned. */
static char *heading_key(const char *heading)
{
	g_autofree char *bare = g_strstrip(g_strdup(heading)), *key = text_fold(bare);

	for (guint i = 0; i < G_N_ELEMENTS(other_names); i++) {
		g_autofree char *other = text_fold(other_names[i].swedish);

		if (g_str_equal(key, other))
			return g_strdup(other_names[i].name);
	}
	return g_steal_pointer(&key);
}

static int column_from(const struct plain_sheet *sheet, const char *name, guint first)
{
	g_autofree char *wanted = heading_key(name);

	for (guint c = first; *wanted && c < sheet->names->len; c++) {
		g_autofree char *key = heading_key(sheet->names->pdata[c]);

		if (g_str_equal(key, wanted))
			return (int)c;
	}
	return -1;
}

static gboolean refuse_row(struct plain_sheet *sheet, int line, char *take_why)
{
	g_autofree char *why = take_why;

	g_set_error(&sheet->error, OSG_ERROR, OSG_ERROR_FORMAT, _("%s, line %d: %s"), sheet->name,
		    line, why);
	return FALSE;
}

static gboolean refuse_twice(struct plain_sheet *sheet, int line)
{
	for (guint c = 0; c < sheet->names->len; c++) {
		int again = column_from(sheet, sheet->names->pdata[c], c + 1);
		g_autofree char *first = analyst_quote(sheet->names->pdata[c]);

		if (again >= 0)
			return refuse_row(sheet, line,
					  g_strdup_printf(_("the column “%s” is there twice, as "
							    "number %d and %d; take one out."),
							  first, (int)c + 1, again + 1));
	}
	return TRUE;
}

static gboolean take_header(struct plain_sheet *sheet, const char *const *cells, int count,
			    int line)
{
	sheet->line = line;
	for (int c = 0; c < count; c++)
		g_ptr_array_add(sheet->names, g_string_chunk_insert(sheet->text, cells[c]));
	return refuse_twice(sheet, line);
}

static gboolean take_cells(struct plain_sheet *sheet, const char *const *cells, int count, int line)
{
	int columns = (int)sheet->names->len;

	if (sheet->book ? count > columns : count != columns)
		return refuse_row(sheet, line,
				  g_strdup_printf(ngettext("%d cell where the header has %d.",
							   "%d cells where the header has %d.",
							   (gulong)count),
						  count, columns));
	for (int c = 0; c < columns; c++)
		g_ptr_array_add(sheet->cells,
				g_string_chunk_insert(sheet->text, c < count ? cells[c] : ""));
	g_array_append_val(sheet->lines, line);
	return TRUE;
}

/* Every column that is needed stands in the row. */
static gboolean is_header(const struct plain_sheet *sheet, const struct table_row *row)
{
	for (const char *const *needed = sheet->needed; needed && *needed; needed++) {
		g_autofree char *wanted = heading_key(*needed);
		gboolean found = FALSE;

		for (int c = 0; !found && c < row->count; c++) {
			g_autofree char *key = heading_key(row->cells[c]);

			found = g_str_equal(key, wanted);
		}
		if (!found)
			return FALSE;
	}
	return TRUE;
}

/* No row was a header: the first is taken for one, so that what it lacks is said. */
static gboolean settle_header(struct plain_sheet *sheet)
{
	gboolean fine = TRUE;

	for (guint i = 0; fine && i < sheet->above->len; i++) {
		const struct title_row *row = sheet->above->pdata[i];
		const char *const *cells = (const char *const *)row->cells;
		int count = (int)g_strv_length(row->cells);

		fine = i ? take_cells(sheet, cells, count, row->line)
			 : take_header(sheet, cells, count, row->line);
	}
	g_ptr_array_set_size(sheet->above, 0);
	sheet->covers = 0;
	return fine;
}

static void keep_above(struct plain_sheet *sheet, const struct table_row *row)
{
	struct title_row *kept = g_new0(struct title_row, 1);

	kept->line = row->line;
	kept->cells = g_new0(char *, (gsize)row->count + 1);
	for (int c = 0; c < row->count; c++)
		kept->cells[c] = g_strdup(row->cells[c]);
	g_ptr_array_add(sheet->above, kept);
}

static void title_row_free(gpointer data)
{
	struct title_row *row = data;

	g_strfreev(row->cells);
	g_free(row);
}

/* As ",,," that a spreadsheet leaves below its rows. */
static gboolean is_empty(const struct table_row *row)
{
	for (int c = 0; c < row->count; c++)
		if (*row->cells[c])
			return FALSE;
	return TRUE;
}

/* Titles and dates of printing may stand above the header, as in a table of observations. */
static gboolean take_row(const struct table_row *row, gpointer data)
{
	struct plain_sheet *sheet = data;

	if (row->fault)
		return refuse_row(sheet, row->line, g_strdup(row->fault));
	if (is_empty(row))
		return TRUE;
	if (sheet->names->len)
		return take_cells(sheet, row->cells, row->count, row->line);
	if (is_header(sheet, row))
		return take_header(sheet, row->cells, row->count, row->line);
	keep_above(sheet, row);
	return sheet->above->len < TABLE_TITLE_LINES || settle_header(sheet);
}

static gboolean has_header(gpointer data)
{
	struct plain_sheet *sheet = data;

	if (!sheet->names->len)
		sheet->covers = sheet->above->len;
	return sheet->names->len > 0;
}

static void tell_sheet(const struct plain_sheet *sheet, const struct table_facts *facts,
		       GPtrArray *notes)
{
	g_autofree char *shown = analyst_quote(facts->sheet);

	if (facts->passed_over && notes)
		text_add_line(notes,
			      ngettext("%s: the sheet “%s” was read; %d other sheet was passed "
				       "over.",
				       "%s: the sheet “%s” was read; %d other sheets were passed "
				       "over.",
				       (gulong)facts->passed_over),
			      sheet->name, shown, facts->passed_over);
}

/* A text, or a workbook. */
static gboolean read_bytes(struct plain_sheet *sheet, const char *bytes, gsize length,
			   GPtrArray *notes, GError **error)
{
	const struct table_options options = {
		.file = sheet->name, .row = take_row, .found = has_header, .data = sheet};
	struct table_facts facts = {0};
	gboolean whole;

	sheet->book = length > 4 && memcmp(bytes, "PK\3\4", 4) == 0;
	if (sheet->book) {
		g_autoptr(GByteArray) all = g_byte_array_new();

		g_byte_array_append(all, (const guint8 *)bytes, (guint)length);
		whole = workbook_read(all, &options, &facts, error);
		if (whole && facts.sheet)
			tell_sheet(sheet, &facts, notes);
		g_free(facts.sheet);
	} else {
		g_autoptr(GInputStream) stream =
			g_memory_input_stream_new_from_data(bytes, (gssize)length, NULL);

		whole = table_read(stream, &options, NULL, error);
	}
	return whole;
}

static gboolean read_rows(struct plain_sheet *sheet, const char *bytes, gsize length,
			  GPtrArray *notes, GError **error)
{
	gboolean whole = read_bytes(sheet, bytes, length, notes, error) &&
			 (sheet->names->len || settle_header(sheet));

	if (sheet->error)
		g_propagate_error(error, g_steal_pointer(&sheet->error));
	else if (whole && !sheet->names->len)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT, _("%s, line %d: %s"), sheet->name,
			    1,
			    _("it is empty; a line with the columns' names was "
			      "expected, as id,date,place."));
	return whole && sheet->names->len;
}

static void tell_titles(const struct plain_sheet *sheet, GPtrArray *notes)
{
	int above = (int)(sheet->above->len - sheet->covers);

	if (above && notes)
		text_add_line(notes,
			      ngettext("%s: %d line above the header was passed over.",
				       "%s: %d lines above the header were passed over.",
				       (gulong)above),
			      sheet->name, above);
}

struct plain_sheet *plain_sheet_open(const char *path, const char *const *needed, GPtrArray *notes,
				     GError **error)
{
	gsize length = 0;
	g_autofree char *name = NULL,
			*bytes = analyst_file_load(path, MOST_BYTES, &length, &name, error);
	g_autoptr(sheet_auto) sheet = bytes ? g_new0(struct plain_sheet, 1) : NULL;

	if (!sheet)
		return NULL;
	sheet->name = g_steal_pointer(&name);
	sheet->text = g_string_chunk_new(CHUNK);
	sheet->names = g_ptr_array_new();
	sheet->cells = g_ptr_array_new();
	sheet->lines = g_array_new(FALSE, FALSE, sizeof(int));
	sheet->above = g_ptr_array_new_with_free_func(title_row_free);
	sheet->needed = needed;
	sheet->row = -1;
	if (!read_rows(sheet, bytes, length, notes, error))
		return NULL;
	tell_titles(sheet, notes);
	return g_steal_pointer(&sheet);
}

void plain_sheet_free(struct plain_sheet *sheet)
{
	if (!sheet)
		return;
	g_string_chunk_free(sheet->text);
	g_ptr_array_unref(sheet->names);
	g_ptr_array_unref(sheet->cells);
	g_array_unref(sheet->lines);
	g_ptr_array_unref(sheet->above);
	g_clear_error(&sheet->error);
	g_free(sheet->name);
	g_free(sheet);
}

int plain_sheet_column(const struct plain_sheet *sheet, const char *name)
{
	return column_from(sheet, name, 0);
}

/* What the columns are called, for who looks for one that is not there. Owned. */
static char *headings(const struct plain_sheet *sheet)
{
	g_autoptr(GString) list = g_string_new(NULL);

	for (guint c = 0; c < sheet->names->len; c++)
		g_string_append_printf(list, "%s%s", c ? ", " : "",
				       (const char *)sheet->names->pdata[c]);
	return analyst_quote(list->str);
}

int plain_sheet_need(const struct plain_sheet *sheet, const char *name, GError **error)
{
	int column = plain_sheet_column(sheet, name);
	g_autofree char *shown = column < 0 ? analyst_quote(name) : NULL,
			*there = shown ? headings(sheet) : NULL;

	if (shown)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line %d: the column “%s” is missing; there are: %s."),
			    sheet->name, sheet->line, shown, there);
	return column;
}

gboolean plain_sheet_next(struct plain_sheet *sheet)
{
	return ++sheet->row < (int)sheet->lines->len;
}

int plain_sheet_line(const struct plain_sheet *sheet)
{
	return g_array_index(sheet->lines, int, sheet->row);
}

const char *plain_sheet_cell(const struct plain_sheet *sheet, int column)
{
	return column < 0
		       ? ""
		       : sheet->cells->pdata[(gsize)sheet->row * sheet->names->len + (guint)column];
}

void plain_sheet_complain(const struct plain_sheet *sheet, int column, GError **error,
			  const char *format, ...)
{
	va_list arguments;
	g_autofree char *text = NULL, *field = NULL;

	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	field = analyst_quote(column < 0 ? "?" : sheet->names->pdata[column]);
	g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT, _("%s, line %d, %s: %s"), sheet->name,
		    plain_sheet_line(sheet), field, text);
}

gboolean plain_sheet_number(const struct plain_sheet *sheet, int column, double *number,
			    GError **error)
{
	const char *text = plain_sheet_cell(sheet, column);
	g_autofree char *shown = NULL;

	if ((analyst_number(text, number) || number_read(text, NUMBER_DECIMAL, NULL, number)) &&
	    fabs(*number) <= LARGEST)
		return TRUE;
	shown = analyst_quote(text);
	if (fabs(*number) > LARGEST)
		plain_sheet_complain(sheet, column, error,
				     _("“%s” is too large; expected is a number from -1e9 to 1e9."),
				     shown);
	else
		plain_sheet_complain(sheet, column, error,
				     _("“%s” is no number; expected for example 57.841175."),
				     shown);
	return FALSE;
}

gboolean analyst_is_day(int day)
{
	return day != DAY_NONE && day >= day_from_civil(1900, 1, 1) &&
	       day < day_from_civil(2200, 1, 1);
}

gboolean plain_sheet_day(const struct plain_sheet *sheet, int column, int *day, GError **error)
{
	const char *text = plain_sheet_cell(sheet, column);
	g_autofree char *shown = NULL;

	*day = day_parse_iso(text);
	if (analyst_is_day(*day))
		return TRUE;
	shown = analyst_quote(text);
	plain_sheet_complain(sheet, column, error,
			     _("“%s” is no date; expected for example 2026-11-17."), shown);
	return FALSE;
}

/* what is left out */

gboolean period_holds(struct period_misses *misses, int day, int line)
{
	if (day < misses->first && !misses->before++)
		misses->before_line = line;
	if (day > misses->last && !misses->after++)
		misses->after_line = line;
	return day >= misses->first && day <= misses->last;
}

static void tell_misses(const struct plain_sheet *sheet, int column, int count, int line, int day,
			const char *format, GPtrArray *notes)
{
	g_autofree char *shown = day_format_iso(day), *sentence = NULL;

	if (!count)
		return;
	sentence = g_strdup_printf(format, count, shown);
	text_add_line(notes, _("%s, line %d, %s: %s"), sheet->name, line,
		      (const char *)sheet->names->pdata[column], sentence);
}

void period_tell(const struct period_misses *misses, const struct plain_sheet *sheet, int column,
		 GPtrArray *notes)
{
	tell_misses(sheet, column, misses->after, misses->after_line, misses->last,
		    ngettext("%d event lies after the last day that is looked at, %s, and is not "
			     "counted.",
			     "%d events lie after the last day that is looked at, %s, and are not "
			     "counted.",
			     (gulong)misses->after),
		    notes);
	tell_misses(sheet, column, misses->before, misses->before_line, misses->first,
		    ngettext("%d event lies before the first day that is looked at, %s, and is not "
			     "counted.",
			     "%d events lie before the first day that is looked at, %s, and are "
			     "not counted.",
			     (gulong)misses->before),
		    notes);
}
