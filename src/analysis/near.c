/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Local near repeat. Pairs that are close in space are listed once, with the zones that hold both;
 * a permutation only deals days out anew. */
#include "config.h"
#include "osg/near.h"

#include <math.h>
#include <string.h>

#include "osg/random.h"
#include "osg/scan.h"

#define LEAST_EVENTS 10
#define ENOUGH 10
#define GUMBEL_LEAST 99
#define ADDED 0.3
#define MOST_PAIRS 200000

static const double radii[] = {700, 1500, 2500, 3500};
static const int windows[] = {3, 4, 6, 8};
#define RADII ((int)G_N_ELEMENTS(radii))
#define WINDOWS ((int)G_N_ELEMENTS(windows))

struct near_pair {
	int a, b;
	guint first, count; /* in zones: those that hold both */
};

struct near_model {
	const struct near_input *input;
	GArray *pairs;         /* struct near_pair */
	GArray *zones;         /* int: centre * RADII + radius */
	int *held;             /* [zones] pairs close in space */
	int *seen;             /* [zones][WINDOWS], of one dealing */
	double share[WINDOWS]; /* of all pairs: close in time and in the window */
};

static void zones_of(struct near_model *m, struct near_pair *pair)
{
	const struct near_input *in = m->input;

	pair->first = m->zones->len;
	for (int c = 0; c < in->centres; c++) {
		double far = fmax(
			hypot(in->x[pair->a] - in->centre_x[c], in->y[pair->a] - in->centre_y[c]),
			hypot(in->x[pair->b] - in->centre_x[c], in->y[pair->b] - in->centre_y[c]));

		for (int r = 0; r < RADII; r++) {
			int zone = c * RADII + r;

			if (far > radii[r])
				continue;
			g_array_append_val(m->zones, zone);
			m->held[zone]++;
		}
	}
	pair->count = m->zones->len - pair->first;
}

static void pairs_list(struct near_model *m)
{
	const struct near_input *in = m->input;

	for (int a = 0; a < in->events; a++)
		for (int b = a + 1; b < in->events && m->pairs->len < MOST_PAIRS; b++) {
			struct near_pair pair = {.a = a, .b = b};

			if (hypot(in->x[a] - in->x[b], in->y[a] - in->y[b]) > NEAR_REPEAT_METRES)
				continue;
			zones_of(m, &pair);
			if (pair.count)
				g_array_append_val(m->pairs, pair);
		}
}

/* The same however days are dealt out. */
static void shares_find(struct near_model *m)
{
	const struct near_input *in = m->input;
	double all = in->events * (in->events - 1.0) / 2;

	for (int a = 0; a < in->events; a++)
		for (int b = a + 1; b < in->events; b++) {
			int oldest = MIN(in->day[a], in->day[b]);

			if (ABS(in->day[a] - in->day[b]) > NEAR_REPEAT_DAYS)
				continue;
			for (int w = 0; w < WINDOWS; w++)
				m->share[w] += oldest > in->last_day - 7 * windows[w] ? 1 / all : 0;
		}
}

/* The best zone and window when the days are dealt out like this. */
static double best_of(struct near_model *m, const gint32 *day, struct near_repeat *found)
{
	int last = m->input->last_day, zones = m->input->centres * RADII;
	double best = 0;

	memset(m->seen, 0, sizeof *m->seen * (gsize)zones * WINDOWS);
	for (guint i = 0; i < m->pairs->len; i++) {
		const struct near_pair *pair = &g_array_index(m->pairs, struct near_pair, i);
		int oldest = MIN(day[pair->a], day[pair->b]);

		if (ABS(day[pair->a] - day[pair->b]) > NEAR_REPEAT_DAYS ||
		    oldest <= last - 7 * windows[WINDOWS - 1])
			continue;
		for (guint z = pair->first; z < pair->first + pair->count; z++)
			for (int w = 0; w < WINDOWS; w++)
				m->seen[g_array_index(m->zones, int, z) * WINDOWS + w] +=
					oldest > last - 7 * windows[w];
	}
	for (int i = 0; i < zones * WINDOWS; i++) {
		double k = m->seen[i],
		       expected = m->held[i / WINDOWS] * m->share[i % WINDOWS] + ADDED,
		       score = k > expected ? k * log(k / expected) - (k - expected) : 0;

		if (score <= best)
			continue;
		best = score;
		if (found)
			*found = (struct near_repeat){.centre = i / WINDOWS / RADII,
						      .radius = radii[i / WINDOWS % RADII],
						      .weeks = windows[i % WINDOWS],
						      .pairs = (int)k,
						      .expected = expected,
						      .score = score};
	}
	return best;
}

static void deal(struct random *r, gint32 *day, int n)
{
	for (int i = n - 1; i > 0; i--) {
		int j = (int)random_below(r, (guint32)i + 1);
		gint32 swap = day[i];

		day[i] = day[j];
		day[j] = swap;
	}
}

static double judge(struct near_model *m, double score)
{
	const struct near_input *in = m->input;
	g_autofree gint32 *day = g_memdup2(in->day, sizeof *day * (gsize)in->events);
	double sum = 0, squares = 0;
	int above = 0, n = 0;

	for (; n < in->replications && above < ENOUGH; n++) {
		struct random r;

		random_seed_stream(&r, in->seed, (guint64)n);
		deal(&r, day, in->events);
		double best = best_of(m, day, NULL);
		above += best >= score * (1 - 1e-9);
		sum += best;
		squares += best * best;
	}
	if (above >= ENOUGH)
		return (double)above / n;
	double mean = n ? sum / n : 0, deviation = n ? sqrt(fmax(squares / n - mean * mean, 0)) : 0;
	return n >= GUMBEL_LEAST && deviation > 0 ? scan_gumbel(score, mean, deviation)
						  : (above + 1.0) / (n + 1);
}

void near_repeat_find(const struct near_input *input, struct near_repeat *found)
{
	gsize zones = (gsize)MAX(input->centres, 0) * RADII;
	struct near_model m = {.input = input};

	*found = (struct near_repeat){.centre = -1, .p = 1};
	if (input->events < LEAST_EVENTS || input->events > NEAR_REPEAT_MOST || input->centres <= 0)
		return;
	m.pairs = g_array_new(FALSE, FALSE, sizeof(struct near_pair));
	m.zones = g_array_new(FALSE, FALSE, sizeof(int));
	m.held = g_new0(int, zones);
	m.seen = g_new0(int, zones *WINDOWS);
	pairs_list(&m);
	shares_find(&m);
	if (best_of(&m, input->day, found) > 0)
		found->p = judge(&m, found->score);
	g_array_unref(m.pairs);
	g_array_unref(m.zones);
	g_free(m.held);
	g_free(m.seen);
}
