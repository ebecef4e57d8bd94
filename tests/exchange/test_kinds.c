/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files as people send them, one test a kind of trouble. The right answer is either the row as a
 * person would read it, or the row set aside with a reason; never another row. */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "osg/date_text.h"
#include "osg/number.h"
#include "fixture.h"

#define HEAD "id;Datum;Klockslag;Kategori;Plats;Beskrivning\n"

static struct reading *read_text(const char *text)
{
	struct reading *r = fixture_read("csv", text, -1, NULL, NULL);

	g_assert_no_error(r->error);
	return r;
}

static void check_when(const struct reading *r, guint row, const char *when)
{
	g_autofree char *got = kept_when(reading_row(r, row));

	g_assert_cmpstr(reading_row(r, row)->reason, ==, NULL);
	g_assert_cmpstr(got, ==, when);
}

static void check_aside(const struct reading *r, guint row, const char *field, const char *says)
{
	const struct kept *k = reading_row(r, row);

	g_assert_nonnull(k->reason);
	g_assert_cmpstr(k->field, ==, field);
	g_test_message("%s", k->reason);
	g_assert_nonnull(strstr(k->reason, says));
}

/* k01 */

static void test_id_twice_in_one_file(void)
{
	/* the same row again; another text under the id; the source counts from 1 again */
	struct reading *r = read_text(HEAD "1;2024-01-05;10:00;KLO;Norrby skola;Tagg\n"
					   "1;2024-01-05;10:00;KLO;Norrby skola;Tagg\n"
					   "1;2024-01-05;10:00;KLO;Norrby skola;Brand\n"
					   "1;2024-01-06;11:00;BRA;Söderby torg;Brand\n");

	g_assert_cmpuint(r->rows->len, ==, 4);
	g_assert_false(reading_row(r, 0)->repeated);
	g_assert_true(reading_row(r, 1)->repeated);
	check_aside(r, 2, "id", "line 2 has the same id");
	g_assert_null(reading_row(r, 3)->reason);
	g_assert_cmpstr(reading_row(r, 3)->observation->source_id, ==, "1/2024-01-06");
	g_assert_true(reading_noted(r, "1 id was used before"));
	reading_free(r);
}

/* An id is its organisation's own, also where both stand in one file; 17.0 is 17. */
static void test_ids_of_two_in_one_file(void)
{
	struct reading *r = fixture_read("csv",
					 "id;Datum;Kategori;Organisation\n1;2024-01-05;KLO;KOM\n"
					 "1;2024-01-06;BRA;POL\n1;2024-01-05;KLO;KOM\n"
					 "17.0;2024-01-05;KLO;KOM\n18,00;2024-01-05;KLO;KOM\n"
					 "1.10;2024-01-05;KLO;KOM\n",
					 -1, NULL, NULL);

	g_assert_null(reading_row(r, 1)->reason);
	g_assert_cmpstr(reading_row(r, 1)->observation->source_id, ==, "1");
	g_assert_true(reading_row(r, 2)->repeated);
	g_assert_cmpstr(reading_row(r, 3)->observation->source_id, ==, "17");
	g_assert_cmpstr(reading_row(r, 4)->observation->source_id, ==, "18");
	g_assert_cmpstr(reading_row(r, 5)->observation->source_id, ==, "1.10");
	reading_free(r);
}

/* k03 */

static void test_time_beside_date(void)
{
	static const char head[] = "id;Datum;Klockslag;Till datum;Till klockslag;Kategori\n";
	struct reading *r;
	g_autofree char *text = g_strconcat(
		head, "1;2024-01-05 00:00:00;14:30;2024-01-05 00:00:00;15:00;KLO\n",
		"2;2024-01-05 00:00;1899-12-30 08:15:00;;;KLO\n",
		"3;2024-01-05T00:00:00;2024-01-05 09:45;;;KLO\n", "4;2024-01-05 00:00;;;;KLO\n",
		"5;2024-01-05 13:00;14:00;;;KLO\n", "6;2024-01-05;2024-01-06 10:00;;;KLO\n",
		"7;2024-01-05 14:30:00;14:30;;;KLO\n", "8;2024-W01;14:30;;;KLO\n",
		"9;2024-01-05;14:30;9999-12-31;00:00;KLO\n", NULL);

	r = read_text(text);
	check_when(r, 0, "I 2024-01-05T14:30:00+01:00/2024-01-05T15:00:00+01:00");
	check_when(r, 1, "E 2024-01-05T08:15:00+01:00/2024-01-05T08:15:00+01:00");
	check_when(r, 2, "E 2024-01-05T09:45:00+01:00/2024-01-05T09:45:00+01:00");
	check_when(r, 3, "D 2024-01-05T00:00:00+01:00/2024-01-06T00:00:00+01:00");
	check_aside(r, 4, "Klockslag", "another time of day");
	check_aside(r, 5, "Klockslag", "time of day");
	check_when(r, 6, "E 2024-01-05T14:30:00+01:00/2024-01-05T14:30:00+01:00");
	check_aside(r, 7, "Datum", "the day of that time of day");
	check_aside(r, 8, "Till datum", "the year cannot be right");
	reading_free(r);
}

/* What can only be one day is read, however it is written; what can be two is set aside. */
static void test_dates_of_people(void)
{
	static const char *const days[] = {
		"5 januari 2024",   "5 jan 2024",
		"Jan 5, 2024",      "January 5th, 2024",
		"den 5 jan -24",    "5 jan. 2024",
		"5:e januari 2024", "fredag den 5 januari 2024",
		"fre 5 jan 2024",   "Friday, 5 January 2024",
		"5 JAN 24",         "20240105",
		"2024/01/05",       "2024.01.05",
		"2024-1-5",         "240105",
		"2024-W01-5",       "2024W015",
		"05-Jan-24",        "5/1 2024",
		"2024 jan 5",       "fre 2024-01-05",
	};
	static const struct {
		const char *cells, *when; /* NULL: set aside */
	} cases[] = {
		{"25/6/2024;", "D 2024-06-25T00:00:00+02:00/2024-06-26T00:00:00+02:00"},
		{"6/25/2024;", "D 2024-06-25T00:00:00+02:00/2024-06-26T00:00:00+02:00"},
		{"2024-W01;", "W 2024-01-01T00:00:00+01:00/2024-01-08T00:00:00+01:00"},
		{"v.1 2024;", "W 2024-01-01T00:00:00+01:00/2024-01-08T00:00:00+01:00"},
		{"05/06/2024;", NULL},
		{"05.06.2024;", "D 2024-06-05T00:00:00+02:00/2024-06-06T00:00:00+02:00"},
		{"05-06-2024;", "D 2024-06-05T00:00:00+02:00/2024-06-06T00:00:00+02:00"},
		{"06-25-2024;", NULL}, /* day first */
		{"150124;", NULL},     /* 24 January 2015, 15 January 2024 */
		{"24-01-05;", NULL},
		{"5 jan 14;", NULL},
		{"5 jan;", NULL},
		{"31 juni 2024;", NULL},
		{"lördag 5 januari 2024;", NULL},
		{"2024-W53-1;", NULL},
		{"5 brumaire 2024;", NULL},
		{"5 januari 2024;25:00", NULL},
		{"20241301;", NULL},
		{"05/06/2024 14:30;", NULL},
		{"5 jan 2024;10-12", "I 2024-01-05T10:00:00+01:00/2024-01-05T12:00:00+01:00"},
		{"2024-01-05;kl 22-23", "I 2024-01-05T22:00:00+01:00/2024-01-05T23:00:00+01:00"},
		{"2024-01-05 22-02.30;", "I 2024-01-05T22:00:00+01:00/2024-01-06T02:30:00+01:00"},
		{"5 jan 2024 22:30 – 23;", "I 2024-01-05T22:30:00+01:00/2024-01-05T23:00:00+01:00"},
		{"2024-01-05;ca 22", "I 2024-01-05T21:30:00+01:00/2024-01-05T22:30:00+01:00"},
		{"2024-01-05;omkring kl 22.15",
		 "I 2024-01-05T21:45:00+01:00/2024-01-05T22:45:00+01:00"},
		{"5 jan 2024;ca", NULL},
		{"5 jan 2024;ca ett", NULL},
		{"5 jan 2024;9-11 pm", NULL},
		{"5 jan 2024;2023-2024", NULL},
		{"5 jan 2024;22-25", NULL},
		{"5 jan 2024;13 pm", NULL},
	};
	static const char *const clocks[] = {
		";14:30",          ";14.30",    ";kl 14:30", ";kl. 14.30",    ";klockan 14:30",
		";1430",           ";14:30:00", ";143000",   ";14:30:00.000", ";13:30:00Z",
		";14:30:00+01:00", ";2:30 PM",  ";14:30 h",  " 14:30;",       ", kl. 14.30;",
		" kl 14:30;",      "T14:30;",   " 13:30Z;",  " 2:30 pm;",
	};

	for (gsize d = 0; d < G_N_ELEMENTS(days); d++)
		for (gsize c = 0; c <= G_N_ELEMENTS(clocks); c++) {
			gboolean clock = c < G_N_ELEMENTS(clocks);
			g_autofree char *text = g_strdup_printf(HEAD "1;%s%s;KLO;;\n", days[d],
								clock ? clocks[c] : ";");
			struct reading *r = read_text(text);

			g_test_message("%s%s", days[d], clock ? clocks[c] : "");
			check_when(r, 0,
				   clock ? "E 2024-01-05T14:30:00+01:00/2024-01-05T14:30:00+01:00"
					 : "D 2024-01-05T00:00:00+01:00/2024-01-06T00:00:00+01:00");
			reading_free(r);
		}
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strdup_printf(HEAD "1;%s;KLO;;\n", cases[i].cells);
		struct reading *r = read_text(text);

		g_test_message("%s", cases[i].cells);
		if (cases[i].when)
			check_when(r, 0, cases[i].when);
		else
			g_assert_nonnull(reading_row(r, 0)->reason);
		reading_free(r);
	}
}

static void test_spreadsheet_fractions_and_serials(void)
{
	struct reading *r = read_text(HEAD "1;45296;0,25;KLO;;\n2;45296;0,604166666666667;KLO;;\n"
					   "3;2024-01-05;0.25;KLO;;\n4;45296,75;;KLO;;\n"
					   "5;452;;KLO;;\n6;20240105;;KLO;;\n"
					   "7;2024-01-05;1,5;KLO;;\n8;45296,999999;;KLO;;\n");

	check_when(r, 0, "E 2024-01-05T06:00:00+01:00/2024-01-05T06:00:00+01:00");
	check_when(r, 1, "E 2024-01-05T14:30:00+01:00/2024-01-05T14:30:00+01:00");
	check_aside(r, 2, "Klockslag", "time of day");
	check_when(r, 3, "E 2024-01-05T18:00:00+01:00/2024-01-05T18:00:00+01:00");
	check_aside(r, 4, "Datum", "date");
	check_when(r, 5, "D 2024-01-05T00:00:00+01:00/2024-01-06T00:00:00+01:00");
	check_aside(r, 6, "Klockslag", "time of day");
	check_when(r, 7, "E 2024-01-05T23:59:59+01:00/2024-01-05T23:59:59+01:00");
	reading_free(r);
}

/* k27 */

static void test_hour_that_is_not(void)
{
	struct reading *r = read_text(HEAD "1;2024-03-31;02:30;KLO;;\n2;2024-10-27;02:30;KLO;;\n"
					   "3;2024-03-31 02:30;;KLO;;\n4;2024-03-31;03:30;KLO;;\n");

	check_aside(r, 0, "Klockslag", "put forward");
	check_when(r, 1, "E 2024-10-27T02:30:00+02:00/2024-10-27T02:30:00+02:00");
	check_aside(r, 2, "Datum", "put forward");
	g_assert_null(reading_row(r, 3)->reason);
	g_assert_true(reading_noted(r, "1 time came twice"));
	reading_free(r);
}

/* k05 */

static void test_quote_that_is_no_frame(void)
{
	static const struct {
		const char *rows, *text;
		guint count;
	} cases[] = {
		{"1;2024-01-05;;KLO;;\"Stopp\" ropade någon\n2;2024-01-05;;KLO;;b\n"
		 "3;2024-01-05;;KLO;;\"Brann i container\"\n4;2024-01-05;;KLO;;d\n",
		 "\"Stopp\" ropade någon", 4},
		{"1;2024-01-05;;KLO;;\"aldrig slut\n2;2024-01-05;;KLO;;\"b\"\n3;2024-01-05;;KLO;;"
		 "\"\"\n4;2024-01-05;;KLO;;d\n",
		 "\"aldrig slut", 4},
		{"1;2024-01-05;;KLO;;\"klar\" \n2;2024-01-05;;KLO;;b\n", "klar", 2},
		{"1;2024-01-05;;KLO;;\"två\nrader; och ett \"\"ord\"\"\"\n2;2024-01-05;;KLO;;b\n",
		 "två\nrader; och ett \"ord\"", 2},
		{"1;2024-01-05;;KLO;;skärm 24\" bred\n2;2024-01-05;;KLO;;b\n", "skärm 24\" bred",
		 2},
		{"1;2024-01-05;;KLO;;\"\"\"Stopp\"\" ropade\"\n2;2024-01-05;;KLO;;b\n",
		 "\"Stopp\" ropade", 2},
		/* another row ends as a frame would */
		{"9;2024-01-05;;KLO;;\"Stopp ropade\n10;2024-01-05;;KLO;;en \"affär\"\n",
		 "\"Stopp ropade", 2},
		{"1;2024-01-05;;KLO;;\"två; rader; med; mycket;\nandra; raden; är; så; här\"\n",
		 "två; rader; med; mycket;\nandra; raden; är; så; här", 1},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strconcat(HEAD, cases[i].rows, NULL);
		struct reading *r = read_text(text);

		g_test_message("%s", cases[i].rows);
		g_assert_cmpuint(r->rows->len, ==, cases[i].count);
		for (guint k = 0; k < r->rows->len; k++)
			g_assert_cmpstr(reading_row(r, k)->reason, ==, NULL);
		g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, cases[i].text);
		reading_free(r);
	}
}

/* numbers */

static void test_numbers_as_people_write_them(void)
{
	static const char *const kronor[] = {"kr", NULL};
	static const struct {
		const char *text;
		enum number_kind kind;
		double number; /* NAN = refused */
	} cases[] = {
		{"1200", NUMBER_WHOLE, 1200},
		{"1 200", NUMBER_WHOLE, 1200},
		{"1\xC2\xA0"
		 "200",
		 NUMBER_WHOLE, 1200},
		{"1.200", NUMBER_WHOLE, 1200},
		{"1,200", NUMBER_WHOLE, NAN},
		{"1 200,50 kr", NUMBER_WHOLE, 1200},
		{"1.200,50", NUMBER_WHOLE, 1200},
		{"1,200.50", NUMBER_WHOLE, 1200},
		{"1.234.567", NUMBER_WHOLE, 1234567},
		{"1'200", NUMBER_WHOLE, 1200},
		{"12 34", NUMBER_WHOLE, NAN},
		{"1.2.3", NUMBER_WHOLE, NAN},
		{"0.200", NUMBER_WHOLE, NAN},
		{"1,5", NUMBER_WHOLE, NAN},  /* silently 1 once */
		{"1,50", NUMBER_WHOLE, NAN}, /* and this */
		{"1,50 kr", NUMBER_WHOLE, 1},
		{"kr 1 200", NUMBER_WHOLE, 1200},
		{"1200,-", NUMBER_WHOLE, 1200},
		{"1\xE2\x80\x89"
		 "200",
		 NUMBER_WHOLE, 1200},
		{"ca 400", NUMBER_WHOLE, NAN},
		{"1,2 milj", NUMBER_WHOLE, NAN},
		{"400-600", NUMBER_WHOLE, NAN},
		{"12.0", NUMBER_WHOLE, 12},
		{"1200.5", NUMBER_WHOLE, 1200}, /* as a spreadsheet has it; was refused */
		{"1200.3000000001", NUMBER_WHOLE, 1200},
		{"1200.125", NUMBER_WHOLE, NAN},
		{"cirka 100", NUMBER_WHOLE, NAN},
		{"1200 per år", NUMBER_WHOLE, NAN},
		{"", NUMBER_WHOLE, NAN},
		{"99999999999999999999", NUMBER_WHOLE, NAN},
		{"59,23633", NUMBER_DECIMAL, 59.23633},
		{"59.236", NUMBER_DECIMAL, 59.236},
		{"6 571 234", NUMBER_DECIMAL, 6571234},
		{"6.571.234", NUMBER_DECIMAL, 6571234},
		{"−1,5", NUMBER_DECIMAL, -1.5},
		{"1e5", NUMBER_DECIMAL, NAN},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		double number = NAN;
		gboolean ok = number_read(cases[i].text, cases[i].kind, kronor, &number);

		g_test_message("%s", cases[i].text);
		g_assert_true(ok == !isnan(cases[i].number));
		if (ok)
			g_assert_cmpfloat(number, ==, cases[i].number);
	}
}

static void test_cost_column(void)
{
	struct reading *r =
		read_text("Datum;Kategori;Kostnad\n2024-01-05;KLO;1 200,50 kr\n"
			  "2024-01-05;BRA;1.200\n2024-01-05;SKA;1,200\n2024-01-05;NAR;-5\n"
			  "2024-01-06;KLO;-\n2024-01-06;BRA;okänt\n");

	g_assert_cmpint(reading_row(r, 0)->observation->cost, ==, 1200);
	g_assert_cmpint(reading_row(r, 1)->observation->cost, ==, 1200);
	check_aside(r, 2, "Kostnad", "kronor");
	check_aside(r, 3, "Kostnad", "kronor");
	for (guint i = 4; i < 6; i++) {
		g_assert_null(reading_row(r, i)->reason);
		g_assert_cmpint(reading_row(r, i)->observation->cost, ==, -1);
	}
	reading_free(r);
}

/* k23: a heading merged over date and time of day; the time was dropped without a word. */
static void test_values_below_no_heading(void)
{
	struct reading *r = read_text("Datum;;Kategori\n2024-01-05;14:30;KLO\n2024-01-06;;KLO\n");

	g_assert_true(reading_noted(r, "1 row has a value in a column without a heading"));
	reading_free(r);
}

/* k27: of an hour that came twice, who says which one means that one. */
static void test_hour_that_came_twice(void)
{
	struct reading *r = read_text("Datum;Kategori\n2024-10-27 02:30;KLO\n"
				      "2024-10-27T02:30:00+01:00;BRA\n");

	g_assert_true(reading_noted(r, "1 time came twice that night"));
	reading_free(r);
}

/* k17, k23 */

static void test_short_rows(void)
{
	struct reading *r = read_text(HEAD "1;2024-01-05;14:30;KLO;Söderby torg\n2;2024-01-05\n"
					   "3;2024-01-05;;KLO;;x;;;\n4;2024-01-05;;KLO;;x;y\n");

	g_assert_null(reading_row(r, 0)->reason);
	g_assert_null(reading_row(r, 0)->observation->text);
	check_aside(r, 1, "Kategori", "category");
	g_assert_null(reading_row(r, 2)->reason);
	check_aside(r, 3, NULL, "7 cells");
	reading_free(r);
}

static void test_lines_above_the_header(void)
{
	static const char *const heads[] = {
		"Händelserapport vecka 1;;;;;\n;;;;;\n",
		"Händelserapport, vecka 1\nUtskriven 2024-01-08, sida 1\n\n",
		"\"Rapport; sammanställd\"\n",
		";Händelse;;Vad;;Övrigt\n", /* headings over headings */
	};

	for (gsize i = 0; i < G_N_ELEMENTS(heads); i++) {
		g_autofree char *text = g_strconcat(
			heads[i], HEAD, "A1;2024-01-05;14:30;SKA;Söderby torg;Ruta\n", NULL);
		struct reading *r = read_text(text);

		g_test_message("%s", heads[i]);
		g_assert_cmpuint(r->rows->len, ==, 1);
		g_assert_cmpstr(reading_row(r, 0)->reason, ==, NULL);
		g_assert_true(reading_noted(r, "above the header"));
		reading_free(r);
	}
}

static void test_sep_line_in_its_variants(void)
{
	static const struct {
		const char *line;
		char delimiter;
	} cases[] = {{"sep=;\r\n", ';'},  {"\"sep=;\"\n", ';'}, {"SEP=,\n", ','},
		     {"sep=\\t\n", '\t'}, {"sep=;;;;\n", ';'},  {"\xEF\xBB\xBFsep=;\n", ';'},
		     {"sep=\t\n", '\t'},  {"sep=\n", ';'},      {"sep=;\r", ';'}};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *rows = g_strdup("Datum;Kategori;Beskrivning\n2024-01-05;KLO;x\n");
		g_autofree char *text = NULL;
		struct reading *r;

		g_strdelimit(rows, ";", cases[i].delimiter);
		text = g_strconcat(cases[i].line, rows, NULL);
		g_test_message("%s", cases[i].line);
		r = read_text(text);
		g_assert_cmpuint(r->rows->len, ==, 1);
		g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "x");
		reading_free(r);
	}
}

static void test_separators_inside_headings(void)
{
	struct reading *r =
		read_text("Datum;Kategori;Plats, adress, ort, kommun;Beskrivning\n"
			  "2024-01-05;KLO;;en, två, tre, fyra\n2024-01-06;KLO;;ett, två\n");

	g_assert_cmpuint(r->rows->len, ==, 2);
	g_assert_cmpstr(reading_row(r, 0)->observation->text, ==, "en, två, tre, fyra");
	reading_free(r);
}

static void test_placeholders_for_a_point(void)
{
	static const char *const pairs[] = {"NULL;NULL", "-;-",  "0;0",
					    "0,0;0,0",   "n/a;", "#N/A;#N/A"};

	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
		g_autofree char *text = g_strdup_printf("Datum;Kategori;Plats;Lat;Lon\n2024-01-05;"
							"KLO;Söderby torg;%s\n",
							pairs[i]);
		struct reading *r = read_text(text);

		g_test_message("%s", pairs[i]);
		g_assert_cmpstr(reading_row(r, 0)->reason, ==, NULL);
		g_assert_cmpstr(kept_place(r, reading_row(r, 0)), ==, "Söderby torg");
		g_assert_true(isnan(reading_row(r, 0)->observation->lat));
		g_assert_true(reading_noted(r, "1 coordinate could not be used"));
		reading_free(r);
	}
}

static void test_bad_point_is_told(void)
{
	struct reading *r = read_text("Datum;Kategori;Plats;Lat;Lon\n2024-01-05;KLO;Söderby "
				      "torg;abc;x\n2024-01-05;BRA;;abc;x\n");

	g_assert_null(reading_row(r, 0)->reason);
	g_assert_true(reading_noted(r, "1 coordinate could not be used"));
	check_aside(r, 1, "Lat", "two numbers");
	reading_free(r);
}

/* unknown words */

static void test_unknown_types_are_told(void)
{
	g_autofree char *path =
		fixture_mapping("[mapping]\nother=OVR\n[columns]\ndate=d\ncategory=c\n");
	struct reading *r = fixture_read(
		"csv", "d;c\n2024-01-05;Rymdvarelser\n2024-01-05;Ufo\n2024-01-05;KLO\n", -1, path,
		NULL);

	g_assert_no_error(r->error);
	g_assert_true(reading_noted(r, "2 rows have words"));
	g_assert_true(reading_noted(r, "Rymdvarelser, Ufo"));
	reading_free(r);
	g_remove(path);
}

/* A date that ends its text ends there, whatever lies behind it in memory. */
static void test_date_ends_with_its_text(void)
{
	static const char text[] = "2024-10-04\0007";
	const char *rest = NULL;
	int day;

	g_assert_cmpint(date_text_read(text, 0, &day, &rest), ==, DATE_TEXT_DAY);
	g_assert_true(rest == text + strlen("2024-10-04"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/kinds/id-twice-in-one-file", test_id_twice_in_one_file);
	g_test_add_func("/kinds/ids-of-two", test_ids_of_two_in_one_file);
	g_test_add_func("/kinds/time-beside-date", test_time_beside_date);
	g_test_add_func("/kinds/dates-of-people", test_dates_of_people);
	g_test_add_func("/kinds/spreadsheet-fractions-and-serials",
			test_spreadsheet_fractions_and_serials);
	g_test_add_func("/kinds/hour-that-is-not", test_hour_that_is_not);
	g_test_add_func("/kinds/quote-that-is-no-frame", test_quote_that_is_no_frame);
	g_test_add_func("/kinds/numbers-as-people-write-them", test_numbers_as_people_write_them);
	g_test_add_func("/kinds/cost-column", test_cost_column);
	g_test_add_func("/kinds/values-below-no-heading", test_values_below_no_heading);
	g_test_add_func("/kinds/hour-that-came-twice", test_hour_that_came_twice);
	g_test_add_func("/kinds/short-rows", test_short_rows);
	g_test_add_func("/kinds/lines-above-the-header", test_lines_above_the_header);
	g_test_add_func("/kinds/sep-line-in-its-variants", test_sep_line_in_its_variants);
	g_test_add_func("/kinds/separators-inside-headings", test_separators_inside_headings);
	g_test_add_func("/kinds/placeholders-for-a-point", test_placeholders_for_a_point);
	g_test_add_func("/kinds/bad-point-is-told", test_bad_point_is_told);
	g_test_add_func("/kinds/date-ends-with-its-text", test_date_ends_with_its_text);
	g_test_add_func("/kinds/unknown-types-are-told", test_unknown_types_are_told);
	return g_test_run();
}
