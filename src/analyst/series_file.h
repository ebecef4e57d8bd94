/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Alarms on one weekly series without a database: files in, rows out. */
#ifndef OSG_ANALYST_SERIES_FILE_H
#define OSG_ANALYST_SERIES_FILE_H

#include "analyst/rows.h"
#include "osg/error.h"

/* input: t,date,count,mu0; only count is required, t counts 1, 2, 3, mu0 is what the charts take as
 * usual. parameters: one detector a line, "ears_c1=method:C1 baseline:7 ..."; series, source, unit
 * and freq are no detectors. ROWS_TEXT: a sentence for each detector, how many weeks it judged and
 * in which it rang. notes: gets sentences (owned) about what was passed over; NULL: told to nobody.
 */
gboolean series_file_run(const char *input, const char *parameters, enum rows_format format,
			 GString *out, GPtrArray *notes, GError **error);

#endif
