/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads points, places and parameters from plain files, and writes Knox's table, the space-time K,
 * Gi* or the classes.
 */
#include "config.h"
#include "analyst/pairs_file.h"

#include <math.h>
#include <string.h>

#include "analyst/sheet.h"
#include "osg/emerging.h"
#include "osg/knox.h"
#include "osg/week.h"

struct points {
	GArray *x, *y, *time; /* double */
};

static void points_init(struct points *points)
{
	points->x = g_array_new(FALSE, FALSE, sizeof(double));
	points->y = g_array_new(FALSE, FALSE, sizeof(double));
	points->time = g_array_new(FALSE, FALSE, sizeof(double));
}

static void points_clear(struct points *points)
{
	g_array_unref(points->x);
	g_array_unref(points->y);
	g_array_unref(points->time);
}

static double *numbers(GArray *array)
{
	return (double *)(gpointer)array->data;
}

/* A file beside the parameters unless the command line names one. */
static char *beside(const char *given, const char *parameters, const char *name)
{
	if (given)
		return g_strdup(given);
	g_autofree char *folder = g_path_get_dirname(parameters);
	return g_build_filename(folder, name, NULL);
}

/* Columns x and y, and the time: "date", or the number "t"; timed FALSE: points without. */
static gboolean points_read(struct points *points, const char *path, gboolean timed, GError **error)
{
	g_autoptr(sheet_auto) sheet = plain_sheet_open(path, error);
	g_autoptr(GError) problem = NULL;
	int x, y, t, day;
	double px, py, time = 0;
	if (!sheet || (x = plain_sheet_need(sheet, "x", error)) < 0 ||
	    (y = plain_sheet_need(sheet, "y", error)) < 0)
		return FALSE;
	t = timed ? plain_sheet_column(sheet, "t") : -1;
	int date = timed && t < 0 ? plain_sheet_need(sheet, "date", error) : -1;
	if (timed && t < 0 && date < 0)
		return FALSE;
	while (plain_sheet_next(sheet, &problem)) {
		if (!plain_sheet_number(sheet, x, &px, error) ||
		    !plain_sheet_number(sheet, y, &py, error) ||
		    (t >= 0 && !plain_sheet_number(sheet, t, &time, error)) ||
		    (date >= 0 && !plain_sheet_day(sheet, date, &day, error)))
			return FALSE;
		if (date >= 0)
			time = day;
		g_array_append_val(points->x, px);
		g_array_append_val(points->y, py);
		g_array_append_val(points->time, time);
	}
	if (problem)
		g_propagate_error(error, g_steal_pointer(&problem));
	return error == NULL || *error == NULL;
}

static void cells_add(struct rows *rows, char **cells)
{
	rows_add(rows, cells);
	for (int i = 0; i < rows->count; i++)
		g_free(cells[i]);
}

/* Knox */

static const struct rows_column KNOX[] = {
	{"statistic", TRUE},
	{"eps_t"},
	{"eps_s"},
	{"pairs"},
	{"close_time"},
	{"close_space"},
	{"observed"},
	{"expected"},
	{"ratio"},
	{"p_poisson"},
	{"p_pair_permutation"},
	{"p_time_permutation"},
	{"perm_mean"},
	{"perm_sd"},
	{"B"},
};

static char *whole(gint64 number)
{
	return g_strdup_printf("%" G_GINT64_FORMAT, number);
}

static void knox_write(const struct knox_cell *c, int replications, struct rows *rows)
{
	char *cells[] = {
		g_strdup("knox"),        rows_real(c->eps_t),     rows_real(c->eps_s),
		whole(c->pairs),         whole(c->close_time),    whole(c->close_space),
		whole(c->observed),      rows_real(c->expected),  rows_real(c->ratio),
		rows_real(c->p_poisson), rows_real(c->p_pairs),   rows_real(c->p_time),
		rows_real(c->mean),      rows_real(c->deviation), whole(replications),
	};
	cells_add(rows, cells);
}

static gboolean knox_run(const struct knox_input *input, const struct parameters *p,
			 enum rows_format format, GString *out, GError **error)
{
	struct rows rows = {KNOX, G_N_ELEMENTS(KNOX), format, out, FALSE};
	int replications = 999, seed = 1;
	g_autoptr(GArray) eps_t = parameters_numbers(p, "eps_t", error);
	g_autoptr(GArray) eps_s = eps_t ? parameters_numbers(p, "eps_s", error) : NULL;
	if (!eps_s || !parameters_int(p, "replications", 0, 999999, &replications, error) ||
	    !parameters_int(p, "seed", 0, G_MAXINT32, &seed, error))
		return FALSE;
	int n_t = (int)eps_t->len, n_s = (int)eps_s->len;
	g_autofree struct knox_cell *cells = g_new0(struct knox_cell, n_t * n_s);
	if (!knox_table(input, numbers(eps_t), n_t, numbers(eps_s), n_s, replications,
			(guint64)seed, cells, error))
		return FALSE;
	rows_begin(&rows);
	for (int i = 0; i < n_t * n_s; i++)
		knox_write(&cells[i], replications, &rows);
	rows_end(&rows);
	return TRUE;
}

/* space-time K */

static const struct rows_column SPACE_TIME_K[] = {{"s"},   {"t"}, {"ks"}, {"kt"},
						  {"kst"}, {"d"}, {"se"}};

static gboolean k_run(const struct knox_input *input, const struct points *boundary,
		      const struct parameters *p, enum rows_format format, GString *out,
		      GError **error)
{
	struct rows rows = {SPACE_TIME_K, G_N_ELEMENTS(SPACE_TIME_K), format, out, FALSE};
	g_autoptr(GArray) limits = parameters_numbers(p, "time_limits", error);
	g_autoptr(GArray) s = limits ? parameters_numbers(p, "s", error) : NULL;
	g_autoptr(GArray) t = s ? parameters_numbers(p, "t", error) : NULL;
	struct space_time_k k;
	if (!t)
		return FALSE;
	if (limits->len != 2) {
		parameters_complain(p, "time_limits", error,
				    _("two numbers were expected, for example 413,5775."));
		return FALSE;
	}
	if (!space_time_k(input, numbers(boundary->x), numbers(boundary->y), (int)boundary->x->len,
			  numbers(limits)[0], numbers(limits)[1], numbers(s), (int)s->len,
			  numbers(t), (int)t->len, &k, error))
		return FALSE;
	rows_begin(&rows);
	for (guint i = 0; i < s->len * t->len; i++) {
		guint at_s = i % s->len, at_t = i / s->len;
		char *cells[] = {
			rows_real(numbers(s)[at_s]), rows_real(numbers(t)[at_t]),
			rows_real(k.ks[at_s]),       rows_real(k.kt[at_t]),
			rows_real(k.kst[i]),         rows_real(k.d[i]),
			rows_real(k.se[i]),
		};
		cells_add(&rows, cells);
	}
	rows_end(&rows);
	space_time_k_clear(&k);
	return TRUE;
}

gboolean knox_file_run(const char *input, const char *parameters, enum rows_format format,
		       GString *out, GError **error)
{
	g_autoptr(parameters_auto) p = parameters_open(parameters, error);
	g_autofree char *events = beside(input, parameters, "input.csv"),
			*outline = beside(NULL, parameters, "boundary.csv");
	struct points points, boundary;
	if (!p)
		return FALSE;
	const char *statistic = parameters_text(p, "statistic");
	gboolean k = statistic && g_str_has_prefix(statistic, "space-time K");
	points_init(&points);
	points_init(&boundary);
	gboolean fine = points_read(&points, events, TRUE, error) &&
			(!k || points_read(&boundary, outline, FALSE, error));
	struct knox_input knox = {(int)points.x->len, numbers(points.x), numbers(points.y),
				  numbers(points.time)};
	if (fine)
		fine = k ? k_run(&knox, &boundary, p, format, out, error)
			 : knox_run(&knox, p, format, out, error);
	points_clear(&points);
	points_clear(&boundary);
	return fine;
}

/* emerging hot spots */

struct cube {
	GPtrArray *places; /* names, owned */
	GHashTable *index;
	struct points points;
	int start, bin_days, bins, lags;
	double band, critical, trend_p;
	int *counts, *neighbours;
	double *z;
};

static gboolean cube_parameters(struct cube *cube, const struct parameters *p, GError **error)
{
	cube->start = DAY_NONE;
	cube->bin_days = 28;
	cube->bins = 13;
	cube->lags = 1;
	cube->band = -1;
	cube->critical = 1.9599639845400536;
	cube->trend_p = 0.05;
	if (!parameters_day(p, "start", &cube->start, error) ||
	    !parameters_int(p, "bin_days", 1, 3660, &cube->bin_days, error) ||
	    !parameters_int(p, "bins", 2, 1000, &cube->bins, error) ||
	    !parameters_int(p, "time_lags", 0, 1000, &cube->lags, error) ||
	    !parameters_double(p, "distance_band", 0, 1e9, &cube->band, error) ||
	    !parameters_double(p, "critical_z", 0.1, 10, &cube->critical, error) ||
	    !parameters_double(p, "trend_p", 1e-6, 0.5, &cube->trend_p, error))
		return FALSE;
	if (cube->start == DAY_NONE)
		parameters_complain(p, "start", error,
				    _("is missing; expected for example 2026-11-15."));
	else if (cube->band < 0)
		parameters_complain(p, "distance_band", error,
				    _("is missing; expected for example 2000."));
	return cube->start != DAY_NONE && cube->band >= 0;
}

static gboolean cube_places(struct cube *cube, const char *path, GError **error)
{
	g_autoptr(sheet_auto) sheet = plain_sheet_open(path, error);
	g_autoptr(GError) problem = NULL;
	int place = sheet ? plain_sheet_need(sheet, "place", error) : -1;
	if (place < 0)
		return FALSE;
	while (plain_sheet_next(sheet, &problem)) {
		char *name = g_strdup(plain_sheet_cell(sheet, place));
		g_ptr_array_add(cube->places, name);
		g_hash_table_insert(cube->index, name, GINT_TO_POINTER(cube->places->len));
	}
	if (problem) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return FALSE;
	}
	return points_read(&cube->points, path, FALSE, error);
}

static gboolean cube_events(struct cube *cube, const char *path, GError **error)
{
	g_autoptr(sheet_auto) sheet = plain_sheet_open(path, error);
	g_autoptr(GError) problem = NULL;
	int place = sheet ? plain_sheet_need(sheet, "place", error) : -1,
	    date = place < 0 ? -1 : plain_sheet_need(sheet, "date", error), day;
	if (date < 0)
		return FALSE;
	cube->counts = g_new0(int, (gsize)cube->places->len *(gsize)cube->bins);
	while (plain_sheet_next(sheet, &problem)) {
		int at = GPOINTER_TO_INT(
				 g_hash_table_lookup(cube->index, plain_sheet_cell(sheet, place))) -
			 1;
		if (at < 0) {
			plain_sheet_complain(sheet, place, error,
					     _("“%s” is not among the places."),
					     plain_sheet_cell(sheet, place));
			return FALSE;
		}
		if (!plain_sheet_day(sheet, date, &day, error))
			return FALSE;
		int bin = day < cube->start ? -1 : (day - cube->start) / cube->bin_days;
		if (bin >= 0 && bin < cube->bins)
			cube->counts[at * cube->bins + bin]++;
	}
	if (problem)
		g_propagate_error(error, g_steal_pointer(&problem));
	return error == NULL || *error == NULL;
}

static gboolean cube_judge(struct cube *cube, GError **error)
{
	int places = (int)cube->places->len;
	gsize cells = (gsize)places * (gsize)cube->bins;
	cube->z = g_new0(double, cells);
	cube->neighbours = g_new0(int, cells);
	if (cells > 0)
		emerging_gi_star(cube->counts, places, cube->bins, numbers(cube->points.x),
				 numbers(cube->points.y), cube->band, cube->lags, cube->z,
				 cube->neighbours);
	for (gsize i = 0; i < cells; i++)
		if (isfinite(cube->z[i]))
			return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
		    _("Too few to judge: %d places with the same count in each of %d intervals."),
		    places, cube->bins);
	return FALSE;
}

static void z_write(const struct cube *cube, struct rows *rows)
{
	for (int bin = 0; bin < cube->bins; bin++)
		for (guint p = 0; p < cube->places->len; p++) {
			gsize i = (gsize)p * (gsize)cube->bins + (gsize)bin;
			char *cells[] = {
				g_strdup(cube->places->pdata[p]),
				whole(bin + 1),
				whole(cube->counts[i]),
				whole(cube->neighbours[i]),
				rows_real(cube->z[i]),
			};
			cells_add(rows, cells);
		}
}

static void classes_write(const struct cube *cube, struct rows *rows)
{
	for (guint p = 0; p < cube->places->len; p++) {
		struct emerging e;
		emerging_classify(cube->z + (gsize)p * (gsize)cube->bins, cube->bins,
				  cube->critical, cube->trend_p, &e);
		char *cells[] = {
			g_strdup(cube->places->pdata[p]),
			whole(e.hot),
			whole(e.cold),
			rows_real(e.trend.s),
			rows_real(e.trend.tau),
			rows_real(e.trend.variance),
			rows_real(e.trend.p),
			g_strdup(emerging_word(&e)),
		};
		cells_add(rows, cells);
	}
}

static void cube_write(const struct cube *cube, gboolean classes, enum rows_format format,
		       GString *out)
{
	static const struct rows_column Z[] = {
		{"place", TRUE}, {"bin"}, {"count"}, {"neighbours"}, {"gi_star_z"}};
	static const struct rows_column CLASSES[] = {
		{"place", TRUE}, {"hot_bins"}, {"cold_bins"}, {"mk_s"},
		{"mk_tau"},      {"mk_var"},   {"mk_p"},      {"class", TRUE},
	};
	struct rows rows = {classes ? CLASSES : Z,
			    classes ? G_N_ELEMENTS(CLASSES) : G_N_ELEMENTS(Z), format, out, FALSE};
	rows_begin(&rows);
	if (classes)
		classes_write(cube, &rows);
	else
		z_write(cube, &rows);
	rows_end(&rows);
}

gboolean emerging_file_run(const char *input, const char *places, const char *parameters,
			   gboolean classes, enum rows_format format, GString *out, GError **error)
{
	g_autoptr(parameters_auto) p = parameters_open(parameters, error);
	g_autofree char *events = beside(input, parameters, "input.csv"),
			*named = beside(places, parameters, "places.csv");
	struct cube cube = {0};
	if (!p)
		return FALSE;
	cube.places = g_ptr_array_new_with_free_func(g_free);
	cube.index = g_hash_table_new(g_str_hash, g_str_equal);
	points_init(&cube.points);
	gboolean fine = cube_parameters(&cube, p, error) && cube_places(&cube, named, error) &&
			cube_events(&cube, events, error) && cube_judge(&cube, error);
	if (fine)
		cube_write(&cube, classes, format, out);
	g_hash_table_unref(cube.index);
	g_ptr_array_unref(cube.places);
	points_clear(&cube.points);
	g_free(cube.counts);
	g_free(cube.neighbours);
	g_free(cube.z);
	return fine;
}
