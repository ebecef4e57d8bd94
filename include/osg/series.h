/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Alarms on one series of weekly counts, by the methods that outbreak surveillance has published;
 * the numbers are those of the R package surveillance 1.20.3 (Salmon, Schumacher and Hoehle 2016,
 * J. Stat. Software 70:10). Plain C on arrays. Weeks are counted from 0 here and from 1 in files. A
 * number that a method does not give is NAN: too little history, no spread, too few cases. */
#ifndef OSG_SERIES_H
#define OSG_SERIES_H

#include <glib.h>

/* What a detector says of one week. */
struct series_point {
	gboolean judged; /* FALSE: the detector says nothing of this week; the rest is NAN */
	double expected, upper;
	int alarm;      /* 0, 1; -1 the detector cannot say */
	double phi;     /* overdispersion: variance over mean, at least 1 */
	int trend_used; /* 0, 1; -1 the detector knows no trend */
	double trend;   /* per week, log scale */
	double score; /* as the tool has it: (observed - predicted) / (upper - predicted), predicted
			 on the model's scale */
	double p_value;   /* of so many or more */
	double statistic; /* of charts */
};

/* Early Aberration Reporting System (Hutwagner et al. 2003). With x a week's count, m and s mean
 * and standard deviation (n - 1) of `baseline` weeks, s at least min_sigma, z the normal quantile
 * of 1 - alpha:
 * - C1: limit m + z s, baseline the weeks just before;
 * - C2: the same, baseline ending three weeks before;
 * - C3: limit x + s (z - max(0, C2(t-1) - 1) - max(0, C2(t-2) - 1)), not below 0, with C2(t) = (x -
 * m) / s. Alarm when x exceeds the limit. */
struct series_ears {
	int method; /* 1, 2, 3 */
	int baseline;
	double alpha, min_sigma;
};
/* points: [n], all of them filled. */
void series_ears(const int *counts, int n, const struct series_ears *ears,
		 struct series_point *points);

enum series_threshold { SERIES_DELTA, SERIES_NB_PLUGIN, SERIES_MUAN };

/* Farrington et al. 1996 and its flexible form (Noufaily et al. 2013). Baseline of week t: the same
 * season of the `years` before, half_window weeks on either side, and, when periods > 1, the rest
 * of each year cut into periods - 1 blocks with a level of their own; the past_weeks before t left
 * out. Quasi-Poisson regression with log link and, if wanted, a trend (kept when years >= 3, its p
 * is below trend_p and the prediction is not above the largest count of the baseline). Past
 * outbreaks weighed down: an Anscombe residual s over weights_threshold counts by s^-2. phi =
 * max(1, Pearson / df). With mu the prediction, v its variance, z the normal quantile of 1 - alpha:
 * - delta: limit (mu^e + z sqrt(w))^(1/e), e = power, tau = phi + v / mu, w = mu tau (e = 1), tau /
 * 4 (e = 1/2), 4/9 mu^(1/3) tau (e = 2/3);
 * - nb plugin: the 1 - alpha quantile of the negative binomial with mean mu and variance phi mu;
 * - muan: the same with the 1 - alpha quantile of mu itself.
 * Only score and p are said when the last limit_weeks weeks hold fewer than limit_cases cases. */
struct series_farrington {
	int years, half_window, frequency; /* 52 weeks a year */
	gboolean reweight;
	double weights_threshold;
	double alpha;
	gboolean trend;
	double trend_p;
	int limit_cases, limit_weeks;
	double power; /* 1, 1/2, 2/3 */
	int periods;  /* 1..GLM levels */
	int past_weeks;
	int threshold; /* enum series_threshold */
};
/* Noufaily's: 5 years, half window 3, 10 periods, 26 weeks left out, threshold 2.58, nb plugin. */
extern const struct series_farrington series_farrington_improved;
/* Why these parameters cannot be used: a stable word of the field at fault, NULL when they can. */
const char *series_farrington_fault(const struct series_farrington *farrington);
/* The first week (from 0) that has the history; its oldest window may lack its first week, as in
 * the R package surveillance. */
int series_farrington_first(const struct series_farrington *farrington);
void series_farrington_week(const int *counts, int week, const struct series_farrington *farrington,
			    struct series_point *point);

enum series_transform { SERIES_STANDARD, SERIES_ROSSI, SERIES_ANSCOMBE, SERIES_PEARSON_NB };

/* CUSUM of transformed counts (Rossi, Lampugnani and Marchi 1999): C = max(0, C + g(x) - k), alarm
 * at C >= h, no reset; `upper` is the count that would reach h. g:
 * - standard: (x - m) / sqrt(m);
 * - rossi: (x - 3 m + 2 sqrt(x m)) / (2 sqrt(m));
 * - anscombe: 3/2 (x^(2/3) - m^(2/3)) / m^(1/6);
 * - pearson nb: (x - m) / sqrt(m + alpha m^2). */
struct series_cusum {
	int transform; /* enum series_transform */
	double k, h, mean, alpha;
};
/* From week `first` to the end. */
void series_cusum(const int *counts, int n, int first, const struct series_cusum *cusum,
		  struct series_point *points);

/* Likelihood-ratio CUSUM against a mean exp(kappa) times the usual one, and the generalised form
 * that estimates kappa
 * >= 0 and the week of the change (Hoehle and Paul 2008). Counts are Poisson (alpha 0) or negative
 * binomial with variance mu + alpha mu^2, mu known:
 * - Poisson: z = kappa x + (1 - e^kappa) mu;
 * - negative binomial: z = kappa x + (x + 1/alpha) ln((1 + alpha mu) / (1 + alpha mu e^kappa)).
 * S = max(0, S + z), alarm when S > limit; generalised: the largest sum of z over k..t and kappa,
 * alarm at >= limit. Both begin anew after an alarm. */
struct series_ratio {
	double kappa; /* NAN: estimated */
	double alpha;
	double limit; /* c.ARL */
	int least;    /* weeks since the change at least (M~), 1 */
	int window;   /* weeks back at most, 0 = all */
};
/* mu: [n], what is usual in each week. points: [n], those before first not judged. */
void series_ratio(const int *counts, const double *mu, int n, int first,
		  const struct series_ratio *ratio, struct series_point *points);

#endif
