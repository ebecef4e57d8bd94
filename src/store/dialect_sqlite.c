/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQL that only SQLite understands: its pragmas, its full text index, its hints. dialect_postgres.c
 * has the same rows. */
#include "config.h"

#include "store/query.h"

const struct dialect dialect_sqlite = {
	.gives_keys = TRUE,
	.searches_later = TRUE,
	.queries =
		{
			[QUERY_DATA_VERSION] = "PRAGMA data_version",
			[QUERY_APPLICATION] = "PRAGMA application_id",
			[QUERY_SCHEMA] = "PRAGMA user_version",
			/* Per changed observation: was it entered in the same time, was it
			   withdrawn in it and is it still. */
			[QUERY_CHANGED] =
				"SELECT r.entered_at >= $1 AND r.entered_at < $2, r.withdrawn = 1 "
				"AND "
				"max(coalesce(json_extract(l.after, '$.withdrawn') = 1, 0)) "
				"FROM log AS l JOIN observation AS o ON o.id = l.id JOIN "
				"observation_row "
				"AS r ON r.week = o.week AND r.key = o.key "
				"WHERE l.at >= $1 AND l.at < $2 AND " COMMON(
					"r.visibility") " AND l.before IS "
							"NOT NULL AND l.kind = "
							"'observation' GROUP BY o.key",
			[QUERY_SEARCH_ADD] = "INSERT INTO search (rowid, text) VALUES ($1, $2)",
			[QUERY_SEARCH_DROP] = "INSERT INTO search (search, rowid, text) VALUES "
					      "('delete', $1, $2)",
			[QUERY_SEARCH_FROM] =
				"INSERT INTO search (rowid, text) SELECT key, osg_fold(text) FROM "
				"observation "
				"WHERE key >= $1 AND key <= $2 AND text IS NOT NULL ORDER BY key",
			[QUERY_SEARCH_HOLDS] =
				"SELECT count(*) FROM search WHERE search MATCH $1 AND rowid = $2",
			[QUERY_SEARCH_HITS] = "SELECT count(*) FROM (SELECT 1 FROM search WHERE "
					      "search MATCH $1 LIMIT $2)",
			/* Words that were taken out are gone from the index only then. */
			[QUERY_SEARCH_PACK] = "INSERT INTO search (search) VALUES ('optimize')",
			/* Kind and name, then the SQL that made it. */
			[QUERY_SCHEMA_OBJECTS] =
				"SELECT type || ' ' || name || char(10) || coalesce(sql, '') FROM "
				"sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'",
			/* Both: rows that say what is wrong; "ok" is nothing. */
			[QUERY_CHECK_FILE] = "PRAGMA integrity_check(20)",
			[QUERY_CHECK_REFERENCES] =
				"SELECT \"table\" || ' ' || coalesce(rowid, 0) || ' > ' || "
				"parent FROM pragma_foreign_key_check LIMIT 20",
			/* Each column of each table: what another engine's tables are compared
			   with. */
			[QUERY_SCHEMA_COLUMNS] = "SELECT 'column ' || t.name || '.' || c.name FROM "
						 "sqlite_schema AS t, "
						 "pragma_table_info(t.name) AS c WHERE t.type = "
						 "'table' AND t.name NOT LIKE 'search%' AND "
						 "t.name NOT LIKE 'sqlite_%'",
			[QUERY_LOG_ADD] = "INSERT INTO log (at, who, door, what, kind, id, before, "
					  "after, hash) "
					  "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
			[QUERY_COUNTY_COUNTS] = COUNTY_COUNTS(COUNTY_CELLS(
				"c.key AS position, json_extract(c.value, '$.category') AS "
				"category, "
				"json_extract(c.value, '$.label.sv') AS label_sv, "
				"json_extract(c.value, '$.label.en') AS label_en, "
				"coalesce(json_extract(c.value, '$.count'), 0) AS events",
				"json_each(p.content, '$.public_counts') AS c")),
		},
	.pieces =
		{
			[PIECE_SEARCH] = "SELECT rowid FROM search WHERE search MATCH ?",
			[PIECE_HOLDS] =
				"osg_holds((SELECT o.text FROM observation AS o WHERE o.key = "
				"observation_row.key), ?)",
			[PIECE_STILL] = "BEGIN",
			[PIECE_WORD] = "\"",
			[PIECE_AND] = " AND ",
			[PIECE_PREFIX] = " *",
			[PIECE_LEARN] = "", /* its plans are written for the tables */
		},
};
