/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg without a verb: the session and its screens on this terminal. */
#include "config.h"

#include "cli/cli.h"

#include <stdio.h>

#include "osg/settings.h"
#include "osg/tty.h"
#include "osg/ui.h"

int cli_screens(struct cli *cli, const char *screen)
{
	const struct ui_options options = {.screen = screen,
					   .mono = cli->mono,
					   .ascii = cli->ascii || tty_is_console(),
					   .plain = cli->plain,
					   .practises = cli->practises,
					   .in_background = TRUE};
	g_autoptr(GError) error = NULL;
	struct session *session = tty_usable(&error) ? cli_app_reading(cli, &error) : NULL;
	struct tty_options tty = {.database = cli->file, .mono = cli->mono};
	struct ui *ui;
	int status;

	if (!session)
		return cli_fail(error);
	session_on_progress(session, NULL); /* the worker's searches are told on the screen */
	tty.escape = settings_int(cli->settings, "screen", "escape");
	ui = ui_new(session, cli->settings, &options);
	status = tty_run(ui, &tty);
	if (ui_farewell(ui)) {
		cli_tell("osg: %s\n", ui_farewell(ui));
		status = STATUS_REFUSED;
	}
	ui_free(ui);
	return status;
}
