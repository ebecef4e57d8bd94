/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of changes: who did what, when and through which door, by person, days and record, and
 * whether its chain is whole. Lines and chain are read beside the screens, for there may be very
 * many. Changes nothing; Enter opens what the selected line is about. */
#include "config.h"

#include "osg/text.h"
#include "screens/log_lines.h"
#include "screens/observation_lines.h"
#include "screens/record_fields.h"
#include "screens/screens.h"

enum { LINES_MOST = 2000 };

struct log_screen {
	struct list_view view; /* first; rows are struct log_line */
	char *filter;          /* as typed; "" = all */
	struct log_query query;
	GPtrArray *seats;
	const struct log_state *state; /* of the worker; NULL = it is being looked at */
};

/* columns */

static const char *seat_title(const struct log_screen *self, gint64 key)
{
	for (guint i = 0; self->seats && i < self->seats->len; i++) {
		const struct participant *p = self->seats->pdata[i];

		if (p->record.key == key)
			return p->title ? p->title : p->handle;
	}
	return "osg";
}

static void extract_at(gpointer self UNUSED, guint row, GString *out)
{
	g_autofree char *at = log_moment(((const struct log_line *)list_row(self, row))->at);

	g_string_append(out, at);
}

static int compare_at(gpointer self, guint a, guint b)
{
	const struct log_line *one = list_row(self, a), *other = list_row(self, b);

	return one->key < other->key ? -1 : one->key > other->key;
}

static void extract_who(gpointer self, guint row, GString *out)
{
	g_string_append(out, seat_title(self, ((const struct log_line *)list_row(self, row))->who));
}

static void extract_door(gpointer self, guint row, GString *out)
{
	g_string_append(out, log_door(((const struct log_line *)list_row(self, row))->door));
}

static void extract_what(gpointer self, guint row, GString *out)
{
	g_autofree char *what = log_what(list_row(self, row));

	g_string_append(out, what);
}

static void extract_about(gpointer self, guint row, GString *out)
{
	g_autofree char *about = log_about(list_row(self, row));

	g_string_append(out, about);
}

static void extract_id(gpointer self, guint row, GString *out)
{
	const struct log_line *line = list_row(self, row);
	char id[ID_TEXT_SIZE];

	id_format(&line->id, id);
	g_string_append(out, id_is_null(&line->id) ? "" : id);
}

/* The last three are for the file that x writes, and for a screen that has room. */
static const struct list_column columns[] = {
	{"at", N_("When"), 16, 0, 0, TEXT_LEFT, extract_at, compare_at},
	{"who", N_("Who"), 10, 1, 0, TEXT_LEFT, extract_who, NULL, .most = 24},
	{"door", N_("Door"), 6, 0, 4, TEXT_LEFT, extract_door, NULL},
	{"what", N_("What"), 14, 1, 0, TEXT_LEFT, extract_what, NULL, .most = 24},
	{"about", N_("About"), 14, 2, 0, TEXT_LEFT, extract_about, NULL, .most = 60},
	{"id", N_("Record"), 36, 0, 7, TEXT_LEFT, extract_id, NULL},
	{"before", N_("Before"), 40, 0, 6, TEXT_LEFT, LIST_TEXT(struct log_line, before, ""),
	 .most = 80},
	{"after", N_("After"), 40, 0, 5, TEXT_LEFT, LIST_TEXT(struct log_line, after, ""),
	 .most = 80},
	{NULL},
};

static GPtrArray *details(gpointer data, gconstpointer row)
{
	const struct log_screen *self = data;
	const struct log_line *line = row;
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *at = log_moment(line->at);

	text_add_line(lines, "%s · %s · %s", at, seat_title(self, line->who), log_door(line->door));
	log_add_changes(self->view.session, line, lines);
	return lines;
}

static gint64 identity(gconstpointer row)
{
	return ((const struct log_line *)row)->key;
}

/* reading, beside the screens */

static gpointer read_lines(struct task *task UNUSED, struct session *session, gpointer data,
			   GError **error)
{
	return app_log(session, data, error);
}

static gpointer read_state(struct task *task UNUSED, struct session *session, gpointer data UNUSED,
			   GError **error)
{
	return app_log_state(session, error);
}

static const struct log_state *want_state(struct ui *ui)
{
	const struct request request = {.key = "log state",
					.priority = PRIORITY_SHOWN,
					.work = read_state,
					.free_result = (GDestroyNotify)log_state_free};

	return ui_want(ui, &request, NULL);
}

static GPtrArray *want_lines(struct ui *ui, const struct log_screen *self, GError **error)
{
	g_autofree char *key = g_strconcat("log ", self->filter, NULL);
	const struct request request = {.key = key,
					.priority = PRIORITY_SHOWN,
					.work = read_lines,
					.free_result = (GDestroyNotify)g_ptr_array_unref,
					.data = g_memdup2(&self->query, sizeof self->query),
					.free_data = g_free};
	GPtrArray *lines = ui_want(ui, &request, error);

	return lines ? g_ptr_array_ref(lines) : NULL;
}

static GPtrArray *rows(struct ui *ui, gpointer data, GError **error)
{
	struct log_screen *self = data;
	GPtrArray *lines;

	if (!session_may(ui_session(ui), ACTION_LOG_READ, NULL, error))
		return NULL;
	g_clear_pointer(&self->seats, g_ptr_array_unref);
	self->seats = session_all(ui_session(ui), &participant_kind, NULL);
	lines = want_lines(ui, self, error);
	self->state = want_state(ui);
	return lines;
}

static const struct list_screen list = {
	.size = sizeof(struct log_screen),
	.columns = columns,
	.rows = rows,
	.identity = identity,
	.details = details,
	.detail_rows = 7,
	.coming = N_("The record of changes is being read …"),
	.empty = N_("No line of the record of changes is so. {log.filter} asks otherwise."),
};

static gpointer log_open(struct ui *ui, const char *argument UNUSED)
{
	struct log_screen *self = list_screen_open(ui, &list);

	self->filter = g_strdup("");
	app_log_filter(ui_session(ui), "", &self->query, NULL);
	self->query.limit = LINES_MOST;
	return self;
}

static void log_close(gpointer data)
{
	struct log_screen *self = data;

	g_clear_pointer(&self->seats, g_ptr_array_unref);
	g_free(self->filter);
	list_screen_close(self);
}

/* "the chain is whole · kansli 2024-10 · the newest 2000" */
static char *log_status(struct ui *ui UNUSED, gpointer data)
{
	const struct log_screen *self = data;
	const struct log_state *state = self->state;
	guint faults = state ? state->faults->len : 0;
	g_autoptr(GString) out = g_string_new(NULL);

	if (!state)
		g_string_append(out, _("the chain is being looked at …"));
	else if (faults)
		g_string_append_printf(out,
				       ngettext("! %u fault in the record of changes: {log.chain}",
						"! %u faults in the record of changes: {log.chain}",
						faults),
				       faults);
	else
		g_string_append(out, _("the chain is whole"));
	if (*self->filter)
		g_string_append_printf(out, " · %s", self->filter);
	if (self->view.rows && self->view.rows->len == LINES_MOST)
		g_string_append_printf(out, _(" · the newest %d"), LINES_MOST);
	return command_sentence(out->str);
}

/* what can be done */

static gboolean filter_by(struct ui *ui, const char *text, gpointer data UNUSED, GError **error)
{
	struct log_screen *self = ui_self(ui);

	if (!app_log_filter(ui_session(ui), text, &self->query, error))
		return FALSE;
	g_free(self->filter);
	self->filter = g_strdup(text);
	ui_reload(ui);
	return TRUE;
}

static GPtrArray *complete_seat(struct ui *ui, const char *text)
{
	const struct log_screen *self = ui_self(ui);
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; self->seats && i < self->seats->len; i++) {
		const struct participant *p = self->seats->pdata[i];

		if (g_str_has_prefix(p->handle, text))
			g_ptr_array_add(lines, g_strdup(p->handle));
	}
	return lines;
}

static void run_filter(struct ui *ui, const char *argument UNUSED)
{
	const struct log_screen *self = ui_self(ui);
	const struct prompt prompt = {
		.title = _("Show"),
		.initial = self->filter,
		.hint = _("samordnare 2024-10: a seat, a period, the id of a record; empty = all"),
		.complete = complete_seat,
		.done = filter_by};

	prompt_open(ui, &prompt);
}

static char *no_record(struct ui *ui)
{
	const struct log_line *line = list_row_selected(ui_self(ui));

	return line && id_is_null(&line->id) ? g_strdup(_("The line is about no record."))
					     : list_screen_no_row(ui);
}

static void run_record(struct ui *ui, const char *argument UNUSED)
{
	const struct log_line *line = list_row_selected(ui_self(ui));
	char id[ID_TEXT_SIZE];

	id_format(&line->id, id);
	filter_by(ui, id, NULL, NULL);
}

static void run_chain(struct ui *ui, const char *argument UNUSED)
{
	const struct log_state *state = ((const struct log_screen *)ui_self(ui))->state;
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; state && i < state->faults->len; i++)
		g_ptr_array_add(lines, g_strdup(state->faults->pdata[i]));
	if (state && !state->faults->len)
		text_add_line(lines,
			      _("The record of changes is whole: %d lines, the last with the "
				"checksum %s."),
			      (int)state->count, state->sum);
	text_viewer_open(ui, _("The chain"), lines);
}

/* The record where this seat may open it, else the line in full. */
static void log_enter(struct ui *ui, gpointer data)
{
	const struct log_line *line = list_row_selected(data);
	struct record *record = app_record_find(ui_session(ui), &line->id, NULL);
	g_autofree char *key = record ? g_strdup_printf("%" G_GINT64_FORMAT, record->key) : NULL;
	g_autofree char *form = record ? g_strconcat(record->kind->name, ":", key, NULL) : NULL;

	if (record && record->kind == &observation_kind)
		observation_view(ui, record->key);
	else if (record && record->kind == &focus_group_kind)
		ui_open(ui, "group", key);
	else if (record && !record->withdrawn && record_form_find(record->kind->name))
		ui_open(ui, "record", form);
	else
		list_screen_enter(ui, data);
	record_free(record);
}

static gboolean log_back(struct ui *ui, gpointer data)
{
	const struct log_screen *self = data;

	return list_screen_back(ui, data) || (*self->filter && filter_by(ui, "", NULL, NULL));
}

static const struct command commands[] = {
	{"log.filter", N_("Show some lines"),
	 N_("Shows the lines of one seat, of a period, of one record: samordnare 2024-10."), NULL,
	 0, run_filter, NULL},
	{"log.record", N_("Lines of its record"),
	 N_("Shows everything that happened to the record of the selected line."), NULL, 0,
	 run_record, no_record},
	{"log.chain", N_("The chain"),
	 N_("Tells every fault of the chain, or the checksum of its last line in full."), NULL, 0,
	 run_chain, NULL},
	{NULL},
};

const struct screen_ops screen_log = {
	.id = "log",
	.title = N_("Record of changes"),
	.commands = commands,
	.rows = &list,
	.open = log_open,
	.enter = log_enter,
	.status = log_status,
	.back = log_back,
	.close = log_close,
};
