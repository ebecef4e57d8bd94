/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg picture and osg print: the week's picture on standard output, fixed, and on paper. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "osg/report.h"
#include "osg/settings.h"
#include "osg/week.h"

enum { NOT_SAID = -1, DRAFT = 0 }; /* where a version's number may stand */

struct asked {
	char *week, *reason, *text, *format, *file, *printer;
	int version;
};

static void asked_clear(struct asked *a)
{
	g_free(a->week);
	g_free(a->reason);
	g_free(a->text);
	g_free(a->format);
	g_free(a->file);
	g_free(a->printer);
}

static int show(struct cli *cli, struct session *session, int week, const struct asked *a)
{
	g_autoptr(GError) error = NULL;
	struct picture *picture = app_picture(session, week, MAX(a->version, DRAFT), &error);
	g_autoptr(GBytes) bytes = NULL;

	if (!picture)
		return cli_fail(error);
	session_note_read(session, "picture.show", week);
	if (cli->json) {
		g_autofree char *json = picture_to_json(picture, FALSE);

		cli_print("%s\n", json);
	} else {
		struct document *document = report_summary(picture);

		bytes = document_render(document, RENDER_TEXT, &error);
		document_free(document);
		if (bytes)
			cli_write(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
	}
	picture_free(picture);
	return error ? cli_fail(error) : STATUS_DONE;
}

static int fix(struct cli *cli, struct session *session, int week, const struct asked *a)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) missing = app_picture_missing(session, week, &error);
	g_autofree char *name = week_format(week);
	struct picture *picture;
	int number;

	for (guint i = 0; missing && i < missing->len; i++)
		fprintf(stderr, "osg: %s\n", (const char *)missing->pdata[i]);
	number = missing ? app_picture_fix(session, week, a->reason, &error) : 0;
	picture = number ? app_picture(session, week, number, &error) : NULL;
	if (!picture)
		return cli_fail(error);
	if (cli->json)
		cli_print_json(json_pack("{s:s, s:i, s:s}", "week", name, "version", number,
					 "sha256", picture->checksum));
	else
		cli_print(_("%s is fixed as version %d.\nSHA-256 %s\n"), name, number,
			  picture->checksum);
	picture_free(picture);
	return STATUS_DONE;
}

static int situation(struct cli *cli, struct session *session, int week, const struct asked *a)
{
	g_autoptr(GError) error = NULL;

	(void)cli;
	if (!a->text)
		return cli_wrong_usage("picture", _("situation needs --text TEXT"));
	if (!app_picture_situation(session, week, a->text, &error))
		return cli_fail(error);
	return STATUS_DONE;
}

static const struct {
	const char *name;
	gboolean reads;
	int (*run)(struct cli *, struct session *, int week, const struct asked *);
} actions[] = {
	{"show", TRUE, show},
	{"fix", FALSE, fix},
	{"situation", FALSE, situation},
};

int verb_picture(struct cli *cli, int argc, char **argv)
{
	struct asked a = {.version = NOT_SAID};
	const GOptionEntry entries[] = {
		{"week", 'w', 0, G_OPTION_ARG_STRING, &a.week,
		 N_("the week (default: the one to be discussed)"), N_("WEEK")},
		{"number", 0, 0, G_OPTION_ARG_INT, &a.version,
		 N_("a fixed version instead of the draft"), N_("N")},
		{"reason", 0, 0, G_OPTION_ARG_STRING, &a.reason, N_("why it is fixed again"),
		 N_("TEXT")},
		{"text", 0, 0, G_OPTION_ARG_STRING, &a.text, N_("the situation in general"),
		 N_("TEXT")},
		{NULL},
	};
	int status = STATUS_USAGE, week;
	gsize i = 0;

	if (cli_options(cli, entries, &argc, &argv, &status)) {
		g_autoptr(GError) error = NULL;
		const char *action = argc > 1 ? argv[1] : "show";
		struct session *session;

		while (i < G_N_ELEMENTS(actions) && strcmp(actions[i].name, action) != 0)
			i++;
		if (i == G_N_ELEMENTS(actions))
			status = cli_wrong_usage("picture", _("show, fix or situation, not “%s”"),
						 action);
		else if (!(session = actions[i].reads ? cli_app_reading(cli, &error)
						      : cli_app(cli, &error)) ||
			 (week = cli_week(session, a.week, &error)) == WEEK_NONE)
			status = cli_fail(error);
		else
			status = actions[i].run(cli, session, week, &a);
	}
	asked_clear(&a);
	return status;
}

/* osg print */

static const struct {
	const char *name;
	enum render how;
} renders[] = {{"text", RENDER_TEXT}, {"pdf", RENDER_PDF}, {"html", RENDER_HTML}};

/* As asked, else by the file's ending, else PDF for a printer and text for a reader. */
static int render_of(const struct asked *a)
{
	const char *ending = a->file ? strrchr(a->file, '.') : NULL;
	const char *name = a->format             ? a->format
			   : ending && ending[1] ? ending + 1
			   : a->printer          ? "pdf"
						 : "text";

	if (strcmp(name, "txt") == 0)
		name = "text";
	for (gsize i = 0; i < G_N_ELEMENTS(renders); i++)
		if (strcmp(renders[i].name, name) == 0)
			return (int)renders[i].how;
	return -1;
}

static gboolean deliver(struct session *session, GBytes *bytes, const char *title,
			const struct asked *a, GError **error)
{
	g_autofree char *receipt = NULL;

	(void)session;
	if (!a->printer)
		return report_write(bytes, a->file ? a->file : "-", error);
	if (!report_send(bytes, *a->printer ? a->printer : NULL, title, &receipt, error))
		return FALSE;
	cli_print("%s\n", receipt);
	return TRUE;
}

/* Paper carries what was fixed, once something is; the screen goes on showing the draft. */
static int version_to_print(struct session *session, int week, const struct asked *a)
{
	return a->version == NOT_SAID ? app_picture_versions(session, week) : a->version;
}

static int print_summary(struct cli *cli, const struct asked *a, enum render how)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = NULL;
	struct session *session = cli_app_reading(cli, &error);
	int week = session ? cli_week(session, a->week, &error) : WEEK_NONE;
	int number = week != WEEK_NONE ? version_to_print(session, week, a) : DRAFT;
	struct picture *picture =
		week != WEEK_NONE ? app_picture(session, week, number, &error) : NULL;
	g_autofree char *name = week_format(week);

	if (!picture)
		return cli_fail(error);
	struct document *document = report_summary(picture);

	bytes = document_render(document, how, &error);
	document_free(document);
	picture_free(picture);
	if (!bytes || !deliver(session, bytes, name, a, &error))
		return cli_fail(error);
	session_note_read(session, "picture.print", week);
	return STATUS_DONE;
}

int verb_print(struct cli *cli, int argc, char **argv)
{
	struct asked a = {.version = NOT_SAID};
	const GOptionEntry entries[] = {
		{"week", 'w', 0, G_OPTION_ARG_STRING, &a.week,
		 N_("the week (default: the one to be discussed)"), N_("WEEK")},
		{"number", 0, 0, G_OPTION_ARG_INT, &a.version,
		 N_("that version; 0 is the draft (default: the newest)"), N_("N")},
		{"format", 'f', 0, G_OPTION_ARG_STRING, &a.format, N_("text, pdf or html"),
		 N_("FORMAT")},
		{"output", 'o', 0, G_OPTION_ARG_FILENAME, &a.file,
		 N_("file to write (default: standard output)"), N_("FILE")},
		{"printer", 'P', 0, G_OPTION_ARG_STRING, &a.printer,
		 N_("print queue to send it to; \"\" is the standard one"), N_("PRINTER")},
		{NULL},
	};
	int status, how;

	if (cli_options(cli, entries, &argc, &argv, &status)) {
		how = render_of(&a);
		if (argc > 1 && strcmp(argv[1], "summary") != 0)
			status = cli_wrong_usage(
				"print", _("“%s” cannot be printed; “summary” can"), argv[1]);
		else if (how < 0)
			status = cli_wrong_usage("print", _("--format is text, pdf or html"));
		else if (how == RENDER_PDF && !a.file && !a.printer && isatty(STDOUT_FILENO))
			status = cli_wrong_usage(
				"print", _("a PDF does not belong on the screen: add -o FILE"));
		else
			status = print_summary(cli, &a, (enum render)how);
	}
	asked_clear(&a);
	return status;
}
