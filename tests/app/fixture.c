/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"

#include "../folder.h"
#include "osg/week.h"
#include "osg/when.h"

static gint64 clock_now;

gint64 fixture_now(void)
{
	return clock_now;
}

void fixture_set_now(const char *rfc3339)
{
	g_assert_true(time_parse_rfc3339(rfc3339, &clock_now));
}

static gint64 put(struct store *store, gpointer record)
{
	g_autoptr(GError) error = NULL;
	gint64 key;

	store_put(store, record, NULL, &error);
	g_assert_no_error(error);
	key = ((struct record *)record)->key;
	record_free(record);
	return key;
}

static gint64 put_organisation(struct store *store, const char *code, const char *name,
			       int position)
{
	struct organisation *o = record_new(&organisation_kind);

	o->code = g_strdup(code);
	o->name = g_strdup(name);
	o->position = position;
	o->expected = 1;
	return put(store, o);
}

static void put_participant(struct store *store, const char *handle, gint64 organisation,
			    enum role role)
{
	struct participant *p = record_new(&participant_kind);

	p->handle = g_strdup(handle);
	p->title = g_strdup(handle);
	p->organisation = organisation;
	p->role = role;
	p->active = 1;
	put(store, p);
}

static gint64 put_area(struct store *store, const char *name)
{
	struct area *a = record_new(&area_kind);

	a->name = g_strdup(name);
	a->level = AREA_AREA;
	return put(store, a);
}

static void put_place(struct store *store, const char *name, gint64 area, double lat, double lon)
{
	struct place *p = record_new(&place_kind);

	p->name = g_strdup(name);
	p->kind = g_strdup("skola");
	p->area = area;
	p->lat = lat;
	p->lon = lon;
	p->exact = 1;
	put(store, p);
}

static void fill(struct store *store)
{
	const struct change change = {.at = clock_now, .what = "test.fill"};
	gint64 huge, bev, west, east;

	g_assert_true(store_begin(store, &change, NULL));
	huge = put_organisation(store, "HUGE", "Huge Bostäder AB", 10);
	bev = put_organisation(store, "BEV", "Bevakningen", 11);
	put_participant(store, "kansli", huge, ROLE_COORDINATOR);
	put_participant(store, "huge", huge, ROLE_REPORTER);
	put_participant(store, "bev", bev, ROLE_PARTICIPANT);
	put_participant(store, "styrgrupp", huge, ROLE_STEERING);
	west = put_area(store, "Flemingsberg");
	east = put_area(store, "Skogås");
	put_place(store, "Visättraskolan", west, 59.2130, 17.9360);
	put_place(store, "Flemingsbergs station", west, 59.2190, 17.9450);
	put_place(store, "Skogås centrum", east, 59.2180, 18.1540);
	g_assert_true(store_commit(store, NULL));
}

void fixture_open(struct fixture *f)
{
	g_autoptr(GError) error = NULL;
	struct store *store;

	fixture_set_now(FIXTURE_NOW);
	f->folder = g_dir_make_tmp("osg-test-XXXXXX", NULL);
	f->file = g_build_filename(f->folder, "osg.db", NULL);
	g_assert_true(app_init(f->file, NULL, "Provköping", clock_now, NULL, &error));
	store = store_open(f->file, STORE_WRITE, &error);
	g_assert_no_error(error);
	fill(store);
	store_close(store);
	f->session = fixture_session(f, "kansli");
}

struct session *fixture_session(const struct fixture *f, const char *handle)
{
	const struct session_options options = {.file = f->file,
						.as = handle,
						.door = DOOR_COMMAND,
						.now = fixture_now,
						.english = TRUE};
	g_autoptr(GError) error = NULL;
	struct session *session = session_open(&options, &error);

	g_assert_no_error(error);
	return session;
}

void fixture_close(struct fixture *f)
{
	session_close(f->session);
	folder_remove(f->folder);
	g_free(f->folder);
	g_free(f->file);
}

static void set_up(struct fixture *f, gconstpointer test UNUSED)
{
	fixture_open(f);
}

static void run(struct fixture *f, gconstpointer test)
{
	((void (*)(struct fixture *))test)(f);
}

static void tear_down(struct fixture *f, gconstpointer test UNUSED)
{
	fixture_close(f);
}

void fixture_add(const char *path, void (*test)(struct fixture *f))
{
	g_test_add(path, struct fixture, test, set_up, run, tear_down);
}

gint64 fixture_observe(struct session *session, const char *what, const char *where,
		       const char *when_text)
{
	const struct registry *v = session_registry(session);
	struct observation *o = app_observation_new(session);
	const struct category *category = registry_find_category(v, what);
	const struct place *place = registry_find_place(v, where);
	g_autoptr(GError) error = NULL;
	struct when when;
	gint64 key;

	g_assert_nonnull(category);
	g_assert_nonnull(place);
	g_assert_true(when_parse(when_text, fixture_now(), &when, &error));
	o->category = category->parent ? category->parent : category->record.key;
	o->sub_category = category->parent ? category->record.key : 0;
	o->place = place->record.key;
	o->time_from = when.from;
	o->time_to = when.to;
	o->time_precision = when.precision;
	field_set_text(&o->text, "Prov");
	app_observation_save(session, o, &error);
	g_assert_no_error(error);
	key = o->record.key;
	record_free(o);
	return key;
}

gint64 fixture_organisation(const struct fixture *f, const char *code)
{
	return registry_find_organisation(session_registry(f->session), code)->record.key;
}

gint64 fixture_place(const struct fixture *f, const char *name)
{
	return registry_find_place(session_registry(f->session), name)->record.key;
}

void fixture_leave(struct session *session, const char *code)
{
	struct organisation *o =
		record_copy(registry_find_organisation(session_registry(session), code));
	g_autoptr(GError) error = NULL;

	o->last_week = week_of_time(fixture_now()) - 1;
	session_save(session, ACTION_SETUP, NULL, o, &error);
	g_assert_no_error(error);
	g_assert_true(session_refresh(session, NULL));
	record_free(o);
}

gint64 fixture_withdraw_place(struct session *session, const char *name)
{
	struct place *place = record_copy(registry_find_place(session_registry(session), name));
	gint64 key = place->record.key;
	g_autoptr(GError) error = NULL;

	place->record.withdrawn = TRUE;
	session_save(session, ACTION_SETUP, NULL, place, &error);
	g_assert_no_error(error);
	g_assert_true(session_refresh(session, NULL));
	record_free(place);
	return key;
}
