/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a file in: first a trial that shows what would happen, then the real thing; both run
 * beside the screens with progress and cancel. */
#include "config.h"

#include <string.h>

#include "osg/observation.h"
#include "osg/text.h"
#include "screens/observation_lines.h"
#include "screens/screens.h"
#include "osg/week.h"
#include "ui/import_move.h"

struct import_screen {
	struct ui *ui;
	struct session *session;
	struct list *list;
	char *file;
	const struct import_result *result; /* of the trial, then of the reading; NULL = none yet */
	gboolean stored;
	gboolean loaded, again; /* the trial is not the first */
	char *earlier; /* of which file of this name an import stands: "22 okt"; NULL = of none */
};

/* the rows as they would be stored */

static const struct observation *row_at(const struct import_screen *self, guint row)
{
	return self->result->samples->pdata[row];
}

static void extract_when(gpointer data, guint row, GString *out)
{
	g_autofree char *text = observation_when(
		row_at(data, row), session_week(((const struct import_screen *)data)->session));

	g_string_append(out, text);
}

static void extract_where(gpointer data, guint row, GString *out)
{
	const struct import_screen *self = data;
	g_autofree char *text =
		observation_where(row_at(self, row), session_registry(self->session));

	g_string_append(out, text);
}

static void extract_what(gpointer data, guint row, GString *out)
{
	const struct import_screen *self = data;
	g_autofree char *text =
		observation_what(row_at(self, row), session_registry(self->session));

	g_string_append(out, text);
}

static void extract_text(gpointer data, guint row, GString *out)
{
	const char *text = row_at(data, row)->text;

	g_string_append(out, text ? text : "");
	g_strdelimit(out->str, "\n", ' ');
}

static guint count(gpointer data)
{
	const struct import_screen *self = data;

	return self->result ? self->result->samples->len : 0;
}

static gint64 identity(gpointer data UNUSED, guint row)
{
	return row + 1;
}

static const struct list_column columns[] = {
	{"when", N_("When"), 16, 0, 0, TEXT_LEFT, extract_when, NULL},
	{"where", N_("Place"), 14, 2, 0, TEXT_LEFT, extract_where, NULL},
	{"what", N_("What"), 14, 2, 1, TEXT_LEFT, extract_what, NULL},
	{"text", N_("Text"), 10, 4, 2, TEXT_LEFT, extract_text, NULL, .fills = TRUE},
	{NULL},
};
static const struct list_model model = {.columns = columns, .count = count, .identity = identity};

/* the trial, and the reading itself */

struct import_reading {
	char *file;
	gboolean dry_run, quiet; /* what the status row says is of more use */
	struct task *task;
};

static void reading_free(gpointer data)
{
	struct import_reading *reading = data;

	g_free(reading->file);
	g_free(reading);
}

static gboolean progress(gint64 done, gint64 all, int rows, gpointer data)
{
	const struct import_reading *reading = data;
	g_autofree char *number = text_number(rows);
	g_autofree char *words = g_strdup_printf(ngettext("%s row", "%s rows", rows), number);

	return task_progress(reading->task, all ? (double)done / (double)all : -1, words);
}

static gpointer read_file(struct task *task, struct session *session, gpointer data, GError **error)
{
	struct import_reading *reading = data;
	const struct import_options options = {.file = reading->file,
					       .dry_run = reading->dry_run,
					       .progress = progress,
					       .data = reading};

	gboolean more = TRUE;

	reading->task = task;
	gpointer result = app_import(session, &options, error);
	while (result && more && session_fill_search(session, &more))
		;
	return result;
}

/* It lies in weeks that are not shown: said, with the key that goes there. */
static char *newest_words(const struct ui *ui, const struct import_result *result)
{
	struct observation o = {.time_from = week_start(result->newest),
				.time_to = week_end(result->newest),
				.time_precision = TIME_WEEK};
	g_autofree char *week = NULL, *sentence = NULL;

	if (result->newest == WEEK_NONE || result->newest == session_week(ui_session(ui)))
		return NULL;
	week = observation_when(&o, session_week(ui_session(ui)));
	sentence = g_strdup_printf(_("The newest lies in %s; {week.jump} goes there."), week);
	return command_sentence(sentence);
}

/* "Stored: 2 new. 1 row set aside; R shows it." Owned. */
static char *stored_words(const struct import_result *result)
{
	g_autofree char *created = text_number(result->created),
			*aside = text_number(result->set_aside);
	GString *out = g_string_new(NULL);

	g_string_append_printf(
		out, ngettext("Stored: %s new.", "Stored: %s new.", (gulong)result->created),
		created);
	if (result->set_aside)
		g_string_append_printf(out,
				       ngettext(" %s row set aside; {rejected.open} shows it.",
						" %s rows set aside; {rejected.open} shows them.",
						(gulong)result->set_aside),
				       aside);
	return g_string_free(out, FALSE);
}

static void file_stored(struct ui *ui, const struct import_result *result)
{
	g_autofree char *newest = newest_words(ui, result), *stored = stored_words(result),
			*sentence = command_sentence(stored);

	if (result->import)
		session_note_import(ui_session(ui), result->import,
				    g_strdup_printf(_("Import of %s"), result->file));
	if (newest)
		ui_offer_week(ui, result->newest);
	ui_message(ui, result->import ? MESSAGE_UNDOABLE : MESSAGE_DONE, "%s%s%s", sentence,
		   newest ? " " : "", newest ? newest : "");
}

static void file_read(struct ui *ui, gpointer result, gpointer data, const GError *error)
{
	const struct import_reading *reading = data;

	if (error)
		ui_message(ui, MESSAGE_ERROR, "%s", error->message);
	else if (reading->dry_run && !reading->quiet)
		ui_message(ui, MESSAGE_HINT, "%s", _("A trial: nothing is stored yet."));
	else if (!reading->dry_run)
		file_stored(ui, result);
}

static char *reading_key(const struct import_screen *self, gboolean dry_run)
{
	return g_strconcat(dry_run ? "trial " : "import ", self->file, NULL);
}

/* What came of the trial or the reading; asks for it when start. */
static const struct import_result *want_result(struct ui *ui, const struct import_screen *self,
					       gboolean dry_run, gboolean start)
{
	g_autofree char *key = reading_key(self, dry_run), *name = g_path_get_basename(self->file);
	g_autofree char *title =
		g_strdup_printf(dry_run ? _("Looking through %s") : _("Reading %s"), name);
	struct request request = {.key = key, .lasting = TRUE};

	if (start) {
		struct import_reading *reading = g_new0(struct import_reading, 1);

		reading->file = g_strdup(self->file);
		reading->dry_run = dry_run;
		reading->quiet = self->again;
		request.priority = PRIORITY_JOB;
		request.title = title;
		request.work = read_file;
		request.free_result = (GDestroyNotify)import_result_free;
		request.done = file_read;
		request.data = reading;
		request.free_data = reading_free;
	}
	return ui_want(ui, &request, NULL);
}

static gboolean is_taken_back(struct session *session, gint64 key)
{
	struct import_record *record = key ? session_get(session, &import_kind, key, NULL) : NULL;
	gboolean back = record && record->record.withdrawn;

	record_free(record);
	return back;
}

/* Read before, and perhaps with the faults that this one mends. */
static char *earlier_reading(const struct import_screen *self)
{
	g_autoptr(GPtrArray) all = session_all(self->session, &import_kind, NULL);
	g_autofree char *name = g_path_get_basename(self->file);
	char *words = NULL;

	for (guint i = 0; all && i < all->len; i++) {
		const struct import_record *import = all->pdata[i];

		if (g_strcmp0(import->file, name) != 0)
			continue;
		g_free(words);
		words = day_name(time_day(import->at));
	}
	return words;
}

/* What a trial says is no longer so when the earlier import has gone, or come again. */
static void note_earlier(struct ui *ui, struct import_screen *self)
{
	char *earlier = earlier_reading(self);
	g_autofree char *key = reading_key(self, TRUE);

	if (self->loaded && !earlier != !self->earlier)
		ui_forget(ui, key), self->again = TRUE;
	g_free(self->earlier);
	self->earlier = earlier;
	self->loaded = TRUE;
}

static gboolean import_load(struct ui *ui, gpointer data, GError **error UNUSED)
{
	struct import_screen *self = data;
	const struct import_result *stored = want_result(ui, self, FALSE, FALSE);

	self->stored = stored && !is_taken_back(self->session, stored->import);
	note_earlier(ui, self);
	self->result = self->stored ? stored : want_result(ui, self, TRUE, *self->file != '\0');
	list_reload(self->list);
	return TRUE;
}

/* the screen */

static gpointer import_open(struct ui *ui, const char *argument)
{
	struct import_screen *self = g_new0(struct import_screen, 1);

	self->ui = ui;
	self->session = ui_session(ui);
	self->list = list_new(&model, self);
	self->file = g_strdup(argument ? argument : "");
	return self;
}

static void import_close(gpointer data)
{
	struct import_screen *self = data;

	for (int dry_run = 0; dry_run < 2; dry_run++) {
		g_autofree char *key = reading_key(self, dry_run);

		ui_forget(self->ui, key);
	}
	list_free(self->list);
	g_free(self->file);
	g_free(self->earlier);
	g_free(self);
}

static const struct {
	const char *title;
	gsize offset;
} figures[] = {
	{N_("read"), G_STRUCT_OFFSET(struct import_result, read)},
	{N_("new rows"), G_STRUCT_OFFSET(struct import_result, created)},
	{N_("changed"), G_STRUCT_OFFSET(struct import_result, changed)},
	{N_("unchanged"), G_STRUCT_OFFSET(struct import_result, unchanged)},
	{N_("set aside"), G_STRUCT_OFFSET(struct import_result, set_aside)},
	{N_("not counted"), G_STRUCT_OFFSET(struct import_result, not_counted)},
};

static int draw_figures(const struct import_screen *self, struct surface *s, int y)
{
	int x = 1;

	for (gsize i = 0; i < G_N_ELEMENTS(figures); i++) {
		g_autofree char *number =
			text_number(G_STRUCT_MEMBER(int, self->result, figures[i].offset));

		x += surface_text(s, x, y, s->width - x, STYLE_TEXT, _(figures[i].title)) + 1;
		x += surface_text(s, x, y, s->width - x, STYLE_STRONG, number) + 3;
	}
	return y + 1;
}

/* A few of each kind, and more of them where the rows below leave room; all of them open with a
 * key. */
static int draw_remarks(const struct import_screen *self, struct surface *s, int y, int end)
{
	enum { REMARKS = 4 };
	const GPtrArray *notes = self->result->notes, *rejected = self->result->rejected;
	int ample = end + 1 - (int)count((gpointer)self),
	    kept = (int)MIN(rejected->len, REMARKS) + 1;
	guint told = 0, rows = 0;

	for (; told < notes->len && y < end; told++) {
		const struct rectangle room = {1, y, s->width - 2, end - y},
				       none = {.width = room.width};
		int lines = surface_wrapped(s, none, STYLE_TEXT, notes->pdata[told], 0);

		if (told >= REMARKS && y + lines + kept > ample)
			break;
		y += surface_wrapped(s, room, STYLE_TEXT, notes->pdata[told], 0);
	}
	for (; rows < rejected->len && y < end && (rows < REMARKS || y + 1 < ample); rows++) {
		g_autofree char *words = rejected_row_words(rejected->pdata[rows]);

		surface_printf(s, 1, y++, s->width - 2, STYLE_NOTICE, "! %s", words);
	}
	if (told + rows < notes->len + rejected->len && y < end) {
		g_autofree char *all = command_sentence(_("{import.remarks} shows all remarks."));

		surface_text(s, 1, y++, s->width - 2, STYLE_TEXT, all);
	}
	return y;
}

static int draw_earlier(const struct import_screen *self, struct surface *s, int y, int end)
{
	g_autofree char *words = g_strdup_printf(
		_("A file of this name was read %s, and what it brought stays. To read "
		  "this one in its place, {import.earlier} takes it back first."),
		self->earlier);
	g_autofree char *sentence = command_sentence(words);

	return y + surface_wrapped(s, (struct rectangle){1, y, s->width - 2, end - y}, STYLE_TEXT,
				   sentence, 0);
}

static void import_draw(struct ui *ui, gpointer data, struct surface *s, struct rectangle body)
{
	struct import_screen *self = data;
	int y = body.y, end = body.y + body.height;

	surface_printf(s, 1, y++, s->width - 2, STYLE_STRONG, "%s", self->file);
	if (!self->result) {
		g_autofree char *key = reading_key(self, TRUE);
		g_autofree char *unread = command_sentence(
			_("Nothing could be read from it. If it is a table, {import.map} says "
			  "which column is what."));

		ui_draw_empty(ui, s, body,
			      ui_is_coming(ui, key) ? _("Looking through the file …") : unread);
		return;
	}
	surface_text(s, 1, y++, s->width - 2, STYLE_NOTICE,
		     self->stored ? _("Stored.") : _("This is what would happen:"));
	y = draw_figures(self, s, y);
	if (self->earlier && !self->stored && y < end - 3)
		y = draw_earlier(self, s, y, end - 3);
	y = draw_remarks(self, s, y, end - 3);
	if (end - y > 2)
		list_draw(self->list, s,
			  (struct rectangle){body.x, y + 1, body.width, end - y - 1});
}

/* The row in full, as it would be stored. */
static void enter(struct ui *ui, gpointer data)
{
	struct import_screen *self = data;
	int row = list_selected(self->list);

	if (row >= 0)
		text_viewer_open(ui,
				 g_strcmp0(self->result->format, "ics") ? _("Observation")
									: _("Planned event"),
				 observation_lines(ui, row_at(self, (guint)row)));
}

static struct list *import_list(gpointer data)
{
	return ((struct import_screen *)data)->list;
}

static char *no_take(struct ui *ui)
{
	const struct import_screen *self = ui_self(ui);

	if (!self->result)
		return g_strdup(_("There is nothing to take in."));
	if (self->stored)
		return g_strdup(_("It is taken in already."));
	return self->result->created + self->result->changed + self->result->set_aside
		       ? NULL
		       : g_strdup(_("Everything in it is known already."));
}

static void run_take(struct ui *ui, const char *argument UNUSED)
{
	g_autofree char *key = reading_key(ui_self(ui), FALSE);

	ui_forget(ui, key); /* it may have been stopped once */
	want_result(ui, ui_self(ui), FALSE, TRUE);
}

/* A file that is read by its own format has no columns to speak of. */
static char *no_map(struct ui *ui)
{
	const struct import_screen *self = ui_self(ui);
	const char *format = self->result ? self->result->format : NULL;

	return !format || g_str_equal(format, "csv") || g_str_equal(format, "xlsx")
		       ? NULL
		       : g_strdup(_("Only a table has columns to say something of."));
}

static void run_map(struct ui *ui, const char *argument UNUSED)
{
	const struct import_screen *self = ui_self(ui);

	ui_open(ui, "mapping", self->file);
}

static char *no_earlier(struct ui *ui)
{
	const struct import_screen *self = ui_self(ui);

	if (!self->earlier || self->stored)
		return g_strdup(_("No other file of this name was read."));
	return NULL;
}

static void run_earlier(struct ui *ui, const char *argument UNUSED)
{
	const struct import_screen *self = ui_self(ui);
	g_autofree char *name = g_path_get_basename(self->file);

	import_move_ask(ui, name);
}

static char *no_remarks(struct ui *ui)
{
	const struct import_screen *self = ui_self(ui);

	return self->result && self->result->notes->len + self->result->rejected->len
		       ? NULL
		       : g_strdup(_("There are no remarks."));
}

static void run_remarks(struct ui *ui, const char *argument UNUSED)
{
	const struct import_screen *self = ui_self(ui);
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < self->result->notes->len; i++)
		g_ptr_array_add(lines, g_strdup(self->result->notes->pdata[i]));
	for (guint i = 0; i < self->result->rejected->len; i++)
		g_ptr_array_add(lines, rejected_row_words(self->result->rejected->pdata[i]));
	text_viewer_open(ui, _("Remarks"), lines);
}

static const struct command commands[] = {
	{"import.remarks", N_("Remarks"), N_("Shows all that was guessed, left out or set aside."),
	 NULL, 0, run_remarks, no_remarks},
	{"import.map", N_("What the columns are"),
	 N_("Says which column of the table is what, and keeps it for the next file."), NULL, 0,
	 run_map, no_map},
	{"import.earlier", N_("Take earlier back"),
	 N_("Takes back what an earlier file of this name brought, to read this one in its place."),
	 NULL, COMMAND_WRITES, run_earlier, no_earlier, NEEDS(ACTION_IMPORT)},
	{"import.take", N_("Take it in"), N_("Stores what the trial shows, in one piece."), NULL,
	 COMMAND_WRITES, run_take, no_take},
	{NULL},
};

const struct screen_ops screen_import = {
	.id = "import",
	.title = N_("Read in"),
	.commands = commands,
	.open = import_open,
	.load = import_load,
	.draw = import_draw,
	.list = import_list,
	.enter = enter,
	.close = import_close,
};
