/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg log and check: the record of changes, and whether all is sound. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include <stdio.h>
#include <string.h>

#include "osg/text.h"
#include "osg/week.h"

static const char *const door_words[] = {"screen", "command", "ssh", "file"};

static const char *who_name(const GPtrArray *participants, gint64 key)
{
	for (guint i = 0; i < participants->len; i++) {
		const struct participant *p = participants->pdata[i];

		if (p->record.key == key)
			return p->handle;
	}
	return "-";
}

static json_t *embedded(const char *json)
{
	json_t *value = json ? json_loads(json, 0, NULL) : NULL;

	return value ? value : json_null();
}

static json_t *line_json(const struct log_line *line, const char *at, const char *who,
			 const char *id)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s*, s:s, s:o, s:o}", "at", at, "who", who, "door",
			 door_words[line->door], "what", line->what, "kind", line->kind, "id", id,
			 "before", embedded(line->before), "after", embedded(line->after));
}

static void log_print(struct cli *cli, const GPtrArray *lines, const GPtrArray *participants)
{
	json_t *array = cli->json ? json_array() : NULL;

	for (guint i = 0; i < lines->len; i++) {
		const struct log_line *line = lines->pdata[i];
		g_autofree char *at = time_format_rfc3339(line->at);
		const char *who = who_name(participants, line->who);
		char id[ID_TEXT_SIZE];

		id_format(&line->id, id);
		const char *of = id_is_null(&line->id) && line->after ? line->after : id;
		if (array)
			json_array_append_new(array, line_json(line, at, who, id));
		else
			cli_print("%s  %-12s %-8s %-22s %s\n", at, who, door_words[line->door],
				  line->what, of);
	}
	if (array)
		cli_print_json(array);
}

static int verify(struct cli *cli, struct session *session)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) wrong = session_verify_log(session, &error);
	g_autofree char *sum = NULL;
	gint64 lines = 0;

	if (!wrong || !session_log_end(session, &lines, &sum, &error))
		return cli_fail(error);
	for (guint i = 0; i < wrong->len; i++)
		fprintf(stderr, "osg: %s\n", (const char *)wrong->pdata[i]);
	if (cli->json)
		cli_print_json(json_pack("{s:b, s:i, s:I, s:s}", "sound", wrong->len == 0, "faults",
					 (int)wrong->len, "lines", (json_int_t)lines, "sha256",
					 sum));
	else if (wrong->len == 0)
		cli_print(_("The record of changes is whole: %d lines, the last with the checksum "
			    "%s.\n"),
			  (int)lines, sum);
	return wrong->len ? STATUS_REFUSED : STATUS_DONE;
}

int verb_log(struct cli *cli, int argc, char **argv)
{
	gboolean verifies;
	g_autoptr(GPtrArray) lines = NULL;
	g_autoptr(GPtrArray) participants = NULL;
	g_autoptr(GError) error = NULL;
	struct session *session;
	struct id id;
	int limit = 100, status;
	const GOptionEntry entries[] = {
		{"limit", 0, 0, G_OPTION_ARG_INT, &limit,
		 N_("at most so many lines, the newest (default: 100)"), N_("N")},
		{NULL},
	};

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	verifies = argc == 2 && strcmp(argv[1], "verify") == 0;
	if (argc > 1 && !verifies && !id_parse(argv[1], &id))
		return cli_wrong_usage("log", _("“%s” is no id of a record"), argv[1]);
	session = cli_app_reading(cli, &error);
	if (session && verifies)
		return verify(cli, session);
	lines = session ? session_history(session, argc > 1 ? &id : NULL, TRUE,
					  limit > 0 ? (guint)limit : 0, &error)
			: NULL;
	participants = lines ? session_all(session, &participant_kind, &error) : NULL;
	if (!participants)
		return cli_fail(error);
	log_print(cli, lines, participants);
	return STATUS_DONE;
}

int verb_check(struct cli *cli, int argc, char **argv)
{
	g_autoptr(GPtrArray) wrong = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *file = text_clean(cli->file, -1, FALSE);
	struct session *session;
	int status;

	if (!cli_options(cli, NULL, &argc, &argv, &status))
		return status;
	session = cli_app_reading(cli, &error);
	wrong = session ? session_check(session, &error) : NULL;
	if (!wrong)
		return cli_fail(error);
	for (guint i = 0; i < wrong->len; i++)
		fprintf(stderr, "osg: %s\n", (const char *)wrong->pdata[i]);
	if (cli->json)
		cli_print_json(json_pack("{s:b, s:i}", "sound", wrong->len == 0, "faults",
					 (int)wrong->len));
	else if (wrong->len == 0)
		cli_print(
			_("%s is sound: the file, the chain of its log and every fixed picture.\n"),
			file);
	return wrong->len ? STATUS_REFUSED : STATUS_DONE;
}
