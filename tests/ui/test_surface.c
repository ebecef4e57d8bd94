/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid: clipping, widths, wide and combining characters, ASCII, themes. */
#include "config.h"

#include "osg/surface.h"

#include <string.h>

static void check_row(const struct surface *s, int y, const char *expected)
{
	g_autofree char *row = surface_row(s, y);

	g_assert_cmpstr(row, ==, expected);
}

static void test_text(void)
{
	struct surface *s = surface_new(12, 2);

	g_assert_cmpint(surface_text(s, 0, 0, 12, STYLE_TEXT, "Skogås"), ==, 6);
	check_row(s, 0, "Skogås");
	g_assert_cmpint(surface_text(s, 0, 1, 5, STYLE_TEXT, "Flemingsberg"), ==, 5);
	check_row(s, 1, "Flem…");
	surface_free(s);
}

static void test_wide_and_combining(void)
{
	struct surface *s = surface_new(8, 3);

	g_assert_cmpint(surface_text(s, 0, 0, 8, STYLE_TEXT, "日本a"), ==, 5);
	g_assert_cmpint(surface_cell(s, 0, 0)->width, ==, 2);
	g_assert_cmpint(surface_cell(s, 1, 0)->width, ==, 0);
	check_row(s, 0, "日本a");
	/* A wide character that loses a half becomes a blank, never half a character. */
	surface_text(s, 1, 0, 1, STYLE_TEXT, "x");
	check_row(s, 0, " x本a");
	g_assert_cmpint(surface_text(s, 0, 1, 8, STYLE_TEXT, "a\u030ab"), ==, 2);
	g_assert_cmpuint(surface_cell(s, 0, 1)->characters[1], ==, 0x30a);
	/* No wide character across the edge. */
	surface_text(s, 7, 2, 2, STYLE_TEXT, "日");
	check_row(s, 2, "");
	surface_free(s);
}

static void test_clips(void)
{
	struct surface *s = surface_new(4, 2);
	g_autofree char *dump = NULL;

	surface_text(s, -2, 0, 10, STYLE_TEXT, "abcdef");
	surface_text(s, 0, -1, 10, STYLE_TEXT, "no");
	surface_text(s, 0, 2, 10, STYLE_TEXT, "no");
	surface_box(s, (struct rectangle){-5, -5, 100, 100}, "title");
	surface_fill(s, (struct rectangle){-9, -9, 99, 99}, STYLE_TEXT, ' ');
	surface_text(s, -2, 0, 10, STYLE_TEXT, "abcdef");
	surface_wrapped(s, (struct rectangle){0, 1, 3, 9}, STYLE_TEXT, "aa bb cc dd", 0);
	surface_cursor(s, 90, 90);
	g_assert_false(s->cursor_shown);
	dump = surface_dump(s);
	g_assert_cmpstr(dump, ==, "cdef\naa\n");
	surface_free(s);
}

static void test_nothing_dangerous_is_drawn(void)
{
	struct surface *s = surface_new(20, 1);

	surface_text(s, 0, 0, 20, STYLE_TEXT,
		     "a\033[31mb\xe2\x80\xae"
		     "c\u200b\ufe0fd\x07");
	check_row(s, 0, "a[31mbcd");
	surface_free(s);
}

static void test_ascii(void)
{
	struct surface *s = surface_new(10, 4);
	const int values[] = {0, 4, 8};
	g_autofree char *dump = NULL;

	s->ascii = TRUE;
	surface_box(s, (struct rectangle){0, 0, 10, 3}, NULL);
	surface_text(s, 1, 1, 8, STYLE_TEXT, "R▲ åäö");
	surface_spark(s, 0, 3, values, 3, STYLE_CHART);
	dump = surface_dump(s);
	g_assert_cmpstr(dump, ==, "+--------+\n|R^ åäö  |\n+--------+\n.=#\n");
	surface_free(s);
}

static void test_wrapped_says_that_more_follows(void)
{
	struct surface *s = surface_new(6, 3);

	g_assert_cmpint(surface_wrapped(s, (struct rectangle){0, 0, 6, 2}, STYLE_TEXT,
					"ett två tre fyra fem", 0),
			>, 2);
	check_row(s, 1, "två  …");
	check_row(s, 2, "");
	surface_free(s);
}

/* Relative luminance of the palette's usual values (xterm). */
static double luminance(int colour)
{
	static const double palette[16] = {0.0,   0.126, 0.432, 0.559, 0.061, 0.187, 0.493, 0.786,
					   0.212, 0.213, 0.715, 0.928, 0.107, 0.285, 0.787, 1.0};

	return palette[colour];
}

static void test_themes(void)
{
	for (int theme = 0; theme < THEME_COUNT; theme++)
		for (int style = 0; style < STYLE_COUNT; style++) {
			const struct look *look = theme_look(theme, style);
			double light, dark;

			g_assert_nonnull(style_name(style));
			g_assert_cmpint(look->foreground, <=, 15);
			g_assert_cmpint(look->background, <=, 15);
			/* A colour never stands on an unknown background. */
			g_assert_cmpint(look->foreground < 0, ==, look->background < 0);
			if (theme == THEME_MONO)
				g_assert_cmpint(look->foreground, ==, -1);
			if (look->foreground < 0)
				continue;
			light = MAX(luminance(look->foreground), luminance(look->background));
			dark = MIN(luminance(look->foreground), luminance(look->background));
			g_assert_cmpfloat((light + 0.05) / (dark + 0.05), >=, 4.5);
		}
}

static void test_theme_names(void)
{
	enum theme theme;

	g_assert_true(theme_parse("projector", &theme));
	g_assert_cmpint(theme, ==, THEME_PROJECTOR);
	g_assert_false(theme_parse("pink", &theme));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/surface/text", test_text);
	g_test_add_func("/surface/wide-and-combining", test_wide_and_combining);
	g_test_add_func("/surface/clips", test_clips);
	g_test_add_func("/surface/nothing-dangerous-is-drawn", test_nothing_dangerous_is_drawn);
	g_test_add_func("/surface/ascii", test_ascii);
	g_test_add_func("/surface/wrapped-says-that-more-follows",
			test_wrapped_says_that_more_follows);
	g_test_add_func("/theme/readable-on-light-and-dark", test_themes);
	g_test_add_func("/theme/names", test_theme_names);
	return g_test_run();
}
