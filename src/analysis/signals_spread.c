/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one series' past is too short to tell and all series' together do tell: how they grow, and
 * how far weeks lie from what was to be expected of them. Moments over all series; no likelihood.
 */
#include "config.h"

#include <math.h>

#include "analysis/signals_private.h"

#define YEAR 52
#define GROWTH_WEEKS (2 * YEAR + 2)
#define GROWTH_STEP 0.01 /* a year: finer would give every series a new past each week */
#define GROWTH_SPREAD 2  /* variance over mean of a municipality's weeks */

/* Before anything is known: as weekly counts of municipalities are. */
#define PHI_PRIOR 1.3
#define PHI_PRIOR_VARIANCE 0.25
#define LEVEL_PRIOR 0.02
#define LEVEL_PRIOR_VARIANCE 0.0009
#define PHI_DF 50      /* that the common phi weighs beside a series' own */
#define LEVEL_WEEKS 13 /* that the common drift of levels weighs beside a series' own */
#define ROUNDS 3
#define MEAN_LEAST 0.01 /* events a week: of fewer there is nothing to weigh */

static double sum_of(const int *counts, int from, int to)
{
	double sum = 0;
	for (int t = from; t < to; t++)
		sum += counts[t];
	return sum;
}

double spread_growth(const struct signals_input *input)
{
	double year = 0, before = 0;
	int now = input->weeks - 1;

	if (now < GROWTH_WEEKS)
		return 0;
	for (int i = 0; i < input->count; i++) {
		const struct signals_series *s = &input->series[i];
		if (s->parent[0] >= 0 || s->parent[1] >= 0 || s->changed > now - 2 * YEAR)
			continue;
		year += sum_of(s->counts, now - YEAR, now);
		before += sum_of(s->counts, now - 2 * YEAR, now - YEAR);
	}
	if (!(year > 0 && before > 0))
		return 0;
	double grown = log(year / before), error = GROWTH_SPREAD * (1 / year + 1 / before);
	double kept = fmax(0, 1 - error / fmax(grown * grown, 1e-12));
	return GROWTH_STEP * round(grown * kept / GROWTH_STEP) / YEAR;
}

/* The excess kurtosis k of negative binomial counts times their mean. */
static double kurtosis_of(double phi)
{
	return (6 * phi * (phi - 1) + 1) / phi;
}

/* Adds a series to the normal equations of misses = phi chance + level drift. */
struct miss_moments {
	double aa, ab, bb, ay, by;
};

static void miss_moments_add(struct miss_moments *m, const struct misses *misses,
			     const struct spread *now)
{
	double variance = now->phi * misses->chance + now->level * misses->drift;
	double mean = fmax(misses->drift / misses->chance, MEAN_LEAST);
	/* of a sum of n squares of counts of variance V: n (2 + k) V^2 */
	double w = misses->weeks / (variance * variance * (2 + kurtosis_of(now->phi) / mean));

	m->aa += w * misses->chance * misses->chance;
	m->ab += w * misses->chance * misses->drift;
	m->bb += w * misses->drift * misses->drift;
	m->ay += w * misses->chance * misses->squares;
	m->by += w * misses->drift * misses->squares;
}

static void moments_solve(const struct miss_moments *m, struct spread *spread)
{
	double determinant = m->aa * m->bb - m->ab * m->ab;

	spread->phi = fmax(1, (m->ay * m->bb - m->by * m->ab) / determinant);
	spread->level = fmax(0, (m->by - m->ab * spread->phi) / m->bb);
}

/* Fits that weigh outbreaks down leave too little: by how much is seen over all of them. */
static double scale_of(const struct forecast *const *forecasts, int count, double phi)
{
	double pearson = 0, df = 0;

	for (int i = 0; i < count; i++) {
		pearson += forecasts[i]->pearson;
		df += forecasts[i]->df;
	}
	return (phi * df + PHI_DF) / (pearson + PHI_DF);
}

void spread_pool(const struct forecast *const *forecasts, int count, struct spread *spread)
{
	*spread = (struct spread){.phi = PHI_PRIOR, .level = LEVEL_PRIOR};
	for (int round = 0; round < ROUNDS; round++) {
		struct miss_moments m = {
			.aa = 1 / PHI_PRIOR_VARIANCE,
			.ay = PHI_PRIOR / PHI_PRIOR_VARIANCE,
			.bb = 1 / LEVEL_PRIOR_VARIANCE,
			.by = LEVEL_PRIOR / LEVEL_PRIOR_VARIANCE,
		};
		for (int i = 0; i < count; i++)
			if (forecasts[i]->misses.weeks > 0)
				miss_moments_add(&m, &forecasts[i]->misses, spread);
		moments_solve(&m, spread);
	}
	spread->scale = scale_of(forecasts, count, spread->phi);
}

/* How far a series' own level moves, drawn to what is common: its misses tell as much of it as
 * levels make up of them. */
static double level_of(const struct spread *spread, const struct misses *misses, double phi)
{
	if (!(misses->weeks > 0 && misses->drift > 0))
		return spread->level;
	double chance = phi * misses->chance, moved = spread->level * misses->drift,
	       share = moved / (chance + moved), weeks = misses->weeks * share * share,
	       own = fmax(0, (misses->own - chance) / misses->drift);
	return (own * weeks + spread->level * LEVEL_WEEKS) / (weeks + LEVEL_WEEKS);
}

/* Pearson's sum of n counts varies by n (2 + k): so much less than its degrees of freedom does it
 * tell where events are few, or come in bursts. A year without any says nothing of spread. */
static double told_by_pearson(const struct spread *spread, const struct forecast *forecast)
{
	double mean = forecast->of[THIS_WEEK].mean;

	return mean > 0 ? 2 * mean / (2 * mean + kurtosis_of(spread->phi)) : 0;
}

void spread_apply(const struct spread *spread, struct forecast *forecast)
{
	double told = told_by_pearson(spread, forecast),
	       own = told * forecast->pearson * spread->scale,
	       phi = fmax(1, (own + PHI_DF * spread->phi) / (told * forecast->df + PHI_DF)), level;

	level = level_of(spread, &forecast->misses, phi);
	for (int span = 0; span < SPANS; span++) {
		struct expected *expected = &forecast->of[span];

		expected->phi =
			phi * (1 + expected->mean * forecast->variance) + level * expected->mean;
	}
}
