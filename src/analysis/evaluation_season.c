/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Season, trend and step: a quasi-Poisson regression of a few columns, by iteratively reweighted
 * least squares. (The models of glm.c have levels and one trend; harmonics need a matrix.) */
#include "config.h"

#include "osg/evaluation.h"

#include <math.h>
#include <string.h>

#include "analysis/distribution.h"

enum { STEP_COLUMN = 2, COLUMNS_MOST = 3 + 2 * 6, STEPS_MOST = 50 };

struct regression {
	const struct evaluation_series *series;
	int columns;
	double *rows; /* [length * columns] */
	double coefficient[COLUMNS_MOST];
	double inverse[COLUMNS_MOST][COLUMNS_MOST]; /* of the information */
	double dispersion;
};

static void rows_fill(struct regression *r)
{
	const struct evaluation_series *s = r->series;

	for (int i = 0; i < s->length; i++) {
		double *row = r->rows + (gsize)i * (gsize)r->columns;

		row[0] = 1;
		row[1] = (i + 1.0) / s->length; /* of the order of the others */
		row[STEP_COLUMN] = i >= s->after;
		for (int h = 0; h < s->harmonics; h++) {
			row[3 + 2 * h] = sin(2 * G_PI * (h + 1) * (i + 1) / s->period);
			row[4 + 2 * h] = cos(2 * G_PI * (h + 1) * (i + 1) / s->period);
		}
	}
}

/* Gauss and Jordan with pivots; FALSE: the columns are not independent. */
static gboolean invert(double m[COLUMNS_MOST][COLUMNS_MOST], int n,
		       double inverse[COLUMNS_MOST][COLUMNS_MOST])
{
	memset(inverse, 0, sizeof(double[COLUMNS_MOST][COLUMNS_MOST]));
	for (int i = 0; i < n; i++)
		inverse[i][i] = 1;
	for (int c = 0; c < n; c++) {
		int pivot = c;

		for (int i = c + 1; i < n; i++)
			if (fabs(m[i][c]) > fabs(m[pivot][c]))
				pivot = i;
		if (!(fabs(m[pivot][c]) > 1e-10))
			return FALSE;
		for (int j = 0; j < n; j++) {
			double a = m[c][j], b = inverse[c][j];

			m[c][j] = m[pivot][j];
			m[pivot][j] = a;
			inverse[c][j] = inverse[pivot][j];
			inverse[pivot][j] = b;
		}
		for (int i = 0; i < n; i++) {
			double factor = (i == c ? m[c][c] - 1 : m[i][c]) / m[c][c];

			for (int j = 0; j < n; j++) {
				m[i][j] -= factor * m[c][j];
				inverse[i][j] -= factor * inverse[c][j];
			}
		}
	}
	return TRUE;
}

static double row_predict(const struct regression *r, int i)
{
	const double *row = r->rows + (gsize)i * (gsize)r->columns;
	double sum = r->series->exposure ? log(r->series->exposure[i]) : 0;

	for (int c = 0; c < r->columns; c++)
		sum += row[c] * r->coefficient[c];
	return sum;
}

/* One weighted least squares step. How far the largest coefficient moved; NAN: no solution. */
static double regression_step(struct regression *r, gboolean first)
{
	double m[COLUMNS_MOST][COLUMNS_MOST] = {{0}}, right[COLUMNS_MOST] = {0}, moved = 0;

	for (int i = 0; i < r->series->length; i++) {
		const double *row = r->rows + (gsize)i * (gsize)r->columns;
		double y = r->series->counts[i], eta = first ? log(y + 0.5) : row_predict(r, i),
		       mu = exp(eta),
		       response = eta + (y - mu) / mu -
				  (r->series->exposure ? log(r->series->exposure[i]) : 0);

		for (int a = 0; a < r->columns; a++) {
			right[a] += mu * row[a] * response;
			for (int b = 0; b < r->columns; b++)
				m[a][b] += mu * row[a] * row[b];
		}
	}
	if (!invert(m, r->columns, r->inverse))
		return NAN;
	for (int a = 0; a < r->columns; a++) {
		double next = 0;

		for (int b = 0; b < r->columns; b++)
			next += r->inverse[a][b] * right[b];
		moved = fmax(moved, fabs(next - r->coefficient[a]));
		r->coefficient[a] = next;
	}
	return moved;
}

static gboolean regression_fit(struct regression *r)
{
	double moved = 1, pearson = 0;

	for (int i = 0; i < STEPS_MOST && moved > 1e-10; i++)
		moved = regression_step(r, i == 0);
	if (!(moved <= 1e-10) || fabs(r->coefficient[STEP_COLUMN]) > 15)
		return FALSE;
	for (int i = 0; i < r->series->length; i++) {
		double mu = exp(row_predict(r, i)), y = r->series->counts[i];

		pearson += (y - mu) * (y - mu) / mu;
	}
	r->dispersion = pearson / (r->series->length - r->columns);
	return isfinite(r->dispersion);
}

void evaluation_season(const struct evaluation_series *series, double level,
		       struct evaluation_season *season)
{
	struct regression r = {.series = series, .columns = 3 + 2 * MAX(series->harmonics, 0)};

	*season = (struct evaluation_season){NAN, NAN, NAN, NAN, EVALUATION_SEASON_SHORT};
	g_return_if_fail(r.columns <= COLUMNS_MOST);
	if (series->after < series->period || series->after >= series->length ||
	    series->length <= r.columns)
		return;
	r.rows = g_new(double, (gsize)series->length *(gsize)r.columns);
	rows_fill(&r);
	season->refusal = EVALUATION_SEASON_NO_MODEL;
	if (regression_fit(&r)) {
		double step = r.coefficient[STEP_COLUMN],
		       reach = normal_quantile((1 + level) / 2) *
			       sqrt(r.inverse[STEP_COLUMN][STEP_COLUMN] * r.dispersion);

		*season =
			(struct evaluation_season){exp(step), exp(step - reach), exp(step + reach),
						   r.dispersion, EVALUATION_SEASON_FINE};
	}
	g_free(r.rows);
}
