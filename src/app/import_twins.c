/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which records a week has is read once and kept as digests; only those that are alike are looked
 * at whole. What the row does not say (a cost, a point) is no difference. */
#include "config.h"

#include "app/import_twins.h"

#include <math.h>

#include "osg/filter.h"

#define SAME_POINT 1e-7 /* degrees: a spreadsheet rounds */

struct twin {
	guint64 digest;
	gint64 key;
	gboolean withdrawn;
};

struct import_twins {
	struct session *session;
	GHashTable *weeks; /* week -> GArray of struct twin, by digest */
	GHashTable *taken; /* keys of records that a row was taken for */
	GHashTable *undone;
};

static void free_week(gpointer data)
{
	g_array_unref(data);
}

struct import_twins *import_twins_new(struct session *session, GHashTable *undone)
{
	struct import_twins *twins = g_new0(struct import_twins, 1);

	twins->session = session;
	twins->undone = undone;
	twins->weeks = g_hash_table_new_full(NULL, NULL, NULL, free_week);
	twins->taken = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	return twins;
}

void import_twins_free(struct import_twins *twins)
{
	if (!twins)
		return;
	g_hash_table_unref(twins->weeks);
	g_hash_table_unref(twins->taken);
	g_free(twins);
}

static guint64 digest_of(const gint64 *numbers, gsize count)
{
	guint64 digest = G_GUINT64_CONSTANT(14695981039346656037);

	for (gsize i = 0; i < count; i++)
		digest = (digest ^ (guint64)numbers[i]) * G_GUINT64_CONSTANT(1099511628211);
	return digest;
}

static guint64 row_twin(const struct observation_row *r)
{
	const gint64 numbers[] = {r->time_from, r->time_to, r->organisation, r->category,
				  r->sub_category};

	return digest_of(numbers, G_N_ELEMENTS(numbers));
}

static guint64 observation_twin(const struct observation *o)
{
	const gint64 numbers[] = {o->time_from, o->time_to, o->organisation, o->category,
				  o->sub_category};

	return digest_of(numbers, G_N_ELEMENTS(numbers));
}

/* What was withdrawn behind what was not. */
static int compare_twins(gconstpointer a, gconstpointer b)
{
	const struct twin *one = a, *other = b;

	if (one->digest != other->digest)
		return one->digest < other->digest ? -1 : 1;
	return one->withdrawn - other->withdrawn;
}

static GArray *read_week(struct import_twins *twins, int week)
{
	g_autoptr(GPtrArray) none = g_ptr_array_new();
	const struct filter with_withdrawn = {.terms = none, .says_state = TRUE};
	const struct row_query query = {.filter = &with_withdrawn,
					.week_from = week,
					.week_to = week,
					.entered_before = TIME_NONE};
	g_autoptr(GArray) rows = session_rows(twins->session, &query, NULL, NULL);
	GArray *all = g_array_new(FALSE, FALSE, sizeof(struct twin));

	for (guint i = 0; rows && i < rows->len; i++) {
		const struct observation_row *row = &g_array_index(rows, struct observation_row, i);
		const struct twin twin = {row_twin(row), row->key, row->withdrawn};

		g_array_append_val(all, twin);
	}
	g_array_sort(all, compare_twins);
	g_hash_table_insert(twins->weeks, GINT_TO_POINTER(week), all);
	return all;
}

static gboolean texts_equal(const char *one, const char *other)
{
	return g_strcmp0(one ? one : "", other ? other : "") == 0;
}

static gboolean points_equal(const struct observation *row, const struct observation *o)
{
	return fabs(row->lat - o->lat) < SAME_POINT && fabs(row->lon - o->lon) < SAME_POINT;
}

/* A point has got the name of a place nearby as it was read. */
static gboolean is_same_place(const struct observation *row, const struct observation *o)
{
	if (!isnan(row->lat) && !points_equal(row, o))
		return FALSE;
	return (row->place == o->place || (!o->place && !isnan(row->lat))) &&
	       (!row->area || row->area == o->area) &&
	       (!row->place_words || texts_equal(row->place_words, o->place_words));
}

static gboolean says_same(const struct observation *row, const struct observation *o)
{
	return is_same_place(row, o) && texts_equal(row->text, o->text) &&
	       (row->cost < 0 || row->cost == o->cost) &&
	       (row->known == KNOWN_SEEN || row->known == o->known) &&
	       (row->police_report == ANSWER_UNKNOWN || row->police_report == o->police_report);
}

static gboolean is_twin(struct import_twins *twins, gint64 key, const struct observation *row,
			gint64 own)
{
	struct observation *stored =
		g_hash_table_contains(twins->taken, &key)
			? NULL
			: session_get(twins->session, &observation_kind, key, NULL);
	gboolean same = stored && (!own || stored->import != own) && says_same(row, stored) &&
			!(stored->record.withdrawn && twins->undone &&
			  g_hash_table_contains(twins->undone, &stored->import));

	record_free(stored);
	return same;
}

enum twin_found import_twins_take(struct import_twins *twins, const struct observation *o,
				  gint64 own)
{
	const GArray *week = g_hash_table_lookup(twins->weeks, GINT_TO_POINTER(o->week));
	const guint64 digest = observation_twin(o);
	guint low = 0, high;

	week = week ? week : read_week(twins, o->week);
	for (high = week->len; low < high;) {
		guint middle = low + (high - low) / 2;

		if (g_array_index(week, struct twin, middle).digest < digest)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < week->len && g_array_index(week, struct twin, low).digest == digest; low++) {
		const struct twin *twin = &g_array_index(week, struct twin, low);

		if (!is_twin(twins, twin->key, o, own))
			continue;
		g_hash_table_add(twins->taken, g_memdup2(&twin->key, sizeof twin->key));
		return twin->withdrawn ? TWIN_WITHDRAWN : TWIN_HERE;
	}
	return TWIN_NONE;
}
