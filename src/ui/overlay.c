/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prompts, questions and choices: small things over a screen, each a struct that begins with struct
 * overlay. */
#include "config.h"

#include "ui/overlay.h"

#include <string.h>

#include "ui/ui_private.h"

#define COMPLETIONS 6

void overlay_open(struct ui *ui, struct overlay *take_overlay)
{
	message_hide_old(ui); /* it was about what stood there before */
	g_ptr_array_add(ui->overlays, take_overlay);
}

void overlay_close(struct ui *ui, struct overlay *overlay)
{
	if (!g_ptr_array_remove(ui->overlays, overlay))
		return;
	overlay->ops->closed(ui, overlay);
	g_free(overlay);
}

struct rectangle overlay_box(struct surface *s, struct rectangle body, int width, int height,
			     const char *title)
{
	struct rectangle r;

	r.width = MIN(width + 4, body.width);
	r.height = MIN(height + 2, body.height);
	r.x = body.x + (body.width - r.width) / 2;
	r.y = body.y + (body.height - r.height) / 3;
	surface_box(s, r, title);
	return (struct rectangle){r.x + 2, r.y + 1, MAX(r.width - 4, 1), MAX(r.height - 2, 1)};
}

/* a line to type */

struct prompt_overlay {
	struct overlay overlay;
	struct prompt prompt;
	char *title, *hint, *complaint;
	struct edit edit;
	GPtrArray *completions;
	int picked; /* -1 = what was typed */
	int line;   /* where it was drawn, for the mouse */
};

static void prompt_typed(struct ui *ui, struct prompt_overlay *p)
{
	g_clear_pointer(&p->complaint, g_free);
	g_clear_pointer(&p->completions, g_ptr_array_unref);
	p->picked = -1;
	if (p->prompt.complete)
		p->completions = p->prompt.complete(ui, p->edit.text->str);
	if (p->prompt.changed)
		p->prompt.changed(ui, p->edit.text->str);
}

static void prompt_take(struct ui *ui, struct prompt_overlay *p, int which)
{
	if (!p->completions || which < 0 || which >= (int)p->completions->len)
		return;
	edit_set(&p->edit, p->completions->pdata[which]);
	prompt_typed(ui, p);
}

/* Cleaned here because not all that is asked for is stored: a file's name, a filter, a week. */
static void prompt_done(struct ui *ui, struct prompt_overlay *p);

static void prompt_again(struct ui *ui, gpointer overlay)
{
	prompt_done(ui, overlay);
}

static void prompt_done(struct ui *ui, struct prompt_overlay *p)
{
	g_autofree char *text = text_clean(p->edit.text->str, -1, FALSE);
	g_autoptr(GError) error = NULL;

	if (p->prompt.done(ui, text, p->prompt.data, &error)) {
		overlay_close(ui, &p->overlay);
		return;
	}
	g_free(p->complaint);
	p->complaint = g_strdup(error ? error->message : _("That did not work."));
	reason_ask(ui, error, prompt_again, p);
}

static void prompt_pick(struct prompt_overlay *p, int by)
{
	int count = p->completions ? MIN((int)p->completions->len, COMPLETIONS) : 0;

	p->picked = CLAMP(p->picked + by, -1, count - 1);
}

static void prompt_help(struct ui *ui, const struct prompt_overlay *p)
{
	GPtrArray *lines;
	g_auto(GStrv) texts = NULL;

	if (!p->prompt.help)
		return;
	lines = g_ptr_array_new_with_free_func(g_free);
	texts = g_strsplit(_(p->prompt.help), "\n", -1);
	for (char **text = texts; *text; text++)
		g_ptr_array_add(lines, g_strdup(*text));
	text_viewer_open(ui, p->title, lines);
}

static gboolean prompt_key(struct ui *ui, struct overlay *overlay, guint32 key)
{
	struct prompt_overlay *p = (struct prompt_overlay *)overlay;

	switch (key) {
	case UI_KEY_ENTER:
	case UI_KEY_CTRL('s'): /* as in every form */
		if (p->picked >= 0)
			prompt_take(ui, p, p->picked);
		prompt_done(ui, p);
		return TRUE;
	case UI_KEY_F(1):
		prompt_help(ui, p);
		return TRUE;
	case UI_KEY_TAB:
		prompt_take(ui, p, MAX(p->picked, 0));
		return TRUE;
	case UI_KEY_DOWN:
	case UI_KEY_UP:
		prompt_pick(p, key == UI_KEY_DOWN ? 1 : -1);
		return TRUE;
	case UI_KEY_ESCAPE:
	case UI_KEY_CTRL('c'):
		if (p->prompt.abandoned)
			p->prompt.abandoned(ui);
		return FALSE;
	}
	if (edit_key(&p->edit, key))
		prompt_typed(ui, p);
	return TRUE;
}

static gboolean prompt_offers(const struct overlay *overlay)
{
	const struct prompt_overlay *p = (const struct prompt_overlay *)overlay;

	return p->completions && p->completions->len && !p->complaint;
}

static void prompt_paste(struct ui *ui, struct overlay *overlay, const char *text)
{
	struct prompt_overlay *p = (struct prompt_overlay *)overlay;

	edit_paste(&p->edit, text);
	prompt_typed(ui, p);
}

/* What is offered stands in the rows above the line. */
static void prompt_mouse(struct ui *ui, struct overlay *overlay, int what, int x UNUSED, int y)
{
	struct prompt_overlay *p = (struct prompt_overlay *)overlay;
	int count = prompt_offers(overlay) ? MIN((int)p->completions->len, COMPLETIONS) : 0;

	if (what == MOUSE_WHEEL_UP || what == MOUSE_WHEEL_DOWN)
		prompt_pick(p, what == MOUSE_WHEEL_DOWN ? 1 : -1);
	else if (what == MOUSE_CLICK && y >= p->line - count && y < p->line)
		prompt_take(ui, p, y - p->line + count);
}

/* In the rows before below, as many as it needs; mark: before the first. */
static void draw_above(const char *text, const char *mark, enum style style, struct surface *s,
		       struct rectangle r, int below)
{
	g_autoptr(GPtrArray) lines = text_wrap(text, MAX(r.width - 4, 1));
	int y = below - (int)lines->len;

	for (guint i = 0; i < lines->len; i++, y++) {
		surface_fill(s, (struct rectangle){r.x, y, r.width, 1}, style, ' ');
		surface_printf(s, r.x, y, r.width, style, " %s %s", i ? " " : mark,
			       (char *)lines->pdata[i]);
	}
}

/* Where the answer will stand, or above what is offered where it is too long for that. */
static void draw_hint(const struct prompt_overlay *p, struct surface *s, struct rectangle r, int x,
		      int count)
{
	if (p->edit.text->len || !p->hint)
		return;
	if (text_width(p->hint) <= r.width - x - 3)
		surface_text(s, x + 2, r.y, r.width - x - 3, STYLE_FIELD, p->hint);
	else if (!p->complaint)
		draw_above(p->hint, " ", STYLE_TEXT, s, r, r.y - count);
}

static void prompt_draw(struct ui *ui UNUSED, struct overlay *overlay, struct surface *s,
			struct rectangle r)
{
	struct prompt_overlay *p = (struct prompt_overlay *)overlay;
	int count = p->completions ? MIN((int)p->completions->len, COMPLETIONS) : 0, x;

	p->line = r.y;
	surface_fill(s, r, STYLE_TEXT, ' ');
	x = r.x + 1 + surface_text(s, r.x + 1, r.y, r.width - 1, STYLE_STRONG, p->title) + 1;
	edit_draw(&p->edit, s, (struct rectangle){x, r.y, r.width - x - 1, 1}, STYLE_FIELD_HERE,
		  TRUE);
	draw_hint(p, s, r, x, count);
	if (p->complaint) {
		draw_above(p->complaint, "!", STYLE_ERROR, s, r, r.y);
		return;
	}
	for (int i = 0; i < count; i++) {
		int y = r.y - count + i;

		surface_fill(s, (struct rectangle){r.x, y, r.width, 1},
			     i == p->picked ? STYLE_SELECTED : STYLE_TEXT, ' ');
		surface_text(s, x - 2, y, 1, i == p->picked ? STYLE_SELECTED : STYLE_TEXT,
			     i == p->picked ? ">" : " ");
		surface_text(s, x, y, r.width - x, i == p->picked ? STYLE_SELECTED : STYLE_TEXT,
			     p->completions->pdata[i]);
	}
}

static void prompt_closed(struct ui *ui UNUSED, struct overlay *overlay)
{
	struct prompt_overlay *p = (struct prompt_overlay *)overlay;

	if (p->prompt.free_data)
		p->prompt.free_data(p->prompt.data);
	g_clear_pointer(&p->completions, g_ptr_array_unref);
	edit_clear(&p->edit);
	g_free(p->title);
	g_free(p->hint);
	g_free(p->complaint);
}

static const struct overlay_ops prompt_ops = {.key = prompt_key,
					      .paste = prompt_paste,
					      .mouse = prompt_mouse,
					      .draw = prompt_draw,
					      .closed = prompt_closed,
					      .offers = prompt_offers,
					      .at_status = TRUE};

void prompt_open(struct ui *ui, const struct prompt *prompt)
{
	struct prompt_overlay *p = g_new0(struct prompt_overlay, 1);

	p->overlay.ops = &prompt_ops;
	p->prompt = *prompt;
	p->title = g_strdup(prompt->title);
	p->hint = g_strdup(prompt->hint);
	p->complaint = g_strdup(prompt->complaint);
	p->picked = -1;
	edit_init(&p->edit, prompt->initial, FALSE);
	if (prompt->complete)
		p->completions = prompt->complete(ui, p->edit.text->str);
	overlay_open(ui, &p->overlay);
}

/* a question */

struct confirm {
	struct overlay overlay;
	char *title, *text, *yes;
	int scroll;
	void (*confirmed)(struct ui *ui, gpointer data);
	gpointer data;
	GDestroyNotify free_data;
};

static gboolean confirm_key(struct ui *ui, struct overlay *overlay, guint32 key)
{
	struct confirm *c = (struct confirm *)overlay;
	gpointer data = c->data;
	GDestroyNotify free_data = c->free_data;
	void (*confirmed)(struct ui *, gpointer) = c->confirmed;

	if (key == UI_KEY_UP || key == UI_KEY_DOWN) {
		c->scroll = MAX(c->scroll + (key == UI_KEY_DOWN ? 1 : -1), 0);
		return TRUE;
	}
	if (key == 'q' || key == 'n') {
		overlay_close(ui, overlay);
		return TRUE;
	}
	if (key != UI_KEY_ENTER)
		return FALSE;
	c->free_data = NULL;
	overlay_close(ui, overlay);
	confirmed(ui, data);
	if (free_data)
		free_data(data);
	return TRUE;
}

static void confirm_draw(struct ui *ui UNUSED, struct overlay *overlay, struct surface *s,
			 struct rectangle body)
{
	struct confirm *c = (struct confirm *)overlay;
	g_autofree char *enter = key_name(UI_KEY_ENTER), *escape = key_name(UI_KEY_ESCAPE);
	int width = MIN(70, body.width - 6);
	g_autoptr(GPtrArray) lines = text_wrap(c->text, MAX(width, 1));
	struct rectangle r =
		overlay_box(s, body, width, lines->len + (lines->len ? 2 : 1), c->title);
	int x;

	c->scroll = MIN(c->scroll, MAX((int)lines->len - (r.height - 2), 0));
	surface_wrapped(s, (struct rectangle){r.x, r.y, r.width, r.height - 2}, STYLE_TEXT, c->text,
			c->scroll);
	x = r.x + surface_text(s, r.x, r.y + r.height - 1, r.width, STYLE_KEY, enter);
	x += surface_printf(s, x, r.y + r.height - 1, r.x + r.width - x, STYLE_TEXT, " %s  ",
			    c->yes);
	x += surface_text(s, x, r.y + r.height - 1, r.x + r.width - x, STYLE_KEY, escape);
	surface_printf(s, x, r.y + r.height - 1, r.x + r.width - x, STYLE_TEXT, " %s",
		       _("leave it"));
	surface_cursor(s, r.x, r.y + r.height - 1);
}

static void confirm_closed(struct ui *ui UNUSED, struct overlay *overlay)
{
	struct confirm *c = (struct confirm *)overlay;

	if (c->free_data)
		c->free_data(c->data);
	g_free(c->title);
	g_free(c->text);
	g_free(c->yes);
}

static void confirm_mouse(struct ui *ui UNUSED, struct overlay *overlay, int what, int x UNUSED,
			  int y UNUSED)
{
	struct confirm *c = (struct confirm *)overlay;

	if (what == MOUSE_WHEEL_UP || what == MOUSE_WHEEL_DOWN)
		c->scroll = MAX(c->scroll + (what == MOUSE_WHEEL_DOWN ? 1 : -1), 0);
}

static const struct overlay_ops confirm_ops = {
	.key = confirm_key, .mouse = confirm_mouse, .draw = confirm_draw, .closed = confirm_closed};

void confirm_open(struct ui *ui, const char *title, const GPtrArray *sentences, const char *yes,
		  void (*confirmed)(struct ui *ui, gpointer data), gpointer data,
		  GDestroyNotify free_data)
{
	struct confirm *c = g_new0(struct confirm, 1);
	GString *text = g_string_new(NULL);

	for (guint i = 0; sentences && i < sentences->len; i++)
		g_string_append_printf(text, "%s%s", i ? "\n" : "",
				       (const char *)sentences->pdata[i]);
	*c = (struct confirm){{&confirm_ops, {0}},
			      g_strdup(title),
			      g_string_free(text, FALSE),
			      g_strdup(yes),
			      0,
			      confirmed,
			      data,
			      free_data};
	overlay_open(ui, &c->overlay);
}

/* one of several */

struct choice {
	struct overlay overlay;
	char *title;
	GPtrArray *lines;
	struct edit edit;
	struct list *list;
	void (*chosen)(struct ui *ui, guint line, gpointer data);
	gpointer data;
	GDestroyNotify free_data;
};

static guint choice_count(gpointer data)
{
	return ((struct choice *)data)->lines->len;
}

static gint64 choice_identity(gpointer data UNUSED, guint row)
{
	return row + 1;
}

static void choice_extract(gpointer data, guint row, GString *out)
{
	g_string_append(out, ((struct choice *)data)->lines->pdata[row]);
}

static const struct list_column choice_columns[] = {
	{"line", "", 10, 1, 0, TEXT_LEFT, choice_extract, NULL},
	{NULL},
};
static const struct list_model choice_model = {
	.columns = choice_columns, .count = choice_count, .identity = choice_identity};

static void choice_take(struct ui *ui, struct choice *c)
{
	int line = list_selected(c->list);
	gpointer data = c->data;
	GDestroyNotify free_data = c->free_data;
	void (*chosen)(struct ui *, guint, gpointer) = c->chosen;

	if (line < 0)
		return;
	c->free_data = NULL;
	overlay_close(ui, &c->overlay);
	chosen(ui, line, data);
	if (free_data)
		free_data(data);
}

static gboolean choice_key(struct ui *ui, struct overlay *overlay, guint32 key)
{
	struct choice *c = (struct choice *)overlay;

	if (key == UI_KEY_ENTER)
		choice_take(ui, c);
	else if (key == UI_KEY_UP || key == UI_KEY_DOWN)
		list_move(c->list, key == UI_KEY_DOWN ? 1 : -1);
	else if (key == UI_KEY_PAGE_UP || key == UI_KEY_PAGE_DOWN)
		list_page(c->list, key == UI_KEY_PAGE_DOWN ? 1 : -1);
	else if (edit_key(&c->edit, key))
		list_search(c->list, c->edit.text->str);
	else
		return FALSE;
	return TRUE;
}

static void choice_mouse(struct ui *ui, struct overlay *overlay, int what, int x, int y)
{
	struct choice *c = (struct choice *)overlay;
	gboolean opened;

	if (list_mouse(c->list, what, x, y, &opened) && what == MOUSE_CLICK)
		choice_take(ui, c);
}

static void choice_draw(struct ui *ui UNUSED, struct overlay *overlay, struct surface *s,
			struct rectangle body)
{
	struct choice *c = (struct choice *)overlay;
	int width = text_width(c->title) + 4;
	struct rectangle r;

	for (guint i = 0; i < c->lines->len; i++)
		width = MAX(width, text_width(c->lines->pdata[i]) + 4);
	r = overlay_box(s, body, width, c->lines->len + 1, c->title);
	list_draw_bare(c->list, s, (struct rectangle){r.x, r.y, r.width, r.height - 1});
	edit_draw(&c->edit, s, (struct rectangle){r.x, r.y + r.height - 1, r.width, 1}, STYLE_FIELD,
		  FALSE);
}

static void choice_closed(struct ui *ui UNUSED, struct overlay *overlay)
{
	struct choice *c = (struct choice *)overlay;

	if (c->free_data)
		c->free_data(c->data);
	list_free(c->list);
	edit_clear(&c->edit);
	g_ptr_array_unref(c->lines);
	g_free(c->title);
}

static const struct overlay_ops choice_ops = {
	.key = choice_key, .mouse = choice_mouse, .draw = choice_draw, .closed = choice_closed};

void choice_open(struct ui *ui, const char *title, const GPtrArray *lines, guint selected,
		 void (*chosen)(struct ui *ui, guint line, gpointer data), gpointer data,
		 GDestroyNotify free_data)
{
	struct choice *c = g_new0(struct choice, 1);

	c->overlay.ops = &choice_ops;
	c->title = g_strdup(title);
	c->lines = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < lines->len; i++)
		g_ptr_array_add(c->lines, g_strdup(lines->pdata[i]));
	c->chosen = chosen;
	c->data = data;
	c->free_data = free_data;
	edit_init(&c->edit, "", FALSE);
	c->list = list_new(&choice_model, c);
	list_reload(c->list);
	list_move_to(c->list, selected);
	overlay_open(ui, &c->overlay);
}
