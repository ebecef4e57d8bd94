/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a hotspot is, in facts: names of places, points, and what an unnamed one is near. */
#include "config.h"

#include "picture/hotspot_where.h"

#include <math.h>

#include "osg/field.h"

#include "picture/scan_sites.h"

#define NEAR_METRES 5000.0       /* farther away a name says nothing */
#define METRES_A_DEGREE 111195.0 /* of latitude */
#define SAME_METRES 300.0 /* two at points are one place within that, or within their radius */

enum { CALLED_LEAST = 2 };

/* Events of a place of the scan. */
struct place_events {
	int place, count;
};

static int compare_counts(gconstpointer a, gconstpointer b, gpointer scan)
{
	const struct place_events *x = a, *y = b;
	const struct place *p = ((struct scan_data *)scan)->places->pdata[x->place],
			   *q = ((struct scan_data *)scan)->places->pdata[y->place];

	if (x->count != y->count)
		return y->count - x->count;
	return p->name && q->name ? g_strcmp0(p->name, q->name) : x->place - y->place;
}

static GArray *count_places(const struct scan_data *scan, const GPtrArray *behind)
{
	GArray *counts = g_array_new(FALSE, FALSE, sizeof(struct place_events));

	for (guint i = 0; i < behind->len; i++) {
		struct place_events new = {((const struct scan_event *)behind->pdata[i])->place, 1};
		guint at = 0;

		while (at < counts->len &&
		       g_array_index(counts, struct place_events, at).place != new.place)
			at++;
		if (at < counts->len)
			g_array_index(counts, struct place_events, at).count++;
		else
			g_array_append_val(counts, new);
	}
	g_array_sort_with_data(counts, compare_counts, (gpointer)scan);
	return counts;
}

static void add_point(const struct place *site, int count, struct picture_hotspot *h)
{
	struct picture_point *point = g_new(struct picture_point, 1);

	*point = (struct picture_point){site->lat, site->lon, count};
	g_ptr_array_add(h->points, point);
}

void hotspot_where_near(const struct registry *v, double lat, double lon, char **near, int *metres,
			int *octant)
{
	const struct place *place = registry_place_near(v, lat, lon, NEAR_METRES);

	*near = NULL;
	*metres = *octant = 0;
	if (!place)
		return;
	double east = (lon - place->lon) * cos(lat * G_PI / 180), north = lat - place->lat;
	*near = g_strdup(place->name);
	*metres = (int)lround(distance_metres(lat, lon, place->lat, place->lon));
	*octant = ((int)lround(atan2(east, north) / (G_PI / 4)) + 8) % 8;
}

/* To ten metres, as a picture keeps it (six digits): what is printed before it was kept is what is
 * printed after. */
static double kept_degrees(double degrees)
{
	return round(degrees * 1e4) / 1e4;
}

void hotspot_where(const struct scan_data *scan, const struct hotspot *found,
		   const GPtrArray *behind, struct picture_hotspot *h)
{
	const struct registry *v = session_registry(scan->session);
	const struct place *centre = scan->places->pdata[found->centre];
	const struct area *area = registry_area(v, centre->area);
	g_autoptr(GArray) counts = count_places(scan, behind);

	for (guint i = 0; i < counts->len; i++) {
		const struct place_events *c = &g_array_index(counts, struct place_events, i);
		const struct place *place = scan->places->pdata[c->place];

		if (scan_is_site(scan, c->place)) {
			add_point(place, c->count, h);
			continue;
		}
		codes_add(&h->places, place->name);
		refs_add(h->place_keys, place->record.key);
	}
	h->area = g_strdup(area ? area->name : NULL);
	h->lat = kept_degrees(centre->lat);
	h->lon = kept_degrees(centre->lon);
	h->radius = found->radius;
	if (h->points->len && scan_sites_are_cells(scan))
		h->radius += scan->grid / 2;
	if (!h->places)
		hotspot_where_near(v, h->lat, h->lon, &h->near, &h->near_metres, &h->near_octant);
}

void hotspot_where_called(const GPtrArray *words, struct picture_hotspot *h)
{
	const char *best = NULL;
	guint most = 0;

	for (guint i = 0; i < words->len; i++) {
		guint same = 0;

		for (guint j = 0; words->pdata[i] && j < words->len; j++)
			same += g_strcmp0(words->pdata[i], words->pdata[j]) == 0;
		if (same > most) {
			most = same;
			best = words->pdata[i];
		}
	}
	if (h->places || most < CALLED_LEAST || 2 * most < words->len)
		return;
	field_set_text(&h->near, best);
	h->near_metres = h->near_octant = 0;
}

/* How finely the kind that may be told most finely may be told. */
static enum sharing finest_of(const struct registry *v, const struct picture_hotspot *h)
{
	enum sharing finest = h->categories->len ? SHARE_NOTHING : SHARE_PLACE;

	for (guint i = 0; i < h->categories->len; i++) {
		const struct picture_share *share = h->categories->pdata[i];
		const struct category *category = registry_find_category(v, share->code);

		finest = MIN(finest, category ? (enum sharing)category->finest : SHARE_AREA);
	}
	return finest;
}

void hotspot_share(const struct registry *v, struct picture_hotspot *h)
{
	h->finest = (int)finest_of(v, h);
	if (h->finest != SHARE_PLACE)
		h->lat = h->lon = NAN;
}

/* The circle around the whole area. */
static gboolean circle_rings(const GPtrArray *rings, struct map_circle *circle)
{
	double west = INFINITY, east = -INFINITY, south = INFINITY, north = -INFINITY;

	for (guint r = 0; rings && r < rings->len; r++) {
		const GArray *ring = rings->pdata[r];

		for (guint i = 0; i + 1 < ring->len; i += 2) {
			west = MIN(west, g_array_index(ring, double, i));
			east = MAX(east, g_array_index(ring, double, i));
			south = MIN(south, g_array_index(ring, double, i + 1));
			north = MAX(north, g_array_index(ring, double, i + 1));
		}
	}
	if (west > east)
		return FALSE;
	circle->lon = (west + east) / 2;
	circle->lat = (south + north) / 2;
	circle->radius = hypot((east - west) * cos(circle->lat * G_PI / 180), north - south) / 2 *
			 METRES_A_DEGREE;
	return TRUE;
}

gboolean picture_hotspot_circle(const struct picture_hotspot *h, const GPtrArray *rings,
				struct map_circle *circle)
{
	*circle = (struct map_circle){.lon = NAN, .lat = NAN};
	if (h->finest > SHARE_AREA)
		return FALSE;
	if (h->finest == SHARE_PLACE) {
		*circle = (struct map_circle){.lon = h->lon, .lat = h->lat, .radius = h->radius};
		return isfinite(h->lon) && isfinite(h->lat);
	}
	return circle->whole_area = circle_rings(rings, circle);
}

gboolean hotspot_same_points(const struct hotspot_record *record, const struct picture_hotspot *h)
{
	return !record->places->len && !h->place_keys->len && isfinite(record->lat) &&
	       distance_metres(record->lat, record->lon, h->lat, h->lon) <=
		       MAX(SAME_METRES, MAX(record->radius, h->radius));
}
