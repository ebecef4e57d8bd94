/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of a measure, a cause, a seat or another kind that record_fields and setup_forms know:
 * "cause:KEY", or "cause:new" and a line "focus_group=KEY" for each field that is known before.
 * Whatever was typed is kept at every pause; below a yardstick stands what it could show at all. */
#include "config.h"

#include <string.h>

#include "osg/before_after.h"
#include "osg/week.h"
#include "osg/words.h"
#include "screens/record_fields.h"
#include "screens/screens.h"

struct record_screen {
	const struct record_form *kind;
	struct edited edited;
	struct form *form;
	struct form_draft draft;
	char *outlook;   /* what the yardstick could show, NULL = nothing to say */
	guint proposing; /* form_changes + 1 when a proposal was asked for, 0 = none is */
	gboolean gone;   /* what should be changed is not there */
	int scroll;
};

/* opening */

static struct yardstick *yardstick_for(struct session *session, const struct record *record)
{
	struct measure_item *item;
	struct dossier *d;
	struct yardstick *y = NULL;

	if (record->key && record->kind == &measure_kind) {
		item = app_measure(session, record->key, NULL);
		y = item && item->yardstick ? record_copy(item->yardstick) : NULL;
		measure_item_free(item);
	} else if (record->key) {
		d = app_dossier(session, record->key, NULL);
		y = d && d->yardstick ? record_copy(d->yardstick) : NULL;
		dossier_free(d);
	}
	return y ? y : record_new(&yardstick_kind);
}

/* What a new record was opened from: its group, the visit, the place, the cause above. */
static void begin_new(struct record_screen *self, char *const *lines)
{
	gpointer record = self->edited.record;

	for (; *lines; lines++) {
		char *value = strchr(*lines, '=');
		g_autofree char *name = value ? g_strndup(*lines, (gsize)(value - *lines)) : NULL;
		const struct field *field =
			name ? fields_find(self->kind->kind->fields, name) : NULL;

		if (field)
			field_from_text(field, value + 1, record, NULL, NULL);
	}
	if (self->kind->kind == &cause_kind) {
		struct cause *cause = record, *above;

		above = cause->parent ? session_get(self->edited.session, &cause_kind,
						    cause->parent, NULL)
				      : NULL;
		cause->aspect = above ? above->aspect : ASPECT_PLACE;
		record_free(above);
	}
}

static void find_group(struct record_screen *self)
{
	const struct field *group = fields_find(self->kind->kind->fields, "focus_group");

	self->edited.group = group ? FIELD_AT(gint64, self->edited.record, group) : 0;
	if (self->edited.group)
		self->edited.causes = session_where(self->edited.session, &cause_kind,
						    "focus_group", self->edited.group, NULL);
}

/* What follows the kind's name: ":KEY", ":new", or nothing; then the lines of a new one. */
static void begin(struct record_screen *self, const char *which, char *const *lines)
{
	gboolean fresh = !*which || strcmp(which, ":new") == 0;

	self->edited.record = fresh ? record_new(self->kind->kind)
				    : session_get(self->edited.session, self->kind->kind,
						  g_ascii_strtoll(which + 1, NULL, 10), NULL);
	if (self->edited.record && self->edited.record->withdrawn)
		g_clear_pointer(&self->edited.record, record_free);
	if (!self->edited.record) { /* withdrawn meanwhile */
		self->gone = TRUE;
		self->edited.record = record_new(self->kind->kind);
	}
	if (fresh)
		begin_new(self, lines);
	if (self->kind->yardstick)
		self->edited.yardstick = yardstick_for(self->edited.session, self->edited.record);
	find_group(self);
}

static gpointer record_open(struct ui *ui, const char *argument)
{
	struct record_screen *self = g_new0(struct record_screen, 1);
	g_auto(GStrv) lines = g_strsplit(argument ? argument : "measure", "\n", -1);
	gsize name = strcspn(lines[0], ":");
	g_autofree char *kind = g_strndup(lines[0], name);
	char *draft;
	GError *error = NULL;

	self->kind = record_form_find(kind);
	if (!self->kind)
		self->kind = record_form_find("measure");
	self->edited.session = ui_session(ui);
	begin(self, lines[0] + name, lines + 1);
	self->form = form_new(self->kind->fields, &self->edited);
	record_form_show(self->kind, self->form, &self->edited);
	form_settle(self->form);
	draft = g_strdup_printf("record %s %d", argument ? argument : "measure:new",
				self->edited.record->version);
	g_strdelimit(draft, "\n", ' ');
	if (form_draft_open(ui, &self->draft, draft, self->form))
		ui_message(ui, MESSAGE_DONE, "%s", _("Your draft is still here."));
	if (!self->kind->may(&self->edited, &error))
		ui_fail(ui, error);
	return self;
}

static void record_close(gpointer data)
{
	struct record_screen *self = data;

	form_free(self->form);
	record_free(self->edited.record);
	record_free(self->edited.yardstick);
	if (self->edited.causes)
		g_ptr_array_unref(self->edited.causes);
	form_draft_clear(&self->draft);
	g_free(self->outlook);
	g_free(self);
}

/* drawing */

static void record_draw(struct ui *ui UNUSED, gpointer data, struct surface *s,
			struct rectangle body)
{
	struct record_screen *self = data;
	int y = body.y, end = body.y + body.height, rows = self->outlook ? 2 : 0;

	if (body.height > 14) {
		surface_printf(s, 1, y++, s->width - 2, STYLE_STRONG,
			       self->edited.record->key ? _("Change: %s") : _("New: %s"),
			       _(self->kind->title));
	}
	form_draw(self->form, s, (struct rectangle){body.x, y, body.width, end - y - rows});
	if (rows)
		surface_wrapped(s, (struct rectangle){body.x + 1, end - rows, body.width - 2, rows},
				STYLE_NOTICE, self->outlook, 0);
}

/* typing */

/* The records as the form says them now, copies. FALSE: *field is not understood, *complaint
 * (owned) says why. */
static gboolean read_copy(const struct record_screen *self, struct edited *copy, const char **field,
			  char **complaint)
{
	*copy = self->edited;
	copy->record = record_copy(self->edited.record);
	copy->yardstick = self->edited.yardstick ? record_copy(self->edited.yardstick) : NULL;
	return record_form_read(self->kind, self->form, copy, field, complaint);
}

static void clear_copy(struct edited *copy)
{
	record_free(copy->record);
	record_free(copy->yardstick);
}

static void look_out(struct record_screen *self)
{
	struct edited copy;
	struct outlook outlook;
	g_autoptr(GError) error = NULL;
	g_autofree char *complaint = NULL;
	const char *field;

	g_clear_pointer(&self->outlook, g_free);
	if (!self->kind->yardstick)
		return;
	if (read_copy(self, &copy, &field, &complaint) &&
	    outlook_of(copy.session, copy.yardstick, &outlook, &error))
		self->outlook = words_outlook(&outlook);
	clear_copy(&copy);
}

/* proposing: worked out beside the screens, for it reads all the weeks before */

struct proposal {
	struct yardstick *yardstick; /* with its weeks, and the places where they were fit */
	char *said;
};

static void proposal_free(gpointer data)
{
	struct proposal *proposal = data;

	record_free(proposal->yardstick);
	g_free(proposal->said);
	g_free(proposal);
}

static gpointer propose(struct task *task UNUSED, struct session *session, gpointer data,
			GError **error)
{
	struct yardstick *y = record_copy(data);
	struct comparison comparison;
	struct proposal *proposal;

	if (!windows_propose(session, y, week_of_time(session_now(session)), error) ||
	    !comparison_propose(session, y, &comparison, error)) {
		record_free(y);
		return NULL;
	}
	proposal = g_new0(struct proposal, 1);
	proposal->yardstick = y;
	proposal->said = words_comparison(session_registry(session), &comparison);
	if (y->comparison_places->len == 0 && y->comparison_areas->len == 0 &&
	    comparison.refusal == EVALUATION_CHOICE_FINE) {
		for (guint i = 0; i < comparison.places->len; i++)
			refs_add(y->comparison_places, refs_at(comparison.places, i));
		field_set_text(&y->comparison_reason, proposal->said);
	}
	comparison_clear(&comparison);
	return proposal;
}

/* NULL: it is being worked out, or (error) it cannot be. */
static const struct proposal *want_proposal(struct ui *ui, const struct record_screen *self,
					    const struct yardstick *y, GError **error)
{
	g_autofree char *key = g_strdup_printf("proposal %s %u", self->draft.name, self->proposing);
	const struct request request = {.key = key,
					.priority = PRIORITY_SHOWN,
					.title = _("Looking for places alike"),
					.work = propose,
					.free_result = proposal_free,
					.data = record_copy(y),
					.free_data = record_free};

	return ui_want(ui, &request, error);
}

static void complain(struct ui *ui, struct record_screen *self, const char *field,
		     const char *message)
{
	form_complain(self->form, field, message);
	ui_message(ui, MESSAGE_ERROR, "%s", message);
}

/* Windows and comparison as osg would have them, into the fields that are empty. What was typed
 * since it was asked for is asked about anew. */
static void fill_in(struct ui *ui, struct record_screen *self)
{
	struct edited copy;
	const struct proposal *proposal = NULL;
	const char *field = NULL;
	g_autofree char *complaint = NULL;
	GError *error = NULL;

	self->proposing = form_changes(self->form) + 1;
	if (!read_copy(self, &copy, &field, &complaint)) {
		self->proposing = 0;
		complain(ui, self, field, complaint);
	} else if ((proposal = want_proposal(ui, self, copy.yardstick, &error))) {
		self->proposing = 0;
		record_free(copy.yardstick);
		copy.yardstick = record_copy(proposal->yardstick);
		record_form_show(self->kind, self->form, &copy);
		ui_message(ui, MESSAGE_HINT, "%s", proposal->said);
	} else if (error) {
		self->proposing = 0;
		ui_fail(ui, error);
	}
	clear_copy(&copy);
}

/* the pauses */

static void record_tick(struct ui *ui, gpointer data)
{
	struct record_screen *self = data;

	look_out(self);
	form_draft_others(ui, &self->draft, self->edited.record->key != 0);
	form_draft_keep(ui, &self->draft, self->form);
}

static gboolean record_load(struct ui *ui, gpointer data, GError **error UNUSED)
{
	struct record_screen *self = data;

	if (self->proposing)
		fill_in(ui, self);
	look_out(self);
	form_draft_others(ui, &self->draft, self->edited.record->key != 0);
	return TRUE;
}

static char *record_status(struct ui *ui, gpointer data)
{
	const struct record_screen *self = data;

	return form_draft_status(ui, &self->draft);
}

/* saving */

/* What a measure lacks is told at once: it is a draft until then. Owned. */
static char *stored_words(const struct edited *e)
{
	const struct measure *m = (const struct measure *)e->record;
	g_autofree char *lacks = NULL;

	if (e->record->kind != &measure_kind || m->state != MEASURE_DRAFT)
		return g_strdup(_("Saved"));
	lacks = words_lacks(measure_lacks(m, e->yardstick));
	return g_strdup_printf(_("Saved as a draft; it lacks %s"), lacks);
}

/* Somebody else stored it meanwhile: what stands there now is what is being changed. */
static void take_over(struct ui *ui, struct record_screen *self)
{
	struct edited stored = self->edited;
	struct form *other;

	stored.record =
		session_get(stored.session, self->kind->kind, self->edited.record->key, NULL);
	if (!stored.record || stored.record->withdrawn) {
		record_free(stored.record);
		self->gone = TRUE;
		ui_message(ui, MESSAGE_ERROR, "%s", _("It was taken back meanwhile."));
		return;
	}
	if (stored.yardstick)
		stored.yardstick = yardstick_for(stored.session, stored.record);
	other = form_new(self->kind->fields, &stored);
	record_form_show(self->kind, other, &stored);
	form_screen_rebase(ui, self->form, other);
	form_free(other);
	clear_copy(&self->edited);
	self->edited = stored;
}

static void record_save(struct ui *ui)
{
	struct record_screen *self = ui_self(ui);
	const char *field = NULL;
	g_autofree char *complaint = NULL, *said = NULL;
	g_autoptr(GError) error = NULL;
	struct record saved;

	if (self->gone) {
		ui_message(ui, MESSAGE_ERROR, "%s", _("It was taken back meanwhile."));
		return;
	}
	if (!record_form_read(self->kind, self->form, &self->edited, &field, &complaint)) {
		complain(ui, self, field, complaint);
		return;
	}
	field = NULL;
	if (!self->kind->save(&self->edited, &field, &error)) {
		if (self->edited.record->key &&
		    g_error_matches(error, OSG_ERROR, OSG_ERROR_CONFLICT))
			take_over(ui, self);
		else
			complain(ui, self, record_form_field(self->kind, field), error->message);
		form_screen_ask(ui, error);
		return;
	}
	form_draft_drop(ui, &self->draft, self->form);
	said = stored_words(&self->edited);
	saved = *self->edited.record;
	ui_leave(ui); /* frees the form; the keys that take it back are those of what is shown then
		       */
	ui_reload(ui);
	ui_message(ui, MESSAGE_UNDOABLE, "%s", said);
	if (ui_screen(ui)->row_of)
		list_select(ui_list(ui), ui_screen(ui)->row_of(&saved));
	else if (ui_screen(ui)->rows)
		list_select(ui_list(ui), saved.key);
}

static void run_propose(struct ui *ui, const char *argument UNUSED)
{
	struct record_screen *self = ui_self(ui);

	fill_in(ui, self);
	look_out(self);
}

static char *no_yardstick(struct ui *ui)
{
	return ((struct record_screen *)ui_self(ui))->kind->yardstick
		       ? NULL
		       : g_strdup(_("There is nothing to propose here."));
}

static struct form *record_form(gpointer self)
{
	return ((struct record_screen *)self)->form;
}

static const struct command commands[] = {
	{"record.propose", N_("Propose weeks"),
	 N_("Fills in the weeks before and after and a place to compare with, and says how alike "
	    "it "
	    "is."),
	 NULL, 0, run_propose, no_yardstick},
	{NULL},
};

const struct screen_ops screen_record = {
	.id = "record",
	.title = N_("Form"),
	.commands = commands,
	.open = record_open,
	.load = record_load,
	.draw = record_draw,
	.tick = record_tick,
	.status = record_status,
	.close = record_close,
	.form = record_form,
	.save = record_save,
};
