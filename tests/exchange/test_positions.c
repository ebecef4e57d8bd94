/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Positions in tables, below whatever heading and beside names. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "fixture.h"

/* 59.27 N 18.05 E below the headings that people give it, in all the ways that it is written. */
static void test_positions(void)
{
	static const struct {
		const char *head, *cells, *says; /* says NULL: it is read */
	} cases[] = {
		{"N;E", "6574095;673817", NULL},
		{"N;E", "59,27;18,05", NULL},
		{"N;E", "18,05;59,27", "changed places"},
		{"N;E", "673817;6574095", "changed places"},
		{"X;Y", "6574095;673817", NULL},
		{"X;Y", "18.05;59.27", NULL},
		{"SWEREF99 TM Ö;SWEREF99 TM N", "673817;6574095", NULL},
		{"Latitud;Longitud", "6574095;673817", NULL},
		{"Lat;Long", "59.27 N;18.05 E", NULL},
		{"Lat;Long", "18.05 E;59.27 N", "changed places"},
		{"Lat;Long", "59.27, 18.05;", NULL},
		{"\"Lat,Long\"", "59.27, 18.05", NULL},
		{"Position", "59,27 18,05", NULL},
		{"Position", "\"59,27; 18,05\"", NULL},
		{"Position", "\"59,27, 18,05\"", NULL},
		{"Position", "N 59° 16,2' E 18° 3'", NULL},
		{"Position", "59°16'12\"N 18°3'0\"Ö", NULL},
		{"Position", "18.05 E 59.27 N", NULL},
		{"Position", "POINT(18.05 59.27)", NULL},
		{"Position", "SRID=3006;POINT (673817 6574095)", NULL},
		{"Position", "-", "none"},
		{"Position", "18.05, 59.27", "changed places"},
		{"Position", "POINT(59.27 18.05)", "changed places"},
		{"Position", "59,27", "a position like"},
		{"Koordinater (WGS84)", "Norrby", "a position like"},
		{"N", "5", "none"},
		/* where the name of the place was asked for */
		{"Plats", "59.27, 18.05", NULL},
		{"Adress", "6574095 673817", NULL},
		{"Plats", "N 59° 16,2' E 18° 3'", NULL},
		{"Plats", "18.05, 59.27", "changed places"},
		{"Plats", "55.6, 13.01", "does not lie in"},
		{"Plats", "5, 7", "no place or area has that name"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		gboolean quoted = strchr(cases[i].cells, ';') && !strchr(cases[i].head, ';') &&
				  *cases[i].cells != '"';
		g_autofree char *cells = quoted ? g_strdup_printf("\"%s\"", cases[i].cells)
						: g_strdup(cases[i].cells);
		g_autofree char *bytes = g_strdup_printf("Datum;Kategori;%s\n2024-10-04;BRA;%s\n",
							 cases[i].head, cells);
		struct reading *r = fixture_read("csv", bytes, -1, NULL, NULL);
		const struct kept *k = reading_row(r, 0);

		g_test_message("%s: %s", cases[i].head, cases[i].cells);
		g_assert_no_error(r->error);
		if (!cases[i].says || g_str_equal(cases[i].says, "none"))
			g_assert_null(k->reason);
		else
			g_assert_nonnull(strstr(k->reason ? k->reason : "", cases[i].says));
		g_assert_cmpint(isnan(k->observation->lat), ==, cases[i].says != NULL);
		if (!cases[i].says) {
			g_assert_cmpfloat_with_epsilon(k->observation->lat, 59.27, 1e-4);
			g_assert_cmpfloat_with_epsilon(k->observation->lon, 18.05, 1e-4);
			g_assert_null(k->observation->place_words);
		}
		reading_free(r);
	}
}

/* A point is a place for words that nobody knows; and what nothing reads is told. */
static void test_position_beside(void)
{
	struct reading *r = fixture_read("csv",
					 "Datum;Kategori;Plats;Position;Kartlänk\n"
					 "2024-10-04;BRA;Kiosken;59.26, 18.01;\n"
					 "2024-10-04;BRA;;;59.26, 18.01\n",
					 -1, NULL, NULL);

	g_assert_null(reading_row(r, 0)->reason);
	g_assert_cmpstr(reading_row(r, 0)->observation->place_words, ==, "Kiosken");
	g_assert_cmpfloat_with_epsilon(reading_row(r, 0)->observation->lat, 59.26, 1e-9);
	g_assert_true(reading_noted(r, "1 row has a position in a column"));
	reading_free(r);
}

/* A place is taken before an area that it does not lie in, which is told. */
static void test_place_in_another_area(void)
{
	struct reading *r = fixture_read("csv",
					 "Datum;Kategori;Plats;Område\n"
					 "2024-10-04;BRA;Norrby skola;Norrby\n"
					 "2024-10-05;BRA;Norrby skola;Söderby\n"
					 "2024-10-06;BRA;Norrby skola;Provköping\n",
					 -1, NULL, NULL);

	g_assert_cmpstr(kept_place(r, reading_row(r, 1)), ==, "Norrby skola");
	g_assert_true(reading_noted(r, "1 row names an area in which its place does not lie"));
	reading_free(r);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/positions/read", test_positions);
	g_test_add_func("/positions/beside", test_position_beside);
	g_test_add_func("/positions/in-another-area", test_place_in_another_area);
	return g_test_run();
}
