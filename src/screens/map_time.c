/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which weeks the map shows: how many at a time, one after the other as they passed by, and beside
 * others. */
#include "config.h"

#include "screens/map_screen.h"

enum {
	PLAYED = 12,     /* stretches of time that pass by */
	A_FRAME = 700,   /* milliseconds that each is shown */
	A_YEAR = 52,     /* weeks back to the same week, so that holidays and weekdays agree */
	LOOK_AGAIN = 100 /* milliseconds, when the next is still being worked out */
};

int map_last_week(const struct map_screen *self)
{
	return session_week(self->session) - self->back;
}

int map_other_week(const struct map_screen *self)
{
	int last = map_last_week(self);

	return self->compare == COMPARE_BEFORE ? last - map_span_weeks(self->span)
	       : self->compare == COMPARE_YEAR ? last - A_YEAR
	       : self->compare == COMPARE_WEEK ? self->chosen_week
					       : WEEK_NONE;
}

/* The layers that make sense: beside another stretch the change from it, else from the two before.
 */
static void keep_layer_sensible(struct map_screen *self)
{
	gboolean compares = self->compare != COMPARE_NOTHING;

	if ((self->layer == LAYER_OTHER && !compares) ||
	    ((self->layer == LAYER_BEFORE || self->layer == LAYER_YEAR) && compares))
		self->layer = LAYER_COUNTS;
}

void map_run_span(struct ui *ui, const char *argument UNUSED)
{
	struct map_screen *self = ui_self(ui);

	self->span = (self->span + 1) % SPANS;
	map_show(ui);
}

/* playing */

static void stop(struct map_screen *self)
{
	self->playing = FALSE;
	self->back = 0;
}

void map_time_tick(struct ui *ui, gpointer data)
{
	struct map_screen *self = data;

	if (!self->playing)
		return;
	if (ui_self(ui) != data) { /* another screen lies over it, or it is left */
		stop(self);
		return;
	}
	if (!self->layers) { /* each is seen, however long it takes */
		ui_plan(ui, LOOK_AGAIN);
		map_show(ui);
		return;
	}
	self->back -= map_span_weeks(self->span);
	if (self->back <= 0)
		stop(self);
	else
		ui_plan(ui, A_FRAME);
	map_show(ui);
}

/* A year at a time is a week's step: it moves smoothly. */
void map_run_play(struct ui *ui, const char *argument UNUSED)
{
	struct map_screen *self = ui_self(ui);

	if (self->playing) {
		stop(self);
	} else {
		self->span = self->span == SPAN_YEAR ? SPAN_FOUR_WEEKS : self->span;
		self->playing = TRUE;
		self->back = PLAYED * map_span_weeks(self->span);
		ui_plan(ui, A_FRAME);
	}
	map_show(ui);
}

/* beside others */

static void compare(struct ui *ui, enum map_compare with)
{
	struct map_screen *self = ui_self(ui);

	self->compare = with;
	keep_layer_sensible(self);
	map_show(ui);
}

void map_run_compare(struct ui *ui, const char *argument UNUSED)
{
	const struct map_screen *self = ui_self(ui);
	enum map_compare next = (self->compare + 1) % COMPARE_WEEK;

	/* a year's weeks right before are the year before's */
	if (next == COMPARE_YEAR && self->span == SPAN_YEAR)
		next = COMPARE_NOTHING;
	compare(ui, self->compare == COMPARE_WEEK ? COMPARE_NOTHING : next);
}

static gboolean chosen(struct ui *ui, const char *text, gpointer data UNUSED, GError **error)
{
	struct map_screen *self = ui_self(ui);
	int day = time_day(session_now(self->session)), week;

	week = week_parse(text, day, session_week(self->session));
	if (week == WEEK_NONE) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("“%s” is no week. Write it as 40, v40, 2024-W40 or -1."), text);
		return FALSE;
	}
	self->chosen_week = week;
	compare(ui, COMPARE_WEEK);
	return TRUE;
}

void map_run_choose(struct ui *ui, const char *argument)
{
	const struct prompt prompt = {
		.title = _("Week to compare with"), .hint = _("40, 2024-W40, -1"), .done = chosen};
	g_autoptr(GError) error = NULL;

	if (!argument)
		prompt_open(ui, &prompt);
	else if (!chosen(ui, argument, NULL, &error))
		ui_fail(ui, g_steal_pointer(&error));
}
