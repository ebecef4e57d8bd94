/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roll call: every organisation with what it sent this week, who has nothing to report, who is
 * silent. n records a nil report for the selected one, Enter shows its observations. */
#include "config.h"

#include "osg/week.h"
#include "osg/words.h"
#include "screens/screens.h"

struct roll_screen {
	struct session *session;
	struct list *list;
	const struct picture *picture; /* of the week, NULL = not yet */
};

static const struct picture_organisation *row_at(const struct roll_screen *self, guint row)
{
	return self->picture->organisations->pdata[row];
}

static void extract_name(gpointer data, guint row, GString *out, enum style *style)
{
	const struct picture_organisation *o = row_at(data, row);

	*style = o->roll == ROLL_SILENT ? STYLE_FLAG : STYLE_TEXT;
	g_string_append(out, o->name);
}

static void extract_code(gpointer data, guint row, GString *out, enum style *style)
{
	(void)style;
	g_string_append(out, row_at(data, row)->code);
}

static void extract_roll(gpointer data, guint row, GString *out, enum style *style)
{
	const struct picture_organisation *o = row_at(data, row);

	*style = o->roll == ROLL_SILENT ? STYLE_FLAG : STYLE_TEXT;
	g_autofree char *words = words_roll(o);

	g_string_append_printf(out, "%s%s", o->roll == ROLL_SILENT ? "! " : "", words);
}

static void extract_reports(gpointer data, guint row, GString *out, enum style *style)
{
	(void)style;
	g_string_append_printf(out, "%d", row_at(data, row)->reports);
}

static int compare_reports(gpointer data, guint a, guint b)
{
	return row_at(data, b)->reports - row_at(data, a)->reports;
}

static void extract_counted(gpointer data, guint row, GString *out, enum style *style)
{
	(void)style;
	g_string_append_printf(out, "%d", row_at(data, row)->counted);
}

static void extract_last(gpointer data, guint row, GString *out, enum style *style)
{
	(void)style;
	g_string_append_printf(out, "%d", row_at(data, row)->last_week);
}

static void extract_mean(gpointer data, guint row, GString *out, enum style *style)
{
	g_autofree char *mean = text_decimal(row_at(data, row)->mean4, 1);

	(void)style;
	g_string_append(out, mean);
}

static guint count(gpointer data)
{
	const struct roll_screen *self = data;

	return self->picture ? self->picture->organisations->len : 0;
}

static gint64 identity(gpointer data, guint row)
{
	return g_str_hash(row_at(data, row)->code);
}

static const struct list_column columns[] = {
	{"name", N_("Organisation"), 18, 3, 0, TEXT_LEFT, extract_name, NULL},
	{"code", N_("Code"), 6, 0, 5, TEXT_LEFT, extract_code, NULL},
	{"roll", N_("This week"), 19, 0, 0, TEXT_LEFT, extract_roll, NULL},
	{"reports", N_("Reports"), 9, 0, 4, TEXT_RIGHT, extract_reports, compare_reports},
	{"counted", N_("Events"), 9, 0, 1, TEXT_RIGHT, extract_counted, NULL},
	{"last", N_("Before"), 6, 0, 2, TEXT_RIGHT, extract_last, NULL},
	{"mean", N_("4 weeks"), 8, 0, 2, TEXT_RIGHT, extract_mean, NULL},
	{NULL},
};
static const struct list_model model = {columns, count, identity, NULL, NULL};

static gpointer roll_open(struct ui *ui, const char *argument)
{
	struct roll_screen *self = g_new0(struct roll_screen, 1);

	(void)argument;
	self->session = ui_session(ui);
	self->list = list_new(&model, self);
	return self;
}

static void roll_close(gpointer data)
{
	struct roll_screen *self = data;

	list_free(self->list);
	g_free(self);
}

static gboolean roll_load(struct ui *ui, gpointer data, GError **error UNUSED)
{
	struct roll_screen *self = data;

	self->picture = ui_picture(ui);
	list_reload(self->list);
	return TRUE;
}

static void roll_draw(struct ui *ui, gpointer data, struct surface *s, struct rectangle body)
{
	struct roll_screen *self = data;
	struct rectangle detail = ui_split(&body, 2);
	int row = list_selected(self->list);
	const struct picture_organisation *o = row >= 0 ? row_at(self, row) : NULL;

	(void)ui;
	list_draw(self->list, s, body, TRUE);
	if (list_shown(self->list) == 0)
		ui_draw_empty(s, body,
			      ui_picture_coming(ui)
				      ? _("The picture of this week is being compiled …")
				      : _("No organisation is registered yet."));
	if (!o || detail.height == 0)
		return;
	if (o->note)
		surface_wrapped(s, detail, STYLE_TEXT, o->note, 0);
	else if (o->roll == ROLL_SILENT)
		surface_wrapped(
			s, detail, STYLE_TEXT,
			_("Nothing has come and nothing was said. Silence is not calm: ask them."),
			0);
}

static struct list *roll_list(gpointer data)
{
	return ((struct roll_screen *)data)->list;
}

static void roll_enter(struct ui *ui, gpointer data)
{
	const struct roll_screen *self = data;
	g_autofree char *filter =
		g_strdup_printf("vem:%s", row_at(self, list_selected(self->list))->code);

	ui_open(ui, "observations", filter);
}

/* nil reports */

static char *no_nil(struct ui *ui)
{
	const struct roll_screen *self = ui_self(ui);
	int row = list_selected(self->list);

	if (row < 0)
		return g_strdup(_("There is no row here."));
	if (row_at(self, row)->roll == ROLL_NIL)
		return g_strdup(_("It has said so already."));
	return row_at(self, row)->roll == ROLL_REPORTED ? g_strdup(_("It has reported this week."))
							: NULL;
}

static gboolean nil(struct ui *ui, const char *note, gpointer data, GError **error)
{
	const struct roll_screen *self = ui_self(ui);
	const char *code = data;
	const struct organisation *o =
		registry_find_organisation(session_registry(self->session), code);

	if (!app_nil_report(self->session, o ? o->record.key : 0, session_week(self->session), note,
			    error))
		return FALSE;
	ui_message(ui, MESSAGE_UNDOABLE, _("%s has nothing to report"), code);
	ui_reload(ui);
	return TRUE;
}

static void run_nil(struct ui *ui, const char *argument)
{
	const struct roll_screen *self = ui_self(ui);
	char *code = g_strdup(row_at(self, list_selected(self->list))->code);
	g_autofree char *title = g_strdup_printf(_("%s: nothing to report; a remark"), code);
	const struct prompt prompt = {.title = title,
				      .initial = argument,
				      .hint = _("may be left empty"),
				      .done = nil,
				      .data = code,
				      .free_data = g_free};

	prompt_open(ui, &prompt);
}

static const struct command commands[] = {
	{"roll.nil", N_("Nothing to report"),
	 N_("Says that the selected organisation has nothing to report this week."), N_("Remark"),
	 COMMAND_WRITES | COMMAND_UNDOABLE, run_nil, no_nil},
	{NULL},
};

const struct screen_ops screen_roll = {
	.id = "roll",
	.title = N_("Roll call"),
	.commands = commands,
	.open = roll_open,
	.load = roll_load,
	.draw = roll_draw,
	.list = roll_list,
	.enter = roll_enter,
	.close = roll_close,
};
