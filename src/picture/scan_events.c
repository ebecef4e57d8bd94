/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scan sees of a row. An event without an exact place goes to the nearest one within 300 m
 * of its own point. The weeks that are looked back at share nearly all rows, and the nearest place
 * is dear: each row is worked out once for all of them. */
#include "config.h"

#include "picture/scan_events.h"

#include <math.h>

#include "osg/week.h"

#include "picture/scan_cell.h"

enum { NEAR_METRES = 300 };

struct scan_registers {
	const struct registry *registry;
	GHashTable *places;     /* key -> index + 1 */
	GHashTable *strata;     /* key -> index + 1 */
	GHashTable *categories; /* key -> their groups, guint64 */
};

gboolean scan_is_place(const struct place *place)
{
	return place->exact && !isnan(place->lat) && !isnan(place->lon);
}

int scan_strata(const struct registry *registry)
{
	return (int)registry_organisations(registry)->len + 1;
}

static int index_of(GHashTable *index, gint64 key)
{
	return GPOINTER_TO_INT(g_hash_table_lookup(index, GINT_TO_POINTER((int)key))) - 1;
}

static void index_add(GHashTable *index, gint64 key, int at)
{
	g_hash_table_insert(index, GINT_TO_POINTER((int)key), GINT_TO_POINTER(at + 1));
}

static void registers_open(struct scan_registers *registers, const struct registry *registry)
{
	const GPtrArray *places = registry_places(registry),
			*organisations = registry_organisations(registry);
	int scanned = 0;

	*registers = (struct scan_registers){registry, g_hash_table_new(NULL, NULL),
					     g_hash_table_new(NULL, NULL),
					     g_hash_table_new_full(NULL, NULL, NULL, g_free)};
	for (guint i = 0; i < places->len; i++) {
		const struct place *place = places->pdata[i];

		if (scan_is_place(place))
			index_add(registers->places, place->record.key, scanned++);
	}
	for (guint i = 0; i < organisations->len; i++)
		index_add(registers->strata,
			  ((const struct organisation *)organisations->pdata[i])->record.key,
			  (int)i);
}

static void registers_close(struct scan_registers *registers)
{
	g_hash_table_unref(registers->places);
	g_hash_table_unref(registers->strata);
	g_hash_table_unref(registers->categories);
}

static int place_of(const struct scan_registers *registers, const struct observation_row *row)
{
	int at = row->place ? index_of(registers->places, row->place) : -1;
	const struct place *near;

	if (at >= 0 || isnan(row->lat) || isnan(row->lon))
		return at;
	near = registry_place_near(registers->registry, row->lat, row->lon, NEAR_METRES);
	return near ? index_of(registers->places, near->record.key) : -1;
}

static guint64 groups_of(struct scan_registers *registers, gint32 category)
{
	const GPtrArray *groups = registry_groups(registers->registry);
	guint64 *bits = g_hash_table_lookup(registers->categories, GINT_TO_POINTER(category));

	if (bits)
		return *bits;
	bits = g_new0(guint64, 1);
	for (guint g = 0; g < groups->len; g++)
		if (category_group_holds(groups->pdata[g], category))
			*bits |= G_GUINT64_CONSTANT(1) << g;
	g_hash_table_insert(registers->categories, GINT_TO_POINTER(category), bits);
	return *bits;
}

static int day_of(const struct observation_row *row)
{
	int monday = week_monday(row->week);

	return CLAMP(time_day(row->time_from), monday, monday + 6);
}

static gboolean has_point(const struct scan_registers *registers, const struct observation_row *row)
{
	return isfinite(row->lat) && isfinite(row->lon) &&
	       registry_finest(registers->registry, row->category, row->sub_category) ==
		       SHARE_PLACE;
}

static int point_of(struct scan_events *events, const struct observation_row *row)
{
	struct scan_cell cell = scan_cell_of(row->lat, row->lon, SCAN_POINT_METRES);
	int at = GPOINTER_TO_INT(g_hash_table_lookup(events->cells, &cell.key));

	if (!at) {
		struct scan_point point = {cell.lat, cell.lon};

		g_array_append_val(events->points, point);
		at = (int)events->points->len;
		g_hash_table_insert(events->cells, g_memdup2(&cell.key, sizeof cell.key),
				    GINT_TO_POINTER(at));
	}
	return at - 1;
}

void scan_events_init(struct scan_events *events)
{
	events->list = g_array_new(FALSE, FALSE, sizeof(struct scan_event));
	events->points = g_array_new(FALSE, FALSE, sizeof(struct scan_point));
	events->cells = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
}

void scan_events_clear(struct scan_events *events)
{
	g_array_unref(events->list);
	g_array_unref(events->points);
	g_hash_table_unref(events->cells);
}

void scan_events_add(struct scan_events *events, const struct registry *registry,
		     const GArray *rows, guint from)
{
	struct scan_registers registers;

	registers_open(&registers, registry);
	for (guint i = from; i < rows->len; i++) {
		const struct observation_row *row = &g_array_index(rows, struct observation_row, i);
		struct scan_event event = {.row = row, .point = -1};
		int stratum = index_of(registers.strata, row->organisation);

		if (!row->counted)
			continue;
		event.place = place_of(&registers, row);
		if (event.place < 0 && has_point(&registers, row))
			event.point = point_of(events, row);
		event.day = day_of(row);
		event.stratum = stratum >= 0 ? stratum : scan_strata(registry) - 1;
		event.groups = groups_of(&registers, row->category);
		g_array_append_val(events->list, event);
	}
	registers_close(&registers);
}
