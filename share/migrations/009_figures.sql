-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the figures of a text were when it was written.

CREATE TABLE note_cited (
	record INTEGER NOT NULL REFERENCES note (key),
	position INTEGER NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 9;
