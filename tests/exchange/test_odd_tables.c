/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What programs leave in tables on their way from one to another: garbled letters, odd ends of
 * lines, rows framed whole, totals and notes, numbers of many shapes. Rows read and set aside
 * together are those that a person would count. */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "exchange/html_text.h"
#include "exchange/table_cell.h"
#include "fixture.h"
#include "osg/number.h"
#include "osg/position.h"

#define HEAD "id;Datum;Kategori;Plats;Beskrivning\n"
#define ROW(id) id ";2024-01-05;KLO;Norrby skola;Tagg\n"

static struct reading *read_bytes(const char *bytes, gssize length)
{
	struct reading *r = fixture_read("csv", bytes, length, NULL, NULL);

	g_assert_no_error(r->error);
	return r;
}

static gboolean noted(const struct reading *r, const char *says)
{
	for (guint i = 0; i < r->notes->len; i++)
		if (strstr(r->notes->pdata[i], says))
			return TRUE;
	return FALSE;
}

/* How many rows came, and which of them were set aside: "..x". */
static void check_rows(struct reading *take_r, guint rows, const char *aside)
{
	g_autoptr(GString) got = g_string_new(NULL);

	for (guint i = 0; i < take_r->rows->len; i++) {
		const struct kept *k = reading_row(take_r, i);

		if (k->reason)
			g_test_message("line %d: %s", k->line, k->reason);
		g_string_append_c(got, k->reason ? 'x' : '.');
	}
	g_assert_cmpuint(take_r->rows->len, ==, rows);
	g_assert_cmpstr(got->str, ==, aside);
	reading_free(take_r);
}

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

static void test_lost_letters_are_told(void)
{
	struct reading *r = read_bytes(HEAD ROW("1") "2;2024-01-05;KLO;Norrby skola;V\uFFFDgen\n"
						     "3;2024-01-05;KLO;Norrby skola;10â€“12 Ã\n",
				       -1);
	struct reading *asked = read_bytes(HEAD "1;2024-01-05;KLO;Norrby skola;Va? Ja?Nej\n"
						"2;2024-01-05;KLO;Norrby skola;http://a?b\n"
						"3;2024-01-05;KLO;Norrby skola;V?gen\n",
					   -1);

	g_assert_true(noted(asked, "1 cell holds “?” inside a word"));
	g_assert_true(noted(asked, "on line 4"));
	check_rows(asked, 3, "...");

	g_assert_true(noted(r, "a letter was lost before the file came here, on line 3"));
	g_assert_true(noted(r, "1 cell looks garbled"));
	g_assert_cmpstr(reading_row(r, 2)->observation->text, ==, "10–12 Ã");
	check_rows(r, 3, "...");
}

static void test_ends_of_lines(void)
{
	static const char *const ends[] = {"\u2028", "\u2029", "\xC2\x85", "\v", "\f", "\x1e"};

	for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
		g_autoptr(GString) text = g_string_new(HEAD ROW("1") ROW("2"));

		g_string_replace(text, "\n", ends[i], 0);
		check_rows(read_bytes(text->str, -1), 2, "..");
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
		r = read_bytes(text->str, -1);
		g_assert_nonnull(reading_row(r, 0)->observation->text);
		check_rows(r, 2, "..");
	}
}

static void test_rows_framed_whole(void)
{
	struct reading *r = read_bytes("\"id,Datum,Kategori,Plats,Beskrivning\"\n"
				       "\"1,2024-01-05,KLO,Norrby skola,\"\"Tagg, blå\"\"\"\n"
				       "\"2,2024-01-05,KLO,Norrby skola,Tagg\"\n",
				       -1);

	g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "Tagg, blå");
	check_rows(r, 2, "..");
	r = read_bytes("id;Datum;Kategori;Plats;Beskrivning\n"
		       "\"1;2024-01-05;KLO;Norrby skola;Tagg\"\n" ROW("2") "\"En not; ej rad\"\n",
		       -1);
	g_assert_cmpint(reading_row(r, 0)->line, ==, 2);
	check_rows(r, 3, "..x");
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
		struct reading *r = read_bytes(files[i], -1);

		g_test_message("%s", files[i]);
		g_assert_true(g_str_has_prefix(reading_row(r, 1)->observation->text, "Tagg"));
		check_rows(r, 2, "..");
	}
}

/* A line that says in what units or forms the columns are is no row; a row is one. */
/* Owned: when, what, where, and which columns were not used. */
static char *first_row(const struct reading *r)
{
	const struct kept *k = reading_row(r, 0);
	g_autofree char *when = kept_when(k);
	const char *left = "";

	for (guint i = 0; i < r->notes->len; i++)
		if (g_str_has_prefix(r->notes->pdata[i], "Columns not used: "))
			left = (const char *)r->notes->pdata[i] + strlen("Columns not used: ");
	g_assert_cmpstr(k->reason, ==, NULL);
	return g_strdup_printf("%.18s %s, %s, %s, %s", when, kept_code(r, k), kept_place(r, k),
			       k->observation->text ? k->observation->text : "-", left);
}

/* Where no mapping was made for the file; what is two categories is neither. */
static void test_words_of_categories(void)
{
	static const struct {
		const char *word, *code; /* NULL: set aside */
	} cases[] = {
		{"Containerbrand", "BRA.container"},
		{"bilbrand", "BRA.fordon"},
		{"Vandalism", "SKA"},
		{"Brand - fordon", "BRA.fordon"},
		{"Brand: rymdskepp", "BRA"},
		{"Brand - klotter", NULL},
		{"Klotter och brand", NULL},
		{"Rymdvarelser", NULL},
	};
	g_autoptr(GString) table = g_string_new("Datum;Kategori;Plats\n");
	struct reading *r;

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		g_string_append_printf(table, "2024-10-04;%s;Norrby skola\n", cases[i].word);
	r = read_bytes(table->str, -1);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		const struct kept *k = reading_row(r, i);

		g_test_message("%s", cases[i].word);
		g_assert_cmpint(k->reason != NULL, ==, cases[i].code == NULL);
		if (cases[i].code)
			g_assert_cmpstr(kept_code(r, k), ==, cases[i].code);
	}
	g_assert_true(noted(r, "by words that people use"));
	g_assert_true(noted(r, "Containerbrand = "));
	reading_free(r);
}

/* What police, rescue services, housing companies and systems for fault reports call their columns;
 * the day of the event before those of the alarm and the report. */
static void test_headings_of_others(void)
{
	static const struct {
		const char *table, *read;
	} cases[] = {
		{"Ärende-ID;Händelsedatum;Larmtid;Händelsetyp;Adress;Ärendemening\n"
		 "A1;2024-10-04;14:30;Klotter;Norrby skola;Tagg\n",
		 "E 2024-10-04T14:30 KLO, Norrby skola, Tagg, "},
		{"Incident Number,Date of Incident,Time,Incident Type,Location,Description\n"
		 "1,2024-10-04,14:30,Graffiti,Norrby skola,Tag\n",
		 "E 2024-10-04T14:30 KLO, Norrby skola, Tag, "},
		{"Anmälningstid;Felkategori;Objektsadress;Felbeskrivning;Status\n"
		 "2024-10-04 14:30;Klotter;Norrby skola;Tagg;Klar\n",
		 "E 2024-10-04T14:30 KLO, Norrby skola, Tagg, Status."},
		{"Insatsnr;Larm inkom;Insatstyp;Insatsadress;Kommun;Anmäld\n"
		 "7;2024-10-04 02:31;Brand;Norrby skola;Provköping;2024-10-05\n",
		 "E 2024-10-04T02:31 BRA, Norrby skola, -, Anmäld."},
		{"Dnr;Datum för händelse;Tid för händelse;Brottsrubricering;Brottsplats;"
		 "Redogörelse;Polisanmälan\n"
		 "K1;2024-10-04;02:10;Skadegörelse;Norrby skola;Ruta;5000-K1-24\n",
		 "E 2024-10-04T02:10 SKA, Norrby skola, Ruta, Polisanmälan."},
		{"created_at,issue_type,street_address,summary\n"
		 "2024-10-04T14:30:00+02:00,Graffiti,Norrby skola,Tag\n",
		 "E 2024-10-04T14:30 KLO, Norrby skola, Tag, "},
		{"Skapad;Händelsetidpunkt;Kategori;Fastighet;Anteckning\n"
		 "2024-10-05 08:00;2024-10-04 14:30;Klotter;Norrby skola;Tagg\n",
		 "E 2024-10-04T14:30 KLO, Norrby skola, Tagg, Skapad."},
		{"Datum;Starttid;Sluttid;Ärendetyp;Objekt;Kommentar\n"
		 "2024-10-04;14:30;15:30;Klotter;Norrby skola;Tagg\n",
		 "I 2024-10-04T14:30 KLO, Norrby skola, Tagg, "},
		{"Tid;Typ;Plats\n2024-10-04 23:30;Klotter;Norrby skola\n",
		 "E 2024-10-04T23:30 KLO, Norrby skola, -, "},
		{"Tidpunkt;Kategori;Plats\n2024-10-04 23:30;Klotter;Norrbyskola\n",
		 "E 2024-10-04T23:30 KLO, Norrby skola, -, "},
		{"Tidpunkt;Kategori;Plats\n2024-10-04 23:30;Klotter;Söder by torg\n",
		 "E 2024-10-04T23:30 KLO, Söderby torg, -, "},
		{"Tidpunkt;Till;Kategori;Plats\n2024-10-04 23:30;00:15;Klotter;Norrby skola\n",
		 "I 2024-10-04T23:30 KLO, Norrby skola, -, "},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct reading *r = read_bytes(cases[i].table, -1);
		g_autofree char *row = first_row(r);

		g_assert_cmpstr(row, ==, cases[i].read);
		reading_free(r);
	}
}

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
		struct reading *r = read_bytes(text, -1);

		g_test_message("%s", cases[i].line);
		g_assert_cmpint(noted(r, "says units or forms and was passed over: line 2"), ==,
				cases[i].passed);
		check_rows(r, cases[i].passed ? 1 : 2, cases[i].passed ? "." : "x.");
	}
	check_rows(read_bytes(HEAD ROW("1") ";YYYY-MM-DD;;;\n", -1), 2, ".x");
}

static void test_html_cut_by_delimiter(void)
{
	struct reading *r = read_bytes(HEAD "1;2024-01-05;KLO;Norrby skola;v&aring;r &amp;amp; h\n"
					    "2;2024-01-05;KLO;Norrby skola;AT&T;\n"
					    "3;2024-01-05;KLO;Norrby skola;a &copy b\n",
				       -1);

	g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "vår & h");
	g_assert_cmpstr(reading_row(r, 1)->observation->text, ==, "AT&T");
	g_assert_cmpstr(reading_row(r, 2)->observation->text, ==, "a &copy b");
	check_rows(r, 3, "...");
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
	struct reading *r = read_bytes("id;Datum;Kategori;Plats;Beskrivning&nbsp;\n"
				       "1;2024-01-05;KLO;Norrby skola;v&aring;r Vis√§ttra\n"
				       "2;2024-01-05;KLO;Norrby skola;xÃq\n",
				       -1);

	g_assert_true(noted(r, "“Beskrivning&nbsp;” for “Beskrivning”"));
	g_assert_true(noted(r, "2 cells were written as HTML"));
	g_assert_true(noted(r, "1 cell had been garbled on its way (“Vis√§ttra” for “Visättra”)"));
	g_assert_true(noted(r, "1 cell looks garbled (“xÃq”)"));
	g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "vår Visättra");
	check_rows(r, 2, "..");
}

static void test_headings_twice(void)
{
	struct reading *r = read_bytes("id;Datum;Kategori;Beskrivning;Beskrivning;Övrigt\n"
				       "1;2024-01-05;KLO;Tagg;Tagg;\n"
				       "2;2024-01-05;KLO;Tagg;Annat;\n"
				       "3;2024-01-05;KLO;Tagg;;\n",
				       -1);

	g_assert_true(noted(r, "The heading “Beskrivning” stands twice, in columns 4 and 5: the "
			       "first was read; in 1 row the other says something else."));
	g_assert_true(noted(r, "Columns not used: Övrigt."));
	check_rows(r, 3, "...");
}

/* More than 64 KiB in one frame, with delimiters and lines of its own. */
static void test_long_frame(void)
{
	g_autoptr(GString) text = g_string_new(HEAD "1;2024-01-05;KLO;Norrby skola;\"");
	struct reading *r;

	while (text->len < 200000)
		g_string_append(text, "a; b, c\n");
	g_string_append(text, "slut\"\n" ROW("2"));
	r = read_bytes(text->str, -1);
	g_assert_true(g_str_has_suffix(reading_row(r, 0)->observation->text, "slut"));
	check_rows(r, 2, "..");
}

static void test_totals_and_notes(void)
{
	struct reading *r = read_bytes(
		HEAD ";;;;\n;\u00a0;\t; ;\n" ROW("1") "id;Datum;Kategori;Plats;Beskrivning\n" ROW(
			"2") "--;-----;----;---;---\n---;-----;----;---;---\nSumma;2024-01-05;;;\n"
			     "Källa: Polisen;;;;\n* = preliminärt;;;;\n(2 rows)\nNorrby;;;;\n",
		-1);

	g_assert_cmpuint(r->rows->len, ==, 4);
	g_assert_true(noted(r, "1 line repeats the headings and was passed over: line 5"));
	g_assert_true(noted(r, "5 lines are notes and no rows, and were passed over, the first on "
			       "line 7"));
	g_assert_nonnull(strstr(reading_row(r, 2)->reason, "a total of other rows"));
	g_assert_cmpstr(reading_row(r, 2)->field, ==, "id");
	g_assert_nonnull(strstr(reading_row(r, 3)->reason, "only cell of its row"));
	check_rows(r, 4, "..xx");
}

/* What says nothing where there is nothing to say, in each kind of column. */
static void test_nothing_is_said(void)
{
	static const char *const words[] = {"NULL", "-",     "(null)", "<Null>",
					    "nan",  "okänt", "#N/A"};

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		const char *w = words[i];
		g_autofree char *text = g_strdup_printf(
			"id;Datum;Klockslag;Till datum;Kategori;Underkategori;Plats;Organisation;"
			"Hur känt;Polisanmäld;Kostnad;Latitud;Longitud;Adress\n"
			"%s;2024-01-05;%s;%s;KLO;%s;%s;%s;%s;%s;%s;%s;%s;%s\n",
			w, w, w, w, w, w, w, w, w, w, w, w);
		struct reading *r = read_bytes(text, -1);
		const struct kept *k = reading_row(r, 0);

		g_test_message("%s", w);
		g_assert_cmpstr(k->reason, ==, NULL);
		g_assert_true(g_str_has_prefix(k->observation->source_id, "="));
		g_assert_cmpstr(k->observation->place_words, ==, NULL);
		g_assert_cmpint(k->observation->cost, ==, -1);
		check_rows(r, 1, ".");
	}
	struct reading *r = read_bytes(HEAD "1;2024-01-05;KLO;;NULL\n2;2024-01-05;KLO;;-\n", -1);

	g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, NULL);
	g_assert_cmpstr(reading_row(r, 1)->observation->text, ==, "-");
	check_rows(r, 2, "..");
}

/* A row that says that it is several events is none; a mapping may say that it is one. */
static void test_rows_that_count(void)
{
	static const char text[] = "Område;Kategori;Datum;Antal\nNorrby;KLO;2024-01-05;7\n"
				   "Norrby;KLO;2024-01-06;1\nNorrby;KLO;2024-01-07;\n"
				   "Norrby;KLO;2024-01-08;0\n";
	g_autofree char *mapping = fixture_mapping("[columns]\ndate=Datum\ncategory=Kategori\n"
						   "area=Område\nunused=Antal\n");
	struct reading *r = read_bytes(text, -1);

	g_assert_nonnull(strstr(reading_row(r, 0)->reason, "tells of 7 events"));
	g_assert_cmpstr(reading_row(r, 0)->field, ==, "Antal");
	check_rows(r, 4, "x..x");
	check_rows(fixture_read("csv", text, -1, mapping, NULL), 4, "....");
	g_assert_cmpint(g_unlink(mapping), ==, 0);
}

/* Dates with other hyphens and digits than ASCII's; times that nobody knows. */
static void test_dates_of_other_signs(void)
{
	static const char *const dates[] = {"2024\u201101\u201105", "2024–01–05", "2024−01−05",
					    "２０２４-０１-０５"};
	static const char *const times[] = {"NULL", "N/A", "--", "okänd", "Saknas"};

	for (gsize i = 0; i < G_N_ELEMENTS(dates); i++) {
		g_autofree char *text = g_strconcat("Datum;Kategori\n", dates[i], ";KLO\n", NULL);
		struct reading *r = read_bytes(text, -1);
		g_autofree char *when = kept_when(reading_row(r, 0));

		g_assert_cmpstr(when, ==, "D 2024-01-05T00:00:00+01:00/2024-01-06T00:00:00+01:00");
		check_rows(r, 1, ".");
	}
	for (gsize i = 0; i < G_N_ELEMENTS(times); i++) {
		g_autofree char *text = g_strconcat("Datum;Klockslag;Kategori\n2024-01-05;",
						    times[i], ";KLO\n", NULL);

		check_rows(read_bytes(text, -1), 1, ".");
	}
}

/* What is far too much costs its row. */
static void test_far_too_much(void)
{
	static const char zero[] = HEAD ROW("1") "2;2024-01-05;KLO;Nor\0by skola;Tagg\n" ROW("3");
	g_autoptr(GString) text = g_string_new(HEAD ROW("1") "2;2024-01-05;KLO;Norrby skola;");
	struct reading *r = read_bytes(zero, sizeof zero - 1);

	g_assert_nonnull(strstr(reading_row(r, 1)->reason, "zero byte"));
	check_rows(r, 3, ".x.");
	r = read_bytes(HEAD ROW("1") "\0\0\0\0\0\0", sizeof HEAD ROW("1") + 5);
	check_rows(r, 1, ".");
	for (int i = 0; i < 2 << 20; i++)
		g_string_append_c(text, 'x');
	g_string_append(text, "\n" ROW("3"));
	r = read_bytes(text->str, -1);
	g_assert_nonnull(strstr(reading_row(r, 1)->reason, "longer than 1048576 letters"));
	check_rows(r, 3, ".x.");
	g_string_assign(text, HEAD ROW("1"));
	for (int i = 1; i < 10000; i++)
		g_string_append_c(text, ';');
	g_string_append(text, "\n" ROW("3"));
	r = read_bytes(text->str, -1);
	g_assert_nonnull(strstr(reading_row(r, 1)->reason,
				"the row has 10000 cells; at most 1024 are read"));
	check_rows(r, 3, ".x.");
}

static void test_utf16_cut_off(void)
{
	g_autofree char *text = g_strdup(HEAD ROW("1") ROW("2"));
	gsize size;
	g_autofree char *wide = g_convert(text, -1, "UTF-16LE", "UTF-8", NULL, &size, NULL);
	struct reading *r = read_bytes(wide, (gssize)size - 1);

	g_assert_true(noted(r, "ends in the middle of a character"));
	check_rows(r, 2, "..");
}

static void test_delimiter_said(void)
{
	static const char *const lines[] = {
		"sep=;", "\"sep=;\"",        "SEP=;", "sep=;;;;", "sep=\";\"",
		"sep=,", "\xEF\xBB\xBFsep=;"};

	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *text = g_strconcat(lines[i], "\n" HEAD ROW("1"), NULL);

		check_rows(read_bytes(text, -1), 1, ".");
	}
	check_rows(read_bytes("sep=\\t\nid\tDatum\tKategori\n1\t2024-01-05\tKLO\n", -1), 1, ".");
}

/* Soft hyphens and what has no width, in headings and in words. */
static void test_letters_nobody_sees(void)
{
	check_rows(read_bytes("\u200bid;Da\u00adtum;Kategori\u200e;\"Plats (namn)\"\n"
			      "1;2024-01-05;Ska\u00addegörelse;Norrby\u200b skola\n",
			      -1),
		   1, ".");
}

static void test_apostrophes(void)
{
	struct reading *r = read_bytes("'id';'Datum';'Kategori';'Plats';'Beskrivning'\n"
				       "'0123';'2024-01-05';'KLO';'Norrby skola';'Röd; it''s'\n",
				       -1);

	g_assert_cmpstr(reading_row(r, 0)->observation->source_id, ==, "123");
	g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "Röd; it's");
	check_rows(r, 1, ".");
	r = read_bytes(HEAD "'0123;'2024-01-05;'KLO';'Norrby skola;'Stopp' ropade han\n", -1);
	g_assert_cmpstr(reading_row(r, 0)->observation->source_id, ==, "123");
	g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "'Stopp' ropade han");
	g_assert_cmpstr(kept_place(r, reading_row(r, 0)), ==, "Norrby skola");
	check_rows(r, 1, ".");
}

static void test_header_far_down(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	struct reading *r;

	for (int i = 0; i < 60; i++)
		g_string_append(text, "Rapport; om\n");
	g_string_append(text, HEAD ROW("1"));
	check_rows(read_bytes(text->str, -1), 1, ".");
	g_string_truncate(text, 0);
	for (int i = 0; i < 120; i++)
		g_string_append(text, "Rapport; om\n");
	r = fixture_read("csv", text->str, -1, NULL, NULL);
	g_assert_nonnull(strstr(r->error->message, "in the first 100 lines"));
	reading_free(r);
}

static void test_numbers(void)
{
	static const struct {
		const char *text;
		gint64 kronor; /* -1: none */
	} cases[] = {
		{"1’200", 1200},  {"1'200", 1200},  {"+5", 5},        {"１２００", 1200},
		{"1200.-", 1200}, {"1200:-", 1200}, {"1200,-", 1200}, {"1 200 kr", 1200},
		{"1E+03", -1},    {"--5", -1},      {"ca 5", -1},     {">10", -1},
		{"5-10", -1},     {"+", -1},        {"’200", -1},     {"1’2", -1},
	};
	double degrees;
	enum axis axis;

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		gint64 kronor = -1;

		g_test_message("%s", cases[i].text);
		g_assert_cmpint(number_read_kronor(cases[i].text, &kronor), ==,
				cases[i].kronor >= 0);
		g_assert_cmpint(kronor, ==, cases[i].kronor);
	}
	g_assert_true(coordinate_read("+59.2", &degrees, &axis));
	g_assert_cmpfloat(degrees, ==, 59.2);
	g_assert_true(number_is_shortened("2,02E+11"));
	g_assert_false(number_is_shortened("12E3"));
	g_assert_true(coordinate_read("5９.2", &degrees, &axis));
	check_rows(read_bytes(HEAD "2,02E+11;2024-01-05;KLO;Norrby skola;Tagg\n", -1), 1, "x");
}

static void test_positions(void)
{
	static const char *const texts[] = {
		"59°16'12\"N 18°03'00\"E",
		"59° 16′ 12″ N, 18° 3′ 0″ E",
		"geo:59.27,18.05",
		"geo:59.27,18.05;u=35",
		"https://www.google.com/maps?q=59.27,18.05",
		"https://www.google.com/maps/place/59.27,18.05",
		"https://www.google.com/maps/@59.27,18.05,17z",
		"https://www.google.com/maps/place/X/@59.2,18.0,17z/data=!3d59.27!4d18.05",
		"https://maps.google.com/?q=59.27%2C18.05",
		"https://www.google.com/maps/search/?api=1&query=59.27,18.05",
		"https://www.openstreetmap.org/#map=17/59.27/18.05",
		"https://www.openstreetmap.org/?mlat=59.27&mlon=18.05#map=17/59.2/18.0",
		"http://maps.apple.com/?ll=59.27,18.05",
	};
	struct position p;

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_test_message("%s", texts[i]);
		g_assert_true(position_read(texts[i], &p));
		g_assert_cmpfloat(fabs(p.first - 59.27), <, 1e-9);
		g_assert_cmpfloat(fabs(p.second - 18.05), <, 1e-9);
	}
	g_assert_false(position_read("https://goo.gl/maps/aBc123", &p));
	g_assert_false(position_read(
		"https://www.google.com/maps/dir/59.2,18/59.27,18.05/@59.25,17.99,12z", &p));
}

int main(int argc, char **argv)
{
	static const struct {
		const char *path;
		void (*test)(void);
	} tests[] = {
		{"garbled", test_garbled},
		{"lost-letters-are-told", test_lost_letters_are_told},
		{"ends-of-lines", test_ends_of_lines},
		{"ends-of-lines-over-chunks", test_ends_of_lines_over_chunks},
		{"rows-framed-whole", test_rows_framed_whole},
		{"rows-framed-then-empty", test_rows_framed_then_empty},
		{"units-below-headings", test_units_below_headings},
		{"headings-of-others", test_headings_of_others},
		{"words-of-categories", test_words_of_categories},
		{"html", test_html},
		{"html-cut-by-delimiter", test_html_cut_by_delimiter},
		{"notes-name-what-was-met", test_notes_name_what_was_met},
		{"headings-twice", test_headings_twice},
		{"long-frame", test_long_frame},
		{"totals-and-notes", test_totals_and_notes},
		{"nothing-is-said", test_nothing_is_said},
		{"rows-that-count", test_rows_that_count},
		{"dates-of-other-signs", test_dates_of_other_signs},
		{"far-too-much", test_far_too_much},
		{"utf16-cut-off", test_utf16_cut_off},
		{"delimiter-said", test_delimiter_said},
		{"letters-nobody-sees", test_letters_nobody_sees},
		{"apostrophes", test_apostrophes},
		{"header-far-down", test_header_far_down},
		{"numbers", test_numbers},
		{"positions", test_positions},
	};

	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(tests); i++) {
		g_autofree char *path = g_strconcat("/odd-tables/", tests[i].path, NULL);

		g_test_add_func(path, tests[i].test);
	}
	return g_test_run();
}
