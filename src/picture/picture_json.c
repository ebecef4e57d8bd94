/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture's life and its one written form: facts, no words. Tables say which members a picture
 * has; making the JSON, reading it, copying and freeing all follow from them (osg/field.h). The
 * form is canonical, because fixed pictures are stored and summed in it; a member that is missing
 * is "not said" (older versions knew fewer). */
#include "config.h"

#include <jansson.h>
#include <stdlib.h>

#include "osg/error.h"
#include "osg/field_rows.h"
#include "osg/hotspot.h"
#include "osg/picture.h"
#include "osg/record.h"
#include "osg/signals.h"
#include "osg/week.h"

/* Reals with six digits, so that 0.1 + 0.2 and 0.3 are the same picture. */
enum { DIGITS = 6 };

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
	if (!organisation)
		return;
	fields_clear(organisation_fields, organisation);
	g_free(organisation);
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
	if (!signal)
		return;
	fields_clear(signal_fields, signal);
	g_free(signal);
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
	if (!finding)
		return;
	fields_clear(finding_fields, finding);
	g_free(finding);
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
	if (!place)
		return;
	fields_clear(place_fields, place);
	g_free(place);
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
	if (!line)
		return;
	fields_clear(line_fields, line);
	g_free(line);
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
	fields_clear(share_fields, share);
	g_free(share);
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
	fields_clear(district_fields, district);
	g_free(district);
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
	fields_clear(decision_fields, decision);
	g_free(decision);
}

#define RECORD struct picture_coming
static const struct field coming_fields[] = {
	PROSE(title), CODE(place), CODE(owner), TIME(time_from), TIME(time_to), DAY(due), {NULL},
};
#undef RECORD

static void coming_free(gpointer coming)
{
	fields_clear(coming_fields, coming);
	g_free(coming);
}

#define RECORD struct picture_group
static const struct field group_fields[] = {
	PROSE(title), CODE(leader), PROSE(text), WEEK(started_week), DAY(planned_end), {NULL},
};
#undef RECORD

static void group_free(gpointer group)
{
	fields_clear(group_fields, group);
	g_free(group);
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
	fields_clear(tally_fields, tally);
	g_free(tally);
}

static void earlier_free(gpointer earlier)
{
	if (!earlier)
		return;
	fields_clear(earlier_fields, earlier);
	g_free(earlier);
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
static const struct field hotspot_fields[] = {
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
	if (!hotspot)
		return;
	fields_clear(hotspot_fields, hotspot);
	g_free(hotspot);
}

#define RECORD struct hotspot_basis
static const struct field basis_fields[] = {
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
static const struct field picture_fields[] = {
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
	OBJECT(hotspot_basis, basis_fields),
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
	OBJECTS(hotspots, struct picture_hotspot, hotspot_fields, picture_hotspot_free),
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
	if (!picture)
		return;
	fields_clear(picture_fields, picture);
	g_free(picture);
}

/* the written form */

char *picture_canonical(json_t *take_value)
{
	char *dumped = json_dumps(take_value, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
	char *text = g_strdup(dumped);

	free(dumped);
	json_decref(take_value);
	return text;
}

json_t *picture_json(const struct picture *picture, gboolean content_only)
{
	const struct field_form form = {.digits = DIGITS, .content_only = content_only};

	return fields_to_json(picture_fields, picture, &form);
}

char *picture_to_json(const struct picture *picture, gboolean content_only)
{
	return picture_canonical(picture_json(picture, content_only));
}

GBytes *picture_to_bytes(const struct picture *picture)
{
	return fields_to_bytes(picture_fields, picture);
}

struct picture *picture_from_bytes(GBytes *bytes)
{
	struct picture *picture = picture_new();

	if (!fields_from_bytes(picture_fields, bytes, picture))
		g_clear_pointer(&picture, picture_free);
	return picture;
}

static json_t *load(const char *json, GError **error)
{
	json_error_t fault;
	json_t *root = json_loads(json ? json : "", JSON_REJECT_DUPLICATES, &fault);

	if (!root)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("This is not a stored picture: the JSON is broken at line %d, column "
			      "%d."),
			    fault.line, fault.column);
	return root;
}

struct picture *picture_from_json(const char *json, GError **error)
{
	json_t *root = load(json, error);
	struct picture *picture = NULL;

	if (root && (!json_is_object(root) || !json_is_string(json_object_get(root, "week"))))
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_FORMAT,
				    _("This is not a stored picture: it should be a JSON object "
				      "with a \"week\", such as "
				      "\"2024-W40\"."));
	else if (root)
		picture = picture_new();
	if (picture && !fields_from_json(picture_fields, root, picture, NULL, "", error))
		g_clear_pointer(&picture, picture_free);
	if (picture && picture->period.first == DAY_NONE && picture->week != WEEK_NONE) {
		picture->period = period_of_week(picture->week);
		picture->before = period_of_week(picture->week - 1);
	}
	json_decref(root);
	return picture;
}

/* one hotspot */

json_t *picture_hotspot_json(const struct picture_hotspot *hotspot)
{
	const struct field_form form = {.digits = DIGITS};

	return fields_to_json(hotspot_fields, hotspot, &form);
}

char *picture_hotspot_to_json(const struct picture_hotspot *hotspot)
{
	return picture_canonical(picture_hotspot_json(hotspot));
}

struct picture_hotspot *picture_hotspot_new(void)
{
	struct picture_hotspot *hotspot = g_new0(struct picture_hotspot, 1);

	fields_reset(hotspot_fields, hotspot);
	/* figures that are summed up, or stay 0 where there is no reason for them */
	hotspot->hours_unknown = hotspot->expected_without = hotspot->expected_unchanged = 0;
	return hotspot;
}

struct picture_hotspot *picture_hotspot_from_json(const char *json, GError **error)
{
	json_t *root = load(json, error);
	struct picture_hotspot *hotspot = root ? picture_hotspot_new() : NULL;

	if (hotspot && !fields_from_json(hotspot_fields, root, hotspot, NULL, "hotspot.", error))
		g_clear_pointer(&hotspot, picture_hotspot_free);
	json_decref(root);
	return hotspot;
}

struct picture_hotspot *picture_hotspot_copy(const struct picture_hotspot *hotspot)
{
	struct picture_hotspot *copy = g_memdup2(hotspot, sizeof *hotspot);

	fields_copy(hotspot_fields, copy, hotspot);
	return copy;
}

/* what the search rested on */

char *hotspot_basis_to_json(const struct hotspot_basis *basis)
{
	const struct field_form form = {.digits = DIGITS};

	return picture_canonical(fields_to_json(basis_fields, basis, &form));
}

gboolean hotspot_basis_from_json(const char *json, struct hotspot_basis *basis, GError **error)
{
	json_t *root = load(json, error);
	gboolean ok = root && fields_from_json(basis_fields, root, basis, NULL, "basis.", error);

	json_decref(root);
	return ok;
}
