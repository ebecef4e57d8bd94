/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Near repeats without a database: files in, rows out. */
#ifndef OSG_ANALYST_KNOX_FILE_H
#define OSG_ANALYST_KNOX_FILE_H

#include "analyst/rows.h"
#include "osg/error.h"

/* Knox's table, or the space-time K where the parameters' statistic begins with "space-time K"
 * (boundary.csv lies beside the parameters). input NULL: input.csv there. notes: gets
 * sentences (owned) about what was not used. */
gboolean knox_file_run(const char *input, const char *parameters, enum rows_format format,
		       GString *out, GPtrArray *notes, GError **error);

#endif
