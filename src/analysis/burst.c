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

static double chance_of(int count, double rate)
{
	double r = fmax(rate, RATE_LEAST);

	return r * count_upper(count - 1, PEAK * r * BURST_SECONDS / (7 * 86400.0), 1);
}

gboolean burst_find(const struct burst_event *events, int count, const double *rates, int lines,
		    struct burst *burst, guint8 *in)
{
	*burst = (struct burst){.first = -1};
	for (int i = 0; i < count; i++) {
		struct burst one = {.first = i, .from = events[i].from};

		for (int j = 0; j < count; j++)
			if (belongs(&events[i], &events[j])) {
				one.count++;
				one.to = MAX(one.to, events[j].to);
			}
		if (one.count < BURST_LEAST)
			continue;
		one.by_chance = lines * chance_of(one.count, rates[events[i].line]);
		if (burst->first < 0 || one.by_chance < burst->by_chance)
			*burst = one;
	}
	for (int j = 0; in && j < count; j++)
		in[j] = burst->first >= 0 && belongs(&events[burst->first], &events[j]);
	return burst->first >= 0;
}
