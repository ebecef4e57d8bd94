/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A round of checks: a line a point, a key an answer. Each answer is stored at once; what is not
 * answered is told, and stays open. */
#include "config.h"

#include <string.h>

#include "osg/app_programme.h"
#include "screens/screens.h"

struct round_screen {
	struct list_view view;
	gint64 asset, round; /* keys; round 0 = not begun */
	char *title;
	guint open; /* points */
};

/* A point and how it was answered. */
struct round_row {
	const struct check_point *point;
	char *answer; /* NULL = not yet */
	gint64 number;
};

static void round_row_free(gpointer data)
{
	struct round_row *row = data;

	g_free(row->answer);
	g_free(row);
}

static const struct round_row *row_at(gpointer self, guint row)
{
	return list_row(self, row);
}

/* columns */

static void extract_number(gpointer self, guint row, GString *out)
{
	g_string_append(out, row_at(self, row)->point->point);
}

static void extract_text(gpointer self, guint row, GString *out)
{
	g_string_append(out, check_text(row_at(self, row)->point,
					session_english(((struct list_view *)self)->session)));
}

/* "ok", "FAULT container", "does not apply: no such thing here", "_". */
static void extract_answer(gpointer self, guint row, GString *out)
{
	const char *answer = row_at(self, row)->answer;
	const char *words = answer ? strchr(answer, ':') : NULL;

	if (!answer)
		g_string_append(out, "_");
	else if (g_str_has_prefix(answer, "ok"))
		g_string_append(out, _("ok"));
	else
		g_string_append_printf(out, "%s%s",
				       *answer == 'f' ? _("FAULT") : _("does not apply"),
				       words ? words : "");
}

static enum style answer_style(gpointer self, guint row)
{
	const char *answer = row_at(self, row)->answer;

	return !answer ? STYLE_NOTICE : *answer == 'f' ? STYLE_FLAG : STYLE_TEXT;
}

static const struct list_column columns[] = {
	{"number", "", 2, 0, 0, TEXT_RIGHT, extract_number, NULL},
	{"text", N_("Point"), 20, 3, 0, TEXT_LEFT, extract_text, NULL},
	{"answer", N_("Answer"), 9, 2, 0, TEXT_LEFT, extract_answer, NULL, answer_style},
	{NULL},
};

/* rows */

/* The round of that thing that is begun and not ended, 0 = none. */
static gint64 open_round(struct session *session, gint64 asset)
{
	g_autoptr(GPtrArray) all = session_where(session, &inspection_kind, "asset", asset, NULL);
	gint64 key = 0;

	for (guint i = 0; all && i < all->len; i++) {
		const struct inspection *one = all->pdata[i];

		if (one->done == DAY_NONE)
			key = one->record.key;
	}
	return key;
}

static GPtrArray *rows(struct ui *ui, gpointer data, GError **error)
{
	struct round_screen *self = data;
	struct session *session = ui_session(ui);
	struct asset *a = session_get(session, &asset_kind, self->asset, error);
	const struct check_point *list = a ? check_list_of(a->form) : NULL;
	GPtrArray *out = g_ptr_array_new_with_free_func(round_row_free);
	struct inspection *round;

	self->round = open_round(session, self->asset);
	round = self->round ? session_get(session, &inspection_kind, self->round, NULL) : NULL;
	g_free(self->title);
	self->title = list ? g_strdup_printf("%s · %s", check_text(list, session_english(session)),
					     a->title)
			   : NULL;
	self->open = 0;
	for (guint i = 0; list && i < check_points()->len; i++) {
		const struct check_point *point = check_points()->pdata[i];
		struct round_row *row;

		if (!*point->point || strcmp(point->list, list->list) != 0)
			continue;
		row = g_new0(struct round_row, 1);
		row->point = point;
		row->number = (gint64)out->len + 1;
		row->answer = round ? g_strdup(inspection_answer(round, point->point)) : NULL;
		self->open += !row->answer;
		g_ptr_array_add(out, row);
	}
	record_free(round);
	record_free(a);
	return out;
}

static gint64 identity(gconstpointer row)
{
	return ((const struct round_row *)row)->number;
}

static const struct list_screen list = {
	.size = sizeof(struct round_screen),
	.columns = columns,
	.rows = rows,
	.identity = identity,
	.empty = N_("Nothing is checked here."),
};

static gpointer round_open(struct ui *ui, const char *argument)
{
	struct round_screen *self = list_screen_open(ui, &list);

	self->asset = argument ? g_ascii_strtoll(argument, NULL, 10) : 0;
	return self;
}

static void round_close(gpointer data)
{
	g_free(((struct round_screen *)data)->title);
	list_screen_close(data);
}

static char *round_status(struct ui *ui UNUSED, gpointer data)
{
	const struct round_screen *self = data;

	return g_strdup_printf(
		ngettext("%s · %u point is open", "%s · %u points are open", self->open),
		self->title ? self->title : "", self->open);
}

/* answering */

static char *no_point(struct ui *ui)
{
	return list_row_selected(ui_self(ui)) ? NULL : list_screen_no_row(ui);
}

/* Stores it and goes on to the next point. */
static gboolean answer(struct ui *ui, const char *text, GError **error)
{
	struct round_screen *self = ui_self(ui);
	const struct round_row *row = list_row_selected(self);
	gint64 next = row->number + 1;

	if (!app_round_answer(ui_session(ui), self->asset, &self->round, row->point->point, text,
			      error))
		return FALSE;
	ui_reload(ui);
	list_select(ui_list(ui), next);
	return TRUE;
}

static gboolean told(struct ui *ui, const char *text, gpointer prefix, GError **error)
{
	g_autofree char *whole = g_strconcat(prefix, text, NULL);

	return answer(ui, whole, error);
}

static void ask(struct ui *ui, const char *title, const char *hint, const char *initial,
		const char *prefix)
{
	const struct prompt prompt = {.title = title,
				      .hint = hint,
				      .initial = initial,
				      .done = told,
				      .data = g_strdup(prefix),
				      .free_data = g_free};

	prompt_open(ui, &prompt);
}

static void run_ok(struct ui *ui, const char *argument UNUSED)
{
	GError *error = NULL;

	if (!answer(ui, "ok", &error))
		ui_fail(ui, error);
}

static void run_fault(struct ui *ui, const char *argument)
{
	ask(ui, _("What is wrong"), _("the container stands against the wall"), argument,
	    "fault: ");
}

static void run_na(struct ui *ui, const char *argument)
{
	ask(ui, _("Why it does not apply"), _("there is none here"), argument, "na: ");
}

static char *not_begun(struct ui *ui)
{
	return ((struct round_screen *)ui_self(ui))->round
		       ? NULL
		       : g_strdup(_("No point is answered yet."));
}

static void run_end(struct ui *ui, const char *argument UNUSED)
{
	struct round_screen *self = ui_self(ui);
	guint open = self->open;
	GError *error = NULL;

	if (!app_round_end(ui_session(ui), self->round, &error)) {
		ui_fail(ui, error);
		return;
	}
	ui_leave(ui); /* frees self */
	ui_reload(ui);
	ui_message(ui, MESSAGE_UNDOABLE,
		   open ? ngettext("The round is ended; %u point is not answered",
				   "The round is ended; %u points are not answered", open)
			: _("The round is done"),
		   open);
}

static const struct command commands[] = {
	{"round.ok", N_("As it should be"), N_("Answers the selected point with ok."), NULL,
	 COMMAND_WRITES, run_ok, no_point},
	{"round.fault", N_("Fault"), N_("Says what is wrong at the selected point."),
	 N_("What is wrong"), COMMAND_WRITES, run_fault, no_point},
	{"round.na", N_("Does not apply"), N_("Says why the selected point does not apply here."),
	 N_("Why it does not apply"), COMMAND_WRITES, run_na, no_point},
	{"round.end", N_("End the round"),
	 N_("Dates the round today; what is not answered stays open."), NULL, COMMAND_WRITES,
	 run_end, not_begun},
	{NULL},
};

const struct screen_ops screen_round = {
	.id = "round",
	.title = N_("Round of checks"),
	.commands = commands,
	.rows = &list,
	.open = round_open,
	.status = round_status,
	.close = round_close,
};
