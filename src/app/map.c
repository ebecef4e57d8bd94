/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a map may show. Everything comes from what the whole group may see, so that no map counts
 * more than another; what may not stand at a point, on any map or for who looks at this one, is
 * counted in its area, and what is coarser than that is only told of. */
#include "config.h"

#include "app/app_private.h"

#include <math.h>

#include "osg/week.h"

enum { YEAR_WEEKS = 52 };

static void place_clear(gpointer data)
{
	g_free(((struct map_place *)data)->title);
}

static struct map_facts *facts_new(int first_week, int last_week)
{
	struct map_facts *facts = g_new0(struct map_facts, 1);

	facts->first_week = first_week;
	facts->last_week = last_week;
	facts->events = g_array_new(FALSE, FALSE, sizeof(struct map_event));
	facts->areas = g_array_new(FALSE, FALSE, sizeof(struct map_count));
	facts->places = g_hash_table_new(NULL, NULL);
	facts->focus_groups = g_array_new(FALSE, FALSE, sizeof(struct map_place));
	facts->measures = g_array_new(FALSE, FALSE, sizeof(struct map_place));
	facts->presence = g_array_new(FALSE, FALSE, sizeof(struct map_place));
	facts->assets = g_array_new(FALSE, FALSE, sizeof(struct map_place));
	g_array_set_clear_func(facts->focus_groups, place_clear);
	g_array_set_clear_func(facts->measures, place_clear);
	g_array_set_clear_func(facts->presence, place_clear);
	g_array_set_clear_func(facts->assets, place_clear);
	return facts;
}

void map_facts_free(struct map_facts *facts)
{
	if (!facts)
		return;
	g_array_unref(facts->events);
	g_array_unref(facts->areas);
	g_hash_table_unref(facts->places);
	g_array_unref(facts->focus_groups);
	g_array_unref(facts->measures);
	g_array_unref(facts->presence);
	g_array_unref(facts->assets);
	g_free(facts);
}

/* events */

/* Where an event may stand; FALSE: at no point. */
static gboolean point_of(const struct registry *v, const struct observation_row *row, float *lon,
			 float *lat)
{
	const struct place *place = registry_place(v, row->place);

	if (isfinite(row->lat) && isfinite(row->lon)) {
		*lon = row->lon;
		*lat = row->lat;
		return TRUE;
	}
	if (!place || !place->exact || !isfinite(place->lat) || !isfinite(place->lon))
		return FALSE;
	*lon = (float)place->lon;
	*lat = (float)place->lat;
	return TRUE;
}

static struct map_count *count_of(struct map_facts *facts, gint64 area)
{
	const struct map_count new = {.area = area};

	for (guint i = 0; i < facts->areas->len; i++)
		if (g_array_index(facts->areas, struct map_count, i).area == area)
			return &g_array_index(facts->areas, struct map_count, i);
	g_array_append_val(facts->areas, new);
	return &g_array_index(facts->areas, struct map_count, facts->areas->len - 1);
}

static void add_at_place(struct map_facts *facts, gint32 place)
{
	gpointer key = GINT_TO_POINTER(place);

	g_hash_table_insert(
		facts->places, key,
		GINT_TO_POINTER(GPOINTER_TO_INT(g_hash_table_lookup(facts->places, key)) + 1));
}

static void add_now(struct map_facts *facts, const struct registry *v,
		    const struct observation_row *row, int finest)
{
	struct map_event event = {.time_from = row->time_from,
				  .time_to = row->time_to,
				  .place = row->place,
				  .area = row->area,
				  .category = row->category,
				  .time_precision = row->time_precision};

	facts->counted++;
	if (finest == SHARE_PLACE && row->place)
		add_at_place(facts, row->place);
	if (finest > SHARE_AREA)
		facts->whole++;
	else if (finest == SHARE_PLACE && point_of(v, row, &event.lon, &event.lat))
		g_array_append_val(facts->events, event);
	else if (row->area)
		facts->in_area++;
	else
		facts->unplaced++;
}

static void add_row(struct map_facts *facts, struct session *session,
		    const struct observation_row *row)
{
	const struct registry *v = session_registry(session);
	int weeks = facts->last_week - facts->first_week + 1,
	    finest = registry_finest(v, row->category, row->sub_category),
	    back = facts->last_week - row->week;
	struct map_count *count =
		row->area && finest <= SHARE_AREA ? count_of(facts, row->area) : NULL;

	if (back >= 0 && back < weeks)
		add_now(facts, v, row, MAX(finest, (int)session_finest(session, row)));
	if (!count)
		return;
	count->now += back >= 0 && back < weeks;
	count->before += back >= weeks && back < 2 * weeks;
	count->year_before += back >= YEAR_WEEKS && back < YEAR_WEEKS + weeks;
}

/* what is done about it */

static void add_place(GArray *to, const struct record *record, const char *title,
		      const struct place *place, gint64 area)
{
	struct map_place at = {.key = record->key,
			       .title = g_strdup(title ? title : ""),
			       .area = place ? place->area : area,
			       .lon = place && place->exact ? place->lon : NAN,
			       .lat = place && place->exact ? place->lat : NAN};

	g_array_append_val(to, at);
}

static gint64 first_of(const GArray *keys)
{
	return keys && keys->len ? g_array_index(keys, gint64, 0) : 0;
}

static gboolean add_groups(struct map_facts *facts, struct session *session, GError **error)
{
	g_autoptr(GPtrArray) groups = app_focus_groups(session, error);
	const struct registry *v = session_registry(session);

	for (guint i = 0; groups && i < groups->len; i++) {
		const struct focus_group *group = groups->pdata[i];
		const struct place *place = registry_place(v, first_of(group->places));
		gint64 area = first_of(group->areas);

		if (group->state == GROUP_ACTIVE && (place || area))
			add_place(facts->focus_groups, &group->record, group->title, place, area);
	}
	return groups != NULL;
}

static gboolean add_measures(struct map_facts *facts, struct session *session, GError **error)
{
	g_autoptr(GPtrArray) measures = session_all(session, &measure_kind, error);
	const struct registry *v = session_registry(session);

	for (guint i = 0; measures && i < measures->len; i++) {
		const struct measure *m = measures->pdata[i];

		if (measure_is_open(m) && (m->place || m->area))
			add_place(facts->measures, &m->record, m->title,
				  registry_place(v, m->place), m->area);
	}
	return measures != NULL;
}

/* "BEV Th–Sa 18–01" at each place of the decision. */
static void add_hours(struct map_facts *facts, const struct registry *v,
		      const struct meeting_decision *d)
{
	const struct organisation *owner = registry_organisation(v, d->owner);
	g_autofree char *title =
		g_strdup_printf("%s%s%s", owner ? owner->code : "", owner ? " " : "", d->hours);
	const struct place *place = registry_place(v, d->about.place);

	for (guint i = 0; i < d->places->len; i++)
		add_place(facts->presence, &d->record, title,
			  registry_place(v, g_array_index(d->places, gint64, i)), 0);
	if (!d->places->len && (place || d->about.area))
		add_place(facts->presence, &d->record, title, place, d->about.area);
}

static gboolean add_presence(struct map_facts *facts, struct session *session, GError **error)
{
	g_autoptr(GPtrArray) decisions = session_all(session, &decision_kind, error);

	for (guint i = 0; decisions && i < decisions->len; i++) {
		const struct meeting_decision *d = decisions->pdata[i];

		if (d->hours && *d->hours && d->closed == DAY_NONE)
			add_hours(facts, session_registry(session), d);
	}
	return decisions != NULL;
}

static gboolean add_assets(struct map_facts *facts, struct session *session, GError **error)
{
	g_autoptr(GPtrArray) assets = session_all(session, &asset_kind, error);
	int last = week_monday(facts->last_week) + 6;

	for (guint i = 0; assets && i < assets->len; i++) {
		const struct asset *asset = assets->pdata[i];
		const struct place *place = registry_place(session_registry(session), asset->place);

		if (place && (asset->until == DAY_NONE || asset->until >= last))
			add_place(facts->assets, &asset->record, asset->title, place, 0);
	}
	return assets != NULL;
}

/* What the group may see of some weeks; FALSE: they could not be read. */
static gboolean add_weeks(struct map_facts *facts, struct session *session, int from, int to,
			  GError **error)
{
	const struct row_query query = {
		.week_from = from, .week_to = to, .entered_before = session_known_at(session)};
	g_autoptr(GArray) rows = session_common_rows(session, &query, error);

	for (guint i = 0; rows && i < rows->len; i++) {
		const struct observation_row *row = &g_array_index(rows, struct observation_row, i);

		if (row->counted && !row->withdrawn)
			add_row(facts, session, row);
		if (row->week <= facts->first_week - YEAR_WEEKS)
			facts->year_known = TRUE;
	}
	return rows != NULL;
}

/* The stretch, as many weeks before it, and those a year before; not what lies between. */
static gboolean add_events(struct map_facts *facts, struct session *session, GError **error)
{
	int first = facts->first_week, last = facts->last_week, weeks = last - first + 1;

	if (last - YEAR_WEEKS >= first - weeks - 1)
		return add_weeks(facts, session, first - MAX(weeks, YEAR_WEEKS), last, error);
	return add_weeks(facts, session, first - weeks, last, error) &&
	       add_weeks(facts, session, first - YEAR_WEEKS, last - YEAR_WEEKS, error);
}

struct map_facts *app_map(struct session *session, int first_week, int last_week, GError **error)
{
	struct map_facts *facts = facts_new(first_week, last_week);

	if (add_events(facts, session, error) && add_groups(facts, session, error) &&
	    add_measures(facts, session, error) && add_presence(facts, session, error) &&
	    add_assets(facts, session, error))
		return facts;
	map_facts_free(facts);
	return NULL;
}

/* hotspots */

gboolean app_map_circle(const struct registry *v, const struct picture_hotspot *h,
			struct map_circle *circle)
{
	const struct area *area = h->area ? registry_find_area(v, h->area) : NULL;
	gboolean found = picture_hotspot_circle(h, area ? area->boundary : NULL, circle);

	if (circle->whole_area)
		circle->area = area->record.key;
	return found;
}

void app_map_look(struct session *session, const struct map_facts *facts)
{
	const struct period period = {week_monday(facts->first_week),
				      week_monday(facts->last_week) + 6};

	session_shown_period(session, "map.show", period, 0);
}

int map_facts_at(const struct map_facts *facts, gint64 place)
{
	return GPOINTER_TO_INT(g_hash_table_lookup(facts->places, GINT_TO_POINTER((int)place)));
}

struct map_count map_facts_count(const struct map_facts *facts, gint64 area)
{
	for (guint i = 0; i < facts->areas->len; i++)
		if (g_array_index(facts->areas, struct map_count, i).area == area)
			return g_array_index(facts->areas, struct map_count, i);
	return (struct map_count){.area = area};
}
