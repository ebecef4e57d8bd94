/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small CSV files held whole. A row that cannot be decoded is an error: a municipality is set up
 * right or not at all. */
#include "config.h"

#include "exchange/sheet.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "exchange/headings.h"
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
	g_strfreev(sheet->shown);
	g_ptr_array_unref(sheet->rows);
	g_free(sheet);
}

static char **sheet_cells(const struct table_row *row)
{
	char **cells = g_new0(char *, (gsize)row->count + 1);

	for (int i = 0; i < row->count; i++)
		cells[i] = text_clean(row->cells[i], -1, FALSE);
	return cells;
}

static char **folded_cells(char *const *cells)
{
	char **folded = g_new0(char *, g_strv_length((char **)cells) + 1);

	for (int i = 0; cells[i]; i++)
		folded[i] = text_fold(cells[i]);
	return folded;
}

/* As ",,," that a spreadsheet leaves below its rows. */
static gboolean cells_are_empty(char *const *cells)
{
	for (; *cells; cells++)
		if (**cells)
			return FALSE;
	return TRUE;
}

static gboolean sheet_row(const struct table_row *table, gpointer data)
{
	struct sheet_reading *reading = data;
	g_auto(GStrv) cells = NULL;
	struct sheet_row *row;

	if (table->fault) {
		g_set_error(&reading->error, OSG_ERROR, OSG_ERROR_FORMAT, _("%s, line %d: %s"),
			    reading->sheet->file, table->line, table->fault);
		return FALSE;
	}
	cells = sheet_cells(table);
	if (cells_are_empty(cells))
		return TRUE;
	if (!reading->sheet->header) {
		reading->sheet->header = folded_cells(cells);
		reading->sheet->shown = g_steal_pointer(&cells);
		reading->sheet->line = table->line;
		return TRUE;
	}
	row = g_new0(struct sheet_row, 1);
	row->line = table->line;
	row->cells = g_steal_pointer(&cells);
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
	{"kind", "typ"},
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

static int header_find_folded(char *const *header, const char *name)
{
	g_autofree char *folded = text_fold(name);

	for (int i = 0; header[i]; i++)
		if (g_str_equal(header[i], folded))
			return i;
	return -1;
}

/* What is known by what the heading is made of, as in a table of observations. */
static const struct {
	const char *name;
	enum column column;
} coordinates[] = {{"latitude", COLUMN_LAT},
		   {"longitude", COLUMN_LON},
		   {"northing", COLUMN_X},
		   {"easting", COLUMN_Y},
		   {"position", COLUMN_POSITION}};

static int header_find_coordinate(char *const *header, enum column column)
{
	for (int i = 0; header[i]; i++)
		if (heading_coordinate(header[i]) == column)
			return i;
	return -1;
}

static int header_find(char *const *header, const char *name)
{
	int at = header_find_folded(header, name);

	for (gsize i = 0; at < 0 && i < G_N_ELEMENTS(other_names); i++)
		if (g_str_equal(other_names[i].name, name))
			at = header_find_folded(header, other_names[i].other);
	for (gsize i = 0; at < 0 && i < G_N_ELEMENTS(coordinates); i++)
		if (g_str_equal(coordinates[i].name, name))
			at = header_find_coordinate(header, coordinates[i].column);
	return at;
}

static int sheet_find(const struct sheet *sheet, const char *name)
{
	return header_find(sheet->header, name);
}

gboolean sheet_has(const struct sheet *sheet, const char *name)
{
	return sheet_find(sheet, name) >= 0;
}

/* what a table may be like */

static gboolean header_has_all(char *const *header, const char *const *names, int needed)
{
	for (int i = 0; i < needed; i++)
		if (header_find(header, names[i]) < 0)
			return FALSE;
	return TRUE;
}

/* Titles and dates of printing may stand above the header, as in a table of observations. */
static void sheet_find_header(struct sheet *sheet, const char *const *names, int needed,
			      struct findings *findings)
{
	gboolean found = header_has_all(sheet->header, names, needed);

	for (guint i = 0; !found && i < sheet->rows->len && i < TABLE_TITLE_LINES; i++) {
		const struct sheet_row *row = sheet->rows->pdata[i];
		g_auto(GStrv) header = folded_cells(row->cells);

		if (!header_has_all(header, names, needed))
			continue;
		found = TRUE;
		g_strfreev(sheet->header);
		g_strfreev(sheet->shown);
		sheet->header = g_steal_pointer(&header);
		sheet->shown = g_strdupv(row->cells);
		sheet->line = row->line;
		g_ptr_array_remove_range(sheet->rows, 0, i + 1);
		if (findings->notes)
			text_add_line(findings->notes,
				      ngettext("%s: %d line above the header was passed over.",
					       "%s: %d lines above the header were passed over.",
					       i + 1),
				      sheet->file, (int)i + 1);
	}
}

/* A column that is there twice: which is meant nobody can tell. */
static void sheet_check_twice(const struct sheet *sheet, struct findings *findings)
{
	for (int i = 0; sheet->header[i]; i++)
		for (int before = 0; before < i; before++)
			if (*sheet->header[i] &&
			    g_str_equal(sheet->header[i], sheet->header[before]))
				text_add_line(findings->faults,
					      _("%s, line %d: the column “%s” stands twice; "
						"expected it once."),
					      sheet->file, sheet->line, sheet->shown[i]);
}

/* What stands in no column would be lost in silence. */
static void sheet_check_rows(const struct sheet *sheet, struct findings *findings)
{
	guint columns = g_strv_length(sheet->header);

	for (guint r = 0; r < sheet->rows->len; r++) {
		const struct sheet_row *row = sheet->rows->pdata[r];
		guint count = g_strv_length(row->cells);

		for (guint i = columns; i < count; i++)
			if (*row->cells[i])
				text_add_line(findings->faults,
					      _("%s, line %d: “%s” stands in no column; expected "
						"%d cells."),
					      sheet->file, row->line, row->cells[i], (int)columns);
	}
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

/* One that is nearly a column that is not there, and those that are not used. */
static void sheet_check_names(const struct sheet *sheet, const char *const *names,
			      struct findings *findings, GString *unknown)
{
	g_autoptr(GPtrArray) lacking = names_lacking(sheet, names);

	for (int i = 0; sheet->header[i]; i++) {
		const char *meant =
			text_nearest(sheet->header[i], (const char *const *)lacking->pdata);

		if (!*sheet->header[i] || names_have(sheet, names, i))
			continue;
		if (meant)
			text_add_line(findings->faults,
				      _("%s, line %d: there is no column “%s”; is “%s” meant?"),
				      sheet->file, sheet->line, sheet->shown[i], meant);
		else
			g_string_append_printf(unknown, "%s%s", unknown->len ? ", " : "",
					       sheet->shown[i]);
	}
}

gboolean sheet_columns(struct sheet *sheet, const char *const *names, int needed,
		       struct findings *findings)
{
	g_autoptr(GString) unknown = g_string_new(NULL);
	guint before = findings->faults->len;

	sheet_find_header(sheet, names, needed, findings);
	sheet_check_twice(sheet, findings);
	sheet_check_names(sheet, names, findings, unknown);
	if (findings->faults->len == before)
		sheet_check_rows(sheet, findings);
	for (int i = 0; i < needed; i++) {
		g_autofree char *there = g_strjoinv(", ", sheet->shown);

		if (!sheet_has(sheet, names[i]) && findings->faults->len == before)
			text_add_line(findings->faults,
				      _("%s, line %d: the column “%s” is missing; there are: "
					"%s."),
				      sheet->file, sheet->line, names[i], there);
	}
	if (unknown->len && findings->notes && findings->faults->len == before)
		text_add_line(findings->notes, _("%s: columns that are not used: %s."), sheet->file,
			      unknown->str);
	return findings->faults->len == before;
}

const char *sheet_heading(const struct sheet *sheet, const char *name)
{
	int at = sheet_find(sheet, name);

	return at < 0 ? name : sheet->shown[at];
}

const char *sheet_said(const struct sheet *sheet, const struct sheet_row *row, const char *name)
{
	int at = sheet_find(sheet, name);

	return at >= 0 && (guint)at < g_strv_length(row->cells) ? row->cells[at] : "";
}

const char *sheet_cell(const struct sheet *sheet, const struct sheet_row *row, const char *name)
{
	const char *said = sheet_said(sheet, row, name);

	return number_is_unsaid(said) ? "" : said;
}

gboolean sheet_fail(const struct sheet *sheet, const struct sheet_row *row, const char *column,
		    const char *expected, GError **error)
{
	g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
		    _("%s, line %d, column %s: “%s”; expected %s."), sheet->file,
		    row ? row->line : sheet->line, sheet_heading(sheet, column),
		    row ? sheet_said(sheet, row, column) : "", expected);
	return FALSE;
}
