/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where events gather: areas and windows, each judged by what its own past and its share of all
 * events make likely. */
#include "config.h"
#include "osg/near.h"

#include <math.h>
#include <string.h>

#include "analysis/distribution.h"

#define LEAST_EVENTS 10
#define LEAST_COUNT 3
#define PRIOR_MOST 32 /* events that shares of all events weigh at most */

static const int windows[] = {2, 3, 4, 6, 8};
#define WINDOWS ((int)G_N_ELEMENTS(windows))

/* The events of everybody, or of one organisation. */
struct near_view {
	const struct near_input *input;
	int reporter; /* -1 = everybody's */
	int events;   /* in the year */
	int weeks;    /* since its first */
	int *held;    /* [areas] of the year */
	int *seen;    /* [areas][WINDOWS] */
	int all[WINDOWS];
	double prior; /* events that shares of all events weigh */
};

static gboolean in_view(const struct near_view *v, int event)
{
	return v->reporter < 0 || v->input->reporter[event] == v->reporter;
}

/* The shortest window that a day lies in, WINDOWS = none. */
static int window_of(const struct near_input *in, int day)
{
	int w = 0;

	while (w < WINDOWS && day <= in->last_day - 7 * windows[w])
		w++;
	return w;
}

static void view_count(struct near_view *v, int event)
{
	const struct near_input *in = v->input;
	int area = in->area[event];
	gboolean known = area >= 0 && area < in->areas;

	v->events++;
	if (known)
		v->held[area]++;
	for (int w = window_of(in, in->day[event]); w < WINDOWS; w++) {
		v->all[w]++;
		if (known)
			v->seen[area * WINDOWS + w]++;
	}
}

/* By moments: how far areas' numbers lie from what their shares give, beyond chance. */
static double prior_of(const struct near_view *v)
{
	const struct near_input *in = v->input;
	double events = 0, shares = 0, beyond = 0, squares = 0;

	for (int a = 0; a < in->areas; a++) {
		events += v->held[a];
		shares += in->share[a];
	}
	for (int a = 0; a < in->areas; a++) {
		double e = events * in->share[a] / shares, off = v->held[a] - e;

		beyond += off * off - e;
		squares += e * e;
	}
	return squares > 0 ? 1 / (1.0 / PRIOR_MOST + fmax(beyond / squares, 0)) : 1;
}

static void view_fill(struct near_view *v)
{
	const struct near_input *in = v->input;
	int first = in->last_day;

	for (int i = 0; i < in->events; i++) {
		first = MIN(first, in->day[i]);
		if (in_view(v, i))
			view_count(v, i);
	}
	v->weeks = (in->last_day - first) / 7 + 1;
	v->prior = prior_of(v);
}

/* The chance of so many in an area and window, and what was to be expected. */
static double chance_of(const struct near_view *v, int area, int w, double *expected)
{
	int c = v->seen[area * WINDOWS + w];
	double shape = v->held[area] - c + v->prior,
	       before = v->events - v->all[w] + v->prior / v->input->share[area];

	*expected = shape / before * v->all[w];
	return c >= LEAST_COUNT && c > *expected ? count_upper(c, *expected, 1 + *expected / shape)
						 : 1;
}

static void view_judge(const struct near_view *v, struct near_gathering *found)
{
	for (int i = 0; i < v->input->areas * WINDOWS; i++) {
		int area = i / WINDOWS, w = i % WINDOWS;
		double expected, p;

		if (2 * windows[w] > v->weeks)
			continue;
		p = chance_of(v, area, w, &expected);
		if (p < found->p)
			*found = (struct near_gathering){.area = area,
							 .reporter = v->reporter,
							 .weeks = windows[w],
							 .count = v->seen[i],
							 .expected = expected,
							 .p = p};
	}
}

/* What everybody tells, or one organisation. */
static void look_at(const struct near_input *input, int reporter, struct near_gathering *found)
{
	struct near_view v = {.input = input, .reporter = reporter};

	v.held = g_new0(int, input->areas);
	v.seen = g_new0(int, (gsize)input->areas *WINDOWS);
	view_fill(&v);
	view_judge(&v, found);
	g_free(v.held);
	g_free(v.seen);
}

static int busiest_reporter(const struct near_input *input)
{
	g_autofree int *told = g_new0(int, MAX(input->reporters, 1));
	int most = -1;

	for (int i = 0; i < input->events; i++) {
		int r = input->reporter[i];

		if (r < 0 || r >= input->reporters)
			continue;
		told[r]++;
		if (most < 0 || told[r] > told[most])
			most = r;
	}
	return most;
}

static int areas_with_any(const struct near_input *input)
{
	g_autofree guint8 *any = g_new0(guint8, input->areas);
	int n = 0;

	for (int i = 0; i < input->events; i++)
		if (input->area[i] >= 0 && input->area[i] < input->areas)
			any[input->area[i]] = 1;
	for (int a = 0; a < input->areas; a++)
		n += any[a];
	return n;
}

/* pairs */

gboolean near_holds(const struct near_input *in, const struct near_gathering *found, int event)
{
	return found->area >= 0 && in->area[event] == found->area &&
	       in->day[event] > in->last_day - 7 * found->weeks &&
	       (found->reporter < 0 || in->reporter[event] == found->reporter);
}

static int pairs_of(const struct near_input *in, const struct near_gathering *found)
{
	int pairs = 0;

	for (int a = 0; a < in->events; a++)
		for (int b = a + 1; near_holds(in, found, a) && b < in->events; b++)
			pairs += near_holds(in, found, b) &&
				 ABS(in->day[a] - in->day[b]) <= NEAR_REPEAT_DAYS &&
				 hypot(in->x[a] - in->x[b], in->y[a] - in->y[b]) <=
					 NEAR_REPEAT_METRES; /* never where one is not known */
	return pairs;
}

void near_find(const struct near_input *input, struct near_gathering *found)
{
	int reporter;

	*found = (struct near_gathering){.area = -1, .reporter = -1, .p = 1};
	if (input->events < LEAST_EVENTS || input->events > NEAR_MOST || input->areas <= 0)
		return;
	look_at(input, -1, found);
	reporter = busiest_reporter(input);
	if (reporter >= 0)
		look_at(input, reporter, found);
	if (found->area < 0)
		return;
	found->p = -expm1(areas_with_any(input) * log1p(-found->p));
	found->pairs = pairs_of(input, found);
}
