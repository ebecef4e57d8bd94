/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports: sources that come again, pieces, references that are checked at the end, and the search
 * that is filled afterwards. */
#include "config.h"

#include "rows_fixture.h"
#include "store/store_private.h"

static void test_sources(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;
	g_autofree char *seen = NULL, *again = NULL;

	fixture_init(&f);
	fixture_fill(&f);
	import_some(f.store, 0, 20);
	struct observation *twin = fixture_observation(7);
	gint64 owner = twin->organisation;
	g_assert_cmpint(store_source_key(f.store, owner, "test", "row-7", &seen, &error), ==, 8);
	g_assert_cmpstr(seen, ==, "v7");
	g_assert_cmpint(store_source_key(f.store, owner, "test", "row-99", NULL, &error), ==, 0);
	g_assert_cmpint(store_source_key(f.store, owner, "tes", "trow-7", NULL, &error), ==, 0);
	g_assert_no_error(error);
	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	g_assert_true(store_source_seen(f.store, 8, "new", &error));
	/* another organisation's row of the same id is another row */
	g_assert_cmpint(store_source_key(f.store, owner % 4 + 1, "test", "row-7", NULL, &error), ==,
			0);
	g_assert_no_error(error);
	/* the same row of a source cannot become two observations */
	g_assert_false(store_put(f.store, twin, NULL, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
	g_clear_error(&error);
	store_rollback(f.store);
	/* it may be given another name, and the old one is free again */
	struct observation *o = store_get(f.store, &observation_kind, 8, NULL);
	field_set_text(&o->source_id, "renamed");
	fixture_put(f.store, o);
	g_assert_cmpint(store_source_key(f.store, owner, "test", "renamed", NULL, &error), ==, 8);
	g_assert_cmpint(store_source_key(f.store, owner, "test", "row-7", NULL, &error), ==, 0);
	twin->record.key = 0;
	fixture_put(f.store, twin);
	g_assert_cmpint(store_source_key(f.store, owner, "test", "row-7", &again, &error), ==,
			twin->record.key);
	g_assert_null(again);
	fixture_assert_sound(f.store);
	record_free(o);
	record_free(twin);
	fixture_clear(&f);
}

static void test_large_import(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;
	struct row_query query = everything();

	fixture_init(&f);
	fixture_fill(&f);
	gint64 total;
	import_some(f.store, 0, PLENTY);
	fixture_assert_sound(f.store);
	g_assert_cmpint(found(f.store, "goteborg"), ==,
			fixture_number(f.store,
				       "SELECT count(*) FROM observation JOIN "
				       "observation_row USING (week, key) WHERE withdrawn = 0 "
				       "AND text LIKE '%Göteborg%'"));
	if (!fixture_on_server())
		g_assert_cmpint(fixture_number(f.store, "PRAGMA foreign_keys"), ==, 1);
	g_assert_cmpint(
		fixture_number(f.store, "SELECT count(*) FROM log WHERE kind = 'observation'"), ==,
		0);
	/* rows may be asked for in the middle of one, and it can be taken back */
	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	for (guint i = 2 * PLENTY; i < 3 * PLENTY; i++) {
		struct observation *o = fixture_observation(i);
		o->record.withdrawn = FALSE;
		g_assert_true(store_put_imported(f.store, o, NULL, &error));
		record_free(o);
	}
	change_into(f.store, PLENTY + PLENTY - 5,
		    7 * PLENTY); /* one that is not in the search index yet */
	change_into(f.store, 5, 8 * PLENTY);
	query.limit = 1;
	g_autoptr(GArray) rows = store_rows(f.store, &query, &total, &error);
	g_assert_no_error(error);
	g_assert_nonnull(rows);
	g_assert_cmpint(total, >, PLENTY);
	g_assert_cmpint(found(f.store, "bilbrand"), ==,
			fixture_number(f.store,
				       "SELECT count(*) FROM observation JOIN "
				       "observation_row USING (week, key) WHERE withdrawn = 0 "
				       "AND text LIKE '%bilbrand%'"));
	store_rollback(f.store);
	g_assert_cmpint(store_count(f.store, &observation_kind, NULL), ==, PLENTY);
	fixture_assert_sound(f.store);
	fixture_clear(&f);
}

static gint64 holding(struct store *store, const char *word)
{
	g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM observation JOIN "
					       "observation_row USING (week, key) WHERE withdrawn "
					       "= 0 AND text LIKE '%%%s%%'",
					       word);

	return fixture_number(store, sql);
}

/* A large import leaves its words to be searched later; what is asked meanwhile is found, and
 * nothing that is changed meanwhile is lost or found twice. */
static void test_search_is_filled_afterwards(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;
	gboolean more = TRUE;
	int pieces = 0;

	if (fixture_on_server()) {
		g_test_skip("a server leaves no words for later");
		return;
	}
	fixture_init(&f);
	fixture_fill(&f);
	import_some(f.store, 0, PLENTY);
	g_assert_cmpint(fixture_number(f.store, "SELECT count(*) FROM unsearched"), ==, 1);
	g_assert_cmpint(found(f.store, "bilbrand"), ==, holding(f.store, "bilbrand"));
	for (; more; pieces++) {
		g_assert_true(store_begin(f.store, &fixture_change, NULL));
		change_into(f.store, 10 + pieces, 8 * PLENTY + pieces);
		change_into(f.store, PLENTY - 10 - pieces, 9 * PLENTY + pieces);
		struct observation *o = fixture_observation(20 * PLENTY + pieces);
		g_assert_true(store_put(f.store, o, NULL, &error));
		record_free(o);
		g_assert_true(store_commit(f.store, &error));
		g_assert_true(store_fill_search(f.store, &more, &error));
		g_assert_cmpint(found(f.store, "bilbrand"), ==, holding(f.store, "bilbrand"));
	}
	g_assert_cmpint(pieces, >, 3);
	g_assert_cmpint(fixture_number(f.store, "SELECT count(*) FROM unsearched"), ==, 0);
	g_assert_cmpint(
		fixture_number(f.store,
			       "SELECT count(*) FROM search WHERE search MATCH '\"bilbrand\"'"),
		==,
		fixture_number(f.store,
			       "SELECT count(*) FROM observation WHERE text LIKE '%bilbrand%'"));
	fixture_assert_sound(f.store);
	fixture_clear(&f);
}

static void test_import_checks_references(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;

	fixture_init(&f);
	fixture_fill(&f);
	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	struct observation *o = fixture_observation(1);
	g_assert_true(store_put_imported(f.store, o, NULL, &error));
	record_free(o);
	o = fixture_observation(2);
	o->area = 77;
	g_assert_false(store_put_imported(f.store, o, NULL, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	g_clear_error(&error);
	g_assert_false(store_commit(f.store, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	g_assert_cmpint(store_count(f.store, &observation_kind, NULL), ==, 0);
	record_free(o);
	fixture_clear(&f);
}

void add_bulk_tests(void)
{
	g_test_add_func("/rows/sources", test_sources);
	g_test_add_func("/rows/large-import", test_large_import);
	g_test_add_func("/rows/search-filled-afterwards", test_search_is_filled_afterwards);
	g_test_add_func("/rows/import-references", test_import_checks_references);
}
