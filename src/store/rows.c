/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Observations as rows of the narrow table, which holds a week as one stretch: the cheapest way to
 * those that a query asks for, or to how many they are. */
#include "config.h"

#include <math.h>

#include "store/row_filter.h"

#define WEEKS_FEW 2 /* a walk of so many weeks may read every text */
/* Up to here a word's observations are looked up one by one instead of walking the index. */
#define HITS_FEW 5000

/* the query */

enum shape {
	SHAPE_WALK,  /* along the weeks */
	SHAPE_HITS,  /* from the few observations that a word or id finds */
	SHAPE_COUNT, /* how many, along the weeks */
	SHAPE_TALLY, /* how many, from the counts */
	SHAPE_WEEKS, /* how many, from the counts by week alone */
};

static const char *const counts[] = {
	[SHAPE_COUNT] = "SELECT count(*) FROM observation_row",
	[SHAPE_TALLY] = "SELECT coalesce(sum(reports), 0) FROM week_count",
	[SHAPE_WEEKS] = "SELECT coalesce(sum(reports), 0) FROM week_total",
};

/* The weeks that one term allows; FALSE when it speaks of other things too. */
static gboolean term_weeks(const struct filter_term *term, int *from, int *to)
{
	*from = G_MAXINT32;
	*to = WEEK_NONE;
	for (guint i = 0; i < term->tests->len; i++) {
		const struct test *t = &g_array_index(term->tests, struct test, i);
		if (t->kind != TEST_WEEKS && t->kind != TEST_TIME && t->kind != TEST_DURING)
			return FALSE;
		*from = MIN(*from, t->kind == TEST_WEEKS
					   ? (int)t->from
					   : week_of_time(t->from) - (t->kind == TEST_DURING));
		*to = MAX(*to, t->kind == TEST_WEEKS ? (int)t->to : week_of_time(t->to - 1));
	}
	return !term->negated;
}

/* The stretch of the index to walk: the query's weeks or, where the filter says some, the filter's.
 */
static void week_bounds(const struct row_query *query, int *from, int *to)
{
	const struct filter *filter = query->filter;
	gboolean own = filter && filter->says_week;
	int first, last;

	*from = own ? WEEK_NONE : query->week_from;
	*to = own || query->week_to == WEEK_NONE ? G_MAXINT32 : query->week_to;
	for (guint i = 0; filter && i < filter->terms->len; i++)
		if (term_weeks(filter->terms->pdata[i], &first, &last)) {
			*from = MAX(*from, first);
			*to = MIN(*to, last);
		}
}

/* What read_row reads, in its order. */
static void add_columns(struct sql *sql)
{
	sql_add(sql, "SELECT key, time_from, time_to, entered_at, ");
	sql_add_report_group(sql);
	sql_add(sql, ", week, category, sub_category, place, area, organisation, lat, lon, "
		     "time_precision, place_precision, known, police_report, counted, withdrawn, "
		     "visibility, import IS NOT NULL, same_as IS NOT NULL FROM observation_row");
}

static void build_sql(struct sql *sql, const struct row_query *query, enum shape shape)
{
	const struct filter *filter = query->filter;
	int from, to;

	week_bounds(query, &from, &to);
	sql->scope = &query->scope;
	sql->narrow = !sql->searched || to - (gint64)from < WEEKS_FEW;
	sql->by_hits = shape == SHAPE_HITS;
	if (counts[shape])
		sql_add(sql, counts[shape]);
	else
		add_columns(sql);
	/* + keeps the engine from walking along the weeks */
	sql_add(sql, sql->by_hits ? " WHERE +week >= ? AND +week <= ?"
				  : " WHERE week >= ? AND week <= ?");
	sql_add_number(sql, from);
	sql_add_number(sql, to);
	if (shape < SHAPE_TALLY && !(filter && filter->says_state))
		sql_add(sql, " AND withdrawn = 0");
	if (shape < SHAPE_TALLY) {
		sql_add(sql, " AND " SEEN("import"));
		sql_add_scope(sql, &query->scope);
	}
	if (query->entered_before != TIME_NONE) {
		sql_add(sql, " AND coalesce(entered_at, 0) < ?");
		sql_add_number(sql, query->entered_before);
	}
	sql_add_filter(sql, filter);
	/* all of them are put in order by compare_rows: the engine would pack and unpack each */
	if (query->limit && (shape == SHAPE_WALK || shape == SHAPE_HITS)) {
		sql_add(sql, " ORDER BY week DESC, time_from DESC, key DESC LIMIT ?");
		sql_add_number(sql, query->limit);
	}
}

char *rows_sql(const struct dialect *dialect, const struct row_query *query, gboolean by_hits)
{
	struct sql sql;

	sql_init(&sql, dialect);
	build_sql(&sql, query, by_hits ? SHAPE_HITS : SHAPE_WALK);
	g_array_unref(sql.values);
	return g_string_free(sql.text, FALSE);
}

static gboolean few_hits(struct store *store, const char *folded)
{
	gboolean exact;

	if (!store_search_is_whole(store))
		return FALSE;
	g_autofree char *expression =
		search_expression(engine_dialect(store->engine), folded, &exact);
	struct statement *statement =
		expression ? store_query(store, QUERY_SEARCH_HITS, NULL) : NULL;
	gint64 hits = HITS_FEW;

	if (!statement)
		return FALSE;
	statement_bind_text(statement, 1, expression);
	statement_bind_int(statement, 2, HITS_FEW);
	return statement_number(statement, &hits, NULL) && hits < HITS_FEW;
}

/* A term that must hold and finds few; a word is not worth it when the weeks already narrow the
 * walk. */
static enum shape best_shape(struct store *store, const struct row_query *query)
{
	const struct filter *filter = query->filter;
	int from, to;

	week_bounds(query, &from, &to);
	for (guint i = 0; filter && i < filter->terms->len; i++) {
		const struct filter_term *term = filter->terms->pdata[i];
		if (term->negated || term->tests->len != 1)
			continue;
		const struct test *test = &g_array_index(term->tests, struct test, 0);
		if (test->kind == TEST_ID)
			return SHAPE_HITS;
		if (test->kind == TEST_TEXT && to - (gint64)from >= WEEKS_FEW &&
		    few_hits(store, test->text))
			return SHAPE_HITS;
	}
	return SHAPE_WALK;
}

/* Which counts can answer: they know weeks, areas and categories of what is not withdrawn and
 * the whole group sees. */
static enum shape best_count(const struct row_query *query)
{
	const struct filter *filter = query->filter;
	enum shape shape = SHAPE_WEEKS;

	if (query->entered_before != TIME_NONE || (filter && filter->says_state) ||
	    query->scope.own || query->scope.outside || query->scope.visible != VISIBLE_GROUP)
		return SHAPE_COUNT;
	for (guint i = 0; filter && i < filter->terms->len; i++) {
		const GArray *any = ((const struct filter_term *)filter->terms->pdata[i])->tests;
		for (guint j = 0; j < any->len; j++) {
			enum test_kind kind = g_array_index(any, struct test, j).kind;
			if (kind == TEST_AREA || kind == TEST_CATEGORY)
				shape = SHAPE_TALLY;
			else if (kind != TEST_WEEKS)
				return SHAPE_COUNT;
		}
	}
	return shape;
}

/* Whether words can be looked for in the index; of no matter where none are. */
static gboolean words_are_indexed(struct store *store, const struct filter *filter)
{
	for (guint i = 0; filter && i < filter->terms->len; i++) {
		const GArray *any = ((const struct filter_term *)filter->terms->pdata[i])->tests;
		for (guint j = 0; j < any->len; j++)
			if (g_array_index(any, struct test, j).kind == TEST_TEXT)
				return store_search_is_whole(store);
	}
	return TRUE;
}

static gboolean count(struct store *store, const struct row_query *query, gint64 *total,
		      GError **error)
{
	struct sql sql;

	if (!week_count_flush(store, error))
		return FALSE;
	sql_init(&sql, engine_dialect(store->engine));
	sql.searched = words_are_indexed(store, query->filter);
	build_sql(&sql, query, best_count(query));
	struct statement *statement = sql_prepare(store, &sql, error);
	gboolean done = statement && statement_number(statement, total, error);
	statement_free(statement);
	sql_clear(&sql);
	return done;
}

static gint64 time_of(struct statement *s, int column)
{
	return column_is_null(s, column) ? TIME_NONE : column_int(s, column);
}

static float degrees_of(struct statement *s, int column)
{
	return column_is_null(s, column) ? NAN : (float)column_real(s, column);
}

static void read_row(struct statement *s, struct observation_row *row)
{
	*row = (struct observation_row){
		.key = column_int(s, 0),
		.time_from = time_of(s, 1),
		.time_to = time_of(s, 2),
		.entered_at = time_of(s, 3),
		.report_group = column_int(s, 4),
		.week = column_small(s, 5),
		.category = column_small(s, 6),
		.sub_category = column_small(s, 7),
		.place = column_small(s, 8),
		.area = column_small(s, 9),
		.organisation = column_small(s, 10),
		.lat = degrees_of(s, 11),
		.lon = degrees_of(s, 12),
		.time_precision = (guint8)column_small(s, 13),
		.place_precision = (guint8)column_small(s, 14),
		.known = (guint8)column_small(s, 15),
		.police_report = (guint8)column_small(s, 16),
		.counted = (guint8)column_small(s, 17),
		.withdrawn = (guint8)column_small(s, 18),
		.visibility = (guint8)column_small(s, 19),
		.imported = column_small(s, 20) & 1,
		.proposed = column_small(s, 21) & 1,
	};
}

static GArray *read_rows(struct statement *statement, GError **error)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct observation_row));
	enum engine_step step;

	while ((step = statement_step(statement, error)) == ENGINE_ROW) {
		g_array_set_size(rows, rows->len + 1);
		read_row(statement, &g_array_index(rows, struct observation_row, rows->len - 1));
	}
	if (step != ENGINE_DONE)
		g_clear_pointer(&rows, g_array_unref);
	return rows;
}

/* As ORDER BY week DESC, time_from DESC, key DESC: TIME_NONE stands last, as NULL does. */
static int compare_rows(gconstpointer a, gconstpointer b)
{
	const struct observation_row *x = a, *y = b;

	if (x->week != y->week)
		return x->week < y->week ? 1 : -1;
	if (x->time_from != y->time_from)
		return x->time_from < y->time_from ? 1 : -1;
	return x->key < y->key ? 1 : x->key > y->key ? -1 : 0;
}

/* More weeks than what is looked at by itself. */
static gboolean may_be_many(const struct row_query *query)
{
	int from, to;

	week_bounds(query, &from, &to);
	return (!query->limit || query->limit > FEW_ROWS) && to - (gint64)from > FEW_WEEKS;
}

GArray *store_rows(struct store *store, const struct row_query *query, gint64 *total,
		   GError **error)
{
	GArray *rows = NULL;
	struct sql sql;

	if (!imported_settle(store, error))
		return NULL;
	sql_init(&sql, engine_dialect(store->engine));
	sql.searched = words_are_indexed(store, query->filter);
	build_sql(&sql, query, best_shape(store, query));
	struct statement *statement = sql_prepare(store, &sql, error);
	if (statement && may_be_many(query))
		statement_set_many(statement);
	if (statement)
		rows = read_rows(statement, error);
	statement_free(statement);
	sql_clear(&sql);
	if (rows && !query->limit)
		g_array_sort(rows, compare_rows);
	if (!rows || !total)
		return rows;
	*total = rows->len;
	if (query->limit && rows->len == query->limit && !count(store, query, total, error))
		g_clear_pointer(&rows, g_array_unref);
	return rows;
}

gboolean store_link_told(struct store *store, const struct scope *scope, gint64 report_group,
			 gint64 observation)
{
	struct sql sql;
	gint64 others = 0;

	sql_init(&sql, engine_dialect(store->engine));
	sql_add(&sql, "SELECT count(*) FROM observation_row WHERE report_group = ? AND key <> ? "
		      "AND withdrawn = 0 AND " SEEN("import"));
	sql_add_number(&sql, report_group);
	sql_add_number(&sql, observation);
	sql_add_scope(&sql, scope);
	struct statement *statement = store_statement(store, sql.text->str, NULL);
	if (statement)
		sql_bind(&sql, statement);
	gboolean told = statement && statement_number(statement, &others, NULL) && others > 0;
	sql_clear(&sql);
	return told;
}

static void use_add(GHashTable *use, gint64 key, int times)
{
	if (key)
		g_hash_table_replace(
			use, g_memdup2(&key, sizeof key),
			GINT_TO_POINTER(GPOINTER_TO_INT(g_hash_table_lookup(use, &key)) + times));
}

GHashTable *store_use(struct store *store, gint64 organisation, const char *field, int since_week,
		      GError **error)
{
	gboolean place = g_str_equal(field, "place");
	g_assert(place || g_str_equal(field, "category"));
	struct statement *statement =
		imported_settle(store, error)
			? store_query(store, place ? QUERY_USE_PLACE : QUERY_USE_CATEGORY, error)
			: NULL;
	GHashTable *use = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	enum engine_step step = ENGINE_FAILED;

	if (statement) {
		statement_bind_int(statement, 1, since_week);
		statement_bind_int(statement, 2, organisation);
		while ((step = statement_step(statement, error)) == ENGINE_ROW) {
			use_add(use, column_int(statement, 0), column_small(statement, 1));
			if (!place)
				use_add(use, column_int(statement, 2), column_small(statement, 1));
		}
		statement_reset(statement);
	}
	if (step != ENGINE_DONE)
		g_clear_pointer(&use, g_hash_table_unref);
	return use;
}
