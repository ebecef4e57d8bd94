/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analyst's tables: text with a header line and whatever delimiter and encoding, or an Excel
 * workbook, gone through row by row. Every complaint names the file, the line and the field. */
#ifndef OSG_ANALYST_SHEET_H
#define OSG_ANALYST_SHEET_H

#include <glib.h>

#include "analyst/file.h"
#include "osg/error.h"
#include "osg/when.h"

/* A day of events: none before 1900 or after 2199, where one slip would stretch all others. */
gboolean analyst_is_day(int day);

struct plain_sheet;
typedef struct plain_sheet sheet_auto;

/* Before the first row. The header is the first row that has the needed columns (NULL at the end;
 * NULL: none), else the first row; how many lines stand above it is added to notes (owned; NULL:
 * told to nobody). A column that is there twice refuses the file. */
struct plain_sheet *plain_sheet_open(const char *path, const char *const *needed, GPtrArray *notes,
				     GError **error);
void plain_sheet_free(struct plain_sheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sheet_auto, plain_sheet_free)

/* Index of a column by its name, in whatever case or in Swedish; -1 when there is none. */
int plain_sheet_column(const struct plain_sheet *sheet, const char *name);
/* The same; a missing one is an error. */
int plain_sheet_need(const struct plain_sheet *sheet, const char *name, GError **error);
/* To the next row; FALSE: there is none. */
gboolean plain_sheet_next(struct plain_sheet *sheet);
/* Of a workbook with several sheets it says the sheet as well: for period_holds and
 * plain_sheet_place alone. */
int plain_sheet_line(const struct plain_sheet *sheet);
/* "line 4", "line 4 of “feb”". Owned. */
char *plain_sheet_place(const struct plain_sheet *sheet, int line);
/* A cell of the row; "" for column -1. Borrowed from the sheet. */
const char *plain_sheet_cell(const struct plain_sheet *sheet, int column);
/* Between -1e9 and 1e9, wider than any coordinate or count: what is computed of it stays finite. */
gboolean plain_sheet_number(const struct plain_sheet *sheet, int column, double *number,
			    GError **error);
/* A time of day behind it is passed over. */
gboolean plain_sheet_day(const struct plain_sheet *sheet, int column, int *day, GError **error);
/* Of a date with or without a time of day, in one cell or two. column: where both stand, else the
 * time of day; date: where the date stands, or -1. FALSE: that is neither; *reason (owned; NULL
 * before) says what is wrong with a date and a time of day that were both understood. */
gboolean plain_sheet_when(const struct plain_sheet *sheet, int column, int date, struct when *when,
			  char **reason);
/* Events outside of the days that are looked at, counted. */
struct period_misses {
	int first, last;             /* the days that are looked at */
	int before, after;           /* how many */
	int before_line, after_line; /* of the first of them */
};

/* Whether the day is looked at. */
gboolean period_holds(struct period_misses *misses, int day, int line);
/* Adds a sentence (owned) about each kind of them. */
void period_tell(const struct period_misses *misses, const struct plain_sheet *sheet, int column,
		 GPtrArray *notes);
/* "input.csv, line 12, date: sentence" */
void plain_sheet_complain(const struct plain_sheet *sheet, int column, GError **error,
			  const char *format, ...) G_GNUC_PRINTF(4, 5);

#endif
