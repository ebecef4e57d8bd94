/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg trace: from problem to cause, measure and result, and where the chain is broken. With the
 * name of a focus group also whether it helped, as its dossier says it. With a year, the figures of
 * a print of the programme and where they come from. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include "osg/app_programme.h"
#include "osg/report.h"
#include "osg/text.h"
#include "osg/words.h"

enum { PROBLEM_WIDTH = 20, CAUSE_WIDTH = 34, MEASURE_WIDTH = 34 };
enum { SHOWN_WIDTH = 14, SOURCE_WIDTH = 24 };

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

/* figures */

static void print_figure_line(const struct report_figure *figure)
{
	g_autoptr(GString) line = g_string_new(NULL);

	text_append_fitted(line, figure->shown, SHOWN_WIDTH, TEXT_RIGHT);
	g_string_append(line, "  ");
	text_append_fitted(line, figure->source, SOURCE_WIDTH, TEXT_LEFT);
	cli_print("%s  %s\n", line->str, figure->where);
}

static int print_figures(struct cli *cli, const GPtrArray *figures)
{
	json_t *array = json_array();

	for (guint i = 0; i < figures->len; i++) {
		const struct report_figure *f = figures->pdata[i];

		if (cli->json)
			json_array_append_new(array, json_pack("{s:s, s:s, s:s, s:s, s:s}",
							       "figure", f->shown, "source",
							       f->source, "fact", f->fact, "where",
							       f->where, "chapter", f->chapter));
		else
			print_figure_line(f);
	}
	if (cli->json)
		cli_print_json(array);
	else
		json_decref(array);
	return STATUS_DONE;
}

static json_t *part_json(const struct figure_part *part)
{
	char id[ID_TEXT_SIZE] = "";

	if (part->record)
		id_format(&part->record->id, id);
	return json_pack("{s:s, s:s, s:s, s:s?, s:s?, s:s?, s:s?}", "title", part->title, "value",
			 part->value, "state", part->state, "kind",
			 part->record ? part->record->kind->name : NULL, "id", *id ? id : NULL,
			 "source", part->source, "filter", part->filter);
}

static void print_part(const struct figure_part *part)
{
	g_autoptr(GString) line = g_string_new("  ");
	char id[ID_TEXT_SIZE] = "";

	if (part->record)
		id_format(&part->record->id, id);
	text_append_fitted(line, part->value, SHOWN_WIDTH, TEXT_RIGHT);
	g_string_append_printf(line, "  %s", part->title);
	if (*part->state)
		g_string_append_printf(line, " · %s", part->state);
	cli_print("%s%s%s\n", line->str, part->source || *id ? "  " : "",
		  part->source ? part->source : id);
	if (part->filter)
		cli_print(_("  osg list observations \"%s\" shows them.\n"), part->filter);
}

static int print_figure(struct cli *cli, const struct traced_figure *figure)
{
	g_autofree char *value = reading_fact_words(figure->fact);

	if (cli->json) {
		json_t *parts = json_array();

		for (guint i = 0; i < figure->parts->len; i++)
			json_array_append_new(parts, part_json(figure->parts->pdata[i]));
		cli_print_json(json_pack("{s:s, s:s?, s:s, s:o}", "title", figure->title, "fact",
					 figure->fact, "formula", figure->formula, "parts", parts));
		return STATUS_DONE;
	}
	cli_print("%s: %s\n%s\n", figure->title, value, figure->formula);
	for (guint i = 0; i < figure->parts->len; i++)
		print_part(figure->parts->pdata[i]);
	return STATUS_DONE;
}

static GPtrArray *figures_of(struct session *session, const char *id,
			     const struct report_options *options, GError **error)
{
	const struct report *report = report_find(id);
	struct document *document = report && report->parameters & REPORT_YEAR
					    ? report->build(session, options, error)
					    : NULL;
	GPtrArray *figures = document ? report_figures(document) : NULL;

	if (!report || !(report->parameters & REPORT_YEAR))
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("“%s” is no print of the programme; follow-up is one."), id);
	document_free(document);
	return figures;
}

static int trace_figures(struct cli *cli, const char *year, const char *report, int number,
			 const char *source)
{
	g_autoptr(GError) error = NULL;
	struct session *session = cli_app_reading(cli, &error);
	struct period period;
	const struct report_options options = {.period = &period, .number = number};
	struct programme *p = NULL;
	struct traced_figure *figure = NULL;
	g_autoptr(GPtrArray) figures = NULL;
	int status;

	if (session && (year ? programme_period_parse(year, &period, &error)
			     : figure_period(source, &period))) {
		p = source ? app_programme(session, period, &error) : NULL;
		figure = p ? programme_figure(p, source, &error) : NULL;
		figures = source ? NULL : figures_of(session, report, &options, &error);
	}
	status = figure    ? print_figure(cli, figure)
		 : figures ? print_figures(cli, figures)
			   : cli_fail(error);
	figure_free(figure);
	programme_free(p);
	return status;
}

/* chains */

static int trace_chains(struct cli *cli, const char *group_name)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) rows = NULL;
	struct session *session = cli_app_reading(cli, &error);
	gint64 group = 0;

	if (session && group_name)
		group = app_focus_group_named(session, group_name, &error);
	if (session && !error)
		rows = app_trace(session, group, &error);
	if (!rows)
		return cli_fail(error);
	print_rows(cli, rows);
	if (group && !cli->json)
		print_verdict(session, group);
	return STATUS_DONE;
}

int verb_trace(struct cli *cli, int argc, char **argv)
{
	g_autofree char *year = NULL, *report = NULL;
	int number = REPORT_NEWEST, status;
	struct period period;
	const GOptionEntry entries[] = {
		{"year", 0, 0, G_OPTION_ARG_STRING, &year,
		 N_("the figures of a print of the programme: of 2019, 2019T3"), N_("YEAR")},
		{"report", 0, 0, G_OPTION_ARG_STRING, &report,
		 N_("which print (default: follow-up)"), N_("REPORT")},
		{"number", 0, 0, G_OPTION_ARG_INT, &number,
		 N_("that edition; 0 is the draft (default: the newest)"), N_("N")},
		{NULL}};

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (argc > 2)
		return cli_wrong_usage("trace",
				       _("one focus group or one figure, or none for all"));
	return year || (argc > 1 && figure_period(argv[1], &period))
		       ? trace_figures(cli, year, report ? report : "follow-up", number,
				       argc > 1 ? argv[1] : NULL)
		       : trace_chains(cli, argc > 1 ? argv[1] : NULL);
}
