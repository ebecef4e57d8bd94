/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of measures and of how they are judged. */
#include "config.h"

#include "model/kind_rows.h"

static const char *const measure_words[] = {"draft", "decided", "under-way",
					    "done",  "dropped", NULL};

#define RECORD struct measure
static const struct field measure_fields[] = {
	PROSE(title),
	CODE(kind),
	REF(owner, "organisation"),
	REFS(contributors, "organisation"),
	DAY(due),
	REF(place, "place"),
	REF(area, "area"),
	REF(focus_group, "focus_group"),
	CODE(focus_area),
	REF(cause, "cause"),
	PROSE(cause_text),
	REF(meeting, "meeting"),
	DAY(decided),
	DAY(finished),
	INT(cost, -1),
	WORD(state, measure_words, MEASURE_DRAFT),
	PROSE(text),
	PROSE(reason),
	{NULL},
};
#undef RECORD

#define RECORD struct yardstick
static const struct field yardstick_fields[] = {
	REF(measure, "measure"),
	REF(focus_group, "focus_group"),
	REFS(categories, "category"),
	REFS(places, "place"),
	REF(area, "area"),
	SMALL(hour_from, 0),
	SMALL(hour_to, 24),
	WEEK(before_from),
	WEEK(before_to),
	WEEK(after_from),
	WEEK(after_to),
	REFS(comparison_places, "place"),
	REFS(comparison_areas, "area"),
	PROSE(comparison_reason),
	REAL(target),
	PROSE(text),
	{NULL},
};
#undef RECORD

#define RECORD struct status_line
static const struct field status_line_fields[] = {
	REF(focus_group, "focus_group"), REF(measure, "measure"), WEEK(week), PROSE(text),
	REF(entered_by, "participant"),  TIME(entered_at),        {NULL},
};
#undef RECORD

const struct record_kind measure_kind =
	OWNED_KIND(measure, "measure", "measures", N_("measure"), measure_fields, "owner");
const struct record_kind yardstick_kind = OWNED_KIND(yardstick, "yardstick", "yardsticks",
						     N_("yardstick"), yardstick_fields, "measure");
const struct record_kind status_line_kind =
	OWNED_KIND(status_line, "status_line", "status-lines", N_("line of status"),
		   status_line_fields, "measure");
