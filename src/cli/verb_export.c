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

/* A layer of the map: osg export map --layer areas --week 42 --weeks 4. */
static char *export_map(struct cli *cli, const char *layer, const char *week_text, int weeks,
			GError **error)
{
	struct session *session = cli_app_reading(cli, error);
	int last = session ? cli_week(session, week_text, error) : WEEK_NONE;

	return last == WEEK_NONE ? NULL
				 : app_export_map(session, layer ? layer : "dots",
						  last - MAX(weeks, 1) + 1, last, error);
}

int verb_export(struct cli *cli, int argc, char **argv)
{
	g_autofree char *format = NULL, *text = NULL, *layer = NULL, *week = NULL;
	int weeks = 1;
	const GOptionEntry entries[] = {
		{"format", 0, 0, G_OPTION_ARG_STRING, &format,
		 N_("csv, json, geojson or xlsx; ics for meetings and measures"), N_("FORMAT")},
		{"layer", 0, 0, G_OPTION_ARG_STRING, &layer,
		 N_("of “map”, as GeoJSON: dots, areas, hotspots, focus-groups, measures, presence "
		    "or assets"),
		 N_("LAYER")},
		{"week", 'w', 0, G_OPTION_ARG_STRING, &week,
		 N_("of “map”: the last week (default: the one to be discussed)"), N_("WEEK")},
		{"weeks", 0, 0, G_OPTION_ARG_INT, &weeks, N_("of “map”: so many weeks"), N_("N")},
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
	if (g_str_equal(argv[1], "map")) {
		text = export_map(cli, layer, week, weeks, &error);
		if (!text)
			return cli_fail(error);
		cli_print("%s\n", text);
		return STATUS_DONE;
	}
	kind = export_kind(argv[1], &error);
	session = kind ? cli_app_reading(cli, &error) : NULL;
	if (session && g_strcmp0(format, "xlsx") == 0) {
		g_autoptr(GBytes) book = app_export_workbook(session, kind, &error);

		if (!book)
			return cli_fail(error);
		fwrite(g_bytes_get_data(book, NULL), 1, g_bytes_get_size(book), stdout);
		return STATUS_DONE;
	}
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
