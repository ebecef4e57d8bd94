/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a print of the programme, each with its sentence: Enter goes to what it was
 * counted or read from, from there to the form of the reading or to the observations. */
#include "config.h"

#include <string.h>

#include "osg/app_programme.h"
#include "osg/report.h"
#include "osg/setup.h"
#include "osg/text.h"
#include "screens/screens.h"

struct figures_screen {
	struct list_view view;
	const struct report *report;
	struct report_options options;
	GPtrArray *path;     /* sources gone into, the last is shown; none = the whole print */
	char *explained;     /* what is shown; NULL = the whole print */
	struct period asked; /* as the print was, PERIOD_NONE = of the week's year */
	struct period at;    /* of the programme that is shown */
};

/* A figure of the print, or a part of one. */
struct figures_row {
	char *shown, *what, *from; /* owned, never NULL */
	char *chapter, *moved;     /* owned; NULL = nothing to say */
	char *formula;             /* the same */
	char *source, *filter;     /* owned; where Enter goes; NULL = not there */
	struct record *record;     /* the same */
	gint64 number;
};

static void row_free(gpointer data)
{
	struct figures_row *row = data;

	g_free(row->shown);
	g_free(row->what);
	g_free(row->from);
	g_free(row->chapter);
	g_free(row->moved);
	g_free(row->formula);
	g_free(row->source);
	g_free(row->filter);
	record_free(row->record);
	g_free(row);
}

static const struct figures_row *row_at(gpointer self, guint row)
{
	return list_row(self, row);
}

/* columns */

static void extract_mark(gpointer self, guint row, GString *out)
{
	g_string_append(out, row_at(self, row)->moved ? "!" : "");
}

static enum style mark_style(gpointer self, guint row)
{
	return row_at(self, row)->moved ? STYLE_FLAG : STYLE_TEXT;
}

static const struct list_column columns[] = {
	{"mark", "", 1, 0, 0, TEXT_LEFT, extract_mark, NULL, mark_style},
	{"figure", N_("Figure"), 8, 0, 0, TEXT_RIGHT, LIST_TEXT(struct figures_row, shown, ""),
	 .most = 18},
	{"what", N_("Where it stands"), 24, 3, 0, TEXT_LEFT,
	 LIST_TEXT(struct figures_row, what, "")},
	{"from", N_("From"), 16, 1, 0, TEXT_LEFT, LIST_TEXT(struct figures_row, from, "")},
	{NULL},
};

/* rows */

static struct figures_row *add_row(GPtrArray *rows, char *shown, char *what, char *from)
{
	struct figures_row *row = g_new0(struct figures_row, 1);

	row->shown = shown;
	row->what = what;
	row->from = from;
	g_ptr_array_add(rows, row);
	row->number = rows->len;
	return row;
}

/* How it is come to, and where an edition says otherwise what is so now. */
static void explain(const struct programme *p, const struct report_figure *figure,
		    struct figures_row *row)
{
	struct traced_figure *now = programme_figure(p, figure->source, NULL);
	g_autofree char *words = reading_fact_words(now ? now->fact : NULL);

	row->formula = now ? g_strdup_printf("%s: %s", now->title, now->formula) : NULL;
	if (!now || g_strcmp0(now->fact, figure->fact) != 0)
		row->moved = g_strdup_printf(_("Has moved: it is %s now."), words);
	figure_free(now);
}

static void figure_rows(const struct programme *p, const GPtrArray *figures, GPtrArray *rows)
{
	for (guint i = 0; i < figures->len; i++) {
		const struct report_figure *f = figures->pdata[i];
		struct figures_row *row =
			add_row(rows, g_strdup(f->shown), g_strdup(f->where), g_strdup(f->source));

		row->chapter = g_strdup(f->chapter);
		row->source = g_strdup(f->source);
		explain(p, f, row);
	}
}

static void part_rows(struct figures_screen *self, const struct traced_figure *figure,
		      GPtrArray *rows)
{
	g_autofree char *value = reading_fact_words(figure->fact);

	self->explained = g_strdup_printf("%s: %s", figure->title, value);
	for (guint i = 0; i < figure->parts->len; i++) {
		const struct figure_part *part = figure->parts->pdata[i];
		struct figures_row *row =
			add_row(rows, g_strdup(part->value), g_strdup(part->title),
				g_strdup(part->source ? part->source : part->state));

		row->source = g_strdup(part->source);
		row->filter = g_strdup(part->filter);
		row->formula = g_strdup_printf("%s. %s", self->explained, figure->formula);
		row->record = part->record ? record_copy(part->record) : NULL;
	}
}

static gboolean print_rows(struct figures_screen *self, struct session *session,
			   const struct programme *p, GPtrArray *rows, GError **error)
{
	struct document *document = self->report->build(session, &self->options, error);
	g_autoptr(GPtrArray) figures = document ? report_figures(document) : NULL;

	if (figures)
		figure_rows(p, figures, rows);
	document_free(document);
	return figures != NULL;
}

static GPtrArray *rows(struct ui *ui, gpointer data, GError **error)
{
	struct figures_screen *self = data;
	const char *source = self->path->len ? self->path->pdata[self->path->len - 1] : NULL;
	struct programme *p;
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(row_free);
	struct traced_figure *figure = NULL;
	gboolean ok;

	self->options.week = session_week(ui_session(ui));
	self->at = report_period(&self->options);
	p = app_programme(ui_session(ui), self->at, error);
	g_clear_pointer(&self->explained, g_free);
	if (p && source)
		figure = programme_figure(p, source, error);
	if (figure)
		part_rows(self, figure, found);
	ok = p && (source ? figure != NULL : print_rows(self, ui_session(ui), p, found, error));
	figure_free(figure);
	programme_free(p);
	return ok ? g_steal_pointer(&found) : NULL;
}

static gint64 identity(gconstpointer row)
{
	return ((const struct figures_row *)row)->number;
}

static GPtrArray *details(gpointer self UNUSED, gconstpointer data)
{
	const struct figures_row *row = data;
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(lines, g_strdup(row->what));
	if (row->moved)
		g_ptr_array_add(lines, g_strdup(row->moved));
	if (row->formula)
		g_ptr_array_add(lines, g_strdup(row->formula));
	if (row->chapter)
		text_add_line(lines, "%s · %s", row->chapter, row->from);
	return lines;
}

static const struct list_screen list = {
	.size = sizeof(struct figures_screen),
	.columns = columns,
	.rows = rows,
	.identity = identity,
	.details = details,
	.detail_rows = 4,
	.empty = N_("No figure of this print says where it comes from."),
};

/* argument: "follow-up:NUMBER:KEY:FIRST:LAST", the print, its edition (0 = the draft), what it is
 * about and the days it is of; what is left out at the end is the usual. */
static gpointer figures_open(struct ui *ui, const char *argument)
{
	struct figures_screen *self = list_screen_open(ui, &list);
	g_auto(GStrv) words = g_strsplit(argument ? argument : "", ":", 5);
	const struct report *report = report_find(words[0] ? words[0] : "");

	self->report = report ? report : report_find("follow-up");
	self->options.number = words[0] && words[1] ? atoi(words[1]) : REPORT_NEWEST;
	if (words[0] && words[1] && words[2])
		self->options.about = g_ascii_strtoll(words[2], NULL, 10);
	self->asked = PERIOD_NONE;
	if (g_strv_length(words) == 5)
		self->asked = (struct period){atoi(words[3]), atoi(words[4])};
	if (self->asked.first <= self->asked.last)
		self->options.period = &self->asked;
	self->path = g_ptr_array_new_with_free_func(g_free);
	return self;
}

static void figures_close(gpointer data)
{
	struct figures_screen *self = data;

	g_ptr_array_unref(self->path);
	g_free(self->explained);
	list_screen_close(self);
}

static char *figures_status(struct ui *ui UNUSED, gpointer data)
{
	const struct figures_screen *self = data;
	g_autofree char *when = programme_period_format(self->at);

	return self->explained ? g_strdup(self->explained)
			       : g_strdup_printf("%s %s", _(self->report->title), when);
}

static void figures_enter(struct ui *ui, gpointer data)
{
	struct figures_screen *self = data;
	const struct figures_row *row = list_row_selected(self);
	g_autofree char *form = NULL;

	if (!row)
		return;
	if (row->source) {
		g_ptr_array_add(self->path, g_strdup(row->source));
		list_show_all(ui_list(ui));
		ui_reload(ui);
		list_move_to(ui_list(ui), 0);
	} else if (row->filter) {
		ui_open(ui, "observations", row->filter);
	} else if (row->record && setup_kind_of(row->record->kind)) {
		form = g_strdup_printf("%s:%" G_GINT64_FORMAT, row->record->kind->name,
				       row->record->key);
		ui_open(ui, "record", form);
	}
}

static gboolean figures_back(struct ui *ui, gpointer data)
{
	struct figures_screen *self = data;
	g_autofree char *from = NULL;

	if (!self->path->len)
		return list_screen_back(ui, data);
	from = g_ptr_array_steal_index(self->path, self->path->len - 1);
	ui_reload(ui);
	for (guint i = 0; self->view.rows && i < self->view.rows->len; i++)
		if (g_strcmp0(row_at(self, i)->source, from) == 0)
			list_select(ui_list(ui), row_at(self, i)->number);
	return TRUE;
}

const struct screen_ops screen_figures = {
	.id = "figures",
	.title = N_("Figures and their sources"),
	.rows = &list,
	.open = figures_open,
	.enter = figures_enter,
	.back = figures_back,
	.status = figures_status,
	.close = figures_close,
};
