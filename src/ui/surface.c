/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid of cells. Clips everything, measures in columns only, and never passes a control
 * character on. Knows no terminal. */
#include "config.h"

#include "osg/surface.h"

#include "osg/chart.h"

#include <string.h>

/* What stands in for our own signs where only ASCII shows. Bars become marks that grow darker: a
 * digit would read as a count. */
static const struct {
	gunichar sign;
	char ascii;
} ascii_signs[] = {
	{0x2500, '-'}, {0x2502, '|'}, {0x250c, '+'}, {0x2510, '+'}, {0x2514, '+'}, {0x2518, '+'},
	{0x251c, '+'}, {0x2524, '+'}, {0x2581, '.'}, {0x2582, ':'}, {0x2583, ':'}, {0x2584, '-'},
	{0x2585, '='}, {0x2586, '+'}, {0x2587, '+'}, {0x2588, '#'}, {0x25b2, '^'}, {0x25ba, '-'},
	{0x25bc, 'v'}, {0x25be, 'v'}, {0x25b4, '^'}, {0x00b7, '.'}, {0x25aa, 'o'}, {0x25a0, 'O'},
	{0x2026, '~'}, {0x2022, '*'}, {0x2013, '-'}, {0x2713, 'x'}, {0x25cf, 'o'}, {0x25c6, '*'},
	{0x25cb, '.'}, {0x2190, '<'}, {0x2192, '>'}, {0x2191, '^'}, {0x2193, 'v'}, {0x2501, '='},
};

static gunichar as_drawn(const struct surface *s, gunichar c)
{
	if (!s->ascii || c < 0x80)
		return c;
	for (gsize i = 0; i < G_N_ELEMENTS(ascii_signs); i++)
		if (ascii_signs[i].sign == c)
			return ascii_signs[i].ascii;
	return c;
}

struct surface *surface_new(int width, int height)
{
	struct surface *s = g_new0(struct surface, 1);

	surface_resize(s, width, height);
	return s;
}

void surface_free(struct surface *s)
{
	if (!s)
		return;
	g_free(s->cells);
	g_free(s);
}

void surface_resize(struct surface *s, int width, int height)
{
	s->width = MAX(width, 1);
	s->height = MAX(height, 1);
	s->cells = g_renew(struct cell, s->cells, (gsize)s->width * s->height);
	surface_clear(s);
}

static void cell_set(struct cell *cell, gunichar c, enum style style, int width)
{
	*cell = (struct cell){.characters = {c}, .style = style, .width = width};
}

void surface_clear(struct surface *s)
{
	for (gsize i = 0; i < (gsize)s->width * s->height; i++)
		cell_set(&s->cells[i], ' ', STYLE_TEXT, 1);
	s->cursor_shown = FALSE;
	s->image_count = 0;
}

struct rectangle surface_area(const struct surface *s)
{
	return (struct rectangle){0, 0, s->width, s->height};
}

struct cell *surface_cell(const struct surface *s, int x, int y)
{
	if (x < 0 || y < 0 || x >= s->width || y >= s->height)
		return NULL;
	return &s->cells[(gsize)y * s->width + x];
}

/* A wide character that loses one half becomes a blank. */
static void break_wide(struct surface *s, int x, int y)
{
	struct cell *cell = surface_cell(s, x, y), *left = surface_cell(s, x - 1, y),
		    *right = surface_cell(s, x + 1, y);

	if (cell && cell->width == 0 && left)
		cell_set(left, ' ', left->style, 1);
	if (cell && cell->width == 2 && right)
		cell_set(right, ' ', right->style, 1);
}

static void put(struct surface *s, int x, int y, enum style style, gunichar c, int width)
{
	struct cell *cell = surface_cell(s, x, y), *right = surface_cell(s, x + 1, y);

	if (!cell || (width == 2 && !right))
		return;
	break_wide(s, x, y);
	cell_set(cell, as_drawn(s, c), style, width);
	if (width != 2)
		return;
	break_wide(s, x + 1, y);
	cell_set(right, 0, style, 0);
}

static void put_mark(struct surface *s, int x, int y, gunichar mark)
{
	struct cell *cell = surface_cell(s, x, y);

	for (int i = 1; cell && i < CELL_CHARACTERS; i++) {
		if (cell->characters[i])
			continue;
		cell->characters[i] = mark;
		return;
	}
}

/* Not for the screen: controls, joiners, variation selectors and all other formatting. */
static gboolean is_drawn(gunichar c)
{
	GUnicodeType type = g_unichar_type(c);

	return type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT &&
	       type != G_UNICODE_SURROGATE && type != G_UNICODE_PRIVATE_USE &&
	       type != G_UNICODE_LINE_SEPARATOR && type != G_UNICODE_PARAGRAPH_SEPARATOR &&
	       !(c >= 0xfe00 && c <= 0xfe0f);
}

static int draw(struct surface *s, int x, int y, enum style style, const char *text, gsize length)
{
	int used = 0, last = -1;

	for (const char *p = text; p < text + length; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		int width = char_width(c);

		if (!is_drawn(c))
			continue;
		if (width == 0) {
			if (last >= 0)
				put_mark(s, x + last, y, c);
			continue;
		}
		put(s, x + used, y, style, c, width);
		last = used;
		used += width;
	}
	return used;
}

int surface_text(struct surface *s, int x, int y, int width, enum style style, const char *text)
{
	int used = 0;
	gsize cut;

	if (width <= 0 || !text || y < 0 || y >= s->height)
		return 0;
	cut = text_cut(text, width, &used);
	if (!text[cut])
		return draw(s, x, y, style, text, cut);
	cut = text_cut(text, width - 1, &used);
	used = draw(s, x, y, style, text, cut);
	put(s, x + used, y, style, 0x2026, 1);
	return used + 1;
}

void surface_fitted(struct surface *s, int x, int y, int width, enum style style,
		    enum text_align align, const char *text)
{
	int wide = MIN(text_width(text), width);
	int before = align == TEXT_RIGHT    ? width - wide
		     : align == TEXT_CENTRE ? (width - wide) / 2
					    : 0;

	surface_fill(s, (struct rectangle){x, y, width, 1}, style, ' ');
	surface_text(s, x + before, y, width - before, style, text);
}

int surface_printf(struct surface *s, int x, int y, int width, enum style style, const char *format,
		   ...)
{
	va_list arguments;
	g_autofree char *text = NULL;

	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return surface_text(s, x, y, width, style, text);
}

int surface_wrapped(struct surface *s, struct rectangle r, enum style style, const char *text,
		    int skip)
{
	g_autoptr(GPtrArray) lines = NULL;

	if (r.width <= 0 || !text)
		return 0;
	lines = text_wrap(text, r.width);
	for (int i = 0; i < r.height && i + skip < (int)lines->len; i++) {
		gboolean cut = i == r.height - 1 && i + skip + 1 < (int)lines->len;

		surface_text(s, r.x, r.y + i, r.width, style, lines->pdata[i + skip]);
		if (cut)
			put(s, r.x + r.width - 1, r.y + i, style, 0x2026, 1);
	}
	return lines->len;
}

void surface_fill(struct surface *s, struct rectangle r, enum style style, gunichar c)
{
	for (int y = MAX(r.y, 0); y < MIN(r.y + r.height, s->height); y++)
		for (int x = MAX(r.x, 0); x < MIN(r.x + r.width, s->width); x++)
			put(s, x, y, style, c, 1);
}

void surface_restyle(struct surface *s, struct rectangle r, enum style style)
{
	for (int y = MAX(r.y, 0); y < MIN(r.y + r.height, s->height); y++)
		for (int x = MAX(r.x, 0); x < MIN(r.x + r.width, s->width); x++) {
			surface_cell(s, x, y)->style = style;
			surface_cell(s, x, y)->image = 0;
		}
}

void surface_image(struct surface *s, struct rectangle r, const struct image *image)
{
	if (s->image_count == SURFACE_IMAGES || r.x < 0 || r.y < 0 || r.x + r.width > s->width ||
	    r.y + r.height > s->height)
		return;
	s->images[s->image_count++] = (struct placed_image){image, r.x, r.y};
	for (int y = r.y; y < r.y + r.height; y++)
		for (int x = r.x; x < r.x + r.width; x++) {
			struct cell *cell = surface_cell(s, x, y);

			if (cell->width == 1) /* half a wide letter would be none */
				cell->image = (guint8)s->image_count;
		}
}

void surface_rule(struct surface *s, int x, int y, int width)
{
	surface_fill(s, (struct rectangle){x, y, width, 1}, STYLE_RULE, 0x2500);
}

void surface_column(struct surface *s, int x, int y, int height)
{
	surface_fill(s, (struct rectangle){x, y, 1, height}, STYLE_RULE, 0x2502);
}

void surface_box(struct surface *s, struct rectangle r, const char *title)
{
	int right = r.x + r.width - 1, bottom = r.y + r.height - 1;

	surface_fill(s, r, STYLE_TEXT, ' ');
	if (r.width < 2 || r.height < 2)
		return;
	surface_rule(s, r.x, r.y, r.width);
	surface_rule(s, r.x, bottom, r.width);
	surface_column(s, r.x, r.y, r.height);
	surface_column(s, right, r.y, r.height);
	put(s, r.x, r.y, STYLE_RULE, 0x250c, 1);
	put(s, right, r.y, STYLE_RULE, 0x2510, 1);
	put(s, r.x, bottom, STYLE_RULE, 0x2514, 1);
	put(s, right, bottom, STYLE_RULE, 0x2518, 1);
	if (title && *title && r.width > 6) {
		int used = surface_text(s, r.x + 3, r.y, r.width - 6, STYLE_STRONG, title);

		put(s, r.x + 2, r.y, STYLE_TEXT, ' ', 1);
		put(s, r.x + 3 + used, r.y, STYLE_TEXT, ' ', 1);
	}
}

void surface_spark(struct surface *s, int x, int y, const int *values, int count, enum style style)
{
	int most = 0;

	for (int i = 0; i < count; i++)
		most = MAX(most, values[i]);
	for (int i = 0; i < count; i++)
		put(s, x + i, y, style, 0x2581 + (gunichar)chart_level(values[i], most), 1);
}

void surface_cursor(struct surface *s, int x, int y)
{
	s->cursor_shown = surface_cell(s, x, y) != NULL;
	s->cursor_x = x;
	s->cursor_y = y;
}

static void append_row(const struct surface *s, int y, GString *out)
{
	gsize end = out->len;

	for (int x = 0; x < s->width; x++) {
		const struct cell *cell = surface_cell(s, x, y);

		for (int i = 0; cell->width && i < CELL_CHARACTERS && cell->characters[i]; i++)
			g_string_append_unichar(out, cell->characters[i]);
		if (cell->width && cell->characters[0] != ' ')
			end = out->len;
	}
	g_string_truncate(out, end);
}

char *surface_row(const struct surface *s, int y)
{
	GString *out = g_string_new(NULL);

	if (y >= 0 && y < s->height)
		append_row(s, y, out);
	return g_string_free(out, FALSE);
}

char *surface_dump(const struct surface *s)
{
	GString *out = g_string_new(NULL);

	for (int y = 0; y < s->height; y++) {
		append_row(s, y, out);
		g_string_append_c(out, '\n');
	}
	return g_string_free(out, FALSE);
}

char *surface_dump_styles(const struct surface *s)
{
	GString *out = g_string_new(NULL);

	for (int y = 0; y < s->height; y++) {
		for (int x = 0; x < s->width; x++) {
			guint8 style = surface_cell(s, x, y)->style;

			g_string_append_c(out, style == STYLE_TEXT ? '.' : 'a' + style);
		}
		g_string_append_c(out, '\n');
	}
	return g_string_free(out, FALSE);
}
