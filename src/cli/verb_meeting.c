/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg meeting: the screens, beginning with the meeting; --practise over a copy that is thrown away
 * afterwards. */
#include "config.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/verbs.h"

#include "osg/file.h"
#include "osg/outside.h"

static int practise(struct cli *cli)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *directory = outside_file("osg.db", &error)
					     ? file_temporary_folder("osg-practise-XXXXXX", &error)
					     : NULL;
	g_autofree char *copy = directory ? g_build_filename(directory, "osg.db", NULL) : NULL;
	struct session *session = copy ? cli_app_reading(cli, &error) : NULL;
	int status;

	if (!session || !session_backup(session, copy, &error)) {
		if (directory)
			g_rmdir(directory);
		return cli_fail(error);
	}
	session_close(g_steal_pointer(&cli->session));
	g_free((char *)cli->file);
	cli->file = g_strdup(copy);
	cli->practises = TRUE;
	status = cli_screens(cli, "meeting");
	session_close(g_steal_pointer(&cli->session));
	app_database_remove(copy);
	g_rmdir(directory);
	cli_print(_("That was practice: nothing of it is kept.\n"));
	return status;
}

int verb_meeting(struct cli *cli, int argc, char **argv)
{
	gboolean practises = FALSE;
	const GOptionEntry entries[] = {
		{"practise", 0, 0, G_OPTION_ARG_NONE, &practises,
		 N_("over a copy of the database, which is thrown away afterwards"), NULL},
		{NULL},
	};
	int status;

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (cli->door != DOOR_SSH)
		cli->door = DOOR_SCREEN;
	return practises ? practise(cli) : cli_screens(cli, "meeting");
}
