/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Knox's table: pairs of events that are close in time, in space and in both. Permutations only
 * look at the pairs close in space. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "osg/knox.h"
#include "osg/compare.h"
#include "osg/random.h"

/* What is kept of them is 12 bytes each. */
#define MOST_CLOSE_PAIRS 40000000

struct pair {
	int a, b;
	int reach; /* the first limit of space that holds it */
};

static double poisson_tail(gint64 count, double mean)
{
	double below = 0, term = exp(-mean);
	if (mean <= 0)
		return count > 0 ? 0 : 1;
	if (count > mean + 1) { /* from the tail, where 1 - below would lose all digits */
		double log_term = -mean + (double)count * log(mean) - lgamma((double)count + 1),
		       sum = 0;
		term = exp(log_term);
		for (gint64 k = count; term > sum * 1e-17; term *= mean / (double)++k)
			sum += term;
		return sum;
	}
	for (gint64 k = 0; k < count; term *= mean / (double)++k)
		below += mean > 700 ? exp(-mean + (double)k * log(mean) - lgamma((double)k + 1))
				    : term;
	return 1 - below;
}

static double log_choose(double n, double k)
{
	return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);
}

/* Chance of count or more of the close_space pairs among the close_time ones. */
static double hypergeometric_tail(gint64 count, gint64 pairs, gint64 close_time, gint64 close_space)
{
	gint64 least = MAX(close_time + close_space - pairs, 0),
	       most = MIN(close_time, close_space);
	double all = log_choose((double)pairs, (double)close_space), sum = 0;
	if (count <= least)
		return 1;
	for (gint64 k = count; k <= most; k++)
		sum += exp(log_choose((double)close_time, (double)k) +
			   log_choose((double)(pairs - close_time), (double)(close_space - k)) -
			   all);
	return MIN(sum, 1);
}

static int first_limit(const double *limits, int n, double value)
{
	int best = -1;
	for (int i = 0; i < n; i++)
		if (value <= limits[i] && (best < 0 || limits[i] < limits[best]))
			best = i;
	return best;
}

static void cell_judge(struct knox_cell *cell)
{
	cell->expected = cell->pairs ? (double)cell->close_time * (double)cell->close_space /
					       (double)cell->pairs
				     : 0;
	cell->ratio = cell->expected > 0 ? (double)cell->observed / cell->expected : NAN;
	cell->p_poisson = poisson_tail(cell->observed + 1, cell->expected);
	cell->p_pairs = hypergeometric_tail(cell->observed, cell->pairs, cell->close_time,
					    cell->close_space);
}

/* Pairs close in time for each limit, from the sorted times: how far ahead the limit reaches only
 * grows. */
static void time_look(const struct knox_input *input, struct knox_cell *cells, int n_t, int n_s)
{
	g_autofree double *time = g_memdup2(input->time, sizeof *time * (gsize)input->events);

	qsort(time, (size_t)input->events, sizeof *time, compare_doubles);
	for (int t = 0; t < n_t; t++) {
		gint64 close = 0;

		for (int a = 0, b = 0; a < input->events; a++) {
			while (b < input->events && time[b] - time[a] <= cells[t * n_s].eps_t)
				b++;
			close += b - a - 1;
		}
		for (int s = 0; s < n_s; s++)
			cells[t * n_s + s].close_time = close;
	}
}

/* A grid whose squares are as wide as the largest limit: what is close lies in the event's square
 * or one of the eight around it. */
struct square {
	guint64 key; /* row and column */
	int event;
};
#define SQUARE_ROW (G_GUINT64_CONSTANT(1) << 32)

static int compare_square(gconstpointer a, gconstpointer b)
{
	const struct square *p = a, *q = b;

	if (p->key != q->key)
		return p->key < q->key ? -1 : 1;
	return p->event - q->event;
}

static struct square *grid_make(const struct knox_input *input, double most)
{
	struct square *grid = g_new(struct square, input->events);
	double x = input->x[0], y = input->y[0], extent = 0, width;

	for (int i = 1; i < input->events; i++) {
		x = MIN(x, input->x[i]);
		y = MIN(y, input->y[i]);
	}
	for (int i = 0; i < input->events; i++)
		extent = MAX(extent, MAX(input->x[i] - x, input->y[i] - y));
	/* not so narrow that the columns have no number, and a little wider for rounding */
	width = MAX(most, extent * 1e-6) * (1 + 1e-9);
	for (int i = 0; i < input->events; i++) {
		double column = width > 0 ? floor((input->x[i] - x) / width) : 0,
		       row = width > 0 ? floor((input->y[i] - y) / width) : 0;

		grid[i] = (struct square){((guint64)row + 1) * SQUARE_ROW + (guint64)column + 1, i};
	}
	qsort(grid, (size_t)input->events, sizeof *grid, compare_square);
	return grid;
}

/* The first of the grid at the key or after it. */
static int grid_find(const struct square *grid, int n, guint64 key)
{
	int low = 0, high = n;

	while (low < high) {
		int middle = (low + high) / 2;

		if (grid[middle].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The pairs close in space, each with the first limit that holds it; NULL: too many. */
static GArray *space_look(const struct knox_input *input, const double *eps_s, int n_s)
{
	GArray *close = g_array_new(FALSE, FALSE, sizeof(struct pair));
	double most = 0;
	g_autofree struct square *grid = NULL;

	for (int s = 0; s < n_s; s++)
		most = MAX(most, eps_s[s]);
	grid = grid_make(input, most);
	for (int i = 0; i < input->events; i++) {
		int a = grid[i].event;

		/* the rest of its own row from here, then the three squares of the next row */
		for (int row = 0; row < 2; row++) {
			guint64 key = grid[i].key + (guint64)row * SQUARE_ROW;
			int j = row ? grid_find(grid, input->events, key - 1) : i + 1;

			for (; j < input->events && grid[j].key <= key + 1; j++) {
				int b = grid[j].event;
				double far =
					hypot(input->x[a] - input->x[b], input->y[a] - input->y[b]);
				struct pair pair = {a, b, 0};

				if (far > most)
					continue;
				pair.reach = first_limit(eps_s, n_s, far);
				g_array_append_val(close, pair);
			}
		}
		if (close->len > MOST_CLOSE_PAIRS) {
			g_array_unref(close);
			return NULL;
		}
	}
	return close;
}

/* Marginals and the pairs close in space. */
static GArray *pairs_look(const struct knox_input *input, struct knox_cell *cells, int n_t,
			  const double *eps_s, int n_s)
{
	GArray *close = space_look(input, eps_s, n_s);
	g_autofree gint64 *space = g_new0(gint64, n_s);

	for (guint i = 0; close && i < close->len; i++)
		space[g_array_index(close, struct pair, i).reach]++;
	for (int i = 0; i < n_t * n_s; i++) {
		cells[i].pairs = (gint64)input->events * (input->events - 1) / 2;
		for (int s = 0; s < n_s; s++)
			if (eps_s[s] <= eps_s[i % n_s])
				cells[i].close_space += space[s];
	}
	time_look(input, cells, n_t, n_s);
	return close;
}

/* Counts of pairs close in both, with these times: first each pair at its own reach, without a
 * branch that chance would mispredict, then what is within a reach is within every wider one. */
static void count_both(const GArray *close, const double *time, const struct knox_cell *cells,
		       int n_t, int n_s, gint64 *both)
{
	g_autofree gint64 *at_reach = g_new0(gint64, n_t * n_s);

	for (guint i = 0; i < close->len; i++) {
		const struct pair *pair = &g_array_index(close, struct pair, i);
		double apart = fabs(time[pair->a] - time[pair->b]);

		for (int t = 0; t < n_t; t++)
			at_reach[t * n_s + pair->reach] += apart <= cells[t * n_s].eps_t;
	}
	memset(both, 0, sizeof *both * (gsize)(n_t * n_s));
	for (int t = 0; t < n_t; t++)
		for (int s = 0; s < n_s; s++)
			for (int reach = 0; reach < n_s; reach++)
				if (cells[reach].eps_s <= cells[s].eps_s)
					both[t * n_s + s] += at_reach[t * n_s + reach];
}

/* chance */

/* Permutations are counted side by side: whole days, as times mostly are, in 16 bits each. */
#define LANES 8
#define BLOCK 16384 /* pairs whose count 16 bits hold for sure */
#define MOST_DAYS 16000
typedef gint16 lanes __attribute__((vector_size(2 * LANES)));

struct knox_permutation {
	const struct knox_input *input;
	const struct knox_cell *cells;
	int n_t, n_s;
	struct pair *pairs; /* the close ones, in order of reach */
	guint count;
	double *time; /* [events] one permutation */
	lanes *days;  /* [events] LANES of them, days from the first; NULL: times are no days */
};

static int compare_reach(gconstpointer a, gconstpointer b)
{
	return ((const struct pair *)a)->reach - ((const struct pair *)b)->reach;
}

static double earliest(const struct knox_input *input)
{
	double first = input->time[0];

	for (int i = 1; i < input->events; i++)
		first = MIN(first, input->time[i]);
	return first;
}

static gboolean has_days(const struct knox_input *input)
{
	double first = earliest(input);

	for (int i = 0; i < input->events; i++)
		if (input->time[i] - first > MOST_DAYS || input->time[i] != floor(input->time[i]))
			return FALSE;
	return TRUE;
}

static void shuffle(const struct knox_input *input, guint64 seed, int replication, double *time)
{
	struct random random;

	random_seed_stream(&random, seed, (guint64)replication);
	memcpy(time, input->time, sizeof *time * (gsize)input->events);
	for (int i = input->events - 1; i > 0; i--) {
		guint32 j = random_below(&random, (guint32)i + 1);
		double swap = time[i];

		time[i] = time[j];
		time[j] = swap;
	}
}

/* Adds the pairs of a stretch that are at most so many days apart, in each lane. */
static void count_stretch(const struct knox_permutation *p, guint from, guint until, gint16 apart,
			  gint64 *sums)
{
	lanes within = {0}, most = within + apart;

	for (guint i = from; i < until; i++) {
		lanes gap = p->days[p->pairs[i].a] - p->days[p->pairs[i].b];

		within -= (lanes)((gap <= most) & (gap >= -most));
	}
	for (int lane = 0; lane < LANES; lane++)
		sums[lane] += within[lane];
}

/* Where the pairs of this reach end that begin here, at most a block further. */
static guint stretch_end(const struct knox_permutation *p, guint from)
{
	guint until = from;

	while (until < p->count && until - from < BLOCK &&
	       p->pairs[until].reach == p->pairs[from].reach)
		until++;
	return until;
}

/* As count_both, of LANES permutations from one on: both is [LANES][cells]. */
static void count_lanes(const struct knox_permutation *p, guint64 seed, int from, gint64 *both)
{
	int n = p->n_t * p->n_s;
	double first = earliest(p->input);

	for (int lane = 0; lane < LANES; lane++) {
		shuffle(p->input, seed, from + lane, p->time);
		for (int i = 0; i < p->input->events; i++)
			p->days[i][lane] = (gint16)(p->time[i] - first);
	}
	memset(both, 0, sizeof *both * (gsize)(n * LANES));
	for (guint i = 0, until; i < p->count; i = until) {
		until = stretch_end(p, i);
		for (int t = 0; t < p->n_t; t++) {
			double apart = MIN(floor(p->cells[t * p->n_s].eps_t), MOST_DAYS);
			double reach = p->cells[p->pairs[i].reach].eps_s;
			gint64 sums[LANES] = {0};

			count_stretch(p, i, until, (gint16)apart, sums);
			for (int c = t * p->n_s; c < (t + 1) * p->n_s; c++)
				for (int lane = 0; lane < LANES && reach <= p->cells[c].eps_s;
				     lane++)
					both[lane * n + c] += sums[lane];
		}
	}
}

static gboolean all_reach(const gint64 *above, int n, int enough)
{
	for (int i = 0; i < n; i++)
		if (above[i] < enough)
			return FALSE;
	return enough > 0;
}

static void permute(const struct knox_input *input, GArray *close, int replications, int enough,
		    guint64 seed, struct knox_cell *cells, int n_t, int n_s)
{
	int n = n_t * n_s, done = 0;
	g_autofree gint64 *both = g_new(gint64, n * LANES);
	g_autofree gint64 *above = g_new0(gint64, n);
	g_autofree double *sum = g_new0(double, n);
	g_autofree double *squares = g_new0(double, n);
	g_autofree double *time = g_new(double, input->events);
	struct knox_permutation p = {input,      cells, n_t, n_s, (gpointer)close->data,
				     close->len, time,  NULL};

	g_array_sort(close, compare_reach);
	if (has_days(input))
		p.days = g_aligned_alloc0((gsize)input->events, sizeof(lanes), sizeof(lanes));
	while (done < replications && !all_reach(above, n, enough)) {
		const gint64 *now = both;

		if (p.days) {
			now += done % LANES * n;
			if (done % LANES == 0)
				count_lanes(&p, seed, done, both);
		} else {
			shuffle(input, seed, done, time);
			count_both(close, time, cells, n_t, n_s, both);
		}
		done++;
		for (int i = 0; i < n; i++) {
			above[i] += now[i] >= cells[i].observed;
			sum[i] += (double)now[i];
			squares[i] += (double)now[i] * (double)now[i];
		}
	}
	g_aligned_free(p.days);
	for (int i = 0; i < n; i++) {
		cells[i].p_time = done < replications ? (double)above[i] / done
						      : ((double)above[i] + 1) / (replications + 1);
		cells[i].mean = sum[i] / done;
		cells[i].deviation =
			done > 1 ? sqrt(MAX(squares[i] - sum[i] * cells[i].mean, 0) / (done - 1))
				 : NAN;
	}
}

static gboolean limits_check(const double *limits, int n, GError **error)
{
	for (int i = 0; i < n; i++)
		if (!(limits[i] >= 0) || !isfinite(limits[i])) {
			g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
					    _("A limit of closeness is a number of 0 or more, for "
					      "example 200 metres or 14 days."));
			return FALSE;
		}
	return TRUE;
}

gboolean knox_table(const struct knox_input *input, const double *eps_t, int n_t,
		    const double *eps_s, int n_s, int replications, int enough, guint64 seed,
		    struct knox_cell *cells, GError **error)
{
	if (input->events < 2) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE, _("Too few to judge: events %d."),
			    input->events);
		return FALSE;
	}
	if (input->events > KNOX_MOST_EVENTS) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("%d events make too many pairs; at most %d events can be judged, "
			      "choose a shorter time "
			      "or a smaller area."),
			    input->events, KNOX_MOST_EVENTS);
		return FALSE;
	}
	if (!limits_check(eps_t, n_t, error) || !limits_check(eps_s, n_s, error))
		return FALSE;
	for (int i = 0; i < n_t * n_s; i++)
		cells[i] = (struct knox_cell){.eps_t = eps_t[i / n_s],
					      .eps_s = eps_s[i % n_s],
					      .p_time = NAN,
					      .mean = NAN,
					      .deviation = NAN};
	g_autoptr(GArray) close = pairs_look(input, cells, n_t, eps_s, n_s);
	if (!close) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("More than %d pairs of events lie that near each other; choose a "
			      "shorter distance, a shorter time or a smaller area."),
			    MOST_CLOSE_PAIRS);
		return FALSE;
	}
	g_autofree gint64 *both = g_new(gint64, n_t * n_s);
	count_both(close, input->time, cells, n_t, n_s, both);
	for (int i = 0; i < n_t * n_s; i++) {
		cells[i].observed = both[i];
		cell_judge(&cells[i]);
	}
	if (replications > 0)
		permute(input, close, replications, enough, seed, cells, n_t, n_s);
	return TRUE;
}
