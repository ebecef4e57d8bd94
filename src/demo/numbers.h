/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws from distributions that are the same on every machine; see numbers.c. */
#ifndef OSG_DEMO_NUMBER_H
#define OSG_DEMO_NUMBER_H

#include "osg/random.h"

double number_exp(double x);
double number_log(double x); /* x > 0 */

/* The stream of a name: independent of all other names of the same seed. */
void number_stream(struct random *r, guint64 seed, const char *name);
/* Uniform in [low, high). */
double number_between(struct random *r, double low, double high);
/* TRUE in per_cent of 100. */
gboolean number_chance(struct random *r, double per_cent);
double number_normal(struct random *r);
double number_exponential(struct random *r, double mean);
double number_lognormal(struct random *r, double median, double sigma);
double number_gamma(struct random *r, double shape); /* shape >= 1, mean = shape */
int number_poisson(struct random *r, double mean);
/* Index of a weight, drawn in proportion; sum is that of all count weights and > 0. */
int number_pick(struct random *r, const double *weights, int count, double sum);
/* A point on the unit circle. */
void number_direction(struct random *r, double *east, double *north);

#endif
