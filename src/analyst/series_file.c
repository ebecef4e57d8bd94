/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a series, runs detectors on it, writes their rows. A count that is no count is an error:
 * half-understood input gives numbers without meaning. */
#include "config.h"

#include "analyst/series_file.h"

#include <math.h>

#include "analyst/series_detectors.h"
#include "analyst/sheet.h"
#include "osg/error.h"
#include "osg/week.h"

struct series_table {
	int n;
	int *counts;
	double *mu0;   /* NULL when the column is missing */
	int day, step; /* of the last row with a date; how many days between them, 0 = not known */
};

#define COUNT_MAX 1e9

static void series_table_free(struct series_table *table)
{
	if (!table)
		return;
	g_free(table->counts);
	g_free(table->mu0);
	g_free(table);
}

typedef struct series_table SeriesTable;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SeriesTable, series_table_free)

/* input.csv */

struct series_columns {
	int week, date, count, mu0;
};

static gboolean read_week(const struct plain_sheet *sheet, int column, int expected, GError **error)
{
	double week;
	if (!plain_sheet_number(sheet, column, &week, error))
		return FALSE;
	if (week == expected)
		return TRUE;
	plain_sheet_complain(
		sheet, column, error,
		_("%g where week %d was expected; weeks are numbered 1, 2, 3 without gaps."), week,
		expected);
	return FALSE;
}

/* Months are of several lengths. */
static gboolean is_next(int step, int expected)
{
	gboolean months = step >= 28 && step <= 31 && expected >= 28 && expected <= 31;

	return step > 0 && (!expected || step == expected || months);
}

/* Of who has no dates the cells are empty. A week that is missing would move all that follow. */
static gboolean read_date(struct series_table *table, const struct plain_sheet *sheet, int column,
			  GError **error)
{
	int before = table->day, step;

	if (!*plain_sheet_cell(sheet, column))
		return TRUE;
	if (!plain_sheet_day(sheet, column, &table->day, error))
		return FALSE;
	if (before == DAY_NONE)
		return TRUE;
	step = table->day - before;
	if (!is_next(step, table->step)) {
		plain_sheet_complain(sheet, column, error,
				     _("%d days after the row above; the rows are expected in "
				       "order and without gaps."),
				     step);
		return FALSE;
	}
	table->step = step;
	return TRUE;
}

static gboolean read_count(const struct plain_sheet *sheet, int column, int *count, GError **error)
{
	double value;
	if (!plain_sheet_number(sheet, column, &value, error))
		return FALSE;
	*count = value >= 0 && value <= COUNT_MAX ? (int)value : 0;
	if (*count == value)
		return TRUE;
	plain_sheet_complain(
		sheet, column, error,
		_("%g is no number of events; a whole number from 0 was expected, as in 14."),
		value);
	return FALSE;
}

static gboolean read_mean(const struct plain_sheet *sheet, int column, double *mean, GError **error)
{
	if (!plain_sheet_number(sheet, column, mean, error))
		return FALSE;
	if (*mean > 0)
		return TRUE;
	plain_sheet_complain(sheet, column, error,
			     _("%g is no usual count; a number above 0 was expected, as in 3.5."),
			     *mean);
	return FALSE;
}

static gboolean read_row(struct series_table *table, const struct plain_sheet *sheet,
			 const struct series_columns *columns, GError **error)
{
	int row = table->n;
	if (row >= WEEKS_MAX) {
		plain_sheet_complain(sheet, columns->count, error,
				     _("more than %d weeks, which no weekly series has."),
				     WEEKS_MAX);
		return FALSE;
	}
	if ((columns->week >= 0 && !read_week(sheet, columns->week, row + 1, error)) ||
	    (columns->date >= 0 && !read_date(table, sheet, columns->date, error)))
		return FALSE;
	if (!read_count(sheet, columns->count, &table->counts[row], error))
		return FALSE;
	if (columns->mu0 >= 0 && !read_mean(sheet, columns->mu0, &table->mu0[row], error))
		return FALSE;
	table->n++;
	return TRUE;
}

static struct series_table *series_table_read(const char *path, GPtrArray *notes, GError **error)
{
	static const char *const needed[] = {"count", NULL};
	g_autoptr(GError) problem = NULL;
	g_autoptr(sheet_auto) sheet = plain_sheet_open(path, needed, notes, error);
	struct series_columns columns = {-1, -1,
					 sheet ? plain_sheet_need(sheet, "count", error) : -1, -1};
	if (columns.count < 0)
		return NULL;
	columns.week = plain_sheet_column(sheet, "t");
	columns.date = plain_sheet_column(sheet, "date");
	columns.mu0 = plain_sheet_column(sheet, "mu0");
	g_autoptr(SeriesTable) table = g_new0(struct series_table, 1);
	table->day = DAY_NONE;
	table->counts = g_new(int, WEEKS_MAX);
	table->mu0 = columns.mu0 >= 0 ? g_new(double, WEEKS_MAX) : NULL;
	while (plain_sheet_next(sheet) && read_row(table, sheet, &columns, &problem))
		;
	if (!problem && table->n == 0)
		g_set_error(&problem, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s: no weeks, so there is nothing to judge."), path);
	if (problem) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return NULL;
	}
	return g_steal_pointer(&table);
}

/* run and write */

static void run_farrington(const struct series_detector *detector, const struct series_table *table,
			   struct series_point *points)
{
	for (int t = 0; t < table->n; t++)
		series_farrington_week(table->counts, t, &detector->farrington, &points[t]);
}

static gboolean series_detector_run(const struct series_detector *detector,
				    const struct series_table *table, struct series_point *points,
				    GError **error)
{
	int first = MAX(0, detector->first - 1);
	if (detector->kind == SERIES_RATIO && !table->mu0) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("%s needs the column mu0, what is usual in each week, and the series "
			      "has none."),
			    detector->name);
		return FALSE;
	}
	if (detector->kind == SERIES_EARS)
		series_ears(table->counts, table->n, &detector->ears, points);
	else if (detector->kind == SERIES_FARRINGTON)
		run_farrington(detector, table, points);
	else if (detector->kind == SERIES_CUSUM)
		series_cusum(table->counts, table->n, first, &detector->cusum, points);
	else
		series_ratio(table->counts, table->mu0, table->n, first, &detector->ratio, points);
	for (int t = 0; t < MIN(first, table->n); t++)
		points[t].judged = FALSE;
	return TRUE;
}

/* A model that could not be fitted. */
static gboolean point_degenerate(const struct series_detector *detector,
				 const struct series_point *point)
{
	return detector->kind == SERIES_FARRINGTON && isnan(point->phi);
}

static struct rows_cell whole_or_none(int value)
{
	return value >= 0 ? rows_whole(value) : rows_text(NULL);
}

static void write_points(const struct series_detector *detector, const struct series_table *table,
			 const struct series_point *points, struct rows *rows)
{
	for (int t = 0; t < table->n; t++) {
		const struct series_point *p = &points[t];
		const struct rows_cell cells[] = {
			rows_text(detector->name),
			rows_whole(t + 1),
			rows_whole(table->counts[t]),
			rows_real(p->expected),
			rows_real(p->upper),
			whole_or_none(p->alarm),
			rows_real(p->phi),
			whole_or_none(p->trend_used),
			rows_real(p->trend),
			rows_real(p->score),
			rows_real(p->p_value),
			rows_real(p->statistic),
			rows_whole(point_degenerate(detector, p)),
		};

		if (p->judged)
			rows_add(rows, cells);
	}
}

static void write_sentence(const struct series_detector *detector, const struct series_table *table,
			   const struct series_point *points, GString *out)
{
	g_autoptr(GString) weeks = g_string_new(NULL);
	int judged = 0, alarms = 0;

	for (int t = 0; t < table->n; t++) {
		judged += points[t].judged;
		if (points[t].judged && points[t].alarm == 1)
			g_string_append_printf(weeks, "%s%d", alarms++ ? ", " : "", t + 1);
	}
	if (judged == 0)
		return;
	if (alarms == 0)
		g_string_append_printf(out, _("%s: no alarm in %d weeks.\n"), detector->name,
				       judged);
	else
		g_string_append_printf(out, _("%s: alarms in %d of %d weeks: %s.\n"),
				       detector->name, alarms, judged, weeks->str);
}

static gboolean judges_none(const struct series_table *table, const struct series_point *points)
{
	for (int t = 0; t < table->n; t++)
		if (points[t].judged)
			return FALSE;
	return TRUE;
}

/* Too few weeks for a detector are told, for all of them refused. */
static gboolean judged_check(const GPtrArray *detectors, const struct series_table *table,
			     const struct series_point *points, GPtrArray *notes, GError **error)
{
	guint without = 0;

	for (guint i = 0; i < detectors->len; i++)
		without += judges_none(table, points + (gsize)i * (gsize)table->n);
	if (without == detectors->len) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE, _("Too few to judge: weeks %d."),
			    table->n);
		return FALSE;
	}
	for (guint i = 0; notes && i < detectors->len; i++) {
		const struct series_detector *detector = detectors->pdata[i];

		if (judges_none(table, points + (gsize)i * (gsize)table->n))
			g_ptr_array_add(notes,
					g_strdup_printf(_("%s: too few weeks to judge (%d)."),
							detector->name, table->n));
	}
	return TRUE;
}

static gboolean series_write(const GPtrArray *detectors, const struct series_table *table,
			     const struct series_point *points, enum rows_format format,
			     GString *out, GError **error)
{
	static const char *const columns[] = {
		"detector", "t",         "observed",   "expected",   "upperbound",
		"alarm",    "phi",       "trend_used", "trend_coef", "score",
		"p_value",  "statistic", "degenerate",
	};
	g_autoptr(rows_auto) rows =
		format == ROWS_TEXT ? NULL : rows_new(columns, G_N_ELEMENTS(columns), format);

	for (guint i = 0; i < detectors->len; i++) {
		const struct series_point *own = points + (gsize)i * (gsize)table->n;

		if (rows)
			write_points(detectors->pdata[i], table, own, rows);
		else
			write_sentence(detectors->pdata[i], table, own, out);
	}
	return !rows || rows_write(rows, out, error);
}

gboolean series_file_run(const char *input, const char *parameters, enum rows_format format,
			 GString *out, GPtrArray *notes, GError **error)
{
	g_autoptr(SeriesTable) table = series_table_read(input, notes, error);
	g_autoptr(GPtrArray) detectors = table ? series_detectors_read(parameters, error) : NULL;
	g_autofree struct series_point *points = NULL;

	if (!detectors)
		return FALSE;
	points = g_new(struct series_point, (gsize)detectors->len * (gsize)table->n);
	for (guint i = 0; i < detectors->len; i++)
		if (!series_detector_run(detectors->pdata[i], table,
					 points + (gsize)i * (gsize)table->n, error))
			return FALSE;
	return judged_check(detectors, table, points, notes, error) &&
	       series_write(detectors, table, points, format, out, error);
}
