/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rows_fixture.h"

#include "osg/text.h"
#include "osg/week.h"

struct row_query everything(void)
{
	return (struct row_query){.scope = {.visible = VISIBLE_GROUP},
				  .week_from = WEEK_NONE,
				  .week_to = WEEK_NONE,
				  .entered_before = TIME_NONE};
}

void import_some(struct store *store, guint from, guint to)
{
	g_autoptr(GError) error = NULL;

	g_assert_true(store_begin(store, &fixture_change, &error));
	for (guint i = from; i < to; i++) {
		struct observation *o = fixture_observation(i);
		g_autofree char *version = g_strdup_printf("v%u", i);
		store_put_imported(store, o, version, &error);
		g_assert_no_error(error);
		record_free(o);
	}
	store_commit(store, &error);
	g_assert_no_error(error);
}

void change_into(struct store *store, gint64 key, guint number)
{
	struct observation *stored = store_get(store, &observation_kind, key, NULL),
			   *o = fixture_observation(number);
	g_autoptr(GError) error = NULL;

	o->record = stored->record;
	store_put(store, o, NULL, &error);
	g_assert_no_error(error);
	record_free(stored);
	record_free(o);
}

gint64 found(struct store *store, const char *word)
{
	g_autofree char *folded = text_fold(word);
	struct test test = {.kind = TEST_TEXT, .text = folded};
	struct filter_term term = {.tests = g_array_new(FALSE, FALSE, sizeof(struct test))};
	g_autoptr(GPtrArray) terms = g_ptr_array_new();
	struct filter filter = {.terms = terms};
	struct row_query query = everything();
	gint64 total = -1;

	g_array_append_val(term.tests, test);
	g_ptr_array_add(terms, &term);
	query.filter = &filter;
	g_autoptr(GArray) rows = store_rows(store, &query, &total, NULL);
	g_assert_nonnull(rows);
	g_array_unref(term.tests);
	return total;
}
