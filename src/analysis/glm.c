/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quasi-Poisson regression on levels and one trend (McCullagh and Nelder 1989), the fit behind Farrington's method.
 * With one level a group the information matrix is a diagonal with one extra row, so each step is two passes over the
 * data and no matrix is kept. Refuses to choose a model: the caller does. */
#include "config.h"
#include "analysis/glm.h"

#include <float.h>
#include <math.h>

#define STEPS_MAX 25
#define TOLERANCE 1e-8

static double prior(const struct glm *glm, int i)
{
	return glm->weights ? glm->weights[i] : 1;
}

static double log_exposure(const struct glm *glm, int i)
{
	return glm->exposure ? log(glm->exposure[i]) : 0;
}

static double deviance(const struct glm *glm)
{
	double sum = 0;
	for (int i = 0; i < glm->n; i++) {
		double y = glm->response[i], mu = glm->mu[i];
		sum += prior(glm, i) * (y > 0 ? y * log(y / mu) - (y - mu) : mu);
	}
	return 2 * sum;
}

static void start(struct glm *glm)
{
	double sum = 0;
	for (int i = 0; i < glm->n; i++) {
		glm->mu[i] = glm->response[i] + 0.1;
		sum += glm->time[i];
	}
	glm->origin = glm->n ? sum / glm->n : 0;
}

/* One weighted least squares step on the working response. */
static void step(struct glm *glm)
{
	double response[GLM_GROUPS_MAX] = {0};
	for (int g = 0; g < glm->groups; g++)
		glm->information[g] = glm->centre[g] = 0;
	for (int i = 0; i < glm->n; i++) {
		double mu = glm->mu[i], w = glm->working[i] = prior(glm, i) * mu;
		int g = glm->group[i];
		/* the leverage array is free until the end: it holds the working response meanwhile */
		glm->leverage[i] = log(mu) - log_exposure(glm, i) + (glm->response[i] - mu) / mu;
		glm->information[g] += w;
		glm->centre[g] += w * (glm->time[i] - glm->origin);
		response[g] += w * glm->leverage[i];
	}
	for (int g = 0; g < glm->groups; g++)
		if (glm->information[g] > 0) {
			glm->centre[g] /= glm->information[g];
			response[g] /= glm->information[g];
		}
	double cross = 0;
	glm->spread = 0;
	for (int i = 0; glm->trend && i < glm->n; i++) {
		int g = glm->group[i];
		double distance = glm->time[i] - glm->origin - glm->centre[g];
		glm->spread += glm->working[i] * distance * distance;
		cross += glm->working[i] * distance * (glm->leverage[i] - response[g]);
	}
	glm->slope = glm->spread > 0 ? cross / glm->spread : 0;
	for (int g = 0; g < glm->groups; g++)
		glm->level[g] = response[g] - glm->slope * glm->centre[g];
}

static void update_mean(struct glm *glm)
{
	double level[GLM_GROUPS_MAX];
	if (!glm->trend) { /* one exponential a group */
		for (int g = 0; g < glm->groups; g++)
			level[g] = exp(glm->level[g]);
		for (int i = 0; i < glm->n; i++)
			glm->mu[i] = fmax(level[glm->group[i]] * (glm->exposure ? glm->exposure[i] : 1), DBL_EPSILON);
		return;
	}
	for (int i = 0; i < glm->n; i++) {
		double eta = glm->level[glm->group[i]] + glm->slope * (glm->time[i] - glm->origin);
		glm->mu[i] = fmax(exp(eta) * (glm->exposure ? glm->exposure[i] : 1), DBL_EPSILON);
	}
}

static int parameters(const struct glm *glm)
{
	int used = glm->trend && glm->spread > 0;
	for (int g = 0; g < glm->groups; g++)
		used += glm->information[g] > 0;
	return used;
}

static void summarise(struct glm *glm)
{
	double pearson = 0;
	for (int i = 0; i < glm->n; i++) {
		int g = glm->group[i];
		double distance = glm->time[i] - glm->origin - glm->centre[g];
		double residual = (glm->response[i] - glm->mu[i]) / glm->mu[i];
		double part = glm->trend && glm->spread > 0 ? distance * distance / glm->spread : 0;
		glm->leverage[i] = glm->working[i] * (1 / glm->information[g] + part);
		pearson += glm->working[i] * residual * residual;
	}
	glm->df = glm->n - parameters(glm);
	glm->dispersion = glm->df > 0 ? pearson / glm->df : NAN;
}

void glm_fit(struct glm *glm)
{
	g_assert(glm->groups >= 1 && glm->groups <= GLM_GROUPS_MAX);
	start(glm);
	glm->converged = FALSE;
	double before = deviance(glm);
	for (int i = 0; i < STEPS_MAX && !glm->converged; i++) {
		step(glm);
		update_mean(glm);
		double now = deviance(glm);
		glm->converged = fabs(now - before) / (fabs(now) + 0.1) < TOLERANCE;
		before = now;
	}
	summarise(glm);
}

double glm_predict(const struct glm *glm, int group, double time, double *variance)
{
	double distance = time - glm->origin - glm->centre[group];
	*variance = 1 / glm->information[group];
	if (glm->trend && glm->spread > 0)
		*variance += distance * distance / glm->spread;
	return glm->level[group] + glm->slope * (time - glm->origin);
}

void glm_anscombe(const struct glm *glm, double phi, double *residuals)
{
	for (int i = 0; i < glm->n; i++) {
		double y = glm->response[i], mu = glm->mu[i];
		double residual = 1.5 * (cbrt(y * y) / sqrt(cbrt(mu)) - sqrt(mu));
		double room = phi * (1 - glm->leverage[i]);
		residuals[i] = room > 1e-12 ? residual / sqrt(room) : 0;
	}
}

void glm_outbreak_weights(const double *residuals, int n, double threshold, double *weights)
{
	double sum = 0;
	for (int i = 0; i < n; i++) {
		double s = residuals[i];
		weights[i] = s > threshold ? 1 / (s * s) : 1;
		sum += weights[i];
	}
	for (int i = 0; i < n; i++)
		weights[i] *= n / sum;
}
