/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One focus group, from its causes to whether it helped: parts that Tab goes through, each a list.
 * The chain from problem to result is worked out beside the screens. */
#include "config.h"

#include <string.h>

#include "osg/report.h"
#include "osg/words.h"
#include "screens/group_screen.h"
#include "screens/screens.h"
#include "ui/drawing_cells.h"

enum { HEAD_ROWS = 3, FOOT_ROWS = 5, RESULT_CHART_ROWS = 9 };

/* the list of a part */

static const struct section_row *row_at(gpointer data, guint row)
{
	return ((struct group_screen *)data)->rows->pdata[row];
}

static void append_cell(gpointer data, guint row, int cell, GString *out)
{
	const char *text = row_at(data, row)->cells[cell];

	if (text)
		g_string_append(out, text);
}

static void extract_0(gpointer data, guint row, GString *out)
{
	append_cell(data, row, 0, out);
}

static void extract_1(gpointer data, guint row, GString *out)
{
	append_cell(data, row, 1, out);
}

static void extract_2(gpointer data, guint row, GString *out)
{
	append_cell(data, row, 2, out);
}

static void extract_3(gpointer data, guint row, GString *out)
{
	append_cell(data, row, 3, out);
}

static void extract_4(gpointer data, guint row, GString *out)
{
	append_cell(data, row, 4, out);
}

static enum style row_style(gpointer data, guint row)
{
	return row_at(data, row)->style;
}

static guint count(gpointer data)
{
	return ((struct group_screen *)data)->rows->len;
}

static gint64 identity(gpointer data, guint row)
{
	return row_at(data, row)->identity;
}

static void columns_set(struct group_screen *self)
{
	static void (*const extracts[])(gpointer, guint, GString *) = {
		extract_0, extract_1, extract_2, extract_3, extract_4};
	const char *const *headings = section_headings(self->section);
	int last = 0;

	while (last + 1 < SECTION_CELLS && headings[last + 1])
		last++;
	memset(self->columns, 0, sizeof self->columns);
	for (int i = 0; i < SECTION_CELLS && headings[i]; i++)
		self->columns[i] = (struct list_column){.id = headings[i],
							.title = headings[i],
							.width = i ? 6 : 20,
							.share = i == 0,
							.leaves = i < last ? i : 0,
							.extract = extracts[i],
							.compare = list_no_order,
							.style = row_style,
							.fills = i == 0};
	self->model =
		(struct list_model){.columns = self->columns, .count = count, .identity = identity};
	if (self->list)
		list_free(self->list);
	self->list = list_new(&self->model, self);
	g_ptr_array_set_size(self->rows, 0); /* of the part before */
}

/* Headings are read, not worked with. */
static void select_first(struct group_screen *self)
{
	for (guint i = 0; i < self->rows->len; i++)
		if (row_at(self, i)->record) {
			list_select(self->list, row_at(self, i)->identity);
			return;
		}
}

static void rows_make(struct group_screen *self)
{
	gboolean was = self->rows->len > 0 && list_selected(self->list) >= 0;
	const struct section_source from = {self->session, self->dossier, self->result};

	g_clear_pointer(&self->rows, g_ptr_array_unref);
	self->rows = self->dossier ? section_rows(self->section, &from) : g_ptr_array_new();
	list_reload(self->list);
	if (!was)
		select_first(self);
}

/* life */

static gpointer group_open(struct ui *ui, const char *argument)
{
	struct group_screen *self = g_new0(struct group_screen, 1);

	self->ui = ui;
	self->session = ui_session(ui);
	self->key = argument ? g_ascii_strtoll(argument, NULL, 10) : 0;
	self->rows = g_ptr_array_new();
	columns_set(self);
	return self;
}

static void group_close(gpointer data)
{
	struct group_screen *self = data;

	list_free(self->list);
	g_ptr_array_unref(self->rows);
	dossier_free(self->dossier);
	g_free(self);
}

static gpointer count_result(struct task *task UNUSED, struct session *session, gpointer data,
			     GError **error)
{
	return before_after(session, data, error);
}

static void result_free(gpointer result)
{
	before_after_free(result);
}

static const struct before_after *result_want(struct ui *ui, const struct group_screen *self)
{
	g_autofree char *key = g_strdup_printf("result %" G_GINT64_FORMAT, self->key);

	if (!yardstick_counts(self->dossier->yardstick))
		return NULL;
	const struct request request = {.key = key,
					.priority = PRIORITY_SHOWN,
					.title = _("Counting before and after"),
					.work = count_result,
					.free_result = result_free,
					.data = record_copy(self->dossier->yardstick),
					.free_data = record_free};
	return ui_want(ui, &request, NULL);
}

static gboolean group_load(struct ui *ui, gpointer data, GError **error)
{
	struct group_screen *self = data;
	struct dossier *d = app_dossier(self->session, self->key, error);

	if (!d)
		return FALSE;
	dossier_free(self->dossier);
	self->dossier = d;
	self->result = result_want(ui, self);
	rows_make(self);
	return TRUE;
}

/* drawing */

/* "Focus group Visättra   from w.41   goal: at most 3 a week   HUGE leads" */
static void draw_head(const struct group_screen *self, struct surface *s, int y, int width)
{
	const struct focus_group *g = self->dossier->group;
	const char *leader = registry_organisation_code(session_registry(self->session), g->leader);
	const struct goal *goal = self->dossier->goals->len ? self->dossier->goals->pdata[0] : NULL;
	g_autofree char *week = week_name_beside(g->started_week, session_week(self->session)),
			*state = words_group_state(g);
	g_autofree char *right = g_strdup_printf(_("%s leads · %s"), leader, state);
	g_autofree char *since = g_strdup_printf(_("   from %s"), week);
	g_autofree char *aim = g_strdup_printf(_("   goal: %s"), goal ? goal->text : "");
	int right_at = MAX(width - text_width(right) - 1, 12), x = 1;

	x += surface_text(s, x, y, right_at - x - 1, STYLE_STRONG, g->title);
	if (x + text_width(since) < right_at)
		x += surface_text(s, x, y, right_at - x - 1, STYLE_TEXT, since);
	if (goal && right_at - x > 20)
		surface_text(s, x, y, right_at - x - 1, STYLE_TEXT, aim);
	surface_text(s, right_at, y, width - right_at, STYLE_HEADING, right);
}

static void draw_tabs(const struct group_screen *self, struct surface *s, int y, int width)
{
	const char *titles[SECTIONS + 1] = {NULL};
	g_autofree char *line = NULL, *before = NULL;

	for (int i = 0; i < SECTIONS; i++)
		titles[i] = section_title((enum section)i);
	line = ui_tab_line(titles, self->section, width - 2);
	before = g_strndup(line, (gsize)(strchr(line, '[') - line));
	surface_text(s, 1, y, width - 1, STYLE_TAB, line);
	surface_restyle(s,
			(struct rectangle){1 + text_width(before), y,
					   text_width(titles[self->section]) + 2, 1},
			STYLE_TAB_HERE);
}

static char *sentence_of(const struct group_screen *self)
{
	int row = list_selected(self->list);
	const struct section_row *selected = row < 0 ? NULL : row_at((gpointer)self, (guint)row);

	return selected && selected->sentence ? ui_hint(self->ui, selected->sentence) : NULL;
}

static void draw_weeks(const struct group_screen *self, struct surface *s, struct rectangle r)
{
	const struct before_after *b = self->result;
	g_autofree int *values = g_new(int, b->before + b->after);
	const struct chart chart = report_before_after_chart(b, values);
	g_autofree char *sentence = words_before_after_weeks(b);
	int used = surface_wrapped(s, r, STYLE_HEADING, sentence, 0);

	r.y += used;
	r.height = MIN(r.height - used, RESULT_CHART_ROWS);
	if (!ui_plain(self->ui) && r.height >= 4)
		drawing_columns(s, r, &chart);
}

/* The verdict, what was left out, what was checked and what speaks against it; the weeks behind. */
static void draw_result(const struct group_screen *self, struct surface *s, struct rectangle r)
{
	g_autofree char *sentence = words_before_after(self->result);
	g_autoptr(GPtrArray) remarks =
		words_before_after_remarks(session_registry(self->session), self->result);
	int y = r.y, end = r.y + r.height;

	y += surface_wrapped(s, r, STYLE_STRONG, sentence, 0);
	for (guint i = 0; i < remarks->len && y < end; i++)
		y += surface_wrapped(s, (struct rectangle){r.x, y, r.width, end - y}, STYLE_TEXT,
				     remarks->pdata[i], 0);
	if (end - y > 2)
		draw_weeks(self, s, (struct rectangle){r.x, y + 1, r.width, end - y - 1});
}

static const char *empty_words(const struct group_screen *self)
{
	static const char *const empty[] = {
		[SECTION_CAUSES] = N_("No cause is written down yet. {group.new} writes one."),
		[SECTION_MEASURES] = N_("No measure is written down yet. {group.new} writes one."),
		[SECTION_STEPS] = "",
		[SECTION_VISITS] = N_("Nobody has been there yet. {group.new} writes a visit."),
		[SECTION_STORY] = "",
		[SECTION_RESULT] =
			N_("The yardstick does not say yet what is counted where, before "
			   "and after which weeks. {group.change} writes it."),
	};

	if (self->section == SECTION_RESULT && yardstick_counts(self->dossier->yardstick))
		return _("Counting before and after …");
	return *empty[self->section] ? _(empty[self->section]) : "";
}

static void draw_rows(const struct group_screen *self, struct surface *s, struct rectangle body)
{
	struct rectangle list = body, foot;
	g_autofree char *sentence = sentence_of(self);

	if (self->section == SECTION_RESULT)
		list.height = MIN(body.height, (int)self->rows->len + 2);
	else if (body.height > 10)
		list.height = body.height - FOOT_ROWS;
	foot = (struct rectangle){body.x + 1, body.y + list.height, body.width - 2,
				  body.height - list.height};
	list_draw(self->list, s, list);
	if (self->section == SECTION_RESULT)
		draw_result(self, s, foot);
	else if (sentence && foot.height > 1)
		surface_wrapped(s,
				(struct rectangle){foot.x, foot.y + 1, foot.width, foot.height - 1},
				STYLE_TEXT, sentence, 0);
}

static void draw_fishbone(const struct group_screen *self, struct surface *s, struct rectangle body)
{
	struct drawing *drawing = report_fishbone(self->dossier);

	drawing_cells(s, body, drawing);
	drawing_free(drawing);
}

static void group_draw(struct ui *ui, gpointer data, struct surface *s, struct rectangle body)
{
	struct group_screen *self = data;
	struct rectangle rest = {body.x, body.y + HEAD_ROWS, body.width, body.height - HEAD_ROWS};

	if (!self->dossier)
		return;
	draw_head(self, s, body.y, body.width);
	draw_tabs(self, s, body.y + 1, body.width);
	surface_rule(s, body.x, body.y + 2, body.width);
	if (self->section == SECTION_CAUSES && self->fishbone && self->rows->len)
		draw_fishbone(self, s, rest);
	else if (self->rows->len == 0)
		ui_draw_empty(ui, s, rest, empty_words(self));
	else
		draw_rows(self, s, rest);
}

static struct list *group_list(gpointer data)
{
	return ((struct group_screen *)data)->list;
}

/* "The chain: causes 8, measures 7, causes without a measure 2 (!)", the sign as it stands on their
 * rows. */
static char *group_status(struct ui *ui UNUSED, gpointer data)
{
	const struct group_screen *self = data;
	int without = 0, causes = self->dossier ? (int)self->dossier->causes->len : 0;

	if (!self->dossier || self->section != SECTION_CAUSES)
		return NULL;
	for (guint i = 0; i < self->rows->len; i++)
		without += g_strcmp0(row_at((gpointer)self, i)->cells[4], "!") == 0;
	return g_strdup_printf(
		without ? _("The chain: causes %d, measures %d, causes without a measure %d (!)")
			: _("The chain: causes %d, measures %d, causes without a measure %d"),
		causes, (int)self->dossier->measures->len, without);
}

/* The fishbone of the causes, and whether it helped. */
static GPtrArray *charts(struct ui *ui UNUSED, gpointer data, GError **error UNUSED)
{
	const struct group_screen *self = data;
	GPtrArray *out = self->result ? report_before_after_charts(self->result)
				      : g_ptr_array_new_with_free_func(titled_chart_free);

	if (self->dossier && self->dossier->causes->len)
		g_ptr_array_insert(
			out, self->section == SECTION_CAUSES ? 0 : -1,
			titled_chart_new(g_strdup(_("Causes")), report_fishbone(self->dossier)));
	return out;
}

/* selecting */

const struct record *group_selected(struct ui *ui)
{
	const struct group_screen *self = ui_self(ui);
	int row = list_selected(self->list);

	return row < 0 ? NULL : row_at((gpointer)self, (guint)row)->record;
}

void group_show(struct group_screen *self, enum section section)
{
	self->section = section;
	self->fishbone = FALSE;
	columns_set(self);
	rows_make(self);
}

/* To where the step is taken. */
static void enter_step(struct ui *ui, const struct group_step *step)
{
	const struct step_way *way = step_way_find(step->code);

	if (way && way->command)
		ui_run(ui, way->command, NULL);
	else if (way)
		group_show(ui_self(ui), way->section);
	else
		ui_message(ui, MESSAGE_HINT, "%s", _("{group.step} says that it is done."));
}

/* What Enter opens: the form of what is selected, or a coordinator's own dossier. */
static void group_enter(struct ui *ui, gpointer data UNUSED)
{
	static const struct {
		const struct record_kind *kind;
		const char *form;
	} forms[] = {{&cause_kind, "cause"},         {&measure_kind, "measure"},
		     {&group_member_kind, "member"}, {&goal_kind, "goal"},
		     {&site_visit_kind, "visit"},    {&site_finding_kind, "finding"}};
	const struct record *record = group_selected(ui);

	for (gsize i = 0; record && i < G_N_ELEMENTS(forms); i++)
		if (record->kind == forms[i].kind) {
			g_autofree char *argument =
				g_strdup_printf("%s:%" G_GINT64_FORMAT, forms[i].form, record->key);

			ui_open(ui, "record", argument);
			return;
		}
	if (record && record->kind == &group_step_kind)
		enter_step(ui, (const struct group_step *)record);
	if (record && record->kind == &focus_group_kind) {
		g_autofree char *argument = g_strdup_printf("%" G_GINT64_FORMAT, record->key);

		ui_open(ui, "group", argument);
	}
}

const struct screen_ops screen_group = {
	.id = "group",
	.title = N_("Focus group"),
	.commands = group_commands,
	.open = group_open,
	.load = group_load,
	.draw = group_draw,
	.row_of = section_row_of,
	.list = group_list,
	.enter = group_enter,
	.charts = charts,
	.status = group_status,
	.close = group_close,
};
