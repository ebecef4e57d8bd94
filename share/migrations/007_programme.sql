-- SPDX-License-Identifier: GPL-3.0-or-later
-- The programme: mandates, objectives, activities, indicators with their readings, checks, and what is printed of a year.

CREATE TABLE mandate (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	form INTEGER NOT NULL,
	title TEXT,
	dnr TEXT,
	body TEXT,
	decided INTEGER NOT NULL,
	paragraph TEXT,
	since INTEGER NOT NULL,
	until INTEGER NOT NULL,
	purpose TEXT,
	scope TEXT,
	review_months INTEGER NOT NULL,
	replaces INTEGER REFERENCES mandate (key)
) STRICT;

CREATE TABLE mandate_parties (
	record INTEGER NOT NULL REFERENCES mandate (key),
	position INTEGER NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE objective (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	code TEXT,
	text TEXT,
	form INTEGER NOT NULL,
	parent INTEGER REFERENCES objective (key),
	mandate INTEGER REFERENCES mandate (key),
	owner INTEGER REFERENCES organisation (key),
	since INTEGER NOT NULL,
	until INTEGER NOT NULL
) STRICT;
CREATE INDEX objective_mandate ON objective (mandate);

CREATE TABLE activity (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	title TEXT,
	form TEXT,
	objective INTEGER REFERENCES objective (key),
	owner INTEGER REFERENCES organisation (key),
	parent INTEGER REFERENCES activity (key),
	mandate INTEGER REFERENCES mandate (key),
	place INTEGER REFERENCES place (key),
	area INTEGER REFERENCES area (key),
	since INTEGER NOT NULL,
	until INTEGER NOT NULL,
	due INTEGER NOT NULL,
	observation INTEGER REFERENCES observation (key),
	state INTEGER NOT NULL,
	reason TEXT
) STRICT;
CREATE INDEX activity_objective ON activity (objective);

CREATE TABLE activity_contributors (
	record INTEGER NOT NULL REFERENCES activity (key),
	position INTEGER NOT NULL,
	value INTEGER NOT NULL REFERENCES organisation (key),
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE indicator (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	code TEXT,
	title TEXT,
	unit TEXT,
	better INTEGER NOT NULL,
	source TEXT,
	objective INTEGER REFERENCES objective (key),
	frequency INTEGER NOT NULL,
	form INTEGER NOT NULL,
	filter TEXT,
	break_year INTEGER NOT NULL,
	break_note TEXT
) STRICT;

CREATE TABLE asset (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	title TEXT,
	form TEXT,
	place INTEGER REFERENCES place (key),
	owner INTEGER REFERENCES organisation (key),
	responsible TEXT,
	count INTEGER NOT NULL,
	since INTEGER NOT NULL,
	until INTEGER NOT NULL
) STRICT;

CREATE TABLE asset_properties (
	record INTEGER NOT NULL REFERENCES asset (key),
	position INTEGER NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE reading (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	indicator INTEGER REFERENCES indicator (key),
	since INTEGER NOT NULL,
	until INTEGER NOT NULL,
	said TEXT,
	value REAL,
	precision INTEGER NOT NULL,
	numerator REAL,
	denominator REAL,
	low REAL,
	high REAL,
	nation REAL,
	rank INTEGER NOT NULL,
	rank_of INTEGER NOT NULL,
	plan INTEGER NOT NULL,
	activity INTEGER REFERENCES activity (key),
	asset INTEGER REFERENCES asset (key),
	area INTEGER REFERENCES area (key),
	source TEXT,
	published INTEGER NOT NULL,
	reason TEXT
) STRICT;
CREATE INDEX reading_indicator ON reading (indicator);
CREATE INDEX reading_activity ON reading (activity);

CREATE TABLE inspection (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	list TEXT,
	list_version INTEGER NOT NULL,
	asset INTEGER REFERENCES asset (key),
	due INTEGER NOT NULL,
	done INTEGER NOT NULL,
	organisation INTEGER REFERENCES organisation (key),
	state INTEGER NOT NULL
) STRICT;
CREATE INDEX inspection_asset ON inspection (asset);

CREATE TABLE inspection_answers (
	record INTEGER NOT NULL REFERENCES inspection (key),
	position INTEGER NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE defect (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	text TEXT,
	asset INTEGER REFERENCES asset (key),
	place INTEGER REFERENCES place (key),
	owner INTEGER REFERENCES organisation (key),
	state INTEGER NOT NULL,
	clock TEXT,
	started INTEGER,
	due INTEGER,
	taken INTEGER,
	fixed INTEGER,
	verified INTEGER,
	waiting_since INTEGER,
	waiting TEXT,
	how TEXT,
	cost INTEGER NOT NULL,
	police_report INTEGER NOT NULL,
	inspection INTEGER REFERENCES inspection (key),
	point TEXT,
	observation INTEGER REFERENCES observation (key)
) STRICT;
CREATE INDEX defect_asset ON defect (asset);
CREATE INDEX defect_owner ON defect (owner);

CREATE TABLE note (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	text TEXT,
	form INTEGER NOT NULL,
	rating INTEGER NOT NULL,
	at INTEGER,
	since INTEGER NOT NULL,
	until INTEGER NOT NULL,
	mandate INTEGER REFERENCES mandate (key),
	objective INTEGER REFERENCES objective (key),
	activity INTEGER REFERENCES activity (key),
	indicator INTEGER REFERENCES indicator (key),
	asset INTEGER REFERENCES asset (key),
	defect INTEGER REFERENCES defect (key),
	organisation INTEGER REFERENCES organisation (key)
) STRICT;
CREATE INDEX note_objective ON note (objective);
CREATE INDEX note_mandate ON note (mandate);
CREATE INDEX note_activity ON note (activity);

CREATE TABLE edition (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	report TEXT,
	period TEXT,
	number INTEGER NOT NULL,
	title TEXT,
	body TEXT,
	dnr TEXT,
	fixed INTEGER,
	checksum TEXT,
	content TEXT
) STRICT;

CREATE UNIQUE INDEX edition_number ON edition (report, period, number);

PRAGMA user_version = 7;
