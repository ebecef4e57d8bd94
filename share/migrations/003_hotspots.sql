-- SPDX-License-Identifier: GPL-3.0-or-later
-- Markers of changed recording, hotspots with what each week's scan found, and focus groups.

CREATE TABLE recording_change (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	week INTEGER NOT NULL,
	category INTEGER REFERENCES category (key),
	area INTEGER REFERENCES area (key),
	note TEXT
) STRICT;

CREATE TABLE hotspot (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	number INTEGER NOT NULL,
	first_week INTEGER NOT NULL,
	last_week INTEGER NOT NULL,
	decision INTEGER NOT NULL,
	reason TEXT,
	decided_at INTEGER,
	decided_by INTEGER REFERENCES participant (key)
) STRICT;

CREATE TABLE hotspot_places (
	record INTEGER NOT NULL REFERENCES hotspot (key),
	position INTEGER NOT NULL,
	value INTEGER NOT NULL REFERENCES place (key),
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE hotspot_finding (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	hotspot INTEGER REFERENCES hotspot (key),
	week INTEGER NOT NULL,
	hotspot_state INTEGER NOT NULL,
	content TEXT,
	fingerprint TEXT
) STRICT;
CREATE INDEX hotspot_finding_week ON hotspot_finding (week);
CREATE INDEX hotspot_finding_hotspot ON hotspot_finding (hotspot);

CREATE TABLE focus_group (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	title TEXT,
	form INTEGER NOT NULL,
	parent INTEGER REFERENCES focus_group (key),
	hotspot INTEGER REFERENCES hotspot (key),
	leader INTEGER REFERENCES organisation (key),
	started_week INTEGER NOT NULL,
	planned_end INTEGER NOT NULL,
	ended_week INTEGER NOT NULL,
	mandate TEXT,
	trigger TEXT,
	delimitation TEXT,
	radius REAL,
	hour_from INTEGER NOT NULL,
	hour_to INTEGER NOT NULL,
	state INTEGER NOT NULL,
	exit INTEGER NOT NULL,
	verdict INTEGER NOT NULL,
	reason TEXT
) STRICT;

CREATE TABLE focus_group_evidence (
	record INTEGER NOT NULL REFERENCES focus_group (key),
	position INTEGER NOT NULL,
	value INTEGER NOT NULL REFERENCES observation (key),
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE focus_group_places (
	record INTEGER NOT NULL REFERENCES focus_group (key),
	position INTEGER NOT NULL,
	value INTEGER NOT NULL REFERENCES place (key),
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE focus_group_areas (
	record INTEGER NOT NULL REFERENCES focus_group (key),
	position INTEGER NOT NULL,
	value INTEGER NOT NULL REFERENCES area (key),
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE focus_group_categories (
	record INTEGER NOT NULL REFERENCES focus_group (key),
	position INTEGER NOT NULL,
	value INTEGER NOT NULL REFERENCES category (key),
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX focus_group_evidence_value ON focus_group_evidence (value);

PRAGMA user_version = 3;
