/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text being typed. Every step is a grapheme; bytes are nobody's width. Control characters are
 * dropped, typed or pasted. */
#include "config.h"

#include "ui/edit.h"

#include "osg/ui.h"

#include <string.h>

void edit_init(struct edit *edit, const char *text, gboolean lines)
{
	*edit = (struct edit){.text = g_string_new(text), .lines = lines, .wrap = 1};
	edit->cursor = edit->text->len;
}

void edit_clear(struct edit *edit)
{
	if (edit->text)
		g_string_free(edit->text, TRUE);
	*edit = (struct edit){0};
}

void edit_set(struct edit *edit, const char *text)
{
	g_string_assign(edit->text, text ? text : "");
	edit->cursor = edit->text->len;
	edit->scroll = 0;
}

static const char *at(const struct edit *edit, gsize offset)
{
	return edit->text->str + offset;
}

static gboolean is_mark(const struct edit *edit, gsize offset)
{
	gunichar c = g_utf8_get_char(at(edit, offset));

	return c && c != '\n' && char_width(c) == 0;
}

static gsize after(const struct edit *edit, gsize offset)
{
	if (offset >= edit->text->len)
		return edit->text->len;
	do
		offset = g_utf8_next_char(at(edit, offset)) - edit->text->str;
	while (offset < edit->text->len && is_mark(edit, offset));
	return offset;
}

static gsize before(const struct edit *edit, gsize offset)
{
	if (offset == 0)
		return 0;
	do
		offset = g_utf8_prev_char(at(edit, offset)) - edit->text->str;
	while (offset > 0 && is_mark(edit, offset));
	return offset;
}

static void erase(struct edit *edit, gsize from, gsize to)
{
	g_string_erase(edit->text, from, to - from);
	edit->cursor = from;
}

/* What no record takes is not gathered either: a terminal without bracketed paste sends ten million
 * letters one by one. */
static void insert(struct edit *edit, const char *text)
{
	const gsize most = 4 * TEXT_MOST; /* bytes */

	if (edit->text->len + strlen(text) > most)
		return;
	g_string_insert(edit->text, edit->cursor, text);
	edit->cursor += strlen(text);
}

static gsize word_before(const struct edit *edit)
{
	gsize offset = edit->cursor;

	while (offset > 0 && edit->text->str[offset - 1] == ' ')
		offset--;
	while (offset > 0 && edit->text->str[offset - 1] != ' ' &&
	       edit->text->str[offset - 1] != '\n')
		offset--;
	return offset;
}

static gsize line_start(const struct edit *edit, gsize offset)
{
	while (offset > 0 && edit->text->str[offset - 1] != '\n')
		offset--;
	return offset;
}

static gsize line_end(const struct edit *edit, gsize offset)
{
	while (offset < edit->text->len && edit->text->str[offset] != '\n')
		offset++;
	return offset;
}

/* The rows as shown: where each begins. A row ends at a line break, or at the last blank that fits.
 */
static GArray *row_starts(const struct edit *edit)
{
	GArray *starts = g_array_new(FALSE, FALSE, sizeof(gsize));
	gsize start = 0;

	for (;;) {
		gsize end = line_end(edit, start);
		gsize fits;

		g_array_append_val(starts, start);
		fits = start + text_cut(at(edit, start), MAX(edit->wrap, 1), NULL);
		if (fits >= end || !edit->lines) {
			if (end >= edit->text->len || !edit->lines)
				return starts;
			start = end + 1;
			continue;
		}
		for (gsize blank = fits; blank > start; blank--) {
			if (edit->text->str[blank] != ' ')
				continue;
			fits = blank + 1;
			break;
		}
		start = fits > start ? fits : after(edit, start);
	}
}

static guint row_of(const GArray *starts, gsize offset)
{
	guint row = 0;

	while (row + 1 < starts->len && g_array_index(starts, gsize, row + 1) <= offset)
		row++;
	return row;
}

static int column_of(const struct edit *edit, gsize start, gsize offset)
{
	g_autofree char *part = g_strndup(at(edit, start), offset - start);

	return text_width(part);
}

static void move_row(struct edit *edit, int by)
{
	g_autoptr(GArray) starts = row_starts(edit);
	int row = row_of(starts, edit->cursor), to = CLAMP(row + by, 0, (int)starts->len - 1);
	int column = column_of(edit, g_array_index(starts, gsize, row), edit->cursor);
	gsize start = g_array_index(starts, gsize, to);
	gsize end = to + 1 < (int)starts->len ? g_array_index(starts, gsize, to + 1) - 1
					      : edit->text->len;

	if (to == row)
		edit->cursor = by < 0 ? 0 : edit->text->len;
	else
		edit->cursor =
			MIN(start + text_cut(at(edit, start), column, NULL), MAX(start, end));
}

static gboolean edit_control(struct edit *edit, guint32 key)
{
	switch (key) {
	case UI_KEY_CTRL('a'):
		edit->cursor = line_start(edit, edit->cursor);
		return TRUE;
	case UI_KEY_CTRL('e'):
		edit->cursor = line_end(edit, edit->cursor);
		return TRUE;
	case UI_KEY_CTRL('u'):
		erase(edit, line_start(edit, edit->cursor), edit->cursor);
		return TRUE;
	case UI_KEY_CTRL('w'):
		erase(edit, word_before(edit), edit->cursor);
		return TRUE;
	}
	return FALSE;
}

gboolean edit_key(struct edit *edit, guint32 key)
{
	char utf8[8] = {0};

	if (key < UI_KEY_NONE) {
		if (key < ' ' || key == 0x7f || !g_unichar_validate(key))
			return FALSE;
		g_unichar_to_utf8(key, utf8);
		insert(edit, utf8);
		return TRUE;
	}
	switch (key) {
	case UI_KEY_LEFT:
		edit->cursor = before(edit, edit->cursor);
		return TRUE;
	case UI_KEY_RIGHT:
		edit->cursor = after(edit, edit->cursor);
		return TRUE;
	case UI_KEY_HOME:
		edit->cursor = line_start(edit, edit->cursor);
		return TRUE;
	case UI_KEY_END:
		edit->cursor = line_end(edit, edit->cursor);
		return TRUE;
	case UI_KEY_BACKSPACE:
		erase(edit, before(edit, edit->cursor), edit->cursor);
		return TRUE;
	case UI_KEY_DELETE:
		erase(edit, edit->cursor, after(edit, edit->cursor));
		return TRUE;
	case UI_KEY_UP:
	case UI_KEY_DOWN:
		if (edit->lines)
			move_row(edit, key == UI_KEY_UP ? -1 : 1);
		return edit->lines;
	case UI_KEY_ENTER:
		if (edit->lines)
			insert(edit, "\n");
		return edit->lines;
	}
	return edit_control(edit, key);
}

void edit_paste(struct edit *edit, const char *text)
{
	g_autofree char *clean = text_clean(text, -1, edit->lines);

	insert(edit, clean);
}

/* What is cut has a mark, and the cursor never stands on one. */
static void draw_line(struct edit *edit, struct surface *s, struct rectangle r, enum style style,
		      gboolean focused)
{
	int column = column_of(edit, 0, edit->cursor), whole = text_width(edit->text->str);
	int margin = r.width > 2, skipped;
	gsize from;

	edit->scroll = MAX(edit->scroll, MIN(column + margin, whole) - r.width + 1);
	edit->scroll = MIN(edit->scroll, MAX(column - margin, 0));
	from = text_cut(edit->text->str, edit->scroll, &skipped);
	surface_fill(s, (struct rectangle){r.x, r.y, r.width, 1}, style, ' ');
	surface_text(s, r.x, r.y, r.width, style, at(edit, from));
	if (margin && skipped > 0)
		surface_text(s, r.x, r.y, 1, style, "…");
	if (margin && whole - skipped > r.width)
		surface_text(s, r.x + r.width - 1, r.y, 1, style, "…");
	if (focused)
		surface_cursor(s, r.x + column - skipped, r.y);
}

/* In the last column, which lines leave free: whether there is more above and below. */
static void draw_more(const struct edit *edit, struct surface *s, struct rectangle r,
		      enum style style, int rows)
{
	int x = r.x + r.width - 1;

	if (edit->scroll > 0)
		surface_text(s, x, r.y, 1, style, "↑");
	if (edit->scroll + r.height < rows)
		surface_text(s, x, r.y + r.height - 1, 1, style, "↓");
}

static void draw_lines(struct edit *edit, struct surface *s, struct rectangle r, enum style style,
		       gboolean focused)
{
	g_autoptr(GArray) starts = NULL;
	int row;

	edit->wrap = MAX(r.width - 1, 1);
	starts = row_starts(edit);
	row = row_of(starts, edit->cursor);
	edit->scroll = CLAMP(edit->scroll, MAX(row - r.height + 1, 0), row);
	surface_fill(s, r, style, ' ');
	for (int y = 0; y < r.height && y + edit->scroll < (int)starts->len; y++) {
		gsize start = g_array_index(starts, gsize, y + edit->scroll);
		gsize end = y + edit->scroll + 1 < (int)starts->len
				    ? g_array_index(starts, gsize, y + edit->scroll + 1)
				    : edit->text->len;
		g_autofree char *line = g_strndup(at(edit, start), end - start);

		surface_text(s, r.x, r.y + y, r.width, style, g_strchomp(line));
	}
	draw_more(edit, s, r, style, (int)starts->len);
	if (focused)
		surface_cursor(
			s, r.x + column_of(edit, g_array_index(starts, gsize, row), edit->cursor),
			r.y + row - edit->scroll);
}

void edit_draw(struct edit *edit, struct surface *s, struct rectangle r, enum style style,
	       gboolean focused)
{
	if (r.width < 1 || r.height < 1)
		return;
	if (edit->lines)
		draw_lines(edit, s, r, style, focused);
	else
		draw_line(edit, s, r, style, focused);
}
