-- SPDX-License-Identifier: GPL-3.0-or-later
-- How an organisation is reached by mail, who is outside of the secrecy law, whose observations those are not shown, and the legal basis of what is under secrecy.
-- What osg set up before was inside: a coordinator says who is not.

ALTER TABLE organisation ADD COLUMN outside INTEGER NOT NULL DEFAULT 0;
ALTER TABLE organisation ADD COLUMN mail TEXT;
ALTER TABLE organisation ADD COLUMN withheld INTEGER NOT NULL DEFAULT 0;

ALTER TABLE observation ADD COLUMN secrecy TEXT;

PRAGMA user_version = 8;
