/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sixel_read.h"

#include <stdlib.h>
#include <string.h>

struct reader {
	const char *at, *end;
	gint32 palette[256], *pixels;
	int width, height, x, y, colour;
};

/* Numbers parted by semicolons. */
static int read_numbers(struct reader *r, int numbers[8])
{
	int count = 0;

	while (r->at < r->end && (g_ascii_isdigit(*r->at) || *r->at == ';')) {
		char *rest;

		if (*r->at == ';')
			r->at++;
		g_assert_cmpint(count, <, 8);
		numbers[count++] = (int)strtol(r->at, &rest, 10);
		r->at = rest;
	}
	return count;
}

static void read_colour(struct reader *r)
{
	int n[8], count = read_numbers(r, n);

	g_assert_true(count == 1 || count == 5);
	g_assert_cmpint(n[0], <, 256);
	if (count == 5) {
		g_assert_cmpint(n[1], ==, 2);
		g_assert_true(n[2] <= 100 && n[3] <= 100 && n[4] <= 100);
		r->palette[n[0]] = n[2] << 16 | n[3] << 8 | n[4];
	}
	r->colour = n[0];
}

static void paint(struct reader *r, int bits, int times)
{
	g_assert_cmpint(r->palette[r->colour], >=, 0); /* it was said which colour that is */
	g_assert_cmpint(r->x + times, <=, r->width);
	for (int x = r->x; x < r->x + times; x++)
		for (int k = 0; k < 6; k++) {
			if (!(bits >> k & 1))
				continue;
			g_assert_cmpint(r->y + k, <, r->height);
			r->pixels[(r->y + k) * r->width + x] = r->palette[r->colour];
		}
	r->x += times;
}

static void read_one(struct reader *r)
{
	int n[8] = {1};
	char c = *r->at++;

	if (c == '#') {
		read_colour(r);
	} else if (c == '$') {
		r->x = 0;
	} else if (c == '-') {
		r->x = 0;
		r->y += 6;
	} else {
		if (c == '!') {
			g_assert_cmpint(read_numbers(r, n), ==, 1);
			c = *r->at++;
		}
		g_assert_true(c >= '?' && c <= '~');
		paint(r, c - '?', n[0]);
	}
}

gint32 *sixel_read(const char *bytes, gsize length, int *width, int *height)
{
	static const char begin[] = "\033P0;1;0q\"";
	struct reader r = {bytes + strlen(begin), bytes + length - 2, {0}, NULL, 0, 0, 0, 0, 0};
	int n[8];

	g_assert_true(length > strlen(begin) && memcmp(bytes, begin, strlen(begin)) == 0);
	g_assert_true(memcmp(bytes + length - 2, "\033\\", 2) == 0);
	g_assert_cmpint(read_numbers(&r, n), ==, 4);
	g_assert_true(n[0] == 1 && n[1] == 1);
	r.width = n[2];
	r.height = n[3];
	r.pixels = g_new(gint32, (gsize)r.width * r.height);
	memset(r.pixels, 0xff, sizeof *r.pixels * r.width * r.height);
	memset(r.palette, 0xff, sizeof r.palette);
	while (r.at < r.end)
		read_one(&r);
	g_assert_true(r.at == r.end);
	*width = r.width;
	*height = r.height;
	return r.pixels;
}
