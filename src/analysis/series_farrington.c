/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Farrington's method, original and flexible, one week at a time: choose the baseline, fit, weigh
 * past outbreaks down, fit again, decide on the trend, set the limit. A week whose
 * years of history are not all there is not judged. */
#include "config.h"
#include "osg/series.h"

#include <math.h>

#include "analysis/glm.h"
#include "analysis/series_private.h"

#define TREND_YEARS 3 /* a trend from fewer years is taken for season */

const struct series_farrington series_farrington_improved = {
	.years = 5,
	.half_window = 3,
	.frequency = 52,
	.reweight = TRUE,
	.weights_threshold = 2.58,
	.alpha = 0.005,
	.trend = TRUE,
	.trend_p = 1,
	.limit_cases = 5,
	.limit_weeks = 4,
	.power = 2.0 / 3,
	.periods = 10,
	.past_weeks = 26,
	.threshold = SERIES_NB_PLUGIN,
};

static gboolean power_known(double power)
{
	return fabs(power - 1) < 1e-9 || fabs(power - 0.5) < 1e-9 || fabs(power - 2.0 / 3) < 1e-9;
}

const char *series_farrington_fault(const struct series_farrington *f)
{
	int rest = f->frequency - 2 * f->half_window - 1;
	const struct {
		gboolean good;
		const char *field;
	} rules[] = {
		{f->frequency >= 4 && f->frequency <= 366, "freq"},
		{f->years >= 1 && f->years <= 100, "b"},
		{f->half_window >= 0 && rest >= 0, "w"},
		{f->periods >= 1 && f->periods <= GLM_GROUPS_MAX && f->periods - 1 <= rest,
		 "no_periods"},
		{f->past_weeks >= 0 && f->past_weeks < f->frequency, "past_weeks_not_included"},
		{f->alpha > 0 && f->alpha < 0.5, "alpha"},
		{f->weights_threshold > 0, "weights_threshold"},
		{f->limit_cases >= 0 && f->limit_weeks > 0, "limit54"},
		{power_known(f->power), "powertrans"},
		{f->threshold >= SERIES_DELTA && f->threshold <= SERIES_MUAN, "threshold"},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rules); i++)
		if (!rules[i].good)
			return rules[i].field;
	return NULL;
}

int series_farrington_first(const struct series_farrington *f)
{
	return f->frequency * f->years + f->half_window - 1;
}

void series_farrington_groups(const struct series_farrington *f, int week, gint8 *group)
{
	int w = f->half_window, rest = f->frequency - 2 * w - 1;
	for (int i = 0; i <= week; i++)
		group[i] = -1;
	for (int year = 1; year <= f->years; year++) {
		int centre = week - year * f->frequency;
		for (int i = -MIN(w, centre); i <= w; i++)
			group[centre + i] = 0;
		for (int i = 0, block = 1, left; f->periods > 1 && block < f->periods; block++) {
			left = rest / (f->periods - 1) + (block <= rest % (f->periods - 1));
			for (; left > 0; left--, i++)
				group[centre + w + 1 + i] = (gint8)block;
		}
	}
	/* the window of the season judged now overlaps the last block, and the weeks just before
	 * are left out */
	for (int i = week - w; i <= week; i++)
		group[i] = 0;
	for (int i = MAX(0, week - f->past_weeks); i <= week; i++)
		group[i] = -1;
}

struct farrington_baseline {
	int n, groups;
	double *response, *time, *weights, *residuals;
	struct glm_room *room;
	guint8 *group;
	double largest;
};

static void baseline_fill(struct farrington_baseline *b, const int *counts, int week,
			  const struct series_farrington *f)
{
	g_autofree gint8 *group = g_new(gint8, week + 1);
	int number[GLM_GROUPS_MAX] = {0}; /* levels in use, renumbered without gaps */
	series_farrington_groups(f, week, group);
	*b = (struct farrington_baseline){.groups = 1};
	b->response = g_new(double, (gsize)(week + 1) * 4);
	b->time = b->response + week + 1;
	b->weights = b->time + week + 1;
	b->residuals = b->weights + week + 1;
	b->room = glm_room_new(week + 1);
	b->group = g_new(guint8, week + 1);
	for (int t = 0; t <= week; t++) {
		if (group[t] < 0)
			continue;
		if (group[t] > 0 && number[group[t]] == 0)
			number[group[t]] = b->groups++;
		b->response[b->n] = counts[t];
		b->time[b->n] = t + 1;
		b->group[b->n++] = (guint8)number[group[t]];
		b->largest = fmax(b->largest, counts[t]);
	}
}

static void baseline_clear(struct farrington_baseline *b)
{
	g_free(b->response);
	g_free(b->group);
	glm_room_free(b->room);
}

/* A fitted model and the dispersion that its errors are scaled with. The tool scales the errors of
 * a reweighted fit by the outbreak weights over squared relative residuals (it replaces the working
 * weights by them before asking); so do we, to give its numbers. */
struct model {
	struct glm glm;
	double phi, error_dispersion;
	gboolean good;
};

static double reweighted_dispersion(const struct glm *glm)
{
	double sum = 0;
	for (int i = 0; i < glm->n; i++) {
		double residual = (glm->response[i] - glm->room->mu[i]) / glm->room->mu[i];
		sum += glm->weights[i] * residual * residual;
	}
	return sum / glm->df;
}

static void model_fit(struct model *m, struct farrington_baseline *b, gboolean trend,
		      const struct series_farrington *f)
{
	*m = (struct model){.glm = {.response = b->response,
				    .time = b->time,
				    .group = b->group,
				    .n = b->n,
				    .groups = b->groups,
				    .trend = trend,
				    .room = b->room}};
	glm_fit(&m->glm);
	if (!m->glm.converged && trend) {
		m->glm.trend = FALSE;
		glm_fit(&m->glm);
	}
	m->phi = fmax(m->glm.dispersion, 1);
	m->error_dispersion = m->glm.dispersion;
	m->good = m->glm.converged && m->glm.df > 0;
	if (!m->good || !f->reweight)
		return;
	glm_anscombe(&m->glm, m->phi, b->residuals);
	glm_outbreak_weights(b->residuals, b->n, f->weights_threshold, b->weights);
	m->glm.weights = b->weights;
	glm_fit(&m->glm);
	m->phi = fmax(m->glm.dispersion, 1);
	m->error_dispersion = reweighted_dispersion(&m->glm);
}

static gboolean trend_holds(const struct model *m, int week, double largest,
			    const struct series_farrington *f)
{
	double variance, eta = glm_predict(&m->glm, 0, week + 1, &variance);
	double t = m->glm.slope / sqrt(m->error_dispersion / m->glm.spread);
	return f->years >= TREND_YEARS && student_two_sided(t, m->glm.df) < f->trend_p &&
	       exp(eta) <= largest;
}

static void limit_delta(struct series_point *p, double count, double mu, double error, double phi,
			const struct series_farrington *f)
{
	double tau = phi + error * error / mu, e = f->power, z = normal_quantile(1 - f->alpha);
	double se = e == 1     ? sqrt(mu * tau)
		    : e == 0.5 ? sqrt(tau / 4)
			       : sqrt(4.0 / 9 * cbrt(mu) * tau);
	p->upper = pow(pow(mu, e) + z * se, 1 / e);
	p->p_value = normal_upper((pow(count, e) - pow(mu, e)) / se);
	p->score = (count - mu) / (p->upper - mu);
}

static void limit_counts(struct series_point *p, double count, double eta, double error, double phi,
			 const struct series_farrington *f)
{
	double mu = exp(f->threshold == SERIES_MUAN ? eta + normal_quantile(1 - f->alpha) * error
						    : eta);
	if (!isfinite(mu))
		return;
	p->upper = count_quantile(1 - f->alpha, mu, phi);
	p->p_value = count_upper(count, mu, phi);
	p->score = (count - eta) / (p->upper - eta);
}

static gboolean enough_cases(const int *counts, int week, const struct series_farrington *f)
{
	int sum = 0;
	for (int t = MAX(0, week - f->limit_weeks + 1); t <= week; t++)
		sum += counts[t];
	return sum >= f->limit_cases;
}

static void judge(const struct model *m, const int *counts, int week,
		  const struct series_farrington *f, struct series_point *p)
{
	double variance, eta = glm_predict(&m->glm, 0, week + 1, &variance);
	double error = sqrt(variance * m->error_dispersion), mu = exp(eta);
	if (f->threshold == SERIES_DELTA)
		limit_delta(p, counts[week], mu, error * mu, m->phi, f);
	else
		limit_counts(p, counts[week], eta, error, m->phi, f);
	p->phi = m->phi;
	p->expected = isnan(p->upper) ? NAN : mu;
	p->alarm = 0;
	if (enough_cases(counts, week, f)) {
		p->alarm = p->score > 1 && counts[week] != 0;
		return;
	}
	p->expected = p->upper = NAN;
}

void series_farrington_week(const int *counts, int week, const struct series_farrington *f,
			    struct series_point *point)
{
	struct farrington_baseline b;
	struct model m;
	g_assert(!series_farrington_fault(f));
	*point = series_point_empty;
	if (week < series_farrington_first(f))
		return;
	point->judged = TRUE;
	baseline_fill(&b, counts, week, f);
	model_fit(&m, &b, f->trend, f);
	gboolean trend = m.good && m.glm.trend && trend_holds(&m, week, b.largest, f);
	if (m.good && m.glm.trend && !trend)
		model_fit(&m, &b, FALSE, f);
	if (m.good) {
		judge(&m, counts, week, f, point);
		point->trend_used = trend;
		point->trend = trend ? m.glm.slope : NAN;
	}
	baseline_clear(&b);
}
