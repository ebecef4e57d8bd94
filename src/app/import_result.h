/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of reading a file in, while it is read. */
#ifndef OSG_APP_IMPORT_RESULT_H
#define OSG_APP_IMPORT_RESULT_H

#include "osg/app.h"

/* Owned; free with import_result_free. */
struct import_result *import_result_new(void);
/* A new or changed observation: how far they reach, and a copy of the first ones. */
void import_result_sample(struct import_result *result, const struct observation *o);
/* What a row was set aside for, clean: a trial is shown without being stored. Any may be NULL. */
void import_result_say(struct rejected_row *rejected, const char *field, const char *value,
		       const char *reason);
/* Keeps the first rows that were set aside; the others are freed. */
void import_result_reject(struct import_result *result, struct rejected_row *take_rejected);
/* Notes rows that are records which were withdrawn here; none = nothing is noted. */
void import_result_tell_withdrawn(struct import_result *result, int withdrawn);
/* Notes what happened to more than one row: ids that stood for other events before (restarted of
 * them), rows that are records of this database by their id (own) or by what they say (told), and
 * events outside the municipality. */
void import_result_tell(struct import_result *result, int restarted, int own, int told,
			const char *municipality);

#endif
