/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Burglaries as analysis/near.c looks for where they gather: by area, whether or not more is known
 * of where, beside what each area has of all events. Where areas tell too little apart, by place.
 */
#include "config.h"

#include "picture/hotspot_find.h"

#include <math.h>

#include "osg/near.h"

#include "picture/scan_sites.h"

enum { YEAR_DAYS = 364, AREAS_LEAST = 4, ROUND_METRES = 300 };
/* of so many in any area; a little under half a false finding a year (demo years 1001-1050) */
#define TOLD_P 0.015

struct gathering_search {
	const struct scan_data *scan;
	gint64 category;
	GHashTable *areas; /* key -> index + 1 */
	gboolean by_place;
	GPtrArray *events; /* const struct scan_event: of the category, in the year */
	double *share;
	double *x, *y;
	int *area, *reporter;
	gint32 *day;
	struct near_input input;
};

/* Its own area, else that of its place; -1 = not known. */
static int area_of(const struct gathering_search *g, const struct scan_event *s)
{
	gint64 key = s->row->area;

	if (!key && s->place >= 0)
		key = ((const struct place *)g->scan->places->pdata[s->place])->area;
	return GPOINTER_TO_INT(g_hash_table_lookup(g->areas, GINT_TO_POINTER((int)key))) - 1;
}

static int zone_of(const struct gathering_search *g, const struct scan_event *s)
{
	return g->by_place ? s->place : area_of(g, s);
}

static gboolean in_year(const struct gathering_search *g, const struct scan_event *s)
{
	return s->day > g->scan->last_day - YEAR_DAYS;
}

/* Whether the category's events lie in so many areas that these tell them apart. */
static gboolean areas_tell(const struct gathering_search *g)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < g->events->len; i++) {
		int area = area_of(g, g->events->pdata[i]);

		if (area >= 0)
			g_hash_table_add(seen, GINT_TO_POINTER(area + 1));
	}
	return g_hash_table_size(seen) >= AREAS_LEAST;
}

static void take_events(struct gathering_search *g, const GArray *events)
{
	for (guint i = 0; i < events->len; i++) {
		struct scan_event *s = &g_array_index(events, struct scan_event, i);

		if (s->row->category == g->category && in_year(g, s))
			g_ptr_array_add(g->events, s);
	}
}

static void share_events(struct gathering_search *g, const GArray *events, double *all)
{
	for (guint i = 0; i < events->len; i++) {
		const struct scan_event *s = &g_array_index(events, struct scan_event, i);
		int zone = in_year(g, s) ? zone_of(g, s) : -1;

		*all += in_year(g, s);
		if (zone >= 0)
			g->share[zone]++;
	}
}

/* Of all events, with one more in each zone: none is impossible. */
static void take_shares(struct gathering_search *g, int zones)
{
	double all = zones;

	g->share = g_new(double, zones + 1);
	for (int i = 0; i < zones; i++)
		g->share[i] = 1;
	share_events(g, g->scan->events, &all);
	share_events(g, g->scan->elsewhere, &all);
	for (int i = 0; i < zones; i++)
		g->share[i] /= all;
}

static void lay_out(struct gathering_search *g)
{
	guint n = g->events->len;

	g->x = g_new(double, n + 1);
	g->y = g_new(double, n + 1);
	g->area = g_new(int, n + 1);
	g->reporter = g_new(int, n + 1);
	g->day = g_new(gint32, n + 1);
	for (guint i = 0; i < n; i++) {
		const struct scan_event *s = g->events->pdata[i];

		g->x[i] = g->y[i] = NAN;
		if (s->place >= 0)
			scan_data_point(g->scan, s, &g->x[i], &g->y[i]);
		g->area[i] = zone_of(g, s);
		g->reporter[i] = s->stratum;
		g->day[i] = s->day;
	}
}

static void gathering_init(struct gathering_search *g)
{
	const GPtrArray *areas = registry_areas(session_registry(g->scan->session));
	int zones;

	g->areas = g_hash_table_new(NULL, NULL);
	for (guint i = 0; i < areas->len; i++)
		g_hash_table_insert(
			g->areas,
			GINT_TO_POINTER((int)((const struct area *)areas->pdata[i])->record.key),
			GINT_TO_POINTER((int)i + 1));
	g->events = g_ptr_array_new();
	take_events(g, g->scan->events);
	take_events(g, g->scan->elsewhere);
	g->by_place = !areas_tell(g);
	zones = (int)(g->by_place ? g->scan->places->len : areas->len);
	take_shares(g, zones);
	lay_out(g);
	g->input = (struct near_input){.events = (int)g->events->len,
				       .x = g->x,
				       .y = g->y,
				       .area = g->area,
				       .reporter = g->reporter,
				       .day = g->day,
				       .last_day = g->scan->last_day,
				       .areas = zones,
				       .reporters = g->scan->strata - 1, /* the last: not known */
				       .share = g->share};
}

static void gathering_clear(struct gathering_search *g)
{
	g_hash_table_unref(g->areas);
	g_ptr_array_unref(g->events);
	g_free(g->share);
	g_free(g->x);
	g_free(g->y);
	g_free(g->area);
	g_free(g->reporter);
	g_free(g->day);
}

/* Where most of them are, of those whose place is known; the first of equals. */
static void store_place(const struct gathering_search *g, const struct near_gathering *found,
			struct hotspot_basis *basis)
{
	const struct scan_data *scan = g->scan;
	g_autofree int *there = g_new0(int, scan->places->len + 1);
	int most = -1;

	for (guint i = 0; i < g->events->len; i++) {
		const struct scan_event *s = g->events->pdata[i];

		if (s->place < 0 || !near_holds(&g->input, found, (int)i))
			continue;
		there[s->place]++;
		if (most < 0 || there[s->place] > there[most])
			most = s->place;
	}
	if (most < 0)
		return;
	const struct place *place = scan->places->pdata[most];

	basis->near_there = there[most];
	basis->near_place = place->record.key;
	if (scan_is_site(scan, most)) {
		basis->near_lat = place->lat;
		basis->near_lon = place->lon;
	}
}

static void store(const struct gathering_search *g, const struct near_gathering *found,
		  struct hotspot_basis *basis)
{
	const struct registry *v = session_registry(g->scan->session);

	basis->near_days = NEAR_REPEAT_DAYS;
	basis->near_metres = (int)NEAR_REPEAT_METRES;
	basis->near_pairs = found->pairs;
	basis->near_count = found->count;
	basis->near_expected = found->expected;
	basis->near_p = found->p;
	basis->near_weeks = found->weeks;
	if (g->by_place)
		basis->near_radius = ROUND_METRES;
	else
		basis->near_area =
			((const struct area *)registry_areas(v)->pdata[found->area])->record.key;
	if (found->reporter >= 0)
		basis->near_reporter = ((const struct organisation *)registry_organisations(v)
						->pdata[found->reporter])
					       ->record.key;
	store_place(g, found, basis);
}

void gathering_look(const struct scan_data *scan, struct hotspot_basis *basis)
{
	const struct category *burglary =
		registry_find_category(session_registry(scan->session), "INB");
	struct near_gathering found;

	if (!burglary)
		return;
	struct gathering_search g = {.scan = scan, .category = burglary->record.key};

	gathering_init(&g);
	near_find(&g.input, &found);
	if (found.area >= 0 && found.p <= TOLD_P)
		store(&g, &found, basis);
	gathering_clear(&g);
}
