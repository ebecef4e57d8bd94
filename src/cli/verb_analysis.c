/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg scan, knox, emerging, series, reporter, nights, hours and drift: the analyses on plain files,
 * without a database. */
#include "config.h"

#include <stdio.h>

#include "analyst/emerging_file.h"
#include "analyst/knox_file.h"
#include "analyst/patterns_file.h"
#include "analyst/scan_file.h"
#include "analyst/series_file.h"
#include "cli/cli.h"
#include "cli/verbs.h"
#include "osg/outside.h"
#include "osg/report.h"

/* xlsx NULL: no workbook is asked for. */
static enum rows_format rows_format(const struct cli *cli, const char *xlsx)
{
	return xlsx ? ROWS_XLSX : cli->json ? ROWS_JSON : cli->csv ? ROWS_CSV : ROWS_TEXT;
}

/* What a run left: its notes, and its rows or its error. */
static int answer(gboolean fine, const GString *out, const GPtrArray *notes, const char *xlsx,
		  GError **error)
{
	for (guint i = 0; i < notes->len; i++)
		cli_tell("osg: %s\n", (const char *)notes->pdata[i]);
	g_autoptr(GBytes) workbook = fine && xlsx ? g_bytes_new(out->str, out->len) : NULL;

	if (!fine || (xlsx && (!outside_file(xlsx, error) || !report_write(workbook, xlsx, error))))
		return cli_fail(*error);
	if (!xlsx)
		cli_write(out->str, out->len);
	return STATUS_DONE;
}

/* FALSE: the options are wrong, or there is more, or no parameters; *status is what to return. */
static gboolean takes_parameters(struct cli *cli, const GOptionEntry *entries,
				 char *const *parameters, int argc, char **argv, int *status)
{
	if (!cli_options(cli, entries, &argc, &argv, status))
		return FALSE;
	if (*parameters && argc == 1)
		return TRUE;
	*status =
		cli_wrong_usage(argv[0], _("--parameters FILE is needed, and nothing but options"));
	return FALSE;
}

/* scan */

static int clusters_print(struct cli *cli, struct scan_file *file, const char *xlsx)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	gboolean fine = scan_file_run(file, rows_format(cli, xlsx), out, &error);

	return answer(fine, out, file->notes, xlsx, &error);
}

int verb_scan(struct cli *cli, int argc, char **argv)
{
	g_autofree char *input = NULL, *places = NULL, *parameters = NULL, *xlsx = NULL;
	g_autoptr(GError) error = NULL;
	int threads = 0, status;
	const GOptionEntry entries[] = {
		{"input", 0, 0, G_OPTION_ARG_FILENAME, &input,
		 N_("events: id,date,place,… (default: as the parameters say)"), N_("FILE")},
		{"places", 0, 0, G_OPTION_ARG_FILENAME, &places,
		 N_("places: place,x,y or place,lat,lon"), N_("FILE")},
		{"parameters", 0, 0, G_OPTION_ARG_FILENAME, &parameters,
		 N_("key=value lines, see osg-analysis(7)"), N_("FILE")},
		{"threads", 0, 0, G_OPTION_ARG_INT, &threads,
		 N_("how many threads (default: one for each processor)"), N_("N")},
		CLI_XLSX_OPTION(&xlsx),
		{NULL},
	};
	if (!takes_parameters(cli, entries, &parameters, argc, argv, &status))
		return status;
	if (threads < 0 || threads > 256)
		return cli_wrong_usage("scan", _("--threads is a number from 1 to 256"));
	struct scan_file *file = scan_file_read(input, places, parameters, &error);
	if (!file)
		return cli_fail(error);
	file->options.threads = threads;
	status = clusters_print(cli, file, xlsx);
	scan_file_free(file);
	return status;
}

/* knox and emerging */

int verb_knox(struct cli *cli, int argc, char **argv)
{
	g_autofree char *input = NULL, *parameters = NULL, *xlsx = NULL;
	g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	gboolean fine;
	int status;
	const GOptionEntry entries[] = {
		{"input", 0, 0, G_OPTION_ARG_FILENAME, &input,
		 N_("events: id,date,x,y (default: input.csv beside the parameters)"), N_("FILE")},
		{"parameters", 0, 0, G_OPTION_ARG_FILENAME, &parameters,
		 N_("key=value lines, see osg-analysis(7)"), N_("FILE")},
		CLI_XLSX_OPTION(&xlsx),
		{NULL},
	};
	if (!takes_parameters(cli, entries, &parameters, argc, argv, &status))
		return status;
	fine = knox_file_run(input, parameters, rows_format(cli, xlsx), out, notes, &error);
	return answer(fine, out, notes, xlsx, &error);
}

int verb_emerging(struct cli *cli, int argc, char **argv)
{
	g_autofree char *input = NULL, *places = NULL, *parameters = NULL, *xlsx = NULL;
	g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	gboolean intervals = FALSE, fine;
	int status;
	const GOptionEntry entries[] = {
		{"input", 0, 0, G_OPTION_ARG_FILENAME, &input,
		 N_("events: id,date,place (default: input.csv beside the parameters)"),
		 N_("FILE")},
		{"places", 0, 0, G_OPTION_ARG_FILENAME, &places,
		 N_("places: place,x,y (default: places.csv beside the parameters)"), N_("FILE")},
		{"parameters", 0, 0, G_OPTION_ARG_FILENAME, &parameters,
		 N_("key=value lines, see osg-analysis(7)"), N_("FILE")},
		{"intervals", 0, 0, G_OPTION_ARG_NONE, &intervals,
		 N_("every place and interval instead of the class of every place"), NULL},
		CLI_XLSX_OPTION(&xlsx),
		{NULL},
	};
	if (!takes_parameters(cli, entries, &parameters, argc, argv, &status))
		return status;
	fine = emerging_file_run(input, places, parameters, !intervals, rows_format(cli, xlsx), out,
				 notes, &error);
	return answer(fine, out, notes, xlsx, &error);
}

/* series */

int verb_series(struct cli *cli, int argc, char **argv)
{
	g_autofree char *input = NULL, *parameters = NULL, *xlsx = NULL;
	const GOptionEntry entries[] = {{"input", 0, 0, G_OPTION_ARG_FILENAME, &input,
					 N_("the series: t,date,count,mu0"), N_("FILE")},
					{"parameters", 0, 0, G_OPTION_ARG_FILENAME, &parameters,
					 N_("the detectors, one a line, see osg-analysis(7)"),
					 N_("FILE")},
					CLI_XLSX_OPTION(&xlsx),
					{NULL}};
	gboolean fine;
	int status;

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (!input || !parameters)
		return cli_wrong_usage("series", _("--input FILE and --parameters FILE are needed, "
						   "and nothing but options"));
	g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GError) error = NULL;

	fine = series_file_run(input, parameters, rows_format(cli, xlsx), out, notes, &error);
	return answer(fine, out, notes, xlsx, &error);
}

/* reporter, nights, hours and drift */

static int verb_pattern(struct cli *cli, enum pattern pattern, const char *verb,
			const char *columns, int argc, char **argv)
{
	g_autofree char *input = NULL, *xlsx = NULL;
	g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	const GOptionEntry entries[] = {
		{"input", 0, 0, G_OPTION_ARG_FILENAME, &input, columns, N_("FILE")},
		CLI_XLSX_OPTION(&xlsx),
		{NULL}};
	gboolean fine;
	int status;

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (!input)
		return cli_wrong_usage(verb, _("--input FILE is needed, and nothing but options"));
	fine = patterns_file_run(pattern, input, rows_format(cli, xlsx), out, notes, &error);
	return answer(fine, out, notes, xlsx, &error);
}

int verb_reporter(struct cli *cli, int argc, char **argv)
{
	return verb_pattern(cli, PATTERN_REPORTER, "reporter", N_("events: date,reporter"), argc,
			    argv);
}

int verb_nights(struct cli *cli, int argc, char **argv)
{
	return verb_pattern(cli, PATTERN_NIGHTS, "nights", N_("events: time,x,y,category"), argc,
			    argv);
}

int verb_hours(struct cli *cli, int argc, char **argv)
{
	return verb_pattern(cli, PATTERN_HOURS, "hours", N_("events: time,category,area"), argc,
			    argv);
}

int verb_drift(struct cli *cli, int argc, char **argv)
{
	return verb_pattern(cli, PATTERN_DRIFT, "drift", N_("events: date,place"), argc, argv);
}
