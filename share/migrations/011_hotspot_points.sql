-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where a hotspot is that lies away from every named place.

ALTER TABLE hotspot ADD COLUMN lat REAL;
ALTER TABLE hotspot ADD COLUMN lon REAL;
ALTER TABLE hotspot ADD COLUMN radius REAL;
ALTER TABLE hotspot ADD COLUMN near TEXT;

PRAGMA user_version = 11;
