/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One series: who reported, which weeks of the past are comparable, and the distribution of this
 * week's count that follows from them. There is none from fewer than four comparable
 * weeks, nor where hardly anybody reported. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "analysis/glm.h"
#include "analysis/series_private.h"
#include "analysis/signals_private.h"

#define POISSON_WEEKS 4
#define EARS_WEEKS 7
#define EARS_MOST 16 /* older weeks are another season already */
#define REGRESSION_WEEKS 26
#define FARRINGTON_YEARS 2
#define SEASON_EVENTS 12 /* fewer cannot tell a season: a year of weeks together tells more */
#define RECENT_WEEKS 52  /* a year of weeks at most, without season */
#define GUARD_WEEKS 2
#define PHI_PRIOR 1.3 /* what weekly counts of a municipality show: to judge a trend by */
#define PHI_PRIOR_DF 10
#define MISSES_WEEKS 26
#define MISSES_GUARD 4  /* the very last weeks are left out: what began in them is no spread */
#define MISSES_LIMIT 36 /* six deviations: an outbreak is no spread */
#define MISSES_OWN 16   /* four: of its own level a series tells what its ordinary weeks do */
#define TREND_P 0.01
#define WEIGHTS_THRESHOLD 2.58
#define EXPOSURE_MIN 0.2 /* below, a week says nothing */
#define MARK_PRIOR 5     /* events that a mark's effect is drawn to none with */

struct forecast_room {
	double *response, *time, *exposure, *weights, *residuals;
	guint8 *group;
	gint8 *level;
	struct glm_room *glm;
	int number[GLM_GROUPS_MAX]; /* of the season's levels in the fit, 0 = none but the first */
	int n, groups;
	double largest;
};

struct forecast_room *forecast_room_new(int weeks)
{
	struct forecast_room *room = g_new0(struct forecast_room, 1);
	gsize n = MAX(weeks, 1);
	room->response = g_new(double, n * 5);
	room->time = room->response + n;
	room->exposure = room->time + n;
	room->weights = room->exposure + n;
	room->residuals = room->weights + n;
	room->group = g_new(guint8, n);
	room->level = g_new(gint8, n);
	room->glm = glm_room_new((int)n);
	return room;
}

void forecast_room_free(struct forecast_room *room)
{
	if (!room)
		return;
	g_free(room->response);
	g_free(room->group);
	g_free(room->level);
	glm_room_free(room->glm);
	g_free(room);
}

/* coverage */

#define SURE 3     /* exp(-3) = 0.05: so many are usual of whom a week without any is silence */
#define SURE_RUN 7 /* exp(-7) = 0.001: the same of a run of weeks */

void signals_heard(const int *reports, const guint8 *nil, int weeks, guint8 *heard)
{
	double usual = 0;
	int first = 0;

	while (first < weeks && !reports[first] && !nil[first])
		first++;
	for (int t = first; t < weeks; t++)
		usual += (double)reports[t] / (weeks - first);
	memset(heard, 0, (gsize)weeks);
	for (int t = first, empty; t < weeks; t += MAX(empty, 1)) {
		for (empty = 0; t + empty < weeks && !reports[t + empty] && !nil[t + empty];)
			empty++;
		if (empty == 0 || (usual < SURE && usual * empty < SURE_RUN))
			memset(heard + t, 1, (gsize)MAX(empty, 1));
	}
}

static gboolean anything(const guint8 *reported, int weeks)
{
	return memchr(reported, 1, (gsize)weeks) != NULL;
}

/* What each organisation usually reports in a week that it reports at all; this week apart. One
 * half event more for each, so that who never reported such a thing weighs little, but something;
 * who never reported anything weighs nothing. */
static void usual_by_organisation(const struct signals_input *input,
				  const struct signals_series *series, double *usual)
{
	for (int o = 0; o < input->organisations; o++) {
		const guint8 *reported = input->reported + (gsize)o * input->weeks;
		const int *counts = series->by_organisation
					    ? series->by_organisation + (gsize)o * input->weeks
					    : NULL;
		double events = 0.5, weeks = 1;
		for (int t = series->changed; counts && t < input->weeks - 1; t++) {
			weeks += reported[t];
			events += reported[t] ? counts[t] : 0;
		}
		usual[o] = counts ? events / weeks : 1;
		if (!anything(reported, input->weeks))
			usual[o] = 0;
	}
}

void coverage_make(const struct signals_input *input, const struct signals_series *series,
		   double *coverage, double *usual)
{
	double total = 0;
	for (int t = 0; t < input->weeks; t++)
		coverage[t] = input->reported && input->organisations > 0 ? 0 : 1;
	if (!input->reported || input->organisations <= 0)
		return;
	usual_by_organisation(input, series, usual);
	for (int o = 0; o < input->organisations; o++) {
		const guint8 *reported = input->reported + (gsize)o * input->weeks;
		total += usual[o];
		for (int t = 0; t < input->weeks; t++)
			coverage[t] += reported[t] ? usual[o] : 0;
	}
	for (int t = 0; t < input->weeks && total > 0; t++)
		coverage[t] /= total;
}

/* baseline */

static int kind_of(const struct signals_input *input, int week)
{
	return input->marked ? input->marked[week] : 0;
}

static gboolean comparable(const struct signals_input *input, const double *exposure, int week)
{
	return exposure[week] >= EXPOSURE_MIN && kind_of(input, week) == 0;
}

static void take_week(struct forecast_room *room, const struct signals_series *series,
		      const double *exposure, int week, int group)
{
	int i = room->n++;
	room->response[i] = series->counts[week];
	room->time[i] = week;
	room->exposure[i] = exposure[week];
	room->group[i] = (guint8)group;
	room->largest = fmax(room->largest, series->counts[week] / exposure[week]);
}

static void take_seasons(const struct signals_input *input, const struct signals_series *series,
			 const double *exposure, int years, struct forecast_room *room)
{
	struct series_farrington f = series_farrington_improved;
	int *number = room->number, begin = series->changed, now = input->weeks - 1;
	memset(number, 0, sizeof room->number);
	f.years = years;
	series_farrington_groups(&f, now - begin, room->level);
	room->n = 0;
	room->groups = 1;
	for (int t = begin; t < now; t++) {
		int level = room->level[t - begin];
		if (level < 0 || !comparable(input, exposure, t))
			continue;
		if (level > 0 && number[level] == 0)
			number[level] = room->groups++;
		take_week(room, series, exposure, t, number[level]);
	}
}

/* The last comparable weeks, at most so many, none older than a year; the very last `guard` left
 * out. */
static void take_recent(const struct signals_input *input, const struct signals_series *series,
			const double *exposure, int most, int guard, struct forecast_room *room)
{
	int now = input->weeks - 1;
	room->n = 0;
	room->groups = 1;
	room->largest = 0;
	for (int t = now - 1 - guard;
	     t >= MAX(series->changed, now - RECENT_WEEKS) && room->n < most; t--)
		if (comparable(input, exposure, t))
			take_week(room, series, exposure, t, 0);
}

static int years_of_history(const struct signals_input *input, const struct signals_series *series)
{
	const struct series_farrington *f = &series_farrington_improved;
	return MIN(f->years, (input->weeks - 1 - series->changed - f->half_window) / f->frequency);
}

/* Enough weeks and events at this time of the year to know its level by. */
static gboolean season_is_held(const struct forecast_room *room)
{
	int weeks = 0;
	double events = 0;
	for (int i = 0; i < room->n; i++)
		if (room->group[i] == 0) {
			weeks++;
			events += room->response[i];
		}
	return weeks >= EARS_WEEKS && events >= SEASON_EVENTS && room->n >= RECENT_WEEKS;
}

/* The best method that history allows; its weeks are in the room. */
static int choose(const struct signals_input *input, const struct signals_series *series,
		  const double *exposure, struct forecast_room *room)
{
	int years = years_of_history(input, series);
	room->largest = 0;
	if (years >= FARRINGTON_YEARS) {
		take_seasons(input, series, exposure, years, room);
		if (season_is_held(room))
			return SIGNALS_FARRINGTON;
	}
	take_recent(input, series, exposure,
		    years >= FARRINGTON_YEARS ? RECENT_WEEKS : REGRESSION_WEEKS, 0, room);
	if (room->n >= REGRESSION_WEEKS)
		return SIGNALS_REGRESSION;
	if (room->n >= EARS_WEEKS + GUARD_WEEKS)
		take_recent(input, series, exposure, EARS_MOST, GUARD_WEEKS, room);
	if (room->n >= EARS_WEEKS)
		return SIGNALS_EARS;
	return room->n >= POISSON_WEEKS ? SIGNALS_POISSON : SIGNALS_TOO_FEW;
}

/* fit */

/* skip: so many of the room's first weeks, the last ones where there is no season, are left out. */
static void fit(struct forecast_room *room, int skip, gboolean trend, gboolean reweight,
		struct glm *glm)
{
	*glm = (struct glm){.response = room->response + skip,
			    .time = room->time + skip,
			    .exposure = room->exposure + skip,
			    .group = room->group + skip,
			    .n = room->n - skip,
			    .groups = room->groups,
			    .trend = trend,
			    .from_means = TRUE,
			    .room = room->glm};
	glm_fit(glm);
	if (!reweight || !glm->converged || !(glm->df > 0))
		return;
	glm_anscombe(glm, fmax(glm->dispersion, 1), room->residuals);
	glm_outbreak_weights(room->residuals, glm->n, WEIGHTS_THRESHOLD, room->weights);
	glm->weights = room->weights;
	glm_fit(glm);
}

static double phi_of(const struct glm *glm)
{
	double df = glm->df > 0 && isfinite(glm->dispersion) ? glm->df : 0,
	       seen = df > 0 ? df * glm->dispersion : 0;
	return fmax(1, (seen + PHI_PRIOR * PHI_PRIOR_DF) / (df + PHI_PRIOR_DF));
}

static gboolean trend_is_plain(const struct glm *glm, double largest, int now)
{
	double variance, level = glm_predict(glm, 0, now, &variance);
	if (!glm->converged || !(glm->spread > 0) || glm->df <= 0)
		return FALSE;
	double t = glm->slope / sqrt(phi_of(glm) / glm->spread);
	return student_two_sided(t, glm->df) < TREND_P && exp(level) <= largest;
}

/* What began in the last weeks is no trend: it would be expected to go on. A season's fit leaves
 * half a year out. */
static gboolean trend_is_old(struct forecast_room *room, int now)
{
	int skip = 0;
	struct glm glm;

	while (skip < room->n && now - room->time[skip] < FOUR)
		skip++;
	if (skip == 0)
		return TRUE;
	fit(room, skip, TRUE, TRUE, &glm);
	return trend_is_plain(&glm, room->largest, now);
}

/* How much more or less than an ordinary week the earlier weeks with this week's mark brought, and
 * the variance of its logarithm. */
struct mark_effect {
	double factor, variance;
	gboolean known;
};

static struct mark_effect effect_of_mark(const struct signals_input *input,
					 const struct signals_series *series,
					 const double *exposure, double level)
{
	int now = input->weeks - 1, kind = kind_of(input, now);
	double seen = MARK_PRIOR, expected = MARK_PRIOR;
	struct mark_effect effect = {.factor = 1, .known = kind == 0};
	for (int t = series->changed; t < now && kind != 0; t++) {
		if (kind_of(input, t) != kind || exposure[t] < EXPOSURE_MIN)
			continue;
		seen += series->counts[t];
		expected += level * exposure[t];
		effect = (struct mark_effect){seen / expected, 1 / seen + 1 / expected, TRUE};
	}
	return effect;
}

/* what the last weeks missed */

static void miss_add(struct misses *misses, double seen, double expected, double variance)
{
	double usual = 2 * expected + 1, square = (seen - expected) * (seen - expected);

	misses->squares += fmin(square, MISSES_LIMIT * usual);
	misses->own += fmin(square, MISSES_OWN * usual);
	misses->chance += expected + expected * expected * variance;
	misses->drift += expected * expected;
	misses->weeks++;
}

/* Each week from the mean of the half year before it. */
static void miss_means(const struct signals_input *input, const struct signals_series *series,
		       const double *exposure, struct misses *misses)
{
	int last = input->weeks - 1 - MISSES_GUARD;

	for (int t = MAX(last - MISSES_WEEKS, series->changed); t < last; t++) {
		double events = 0.5, known = 0;
		int weeks = 0;

		if (!comparable(input, exposure, t))
			continue;
		for (int u = MAX(t - REGRESSION_WEEKS, series->changed); u < t; u++)
			if (comparable(input, exposure, u)) {
				events += series->counts[u];
				known += exposure[u];
				weeks++;
			}
		if (weeks >= EARS_WEEKS)
			miss_add(misses, series->counts[t], events / known * exposure[t],
				 1 / events);
	}
}

/* Each from the fit that left the half year out, at its own season's level. */
static void miss_fit(const struct signals_input *input, const struct signals_series *series,
		     const double *exposure, const struct forecast_room *room,
		     const struct glm *glm, struct misses *misses)
{
	int last = input->weeks - 1 - MISSES_GUARD, year = series_farrington_improved.frequency;

	for (int t = MAX(last - MISSES_WEEKS, 0); t < last; t++) {
		int level =
			t - year >= series->changed ? room->level[t - year - series->changed] : -1;
		double variance, eta;

		if (level < 0 || (level > 0 && room->number[level] == 0) ||
		    !comparable(input, exposure, t))
			continue;
		eta = glm_predict(glm, room->number[level], t, &variance);
		miss_add(misses, series->counts[t], exp(eta) * exposure[t], fmin(variance, 1));
	}
}

/* The model that history supports: the level of this season with the variance of its logarithm,
 * what it left and what it missed.
 */
static double fit_level(const struct signals_input *input, const struct signals_series *series,
			const double *exposure, struct forecast_room *room,
			struct forecast *forecast)
{
	struct glm glm;
	int now = input->weeks - 1;
	gboolean regression = forecast->method >= SIGNALS_REGRESSION;
	fit(room, 0, regression, regression, &glm);
	if (glm.trend && !(trend_is_plain(&glm, room->largest, now) && trend_is_old(room, now)))
		fit(room, 0, FALSE, TRUE, &glm);
	forecast->df = glm.df > 0 && isfinite(glm.dispersion) ? glm.df : 0;
	forecast->pearson = forecast->df > 0 ? forecast->df * glm.dispersion : 0;
	if (forecast->method == SIGNALS_FARRINGTON)
		miss_fit(input, series, exposure, room, &glm, &forecast->misses);
	else
		miss_means(input, series, exposure, &forecast->misses);
	double weeks = 0, level = exp(glm_predict(&glm, 0, now, &forecast->variance));
	for (int i = 0; i < room->n; i++)
		weeks += room->group[i] == 0 ? room->exposure[i] : 0;
	/* the half event that is added is known as well */
	forecast->variance /= 1 + forecast->variance / 2;
	return level + 0.5 / weeks;
}

/* How much of the last four weeks is known, of one; NAN where one of them is not comparable. */
static double four_weeks(const struct signals_input *input, const struct signals_series *series,
			 const double *exposure)
{
	double known = 0;
	for (int t = input->weeks - FOUR; t < input->weeks; t++)
		known += t >= series->changed && comparable(input, exposure, t) ? exposure[t] : NAN;
	return known;
}

void forecast_make(const struct signals_input *input, const struct signals_series *series,
		   const double *exposure, struct forecast_room *room, struct forecast *forecast)
{
	int now = input->weeks - 1, method = choose(input, series, exposure, room);
	*forecast = (struct forecast){
		.of = {{NAN, NAN}, {NAN, NAN}}, .method = SIGNALS_TOO_FEW, .weeks = room->n};
	if (method == SIGNALS_TOO_FEW || exposure[now] < EXPOSURE_MIN)
		return;
	forecast->method = method;
	double level = fit_level(input, series, exposure, room, forecast);
	struct mark_effect effect = effect_of_mark(input, series, exposure, level);
	forecast->unlike = !effect.known;
	forecast->of[THIS_WEEK].mean = level * effect.factor * exposure[now];
	forecast->of[FOUR_WEEKS].mean = level * four_weeks(input, series, exposure);
	forecast->variance += effect.variance;
}

double expected_p(const struct expected *expected, double seen, int *direction)
{
	*direction = seen > expected->mean ? 1 : seen < expected->mean ? -1 : 0;
	if (*direction > 0)
		return count_upper(ceil(seen), expected->mean, expected->phi);
	return *direction < 0 ? count_cdf(floor(seen), expected->mean, expected->phi) : 1;
}
