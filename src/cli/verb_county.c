/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg county: the counts of the municipalities that agree, side by side; and what a municipality
 * does about it: agree, and let a role of the server read its counts. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "osg/county.h"
#include "osg/csv.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/words.h"

struct county_options {
	char *week, *xlsx, *role, *agree;
	int year;
};

/* as people read it */

static char *category_text(const struct county_line *line)
{
	const char *label = g_str_equal(words_language(), "en") && line->en ? line->en : line->sv;

	if (!line->category)
		return g_strdup(_("Others, together"));
	return g_strdup(label ? label : line->category);
}

static char *municipality_text(const struct county_line *line)
{
	return g_strdup(line->municipality ? line->municipality : _("together"));
}

static char *at_least(int events, gboolean least)
{
	g_autofree char *number = text_number(events);

	return least ? g_strdup_printf(_("at least %s"), number) : g_steal_pointer(&number);
}

static char *events_text(const struct county_line *line)
{
	if (!line->weeks)
		return g_strdup(_("not fixed"));
	if (line->events == COUNTY_HIDDEN)
		return g_strdup(_("not told"));
	return at_least(line->events, line->at_least);
}

static char *weeks_text(const struct county_line *line)
{
	return g_strdup_printf(_("%d of %d"), line->told, line->weeks);
}

static char *usual_text(const struct county_line *line)
{
	if (isnan(line->usual))
		return g_strdup("");
	return text_decimal(line->usual, fmod(line->usual, 1) > 0);
}

static char *before_text(const struct county_line *line)
{
	return isnan(line->usual) ? g_strdup("") : at_least((int)line->usual, TRUE);
}

/* as programs read it: the English of the code, numbers or nothing */

static char *code_cell(const struct county_line *line)
{
	return g_strdup(line->category ? line->category : "");
}

static char *name_cell(const struct county_line *line)
{
	return g_strdup(line->municipality ? line->municipality : "");
}

static char *events_cell(const struct county_line *line)
{
	return line->events == COUNTY_HIDDEN ? g_strdup("") : g_strdup_printf("%d", line->events);
}

static char *least_cell(const struct county_line *line)
{
	return g_strdup(line->at_least ? "yes" : "no");
}

static char *weeks_cell(const struct county_line *line)
{
	return g_strdup_printf("%d", line->weeks);
}

static char *told_cell(const struct county_line *line)
{
	return g_strdup_printf("%d", line->told);
}

static char *usual_cell(const struct county_line *line)
{
	char number[G_ASCII_DTOSTR_BUF_SIZE];

	return g_strdup(isnan(line->usual)
				? ""
				: g_ascii_formatd(number, sizeof number, "%.1f", line->usual));
}

/* of_year: -1 = of both. */
static const struct shown_column {
	const char *title; /* msgid */
	int width, of_year;
	enum text_align align;
	char *(*text)(const struct county_line *line);
} shown[] = {
	{N_("Category"), 30, -1, TEXT_LEFT, category_text},
	{N_("Municipality"), 18, -1, TEXT_LEFT, municipality_text},
	{N_("Events"), 14, -1, TEXT_RIGHT, events_text},
	{N_("Usual"), 8, FALSE, TEXT_RIGHT, usual_text},
	{N_("Weeks"), 10, TRUE, TEXT_RIGHT, weeks_text},
	{N_("Year before"), 14, TRUE, TEXT_RIGHT, before_text},
};

static const struct cell_column {
	const char *name;
	gboolean number;
	char *(*text)(const struct county_line *line);
} cells[] = {
	{"category", FALSE, code_cell},     {"label", FALSE, category_text},
	{"municipality", FALSE, name_cell}, {"events", TRUE, events_cell},
	{"at_least", FALSE, least_cell},    {"weeks", TRUE, weeks_cell},
	{"told", TRUE, told_cell},          {"usual", TRUE, usual_cell},
};

static void print_line(const struct county *c, const struct county_line *line, gboolean aligned)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(shown); i++) {
		g_autofree char *text = line ? shown[i].text(line) : g_strdup(_(shown[i].title));

		if (shown[i].of_year >= 0 && shown[i].of_year != (c->year != 0))
			continue;
		if (out->len)
			g_string_append(out, aligned ? " " : "\t");
		if (aligned)
			text_append_fitted(out, text, shown[i].width, shown[i].align);
		else
			csv_append_bare(out, text);
	}
	cli_print("%s\n", aligned ? g_strchomp(out->str) : out->str);
}

static void print_lines(const struct county *c)
{
	gboolean aligned = isatty(STDOUT_FILENO) == 1;
	g_autofree char *week = c->week == WEEK_NONE ? NULL : week_format(c->week);

	if (aligned && week)
		cli_print("%s\n", week);
	if (aligned && c->lines->len)
		print_line(c, NULL, TRUE);
	for (guint i = 0; i < c->lines->len; i++)
		print_line(c, c->lines->pdata[i], aligned);
}

static void print_table(const struct county *c, struct table_out *table)
{
	for (gsize k = 0; k < G_N_ELEMENTS(cells); k++)
		table_out_head(table, cells[k].name);
	table_out_end_row(table);
	for (guint i = 0; i < c->lines->len; i++) {
		for (gsize k = 0; k < G_N_ELEMENTS(cells); k++) {
			g_autofree char *text = cells[k].text(c->lines->pdata[i]);

			(cells[k].number ? table_out_number : table_out_text)(table, text);
		}
		table_out_end_row(table);
	}
}

static json_t *text_or_null(const char *text)
{
	return text ? json_string(text) : json_null();
}

static json_t *line_json(const struct county_line *line)
{
	g_autofree char *label = category_text(line);

	return json_pack("{s:o, s:s, s:o, s:o, s:b, s:i, s:i, s:o}", "category",
			 text_or_null(line->category), "label", label, "municipality",
			 text_or_null(line->municipality), "events",
			 line->events == COUNTY_HIDDEN ? json_null() : json_integer(line->events),
			 "at_least", line->at_least, "weeks", line->weeks, "told", line->told,
			 "usual", isnan(line->usual) ? json_null() : json_real(line->usual));
}

static void print_json(const struct county *c)
{
	g_autofree char *week = c->week == WEEK_NONE ? NULL : week_format(c->week);
	json_t *lines = json_array(), *silent = json_array();

	for (guint i = 0; i < c->lines->len; i++)
		json_array_append_new(lines, line_json(c->lines->pdata[i]));
	for (guint i = 0; i < c->silent->len; i++)
		json_array_append_new(silent, json_string(c->silent->pdata[i]));
	cli_print_json(json_pack("{s:o, s:o, s:o, s:o}", "week", text_or_null(week), "year",
				 c->year ? json_integer(c->year) : json_null(), "counts", lines,
				 "silent", silent));
}

/* Silence is not calm: who is not in the table is named. */
static void say_silent(const struct county *c)
{
	for (guint i = 0; i < c->silent->len; i++)
		cli_tell(_("osg: %s tells nothing: it does not agree, or has fixed no picture of "
			   "these weeks.\n"),
			 (const char *)c->silent->pdata[i]);
}

/* the verb */

static gboolean week_meant(const char *text, int *week, GError **error)
{
	int day;

	*week = WEEK_NONE;
	if (!text)
		return TRUE;
	day = time_day(cli_now());
	*week = week_parse(text, day, week_of_day(day));
	if (*week == WEEK_NONE)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("“%s” is no week. Write it as 2026-W47 or v47."), text);
	return *week != WEEK_NONE;
}

static int show(struct cli *cli, const char *const *databases, const struct county_options *o)
{
	g_autoptr(GError) error = NULL;
	struct table_out *table = NULL;
	int week;
	struct county *c = week_meant(o->week, &week, &error)
				   ? app_county(databases, week, o->year, &error)
				   : NULL;
	gboolean ok = c && cli_table(cli, o->xlsx, "county", &table, &error);

	if (ok && table)
		print_table(c, table);
	else if (ok && cli->json)
		print_json(c);
	else if (ok)
		print_lines(c);
	ok = cli_table_end(table, ok ? o->xlsx : NULL, &error) && ok;
	if (ok)
		say_silent(c);
	county_free(c);
	return ok ? STATUS_DONE : cli_fail(error);
}

static int print_roles(struct cli *cli, const char *role)
{
	g_autoptr(GError) error = NULL;
	struct session *session = cli_app_reading(cli, &error);
	g_autofree char *sql = session ? session_county_roles(session, role, &error) : NULL;

	if (sql)
		cli_write(sql, strlen(sql));
	return sql ? STATUS_DONE : cli_fail(error);
}

static int agree(struct cli *cli, const char *word)
{
	g_autoptr(GError) error = NULL;
	gboolean yes = g_str_equal(word, "yes");
	struct session *session;

	if (!yes && !g_str_equal(word, "no"))
		return cli_wrong_usage("county", _("--agree is yes or no"));
	session = cli_app(cli, &error);
	return session && app_county_agree(session, yes, &error) ? STATUS_DONE : cli_fail(error);
}

static int county_run(struct cli *cli, int argc, char **argv, const struct county_options *o)
{
	const char *const own[] = {cli->file, NULL};

	if (o->week && o->year)
		return cli_wrong_usage("county", _("say --week or --year, not both"));
	if (o->year < 0 || o->year > 9998)
		return cli_wrong_usage("county", _("--year is a year, such as 2026"));
	if ((o->agree || o->role) && argc > 1)
		return cli_wrong_usage("county", _("--agree and --print-roles are for the one "
						   "database of --db"));
	if (o->agree)
		return agree(cli, o->agree);
	if (o->role)
		return print_roles(cli, o->role);
	return show(cli, argc > 1 ? (const char *const *)argv + 1 : own, o);
}

int verb_county(struct cli *cli, int argc, char **argv)
{
	struct county_options o = {0};
	const GOptionEntry entries[] = {
		{"week", 'w', 0, G_OPTION_ARG_STRING, &o.week,
		 N_("the week (default: the newest that is told)"), N_("WEEK")},
		{"year", 'y', 0, G_OPTION_ARG_INT, &o.year, N_("the told weeks of a year, summed"),
		 N_("YEAR")},
		CLI_XLSX_OPTION(&o.xlsx),
		{"agree", 0, 0, G_OPTION_ARG_STRING, &o.agree,
		 N_("whether the county may see this municipality's counts"), "yes|no"},
		{"print-roles", 0, 0, G_OPTION_ARG_STRING, &o.role,
		 N_("the SQL that lets a role of the server read the counts and nothing else"),
		 N_("ROLE")},
		{NULL},
	};
	int status;

	if (cli_options(cli, entries, &argc, &argv, &status))
		status = county_run(cli, argc, argv, &o);
	g_free(o.week);
	g_free(o.xlsx);
	g_free(o.agree);
	g_free(o.role);
	return status;
}
