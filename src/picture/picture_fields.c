/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The members of a picture: making, copying and freeing one follow from these tables, and so does
 * its written form (picture_json.c). */
#include "config.h"

#include "picture/picture_fields.h"

#include "osg/field_rows.h"
#include "osg/hotspot.h"
#include "osg/picture.h"
#include "osg/record.h"
#include "osg/signals.h"

static const char *const judged_words[] = {"judged", "too-short", "silent", "by-month", NULL};
static const char *const hotspots_judged_words[] = {"judged", "too-few", "not-sought", NULL};
static const char *const roll_words[] = {"reported", "nil", "silent", "not-member", NULL};
static const char *const state_words[] = {"new", "growing", "steady", "fading", "gone", NULL};
static const char *const decision_words[] = {"none", "group", "dismissed", NULL};
static const char *const outcome_words[] = {"measure",   "group", "watch", "dismissed",
					    "no-action", "other", NULL};
static const char *const sharing_words[] = {"place", "area", "municipality", "nothing", NULL};
static const char *const flag_words[] = {"none", "notice", "flag", NULL};

#define RECORD struct picture_organisation
static const struct field organisation_fields[] = {
	CODE(code),
	CODE(name),
	WORD(roll, roll_words, 0),
	SMALL(reports, 0),
	SMALL(counted, 0),
	SMALL(last_week, 0),
	REAL(mean4),
	SMALL(silent_weeks, 0),
	SMALL(weeks_asked, 0),
	SMALL(weeks_answered, 0),
	CODE(note),
	{NULL},
};
#undef RECORD

void picture_organisation_free(gpointer organisation)
{
	fields_free(organisation_fields, organisation);
}

#define RECORD struct picture_label
static const struct field label_fields[] = {
	CODE(sv),
	CODE(en),
	{NULL},
};
#undef RECORD

#define RECORD struct picture_signal
static const struct field signal_fields[] = {
	CODE(category),
	CODES(categories),
	OBJECT(label, label_fields),
	REF(area_key, "area"),
	CODE(area),
	SMALL(now, 0),
	SMALL(last, 0),
	REAL(mean4),
	REAL(mean52),
	SMALL(weeks, 0),
	REAL(expected),
	REAL(lower),
	REAL(upper),
	SMALL(together, 0),
	SMALL(seen_together, 0),
	REAL(expected_together),
	REAL(z),
	REAL(p_value),
	REAL(by_chance),
	SMALL(reasons, 0),
	CODE(reporter),
	FLAG(drift, 0),
	WEEK(drift_since),
	WORD(flag, flag_words, 0),
	SMALL(direction, 0),
	FLAG(highlighted, 0),
	WORD(method, signals_method_words, 0),
	SMALL_ARRAY(history, 14),
	{NULL},
};
#undef RECORD

static void signal_free(gpointer signal)
{
	fields_free(signal_fields, signal);
}

static const char *const finding_words[] = {"reporter",    "night",     "hours",
					    "near-repeat", "gathering", NULL};
static const char *const slot_words[] = {"weekend-night", "night", "day", "any", NULL};

#define RECORD struct picture_finding
static const struct field finding_fields[] = {
	WORD(kind, finding_words, 0),
	CODE(category),
	OBJECT(label, label_fields),
	REF(area_key, "area"),
	CODE(area),
	CODE(place),
	CODE(reporter),
	CODE(name),
	WORD(slot, slot_words, 0),
	WEEK(since),
	SMALL(weeks, 0),
	SMALL(count, 0),
	SMALL(pairs, 0),
	SMALL(there, 0),
	REAL(expected),
	REAL(times),
	REAL(by_chance),
	TIME(from),
	TIME(to),
	SMALL(metres, 0),
	SMALL(explains, 0),
	CODES(categories),
	{NULL},
};
#undef RECORD

static void finding_free(gpointer finding)
{
	fields_free(finding_fields, finding);
}

#define RECORD struct picture_place
static const struct field place_fields[] = {
	REF(key, "place"),
	REF(area_key, "area"),
	CODE(name),
	CODE(area),
	SMALL(now, 0),
	SMALL(last, 0),
	SMALL(busy_weeks, 0),
	CODE(category),
	OBJECT(label, label_fields),
	SMALL(shared_now, 0),
	SMALL(shared_last, 0),
	SMALL(shared_weeks, 0),
	CODE(shared_category),
	SMALL(hidden_now, 0),
	SMALL(hidden_last, 0),
	{NULL},
};
#undef RECORD

void picture_place_free(gpointer place)
{
	fields_free(place_fields, place);
}

#define RECORD struct picture_line
static const struct field line_fields[] = {
	CODE(category),        OBJECT(label, label_fields),
	REF(area_key, "area"), CODE(area),
	SMALL(now, 0),         SMALL(comparable, 0),
	SMALL(before, 0),      REAL(lower),
	REAL(upper),           REAL(p_value),
	SMALL(direction, 0),   {NULL},
};
#undef RECORD

void picture_line_free(gpointer line)
{
	fields_free(line_fields, line);
}

#define RECORD struct picture_week
static const struct field week_fields[] = {
	WEEK(week),
	SMALL(counted, 0),
	{NULL},
};
#undef RECORD

static const char *const mark_words[] = {"calendar", "recording", "measure", NULL};

#define RECORD struct picture_mark
static const struct field mark_fields[] = {
	WEEK(week),
	WORD(kind, mark_words, 0),
	{NULL},
};
#undef RECORD

#define RECORD struct period
static const struct field period_fields[] = {
	DAY(first),
	DAY(last),
	{NULL},
};
#undef RECORD

#define RECORD struct picture_share
static const struct field share_fields[] = {
	CODE(code),
	SMALL(count, 0),
	{NULL},
};
#undef RECORD

static void share_free(gpointer share)
{
	fields_free(share_fields, share);
}

#define RECORD struct picture_earlier
static const struct field earlier_fields[] = {
	WEEK(week),
	WORD(decision, decision_words, 0),
	PROSE(text),
	{NULL},
};
#undef RECORD

#define RECORD struct picture_district
static const struct field district_fields[] = {
	REF(key, "area"),      CODE(name),     SMALL(level, -1), SMALL(before, -1),
	SMALL(now, 0),         SMALL(last, 0), RINGS(outline),   SMALL(hidden_now, 0),
	SMALL(hidden_last, 0), {NULL},
};
#undef RECORD

static void district_free(gpointer district)
{
	fields_free(district_fields, district);
}

#define RECORD struct picture_decision
static const struct field decision_fields[] = {
	SMALL(position, 0),
	WORD(outcome, outcome_words, OUTCOME_OTHER),
	PROSE(text),
	PROSE(reason),
	CODE(owner),
	DAY(due),
	WEEK(until_week),
	CODE(hours),
	PROSE(yardstick),
	SMALL(hotspot, 0),
	CODE(place),
	CODE(area),
	OBJECT(category, label_fields),
	SMALL(places, 0),
	{NULL},
};
#undef RECORD

static void decision_free(gpointer decision)
{
	fields_free(decision_fields, decision);
}

#define RECORD struct picture_coming
static const struct field coming_fields[] = {
	PROSE(title), CODE(place), CODE(owner), TIME(time_from), TIME(time_to), DAY(due), {NULL},
};
#undef RECORD

static void coming_free(gpointer coming)
{
	fields_free(coming_fields, coming);
}

#define RECORD struct picture_group
static const struct field group_fields[] = {
	PROSE(title), CODE(leader), PROSE(text), WEEK(started_week), DAY(planned_end), {NULL},
};
#undef RECORD

static void group_free(gpointer group)
{
	fields_free(group_fields, group);
}

#define RECORD struct picture_tally
static const struct field tally_fields[] = {
	CODE(category),
	OBJECT(label, label_fields),
	SMALL(count, 0),
	{NULL},
};
#undef RECORD

static void tally_free(gpointer tally)
{
	fields_free(tally_fields, tally);
}

static void earlier_free(gpointer earlier)
{
	fields_free(earlier_fields, earlier);
}

#define RECORD struct picture_point
static const struct field point_fields[] = {
	REAL(lat),
	REAL(lon),
	SMALL(count, 0),
	{NULL},
};
#undef RECORD

#define RECORD struct picture_hotspot
const struct field picture_hotspot_fields[] = {
	SMALL(number, 0),
	WORD(state, state_words, 0),
	WORD(flag, flag_words, 0),
	WEEK(since),
	CODES(places),
	REFS(place_keys, "place"),
	OBJECTS(points, struct picture_point, point_fields, g_free),
	CODE(near),
	SMALL(near_metres, 0),
	SMALL(near_octant, 0),
	CODE(area),
	WORD(finest, sharing_words, SHARE_AREA),
	CODE(group),
	OBJECT(label, label_fields),
	REAL(lat),
	REAL(lon),
	REAL(radius),
	WEEK(first_week),
	WEEK(last_week),
	SMALL(observed, 0),
	REAL(expected),
	REAL(expected_within),
	REAL(recurrence_years),
	SMALL(rare_weeks, 0),
	FLAG(sudden, 0),
	FLAG(slow, 0),
	FLAG(alike, 0),
	FLAG(within, 0),
	FLAG(tie, 0),
	OBJECTS(categories, struct picture_share, share_fields, share_free),
	OBJECTS(reporters, struct picture_share, share_fields, share_free),
	CODES(evidence),
	OBJECTS(shared_categories, struct picture_share, share_fields, share_free),
	CODES(shared_evidence),
	SMALL_ARRAY(history, PICTURE_HOTSPOT_WEEKS),
	REAL(lower),
	REAL(upper),
	SMALL_ARRAY(weekdays, 7),
	REAL_ARRAY(hours, 24),
	REAL(hours_unknown),
	SMALL(reasons, 0),
	CODE(reporter),
	CODE(changed),
	SMALL(most_in_a_night, 0),
	SMALL(without, 0),
	REAL(expected_without),
	SMALL(unchanged, 0),
	REAL(expected_unchanged),
	FLAG(stands_without_any, 0),
	CODE(emerging),
	WORD(decision, decision_words, 0),
	CODE(reason),
	WEEK(decided_week),
	OBJECTS(earlier, struct picture_earlier, earlier_fields, earlier_free),
	{NULL},
};
#undef RECORD

void picture_hotspot_free(gpointer hotspot)
{
	fields_free(picture_hotspot_fields, hotspot);
}

#define RECORD struct hotspot_basis
const struct field hotspot_basis_fields[] = {
	SMALL(verdict, 0),
	SMALL(events, 0),
	SMALL(skipped, 0),
	SMALL(near_days, 0),
	SMALL(near_metres, 0),
	SMALL(near_pairs, 0),
	REAL(near_expected),
	REAL(near_p),
	REF(near_place, "place"),
	SMALL(near_radius, 0),
	SMALL(near_weeks, 0),
	REAL(near_count),
	REAL(near_lat),
	REAL(near_lon),
	REF(near_area, "area"),
	SMALL(near_there, 0),
	REF(near_reporter, "organisation"),
	{NULL},
};
#undef RECORD

#define RECORD struct picture_change
static const struct field change_fields[] = {
	SMALL(added, 0), SMALL(changed, 0), SMALL(withdrawn, 0), SMALL(late, 0), {NULL},
};
#undef RECORD

#define RECORD struct picture
const struct field picture_fields[] = {
	OBJECT(period, period_fields),
	OBJECT(before, period_fields),
	WEEK(week),
	{.name = "number",
	 .kind = FIELD_SMALL,
	 .offset = FIELD_OFFSET(number, int),
	 .outside = TRUE},
	CODE(municipality),
	{.name = "reason",
	 .kind = FIELD_CODE,
	 .offset = FIELD_OFFSET(reason, char *),
	 .outside = TRUE},
	{.name = "checksum",
	 .kind = FIELD_CODE,
	 .offset = FIELD_OFFSET(checksum, char *),
	 .outside = TRUE},
	INT(log_lines, 0),
	CODE(log_sum),
	TIME(compiled_at),
	{.name = "fixed_at",
	 .kind = FIELD_TIME,
	 .offset = FIELD_OFFSET(fixed_at, gint64),
	 .outside = TRUE},
	SMALL(counted, 0),
	SMALL(reports, 0),
	SMALL(last_counted, 0),
	REAL(mean4),
	REAL(mean52),
	REAL(lower),
	REAL(upper),
	SMALL(weeks, 0),
	WORD(judged, judged_words, 0),
	WEEK(usual_week),
	WORD(hotspots_judged, hotspots_judged_words, 0),
	SMALL(unplaced, 0),
	SMALL(not_counted, 0),
	SMALL(expected_late, 0),
	CODE(situation),
	CODE(public_text),
	{.name = "hours_of_week",
	 .kind = FIELD_REAL,
	 .offset = offsetof(RECORD, grid),
	 .count = 7 * 24},
	{.name = "hours_unknown", .kind = FIELD_REAL, .offset = FIELD_OFFSET(grid_unknown, double)},
	OBJECT(hotspot_basis, hotspot_basis_fields),
	SMALL(series, 0),
	SMALL(weeks_seen, 0),
	SMALL(place_weeks, 0),
	FLAG(compared, 0),
	SMALL(comparable, 0),
	OBJECT(change, change_fields),
	OBJECTS(organisations, struct picture_organisation, organisation_fields,
		picture_organisation_free),
	OBJECTS(signals, struct picture_signal, signal_fields, signal_free),
	OBJECTS(findings, struct picture_finding, finding_fields, finding_free),
	OBJECTS(places, struct picture_place, place_fields, picture_place_free),
	OBJECTS(breakdown, struct picture_line, line_fields, picture_line_free),
	OBJECTS(marks, struct picture_mark, mark_fields, g_free),
	OBJECTS(weekly, struct picture_week, week_fields, g_free),
	OBJECTS(hotspots, struct picture_hotspot, picture_hotspot_fields, picture_hotspot_free),
	OBJECTS(districts, struct picture_district, district_fields, district_free),
	RINGS(outline),
	OBJECTS(decisions, struct picture_decision, decision_fields, decision_free),
	PROSE(priorities),
	OBJECTS(coming, struct picture_coming, coming_fields, coming_free),
	SMALL(coming_year_ago, -1),
	OBJECTS(focus_groups, struct picture_group, group_fields, group_free),
	OBJECTS(public_counts, struct picture_tally, tally_fields, tally_free),
	CODES(measures),
	{NULL},
};
#undef RECORD

struct picture *picture_new(void)
{
	struct picture *picture = g_new0(struct picture, 1);

	fields_reset(picture_fields, picture);
	/* figures that are summed up, or stay 0 where there is no history */
	picture->mean4 = picture->mean52 = picture->lower = picture->upper = 0;
	picture->grid_unknown = 0;
	picture->hotspot_basis = (struct hotspot_basis){0};
	return picture;
}

void picture_free(struct picture *picture)
{
	fields_free(picture_fields, picture);
}

struct picture_hotspot *picture_hotspot_new(void)
{
	struct picture_hotspot *hotspot = g_new0(struct picture_hotspot, 1);

	fields_reset(picture_hotspot_fields, hotspot);
	/* figures that are summed up, or stay 0 where there is no reason for them */
	hotspot->hours_unknown = hotspot->expected_without = hotspot->expected_unchanged = 0;
	return hotspot;
}

struct picture_hotspot *picture_hotspot_copy(const struct picture_hotspot *hotspot)
{
	struct picture_hotspot *copy = g_memdup2(hotspot, sizeof *hotspot);

	fields_copy(picture_hotspot_fields, copy, hotspot);
	return copy;
}
