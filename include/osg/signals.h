/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is unusual this week: every series (category or group x area) judged against its own past,
 * all of them together under one budget of false signals. Facts only: sentences are the app's.
 * Plain C on arrays; nothing is kept but what the caller hands in to be kept.
 *
 * Expected = exposure x exp(level). Exposure is the share of the usual reporters that reported (or
 * said that there is nothing) times the share of their reports that are in by now. The level comes
 * from the comparable weeks since the last recording change, by the best method they allow:
 * - SIGNALS_FARRINGTON, 107 weeks: quasi-Poisson regression with season and trend on two to five
 * years, past outbreaks weighed down, the last 26 weeks left out (Noufaily et al. 2013);
 * - SIGNALS_REGRESSION, 26 weeks: the same without season on the last 26, a trend only where it is
 * plain, and was before the last four weeks;
 * - SIGNALS_EARS, 7 weeks: mean of at most 16, the last two left out where there are enough
 * (Hutwagner et al. 2003);
 * - SIGNALS_POISSON, 4 weeks: their mean and chance;
 * - SIGNALS_TOO_FEW: fewer, or hardly anybody reported. Nothing is said.
 *
 * With 106 weeks or more all series are taken to grow as their total does (the last year beside the
 * one before, drawn to none as far as that may be chance). A season's level is asked for only where
 * twelve events or more tell it; else the last year together.
 *
 * This week is compared with the negative binomial of mean m = expected and variance phi (m + v
 * m^2) + s m^2. v is the error of the level. Common to all series, by weighted least squares of
 * moments over the squares by which each week of half a year missed what was to be expected of it
 * before: sum (x - m)^2 = phi sum (m + v m^2) + s sum m^2, so that s takes up seasons that are not
 * held and what moves all series at once. The last four weeks are left out: what begins in them
 * does not widen its own range. A sum of n squares weighs by its variance n (2 + k) V^2, where k =
 * (6 phi (phi - 1) + 1) / (phi m) is the counts' excess kurtosis; a series' own phi weighs beside
 * the common one as its degrees of freedom times 2 / (2 + k) beside 50: few events tell little of
 * it. Half an event is added to the past, so that the first event ever is no wonder, and fewer than
 * three events are never too many.
 *
 * Four weeks together are compared in the same way with four times as much, the error and the
 * drift of the level common to them: a rise that no single week shows is told where the last week
 * rises as well. What falls is told by its week alone.
 *
 * A signal is a count whose tail probability is at most alpha, the same for all series, both sides
 * and four weeks: the largest alpha at which what comes of the tails that the counts' steps leave
 * is 80 % of the budget. Of tails that sum to S a week C S^0.78 signals come in simulated quiet
 * years: fewer than S, for series hold each other and four weeks the week, and of the seldom ones
 * more, for levels and seasons are known by estimate only. C is 0.63 of series that are judged by a
 * season, 0.45 of those that are not, and 0.009 more for each week that these lack of 40. By the
 * same rule a count is told to come by chance so often: `make judgement` prints what comes out in
 * many worlds. */
#ifndef OSG_SIGNALS_H
#define OSG_SIGNALS_H

#include <glib.h>

enum signals_method {
	SIGNALS_TOO_FEW,
	SIGNALS_POISSON,
	SIGNALS_EARS,
	SIGNALS_REGRESSION,
	SIGNALS_FARRINGTON
};
/* Stable words, by method: "too-few", "poisson-z", "ears", "regression", "farrington"; ends with
 * NULL. */
extern const char *const signals_method_words[];

/* What could explain a signal instead: told only if without it there were none, and of those at
 * most the two that explain best. */
enum signals_reason {
	SIGNALS_NEW_REPORTER =
		1 << 0, /* without those who began in the last eight weeks it is no signal */
	SIGNALS_ONE_REPORTER = 1 << 1, /* had this one organisation, of several that report these,
					  reported as usual it were no signal */
	SIGNALS_ONE_NIGHT = 1 << 2,    /* most of the events, three at least, on one day */
	SIGNALS_RECORDING_CHANGE = 1 << 3, /* recorded differently since less than 26 weeks */
	SIGNALS_MARKED_WEEK =
		1 << 4, /* a marked week (holiday, Halloween) that history has no like of */
	SIGNALS_SILENCE =
		1 << 5, /* those who usually report more than three tenths of these are silent */
	SIGNALS_INCOMPLETE = 1 << 6, /* fewer, and more than a tenth of the reports are to come */
};

struct signals_series {
	const int *counts; /* weeks, oldest first; the last is judged */
	/* Series that hold all its events: [0] its group's in the same area, [1] its own in the
	 * larger area; -1 none */
	int parent[2];
	int changed;                /* first week recorded as now; 0 = always */
	const int *by_organisation; /* organisations x weeks, or NULL */
	const int *days;            /* this week by day (count nights noon to noon), 7, or NULL */
};

/* Fits by a digest of all that they follow from: the same past is fitted once, whoever asks and
 * whenever. kept (NULL = none): what signals_memory_keep gave; what is no such thing is ignored. */
struct signals_memory;
struct signals_memory *signals_memory_new(GBytes *kept);
void signals_memory_free(struct signals_memory *memory);
/* The fits that were asked for since it was made, when there are new ones among them; else NULL.
 * Owned. */
GBytes *signals_memory_keep(const struct signals_memory *memory);

struct signals_input {
	int weeks, count, organisations;
	const struct signals_series *series; /* count */
	const guint8 *reported; /* organisations x weeks: 1 reported or said nil; NULL = everybody
				   always */
	const double *complete; /* weeks: share of the reports that are in, 0..1; NULL = all */
	const guint8 *marked;   /* weeks: 0 ordinary, else the kind of mark; NULL = all ordinary */
	double budget;          /* false signals a week over all series */
	int glances;            /* at most so many "worth a glance" */
	struct signals_memory *memory; /* NULL = every fit is made */
};

/* Budget in words: "one-a-week", "one-a-fortnight", "one-a-month", "one-a-quarter", "one-a-year" as
 * false signals a week; NAN if none of these. */
double signals_budget(const char *word);
extern const char *const signals_budget_words[]; /* ends with NULL */

struct signals_result {
	int seen;
	double expected; /* as known by now: exposure included */
	double lower,
		upper; /* seen below or above is a signal of the week; NAN when too few to judge */
	double usual_lower, usual_upper; /* nineteen weeks in twenty lie within: what a reader is
					    told; NAN as above */
	double phi;                      /* variance of the prediction over its mean */
	double p_value;   /* one-sided, of so many or more (so few or fewer); NAN when too few */
	double by_chance; /* so improbable counts a week, of all series, were there only chance; NAN
			   * within the limits
			   */
	double coverage;  /* share of the usual reporters who reported this week */
	int method;       /* enum signals_method */
	int weeks;        /* weeks of history used */
	int span;      /* weeks that p_value, by_chance and the signal are of: 1, or 4 together */
	int seen_four; /* this week and the three before it */
	double expected_four; /* of them; NAN where one of them tells nothing */
	int flag; /* 0 none, 1 worth a glance: highest of the rest and clearly unmarked, 2 signal */
	int direction; /* -1 fewer, 0, +1 more than expected */
	int told_by; /* index of the signal that already tells of these events (flag is 0 then), -1
			none */
	guint reasons;    /* enum signals_reason, for flag 1 and 2 */
	int organisation; /* the one that NEW_REPORTER or ONE_REPORTER means, -1 none */
	/* Its share of the same category in the largest area quietly grows, though no single week
	 * need show it. */
	gboolean drift;
	int drift_since; /* week index, -1 none */
};

/* results: input->count of them. Any input is judged: series without history say so. */
void signals_judge(const struct signals_input *input, struct signals_result *results);

/* In which weeks an organisation was heard (1), from its reports a week and the weeks for which it
 * said that it had nothing. An empty week is silence (0) only where it would have said something
 * with 95 % likelihood, that is when it usually has three reports or more; a run of empty weeks
 * where the run would be one chance in a thousand; else it is a week without events. Before its
 * first word it is not heard. heard: weeks. */
void signals_heard(const int *reports, const guint8 *nil, int weeks, guint8 *heard);

/* Share of a week's reports that are in after 0, 1, .. delays-1 weeks, from past weeks' reports by
 * delay (weeks x delays, oldest week first; of the last week only delay 0 can be known, of the one
 * before 0 and 1, and so on). Chain ladder on the reporting triangle (Lawless 1994). FALSE, and all
 * 1, with fewer than 30 reports. */
gboolean signals_completeness(const int *triangle, int weeks, int delays, double *complete);

#endif
