/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The situation picture of the week: is it complete, what stands out, why, when and where. Computes
 * nothing: everything comes from the picture that session compiled. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "screens/picture_facts.h"
#include "screens/screens.h"
#include "osg/signals.h"
#include "osg/words.h"

#define SENTENCE_ROWS 3

struct picture_screen {
	struct ui *ui;
	struct list *list;
	GPtrArray *signals; /* of the picture, borrowed: those shown */
	guint outstanding;  /* of them, those that stand out: they come first */
	guint usual;        /* signals left out */
	guint room;         /* rows that the last frame had */
	gboolean all;
	gint64 selected; /* kept over the moment without a picture */
	struct facts_pick pick;
};

static const struct picture_signal *signal_at(gpointer data, guint row)
{
	return ((struct picture_screen *)data)->signals->pdata[row];
}

/* columns */

static void extract_flag(gpointer data, guint row, GString *out)
{
	g_string_append(out, words_signal_mark(signal_at(data, row)));
}

static enum style flag_style(gpointer data, guint row)
{
	static const enum style styles[][2] = {
		[SIGNAL_NONE] = {STYLE_TEXT, STYLE_TEXT},
		[SIGNAL_NOTICE] = {STYLE_GOOD, STYLE_NOTICE},
		[SIGNAL_FLAG] = {STYLE_GOOD, STYLE_FLAG},
	};
	const struct picture_signal *signal = signal_at(data, row);

	return styles[signal->flag][signal->direction > 0];
}

/* For ears and fingers: the marks in words. */
static void extract_flag_words(gpointer data, guint row, GString *out)
{
	g_string_append(out, words_signal_word(signal_at(data, row)));
}

static int compare_flag(gpointer data, guint a, guint b)
{
	double left = fabs(signal_at(data, a)->z), right = fabs(signal_at(data, b)->z);

	return (left < right) - (left > right);
}

static void extract_highlight(gpointer data, guint row, GString *out)
{
	g_string_append(out, signal_at(data, row)->highlighted ? "*" : "");
}

static void extract_area(gpointer data, guint row, GString *out)
{
	const char *area = signal_at(data, row)->area;

	g_string_append(out, area ? area : _("municipality"));
}

static void extract_what(gpointer data, guint row, GString *out)
{
	g_autofree char *what = words_signal_what(signal_at(data, row));

	g_string_append(out, what);
}

static void extract_now(gpointer data, guint row, GString *out)
{
	g_string_append_printf(out, "%d", signal_at(data, row)->now);
}

static int compare_now(gpointer data, guint a, guint b)
{
	return signal_at(data, b)->now - signal_at(data, a)->now;
}

static void extract_usual(gpointer data, guint row, GString *out)
{
	const struct picture_signal *signal = signal_at(data, row);

	g_autofree char *range =
		signal->weeks > 0 ? words_range(signal->lower, signal->upper) : g_strdup("?");

	g_string_append(out, range);
}

static void extract_last(gpointer data, guint row, GString *out)
{
	g_string_append_printf(out, "%d", signal_at(data, row)->last);
}

static void extract_weeks(gpointer data, guint row, GString *out)
{
	for (int i = 0; i < 14; i++)
		g_string_append_printf(out, "%s%d", i ? " " : "", signal_at(data, row)->history[i]);
}

static gboolean paint(gpointer data, guint row, const struct list_column *column, struct surface *s,
		      int x, int y, int width, enum style style)
{
	const struct picture_screen *self = data;

	if (column->extract != extract_weeks || ui_plain(self->ui))
		return FALSE;
	surface_spark(s, x, y, signal_at(data, row)->history, MIN(14, width),
		      style == STYLE_TEXT ? STYLE_CHART : style);
	return TRUE;
}

static guint count(gpointer data)
{
	return ((struct picture_screen *)data)->signals->len;
}

static gint64 identity(gpointer data, guint row)
{
	const struct picture_signal *signal = signal_at(data, row);

	return ((gint64)g_str_hash(signal->category) << 31 ^ signal->area_key << 1) | 1;
}

static void search_text(gpointer data, guint row, GString *out)
{
	extract_area(data, row, out);
	g_string_append_c(out, ' ');
	extract_what(data, row, out);
}

/* clang-format off */
#define OTHER_COLUMNS(weeks) \
	{"highlight", "", 1, 0, 2, TEXT_LEFT, extract_highlight, NULL}, \
	{"area", N_("Area"), 11, 1, 0, TEXT_LEFT, extract_area, NULL}, \
	{"what", N_("What"), 11, 1, 0, TEXT_LEFT, extract_what, NULL}, \
	{"now", N_("Now"), 4, 0, 0, TEXT_RIGHT, extract_now, compare_now}, \
	{"usual", N_("Usual"), 7, 0, 1, TEXT_RIGHT, extract_usual, NULL}, \
	{"last", N_("Week before"), 5, 0, 3, TEXT_RIGHT, extract_last, NULL}, \
	{"weeks", N_("14 weeks"), 14, 0, 4, TEXT_LEFT, extract_weeks, NULL, .most = (weeks)}, \
	{NULL}
/* clang-format on */
static const struct list_column columns[] = {
	{"flag", "", 2, 0, 0, TEXT_LEFT, extract_flag, compare_flag, .style = flag_style},
	OTHER_COLUMNS(14),
};
static const struct list_column plain_columns[] = {
	{"flag", "", 9, 0, 0, TEXT_LEFT, extract_flag_words, compare_flag},
	OTHER_COLUMNS(0),
};

static char *heading(gpointer data, const struct list_column *column)
{
	const struct picture_screen *self = data;

	return column->extract == extract_last ? week_name(session_week(ui_session(self->ui)) - 1)
					       : NULL;
}

static guint above(gpointer data)
{
	const struct picture_screen *self = data;

	return self->all ? 0 : self->outstanding;
}

static const struct list_model model = {columns, count,   identity, search_text,
					paint,   heading, above};
static const struct list_model plain_model = {plain_columns, count,   identity, search_text,
					      paint,         heading, above};

/* reading */

static gpointer picture_open(struct ui *ui, const char *argument UNUSED)
{
	struct picture_screen *self = g_new0(struct picture_screen, 1);

	self->ui = ui;
	self->signals = g_ptr_array_new();
	self->pick.figures = ui_plain(ui);
	self->list = list_new(ui_plain(ui) ? &plain_model : &model, self);
	return self;
}

static void picture_close(gpointer data)
{
	struct picture_screen *self = data;

	list_free(self->list);
	g_ptr_array_unref(self->signals);
	g_free(self);
}

static int by_distance(gconstpointer a, gconstpointer b)
{
	const struct picture_signal *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;
	double left = fabs(x->z), right = fabs(y->z);

	return (left < right) - (left > right);
}

/* What stands out, and beneath it as many of the rest as have room, the farthest from the usual
 * first. */
static gboolean picture_load(struct ui *ui, gpointer data, GError **error UNUSED)
{
	struct picture_screen *self = data;
	const struct picture *picture = ui_picture(ui);
	g_autoptr(GPtrArray) rest = g_ptr_array_new();

	if (list_selected_identity(self->list))
		self->selected = list_selected_identity(self->list);
	g_ptr_array_set_size(self->signals, 0);
	for (guint i = 0; picture && i < picture->signals->len; i++) {
		const struct picture_signal *signal = picture->signals->pdata[i];

		if (self->all || signal->flag != SIGNAL_NONE || signal->highlighted)
			g_ptr_array_add(self->signals, (gpointer)signal);
		else
			g_ptr_array_add(rest, (gpointer)signal);
	}
	g_ptr_array_sort(rest, by_distance);
	self->outstanding = self->signals->len;
	self->usual = rest->len;
	while (self->usual && self->outstanding && self->signals->len + 1 < self->room)
		g_ptr_array_add(self->signals, rest->pdata[rest->len - self->usual--]);
	list_reload(self->list);
	list_select(self->list, self->selected);
	return TRUE;
}

/* drawing */

static void draw_sentence(struct picture_screen *self, struct surface *s, struct rectangle r)
{
	int row = list_selected(self->list);
	g_autofree char *sentence =
		row < 0 ? NULL : words_signal_sentence(ui_picture(self->ui), signal_at(self, row));

	if (sentence)
		surface_wrapped(s, r, STYLE_TEXT, sentence, 0);
}

/* Of r: the headings, the rows and the rule. */
static int list_end(const struct picture_screen *self, struct rectangle r)
{
	int rows = MAX((int)list_shown(self->list), 1);
	gboolean rule = !self->all && rows > (int)self->outstanding;

	return r.y + MIN(r.height, rows + 1 + rule);
}

static void draw_usual(const struct picture_screen *self, struct surface *s, int y, int width)
{
	g_autofree char *text = NULL, *keyed = NULL;

	if (!self->usual || list_shown(self->list) == 0) /* an empty list says it itself */
		return;
	text = g_strdup_printf(ngettext("%u row more within the usual ({picture.all} shows all)",
					"%u rows more within the usual ({picture.all} shows all)",
					self->usual),
			       self->usual);
	keyed = command_sentence(text);
	surface_text(s, 3, y, width - 4, STYLE_TEXT, keyed);
}

static void draw_list(struct picture_screen *self, struct surface *s, struct rectangle r)
{
	guint room = (guint)MAX(r.height - 1, 0);

	if (room != self->room) {
		self->room = room;
		picture_load(self->ui, self, NULL);
	}
	if (list_shown(self->list) == 0) {
		g_autofree char *unknown = words_not_judged(ui_picture(self->ui));

		ui_draw_empty(s, r,
			      *list_search_text(self->list)
				      ? _("No row has these words. {screen.back} shows all again.")
			      : unknown ? unknown
					: _("Nothing stands out this week. {picture.all} shows "
					    "every row."));
		return;
	}
	list_draw(self->list, s, r, TRUE);
}

static void draw_narrow(struct picture_screen *self, const struct picture *picture,
			struct surface *s, struct rectangle body)
{
	int roll = body.height >= 14  ? 3
		   : body.height >= 9 ? 2
				      : 1,
	    sentence = body.height >= 11 ? SENTENCE_ROWS : 0;
	int facts = body.height >= 18 && body.width >= 70 ? PICTURE_FACTS_ROWS : 0;
	struct rectangle list = body;
	int bottom = body.y + body.height;

	picture_draw_roll(picture, s, (struct rectangle){body.x, body.y, body.width, roll});
	list.y += roll;
	if (facts) {
		bottom -= facts;
		picture_draw_facts(picture, s,
				   (struct rectangle){body.x + 1, bottom, body.width - 2, facts},
				   &self->pick);
		bottom--;
	}
	list.height = bottom - list.y - (self->usual > 0) - (sentence ? sentence + 1 : 0);
	draw_list(self, s, list);
	draw_usual(self, s, list_end(self, list), body.width);
	if (sentence)
		draw_sentence(self, s,
			      (struct rectangle){body.x + 1,
						 list_end(self, list) + (self->usual > 0),
						 body.width - 2, sentence});
}

static void draw_wide(struct picture_screen *self, const struct picture *picture, struct surface *s,
		      struct rectangle body)
{
	struct rectangle right, list;

	picture_draw_roll(picture, s, (struct rectangle){body.x, body.y, body.width, 3});
	body.y += 3;
	body.height -= 3;
	right = ui_split(&body, 0);
	list = body;
	list.height -= self->usual > 0;
	draw_list(self, s, list);
	draw_usual(self, s, list_end(self, list), body.width);
	draw_sentence(self, s, (struct rectangle){right.x, right.y, right.width, 6});
	right.y += 7;
	right.height -= 7;
	right.height -= picture_draw_situation(picture, s, right);
	if (right.width >= 68) {
		picture_draw_facts(picture, s, right, &self->pick);
	} else {
		picture_draw_grid(picture, s, right, &self->pick);
		picture_draw_places(picture, s,
				    (struct rectangle){right.x, right.y + 6, right.width,
						       MAX(right.height - 6, 0)},
				    &self->pick);
	}
}

static void picture_draw(struct ui *ui, gpointer data, struct surface *s, struct rectangle body)
{
	struct picture_screen *self = data;
	const struct picture *picture = ui_picture(ui);

	self->pick.hours.height = self->pick.places.height = 0;
	if (!picture && ui_picture_coming(ui))
		ui_draw_empty(s, body, _("The picture of this week is being compiled …"));
	else if (!picture)
		ui_draw_empty(s, body,
			      _("The picture of this week could not be compiled. {messages.open} "
				"shows why."));
	else if (body.width >= 120 && body.height >= 16)
		draw_wide(self, picture, s, body);
	else
		draw_narrow(self, picture, s, body);
	if ((self->pick.part == FACTS_HOURS && !self->pick.hours.height) ||
	    (self->pick.part == FACTS_PLACES && !self->pick.places.height))
		self->pick.part = FACTS_NONE;
}

static struct list *picture_list(gpointer data)
{
	return ((struct picture_screen *)data)->list;
}

static gboolean back(struct ui *ui, gpointer data)
{
	struct picture_screen *self = data;

	if (self->pick.part) {
		self->pick.part = FACTS_NONE;
		return TRUE;
	}
	if (*list_search_text(self->list)) {
		list_search(self->list, "");
		return TRUE;
	}
	if (!self->all)
		return FALSE;
	self->all = FALSE;
	return picture_load(ui, self, NULL);
}

/* what can be done */

static const struct picture_signal *selected(struct ui *ui)
{
	struct picture_screen *self = ui_self(ui);
	int row = list_selected(self->list);

	return row < 0 ? NULL : signal_at(self, row);
}

static char *no_row(struct ui *ui)
{
	return selected(ui) ? NULL : g_strdup(_("There is no row selected."));
}

static void add_line(GPtrArray *lines, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void add_line(GPtrArray *lines, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_ptr_array_add(lines, g_strdup_vprintf(format, arguments));
	va_end(arguments);
}

static char *sentence(struct ui *ui, gpointer self UNUSED)
{
	const struct picture_signal *signal = selected(ui);

	return signal ? words_signal_sentence(ui_picture(ui), signal) : NULL;
}

/* hours and places */

static void open_picked(struct ui *ui)
{
	const struct picture_screen *self = ui_self(ui);
	g_autofree char *filter =
		facts_pick_filter(&self->pick, ui_picture(ui), session_english(ui_session(ui)));

	ui_open(ui, "observations", filter);
}

static gboolean picture_key(struct ui *ui, gpointer data, guint32 key)
{
	struct picture_screen *self = data;

	return self->pick.part && ui_picture(ui) &&
	       facts_pick_key(&self->pick, ui_picture(ui), key);
}

static gboolean picture_mouse(struct ui *ui, gpointer data, enum mouse what, int x, int y)
{
	struct picture_screen *self = data;

	if ((what != MOUSE_CLICK && what != MOUSE_DOUBLE_CLICK) || !ui_picture(ui))
		return FALSE;
	if (!facts_pick_click(&self->pick, ui_picture(ui), x, y)) {
		self->pick.part = FACTS_NONE;
		return FALSE;
	}
	if (what == MOUSE_DOUBLE_CLICK)
		open_picked(ui);
	return TRUE;
}

static char *picture_status(struct ui *ui, gpointer data)
{
	const struct picture_screen *self = data;
	g_autofree char *words = self->pick.part && ui_picture(ui)
					 ? facts_pick_words(&self->pick, ui_picture(ui))
					 : NULL;

	return words ? command_sentence(words) : NULL;
}

static char *no_facts(struct ui *ui)
{
	const struct picture_screen *self = ui_self(ui);

	return ui_picture(ui) && (self->pick.hours.height || self->pick.places.height)
		       ? NULL
		       : g_strdup(_("There is no room for hours and places in this window."));
}

static void run_facts(struct ui *ui, const char *argument UNUSED)
{
	struct picture_screen *self = ui_self(ui);

	facts_pick_next(&self->pick, ui_picture(ui));
}

static char *no_why(struct ui *ui)
{
	const struct picture_screen *self = ui_self(ui);

	return self->pick.part ? NULL : no_row(ui);
}

static void explain(struct ui *ui, const struct picture_signal *signal)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) weeks = g_string_new(NULL);
	g_autofree char *range = words_range(signal->lower, signal->upper);
	g_autofree char *expected = text_decimal(signal->expected, 1),
			*mean4 = text_decimal(signal->mean4, 1),
			*mean52 = text_decimal(signal->mean52, 1), *z = text_decimal(signal->z, 1);
	g_autofree char *what = words_signal_what(signal),
			*sentence = words_signal_sentence(ui_picture(ui), signal),
			*more = command_sentence(
				_("{picture.observations} shows the observations."));

	for (int i = 0; i < 14; i++)
		g_string_append_printf(weeks, "%s%d", i ? "  " : "", signal->history[i]);
	add_line(lines, "%s", sentence);
	add_line(lines, "%s", "");
	add_line(lines, _("This week %d, the week before %d."), signal->now, signal->last);
	add_line(lines,
		 _("Usual %s, expected %s from %d weeks; mean of 4 weeks %s, of 52 weeks %s."),
		 range, expected, signal->weeks, mean4, mean52);
	add_line(lines, _("The last 14 weeks: %s"), weeks->str);
	add_line(lines, _("Method: %s, z %s"), signals_method_words[signal->method], z);
	add_line(lines, "%s", more);
	text_viewer_open(ui, what, lines);
}

static void run_why(struct ui *ui, const char *argument UNUSED)
{
	const struct picture_screen *self = ui_self(ui);

	if (self->pick.part)
		open_picked(ui);
	else
		explain(ui, selected(ui));
}

static void run_observations(struct ui *ui, const char *argument UNUSED)
{
	const struct picture_signal *signal = selected(ui);
	g_autofree char *category =
		signal->categories ? g_strjoinv("|", signal->categories) : g_strdup("");
	g_autofree char *area =
		signal->area ? filter_for("area", signal->area, session_english(ui_session(ui)))
			     : NULL;
	g_autofree char *filter =
		area ? g_strdup_printf("%s %s", category, area) : g_strdup(category);

	ui_open(ui, "observations", filter);
}

static void run_all(struct ui *ui, const char *argument UNUSED)
{
	struct picture_screen *self = ui_self(ui);

	self->all = !self->all;
	picture_load(ui, self, NULL);
}

static char *may(struct ui *ui, enum action action)
{
	g_autoptr(GError) error = NULL;

	return session_may(ui_session(ui), action, NULL, &error) ? NULL : g_strdup(error->message);
}

static char *no_highlight(struct ui *ui)
{
	return selected(ui) ? may(ui, ACTION_PICTURE_HIGHLIGHT)
			    : g_strdup(_("There is no row selected."));
}

static void run_highlight(struct ui *ui, const char *argument UNUSED)
{
	const struct picture_signal *signal = selected(ui);
	gboolean was = signal->highlighted;
	GError *error = NULL;

	if (!app_picture_highlight(ui_session(ui), session_week(ui_session(ui)), signal->category,
				   signal->area_key, &error)) {
		ui_fail(ui, error);
		return;
	}
	ui_show_draft(ui, TRUE);
	ui_message(ui, MESSAGE_UNDOABLE, "%s",
		   was ? _("No longer highlighted") : _("Highlighted in the summary"));
}

static char *situation_form(int week)
{
	g_autofree char *name = week_format(week);

	return g_strconcat("situation ", name, NULL);
}

/* While typing the words are a draft; only at the end they are a change, so that undo takes back
 * the whole. */
static gboolean situation_saved(struct ui *ui, const char *text, gboolean final, gpointer data,
				GError **error)
{
	int week = GPOINTER_TO_INT(data);
	g_autofree char *form = situation_form(week);

	if (!final) {
		ui_draft_save(ui, form, text);
		return TRUE;
	}
	if (!app_picture_situation(ui_session(ui), week, text, error))
		return FALSE;
	ui_draft_save(ui, form, NULL);
	ui_show_draft(ui, TRUE); /* a version never changes: what was written stands in the draft */
	ui_message(ui, MESSAGE_UNDOABLE, "%s", _("The situation in words is saved"));
	return TRUE;
}

static char *no_compile(struct ui *ui)
{
	return !ui_picture(ui) && ui_picture_coming(ui)
		       ? g_strdup(_("The picture of this week is being compiled: a moment."))
		       : may(ui, ACTION_PICTURE_SITUATION);
}

static void run_situation(struct ui *ui, const char *argument UNUSED)
{
	int week = session_week(ui_session(ui));
	const struct picture *picture = ui_picture(ui);
	g_autofree char *form = situation_form(week);
	g_autofree char *draft = ui_draft(ui, form);

	writer_open(ui, _("The situation in general"),
		    draft     ? draft
		    : picture ? picture->situation
			      : NULL,
		    situation_saved, GINT_TO_POINTER(week), NULL);
}

static char *no_version(struct ui *ui)
{
	return ui_is_fixed(ui)
		       ? NULL
		       : g_strdup(_("This week is not fixed yet: there is only the draft."));
}

static void run_draft(struct ui *ui, const char *argument UNUSED)
{
	ui_show_draft(ui, !ui_shows_draft(ui));
}

static void fix(struct ui *ui, gpointer data)
{
	GError *error = NULL;
	const char *reason = data;
	int number = app_picture_fix(ui_session(ui), session_week(ui_session(ui)),
				     reason && *reason ? reason : NULL, &error);

	if (!number) {
		ui_fail(ui, error);
		return;
	}
	ui_show_draft(ui, FALSE);
	ui_message(ui, MESSAGE_DONE,
		   _("The picture is fixed as version %d. It can be printed as it is for ever."),
		   number);
}

static gboolean ask_fix(struct ui *ui, const char *reason, gpointer data UNUSED, GError **error)
{
	int week = session_week(ui_session(ui)), year, number;
	g_autoptr(GPtrArray) missing = app_picture_missing(ui_session(ui), week, error);
	g_autoptr(GPtrArray) lines = g_ptr_array_new();
	g_autofree char *title = NULL;

	if (!missing)
		return FALSE;
	week_to_iso(week, &year, &number);
	title = g_strdup_printf(_("Fix the picture of week %d, version %d?"), number,
				app_picture_versions(ui_session(ui), week) + 1);
	if (missing->len)
		g_ptr_array_add(lines, _("What is still missing:"));
	for (guint i = 0; i < missing->len; i++)
		g_ptr_array_add(lines, missing->pdata[i]);
	g_ptr_array_add(lines, _("A fixed version never changes. A correction becomes a new "
				 "version, with a reason."));
	confirm_open(ui, title, lines, _("fix"), fix, g_strdup(reason), g_free);
	return TRUE;
}

static char *no_fix(struct ui *ui)
{
	return may(ui, ACTION_PICTURE_FIX);
}

static void run_fix(struct ui *ui, const char *argument)
{
	const struct prompt prompt = {.title = _("Why a new version"),
				      .initial = argument,
				      .hint = _("late report from the police"),
				      .done = ask_fix};
	GError *error = NULL;

	if (app_picture_versions(ui_session(ui), session_week(ui_session(ui))) > 0)
		prompt_open(ui, &prompt);
	else if (!ask_fix(ui, "", NULL, &error))
		ui_fail(ui, error);
}

static const struct command commands[] = {
	{"picture.why", N_("Why"),
	 N_("Explains the selected row: figures, method, what it was before. On an hour or a place "
	    "it shows the observations."),
	 NULL, 0, run_why, no_why},
	{"picture.facts", N_("Hours and places"),
	 N_("Goes to the hours, then to the places, then back to the rows; arrows move there."),
	 NULL, 0, run_facts, no_facts},
	{"picture.observations", N_("Its observations"),
	 N_("Shows the observations behind the selected row."), NULL, 0, run_observations, no_row},
	{"picture.all", N_("All rows"), N_("Shows every row, or only those that stand out."), NULL,
	 0, run_all, NULL},
	{"picture.situation", N_("The situation in words"),
	 N_("Opens the text that stands first in the summary."), NULL, COMMAND_WRITES,
	 run_situation, no_compile},
	{"picture.highlight", N_("Highlight"),
	 N_("Lifts the selected row into the summary, or takes it out."), NULL, COMMAND_WRITES,
	 run_highlight, no_highlight},
	{"picture.draft", N_("Draft or version"),
	 N_("Shows the draft of a week that is fixed, or its newest version again."), NULL, 0,
	 run_draft, no_version},
	{"picture.fix", N_("Fix the picture"),
	 N_("Makes a numbered version that never changes; asks first and lists what is missing."),
	 NULL, COMMAND_WRITES, run_fix, no_fix},
	{NULL},
};

const struct screen_ops screen_picture = {
	.id = "picture",
	.title = N_("Picture"),
	.digit = '2',
	.commands = commands,
	.open = picture_open,
	.load = picture_load,
	.draw = picture_draw,
	.list = picture_list,
	.key = picture_key,
	.mouse = picture_mouse,
	.sentence = sentence,
	.status = picture_status,
	.back = back,
	.close = picture_close,
};
