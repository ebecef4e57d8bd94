/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which places are like the treated one was: weights of a synthetic control (Abadie and Gardeazabal
 * 2003), as a least squares problem on the simplex. */
#include "config.h"

#include "osg/evaluation.h"

#include <math.h>
#include <string.h>

enum { WEEKS_LEAST = 26, ROUNDS_MOST = 20000 };
#define WORST_FIT 1.5

/* One donor pool: the treated series and the candidates that may make its double. */
struct pool {
	const double *treated;
	const double **donors; /* [count] */
	int count, before, length;
	double *weights; /* [count] */
	double *mix;     /* [length] */
};

static void pool_mix(struct pool *p)
{
	memset(p->mix, 0, sizeof *p->mix * (gsize)p->length);
	for (int j = 0; j < p->count; j++)
		for (int t = 0; t < p->length; t++)
			p->mix[t] += p->weights[j] * p->donors[j][t];
}

static double pool_miss(const struct pool *p, int from, int until)
{
	double sum = 0;

	for (int t = from; t < until; t++)
		sum += (p->treated[t] - p->mix[t]) * (p->treated[t] - p->mix[t]);
	return sqrt(sum / (until - from));
}

/* Sum of (treated - mix) (donor - mix) before: above zero, more of the donor helps. */
static double pool_gradient(const struct pool *p, int j)
{
	double sum = 0;

	for (int t = 0; t < p->before; t++)
		sum += (p->treated[t] - p->mix[t]) * (p->donors[j][t] - p->mix[t]);
	return sum;
}

/* Moves weight from the worst donor that has any to the best one, as far as it helps: the pairwise
 * method of Frank and Wolfe, which ends at the one minimum. FALSE: nothing helps any more. */
static gboolean pool_improve(struct pool *p)
{
	int best = 0, worst = -1;
	double high = -G_MAXDOUBLE, low = G_MAXDOUBLE, square = 0, move;

	for (int j = 0; j < p->count; j++) {
		double gradient = pool_gradient(p, j);

		if (gradient > high) {
			high = gradient;
			best = j;
		}
		if (p->weights[j] > 0 && gradient < low) {
			low = gradient;
			worst = j;
		}
	}
	for (int t = 0; t < p->before; t++)
		square += pow(p->donors[best][t] - p->donors[worst][t], 2);
	if (best == worst || !(square > 0) || high - low < 1e-9 * square)
		return FALSE;
	move = MIN((high - low) / square, p->weights[worst]);
	p->weights[best] += move;
	p->weights[worst] = move < p->weights[worst] ? p->weights[worst] - move : 0;
	for (int t = 0; t < p->length; t++)
		p->mix[t] += move * (p->donors[best][t] - p->donors[worst][t]);
	return TRUE;
}

static void pool_solve(struct pool *p)
{
	for (int j = 0; j < p->count; j++)
		p->weights[j] = 1.0 / p->count;
	pool_mix(p);
	for (int i = 0; i < ROUNDS_MOST && pool_improve(p); i++)
		;
}

/* What is left when treated and donors are Poisson with the same means. */
static double pool_chance(const struct pool *p)
{
	double sum = 0;

	for (int t = 0; t < p->before; t++) {
		sum += p->treated[t];
		for (int j = 0; j < p->count; j++)
			sum += p->weights[j] * p->weights[j] * p->donors[j][t];
	}
	return sqrt(sum / p->before);
}

static double pool_after_to_before(const struct pool *p)
{
	return pool_miss(p, p->before, p->length) / fmax(pool_miss(p, 0, p->before), 1e-9);
}

/* The same for each candidate in the treated place's stead, made of the others: how many differ as
 * much afterwards. */
static double placebo_rank(const struct pool *p, double treated)
{
	g_autofree const double **others = g_new(const double *, p->count);
	g_autofree double *weights = g_new(double, p->count), *mix = g_new(double, p->length);
	int as_much = 1;

	for (int j = 0; j < p->count; j++) {
		struct pool placebo = {p->donors[j], others, 0, p->before, p->length, weights, mix};

		for (int k = 0; k < p->count; k++)
			if (k != j)
				others[placebo.count++] = p->donors[k];
		pool_solve(&placebo);
		as_much += pool_after_to_before(&placebo) >= treated;
	}
	return (double)as_much / (p->count + 1);
}

void evaluation_choose(const double *treated, const double *counts, int candidates, int length,
		       int after, struct evaluation_choice *choice)
{
	g_autofree const double **donors = g_new(const double *, MAX(candidates, 1));
	g_autofree double *mix = g_new(double, MAX(length, 1));
	struct pool p = {treated, donors, candidates, after, length, NULL, mix};

	*choice = (struct evaluation_choice){.weights = g_new0(double, MAX(candidates, 1)),
					     .fit = NAN,
					     .chance = NAN,
					     .placebo = NAN};
	p.weights = choice->weights;
	for (int j = 0; j < candidates; j++)
		donors[j] = counts + (gsize)j * (gsize)length;
	if (candidates < 1 || after < WEEKS_LEAST) {
		choice->refusal = candidates < 1 ? EVALUATION_CHOICE_NONE : EVALUATION_CHOICE_SHORT;
		return;
	}
	pool_solve(&p);
	choice->fit = pool_miss(&p, 0, after);
	choice->chance = pool_chance(&p);
	if (!(choice->fit <= WORST_FIT * choice->chance))
		choice->refusal = EVALUATION_CHOICE_UNLIKE;
	if (after < length && candidates > 1)
		choice->placebo = placebo_rank(&p, pool_after_to_before(&p));
}

void evaluation_choice_clear(struct evaluation_choice *choice)
{
	g_clear_pointer(&choice->weights, g_free);
}
