/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of all kinds of records. A program that links with a list of its own has those kinds. */
#include "config.h"

#include "osg/record.h"

const struct record_kind *const record_kinds[] = {
	&organisation_kind,
	&participant_kind,
	&public_key_kind,
	&key_code_kind,
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
	&meeting_kind,
	&cause_kind,
	&measure_kind,
	&yardstick_kind,
	&goal_kind,
	&group_member_kind,
	&group_step_kind,
	&site_visit_kind,
	&site_finding_kind,
	&status_line_kind,
	&agenda_item_kind,
	&attendance_kind,
	&decision_kind,
	&district_level_kind,
	&reminder_kind,
	&planned_event_kind,
	NULL,
};
