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

/* osg check --repair */

static json_t *repair_json(const struct repair *repair, const char *copy)
{
	json_t *kinds = json_object(), *faults = json_array();

	for (guint i = 0; i < repair->tables->len; i++) {
		const struct repaired *r = repair->tables->pdata[i];

		json_object_set_new(kinds, r->name,
				    json_pack("{s:I, s:I, s:I}", "saved", (json_int_t)r->saved,
					      "rewritten", (json_int_t)r->rewritten, "lost",
					      (json_int_t)r->lost));
	}
	for (guint i = 0; i < repair->faults->len; i++)
		json_array_append_new(faults, json_string(repair->faults->pdata[i]));
	return json_pack("{s:s, s:o, s:I, s:I, s:I, s:o}", "file", copy, "kinds", kinds,
			 "without_numbers", (json_int_t)repair->without_numbers, "without_texts",
			 (json_int_t)repair->without_texts, "loose_references",
			 (json_int_t)repair->loose_references, "faults", faults);
}

static const char *repaired_title(const struct repaired *r)
{
	const struct record_kind *kind = record_kind_named(r->name);

	return kind ? _(kind->title) : _("lines of the record of changes");
}

static void repair_print(const struct repair *repair, const char *copy)
{
	enum { TITLE_WIDTH = 32 };

	cli_print(_("What could be read is in %s; the database itself is as it was.\n"), copy);
	for (guint i = 0; i < repair->tables->len; i++) {
		const struct repaired *r = repair->tables->pdata[i];
		g_autoptr(GString) title = g_string_new("  ");

		text_append_fitted(title, repaired_title(r), TITLE_WIDTH, TEXT_LEFT);
		if (r->saved || r->rewritten || r->lost)
			cli_print(_("%s%8d saved  %6d from the record of changes  %6d lost\n"),
				  title->str, (int)r->saved, (int)r->rewritten, (int)r->lost);
	}
	if (repair->without_texts)
		cli_print(_("  %d observations without their texts: they still count.\n"),
			  (int)repair->without_texts);
	if (repair->without_numbers)
		cli_print(_("  %d observations with their texts, week and organisation only: they "
			    "do not count.\n"),
			  (int)repair->without_numbers);
	if (repair->loose_references)
		cli_print(_("  %d references to what is lost were taken out.\n"),
			  (int)repair->loose_references);
	for (guint i = 0; i < repair->faults->len; i++)
		cli_print("  %s\n", (const char *)repair->faults->pdata[i]);
	cli_print(_("Compare it with the last backup (osg restore --look); “osg restore %s” puts "
		    "it in place.\n"),
		  copy);
}

static int repair_file(struct cli *cli, const char *into)
{
	g_autofree char *standard = g_strconcat(cli->file, ".repaired", NULL);
	g_autoptr(GError) error = NULL;
	struct repair *repair =
		session_repair(cli->file, into ? into : standard, cli_now(), cli->door, &error);
	g_autofree char *copy = text_clean(into ? into : standard, -1, FALSE);

	if (!repair)
		return cli_fail(error);
	if (cli->json)
		cli_print_json(repair_json(repair, copy));
	else
		repair_print(repair, copy);
	session_repair_free(repair);
	return STATUS_DONE;
}

int verb_check(struct cli *cli, int argc, char **argv)
{
	g_autoptr(GPtrArray) wrong = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *file = text_clean(cli->file, -1, FALSE);
	g_autofree char *into = NULL;
	gboolean repair = FALSE;
	const GOptionEntry entries[] = {
		{"repair", 0, 0, G_OPTION_ARG_NONE, &repair,
		 N_("put what can be saved of a damaged database into a new file beside it"), NULL},
		{"output", 'o', 0, G_OPTION_ARG_FILENAME, &into,
		 N_("that file (default: the database's name and .repaired)"), N_("FILE")},
		{NULL},
	};
	struct session *session;
	int status;

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (repair)
		return repair_file(cli, into);
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
