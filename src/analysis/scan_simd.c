/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inner loop: walks the zones of each centre once, adding the counts of SCAN_LANES replications
 * side by side and comparing each (zone, window) with its limit; only a hit costs a logarithm. One
 * body for every width and processor, written with the compiler's vectors: "avx2" and "portable" do
 * the same sums on the same whole numbers. */
#include "config.h"

#include <string.h>

#include "scan_internal.h"

/* 16 bytes: what every processor adds at once, so that the compiler needs not take it apart; PARTS
 * of them make the lanes. */
typedef gint16 narrow __attribute__((vector_size(16)));
typedef gint32 broad __attribute__((vector_size(16)));
typedef gint16 narrow_avx2 __attribute__((vector_size(32)));

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

static inline gboolean any_broad(const broad *mask)
{
	guint64 part[sizeof *mask / 8], sum = 0;
	memcpy(part, mask, sizeof *mask);
	for (gsize i = 0; i < G_N_ELEMENTS(part); i++)
		sum |= part[i];
	return (sum & BROAD_SIGNS) != 0;
}

static void take(const struct scan_block *block, gsize cylinder, int lane, int count)
{
	double llr = scan_llr(count, block->tile->mu[cylinder], block->model->events);
	if (llr > block->best[lane])
		block->best[lane] = llr;
}

/* NAME_hits: the rare case, kept out of the loop. NAME_centre: the loop; windows is a constant
 * where it is called for four, so that the sums stay in registers. */
#define SCAN_WALK(NAME, TARGET, VECTOR, NUMBER, PARTS, ANY)                                        \
	TARGET static __attribute__((noinline)) void NAME##_hits(                                  \
		const struct scan_block *block, gsize at, int windows, const VECTOR *sum,          \
		const NUMBER *limit)                                                               \
	{                                                                                          \
		for (int w = 0; w < windows * PARTS; w++) {                                        \
			VECTOR hit = limit[w / PARTS] - sum[w];                                    \
			if (!ANY(&hit))                                                            \
				continue;                                                          \
			for (int lane = 0; lane < SCAN_LANES / PARTS; lane++)                      \
				if (sum[w][lane] > limit[w / PARTS])                               \
					take(block, at + (gsize)(w / PARTS),                       \
					     w % PARTS * (SCAN_LANES / PARTS) + lane,              \
					     sum[w][lane]);                                        \
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

SCAN_WALK(walk_portable, , narrow, gint16, 2, any_narrow)
SCAN_WALK(walk_wide, , broad, gint32, 4, any_broad)

#if defined(__x86_64__) || defined(__i386__)
#include <immintrin.h>

__attribute__((target("avx2"))) static inline gboolean any_avx2(const narrow_avx2 *mask)
{
	return !_mm256_testz_si256((__m256i)*mask, _mm256_set1_epi64x((gint64)NARROW_SIGNS));
}

SCAN_WALK(walk_avx2, __attribute__((target("avx2"))), narrow_avx2, gint16, 1, any_avx2)

static gboolean has_avx2(void)
{
	return __builtin_cpu_supports("avx2");
}
#else
#define walk_avx2 walk_portable
#define walk_avx2_four walk_portable_four
static gboolean has_avx2(void)
{
	return FALSE;
}
#endif

scan_lanes_function scan_lanes_choose(int windows, gboolean wide, gboolean portable,
				      const char **path)
{
	gboolean avx2 = !wide && !portable && has_avx2(), four = windows == 4;
	*path = wide ? "wide" : avx2 ? "avx2" : "portable";
	if (wide)
		return four ? walk_wide_four : walk_wide;
	if (avx2)
		return four ? walk_avx2_four : walk_avx2;
	return four ? walk_portable_four : walk_portable;
}
