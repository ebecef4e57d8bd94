/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A damaged file: what can be read of it is saved, what stands on the record is written anew, and
 * what is lost is told. */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "store/store_private.h"

#include "fixture.h"

#define PAGE 8192
#define TYPED 400
#define IMPORTED 200

static void fill(struct store *store)
{
	for (guint n = 0; n < TYPED; n++) {
		struct observation *o = fixture_observation(n);

		fixture_put(store, o);
		record_free(o);
	}
	g_assert_true(store_begin(store, &fixture_change, NULL));
	for (guint n = 1000; n < 1000 + IMPORTED; n++) {
		struct observation *o = fixture_observation(n);

		g_assert_true(store_put_imported(store, o, "v1", NULL));
		record_free(o);
	}
	g_assert_true(store_commit(store, NULL));
}

/* A page of a table, in the middle of it. */
static gint64 page_of(struct store *store, const char *table, int of_ten)
{
	g_autofree char *sql = g_strdup_printf(
		"SELECT pageno FROM dbstat WHERE name = '%s' AND pagetype = 'leaf' ORDER BY path "
		"LIMIT 1 OFFSET (SELECT count(*) * %d / 10 FROM dbstat WHERE name = '%s' AND "
		"pagetype = 'leaf')",
		table, of_ten, table);

	return fixture_number(store, sql);
}

static void overwrite(const char *file, gint64 page)
{
	g_autofree char *junk = g_malloc(PAGE);
	int fd = g_open(file, O_WRONLY, 0);

	memset(junk, 0xa5, PAGE);
	g_assert_cmpint(pwrite(fd, junk, PAGE, (page - 1) * PAGE), ==, PAGE);
	g_close(fd, NULL);
}

static const struct repaired *of_kind(const struct repair *repair, const char *name)
{
	for (guint i = 0; i < repair->tables->len; i++) {
		const struct repaired *r = repair->tables->pdata[i];

		if (g_str_equal(r->name, name))
			return r;
	}
	g_assert_not_reached();
}

/* Which pages, and what may be lost of it. */
static const struct harm {
	const char *name, *table;
	int of_ten;
	gboolean rewrites;      /* all of it is on the record */
	gboolean without_texts; /* imported texts are lost */
	gboolean without_numbers;
} harms[] = {
	{"nothing", NULL, 0, FALSE, FALSE, FALSE},
	{"typed-texts", "observation", 2, TRUE, FALSE, FALSE},
	{"imported-texts", "observation", 9, FALSE, TRUE, FALSE},
	{"numbers", "observation_row", 5, FALSE, FALSE, TRUE},
	{"places", "place", 0, TRUE, FALSE, FALSE},
	{"log", "log", 5, FALSE, FALSE, FALSE},
	{"index-of-ids", "sqlite_autoindex_observation_1", 5, FALSE, FALSE, FALSE},
	{"counts", "week_count", 0, FALSE, FALSE, FALSE},
	{"search", "search_data", 0, FALSE, FALSE, FALSE},
};

static void test_harm(gconstpointer data)
{
	const struct harm *harm = data;
	struct store_fixture f;
	g_autoptr(GError) error = NULL;
	gint64 page = 0, observations, counted, texts;

	fixture_init(&f);
	fixture_fill(&f);
	fill(f.store);
	fixture_assert_sound(f.store);
	observations = store_count(f.store, &observation_kind, NULL);
	counted = fixture_number(f.store, "SELECT sum(counted) FROM week_total");
	texts = fixture_number(f.store, "SELECT count(text) FROM observation");
	if (harm->table)
		page = page_of(f.store, harm->table, harm->of_ten);
	g_clear_pointer(&f.store, store_close);
	if (page)
		overwrite(f.file, page);
	g_autofree char *copy = fixture_path(&f, "repaired.db");
	struct repair *repair = store_repair(f.file, copy, &fixture_change, &error);
	g_assert_no_error(error);
	for (guint i = 0; i < repair->tables->len; i++) {
		const struct repaired *r = repair->tables->pdata[i];
		if (r->lost || r->rewritten)
			g_test_message("%s: %d saved, %d rewritten, %d lost", r->name,
				       (int)r->saved, (int)r->rewritten, (int)r->lost);
	}
	const struct repaired *o = of_kind(repair, "observation");

	/* every observation is there still, with as much of it as there is anywhere */
	f.store = store_open(copy, STORE_WRITE, NULL);
	g_assert_nonnull(f.store);
	g_assert_cmpint(store_count(f.store, &observation_kind, NULL), ==, observations);
	if (!harm->without_numbers)
		g_assert_cmpint(fixture_number(f.store, "SELECT sum(counted) FROM week_total"), ==,
				counted);
	if (!harm->without_texts)
		g_assert_cmpint(fixture_number(f.store, "SELECT count(text) FROM observation"), ==,
				texts);
	g_assert_cmpint(repair->without_texts > 0, ==, harm->without_texts);
	g_assert_cmpint(repair->without_numbers > 0, ==, harm->without_numbers);
	if (harm->rewrites) {
		g_assert_cmpint(of_kind(repair, harm->table)->rewritten, >, 0);
		g_assert_cmpint(of_kind(repair, harm->table)->lost, ==, 0);
	}
	if (harm->rewrites || !harm->table || g_str_has_prefix(harm->name, "counts") ||
	    g_str_equal(harm->name, "search") || g_str_has_prefix(harm->name, "index")) {
		g_assert_cmpint(o->lost, ==, 0);
		fixture_assert_sound(f.store);
	}
	if (g_str_equal(harm->name, "log")) {
		g_assert_cmpint(of_kind(repair, "log")->lost, >, 0);
		g_assert_cmpint(repair->faults->len, >, 0);
	}
	for (guint i = 0; i < repair->faults->len; i++)
		g_assert_null(strstr(repair->faults->pdata[i], "What sources last said"));
	/* and works on */
	struct observation *more = fixture_observation(5000);
	fixture_put(f.store, more);
	record_free(more);
	store_repair_free(repair);
	fixture_clear(&f);
}

static void test_not_over_another(void)
{
	struct store_fixture f;
	g_autoptr(GError) error = NULL;

	fixture_init(&f);
	fixture_fill(&f);
	g_autofree char *copy = fixture_path(&f, "repaired.db");
	g_assert_true(g_file_set_contents(copy, "mine", -1, NULL));
	g_assert_null(store_repair(f.file, copy, &fixture_change, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	fixture_clear(&f);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(harms); i++) {
		g_autofree char *path = g_strconcat("/repair/", harms[i].name, NULL);

		g_test_add_data_func(path, &harms[i], test_harm);
	}
	g_test_add_func("/repair/not-over-another", test_not_over_another);
	return g_test_run();
}
