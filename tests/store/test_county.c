/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a county is told: what the public page's rule tells, counted by the database itself, of the
 * newest fixed picture of each week, and nothing unless the municipality agrees. */
#include "config.h"

#include "osg/county.h"
#include "osg/disclosure.h"

#include "store/store_private.h"

#include "fixture.h"

enum { WEEKS = 300, MOST_CELLS = 6, FIRST_WEEK = 2800 };

/* A picture whose public counts are these. */
static void put_picture(struct store *store, int week, int number, int state, const int *counts,
			int n)
{
	g_autoptr(GError) error = NULL;
	struct picture_record *p = record_new(&picture_kind);
	g_autoptr(GString) content = g_string_new("{\"public_counts\":[");

	for (int i = 0; i < n; i++) {
		g_string_append_printf(content,
				       "%s{\"category\":\"K%d\",\"label\":{\"sv\":\"Brand %d\"}",
				       i ? "," : "", i, i);
		if (counts[i]) /* as pictures have it: 0 is not said */
			g_string_append_printf(content, ",\"count\":%d", counts[i]);
		g_string_append_c(content, '}');
	}
	p->week = week;
	p->number = number;
	p->state = state;
	p->content = g_strdup_printf("%s]}", content->str);
	p->checksum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, p->content, -1);
	g_assert_true(store_put(store, p, NULL, &error));
	g_assert_no_error(error);
	record_free(p);
}

static void set_value(struct store *store, const char *name, const char *value)
{
	g_assert_true(store_set_value(store, name, value, NULL));
}

/* On a server as its owner makes it. */
static void make_view(struct store *store)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *sql = store_county_roles(store, "county", &error);

	if (!fixture_on_server()) {
		g_assert_error(error, OSG_ERROR, OSG_ERROR_INPUT);
		return;
	}
	g_assert_no_error(error);
	g_assert_true(engine_run(store->engine, sql, &error));
	g_assert_no_error(error);
}

/* The cells of this database alone: on a server others may have views, too. */
static GPtrArray *told(struct store_fixture *f, int from, int to)
{
	g_autoptr(GError) error = NULL;
	GPtrArray *cells = g_ptr_array_new_with_free_func(county_cell_free);
	g_autoptr(GPtrArray) silent = g_ptr_array_new_with_free_func(g_free);

	store_county(f->file, from, to, cells, silent, &error);
	g_assert_no_error(error);
	return cells;
}

static const struct county_cell *cell_at(const GPtrArray *cells, guint *at, int week)
{
	const struct county_cell *cell = *at < cells->len ? cells->pdata[*at] : NULL;

	return cell && cell->week == week ? (++*at, cell) : NULL;
}

/* The cells of a week, one by one, then the hidden ones together. */
static void assert_week(const GPtrArray *cells, guint *at, int week, const int *counts, int n)
{
	gboolean hidden[MOST_CELLS], any = FALSE;
	int rest = disclosure_hide(counts, (guint)n, hidden);
	int seen[MOST_CELLS], together = COUNTY_HIDDEN;
	const struct county_cell *cell;

	for (int i = 0; i < n; i++)
		seen[i] = -2;
	while ((cell = cell_at(cells, at, week)))
		*(cell->category ? &seen[cell->position] : &together) = cell->events;
	for (int i = 0; i < n; i++) {
		g_assert_cmpint(seen[i], ==, hidden[i] ? COUNTY_HIDDEN : counts[i]);
		any |= hidden[i];
	}
	g_assert_cmpint(together, ==, any ? rest : COUNTY_HIDDEN);
}

static void random_counts(GRand *rand, int *counts, int *n)
{
	*n = g_rand_int_range(rand, 1, MOST_CELLS + 1);
	for (int i = 0; i < *n; i++)
		counts[i] = g_rand_int_range(rand, 0, g_rand_boolean(rand) ? 6 : 15);
}

/* The rule is written twice, here in C and there in SQL. */
static void test_as_the_public_page(void)
{
	struct store_fixture f;
	g_autoptr(GRand) rand = g_rand_new_with_seed(5);
	static int counts[WEEKS][MOST_CELLS], n[WEEKS];
	guint at = 0;

	fixture_init(&f);
	set_value(f.store, "municipality", "Provköping");
	set_value(f.store, COUNTY_AGREES, "yes");
	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	for (int i = 0; i < WEEKS; i++) {
		random_counts(rand, counts[i], &n[i]);
		put_picture(f.store, FIRST_WEEK + i, 1, 1, counts[i], n[i]);
	}
	g_assert_true(store_commit(f.store, NULL));
	make_view(f.store);
	g_autoptr(GPtrArray) cells = told(&f, FIRST_WEEK, FIRST_WEEK + WEEKS - 1);
	for (int i = 0; i < WEEKS; i++)
		assert_week(cells, &at, FIRST_WEEK + i, counts[i], n[i]);
	g_assert_cmpuint(at, ==, cells->len);
	g_assert_cmpstr(((struct county_cell *)cells->pdata[0])->municipality, ==, "Provköping");
	g_assert_cmpstr(((struct county_cell *)cells->pdata[0])->label_sv, ==, "Brand 0");
	fixture_assert_sound(f.store);
	fixture_clear(&f);
}

static guint told_of(struct store_fixture *f, int week)
{
	g_autoptr(GPtrArray) cells = told(f, week, week);

	return cells->len;
}

/* A draft, an older version, a picture that was withdrawn are nobody's; and all are, until somebody
 * says yes. */
static void test_what_is_told(void)
{
	struct store_fixture f;
	const int old[] = {20, 30}, new[] = {21, 31};

	fixture_init(&f);
	g_assert_true(store_begin(f.store, &fixture_change, NULL));
	put_picture(f.store, FIRST_WEEK, 1, 1, old, 2);
	put_picture(f.store, FIRST_WEEK, 2, 1, new, 2);
	put_picture(f.store, FIRST_WEEK, 0, 0, old, 2);
	put_picture(f.store, FIRST_WEEK + 1, 0, 0, old, 2);
	g_assert_true(store_commit(f.store, NULL));
	make_view(f.store);
	g_assert_cmpuint(told_of(&f, FIRST_WEEK), ==, 0);
	set_value(f.store, COUNTY_AGREES, "no");
	g_assert_cmpuint(told_of(&f, FIRST_WEEK), ==, 0);
	set_value(f.store, COUNTY_AGREES, "yes");
	g_assert_cmpuint(told_of(&f, FIRST_WEEK + 1), ==, 0);
	g_autoptr(GPtrArray) cells = told(&f, FIRST_WEEK, FIRST_WEEK);
	g_assert_cmpuint(cells->len, ==, 2);
	g_assert_cmpint(((struct county_cell *)cells->pdata[1])->events, ==, 31);
	fixture_clear(&f);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/county/as-the-public-page", test_as_the_public_page);
	g_test_add_func("/county/what-is-told", test_what_is_told);
	return g_test_run();
}
