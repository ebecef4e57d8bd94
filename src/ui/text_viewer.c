/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Longer texts over a screen: to read (help, earlier messages, a row in full) and to write (the
 * situation in words). */
#include "config.h"

#include <string.h>

#include "ui/ui_private.h"

/* to read */

struct text_viewer {
	struct overlay overlay;
	char *title;
	GPtrArray *lines;
	struct edit edit; /* what is looked for */
	gboolean finding;
	int scroll, page;
	int tallest; /* lines shown at most so far: the box keeps its size while one searches */
};

enum { VIEWER_WIDTH = 96 };

static gboolean line_shows(const struct text_viewer *r, guint i)
{
	g_autofree char *line = NULL, *wanted = NULL;

	if (r->edit.text->len == 0 || g_str_has_prefix(r->lines->pdata[i], "# "))
		return TRUE;
	line = text_fold(r->lines->pdata[i]);
	wanted = text_fold(r->edit.text->str);
	return strstr(line, wanted) != NULL;
}

static gboolean text_viewer_key(struct ui *ui, struct overlay *overlay, guint32 key)
{
	struct text_viewer *r = (struct text_viewer *)overlay;

	if (key == UI_KEY_UP || key == UI_KEY_DOWN)
		r->scroll += key == UI_KEY_DOWN ? 1 : -1;
	else if (key == UI_KEY_PAGE_UP || key == UI_KEY_PAGE_DOWN || (key == ' ' && !r->finding))
		r->scroll += key == UI_KEY_PAGE_UP ? -r->page : r->page;
	else if (key == UI_KEY_ESCAPE && r->finding) {
		edit_set(&r->edit, "");
		r->finding = FALSE;
	} else if (r->finding && edit_key(&r->edit, key))
		r->scroll = 0;
	else if (key == '/')
		r->finding = TRUE;
	else if (key == UI_KEY_HOME || key == UI_KEY_END)
		r->scroll = key == UI_KEY_HOME ? 0 : G_MAXINT / 2;
	else if (key == 'q' || key == '?' || key == UI_KEY_ENTER || key == UI_KEY_F(1))
		overlay_close(ui, overlay);
	else
		return FALSE;
	return TRUE;
}

static void text_viewer_mouse(struct ui *ui UNUSED, struct overlay *overlay, int what, int x UNUSED,
			      int y UNUSED)
{
	struct text_viewer *r = (struct text_viewer *)overlay;

	if (what == MOUSE_WHEEL_DOWN || what == MOUSE_WHEEL_UP)
		r->scroll += what == MOUSE_WHEEL_DOWN ? 3 : -3;
}

struct text_line {
	char *text;
	enum style style;
};

static void text_line_clear(gpointer data)
{
	g_free(((struct text_line *)data)->text);
}

static void add_text_line(GArray *out, enum style style, char *take_text)
{
	struct text_line line = {take_text, style};

	g_array_append_val(out, line);
}

/* What stands after a tab hangs under its own beginning; where that would be too narrow, under an
 * indent. */
static void add_hanging(GArray *out, const char *text, const char *tab, int width)
{
	g_autofree char *head = g_strndup(text, tab - text);
	int indent = text_width(head) + 2 <= width / 2 ? text_width(head) + 2 : 4;
	gboolean beside = indent == text_width(head) + 2;
	g_autoptr(GPtrArray) wrapped = text_wrap(tab + 1, MAX(width - indent, 1));

	if (!beside)
		add_text_line(out, STYLE_TEXT, g_strdup(head));
	for (guint i = 0; i < wrapped->len; i++)
		add_text_line(out, STYLE_TEXT,
			      g_strdup_printf("%*s%s", i == 0 && beside ? 0 : indent, "",
					      (char *)wrapped->pdata[i]));
	if (beside && wrapped->len) {
		struct text_line *first =
			&g_array_index(out, struct text_line, out->len - wrapped->len);
		char *joined = g_strconcat(head, "  ", first->text, NULL);

		g_free(first->text);
		first->text = joined;
	}
}

static GArray *text_lines(const struct text_viewer *r, int width)
{
	GArray *out = g_array_new(FALSE, FALSE, sizeof(struct text_line));

	g_array_set_clear_func(out, text_line_clear);
	for (guint i = 0; i < r->lines->len; i++) {
		const char *text = r->lines->pdata[i], *tab = strchr(text, '\t');
		gboolean heading = g_str_has_prefix(text, "# ");
		g_autoptr(GPtrArray) wrapped = NULL;

		if (!line_shows(r, i))
			continue;
		if (tab) {
			add_hanging(out, text, tab, width);
			continue;
		}
		wrapped = text_wrap(heading ? text + 2 : text, MAX(width, 1));
		for (guint w = 0; w < wrapped->len; w++)
			add_text_line(out, heading ? STYLE_HEADING : STYLE_TEXT,
				      g_strdup(wrapped->pdata[w]));
		if (wrapped->len == 0)
			add_text_line(out, STYLE_TEXT, g_strdup(""));
	}
	return out;
}

static void text_viewer_draw(struct ui *ui UNUSED, struct overlay *overlay, struct surface *s,
			     struct rectangle body)
{
	struct text_viewer *r = (struct text_viewer *)overlay;
	g_autoptr(GArray) lines = text_lines(r, CLAMP(body.width - 4, 1, VIEWER_WIDTH));
	int height = r->tallest = MAX(r->tallest, (int)lines->len);
	struct rectangle in = overlay_box(s, body, VIEWER_WIDTH, height + 2, r->title);
	g_autofree char *find = key_name('/'), *escape = key_name(UI_KEY_ESCAPE);
	int rows = in.height - 1;

	r->page = MAX(rows - 1, 1);
	r->scroll = CLAMP(r->scroll, 0, MAX((int)lines->len - rows, 0));
	for (int y = 0; y < rows && y + r->scroll < (int)lines->len; y++) {
		const struct text_line *line =
			&g_array_index(lines, struct text_line, y + r->scroll);

		surface_text(s, in.x, in.y + y, in.width, line->style, line->text);
	}
	if (r->finding) {
		surface_text(s, in.x, in.y + rows, 1, STYLE_STRONG, "/");
		edit_draw(&r->edit, s, (struct rectangle){in.x + 2, in.y + rows, in.width - 2, 1},
			  STYLE_FIELD_HERE, TRUE);
		return;
	}
	surface_cursor(s, in.x, in.y);
	surface_printf(s, in.x, in.y + rows, in.width, STYLE_TEXT,
		       r->scroll + rows < (int)lines->len ? _("↓ more  %s finds  %s closes")
							  : _("%s finds  %s closes"),
		       find, escape);
}

static void text_viewer_closed(struct ui *ui UNUSED, struct overlay *overlay)
{
	struct text_viewer *r = (struct text_viewer *)overlay;

	g_free(r->title);
	g_ptr_array_unref(r->lines);
	edit_clear(&r->edit);
}

static const struct overlay_ops text_viewer_ops = {.key = text_viewer_key,
						   .mouse = text_viewer_mouse,
						   .draw = text_viewer_draw,
						   .closed = text_viewer_closed};

void text_viewer_open(struct ui *ui, const char *title, GPtrArray *take_lines)
{
	struct text_viewer *r = g_new0(struct text_viewer, 1);

	r->overlay.ops = &text_viewer_ops;
	r->title = g_strdup(title);
	r->lines = take_lines;
	edit_init(&r->edit, "", FALSE);
	overlay_open(ui, &r->overlay);
}

/* what is read: help and messages */

static void add_help(GPtrArray *lines, const struct command *command, gboolean form)
{
	g_autofree char *keys =
		form ? command_keys_in_form(command->id) : command_keys(command->id);
	g_autofree char *fitted = text_fit(keys, 12, TEXT_LEFT);
	g_autofree char *title = text_fit(_(command->title), 22, TEXT_LEFT);
	g_autofree char *help = command_sentence(_(command->help));

	if (*keys)
		text_add_line(lines, "%s  %s\t%s", fitted, title, help);
}

static void add_help_of(GPtrArray *lines, const char *heading, const struct command *commands,
			gboolean form)
{
	g_ptr_array_add(lines, g_strconcat("# ", heading, NULL));
	for (const struct command *c = commands; c && c->id; c++)
		add_help(lines, c, form);
	g_ptr_array_add(lines, g_strdup(""));
}

/* The keys that belong to the fields themselves. */
static void add_help_of_forms(GPtrArray *lines)
{
	static const struct {
		guint32 a, b;
		const char *title, *help;
	} rows[] = {
		{UI_KEY_UP, UI_KEY_DOWN, N_("Choose, move"),
		 N_("Among the completions while they are shown; else to the field above or "
		    "below.")},
		{UI_KEY_ENTER, UI_KEY_NONE, N_("Take and go on"),
		 N_("Takes the completion shown; a new line in the text.")},
		{UI_KEY_LEFT, UI_KEY_RIGHT, N_("Another answer"),
		 N_("Where one of several answers is chosen; a blank and its first letter choose "
		    "too.")},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *a = key_name(rows[i].a),
				*b = rows[i].b == UI_KEY_NONE ? NULL : key_name(rows[i].b);
		g_autofree char *keys = g_strdup_printf("%s %s", a, b ? b : "");
		g_autofree char *fitted = text_fit(keys, 12, TEXT_LEFT);
		g_autofree char *title = text_fit(_(rows[i].title), 22, TEXT_LEFT);

		text_add_line(lines, "%s  %s\t%s", fitted, title, _(rows[i].help));
	}
	g_ptr_array_add(lines, command_sentence(_("In a form letters are typed; {screen.back} goes "
						  "back to where they are commands.")));
	g_ptr_array_add(lines, g_strdup(""));
}

static void add_help_of_screens(GPtrArray *lines)
{
	g_ptr_array_add(lines, g_strconcat("# ", _("Screens"), NULL));
	for (int i = 0; screens[i]; i++)
		if (screens[i]->digit)
			text_add_line(lines, "%c             %s", (char)screens[i]->digit,
				      _(screens[i]->title));
	g_ptr_array_add(lines, g_strdup(""));
	g_ptr_array_add(
		lines,
		g_strdup(_(
			"Every command is in the palette too, with or without a key. Hold Shift to "
			"mark text with the mouse.")));
}

void help_open(struct ui *ui)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	const struct screen_ops *screen = ui_screen(ui);

	if (screen->commands)
		add_help_of(lines, _(screen->title), screen->commands, screen->form != NULL);
	if (screen->form) {
		add_help_of(lines, _("In the form"), form_commands, TRUE);
		add_help_of_forms(lines);
	}
	if (ui_list(ui))
		add_help_of(lines, _("In the list"), list_commands, screen->form != NULL);
	add_help_of(lines, _("Everywhere"), global_commands, screen->form != NULL);
	if (!screen->form)
		add_help_of_screens(lines);
	text_viewer_open(ui, _("Help"), lines);
}

void messages_open(struct ui *ui)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	for (guint i = ui->messages->len; i-- > 0;) {
		const struct message *line = ui->messages->pdata[i];
		int day, seconds;

		time_to_local(line->at, &day, &seconds);
		text_add_line(lines, "%02d:%02d %s %s", seconds / 3600, seconds / 60 % 60,
			      line->kind == MESSAGE_ERROR ? "!" : " ", line->text);
	}
	if (lines->len == 0)
		g_ptr_array_add(lines, g_strdup(_("Nothing has been said yet.")));
	text_viewer_open(ui, _("Earlier messages"), lines);
}

/* to write */

enum { PAUSE = 600 }; /* milliseconds */

struct writer {
	struct overlay overlay;
	char *title, *complaint;
	char *refused; /* what could not be stored as it is, NULL = nothing */
	struct edit edit;
	gboolean unsaved, touched;
	gboolean (*saved)(struct ui *ui, const char *text, gboolean final, gpointer data,
			  GError **error);
	gpointer data;
	GDestroyNotify free_data;
};

static gboolean writer_save(struct ui *ui, struct writer *w, gboolean final, GError **error)
{
	g_autoptr(GError) refused = NULL;

	g_clear_pointer(&w->complaint, g_free);
	if (w->saved(ui, w->edit.text->str, final, w->data, &refused)) {
		w->unsaved = FALSE;
		ui_kept(ui, w->title, TRUE);
		return TRUE;
	}
	ui_kept(ui, w->title, FALSE);
	w->complaint = g_strdup(refused ? refused->message : _("That did not work."));
	g_propagate_error(error, g_steal_pointer(&refused));
	return FALSE;
}

static void writer_typed(struct ui *ui, struct writer *w)
{
	w->unsaved = w->touched = TRUE;
	plan_pause(&w->overlay.plan, ui_clock(ui), PAUSE);
}

static void writer_again(struct ui *ui, gpointer overlay);

/* What is refused stays to be rewritten, or to say why it must stand there; who ends it once more
 * as it is finds it as a draft. */
static void writer_end(struct ui *ui, struct writer *w)
{
	g_autoptr(GError) error = NULL;

	if (!writer_save(ui, w, TRUE, &error)) {
		if (g_strcmp0(w->refused, w->edit.text->str) != 0) {
			g_free(w->refused);
			w->refused = g_strdup(w->edit.text->str);
			reason_ask(ui, error, writer_again, w);
			return;
		}
		if (!writer_save(ui, w, FALSE, NULL))
			return;
		ui_message(ui, MESSAGE_ERROR, "%s",
			   _("Not stored; what you wrote is kept as a draft, which comes back when "
			     "you write there again."));
	}
	overlay_close(ui, &w->overlay);
}

static void writer_again(struct ui *ui, gpointer overlay)
{
	writer_end(ui, overlay);
}

static gboolean writer_key(struct ui *ui, struct overlay *overlay, guint32 key)
{
	struct writer *w = (struct writer *)overlay;

	if (key == UI_KEY_CTRL('s') || key == UI_KEY_ESCAPE || key == UI_KEY_CTRL('c')) {
		/* Who only looked has changed nothing. */
		if (key != UI_KEY_CTRL('s') && !w->touched)
			overlay_close(ui, overlay);
		else
			writer_end(ui, w);
		return TRUE;
	}
	if (edit_key(&w->edit, key))
		writer_typed(ui, w);
	return TRUE;
}

static void writer_paste(struct ui *ui, struct overlay *overlay, const char *text)
{
	struct writer *w = (struct writer *)overlay;

	edit_paste(&w->edit, text);
	writer_typed(ui, w);
}

static void writer_tick(struct ui *ui, struct overlay *overlay)
{
	struct writer *w = (struct writer *)overlay;

	if (w->unsaved)
		writer_save(ui, w, FALSE, NULL);
}

static void writer_draw(struct ui *ui UNUSED, struct overlay *overlay, struct surface *s,
			struct rectangle body)
{
	g_autofree char *key = key_name(UI_KEY_CTRL('s')),
			*done = g_strdup_printf(_("%s done"), key);
	struct writer *w = (struct writer *)overlay;
	struct rectangle r = overlay_box(s, body, 72, MIN(12, body.height - 2), w->title);

	edit_draw(&w->edit, s, (struct rectangle){r.x, r.y, r.width, r.height - 1}, STYLE_TEXT,
		  TRUE);
	if (w->complaint)
		surface_printf(s, r.x, r.y + r.height - 1, r.width, STYLE_ERROR, "! %s",
			       w->complaint);
	else
		surface_printf(s, r.x, r.y + r.height - 1, r.width, STYLE_TEXT, "%s  %s", done,
			       w->unsaved ? "" : _("saved"));
}

static void writer_closed(struct ui *ui, struct overlay *overlay)
{
	struct writer *w = (struct writer *)overlay;

	ui_kept(ui, w->title, TRUE);
	if (w->free_data)
		w->free_data(w->data);
	edit_clear(&w->edit);
	g_free(w->title);
	g_free(w->complaint);
	g_free(w->refused);
}

static const struct overlay_ops writer_ops = {.key = writer_key,
					      .paste = writer_paste,
					      .draw = writer_draw,
					      .tick = writer_tick,
					      .closed = writer_closed};

void writer_open(struct ui *ui, const char *title, const char *text,
		 gboolean (*saved)(struct ui *ui, const char *text, gboolean final, gpointer data,
				   GError **error),
		 gpointer data, GDestroyNotify free_data)
{
	struct writer *w = g_new0(struct writer, 1);

	w->overlay.ops = &writer_ops;
	w->title = g_strdup(title);
	w->saved = saved;
	w->data = data;
	w->free_data = free_data;
	edit_init(&w->edit, text, TRUE);
	overlay_open(ui, &w->overlay);
}
