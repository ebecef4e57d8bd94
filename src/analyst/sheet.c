/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the analyst's tables, by the readers of every other table. A cell that is no number or no
 * date is an error with its line. */
#include "config.h"

#include "analyst/sheet.h"

#include <math.h>
#include <string.h>

#include "analyst/file.h"
#include "exchange/table.h"
#include "exchange/time_read.h"
#include "exchange/workbook.h"
#include "osg/number.h"
#include "osg/text.h"
#include "osg/week.h"

#define MOST_BYTES (256 * 1024 * 1024)
#define CHUNK (256 * 1024)
#define LARGEST 1e9

struct plain_sheet {
	char *name;
	GStringChunk *text;
	GPtrArray *names;  /* of the columns */
	GPtrArray *cells;  /* of all rows, as many each as there are names */
	GArray *lines;     /* of the file, where each row begins; of a workbook with its sheet */
	GPtrArray *sheets; /* of a workbook that rows were taken of */
	int *order;        /* where the columns stand on a further sheet; NULL = as on the first */
	int width;         /* columns of that sheet */
	gboolean in_table; /* the header of the sheet at hand was found */
	guint sought;      /* lines of a further sheet above its header */
	int row;
	int line;      /* of the header */
	guint covers;  /* rows of sheets without a header */
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

/* "input.csv", or "input.xlsx, feb" of a workbook that has several. Owned. */
static char *file_of(const struct plain_sheet *sheet, int line)
{
	guint at = (guint)line / LINES_OF_A_SHEET;

	return at < sheet->sheets->len ? g_strdup_printf("%s, %s", sheet->name,
							 (const char *)sheet->sheets->pdata[at])
				       : g_strdup(sheet->name);
}

static gboolean refuse_row(struct plain_sheet *sheet, int line, char *take_why)
{
	g_autofree char *why = take_why, *file = file_of(sheet, line);

	g_set_error(&sheet->error, OSG_ERROR, OSG_ERROR_FORMAT, _("%s, line %d: %s"), file,
		    line % LINES_OF_A_SHEET, why);
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
	sheet->in_table = TRUE;
	for (int c = 0; c < count; c++)
		g_ptr_array_add(sheet->names, g_string_chunk_insert(sheet->text, cells[c]));
	return refuse_twice(sheet, line);
}

/* Without the blanks around it, no-break ones too: "P1 " is P1. Kept with the sheet. */
static char *keep_cell(struct plain_sheet *sheet, const char *cell)
{
	const char *end = cell + strlen(cell), *before;

	while (*cell && g_unichar_isspace(g_utf8_get_char(cell)))
		cell = g_utf8_next_char(cell);
	while ((before = g_utf8_find_prev_char(cell, end)) &&
	       g_unichar_isspace(g_utf8_get_char(before)))
		end = before;
	return g_string_chunk_insert_len(sheet->text, cell, end - cell);
}

/* A row may lack what is empty at its end, and have more that is. */
static gboolean take_cells(struct plain_sheet *sheet, const char *const *cells, int count, int line)
{
	int columns = sheet->order ? sheet->width : (int)sheet->names->len;

	while (count > columns && !*cells[count - 1])
		count--;
	if (count > columns)
		return refuse_row(sheet, line,
				  g_strdup_printf(ngettext("%d cell where the header has %d.",
							   "%d cells where the header has %d.",
							   (gulong)count),
						  count, columns));
	for (int c = 0; c < columns; c++) {
		int at = sheet->order ? sheet->order[c] : c;

		g_ptr_array_add(sheet->cells, keep_cell(sheet, at < count ? cells[at] : ""));
	}
	g_array_append_val(sheet->lines, line);
	return TRUE;
}

/* Whether the row is the header of a further sheet of the same columns, in whichever order. */
static gboolean is_header_again(struct plain_sheet *sheet, const struct table_row *row)
{
	g_autofree int *order = g_new0(int, sheet->names->len);

	for (guint c = 0; c < sheet->names->len; c++) {
		g_autofree char *wanted = heading_key(sheet->names->pdata[c]);

		order[c] = -1;
		for (int at = 0; order[c] < 0 && at < row->count; at++) {
			g_autofree char *key = heading_key(row->cells[at]);

			order[c] = g_str_equal(key, wanted) ? at : -1;
		}
		if (order[c] < 0)
			return FALSE;
	}
	g_free(sheet->order);
	sheet->order = g_steal_pointer(&order);
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

static void keep_above(struct plain_sheet *sheet, const struct table_row *row, int line)
{
	struct title_row *kept = g_new0(struct title_row, 1);

	kept->line = line;
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
	int line = row->line + LINES_OF_A_SHEET * (int)sheet->sheets->len;

	if (row->fault)
		return refuse_row(sheet, line, g_strdup(row->fault));
	if (is_empty(row))
		return TRUE;
	if (sheet->in_table)
		return take_cells(sheet, row->cells, row->count, line);
	if (sheet->names->len) {
		sheet->in_table = is_header_again(sheet, row);
		sheet->width = row->count;
		return sheet->in_table || ++sheet->sought < TABLE_TITLE_LINES;
	}
	if (is_header(sheet, row))
		return take_header(sheet, row->cells, row->count, line);
	keep_above(sheet, row, line);
	return sheet->above->len < TABLE_TITLE_LINES || settle_header(sheet);
}

/* Further sheets with the same columns are more of the first. */
static enum sheet_fate sheet_ended(const char *name, gpointer data)
{
	struct plain_sheet *sheet = data;
	gboolean taken = sheet->in_table;

	if (sheet->error)
		return SHEET_LAST;
	if (!sheet->names->len)
		sheet->covers = sheet->above->len;
	if (taken)
		g_ptr_array_add(sheet->sheets, analyst_quote(name));
	sheet->in_table = FALSE;
	sheet->sought = 0;
	return taken ? SHEET_TAKEN : SHEET_OTHER;
}

static void tell_sheets(const struct plain_sheet *sheet, const struct table_facts *facts,
			GPtrArray *notes)
{
	g_autoptr(GString) names = g_string_new(NULL);
	g_autofree char *others = NULL;

	for (guint i = 0; i < sheet->sheets->len; i++)
		g_string_append_printf(names, "%s“%s”", i ? ", " : "",
				       (const char *)sheet->sheets->pdata[i]);
	others = g_strdup_printf(ngettext("%d other sheet was passed over",
					  "%d other sheets were passed over",
					  (gulong)facts->passed_over),
				 facts->passed_over);
	if (notes && facts->passed_over + (int)sheet->sheets->len > 1)
		text_add_line(notes,
			      ngettext("%s: the sheet %s was read; %s.",
				       "%s: the sheets %s were read; %s.",
				       (gulong)sheet->sheets->len),
			      sheet->name, names->str, others);
}

/* A text, or a workbook. */
static gboolean read_bytes(struct plain_sheet *sheet, const char *bytes, gsize length,
			   GPtrArray *notes, GError **error)
{
	const struct table_options options = {
		.file = sheet->name, .row = take_row, .ended = sheet_ended, .data = sheet};
	struct table_facts facts = {0};
	gboolean whole;

	if (length > 4 && memcmp(bytes, "PK\3\4", 4) == 0) {
		g_autoptr(GByteArray) all = g_byte_array_new();

		g_byte_array_append(all, (const guint8 *)bytes, (guint)length);
		whole = workbook_read(all, &options, &facts, error);
		if (whole && sheet->sheets->len)
			tell_sheets(sheet, &facts, notes);
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
	sheet->sheets = g_ptr_array_new_with_free_func(g_free);
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
	g_ptr_array_unref(sheet->sheets);
	g_free(sheet->order);
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
			*there = shown ? headings(sheet) : NULL,
			*file = file_of(sheet, sheet->line);

	if (shown)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line %d: the column “%s” is missing; there are: %s."), file,
			    sheet->line % LINES_OF_A_SHEET, shown, there);
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

char *plain_sheet_place(const struct plain_sheet *sheet, int line)
{
	guint at = (guint)line / LINES_OF_A_SHEET;
	g_autofree char *place = row_place_words(line % LINES_OF_A_SHEET);

	return at < sheet->sheets->len && sheet->sheets->len > 1
		       ? g_strdup_printf(_("%s of “%s”"), place,
					 (const char *)sheet->sheets->pdata[at])
		       : g_steal_pointer(&place);
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
	g_autofree char *text = NULL, *field = NULL, *file = NULL;

	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	field = analyst_quote(column < 0 ? "?" : sheet->names->pdata[column]);
	file = file_of(sheet, plain_sheet_line(sheet));
	g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT, _("%s, line %d, %s: %s"), file,
		    plain_sheet_line(sheet) % LINES_OF_A_SHEET, field, text);
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

gboolean plain_sheet_when(const struct plain_sheet *sheet, int column, int date, struct when *when,
			  char **reason)
{
	static char *const formats[] = {NULL};
	const char *text = plain_sheet_cell(sheet, column);
	struct time_cells cells = {.when = text, .date = "", .time = "", .today = DAY_NONE};

	if (time_read(&cells, formats, when, reason) == TIME_CELL_FINE)
		return when->precision != TIME_WEEK && analyst_is_day(time_day(when->from));
	if (when->precision == TIME_EXACT) /* no clock showed it */
		return FALSE;
	g_clear_pointer(reason, g_free);
	cells = (struct time_cells){.when = "",
				    .date = plain_sheet_cell(sheet, date),
				    .time = text,
				    .timed = TRUE,
				    .today = DAY_NONE};
	if (time_read(&cells, formats, when, reason) == TIME_CELL_FINE)
		return when->precision != TIME_WEEK && analyst_is_day(time_day(when->from));
	if (when->precision != TIME_EXACT)
		g_clear_pointer(reason, g_free);
	return FALSE;
}

gboolean plain_sheet_day(const struct plain_sheet *sheet, int column, int *day, GError **error)
{
	const char *text = plain_sheet_cell(sheet, column);
	g_autofree char *shown = NULL, *reason = NULL;
	struct when when;

	*day = day_parse_iso(text);
	if (analyst_is_day(*day))
		return TRUE;
	if (plain_sheet_when(sheet, column, -1, &when, &reason)) {
		*day = time_day(when.from);
		return TRUE;
	}
	shown = analyst_quote(text);
	if (reason)
		plain_sheet_complain(sheet, column, error, _("“%s”: %s."), shown, reason);
	else
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
	g_autofree char *shown = day_format_iso(day), *sentence = NULL, *file = NULL;

	if (!count)
		return;
	sentence = g_strdup_printf(format, count, shown);
	file = file_of(sheet, line);
	text_add_line(notes, _("%s, line %d, %s: %s"), file, line % LINES_OF_A_SHEET,
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
