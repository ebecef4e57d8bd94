/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the bytes of a file say their letters: what can be told is read, of the rest it is said that
 * it cannot be told. */
#include "config.h"

#include "fixture.h"

static void test_mark_that_became_text(void)
{
	static const char *const heads[] = {"\xC3\xAF\xC2\xBB\xC2\xBF", "\xEF\xBB\xBF\xEF\xBB\xBF",
					    "\xEF\xBB\xBF\xC3\xAF\xC2\xBB\xC2\xBF"};

	for (gsize i = 0; i < G_N_ELEMENTS(heads); i++) {
		g_autofree char *text =
			g_strconcat(heads[i], "Ärendenr;Datum;Kategori\nA1;2024-01-05;KLO\n", NULL);
		struct reading *r = fixture_read("csv", text, -1, NULL, NULL);

		g_assert_no_error(r->error);
		g_assert_cmpstr(reading_row(r, 0)->observation->source_id, ==, "A1");
		reading_free(r);
	}
}

static void test_code_pages(void)
{
	static const char *const pages[] = {"WINDOWS-1252", "CP850", "MACINTOSH", "UTF-7"};
	static const char utf8[] = "Datum;Kategori;Plats;Beskrivning\n2024-10-04;Skadegörelse;"
				   "Söderby torg;Krossad ruta på skolgården, över gården\n";

	for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
		gsize size;
		g_autofree char *bytes = g_convert(utf8, -1, pages[i], "UTF-8", NULL, &size, NULL);
		struct reading *r = fixture_read("csv", bytes, (gssize)size, NULL, NULL);

		g_test_message("%s", pages[i]);
		g_assert_no_error(r->error);
		g_assert_cmpstr(reading_row(r, 0)->reason, ==, NULL);
		g_assert_cmpstr(kept_place(r, reading_row(r, 0)), ==, "Söderby torg");
		g_assert_cmpstr(reading_row(r, 0)->observation->text, ==,
				"Krossad ruta på skolgården, över gården");
		g_assert_false(reading_noted(r, "cannot be told"));
		reading_free(r);
	}
}

/* Quotes at the ends of words are quotes, and no ö of DOS. */
static void test_quotes_of_windows(void)
{
	struct reading *r = fixture_read(
		"csv", "Datum;Kategori;Beskrivning\n2024-10-04;KLO;\x94nej\x94 h\xE4r\n", -1, NULL,
		NULL);

	g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "”nej” här");
	reading_free(r);
	r = fixture_read("csv", "Datum;Kategori;Beskrivning\n2024-10-04;KLO;\x94nej\x94 tak\n", -1,
			 NULL, NULL);
	g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "”nej” tak");
	g_assert_true(reading_noted(r, "cannot be told"));
	reading_free(r);
}

/* A "+" that begins no letters is one. */
static void test_plus_of_utf7(void)
{
	struct reading *r = fixture_read(
		"csv",
		"Datum;Kategori;Beskrivning\n2024-10-04;KLO;M+AOU-lning, +46 kr, C++ och +- 1\n",
		-1, NULL, NULL);

	g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "Målning, +46 kr, C++ och + 1");
	reading_free(r);
}

static void test_code_page_that_cannot_be_told(void)
{
	struct reading *r =
		fixture_read("csv", "Datum;Kategori;Beskrivning\n2024-10-04;BRA;\xA5 5 \xB7 x\n",
			     -1, NULL, NULL);

	g_assert_no_error(r->error);
	g_assert_true(reading_noted(r, "cannot be told"));
	reading_free(r);
}

static void test_wide_without_a_mark(void)
{
	static const char utf8[] =
		"Datum;Kategori;Plats;Beskrivning\n2024-10-04;BRA;Söderby torg;Rök 😀\n";
	static const char *const names[] = {"UTF-16LE", "UTF-16BE"};

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		gsize size;
		g_autofree char *bytes = g_convert(utf8, -1, names[i], "UTF-8", NULL, &size, NULL);
		struct reading *r = fixture_read("csv", bytes, (gssize)size, NULL, NULL);

		g_assert_no_error(r->error);
		g_assert_cmpstr(kept_place(r, reading_row(r, 0)), ==, "Söderby torg");
		reading_free(r);
	}
}

static void test_feed_in_any_encoding(void)
{
	static const char utf8[] =
		"[{\"id\": 1, \"datetime\": \"2024-01-05 11:00:00 +01:00\", \"name\": \"5 januari "
		"10.07, Brand, Provköping\", \"summary\": \"Det brinner på Söderby torg.\", "
		"\"type\": \"Brand\"}]";
	static const char *const names[] = {"UTF-8", "UTF-16", "UTF-16LE", "WINDOWS-1252"};

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		gsize size;
		g_autofree char *bytes = g_convert(utf8, -1, names[i], "UTF-8", NULL, &size, NULL);
		g_autoptr(GError) error = NULL;
		const struct format *format = format_guess(bytes, size, "feed.json", &error);
		struct reading *r;

		g_assert_no_error(error);
		g_assert_cmpstr(format->id, ==, "polisen");
		r = fixture_read("polisen", bytes, (gssize)size, NULL, "Provköping");
		g_test_message("%s", names[i]);
		g_assert_no_error(r->error);
		g_assert_cmpstr(kept_area(r, reading_row(r, 0)), ==, "Söderby");
		reading_free(r);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/encodings/mark-that-became-text", test_mark_that_became_text);
	g_test_add_func("/encodings/code-pages", test_code_pages);
	g_test_add_func("/encodings/quotes-of-windows", test_quotes_of_windows);
	g_test_add_func("/encodings/plus-of-utf7", test_plus_of_utf7);
	g_test_add_func("/encodings/code-page-that-cannot-be-told",
			test_code_page_that_cannot_be_told);
	g_test_add_func("/encodings/wide-without-a-mark", test_wide_without_a_mark);
	g_test_add_func("/encodings/feed-in-any-encoding", test_feed_in_any_encoding);
	return g_test_run();
}
