/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small CSV files held whole. A row that cannot be decoded is an error: a municipality is set up
 * right or not at all. */
#include "config.h"

#include "exchange/sheet.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "exchange/table.h"
#include "osg/file.h"
#include "osg/number.h"
#include "osg/text.h"

#define SHEET_LARGEST (64 << 20) /* bytes */

struct sheet_reading {
	struct sheet *sheet;
	GError *error;
};

static void sheet_row_free(gpointer data)
{
	struct sheet_row *row = data;

	g_strfreev(row->cells);
	g_free(row);
}

void sheet_free(struct sheet *sheet)
{
	if (!sheet)
		return;
	g_free(sheet->file);
	g_strfreev(sheet->header);
	g_ptr_array_unref(sheet->rows);
	g_free(sheet);
}

static char **sheet_cells(const struct table_row *row, gboolean fold)
{
	char **cells = g_new0(char *, (gsize)row->count + 1);

	for (int i = 0; i < row->count; i++)
		cells[i] = fold ? text_fold(row->cells[i]) : text_clean(row->cells[i], -1, FALSE);
	return cells;
}

/* A column that is there twice: which is meant nobody can tell. */
static gboolean sheet_header(struct sheet_reading *reading, const struct table_row *table)
{
	char **header = sheet_cells(table, TRUE);

	reading->sheet->header = header;
	for (int i = 0; header[i]; i++)
		for (int before = 0; before < i; before++)
			if (*header[i] && g_str_equal(header[i], header[before])) {
				g_set_error(&reading->error, OSG_ERROR, OSG_ERROR_FORMAT,
					    _("%s, line %d: the column “%s” stands twice; "
					      "expected it once."),
					    reading->sheet->file, table->line, header[i]);
				return FALSE;
			}
	return TRUE;
}

/* What stands in no column would be lost in silence. */
static gboolean sheet_row_fits(struct sheet_reading *reading, const struct table_row *table)
{
	int columns = (int)g_strv_length(reading->sheet->header);

	for (int i = columns; i < table->count; i++)
		if (*table->cells[i]) {
			g_set_error(&reading->error, OSG_ERROR, OSG_ERROR_FORMAT,
				    _("%s, line %d: “%s” stands in no column; expected %d cells."),
				    reading->sheet->file, table->line, table->cells[i], columns);
			return FALSE;
		}
	return TRUE;
}

/* As ",,," that a spreadsheet leaves below its rows. */
static gboolean row_is_empty(const struct table_row *table)
{
	for (int i = 0; i < table->count; i++) {
		g_autofree char *clean = text_clean(table->cells[i], -1, FALSE);

		if (*clean)
			return FALSE;
	}
	return TRUE;
}

static gboolean sheet_row(const struct table_row *table, gpointer data)
{
	struct sheet_reading *reading = data;
	struct sheet_row *row;

	if (table->fault) {
		g_set_error(&reading->error, OSG_ERROR, OSG_ERROR_FORMAT, _("%s, line %d: %s"),
			    reading->sheet->file, table->line, table->fault);
		return FALSE;
	}
	if (!reading->sheet->header)
		return sheet_header(reading, table);
	if (row_is_empty(table))
		return TRUE;
	if (!sheet_row_fits(reading, table))
		return FALSE;
	row = g_new0(struct sheet_row, 1);
	row->line = table->line;
	row->cells = sheet_cells(table, FALSE);
	g_ptr_array_add(reading->sheet->rows, row);
	return TRUE;
}

struct sheet *sheet_from_bytes(const char *bytes, gsize size, const char *file, GError **error)
{
	struct sheet *sheet = g_new0(struct sheet, 1);
	struct sheet_reading reading = {sheet, NULL};
	const struct table_options options = {.file = file, .row = sheet_row, .data = &reading};
	g_autoptr(GInputStream) stream =
		g_memory_input_stream_new_from_data(bytes, (gssize)size, NULL);

	sheet->file = g_strdup(file);
	sheet->rows = g_ptr_array_new_with_free_func(sheet_row_free);
	if (table_read(stream, &options, NULL, error) && sheet->header)
		return sheet;
	if (reading.error)
		g_propagate_error(error, reading.error);
	else if (!sheet->header && error && !*error)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s is empty; expected a line with the names of the columns."), file);
	sheet_free(sheet);
	return NULL;
}

struct sheet *sheet_from_file(const char *directory, const char *name, GError **error)
{
	g_autofree char *path = g_build_filename(directory, name, NULL);
	g_autofree char *bytes = NULL;
	g_autoptr(GError) local = NULL;
	gboolean missing;
	gsize size;

	bytes = file_load(path, SHEET_LARGEST, &size, &missing, &local);
	if (bytes)
		return sheet_from_bytes(bytes, size, name, error);
	if (!missing)
		g_propagate_error(error, g_steal_pointer(&local));
	return NULL;
}

/* What people call the columns otherwise. */
static const struct {
	const char *name, *other;
} other_names[] = {
	{"latitude", "lat"},
	{"longitude", "lon"},
	{"area", "område"},
	{"name", "namn"},
	{"kind", "slag"},
	{"owner", "ägare"},
	{"aliases", "alias"},
	{"address", "adress"},
	{"code", "kod"},
	{"expected", "förväntad"},
	{"population", "folkmängd"},
	{"population", "befolkning"},
	{"year", "år"},
	{"role", "roll"},
	{"title", "titel"},
};

static int sheet_find_folded(const struct sheet *sheet, const char *name)
{
	g_autofree char *folded = text_fold(name);

	for (int i = 0; sheet->header[i]; i++)
		if (g_str_equal(sheet->header[i], folded))
			return i;
	return -1;
}

static int sheet_find(const struct sheet *sheet, const char *name)
{
	int at = sheet_find_folded(sheet, name);

	for (gsize i = 0; at < 0 && i < G_N_ELEMENTS(other_names); i++)
		if (g_str_equal(other_names[i].name, name))
			at = sheet_find_folded(sheet, other_names[i].other);
	return at;
}

gboolean sheet_has(const struct sheet *sheet, const char *name)
{
	return sheet_find(sheet, name) >= 0;
}

/* The names that the sheet does not have, and what people call them otherwise. */
static GPtrArray *names_lacking(const struct sheet *sheet, const char *const *names)
{
	GPtrArray *lacking = g_ptr_array_new();

	for (; *names; names++) {
		if (sheet_has(sheet, *names))
			continue;
		g_ptr_array_add(lacking, (gpointer)*names);
		for (gsize i = 0; i < G_N_ELEMENTS(other_names); i++)
			if (g_str_equal(other_names[i].name, *names))
				g_ptr_array_add(lacking, (gpointer)other_names[i].other);
	}
	g_ptr_array_add(lacking, NULL);
	return lacking;
}

static gboolean names_have(const struct sheet *sheet, const char *const *names, int column)
{
	for (; *names; names++)
		if (sheet_find(sheet, *names) == column)
			return TRUE;
	return FALSE;
}

gboolean sheet_columns(const struct sheet *sheet, const char *const *names, int needed,
		       struct findings *findings)
{
	g_autoptr(GPtrArray) lacking = names_lacking(sheet, names);
	g_autoptr(GString) unknown = g_string_new(NULL);
	guint before = findings->faults->len;

	for (int i = 0; sheet->header[i]; i++) {
		const char *meant =
			text_nearest(sheet->header[i], (const char *const *)lacking->pdata);

		if (!*sheet->header[i] || names_have(sheet, names, i))
			continue;
		if (meant)
			text_add_line(findings->faults,
				      _("%s, line 1: there is no column “%s”; is “%s” meant?"),
				      sheet->file, sheet->header[i], meant);
		else
			g_string_append_printf(unknown, "%s%s", unknown->len ? ", " : "",
					       sheet->header[i]);
	}
	for (int i = 0; i < needed; i++) {
		g_autofree char *there = g_strjoinv(", ", sheet->header);

		if (!sheet_has(sheet, names[i]) && findings->faults->len == before)
			text_add_line(findings->faults,
				      _("%s, line 1: the column “%s” is missing; there are: %s."),
				      sheet->file, names[i], there);
	}
	if (unknown->len && findings->notes && findings->faults->len == before)
		text_add_line(findings->notes, _("%s: columns that are not used: %s."), sheet->file,
			      unknown->str);
	return findings->faults->len == before;
}

const char *sheet_cell(const struct sheet *sheet, const struct sheet_row *row, const char *name)
{
	int at = sheet_find(sheet, name);

	return at >= 0 && (guint)at < g_strv_length(row->cells) ? row->cells[at] : "";
}

gboolean sheet_fail(const struct sheet *sheet, const struct sheet_row *row, const char *column,
		    const char *expected, GError **error)
{
	g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
		    _("%s, line %d, column %s: “%s”; expected %s."), sheet->file,
		    row ? row->line : 1, column, row ? sheet_cell(sheet, row, column) : "",
		    expected);
	return FALSE;
}

gboolean sheet_real(const char *text, double *number)
{
	g_autofree char *plain = g_strdelimit(g_strdup(text), ",", '.');
	char *end;

	*number = NAN;
	if (number_is_unsaid(text))
		return TRUE;
	*number = g_ascii_strtod(plain, &end);
	return !*end && isfinite(*number);
}
