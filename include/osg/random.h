/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A random source that gives the same numbers everywhere: xoshiro256** seeded by splitmix64
 * (Blackman and Vigna 2018). For the demo municipality and for Monte Carlo; never for secrets. */
#ifndef OSG_RANDOM_H
#define OSG_RANDOM_H

#include <glib.h>

struct random {
	guint64 s[4];
};

/* Begins the stream of the seed: the same numbers on every machine (xoshiro256). */
void random_seed(struct random *r, guint64 seed);
/* Independent streams of one seed: stream n is seeded with splitmix64(seed ^ hash(n)). */
void random_seed_stream(struct random *r, guint64 seed, guint64 stream);
double random_unit(struct random *r); /* [0, 1) with 53 bits */

/* Here, because a scan draws millions of them. */
static inline guint64 random_u64(struct random *r)
{
	guint64 *s = r->s, five = s[1] * 5, result = (five << 7 | five >> 57) * 9, t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = s[3] << 45 | s[3] >> 19;
	return result;
}

/* Uniform in [0, n) without bias (Lemire 2019); n > 0. */
static inline guint32 random_below(struct random *r, guint32 n)
{
	guint64 product = (random_u64(r) >> 32) * n;

	if (G_UNLIKELY((guint32)product < n))
		for (guint32 threshold = -n % n; (guint32)product < threshold;)
			product = (random_u64(r) >> 32) * n;
	return (guint32)(product >> 32);
}

#endif
