/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads events, places and parameters of emerging hot spots from plain files, and writes Gi* or the
 * classes. */
#include "config.h"

#include "analyst/emerging_file.h"

#include <math.h>

#include "analyst/points.h"
#include "analyst/sheet.h"
#include "osg/emerging.h"
#include "osg/week.h"

/* Every place is compared with every other, in every interval. */
#define MOST_PLACES 20000
#define MOST_COUNTS 4000000

static const char *const names[] = {"start",         "bin_days",   "bins",    "time_lags",
				    "distance_band", "critical_z", "trend_p", NULL};

struct emerging_case {
	GPtrArray *places; /* names, owned */
	GHashTable *index; /* name -> number from 1 */
	struct points points;
	int start, interval_days, intervals, lags;
	double band, critical, trend_p;
	int *counts, *neighbours; /* [places * intervals] */
	double *z;
	struct period_misses misses;
};

static gboolean case_parameters(struct emerging_case *e, struct parameters *p, GError **error)
{
	e->start = DAY_NONE;
	e->interval_days = 28;
	e->intervals = 13;
	e->lags = 1;
	e->band = -1;
	e->critical = 1.9599639845400536;
	e->trend_p = 0.05;
	if (!parameters_know(p, names, error) || !parameters_day(p, "start", &e->start, error) ||
	    !parameters_int(p, "bin_days", 1, 3660, &e->interval_days, error) ||
	    !parameters_int(p, "bins", 2, 1000, &e->intervals, error) ||
	    !parameters_int(p, "time_lags", 0, 1000, &e->lags, error) ||
	    !parameters_double(p, "distance_band", 0, 1e9, &e->band, error) ||
	    !parameters_double(p, "critical_z", 0.1, 10, &e->critical, error) ||
	    !parameters_double(p, "trend_p", 1e-6, 0.5, &e->trend_p, error))
		return FALSE;
	if (e->start == DAY_NONE)
		parameters_complain(p, "start", error,
				    _("is missing; expected for example 2026-11-15."));
	else if (e->band < 0)
		parameters_complain(p, "distance_band", error,
				    _("is missing; expected for example 2000."));
	return e->start != DAY_NONE && e->band >= 0;
}

static gboolean case_place(struct emerging_case *e, const struct plain_sheet *sheet, int column,
			   GError **error)
{
	char *name = g_strdup(plain_sheet_cell(sheet, column));
	guint limit = MIN(MOST_PLACES, (guint)(MOST_COUNTS / e->intervals));

	g_ptr_array_add(e->places, name);
	if (e->places->len > limit) {
		plain_sheet_complain(sheet, column, error,
				     _("more than %u places in %d intervals; give fewer."), limit,
				     e->intervals);
		return FALSE;
	}
	if (*name && g_hash_table_insert(e->index, name, GUINT_TO_POINTER(e->places->len)))
		return TRUE;
	plain_sheet_complain(sheet, column, error,
			     *name ? _("the place stands there twice.")
				   : _("the place has no name."));
	return FALSE;
}

static gboolean case_places(struct emerging_case *e, const struct parameters *p, const char *file,
			    GPtrArray *notes, GError **error)
{
	static const char *const needed[] = {"place", "x", "y", NULL};
	g_autofree char *path = file ? g_strdup(file) : parameters_beside(p, "places.csv");
	g_autoptr(sheet_auto) sheet = plain_sheet_open(path, needed, notes, error);
	int place = sheet ? plain_sheet_need(sheet, "place", error) : -1;

	if (place < 0)
		return FALSE;
	while (plain_sheet_next(sheet))
		if (!case_place(e, sheet, place, error))
			return FALSE;
	return points_read(&e->points, p, path, NULL, FALSE, NULL, error);
}

static gboolean case_event(struct emerging_case *e, const struct plain_sheet *sheet, int place,
			   int date, GError **error)
{
	guint at = GPOINTER_TO_UINT(g_hash_table_lookup(e->index, plain_sheet_cell(sheet, place)));
	int day;

	if (!at) {
		g_autofree char *shown = analyst_quote(plain_sheet_cell(sheet, place));

		plain_sheet_complain(sheet, place, error, _("“%s” is not among the places."),
				     shown);
		return FALSE;
	}
	if (!plain_sheet_day(sheet, date, &day, error))
		return FALSE;
	if (period_holds(&e->misses, day, plain_sheet_line(sheet)))
		e->counts[(gsize)(at - 1) * (gsize)e->intervals +
			  (gsize)((day - e->start) / e->interval_days)]++;
	return TRUE;
}

static gboolean case_events(struct emerging_case *e, const struct parameters *p, const char *file,
			    GPtrArray *notes, GError **error)
{
	static const char *const needed[] = {"place", "date", NULL};
	g_autofree char *path = file ? g_strdup(file) : parameters_beside(p, "input.csv");
	g_autoptr(sheet_auto) sheet = plain_sheet_open(path, needed, notes, error);
	int place = sheet ? plain_sheet_need(sheet, "place", error) : -1,
	    date = place < 0 ? -1 : plain_sheet_need(sheet, "date", error);

	if (date < 0)
		return FALSE;
	e->counts = g_new0(int, (gsize)e->places->len *(gsize)e->intervals);
	e->misses.first = e->start;
	e->misses.last = e->start + e->interval_days * e->intervals - 1;
	while (plain_sheet_next(sheet))
		if (!case_event(e, sheet, place, date, error))
			return FALSE;
	period_tell(&e->misses, sheet, date, notes);
	return TRUE;
}

static gboolean case_judge(struct emerging_case *e, GError **error)
{
	int places = (int)e->places->len;
	gsize cells = (gsize)places * (gsize)e->intervals;

	e->z = g_new0(double, cells);
	e->neighbours = g_new0(int, cells);
	struct emerging_field field = {.counts = e->counts,
				       .places = places,
				       .intervals = e->intervals,
				       .x = points_numbers(e->points.x),
				       .y = points_numbers(e->points.y),
				       .band = e->band,
				       .lags = e->lags};

	emerging_field_init(&field);
	for (int p = 0; p < places; p++)
		emerging_gi_star(&field, p, e->z + (gsize)p * (gsize)e->intervals,
				 e->neighbours + (gsize)p * (gsize)e->intervals);
	for (gsize i = 0; places > 1 && i < cells; i++)
		if (isfinite(e->z[i]))
			return TRUE;
	if (places == 1)
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE,
				    _("Too few to judge: one place, which is compared with none."));
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("Too few to judge: %d places with the same count in each of %d "
			      "intervals."),
			    places, e->intervals);
	return FALSE;
}

static gboolean write_intervals(const struct emerging_case *e, enum rows_format format,
				GString *out, GError **error)
{
	static const char *const columns[] = {"place", "bin", "count", "neighbours", "gi_star_z"};
	g_autoptr(rows_auto) rows = rows_new(columns, G_N_ELEMENTS(columns), format);

	for (int interval = 0; interval < e->intervals; interval++)
		for (guint p = 0; p < e->places->len; p++) {
			gsize i = (gsize)p * (gsize)e->intervals + (gsize)interval;
			const struct rows_cell cells[G_N_ELEMENTS(columns)] = {
				rows_text(e->places->pdata[p]),
				rows_whole(interval + 1),
				rows_whole(e->counts[i]),
				rows_whole(e->neighbours[i]),
				rows_real(e->z[i]),
			};

			rows_add(rows, cells);
		}
	return rows_write(rows, out, error);
}

static gboolean write_classes(const struct emerging_case *e, enum rows_format format, GString *out,
			      GError **error)
{
	static const char *const columns[] = {"place",  "hot_bins", "cold_bins", "mk_s",
					      "mk_tau", "mk_var",   "mk_p",      "class"};
	g_autoptr(rows_auto) rows = rows_new(columns, G_N_ELEMENTS(columns), format);

	for (guint p = 0; p < e->places->len; p++) {
		struct emerging emerging;

		emerging_classify(e->z + (gsize)p * (gsize)e->intervals, e->intervals, e->critical,
				  e->trend_p, &emerging);
		const struct rows_cell cells[G_N_ELEMENTS(columns)] = {
			rows_text(e->places->pdata[p]), rows_whole(emerging.hot),
			rows_whole(emerging.cold),      rows_real(emerging.trend.s),
			rows_real(emerging.trend.tau),  rows_real(emerging.trend.variance),
			rows_real(emerging.trend.p),    rows_text(emerging_word(&emerging)),
		};

		rows_add(rows, cells);
	}
	return rows_write(rows, out, error);
}

gboolean emerging_file_run(const char *input, const char *places, const char *parameters,
			   gboolean classes, enum rows_format format, GString *out,
			   GPtrArray *notes, GError **error)
{
	g_autoptr(parameters_auto) p = parameters_open(parameters, error);
	struct emerging_case e = {0};
	gboolean fine;

	if (!p)
		return FALSE;
	e.places = g_ptr_array_new_with_free_func(g_free);
	e.index = g_hash_table_new(g_str_hash, g_str_equal);
	fine = case_parameters(&e, p, error);
	parameters_tell(p, notes);
	fine = fine && case_places(&e, p, places, notes, error) &&
	       case_events(&e, p, input, notes, error);
	fine = fine && case_judge(&e, error);
	fine = fine && (classes ? write_classes : write_intervals)(&e, format, out, error);
	g_hash_table_unref(e.index);
	g_ptr_array_unref(e.places);
	points_clear(&e.points);
	g_free(e.counts);
	g_free(e.neighbours);
	g_free(e.z);
	return fine;
}
