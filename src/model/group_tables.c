/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of focus groups and of what they find. */
#include "config.h"

#include "model/kind_rows.h"

static const char *const form_words[] = {"local", "coordinator", NULL};
static const char *const group_words[] = {"active", "closed", NULL};
static const char *const exit_words[] = {"none", "goal-met", "handed-over", "raised", NULL};
static const char *const verdict_words[] = {"none",  "helped",  "no-difference",
					    "worse", "unknown", NULL};
static const char *const step_words[] = {"open", "done", "skipped", NULL};
static const char *const aspect_words[] = {"place", "target", "actor", "guardian", NULL};
static const char *const met_words[] = {"unknown", "yes", "no", NULL};
static const char *const visit_words[] = {"site", "safety-walk", NULL};
static const char *const site_words[] = {"lighting", "sight-lines", "maintenance",
					 "access",   "ownership",   "staffing",
					 "flow",     "other",       NULL};

#define RECORD struct focus_group
static const struct field focus_group_fields[] = {
	PROSE(title),
	WORD(form, form_words, GROUP_LOCAL),
	REF(parent, "focus_group"),
	REF(hotspot, "hotspot"),
	REF(leader, "organisation"),
	WEEK(started_week),
	DAY(planned_end),
	WEEK(ended_week),
	PROSE(mandate),
	PROSE(trigger),
	REFS(evidence, "observation"),
	PROSE(delimitation),
	REFS(places, "place"),
	REFS(areas, "area"),
	REAL(radius),
	REFS(categories, "category"),
	SMALL(hour_from, 0),
	SMALL(hour_to, 24),
	WORD(state, group_words, GROUP_ACTIVE),
	WORD(exit, exit_words, EXIT_NONE),
	WORD(verdict, verdict_words, VERDICT_NONE),
	PROSE(reason),
	{NULL},
};
#undef RECORD

#define RECORD struct group_member
static const struct field group_member_fields[] = {
	REF(focus_group, "focus_group"),
	REF(organisation, "organisation"),
	PROSE(function),
	DAY(since),
	DAY(until),
	{NULL},
};
#undef RECORD

#define RECORD struct group_step
static const struct field group_step_fields[] = {
	REF(focus_group, "focus_group"),
	SMALL(position, 0),
	CODE(code),
	PROSE(title),
	FLAG(required, 0),
	DAY(due),
	WORD(state, step_words, STEP_OPEN),
	PROSE(reason),
	{NULL},
};
#undef RECORD

#define RECORD struct cause
static const struct field cause_fields[] = {
	REF(focus_group, "focus_group"),
	REF(parent, "cause"),
	WORD(aspect, aspect_words, ASPECT_PLACE),
	SMALL(position, 0),
	PROSE(text),
	REFS(evidence, "observation"),
	SMALL(influence, -1),
	REF(owner, "organisation"),
	{NULL},
};
#undef RECORD

#define RECORD struct goal
static const struct field goal_fields[] = {
	REF(focus_group, "focus_group"),
	SMALL(position, 0),
	PROSE(text),
	REF(yardstick, "yardstick"),
	DAY(due),
	WORD(met, met_words, ANSWER_UNKNOWN),
	{NULL},
};
#undef RECORD

#define RECORD struct site_visit
static const struct field site_visit_fields[] = {
	REF(focus_group, "focus_group"),
	WORD(form, visit_words, VISIT_SITE),
	REF(place, "place"),
	REF(area, "area"),
	TIME(at),
	REFS(organisations, "organisation"),
	PROSE(note),
	{NULL},
};
#undef RECORD

#define RECORD struct site_finding
static const struct field site_finding_fields[] = {
	REF(site_visit, "site_visit"),
	SMALL(position, 0),
	WORD(aspect, site_words, SITE_OTHER),
	PROSE(text),
	REF(place, "place"),
	REF(owner, "organisation"),
	REF(measure, "measure"),
	{NULL},
};
#undef RECORD

const struct record_kind focus_group_kind =
	OWNED_KIND(focus_group, "focus_group", "focus-groups", N_("focus group"),
		   focus_group_fields, "leader");
const struct record_kind group_member_kind =
	OWNED_KIND(group_member, "group_member", "group-members", N_("member of a focus group"),
		   group_member_fields, "focus_group");
const struct record_kind group_step_kind =
	OWNED_KIND(group_step, "group_step", "group-steps", N_("step of a focus group"),
		   group_step_fields, "focus_group");
const struct record_kind cause_kind =
	OWNED_KIND(cause, "cause", "causes", N_("cause"), cause_fields, "focus_group");
const struct record_kind goal_kind =
	OWNED_KIND(goal, "goal", "goals", N_("goal"), goal_fields, "focus_group");
const struct record_kind site_visit_kind =
	OWNED_KIND(site_visit, "site_visit", "site-visits", N_("site visit"), site_visit_fields,
		   "focus_group");
const struct record_kind site_finding_kind =
	OWNED_KIND(site_finding, "site_finding", "site-findings", N_("finding of a visit"),
		   site_finding_fields, "site_visit");
