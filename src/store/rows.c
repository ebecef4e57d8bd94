/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Observations as rows: a filter becomes SQL with parameters over the narrow table, which holds a
 * week as one stretch. Judges as filter_matches
 * does. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "store/store_private.h"

#define WEEKS_FEW 2 /* a walk of so many weeks may read every text */
#define HITS_FEW                                                                                   \
	5000 /* up to here a word's observations are looked up one by one instead of walking the   \
		index */

struct value {
	gint64 number;
	char *text;    /* owned; NULL = number */
	guint8 id[16]; /* bound as a blob where is_id */
	gboolean is_id;
};

struct sql {
	const struct dialect *dialect;
	const struct scope *scope; /* of who asks */
	GString *text;
	GArray *values;
	guint parameters;
	gboolean by_hits;
	gboolean searched; /* the search index holds all */
	gboolean narrow;   /* few weeks: their texts are read sooner than the hits of a common word
			      are listed */
};

static void value_clear(gpointer value)
{
	g_free(((struct value *)value)->text);
}

static void sql_init(struct sql *sql, const struct dialect *dialect)
{
	sql->dialect = dialect;
	sql->scope = NULL;
	sql->text = g_string_new(NULL);
	sql->narrow = FALSE;
	sql->parameters = 0;
	sql->by_hits = FALSE;
	sql->searched = TRUE;
	sql->values = g_array_new(FALSE, FALSE, sizeof(struct value));
	g_array_set_clear_func(sql->values, value_clear);
}

static void sql_clear(struct sql *sql)
{
	g_string_free(sql->text, TRUE);
	g_array_unref(sql->values);
}

/* Adds SQL whose parameters are written as ?: they get their numbers here, the values follow. */
static void add_sql(struct sql *sql, const char *piece)
{
	for (; *piece; piece++)
		if (*piece == '?')
			g_string_append_printf(sql->text, "$%u", ++sql->parameters);
		else
			g_string_append_c(sql->text, *piece);
}

static void add_number(struct sql *sql, gint64 number)
{
	struct value value = {.number = number};

	g_array_append_val(sql->values, value);
}

static void add_text(struct sql *sql, const char *text)
{
	struct value value = {.text = g_strdup(text)};

	g_array_append_val(sql->values, value);
}

static struct statement *sql_prepare(struct store *store, const struct sql *sql, GError **error)
{
	struct statement *statement = engine_prepare(store->engine, sql->text->str, error);

	for (guint i = 0; statement && i < sql->values->len; i++) {
		const struct value *v = &g_array_index(sql->values, struct value, i);
		if (v->is_id)
			statement_bind_bytes(statement, (int)i + 1, v->id, sizeof v->id);
		else if (v->text)
			statement_bind_text(statement, (int)i + 1, v->text);
		else
			statement_bind_int(statement, (int)i + 1, v->number);
	}
	return statement;
}

/* tests of a filter */

/* What each test asks; numbers: how many of from, to are its parameters. */
static const struct {
	const char *sql;
	int numbers;
} tests[] = {
	[TEST_WEEKS] = {"week >= ? AND week <= ?", 2},
	[TEST_TIME] = {"coalesce(time_from >= ? AND time_from < ?, FALSE)", 2},
	[TEST_DURING] =
		{"coalesce(CASE WHEN time_to > time_from THEN time_to WHEN time_to IS NOT "
		 "NULL THEN time_from + 1 END > ? AND time_from < ? AND time_precision < 2, "
		 "FALSE)",
		 2},
	[TEST_CATEGORY] = {"coalesce(category, 0) = ?", 1},
	[TEST_SUB_CATEGORY] = {"coalesce(sub_category, 0) = ?", 1},
	[TEST_ORGANISATION] = {"coalesce(organisation, 0) = ?", 1},
	[TEST_AREA] = {"coalesce(area, 0) = ?", 1},
	[TEST_PLACE] = {"coalesce(place, 0) = ?", 1},
	[TEST_WITHDRAWN] = {"withdrawn = 1", 0},
	[TEST_LINKED] = {"report_group IS NOT NULL", 0},
	[TEST_UNPLACED] = {"place_precision >= 3", 0},
	[TEST_PROPOSED] = {"same_as IS NOT NULL", 0},
	[TEST_KNOWN] = {"known = ?", 1},
	[TEST_POLICE_REPORT] = {"police_report = ?", 1},
	[TEST_NOT_COUNTED] = {"counted = 0", 0},
	[TEST_IMPORT] = {"coalesce(import, 0) = ?", 1},
	[TEST_ENTERED] = {"coalesce(entered_at >= ? AND entered_at < ?, FALSE)", 2},
};
G_STATIC_ASSERT(SHARE_PLACE == 0 && SHARE_AREA == 1 && PLACE_NONE == 3 && PLACE_WORDS == 4 &&
		TIME_DATE == 2 && TIME_WEEK > TIME_DATE);

/* A row whose key is among those that a query finds; by_hits: the rows are looked up from them. */
static void add_keys(struct sql *sql, const char *keys)
{
	add_sql(sql, sql->by_hits ? "(week, key) IN (SELECT o.week, o.key FROM observation AS o "
				    "WHERE o.key IN ("
				  : "key IN (");
	add_sql(sql, keys);
	add_sql(sql, sql->by_hits ? "))" : ")");
}

static void text_test(struct sql *sql, const struct test *test)
{
	gboolean exact;
	g_autofree char *expression = search_expression(sql->dialect, test->text, &exact);

	if (!expression) {
		add_sql(sql, "TRUE");
		return;
	}
	if (!sql->narrow) {
		add_keys(sql, sql->dialect->pieces[PIECE_SEARCH]);
		add_text(sql, expression);
		if (exact)
			return;
		add_sql(sql, " AND ");
	}
	add_sql(sql, sql->dialect->pieces[PIECE_HOLDS]);
	add_text(sql, test->text);
}

/* The lowest and the highest id that begin with the text; FALSE when none can. */
static gboolean id_range(const char *text, guint8 low[16], guint8 high[16])
{
	static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
	int digits = 0;

	memset(low, 0, 16);
	memset(high, 0xff, 16);
	for (const char *f = form; *text; text++, f++) {
		if (*f == '-' && *text == '-')
			continue;
		if (*f != 'x' || !g_ascii_isxdigit(*text))
			return FALSE;
		int shift = digits % 2 ? 0 : 4, digit = g_ascii_xdigit_value(*text);
		low[digits / 2] |= (guint8)(digit << shift);
		high[digits / 2] &= (guint8) ~((15 - digit) << shift);
		digits++;
	}
	return TRUE;
}

static void id_test(struct sql *sql, const struct test *test)
{
	struct value low = {.is_id = TRUE}, high = {.is_id = TRUE};

	if (!id_range(test->text, low.id, high.id)) {
		add_sql(sql, "FALSE");
		return;
	}
	add_keys(sql, "SELECT i.key FROM observation AS i WHERE i.id >= ? AND i.id <= ?");
	g_array_append_val(sql->values, low);
	g_array_append_val(sql->values, high);
}

/* Whether a row's place, or its area, is told to who asks: says what where_finest says; a test
 * compares them. Tests ask what is told, so that no filter finds what is not. */
static void add_told(struct sql *sql, enum sharing finest)
{
	add_sql(sql, "(coalesce(observation_row.organisation, 0) = ?");
	add_number(sql, sql->scope->own ? sql->scope->own : -1);
	if (finest >= SHARE_AREA || sql->scope->where != WHERE_DISTRICT) {
		add_sql(sql, " OR (coalesce((SELECT c.finest FROM category AS c WHERE c.key = "
			     "observation_row.category), 1) <= ? AND coalesce((SELECT c.finest "
			     "FROM category AS c WHERE c.key = observation_row.sub_category), 0) "
			     "<= ?)");
		add_number(sql, finest);
		add_number(sql, finest);
	}
	add_sql(sql, ")");
}

/* TRUE where the test asks where a row was, and it is not told to everybody as it is written. */
static gboolean told_test(struct sql *sql, const struct test *test)
{
	gboolean place = test->kind == TEST_PLACE, area = test->kind == TEST_AREA;

	if (!sql->scope || sql->scope->where == WHERE_AS_WRITTEN ||
	    !(place || area || test->kind == TEST_UNPLACED))
		return FALSE;
	add_sql(sql, place || area ? "coalesce(CASE WHEN " : "CASE WHEN ");
	add_told(sql, area ? SHARE_AREA : SHARE_PLACE);
	if (place || area) {
		add_sql(sql, place ? " THEN place END, 0) = ?" : " THEN area END, 0) = ?");
		add_number(sql, test->from);
		return TRUE;
	}
	add_sql(sql, " THEN place_precision >= 3 WHEN ");
	add_told(sql, SHARE_AREA);
	add_sql(sql, " THEN area IS NULL ELSE TRUE END");
	return TRUE;
}

static void one_test(struct sql *sql, const struct test *test)
{
	g_string_append_c(sql->text, '(');
	if (told_test(sql, test)) {
		g_string_append_c(sql->text, ')');
		return;
	}
	if (test->kind == TEST_TEXT)
		text_test(sql, test);
	else if (test->kind == TEST_ID)
		id_test(sql, test);
	else {
		add_sql(sql, tests[test->kind].sql);
		if (tests[test->kind].numbers > 0)
			add_number(sql, test->from);
		if (tests[test->kind].numbers > 1)
			add_number(sql, test->to);
	}
	g_string_append_c(sql->text, ')');
}

static void all_terms(struct sql *sql, const struct filter *filter)
{
	for (guint i = 0; filter && i < filter->terms->len; i++) {
		const struct filter_term *term = filter->terms->pdata[i];
		add_sql(sql, term->negated ? " AND NOT (" : " AND (");
		for (guint j = 0; j < term->tests->len; j++) {
			add_sql(sql, j ? " OR " : "");
			one_test(sql, &g_array_index(term->tests, struct test, j));
		}
		add_sql(sql, term->tests->len ? ")" : "FALSE)");
	}
}

/* the query */

enum shape {
	SHAPE_WALK,  /* along the weeks */
	SHAPE_HITS,  /* from the few observations that a word or id finds */
	SHAPE_COUNT, /* how many, along the weeks */
	SHAPE_TALLY, /* how many, from the counts */
	SHAPE_WEEKS, /* how many, from the counts by week alone */
};

static const char *const shapes[] = {
#define COLUMNS                                                                                    \
	"SELECT key, time_from, time_to, entered_at, report_group, week, category, sub_category, " \
	"place, area, "                                                                            \
	"organisation, lat, lon, time_precision, place_precision, known, police_report, counted, " \
	"withdrawn, visibility, "                                                                  \
	"import IS NOT NULL, same_as IS NOT NULL FROM observation_row"
	[SHAPE_WALK] = COLUMNS,
	[SHAPE_HITS] = COLUMNS,
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

/* Says what access_sees says; a test compares them. */
static void add_scope(struct sql *sql, const struct scope *scope)
{
	if ((scope->visible & VISIBLE_ALL) == VISIBLE_ALL)
		return;
	add_sql(sql, " AND (((1 << CAST(visibility AS INTEGER)) & ?) <> 0 OR "
		     "coalesce(organisation, 0) = ?)");
	add_number(sql, scope->visible);
	add_number(sql, scope->own ? scope->own : -1);
	if (!scope->outside)
		return;
	add_sql(sql, " AND (visibility = ? OR coalesce(organisation, 0) = ? OR "
		     "coalesce(organisation, 0) NOT IN (SELECT key FROM organisation WHERE "
		     "withheld <> 0))");
	add_number(sql, VISIBLE_PUBLIC);
	add_number(sql, scope->own ? scope->own : -1);
}

static void build(struct sql *sql, const struct row_query *query, enum shape shape)
{
	const struct filter *filter = query->filter;
	int from, to;

	week_bounds(query, &from, &to);
	sql->scope = &query->scope;
	sql->narrow = !sql->searched || to - (gint64)from < WEEKS_FEW;
	sql->by_hits = shape == SHAPE_HITS;
	add_sql(sql, shapes[shape]);
	/* + keeps the engine from walking along the weeks */
	add_sql(sql, sql->by_hits ? " WHERE +week >= ? AND +week <= ?"
				  : " WHERE week >= ? AND week <= ?");
	add_number(sql, from);
	add_number(sql, to);
	if (shape < SHAPE_TALLY && !(filter && filter->says_state))
		add_sql(sql, " AND withdrawn = 0");
	if (shape < SHAPE_TALLY) {
		add_sql(sql, " AND " SEEN("import"));
		add_scope(sql, &query->scope);
	}
	if (query->entered_before != TIME_NONE) {
		add_sql(sql, " AND coalesce(entered_at, 0) < ?");
		add_number(sql, query->entered_before);
	}
	all_terms(sql, filter);
	/* all of them are put in order by compare_rows: the engine would pack and unpack each */
	if (query->limit && (shape == SHAPE_WALK || shape == SHAPE_HITS)) {
		add_sql(sql, " ORDER BY week DESC, time_from DESC, key DESC LIMIT ?");
		add_number(sql, query->limit);
	}
}

char *rows_sql(const struct dialect *dialect, const struct row_query *query, gboolean by_hits)
{
	struct sql sql;

	sql_init(&sql, dialect);
	build(&sql, query, by_hits ? SHAPE_HITS : SHAPE_WALK);
	g_array_unref(sql.values);
	return g_string_free(sql.text, FALSE);
}

static gboolean few_hits(struct store *store, const char *folded)
{
	gboolean exact;

	if (!search_is_whole(store))
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

static gboolean count(struct store *store, const struct row_query *query, gint64 *total,
		      GError **error)
{
	struct sql sql;

	if (!week_count_flush(store, error))
		return FALSE;
	sql_init(&sql, engine_dialect(store->engine));
	sql.searched = search_is_whole(store);
	build(&sql, query, best_count(query));
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
	sql.searched = search_is_whole(store);
	build(&sql, query, best_shape(store, query));
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
