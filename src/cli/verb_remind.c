/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg remind: letters to those who are silent before the meeting. Their answers come back through
 * osg import or the inbox. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include <stdio.h>

#include "osg/remind.h"
#include "osg/report.h"
#include "osg/week.h"

static void print_letter(const struct reminder_letter *r)
{
	cli_print("---- %s %s\n%s\n\n%s\n", r->organisation->code,
		  r->organisation->mail ? r->organisation->mail : "", r->subject, r->text);
}

/* DIR/2024-W42-HUGE.txt */
static gboolean write_letter(const struct reminder_letter *r, const char *folder, int week,
			     GError **error)
{
	g_autofree char *name = week_format(week);
	g_autofree char *file =
		g_strdup_printf("%s/%s-%s.txt", folder, name, r->organisation->code);
	g_autofree char *text = g_strdup_printf("%s\n\n%s", r->subject, r->text);
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));

	if (!report_write(bytes, file, error))
		return FALSE;
	cli_print("%s\n", file);
	return TRUE;
}

/* Who has no address is told, and the others get theirs. */
static gboolean mail_letter(const struct reminder_letter *r, guint *unreached, GError **error)
{
	const struct mail mail = {
		.to = r->organisation->mail, .subject = r->subject, .text = r->text};

	if (!mail.to) {
		cli_tell(_("osg: %s has no mail address: “osg set organisation %s mail=…”.\n"),
			 r->organisation->code, r->organisation->code);
		++*unreached;
		return TRUE;
	}
	if (!mail_send(&mail, error))
		return FALSE;
	cli_print("%s %s\n", r->organisation->code, mail.to);
	return TRUE;
}

int verb_remind(struct cli *cli, int argc, char **argv)
{
	g_autofree char *week = NULL, *folder = NULL;
	gboolean mails = FALSE, ok = TRUE;
	const GOptionEntry entries[] = {
		{"week", 'w', 0, G_OPTION_ARG_STRING, &week,
		 N_("the week (default: the one to be discussed)"), N_("WEEK")},
		{"into", 0, 0, G_OPTION_ARG_FILENAME, &folder, N_("write each as a file there"),
		 N_("DIR")},
		{"mail", 'm', 0, G_OPTION_ARG_NONE, &mails,
		 N_("send each to the organisation's address"), NULL},
		{NULL},
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) all = NULL;
	struct session *session;
	struct period period;
	guint unreached = 0;
	int status;

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (folder && mails)
		return cli_wrong_usage("remind", _("takes --into DIR or --mail, or prints them"));
	session = cli_app_reading(cli, &error);
	if (session && session_may(session, ACTION_REMIND, NULL, &error) &&
	    cli_period(session, week, NULL, &period, &error))
		all = app_reminder_letters(session, period_week(period), &error);
	for (guint i = 0; all && ok && i < all->len; i++) {
		const struct reminder_letter *r = all->pdata[i];

		if (folder)
			ok = write_letter(r, folder, period_week(period), &error);
		else if (mails)
			ok = mail_letter(r, &unreached, &error);
		else
			print_letter(r);
	}
	if (!all || !ok)
		return cli_fail(error);
	if (all->len == 0)
		cli_tell("%s", _("osg: Nobody is silent.\n"));
	return unreached ? STATUS_REFUSED : STATUS_DONE;
}
