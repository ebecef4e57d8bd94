/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Probabilities and quantiles by the textbook: power series and continued fractions of the
 * incomplete gamma and beta functions (Abramowitz and Stegun 6.5.29, 6.5.31, 26.5.8; Lentz's
 * method), and what hangs on them. Relative accuracy is better than 1e-10 down to the far tails.
 * Arguments outside the stated ranges give NaN or the nearest bound. */
#include "config.h"
#include "analysis/distribution.h"

#include <float.h>
#include <glib.h>
#include <math.h>

#define TERMS_MAX 100000
#define STEPS_NEAR 16 /* from the guess of a quantile, most often */
#define TINY 1e-300

/* lgamma() writes the global signgam, and scans run on threads */
static double log_gamma(double x)
{
	int sign;
	return lgamma_r(x, &sign);
}

static double gamma_front(double a, double x)
{
	return exp(a * log(x) - x - log_gamma(a));
}

static double gamma_series(double a, double x)
{
	double term = 1 / a, sum = term;
	for (int i = 1; i < TERMS_MAX && fabs(term) > fabs(sum) * DBL_EPSILON; i++) {
		term *= x / (a + i);
		sum += term;
	}
	return sum * gamma_front(a, x);
}

static double away_from_zero(double x)
{
	return fabs(x) < TINY ? TINY : x;
}

static double gamma_fraction(double a, double x)
{
	double b = x + 1 - a, c = 1 / TINY, d = 1 / away_from_zero(b), h = d;
	for (int i = 1; i < TERMS_MAX; i++) {
		double an = -i * (i - a);
		b += 2;
		d = 1 / away_from_zero(an * d + b);
		c = away_from_zero(b + an / c);
		h *= d * c;
		if (fabs(d * c - 1) < DBL_EPSILON)
			break;
	}
	return h * gamma_front(a, x);
}

/* Regularised incomplete gamma: lower P(a, x) and upper Q(a, x); a > 0, x >= 0. */
static double gamma_lower(double a, double x)
{
	if (x <= 0)
		return 0;
	return x < a + 1 ? gamma_series(a, x) : 1 - gamma_fraction(a, x);
}

static double gamma_upper(double a, double x)
{
	if (x <= 0)
		return 1;
	return x < a + 1 ? 1 - gamma_series(a, x) : gamma_fraction(a, x);
}

static double beta_term(double a, double b, double x, int i)
{
	double m = i / 2;
	if (i % 2 == 0)
		return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
	return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
}

static double beta_fraction(double a, double b, double x)
{
	double c = 1, d = 1 / away_from_zero(1 + beta_term(a, b, x, 1)), h = d;
	for (int i = 2; i < TERMS_MAX; i++) {
		double term = beta_term(a, b, x, i);
		d = 1 / away_from_zero(1 + term * d);
		c = away_from_zero(1 + term / c);
		h *= d * c;
		if (i % 2 && fabs(d * c - 1) < DBL_EPSILON)
			break;
	}
	return h;
}

/* Regularised incomplete beta I_x(a, b); a, b > 0, 0 <= x <= 1. */
static double beta_lower(double a, double b, double x)
{
	if (x <= 0)
		return 0;
	if (x >= 1)
		return 1;
	double front =
		exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * log(x) + b * log1p(-x));
	if (x < (a + 1) / (a + b + 2))
		return front * beta_fraction(a, b, x) / a;
	return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

double normal_cdf(double z)
{
	return 0.5 * erfc(-z / G_SQRT2);
}

double normal_upper(double z)
{
	return 0.5 * erfc(z / G_SQRT2);
}

/* Lower half: a start by Abramowitz and Stegun 26.2.23 (error below 4.5e-4), then Halley's steps on
 * the exact function.
 */
static double normal_quantile_lower(double p)
{
	double t = sqrt(-2 * log(p));
	double x = (2.515517 + t * (0.802853 + t * 0.010328)) /
			   (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) -
		   t;
	for (int i = 0; i < 3; i++) {
		double u = (normal_cdf(x) - p) * sqrt(2 * G_PI) * exp(x * x / 2);
		x -= u / (1 + x * u / 2);
	}
	return x;
}

double normal_quantile(double p)
{
	if (!(p > 0 && p < 1))
		return NAN;
	return p < 0.5 ? normal_quantile_lower(p) : -normal_quantile_lower(1 - p);
}

double student_two_sided(double t, double df)
{
	return beta_lower(df / 2, 0.5, df / (df + t * t));
}

double count_cdf(double k, double mu, double phi)
{
	if (k < 0)
		return 0;
	if (mu <= 0)
		return 1;
	if (phi > 1)
		return beta_lower(mu / (phi - 1), k + 1, 1 / phi);
	return gamma_upper(k + 1, mu);
}

double count_upper(double k, double mu, double phi)
{
	if (k <= 0)
		return 1;
	if (mu <= 0)
		return 0;
	if (phi > 1)
		return beta_lower(k, mu / (phi - 1), 1 - 1 / phi);
	return gamma_lower(k, mu);
}

/* Near enough to search from: where a normal with the distribution's skewness would have it
 * (Cornish and Fisher), or, spread widely, a gamma with its mean and variance (Wilson and
 * Hilferty). */
static double quantile_guess(double p, double mu, double phi)
{
	double z = normal_quantile(p), sd = sqrt(mu * phi);
	if (3 * sd < mu || phi < 3)
		return fmax(0, floor(mu + sd * z + (2 * phi - 1) * (z * z - 1) / 6 + 0.5));
	double root = 1 - phi / mu / 9 + z * sqrt(phi / mu) / 3;
	return fmax(0, floor(mu * root * root * root));
}

/* The probability of k itself. */
static double count_term(double k, double mu, double phi)
{
	double size = mu / (phi - 1);
	if (phi <= 1)
		return exp(k * log(mu) - mu - log_gamma(k + 1));
	return exp(log_gamma(k + size) - log_gamma(size) - log_gamma(k + 1) - size * log(phi) +
		   k * log1p(-1 / phi));
}

/* The probability of k + 1 by that of k. */
static double count_ratio(double k, double mu, double phi)
{
	return phi > 1 ? (k + mu / (phi - 1)) / (k + 1) * (1 - 1 / phi) : mu / (k + 1);
}

/* The last by itself; each other is the one after it and the probability between them. */
void count_uppers(double k, double mu, double phi, double *uppers, int n)
{
	uppers[0] = count_term(k, mu, phi);
	for (int i = 1; i < n; i++)
		uppers[i] = uppers[i - 1] * count_ratio(k + i - 1, mu, phi);
	uppers[n - 1] = count_upper(k + n - 1, mu, phi);
	for (int i = n - 2; i >= 0; i--)
		uppers[i] += uppers[i + 1];
}

/* One after the other from k, each by the one before it; FALSE = it is farther off. */
static gboolean quantile_walk(double p, double mu, double phi, double *k)
{
	double term = count_term(*k, mu, phi), cdf = count_cdf(*k, mu, phi);
	gboolean above = cdf >= p;
	for (int step = 0; step < STEPS_NEAR; step++) {
		if (above ? *k == 0 || cdf - term < p : cdf >= p)
			return TRUE;
		if (above) {
			cdf -= term;
			term /= count_ratio(--*k, mu, phi);
		} else {
			term *= count_ratio((*k)++, mu, phi);
			cdf += term;
		}
	}
	return FALSE;
}

static double quantile_search(double p, double mu, double phi, double from)
{
	double high = from, low = high - 1, step = 1;
	while (low >= 0 && count_cdf(low, mu, phi) >= p) {
		high = low;
		low = fmax(-1, low - step);
		step *= 2;
	}
	for (step = 1; count_cdf(high, mu, phi) < p; step *= 2) {
		low = high;
		high += step;
	}
	while (high - low > 1) {
		double middle = floor((low + high) / 2);
		if (count_cdf(middle, mu, phi) >= p)
			high = middle;
		else
			low = middle;
	}
	return high;
}

double count_quantile(double p, double mu, double phi)
{
	if (!(p > 0) || mu <= 0)
		return p >= 0 ? 0 : NAN;
	phi = fmax(phi, 1);
	p *= 1 - 64 * DBL_EPSILON; /* a probability that was itself a value of the distribution
				      means that value */
	double k = quantile_guess(p, mu, phi);
	return quantile_walk(p, mu, phi, &k) ? k : quantile_search(p, mu, phi, k);
}
