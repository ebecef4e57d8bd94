/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading files in: figures, repetition, faults that leave nothing, undo, rejected rows; then every
 * published file with the figures that its description states. */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "osg/app.h"
#include "osg/week.h"

#define NOW G_GINT64_CONSTANT(1795000000) /* 2026-11-18 */

static gint64 clock_now(void)
{
	return NOW;
}

struct import_town {
	char *folder, *database;
	struct session *session;
};

static char *town_path(const struct import_town *t, const char *name)
{
	return g_build_filename(t->folder, name, NULL);
}

static char *town_write(const struct import_town *t, const char *name, const char *text)
{
	char *path = town_path(t, name);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	return path;
}

static void town_open(struct import_town *t)
{
	const struct session_options options = {
		.file = t->database, .door = DOOR_COMMAND, .now = clock_now};
	g_autoptr(GError) error = NULL;

	t->session = session_open(&options, &error);
	g_assert_no_error(error);
}

/* from: NULL = no municipality at all; "" = a small one made here; else a folder. */
static void town_init(struct import_town *t, const char *from)
{
	g_autoptr(GError) error = NULL;

	t->folder = g_dir_make_tmp("osg-XXXXXX", NULL);
	t->database = town_path(t, "osg.db");
	if (from && !*from) {
		g_autofree char *boundary =
			town_write(t, "municipality.geojson",
				   "{\"features\":[{\"properties\":{\"name\":\"Provköping\"},"
				   "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
				   "[[[18,59.2],[18.1,59.2],[18.1,59.3],[18,59.3],[18,59.2]]]}}]}");
		g_autofree char *areas = town_write(
			t, "regso.geojson",
			"{\"features\":[{\"properties\":{\"name\":\"Norrby\"},\"geometry\":"
			"{\"type\":\"Polygon\",\"coordinates\":"
			"[[[18,59.2],[18.1,59.2],[18.1,59.3],[18,59.3],[18,59.2]]]}}]}");
		g_autofree char *places = town_write(
			t, "places.csv", "name,latitude,longitude\nNorrby skola,59.27,18.05\n");

		g_assert_true(boundary && areas && places);

		from = t->folder;
	}
	g_assert_true(app_init(t->database, from, NULL, NOW, NULL, &error));
	g_assert_no_error(error);
	town_open(t);
}

static void town_clear(struct import_town *t)
{
	g_autoptr(GDir) dir = g_dir_open(t->folder, 0, NULL);
	const char *name;

	session_close(t->session);
	while ((name = g_dir_read_name(dir))) {
		g_autofree char *path = town_path(t, name);

		g_remove(path);
	}
	g_rmdir(t->folder);
	g_free(t->folder);
	g_free(t->database);
}

/* read, new, changed, unchanged, set aside, skipped, not counted. */
struct import_figures {
	int read, created, changed, unchanged, set_aside, skipped, not_counted;
};

static struct import_result *town_import(struct import_town *t, const char *file,
					 const struct import_figures *f)
{
	const struct import_options options = {.file = file};
	g_autoptr(GError) error = NULL;
	struct import_result *r = app_import(t->session, &options, &error);

	g_assert_no_error(error);
	g_assert_nonnull(r);
	g_assert_cmpint(r->read, ==, f->read);
	g_assert_cmpint(r->created, ==, f->created);
	g_assert_cmpint(r->changed, ==, f->changed);
	g_assert_cmpint(r->unchanged, ==, f->unchanged);
	g_assert_cmpint(r->set_aside, ==, f->set_aside);
	g_assert_cmpint(r->skipped, ==, f->skipped);
	if (f->not_counted >= 0)
		g_assert_cmpint(r->not_counted, ==, f->not_counted);
	return r;
}

static gboolean says(const GPtrArray *notes, const char *words)
{
	for (guint i = 0; i < notes->len; i++)
		if (strstr(notes->pdata[i], words))
			return TRUE;
	return FALSE;
}

static int town_count(struct import_town *t, const char *filter)
{
	g_autoptr(GError) error = NULL;
	struct listing *l = app_list(t->session, filter, WEEK_NONE, WEEK_NONE, 0, &error);
	int total;

	g_assert_no_error(error);
	total = (int)l->total;
	listing_free(l);
	return total;
}

#define HEAD "Ärendenr;Datum;Klockslag;Kategori;Plats;Beskrivning\n"

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
	import_result_free(town_import(
		&t, first, &(struct import_figures){.read = 3, .created = 2, .set_aside = 1}));
	import_result_free(town_import(
		&t, first, &(struct import_figures){.read = 3, .unchanged = 2, .set_aside = 1}));
	import_result_free(town_import(
		&t, second,
		&(struct import_figures){.read = 3, .created = 1, .changed = 1, .unchanged = 1}));
	import_result_free(
		town_import(&t, renamed, &(struct import_figures){.read = 3, .unchanged = 3}));
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
	import_result_free(
		town_import(&t, first, &(struct import_figures){.read = 1, .created = 1}));
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
	import_result_free(
		town_import(&t, first, &(struct import_figures){.read = 2, .created = 2}));
	l = app_list(t.session, "", WEEK_NONE, WEEK_NONE, 0, NULL);
	for (guint i = 0; i < 2; i++)
		keys[i] = g_array_index(l->rows, struct observation_row, i).key;
	listing_free(l);
	g_assert_true(app_observations_link(t.session, keys, G_N_ELEMENTS(keys), NULL));
	g_assert_cmpint(counted_of(&t, &group), ==, 1);
	import_result_free(
		town_import(&t, first, &(struct import_figures){.read = 2, .unchanged = 2}));
	g_assert_cmpint(counted_of(&t, &group), ==, 1);
	import_result_free(
		town_import(&t, second, &(struct import_figures){.read = 2, .changed = 2}));
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
	import_result_free(
		town_import(&t, first, &(struct import_figures){.read = 1, .created = 1}));
	import_result_free(
		town_import(&t, second, &(struct import_figures){.read = 1, .created = 1}));
	import_result_free(
		town_import(&t, second, &(struct import_figures){.read = 1, .unchanged = 1}));
	import_result_free(
		town_import(&t, first, &(struct import_figures){.read = 1, .unchanged = 1}));
	g_assert_cmpint(town_count(&t, ""), ==, 2);
	town_clear(&t);
}

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
	g_autofree char *first = NULL, *second = NULL;
	g_autoptr(GError) error = NULL;

	town_init(&t, "");
	first = town_write(&t, "a.csv", HEAD "1;2024-10-04;22:15;BRA;;Rök\n");
	second = town_write(&t, "b.csv",
			    HEAD "1;2024-10-04;22:15;BRA;;Eld\n2;2024-10-05;;KLO;;Tag\n3;2024-10-"
				 "05;;KLO;Atlantis;Tag\n");
	import_result_free(
		town_import(&t, first, &(struct import_figures){.read = 1, .created = 1}));
	import_result_free(town_import(
		&t, second,
		&(struct import_figures){.read = 3, .created = 1, .changed = 1, .set_aside = 1}));
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
	import_result_free(app_import(t.session, &(struct import_options){.file = second}, &error));
	g_assert_no_error(error);
	g_assert_cmpint(town_count(&t, ""), ==, 2);
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
	import_result_free(
		town_import(&t, file, &(struct import_figures){.read = 2, .set_aside = 2}));
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
	import_result_free(
		town_import(&t, file, &(struct import_figures){.read = 2, .set_aside = 2}));
	g_clear_pointer(&open, g_ptr_array_unref);
	open = app_rejected_rows(t.session, &error);
	g_assert_cmpuint(open->len, ==, 0);
	g_assert_true(session_undo(t.session, NULL, &error));
	g_clear_pointer(&open, g_ptr_array_unref);
	open = app_rejected_rows(t.session, &error);
	g_assert_cmpuint(open->len, ==, 1);
	town_clear(&t);
}

static gboolean stop_at_once(gint64 done, gint64 all, int rows, gpointer data)
{
	(void)done;
	(void)all;
	(void)rows;
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

/* the published files */

static char *reference(const char *name)
{
	const char *folder = g_getenv("OSG_REFERENCE");

	if (folder && *folder)
		return g_build_filename(folder, "data", name, NULL);
	g_test_skip("OSG_REFERENCE is not set");
	return NULL;
}

static void import_reference(struct import_town *t, const char *name,
			     const struct import_figures *figures)
{
	g_autofree char *file = reference(name);

	g_test_message("%s", name);
	import_result_free(town_import(t, file, figures));
}

/* a→b: 259 in both, 241 new, 4 changed. c→d: 298 in both, 202 new, 275 changed. Again: nothing. */
static void test_snapshots(void)
{
	struct import_town t;
	g_autofree char *there = reference("polisen");

	if (!there)
		return;
	town_init(&t, NULL);
	import_reference(&t, "polisen/snapshot_a_2024-05-29.json",
			 &(struct import_figures){.read = 500, .created = 500, .not_counted = -1});
	import_reference(
		&t, "polisen/snapshot_a_2024-05-29.json",
		&(struct import_figures){.read = 500, .unchanged = 500, .not_counted = -1});
	import_reference(&t, "polisen/snapshot_b_2024-06-01.json",
			 &(struct import_figures){.read = 500,
						  .created = 241,
						  .changed = 4,
						  .unchanged = 255,
						  .not_counted = -1});
	import_reference(
		&t, "polisen/snapshot_b_2024-06-01.json",
		&(struct import_figures){.read = 500, .unchanged = 500, .not_counted = -1});
	g_assert_cmpint(town_count(&t, ""), ==, 741);
	import_reference(&t, "polisen/snapshot_c_2024-12-02.json",
			 &(struct import_figures){.read = 500, .created = 500, .not_counted = -1});
	import_reference(&t, "polisen/snapshot_d_2024-12-05.json",
			 &(struct import_figures){.read = 500,
						  .created = 202,
						  .changed = 275,
						  .unchanged = 23,
						  .not_counted = -1});
	import_reference(
		&t, "polisen/snapshot_d_2024-12-05.json",
		&(struct import_figures){.read = 500, .unchanged = 500, .not_counted = -1});
	town_clear(&t);
}

/* 202 events of Huddinge; 304 to 2025 and 51 after the change of 2026 are in the archive, 202 and
 * 17 of them in these files. */
static void test_huddinge(void)
{
	struct import_town t;
	g_autofree char *geo = reference("geo");

	if (!geo)
		return;
	town_init(&t, geo);
	import_reference(&t, "polisen/huddinge.json",
			 &(struct import_figures){.read = 202, .created = 202, .not_counted = -1});
	import_reference(
		&t, "polisen/huddinge.json",
		&(struct import_figures){.read = 202, .unchanged = 202, .not_counted = -1});
	import_reference(
		&t, "polisen/sodertorn.json",
		&(struct import_figures){
			.read = 1183, .unchanged = 202, .skipped = 981, .not_counted = -1});
	g_assert_cmpint(town_count(&t, "text:flemingsberg"), >, 10);
	town_clear(&t);
}

/* 105 summaries name a place by the published list; three of them name places of several areas, and
 * so none to count in. */
static void test_places(void)
{
	struct import_town t;
	g_autofree char *geo = reference("geo"),
			*hits_file = geo ? reference("polisen/huddinge_place_hits.csv") : NULL;
	g_autofree char *file = geo ? reference("polisen/huddinge.json") : NULL, *bytes = NULL;
	g_auto(GStrv) lines = NULL;
	struct import_result *r;
	g_autoptr(GHashTable) areas =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	int agree = 0, differ = 0, missed = 0, more = 0;

	if (!geo)
		return;
	g_assert_true(g_file_get_contents(hits_file, &bytes, NULL, NULL));
	lines = g_strsplit(bytes, "\n", -1);
	for (gsize i = 1; lines[i] && *lines[i]; i++) {
		g_auto(GStrv) cells = g_strsplit(lines[i], ",", -1);

		if (g_str_has_prefix(cells[3], "summary"))
			g_hash_table_insert(areas, g_strdup(cells[0]), g_strdup(cells[2]));
	}
	town_init(&t, geo);
	r = app_import(t.session, &(struct import_options){.file = file, .dry_run = TRUE}, NULL);
	g_assert_cmpuint(g_hash_table_size(areas), ==, 105);
	for (guint i = 0; i < r->samples->len; i++) {
		const struct observation *o = r->samples->pdata[i];
		const char *expected = g_hash_table_lookup(areas, o->source_id);
		const struct area *area = registry_area(session_registry(t.session), o->area);

		g_assert_true(isnan(o->lat));
		if (expected && area &&
		    strstr(expected, area->name)) /* two are named in the article, one of them in
						     the summary */
			agree++;
		else if (expected && area)
			differ++;
		else if (expected && !strchr(expected, '|'))
			missed++;
		else if (area)
			more++;
	}
	g_test_message("places: %d agree, %d differ, %d missed, %d more", agree, differ, missed,
		       more);
	g_assert_cmpint(agree, ==, 102);
	g_assert_cmpint(differ, ==, 0);
	g_assert_cmpint(missed, ==, 0);
	import_result_free(r);
	town_clear(&t);
}

static void test_other_files(void)
{
	struct import_town t;
	g_autofree char *there = reference("polisen");

	if (!there)
		return;
	town_init(&t, NULL);
	import_reference(
		&t, "polisen/sodertorn.json",
		&(struct import_figures){.read = 1183, .created = 1183, .not_counted = -1});
	import_reference(&t, "polisen/sodertorn_county_regime.json",
			 &(struct import_figures){.read = 79, .created = 79, .not_counted = -1});
	town_clear(&t);
	town_init(&t, NULL);
	import_reference(&t, "polisen/duplicates.json",
			 &(struct import_figures){.read = 230, .created = 230, .not_counted = -1});
	town_clear(&t);
	town_init(&t, NULL);
	import_reference(&t, "formats/excel_sv/handelser_2024-04_05_cp1252.csv",
			 &(struct import_figures){.read = 85, .created = 85, .not_counted = -1});
	import_reference(&t, "formats/excel_sv/handelser_2024-04_05_utf8bom.csv",
			 &(struct import_figures){.read = 85, .unchanged = 85, .not_counted = -1});
	town_clear(&t);
}

/* The figures of the police in London and Chicago, in a database of Huddinge. */
static void test_foreign_files(void)
{
	static const struct {
		const char *file;
		int rows;
	} months[] = {
		{"formats/uk_police/2018-10-city-of-london-street.csv", 782},
		{"formats/uk_police/2018-11-city-of-london-street.csv", 799},
		{"formats/uk_police/2018-12-city-of-london-street.csv", 760},
		{"formats/uk_police/2019-01-city-of-london-street.csv", 617},
	};
	struct import_town t;
	g_autofree char *geo = reference("geo");

	if (!geo)
		return;
	town_init(&t, geo);
	for (gsize i = 0; i < G_N_ELEMENTS(months); i++) {
		import_reference(&t, months[i].file,
				 &(struct import_figures){.read = months[i].rows,
							  .created = months[i].rows,
							  .not_counted = 0});
		import_reference(&t, months[i].file,
				 &(struct import_figures){.read = months[i].rows,
							  .unchanged = months[i].rows,
							  .not_counted = 0});
	}
	/* One case with two dead stands on two rows, three minutes apart: a person has to look. */
	import_reference(&t, "formats/chicago_crime/chicago_crime_part1.csv",
			 &(struct import_figures){
				 .read = 6000, .created = 5999, .set_aside = 1, .not_counted = 0});
	import_reference(
		&t, "formats/chicago_crime/chicago_crime_part1.csv",
		&(struct import_figures){
			.read = 6000, .unchanged = 5999, .set_aside = 1, .not_counted = 0});
	town_clear(&t);
}

/* Tables that hold no events are refused. */
static void test_no_events(void)
{
	static const char *const files[] = {"formats/fixmystreet/counts_lad_shef_a_2019-10.csv",
					    "polisen/types.csv",
					    "polisen/categories.csv",
					    "geo/places.csv",
					    "geo/population.csv",
					    "polisen/huddinge_text.json",
					    "stats/bra_huddinge_annual.csv",
					    "geo/municipality.geojson",
					    "polisen/huddinge_place_hits.csv",
					    "taxonomy.csv"};
	struct import_town t;
	g_autofree char *there = reference("polisen");

	if (!there)
		return;
	town_init(&t, "");
	for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *file = reference(files[i]);
		g_autoptr(GError) error = NULL;

		g_assert_null(
			app_import(t.session, &(struct import_options){.file = file}, &error));
		g_assert_error(error, OSG_ERROR, OSG_ERROR_FORMAT);
		g_test_message("%s", error->message);
	}
	town_clear(&t);
}

/* What an installation wrote that was set up apart: its organisations have ids of their own, its
 * seats and imports are nobody's here. */
static void test_other_installation(void)
{
	static const struct record_kind *const kinds[] = {
		&organisation_kind, &area_kind, &place_kind, &observation_kind, &hotspot_kind};
	static const char *const endings[] = {"csv", "json", "geojson"};

	for (gsize e = 0; e < G_N_ELEMENTS(endings); e++) {
		struct import_town from, to;
		g_autofree char *file = NULL, *name = g_strdup_printf("x.%s", endings[e]);

		town_init(&from, "");
		file = town_write(&from, "a.csv", HEAD "1;2024-10-04;22:15;BRA;Norrby skola;x\n");
		import_result_free(town_import(&from, file,
					       &(struct import_figures){.read = 1, .created = 1}));
		town_init(&to, NULL);
		for (gsize k = 0; k < 2 * G_N_ELEMENTS(kinds); k++) {
			const struct record_kind *kind = kinds[k / 2];
			g_autoptr(GError) error = NULL;
			g_autofree char *written =
				app_export(from.session, kind, endings[e], &error);
			g_autofree char *path = town_write(&to, name, written);
			struct import_result *r = app_import(
				to.session, &(struct import_options){.file = path}, &error);

			g_test_message("%s.%s", kind->plural, endings[e]);
			g_assert_no_error(error);
			g_assert_cmpint(r->set_aside, ==, 0);
			g_assert_cmpint(r->read == 0, ==, kind == &hotspot_kind);
			if (k % 2) /* read again */
				g_assert_cmpint(r->unchanged, ==, r->read);
			if (kind == &observation_kind)
				g_assert_true(says(r->notes, "left out"));
			import_result_free(r);
			g_assert_true(session_refresh(to.session, &error));
		}
		town_clear(&from);
		town_clear(&to);
	}
}

static gboolean put(struct session *session, gpointer record, enum action action)
{
	g_autoptr(GError) error = NULL;
	gboolean ok = session_begin(session, action, &error) &&
		      session_put(session, record, &error) && session_commit(session, NULL, &error);

	g_assert_no_error(error);
	return ok && session_refresh(session, NULL);
}

/* What a list names that was taken back is left out, not the record; and a place called 112 is no
 * key of anything. */
static void test_what_is_not_written(void)
{
	static const struct record_kind *const kinds[] = {&area_kind, &place_kind,
							  &observation_kind, &focus_group_kind};
	struct import_town from, to;
	g_autoptr(GError) error = NULL;
	g_autofree char *file = NULL;
	struct place *emergency = record_new(&place_kind);
	struct focus_group *group = record_new(&focus_group_kind), *read;
	g_autoptr(GPtrArray) all = NULL, groups = NULL;

	town_init(&from, "");
	town_init(&to, NULL);
	field_set_text(&emergency->name, "112");
	emergency->lat = 59.25;
	emergency->lon = 18.05;
	g_assert_true(put(from.session, emergency, ACTION_SETUP));
	file = town_write(&from, "a.csv",
			  HEAD "1;2024-10-04;22:15;BRA;112;Rök\n"
			       "2;2024-10-05;;KLO;112;Tagg\n");
	import_result_free(
		town_import(&from, file, &(struct import_figures){.read = 2, .created = 2}));
	all = session_all(from.session, &observation_kind, &error);
	field_set_text(&group->title, "Norrby");
	group->started_week = week_from_iso(2024, 41);
	for (guint i = 0; i < all->len; i++)
		refs_add(group->evidence, ((struct record *)all->pdata[i])->key);
	g_assert_true(put(from.session, group, ACTION_FOCUS_GROUP_START));
	((struct record *)all->pdata[0])->withdrawn = TRUE;
	g_assert_true(put(from.session, all->pdata[0], ACTION_IMPORT));
	for (gsize k = 0; k < 2 * G_N_ELEMENTS(kinds); k++) {
		g_autofree char *written = app_export(from.session, kinds[k / 2], "csv", &error);
		g_autofree char *path = town_write(&to, "x.csv", written);
		struct import_result *r =
			app_import(to.session, &(struct import_options){.file = path}, &error);

		g_assert_no_error(error);
		g_assert_cmpint(r->set_aside, ==, 0);
		if (k % 2)
			g_assert_cmpint(r->unchanged, ==, r->read);
		if (kinds[k / 2] == &focus_group_kind)
			g_assert_true(says(r->notes, "1 reference to something"));
		import_result_free(r);
		g_assert_true(session_refresh(to.session, &error));
	}
	groups = session_all(to.session, &focus_group_kind, &error);
	read = groups->pdata[0];
	g_assert_cmpint(read->evidence->len, ==, 1);
	g_assert_cmpint(town_count(&to, "plats:112"), ==, 1);
	record_free(group);
	record_free(emergency);
	town_clear(&from);
	town_clear(&to);
}

/* One code under two ids in a file: the second is set aside, and the first stands. */
static void test_code_twice(void)
{
	struct import_town t;
	g_autofree char *file = NULL;
	struct import_result *r;

	town_init(&t, "");
	file = town_write(&t, "o.csv",
			  "id,code,name,kind,position,expected,first_week,last_week,outside,mail,"
			  "withheld\n"
			  ",NYA,Nya,police,9,1,,,0,,0\n"
			  ",NYA,Andra,police,9,1,,,0,,0\n");
	r = town_import(&t, file,
			&(struct import_figures){.read = 2, .created = 1, .set_aside = 1});
	g_assert_nonnull(strstr(((struct rejected_row *)r->rejected->pdata[0])->reason, "code"));
	import_result_free(r);
	town_clear(&t);
}

/* Every kind that can be imported, written from one database and read into an empty one, is written
 * again as the same bytes. */
static void test_export_reads_back(void)
{
	static const struct record_kind *const kinds[] = {
		&organisation_kind, &area_kind, &place_kind, &category_kind, &observation_kind};
	static const char *const endings[] = {"csv", "json", "geojson"};
	g_autoptr(GError) error = NULL;

	for (gsize e = 0; e < G_N_ELEMENTS(endings); e++) {
		struct import_town from, to;
		g_autofree char *file = NULL;

		town_init(&from, "");
		file = town_write(&from, "a.csv",
				  HEAD "1;2024-10-04;22:15;BRA;Norrby skola;=Rök, \"och\" eld\n"
				       "2;2024-10-05;;KLO;;Tag\n");
		import_result_free(town_import(&from, file,
					       &(struct import_figures){.read = 2, .created = 2}));
		{ /* an import's own record does not travel: the row stands for itself */
			g_autoptr(GPtrArray) all =
				session_all(from.session, &observation_kind, &error);

			g_assert_true(session_begin(from.session, ACTION_IMPORT, &error));
			for (guint i = 0; i < all->len; i++) {
				((struct observation *)all->pdata[i])->import = 0;
				g_assert_true(session_put(from.session, all->pdata[i], &error));
			}
			g_assert_true(session_commit(from.session, NULL, &error));
		}
		town_init(&to, NULL);
		for (gsize k = 0; k < G_N_ELEMENTS(kinds); k++) {
			g_autofree char *written =
				app_export(from.session, kinds[k], endings[e], &error);
			g_autofree char *name = g_strdup_printf("x.%s", endings[e]);
			g_autofree char *path = NULL, *again = NULL;
			struct import_result *r;

			g_assert_no_error(error);
			if (kinds[k] == &organisation_kind)
				continue; /* every new database has its own two */
			path = town_write(&to, name, written);
			r = app_import(to.session, &(struct import_options){.file = path}, &error);
			g_assert_no_error(error);
			g_assert_cmpint(r->read, >, 0);
			import_result_free(r);
			g_assert_true(session_refresh(to.session, &error));
			again = app_export(to.session, kinds[k], endings[e], &error);
			g_assert_cmpstr(again, ==, written);
			r = app_import(to.session, &(struct import_options){.file = path}, &error);
			g_assert_no_error(error);
			g_assert_cmpint(r->unchanged, ==, r->read);
			import_result_free(r);
		}
		town_clear(&from);
		town_clear(&to);
	}
}

/* k09: some of the columns, as an older "osg list --csv" wrote them. */
static void test_own_columns_back(void)
{
	struct import_town t;
	g_autofree char *file = NULL;

	town_init(&t, "");
	file = town_write(
		&t, "k09.csv",
		"id,week,time_from,time_to,time_precision,category,sub_category,place,area,"
		"organisation,known,police_report,text,cost,visibility,source,source_id\n"
		"01a22004-7220-7042-99cf-ce4dcef88d14,2024-W01,2024-01-05T00:00:00+01:00,"
		"2024-01-06T00:00:00+01:00,date,KLO,,Norrby skola,Norrby,KOM,seen,unknown,Tagg,-1,"
		"osg,osg,1\n");
	import_result_free(
		town_import(&t, file, &(struct import_figures){.read = 1, .created = 1}));
	import_result_free(
		town_import(&t, file, &(struct import_figures){.read = 1, .unchanged = 1}));
	g_assert_cmpint(town_count(&t, ""), ==, 1);
	town_clear(&t);
}

/* One row added by hand without an id and one with a misspelt time refused the whole file. */
static void test_own_rows_beside_bad_ones(void)
{
	struct import_town t;
	g_autofree char *file = NULL;

	town_init(&t, "");
	file = town_write(&t, "own.csv",
			  "id,time_from,time_to,time_precision,category,place,organisation,text\n"
			  "01a22004-7220-7042-99cf-ce4dcef88d14,2024-01-05T00:00:00+01:00,"
			  "2024-01-06T00:00:00+01:00,date,KLO,Norrby skola,KOM,first\n"
			  ",2024-01-05T00:00:00+01:00,2024-01-06T00:00:00+01:00,date,KLO,"
			  "Norrby skola,KOM,added by hand\n"
			  ",5 jan,2024-01-06T00:00:00+01:00,date,KLO,Norrby skola,KOM,misspelt\n"
			  "7,2024-01-05T00:00:00+01:00,2024-01-06T00:00:00+01:00,date,KLO,"
			  "Norrby skola,KOM,no id\n"
			  ",2024-01-05T00:00:00+01:00,2024-01-06T00:00:00+01:00,date,,"
			  "Norrby skola,KOM,no category\n"
			  ",,,date,KLO,Norrby skola,KOM,no time\n");
	import_result_free(town_import(
		&t, file, &(struct import_figures){.read = 6, .created = 2, .set_aside = 4}));
	import_result_free(town_import(
		&t, file, &(struct import_figures){.read = 6, .unchanged = 2, .set_aside = 4}));
	g_assert_cmpint(town_count(&t, "2024-W01"), ==, 2); /* the week follows */
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
	import_result_free(
		town_import(&t, first, &(struct import_figures){.read = 2, .created = 2}));
	r = app_import(t.session, &(struct import_options){.file = second, .organisation = "POL"},
		       &error);
	g_assert_no_error(error);
	g_assert_cmpint(r->created, ==, 1);
	g_assert_cmpint(r->changed, ==, 0);
	import_result_free(r);
	import_result_free(
		town_import(&t, third, &(struct import_figures){.read = 1, .created = 1}));
	import_result_free(
		town_import(&t, third, &(struct import_figures){.read = 1, .unchanged = 1}));
	/* numbered anew by a sorting, all at one place */
	import_result_free(
		town_import(&t, sorted, &(struct import_figures){.read = 1, .created = 1}));
	import_result_free(
		town_import(&t, sorted, &(struct import_figures){.read = 1, .unchanged = 1}));
	g_assert_cmpint(town_count(&t, ""), ==, 5);
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

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/import/unknown-place-with-its-area", test_unknown_place_with_its_area);
	g_test_add_func("/import/explain", test_explain);
	g_test_add_func("/import/export-reads-back", test_export_reads_back);
	g_test_add_func("/import/other-installation", test_other_installation);
	g_test_add_func("/import/what-is-not-written", test_what_is_not_written);
	g_test_add_func("/import/code-twice", test_code_twice);
	g_test_add_func("/import/own-columns-back", test_own_columns_back);
	g_test_add_func("/import/own-rows-beside-bad-ones", test_own_rows_beside_bad_ones);
	g_test_add_func("/import/whose-id-it-is", test_whose_id_it_is);
	g_test_add_func("/import/ids-in-any-order", test_ids_in_any_order);
	g_test_add_func("/import/again-and-changed", test_again_and_changed);
	g_test_add_func("/import/own-correction-stays", test_own_correction_stays);
	g_test_add_func("/import/linked-stays-linked", test_linked_stays_linked);
	g_test_add_func("/import/id-of-another-year", test_id_of_another_year);
	g_test_add_func("/import/dry-run", test_dry_run);
	g_test_add_func("/import/undo", test_undo);
	g_test_add_func("/import/asides", test_rejected);
	g_test_add_func("/import/nothing-half", test_nothing_half);
	g_test_add_func("/import/empty", test_empty);
	g_test_add_func("/import/elsewhere", test_elsewhere);
	g_test_add_func("/import/snapshots", test_snapshots);
	g_test_add_func("/import/huddinge", test_huddinge);
	g_test_add_func("/import/places", test_places);
	g_test_add_func("/import/other-files", test_other_files);
	g_test_add_func("/import/foreign-files", test_foreign_files);
	g_test_add_func("/import/no-events", test_no_events);
	return g_test_run();
}
