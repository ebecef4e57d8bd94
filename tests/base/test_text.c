/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns, cutting, cleaning, folding, sorting and matching. */
#include "config.h"

#include "osg/text.h"

#include <string.h>

static void test_width(void)
{
	static const struct {
		const char *text;
		int width;
	} cases[] = {
		{"", 0},
		{"Visättra", 8},
		{"a\u030a", 1},
		{"日本", 4},
		{"\u26a0\ufe0f", 1},
		{"\U0001f600", 2},
		{"한글", 4},
		{"▪ ▲ ►", 5},
		{"e\u0301\u0302", 1},
		{"a\u200db", 2},
		{"⣿", 1},
		{"ｱ", 1},
		{"～", 2},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpint(text_width(cases[i].text), ==, cases[i].width);
}

static void test_fit(void)
{
	static const struct {
		const char *text;
		int width;
		enum text_align align;
		const char *fitted;
	} cases[] = {
		{"Visättraskolan", 8, TEXT_LEFT, "Visättr…"},
		{"Skogås", 8, TEXT_LEFT, "Skogås  "},
		{"Skogås", 8, TEXT_RIGHT, "  Skogås"},
		{"Skogås", 9, TEXT_CENTRE, " Skogås  "},
		{"日本語", 4, TEXT_LEFT, "日… "},
		{"日本語", 5, TEXT_LEFT, "日本…"},
		{"a\u030ab\u0308c", 2, TEXT_LEFT, "a\u030a…"},
		{"abc", 0, TEXT_LEFT, ""},
		{"abc", 1, TEXT_LEFT, "…"},
		{"", 2, TEXT_LEFT, "  "},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *fitted = text_fit(cases[i].text, cases[i].width, cases[i].align);
		g_assert_cmpstr(fitted, ==, cases[i].fitted);
		g_assert_cmpint(text_width(fitted), ==, cases[i].width);
	}
}

static void test_wrap(void)
{
	static const struct {
		const char *text;
		int width;
		const char *lines;
	} cases[] = {
		{"Tre rutor krossade på baksidan", 12, "Tre rutor|krossade på|baksidan"},
		{"ett\n\ntvå", 10, "ett||två"},
		{"brandstation", 5, "brand|stati|on"},
		{"", 5, ""},
		{"日本語", 1, "日|本|語"},
		{"a  b", 10, "a  b"},
		{"ab cd", 2, "ab|cd"},
		{"Nedskräpning/dumpning", 16, "Nedskräpning/|dumpning"},
		{"Högmora-Ågesta-Vidja", 17, "Högmora-Ågesta-|Vidja"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) lines = text_wrap(cases[i].text, cases[i].width);
		g_ptr_array_add(lines, NULL);
		g_autofree char *joined = g_strjoinv("|", (char **)lines->pdata);
		g_assert_cmpstr(joined, ==, cases[i].lines);
	}
}

static void test_clean(void)
{
	static const struct {
		const char *text;
		gboolean keep_lines;
		const char *clean;
	} cases[] = {
		{"Tre rutor", FALSE, "Tre rutor"},
		{"  Tre\u00a0rutor ", FALSE, "Tre rutor"},
		{"a\nb", FALSE, "a b"},
		{"a\nb", TRUE, "a\nb"},
		{"a\r\nb\rc", TRUE, "a\nb\nc"},
		{"\033[31mröd\033[0m", FALSE, "[31mröd[0m"},
		{"\033]0;titel\a", FALSE, "]0;titel"},
		{"a\xc2\x9b"
		 "31mb",
		 FALSE, "a31mb"},
		{"a\u202egnirts\u202c", FALSE, "agnirts"},
		{"a\u2066b\u2069", FALSE, "ab"},
		{"a\u200bb\ufeffc", FALSE, "abc"},
		{"a\u030a", FALSE, "å"},
		{"a\xff"
		 "b",
		 FALSE,
		 "a\ufffd"
		 "b"},
		{"\xc3", FALSE, "\ufffd"},
		{"\xed\xa0\x80", FALSE, "\ufffd\ufffd\ufffd"},
		{"x\ue000y", FALSE, "xy"},
		{"x\u0316\u0316\u0316\u0316\u0316\u0316", FALSE, "x\u0316\u0316\u0316\u0316"},
		{"\u0308a", FALSE, "a"},
		{"\u26a0\ufe0f", FALSE, "\u26a0"},
		{"a\tb", FALSE, "a b"},
		{"", FALSE, ""},
		{"\x7f", FALSE, ""},
		{"a\u2028b", TRUE, "a\nb"},
		{"a\u00adb", FALSE, "ab"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *clean = text_clean(cases[i].text, -1, cases[i].keep_lines);
		g_autofree char *again = text_clean(clean, -1, cases[i].keep_lines);
		g_assert_cmpstr(clean, ==, cases[i].clean);
		g_assert_cmpstr(again, ==, clean);
		g_assert_true(text_is_clean(clean));
	}
	g_autofree char *nul = text_clean("a\0b", 3, FALSE);
	g_assert_cmpstr(nul, ==,
			"a\ufffd"
			"b");
	g_assert_false(text_is_clean("a\033b"));
	g_assert_false(text_is_clean("a\u00a0b"));
	g_assert_false(text_is_clean("a "));
}

static void test_fold(void)
{
	static const struct {
		const char *text, *folded;
	} cases[] = {
		{"Visättra, Mangårdsvägen", "visattra mangardsvagen"},
		{"  É—È  ", "e e"},
		{"Straße", "strasse"},
		{"Łódź", "lodz"},
		{"Ærø", "aero"},
		{"A-traktor", "a traktor"},
		{"S:t Botvid", "s t botvid"},
		{"", ""},
		{"!?", ""},
		{"a\u030a", "a"},
		{"日本", "日本"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *folded = text_fold(cases[i].text);
		g_assert_cmpstr(folded, ==, cases[i].folded);
	}
	g_autofree char *lower = text_lower("ÅÄÖ É");
	g_assert_cmpstr(lower, ==, "åäö é");
}

static void test_collate(void)
{
	static const char *const order[] = {"",
					    "9",
					    "10",
					    "Ale",
					    "Alè",
					    "ale",
					    "v9",
					    "v09b",
					    "v10",
					    "Visättra",
					    "Visättra centrum",
					    "Visättraskolan",
					    "zon",
					    "ås",
					    "Ärla",
					    "Öst"};

	for (gsize i = 0; i < G_N_ELEMENTS(order); i++)
		for (gsize j = 0; j < G_N_ELEMENTS(order); j++) {
			g_autofree char *a = text_collate_key(order[i]),
					*b = text_collate_key(order[j]);
			int by_keys = strcmp(a, b);

			g_assert_cmpint(text_collate(order[i], order[j]), ==, i < j ? -1 : i > j);
			g_assert_cmpint((by_keys > 0) - (by_keys < 0), ==, i < j ? -1 : i > j);
		}
}

static void test_match(void)
{
	static const char *const better[][3] = {
		/* typed, better candidate, worse candidate */
		{"skogas", "skogas", "skogas centrum"},
		{"skog", "skogas", "skogas centrum"},
		{"cent", "centrum", "skogas centrum"},
		{"visk", "visattra skola", "visattraskolan"},
		{"vi sk", "visattra skola", "skola visattra"},
		{"gas", "gasverket", "skogas"},
		{"ras", "skogas ras", "visattraskolan"},
		{"hs", "huddinge station", "hasse"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(better); i++)
		g_assert_cmpint(text_match(better[i][0], better[i][1]), >,
				text_match(better[i][0], better[i][2]));
	g_assert_cmpint(text_match("visk", "visattra skola"), >, 0);
	g_assert_cmpint(text_match("visk", "visattraskolan"), >, 0);
	g_assert_cmpint(text_match("zz", "visattra"), ==, 0);
	g_assert_cmpint(text_match("skogass", "skogas"), ==, 0);
}

static void test_number(void)
{
	g_autofree char *a = text_number(1234567), *b = text_number(-1000), *c = text_number(999),
			*d = text_number(G_MININT64);

	g_assert_cmpstr(a, ==, "1\u00a0234\u00a0567");
	g_assert_cmpstr(b, ==, "-1\u00a0000");
	g_assert_cmpstr(c, ==, "999");
	g_assert_true(g_str_has_prefix(d, "-9\u00a0223"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/text/width", test_width);
	g_test_add_func("/text/fit", test_fit);
	g_test_add_func("/text/wrap", test_wrap);
	g_test_add_func("/text/clean", test_clean);
	g_test_add_func("/text/fold", test_fold);
	g_test_add_func("/text/collate", test_collate);
	g_test_add_func("/text/match", test_match);
	g_test_add_func("/text/number", test_number);
	return g_test_run();
}
