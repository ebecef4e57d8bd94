/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The zones of each centre: its sites by distance, up to the radius and the share of events. Only
 * sites that hold events are steps of a zone: the others change no count, and are members when the
 * zone reaches beyond them. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "scan_internal.h"

#define MOST_ZONES 24000000

struct near {
	double square;
	guint16 site;
};

static double square_distance(const struct scan_model *m, int a, int b)
{
	double dx = m->x[a] - m->x[b], dy = m->y[a] - m->y[b], dz = m->z[a] - m->z[b];
	return dx * dx + dy * dy + dz * dz;
}

double scan_distance(const struct scan_model *m, int a, int b)
{
	return sqrt(square_distance(m, a, b));
}

/* Merge sort from runs of eight: stable, so that equal distances stay in order of input. The result
 * is in a. */
static void near_sort(struct near *a, struct near *spare, int count)
{
	for (int from = 0; from < count; from += 8)
		for (int i = from + 1; i < MIN(from + 8, count); i++) {
			struct near now = a[i];
			int j = i;
			for (; j > from && a[j - 1].square > now.square; j--)
				a[j] = a[j - 1];
			a[j] = now;
		}
	struct near *in = a, *out = spare;
	for (int run = 8; run < count; run *= 2) {
		for (int from = 0; from < count; from += 2 * run) {
			int i = from, middle = MIN(from + run, count), j = middle,
			    end = MIN(from + 2 * run, count);
			for (int k = from; k < end; k++)
				out[k] = i < middle && (j >= end || in[i].square <= in[j].square)
						 ? in[i++]
						 : in[j++];
		}
		struct near *swap = in;
		in = out;
		out = swap;
	}
	if (in != a)
		memcpy(a, in, sizeof *a * (gsize)count);
}

static int near_list(const struct scan_model *m, int centre, double radius, gboolean busy_only,
		     struct near *near)
{
	double most = radius > 0 ? radius * radius : INFINITY;
	int count = 0;
	for (int s = 0; s < m->sites; s++) {
		if (busy_only && m->site_events[s] == 0)
			continue;
		double square = square_distance(m, centre, s);
		near[count] = (struct near){square, (guint16)s}; /* kept where it counts */
		count += square <= most;
	}
	near_sort(near, near + m->sites, count);
	return count;
}

/* near, for several scans */

struct scan_near {
	int places;
	struct scan_model model; /* its sites */
	guint32 *start;          /* [sites + 1] */
	guint16 *site;           /* by distance from each site, all of them */
};

struct scan_near *scan_near_new(int places, const double *x, const double *y, double radius)
{
	const struct scan_input input = {.places = places, .x = x, .y = y};
	struct scan_near *out = g_new0(struct scan_near, 1);
	struct scan_model *m = &out->model;

	out->places = places;
	if (!scan_model_sites(m, &input, NULL)) {
		scan_near_free(out);
		return NULL;
	}
	g_autofree struct near *near = g_new(struct near, 2 * (gsize)m->sites);
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(guint16));

	out->start = g_new0(guint32, m->sites + 1);
	for (int c = 0; c < m->sites; c++) {
		int count = near_list(m, c, radius, FALSE, near);

		guint from = all->len;

		g_array_set_size(all, from + (guint)count);
		for (int i = 0; i < count; i++)
			g_array_index(all, guint16, from + (guint)i) = near[i].site;
		out->start[c + 1] = all->len;
	}
	out->site = (guint16 *)g_array_free(g_steal_pointer(&all), FALSE);
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

gboolean scan_near_sites(const struct scan_near *near, struct scan_model *m)
{
	const struct scan_model *from = &near->model;
	gsize sites = (gsize)from->sites;

	m->sites = from->sites;
	m->site_of_place = g_memdup2(from->site_of_place, sizeof(int) * (gsize)near->places);
	m->place_of_site = g_memdup2(from->place_of_site, sizeof(int) * sites);
	m->site_begin = g_memdup2(from->site_begin, sizeof(int) * (sites + 1));
	m->site_place = g_memdup2(from->site_place, sizeof(int) * (gsize)near->places);
	m->x = g_memdup2(from->x, sizeof(double) * sites);
	m->y = g_memdup2(from->y, sizeof(double) * sites);
	m->z = g_memdup2(from->z, sizeof(double) * sites);
	return TRUE;
}

int scan_sites_near(const struct scan_model *m, int centre, guint16 *site)
{
	g_autofree struct near *near = NULL;
	int count;
	if (m->near) {
		count = (int)(m->near->start[centre + 1] - m->near->start[centre]);
		memcpy(site, m->near->site + m->near->start[centre], sizeof *site * (gsize)count);
		return count;
	}
	near = g_new(struct near, 2 * (gsize)m->sites);
	count = near_list(m, centre, m->options->radius, FALSE, near);
	for (int i = 0; i < count; i++)
		site[i] = near[i].site;
	return count;
}

/* zones */

/* What one thread has found: the zones of its centres, one behind the other. */
struct zones_found {
	struct near *near;
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
static int busy_near(const struct scan_model *m, int centre, struct near *near, guint16 *to)
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
		to[i] = near[i].site;
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

gboolean scan_zones_make(struct scan_model *m, GError **error)
{
	int threads = scan_thread_count(m->options->threads, m->sites / 64);
	g_autofree struct zones_found *found = g_new(struct zones_found, threads);
	g_autofree int *worker = g_new(int, m->sites);
	g_autofree guint32 *at = g_new(guint32, m->sites), *counts = g_new(guint32, m->sites);
	struct zones_work work = {m, found, worker, at, counts};
	struct scan_units units = {threads, zones_of_centre, &work};
	for (int i = 0; i < threads; i++)
		found[i] = (struct zones_found){g_new(struct near, 2 * (gsize)m->sites),
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
