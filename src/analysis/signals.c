/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All series of a week together: one budget of false signals shared out, the same events told once,
 * the rest ranked for a glance. Sentences are made by picture/words. */
#include "config.h"
#include "osg/signals.h"

#include <math.h>
#include <string.h>

#include "analysis/signals_private.h"

#define WEEKS_A_YEAR 52.1775
#define GLANCE_P 0.05
/* Of tails that sum to S a week, COMES S^POWER signals come by chance: fewer, for series hold each
 * other and four weeks the week; and seldom ones more often than their tail says, for levels and
 * seasons are known by estimate only. From the quiet worlds of `make judgement` at seeds that it
 * does not report. */
#define BUDGET_SPENT 0.8    /* what worlds differ in takes the rest */
#define COMES_SEASON 0.63   /* of series judged by a season, of which much must be estimated, */
#define COMES_LEVEL 0.45    /* and of those judged by a level alone; */
#define COMES_LACKING 0.009 /* more for each week that these lack of the weeks in which */
#define COMES_WEEKS 40      /* a season no longer passes for news */
#define COMES_POWER 0.78
#define USUAL_SHARE 0.95
#define ALPHA_MAX 0.025 /* a side: however few the series, one in twenty is no signal */

static const struct {
	const char *word;
	double a_week;
} budgets[] = {
	{"one-a-week", 1},
	{"one-a-fortnight", 0.5},
	{"one-a-month", 12 / WEEKS_A_YEAR},
	{"one-a-quarter", 4 / WEEKS_A_YEAR},
	{"one-a-year", 1 / WEEKS_A_YEAR},
};

const char *const signals_budget_words[] = {"one-a-week",    "one-a-fortnight", "one-a-month",
					    "one-a-quarter", "one-a-year",      NULL};

double signals_budget(const char *word)
{
	for (gsize i = 0; i < G_N_ELEMENTS(budgets); i++)
		if (word && strcmp(budgets[i].word, word) == 0)
			return budgets[i].a_week;
	return NAN;
}

const char *const signals_method_words[] = {"too-few",    "poisson-z",  "ears",
					    "regression", "farrington", NULL};

#define STEPS 12 /* tails are not followed further: they shrink by half or more a step */

/* Everything about one series between the steps. */
struct judged {
	struct forecast forecast;
	int seen[SPANS], span; /* span: that is told of */
	double *coverage, *exposure, *usual;
};

struct week {
	const struct signals_input *input;
	struct signals_result *results;
	struct judged *judged;
	double *room;
	double (*tails)[STEPS];
	int tail_count;
	double alpha; /* each side */
	double comes;
	double growth; /* of all series, a week */
	int judgeable;
};

static void week_init(struct week *week, const struct signals_input *input,
		      struct signals_result *results)
{
	gsize each = 2 * (gsize)input->weeks + input->organisations;
	*week = (struct week){.input = input, .results = results, .growth = spread_growth(input)};
	week->judged = g_new0(struct judged, MAX(input->count, 1));
	week->room = g_new0(double, each *MAX(input->count, 1));
	for (int i = 0; i < input->count; i++) {
		week->judged[i].coverage = week->room + (gsize)i * each;
		week->judged[i].exposure = week->judged[i].coverage + input->weeks;
		week->judged[i].usual = week->judged[i].exposure + input->weeks;
	}
}

int seen_in(const struct signals_input *input, const int *counts, int span)
{
	int seen = 0;
	for (int t = input->weeks - (span == FOUR_WEEKS ? MIN(FOUR, input->weeks) : 1);
	     t < input->weeks; t++)
		seen += counts[t];
	return seen;
}

static void week_clear(struct week *week)
{
	g_free(week->judged);
	g_free(week->room);
	g_free(week->tails);
}

/* The areas of a category share their reporters, and stand one after the other. */
static void week_coverage(struct week *week, int i)
{
	const struct signals_input *input = week->input;
	const struct signals_series *series = &input->series[i];
	struct judged *judged = &week->judged[i];

	if (i > 0 && series->by_organisation == series[-1].by_organisation &&
	    series->changed == series[-1].changed) {
		memcpy(judged->coverage, judged[-1].coverage, sizeof(double) * (gsize)input->weeks);
		memcpy(judged->usual, judged[-1].usual,
		       sizeof(double) * (gsize)input->organisations);
		return;
	}
	coverage_make(input, series, judged->coverage, judged->usual);
}

static void forecast_series(struct week *week, int i, struct forecast_room *room)
{
	const struct signals_input *input = week->input;
	const struct signals_series *series = &input->series[i];
	struct judged *judged = &week->judged[i];
	int now = input->weeks - 1;
	week_coverage(week, i);
	struct signals_result *result = &week->results[i];
	*result = (struct signals_result){.seen = series->counts[now],
					  .coverage = judged->coverage[now],
					  .told_by = -1,
					  .organisation = -1,
					  .drift_since = -1,
					  .p_value = NAN,
					  .by_chance = NAN};
	for (int t = 0; t < input->weeks; t++)
		judged->exposure[t] = judged->coverage[t] *
				      (input->complete ? CLAMP(input->complete[t], 0, 1) : 1) *
				      exp(week->growth * (t - now));
	forecast_recall(input, series, judged->exposure, room, &judged->forecast);
	result->method = judged->forecast.method;
	result->weeks = judged->forecast.weeks;
	result->expected = judged->forecast.of[THIS_WEEK].mean;
	result->expected_four = judged->forecast.of[FOUR_WEEKS].mean;
	result->seen_four = seen_in(input, series->counts, FOUR_WEEKS);
	judged->seen[THIS_WEEK] = result->seen;
	judged->seen[FOUR_WEEKS] = result->seen_four;
	result->span = 1;
	result->phi = result->lower = result->upper = NAN;
	result->usual_lower = result->usual_upper = NAN;
	week->judgeable += result->method != SIGNALS_TOO_FEW;
}

/* How far each count may lie from its forecast is learnt from all of them. */
static void spread_series(struct week *week)
{
	g_autofree const struct forecast **known =
		g_new(const struct forecast *, MAX(week->judgeable, 1));
	struct spread spread;
	int n = 0;

	for (int i = 0; i < week->input->count; i++)
		if (week->results[i].method != SIGNALS_TOO_FEW)
			known[n++] = &week->judged[i].forecast;
	spread_pool(known, n, &spread);
	for (int i = 0; i < week->input->count; i++) {
		struct signals_result *result = &week->results[i];
		struct forecast *forecast = &week->judged[i].forecast;

		if (result->method == SIGNALS_TOO_FEW)
			continue;
		spread_apply(&spread, forecast);
		result->phi = forecast->of[THIS_WEEK].phi;
	}
}

/* limits */

/* The tail probabilities that a count can have beyond a limit, largest first, 0 at the end. */
static void add_upper_tail(struct week *week, const struct expected *e)
{
	double k = fmax(count_quantile(1 - ALPHA_MAX, e->mean, e->phi) + 1, SIGNALS_EVENTS_MIN);
	count_uppers(k, e->mean, e->phi, week->tails[week->tail_count++], STEPS - 1);
}

static void add_lower_tail(struct week *week, const struct expected *e)
{
	double *tail = week->tails[week->tail_count++],
	       k = count_quantile(ALPHA_MAX, e->mean, e->phi) - 1;
	for (int i = 0; i < STEPS - 1; i++)
		tail[i] = count_cdf(k - i, e->mean, e->phi);
}

/* What the counts' steps leave of alpha a side, over all series. */
static double tails_within(const struct week *week, double alpha)
{
	double sum = 0;
	for (int s = 0; s < week->tail_count; s++) {
		int i = 0;
		while (i < STEPS - 1 && week->tails[s][i] > alpha)
			i++;
		sum += week->tails[s][i];
	}
	return sum;
}

static void tails_make(struct week *week)
{
	week->tails = g_malloc0_n((gsize)week->judgeable * 3 + 1, sizeof(*week->tails));
	for (int i = 0; i < week->input->count; i++) {
		const struct expected *of = week->judged[i].forecast.of;
		if (week->results[i].method == SIGNALS_TOO_FEW)
			continue;
		add_upper_tail(week, &of[THIS_WEEK]);
		add_lower_tail(week, &of[THIS_WEEK]);
		if (!isnan(of[FOUR_WEEKS].mean))
			add_upper_tail(week, &of[FOUR_WEEKS]);
	}
}

/* The largest alpha that keeps to the budget. Few events come in coarse steps, so this is more than
 * budget / series. */
static double alpha_within(const struct week *week, double budget)
{
	double low = 0, high = ALPHA_MAX;
	while (tails_within(week, high) > budget) {
		double middle = (low + high) / 2;
		if (middle - low < 1e-4 * high)
			high = low;
		else if (tails_within(week, middle) > budget)
			high = middle;
		else
			low = middle;
	}
	return high;
}

/* Whether a count is too improbable, and enough to be too many. */
static gboolean is_beyond(const struct week *week, double p_value, int direction, int seen)
{
	return p_value <= week->alpha && (direction < 0 || seen >= SIGNALS_EVENTS_MIN);
}

/* A week is told of by itself; its four weeks where they are a signal, it rises and is none. */
static void choose_span(struct week *week, int i)
{
	struct signals_result *r = &week->results[i];
	struct judged *judged = &week->judged[i];
	const struct expected *four = &judged->forecast.of[FOUR_WEEKS];
	int direction;
	r->p_value = expected_p(&judged->forecast.of[THIS_WEEK], r->seen, &r->direction);
	if (isnan(four->mean) || r->direction <= 0 ||
	    is_beyond(week, r->p_value, r->direction, r->seen))
		return;
	double p_value = expected_p(four, r->seen_four, &direction);
	if (direction <= 0 || !is_beyond(week, p_value, direction, r->seen_four))
		return;
	r->p_value = p_value;
	judged->span = FOUR_WEEKS;
	r->span = FOUR;
}

static gboolean outside(const struct week *week, int i)
{
	const struct signals_result *r = &week->results[i];
	return r->method != SIGNALS_TOO_FEW &&
	       is_beyond(week, r->p_value, r->direction,
			 week->judged[i].seen[week->judged[i].span]);
}

/* The mean over the series that are judged. */
static double comes_of(const struct week *week)
{
	const struct signals_input *input = week->input;
	double sum = 0;
	for (int i = 0; i < input->count; i++) {
		int lacks = COMES_WEEKS - (input->weeks - 1 - input->series[i].changed);
		if (week->results[i].method == SIGNALS_FARRINGTON)
			sum += COMES_SEASON;
		else if (week->results[i].method != SIGNALS_TOO_FEW)
			sum += COMES_LEVEL + COMES_LACKING * MAX(lacks, 0);
	}
	return sum / MAX(week->judgeable, 1);
}

static void set_limits(struct week *week)
{
	tails_make(week);
	week->comes = comes_of(week);
	week->alpha = alpha_within(
		week, pow(BUDGET_SPENT * week->input->budget / week->comes, 1 / COMES_POWER));
	for (int i = 0; i < week->input->count; i++) {
		struct signals_result *r = &week->results[i];
		if (r->method == SIGNALS_TOO_FEW)
			continue;
		r->usual_lower = count_quantile((1 - USUAL_SHARE) / 2, r->expected, r->phi);
		r->usual_upper = count_quantile((1 + USUAL_SHARE) / 2, r->expected, r->phi);
		r->lower = count_quantile(week->alpha, r->expected, r->phi);
		r->upper = fmax(count_quantile(1 - week->alpha, r->expected, r->phi),
				SIGNALS_EVENTS_MIN - 1);
		choose_span(week, i);
		if (outside(week, i))
			r->by_chance =
				week->comes *
				pow(fmax(tails_within(week, r->p_value), r->p_value), COMES_POWER);
	}
}

/* the same events once */

static gboolean is_ancestor(const struct signals_input *input, int ancestor, int series, int depth)
{
	for (int k = 0; k < 2 && depth > 0; k++) {
		int parent = input->series[series].parent[k];
		if (parent < 0 || parent >= input->count || parent == series)
			continue;
		if (parent == ancestor || is_ancestor(input, ancestor, parent, depth - 1))
			return TRUE;
	}
	return FALSE;
}

#define DEPTH_MAX 6 /* generations: category, group, all; sub-area, district, municipality */

static gboolean usual_without(const struct week *week, int series, double seen, double scale)
{
	const struct judged *judged = &week->judged[series];
	struct expected expected = judged->forecast.of[judged->span];
	int direction;
	expected.mean *= scale;
	return expected_p(&expected, fmax(seen, 0), &direction) > week->alpha ||
	       direction != week->results[series].direction;
}

/* What is not judged is as it was expected. */
static double expected_in(const struct judged *judged, int span)
{
	double mean = judged->forecast.of[span].mean;
	return isnan(mean) ? judged->seen[span] : mean;
}

static double surplus_in(const struct judged *judged, int span)
{
	return judged->seen[span] - expected_in(judged, span);
}

/* How the rest of `whole` changed in a span, `part` left out. */
static double change_of_rest(const struct judged *whole, const struct judged *part, int span)
{
	double seen = fmax(whole->seen[span] - part->seen[span], 0),
	       expected = fmax(expected_in(whole, span) - expected_in(part, span), 0);
	return (seen + 0.5) / (expected + 0.5);
}

/* Would series be no signal, were only `told` unusual? Above it: with its surplus taken out. Below
 * it: had it changed as the rest did. */
static gboolean explained_by(const struct week *week, int series, int told)
{
	const struct judged *s = &week->judged[series], *t = &week->judged[told];
	double seen = s->seen[s->span];
	if (week->results[series].direction != week->results[told].direction)
		return FALSE;
	if (is_ancestor(week->input, series, told, DEPTH_MAX))
		return usual_without(week, series, seen - surplus_in(t, s->span), 1);
	if (is_ancestor(week->input, told, series, DEPTH_MAX))
		return usual_without(week, series, seen, change_of_rest(t, s, s->span));
	return FALSE;
}

static int compare_p(gconstpointer a, gconstpointer b, gpointer data)
{
	const struct signals_result *results = data, *x = &results[*(const int *)a],
				    *y = &results[*(const int *)b];
	if (x->p_value != y->p_value)
		return x->p_value < y->p_value ? -1 : 1;
	return *(const int *)a - *(const int *)b;
}

/* Indices of the judged series, least probable first. */
static int *ranked(const struct week *week, int *n)
{
	int *order = g_new(int, MAX(week->input->count, 1));
	*n = 0;
	for (int i = 0; i < week->input->count; i++)
		if (week->results[i].method != SIGNALS_TOO_FEW && week->results[i].direction != 0)
			order[(*n)++] = i;
	g_qsort_with_data(order, *n, sizeof(int), compare_p, week->results);
	return order;
}

/* Which of the told ones tells of the series' events; -1 none. */
static int teller(const struct week *week, int series, const int *told, int count)
{
	for (int j = 0; j < count; j++)
		if (explained_by(week, series, told[j]))
			return told[j];
	return -1;
}

static gboolean holds_told(const struct week *week, int series, const int *told, int count)
{
	for (int j = 0; j < count; j++)
		if (week->results[told[j]].flag == 2 &&
		    is_ancestor(week->input, series, told[j], DEPTH_MAX))
			return TRUE;
	return FALSE;
}

/* Two separate things make their common group the least probable of all: it is told by them when
 * nothing is left without both. */
static void retract_sums(struct week *week, const int *told, int count)
{
	for (int k = 0; k < count; k++) {
		struct signals_result *r = &week->results[told[k]];
		int span = week->judged[told[k]].span;
		double surplus = 0;
		int first = -1;
		for (int j = 0; j < count; j++) {
			const struct signals_result *part = &week->results[told[j]];
			if (part->flag != 2 || part->direction != r->direction ||
			    holds_told(week, told[j], told, count) ||
			    !is_ancestor(week->input, told[k], told[j], DEPTH_MAX) || j == k)
				continue;
			surplus += surplus_in(&week->judged[told[j]], span);
			first = first < 0 ? told[j] : first;
		}
		if (first < 0 ||
		    !usual_without(week, told[k], week->judged[told[k]].seen[span] - surplus, 1))
			continue;
		r->flag = 0;
		r->told_by = first;
		for (int i = 0; i < week->input->count; i++)
			if (week->results[i].told_by == told[k])
				week->results[i].told_by = first;
	}
}

static void tell(struct week *week, const int *order, int n)
{
	g_autofree int *told = g_new(int, MAX(n, 1));
	int count = 0;
	for (int k = 0; k < n; k++) {
		struct signals_result *r = &week->results[order[k]];
		if (!outside(week, order[k]))
			continue;
		r->told_by = teller(week, order[k], told, count);
		if (r->told_by >= 0)
			continue;
		r->flag = 2;
		told[count++] = order[k];
	}
	retract_sums(week, told, count);
}

static gboolean is_related(const struct signals_input *input, int a, int b)
{
	return is_ancestor(input, a, b, DEPTH_MAX) || is_ancestor(input, b, a, DEPTH_MAX);
}

/* Whether its count lies within the range that is printed beside it. */
static gboolean is_usual(const struct signals_result *r)
{
	return !isnan(r->usual_upper) && r->seen >= ceil(r->usual_lower - 1e-9) &&
	       r->seen <= floor(r->usual_upper + 1e-9);
}

/* The highest of the rest that lie outside their usual range: nothing of what is flagged already,
 * above or below it. */
static void glance(struct week *week, const int *order, int n)
{
	int left = week->input->glances;
	for (int k = 0; k < n && left > 0; k++) {
		struct signals_result *r = &week->results[order[k]];
		if (r->p_value > GLANCE_P)
			return;
		if (r->flag || r->told_by >= 0 || is_usual(r) ||
		    (r->direction > 0 && r->seen < SIGNALS_EVENTS_MIN))
			continue;
		gboolean known = FALSE;
		for (int j = 0; j < k && !known; j++)
			known = week->results[order[j]].flag &&
				is_related(week->input, order[j], order[k]);
		if (known)
			continue;
		r->flag = 1;
		left--;
	}
}

/* drift */

/* The same category over the largest area: its share cancels season, coverage and campaigns, which
 * are the category's.
 */
static int whole_of(const struct signals_input *input, int series)
{
	int whole = series;
	for (int depth = 0; depth < DEPTH_MAX; depth++) {
		int up = input->series[whole].parent[1];
		if (up < 0 || up >= input->count || up == whole)
			break;
		whole = up;
	}
	return whole;
}

static void find_drifts(struct week *week)
{
	const struct signals_input *input = week->input;
	/* about one false episode in half a year of 72 quiet series at one a month, by simulation
	 */
	double threshold = log(MAX(week->judgeable, 1) / input->budget);
	for (int i = 0; i < input->count; i++) {
		int whole = whole_of(input, i);
		struct signals_result *r = &week->results[i];
		if (whole == i || r->method == SIGNALS_TOO_FEW)
			continue;
		drift_find(input, &input->series[i], week->judged[i].exposure,
			   &input->series[whole], week->judged[whole].exposure, threshold,
			   &r->drift_since);
		r->drift = r->drift_since >= 0;
	}
}

void signals_judge(const struct signals_input *input, struct signals_result *results)
{
	struct week week;
	if (input->count <= 0 || input->weeks <= 0)
		return;
	g_assert(input->budget > 0);
	week_init(&week, input, results);
	struct forecast_room *room = forecast_room_new(input->weeks);
	for (int i = 0; i < input->count; i++)
		forecast_series(&week, i, room);
	forecast_room_free(room);
	spread_series(&week);
	set_limits(&week);
	int n;
	g_autofree int *order = ranked(&week, &n);
	tell(&week, order, n);
	glance(&week, order, n);
	for (int i = 0; i < input->count; i++)
		if (results[i].flag)
			reasons_find(input, &input->series[i], week.judged[i].usual,
				     &week.judged[i].forecast, week.alpha, &results[i]);
	find_drifts(&week);
	week_clear(&week);
}
