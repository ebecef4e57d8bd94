/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The best cylinder of each centre as it was observed: one walk along its zones adds up the counts
 * of four windows side by side. Only where a zone takes in a site that holds events of a window can
 * one begin, and what cannot be better than the best so far is passed over without a logarithm. */
#include "config.h"

#include <string.h>

#include "scan_internal.h"

#define TIE 1e-9       /* LLR that near are one */
#define TIE_CLEAR 1e-8 /* so much less is neither better nor a tie */

enum { LANES = 4 }; /* windows side by side */

/* What a site holds in the windows of the lanes, the shortest first; lanes that are not used hold
 * nothing. */
struct lanes {
	gint64 expected[LANES]; /* in parts of the model's unit */
	gint32 count[LANES];
};

struct candidate {
	double llr;
	struct scan_best found;
};

/* What some windows of one end are looked at with. */
struct observed {
	const struct scan_model *model;
	int end, window, used; /* the lanes' first window, and how many of them there are */
	struct lanes *sites;   /* [sites] */
	double part;           /* 1 / unit */
	GArray *candidates;    /* struct candidate, of the centre at hand */
};

static void count_events(struct observed *o)
{
	const struct scan_model *m = o->model;
	for (int s = 0; s < m->strata; s++) {
		const int *first = m->first + (gsize)s * (gsize)(m->intervals + 1);
		for (int w = 0; w < o->used; w++) {
			int until = o->end + m->options->shortest + o->window + w;
			for (int i = first[o->end]; i < first[MIN(until, m->intervals)]; i++)
				o->sites[m->event_site[i]].count[w]++;
		}
	}
}

static void lanes_fill(struct observed *o)
{
	const struct scan_model *m = o->model;
	memset(o->sites, 0, sizeof *o->sites * (gsize)m->sites);
	for (int s = 0; s < m->sites; s++) {
		const gint64 *expected = scan_site_expected(m, o->end, s) + o->window;
		for (int w = 0; w < o->used; w++)
			o->sites[s].expected[w] = expected[w];
	}
	count_events(o);
}

/* No LLR of count > expected is larger than over^2 (total + expected) / (2 expected (total -
 * expected)): (1 + x) ln(1 + x) <= x + x^2 / 2, and ln(1 - y) <= -y. */
static inline gboolean is_below(double over, double expected, double total, double llr)
{
	return over * over * (total + expected) < 2 * llr * expected * (total - expected);
}

/* A zone that takes in a site with events: what may be the best of its windows. */
static void observe_zone(struct observed *o, int zone, const gint32 *more, const gint64 *expected,
			 const gint32 *count, double *best)
{
	const struct scan_model *m = o->model;
	for (int w = 0; w < o->used; w++) {
		double mu = (double)expected[w] * o->part, over = count[w] - mu,
		       least = *best * (1 - TIE_CLEAR);
		if (more[w] == 0 || count[w] < m->options->least || over <= 0 ||
		    is_below(over, mu, m->events, least) ||
		    scan_llr_bound(count[w], mu, m->events) < least)
			continue;
		struct candidate c = {scan_llr(count[w], mu, m->events),
				      {0, mu, count[w], zone, o->end, o->window + w, FALSE}};
		*best = MAX(*best, c.llr);
		g_array_append_val(o->candidates, c);
	}
}

static inline int busy_last(const struct observed *o, const guint16 *site, int zones)
{
	int last = zones - 1;
	while (last >= 0 && o->sites[site[last]].count[o->used - 1] == 0)
		last--;
	return last;
}

static void observe_centre(struct observed *o, int centre, double best)
{
	const struct scan_model *m = o->model;
	const guint16 *site = m->zone_site + m->zone_start[centre];
	int last = busy_last(o, site, (int)(m->zone_start[centre + 1] - m->zone_start[centre]));
	gint64 expected[LANES] = {0};
	gint32 count[LANES] = {0};
	for (int z = 0; z <= last; z++) {
		const struct lanes *in = &o->sites[site[z]];
		for (int w = 0; w < LANES; w++)
			expected[w] += in->expected[w];
		if (in->count[o->used - 1] == 0)
			continue;
		for (int w = 0; w < LANES; w++)
			count[w] += in->count[w];
		observe_zone(o, z, in->count, expected, count, &best);
	}
}

static void best_take(struct scan_best *best, const struct candidate *c)
{
	double near = TIE * c->llr;
	if (c->llr > best->llr + near) {
		*best = c->found;
		best->llr = c->llr;
	} else if (c->llr > best->llr - near) {
		best->tie = TRUE;
	}
}

/* Of equally good ones the shortest window stays, then the smallest zone. */
static void candidates_take(struct observed *o, struct scan_best *best)
{
	for (int w = o->window; w < o->window + o->used && o->candidates->len; w++)
		for (guint i = 0; i < o->candidates->len; i++) {
			const struct candidate *c =
				&g_array_index(o->candidates, struct candidate, i);
			if (c->found.window == w)
				best_take(best, c);
		}
	g_array_set_size(o->candidates, 0);
}

void scan_observe(const struct scan_model *m, double floor, struct scan_best *best)
{
	g_autofree struct lanes *sites = g_new(struct lanes, m->sites);
	g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(struct candidate));
	struct observed o = {
		.model = m, .sites = sites, .part = 1 / m->unit, .candidates = candidates};
	for (int c = 0; c < m->sites; c++)
		best[c] = (struct scan_best){.llr = floor};
	for (o.end = 0; o.end < m->ends; o.end++) {
		int exist = scan_windows_exist(m, o.end);
		for (o.window = 0; o.window < exist; o.window += LANES) {
			o.used = MIN(LANES, exist - o.window);
			lanes_fill(&o);
			for (int c = 0; c < m->sites; c++) {
				observe_centre(&o, c, best[c].llr);
				candidates_take(&o, &best[c]);
			}
		}
	}
	for (int c = 0; c < m->sites; c++)
		if (best[c].count == 0)
			best[c] = (struct scan_best){0};
}
