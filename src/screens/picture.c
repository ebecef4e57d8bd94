/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The situation picture of the week: is it complete, what stands out, why, when and where. Computes
 * nothing: everything comes from the picture that session compiled. */
#include "config.h"

#include "screens/picture_facts.h"
#include "screens/picture_rows.h"
#include "screens/picture_write.h"
#include "screens/screens.h"
#include "osg/report.h"
#include "osg/signals.h"
#include "osg/words.h"

#define SENTENCE_ROWS 3
#define MOST_FINDINGS 3

struct picture_screen {
	struct session *session;
	struct picture_rows rows;
	struct facts_pick pick;
};

static gpointer picture_open(struct ui *ui, const char *argument UNUSED)
{
	struct picture_screen *self = g_new0(struct picture_screen, 1);

	self->session = ui_session(ui);
	picture_rows_init(&self->rows, ui);
	self->pick.figures = ui_plain(ui);
	return self;
}

static void picture_close(gpointer data)
{
	struct picture_screen *self = data;

	picture_rows_clear(&self->rows);
	g_free(self);
}

static gboolean picture_load(struct ui *ui UNUSED, gpointer data, GError **error UNUSED)
{
	picture_rows_load(&((struct picture_screen *)data)->rows);
	return TRUE;
}

/* drawing */

static void draw_sentence(const struct picture_screen *self, const struct picture *picture,
			  struct surface *s, struct rectangle r)
{
	const struct picture_signal *signal = picture_rows_selected(&self->rows);
	g_autofree char *sentence = signal ? words_signal_sentence(picture, signal) : NULL;

	if (sentence)
		surface_wrapped(s, r, STYLE_TEXT, sentence, 0);
}

/* What a finding says, and the key that answers it where there is one; owned. */
static char *finding_line(struct ui *ui, const struct picture *picture,
			  const struct picture_finding *f)
{
	g_autofree char *title = words_finding_title(picture, f);
	g_autofree char *line =
		f->kind == FINDING_REPORTER
			? g_strdup_printf(_("%s · {picture.recording} writes it down"), title)
			: g_strdup(title);

	return ui_hint(ui, line);
}

/* What other detectors saw, a line each above the rows, one at least; how many lines. */
static int draw_findings(struct ui *ui, const struct picture *picture, struct surface *s,
			 struct rectangle r)
{
	int most = CLAMP(r.height - 8, r.height >= 5 ? 1 : 0, MOST_FINDINGS),
	    shown = MIN((int)picture->findings->len, most);

	for (int i = 0; i < shown; i++) {
		g_autofree char *line = finding_line(ui, picture, picture->findings->pdata[i]);

		surface_text(s, r.x + 1, r.y + i, r.width - 2, STYLE_TEXT, line);
	}
	return shown;
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
	list.height = bottom - list.y - sentence;
	int found = draw_findings(self->rows.ui, picture, s, list);
	list.y += found;
	list.height -= found;
	bottom = picture_rows_draw(&self->rows, s, list);
	if (sentence)
		draw_sentence(self, picture, s,
			      (struct rectangle){body.x + 1, bottom, body.width - 2, sentence});
}

static void draw_wide(struct picture_screen *self, const struct picture *picture, struct surface *s,
		      struct rectangle body)
{
	struct rectangle right;

	picture_draw_roll(picture, s, (struct rectangle){body.x, body.y, body.width, 3});
	body.y += 3;
	body.height -= 3;
	int found = draw_findings(self->rows.ui, picture, s, body);
	body.y += found;
	body.height -= found;
	right = ui_split(&body, 0);
	picture_rows_draw(&self->rows, s, body);
	draw_sentence(self, picture, s, (struct rectangle){right.x, right.y, right.width, 6});
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
		ui_draw_empty(ui, s, body, _("The picture of this week is being compiled …"));
	else if (!picture)
		ui_draw_empty(ui, s, body,
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
	return ((struct picture_screen *)data)->rows.list;
}

static gboolean back(struct ui *ui UNUSED, gpointer data)
{
	struct picture_screen *self = data;

	if (self->pick.part) {
		self->pick.part = FACTS_NONE;
		return TRUE;
	}
	if (list_is_narrowed(self->rows.list)) {
		list_show_all(self->rows.list);
		return TRUE;
	}
	if (!self->rows.all)
		return FALSE;
	self->rows.all = FALSE;
	picture_rows_load(&self->rows);
	return TRUE;
}

/* what can be done */

static const struct picture_signal *selected(struct ui *ui)
{
	const struct picture_screen *self = ui_self(ui);

	return picture_rows_selected(&self->rows);
}

static GPtrArray *charts(struct ui *ui, gpointer data, GError **error)
{
	const struct picture_screen *self = data;
	const struct picture *picture = ui_picture(ui);

	return picture ? report_picture_charts(ui_session(ui), picture,
					       picture_rows_selected(&self->rows), error)
		       : NULL;
}

static char *no_row(struct ui *ui)
{
	return selected(ui) ? NULL : g_strdup(_("There is no row selected."));
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
	text_add_line(lines, "%s", sentence);
	text_add_line(lines, "%s", "");
	text_add_line(lines, _("This week %d, the week before %d."), signal->now, signal->last);
	text_add_line(lines,
		      _("Usual %s, expected %s from %d weeks; mean of 4 weeks %s, of 52 weeks %s."),
		      range, expected, signal->weeks, mean4, mean52);
	text_add_line(lines, _("The last 14 weeks: %s"), weeks->str);
	text_add_line(lines, _("Method: %s, z %s"), signals_method_words[signal->method], z);
	text_add_line(lines, "%s", more);
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

/* what is done about it */

static void append_categories(struct ui *ui, const struct picture_signal *signal, GString *out)
{
	const struct registry *v = session_registry(ui_session(ui));
	const char *before = "\ncategories=[";

	for (char **code = signal->categories; code && *code; code++) {
		const struct category *category = registry_find_category(v, *code);

		if (!category)
			continue;
		g_string_append_printf(out, "%s%" G_GINT64_FORMAT, before, category->record.key);
		before = ",";
	}
	if (*before == ',')
		g_string_append_c(out, ']');
}

/* A focus group begins with the place that is picked, else with the row and its sentence. */
static void run_group(struct ui *ui, const char *argument UNUSED)
{
	const struct picture_screen *self = ui_self(ui);
	const struct picture_place *place = facts_pick_place(&self->pick, ui_picture(ui));
	const struct picture_signal *signal = selected(ui);
	g_autoptr(GString) form = g_string_new("group:new");

	if (place) {
		g_string_append_printf(form, "\ntitle=%s\n%s=[%" G_GINT64_FORMAT "]", place->name,
				       place->key ? "places" : "areas",
				       place->key ? place->key : place->area_key);
	} else {
		g_autofree char *trigger = words_signal_sentence(ui_picture(ui), signal);

		if (signal->area)
			g_string_append_printf(form, "\ntitle=%s\nareas=[%" G_GINT64_FORMAT "]",
					       signal->area, signal->area_key);
		append_categories(ui, signal, form);
		g_string_append_printf(form, "\ntrigger=%s", trigger);
	}
	ui_open(ui, "record", form->str);
}

static void run_measure(struct ui *ui, const char *argument UNUSED)
{
	const struct picture_screen *self = ui_self(ui);
	const struct picture_place *place = facts_pick_place(&self->pick, ui_picture(ui));
	g_autofree char *form =
		place && place->key
			? g_strdup_printf("measure:new\nplace=%" G_GINT64_FORMAT, place->key)
			: g_strdup_printf("measure:new\narea=%" G_GINT64_FORMAT,
					  place ? place->area_key : selected(ui)->area_key);

	ui_open(ui, "record", form);
}

static void run_all(struct ui *ui, const char *argument UNUSED)
{
	struct picture_screen *self = ui_self(ui);

	self->rows.all = !self->rows.all;
	picture_rows_load(&self->rows);
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
	{"picture.group", N_("Focus group"),
	 N_("Starts a focus group about the picked place or the selected row, with its evidence."),
	 NULL, /* a form opens */ 0, run_group, no_why, NEEDS(ACTION_FOCUS_GROUP_START)},
	{"picture.measure", N_("Measure"),
	 N_("Writes a measure for the picked place or the area of the selected row."), NULL,
	 COMMAND_WRITES, run_measure, no_why, NEEDS(ACTION_MEASURE_CHANGE)},
	{"picture.all", N_("All rows"), N_("Shows every row, or only those that stand out."), NULL,
	 0, run_all, NULL},
	{"picture.situation", N_("The situation in words"),
	 N_("Opens the text that stands first in the summary."), NULL, COMMAND_WRITES,
	 picture_run_situation, picture_no_situation, NEEDS(ACTION_PICTURE_SITUATION)},
	{"picture.public", N_("For the public"),
	 N_("Opens the paragraph that stands on the week's page for the public."), NULL, 0,
	 picture_run_public, picture_no_situation, NEEDS(ACTION_PICTURE_SITUATION)},
	{"picture.highlight", N_("Highlight"),
	 N_("Lifts the selected row into the summary, or takes it out."), NULL,
	 COMMAND_WRITES | COMMAND_ROW, run_highlight, no_row, NEEDS(ACTION_PICTURE_HIGHLIGHT)},
	{"picture.recording", N_("Changed recording"),
	 N_("Writes down that an organisation has begun to report more, so that what is usual is "
	    "learnt anew."),
	 NULL, COMMAND_WRITES, picture_run_recording, picture_no_recording, NEEDS(ACTION_SETUP)},
	{"picture.draft", N_("Draft or version"),
	 N_("Shows the draft of a week that is fixed, or its newest version again."), NULL, 0,
	 run_draft, no_version},
	{"picture.fix", N_("Fix the picture"),
	 N_("Makes a numbered version that never changes; asks first and lists what is missing."),
	 NULL, COMMAND_WRITES, picture_run_fix, NULL, NEEDS(ACTION_PICTURE_FIX)},
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
	.charts = charts,
	.status = picture_status,
	.back = back,
	.close = picture_close,
};
