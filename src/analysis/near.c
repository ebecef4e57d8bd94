/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where events gather. In which zones an event counts is listed once; dealing days out anew only
 * moves it in or out of the windows. */
#include "config.h"
#include "osg/near.h"

#include <math.h>
#include <string.h>

#include "osg/random.h"
#include "osg/scan.h"

#define LEAST_EVENTS 10
#define LEAST_COUNT 4
#define LEAST_SHARE                                                                                \
	0.3 /* of an area's events: below, an event of the area says nothing of a zone */
#define PLACE_WEIGHT 0.5 /* events that each place of an area weighs beside its events */
#define ENOUGH 10
#define GUMBEL_LEAST 99

static const double radii[] = {700, 1500, 2500, 3500};
static const int windows[] = {2, 3, 4, 6, 8, 12};
#define RADII ((int)G_N_ELEMENTS(radii))
#define WINDOWS ((int)G_N_ELEMENTS(windows))

/* What an event counts in a zone. */
struct zone_share {
	int zone; /* centre * RADII + radius */
	float share;
};

struct near_model {
	const struct near_input *input;
	int zones;
	GArray *parts;    /* struct zone_share, of one event after the other */
	guint *first;     /* [events + 1] in parts */
	double *held;     /* [zones] events of the year */
	double *seen;     /* [zones][WINDOWS], of one dealing */
	int all[WINDOWS]; /* the same however days are dealt out */
};

static gboolean has_point(const struct near_input *in, int event)
{
	return !isnan(in->x[event]) && !isnan(in->y[event]);
}

/* zones */

static void zones_add(const struct near_input *in, double x, double y, double weight, double *sums)
{
	for (int c = 0; c < in->centres; c++) {
		double far = hypot(x - in->centre_x[c], y - in->centre_y[c]);

		for (int r = 0; r < RADII; r++)
			sums[c * RADII + r] += far <= radii[r] ? weight : 0;
	}
}

/* What of an area lies in each zone, by its places and its events with a point. */
static void area_shares(const struct near_model *m, int area, double *shares)
{
	const struct near_input *in = m->input;
	double all = 0;

	memset(shares, 0, sizeof *shares * (gsize)m->zones);
	for (int c = 0; c < in->centres; c++)
		if (in->centre_area[c] == area) {
			zones_add(in, in->centre_x[c], in->centre_y[c], PLACE_WEIGHT, shares);
			all += PLACE_WEIGHT;
		}
	for (int i = 0; i < in->events; i++)
		if (in->area[i] == area && has_point(in, i)) {
			zones_add(in, in->x[i], in->y[i], 1, shares);
			all += 1;
		}
	for (int z = 0; z < m->zones && all > 0; z++)
		shares[z] /= all;
}

static void parts_add(struct near_model *m, const double *shares)
{
	for (int z = 0; z < m->zones; z++) {
		struct zone_share part = {z, (float)shares[z]};

		if (shares[z] < LEAST_SHARE)
			continue;
		g_array_append_val(m->parts, part);
		m->held[z] += shares[z];
	}
}

static void parts_list(struct near_model *m)
{
	const struct near_input *in = m->input;
	g_autofree double *own = g_new(double, m->zones);
	g_autofree double **of_area = g_new0(double *, MAX(in->areas, 1));

	for (int i = 0; i < in->events; i++) {
		int area = in->area[i];

		m->first[i] = m->parts->len;
		if (has_point(in, i)) {
			memset(own, 0, sizeof *own * (gsize)m->zones);
			zones_add(in, in->x[i], in->y[i], 1, own);
			parts_add(m, own);
		} else if (area >= 0 && area < in->areas) {
			if (!of_area[area]) {
				of_area[area] = g_new(double, m->zones);
				area_shares(m, area, of_area[area]);
			}
			parts_add(m, of_area[area]);
		}
	}
	m->first[in->events] = m->parts->len;
	for (int a = 0; a < in->areas; a++)
		g_free(of_area[a]);
}

/* counting */

/* The shortest window that a day lies in, WINDOWS = none. */
static int window_of(const struct near_input *in, int day)
{
	int w = 0;

	while (w < WINDOWS && day <= in->last_day - 7 * windows[w])
		w++;
	return w;
}

static void count_days(struct near_model *m, const gint32 *day)
{
	memset(m->seen, 0, sizeof *m->seen * (gsize)m->zones * WINDOWS);
	memset(m->all, 0, sizeof m->all);
	for (int i = 0; i < m->input->events; i++) {
		int shortest = window_of(m->input, day[i]);

		for (int w = shortest; w < WINDOWS; w++)
			m->all[w]++;
		for (guint k = m->first[i]; shortest < WINDOWS && k < m->first[i + 1]; k++) {
			const struct zone_share *part =
				&g_array_index(m->parts, struct zone_share, k);

			for (int w = shortest; w < WINDOWS; w++)
				m->seen[part->zone * WINDOWS + w] += part->share;
		}
	}
}

/* The best zone and window when the days are dealt out like this. */
static double best_of(struct near_model *m, const gint32 *day, struct near_gathering *found)
{
	double best = 0, n = m->input->events;

	count_days(m, day);
	for (int i = 0; i < m->zones * WINDOWS; i++) {
		int w = i % WINDOWS, zone = i / WINDOWS;
		double c = m->seen[i], expected = m->held[zone] * m->all[w] / n,
		       score = c >= LEAST_COUNT && c > expected ? scan_llr(c, expected, n) : 0;

		if (score <= best)
			continue;
		best = score;
		if (found)
			*found = (struct near_gathering){.centre = zone / RADII,
							 .radius = radii[zone % RADII],
							 .weeks = windows[w],
							 .count = c,
							 .expected = expected,
							 .score = score};
	}
	return best;
}

/* chance */

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

/* pairs */

static gboolean is_in(const struct near_input *in, const struct near_gathering *found, int event)
{
	return has_point(in, event) && in->day[event] > in->last_day - 7 * found->weeks &&
	       hypot(in->x[event] - in->centre_x[found->centre],
		     in->y[event] - in->centre_y[found->centre]) <= found->radius;
}

static int pairs_of(const struct near_input *in, const struct near_gathering *found)
{
	int pairs = 0;

	for (int a = 0; a < in->events; a++)
		for (int b = a + 1; is_in(in, found, a) && b < in->events; b++)
			pairs += is_in(in, found, b) &&
				 ABS(in->day[a] - in->day[b]) <= NEAR_REPEAT_DAYS &&
				 hypot(in->x[a] - in->x[b], in->y[a] - in->y[b]) <=
					 NEAR_REPEAT_METRES;
	return pairs;
}

void near_find(const struct near_input *input, struct near_gathering *found)
{
	struct near_model m = {.input = input, .zones = MAX(input->centres, 0) * RADII};

	*found = (struct near_gathering){.centre = -1, .p = 1};
	if (input->events < LEAST_EVENTS || input->events > NEAR_MOST || input->centres <= 0)
		return;
	m.parts = g_array_new(FALSE, FALSE, sizeof(struct zone_share));
	m.first = g_new(guint, input->events + 1);
	m.held = g_new0(double, m.zones);
	m.seen = g_new(double, (gsize)m.zones *WINDOWS);
	parts_list(&m);
	if (best_of(&m, input->day, found) > 0) {
		found->p = judge(&m, found->score);
		found->pairs = pairs_of(input, found);
	}
	g_array_unref(m.parts);
	g_free(m.first);
	g_free(m.held);
	g_free(m.seen);
}
