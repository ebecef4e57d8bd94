/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Near repeat: are events that lie near each other in space also near in time? Knox's table (Knox
 * 1964) and the space-time K function (Diggle, Chetwynd, Häggkvist and Morris 1995). Plain arrays
 * in, numbers out. */
#ifndef OSG_KNOX_H
#define OSG_KNOX_H

#include <glib.h>

#include "osg/error.h"

#define KNOX_MOST_EVENTS 30000

/* The arrays stay the caller's. x and y: any one unit. */
struct knox_input {
	int events;
	const double *x, *y, *time;
};

struct knox_cell {
	double eps_t, eps_s; /* closed limits: a pair at exactly that distance is close */
	gint64 pairs, close_time, close_space, observed;
	double expected;  /* close_time close_space / pairs */
	double ratio;     /* observed / expected; NAN where nothing is expected */
	double p_poisson; /* chance of more than observed, Poisson */
	double p_pairs;   /* chance of so many or more if closeness in time were dealt out to the
			     pairs (hypergeometric,   exact) */
	double p_time; /* rank / (replications + 1) when times are permuted over events; NAN without
			  replications */
	double mean, deviation; /* of the permuted counts */
};

/* cells: [n_t * n_s], all eps_s of the first eps_t first. Permutation r draws from the random
 * stream (seed, r). enough: they stop when so many were as good in every cell, p_time is then the
 * share of them (Besag and Clifford 1991, Biometrika 78:301); 0 = never. OSG_ERROR_INPUT: a limit
 * below zero, or too many events; OSG_ERROR_RULE: fewer than two. */
gboolean knox_table(const struct knox_input *input, const double *eps_t, int n_t,
		    const double *eps_s, int n_s, int replications, int enough, guint64 seed,
		    struct knox_cell *cells, GError **error);

/* Space-time K with Ripley's weights in a polygon and the interval's in time. s and t rise; kst, d,
 * se: [n_s * n_t], all s of the first t first. d = kst - ks kt; se from the variance when times are
 * permuted over places. As splancs computes it, pairs at exactly the largest distance or time
 * included (see knox_k.c). */
struct space_time_k {
	double *ks; /* [n_s] */
	double *kt; /* [n_t] */
	double *kst, *d, *se;
	double sum; /* of d */
};
/* polygon_x, polygon_y: [corners], in order round it; from and to: the interval of time. k is to be
 * cleared unless FALSE. */
gboolean space_time_k(const struct knox_input *input, const double *polygon_x,
		      const double *polygon_y, int corners, double from, double to, const double *s,
		      int n_s, const double *t, int n_t, struct space_time_k *k, GError **error);
void space_time_k_clear(struct space_time_k *k);

#endif
