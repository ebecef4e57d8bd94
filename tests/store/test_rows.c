/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows, counts and search: what is kept beside the records always says what the records
 * say. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "osg/registry.h"
#include "osg/week.h"

#include "store/store_private.h"

#include "rows_fixture.h"

/* What the week_count should be, counted from the records. */
static void assert_tallies(struct store *store)
{
	g_autoptr(GArray) week_counts = store_week_counts(store, WEEK_NONE, WEEK_NONE, NULL);
	g_autoptr(GPtrArray) all = store_all(store, &observation_kind, NULL);
	int reports = 0, counted = 0;

	for (guint i = 0; i < week_counts->len; i++) {
		const struct week_count *t = &g_array_index(week_counts, struct week_count, i);
		int r = 0, c = 0;
		for (guint j = 0; j < all->len; j++) {
			const struct observation *o = all->pdata[j];
			gboolean here = !o->record.withdrawn && o->week == t->week &&
					o->area == t->area && o->category == t->category;
			r += here;
			c += here && o->counted;
		}
		g_assert_cmpint(t->reports, ==, r);
		g_assert_cmpint(t->counted, ==, c);
		g_assert_cmpint(r, >, 0);
		if (i)
			g_assert_cmpint(t->week, >=,
					g_array_index(week_counts, struct week_count, i - 1).week);
		reports += r;
		counted += c;
	}
	for (guint j = 0; j < all->len; j++) {
		const struct observation *o = all->pdata[j];
		reports -= !o->record.withdrawn;
		counted -= !o->record.withdrawn && o->counted;
	}
	g_assert_cmpint(reports, ==, 0);
	g_assert_cmpint(counted, ==, 0);
}

static void test_counts_after_anything(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;
	g_autoptr(GRand) rand = g_rand_new_with_seed(7);

	fixture_init(&f);
	fixture_fill(&f);
	import_some(f.store, 0, 60);
	for (guint round = 0; round < 25; round++) {
		g_assert_true(store_begin(f.store, &fixture_change, NULL));
		for (int i = 0; i < 6; i++) {
			if (g_rand_int_range(rand, 0, 3)) {
				change_into(f.store, g_rand_int_range(rand, 1, 61),
					    1000 + round * 6 + (guint)i);
			} else {
				struct observation *o =
					fixture_observation(5000 + round * 6 + (guint)i);
				g_assert_true(store_put(f.store, o, NULL, &error));
				record_free(o);
			}
		}
		if (round % 5 == 2)
			store_rollback(f.store);
		else
			g_assert_true(store_commit(f.store, &error));
	}
	assert_tallies(f.store);
	fixture_assert_sound(f.store);
	fixture_clear(&f);
}

static void assert_row(struct store *store, const struct observation_row *row)
{
	struct observation *o = store_get(store, &observation_kind, row->key, NULL);

	g_assert_nonnull(o);
	g_assert_cmpint(row->time_from, ==, o->time_from);
	g_assert_cmpint(row->time_to, ==, o->time_to);
	g_assert_cmpint(row->entered_at, ==, o->entered_at);
	g_assert_cmpint(row->report_group, ==, o->report_group);
	g_assert_cmpint(row->week, ==, o->week);
	g_assert_cmpint(row->category, ==, o->category);
	g_assert_cmpint(row->sub_category, ==, o->sub_category);
	g_assert_cmpint(row->place, ==, o->place);
	g_assert_cmpint(row->area, ==, o->area);
	g_assert_cmpint(row->organisation, ==, o->organisation);
	g_assert_true(isnan(o->lat) ? isnan(row->lat) : row->lat == (float)o->lat);
	g_assert_true(isnan(o->lon) ? isnan(row->lon) : row->lon == (float)o->lon);
	g_assert_cmpint(row->time_precision, ==, o->time_precision);
	g_assert_cmpint(row->place_precision, ==, o->place_precision);
	g_assert_cmpint(row->known, ==, o->known);
	g_assert_cmpint(row->police_report, ==, o->police_report);
	g_assert_cmpint(row->counted, ==, o->counted);
	g_assert_cmpint(row->withdrawn, ==, o->record.withdrawn);
	g_assert_cmpint(row->visibility, ==, o->visibility);
	g_assert_cmpint(row->imported, ==, o->import != 0);
	record_free(o);
}

static void test_rows(void)
{
	struct store_fixture f;
	gint64 total, active;
	struct row_query query = everything();

	fixture_init(&f);
	fixture_fill(&f);
	import_some(f.store, 0, 300);
	active = fixture_number(f.store, "SELECT count(*) FROM observation JOIN observation_row "
					 "USING (week, key) WHERE withdrawn = 0");
	g_autoptr(GArray) all = store_rows(f.store, &query, &total, NULL);
	g_assert_cmpint(all->len, ==, active);
	g_assert_cmpint(total, ==, active);
	for (guint i = 0; i < all->len; i++) {
		const struct observation_row *row = &g_array_index(all, struct observation_row, i);
		assert_row(f.store, row);
		if (i)
			g_assert_true(
				row->time_from < row[-1].time_from ||
				(row->time_from == row[-1].time_from && row->key < row[-1].key));
	}
	query.limit = 10;
	g_autoptr(GArray) newest = store_rows(f.store, &query, &total, NULL);
	g_assert_cmpint(newest->len, ==, 10);
	g_assert_cmpint(total, ==, active);
	for (guint i = 0; i < newest->len; i++)
		g_assert_cmpint(g_array_index(newest, struct observation_row, i).key, ==,
				g_array_index(all, struct observation_row, i).key);
	int first, last;
	g_assert_true(store_weeks(f.store, &first, &last));
	query.limit = 0;
	query.week_from = query.week_to = first + 2;
	g_autofree char *sql =
		g_strdup_printf("SELECT count(*) FROM observation JOIN observation_row USING "
				"(week, key) WHERE withdrawn = 0 AND week = %d",
				first + 2);
	g_autoptr(GArray) week = store_rows(f.store, &query, NULL, NULL);
	g_assert_cmpint(week->len, ==, fixture_number(f.store, sql));
	g_assert_cmpint(week->len, >, 0);
	/* as it was known then */
	query = everything();
	query.limit = 5;
	query.entered_before = FIXTURE_NOW - 20 * DAY_SECONDS;
	g_autofree char *then =
		g_strdup_printf("SELECT count(*) FROM observation JOIN "
				"observation_row USING (week, key) WHERE withdrawn = 0 "
				"AND entered_at < %" G_GINT64_FORMAT,
				query.entered_before);
	g_autoptr(GArray) known = store_rows(f.store, &query, &total, NULL);
	g_assert_cmpint(known->len, ==, 5);
	g_assert_cmpint(total, ==, fixture_number(f.store, then));
	fixture_clear(&f);
}

static void test_search(void)
{
	struct store_fixture f;

	fixture_init(&f);
	fixture_fill(&f);
	struct observation *o = fixture_observation(1);
	o->record.withdrawn = FALSE;
	field_set_text(&o->text, "Trasig ruta (igen) vid Göteborgs-torget, \"bilbrand\"");
	fixture_put(f.store, o);
	g_assert_cmpint(found(f.store, "goteborg"), ==, 1);
	g_assert_cmpint(found(f.store, "GÖTEBORG"), ==, 1);
	g_assert_cmpint(found(f.store, "trasig ruta"), ==, 1);
	g_assert_cmpint(found(f.store, "trasig rut"), ==, 1);
	g_assert_cmpint(found(f.store, "ruta trasig"), ==, 0); /* a phrase, not a bag of words */
	g_assert_cmpint(found(f.store, "trasig igen"), ==, 0);
	g_assert_cmpint(found(f.store, "brand"), ==, 0); /* only where a word begins */
	g_assert_cmpint(found(f.store, "\" OR 1 -- *"), ==, 0);
	field_set_text(&o->text, "något annat");
	fixture_put(f.store, o);
	g_assert_cmpint(found(f.store, "goteborg"), ==, 0);
	g_assert_cmpint(found(f.store, "annat"), ==, 1);
	field_set_text(&o->text, NULL);
	fixture_put(f.store, o);
	g_assert_cmpint(found(f.store, "annat"), ==, 0);
	record_free(o);
	fixture_clear(&f);
}

static struct registry *words_of(struct store *store)
{
	return registry_new(store_all(store, &organisation_kind, NULL),
			    store_all(store, &area_kind, NULL), store_all(store, &place_kind, NULL),
			    store_all(store, &category_kind, NULL), FALSE);
}

static const char *const filters[] = {
	"",
	"alla",
	"v46",
	"v40-v44",
	"-v46",
	"v44|v46",
	"v44|område:\"Område 2\"",
	"2026-11-10",
	"2026-10",
	"2025",
	"idag",
	"område:\"Område 3\"",
	"-område:\"Område 3\"",
	"plats:\"Plats 1\"|plats:\"Plats 4\"",
	"vad:K1",
	"vad:K5|vad:K2",
	"-vad:K5",
	"vem:ORG1",
	"vem:ORG2 -vad:K2",
	"withdrawn",
	"-withdrawn",
	"linked",
	"unplaced",
	"-unplaced rumour",
	"told|rumour",
	"reported",
	"-reported -unreported",
	"uncounted",
	"new",
	"text:rut",
	"text:uta",
	"-text:rut",
	"text:goteborg",
	"text:ATERVINNING",
	"\"trasig ruta\"",
	"-text:\"trasig ruta\"",
	"text:\"pa skolan\" alla",
	"text:bil|text:eld v46|v45",
	"text:rut v46",
	"-text:rut v46",
	"text:\"trasig rut\" v46|v45",
	"text:bilbrand -text:ruta alla",
	"id:0",
	"id:019",
	"-id:019",
	"id:01-9",
	"id:ffff",
};

static void assert_filter(struct store *store, const struct registry *words, const char *line,
			  const GPtrArray *all)
{
	g_autoptr(GError) error = NULL;
	struct filter *filter = filter_parse(line, words, day_from_civil(2026, 11, 18),
					     week_from_iso(2026, 47), &error);
	struct row_query query = everything();
	gint64 expected = 0, total, limited;

	g_assert_no_error(error);
	query.filter = filter;
	g_autoptr(GArray) rows = store_rows(store, &query, &total, &error);
	g_assert_no_error(error);
	for (guint i = 0; i < all->len; i++) {
		const struct observation *o = all->pdata[i];
		gboolean matches = filter_matches(filter, o, NULL), there = FALSE;
		for (guint j = 0; j < rows->len && !there; j++)
			there = g_array_index(rows, struct observation_row, j).key == o->record.key;
		expected += matches;
		if (matches != there)
			g_error("“%s”: observation %d, “%s”", line, (int)o->record.key, o->text);
	}
	g_assert_cmpint(rows->len, ==, expected);
	g_assert_cmpint(total, ==, expected);
	query.limit = 3;
	g_autoptr(GArray) few = store_rows(store, &query, &limited, &error);
	g_assert_cmpint(few->len, ==, MIN(3, expected));
	g_assert_cmpint(limited, ==, expected);
	g_test_message("“%s”: %d", line, (int)expected);
	filter_free(filter);
}

static void test_filters(void)
{
	struct store_fixture f;

	fixture_init(&f);
	fixture_fill(&f);
	import_some(f.store, 0, 400);
	struct report_group *group = record_new(&report_group_kind);
	fixture_put(f.store, group);
	for (gint64 key = 3; key < 40; key += 9) {
		struct observation *o = store_get(f.store, &observation_kind, key, NULL);
		o->report_group = group->record.key;
		fixture_put(f.store, o);
		record_free(o);
	}
	record_free(group);
	g_autoptr(GPtrArray) all = store_all(f.store, &observation_kind, NULL);
	struct registry *words = words_of(f.store);
	for (gsize i = 0; i < G_N_ELEMENTS(filters); i++)
		assert_filter(f.store, words, filters[i], all);
	struct observation *o = all->pdata[17];
	char id[ID_TEXT_SIZE];
	id_format(&o->record.id, id);
	for (gsize length = 9; length < ID_TEXT_SIZE; length += 3) {
		g_autofree char *line = g_strdup_printf("id:%.*s", (int)length, id);
		assert_filter(f.store, words, line, all);
	}
	registry_unref(words);
	fixture_clear(&f);
}

static void test_use(void)
{
	struct store_fixture f;

	fixture_init(&f);
	fixture_fill(&f);
	import_some(f.store, 0, 200);
	for (gint64 organisation = 1; organisation <= 4; organisation++) {
		g_autoptr(GHashTable) places = store_use(f.store, organisation, "place", 0, NULL);
		g_autoptr(GHashTable) categories =
			store_use(f.store, organisation, "category", 0, NULL);
		for (gint64 key = 1; key <= 6; key++) {
			g_autofree char *place = g_strdup_printf(
				"SELECT count(*) FROM observation JOIN "
				"observation_row USING (week, key) WHERE withdrawn = 0 "
				"AND organisation = %d "
				"AND place = %d",
				(int)organisation, (int)key);
			g_autofree char *category = g_strdup_printf(
				"SELECT count(*) FROM observation JOIN observation_row USING "
				"(week, key) WHERE withdrawn = 0 AND organisation "
				"= %d AND %d IN (category, sub_category)",
				(int)organisation, (int)key);
			g_assert_cmpint(GPOINTER_TO_INT(g_hash_table_lookup(places, &key)), ==,
					fixture_number(f.store, place));
			g_assert_cmpint(GPOINTER_TO_INT(g_hash_table_lookup(categories, &key)), ==,
					fixture_number(f.store, category));
		}
	}
	g_autoptr(GHashTable) never = store_use(f.store, 1, "place", G_MAXINT32, NULL);
	g_assert_cmpuint(g_hash_table_size(never), ==, 0);
	fixture_clear(&f);
}

/* plans */

/* Every step that reads observations goes through a key or an index; only the ends of other tables
 * are scanned. */
static void assert_plan(struct store *store, const char *sql)
{
	g_autofree char *explain = g_strconcat("EXPLAIN QUERY PLAN ", sql, NULL);
	g_autoptr(GError) error = NULL;
	struct statement *statement = engine_prepare(store->engine, explain, &error);

	g_assert_no_error(error);
	while (statement_step(statement, &error) == ENGINE_ROW) {
		const char *step = column_text(statement, 3);
		if (strstr(step, "SCAN o") && !strstr(step, "USING"))
			g_error("%s\nreads all observations: %s", sql, step);
	}
	g_assert_no_error(error);
	statement_free(statement);
}

/* What a word finds is looked up row by row; the weeks are not walked. */
static void assert_hits_are_looked_up(struct store *store)
{
	struct test test = {.kind = TEST_TEXT, .text = (char *)"brand"};
	struct filter_term term = {.tests = g_array_new(FALSE, FALSE, sizeof(struct test))};
	g_autoptr(GPtrArray) terms = g_ptr_array_new();
	struct filter filter = {.terms = terms};
	struct row_query query = everything();
	gboolean looked_up = FALSE;

	g_array_append_val(term.tests, test);
	g_ptr_array_add(terms, &term);
	query.filter = &filter;
	g_autofree char *sql = rows_sql(engine_dialect(store->engine), &query, TRUE);
	g_autofree char *explain = g_strconcat("EXPLAIN QUERY PLAN ", sql, NULL);
	struct statement *statement = engine_prepare(store->engine, explain, NULL);
	while (statement_step(statement, NULL) == ENGINE_ROW)
		looked_up |= strstr(column_text(statement, 3),
				    "observation_row USING PRIMARY KEY (week=? AND key=?)") != NULL;
	g_assert_true(looked_up);
	statement_free(statement);
	g_array_unref(term.tests);
}

static void test_plans(void)
{
	static const enum kind_query by_key[] = {KIND_GET, KIND_HAS, KIND_FIND, KIND_INSERT,
						 KIND_UPDATE};
	struct store_fixture f;

	if (fixture_on_server()) {
		g_test_skip("plans are those of SQLite");
		return;
	}
	fixture_init(&f);
	/* a whole import is looked for in all weeks, and nothing refers to a row nobody has seen */
	for (int i = 0; i < QUERY_END; i++)
		if (query_sql(engine_dialect(f.store->engine), i) && i != QUERY_COUNT_IMPORT &&
		    i != QUERY_IMPORT_ROWS && i != QUERY_KEYS_REMOVE && i != QUERY_SOURCE_VERSIONS)
			assert_plan(f.store, query_sql(engine_dialect(f.store->engine), i));
	for (int i = 0; record_kinds[i]; i++)
		for (gsize j = 0; j < G_N_ELEMENTS(by_key); j++) {
			g_autofree char *sql = kind_sql(engine_dialect(f.store->engine),
							record_kinds[i], by_key[j]);
			assert_plan(f.store, sql);
		}
	static const char *const fields[] = {"report_group", "import", "week", "place"};
	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_autofree char *sql = where_sql(&observation_kind,
						 fields_find(observation_kind.fields, fields[i]));
		assert_plan(f.store, sql);
	}
	struct row_query query = everything();
	g_autofree char *walk = rows_sql(engine_dialect(f.store->engine), &query, FALSE),
			*explain = g_strconcat("EXPLAIN QUERY PLAN ", walk, NULL);
	g_autoptr(GError) error = NULL;
	struct statement *statement = engine_prepare(f.store->engine, explain, &error);
	g_assert_no_error(error);
	/* along the weeks: no look into another table, and only a week is sorted at a time */
	g_assert_cmpint(statement_step(statement, &error), ==, ENGINE_ROW);
	g_assert_cmpstr(column_text(statement, 3), ==,
			"SEARCH observation_row USING PRIMARY KEY (week>? AND week<?)");
	statement_free(statement);
	assert_hits_are_looked_up(f.store);
	fixture_clear(&f);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/rows/counts", test_counts_after_anything);
	g_test_add_func("/rows/rows", test_rows);
	g_test_add_func("/rows/search", test_search);
	g_test_add_func("/rows/filters", test_filters);
	g_test_add_func("/rows/use", test_use);
	g_test_add_func("/rows/plans", test_plans);
	add_bulk_tests();
	return g_test_run();
}
