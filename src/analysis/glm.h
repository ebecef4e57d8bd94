/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A quasi-Poisson regression with log link of one shape: a level for each group, and at most one
 * trend common to all. That is every model that weekly counts are judged with here, and its normal
 * equations can be solved by hand: a fit costs O(n) a step. */
#ifndef OSG_ANALYSIS_GLM_H
#define OSG_ANALYSIS_GLM_H

#include <glib.h>

#define GLM_GROUPS_MAX 64

/* Working memory for up to n observations, used again from fit to fit. */
struct glm_room {
	double *mu, *eta;     /* fitted means and their logarithms */
	double *own, *offset; /* y log y; log exposure */
	double *leverage;     /* diagonal of the hat matrix */
	double *working;      /* weights of the last step */
};
struct glm_room *glm_room_new(int n);
void glm_room_free(struct glm_room *room);

/* Group levels and trend: log mu_i = level[group_i] + slope (time_i - origin) + log exposure_i.
 * Arrays of n are borrowed, except mu and leverage. */
struct glm {
	const double *response, *time;
	const double *weights;  /* prior weights, NULL = all 1 */
	const double *exposure; /* NULL = all 1 */
	const guint8 *group;    /* 0..groups-1 */
	int n, groups;
	gboolean trend;
	gboolean from_means;   /* start at the groups' means instead of R's y + 0.1 */
	struct glm_room *room; /* for n or more */

	double level[GLM_GROUPS_MAX], slope, origin;
	double information[GLM_GROUPS_MAX]; /* sum of working weights */
	double centre[GLM_GROUPS_MAX];      /* their mean time */
	double spread;                      /* about it, over all groups */
	int df;                             /* residual degrees of freedom */
	double dispersion;                  /* Pearson, NaN when df is 0; not limited below */
	gboolean converged;
};

/* Fits by iteratively reweighted least squares as R's glm.fit does (start y + 0.1, at most 25
 * steps, relative change of deviance below 1e-8), so that numbers agree with R's where a level runs
 * away. From the groups' means a fit without trend stands at once and one with it in a third of the
 * steps; the same where no level runs away. The input fields must be set. */
void glm_fit(struct glm *glm);
/* Mean and variance (unscaled) of the linear predictor for a group at a time. */
double glm_predict(const struct glm *glm, int group, double time, double *variance);
/* Anscombe residuals, standardised by phi and leverage (Farrington et al. 1996). */
void glm_anscombe(const struct glm *glm, double phi, double *residuals);
/* Weights that take past outbreaks out of the baseline: residuals over the threshold count by their
 * inverse square, scaled to sum n. */
void glm_outbreak_weights(const double *residuals, int n, double threshold, double *weights);

#endif
