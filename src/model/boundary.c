/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points, boundaries and distances: which area holds a point, which place is near it. Outlines lie
 * next to each other with gaps of a few metres, so a point in a gap belongs to the nearest.
 * Distances are those of a sphere; a municipality is small. */
#include "config.h"

#include <math.h>

#include "model/registry_private.h"

#define EARTH_RADIUS 6371008.8 /* metres, mean */
#define METRES_A_DEGREE (EARTH_RADIUS * G_PI / 180)
#define NEAREST_AREA 500.0
#define OUTSIDE_MUNICIPALITY 2000.0

struct place_point {
	double lat, lon;
	const struct place *place;
};

double distance_metres(double lat1, double lon1, double lat2, double lon2)
{
	double f1 = lat1 * G_PI / 180, f2 = lat2 * G_PI / 180;
	double a = sin((f2 - f1) / 2), b = sin((lon2 - lon1) * G_PI / 360);

	return 2 * EARTH_RADIUS * asin(sqrt(MIN(1.0, a * a + cos(f1) * cos(f2) * b * b)));
}

/* boundaries */

static struct boundary *boundary_new(const struct area *area)
{
	struct boundary *boundary = g_new0(struct boundary, 1);

	boundary->area = area;
	boundary->west = boundary->south = INFINITY;
	boundary->east = boundary->north = -INFINITY;
	for (guint r = 0; r < area->boundary->len; r++) {
		const GArray *ring = area->boundary->pdata[r];

		for (guint i = 0; i + 1 < ring->len; i += 2) {
			double lon = g_array_index(ring, double, i),
			       lat = g_array_index(ring, double, i + 1);

			boundary->west = MIN(boundary->west, lon);
			boundary->east = MAX(boundary->east, lon);
			boundary->south = MIN(boundary->south, lat);
			boundary->north = MAX(boundary->north, lat);
		}
	}
	return boundary;
}

/* How often the rings run round the point, counter-clockwise ones up and clockwise ones down: a
 * hole takes back what its outer ring gave, and parts that overlap are inside. */
static gboolean boundary_holds(const struct boundary *boundary, double lat, double lon)
{
	int winding = 0;

	if (lon < boundary->west || lon > boundary->east || lat < boundary->south ||
	    lat > boundary->north)
		return FALSE;
	for (guint r = 0; r < boundary->area->boundary->len; r++) {
		const GArray *ring = boundary->area->boundary->pdata[r];
		const double *first = (const double *)(const void *)ring->data,
			     *end = first + ring->len, *b = end - 2;

		if (ring->len < 6) /* no ring has fewer than three corners */
			continue;
		for (const double *a = first; a < end; b = a, a += 2)
			if ((a[1] > lat) != (b[1] > lat) &&
			    lon < (b[0] - a[0]) * (lat - a[1]) / (b[1] - a[1]) + a[0])
				winding += a[1] > lat ? 1 : -1;
	}
	return winding != 0;
}

/* Metres from (0, 0) to the nearest point of the segment a-b. */
static double segment_distance(double ax, double ay, double bx, double by)
{
	double dx = bx - ax, dy = by - ay, square = dx * dx + dy * dy;
	double t = square > 0 ? CLAMP(-(ax * dx + ay * dy) / square, 0, 1) : 0;

	return hypot(ax + t * dx, ay + t * dy);
}

/* Marks the points between first and last that a line thinned to that many metres keeps (Douglas
 * and Peucker 1973). x, y: metres a degree is long there. */
static void mark_kept(const double *points, guint first, guint last, double x, double y,
		      double metres, guint8 *kept)
{
	double most = metres;
	guint farthest = 0;

	for (guint i = first + 1; i < last; i++) {
		const double *at = points + 2 * i, *a = points + 2 * first, *b = points + 2 * last;
		double distance = segment_distance((a[0] - at[0]) * x, (a[1] - at[1]) * y,
						   (b[0] - at[0]) * x, (b[1] - at[1]) * y);

		if (distance > most) {
			most = distance;
			farthest = i;
		}
	}
	if (!farthest)
		return;
	kept[farthest] = 1;
	mark_kept(points, first, farthest, x, y, metres, kept);
	mark_kept(points, farthest, last, x, y, metres, kept);
}

void rings_append_thinned(GPtrArray *rings, const GPtrArray *more, double metres)
{
	for (guint r = 0; r < more->len; r++) {
		const GArray *ring = more->pdata[r];
		const double *points = (const double *)(const void *)ring->data;
		guint count = ring->len / 2;

		if (count < 4)
			continue;
		g_autofree guint8 *kept = g_new0(guint8, count);
		double y = METRES_A_DEGREE, x = y * cos(points[1] * G_PI / 180);

		/* a closed line has no length from first to last: its middle point is kept too */
		kept[0] = kept[count / 2] = kept[count - 1] = 1;
		mark_kept(points, 0, count / 2, x, y, metres, kept);
		mark_kept(points, count / 2, count - 1, x, y, metres, kept);
		GArray *thin = rings_add(rings);
		for (guint i = 0; i < count; i++)
			if (kept[i])
				g_array_append_vals(thin, points + 2 * i, 2);
	}
}

/* Metres from a point to the boundary's line, INFINITY when that is more than most. */
static double boundary_distance(const struct boundary *boundary, double lat, double lon,
				double most)
{
	double y = METRES_A_DEGREE, x = METRES_A_DEGREE * cos(lat * G_PI / 180), best = INFINITY;

	if ((boundary->west - lon) * x > most || (lon - boundary->east) * x > most ||
	    (boundary->south - lat) * y > most || (lat - boundary->north) * y > most)
		return INFINITY;
	for (guint r = 0; r < boundary->area->boundary->len; r++) {
		const GArray *ring = boundary->area->boundary->pdata[r];
		const double *first = (const double *)(const void *)ring->data,
			     *end = first + ring->len, *b = end - 2;

		if (ring->len < 6) /* no ring has fewer than three corners */
			continue;
		for (const double *a = first; a < end; b = a, a += 2) {
			double d = segment_distance((a[0] - lon) * x, (a[1] - lat) * y,
						    (b[0] - lon) * x, (b[1] - lat) * y);
			best = MIN(best, d);
		}
	}
	return best <= most ? best : INFINITY;
}

const struct area *registry_area_at(const struct registry *v, double lat, double lon)
{
	const struct boundary *nearest = NULL;
	double best = INFINITY;

	if (!isfinite(lat) || !isfinite(lon))
		return NULL;
	for (guint i = 0; i < v->boundaries->len; i++)
		if (boundary_holds(v->boundaries->pdata[i], lat, lon))
			return registry_counting_area(
				v, ((struct boundary *)v->boundaries->pdata[i])->area);
	for (guint i = 0; i < v->boundaries->len; i++) {
		double d = boundary_distance(v->boundaries->pdata[i], lat, lon, NEAREST_AREA);
		if (d < best) {
			best = d;
			nearest = v->boundaries->pdata[i];
		}
	}
	return nearest ? registry_counting_area(v, nearest->area) : NULL;
}

gboolean registry_holds(const struct registry *v, double lat, double lon)
{
	const GPtrArray *judges = v->municipality->len ? v->municipality : v->boundaries;

	if (!isfinite(lat) || !isfinite(lon))
		return FALSE;
	for (guint i = 0; i < judges->len; i++)
		if (boundary_holds(judges->pdata[i], lat, lon) ||
		    isfinite(boundary_distance(judges->pdata[i], lat, lon, OUTSIDE_MUNICIPALITY)))
			return TRUE;
	return judges->len == 0;
}

/* places */

static int compare_latitudes(gconstpointer a, gconstpointer b)
{
	const struct place_point *x = a, *y = b;

	return x->lat < y->lat ? -1 : x->lat > y->lat;
}

/* Index of the first point at or north of a latitude. */
static guint first_north_of(const GArray *points, double lat)
{
	guint low = 0, high = points->len;

	while (low < high) {
		guint middle = (low + high) / 2;
		if (g_array_index(points, struct place_point, middle).lat < lat)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct place *registry_place_near(const struct registry *v, double lat, double lon,
					double metres)
{
	const struct place *best = NULL;
	double reach = metres / METRES_A_DEGREE;
	double narrowest = cos((fabs(lat) + reach) * G_PI / 180); /* of a degree east there */
	double wide = narrowest > 0.01 ? 1.001 * reach / narrowest : INFINITY;

	if (!isfinite(lat) || !isfinite(lon))
		return NULL;
	for (guint i = first_north_of(v->points, lat - reach); i < v->points->len; i++) {
		const struct place_point *point = &g_array_index(v->points, struct place_point, i);
		if (point->lat > lat + reach)
			break;
		if (fabs(point->lon - lon) > wide)
			continue;
		double d = distance_metres(lat, lon, point->lat, point->lon);
		if (d < metres || (d == metres && !best)) {
			metres = d;
			best = point->place;
		}
	}
	return best;
}

/* building */

void boundaries_build(struct registry *v)
{
	const GPtrArray *areas = v->records[WORD_AREA], *places = v->records[WORD_PLACE];

	v->boundaries = g_ptr_array_new_with_free_func(g_free);
	v->municipality = g_ptr_array_new_with_free_func(g_free);
	v->points = g_array_new(FALSE, FALSE, sizeof(struct place_point));
	for (guint i = 0; i < areas->len; i++) {
		const struct area *area = areas->pdata[i];
		if (area->boundary->len && area->level == AREA_MUNICIPALITY)
			g_ptr_array_add(v->municipality, boundary_new(area));
		else if (area->boundary->len && registry_counting_area(v, area))
			g_ptr_array_add(v->boundaries, boundary_new(area));
	}
	for (guint i = 0; i < places->len; i++) {
		const struct place *place = places->pdata[i];
		struct place_point point = {place->lat, place->lon, place};
		if (place->exact && isfinite(place->lat) && isfinite(place->lon))
			g_array_append_val(v->points, point);
	}
	g_array_sort(v->points, compare_latitudes);
}

void boundaries_clear(struct registry *v)
{
	g_ptr_array_unref(v->boundaries);
	g_ptr_array_unref(v->municipality);
	g_array_unref(v->points);
}
