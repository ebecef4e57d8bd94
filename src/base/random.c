/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xoshiro256** 1.0 and splitmix64 after D. Blackman and S. Vigna, "Scrambled linear pseudorandom
 * number generators", 2018. Integer arithmetic only, so that every compiler gives the same numbers.
 * The caller brings the seed. */
#include "config.h"

#include "osg/random.h"

static guint64 rotate(guint64 x, int k)
{
	return x << k | x >> (64 - k);
}

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

guint64 random_u64(struct random *r)
{
	guint64 *s = r->s, result = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotate(s[3], 45);
	return result;
}

guint32 random_below(struct random *r, guint32 n)
{
	guint64 product = (random_u64(r) >> 32) * n;

	if ((guint32)product < n)
		for (guint32 threshold = -n % n; (guint32)product < threshold;)
			product = (random_u64(r) >> 32) * n;
	return (guint32)(product >> 32);
}

double random_unit(struct random *r)
{
	return (double)(random_u64(r) >> 11) * 0x1p-53;
}
