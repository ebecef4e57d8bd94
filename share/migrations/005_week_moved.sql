-- SPDX-License-Identifier: GPL-3.0-or-later
-- How often the observations of a week were changed: what was computed of a week that did not move needs not be computed again.
-- A week that is not here did not move since the table was made.
CREATE TABLE week_moved (
	week INTEGER PRIMARY KEY,
	moved INTEGER NOT NULL
) STRICT;

PRAGMA user_version = 5;
