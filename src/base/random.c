/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xoshiro256** 1.0 and splitmix64 after D. Blackman and S. Vigna, "Scrambled linear pseudorandom
 * number generators", 2018. Integer arithmetic only, so that every compiler gives the same numbers.
 * The caller brings the seed. */
#include "config.h"

#include "osg/random.h"

static guint64 splitmix(guint64 *state)
{
	guint64 z = *state += G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
	return z ^ z >> 31;
}

void random_seed(struct random *r, guint64 seed)
{
	for (int i = 0; i < 4; i++)
		r->s[i] = splitmix(&seed);
}

/* hash(n) is splitmix64's first number for n. */
void random_seed_stream(struct random *r, guint64 seed, guint64 stream)
{
	random_seed(r, seed ^ splitmix(&stream));
}

double random_unit(struct random *r)
{
	return (double)(random_u64(r) >> 11) * 0x1p-53;
}
