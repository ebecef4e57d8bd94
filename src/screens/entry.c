/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entry form: one observation after another without leaving it; organisation and time carry on,
 * a draft is kept at every pause. Also where an observation is changed ("KEY") and a rejected row
 * mended ("rejected:KEY"). What a typed text means is decided in entry_fields.c; what stands below
 * the form is entry_known.c. */
#include "config.h"

#include <string.h>

#include "screens/entry_fields.h"
#include "screens/entry_known.h"
#include "osg/observation.h"
#include "osg/week.h"
#include "osg/when.h"
#include "screens/screens.h"

struct entry_screen {
	struct session *session;
	struct form *form;
	struct observation *editing;   /* as it was stored; NULL = a new one */
	struct rejected_row *rejected; /* the row being mended, NULL = none */
	struct form_draft draft;
	char *dropped; /* what it was begun anew from, kept under this name */
	guint looked;  /* form_changes when duplicates were looked for */
	gint64 asked;  /* the time far back that Save asked about, 0 = none */
	char *placed;  /* the words for a place that Save asked about, NULL = none */
	struct entry_known known;
};

static const struct registry *words(const struct entry_screen *self)
{
	return session_registry(self->session);
}

/* The observation as the form says it; NULL with *field and *complaint when something is wrong. */
static struct observation *entry_read(const struct entry_screen *self, const char **field,
				      const char **complaint)
{
	struct observation *o =
		self->editing ? record_copy(self->editing) : app_observation_new(self->session);

	if (entry_fields_read(self->form, self->session, o, field, complaint))
		return o;
	record_free(o);
	return NULL;
}

/* As the form says it now; an observation that is changed is no likely duplicate of another. */
static void look_for_likely(struct entry_screen *self)
{
	const char *field, *complaint;
	struct observation *o;

	if (self->looked == form_changes(self->form))
		return;
	self->looked = form_changes(self->form);
	o = self->editing ? NULL : entry_read(self, &field, &complaint);
	entry_known_likely(&self->known, self->session, o);
	record_free(o);
}

static const char *entry_title(const struct entry_screen *self)
{
	return self->rejected  ? _("A row that was set aside")
	       : self->editing ? _("Change an observation")
			       : _("New observation");
}

/* Where the row stands, what is wrong and what is right, as far as two lines go. Rows taken. */
static int draw_rejected(const struct rejected_row *row, struct surface *s, int y)
{
	g_autofree char *words = rejected_row_words(row),
			*text = g_strdup_printf("%s, %s", row->file, words);

	return MIN(surface_wrapped(s, (struct rectangle){1, y, s->width - 2, 2}, STYLE_NOTICE, text,
				   0),
		   2);
}

/* In the last rows before end: the row as it stood in its file, or what the organisation has
 * entered of late. Rows taken. */
static int draw_last(const struct entry_screen *self, struct surface *s, int y, int end)
{
	g_autofree char *whole = self->rejected ? rejected_row_whole(self->rejected) : NULL,
			*text = whole && *whole ? g_strdup_printf(_("As it stood: %s"), whole)
						: NULL;

	if (self->editing && !text)
		return 0;
	return text ? entry_known_draw_last(text, s, y, end)
		    : entry_known_draw_recent(&self->known, s, y, end);
}

static void entry_draw(struct ui *ui UNUSED, gpointer data, struct surface *s,
		       struct rectangle body)
{
	struct entry_screen *self = data;
	const struct organisation *who = session_organisation(self->session);
	int y = body.y, end = body.y + body.height;

	if (body.height > 12) {
		surface_printf(s, 1, y++, s->width - 2, STYLE_STRONG, who ? "%s   %s · %s" : "%s",
			       entry_title(self), who ? who->code : "", who ? who->name : "");
		if (self->rejected)
			y += draw_rejected(self->rejected, s, y);
	}
	y += form_draw(self->form, s,
		       (struct rectangle){body.x, y, body.width,
					  MIN(end - y, form_rows(self->form, body.width))}) +
	     1;
	y = entry_known_draw_likely(&self->known, self->session, s, y, end - (end - y > 3 ? 2 : 0));
	end -= draw_last(self, s, y, end);
	if (end - y >= 1)
		surface_text(s, 1, end - 1, s->width - 2, STYLE_HEADING,
			     _("Describe the event, not the person. Going on now? Call 112; not "
			       "urgent, 114 14."));
}

/* life */

static void start_new(struct entry_screen *self)
{
	struct observation *o = app_observation_new(self->session);

	entry_fields_show(self->form, self->session, self->editing ? self->editing : o);
	record_free(o);
	form_settle(self->form);
	form_ask(self->form);
}

static void open_rejected(struct entry_screen *self, gint64 key)
{
	g_autoptr(GPtrArray) all = app_rejected_rows(self->session, NULL);

	for (guint i = 0; all && i < all->len; i++)
		if (((struct rejected_row *)all->pdata[i])->record.key == key)
			self->rejected = record_copy(all->pdata[i]);
	self->editing = self->rejected
				? app_rejected_row_observation(self->session, self->rejected, NULL)
				: NULL;
}

/* A draft belongs to one version of the record: a later one is not overwritten by what was typed
 * for an earlier. */
static char *draft_name(const struct entry_screen *self, const char *argument)
{
	if (!argument)
		return g_strdup("observation");
	return g_strdup_printf("observation %s %d", argument,
			       self->editing ? self->editing->record.version : 0);
}

/* Nobody writes for nothing: what Save would refuse is told before the first letter. */
static void tell_what_is_lacking(struct ui *ui, const struct entry_screen *self)
{
	enum action action = self->rejected  ? ACTION_REJECTED_ACCEPT
			     : self->editing ? ACTION_OBSERVATION_CHANGE
					     : ACTION_OBSERVATION_ADD;
	GError *error = NULL;

	if (!session_may(self->session, action, self->rejected ? NULL : self->editing, &error))
		ui_fail(ui, error);
}

static gpointer entry_open(struct ui *ui, const char *argument)
{
	struct entry_screen *self = g_new0(struct entry_screen, 1);
	char *draft;

	self->session = ui_session(ui);
	self->form = form_new(entry_fields, self->session);
	self->looked = G_MAXUINT;
	if (argument && g_str_has_prefix(argument, "rejected:"))
		open_rejected(self, g_ascii_strtoll(argument + strlen("rejected:"), NULL, 10));
	else if (argument)
		self->editing =
			app_observation(self->session, g_ascii_strtoll(argument, NULL, 10), NULL);
	draft = draft_name(self, argument);
	self->dropped = g_strdup_printf("%s dropped", draft);
	start_new(self);
	if (form_draft_open(ui, &self->draft, draft, self->form)) {
		g_autofree char *anew = command_keys("entry.anew");

		ui_message(ui, MESSAGE_DONE, _("Your draft is still here. %s begins anew."), anew);
	}
	entry_known_recent(&self->known, self->session);
	tell_what_is_lacking(ui, self);
	return self;
}

static void entry_close(gpointer data)
{
	struct entry_screen *self = data;

	form_free(self->form);
	record_free(self->editing);
	record_free(self->rejected);
	form_draft_clear(&self->draft);
	g_free(self->dropped);
	g_free(self->placed);
	entry_known_clear(&self->known);
	g_free(self);
}

/* A pause, a hang-up, leaving: what was typed is kept. */
static void entry_tick(struct ui *ui, gpointer data)
{
	struct entry_screen *self = data;

	look_for_likely(self);
	form_draft_others(ui, &self->draft, self->editing != NULL);
	form_draft_keep(ui, &self->draft, self->form);
}

static char *entry_status(struct ui *ui, gpointer data)
{
	const struct entry_screen *self = data;
	g_autofree char *today =
		self->editing ? NULL
			      : g_strdup_printf(ngettext("%d saved today", "%d saved today",
							 (gulong)self->known.today),
						self->known.today);
	g_autofree char *draft = form_draft_status(ui, &self->draft);

	if (!draft || !today)
		return draft ? g_steal_pointer(&draft) : g_steal_pointer(&today);
	return g_strdup_printf("%s · %s", draft, today);
}

static gboolean entry_load(struct ui *ui, gpointer data, GError **error UNUSED)
{
	struct entry_screen *self = data;

	form_draft_others(ui, &self->draft, self->editing != NULL);
	return TRUE;
}

/* commands */

/* The field that a rule's message is about: the record's names are not the form's. */
static const char *field_of(const struct session *session, const struct observation *o)
{
	static const struct {
		const char *record, *form;
	} same[] = {{"category", "what"}, {"place", "where"},    {"area", "where"},
		    {"lat", "where"},     {"time_from", "when"}, {"time_to", "when"},
		    {"text", "text"},     {"cost", "cost"},      {"organisation", "organisation"}};
	const char *field = NULL;

	observation_check(o, session_registry(session), session_now(session), &field, NULL);
	for (gsize i = 0; field && i < G_N_ELEMENTS(same); i++)
		if (strcmp(same[i].record, field) == 0)
			return same[i].form;
	return "text"; /* the guard's */
}

static gboolean store(struct entry_screen *self, struct observation *o, GError **error)
{
	if (self->rejected)
		return app_rejected_row_accept(self->session, self->rejected, o, error);
	return self->known.same
		       ? app_observation_add_same(self->session, o, self->known.same, error)
		       : app_observation_save(self->session, o, error);
}

/* Organisation and time carry on to the next, nothing else: least of all whom the last was kept
 * from. */
static void next_one(struct entry_screen *self)
{
	static const char *const emptied[] = {"what", "where", "text", "cost"};
	struct observation *next = app_observation_new(self->session);

	entry_fields_choose(self->form, next);
	record_free(next);
	for (gsize i = 0; i < G_N_ELEMENTS(emptied); i++)
		form_set(self->form, emptied[i], "", 0);
	form_complain(self->form, "when", NULL); /* the one that is saved was asked about */
	form_focus(self->form, "what");
	entry_known_recent(&self->known, self->session);
	self->known.same = 0;
	self->looked = G_MAXUINT;
	look_for_likely(self);
}

/* Somebody else stored it in the meantime: what nobody touched here becomes theirs, what was typed
 * stays, and where both wrote one chooses. */
static void take_over(struct ui *ui, struct entry_screen *self)
{
	struct observation *theirs =
		app_observation(self->session, self->editing->record.key, NULL);
	struct form *other;

	if (!theirs)
		return;
	other = form_new(entry_fields, self->session);
	entry_fields_show(other, self->session, theirs);
	form_screen_rebase(ui, self->form, other);
	form_free(other);
	record_free(self->editing);
	self->editing = theirs;
}

static void not_stored(struct ui *ui, struct entry_screen *self, const struct observation *o,
		       GError *take_error)
{
	if (self->editing && !self->rejected &&
	    g_error_matches(take_error, OSG_ERROR, OSG_ERROR_CONFLICT)) {
		take_over(ui, self);
		g_error_free(take_error);
		return;
	}
	form_complain(self->form, field_of(self->session, o), take_error->message);
	if (form_screen_ask(ui, take_error))
		g_error_free(take_error);
	else
		ui_fail(ui, take_error);
}

/* Of another week than the shown one it says so, and how to get there: it is not in the list. */
static char *where_and_when(const struct entry_screen *self, const struct observation *o)
{
	g_autofree char *where = observation_where(o, words(self)),
			*week = week_name_beside(o->week, session_week(self->session));
	gboolean stays = !self->editing && !self->rejected;

	if (o->week == session_week(self->session))
		return g_steal_pointer(&where);
	return g_strdup_printf(stays ? _("%s, %s ({screen.back} {week.jump} goes there)")
				     : _("%s, %s ({week.jump} goes there)"),
			       where, week);
}

static void stored(struct ui *ui, struct entry_screen *self, const struct observation *o)
{
	g_autofree char *what = observation_what(o, words(self)), *where = where_and_when(self, o);

	const char *words = !self->known.same ? _("Saved: %s, %s")
			    : o->same_as      ? _("Saved: %s, %s. The coordinator links it.")
					      : _("Saved and linked: %s, %s");
	g_autofree char *said = g_strdup_printf(words, what, where);

	if (o->week != session_week(self->session))
		ui_offer_week(ui, o->week);
	form_draft_drop(ui, &self->draft, self->form);
	ui_draft_save(ui, self->dropped, NULL);
	if (self->editing || self->rejected)
		ui_leave(ui);
	else
		next_one(self);
	ui_reload(ui);
	ui_message(ui, MESSAGE_UNDOABLE, "%s", said);
}

/* Owned; NULL: the time is as likely as any. */
static char *year_question(const struct entry_screen *self, const struct observation *o)
{
	const struct when when = {o->time_from, o->time_to, o->time_precision};
	gint64 now = session_now(self->session);
	int years = when_years_off(o->time_from, now);
	g_autofree char *save = command_keys("form.save"), *said = NULL;

	if (!when_is_doubtful(form_text(self->form, "when"), &when, now))
		return NULL;
	if (years > WHEN_FAR)
		return g_strdup_printf(_("That is %d years ago. If it is right, %s saves it."),
				       years, save);
	said = when_format(&when, WEEK_NONE);
	if (when_is_of_twelve_hours(form_text(self->form, "when"), &when, now))
		return g_strdup_printf(_("That is %s, and not twelve hours later. If it is right, "
					 "%s saves it; else write it like 14:30."),
				       said, save);
	if (!years)
		return g_strdup_printf(
			_("That is %s: today it lies ahead. If it is right, %s saves "
			  "it; else write another time."),
			said, save);
	return g_strdup_printf(_("That is last year, %s. If it is right, %s saves it; else write "
				 "another date."),
			       said, save);
}

/* 2014 for 2024 is typed easily and found by nobody: Save asks once. */
static gboolean ask_about_year(struct ui *ui, struct entry_screen *self,
			       const struct observation *o)
{
	g_autofree char *question = year_question(self, o);

	if (!question || self->asked == o->time_from ||
	    (self->editing && !form_moved(self->form, "when")))
		return FALSE;
	self->asked = o->time_from;
	form_complain(self->form, "when", question);
	ui_message(ui, MESSAGE_HINT, "%s", question);
	return TRUE;
}

/* A slip of the hand is not in the register either: Save asks once before it keeps the words. */
static gboolean ask_about_words(struct ui *ui, struct entry_screen *self,
				const struct observation *o)
{
	g_autofree char *save = command_keys("form.save"), *question = NULL;

	if (!o->place_words || g_strcmp0(self->placed, o->place_words) == 0 ||
	    (self->editing && !form_moved(self->form, "where")))
		return FALSE;
	g_free(self->placed);
	self->placed = g_strdup(o->place_words);
	question = g_strdup_printf(_("Not in the register. %s keeps it as words, to be placed by "
				     "the coordinator."),
				   save);
	form_complain(self->form, "where", question);
	ui_message(ui, MESSAGE_HINT, "%s", question);
	return TRUE;
}

static void entry_save(struct ui *ui)
{
	struct entry_screen *self = ui_self(ui);
	const char *field, *complaint;
	struct observation *o = entry_read(self, &field, &complaint);
	GError *error = NULL;

	if (!o) {
		form_complain(self->form, field, complaint);
		ui_message(ui, MESSAGE_ERROR, "%s", complaint);
		return;
	}
	if (ask_about_year(ui, self, o) || ask_about_words(ui, self, o)) {
		record_free(o);
		return;
	}
	if (store(self, o, &error))
		stored(ui, self, o);
	else
		not_stored(ui, self, o, error);
	record_free(o);
}

static char *no_same(struct ui *ui)
{
	struct entry_screen *self = ui_self(ui);

	look_for_likely(self);
	return self->known.likely && self->known.likely->len
		       ? NULL
		       : g_strdup(_("Nothing like it is known in these days."));
}

static void run_same(struct ui *ui, const char *argument UNUSED)
{
	struct entry_screen *self = ui_self(ui);

	ui_message(ui, MESSAGE_HINT, "%s", entry_known_next(&self->known, self->session));
}

static void look_again(struct entry_screen *self)
{
	self->known.same = 0;
	self->looked = G_MAXUINT;
	look_for_likely(self);
}

/* What was typed is set aside, not lost: the same key gives it back. */
static void begin_anew(struct ui *ui, struct entry_screen *self)
{
	g_autofree char *typed = form_store(self->form), *anew = command_keys("entry.anew");

	ui_draft_save(ui, self->dropped, typed);
	for (const struct form_field *f = entry_fields; f->id; f++)
		form_set(self->form, f->id, "", 0);
	start_new(self);
	form_draft_drop(ui, &self->draft, self->form);
	ui_message(ui, MESSAGE_DONE,
		   self->editing ? _("As it is stored. %s gives back what was typed.")
				 : _("An empty form. %s gives back what was typed."),
		   anew);
}

static void give_back(struct ui *ui, struct entry_screen *self, const char *typed)
{
	form_restore(self->form, typed);
	ui_draft_save(ui, self->draft.name, typed);
	ui_draft_save(ui, self->dropped, NULL);
	self->draft.kept = TRUE;
	ui_message(ui, MESSAGE_DONE, "%s", _("What was typed is back."));
}

static void run_anew(struct ui *ui, const char *argument UNUSED)
{
	struct entry_screen *self = ui_self(ui);
	g_autofree char *typed = NULL;

	if (form_any_moved(self->form)) {
		begin_anew(ui, self);
	} else {
		typed = ui_draft(ui, self->dropped);
		if (typed)
			give_back(ui, self, typed);
		else
			ui_message(ui, MESSAGE_HINT, "%s",
				   self->editing ? _("As it is stored.") : _("An empty form."));
	}
	look_again(self);
}

static struct form *entry_form(gpointer self)
{
	return ((struct entry_screen *)self)->form;
}

static const struct command commands[] = {
	{"entry.same", N_("It is the same event"),
	 N_("Links it with a likely duplicate when it is saved; again takes the next one."), NULL,
	 COMMAND_WRITES, run_same, no_same},
	{"entry.anew", N_("Begin anew"),
	 N_("Sets aside what was typed and the draft; in an untouched form, gives it back."), NULL,
	 0, run_anew, NULL},
	{NULL},
};

const struct screen_ops screen_entry = {
	.id = "entry",
	.title = N_("Entry"),
	.commands = commands,
	.open = entry_open,
	.load = entry_load,
	.draw = entry_draw,
	.tick = entry_tick,
	.status = entry_status,
	.close = entry_close,
	.form = entry_form,
	.save = entry_save,
};
