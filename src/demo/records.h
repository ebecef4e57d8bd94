/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the demo's group did in its year, from share/demo/records.ini: focus groups, causes,
 * measures, any kind of record, each entered in the week it was written and changed in later ones.
 */
#ifndef OSG_DEMO_RECORDS_H
#define OSG_DEMO_RECORDS_H

#include "demo/demo_private.h"

struct demo_records;

/* name: of a file of share, "demo/records.ini". form->key finds what the municipality has
 * (organisations, places, areas, categories). report_keys [of the year's reports]: the observation
 * of each, 0 = not entered. Both are borrowed. */
struct demo_records *demo_records_new(const char *name, const struct demo_year *year,
				      const struct field_form *form, const gint64 *report_keys);
void demo_records_free(struct demo_records *records);
/* Stores what was written by the meeting about a week (0 .. DEMO_WEEKS - 1), inside an open change.
 */
gboolean demo_records_put(struct demo_records *records, struct session *session, int week,
			  GError **error);

#endif
