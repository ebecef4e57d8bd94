-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who may come in: public keys and the codes that register one, and which Unix account sits at which seat.

ALTER TABLE participant ADD COLUMN account TEXT;
CREATE UNIQUE INDEX participant_account ON participant (account) WHERE account IS NOT NULL;

CREATE TABLE public_key (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	participant INTEGER REFERENCES participant (key),
	type TEXT,
	body TEXT,
	fingerprint TEXT,
	label TEXT,
	added INTEGER,
	revoked INTEGER
) STRICT;
-- A key opens one seat: two of one key would leave open who comes.
CREATE UNIQUE INDEX public_key_stands ON public_key (fingerprint) WHERE revoked IS NULL;

CREATE TABLE key_code (
	key INTEGER PRIMARY KEY,
	id BLOB NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	participant INTEGER REFERENCES participant (key),
	sum TEXT,
	until INTEGER,
	tries INTEGER NOT NULL,
	used INTEGER
) STRICT;

PRAGMA user_version = 6;
