/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a coordinator sets up, a kind at a time: seats with their keys, organisations, places,
 * categories, changed recordings. Enter changes the selected one in a form. */
#include "config.h"

#include "osg/county.h"

#include <string.h>

#include "osg/week.h"
#include "screens/screens.h"
#include "screens/setup.h"

struct setup_screen {
	struct list_view view;
	const struct setup_kind *kind;
	GPtrArray *keys; /* struct public_key that open a seat */
};

/* columns */

static void extract_name(gpointer self, guint row, GString *out)
{
	g_autofree char *name =
		setup_name(((struct list_view *)self)->session, list_row(self, row));

	g_string_append(out, name);
}

/* "Duty officer · POL · participant": the fields after the first that say something. */
static void extract_what(gpointer data, guint row, GString *out)
{
	struct setup_screen *self = data;
	gconstpointer record = list_row(self, row);
	gboolean first = TRUE;

	for (const struct setup_field *f = self->kind->fields + 1; f->field; f++) {
		const struct field *field = fields_find(self->kind->kind->fields, f->field);
		g_autofree char *text = NULL;

		if (field->kind == FIELD_FLAG || field->kind == FIELD_SMALL)
			continue;
		text = setup_text(self->view.session, record, field);
		if (!*text)
			continue;
		g_string_append_printf(out, "%s%s", first ? "" : " · ", text);
		first = FALSE;
	}
}

static guint keys_of(const struct setup_screen *self, const struct record *record)
{
	guint count = 0;

	for (guint i = 0; self->keys && i < self->keys->len; i++)
		count += ((const struct public_key *)self->keys->pdata[i])->participant ==
			 record->key;
	return count;
}

/* An organisation, and the organisation of a seat, may have left the group or join it later. */
static gboolean is_member(const struct session *session, gconstpointer record)
{
	const struct record *r = record;

	if (r->kind == &participant_kind)
		return app_takes_part(session, ((const struct participant *)record)->organisation);
	return r->kind != &organisation_kind || app_takes_part(session, r->key);
}

static void extract_state(gpointer data, guint row, GString *out)
{
	const struct setup_screen *self = data;
	gconstpointer record = list_row(data, row);
	guint keys = self->kind->kind == &participant_kind ? keys_of(self, record) : 0;

	if (!setup_in_use(record))
		g_string_append(out, _("out of use"));
	else if (!is_member(self->view.session, record))
		g_string_append(out, _("no member now"));
	else if (keys)
		g_string_append_printf(out, ngettext("%u key", "%u keys", keys), keys);
}

static enum style state_style(gpointer self, guint row)
{
	gconstpointer record = list_row(self, row);

	return setup_in_use(record) && is_member(((struct list_view *)self)->session, record)
		       ? STYLE_TEXT
		       : STYLE_NOTICE;
}

static const struct list_column columns[] = {
	{"name", N_("Name"), 14, 1, 0, TEXT_LEFT, extract_name, NULL, .most = 30},
	{"what", N_("What"), 30, 3, 0, TEXT_LEFT, extract_what, NULL},
	{"state", N_("State"), 10, 0, 1, TEXT_LEFT, extract_state, NULL, state_style},
	{NULL},
};

/* rows and what is told of them */

static GPtrArray *standing_keys(struct session *session)
{
	GPtrArray *all = session_all(session, &public_key_kind, NULL);

	for (guint i = all ? all->len : 0; i > 0; i--)
		if (((const struct public_key *)all->pdata[i - 1])->revoked != TIME_NONE)
			g_ptr_array_remove_index(all, i - 1);
	return all;
}

static GPtrArray *rows(struct ui *ui, gpointer data, GError **error)
{
	struct setup_screen *self = data;

	if (!session_may(ui_session(ui), ACTION_SETUP, NULL, error))
		return NULL;
	g_clear_pointer(&self->keys, g_ptr_array_unref);
	self->keys = standing_keys(ui_session(ui));
	return session_all_ever(ui_session(ui), self->kind->kind, error);
}

static void tell_keys(const struct setup_screen *self, const struct record *record,
		      GPtrArray *lines)
{
	for (guint i = 0; self->keys && i < self->keys->len; i++) {
		const struct public_key *key = self->keys->pdata[i];

		if (key->participant != record->key)
			continue;
		g_autofree char *since = day_name_near(time_day(key->added),
						       time_day(session_now(self->view.session)));
		text_add_line(lines, "%s: %s %s", _("Key since"), since,
			      key->label ? key->label : "");
		g_ptr_array_add(lines, g_strdup(key->fingerprint));
	}
}

static GPtrArray *details(gpointer data, gconstpointer row)
{
	const struct setup_screen *self = data;
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(lines, setup_name(self->view.session, row));
	for (const struct setup_field *f = self->kind->fields; f->field; f++) {
		g_autofree char *text = setup_text(self->view.session, row,
						   fields_find(self->kind->kind->fields, f->field));

		if (*text)
			text_add_line(lines, "%s: %s", _(f->label), text);
	}
	if (self->kind->kind == &participant_kind)
		tell_keys(self, row, lines);
	return lines;
}

static const struct list_screen list = {
	.size = sizeof(struct setup_screen),
	.columns = columns,
	.rows = rows,
	.details = details,
	.detail_rows = 8,
	.empty = N_("There is none yet. {setup.new} sets one up, {setup.kind} shows other kinds."),
};

static gpointer setup_open(struct ui *ui, const char *argument)
{
	struct setup_screen *self = list_screen_open(ui, &list);

	self->kind = argument ? setup_kind_named(argument) : NULL;
	if (!self->kind)
		self->kind = setup_kinds;
	return self;
}

static void setup_close(gpointer data)
{
	struct setup_screen *self = data;

	g_clear_pointer(&self->keys, g_ptr_array_unref);
	list_screen_close(self);
}

char *setup_tabs(const struct ui *ui, const struct setup_kind *here)
{
	g_autoptr(GPtrArray) titles = g_ptr_array_new();
	guint count = 0;

	for (const struct setup_kind *kind = setup_kinds; kind->kind; kind++, count++)
		g_ptr_array_add(titles, (gpointer)_(kind->title));
	g_ptr_array_add(titles, _(screen_mappings.title));
	g_ptr_array_add(titles, NULL);
	return ui_tab_line((const char *const *)titles->pdata,
			   here ? (guint)(here - setup_kinds) : count, ui_width(ui) - 2);
}

static char *setup_status(struct ui *ui, gpointer data)
{
	return setup_tabs(ui, ((const struct setup_screen *)data)->kind);
}

/* what can be done */

static struct record *selected(struct ui *ui)
{
	return list_row_selected(ui_self(ui));
}

static char *no_seat(struct ui *ui)
{
	const struct record *record = selected(ui);

	if (record && record->kind != &participant_kind)
		return g_strdup(_("Keys belong to seats: {setup.kind} shows them."));
	return list_screen_no_row(ui);
}

static void open_form(struct ui *ui, gint64 key)
{
	const struct setup_screen *self = ui_self(ui);
	g_autofree char *argument =
		key ? g_strdup_printf("%s:%" G_GINT64_FORMAT, self->kind->kind->name, key)
		    : g_strdup_printf("%s:new", self->kind->kind->name);

	ui_open(ui, "record", argument);
}

/* Rows are known by their keys, which mean something else in another kind. */
static void show_kind(struct ui *ui)
{
	list_clear_marks(ui_list(ui));
	list_show_all(ui_list(ui));
	ui_reload(ui);
	list_move_to(ui_list(ui), 0);
}

static void run_mappings(struct ui *ui, const char *argument UNUSED)
{
	ui_open(ui, "mappings", NULL);
}

/* The mappings lie between the last kind and the first. */
static void run_kind(struct ui *ui, const char *argument)
{
	struct setup_screen *self = ui_self(ui);
	gboolean last = !self->kind[1].kind;

	self->kind = last ? setup_kinds : self->kind + 1;
	show_kind(ui);
	if (last)
		run_mappings(ui, argument);
}

static void run_kind_before(struct ui *ui, const char *argument)
{
	struct setup_screen *self = ui_self(ui);

	if (self->kind == setup_kinds) {
		run_mappings(ui, argument);
		return;
	}
	self->kind--;
	show_kind(ui);
}

static void run_new(struct ui *ui, const char *argument UNUSED)
{
	open_form(ui, 0);
}

static void setup_enter(struct ui *ui, gpointer data UNUSED)
{
	const struct record *record = selected(ui);

	if (record && record->withdrawn)
		ui_message(ui, MESSAGE_HINT, "%s",
			   _("It is out of use; take it into use again first."));
	else if (record)
		open_form(ui, record->key);
	else
		run_kind(ui, NULL);
}

static void run_use(struct ui *ui, const char *argument UNUSED)
{
	const struct setup_screen *self = ui_self(ui);
	struct record *record = record_copy(selected(ui));
	gboolean use = !setup_in_use(record);
	const char *field;
	GError *error = NULL;

	setup_use(record, use);
	if (setup_save(ui_session(ui), self->kind, record, &field, &error)) {
		ui_reload(ui);
		ui_message(ui, MESSAGE_UNDOABLE, "%s",
			   use ? _("It is in use again") : _("It is out of use"));
	} else {
		ui_fail(ui, error);
	}
	record_free(record);
}

/* It stays until it is closed: it is read out, letter by letter, to somebody on the telephone. */
static void run_code(struct ui *ui, const char *argument UNUSED)
{
	const struct participant *seat = (struct participant *)selected(ui);
	GError *error = NULL;
	g_autofree char *title = g_strdup_printf(_("Code for %s"), seat->handle);
	char *code = app_key_code(ui_session(ui), seat->handle, g_get_real_time() / G_USEC_PER_SEC,
				  &error);
	GPtrArray *lines;

	if (!code) {
		ui_fail(ui, error);
		return;
	}
	lines = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(lines, code);
	g_ptr_array_add(lines, g_strdup(""));
	text_add_line(lines,
		      _("Say it over the phone. The key of whoever connects and types it is "
			"registered for this seat; it holds for %d minutes and %d tries."),
		      KEY_CODE_MINUTES, KEY_CODE_TRIES);
	text_viewer_open(ui, title, lines);
}

static gboolean key_pasted(struct ui *ui, const char *text, gpointer handle, GError **error)
{
	struct public_key *key = app_key_add(ui_session(ui), handle, text, NULL, error);

	if (!key)
		return FALSE;
	ui_reload(ui);
	ui_message(ui, MESSAGE_DONE, _("%s opens this seat now."), key->fingerprint);
	record_free(key);
	return TRUE;
}

static void run_key(struct ui *ui, const char *argument)
{
	const struct participant *seat = (struct participant *)selected(ui);
	const struct prompt prompt = {.title = _("Public key"),
				      .hint = _("the line of a .pub file: ssh-ed25519 AAAA…"),
				      .initial = argument,
				      .done = key_pasted,
				      .data = g_strdup(seat->handle),
				      .free_data = g_free};

	prompt_open(ui, &prompt);
}

static char *no_keys(struct ui *ui)
{
	char *refused = no_seat(ui);

	if (!refused && !keys_of(ui_self(ui), selected(ui)))
		refused = g_strdup(_("No key opens this seat."));
	return refused;
}

static void revoke_confirmed(struct ui *ui, gpointer data)
{
	const struct setup_screen *self = ui_self(ui);
	gint64 seat = (gint64)GPOINTER_TO_SIZE(data);
	GError *error = NULL;
	guint count = 0;

	for (guint i = 0; !error && i < self->keys->len; i++) {
		const struct public_key *key = self->keys->pdata[i];
		struct public_key *revoked =
			key->participant == seat
				? app_key_revoke(ui_session(ui), key->fingerprint, &error)
				: NULL;

		count += revoked != NULL;
		record_free(revoked);
	}
	ui_reload(ui);
	if (error)
		ui_fail(ui, error);
	else
		ui_message(ui, MESSAGE_DONE,
			   ngettext("%u key opens nothing any more",
				    "%u keys open nothing any more", count),
			   count);
}

/* All of the seat: who lost one machine may have lost them all, and a new one is a line. Nothing
 * takes it back, so that it asks first. */
static void run_revoke(struct ui *ui, const char *argument UNUSED)
{
	const struct participant *seat = (struct participant *)selected(ui);
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *title = g_strdup_printf(_("Revoke the keys of %s?"), seat->handle);

	tell_keys(ui_self(ui), &seat->record, lines);
	g_ptr_array_add(lines, g_strdup(_("Whoever came in with one is sent out now. It cannot be "
					  "undone; a new key is registered as this one was.")));
	confirm_open(ui, title, lines, _("revoke"), revoke_confirmed,
		     GSIZE_TO_POINTER((gsize)seat->record.key), NULL);
}

static void agree(struct ui *ui, gpointer data)
{
	gboolean agrees = GPOINTER_TO_INT(data);
	GError *error = NULL;

	if (!app_county_agree(ui_session(ui), agrees, &error))
		ui_fail(ui, error);
	else
		ui_message(ui, MESSAGE_DONE, "%s",
			   agrees ? _("The county may see the counts now")
				  : _("The county sees nothing of this municipality any more"));
}

static void run_county(struct ui *ui, const char *argument UNUSED)
{
	gboolean agrees = app_county_agrees(ui_session(ui));
	g_autoptr(GPtrArray) lines = g_ptr_array_new();

	g_ptr_array_add(lines, agrees ? _("The county may see the counts of the fixed weeks.")
				      : _("The county sees nothing of this municipality."));
	g_ptr_array_add(lines, _("It would be counts by category as on the public page, none that "
				 "is small: no place, no text, no organisation."));
	if (agrees)
		lines->pdata[1] = _("From now on it would see nothing, not of earlier weeks "
				    "either.");
	confirm_open(ui, _("What the county may see"), lines, agrees ? _("close") : _("let it see"),
		     agree, GINT_TO_POINTER(!agrees), NULL);
}

static const struct command commands[] = {
	{"setup.kind", N_("The next kind"), N_("Shows the next kind of what is set up."), NULL,
	 COMMAND_MOVE, run_kind, NULL},
	{"setup.kind-before", N_("The kind before"), N_("Goes back to the kind before."), NULL,
	 COMMAND_MOVE, run_kind_before, NULL},
	{"setup.new", N_("Set up a new one"), N_("Opens an empty form of the kind shown."), NULL,
	 COMMAND_WRITES, run_new, NULL, NEEDS(ACTION_SETUP)},
	{"setup.use", N_("In or out of use"),
	 N_("Closes the selected seat, takes the selected place or category out of use, or back."),
	 NULL, COMMAND_WRITES | COMMAND_ROW, run_use, list_screen_no_row, NEEDS(ACTION_SETUP)},
	{"setup.code", N_("Code over the phone"),
	 N_("Makes a one-time code that registers the key of who connects and types it."), NULL,
	 COMMAND_WRITES | COMMAND_ROW, run_code, no_seat, NEEDS(ACTION_SETUP)},
	{"setup.key", N_("Register a key"),
	 N_("Registers a public key for the selected seat: paste the line of its .pub file."),
	 N_("Public key"), COMMAND_WRITES | COMMAND_ROW, run_key, no_seat, NEEDS(ACTION_SETUP)},
	{"setup.revoke", N_("Revoke its keys"),
	 N_("No key of the selected seat opens anything any more; who is in is sent out."), NULL,
	 COMMAND_WRITES | COMMAND_ROW, run_revoke, no_keys, NEEDS(ACTION_SETUP)},
	{"setup.mappings", N_("Mappings"),
	 N_("How the tables of partners are understood; makes a new mapping, removes one."), NULL,
	 0, run_mappings, NULL, NEEDS(ACTION_SETUP)},
	{"setup.county", N_("What the county may see"),
	 N_("Lets the county see the week's counts beside those of other municipalities, or no "
	    "more."),
	 NULL, COMMAND_WRITES, run_county, NULL, NEEDS(ACTION_SETUP)},
	{NULL},
};

const struct screen_ops screen_setup = {
	.id = "setup",
	.title = N_("Set up"),
	.commands = commands,
	.rows = &list,
	.open = setup_open,
	.enter = setup_enter,
	.status = setup_status,
	.close = setup_close,
};
