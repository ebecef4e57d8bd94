/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Did it help: a measure's place before and after, beside a place that had none. Plain arrays in,
 * numbers and reasons out; no sentence is made here.
 *
 * A count is a number of events. "Treated" is where the measure was, "comparison" a place like it
 * without one, "buffer" the ring around the treated place (where what was driven out would go), and
 * "buffer comparison" a place like the buffer. A change below zero is fewer events. */
#ifndef OSG_EVALUATION_H
#define OSG_EVALUATION_H

#include <glib.h>

/* Weighted displacement difference */

enum evaluation_area {
	EVALUATION_TREATED,
	EVALUATION_COMPARISON,
	EVALUATION_BUFFER,
	EVALUATION_BUFFER_COMPARISON,
	EVALUATION_AREAS
};

/* One category's counts. An area that is not used has 0 and 0. */
struct evaluation_counts {
	double before[EVALUATION_AREAS], after[EVALUATION_AREAS];
	double harm; /* what one event weighs; 1 for a count of events */
};

/* What the counts are divided by; 1 = not at all. */
struct evaluation_weights {
	double area[EVALUATION_AREAS];
	double before, after; /* lengths of the windows; before 2, after 1: twice as long */
};
extern const struct evaluation_weights evaluation_equal; /* all 1 */

struct evaluation_estimate {
	double estimate, error, z;
	double low, high; /* the interval of the level asked for */
};

/* (T1-T0) - (C1-C0) + (D1-D0) - (E1-E0), summed over categories; the variance is the sum of all
 * counts, weights squared, times dispersion. dispersion 1: Poisson. level 0.95. Wheeler and
 * Ratcliffe 2018, Crime Science 7. */
void evaluation_wdd(const struct evaluation_counts *counts, int categories,
		    const struct evaluation_weights *weights, double dispersion, double level,
		    struct evaluation_estimate *wdd);

/* Displacement quotient */

enum evaluation_wdq_refusal {
	EVALUATION_WDQ_FINE,
	EVALUATION_WDQ_NO_COMPARISON, /* a count of the comparison is 0 */
	EVALUATION_WDQ_NO_SUCCESS,    /* the treated place did not do better: nothing to displace */
};

/* gross = T0-T1; net = T0/C0 - T1/C1; wdq = (D1/C1 - D0/C0) / (T1/C1 - T0/C0); total = what was
 * won in the treated place and the buffer, in events. NAN where refused. Bowers and Johnson 2003.
 */
struct evaluation_wdq {
	double gross, net, wdq, total;
	enum evaluation_wdq_refusal refusal;
};
void evaluation_wdq(const struct evaluation_counts *counts, struct evaluation_wdq *wdq);

/* Ratio of the changes */

/* ratio = (T1/T0) / (C1/C0), below 1 = helped (Wilson's relative incident rate ratio); its inverse
 * is the relative effect size of Farrington and Welsh. error is that of the logarithm. A cell of 0:
 * half an event is added to all four, and halved says so. Unequal windows cancel. dispersion 2 is
 * the usual guess where none is estimated. */
struct evaluation_ratio {
	double ratio, log, error, low, high;
	gboolean halved;
};
/* level: of the interval, 0.95. */
void evaluation_ratio(const struct evaluation_counts *counts, double dispersion, double level,
		      struct evaluation_ratio *ratio);

/* Before the measure */

/* What share of the treated place's events must go for the test to find it: rate a week, before and
 * after weeks, a comparison of so many times the rate, overdispersion, and z: 1.96 = found every
 * second time, 2.80 = four times of five. NAN: not even if all of them went. */
struct evaluation_plan {
	double rate, comparison, dispersion, z;
	int before, after;
};
double evaluation_detectable(const struct evaluation_plan *plan);

/* Season and trend */

enum evaluation_season_refusal {
	EVALUATION_SEASON_FINE,
	EVALUATION_SEASON_SHORT,    /* less than a year before, or nothing after */
	EVALUATION_SEASON_NO_MODEL, /* it does not converge: no events on one side */
};

/* log E = level + trend + step after + harmonics of the year (+ log exposure), quasi-Poisson.
 * ratio: of the step. Bernal, Cummins and Gasparrini 2017, IJE 46:348. */
struct evaluation_season {
	double ratio, low, high, dispersion;
	enum evaluation_season_refusal refusal;
};
struct evaluation_series {
	const double *counts;
	const double *exposure; /* NULL = the same throughout */
	int length, after;      /* counts[after] is the first of the after window */
	double period; /* of a year, in counts: 52.1775 weeks, 12 months; harmonics 0: unused */
	int harmonics;
};
/* level: of the interval, 0.95. */
void evaluation_season(const struct evaluation_series *series, double level,
		       struct evaluation_season *season);

/* Choice of comparison */

enum evaluation_choice_refusal {
	EVALUATION_CHOICE_FINE,
	EVALUATION_CHOICE_SHORT,  /* fewer than 26 weeks before */
	EVALUATION_CHOICE_NONE,   /* no candidate */
	EVALUATION_CHOICE_UNLIKE, /* nothing is alike: the fit before is 1.5 times chance or worse
				   */
};

/* weights [candidates]: not negative, sum 1, the mixture of candidates nearest to the treated place
 * before (synthetic control). fit: root mean squared difference before; chance: what Poisson counts
 * alone would leave. placebo: rank of the treated place's after-to-before difference among all,
 * NAN without an after window. */
struct evaluation_choice {
	double *weights;
	double fit, chance, placebo;
	enum evaluation_choice_refusal refusal;
};
/* counts: [candidates][length], one candidate after the other. */
void evaluation_choose(const double *treated, const double *counts, int candidates, int length,
		       int after, struct evaluation_choice *choice);
void evaluation_choice_clear(struct evaluation_choice *choice);

/* Verdict */

enum evaluation_verdict {
	EVALUATION_HELPED,
	EVALUATION_NO_DIFFERENCE, /* none that shows */
	EVALUATION_WORSE,
	EVALUATION_CANNOT_TELL,
};

/* Why it cannot be told, and what speaks against what is told: bits. */
enum evaluation_reason {
	/* these refuse */
	EVALUATION_TOO_FEW = 1 << 0,       /* not even if all had gone would it show */
	EVALUATION_NO_COMPARISON = 1 << 1, /* none given, or nothing ever happens there */
	EVALUATION_REPORTING = 1 << 2,     /* who reports changed by more than a quarter */
	EVALUATION_RECORDING = 1 << 3,     /* recording changed inside the windows */
	EVALUATION_CONTROL = 1 << 4, /* a category the measure cannot touch "changed" as well */
	EVALUATION_FALSE_DATE =
		1 << 5, /* a false date inside of the before window shows "change" */
	EVALUATION_CHOSEN_BAD = 1 << 6, /* the weeks that triggered it are part of before */
	EVALUATION_REFUSALS = (1 << 7) - 1,
	/* these are told */
	EVALUATION_ONE_REPORTER = 1 << 8, /* without one reporter it points the other way */
	EVALUATION_SHARE_DIFFERS =
		1 << 9,             /* an equal share in place of an equal number says otherwise */
	EVALUATION_MOVED = 1 << 10, /* the buffer took half or more of what was won */
	EVALUATION_OVERDISPERSED = 1 << 11, /* Poisson's narrower interval would have proved it */
};

/* Weekly counts, [before + after] each, oldest first; NULL = there is none. */
struct evaluation_case {
	int before, after;
	const double *treated, *comparison, *buffer, *buffer_comparison;
	/* how many times as large each area is, fixed beforehand; 0 = 1 = as many events are
	 * expected to come or go in it as in the treated place */
	double size[EVALUATION_AREAS];
	const double *control,
		*control_comparison;  /* of a category that the measure cannot touch */
	const double *const *without; /* [reporters] treated without that reporter */
	int reporters;
	double reporting_before,
		reporting_after; /* organisations that reported, a week; 0 = unknown */
	gboolean recording_changed, trigger_inside;
	double level; /* 0.95 */
};

struct evaluation {
	enum evaluation_verdict verdict;
	guint reasons;     /* enum evaluation_reason */
	double dispersion; /* of the weeks about their window's mean, all areas, 1 or more */
	struct evaluation_counts counts;
	struct evaluation_estimate wdd;     /* in events of the after window; carries the verdict */
	struct evaluation_estimate poisson; /* the same with dispersion 1 */
	struct evaluation_wdq wdq;
	struct evaluation_ratio ratio;
	struct evaluation_estimate control, false_date;
	struct evaluation_season season;
	double detectable; /* smallest share that has an even chance to show; NAN: none */
	int one_reporter;  /* which, -1 = none */
};

/* The before window is the caller's choice and must end before the weeks that made the place
 * conspicuous: chosen for being bad, they would "improve" by themselves (regression to the mean).
 * Where that cannot be had, trigger_inside says so and nothing is proved. */
void evaluation_judge(const struct evaluation_case *c, struct evaluation *evaluation);

#endif
