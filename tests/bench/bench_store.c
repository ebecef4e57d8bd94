/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast the store is: an import of N observations, then what screens ask of it. Usage:
 * bench_store [N [FILE]]. */
#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "osg/store.h"
#include "osg/week.h"

#define START G_GINT64_CONSTANT(1451606400) /* 2016-01-01: N observations over ten years */
#define SPAN (3650 * (gint64)DAY_SECONDS)
#define PLACES 60

static const struct change change = {.at = 1795000000, .door = DOOR_FILE, .what = "bench"};

static void must(gboolean done, GError *error)
{
	if (done)
		return;
	g_printerr("bench_store: %s\n", error ? error->message : "failed");
	exit(1);
}

static double since(gint64 from)
{
	return (double)(g_get_monotonic_time() - from) / 1000.0;
}

static void fill_words(struct store *store)
{
	GError *error = NULL;

	must(store_begin(store, &change, &error), error);
	for (int i = 1; i <= PLACES; i++) {
		struct area *a = record_new(&area_kind);
		struct place *p = record_new(&place_kind);
		struct category *c = record_new(&category_kind);
		struct organisation *o = record_new(&organisation_kind);
		a->name = g_strdup_printf("Area %d", i);
		p->name = g_strdup_printf("Place %d", i);
		c->code = g_strdup_printf("C%d", i);
		o->code = g_strdup_printf("O%d", i);
		must(store_put(store, a, NULL, &error) && store_put(store, p, NULL, &error) &&
			     store_put(store, c, NULL, &error) && store_put(store, o, NULL, &error),
		     error);
		record_free(a);
		record_free(p);
		record_free(c);
		record_free(o);
	}
	must(store_commit(store, &error), error);
}

/* About 130 bytes of words from a skewed registry of 37,500. */
static char *sentence(GRand *rand)
{
	GString *text = g_string_sized_new(160);

	while (text->len < 125) {
		double r = g_rand_double(rand);
		g_string_append_printf(text, "%so%cd%x%s", text->len ? " " : "",
				       'a' + g_rand_int_range(rand, 0, 25), (int)(r * r * r * 1500),
				       r < 0.1 ? "å" : "");
	}
	return g_string_free(text, FALSE);
}

/* Mostly small: some categories and areas hold most. */
static double skewed(GRand *rand)
{
	double r = g_rand_double(rand);

	return r * r * r;
}

static void import_all(struct store *store, int n)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(1);
	GError *error = NULL;
	gint64 at, texts = 0;

	g_autoptr(GPtrArray) sentences = g_ptr_array_new_with_free_func(g_free);
	for (int i = 0; i < 10000; i++)
		g_ptr_array_add(sentences, sentence(rand));
	at = g_get_monotonic_time();
	must(store_begin(store, &change, &error), error);
	for (int i = 0; i < n; i++) {
		struct observation *o = record_new(&observation_kind);
		char id[24], version[24];

		o->time_from = o->time_to =
			START + SPAN / n * i + g_rand_int_range(rand, 0, 100000);
		o->week = week_of_time(o->time_from);
		o->category = 1 + (int)(24 * skewed(rand));
		o->place = g_rand_int_range(rand, 1, PLACES);
		o->area = 1 + (int)(20 * skewed(rand));
		o->place_precision = PLACE_PLACE;
		o->organisation = g_rand_int_range(rand, 1, 14);
		o->entered_at = change.at;
		o->counted = 1;
		field_set_text(&o->source, "bench");
		g_snprintf(id, sizeof id, "%d", i);
		g_snprintf(version, sizeof version, "%016x", i * 7919u);
		field_set_text(&o->source_id, id);
		o->text = g_strdup(sentences->pdata[(i + (i >> 5)) % 10000]);
		must(store_source_key(store, o->organisation, o->source, o->source_id, NULL,
				      &error) == 0 &&
			     store_put_imported(store, o, version, &error),
		     error);
		record_free(o);
	}
	texts = g_get_monotonic_time();
	must(store_commit(store, &error), error);
	g_print("import %d: %.2f s (commit %.2f s), %.0f rows/s\n", n, since(at) / 1000,
		since(texts) / 1000, n / since(at) * 1000);
}

static void rows(struct store *store, const char *what, struct row_query query)
{
	double best = 1e9;
	gint64 total = 0;
	guint found = 0;
	GError *error = NULL;

	for (int i = 0; i < 7; i++) {
		gint64 at = g_get_monotonic_time();
		GArray *array = store_rows(store, &query, &total, &error);
		must(array != NULL, error);
		best = MIN(best, since(at));
		found = array->len;
		g_array_unref(array);
	}
	g_print("%-28s %8.2f ms  %u of %" G_GINT64_FORMAT "\n", what, best, found, total);
}

static struct filter *filter_of(enum test_kind kind, gint64 key, const char *text, gboolean negated)
{
	struct filter *f = g_new0(struct filter, 1);
	struct filter_term *term = g_new0(struct filter_term, 1);
	struct test test = {.kind = kind, .from = key, .text = g_strdup(text)};

	f->terms = g_ptr_array_new();
	term->negated = negated;
	term->tests = g_array_new(FALSE, FALSE, sizeof(struct test));
	g_array_append_val(term->tests, test);
	g_ptr_array_add(f->terms, term);
	return f;
}

static void questions(struct store *store)
{
	int first, last, mid;
	struct row_query all = {.scope = {.visible = VISIBLE_GROUP},
				.week_from = WEEK_NONE,
				.week_to = WEEK_NONE,
				.entered_before = TIME_NONE,
				.limit = 50};

	store_weeks(store, &first, &last);
	mid = (first + last) / 2;
	struct row_query week = all;
	week.week_from = week.week_to = mid;
	week.limit = 0;
	rows(store, "newest 50", all);
	rows(store, "a week", week);
	all.limit = 5000;
	rows(store, "newest 5000", all);
	all.filter = filter_of(TEST_AREA, 3, NULL, FALSE);
	rows(store, "5000 of an area", all);
	all.filter = filter_of(TEST_ORGANISATION, 3, NULL, FALSE);
	rows(store, "5000 of an organisation", all);
	all.filter = filter_of(TEST_TEXT, 0, "oad1", FALSE);
	rows(store, "5000 of a word", all);
	week.filter = filter_of(TEST_TEXT, 0, "oad1", FALSE);
	rows(store, "word in a week", week);
	all.filter = filter_of(TEST_TEXT, 0, "oxd4a", FALSE);
	rows(store, "5000 of a rarer word", all);
	gint64 at = g_get_monotonic_time();
	g_autoptr(GArray) week_counts = store_week_counts(store, mid - 52, mid, NULL);
	g_print("%-28s %8.2f ms  %u\n", "53 weeks of tallies", since(at), week_counts->len);
	at = g_get_monotonic_time();
	g_autoptr(GHashTable) use = store_use(store, 3, "place", mid - 26, NULL);
	g_print("%-28s %8.2f ms  %u\n", "use of places, 5 years", since(at),
		g_hash_table_size(use));
	at = g_get_monotonic_time();
	for (int i = 0; i < 1000; i++)
		store_version(store);
	g_print("%-28s %8.2f us\n", "version", since(at));
}

static void first_screen(const char *file)
{
	gint64 at = g_get_monotonic_time();
	GError *error = NULL;
	struct store *store = store_open(file, STORE_WRITE, &error);
	int first, last;

	must(store != NULL, error);
	double opened = since(at);
	store_weeks(store, &first, &last);
	struct row_query week = {.scope = {.visible = VISIBLE_GROUP},
				 .week_from = last - 1,
				 .week_to = last - 1,
				 .entered_before = TIME_NONE};
	struct row_query newest = {.scope = {.visible = VISIBLE_GROUP},
				   .week_from = WEEK_NONE,
				   .week_to = WEEK_NONE,
				   .entered_before = TIME_NONE,
				   .limit = 50};
	gint64 total;
	g_array_unref(store_rows(store, &week, &total, NULL));
	g_array_unref(store_rows(store, &newest, &total, NULL));
	g_print("open %.2f ms, with a week and the newest %.2f ms\n", opened, since(at));
	store_close(store);
}

static void memory(void)
{
	g_autofree char *status = NULL;

	if (!g_file_get_contents("/proc/self/status", &status, NULL, NULL))
		return;
	g_auto(GStrv) lines = g_strsplit(status, "\n", -1);
	for (char **line = lines; *line; line++)
		if (g_str_has_prefix(*line, "VmRSS") || g_str_has_prefix(*line, "VmHWM"))
			g_print("%s\n", *line);
}

static void one_at_a_time(struct store *store)
{
	GError *error = NULL;
	gint64 at = g_get_monotonic_time();

	for (int i = 0; i < 200; i++) {
		struct observation *o = record_new(&observation_kind);
		o->time_from = o->time_to = START + SPAN;
		o->week = week_of_time(o->time_from);
		o->category = o->organisation = 1;
		o->text = g_strdup("en trasig ruta");
		must(store_begin(store, &change, &error) && store_put(store, o, NULL, &error) &&
			     store_commit(store, &error),
		     error);
		record_free(o);
	}
	g_print("%-28s %8.2f ms\n", "one observation saved", since(at) / 200);
}

int main(int argc, char **argv)
{
	int n = argc > 1 ? atoi(argv[1]) : 100000;
	const char *file = argc > 2 ? argv[2] : "bench_store.db";
	GError *error = NULL;

	if (!g_file_test(file, G_FILE_TEST_EXISTS)) {
		struct store *store = store_open(file, STORE_CREATE, &error);
		must(store != NULL, error);
		fill_words(store);
		import_all(store, n);
		memory();
		store_close(store);
	}
	first_screen(file);
	struct store *store = store_open(file, STORE_WRITE, &error);
	must(store != NULL, error);
	questions(store);
	one_at_a_time(store);
	memory();
	store_close(store);
	return 0;
}
