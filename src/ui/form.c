/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of a form: typing, completing, choosing, and what somebody else wrote meanwhile. */
#include "config.h"

#include "ui/form_private.h"

#include <string.h>

#include "osg/error.h"
#include "osg/ui.h"

static void option_free(gpointer data)
{
	struct form_option *option = data;

	g_free(option->text);
	g_free(option->note);
	g_free(option);
}

GPtrArray *form_options_new(void)
{
	return g_ptr_array_new_with_free_func(option_free);
}

void form_options_add(GPtrArray *options, const char *text, const char *note, gint64 key)
{
	struct form_option *option = g_new(struct form_option, 1);

	*option = (struct form_option){g_strdup(text), g_strdup(note), key};
	g_ptr_array_add(options, option);
}

struct form *form_new(const struct form_field *fields, gpointer data)
{
	struct form *form = g_new0(struct form, 1);

	form->fields = fields;
	form->data = data;
	while (fields[form->count].id)
		form->count++;
	form->slots = g_new0(struct slot, form->count);
	for (int i = 0; i < form->count; i++)
		edit_init(&form->slots[i].edit, "", fields[i].kind == FORM_LINES);
	return form;
}

void form_free(struct form *form)
{
	if (!form)
		return;
	for (int i = 0; i < form->count; i++) {
		edit_clear(&form->slots[i].edit);
		g_free(form->slots[i].complaint);
		g_free(form->slots[i].was);
		g_free(form->slots[i].other);
	}
	g_clear_pointer(&form->options, g_ptr_array_unref);
	g_free(form->slots);
	g_free(form);
}

/* values */

static int index_of(const struct form *form, const char *id)
{
	for (int i = 0; i < form->count; i++)
		if (strcmp(form->fields[i].id, id) == 0)
			return i;
	g_assert_not_reached();
}

const char *form_text(const struct form *form, const char *id)
{
	return form->slots[index_of(form, id)].edit.text->str;
}

gint64 form_key_of(const struct form *form, const char *id)
{
	return form->slots[index_of(form, id)].key;
}

int form_choice(const struct form *form, const char *id)
{
	return form->slots[index_of(form, id)].choice;
}

void form_set(struct form *form, const char *id, const char *text, gint64 key)
{
	struct slot *slot = &form->slots[index_of(form, id)];

	edit_set(&slot->edit, text);
	slot->key = key;
	g_clear_pointer(&slot->complaint, g_free);
}

void form_choose(struct form *form, const char *id, int choice)
{
	form->slots[index_of(form, id)].choice = choice;
}

static void focus(struct form *form, int index)
{
	form->focus = CLAMP(index, 0, form->count - 1);
	g_clear_pointer(&form->options, g_ptr_array_unref);
}

void form_focus(struct form *form, const char *id)
{
	focus(form, index_of(form, id));
}

const char *form_focused(const struct form *form)
{
	return form->fields[form->focus].id;
}

static void settle(struct slot *slot, const struct slot *as)
{
	g_free(slot->was);
	slot->was = g_strdup(as->edit.text->str);
	slot->key_was = as->key;
	slot->choice_was = as->choice;
}

void form_settle(struct form *form)
{
	for (int i = 0; i < form->count; i++)
		settle(&form->slots[i], &form->slots[i]);
}

/* A completion taken after the same text was typed is no change. */
static gboolean has_moved(const struct slot *slot)
{
	gboolean same_text = g_strcmp0(slot->was, slot->edit.text->str) == 0;

	return slot->choice != slot->choice_was || !same_text ||
	       (slot->key && slot->key_was && slot->key != slot->key_was);
}

gboolean form_moved(const struct form *form, const char *id)
{
	return has_moved(&form->slots[index_of(form, id)]);
}

gboolean form_any_moved(const struct form *form)
{
	for (int i = 0; i < form->count; i++)
		if (has_moved(&form->slots[i]))
			return TRUE;
	return FALSE;
}

/* what somebody else wrote meanwhile */

/* "Theirs: dark path · Ctrl-T takes it" */
static void say_other(const struct form *form, int index, const char *keys)
{
	struct slot *slot = &form->slots[index];
	const struct form_field *field = &form->fields[index];
	const char *other = field->kind == FORM_CHOICE
				    ? text_word(field->id, field->choices[slot->choice_other])
			    : *slot->other ? slot->other
					   : _("nothing");

	g_free(slot->complaint);
	slot->complaint = g_strdup_printf(slot->swapped ? _("Yours: %s · %s takes it")
							: _("Theirs: %s · %s takes it"),
					  other, keys);
}

/* The other changed it, and to something else than what stands here. */
static gboolean is_disputed(const struct slot *slot, const struct slot *as)
{
	const char *text = as->edit.text->str;
	gboolean changed = as->choice != slot->choice_was || g_strcmp0(text, slot->was) != 0;

	return changed && (as->choice != slot->choice || strcmp(text, slot->edit.text->str) != 0);
}

guint form_rebase(struct form *form, const struct form *other, const char *keys)
{
	guint both = 0;

	g_assert(form->fields == other->fields);
	for (int i = form->count - 1; i >= 0; i--) {
		struct slot *slot = &form->slots[i];
		const struct slot *as = &other->slots[i];

		g_clear_pointer(&slot->other, g_free);
		if (!has_moved(slot)) {
			form_set(form, form->fields[i].id, as->edit.text->str, as->key);
			slot->choice = as->choice;
		} else if (is_disputed(slot, as)) {
			slot->other = g_strdup(as->edit.text->str);
			slot->key_other = as->key;
			slot->choice_other = as->choice;
			slot->swapped = FALSE;
			say_other(form, i, keys);
			focus(form, i);
			both++;
		}
		settle(slot, as);
	}
	return both;
}

gboolean form_is_disputed(const struct form *form)
{
	return form->slots[form->focus].other != NULL;
}

void form_swap(struct form *form, const char *keys)
{
	struct slot *slot = &form->slots[form->focus], kept = *slot;
	g_autofree char *text = g_strdup(slot->edit.text->str);

	g_return_if_fail(slot->other);
	edit_set(&slot->edit, slot->other);
	slot->key = slot->key_other;
	slot->choice = slot->choice_other;
	g_free(slot->other);
	slot->other = g_steal_pointer(&text);
	slot->key_other = kept.key;
	slot->choice_other = kept.choice;
	slot->swapped = !slot->swapped;
	g_clear_pointer(&form->options, g_ptr_array_unref);
	form->changes++;
	say_other(form, form->focus, keys);
}

guint form_changes(const struct form *form)
{
	return form->changes;
}

/* keeping what was typed */

char *form_store(const struct form *form)
{
	g_autoptr(GKeyFile) file = g_key_file_new();

	for (int i = 0; i < form->count; i++) {
		const struct slot *slot = &form->slots[i];

		g_key_file_set_string(file, form->fields[i].id, "text", slot->edit.text->str);
		g_key_file_set_int64(file, form->fields[i].id, "key", slot->key);
		g_key_file_set_integer(file, form->fields[i].id, "choice", slot->choice);
	}
	return g_key_file_to_data(file, NULL, NULL);
}

void form_restore(struct form *form, const char *stored)
{
	g_autoptr(GKeyFile) file = g_key_file_new();

	if (!g_key_file_load_from_data(file, stored, strlen(stored), G_KEY_FILE_NONE, NULL))
		return;
	for (int i = 0; i < form->count; i++) {
		const char *id = form->fields[i].id;
		g_autofree char *text = g_key_file_get_string(file, id, "text", NULL);

		if (!text) /* a field that the draft did not know */
			continue;
		form_set(form, id, text, g_key_file_get_int64(file, id, "key", NULL));
		form_choose(form, id, g_key_file_get_integer(file, id, "choice", NULL));
	}
	focus(form, 0);
}

/* keys */

/* Marks alone stand in no name, and would be found in every one. */
static gboolean is_marks(const char *text)
{
	g_autofree char *folded = text_fold(text);

	return !*folded && text[strspn(text, " ")];
}

static void complete(struct form *form)
{
	const struct form_field *field = &form->fields[form->focus];
	const char *text = form->slots[form->focus].edit.text->str;

	g_clear_pointer(&form->options, g_ptr_array_unref);
	form->option = 0;
	if (field->complete && *text && !is_marks(text))
		form->options = field->complete(form->data, text);
	if (form->options && form->options->len == 0)
		g_clear_pointer(&form->options, g_ptr_array_unref);
}

void form_complain(struct form *form, const char *id, const char *message)
{
	int index = index_of(form, id);

	focus(form, index);
	g_free(form->slots[index].complaint);
	form->slots[index].complaint = g_strdup(message);
	complete(form); /* what is shown can be taken at once */
}

static void typed(struct form *form)
{
	struct slot *slot = &form->slots[form->focus];

	slot->key = 0;
	g_clear_pointer(&slot->complaint, g_free);
	form->changes++;
	complete(form);
}

static void take_option(struct form *form)
{
	const struct form_option *option =
		form->options ? form->options->pdata[form->option] : NULL;
	struct slot *slot = &form->slots[form->focus];

	if (!option)
		return;
	edit_set(&slot->edit, option->text);
	slot->key = option->key;
	form->changes++;
	g_clear_pointer(&form->options, g_ptr_array_unref);
}

gboolean form_is_empty(const struct form *form, int index)
{
	return form->fields[index].kind != FORM_CHOICE && form->slots[index].edit.text->len == 0;
}

gboolean form_lacks(const struct form *form, int index)
{
	const struct form_field *field = &form->fields[index];

	return field->required && form_is_empty(form, index) &&
	       (!field->only_with || form_choice(form, field->only_with) == 0);
}

/* What is not understood, or must be said and is not. */
static gboolean asks(const struct form *form, int index)
{
	return form_is_wrong(form, index) || form_lacks(form, index);
}

void form_ask(struct form *form)
{
	int first = 0;

	for (int i = form->count - 1; i >= 0; i--)
		first = asks(form, i) ? i : first;
	focus(form, first);
}

/* The next field that asks, or of several lines and empty; where none is, simply the next. */
static void go_on(struct form *form)
{
	int last = MIN(form->focus + 1, form->count - 1);

	for (int i = form->focus + 1; i < form->count; i++)
		if (asks(form, i) ||
		    (form_is_empty(form, i) && form->fields[i].kind == FORM_LINES)) {
			focus(form, i);
			return;
		}
	focus(form, last);
}

static gboolean press_choice(struct form *form, guint32 key)
{
	const struct form_field *field = &form->fields[form->focus];
	struct slot *slot = &form->slots[form->focus];
	int count = (int)g_strv_length((char **)field->choices), by = 0;

	if (key == UI_KEY_LEFT)
		by = count - 1;
	else if (key == UI_KEY_RIGHT || key == ' ')
		by = 1;
	for (int i = 0; !by && i < count && key < UI_KEY_NONE; i++)
		if (g_unichar_tolower(g_utf8_get_char(text_word(field->id, field->choices[i]))) ==
		    g_unichar_tolower(key))
			by = (i - slot->choice + count) % count + count;
	if (!by)
		return FALSE;
	slot->choice = (slot->choice + by) % count;
	form->changes++;
	return TRUE;
}

static gboolean press_move(struct form *form, guint32 key)
{
	gboolean lines = form->fields[form->focus].kind == FORM_LINES;

	if (form->options && (key == UI_KEY_UP || key == UI_KEY_DOWN)) {
		form->option = (form->option + (key == UI_KEY_UP ? form->options->len - 1 : 1)) %
			       form->options->len;
		return TRUE;
	}
	if (key == UI_KEY_TAB || (key == UI_KEY_ENTER && !lines)) {
		take_option(form);
		go_on(form);
		return TRUE;
	}
	if (key == UI_KEY_BACKTAB || key == UI_KEY_UP || key == UI_KEY_DOWN) {
		focus(form, form->focus + (key == UI_KEY_DOWN ? 1 : -1));
		return TRUE;
	}
	return FALSE;
}

gboolean form_press(struct form *form, guint32 key)
{
	const struct form_field *field = &form->fields[form->focus];
	struct edit *edit = &form->slots[form->focus].edit;
	gsize length = edit->text->len, cursor = edit->cursor;

	if (field->kind == FORM_CHOICE)
		return press_choice(form, key) || press_move(form, key);
	/* In several lines the arrows move within them first. */
	if (field->kind != FORM_LINES && press_move(form, key))
		return TRUE;
	if (!edit_key(edit, key))
		return press_move(form, key);
	if (edit->text->len != length)
		typed(form);
	else if (edit->cursor == cursor && (key == UI_KEY_UP || key == UI_KEY_DOWN))
		return press_move(form, key);
	return TRUE;
}

gboolean form_paste(struct form *form, const char *text)
{
	if (form->fields[form->focus].kind == FORM_CHOICE)
		return FALSE;
	edit_paste(&form->slots[form->focus].edit, text);
	typed(form);
	return TRUE;
}

static gboolean is_within(const struct rectangle *r, int x, int y)
{
	return x >= r->x && x < r->x + r->width && y >= r->y && y < r->y + r->height;
}

/* The answer that stands at x. */
static void click_answer(struct form *form, int index, int x)
{
	const struct form_field *field = &form->fields[index];
	struct slot *slot = &form->slots[index];
	int end = slot->answers.x;

	for (int i = slot->first; field->choices[i]; i++) {
		int from = end;

		end += text_width(text_word(field->id, field->choices[i])) + 2;
		if (x < from || x >= end || i == slot->choice)
			continue;
		slot->choice = i;
		form->changes++;
	}
}

static gboolean click(struct form *form, int x, int y)
{
	guint option = form->options_from + (guint)(y - form->options_at.y);

	if (form->options && is_within(&form->options_at, x, y) && option < form->options->len) {
		form->option = option;
		take_option(form);
		return TRUE;
	}
	for (int i = form->count - 1; i >= 0; i--)
		if (y >= form->slots[i].y && y < form->slots[i].y + MAX(form->fields[i].rows, 1)) {
			if (i != form->focus)
				focus(form, i);
			if (form->fields[i].kind == FORM_CHOICE &&
			    is_within(&form->slots[i].answers, x, y))
				click_answer(form, i, x);
			return TRUE;
		}
	return FALSE;
}

gboolean form_mouse(struct form *form, int what, int x, int y)
{
	if (what == MOUSE_WHEEL_UP || what == MOUSE_WHEEL_DOWN)
		return press_move(form, what == MOUSE_WHEEL_UP ? UI_KEY_UP : UI_KEY_DOWN);
	return what == MOUSE_CLICK && click(form, x, y);
}

gboolean form_back(struct form *form)
{
	if (!form->options)
		return FALSE;
	g_clear_pointer(&form->options, g_ptr_array_unref);
	return TRUE;
}
