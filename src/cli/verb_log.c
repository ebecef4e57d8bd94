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

static const char *const heads[] = {"at", "who", "door", "what", "kind", "id", "before", "after"};

static void line_cells(struct table_out *table, const struct log_line *line, const char *at,
		       const char *who, const char *id)
{
	const char *const cells[G_N_ELEMENTS(heads)] = {
		at,         who, door_words[line->door], line->what,
		line->kind, id,  line->before,           line->after};

	for (gsize i = 0; i < G_N_ELEMENTS(cells); i++)
		table_out_text(table, cells[i]);
	table_out_end_row(table);
}

static void log_print(struct cli *cli, struct table_out *table, const GPtrArray *lines,
		      const GPtrArray *participants)
{
	json_t *array = cli->json ? json_array() : NULL;

	for (gsize i = 0; table && i < G_N_ELEMENTS(heads); i++)
		table_out_head(table, heads[i]);
	if (table)
		table_out_end_row(table);
	for (guint i = 0; i < lines->len; i++) {
		const struct log_line *line = lines->pdata[i];
		g_autofree char *at = time_format_rfc3339(line->at);
		const char *who = cli_handle_of(participants, line->who);
		char id[ID_TEXT_SIZE];

		id_format(&line->id, id);
		const char *of = id_is_null(&line->id) && line->after ? line->after : id;
		if (array)
			json_array_append_new(array, line_json(line, at, who, id));
		else if (table)
			line_cells(table, line, at, who, id);
		else
			cli_print("%s  %-12s %-8s %-22s %s\n", at, who, door_words[line->door],
				  line->what, of);
	}
	if (array)
		cli_print_json(array);
}

/* Which lines lost a text, who took it out and why: the chain cannot tell them from whole ones. */
static int tell_redactions(const struct cli *cli, const GPtrArray *lines,
			   const GPtrArray *participants)
{
	int count = 0;

	for (guint i = lines->len; i-- > 0;) {
		const struct log_line *line = lines->pdata[i];
		json_t *detail;

		if (line->kind ||
		    (strcmp(line->what, LOG_REDACT) != 0 && strcmp(line->what, LOG_RETAIN) != 0))
			continue;
		g_autofree char *at = time_format_rfc3339(line->at);
		detail = embedded(line->after);
		const json_t *parts = json_object_get(detail, "lines");
		if (!cli->json)
			cli_print(ngettext("%s, %s took texts out of %d line: %s\n",
					   "%s, %s took texts out of %d lines: %s\n",
					   (gulong)json_array_size(parts)),
				  at, cli_handle_of(participants, line->who),
				  (int)json_array_size(parts),
				  json_string_value(json_object_get(detail, "reason")));
		json_decref(detail);
		count++;
	}
	return count;
}

static int verify(struct cli *cli, struct session *session)
{
	g_autoptr(GError) error = NULL;
	struct log_state *state = app_log_state(session, &error);
	g_autoptr(GPtrArray) all = state ? session_history(session, NULL, TRUE, 0, &error) : NULL;
	g_autoptr(GPtrArray) participants =
		all ? session_all(session, &participant_kind, &error) : NULL;
	gboolean whole = participants && state->faults->len == 0;
	int redactions;

	if (!participants) {
		log_state_free(state);
		return cli_fail(error);
	}
	for (guint i = 0; i < state->faults->len; i++)
		cli_tell("osg: %s\n", (const char *)state->faults->pdata[i]);
	redactions = tell_redactions(cli, all, participants);
	if (cli->json)
		cli_print_json(json_pack("{s:b, s:i, s:I, s:s, s:i}", "sound", whole, "faults",
					 (int)state->faults->len, "lines", (json_int_t)state->count,
					 "sha256", state->sum, "redactions", redactions));
	else if (whole)
		cli_print(_("The record of changes is whole: %d lines, the last with the checksum "
			    "%s.\n"),
			  (int)state->count, state->sum);
	log_state_free(state);
	return whole ? STATUS_DONE : STATUS_REFUSED;
}

struct log_filter {
	char *who, *from, *to, *xlsx; /* owned; NULL = not said */
	struct log_query query;
};

static void filter_clear(struct log_filter *filter)
{
	g_free(filter->who);
	g_free(filter->from);
	g_free(filter->to);
	g_free(filter->xlsx);
}

static gboolean read_day(const char *option, const char *text, int *day, GError **error)
{
	*day = text ? day_parse_iso(text) : DAY_NONE;
	if (!text || *day != DAY_NONE)
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
		    _("%s: “%s” is no day. Write it as 2024-10-18."), option, text);
	return FALSE;
}

static gboolean filter_read(struct log_filter *filter, const GPtrArray *participants,
			    GError **error)
{
	for (guint i = 0; filter->who && i < participants->len; i++) {
		const struct participant *p = participants->pdata[i];

		if (g_ascii_strcasecmp(p->handle, filter->who) == 0)
			filter->query.who = p->record.key;
	}
	if (filter->who && !filter->query.who) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("--who: “%s” is no participant here."), filter->who);
		return FALSE;
	}
	return read_day("--since", filter->from, &filter->query.since, error) &&
	       read_day("--until", filter->to, &filter->query.until, error);
}

static int show(struct cli *cli, struct session *session, struct log_filter *filter)
{
	g_autoptr(GError) error = NULL;
	struct table_out *table = NULL;
	g_autoptr(GPtrArray) participants = session_all(session, &participant_kind, &error);
	g_autoptr(GPtrArray) lines = participants && filter_read(filter, participants, &error)
					     ? app_log(session, &filter->query, &error)
					     : NULL;

	if (!lines)
		return cli_fail(error);
	if (!cli_table(cli, filter->xlsx, "log", &table, &error))
		return cli_fail(error);
	log_print(cli, table, lines, participants);
	return cli_table_end(table, filter->xlsx, &error) ? STATUS_DONE : cli_fail(error);
}

int verb_log(struct cli *cli, int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	struct log_filter filter = {0};
	struct session *session;
	struct id *id = &filter.query.record;
	int limit = 100, status, at = 1;
	const GOptionEntry entries[] = {
		{"limit", 0, 0, G_OPTION_ARG_INT, &limit,
		 N_("at most so many lines, the newest (default: 100; 0: all)"), N_("N")},
		{"who", 0, 0, G_OPTION_ARG_STRING, &filter.who, N_("what one participant did"),
		 N_("HANDLE")},
		{"since", 0, 0, G_OPTION_ARG_STRING, &filter.from, N_("from this day on"),
		 N_("DAY")},
		{"until", 0, 0, G_OPTION_ARG_STRING, &filter.to, N_("to the end of this day"),
		 N_("DAY")},
		CLI_XLSX_OPTION(&filter.xlsx),
		{NULL},
	};

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	filter.query.limit = limit > 0 ? (guint)limit : 0;
	at += argc > 1 && strcmp(argv[1], "show") == 0;
	gboolean verifies = at < argc && strcmp(argv[at], "verify") == 0;
	if (at + 1 < argc || (at < argc && !verifies && !id_parse(argv[at], id)))
		status = cli_wrong_usage("log",
					 _("“%s” is no id of a record; --who=NAME shows what a "
					   "participant did"),
					 argv[argc - 1]);
	else if (!(session = cli_app_reading(cli, &error)))
		status = cli_fail(error);
	else
		status = verifies ? verify(cli, session) : show(cli, session, &filter);
	filter_clear(&filter);
	return status;
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
		cli_tell("osg: %s\n", (const char *)wrong->pdata[i]);
	if (cli->json)
		cli_print_json(json_pack("{s:b, s:i}", "sound", wrong->len == 0, "faults",
					 (int)wrong->len));
	else if (wrong->len == 0)
		cli_print(
			_("%s is sound: the file, the chain of its log and every fixed picture.\n"),
			file);
	return wrong->len ? STATUS_REFUSED : STATUS_DONE;
}
