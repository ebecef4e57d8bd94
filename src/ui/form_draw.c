/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form on the screen: labels, what is typed, what it means, what is wrong with it. Nothing jumps:
 * a field keeps its row whatever is typed. */
#include "config.h"

#include "ui/form_private.h"

#include <string.h>

#include "osg/error.h"
#include "osg/personal.h"
#include "osg/text.h"

enum { LABEL_WIDTH = 14, BESIDE = 43, BESIDE_MOST = 64, WIDE = 70, OPTIONS_SHOWN = 6 };

/* Where the meanings begin in a form of this width. */
static int beside(int width)
{
	return CLAMP(width / 2, BESIDE, BESIDE_MOST);
}

/* A line that has no meaning to be shown beside it, or of several rows, has the row for itself. */
static gboolean has_row(const struct form_field *field, int width)
{
	return width < WIDE || field->kind != FORM_LINE || !(field->meaning || field->complete);
}

/* The first of the choices that is drawn, so that the chosen one is seen in whole. */
static int first_choice(const struct form_field *field, int chosen, int width)
{
	int first = chosen, used = 0;

	for (; first >= 0; first--) {
		used += text_width(text_word(field->id, field->choices[first])) + 2;
		if (used > width - (first > 0))
			break;
	}
	return MIN(first + 1, chosen);
}

static void draw_choices(struct form *form, struct surface *s, int index, int x, int y, int width)
{
	struct slot *slot = &form->slots[index];
	const struct form_field *field = &form->fields[index];
	gboolean here = index == form->focus;
	int end = x + width, first = first_choice(field, slot->choice, width);

	if (first > 0)
		x += surface_text(s, x, y, 1, STYLE_TEXT, "…");
	slot->first = first;
	slot->answers = (struct rectangle){x, y, end - x, 1};
	for (int i = first; field->choices[i]; i++) {
		gboolean chosen = i == slot->choice;

		if (here && chosen)
			surface_cursor(s, x, y);
		x += surface_printf(s, x, y, end - x,
				    chosen ? (here ? STYLE_FIELD_HERE : STYLE_STRONG) : STYLE_TEXT,
				    chosen ? "[%s]" : " %s ",
				    text_word(field->id, field->choices[i]));
	}
}

/* What the entry guard will ask about when it is saved. */
static char *personal_hint(const char *text, gboolean *found)
{
	g_autoptr(GArray) matches = personal_scan(text, NULL);
	g_autofree char *said = matches ? personal_explain(text, matches) : NULL;

	*found = matches != NULL;
	return matches ? g_strdup_printf("! %s", said) : NULL;
}

/* What the text means, or what is wrong with it; NULL = nothing to say. Owned. */
static char *meaning_of(const struct form *form, int index, gboolean *wrong)
{
	const struct form_field *field = &form->fields[index];
	const struct slot *slot = &form->slots[index];
	const char *text = slot->edit.text->str;

	*wrong = slot->complaint != NULL;
	if (*wrong)
		return g_strdup_printf("! %s", slot->complaint);
	if (slot->edit.text->len == 0)
		return NULL;
	g_autofree char *meaning =
		field->meaning ? field->meaning(form->data, text, slot->key, wrong) : NULL;
	g_autofree char *refused =
		field->check && !*wrong ? field->check(form->data, field, text) : NULL;
	if (*wrong || refused) {
		*wrong = TRUE;
		return g_strdup_printf("! %s", refused ? refused : meaning);
	}
	if (field->meaning)
		return g_steal_pointer(&meaning);
	return field->complete || field->kind == FORM_CHOICE ? NULL : personal_hint(text, wrong);
}

gboolean form_is_wrong(const struct form *form, int index)
{
	gboolean wrong;
	g_autofree char *meaning = meaning_of(form, index, &wrong);

	return wrong && meaning;
}

/* Columns for a meaning: beside its field, in a narrow form on the last row. */
static int meaning_width(const struct form *form, int index, int width)
{
	if (width < WIDE)
		return index == form->focus ? width - 2 : 0;
	return has_row(&form->fields[index], width) ? 0 : width - beside(width) - 1;
}

static void draw_meaning(const struct form *form, struct surface *s, int index, int x, int y,
			 int width)
{
	gboolean wrong;
	g_autofree char *meaning = meaning_of(form, index, &wrong);

	if (!meaning)
		return;
	if (!wrong || text_width(meaning) <= width)
		surface_text(s, x, y, width, wrong ? STYLE_ERROR : STYLE_TEXT, meaning);
	else if (index != form->focus && !form->roomy) /* in whole when one comes there */
		surface_fitted(s, x, y, width, STYLE_ERROR, TEXT_LEFT, meaning);
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

/* An error has rows of its own where there is room, except while its field is typed in: what is
 * below would jump at every letter (form_draw_told). */
static gboolean has_own_rows(const struct form *form, int index)
{
	return form->roomy && (index != form->focus || form->slots[index].complaint);
}

static int rows_of(const struct form *form, int index, int width)
{
	g_autoptr(GPtrArray) error =
		has_own_rows(form, index) ? long_error(form, index, width) : NULL;

	return MAX(form->fields[index].rows, 1) + (error ? (int)error->len : 0);
}

static void draw_long_error(const struct form *form, struct surface *s, struct rectangle r,
			    int index, int y)
{
	g_autoptr(GPtrArray) error = long_error(form, index, r.width);
	int left = r.x + LABEL_WIDTH, width = r.width - LABEL_WIDTH - 1;

	for (guint i = 0; error && i < error->len && y < r.y + r.height; i++, y++) {
		surface_fill(s, (struct rectangle){left - 1, y, r.width - left + 1, 1}, STYLE_TEXT,
			     ' ');
		surface_fitted(s, left, y, width, STYLE_ERROR, TEXT_LEFT, error->pdata[i]);
	}
}

static void draw_options(struct form *form, struct surface *s, int x, int y, int width)
{
	guint first = form->option >= OPTIONS_SHOWN ? form->option - OPTIONS_SHOWN + 1 : 0;

	form->options_from = first;
	form->options_at = (struct rectangle){x, y, width, OPTIONS_SHOWN};
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
	const char *mark = !form_lacks(form, index)                            ? ""
			   : text_width(_(field->label)) + 2 > LABEL_WIDTH - 1 ? "*"
									       : " *";

	surface_printf(s, 1, y, LABEL_WIDTH - 1,
		       index == form->focus ? STYLE_SELECTED : STYLE_HEADING, "%s%s",
		       _(field->label), mark);
}

static int draw_field(struct form *form, struct surface *s, struct rectangle r, int index, int y)
{
	const struct form_field *field = &form->fields[index];
	gboolean whole = has_row(field, r.width), here = index == form->focus;
	int rows = MAX(field->rows, 1), left = r.x + LABEL_WIDTH;
	int width = (whole ? r.width - 1 : beside(r.width) - 2) - LABEL_WIDTH;

	form->slots[index].y = y;
	draw_label(form, s, index, y);
	if (field->kind == FORM_CHOICE)
		draw_choices(form, s, index, left - 1, y, r.width - left);
	else if (here || field->kind == FORM_LINES)
		edit_draw(&form->slots[index].edit, s, (struct rectangle){left, y, width, rows},
			  here ? STYLE_FIELD_HERE : STYLE_FIELD, here);
	else
		surface_fitted(s, left, y, width, STYLE_FIELD, TEXT_LEFT,
			       form->slots[index].edit.text->str);
	if (!whole)
		draw_meaning(form, s, index, r.x + beside(r.width), y,
			     meaning_width(form, index, r.width));
	if (has_own_rows(form, index))
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
	form->width = r.width;
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
	if (form->options)
		draw_options(form, s, r.x + (wide ? beside(r.width) : LABEL_WIDTH) - 2,
			     form->slots[form->focus].y + !wide,
			     r.width - (wide ? beside(r.width) : LABEL_WIDTH) + 1);
	return y - r.y;
}

int form_draw_told(const struct form *form, struct surface *s, int bottom)
{
	enum { MOST = 3, MARGIN = 3 };
	gboolean waits = !form->options && !has_own_rows(form, form->focus), wrong;
	g_autoptr(GPtrArray) error = waits ? long_error(form, form->focus, form->width) : NULL;
	g_autofree char *said = error ? meaning_of(form, form->focus, &wrong) : NULL;
	g_autoptr(GPtrArray) lines =
		said ? text_wrap(said + strlen("! "), MAX(s->width - MARGIN - 1, 1)) : NULL;
	int rows = lines ? MIN((int)lines->len, MOST) : 0, top = bottom - rows + 1;

	for (int i = 0; i < rows; i++) {
		surface_fill(s, (struct rectangle){0, top + i, s->width, 1}, STYLE_ERROR, ' ');
		surface_fitted(s, MARGIN, top + i, s->width - MARGIN - 1, STYLE_ERROR, TEXT_LEFT,
			       lines->pdata[i]);
	}
	if (rows)
		surface_text(s, 1, top, 1, STYLE_ERROR, "!");
	return rows;
}
