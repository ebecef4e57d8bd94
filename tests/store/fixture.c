/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store's tests begin here. */
#include "config.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "osg/week.h"

#include "store/store_private.h"

#include "fixture.h"

const struct change fixture_change = {
	.at = FIXTURE_NOW, .door = DOOR_COMMAND, .what = "test.change"};

gboolean fixture_on_server(void)
{
	return g_getenv("OSG_TEST_POSTGRES") != NULL;
}

guint fixture_plenty(guint many)
{
	return fixture_on_server() ? many / 16 : many;
}

/* On a server each program has a schema of its own. */
static char *fixture_database(struct store_fixture *f)
{
	if (!fixture_on_server())
		return g_build_filename(f->folder, "osg.db", NULL);
	return g_strdup_printf("%s&options=-csearch_path%%3Dt%d", g_getenv("OSG_TEST_POSTGRES"),
			       (int)getpid());
}

/* To make some hundred tables anew for each test would take the server longer than the tests. */
static struct store *fixture_emptied(struct store_fixture *f, GError **error)
{
	struct engine *engine = engine_open(f->file, ENGINE_WRITE, error);

	if (engine)
		engine_run(engine,
			   "DO $$ DECLARE t text; BEGIN SET CONSTRAINTS ALL DEFERRED; FOR t IN "
			   "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() "
			   "AND tablename <> 'osg_database' LOOP EXECUTE format('DELETE FROM %I', "
			   "t); END LOOP; END $$",
			   error);
	engine_close(engine);
	return store_open(f->file, STORE_WRITE, error);
}

static struct store *fixture_open(struct store_fixture *f, GError **error)
{
	static gboolean made;
	gboolean again = made && fixture_on_server();

	made = TRUE;
	return again ? fixture_emptied(f, error) : store_open(f->file, STORE_CREATE, error);
}

void fixture_init(struct store_fixture *f)
{
	g_autoptr(GError) error = NULL;

	f->folder = g_dir_make_tmp("osg-store-XXXXXX", &error);
	g_assert_no_error(error);
	f->file = fixture_database(f);
	f->store = fixture_open(f, &error);
	g_assert_no_error(error);
}

char *fixture_path(struct store_fixture *f, const char *name)
{
	return g_build_filename(f->folder, name, NULL);
}

void fixture_clear(struct store_fixture *f)
{
	g_autoptr(GDir) folder = g_dir_open(f->folder, 0, NULL);
	const char *name;

	store_close(f->store);
	while ((name = g_dir_read_name(folder))) {
		g_autofree char *path = fixture_path(f, name);
		if (g_unlink(path) < 0)
			g_rmdir(path);
	}
	g_assert_cmpint(g_rmdir(f->folder), ==, 0);
	g_free(f->folder);
	g_free(f->file);
}

void fixture_put(struct store *store, gpointer record)
{
	g_autoptr(GError) error = NULL;
	gboolean done = store_begin(store, &fixture_change, &error) &&
			store_put(store, record, NULL, &error) && store_commit(store, &error);

	g_assert_no_error(error);
	g_assert_true(done);
}

static void put_organisation(struct store *store, int i)
{
	struct organisation *o = record_new(&organisation_kind);

	o->code = g_strdup_printf("ORG%d", i);
	o->name = g_strdup_printf("Organisation %d", i);
	o->position = i;
	fixture_put(store, o);
	record_free(o);
}

static void put_area(struct store *store, int i)
{
	struct area *a = record_new(&area_kind);
	struct place *p = record_new(&place_kind);

	a->name = g_strdup_printf("Område %d", i);
	a->level = AREA_AREA;
	fixture_put(store, a);
	p->name = g_strdup_printf("Plats %d", i);
	p->area = a->record.key;
	p->lat = 59.2 + i * 0.01;
	p->lon = 18.0;
	p->exact = 1;
	fixture_put(store, p);
	record_free(p);
	record_free(a);
}

static void put_category(struct store *store, int i, gint64 parent)
{
	struct category *c = record_new(&category_kind);

	c->code = g_strdup_printf("K%d", i);
	c->parent = parent;
	c->label_sv = g_strdup_printf("Kategori %d", i);
	c->counts = 1;
	fixture_put(store, c);
	record_free(c);
}

void fixture_fill(struct store_fixture *f)
{
	for (int i = 1; i <= 4; i++) {
		put_organisation(f->store, i);
		put_area(f->store, i);
	}
	for (int i = 1; i <= 6; i++)
		put_category(f->store, i, i > 4 ? 1 : 0);
}

/* A text of words that share beginnings, with å ä ö, or none. */
static char *random_text(GRand *rand)
{
	static const char *const words[] = {
		"trasig",  "ruta", "Rutan", "klotter",  "på",    "skolan", "Göteborg",
		"gångväg", "bil",  "bilar", "bilbrand", "brand", "eld",    "ÅTERVINNING"};
	GString *text = g_string_new(NULL);

	for (int n = g_rand_int_range(rand, 0, 7); n > 0; n--)
		g_string_append_printf(text, "%s%s", text->len ? " " : "",
				       words[g_rand_int_range(rand, 0, G_N_ELEMENTS(words))]);
	return g_string_free(text, text->len == 0);
}

struct observation *fixture_observation(guint number)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(number);
	struct observation *o = record_new(&observation_kind);

	o->time_from = FIXTURE_NOW - g_rand_int_range(rand, 0, FIXTURE_WEEKS * 7 * DAY_SECONDS);
	o->time_to = o->time_from + g_rand_int_range(rand, 0, 3) * 3600;
	o->time_precision = o->time_to > o->time_from ? TIME_INTERVAL : TIME_EXACT;
	o->week = week_of_time(o->time_from);
	o->category = g_rand_int_range(rand, 1, 5);
	o->sub_category = o->category == 1 ? g_rand_int_range(rand, 4, 7) : 0;
	o->sub_category = o->sub_category > 4 ? o->sub_category : 0;
	o->area = g_rand_int_range(rand, 0, 5);
	o->place = g_rand_boolean(rand) ? o->area : 0;
	o->place_precision = o->place ? PLACE_PLACE : o->area ? PLACE_AREA : PLACE_NONE;
	if (o->place && g_rand_boolean(rand)) {
		o->lat = 59.2 + g_rand_double(rand) * 0.1;
		o->lon = 18.0 + g_rand_double(rand) * 0.1;
	}
	o->organisation = g_rand_int_range(rand, 1, 5);
	o->entered_at = o->time_from + g_rand_int_range(rand, 0, 5 * DAY_SECONDS);
	o->known = g_rand_int_range(rand, KNOWN_SEEN, KNOWN_RUMOUR + 1);
	o->police_report = g_rand_int_range(rand, ANSWER_UNKNOWN, ANSWER_NO + 1);
	o->text = random_text(rand);
	o->counted = g_rand_int_range(rand, 0, 5) > 0;
	o->record.withdrawn = !g_rand_int_range(rand, 0, 6);
	field_set_text(&o->source, "test");
	o->source_id = g_strdup_printf("row-%u", number);
	return o;
}

gint64 fixture_number(struct store *store, const char *sql)
{
	g_autoptr(GError) error = NULL;
	struct statement *statement = engine_prepare(store->engine, sql, &error);
	gint64 number;

	g_assert_no_error(error);
	g_assert_true(statement_number(statement, &number, &error));
	statement_free(statement);
	return number;
}

char *fixture_text(struct store *store, const char *sql)
{
	g_autoptr(GError) error = NULL;
	struct statement *statement = engine_prepare(store->engine, sql, &error);

	g_assert_no_error(error);
	g_assert_cmpint(statement_step(statement, &error), ==, ENGINE_ROW);
	char *text = g_strdup(column_text(statement, 0));
	statement_free(statement);
	return text;
}

void fixture_assert_sound(struct store *store)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) faults = store_check(store, &error);

	g_assert_no_error(error);
	for (guint i = 0; i < faults->len; i++)
		g_test_message("%s", (const char *)faults->pdata[i]);
	g_assert_cmpuint(faults->len, ==, 0);
}
