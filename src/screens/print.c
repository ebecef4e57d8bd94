/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Print: the summary of the week as it will stand on paper, to read here, to save as PDF, HTML or
 * text, and to send to a printer. */
#include "config.h"

#include <string.h>

#include "osg/report.h"
#include "osg/week.h"
#include "screens/screens.h"

struct print {
	struct session *session;
	const GPtrArray *lines; /* of the text form, NULL = none yet */
	int number, versions;   /* 0 = the draft */
	int week;
	int scroll, page;
};

/* the page on the screen */

static GBytes *render(struct session *session, int week, int number, enum render how,
		      GError **error)
{
	struct picture *picture = app_picture(session, week, number, error);
	struct document *document = picture ? report_summary(picture) : NULL;
	GBytes *bytes = document ? document_render(document, how, error) : NULL;

	document_free(document);
	picture_free(picture);
	return bytes;
}

static GPtrArray *split(GBytes *bytes)
{
	gsize size;
	const char *text = g_bytes_get_data(bytes, &size);
	g_autofree char *whole = g_strndup(text, size);
	g_auto(GStrv) lines = g_strsplit(whole, "\n", -1);
	GPtrArray *out = g_ptr_array_new_with_free_func(g_free);

	for (char **l = lines; *l; l++)
		g_ptr_array_add(out, g_strdup(*l));
	return out;
}

struct page {
	int week, number;
};

/* Setting a page takes long where hotspots must be looked for first. */
static gpointer set_page(struct task *task UNUSED, struct session *session, gpointer data,
			 GError **error)
{
	const struct page *page = data;
	g_autoptr(GBytes) bytes = render(session, page->week, page->number, RENDER_TEXT, error);

	return bytes ? split(bytes) : NULL;
}

static void page_set(struct ui *ui, gpointer lines UNUSED, gpointer data UNUSED,
		     const GError *error)
{
	if (error)
		ui_message(ui, MESSAGE_ERROR, "%s", error->message);
}

static gboolean print_load(struct ui *ui, gpointer data, GError **error UNUSED)
{
	struct print *self = data;
	struct page *page = g_new0(struct page, 1);
	g_autofree char *key = NULL;

	self->versions = app_picture_versions(self->session, session_week(self->session));
	if (self->week != session_week(self->session))
		self->number = self->versions;
	self->week = session_week(self->session);
	self->number = MIN(self->number, self->versions);
	*page = (struct page){self->week, self->number};
	key = g_strdup_printf("page %d %d", self->week, self->number);
	const struct request request = {.key = key,
					.priority = PRIORITY_SHOWN,
					.title = _("Setting the page"),
					.lasting = self->number > 0, /* it is fixed */
					.work = set_page,
					.free_result = (GDestroyNotify)g_ptr_array_unref,
					.done = page_set,
					.data = page,
					.free_data = g_free};
	self->lines = ui_want(ui, &request, NULL);
	return TRUE;
}

static gpointer print_open(struct ui *ui, const char *argument UNUSED)
{
	struct print *self = g_new0(struct print, 1);

	self->session = ui_session(ui);
	self->week = WEEK_NONE;
	return self;
}

static void print_close(gpointer data)
{
	g_free(data);
}

static void print_draw(struct ui *ui UNUSED, gpointer data, struct surface *s,
		       struct rectangle body)
{
	struct print *self = data;
	const GPtrArray *lines = self->lines;
	int count = lines ? (int)lines->len : 0, left = MAX((body.width - 82) / 2, 0);

	self->page = MAX(body.height - 2, 1);
	self->scroll = CLAMP(self->scroll, 0, MAX(count - body.height + 1, 0));
	if (self->number)
		surface_printf(s, 1, body.y, body.width - 2, STYLE_STRONG,
			       _("Fixed version %d of %d"), self->number, self->versions);
	else
		surface_text(s, 1, body.y, body.width - 2, STYLE_STRONG,
			     self->versions ? _("Draft, newer than the fixed versions")
					    : _("Draft"));
	if (lines)
		surface_printf(s, MAX(body.width - 22, 1), body.y, 21, STYLE_HEADING,
			       _("line %d of %d"), MIN(self->scroll + 1, count), count);
	for (int i = 0; i < body.height - 1 && self->scroll + i < count; i++)
		surface_text(s, left, body.y + 1 + i, body.width - left, STYLE_TEXT,
			     lines->pdata[self->scroll + i]);
	surface_cursor(s, left, body.y + 1);
}

static gboolean print_key(struct ui *ui UNUSED, gpointer data, guint32 key)
{
	struct print *self = data;
	const struct {
		guint32 key;
		int by;
	} moves[] = {{UI_KEY_UP, -1},
		     {UI_KEY_DOWN, 1},
		     {UI_KEY_PAGE_UP, -self->page},
		     {UI_KEY_PAGE_DOWN, self->page},
		     {' ', self->page},
		     {UI_KEY_HOME, -G_MAXINT / 2},
		     {UI_KEY_END, G_MAXINT / 2}};

	for (gsize i = 0; i < G_N_ELEMENTS(moves); i++)
		if (moves[i].key == key) {
			self->scroll += moves[i].by;
			return TRUE;
		}
	return FALSE;
}

static gboolean print_mouse(struct ui *ui UNUSED, gpointer data, enum mouse what, int x UNUSED,
			    int y UNUSED)
{
	struct print *self = data;

	if (what != MOUSE_WHEEL_UP && what != MOUSE_WHEEL_DOWN)
		return FALSE;
	self->scroll += what == MOUSE_WHEEL_UP ? -3 : 3;
	return TRUE;
}

/* on its way out */

struct sending {
	int week, number;
	enum render how;
	char *file, *printer; /* one of them; printer "" = the standard one */
	char *receipt;
};

static void sending_free(gpointer data)
{
	struct sending *sending = data;

	g_free(sending->file);
	g_free(sending->printer);
	g_free(sending->receipt);
	g_free(sending);
}

static gpointer send(struct task *task, struct session *session, gpointer data, GError **error)
{
	struct sending *sending = data;
	g_autoptr(GBytes) bytes =
		render(session, sending->week, sending->number, sending->how, error);
	g_autofree char *title = week_format(sending->week);

	if (!bytes)
		return NULL;
	if (!task_progress(task, 0.5, NULL)) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_CANCELLED,
				    _("Stopped; nothing was printed."));
		return NULL;
	}
	session_note_read(session, "picture.print", sending->week);
	if (sending->file)
		return report_write(bytes, sending->file, error) ? sending : NULL;
	return report_send(bytes, *sending->printer ? sending->printer : NULL, title,
			   &sending->receipt, error)
		       ? sending
		       : NULL;
}

static void sent(struct ui *ui, gpointer result UNUSED, gpointer data, const GError *error)
{
	const struct sending *sending = data;

	if (error)
		ui_message(ui, MESSAGE_ERROR, "%s", error->message);
	else if (sending->file)
		ui_message(ui, MESSAGE_DONE, _("Written to %s"), sending->file);
	else
		ui_message(ui, MESSAGE_DONE, _("Sent to the printer: %s"), sending->receipt);
}

static void start(struct ui *ui, enum render how, const char *file, const char *printer)
{
	const struct print *self = ui_self(ui);
	struct sending *sending = g_new0(struct sending, 1);

	sending->week = self->week;
	sending->number = self->number;
	sending->how = how;
	sending->file = g_strdup(file);
	sending->printer = g_strdup(printer);
	const struct request request = {.priority = PRIORITY_JOB,
					.title = _("Printing"),
					.work = send,
					.done = sent,
					.data = sending,
					.free_data = sending_free};
	ui_start(ui, &request);
}

static const struct {
	const char *ending;
	enum render how;
} endings[] = {{".pdf", RENDER_PDF}, {".html", RENDER_HTML}, {".txt", RENDER_TEXT}};

static gboolean save(struct ui *ui, const char *text, gpointer data UNUSED, GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
		if (g_str_has_suffix(text, endings[i].ending)) {
			start(ui, endings[i].how, text, NULL);
			return TRUE;
		}
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("The name ends in .pdf, .html or .txt: that says what it becomes."));
	return FALSE;
}

static void run_save(struct ui *ui, const char *argument)
{
	const struct print *self = ui_self(ui);
	g_autofree char *week = week_format(self->week);
	/* TRANSLATORS: file name proposed for the summary; %s is 2024-W40 */
	g_autofree char *name = g_strdup_printf(_("situation-%s.pdf"), week);
	const struct prompt prompt = {
		.title = _("Save as"), .initial = argument ? argument : name, .done = save};

	prompt_open(ui, &prompt);
}

static gboolean print_to(struct ui *ui, const char *text, gpointer data UNUSED,
			 GError **error UNUSED)
{
	start(ui, RENDER_PDF, NULL, text);
	return TRUE;
}

static void run_print(struct ui *ui, const char *argument)
{
	const char *standard =
		ui_settings(ui) ? settings_get(ui_settings(ui), "print", "printer") : "";
	const struct prompt prompt = {.title = _("Printer"),
				      .initial = argument ? argument : standard,
				      .hint = _("empty: the standard one"),
				      .done = print_to};

	prompt_open(ui, &prompt);
}

static char *no_versions(struct ui *ui)
{
	return ((struct print *)ui_self(ui))->versions
		       ? NULL
		       : g_strdup(_("This week is not fixed yet: there is only the draft."));
}

static void run_version(struct ui *ui, const char *argument UNUSED)
{
	struct print *self = ui_self(ui);

	self->number = (self->number + self->versions) % (self->versions + 1);
	ui_reload(ui);
}

static const struct command commands[] = {
	{"print.printer", N_("Print"), N_("Sends the summary to a printer."), N_("Printer"), 0,
	 run_print, NULL},
	{"print.save", N_("Save as a file"), N_("Writes the summary as PDF, HTML or text."),
	 N_("File"), 0, run_save, NULL},
	{"print.version", N_("Another version"),
	 N_("Shows the fixed versions and the draft in turn."), NULL, 0, run_version, no_versions},
	{NULL},
};

const struct screen_ops screen_print = {
	.id = "print",
	.title = N_("Print"),
	.digit = '8',
	.commands = commands,
	.open = print_open,
	.load = print_load,
	.draw = print_draw,
	.key = print_key,
	.mouse = print_mouse,
	.close = print_close,
};
