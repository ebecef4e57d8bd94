/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Print: any report as it will stand on paper, to read here, to save as PDF, HTML or text, and to
 * send to a printer. */
#include "config.h"

#include <string.h>

#include "osg/report.h"
#include "osg/setup.h"
#include "osg/week.h"
#include "screens/screens.h"

struct print {
	struct session *session;
	const struct report *report, *shown; /* which, and which it was before */
	struct report_options options;       /* number 0 = the draft */
	const GPtrArray *lines;              /* of the text form, NULL = none yet */
	int versions;
	int scroll, page;
};

/* the page on the screen */

/* What is printed: a copy for the worker. */
struct page {
	const struct report *report;
	struct report_options options;
};

static GBytes *render(struct session *session, const struct page *page, enum render how,
		      char **remark, GError **error)
{
	struct document *document = page->report->build(session, &page->options, error);
	GBytes *bytes = document ? document_render(document, how, remark, error) : NULL;

	document_free(document);
	return bytes;
}

static GPtrArray *split(GBytes *bytes)
{
	gsize size;
	const char *text = g_bytes_get_data(bytes, &size);
	g_autofree char *whole = g_strndup(text, size);
	g_auto(GStrv) lines = g_strsplit(whole, "\n", -1);
	GPtrArray *out = g_ptr_array_new_with_free_func(g_free);

	for (char **l = lines; *l; l++)
		g_ptr_array_add(out, g_strdup(*l));
	return out;
}

/* Setting a page takes long where hotspots must be looked for first. */
static gpointer set_page(struct task *task UNUSED, struct session *session, gpointer data,
			 GError **error)
{
	g_autoptr(GBytes) bytes = render(session, data, RENDER_TEXT, NULL, error);

	return bytes ? split(bytes) : NULL;
}

/* That a page was given up for another is nothing to tell: it would cover what was said meanwhile.
 */
static void page_set(struct ui *ui, gpointer lines UNUSED, gpointer data UNUSED,
		     const GError *error)
{
	if (error && !g_error_matches(error, OSG_ERROR, OSG_ERROR_CANCELLED))
		ui_message(ui, MESSAGE_ERROR, "%s", error->message);
}

/* Fixed ones there are of what is shown: of the week's picture, or editions of the year. */
static int versions_of(const struct print *self)
{
	if (self->report->parameters & REPORT_YEAR)
		return report_editions(self->session, self->report, &self->options);
	return self->report->parameters & REPORT_VERSION
		       ? app_picture_versions(self->session, self->options.week)
		       : 0;
}

static gboolean print_load(struct ui *ui, gpointer data, GError **error UNUSED)
{
	struct print *self = data;
	struct report_options *options = &self->options;
	int week = session_week(self->session);
	struct page page = {.report = self->report};
	g_autofree char *key = NULL;

	if (options->week != week || self->shown != self->report)
		options->number = G_MAXINT;
	options->week = week;
	self->shown = self->report;
	self->versions = versions_of(self);
	options->number = MIN(options->number, self->versions);
	page.options = *options;
	key = g_strdup_printf("page %s %d %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
			      " %" G_GINT64_FORMAT,
			      page.report->id, week, options->number, options->organisation,
			      options->group, options->about);
	const struct request request = {.key = key,
					.priority = PRIORITY_SHOWN,
					.title = _("Setting the page"),
					.lasting = page.report->parameters & REPORT_VERSION &&
						   options->number > 0,
					.work = set_page,
					.free_result = (GDestroyNotify)g_ptr_array_unref,
					.done = page_set,
					.data = g_memdup2(&page, sizeof page),
					.free_data = g_free};
	self->lines = ui_want(ui, &request, NULL);
	return TRUE;
}

/* argument: the id of a report, of a group "dossier:KEY"; NULL = the usual one. */
static gpointer print_open(struct ui *ui, const char *argument)
{
	struct print *self = g_new0(struct print, 1);
	g_auto(GStrv) words = g_strsplit(argument ? argument : "", ":", 2);
	const struct report *report = argument ? report_find(words[0]) : NULL;

	self->session = ui_session(ui);
	self->report = report ? report : reports;
	self->options.week = WEEK_NONE;
	if (words[0] && words[1])
		*(self->report->subjects ? &self->options.about : &self->options.group) =
			g_ascii_strtoll(words[1], NULL, 10);
	return self;
}

static void print_close(gpointer data)
{
	g_free(data);
}

/* Which report, of what. Owned. */
static char *page_title(const struct print *self)
{
	const struct registry *registry = session_registry(self->session);
	const struct organisation *o = registry_organisation(registry, self->options.organisation);
	const char *title = _(self->report->title);

	if (!(self->report->parameters & REPORT_VERSION))
		return o ? g_strdup_printf("%s · %s", title, o->code) : g_strdup(title);
	if (self->options.number && self->report->parameters & REPORT_YEAR)
		return g_strdup_printf(_("%s · edition %d of %d"), title, self->options.number,
				       self->versions);
	if (self->options.number)
		return g_strdup_printf(_("%s · fixed version %d of %d"), title,
				       self->options.number, self->versions);
	return g_strdup_printf("%s · %s", title,
			       self->versions ? _("draft, newer than the fixed versions")
					      : _("draft"));
}

static void print_draw(struct ui *ui UNUSED, gpointer data, struct surface *s,
		       struct rectangle body)
{
	struct print *self = data;
	const GPtrArray *lines = self->lines;
	int count = lines ? (int)lines->len : 0, left = MAX((body.width - 82) / 2, 0);
	g_autofree char *title = NULL;

	self->page = MAX(body.height - 2, 1);
	self->scroll = CLAMP(self->scroll, 0, MAX(count - body.height + 1, 0));
	title = page_title(self);
	surface_text(s, 1, body.y, body.width - 2, STYLE_STRONG, title);
	if (lines)
		surface_printf(s, MAX(body.width - 22, 1), body.y, 21, STYLE_HEADING,
			       _("line %d of %d"), MIN(self->scroll + 1, count), count);
	for (int i = 0; i < body.height - 1 && self->scroll + i < count; i++)
		surface_text(s, left, body.y + 1 + i, body.width - left, STYLE_TEXT,
			     lines->pdata[self->scroll + i]);
	surface_cursor(s, left, body.y + 1);
}

static gboolean print_key(struct ui *ui UNUSED, gpointer data, guint32 key)
{
	struct print *self = data;
	const struct {
		guint32 key;
		int by;
	} moves[] = {{UI_KEY_UP, -1},
		     {UI_KEY_DOWN, 1},
		     {UI_KEY_PAGE_UP, -self->page},
		     {UI_KEY_PAGE_DOWN, self->page},
		     {' ', self->page},
		     {UI_KEY_HOME, -G_MAXINT / 2},
		     {UI_KEY_END, G_MAXINT / 2}};

	for (gsize i = 0; i < G_N_ELEMENTS(moves); i++)
		if (moves[i].key == key) {
			self->scroll += moves[i].by;
			return TRUE;
		}
	return FALSE;
}

static gboolean print_mouse(struct ui *ui UNUSED, gpointer data, enum mouse what, int x UNUSED,
			    int y UNUSED)
{
	struct print *self = data;

	if (what != MOUSE_WHEEL_UP && what != MOUSE_WHEEL_DOWN)
		return FALSE;
	self->scroll += what == MOUSE_WHEEL_UP ? -3 : 3;
	return TRUE;
}

/* on its way out */

struct sending {
	struct page page;
	enum render how;
	char *file, *printer; /* one of them; printer "" = the standard one */
	char *receipt, *remark;
};

static void sending_free(gpointer data)
{
	struct sending *sending = data;

	g_free(sending->file);
	g_free(sending->printer);
	g_free(sending->receipt);
	g_free(sending->remark);
	g_free(sending);
}

static gpointer send(struct task *task, struct session *session, gpointer data, GError **error)
{
	struct sending *sending = data;
	g_autoptr(GBytes) bytes =
		render(session, &sending->page, sending->how, &sending->remark, error);
	g_autofree char *title = week_format(sending->page.options.week);

	if (!bytes)
		return NULL;
	if (!task_progress(task, 0.5, NULL)) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_CANCELLED,
				    _("Stopped; nothing was printed."));
		return NULL;
	}
	if (sending->file)
		return report_write(bytes, sending->file, error) ? sending : NULL;
	return report_send(bytes, *sending->printer ? sending->printer : NULL, title,
			   &sending->receipt, error)
		       ? sending
		       : NULL;
}

static void sent(struct ui *ui, gpointer result UNUSED, gpointer data, const GError *error)
{
	const struct sending *sending = data;

	if (error)
		ui_message(ui, MESSAGE_ERROR, "%s", error->message);
	else if (sending->remark)
		ui_message(ui, MESSAGE_ERROR, "%s", sending->remark);
	else if (sending->file)
		ui_message(ui, MESSAGE_DONE, _("Written to %s"), sending->file);
	else
		ui_message(ui, MESSAGE_DONE, _("Sent to the printer: %s"), sending->receipt);
}

static void start(struct ui *ui, enum render how, const char *file, const char *printer)
{
	const struct print *self = ui_self(ui);
	struct sending *sending = g_new0(struct sending, 1);

	sending->page = (struct page){self->report, self->options};
	sending->how = how;
	sending->file = g_strdup(file);
	sending->printer = g_strdup(printer);
	const struct request request = {.priority = PRIORITY_JOB,
					.title = _("Printing"),
					.work = send,
					.done = sent,
					.data = sending,
					.free_data = sending_free};
	ui_start(ui, &request);
}

static const struct {
	const char *ending;
	enum render how;
} endings[] = {{".pdf", RENDER_PDF}, {".html", RENDER_HTML}, {".txt", RENDER_TEXT}};

static gboolean save(struct ui *ui, const char *text, gpointer data UNUSED, GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
		if (g_str_has_suffix(text, endings[i].ending)) {
			start(ui, endings[i].how, text, NULL);
			return TRUE;
		}
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("The name ends in .pdf, .html or .txt: that says what it becomes."));
	return FALSE;
}

static void run_save(struct ui *ui, const char *argument)
{
	const struct print *self = ui_self(ui);
	g_autofree char *week = week_format(self->options.week);
	g_autofree char *name = g_strdup_printf("%s-%s.pdf", _(self->report->file), week);
	const struct prompt prompt = {
		.title = _("Save as"), .initial = argument ? argument : name, .done = save};

	prompt_open(ui, &prompt);
}

static gboolean print_to(struct ui *ui, const char *text, gpointer data UNUSED,
			 GError **error UNUSED)
{
	start(ui, RENDER_PDF, NULL, text);
	return TRUE;
}

static void run_print(struct ui *ui, const char *argument)
{
	const char *standard =
		ui_settings(ui) ? settings_get(ui_settings(ui), "print", "printer") : "";
	const struct prompt prompt = {.title = _("Printer"),
				      .initial = argument ? argument : standard,
				      .hint = _("empty: the standard one"),
				      .done = print_to};

	prompt_open(ui, &prompt);
}

static char *no_versions(struct ui *ui)
{
	const struct print *self = ui_self(ui);

	if (!(self->report->parameters & REPORT_VERSION))
		return g_strdup(_("This report has no versions."));
	return self->versions ? NULL : g_strdup(_("It is not fixed yet: there is only the draft."));
}

static void run_version(struct ui *ui, const char *argument UNUSED)
{
	struct print *self = ui_self(ui);

	self->options.number = (self->options.number + self->versions) % (self->versions + 1);
	ui_reload(ui);
}

static char *no_figures(struct ui *ui)
{
	const struct print *self = ui_self(ui);

	return self->report->parameters & REPORT_YEAR
		       ? NULL
		       : g_strdup(
				 _("Only the programme's prints say of every figure where it comes "
				   "from: {print.report} chooses one."));
}

static void run_figures(struct ui *ui, const char *argument UNUSED)
{
	const struct print *self = ui_self(ui);
	g_autofree char *what = g_strdup_printf("%s:%d:%" G_GINT64_FORMAT, self->report->id,
						self->options.number, self->options.about);

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

	self->report = &reports[line];
	self->options.about = 0;
	show(ui);
}

static void run_report(struct ui *ui, const char *argument)
{
	const struct print *self = ui_self(ui);
	const struct report *named = argument ? report_find(argument) : NULL;
	g_autoptr(GPtrArray) lines = g_ptr_array_new();

	for (const struct report *r = reports; r->id; r++)
		g_ptr_array_add(lines, _(r->title));
	if (named)
		report_chosen(ui, (guint)(named - reports), NULL);
	else
		choice_open(ui, _("Report"), lines, (guint)(self->report - reports), report_chosen,
			    NULL, NULL);
}

static char *no_organisation(struct ui *ui)
{
	const struct print *self = ui_self(ui);

	return self->report->parameters & REPORT_ORGANISATION || self->report->subjects
		       ? NULL
		       : g_strdup(_("This report is the same for every organisation."));
}

static void organisation_chosen(struct ui *ui, guint line, gpointer data UNUSED)
{
	struct print *self = ui_self(ui);
	const GPtrArray *all = registry_organisations(session_registry(self->session));

	if (line < all->len)
		self->options.organisation = ((struct organisation *)all->pdata[line])->record.key;
	show(ui);
}

/* The lines stand as report->subjects gives them. */
static void subject_chosen(struct ui *ui, guint line, gpointer data UNUSED)
{
	struct print *self = ui_self(ui);
	g_autoptr(GPtrArray) all = self->report->subjects(self->session, NULL);

	if (all && line < all->len)
		self->options.about = ((const struct record *)all->pdata[line])->key;
	self->options.number = G_MAXINT;
	show(ui);
}

static void choose_subject(struct ui *ui, const struct print *self)
{
	g_autoptr(GPtrArray) all = self->report->subjects(self->session, NULL),
			     lines = g_ptr_array_new_with_free_func(g_free);
	guint selected = 0;

	for (guint i = 0; all && i < all->len; i++) {
		const struct record *record = all->pdata[i];

		if (record->key == self->options.about)
			selected = i;
		g_ptr_array_add(lines, setup_name(self->session, record));
	}
	choice_open(ui, _(self->report->title), lines, selected, subject_chosen, NULL, NULL);
}

static void run_organisation(struct ui *ui, const char *argument UNUSED)
{
	const struct print *self = ui_self(ui);

	if (self->report->subjects) {
		choose_subject(ui, self);
		return;
	}
	const GPtrArray *all = registry_organisations(session_registry(self->session));
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
	guint selected = 0;

	for (guint i = 0; i < all->len; i++) {
		const struct organisation *o = all->pdata[i];

		if (o->record.key == self->options.organisation)
			selected = i;
		g_ptr_array_add(lines, g_strdup_printf("%s  %s", o->code, o->name));
	}
	choice_open(ui, _("Organisation"), lines, selected, organisation_chosen, NULL, NULL);
}

static const struct command commands[] = {
	{"print.printer", N_("Print"), N_("Sends the report to a printer."), N_("Printer"),
	 COMMAND_OUTSIDE, run_print, NULL},
	{"print.save", N_("Save as a file"), N_("Writes the report as PDF, HTML or text."),
	 N_("File"), COMMAND_OUTSIDE, run_save, NULL},
	{"print.version", N_("Another version"),
	 N_("Shows the fixed versions and the draft in turn."), NULL, 0, run_version, no_versions},
	{"print.figures", N_("Figures and their sources"),
	 N_("Lists the figures of the print, each with the sentence it stands in and what it comes "
	    "from."),
	 NULL, 0, run_figures, no_figures},
	{"print.report", N_("Another report"), N_("Chooses what is printed."), NULL, 0, run_report,
	 NULL},
	{"print.organisation", N_("Of another organisation, guideline or activation"),
	 N_("Chooses whose report it is, or what it is about."), NULL, 0, run_organisation,
	 no_organisation},
	{NULL},
};

const struct screen_ops screen_print = {
	.id = "print",
	.title = N_("Print"),
	.digit = '8',
	.commands = commands,
	.open = print_open,
	.load = print_load,
	.draw = print_draw,
	.key = print_key,
	.mouse = print_mouse,
	.close = print_close,
};
