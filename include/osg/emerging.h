/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Emerging hot spots: how hot or cold each place is in each interval among its neighbours in space
 * and time (Getis-Ord Gi*, Ord and Getis 1995), whether that rises or falls (Mann 1945, Kendall
 * 1975) and what kind of hot spot it makes. Plain arrays in, numbers out. */
#ifndef OSG_EMERGING_H
#define OSG_EMERGING_H

#include <glib.h>

/* Counts of places over time. counts: [places * intervals], a place's intervals side by side,
 * oldest first. Neighbours are the places within band (closed, the place itself included), in the
 * interval and the lags intervals before it; weights are 1. The arrays stay the caller's. */
struct emerging_field {
	const int *counts;
	int places, intervals;
	const double *x, *y;
	double band;
	int lags;
	double mean, deviation; /* of the counts */
};
/* Works out mean and deviation of what is set. */
void emerging_field_init(struct emerging_field *field);
/* Gi* of a place: z and neighbours (may be NULL) of each interval, [intervals]; neighbours is how
 * many cells were summed. z is NAN where every count is the same. */
void emerging_gi_star(const struct emerging_field *field, int place, double *z, int *neighbours);

struct mann_kendall {
	double s, tau, variance, p; /* p is two-sided, with continuity correction; tau is tau-b */
};
/* Trend of n values; ties count. p is 1 where all are the same. */
void mann_kendall(const double *values, int n, struct mann_kendall *trend);

enum emerging_class {
	EMERGING_NONE,
	EMERGING_NEW,          /* hot in the last interval, never before */
	EMERGING_CONSECUTIVE,  /* hot in the last two or more, never before those */
	EMERGING_INTENSIFYING, /* hot in at least nine of ten, the last included, and rising */
	EMERGING_PERSISTENT,   /* the same without a trend */
	EMERGING_DIMINISHING,  /* the same and falling */
	EMERGING_SPORADIC, /* hot now, on and off before, in fewer than nine of ten, never cold */
	EMERGING_OSCILLATING, /* the same, but cold at some time */
	EMERGING_HISTORICAL,  /* not hot now, but in at least nine of ten */
};

struct emerging {
	int hot, cold;             /* intervals with z >= critical and <= -critical */
	struct mann_kendall trend; /* of z */
	enum emerging_class class;
	gboolean is_cold; /* the class is that of a cold spot; "hot" above reads "cold" then */
};
/* Class of a place from its z of n intervals, oldest first. critical: 1.96; trend_p: 0.05. */
void emerging_classify(const double *z, int n, double critical, double trend_p,
		       struct emerging *emerging);
/* Stable word: "none", "new-hot", "sporadic-cold". */
const char *emerging_word(const struct emerging *emerging);

#endif
