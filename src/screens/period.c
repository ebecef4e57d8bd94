/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A month, a quarter, a year or any stretch of days: how many events, week by week, and each
 * category and area beside the same period a year before. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "screens/screens.h"
#include "osg/report.h"
#include "osg/words.h"
#include "ui/drawing_cells.h"

enum { WHOLE_ROWS = 3, CHART_ROWS = 5 };

struct period_screen {
	struct list_view view;
	struct period period;
	const struct picture *picture; /* borrowed until the next load; NULL = not there */
};

/* columns */

static void extract_mark(gpointer self, guint row, GString *out)
{
	g_string_append(out, words_line_mark(list_row(self, row)));
}

static enum style mark_style(gpointer self, guint row)
{
	int direction = ((const struct picture_line *)list_row(self, row))->direction;

	return direction > 0 ? STYLE_FLAG : direction < 0 ? STYLE_GOOD : STYLE_TEXT;
}

static void extract_area(gpointer self, guint row, GString *out)
{
	const struct picture_line *line = list_row(self, row);

	g_string_append(out, line->area ? line->area : _("municipality"));
}

static void extract_what(gpointer self, guint row, GString *out)
{
	g_autofree char *what = words_line_what(list_row(self, row));

	g_string_append(out, what);
}

static void extract_now(gpointer self, guint row, GString *out)
{
	g_autofree char *now = words_line_now(list_row(self, row));

	g_string_append(out, now);
}

static int compare_now(gpointer self, guint a, guint b)
{
	return ((const struct picture_line *)list_row(self, b))->now -
	       ((const struct picture_line *)list_row(self, a))->now;
}

static void extract_before(gpointer data, guint row, GString *out)
{
	const struct period_screen *self = data;
	const struct picture_line *line = list_row(data, row);
	g_autofree char *before =
		self->picture->compared ? text_number(line->before) : g_strdup("–");

	g_string_append(out, before);
}

static void extract_range(gpointer self, guint row, GString *out)
{
	const struct picture_line *line = list_row(self, row);
	g_autofree char *range =
		isnan(line->lower) ? g_strdup("–") : words_range(line->lower, line->upper);

	g_string_append(out, range);
}

static const struct list_column columns[] = {
	{"mark", "", 2, 0, 0, TEXT_LEFT, extract_mark, NULL, .style = mark_style},
	{"area", N_("Area"), 11, 1, 0, TEXT_LEFT, extract_area, NULL},
	{"what", N_("What"), 11, 1, 0, TEXT_LEFT, extract_what, NULL},
	{"now", N_("Now"), 4, 0, 0, TEXT_RIGHT, extract_now, compare_now},
	{"before", N_("A year before"), 5, 0, 1, TEXT_RIGHT, extract_before, NULL},
	{"range", N_("No change"), 7, 0, 2, TEXT_RIGHT, extract_range, NULL},
	{NULL},
};

/* reading */

static gpointer compile(struct task *task UNUSED, struct session *session, gpointer period,
			GError **error)
{
	return app_picture(session, *(const struct period *)period, 0, error);
}

static char *key_of(const struct period_screen *self)
{
	g_autofree char *name = period_format(self->period);

	return g_strconcat("period ", name, NULL);
}

static GPtrArray *rows(struct ui *ui, gpointer data, GError **error)
{
	struct period_screen *self = data;
	g_autofree char *key = key_of(self);
	const struct request request = {.key = key,
					.priority = PRIORITY_SHOWN,
					.work = compile,
					.free_result = (GDestroyNotify)picture_free,
					.data = g_memdup2(&self->period, sizeof self->period),
					.free_data = g_free};
	GPtrArray *lines = NULL;

	self->picture = ui_want(ui, &request, error);
	if (!self->picture)
		return NULL;
	lines = g_ptr_array_new();
	for (guint i = 0; i < self->picture->breakdown->len; i++)
		g_ptr_array_add(lines, self->picture->breakdown->pdata[i]);
	return lines;
}

static gint64 identity(gconstpointer row)
{
	const struct picture_line *line = row;

	return ((gint64)g_str_hash(line->category) << 31 ^ line->area_key << 1) | 1;
}

static GPtrArray *details(gpointer data, gconstpointer row)
{
	const struct period_screen *self = data;
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(lines, words_line_what(row));
	g_ptr_array_add(lines, words_line_sentence(self->picture, row));
	g_ptr_array_add(lines, words_basis(self->picture));
	return lines;
}

static const struct list_screen list = {
	.size = sizeof(struct period_screen),
	.columns = columns,
	.rows = rows,
	.identity = identity,
	.details = details,
	.detail_rows = 4,
	.empty = N_("There are no events. {period.open} shows another period."),
};

/* The period that is named, else the month of the week that is shown. */
static gpointer period_open(struct ui *ui, const char *argument)
{
	struct period_screen *self = list_screen_open(ui, &list);
	int week = session_week(ui_session(ui)), today = week_monday(week) + 3;
	g_autofree char *date = day_format_iso(today);
	g_autofree char *month = g_strndup(date, strlen("2024-09"));

	if (!argument || !period_parse(argument, today, week, &self->period, NULL))
		period_parse(month, today, week, &self->period, NULL);
	return self;
}

/* drawing */

static void draw_weeks(const struct picture *picture, struct surface *s, struct rectangle r)
{
	g_autofree int *values = g_new(int, picture->weekly->len + 1);
	const struct chart chart = report_weeks_chart(picture, values);

	drawing_columns(s, r, &chart);
}

static void period_draw(struct ui *ui, gpointer data, struct surface *s, struct rectangle body)
{
	struct period_screen *self = data;
	const struct picture *picture = self->picture;
	g_autofree char *key = key_of(self), *name = words_period(self->period),
			*title = words_capital(name);

	surface_text(s, body.x + 1, body.y, body.width - 2, STYLE_STRONG, title);
	body.y++;
	body.height--;
	if (!picture) {
		ui_draw_empty(ui, s, body,
			      ui_is_coming(ui, key)
				      ? _("The period is being compiled …")
				      : _("The period could not be compiled. {messages.open} shows "
					  "why, {period.open} another one."));
		return;
	}
	g_autofree char *whole = words_whole(picture);
	int rows = surface_wrapped(s,
				   (struct rectangle){body.x + 1, body.y, body.width - 2,
						      MIN(WHOLE_ROWS, body.height)},
				   STYLE_TEXT, whole, 0);
	body.y += rows;
	body.height -= rows;
	if (body.height >= CHART_ROWS * 3 && picture->weekly->len > 1 && !ui_plain(ui)) {
		draw_weeks(picture, s,
			   (struct rectangle){body.x + 1, body.y, body.width - 2, CHART_ROWS});
		body.y += CHART_ROWS;
		body.height -= CHART_ROWS;
	}
	list_screen_draw(ui, self, s, body);
}

static GPtrArray *charts(struct ui *ui, gpointer data, GError **error)
{
	const struct period_screen *self = data;

	return self->picture ? report_picture_charts(ui_session(ui), self->picture, NULL, error)
			     : NULL;
}

/* what can be done */

static void step(struct ui *ui, int steps)
{
	struct period_screen *self = ui_self(ui);
	GError *error = NULL;

	self->period = period_step(self->period, steps);
	if (!list_screen_load(ui, self, &error))
		ui_fail(ui, error);
}

static void run_earlier(struct ui *ui, const char *argument UNUSED)
{
	step(ui, -1);
}

static void run_later(struct ui *ui, const char *argument UNUSED)
{
	step(ui, 1);
}

static char *no_later(struct ui *ui)
{
	const struct period_screen *self = ui_self(ui);
	int today = time_day(session_now(ui_session(ui)));

	return self->period.last < today - 1
		       ? NULL
		       : g_strdup(_("What comes after lies ahead: nothing can be compiled of it."));
}

static void run_observations(struct ui *ui, const char *argument UNUSED)
{
	const struct period_screen *self = ui_self(ui);
	const struct picture_line *line = list_row_selected(ui_self(ui));
	gboolean english = session_english(ui_session(ui));
	g_autofree char *period = period_format(self->period);
	g_autofree char *area = line->area ? filter_for("area", line->area, english) : g_strdup("");
	g_autofree char *filter = g_strjoin(
		" ", period, g_str_equal(line->category, "*") ? "" : line->category, area, NULL);

	ui_open(ui, "observations", filter);
}

static const struct command commands[] = {
	{"period.observations", N_("Its observations"),
	 N_("Shows the observations behind the selected row."), NULL, COMMAND_LIST,
	 run_observations, list_screen_no_row},
	{"period.earlier", N_("The period before"),
	 N_("Shows the month, the quarter, the year or as many days before."), NULL, 0, run_earlier,
	 NULL},
	{"period.later", N_("The period after"),
	 N_("Shows the month, the quarter, the year or as many days after."), NULL, 0, run_later,
	 no_later},
	{NULL},
};

const struct screen_ops screen_period = {
	.id = "period",
	.title = N_("Period"),
	.commands = commands,
	.rows = &list,
	.open = period_open,
	.draw = period_draw,
	.charts = charts,
};
