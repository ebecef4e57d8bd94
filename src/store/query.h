/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fixed queries of the store, one row each; those of the record kinds are made from the kinds,
 * those of filters from the filter. Up to QUERY_PORTABLE they are SQL that every engine
 * understands; the others stand in the engine's dialect table. */
#ifndef OSG_STORE_QUERY_H
#define OSG_STORE_QUERY_H

#include <glib.h>

enum store_query {
	QUERY_VALUE,
	QUERY_VALUE_SET,
	QUERY_WORDS_MOVED,
	QUERY_MOVED,
	QUERY_LOG_END,
	QUERY_LOG_KEPT_END,
	QUERY_LOG_KEEP_END,
	QUERY_LOG_TIME,
	QUERY_LOG_LINE,
	QUERY_LOG_LAST,
	QUERY_LOG_REDACT,
	QUERY_LOG_ALL,
	QUERY_LOG_ID,
	QUERY_LOG_CHAIN,
	QUERY_ENTERED,
	QUERY_COUNT_ADD,
	QUERY_COUNT_MORE,
	QUERY_COUNT_DROP,
	QUERY_COUNT_WEEK,
	QUERY_WEEK_MOVE,
	QUERY_WEEK_MOVES,
	QUERY_COUNT_IMPORT,
	QUERY_COUNTS,
	QUERY_COUNT_WEEKS,
	QUERY_IMPORT_HIDDEN,
	QUERY_IMPORT_ROWS,
	QUERY_IMPORT_CHANGES,
	QUERY_IMPORT_MOVED,
	QUERY_KEYS_REASON,
	QUERY_KEYS_UNREASON,
	QUERY_KEYS_REMOVE,
	QUERY_WEEK_WITHDRAW,
	QUERY_WEEK_BRING,
	QUERY_WEEK_REMOVE,
	QUERY_WITHDRAWN_IMPORTS,
	QUERY_SOURCE,
	QUERY_SOURCE_KIN,
	QUERY_SOURCE_SEEN,
	QUERY_SOURCE_VERSION,
	QUERY_SOURCE_VERSIONS,
	QUERY_MANY,
	QUERY_PICTURES,
	QUERY_PICTURES_OWN,
	QUERY_USE_PLACE,
	QUERY_USE_CATEGORY,
	QUERY_REPORTING,
	QUERY_SOME_TEXTS,
	QUERY_UNSEARCHED_ANY,
	QUERY_UNSEARCHED_HAS,
	QUERY_UNSEARCHED_FIRST,
	QUERY_UNSEARCHED_ADD,
	QUERY_UNSEARCHED_DROP,
	QUERY_COMPUTED,
	QUERY_COMPUTED_SET,
	QUERY_COMPUTED_LIMIT,
	QUERY_COMPUTED_DROP,
	QUERY_PORTABLE,

	QUERY_DATA_VERSION = QUERY_PORTABLE,
	QUERY_APPLICATION,
	QUERY_SCHEMA,
	QUERY_CHANGED,
	QUERY_SOURCES,
	QUERY_SEARCH_ADD,
	QUERY_SEARCH_DROP,
	QUERY_SEARCH_FROM,
	QUERY_SEARCH_HITS,
	QUERY_SEARCH_HOLDS,
	QUERY_SEARCH_PACK,
	QUERY_SCHEMA_OBJECTS,
	QUERY_CHECK_FILE,
	QUERY_CHECK_REFERENCES,
	QUERY_SCHEMA_COLUMNS,
	QUERY_LOG_ADD,
	QUERY_COUNTY_COUNTS,
	QUERY_COUNTY_VIEWS, /* of servers */
	QUERY_END
};

/* Pieces of the queries that are made from filters and from kinds. */
enum dialect_piece {
	PIECE_SEARCH, /* keys of the observations that hold the words of a parameter */
	PIECE_HOLDS,  /* observation's text holds the folded text of a parameter */
	/* of the expression that a search is asked: */
	PIECE_WORD,   /* opens and closes a word */
	PIECE_AND,    /* stands between two */
	PIECE_STILL,  /* begins reading what is there at this moment */
	PIECE_PREFIX, /* follows the last, which may go on */
	PIECE_LEARN,  /* has the planner look at what many rows have come to be */
	PIECE_END
};

/* A condition on the column import of rows that are seen. At most one import is hidden, and the
 * engine asks for it once a query: a comparison a row. */
#define HIDDEN_IMPORT "SELECT coalesce(max(h.key), -1) FROM import AS h WHERE h.state <> 0"
#define SEEN(column) "coalesce(" column ", 0) <> (" HIDDEN_IMPORT ")"
/* A condition on the column visibility of rows that are in the common numbers: IS_COMMON. */
#define COMMON(column) column " BETWEEN 1 AND 3"

/* What a county may be told of the counts that cells selects (municipality, week, position,
 * category, label_sv, label_en, events): disclosure_hide for each week, whose hidden ones are
 * always its smallest. In the last row of a week, without a position, they stand together. */
#define COUNTY_COUNTS(cells)                                                                       \
	"WITH cell AS (" cells "), ranked AS (SELECT c.*, row_number() OVER low AS nth, "          \
	"CAST(sum(events) OVER low AS BIGINT) AS upto, count(*) OVER whole AS cells, "             \
	"sum(CASE WHEN events < 5 THEN 1 ELSE 0 END) OVER whole AS few FROM cell AS c WINDOW "     \
	"low AS (PARTITION BY week ORDER BY events, position), whole AS (PARTITION BY week)), "    \
	"safe AS (SELECT week, min(CASE WHEN few > 0 AND nth >= few AND upto >= 5 AND upto < 4 "   \
	"* nth THEN nth END) AS together, max(CASE WHEN few > 0 THEN cells ELSE 0 END) AS most "   \
	"FROM ranked GROUP BY week) SELECT r.municipality, r.week, r.position, r.category, "       \
	"r.label_sv, r.label_en, CASE WHEN r.nth > coalesce(s.together, s.most) THEN r.events "    \
	"END AS events FROM ranked AS r JOIN safe AS s ON s.week = r.week UNION ALL SELECT "       \
	"r.municipality, r.week, NULL, NULL, NULL, NULL, r.upto FROM ranked AS r JOIN safe AS s "  \
	"ON s.week = r.week AND s.together = r.nth"
/* The newest fixed picture of each week, while the municipality agrees; counts is what lists its
 * public counts. */
#define COUNTY_CELLS(fields, counts)                                                               \
	"SELECT (SELECT v.value FROM value AS v WHERE v.name = 'municipality') AS municipality, "  \
	"p.week AS week, " fields " FROM picture AS p CROSS JOIN " counts " WHERE p.state = 1 "    \
	"AND p.withdrawn = 0 AND NOT EXISTS (SELECT 1 FROM picture AS q WHERE q.week = p.week "    \
	"AND q.state = 1 AND q.withdrawn = 0 AND q.number > p.number) AND EXISTS (SELECT 1 FROM "  \
	"value AS v WHERE v.name = 'county' AND v.value = 'yes')"

/* How one engine says it. */
struct dialect {
	const char *queries[QUERY_END]; /* from QUERY_PORTABLE on; NULL = it has no such thing */
	const char *pieces[PIECE_END];
	/* New rows get the key after the highest by themselves; else the statement says so, and
	   gives it back as "key". */
	gboolean gives_keys;
	/* The words of a large import are put into the search later, all together. */
	gboolean searches_later;
	/* The same as a migration of SQLite; owned. NULL = as it stands. */
	char *(*migration)(const char *sql);
};

/* The statement in that dialect, NULL = it has none. Borrowed. */
const char *query_sql(const struct dialect *dialect, enum store_query query);

extern const struct dialect dialect_sqlite;
extern const struct dialect dialect_postgres;

#endif
