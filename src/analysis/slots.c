/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines by hour slot with a shrunken past. */
#include "config.h"
#include "osg/slots.h"

#include <math.h>

#define YEAR 52
#define LEAST_WEEKS 12
#define LEAST_EVENTS 5
#define SHAPE 2.0       /* events that draw a line's past to the product of shares */
#define KIND_SHAPE 10.0 /* and what the category has risen by to nothing */

enum { EVENING = 18, LATE = 3, FRIDAY = 4, SATURDAY = 5 };

enum hour_slot slot_of(int weekday, int hour)
{
	int night = hour < LATE ? (weekday + 6) % 7 : weekday; /* begins the evening before */

	if (hour >= LATE && hour < EVENING)
		return SLOT_DAY;
	return night == FRIDAY || night == SATURDAY ? SLOT_WEEKEND_NIGHT : SLOT_NIGHT;
}

/* Sums over a window and over its past. */
struct slot_sums {
	double *kind, *area, all;
	double *kind_now, now;
	int from, to; /* weeks of the past; the window follows */
};

static int line_sum(const struct slots_input *input, int line, int from, int to)
{
	int sum = 0;

	for (int t = from; t < to; t++)
		sum += input->counts[(gsize)line * input->weeks + t];
	return sum;
}

static void sums_fill(const struct slots_input *input, struct slot_sums *sums)
{
	for (int i = 0; i < input->lines; i++) {
		int n = line_sum(input, i, sums->from, sums->to),
		    now = line_sum(input, i, sums->to, input->weeks);

		sums->kind[input->kind[i]] += n;
		sums->area[input->area[i]] += n;
		sums->all += n;
		sums->kind_now[input->kind[i]] += now;
		sums->now += now;
	}
}

static double likelihood_ratio(double c, double expected, double before)
{
	double q = expected / (expected + before), all = c + before;

	return c > all * q ? c * log(c / (all * q)) + before * log(before / (all * (1 - q))) : 0;
}

/* Whether the last quarter of the window still has more than its part: what is over is not told. */
static gboolean still_so(const struct slots_input *input, const struct slot_sums *sums, int line,
			 double expected)
{
	int weeks = input->weeks - sums->to, last = MAX(weeks / 4, 1);

	return line_sum(input, line, input->weeks - last, input->weeks) > expected * last / weeks;
}

static void judge_line(const struct slots_input *input, const struct slot_sums *sums, int line,
		       struct slots_finding *finding)
{
	int kind = input->kind[line], c = line_sum(input, line, sums->to, input->weeks),
	    own = line_sum(input, line, sums->from, sums->to);
	double shared = sums->kind[kind] / sums->all * sums->area[input->area[line]] / sums->all,
	       elsewhere = sums->now * (sums->kind[kind] - own) / sums->all,
	       risen = (sums->kind_now[kind] - c + KIND_SHAPE) / (elsewhere + KIND_SHAPE),
	       expected = sums->now * shared * (own + SHAPE) / (sums->all * shared + SHAPE) *
			  fmax(risen, 1),
	       score = c >= LEAST_EVENTS && c > expected && expected > 0
			       ? likelihood_ratio(c, expected, own + SHAPE)
			       : 0;

	if (score > finding->score && still_so(input, sums, line, expected))
		*finding =
			(struct slots_finding){line, score, input->weeks - sums->to, c, expected};
}

/* What is slow is looked at over a month at least: a week of it is a signal's. */
static gboolean fits(const struct slots_input *input, int line, int weeks)
{
	return input->slow && input->slow[line]
		       ? weeks >= SLOTS_LEAST_SLOW && weeks <= SLOTS_LONGEST_SLOW
		       : weeks <= SLOTS_LONGEST;
}

void slots_find(const struct slots_input *input, const guint8 *skip, struct slots_finding *finding)
{
	static const int windows[] = {1, 2, 3, 4, 6, 8, 12, 18, 26};

	*finding = (struct slots_finding){.line = -1};
	for (gsize i = 0; i < G_N_ELEMENTS(windows); i++) {
		struct slot_sums sums = {.to = input->weeks - windows[i]};

		sums.from = MAX(sums.to - YEAR, 0);
		if (sums.to - sums.from < LEAST_WEEKS)
			return;
		sums.kind = g_new0(double, MAX(input->kinds, 1));
		sums.kind_now = g_new0(double, MAX(input->kinds, 1));
		sums.area = g_new0(double, MAX(input->areas, 1));
		sums_fill(input, &sums);
		for (int line = 0; sums.all > 0 && line < input->lines; line++)
			if ((!skip || !skip[line]) && fits(input, line, windows[i]))
				judge_line(input, &sums, line, finding);
		g_free(sums.kind);
		g_free(sums.kind_now);
		g_free(sums.area);
	}
}
