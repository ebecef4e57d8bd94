/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables out. CSV leaves row by row; a workbook is made by libxlsxwriter, which is opened by name
 * for who writes one, in a file of its own, and had as a whole. */
#include "config.h"

#include "osg/table_out.h"

#include <string.h>

#include "osg/csv.h"
#include "osg/file.h"
#include "osg/library.h"
#include "osg/text.h"

#ifdef XLSXWRITER_LIBRARY
#include <glib/gstdio.h>
#include <xlsxwriter.h>
#endif

enum {
	MOST_LETTERS = 32767, /* of a cell; Excel's limits */
	MOST_ROWS = 1048576,
	WIDEST = 60, /* letters of a column: longer texts are read in their cell */
	PADDING = 2
};

enum cell_kind { CELL_HEAD, CELL_TEXT, CELL_NUMBER, CELL_DAY };

struct table_out {
	enum table_format format;
	void (*write)(const char *, gsize);
	GString *text; /* CSV that is not written yet */
	guint row, column;
	char *remark;
#ifdef XLSXWRITER_LIBRARY
	char *folder, *file;
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *head, *day;
	GArray *widths; /* int, letters of the longest text of a column */
#endif
};

/* a workbook */

#ifdef XLSXWRITER_LIBRARY

#define FUNCTIONS(of)                                                                              \
	of(workbook_new) of(workbook_add_worksheet) of(workbook_add_format) of(workbook_close)     \
		of(worksheet_write_string) of(worksheet_write_number) of(worksheet_freeze_panes)   \
			of(worksheet_set_column) of(worksheet_autofilter) of(format_set_bold)      \
				of(format_set_num_format) of(lxw_strerror)

LIBRARY(XLSXWRITER_LIBRARY);

static gboolean open_book(struct table_out *t, const char *title, GError **error)
{
	if (!library_loads(&library)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("Writing workbooks needs %s (Debian: libxlsxwriter4). Write CSV "
			      "instead."),
			    XLSXWRITER_LIBRARY);
		return FALSE;
	}
	t->folder = file_temporary_folder("osg-XXXXXX", error);
	if (!t->folder)
		return FALSE;
	t->file = g_build_filename(t->folder, "out.xlsx", NULL);
	t->book = lib.workbook_new(t->file);
	/* A sheet's name is short and without these. */
	g_autofree char *name = g_utf8_substring(title, 0, MIN(g_utf8_strlen(title, -1), 31));
	t->sheet = lib.workbook_add_worksheet(t->book, g_strdelimit(name, "[]:*?/\\'", '-'));
	t->head = lib.workbook_add_format(t->book);
	t->day = lib.workbook_add_format(t->book);
	t->widths = g_array_new(FALSE, TRUE, sizeof(int));
	lib.format_set_bold(t->head);
	lib.format_set_num_format(t->day, "yyyy-mm-dd");
	lib.worksheet_freeze_panes(t->sheet, 1, 0);
	return TRUE;
}

/* Excel counts days from the end of 1899. */
static gboolean day_number(const char *text, double *number)
{
	g_autoptr(GDate) day = g_date_new(), first = g_date_new_dmy(30, G_DATE_DECEMBER, 1899);

	g_date_set_parse(day, text);
	if (!g_date_valid(day))
		return FALSE;
	*number = g_date_days_between(first, day);
	return TRUE;
}

static void remark_cut(struct table_out *t, glong letters)
{
	g_autofree char *has = text_number((int)letters), *most = text_number(MOST_LETTERS);

	if (!t->remark)
		t->remark = g_strdup_printf(
			_("The text in row %u, column %u has %s letters and an Excel cell takes "
			  "%s: its rest is left out. Write CSV to have all of it."),
			t->row + 1, t->column + 1, has, most);
}

/* "_x0041_" is an A to Excel: the first mark is written as such a number itself. NULL: there is
 * none. Owned. */
static char *without_escapes(const char *text)
{
	GString *out = NULL;

	for (const char *p = strstr(text, "_x"); p; p = strstr(p + 1, "_x")) {
		gsize digits = 0;

		while (digits < 4 && g_ascii_isxdigit(p[2 + digits]))
			digits++;
		if (digits < 4 || p[6] != '_')
			continue;
		out = out ? out : g_string_new(NULL);
		g_string_append_len(out, text, p - text);
		g_string_append(out, "_x005F");
		text = p;
	}
	return out ? g_string_free(g_string_append(out, text), FALSE) : NULL;
}

static void book_text(struct table_out *t, const char *text, lxw_format *look)
{
	g_autofree char *plain = without_escapes(text);
	const char *whole = plain ? plain : text;
	glong letters = g_utf8_strlen(whole, -1);
	g_autofree char *cut =
		letters > MOST_LETTERS ? g_utf8_substring(whole, 0, MOST_LETTERS) : NULL;

	if (cut)
		remark_cut(t, letters);
	lib.worksheet_write_string(t->sheet, t->row, (lxw_col_t)t->column, cut ? cut : whole, look);
}

static void book_cell(struct table_out *t, enum cell_kind kind, const char *text)
{
	double day;
	char *rest;
	double number = g_ascii_strtod(text, &rest);

	if (t->widths->len <= t->column)
		g_array_set_size(t->widths, t->column + 1);
	int *width = &g_array_index(t->widths, int, t->column);
	*width = MAX(*width, MIN(text_width(text), WIDEST));
	if (!*text || t->row >= MOST_ROWS)
		return;
	if (kind == CELL_NUMBER && !*rest)
		lib.worksheet_write_number(t->sheet, t->row, (lxw_col_t)t->column, number, NULL);
	else if (kind == CELL_DAY && day_number(text, &day))
		lib.worksheet_write_number(t->sheet, t->row, (lxw_col_t)t->column, day, t->day);
	else
		book_text(t, text, kind == CELL_HEAD ? t->head : NULL);
}

static GBytes *close_book(struct table_out *t, GError **error)
{
	gsize length = 0;
	char *bytes = NULL;

	for (guint i = 0; i < t->widths->len; i++)
		lib.worksheet_set_column(t->sheet, (lxw_col_t)i, (lxw_col_t)i,
					 g_array_index(t->widths, int, i) + PADDING, NULL);
	if (t->row > 1 && t->widths->len)
		lib.worksheet_autofilter(t->sheet, 0, 0, MIN(t->row, MOST_ROWS) - 1,
					 (lxw_col_t)(t->widths->len - 1));
	lxw_error failed = lib.workbook_close(g_steal_pointer(&t->book));
	if (t->row > MOST_ROWS) {
		g_autofree char *most = text_number(MOST_ROWS - 1);

		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("An Excel sheet takes %s rows. Narrow it, or write CSV."), most);
		return NULL;
	}
	if (failed)
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("The workbook could not be written: %s."), lib.lxw_strerror(failed));
	else
		g_file_get_contents(t->file, &bytes, &length, error);
	return bytes ? g_bytes_new_take(bytes, length) : NULL;
}

static void discard_book(struct table_out *t)
{
	if (t->book)
		lib.workbook_close(t->book);
	if (t->file)
		g_unlink(t->file);
	if (t->folder)
		g_rmdir(t->folder);
	g_free(t->file);
	g_free(t->folder);
	g_clear_pointer(&t->widths, g_array_unref);
}
#else
static gboolean open_book(struct table_out *t UNUSED, const char *title UNUSED, GError **error)
{
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("This osg was built without libxlsxwriter. Write CSV instead."));
	return FALSE;
}

static void book_cell(struct table_out *t UNUSED, enum cell_kind kind UNUSED,
		      const char *text UNUSED)
{
}

static GBytes *close_book(struct table_out *t UNUSED, GError **error UNUSED)
{
	return NULL;
}

static void discard_book(struct table_out *t UNUSED)
{
}
#endif

/* either */

struct table_out *table_out_new(enum table_format format, const char *title,
				void (*write)(const char *, gsize), GError **error)
{
	struct table_out *t = g_new0(struct table_out, 1);

	t->format = format;
	t->write = write;
	t->text = g_string_new(format == TABLE_SHEET_CSV ? "\xef\xbb\xbf" : NULL);
	if (format == TABLE_XLSX && !open_book(t, title, error))
		g_clear_pointer(&t, table_out_free);
	return t;
}

void table_out_free(struct table_out *t)
{
	if (!t)
		return;
	discard_book(t);
	if (t->text)
		g_string_free(t->text, TRUE);
	g_free(t->remark);
	g_free(t);
}

static void cell(struct table_out *t, enum cell_kind kind, const char *text)
{
	char delimiter = t->format == TABLE_CSV ? ',' : ';';

	if (t->format == TABLE_XLSX)
		book_cell(t, kind, text ? text : "");
	else {
		if (t->column)
			g_string_append_c(t->text, delimiter);
		if (kind == CELL_TEXT || kind == CELL_HEAD)
			csv_append_text(t->text, text, delimiter);
		else
			csv_append_plain(t->text, text, delimiter);
	}
	t->column++;
}

void table_out_head(struct table_out *t, const char *text)
{
	cell(t, CELL_HEAD, text);
}

void table_out_text(struct table_out *t, const char *text)
{
	cell(t, CELL_TEXT, text);
}

void table_out_number(struct table_out *t, const char *digits)
{
	cell(t, CELL_NUMBER, digits);
}

void table_out_field(struct table_out *t, const struct field *f, gconstpointer object,
		     const struct field_form *form)
{
	g_autofree char *text = field_to_text(f, object, form);
	gboolean number = (f->kind == FIELD_INT || f->kind == FIELD_SMALL ||
			   f->kind == FIELD_FLAG || f->kind == FIELD_REAL) &&
			  !f->count && !(f->below && g_str_has_prefix(text, f->below));

	cell(t, number ? CELL_NUMBER : f->kind == FIELD_DAY ? CELL_DAY : CELL_TEXT, text);
}

void table_out_end_row(struct table_out *t)
{
	t->row++;
	t->column = 0;
	if (t->format == TABLE_XLSX)
		return;
	g_string_append(t->text, t->format == TABLE_CSV ? "\n" : "\r\n");
	if (!t->write)
		return;
	t->write(t->text->str, t->text->len);
	g_string_truncate(t->text, 0);
}

GBytes *table_out_end(struct table_out *t, char **remark, GError **error)
{
	if (remark)
		*remark = NULL;
	if (t->format != TABLE_XLSX)
		return g_string_free_to_bytes(g_steal_pointer(&t->text));
	GBytes *book = close_book(t, error);

	if (book && remark)
		*remark = g_steal_pointer(&t->remark);
	return book;
}
