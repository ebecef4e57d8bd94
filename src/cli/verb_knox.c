/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg knox and osg emerging: near repeats and emerging hot spots of events in plain files, without
 * a database. */
#include "config.h"

#include "cli/cli.h"
#include "analyst/pairs_file.h"
#include "cli/verbs.h"

static enum rows_format format_of(const struct cli *cli)
{
	return cli->json ? ROWS_JSON : cli->csv ? ROWS_CSV : ROWS_TEXT;
}

static int answer(gboolean fine, const GString *out, const GError *error)
{
	if (!fine)
		return cli_fail(error);
	cli_write(out->str, out->len);
	return STATUS_DONE;
}

int verb_knox(struct cli *cli, int argc, char **argv)
{
	g_autofree char *input = NULL, *parameters = NULL;
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	int status;
	const GOptionEntry entries[] = {
		{"input", 0, 0, G_OPTION_ARG_FILENAME, &input,
		 N_("events: id,date,x,y (default: input.csv beside the parameters)"), N_("FILE")},
		{"parameters", 0, 0, G_OPTION_ARG_FILENAME, &parameters,
		 N_("key=value lines, see osg-analysis(7)"), N_("FILE")},
		{NULL},
	};
	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (!parameters || argc > 1)
		return cli_wrong_usage("knox",
				       _("--parameters FILE is needed, and nothing but options"));
	return answer(knox_file_run(input, parameters, format_of(cli), out, &error), out, error);
}

int verb_emerging(struct cli *cli, int argc, char **argv)
{
	g_autofree char *input = NULL, *places = NULL, *parameters = NULL;
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	gboolean intervals = FALSE;
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
		{NULL},
	};
	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (!parameters || argc > 1)
		return cli_wrong_usage("emerging",
				       _("--parameters FILE is needed, and nothing but options"));
	return answer(emerging_file_run(input, places, parameters, !intervals, format_of(cli), out,
					&error),
		      out, error);
}
