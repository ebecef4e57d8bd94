/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Emerging hot spots without a database: files in, rows out. */
#ifndef OSG_ANALYST_EMERGING_FILE_H
#define OSG_ANALYST_EMERGING_FILE_H

#include "analyst/rows.h"
#include "osg/error.h"

/* Gi* of every place and interval; classes: the class of every place instead. input and places
 * NULL: input.csv and places.csv beside the parameters. notes: gets sentences (owned) about what
 * was not used. */
gboolean emerging_file_run(const char *input, const char *places, const char *parameters,
			   gboolean classes, enum rows_format format, GString *out,
			   GPtrArray *notes, GError **error);

#endif
