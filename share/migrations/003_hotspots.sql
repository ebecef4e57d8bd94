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
	places TEXT,
	decision INTEGER NOT NULL,
	reason TEXT,
	decided_at INTEGER,
	decided_by INTEGER REFERENCES participant (key)
) STRICT;

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
	hotspot INTEGER REFERENCES hotspot (key),
	leader INTEGER REFERENCES organisation (key),
	started_week INTEGER NOT NULL,
	trigger TEXT,
	evidence TEXT,
	delimitation TEXT,
	state INTEGER NOT NULL
) STRICT;

PRAGMA user_version = 3;
