/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the columns of a partner's table are: a row a column with examples and what it was read as,
 * then the words that are no category; below, how the first rows would be read. Enter puts right,
 * and what is kept reads the file and all later ones like it. */
#include "config.h"

#include "osg/app_mapping.h"
#include "osg/observation.h"
#include "osg/text.h"
#include "screens/screens.h"

enum { ROWS_TOLD = 3, FAULTS_TOLD = 3, OPTIONS = 8 };

struct mapping_screen {
	struct list_view view; /* first; rows are struct line */
	char *file;
	struct mapping_draft *draft; /* NULL: the file is no table, which fault says */
	GError *fault;
};

/* A column or a word, by its place in the draft. */
struct line {
	gboolean is_word;
	guint index;
};

static const struct draft_column *column_at(const struct mapping_screen *self,
					    const struct line *line)
{
	return line->is_word ? NULL : self->draft->columns->pdata[line->index];
}

static const struct draft_word *word_at(const struct mapping_screen *self, const struct line *line)
{
	return line->is_word ? self->draft->words->pdata[line->index] : NULL;
}

/* the list */

static void extract_name(gpointer self, guint row, GString *out)
{
	const struct draft_column *column = column_at(self, list_row(self, row));
	const struct draft_word *word = word_at(self, list_row(self, row));

	if (word)
		g_string_append_printf(out, _("“%s”"), word->word);
	else
		g_string_append(out, column->name);
}

static void extract_is(gpointer self, guint row, GString *out)
{
	const struct draft_column *column = column_at(self, list_row(self, row));
	const struct draft_word *word = word_at(self, list_row(self, row));

	if (word)
		g_string_append(out, word->code ? word->code : _("set aside"));
	else
		g_string_append(out, column->field == DRAFT_UNUSED
					     ? "–"
					     : draft_field_title(column->field));
}

static void extract_read(gpointer self, guint row, GString *out)
{
	const struct draft_column *column = column_at(self, list_row(self, row));

	if (column && column->read)
		g_string_append(out, column->read);
}

static void extract_examples(gpointer self, guint row, GString *out)
{
	const struct draft_column *column = column_at(self, list_row(self, row));
	const struct draft_word *word = word_at(self, list_row(self, row));

	for (int i = 0; column && i < DRAFT_SAMPLES && column->samples[i]; i++)
		g_string_append_printf(out, "%s%s", i ? ", " : "", column->samples[i]);
	if (word)
		g_string_append_printf(out, ngettext("%d row", "%d rows", (gulong)word->rows),
				       word->rows);
}

static const struct list_column columns[] = {
	{"column", N_("Column"), 10, 2, 0, TEXT_LEFT, extract_name, NULL},
	{"is", N_("Is"), 10, 1, 0, TEXT_LEFT, extract_is, NULL},
	{"read", N_("Read as"), 12, 2, 1, TEXT_LEFT, extract_read, NULL},
	{"examples", N_("Examples"), 12, 3, 2, TEXT_LEFT, extract_examples, NULL, .fills = TRUE},
	{NULL},
};

static void add_line(GPtrArray *lines, gboolean is_word, guint index)
{
	struct line line = {is_word, index};

	g_ptr_array_add(lines, g_memdup2(&line, sizeof line));
}

static GPtrArray *rows(struct ui *ui UNUSED, gpointer data, GError **error)
{
	struct mapping_screen *self = data;
	GPtrArray *lines;

	if (!self->draft) {
		if (self->fault)
			g_propagate_error(error, g_error_copy(self->fault));
		return NULL;
	}
	app_mapping_try(self->view.session, self->draft);
	lines = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < self->draft->columns->len; i++)
		add_line(lines, FALSE, i);
	for (guint i = 0; i < self->draft->words->len; i++)
		if (!((const struct draft_word *)self->draft->words->pdata[i])->known)
			add_line(lines, TRUE, i);
	return lines;
}

static gint64 identity(gconstpointer row)
{
	const struct line *line = row;

	return (gint64)line->index + 1 + (line->is_word ? G_MAXINT : 0);
}

/* How the first rows would be read, whichever row is selected. */
static GPtrArray *details(gpointer data, gconstpointer row UNUSED)
{
	const struct mapping_screen *self = data;
	const struct mapping_draft *draft = self->draft;
	const struct registry *v = session_registry(self->view.session);
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) lacks = NULL;

	if (!mapping_draft_is_whole(draft, &lacks)) {
		g_ptr_array_add(lines, g_strdup(lacks->message));
		return lines;
	}
	text_add_line(lines,
		      ngettext("Of the first %d row %d can be read.",
			       "Of the first %d rows %d can be read.",
			       (gulong)(draft->readable + draft->unreadable)),
		      draft->readable + draft->unreadable, draft->readable);
	for (guint i = 0; i < draft->observations->len && i < ROWS_TOLD; i++) {
		const struct observation *o = draft->observations->pdata[i];
		g_autofree char *when = observation_when(o, WEEK_NONE),
				*where = observation_where(o, v), *what = observation_what(o, v);

		text_add_line(lines, "%s · %s · %s", when, where, what);
	}
	for (guint i = 0; i < draft->faults->len && i < FAULTS_TOLD; i++)
		text_add_line(lines, "! %s", (char *)draft->faults->pdata[i]);
	return lines;
}

static const struct list_screen list = {
	.size = sizeof(struct mapping_screen),
	.columns = columns,
	.rows = rows,
	.identity = identity,
	.details = details,
	.detail_rows = 8,
	.empty = N_("There is no column."),
};

/* putting right */

static void field_chosen(struct ui *ui, guint line, gpointer data)
{
	struct mapping_screen *self = ui_self(ui);
	GError *error = NULL;

	if (mapping_draft_set_field(self->draft, GPOINTER_TO_UINT(data), (int)line - 1, &error))
		ui_reload(ui);
	else
		ui_fail(ui, error);
}

static void choose_field(struct ui *ui, const struct mapping_screen *self, guint index)
{
	const struct draft_column *column = self->draft->columns->pdata[index];
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *title = g_strdup_printf(_("%s is"), column->name);

	g_ptr_array_add(lines, g_strdup(_("– not used")));
	for (int f = 0; f < draft_fields(); f++)
		g_ptr_array_add(lines, g_strdup(draft_field_title(f)));
	choice_open(ui, title, lines, (guint)(column->field + 1), field_chosen,
		    GUINT_TO_POINTER(index), NULL);
}

static GPtrArray *complete_category(struct ui *ui, const char *text)
{
	const struct registry *v = session_registry(ui_session(ui));
	GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
	struct match found[OPTIONS];
	int count = registry_complete_categories(v, text, NULL, found, OPTIONS);

	for (int i = 0; i < count; i++)
		g_ptr_array_add(texts, g_strdup(registry_label(
					       v, (const struct category *)found[i].record)));
	return texts;
}

static gboolean word_said(struct ui *ui, const char *text, gpointer word, GError **error)
{
	struct mapping_screen *self = ui_self(ui);

	if (!mapping_draft_set_word(self->draft, word, text, session_registry(self->view.session),
				    error))
		return FALSE;
	ui_reload(ui);
	return TRUE;
}

static void say_word(struct ui *ui, const struct draft_word *word)
{
	g_autofree char *title = g_strdup_printf(_("“%s” is the category"), word->word);
	const struct prompt prompt = {
		.title = title,
		.initial = word->code,
		.hint = _("a category, like glaskross; nothing sets such rows aside"),
		.complete = complete_category,
		.done = word_said,
		.data = g_strdup(word->word),
		.free_data = g_free};

	prompt_open(ui, &prompt);
}

static void enter(struct ui *ui, gpointer data)
{
	const struct mapping_screen *self = data;
	const struct line *line = list_row_selected(data);

	if (line->is_word)
		say_word(ui, word_at(self, line));
	else
		choose_field(ui, self, line->index);
}

static void whose_chosen(struct ui *ui, guint line, gpointer data UNUSED)
{
	struct mapping_screen *self = ui_self(ui);
	g_autoptr(GPtrArray) all = app_members(self->view.session);
	const struct organisation *o = line ? all->pdata[line - 1] : NULL;

	app_mapping_set_organisation(self->view.session, self->draft, o ? o->code : "", NULL);
	ui_reload(ui);
	ui_message(ui, MESSAGE_DONE, _("The rows are those of %s."),
		   o ? o->name : _("whoever reads them in"));
}

static void run_whose(struct ui *ui, const char *argument UNUSED)
{
	g_autoptr(GPtrArray) all = app_members(ui_session(ui));
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(lines, g_strdup(_("whoever reads them in")));
	for (guint i = 0; i < all->len; i++) {
		const struct organisation *o = all->pdata[i];

		text_add_line(lines, "%s  %s", o->code, o->name);
	}
	choice_open(ui, _("Whose rows they are"), lines, 0, whose_chosen, NULL, NULL);
}

/* Back to the file, which is looked through anew. */
static gboolean named(struct ui *ui, const char *text, gpointer data UNUSED, GError **error)
{
	struct mapping_screen *self = ui_self(ui);
	g_autofree char *words = NULL, *path = NULL,
			*trial = g_strconcat("trial ", self->file, NULL);

	if (!mapping_name_check(text, error))
		return FALSE;
	g_free(self->draft->id);
	self->draft->id = g_strdup(text);
	words = mapping_draft_text(self->draft);
	path = mapping_keep(text, words, FALSE, error);
	if (!path)
		return FALSE;
	ui_forget(ui, trial);
	ui_leave(ui);
	ui_reload(ui);
	ui_message(ui, MESSAGE_DONE, _("Kept as “%s”; “osg mapping undo %s” takes it back."), text,
		   text);
	return TRUE;
}

static char *no_draft(struct ui *ui)
{
	const struct mapping_screen *self = ui_self(ui);

	if (self->draft)
		return NULL;
	return g_strdup(self->fault ? self->fault->message : _("There is no column."));
}

static char *no_keep(struct ui *ui)
{
	const struct mapping_screen *self = ui_self(ui);
	g_autoptr(GError) lacks = NULL;

	if (!self->draft)
		return no_draft(ui);
	return mapping_draft_is_whole(self->draft, &lacks) ? NULL : g_strdup(lacks->message);
}

static void run_keep(struct ui *ui, const char *argument UNUSED)
{
	const struct mapping_screen *self = ui_self(ui);
	const struct prompt prompt = {.title = _("Name of the mapping"),
				      .initial = self->draft->id,
				      .hint = _("small letters, like vaktlogg"),
				      .done = named};

	prompt_open(ui, &prompt);
}

static const struct command commands[] = {
	{"mapping.keep", N_("Keep the mapping"),
	 N_("Keeps what the columns are: the file and all like it are read with it."), NULL,
	 COMMAND_WRITES, run_keep, no_keep},
	{"mapping.whose", N_("Whose rows they are"),
	 N_("Says which organisation's observations the file holds."), NULL, 0, run_whose,
	 no_draft},
	{NULL},
};

/* the screen */

static gpointer mapping_open(struct ui *ui, const char *argument)
{
	struct mapping_screen *self = list_screen_open(ui, &list);

	self->file = g_strdup(argument ? argument : "");
	if (*self->file)
		self->draft = app_mapping_draft(self->view.session, self->file, &self->fault);
	return self;
}

static void mapping_close(gpointer data)
{
	struct mapping_screen *self = data;

	g_free(self->file);
	mapping_draft_free(self->draft);
	g_clear_error(&self->fault);
	list_screen_close(self);
}

const struct screen_ops screen_mapping = {
	.id = "mapping",
	.title = N_("What the columns are"),
	.commands = commands,
	.rows = &list,
	.open = mapping_open,
	.enter = enter,
	.close = mapping_close,
};
