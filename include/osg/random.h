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
guint64 random_u64(struct random *r);
/* Uniform in [0, n) without bias (Lemire 2019); n > 0. */
guint32 random_below(struct random *r, guint32 n);
double random_unit(struct random *r); /* [0, 1) with 53 bits */

#endif
