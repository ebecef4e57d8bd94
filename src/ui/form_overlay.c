/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few fields over a screen, beneath what they are about. What is typed is a draft until it is
 * stored: Escape, a hang-up and a crash lose nothing. */
#include "config.h"

#include <string.h>

#include "ui/ui_private.h"

struct form_overlay {
	struct overlay overlay;
	struct form_dialog dialog;
	struct form *form;
	char *title;
	struct form_draft draft;
};

static const char *last_field(const struct form_overlay *f)
{
	const struct form_field *field = f->dialog.fields;

	while (field[1].id)
		field++;
	return field->id;
}

static void keep_draft(struct ui *ui, struct overlay *overlay)
{
	struct form_overlay *f = (struct form_overlay *)overlay;

	form_draft_keep(ui, &f->draft, f->form);
}

static void save(struct ui *ui, struct form_overlay *f);

static void save_again(struct ui *ui, gpointer overlay)
{
	save(ui, overlay);
}

static void save(struct ui *ui, struct form_overlay *f)
{
	g_autoptr(GError) error = NULL;
	const char *field = f->dialog.fields[0].id;

	if (!f->dialog.done(ui, f->form, f->dialog.data, &field, &error)) {
		form_complain(f->form, field, error ? error->message : _("That did not work."));
		reason_ask(ui, error, save_again, f);
		return;
	}
	form_draft_drop(ui, &f->draft, f->form);
	overlay_close(ui, &f->overlay);
	ui_reload(ui);
}

static gboolean press(struct ui *ui, struct overlay *overlay, guint32 key)
{
	struct form_overlay *f = (struct form_overlay *)overlay;
	gboolean last = strcmp(form_focused(f->form), last_field(f)) == 0;

	if (key == UI_KEY_CTRL('s') || (key == UI_KEY_ENTER && last)) {
		save(ui, f);
		return TRUE;
	}
	if (key == UI_KEY_ESCAPE || key == UI_KEY_CTRL('c')) {
		if (form_back(f->form))
			return TRUE;
		keep_draft(ui, overlay);
		return FALSE;
	}
	if (form_press(f->form, key))
		plan_pause(&overlay->plan, ui_clock(ui), 300);
	return TRUE;
}

static void paste(struct ui *ui, struct overlay *overlay, const char *text)
{
	if (form_paste(((struct form_overlay *)overlay)->form, text))
		plan_pause(&overlay->plan, ui_clock(ui), 300);
	else
		ui_nothing_pasted(ui);
}

static void mouse(struct ui *ui, struct overlay *overlay, int what, int x, int y)
{
	if (form_mouse(((struct form_overlay *)overlay)->form, what, x, y))
		plan_pause(&overlay->plan, ui_clock(ui), 300);
}

/* At the foot of the screen, so that what it is about stands above it. */
static void draw(struct ui *ui, struct overlay *overlay, struct surface *s, struct rectangle body)
{
	struct form_overlay *f = (struct form_overlay *)overlay;
	int rows = MIN(form_rows(f->form, body.width - 4) + 3, body.height);
	struct rectangle r = {body.x, body.y + body.height - rows, body.width, rows};
	int x = r.x + 2, y = r.y + r.height - 2;

	surface_box(s, r, f->title);
	x += surface_text(s, x, y, r.width - 4, STYLE_KEY, "Ctrl-S");
	x += surface_printf(s, x, y, r.width - x, STYLE_TEXT, " %s  ", _("save"));
	x += surface_text(s, x, y, r.width - x, STYLE_KEY, _("Esc"));
	surface_printf(s, x, y, r.width - x - 1, STYLE_TEXT, " %s", _("back, the draft stays"));
	form_draw(f->form, s, (struct rectangle){r.x + 2, r.y + 1, r.width - 4, r.height - 3});
	if (!ui->message_shown)
		form_draw_told(f->form, s, s->height - 2);
}

static void closed(struct ui *ui UNUSED, struct overlay *overlay)
{
	struct form_overlay *f = (struct form_overlay *)overlay;

	form_free(f->form);
	g_free(f->title);
	form_draft_clear(&f->draft);
	if (f->dialog.free_data)
		f->dialog.free_data(f->dialog.data);
}

static const struct overlay_ops ops = {.key = press,
				       .paste = paste,
				       .mouse = mouse,
				       .draw = draw,
				       .tick = keep_draft,
				       .closed = closed};

void form_open(struct ui *ui, const struct form_dialog *dialog)
{
	struct form_overlay *f = g_new0(struct form_overlay, 1);

	f->overlay.ops = &ops;
	f->dialog = *dialog;
	f->title = g_strdup(dialog->title);
	f->form = form_new(dialog->fields, dialog->data);
	if (!form_draft_open(ui, &f->draft, g_strdup(dialog->draft), f->form) && dialog->fill)
		dialog->fill(f->form, dialog->data);
	f->draft.changes = form_changes(f->form);
	overlay_open(ui, &f->overlay);
}
