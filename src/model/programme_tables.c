/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of the programme's records. */
#include "config.h"

#include "model/kind_rows.h"
#include "osg/programme.h"

static const char *const mandate_forms[] = {"programme", "agreement",   "guideline",
					    "plan",      "partnership", "promise",
					    "analysis",  "rules",       NULL};
static const char *const objective_forms[] = {"programme-area", "objective", "direction",
					      "focus-area",     "promise",   NULL};
static const char *const activity_states[] = {"planned", "under-way", "done", "dropped", NULL};
static const char *const better_words[] = {"up", "down", "neither", NULL};
static const char *const frequency_words[] = {"year", "tertial", "quarter", "month", "once", NULL};
static const char *const indicator_forms[] = {"external", "count", "computed", NULL};
static const char *const precision_words[] = {"exact", "about",       "almost",
					      "over",  "preliminary", NULL};
static const char *const inspection_states[] = {"incomplete", "done", NULL};
static const char *const defect_states[] = {"open",     "waiting",  "fixed", "verified",
					    "accepted", "not-ours", NULL};
static const char *const answer_words[] = {"unknown", "yes", "no", NULL};
static const char *const note_forms[] = {"log", "decision", "status", "text", "assessment", NULL};
static const char *const rating_words[] = {"none",   "not-begun", "on-track",     "late", "met",
					   "partly", "not-met",   "cannot-judge", NULL};

#define RECORD struct mandate
static const struct field mandate_fields[] = {
	WORD(form, mandate_forms, MANDATE_PROGRAMME),
	PROSE(title),
	CODE(dnr),
	CODE(body),
	DAY(decided),
	CODE(paragraph),
	DAY(since),
	DAY(until),
	CODES(parties),
	PROSE(purpose),
	PROSE(scope),
	SMALL(review_months, 0),
	REF(replaces, "mandate"),
	{NULL},
};
#undef RECORD

#define RECORD struct objective
static const struct field objective_fields[] = {
	CODE(code),
	PROSE(text),
	WORD(form, objective_forms, OBJECTIVE_GOAL),
	REF(parent, "objective"),
	REF(mandate, "mandate"),
	REF(owner, "organisation"),
	DAY(since),
	DAY(until),
	{NULL},
};
#undef RECORD

#define RECORD struct activity_record
static const struct field activity_fields[] = {
	PROSE(title),
	CODE(form),
	REF(objective, "objective"),
	REF(owner, "organisation"),
	REFS(contributors, "organisation"),
	REF(parent, "activity"),
	REF(mandate, "mandate"),
	REF(place, "place"),
	REF(area, "area"),
	DAY(since),
	DAY(until),
	DAY(due),
	REF(observation, "observation"),
	WORD(state, activity_states, ACTIVITY_PLANNED),
	PROSE(reason),
	{NULL},
};
#undef RECORD

#define RECORD struct indicator
static const struct field indicator_fields[] = {
	CODE(code),
	PROSE(title),
	CODE(unit),
	WORD(better, better_words, BETTER_DOWN),
	CODE(source),
	REF(objective, "objective"),
	WORD(frequency, frequency_words, FREQUENCY_YEAR),
	WORD(form, indicator_forms, INDICATOR_EXTERNAL),
	CODE(filter),
	SMALL(break_year, 0),
	PROSE(break_note),
	{NULL},
};
#undef RECORD

#define RECORD struct reading_record
static const struct field reading_fields[] = {
	REF(indicator, "indicator"),
	DAY(since),
	DAY(until),
	CODE(said),
	REAL(value),
	WORD(precision, precision_words, PRECISION_EXACT),
	REAL(numerator),
	REAL(denominator),
	REAL(low),
	REAL(high),
	REAL(nation),
	SMALL(rank, 0),
	SMALL(rank_of, 0),
	FLAG(plan, 0),
	REF(activity, "activity"),
	REF(asset, "asset"),
	REF(area, "area"),
	CODE(source),
	DAY(published),
	PROSE(reason),
	{NULL},
};
#undef RECORD

#define RECORD struct asset
static const struct field asset_fields[] = {
	PROSE(title),      CODE(form),      REF(place, "place"), REF(owner, "organisation"),
	CODE(responsible), SMALL(count, 1), DAY(since),          DAY(until),
	CODES(properties), {NULL},
};
#undef RECORD

#define RECORD struct inspection
static const struct field inspection_fields[] = {
	CODE(list),
	SMALL(list_version, 1),
	REF(asset, "asset"),
	DAY(due),
	DAY(done),
	REF(organisation, "organisation"),
	CODES(answers),
	WORD(state, inspection_states, INSPECTION_INCOMPLETE),
	{NULL},
};
#undef RECORD

#define RECORD struct defect
static const struct field defect_fields[] = {
	PROSE(text),
	REF(asset, "asset"),
	REF(place, "place"),
	REF(owner, "organisation"),
	WORD(state, defect_states, DEFECT_OPEN),
	CODE(clock),
	TIME(started),
	TIME(due),
	TIME(taken),
	TIME(fixed),
	TIME(verified),
	TIME(waiting_since),
	PROSE(waiting),
	PROSE(how),
	INT(cost, -1),
	WORD(police_report, answer_words, 0),
	REF(inspection, "inspection"),
	CODE(point),
	REF(observation, "observation"),
	{NULL},
};
#undef RECORD

#define RECORD struct note_record
static const struct field note_fields[] = {
	PROSE(text),
	WORD(form, note_forms, NOTE_STATUS),
	WORD(rating, rating_words, RATING_NONE),
	TIME(at),
	DAY(since),
	DAY(until),
	REF(mandate, "mandate"),
	REF(objective, "objective"),
	REF(activity, "activity"),
	REF(indicator, "indicator"),
	REF(asset, "asset"),
	REF(defect, "defect"),
	REF(organisation, "organisation"),
	CODES(cited),
	{NULL},
};
#undef RECORD

#define RECORD struct edition
static const struct field edition_fields[] = {
	CODE(report), CODE(period), SMALL(number, 1), CODE(title),         CODE(body),
	CODE(dnr),    TIME(fixed),  CODE(checksum),   CODE_EXACT(content), {NULL},
};
#undef RECORD

#define SETTLED(type, said, many, label, table, whose, rule)                                       \
	{                                                                                          \
		.name = (said), .plural = (many), .title = (label), .size = sizeof(struct type),   \
		.fields = (table), .owner = (whose), .settle = (rule)                              \
	}

const struct record_kind mandate_kind = SETTLED(mandate, "mandate", "mandates", N_("mandate"),
						mandate_fields, NULL, mandate_settle);
const struct record_kind objective_kind =
	SETTLED(objective, "objective", "objectives", N_("objective"), objective_fields, "owner",
		objective_settle);
const struct record_kind activity_kind =
	SETTLED(activity_record, "activity", "activities", N_("activity"), activity_fields, "owner",
		activity_settle);
const struct record_kind indicator_kind =
	SETTLED(indicator, "indicator", "indicators", N_("indicator"), indicator_fields, NULL,
		indicator_settle);
const struct record_kind reading_kind =
	SETTLED(reading_record, "reading", "readings", N_("reading"), reading_fields, "activity",
		reading_settle);
const struct record_kind asset_kind =
	SETTLED(asset, "asset", "assets", N_("asset"), asset_fields, "owner", asset_settle);
const struct record_kind inspection_kind =
	SETTLED(inspection, "inspection", "inspections", N_("round of checks"), inspection_fields,
		"organisation", inspection_settle);
const struct record_kind defect_kind =
	SETTLED(defect, "defect", "defects", N_("defect"), defect_fields, "owner", defect_settle);
const struct record_kind note_kind =
	SETTLED(note_record, "note", "notes", N_("note of the programme"), note_fields,
		"organisation", note_settle);
const struct record_kind edition_kind = SETTLED(edition, "edition", "editions", N_("edition"),
						edition_fields, NULL, edition_settle);
