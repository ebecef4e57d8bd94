/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people and programs write in the cells of tables: words of others, nothing at all, far too
 * much, dates and numbers of many shapes. */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "fixture.h"
#include "osg/number.h"
#include "osg/position.h"
#include "test_odd_tables.h"

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
		{"Klotter (KLO)", "KLO"},
		{"KLO Klotter", "KLO"},
		{"BRA - Brand", "BRA"},
		{"Brand (fordon)", "BRA.fordon"},
		{"Klotter Brand", NULL},
		{"Brand rymdskepp", NULL},
		{"Brand - klotter", NULL},
		{"Klotter och brand", NULL},
		{"Rymdvarelser", NULL},
	};
	g_autoptr(GString) table = g_string_new("Datum;Kategori;Plats\n");
	struct reading *r;

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		g_string_append_printf(table, "2024-10-04;%s;Norrby skola\n", cases[i].word);
	r = fixture_read_csv(table->str, -1);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		const struct kept *k = reading_row(r, i);

		g_test_message("%s", cases[i].word);
		g_assert_cmpint(k->reason != NULL, ==, cases[i].code == NULL);
		if (cases[i].code)
			g_assert_cmpstr(kept_code(r, k), ==, cases[i].code);
	}
	g_assert_true(reading_noted(r, "by words that people use"));
	g_assert_true(reading_noted(r, "Containerbrand = "));
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
		{"Tidpunkt;Kategori;Plats\n2024-10-04 23:30;Klotter;Norrbyskolan\n",
		 "E 2024-10-04T23:30 KLO, Norrby skola, -, "},
		{"Tidpunkt;Kategori;Plats\n2024-10-04 23:30;Klotter;Norrbyskola\n",
		 "E 2024-10-04T23:30 KLO, Norrby skola, -, "},
		{"Tidpunkt;Kategori;Plats\n2024-10-04 23:30;Klotter;Söder by torg\n",
		 "E 2024-10-04T23:30 KLO, Söderby torg, -, "},
		{"Datum;Tid (UTC);Kategori;Plats\n2024-10-04;23:30;Klotter;Norrby skola\n",
		 "E 2024-10-05T01:30 KLO, Norrby skola, -, "},
		{"Tidpunkt (UTC);Kategori;Plats\n2024-10-04 12:30;Klotter;Norrby skola\n",
		 "E 2024-10-04T14:30 KLO, Norrby skola, -, "},
		{"Tidpunkt;Kategori;Plats\n2024-10-04 12:30 UTC;Klotter;Norrby skola\n",
		 "E 2024-10-04T14:30 KLO, Norrby skola, -, "},
		/* when it happened, in whichever words, before when it was reported */
		{"Registrerad;När inträffade händelsen?;Kategori;Plats\n"
		 "2024-10-06;2024-10-04 22:15;Klotter;Norrby skola\n",
		 "E 2024-10-04T22:15 KLO, Norrby skola, -, Registrerad."},
		{"Created,EventDate,Category,Location\n"
		 "2024-10-06,2024-10-04,Klotter,Norrby skola\n",
		 "D 2024-10-04T00:00 KLO, Norrby skola, -, Created."},
		{"Datum;Datum för brottet;Tid;Kategori;Plats\n"
		 "2024-10-06;2024-10-04;22:15;Klotter;Norrby skola\n",
		 "E 2024-10-04T22:15 KLO, Norrby skola, -, Datum."},
		{"Registrerad;Plats där händelsen inträffade;Observerad av;Kategori;Plats\n"
		 "2024-10-06;x;y;Klotter;Norrby skola\n",
		 "D 2024-10-06T00:00 KLO, Norrby skola, -, Plats där händelsen inträffade, "
		 "Observerad av."},
		{"Datum/klockslag;Kategori;Skola/enhet;Text/beskrivning;Kostnad\n"
		 "2024-10-04 22:15;Klotter;Norrby skola;Tagg;\n",
		 "E 2024-10-04T22:15 KLO, Norrby skola, Tagg, "},
		{"Datum;Kategori;Plats;Kommun/stadsdel;ID/objekt\n"
		 "2024-10-04;Klotter;Norrby skola;Norrby;7\n",
		 "D 2024-10-04T00:00 KLO, Norrby skola, -, Kommun/stadsdel, ID/objekt."},
		/* what stands behind a name says which of several it is */
		{"Händelsetid (till);Händelsetid (från);Kategori;Plats\n"
		 "2024-10-04 23:30;2024-10-04 22:15;Klotter;Norrby skola\n",
		 "I 2024-10-04T22:15 KLO, Norrby skola, -, "},
		{"Datum (anmäld);Tid (anmäld);Datum (händelse);Tid (händelse);Kategori;Plats\n"
		 "2024-10-06;10:00;2024-10-04;22:15;Klotter;Norrby skola\n",
		 "E 2024-10-04T22:15 KLO, Norrby skola, -, Datum (anmäld), Tid (anmäld)."},
		{"Brottstid fr.o.m.;Brottstid t.o.m.;Kategori;Plats\n"
		 "2024-10-04 22:15;2024-10-04 23:30;Klotter;Norrby skola\n",
		 "I 2024-10-04T22:15 KLO, Norrby skola, -, "},
		{"Datum;Tid från;Tid till;Kategori;Plats;Anmält till\n"
		 "2024-10-04;22:15;23:30;Klotter;Norrby skola;Polisen\n",
		 "I 2024-10-04T22:15 KLO, Norrby skola, -, Anmält till."},
		{"Anmält;Anmält till;Kategori;Plats\n"
		 "2024-10-04 22:15;Polisen;Klotter;Norrby skola\n",
		 "E 2024-10-04T22:15 KLO, Norrby skola, -, Anmält till."},
		{"Datum;Start;Stopp;Kategori;Plats (område)\n"
		 "2024-10-04;22:15;23:30;Klotter;Norrby skola\n",
		 "I 2024-10-04T22:15 KLO, Norrby skola, -, "},
		{"Tidpunkt;Till;Kategori;Plats\n2024-10-04 23:30;00:15;Klotter;Norrby skola\n",
		 "I 2024-10-04T23:30 KLO, Norrby skola, -, "},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct reading *r = fixture_read_csv(cases[i].table, -1);
		g_autofree char *row = first_row(r);

		g_assert_cmpstr(row, ==, cases[i].read);
		reading_free(r);
	}
}

/* Whose municipality it is, by what registers call it. */
static void test_municipality_of_a_row(void)
{
	static const struct {
		const char *cell;
		gboolean elsewhere;
	} cases[] = {{"Provköping", FALSE},
		     {"PROVKÖPING KOMMUN", FALSE},
		     {"Provköpings kommun", FALSE},
		     {"-", FALSE},
		     {"NULL", FALSE},
		     {"Annanby", TRUE},
		     {"Annanby kommun", TRUE}};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strdup_printf(
			"Datum;Kategori;Plats;Kommun\n2024-01-05;KLO;Norrby skola;%s\n",
			cases[i].cell);
		struct reading *r = fixture_read("csv", text, -1, NULL, "Provköping");

		g_test_message("%s", cases[i].cell);
		g_assert_cmpint(reading_row(r, 0)->elsewhere, ==, cases[i].elsewhere);
		reading_free(r);
	}
}

/* What says nothing where there is nothing to say, in each kind of column. */
static void test_nothing_is_said(void)
{
	static const char *const words[] = {"NULL", "-",     "(null)", "<Null>",
					    "nan",  "okänt", "#N/A",   "Ej angivet"};

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		const char *w = words[i];
		g_autofree char *text = g_strdup_printf(
			"id;Datum;Klockslag;Till datum;Kategori;Underkategori;Plats;Organisation;"
			"Hur känt;Polisanmäld;Kostnad;Latitud;Longitud;Adress\n"
			"%s;2024-01-05;%s;%s;KLO;%s;%s;%s;%s;%s;%s;%s;%s;%s\n",
			w, w, w, w, w, w, w, w, w, w, w, w);
		struct reading *r = fixture_read_csv(text, -1);
		const struct kept *k = reading_row(r, 0);

		g_test_message("%s", w);
		g_assert_cmpstr(k->reason, ==, NULL);
		g_assert_true(g_str_has_prefix(k->observation->source_id, "="));
		g_assert_cmpstr(k->observation->place_words, ==, NULL);
		g_assert_cmpint(k->observation->cost, ==, -1);
		reading_check_rows(r, 1, ".");
	}
	struct reading *r =
		fixture_read_csv(HEAD "1;2024-01-05;KLO;;NULL\n2;2024-01-05;KLO;;-\n", -1);

	g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, NULL);
	g_assert_cmpstr(reading_row(r, 1)->observation->text, ==, "-");
	reading_check_rows(r, 2, "..");
}

/* A row that says that it is several events is none; a mapping may say that it is one. */
static void test_rows_that_count(void)
{
	static const char text[] = "Område;Kategori;Datum;Antal\nNorrby;KLO;2024-01-05;7\n"
				   "Norrby;KLO;2024-01-06;1\nNorrby;KLO;2024-01-07;\n"
				   "Norrby;KLO;2024-01-08;0\nNorrby;KLO;2024-01-09;3 st\n"
				   "Norrby;KLO;2024-01-10;1 st\n";
	g_autofree char *mapping = fixture_mapping("[columns]\ndate=Datum\ncategory=Kategori\n"
						   "area=Område\nunused=Antal\n");
	struct reading *r = fixture_read_csv(text, -1);

	g_assert_nonnull(strstr(reading_row(r, 0)->reason, "tells of 7 events"));
	g_assert_cmpstr(reading_row(r, 0)->field, ==, "Antal");
	reading_check_rows(r, 6, "x..xx.");
	reading_check_rows(fixture_read("csv", text, -1, mapping, NULL), 6, "......");
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
		struct reading *r = fixture_read_csv(text, -1);
		g_autofree char *when = kept_when(reading_row(r, 0));

		g_assert_cmpstr(when, ==, "D 2024-01-05T00:00:00+01:00/2024-01-06T00:00:00+01:00");
		reading_check_rows(r, 1, ".");
	}
	for (gsize i = 0; i < G_N_ELEMENTS(times); i++) {
		g_autofree char *text = g_strconcat("Datum;Klockslag;Kategori\n2024-01-05;",
						    times[i], ";KLO\n", NULL);

		reading_check_rows(fixture_read_csv(text, -1), 1, ".");
	}
}

/* What is far too much costs its row. */
static void test_far_too_much(void)
{
	static const char zero[] = HEAD ROW("1") "2;2024-01-05;KLO;Nor\0by skola;Tagg\n" ROW("3");
	g_autoptr(GString) text = g_string_new(HEAD ROW("1") "2;2024-01-05;KLO;Norrby skola;");
	struct reading *r = fixture_read_csv(zero, sizeof zero - 1);

	g_assert_nonnull(strstr(reading_row(r, 1)->reason, "zero byte"));
	reading_check_rows(r, 3, ".x.");
	r = fixture_read_csv(HEAD ROW("1") "\0\0\0\0\0\0", sizeof HEAD ROW("1") + 5);
	reading_check_rows(r, 1, ".");
	for (int i = 0; i < 2 << 20; i++)
		g_string_append_c(text, 'x');
	g_string_append(text, "\n" ROW("3"));
	r = fixture_read_csv(text->str, -1);
	g_assert_nonnull(strstr(reading_row(r, 1)->reason, "longer than 1048576 letters"));
	reading_check_rows(r, 3, ".x.");
	g_string_assign(text, HEAD ROW("1"));
	for (int i = 1; i < 10000; i++)
		g_string_append_c(text, ';');
	g_string_append(text, "\n" ROW("3"));
	r = fixture_read_csv(text->str, -1);
	g_assert_nonnull(strstr(reading_row(r, 1)->reason,
				"the row has 10000 cells; at most 1024 are read"));
	reading_check_rows(r, 3, ".x.");
}

/* Soft hyphens and what has no width, in headings and in words. */
static void test_letters_nobody_sees(void)
{
	reading_check_rows(fixture_read_csv("\u200bid;Da\u00adtum;Kategori\u200e;\"Plats (namn)\"\n"
					    "1;2024-01-05;Ska\u00addegörelse;Norrby\u200b skola\n",
					    -1),
			   1, ".");
}

static void test_apostrophes(void)
{
	struct reading *r =
		fixture_read_csv("'id';'Datum';'Kategori';'Plats';'Beskrivning'\n"
				 "'0123';'2024-01-05';'KLO';'Norrby skola';'Röd; it''s'\n",
				 -1);

	g_assert_cmpstr(reading_row(r, 0)->observation->source_id, ==, "123");
	g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "Röd; it's");
	reading_check_rows(r, 1, ".");
	r = fixture_read_csv(HEAD "'0123;'2024-01-05;'KLO';'Norrby skola;'Stopp' ropade han\n", -1);
	g_assert_cmpstr(reading_row(r, 0)->observation->source_id, ==, "123");
	g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "'Stopp' ropade han");
	g_assert_cmpstr(kept_place(r, reading_row(r, 0)), ==, "Norrby skola");
	reading_check_rows(r, 1, ".");
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
	reading_check_rows(fixture_read_csv(HEAD "2,02E+11;2024-01-05;KLO;Norrby skola;Tagg\n", -1),
			   1, "x");
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

/* What a heading says of its numbers, and what a cell says behind its answer. */
static void test_units_and_answers(void)
{
	static const struct {
		const char *heading, *cell;
		gint64 cost; /* -2: set aside */
		int reported;
		gboolean unread;
	} cases[] = {
		{"Kostnad", "1 200", 1200, ANSWER_UNKNOWN, FALSE},
		{"Kostnad (kr)", "1 200", 1200, ANSWER_UNKNOWN, FALSE},
		{"Kostnad (tkr)", "12,5", 12500, ANSWER_UNKNOWN, FALSE},
		{"Kostnad tkr", "12", 12000, ANSWER_UNKNOWN, FALSE},
		{"Kostnad (tkr)", "1.200", -2, ANSWER_UNKNOWN, FALSE},
		{"Belopp (mnkr)", "0,5", 500000, ANSWER_UNKNOWN, FALSE},
		{"Kostnad (EUR)", "12", -1, ANSWER_UNKNOWN, TRUE},
		{"Kostnad (€)", "12", -1, ANSWER_UNKNOWN, TRUE},
		{"Polisanmält", "Ja, 5000-K123456-24", -1, ANSWER_YES, FALSE},
		{"Polisanmält", "5000-K123456-24", -1, ANSWER_YES, FALSE},
		{"Polisanmält", "SANT", -1, ANSWER_YES, FALSE},
		{"Polisanmält", "FALSKT", -1, ANSWER_NO, FALSE},
		{"Polisanmält", "Nej (ska göras)", -1, ANSWER_NO, FALSE},
		{"Polisanmält", "Januari, kanske", -2, ANSWER_UNKNOWN, FALSE},
		{"Polisanmält", "0201-24", -2, ANSWER_UNKNOWN, FALSE},
		{"Tid (tim)", "2", -1, ANSWER_UNKNOWN, TRUE},
		{"Tid (min)", "45", -1, ANSWER_UNKNOWN, TRUE},
		{"Adress (anmälare)", "Söderby torg", -1, ANSWER_UNKNOWN, TRUE},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *table =
			g_strdup_printf("Datum;Kategori;Plats;%s\n2024-10-04;KLO;Norrby skola;%s\n",
					cases[i].heading, cases[i].cell);
		struct reading *r = fixture_read_csv(table, -1);
		const struct kept *k = reading_row(r, 0);

		g_test_message("%s: %s", cases[i].heading, cases[i].cell);
		g_assert_cmpint(k->reason != NULL, ==, cases[i].cost == -2);
		g_assert_cmpint(k->observation->cost, ==, MAX(cases[i].cost, -1));
		g_assert_cmpint(k->observation->police_report, ==, cases[i].reported);
		g_assert_cmpint(k->observation->time_precision, ==, TIME_DATE);
		g_assert_cmpint(reading_noted(r, "Columns not used"), ==, cases[i].unread);
		reading_free(r);
	}
}

void add_value_tests(void)
{
	g_test_add_func("/odd-tables/units-and-answers", test_units_and_answers);
	g_test_add_func("/odd-tables/municipality-of-a-row", test_municipality_of_a_row);
	g_test_add_func("/odd-tables/headings-of-others", test_headings_of_others);
	g_test_add_func("/odd-tables/words-of-categories", test_words_of_categories);
	g_test_add_func("/odd-tables/nothing-is-said", test_nothing_is_said);
	g_test_add_func("/odd-tables/rows-that-count", test_rows_that_count);
	g_test_add_func("/odd-tables/dates-of-other-signs", test_dates_of_other_signs);
	g_test_add_func("/odd-tables/far-too-much", test_far_too_much);
	g_test_add_func("/odd-tables/letters-nobody-sees", test_letters_nobody_sees);
	g_test_add_func("/odd-tables/apostrophes", test_apostrophes);
	g_test_add_func("/odd-tables/numbers", test_numbers);
	g_test_add_func("/odd-tables/positions", test_positions);
}
