/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg series: alarms on one weekly series, without a database. The columns are those of the files
 * that the detectors are checked against. Refuses to judge what it could not read whole. */
#include "config.h"

#include <math.h>

#include "cli/cli.h"
#include "analyst/series_file.h"
#include "cli/verbs.h"

typedef struct run {
	struct series_table *table;
	GPtrArray *detectors;
	struct series_point *points; /* table->n for each detector */
} Run;

static void run_clear(struct run *run)
{
	series_table_free(run->table);
	g_clear_pointer(&run->detectors, g_ptr_array_unref);
	g_free(run->points);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

static const struct series_point *points_of(const struct run *run, guint detector)
{
	return run->points + (gsize)detector * run->table->n;
}

static gboolean run_all(struct run *run, const char *input, const char *parameters, GError **error)
{
	run->table = series_table_read(input, error);
	run->detectors = run->table ? series_parameters_read(parameters, error) : NULL;
	if (!run->detectors)
		return FALSE;
	run->points = g_new(struct series_point, (gsize)run->detectors->len * run->table->n);
	for (guint i = 0; i < run->detectors->len; i++)
		if (!series_detector_run(run->detectors->pdata[i], run->table,
					 run->points + (gsize)i * run->table->n, error))
			return FALSE;
	return TRUE;
}

static void print_csv(const struct run *run)
{
	g_autoptr(GString) out = g_string_new(series_file_header);
	g_string_append_c(out, '\n');
	for (guint i = 0; i < run->detectors->len; i++)
		series_file_rows(out, run->detectors->pdata[i], run->table, points_of(run, i));
	cli_write(out->str, out->len);
}

static json_t *real_or_null(double value)
{
	return isfinite(value) ? json_real(value) : json_null();
}

static json_t *whole_or_null(int value)
{
	return value >= 0 ? json_integer(value) : json_null();
}

static json_t *point_json(const struct series_detector *detector, const struct series_table *table,
			  int t, const struct series_point *p)
{
	json_t *row = json_object();
	json_object_set_new(row, "detector", json_string(detector->name));
	json_object_set_new(row, "t", json_integer(t + 1));
	json_object_set_new(row, "observed", json_integer(table->counts[t]));
	json_object_set_new(row, "alarm", whole_or_null(p->alarm));
	json_object_set_new(row, "trend_used", whole_or_null(p->trend_used));
	json_object_set_new(row, "degenerate", json_integer(series_point_degenerate(detector, p)));
	const struct {
		const char *key;
		double value;
	} reals[] = {{"expected", p->expected},  {"upperbound", p->upper}, {"phi", p->phi},
		     {"trend_coef", p->trend},   {"score", p->score},      {"p_value", p->p_value},
		     {"statistic", p->statistic}};
	for (gsize i = 0; i < G_N_ELEMENTS(reals); i++)
		json_object_set_new(row, reals[i].key, real_or_null(reals[i].value));
	return row;
}

static void print_json(const struct run *run)
{
	json_t *rows = json_array();
	for (guint i = 0; i < run->detectors->len; i++)
		for (int t = 0; t < run->table->n; t++)
			if (points_of(run, i)[t].judged)
				json_array_append_new(rows, point_json(run->detectors->pdata[i],
								       run->table, t,
								       &points_of(run, i)[t]));
	cli_print_json(rows);
}

/* One detector in words: how many weeks it judged and in which it rang. */
static void print_detector(const struct series_detector *detector, const struct series_table *table,
			   const struct series_point *points)
{
	g_autoptr(GString) weeks = g_string_new(NULL);
	int judged = 0, alarms = 0;
	for (int t = 0; t < table->n; t++) {
		judged += points[t].judged;
		if (!points[t].judged || points[t].alarm != 1)
			continue;
		g_string_append_printf(weeks, "%s%d", alarms++ ? ", " : "", t + 1);
	}
	if (judged == 0)
		cli_print(_("%s: too few weeks to judge (%d).\n"), detector->name, table->n);
	else if (alarms == 0)
		cli_print(_("%s: no alarm in %d weeks.\n"), detector->name, judged);
	else
		cli_print(_("%s: alarms in %d of %d weeks: %s.\n"), detector->name, alarms, judged,
			  weeks->str);
}

int verb_series(struct cli *cli, int argc, char **argv)
{
	g_autofree char *input = NULL, *parameters = NULL;
	const GOptionEntry entries[] = {{"input", 0, 0, G_OPTION_ARG_FILENAME, &input,
					 N_("the series: t,date,count,mu0"), N_("FILE")},
					{"parameters", 0, 0, G_OPTION_ARG_FILENAME, &parameters,
					 N_("the detectors, one a line, see osg-analysis(7)"),
					 N_("FILE")},
					{NULL}};
	int status;
	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (!input || !parameters || argc > 1)
		return cli_wrong_usage("series", _("--input FILE and --parameters FILE are needed, "
						   "and nothing but options"));
	g_autoptr(GError) error = NULL;
	g_auto(Run) run = {0};
	if (!run_all(&run, input, parameters, &error))
		return cli_fail(error);
	if (cli->json)
		print_json(&run);
	else if (cli->csv)
		print_csv(&run);
	else
		for (guint i = 0; i < run.detectors->len; i++)
			print_detector(run.detectors->pdata[i], run.table, points_of(&run, i));
	return STATUS_DONE;
}
