/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pixels as sixels. */
#include "config.h"

#include "osg/sixel.h"

enum { STRIP = 6, EMPTY = 63, REPEATS_FROM = 4 };

/* What is written: a part of the image. */
struct raster {
	const guint8 *pixels;
	int stride, width, height;
};

static void append_run(GString *out, char sixel, int count)
{
	if (count >= REPEATS_FROM) {
		g_string_append_printf(out, "!%d%c", count, sixel);
		return;
	}
	for (int i = 0; i < count; i++)
		g_string_append_c(out, sixel);
}

/* How many pixels of a strip have each colour. */
static void count_colours(const struct raster *p, int top, int rows, guint counts[IMAGE_COLOURS])
{
	for (int c = 0; c < IMAGE_COLOURS; c++)
		counts[c] = 0;
	for (int y = top; y < top + rows; y++)
		for (int x = 0; x < p->width; x++)
			counts[p->pixels[(gsize)y * p->stride + x]]++;
}

static char sixel_at(const struct raster *p, int x, int top, int rows, guint8 colour)
{
	int bits = 0;

	for (int y = 0; y < rows; y++)
		if (p->pixels[(gsize)(top + y) * p->stride + x] == colour)
			bits |= 1 << y;
	return (char)(EMPTY + bits);
}

/* One colour of a strip; nothing is written behind its last pixel. */
static void append_colour(GString *out, const struct raster *p, int top, int rows, guint8 colour)
{
	char before = 0;
	int count = 0;

	g_string_append_printf(out, "#%u", colour);
	for (int x = 0; x < p->width; x++) {
		char sixel = sixel_at(p, x, top, rows, colour);

		if (sixel != before) {
			append_run(out, before, count);
			before = sixel;
			count = 0;
		}
		count++;
	}
	if (before != EMPTY)
		append_run(out, before, count);
}

static void append_strip(GString *out, const struct raster *p, int top)
{
	int rows = MIN(STRIP, p->height - top);
	guint counts[IMAGE_COLOURS];
	guint8 most = 0;

	count_colours(p, top, rows, counts);
	for (guint8 c = 1; c < IMAGE_COLOURS; c++)
		if (counts[c] > counts[most])
			most = c;
	g_string_append_printf(out, "#%u", most);
	append_run(out, (char)(EMPTY + (1 << rows) - 1), p->width);
	for (guint8 c = 0; c < IMAGE_COLOURS; c++) {
		if (c == most || !counts[c])
			continue;
		g_string_append_c(out, '$');
		append_colour(out, p, top, rows, c);
	}
}

static void append_palette(GString *out, const struct image *image, const struct raster *p)
{
	guint counts[IMAGE_COLOURS];

	count_colours(p, 0, p->height, counts);
	for (int c = 0; c < IMAGE_COLOURS; c++) {
		const guint8 *colour = image->colours[c];

		if (counts[c])
			g_string_append_printf(
				out, "#%d;2;%d;%d;%d", c, (colour[0] * 100 + 127) / 255,
				(colour[1] * 100 + 127) / 255, (colour[2] * 100 + 127) / 255);
	}
}

void sixel_append(GString *out, const struct image *image, int x, int y, int width, int height)
{
	const guint8 *pixels = g_bytes_get_data(image->bytes, NULL);
	const struct raster part = {pixels + (gsize)y * image->width + x, image->width, width,
				    height};

	g_assert(!image->wish.png && x >= 0 && y >= 0 && width > 0 && height > 0 &&
		 x + width <= image->width && y + height <= image->height);
	g_string_append_printf(out, "\033P0;1;0q\"1;1;%d;%d", width, height);
	append_palette(out, image, &part);
	for (int top = 0; top < height; top += STRIP) {
		if (top)
			g_string_append_c(out, '-');
		append_strip(out, &part, top);
	}
	g_string_append(out, "\033\\");
}
