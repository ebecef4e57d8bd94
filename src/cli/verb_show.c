/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg show: one record of any kind, field by field, and its history. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include "osg/week.h"

static void print_fields(struct session *session, const struct record *record)
{
	const struct field_form form = app_record_form(session);
	char id[ID_TEXT_SIZE];

	id_format(&record->id, id);
	cli_print("%s  %s%s\n", _(record->kind->title), id,
		  record->withdrawn ? _("  (withdrawn)") : "");
	for (const struct field *f = record->kind->fields; f->name; f++) {
		g_autofree char *text = field_to_text(f, record, &form);

		if (*text)
			cli_print("  %-18s %s\n", f->name, text);
	}
}

static void print_history(const GPtrArray *lines, const GPtrArray *participants)
{
	for (guint i = 0; i < lines->len; i++) {
		const struct log_line *line = lines->pdata[i];
		g_autofree char *at = time_format_rfc3339(line->at);

		cli_print("%s  %-12s %-22s %s -> %s\n", at, cli_handle_of(participants, line->who),
			  line->what, line->before ? line->before : "-",
			  line->after ? line->after : "-");
	}
}

int verb_show(struct cli *cli, int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) lines = NULL, participants = NULL;
	struct session *session;
	struct record *record;
	struct id id;
	int status;

	if (!cli_options(cli, NULL, &argc, &argv, &status))
		return status;
	if (argc != 2 || !id_parse(argv[1], &id))
		return cli_wrong_usage("show", _("needs the id of one record; osg list --csv shows "
						 "them"));
	session = cli_app_reading(cli, &error);
	record = session ? app_record_find(session, &id, &error) : NULL;
	if (session && !record && !error)
		g_set_error(&error, OSG_ERROR, OSG_ERROR_RULE, _("There is no record %s here."),
			    argv[1]);
	lines = record ? session_history(session, &id, FALSE, 0, &error) : NULL;
	participants = lines ? session_all(session, &participant_kind, &error) : NULL;
	if (participants && cli->json) {
		cli_print_json(json_pack("{s:s, s:o}", "kind", record->kind->name, "record",
					 app_record_json(session, record)));
	} else if (participants) {
		print_fields(session, record);
		print_history(lines, participants);
	}
	record_free(record);
	return participants ? STATUS_DONE : cli_fail(error);
}
