/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file brings again: the same event, one that was changed, and another under an old id. */
#include "config.h"

#include "import_town.h"
#include "osg/week.h"

#define HEAD_OF_IDS "id;Datum;Kategori;Plats;Beskrivning\n"

static void test_again_and_changed(void)
{
	struct import_town t;
	g_autofree char *first = NULL, *second = NULL, *renamed = NULL;

	town_init(&t, "");
	first = town_write(&t, "a.csv",
			   HEAD
			   "1;2024-10-04;22:15;BRA;Norrby "
			   "skola;Rök\n2;2024-10-05;;KLO;;Tag\n3;2024-10-06;;SKA;Atlantis;x\n");
	second = town_write(&t, "b.csv",
			    HEAD "1;2024-10-04;22:15;BRA;Norrby skola;Rök och "
				 "eld\n2;2024-10-05;;KLO;;Tag\n4;2024-10-07;;SKA;;y\n");
	renamed = town_write(&t, "c.csv",
			     HEAD "1;2024-10-04;22:15;BRA;Norrby skola;Rök och "
				  "eld\n2;2024-10-05;;KLO;;Tag\n4;2024-10-07;;SKA;;y\n");
	town_takes(&t, first, &(struct import_figures){.read = 3, .created = 2, .set_aside = 1});
	town_takes(&t, first, &(struct import_figures){.read = 3, .unchanged = 2, .set_aside = 1});
	town_takes(&t, second,
		   &(struct import_figures){.read = 3, .created = 1, .changed = 1, .unchanged = 1});
	town_takes(&t, renamed, &(struct import_figures){.read = 3, .unchanged = 3});
	g_assert_cmpint(town_count(&t, ""), ==, 3);
	g_assert_cmpint(town_count(&t, "text:eld"), ==, 1);
	town_clear(&t);
}

/* A category put right here stays when the source changes only its text. */
static void test_own_correction_stays(void)
{
	struct import_town t;
	g_autofree char *first = NULL, *second = NULL;
	g_autoptr(GError) error = NULL;
	struct import_result *r;
	struct listing *l;
	struct observation *o;
	gint64 key;

	town_init(&t, "");
	first = town_write(&t, "a.csv", HEAD "1;2024-10-04;22:15;BRA;;Rök\n");
	second = town_write(&t, "b.csv", HEAD "1;2024-10-04;22:15;BRA;;Rök igen\n");
	town_takes(&t, first, &(struct import_figures){.read = 1, .created = 1});
	l = app_list(t.session, "", WEEK_NONE, WEEK_NONE, 0, &error);
	key = g_array_index(l->rows, struct observation_row, 0).key;
	listing_free(l);
	o = app_observation(t.session, key, &error);
	o->category = registry_find_category(session_registry(t.session), "SKA")->record.key;
	g_assert_true(app_observation_save(t.session, o, &error));
	record_free(o);
	r = town_import(&t, second, &(struct import_figures){.read = 1, .changed = 1});
	import_result_free(r);
	o = app_observation(t.session, key, &error);
	g_assert_cmpstr(o->text, ==, "Rök igen");
	g_assert_cmpint(o->category, ==,
			registry_find_category(session_registry(t.session), "SKA")->record.key);
	record_free(o);
	town_clear(&t);
}

static int counted_of(struct import_town *t, gint64 *group)
{
	struct listing *l = app_list(t->session, "", WEEK_NONE, WEEK_NONE, 0, NULL);
	int counted = 0;

	for (guint i = 0; i < l->rows->len; i++) {
		const struct observation_row *row =
			&g_array_index(l->rows, struct observation_row, i);

		g_assert_cmpint(row->report_group, !=, 0);
		g_assert_true(!*group || row->report_group == *group);
		*group = row->report_group;
		counted += row->counted;
	}
	listing_free(l);
	return counted;
}

/* Reports that somebody linked are one event, however often their files are read, and changed. */
static void test_linked_stays_linked(void)
{
	struct import_town t;
	g_autofree char *first = NULL, *second = NULL;
	struct listing *l;
	gint64 keys[2], group = 0;

	town_init(&t, "");
	first = town_write(&t, "a.csv",
			   HEAD "1;2024-10-04;22:15;BRA;;Rök\n2;2024-10-04;22:20;BRA;;Eld\n");
	second = town_write(&t, "b.csv",
			    HEAD "1;2024-10-04;22:17;BRA;Norrby skola;Rök "
				 "igen\n2;2024-10-04;22:25;SKA;Norrby skola;Glöd\n");
	town_takes(&t, first, &(struct import_figures){.read = 2, .created = 2});
	l = app_list(t.session, "", WEEK_NONE, WEEK_NONE, 0, NULL);
	for (guint i = 0; i < 2; i++)
		keys[i] = g_array_index(l->rows, struct observation_row, i).key;
	listing_free(l);
	g_assert_true(app_observations_link(t.session, keys, G_N_ELEMENTS(keys), NULL));
	g_assert_cmpint(counted_of(&t, &group), ==, 1);
	town_takes(&t, first, &(struct import_figures){.read = 2, .unchanged = 2});
	g_assert_cmpint(counted_of(&t, &group), ==, 1);
	town_takes(&t, second, &(struct import_figures){.read = 2, .changed = 2});
	g_assert_cmpint(counted_of(&t, &group), ==, 1);
	town_clear(&t);
}

/* A contractor who begins at 1 each year: another event, not a change of the old one. */
static void test_id_of_another_year(void)
{
	struct import_town t;
	g_autofree char *first = NULL, *second = NULL;

	town_init(&t, "");
	first = town_write(&t, "a.csv", HEAD "1;2024-01-04;22:15;BRA;;Rök\n");
	second = town_write(&t, "b.csv", HEAD "1;2025-01-03;22:15;KLO;;Tag\n");
	town_takes(&t, first, &(struct import_figures){.read = 1, .created = 1});
	town_takes(&t, second, &(struct import_figures){.read = 1, .created = 1});
	town_takes(&t, second, &(struct import_figures){.read = 1, .unchanged = 1});
	town_takes(&t, first, &(struct import_figures){.read = 1, .unchanged = 1});
	g_assert_cmpint(town_count(&t, ""), ==, 2);
	town_clear(&t);
}

/* k01: both organisations' files begin at 1; a source that counts anew overwrites nothing. */
static void test_whose_id_it_is(void)
{
	struct import_town t;
	g_autofree char *first = NULL, *second = NULL, *third = NULL, *sorted = NULL;
	g_autoptr(GError) error = NULL;
	struct import_result *r;

	town_init(&t, "");
	sorted = town_write(&t, "d.csv",
			    "id;Datum;Kategori;Plats;Beskrivning\n1;2024-01-07;BRA;Norrby skola;"
			    "Annat\n");
	first = town_write(&t, "a.csv",
			   "id;Datum;Kategori;Plats;Beskrivning\n1;2024-01-05;KLO;"
			   "Norrby skola;Tagg\n2;2024-01-05;BRA;;Container\n");
	second = town_write(&t, "b.csv",
			    "id;Datum;Kategori;Plats;Beskrivning\n1;2024-01-05;KLO;Norrby skola;"
			    "Soprum\n");
	third = town_write(&t, "c.csv",
			   "id;Datum;Kategori;Plats;Beskrivning\n1;2024-01-06;BRA;;Soprum\n");
	town_takes(&t, first, &(struct import_figures){.read = 2, .created = 2});
	r = app_import(t.session, &(struct import_options){.file = second, .organisation = "POL"},
		       &error);
	g_assert_no_error(error);
	g_assert_cmpint(r->created, ==, 1);
	g_assert_cmpint(r->changed, ==, 0);
	import_result_free(r);
	town_takes(&t, third, &(struct import_figures){.read = 1, .created = 1});
	town_takes(&t, third, &(struct import_figures){.read = 1, .unchanged = 1});
	/* numbered anew by a sorting, all at one place */
	town_takes(&t, sorted, &(struct import_figures){.read = 1, .created = 1});
	town_takes(&t, sorted, &(struct import_figures){.read = 1, .unchanged = 1});
	g_assert_cmpint(town_count(&t, ""), ==, 5);
	town_clear(&t);
}

/* One file of two organisations: id 2 of one had been taken for id 1 of the other. */
static void test_whose_id_it_is_in_one_file(void)
{
	struct import_town t;
	g_autofree char *file = NULL;

	town_init(&t, "");
	file = town_write(&t, "a.csv",
			  "id;Organisation;Datum;Kategori;Plats;Beskrivning\n"
			  "1;KOM;2024-01-05;KLO;Norrby skola;Tagg\n"
			  "2;POL;2024-01-05;KLO;Norrby skola;Rök\n"
			  "1;POL;2024-01-05;KLO;Norrby skola;Rökning\n"
			  "2;KOM;2024-01-05;KLO;Norrby skola;Taggar\n");
	town_takes(&t, file, &(struct import_figures){.read = 4, .created = 4});
	town_takes(&t, file, &(struct import_figures){.read = 4, .unchanged = 4});
	town_clear(&t);
}

/* What a spreadsheet shows where it has no value is no id: the rows are two. */
static void test_no_id_of_a_spreadsheet(void)
{
	static const char *const faults[] = {"#REF!", "#REFERENS!", "#NAMN?", "#VALUE!", "#####"};
	struct import_town t;

	town_init(&t, "");
	for (gsize i = 0; i < G_N_ELEMENTS(faults); i++) {
		g_autofree char *rows = g_strdup_printf(HEAD
							"%s;2024-01-05;10:1%d;KLO;Norrby skola;a\n"
							"%s;2024-01-05;12:1%d;KLO;Norrby skola;b\n",
							faults[i], (int)i, faults[i], (int)i),
				*file = town_write(&t, "a.csv", rows);

		g_test_message("%s", faults[i]);
		town_takes(&t, file, &(struct import_figures){.read = 2, .created = 2});
		town_takes(&t, file, &(struct import_figures){.read = 2, .unchanged = 2});
	}
	town_clear(&t);
}

/* One record or two, in whichever order the rows lie and however often they come; and an id is the
 * same with other letters, braces or zeros where a program wrote it otherwise. */
static void test_ids_in_any_order(void)
{
#define KLO "2024-01-05;KLO;Norrby skola;Tagg"
#define LATER "2024-01-06;KLO;Norrby skola;Tagg, sanerad"
#define YEAR "2024-10-04;BRA;;Container"
	static const struct {
		const char *rows[3], *again[3]; /* two readings; again NULL: as they were */
		int records, cleaned;
	} cases[] = {
		{{"5;" KLO, "5;" LATER}, {"5;" LATER, "5;" KLO}, 1, 1},
		{{"5;" LATER, "5;" KLO}, {NULL}, 1, 1},
		{{"5;" KLO}, {"5;" LATER, "5;" KLO}, 1, 1},
		{{"5;" KLO, "5;" LATER, "5;" YEAR}, {"5;" YEAR, "5;" KLO, "5;" LATER}, 2, 1},
		{{"5;" YEAR, "5;" KLO}, {"5;" KLO, "5;" YEAR}, 2, 0},
		{{"007;" KLO}, {"7;" KLO}, 1, 0},
		{{"7;" KLO}, {"007;" LATER}, 1, 1},
		{{"000;" KLO}, {"0;" KLO}, 1, 0},
		{{"{7E9C2D9B-0000-4000-8000-0123456789AB};" KLO},
		 {"7e9c2d9b-0000-4000-8000-0123456789ab;" KLO},
		 1,
		 0},
		{{"a-7;" KLO, "A-7;" KLO}, {"A-7;" KLO, "a-7;" KLO}, 2, 0},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct import_town t;

		town_init(&t, "");
		for (int reading = 0; reading < 3; reading++) {
			gboolean other = reading && cases[i].again[0];
			const char *const *rows = other ? cases[i].again : cases[i].rows;
			g_autofree char *all = g_strjoin("\n",
							 "id;Datum;Kategori;Plats;Beskrivning",
							 rows[0], rows[1], rows[2], NULL),
					*file = town_write(&t, "a.csv", all);
			struct import_result *r =
				app_import(t.session, &(struct import_options){.file = file}, NULL);

			g_assert_nonnull(r);
			if (reading == 2)
				g_assert_cmpint(r->created + r->changed, ==, 0);
			import_result_free(r);
		}
		g_test_message("case %d", (int)i);
		g_assert_cmpint(town_count(&t, ""), ==, cases[i].records);
		g_assert_cmpint(town_count(&t, "sanerad"), ==, cases[i].cleaned);
		town_clear(&t);
	}
}

/* A list that counts from 1 each month, week or day overwrites nothing: a new record or a question;
 * what its source corrects is a change. */
static void test_id_of_another_day(void)
{
#define STOOD "1;2024-01-05;KLO;Norrby skola;Tagg på fasaden\n"
	static const struct {
		const char *row;
		struct import_figures figures;
	} cases[] = {
		{"1;2024-02-05;KLO;Norrby skola;Soprum", {.read = 1, .created = 1}},
		{"1;2024-01-20;KLO;Norrby skola;Soprum", {.read = 1, .created = 1}},
		{"1;2024-02-05;KLO;Norrby skola;", {.read = 1, .created = 1}},
		{"1;2024-02-05;KLO;Norrby skola;Tagg på fasaden", {.read = 1, .set_aside = 1}},
		{"1;2024-01-12;KLO;Norrby skola;Soprum", {.read = 1, .set_aside = 1}},
		{"1;2024-01-12;KLO;Norrby skola;", {.read = 1, .set_aside = 1}},
		{"1;2024-01-05;BRA;Norrby skola;Container", {.read = 1, .set_aside = 1}},
		{"1;2024-01-06;KLO;Norrby skola;", {.read = 1, .changed = 1}},
		{"1;2024-01-12;KLO;Norrby skola;Tagg på fasaden, sanerad",
		 {.read = 1, .changed = 1}},
		{"1;2024-01-05;KLO;Norrby skola;Sanerad", {.read = 1, .changed = 1}},
		{"1;2024-01-05;SKA;Norrby skola;Tagg på fasaden", {.read = 1, .changed = 1}},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct import_figures again = {.read = 1,
					       .unchanged = !cases[i].figures.set_aside,
					       .set_aside = cases[i].figures.set_aside};
		g_autofree char *first = NULL, *second = NULL,
				*row = g_strconcat(HEAD_OF_IDS, cases[i].row, NULL);
		struct import_town t;

		g_test_message("%s", cases[i].row);
		town_init(&t, "");
		first = town_write(&t, "a.csv", HEAD_OF_IDS STOOD);
		second = town_write(&t, "b.csv", row);
		town_takes(&t, first, &(struct import_figures){.read = 1, .created = 1});
		town_takes(&t, second, &cases[i].figures);
		town_takes(&t, second, &again);
		g_assert_cmpint(town_count(&t, "fasaden"), ==,
				!cases[i].figures.changed || strstr(cases[i].row, "fasaden"));
		town_clear(&t);
	}
}

/* Fault reports are numbered anew as lists are. */
static void test_id_of_another_report(void)
{
#define REPORT(day, name, said)                                                                    \
	"[{\"service_request_id\":\"1\",\"status\":\"open\",\"service_name\":\"" name "\","        \
	"\"service_code\":\"1\",\"description\":\"" said "\",\"requested_datetime\":\"" day        \
	"T10:00:00+01:00\",\"lat\":59.27,\"long\":18.05}]"
	struct import_town t;
	g_autofree char *first = NULL, *later = NULL, *changed = NULL;

	town_init(&t, "");
	first = town_write(&t, "a.json", REPORT("2024-01-05", "Klotter", "Tagg"));
	later = town_write(&t, "b.json", REPORT("2024-06-05", "Brand", "Container"));
	changed = town_write(&t, "c.json", REPORT("2024-01-05", "Klotter", "Tagg, sanerad"));
	town_takes(&t, first, &(struct import_figures){.read = 1, .created = 1});
	town_takes(&t, later, &(struct import_figures){.read = 1, .created = 1});
	town_takes(&t, changed, &(struct import_figures){.read = 1, .changed = 1});
	town_takes(&t, later, &(struct import_figures){.read = 1, .unchanged = 1});
	town_clear(&t);
}

/* A corrected day finds its event among those that share the id; where it may be one of two, it is
 * a question. */
static void test_id_of_a_corrected_day(void)
{
#define SOFA "1;2024-02-05;KLO;Norrby skola;Soprum med soffa"
	static const struct {
		const char *rows, *corrected;
		struct import_figures figures;
		int count;
	} cases[] = {
		{SOFA,
		 "1;2024-02-06;KLO;Norrby skola;Soprum med soffa",
		 {.read = 1, .changed = 1},
		 2},
		{SOFA,
		 "1;2024-02-09;KLO;Norrby skola;Soprum med soffa, hämtad",
		 {.read = 1, .changed = 1},
		 2},
		{SOFA, "1;2024-02-09;KLO;Norrby skola;Trasig lykta", {.read = 1, .created = 1}, 3},
		{SOFA, "1;2024-03-05;KLO;Norrby skola;Trasig lykta", {.read = 1, .created = 1}, 3},
		{SOFA "\n1;2024-03-04;BRA;Torget;Container\n1;2024-03-08;SKA;Hamnen;Ruta",
		 "1;2024-03-07;SKA;Hamnen;Ruta",
		 {.read = 1, .changed = 1},
		 4},
		{"1;2024-02-05;KLO;Norrby skola;Soffa\n1;2024-02-20;KLO;Norrby skola;Soffa i "
		 "soprum",
		 "1;2024-02-12;KLO;Norrby skola;Soffa",
		 {.read = 1, .set_aside = 1},
		 3},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(GStrv) rows = g_strsplit(cases[i].rows, "\n", -1);
		const struct import_figures *f = &cases[i].figures;
		g_autofree char *first = NULL, *second = NULL, *corrected = NULL,
				*row = g_strconcat(HEAD_OF_IDS, cases[i].corrected, NULL);
		struct import_town t;

		g_test_message("%s", cases[i].corrected);
		town_init(&t, "");
		first = town_write(&t, "a.csv", HEAD_OF_IDS STOOD);
		corrected = town_write(&t, "c.csv", row);
		town_takes(&t, first, &(struct import_figures){.read = 1, .created = 1});
		for (guint r = 0; rows[r]; r++) {
			g_autofree char *text = g_strconcat(HEAD_OF_IDS, rows[r], NULL);

			second = (g_free(second), town_write(&t, "b.csv", text));
			town_takes(&t, second, &(struct import_figures){.read = 1, .created = 1});
		}
		town_takes(&t, corrected, f);
		town_takes(&t, corrected,
			   &(struct import_figures){.read = 1,
						    .unchanged = !f->set_aside,
						    .set_aside = f->set_aside});
		g_assert_cmpint(town_count(&t, ""), ==, cases[i].count);
		town_clear(&t);
	}
}

/* The police correct a type, a text, a time or a place under their id; all at once is a question.
 */
static void test_id_of_the_police(void)
{
#define EVENT(at, type, said)                                                                      \
	"[{\"id\":7,\"datetime\":\"" at ":00 +01:00\",\"name\":\"Händelse, Provköping\","        \
	"\"summary\":\"" said "\",\"url\":\"/a\",\"type\":\"" type "\"}]"
	static const struct {
		const char *event;
		struct import_figures figures;
	} cases[] = {
		{EVENT("2024-01-05 10:00", "Brand", "Rån vid Norrby skola."),
		 {.read = 1, .changed = 1}},
		{EVENT("2024-01-06 10:00", "Rån", "Rök vid Norrby skola."),
		 {.read = 1, .changed = 1}},
		{EVENT("2024-01-06 10:00", "Brand", "Container på torget."),
		 {.read = 1, .changed = 1}},
		{EVENT("2024-03-06 10:00", "Rån", "Rök ur en soptunna vid Norrby skola, släckt."),
		 {.read = 1, .changed = 1}},
		{EVENT("2024-03-06 10:00", "Rån", "En väska togs."), {.read = 1, .set_aside = 1}},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		const struct import_figures *f = &cases[i].figures;
		g_autofree char *first = NULL, *second = NULL;
		struct import_town t;

		g_test_message("%s", cases[i].event);
		town_init(&t, "");
		first = town_write(
			&t, "a.json",
			EVENT("2024-01-05 10:00", "Brand", "Rök ur en soptunna vid Norrby skola."));
		second = town_write(&t, "b.json", cases[i].event);
		town_takes(&t, first, &(struct import_figures){.read = 1, .created = 1});
		town_takes(&t, second, f);
		town_takes(&t, second,
			   &(struct import_figures){.read = 1,
						    .unchanged = !f->set_aside,
						    .set_aside = f->set_aside});
		g_assert_cmpint(town_count(&t, ""), ==, 1);
		town_clear(&t);
	}
}

/* Of three events of one day under one id the third is a question: the second has the id with the
 * day. */
static void test_id_of_one_day(void)
{
	static const char *const rows[] = {"1;2024-01-05;KLO;Norrby skola;Tagg",
					   "1;2024-01-05;BRA;Torget;Container",
					   "1;2024-01-05;SKA;Hamnen;Ruta"};
	struct import_town t;

	town_init(&t, "");
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = g_strconcat(HEAD_OF_IDS, rows[i], NULL),
				*file = town_write(&t, "a.csv", text);

		town_takes(
			&t, file,
			&(struct import_figures){.read = 1, .created = i < 2, .set_aside = i == 2});
	}
	g_assert_cmpint(town_count(&t, "tagg | container"), ==, 2);
	town_clear(&t);
}

/* One's own list without the column of ids: what it says to the letter is here, but for one row
 * that was changed and one that stands twice. An area that shares its name with a place stays the
 * area.
 */
static void test_own_list_without_ids(void)
{
	struct import_town t;
	g_autofree char *places = NULL, *first = NULL, *written = NULL, *list = NULL;
	g_auto(GStrv) lines = NULL;
	struct import_result *r;
	g_autoptr(GString) rows = g_string_new(NULL);

	town_init(&t, "");
	places = town_write(&t, "p.csv",
			    "id,name,kind,area,lat,lon,owner,aliases,address,exact\n"
			    ",Norrby,torg,Norrby,59.25,18.02,,,,1\n");
	town_takes(&t, places, &(struct import_figures){.read = 1, .created = 1});
	first = town_write(
		&t, "a.csv",
		"Ärendenr;Datum;Klockslag;Kategori;Plats;Område;Beskrivning\n"
		"1;2024-10-04;22:15;BRA;Norrby skola;;=Rök\n2;2024-10-05;;KLO;;Norrby;Tagg\n"
		"3;2024-10-06;10:00;SKA;Hamnen;;Ruta\n");
	town_takes(&t, first, &(struct import_figures){.read = 3, .created = 3});
	written = app_export(t.session, &observation_kind, "csv", NULL);
	lines = g_strsplit(written, "\n", -1);
	for (int i = 0; lines[i] && *lines[i]; i++)
		g_string_append_printf(rows, "%s\n", strchr(lines[i], ',') + 1);
	g_string_append_printf(rows, "%s\n", strchr(lines[1], ',') + 1);
	g_assert_null(strstr(rows->str, ",Norrby,Norrby,"));
	g_string_replace(rows, "Ruta", "Rutan", 0);
	list = town_write(&t, "b.csv", rows->str);
	r = town_import(&t, list,
			&(struct import_figures){.read = 4, .created = 2, .unchanged = 2});
	g_assert_true(says(r->notes, "2 rows without an id"));
	import_result_free(r);
	town_takes(&t, list, &(struct import_figures){.read = 4, .unchanged = 4});
	town_clear(&t);
}

/* What was withdrawn stays so when a list tells of it anew, without its id or with an empty one. */
static void test_own_list_of_what_was_withdrawn(void)
{
	struct import_town t;
	g_autoptr(GError) error = NULL;
	g_autofree char *first = NULL, *written = NULL;
	g_auto(GStrv) lines = NULL;
	struct listing *l;
	gint64 keys[2];

	town_init(&t, "");
	first = town_write(&t, "a.csv",
			   HEAD "1;2024-10-04;22:15;BRA;Norrby skola;Rök\n"
				"2;2024-10-05;;KLO;Norrby skola;Tagg\n");
	town_takes(&t, first, &(struct import_figures){.read = 2, .created = 2});
	written = app_export(t.session, &observation_kind, "csv", NULL);
	lines = g_strsplit(written, "\n", -1);
	l = app_list(t.session, "", WEEK_NONE, WEEK_NONE, 0, &error);
	for (guint i = 0; i < 2; i++)
		keys[i] = g_array_index(l->rows, struct observation_row, i).key;
	listing_free(l);
	g_assert_true(app_observations_withdraw(t.session, keys, 1, "sent twice", &error));
	const struct {
		char *list;
		gboolean without_id;
	} lists[] = {
		{g_strdup_printf("%s\n%s\n%s\n", strchr(lines[0], ',') + 1,
				 strchr(lines[1], ',') + 1, strchr(lines[2], ',') + 1),
		 TRUE},
		{g_strdup(written), FALSE},
		{g_strdup("id,time_from,time_to,time_precision,category,place,organisation,text\n"
			  ",2024-10-04T22:15:00+02:00,,exact,BRA,Norrby skola,KOM,Rök\n"
			  ",2024-10-05T00:00:00+02:00,2024-10-06T00:00:00+02:00,date,KLO,"
			  "Norrby skola,KOM,Tagg\n"),
		 TRUE},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
		g_autofree char *list = town_write(&t, "b.csv", lists[i].list);
		struct import_result *r =
			town_import(&t, list, &(struct import_figures){.read = 2, .unchanged = 2});

		g_assert_true(says(r->notes, "1 row is a record that was withdrawn here"));
		g_assert_cmpint(says(r->notes, "1 row without an id"), ==, lists[i].without_id);
		import_result_free(r);
		g_free(lists[i].list);
		g_assert_cmpint(town_count(&t, ""), ==, 1);
	}
	town_clear(&t);
}

void add_identity_tests(void)
{
	g_test_add_func("/import/own-list-without-ids", test_own_list_without_ids);
	g_test_add_func("/import/own-list-of-what-was-withdrawn",
			test_own_list_of_what_was_withdrawn);
	g_test_add_func("/import/id-of-another-day", test_id_of_another_day);
	g_test_add_func("/import/id-of-another-report", test_id_of_another_report);
	g_test_add_func("/import/id-of-a-corrected-day", test_id_of_a_corrected_day);
	g_test_add_func("/import/id-of-the-police", test_id_of_the_police);
	g_test_add_func("/import/id-of-one-day", test_id_of_one_day);
	g_test_add_func("/import/again-and-changed", test_again_and_changed);
	g_test_add_func("/import/own-correction-stays", test_own_correction_stays);
	g_test_add_func("/import/linked-stays-linked", test_linked_stays_linked);
	g_test_add_func("/import/id-of-another-year", test_id_of_another_year);
	g_test_add_func("/import/whose-id-it-is", test_whose_id_it_is);
	g_test_add_func("/import/whose-id-it-is-in-one-file", test_whose_id_it_is_in_one_file);
	g_test_add_func("/import/no-id-of-a-spreadsheet", test_no_id_of_a_spreadsheet);
	g_test_add_func("/import/ids-in-any-order", test_ids_in_any_order);
}
