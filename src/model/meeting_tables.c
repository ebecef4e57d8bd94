/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of the meeting's kinds of record. */
#include "config.h"

#include "model/kind_rows.h"

static const char *const meeting_words[] = {"planned", "open", "closed", NULL};
static const char *const agenda_words[] = {"opening",    "follow-up", "round",  "picture",
					   "priorities", "measures",  "groups", "ahead",
					   "read-back",  "own",       NULL};
static const char *const presence_words[] = {"unknown", "present", "remote",
					     "excused", "absent",  NULL};
static const char *const outcome_words[] = {"measure",   "group", "watch", "dismissed",
					    "no-action", "other", NULL};

/* The members of struct subject, as about. */
#define SUBJECT_REF(member)                                                                        \
	{                                                                                          \
		.name = "about_" #member, .kind = FIELD_REF,                                       \
		.offset = offsetof(RECORD, about.member), .refers = #member                        \
	}
#define SUBJECT                                                                                    \
	SUBJECT_REF(hotspot), SUBJECT_REF(category), SUBJECT_REF(area), SUBJECT_REF(place),        \
		SUBJECT_REF(focus_group), SUBJECT_REF(measure)

#define RECORD struct meeting
static const struct field meeting_fields[] = {
	WEEK(week),
	REF(focus_group, "focus_group"),
	TIME(planned_at),
	SMALL(minutes, 60),
	TIME(started_at),
	TIME(ended_at),
	REF(chair, "participant"),
	WORD(state, meeting_words, MEETING_PLANNED),
	SMALL(position, 1),
	TIME(position_since),
	PROSE(location),
	PROSE(note),
	PROSE(reason),
	REF(picture, "picture"),
	{NULL},
};
#undef RECORD

#define RECORD struct agenda_item
static const struct field agenda_item_fields[] = {
	REF(meeting, "meeting"),
	SMALL(position, 0),
	WORD(kind, agenda_words, AGENDA_OWN),
	PROSE(title),
	SMALL(minutes, 0),
	SMALL(seconds, 0),
	FLAG(done, 0),
	PROSE(note),
	REF(carried_from, "agenda_item"),
	SUBJECT,
	{NULL},
};
#undef RECORD

#define RECORD struct attendance
static const struct field attendance_fields[] = {
	REF(meeting, "meeting"),
	REF(organisation, "organisation"),
	REF(participant, "participant"),
	WORD(presence, presence_words, PRESENCE_UNKNOWN),
	PROSE(note),
	PROSE(said),
	{NULL},
};
#undef RECORD

#define RECORD struct meeting_decision
static const struct field decision_fields[] = {
	REF(meeting, "meeting"),
	SMALL(position, 0),
	WORD(outcome, outcome_words, OUTCOME_OTHER),
	PROSE(text),
	PROSE(reason),
	REF(owner, "organisation"),
	DAY(due),
	PROSE(hours),
	WEEK(until_week),
	REF(measure, "measure"),
	REF(focus_group, "focus_group"),
	DAY(closed),
	SUBJECT,
	REFS(places, "place"),
	{NULL},
};
#undef RECORD

#define RECORD struct district_level
static const struct field district_level_fields[] = {
	REF(meeting, "meeting"), WEEK(week),    REF(area, "area"),
	SMALL(level, 0),         PROSE(reason), {NULL},
};
#undef RECORD

#define RECORD struct reminder
static const struct field reminder_fields[] = {
	DAY(due), PROSE(text), REF(entered_by, "participant"), TIME(entered_at), FLAG(done, 0),
	SUBJECT,  {NULL},
};
#undef RECORD

#define RECORD struct planned_event
static const struct field planned_event_fields[] = {
	PROSE(title),
	TIME(time_from),
	TIME(time_to),
	REF(category, "category"),
	REF(place, "place"),
	REF(area, "area"),
	REF(organisation, "organisation"),
	SMALL(visitors, -1),
	PROSE(note),
	CODE(source),
	CODE(source_id),
	{NULL},
};
#undef RECORD

const struct record_kind meeting_kind =
	KIND(meeting, "meeting", "meetings", N_("meeting"), meeting_fields);
const struct record_kind agenda_item_kind = KIND(agenda_item, "agenda_item", "agenda-items",
						 N_("item of an agenda"), agenda_item_fields);
const struct record_kind attendance_kind =
	OWNED_KIND(attendance, "attendance", "attendance", N_("attendance"), attendance_fields,
		   "organisation");
const struct record_kind decision_kind = OWNED_KIND(meeting_decision, "decision", "decisions",
						    N_("decision"), decision_fields, "owner");
const struct record_kind district_level_kind =
	KIND(district_level, "district_level", "levels", N_("level of a district"),
	     district_level_fields);
const struct record_kind reminder_kind =
	KIND(reminder, "reminder", "reminders", N_("reminder"), reminder_fields);
const struct record_kind planned_event_kind =
	OWNED_KIND(planned_event, "planned_event", "planned-events", N_("planned event"),
		   planned_event_fields, "organisation");
