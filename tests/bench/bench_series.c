/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long all signals of a week take: 30 categories x 25 areas, their groups and the municipality,
 * five years of weeks. Wanted: 200 ms. */
#include "config.h"
#include "osg/signals.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "osg/random.h"

#define CATEGORIES 30
#define AREAS 25
#define WEEKS 261
#define ORGANISATIONS 14
#define ROUNDS 7

/* Row area 0 is the municipality. */
#define ROWS (CATEGORIES * (AREAS + 1))

static int counts[ROWS][WEEKS], by_organisation[ROWS][ORGANISATIONS][WEEKS];
static guint8 reported[ORGANISATIONS][WEEKS];
static struct signals_series series[ROWS];
static struct signals_result results[ROWS];

/* Poisson by multiplication (Knuth): small means only. */
static int draw(struct random *r, double mean)
{
	double limit = exp(-mean), product = random_unit(r);
	int n = 0;
	for (; product > limit; n++)
		product *= random_unit(r);
	return n;
}

static void fill(void)
{
	struct random r;
	random_seed(&r, 1);
	for (int o = 0; o < ORGANISATIONS; o++)
		for (int t = 0; t < WEEKS; t++)
			reported[o][t] = random_unit(&r) > 0.05;
	for (int i = 0; i < ROWS; i++) {
		int area = i % (AREAS + 1), whole = i - area;
		double mean = exp(2 * random_unit(&r) - 1.5);
		series[i] = (struct signals_series){.counts = counts[i],
						    .parent = {-1, area ? whole : -1}};
		series[i].by_organisation = &by_organisation[i][0][0];
		for (int t = 0; area && t < WEEKS; t++) {
			int n = draw(&r, mean * (1 + 0.3 * cos(2 * G_PI * t / 52.18)));
			counts[i][t] = n;
			counts[whole][t] += n;
			for (int k = 0; k < n; k++)
				by_organisation[i][random_below(&r, ORGANISATIONS)][t]++;
		}
	}
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* Milliseconds of the processor: what the machine does besides does not count. */
static double measure(struct signals_input *input)
{
	double times[ROUNDS];
	for (int i = 0; i < ROUNDS; i++) {
		clock_t start = clock();
		signals_judge(input, results);
		times[i] = 1000.0 * (double)(clock() - start) / CLOCKS_PER_SEC;
	}
	qsort(times, ROUNDS, sizeof(double), compare);
	return times[ROUNDS / 2];
}

int main(void)
{
	fill();
	struct signals_input input = {
		.weeks = WEEKS, .count = ROWS, .series = series, .glances = 3};
	input.budget = signals_budget("one-a-month");
	printf("%d series, %d weeks, median of %d rounds, processor time\n", ROWS, WEEKS, ROUNDS);
	printf("signals                      %7.1f ms\n", measure(&input));
	input.organisations = ORGANISATIONS;
	input.reported = &reported[0][0];
	printf("signals, by %d organisations %7.1f ms (wanted: 200)\n", ORGANISATIONS,
	       measure(&input));
	return 0;
}
