/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg list: records of a kind. People get columns, pipes get tab-separated values, --csv, --xlsx
 * and --json get every field of the record tables with references told by name. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "osg/csv.h"
#include "osg/observation.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/words.h"

enum { FIELD_COLUMNS = 5, FIELD_WIDTH = 18 }; /* of a kind without columns of its own */

/* what people see */

static char *observation_line_when(struct session *session UNUSED, gconstpointer record)
{
	return observation_when(record, WEEK_NONE);
}

static char *observation_line_where(struct session *session, gconstpointer record)
{
	return observation_where(record, session_registry(session));
}

static char *observation_line_what(struct session *session, gconstpointer record)
{
	return observation_what(record, session_registry(session));
}

static char *observation_line_who(struct session *session, gconstpointer record)
{
	const struct observation *o = record;
	const struct organisation *who =
		registry_organisation(session_registry(session), o->organisation);

	return g_strdup(who ? who->code : "");
}

static char *observation_line_text(struct session *session UNUSED, gconstpointer record)
{
	const struct observation *o = record;

	return text_clean(o->text ? o->text : "", -1, FALSE);
}

static char *place_line_area(struct session *session, gconstpointer record)
{
	const struct area *area =
		registry_area(session_registry(session), ((const struct place *)record)->area);

	return g_strdup(area ? area->name : "");
}

static char *category_line_label(struct session *session, gconstpointer record)
{
	return g_strdup(registry_label(session_registry(session), record));
}

static char *rejected_line_reason(struct session *session UNUSED, gconstpointer record)
{
	return rejected_row_words(record);
}

/* A column is a text field of the record, or a function. */
struct output_column {
	const char *title;
	const char *field;
	char *(*text)(struct session *, gconstpointer);
	int width; /* 0 = the rest of the line */
};

static const struct output_column observation_columns[] = {
	{N_("When"), NULL, observation_line_when, 16},
	{N_("Place"), NULL, observation_line_where, 22},
	{N_("What"), NULL, observation_line_what, 24},
	{N_("Who"), NULL, observation_line_who, 6},
	{N_("Text"), NULL, observation_line_text, 0},
	{NULL},
};
static const struct output_column organisation_columns[] = {
	{N_("Code"), "code", NULL, 8}, {N_("Name"), "name", NULL, 0}, {NULL}};
static const struct output_column area_columns[] = {
	{N_("Name"), "name", NULL, 30}, {N_("Code"), "code", NULL, 0}, {NULL}};
static const struct output_column place_columns[] = {{N_("Name"), "name", NULL, 32},
						     {N_("Area"), NULL, place_line_area, 24},
						     {N_("Kind"), "kind", NULL, 0},
						     {NULL}};
static const struct output_column category_columns[] = {
	{N_("Code"), "code", NULL, 24}, {N_("Name"), NULL, category_line_label, 0}, {NULL}};
static const struct output_column participant_columns[] = {
	{N_("Handle"), "handle", NULL, 20}, {N_("Title"), "title", NULL, 0}, {NULL}};
static char *measure_line_where(struct session *session, gconstpointer record)
{
	const struct registry *v = session_registry(session);
	const struct measure *m = record;
	const struct place *place = registry_place(v, m->place);
	const struct area *area = registry_area(v, m->area);

	return g_strdup(place ? place->name : area ? area->name : "");
}

static char *measure_line_who(struct session *session, gconstpointer record)
{
	const struct organisation *who = registry_organisation(
		session_registry(session), ((const struct measure *)record)->owner);

	return g_strdup(who ? who->code : "");
}

/* How it stands, and whether it helped where that can be worked out. */
static char *measure_line_state(struct session *session, gconstpointer record)
{
	struct measure_item *item =
		app_measure(session, ((const struct record *)record)->key, NULL);
	struct before_after *b =
		item && item->measure->state == MEASURE_DONE && yardstick_counts(item->yardstick)
			? before_after(session, item->yardstick, NULL)
			: NULL;
	g_autofree char *state =
		item ? words_measure_state(item->measure, item->lacks, item->days_late) : NULL;
	char *out = b ? g_strdup_printf("%s, %s", state, words_verdict(before_after_verdict(b)))
		      : g_strdup(state ? state : "");

	before_after_free(b);
	measure_item_free(item);
	return out;
}

static const struct output_column measure_columns[] = {
	{N_("Done by"), "due", NULL, 10},           {N_("Measure"), "title", NULL, 34},
	{N_("Who"), NULL, measure_line_who, 5},     {N_("Where"), NULL, measure_line_where, 22},
	{N_("State"), NULL, measure_line_state, 0}, {NULL},
};
static const struct output_column rejected_columns[] = {
	{N_("File"), "file", NULL, 30}, {N_("Why"), NULL, rejected_line_reason, 0}, {NULL}};

static char *column_text(struct session *session, const struct record_kind *kind,
			 const struct output_column *c, gconstpointer record)
{
	const struct field_form form = app_record_form(session);

	return c->text ? c->text(session, record)
		       : field_to_text(fields_find(kind->fields, c->field), record, &form);
}

static void print_line(struct session *session, const struct record_kind *kind,
		       const struct output_column *columns, gconstpointer record, gboolean aligned)
{
	g_autoptr(GString) line = g_string_new(NULL);

	for (const struct output_column *c = columns; c->title; c++) {
		g_autofree char *text =
			record ? column_text(session, kind, c, record) : g_strdup(_(c->title));

		if (!aligned && c != columns)
			g_string_append_c(line, '\t');
		if (!aligned)
			csv_append_bare(line, text);
		else if (c->width)
			text_append_fitted(line, text, c->width, TEXT_LEFT),
				g_string_append_c(line, ' ');
		else
			g_string_append(line, text);
	}
	cli_print("%s\n", g_strchomp(line->str));
}

/* one listing */

struct listed {
	const struct record_kind *kind;
	const struct output_column *columns;
};

/* The kinds that people look up by eye have columns of their own; all others show their first
 * fields. */
static const struct listed listed[] = {
	{&observation_kind, observation_columns},
	{&place_kind, place_columns},
	{&area_kind, area_columns},
	{&organisation_kind, organisation_columns},
	{&category_kind, category_columns},
	{&participant_kind, participant_columns},
	{&measure_kind, measure_columns},
	{&rejected_row_kind, rejected_columns},
};

/* Prints record by record, so that a million rows need no room. */
struct output {
	struct cli *cli;
	const struct listed *what;
	json_t *array;           /* --json */
	struct table_out *table; /* --csv, --xlsx */
	gboolean aligned;
};

static void output_begin(struct output *out)
{
	if (out->cli->json)
		out->array = json_array();
	else if (out->table)
		app_table_head(out->table, out->what->kind);
	else if (out->aligned)
		print_line(out->cli->session, out->what->kind, out->what->columns, NULL, TRUE);
}

static void output_record(struct output *out, gconstpointer record)
{
	struct session *session = out->cli->session;

	if (out->array)
		json_array_append_new(out->array, app_record_json(session, record));
	else if (out->table)
		app_table_record(session, out->table, record);
	else
		print_line(session, out->what->kind, out->what->columns, record, out->aligned);
}

static void output_end(struct output *out)
{
	if (out->array)
		cli_print_json(out->array);
}

/* Names behind a prefix that nothing is called, whether something matches all the same or not. */
static void say_unknown_names(const struct filter *filter)
{
	for (guint i = 0; i < filter->terms->len; i++) {
		const struct filter_term *term = filter->terms->pdata[i];

		if (term->tests->len == 0)
			cli_tell(_("osg: “%s” names nothing that is known here; “osg list areas”, "
				   "“places”, “categories” and “organisations” show the names.\n"),
				 term->typed);
	}
}

/* Says which words name nothing, so that a slip of the finger is seen. */
static void say_nothing_matches(const struct filter *filter)
{
	cli_tell(_("osg: nothing matches “%s”.\n"), filter->source);
	for (guint i = 0; i < filter->terms->len; i++) {
		const struct filter_term *term = filter->terms->pdata[i];
		const struct test *first = &g_array_index(term->tests, struct test, 0);

		if (term->tests->len == 1 && first->kind == TEST_TEXT && !term->negated)
			cli_tell(_("osg: “%s” names no place, area, category, organisation or kind "
				   "of record; it was looked for in the texts.\n"),
				 term->typed);
	}
}

static gboolean list_observations(struct output *out, const char *filter, int week, int near,
				  int limit, GError **error)
{
	struct listing *listing = app_list(out->cli->session, filter, week, near,
					   limit > 0 ? (guint)limit : G_MAXUINT, error);

	if (!listing)
		return FALSE;
	output_begin(out);
	for (guint i = 0; i < listing->rows->len; i++) {
		struct observation *o = session_get(
			out->cli->session, &observation_kind,
			g_array_index(listing->rows, struct observation_row, i).key, NULL);

		if (o) {
			session_tell(out->cli->session, o);
			output_record(out, o);
		}
		record_free(o);
	}
	if (out->aligned && listing->total > listing->rows->len) {
		g_autofree char *total = text_number(listing->total);

		cli_tell(_("osg: %u of %s shown; narrow the filter or raise --limit\n"),
			 listing->rows->len, total);
	}
	say_unknown_names(listing->filter);
	if (listing->total == 0 && *filter)
		say_nothing_matches(listing->filter);
	listing_free(listing);
	output_end(out);
	return TRUE;
}

/* What was tried: every word of text stands in it, its place, area, group, owner or cause. */
static gboolean list_measures(struct output *out, const char *text, GError **error)
{
	const struct measures_query query = {.which = MEASURES_ALL, .text = text};
	g_autoptr(GPtrArray) items = app_measures(out->cli->session, &query, error);

	if (!items)
		return FALSE;
	output_begin(out);
	for (guint i = 0; i < items->len; i++)
		output_record(out, ((struct measure_item *)items->pdata[i])->measure);
	if (items->len == 0 && *text)
		cli_tell(_("osg: nothing matches “%s”.\n"), text);
	output_end(out);
	return TRUE;
}

static gboolean list_records(struct output *out, const char *words, GError **error)
{
	g_autoptr(GPtrArray) all = app_search(out->cli->session, out->what->kind, words, error);

	if (!all)
		return FALSE;
	output_begin(out);
	for (guint i = 0; i < all->len; i++)
		output_record(out, all->pdata[i]);
	if (all->len == 0 && *words)
		cli_tell(_("osg: nothing matches “%s”.\n"), words);
	output_end(out);
	return TRUE;
}

/* The columns of a kind of which nothing more is known: its first fields that are no long texts.
 * The titles are the field names, as in CSV and JSON. */
static void field_columns(const struct record_kind *kind,
			  struct output_column columns[FIELD_COLUMNS + 1])
{
	int count = 0;

	memset(columns, 0, (FIELD_COLUMNS + 1) * sizeof *columns);
	for (const struct field *f = kind->fields; f->name && count < FIELD_COLUMNS; f++)
		if (f->kind != FIELD_RINGS)
			columns[count++] =
				(struct output_column){f->name, f->name, NULL, FIELD_WIDTH};
}

static gboolean listed_find(const char *name, struct listed *what,
			    struct output_column columns[FIELD_COLUMNS + 1])
{
	const struct record_kind *kind = record_kind_named(name);

	if (!kind)
		return FALSE;
	*what = (struct listed){kind, NULL};
	for (gsize i = 0; i < G_N_ELEMENTS(listed); i++)
		if (listed[i].kind == kind)
			*what = listed[i];
	if (!what->columns) {
		field_columns(kind, columns);
		what->columns = columns;
	}
	return TRUE;
}

/* totals */

static void total_json(const struct total *t, const char *const *by)
{
	json_t *object = json_object();

	for (int i = 0; by[i]; i++)
		json_object_set_new(object, by[i], json_string(t->labels[i]));
	json_object_set_new(object, "events", json_integer(t->counted));
	json_object_set_new(object, "reports", json_integer(t->reports));
	g_autofree char *text = json_dumps(object, JSON_COMPACT);
	cli_print("%s\n", text);
	json_decref(object);
}

static void total_line(const struct total *t, const char *const *by, const int *widths)
{
	g_autoptr(GString) line = g_string_new(NULL);

	for (int i = 0; by[i]; i++) {
		if (widths)
			text_append_fitted(line, t->labels[i], widths[i], TEXT_LEFT);
		else
			csv_append_bare(line, t->labels[i]);
		g_string_append(line, widths ? "  " : "\t");
	}
	if (widths)
		cli_print("%s%5d\n", line->str, t->counted);
	else
		cli_print("%s%d\t%d\n", line->str, t->counted, t->reports);
}

static void total_cells(struct table_out *table, const struct total *t, const char *const *by)
{
	char events[12], reports[12];

	for (int i = 0; by[i]; i++)
		table_out_text(table, t->labels[i]);
	g_snprintf(events, sizeof events, "%d", t->counted);
	g_snprintf(reports, sizeof reports, "%d", t->reports);
	table_out_number(table, events);
	table_out_number(table, reports);
	table_out_end_row(table);
}

static void totals_print(const struct output *out, const GPtrArray *totals, const char *const *by)
{
	g_autofree int *widths = g_new0(int, g_strv_length((char **)by) + 1);

	for (guint i = 0; i < totals->len; i++)
		for (int n = 0; by[n]; n++)
			widths[n] = MAX(widths[n],
					text_width(((struct total *)totals->pdata[i])->labels[n]));
	for (int n = 0; out->table && by[n]; n++)
		table_out_head(out->table, by[n]);
	if (out->table) {
		table_out_head(out->table, "events");
		table_out_head(out->table, "reports");
		table_out_end_row(out->table);
	}
	for (guint i = 0; i < totals->len; i++) {
		const struct total *t = totals->pdata[i];

		if (out->cli->json)
			total_json(t, by);
		else if (out->table)
			total_cells(out->table, t, by);
		else
			total_line(t, by, out->aligned ? widths : NULL);
	}
}

/* Events by day and category, or whatever is asked for. */
static gboolean list_totals(const struct output *out, const char *filter, int week, int near,
			    const char *what, GError **error)
{
	g_auto(GStrv) by = g_strsplit(what, ",", -1);
	g_autoptr(GPtrArray) totals =
		app_totals(out->cli->session, filter, week, near, (const char *const *)by, error);

	if (totals)
		totals_print(out, totals, (const char *const *)by);
	return totals != NULL;
}

/* The first word may be a kind; all others are the filter, of other kinds than observations words
 * that must stand in their fields. */
static int list_run(struct cli *cli, char **words, const char *week_text, const char *period_text,
		    int limit, const char *by, const char *xlsx)
{
	struct listed what = listed[0];
	struct output_column columns[FIELD_COLUMNS + 1];
	gboolean named = words[0] && listed_find(words[0], &what, columns);
	g_autofree char *filter = g_strjoinv(" ", named ? words + 1 : words);
	struct output out = {.cli = cli, .what = &what, .aligned = isatty(STDOUT_FILENO) == 1};
	g_autoptr(GError) error = NULL;
	struct session *session = cli_app_reading(cli, &error);
	struct period period;
	gboolean ok = session && cli_period(session, week_text, period_text, &period, &error);
	int week = ok ? period_week(period) : WEEK_NONE;

	if (ok && period_text && out.what->kind != &observation_kind)
		return cli_wrong_usage("list", _("--period is for observations only"));
	if (ok && period_text) {
		g_autofree char *words_typed = g_steal_pointer(&filter),
				*name = period_format(period);

		filter = g_strdup_printf("%s%speriod:%s", words_typed, *words_typed ? " " : "",
					 name);
	}
	ok = ok && cli_table(cli, xlsx, out.what->kind->plural, &out.table, &error);
	if (ok && by && out.what->kind == &observation_kind)
		ok = list_totals(&out, filter, week, week_text ? week : cli_near(session), by,
				 &error);
	else if (ok && out.what->kind == &measure_kind)
		ok = list_measures(&out, filter, &error);
	else if (ok && out.what->kind == &observation_kind)
		ok = list_observations(&out, filter, week, week_text ? week : cli_near(session),
				       limit, &error);
	else if (ok)
		ok = list_records(&out, filter, &error);
	ok = cli_table_end(out.table, ok ? xlsx : NULL, &error) && ok;
	return ok ? STATUS_DONE : cli_fail(error);
}

int verb_list(struct cli *cli, int argc, char **argv)
{
	g_autofree char *week = NULL, *period = NULL, *by = NULL, *xlsx = NULL;
	int limit = 0, status;
	const GOptionEntry entries[] = {
		{"week", 'w', 0, G_OPTION_ARG_STRING, &week,
		 N_("the week (default: the one to be discussed, unless the filter says)"),
		 N_("WEEK")},
		{"period", 0, 0, G_OPTION_ARG_STRING, &period,
		 N_("a longer one: 2024-09, 2024-Q3, 2024, 2024-09-01..2024-09-30"), N_("PERIOD")},
		{"limit", 0, 0, G_OPTION_ARG_INT, &limit,
		 N_("at most so many, the newest (default: all)"), N_("N")},
		{"by", 0, 0, G_OPTION_ARG_STRING, &by,
		 N_("how many events each day, week, category, area, place or organisation has: "
		    "day,category"),
		 N_("WHAT")},
		CLI_XLSX_OPTION(&xlsx),
		{NULL},
	};

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	return list_run(cli, argv + 1, week, period, limit, by, xlsx);
}
