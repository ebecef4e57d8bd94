/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of fixed queries. Values are always parameters. */
#include "config.h"

#include "store/query.h"

const char *const store_queries[QUERY_COUNT] = {
	[QUERY_BEGIN] = "BEGIN IMMEDIATE",
	[QUERY_COMMIT] = "COMMIT",
	[QUERY_DATA_VERSION] = "PRAGMA data_version",
	[QUERY_SCHEMA] = "PRAGMA user_version",
	[QUERY_VALUE] = "SELECT value FROM value WHERE name = $1",
	[QUERY_VALUE_SET] = "INSERT INTO value (name, value) VALUES ($1, $2) "
			    "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
	[QUERY_WORDS_MOVED] = "INSERT INTO value (name, value) VALUES ('words', '1') "
			      "ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value.value AS "
			      "INTEGER) + 1 AS TEXT)",
	/* Of all that people see: notes (of what was read) have no kind, words may move without a
	   line. */
	[QUERY_MOVED] = "SELECT coalesce((SELECT key FROM log WHERE kind IS NOT NULL ORDER BY key "
			"DESC LIMIT 1), 0) | "
			"(coalesce((SELECT CAST(value AS INTEGER) FROM value WHERE name = "
			"'words'), 0) << 40)",
	[QUERY_LOG_HEAD] = "SELECT hash FROM log ORDER BY key DESC LIMIT 1",
	[QUERY_LOG_ADD] = "INSERT INTO log (at, who, door, what, kind, id, before, after, hash) "
			  "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
	[QUERY_LOG_ALL] = "SELECT key, at, who, door, what, kind, id, before, after FROM log ORDER "
			  "BY key DESC LIMIT $1",
	[QUERY_LOG_ID] = "SELECT key, at, who, door, what, kind, id, before, after FROM log "
			 "WHERE id = $1 ORDER BY key DESC LIMIT $2",
	[QUERY_LOG_CHAIN] = "SELECT key, at, who, door, what, kind, id, before, after, hash FROM "
			    "log ORDER BY key",
	[QUERY_ENTERED] =
		"SELECT count(*) FROM observation WHERE entered_at >= $1 AND entered_at < $2",
	/* Per changed observation: was it entered in the same time, was it withdrawn in it and is
	   it still. */
	[QUERY_CHANGED] = "SELECT o.entered_at >= $1 AND o.entered_at < $2, o.state = 1 AND "
			  "max(coalesce(json_extract(l.after, '$.state') = 'withdrawn', 0)) "
			  "FROM log AS l JOIN observation AS o ON o.id = l.id "
			  "WHERE l.at >= $1 AND l.at < $2 AND l.before IS NOT NULL AND l.kind = "
			  "'observation' GROUP BY o.key",
	[QUERY_TALLY_ADD] = "INSERT INTO week_count (week, area, category, counted, reports) "
			    "VALUES ($1, $2, $3, $4, $5) "
			    "ON CONFLICT (week, area, category) DO UPDATE SET counted = counted + "
			    "excluded.counted, "
			    "reports = reports + excluded.reports RETURNING reports",
	[QUERY_TALLY_MORE] = "INSERT INTO week_count (week, area, category, counted, reports) "
			     "VALUES ($1, $2, $3, $4, $5) "
			     "ON CONFLICT (week, area, category) DO UPDATE SET counted = counted + "
			     "excluded.counted, "
			     "reports = reports + excluded.reports",
	[QUERY_TALLY_DROP] =
		"DELETE FROM week_count WHERE week = $1 AND area = $2 AND category = $3",
	[QUERY_TALLY_WEEK] =
		"INSERT INTO week_total (week, counted, reports) VALUES ($1, $2, $3) "
		"ON CONFLICT (week) DO UPDATE SET counted = counted + excluded.counted, "
		"reports = reports + excluded.reports",
	[QUERY_TALLIES] = "SELECT week, area, category, counted, reports FROM week_count WHERE "
			  "week >= $1 AND week <= $2 "
			  "ORDER BY week, area, category",
	[QUERY_TALLY_WEEKS] =
		"SELECT (SELECT min(week) FROM week_count), (SELECT max(week) FROM week_count)",
	[QUERY_SEARCH_ADD] = "INSERT INTO search (rowid, text) VALUES ($1, $2)",
	[QUERY_SEARCH_DROP] = "INSERT INTO search (search, rowid, text) VALUES ('delete', $1, $2)",
	[QUERY_SEARCH_FROM] =
		"INSERT INTO search (rowid, text) SELECT key, osg_fold(text) FROM observation "
		"WHERE key >= $1 AND text IS NOT NULL ORDER BY key",
	[QUERY_SEARCH_HITS] =
		"SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH $1 LIMIT $2)",
	[QUERY_SOURCE_BUCKET] = "SELECT r.slot, r.observation, r.digest, o.source, o.source_id "
				"FROM source_row AS r "
				"JOIN observation AS o ON o.key = r.observation "
				"WHERE r.slot >= $1 AND r.slot <= $2 ORDER BY r.slot",
	[QUERY_SOURCE_ADD] =
		"INSERT INTO source_row (slot, observation, digest) VALUES ($1, $2, $3)",
	[QUERY_SOURCE_DROP] =
		"DELETE FROM source_row WHERE slot >= $1 AND slot <= $2 AND observation = $3",
	[QUERY_SOURCE_SEEN] = "UPDATE source_row SET digest = $1 WHERE slot >= $2 AND slot <= $3 "
			      "AND observation = $4",
	[QUERY_USE_PLACE] = "SELECT place, count(*) FROM observation INDEXED BY observation_row "
			    "WHERE week >= $1 AND organisation = $2 AND state = 0 GROUP BY place",
	[QUERY_USE_CATEGORY] = "SELECT category, count(*), sub_category FROM observation INDEXED "
			       "BY observation_row "
			       "WHERE week >= $1 AND organisation = $2 AND state = 0 GROUP BY "
			       "category, sub_category",
	/* Grouped by who asks: the engine would sort them all for it. */
	[QUERY_REPORTING] = "SELECT week, organisation FROM observation INDEXED BY observation_row "
			    "WHERE week >= $1 AND week <= $2 AND state = 0 AND organisation IS NOT "
			    "NULL ORDER BY week",
	/* Whether there are more than so many observations, without counting them all. */
	[QUERY_MANY] = "SELECT coalesce(max(key), 0) FROM observation",
	[QUERY_PICTURES] = "SELECT week, number, content, checksum FROM picture WHERE state = 1 "
			   "ORDER BY week, number",
};
