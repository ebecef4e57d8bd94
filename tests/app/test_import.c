/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading files in: what is told of them, faults that leave nothing, undo, rejected rows. */
#include "config.h"

#include <string.h>

#include "import_town.h"
#include "osg/week.h"

static void test_dry_run(void)
{
	struct import_town t;
	g_autofree char *file = NULL;
	g_autoptr(GError) error = NULL;
	struct import_options options = {.dry_run = TRUE};
	struct import_result *r;
	guint64 version;

	town_init(&t, "");
	file = town_write(&t, "a.csv",
			  HEAD "1;2024-10-04;22:15;BRA;Norrby skola;Rök\n2;2024-02-31;;KLO;;Tag\n");
	options.file = file;
	version = session_version(t.session);
	r = app_import(t.session, &options, &error);
	g_assert_no_error(error);
	g_assert_cmpint(r->created, ==, 1);
	g_assert_cmpuint(r->samples->len, ==, 1);
	g_assert_cmpuint(r->rejected->len, ==, 1);
	g_assert_cmpint(r->import, ==, 0);
	g_assert_cmpuint(session_version(t.session), ==, version);
	g_assert_cmpint(town_count(&t, ""), ==, 0);
	import_result_free(r);
	town_clear(&t);
}

static void test_undo(void)
{
	struct import_town t;
	g_autofree char *first = NULL, *second = NULL, *third = NULL;
	g_autoptr(GError) error = NULL;

	town_init(&t, "");
	first = town_write(&t, "a.csv", HEAD "1;2024-10-04;22:15;BRA;;Rök\n");
	second = town_write(&t, "b.csv",
			    HEAD "1;2024-10-04;22:15;BRA;;Eld\n2;2024-10-05;;KLO;;Tag\n3;2024-10-"
				 "05;;KLO;Atlantis;Tag\n");
	town_takes(&t, first, &(struct import_figures){.read = 1, .created = 1});
	town_takes(&t, second,
		   &(struct import_figures){.read = 3, .created = 1, .changed = 1, .set_aside = 1});
	g_assert_cmpint(town_count(&t, ""), ==, 2);
	g_assert_true(session_undo(t.session, NULL, &error));
	g_assert_no_error(error);
	g_assert_cmpint(town_count(&t, ""), ==, 1);
	g_assert_cmpint(town_count(&t, "text:rök"), ==, 1);
	g_assert_true(session_redo(t.session, NULL, &error));
	g_assert_no_error(error);
	g_assert_cmpint(town_count(&t, ""), ==, 2);
	g_assert_cmpint(town_count(&t, "text:eld"), ==, 1);
	g_assert_true(session_undo(t.session, NULL, &error));
	g_assert_cmpint(town_count(&t, ""), ==, 1);
	/* what an undone import brought is nothing that somebody withdrew */
	third = town_write(&t, "c.csv", "Datum;Kategori;Beskrivning\n2024-10-05;KLO;Tag\n");
	town_takes(&t, third, &(struct import_figures){.read = 1, .created = 1});
	import_result_free(app_import(t.session, &(struct import_options){.file = second}, &error));
	g_assert_no_error(error);
	g_assert_cmpint(town_count(&t, ""), ==, 3);
	town_clear(&t);
}

/* A place that is not in the register was lost where the area was known. */
static void test_unknown_place_with_its_area(void)
{
	struct import_town t;
	g_autofree char *file = NULL;
	struct import_result *r;

	town_init(&t, "");
	file = town_write(&t, "a.csv",
			  "Id;Datum;Kategori;Plats;Område;Text\n1;2024-10-04;BRA;Bakom "
			  "kiosken;Norrby;Rök\n2;2024-10-05;BRA;Norrby skola;Norrby;Rök\n");
	r = town_import(&t, file, &(struct import_figures){.read = 2, .created = 2});
	g_assert_cmpstr(((struct observation *)r->samples->pdata[0])->place_words, ==,
			"Bakom kiosken");
	g_assert_null(((struct observation *)r->samples->pdata[1])->place_words);
	g_assert_cmpint(town_count(&t, "oplacerade"), ==, 1);
	g_assert_cmpint(town_count(&t, "område:norrby"), ==, 2);
	g_assert_true(says(r->notes, "1 place is not in the register"));
	g_assert_cmpint(r->newest, ==, week_from_iso(2024, 40));
	import_result_free(r);
	town_clear(&t);
}

static void test_explain(void)
{
	static const struct import_column expected[] = {
		{(char *)"Id", (char *)"the source's own number", (char *)"2", NULL},
		{(char *)"Datum", (char *)"date", (char *)"2024-10-05",
		 (char *)"Sa 5 Oct 2024 22:15"},
		{(char *)"Tid", (char *)"time of day", (char *)"22:15",
		 (char *)"Sa 5 Oct 2024 22:15"},
		{(char *)"Kategori", (char *)"category", (char *)"KLO", (char *)"Klotter"},
		{(char *)"Plats", (char *)"place", (char *)"Norrby skola", (char *)"Norrby skola"},
		{(char *)"Skonummer", NULL, (char *)"43", NULL},
	};
	struct import_town t;
	g_autofree char *file = NULL;
	g_autoptr(GError) error = NULL;
	struct import_result *r;

	town_init(&t, "");
	file = town_write(&t, "a.csv",
			  "Id;Datum;Tid;Kategori;Plats;Skonummer\n1;2024-02-31;;KLO;;\n"
			  "2;2024-10-05;22:15;KLO;Norrby skola;43\n");
	r = app_import(t.session,
		       &(struct import_options){.file = file, .dry_run = TRUE, .explain = TRUE},
		       &error);
	g_assert_no_error(error);
	g_assert_cmpuint(r->understood->len, ==, G_N_ELEMENTS(expected));
	for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
		const struct import_column *c = r->understood->pdata[i];

		g_assert_cmpstr(c->name, ==, expected[i].name);
		g_assert_cmpstr(c->meaning, ==, expected[i].meaning);
		g_assert_cmpstr(c->sample, ==, expected[i].sample);
		g_assert_cmpstr(c->read, ==, expected[i].read);
	}
	g_assert_cmpint(town_count(&t, ""), ==, 0);
	import_result_free(r);
	town_clear(&t);
}

static void test_rejected(void)
{
	struct import_town t;
	g_autofree char *file = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) open = NULL;
	struct observation *o;

	town_init(&t, "");
	file = town_write(
		&t, "a.csv",
		HEAD "1;2024-10-04;22:15;BRA;Atlantis;Rök\n2;2024-02-31;;KLO;Norrby skola;Tag\n");
	town_takes(&t, file, &(struct import_figures){.read = 2, .set_aside = 2});
	open = app_rejected_rows(t.session, &error);
	g_assert_cmpuint(open->len, ==, 2);
	o = app_rejected_row_observation(t.session, open->pdata[0], &error);
	g_assert_no_error(error);
	g_assert_cmpstr(o->text, ==, "Rök");
	g_assert_cmpint(o->category, ==,
			registry_find_category(session_registry(t.session), "BRA")->record.key);
	g_assert_cmpint(o->place, ==, 0);
	g_assert_cmpstr(o->place_words, ==, "Atlantis");
	o->place = registry_find_place(session_registry(t.session), "Norrby skola")->record.key;
	g_assert_true(app_rejected_row_accept(t.session, open->pdata[0], o, &error));
	g_assert_no_error(error);
	record_free(o);
	g_assert_true(app_rejected_row_dismiss(t.session, open->pdata[1], &error));
	g_clear_pointer(&open, g_ptr_array_unref);
	open = app_rejected_rows(t.session, &error);
	g_assert_cmpuint(open->len, ==, 0);
	g_assert_cmpint(town_count(&t, ""), ==, 1);
	/* the same file again neither sets them aside anew nor brings them twice */
	town_takes(&t, file, &(struct import_figures){.read = 2, .set_aside = 2});
	g_clear_pointer(&open, g_ptr_array_unref);
	open = app_rejected_rows(t.session, &error);
	g_assert_cmpuint(open->len, ==, 0);
	g_assert_true(session_undo(t.session, NULL, &error));
	g_clear_pointer(&open, g_ptr_array_unref);
	open = app_rejected_rows(t.session, &error);
	g_assert_cmpuint(open->len, ==, 1);
	town_clear(&t);
}

static gboolean stop_at_once(gint64 done UNUSED, gint64 all UNUSED, int rows UNUSED, gpointer data)
{
	(*(int *)data)++;
	return FALSE;
}

/* Whatever goes wrong, the database is as before. */
static void test_nothing_half(void)
{
	static const struct {
		const char *name, *bytes;
		int code;
		const char *says;
	} cases[] = {
		{"a.json",
		 "[{\"id\":1,\"datetime\":\"2024-05-29 9:05:00 +02:00\",\"name\":\"29 maj 08.55, "
		 "Brand, "
		 "Provköping\",\"ty",
		 OSG_ERROR_FORMAT, "line 1"},
		{"a.pdf", "%PDF-1.7", OSG_ERROR_FORMAT, "a PDF"},
		{"a.txt", "Kära vänner\n", OSG_ERROR_FORMAT, "line 1"},
	};
	struct import_town t;
	guint64 version;
	int calls = 0;
	g_autoptr(GString) many = g_string_new(HEAD);
	g_autofree char *large = NULL;
	g_autoptr(GError) error = NULL;

	town_init(&t, "");
	version = session_version(t.session);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *file = town_write(&t, cases[i].name, cases[i].bytes);

		g_assert_null(
			app_import(t.session, &(struct import_options){.file = file}, &error));
		g_assert_error(error, OSG_ERROR, cases[i].code);
		g_assert_nonnull(strstr(error->message, cases[i].says));
		g_clear_error(&error);
	}
	g_assert_null(app_import(t.session, &(struct import_options){.file = t.folder}, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	g_clear_error(&error);
	g_assert_null(
		app_import(t.session, &(struct import_options){.file = "/finns/inte.csv"}, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	g_clear_error(&error);
	for (int i = 0; i < 5000; i++)
		g_string_append_printf(many, "%d;2024-10-04;22:15;BRA;;Rök\n", i);
	large = town_write(&t, "large.csv", many->str);
	g_assert_null(app_import(
		t.session,
		&(struct import_options){.file = large, .progress = stop_at_once, .data = &calls},
		&error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_CANCELLED);
	g_assert_cmpint(calls, ==, 1);
	g_clear_error(&error);
	g_assert_null(app_import(t.session,
				 &(struct import_options){.file = large, .organisation = "NASA"},
				 &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_INPUT);
	g_assert_nonnull(strstr(error->message, "KOM"));
	g_assert_cmpuint(session_version(t.session), ==, version);
	g_assert_cmpint(town_count(&t, ""), ==, 0);
	town_clear(&t);
}

static void test_empty(void)
{
	struct import_town t;
	g_autofree char *file = NULL;
	struct import_result *r;

	town_init(&t, "");
	file = town_write(&t, "svar.json", "");
	r = town_import(&t, file, &(struct import_figures){0});
	g_assert_cmpuint(r->notes->len, ==, 1);
	g_assert_nonnull(strstr(r->notes->pdata[0], "0 bytes"));
	import_result_free(r);
	town_clear(&t);
}

/* Events of other municipalities are read past and said; "alla" keeps them, out of every count. */
static void test_elsewhere(void)
{
	static const char json[] =
		"[{\"id\":1,\"datetime\":\"2024-05-29 9:05:00 +02:00\",\"name\":\"29 maj 08.55, "
		"Brand, "
		"Provköping\",\"summary\":\"x\",\"type\":\"Brand\"},"
		"{\"id\":2,\"datetime\":\"2024-05-29 9:05:00 +02:00\",\"name\":\"29 maj 08.55, "
		"Brand, "
		"Annanstad\",\"summary\":\"x\",\"type\":\"Brand\"},"
		"{\"id\":3,\"datetime\":\"2024-05-29 9:05:00 +02:00\",\"name\":\"29 maj 08.55, "
		"Sammanfattning natt, "
		"Provköping\",\"summary\":\"x\",\"type\":\"Sammanfattning natt\"}]";
	struct import_town t;
	g_autofree char *file = NULL;
	g_autoptr(GError) error = NULL;
	struct import_result *r;

	town_init(&t, "");
	file = town_write(&t, "svar.json", json);
	r = town_import(
		&t, file,
		&(struct import_figures){.read = 3, .created = 2, .skipped = 1, .not_counted = 1});
	g_assert_nonnull(
		strstr(r->notes->pdata[r->notes->len - 1], "1 event in another municipality"));
	import_result_free(r);
	r = app_import(t.session, &(struct import_options){.file = file, .mapping = "alla"},
		       &error);
	g_assert_no_error(error);
	g_assert_cmpint(r->created, ==, 1);
	g_assert_cmpint(r->unchanged, ==, 2);
	g_assert_cmpint(r->not_counted, ==, 2);
	import_result_free(r);
	town_clear(&t);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/import/unknown-place-with-its-area", test_unknown_place_with_its_area);
	g_test_add_func("/import/explain", test_explain);
	g_test_add_func("/import/dry-run", test_dry_run);
	g_test_add_func("/import/undo", test_undo);
	g_test_add_func("/import/asides", test_rejected);
	g_test_add_func("/import/nothing-half", test_nothing_half);
	g_test_add_func("/import/empty", test_empty);
	g_test_add_func("/import/elsewhere", test_elsewhere);
	add_identity_tests();
	add_record_tests();
	add_own_tests();
	add_published_tests();
	return g_test_run();
}
