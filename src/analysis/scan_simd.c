/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inner loop: walks the zones of each centre once, adding the counts of SCAN_LANES replications
 * side by side and comparing each (zone, window) with its limit; only a hit costs a logarithm. One
 * body for every width and processor, written with the compiler's vectors: all paths do the same
 * sums on the same whole numbers. */
#include "config.h"

#include <string.h>

#include "scan_internal.h"

/* 16 bytes: what every processor adds at once, so that the compiler needs not take it apart; PARTS
 * of them make the lanes. */
typedef gint16 narrow __attribute__((vector_size(16)));
typedef gint32 broad __attribute__((vector_size(16)));
typedef gint16 narrow_avx2 __attribute__((vector_size(32)));
typedef gint16 narrow_avx512 __attribute__((vector_size(64)));

/* A count is beyond its limit where limit - count is negative: a subtraction is in every
 * instruction set, a comparison not. */
#define NARROW_SIGNS G_GUINT64_CONSTANT(0x8000800080008000)
#define BROAD_SIGNS G_GUINT64_CONSTANT(0x8000000080000000)

static inline gboolean any_narrow(const narrow *mask)
{
	guint64 part[sizeof *mask / 8], sum = 0;
	memcpy(part, mask, sizeof *mask);
	for (gsize i = 0; i < G_N_ELEMENTS(part); i++)
		sum |= part[i];
	return (sum & NARROW_SIGNS) != 0;
}

/* A bit for each lane that is beyond its limit. */
static inline guint32 lanes_narrow(const narrow *mask)
{
	guint32 lanes = 0;
	for (int lane = 0; lane < (int)(sizeof *mask / sizeof(gint16)); lane++)
		lanes |= (guint32)((*mask)[lane] < 0) << lane;
	return lanes;
}

static inline gboolean any_broad(const broad *mask)
{
	guint64 part[sizeof *mask / 8], sum = 0;
	memcpy(part, mask, sizeof *mask);
	for (gsize i = 0; i < G_N_ELEMENTS(part); i++)
		sum |= part[i];
	return (sum & BROAD_SIGNS) != 0;
}

static inline guint32 lanes_broad(const broad *mask)
{
	guint32 lanes = 0;
	for (int lane = 0; lane < (int)(sizeof *mask / sizeof(gint32)); lane++)
		lanes |= (guint32)((*mask)[lane] < 0) << lane;
	return lanes;
}

static void take(const struct scan_block *block, gsize cylinder, int lane, int count)
{
	double mu = block->tile->mu[cylinder], *best = &block->best[lane];
	if (scan_llr_bound(count, mu, block->model->events) > *best)
		*best = MAX(*best, scan_llr(count, mu, block->model->events));
}

/* NAME_hits: the rare case, kept out of the loop. NAME_centre: the loop; windows is a constant
 * where it is called for four, so that the sums stay in registers. */
#define SCAN_WALK(NAME, TARGET, VECTOR, NUMBER, PARTS, ANY, LANES)                                 \
	TARGET static __attribute__((noinline)) void NAME##_hits(                                  \
		const struct scan_block *block, gsize at, int windows, const VECTOR *sum,          \
		const NUMBER *limit)                                                               \
	{                                                                                          \
		for (int w = 0; w < windows * PARTS; w++) {                                        \
			VECTOR hit = limit[w / PARTS] - sum[w];                                    \
			for (guint32 left = LANES(&hit); left; left &= left - 1) {                 \
				int lane = __builtin_ctz(left);                                    \
				take(block, at + (gsize)(w / PARTS),                               \
				     w % PARTS * (SCAN_LANES / PARTS) + lane, sum[w][lane]);       \
			}                                                                          \
		}                                                                                  \
	}                                                                                          \
	TARGET static inline __attribute__((always_inline)) void NAME##_centre(                    \
		const struct scan_block *block, int centre, int windows, VECTOR *sum,              \
		VECTOR *copy)                                                                      \
	{                                                                                          \
		const struct scan_model *m = block->model;                                         \
		const struct scan_tile *tile = block->tile;                                        \
		const VECTOR *counts = block->counts;                                              \
		guint32 first = m->zone_start[tile->centre], until = m->zone_start[centre + 1];    \
		gsize at = ((gsize)block->end * tile->zones + m->zone_start[centre] - first) *     \
			   (gsize)windows;                                                         \
		const NUMBER *limit = (const NUMBER *)tile->limit + at;                            \
		for (guint32 z = m->zone_start[centre]; z < until; z++, limit += windows) {        \
			const VECTOR *more =                                                       \
				counts + (gsize)m->zone_site[z] * (gsize)(windows * PARTS);        \
			VECTOR hit = {0};                                                          \
			_Pragma("GCC unroll 16") for (int w = 0; w < windows * PARTS; w++)         \
			{                                                                          \
				sum[w] += more[w];                                                 \
				hit |= limit[w / PARTS] - sum[w];                                  \
			}                                                                          \
			if (G_LIKELY(!ANY(&hit)))                                                  \
				continue;                                                          \
			_Pragma("GCC unroll 16") for (int w = 0; w < windows * PARTS; w++)         \
				copy[w] = sum[w];                                                  \
			NAME##_hits(block, (gsize)(limit - (const NUMBER *)tile->limit), windows,  \
				    copy, limit);                                                  \
		}                                                                                  \
	}                                                                                          \
	TARGET static void NAME##_four(const struct scan_block *block)                             \
	{                                                                                          \
		VECTOR copy[4 * PARTS];                                                            \
		for (int c = block->tile->centre; c < block->tile->centre + block->tile->centres;  \
		     c++) {                                                                        \
			VECTOR sum[4 * PARTS] = {{0}};                                             \
			NAME##_centre(block, c, 4, sum, copy);                                     \
		}                                                                                  \
	}                                                                                          \
	TARGET static void NAME(const struct scan_block *block)                                    \
	{                                                                                          \
		gsize windows = (gsize)block->model->windows, size = windows * PARTS;              \
		VECTOR *sum = g_aligned_alloc(2 * size, sizeof(VECTOR), sizeof(VECTOR));           \
		for (int c = block->tile->centre; c < block->tile->centre + block->tile->centres;  \
		     c++) {                                                                        \
			memset(sum, 0, size * sizeof(VECTOR));                                     \
			NAME##_centre(block, c, (int)windows, sum, sum + size);                    \
		}                                                                                  \
		g_aligned_free(sum);                                                               \
	}

SCAN_WALK(walk_portable, , narrow, gint16, 4, any_narrow, lanes_narrow)
SCAN_WALK(walk_wide, , broad, gint32, 8, any_broad, lanes_broad)

#if defined(__x86_64__) || defined(__i386__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))
#define AVX512 __attribute__((target("avx512bw")))

AVX2 static inline gboolean any_avx2(const narrow_avx2 *mask)
{
	return !_mm256_testz_si256((__m256i)*mask, _mm256_set1_epi64x((gint64)NARROW_SIGNS));
}

AVX2 static inline guint32 lanes_avx2(const narrow_avx2 *mask)
{
	__m256i all = (__m256i)*mask;
	return (guint32)_mm_movemask_epi8(
		_mm_packs_epi16(_mm256_castsi256_si128(all), _mm256_extracti128_si256(all, 1)));
}

AVX512 static inline guint32 lanes_avx512(const narrow_avx512 *mask)
{
	return _mm512_movepi16_mask((__m512i)*mask);
}

SCAN_WALK(walk_avx2, AVX2, narrow_avx2, gint16, 2, any_avx2, lanes_avx2)
SCAN_WALK(walk_avx512, AVX512, narrow_avx512, gint16, 1, lanes_avx512, lanes_avx512)

static gboolean has_avx2(void)
{
	return __builtin_cpu_supports("avx2");
}

static gboolean has_avx512(void)
{
	return __builtin_cpu_supports("avx512bw");
}
#endif

/* Of each width the fastest first; the last runs everywhere. */
static const struct lanes_path {
	const char *path;
	gboolean wide;
	scan_lanes_function any, four; /* windows */
	gboolean (*runs)(void);        /* NULL = on every processor */
} paths[] = {
#if defined(__x86_64__) || defined(__i386__)
	{"avx512", FALSE, walk_avx512, walk_avx512_four, has_avx512},
	{"avx2", FALSE, walk_avx2, walk_avx2_four, has_avx2},
#endif
	{"portable", FALSE, walk_portable, walk_portable_four, NULL},
	{"wide", TRUE, walk_wide, walk_wide_four, NULL},
};

static gboolean path_fits(const struct lanes_path *walk, gboolean wide, const char *wanted)
{
	return walk->wide == wide &&
	       (!walk->runs || ((!wanted || strcmp(wanted, walk->path) == 0) && walk->runs()));
}

scan_lanes_function scan_lanes_choose(int windows, gboolean wide, const char *wanted,
				      const char **path)
{
	const struct lanes_path *walk = paths;
	while (!path_fits(walk, wide, wanted))
		walk++;
	*path = walk->path;
	return windows == 4 ? walk->four : walk->any;
}
