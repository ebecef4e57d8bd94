/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Observations: the list with its filter line and the details of the selected one. Holds compact
 * rows only; texts are asked for when they are visible. What may be done with an observation is
 * decided in session. */
#include "config.h"

#include "screens/observation_filter.h"
#include "screens/observation_lines.h"
#include "screens/observation_rows.h"
#include "screens/screens.h"
#include "osg/filter.h"

#define DETAIL_ROWS 5

struct observations {
	struct session *session;
	struct observation_rows rows;
	char *filter, *opened_with;
	char *counted;      /* "2 of 156", of the row one rests on */
	gint64 detailed;    /* key the details are of */
	GPtrArray *details; /* lines */
};

/* details */

static void find_details(struct ui *ui, struct observations *self)
{
	gint64 key = list_selected_identity(self->rows.list);
	struct observation *o;

	if (self->details && (key == self->detailed || !ui_rests(ui)))
		return;
	g_clear_pointer(&self->details, g_ptr_array_unref);
	self->detailed = key;
	o = key ? app_observation(self->session, key, NULL) : NULL;
	if (o)
		self->details = observation_lines(ui, o);
	record_free(o);
}

static void draw_details(struct ui *ui, struct observations *self, struct surface *s,
			 struct rectangle r)
{
	int y = r.y;

	find_details(ui, self);
	for (guint i = 0; self->details && i < self->details->len && y < r.y + r.height; i++) {
		struct rectangle rest = {r.x, y, r.width, r.y + r.height - y};

		y += surface_wrapped(s, rest, i == 0 ? STYLE_STRONG : STYLE_TEXT,
				     self->details->pdata[i], 0);
	}
}

static char *sentence(struct ui *ui, gpointer data)
{
	struct observations *self = data;
	GString *out = g_string_new(NULL);

	find_details(ui, self);
	for (guint i = 0; self->details && i < self->details->len; i++)
		g_string_append_printf(out, "%s%s", i ? "\n" : "", (char *)self->details->pdata[i]);
	return g_string_free(out, FALSE);
}

static void enter(struct ui *ui, gpointer data)
{
	const struct observations *self = data;

	observation_view(ui, list_selected_identity(self->rows.list));
}

/* the screen */

static gpointer observations_open(struct ui *ui, const char *argument)
{
	struct observations *self = g_new0(struct observations, 1);

	self->session = ui_session(ui);
	self->filter = g_strdup(argument ? argument : "");
	self->opened_with = g_strdup(self->filter);
	observation_rows_init(&self->rows, self->session);
	return self;
}

static void observations_close(gpointer data)
{
	struct observations *self = data;

	observation_rows_clear(&self->rows);
	g_clear_pointer(&self->details, g_ptr_array_unref);
	g_free(self->filter);
	g_free(self->opened_with);
	g_free(self->counted);
	g_free(self);
}

static gboolean show(struct observations *self, struct listing *take_listing)
{
	if (!take_listing)
		return FALSE;
	g_clear_pointer(&self->details, g_ptr_array_unref);
	observation_rows_show(&self->rows, take_listing);
	return TRUE;
}

static gboolean observations_load(struct ui *ui, gpointer data, GError **error)
{
	struct observations *self = data;

	int week = session_week(ui_session(ui));

	return show(self, app_list(self->session, self->filter, week, week, OBSERVATION_ROWS_MOST,
				   error));
}

static char *counts(const struct observations *self)
{
	g_autofree char *position = list_position_text(self->rows.list);
	GString *out = g_string_new(position);

	if (list_marked(self->rows.list))
		g_string_append_printf(
			out, ngettext(" · %u marked", " · %u marked", list_marked(self->rows.list)),
			list_marked(self->rows.list));
	if (self->rows.listing && self->rows.listing->total > self->rows.listing->rows->len) {
		g_autofree char *total = text_number(self->rows.listing->total);

		g_string_append_printf(out, _(" · the newest of %s"), total);
	}
	return g_string_free(out, FALSE);
}

static void draw_filter(const struct ui *ui, struct observations *self, struct surface *s, int y)
{
	g_autofree char *narrowed = list_narrowing(self->rows.list);
	const char *right;
	int at, x = 1;

	if (!self->counted || ui_rests(ui)) {
		g_free(self->counted);
		self->counted = counts(self);
	}
	right = self->counted;
	at = MAX(s->width - text_width(right) - 1, 1);
	if (*self->filter)
		x += surface_text(s, x, y, at - x - 2, STYLE_STRONG, self->filter) + 2;
	if (narrowed)
		x += surface_text(s, x, y, at - x - 2, STYLE_MATCH, narrowed) + 2;
	if (*list_search_text(self->rows.list) && !observation_rows_search_texts(&self->rows)) {
		g_autofree char *key = command_keys("observations.filter");

		surface_printf(s, x, y, at - x - 2, STYLE_TEXT, _("%s searches the texts too"),
			       key);
	}
	if (x == 1) {
		g_autofree char *all =
			command_sentence(_("all of the week; {observations.filter} filters"));

		surface_text(s, x, y, at - x - 2, STYLE_TEXT, all);
	}
	surface_text(s, at, y, s->width - at, STYLE_TEXT, right);
}

static void draw_nothing(struct ui *ui, struct observations *self, struct surface *s,
			 struct rectangle r)
{
	g_autofree char *sentence = NULL;
	int year, number;

	week_to_iso(session_week(self->session), &year, &number);
	if (list_is_narrowed(self->rows.list))
		sentence = g_strdup(_("No row has these words. {screen.back} shows all again."));
	else if (*self->filter) {
		g_autofree char *slip = observation_filter_slip(self->session, self->filter);

		sentence = g_strconcat(_("No observation passes the filter. {observations.filter} "
					 "changes it, {screen.back} goes back."),
				       slip ? " " : NULL, slip, NULL);
	} else
		sentence = g_strdup_printf(_("No observations in week %d yet. {entry.open} adds "
					     "one, {import.open} reads a file."),
					   number);
	ui_draw_empty(ui, s, r, sentence);
}

static void observations_draw(struct ui *ui, gpointer data, struct surface *s,
			      struct rectangle body)
{
	struct observations *self = data;
	struct rectangle detail;

	draw_filter(ui, self, s, body.y);
	body.y++;
	body.height--;
	detail = ui_split(&body, DETAIL_ROWS);
	list_draw(self->rows.list, s, body);
	if (list_shown(self->rows.list) == 0) {
		draw_nothing(ui, self, s, body);
		return;
	}
	if (detail.height == 0)
		return;
	if (detail.y > body.y && !ui_plain(ui))
		surface_rule(s, 0, detail.y - 1, s->width);
	draw_details(ui, self, s, detail);
}

static struct list *observations_list(gpointer data)
{
	return ((struct observations *)data)->rows.list;
}

/* what can be done */

static gboolean set_filter(struct ui *ui, const char *text, gpointer data UNUSED, GError **error)
{
	struct observations *self = ui_self(ui);
	int week = session_week(self->session);
	struct listing *listing =
		app_list(self->session, text, week, week, OBSERVATION_ROWS_MOST, error);

	if (!listing)
		return FALSE;
	g_free(self->filter);
	self->filter = g_strdup(text);
	return show(self, listing);
}

static gboolean back(struct ui *ui, gpointer data)
{
	struct observations *self = data;

	if (list_marked(self->rows.list))
		list_clear_marks(self->rows.list);
	else if (list_is_narrowed(self->rows.list))
		list_show_all(self->rows.list);
	else if (strcmp(self->filter, self->opened_with) != 0)
		set_filter(ui, self->opened_with, NULL, NULL);
	else
		return FALSE;
	return TRUE;
}

static void run_filter(struct ui *ui, const char *argument)
{
	struct observations *self = ui_self(ui);
	const struct prompt prompt = {.title = _("Filter"),
				      .initial = self->filter,
				      .hint = _("flemingsberg brand|skadegörelse v40 -klotter"),
				      .help = observation_filter_help,
				      .complete = observation_filter_complete,
				      .done = set_filter};
	GError *error = NULL;

	if (!argument)
		prompt_open(ui, &prompt);
	else if (!set_filter(ui, argument, NULL, &error))
		ui_fail(ui, error);
}

/* Why an action may not be taken on the selected row, NULL = it may. */
static char *may_selected(struct ui *ui, enum action action, int row)
{
	const struct observations *self = ui_self(ui);
	g_autoptr(GError) error = NULL;

	return session_may_for(ui_session(ui), action,
			       observation_rows_at(&self->rows, row)->organisation, &error)
		       ? NULL
		       : g_strdup(error->message);
}

/* Somebody thinks that the selected one is the same event as another: linking says yes. */
static gboolean is_proposed(const struct observations *self)
{
	int row = list_selected(self->rows.list);

	return row >= 0 && !list_marked(self->rows.list) &&
	       observation_rows_at(&self->rows, row)->proposed;
}

static char *no_link(struct ui *ui)
{
	struct observations *self = ui_self(ui);

	if (list_marked(self->rows.list) < 2 && !is_proposed(self))
		return g_strdup(
			_("Mark the observations that are the same event with {list.mark} first."));
	return NULL;
}

/* Of the group that it is in: those that were linked with the marked ones before count, too. */
static guint group_size(const struct observations *self, gint64 key)
{
	struct observation *o = app_observation(self->session, key, NULL);
	g_autoptr(GPtrArray) members = o ? app_linked(self->session, o, NULL) : NULL;

	record_free(o);
	return members ? members->len : 0;
}

static void run_link(struct ui *ui, const char *argument UNUSED)
{
	struct observations *self = ui_self(ui);
	g_autoptr(GArray) keys = list_chosen(self->rows.list);
	GError *error = NULL;

	if (!app_observations_link(self->session, (gint64 *)keys->data, keys->len, &error)) {
		ui_fail(ui, error);
		return;
	}
	guint linked = group_size(self, g_array_index(keys, gint64, 0));
	list_clear_marks(self->rows.list);
	ui_reload(ui);
	ui_message(
		ui, MESSAGE_UNDOABLE,
		ngettext("%u observation linked", "%u observations linked, counted once", linked),
		linked);
}

static gboolean any_linked(const struct observations *self)
{
	g_autoptr(GArray) keys = list_chosen(self->rows.list);

	for (int row = 0; row < (int)observation_rows_count(&self->rows); row++) {
		const struct observation_row *o = observation_rows_at(&self->rows, row);

		for (guint k = 0; k < keys->len && (o->report_group || o->proposed); k++)
			if (o->key == g_array_index(keys, gint64, k))
				return TRUE;
	}
	return FALSE;
}

static char *no_unlink(struct ui *ui)
{
	return any_linked(ui_self(ui)) ? NULL : g_strdup(_("This observation is not linked."));
}

static void run_unlink(struct ui *ui, const char *argument UNUSED)
{
	struct observations *self = ui_self(ui);
	g_autoptr(GArray) keys = list_chosen(self->rows.list);
	GError *error = NULL;

	if (!app_observations_unlink(self->session, (gint64 *)keys->data, keys->len, &error)) {
		ui_fail(ui, error);
		return;
	}
	list_clear_marks(self->rows.list);
	ui_reload(ui);
	ui_message(ui, MESSAGE_UNDOABLE,
		   ngettext("%u observation unlinked", "%u observations unlinked", keys->len),
		   keys->len);
}

static gboolean place(struct ui *ui, const char *text, gpointer data, GError **error)
{
	struct observations *self = ui_self(ui);
	const GArray *keys = data;
	const struct place *found = registry_find_place(session_registry(self->session), text);
	const struct area *area =
		found ? NULL : registry_find_area(session_registry(self->session), text);

	if (!found && !area) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("“%s” is no place and no area in the register; choose one "
			      "that is."),
			    text);
		return FALSE;
	}
	if (!app_observations_place(self->session, (gint64 *)keys->data, keys->len,
				    found ? found->record.key : 0, area ? area->record.key : 0,
				    error))
		return FALSE;
	list_clear_marks(self->rows.list);
	ui_reload(ui);
	ui_message(ui, MESSAGE_UNDOABLE, _("%u placed: %s"), keys->len,
		   found ? found->name : area->name);
	return TRUE;
}

static char *no_place(struct ui *ui)
{
	struct observations *self = ui_self(ui);
	int row = list_selected(self->rows.list);

	return row < 0 ? g_strdup(_("There is no row to place."))
		       : may_selected(ui, ACTION_OBSERVATION_CHANGE, row);
}

static void run_place(struct ui *ui, const char *argument)
{
	struct observations *self = ui_self(ui);
	GArray *keys = list_chosen(self->rows.list);
	const struct prompt prompt = {.title = _("Place"),
				      .initial = argument,
				      .hint = _("a place or an area of the register"),
				      .complete = complete_place,
				      .done = place,
				      .data = keys,
				      .free_data = (GDestroyNotify)g_array_unref};

	prompt_open(ui, &prompt);
}

static gboolean withdraw(struct ui *ui, const char *reason, gpointer data, GError **error)
{
	struct observations *self = ui_self(ui);
	const GArray *keys = data;

	if (!*reason) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("Say why, for example: entered twice."));
		return FALSE;
	}
	if (!app_observations_withdraw(self->session, (gint64 *)keys->data, keys->len, reason,
				       error))
		return FALSE;
	list_clear_marks(self->rows.list);
	ui_reload(ui);
	ui_message(ui, MESSAGE_UNDOABLE,
		   ngettext("%u observation withdrawn", "%u observations withdrawn", keys->len),
		   keys->len);
	return TRUE;
}

static void run_change(struct ui *ui, const char *argument UNUSED)
{
	struct observations *self = ui_self(ui);
	guint marked = list_marked(self->rows.list);
	g_autofree char *key =
		g_strdup_printf("%" G_GINT64_FORMAT, list_selected_identity(self->rows.list));

	ui_open(ui, "entry", key);
	if (marked) /* they wait for what is done to many at once */
		ui_message(ui, MESSAGE_HINT,
			   ngettext("Only the selected one is changed; %u is marked.",
				    "Only the selected one is changed; %u are marked.", marked),
			   marked);
}

static char *no_change(struct ui *ui)
{
	struct observations *self = ui_self(ui);
	int row = list_selected(self->rows.list);

	return row < 0 ? g_strdup(_("There is no row to change."))
		       : may_selected(ui, ACTION_OBSERVATION_CHANGE, row);
}

static char *no_withdraw(struct ui *ui)
{
	struct observations *self = ui_self(ui);
	int row = list_selected(self->rows.list);

	if (row < 0)
		return g_strdup(_("There is no row to withdraw."));
	if (!list_marked(self->rows.list) && observation_rows_at(&self->rows, row)->withdrawn)
		return g_strdup(_("This observation is withdrawn already."));
	return may_selected(ui, ACTION_OBSERVATION_WITHDRAW, row);
}

static void run_withdraw(struct ui *ui, const char *argument)
{
	struct observations *self = ui_self(ui);
	GArray *keys = list_chosen(self->rows.list);
	g_autofree char *title =
		g_strdup_printf(ngettext("Withdraw %u observation, why",
					 "Withdraw %u observations, why", keys->len),
				keys->len);
	const struct prompt prompt = {.title = title,
				      .initial = argument,
				      .hint = _("entered twice"),
				      .done = withdraw,
				      .data = keys,
				      .free_data = (GDestroyNotify)g_array_unref};

	prompt_open(ui, &prompt);
}

/* What was tried at the place of the selected observation, or in its area. */
static void run_tried(struct ui *ui, const char *argument UNUSED)
{
	const struct observations *self = ui_self(ui);
	const struct registry *v = session_registry(ui_session(ui));
	const struct observation_row *o =
		observation_rows_at(&self->rows, list_selected(self->rows.list));
	const struct place *place = registry_place(v, o->place);
	const struct area *area = registry_area(v, o->area);

	ui_open(ui, "measures", place ? place->name : area ? area->name : "");
}

static char *no_row(struct ui *ui)
{
	return list_selected(((struct observations *)ui_self(ui))->rows.list) < 0
		       ? g_strdup(_("There is no row selected."))
		       : NULL;
}

static const struct command commands[] = {
	{"observations.tried", N_("Tried here before"),
	 N_("Shows the measures that were taken there before, and whether they helped."), NULL, 0,
	 run_tried, no_row},
	{"observations.filter", N_("Filter"),
	 N_("Shows only what passes a line of words: places, areas, categories, organisations, "
	    "weeks."),
	 N_("Filter"), 0, run_filter, NULL},
	{"observations.link", N_("Link as one event"),
	 N_("Says that the marked observations are the same event; they count once."), NULL,
	 COMMAND_WRITES, run_link, no_link, NEEDS(ACTION_OBSERVATION_LINK)},
	{"observations.unlink", N_("Break the link"),
	 N_("Says that the selected or marked observations are events of their own."), NULL,
	 COMMAND_WRITES | COMMAND_ROW, run_unlink, no_unlink, NEEDS(ACTION_OBSERVATION_LINK)},
	{"observations.change", N_("Change"), N_("Opens the selected observation in the form."),
	 NULL, COMMAND_WRITES, run_change, no_change},
	{"observations.place", N_("Place it"),
	 N_("Says where the selected or marked observations were, for those that are only told in "
	    "words (filter “unplaced”)."),
	 N_("Place"), COMMAND_WRITES, run_place, no_place},
	{"observations.withdraw", N_("Withdraw"),
	 N_("Takes the selected or marked observations out of every count, with a reason."),
	 N_("Reason"), COMMAND_WRITES, run_withdraw, no_withdraw},
	{NULL},
};

static char *passed(struct ui *ui UNUSED, gpointer data, gboolean *weeks)
{
	struct observations *self = data;
	g_autoptr(Filter) filter = observation_filter_parse(self->session, self->filter);

	*weeks = filter && filter->says_week;
	return *self->filter ? g_strdup(self->filter) : NULL;
}

const struct screen_ops screen_observations = {
	.id = "observations",
	.title = N_("Observations"),
	.digit = '3',
	.commands = commands,
	.open = observations_open,
	.load = observations_load,
	.draw = observations_draw,
	.list = observations_list,
	.enter = enter,
	.sentence = sentence,
	.back = back,
	.passed = passed,
	.close = observations_close,
};
