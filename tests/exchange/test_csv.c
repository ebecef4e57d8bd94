/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV as Swedish partners send it. */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "exchange/table.h"
#include "../folder.h"
#include "fixture.h"

static struct reading *read_rows(const char *rows)
{
	g_autofree char *bytes = g_strconcat("Ärendenr;Datum;Klockslag;Till datum;Till "
					     "klockslag;Kategori;Underkategori;Plats;Beskrivning\n",
					     rows, NULL);

	return fixture_read("csv", bytes, -1, NULL, NULL);
}

static void test_plain(void)
{
	struct reading *r = read_rows(
		"7;2024-10-04;22:15;;;Skadegörelse;glaskross;Norrby skola;Tre rutor krossade\n");
	const struct kept *k = reading_row(r, 0);
	g_autofree char *when = kept_when(k);

	g_assert_no_error(r->error);
	g_assert_cmpuint(r->rows->len, ==, 1);
	g_assert_null(k->reason);
	g_assert_cmpint(k->line, ==, 2);
	g_assert_cmpstr(when, ==, "E 2024-10-04T22:15:00+02:00/2024-10-04T22:15:00+02:00");
	g_assert_cmpstr(kept_code(r, k), ==, "SKA.glaskross");
	g_assert_cmpstr(kept_place(r, k), ==, "Norrby skola");
	g_assert_cmpstr(kept_area(r, k), ==, "Norrby");
	g_assert_cmpstr(k->observation->text, ==, "Tre rutor krossade");
	g_assert_cmpstr(k->observation->source, ==, "osg");
	g_assert_cmpstr(k->observation->source_id, ==, "7");
	g_assert_cmpint(k->observation->organisation, ==, 1);
	reading_free(r);
}

static void test_times(void)
{
	static const struct {
		const char *cells, *when;
	} cases[] = {
		{"2024-10-04;;;", "D 2024-10-04T00:00:00+02:00/2024-10-05T00:00:00+02:00"},
		{"2024-10-04;?;;", "D 2024-10-04T00:00:00+02:00/2024-10-05T00:00:00+02:00"},
		{"2024-10-04;22.15;;", "E 2024-10-04T22:15:00+02:00/2024-10-04T22:15:00+02:00"},
		{"2024-10-04;2215;;", "E 2024-10-04T22:15:00+02:00/2024-10-04T22:15:00+02:00"},
		{"2024-10-04;22:00;;02:00",
		 "I 2024-10-04T22:00:00+02:00/2024-10-05T02:00:00+02:00"},
		{"2024-10-04;18:00;;24:00",
		 "I 2024-10-04T18:00:00+02:00/2024-10-05T00:00:00+02:00"},
		{"2024-10-04;18:00;2024-10-07;07:30",
		 "I 2024-10-04T18:00:00+02:00/2024-10-07T07:30:00+02:00"},
		{"2024-10-04;;2024-10-06;",
		 "I 2024-10-04T00:00:00+02:00/2024-10-07T00:00:00+02:00"},
		{"2024-10-04;22:00;;1899-12-30 23:00:00",
		 "I 2024-10-04T22:00:00+02:00/2024-10-04T23:00:00+02:00"},
		{"2024-10-04;22:00;;2024-10-06 02:00",
		 "I 2024-10-04T22:00:00+02:00/2024-10-06T02:00:00+02:00"},
		{"2024-10-04;22:00;NULL;(null)",
		 "E 2024-10-04T22:00:00+02:00/2024-10-04T22:00:00+02:00"},
		{"2024-10-04;22:30-02:00;;",
		 "I 2024-10-04T22:30:00+02:00/2024-10-05T02:00:00+02:00"},
		{"2024-10-04;22:30-02:00;;02:00",
		 "I 2024-10-04T22:30:00+02:00/2024-10-05T02:00:00+02:00"},
		{"2024-10-04;22:30-02:00;2024-10-05;",
		 "I 2024-10-04T22:30:00+02:00/2024-10-05T02:00:00+02:00"},
		{"2024-10-04;14.00 – 16.00;;",
		 "I 2024-10-04T14:00:00+02:00/2024-10-04T16:00:00+02:00"},
		{"2024-10-04 14:30-15:15;;;",
		 "I 2024-10-04T14:30:00+02:00/2024-10-04T15:15:00+02:00"},
		{"2024-10-04 22:30 - 02:00;;;",
		 "I 2024-10-04T22:30:00+02:00/2024-10-05T02:00:00+02:00"},
		{"2024-10-04 22:30 - 2024-10-05 02:00;;;",
		 "I 2024-10-04T22:30:00+02:00/2024-10-05T02:00:00+02:00"},
		{"2024-10-04T22:30/2024-10-05T02:00;;;",
		 "I 2024-10-04T22:30:00+02:00/2024-10-05T02:00:00+02:00"},
		{"4 okt 2024 – 6 okt 2024;;;",
		 "I 2024-10-04T00:00:00+02:00/2024-10-07T00:00:00+02:00"},
		{"2024-10-04 22:30 till 2024-10-06 02:00;;2024-10-06;02:00",
		 "I 2024-10-04T22:30:00+02:00/2024-10-06T02:00:00+02:00"},
		{"2024-10-04 10:00:00-07;;;",
		 "E 2024-10-04T19:00:00+02:00/2024-10-04T19:00:00+02:00"},
		{"2024-10-04T24:00:00;;;", "E 2024-10-05T00:00:00+02:00/2024-10-05T00:00:00+02:00"},
		{"2024-12-31;24:00;;", "E 2025-01-01T00:00:00+01:00/2025-01-01T00:00:00+01:00"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *row = g_strdup_printf("1;%s;BRA;;;\n", cases[i].cells);
		struct reading *r = read_rows(row);
		const struct kept *k = reading_row(r, 0);
		g_autofree char *when = kept_when(k);

		g_assert_cmpstr(k->reason, ==, NULL);
		g_assert_cmpstr(when, ==, cases[i].when);
		reading_free(r);
	}
}

/* Every fault names its column and keeps the rest of the row. */
static void test_faults(void)
{
	static const struct {
		const char *row, *field, *value, *says;
	} cases[] = {
		{"1;2024-02-31;;;;BRA;;;x", "Datum", "2024-02-31", "no such day"},
		{"1;igår;;;;BRA;;;x", "Datum", "igår", "expected a date"},
		{"1;;;;;BRA;;;x", "Datum", "", "no date"},
		{"1;2024-10-04;10-12-14;;;BRA;;;x", "Klockslag", "10-12-14", "time of day"},
		{"1;2024-10-04;2024-10;;;BRA;;;x", "Klockslag", "2024-10", "time of day"},
		{"1;2024-10-04T14:30-15:15;;;;BRA;;;x", "Datum", "2024-10-04T14:30-15:15",
		 "time of day"},
		{"1;2024-10-04;25:00;;;BRA;;;x", "Klockslag", "25:00", "time of day"},
		{"1;2024-10-04;10:00;2024-10-03;;BRA;;;x", "Till datum", "2024-10-03",
		 "before it begins"},
		{"1;NULL;;;;BRA;;;x", "Datum", "NULL", "no date"},
		{"1;2024-10-04;22:30-23:00;;23:30;BRA;;;x", "Till klockslag", "23:30",
		 "another end"},
		{"1;2024-10-04 22:30 - 2024-10-06 02:00;;2024-10-06;03:00;BRA;;;x", "Till datum",
		 "2024-10-06", "another end"},
		{"1;2024-10-05 22:30 - 2024-10-04 02:00;;;;BRA;;;x", "Datum",
		 "2024-10-05 22:30 - 2024-10-04 02:00", "time of day"},
		{"1;2024-10-04 - 2024-10-05 02:00;;;;BRA;;;x", "Datum",
		 "2024-10-04 - 2024-10-05 02:00", "expected a"},
		{"1;2024-10-04 22:30-23:00;;2024-10-06;;BRA;;;x", "Till datum", "2024-10-06",
		 "another end"},
		{"1;2024-03-31;01:00;;02:30;BRA;;;x", "Till klockslag", "02:30", "was not there"},
		{"1;3024-10-04;;;;BRA;;;x", "Datum", "3024-10-04", "year"},
		{"1;2024-10-04;;;;Rymdfärd;;;x", "Kategori", "Rymdfärd", "no category"},
		{"1;2024-10-04;;;;BRA;;Atlantis;x", "Plats", "Atlantis", "no place"},
		{"1;2024-10-04;;;;BRA;;;x;y", NULL, "y", "10 cells"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *rows =
			g_strconcat(cases[i].row, "\n2;2024-10-05;;;;BRA;;;fine\n", NULL);
		struct reading *r = read_rows(rows);
		const struct kept *k = reading_row(r, 0);

		g_test_message("%s", cases[i].row);
		g_assert_cmpuint(r->rows->len, ==, 2);
		g_assert_cmpstr(k->field, ==, cases[i].field);
		g_assert_cmpstr(k->value, ==, cases[i].value);
		g_assert_nonnull(k->reason);
		g_assert_nonnull(strstr(k->reason, cases[i].says));
		g_assert_nonnull(k->raw);
		g_assert_null(reading_row(r, 1)->reason);
		reading_free(r);
	}
}

static void test_shapes(void)
{
	/* sep= line, comma, quotes with a line break, CRLF, an empty line */
	struct reading *r = fixture_read(
		"csv",
		"sep=,\r\nDatum,Kategori,Plats,Beskrivning\r\n\r\n2024-10-04,BRA,Söderby "
		"torg,\"Två rader:\r\n\"\"ett\"\" "
		"och två\"\r\n2024-10-05,KLO,,x\r\n",
		-1, NULL, NULL);

	g_assert_no_error(r->error);
	g_assert_cmpuint(r->rows->len, ==, 2);
	g_assert_cmpint(reading_row(r, 0)->line, ==, 4);
	g_assert_cmpint(reading_row(r, 1)->line, ==, 6);
	g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "Två rader:\n\"ett\" och två");
	g_assert_cmpstr(kept_place(r, reading_row(r, 0)), ==, "Söderby torg");
	reading_free(r);
	r = fixture_read("csv", "Datum\tKategori\tBeskrivning\n2024-10-04\tBRA\ta, b; c\n", -1,
			 NULL, NULL);
	g_assert_no_error(r->error);
	g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "a, b; c");
	reading_free(r);
	r = fixture_read(
		"csv",
		"Datum;Kategori;Beskrivning\n2024-10-04;BRA;\"aldrig slut\n2024-10-05;KLO;x\n", -1,
		NULL, NULL);
	g_assert_no_error(r->error);
	g_assert_cmpuint(r->rows->len, ==, 2);
	g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "\"aldrig slut");
	reading_free(r);
}

/* The same words in UTF-8, with a mark, in Windows-1252, in UTF-16 and garbled on the way are the
 * same rows. */
/* Lines as guard firms' and housing companies' systems write them. */
static void test_odd_tables(void)
{
	static const char *const files[] = {
		"Datum|Kategori|Kostnad|Beskrivning\n2024-10-04|BRA|1200|Rök\n",
		"Datum (ÅÅÅÅ-MM-DD);Kategori*;Kostnad (kr);Beskrivning:\n"
		"2024-10-04;BRA;1 200;Rök\n",
		"Datum;Kategori;Kostnad;Beskrivning\n"
		"=\"2024-10-04\";=\"BRA\";=\"1200\";\"=\"\"Rök\"\"\"\n",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
		struct reading *r = fixture_read("csv", files[i], -1, NULL, NULL);
		const struct kept *k;

		g_test_message("%s", files[i]);
		g_assert_no_error(r->error);
		k = reading_row(r, 0);
		g_assert_cmpstr(k->reason, ==, NULL);
		g_assert_cmpstr(kept_code(r, k), ==, "BRA");
		g_assert_cmpint(k->observation->cost, ==, 1200);
		g_assert_cmpstr(k->observation->text, ==, "Rök");
		reading_free(r);
	}
}

static void test_encodings(void)
{
	static const char utf8[] = "Datum;Kategori;Plats;Beskrivning\n2024-10-04;Skadegörelse;"
				   "Söderby torg;Å, ä och – streck\n";
	g_autofree char *marked = g_strconcat("\xEF\xBB\xBF", utf8, NULL);
	gsize latin_size, wide_size;
	g_autofree char *latin =
		g_convert(utf8, -1, "WINDOWS-1252", "UTF-8", NULL, &latin_size, NULL);
	g_autofree char *wide = g_convert(utf8, -1, "UTF-16", "UTF-8", NULL, &wide_size, NULL);
	g_autofree char *garbled = g_convert(utf8, -1, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
	const struct {
		const char *bytes;
		gssize size;
	} cases[] = {{utf8, -1},
		     {marked, -1},
		     {latin, (gssize)latin_size},
		     {wide, (gssize)wide_size},
		     {garbled, -1}};
	guint64 digest = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct reading *r = fixture_read("csv", cases[i].bytes, cases[i].size, NULL, NULL);
		const struct kept *k;

		g_assert_no_error(r->error);
		k = reading_row(r, 0);
		g_assert_cmpstr(k->reason, ==, NULL);
		g_assert_cmpstr(k->observation->text, ==, "Å, ä och – streck");
		g_assert_cmpstr(kept_code(r, k), ==, "SKA");
		if (i > 0)
			g_assert_cmpuint(k->digest, ==, digest);
		digest = k->digest;
		reading_free(r);
	}
}

static void test_bad_bytes(void)
{
	/* one row of a UTF-8 file in another encoding; a byte that Windows-1252 does not have */
	struct reading *r = fixture_read(
		"csv", "Datum;Kategori;Beskrivning\n2024-10-04;BRA;rök\n2024-10-05;BRA;r\xF6k\n",
		-1, NULL, NULL);

	g_assert_cmpuint(r->rows->len, ==, 2);
	g_assert_null(reading_row(r, 0)->reason);
	g_assert_cmpstr(reading_row(r, 1)->field, ==, "Beskrivning");
	g_assert_nonnull(strstr(reading_row(r, 1)->reason, "byte F6 at character 2"));
	reading_free(r);
	r = fixture_read(
		"csv", "Datum;Kategori;Beskrivning\n2024-10-04;BRA;r\xF6k\n2024-10-05;BRA;a\x81\n",
		-1, NULL, NULL);
	g_assert_null(reading_row(r, 0)->reason);
	g_assert_nonnull(strstr(reading_row(r, 1)->reason, "byte 81 at character 2"));
	reading_free(r);
	/* the bad row comes first */
	r = fixture_read("csv",
			 "Datum;Kategori;Beskrivning\n2024-10-04;BRA;r\xF6k\n2024-10-05;BRA;rök på "
			 "väg\n",
			 -1, NULL, NULL);
	g_assert_nonnull(strstr(reading_row(r, 0)->reason, "byte F6 at character 2"));
	g_assert_null(reading_row(r, 1)->reason);
	g_assert_cmpstr(reading_row(r, 1)->observation->text, ==, "rök på väg");
	reading_free(r);
	/* a zero byte */
	r = fixture_read("csv", "Datum;Kategori\n2024-10-04;B\0A\n", 30, NULL, NULL);
	g_assert_no_error(r->error);
	g_assert_nonnull(strstr(reading_row(r, 0)->reason, "zero byte"));
	reading_free(r);
}

static void test_clean_text(void)
{
	struct reading *r =
		read_rows("1;2024-10-04;;;;BRA;;; \x1b[31mröd\x1b[0m\xe2\x80\xae\xc2\xa0text \n");

	g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "[31mröd[0m text");
	reading_free(r);
}

static void test_identity(void)
{
	struct reading *r = read_rows("5;2024-10-04;;;;BRA;;;a\n5;2024-10-05;;;;BRA;;;b\n;2024-10-"
				      "06;;;;BRA;;;c\n;2024-10-06;;;;BRA;;;c\n");

	g_assert_cmpstr(reading_row(r, 0)->observation->source_id, ==, "5");
	g_assert_nonnull(strstr(reading_row(r, 1)->reason, "line 2 has the same id"));
	g_assert_cmpint(reading_row(r, 2)->observation->source_id[0], ==, '=');
	g_assert_true(g_str_has_suffix(reading_row(r, 3)->observation->source_id, "#2"));
	g_assert_cmpuint(reading_row(r, 2)->digest, ==, reading_row(r, 3)->digest);
	reading_free(r);
}

static void test_coordinates(void)
{
	static const char head[] = "Datum;Kategori;Latitud;Longitud\n";
	static const struct {
		const char *cells, *says;
	} faults[] = {
		{"18,05;59,27", "changed places"},
		{"55,6;13,0", "does not lie in"},
		{"0;0", "Atlantic"},
		{"abc;18", "two numbers"},
		{"59,27;", "two numbers"},
	};
	g_autofree char *good = g_strconcat(
		head,
		"2024-10-04;BRA;59,26;18.01\n2024-10-04;BRA;59,27001;18,05\n2024-10-04;BRA;;\n",
		NULL);
	struct reading *r = fixture_read("csv", good, -1, NULL, NULL);

	g_assert_cmpfloat_with_epsilon(reading_row(r, 0)->observation->lat, 59.26, 1e-9);
	g_assert_cmpstr(kept_area(r, reading_row(r, 0)), ==, "Norrby");
	g_assert_cmpint(reading_row(r, 0)->observation->place_precision, ==, PLACE_POINT);
	g_assert_cmpstr(kept_place(r, reading_row(r, 0)), ==, "-");
	g_assert_cmpstr(kept_place(r, reading_row(r, 1)), ==, "Norrby skola");
	g_assert_cmpint(reading_row(r, 2)->observation->place_precision, ==, PLACE_NONE);
	g_assert_null(reading_row(r, 2)->reason);
	reading_free(r);
	for (gsize i = 0; i < G_N_ELEMENTS(faults); i++) {
		g_autofree char *bad =
			g_strconcat(head, "2024-10-04;BRA;", faults[i].cells, "\n", NULL);

		r = fixture_read("csv", bad, -1, NULL, NULL);
		g_assert_cmpstr(reading_row(r, 0)->field, ==, "Latitud");
		g_assert_nonnull(strstr(reading_row(r, 0)->reason, faults[i].says));
		g_assert_true(isnan(reading_row(r, 0)->observation->lat));
		reading_free(r);
	}
}

/* 59.27 N 18.05 E in both Swedish systems (metres by the Gauss-Krüger series), in either order of
 * the columns. */
static void test_sweref(void)
{
	static const struct {
		const char *system, *x, *y;
	} cases[] = {
		{"sweref99tm", "6574095", "673817"},
		{"sweref99tm", "673817", "6574095"},
		{"sweref991800", "6572747", "152851"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *folder = g_dir_make_tmp("osg-XXXXXX", NULL);
		g_autofree char *file = g_build_filename(folder, "kart.ini", NULL);
		g_autofree char *mapping =
			g_strdup_printf("[mapping]\norganisation=HUGE\n[columns]\ndate=D\ncategory="
					"K\nx=X\ny=Y\n[coordinates]\nsystem=%s\n",
					cases[i].system);
		g_autofree char *csv =
			g_strdup_printf("D;K;X;Y\n2024-10-04;BRA;%s;%s\n", cases[i].x, cases[i].y);
		struct reading *r;

		g_assert_true(g_file_set_contents(file, mapping, -1, NULL));
		r = fixture_read("csv", csv, -1, file, NULL);
		g_assert_no_error(r->error);
		g_assert_cmpstr(reading_row(r, 0)->reason, ==, NULL);
		g_assert_cmpfloat_with_epsilon(reading_row(r, 0)->observation->lat, 59.27, 0.00001);
		g_assert_cmpfloat_with_epsilon(reading_row(r, 0)->observation->lon, 18.05, 0.00001);
		g_assert_cmpint(reading_row(r, 0)->observation->organisation, ==, 3);
		reading_free(r);
		g_assert_cmpint(g_remove(file), ==, 0);
		g_assert_cmpint(g_rmdir(folder), ==, 0);
	}
}

static void test_words(void)
{
	struct reading *r =
		fixture_read("csv",
			     "Datum;Kategori;Plats;Hur känt;Polisanmäld;Kostnad;Organisation\n"
			     "2024-10-04;Criminal damage;Skolvägen 1;rykte;ja;1 200 kr;HUGE\n"
			     "2024-10-04;SKA;Norrby;sett;nej;;Bostäder AB\n"
			     "2024-10-04;SKA;bakom Norrby skola;hört;;;\n"
			     "2024-10-04;SKA;;kanske;;;\n"
			     "2024-10-04;SKA;;;;dyrt;\n"
			     "2024-10-04;SKA;;;;;NASA\n",
			     -1, NULL, NULL);

	g_assert_no_error(r->error);
	g_assert_cmpstr(kept_place(r, reading_row(r, 0)), ==, "Norrby skola");
	g_assert_cmpint(reading_row(r, 0)->observation->known, ==, KNOWN_RUMOUR);
	g_assert_cmpint(reading_row(r, 0)->observation->police_report, ==, ANSWER_YES);
	g_assert_cmpint(reading_row(r, 0)->observation->cost, ==, 1200);
	g_assert_cmpint(reading_row(r, 0)->observation->organisation, ==, 3);
	g_assert_cmpstr(kept_area(r, reading_row(r, 1)), ==, "Norrby");
	g_assert_cmpint(reading_row(r, 1)->observation->place_precision, ==, PLACE_AREA);
	g_assert_cmpint(reading_row(r, 1)->observation->police_report, ==, ANSWER_NO);
	g_assert_cmpint(reading_row(r, 1)->observation->organisation, ==, 3);
	g_assert_cmpstr(kept_place(r, reading_row(r, 2)), ==, "Norrby skola");
	g_assert_cmpint(reading_row(r, 2)->observation->known, ==, KNOWN_TOLD);
	g_assert_cmpstr(reading_row(r, 3)->field, ==, "Hur känt");
	g_assert_cmpstr(reading_row(r, 4)->field, ==, "Kostnad");
	g_assert_cmpstr(reading_row(r, 5)->field, ==, "Organisation");
	reading_free(r);
}

/* "Händelse" may be what happened or a text: the cells tell. */
static void test_category_by_its_cells(void)
{
	static const char *const headings[] = {"Händelse", "Rubrik", "Vad", "Vad har hänt?"};

	for (gsize i = 0; i < G_N_ELEMENTS(headings); i++) {
		g_autofree char *file = g_strdup_printf("Utdrag\nDatum;%s;Plats\n"
							"2024-10-04;Klotter;Norrby\n"
							"2024-10-05;BRA;Norrby\n"
							"2024-10-06;Nonsens;Norrby\n",
							headings[i]),
				*prose = g_strdup_printf("Datum;%s\n2024-10-04;Någon sprang\n"
							 "2024-10-05;BRA\n",
							 headings[i]);
		struct reading *r = fixture_read("csv", file, -1, NULL, NULL);

		g_test_message("%s", headings[i]);
		g_assert_no_error(r->error);
		g_assert_cmpint(r->rows->len, ==, 3);
		g_assert_cmpint(reading_row(r, 1)->line, ==, 4);
		g_assert_null(reading_row(r, 1)->reason);
		g_assert_nonnull(strstr(reading_row(r, 2)->field, headings[i]));
		g_assert_true(reading_noted(r, "read as the category"));
		g_assert_true(reading_noted(r, "1 line above"));
		reading_free(r);
		r = fixture_read("csv", prose, -1, NULL, NULL);
		g_assert_error(r->error, OSG_ERROR, OSG_ERROR_FORMAT);
		g_assert_nonnull(strstr(r->error->message, "osg mapping new"));
		reading_free(r);
	}
}

/* Naming the mapping for any file changes nothing; one that names a category keeps to it. */
static void test_category_of_a_named_mapping(void)
{
	static const char file[] = "Datum;Händelse;Plats\n2024-10-04;Klotter;Norrby\n";
	g_autofree char *folder = g_dir_make_tmp("osg-mapping-XXXXXX", NULL),
			*path = g_build_filename(folder, "egen.ini", NULL);
	struct reading *r = fixture_read("csv", file, -1, "osg", NULL);

	g_assert_no_error(r->error);
	g_assert_cmpint(r->rows->len, ==, 1);
	g_assert_null(reading_row(r, 0)->reason);
	g_assert_true(reading_noted(r, "read as the category"));
	reading_free(r);
	g_assert_true(g_file_set_contents(
		path, "[columns]\ndate=Datum\ncategory=Feltyp\nplace=Plats\n", -1, NULL));
	r = fixture_read("csv", file, -1, path, NULL);
	g_assert_error(r->error, OSG_ERROR, OSG_ERROR_FORMAT);
	g_assert_nonnull(strstr(r->error->message, "Feltyp"));
	reading_free(r);
	folder_remove(folder);
}

static void test_wrong_files(void)
{
	static const struct {
		const char *head, *says;
	} cases[] = {
		{"%PDF-1.4", "a PDF"},
		{"PK\x03\x04", "Excel workbook"},
		{"<!DOCTYPE html><html>", "a web page"},
		{"\xD0\xCF\x11\xE0", "old Excel"},
		{"\x1F\x8B\x08", "compressed"},
		{"<?xml version='1.0'?>\n<kml xmlns='http://www.opengis.net/kml/2.2'>",
		 "a KML file"},
		{"<?xml version='1.0'?><!-- x --><gpx version='1.1'>", "a GPX file"},
		{"<?xml version='1.0'?>\n<?mso-application progid='Excel.Sheet'?>\n<ss:Workbook "
		 "xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'>",
		 "Excel 2003"},
	};
	static const char events[] = "[{\"id\":1,\"datetime\":\"x\",\"name\":\"y\"}]";
	g_autoptr(GError) error = NULL;
	struct reading *r;

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_assert_null(
			format_guess(cases[i].head, strlen(cases[i].head), "fil.csv", &error));
		g_assert_error(error, OSG_ERROR, OSG_ERROR_FORMAT);
		g_assert_nonnull(strstr(error->message, cases[i].says));
		g_clear_error(&error);
	}
	g_assert_cmpstr(format_guess("Datum;Kategori\n", 15, "x", NULL)->id, ==, "csv");
	g_assert_cmpstr(format_guess(events, strlen(events), "x", NULL)->id, ==, "polisen");
	r = fixture_read(
		"csv",
		"lad,SHEF_A_CODE,reports,unique_users,average_per_user\nE06000003,A1,1,1,1.0\n", -1,
		NULL, NULL);
	g_assert_error(r->error, OSG_ERROR, OSG_ERROR_FORMAT);
	g_assert_nonnull(strstr(r->error->message, "count"));
	reading_free(r);
	r = fixture_read("csv", "\n  \n;;\n", -1, NULL, NULL);
	g_assert_nonnull(strstr(r->error->message, "is empty"));
	reading_free(r);
	r = fixture_read("csv", "Namn;Telefon\nx;y\n", -1, NULL, NULL);
	g_assert_error(r->error, OSG_ERROR, OSG_ERROR_FORMAT);
	g_assert_nonnull(strstr(r->error->message, "Namn, Telefon"));
	reading_free(r);
	r = fixture_read("csv", "Datum;Kategori\n", -1, "finns_inte", NULL);
	g_assert_error(r->error, OSG_ERROR, OSG_ERROR_INPUT);
	g_assert_nonnull(strstr(r->error->message, "uk_police"));
	reading_free(r);
}

/* osg's own records that went through a spreadsheet have lost what they are: read as a partner's
 * table each would be a new one. A partner's columns may be called the same. */
static void test_own_records_of_a_spreadsheet(void)
{
	g_autoptr(GString) text = g_string_new("id");
	struct reading *r;

	for (const struct field *f = observation_kind.fields; f->name; f++)
		g_string_append_printf(text, ";%s", f->name);
	g_string_append(text, "\nc32bb28b-6a3d-8c84-bf72-b113534cb342;2024-W01\n");
	r = fixture_read("csv", text->str, -1, NULL, NULL);
	g_assert_error(r->error, OSG_ERROR, OSG_ERROR_FORMAT);
	g_assert_nonnull(strstr(r->error->message, "line 1: these are records of osg"));
	g_assert_cmpuint(r->rows->len, ==, 0);
	reading_free(r);
	r = fixture_read("csv", "id;time_from;category;place;text\n1;2024-10-04;BRA;;x\n", -1, NULL,
			 NULL);
	g_assert_no_error(r->error);
	reading_free(r);
}

static void test_again(void)
{
	struct reading *r = read_rows("9;2024-10-04;22:15;;;BRA;;Atlantis;a=b\\c\n");
	g_autofree char *raw = g_strdup(reading_row(r, 0)->raw);
	g_autoptr(GPtrArray) fields = rejected_row_fields(raw);

	g_assert_cmpuint(fields->len, ==, 18);
	g_assert_cmpstr(fields->pdata[14], ==, "Plats");
	g_assert_cmpstr(fields->pdata[15], ==, "Atlantis");
	g_assert_cmpstr(fields->pdata[17], ==, "a=b\\c");
	reading_free(r);
}

/* Each shipped mapping can be read, says a title in both languages and knows its own header. */
static void test_shipped(void)
{
	g_autoptr(GPtrArray) ids = mapping_list();

	g_assert_cmpuint(ids->len, >=, 10);
	for (guint i = 0; i < ids->len; i++) {
		struct reading *r = fixture_read("csv", "A;B\n", -1, ids->pdata[i], NULL);

		g_test_message("%s", (const char *)ids->pdata[i]);
		g_assert_error(r->error, OSG_ERROR, OSG_ERROR_FORMAT);
		g_assert_nonnull(strstr(r->error->message, "needs the column"));
		reading_free(r);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/csv/plain", test_plain);
	g_test_add_func("/csv/times", test_times);
	g_test_add_func("/csv/faults", test_faults);
	g_test_add_func("/csv/shapes", test_shapes);
	g_test_add_func("/csv/odd-tables", test_odd_tables);
	g_test_add_func("/csv/encodings", test_encodings);
	g_test_add_func("/csv/bad-bytes", test_bad_bytes);
	g_test_add_func("/csv/clean-text", test_clean_text);
	g_test_add_func("/csv/identity", test_identity);
	g_test_add_func("/csv/coordinates", test_coordinates);
	g_test_add_func("/csv/sweref", test_sweref);
	g_test_add_func("/csv/words", test_words);
	g_test_add_func("/csv/wrong-files", test_wrong_files);
	g_test_add_func("/csv/own-records-of-a-spreadsheet", test_own_records_of_a_spreadsheet);
	g_test_add_func("/csv/again", test_again);
	g_test_add_func("/csv/category-by-its-cells", test_category_by_its_cells);
	g_test_add_func("/csv/category-of-a-named-mapping", test_category_of_a_named_mapping);
	g_test_add_func("/csv/shipped-mappings", test_shipped);
	return g_test_run();
}
