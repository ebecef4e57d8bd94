/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A kind of record that osg does not have: a struct, a table of fields and a table in the database.
 * Nothing else is told of it, and it is written, read, listed, logged, undone, exported, read back,
 * looked for and copied. record_kinds is this program's own. */
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "fixture.h"
#include "model/kind_rows.h"
#include "store/store_private.h"

struct lamp {
	struct record record;
	gint64 number;
	int watts, lit, week, mended;
	gint64 seen;
	double height;
	gint64 area;
	int state;
	char *code, *note;
	char **colours;
	GArray *places;
	GPtrArray *light;
};

static const char *const state_words[] = {"whole", "broken", "gone", NULL};

#define RECORD struct lamp
static const struct field lamp_fields[] = {
	INT(number, -1),
	SMALL(watts, 40),
	FLAG(lit, 1),
	WEEK(week),
	DAY(mended),
	TIME(seen),
	REAL(height),
	REF(area, "area"),
	WORD(state, state_words, 0),
	CODE(code),
	PROSE(note),
	CODES(colours),
	REFS(places, "place"),
	RINGS(light),
	{NULL},
};
#undef RECORD

static const struct record_kind lamp_kind = KIND(lamp, "lamp", "lamps", "street lamp", lamp_fields);

const struct record_kind *const record_kinds[] = {
	&organisation_kind, &participant_kind,  &area_kind,        &place_kind, &category_kind,
	&import_kind,       &report_group_kind, &observation_kind, &lamp_kind,  NULL,
};

struct lamps {
	struct fixture f, other; /* other: the municipality once more, without lamps */
	struct lamp *lamp;       /* as it was stored */
};

static void make_table(const char *file)
{
	g_autoptr(GError) error = NULL;
	struct store *store = store_open(file, STORE_WRITE, &error);
	g_autofree char *sql = kind_schema(&lamp_kind);

	g_assert_no_error(error);
	g_assert_true(engine_begin(store->engine, &error));
	g_assert_true(engine_run(store->engine, sql, &error));
	g_assert_true(engine_commit(store->engine, &error));
	store_close(store);
}

static struct lamp *make_lamp(void)
{
	const double ring[] = {17.9, 59.2, 17.91, 59.2, 17.91, 59.21, 17.9, 59.2};
	struct lamp *lamp = record_new(&lamp_kind);

	lamp->number = G_GINT64_CONSTANT(7000000000);
	lamp->watts = 60;
	lamp->lit = 0;
	lamp->week = week_from_iso(2026, 46);
	lamp->mended = day_from_civil(2026, 11, 12);
	lamp->seen = fixture_now();
	lamp->height = 4.1;
	lamp->area = 2;
	lamp->state = 1;
	field_set_text(&lamp->code, "L-17 \"åäö\"");
	field_set_text(&lamp->note, "=Släckt sedan\ntorsdag, glaset på marken");
	codes_add(&lamp->colours, "white|warm");
	codes_add(&lamp->colours, "red");
	refs_add(lamp->places, 3);
	refs_add(lamp->places, 1);
	g_array_append_vals(rings_add(lamp->light), ring, G_N_ELEMENTS(ring));
	return lamp;
}

static void save(struct session *session, gpointer record)
{
	g_autoptr(GError) error = NULL;

	session_save(session, ACTION_SETUP, g_strdup("a lamp"), record, &error);
	g_assert_no_error(error);
}

static void set_up(struct lamps *t, gconstpointer data UNUSED)
{
	fixture_open(&t->f);
	fixture_open(&t->other);
	make_table(t->f.file);
	make_table(t->other.file);
	t->lamp = make_lamp();
	save(t->f.session, t->lamp);
}

static void tear_down(struct lamps *t, gconstpointer data UNUSED)
{
	record_free(t->lamp);
	fixture_close(&t->f);
	fixture_close(&t->other);
}

static void assert_stored(struct session *session, const struct lamp *lamp)
{
	g_autoptr(GError) error = NULL;
	struct record *by_key = session_get(session, &lamp_kind, lamp->record.key, &error),
		      *by_id = app_record_find(session, &lamp->record.id, &error);

	g_assert_no_error(error);
	g_assert_true(record_equal(by_key, lamp));
	g_assert_true(record_equal(by_id, lamp));
	record_free(by_key);
	record_free(by_id);
}

static void test_all_kinds_of_fields(struct lamps *t UNUSED, gconstpointer data UNUSED)
{
	for (int kind = 0; kind < FIELD_OBJECT; kind++) { /* a record holds no objects */
		const struct field *f = lamp_fields;

		while (f->name && (int)f->kind != kind)
			f++;
		g_assert_nonnull(f->name);
	}
}

static void test_list(struct lamps *t, gconstpointer data UNUSED)
{
	g_autoptr(GPtrArray) all = session_all(t->f.session, &lamp_kind, NULL);
	g_autoptr(GPtrArray) there = session_where(t->f.session, &lamp_kind, "area", 2, NULL);
	g_autoptr(GPtrArray) not_there = session_where(t->f.session, &lamp_kind, "area", 1, NULL);

	g_assert_true(record_kind_named("lamps") == &lamp_kind);
	assert_stored(t->f.session, t->lamp);
	g_assert_cmpint(all->len, ==, 1);
	g_assert_true(record_equal(all->pdata[0], t->lamp));
	g_assert_cmpint(there->len, ==, 1);
	g_assert_true(record_equal(there->pdata[0], t->lamp));
	g_assert_cmpint(not_there->len, ==, 0);
	g_assert_true(session_has_any(t->f.session, &lamp_kind));
}

/* Also of its lists the record of changes tells what was and what became. */
static void test_log(struct lamps *t, gconstpointer data UNUSED)
{
	const struct log_line *line;

	t->lamp->state = 2;
	codes_remove(&t->lamp->colours, "red");
	save(t->f.session, t->lamp);
	g_autoptr(GPtrArray) lines =
		session_history(t->f.session, &t->lamp->record.id, FALSE, 0, NULL);
	g_assert_cmpint(lines->len, ==, 2);
	line = lines->pdata[0];
	g_assert_cmpstr(line->kind, ==, "lamp");
	g_assert_cmpstr(line->before, ==,
			"{\"state\":\"broken\",\"colours\":[\"white|warm\",\"red\"]}");
	g_assert_cmpstr(line->after, ==, "{\"state\":\"gone\",\"colours\":[\"white|warm\"]}");
	g_assert_null(((struct log_line *)lines->pdata[1])->before);
}

static void test_undo_and_redo(struct lamps *t, gconstpointer data UNUSED)
{
	struct session *session = t->f.session;
	struct lamp *first = record_copy(t->lamp);

	t->lamp->height = NAN;
	refs_add(t->lamp->places, 2);
	g_ptr_array_set_size(t->lamp->light, 0);
	save(session, t->lamp);
	assert_stored(session, t->lamp);
	g_assert_true(session_undo(session, NULL, NULL));
	assert_stored(session, first);
	g_assert_true(session_redo(session, NULL, NULL));
	assert_stored(session, t->lamp);
	g_assert_true(session_undo(session, NULL, NULL));
	g_assert_true(session_undo(session, NULL, NULL));
	g_autoptr(GPtrArray) none = session_all(session, &lamp_kind, NULL);
	g_assert_cmpint(none->len, ==, 0);
	g_assert_true(session_redo(session, NULL, NULL));
	assert_stored(session, first);
	record_free(first);
}

/* Written, read into another database, and written again as the same bytes. */
static void test_export_reads_back(struct lamps *t, gconstpointer ending)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *written = app_export(t->f.session, &lamp_kind, ending, &error);
	g_autofree char *name = g_strconcat("lamps.", ending, NULL);
	g_autofree char *path = g_build_filename(t->other.folder, name, NULL);
	g_autofree char *again = NULL;
	struct import_result *r;
	gpointer there;

	g_assert_no_error(error);
	g_assert_true(g_file_set_contents(path, written, -1, &error));
	r = app_import(t->other.session, &(struct import_options){.file = path}, &error);
	g_assert_no_error(error);
	g_assert_cmpint(r->created, ==, 1);
	import_result_free(r);
	there = app_record_find(t->other.session, &t->lamp->record.id, &error);
	g_assert_true(record_equal(there, t->lamp));
	record_free(there);
	again = app_export(t->other.session, &lamp_kind, ending, &error);
	g_assert_cmpstr(again, ==, written);
}

/* What osg check finds wrong with lamps; that their tables are strange to it, it says rightly. */
static guint count_faults(struct store *store)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) faults = store_check(store, &error);
	guint count = 0;

	g_assert_no_error(error);
	for (guint i = 0; i < faults->len; i++)
		count += !g_str_has_prefix(faults->pdata[i], "The tables are not those of osg");
	return count;
}

static void test_backup(struct lamps *t, gconstpointer data UNUSED)
{
	g_autofree char *copy = g_build_filename(t->f.folder, "copy.db", NULL);
	g_autoptr(GError) error = NULL;

	g_assert_true(session_backup(t->f.session, copy, &error));
	struct store *store = store_open(copy, STORE_WRITE, &error);
	g_assert_no_error(error);
	struct record *there = store_find(store, &lamp_kind, &t->lamp->record.id, &error);
	g_assert_true(record_equal(there, t->lamp));
	g_assert_cmpint(count_faults(store), ==, 0);
	/* what is changed past the record of changes is found */
	g_assert_true(engine_run(store->engine, "UPDATE lamp SET watts = 1", &error));
	g_assert_cmpint(count_faults(store), ==, 1);
	record_free(there);
	store_close(store);
}

static guint found(struct lamps *t, const char *words)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) all = app_search(t->f.session, &lamp_kind, words, &error);

	g_assert_no_error(error);
	return all->len;
}

static void test_search(struct lamps *t, gconstpointer data UNUSED)
{
	g_assert_cmpint(found(t, ""), ==, 1);
	g_assert_cmpint(found(t, "GLASET slackt"), ==, 1); /* prose */
	g_assert_cmpint(found(t, "broken l-17"), ==, 1);   /* a word and a code */
	g_assert_cmpint(found(t, "skogås"), ==, 1);        /* what it refers to */
	g_assert_cmpint(found(t, "glaset helt"), ==, 0);
}

/* What people write is cleaned on its way in. */
static void test_guard(struct lamps *t, gconstpointer data UNUSED)
{
	field_set_text(&t->lamp->note, "a\033[31mb");
	codes_add(&t->lamp->colours, "c\033d");
	save(t->f.session, t->lamp);
	g_assert_null(strchr(t->lamp->note, '\033'));
	g_assert_null(strchr(t->lamp->colours[2], '\033'));
	assert_stored(t->f.session, t->lamp);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name, data, function)                                                                 \
	g_test_add("/new-kind/" name, struct lamps, data, set_up, function, tear_down)
	TEST("all-kinds-of-fields", NULL, test_all_kinds_of_fields);
	TEST("list", NULL, test_list);
	TEST("log", NULL, test_log);
	TEST("undo-and-redo", NULL, test_undo_and_redo);
	TEST("csv-reads-back", "csv", test_export_reads_back);
	TEST("json-reads-back", "json", test_export_reads_back);
	TEST("geojson-reads-back", "geojson", test_export_reads_back);
	TEST("backup", NULL, test_backup);
	TEST("search", NULL, test_search);
	TEST("guard", NULL, test_guard);
	return g_test_run();
}
