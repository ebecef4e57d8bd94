/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the analyst's tables. A cell that is no number or no date is an error with its
 * line. */
#include "config.h"

#include "analyst/sheet.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "osg/csv.h"
#include "osg/file.h"
#include "osg/text.h"
#include "osg/week.h"

#define MOST_BYTES (256 * 1024 * 1024)
#define CHUNK (256 * 1024)
#define LARGEST 1e9

struct plain_sheet {
	char *name;
	struct csv_table *table;
	int row;
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

struct plain_sheet *plain_sheet_open(const char *path, GError **error)
{
	gsize length = 0;
	g_autofree char *name = NULL,
			*bytes = analyst_file_load(path, MOST_BYTES, &length, &name, error);
	struct csv_table *table = bytes ? csv_table_read(bytes, length, ',', name, error) : NULL;
	struct plain_sheet *sheet;

	if (!table)
		return NULL;
	sheet = g_new0(struct plain_sheet, 1);
	sheet->name = g_steal_pointer(&name);
	sheet->table = table;
	sheet->row = -1;
	return sheet;
}

void plain_sheet_free(struct plain_sheet *sheet)
{
	if (!sheet)
		return;
	csv_table_free(sheet->table);
	g_free(sheet->name);
	g_free(sheet);
}

int plain_sheet_column(const struct plain_sheet *sheet, const char *name)
{
	return csv_table_column(sheet->table, name);
}

int plain_sheet_need(const struct plain_sheet *sheet, const char *name, GError **error)
{
	int column = plain_sheet_column(sheet, name);
	g_autofree char *shown = column < 0 ? analyst_quote(name) : NULL;

	if (shown)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line 1: the column “%s” is missing."), sheet->name, shown);
	return column;
}

gboolean plain_sheet_next(struct plain_sheet *sheet)
{
	return ++sheet->row < csv_table_rows(sheet->table);
}

int plain_sheet_line(const struct plain_sheet *sheet)
{
	return csv_table_line(sheet->table, sheet->row);
}

const char *plain_sheet_cell(const struct plain_sheet *sheet, int column)
{
	return csv_table_cell(sheet->table, sheet->row, column);
}

void plain_sheet_complain(const struct plain_sheet *sheet, int column, GError **error,
			  const char *format, ...)
{
	va_list arguments;
	g_autofree char *text = NULL, *field = NULL;

	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	field = analyst_quote(column < 0 ? "?" : csv_table_name(sheet->table, column));
	g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT, _("%s, line %d, %s: %s"), sheet->name,
		    plain_sheet_line(sheet), field, text);
}

gboolean plain_sheet_number(const struct plain_sheet *sheet, int column, double *number,
			    GError **error)
{
	const char *text = plain_sheet_cell(sheet, column);
	g_autofree char *shown = NULL;

	if (analyst_number(text, number) && fabs(*number) <= LARGEST)
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
