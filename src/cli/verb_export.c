/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg export: all records of a kind, to be read back by osg import. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include <stdio.h>

static const struct record_kind *export_kind(const char *word, GError **error)
{
	const struct record_kind *kind = record_kind_named(word);
	g_autoptr(GString) known = g_string_new(NULL);

	if (kind)
		return kind;
	for (gsize i = 0; record_kinds[i]; i++)
		g_string_append_printf(known, "%s%s", i ? ", " : "", record_kinds[i]->plural);
	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT, _("There is no kind “%s”. There are: %s."),
		    word, known->str);
	return NULL;
}

int verb_export(struct cli *cli, int argc, char **argv)
{
	g_autofree char *format = NULL, *text = NULL;
	const GOptionEntry entries[] = {
		{"format", 0, 0, G_OPTION_ARG_STRING, &format,
		 N_("csv, json or geojson; ics for meetings and measures"), N_("FORMAT")},
		{NULL},
	};
	g_autoptr(GError) error = NULL;
	const struct record_kind *kind;
	struct session *session;
	int status;

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (argc != 2)
		return cli_wrong_usage("export", _("name one kind of record, like observations"));
	kind = export_kind(argv[1], &error);
	session = kind ? cli_app_reading(cli, &error) : NULL;
	if (session && g_strcmp0(format, "ics") == 0)
		text = app_export_calendar(session, kind, &error);
	else if (session)
		text = app_export(session, kind,
				  format      ? format
				  : cli->json ? "json"
					      : "csv",
				  &error);
	if (!text)
		return cli_fail(error);
	fputs(text, stdout);
	return STATUS_DONE;
}
