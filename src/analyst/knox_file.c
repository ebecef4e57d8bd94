/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads points and parameters from plain files, and writes Knox's table or the space-time K. */
#include "config.h"

#include "analyst/knox_file.h"

#include <string.h>

#include "analyst/points.h"
#include "analyst/sheet.h"
#include "osg/knox.h"

#define MOST_CELLS 10000

/* Every pair of limits is a cell, and every cell is counted in every permutation. */
static gboolean cells_check(const struct parameters *p, const char *name, const GArray *a,
			    const GArray *b, GError **error)
{
	if (a->len * b->len <= MOST_CELLS)
		return TRUE;
	parameters_complain(p, name, error,
			    _("%u times %u limits are more than %d cells; give fewer."), a->len,
			    b->len, MOST_CELLS);
	return FALSE;
}

/* Limits of closeness. Owned; NULL with an error. */
static GArray *limits_read(const struct parameters *p, const char *name, GError **error)
{
	g_autoptr(GArray) limits = parameters_numbers(p, name, error);

	for (guint i = 0; limits && i < limits->len; i++)
		if (points_numbers(limits)[i] < 0) {
			parameters_complain(p, name, error,
					    _("a limit of closeness is a number of 0 or more, for "
					      "example 200 metres or 14 days."));
			return NULL;
		}
	return g_steal_pointer(&limits);
}

/* Knox */

static const char *const knox_columns[] = {
	"statistic", "eps_t",    "eps_s", "pairs",     "close_time",         "close_space",
	"observed",  "expected", "ratio", "p_poisson", "p_pair_permutation", "p_time_permutation",
	"perm_mean", "perm_sd",  "B",
};

static void knox_write(const struct knox_cell *c, int replications, struct rows *rows)
{
	const struct rows_cell cells[G_N_ELEMENTS(knox_columns)] = {
		rows_text("knox"),       rows_real(c->eps_t),       rows_real(c->eps_s),
		rows_whole(c->pairs),    rows_whole(c->close_time), rows_whole(c->close_space),
		rows_whole(c->observed), rows_real(c->expected),    rows_real(c->ratio),
		rows_real(c->p_poisson), rows_real(c->p_pairs),     rows_real(c->p_time),
		rows_real(c->mean),      rows_real(c->deviation),   rows_whole(replications),
	};

	rows_add(rows, cells);
}

static gboolean knox_run(const struct knox_input *input, const struct parameters *p,
			 enum rows_format format, GString *out, GError **error)
{
	g_autoptr(rows_auto) rows = rows_new(knox_columns, G_N_ELEMENTS(knox_columns), format);
	int replications = 999, seed = 1;
	g_autoptr(GArray) eps_t = limits_read(p, "eps_t", error);
	g_autoptr(GArray) eps_s = eps_t ? limits_read(p, "eps_s", error) : NULL;
	g_autofree struct knox_cell *cells = NULL;

	if (!eps_s || !cells_check(p, "eps_s", eps_t, eps_s, error) ||
	    !parameters_int(p, "replications", 0, 999999, &replications, error) ||
	    !parameters_int(p, "seed", 0, G_MAXINT32, &seed, error))
		return FALSE;
	cells = g_new0(struct knox_cell, eps_t->len * eps_s->len);
	if (!knox_table(input, points_numbers(eps_t), (int)eps_t->len, points_numbers(eps_s),
			(int)eps_s->len, replications, 0, (guint64)seed, cells, error))
		return FALSE;
	for (guint i = 0; i < eps_t->len * eps_s->len; i++)
		knox_write(&cells[i], replications, rows);
	return rows_write(rows, out, error);
}

/* space-time K */

static const char *const k_columns[] = {"s", "t", "ks", "kt", "kst", "d", "se"};

static gboolean k_run(const struct knox_input *input, const struct points *boundary,
		      const struct parameters *p, enum rows_format format, GString *out,
		      GError **error)
{
	g_autoptr(rows_auto) rows = rows_new(k_columns, G_N_ELEMENTS(k_columns), format);
	g_autoptr(GArray) limits = parameters_numbers(p, "time_limits", error);
	g_autoptr(GArray) s = limits ? limits_read(p, "s", error) : NULL;
	g_autoptr(GArray) t = s ? limits_read(p, "t", error) : NULL;
	struct space_time_k k;

	if (!t || !cells_check(p, "t", s, t, error))
		return FALSE;
	if (limits->len != 2) {
		parameters_complain(p, "time_limits", error,
				    _("two numbers were expected, for example 413,5775."));
		return FALSE;
	}
	if (!space_time_k(input, points_numbers(boundary->x), points_numbers(boundary->y),
			  (int)boundary->x->len, points_numbers(limits)[0],
			  points_numbers(limits)[1], points_numbers(s), (int)s->len,
			  points_numbers(t), (int)t->len, &k, error))
		return FALSE;
	for (guint i = 0; i < s->len * t->len; i++) {
		guint at_s = i % s->len, at_t = i / s->len;
		const struct rows_cell cells[G_N_ELEMENTS(k_columns)] = {
			rows_real(points_numbers(s)[at_s]),
			rows_real(points_numbers(t)[at_t]),
			rows_real(k.ks[at_s]),
			rows_real(k.kt[at_t]),
			rows_real(k.kst[i]),
			rows_real(k.d[i]),
			rows_real(k.se[i]),
		};

		rows_add(rows, cells);
	}
	space_time_k_clear(&k);
	return rows_write(rows, out, error);
}

/* Which of the two is wanted, and whether the file's names are its own. */
static gboolean which_statistic(struct parameters *p, gboolean *k, GError **error)
{
	static const char *const knox_names[] = {"statistic",    "eps_t", "eps_s",
						 "replications", "seed",  NULL};
	static const char *const k_names[] = {"statistic", "time_limits", "s", "t", NULL};
	const char *statistic = parameters_text(p, "statistic");

	*k = statistic && g_str_has_prefix(statistic, "space-time K");
	if (*k || !statistic || g_str_equal(statistic, "knox"))
		return parameters_know(p, *k ? k_names : knox_names, error);
	g_autofree char *shown = analyst_quote(statistic);

	parameters_complain(p, "statistic", error, _("“%s” is none of: %s."), shown,
			    "knox, space-time K");
	return FALSE;
}

gboolean knox_file_run(const char *input, const char *parameters, enum rows_format format,
		       GString *out, GPtrArray *notes, GError **error)
{
	g_autoptr(parameters_auto) p = parameters_open(parameters, error);
	g_auto(Points) points = {0}, boundary = {0};
	gboolean k = FALSE;
	struct knox_input knox;

	if (!p || !which_statistic(p, &k, error))
		return FALSE;
	parameters_tell(p, notes);
	if (!points_read(&points, p, input, "input.csv", TRUE, notes, error) ||
	    (k && !points_read(&boundary, p, NULL, "boundary.csv", FALSE, notes, error)))
		return FALSE;
	knox = (struct knox_input){(int)points.x->len, points_numbers(points.x),
				   points_numbers(points.y), points_numbers(points.time)};
	return k ? k_run(&knox, &boundary, p, format, out, error)
		 : knox_run(&knox, p, format, out, error);
}
