-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is recorded. One table for each record kind (include/osg/record.h), with the same columns as the kind has fields:
-- key joins rows in this file, id is what travels, version counts the changes. Enums are their numbers (the order of
-- their words never changes, new words come last), times are seconds UTC, NULL is "not said". Nothing is ever deleted.
-- A list lies in a table named after kind and field.
PRAGMA application_id = 0x4f534731;

CREATE TABLE organisation (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	code TEXT,
	name TEXT,
	kind INTEGER NOT NULL,
	position INTEGER NOT NULL,
	expected INTEGER NOT NULL,
	first_week INTEGER NOT NULL,
	last_week INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX organisation_code ON organisation (code);

CREATE TABLE participant (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	handle TEXT,
	title TEXT,
	organisation INTEGER REFERENCES organisation (key),
	role INTEGER NOT NULL,
	active INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX participant_handle ON participant (handle);

CREATE TABLE area (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	code TEXT,
	name TEXT,
	level INTEGER NOT NULL,
	parent INTEGER REFERENCES area (key),
	population INTEGER NOT NULL
) STRICT;

CREATE TABLE area_boundary (
	record INTEGER NOT NULL REFERENCES area (key),
	position INTEGER NOT NULL,
	value BLOB NOT NULL,
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE place (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	name TEXT,
	kind TEXT,
	area INTEGER REFERENCES area (key),
	lat REAL,
	lon REAL,
	owner TEXT,
	address TEXT,
	exact INTEGER NOT NULL
) STRICT;

CREATE TABLE place_aliases (
	record INTEGER NOT NULL REFERENCES place (key),
	position INTEGER NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE category (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	code TEXT,
	parent INTEGER REFERENCES category (key),
	label_sv TEXT,
	label_en TEXT,
	weight INTEGER NOT NULL,
	finest INTEGER NOT NULL,
	counts INTEGER NOT NULL,
	position INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX category_code ON category (code);

CREATE TABLE category_programme_areas (
	record INTEGER NOT NULL REFERENCES category (key),
	position INTEGER NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE category_focus_areas (
	record INTEGER NOT NULL REFERENCES category (key),
	position INTEGER NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE import (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	file TEXT,
	format TEXT,
	mapping TEXT,
	checksum TEXT,
	organisation INTEGER REFERENCES organisation (key),
	at INTEGER,
	"by" INTEGER REFERENCES participant (key),
	read INTEGER NOT NULL,
	created INTEGER NOT NULL,
	changed INTEGER NOT NULL,
	unchanged INTEGER NOT NULL,
	set_aside INTEGER NOT NULL,
	not_counted INTEGER NOT NULL,
	state INTEGER NOT NULL
) STRICT;
-- The one whose rows nobody sees: it is being read in or taken back.
CREATE INDEX import_hidden ON import (state) WHERE state <> 0;

CREATE TABLE report_group (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	note TEXT
) STRICT;

-- An observation lies in two tables. Here who it is and its texts; owner is its organisation (0: none), week where its
-- numbers lie, source_version what the source last said of it, as a digest.
CREATE TABLE observation (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	week INTEGER NOT NULL,
	owner INTEGER NOT NULL,
	source TEXT,
	source_id TEXT,
	source_version TEXT,
	source_link TEXT,
	place_words TEXT,
	text TEXT,
	reason TEXT
) STRICT;
-- A source's own id belongs to the organisation and the source.
CREATE UNIQUE INDEX observation_source ON observation (source_id, source, owner) WHERE source_id IS NOT NULL;

-- All that lists, counting and analysis read of it: a week is one stretch of this table.
CREATE TABLE observation_row (
	week INTEGER NOT NULL,
	key INTEGER NOT NULL REFERENCES observation (key),
	time_from INTEGER,
	time_to INTEGER,
	time_precision INTEGER NOT NULL,
	category INTEGER REFERENCES category (key),
	sub_category INTEGER REFERENCES category (key),
	place INTEGER REFERENCES place (key),
	area INTEGER REFERENCES area (key),
	lat REAL,
	lon REAL,
	place_precision INTEGER NOT NULL,
	organisation INTEGER REFERENCES organisation (key),
	entered_by INTEGER REFERENCES participant (key),
	entered_at INTEGER,
	known INTEGER NOT NULL,
	police_report INTEGER NOT NULL,
	cost INTEGER NOT NULL,
	visibility INTEGER NOT NULL,
	import INTEGER REFERENCES import (key),
	report_group INTEGER REFERENCES report_group (key),
	same_as INTEGER REFERENCES observation (key),
	counted INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	PRIMARY KEY (week, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE nil_report (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	organisation INTEGER REFERENCES organisation (key),
	week INTEGER NOT NULL,
	note TEXT,
	entered_by INTEGER REFERENCES participant (key),
	entered_at INTEGER
) STRICT;
CREATE INDEX nil_report_week ON nil_report (week);

CREATE TABLE picture (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	week INTEGER NOT NULL,
	number INTEGER NOT NULL,
	state INTEGER NOT NULL,
	situation TEXT,
	reason TEXT,
	content TEXT,
	checksum TEXT,
	fixed_at INTEGER,
	fixed_by INTEGER REFERENCES participant (key)
) STRICT;
CREATE UNIQUE INDEX picture_version ON picture (week, number);

CREATE TABLE picture_highlights (
	record INTEGER NOT NULL REFERENCES picture (key),
	position INTEGER NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	participant INTEGER REFERENCES participant (key),
	form TEXT,
	content TEXT,
	saved_at INTEGER,
	held_by TEXT
) STRICT;
CREATE INDEX draft_participant ON draft (participant);

CREATE TABLE rejected_row (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	import INTEGER REFERENCES import (key),
	file TEXT,
	line INTEGER NOT NULL,
	field TEXT,
	value TEXT,
	reason TEXT,
	row TEXT,
	state INTEGER NOT NULL,
	observation INTEGER REFERENCES observation (key)
) STRICT;
CREATE INDEX rejected_row_state ON rejected_row (state);

-- The record of changes. hash is SHA-256 over the line before's hash and this line: no line can be changed or taken out
-- without all later ones showing it.
CREATE TABLE log (
	key INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	who INTEGER NOT NULL,
	door INTEGER NOT NULL,
	what TEXT NOT NULL,
	kind TEXT,
	id BLOB,
	before TEXT,
	after TEXT,
	hash BLOB NOT NULL
) STRICT;
CREATE INDEX log_id ON log (id) WHERE id IS NOT NULL;
CREATE INDEX log_changed ON log (at) WHERE before IS NOT NULL;

CREATE TABLE value (
	name TEXT PRIMARY KEY,
	value TEXT
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 1;
