/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg move: a whole database into a new one, on whatever engine either lies. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include "osg/session.h"

static void tell(const struct cli *cli, const char *from, const char *to,
		 const struct move_facts *facts)
{
	if (cli->json) {
		cli_print_json(json_pack("{s:s, s:s, s:i, s:I, s:I}", "from", from, "to", to,
					 "tables", facts->tables, "rows", (json_int_t)facts->rows,
					 "log_lines", (json_int_t)facts->log_lines));
		return;
	}
	cli_print(
		_("%s holds all of %s: %d rows of %d tables, %d of them in the record of changes. "
		  "Every table was summed on both sides, and is the same.\n"),
		to, from, (int)facts->rows, facts->tables, (int)facts->log_lines);
	cli_print(_("%s stays as it is: take it out of use before anybody writes there again.\n"),
		  from);
}

int verb_move(struct cli *cli, int argc, char **argv)
{
	const GOptionEntry entries[] = {{NULL}};
	struct move_facts facts;
	g_autoptr(GError) error = NULL;
	int status;

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (argc != 3)
		return cli_wrong_usage("move", _("name the database to read and the one to make"));
	if (!session_move(argv[1], argv[2], cli_now(), cli->door, &facts, &error))
		return cli_fail(error);
	tell(cli, argv[1], argv[2], &facts);
	return STATUS_DONE;
}
