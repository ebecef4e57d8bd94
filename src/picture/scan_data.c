/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading what the scan of a week looks at. An event without an exact place goes to the nearest one
 * within 300 m of its own point; where there is none it is left out and counted. Refuses to judge.
 */
#include "config.h"

#include "picture/scan_data.h"

#include <math.h>
#include <string.h>

#include "osg/csv.h"
#include "osg/resource.h"

enum { HISTORY_WEEKS = 130, YEAR_DAYS = 364, NEAR_METRES = 300 };
#define METRES_A_DEGREE 111195.0
/* Moves when the same data would give another result. */
#define SCENE_FORM "hotspots 4"

/* groups of categories */

static void group_free(gpointer data)
{
	struct hotspot_group *group = data;

	g_free(group->id);
	g_free(group->label);
	g_hash_table_unref(group->categories);
	g_free(group);
}

/* A word of one letter is a focus area: all categories that have it. */
static void group_add(struct hotspot_group *group, const struct registry *v, const char *word)
{
	const GPtrArray *all = registry_categories(v);

	for (guint i = 0; i < all->len; i++) {
		const struct category *k = all->pdata[i];
		g_auto(GStrv) areas = g_strsplit(k->focus_areas ? k->focus_areas : "", " ", -1);
		gboolean in = strlen(word) == 1 ? g_strv_contains((const char *const *)areas, word)
						: g_strcmp0(k->code, word) == 0;

		if (in && k->parent == 0)
			g_hash_table_add(group->categories, GINT_TO_POINTER((int)k->record.key));
	}
}

GPtrArray *hotspot_groups_read(const struct registry *v, gboolean english)
{
	GPtrArray *groups = g_ptr_array_new_with_free_func(group_free);
	g_autoptr(GError) error = NULL;
	gsize size;
	const char *data = resource_data("groups.csv", &size);
	g_autoptr(csv_table_auto) table = csv_table_read(data, size, ',', "groups.csv", &error);

	g_assert_no_error(error); /* it is a part of the program */
	for (int row = 0; row < csv_table_rows(table); row++) {
		struct hotspot_group *group = g_new0(struct hotspot_group, 1);
		g_auto(GStrv) words = g_strsplit(csv_table_cell(table, row, 3), " ", -1);

		group->id = g_strdup(csv_table_cell(table, row, 0));
		group->label = g_strdup(csv_table_cell(table, row, english ? 2 : 1));
		group->weight = g_ascii_strtod(csv_table_cell(table, row, 4), NULL);
		group->categories = g_hash_table_new(NULL, NULL);
		for (char **word = words; *word; word++)
			group_add(group, v, *word);
		g_ptr_array_add(groups, group);
	}
	return groups;
}

const struct hotspot_group *scene_group(const struct scene *scene, const char *id)
{
	for (guint i = 0; id && i < scene->groups->len; i++)
		if (strcmp(((struct hotspot_group *)scene->groups->pdata[i])->id, id) == 0)
			return scene->groups->pdata[i];
	return NULL;
}

static guint64 groups_of(const struct scene *scene, gint32 category)
{
	guint64 bits = 0;

	for (guint g = 0; g < scene->groups->len; g++)
		if (g_hash_table_contains(
			    ((struct hotspot_group *)scene->groups->pdata[g])->categories,
			    GINT_TO_POINTER(category)))
			bits |= G_GUINT64_CONSTANT(1) << g;
	return bits;
}

/* places */

static void scene_places(struct scene *scene, GHashTable *index)
{
	const GPtrArray *all = registry_places(session_registry(scene->session));
	double middle = 0;
	int n;

	scene->places = g_ptr_array_new();
	for (guint i = 0; i < all->len; i++) {
		const struct place *place = all->pdata[i];

		if (!place->exact || isnan(place->lat) || isnan(place->lon))
			continue;
		g_ptr_array_add(scene->places, (gpointer)place);
		g_hash_table_insert(index, GINT_TO_POINTER((int)place->record.key),
				    GINT_TO_POINTER((int)scene->places->len));
		middle += place->lat;
	}
	n = (int)scene->places->len;
	middle = n ? middle / n * G_PI / 180 : 0;
	scene->metres_east = METRES_A_DEGREE * cos(middle);
	scene->x = g_new(double, MAX(n, 1));
	scene->y = g_new(double, MAX(n, 1));
	for (int i = 0; i < n; i++) {
		const struct place *place = scene->places->pdata[i];

		scene->x[i] = place->lon * scene->metres_east;
		scene->y[i] = place->lat * METRES_A_DEGREE;
	}
}

void scene_point(const struct scene *scene, const struct seen *seen, double *x, double *y)
{
	gboolean own = !isnan(seen->row->lat) && !isnan(seen->row->lon);

	*x = own ? seen->row->lon * scene->metres_east : scene->x[seen->place];
	*y = own ? seen->row->lat * METRES_A_DEGREE : scene->y[seen->place];
}

/* Index of the place an event is counted at, -1 = none. */
static int place_index(const struct scene *scene, GHashTable *index,
		       const struct observation_row *row)
{
	int at = row->place
			 ? GPOINTER_TO_INT(g_hash_table_lookup(index, GINT_TO_POINTER(row->place)))
			 : 0;
	const struct place *near;

	if (at || isnan(row->lat) || isnan(row->lon))
		return at - 1;
	near = registry_place_near(session_registry(scene->session), row->lat, row->lon,
				   NEAR_METRES);
	return near ? GPOINTER_TO_INT(
			      g_hash_table_lookup(index, GINT_TO_POINTER((int)near->record.key))) -
			       1
		    : -1;
}

/* events */

static GHashTable *strata_index(struct scene *scene)
{
	const GPtrArray *all = registry_organisations(session_registry(scene->session));
	GHashTable *index = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < all->len; i++)
		g_hash_table_insert(
			index,
			GINT_TO_POINTER((int)((struct organisation *)all->pdata[i])->record.key),
			GINT_TO_POINTER((int)i));
	scene->strata = (int)all->len + 1; /* the last: not known */
	return index;
}

static int event_day(const struct observation_row *row)
{
	int day, seconds, monday = week_monday(row->week);

	time_to_local(row->time_from, &day, &seconds);
	return CLAMP(day, monday, monday + 6);
}

static void scene_events(struct scene *scene, GHashTable *places, GHashTable *strata)
{
	for (guint i = scene->rows->len; i-- > 0;) {
		const struct observation_row *row =
			&g_array_index(scene->rows, struct observation_row, i);
		struct seen seen = {.row = row};
		gpointer stratum;

		if (!row->counted)
			continue;
		seen.day = event_day(row);
		seen.place = place_index(scene, places, row);
		if (seen.place < 0) {
			scene->skipped += seen.day > scene->last_day - YEAR_DAYS;
			continue;
		}
		seen.stratum = g_hash_table_lookup_extended(
				       strata, GINT_TO_POINTER(row->organisation), NULL, &stratum)
				       ? GPOINTER_TO_INT(stratum)
				       : scene->strata - 1;
		seen.groups = groups_of(scene, row->category);
		g_array_append_val(scene->seen, seen);
	}
}

static void scene_arm(struct scene *scene)
{
	guint n = scene->seen->len;

	scene->place = g_new(gint32, n + 1);
	scene->day = g_new(gint32, n + 1);
	scene->stratum = g_new(gint32, n + 1);
	scene->groups_of = g_new(guint64, n + 1);
	for (guint i = 0; i < n; i++) {
		const struct seen *seen = &g_array_index(scene->seen, struct seen, i);

		scene->place[i] = seen->place;
		scene->day[i] = seen->day;
		scene->stratum[i] = seen->stratum;
		scene->groups_of[i] = seen->groups;
	}
	scene->input = (struct hotspot_input){
		.places = (int)scene->places->len,
		.x = scene->x,
		.y = scene->y,
		.events = (int)n,
		.place = scene->place,
		.day = scene->day,
		.stratum = scene->stratum,
		.groups_of = scene->groups_of,
		.strata = scene->strata,
		.groups = (int)scene->groups->len,
	};
}

gboolean scene_open(struct scene *scene, struct session *session, int week, GError **error)
{
	const struct row_query query = {.week_from = week - HISTORY_WEEKS + 1,
					.week_to = week,
					.entered_before = session_known_at(session)};
	g_autoptr(GHashTable) places = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) strata = NULL;

	*scene =
		(struct scene){.session = session, .week = week, .last_day = week_monday(week) + 6};
	scene->rows = session_rows(session, &query, NULL, error);
	if (!scene->rows)
		return FALSE;
	scene->groups = hotspot_groups_read(session_registry(session), session_english(session));
	scene->seen = g_array_new(FALSE, FALSE, sizeof(struct seen));
	strata = strata_index(scene);
	scene_places(scene, places);
	scene_events(scene, places, strata);
	scene_arm(scene);
	return TRUE;
}

void scene_clear(struct scene *scene)
{
	g_clear_pointer(&scene->rows, g_array_unref);
	g_clear_pointer(&scene->seen, g_array_unref);
	g_clear_pointer(&scene->places, g_ptr_array_unref);
	g_clear_pointer(&scene->groups, g_ptr_array_unref);
	g_free(scene->x);
	g_free(scene->y);
	g_free(scene->place);
	g_free(scene->day);
	g_free(scene->stratum);
	g_free(scene->groups_of);
}

char *scene_fingerprint(const struct scene *scene)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	gsize places = scene->places->len * sizeof(double);

	g_checksum_update(sum, (const guchar *)SCENE_FORM, -1);
	g_checksum_update(sum, (const guchar *)scene->x, (gssize)places);
	g_checksum_update(sum, (const guchar *)scene->y, (gssize)places);
	for (guint i = 0; i < scene->seen->len; i++) {
		const struct seen *seen = &g_array_index(scene->seen, struct seen, i);
		const gint64 facts[] = {seen->row->key,
					seen->row->time_from,
					seen->row->time_to,
					seen->row->category,
					seen->row->sub_category,
					seen->place,
					seen->day,
					seen->stratum};

		g_checksum_update(sum, (const guchar *)facts, sizeof facts);
	}
	return g_strdup(g_checksum_get_string(sum));
}
