/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distributions for the demo municipality, the same to the last bit under every compiler and C
 * library.
 *
 * exp and log of a C library may differ in the last bit, and one bit can decide a count. So nothing
 * here calls the mathematical library: exp and log are series of + - * / alone, and sqrt is the one
 * function more that IEEE 754 defines exactly. The files of the demo are compiled with
 * -ffp-contract=off, so that no compiler joins a product and a sum. The errors of exp and log are a
 * few units in the last place, which is plenty for a draw. */
#include "config.h"

#include <math.h>

#include "demo/numbers.h"

#define LN2 0.693147180559945309417
#define SMALL_MEAN 16.0 /* exp(-16) is far from the smallest double, and the search stays short */

double number_exp(double x)
{
	int halvings = 0;
	for (; x > 0.5 || x < -0.5; x *= 0.5)
		halvings++;
	double sum = 1;
	for (int n = 18; n > 0; n--)
		sum = 1 + x * sum / n;
	while (halvings-- > 0)
		sum *= sum;
	return sum;
}

double number_log(double x)
{
	g_assert(x > 0);
	double twos = 0;
	for (; x > 1.5; x *= 0.5)
		twos++;
	for (; x < 0.75; x *= 2)
		twos--;
	double s = (x - 1) / (x + 1), square = s * s, sum = 0;
	for (int n = 31; n > 0; n -= 2)
		sum = sum * square + 1.0 / n;
	return twos * LN2 + 2 * s * sum;
}

void number_stream(struct random *r, guint64 seed, const char *name)
{
	guint64 hash = G_GUINT64_CONSTANT(14695981039346656037); /* FNV-1a */
	for (; *name; name++)
		hash = (hash ^ (guint8)*name) * G_GUINT64_CONSTANT(1099511628211);
	random_seed_stream(r, seed, hash);
}

double number_between(struct random *r, double low, double high)
{
	return low + (high - low) * random_unit(r);
}

gboolean number_chance(struct random *r, double per_cent)
{
	return random_unit(r) * 100 < per_cent;
}

/* Marsaglia's polar method; the second number is not kept, so that a stream has no hidden state. */
double number_normal(struct random *r)
{
	double u, v, s;
	do {
		u = number_between(r, -1, 1);
		v = number_between(r, -1, 1);
		s = u * u + v * v;
	} while (s >= 1 || s <= 0);
	return u * sqrt(-2 * number_log(s) / s);
}

double number_exponential(struct random *r, double mean)
{
	return -mean * number_log(1 - random_unit(r));
}

double number_lognormal(struct random *r, double median, double sigma)
{
	return median * number_exp(sigma * number_normal(r));
}

/* Marsaglia and Tsang 2000. */
double number_gamma(struct random *r, double shape)
{
	double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
	for (;;) {
		double x = number_normal(r), v = 1 + c * x;
		if (v <= 0)
			continue;
		v = v * v * v;
		if (number_log(1 - random_unit(r)) < x * x / 2 + d - d * v + d * number_log(v))
			return d * v;
	}
}

/* By inversion; a large mean is drawn in parts, since counts of independent parts add up. */
int number_poisson(struct random *r, double mean)
{
	int count = 0;
	for (; mean > SMALL_MEAN; mean -= SMALL_MEAN)
		count += number_poisson(r, SMALL_MEAN);
	double u = random_unit(r), p = number_exp(-mean), sum = p;
	for (int k = 1; u >= sum && k < 200; k++) {
		p = p * mean / k;
		sum += p;
		count++;
	}
	return count;
}

int number_pick(struct random *r, const double *weights, int count, double sum)
{
	double at = random_unit(r) * sum;
	int last = -1;
	for (int i = 0; i < count; i++) {
		if (weights[i] <= 0)
			continue;
		last = i;
		at -= weights[i];
		if (at < 0)
			break;
	}
	g_assert(last >= 0);
	return last;
}

void number_direction(struct random *r, double *east, double *north)
{
	double u, v, s;
	do {
		u = number_between(r, -1, 1);
		v = number_between(r, -1, 1);
		s = u * u + v * v;
	} while (s > 1 || s < 0.01);
	*east = u / sqrt(s);
	*north = v / sqrt(s);
}
