/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What else a signal could be than a change in the world. Each reason is a test that the signal
 * fails: without the newcomers, with the eager reporter at the usual level, it would be none.
 * The reasons are listed, not weighed. */
#include "config.h"

#include <math.h>

#include "analysis/signals_private.h"

#define NEW_WEEKS 8
#define CHANGE_WEEKS 26
#define NIGHT_SHARE 0.5
#define COVERAGE_LOW 0.7
#define COMPLETE_LOW 0.9
#define OTHERS_SHARE 0.1 /* of the past events: those beside whom somebody can be eager */
#define OTHERS_EVENTS 2
#define MOST_REASONS 2

/* A signal and what it was judged by. */
struct suspect {
	const struct signals_input *input;
	const struct signals_series *series;
	const double *usual;      /* events a week of each organisation */
	struct expected expected; /* of its span */
	double alpha;
	int span, seen;
	struct signals_result *result;
};

static const guint8 *reported_by(const struct signals_input *input, int organisation)
{
	return input->reported + (gsize)organisation * input->weeks;
}

static int events_of(const struct suspect *s, int organisation)
{
	return seen_in(s->input, s->series->by_organisation + (gsize)organisation * s->input->weeks,
		       s->span);
}

static gboolean is_new(const struct signals_input *input, int organisation)
{
	const guint8 *reported = reported_by(input, organisation);
	for (int t = 0; t < input->weeks - NEW_WEEKS; t++)
		if (reported[t])
			return FALSE;
	return input->weeks > NEW_WEEKS;
}

static gboolean still_unusual(const struct suspect *s, double seen)
{
	int side;
	return expected_p(&s->expected, seen, &side) <= s->alpha && side == s->result->direction;
}

static void find_newcomers(const struct suspect *s)
{
	int events = 0, most = 0, who = -1;
	for (int o = 0; o < s->input->organisations; o++) {
		int n = is_new(s->input, o) ? events_of(s, o) : 0;
		events += n;
		if (n > most) {
			most = n;
			who = o;
		}
	}
	if (events == 0 || still_unusual(s, s->seen - events))
		return;
	s->result->reasons |= SIGNALS_NEW_REPORTER;
	s->result->organisation = who;
}

/* Whether others than one usually report these as well: who is alone is no explanation. */
static gboolean has_company(const struct signals_input *input, const struct signals_series *series,
			    int organisation)
{
	double all = 0, own = 0;
	for (int o = 0; o < input->organisations; o++)
		for (int t = series->changed; t < input->weeks - 1; t++) {
			int n = series->by_organisation[(gsize)o * input->weeks + t];
			all += n;
			own += o == organisation ? n : 0;
		}
	return all - own >= OTHERS_EVENTS && all - own >= OTHERS_SHARE * all;
}

/* The organisation whose difference from its usual share is largest, in the signal's direction. */
static void find_eager(const struct suspect *s)
{
	const struct signals_input *input = s->input;
	struct signals_result *result = s->result;
	double total = 0, most = 0;
	int who = -1;
	for (int o = 0; o < input->organisations; o++)
		total += reported_by(input, o)[input->weeks - 1] ? s->usual[o] : 0;
	for (int o = 0; o < input->organisations && total > 0; o++) {
		gboolean spoke = reported_by(input, o)[input->weeks - 1];
		double expected = spoke ? s->expected.mean * s->usual[o] / total : 0;
		double excess = result->direction * (events_of(s, o) - expected);
		if (excess > most) {
			most = excess;
			who = o;
		}
	}
	double others = fabs(s->seen - s->expected.mean) - most;
	if (who < 0 || others > most || !has_company(input, s->series, who) ||
	    still_unusual(s, s->seen - result->direction * most))
		return;
	result->reasons |= SIGNALS_ONE_REPORTER;
	if (result->organisation < 0)
		result->organisation = who;
}

static gboolean one_night(const struct signals_series *series, int seen)
{
	int most = 0;
	for (int d = 0; series->days && d < 7; d++)
		most = MAX(most, series->days[d]);
	return most >= SIGNALS_EVENTS_MIN && most > NIGHT_SHARE * seen;
}

/* Silent reporters make less expected: with all of them it would be no signal. */
static gboolean silence_explains(const struct suspect *s)
{
	struct suspect full = *s;
	if (!(s->result->coverage < COVERAGE_LOW))
		return FALSE;
	full.expected.mean /= fmax(s->result->coverage, 0.01);
	return s->result->direction < 0 || !still_unusual(&full, s->seen);
}

/* Best first: what tells of this very event before what may be so of many. */
static guint best_of(guint reasons)
{
	static const guint order[] = {SIGNALS_NEW_REPORTER,     SIGNALS_ONE_NIGHT,
				      SIGNALS_RECORDING_CHANGE, SIGNALS_MARKED_WEEK,
				      SIGNALS_ONE_REPORTER,     SIGNALS_SILENCE,
				      SIGNALS_INCOMPLETE};
	guint best = 0;
	int count = 0;
	for (gsize i = 0; i < G_N_ELEMENTS(order) && count < MOST_REASONS; i++)
		if (reasons & order[i]) {
			best |= order[i];
			count++;
		}
	return best;
}

void reasons_find(const struct signals_input *input, const struct signals_series *series,
		  const double *usual, const struct forecast *forecast, double alpha,
		  struct signals_result *result)
{
	int now = input->weeks - 1, span = result->span == FOUR ? FOUR_WEEKS : THIS_WEEK;
	const struct suspect suspect = {.input = input,
					.series = series,
					.usual = usual,
					.expected = forecast->of[span],
					.alpha = alpha,
					.span = span,
					.seen = seen_in(input, series->counts, span),
					.result = result};
	if (result->direction > 0 && one_night(series, suspect.seen))
		result->reasons |= SIGNALS_ONE_NIGHT;
	if (series->changed > 0 && now - series->changed < CHANGE_WEEKS)
		result->reasons |= SIGNALS_RECORDING_CHANGE;
	if (forecast->unlike)
		result->reasons |= SIGNALS_MARKED_WEEK;
	if (silence_explains(&suspect))
		result->reasons |= SIGNALS_SILENCE;
	if (result->direction < 0 && input->complete && input->complete[now] < COMPLETE_LOW)
		result->reasons |= SIGNALS_INCOMPLETE;
	if (series->by_organisation && input->reported) {
		if (result->direction > 0)
			find_newcomers(&suspect);
		find_eager(&suspect);
	}
	result->reasons = best_of(result->reasons);
}
