/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg scan: the space-time permutation scan of any events in plain files, without a database. */
#include "config.h"

#include <stdio.h>

#include "cli/cli.h"
#include "analyst/scan_file.h"
#include "cli/verbs.h"

static int clusters_print(struct cli *cli, struct scan_file *file)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	g_autofree char *note = scan_file_note(file);
	if (note)
		fprintf(stderr, "osg: %s\n", note);
	if (!scan_file_run(file,
			   cli->json  ? ROWS_JSON
			   : cli->csv ? ROWS_CSV
				      : ROWS_TEXT,
			   out, &error))
		return cli_fail(error);
	cli_write(out->str, out->len);
	return STATUS_DONE;
}

int verb_scan(struct cli *cli, int argc, char **argv)
{
	g_autofree char *input = NULL, *places = NULL, *parameters = NULL;
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
		{NULL},
	};
	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (!parameters || argc > 1)
		return cli_wrong_usage("scan",
				       _("--parameters FILE is needed, and nothing but options"));
	if (threads < 0 || threads > 256)
		return cli_wrong_usage("scan", _("--threads is a number from 1 to 256"));
	struct scan_file *file = scan_file_read(input, places, parameters, &error);
	if (!file)
		return cli_fail(error);
	file->options.threads = threads;
	status = clusters_print(cli, file);
	scan_file_free(file);
	return status;
}
