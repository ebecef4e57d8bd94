/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg print: any report of the table, to standard output, a file or a printer. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "osg/report.h"
#include "osg/week.h"

static const struct {
	const char *name;
	enum render how;
	const char *type; /* in a mail */
} renders[] = {{"text", RENDER_TEXT, "text/plain; charset=utf-8"},
	       {"pdf", RENDER_PDF, "application/pdf"},
	       {"html", RENDER_HTML, "text/html; charset=utf-8"},
	       {"odt", RENDER_ODT, "application/vnd.oasis.opendocument.text"}};

struct print_options {
	char *week, *period, *format, *file, *printer, *mail, *organisation, *group, *text, *what,
		*years;
	char *body, *dnr;
	const char *about; /* borrowed */
	gboolean fix;
	int number;
};

static void asked_clear(struct print_options *a)
{
	g_free(a->week);
	g_free(a->period);
	g_free(a->format);
	g_free(a->file);
	g_free(a->printer);
	g_free(a->mail);
	g_free(a->organisation);
	g_free(a->group);
	g_free(a->text);
	g_free(a->what);
	g_free(a->years);
	g_free(a->body);
	g_free(a->dnr);
}

/* As asked, else by the file's ending, else PDF for a printer and text for a reader. */
static int render_of(const struct print_options *a)
{
	const char *ending = a->file ? strrchr(a->file, '.') : NULL;
	const char *name = a->format               ? a->format
			   : ending && ending[1]   ? ending + 1
			   : a->printer || a->mail ? "pdf"
						   : "text";

	if (strcmp(name, "txt") == 0)
		name = "text";
	for (gsize i = 0; i < G_N_ELEMENTS(renders); i++)
		if (strcmp(renders[i].name, name) == 0)
			return (int)renders[i].how;
	return -1;
}

/* As a mail with the report attached; "" is the organisation's own address. */
static gboolean mail_out(GBytes *bytes, const struct report *report, const char *title,
			 const struct organisation *o, const struct print_options *a,
			 GError **error)
{
	int how = render_of(a);
	g_autofree char *name = g_strdup_printf("%s.%s", report->id, renders[how].name);
	g_autofree char *subject = g_strdup_printf("%s · %s", _(report->title), title);
	const struct mail mail = {.to = *a->mail       ? a->mail
					: o && o->mail ? o->mail
						       : "",
				  .subject = subject,
				  .text = _("Attached."),
				  .file = bytes,
				  .file_name = name,
				  .type = renders[how].type};

	if (*mail.to)
		return mail_send(&mail, error);
	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
		    _("%s has no mail address: “osg set organisation %s mail=…”, or --mail "
		      "ADDRESS."),
		    o ? o->code : "–", o ? o->code : "–");
	return FALSE;
}

static gboolean deliver(GBytes *bytes, const char *title, const struct print_options *a,
			GError **error)
{
	g_autofree char *receipt = NULL;

	if (!a->printer)
		return report_write(bytes, a->file ? a->file : "-", error);
	if (!report_send(bytes, *a->printer ? a->printer : NULL, title, &receipt, error))
		return FALSE;
	cli_print("%s\n", receipt);
	return TRUE;
}

/* The week, the years or the period asked for. */
static gboolean read_period(struct session *session, const struct report *report,
			    const struct print_options *a, struct period *period, GError **error)
{
	const char *asked = a->years ? a->years : a->period;

	if (asked && (a->years || report->parameters & REPORT_YEAR))
		return report_period_parse(session, report, asked, period, error);
	return cli_period(session, a->week, a->period, period, error);
}

/* What the report is asked for; period is where its period is kept. FALSE: a period or an
 * organisation that there is not. */
static gboolean read_options(struct session *session, const struct report *report,
			     const struct print_options *a, struct period *period,
			     struct report_options *options, GError **error)
{
	const struct organisation *o =
		a->organisation
			? registry_find_organisation(session_registry(session), a->organisation)
			: session_organisation(session);

	const struct category *what =
		a->what ? registry_find_category(session_registry(session), a->what) : NULL;

	if (!read_period(session, report, a, period, error))
		return FALSE;
	*options = (struct report_options){.number = a->number,
					   .week = period_week(*period),
					   .period = period,
					   .text = a->text,
					   .dnr = a->dnr};
	if (options->week == WEEK_NONE && !(report->parameters & REPORT_PERIOD)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("“%s” is printed of a week, such as --week v40."), report->id);
		return FALSE;
	}
	if (a->text && !(report->parameters & REPORT_TEXT)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("“%s” has no paragraph of one's own: leave --text out."), report->id);
		return FALSE;
	}
	if (report->parameters & REPORT_ORGANISATION && !o) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("--org is the code or the name of an organisation, not “%s”."),
			    a->organisation ? a->organisation : "");
		return FALSE;
	}
	if (report->parameters & REPORT_CATEGORY && !what) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("--what is a category, such as SKA or INB.skola, not “%s”."),
			    a->what ? a->what : "");
		return FALSE;
	}
	options->category = what ? what->record.key : 0;
	options->organisation = o ? o->record.key : 0;
	options->group = a->group ? app_focus_group_named(session, a->group, error) : 0;
	options->about = a->about ? report_subject(session, report, a->about, error) : 0;
	return (!a->group || options->group) && (!a->about || options->about);
}

static int print_report(struct cli *cli, const struct report *report, const struct print_options *a,
			enum render how)
{
	g_autoptr(GError) error = NULL;
	struct session *session = a->fix ? cli_app(cli, &error) : cli_app_reading(cli, &error);
	struct report_options options = {.week = WEEK_NONE};
	struct period period = {0, 0};
	g_autofree char *remark = NULL;
	if (session && how == RENDER_PDF)
		report_typeset_ahead();
	struct document *document =
		session && read_options(session, report, a, &period, &options, &error)
			? a->fix ? report_fix(session, report, &options, a->body, &error)
				 : report->build(session, &options, &error)
			: NULL;
	g_autoptr(GBytes) bytes = document ? document_render(document, how, &remark, &error) : NULL;
	g_autofree char *title = period_format(period);

	document_free(document);
	report_typeset_not();
	if (remark)
		cli_tell("osg: %s\n", remark);
	if (!bytes || !(a->mail ? mail_out(bytes, report, title,
					   registry_organisation(session_registry(session),
								 options.organisation),
					   a, &error)
				: deliver(bytes, title, a, &error)))
		return cli_fail(error);
	return STATUS_DONE;
}

static int unknown_report(const char *name)
{
	g_autoptr(GString) known = g_string_new(NULL);

	for (const struct report *r = reports; r->id; r++)
		g_string_append_printf(known, "%s%s", known->len ? ", " : "", r->id);
	/* TRANSLATORS: what was asked for, and the names of the reports there are */
	return cli_wrong_usage("print", _("“%s” cannot be printed. There are: %s."), name,
			       known->str);
}

/* name NULL: the first of the table. */
static int print_named(struct cli *cli, const char *name, struct print_options *a)
{
	const struct report *report = name ? report_find(name) : reports;
	int how = render_of(a);

	if (!report)
		return unknown_report(name);
	if (a->fix && !(report->parameters & REPORT_YEAR))
		return cli_wrong_usage("print",
				       _("--fix is for the programme's reports; a week's picture "
					 "is fixed by “osg picture fix”"));
	if (how < 0)
		return cli_wrong_usage("print", _("--format is text, pdf, html or odt"));
	if ((how == RENDER_PDF || how == RENDER_ODT) && !a->file && !a->printer && !a->mail &&
	    isatty(STDOUT_FILENO))
		return cli_wrong_usage(
			"print", _("a PDF or an ODT does not belong on the screen: add -o FILE"));
	return print_report(cli, report, a, (enum render)how);
}

int verb_print(struct cli *cli, int argc, char **argv)
{
	struct print_options a = {.number = REPORT_NEWEST};
	const GOptionEntry entries[] = {
		{"week", 'w', 0, G_OPTION_ARG_STRING, &a.week,
		 N_("the week (default: the one to be discussed)"), N_("WEEK")},
		{"period", 0, 0, G_OPTION_ARG_STRING, &a.period,
		 N_("a longer one: 2024-09, 2024-Q3, 2024, 2024-09-01..2024-09-30"), N_("PERIOD")},
		{"year", 0, 0, G_OPTION_ARG_STRING, &a.period, N_("of the programme: the year"),
		 N_("YEAR")},
		{"fix", 0, 0, G_OPTION_ARG_NONE, &a.fix,
		 N_("stores a report of the programme as an edition, which never changes"), NULL},
		{"body", 0, 0, G_OPTION_ARG_STRING, &a.body, N_("who decided the edition"),
		 N_("BODY")},
		{"dnr", 0, 0, G_OPTION_ARG_STRING, &a.dnr, N_("the edition's register number"),
		 N_("NUMBER")},
		{"number", 0, 0, G_OPTION_ARG_INT, &a.number,
		 N_("that version; 0 is the draft (default: the newest)"), N_("N")},
		{"org", 0, 0, G_OPTION_ARG_STRING, &a.organisation,
		 N_("whose report, where each has its own (default: yours)"), N_("ORGANISATION")},
		{"group", 0, 0, G_OPTION_ARG_STRING, &a.group,
		 N_("which focus group, by the beginning of its name (default: the newest)"),
		 N_("GROUP")},
		{"what", 0, 0, G_OPTION_ARG_STRING, &a.what,
		 N_("the category that a thematic study is about"), N_("CATEGORY")},
		{"years", 0, 0, G_OPTION_ARG_STRING, &a.years,
		 N_("its years: 2024, 2019-2024 (default: the week's)"), N_("YEARS")},
		{"text", 0, 0, G_OPTION_ARG_STRING, &a.text,
		 N_("the coordinator's paragraph on the public page"), N_("TEXT")},
		{"format", 'f', 0, G_OPTION_ARG_STRING, &a.format, N_("text, pdf, html or odt"),
		 N_("FORMAT")},
		{"output", 'o', 0, G_OPTION_ARG_FILENAME, &a.file,
		 N_("file to write (default: standard output)"), N_("FILE")},
		{"printer", 'P', 0, G_OPTION_ARG_STRING, &a.printer,
		 N_("print queue to send it to; \"\" is the standard one"), N_("PRINTER")},
		{"mail", 'm', 0, G_OPTION_ARG_STRING, &a.mail,
		 N_("address to mail it to; \"\" is the organisation's own"), N_("ADDRESS")},
		{NULL},
	};
	int status;

	if (cli_options(cli, entries, &argc, &argv, &status)) {
		a.about = argc > 2 ? argv[2] : NULL;
		status = print_named(cli, argc > 1 ? argv[1] : NULL, &a);
	}
	asked_clear(&a);
	return status;
}
