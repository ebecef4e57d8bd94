/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of partners, as CSV or a sheet of a workbook: a mapping says what the columns mean. */
#include "config.h"

#include <string.h>

#include "exchange/convert.h"
#include "exchange/decode.h"
#include "exchange/formats.h"
#include "exchange/held_rows.h"
#include "exchange/mapping.h"
#include "exchange/records.h"
#include "exchange/table.h"
#include "exchange/whole.h"
#include "exchange/workbook.h"
#include "osg/text.h"

static void free_converter(gpointer data)
{
	converter_free(data);
}

struct csv_reading {
	const struct reader_options *options;
	struct mapping *mapping;     /* named, or guessed with the header */
	struct converter *converter; /* of the sheet at hand, once the header was found */
	struct converter *first;     /* of the first table */
	GPtrArray *more;             /* struct converter, of further sheets */
	char **header;               /* as the first table's */
	gboolean in_table;           /* the header of the sheet at hand was found */
	int sought, rows;            /* lines and rows of the sheet at hand */
	int sheets_taken;
	GString *sheets, *others,
		*extra; /* what is said of them; columns of further ones that are not read */
	gboolean stopped;
	int above;              /* lines above the header so far */
	int widest;             /* filled cells of the line that error is of */
	GError *error;          /* what is wrong with the first line that looks like one */
	char *broken;           /* why an own mapping could not be looked at */
	struct held_rows *held; /* a header that waits for what its rows tell; NULL = none */
	char *as_category;      /* the column that was taken for the category so; NULL = none */
};

static const char *csv_organisation_code(const struct reader_options *options)
{
	const struct organisation *o =
		options->organisation
			? registry_organisation(options->registry, options->organisation)
			: NULL;

	return o ? o->code : NULL;
}

static int cells_filled(const struct table_row *row)
{
	int filled = 0;

	for (int i = 0; i < row->count; i++)
		filled += row->cells[i][strspn(row->cells[i], " \t")] != '\0';
	return filled;
}

/* A mapping that was found by the columns may say on which sheet they stand. */
static gboolean is_of_other_sheet(const struct mapping *mapping, const struct table_row *row)
{
	g_autofree char *meant = mapping->sheet ? text_fold(mapping->sheet) : NULL,
			*here = text_fold(row->sheet ? row->sheet : "");

	return meant && row->sheet && !g_str_equal(meant, here);
}

/* Takes the row as the header if a mapping knows its columns. */
static gboolean csv_header(struct csv_reading *r, const struct table_row *row, GError **error)
{
	const struct reader_options *options = r->options;
	struct mapping *mapping = r->mapping;

	if (row->fault) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT, _("%s, line %d: %s"), options->file,
			    row->line, row->fault);
		return FALSE;
	}
	if (!mapping)
		mapping = mapping_guess(row->cells, row->count, options->file, row->line,
					csv_organisation_code(options), &r->broken, error);
	if (!mapping)
		return FALSE;
	if (mapping != r->mapping && is_of_other_sheet(mapping, row)) {
		mapping_free(mapping);
		return FALSE;
	}
	r->converter = converter_new(options, mapping, row->cells, row->count, row->line, error);
	if (r->converter) {
		r->mapping = mapping;
		r->in_table = TRUE;
		r->first = r->converter;
		r->header = g_new0(char *, (gsize)row->count + 1);
		for (int i = 0; i < row->count; i++)
			r->header[i] = g_strdup(row->cells[i]);
	}
	if (!r->converter && mapping != r->mapping)
		mapping_free(mapping);
	return r->converter != NULL;
}

/* A spreadsheet has rounded them and dropped what they are: read so they would all be new. */
static gboolean refuse_records(struct csv_reading *r, const struct table_row *row)
{
	g_clear_error(&r->error);
	g_set_error(&r->error, OSG_ERROR, OSG_ERROR_FORMAT,
		    _("%s, line %d: these are records of osg, as a spreadsheet has them; "
		      "osg reads the CSV that “osg export” writes."),
		    r->options->file, row->line);
	return FALSE;
}

/* A header that would be one if its "Händelse" were the category waits for its rows. A mapping that
 * was named says itself which column that is, unless it is for any file. */
static void csv_hold(struct csv_reading *r, const struct table_row *row)
{
	gboolean said = r->mapping && !r->mapping->loose;
	int column = said || row->fault ? -1 : held_rows_column(row);
	g_autofree const char **cells = NULL;
	g_autofree char *name = NULL;
	struct mapping *fits = NULL;

	if (column < 0)
		return;
	const struct table_row renamed = held_rows_renamed(row, column, &cells, &name);

	if (!r->mapping)
		fits = mapping_guess(renamed.cells, renamed.count, r->options->file, row->line,
				     csv_organisation_code(r->options), NULL, NULL);
	if (r->mapping || fits)
		r->held = held_rows_new(row, column);
	mapping_free(fits);
}

/* Titles, dates of printing and empty lines may stand above the header, which is the first line
 * that a mapping knows. FALSE: there is none among the first lines. */
static gboolean csv_look_for_header(struct csv_reading *r, const struct table_row *row)
{
	g_autoptr(GError) local = NULL;
	int filled = cells_filled(row);

	if (!r->mapping && records_are_headed(row->cells, row->count))
		return refuse_records(r, row);

	if (r->mapping && r->above < r->mapping->skip) {
		r->above++;
		return TRUE;
	}
	if (filled && csv_header(r, row, &local)) {
		g_clear_error(&r->error);
		return TRUE;
	}
	if (local && (filled > r->widest || (filled > 1 && r->error->code == OSG_ERROR_INPUT))) {
		g_clear_error(&r->error);
		r->error = g_steal_pointer(&local);
		r->widest = filled;
	}
	csv_hold(r, row);
	return ++r->above < TABLE_TITLE_LINES;
}

/* further sheets of one shape */

static gboolean is_first_header(const struct csv_reading *r, const struct table_row *row)
{
	int count = (int)g_strv_length(r->header);

	for (int i = 0; i < MAX(count, row->count); i++) {
		g_autofree char *one = text_fold(i < count ? r->header[i] : ""),
				*other = text_fold(i < row->count ? row->cells[i] : "");

		if (!g_str_equal(one, other))
			return FALSE;
	}
	return TRUE;
}

/* A line of a further sheet that heads the same table: read as the first one, or by a converter of
 * its own where it has other columns or another order. */
static gboolean csv_look_for_same(struct csv_reading *r, const struct table_row *row)
{
	struct converter *c = NULL;

	if (!row->fault && !r->mapping->sheet) {
		if (is_first_header(r, row))
			c = r->first;
		else if (converter_fits(r->first, row->cells, row->count))
			c = converter_new(r->options, r->mapping, row->cells, row->count, row->line,
					  NULL);
	}
	if (!c)
		return ++r->sought < TABLE_TITLE_LINES;
	if (c != r->first) {
		converter_follow(c, r->first);
		g_ptr_array_add(r->more, c);
	}
	r->converter = c;
	r->in_table = TRUE;
	return TRUE;
}

/* A further sheet whose header has the column that was taken for the category. */
static gboolean csv_look_for_renamed(struct csv_reading *r, const struct table_row *row)
{
	int column = r->as_category && !row->fault ? held_rows_column(row) : -1;
	g_autofree const char **cells = NULL;
	g_autofree char *name = NULL;

	if (column < 0)
		return csv_look_for_same(r, row);
	const struct table_row renamed = held_rows_renamed(row, column, &cells, &name);

	return csv_look_for_same(r, &renamed);
}

static gboolean csv_row(const struct table_row *row, gpointer data);

/* The header that waited is one if its rows tell categories; then they are read. */
static gboolean csv_settle(struct csv_reading *r)
{
	struct held_rows *held = g_steal_pointer(&r->held);
	const struct table_row header = held_rows_row(held, 0);
	g_autofree const char **cells = NULL;
	g_autofree char *name = NULL;
	const struct table_row renamed =
		held_rows_renamed(&header, held_rows_column(&header), &cells, &name);
	gboolean more = TRUE;

	if (held_rows_tell_category(held, r->options->registry) && csv_header(r, &renamed, NULL)) {
		g_clear_error(&r->error);
		r->as_category = g_strdup(header.cells[held_rows_column(&header)]);
		r->above--;
	}
	for (int i = 1; more && i < held_rows_count(held); i++) {
		const struct table_row row = held_rows_row(held, i);

		more = csv_row(&row, r);
	}
	held_rows_free(held);
	return more;
}

static gboolean csv_row(const struct table_row *row, gpointer data)
{
	struct csv_reading *r = data;
	gboolean more;

	if (r->held)
		return held_rows_add(r->held, row) < HELD_ROWS_ENOUGH || csv_settle(r);
	if (!r->converter)
		return csv_look_for_header(r, row);
	if (!r->in_table)
		return csv_look_for_renamed(r, row);
	r->rows += cells_filled(row) > 0;
	more = converter_row(r->converter, row);
	r->stopped |= !more;
	return more;
}

/* A cover sheet has no header: the next one may. One behind the first table is more of it if it has
 * its columns. */
static enum sheet_fate csv_ended(const char *sheet, gpointer data)
{
	struct csv_reading *r = data;

	while (r->held)
		csv_settle(r);
	if (!r->converter)
		r->above = 0;
	r->sought = 0;
	if (!r->in_table) {
		g_string_append_printf(r->others, "%s“%s”", r->others->len ? ", " : "", sheet);
		return r->stopped ? SHEET_LAST : SHEET_OTHER;
	}
	g_string_append_printf(r->sheets,
			       ngettext("%s“%s” (%d row)", "%s“%s” (%d rows)", (gulong)r->rows),
			       r->sheets->len ? ", " : "", sheet, r->rows);
	r->sheets_taken++;
	r->rows = 0;
	r->in_table = FALSE;
	converter_next_sheet(r->converter);
	return r->stopped ? SHEET_LAST : SHEET_TAKEN;
}

static gboolean csv_progress(gint64 bytes, gpointer data)
{
	struct csv_reading *r = data;

	gboolean more = !r->options->progress || r->options->progress(bytes, r->options->data);

	r->stopped |= !more;
	return more;
}

static void note(const struct csv_reading *r, char *take_sentence)
{
	r->options->note(take_sentence, r->options->data);
	g_free(take_sentence);
}

static void tell_workbook(const struct csv_reading *r, const struct table_facts *facts)
{
	note(r, g_strdup_printf(ngettext("Read with the mapping %s: the sheet %s.",
					 "Read with the mapping %s: the sheets %s.",
					 (gulong)r->sheets_taken),
				r->mapping->id, r->sheets->str));
	if (facts->passed_over)
		note(r, g_strdup_printf(ngettext("%d other sheet was passed over%s%s.",
						 "%d other sheets were passed over%s%s.",
						 (gulong)facts->passed_over),
					facts->passed_over, r->others->len ? ": " : "",
					r->others->str));
	if (facts->hidden_sheets)
		note(r, g_strdup_printf(ngettext("%d of them is hidden.", "%d of them are hidden.",
						 (gulong)facts->hidden_sheets),
					facts->hidden_sheets));
	if (facts->hidden_rows)
		note(r, g_strdup_printf(ngettext("%d hidden row was read as the others.",
						 "%d hidden rows were read as the others.",
						 (gulong)facts->hidden_rows),
					facts->hidden_rows));
	if (facts->hidden_columns)
		note(r, g_strdup_printf(ngettext("%d hidden column was read as the others.",
						 "%d hidden columns were read as the others.",
						 (gulong)facts->hidden_columns),
					facts->hidden_columns));
	if (facts->merged)
		note(r, g_strdup_printf(ngettext("%d cell was merged over several rows: its value "
						 "was taken for each of them.",
						 "%d cells were merged over several rows: their "
						 "values were taken for each of them.",
						 (gulong)facts->merged),
					facts->merged));
	if (facts->valueless)
		note(r,
		     g_strdup_printf(ngettext("%d cell had no value (a formula, or an error like "
					      "#REF!); open the workbook and save it again.",
					      "%d cells had no value (formulas, or errors like "
					      "#REF!); open the workbook and save it again.",
					      (gulong)facts->valueless),
				     facts->valueless));
}

/* Owned. */
static char *delimiter_words(char delimiter)
{
	return delimiter == '\t' ? g_strdup(_("tab")) : g_strdup_printf(_("“%c”"), delimiter);
}

static void tell_text(const struct csv_reading *r, const struct table_facts *facts)
{
	const struct mapping *m = r->mapping;
	g_autofree char *delimiter = delimiter_words(facts->delimiter),
			*said = delimiter_words(m->delimiter);

	note(r, g_strdup_printf(_("Read with the mapping %s: %s, %s between the cells."), m->id,
				facts->encoding, delimiter));
	if (m->delimiter && m->delimiter != facts->delimiter && (m->own || r->options->mapping))
		note(r, g_strdup_printf(_("The mapping says %s between the cells (delimiter=) and "
					  "the file has %s, which was taken."),
					said, delimiter));
	if (!facts->sure)
		note(r, g_strdup_printf(_("Which encoding the letters are in cannot be told; they "
					  "were read as %s. Look at å, ä and ö, or save the file "
					  "as UTF-8."),
					facts->encoding));
}

/* What was met in the letters, of both kinds of files. */
static void tell_cells(const struct csv_reading *r, const struct table_facts *facts)
{
	const struct cell_facts *c = &facts->cells;

	if (c->repaired)
		note(r, g_strdup_printf(ngettext("%d cell had been garbled on its way (“%s” for "
						 "“%s”) and was put right.",
						 "%d cells had been garbled on their way (“%s” for "
						 "“%s”) and were put right.",
						 (gulong)c->repaired),
					c->repaired, c->mended.was, c->mended.is));
	if (c->html)
		note(r, g_strdup_printf(ngettext("%d cell was written as HTML (“%s” for “%s”) and "
						 "was read as the text it means.",
						 "%d cells were written as HTML (“%s” for “%s”) "
						 "and were read as the text they mean.",
						 (gulong)c->html),
					c->html, c->plain.was, c->plain.is));
	if (c->left)
		note(r, g_strdup_printf(ngettext("%d cell looks garbled (“%s”) and could not be "
						 "put right as a whole: line %d.",
						 "%d cells look garbled (“%s”) and could not be "
						 "put right as a whole; the first is on line %d.",
						 (gulong)c->left),
					c->left, c->stays.was, c->left_line));
	if (c->lost)
		note(r, g_strdup_printf(ngettext("%d cell holds “�”: a letter was lost before the "
						 "file came here, on line %d.",
						 "%d cells hold “�”: letters were lost before the "
						 "file came here, the first on line %d.",
						 (gulong)c->lost),
					c->lost, c->lost_line));
	if (c->asked)
		note(r, g_strdup_printf(ngettext("%d cell holds “?” inside a word: a letter may "
						 "have been lost before the file came here, on "
						 "line %d.",
						 "%d cells hold “?” inside words: letters may "
						 "have been lost before the file came here, the "
						 "first on line %d.",
						 (gulong)c->asked),
					c->asked, c->asked_line));
	if (facts->cut)
		note(r, g_strdup(_("The file ends in the middle of a character: it may have been "
				   "cut off on its way. Look at its last row.")));
}

static void csv_tell(struct csv_reading *r, const struct table_facts *facts)
{
	if (!r->options->note)
		return;
	(r->sheets_taken ? tell_workbook : tell_text)(r, facts);
	tell_cells(r, facts);
	if (r->broken)
		note(r, g_steal_pointer(&r->broken));
	if (r->as_category)
		note(r, g_strdup_printf(_("The column “%s” was read as the category, since most of "
					  "what stands in it are categories."),
					r->as_category));
	if (r->above)
		note(r, g_strdup_printf(ngettext("%d line above the header was passed over.",
						 "%d lines above the header were passed over.",
						 (gulong)r->above),
					r->above));
	converter_tell(r->first);
	for (guint i = 0; i < r->more->len; i++)
		converter_tell(r->more->pdata[i]);
}

/* No line was taken for the header. */
static void tell_no_header(struct csv_reading *r, GError **error)
{
	const char *file = r->options->file;
	int skip = r->mapping ? r->mapping->skip : 0;

	if (r->error && r->above >= TABLE_TITLE_LINES)
		g_set_error(
			error, r->error->domain, r->error->code,
			_("%s The names of the columns were looked for in the first %d lines; a "
			  "mapping can say how many to skip (skip=…)."),
			r->error->message, TABLE_TITLE_LINES);
	else if (r->error)
		g_propagate_error(error, g_steal_pointer(&r->error));
	else if (skip)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    ngettext("%s has no header below the %d line that is skipped; expected "
				     "a line with the names of the columns.",
				     "%s has no header below the %d lines that are skipped; "
				     "expected a line with the names of the columns.",
				     (gulong)skip),
			    file, skip);
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s is empty; expected a line with the names of the columns."), file);
}

/* One way in for both: stream for a text file, or the bytes of a workbook. */
static gboolean read_table(GInputStream *stream, const GByteArray *bytes,
			   const struct reader_options *options, GError **error)
{
	struct csv_reading r = {.options = options,
				.sheets = g_string_new(NULL),
				.others = g_string_new(NULL),
				.more = g_ptr_array_new_with_free_func(free_converter)};
	struct table_options table = {.file = options->file,
				      .row = csv_row,
				      .progress = csv_progress,
				      .sheet = options->sheet,
				      .ended = csv_ended,
				      .data = &r};
	struct table_facts facts = {0};
	g_autoptr(GError) local = NULL;
	gboolean ok;

	if (options->mapping) {
		r.mapping = mapping_load(options->mapping, error);
		if (!r.mapping ||
		    !mapping_check(r.mapping, options->registry, !options->organisation, error)) {
			mapping_free(r.mapping);
			return FALSE;
		}
		table.delimiter = r.mapping->delimiter;
		table.sheet = options->sheet ? options->sheet : r.mapping->sheet;
	}
	ok = bytes ? workbook_read(bytes, &table, &facts, &local)
		   : table_read(stream, &table, &facts, &local);
	while (!local && r.held)
		ok = csv_settle(&r) && ok;
	held_rows_free(r.held);
	if (local)
		g_propagate_error(error, g_steal_pointer(&local));
	else if (!r.converter)
		tell_no_header(&r, error);
	if (ok && r.converter)
		csv_tell(&r, &facts);
	ok = ok && r.converter;
	g_clear_error(&r.error);
	g_free(r.broken);
	g_free(r.as_category);
	g_ptr_array_unref(r.more);
	converter_free(r.first);
	mapping_free(r.mapping);
	g_strfreev(r.header);
	g_string_free(r.sheets, TRUE);
	g_string_free(r.others, TRUE);
	return ok;
}

static gboolean csv_read(GInputStream *stream, const struct reader_options *options, GError **error)
{
	return read_table(stream, NULL, options, error);
}

static gboolean xlsx_read(GInputStream *stream, const struct reader_options *options,
			  GError **error)
{
	g_autoptr(GByteArray) bytes = whole_read(stream, options, error);

	return bytes && read_table(NULL, bytes, options, error);
}

static gboolean csv_again(const char *raw, int line, const struct reader_options *options,
			  GError **error)
{
	return converter_again(raw, line, options, "osg", error);
}

/* "[{" or "{\"", and not the headings of a database ([Datum];[Plats]) or a chat ([2024-10-04 …]).
 */
static gboolean begins_json(const char *head, gsize length)
{
	gsize next = 1;

	if (*head != '[' && *head != '{')
		return FALSE;
	while (next < length && g_ascii_isspace(head[next]))
		next++;
	return next >= length || strchr(*head == '[' ? "{[]\"" : "\"}", head[next]);
}

static int csv_sniff(const char *head, gsize length, const char *name)
{
	g_autofree char *small = g_ascii_strdown(name ? name : "", -1);
	gboolean named = g_str_has_suffix(small, ".csv") || g_str_has_suffix(small, ".txt") ||
			 g_str_has_suffix(small, ".tsv");

	if (!length || decode_is_binary(head, length) || strchr("<%", *head) ||
	    begins_json(head, length))
		return 0;
	return (table_guess_delimiter(head, length) ? 50 : 10) + (named ? 30 : 0);
}

const struct format format_csv = {
	.id = "csv",
	.title = N_("table of a partner (CSV)"),
	.sniff = csv_sniff,
	.read = csv_read,
	.again = csv_again,
};

static int xlsx_sniff(const char *head, gsize length, const char *name)
{
	g_autofree char *small = g_ascii_strdown(name ? name : "", -1);

	if (length < 4 || memcmp(head, "PK\x03\x04", 4) != 0)
		return 0;
	return g_str_has_suffix(small, ".xlsx") || g_str_has_suffix(small, ".xlsm") ||
			       memmem(head, length, "[Content_Types].xml", 19) ||
			       memmem(head, length, "xl/", 3)
		       ? 98
		       : 0;
}

const struct format format_xlsx = {
	.id = "xlsx",
	.title = N_("table of a partner (Excel workbook)"),
	.sniff = xlsx_sniff,
	.binary = TRUE,
	.read = xlsx_read,
	.again = csv_again,
};
