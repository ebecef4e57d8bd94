/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fixed queries that every engine understands. Values are always parameters. */
#include "config.h"

#include "store/query.h"

static const char *const portable[QUERY_PORTABLE] = {
	[QUERY_VALUE] = "SELECT value FROM value WHERE name = $1",
	[QUERY_VALUE_SET] = "INSERT INTO value (name, value) VALUES ($1, $2) "
			    "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
	[QUERY_WORDS_MOVED] =
		"INSERT INTO value (name, value) VALUES ('words', CAST(CAST($1 AS BIGINT) AS "
		"TEXT)) ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value.value AS "
		"BIGINT) + CAST(excluded.value AS BIGINT) AS TEXT)",
	/* Of all that people see: notes (of what was read) have no kind, words may move without a
	   line. */
	[QUERY_MOVED] = "SELECT coalesce((SELECT key FROM log WHERE kind IS NOT NULL ORDER BY key "
			"DESC LIMIT 1), 0) | "
			"(coalesce((SELECT CAST(value AS BIGINT) FROM value WHERE name = "
			"'words'), 0) << 40)",
	[QUERY_LOG_END] = "SELECT key, hash FROM log ORDER BY key DESC LIMIT 1",
	[QUERY_LOG_KEPT_END] = "SELECT line, hash FROM log_end",
	[QUERY_LOG_KEEP_END] =
		"INSERT INTO log_end (one, line, hash) VALUES (1, (SELECT max(key) FROM log), $1) "
		"ON CONFLICT (one) DO UPDATE SET line = excluded.line, hash = excluded.hash",
	[QUERY_LOG_TIME] = "SELECT coalesce((SELECT at FROM log ORDER BY key DESC LIMIT 1), 0)",
	[QUERY_LOG_LINE] =
		"SELECT key, at, who, door, what, kind, id, before, after, hash FROM log "
		"WHERE key = $1",
	[QUERY_LOG_LAST] = "SELECT coalesce(max(key), 0) FROM log",
	[QUERY_LOG_REDACT] = "UPDATE log SET before = $1, after = $2 WHERE key = $3",
	[QUERY_LOG_ALL] = "SELECT key, at, who, door, what, kind, id, before, after FROM log ORDER "
			  "BY key DESC LIMIT $1",
	[QUERY_LOG_ID] = "SELECT key, at, who, door, what, kind, id, before, after FROM log "
			 "WHERE id = $1 ORDER BY key DESC LIMIT $2",
	[QUERY_LOG_CHAIN] = "SELECT key, at, who, door, what, kind, id, before, after, hash FROM "
			    "log ORDER BY key",
	[QUERY_ENTERED] = "SELECT (SELECT count(*) FROM observation_row WHERE entered_at >= $1 AND "
			  "entered_at < $2 AND " COMMON(
				  "visibility") " AND (import IS NULL OR entered_by IS NOT "
						"NULL)) + (SELECT coalesce(sum(created), 0) FROM "
						"import WHERE at >= $1 AND at < $2 "
						"AND withdrawn = 0 AND state = 0)",
	[QUERY_COUNT_ADD] =
		"INSERT INTO week_count (week, area, category, counted, reports) "
		"VALUES ($1, $2, $3, $4, $5) "
		"ON CONFLICT (week, area, category) DO UPDATE SET counted = week_count.counted + "
		"excluded.counted, "
		"reports = week_count.reports + excluded.reports RETURNING reports",
	[QUERY_COUNT_MORE] =
		"INSERT INTO week_count (week, area, category, counted, reports) "
		"VALUES ($1, $2, $3, $4, $5) "
		"ON CONFLICT (week, area, category) DO UPDATE SET counted = week_count.counted + "
		"excluded.counted, "
		"reports = week_count.reports + excluded.reports",
	[QUERY_COUNT_DROP] =
		"DELETE FROM week_count WHERE week = $1 AND area = $2 AND category = $3",
	[QUERY_COUNT_WEEK] =
		"INSERT INTO week_total (week, counted, reports) VALUES ($1, $2, $3) "
		"ON CONFLICT (week) DO UPDATE SET counted = week_total.counted + excluded.counted, "
		"reports = week_total.reports + excluded.reports",
	[QUERY_WEEK_MOVE] =
		"INSERT INTO week_moved (week, moved) VALUES ($1, 1) ON CONFLICT (week) "
		"DO UPDATE SET moved = week_moved.moved + 1",
	[QUERY_WEEK_MOVES] = "SELECT week, moved FROM week_moved WHERE week >= $1 AND week <= $2",
	[QUERY_COUNTS] = "SELECT week, area, category, counted, reports FROM week_count WHERE "
			 "week >= $1 AND week <= $2 "
			 "ORDER BY week, area, category",
	[QUERY_COUNT_WEEKS] =
		"SELECT (SELECT min(week) FROM week_count), (SELECT max(week) FROM week_count)",
	[QUERY_COUNT_IMPORT] = "SELECT week, coalesce(area, 0), coalesce(category, 0), counted, "
			       "visibility FROM observation_row WHERE import = $1 AND withdrawn = "
			       "0",
	[QUERY_IMPORT_HIDDEN] = "SELECT coalesce(max(key), 0) FROM import WHERE state <> 0",
	[QUERY_IMPORT_ROWS] = "SELECT week, key FROM observation_row WHERE import = $1 ORDER BY "
			      "week, key",
	/* Of observations that were there, between the first and the last line of the import
	   itself: reading files in is for one at a time. */
	[QUERY_IMPORT_CHANGES] =
		"SELECT l.id, l.before, l.after FROM log AS l WHERE l.what = 'import' AND l.kind = "
		"'observation' AND l.before IS NOT NULL AND l.at = (SELECT min(b.at) FROM log AS "
		"b WHERE b.id = $1) AND l.key > (SELECT min(b.key) FROM log AS b WHERE b.id = $1) "
		"AND l.key < (SELECT max(b.key) FROM log AS b WHERE b.id = $1 AND b.what = "
		"'import') ORDER BY l.key",
	[QUERY_IMPORT_MOVED] = "SELECT after FROM log WHERE what = 'import.moved' ORDER BY key "
			       "DESC LIMIT 1",
/* Texts by their keys, numbers by their weeks: each in the order of its table. */
#define OF_IMPORT(number)                                                                          \
	"EXISTS (SELECT 1 FROM observation_row AS r WHERE r.week = observation.week AND r.key = "  \
	"observation.key AND r.import = " number
	/* What a move that was broken off has reached is not moved again. */
	[QUERY_KEYS_REASON] = "UPDATE observation SET version = version + 1, reason = $1 WHERE "
			      "coalesce(reason, '') <> $1 AND key >= $2 AND key <= $3 "
			      "AND " OF_IMPORT("$4") " AND r.withdrawn = 0)",
	[QUERY_KEYS_UNREASON] = "UPDATE observation SET version = version + 1, reason = NULL "
				"WHERE reason = $1 AND key >= $2 AND key <= $3 AND " OF_IMPORT(
					"$4") " AND r.withdrawn = 0)",
	[QUERY_KEYS_REMOVE] = "DELETE FROM observation WHERE key >= $1 AND key <= $2 AND version "
			      "= 1 AND " OF_IMPORT("$3") ") RETURNING key, source_version",
	[QUERY_WEEK_WITHDRAW] = "UPDATE observation_row SET withdrawn = 1 WHERE key >= $1 AND key "
				"<= $2 AND import = $3 AND week = $4 AND withdrawn = 0",
	[QUERY_WEEK_BRING] = "UPDATE observation_row SET withdrawn = 0 WHERE $1 = (SELECT "
			     "o.reason FROM observation AS o WHERE o.key = observation_row.key) "
			     "AND key >= $2 AND key <= $3 AND import = $4 AND week = $5 AND "
			     "withdrawn = 1",
	[QUERY_WEEK_REMOVE] = "DELETE FROM observation_row WHERE key >= $1 AND key <= $2 AND "
			      "import = $3 AND week = $4 AND NOT EXISTS (SELECT 1 FROM "
			      "observation AS o WHERE o.key = observation_row.key)",
	/* In a stretch of time, with what they had entered. */
	[QUERY_WITHDRAWN_IMPORTS] =
		"SELECT coalesce(sum(created), 0) FROM import WHERE withdrawn = 1 AND state = 0 "
		"AND id IN (SELECT l.id FROM log AS l WHERE l.at >= $1 AND l.at < $2 AND l.before "
		"IS NOT NULL AND l.kind = 'import')",
	[QUERY_SOURCE] = "SELECT key, source_version FROM observation WHERE source_id = $1 AND "
			 "source = $2 AND owner = $3",
	/* the sign behind the slash ends them */
	[QUERY_SOURCE_KIN] =
		"SELECT key, source_version FROM observation WHERE source_id >= $1 || '/' AND "
		"source_id < $1 || '0' AND source = $2 AND owner = $3 ORDER BY source_id",
	[QUERY_SOURCE_SEEN] = "UPDATE observation SET source_version = $1 WHERE key = $2",
	[QUERY_SOURCE_VERSION] = "SELECT key, source_version FROM observation WHERE key = $1",
	[QUERY_SOURCE_VERSIONS] =
		"SELECT key, source_version FROM observation WHERE source_version IS NOT NULL",
	/* Whether there are more than so many observations, without counting them all. */
	[QUERY_MANY] = "SELECT coalesce(max(key), 0) FROM observation",
	[QUERY_PICTURES] = "SELECT week, number, content, checksum FROM picture WHERE state = 1 "
			   "ORDER BY week, number",
	/* Those that were fixed here: one that a bundle brought speaks of another record. */
	[QUERY_PICTURES_OWN] =
		"SELECT p.week, p.number, p.content FROM picture AS p WHERE p.state = 1 AND NOT "
		"EXISTS (SELECT 1 FROM log AS l WHERE l.id = p.id AND l.what = 'bundle.take') "
		"ORDER BY p.week, p.number",
	/* The newest and the oldest. */
	[QUERY_SOME_TEXTS] = "SELECT key, text FROM (SELECT t.key, t.text FROM observation AS t "
			     "WHERE t.text IS NOT NULL ORDER BY t.key DESC LIMIT 50) AS newest "
			     "UNION SELECT key, text FROM (SELECT t.key, t.text FROM observation "
			     "AS t WHERE t.text IS NOT NULL ORDER BY t.key LIMIT 50) AS first",
	[QUERY_UNSEARCHED_ANY] = "SELECT count(*) FROM unsearched",
	[QUERY_UNSEARCHED_HAS] = "SELECT 1 FROM unsearched WHERE key <= $1 AND until >= $1",
	[QUERY_UNSEARCHED_FIRST] = "SELECT key, until FROM unsearched ORDER BY key LIMIT 1",
	[QUERY_UNSEARCHED_ADD] = "INSERT INTO unsearched (key, until) VALUES ($1, $2)",
	[QUERY_UNSEARCHED_DROP] = "DELETE FROM unsearched WHERE key = $1 AND until >= $2",
	[QUERY_COMPUTED] = "SELECT content FROM computed WHERE name = $1 AND version = $2",
	[QUERY_COMPUTED_SET] =
		"INSERT INTO computed (name, version, content, kept) VALUES ($1, $2, $3, (SELECT "
		"coalesce(max(kept), 0) + 1 FROM computed)) ON CONFLICT (name) DO UPDATE SET "
		"version = excluded.version, content = excluded.content, kept = excluded.kept",
	[QUERY_COMPUTED_LIMIT] = "DELETE FROM computed WHERE kept <= (SELECT kept FROM computed "
				 "ORDER BY kept DESC LIMIT 1 OFFSET 200)",
	[QUERY_COMPUTED_DROP] = "DELETE FROM computed",
	[QUERY_USE_PLACE] = "SELECT place, count(*) FROM observation_row WHERE week >= $1 AND "
			    "organisation = $2 AND withdrawn = 0 AND " SEEN("import") " GROUP BY "
										      "place",
	[QUERY_USE_CATEGORY] =
		"SELECT category, count(*), sub_category FROM observation_row WHERE week >= $1 AND "
		"organisation = $2 AND withdrawn = 0 AND " SEEN("import") " GROUP BY category, "
									  "sub_category",
	/* Grouped by who asks: the engine would sort them all for it. */
	[QUERY_REPORTING] = "SELECT week, organisation FROM observation_row WHERE week >= $1 AND "
			    "week <= $2 AND withdrawn = 0 AND " COMMON(
				    "visibility") " AND organisation IS "
						  "NOT NULL AND " SEEN("import") " ORDER BY week",
};

const char *query_sql(const struct dialect *dialect, enum store_query query)
{
	return query < QUERY_PORTABLE ? portable[query] : dialect->queries[query];
}
