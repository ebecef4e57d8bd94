/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roll call: every organisation with what it sent this week, who has nothing to report, who is
 * silent. Enter shows the observations of the selected one. */
#include "config.h"

#include "osg/words.h"
#include "screens/screens.h"

static void extract_roll(gpointer self, guint row, GString *out)
{
	const struct picture_organisation *o = list_row(self, row);
	g_autofree char *words = words_roll(o);

	g_string_append_printf(out, "%s%s", o->roll == ROLL_SILENT ? "! " : "", words);
}

static enum style roll_style(gpointer self, guint row)
{
	const struct picture_organisation *o = list_row(self, row);

	return o->roll == ROLL_SILENT ? STYLE_FLAG : STYLE_TEXT;
}

static int compare_reports(gpointer self, guint a, guint b)
{
	const struct picture_organisation *one = list_row(self, a), *other = list_row(self, b);

	return other->reports - one->reports;
}

static void extract_mean(gpointer self, guint row, GString *out)
{
	const struct picture_organisation *o = list_row(self, row);
	g_autofree char *mean = text_decimal(o->mean4, 1);

	g_string_append(out, mean);
}

static const struct list_column columns[] = {
	{"name", N_("Organisation"), 18, 3, 0, TEXT_LEFT,
	 LIST_TEXT(struct picture_organisation, name, ""), .style = roll_style},
	{"code", N_("Code"), 6, 0, 5, TEXT_LEFT, LIST_TEXT(struct picture_organisation, code, "")},
	{"roll", N_("This week"), 20, 0, 0, TEXT_LEFT, extract_roll, NULL, .style = roll_style},
	{"reports", N_("Reports"), 9, 0, 4, TEXT_RIGHT,
	 LIST_NUMBER(struct picture_organisation, reports), .compare = compare_reports},
	{"counted", N_("Events"), 9, 0, 1, TEXT_RIGHT,
	 LIST_NUMBER(struct picture_organisation, counted)},
	{"last", N_("Before"), 6, 0, 2, TEXT_RIGHT,
	 LIST_NUMBER(struct picture_organisation, last_week)},
	{"mean", N_("4 weeks"), 8, 0, 2, TEXT_RIGHT, extract_mean, NULL},
	{NULL},
};

struct roll_screen {
	struct list_view view;
	gboolean placed; /* the own organisation was selected, once */
};

static GPtrArray *rows(struct ui *ui, gpointer self UNUSED, GError **error UNUSED)
{
	const GPtrArray *roll = ui_roll_call(ui);

	return roll ? g_ptr_array_ref((GPtrArray *)roll) : NULL;
}

static gint64 identity(gconstpointer row)
{
	return g_str_hash(((const struct picture_organisation *)row)->code);
}

static gboolean is_own(const struct session *session, const struct picture_organisation *o)
{
	const struct participant *who = session_participant(session);
	const struct organisation *own =
		who ? registry_organisation(session_registry(session), who->organisation) : NULL;

	return own && g_strcmp0(own->code, o->code) == 0;
}

static GPtrArray *details(gpointer self, gconstpointer row)
{
	const struct picture_organisation *o = row;
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	text_add_line(lines, "%s · %s", o->code, o->name);
	if (o->roll == ROLL_REPORTED) {
		g_autofree char *mean = text_decimal(o->mean4, 1);

		text_add_line(lines,
			      _("Reports %d, events %d; %d the week before, %s "
				"on average over four weeks."),
			      o->reports, o->counted, o->last_week, mean);
	}
	if (o->note)
		g_ptr_array_add(lines, g_strdup(o->note));
	else if (o->roll == ROLL_SILENT)
		g_ptr_array_add(lines,
				g_strdup(is_own(((struct list_view *)self)->session, o)
						 ? _("Nothing has come from you. Silence is not "
						     "calm: report, or say that there is nothing.")
						 : _("Nothing has come and nothing was said. "
						     "Silence is not calm: ask them.")));
	return lines;
}

static const struct list_screen list = {
	.size = sizeof(struct roll_screen),
	.columns = columns,
	.rows = rows,
	.identity = identity,
	.details = details,
	.detail_rows = 3,
	.empty = N_("No organisation is registered yet."),
};

static gboolean comes_for_own(const struct session *session)
{
	const struct participant *who = session_participant(session);

	return who && (who->role == ROLE_REPORTER || who->role == ROLE_PARTICIPANT);
}

/* Who comes to speak for their own organisation finds it selected. */
static gboolean load(struct ui *ui, gpointer data, GError **error)
{
	struct roll_screen *self = data;

	if (!list_screen_load(ui, data, error))
		return FALSE;
	for (guint i = 0; !self->placed && self->view.rows && i < self->view.rows->len; i++) {
		const struct picture_organisation *o = list_row(self, i);

		if (!comes_for_own(self->view.session) || !is_own(self->view.session, o))
			continue;
		list_select(self->view.list, identity(o));
		self->placed = TRUE;
	}
	return TRUE;
}

static void show_observations(struct ui *ui, gpointer self)
{
	const struct picture_organisation *o = list_row_selected(self);
	g_autofree char *filter = filter_for("who", o->code, session_english(ui_session(ui)));

	ui_open(ui, "observations", filter);
}

/* nil reports */

/* Why who sits here does not say it for the organisation, or NULL. */
static char *not_to_be_said(struct ui *ui, const struct picture_organisation *o)
{
	const struct session *session = ui_session(ui);
	const struct organisation *registered =
		registry_find_organisation(session_registry(session), o->code);
	char *refused = ui_may_not(ui, ACTION_NIL_REPORT);

	if (refused || !registered ||
	    session_may_for(session, ACTION_NIL_REPORT, registered->record.key, NULL))
		return refused;
	return g_strdup_printf(_("That is for %s to say, or for the coordinator."), o->code);
}

static char *no_nil(struct ui *ui)
{
	const struct picture_organisation *o = list_row_selected(ui_self(ui));

	if (!o)
		return g_strdup(_("There is no row here."));
	if (o->roll == ROLL_NIL)
		return g_strdup(_("It has said so already."));
	return o->roll == ROLL_REPORTED ? g_strdup(_("It has reported this week."))
					: not_to_be_said(ui, o);
}

static gboolean nil(struct ui *ui, const char *note, gpointer code, GError **error)
{
	struct session *session = ui_session(ui);
	const struct organisation *o = registry_find_organisation(session_registry(session), code);

	if (!app_nil_report(session, o ? o->record.key : 0, session_week(session), note, error))
		return FALSE;
	ui_message(ui, MESSAGE_UNDOABLE, _("%s has nothing to report"), (const char *)code);
	ui_reload(ui);
	return TRUE;
}

static void run_nil(struct ui *ui, const char *argument)
{
	const struct picture_organisation *o = list_row_selected(ui_self(ui));
	g_autofree char *title = g_strdup_printf(_("%s: nothing to report; a remark"), o->code);
	const struct prompt prompt = {.title = title,
				      .initial = argument,
				      .hint = _("may be left empty"),
				      .done = nil,
				      .data = g_strdup(o->code),
				      .free_data = g_free};

	prompt_open(ui, &prompt);
}

static const struct command commands[] = {
	{"roll.nil", N_("Nothing to report"),
	 N_("Says that the selected organisation has nothing to report this week."), N_("Remark"),
	 COMMAND_WRITES | COMMAND_ROW, run_nil, no_nil},
	{NULL},
};

const struct screen_ops screen_roll = {
	.id = "roll",
	.title = N_("Roll call"),
	.commands = commands,
	.rows = &list,
	.load = load,
	.enter = show_observations,
};
