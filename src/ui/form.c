/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of a form: typing, completing, choosing, drawing. Nothing jumps: a field keeps its row
 * whatever is typed. */
#include "config.h"

#include "ui/form.h"

#include <string.h>

#include "ui/edit.h"
#include "osg/error.h"
#include "osg/text.h"
#include "osg/ui.h"

enum { LABEL_WIDTH = 14, BESIDE = 43, WIDE = 70, OPTIONS_SHOWN = 6 };

struct slot {
	struct edit edit;
	int choice;
	gint64 key;
	char *complaint;
	int y;     /* where it was drawn, for the mouse */
	char *was; /* text, key and choice when it was settled */
	gint64 key_was;
	int choice_was;
};

struct form {
	const struct form_field *fields;
	struct slot *slots;
	int count, focus;
	gpointer data;
	GPtrArray *options; /* of the focused field, NULL = none shown */
	guint option;
	guint changes;
	gboolean roomy; /* errors have rows of their own */
};

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

void form_rebase(struct form *form, const struct form *other)
{
	g_assert(form->fields == other->fields);
	for (int i = 0; i < form->count; i++) {
		struct slot *slot = &form->slots[i];
		const struct slot *as = &other->slots[i];

		if (!has_moved(slot)) {
			form_set(form, form->fields[i].id, as->edit.text->str, as->key);
			slot->choice = as->choice;
		}
		settle(slot, as);
	}
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

static void complete(struct form *form)
{
	const struct form_field *field = &form->fields[form->focus];
	const char *text = form->slots[form->focus].edit.text->str;

	g_clear_pointer(&form->options, g_ptr_array_unref);
	form->option = 0;
	if (field->complete && *text)
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

static gboolean is_empty(const struct form *form, int index)
{
	return form->fields[index].kind != FORM_CHOICE && form->slots[index].edit.text->len == 0;
}

/* The next field that asks for something; where none does, simply the next. */
static void go_on(struct form *form)
{
	int last = MIN(form->focus + 1, form->count - 1);

	for (int i = form->focus + 1; i < form->count; i++)
		if (is_empty(form, i) &&
		    (form->fields[i].required || form->fields[i].kind == FORM_LINES)) {
			focus(form, i);
			return;
		}
	focus(form, last);
}

static gboolean press_choice(struct form *form, guint32 key)
{
	const char *const *choices = form->fields[form->focus].choices;
	struct slot *slot = &form->slots[form->focus];
	int count = (int)g_strv_length((char **)choices), by = 0;

	if (key == UI_KEY_LEFT)
		by = count - 1;
	else if (key == UI_KEY_RIGHT || key == ' ')
		by = 1;
	for (int i = 0; !by && i < count && key < UI_KEY_NONE; i++)
		if (g_unichar_tolower(g_utf8_get_char(_(choices[i]))) == g_unichar_tolower(key))
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

void form_paste(struct form *form, const char *text)
{
	if (form->fields[form->focus].kind == FORM_CHOICE)
		return;
	edit_paste(&form->slots[form->focus].edit, text);
	typed(form);
}

gboolean form_click(struct form *form, int x UNUSED, int y)
{
	for (int i = form->count - 1; i >= 0; i--)
		if (y >= form->slots[i].y && y < form->slots[i].y + MAX(form->fields[i].rows, 1)) {
			if (i != form->focus)
				focus(form, i);
			return TRUE;
		}
	return FALSE;
}

gboolean form_back(struct form *form)
{
	if (!form->options)
		return FALSE;
	g_clear_pointer(&form->options, g_ptr_array_unref);
	return TRUE;
}

/* drawing */

static void draw_choices(const struct form *form, struct surface *s, int index, int x, int y,
			 int width)
{
	const struct slot *slot = &form->slots[index];
	const char *const *choices = form->fields[index].choices;
	gboolean here = index == form->focus;
	int end = x + width;

	for (int i = 0; choices[i]; i++) {
		gboolean chosen = i == slot->choice;

		if (here && chosen)
			surface_cursor(s, x, y);
		x += surface_printf(s, x, y, end - x,
				    chosen ? (here ? STYLE_FIELD_HERE : STYLE_STRONG) : STYLE_TEXT,
				    chosen ? "[%s]" : " %s ", _(choices[i]));
	}
}

/* What the text means, or what is wrong with it; NULL = nothing to say. Owned. */
static char *meaning_of(const struct form *form, int index, gboolean *wrong)
{
	const struct form_field *field = &form->fields[index];
	const struct slot *slot = &form->slots[index];

	*wrong = slot->complaint != NULL;
	if (*wrong)
		return g_strdup_printf("! %s", slot->complaint);
	if (!field->meaning || slot->edit.text->len == 0)
		return NULL;
	g_autofree char *meaning =
		field->meaning(form->data, slot->edit.text->str, slot->key, wrong);
	return *wrong ? g_strdup_printf("! %s", meaning) : g_steal_pointer(&meaning);
}

/* Columns for a meaning: beside its field, in a narrow form on the last row. */
static int meaning_width(const struct form *form, int index, int width)
{
	if (width < WIDE)
		return index == form->focus ? width - 2 : 0;
	return form->fields[index].kind == FORM_LINE ? width - BESIDE - 1 : 0;
}

static void draw_meaning(const struct form *form, struct surface *s, int index, int x, int y,
			 int width)
{
	gboolean wrong;
	g_autofree char *meaning = meaning_of(form, index, &wrong);

	if (meaning && !(wrong && text_width(meaning) > width))
		surface_text(s, x, y, width, wrong ? STYLE_ERROR : STYLE_TEXT, meaning);
}

/* What is wrong and too long to stand where meanings do: lines for under the field, else NULL. */
static GPtrArray *long_error(const struct form *form, int index, int width)
{
	gboolean wrong;
	g_autofree char *meaning = meaning_of(form, index, &wrong);

	if (!wrong || text_width(meaning) <= meaning_width(form, index, width))
		return NULL;
	return text_wrap(meaning, MAX(width - LABEL_WIDTH - 1, 1));
}

/* An error has rows of its own where there is room, except while its field is typed in: then it
 * lies over the rows below, so that nothing jumps. */
static gboolean lies_over(const struct form *form, int index)
{
	return index == form->focus && !(form->roomy && form->slots[index].complaint);
}

static int rows_of(const struct form *form, int index, int width)
{
	g_autoptr(GPtrArray) error =
		form->roomy && !lies_over(form, index) ? long_error(form, index, width) : NULL;

	return MAX(form->fields[index].rows, 1) + (error ? (int)error->len : 0);
}

static void draw_long_error(const struct form *form, struct surface *s, struct rectangle r,
			    int index, int y)
{
	g_autoptr(GPtrArray) error = long_error(form, index, r.width);
	int left = r.x + LABEL_WIDTH, width = r.width - LABEL_WIDTH - 1;

	for (guint i = 0; error && i < error->len && y < r.y + r.height; i++, y++)
		surface_fitted(s, left, y, width, STYLE_ERROR, TEXT_LEFT, error->pdata[i]);
}

static void draw_options(const struct form *form, struct surface *s, int x, int y, int width)
{
	guint first = form->option >= OPTIONS_SHOWN ? form->option - OPTIONS_SHOWN + 1 : 0;

	for (guint i = first; i < form->options->len && i < first + OPTIONS_SHOWN; i++, y++) {
		const struct form_option *option = form->options->pdata[i];
		gboolean here = i == form->option;
		enum style style = here ? STYLE_SELECTED : STYLE_TEXT;
		struct rectangle row = {x, y, width, 1};
		int used;

		surface_fill(s, row, style, ' ');
		surface_text(s, x, y, 1, style, here ? ">" : "");
		used = surface_text(s, x + 2, y, width - 2, style, option->text);
		if (option->note)
			surface_printf(s, x + 2 + used, y, width - 2 - used,
				       here ? style : STYLE_HEADING, "  %s", option->note);
	}
}

static void draw_label(const struct form *form, struct surface *s, int index, int y)
{
	const struct form_field *field = &form->fields[index];
	gboolean asks = field->required && is_empty(form, index);

	surface_printf(s, 1, y, LABEL_WIDTH - 1,
		       index == form->focus ? STYLE_SELECTED : STYLE_HEADING, "%s%s",
		       _(field->label), asks ? " *" : "");
}

static int draw_field(struct form *form, struct surface *s, struct rectangle r, int index, int y)
{
	const struct form_field *field = &form->fields[index];
	gboolean wide = r.width >= WIDE, here = index == form->focus;
	int rows = MAX(field->rows, 1), left = r.x + LABEL_WIDTH;
	int width = (wide && field->kind == FORM_LINE ? BESIDE - 2 : r.width - 1) - LABEL_WIDTH;

	form->slots[index].y = y;
	draw_label(form, s, index, y);
	if (field->kind == FORM_CHOICE) {
		draw_choices(form, s, index, left - 1, y, r.width - left);
		return rows;
	}
	if (here || field->kind == FORM_LINES)
		edit_draw(&form->slots[index].edit, s, (struct rectangle){left, y, width, rows},
			  here ? STYLE_FIELD_HERE : STYLE_FIELD, here);
	else
		surface_fitted(s, left, y, width, STYLE_FIELD, TEXT_LEFT,
			       form->slots[index].edit.text->str);
	if (field->kind == FORM_LINE && wide)
		draw_meaning(form, s, index, r.x + BESIDE, y, meaning_width(form, index, r.width));
	if (form->roomy && !lies_over(form, index))
		draw_long_error(form, s, r, index, y + rows);
	return rows_of(form, index, r.width);
}

int form_rows(struct form *form, int width)
{
	int rows = width < WIDE; /* the row of meanings */

	form->roomy = TRUE;
	for (int i = 0; i < form->count; i++)
		rows += rows_of(form, i, width);
	return rows;
}

int form_draw(struct form *form, struct surface *s, struct rectangle r)
{
	gboolean wide = r.width >= WIDE;
	int first = 0, needed = form_rows(form, r.width), room = r.height - (wide ? 0 : 1), y = r.y;

	form->roomy = needed <= r.height;
	/* In a low window the rows around the focus are shown. */
	for (int i = form->focus, used = 0; i >= 0; i--) {
		used += rows_of(form, i, r.width);
		if (used > room)
			break;
		first = i;
	}
	for (int i = 0; i < form->count; i++)
		form->slots[i].y = -1;
	for (int i = first; i < form->count && y + rows_of(form, i, r.width) <= r.y + room; i++)
		y += draw_field(form, s, r, i, y);
	if (!wide)
		draw_meaning(form, s, form->focus, r.x + 1, r.y + r.height - 1, r.width - 2);
	if (!form->options && lies_over(form, form->focus))
		draw_long_error(form, s, r, form->focus,
				form->slots[form->focus].y +
					MAX(form->fields[form->focus].rows, 1));
	if (form->options)
		draw_options(form, s, wide ? r.x + BESIDE - 2 : r.x + LABEL_WIDTH - 2,
			     form->slots[form->focus].y + !wide,
			     wide ? r.width - BESIDE + 1 : r.width - LABEL_WIDTH + 1);
	return y - r.y;
}
