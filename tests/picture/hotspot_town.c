/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hotspot_town.h"

#include <string.h>

void town_put(struct hotspot_town *t, gpointer record)
{
	g_autoptr(GError) error = NULL;

	store_put(t->store, record, NULL, &error);
	g_assert_no_error(error);
}

static struct observation *event_new(struct hotspot_town *t, int week, int category,
				     gint64 organisation)
{
	struct observation *o = record_new(&observation_kind);

	o->time_from = week_start(week) + random_below(&t->random, 7 * DAY_SECONDS - 7200);
	o->time_to = o->time_from;
	o->time_precision = TIME_EXACT;
	o->week = week;
	o->category = t->categories[category];
	o->organisation = organisation;
	o->entered_at = o->time_from + 3600;
	o->counted = 1;
	return o;
}

void town_observe(struct hotspot_town *t, int week, int place, int category, gint64 organisation)
{
	struct observation *o = event_new(t, week, category, organisation);

	o->place = t->places[place];
	o->area = ((struct place *)registry_place(session_registry(t->f.session), t->places[0]))
			  ->area;
	o->place_precision = PLACE_PLACE;
	town_put(t, o);
	record_free(o);
}

void town_observe_at(struct hotspot_town *t, int week, double lat, double lon, const char *words,
		     gint64 organisation)
{
	struct observation *o = event_new(t, week, (int)random_below(&t->random, 2), organisation);

	o->lat = lat;
	o->lon = lon;
	o->place_words = g_strdup(words);
	o->place_precision = PLACE_POINT;
	town_put(t, o);
	record_free(o);
}

void town_begin_change(struct hotspot_town *t)
{
	const struct change change = {.at = fixture_now(), .what = "test.fill"};

	g_assert_true(store_begin(t->store, &change, NULL));
}

static void town_places(struct hotspot_town *t)
{
	const struct place *school =
		registry_find_place(session_registry(t->f.session), "Visättraskolan");

	struct place *exact = record_copy(school);

	t->places[0] = school->record.key;
	exact->lat = 59.21304; /* to the metre, as places are written */
	exact->lon = 17.93604;
	town_put(t, exact);
	record_free(exact);
	for (int i = 1; i < TOWN_PLACES; i++) {
		struct place *p = record_new(&place_kind);

		p->name = g_strdup_printf("Plats %d", i);
		p->area = school->area;
		p->lat = 59.30 + 0.02 * (i % 4);
		p->lon = 17.80 + 0.04 * (i / 4);
		p->exact = 1;
		town_put(t, p);
		t->places[i] = p->record.key;
		record_free(p);
	}
}

void town_open(struct hotspot_town *t, int weeks)
{
	static const char *const codes[] = {"SKA", "UNG", "INB", "NAR"};
	g_autoptr(GError) error = NULL;

	memset(t, 0, sizeof *t);
	fixture_open(&t->f);
	t->week = week_from_iso(2026, 46);
	t->store = store_open(t->f.file, STORE_WRITE, &error);
	g_assert_no_error(error);
	random_seed(&t->random, 7);
	for (gsize i = 0; i < G_N_ELEMENTS(codes); i++)
		t->categories[i] = registry_find_category(session_registry(t->f.session), codes[i])
					   ->record.key;
	t->organisations[0] =
		registry_find_organisation(session_registry(t->f.session), "HUGE")->record.key;
	t->organisations[1] =
		registry_find_organisation(session_registry(t->f.session), "BEV")->record.key;
	town_begin_change(t);
	town_places(t);
	for (int w = t->week - weeks + 1; w <= t->week; w++)
		for (int i = 0; i < 24; i++)
			town_observe(t, w, (int)random_below(&t->random, TOWN_PLACES),
				     (int)random_below(&t->random, 4),
				     t->organisations[random_below(&t->random, 2)]);
	g_assert_true(store_commit(t->store, NULL));
	g_assert_true(session_refresh(t->f.session, NULL));
}

void town_close(struct hotspot_town *t)
{
	store_close(t->store);
	fixture_close(&t->f);
}

void town_plant(struct hotspot_town *t, int week, int count, int organisation)
{
	town_begin_change(t);
	for (int i = 0; i < count; i++)
		town_observe(t, week, 0, i % 2,
			     t->organisations[organisation < 0 ? i % 2 : organisation]);
	g_assert_true(store_commit(t->store, NULL));
}

struct hotspot_week *town_look(struct session *session, int week)
{
	g_autoptr(GError) error = NULL;
	struct hotspot_week *found = app_hotspots(session, week, &error);

	g_assert_no_error(error);
	return found;
}

const struct picture_hotspot *at_school(const struct hotspot_week *found)
{
	for (guint i = 0; i < found->list->len; i++) {
		const struct picture_hotspot *h = found->list->pdata[i];

		if (h->places && g_strv_contains((const char *const *)h->places, "Visättraskolan"))
			return h;
	}
	return NULL;
}

void check_says(char *take_text, const char *part)
{
	g_assert_nonnull(take_text);
	if (!strstr(take_text, part))
		g_error("\"%s\" lacks \"%s\"", take_text, part);
	g_free(take_text);
}
