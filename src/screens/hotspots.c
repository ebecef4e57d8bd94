/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The week's hotspots: what, where, since when, how sure, who, what else it could be, what was
 * decided. The search runs beside the screens; a focus group is started here, or a hotspot
 * dismissed. Computes nothing itself. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "ui/drawing_cells.h"
#include "screens/hotspot_paragraphs.h"
#include "screens/picture_write.h"
#include "osg/hotspot.h"
#include "osg/report.h"
#include "osg/words.h"
#include "screens/screens.h"

#define CHART_ROWS 6
#define WIDE 120

struct hotspots_screen {
	struct ui *ui;
	struct list *list;
	const struct hotspot_week *found; /* NULL = not yet */
	gboolean told;                    /* the details are on screen */
	char *trouble;                    /* why the search did not end, NULL = it did */
};

static const struct picture_hotspot *hotspot_at(gpointer data, guint row)
{
	return ((struct hotspots_screen *)data)->found->list->pdata[row];
}

/* columns */

static void extract_flag(gpointer data, guint row, GString *out)
{
	g_string_append(out, words_hotspot_mark(hotspot_at(data, row)));
}

static enum style flag_style(gpointer data, guint row)
{
	const struct picture_hotspot *h = hotspot_at(data, row);

	return h->state == HOTSPOT_GONE       ? STYLE_GOOD
	       : hotspot_is_open(h)           ? STYLE_FLAG
	       : h->decision != DECISION_NONE ? STYLE_TEXT
					      : STYLE_NOTICE;
}

static int compare_flag(gpointer data, guint a, guint b)
{
	double x = hotspot_at(data, a)->recurrence_years, y = hotspot_at(data, b)->recurrence_years;

	return (x < y) - (x > y);
}

static void extract_number(gpointer data, guint row, GString *out)
{
	g_string_append_printf(out, "%d", hotspot_at(data, row)->number);
}

static void extract_state(gpointer data, guint row, GString *out)
{
	g_string_append(out, words_hotspot_state(hotspot_at(data, row)));
}

static void extract_where(gpointer data, guint row, GString *out)
{
	g_autofree char *title = words_hotspot_title(hotspot_at(data, row));

	g_string_append(out, title);
}

static void extract_figures(gpointer data, guint row, GString *out)
{
	g_autofree char *figures = words_hotspot_figures(hotspot_at(data, row));

	g_string_append(out, figures);
}

/* What was decided, else how rare it is. */
static void extract_rare(gpointer data, guint row, GString *out)
{
	const struct picture_hotspot *h = hotspot_at(data, row);
	g_autofree char *decision = words_hotspot_decision(h),
			*rarity = words_rarity(h->recurrence_years, TRUE);

	g_string_append(out, decision ? decision : rarity);
}

static guint count(gpointer data)
{
	const struct hotspots_screen *self = data;

	return self->found ? self->found->list->len : 0;
}

static gint64 identity(gpointer data, guint row)
{
	return hotspot_at(data, row)->number;
}

static const struct list_column columns[] = {
	{"flag", N_("  "), 2, 0, 0, TEXT_LEFT, extract_flag, compare_flag, .style = flag_style},
	{"number", N_("No."), 5, 0, 1, TEXT_RIGHT, extract_number, NULL},
	{"state", N_("State"), 6, 0, 3, TEXT_LEFT, extract_state, NULL},
	{"where", N_("Where"), 11, 1, 0, TEXT_LEFT, extract_where, NULL},
	{"figures", N_("How many"), 23, 0, 2, TEXT_LEFT, extract_figures, NULL},
	{"rare", N_("By chance"), 18, 0, 4, TEXT_LEFT, extract_rare, NULL},
	{NULL},
};

static const struct list_model model = {.columns = columns, .count = count, .identity = identity};

/* reading */

static gpointer hotspots_open(struct ui *ui, const char *argument UNUSED)
{
	struct hotspots_screen *self = g_new0(struct hotspots_screen, 1);

	self->ui = ui;
	self->list = list_new(&model, self);
	return self;
}

static void hotspots_close(gpointer data)
{
	struct hotspots_screen *self = data;

	list_free(self->list);
	g_free(self->trouble);
	g_free(self);
}

static gboolean hotspots_load(struct ui *ui, gpointer data, GError **error UNUSED)
{
	struct hotspots_screen *self = data;
	g_autoptr(GError) trouble = NULL;

	self->found = ui_hotspots(ui, &trouble);
	ui_picture(ui); /* who began to report more stands in it */
	g_free(self->trouble);
	self->trouble = trouble ? g_strdup(trouble->message) : NULL;
	list_reload(self->list);
	return TRUE;
}

static const struct picture_hotspot *selected(struct ui *ui)
{
	struct hotspots_screen *self = ui_self(ui);
	int row = list_selected(self->list);

	return row < 0 ? NULL : hotspot_at(self, (guint)row);
}

/* drawing */

/* Rows used. */
static int draw_paragraphs(struct surface *s, struct rectangle r, const GArray *paragraphs)
{
	int y = 0;

	for (guint i = 0; i < paragraphs->len && y < r.height; i++) {
		const struct paragraph *p = &g_array_index(paragraphs, struct paragraph, i);
		struct rectangle rest = {r.x, r.y + y, r.width, r.height - y};

		y += surface_wrapped(s, rest, p->style, p->text, 0);
	}
	return MIN(y, r.height);
}

static char *week_label(int index, gconstpointer data)
{
	return week_name(((const struct picture_hotspot *)data)->last_week - PICTURE_HOTSPOT_WEEKS +
			 1 + index);
}

static struct chart chart_of(const struct picture_hotspot *h)
{
	return (struct chart){.values = h->history,
			      .count = PICTURE_HOTSPOT_WEEKS,
			      .lower = h->lower,
			      .upper = h->upper,
			      .window = h->last_week - h->first_week + 1,
			      .label = week_label,
			      .data = h,
			      .label_every = 10};
}

static void draw_chart(const struct hotspots_screen *self, const struct picture_hotspot *h,
		       struct surface *s, struct rectangle r)
{
	struct chart chart = chart_of(h);
	g_autofree char *range = words_range(h->lower, h->upper);
	g_autofree char *numbers = chart_words(&chart, 6);

	surface_printf(s, r.x, r.y, r.width, STYLE_HEADING, _("A week here, usual %s: … %s"), range,
		       numbers);
	r.y++;
	r.height--;
	if (!ui_plain(self->ui))
		drawing_columns(s, r, &chart);
}

static void draw_hours(const struct picture_hotspot *h, struct surface *s, int x, int y, int width)
{
	const char *label = _("By hour, 00–23: ");
	int hours[24], at = text_width(label);

	for (int i = 0; i < 24; i++)
		hours[i] = (int)lround(h->hours[i] * 10);
	if (width < at + 24)
		return;
	surface_text(s, x, y, width, STYLE_HEADING, label);
	surface_spark(s, x + at, y, hours, 24, STYLE_CHART);
}

static void draw_reporters(const struct picture_hotspot *h, struct surface *s, struct rectangle r)
{
	int most = 0;

	if (r.height < 3 || r.width < 30)
		return;
	surface_text(s, r.x, r.y, r.width, STYLE_HEADING, _("By reporter"));
	for (int i = 0; i < (int)h->reporters->len && i + 1 < r.height; i++) {
		const struct picture_share *reporter = h->reporters->pdata[i];

		most = MAX(most, reporter->count);
		drawing_row(s, (struct rectangle){r.x, r.y + 1 + i, MIN(r.width, 60), 1},
			    reporter->code, 6, reporter->count, most);
	}
}

static void draw_detail(struct hotspots_screen *self, struct surface *s, struct rectangle r)
{
	int row = list_selected(self->list), used, left;
	const struct picture_hotspot *h = row < 0 ? NULL : hotspot_at(self, (guint)row);
	g_autoptr(GArray) paragraphs = h ? hotspot_paragraphs(h, self->found->week) : NULL;

	if (!h || r.height < 2)
		return;
	used = draw_paragraphs(s, r, paragraphs);
	left = r.height - used;
	if (left >= 5) {
		int rows = MIN(left - 1, CHART_ROWS + (left > 14));

		draw_chart(self, h, s,
			   (struct rectangle){r.x, r.y + used + (left > 7), r.width, rows});
		used += rows + (left > 7);
		left = r.height - used;
	}
	if (left >= 1)
		draw_hours(h, s, r.x, r.y + used + (left > 1), r.width);
	draw_reporters(h, s, (struct rectangle){r.x, r.y + used + 3, r.width, left - 3});
}

static void draw_empty(const struct hotspots_screen *self, struct surface *s, struct rectangle r)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_autofree char *remark = self->found ? words_hotspot_remark(&self->found->basis) : NULL;

	if (self->trouble)
		g_string_append_printf(out, _("%s {hotspots.again} looks again."), self->trouble);
	else if (!self->found)
		g_string_append(out, _("Looking for places with more than chance explains …"));
	else if (list_is_narrowed(self->list))
		g_string_append(out, _("No row has these words. {screen.back} shows all again."));
	else
		g_string_append(out, self->found->basis.verdict == SCAN_JUDGED
					     ? _("No place stands out more than chance explains.")
					     : "");
	if (remark)
		g_string_append_printf(out, "%s%s", out->len ? "\n\n" : "", remark);
	ui_draw_empty(self->ui, s, r, out->str);
}

static void hotspots_draw(struct ui *ui UNUSED, gpointer data, struct surface *s,
			  struct rectangle body)
{
	struct hotspots_screen *self = data;
	struct rectangle list = body, detail;
	int rows = (int)list_shown(self->list) + 1;

	if (list_shown(self->list) == 0) {
		draw_empty(self, s, body);
		return;
	}
	if (body.width >= WIDE) {
		detail = ui_split(&list, 0);
	} else {
		list.height =
			body.height < 8 ? body.height : CLAMP(rows, 2, MAX(body.height / 4, 3));
		detail = (struct rectangle){body.x + 1, body.y + list.height + 1, body.width - 2,
					    body.height - list.height - 1};
		if (detail.height > 1)
			surface_rule(s, body.x, body.y + list.height, body.width);
	}
	list_draw(self->list, s, list);
	self->told = detail.height >= 4;
	draw_detail(self, s, detail);
	g_autofree char *remark =
		body.width >= WIDE ? words_hotspot_remark(&self->found->basis) : NULL;
	if (remark && list.height > rows + 5)
		surface_wrapped(
			s,
			(struct rectangle){list.x + 1, list.y + list.height - 4, list.width - 2, 4},
			STYLE_TEXT, remark, 0);
}

static struct list *hotspots_list(gpointer data)
{
	return ((struct hotspots_screen *)data)->list;
}

static gboolean back(struct ui *ui, gpointer data)
{
	struct hotspots_screen *self = data;

	g_autofree char *key = ui_hotspots_key(ui);

	if (!self->found && ui_cancel(ui, key))
		return TRUE;
	if (!list_is_narrowed(self->list))
		return FALSE;
	list_show_all(self->list);
	return TRUE;
}

static GPtrArray *charts(struct ui *ui, gpointer data UNUSED, GError **error)
{
	const struct picture_hotspot *h = selected(ui);

	return h ? report_hotspot_charts(ui_session(ui), h, error) : NULL;
}

/* what can be done */

static char *no_row(struct ui *ui)
{
	return selected(ui) ? NULL : g_strdup(_("There is no hotspot selected."));
}

static char *no_group(struct ui *ui)
{
	char *refused = no_row(ui);
	g_autoptr(GError) error = NULL;

	if (refused || app_hotspot_is_free(ui_session(ui), selected(ui), &error))
		return refused;
	return g_strdup_printf(_("%s {groups} shows it."), error->message);
}

static GArray *paragraphs_of(struct ui *ui, const struct picture_hotspot *h)
{
	const struct hotspots_screen *self = ui_self(ui);

	return hotspot_paragraphs(h, self->found->week);
}

static char *sentence(struct ui *ui, gpointer self UNUSED)
{
	const struct picture_hotspot *h = selected(ui);
	g_autoptr(GArray) paragraphs = h ? paragraphs_of(ui, h) : NULL;
	GString *out = g_string_new(NULL);

	for (guint i = 0; paragraphs && i < paragraphs->len; i++)
		g_string_append_printf(out, "%s%s", i ? "\n" : "",
				       g_array_index(paragraphs, struct paragraph, i).text);
	return g_string_free(out, FALSE);
}

static void run_observations(struct ui *ui, const char *argument UNUSED)
{
	g_autofree char *filter = app_hotspot_filter(ui_session(ui), selected(ui));

	ui_open(ui, "observations", filter);
}

/* What was tried where most of it happened. */
static void run_tried(struct ui *ui, const char *argument UNUSED)
{
	const struct picture_hotspot *h = selected(ui);

	ui_open(ui, "measures", h->places ? h->places[0] : h->area ? h->area : "");
}

/* Its figures and how they are come to. */
static void add_method(GPtrArray *lines, const struct picture_hotspot *h)
{
	struct chart chart = chart_of(h);
	g_autofree char *numbers = chart_words(&chart, PICTURE_HOTSPOT_WEEKS),
			*places = h->places ? g_strjoinv("; ", h->places) : words_hotspot_where(h),
			*alike = text_decimal(h->expected, 1),
			*within = text_decimal(h->expected_within, 1),
			*rarity = words_rarity(h->recurrence_years, FALSE);

	text_add_line(lines, _("# Method"));
	text_add_line(lines, _("Its places: %s"), places);
	text_add_line(lines, _("A week at its places over a year: %s"), numbers);
	text_add_line(lines,
		      _("Expected with all reporters alike %s, with each compared with itself "
			"%s; by chance %s, all scans of the week together."),
		      alike, within, rarity);
	if (h->sudden)
		text_add_line(
			lines, "%s",
			_("Found by the space-time permutation scan (Kulldorff 2005): windows of 1 "
			  "to 4 weeks that end now, circles up to 1,500 m, 999 shuffles with a "
			  "fixed seed, over all events and each group of categories."));
	if (h->slow)
		text_add_line(lines, "%s",
			      _("Found by its slow drift: the place's share of all events over up "
				"to 26 weeks against the share before."));
	text_add_line(lines, "%s",
		      _("R▲: by chance once in ten years or more, in five where it stood out "
			"before. U▲: worth a glance, once in five weeks or more. The manual "
			"osg-analysis(7) has the formulas."));
}

static void run_method(struct ui *ui, const char *argument UNUSED)
{
	const struct hotspots_screen *self = ui_self(ui);
	const struct picture_hotspot *h = selected(ui);
	GArray *said = paragraphs_of(ui, h);
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *title = words_hotspot_title(h),
			*remark = words_hotspot_remark(&self->found->basis);

	for (guint i = 0; i < said->len; i++)
		g_ptr_array_add(lines, g_strdup(g_array_index(said, struct paragraph, i).text));
	g_array_unref(said);
	g_ptr_array_add(lines, g_strdup(""));
	add_method(lines, h);
	if (remark)
		g_ptr_array_add(lines, g_steal_pointer(&remark));
	text_viewer_open(ui, title, lines);
}

/* Takes the number: the selection may move while it is typed. */
static gboolean dismissed(struct ui *ui, const char *reason, gpointer number, GError **error)
{
	if (!app_hotspot_dismiss(ui_session(ui), GPOINTER_TO_INT(number), reason, error))
		return FALSE;
	ui_reload(ui);
	ui_message(ui, MESSAGE_UNDOABLE, "%s", _("The hotspot is dismissed"));
	return TRUE;
}

static void run_dismiss(struct ui *ui, const char *argument)
{
	const struct prompt prompt = {.title = _("Why it is dismissed"),
				      .initial = argument,
				      .hint = _("roadworks, over in week 42"),
				      .done = dismissed,
				      .data = GINT_TO_POINTER(selected(ui)->number)};

	prompt_open(ui, &prompt);
}

static void leader_chosen(struct ui *ui, guint line, gpointer number)
{
	g_autoptr(GPtrArray) all = app_members(ui_session(ui));
	const struct organisation *leader = all->pdata[line];
	g_autoptr(GError) error = NULL;

	if (!app_focus_group_start(ui_session(ui), session_week(ui_session(ui)),
				   GPOINTER_TO_INT(number), NULL, leader->record.key, &error)) {
		ui_fail(ui, g_steal_pointer(&error));
		return;
	}
	ui_reload(ui);
	ui_message(ui, MESSAGE_UNDOABLE,
		   _("A focus group is started, led by %s · {groups} shows it"), leader->code);
}

static void run_group(struct ui *ui, const char *argument UNUSED)
{
	g_autoptr(GPtrArray) all = app_members(ui_session(ui));
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < all->len; i++) {
		const struct organisation *o = all->pdata[i];

		text_add_line(lines, "%s  %s", o->code, o->name);
	}
	choice_open(ui, _("Who leads the focus group"), lines, 0, leader_chosen,
		    GINT_TO_POINTER(selected(ui)->number), NULL);
}

static void run_again(struct ui *ui, const char *argument UNUSED)
{
	g_autofree char *key = ui_hotspots_key(ui);

	ui_forget(ui, key);
	ui_reload(ui);
}

static void hotspots_enter(struct ui *ui, gpointer data)
{
	struct hotspots_screen *self = data;

	if (selected(ui) && !self->told)
		run_method(ui, NULL);
	else if (selected(ui))
		run_observations(ui, NULL);
	else
		run_again(ui, NULL);
}

static const struct command commands[] = {
	{"hotspots.observations", N_("Its observations"),
	 N_("Shows the observations behind the selected hotspot."), NULL, 0, run_observations,
	 no_row},
	{"hotspots.tried", N_("Tried here before"),
	 N_("Shows the measures that were taken there before, and whether they helped."), NULL, 0,
	 run_tried, no_row},
	{"hotspots.group", N_("Start a focus group"),
	 N_("Starts a focus group for the selected hotspot, with its evidence, and asks who leads "
	    "it."),
	 NULL,
	 /* asks first; session_may refuses where nothing may be written */ 0, run_group, no_group,
	 NEEDS(ACTION_FOCUS_GROUP_START)},
	{"hotspots.dismiss", N_("Dismiss"), N_("Lets the selected hotspot go, with the reason."),
	 N_("Why"), COMMAND_WRITES, run_dismiss, no_row, NEEDS(ACTION_HOTSPOT_DISMISS)},
	{"hotspots.method", N_("Method"),
	 N_("Everything about the selected hotspot, and how it was found."), NULL, 0, run_method,
	 no_row},
	{"hotspots.recording", N_("Changed recording"),
	 N_("Writes down that an organisation has begun to report more, so that what is usual is "
	    "learnt anew."),
	 NULL, COMMAND_WRITES, picture_run_recording, picture_no_recording, NEEDS(ACTION_SETUP)},
	{"hotspots.again", N_("Look again"), N_("Searches again after a search was stopped."), NULL,
	 0, run_again, NULL},
	{NULL},
};

const struct screen_ops screen_hotspots = {
	.id = "hotspots",
	.title = N_("Hotspots"),
	.digit = '5',
	.commands = commands,
	.open = hotspots_open,
	.load = hotspots_load,
	.draw = hotspots_draw,
	.list = hotspots_list,
	.sentence = sentence,
	.charts = charts,
	.enter = hotspots_enter,
	.back = back,
	.close = hotspots_close,
};
