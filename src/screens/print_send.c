/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The printed page on its way out of the print screen: to a file, to a printer. */
#include "config.h"

#include <string.h>

#include "osg/week.h"
#include "screens/print_screen.h"

struct sending {
	struct print_page page;
	enum render how;
	char *file, *printer; /* one of them; printer "" = the standard one */
	char *receipt, *remark;
	gboolean anyway; /* also with characters that no font has */
	gboolean held;   /* it has some, and nothing was printed */
};

static void sending_free(gpointer data)
{
	struct sending *sending = data;

	g_free(sending->file);
	g_free(sending->printer);
	g_free(sending->receipt);
	g_free(sending->remark);
	g_free(sending);
}

static gpointer send(struct task *task, struct session *session, gpointer data, GError **error)
{
	struct sending *sending = data;
	struct document *document = print_page_build(session, &sending->page, error);
	g_autoptr(GBytes) bytes =
		document ? document_render(document, sending->how, &sending->remark, error) : NULL;
	g_autofree char *title = week_format(sending->page.options.week);

	document_free(document);

	if (!bytes)
		return NULL;
	if (!task_progress(task, 0.5, NULL)) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_CANCELLED,
				    _("Stopped; nothing was printed."));
		return NULL;
	}
	sending->held = sending->printer && sending->remark && !sending->anyway;
	if (sending->held)
		return sending;
	if (sending->file)
		return report_write(bytes, sending->file, error) ? sending : NULL;
	return report_send(bytes, *sending->printer ? sending->printer : NULL, title,
			   &sending->receipt, error)
		       ? sending
		       : NULL;
}

/* The screen may be another by now. */
static struct print *print_shown(struct ui *ui)
{
	return strcmp(ui_screen(ui)->id, "print") == 0 ? ui_self(ui) : NULL;
}

static char *where_to(const struct sending *sending)
{
	g_autofree char *whole =
		sending->file ? g_canonicalize_filename(sending->file, NULL) : NULL;

	if (whole)
		return g_strdup_printf(_("Written to %s"), whole);
	return *sending->printer ? g_strdup_printf(_("Sent to the printer %s: %s"),
						   sending->printer, sending->receipt)
				 : g_strdup_printf(_("Sent to the printer: %s"), sending->receipt);
}

static void start(struct ui *ui, const struct sending *as);

static void print_anyway(struct ui *ui, gpointer data)
{
	struct sending *sending = data;

	sending->anyway = TRUE;
	start(ui, sending);
}

/* Paper is not taken back: empty boxes are told of while it is still none. */
static void ask_anyway(struct ui *ui, const struct sending *held)
{
	g_autoptr(GPtrArray) lines = g_ptr_array_new();
	struct sending *again = g_new0(struct sending, 1);

	again->page = held->page;
	again->how = held->how;
	again->printer = g_strdup(held->printer);
	g_ptr_array_add(lines, held->remark);
	confirm_open(ui, _("Print it nevertheless?"), lines, _("print"), print_anyway, again,
		     sending_free);
}

static void sent(struct ui *ui, gpointer result UNUSED, gpointer data, const GError *error)
{
	const struct sending *sending = data;
	struct print *self = print_shown(ui);
	g_autofree char *where = error || sending->held ? NULL : where_to(sending);

	if (!error && sending->held) {
		ask_anyway(ui, sending);
		return;
	}
	if (error)
		ui_message(ui, MESSAGE_ERROR, "%s", error->message);
	else if (sending->remark)
		ui_message(ui, MESSAGE_ERROR, "%s", sending->remark);
	else
		ui_message(ui, MESSAGE_DONE, "%s", where);
	if (self && where) {
		g_free(self->went);
		self->went = g_steal_pointer(&where);
	}
}

static void start(struct ui *ui, const struct sending *as)
{
	struct sending *sending = g_memdup2(as, sizeof *as);

	sending->file = g_strdup(as->file);
	sending->printer = g_strdup(as->printer);
	sending->receipt = sending->remark = NULL;
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
} endings[] = {
	{".pdf", RENDER_PDF}, {".html", RENDER_HTML}, {".txt", RENDER_TEXT}, {".odt", RENDER_ODT}};

static void save_as(struct ui *ui, const char *file)
{
	const struct print *self = ui_self(ui);

	for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
		if (g_str_has_suffix(file, endings[i].ending))
			start(ui, &(struct sending){.page = self->page,
						    .how = endings[i].how,
						    .file = (char *)file});
}

static void replace_confirmed(struct ui *ui, gpointer file)
{
	if (print_shown(ui))
		save_as(ui, file);
}

static void ask_replace(struct ui *ui, const char *file)
{
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);

	text_add_line(lines,
		      _("There is a file %s already. What stands in it "
			"is lost if this is written over it."),
		      file);
	confirm_open(ui, _("Write over the file?"), lines, _("write over"), replace_confirmed,
		     g_strdup(file), g_free);
}

static gboolean has_ending(const char *file)
{
	for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
		if (g_str_has_suffix(file, endings[i].ending))
			return TRUE;
	return FALSE;
}

static gboolean save(struct ui *ui, const char *text, gpointer data UNUSED, GError **error)
{
	if (!has_ending(text)) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("The name ends in .pdf, .html, .odt or .txt: that says what "
				      "it becomes."));
		return FALSE;
	}
	if (g_file_test(text, G_FILE_TEST_EXISTS))
		ask_replace(ui, text);
	else
		save_as(ui, text);
	return TRUE;
}

/* "situation-2024-W42.pdf", of a period "theme-2019..2024.pdf". Owned. */
static char *usual_name(const struct print *self)
{
	const struct print_page *page = &self->page;
	g_autofree char *when = page->period.last < page->period.first
					? week_format(page->options.week)
					: period_format(page->period);

	return g_strdup_printf("%s-%s.pdf", _(page->report->file), when);
}

void print_run_save(struct ui *ui, const char *argument)
{
	g_autofree char *name = usual_name(ui_self(ui));
	const struct prompt prompt = {
		.title = _("Save as"),
		.initial = argument ? argument : name,
		.hint = _(".pdf, .html, .odt or .txt: the name says what it becomes"),
		.done = save};

	prompt_open(ui, &prompt);
}

static gboolean print_to(struct ui *ui, const char *text, gpointer data UNUSED,
			 GError **error UNUSED)
{
	const struct print *self = ui_self(ui);

	start(ui,
	      &(struct sending){.page = self->page, .how = RENDER_PDF, .printer = (char *)text});
	return TRUE;
}

static const char *standard_printer(struct ui *ui)
{
	return ui_settings(ui) ? settings_get(ui_settings(ui), "print", "printer") : "";
}

void print_run_print(struct ui *ui, const char *argument)
{
	const struct prompt prompt = {.title = _("Printer"),
				      .initial = argument ? argument : standard_printer(ui),
				      .hint = _("empty: the standard one"),
				      .done = print_to};

	prompt_open(ui, &prompt);
}

void print_run_where(struct ui *ui, const char *argument UNUSED)
{
	const struct print *self = ui_self(ui);
	g_autofree char *name = usual_name(self), *here = g_get_current_dir(),
			*whole = g_build_filename(here, name, NULL);
	const char *printer = standard_printer(ui);

	if (self->went)
		ui_message(ui, MESSAGE_DONE, "%s", self->went);
	else if (printer && *printer)
		ui_message(
			ui, MESSAGE_DONE,
			_("Nowhere yet. {print.save} saves as %s, {print.printer} prints on %s."),
			whole, printer);
	else
		ui_message(ui, MESSAGE_DONE,
			   _("Nowhere yet. {print.save} saves as %s, {print.printer} prints on the "
			     "standard printer."),
			   whole);
}
