/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter as SQL with parameters, over the rows of observations. Judges as filter_matches does,
 * but of where something was it asks what is told to who asks. */
#include "config.h"

#include <string.h>

#include "store/row_filter.h"

struct value {
	gint64 number;
	char *text;    /* owned; NULL = number */
	guint8 id[16]; /* bound as a blob where is_id */
	gboolean is_id;
};

static void value_clear(gpointer value)
{
	g_free(((struct value *)value)->text);
}

void sql_init(struct sql *sql, const struct dialect *dialect)
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

void sql_clear(struct sql *sql)
{
	g_string_free(sql->text, TRUE);
	g_array_unref(sql->values);
}

void sql_add(struct sql *sql, const char *piece)
{
	for (; *piece; piece++)
		if (*piece == '?')
			g_string_append_printf(sql->text, "$%u", ++sql->parameters);
		else
			g_string_append_c(sql->text, *piece);
}

void sql_add_number(struct sql *sql, gint64 number)
{
	struct value value = {.number = number};

	g_array_append_val(sql->values, value);
}

static void sql_add_text(struct sql *sql, const char *text)
{
	struct value value = {.text = g_strdup(text)};

	g_array_append_val(sql->values, value);
}

void sql_bind(const struct sql *sql, struct statement *statement)
{
	for (guint i = 0; i < sql->values->len; i++) {
		const struct value *v = &g_array_index(sql->values, struct value, i);
		if (v->is_id)
			statement_bind_bytes(statement, (int)i + 1, v->id, sizeof v->id);
		else if (v->text)
			statement_bind_text(statement, (int)i + 1, v->text);
		else
			statement_bind_int(statement, (int)i + 1, v->number);
	}
}

struct statement *sql_prepare(struct store *store, const struct sql *sql, GError **error)
{
	struct statement *statement = engine_prepare(store->engine, sql->text->str, error);

	if (statement)
		sql_bind(sql, statement);
	return statement;
}

/* Says what access_sees says; a test compares them. */
void sql_add_scope(struct sql *sql, const struct scope *scope)
{
	if ((scope->visible & VISIBLE_ALL) == VISIBLE_ALL)
		return;
	sql_add(sql, " AND (((1 << CAST(visibility AS INTEGER)) & ?) <> 0 OR "
		     "coalesce(organisation, 0) = ?)");
	sql_add_number(sql, scope->visible);
	sql_add_number(sql, scope->own ? scope->own : -1);
	if (!scope->outside)
		return;
	sql_add(sql, " AND (visibility = ? OR coalesce(organisation, 0) = ? OR "
		     "coalesce(organisation, 0) NOT IN (SELECT key FROM organisation WHERE "
		     "withheld <> 0))");
	sql_add_number(sql, VISIBLE_PUBLIC);
	sql_add_number(sql, scope->own ? scope->own : -1);
}

/* What links is told where another report of the event is seen: the mark would tell of one that is
 * not. The common numbers have no links to tell. */
static void add_other_seen(struct sql *sql)
{
	sql_add(sql, "EXISTS (SELECT 1 FROM observation_row AS other WHERE other.report_group = "
		     "observation_row.report_group AND other.key <> observation_row.key AND "
		     "other.withdrawn = 0 AND " SEEN("other.import"));
	sql_add_scope(sql, sql->scope);
	sql_add(sql, ")");
}

static gboolean may_hide_links(const struct sql *sql)
{
	return sql->scope && (sql->scope->own || sql->scope->outside) &&
	       (sql->scope->visible & VISIBLE_ALL) != VISIBLE_ALL;
}

void sql_add_report_group(struct sql *sql)
{
	gboolean hides = may_hide_links(sql);

	sql_add(sql, hides ? "CASE WHEN report_group IS NOT NULL AND " : "report_group");
	if (!hides)
		return;
	add_other_seen(sql);
	sql_add(sql, " THEN report_group END");
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
	sql_add(sql, sql->by_hits ? "(week, key) IN (SELECT o.week, o.key FROM observation AS o "
				    "WHERE o.key IN ("
				  : "key IN (");
	sql_add(sql, keys);
	sql_add(sql, sql->by_hits ? "))" : ")");
}

static void text_test(struct sql *sql, const struct test *test)
{
	gboolean exact;
	g_autofree char *expression = search_expression(sql->dialect, test->text, &exact);

	if (!expression) {
		sql_add(sql, "TRUE");
		return;
	}
	if (!sql->narrow) {
		add_keys(sql, sql->dialect->pieces[PIECE_SEARCH]);
		sql_add_text(sql, expression);
		if (exact)
			return;
		sql_add(sql, " AND ");
	}
	sql_add(sql, sql->dialect->pieces[PIECE_HOLDS]);
	sql_add_text(sql, test->text);
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
		sql_add(sql, "FALSE");
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
	sql_add(sql, "(coalesce(observation_row.organisation, 0) = ?");
	sql_add_number(sql, sql->scope->own ? sql->scope->own : -1);
	if (finest >= SHARE_AREA || sql->scope->where != WHERE_DISTRICT) {
		sql_add(sql, " OR (coalesce((SELECT c.finest FROM category AS c WHERE c.key = "
			     "observation_row.category), 1) <= ? AND coalesce((SELECT c.finest "
			     "FROM category AS c WHERE c.key = observation_row.sub_category), 0) "
			     "<= ?)");
		sql_add_number(sql, finest);
		sql_add_number(sql, finest);
	}
	sql_add(sql, ")");
}

/* TRUE where the test asks where a row was, and it is not told to everybody as it is written. */
static gboolean told_test(struct sql *sql, const struct test *test)
{
	gboolean place = test->kind == TEST_PLACE, area = test->kind == TEST_AREA;

	if (!sql->scope || sql->scope->where == WHERE_AS_WRITTEN ||
	    !(place || area || test->kind == TEST_UNPLACED))
		return FALSE;
	sql_add(sql, place || area ? "coalesce(CASE WHEN " : "CASE WHEN ");
	add_told(sql, area ? SHARE_AREA : SHARE_PLACE);
	if (place || area) {
		sql_add(sql, place ? " THEN place END, 0) = ?" : " THEN area END, 0) = ?");
		sql_add_number(sql, test->from);
		return TRUE;
	}
	sql_add(sql, " THEN place_precision >= 3 WHEN ");
	add_told(sql, SHARE_AREA);
	sql_add(sql, " THEN area IS NULL ELSE TRUE END");
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
		sql_add(sql, tests[test->kind].sql);
		if (tests[test->kind].numbers > 0)
			sql_add_number(sql, test->from);
		if (tests[test->kind].numbers > 1)
			sql_add_number(sql, test->to);
	}
	if (test->kind == TEST_LINKED && may_hide_links(sql)) {
		sql_add(sql, " AND ");
		add_other_seen(sql);
	}
	g_string_append_c(sql->text, ')');
}

void sql_add_filter(struct sql *sql, const struct filter *filter)
{
	for (guint i = 0; filter && i < filter->terms->len; i++) {
		const struct filter_term *term = filter->terms->pdata[i];
		sql_add(sql, term->negated ? " AND NOT (" : " AND (");
		for (guint j = 0; j < term->tests->len; j++) {
			sql_add(sql, j ? " OR " : "");
			one_test(sql, &g_array_index(term->tests, struct test, j));
		}
		sql_add(sql, term->tests->len ? ")" : "FALSE)");
	}
}
