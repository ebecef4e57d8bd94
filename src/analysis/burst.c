/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events of one category that fell together in space and in hours. */
#include "config.h"
#include "osg/burst.h"

#include <math.h>
#include <string.h>

#include "analysis/distribution.h"

#define PEAK 4.0 /* the busiest hours hold four times an even share */
#define RATE_LEAST 0.02

static gboolean belongs(const struct burst_event *first, const struct burst_event *other)
{
	return other->line == first->line && other->from >= first->from &&
	       other->to <= first->from + BURST_SECONDS &&
	       hypot(other->x - first->x, other->y - first->y) <= BURST_METRES;
}

/* Mean of what follows one event within reach. */
static double follow_ups(double rate)
{
	return PEAK * fmax(rate, RATE_LEAST) * BURST_SECONDS / (7 * 86400.0);
}

static double chance_of(int count, double rate)
{
	return fmax(rate, RATE_LEAST) * count_upper(count - 1, follow_ups(rate), 1);
}

/* How often a week something as rare as that comes on any line. */
static double anywhere(double chance, const double *rates, int lines)
{
	double sum = 0;

	for (int i = 0; i < lines; i++) {
		int count = MAX(BURST_LEAST, (int)follow_ups(rates[i]));

		while (chance_of(count, rates[i]) > chance * (1 + 1e-9))
			count++;
		sum += chance_of(count, rates[i]);
	}
	return sum;
}

gboolean burst_find(const struct burst_event *events, int count, const double *rates, int lines,
		    struct burst *burst, guint8 *in)
{
	*burst = (struct burst){.first = -1};
	if (count > BURST_MOST_EVENTS)
		return FALSE;
	for (int i = 0; i < count; i++) {
		struct burst one = {.first = i, .from = events[i].from};

		for (int j = 0; j < count; j++)
			if (belongs(&events[i], &events[j])) {
				one.count++;
				one.to = MAX(one.to, events[j].to);
			}
		if (one.count < BURST_LEAST)
			continue;
		one.by_chance = chance_of(one.count, rates[events[i].line]);
		if (burst->first < 0 || one.by_chance < burst->by_chance)
			*burst = one;
	}
	if (burst->first >= 0)
		burst->by_chance = anywhere(burst->by_chance, rates, lines);
	for (int j = 0; in && j < count; j++)
		in[j] = burst->first >= 0 && belongs(&events[burst->first], &events[j]);
	return burst->first >= 0;
}
