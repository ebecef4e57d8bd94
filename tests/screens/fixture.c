/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small municipality and its observations for the tests of the screens: always the same. */
#include "config.h"

#include "fixture.h"

#include "osg/observation.h"
#include "osg/random.h"
#include "osg/store.h"
#include "osg/week.h"

#include "store/store_private.h"

/* Keeps the database while sessions come and go. */
static struct store *keeper;

static gint64 now(void)
{
	return FIXTURE_NOW;
}

static void put(struct store *store, gpointer take_record)
{
	g_assert_true(store_put(store, take_record, NULL, NULL));
	record_free(take_record);
}

static const struct {
	const char *code, *name;
	enum organisation_kind kind;
} organisations[] = {
	{"HUGE", "Huge Bostäder", ORGANISATION_HOUSING},
	{"POL", "Polisen", ORGANISATION_POLICE},
	{"SBFF", "Södertörns brandförsvar", ORGANISATION_FIRE},
	{"BUF", "Barn- och utbildningsförvaltningen", ORGANISATION_MUNICIPAL},
	{"BEV", "Bevakningsbolaget", ORGANISATION_GUARD},
	{"BOJ", "Bojen", ORGANISATION_HOUSING},
};

static const char *const areas[] = {"Flemingsberg", "Skogås", "Vårby"};

static const struct {
	const char *name, *kind;
	int area;
} places[] = {
	{"Visättraskolan", "skola", 1}, {"Flemingsbergs station", "station", 1},
	{"Mangårdsvägen", "gata", 1},   {"Skogås centrum", "centrum", 2},
	{"Österskolan", "skola", 2},    {"Vårby gård", "centrum", 3},
};

static const struct {
	const char *code, *label, *label_en;
	int parent;
} categories[] = {
	{"BRA", "Brand", "Fire", 0},
	{"SKA", "Skadegörelse", "Criminal damage", 0},
	{"UNG", "Samling ungdomar", "Youth gathering", 0},
	{"NED", "Nedskräpning", "Littering", 0},
	{"BRA.container", "container", "container", 1},
	{"SKA.glaskross", "glaskross", "broken glass", 2},
};

static void put_words(struct store *store)
{
	for (gsize i = 0; i < G_N_ELEMENTS(organisations); i++) {
		struct organisation *o = record_new(&organisation_kind);

		o->code = g_strdup(organisations[i].code);
		o->name = g_strdup(organisations[i].name);
		o->kind = organisations[i].kind;
		o->position = i;
		o->expected = 1;
		put(store, o);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(areas); i++) {
		struct area *a = record_new(&area_kind);

		a->name = g_strdup(areas[i]);
		a->level = AREA_AREA;
		put(store, a);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
		struct place *p = record_new(&place_kind);

		p->name = g_strdup(places[i].name);
		p->kind = g_strdup(places[i].kind);
		p->area = places[i].area;
		p->lat = 59.2 + i / 100.0;
		p->lon = 17.9 + i / 100.0;
		p->exact = 1;
		put(store, p);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(categories); i++) {
		struct category *c = record_new(&category_kind);

		c->code = g_strdup(categories[i].code);
		c->parent = categories[i].parent;
		c->label_sv = g_strdup(categories[i].label);
		c->label_en = g_strdup(categories[i].label_en);
		c->weight = 3;
		c->counts = 1;
		c->position = i;
		put(store, c);
	}
}

static void put_participants(struct store *store)
{
	static const struct {
		const char *handle, *title;
		enum role role;
		int organisation;
	} participants[] = {{"samordnare", "Samordnare", ROLE_COORDINATOR, 4},
			    {"huge", "Huge", ROLE_REPORTER, 1}};

	for (gsize i = 0; i < G_N_ELEMENTS(participants); i++) {
		struct participant *p = record_new(&participant_kind);

		p->handle = g_strdup(participants[i].handle);
		p->title = g_strdup(participants[i].title);
		p->role = participants[i].role;
		p->organisation = participants[i].organisation;
		p->active = 1;
		put(store, p);
	}
}

/* Four in five of the last week lie at the school and burn: something must stand out. */
static void put_observations(struct store *store, guint count, const struct registry *v)
{
	static const char *const texts[] = {"Container i brand", "Rutor krossade på baksidan",
					    "Trettio ungdomar", "Soffa på gången"};
	struct random random;
	int this_week = week_from_iso(2024, 40);

	random_seed(&random, 42);
	for (guint i = 0; i < count; i++) {
		struct observation *o = record_new(&observation_kind);
		guint category = random_below(&random, 4),
		      place = random_below(&random, G_N_ELEMENTS(places));
		int week = i < 20 ? this_week : this_week - (int)random_below(&random, 40);

		if (i < 16)
			category = place = 0;
		o->time_from = week_start(week) + random_below(&random, 6 * DAY_SECONDS);
		o->time_to = o->time_from;
		o->category = category + 1;
		o->sub_category = category == 0 ? 5 : 0;
		o->place = place + 1;
		o->organisation = random_below(&random, 5) + 1;
		o->entered_at = o->time_from + 3600;
		o->text = g_strdup_printf("%s %u", texts[category], i);
		o->source = g_strdup("typed");
		observation_settle(o, v);
		o->counted = 1;
		put(store, o);
	}
}

/* Each has a name of its own: what a test before left open stays with that one. */
static void begin_empty(void)
{
	static int number;
	g_autofree char *file = g_strdup_printf("memory:screens-%d", ++number);
	g_autoptr(GError) error = NULL;

	store_close(keeper);
	keeper = store_open(file, STORE_CREATE, &error);
	g_assert_no_error(error);
}

void fixture_begin(guint observations)
{
	const struct change change = {.at = FIXTURE_NOW, .door = DOOR_COMMAND, .what = "init"};
	struct registry *v;

	begin_empty();
	store_set_value(keeper, "municipality", "Huddinge", NULL);
	g_assert_true(store_begin(keeper, &change, NULL));
	put_words(keeper);
	put_participants(keeper);
	v = registry_new(store_all(keeper, &organisation_kind, NULL),
			 store_all(keeper, &area_kind, NULL), store_all(keeper, &place_kind, NULL),
			 store_all(keeper, &category_kind, NULL), TRUE);
	put_observations(keeper, observations, v);
	registry_unref(v);
	g_assert_true(store_commit(keeper, NULL));
}

static void begin_change(void)
{
	const struct change change = {.at = FIXTURE_NOW, .door = DOOR_COMMAND, .what = "init"};

	g_assert_true(store_begin(keeper, &change, NULL));
}

/* A rectangle, counter-clockwise. */
static void add_box(struct area *area, double west, double south, double east, double north)
{
	const double corners[] = {west, south, east, south, east, north, west, north, west, south};

	g_array_append_vals(rings_add(area->boundary), corners, G_N_ELEMENTS(corners));
}

void fixture_draw_areas(void)
{
	g_autoptr(GPtrArray) all = store_all(keeper, &area_kind, NULL);
	struct area *whole = record_new(&area_kind);

	begin_change();
	for (guint i = 0; i < all->len; i++) {
		struct area *area = all->pdata[i];

		add_box(area, 17.88, 59.195 + i * .03 - (i == 2 ? .01 : 0), 17.98,
			59.195 + (i + 1) * .03 - (i ? .01 : 0));
		g_assert_true(store_put(keeper, area, NULL, NULL));
	}
	whole->name = g_strdup("Huddinge");
	whole->level = AREA_MUNICIPALITY;
	add_box(whole, 17.88, 59.195, 17.98, 59.275);
	put(keeper, whole);
	g_assert_true(store_commit(keeper, NULL));
}

void fixture_share(const char *category, int finest)
{
	g_autoptr(GPtrArray) all = store_all(keeper, &category_kind, NULL);

	begin_change();
	for (guint i = 0; i < all->len; i++) {
		struct category *c = all->pdata[i];

		if (g_strcmp0(c->code, category) != 0)
			continue;
		c->finest = finest;
		g_assert_true(store_put(keeper, c, NULL, NULL));
	}
	g_assert_true(store_commit(keeper, NULL));
}

void fixture_report_more(const char *organisation, const char *category, int count)
{
	struct registry *v = registry_new(store_all(keeper, &organisation_kind, NULL),
					  store_all(keeper, &area_kind, NULL),
					  store_all(keeper, &place_kind, NULL),
					  store_all(keeper, &category_kind, NULL), TRUE);

	begin_change();
	for (int i = 0; i < 3 * count; i++) {
		struct observation *o = record_new(&observation_kind);

		o->time_from = o->time_to =
			week_start(week_from_iso(2024, 40) - i % 3) + i % 6 * DAY_SECONDS;
		o->category = registry_find_category(v, category)->record.key;
		o->place = (int)((gsize)i % G_N_ELEMENTS(places)) + 1;
		o->organisation = registry_find_organisation(v, organisation)->record.key;
		o->entered_at = o->time_from + 3600;
		observation_settle(o, v);
		o->counted = 1;
		put(keeper, o);
	}
	g_assert_true(store_commit(keeper, NULL));
	registry_unref(v);
}

const char *fixture_file(void)
{
	return store_file(keeper);
}

void fixture_refuse_changes(gboolean refuse)
{
	g_autofree char *sql = g_strdup_printf("PRAGMA user_version = %d",
					       store_schema_newest() + (refuse ? 1 : 0));

	g_assert_true(engine_run(keeper->engine, sql, NULL));
}

struct session *fixture_session(const char *handle, gboolean english)
{
	const struct session_options options = {.file = fixture_file(),
						.as = handle,
						.door = DOOR_SCREEN,
						.now = now,
						.english = english};
	g_autoptr(GError) error = NULL;
	struct session *session = session_open(&options, &error);

	g_assert_no_error(error);
	return session;
}

void fixture_leave(struct session *session, const char *code)
{
	struct organisation *o =
		record_copy(registry_find_organisation(session_registry(session), code));
	g_autoptr(GError) error = NULL;

	o->last_week = week_of_time(FIXTURE_NOW) - 1;
	session_save(session, ACTION_SETUP, NULL, o, &error);
	g_assert_no_error(error);
	record_free(o);
	g_assert_true(session_refresh(session, NULL));
}
