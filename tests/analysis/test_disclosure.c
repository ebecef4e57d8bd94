/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told of a table of counts never tells a hidden one: every small table there is, sorted
 * by what is told of it. */
#include "config.h"

#include <glib.h>

#include "osg/disclosure.h"

#define MOST_CELLS 5

/* What a reader sees: "7 . 12 . | 9". */
static char *told(const int *counts, guint n, const gboolean *hidden, int sum)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < n; i++)
		if (hidden[i])
			g_string_append(out, ". ");
		else
			g_string_append_printf(out, "%d ", counts[i]);
	g_string_append_printf(out, "| %d", sum);
	return g_string_free(out, FALSE);
}

/* Of all tables with the same told: the values each cell has been seen with, as bits. */
struct seen {
	guint values[MOST_CELLS];
};

static void note(GHashTable *all, const int *counts, guint n)
{
	gboolean hidden[MOST_CELLS];
	int sum = disclosure_hide(counts, n, hidden);
	char *text = told(counts, n, hidden, sum);
	struct seen *seen = g_hash_table_lookup(all, text);

	for (guint i = 0; i < n; i++)
		g_assert_true(hidden[i] || counts[i] >= DISCLOSURE_LEAST);
	if (!seen) {
		seen = g_new0(struct seen, 1);
		g_hash_table_insert(all, g_strdup(text), seen);
	}
	for (guint i = 0; i < n; i++)
		seen->values[i] |= 1u << counts[i];
	g_free(text);
}

/* Every table of n cells with counts 0..most-1. */
static void try_all(guint n, int most)
{
	g_autoptr(GHashTable) all = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	GHashTableIter iter;
	gpointer key, value;
	int counts[MOST_CELLS] = {0};
	guint at;

	do {
		note(all, counts, n);
		for (at = 0; at < n && ++counts[at] == most; at++)
			counts[at] = 0;
	} while (at < n);
	g_hash_table_iter_init(&iter, all);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		const struct seen *seen = value;
		g_auto(GStrv) cells = g_strsplit(key, " ", -1);

		for (guint i = 0; i < n; i++)
			if (cells[i][0] == '.' && (seen->values[i] & (seen->values[i] - 1)) == 0)
				g_error("%s tells the count of cell %u", (const char *)key, i);
	}
}

static void test_nothing_follows(void)
{
	try_all(1, 24);
	try_all(2, 24);
	try_all(3, 18);
	try_all(4, 12);
	try_all(5, 8);
}

static void test_shows_what_it_can(void)
{
	static const int counts[] = {40, 3, 12, 0, 2, 7};
	gboolean hidden[6];

	g_assert_cmpint(disclosure_hide(counts, 6, hidden), ==, 5);
	g_assert_false(hidden[0] || hidden[2] || hidden[5]);
	g_assert_true(hidden[1] && hidden[3] && hidden[4]);
}

/* One small count alone would follow from the sum: the smallest other goes with it. */
static void test_complement(void)
{
	static const int counts[] = {40, 3, 12, 9};
	gboolean hidden[4];
	int sum = disclosure_hide(counts, 4, hidden);

	g_assert_true(hidden[1] && hidden[3]);
	g_assert_cmpint(sum, !=, 3);
}

static void test_nothing_to_hide(void)
{
	static const int counts[] = {40, 5};
	gboolean hidden[2];

	g_assert_cmpint(disclosure_hide(counts, 2, hidden), ==, 0);
	g_assert_false(hidden[0] || hidden[1]);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/disclosure/nothing-follows", test_nothing_follows);
	g_test_add_func("/disclosure/shows-what-it-can", test_shows_what_it_can);
	g_test_add_func("/disclosure/complement", test_complement);
	g_test_add_func("/disclosure/nothing-to-hide", test_nothing_to_hide);
	return g_test_run();
}
