/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One focus group, from its causes to whether it helped: parts that Tab goes through, each a list.
 * The chain from problem to result is worked out beside the screens. */
#include "config.h"

#include <string.h>

#include "osg/report.h"
#include "osg/words.h"
#include "screens/group_closing.h"
#include "screens/group_sections.h"
#include "screens/screens.h"
#include "ui/drawing_cells.h"

enum { HEAD_ROWS = 3, FOOT_ROWS = 5, RESULT_CHART_ROWS = 9 };

struct group_screen {
	struct ui *ui;
	struct session *session;
	gint64 key;
	struct dossier *dossier;           /* NULL = it could not be read */
	const struct before_after *result; /* borrowed from the worker */
	enum section section;
	GPtrArray *rows; /* struct section_row */
	struct list_column columns[SECTION_CELLS + 1];
	struct list_model model;
	struct list *list;
	gboolean fishbone;
};

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

	memset(self->columns, 0, sizeof self->columns);
	for (int i = 0; i < SECTION_CELLS && headings[i]; i++)
		self->columns[i] = (struct list_column){.id = headings[i],
							.title = headings[i],
							.width = i ? 6 : 20,
							.share = i == 0,
							.leaves = 0,
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
	const struct organisation *leader =
		registry_organisation(session_registry(self->session), g->leader);
	const struct goal *goal = self->dossier->goals->len ? self->dossier->goals->pdata[0] : NULL;
	g_autofree char *week = week_name(g->started_week), *state = words_group_state(g);
	g_autofree char *right =
		g_strdup_printf(_("%s leads · %s"), leader ? leader->code : "–", state);
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
	int x = 1;

	for (int i = 0; i < SECTIONS && x < width; i++) {
		gboolean here = (int)self->section == i;
		g_autofree char *title =
			g_strdup_printf(here ? "[%s]" : " %s ", section_title((enum section)i));

		x += surface_text(s, x, y, width - x, here ? STYLE_TAB_HERE : STYLE_TAB, title) + 1;
	}
}

static char *sentence_of(const struct group_screen *self)
{
	int row = list_selected(self->list);
	const struct section_row *selected = row < 0 ? NULL : row_at((gpointer)self, (guint)row);

	return selected && selected->sentence ? command_sentence(selected->sentence) : NULL;
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
	list_draw(self->list, s, list, TRUE);
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

static void group_draw(struct ui *ui UNUSED, gpointer data, struct surface *s,
		       struct rectangle body)
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
		ui_draw_empty(s, rest, empty_words(self));
	else
		draw_rows(self, s, rest);
}

static struct list *group_list(gpointer data)
{
	return ((struct group_screen *)data)->list;
}

/* "The chain: causes 8, measures 7, causes without a measure 2 (!)" */
static char *group_status(struct ui *ui UNUSED, gpointer data)
{
	const struct group_screen *self = data;
	int without = 0, causes = self->dossier ? (int)self->dossier->causes->len : 0;

	if (!self->dossier || self->section != SECTION_CAUSES)
		return NULL;
	for (guint i = 0; i < self->rows->len; i++)
		without += g_strcmp0(row_at((gpointer)self, i)->cells[4], "!") == 0;
	return g_strdup_printf(
		_("The chain: causes %d, measures %d, causes without a measure %d (!)"), causes,
		(int)self->dossier->measures->len, without);
}

/* what can be done */

static const struct record *selected(struct ui *ui)
{
	const struct group_screen *self = ui_self(ui);
	int row = list_selected(self->list);

	return row < 0 ? NULL : row_at((gpointer)self, (guint)row)->record;
}

static void turn(struct ui *ui, int by)
{
	struct group_screen *self = ui_self(ui);

	self->section = (enum section)(((int)self->section + by + SECTIONS) % SECTIONS);
	self->fishbone = FALSE;
	columns_set(self);
	rows_make(self);
}

static void run_next(struct ui *ui, const char *argument UNUSED)
{
	turn(ui, 1);
}

static void run_previous(struct ui *ui, const char *argument UNUSED)
{
	turn(ui, -1);
}

static char *may_not(struct ui *ui)
{
	const struct group_screen *self = ui_self(ui);
	g_autoptr(GError) error = NULL;

	if (!self->dossier)
		return g_strdup(_("There is no such focus group."));
	return app_group_may(self->session, self->dossier->group, &error)
		       ? NULL
		       : g_strdup(error->message);
}

/* A closed group is written in no more. */
static char *may_not_write(struct ui *ui)
{
	const struct group_screen *self = ui_self(ui);
	g_autoptr(GError) error = NULL;

	if (!self->dossier)
		return may_not(ui);
	return app_group_may_write(self->session, self->key, &error) ? NULL
								     : g_strdup(error->message);
}

/* A new part of the group; field (NULL = none) says which row it belongs to. */
static void open_form(struct ui *ui, const char *form, const char *field, gint64 key)
{
	const struct group_screen *self = ui_self(ui);
	g_autofree char *argument =
		g_strdup_printf("%s:new\nfocus_group=%" G_GINT64_FORMAT "\n%s=%" G_GINT64_FORMAT,
				form, self->key, field ? field : "", key);

	ui_open(ui, "record", argument);
}

/* What a part's new row is. On a visit a finding, beside goals a goal. */
static void run_new(struct ui *ui, const char *argument UNUSED)
{
	const struct group_screen *self = ui_self(ui);
	const struct record *record = selected(ui);

	if (self->section == SECTION_MEASURES)
		open_form(ui, "measure", NULL, 0);
	else if (self->section == SECTION_VISITS && record && record->kind == &site_visit_kind)
		open_form(ui, "finding", "site_visit", record->key);
	else if (self->section == SECTION_VISITS)
		open_form(ui, "visit", NULL, 0);
	else if (self->section == SECTION_STEPS && record && record->kind == &goal_kind)
		open_form(ui, "goal", NULL, 0);
	else if (self->section == SECTION_STEPS)
		open_form(ui, "member", NULL, 0);
	else
		open_form(ui, "cause", NULL, 0);
}

static char *no_cause(struct ui *ui)
{
	const struct record *record = selected(ui);

	return record && record->kind == &cause_kind
		       ? may_not_write(ui)
		       : g_strdup(_("Choose a cause first, in the part Causes."));
}

static void run_below(struct ui *ui, const char *argument UNUSED)
{
	open_form(ui, "cause", "parent", selected(ui)->key);
}

static void run_measure(struct ui *ui, const char *argument UNUSED)
{
	open_form(ui, "measure", "cause", selected(ui)->key);
}

static void run_goal(struct ui *ui, const char *argument UNUSED)
{
	open_form(ui, "goal", NULL, 0);
}

static gboolean changed(struct ui *ui, const char *said)
{
	ui_reload(ui);
	ui_message(ui, MESSAGE_UNDOABLE, "%s", said);
	return TRUE;
}

static void ask(struct ui *ui, const char *title, const char *hint, gint64 key,
		gboolean (*done)(struct ui *, const char *, gpointer, GError **))
{
	const struct prompt prompt = {.title = title,
				      .hint = hint,
				      .done = done,
				      .data = g_memdup2(&key, sizeof key),
				      .free_data = g_free};

	prompt_open(ui, &prompt);
}

static gboolean evidence_found(struct ui *ui, const char *text, gpointer key, GError **error)
{
	int added = app_cause_evidence(ui_session(ui), *(const gint64 *)key, text, error);
	g_autofree char *said =
		g_strdup_printf(ngettext("%d event more shows the cause",
					 "%d events more show the cause", (gulong)MAX(added, 0)),
				added);

	return added >= 0 && changed(ui, said);
}

static void run_evidence(struct ui *ui, const char *argument UNUSED)
{
	ask(ui, _("Which observations show it"), _("visättra ska v37-v40"), selected(ui)->key,
	    evidence_found);
}

static char *no_step(struct ui *ui)
{
	const struct record *record = selected(ui);

	return record && record->kind == &group_step_kind
		       ? may_not_write(ui)
		       : g_strdup(_("Choose a step first, in the part Steps and members."));
}

static void run_step(struct ui *ui, const char *argument UNUSED)
{
	GError *error = NULL;

	if (app_group_step(ui_session(ui), selected(ui)->key, STEP_DONE, NULL, &error))
		changed(ui, _("The step is done"));
	else
		ui_fail(ui, error);
}

static char *no_part(struct ui *ui)
{
	const struct record *record = selected(ui);
	static const struct record_kind *const parts[] = {
		&group_member_kind, &cause_kind, &goal_kind, &site_visit_kind, &site_finding_kind};

	for (gsize i = 0; record && i < G_N_ELEMENTS(parts); i++)
		if (record->kind == parts[i])
			return may_not_write(ui);
	return g_strdup(_("This row is not one that can be taken back."));
}

static void run_withdraw(struct ui *ui, const char *argument UNUSED)
{
	struct record *record = record_copy(selected(ui));
	GError *error = NULL;

	if (app_group_part_withdraw(ui_session(ui), record, &error))
		changed(ui, _("It is taken back"));
	else
		ui_fail(ui, error);
	record_free(record);
}

static gboolean status_written(struct ui *ui, const char *text, gpointer key, GError **error)
{
	return app_group_status(ui_session(ui), *(const gint64 *)key, text, error) &&
	       changed(ui, _("The line of the week is kept"));
}

static void run_status(struct ui *ui, const char *argument UNUSED)
{
	ask(ui, _("Line to the OSG this week"), _("lamps in place, club open late from Thursday"),
	    ((struct group_screen *)ui_self(ui))->key, status_written);
}

static void run_change(struct ui *ui, const char *argument UNUSED)
{
	g_autofree char *form = g_strdup_printf("group:%" G_GINT64_FORMAT,
						((struct group_screen *)ui_self(ui))->key);

	ui_open(ui, "record", form);
}

static void run_fishbone(struct ui *ui, const char *argument UNUSED)
{
	struct group_screen *self = ui_self(ui);

	if (self->section != SECTION_CAUSES) {
		self->section = SECTION_CAUSES;
		columns_set(self);
		rows_make(self);
		self->fishbone = TRUE;
	} else {
		self->fishbone = !self->fishbone;
	}
}

static void run_print(struct ui *ui, const char *argument UNUSED)
{
	g_autofree char *report = g_strdup_printf("dossier:%" G_GINT64_FORMAT,
						  ((struct group_screen *)ui_self(ui))->key);

	ui_open(ui, "print", report);
}

/* How it ends, then why. */
static gboolean closed(struct ui *ui, const char *text, gpointer exit, GError **error)
{
	const struct group_screen *self = ui_self(ui);

	return group_closing_start(ui, self->key, (enum group_exit) * (const gint64 *)exit, text,
				   error);
}

static void exit_chosen(struct ui *ui, guint line, gpointer data UNUSED)
{
	ask(ui, _("Why it ends"), _("goal met in 7 of 7 weeks"), EXIT_GOAL_MET + line, closed);
}

static char *cannot_close(struct ui *ui)
{
	const struct group_screen *self = ui_self(ui);
	g_autoptr(GPtrArray) open = self->dossier ? dossier_open_steps(self->dossier) : NULL;
	char *refused = may_not_write(ui);

	if (refused || !open->len)
		return refused;
	return g_strdup_printf(_("It cannot be closed yet, this must be done first: %s."),
			       group_step_label(open->pdata[0], session_english(self->session)));
}

static void run_close(struct ui *ui, const char *argument UNUSED)
{
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);

	for (int exit = EXIT_GOAL_MET; exit <= EXIT_RAISED; exit++)
		g_ptr_array_add(lines, g_strdup(words_exit(exit)));
	choice_open(ui, _("How it ends"), lines, 0, exit_chosen, NULL, NULL);
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
	const struct record *record = selected(ui);

	for (gsize i = 0; record && i < G_N_ELEMENTS(forms); i++)
		if (record->kind == forms[i].kind) {
			g_autofree char *argument =
				g_strdup_printf("%s:%" G_GINT64_FORMAT, forms[i].form, record->key);

			ui_open(ui, "record", argument);
			return;
		}
	if (record && record->kind == &focus_group_kind) {
		g_autofree char *argument = g_strdup_printf("%" G_GINT64_FORMAT, record->key);

		ui_open(ui, "group", argument);
	}
}

static const struct command commands[] = {
	{"group.next", N_("Next part"), N_("Goes to the next part of the group."), NULL,
	 COMMAND_MOVE, run_next, NULL},
	{"group.previous", N_("Part before"), N_("Goes to the part before."), NULL, COMMAND_MOVE,
	 run_previous, NULL},
	{"group.new", N_("New row"),
	 N_("Writes a cause, a measure, a member or a visit; on a visit a finding."), NULL,
	 COMMAND_WRITES, run_new, may_not_write},
	{"group.below", N_("Cause under it"), N_("Writes what lies under the selected cause."),
	 NULL, COMMAND_WRITES, run_below, no_cause},
	{"group.measure", N_("Measure against it"),
	 N_("Writes a measure with the selected cause filled in."), NULL, COMMAND_WRITES,
	 run_measure, no_cause},
	{"group.goal", N_("New goal"), N_("Writes a goal of the group."), NULL, COMMAND_WRITES,
	 run_goal, may_not_write},
	{"group.evidence", N_("Evidence"),
	 N_("Adds the observations that a filter finds to what shows the selected cause."), NULL,
	 COMMAND_WRITES, run_evidence, no_cause},
	{"group.step", N_("Step done"), N_("Marks the selected step as done."), NULL,
	 COMMAND_WRITES, run_step, no_step},
	{"group.withdraw", N_("Take back"),
	 N_("Takes back the selected cause, member, goal, visit or finding."), NULL, COMMAND_WRITES,
	 run_withdraw, no_part},
	{"group.status", N_("Line of the week"), N_("Writes this week's line to the OSG."), NULL,
	 COMMAND_WRITES, run_status, may_not_write},
	{"group.change", N_("Change the group"),
	 N_("Name, leader, mandate, delimitation and yardstick of the group."), NULL,
	 COMMAND_WRITES, run_change, may_not},
	{"group.fishbone", N_("Fishbone"),
	 N_("Shows the causes as a fishbone, or as a tree again."), NULL, 0, run_fishbone, NULL},
	{"group.print", N_("Print the dossier"), N_("Shows the group's dossier as it is printed."),
	 NULL, 0, run_print, NULL},
	{"group.close", N_("Close the group"),
	 N_("Ends the group with how and why; refused while a step that must be done is open."),
	 NULL, COMMAND_WRITES, run_close, cannot_close},
	{NULL},
};

const struct screen_ops screen_group = {
	.id = "group",
	.title = N_("Focus group"),
	.commands = commands,
	.open = group_open,
	.load = group_load,
	.draw = group_draw,
	.list = group_list,
	.enter = group_enter,
	.status = group_status,
	.close = group_close,
};
