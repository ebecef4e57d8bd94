/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the meeting writes down beside its decisions: who is here, what each told, notes to an item,
 * the level of a district. What is typed is kept while it is typed. */
#include "config.h"

#include "screens/meeting_rows.h"

#define NOTE_PAUSE 300 /* milliseconds until what was typed is stored */

/* An organisation of the roll call is selected. */
static const struct attendance *called(const struct meeting_screen *self)
{
	const struct meeting_row *row = meeting_row_selected(self);

	return row && row->kind == ROW_ORGANISATION ? row->of : NULL;
}

char *meeting_no_call(struct ui *ui)
{
	struct meeting_screen *self = meeting_of(ui);

	if (!called(self) || !meeting_shows(self, AGENDA_OPENING))
		return g_strdup(_("Select an organisation of the roll call."));
	return meeting_refuses(ui);
}

/* Who has reported is not silent. */
char *meeting_no_why(struct ui *ui)
{
	const struct meeting_screen *self = meeting_of(ui);
	const struct attendance *a = called(self);
	const struct picture_organisation *sent =
		a ? meeting_organisation(self, a->organisation) : NULL;

	if (sent && (sent->roll == ROLL_REPORTED || sent->roll == ROLL_NIL) && !a->note)
		return g_strdup_printf(_("%s is not silent: it has reported."), sent->code);
	return meeting_no_call(ui);
}

/* writing */

/* The draft of what could not be stored. */
static char *draft_name(const struct meeting_screen *self)
{
	return g_strdup_printf("meeting %d %" G_GINT64_FORMAT, (int)self->writing, self->writes_to);
}

static gboolean store_writing(struct meeting_screen *self, gboolean final, GError **error)
{
	g_autofree char *text = text_clean(self->edit.text->str, -1, TRUE);
	gboolean ok;

	if (self->writing == WRITES_NOTHING)
		return TRUE;
	ok = self->writing == WRITES_NOTE
		     ? app_meeting_note(self->session, self->writes_to, text, final, error)
		     : app_meeting_say(self->session, self->writes_to, text, final, error);
	ui_kept(self->ui, "meeting", ok);
	return ok;
}

static void write_begin(struct meeting_screen *self, enum writing what, gint64 to, const char *text)
{
	g_autofree char *name = NULL, *draft = NULL;

	self->writing = what;
	self->writes_to = to;
	name = draft_name(self);
	draft = ui_draft(self->ui, name);
	edit_set(&self->edit, draft ? draft : text ? text : "");
	if (draft)
		ui_message(self->ui, MESSAGE_DONE, "%s", _("Your draft is still here."));
}

static void end_again(struct ui *ui UNUSED, gpointer self);

/* What is refused stays to be rewritten, or to say why it must stand there; who ends it once more
 * as it is finds it as a draft. FALSE: it is written on. */
static gboolean write_end(struct meeting_screen *self)
{
	g_autofree char *name = draft_name(self), *draft = NULL;
	g_autoptr(GError) error = NULL;

	if (store_writing(self, TRUE, &error)) {
		draft = ui_draft(self->ui, name);
		if (draft)
			ui_draft_save(self->ui, name, NULL);
		if (self->refused)
			ui_message(self->ui, MESSAGE_DONE, "%s", _("Saved"));
	} else if (g_strcmp0(self->refused, self->edit.text->str) != 0) {
		g_free(self->refused);
		self->refused = g_strdup(self->edit.text->str);
		ui_message(self->ui, MESSAGE_ERROR, "%s", error->message);
		reason_ask(self->ui, error, end_again, self);
		return FALSE;
	} else {
		ui_draft_save(self->ui, name, self->edit.text->str);
		ui_kept(self->ui, "meeting", TRUE);
		ui_message(self->ui, MESSAGE_ERROR, "%s",
			   _("Not stored; what you wrote is kept as a draft, which comes back when "
			     "you write there again."));
	}
	g_clear_pointer(&self->refused, g_free);
	self->writing = WRITES_NOTHING;
	ui_reload(self->ui);
	return TRUE;
}

static void end_again(struct ui *ui UNUSED, gpointer self)
{
	write_end(self);
}

gboolean meeting_writing_key(struct meeting_screen *self, guint32 key)
{
	switch (key) {
	case UI_KEY_ESCAPE:
	case UI_KEY_CTRL('c'):
	case UI_KEY_CTRL('s'):
		write_end(self);
		return TRUE;
	case UI_KEY_PAGE_DOWN:
	case UI_KEY_PAGE_UP:
	case UI_KEY_TAB:
		return !write_end(self);
	}
	if (edit_key(&self->edit, key))
		ui_plan(self->ui, NOTE_PAUSE);
	return key < UI_KEY_CTRL_BASE;
}

void meeting_tick(struct ui *ui, gpointer self)
{
	GError *error = NULL;

	if (!store_writing(self, FALSE, &error))
		ui_fail(ui, error);
}

void meeting_paste(struct ui *ui, gpointer data, const char *text)
{
	struct meeting_screen *self = data;

	if (!self->writing) {
		ui_nothing_pasted(ui);
		return;
	}
	edit_paste(&self->edit, text);
	ui_plan(ui, NOTE_PAUSE);
}

/* The own organisation's word is its own, whoever leads. */
static const struct attendance *own_round(const struct meeting_screen *self)
{
	const struct organisation *mine = session_organisation(self->session);

	return mine ? meeting_attendance(self, mine->record.key) : NULL;
}

char *meeting_no_note(struct ui *ui)
{
	const struct meeting_screen *self = meeting_of(ui);

	if (self->whole && self->whole->meeting->state == MEETING_OPEN && !self->leads &&
	    own_round(self) && session_may(self->session, ACTION_MEETING_TELL, NULL, NULL))
		return NULL;
	return meeting_refuses(ui);
}

void meeting_run_note(struct ui *ui, const char *argument UNUSED)
{
	struct meeting_screen *self = meeting_of(ui);
	const struct agenda_item *item = meeting_shown(self);
	const struct attendance *a = !self->leads                        ? own_round(self)
				     : meeting_shows(self, AGENDA_ROUND) ? called(self)
									 : NULL;

	if (a) {
		self->turn = a->organisation;
		write_begin(self, WRITES_TOLD, a->record.key, a->said);
	} else if (item) {
		write_begin(self, WRITES_NOTE, item->record.key, item->note);
	}
}

/* the roll call */

static void set_presence(struct ui *ui, enum presence presence)
{
	struct meeting_screen *self = meeting_of(ui);
	const struct attendance *a = called(self);
	GError *error = NULL;

	if (a->presence == (int)presence)
		presence = PRESENCE_UNKNOWN;
	if (!app_meeting_presence(self->session, a->record.key, presence, &error)) {
		ui_fail(ui, error);
		return;
	}
	ui_reload(ui);
	meeting_rows_move(self, 1);
}

void meeting_run_here(struct ui *ui, const char *argument UNUSED)
{
	set_presence(ui, PRESENCE_PRESENT);
}

void meeting_run_remote(struct ui *ui, const char *argument UNUSED)
{
	set_presence(ui, PRESENCE_REMOTE);
}

void meeting_run_excused(struct ui *ui, const char *argument UNUSED)
{
	set_presence(ui, PRESENCE_EXCUSED);
}

static gboolean excused(struct ui *ui, const char *text, gpointer key, GError **error)
{
	if (!app_meeting_excuse(ui_session(ui), GPOINTER_TO_SIZE(key), text, error))
		return FALSE;
	ui_reload(ui);
	return TRUE;
}

void meeting_run_why(struct ui *ui, const char *argument)
{
	const struct attendance *a = called(meeting_of(ui));
	const struct prompt prompt = {.title = _("Why silent"),
				      .initial = argument ? argument : a->note,
				      .hint = _("ill this week; reports on Thursday"),
				      .done = excused,
				      .data = GSIZE_TO_POINTER((gsize)a->record.key)};

	prompt_open(ui, &prompt);
}

void meeting_run_nil(struct ui *ui, const char *argument UNUSED)
{
	struct meeting_screen *self = meeting_of(ui);
	const struct attendance *a = called(self);
	GError *error = NULL;

	if (!app_nil_report(self->session, a->organisation, session_week(self->session), NULL,
			    &error)) {
		ui_fail(ui, error);
		return;
	}
	ui_message(ui, MESSAGE_UNDOABLE, "%s", _("Nothing to report is noted"));
	ui_reload(ui);
}

/* levels */

static void level_set(struct meeting_screen *self, gint64 area, int level)
{
	GError *error = NULL;

	if (app_meeting_level(self->session, self->whole->meeting->record.key, area, level,
			      &error)) {
		ui_reload(self->ui);
		meeting_rows_move(self, 1);
	} else {
		ui_fail(self->ui, error);
	}
}

/* The first district without a level, else the first; -1 = there are no districts. */
static int level_row(const struct meeting_screen *self)
{
	int first = -1;

	for (guint i = 0; i < self->rows->len; i++) {
		const struct meeting_row *row = self->rows->pdata[i];

		if (row->kind != ROW_LEVEL)
			continue;
		if (meeting_level(self->whole->levels, row->key) < 0)
			return (int)i;
		first = first < 0 ? (int)i : first;
	}
	return first;
}

/* Where levels are agreed their digits are no tabs: with another row selected nobody would know
 * which district was meant, so it is selected first. */
gboolean meeting_level_key(struct meeting_screen *self, guint32 key)
{
	const struct meeting_row *row = meeting_row_selected(self);
	int next;

	if (key < '0' || key > '4' || !self->leads || !meeting_shows(self, AGENDA_PICTURE))
		return FALSE;
	if (row && row->kind == ROW_LEVEL) {
		level_set(self, row->key, (int)(key - '0'));
		return TRUE;
	}
	next = level_row(self);
	if (next < 0)
		return FALSE;
	self->selected = next;
	ui_message(self->ui, MESSAGE_HINT,
		   _("%c is a level at this point: %s is selected, press it again to set it."),
		   (char)key, meeting_row_selected(self)->text);
	return TRUE;
}

char *meeting_no_levels(struct ui *ui)
{
	const struct meeting_screen *self = meeting_of(ui);

	if (!meeting_shows(self, AGENDA_PICTURE))
		return g_strdup(_("The levels are agreed at the point “The picture”."));
	return meeting_refuses(ui);
}

void meeting_run_levels(struct ui *ui, const char *argument UNUSED)
{
	struct meeting_screen *self = meeting_of(ui);
	GError *error = NULL;
	int kept = app_meeting_keep_levels(self->session, self->whole->meeting->record.key, &error);

	if (kept < 0) {
		ui_fail(ui, error);
		return;
	}
	ui_reload(ui);
	ui_message(ui, MESSAGE_UNDOABLE,
		   ngettext("%d district keeps its level", "%d districts keep their level",
			    (gulong)kept),
		   kept);
}
