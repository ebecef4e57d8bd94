/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The space-time K function. It agrees with splancs (Rowlingson and Diggle 1993) to the digit, its
 * treatment of pairs at exactly the largest distance or time included: they count neither in ks nor
 * in kt, and in kst with bin and weights of the pair before them. Choose largest limits that no
 * pair meets exactly where that matters. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "osg/compare.h"
#include "osg/knox.h"

#define MOST_EVENTS 2000 /* a weight for every pair is kept */

struct outline {
	const double *x, *y;
	int corners;
};

struct pairs {
	int n;
	double *near, *far;    /* [n * n] weight of a pair in space, and its distance */
	double *early, *apart; /* the same in time */
};

/* Ripley's weight */

static gboolean inside(const struct outline *o, double x, double y)
{
	gboolean in = FALSE;
	for (int i = 0, j = o->corners - 1; i < o->corners; j = i++)
		if ((o->y[i] > y) != (o->y[j] > y) &&
		    x < (o->x[j] - o->x[i]) * (y - o->y[i]) / (o->y[j] - o->y[i]) + o->x[i])
			in = !in;
	return in;
}

static double area(const struct outline *o)
{
	double sum = 0;
	for (int i = 0, j = o->corners - 1; i < o->corners; j = i++)
		sum += o->x[j] * o->y[i] - o->x[i] * o->y[j];
	return fabs(sum) / 2;
}

/* Angles at which a circle crosses one side. */
static int crossings(double fx, double fy, double dx, double dy, double radius, double *angle)
{
	double a = dx * dx + dy * dy, b = 2 * (fx * dx + fy * dy),
	       c = fx * fx + fy * fy - radius * radius;
	double root = b * b - 4 * a * c;
	int count = 0;
	if (!(root > 0) || !(a > 0))
		return 0;
	for (int sign = -1; sign <= 1; sign += 2) {
		double u = (-b + sign * sqrt(root)) / (2 * a);
		if (u >= 0 && u < 1)
			angle[count++] = atan2(fy + u * dy, fx + u * dx);
	}
	return count;
}

/* Whole circle over its part inside the outline; 1 where it does not cross it. angle: room for two
 * a side. */
static double circle_weight(const struct outline *o, double x, double y, double radius,
			    double *angle)
{
	int count = 0;
	double within = 0;
	for (int i = 0; i < o->corners && radius > 0; i++) {
		int j = (i + 1) % o->corners;
		count += crossings(o->x[i] - x, o->y[i] - y, o->x[j] - o->x[i], o->y[j] - o->y[i],
				   radius, angle + count);
	}
	qsort(angle, (gsize)count, sizeof *angle, compare_doubles);
	for (int i = 0; i < count; i++) {
		double from = angle[i], to = i + 1 < count ? angle[i + 1] : angle[0] + 2 * G_PI,
		       middle = (from + to) / 2;
		if (inside(o, x + radius * cos(middle), y + radius * sin(middle)))
			within += to - from;
	}
	return within > 0 ? 2 * G_PI / within : 1;
}

/* pairs */

static double interval_weight(double time, double apart, double from, double to)
{
	return time - apart > from && time + apart < to ? 1 : 2;
}

static void pairs_init(struct pairs *p, const struct knox_input *input,
		       const struct outline *outline, double from, double to, double most)
{
	gsize n = (gsize)input->events;
	g_autofree double *angle = g_new(double, 2 * (gsize)outline->corners);
	*p = (struct pairs){(int)n, g_new0(double, n *n), g_new0(double, n *n),
			    g_new0(double, n *n), g_new0(double, n *n)};
	for (gsize i = 0; i < n; i++)
		for (gsize j = 0; j < n; j++) {
			gsize at = i * n + j;
			p->far[at] = hypot(input->x[i] - input->x[j], input->y[i] - input->y[j]);
			p->apart[at] = fabs(input->time[i] - input->time[j]);
			if (i == j)
				continue;
			p->early[at] = interval_weight(input->time[i], p->apart[at], from, to);
			if (p->far[at] <= most)
				p->near[at] = circle_weight(outline, input->x[i], input->y[i],
							    p->far[at], angle);
		}
}

static void pairs_clear(struct pairs *p)
{
	g_free(p->near);
	g_free(p->far);
	g_free(p->early);
	g_free(p->apart);
}

/* The first limit that holds a value; count when none does. */
static int bin_of(const double *limits, int count, double value)
{
	int bin = 0;
	while (bin < count && limits[bin] < value)
		bin++;
	return bin;
}

static void sums_one(const double *weight, const double *distance, int n, const double *limits,
		     int count, double *sums)
{
	memset(sums, 0, sizeof *sums * (gsize)count);
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++) {
			int at = i * n + j, bin = bin_of(limits, count, distance[at]);
			if (i != j && distance[at] < limits[count - 1])
				sums[bin] += weight[at];
		}
	for (int b = 1; b < count; b++)
		sums[b] += sums[b - 1];
}

/* Pairs in splancs' order, with what it remembers of the pair before. */
static void sums_both(const struct pairs *p, const double *s, int n_s, const double *t, int n_t,
		      double *sums)
{
	int in_s = n_s, in_t = n_t;
	double space[2] = {0}, time[2] = {0};
	memset(sums, 0, sizeof *sums * (gsize)(n_s * n_t));
	for (int i = 0; i < p->n; i++)
		for (int j = 0; j < i; j++) {
			int at = i * p->n + j, back = j * p->n + i;
			if (p->far[at] < s[n_s - 1]) {
				in_s = bin_of(s, n_s, p->far[at]);
				space[0] = p->near[at];
				space[1] = p->near[back];
			}
			if (p->apart[at] < t[n_t - 1]) {
				in_t = bin_of(t, n_t, p->apart[at]);
				time[0] = p->early[at];
				time[1] = p->early[back];
			}
			if (p->far[at] <= s[n_s - 1] && p->apart[at] <= t[n_t - 1] && in_s < n_s &&
			    in_t < n_t)
				sums[in_t * n_s + in_s] += space[0] * time[0] + space[1] * time[1];
		}
	for (int b = 0; b < n_t; b++)
		for (int a = 1; a < n_s; a++)
			sums[b * n_s + a] += sums[b * n_s + a - 1];
	for (int i = n_s; i < n_s * n_t; i++)
		sums[i] += sums[i - n_s];
}

/* variance */

struct moments {
	double all, squares,
		rows; /* sum, sum of squares, sum of squared row sums of a symmetric matrix */
};

static struct moments moments_of(const double *weight, const double *distance, int n, double limit)
{
	struct moments m = {0};
	for (int i = 0; i < n; i++) {
		double row = 0;
		for (int j = 0; j < n; j++) {
			if (i == j || distance[i * n + j] > limit)
				continue;
			double both = (weight[i * n + j] + weight[j * n + i]) / 2;
			row += both;
			m.squares += both * both;
		}
		m.all += row;
		m.rows += row * row;
	}
	return m;
}

/* Of the sum of products when one matrix is permuted (Mantel 1967). */
static double mantel_variance(const struct moments *a, const struct moments *b, double n)
{
	double n2 = n * (n - 1), n3 = n2 * (n - 2), n4 = n3 * (n - 3), mean = a->all * b->all / n2;
	double rest_a = a->all * a->all + 2 * a->squares - 4 * a->rows,
	       rest_b = b->all * b->all + 2 * b->squares - 4 * b->rows;
	return 2 * a->squares * b->squares / n2 +
	       4 * (a->rows - a->squares) * (b->rows - b->squares) / n3 + rest_a * rest_b / n4 -
	       mean * mean;
}

static void errors_fill(const struct pairs *p, const double *s, int n_s, const double *t, int n_t,
			double scale, double *se)
{
	g_autofree struct moments *space = g_new(struct moments, n_s);
	for (int a = 0; a < n_s; a++)
		space[a] = moments_of(p->near, p->far, p->n, s[a]);
	for (int b = 0; b < n_t; b++) {
		struct moments time = moments_of(p->early, p->apart, p->n, t[b]);
		for (int a = 0; a < n_s; a++)
			se[b * n_s + a] =
				scale * sqrt(MAX(mantel_variance(&space[a], &time, p->n), 0));
	}
}

/* all together */

static gboolean rising(const double *limits, int count)
{
	for (int i = 0; i < count; i++)
		if (!(limits[i] > (i ? limits[i - 1] : 0)) || !isfinite(limits[i]))
			return FALSE;
	return count > 0;
}

static gboolean k_check(const struct knox_input *input, const struct outline *outline, double from,
			double to, gboolean limits, GError **error)
{
	const char *wrong = NULL;
	if (input->events < 4)
		wrong = _("Too few to judge: the space-time K needs at least 4 events.");
	else if (input->events > MOST_EVENTS)
		wrong = _("The space-time K can judge at most 2,000 events.");
	else if (outline->corners < 3 || !(area(outline) > 0))
		wrong = _("The outline has no area; at least three corners were expected.");
	else if (!(to > from) || !limits)
		wrong = _("Limits rise from above 0, and the time ends after it begins.");
	for (int i = 0; !wrong && i < input->events; i++)
		if (input->time[i] < from || input->time[i] > to)
			wrong = _("An event lies outside of the time limits.");
	if (wrong)
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT, wrong);
	return wrong == NULL;
}

gboolean space_time_k(const struct knox_input *input, const double *polygon_x,
		      const double *polygon_y, int corners, double from, double to, const double *s,
		      int n_s, const double *t, int n_t, struct space_time_k *k, GError **error)
{
	struct outline outline = {polygon_x, polygon_y, corners};
	struct pairs pairs;
	int cells = n_s * n_t;
	if (!k_check(input, &outline, from, to, rising(s, n_s) && rising(t, n_t), error))
		return FALSE;
	double ordered = input->events * (input->events - 1.0), space = area(&outline) / ordered,
	       time = (to - from) / ordered;
	*k = (struct space_time_k){g_new(double, n_s),   g_new(double, n_t),   g_new(double, cells),
				   g_new(double, cells), g_new(double, cells), 0};
	pairs_init(&pairs, input, &outline, from, to, s[n_s - 1]);
	sums_one(pairs.near, pairs.far, pairs.n, s, n_s, k->ks);
	sums_one(pairs.early, pairs.apart, pairs.n, t, n_t, k->kt);
	sums_both(&pairs, s, n_s, t, n_t, k->kst);
	errors_fill(&pairs, s, n_s, t, n_t, space * (to - from), k->se);
	pairs_clear(&pairs);
	for (int i = 0; i < n_s; i++)
		k->ks[i] *= space;
	for (int i = 0; i < n_t; i++)
		k->kt[i] *= time;
	for (int i = 0; i < cells; i++) {
		k->kst[i] *= space * (to - from);
		k->d[i] = k->kst[i] - k->ks[i % n_s] * k->kt[i / n_s];
		k->sum += k->d[i];
	}
	return TRUE;
}

void space_time_k_clear(struct space_time_k *k)
{
	g_free(k->ks);
	g_free(k->kt);
	g_free(k->kst);
	g_free(k->d);
	g_free(k->se);
	memset(k, 0, sizeof *k);
}
