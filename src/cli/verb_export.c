/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg export: all records of a kind, to be read back by osg import. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include <stdio.h>
#include <string.h>

#include "osg/report.h"

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
static GBytes *export_map(struct cli *cli, const char *layer, const char *week_text, int weeks,
			  GError **error)
{
	struct session *session = cli_app_reading(cli, error);
	int last = session ? cli_week(session, week_text, error) : WEEK_NONE;
	g_autofree char *text = last == WEEK_NONE
					? NULL
					: report_map_layer(session, layer ? layer : "dots",
							   last - MAX(weeks, 1) + 1, last, error);

	if (!text)
		return NULL;
	char *line = g_strconcat(text, "\n", NULL);
	return g_bytes_new_take(line, strlen(line));
}

static void export_write(const char *bytes, gsize length, gpointer data UNUSED)
{
	cli_write(bytes, length);
}

/* A book and a calendar are made whole; the others are written as they are read. */
static gboolean export_records(struct cli *cli, const char *word, const char *format,
			       GError **error)
{
	g_autofree char *remark = NULL, *text = NULL;
	g_autoptr(GBytes) book = NULL;
	const struct record_kind *kind = export_kind(word, error);
	struct session *session = kind ? cli_app_reading(cli, error) : NULL;

	if (!session)
		return FALSE;
	if (g_strcmp0(format, "xlsx") == 0) {
		book = app_export_workbook(session, kind, &remark, error);
		cli_remark(remark);
		if (book)
			cli_write(g_bytes_get_data(book, NULL), g_bytes_get_size(book));
		return book != NULL;
	}
	if (g_strcmp0(format, "ics") == 0) {
		text = app_export_calendar(session, kind, error);
		if (text)
			cli_write(text, strlen(text));
		return text != NULL;
	}
	return app_export_to(session, kind,
			     format      ? format
			     : cli->json ? "json"
					 : "csv",
			     export_write, NULL, error);
}

static gboolean export_layer(struct cli *cli, const char *layer, const char *week_text, int weeks,
			     GError **error)
{
	g_autoptr(GBytes) content = export_map(cli, layer, week_text, weeks, error);

	if (content)
		cli_write(g_bytes_get_data(content, NULL), g_bytes_get_size(content));
	return content != NULL;
}

int verb_export(struct cli *cli, int argc, char **argv)
{
	g_autofree char *format = NULL, *layer = NULL, *week = NULL;
	int weeks = 1;
	const GOptionEntry entries[] = {
		{"format", 0, 0, G_OPTION_ARG_STRING, &format,
		 N_("csv, json, geojson or xlsx; ics for meetings and measures"), N_("FORMAT")},
		{"layer", 0, 0, G_OPTION_ARG_STRING, &layer,
		 N_("of “map”, as GeoJSON: dots, density, areas, hotspots, focus-groups, measures, "
		    "presence "
		    "or assets"),
		 N_("LAYER")},
		{"week", 'w', 0, G_OPTION_ARG_STRING, &week,
		 N_("of “map”: the last week (default: the one to be discussed)"), N_("WEEK")},
		{"weeks", 0, 0, G_OPTION_ARG_INT, &weeks, N_("of “map”: so many weeks"), N_("N")},
		{NULL},
	};
	g_autoptr(GError) error = NULL;
	int status;

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (argc != 2)
		return cli_wrong_usage("export", _("name one kind of record, like observations"));
	if (g_str_equal(argv[1], "map") && format && !g_str_equal(format, "geojson"))
		return cli_wrong_usage("export", _("a layer of the map is written as geojson"));
	return (g_str_equal(argv[1], "map") ? export_layer(cli, layer, week, weeks, &error)
					    : export_records(cli, argv[1], format, &error))
		       ? STATUS_DONE
		       : cli_fail(error);
}
