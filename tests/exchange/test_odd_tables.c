/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What programs leave in tables on their way from one to another: garbled letters, odd ends of
 * lines, rows framed whole, totals and notes. Rows read and set aside together are those that a
 * person would count. */
#include "config.h"

#include <string.h>

#include "exchange/html_text.h"
#include "exchange/table_cell.h"
#include "fixture.h"
#include "test_odd_tables.h"

static void test_garbled(void)
{
	static const struct {
		const char *text, *meant; /* NULL: it is not garbled */
	} cases[] = {
		{"VisÃ¤ttra", "Visättra"},
		{"VisÃ¤ttra – gÃ¥rden", "Visättra – gården"},
		{"SkogÃ¥s 北", "Skogås 北"},
		{"klockan 10â€“12", "klockan 10–12"},
		{"itâ€™s", "it’s"},
		{"VisÃƒÂ¤ttra", "Visättra"},
		{"Ã\xC2\x85kersberga", "Åkersberga"},
		{"VisÃ\xC2\x83Â\xC2\x83Ã\xC2\x82Â¤ttra", "Visättra"},
		{"10Ã¢â‚¬â€œ12", "10–12"},
		{"Vis√§ttra", "Visättra"},
		{"Vis├ñttra", "Visättra"},
		{"Ã…kersbergaÂ\u00a0x", "Åkersberga\u00a0x"},
		{"Visättra – gården", NULL},
		{"sa ”HÖ” och gick", NULL},
		{"CAFÉ ÖST… â la", NULL},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = garbled_repair(cases[i].text);

		g_assert_cmpstr(got, ==, cases[i].meant);
	}
}

/* A form numbers its questions. */
static void test_numbered_headings(void)
{
	struct reading *r = fixture_read_csv("1. Datum;2) Kategori;10. Plats (skola)\n"
					     "2024-01-05;KLO;Norrby skola\n",
					     -1);

	g_assert_cmpint(reading_row(r, 0)->observation->place, ==, 1);
	reading_check_rows(r, 1, ".");
}

static void test_lost_letters_are_told(void)
{
	struct reading *r =
		fixture_read_csv(HEAD ROW("1") "2;2024-01-05;KLO;Norrby skola;V\uFFFDgen\n"
					       "3;2024-01-05;KLO;Norrby skola;10â€“12 Ã\n",
				 -1);
	struct reading *asked = fixture_read_csv(HEAD "1;2024-01-05;KLO;Norrby skola;Va? Ja?Nej\n"
						      "2;2024-01-05;KLO;Norrby skola;http://a?b\n"
						      "3;2024-01-05;KLO;Norrby skola;V?gen\n",
						 -1);

	g_assert_true(reading_noted(asked, "1 cell holds “?” inside a word"));
	g_assert_true(reading_noted(asked, "on line 4"));
	reading_check_rows(asked, 3, "...");

	g_assert_true(reading_noted(r, "a letter was lost before the file came here, on line 3"));
	g_assert_true(reading_noted(r, "1 cell looks garbled"));
	g_assert_cmpstr(reading_row(r, 2)->observation->text, ==, "10–12 Ã");
	reading_check_rows(r, 3, "...");
}

static void test_ends_of_lines(void)
{
	static const char *const ends[] = {"\u2028", "\u2029", "\xC2\x85", "\v", "\f", "\x1e"};

	for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
		g_autoptr(GString) text = g_string_new(HEAD ROW("1") ROW("2"));

		g_string_replace(text, "\n", ends[i], 0);
		reading_check_rows(fixture_read_csv(text->str, -1), 2, "..");
	}
}

/* A sign of three bytes that lies over the end of what is read at once, in each way. */
static void test_ends_of_lines_over_chunks(void)
{
	for (int before = 0; before < 3; before++) {
		g_autoptr(GString) text = g_string_new(HEAD "1;2024-01-05;KLO;Norrby skola;");
		struct reading *r;

		while (text->len < 65536 - (gsize)before - 2)
			g_string_append_c(text, 'x');
		g_string_replace(text, "\n", "\u2028", 0);
		g_string_append(text, "\u20282;2024-01-05;KLO;Norrby skola;Tagg");
		r = fixture_read_csv(text->str, -1);
		g_assert_nonnull(reading_row(r, 0)->observation->text);
		reading_check_rows(r, 2, "..");
	}
}

static void test_rows_framed_whole(void)
{
	struct reading *r = fixture_read_csv("\"id,Datum,Kategori,Plats,Beskrivning\"\n"
					     "\"1,2024-01-05,KLO,Norrby skola,\"\"Tagg, blå\"\"\"\n"
					     "\"2,2024-01-05,KLO,Norrby skola,Tagg\"\n",
					     -1);

	g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "Tagg, blå");
	reading_check_rows(r, 2, "..");
	r = fixture_read_csv(
		"id;Datum;Kategori;Plats;Beskrivning\n"
		"\"1;2024-01-05;KLO;Norrby skola;Tagg\"\n" ROW("2") "\"En not; ej rad\"\n",
		-1);
	g_assert_cmpint(reading_row(r, 0)->line, ==, 2);
	reading_check_rows(r, 3, "..x");
}

/* Empty cells behind the frame, and a frame around another delimiter than theirs. */
static void test_rows_framed_then_empty(void)
{
	static const char *const files[] = {
		"\"id;Datum;Kategori;Plats;Beskrivning\";;\n"
		"\"1;2024-01-05;KLO;Norrby skola;Tagg\";;\n"
		"\"2;2024-01-05;KLO;Norrby skola;\"\"Tagg; blå\"\"\";;\n",
		HEAD "\"1;2024-01-05;KLO;Norrby skola;Tagg\";;;;\n" ROW("2"),
		"\"id,Datum,Kategori,Plats,Beskrivning\";;\n"
		"\"1,2024-01-05,KLO,Norrby skola,Tagg\";;\n"
		"\"2,2024-01-05,KLO,Norrby skola,\"\"Tagg, blå\"\"\";;\n",
		"\"Rapport; oktober\";;;;\n" HEAD ROW("1") ROW("2"),
	};

	for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
		struct reading *r = fixture_read_csv(files[i], -1);

		g_test_message("%s", files[i]);
		g_assert_true(g_str_has_prefix(reading_row(r, 1)->observation->text, "Tagg"));
		reading_check_rows(r, 2, "..");
	}
}

/* A line that says in what units or forms the columns are is no row; a row is one. */
static void test_units_below_headings(void)
{
	static const struct {
		const char *line;
		gboolean passed;
	} cases[] = {
		{"(st);(ÅÅÅÅ-MM-DD);(kod);(namn);(fritext)", TRUE},
		{";YYYY-MM-DD;;;", TRUE},
		{"nr;åååå-mm-dd;text;text;fritext", TRUE},
		{"int;date;varchar(50);nvarchar(200);text", TRUE},
		{";[datum];;;kr", TRUE},
		{"-;-;-;-;-", TRUE},
		{";okänt;Stöld;Norrby skola;text", FALSE},
		{"7;;KLO;(okänd);", FALSE},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strconcat(HEAD, cases[i].line, "\n", ROW("1"), NULL);
		struct reading *r = fixture_read_csv(text, -1);

		g_test_message("%s", cases[i].line);
		g_assert_cmpint(reading_noted(r, "says units or forms and was passed over: line 2"),
				==, cases[i].passed);
		reading_check_rows(r, cases[i].passed ? 1 : 2, cases[i].passed ? "." : "x.");
	}
	reading_check_rows(fixture_read_csv(HEAD ROW("1") ";YYYY-MM-DD;;;\n", -1), 2, ".x");
}

static void test_html_cut_by_delimiter(void)
{
	struct reading *r =
		fixture_read_csv(HEAD "1;2024-01-05;KLO;Norrby skola;v&aring;r &amp;amp; h\n"
				      "2;2024-01-05;KLO;Norrby skola;AT&T;\n"
				      "3;2024-01-05;KLO;Norrby skola;a &copy b\n",
				 -1);

	g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "vår & h");
	g_assert_cmpstr(reading_row(r, 1)->observation->text, ==, "AT&T");
	g_assert_cmpstr(reading_row(r, 2)->observation->text, ==, "a &copy b");
	reading_check_rows(r, 3, "...");
}

static void test_html(void)
{
	static const struct {
		const char *text, *meant; /* NULL: it is none */
	} cases[] = {
		{"Centrum &amp; torg", "Centrum & torg"},
		{"Sj&#246;dalen &#xE5; &aring;&Auml;", "Sjödalen å åÄ"},
		{"10&#150;12", "10–12"},
		{"&nbsp;", ""},
		{"a&amp;amp;b", "a&b"},
		{"&amp;aring;", "å"},
		{"<p>Klotter.</p><p>R&ouml;d<br/>f&auml;rg</p>", "Klotter.\nRöd\nfärg"},
		{"<div class=\"ExternalClass1\"><b>Rut</b>or</div>", "Rutor"},
		{"AT&T &okänd; &; &#0; &#xD800; &amp", NULL},
		{"a < b, <okänd> & c > d", NULL},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = html_to_text(cases[i].text);

		g_assert_cmpstr(got, ==, cases[i].meant);
	}
}

/* The note names what was met, and headings are read so too. */
static void test_notes_name_what_was_met(void)
{
	struct reading *r = fixture_read_csv("id;Datum;Kategori;Plats;Beskrivning&nbsp;\n"
					     "1;2024-01-05;KLO;Norrby skola;v&aring;r Vis√§ttra\n"
					     "2;2024-01-05;KLO;Norrby skola;xÃq\n",
					     -1);

	g_assert_true(reading_noted(r, "“Beskrivning&nbsp;” for “Beskrivning”"));
	g_assert_true(reading_noted(r, "2 cells were written as HTML"));
	g_assert_true(reading_noted(
		r, "1 cell had been garbled on its way (“Vis√§ttra” for “Visättra”)"));
	g_assert_true(reading_noted(r, "1 cell looks garbled (“xÃq”)"));
	g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "vår Visättra");
	reading_check_rows(r, 2, "..");
}

static void test_headings_twice(void)
{
	struct reading *r = fixture_read_csv("id;Datum;Kategori;Beskrivning;Beskrivning;Övrigt\n"
					     "1;2024-01-05;KLO;Tagg;Tagg;\n"
					     "2;2024-01-05;KLO;Tagg;Annat;\n"
					     "3;2024-01-05;KLO;Tagg;;\n",
					     -1);

	g_assert_true(
		reading_noted(r, "The heading “Beskrivning” stands twice, in columns 4 and 5: the "
				 "first was read; in 1 row the other says something else."));
	g_assert_true(reading_noted(r, "Columns not used: Övrigt."));
	reading_check_rows(r, 3, "...");
}

/* More than 64 KiB in one frame, with delimiters and lines of its own. */
static void test_long_frame(void)
{
	g_autoptr(GString) text = g_string_new(HEAD "1;2024-01-05;KLO;Norrby skola;\"");
	struct reading *r;

	while (text->len < 200000)
		g_string_append(text, "a; b, c\n");
	g_string_append(text, "slut\"\n" ROW("2"));
	r = fixture_read_csv(text->str, -1);
	g_assert_true(g_str_has_suffix(reading_row(r, 0)->observation->text, "slut"));
	reading_check_rows(r, 2, "..");
}

static void test_totals_and_notes(void)
{
	struct reading *r = fixture_read_csv(
		HEAD ";;;;\n;\u00a0;\t; ;\n" ROW("1") "id;Datum;Kategori;Plats;Beskrivning\n" ROW(
			"2") "--;-----;----;---;---\n---;-----;----;---;---\nSumma;2024-01-05;;;\n"
			     "Källa: Polisen;;;;\n* = preliminärt;;;;\n(2 rows)\nNorrby;;;;\n",
		-1);

	g_assert_cmpuint(r->rows->len, ==, 4);
	g_assert_true(reading_noted(r, "1 line repeats the headings and was passed over: line 5"));
	g_assert_true(reading_noted(
		r, "5 lines are notes and no rows, and were passed over, the first on "
		   "line 7"));
	g_assert_nonnull(strstr(reading_row(r, 2)->reason, "a total of other rows"));
	g_assert_cmpstr(reading_row(r, 2)->field, ==, "id");
	g_assert_nonnull(strstr(reading_row(r, 3)->reason, "only cell of its row"));
	reading_check_rows(r, 4, "..xx");
}

static void test_utf16_cut_off(void)
{
	g_autofree char *text = g_strdup(HEAD ROW("1") ROW("2"));
	gsize size;
	g_autofree char *wide = g_convert(text, -1, "UTF-16LE", "UTF-8", NULL, &size, NULL);
	struct reading *r = fixture_read_csv(wide, (gssize)size - 1);

	g_assert_true(reading_noted(r, "ends in the middle of a character"));
	reading_check_rows(r, 2, "..");
}

static void test_delimiter_said(void)
{
	static const char *const lines[] = {
		"sep=;", "\"sep=;\"",        "SEP=;", "sep=;;;;", "sep=\";\"",
		"sep=,", "\xEF\xBB\xBFsep=;"};

	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *text = g_strconcat(lines[i], "\n" HEAD ROW("1"), NULL);

		reading_check_rows(fixture_read_csv(text, -1), 1, ".");
	}
	reading_check_rows(
		fixture_read_csv("sep=\\t\nid\tDatum\tKategori\n1\t2024-01-05\tKLO\n", -1), 1, ".");
}

static void test_header_far_down(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	struct reading *r;

	for (int i = 0; i < 60; i++)
		g_string_append(text, "Rapport; om\n");
	g_string_append(text, HEAD ROW("1"));
	reading_check_rows(fixture_read_csv(text->str, -1), 1, ".");
	g_string_truncate(text, 0);
	for (int i = 0; i < 120; i++)
		g_string_append(text, "Rapport; om\n");
	r = fixture_read("csv", text->str, -1, NULL, NULL);
	g_assert_nonnull(strstr(r->error->message, "in the first 100 lines"));
	reading_free(r);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/odd-tables/numbered-headings", test_numbered_headings);
	g_test_add_func("/odd-tables/garbled", test_garbled);
	g_test_add_func("/odd-tables/lost-letters-are-told", test_lost_letters_are_told);
	g_test_add_func("/odd-tables/ends-of-lines", test_ends_of_lines);
	g_test_add_func("/odd-tables/ends-of-lines-over-chunks", test_ends_of_lines_over_chunks);
	g_test_add_func("/odd-tables/rows-framed-whole", test_rows_framed_whole);
	g_test_add_func("/odd-tables/rows-framed-then-empty", test_rows_framed_then_empty);
	g_test_add_func("/odd-tables/units-below-headings", test_units_below_headings);
	g_test_add_func("/odd-tables/html", test_html);
	g_test_add_func("/odd-tables/html-cut-by-delimiter", test_html_cut_by_delimiter);
	g_test_add_func("/odd-tables/notes-name-what-was-met", test_notes_name_what_was_met);
	g_test_add_func("/odd-tables/headings-twice", test_headings_twice);
	g_test_add_func("/odd-tables/long-frame", test_long_frame);
	g_test_add_func("/odd-tables/totals-and-notes", test_totals_and_notes);
	g_test_add_func("/odd-tables/utf16-cut-off", test_utf16_cut_off);
	g_test_add_func("/odd-tables/delimiter-said", test_delimiter_said);
	g_test_add_func("/odd-tables/header-far-down", test_header_far_down);
	add_value_tests();
	return g_test_run();
}
