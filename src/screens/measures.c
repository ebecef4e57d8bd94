/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The measures: late ones first, drafts with what they lack, and what is known of the selected one:
 * against what, how it will be known, what could be shown, what was tried there before. With a text
 * ("visättra") it is what was tried there. */
#include "config.h"

#include <string.h>

#include "screens/measure_lines.h"
#include "screens/screens.h"
#include "osg/words.h"
#include "osg/when.h"

struct measures_screen {
	struct list_view view;
	enum measures_which which;
	char *text; /* only those with these words, NULL = all */
};

static const char *const which_words[] = {N_("open"), N_("ours"), N_("late"), N_("all")};

/* columns */

static const struct measure_item *item_at(gpointer self, guint row)
{
	return list_row(self, row);
}

static void extract_mark(gpointer self, guint row, GString *out)
{
	const struct measure_item *item = item_at(self, row);

	g_string_append(out, item->days_late                         ? "!"
			     : item->measure->state == MEASURE_DRAFT ? "~"
								     : "");
}

static enum style state_style(gpointer self, guint row)
{
	const struct measure_item *item = item_at(self, row);

	return item->days_late                         ? STYLE_FLAG
	       : item->measure->state == MEASURE_DRAFT ? STYLE_NOTICE
						       : STYLE_TEXT;
}

static void extract_due(gpointer self, guint row, GString *out)
{
	int today = time_day(session_now(((struct list_view *)self)->session));
	g_autofree char *day = day_name_near(item_at(self, row)->measure->due, today);

	g_string_append(out, day);
}

static int compare_due(gpointer self, guint a, guint b)
{
	int one = item_at(self, a)->measure->due, other = item_at(self, b)->measure->due;

	return (one > other) - (one < other);
}

static void extract_title(gpointer self, guint row, GString *out)
{
	g_string_append(out, item_at(self, row)->measure->title);
}

static void extract_owner(gpointer self, guint row, GString *out)
{
	const struct registry *v = session_registry(((struct list_view *)self)->session);

	g_string_append(out, registry_organisation_code(v, item_at(self, row)->measure->owner));
}

static void extract_where(gpointer self, guint row, GString *out)
{
	const struct registry *v = session_registry(((struct list_view *)self)->session);
	const struct measure *m = item_at(self, row)->measure;
	const struct place *place = registry_place(v, m->place);
	const struct area *area = registry_area(v, m->area);

	g_string_append(out, place ? place->name : area ? area->name : "");
}

static void extract_group(gpointer self, guint row, GString *out)
{
	const struct measure *m = item_at(self, row)->measure;
	struct focus_group *group = m->focus_group
					    ? session_get(((struct list_view *)self)->session,
							  &focus_group_kind, m->focus_group, NULL)
					    : NULL;

	g_string_append(out, group && group->title ? group->title : "");
	record_free(group);
}

static void extract_state(gpointer self, guint row, GString *out)
{
	const struct measure_item *item = item_at(self, row);
	g_autofree char *state = words_measure_state(item->measure, item->lacks, item->days_late);

	g_string_append(out, state);
}

static const struct list_column columns[] = {
	{"mark", "", 1, 0, 0, TEXT_LEFT, extract_mark, NULL, state_style},
	{"due", N_("Done by"), 9, 0, 0, TEXT_LEFT, extract_due, compare_due},
	{"title", N_("Measure"), 20, 3, 0, TEXT_LEFT, extract_title, NULL},
	{"owner", N_("Who"), 4, 0, 3, TEXT_LEFT, extract_owner, NULL},
	{"where", N_("Where"), 12, 1, 1, TEXT_LEFT, extract_where, NULL},
	{"state", N_("State"), 13, 1, 0, TEXT_LEFT, extract_state, NULL, state_style},
	{"group", N_("Group"), 8, 0, 2, TEXT_LEFT, extract_group, NULL},
	{NULL},
};

/* rows and what is told of them */

static GPtrArray *rows(struct ui *ui, gpointer data, GError **error)
{
	const struct measures_screen *self = data;
	const struct measures_query query = {.which = self->which, .text = self->text};

	return app_measures(ui_session(ui), &query, error);
}

static gint64 identity(gconstpointer row)
{
	return ((const struct measure_item *)row)->measure->record.key;
}

static gpointer count_story(struct task *task UNUSED, struct session *session, gpointer data,
			    GError **error)
{
	return measure_story(session, *(const gint64 *)data, error);
}

static GPtrArray *details(gpointer data, gconstpointer row)
{
	const struct list_view *self = data;
	const struct measure_item *item = row;
	GPtrArray *lines = measure_lines(self->session, item);
	g_autofree char *key =
		g_strdup_printf("measure %" G_GINT64_FORMAT, item->measure->record.key);
	const struct request request = {
		.key = key,
		.priority = PRIORITY_SHOWN,
		.work = count_story,
		.free_result = (GDestroyNotify)g_ptr_array_unref,
		.data = g_memdup2(&item->measure->record.key, sizeof item->measure->record.key),
		.free_data = g_free};
	const GPtrArray *story = ui_want(self->ui, &request, NULL);

	for (guint i = 0; story && i < story->len; i++)
		g_ptr_array_insert(lines, (gint)MIN(3 + i, lines->len), g_strdup(story->pdata[i]));
	return lines;
}

static const struct list_screen list = {
	.size = sizeof(struct measures_screen),
	.columns = columns,
	.rows = rows,
	.identity = identity,
	.details = details,
	.detail_rows = 10,
	.empty =
		N_("There is no such measure. {measures.which} shows others, {measures.new} writes "
		   "one."),
};

static gpointer measures_open(struct ui *ui, const char *argument)
{
	struct measures_screen *self = list_screen_open(ui, &list);

	self->text = g_strdup(argument);
	self->which = argument ? MEASURES_ALL : MEASURES_OPEN;
	return self;
}

static void measures_close(gpointer data)
{
	struct measures_screen *self = data;

	g_free(self->text);
	list_screen_close(self);
}

/* "open · 23 measures · 2 late · 1 draft" */
static char *measures_status(struct ui *ui UNUSED, gpointer data)
{
	const struct measures_screen *self = data;
	const GPtrArray *all = self->view.rows;
	int late = 0, drafts = 0, count = all ? (int)all->len : 0;
	GString *out = g_string_new(NULL);

	for (int i = 0; i < count; i++) {
		const struct measure_item *item = all->pdata[i];

		late += item->days_late > 0;
		drafts += item->measure->state == MEASURE_DRAFT;
	}
	if (self->text)
		g_string_append_printf(out, _("What was tried: %s · "), self->text);
	g_string_append_printf(out, ngettext("%s · %d measure", "%s · %d measures", (gulong)count),
			       _(which_words[self->which]), count);
	if (late)
		g_string_append_printf(
			out, ngettext(" · %d is late", " · %d are late", (gulong)late), late);
	if (drafts)
		g_string_append_printf(out, ngettext(" · %d draft", " · %d drafts", (gulong)drafts),
				       drafts);
	return g_string_free(out, FALSE);
}

/* what can be done */

static struct measure_item *selected(struct ui *ui)
{
	return list_row_selected(ui_self(ui));
}

static char *may_not_change(struct ui *ui)
{
	const struct measure_item *item = selected(ui);
	g_autoptr(GError) error = NULL;

	if (!item)
		return list_screen_no_row(ui);
	return app_measure_may(ui_session(ui), item->measure, &error) ? NULL
								      : g_strdup(error->message);
}

static gboolean changed(struct ui *ui, const char *said)
{
	ui_reload(ui);
	ui_message(ui, MESSAGE_UNDOABLE, "%s", said);
	return TRUE;
}

static void run_done(struct ui *ui, const char *argument UNUSED)
{
	GError *error = NULL;

	if (app_measure_done(ui_session(ui), identity(selected(ui)), &error))
		changed(ui, _("The measure is done"));
	else
		ui_fail(ui, error);
}

static void run_begin(struct ui *ui, const char *argument UNUSED)
{
	GError *error = NULL;

	if (app_measure_begin(ui_session(ui), identity(selected(ui)), &error))
		changed(ui, _("The measure is under way; its yardstick stands fast"));
	else
		ui_fail(ui, error);
}

static void ask(struct ui *ui, const char *title, const char *hint, const char *initial,
		gboolean (*done)(struct ui *, const char *, gpointer, GError **))
{
	const gint64 key = identity(selected(ui));
	const struct prompt prompt = {.title = title,
				      .hint = hint,
				      .initial = initial,
				      .done = done,
				      .data = g_memdup2(&key, sizeof key),
				      .free_data = g_free};

	prompt_open(ui, &prompt);
}

static gboolean dropped(struct ui *ui, const char *text, gpointer key, GError **error)
{
	return app_measure_drop(ui_session(ui), *(const gint64 *)key, text, error) &&
	       changed(ui, _("The measure is dropped"));
}

static void run_drop(struct ui *ui, const char *argument)
{
	ask(ui, _("Why it is dropped"), _("the problem ended by itself"), argument, dropped);
}

/* "1/11 the lamps come then": the day, then why. */
static gboolean moved(struct ui *ui, const char *text, gpointer key, GError **error)
{
	const char *why;
	int day = due_begins(text, session_now(ui_session(ui)), &why);

	return app_measure_move(ui_session(ui), *(const gint64 *)key, day, why, error) &&
	       changed(ui, _("The measure is moved"));
}

static void run_move(struct ui *ui, const char *argument)
{
	ask(ui, _("Until when, and why"), _("1/11 the lamps come then"), argument, moved);
}

static gboolean noted(struct ui *ui, const char *text, gpointer key, GError **error)
{
	return app_measure_note(ui_session(ui), *(const gint64 *)key, text, error) &&
	       changed(ui, _("The note is kept"));
}

static void run_note(struct ui *ui, const char *argument)
{
	ask(ui, _("How it goes"), _("ordered, comes in week 44"), argument, noted);
}

static void run_which(struct ui *ui, const char *argument UNUSED)
{
	struct measures_screen *self = ui_self(ui);

	self->which = (self->which + 1) % G_N_ELEMENTS(which_words);
	ui_reload(ui);
}

static void run_new(struct ui *ui, const char *argument UNUSED)
{
	ui_open(ui, "record", "measure:new");
}

static void measures_enter(struct ui *ui, gpointer data UNUSED)
{
	const struct measure_item *item = selected(ui);
	g_autofree char *argument =
		item ? g_strdup_printf("measure:%" G_GINT64_FORMAT, identity(item)) : NULL;

	if (item)
		ui_open(ui, "record", argument);
	else
		run_which(ui, NULL);
}

static const struct command commands[] = {
	{"measures.done", N_("Done"), N_("Marks the selected measure as done today."), NULL,
	 COMMAND_WRITES | COMMAND_ROW, run_done, may_not_change},
	{"measures.begin", N_("Under way"),
	 N_("Says that the selected measure is under way; its yardstick cannot change any more."),
	 NULL, COMMAND_WRITES | COMMAND_ROW, run_begin, may_not_change},
	{"measures.move", N_("Move"),
	 N_("Gives the selected measure a later day, with the reason."), N_("Until when, and why"),
	 COMMAND_WRITES, run_move, may_not_change},
	{"measures.drop", N_("Drop"), N_("Drops the selected measure, with the reason."), N_("Why"),
	 COMMAND_WRITES, run_drop, may_not_change},
	{"measures.note", N_("Note"), N_("Writes a line about how the selected measure goes."),
	 N_("How it goes"), COMMAND_WRITES, run_note, may_not_change},
	{"measures.new", N_("New measure"),
	 N_("Writes a measure: what, who, until when, against what, and how it will be known."),
	 NULL, COMMAND_WRITES, run_new, NULL, NEEDS(ACTION_MEASURE_CHANGE)},
	{"measures.which", N_("Open, ours, late, all"),
	 N_("Shows the open measures, ours, the late ones, or all."), NULL, 0, run_which, NULL},
	{NULL},
};

const struct screen_ops screen_measures = {
	.id = "measures",
	.title = N_("Measures"),
	.digit = '7',
	.commands = commands,
	.rows = &list,
	.open = measures_open,
	.enter = measures_enter,
	.status = measures_status,
	.close = measures_close,
};
