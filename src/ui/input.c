/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a key, a pasted text and a click go: to what lies uppermost, to the screen, to the keymap.
 */
#include "config.h"

#include "osg/text.h"
#include "ui/ui_private.h"

static void unknown_in_overlay(struct ui *ui, guint32 key)
{
	g_autofree char *name = key_name(key), *escape = key_name(UI_KEY_ESCAPE);

	if (*name)
		ui_message(ui, MESSAGE_HINT, _("%s does nothing here; %s closes."), name, escape);
}

static gboolean overlay_key(struct ui *ui, struct overlay *overlay, guint32 key)
{
	if (key == UI_KEY_CTRL('q')) {
		ui_quit(ui);
		return TRUE;
	}
	if (overlay->ops->key(ui, overlay, key))
		return TRUE;
	if (key == UI_KEY_ESCAPE || key == UI_KEY_CTRL('c'))
		overlay_close(ui, overlay);
	else
		unknown_in_overlay(ui, key);
	return TRUE;
}

static const struct screen_ops *tab_of(guint32 key)
{
	for (int i = 0; screens[i]; i++)
		if (screens[i]->digit && screens[i]->digit == key)
			return screens[i];
	return NULL;
}

static void unknown_key(struct ui *ui, guint32 key)
{
	g_autofree char *name = key_name(key);

	if (!*name)
		return;
	for (const struct key_binding *b = keymap(); b->command; b++) {
		int index = screen_index(b->context);

		if (b->key != key || index < 0 || !screens[index]->digit)
			continue;
		ui_message(ui, MESSAGE_HINT, _("%s does nothing here; on %s (%c) it is “%s”."),
			   name, _(screens[index]->title), (char)screens[index]->digit,
			   _(command_find(b->command, NULL)->title));
		return;
	}
	ui_message(ui, MESSAGE_HINT, _("%s does nothing here. {help.open} shows the keys."), name);
}

static void mapped_key(struct ui *ui, guint32 key)
{
	const struct view *view = ui_view(ui);
	const struct key_binding *binding;
	const struct screen_ops *screen = NULL;
	const struct command *command;

	if (view->ops->form && key < UI_KEY_NONE) { /* a letter, on a field of answers */
		ui_message(ui, MESSAGE_HINT, "%s",
			   _("Here ← and → choose the answer, or its first letter."));
		return;
	}
	if (tab_of(key)) {
		ui_open(ui, tab_of(key)->id, NULL);
		return;
	}
	binding = binding_find(view->ops, ui_list(ui) != NULL, key);
	command = binding ? command_find(binding->command, &screen) : NULL;
	if (command)
		ui_run_command(ui, command, NULL, NULL);
	else
		unknown_key(ui, key);
}

void ui_key(struct ui *ui, guint32 key)
{
	struct view *view = ui_view(ui);
	struct overlay *overlay = ui_overlay(ui);

	ui->inputs++;
	message_hide(ui);
	if (overlay && overlay_key(ui, overlay, key))
		return;
	if (view->does.key && view->does.key(ui, view->self, key))
		return;
	mapped_key(ui, key);
}

void ui_nothing_pasted(struct ui *ui)
{
	ui_message(ui, MESSAGE_HINT, "%s", _("Nothing was pasted: no text is typed here."));
}

void ui_paste_too_long(struct ui *ui, gint64 characters)
{
	g_autofree char *why = text_too_many(characters);

	ui->inputs++;
	message_hide(ui);
	ui_message(ui, MESSAGE_ERROR, _("%s Nothing was pasted."), why);
}

void ui_paste(struct ui *ui, const char *text)
{
	struct view *view = ui_view(ui);
	struct overlay *overlay = ui_overlay(ui);
	glong length = g_utf8_strlen(text, -1);

	if (length > TEXT_MOST) {
		ui_paste_too_long(ui, length);
		return;
	}
	ui->inputs++;
	message_hide(ui);
	if (overlay && overlay->ops->paste)
		overlay->ops->paste(ui, overlay, text);
	else if (!overlay && view->does.paste)
		view->does.paste(ui, view->self, text);
	else {
		ui_nothing_pasted(ui);
		return;
	}
	if (!text_is_harmless(text)) /* the field takes them out: it is drawn before it is stored */
		ui_message(ui, MESSAGE_HINT, "%s",
			   _("Control characters were taken out of the text."));
}

static gboolean target_clicked(struct ui *ui, int x, int y)
{
	const struct click_target *target = frame_target(ui, x, y);

	if (!target)
		return FALSE;
	if (target->screen)
		ui_open(ui, target->screen->id, NULL);
	else
		ui_run(ui, target->command, NULL);
	return TRUE;
}

void ui_mouse(struct ui *ui, enum mouse what, int x, int y)
{
	struct view *view = ui_view(ui);
	struct overlay *overlay = ui_overlay(ui);
	struct list *list = ui_list(ui);
	gboolean opened = FALSE;

	ui->inputs++;
	message_hide(ui);
	if (overlay) {
		if (overlay->ops->mouse)
			overlay->ops->mouse(ui, overlay, what, x, y);
		return;
	}
	if (what == MOUSE_CLICK && target_clicked(ui, x, y))
		return;
	if (view->does.mouse && view->does.mouse(ui, view->self, what, x, y))
		return;
	if (list && list_mouse(list, what, x, y, &opened) && opened)
		ui_run(ui, "list.open", NULL);
}
