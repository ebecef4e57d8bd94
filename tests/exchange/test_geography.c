/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The taxonomy and a municipality's folder. */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "../folder.h"
#include "geography_town.h"

static void test_taxonomy(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) all = taxonomy_read(&error);
	g_autoptr(GHashTable) codes = g_hash_table_new(g_str_hash, g_str_equal);
	int uppers = 0, not_counted = 0;

	g_assert_no_error(error);
	for (guint i = 0; i < all->len; i++) {
		const struct category *k = all->pdata[i];

		g_assert_true(g_hash_table_add(codes, k->code));
		g_assert_nonnull(k->label_sv);
		g_assert_nonnull(k->label_en);
		g_assert_false(id_is_null(&k->record.id));
		if (k->parent) {
			const struct category *upper = all->pdata[k->parent - 1];

			g_assert_true(g_str_has_prefix(k->code, upper->code));
			g_assert_cmpint(upper->parent, ==, 0);
			continue;
		}
		uppers++;
		not_counted += !k->counts;
	}
	g_assert_cmpint(uppers, ==, 28);
	g_assert_cmpint(not_counted, ==, 3);
	g_assert_true(g_hash_table_contains(codes, "SKA.glaskross"));
}

#define OUTLINE(name)                                                                              \
	"{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{"     \
	"\"name\":\"" name "\"},\"geometry\":{\"type\":"                                           \
	"\"Polygon\",\"coordinates\":[[[18,59.2],[18.1,59.2],[18.1,59.3],[18,59.2]]]}}]}"

/* 59.25 N 18.05 E in the country's metres, below the headings that people give them. */
static void test_metres(const char *folder)
{
	static const struct {
		const char *text, *says; /* NULL: it is read */
	} cases[] = {
		{"namn;N;E\nA;6571868;673914\n", NULL},
		{"namn;Norr;Öst\nA;6 571 868;673 914\n", NULL},
		{"namn;x;y\nA;6571868,4;673913,6\n", NULL},
		{"namn;x;y\nA;673914;6571868\n", NULL},
		{"namn;SWEREF99 TM Ö;SWEREF99 TM N\nA;673914;6571868\n", NULL},
		{"namn;latitude;longitude\nA;6571868;673914\n", NULL},
		{"namn;koordinater\nA;6571868 673914\n", NULL},
		{"namn;position\nA;\"59.25, 18.05\"\n", NULL},
		{"namn;x;y\nA;18.05;59.25\n", "changed places"},
		{"namn;N;E\nA;673914;6571868\n",
		 "places.csv, line 2, column N: “673914”; expected north and east in their own "
		 "columns; they seem to have changed places"},
		{"namn;N;E\nA;6571868;\n", "column E: “”; expected both numbers or neither"},
		{"namn;N;E\nA;6571868;okänd nu\n", "column E: “okänd nu”; expected metres like"},
		{"namn;N;E\nA;65718680;673914\n",
		 "expected degrees like 59.23633 and 17.98216, or"},
		{"namn;N;E\nA;6171868;373914\n", "a point in the municipality"},
		{"namn;position\nA;norr om\n", "column position: “norr om”; expected a position"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct geography_town t = {0};
		const struct place *p;

		g_test_message("%s", cases[i].text);
		town_write(folder, "places.csv", cases[i].text);
		town_read(&t, folder);
		p = t.places->pdata[0];
		g_test_message("%s", t.error ? t.error->message : "");
		g_assert_cmpint(t.ok, ==, cases[i].says == NULL);
		if (cases[i].says) {
			g_assert_nonnull(strstr(t.error->message, cases[i].says));
		} else {
			g_assert_cmpfloat_with_epsilon(p->lat, 59.25, 1e-4);
			g_assert_cmpfloat_with_epsilon(p->lon, 18.05, 1e-4);
			g_assert_cmpuint(t.notes->len, ==, 0);
		}
		town_clear(&t);
	}
}

static void test_folder(void)
{
	static const struct {
		const char *file, *text, *says;
	} faults[] = {
		{"places.csv", "name,latitude,longitude\nA,59.25,18.05\nB,18.05,59.25\n",
		 "places.csv, line 3, column latitude"},
		{"places.csv", "name,latitude,longitude\nA,55.6,13.0\n",
		 "a point in the municipality"},
		{"places.csv", "name,latitude,longitude,area\nA,59.25,18.05,Ingenstans\n",
		 "regso.geojson"},
		{"regso.geojson",
		 "{\"features\":[{\"properties\":{\"name\":\"A\"},\"geometry\":{\"type\":\"Point\"}"
		 "}]}",
		 "feature 1"},
		{"regso.geojson", "{\"features\":[", "line 1"},
		{"organisations.csv", "code,name,kind\nA,B,tomte\n",
		 "organisations.csv, line 2, column kind"},
		{"organisations.csv", "code,name,kind,expected\nA,B,police,sällan\n",
		 "organisations.csv, line 2, column expected"},
		/* half, or twice, or in no column: never one of them in silence */
		{"places.csv", "name,latitude,longitude\nA,59.25,\n",
		 "places.csv, line 2, column longitude"},
		{"places.csv", "name,latitude,latitude,longitude\nA,59.25,59.2,18.05\n",
		 "the column “latitude” stands twice"},
		{"places.csv", "name,latitude,longitude\nA,59.25,18.05,skola\n",
		 "line 2: “skola” stands in no column"},
		{"population.csv", "code,population,year\n1,10,2024\n1,11,2024\n",
		 "population.csv, line 3, column code"},
		{"organisations.csv", "code,name\nHUGE,A\nhuge,B\n",
		 "organisations.csv, line 3 (huge)"},
		{"population.csv", "code;populaton\n01;12\n",
		 "population.csv, line 1: there is no column “populaton”; is “population” meant?"},
		{"organisations.csv", "code,name,expcted\nHUGE,A,nej\n",
		 "organisations.csv, line 1: there is no column “expcted”; is “expected” meant?"},
		{"organisations.csv", "PK\003\004\nrest\n",
		 "organisations.csv, line 1: the column “code” is missing"},
		{"organisations.csv", "Våra organisationer;;\nkod;namn på den\nHUGE;A\n",
		 "organisations.csv, line 1: the column “code” is missing"},
		{"organisations.csv", "Från mars\n\ncode;name;kod;code\nHUGE;A;;\n",
		 "organisations.csv, line 3: the column “code” stands twice"},
		{"organisations.csv", "code;name\nokänt;A\n",
		 "organisations.csv, line 2, column code: “okänt”"},
		{"places.csv", "name\n-\n", "places.csv, line 2, column name: “-”"},
		{"population.csv", "Kod;Folkmängd\n1;2,5\n",
		 "population.csv, line 2, column Folkmängd: “2,5”"},
		{"places.csv", "name\nA torg\na torg\n",
		 "places.csv, line 3 (a torg): the same name or code stands in places.csv, line 2"},
		{"regso.geojson",
		 "{\"features\":[{\"properties\":{\"label\":\"A\"},\"geometry\":{\"type\":"
		 "\"Polygon\",\"coordinates\":[[[660000,6560000],[680000,6560000],[680000,"
		 "6580000],[660000,6560000]]]}}]}",
		 "these are metres, as in SWEREF 99"},
	};
	g_autofree char *folder = g_dir_make_tmp("osg-XXXXXX", NULL);
	struct geography_town t = {0};

	town_read(&t, folder);
	g_assert_error(t.error, OSG_ERROR, OSG_ERROR_INPUT);
	town_clear(&t);
	town_write(folder, "municipality.geojson", OUTLINE("Provköping"));
	for (gsize i = 0; i < G_N_ELEMENTS(faults); i++) {
		g_autofree char *path = g_build_filename(folder, faults[i].file, NULL);

		t = (struct geography_town){0};
		town_write(folder, faults[i].file, faults[i].text);
		town_read(&t, folder);
		g_assert_false(t.ok);
		g_assert_error(t.error, OSG_ERROR, OSG_ERROR_FORMAT);
		g_test_message("%s", t.error->message);
		g_assert_nonnull(strstr(t.error->message, faults[i].says));
		town_clear(&t);
		g_unlink(path);
	}
	test_metres(folder);
	town_write(folder, "places.csv",
		   "namn;latitude;longitude;kind\nTorget;59,25;18,05;torg\nUtan punkt;;;gata\n");
	town_write(folder, "organisations.csv",
		   "code,name,kind,expected\nKOM,Kommunen,municipal,Nej\n");
	t = (struct geography_town){0};
	town_read(&t, folder);
	g_assert_no_error(t.error);
	g_assert_cmpstr(t.municipality, ==, "Provköping");
	g_assert_cmpint(((struct organisation *)t.organisations->pdata[0])->expected, ==, 0);
	g_assert_cmpuint(t.places->len, ==, 2);
	g_assert_cmpint(((struct place *)t.places->pdata[0])->exact, ==, 1);
	g_assert_cmpint(((struct place *)t.places->pdata[1])->exact, ==, 0);
	town_clear(&t);
	folder_remove(folder);
}

/* One fault is said once, not once a place. */
static void test_places_without_areas(void)
{
	struct geography_town t = {.folder = g_dir_make_tmp("osg-XXXXXX", NULL)};

	town_write(t.folder, "municipality.geojson", HERE);
	town_write(t.folder, "regso.geojson", COLLECTION(""));
	town_write(t.folder, "places.csv", "name,area\nA,Norr\nB,Norr\nC,Syd\n");
	town_read(&t, t.folder);
	g_assert_error(t.error, OSG_ERROR, OSG_ERROR_FORMAT);
	g_assert_cmpstr(t.error->message, ==,
			"places.csv: 3 places name their areas, but no areas were found; expected "
			"them in regso.geojson.");
	folder_remove(t.folder);
	g_free(t.folder);
	town_clear(&t);
}

static void append_said(GString *out, const char *text)
{
	g_string_append_printf(out, "|%s", text ? text : "");
}

/* Owned: what was read, but for the municipality, and what was told of it. */
static char *town_summary(const struct geography_town *t)
{
	GString *out = g_string_new(NULL);

	for (guint i = 1; i < t->areas->len; i++) {
		const struct area *a = t->areas->pdata[i];

		g_string_append_printf(out, "%s|%d", a->name, a->population);
		append_said(out, a->code);
		g_string_append_c(out, '\n');
	}
	for (guint i = 0; i < t->places->len; i++) {
		const struct place *p = t->places->pdata[i];

		g_string_append(out, p->name);
		append_said(out, p->kind);
		append_said(out, p->owner);
		append_said(out, p->address);
		for (char **alias = p->aliases; alias && *alias; alias++)
			append_said(out, *alias);
		g_string_append_c(out, '\n');
	}
	for (guint i = 0; i < t->organisations->len; i++) {
		const struct organisation *o = t->organisations->pdata[i];

		g_string_append_printf(out, "%s|%s|%d|%d\n", o->code, o->name, o->kind,
				       o->expected);
	}
	for (guint i = 0; i < t->notes->len; i++)
		g_string_append_printf(out, "%s\n", (const char *)t->notes->pdata[i]);
	return g_string_free(out, FALSE);
}

/* As tables of observations: what says nothing is nothing, and titles stand above the header. */
static void test_files_as_people_keep_them(void)
{
	static const struct {
		const char *file, *text, *read;
	} cases[] = {
		{"places.csv",
		 "name,kind,owner,address,aliases,latitude,longitude\n"
		 "Torget,-,NULL,Okänt,okänd|Stora torget|-,?,N/A\n",
		 "Torget||||Stora torget\n"},
		{"places.csv",
		 "Platser i Provby;;\nUtskriven 2024-10-04\n\nNamn;Slag\nTorget;torg\n;\n",
		 "Torget|torg||\nplaces.csv: 2 lines above the header were passed over.\n"},
		{"places.csv", "Namn;Typ\nTorget;torg\n", "Torget|torg||\n"},
		{"organisations.csv",
		 "Våra organisationer;;\ncode;name;kind;expected\nHUGE;Huge;-;-\nPOL;Polisen;"
		 "police;\n",
		 "HUGE|Huge|5|0\nPOL|Polisen|3|1\n"
		 "organisations.csv: 1 line above the header was passed over.\n"},
		{"population.csv", "code;population;year\n01;-;-\n",
		 "population.csv: 1 row says no number of people.\n"},
		{"regso.geojson", COLLECTION(""), "regso.geojson holds no areas.\n"},
		{"areas.geojson",
		 COLLECTION(FEATURE(
			 "\"RegSONamn\":\"A\",\"regsokod\":\"0126R001\",\"kommunnamn\":\"P\"",
			 SQUARE("17", "59", "18", "60"))),
		 "A|0|\nA|0|0126R001\n"},
		{"areas.geojson",
		 COLLECTION(FEATURE("\"Namn\":\"A\",\"kod\":126", SQUARE("17", "59", "18", "60"))),
		 "A|0|\nA|0|126\n"},
		{"areas.geojson",
		 COLLECTION(FEATURE("\"label\":\"A\",\"area\":\"NULL\",\"code\":\"-\","
				    "\"population\":\"okänt\"",
				    SQUARE("17", "59", "18", "60"))),
		 "A|0|\nA|0|\n"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct geography_town t = {.folder = g_dir_make_tmp("osg-XXXXXX", NULL)};
		g_autofree char *summary = NULL;

		town_write(t.folder, "municipality.geojson", HERE);
		town_write(t.folder, cases[i].file, cases[i].text);
		town_read(&t, t.folder);
		g_assert_no_error(t.error);
		summary = town_summary(&t);
		g_assert_cmpstr(summary, ==, cases[i].read);
		folder_remove(t.folder);
		g_free(t.folder);
		town_clear(&t);
	}
}

static void test_population_of_strangers(void)
{
	struct geography_town t = {.folder = g_dir_make_tmp("osg-XXXXXX", NULL)};

	town_write(t.folder, "municipality.geojson", HERE);
	town_write(t.folder, "population.csv", "code,population\n0199,12\n");
	town_read(&t, t.folder);
	g_assert_no_error(t.error);
	g_assert_cmpuint(t.notes->len, ==, 1);
	g_assert_cmpstr(t.notes->pdata[0], ==,
			"population.csv: 1 row was passed over, because no area has its code: "
			"“0199” (2).");
	folder_remove(t.folder);
	g_free(t.folder);
	town_clear(&t);
}

static void test_participants(void)
{
	static const char *const faults[][2] = {
		{"handle,organisation,role\nana,KOM,reporter\nAna,KOM,chair\n",
		 "participants.csv, line 3, column handle"},
		{"handle,organisation,role\nana ek,KOM,reporter\n",
		 "participants.csv, line 2, column handle"},
		{"handle,organisation,role\na,OKÄND,chair\nb,KOM,chef\n",
		 "participants.csv, line 2, column organisation: “OKÄND”; expected a code of "
		 "organisations.csv.\nparticipants.csv, line 3, column role: “chef”"},
		{"handle,organisation,role\na,KOM,Reporter\n,,\n", "nobody may set anything up"},
		{"handle,organisation,rol\na,KOM,chair\n", "is “role” meant?"},
		{"handle,organisation\na,KOM\n", "the column “role” is missing"},
	};
	g_autofree char *folder = g_dir_make_tmp("osg-XXXXXX", NULL);
	g_autoptr(GPtrArray) organisations = g_ptr_array_new_with_free_func(record_free);
	struct organisation *o = record_new(&organisation_kind);

	o->code = g_strdup("KOM");
	g_ptr_array_add(organisations, o);
	for (gsize i = 0; i < G_N_ELEMENTS(faults); i++) {
		g_autoptr(GPtrArray) participants = g_ptr_array_new_with_free_func(record_free);
		g_autoptr(GError) error = NULL;

		town_write(folder, "participants.csv", faults[i][0]);
		g_assert_false(
			participants_read(folder, organisations, participants, NULL, &error));
		g_assert_error(error, OSG_ERROR, OSG_ERROR_FORMAT);
		g_assert_nonnull(strstr(error->message, faults[i][1]));
	}
	folder_remove(folder);
}

/* What is not read of the folder, and a name by which two places are called, are told. */
static void test_left_out_is_told(void)
{
	struct geography_town t = {.folder = g_dir_make_tmp("osg-XXXXXX", NULL)};

	town_write(t.folder, "municipality.geojson", HERE);
	town_write(t.folder, "organizations.csv", "code,name\nA,B\n");
	town_write(t.folder, "notes.txt", "x");
	town_write(t.folder, "places.csv",
		   "name;latitude;longitude;aliases;telefon\nA;;;X|Y, z;1\nB;;;Q; r\n"
		   "C;;;\"x; s; a\";2\n;;;;\n");
	town_read(&t, t.folder);
	g_assert_no_error(t.error);
	g_assert_cmpuint(t.notes->len, ==, 4);
	g_assert_cmpstr(t.notes->pdata[0], ==, "places.csv: columns that are not used: telefon.");
	g_assert_nonnull(
		strstr(t.notes->pdata[1], "(C): also called “x”, as in places.csv, line 2"));
	g_assert_cmpstr(t.notes->pdata[2], ==,
			"places.csv, line 4 (C): also called “a”, which is the name of the place "
			"on line 2; by that name alone nobody can tell which is meant.");
	g_assert_cmpstr(t.notes->pdata[3], ==,
			"organizations.csv was not read; is organisations.csv meant?");
	folder_remove(t.folder);
	g_free(t.folder);
	town_clear(&t);
}

/* k19 */
static void test_names_twice(void)
{
	struct geography_town *t =
		town_of(NULL, HERE,
			COLLECTION(FEATURE(
				"\"label\":\"Centrum\",\"area\":\"Norr\"",
				SQUARE("17", "59.5", "18",
				       "60")) "," FEATURE("\"label\":\"Centrum\",\"area\":\"Syd\"",
							  SQUARE("17", "59", "18", "59.5"))));

	g_assert_no_error(t->error);
	g_assert_cmpuint(t->areas->len, ==, 5);
	town_end(t);
	check_refused(town_of(NULL, HERE,
			      COLLECTION(FEATURE(
				      "\"label\":\"A\"",
				      SQUARE("17", "59.5", "18",
					     "60")) "," FEATURE("\"label\":\"a\"",
								SQUARE("17", "59", "18", "59.5")))),
		      "regso.geojson, feature 2 (a): the same name or code stands in "
		      "regso.geojson, feature 1 (A)");
	t = town_of(
		NULL, HERE,
		COLLECTION(FEATURE("\"label\":\"A\",\"area\":\"Norr\",\"code\":\"1\"",
				   SQUARE("17", "59.5", "18",
					  "60")) "," FEATURE("\"label\":\"A\",\"area\":\"Norr\","
							     "\"code\":\"2\"",
							     SQUARE("17", "59", "18", "59.5"))));
	g_assert_no_error(t->error);
	g_assert_cmpstr(t->notes->pdata[0], ==,
			"regso.geojson, feature 2 (A) has the same name as regso.geojson, feature "
			"1 (A): their codes alone tell them apart.");
	town_end(t);
}

static void test_municipality_twice(void)
{
	check_refused(town_of("A",
			      COLLECTION(FEATURE(
				      "\"name\":\"A\"",
				      SQUARE("17", "59", "18",
					     "60")) "," FEATURE("\"name\":\"a\"",
								SQUARE("18", "59", "19", "60"))),
			      NULL),
		      "municipality.geojson, feature 2 (a): the same name");
}

static void test_all_faults_in_one_run(void)
{
	struct geography_town *t = town_of(
		NULL, HERE,
		COLLECTION(FEATURE("\"label\":\"A\"", "[[[17,59],[18,59],[17,59]]]") "," FEATURE(
			"\"x\":1", SQUARE("17", "59", "18",
					  "60")) "," FEATURE("\"label\":\"C\",\"population\":1e300",
							     SQUARE("17", "59", "18", "60"))));

	g_assert_error(t->error, OSG_ERROR, OSG_ERROR_FORMAT);
	g_assert_nonnull(strstr(t->error->message, "feature 1"));
	g_assert_nonnull(strstr(t->error->message, "feature 2"));
	g_assert_nonnull(strstr(t->error->message, "feature 3"));
	town_end(t);
}

static void test_populations_as_people_write_them(void)
{
	struct geography_town t = {.folder = g_dir_make_tmp("osg-XXXXXX", NULL)};

	town_write(t.folder, "municipality.geojson",
		   COLLECTION(FEATURE("\"name\":\"Provby\",\"code\":\"1\"",
				      SQUARE("17", "59", "18", "60"))));
	town_write(t.folder, "regso.geojson",
		   COLLECTION(FEATURE("\"name\":\"Ena\",\"code\":\"2\"",
				      SQUARE("17", "59", "17.5", "60"))));
	town_write(t.folder, "population.csv",
		   "code;year;population\n2;2024;60\n1;2025;114\xC2\xA0"
		   "683\n2;2025;70\n2;2023;50\n");
	town_read(&t, t.folder);
	g_assert_no_error(t.error);
	g_assert_cmpint(((struct area *)t.areas->pdata[0])->population, ==, 114683);
	g_assert_cmpint(((struct area *)t.areas->pdata[2])->population, ==, 70);
	town_clear(&t);
	t = (struct geography_town){.folder = t.folder};
	town_write(t.folder, "population.csv", "code;year;population\n1;2025;många\n");
	town_read(&t, t.folder);
	g_assert_nonnull(strstr(t.error->message, "population.csv, line 2, column population"));
	town_clear(&t);
	folder_remove(t.folder);
	g_free(t.folder);
}

/* Huddinge: 1 municipality, 4 districts, 16 areas of 22 sub-areas, 133 places; the population of
 * the areas is that of all. */
static void test_huddinge(void)
{
	const char *reference = g_getenv("OSG_REFERENCE");
	g_autofree char *folder =
		reference && *reference ? g_build_filename(reference, "data", "geo", NULL) : NULL;
	struct geography_town t = {0};
	int levels[4] = {0}, inexact = 0, population = 0;

	if (!folder) {
		g_test_skip("OSG_REFERENCE is not set");
		return;
	}
	town_read(&t, folder);
	g_assert_no_error(t.error);
	g_assert_cmpstr(t.municipality, ==, "Huddinge");
	for (guint i = 0; i < t.areas->len; i++) {
		const struct area *a = t.areas->pdata[i];

		levels[a->level]++;
		g_assert_cmpuint(a->boundary->len, >, 0);
		if (a->level == AREA_AREA)
			population += a->population;
	}
	g_assert_cmpint(levels[AREA_MUNICIPALITY], ==, 1);
	g_assert_cmpint(levels[AREA_DISTRICT], ==, 4);
	g_assert_cmpint(levels[AREA_AREA], ==, 16);
	g_assert_cmpint(levels[AREA_SUBAREA], ==, 22);
	g_assert_cmpint(population, ==, 114683);
	g_assert_cmpint(((struct area *)t.areas->pdata[0])->population, ==, 114683);
	g_assert_cmpuint(t.places->len, ==, 133);
	for (guint i = 0; i < t.places->len; i++) {
		const struct place *p = t.places->pdata[i];

		inexact += !p->exact;
		g_assert_cmpint(p->area, >, 0);
		g_assert_cmpint(((struct area *)t.areas->pdata[p->area - 1])->level, ==, AREA_AREA);
	}
	g_assert_cmpint(inexact, ==, 3);
	town_clear(&t);
}

/* One feature, or a bare list of them, is a collection as well. */
static void test_feature_alone(void)
{
#define ALONE FEATURE("\"name\":\"Provby\"", SQUARE("17", "59", "18", "60"))
	static const char *const cases[] = {ALONE, "[" ALONE "]"};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct geography_town *t = town_of(NULL, cases[i], NULL);

		g_assert_no_error(t->error);
		g_assert_cmpstr(((struct area *)t->areas->pdata[0])->name, ==, "Provby");
		town_end(t);
	}
}

/* Whether it is the municipality that is asked for, however many there are. */
static void test_municipality_asked_for(void)
{
	static const struct {
		const char *name;
		gboolean found;
	} cases[] = {{NULL, TRUE}, {"provby", TRUE}, {"Provby kommun", TRUE}, {"Botkyrka", FALSE}};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct geography_town *t = town_of(cases[i].name, HERE, NULL);

		g_assert_true(cases[i].found == (t->error == NULL));
		g_assert_true(!t->error || strstr(t->error->message, "There are: Provby."));
		town_end(t);
	}
}

/* What a program writes for a point that it does not have. */
static void test_place_without_point(void)
{
	struct geography_town *t = town_of(NULL, HERE, NULL);

	town_write(t->folder, "places.csv", "name;lat;long\nA;0;0\nB;-;-\nC;NULL;NULL\n");
	town_clear(t);
	town_read(t, t->folder);
	g_assert_no_error(t->error);
	for (guint i = 0; i < 3; i++)
		g_assert_true(isnan(((struct place *)t->places->pdata[i])->lat));
	g_assert_cmpuint(t->notes->len, ==, 1);
	g_assert_nonnull(strstr(t->notes->pdata[0], "places.csv, line 2 (A): 0, 0 lies in"));
	town_end(t);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/taxonomy/whole", test_taxonomy);
	g_test_add_func("/geography/folder", test_folder);
	g_test_add_func("/geography/feature-alone", test_feature_alone);
	g_test_add_func("/geography/municipality-asked-for", test_municipality_asked_for);
	g_test_add_func("/geography/place-without-point", test_place_without_point);
	g_test_add_func("/geography/left-out-is-told", test_left_out_is_told);
	g_test_add_func("/geography/places-without-areas", test_places_without_areas);
	g_test_add_func("/geography/population-of-strangers", test_population_of_strangers);
	g_test_add_func("/geography/as-people-keep-them", test_files_as_people_keep_them);
	g_test_add_func("/geography/participants", test_participants);
	g_test_add_func("/geography/names-twice", test_names_twice);
	g_test_add_func("/geography/municipality-twice", test_municipality_twice);
	g_test_add_func("/geography/all-faults-in-one-run", test_all_faults_in_one_run);
	g_test_add_func("/geography/populations-as-people-write-them",
			test_populations_as_people_write_them);
	g_test_add_func("/geography/huddinge", test_huddinge);
	add_outline_tests();
	return g_test_run();
}
