/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg redact, retain and register: what protects people who stand in a text. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include <stdio.h>

#include "osg/text.h"
#include "osg/words.h"

static const struct {
	const char *name, *words;
	gsize offset;
} figures[] = {
	{"records", N_("records"), G_STRUCT_OFFSET(struct redact_report, records)},
	{"lines", N_("lines of the record of changes"),
	 G_STRUCT_OFFSET(struct redact_report, log_lines)},
	{"drafts", N_("drafts"), G_STRUCT_OFFSET(struct redact_report, drafts)},
	{"rejected", N_("rows that were set aside"),
	 G_STRUCT_OFFSET(struct redact_report, rejected)},
	{"pictures", N_("fixed pictures"), G_STRUCT_OFFSET(struct redact_report, pictures)},
};

static void report_json(const struct redact_report *report)
{
	json_t *object = json_object(), *backups = json_array();

	for (gsize i = 0; i < G_N_ELEMENTS(figures); i++)
		json_object_set_new(object, figures[i].name,
				    json_integer(G_STRUCT_MEMBER(int, report, figures[i].offset)));
	for (guint i = 0; report->backups && i < report->backups->len; i++)
		json_array_append_new(backups, json_string(report->backups->pdata[i]));
	json_object_set_new(object, "backups", backups);
	cli_print_json(object);
}

static void report_print(const struct cli *cli, const struct redact_report *report)
{
	if (cli->json) {
		report_json(report);
		return;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(figures); i++)
		cli_print("  %7d  %s\n", G_STRUCT_MEMBER(int, report, figures[i].offset),
			  _(figures[i].words));
	if (!report->backups || report->backups->len == 0) {
		cli_print("%s\n", _("No copy is known beside the database; copies elsewhere still "
				    "hold it."));
		return;
	}
	cli_print("%s\n", _("These copies may still hold it; replace them:"));
	for (guint i = 0; i < report->backups->len; i++) {
		g_autofree char *name = text_clean(report->backups->pdata[i], -1, FALSE);

		cli_print("  %s\n", name);
	}
}

static int redact(struct cli *cli, const struct id *id, const char *field, const char *reason)
{
	g_autoptr(GError) error = NULL;
	struct redact_report report = {0};
	struct session *session = cli_app(cli, &error);
	gpointer record = session && session_may(session, ACTION_REDACT, NULL, &error)
				  ? app_record_find(session, id, &error)
				  : NULL;
	int status = STATUS_DONE;

	if (!record && !error)
		g_set_error_literal(&error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("There is no record with that id."));
	if (!record || !session_redact(session, record, field, reason, &report, &error))
		status = cli_fail(error);
	else
		report_print(cli, &report);
	redact_report_clear(&report);
	record_free(record);
	return status;
}

int verb_redact(struct cli *cli, int argc, char **argv)
{
	g_autofree char *field = NULL, *reason = NULL;
	const GOptionEntry entries[] = {
		{"field", 0, 0, G_OPTION_ARG_STRING, &field,
		 N_("the text to take out (default: all that people wrote in the record)"),
		 N_("FIELD")},
		{"reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_("why; it stays on the record"),
		 N_("TEXT")},
		{NULL},
	};
	struct id id;
	int status;

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (argc != 2 || !id_parse(argv[1], &id))
		return cli_wrong_usage("redact", _("name the record by its id"));
	if (!reason || !*reason)
		return cli_wrong_usage("redact", _("say why with --reason TEXT"));
	return redact(cli, &id, field, reason);
}

static gboolean keep_months(struct session *session, int months, gboolean dry_run, GError **error)
{
	g_autofree char *value = g_strdup_printf("%d", months);

	return dry_run || months == session_retain_months(session) ||
	       session_set_value(session, "retain_months", value, error);
}

int verb_retain(struct cli *cli, int argc, char **argv)
{
	int months = 0, status;
	gboolean dry_run = FALSE;
	const GOptionEntry entries[] = {
		{"months", 0, 0, G_OPTION_ARG_INT, &months,
		 N_("how old; remembered for the next time (default: 24)"), N_("N")},
		{"dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run,
		 N_("show what would happen, change nothing"), NULL},
		{NULL},
	};
	g_autoptr(GError) error = NULL;
	struct redact_report report = {0};
	struct session *session;

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (months < 0 || months > 1200)
		return cli_wrong_usage("retain", _("--months is 1 to 1200"));
	session = cli_app(cli, &error);
	if (session && months == 0)
		months = session_retain_months(session);
	if (!session || !session_retain(session, months, dry_run, &report, &error) ||
	    !keep_months(session, months, dry_run, &error)) {
		status = cli_fail(error);
	} else if (dry_run && !cli->json) {
		cli_print(ngettext("%d record has texts older than %d months.\n",
				   "%d records have texts older than %d months.\n",
				   (gulong)report.records),
			  report.records, months);
		status = STATUS_DONE;
	} else {
		report_print(cli, &report);
		status = STATUS_DONE;
	}
	redact_report_clear(&report);
	return status;
}

/* register */

static const struct {
	const char *name, *title;
} parts[] = {
	{"controller", N_("Controller")},
	{"purpose", N_("Purpose")},
	{"legal_basis", N_("Legal basis")},
	{"data_subjects", N_("Whose data")},
	{"data", N_("Data")},
	{"retention", N_("Retention")},
	{"retention_months", N_("Months")},
	{"recipients", N_("Recipients")},
	{"security", N_("Protection")},
};

static void append_value(GString *out, json_t *value)
{
	if (json_is_string(value))
		g_string_append(out, json_string_value(value));
	else if (json_is_integer(value))
		g_string_append_printf(out, "%d", (int)json_integer_value(value));
	for (gsize i = 0; i < json_array_size(value); i++) {
		json_t *item = json_array_get(value, i), *kind = json_object_get(item, "kind");

		g_string_append(out, "\n    ");
		if (kind)
			g_string_append_printf(out, "%s: ", json_string_value(kind));
		for (gsize k = 0; k < json_array_size(json_object_get(item, "fields")); k++)
			g_string_append_printf(out, "%s%s", k ? ", " : "",
					       words_field(json_string_value(json_array_get(
						       json_object_get(item, "fields"), k))));
		append_value(out, kind ? NULL : item);
	}
}

int verb_register(struct cli *cli, int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	struct session *session;
	json_t *extract;
	int status;

	if (!cli_options(cli, NULL, &argc, &argv, &status))
		return status;
	session = cli_app_reading(cli, &error);
	if (!session)
		return cli_fail(error);
	extract = app_register(session);
	if (cli->json) {
		cli_print_json(extract);
		return STATUS_DONE;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autoptr(GString) line = g_string_new(NULL);

		append_value(line, json_object_get(extract, parts[i].name));
		cli_print("%s: %s\n", _(parts[i].title), line->str);
	}
	json_decref(extract);
	return STATUS_DONE;
}
