/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg picture: the picture of a week or a longer period on standard output; of a week fixed, and
 * its text. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include <stdio.h>
#include <string.h>

#include "osg/report.h"
#include "osg/week.h"
#include "osg/words.h"

enum { NOT_SAID = -1, DRAFT = 0 }; /* where a version's number may stand */

struct picture_options {
	char *week, *period, *reason, *text;
	int version;
};

static void asked_clear(struct picture_options *a)
{
	g_free(a->week);
	g_free(a->period);
	g_free(a->reason);
	g_free(a->text);
}

static int show(struct cli *cli, struct session *session, struct period period,
		const struct picture_options *a)
{
	g_autoptr(GError) error = NULL;
	struct picture *picture = app_picture(session, period, MAX(a->version, DRAFT), &error);
	g_autoptr(GBytes) bytes = NULL;

	if (!picture)
		return cli_fail(error);
	if (cli->json) {
		g_autofree char *json = picture_canonical(words_picture_json(picture));

		cli_print("%s\n", json);
	} else {
		struct document *document = report_summary(picture);

		bytes = document_render(document, RENDER_TEXT, NULL, &error);
		document_free(document);
		if (bytes)
			cli_write(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
	}
	picture_free(picture);
	return error ? cli_fail(error) : STATUS_DONE;
}

static int refuse_longer(void)
{
	return cli_wrong_usage("picture", _("only a week is fixed and written about; a longer "
					    "period is compiled from what is known now"));
}

static int fix(struct cli *cli, struct session *session, struct period period,
	       const struct picture_options *a)
{
	int week = period_week(period);
	if (week == WEEK_NONE)
		return refuse_longer();

	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) missing = app_picture_missing(session, week, &error);
	g_autofree char *name = week_format(week);
	struct picture *picture;
	int number;

	for (guint i = 0; missing && i < missing->len; i++)
		cli_tell("osg: %s\n", (const char *)missing->pdata[i]);
	number = missing ? app_picture_fix(session, week, a->reason, &error) : 0;
	picture = number ? app_picture(session, period, number, &error) : NULL;
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

static int write_text(struct session *session, struct period period,
		      const struct picture_options *a, const char *action,
		      gboolean (*store)(struct session *, int, const char *, GError **))
{
	g_autoptr(GError) error = NULL;
	int week = period_week(period);

	if (week == WEEK_NONE)
		return refuse_longer();
	if (!a->text)
		return cli_wrong_usage("picture", _("%s needs --text TEXT"), action);
	if (!cli_state_reason(session, a->reason, &error) || !store(session, week, a->text, &error))
		return cli_fail(error);
	return STATUS_DONE;
}

static int situation(struct cli *cli UNUSED, struct session *session, struct period period,
		     const struct picture_options *a)
{
	return write_text(session, period, a, "situation", app_picture_situation);
}

static int public(struct cli *cli UNUSED, struct session *session, struct period period,
		  const struct picture_options *a)
{
	return write_text(session, period, a, "public", app_picture_public_text);
}

static const struct {
	const char *name;
	gboolean reads;
	int (*run)(struct cli *, struct session *, struct period, const struct picture_options *);
} actions[] = {
	{"show", TRUE, show},
	{"fix", FALSE, fix},
	{"situation", FALSE, situation},
	{"public", FALSE, public},
};

int verb_picture(struct cli *cli, int argc, char **argv)
{
	struct picture_options a = {.version = NOT_SAID};
	const GOptionEntry entries[] = {
		{"week", 'w', 0, G_OPTION_ARG_STRING, &a.week,
		 N_("the week (default: the one to be discussed)"), N_("WEEK")},
		{"period", 0, 0, G_OPTION_ARG_STRING, &a.period,
		 N_("a longer one: 2024-09, 2024-Q3, 2024, 2024-09-01..2024-09-30"), N_("PERIOD")},
		{"number", 0, 0, G_OPTION_ARG_INT, &a.version,
		 N_("a fixed version instead of the draft"), N_("N")},
		{"reason", 0, 0, G_OPTION_ARG_STRING, &a.reason,
		 N_("why it is fixed again; of a situation: why it must hold a name, a number or "
		    "the like"),
		 N_("TEXT")},
		{"text", 0, 0, G_OPTION_ARG_STRING, &a.text,
		 N_("the situation in general, or the paragraph for the public"), N_("TEXT")},
		{NULL},
	};
	struct period period;
	int status = STATUS_USAGE;
	gsize i = 0;

	if (cli_options(cli, entries, &argc, &argv, &status)) {
		g_autoptr(GError) error = NULL;
		const char *action = argc > 1 ? argv[1] : "show";
		struct session *session;

		while (i < G_N_ELEMENTS(actions) && strcmp(actions[i].name, action) != 0)
			i++;
		if (i == G_N_ELEMENTS(actions) || argc > 2)
			status = cli_wrong_usage("picture",
						 _("show, fix, situation or public, not “%s”"),
						 argv[argc - 1]);
		else if (!(session = actions[i].reads ? cli_app_reading(cli, &error)
						      : cli_app(cli, &error)) ||
			 !cli_period(session, a.week, a.period, &period, &error))
			status = cli_fail(error);
		else
			status = actions[i].run(cli, session, period, &a);
	}
	asked_clear(&a);
	return status;
}
