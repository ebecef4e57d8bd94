/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Near repeats and emerging hot spots without a database: files in, rows out. */
#ifndef OSG_CLI_PAIRS_FILE_H
#define OSG_CLI_PAIRS_FILE_H

#include "analyst/rows.h"
#include "osg/error.h"

/* Knox's table, or the space-time K where the parameters' statistic begins with "space-time K"
 * (boundary.csv lies beside the input). */
gboolean knox_file_run(const char *input, const char *parameters, enum rows_format format,
		       GString *out, GError **error);
/* Gi* of every place and interval; classes: the class of every place instead. */
gboolean emerging_file_run(const char *input, const char *places, const char *parameters,
			   gboolean classes, enum rows_format format, GString *out, GError **error);

#endif
