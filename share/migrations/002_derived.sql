-- SPDX-License-Identifier: GPL-3.0-or-later
-- What follows from the records and is kept beside them so that nothing has to be counted or searched twice.

-- Of an import all were entered at once, as its own record says: they would be a third of the index and tell nothing.
CREATE INDEX observation_entered ON observation_row (entered_at) WHERE import IS NULL OR entered_by IS NOT NULL;
CREATE INDEX observation_group ON observation_row (report_group) WHERE report_group IS NOT NULL;

-- The words of the texts, folded (å ä ö as a a o). It holds no text of its own, only where which word stands.
CREATE VIRTUAL TABLE search USING fts5 (text, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
INSERT INTO search (rowid, text) SELECT key, osg_fold(text) FROM observation WHERE text IS NOT NULL ORDER BY key;

-- Observations that a large import has left to be put into the search: keys from .. until.
CREATE TABLE unsearched (
	key INTEGER PRIMARY KEY,
	until INTEGER NOT NULL
) STRICT;

-- Reports that are not withdrawn, and how many of them count, by week, area (0: not placed) and category.
CREATE TABLE week_count (
	week INTEGER NOT NULL,
	area INTEGER NOT NULL,
	category INTEGER NOT NULL,
	counted INTEGER NOT NULL,
	reports INTEGER NOT NULL,
	PRIMARY KEY (week, area, category)
) STRICT, WITHOUT ROWID;
INSERT INTO week_count (week, area, category, counted, reports)
SELECT week, coalesce(area, 0), coalesce(category, 0), sum(counted <> 0), count(*)
FROM observation_row WHERE withdrawn = 0 GROUP BY 1, 2, 3;

-- The same by week alone: how many there are at all is asked at every list.
CREATE TABLE week_total (
	week INTEGER PRIMARY KEY,
	counted INTEGER NOT NULL,
	reports INTEGER NOT NULL
) STRICT;
INSERT INTO week_total (week, counted, reports) SELECT week, sum(counted), sum(reports) FROM week_count GROUP BY week;

-- What was computed from the data of a version and would be computed again: the newest of each name. kept tells the order.
CREATE TABLE computed (
	name TEXT PRIMARY KEY,
	version INTEGER NOT NULL,
	content BLOB NOT NULL,
	kept INTEGER NOT NULL UNIQUE
) STRICT;

PRAGMA user_version = 2;
