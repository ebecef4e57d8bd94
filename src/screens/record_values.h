/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a value of a record stands in a form: shown as text, read from it, told what it means while
 * it is typed, and completed. */
#ifndef OSG_RECORD_VALUES_H
#define OSG_RECORD_VALUES_H

#include "screens/record_fields.h"

enum { OPTIONS = 8 }; /* of a completion */

/* other: a second field, where two make one value (from and to, place and area); else NULL. */
typedef char *value_show(const struct edited *e, const struct field *f, const struct field *other,
			 gpointer record);
typedef void value_set(struct edited *e, const struct field *f, const struct field *other,
		       gpointer record, const char *text);
/* data is the struct edited; *wrong: the text cannot be read. Owned. */
typedef char *value_meaning(gpointer data, const char *text, gint64 key, gboolean *wrong);
typedef GPtrArray *value_complete(gpointer data, const char *text);

/* Days and times: value_day of what is to come, value_been of what has been, value_begin of what
 * may be either; value_deadline, value_happened and value_time in the same way. */

/* A value of a record: its field, and a second one. */
struct record_value {
	const char *id, *field, *other;
	gboolean of_yardstick;
	value_show *show;
	value_set *read;
	/* Instead of read where the text may be wrong in ways that only the field knows. */
	gboolean (*parse)(struct edited *e, const struct field *f, gpointer record,
			  const char *text, GError **error);
};

value_show value_cause_show, value_day_show, value_hours_show, value_names_show, value_real_show,
	value_text_show, value_time_show, value_type_show, value_weeks_show, value_whole_show;
value_set value_been_set, value_begin_set, value_cause_set, value_day_set, value_deadline_set,
	value_happened_set, value_evidence_set, value_hours_set, value_names_set, value_real_set,
	value_text_set, value_time_set, value_type_set, value_weeks_set, value_whole_set;
value_meaning value_been_meaning, value_begin_meaning, value_categories_meaning,
	value_cause_meaning, value_day_meaning, value_deadline_meaning, value_happened_meaning,
	value_evidence_meaning, value_focus_meaning, value_hours_meaning,
	value_organisations_meaning, value_parent_meaning, value_places_meaning, value_real_meaning,
	value_time_meaning, value_type_meaning, value_weeks_meaning, value_whole_meaning;
value_complete value_categories_complete, value_causes_complete, value_focus_complete,
	value_organisations_complete, value_places_complete, value_types_complete;

#endif
