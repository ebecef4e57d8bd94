/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The zones of each centre: its sites by distance, up to the radius and the share of events. Only
 * sites that hold events are steps of a zone: the others change no count, and are members when the
 * zone reaches beyond them. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "scan_internal.h"

#define MOST_ZONES 24000000

static double square_distance(const struct scan_model *m, int a, int b)
{
	double dx = m->x[a] - m->x[b], dy = m->y[a] - m->y[b], dz = m->z[a] - m->z[b];
	return dx * dx + dy * dy + dz * dz;
}

double scan_distance(const struct scan_model *m, int a, int b)
{
	return sqrt(square_distance(m, a, b));
}

/* A site by its distance, as one number to sort by: a square that is not negative orders as its
 * bits do. The last sixteen give way to the site, so that what is equally far, to eleven digits,
 * stays in order of input. */
static inline guint64 near_pack(double square, int site)
{
	guint64 bits;
	memcpy(&bits, &square, sizeof bits);
	return (bits & ~G_GUINT64_CONSTANT(0xffff)) | (guint64)site;
}

static inline guint16 near_site(guint64 near)
{
	return (guint16)near;
}

/* Merge sort from runs of eight. The result is in a. */
static void near_sort(guint64 *a, guint64 *spare, int count)
{
	for (int from = 0; from < count; from += 8)
		for (int i = from + 1; i < MIN(from + 8, count); i++) {
			guint64 now = a[i];
			int j = i;
			for (; j > from && a[j - 1] > now; j--)
				a[j] = a[j - 1];
			a[j] = now;
		}
	guint64 *in = a, *out = spare;
	for (int run = 8; run < count; run *= 2) {
		for (int from = 0; from < count; from += 2 * run) {
			int i = from, middle = MIN(from + run, count), j = middle,
			    end = MIN(from + 2 * run, count);
			for (int k = from; k < end; k++)
				out[k] = i < middle && (j >= end || in[i] < in[j]) ? in[i++]
										   : in[j++];
		}
		guint64 *swap = in;
		in = out;
		out = swap;
	}
	if (in != a)
		memcpy(a, in, sizeof *a * (gsize)count);
}

static int near_list(const struct scan_model *m, int centre, double radius, gboolean busy_only,
		     guint64 *near)
{
	double most = radius > 0 ? radius * radius : INFINITY;
	int count = 0;
	for (int s = 0; s < m->sites; s++) {
		if (busy_only && m->site_events[s] == 0)
			continue;
		double square = square_distance(m, centre, s);
		near[count] = near_pack(square, s); /* kept where it counts */
		count += square <= most;
	}
	near_sort(near, near + m->sites, count);
	return count;
}

/* near, for several scans */

struct scan_near {
	struct scan_model model; /* its sites */
	guint32 *start;          /* [sites + 1] */
	guint16 *site;           /* by distance from each site, all of them */
};

/* A site in the order from west to east. */
struct eastward {
	double x;
	int site;
};

static int compare_eastward(gconstpointer a, gconstpointer b)
{
	const struct eastward *p = a, *q = b;
	return p->x != q->x ? (p->x < q->x ? -1 : 1) : p->site - q->site;
}

static struct eastward *eastward_new(const struct scan_model *m)
{
	struct eastward *order = g_new(struct eastward, MAX(m->sites, 1));
	for (int s = 0; s < m->sites; s++)
		order[s] = (struct eastward){m->x[s], s};
	qsort(order, (gsize)m->sites, sizeof *order, compare_eastward);
	return order;
}

/* Those near the one that stands at a place of the order, which goes no farther than the radius
 * east and west of it. */
static int near_along(const struct scan_model *m, const struct eastward *order, int at,
		      double radius, guint64 *near)
{
	int from = at, to = at, count = 0;
	while (from > 0 && order[at].x - order[from - 1].x <= radius)
		from--;
	while (to + 1 < m->sites && order[to + 1].x - order[at].x <= radius)
		to++;
	for (int i = from; i <= to; i++) {
		double square = square_distance(m, order[at].site, order[i].site);
		near[count] = near_pack(square, order[i].site);
		count += square <= radius * radius;
	}
	near_sort(near, near + m->sites, count);
	return count;
}

/* Fills start and site. */
static void near_lists(struct scan_near *out, double radius)
{
	const struct scan_model *m = &out->model;
	g_autofree guint64 *near = g_new(guint64, 2 * (gsize)m->sites);
	g_autofree struct eastward *order = eastward_new(m);
	g_autofree int *at = g_new(int, m->sites);
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(guint16));

	for (int i = 0; i < m->sites; i++)
		at[order[i].site] = i;
	out->start = g_new0(guint32, m->sites + 1);
	for (int c = 0; c < m->sites; c++) {
		int count = near_along(m, order, at[c], radius, near);
		guint from = all->len;

		g_array_set_size(all, from + (guint)count);
		for (int i = 0; i < count; i++)
			g_array_index(all, guint16, from + (guint)i) = near_site(near[i]);
		out->start[c + 1] = all->len;
	}
	out->site = (guint16 *)g_array_free(g_steal_pointer(&all), FALSE);
}

struct scan_near *scan_near_new(int places, const double *x, const double *y, double radius)
{
	const struct scan_input input = {.places = places, .x = x, .y = y};
	struct scan_near *out = g_new0(struct scan_near, 1);

	if (scan_model_sites(&out->model, &input, NULL))
		near_lists(out, radius);
	else
		g_clear_pointer(&out, scan_near_free);
	return out;
}

void scan_near_free(struct scan_near *near)
{
	if (!near)
		return;
	scan_model_clear(&near->model);
	g_free(near->start);
	g_free(near->site);
	g_free(near);
}

void scan_near_sites(const struct scan_near *near, struct scan_model *m)
{
	const struct scan_model *from = &near->model;

	m->sites = from->sites;
	m->site_of_place = from->site_of_place;
	m->place_of_site = from->place_of_site;
	m->site_begin = from->site_begin;
	m->site_place = from->site_place;
	m->x = from->x;
	m->y = from->y;
	m->z = from->z;
}

int scan_sites_near(const struct scan_model *m, int centre, guint16 *site)
{
	g_autofree guint64 *near = NULL;
	int count;
	if (m->near) {
		count = (int)(m->near->start[centre + 1] - m->near->start[centre]);
		memcpy(site, m->near->site + m->near->start[centre], sizeof *site * (gsize)count);
		return count;
	}
	near = g_new(guint64, 2 * (gsize)m->sites);
	count = near_list(m, centre, m->options->radius, FALSE, near);
	for (int i = 0; i < count; i++)
		site[i] = near_site(near[i]);
	return count;
}

/* zones */

struct scan_zones {
	GMutex lock;
	guint32 *start; /* [sites + 1]; NULL = not yet found */
	guint16 *site;
};

struct scan_zones *scan_zones_new(void)
{
	struct scan_zones *zones = g_new0(struct scan_zones, 1);

	g_mutex_init(&zones->lock);
	return zones;
}

void scan_zones_free(struct scan_zones *zones)
{
	if (!zones)
		return;
	g_mutex_clear(&zones->lock);
	g_free(zones->start);
	g_free(zones->site);
	g_free(zones);
}

/* What one thread has found: the zones of its centres, one behind the other. */
struct zones_found {
	guint64 *near; /* [2 * sites] */
	guint16 *site; /* [sites] */
	GArray *zones; /* guint16 */
};

struct zones_work {
	const struct scan_model *model;
	struct zones_found *found; /* of each worker */
	int *worker;               /* of each centre */
	guint32 *at, *counts;      /* of each centre, in its worker's */
};

/* The sites that hold events, by distance; how many. */
static int busy_near(const struct scan_model *m, int centre, guint64 *near, guint16 *to)
{
	int count = 0;
	if (m->near) {
		const guint16 *site = m->near->site;
		for (guint32 i = m->near->start[centre]; i < m->near->start[centre + 1]; i++) {
			to[count] = site[i]; /* kept where it counts: few branches are foreseen */
			count += m->site_events[site[i]] > 0;
		}
		return count;
	}
	count = near_list(m, centre, m->options->radius, TRUE, near);
	for (int i = 0; i < count; i++)
		to[i] = near_site(near[i]);
	return count;
}

static void zones_of_centre(gpointer shared, int centre, int worker)
{
	struct zones_work *work = shared;
	const struct scan_model *m = work->model;
	struct zones_found *found = &work->found[worker];
	guint16 *site = found->site;
	int count = busy_near(m, centre, found->near, site), used = 0;
	int most = (int)(m->options->share * m->events * (1 + 1e-12)), sum = 0;
	while (used < count && (sum += m->site_events[site[used]]) <= most)
		used++;
	work->worker[centre] = worker;
	work->at[centre] = found->zones->len;
	work->counts[centre] = (guint32)used;
	g_array_append_vals(found->zones, site, (guint)used);
}

/* Centres in rows until there are too many zones for any memory. */
static gboolean zones_join(struct scan_model *m, const struct zones_work *work, GError **error)
{
	gint64 sum = 0;
	m->zone_start = g_new0(guint32, m->sites + 1);
	for (int c = 0; c < m->sites; c++) {
		sum += work->counts[c];
		m->zone_start[c + 1] = (guint32)MIN(sum, MOST_ZONES);
	}
	if (sum > MOST_ZONES) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("%d places give %.0f zones, more than can be judged; give a largest "
			      "radius, for example "
			      "2 km."),
			    m->sites, (double)sum);
		return FALSE;
	}
	m->zone_site = g_new(guint16, MAX(sum, 1));
	for (int c = 0; c < m->sites; c++)
		if (work->counts[c])
			memcpy(m->zone_site + m->zone_start[c],
			       &g_array_index(work->found[work->worker[c]].zones, guint16,
					      work->at[c]),
			       sizeof(guint16) * work->counts[c]);
	return TRUE;
}

static gboolean zones_find(struct scan_model *m, GError **error)
{
	int threads = scan_thread_count(m->options->threads, m->sites / 64);
	g_autofree struct zones_found *found = g_new(struct zones_found, threads);
	g_autofree int *worker = g_new(int, m->sites);
	g_autofree guint32 *at = g_new(guint32, m->sites), *counts = g_new(guint32, m->sites);
	struct zones_work work = {m, found, worker, at, counts};
	struct scan_units units = {threads, zones_of_centre, &work};
	for (int i = 0; i < threads; i++)
		found[i] = (struct zones_found){g_new(guint64, 2 * (gsize)m->sites),
						g_new(guint16, m->sites),
						g_array_new(FALSE, FALSE, sizeof(guint16))};
	gboolean fine = m->sites <= 65535 && scan_units_run(&units, m->sites) &&
			zones_join(m, &work, error);
	for (int i = 0; i < threads; i++) {
		g_free(found[i].near);
		g_free(found[i].site);
		g_array_unref(found[i].zones);
	}
	return fine;
}

/* The first of those that share them finds them. */
gboolean scan_zones_make(struct scan_model *m, struct scan_zones *shared, GError **error)
{
	gboolean fine = TRUE;

	if (!shared)
		return zones_find(m, error);
	g_mutex_lock(&shared->lock);
	if (!shared->start) {
		fine = zones_find(m, error);
		shared->start = m->zone_start;
		shared->site = m->zone_site;
	}
	m->shared = shared;
	m->zone_start = shared->start;
	m->zone_site = shared->site;
	g_mutex_unlock(&shared->lock);
	return fine;
}
