/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events whose time is known only as an interval, spread over the week's hours in proportion to how
 * much of the interval falls into each (Ratcliffe 2000). An interval that is none
 * adds nothing. */
#include "config.h"
#include "osg/analysis.h"

#include <math.h>

#define HOUR 3600.0
#define WEEK_HOURS (7 * 24)
#define WEEK (WEEK_HOURS * HOUR)

static void grid_add(double grid[7][24], int hour, double weight)
{
	hour %= WEEK_HOURS;
	grid[hour / 24][hour % 24] += weight;
}

static void spread_evenly(double grid[7][24], double weight)
{
	for (int hour = 0; hour < WEEK_HOURS; hour++)
		grid_add(grid, hour, weight / WEEK_HOURS);
}

void aoristic_add(double grid[7][24], double from, double to, double weight)
{
	double length = to - from;
	if (!isfinite(length) || !isfinite(weight) || length < 0)
		return;
	if (length >= WEEK) {
		spread_evenly(grid, weight);
		return;
	}
	double start =
		fmod(from, WEEK); /* an interval may begin before Monday or run past Sunday */
	if (start < 0)
		start += WEEK;
	int hour = (int)floor(start / HOUR);
	if (length == 0) {
		grid_add(grid, hour, weight);
		return;
	}
	for (double end = start + length; hour * HOUR < end; hour++) {
		double part = fmin(end, (hour + 1) * HOUR) - fmax(start, hour * HOUR);
		grid_add(grid, hour, weight * part / length);
	}
}
