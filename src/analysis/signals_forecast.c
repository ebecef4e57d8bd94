/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One series: who reported, which weeks of the past are comparable, and the distribution of this
 * week's count that follows from them. There is none from fewer than four comparable
 * weeks, nor where hardly anybody reported. */
#include "config.h"

#include <math.h>

#include "analysis/glm.h"
#include "analysis/series_private.h"
#include "analysis/signals_private.h"

#define POISSON_WEEKS 4
#define EARS_WEEKS 7
#define EARS_MOST 16 /* older weeks are another season already */
#define REGRESSION_WEEKS 26
#define FARRINGTON_YEARS 2
#define RECENT_WEEKS 52 /* a year of weeks at most, without season */
#define GUARD_WEEKS 2
#define PHI_PRIOR 1.3 /* what weekly counts of a municipality show */
#define PHI_PRIOR_DF 10
#define TREND_P 0.01
#define WEIGHTS_THRESHOLD 2.58
#define EXPOSURE_MIN 0.2 /* below, a week says nothing */
#define MARK_PRIOR 5     /* events that a mark's effect is drawn to none with */

struct forecast_room {
	double *response, *time, *exposure, *weights, *residuals;
	guint8 *group;
	gint8 *level;
	struct glm_room *glm;
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

/* What each organisation usually reports in a week that it reports at all; this week apart. One
 * half event more for each, so that who never reported such a thing weighs little, but something.
 */
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
	for (int t = 0; t < input->weeks; t++)
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
	int number[GLM_GROUPS_MAX] = {0}, begin = series->changed, now = input->weeks - 1;
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

static gboolean season_is_held(const struct forecast_room *room)
{
	int weeks = 0;
	for (int i = 0; i < room->n; i++)
		weeks += room->group[i] == 0;
	return weeks >= EARS_WEEKS && room->n >= RECENT_WEEKS;
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
	take_recent(input, series, exposure, REGRESSION_WEEKS, 0, room);
	if (room->n >= REGRESSION_WEEKS)
		return SIGNALS_REGRESSION;
	if (room->n >= EARS_WEEKS + GUARD_WEEKS)
		take_recent(input, series, exposure, EARS_MOST, GUARD_WEEKS, room);
	if (room->n >= EARS_WEEKS)
		return SIGNALS_EARS;
	return room->n >= POISSON_WEEKS ? SIGNALS_POISSON : SIGNALS_TOO_FEW;
}

/* fit */

static void fit(struct forecast_room *room, gboolean trend, gboolean reweight, struct glm *glm)
{
	*glm = (struct glm){.response = room->response,
			    .time = room->time,
			    .exposure = room->exposure,
			    .group = room->group,
			    .n = room->n,
			    .groups = room->groups,
			    .trend = trend,
			    .from_means = TRUE,
			    .room = room->glm};
	glm_fit(glm);
	if (!reweight || !glm->converged || !(glm->df > 0))
		return;
	glm_anscombe(glm, fmax(glm->dispersion, 1), room->residuals);
	glm_outbreak_weights(room->residuals, room->n, WEIGHTS_THRESHOLD, room->weights);
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

/* The model that history supports, and the level of this season with the variance of its logarithm.
 */
static double fit_level(const struct signals_input *input, int method, struct forecast_room *room,
			double *phi, double *variance)
{
	struct glm glm;
	int now = input->weeks - 1;
	gboolean regression = method >= SIGNALS_REGRESSION;
	fit(room, regression, regression, &glm);
	if (glm.trend && !trend_is_plain(&glm, room->largest, now))
		fit(room, FALSE, TRUE, &glm);
	*phi = phi_of(&glm);
	double weeks = 0, level = exp(glm_predict(&glm, 0, now, variance));
	for (int i = 0; i < room->n; i++)
		weeks += room->group[i] == 0 ? room->exposure[i] : 0;
	*variance /= 1 + *variance / 2; /* the half event that is added is known as well */
	return level + 0.5 / weeks;
}

void forecast_make(const struct signals_input *input, const struct signals_series *series,
		   const double *exposure, struct forecast_room *room, struct forecast *forecast)
{
	int now = input->weeks - 1, method = choose(input, series, exposure, room);
	double phi, variance;
	*forecast = (struct forecast){
		.mean = NAN, .phi = NAN, .method = SIGNALS_TOO_FEW, .weeks = room->n};
	if (method == SIGNALS_TOO_FEW || exposure[now] < EXPOSURE_MIN)
		return;
	double level = fit_level(input, method, room, &phi, &variance);
	struct mark_effect effect = effect_of_mark(input, series, exposure, level);
	forecast->method = method;
	forecast->unlike = !effect.known;
	forecast->mean = level * effect.factor * exposure[now];
	forecast->phi = phi * (1 + forecast->mean * (variance + effect.variance));
}

double forecast_p(const struct forecast *forecast, double seen, int *direction)
{
	*direction = seen > forecast->mean ? 1 : seen < forecast->mean ? -1 : 0;
	if (*direction > 0)
		return count_upper(ceil(seen), forecast->mean, forecast->phi);
	return *direction < 0 ? count_cdf(floor(seen), forecast->mean, forecast->phi) : 1;
}
