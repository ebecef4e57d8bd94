/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain data files of the analyst's verbs: a comma separated table with a header line, read row by
 * row, and a parameter file of key=value lines. Every complaint names the file, the line and the
 * field. */
#ifndef OSG_CLI_SHEET_H
#define OSG_CLI_SHEET_H

#include <glib.h>

#include "osg/error.h"

struct sheet;
typedef struct sheet sheet_auto;

struct sheet *plain_sheet_open(const char *path, GError **error);
void plain_sheet_free(struct sheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sheet_auto, plain_sheet_free)

/* Index of a column by its name; -1 when there is none. */
int plain_sheet_column(const struct sheet *sheet, const char *name);
/* The same; a missing one is an error. */
int plain_sheet_need(const struct sheet *sheet, const char *name, GError **error);
/* The next row with anything in it; FALSE at the end, and with an error for a row with too many or
 * too few cells. */
gboolean plain_sheet_next(struct sheet *sheet, GError **error);
int plain_sheet_line(const struct sheet *sheet);
/* A cell of the row, until the next row; "" for column -1. */
const char *plain_sheet_cell(const struct sheet *sheet, int column);
gboolean plain_sheet_number(const struct sheet *sheet, int column, double *number, GError **error);
gboolean plain_sheet_day(const struct sheet *sheet, int column, int *day, GError **error);
/* "input.csv, line 12, date: sentence" */
void plain_sheet_complain(const struct sheet *sheet, int column, GError **error, const char *format,
			  ...) G_GNUC_PRINTF(4, 5);

struct parameters;
typedef struct parameters parameters_auto;

struct parameters *parameters_open(const char *path, GError **error);
void parameters_free(struct parameters *parameters);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(parameters_auto, parameters_free)

/* NULL when the key is absent. */
const char *parameters_text(const struct parameters *parameters, const char *key);
/* Absent: *value stays. Outside of [least, most] or no number: an error. "none" counts as 0. */
gboolean parameters_int(const struct parameters *parameters, const char *key, int least, int most,
			int *value, GError **error);
gboolean parameters_double(const struct parameters *parameters, const char *key, double least,
			   double most, double *value, GError **error);
gboolean parameters_day(const struct parameters *parameters, const char *key, int *day,
			GError **error);
/* Numbers "1,3,7", "1..20" or "100,200,..,1500". Owned array of double; NULL when absent or wrong.
 */
GArray *parameters_numbers(const struct parameters *parameters, const char *key, GError **error);
/* Must be one of the words (NULL-terminated); absent: the first. The index, or -1 with an error. */
int parameters_word(const struct parameters *parameters, const char *key, const char *const *words,
		    GError **error);
void parameters_complain(const struct parameters *parameters, const char *key, GError **error,
			 const char *format, ...) G_GNUC_PRINTF(4, 5);
/* A file that a parameter names, beside the parameter file; NULL when absent. */
char *parameters_file(const struct parameters *parameters, const char *key);

#endif
