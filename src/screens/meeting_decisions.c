/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the meeting decides, where the problem is shown: a measure, a focus group, a watch, a no
 * with its reason; and what became of it. */
#include "config.h"

#include "screens/meeting_rows.h"

#include "osg/when.h"

#include <string.h>

#define WATCH_WEEKS 4

/* what it is about */

struct about {
	struct session *session;
	struct resolution r;
	gint64 meeting, follow; /* follow: decision or measure that is moved */
	gboolean follows_measure;
	GArray *places; /* REFS, NULL = about alone */
	char *title;
};

static void about_free(gpointer data)
{
	struct about *a = data;

	g_clear_pointer(&a->places, g_array_unref);
	g_free(a->title);
	g_free(a);
}

/* The selected row's, or the item's own. */
static struct subject subject_here(const struct meeting_screen *self)
{
	const struct meeting_row *row = meeting_row_selected(self);
	const struct agenda_item *item = meeting_shown(self);
	const struct subject none = {0};

	if (row && !subject_equal(&row->about, &none))
		return row->about;
	return item ? item->about : none;
}

static struct about *about_new(const struct meeting_screen *self, enum outcome outcome)
{
	struct about *a = g_new0(struct about, 1);
	const struct meeting_row *row = meeting_row_selected(self);

	a->session = self->session;
	a->meeting = self->whole->meeting->record.key;
	a->r = (struct resolution){.about = subject_here(self),
				   .outcome = outcome,
				   .due = DAY_NONE,
				   .until_week = WEEK_NONE};
	if (row && row->places) { /* the rows are made anew while one types */
		a->places = g_array_copy((GArray *)row->places);
		a->r.places = a->places;
		a->r.about = (struct subject){0};
	}
	a->title = row && row->kind == ROW_MATTER ? g_strdup(row->text)
						  : subject_words(self->session, &a->r.about);
	return a;
}

static gboolean decide(struct ui *ui, const struct about *a, GError **error)
{
	if (!app_meeting_decide(a->session, a->meeting, &a->r, error))
		return FALSE;
	ui_reload(ui);
	ui_message(ui, MESSAGE_UNDOABLE, "%s", _("Decided"));
	return TRUE;
}

/* fields */

static char *who_means(gpointer data, const char *text, gint64 key, gboolean *wrong)
{
	const struct session *session = ((struct about *)data)->session;
	const struct registry *v = session_registry(session);
	const struct organisation *o =
		key ? registry_organisation(v, key) : registry_find_organisation(v, text);

	*wrong = !o || !app_takes_part(session, o->record.key);
	return o ? app_member_name(session, o) : g_strdup(_("no organisation here is called that"));
}

static GPtrArray *complete_who(gpointer data, const char *text)
{
	GPtrArray *options = form_options_new();
	struct match found[6];
	int count = app_complete_members(((struct about *)data)->session, text, found,
					 G_N_ELEMENTS(found));

	for (int i = 0; i < count; i++) {
		const struct organisation *o = found[i].record;

		form_options_add(options, o->code, o->name, o->record.key);
	}
	return options;
}

/* Owned. */
static char *no_day(const char *text, gint64 now)
{
	char *question = day_question(text, now);

	return question ? question : g_strdup(_("a day, such as 18/10, fri or v.44"));
}

static char *when_means(gpointer data, const char *text, gint64 key UNUSED, gboolean *wrong)
{
	gint64 now = session_now(((struct about *)data)->session);
	int day = due_parse(text, now), today = time_day(now);

	*wrong = day == DAY_NONE || day < today;
	if (day == DAY_NONE)
		return no_day(text, now);
	return day < today ? g_strdup(_("that day has been")) : day_name(day);
}

#define WHO(title)                                                                                 \
	{                                                                                          \
		.id = "who", .label = (title), .required = TRUE, .meaning = who_means,             \
		.complete = complete_who                                                           \
	}

static const char *const kinds[] = {N_("measure"), N_("other"), NULL};

static const struct form_field decide_fields[] = {
	{.id = "what", .label = N_("What"), .required = TRUE},
	WHO(N_("Who")),
	{.id = "when", .label = N_("Done by"), .required = TRUE, .meaning = when_means},
	{.id = "kind", .label = N_("Kind"), .kind = FORM_CHOICE, .choices = kinds},
	{.id = "cause", .label = N_("Cause"), .required = TRUE, .only_with = "kind"},
	{.id = "yardstick", .label = N_("How we know"), .required = TRUE, .only_with = "kind"},
	{NULL},
};

/* Who goes where and when. */
static const struct form_field sent_fields[] = {
	{.id = "what", .label = N_("What"), .required = TRUE},
	WHO(N_("Who")),
	{.id = "hours", .label = N_("Hours"), .required = TRUE},
	{.id = "when", .label = N_("Until"), .meaning = when_means},
	{NULL},
};

static const struct form_field group_fields[] = {
	{.id = "what", .label = N_("Title"), .required = TRUE},
	WHO(N_("Leads")),
	{.id = "when", .label = N_("Until"), .meaning = when_means},
	{NULL},
};

static const struct form_field move_fields[] = {
	{.id = "when", .label = N_("To"), .required = TRUE, .meaning = when_means},
	{.id = "why", .label = N_("Because"), .required = TRUE},
	{NULL},
};

static gboolean bad(GError **error, const char **field, const char *id, const char *why)
{
	*field = id;
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT, why);
	return FALSE;
}

/* Who and when, as far as they are said; FALSE where they are said and mean nothing. */
static gboolean read_who_and_when(const struct form *form, struct about *a, const char **field,
				  GError **error)
{
	const struct registry *v = session_registry(a->session);
	const char *who = form_text(form, "who"), *when = form_text(form, "when");
	gint64 now = session_now(a->session);
	g_autofree char *why = NULL;
	const struct organisation *o = registry_organisation(v, form_key_of(form, "who"));

	o = o ? o : registry_find_organisation(v, who);
	if (*who && !o)
		return bad(error, field, "who", _("no organisation here is called that"));
	a->r.owner = o ? o->record.key : 0;
	a->r.due = *when ? due_parse(when, now) : DAY_NONE;
	if (*when && a->r.due == DAY_NONE)
		return bad(error, field, "when", (why = no_day(when, now)));
	if (*when && a->r.due < time_day(now))
		return bad(error, field, "when", _("that day has been"));
	return TRUE;
}

static gboolean decided(struct ui *ui, const struct form *form, gpointer data, const char **field,
			GError **error)
{
	struct about *a = data;

	if (!read_who_and_when(form, a, field, error))
		return FALSE;
	a->r.outcome = form_choice(form, "kind") == 0 ? OUTCOME_MEASURE : OUTCOME_OTHER;
	a->r.text = form_text(form, "what");
	a->r.cause = form_text(form, "cause");
	a->r.yardstick = form_text(form, "yardstick");
	return decide(ui, a, error);
}

static gboolean sent(struct ui *ui, const struct form *form, gpointer data, const char **field,
		     GError **error)
{
	struct about *a = data;

	if (!read_who_and_when(form, a, field, error))
		return FALSE;
	if (!a->r.owner)
		return bad(error, field, "who", _("Say who goes there, such as BEV."));
	a->r.text = form_text(form, "what");
	a->r.hours = form_text(form, "hours");
	if (!*a->r.hours)
		return bad(error, field, "hours", _("Say when, such as “Th–Sa 18–01”."));
	return decide(ui, a, error);
}

static void fill_decision(struct form *form, gpointer data)
{
	form_choose(form, "kind", ((struct about *)data)->r.outcome == OUTCOME_MEASURE ? 0 : 1);
}

static void open_form(struct ui *ui, struct about *take_about, const char *title,
		      const struct form_field *fields,
		      gboolean (*done)(struct ui *, const struct form *, gpointer, const char **,
				       GError **),
		      void (*fill)(struct form *, gpointer))
{
	g_autofree char *draft = g_strdup_printf("decision %" G_GINT64_FORMAT " %s",
						 take_about->meeting, take_about->title);
	g_autofree char *whole = *take_about->title
					 ? g_strdup_printf("%s · %s", title, take_about->title)
					 : g_strdup(title);
	const struct form_dialog dialog = {.title = whole,
					   .fields = fields,
					   .draft = fields == move_fields ? NULL : draft,
					   .fill = fill,
					   .done = done,
					   .data = take_about,
					   .free_data = about_free};

	form_open(ui, &dialog);
}

void meeting_run_decide(struct ui *ui, const char *argument UNUSED)
{
	struct meeting_screen *self = meeting_of(ui);
	const struct agenda_item *item = meeting_shown(self);
	gboolean measure = item->kind == AGENDA_PICTURE || item->kind == AGENDA_MEASURES ||
			   item->kind == AGENDA_GROUPS;

	if (item->kind == AGENDA_PRIORITIES) {
		open_form(ui, about_new(self, OUTCOME_OTHER), _("Who goes there"), sent_fields,
			  sent, NULL);
		return;
	}
	open_form(ui, about_new(self, measure ? OUTCOME_MEASURE : OUTCOME_OTHER), _("Decision"),
		  decide_fields, decided, fill_decision);
}

/* a focus group */

static gboolean group_decided(struct ui *ui, const struct form *form, gpointer data,
			      const char **field, GError **error)
{
	struct about *a = data;

	if (!read_who_and_when(form, a, field, error))
		return FALSE;
	if (!a->r.owner)
		return bad(error, field, "who",
			   _("A focus group is led by somebody, such as KUF."));
	a->r.text = form_text(form, "what");
	a->r.reason = a->title;
	return decide(ui, a, error);
}

static void fill_group(struct form *form, gpointer data)
{
	const struct about *a = data;
	const struct place *place = registry_place(session_registry(a->session), a->r.about.place);
	g_autofree char *about = subject_words(a->session, &a->r.about);

	form_set(form, "what", place ? place->name : about, 0);
	form_focus(form, *about ? "who" : "what");
}

void meeting_run_group(struct ui *ui, const char *argument UNUSED)
{
	open_form(ui, about_new(meeting_of(ui), OUTCOME_GROUP), _("Focus group"), group_fields,
		  group_decided, fill_group);
}

/* a word and it is decided */

static const char *const no_subject = N_("Select what it is about: a hotspot, a signal, a place.");

char *meeting_no_matter(struct ui *ui)
{
	const struct meeting_screen *self = meeting_of(ui);
	const struct subject here = subject_here(self), none = {0};
	const struct meeting_row *row = meeting_row_selected(self);

	if (subject_equal(&here, &none) && !(row && (row->places || row->kind == ROW_DECISION)))
		return g_strdup(_(no_subject));
	return meeting_refuses(ui);
}

static gboolean reasoned(struct ui *ui, const char *text, gpointer data, GError **error)
{
	struct about *a = data;

	a->r.reason = text;
	return decide(ui, a, error);
}

static void ask_reason(struct ui *ui, enum outcome outcome, const char *title, const char *hint,
		       const char *argument)
{
	const struct prompt prompt = {.title = title,
				      .initial = argument,
				      .hint = hint,
				      .done = reasoned,
				      .data = about_new(meeting_of(ui), outcome),
				      .free_data = about_free};

	prompt_open(ui, &prompt);
}

void meeting_run_no_action(struct ui *ui, const char *argument)
{
	ask_reason(ui, OUTCOME_NO_ACTION, _("No action, because"), _("ordinary cleaning is enough"),
		   argument);
}

static gboolean watched(struct ui *ui, const char *text, gpointer data, GError **error)
{
	struct about *a = data;
	int today = time_day(session_now(a->session));

	a->r.until_week = week_parse(text, today, session_week(a->session));
	return decide(ui, a, error);
}

void meeting_run_watch(struct ui *ui, const char *argument)
{
	g_autofree char *week = week_name(session_week(ui_session(ui)) + WATCH_WEEKS);
	const struct prompt prompt = {.title = _("Watched until week"),
				      .initial = argument ? argument : week,
				      .hint = _("v.44"),
				      .done = watched,
				      .data = about_new(meeting_of(ui), OUTCOME_WATCH),
				      .free_data = about_free};

	prompt_open(ui, &prompt);
}

/* what became of it */

static gboolean is_followed(const struct meeting_row *row)
{
	return row && (row->kind == ROW_DECISION || row->kind == ROW_MEASURE);
}

char *meeting_no_follow(struct ui *ui)
{
	if (!is_followed(meeting_row_selected(meeting_of(ui))))
		return g_strdup(_("Select a decision or a measure."));
	return meeting_refuses(ui);
}

void meeting_run_done(struct ui *ui, const char *argument UNUSED)
{
	const struct meeting_row *row = meeting_row_selected(meeting_of(ui));
	g_autofree char *what = g_strdup(row->text);
	GError *error = NULL;
	gboolean ok = row->kind == ROW_DECISION
			      ? app_decision_done(ui_session(ui), row->key, &error)
			      : app_measure_done(ui_session(ui), row->key, &error);

	if (!ok) {
		ui_fail(ui, error);
		return;
	}
	ui_reload(ui);
	ui_message(ui, MESSAGE_UNDOABLE, _("Done: %s"), what);
}

static struct about *about_follow(struct ui *ui)
{
	const struct meeting_row *row = meeting_row_selected(meeting_of(ui));
	struct about *a = about_new(meeting_of(ui), OUTCOME_OTHER);

	a->follow = row->key;
	a->follows_measure = row->kind == ROW_MEASURE;
	g_free(a->title);
	a->title = g_strdup(row->text);
	return a;
}

static gboolean moved(struct ui *ui, const struct form *form, gpointer data, const char **field,
		      GError **error)
{
	const struct about *a = data;
	const char *when = form_text(form, "when"), *why = form_text(form, "why");
	gint64 now = session_now(a->session);
	int day = due_parse(when, now);
	g_autofree char *none = day == DAY_NONE ? no_day(when, now) : NULL;

	if (none)
		return bad(error, field, "when", none);
	if (!*why)
		return bad(error, field, "why", _("Say why, such as “the lamps came late”."));
	if (!(a->follows_measure ? app_measure_move : app_decision_move)(a->session, a->follow, day,
									 why, error))
		return FALSE;
	ui_message(ui, MESSAGE_UNDOABLE, _("Moved: %s"), a->title);
	return TRUE;
}

void meeting_run_move(struct ui *ui, const char *argument UNUSED)
{
	open_form(ui, about_follow(ui), _("Move"), move_fields, moved, NULL);
}

static gboolean dropped(struct ui *ui, const char *why, gpointer data, GError **error)
{
	const struct about *a = data;

	if (!(a->follows_measure ? app_measure_drop : app_decision_drop)(a->session, a->follow, why,
									 error))
		return FALSE;
	ui_reload(ui);
	ui_message(ui, MESSAGE_UNDOABLE, _("Dropped: %s"), a->title);
	return TRUE;
}

/* A matter is dismissed; what was decided is dropped. */
void meeting_run_dismiss(struct ui *ui, const char *argument)
{
	struct prompt prompt = {.title = _("Dropped, because"),
				.initial = argument,
				.hint = _("the place is rebuilt in spring"),
				.done = dropped,
				.free_data = about_free};

	const struct meeting_row *row = meeting_row_selected(meeting_of(ui));

	if (row && row->kind == ROW_GROUP) {
		meeting_stop_group(ui);
		return;
	}
	if (!is_followed(row)) {
		ask_reason(ui, OUTCOME_DISMISSED, _("Dismissed, because"),
			   _("roadworks, over in week 42"), argument);
		return;
	}
	prompt.data = about_follow(ui);
	prompt_open(ui, &prompt);
}

/* brought back */

static gboolean reminded(struct ui *ui, const char *text, gpointer data, GError **error)
{
	struct about *a = data;
	const char *rest;
	int day = due_begins(text, session_now(a->session), &rest);
	const char *what = *rest ? rest : a->title;

	if (!app_remind(a->session, &a->r.about, day, what, error))
		return FALSE;
	ui_reload(ui);
	ui_message(ui, MESSAGE_UNDOABLE, "%s", _("It comes back on that day"));
	return TRUE;
}

void meeting_run_remind(struct ui *ui, const char *argument)
{
	const struct prompt prompt = {.title = _("Bring back on"),
				      .initial = argument,
				      .hint = _("18/11 the school has its survey then"),
				      .done = reminded,
				      .data = about_new(meeting_of(ui), OUTCOME_OTHER),
				      .free_data = about_free};

	prompt_open(ui, &prompt);
}

/* totals */

void meeting_run_totals(struct ui *ui, const char *argument UNUSED)
{
	struct session *session = ui_session(ui);
	int week = session_week(session);
	g_autofree char *name = week_name(week), *title = NULL;
	g_autoptr(GError) error = NULL;
	GPtrArray *lines = app_totals_table(session, week, &error);

	if (!lines) {
		ui_fail(ui, g_steal_pointer(&error));
		return;
	}
	title = g_strdup_printf(_("Events by day and category, %s"), name);
	text_viewer_open(ui, title, lines);
}
