/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table on its way out: the same cells become CSV or an Excel workbook. Text stays text in both,
 * never a formula. */
#ifndef OSG_TABLE_OUT_H
#define OSG_TABLE_OUT_H

#include "osg/error.h"
#include "osg/field.h"

enum table_format {
	TABLE_CSV,       /* between programs: commas, nothing but UTF-8 */
	TABLE_SHEET_CSV, /* for a spreadsheet that is set to Swedish: semicolons, a byte order mark
			  */
	TABLE_XLSX /* one sheet: the heads bold and always in view, columns as wide as needed */
};

struct table_out;

/* title names the sheet of a workbook. write takes the text as it comes, row by row, so that a
 * million rows need no room; NULL: all of it is had at the end. Free with table_out_free. NULL with
 * OSG_ERROR_FORMAT: there is no libxlsxwriter. */
struct table_out *table_out_new(enum table_format format, const char *title,
				void (*write)(const char *bytes, gsize length), GError **error);
void table_out_free(struct table_out *table);

/* The next cell of the row. text NULL = "". */
void table_out_head(struct table_out *table, const char *text);
void table_out_text(struct table_out *table, const char *text);
void table_out_number(struct table_out *table, const char *digits); /* "-0.5"; "" = not said */
/* A member, in the kind of cell that its kind asks for. */
void table_out_field(struct table_out *table, const struct field *field, gconstpointer object,
		     const struct field_form *form);
void table_out_end_row(struct table_out *table);

/* What is not written yet; nothing can be added after it. *remark (owned, NULL = nothing) says
 * which text an Excel cell has no room for, and that its rest is left out. NULL with
 * OSG_ERROR_FORMAT: more rows than a sheet has; OSG_ERROR_STORE: no room. */
GBytes *table_out_end(struct table_out *table, char **remark, GError **error);

#endif
