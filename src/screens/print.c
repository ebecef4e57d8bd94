/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Print: any report as it will stand on paper, with its pages and figures, to read here, to save as
 * PDF, HTML, ODT or text, and to send to a printer. */
#include "config.h"

#include <string.h>

#include "osg/week.h"
#include "screens/print_screen.h"
#include "ui/drawing_cells.h"

/* Valid as long as the page is. */
static struct report_options options_of(const struct print_page *page)
{
	struct report_options options = page->options;

	if (page->period.first <= page->period.last)
		options.period = &page->period;
	return options;
}

struct document *print_page_build(struct session *session, const struct print_page *page,
				  GError **error)
{
	const struct report_options options = options_of(page);

	return page->report->build(session, &options, error);
}

/* Setting a page takes long where hotspots must be looked for first. */
static gpointer set_page(struct task *task UNUSED, struct session *session, gpointer data,
			 GError **error)
{
	struct document *document = print_page_build(session, data, error);

	return document ? document_preview(document) : NULL;
}

/* That a page was given up for another is nothing to tell: it would cover what was said meanwhile.
 */
static void page_set(struct ui *ui, gpointer preview UNUSED, gpointer data UNUSED,
		     const GError *error)
{
	if (error && !g_error_matches(error, OSG_ERROR, OSG_ERROR_CANCELLED))
		ui_message(ui, MESSAGE_ERROR, "%s", error->message);
}

/* It waits to be told what it is about. */
static gboolean lacks_category(const struct print *self)
{
	return self->page.report->parameters & REPORT_CATEGORY && !self->page.options.category;
}

/* Fixed ones there are of what is shown: of the week's picture, or editions of the year. */
static int versions_of(const struct print *self)
{
	const struct report *report = self->page.report;
	const struct report_options options = options_of(&self->page);

	if (report->parameters & REPORT_YEAR)
		return report_editions(self->session, report, &options);
	return report->parameters & REPORT_VERSION
		       ? app_picture_versions(self->session, options.week)
		       : 0;
}

static gboolean print_load(struct ui *ui, gpointer data, GError **error UNUSED)
{
	struct print *self = data;
	struct print_page *page = &self->page;
	struct report_options *options = &page->options;
	int week = session_week(self->session);
	g_autofree char *key = NULL;

	if (options->week != week || self->shown != page->report)
		options->number = G_MAXINT;
	options->week = week;
	self->shown = page->report;
	self->versions = versions_of(self);
	options->number = MIN(options->number, self->versions);
	self->preview = NULL;
	if (lacks_category(self))
		return TRUE;
	key = g_strdup_printf("page %s %d %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
			      " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d %d",
			      page->report->id, week, options->number, options->organisation,
			      options->group, options->about, options->category, page->period.first,
			      page->period.last);
	const struct request request = {.key = key,
					.priority = PRIORITY_SHOWN,
					.title = _("Setting the page"),
					.lasting = page->report->parameters & REPORT_VERSION &&
						   options->number > 0,
					.work = set_page,
					.free_result = (GDestroyNotify)preview_free,
					.done = page_set,
					.data = g_memdup2(page, sizeof *page),
					.free_data = g_free};
	self->preview = ui_want(ui, &request, NULL);
	return TRUE;
}

/* argument: the id of a report, of a group "dossier:KEY"; NULL = the usual one. */
static gpointer print_open(struct ui *ui, const char *argument)
{
	struct print *self = g_new0(struct print, 1);
	g_auto(GStrv) words = g_strsplit(argument ? argument : "", ":", 2);
	const struct report *report = argument ? report_find(words[0]) : NULL;

	self->session = ui_session(ui);
	self->page.report = report ? report : reports;
	self->page.options.week = WEEK_NONE;
	self->page.period = PERIOD_NONE;
	if (words[0] && words[1])
		*(self->page.report->subjects ? &self->page.options.about
					      : &self->page.options.group) =
			g_ascii_strtoll(words[1], NULL, 10);
	return self;
}

static void print_close(gpointer data)
{
	struct print *self = data;

	g_free(self->went);
	g_free(self);
}

/* Which report, of what. Owned. */
static char *page_title(const struct print *self)
{
	const struct registry *registry = session_registry(self->session);
	const struct report_options *options = &self->page.options;
	const struct organisation *o = registry_organisation(registry, options->organisation);
	const char *title = _(self->page.report->title);

	if (!(self->page.report->parameters & REPORT_VERSION))
		return o ? g_strdup_printf("%s · %s", title, o->code) : g_strdup(title);
	if (options->number && self->page.report->parameters & REPORT_YEAR)
		return g_strdup_printf(_("%s · edition %d of %d"), title, options->number,
				       self->versions);
	if (options->number)
		return g_strdup_printf(_("%s · fixed version %d of %d"), title, options->number,
				       self->versions);
	return g_strdup_printf("%s · %s", title,
			       self->versions ? _("draft, newer than the fixed versions")
					      : _("draft"));
}

/* the page on the screen */

/* The window shows lines from scroll on at y = top, left columns in. */
struct window {
	struct surface *s;
	int left, top, width, height;
	int scroll;
};

static void draw_break(const struct window *w, int y, int page, int pages)
{
	g_autofree char *words = g_strdup_printf(_(" page %d of %d "), page, pages);

	surface_rule(w->s, w->left, y, MIN(w->width, PREVIEW_WIDTH));
	surface_text(w->s, w->left + 4, y, w->width - 4, STYLE_HEADING, words);
}

/* Drawn apart, for its head or its foot may lie outside the window. */
static void draw_figure(const struct window *w, const struct preview_figure *figure)
{
	g_autoptr(GPtrArray) caption =
		figure->caption ? text_wrap(figure->caption, figure->width) : NULL;
	int rows = figure->rows + (caption ? (int)caption->len : 0);
	int above = (int)figure->line - w->scroll;

	if (above + rows <= 0 || above >= w->height)
		return;
	struct surface *apart = surface_new(figure->width, rows);

	apart->ascii = w->s->ascii;
	surface_clear(apart);
	drawing_cells(apart, (struct rectangle){0, 0, figure->width, figure->rows},
		      figure->drawing);
	for (guint i = 0; caption && i < caption->len; i++)
		surface_text(apart, 0, figure->rows + (int)i, figure->width, STYLE_TEXT,
			     caption->pdata[i]);
	for (int y = MAX(-above, 0); y < rows && above + y < w->height; y++)
		for (int x = 0; x < figure->width; x++) {
			struct cell *cell =
				surface_cell(w->s, w->left + figure->left + x, w->top + above + y);

			if (cell)
				*cell = *surface_cell(apart, x, y);
		}
	surface_free(apart);
}

static void draw_page(const struct window *w, const struct preview *p)
{
	for (int y = 0; y < w->height && w->scroll + y < (int)p->lines->len; y++)
		surface_text(w->s, w->left, w->top + y, w->width, STYLE_TEXT,
			     p->lines->pdata[w->scroll + y]);
	for (guint i = 0; i < p->figures->len; i++)
		draw_figure(w, &g_array_index(p->figures, struct preview_figure, i));
	for (guint i = 0; i < p->pages->len; i++) {
		int y = (int)g_array_index(p->pages, guint, i) - w->scroll;

		if (y >= 0 && y < w->height)
			draw_break(w, w->top + y, (int)i + 2, (int)p->pages->len + 1);
	}
}

static void draw_title(const struct print *self, struct surface *s, struct rectangle body)
{
	const struct preview *p = self->preview;
	g_autofree char *title = page_title(self);

	surface_text(s, 1, body.y, body.width - 2, STYLE_STRONG, title);
	if (!p)
		return;
	g_autofree char *where = p->paged ? g_strdup_printf(_("page %d of %d, line %d of %d"),
							    preview_page(p, (guint)self->scroll),
							    (int)p->pages->len + 1,
							    self->scroll + 1, (int)p->lines->len)
					  : g_strdup_printf(_("line %d of %d"), self->scroll + 1,
							    (int)p->lines->len);

	surface_fitted(s, MAX(body.width - 36, 1), body.y, 35, STYLE_HEADING, TEXT_RIGHT, where);
}

static void print_draw(struct ui *ui UNUSED, gpointer data, struct surface *s,
		       struct rectangle body)
{
	struct print *self = data;
	const struct preview *p = self->preview;
	int count = p ? (int)p->lines->len : 0;
	struct window w = {s, MAX((body.width - PREVIEW_WIDTH) / 2, 0), body.y + 1, 0, 0, 0};

	w.width = body.width - w.left;
	w.height = body.height - 1;
	self->rows = MAX(body.height - 2, 1);
	self->scroll = CLAMP(self->scroll, 0, MAX(count - w.height, 0));
	w.scroll = self->scroll;
	draw_title(self, s, body);
	if (p)
		draw_page(&w, p);
	else if (lacks_category(self))
		ui_draw_empty(
			ui, s, (struct rectangle){body.x, w.top, body.width, w.height},
			_("A thematic study is about a category over some years. {print.form} "
			  "says which."));
	surface_cursor(s, w.left, w.top);
}

static gboolean print_key(struct ui *ui UNUSED, gpointer data, guint32 key)
{
	struct print *self = data;
	const struct {
		guint32 key;
		int by;
	} moves[] = {{UI_KEY_UP, -1},
		     {UI_KEY_DOWN, 1},
		     {UI_KEY_PAGE_UP, -self->rows},
		     {UI_KEY_PAGE_DOWN, self->rows},
		     {' ', self->rows},
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

static GPtrArray *charts(struct ui *ui UNUSED, gpointer data, GError **error UNUSED)
{
	const struct print *self = data;

	return self->preview ? report_document_charts(self->preview->document) : NULL;
}

static const struct command commands[] = {
	{"print.printer", N_("Print"), N_("Sends the report to a printer."), N_("Printer"),
	 COMMAND_OUTSIDE, print_run_print, NULL},
	{"print.save", N_("Save as a file"), N_("Writes the report as PDF, HTML, ODT or text."),
	 N_("File"), COMMAND_OUTSIDE, print_run_save, NULL},
	{"print.where", N_("Where it went"),
	 N_("Tells where the report was saved or sent, or where it would go."), NULL,
	 COMMAND_OUTSIDE, print_run_where, NULL},
	{"print.version", N_("Another version"),
	 N_("Shows the fixed versions and the draft in turn."), NULL, 0, print_run_version,
	 print_no_versions},
	{"print.report", N_("Another report"), N_("Chooses what is printed."), NULL, 0,
	 print_run_report, NULL},
	{"print.figures", N_("Sources of figures"),
	 N_("Lists the figures of the print, each with the sentence it stands in and what it comes "
	    "from."),
	 NULL, 0, print_run_figures, print_no_figures},
	{"print.form", N_("Of what and when"),
	 N_("Fills in the category and the years, where the report is of some."), NULL, 0,
	 print_run_form, print_no_form},
	{"print.organisation", N_("Of whom, of what"),
	 N_("Chooses whose report it is, or which guideline or activation it is about."), NULL, 0,
	 print_run_organisation, print_no_organisation},
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
	.charts = charts,
	.close = print_close,
};
