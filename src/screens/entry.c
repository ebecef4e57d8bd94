/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entry form: one observation after another without leaving it; organisation and time carry on,
 * likely duplicates stand below, a draft is kept at every pause. Also where an observation is
 * changed ("KEY") and a rejected row mended
 * ("rejected:KEY"). What a typed text means is decided in entry_fields. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "screens/entry_fields.h"
#include "osg/observation.h"
#include "osg/week.h"
#include "osg/when.h"
#include "screens/screens.h"

enum { LIKELY = 3, RECENT = 3, LABEL = 17 };

struct entry_screen {
	struct session *session;
	struct form *form;
	struct observation *editing;   /* as it was stored; NULL = a new one */
	struct rejected_row *rejected; /* the row being mended, NULL = none */
	char *draft;                   /* name of the draft */
	char *others;                  /* who else writes in it, NULL = nobody */
	char *dropped;                 /* what it was begun anew from, kept under this name */
	gboolean kept;                 /* there is a draft */
	guint drafted,
		looked; /* form_changes when the draft was kept, when duplicates were looked for */
	GArray *likely; /* struct likely */
	gint64 same;    /* the one of them that is the same event, 0 = none */
	gint64 asked;   /* the time far back that Save asked about, 0 = none */
	char *placed;   /* the words for a place that Save asked about, NULL = none */
	int today;      /* entered by the organisation today */
	char *recent;
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

/* what stands below */

/* The one that was said to be the same stays so while the rest is typed. */
static void find_likely(struct entry_screen *self)
{
	const char *field, *complaint;
	struct observation *o;
	gboolean still = FALSE;

	if (self->looked == form_changes(self->form))
		return;
	self->looked = form_changes(self->form);
	g_clear_pointer(&self->likely, g_array_unref);
	o = self->editing ? NULL : entry_read(self, &field, &complaint);
	if (o) {
		observation_settle(o, words(self));
		self->likely = app_likely(self->session, o, LIKELY, NULL);
		record_free(o);
	}
	for (guint i = 0; self->likely && i < self->likely->len; i++)
		still |= g_array_index(self->likely, struct likely, i).key == self->same;
	if (!still)
		self->same = 0;
}

/* "BEV  lö 5 okt 07:40  Visättraskolan, Skadegörelse"; owned. */
static char *short_words(const struct entry_screen *self, const struct observation *o)
{
	const struct organisation *who = registry_organisation(words(self), o->organisation);
	g_autofree char *when = observation_when(o, session_week(self->session)),
			*where = observation_where(o, words(self)),
			*what = observation_what(o, words(self));

	return g_strdup_printf("%s  %s  %s  %s", who ? who->code : "?", when, where, what);
}

static void say_recent(struct entry_screen *self, GString *out, gint64 key)
{
	struct observation *o = app_observation(self->session, key, NULL);

	if (!o)
		return;
	g_autofree char *when = observation_when(o, session_week(self->session)),
			*where = observation_where(o, words(self)),
			*what = observation_what(o, words(self));
	g_string_append_printf(out, "%s%s %s, %s", out->len ? "   " : "", when, where, what);
	record_free(o);
}

/* The organisation's latest, of this week or the one before; what lies ahead is no news. */
static void find_recent(struct entry_screen *self)
{
	const struct organisation *who = session_organisation(self->session);
	g_autofree char *filter = who ? g_strdup_printf("vem:%s", who->code) : NULL;
	gint64 now = session_now(self->session), midnight;
	GString *out = g_string_new(NULL);
	int day, seconds, said = 0;

	time_to_local(now, &day, &seconds);
	midnight = now - seconds;
	self->today = 0;
	for (int week = week_of_time(now); who && week >= week_of_time(now) - 1; week--) {
		struct listing *listing = app_list(self->session, filter, week, week, 0, NULL);

		for (guint i = 0; listing && i < listing->rows->len; i++) {
			const struct observation_row *row =
				&g_array_index(listing->rows, struct observation_row, i);

			self->today += row->entered_at >= midnight && row->entered_at <= now &&
				       !row->imported;
			if (row->time_from <= now && said < RECENT) {
				say_recent(self, out, row->key);
				said++;
			}
		}
		listing_free(listing);
	}
	g_free(self->recent);
	self->recent = g_string_free(out, out->len == 0);
}

static char *likely_text(const struct entry_screen *self, const struct likely *likely)
{
	struct observation *o = app_observation(self->session, likely->key, NULL);
	g_autofree char *what = o ? short_words(self, o) : NULL;
	GString *out = g_string_new(what);

	if (!isnan(likely->metres) && likely->metres >= 1)
		g_string_append_printf(out, _("  %.0f m away"), likely->metres);
	if (o && o->text)
		g_string_append_printf(out, _(", “%s”"), o->text);
	record_free(o);
	return g_string_free(out, FALSE);
}

static gboolean may_link(const struct entry_screen *self, GError **error)
{
	return session_may(self->session, ACTION_OBSERVATION_LINK, NULL, error);
}

/* Each on at most two lines; = before the one that is the same. */
static int draw_likely(const struct entry_screen *self, struct surface *s, int y, int end)
{
	g_autofree char *key = command_keys("entry.same");

	if (!self->likely || self->likely->len == 0 || end - y < 1)
		return y;
	surface_text(s, 1, y, LABEL - 2, STYLE_NOTICE, _("There already?"));
	if (end - y > 1)
		surface_printf(s, 1, y + 1, LABEL - 2, STYLE_HEADING,
			       may_link(self, NULL) ? _("%s links") : _("%s proposes"), key);
	for (guint i = 0; i < self->likely->len && y < end; i++) {
		const struct likely *likely = &g_array_index(self->likely, struct likely, i);
		g_autofree char *text = likely_text(self, likely);
		gboolean same = self->same == likely->key;
		struct rectangle r = {LABEL + 2, y, s->width - LABEL - 3, MIN(2, end - y)};

		surface_text(s, LABEL, y, 1, STYLE_KEY, same ? "=" : " ");
		y += surface_wrapped(s, r, same ? STYLE_STRONG : STYLE_TEXT, text, 0);
	}
	return y;
}

static const char *entry_title(const struct entry_screen *self)
{
	return self->rejected  ? _("A row that was set aside")
	       : self->editing ? _("Change an observation")
			       : _("New observation");
}

/* In the last rows, in full where they are free. Rows taken. */
static int draw_recent(const struct entry_screen *self, struct surface *s, int y, int end)
{
	g_autofree char *text = NULL;
	g_autoptr(GPtrArray) lines = NULL;
	int rows;

	if (!self->recent || self->editing || end - y < 1)
		return 0;
	text = g_strdup_printf(_("Latest from you: %s"), self->recent);
	lines = text_wrap(text, s->width - 2);
	rows = MIN((int)lines->len, MAX(end - y - 2, 1));
	surface_wrapped(s, (struct rectangle){1, end - rows, s->width - 2, rows}, STYLE_TEXT, text,
			0);
	return rows;
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
			surface_printf(s, 1, y++, s->width - 2, STYLE_NOTICE, _("%s, line %d: %s"),
				       self->rejected->file, self->rejected->line,
				       self->rejected->reason);
	}
	y += form_draw(self->form, s,
		       (struct rectangle){body.x, y, body.width,
					  MIN(end - y, form_rows(self->form, body.width))}) +
	     1;
	y = draw_likely(self, s, y, end - (end - y > 3 ? 2 : 0));
	end -= draw_recent(self, s, y, end);
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
	form_focus(self->form, "what");
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
	g_autofree char *draft = NULL;

	self->session = ui_session(ui);
	self->form = form_new(entry_fields, self->session);
	self->looked = G_MAXUINT;
	if (argument && g_str_has_prefix(argument, "rejected:"))
		open_rejected(self, g_ascii_strtoll(argument + strlen("rejected:"), NULL, 10));
	else if (argument)
		self->editing =
			app_observation(self->session, g_ascii_strtoll(argument, NULL, 10), NULL);
	self->draft = draft_name(self, argument);
	self->dropped = g_strdup_printf("%s dropped", self->draft);
	draft = ui_draft(ui, self->draft);
	start_new(self);
	if (draft) {
		g_autofree char *anew = command_keys("entry.anew");

		self->kept = TRUE;
		form_restore(self->form, draft);
		ui_message(ui, MESSAGE_DONE, _("Your draft is still here. %s begins anew."), anew);
	}
	self->drafted = form_changes(self->form);
	find_recent(self);
	tell_what_is_lacking(ui, self);
	return self;
}

static void entry_close(gpointer data)
{
	struct entry_screen *self = data;

	form_free(self->form);
	record_free(self->editing);
	record_free(self->rejected);
	if (self->likely)
		g_array_unref(self->likely);
	g_free(self->draft);
	g_free(self->others);
	g_free(self->dropped);
	g_free(self->placed);
	g_free(self->recent);
	g_free(self);
}

static void find_others(struct entry_screen *self)
{
	g_free(self->others);
	self->others = self->editing ? session_others_writing(self->session, self->draft) : NULL;
}

/* A pause, a hang-up, leaving: what was typed is kept. */
static void entry_tick(struct ui *ui, gpointer data)
{
	struct entry_screen *self = data;
	g_autofree char *stored = NULL;

	find_likely(self);
	find_others(self);
	if (self->drafted == form_changes(self->form))
		return;
	stored = form_store(self->form);
	ui_draft_save(ui, self->draft, stored);
	self->drafted = form_changes(self->form);
	self->kept = TRUE;
}

static char *entry_status(struct ui *ui, gpointer data)
{
	const struct entry_screen *self = data;
	g_autofree char *today =
		self->editing ? NULL : g_strdup_printf(_("%d saved today"), self->today);
	g_autofree char *draft = form_screen_status(ui, self->draft, self->kept, self->others);

	if (!draft || !today)
		return draft ? g_steal_pointer(&draft) : g_steal_pointer(&today);
	return g_strdup_printf("%s · %s", draft, today);
}

static gboolean entry_load(struct ui *ui UNUSED, gpointer data, GError **error UNUSED)
{
	find_others(data);
	return TRUE;
}

static void drop_draft(struct ui *ui, struct entry_screen *self)
{
	if (self->kept)
		ui_draft_save(ui, self->draft, NULL);
	self->kept = FALSE;
	self->drafted = form_changes(self->form);
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
	return self->same ? app_observation_add_same(self->session, o, self->same, error)
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
	form_focus(self->form, "what");
	find_recent(self);
	self->same = 0;
	self->looked = G_MAXUINT;
	find_likely(self);
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

/* Of another week than the shown one it says so: there it is not in the list. */
static char *where_and_when(const struct entry_screen *self, const struct observation *o)
{
	g_autofree char *where = observation_where(o, words(self)), *week = week_name(o->week);

	return o->week == session_week(self->session) ? g_steal_pointer(&where)
						      : g_strconcat(where, ", ", week, NULL);
}

static void stored(struct ui *ui, struct entry_screen *self, const struct observation *o)
{
	g_autofree char *what = observation_what(o, words(self)), *where = where_and_when(self, o);

	ui_message(ui, MESSAGE_UNDOABLE,
		   !self->same  ? _("Saved: %s, %s")
		   : o->same_as ? _("Saved: %s, %s. The coordinator links it.")
				: _("Saved and linked: %s, %s"),
		   what, where);
	drop_draft(ui, self);
	ui_draft_save(ui, self->dropped, NULL);
	if (self->editing || self->rejected)
		ui_leave(ui);
	else
		next_one(self);
	ui_reload(ui);
}

/* 2014 for 2024 is typed easily and found by nobody: Save asks once. */
static gboolean ask_about_year(struct ui *ui, struct entry_screen *self,
			       const struct observation *o)
{
	int years = when_years_off(o->time_from, session_now(self->session));
	g_autofree char *save = command_keys("form.save"), *question = NULL;

	if (years <= WHEN_FAR || self->asked == o->time_from ||
	    (self->editing && !form_moved(self->form, "when")))
		return FALSE;
	self->asked = o->time_from;
	question = g_strdup_printf(_("That is %d years ago. If it is right, %s saves it."), years,
				   save);
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

	find_likely(self);
	return self->likely && self->likely->len
		       ? NULL
		       : g_strdup(_("Nothing like it is known in these days."));
}

/* The likeliest first, then the others, then none. */
static void run_same(struct ui *ui, const char *argument UNUSED)
{
	struct entry_screen *self = ui_self(ui);
	guint next = 0;

	for (guint i = 0; self->same && i < self->likely->len; i++)
		if (g_array_index(self->likely, struct likely, i).key == self->same)
			next = i + 1;
	self->same =
		next < self->likely->len ? g_array_index(self->likely, struct likely, next).key : 0;
	ui_message(ui, MESSAGE_HINT, "%s",
		   !self->same ? _("Saved on its own")
		   : may_link(self, NULL)
			   ? _("Saving will link it with the one marked =")
			   : _("Saving will propose that it is the one marked =; the "
			       "coordinator links it"));
}

static void look_again(struct entry_screen *self)
{
	self->same = 0;
	self->looked = G_MAXUINT;
	find_likely(self);
}

/* What was typed is set aside, not lost: the same key gives it back. */
static void begin_anew(struct ui *ui, struct entry_screen *self)
{
	g_autofree char *typed = form_store(self->form), *anew = command_keys("entry.anew");

	ui_draft_save(ui, self->dropped, typed);
	for (const struct form_field *f = entry_fields; f->id; f++)
		form_set(self->form, f->id, "", 0);
	start_new(self);
	drop_draft(ui, self);
	ui_message(ui, MESSAGE_DONE,
		   self->editing ? _("As it is stored. %s gives back what was typed.")
				 : _("An empty form. %s gives back what was typed."),
		   anew);
}

static void give_back(struct ui *ui, struct entry_screen *self, const char *typed)
{
	form_restore(self->form, typed);
	ui_draft_save(ui, self->draft, typed);
	ui_draft_save(ui, self->dropped, NULL);
	self->kept = TRUE;
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
