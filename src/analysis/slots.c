/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines by hour slot with a shrunken past. */
#include "config.h"
#include "osg/slots.h"

#include <math.h>

#define YEAR 52
#define LEAST_WEEKS 12
#define SHRINK_WEEKS 26
#define LEAST_EVENTS 5
#define ADDED 0.5 /* event of past: what never happened there is no wonder at once */

enum { EVENING = 18, LATE = 3, FRIDAY = 4, SATURDAY = 5 };

enum hour_slot slot_of(int weekday, int hour)
{
	int night = hour < LATE ? (weekday + 6) % 7 : weekday; /* begins the evening before */

	if (hour >= LATE && hour < EVENING)
		return SLOT_DAY;
	return night == FRIDAY || night == SATURDAY ? SLOT_WEEKEND_NIGHT : SLOT_NIGHT;
}

/* Sums over the past of a window. */
struct slot_past {
	double *kind, *area, all;
	int from, to; /* weeks */
};

static int line_sum(const struct slots_input *input, int line, int from, int to)
{
	int sum = 0;

	for (int t = from; t < to; t++)
		sum += input->counts[(gsize)line * input->weeks + t];
	return sum;
}

static void past_fill(const struct slots_input *input, struct slot_past *past)
{
	for (int i = 0; i < input->lines; i++) {
		int n = line_sum(input, i, past->from, past->to);

		past->kind[input->kind[i]] += n;
		past->area[input->area[i]] += n;
		past->all += n;
	}
}

static void look(const struct slots_input *input, const guint8 *skip, const struct slot_past *past,
		 struct slots_finding *finding)
{
	double events = 0, shrink = past->all / (past->to - past->from) * SHRINK_WEEKS;

	for (int i = 0; i < input->lines; i++)
		events += line_sum(input, i, past->to, input->weeks);
	for (int i = 0; i < input->lines; i++) {
		int c = skip && skip[i] ? 0 : line_sum(input, i, past->to, input->weeks);
		double shared = past->kind[input->kind[i]] / past->all *
				past->area[input->area[i]] / past->all,
		       own = line_sum(input, i, past->from, past->to),
		       expected = events * (own + shrink * shared + ADDED) / (past->all + shrink),
		       score = c >= LEAST_EVENTS && c > expected
				       ? c * log(c / expected) - (c - expected)
				       : 0;

		if (score > finding->score)
			*finding = (struct slots_finding){i, score, input->weeks - past->to, c,
							  expected};
	}
}

void slots_find(const struct slots_input *input, const guint8 *skip, struct slots_finding *finding)
{
	static const int windows[] = {1, 2, 3, 4, 6, 8, 12};

	*finding = (struct slots_finding){.line = -1};
	for (gsize i = 0; i < G_N_ELEMENTS(windows); i++) {
		struct slot_past past = {.to = input->weeks - windows[i]};

		past.from = MAX(past.to - YEAR, 0);
		if (past.to - past.from < LEAST_WEEKS)
			return;
		past.kind = g_new0(double, MAX(input->kinds, 1));
		past.area = g_new0(double, MAX(input->areas, 1));
		past_fill(input, &past);
		if (past.all > 0)
			look(input, skip, &past, finding);
		g_free(past.kind);
		g_free(past.area);
	}
}
