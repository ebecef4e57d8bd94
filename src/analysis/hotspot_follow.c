/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hotspots from week to week: which of them are one, and whether it grows. */
#include "config.h"

#include <math.h>

#include "osg/hotspot.h"

static double excess(const struct hotspot *hotspot)
{
	double weeks = (hotspot->last_day - hotspot->first_day + 1) / 7.0;
	return (hotspot->observed - hotspot->plain.expected) / weeks;
}

static enum hotspot_state state_of(const struct hotspot *before, const struct hotspot *now)
{
	double then = excess(before), change = excess(now) - then;
	return change > fabs(then) / 4    ? HOTSPOT_GROWING
	       : change < -fabs(then) / 4 ? HOTSPOT_FADING
					  : HOTSPOT_STEADY;
}

static double overlap(const struct hotspot *a, const struct hotspot *b)
{
	return (double)hotspot_shared(a, b) / MIN(a->count, b->count);
}

void hotspots_follow(const struct hotspots *before, const struct hotspots *now, int *before_of,
		     enum hotspot_state *states, enum hotspot_state *state_before)
{
	for (int i = 0; i < now->count; i++) {
		before_of[i] = -1;
		states[i] = HOTSPOT_NEW;
	}
	for (int j = 0; j < before->count; j++)
		state_before[j] = HOTSPOT_GONE;
	for (;;) {
		double best = 0.5 - 1e-9;
		int at = -1, from = -1;
		for (int i = 0; i < now->count; i++)
			for (int j = 0; j < before->count; j++) {
				double share = before_of[i] < 0 && state_before[j] == HOTSPOT_GONE
						       ? overlap(&now->list[i], &before->list[j])
						       : 0;
				if (share > best) {
					best = share;
					at = i;
					from = j;
				}
			}
		if (at < 0)
			return;
		before_of[at] = from;
		states[at] = state_before[from] = state_of(&before->list[from], &now->list[at]);
	}
}
