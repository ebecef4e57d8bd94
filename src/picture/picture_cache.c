/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes a step to another week instant: the counts of all weeks as a cube, and the rows of the
 * weeks looked at. Everything is dropped as soon as anybody changes the database. */
#include "config.h"

#include "picture/picture_cache.h"

#include "osg/week.h"

/* Five years of history, as signals weigh them, and room to step back a while before it is read
 * anew. */
enum { CUBE_HISTORY = 261, CUBE_WEEKS = CUBE_HISTORY + 26 };

#define PICTURE_CACHE "picture cache" /* kept with the session */

struct picture_cache {
	guint64 version;
	gint64 known_at;
	int from; /* the cube was read from this week on */
	struct cube cube;
	GHashTable *rows; /* week -> GArray */
};

static void cube_clear(struct cube *cube)
{
	g_free(cube->area_keys);
	g_free(cube->category_keys);
	g_free(cube->counted);
	*cube = (struct cube){0};
}

static void picture_cache_free(gpointer data)
{
	struct picture_cache *cache = data;

	cube_clear(&cache->cube);
	g_hash_table_unref(cache->rows);
	g_free(cache);
}

/* Position of each key of a list of records, 1 and up with room for "none" at 0. Sub-categories are
 * counted with their parent. */
static GHashTable *cube_positions(const GPtrArray *records, gboolean (*wanted)(gconstpointer),
				  gint64 **keys, int *count)
{
	GHashTable *positions = g_hash_table_new(g_int64_hash, g_int64_equal);

	*keys = g_new0(gint64, records->len + 1);
	*count = 1;
	for (guint i = 0; i < records->len; i++) {
		if (!wanted(records->pdata[i]))
			continue;
		(*keys)[*count] = ((const struct record *)records->pdata[i])->key;
		g_hash_table_insert(positions, &(*keys)[*count], GINT_TO_POINTER(*count));
		++*count;
	}
	return positions;
}

static gboolean is_counting_area(gconstpointer area)
{
	return ((const struct area *)area)->level == AREA_AREA;
}

static gboolean is_upper_category(gconstpointer category)
{
	return ((const struct category *)category)->parent == 0;
}

static int cube_position(GHashTable *positions, gint64 key)
{
	return GPOINTER_TO_INT(g_hash_table_lookup(positions, &key));
}

static void cube_fill(struct cube *cube, const GArray *week_counts, const struct registry *v)
{
	g_autoptr(GHashTable) areas =
		cube_positions(registry_areas(v), is_counting_area, &cube->area_keys, &cube->areas);
	g_autoptr(GHashTable) categories = cube_positions(registry_categories(v), is_upper_category,
							  &cube->category_keys, &cube->categories);
	const struct week_count *t = (const struct week_count *)(const void *)week_counts->data;

	cube->first = week_counts->len ? t[0].week : 0;
	cube->weeks = week_counts->len ? t[week_counts->len - 1].week - cube->first + 1 : 0;
	cube->counted = g_new0(int, (gsize)cube->areas * cube->categories * MAX(cube->weeks, 1));
	for (guint i = 0; i < week_counts->len; i++) {
		gsize area = cube_position(areas, t[i].area),
		      category = cube_position(categories, t[i].category);

		cube->counted[(area * cube->categories + category) * cube->weeks + t[i].week -
			      cube->first] += t[i].counted;
	}
}

/* What had been entered by a time, in the form of the store's own counts. */
static GArray *tallies_known(struct session *session, int from, GError **error)
{
	const struct row_query query = {.week_from = from,
					.week_to = WEEK_NONE,
					.entered_before = session_known_at(session)};
	g_autoptr(GArray) rows = session_common_rows(session, &query, error);
	GArray *week_counts;

	if (!rows)
		return NULL;
	week_counts = g_array_new(FALSE, FALSE, sizeof(struct week_count));
	for (guint i = rows->len; i-- > 0;) { /* newest first: turned round */
		const struct observation_row *row = &g_array_index(rows, struct observation_row, i);
		const struct week_count t = {row->week, row->area, row->category, row->counted, 1};

		g_array_append_val(week_counts, t);
	}
	return week_counts;
}

void picture_cache_begin(struct session *session)
{
	guint64 version = session_version(session);
	gint64 known_at = session_known_at(session);
	struct picture_cache *cache = session_kept(session, PICTURE_CACHE);

	if (cache && cache->version == version && cache->known_at == known_at) {
		if (g_hash_table_size(cache->rows) > PICTURE_CACHE_WEEKS)
			g_hash_table_remove_all(cache->rows);
		return;
	}
	cache = g_new0(struct picture_cache, 1);
	cache->version = version;
	cache->known_at = known_at;
	cache->rows = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
	session_keep(session, PICTURE_CACHE, cache, picture_cache_free);
}

const struct cube *picture_cache_cube(struct session *session, int week, GError **error)
{
	struct picture_cache *cache = session_kept(session, PICTURE_CACHE);
	g_autoptr(GArray) week_counts = NULL;

	if (cache->cube.counted && week - CUBE_HISTORY >= cache->from)
		return &cache->cube;
	week_counts = session_known_at(session) == TIME_NONE
			      ? session_week_counts(session, week - CUBE_WEEKS, WEEK_NONE, error)
			      : tallies_known(session, week - CUBE_WEEKS, error);
	if (!week_counts)
		return NULL;
	cube_clear(&cache->cube);
	cache->from = week - CUBE_WEEKS;
	cube_fill(&cache->cube, week_counts, session_registry(session));
	return &cache->cube;
}

const GArray *picture_cache_rows(struct session *session, int week, GError **error)
{
	struct picture_cache *cache = session_kept(session, PICTURE_CACHE);
	const struct row_query query = {
		.week_from = week, .week_to = week, .entered_before = session_known_at(session)};
	GArray *rows;

	rows = g_hash_table_lookup(cache->rows, GINT_TO_POINTER(week));
	if (!rows) {
		rows = session_common_rows(session, &query, error);
		if (rows)
			g_hash_table_insert(cache->rows, GINT_TO_POINTER(week), rows);
	}
	return rows;
}

guint picture_cache_weeks(struct session *session)
{
	const struct picture_cache *cache = session_kept(session, PICTURE_CACHE);

	return cache ? g_hash_table_size(cache->rows) : 0;
}

const int *cube_series(const struct cube *cube, int area, int category)
{
	return &cube->counted[((gsize)area * cube->categories + category) * cube->weeks];
}
