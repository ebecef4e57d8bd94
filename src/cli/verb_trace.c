/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg trace: from problem to cause, measure and result, and where the chain is broken. With the
 * name of a focus group also whether it helped, as its dossier says it. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include "osg/text.h"
#include "osg/words.h"

enum { PROBLEM_WIDTH = 20, CAUSE_WIDTH = 34, MEASURE_WIDTH = 34 };

static void print_row(const struct trace_row *row)
{
	g_autoptr(GString) line = g_string_new(NULL);
	g_autofree char *result = words_trace_result(row), *gaps = words_gaps(row->gaps);

	text_append_fitted(line, row->problem ? row->problem : "–", PROBLEM_WIDTH, TEXT_LEFT);
	g_string_append(line, "  ");
	text_append_fitted(line, row->cause ? row->cause : "–", CAUSE_WIDTH, TEXT_LEFT);
	g_string_append(line, "  ");
	text_append_fitted(line, row->measure ? row->measure : "–", MEASURE_WIDTH, TEXT_LEFT);
	g_string_append_printf(line, "  %s%s%s%s", result, *gaps ? " [" : "", gaps,
			       *gaps ? "]" : "");
	cli_print("%s\n", line->str);
}

static json_t *row_json(const struct trace_row *row)
{
	const struct field *state = fields_find(measure_kind.fields, "state"),
			   *verdict = fields_find(focus_group_kind.fields, "verdict");

	return json_pack("{s:s?, s:s?, s:s?, s:s?, s:s, s:i}", "problem", row->problem, "cause",
			 row->cause, "measure", row->measure, "state",
			 row->measure ? field_word(state, row->state) : NULL, "result",
			 field_word(verdict, (int)row->verdict), "gaps", (int)row->gaps);
}

static void print_rows(struct cli *cli, const GPtrArray *rows)
{
	json_t *array = json_array();
	int broken = 0;

	for (guint i = 0; i < rows->len; i++) {
		const struct trace_row *row = rows->pdata[i];

		broken += row->gaps != 0;
		if (cli->json)
			json_array_append_new(array, row_json(row));
		else
			print_row(row);
	}
	if (cli->json) {
		cli_print_json(array);
		return;
	}
	json_decref(array);
	if (broken)
		cli_print(ngettext("\nThe chain is broken in %d place.\n",
				   "\nThe chain is broken in %d places.\n", (gulong)broken),
			  broken);
	else
		cli_print("%s", _("\nThe chain is whole.\n"));
}

static void print_verdict(struct session *session, gint64 group)
{
	struct dossier *d = app_dossier(session, group, NULL);
	struct before_after *b = d && yardstick_counts(d->yardstick)
					 ? before_after(session, d->yardstick, NULL)
					 : NULL;
	g_autofree char *sentence = b ? words_before_after(b) : NULL;
	g_autoptr(GPtrArray) remarks =
		b ? words_before_after_remarks(session_registry(session), b) : NULL;

	if (sentence)
		cli_print("\n%s\n", sentence);
	for (guint i = 0; remarks && i < remarks->len; i++)
		cli_print("%s\n", (const char *)remarks->pdata[i]);
	before_after_free(b);
	dossier_free(d);
}

int verb_trace(struct cli *cli, int argc, char **argv)
{
	const GOptionEntry entries[] = {{NULL}};
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) rows = NULL;
	struct session *session;
	gint64 group = 0;
	int status;

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (argc > 2)
		return cli_wrong_usage("trace", _("one focus group, or none for all"));
	session = cli_app_reading(cli, &error);
	if (session && argc > 1)
		group = app_focus_group_named(session, argv[1], &error);
	if (session && !error)
		rows = app_trace(session, group, &error);
	if (!rows)
		return cli_fail(error);
	print_rows(cli, rows);
	if (group && !cli->json)
		print_verdict(session, group);
	return STATUS_DONE;
}
