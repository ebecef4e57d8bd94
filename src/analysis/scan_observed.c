/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The best cylinder of each centre as it was observed. Only where a zone takes in a site that holds
 * events of the longest window can one begin, so that most centres are passed over at once. */
#include "config.h"

#include "scan_internal.h"

#define TIE 1e-9       /* LLR that near are one */
#define TIE_CLEAR 1e-8 /* so much less is neither better nor a tie */

/* What one end is looked at with. */
struct observed {
	const struct scan_model *model;
	int end;
	int *counts; /* [sites * windows] */
	/* of a centre: the zones that take in a site with events */
	int *zone;        /* [sites] */
	gint64 *expected; /* [sites * windows] in parts of the model's unit */
	gint64 *sum;      /* [windows] */
};

static int *observed_counts(const struct scan_model *m, int end)
{
	int *counts = g_new0(int, (gsize)m->sites *(gsize)m->windows);
	for (int s = 0; s < m->strata; s++) {
		const int *first = m->first + (gsize)s * (gsize)(m->intervals + 1);
		int latest = first[end];
		for (int w = 0; w < m->windows; w++) {
			int until = first[MIN(end + m->options->shortest + w, m->intervals)];
			for (int i = latest; i < until; i++)
				counts[m->event_site[i] * m->windows + w]++;
		}
	}
	return counts;
}

static inline gboolean is_busy(const struct observed *o, guint16 site)
{
	return o->counts[(site + 1) * o->model->windows - 1] > 0;
}

/* Fills zone and expected; how many. */
static int busy_zones(struct observed *o, int centre)
{
	const struct scan_model *m = o->model;
	const guint16 *site = m->zone_site + m->zone_start[centre];
	int windows = m->windows, used = 0,
	    last = (int)(m->zone_start[centre + 1] - m->zone_start[centre]) - 1;
	while (last >= 0 && !is_busy(o, site[last]))
		last--;
	for (int w = 0; w < windows; w++)
		o->sum[w] = 0;
	for (int z = 0; z <= last; z++) {
		const gint64 *expected = scan_site_expected(m, o->end, site[z]);
		for (int w = 0; w < windows; w++)
			o->sum[w] += expected[w];
		if (!is_busy(o, site[z]))
			continue;
		for (int w = 0; w < windows; w++)
			o->expected[used * windows + w] = o->sum[w];
		o->zone[used++] = z;
	}
	return used;
}

static void best_take(struct scan_best *best, double llr, const struct scan_best *found)
{
	double near = TIE * llr;
	if (llr > best->llr + near) {
		*best = *found;
		best->llr = llr;
	} else if (llr > best->llr - near) {
		best->tie = TRUE;
	}
}

static void observe_window(const struct observed *o, int centre, int used, int w,
			   struct scan_best *best)
{
	const struct scan_model *m = o->model;
	const guint16 *site = m->zone_site + m->zone_start[centre];
	int sum = 0;
	for (int i = 0; i < used; i++) {
		int more = o->counts[site[o->zone[i]] * m->windows + w];
		sum += more;
		if (more == 0 || sum < m->options->least)
			continue;
		double mu = (double)o->expected[i * m->windows + w] / m->unit;
		if (sum <= mu || scan_llr_bound(sum, mu, m->events) < best->llr * (1 - TIE_CLEAR))
			continue;
		struct scan_best found = {0, mu, sum, o->zone[i], o->end, w, FALSE};
		best_take(best, scan_llr(sum, mu, m->events), &found);
	}
}

void scan_observe(const struct scan_model *m, struct scan_best *best)
{
	gsize sites = (gsize)m->sites, windows = (gsize)m->windows;
	g_autofree int *zone = g_new(int, sites);
	g_autofree gint64 *expected = g_new(gint64, sites * windows);
	g_autofree gint64 *sum = g_new(gint64, windows);
	for (int end = 0; end < m->ends; end++) {
		g_autofree int *counts = observed_counts(m, end);
		struct observed o = {m, end, counts, zone, expected, sum};
		int exist = scan_windows_exist(m, end);
		for (int c = 0; c < m->sites; c++) {
			int used = busy_zones(&o, c);
			for (int w = 0; w < exist && used; w++)
				observe_window(&o, c, used, w, &best[c]);
		}
	}
}
