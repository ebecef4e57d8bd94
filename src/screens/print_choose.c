/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the print screen prints: which report, which version, of whom, of what and when. */
#include "config.h"

#include <string.h>

#include "osg/report.h"
#include "osg/setup.h"
#include "osg/week.h"
#include "osg/words.h"
#include "screens/entry_fields.h"
#include "screens/print_screen.h"
#include "ui/form.h"

char *print_no_versions(struct ui *ui)
{
	const struct print *self = ui_self(ui);

	if (!(self->page.report->parameters & REPORT_VERSION))
		return g_strdup(_("This report has no versions."));
	return self->versions ? NULL : g_strdup(_("It is not fixed yet: there is only the draft."));
}

void print_run_version(struct ui *ui, const char *argument UNUSED)
{
	struct print *self = ui_self(ui);

	self->page.options.number =
		(self->page.options.number + self->versions) % (self->versions + 1);
	ui_reload(ui);
}

char *print_no_figures(struct ui *ui)
{
	const struct print *self = ui_self(ui);

	return self->page.report->parameters & REPORT_YEAR
		       ? NULL
		       : g_strdup(
				 _("Only the programme's prints say of every figure where it comes "
				   "from: {print.report} chooses one."));
}

void print_run_figures(struct ui *ui, const char *argument UNUSED)
{
	const struct print *self = ui_self(ui);
	const struct report_options *options = &self->page.options;
	const struct period *period = &self->page.period;
	g_autofree char *what =
		g_strdup_printf("%s:%d:%" G_GINT64_FORMAT ":%d:%d", self->page.report->id,
				options->number, options->about, period->first, period->last);

	ui_open(ui, "figures", what);
}

/* which report, of whom */

static void show(struct ui *ui)
{
	struct print *self = ui_self(ui);

	self->scroll = 0;
	ui_reload(ui);
}

static void report_chosen(struct ui *ui, guint line, gpointer data UNUSED)
{
	struct print *self = ui_self(ui);

	self->page.report = &reports[line];
	self->page.options.about = 0;
	show(ui);
}

void print_run_report(struct ui *ui, const char *argument)
{
	const struct print *self = ui_self(ui);
	const struct report *named = argument ? report_find(argument) : NULL;
	g_autoptr(GPtrArray) lines = g_ptr_array_new();

	for (const struct report *r = reports; r->id; r++)
		g_ptr_array_add(lines, _(r->title));
	if (named)
		report_chosen(ui, (guint)(named - reports), NULL);
	else
		choice_open(ui, _("Report"), lines, (guint)(self->page.report - reports),
			    report_chosen, NULL, NULL);
}

char *print_no_organisation(struct ui *ui)
{
	const struct print *self = ui_self(ui);

	return self->page.report->parameters & REPORT_ORGANISATION || self->page.report->subjects
		       ? NULL
		       : g_strdup(_("This report is the same for every organisation."));
}

/* A sheet of a week is for who was a member in it. */
static GPtrArray *members_of(const struct print *self)
{
	return registry_members(session_registry(self->session), self->page.options.week);
}

static void organisation_chosen(struct ui *ui, guint line, gpointer data UNUSED)
{
	struct print *self = ui_self(ui);
	g_autoptr(GPtrArray) all = members_of(self);

	if (line < all->len)
		self->page.options.organisation =
			((struct organisation *)all->pdata[line])->record.key;
	show(ui);
}

/* The lines stand as report->subjects gives them. */
static void subject_chosen(struct ui *ui, guint line, gpointer data UNUSED)
{
	struct print *self = ui_self(ui);
	g_autoptr(GPtrArray) all = self->page.report->subjects(self->session, NULL);

	if (all && line < all->len)
		self->page.options.about = ((const struct record *)all->pdata[line])->key;
	self->page.options.number = G_MAXINT;
	show(ui);
}

static void choose_subject(struct ui *ui, const struct print *self)
{
	g_autoptr(GPtrArray) all = self->page.report->subjects(self->session, NULL),
			     lines = g_ptr_array_new_with_free_func(g_free);
	guint selected = 0;

	for (guint i = 0; all && i < all->len; i++) {
		const struct record *record = all->pdata[i];

		if (record->key == self->page.options.about)
			selected = i;
		g_ptr_array_add(lines, setup_name(self->session, record));
	}
	choice_open(ui, _(self->page.report->title), lines, selected, subject_chosen, NULL, NULL);
}

void print_run_organisation(struct ui *ui, const char *argument UNUSED)
{
	const struct print *self = ui_self(ui);

	if (self->page.report->subjects) {
		choose_subject(ui, self);
		return;
	}
	g_autoptr(GPtrArray) all = members_of(self);
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
	guint selected = 0;

	for (guint i = 0; i < all->len; i++) {
		const struct organisation *o = all->pdata[i];

		if (o->record.key == self->page.options.organisation)
			selected = i;
		text_add_line(lines, "%s  %s", o->code, o->name);
	}
	choice_open(ui, _("Organisation"), lines, selected, organisation_chosen, NULL, NULL);
}

/* of what, of when: a form with the fields that the report asks for */

static char *years_meaning(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	struct period period;
	const struct print *self = data;
	g_autoptr(GError) error = NULL;

	if (!*text)
		return g_strdup(_("those that there are observations of"));
	*wrong = !report_period_parse(self->session, self->page.report, text, &period, &error);
	return *wrong ? g_strdup(error->message) : words_period_dates(period);
}

static GPtrArray *years_complete(gpointer data, const char *text)
{
	const struct print *self = data;
	GPtrArray *options = form_options_new();
	int first, last;

	if (!session_weeks(self->session, &first, &last))
		return options;
	int from, to, number;

	week_to_iso(first, &from, &number);
	week_to_iso(last, &to, &number);
	g_autofree char *all = g_strdup_printf("%d-%d", from, to);

	if (from < to && g_str_has_prefix(all, text))
		form_options_add(options, all, _("all there are"), 0);
	for (int year = to; year >= from; year--) {
		char one[12];

		g_snprintf(one, sizeof one, "%d", year);
		if (g_str_has_prefix(one, text))
			form_options_add(options, one, NULL, 0);
	}
	return options;
}

static char *about_meaning(gpointer data, const char *text, gint64 key, gboolean *wrong)
{
	return what_meaning(((const struct print *)data)->session, text, key, wrong);
}

static GPtrArray *about_complete(gpointer data, const char *text)
{
	return what_complete(((const struct print *)data)->session, text);
}

static const struct form_field what_and_when[] = {
	{.id = "what",
	 .label = N_("What"),
	 .required = TRUE,
	 .meaning = about_meaning,
	 .complete = about_complete},
	{.id = "years", .label = N_("Years"), .meaning = years_meaning, .complete = years_complete},
	{NULL},
};
static const struct form_field *const when = what_and_when + 1;

static gboolean form_taken(struct ui *ui, const struct form *form, gpointer data,
			   const char **field, GError **error)
{
	struct print *self = data;
	struct print_page *page = &self->page;
	const char *years = form_text(form, "years");
	struct period period = PERIOD_NONE;

	if (*years) {
		*field = "years";
		if (!report_period_parse(self->session, page->report, years, &period, error))
			return FALSE;
	}
	if (page->report->parameters & REPORT_CATEGORY) {
		const struct category *c = what_meant(self->session, form_text(form, "what"),
						      form_key_of(form, "what"));

		*field = "what";
		if (!c) {
			g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
					    _("Name a category, for example SKA or INB.skola."));
			return FALSE;
		}
		page->options.category = c->record.key;
	}
	page->period = period;
	show(ui);
	return TRUE;
}

static void form_fill(struct form *form, gpointer data)
{
	const struct print *self = data;
	const struct print_page *page = &self->page;
	const struct category *c =
		registry_category(session_registry(self->session), page->options.category);

	if (c && page->report->parameters & REPORT_CATEGORY)
		form_set(form, "what", c->code, c->record.key);
	if (page->period.first <= page->period.last) {
		g_autofree char *years = period_format(page->period);

		form_set(form, "years", years, 0);
	}
}

char *print_no_form(struct ui *ui)
{
	const struct print *self = ui_self(ui);

	return self->page.report->parameters & REPORT_PERIOD
		       ? NULL
		       : g_strdup(_("This report is always of a week: {week.earlier} and "
				    "{week.later} choose it."));
}

void print_run_form(struct ui *ui, const char *argument UNUSED)
{
	struct print *self = ui_self(ui);
	gboolean about = self->page.report->parameters & REPORT_CATEGORY;
	const struct form_dialog dialog = {.title = _(self->page.report->title),
					   .fields = about ? what_and_when : when,
					   .fill = form_fill,
					   .done = form_taken,
					   .data = self};

	form_open(ui, &dialog);
}
