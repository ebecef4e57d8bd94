/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of an analyst's answer as CSV, JSON or text with tabs. */
#ifndef OSG_CLI_ROWS_H
#define OSG_CLI_ROWS_H

#include <glib.h>

enum rows_format { ROWS_TEXT, ROWS_CSV, ROWS_JSON };

struct rows_column {
	const char *name;
	gboolean text; /* quoted in JSON; a number otherwise */
};

struct rows {
	const struct rows_column *columns;
	int count;
	enum rows_format format;
	GString *out;
	gboolean any;
};

void rows_begin(struct rows *rows);
/* cells: [count]; "" = no value. */
void rows_add(struct rows *rows, char **cells);
void rows_end(struct rows *rows);
/* A number with all its digits, "" when it is none. Owned. */
char *rows_real(double value);

#endif
