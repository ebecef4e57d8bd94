/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQL that only PostgreSQL understands, and how a migration of SQLite reads there. One row of the
 * table osg_database holds what SQLite keeps in the head of its file. The search holds the folded
 * text itself and its words: a text's words go in with the text, nothing is left for later. */
#include "config.h"

#include "store/query.h"

static const struct {
	const char *sqlite, *postgres;
} translations[] = {
	{"PRAGMA application_id = 0x4f534731;", ""},
	{"PRAGMA user_version = ", "UPDATE osg_database SET schema = "},
	{"CREATE VIRTUAL TABLE search USING fts5 (text, content = '', columnsize = 0, detail = "
	 "none, tokenize = 'ascii');",
	 "CREATE TABLE search (key INTEGER PRIMARY KEY, text TEXT NOT NULL, words TSVECTOR NOT "
	 "NULL); CREATE INDEX search_words ON search USING gin (words);"},
	/* a server's database begins empty */
	{"INSERT INTO search (rowid, text) SELECT key, osg_fold(text) FROM observation WHERE text "
	 "IS NOT NULL ORDER BY key;",
	 ""},
	{"sum(counted <> 0)", "count(*) FILTER (WHERE counted <> 0)"},
	{") STRICT, WITHOUT ROWID;", ");"},
	{") STRICT;", ");"},
	/* an import that was broken off loses its texts before its numbers, in several changes */
	{"key INTEGER NOT NULL REFERENCES observation (key),", "key INTEGER NOT NULL,"},
	/* as they stand a long change may put them off until it commits */
	{"(key)", "(key) DEFERRABLE"},
	{"INTEGER", "BIGINT"},
	{"BLOB", "BYTEA"},
	{" REAL", " DOUBLE PRECISION"},
	/* the order of bytes, as in SQLite, wherever the server stands */
	{" TEXT", " TEXT COLLATE \"C\""},
};

static char *migration(const char *sql)
{
	GString *out = g_string_new(sql);

	for (gsize i = 0; i < G_N_ELEMENTS(translations); i++)
		g_string_replace(out, translations[i].sqlite, translations[i].postgres, 0);
	return g_string_free(out, FALSE);
}

const struct dialect dialect_postgres = {
	.migration = migration,
	.queries =
		{
			[QUERY_DATA_VERSION] = "SELECT moved FROM osg_database",
			[QUERY_APPLICATION] = "SELECT CASE WHEN to_regclass('osg_database') IS "
					      "NULL THEN 0 ELSE 1330857777 END",
			[QUERY_SCHEMA] = "SELECT schema FROM osg_database",
			/* As SQLite's. */
			[QUERY_CHANGED] =
				"SELECT r.entered_at >= $1 AND r.entered_at < $2, r.withdrawn = 1 "
				"AND bool_or(coalesce(CAST(l.after AS jsonb) ->> 'withdrawn' = "
				"'true', FALSE)) FROM log AS l JOIN observation AS o ON o.id = "
				"l.id JOIN observation_row AS r ON r.week = o.week AND r.key = "
				"o.key WHERE l.at >= $1 AND l.at < $2 AND " COMMON(
					"r.visibility") " AND l.before IS NOT NULL AND l.kind = "
							"'observation' GROUP BY o.key, "
							"r.entered_at, r.withdrawn",
			[QUERY_SOURCES] =
				"SELECT source_id, source, owner, key, source_version FROM "
				"observation WHERE source_id = ANY (ARRAY (SELECT "
				"jsonb_array_elements_text(CAST($1 AS jsonb))))",
			[QUERY_SEARCH_ADD] =
				"INSERT INTO search (key, text, words) VALUES ($1, $2, "
				"array_to_tsvector(array_remove(string_to_array($2, ' '), '')))",
			[QUERY_SEARCH_DROP] = "DELETE FROM search WHERE key = $1 AND text = $2",
			[QUERY_SEARCH_HOLDS] = "SELECT count(*) FROM search WHERE words @@ "
					       "CAST($1 AS tsquery) AND key = $2",
			[QUERY_SEARCH_HITS] = "SELECT count(*) FROM (SELECT 1 FROM search WHERE "
					      "words @@ CAST($1 AS tsquery) LIMIT $2) AS hits",
			/* What a new SQLite database says of its own, and whatever else could run
			   by itself. */
			[QUERY_SCHEMA_COLUMNS] =
				"SELECT 'column ' || c.table_name || '.' || c.column_name FROM "
				"information_schema.columns AS c WHERE c.table_schema = "
				"current_schema() AND c.table_name NOT IN ('search', "
				"'osg_database', 'county_counts') UNION ALL SELECT 'trigger ' || "
				"tgname FROM "
				"pg_trigger AS t JOIN pg_class AS r ON r.oid = t.tgrelid WHERE "
				"NOT tgisinternal AND r.relnamespace = "
				"to_regnamespace(quote_ident(current_schema())) UNION ALL SELECT "
				"'rule ' || rulename FROM pg_rules WHERE schemaname = "
				"current_schema()",
			[QUERY_LOG_ADD] =
				"INSERT INTO log (key, at, who, door, what, kind, id, before, "
				"after, hash) VALUES ((SELECT coalesce(max(key), 0) + 1 FROM "
				"log), $1, $2, $3, $4, $5, $6, $7, $8, $9)",
			[QUERY_COUNTY_COUNTS] = COUNTY_COUNTS(COUNTY_CELLS(
				"c.position - 1 AS position, c.one ->> 'category' AS category, "
				"c.one #>> '{label,sv}' AS label_sv, c.one #>> '{label,en}' AS "
				"label_en, CAST(coalesce(c.one ->> 'count', '0') AS BIGINT) AS "
				"events",
				"LATERAL jsonb_array_elements(CAST(p.content AS jsonb) -> "
				"'public_counts') WITH ORDINALITY AS c (one, position)")),
			[QUERY_COUNTY_VIEWS] =
				"SELECT quote_ident(n.nspname) || '.' || c.relname, "
				"CAST(n.nspname AS TEXT) FROM pg_class AS c JOIN pg_namespace AS n "
				"ON n.oid = c.relnamespace WHERE c.relname = 'county_counts' AND "
				"c.relkind = 'v' AND has_schema_privilege(n.oid, 'USAGE') AND "
				"has_table_privilege(c.oid, 'SELECT') ORDER BY n.nspname",
			/* A server looks after its files and its references itself. */
			[QUERY_CHECK_FILE] = "SELECT 'ok'",
			[QUERY_CHECK_REFERENCES] = "SELECT 'ok'",
		},
	.pieces =
		{
			[PIECE_SEARCH] = "SELECT key FROM search WHERE words @@ CAST(? AS tsquery)",
			[PIECE_HOLDS] = "EXISTS (SELECT 1 FROM search AS s WHERE s.key = "
					"observation_row.key AND strpos(' ' || s.text, ' ' || "
					"?) > 0)",
			[PIECE_STILL] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
			[PIECE_WORD] = "'",
			[PIECE_AND] = " & ",
			[PIECE_PREFIX] = ":*",
			[PIECE_LEARN] = "ANALYZE",
		},
};
