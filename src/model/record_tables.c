/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of fields: one line a field, in the order of the struct. A row whose kind does not fit
 * the C type of the field does not compile. Words of enums are stable: they stand in files and
 * JSON, and their order in the database. New ones come last. */
#include "config.h"

#include "osg/record.h"

#include <stddef.h>
#include <glib/gi18n.h>

#include "osg/week.h"

/* The offset of a field of RECORD, if its type is the right one. */
#define AT(member, type) (offsetof(RECORD, member) * _Generic(((RECORD *)NULL)->member, type : 1))
#define INT(member, standard)                                                                      \
	{                                                                                          \
		.name = #member, .kind = FIELD_INT, .offset = AT(member, gint64),                  \
		.initial = (standard)                                                              \
	}
#define TIME(member)                                                                               \
	{                                                                                          \
		.name = #member, .kind = FIELD_TIME, .offset = AT(member, gint64)                  \
	}
#define REF(member, to)                                                                            \
	{                                                                                          \
		.name = #member, .kind = FIELD_REF, .offset = AT(member, gint64), .refers = (to)   \
	}
#define REAL(member)                                                                               \
	{                                                                                          \
		.name = #member, .kind = FIELD_REAL, .offset = AT(member, double)                  \
	}
#define TEXT(member)                                                                               \
	{                                                                                          \
		.name = #member, .kind = FIELD_TEXT, .offset = AT(member, char *)                  \
	}
#define WORD(member, list, standard)                                                               \
	{                                                                                          \
		.name = #member, .kind = FIELD_WORD, .offset = AT(member, int), .words = (list),   \
		.initial = (standard)                                                              \
	}
#define SMALL(member, standard)                                                                    \
	{                                                                                          \
		.name = #member, .kind = FIELD_SMALL, .offset = AT(member, int),                   \
		.initial = (standard)                                                              \
	}

static const char *const organisation_words[] = {"municipal", "housing", "guard", "police",
						 "fire",      "other",   NULL};
static const char *const role_words[] = {"reporter", "participant", "coordinator",   "chair",
					 "steering", "dpo",         "administrator", NULL};
static const char *const level_words[] = {"municipality", "district", "area", "subarea", NULL};
static const char *const sharing_words[] = {"place", "area", "municipality", "nothing", NULL};
static const char *const time_words[] = {"exact", "interval", "date", "week", NULL};
static const char *const where_words[] = {"point", "place", "area", "none", NULL};
static const char *const known_words[] = {"seen", "told", "rumour", NULL};
static const char *const answer_words[] = {"unknown", "yes", "no", NULL};
static const char *const visible_words[] = {"own", "osg", "steering", "public", NULL};
static const char *const state_words[] = {"active", "withdrawn", NULL};
static const char *const picture_words[] = {"draft", "fixed", NULL};
static const char *const hotspot_words[] = {"new", "growing", "steady", "fading", "gone", NULL};
static const char *const decision_words[] = {"none", "group", "dismissed", NULL};
static const char *const group_words[] = {"active", "closed", "withdrawn", NULL};
static const char *const rejected_words[] = {"open", "taken", "dismissed", NULL};

#define RECORD struct organisation
static const struct field organisation_fields[] = {
	TEXT(code),
	TEXT(name),
	WORD(kind, organisation_words, ORGANISATION_MUNICIPAL),
	SMALL(position, 0),
	SMALL(expected, 1),
	SMALL(first_week, WEEK_NONE),
	SMALL(last_week, WEEK_NONE),
	{NULL},
};
#undef RECORD

#define RECORD struct participant
static const struct field participant_fields[] = {
	TEXT(handle),
	TEXT(title),
	REF(organisation, "organisation"),
	WORD(role, role_words, ROLE_REPORTER),
	SMALL(active, 1),
	{NULL},
};
#undef RECORD

#define RECORD struct area
static const struct field area_fields[] = {
	TEXT(code),
	TEXT(name),
	WORD(level, level_words, AREA_MUNICIPALITY),
	REF(parent, "area"),
	SMALL(population, 0),
	TEXT(boundary),
	{NULL},
};
#undef RECORD

#define RECORD struct place
static const struct field place_fields[] = {
	TEXT(name),  TEXT(kind),    REF(area, "area"), REAL(lat),       REAL(lon),
	TEXT(owner), TEXT(aliases), TEXT(address),     SMALL(exact, 1), {NULL},
};
#undef RECORD

#define RECORD struct category
static const struct field category_fields[] = {
	TEXT(code),
	REF(parent, "category"),
	TEXT(label_sv),
	TEXT(label_en),
	SMALL(weight, 0),
	TEXT(programme_areas),
	TEXT(focus_areas),
	WORD(finest, sharing_words, SHARE_PLACE),
	SMALL(counts, 1),
	SMALL(position, 0),
	{NULL},
};
#undef RECORD

#define RECORD struct observation
static const struct field observation_fields[] = {
	SMALL(week, WEEK_NONE),
	TIME(time_from),
	TIME(time_to),
	WORD(time_precision, time_words, TIME_EXACT),
	REF(category, "category"),
	REF(sub_category, "category"),
	REF(place, "place"),
	REF(area, "area"),
	REAL(lat),
	REAL(lon),
	WORD(place_precision, where_words, PLACE_NONE),
	REF(organisation, "organisation"),
	REF(entered_by, "participant"),
	TIME(entered_at),
	WORD(known, known_words, KNOWN_SEEN),
	WORD(police_report, answer_words, ANSWER_UNKNOWN),
	TEXT(text),
	INT(cost, -1),
	WORD(visibility, visible_words, VISIBLE_OSG),
	TEXT(source),
	TEXT(source_id),
	TEXT(source_link),
	REF(import, "import"),
	REF(report_group, "report_group"),
	SMALL(counted, 1),
	WORD(state, state_words, STATE_ACTIVE),
	TEXT(reason),
	{NULL},
};
#undef RECORD

#define RECORD struct report_group
static const struct field report_group_fields[] = {
	WORD(state, state_words, STATE_ACTIVE),
	TEXT(note),
	{NULL},
};
#undef RECORD

#define RECORD struct nil_report
static const struct field nil_report_fields[] = {
	REF(organisation, "organisation"),
	SMALL(week, WEEK_NONE),
	TEXT(note),
	REF(entered_by, "participant"),
	TIME(entered_at),
	WORD(state, state_words, STATE_ACTIVE),
	{NULL},
};
#undef RECORD

#define RECORD struct picture_record
static const struct field picture_fields[] = {
	SMALL(week, WEEK_NONE),
	SMALL(number, 0),
	WORD(state, picture_words, PICTURE_DRAFT),
	TEXT(situation),
	TEXT(highlights),
	TEXT(reason),
	TEXT(content),
	TEXT(checksum),
	TIME(fixed_at),
	REF(fixed_by, "participant"),
	{NULL},
};
#undef RECORD

#define RECORD struct draft
static const struct field draft_fields[] = {
	REF(participant, "participant"),        TEXT(form), TEXT(content), TIME(saved_at),
	WORD(state, state_words, STATE_ACTIVE), {NULL},
};
#undef RECORD

#define RECORD struct import_record
static const struct field import_fields[] = {
	TEXT(file),
	TEXT(format),
	TEXT(mapping),
	TEXT(checksum),
	REF(organisation, "organisation"),
	TIME(at),
	REF(by, "participant"),
	SMALL(read, 0),
	SMALL(created, 0),
	SMALL(changed, 0),
	SMALL(unchanged, 0),
	SMALL(set_aside, 0),
	SMALL(not_counted, 0),
	WORD(state, state_words, STATE_ACTIVE),
	{NULL},
};
#undef RECORD

#define RECORD struct rejected_row
static const struct field rejected_fields[] = {
	REF(import, "import"),
	TEXT(file),
	SMALL(line, 0),
	TEXT(field),
	TEXT(value),
	TEXT(reason),
	TEXT(row),
	WORD(state, rejected_words, REJECTED_OPEN),
	REF(observation, "observation"),
	{NULL},
};
#undef RECORD

#define RECORD struct recording_change
static const struct field recording_change_fields[] = {
	SMALL(week, WEEK_NONE),
	REF(category, "category"),
	REF(area, "area"),
	TEXT(note),
	WORD(state, state_words, STATE_ACTIVE),
	{NULL},
};
#undef RECORD

#define RECORD struct hotspot_record
static const struct field hotspot_fields[] = {
	SMALL(number, 0),
	SMALL(first_week, WEEK_NONE),
	SMALL(last_week, WEEK_NONE),
	TEXT(places),
	WORD(decision, decision_words, DECISION_NONE),
	TEXT(reason),
	TIME(decided_at),
	REF(decided_by, "participant"),
	{NULL},
};
#undef RECORD

#define RECORD struct hotspot_finding
static const struct field hotspot_finding_fields[] = {
	REF(hotspot, "hotspot"), SMALL(week, WEEK_NONE), WORD(hotspot_state, hotspot_words, 0),
	TEXT(content),           TEXT(fingerprint),      {NULL},
};
#undef RECORD

#define RECORD struct focus_group
static const struct field focus_group_fields[] = {
	TEXT(title),
	REF(hotspot, "hotspot"),
	REF(leader, "organisation"),
	SMALL(started_week, WEEK_NONE),
	TEXT(trigger),
	TEXT(evidence),
	TEXT(delimitation),
	WORD(state, group_words, GROUP_ACTIVE),
	{NULL},
};
#undef RECORD

#define KIND(type, said, label, table)                                                             \
	{                                                                                          \
		.name = (said), .title = (label), .size = sizeof(struct type), .fields = (table)   \
	}

const struct record_kind organisation_kind =
	KIND(organisation, "organisation", N_("organisation"), organisation_fields);
const struct record_kind participant_kind =
	KIND(participant, "participant", N_("participant"), participant_fields);
const struct record_kind area_kind = KIND(area, "area", N_("area"), area_fields);
const struct record_kind place_kind = KIND(place, "place", N_("place"), place_fields);
const struct record_kind category_kind =
	KIND(category, "category", N_("category"), category_fields);
const struct record_kind observation_kind =
	KIND(observation, "observation", N_("observation"), observation_fields);
const struct record_kind report_group_kind =
	KIND(report_group, "report_group", N_("linked reports"), report_group_fields);
const struct record_kind nil_report_kind =
	KIND(nil_report, "nil_report", N_("nil report"), nil_report_fields);
const struct record_kind picture_kind =
	KIND(picture_record, "picture", N_("situation picture"), picture_fields);
const struct record_kind draft_kind = KIND(draft, "draft", N_("draft"), draft_fields);
const struct record_kind import_kind = KIND(import_record, "import", N_("import"), import_fields);
const struct record_kind rejected_row_kind =
	KIND(rejected_row, "rejected_row", N_("row set aside"), rejected_fields);

const struct record_kind recording_change_kind =
	KIND(recording_change, "recording_change", N_("recording change"), recording_change_fields);
const struct record_kind hotspot_kind =
	KIND(hotspot_record, "hotspot", N_("hotspot"), hotspot_fields);
const struct record_kind hotspot_finding_kind = KIND(
	hotspot_finding, "hotspot_finding", N_("finding of a hotspot"), hotspot_finding_fields);
const struct record_kind focus_group_kind =
	KIND(focus_group, "focus_group", N_("focus group"), focus_group_fields);

const struct record_kind *const record_kinds[] = {
	&organisation_kind,
	&participant_kind,
	&area_kind,
	&place_kind,
	&category_kind,
	&import_kind,
	&report_group_kind,
	&observation_kind,
	&nil_report_kind,
	&picture_kind,
	&draft_kind,
	&rejected_row_kind,
	&recording_change_kind,
	&hotspot_kind,
	&hotspot_finding_kind,
	&focus_group_kind,
	NULL,
};
