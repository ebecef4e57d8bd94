/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the item at hand: which one is selected, where it goes, whom it is about. */
#include "config.h"

#include "screens/meeting_rows.h"

struct meeting_row *meeting_row_add(struct meeting_screen *self, enum row_kind kind, gint64 key,
				    const char *mark, char *take_text, char *take_value)
{
	struct meeting_row *row = g_new0(struct meeting_row, 1);

	row->kind = kind;
	row->key = key;
	row->mark = mark;
	row->text = take_text;
	row->value = take_value;
	g_ptr_array_add(self->rows, row);
	return row;
}

void meeting_row_heading(struct meeting_screen *self, const char *text, char *take_value)
{
	meeting_row_add(self, ROW_HEADING, 0, "", g_strdup(text), take_value);
}

void meeting_row_words(struct meeting_screen *self, char *take_text)
{
	meeting_row_add(self, ROW_WORDS, 0, "", take_text, NULL);
}

void meeting_row_free(gpointer data)
{
	struct meeting_row *row = data;

	g_free(row->text);
	g_free(row->value);
	g_free(row->more);
	g_free(row);
}

/* selecting */

gboolean meeting_row_can_be_selected(const struct meeting_row *row)
{
	return row->kind != ROW_HEADING && row->kind != ROW_WORDS;
}

const struct meeting_row *meeting_row_selected(const struct meeting_screen *self)
{
	return self->selected >= 0 && self->selected < (int)self->rows->len
		       ? self->rows->pdata[self->selected]
		       : NULL;
}

/* The row that was selected; where it is gone, the one that has come in its place, at its. */
static void select_again(struct meeting_screen *self, enum row_kind kind, gint64 key, int at)
{
	int near = -1, same = -1;

	for (guint i = 0; i < self->rows->len; i++) {
		const struct meeting_row *row = self->rows->pdata[i];

		if (!meeting_row_can_be_selected(row))
			continue;
		if (near < 0 || (int)i <= at)
			near = (int)i;
		if (row->kind == kind && row->key == key)
			same = (int)i;
	}
	self->selected = same >= 0 ? same : near;
}

void meeting_rows_make(struct meeting_screen *self)
{
	const struct meeting_row *was = meeting_row_selected(self);
	enum row_kind kind = was ? was->kind : ROW_HEADING;
	gint64 key = was ? was->key : 0;
	const struct agenda_item *item = meeting_shown(self);
	int item_at = item ? item->position : 0;

	g_ptr_array_set_size(self->rows, 0);
	if (item)
		meeting_item_rows(self, item);
	select_again(self, kind, key, item_at == self->rows_of ? self->selected : -1);
	self->rows_of = item_at;
}

void meeting_rows_move(struct meeting_screen *self, int by)
{
	const struct agenda_item *item = meeting_shown(self);
	const struct meeting_row *row;

	for (int i = self->selected + by; i >= 0 && i < (int)self->rows->len; i += by)
		if (meeting_row_can_be_selected(self->rows->pdata[i])) {
			self->selected = i;
			break;
		}
	row = meeting_row_selected(self);
	if (row && item && item->kind == AGENDA_ROUND && row->key != self->turn) {
		self->turn = row->key; /* whose round it is shows what it has sent */
		meeting_rows_make(self);
	}
}

/* finding */

struct agenda_item *meeting_shown(const struct meeting_screen *self)
{
	const GPtrArray *items = self->whole ? self->whole->items : NULL;

	for (guint i = 0; self->looks_at && items && i < items->len; i++) {
		struct agenda_item *item = items->pdata[i];

		if (item->position == self->looks_at)
			return item;
	}
	return self->whole ? meeting_item(self->whole) : NULL;
}

struct attendance *meeting_attendance(const struct meeting_screen *self, gint64 organisation)
{
	const GPtrArray *all = self->whole ? self->whole->attendance : NULL;

	for (guint i = 0; all && i < all->len; i++) {
		struct attendance *a = all->pdata[i];

		if (a->organisation == organisation)
			return a;
	}
	return NULL;
}
