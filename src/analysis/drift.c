/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slow drift at one place. Needs half a year of history before the window. */
#include "config.h"

#include <math.h>

#include "osg/drift.h"

/* How often the score passes 6 by chance, and how that falls: the simulation of drift.h. */
#define YEARS_AT_SIX 6.7
#define FALL 1.2

void drift_options_init(struct drift_options *options)
{
	*options = (struct drift_options){
		.window = 26, .baseline = 104, .least = 26, .ratio = 1.7, .busy = 3, .limit = 6};
}

struct drift_stretch {
	double count, total;
	int weeks;
};

/* Takes a week in or, by -1, out. */
static void stretch_add(struct drift_stretch *stretch, const int *counts, const int *totals,
			int week, int sign)
{
	stretch->count += sign * counts[week];
	stretch->total += sign * totals[week];
	stretch->weeks += sign;
}

static double score(const struct drift_stretch *now, const struct drift_stretch *before,
		    const struct drift_options *o)
{
	double usual = (before->count + 0.5) / before->weeks;
	double q = now->total / (now->total + before->total),
	       risen = o->ratio * q / (1 + (o->ratio - 1) * q);
	return now->count * log(risen / q) + before->count * log((1 - risen) / (1 - q)) +
	       log(MIN(usual, o->busy) / o->busy);
}

void drift_judge(const int *counts, const int *totals, int weeks, const struct drift_options *o,
		 struct drift *drift)
{
	struct drift_stretch now = {0}, before = {0};
	double most = log(o->ratio); /* that an event can add to the score */

	*drift = (struct drift){0};
	for (int week = MAX(weeks - o->baseline, 0); week < weeks; week++)
		stretch_add(&before, counts, totals, week, 1);
	for (int length = 1; length <= o->window && weeks - length >= o->least; length++) {
		int from = weeks - length;

		stretch_add(&now, counts, totals, from, 1);
		stretch_add(&before, counts, totals, from, -1);
		if (from >= o->baseline)
			stretch_add(&before, counts, totals, from - o->baseline, 1);
		if (!(now.total > 0) || !(before.total > 0) || now.count * most <= drift->score)
			continue;
		double found = score(&now, &before, o);
		if (found <= drift->score)
			continue;
		drift->score = found;
		drift->weeks = length;
		drift->observed = (int)now.count;
		drift->expected = (before.count + 0.5) * now.total / before.total;
		drift->usual = (before.count + 0.5) / before.weeks;
	}
	drift->recurrence_years = YEARS_AT_SIX * exp(FALL * (drift->score - 6));
}
