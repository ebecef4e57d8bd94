/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quasi-Poisson regression on levels and one trend (McCullagh and Nelder 1989), the fit behind
 * Farrington's method. With one level a group the information matrix is a diagonal with one extra
 * row, so each step is two passes over the data and no matrix is kept. The caller
 * chooses the model. */
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

static double deviance(const struct glm *glm)
{
	double sum = 0;
	for (int i = 0; i < glm->n; i++) {
		double y = glm->response[i];
		sum += prior(glm, i) *
		       (glm->room->own[i] - y * glm->room->eta[i] - y + glm->room->mu[i]);
	}
	return 2 * sum;
}

static void update_mean(struct glm *glm)
{
	double level[GLM_GROUPS_MAX];
	for (int g = 0; g < glm->groups; g++)
		level[g] = exp(glm->level[g]);
	for (int i = 0; i < glm->n; i++) {
		int g = glm->group[i];
		double drift = glm->trend ? glm->slope * (glm->time[i] - glm->origin) : 0;
		double growth = glm->trend ? exp(drift) : 1;
		glm->room->eta[i] = glm->level[g] + drift + glm->room->offset[i];
		glm->room->mu[i] = fmax(level[g] * growth * (glm->exposure ? glm->exposure[i] : 1),
					DBL_EPSILON);
	}
}

#define NO_EVENTS 1e-6 /* what a group without events starts with: its level runs away */

/* The fit without a trend. */
static void start_from_means(struct glm *glm)
{
	double events[GLM_GROUPS_MAX] = {0}, exposure[GLM_GROUPS_MAX] = {0};
	for (int i = 0; i < glm->n; i++) {
		events[glm->group[i]] += prior(glm, i) * glm->response[i];
		exposure[glm->group[i]] += prior(glm, i) * (glm->exposure ? glm->exposure[i] : 1);
	}
	for (int g = 0; g < glm->groups; g++)
		glm->level[g] = log(fmax(events[g], NO_EVENTS) / exposure[g]);
	glm->slope = 0;
	update_mean(glm);
}

static void start(struct glm *glm)
{
	struct glm_room *room = glm->room;
	double sum = 0;
	for (int i = 0; i < glm->n; i++) {
		double y = glm->response[i];
		room->mu[i] = y + 0.1;
		room->eta[i] = log(room->mu[i]);
		room->own[i] = y > 0 ? y * log(y) : 0;
		room->offset[i] = glm->exposure ? log(glm->exposure[i]) : 0;
		sum += glm->time[i];
	}
	glm->origin = glm->n ? sum / glm->n : 0;
	if (glm->from_means)
		start_from_means(glm);
}

/* The groups' means of the working response and of time. */
static void average(struct glm *glm, double *response)
{
	struct glm_room *room = glm->room;
	for (int g = 0; g < glm->groups; g++)
		glm->information[g] = glm->centre[g] = response[g] = 0;
	for (int i = 0; i < glm->n; i++) {
		double mu = room->mu[i], w = prior(glm, i) * mu;
		int g = glm->group[i];
		room->working[i] = w;
		room->leverage[i] = room->eta[i] - room->offset[i] + (glm->response[i] - mu) / mu;
		glm->information[g] += w;
		glm->centre[g] += w * (glm->time[i] - glm->origin);
		response[g] += w * room->leverage[i];
	}
	for (int g = 0; g < glm->groups; g++)
		if (glm->information[g] > 0) {
			glm->centre[g] /= glm->information[g];
			response[g] /= glm->information[g];
		}
}

/* One weighted least squares step. The leverage array, free until the end, holds the working
 * response. */
static void step(struct glm *glm)
{
	double response[GLM_GROUPS_MAX], cross = 0;
	average(glm, response);
	glm->spread = 0;
	for (int i = 0; glm->trend && i < glm->n; i++) {
		int g = glm->group[i];
		double distance = glm->time[i] - glm->origin - glm->centre[g];
		glm->spread += glm->room->working[i] * distance * distance;
		cross += glm->room->working[i] * distance * (glm->room->leverage[i] - response[g]);
	}
	glm->slope = glm->spread > 0 ? cross / glm->spread : 0;
	for (int g = 0; g < glm->groups; g++)
		glm->level[g] = response[g] - glm->slope * glm->centre[g];
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
		double residual = (glm->response[i] - glm->room->mu[i]) / glm->room->mu[i];
		double part = glm->trend && glm->spread > 0 ? distance * distance / glm->spread : 0;
		glm->room->leverage[i] = glm->room->working[i] * (1 / glm->information[g] + part);
		pearson += glm->room->working[i] * residual * residual;
	}
	glm->df = glm->n - parameters(glm);
	glm->dispersion = glm->df > 0 ? pearson / glm->df : NAN;
}

struct glm_room *glm_room_new(int n)
{
	struct glm_room *room = g_new0(struct glm_room, 1);
	double **arrays[] = {&room->mu,     &room->eta,      &room->own,
			     &room->offset, &room->leverage, &room->working};
	room->mu = g_new(double, MAX(n, 1) * G_N_ELEMENTS(arrays));
	for (gsize i = 1; i < G_N_ELEMENTS(arrays); i++)
		*arrays[i] = room->mu + i * MAX(n, 1);
	return room;
}

void glm_room_free(struct glm_room *room)
{
	if (!room)
		return;
	g_free(room->mu);
	g_free(room);
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
		double y = glm->response[i], mu = glm->room->mu[i];
		double residual = 1.5 * (cbrt(y * y) / sqrt(cbrt(mu)) - sqrt(mu));
		double room = phi * (1 - glm->room->leverage[i]);
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
