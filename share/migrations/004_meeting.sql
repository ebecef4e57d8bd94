-- SPDX-License-Identifier: GPL-3.0-or-later
-- The meeting, its decisions, measures and what focus groups find.

CREATE TABLE meeting (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	week INTEGER NOT NULL,
	focus_group INTEGER REFERENCES focus_group (key),
	planned_at INTEGER,
	minutes INTEGER NOT NULL,
	started_at INTEGER,
	ended_at INTEGER,
	chair INTEGER REFERENCES participant (key),
	state INTEGER NOT NULL,
	position INTEGER NOT NULL,
	position_since INTEGER,
	location TEXT,
	note TEXT,
	reason TEXT,
	picture INTEGER REFERENCES picture (key)
) STRICT;
CREATE INDEX meeting_week ON meeting (week);

CREATE TABLE cause (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	focus_group INTEGER REFERENCES focus_group (key),
	parent INTEGER REFERENCES cause (key),
	aspect INTEGER NOT NULL,
	position INTEGER NOT NULL,
	text TEXT,
	influence INTEGER NOT NULL,
	owner INTEGER REFERENCES organisation (key)
) STRICT;

CREATE TABLE cause_evidence (
	record INTEGER NOT NULL REFERENCES cause (key),
	position INTEGER NOT NULL,
	value INTEGER NOT NULL REFERENCES observation (key),
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX cause_focus_group ON cause (focus_group);
CREATE INDEX cause_evidence_value ON cause_evidence (value);

CREATE TABLE measure (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	title TEXT,
	kind TEXT,
	owner INTEGER REFERENCES organisation (key),
	due INTEGER NOT NULL,
	place INTEGER REFERENCES place (key),
	area INTEGER REFERENCES area (key),
	focus_group INTEGER REFERENCES focus_group (key),
	focus_area TEXT,
	cause INTEGER REFERENCES cause (key),
	cause_text TEXT,
	meeting INTEGER REFERENCES meeting (key),
	decided INTEGER NOT NULL,
	finished INTEGER NOT NULL,
	cost INTEGER NOT NULL,
	state INTEGER NOT NULL,
	text TEXT,
	reason TEXT
) STRICT;

CREATE TABLE measure_contributors (
	record INTEGER NOT NULL REFERENCES measure (key),
	position INTEGER NOT NULL,
	value INTEGER NOT NULL REFERENCES organisation (key),
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX measure_state ON measure (state);
CREATE INDEX measure_focus_group ON measure (focus_group);
CREATE INDEX measure_place ON measure (place);

CREATE TABLE yardstick (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	measure INTEGER REFERENCES measure (key),
	focus_group INTEGER REFERENCES focus_group (key),
	area INTEGER REFERENCES area (key),
	hour_from INTEGER NOT NULL,
	hour_to INTEGER NOT NULL,
	before_from INTEGER NOT NULL,
	before_to INTEGER NOT NULL,
	after_from INTEGER NOT NULL,
	after_to INTEGER NOT NULL,
	comparison_reason TEXT,
	target REAL,
	text TEXT
) STRICT;

CREATE TABLE yardstick_categories (
	record INTEGER NOT NULL REFERENCES yardstick (key),
	position INTEGER NOT NULL,
	value INTEGER NOT NULL REFERENCES category (key),
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE yardstick_places (
	record INTEGER NOT NULL REFERENCES yardstick (key),
	position INTEGER NOT NULL,
	value INTEGER NOT NULL REFERENCES place (key),
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE yardstick_comparison_places (
	record INTEGER NOT NULL REFERENCES yardstick (key),
	position INTEGER NOT NULL,
	value INTEGER NOT NULL REFERENCES place (key),
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE yardstick_comparison_areas (
	record INTEGER NOT NULL REFERENCES yardstick (key),
	position INTEGER NOT NULL,
	value INTEGER NOT NULL REFERENCES area (key),
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX yardstick_measure ON yardstick (measure);
CREATE INDEX yardstick_focus_group ON yardstick (focus_group);

CREATE TABLE goal (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	focus_group INTEGER REFERENCES focus_group (key),
	position INTEGER NOT NULL,
	text TEXT,
	yardstick INTEGER REFERENCES yardstick (key),
	due INTEGER NOT NULL,
	met INTEGER NOT NULL
) STRICT;
CREATE INDEX goal_focus_group ON goal (focus_group);

CREATE TABLE group_member (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	focus_group INTEGER REFERENCES focus_group (key),
	organisation INTEGER REFERENCES organisation (key),
	function TEXT,
	since INTEGER NOT NULL,
	until INTEGER NOT NULL
) STRICT;
CREATE INDEX group_member_focus_group ON group_member (focus_group);

CREATE TABLE group_step (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	focus_group INTEGER REFERENCES focus_group (key),
	position INTEGER NOT NULL,
	code TEXT,
	title TEXT,
	required INTEGER NOT NULL,
	due INTEGER NOT NULL,
	state INTEGER NOT NULL,
	reason TEXT
) STRICT;
CREATE INDEX group_step_focus_group ON group_step (focus_group);

CREATE TABLE site_visit (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	focus_group INTEGER REFERENCES focus_group (key),
	form INTEGER NOT NULL,
	place INTEGER REFERENCES place (key),
	area INTEGER REFERENCES area (key),
	at INTEGER,
	note TEXT
) STRICT;

CREATE TABLE site_visit_organisations (
	record INTEGER NOT NULL REFERENCES site_visit (key),
	position INTEGER NOT NULL,
	value INTEGER NOT NULL REFERENCES organisation (key),
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX site_visit_focus_group ON site_visit (focus_group);

CREATE TABLE site_finding (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	site_visit INTEGER REFERENCES site_visit (key),
	position INTEGER NOT NULL,
	aspect INTEGER NOT NULL,
	text TEXT,
	place INTEGER REFERENCES place (key),
	owner INTEGER REFERENCES organisation (key),
	measure INTEGER REFERENCES measure (key)
) STRICT;
CREATE INDEX site_finding_site_visit ON site_finding (site_visit);

CREATE TABLE status_line (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	focus_group INTEGER REFERENCES focus_group (key),
	measure INTEGER REFERENCES measure (key),
	week INTEGER NOT NULL,
	text TEXT,
	entered_by INTEGER REFERENCES participant (key),
	entered_at INTEGER
) STRICT;
CREATE INDEX status_line_focus_group ON status_line (focus_group);
CREATE INDEX status_line_measure ON status_line (measure);

CREATE TABLE agenda_item (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	meeting INTEGER REFERENCES meeting (key),
	position INTEGER NOT NULL,
	kind INTEGER NOT NULL,
	title TEXT,
	minutes INTEGER NOT NULL,
	seconds INTEGER NOT NULL,
	done INTEGER NOT NULL,
	note TEXT,
	carried_from INTEGER REFERENCES agenda_item (key),
	about_hotspot INTEGER REFERENCES hotspot (key),
	about_category INTEGER REFERENCES category (key),
	about_area INTEGER REFERENCES area (key),
	about_place INTEGER REFERENCES place (key),
	about_focus_group INTEGER REFERENCES focus_group (key),
	about_measure INTEGER REFERENCES measure (key)
) STRICT;
CREATE INDEX agenda_item_meeting ON agenda_item (meeting);

CREATE TABLE attendance (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	meeting INTEGER REFERENCES meeting (key),
	organisation INTEGER REFERENCES organisation (key),
	participant INTEGER REFERENCES participant (key),
	presence INTEGER NOT NULL,
	note TEXT,
	said TEXT
) STRICT;
CREATE INDEX attendance_meeting ON attendance (meeting);

CREATE TABLE decision (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	meeting INTEGER REFERENCES meeting (key),
	position INTEGER NOT NULL,
	outcome INTEGER NOT NULL,
	text TEXT,
	reason TEXT,
	owner INTEGER REFERENCES organisation (key),
	due INTEGER NOT NULL,
	hours TEXT,
	until_week INTEGER NOT NULL,
	measure INTEGER REFERENCES measure (key),
	focus_group INTEGER REFERENCES focus_group (key),
	closed INTEGER NOT NULL,
	about_hotspot INTEGER REFERENCES hotspot (key),
	about_category INTEGER REFERENCES category (key),
	about_area INTEGER REFERENCES area (key),
	about_place INTEGER REFERENCES place (key),
	about_focus_group INTEGER REFERENCES focus_group (key),
	about_measure INTEGER REFERENCES measure (key)
) STRICT;

CREATE TABLE decision_places (
	record INTEGER NOT NULL REFERENCES decision (key),
	position INTEGER NOT NULL,
	value INTEGER NOT NULL REFERENCES place (key),
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_meeting ON decision (meeting);
CREATE INDEX decision_about_place ON decision (about_place);

CREATE TABLE district_level (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	meeting INTEGER REFERENCES meeting (key),
	week INTEGER NOT NULL,
	area INTEGER REFERENCES area (key),
	level INTEGER NOT NULL,
	reason TEXT
) STRICT;
CREATE INDEX district_level_week ON district_level (week);

CREATE TABLE reminder (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	due INTEGER NOT NULL,
	text TEXT,
	entered_by INTEGER REFERENCES participant (key),
	entered_at INTEGER,
	done INTEGER NOT NULL,
	about_hotspot INTEGER REFERENCES hotspot (key),
	about_category INTEGER REFERENCES category (key),
	about_area INTEGER REFERENCES area (key),
	about_place INTEGER REFERENCES place (key),
	about_focus_group INTEGER REFERENCES focus_group (key),
	about_measure INTEGER REFERENCES measure (key)
) STRICT;
CREATE INDEX reminder_due ON reminder (due);

CREATE TABLE planned_event (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	title TEXT,
	time_from INTEGER,
	time_to INTEGER,
	category INTEGER REFERENCES category (key),
	place INTEGER REFERENCES place (key),
	area INTEGER REFERENCES area (key),
	organisation INTEGER REFERENCES organisation (key),
	visitors INTEGER NOT NULL,
	note TEXT,
	source TEXT,
	source_id TEXT
) STRICT;
CREATE INDEX planned_event_time_from ON planned_event (time_from);
CREATE UNIQUE INDEX planned_event_source ON planned_event (source, source_id);

PRAGMA user_version = 4;
