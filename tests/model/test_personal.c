/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scanner of personal data: every kind is found in every way it is written, what looks like one
 * and is none is left alone, and all that is found is told. Numbers are Skatteverket's test persons
 * and those that PTS keeps for fiction. */
#include "config.h"

#include "osg/personal.h"

#include <string.h>

#include "personal_forms.h"
#include "osg/csv.h"
#include "osg/resource.h"

enum { FORMS = 4000 };

/* "identity:900101-9802 phone:…": owned, "" = nothing. */
static char *found(const char *text)
{
	g_autoptr(GArray) matches = personal_scan(text, NULL);
	GString *out = g_string_new(NULL);

	for (guint i = 0; matches && i < matches->len; i++) {
		const struct personal_match *m = &g_array_index(matches, struct personal_match, i);

		g_string_append_printf(out, "%s%s:%.*s", i ? "|" : "", m->detector->id,
				       (int)m->length, text + m->offset);
	}
	return g_string_free(out, FALSE);
}

static void test_each(void)
{
	static const struct {
		const char *text, *found;
	} cases[] = {
		{"Personnummer 900101-9802.", "identity:900101-9802"},
		{"pnr18900102-9819och", "identity:18900102-9819"},
		{"19900101 9802", "identity:19900101 9802"},
		{"19900101\u20139802", "identity:19900101\u20139802"},
		{"19 90 01 01 98 02", "identity:19 90 01 01 98 02"},
		{"9 0 0 1 0 1 9 8 0 2", "identity:9 0 0 1 0 1 9 8 0 2"},
		{"plan 2 900101-9802", "identity:900101-9802"},
		{"1990-01-01-9802", "identity:1990-01-01-9802"},
		{"900101-9803", ""},
		{"99001019802", ""},
		{"ring 070-174 06 05", "phone:070-174 06 05"},
		{"tel 0701740635", "phone:0701740635"},
		{"+46 70 174 06 20", "phone:46 70 174 06 20"},
		{"tel 465 004 22", "phone:465 004 22"},
		{"skriv till test@example.com!", "mail:test@example.com"},
		{"bil med skylt ABC12D", "plate:ABC12D"},
		{"skylt abc123", "plate:abc123"},
		{"ABC 123 vid RUM 204", "plate:ABC 123"},
		{"bor i lgh 1203", "flat:lgh 1203"},
		{"se instagram.com/test.testsson.", "profile:instagram.com/test.testsson"},
		{"@test_testsson skrev", "profile:@test_testsson"},
		{"Test Testsson var där", "name:Test Testsson"},
		{"en person som heter Fiktiv", "name:Fiktiv"},
		{"fru Testsson ringde", "name:Testsson"},
		{"Anna Påhitta ringde", "name:Anna Påhitta"},
		{"TEST TESTSSON VAR DÄR", "name:TEST TESTSSON"},
		{"en elev är muslim", "sensitive:muslim"},
		{"Test Testsson är misstänkt", "name:Test Testsson|sensitive:misstänkt"},
		{"Test Testsson, 900101-9802, 070-174 06 05",
		 "name:Test Testsson|identity:900101-9802|phone:070-174 06 05"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *here = found(cases[i].text);

		g_assert_cmpstr(here, ==, cases[i].found);
	}
}

static gboolean holds(const char *text, const char *detector)
{
	g_autoptr(GArray) matches = personal_scan(text, NULL);

	for (guint i = 0; matches && i < matches->len; i++)
		if (g_str_equal(g_array_index(matches, struct personal_match, i).detector->id,
				detector))
			return TRUE;
	return FALSE;
}

/* A number has no excuse; of the rest nineteen of twenty. */
static void test_recall(void)
{
	for (const struct forms *f = personal_forms; f->detector; f++) {
		GRand *random = g_rand_new_with_seed(20241022);
		int missed = 0;

		for (int i = 0; i < FORMS; i++) {
			g_autofree char *text = f->make(random);

			if (holds(text, f->detector))
				continue;
			if (missed++ < 5)
				g_test_message("%s missed: %s", f->detector, text);
		}
		g_rand_free(random);
		g_assert_cmpint(missed, <=, g_str_equal(f->detector, "identity") ? 0 : FORMS / 20);
	}
}

static void test_look_alikes(void)
{
	for (const char *const *text = look_alikes; *text; text++) {
		g_autofree char *here = found(*text);

		if (*here)
			g_test_message("%s", *text);
		g_assert_cmpstr(here, ==, "");
	}
}

static struct csv_table *demo_table(const char *path)
{
	gsize size;
	const char *data = resource_data(path, &size);

	return csv_table_read(data, size, ',', path, NULL);
}

static void test_demo_lists(void)
{
	g_autoptr(csv_table_auto) harmless = demo_table("demo/harmless.csv");
	g_autoptr(csv_table_auto) planted = demo_table("demo/personal.csv");

	for (int row = 0; row < csv_table_rows(harmless); row++) {
		g_autofree char *here = found(csv_table_cell(harmless, row, 0));

		if (*here)
			g_test_message("%s", csv_table_cell(harmless, row, 0));
		g_assert_cmpstr(here, ==, "");
	}
	for (int row = 0; row < csv_table_rows(planted); row++)
		if (!holds(csv_table_cell(planted, row, 1), csv_table_cell(planted, row, 0)))
			g_error("missed: %s", csv_table_cell(planted, row, 1));
}

static void test_explained(void)
{
	static const char text[] = "Test Testsson, 900101-9802, tel 070-174 06 05";
	g_autoptr(GArray) matches = personal_scan(text, NULL);
	g_autofree char *sentence = personal_explain(text, matches), *ids = personal_ids(matches);

	g_assert_true(personal_is_hard(matches));
	g_assert_cmpstr(ids, ==, "identity phone name");
	g_assert_nonnull(strstr(sentence, "“9001…”"));
	g_assert_nonnull(strstr(sentence, "“070-…”"));
	g_assert_nonnull(strstr(sentence, "“Test…”"));
	g_assert_nonnull(strstr(sentence, ". Also: ")); /* each of a kind begins anew */
	g_assert_null(strstr(sentence, "9802"));        /* nobody copies it from there */
	g_assert_null(personal_scan("", NULL));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/personal/each", test_each);
	g_test_add_func("/personal/recall", test_recall);
	g_test_add_func("/personal/look-alikes", test_look_alikes);
	g_test_add_func("/personal/demo-lists", test_demo_lists);
	g_test_add_func("/personal/explained", test_explained);
	return g_test_run();
}
