/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of `osg series`: a series of weekly counts, the detectors to run on it, the table of
 * what they say. */
#ifndef OSG_CLI_SERIES_FILE_H
#define OSG_CLI_SERIES_FILE_H

#include "osg/series.h"

/* input.csv: t,date,count,mu0; only count is required, mu0 is what the charts take as usual. */
struct series_table {
	int n;
	int *week; /* column t, else 1.. */
	int *counts;
	double *mu0; /* NULL when the column is missing */
};

enum series_kind { SERIES_EARS, SERIES_FARRINGTON, SERIES_CUSUM, SERIES_RATIO };

struct series_detector {
	char *name;
	int kind;  /* enum series_kind */
	int first; /* first week judged, from 1; 0 = the first that can be */
	struct series_ears ears;
	struct series_farrington farrington;
	struct series_cusum cusum;
	struct series_ratio ratio;
};

/* NULL with a sentence that names file, line and field. Column t, where there is one, must count 1,
 * 2, 3. */
struct series_table *series_table_read(const char *path, GError **error);
void series_table_free(struct series_table *table);
/* parameters.txt: one detector a line, "ears_c1=method:C1 baseline:7 ..."; the keys series, source,
 * unit and freq are not detectors. Array of struct series_detector. */
GPtrArray *series_parameters_read(const char *path, GError **error);
void series_detector_free(struct series_detector *detector);
/* points: table->n of them. FALSE when the detector needs a column that is not there. */
gboolean series_detector_run(const struct series_detector *detector,
			     const struct series_table *table, struct series_point *points,
			     GError **error);
extern const char series_file_header[]; /* without line break */
/* A model that could not be fitted. */
gboolean series_point_degenerate(const struct series_detector *detector,
				 const struct series_point *point);
/* The rows of one detector, in the columns of the header. */
void series_file_rows(GString *out, const struct series_detector *detector,
		      const struct series_table *table, const struct series_point *points);

typedef struct series_table SeriesTable;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SeriesTable, series_table_free)

#endif
