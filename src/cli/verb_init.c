/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg init: a database, empty, from a municipality's files, or with the demo municipality. */
#include "config.h"

#include "osg/database.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A file that is not there yet may lie in a folder that is not there yet. */
static gboolean make_folder(const char *file, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(file);

	if (g_mkdir_with_parents(folder, 0750) == 0)
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("The folder %s could not be made."),
		    folder);
	return FALSE;
}

static gboolean show_progress(gint64 done, gint64 all, int rows, gpointer data UNUSED)
{
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%3d %%  %d", all ? (int)(100 * done / all) : 0, rows);
	return TRUE;
}

static gboolean init_run(struct cli *cli, gboolean demo, const char *from, const char *name,
			 struct demo_options *options, GError **error)
{
	g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
	gboolean ok;

	if (!database_on_server(cli->file) && !make_folder(cli->file, error))
		return FALSE;
	if (!demo) {
		ok = app_init(cli->file, from, name, cli_now(), notes, error);
		for (guint i = 0; i < notes->len; i++)
			cli_tell("osg: %s\n", (const char *)notes->pdata[i]);
		return ok;
	}
	ok = app_init_demo(cli->file, options, error);
	if (isatty(STDERR_FILENO))
		fputs("\r\033[K", stderr);
	return ok;
}

/* The first look at the demo finds its week worked out: behind whoever made it at a terminal. A
 * script may copy the file as soon as it is there. */
static void look_ahead(struct cli *cli)
{
	if (!isatty(STDOUT_FILENO) || !cli_goes_on_behind(cli))
		return;
	struct session *session = cli_app(cli, NULL);
	if (session)
		app_look_ahead(session);
	session_close(session);
	_exit(0);
}

static int init_files(struct cli *cli, const char *directory, const struct demo_options *options)
{
	g_autoptr(GError) error = NULL;
	gboolean ok = app_demo_files(directory, options, &error);

	if (isatty(STDERR_FILENO))
		fputs("\r\033[K", stderr);
	if (!ok)
		return cli_fail(error);
	if (!cli->json)
		cli_print(_("%s holds the demo municipality's files.\n"), directory);
	else
		cli_print_json(json_pack("{s:s}", "directory", directory));
	return STATUS_DONE;
}

int verb_init(struct cli *cli, int argc, char **argv)
{
	gboolean demo = FALSE, quiet = FALSE;
	g_autofree char *from = NULL, *name = NULL, *files = NULL;
	gint64 seed = 20200129;
	double scale = 1;
	const GOptionEntry entries[] = {
		{"demo", 0, 0, G_OPTION_ARG_NONE, &demo,
		 N_("fill it with the demo municipality: 52 weeks of 2024"), NULL},
		{"seed", 0, 0, G_OPTION_ARG_INT64, &seed,
		 N_("the demo's random seed: the same seed gives the same year"), N_("N")},
		{"scale", 0, 0, G_OPTION_ARG_DOUBLE, &scale, N_("the demo's size, 0.25 to 10"),
		 N_("X")},
		{"no-signals", 0, 0, G_OPTION_ARG_NONE, &quiet,
		 N_("the demo without its planted signals"), NULL},
		{"files", 0, 0, G_OPTION_ARG_FILENAME, &files,
		 N_("write the demo as the organisations' own files, with what is true beside "
		    "them, and no database"),
		 N_("DIR")},
		{"from", 0, 0, G_OPTION_ARG_FILENAME, &from,
		 N_("read areas, places and organisations from GeoJSON and CSV files"), N_("DIR")},
		{"municipality", 0, 0, G_OPTION_ARG_STRING, &name, N_("the municipality's name"),
		 N_("NAME")},
		{NULL},
	};
	g_autoptr(GError) error = NULL;
	int status;

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (argc > 1 || (demo && (from || name)) || (!demo && (files || quiet)))
		return cli_wrong_usage(
			"init", _("takes --demo with --seed, --scale, --no-signals and --files, or "
				  "--from DIR and --municipality NAME"));
	if (scale < 0.25 || scale > 10)
		return cli_wrong_usage("init", _("--scale is 0.25 to 10"));
	struct demo_options options = {.seed = (guint64)seed,
				       .scale = scale,
				       .quiet = quiet,
				       .now = cli_now(),
				       .progress = show_progress};

	if (files)
		return init_files(cli, files, &options);
	if (!init_run(cli, demo, from, name, &options, &error))
		return cli_fail(error);
	if (!cli->json)
		cli_print(_("%s is ready. “osg” opens it.\n"), cli->file);
	else
		cli_print_json(json_pack("{s:s}", "database", cli->file));
	if (demo)
		look_ahead(cli);
	return STATUS_DONE;
}
