/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Probabilities and quantiles that counting needs: normal, Student, Poisson, negative binomial. */
#ifndef OSG_ANALYSIS_DISTRIBUTION_H
#define OSG_ANALYSIS_DISTRIBUTION_H

double normal_cdf(double z);
double normal_upper(double z);
double normal_quantile(double p); /* 0 < p < 1 */
/* P(|T| > |t|) for Student's t with df degrees of freedom. */
double student_two_sided(double t, double df);

/* Counts with mean mu and variance phi mu: negative binomial with size mu / (phi - 1) and
 * probability 1 / phi when phi > 1, else Poisson. mu >= 0. */
double count_cdf(double k, double mu, double phi);   /* P(X <= k) */
double count_upper(double k, double mu, double phi); /* P(X >= k) */
/* P(X >= k), P(X >= k + 1), ...: n of them, n > 0. mu > 0. */
void count_uppers(double k, double mu, double phi, double *uppers, int n);
/* The smallest k with P(X <= k) >= p; 0 <= p < 1. */
double count_quantile(double p, double mu, double phi);

#endif
