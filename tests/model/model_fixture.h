/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small municipality in memory for the tests of model. */
#ifndef TESTS_MODEL_FIXTURE_H
#define TESTS_MODEL_FIXTURE_H

#include "osg/csv.h"
#include "osg/record.h"
#include "osg/registry.h"
#include "osg/week.h"

static inline void fixture_box(struct area *area, double west, double south, double east,
			       double north)
{
	const double points[] = {west, south, east, south, east, north, west, north, west, south};

	g_array_append_vals(rings_add(area->boundary), points, G_N_ELEMENTS(points));
}

static inline GPtrArray *fixture_areas(void)
{
	static const struct {
		gint64 key, parent;
		int level;
		const char *name;
		double west, south, east, north;
	} rows[] = {
		{1, 0, AREA_MUNICIPALITY, "Huddinge", 17.8, 59.1, 18.2, 59.3},
		{2, 1, AREA_AREA, "Flemingsberg", 17.90, 59.20, 17.95, 59.24},
		{3, 1, AREA_AREA, "Skogås", 18.10, 59.20, 18.15, 59.24},
		{4, 2, AREA_SUBAREA, "Grantorp", 0, 0, 0, 0},
		{5, 1, AREA_AREA, "Vårby", 0, 0, 0, 0},
	};
	GPtrArray *areas = g_ptr_array_new();

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct area *area = record_new(&area_kind);
		area->record.key = rows[i].key;
		area->parent = rows[i].parent;
		area->level = rows[i].level;
		field_set_text(&area->name, rows[i].name);
		if (rows[i].north > 0)
			fixture_box(area, rows[i].west, rows[i].south, rows[i].east, rows[i].north);
		g_ptr_array_add(areas, area);
	}
	return areas;
}

static inline GPtrArray *fixture_places(void)
{
	static const struct {
		gint64 key, area;
		double lat, lon;
		const char *name, *aliases;
	} rows[] = {
		{1, 2, 59.2200, 17.9300, "Visättraskolan", "Visättra skola"},
		{2, 2, 59.2201, 17.9301, "Visättra", ""},
		{3, 2, 59.2190, 17.9450, "Flemingsbergs station", "Flempan|HC"},
		{4, 3, 59.2200, 18.1200, "Skogås centrum", ""},
		{5, 3, 59.2180, 18.1250, "Skogås", ""},
		{6, 5, 59.2650, 17.8850, "Vårby gård", ""},
		{7, 5, 59.2655, 17.8855, "Vårby gårds centrum", "Vgård C"},
		{8, 2, 59.21, 17.93, "Visättra, Mangårdsvägen", ""},
		{9, 5, 59.264, 17.883, "Kungsskolan", "Vårby gårdskolan"},
	};
	GPtrArray *places = g_ptr_array_new();

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct place *place = record_new(&place_kind);
		place->record.key = rows[i].key;
		place->area = rows[i].area;
		place->lat = rows[i].lat;
		place->lon = rows[i].lon;
		field_set_text(&place->name, rows[i].name);
		place->aliases = csv_cell_list(rows[i].aliases, '|');
		g_ptr_array_add(places, place);
	}
	return places;
}

static inline GPtrArray *fixture_categories(void)
{
	static const struct {
		gint64 key, parent;
		const char *code, *sv, *en;
	} rows[] = {
		{1, 0, "SKA", "Skadegörelse", "Criminal damage"},
		{2, 1, "SKA.glaskross", "glaskross", "broken glass"},
		{3, 0, "BRA", "Brand", "Fire"},
		{4, 3, "BRA.container", "anlagd i container", "arson in container"},
		{5, 0, "KLO", "Klotter", "Graffiti"},
		{6, 1, "SKA.fordon", "fordon", "vehicle"},
		{7, 3, "BRA.fordon", "fordon", "vehicle"},
		{8, 0, "VAL", "Våld", "Violence"},
	};
	GPtrArray *categories = g_ptr_array_new();

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct category *category = record_new(&category_kind);
		category->record.key = rows[i].key;
		category->parent = rows[i].parent;
		category->position = (int)i;
		field_set_text(&category->code, rows[i].code);
		field_set_text(&category->label_sv, rows[i].sv);
		field_set_text(&category->label_en, rows[i].en);
		g_ptr_array_add(categories, category);
	}
	return categories;
}

static inline GPtrArray *fixture_organisations(void)
{
	static const char *const rows[][2] = {
		{"HUGE", "Huge Bostäder"}, {"POL", "Polisen"}, {"SBFF", "Södertörns brandförsvar"}};
	GPtrArray *organisations = g_ptr_array_new();

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct organisation *organisation = record_new(&organisation_kind);
		organisation->record.key = (gint64)i + 1;
		organisation->position = (int)i;
		field_set_text(&organisation->code, rows[i][0]);
		field_set_text(&organisation->name, rows[i][1]);
		g_ptr_array_add(organisations, organisation);
	}
	return organisations;
}

struct model_fixture {
	GPtrArray *arrays[4];
	struct registry *v;
};

static inline void fixture_set_up(struct model_fixture *f)
{
	GPtrArray *arrays[4] = {fixture_organisations(), fixture_areas(), fixture_places(),
				fixture_categories()};

	for (int i = 0; i < 4; i++)
		f->arrays[i] = g_ptr_array_ref(arrays[i]);
	f->v = registry_new(arrays[0], arrays[1], arrays[2], arrays[3], FALSE);
}

static inline void fixture_tear_down(struct model_fixture *f)
{
	registry_unref(f->v);
	for (int i = 0; i < 4; i++) {
		for (guint j = 0; j < f->arrays[i]->len; j++)
			record_free(f->arrays[i]->pdata[j]);
		g_ptr_array_unref(f->arrays[i]);
	}
}

static inline struct observation *fixture_observation(gint64 key, const char *time, gint64 category,
						      gint64 place, gint64 organisation)
{
	struct observation *o = record_new(&observation_kind);

	o->record.key = key;
	time_parse_rfc3339(time, &o->time_from);
	o->time_to = o->time_from;
	o->category = category;
	o->place = place;
	o->organisation = organisation;
	return o;
}

#endif
