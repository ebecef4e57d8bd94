/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The programme: first what must be decided, then the areas with what is done; beside it the
 * agreement, indicators, checks, defects, the register and the law, each a tab of lines. Enter goes
 * into an area, fills in a round, or opens the form of what the line is about. */
#include "config.h"

#include <string.h>

#include "osg/app_programme.h"
#include "osg/report.h"
#include "osg/setup.h"
#include "screens/screens.h"

struct programme_screen {
	struct list_view view;
	struct programme *programme; /* as it was read last */
	enum programme_tab tab;
	gint64 above; /* objective whose parts are shown, 0 = all */
	char *above_name;
};

static const struct {
	const char *title;
	const struct record_kind *kind; /* of a new one */
} tabs[] = {
	[TAB_OVERVIEW] = {N_("Overview"), &activity_kind},
	[TAB_AGREEMENT] = {N_("Agreement"), &mandate_kind},
	[TAB_INDICATORS] = {N_("Indicators"), &indicator_kind},
	[TAB_CHECKS] = {N_("Checks"), &asset_kind},
	[TAB_DEFECTS] = {N_("Defects"), &defect_kind},
	[TAB_REGISTER] = {N_("Register"), &asset_kind},
	[TAB_LAW] = {N_("Law"), &mandate_kind},
};

/* columns */

static const struct programme_row *row_at(gpointer self, guint row)
{
	return list_row(self, row);
}

static void extract_mark(gpointer self, guint row, GString *out)
{
	char mark = row_at(self, row)->mark;

	if (mark != ' ')
		g_string_append_printf(out, "%c%s", mark, mark == 'R' ? "!" : "");
}

static enum style mark_style(gpointer self, guint row)
{
	char mark = row_at(self, row)->mark;

	return mark == 'R' ? STYLE_FLAG : mark == 'U' ? STYLE_NOTICE : STYLE_TEXT;
}

static void extract_title(gpointer self, guint row, GString *out)
{
	g_string_append(out, row_at(self, row)->title);
}

static void extract_how(gpointer self, guint row, GString *out)
{
	g_string_append(out, row_at(self, row)->how);
}

static void extract_who(gpointer self, guint row, GString *out)
{
	g_string_append(out, row_at(self, row)->who);
}

static void extract_state(gpointer self, guint row, GString *out)
{
	g_string_append(out, row_at(self, row)->state);
}

static const struct list_column columns[] = {
	{"mark", "", 2, 0, 0, TEXT_LEFT, extract_mark, NULL, mark_style},
	{"title", N_("What"), 22, 3, 0, TEXT_LEFT, extract_title, NULL},
	{"how", "", 14, 2, 0, TEXT_LEFT, extract_how, NULL},
	{"who", "", 5, 0, 2, TEXT_LEFT, extract_who, NULL},
	{"state", "", 19, 1, 1, TEXT_LEFT, extract_state, NULL, mark_style},
	{NULL},
};

/* Each tab tells something else of what it lists. */
static char *heading(gpointer data, const struct list_column *column)
{
	static const char *const headings[PROGRAMME_TABS][3] = {
		[TAB_OVERVIEW] = {N_("How it goes"), N_("Who"), N_("State")},
		[TAB_AGREEMENT] = {N_("How it goes"), "", N_("State")},
		[TAB_INDICATORS] = {N_("Value"), "", N_("Compared")},
		[TAB_CHECKS] = {N_("Kind"), N_("Who"), N_("Next")},
		[TAB_DEFECTS] = {N_("Where"), N_("Who"), N_("State")},
		[TAB_REGISTER] = {N_("Kind"), N_("Who"), N_("Where")},
		[TAB_LAW] = {N_("Shown by"), "", N_("State")},
	};
	const struct programme_screen *self = data;
	const char *title;

	if (column < columns + 2)
		return NULL;
	title = headings[self->tab][column - columns - 2];
	return g_strdup(*title ? _(title) : "");
}

/* rows and what is told of them */

/* The year of the week that every screen looks at. */
static struct period year_of(const struct session *session)
{
	int year, month, mday;

	day_to_civil(week_monday(session_week(session)) + 3, &year, &month, &mday);
	return (struct period){day_from_civil(year, 1, 1), day_from_civil(year, 12, 31)};
}

static GPtrArray *rows(struct ui *ui, gpointer data, GError **error)
{
	struct programme_screen *self = data;

	programme_free(self->programme);
	self->programme = app_programme(ui_session(ui), year_of(ui_session(ui)), error);
	return self->programme ? programme_rows(self->programme, self->tab, self->above) : NULL;
}

/* NULL = the row is about something else. */
static const struct indicator *indicator_of(const struct programme_row *row)
{
	return row && row->record && row->record->kind == &indicator_kind
		       ? (const struct indicator *)row->record
		       : NULL;
}

static struct drawing *figure(gpointer data, gconstpointer row, int rows)
{
	const struct programme_screen *self = data;
	const struct indicator *indicator = indicator_of(row);

	return indicator && self->programme
		       ? report_readings_chart(self->programme, indicator, rows)
		       : NULL;
}

/* Keys of different kinds may be equal, and a tab's rows follow upon another's. */
static gint64 identity(gconstpointer row)
{
	const struct programme_row *r = row;
	guint64 kind = r->record ? g_str_hash(r->record->kind->name) : 0;

	return (gint64)(kind << 32 | (r->record ? (guint32)r->record->key : g_str_hash(r->title)));
}

static GPtrArray *details(gpointer self UNUSED, gconstpointer data)
{
	const struct programme_row *row = data;
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(lines, g_strdup(row->title));
	if (*row->how || *row->who || *row->state)
		text_add_line(lines, "%s%s%s%s%s", row->how, *row->how && *row->who ? " · " : "",
			      row->who, *row->state ? " · " : "", row->state);
	for (guint i = 0; i < row->more->len; i++)
		g_ptr_array_add(lines, g_strdup(row->more->pdata[i]));
	return lines;
}

static const struct list_screen list = {
	.size = sizeof(struct programme_screen),
	.columns = columns,
	.rows = rows,
	.identity = identity,
	.heading = heading,
	.details = details,
	.figure = figure,
	.detail_rows = 8,
	.empty = N_("There is nothing here this year. {programme.new} writes one, {programme.tab} "
		    "shows the rest."),
};

static gpointer programme_open(struct ui *ui, const char *argument)
{
	struct programme_screen *self = list_screen_open(ui, &list);

	for (int tab = 0; argument && tab < PROGRAMME_TABS; tab++)
		if (strcmp(argument, tabs[tab].title) == 0)
			self->tab = (enum programme_tab)tab;
	return self;
}

static void programme_close(gpointer data)
{
	g_free(((struct programme_screen *)data)->above_name);
	programme_free(((struct programme_screen *)data)->programme);
	list_screen_close(data);
}

static char *programme_status(struct ui *ui, gpointer data)
{
	const struct programme_screen *self = data;
	const char *titles[PROGRAMME_TABS + 1] = {NULL};

	if (self->above)
		return g_strdup(self->above_name);
	for (int tab = 0; tab < PROGRAMME_TABS; tab++)
		titles[tab] = _(tabs[tab].title);
	return ui_tab_line(titles, self->tab, ui_width(ui) - 2);
}

static gboolean programme_back(struct ui *ui, gpointer data)
{
	struct programme_screen *self = data;

	if (!self->above)
		return list_screen_back(ui, data);
	self->above = 0;
	ui_reload(ui);
	return TRUE;
}

/* what can be done */

static const struct programme_row *selected(struct ui *ui)
{
	return list_row_selected(ui_self(ui));
}

static void show_tab(struct ui *ui, int by)
{
	struct programme_screen *self = ui_self(ui);

	self->tab = ((int)self->tab + by + PROGRAMME_TABS) % PROGRAMME_TABS;
	self->above = 0;
	ui_reload(ui);
}

static void run_tab(struct ui *ui, const char *argument UNUSED)
{
	show_tab(ui, 1);
}

static void run_tab_before(struct ui *ui, const char *argument UNUSED)
{
	show_tab(ui, -1);
}

static void open_record(struct ui *ui, const struct record *record)
{
	g_autofree char *argument =
		g_strdup_printf("%s:%" G_GINT64_FORMAT, record->kind->name, record->key);

	if (setup_kind_of(record->kind))
		ui_open(ui, "record", argument);
}

static void programme_enter(struct ui *ui, gpointer data)
{
	struct programme_screen *self = data;
	const struct programme_row *row = selected(ui);
	g_autofree char *key = NULL;

	if (!row)
		return;
	if (!row->record) { /* counts several, or what is lacking: all that is told of it */
		list_screen_enter(ui, data);
		return;
	}
	key = g_strdup_printf("%" G_GINT64_FORMAT, row->record->key);
	if (row->record->kind == &objective_kind && self->tab == TAB_OVERVIEW &&
	    row->record->key != self->above) {
		self->above = row->record->key;
		g_free(self->above_name);
		self->above_name = g_strdup(row->title);
		ui_reload(ui);
	} else if (row->record->kind == &asset_kind && self->tab == TAB_CHECKS) {
		ui_open(ui, "round", key);
	} else {
		open_record(ui, row->record);
	}
}

static char *may_not_change(struct ui *ui)
{
	const struct programme_row *row = selected(ui);
	const struct setup_kind *kind = NULL;
	g_autoptr(GError) error = NULL;

	if (!row)
		return list_screen_no_row(ui);
	if (!row->record)
		return g_strdup(_("The line counts several; their own tab shows each."));
	kind = setup_kind_of(row->record->kind);
	if (!kind || session_may(ui_session(ui), kind->action, row->record, &error))
		return NULL;
	return g_strdup(error->message);
}

static void run_open(struct ui *ui, const char *argument UNUSED)
{
	open_record(ui, selected(ui)->record);
}

/* What it is of is filled in: an activity of the objective, a reading of the indicator. */
static void open_new(struct ui *ui, const char *kind, const char *field, gint64 key)
{
	g_autofree char *argument =
		key ? g_strdup_printf("%s:new\n%s=%" G_GINT64_FORMAT, kind, field, key)
		    : g_strdup_printf("%s:new", kind);

	ui_open(ui, "record", argument);
}

static void run_new(struct ui *ui, const char *argument UNUSED)
{
	const struct programme_screen *self = ui_self(ui);
	const struct programme_row *row = selected(ui);
	gboolean of = row && row->record && row->record->kind == &objective_kind;

	open_new(ui, tabs[self->tab].kind->name, "objective",
		 self->tab != TAB_OVERVIEW ? 0
		 : of                      ? row->record->key
					   : self->above);
}

static char *may_not_write(struct ui *ui)
{
	const struct programme_screen *self = ui_self(ui);

	return ui_may_not(ui, setup_kind_of(tabs[self->tab].kind)->action);
}

static void run_value(struct ui *ui, const char *argument UNUSED)
{
	open_new(ui, "reading", "indicator", selected(ui)->record->key);
}

static char *no_indicator(struct ui *ui)
{
	return indicator_of(selected(ui))
		       ? NULL
		       : g_strdup(_("Values belong to indicators: {programme.tab} shows them."));
}

static char *no_objective(struct ui *ui)
{
	const struct programme_row *row = selected(ui);

	if (!row || !row->record || row->record->kind != &objective_kind)
		return g_strdup(_("Only objectives and focus areas are assessed."));
	return NULL;
}

static const char *const ratings[] = {N_("not-begun"), N_("on-track"), N_("late"),        N_("met"),
				      N_("partly"),    N_("not-met"),  N_("cannot-judge")};

static GPtrArray *complete_rating(struct ui *ui UNUSED, const char *text)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *typed = text_fold(text);

	for (gsize i = 0; i < G_N_ELEMENTS(ratings); i++) {
		g_autofree char *line = g_strconcat(_(ratings[i]), ": ", NULL),
				*folded = text_fold(line);

		if (g_str_has_prefix(folded, typed) && !g_str_equal(folded, typed))
			g_ptr_array_add(lines, g_steal_pointer(&line));
	}
	return lines;
}

/* "på väg: two of three are done": the rating, then why. */
static gboolean assessed(struct ui *ui, const char *text, gpointer key, GError **error)
{
	const char *colon = strchr(text, ':');
	g_autofree char *word = g_strstrip(colon ? g_strndup(text, (gsize)(colon - text))
						 : g_strdup(text)),
			*why = g_strstrip(g_strdup(colon ? colon + 1 : ""));

	for (gsize i = 0; i < G_N_ELEMENTS(ratings); i++) {
		if (g_ascii_strcasecmp(word, ratings[i]) != 0 &&
		    g_strcmp0(word, _(ratings[i])) != 0)
			continue;
		if (!app_assess(ui_session(ui), *(const gint64 *)key, year_of(ui_session(ui)),
				(int)i + RATING_NOT_BEGUN, why, error))
			return FALSE;
		ui_reload(ui);
		ui_message(ui, MESSAGE_UNDOABLE, "%s", _("Assessed"));
		return TRUE;
	}
	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
		    _("“%s” is no assessment; expected is one of: %s, %s, %s, %s, %s, %s, %s."),
		    word, _(ratings[0]), _(ratings[1]), _(ratings[2]), _(ratings[3]), _(ratings[4]),
		    _(ratings[5]), _(ratings[6]));
	return FALSE;
}

static void run_assess(struct ui *ui, const char *argument)
{
	const gint64 key = selected(ui)->record->key;
	const struct prompt prompt = {.title = _("Assessment, and why"),
				      .hint = _("on-track: two of three are done"),
				      .initial = argument,
				      .complete = complete_rating,
				      .done = assessed,
				      .data = g_memdup2(&key, sizeof key),
				      .free_data = g_free};

	prompt_open(ui, &prompt);
}

static void run_print(struct ui *ui, const char *argument UNUSED)
{
	const struct programme_screen *self = ui_self(ui);
	const struct programme_row *row = selected(ui);
	const struct record *record = row ? row->record : NULL;
	const char *report = self->tab == TAB_LAW ? "law" : "follow-up";
	g_autofree char *what = NULL;

	if (record && record->kind == &mandate_kind &&
	    ((const struct mandate *)record)->form == MANDATE_GUIDELINE)
		report = "guideline";
	else if (record && record->kind == &activity_kind &&
		 g_strcmp0(((const struct activity_record *)record)->form, "activation") == 0)
		report = "incident";
	what = g_strdup_printf("%s:%" G_GINT64_FORMAT, report, record ? record->key : 0);
	ui_open(ui, "print", report_find(report)->subjects ? what : report);
}

static GPtrArray *charts(struct ui *ui, gpointer data, GError **error UNUSED)
{
	const struct programme_screen *self = data;
	const struct indicator *indicator = indicator_of(selected(ui));

	return indicator && self->programme ? report_indicator_charts(self->programme, indicator)
					    : NULL;
}

static char *no_charts(struct ui *ui, gpointer data UNUSED)
{
	return no_indicator(ui);
}

static const struct command commands[] = {
	{"programme.tab", N_("The next tab"),
	 N_("Shows the agreement, the indicators, the checks, the defects, the register, the law."),
	 NULL, 0, run_tab, NULL},
	{"programme.tab-before", N_("The tab before"), N_("Goes back to the tab before."), NULL, 0,
	 run_tab_before, NULL},
	{"programme.new", N_("Write a new one"),
	 N_("Opens an empty form of what the tab shows: an activity, a defect, an asset."), NULL,
	 COMMAND_WRITES, run_new, NULL, 0, may_not_write},
	{"programme.value", N_("New value"),
	 N_("Writes a value of the selected indicator, such as “nästan 400”."), NULL,
	 COMMAND_WRITES, run_value, no_indicator, NEEDS(ACTION_PROGRAMME_WORK)},
	{"programme.assess", N_("Assess"),
	 N_("Says how the selected objective stands this year, and why."),
	 N_("Assessment, and why"), COMMAND_WRITES, run_assess, no_objective,
	 NEEDS(ACTION_PROGRAMME_STEER)},
	{"programme.print", N_("Print"),
	 N_("Shows the year's follow-up as it is printed; of the selected guideline or activation, "
	    "or the law's checklist."),
	 NULL, 0, run_print, NULL},
	{"programme.open", N_("Change"), N_("Opens the form of what the line is about."), NULL,
	 COMMAND_WRITES, run_open, may_not_change},
	{NULL},
};

const struct screen_ops screen_programme = {
	.id = "programme",
	.title = N_("Programme"),
	.digit = '9',
	.commands = commands,
	.rows = &list,
	.open = programme_open,
	.enter = programme_enter,
	.back = programme_back,
	.charts = charts,
	.no_charts = no_charts,
	.status = programme_status,
	.close = programme_close,
};
