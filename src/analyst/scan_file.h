/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scan without a database: files in, rows of clusters out. */
#ifndef OSG_ANALYST_SCAN_FILE_H
#define OSG_ANALYST_SCAN_FILE_H

#include "analyst/axes.h"
#include "analyst/rows.h"
#include "osg/scan.h"

struct scan_file {
	struct scan_options options;
	struct scan_input input;       /* points into the arrays below */
	double to_km;                  /* of one unit of distance */
	GPtrArray *places;             /* names, owned */
	GArray *lines;                 /* int, where each place stands first */
	GArray *x, *y;                 /* double, of the places */
	GArray *place, *day, *stratum; /* gint32 */
	GArray *ends;                  /* gint32, analysis days of a rolling case; empty = one */
	int history_days;
	struct axes axes; /* of places in metres */
	GPtrArray *notes; /* owned sentences about what was not used */
};

/* input and places may be NULL: the parameter file names them. */
struct scan_file *scan_file_read(const char *input, const char *places, const char *parameters,
				 GError **error);
void scan_file_free(struct scan_file *file);

/* Runs every analysis day and appends the clusters; a run that cannot be judged is an error
 * (OSG_ERROR_RULE) that shows the counts. */
gboolean scan_file_run(struct scan_file *file, enum rows_format format, GString *out,
		       GError **error);

#endif
