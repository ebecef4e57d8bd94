/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The meeting, from the roll call to the read-back: the agenda to the left, the item at hand to the
 * right. The seat that leads turns the pages; every other one follows, and may look elsewhere
 * meanwhile. */
#include "config.h"

#include "screens/meeting_rows.h"
#include "screens/screens.h"

#include "osg/app_programme.h"
#include "osg/week.h"
#include "osg/words.h"

#include <string.h>

struct meeting_screen *meeting_of(struct ui *ui)
{
	return ui_self(ui);
}

/* reading */

static gpointer meeting_open(struct ui *ui, const char *argument UNUSED)
{
	struct meeting_screen *self = g_new0(struct meeting_screen, 1);

	self->ui = ui;
	self->session = ui_session(ui);
	self->rows = g_ptr_array_new_with_free_func(meeting_row_free);
	self->selected = -1;
	edit_init(&self->edit, "", TRUE);
	return self;
}

static void meeting_close(gpointer data)
{
	struct meeting_screen *self = data;

	g_ptr_array_unref(self->rows);
	g_clear_pointer(&self->matters, g_ptr_array_unref);
	g_clear_pointer(&self->glances, g_ptr_array_unref);
	meeting_whole_free(self->whole);
	edit_clear(&self->edit);
	g_free(self->refused);
	g_free(self->waits);
	g_free(self);
}

static gpointer find_owed(struct task *task UNUSED, struct session *session, gpointer week,
			  GError **error)
{
	return app_meeting_owed(session, GPOINTER_TO_INT(week), error);
}

static const GArray *want_owed(struct meeting_screen *self, int week)
{
	g_autofree char *key = g_strdup_printf("owed %d", week);
	const struct request request = {.key = key,
					.priority = PRIORITY_SHOWN,
					.work = find_owed,
					.free_result = (GDestroyNotify)g_array_unref,
					.data = GINT_TO_POINTER(week)};

	return ui_want(self->ui, &request, NULL);
}

/* What is due until the group meets again, a week on. */
static gpointer find_due(struct task *task UNUSED, struct session *session, gpointer data UNUSED,
			 GError **error)
{
	int today, year, month, day;
	struct programme *p;
	GPtrArray *due;

	today = time_day(session_now(session));
	day_to_civil(today, &year, &month, &day);
	p = app_programme(session,
			  (struct period){day_from_civil(year, 1, 1), day_from_civil(year, 12, 31)},
			  error);
	due = p ? programme_due(p, today + 7) : NULL;
	programme_free(p);
	return due;
}

static const GPtrArray *want_due(struct meeting_screen *self)
{
	const struct request request = {.key = "programme due",
					.priority = PRIORITY_SHOWN,
					.work = find_due,
					.free_result = (GDestroyNotify)g_ptr_array_unref};

	return self->whole->meeting->state == MEETING_CLOSED ? NULL
							     : ui_want(self->ui, &request, NULL);
}

static gboolean leads(struct meeting_screen *self)
{
	const struct meeting *m = self->whole->meeting;

	return m->state == MEETING_OPEN && meeting_leads(self->session, m, NULL) &&
	       session_may(self->session, ACTION_MEETING_LEAD, NULL, NULL);
}

static gboolean meeting_load(struct ui *ui, gpointer data, GError **error)
{
	struct meeting_screen *self = data;
	int week = session_week(self->session);
	gint64 key = app_meeting_of_week(self->session, week, error);
	struct meeting_whole *whole = key ? app_meeting_read(self->session, key, error) : NULL;

	if (!self->whole || !whole || self->whole->meeting->week != whole->meeting->week)
		self->looks_at = 0;
	meeting_whole_free(self->whole);
	g_clear_pointer(&self->matters, g_ptr_array_unref);
	g_clear_pointer(&self->glances, g_ptr_array_unref);
	self->whole = whole;
	self->leads = whole && leads(self);
	self->owed = whole ? want_owed(self, week) : NULL;
	self->due = whole ? want_due(self) : NULL;
	g_clear_pointer(&self->waits, g_free);
	if (!whole || whole->meeting->state == MEETING_PLANNED)
		self->waits = meeting_waits_words(self->session, week, ui_picture(ui));
	if (whole) {
		self->matters =
			app_meeting_matters(self->session, whole, ui_picture(ui), self->owed);
		self->glances = app_meeting_glances(self->session, whole, ui_picture(ui));
	}
	if (self->leads)
		self->looks_at = 0;
	meeting_rows_make(self);
	return whole || !error || !*error;
}

/* refusals */

char *meeting_refuses(struct ui *ui)
{
	struct meeting_screen *self = meeting_of(ui);
	g_autoptr(GError) error = NULL;
	char *refused = ui_may_not(ui, ACTION_MEETING_LEAD);

	if (refused)
		return refused;
	if (!self->whole || self->whole->meeting->state == MEETING_PLANNED)
		return g_strdup(_("The meeting has not begun. {meeting.open} opens it."));
	if (self->whole->meeting->state == MEETING_CLOSED)
		return g_strdup(_("The meeting is closed. {meeting.reopen} opens it again, with a "
				  "reason."));
	return meeting_leads(self->session, self->whole->meeting, &error)
		       ? NULL
		       : g_strdup(error->message);
}

static char *no_meeting(struct ui *ui)
{
	const struct meeting_screen *self = meeting_of(ui);

	return self->whole && self->whole->meeting->state != MEETING_PLANNED
		       ? NULL
		       : g_strdup(_("The meeting has not begun."));
}

static char *no_next(struct ui *ui)
{
	const struct meeting_screen *self = meeting_of(ui);
	const struct agenda_item *item = meeting_shown(self);

	if (item && item->position == (int)self->whole->items->len)
		return g_strdup(self->leads ? _("This is the last point. {meeting.close} fixes the "
						"picture and closes the meeting.")
					    : _("This is the last point."));
	return no_meeting(ui);
}

static char *no_row(struct ui *ui)
{
	return meeting_row_selected(meeting_of(ui)) ? NULL
						    : g_strdup(_("There is no row selected."));
}

gboolean meeting_shows(const struct meeting_screen *self, int kind)
{
	const struct agenda_item *item = meeting_shown(self);

	return item && item->kind == kind;
}

/* turning pages */

static void turn(struct ui *ui, int by)
{
	struct meeting_screen *self = meeting_of(ui);
	const struct agenda_item *item = meeting_shown(self);
	int to = item ? CLAMP(item->position + by, 1, (int)self->whole->items->len) : 0;
	GError *error = NULL;

	if (!item || to == item->position)
		return;
	self->top = 0;
	self->selected = -1;
	if (!self->leads) {
		self->looks_at = to;
		meeting_rows_make(self);
	} else if (app_meeting_turn(self->session, self->whole->meeting->record.key, to, &error)) {
		ui_reload(ui);
	} else {
		ui_fail(ui, error);
	}
}

static void run_next(struct ui *ui, const char *argument UNUSED)
{
	turn(ui, 1);
}

static void run_previous(struct ui *ui, const char *argument UNUSED)
{
	turn(ui, -1);
}

static void run_up(struct ui *ui, const char *argument UNUSED)
{
	meeting_rows_move(meeting_of(ui), -1);
}

static void run_down(struct ui *ui, const char *argument UNUSED)
{
	meeting_rows_move(meeting_of(ui), 1);
}

/* the meeting itself, and what a row is about */

static void begin(struct meeting_screen *self)
{
	GError *error = NULL;

	if (!app_meeting_open(self->session, session_week(self->session), &error))
		ui_fail(self->ui, error);
	else
		ui_reload(self->ui);
}

/* A place that is owed an answer counts more weeks than the meeting's. Owned, "" for that one. */
static char *weeks_counted(const struct meeting_screen *self, const struct meeting_row *row)
{
	const struct matter *m = row->kind == ROW_MATTER ? row->of : NULL;
	int week = session_week(self->session);
	g_autofree char *first = week_format(week - ANSWER_DAYS / 7 + 1), *last = week_format(week);

	return m && (m->kind == MATTER_PLACE || m->kind == MATTER_PLACES)
		       ? g_strdup_printf(" %s-%s", first, last)
		       : g_strdup("");
}

/* "plats:Visättra|plats:Vidja" of the places that stand together in a row. Owned, "" for others. */
static char *places_counted(const struct meeting_screen *self, const struct meeting_row *row)
{
	const struct matter *m = row->kind == ROW_MATTER ? row->of : NULL;
	const GArray *places = !m || m->kind != MATTER_PLACES ? NULL
			       : m->made                      ? m->made->places
							      : m->places;
	GString *out = g_string_new(NULL);

	for (guint i = 0; places && i < places->len; i++) {
		const struct place *place =
			registry_place(session_registry(self->session), refs_at(places, i));
		g_autofree char *word =
			place ? filter_for("place", place->name, session_english(self->session))
			      : NULL;

		if (word)
			g_string_append_printf(out, "%s%s", out->len ? "|" : "", word);
	}
	return g_string_free(out, FALSE);
}

static void run_observations(struct ui *ui, const char *argument UNUSED)
{
	const struct meeting_screen *self = meeting_of(ui);
	const struct meeting_row *row = meeting_row_selected(self);
	const struct registry *v = session_registry(self->session);
	gboolean english = session_english(self->session);
	const struct organisation *o =
		row->kind == ROW_ORGANISATION ? registry_organisation(v, row->key) : NULL;
	const struct place *place = registry_place(v, row->about.place);
	const struct area *area = registry_area(v, row->about.area);
	const struct category *category = registry_category(v, row->about.category);
	g_autofree char *filter = o       ? filter_for("who", o->code, english)
				  : place ? filter_for("place", place->name, english)
				  : area  ? filter_for("area", area->name, english)
					  : places_counted(self, row);
	g_autofree char *weeks = weeks_counted(self, row);
	g_autofree char *all = g_strdup_printf("%s%s%s%s", category ? category->code : "",
					       category ? " " : "", filter, weeks);

	ui_open(ui, "observations", all);
}

static void open_group(struct ui *ui, gint64 key)
{
	g_autofree char *argument = g_strdup_printf("%" G_GINT64_FORMAT, key);

	ui_open(ui, "group", argument);
}

/* The measure that a row is, or that was decided in it; 0 = none. */
static gint64 measure_of(const struct meeting_row *row)
{
	return row->kind == ROW_MEASURE    ? row->key
	       : row->kind == ROW_DECISION ? ((const struct meeting_decision *)row->of)->measure
					   : 0;
}

static void open_measure(struct ui *ui, gint64 key)
{
	g_autofree char *argument = g_strdup_printf("measure:%" G_GINT64_FORMAT, key);

	ui_open(ui, "record", argument);
}

static void run_open(struct ui *ui, const char *argument)
{
	struct meeting_screen *self = meeting_of(ui);
	const struct meeting_row *row = meeting_row_selected(self);

	if (!self->whole || self->whole->meeting->state == MEETING_PLANNED)
		begin(self);
	else if (!row)
		return;
	else if (row->kind == ROW_GROUP)
		open_group(ui, row->key);
	else if (measure_of(row))
		open_measure(ui, measure_of(row));
	else if (row->about.hotspot)
		ui_open(ui, "hotspots", NULL);
	else
		run_observations(ui, argument);
}

static char *no_open(struct ui *ui)
{
	const struct meeting_screen *self = meeting_of(ui);

	if (self->whole && self->whole->meeting->state != MEETING_PLANNED)
		return no_row(ui);
	return ui_may_not(ui, ACTION_MEETING_LEAD);
}

/* agenda, screen, paper */

static gboolean item_added(struct ui *ui, const char *text, gpointer data UNUSED, GError **error)
{
	struct meeting_screen *self = meeting_of(ui);

	if (!app_meeting_add_item(self->session, self->whole->meeting->record.key, text, NULL,
				  error))
		return FALSE;
	ui_reload(ui);
	return TRUE;
}

static void run_item(struct ui *ui, const char *argument)
{
	const struct prompt prompt = {.title = _("A point of your own"),
				      .initial = argument,
				      .hint = _("school start"),
				      .done = item_added};

	prompt_open(ui, &prompt);
}

static void run_hide(struct ui *ui, const char *argument UNUSED)
{
	struct meeting_screen *self = meeting_of(ui);

	self->hidden = !self->hidden;
	meeting_rows_make(self);
	ui_message(ui, MESSAGE_DONE, "%s",
		   self->hidden ? _("Free text is hidden here.") : _("Free text is shown again."));
}

static void run_print(struct ui *ui, const char *argument UNUSED)
{
	ui_open(ui, "print", "minutes");
}

/* clang-format off: one line a command */
static const struct command meeting_commands[] = {
	{"meeting.next", N_("Next point"), N_("Turns to the next point of the agenda."), NULL,
	 COMMAND_MOVE, run_next, no_next},
	{"meeting.previous", N_("Point before"), N_("Turns back to the point before."), NULL,
	 COMMAND_MOVE, run_previous, no_meeting},
	{"meeting.up", N_("Up"), N_("To the row above."), NULL, COMMAND_MOVE, run_up, NULL},
	{"meeting.down", N_("Down"), N_("To the row below."), NULL, COMMAND_MOVE, run_down, NULL},
	{"meeting.open", N_("Open"),
	 N_("Opens the meeting; in it, shows what the selected row is about."), NULL, 0, run_open,
	 no_open},
	{"meeting.here", N_("Present"),
	 N_("Says that the selected organisation is here, or takes it back."), NULL, COMMAND_WRITES,
	 meeting_run_here, meeting_no_call},
	{"meeting.remote", N_("On a line"),
	 N_("Says that the selected organisation takes part from afar."), NULL, COMMAND_WRITES,
	 meeting_run_remote, meeting_no_call},
	{"meeting.excused", N_("Excused"),
	 N_("Says that the selected organisation has said it cannot come."), NULL, COMMAND_WRITES,
	 meeting_run_excused, meeting_no_call},
	{"meeting.why", N_("Why silent"),
	 N_("Notes why the selected organisation has sent nothing."), N_("Why"), COMMAND_WRITES,
	 meeting_run_why, meeting_no_why, NEEDS(ACTION_MEETING_LEAD)},
	{"meeting.nil", N_("Nothing to report"),
	 N_("Says that the selected organisation has nothing to report this week."), NULL,
	 COMMAND_WRITES, meeting_run_nil, meeting_no_call, NEEDS(ACTION_MEETING_LEAD)},
	{"meeting.decide", N_("Decide"),
	 N_("Decides something about the selected row: what, who, when and how we will know."),
	 NULL, COMMAND_WRITES, meeting_run_decide, meeting_refuses, NEEDS(ACTION_MEETING_LEAD)},
	{"meeting.group", N_("Start a focus group"),
	 N_("Starts a focus group about the selected row."), NULL, /* asks first */ 0,
	 meeting_run_group, meeting_no_new_group},
	{"meeting.watch", N_("Watch"),
	 N_("Decides to watch the selected row until a week; then it asks again."), N_("Week"),
	 COMMAND_WRITES, meeting_run_watch, meeting_no_matter},
	{"meeting.dismiss", N_("Dismiss or drop"),
	 N_("Dismisses the selected row, or drops what was decided, with the reason."), N_("Why"),
	 COMMAND_WRITES, meeting_run_dismiss, meeting_no_matter},
	{"meeting.no-action", N_("No action, because"),
	 N_("Answers that nothing is done about the selected row, and why."), N_("Why"),
	 COMMAND_WRITES, meeting_run_no_action, meeting_no_matter},
	{"meeting.status", N_("Line of the week"),
	 N_("Writes the selected focus group's line to the OSG this week."), N_("Line"),
	 COMMAND_WRITES, meeting_run_status, meeting_no_group},
	{"meeting.done", N_("Done"), N_("Says that what was decided is done."), NULL,
	 COMMAND_WRITES, meeting_run_done, meeting_no_follow},
	{"meeting.move", N_("Move"), N_("Moves what was decided to another day, with the reason."),
	 NULL, COMMAND_WRITES, meeting_run_move, meeting_no_follow},
	{"meeting.note", N_("Note"),
	 N_("Writes a note to the point; in the round, what the organisation tells."), NULL,
	 COMMAND_WRITES, meeting_run_note, meeting_no_note},
	{"meeting.levels", N_("Levels as before"),
	 N_("Gives every district without a level the one it had last."), NULL, COMMAND_WRITES,
	 meeting_run_levels, meeting_no_levels},
	{"meeting.observations", N_("Its observations"),
	 N_("Shows the observations behind the selected row, to correct and link them."), NULL, 0,
	 run_observations, no_row},
	{"meeting.remind", N_("Bring back"),
	 N_("Brings the selected row back on a day, on the agenda of that meeting."), N_("Day"),
	 COMMAND_WRITES, meeting_run_remind, meeting_refuses},
	{"meeting.item", N_("Add a point"), N_("Puts a point of your own before the read-back."),
	 N_("Point"), COMMAND_WRITES, run_item, meeting_refuses},
	{"meeting.totals", N_("Totals by day"),
	 N_("Shows how many events each day and category had."), NULL, 0, meeting_run_totals, NULL},
	{"meeting.hide", N_("Hide free text"),
	 N_("Hides free text from the projector, or shows it again."), NULL, 0, run_hide, NULL},
	{"meeting.hand-over", N_("Hand over"),
	 N_("Lets another seat lead the meeting, or takes it over."), NULL,
	 /* asks first */ 0, meeting_run_hand_over, meeting_no_hand_over},
	{"meeting.close", N_("Fix and close"),
	 N_("Reads what is left, fixes the picture and closes the meeting."), NULL, COMMAND_WRITES,
	 meeting_run_close, meeting_refuses, NEEDS(ACTION_MEETING_LEAD)},
	{"meeting.reopen", N_("Open again"), N_("Opens a closed meeting again, with the reason."),
	 N_("Why"), /* asks first */ 0, meeting_run_reopen, meeting_no_reopen,
	 NEEDS(ACTION_MEETING_REOPEN)},
	{"meeting.print", N_("Print the minutes"), N_("Shows the minutes as they are printed."),
	 NULL, 0, run_print, no_meeting},
	{NULL},
};
/* clang-format on */

/* keys and mouse */

static gboolean meeting_key(struct ui *ui UNUSED, gpointer data, guint32 key)
{
	struct meeting_screen *self = data;

	return self->writing ? meeting_writing_key(self, key) : meeting_level_key(self, key);
}

static gboolean meeting_mouse(struct ui *ui UNUSED, gpointer data, enum mouse what, int x, int y)
{
	struct meeting_screen *self = data;
	const struct rectangle r = self->rows_at;
	int line;

	if (what == MOUSE_WHEEL_UP || what == MOUSE_WHEEL_DOWN) {
		meeting_rows_move(self, what == MOUSE_WHEEL_UP ? -1 : 1);
		return TRUE;
	}
	line = x < r.x || x >= r.x + r.width ? -1 : meeting_row_at(self, y);
	if (line < 0)
		return FALSE;
	self->selected = line - 1; /* the next row from there that can be selected */
	meeting_rows_move(self, 1);
	return TRUE;
}

static gboolean meeting_writes(gpointer self)
{
	return ((struct meeting_screen *)self)->writing != WRITES_NOTHING;
}

static gboolean meeting_back(struct ui *ui UNUSED, gpointer data)
{
	struct meeting_screen *self = data;

	if (!self->looks_at)
		return FALSE;
	self->looks_at = 0;
	meeting_rows_make(self);
	return TRUE;
}

static char *sentence(struct ui *ui UNUSED, gpointer data)
{
	const struct meeting_row *row = meeting_row_selected(data);

	return row ? g_strdup_printf("%s %s", row->text, row->more ? row->more : "") : NULL;
}

const struct screen_ops screen_meeting = {
	.id = "meeting",
	.title = N_("Meeting"),
	.digit = '1',
	.commands = meeting_commands,
	.open = meeting_open,
	.load = meeting_load,
	.draw = meeting_draw,
	.key = meeting_key,
	.writes = meeting_writes,
	.paste = meeting_paste,
	.mouse = meeting_mouse,
	.back = meeting_back,
	.tick = meeting_tick,
	.sentence = sentence,
	.status = meeting_status,
	.close = meeting_close,
};
