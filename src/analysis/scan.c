/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scan as a whole: what was observed, the clusters in order, and how likely each is by chance.
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "scan_internal.h"

#define EULER 0.57721566490153286061

void scan_options_init(struct scan_options *options, int last_day)
{
	*options = (struct scan_options){
		.first_day = last_day - 363,
		.last_day = last_day,
		.interval_days = 7,
		.shortest = 1,
		.longest = 4,
		.share = 0.5,
		.least = 2,
		.replications = 999,
		.seed = 1,
		.clusters = 5,
	};
}

double scan_gumbel(double llr, double mean, double deviation)
{
	double scale = deviation * sqrt(6) / G_PI, mode = mean - EULER * scale;
	return -expm1(-exp(-(llr - mode) / scale));
}

double scan_gumbel_llr(double p, double mean, double deviation)
{
	double scale = deviation * sqrt(6) / G_PI, mode = mean - EULER * scale;
	return mode - scale * log(-log1p(-p));
}

/* clusters */

/* The places of its sites, nearest first. */
static int *cluster_members(const struct scan_model *m, const struct scan_input *input, int centre,
			    const struct scan_best *best, int *count, double *radius)
{
	g_autofree guint16 *site = g_new(guint16, m->sites);
	int near = scan_sites_near(m, centre, site), used = 0, steps = -1;
	*count = 0;
	for (; used < near && steps < best->zone; used++) {
		steps += m->site_events[site[used]] > 0;
		*count += m->site_begin[site[used] + 1] - m->site_begin[site[used]];
	}
	*radius = scan_distance(m, centre, site[used - 1]);
	if (input->sphere)
		*radius = 2 * SCAN_EARTH_KM * asin(MIN(*radius / (2 * SCAN_EARTH_KM), 1));
	int *members = g_new(int, *count);
	for (int i = 0, at = 0; i < used; i++)
		for (int p = m->site_begin[site[i]]; p < m->site_begin[site[i] + 1]; p++)
			members[at++] = m->site_place[p];
	return members;
}

/* Where and when; its members are not yet known. */
static void cluster_place(const struct scan_model *m, int centre, const struct scan_best *best,
			  struct scan_cluster *cluster)
{
	const struct scan_options *o = m->options;
	int length = o->shortest + best->window;
	*cluster = (struct scan_cluster){
		.centre = m->place_of_site[centre],
		.last_day = o->last_day - best->end * o->interval_days,
		.observed = best->count,
		.expected = best->mu,
		.llr = best->llr,
		.p = NAN,
		.gumbel = NAN,
		.recurrence_days = NAN,
	};
	cluster->first_day = MAX(cluster->last_day - length * o->interval_days + 1, o->first_day);
}

struct ranked {
	double llr;
	int places, centre;
};

static int compare_ranked(gconstpointer a, gconstpointer b)
{
	const struct ranked *p = a, *q = b;
	if (p->llr != q->llr)
		return p->llr > q->llr ? -1 : 1;
	return p->centre - q->centre;
}

/* Of equally good ones the fewer places, then the earlier in the input. */
static int compare_equals(gconstpointer a, gconstpointer b)
{
	const struct ranked *p = a, *q = b;
	return p->places != q->places ? p->places - q->places : p->centre - q->centre;
}

static const guint16 *zone_sites(const struct scan_model *m, int centre)
{
	return m->zone_site + m->zone_start[centre];
}

/* The same events: equal windows, and the same sites in another order. */
static gboolean best_same(const struct scan_model *m, int centre, int other,
			  const struct scan_best *best)
{
	const struct scan_best *a = &best[centre], *b = &best[other];
	const guint16 *sites = zone_sites(m, centre), *others = zone_sites(m, other);
	if (a->zone != b->zone || a->end != b->end || a->window != b->window)
		return FALSE;
	g_autofree guint8 *in = g_new0(guint8, m->sites);
	for (int i = 0; i <= a->zone; i++)
		in[sites[i]] = 1;
	for (int i = 0; i <= b->zone; i++)
		if (!in[others[i]])
			return FALSE;
	return TRUE;
}

static gboolean as_good(double a, double b)
{
	return fabs(a - b) <= 1e-9 * MAX(a, b);
}

/* A zone that overlaps this one is as good and not the same. */
static gboolean best_alike(const struct scan_model *m, const struct ranked *ranked, int count,
			   int at, const struct scan_best *best)
{
	for (int way = -1; way <= 1; way += 2)
		for (int i = at + way;
		     i >= 0 && i < count && as_good(ranked[i].llr, ranked[at].llr); i += way)
			if (!best_same(m, ranked[at].centre, ranked[i].centre, best))
				return TRUE;
	return best[ranked[at].centre].tie;
}

/* Sites within a zone, those without events included. */
static int zone_reach(const struct scan_model *m, int centre, const struct scan_best *best)
{
	g_autofree guint16 *site = g_new(guint16, m->sites);
	int last = zone_sites(m, centre)[best->zone], count = 0, near;
	near = scan_sites_near(m, centre, site);
	while (count < near && site[count] != last)
		count++;
	return count + 1;
}

/* Those that have one, count of them. */
static struct ranked *rank(const struct scan_model *m, const struct scan_best *best, int *count)
{
	struct ranked *ranked = g_new(struct ranked, m->sites);
	*count = 0;
	for (int c = 0; c < m->sites; c++)
		if (best[c].llr > 0)
			ranked[(*count)++] = (struct ranked){best[c].llr, 0, c};
	qsort(ranked, (gsize)*count, sizeof *ranked, compare_ranked);
	for (int from = 0, until; from < *count; from = until) {
		for (until = from + 1;
		     until < *count && as_good(ranked[until].llr, ranked[from].llr); until++)
			;
		for (int i = from; i < until && until - from > 1; i++)
			ranked[i].places = zone_reach(m, ranked[i].centre, &best[ranked[i].centre]);
		qsort(ranked + from, (gsize)(until - from), sizeof *ranked, compare_equals);
	}
	return ranked;
}

static void mark_ties(struct scan_cluster *clusters, int count)
{
	for (int i = 1; i < count; i++)
		if (as_good(clusters[i - 1].llr, clusters[i].llr))
			clusters[i - 1].tie = clusters[i].tie = TRUE;
}

/* Those that are chosen, and which places each has. */
struct chosen {
	struct scan_result *result;
	guint8 **in; /* of each: [places] */
};

static gboolean chosen_at_once(const struct scan_cluster *a, const struct scan_cluster *b)
{
	return a->first_day <= b->last_day && b->first_day <= a->last_day;
}

/* No other that overlaps in time has one of these places. */
static gboolean chosen_is_free(const struct chosen *chosen, const struct scan_cluster *cluster,
			       const int *places, int count)
{
	for (int i = 0; i < chosen->result->count; i++)
		for (int p = 0; p < count && chosen_at_once(&chosen->result->clusters[i], cluster);
		     p++)
			if (chosen->in[i][places[p]])
				return FALSE;
	return TRUE;
}

static void chosen_add(struct chosen *chosen, const struct scan_cluster *cluster, int places)
{
	guint8 *in = g_new0(guint8, places);
	for (int i = 0; i < cluster->count; i++)
		in[cluster->members[i]] = 1;
	chosen->in[chosen->result->count] = in;
	chosen->result->clusters[chosen->result->count++] = *cluster;
}

/* The best of each centre, best first, as long as they share no place while overlapping in time.
 * One more than wanted is looked for, so that a tie with it is not hidden. */
static void clusters_choose(const struct scan_model *m, const struct scan_input *input,
			    const struct scan_best *best, struct scan_result *result)
{
	int wanted = m->options->clusters, some;
	g_autofree struct ranked *ranked = rank(m, best, &some);
	struct chosen chosen = {result, g_new(guint8 *, wanted + 1)};
	result->clusters = g_new0(struct scan_cluster, wanted + 1);
	for (int i = 0; i < some && result->count <= wanted; i++) {
		int centre = ranked[i].centre;
		struct scan_cluster cluster;
		cluster_place(m, centre, &best[centre], &cluster);
		if (!chosen_is_free(&chosen, &cluster, &cluster.centre, 1))
			continue;
		cluster.members = cluster_members(m, input, centre, &best[centre], &cluster.count,
						  &cluster.radius);
		cluster.alike = best_alike(m, ranked, some, i, best);
		if (chosen_is_free(&chosen, &cluster, cluster.members, cluster.count))
			chosen_add(&chosen, &cluster, input->places);
		else
			g_free(cluster.members);
	}
	for (int i = 0; i < result->count; i++)
		g_free(chosen.in[i]);
	g_free(chosen.in);
	mark_ties(result->clusters, result->count);
	if (result->count > wanted)
		g_free(result->clusters[--result->count].members);
}

/* chance */

static void maxima_moments(struct scan_result *result)
{
	double sum = 0, squares = 0;
	int n = result->replications;
	for (int i = 0; i < n; i++)
		sum += result->maxima[i];
	result->mean = n ? sum / n : NAN;
	for (int i = 0; i < n; i++)
		squares += (result->maxima[i] - result->mean) * (result->maxima[i] - result->mean);
	result->deviation = n ? sqrt(squares / n) : NAN;
}

static void cluster_judge(const struct scan_options *o, const struct scan_result *result,
			  struct scan_cluster *cluster)
{
	int above = 0;
	gboolean early = result->replications < o->replications;
	if (result->replications == 0)
		return;
	for (int i = 0; i < result->replications; i++)
		above += result->maxima[i] >= cluster->llr * (1 - 1e-9);
	cluster->p = early ? (double)above / result->replications
			   : (above + 1.0) / (result->replications + 1.0);
	if (result->replications >= 10 && result->deviation > 0)
		cluster->gumbel = scan_gumbel(cluster->llr, result->mean, result->deviation);
	if (!o->retrospective)
		cluster->recurrence_days = o->interval_days / cluster->p;
}

static gint64 cylinders(const struct scan_model *m)
{
	gint64 windows = 0;
	for (int e = 0; e < m->ends; e++)
		windows += MIN(m->windows, m->intervals - e - m->options->shortest + 1);
	return windows * m->zone_start[m->sites];
}

static gboolean model_scan(const struct scan_model *m, const struct scan_input *input,
			   struct scan_result *result, GError **error)
{
	const struct scan_options *o = m->options;
	g_autofree struct scan_best *best = g_new(struct scan_best, m->sites);
	struct scan_null null = {0};
	result->cylinders = cylinders(m);
	scan_observe(m, o->floor ? o->floor(result, o->floor_data) : 0, best);
	clusters_choose(m, input, best, result);
	gboolean fine = result->count == 0 || scan_null_run(m, result->clusters[0].llr, &null);
	result->maxima = null.maxima;
	result->replications = null.replications;
	result->path = null.path;
	maxima_moments(result);
	for (int i = 0; i < result->count; i++)
		cluster_judge(m->options, result, &result->clusters[i]);
	if (!fine)
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_CANCELLED,
				    _("The scan was cancelled."));
	return fine;
}

gboolean scan_run(const struct scan_input *input, const struct scan_options *options,
		  struct scan_result *result, GError **error)
{
	struct scan_model model = {0};
	memset(result, 0, sizeof *result);
	gboolean fine = scan_model_init(&model, input, options, result, error);
	if (fine && result->verdict == SCAN_JUDGED)
		fine = scan_zones_make(&model, input->zones, error) &&
		       model_scan(&model, input, result, error);
	scan_model_clear(&model);
	if (!fine)
		scan_result_clear(result);
	return fine;
}

void scan_result_clear(struct scan_result *result)
{
	for (int i = 0; i < result->count; i++)
		g_free(result->clusters[i].members);
	g_free(result->clusters);
	g_free(result->maxima);
	memset(result, 0, sizeof *result);
}
