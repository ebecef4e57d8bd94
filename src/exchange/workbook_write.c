/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records as an Excel workbook: numbers and days are cells of their kind, everything else is text,
 * so that none of it is taken for a formula. libxlsxwriter by name, for who writes one. */
#include "config.h"

#include "exchange/workbook_write.h"

#include "osg/record.h"

#ifdef XLSXWRITER_LIBRARY
#include <gmodule.h>
#include <glib/gstdio.h>
#include <xlsxwriter.h>

#define FUNCTIONS(of)                                                                              \
	of(workbook_new) of(workbook_add_worksheet) of(workbook_add_format) of(workbook_close)     \
		of(worksheet_write_string) of(worksheet_write_number) of(worksheet_freeze_panes)   \
			of(format_set_bold) of(format_set_num_format) of(lxw_strerror)

static struct {
#define DECLARE(name) __typeof__(name) *name;
	FUNCTIONS(DECLARE)
} lib;

enum { MOST_LETTERS = 32767 }; /* of a cell */

static gboolean load(void)
{
	static gsize tried;
	static gboolean loaded;

	if (g_once_init_enter(&tried)) {
		GModule *library =
			g_module_open(XLSXWRITER_LIBRARY, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
		loaded = library != NULL;
#define FIND(name) loaded = loaded && g_module_symbol(library, #name, (gpointer *)&lib.name);
		FUNCTIONS(FIND)
		g_once_init_leave(&tried, 1);
	}
	return loaded;
}

struct written_sheet {
	lxw_worksheet *sheet;
	lxw_format *head, *day;
	lxw_row_t row;
};

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

static void write_cell(const struct written_sheet *s, lxw_col_t column, const struct field *f,
		       const char *text)
{
	gboolean number = (f->kind == FIELD_INT || f->kind == FIELD_SMALL ||
			   f->kind == FIELD_FLAG || f->kind == FIELD_REAL) &&
			  !f->count;
	g_autofree char *cut = NULL;
	double value;

	if (!*text)
		return;
	if (number)
		lib.worksheet_write_number(s->sheet, s->row, column, g_ascii_strtod(text, NULL),
					   NULL);
	else if (f->kind == FIELD_DAY && day_number(text, &value))
		lib.worksheet_write_number(s->sheet, s->row, column, value, s->day);
	else if (g_utf8_strlen(text, -1) <= MOST_LETTERS)
		lib.worksheet_write_string(s->sheet, s->row, column, text, NULL);
	else
		lib.worksheet_write_string(s->sheet, s->row, column,
					   cut = g_utf8_substring(text, 0, MOST_LETTERS), NULL);
}

static void write_record(const struct written_sheet *s, const struct record *record,
			 const struct field_form *form)
{
	char id[ID_TEXT_SIZE];
	lxw_col_t column = 0;

	id_format(&record->id, id);
	lib.worksheet_write_string(s->sheet, s->row, column++, id, NULL);
	for (const struct field *f = record->kind->fields; f->name; f++) {
		g_autofree char *text = field_to_text(f, record, form);

		write_cell(s, column++, f, text);
	}
}

static void write_head(const struct written_sheet *s, const struct record_kind *kind)
{
	lxw_col_t column = 0;

	lib.worksheet_write_string(s->sheet, 0, column++, "id", s->head);
	for (const struct field *f = kind->fields; f->name; f++)
		lib.worksheet_write_string(s->sheet, 0, column++, f->name, s->head);
	lib.worksheet_freeze_panes(s->sheet, 1, 0);
}

static lxw_error write_file(const char *file, const struct record_kind *kind,
			    const GPtrArray *records, const struct field_form *form)
{
	lxw_workbook *book = lib.workbook_new(file);
	struct written_sheet s = {.sheet = lib.workbook_add_worksheet(book, kind->plural),
				  .head = lib.workbook_add_format(book),
				  .day = lib.workbook_add_format(book)};

	lib.format_set_bold(s.head);
	lib.format_set_num_format(s.day, "yyyy-mm-dd");
	write_head(&s, kind);
	for (guint i = 0; i < records->len; i++) {
		s.row = i + 1;
		write_record(&s, records->pdata[i], form);
	}
	return lib.workbook_close(book);
}

GBytes *workbook_write(const struct record_kind *kind, const GPtrArray *records,
		       const struct field_form *form, GError **error)
{
	g_autofree char *folder = NULL, *file = NULL, *bytes = NULL;
	gsize length = 0;

	if (!load()) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("Writing workbooks needs %s (Debian: libxlsxwriter4). Write CSV "
			      "instead."),
			    XLSXWRITER_LIBRARY);
		return NULL;
	}
	folder = g_dir_make_tmp("osg-XXXXXX", error);
	if (!folder)
		return NULL;
	file = g_build_filename(folder, "out.xlsx", NULL);
	lxw_error failed = write_file(file, kind, records, form);
	if (failed)
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("The workbook could not be written: %s."), lib.lxw_strerror(failed));
	else
		g_file_get_contents(file, &bytes, &length, error);
	g_unlink(file);
	g_rmdir(folder);
	return bytes ? g_bytes_new_take(g_steal_pointer(&bytes), length) : NULL;
}
#else
GBytes *workbook_write(const struct record_kind *kind UNUSED, const GPtrArray *records UNUSED,
		       const struct field_form *form UNUSED, GError **error)
{
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("This osg was built without libxlsxwriter. Write CSV instead."));
	return NULL;
}
#endif
