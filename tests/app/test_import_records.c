/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What osg wrote itself is read back, here and in an installation that was set up apart. */
#include "config.h"

#include "import_town.h"
#include "osg/json.h"

#define OWN "01a22004-7220-7042-99cf-ce4dcef88d14"

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
		town_takes(&from, file, &(struct import_figures){.read = 1, .created = 1});
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
	town_takes(&from, file, &(struct import_figures){.read = 2, .created = 2});
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
		town_takes(&from, file, &(struct import_figures){.read = 2, .created = 2});
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

/* Names that were taken out, slips of the year and points that cannot be, in lists of other kinds.
 */
static void test_other_kinds_that_were_changed(void)
{
	static const struct {
		const char *head, *row, *field;
	} cases[] = {
		{"name,kind,area,lat,lon,owner,aliases,address,exact", ",torg,,59.25,18.02,,,,1",
		 "name"},
		{"name,kind,area,lat,lon,owner,aliases,address,exact", "A,torg,,91,18.02,,,,1",
		 "lat"},
		{"name,kind,area,lat,lon,owner,aliases,address,exact", "A,torg,,59,,,,,1", "lat"},
		{"organisation,week,note,entered_by,entered_at", "KOM,9999-W01,,,", "week"},
		{"organisation,week,note,entered_by,entered_at", ",2024-W01,,,", "organisation"},
		{"code,name,level,parent,population,boundary", "X,A,area,,-1,", "population"},
		{"code,name,level,parent,population,boundary", "X,A,area,,1,\"[[[1,2]]]\"",
		 "boundary"},
	};
	struct import_town t;

	town_init(&t, "");
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strdup_printf("id,%s\n,%s\n", cases[i].head,
							cases[i].row),
				*file = town_write(&t, "a.csv", text);
		struct import_result *r =
			town_import(&t, file, &(struct import_figures){.read = 1, .set_aside = 1});
		const struct rejected_row *aside = r->rejected->pdata[0];

		g_test_message("%s: %s", cases[i].row, aside->reason);
		g_assert_true(g_str_has_prefix(aside->reason, cases[i].field));
		import_result_free(r);
	}
	town_clear(&t);
}

/* A list that was made for somebody who is told the area alone takes no place away; a place that a
 * person took out is. */
static void test_place_that_was_not_told(void)
{
	static const char head[] =
		"id,time_from,time_to,time_precision,category,place,area,"
		"place_precision,organisation,text\n" OWN ",2024-01-05T10:00:00+01:00,,exact,KLO,";
	static const struct {
		const char *where;
		int kept;
	} cases[] = {{",Norrby,area", 1}, {",,none", 1}, {",Norrby,place", 0}};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct import_town t;
		g_autofree char *first = g_strconcat(head, "Norrby skola,,place,KOM,x\n", NULL),
				*second = g_strconcat(head, cases[i].where, ",KOM,x\n", NULL),
				*file = NULL, *limited = NULL;

		town_init(&t, "");
		file = town_write(&t, "a.csv", first);
		limited = town_write(&t, "b.csv", second);
		town_takes(&t, file, &(struct import_figures){.read = 1, .created = 1});
		town_takes(&t, limited,
			   &(struct import_figures){.read = 1,
						    .unchanged = cases[i].kept,
						    .changed = !cases[i].kept});
		g_assert_cmpint(town_count(&t, "place:norrby"), ==, cases[i].kept);
		town_clear(&t);
	}
}

/* A list of what was taken back, or an older one, gives no life back. */
static void test_withdrawn_stays(void)
{
	struct import_town t, other;
	g_autoptr(GError) error = NULL;
	g_autofree char *file = NULL, *old = NULL, *list = NULL, *path = NULL, *older = NULL;
	struct listing *l;
	gint64 key;

	town_init(&t, "");
	file = town_write(&t, "a.csv", HEAD "1;2024-10-04;22:15;BRA;Norrby skola;x\n");
	town_takes(&t, file, &(struct import_figures){.read = 1, .created = 1});
	old = app_export(t.session, &observation_kind, "csv", &error);
	l = app_list(t.session, "", WEEK_NONE, WEEK_NONE, 0, &error);
	key = g_array_index(l->rows, struct observation_row, 0).key;
	listing_free(l);
	list = g_strdup(old);
	g_assert_true(app_observations_withdraw(t.session, &key, 1, "sent twice", &error));
	older = town_write(&t, "old.csv", old);
	town_takes(&t, older, &(struct import_figures){.read = 1, .unchanged = 1});
	g_assert_cmpint(town_count(&t, ""), ==, 0);
	/* elsewhere the reason says that it was withdrawn */
	town_init(&other, "");
	list[strlen(list) - 1] = '\0';
	path = g_strconcat(list, "sent twice\n", NULL);
	g_free(list);
	list = town_write(&other, "b.csv", path);
	town_takes(&other, list, &(struct import_figures){.read = 1, .created = 1});
	g_assert_cmpint(town_count(&other, ""), ==, 0);
	town_clear(&other);
	town_clear(&t);
}

/* A workbook rounds to fifteen digits and knows texts from numbers. */
static void test_own_workbook_back(void)
{
	struct import_town t;
	g_autoptr(GError) error = NULL;
	g_autofree char *file = NULL, *remark = NULL, *path = NULL, *before = NULL, *after = NULL;
	g_autoptr(GBytes) book = NULL;

	town_init(&t, "");
	file = town_write(
		&t, "own.csv",
		"id,time_from,time_to,time_precision,category,place,lat,lon,organisation,text\n"
		",2024-01-05T10:00:00+01:00,,exact,KLO,,59.22883963543343,"
		"18.01421581271455,KOM,\"=1+1 <b>a</b> &amp; 007\nb _x0041_x0042_ _x_\"\n");
	town_takes(&t, file, &(struct import_figures){.read = 1, .created = 1});
	book = app_export_workbook(t.session, &observation_kind, &remark, &error);
	if (book) {
		before = app_export(t.session, &observation_kind, "csv", &error);
		path = g_build_filename(t.folder, "own.xlsx", NULL);
		g_assert_true(g_file_set_contents(path, g_bytes_get_data(book, NULL),
						  (gssize)g_bytes_get_size(book), NULL));
		town_takes(&t, path, &(struct import_figures){.read = 1, .unchanged = 1});
		after = app_export(t.session, &observation_kind, "csv", &error);
		g_assert_cmpstr(before, ==, after);
	} else {
		g_test_skip("without libxlsxwriter");
	}
	town_clear(&t);
}

/* Programs lay JSON out, mark its bytes, or send one feature alone. */
static void test_own_json_as_others_write_it(void)
{
	static const char *const endings[] = {"json", "geojson"};
	struct import_town t;
	g_autofree char *file = NULL;

	town_init(&t, "");
	file = town_write(&t, "a.csv", HEAD "1;2024-10-04;22:15;BRA;Norrby skola;Rök\n");
	town_takes(&t, file, &(struct import_figures){.read = 1, .created = 1});
	for (gsize e = 0; e < G_N_ELEMENTS(endings); e++) {
		g_autofree char *written =
			app_export(t.session, &observation_kind, endings[e], NULL);
		json_t *whole = json_loads(written, 0, NULL),
		       *list = e ? json_object_get(whole, "features") : whole;
		const struct {
			const char *name;
			char *text;
		} cases[] = {{"laid-out", json_dumps(whole, JSON_INDENT(2))},
			     {"alone", json_dumps(json_array_get(list, 0), JSON_COMPACT)},
			     {"marked", g_strconcat("\uFEFF", written, NULL)}};

		for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
			g_autofree char *path = town_write(&t, cases[i].name, cases[i].text);

			g_test_message("%s, %s", endings[e], cases[i].name);
			town_takes(&t, path, &(struct import_figures){.read = 1, .unchanged = 1});
			free(cases[i].text);
		}
		json_decref(whole);
	}
	town_clear(&t);
}

/* What "osg --json list" writes: names in the order of the alphabet, twelve digits, and outlines
 * before everything else. */
static void test_list_in_json_reads_back(void)
{
	static const struct record_kind *const kinds[] = {&observation_kind, &area_kind};
	static const char text[] =
		"id,time_from,time_to,time_precision,category,place,lat,lon,organisation,text\n"
		",2024-01-05T10:00:00+01:00,,exact,KLO,,59.22883963543343,18.01421581271455,KOM,"
		"x\n";
	struct import_town t;
	g_autofree char *file = NULL;

	town_init(&t, "");
	file = town_write(&t, "own.csv", text);
	town_takes(&t, file, &(struct import_figures){.read = 1, .created = 1});
	for (gsize k = 0; k < G_N_ELEMENTS(kinds); k++) {
		g_autofree char *written = app_export(t.session, kinds[k], "json", NULL);
		json_t *list = json_loads(written, 0, NULL);
		char *listed =
			json_dumps(list, JSON_INDENT(2) | JSON_SORT_KEYS | JSON_REAL_PRECISION(12));
		const char *outline = strstr(listed, "\"boundary\":"),
			   *behind = outline ? outline + strlen("\"boundary\":") : listed;
		g_autofree char *far = g_strdup_printf("%.*s%*s%s", (int)(behind - listed), listed,
						       outline ? 5000 : 0, "", behind),
				*path = town_write(&t, "list.json", far);
		int rows = (int)json_array_size(list);

		g_test_message("%s", kinds[k]->name);
		town_takes(&t, path, &(struct import_figures){.read = rows, .unchanged = rows});
		/* one on each line, as programs cut lists up */
		g_autoptr(GString) cut = g_string_new(NULL);
		g_autofree char *lines = NULL;

		for (int i = 0; i < rows; i++) {
			g_autofree char *one =
				json_print(json_array_get(list, (gsize)i), JSON_SORT_KEYS);

			g_string_append_printf(cut, "%s\r\n", one);
		}
		lines = town_write(&t, "list.ndjson", cut->str);
		town_takes(&t, lines, &(struct import_figures){.read = rows, .unchanged = rows});
		free(listed);
		json_decref(list);
	}
	town_clear(&t);
}

void add_record_tests(void)
{
	g_test_add_func("/import/other-kinds-that-were-changed",
			test_other_kinds_that_were_changed);
	g_test_add_func("/import/place-that-was-not-told", test_place_that_was_not_told);
	g_test_add_func("/import/withdrawn-stays", test_withdrawn_stays);
	g_test_add_func("/import/own-workbook-back", test_own_workbook_back);
	g_test_add_func("/import/other-installation", test_other_installation);
	g_test_add_func("/import/what-is-not-written", test_what_is_not_written);
	g_test_add_func("/import/code-twice", test_code_twice);
	g_test_add_func("/import/export-reads-back", test_export_reads_back);
	g_test_add_func("/import/own-json-as-others-write-it", test_own_json_as_others_write_it);
	g_test_add_func("/import/list-in-json-reads-back", test_list_in_json_reads_back);
}
