-- SPDX-License-Identifier: GPL-3.0-or-later
-- The last line of the record of changes and its hash: no later line shows that the last one was changed or taken out.
CREATE TABLE log_end (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	line INTEGER NOT NULL,
	hash BLOB NOT NULL
) STRICT;
INSERT INTO log_end (one, line, hash) SELECT 1, key, hash FROM log ORDER BY key DESC LIMIT 1;

PRAGMA user_version = 12;
