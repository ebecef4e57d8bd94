/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of fields: one line a field, in the order of the struct. A row whose kind does not fit
 * the C type of the field does not compile. Words of enums are stable: they stand in files and
 * JSON, and their order in the database. New ones come last. */
#include "config.h"

#include "osg/record.h"

#include "model/kind_rows.h"

static const char *const organisation_words[] = {"municipal", "housing", "guard", "police",
						 "fire",      "other",   NULL};
static const char *const role_words[] = {"reporter", "participant", "coordinator",   "chair",
					 "steering", "dpo",         "administrator", NULL};
static const char *const level_words[] = {"municipality", "district", "area", "subarea", NULL};
static const char *const sharing_words[] = {"place", "area", "municipality", "nothing", NULL};
static const char *const time_words[] = {"exact", "interval", "date", "week", NULL};
static const char *const where_words[] = {"point", "place", "area", "none", "words", NULL};
static const char *const known_words[] = {"seen", "told", "rumour", NULL};
static const char *const answer_words[] = {"unknown", "yes", "no", NULL};
static const char *const visible_words[] = {"own",    "osg",         "steering",
					    "public", "authorities", NULL};
static const char *const picture_words[] = {"draft", "fixed", NULL};
static const char *const hotspot_words[] = {"new", "growing", "steady", "fading", "gone", NULL};
static const char *const decision_words[] = {"none", "group", "dismissed", NULL};
static const char *const import_words[] = {"whole", "under-way", "leaving", NULL};
static const char *const rejected_words[] = {"open", "taken", "dismissed", NULL};

#define RECORD struct organisation
static const struct field organisation_fields[] = {
	CODE(code),
	CODE(name),
	WORD(kind, organisation_words, ORGANISATION_MUNICIPAL),
	SMALL(position, 0),
	FLAG(expected, 1),
	WEEK(first_week),
	WEEK(last_week),
	FLAG(outside, 0),
	CODE(mail),
	FLAG(withheld, 0),
	{NULL},
};
#undef RECORD

#define RECORD struct participant
static const struct field participant_fields[] = {
	CODE(handle),
	CODE(title),
	REF(organisation, "organisation"),
	WORD(role, role_words, ROLE_REPORTER),
	FLAG(active, 1),
	CODE(account),
	{NULL},
};
#undef RECORD

#define RECORD struct area
static const struct field area_fields[] = {
	CODE(code),
	CODE(name),
	WORD(level, level_words, AREA_MUNICIPALITY),
	REF(parent, "area"),
	SMALL(population, 0),
	RINGS(boundary),
	{NULL},
};
#undef RECORD

#define RECORD struct place
static const struct field place_fields[] = {
	CODE(name),  CODE(kind),     REF(area, "area"), REAL(lat),      REAL(lon),
	CODE(owner), CODES(aliases), CODE(address),     FLAG(exact, 1), {NULL},
};
#undef RECORD

#define RECORD struct category
static const struct field category_fields[] = {
	CODE(code),
	REF(parent, "category"),
	CODE(label_sv),
	CODE(label_en),
	SMALL(weight, 0),
	CODES(programme_areas),
	CODES(focus_areas),
	WORD(finest, sharing_words, SHARE_PLACE),
	FLAG(counts, 1),
	SMALL(position, 0),
	{NULL},
};
#undef RECORD

#define RECORD struct observation
static const struct field observation_fields[] = {
	WEEK(week),
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
	PROSE(place_words),
	REF(organisation, "organisation"),
	REF(entered_by, "participant"),
	TIME(entered_at),
	WORD(known, known_words, KNOWN_SEEN),
	WORD(police_report, answer_words, ANSWER_UNKNOWN),
	PROSE(text),
	INT(cost, -1),
	WORD(visibility, visible_words, VISIBLE_OSG),
	CODE(secrecy),
	CODE(source),
	CODE(source_id),
	CODE(source_link),
	REF(import, "import"),
	REF(report_group, "report_group"),
	REF(same_as, "observation"),
	FLAG(counted, 1),
	PROSE(reason),
	{NULL},
};
#undef RECORD

#define RECORD struct report_group
static const struct field report_group_fields[] = {
	PROSE(note),
	{NULL},
};
#undef RECORD

#define RECORD struct nil_report
static const struct field nil_report_fields[] = {
	REF(organisation, "organisation"), WEEK(week),       PROSE(note),
	REF(entered_by, "participant"),    TIME(entered_at), {NULL},
};
#undef RECORD

#define RECORD struct picture_record
static const struct field picture_fields[] = {
	WEEK(week),
	SMALL(number, 0),
	WORD(state, picture_words, PICTURE_DRAFT),
	PROSE(situation),
	CODES(highlights),
	PROSE(reason),
	CODE_EXACT(content),
	CODE(checksum),
	TIME(fixed_at),
	REF(fixed_by, "participant"),
	PROSE(public_text),
	{NULL},
};
#undef RECORD

#define RECORD struct draft
static const struct field draft_fields[] = {
	REF(participant, "participant"),
	CODE(form),
	CODE_LINES(content),
	TIME(saved_at),
	CODE(held_by),
	{NULL},
};
#undef RECORD

#define RECORD struct import_record
static const struct field import_fields[] = {
	CODE(file),
	CODE(format),
	CODE(mapping),
	CODE(checksum),
	REF(organisation, "organisation"),
	TIME(at),
	REF(by, "participant"),
	SMALL(read, 0),
	SMALL(created, 0),
	SMALL(changed, 0),
	SMALL(unchanged, 0),
	SMALL(set_aside, 0),
	SMALL(not_counted, 0),
	WORD(state, import_words, IMPORT_WHOLE),
	{NULL},
};
#undef RECORD

#define RECORD struct rejected_row
static const struct field rejected_fields[] = {
	REF(import, "import"),
	CODE(file),
	SMALL_BELOW(line, "record"),
	CODE(field),
	CODE(value),
	CODE(reason),
	CODE_EXACT(row),
	WORD(state, rejected_words, REJECTED_OPEN),
	REF(observation, "observation"),
	{NULL},
};
#undef RECORD

#define RECORD struct recording_change
static const struct field recording_change_fields[] = {
	WEEK(week), REF(category, "category"), REF(area, "area"), PROSE(note), {NULL},
};
#undef RECORD

#define RECORD struct hotspot_record
static const struct field hotspot_fields[] = {
	SMALL(number, 0),
	WEEK(first_week),
	WEEK(last_week),
	REFS(places, "place"),
	WORD(decision, decision_words, DECISION_NONE),
	PROSE(reason),
	TIME(decided_at),
	REF(decided_by, "participant"),
	REAL(lat),
	REAL(lon),
	REAL(radius),
	PROSE(near),
	{NULL},
};
#undef RECORD

#define RECORD struct hotspot_finding
static const struct field hotspot_finding_fields[] = {
	REF(hotspot, "hotspot"), WEEK(week),        WORD(hotspot_state, hotspot_words, 0),
	CODE_EXACT(content),     CODE(fingerprint), {NULL},
};
#undef RECORD

const struct record_kind organisation_kind = KIND(organisation, "organisation", "organisations",
						  N_("organisation"), organisation_fields);
const struct record_kind participant_kind =
	KIND(participant, "participant", "participants", N_("participant"), participant_fields);
const struct record_kind area_kind = KIND(area, "area", "areas", N_("area"), area_fields);
const struct record_kind place_kind = KIND(place, "place", "places", N_("place"), place_fields);
const struct record_kind category_kind =
	KIND(category, "category", "categories", N_("category"), category_fields);
const struct record_kind observation_kind =
	OWNED_KIND(observation, "observation", "observations", N_("observation"),
		   observation_fields, "organisation");
const struct record_kind report_group_kind =
	KIND(report_group, "report_group", "links", N_("linked reports"), report_group_fields);
const struct record_kind nil_report_kind =
	OWNED_KIND(nil_report, "nil_report", "nil-reports", N_("nil report"), nil_report_fields,
		   "organisation");
const struct record_kind picture_kind =
	KIND(picture_record, "picture", "pictures", N_("situation picture"), picture_fields);
const struct record_kind draft_kind =
	OWNED_KIND(draft, "draft", "drafts", N_("draft"), draft_fields, "participant");
const struct record_kind import_kind =
	OWNED_KIND(import_record, "import", "imports", N_("import"), import_fields, "organisation");
const struct record_kind rejected_row_kind = OWNED_KIND(
	rejected_row, "rejected_row", "rejected", N_("row set aside"), rejected_fields, "import");

const struct record_kind recording_change_kind =
	KIND(recording_change, "recording_change", "recording-changes", N_("recording change"),
	     recording_change_fields);
const struct record_kind hotspot_kind =
	KIND(hotspot_record, "hotspot", "hotspots", N_("hotspot"), hotspot_fields);
const struct record_kind hotspot_finding_kind =
	KIND(hotspot_finding, "hotspot_finding", "hotspot-findings", N_("finding of a hotspot"),
	     hotspot_finding_fields);
