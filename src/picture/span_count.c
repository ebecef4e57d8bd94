/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a yardstick counts: one read of the weeks between its windows; each counted event belongs to
 * the treated place, its ring, the comparison, or nowhere. */
#include "config.h"

#include "picture/span_count.h"

#include <math.h>
#include <glib/gi18n.h>

#include "osg/week.h"

enum { NEAR_METRES = 300 };

gboolean span_has_category(const struct yardstick *y, gint64 category)
{
	return y->categories->len == 0 || refs_contain(y->categories, category);
}

gboolean span_has_hour(const struct yardstick *y, const struct observation_row *row)
{
	int day, seconds, hour;

	if (y->hour_from == 0 && y->hour_to == 24)
		return TRUE;
	if (row->time_precision == TIME_DATE || row->time_precision == TIME_WEEK)
		return FALSE;
	time_to_local(row->time_from, &day, &seconds);
	hour = seconds / 3600;
	return y->hour_from < y->hour_to ? hour >= y->hour_from && hour < y->hour_to
					 : hour >= y->hour_from || hour < y->hour_to;
}

gint64 span_place_of(const struct span_count *c, const struct observation_row *row)
{
	const struct place *near;

	if (row->place || isnan(row->lat) || isnan(row->lon))
		return row->place;
	near = registry_place_near(c->v, row->lat, row->lon, NEAR_METRES);
	return near ? near->record.key : 0;
}

static gboolean holds(GHashTable *set, gint64 key)
{
	return key && g_hash_table_contains(set, GSIZE_TO_POINTER((gsize)key));
}

static void set_add(GHashTable *set, gint64 key)
{
	g_hash_table_add(set, GSIZE_TO_POINTER((gsize)key));
}

int span_area_of(const struct span_count *c, const struct observation_row *row)
{
	gint64 place = span_place_of(c, row);

	if (holds(c->treated, place) || (c->y->places->len == 0 && row->area == c->y->area))
		return EVALUATION_TREATED;
	if (holds(c->comparison, place) || refs_contain(c->y->comparison_areas, row->area))
		return EVALUATION_COMPARISON;
	return holds(c->ring, place) ? EVALUATION_BUFFER : -1;
}

gboolean place_is_known(const struct place *p)
{
	return p && p->exact && !isnan(p->lat) && !isnan(p->lon);
}

/* Places within the ring of a treated one that are neither treated nor compared with. */
static void ring_find(struct span_count *c)
{
	const GPtrArray *all = registry_places(c->v);

	for (guint i = 0; i < all->len; i++) {
		const struct place *place = all->pdata[i];

		for (guint j = 0; j < c->y->places->len && place_is_known(place); j++) {
			const struct place *from = registry_place(c->v, refs_at(c->y->places, j));

			if (place_is_known(from) && !holds(c->treated, place->record.key) &&
			    !holds(c->comparison, place->record.key) &&
			    distance_metres(from->lat, from->lon, place->lat, place->lon) <=
				    RING_METRES)
				set_add(c->ring, place->record.key);
		}
	}
}

void span_clear(struct span_count *c)
{
	g_clear_pointer(&c->treated, g_hash_table_unref);
	g_clear_pointer(&c->ring, g_hash_table_unref);
	g_clear_pointer(&c->comparison, g_hash_table_unref);
	if (c->rows)
		g_array_unref(c->rows);
}

gboolean span_open(struct span_count *c, struct session *session, const struct yardstick *y,
		   int from, int to, GError **error)
{
	const struct row_query query = {
		.week_from = from, .week_to = to, .entered_before = TIME_NONE};

	*c = (struct span_count){.session = session,
				 .v = session_registry(session),
				 .y = y,
				 .treated = g_hash_table_new(NULL, NULL),
				 .ring = g_hash_table_new(NULL, NULL),
				 .comparison = g_hash_table_new(NULL, NULL)};
	for (guint i = 0; i < y->places->len; i++)
		set_add(c->treated, refs_at(y->places, i));
	for (guint i = 0; i < y->comparison_places->len; i++)
		set_add(c->comparison, refs_at(y->comparison_places, i));
	ring_find(c);
	c->rows = session_common_rows(session, &query, error);
	if (!c->rows)
		span_clear(c);
	return c->rows != NULL;
}

int span_slot(const struct yardstick *y, int week)
{
	if (week >= y->before_from && week <= y->before_to)
		return week - y->before_from;
	if (week >= y->after_from && week <= y->after_to)
		return y->before_to - y->before_from + 1 + week - y->after_from;
	return -1;
}

void span_series(const struct span_count *c, gint64 category, gint64 without,
		 double *const series[EVALUATION_AREAS])
{
	for (guint i = 0; i < c->rows->len; i++) {
		const struct observation_row *row =
			&g_array_index(c->rows, struct observation_row, i);
		int slot = span_slot(c->y, row->week), area;
		gboolean asked = category ? row->category == category
					  : span_has_category(c->y, row->category) &&
						    span_has_hour(c->y, row);

		if (slot < 0 || !row->counted || !asked || row->organisation == without)
			continue;
		area = span_area_of(c, row);
		if (area >= 0 && series[area])
			series[area][slot] += 1;
	}
}

void span_count_all(const struct span_count *c, struct before_after *b)
{
	const gboolean there[EVALUATION_AREAS] = {
		TRUE, c->y->comparison_places->len || c->y->comparison_areas->len,
		g_hash_table_size(c->ring) > 0};

	for (int a = 0; a < EVALUATION_AREAS; a++)
		b->counts[a] = there[a] ? g_new0(double, b->before + b->after) : NULL;
	b->ring = there[EVALUATION_BUFFER] ? RING_METRES : 0;
	span_series(c, 0, -1, b->counts);
}

double span_sum(const double *counts, int from, int until)
{
	double sum = 0;

	for (int t = from; t < until && counts; t++)
		sum += counts[t];
	return sum;
}

gboolean span_is_complete(const struct yardstick *y, GError **error)
{
	if (yardstick_counts(y))
		return yardstick_check(y, error);
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("The yardstick does not say yet what is counted where, before and "
			      "after which weeks."));
	return FALSE;
}

static gboolean concerns(const struct span_count *c, const struct recording_change *change)
{
	const struct place *place =
		c->y->places->len ? registry_place(c->v, refs_at(c->y->places, 0)) : NULL;
	gint64 area = c->y->area ? c->y->area : place ? place->area : 0;

	return (!change->category || span_has_category(c->y, change->category)) &&
	       (!change->area || change->area == area);
}

gboolean span_recording_changed(const struct span_count *c, int from, int to, int *week,
				GError **error)
{
	g_autoptr(GPtrArray) all = session_all(c->session, &recording_change_kind, error);

	*week = WEEK_NONE;
	for (guint i = 0; all && i < all->len; i++) {
		const struct recording_change *change = all->pdata[i];

		if (change->week > from && change->week <= to && concerns(c, change))
			*week = MAX(*week, change->week);
	}
	return all != NULL;
}
